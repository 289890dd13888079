//! [`Ratio`]: exact quotients.

use std::cmp::Ordering;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, de};

use super::decimal_text::{Grammar, Sign};
use super::wide::Wide;

/// An exact ratio (比率): a share of area or investment, a plot ratio, yuan per square metre.
///
/// Kept as numerator and denominator and compared by cross-multiplying with integers of sufficient width: a
/// third is no decimal, and "below one third" must not depend on the last digit of a division. Two
/// ratios are equal if their values are: 1/2 = 2/4. To compare quantities of one kind, build it with
/// `share_of`, which cannot take land area for floor area.
///
/// ```
/// use landledger::units::{Area, Ratio};
///
/// let required: Area = "30000".parse()?;
/// let developed: Area = "10000".parse()?;
/// let share = developed.share_of(required).unwrap();
/// assert_eq!(share, Ratio::ONE_THIRD);
/// assert_eq!(share.percent(2).to_string(), "33.33");
/// # Ok::<(), landledger::units::QuantityError>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Ratio {
    numerator: Decimal,
    /// Above zero.
    denominator: Decimal,
}

/// No ratio reaches this power of ten, so that its percentage fits a `Decimal`.
const LARGEST_EXPONENT: u32 = 26;

impl Ratio {
    /// 0.
    pub const ZERO: Ratio = Ratio { numerator: Decimal::ZERO, denominator: Decimal::ONE };
    /// 1/3.
    pub const ONE_THIRD: Ratio =
        Ratio { numerator: Decimal::ONE, denominator: Decimal::from_parts(3, 0, 0, false, 0) };
    /// 1.
    pub const ONE: Ratio = Ratio { numerator: Decimal::ONE, denominator: Decimal::ONE };

    /// The ratio of two numbers; `None` unless the denominator is above zero and the ratio within ±10²⁶.
    ///
    /// Prefer `share_of` and `per_land` of the quantities, which keep their kinds apart.
    #[must_use]
    pub fn new(numerator: Decimal, denominator: Decimal) -> Option<Ratio> {
        if denominator.is_zero() || denominator.is_sign_negative() {
            return None;
        }
        let mut ratio = Ratio { numerator, denominator };
        if numerator.is_zero() {
            // `Decimal` knows a negative zero, and prints it.
            ratio.numerator.set_sign_positive(true);
        }
        let (over, under) = ratio.integers();
        (over < under.times_power_of_ten(LARGEST_EXPONENT)).then_some(ratio)
    }

    /// So many hundredths.
    #[must_use]
    pub const fn from_percent(percent: u32) -> Ratio {
        Ratio {
            numerator: Decimal::from_parts(percent, 0, 0, false, 0),
            denominator: Decimal::ONE_HUNDRED,
        }
    }

    /// The numerator as given.
    #[must_use]
    pub const fn numerator(self) -> Decimal {
        self.numerator
    }

    /// The denominator as given, above zero.
    #[must_use]
    pub const fn denominator(self) -> Decimal {
        self.denominator
    }

    /// The ratio as a number with `places` decimals: divided exactly and rounded once, halves away from zero.
    ///
    /// Where the number needs more than the 28 or 29 digits of a `Decimal`, it has as many decimals as fit.
    #[must_use]
    pub fn rounded(self, places: u32) -> Decimal {
        self.quotient(0, places)
    }

    /// The ratio in hundredths (百分比) with `places` decimals: divided exactly and rounded once, halves away from
    /// zero.
    ///
    /// Where the number needs more than the 28 or 29 digits of a `Decimal`, it has as many decimals as fit.
    #[must_use]
    pub fn percent(self, places: u32) -> Decimal {
        self.quotient(2, places)
    }

    /// The ratio times 10 to the power of `shift`, rounded.
    fn quotient(self, shift: u32, places: u32) -> Decimal {
        let (over, under) = self.integers();
        for places in (0..=places.min(Decimal::MAX_SCALE)).rev() {
            let rounded = over.times_power_of_ten(shift + places).rounded_quotient(under);
            let number = rounded
                .and_then(|quotient| i128::try_from(quotient).ok())
                .and_then(|quotient| Decimal::try_from_i128_with_scale(quotient, places).ok());
            if let Some(mut number) = number {
                number.set_sign_negative(self.numerator.is_sign_negative() && !number.is_zero());
                return number;
            }
        }
        // Not reached: the bound on ratios leaves room for the integer part of a percentage.
        Decimal::ZERO
    }

    /// Numerator and denominator without sign, both multiplied by the power of ten that makes them integers.
    fn integers(self) -> (Wide, Wide) {
        (
            Wide::mantissa(self.numerator).times_power_of_ten(self.denominator.scale()),
            Wide::mantissa(self.denominator).times_power_of_ten(self.numerator.scale()),
        )
    }

    /// -1, 0 or 1.
    fn signum(self) -> i8 {
        match (self.numerator.is_zero(), self.numerator.is_sign_negative()) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        }
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Ratio) -> Ordering {
        let side = |upper: &Ratio, lower: &Ratio| {
            Wide::mantissa(upper.numerator)
                .times_mantissa(lower.denominator)
                .times_power_of_ten(upper.denominator.scale() + lower.numerator.scale())
        };
        let magnitude = side(self, other).cmp(&side(other, self));
        self.signum().cmp(&other.signum()).then(match self.signum() {
            -1 => magnitude.reverse(),
            _ => magnitude,
        })
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Ratio) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Ratio {
    fn eq(&self, other: &Ratio) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Ratio {}

/// `{"numerator": "10000", "denominator": "30000"}`.
impl Serialize for Ratio {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;

        let mut form = serializer.serialize_struct("Ratio", 2)?;
        form.serialize_field("numerator", &self.numerator.to_string())?;
        form.serialize_field("denominator", &self.denominator.to_string())?;
        form.end()
    }
}

/// Two decimal strings (or integers), the second above zero.
impl<'de> Deserialize<'de> for Ratio {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Ratio, D::Error> {
        let form = Form::deserialize(deserializer)?;
        Ratio::new(form.numerator.0, form.denominator.0).ok_or_else(|| {
            de::Error::custom(format_args!(
                "expected a denominator above zero and a ratio below 10^26, found {} over {}",
                form.numerator.0, form.denominator.0
            ))
        })
    }
}

#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename = "Ratio", deny_unknown_fields)]
struct Form {
    numerator: Term,
    denominator: Term,
}

struct Term(Decimal);

impl Term {
    const GRAMMAR: Grammar =
        Grammar { sign: Sign::Signed, decimals: Decimal::MAX_SCALE, largest: Decimal::MAX };
}

impl<'de> Deserialize<'de> for Term {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Term, D::Error> {
        Term::GRAMMAR.deserialize(deserializer).map(Term)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Term {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Term".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Term::GRAMMAR.schema("An exact decimal number.", generator.contract())
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Ratio {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Ratio".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let mut schema = Form::json_schema(generator);
        let description = "An exact ratio (比值); the denominator is above zero.";
        schema.insert("description".into(), description.into());
        schema
    }
}
