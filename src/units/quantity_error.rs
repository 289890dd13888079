//! [`QuantityError`]: why a number is no quantity.

use std::fmt;

/// Why a text or a number is no area, floor area or sum of money.
///
/// Says what was expected and what was found, in Chinese and in English, and for texts where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuantityError {
    kind: QuantityErrorKind,
    position: Option<usize>,
    found: String,
}

/// The ways in which a number can be no quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum QuantityErrorKind {
    /// The text is not digits, at most one decimal point and digits.
    NotDecimal,
    /// The text carries a comma (`12,3` or `1,234`): neither decimal nor thousands commas are read.
    Comma,
    /// More decimals than the quantity keeps.
    TooManyDecimals,
    /// Larger than the largest quantity, 10¹⁸, alone or as a sum.
    TooLarge,
    /// Below zero, where nothing below zero exists.
    Negative,
    /// A float that is NaN or infinite.
    NotFinite,
}

impl QuantityErrorKind {
    const fn expected(self) -> (&'static str, &'static str) {
        match self {
            QuantityErrorKind::NotDecimal => (
                "不带符号、指数、单位和空格的十进制数，如 1234.56",
                "a plain decimal number such as 1234.56, without exponent, unit or blanks",
            ),
            QuantityErrorKind::Comma => (
                "不含逗号的十进制数，小数点用“.”，不用千分位",
                "a decimal number without a comma (it is not allowed, neither for decimals nor for thousands)",
            ),
            QuantityErrorKind::TooManyDecimals => (
                "位数不超过限定的小数（面积和金额为 6 位）",
                "no more decimals than are kept (6 for areas and money)",
            ),
            QuantityErrorKind::TooLarge => ("不大于 10^18 的数", "a number up to 10^18"),
            QuantityErrorKind::Negative => ("不小于零的数", "a number not below zero"),
            QuantityErrorKind::NotFinite => ("有限的数", "a finite number"),
        }
    }
}

impl QuantityError {
    pub(super) fn new(kind: QuantityErrorKind, found: impl fmt::Display) -> QuantityError {
        QuantityError { kind, position: None, found: found.to_string() }
    }

    /// The error at this byte of a text.
    pub(super) fn at(kind: QuantityErrorKind, text: &str, position: usize) -> QuantityError {
        let rest = text.get(position..).unwrap_or_default();
        let found = match rest.chars().next() {
            Some(character) => format!("{character:?}"),
            None => "the end of the text".to_owned(),
        };
        QuantityError { kind, position: Some(position), found }
    }

    /// In which way the number is no quantity.
    #[must_use]
    pub const fn kind(&self) -> QuantityErrorKind {
        self.kind
    }

    /// For a text, the byte (counted from 0) at which it stops being a quantity.
    #[must_use]
    pub const fn position(&self) -> Option<usize> {
        self.position
    }

    /// What was expected, in English.
    #[must_use]
    pub const fn expected_en(&self) -> &'static str {
        self.kind.expected().1
    }

    /// What was expected, in Chinese.
    #[must_use]
    pub const fn expected_zh(&self) -> &'static str {
        self.kind.expected().0
    }

    /// What was found: the character at the position, or the number.
    #[must_use]
    pub fn found(&self) -> &str {
        &self.found
    }
}

/// One English sentence; characters are counted from 1 there.
impl fmt::Display for QuantityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}, found {}", self.expected_en(), self.found)?;
        match self.position {
            Some(position) => write!(f, " at character {}", position.saturating_add(1)),
            None => Ok(()),
        }
    }
}

impl std::error::Error for QuantityError {}
