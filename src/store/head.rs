//! [`Head`]: the chain value that stands for everything written so far.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::error::StoreError;
use super::line;
use crate::codes::Sha256;
use crate::finding::Text;
use crate::ledger::Event;

/// The head of a journal (日志末行校验值): the chain value of its last line, a SHA-256.
///
/// It stands for every line before it too: two journals with one head hold the same events in the same order, cut into
/// the same acts. Printed in a report or a mail it is an anchor: see [`verify`](super::verify()). As text and in JSON
/// it is 64 lower-case hexadecimal digits; ordering is that of the text and means nothing.
///
/// ```
/// use landledger::store::Head;
///
/// let head: Head = "656cc7d544909f890cd3e244908bd579101086255b1259b461e007599a8922a6".parse().unwrap();
/// assert!(head.to_string().starts_with("656cc7d5"));
/// assert_eq!(Head::EMPTY.to_string(), "0".repeat(64));
/// assert!("656CC7".parse::<Head>().unwrap_err().to_string().contains("64 lower-case hexadecimal digits"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Head([u8; 32]);

impl Head {
    /// The head of a journal without events.
    pub const EMPTY: Head = Head([0; 32]);

    /// The head after an act is appended to this one: what every store gives for it, whatever it keeps events in.
    ///
    /// # Errors
    ///
    /// If an event cannot be written as JSON, or its line is longer than a line may be.
    pub fn after(self, act: &[Event]) -> Result<Head, StoreError> {
        line::write_act(self, act, &mut Vec::new())
    }

    /// The chain value of the line made of these parts, which follows this one.
    pub(super) fn next(self, parts: &[&[u8]]) -> Head {
        let mut hash = Sha256::new();
        hash.update(self.hex());
        for part in parts {
            hash.update(part);
        }
        Head(hash.finalize())
    }

    pub(super) fn hex(self) -> [u8; 64] {
        let mut text = [0; 64];
        for (pair, byte) in text.chunks_exact_mut(2).zip(self.0) {
            if let [high, low] = pair {
                (*high, *low) = (digit(byte >> 4), digit(byte & 15));
            }
        }
        text
    }

    /// The value that 64 lower-case hexadecimal digits name, and nothing else.
    pub(super) fn from_hex(text: &[u8]) -> Option<Head> {
        let text: &[u8; 64] = text.try_into().ok()?;
        // No way out before the end: it is taken for every line, and then goes many digits at a time.
        let (mut values, mut seen) = ([0; 64], 0);
        for (to, digit) in values.iter_mut().zip(text) {
            *to = value(*digit);
            seen |= *to;
        }
        let mut bytes = [0; 32];
        for (byte, [high, low]) in bytes.iter_mut().zip(values.as_chunks::<2>().0) {
            *byte = high << 4 | low & 15;
        }
        (seen & NO_DIGIT == 0).then_some(Head(bytes))
    }
}

const fn digit(value: u8) -> u8 {
    if value < 10 { b'0' + value } else { b'a' + value - 10 }
}

/// The bit that no digit has.
const NO_DIGIT: u8 = 16;

#[inline]
const fn value(digit: u8) -> u8 {
    let (number, letter) = (digit.wrapping_sub(b'0'), digit.wrapping_sub(b'a'));
    if number < 10 {
        number
    } else if letter < 6 {
        letter + 10
    } else {
        NO_DIGIT
    }
}

impl Default for Head {
    fn default() -> Head {
        Head::EMPTY
    }
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(std::str::from_utf8(&self.hex()).unwrap_or_default())
    }
}

/// Why a text is no head: what was found instead of 64 lower-case hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected 64 lower-case hexadecimal digits, found {0:?}")]
pub struct HeadError(String);

impl HeadError {
    /// The message in Chinese and in English.
    #[must_use]
    pub fn text(&self) -> Text {
        Text::new(format!("应为 64 位小写十六进制数字，实为 {:?}", self.0), self.to_string())
    }
}

impl FromStr for Head {
    type Err = HeadError;

    fn from_str(text: &str) -> Result<Head, HeadError> {
        Head::from_hex(text.as_bytes()).ok_or_else(|| HeadError(text.to_owned()))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Head {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Head".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "The chain value of a line of a journal: 64 lower-case hexadecimal digits.",
            "type": "string",
            "pattern": "^[0-9a-f]{64}$",
        })
    }
}

impl Serialize for Head {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Head {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Head, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}
