//! [`IndustryCode`]: industries, always with the edition that they belong to.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::code_error::{CodeError, Expected};

/// An edition of GB/T 4754 (国民经济行业分类).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum IndustryEdition {
    /// GB/T 4754-2002.
    #[serde(rename = "gbt4754-2002")]
    Gbt4754Of2002,
    /// GB/T 4754-2011.
    #[serde(rename = "gbt4754-2011")]
    Gbt4754Of2011,
    /// GB/T 4754-2017.
    #[serde(rename = "gbt4754-2017")]
    Gbt4754Of2017,
}

/// The standard with its year, as `GB/T 4754-2002`.
impl fmt::Display for IndustryEdition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            IndustryEdition::Gbt4754Of2002 => "GB/T 4754-2002",
            IndustryEdition::Gbt4754Of2011 => "GB/T 4754-2011",
            IndustryEdition::Gbt4754Of2017 => "GB/T 4754-2017",
        })
    }
}

/// An industry (行业): an edition of GB/T 4754 and a code of its divisions, groups or classes (大类、中类、小类).
///
/// A code alone means nothing: `33` is non-ferrous metals in the edition of 2002 and metal products in that of
/// 2017. Two codes of different editions are never equal.
///
/// The form of the code is checked (two to four digits, without the letter of the section), not that the
/// industry exists.
///
/// ```
/// use landledger::codes::{IndustryCode, IndustryEdition};
///
/// let smelting = IndustryCode::new(IndustryEdition::Gbt4754Of2002, "3316")?;
/// assert_eq!(smelting.to_string(), "3316 (GB/T 4754-2002)");
/// assert_ne!(smelting, IndustryCode::new(IndustryEdition::Gbt4754Of2017, "3316")?);
/// # Ok::<(), landledger::codes::CodeError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "Form")]
pub struct IndustryCode {
    edition: IndustryEdition,
    code: String,
}

impl IndustryCode {
    /// The industry with this code in this edition.
    ///
    /// # Errors
    ///
    /// The code is not two, three or four digits; the error says where.
    pub fn new(edition: IndustryEdition, code: &str) -> Result<IndustryCode, CodeError> {
        const EXPECTED: Expected = Expected {
            zh: "GB/T 4754 的 2 至 4 位数字代码",
            en: "a code of GB/T 4754, 2 to 4 digits",
        };
        let digits = code.bytes().take_while(u8::is_ascii_digit).take(4).count();
        if digits < code.len() || digits < 2 {
            return Err(CodeError::at(code, digits, 1, EXPECTED));
        }
        Ok(IndustryCode { edition, code: code.to_owned() })
    }

    /// The edition.
    #[must_use]
    pub const fn edition(&self) -> IndustryEdition {
        self.edition
    }

    /// The digits.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }
}

/// The code with its edition, as `33 (GB/T 4754-2002)`.
impl fmt::Display for IndustryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.code, self.edition)
    }
}

#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename = "IndustryCode", deny_unknown_fields)]
struct Form {
    /// The edition.
    edition: IndustryEdition,
    /// Two to four digits.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^[0-9]{2,4}$")))]
    code: String,
}

impl TryFrom<Form> for IndustryCode {
    type Error = CodeError;

    fn try_from(form: Form) -> Result<IndustryCode, CodeError> {
        IndustryCode::new(form.edition, &form.code)
    }
}
