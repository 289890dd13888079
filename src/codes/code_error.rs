//! [`CodeError`]: why a text is no code.

use std::fmt;

/// Why a text is no code of its kind.
///
/// Says what was expected and what was found, in Chinese and in English, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeError {
    position: usize,
    expected: Expected,
    found: String,
}

/// What a grammar expects, in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Expected {
    pub(super) zh: &'static str,
    pub(super) en: &'static str,
}

impl CodeError {
    /// The error about `length` bytes of `text` from `position` on.
    pub(super) fn at(text: &str, position: usize, length: usize, expected: Expected) -> CodeError {
        let end = position.saturating_add(length);
        let found = text.get(position..end).unwrap_or_else(|| {
            // The range ends behind the text or within a character: show the one character.
            let rest = text.get(position..).unwrap_or_default();
            let first = rest.chars().next().map_or(0, char::len_utf8);
            rest.get(..first).unwrap_or_default()
        });
        CodeError { position, expected, found: found.to_owned() }
    }

    /// The byte (counted from 0) at which the text stops being a code; all before it are ASCII.
    #[must_use]
    pub const fn position(&self) -> usize {
        self.position
    }

    /// What was expected there, in English.
    #[must_use]
    pub const fn expected_en(&self) -> &'static str {
        self.expected.en
    }

    /// What was expected there, in Chinese.
    #[must_use]
    pub const fn expected_zh(&self) -> &'static str {
        self.expected.zh
    }

    /// What was found there; empty at the end of the text.
    #[must_use]
    pub fn found(&self) -> &str {
        &self.found
    }
}

impl CodeError {
    /// One Chinese sentence; characters are counted from 1 there, as in the English one.
    #[must_use]
    pub fn sentence_zh(&self) -> String {
        let place = self.position.saturating_add(1);
        match self.found.as_str() {
            "" => format!("第 {place} 个字符应为{}，文字到此已结束", self.expected.zh),
            found => format!("第 {place} 个字符应为{}，实为 {found:?}", self.expected.zh),
        }
    }
}

/// One English sentence; characters are counted from 1 there, as the standards do.
impl fmt::Display for CodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}, found ", self.expected.en)?;
        match self.found.as_str() {
            "" => f.write_str("the end of the text")?,
            found => write!(f, "{found:?}")?,
        }
        write!(f, " at character {}", self.position.saturating_add(1))
    }
}

impl std::error::Error for CodeError {}
