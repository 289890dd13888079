//! [`GivenArea`]: an area with the number and the unit in which a document gives it.

use std::fmt;
use std::hash::{Hash, Hasher};

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::decimal_text::{Grammar, LARGEST, Sign};
use super::power_of_ten::times_power_of_ten;
use super::rounding::round_half_up;
use super::{Area, AreaUnit, QuantityError, QuantityErrorKind};

/// An area as a document gives it (批准面积, 证载面积): number and unit, as written.
///
/// Two are equal if they are written alike: 17.06 km² and 17.060 km² are not, for the second claims one
/// more digit. Compare [`GivenArea::to_area`] to compare areas.
///
/// ```
/// use landledger::units::GivenArea;
///
/// let approved: GivenArea = serde_json::from_str(r#"{"value":"17.06","unit":"km2"}"#)?;
/// assert_eq!(approved.to_area()?.to_string(), "17060000");
/// assert_eq!(approved.half_last_digit().to_string(), "5000");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GivenArea {
    /// The number, with the decimals that were written.
    #[cfg_attr(feature = "schema", schemars(schema_with = "value_schema"))]
    #[serde(serialize_with = "serialize_value", deserialize_with = "deserialize_value")]
    pub value: Decimal,
    /// The unit of the number.
    pub unit: AreaUnit,
}

impl GivenArea {
    /// An area as a document prints it: the number as text, so that its decimals are kept, and its unit.
    ///
    /// # Errors
    ///
    /// The text is no plain decimal number, is below zero or has more than twelve decimals.
    ///
    /// ```
    /// use landledger::units::{AreaUnit, GivenArea};
    ///
    /// let approved = GivenArea::new("17.06", AreaUnit::SquareKilometre)?;
    /// assert_eq!(approved.to_string(), "17.06 km²");
    /// # Ok::<(), landledger::units::QuantityError>(())
    /// ```
    pub fn new(number: &str, unit: AreaUnit) -> Result<GivenArea, QuantityError> {
        Ok(GivenArea { value: GRAMMAR.parse(number)?, unit })
    }

    /// The area in square metres: exact for square metres, hectares and square kilometres.
    ///
    /// A number of mu that has no finite number of square metres is rounded to six decimals (a square
    /// millimetre), halves away from zero: use the result to compare within a tolerance, and keep the given
    /// number for display.
    ///
    /// # Errors
    ///
    /// The number is below zero, larger than 10¹⁸ m², or finer than a square millimetre in a unit other than mu.
    pub fn to_area(&self) -> Result<Area, QuantityError> {
        let too_large = || QuantityError::new(QuantityErrorKind::TooLarge, self);
        let exponent = match self.unit {
            AreaUnit::SquareMetre => 0,
            AreaUnit::Mu => return mu_to_area(self.value).unwrap_or_else(|| Err(too_large())),
            AreaUnit::Hectare => 4,
            AreaUnit::SquareKilometre => 6,
        };
        let square_metres = times_power_of_ten(self.value, exponent).ok_or_else(too_large)?;
        Area::from_square_metres(square_metres)
    }

    /// Half of the last digit written (末位数字的一半): how far the true area may lie away through rounding.
    ///
    /// Rounded to six decimals of a square metre, halves away from zero.
    #[must_use]
    pub fn half_last_digit(&self) -> Area {
        // One unit is at most 10^6 m², so that half of it is far inside the range.
        let unit = match self.unit {
            AreaUnit::SquareMetre => Decimal::ONE,
            AreaUnit::Mu => Decimal::from(2_000) / Decimal::from(3),
            AreaUnit::Hectare => Decimal::from(10_000),
            AreaUnit::SquareKilometre => Decimal::from(1_000_000),
        };
        let digits = self.value.scale();
        let half = Decimal::try_from_i128_with_scale(5, digits.saturating_add(1))
            .ok()
            .and_then(|half| half.checked_mul(unit))
            .unwrap_or_default();
        Area::from_square_metres(round_half_up(half, 6).normalize()).unwrap_or_default()
    }
}

/// `None` if the number is too large to be converted.
fn mu_to_area(mu: Decimal) -> Option<Result<Area, QuantityError>> {
    let mu = mu.normalize();
    if mu.is_sign_negative() && !mu.is_zero() {
        return Some(Err(QuantityError::new(QuantityErrorKind::Negative, mu)));
    }
    if mu.scale() > 12 {
        return Some(Err(QuantityError::new(QuantityErrorKind::TooManyDecimals, mu)));
    }
    // mu · 2000/3 in millionths of a square metre, as one fraction of integers.
    let numerator = mu.mantissa().checked_mul(2_000_000_000)?;
    let denominator = 3 * 10_i128.pow(mu.scale());
    let millionths = numerator.checked_add(denominator / 2)? / denominator;
    let area = Decimal::try_from_i128_with_scale(millionths, 6).ok()?;
    Some(Area::from_square_metres(area.normalize()))
}

/// The number and the symbol of the unit, as `17.06 km²`.
impl fmt::Display for GivenArea {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.value, self.unit.symbol_en())
    }
}

impl GivenArea {
    fn as_written(&self) -> (i128, u32, AreaUnit) {
        (self.value.mantissa(), self.value.scale(), self.unit)
    }
}

impl PartialEq for GivenArea {
    fn eq(&self, other: &GivenArea) -> bool {
        self.as_written() == other.as_written()
    }
}

impl Eq for GivenArea {}

impl Hash for GivenArea {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_written().hash(state);
    }
}

const GRAMMAR: Grammar = Grammar { sign: Sign::NonNegative, decimals: 12, largest: LARGEST };

#[cfg(feature = "schema")]
fn value_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
    GRAMMAR.schema(
        "A decimal number from zero, up to 10¹⁸ with at most twelve decimals.",
        generator.contract(),
    )
}

fn serialize_value<S: Serializer>(value: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

fn deserialize_value<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
    GRAMMAR.deserialize(deserializer)
}
