//! [`DayError`]: why a text is no day.

use std::fmt;

/// Why a text is no day, or no moment.
///
/// Says what was expected and what was found, in Chinese and in English, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayError {
    position: usize,
    expected_en: String,
    expected_zh: String,
    found: String,
}

impl DayError {
    pub(super) fn new(
        position: usize,
        expected_zh: impl Into<String>,
        expected_en: impl Into<String>,
        found: impl Into<String>,
    ) -> DayError {
        DayError {
            position,
            expected_en: expected_en.into(),
            expected_zh: expected_zh.into(),
            found: found.into(),
        }
    }

    /// The byte (counted from 0) at which the text stops being a day.
    #[must_use]
    pub const fn position(&self) -> usize {
        self.position
    }

    /// What was expected, in English.
    #[must_use]
    pub fn expected_en(&self) -> &str {
        &self.expected_en
    }

    /// What was expected, in Chinese.
    #[must_use]
    pub fn expected_zh(&self) -> &str {
        &self.expected_zh
    }

    /// What was found.
    #[must_use]
    pub fn found(&self) -> &str {
        &self.found
    }
}

/// One English sentence; characters are counted from 1 there.
impl fmt::Display for DayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "expected {}, found {:?} at character {}",
            self.expected_en,
            self.found,
            self.position.saturating_add(1)
        )
    }
}

impl std::error::Error for DayError {}
