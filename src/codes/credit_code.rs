//! [`CreditCode`]: enterprises and other organizations.

use std::str::FromStr;

use super::DivisionCode;
use super::code_error::{CodeError, Expected};
use super::text_code::{DIGIT, is_digit, read, text_forms, text_schema};

/// A unified social credit code (统一社会信用代码) of 18 characters.
///
/// # Basis
///
/// GB 32100-2015: registering authority 1, category 1, division of registration 6, organization code 9, check
/// character 1. The alphabet leaves out I, O, S, V and Z. The check character is computed by weights
/// 3ⁿ mod 31, so that it catches every single wrong character.
///
/// The organization code's own check character (GB 11714) is not judged.
///
/// ```
/// use landledger::codes::CreditCode;
///
/// assert!(CreditCode::parse("91410106MA0000000H").is_ok());
/// assert_eq!(CreditCode::parse("91410106MA0000001H").unwrap_err().position(), 17);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CreditCode([u8; 18]);

/// The characters in the order of their values.
const ALPHABET: [u8; 31] = *b"0123456789ABCDEFGHJKLMNPQRTUWXY";

const WEIGHTS: [u32; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

const LENGTH: Expected = Expected {
    zh: "18 位的统一社会信用代码",
    en: "a unified social credit code of 18 characters",
};

impl CreditCode {
    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // Every byte was checked to be ASCII.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The code that begins with these 17 characters: they and their check character.
    ///
    /// # Errors
    ///
    /// The text is not the first 17 characters of a code.
    pub fn from_first_17(text: &str) -> Result<CreditCode, CodeError> {
        const FIRST_17: Expected = Expected {
            zh: "统一社会信用代码的前 17 位",
            en: "the first 17 characters of a unified social credit code",
        };
        let first: [u8; 17] = read(text, FIRST_17, credit_byte_at)?;
        let mut code = [check_character(&first); 18];
        for (place, byte) in code.iter_mut().zip(first) {
            *place = byte;
        }
        Ok(CreditCode(code))
    }

    /// The six digits of the division of registration (登记管理机关行政区划码), if they are a division code.
    #[must_use]
    pub fn division(&self) -> Option<DivisionCode> {
        self.as_str().get(2..8)?.parse().ok()
    }

    /// The nine characters of the organization code (主体标识码).
    #[must_use]
    pub fn organization(&self) -> &str {
        self.as_str().get(8..17).unwrap_or_default()
    }

    /// The check character (校验码).
    #[must_use]
    pub const fn check(&self) -> char {
        let [.., check] = self.0;
        check as char
    }
}

/// What a code may have at a position.
fn credit_byte_at(position: usize) -> (fn(u8) -> bool, Expected) {
    const CHARACTER: Expected = Expected {
        zh: "数字或除 I、O、S、V、Z 以外的大写字母",
        en: "a digit or a capital letter other than I, O, S, V, Z",
    };
    match position {
        2..=7 => (is_digit, DIGIT),
        _ => (|byte| ALPHABET.contains(&byte), CHARACTER),
    }
}

/// 31 minus the weighted sum modulo 31, as a character.
fn check_character(first: &[u8; 17]) -> u8 {
    let value = |byte: &u8| ALPHABET.iter().zip(0_u32..).find(|(b, _)| *b == byte).map(|(_, v)| v);
    let sum: u32 = first
        .iter()
        .zip(WEIGHTS)
        .map(|(byte, weight)| value(byte).unwrap_or_default() * weight)
        .sum();
    let index = (31 - sum % 31) % 31;
    ALPHABET.get(index as usize).copied().unwrap_or_default()
}

impl FromStr for CreditCode {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<CreditCode, CodeError> {
        const CHECK: Expected = Expected {
            zh: "与前 17 位相符的校验码",
            en: "the check character that fits the first 17 characters",
        };
        let code: [u8; 18] = read(text, LENGTH, credit_byte_at)?;
        let [first @ .., check] = code;
        if check == check_character(&first) {
            Ok(CreditCode(code))
        } else {
            Err(CodeError::at(text, 17, 1, CHECK))
        }
    }
}

text_forms!(CreditCode, "unified social credit code");
text_schema!(
    CreditCode,
    "^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$",
    "A unified social credit code (统一社会信用代码) of 18 characters, GB 32100-2015. Its last character is a check character."
);
