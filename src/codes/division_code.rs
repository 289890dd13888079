//! [`DivisionCode`]: administrative divisions.

use std::str::FromStr;

use super::code_error::{CodeError, Expected};
use super::text_code::{DIGIT, is_digit, read, text_forms, text_schema};

/// An administrative division code (行政区划代码) of 6, 9 or 12 digits, as given.
///
/// # Basis
///
/// GB/T 2260 for the six digits of province, prefecture and county (2 + 2 + 2); the statistical codes of the
/// National Bureau of Statistics (统计用区划代码) for townships (3 more) and villages (3 more).
///
/// The short and the long form of a division (`410106100`, `410106100000`) are different codes here;
/// [`DivisionCode::contains`] takes them as the same place.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DivisionCode {
    /// Zeros behind the digits given.
    digits: [u8; 12],
    length: Length,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Length {
    Six,
    Nine,
    Twelve,
}

/// The level of a division (行政区划级别).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DivisionLevel {
    /// Province (省级).
    Province,
    /// Prefecture or prefecture-level city (地级).
    Prefecture,
    /// County, city or district (县级).
    County,
    /// Township, town or subdistrict (乡级).
    Town,
    /// Village or neighbourhood committee (村级).
    Village,
}

impl DivisionLevel {
    /// How many digits a division of this level has in common with all below it.
    const fn significant(self) -> usize {
        match self {
            DivisionLevel::Province => 2,
            DivisionLevel::Prefecture => 4,
            DivisionLevel::County => 6,
            DivisionLevel::Town => 9,
            DivisionLevel::Village => 12,
        }
    }
}

impl DivisionCode {
    /// The six digits of a county, checked by the caller.
    pub(super) const fn from_county_digits(county: [u8; 6]) -> DivisionCode {
        let [a, b, c, d, e, f] = county;
        let digits = [a, b, c, d, e, f, b'0', b'0', b'0', b'0', b'0', b'0'];
        DivisionCode { digits, length: Length::Six }
    }

    /// The digits as given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        let length = match self.length {
            Length::Six => 6,
            Length::Nine => 9,
            Length::Twelve => 12,
        };
        self.prefix(length)
    }

    /// The level: that of the last group of digits that is not all zeros.
    #[must_use]
    pub fn level(&self) -> DivisionLevel {
        match self.digits {
            [.., b'0', b'0', b'0', b'0', b'0', b'0', b'0', b'0', b'0', b'0'] => {
                DivisionLevel::Province
            }
            [.., b'0', b'0', b'0', b'0', b'0', b'0', b'0', b'0'] => DivisionLevel::Prefecture,
            [.., b'0', b'0', b'0', b'0', b'0', b'0'] => DivisionLevel::County,
            [.., b'0', b'0', b'0'] => DivisionLevel::Town,
            _ => DivisionLevel::Village,
        }
    }

    /// The county of this division, of six digits; `None` for a province or prefecture.
    #[must_use]
    pub fn county(&self) -> Option<DivisionCode> {
        let [county @ .., _, _, _, _, _, _] = self.digits;
        (self.level() >= DivisionLevel::County).then(|| DivisionCode::from_county_digits(county))
    }

    /// The town of this division, of nine digits; `None` for a county and above.
    #[must_use]
    pub fn town(&self) -> Option<DivisionCode> {
        let mut town = *self;
        town.length = Length::Nine;
        let [.., a, b, c] = &mut town.digits;
        (*a, *b, *c) = (b'0', b'0', b'0');
        (self.level() >= DivisionLevel::Town).then_some(town)
    }

    /// Whether `other` is this division or lies in it.
    #[must_use]
    pub fn contains(&self, other: &DivisionCode) -> bool {
        let significant = self.level().significant();
        self.prefix(significant) == other.prefix(significant)
    }

    fn prefix(&self, length: usize) -> &str {
        // Digits are ASCII, so both steps always succeed.
        self.digits.get(..length).and_then(|d| std::str::from_utf8(d).ok()).unwrap_or_default()
    }
}

/// 6, 9 or 12 digits, the first not 0.
impl FromStr for DivisionCode {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<DivisionCode, CodeError> {
        const LENGTH: Expected = Expected {
            zh: "6、9 或 12 位的行政区划代码",
            en: "a division code of 6, 9 or 12 digits",
        };
        let length = match text.len() {
            ..=6 => Length::Six,
            7..=9 => Length::Nine,
            10.. => Length::Twelve,
        };
        let mut digits = [b'0'; 12];
        let copied: Vec<u8> = match length {
            Length::Six => read::<6>(text, LENGTH, digit_at)?.to_vec(),
            Length::Nine => read::<9>(text, LENGTH, digit_at)?.to_vec(),
            Length::Twelve => read::<12>(text, LENGTH, digit_at)?.to_vec(),
        };
        for (place, digit) in digits.iter_mut().zip(copied) {
            *place = digit;
        }
        Ok(DivisionCode { digits, length })
    }
}

/// What a division code may have at a position: digits, the first not 0.
pub(super) fn digit_at(position: usize) -> (fn(u8) -> bool, Expected) {
    const FIRST: Expected = Expected {
        zh: "1 至 9 的数字（行政区划代码首位）",
        en: "a digit from 1 to 9 (the first of a division code)",
    };
    match position {
        0 => (|byte| matches!(byte, b'1'..=b'9'), FIRST),
        _ => (is_digit, DIGIT),
    }
}

text_forms!(DivisionCode, "division code");
text_schema!(
    DivisionCode,
    "^[1-9][0-9]{5}([0-9]{3}|[0-9]{6})?$",
    "A division code (行政区划代码) of 6, 9 or 12 digits, GB/T 2260 and GB/T 10114."
);
