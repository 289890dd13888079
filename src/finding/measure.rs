//! What was measured, and the limit it broke.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Text;

/// What a measured value is (量).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Quantity {
    /// An area.
    Area,
    /// A length.
    Length,
    /// A distance.
    Distance,
    /// The width of a region: the diameter of the largest circle inside it.
    Width,
    /// A share of a whole.
    Share,
    /// A number of things.
    Count,
    /// A number of decimals.
    Decimals,
}

/// The unit of a measured value (单位).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum MeasureUnit {
    /// Square metres.
    #[serde(rename = "m2")]
    SquareMetre,
    /// Metres.
    #[serde(rename = "m")]
    Metre,
    /// None: shares and counts.
    #[serde(rename = "1")]
    One,
}

/// A measured quantity (量测值): a decimal with its unit and how it was measured.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Measure {
    /// What was measured.
    pub quantity: Quantity,
    /// A decimal number as text.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = r"^-?[0-9]+(\.[0-9]+)?$")))]
    pub value: String,
    /// Its unit.
    pub unit: MeasureUnit,
    /// The method, where there are several: an edge model for areas.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
}

/// How a value is held against a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Comparison {
    /// At most the limit.
    #[serde(rename = "<=")]
    AtMost,
    /// Below the limit.
    #[serde(rename = "<")]
    Below,
    /// At least the limit.
    #[serde(rename = ">=")]
    AtLeast,
    /// Above the limit.
    #[serde(rename = ">")]
    Above,
    /// Equal to the limit.
    #[serde(rename = "=")]
    Equal,
}

/// What a measured value should have been (限值).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Limit {
    /// What would have been right.
    #[serde(rename = "op")]
    pub comparison: Comparison,
    /// A decimal number as text.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = r"^-?[0-9]+(\.[0-9]+)?$")))]
    pub value: String,
    /// Its unit.
    pub unit: MeasureUnit,
    /// Who set it: a profile, a standard, or the data themselves.
    pub set_by: String,
}

impl Measure {
    /// An area in m², by the method named.
    ///
    /// ```
    /// use landledger::finding::Measure;
    ///
    /// assert_eq!(Measure::area(12.34, "lonlat").value, "12.340000000");
    /// assert_eq!(Measure::area(0.00123456789123, "lonlat").value, "0.001234567891");
    /// assert_eq!(Measure::area(13_484.164_512_345, "lonlat").value, "13484.164512");
    /// ```
    #[must_use]
    pub fn area(square_metres: f64, method: &str) -> Measure {
        let value = digits(square_metres);
        let method = Some(method.to_owned());
        Measure { quantity: Quantity::Area, value, unit: MeasureUnit::SquareMetre, method }
    }

    /// A length, distance or width in metres, to 0.1 mm.
    #[must_use]
    pub fn metres(quantity: Quantity, metres: f64) -> Measure {
        let value = plain(metres, 4);
        Measure { quantity, value, unit: MeasureUnit::Metre, method: None }
    }

    /// A share, to six decimals.
    #[must_use]
    pub fn share(share: f64) -> Measure {
        let value = plain(share, 6);
        Measure { quantity: Quantity::Share, value, unit: MeasureUnit::One, method: None }
    }

    /// A number of things.
    #[must_use]
    pub fn count(count: usize) -> Measure {
        let value = count.to_string();
        Measure { quantity: Quantity::Count, value, unit: MeasureUnit::One, method: None }
    }

    /// A number of decimals.
    #[must_use]
    pub fn decimals(decimals: u32) -> Measure {
        let value = decimals.to_string();
        Measure { quantity: Quantity::Decimals, value, unit: MeasureUnit::One, method: None }
    }
}

impl Limit {
    /// A limit in the unit of a measure. `value` is a decimal number as text.
    #[must_use]
    pub fn new(
        comparison: Comparison,
        value: impl Into<String>,
        unit: MeasureUnit,
        set_by: impl Into<String>,
    ) -> Limit {
        Limit { comparison, value: value.into(), unit, set_by: set_by.into() }
    }
}

/// Nine digits behind the leading zeros, six decimals at least and twelve at most: enough to hold an overlap of a
/// square centimetre against another program's to one part in a million.
fn digits(value: f64) -> String {
    let size = value.abs();
    let decimals = if size >= 100.0 {
        6
    } else if size >= 0.01 {
        9
    } else {
        12
    };
    plain(value, decimals)
}

/// A decimal without exponent; the negative zero loses its sign. What is not finite has no decimal form and is
/// written as zero: it is never measured.
fn plain(value: f64, decimals: usize) -> String {
    let value = if value.is_finite() { value } else { 0.0 };
    let text = format!("{value:.decimals$}");
    match text.strip_prefix('-') {
        Some(rest) if rest.bytes().all(|byte| matches!(byte, b'0' | b'.')) => rest.to_owned(),
        _ => text,
    }
}

impl Quantity {
    /// The word for it.
    #[must_use]
    pub fn title(self) -> Text {
        let (zh, en) = match self {
            Quantity::Area => ("面积", "area"),
            Quantity::Length => ("长度", "length"),
            Quantity::Distance => ("距离", "distance"),
            Quantity::Width => ("宽度", "width"),
            Quantity::Share => ("占比", "share"),
            Quantity::Count => ("数量", "count"),
            Quantity::Decimals => ("小数位数", "decimals"),
        };
        Text::new(zh, en)
    }
}

impl Comparison {
    /// The sign for it.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Comparison::AtMost => "≤",
            Comparison::Below => "<",
            Comparison::AtLeast => "≥",
            Comparison::Above => ">",
            Comparison::Equal => "=",
        }
    }
}

/// Value and unit, as `0.0012 m`.
impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", with_unit(&self.value, self.unit))
    }
}

/// What would have been right, as `≤ 0.002 m`.
impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.comparison.sign(), with_unit(&self.value, self.unit))
    }
}

fn with_unit(value: &str, unit: MeasureUnit) -> String {
    match unit {
        MeasureUnit::One => value.to_owned(),
        unit => format!("{value} {unit}"),
    }
}

impl fmt::Display for MeasureUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            MeasureUnit::SquareMetre => "m²",
            MeasureUnit::Metre => "m",
            MeasureUnit::One => "",
        })
    }
}
