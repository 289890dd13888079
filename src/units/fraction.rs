//! [`Fraction`]: an exact quotient of whole numbers that are too long for a decimal.

use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, de};

use super::integer::Integer;

/// An exact quotient (分数) of two whole numbers of any length up to 448 bits: what is left of a sum of products of
/// quantities when nothing is rounded.
///
/// It is kept as it was made, so that fractions over one denominator can be added by their numerators; two are
/// equal if numerator and denominator are.
///
/// In JSON `{"numerator": "-3", "denominator": "20"}`.
///
/// ```
/// use landledger::units::Fraction;
///
/// let rows: Vec<Fraction> = serde_json::from_str(
///     r#"[{"numerator": "7", "denominator": "20"}, {"numerator": "-3", "denominator": "20"}]"#,
/// )?;
/// let sum = Fraction::sum(rows).unwrap();
/// assert_eq!(sum.to_string(), "4/20");
/// assert_eq!(sum.rounded(2).unwrap().to_string(), "0.20");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Fraction {
    numerator: Integer,
    /// Above zero.
    denominator: Integer,
}

impl Fraction {
    /// `None` unless the denominator is above zero.
    pub(crate) fn new(numerator: Integer, denominator: Integer) -> Option<Fraction> {
        let above_zero = !denominator.is_zero() && !denominator.is_negative();
        above_zero.then_some(Fraction { numerator, denominator })
    }

    /// The digits of the numerator, with a minus sign below zero.
    #[must_use]
    pub fn numerator(&self) -> String {
        self.numerator.to_string()
    }

    /// The digits of the denominator, which is above zero.
    #[must_use]
    pub fn denominator(&self) -> String {
        self.denominator.to_string()
    }

    /// Whether it is nothing.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.numerator.is_zero()
    }

    /// Divided exactly and rounded once to `places` decimals, halves away from zero; `None` if that is more than a
    /// decimal can be.
    #[must_use]
    pub fn rounded(&self, places: u32) -> Option<Decimal> {
        self.numerator.rounded_quotient(self.denominator, places)
    }

    /// The sum of fractions over one denominator; `None` of nothing, where denominators differ, and beyond 448 bits.
    #[must_use]
    pub fn sum(fractions: impl IntoIterator<Item = Fraction>) -> Option<Fraction> {
        let mut fractions = fractions.into_iter();
        let first = fractions.next()?;
        fractions.try_fold(first, |sum, next| {
            if sum.denominator != next.denominator {
                return None;
            }
            Some(Fraction { numerator: sum.numerator.plus(next.numerator)?, ..sum })
        })
    }

    /// The difference over the same denominator; `None` over another.
    pub(crate) fn less(self, other: Fraction) -> Option<Fraction> {
        let same = self.denominator == other.denominator;
        let numerator = self.numerator.minus(other.numerator).filter(|_| same)?;
        Some(Fraction { numerator, ..self })
    }

    /// The numerator without its sign: how large it is among fractions over one denominator.
    pub(crate) fn magnitude(&self) -> Integer {
        self.numerator.magnitude()
    }
}

/// `-3/20`.
impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.numerator, self.denominator)
    }
}

impl fmt::Debug for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fraction({self})")
    }
}

#[derive(Serialize, Deserialize)]
#[serde(rename = "Fraction", deny_unknown_fields)]
struct Form {
    numerator: String,
    denominator: String,
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Fraction {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Fraction".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "An exact fraction (分数) of two whole numbers below 2^448.",
            "type": "object",
            "properties": {
                "numerator": { "description": "The part above the line.", "type": "string", "pattern": "^-?[0-9]+$" },
                "denominator": { "description": "The part below the line, above zero.", "type": "string", "pattern": "^0*[1-9][0-9]*$" },
            },
            "required": ["numerator", "denominator"],
            "additionalProperties": false,
        })
    }
}

impl Serialize for Fraction {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Form { numerator: self.numerator(), denominator: self.denominator() }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Fraction {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Fraction, D::Error> {
        let Form { numerator, denominator } = Form::deserialize(deserializer)?;
        let parts = numerator.parse().ok().zip(denominator.parse().ok());
        parts.and_then(|(over, under)| Fraction::new(over, under)).ok_or_else(|| {
            de::Error::custom(format_args!(
                "expected two whole numbers below 2^448 as digits, the second above zero, found {numerator:?} over \
                 {denominator:?}"
            ))
        })
    }
}
