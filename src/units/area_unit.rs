//! [`AreaUnit`]: the units in which land areas are written.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A unit of land area (面积单位).
///
/// 1 km² = 100 hm² = 1500 mu, and 1 mu = 10 000/15 m², exactly; 666.67 and 667 are roundings that are never
/// used here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum AreaUnit {
    /// Square metre (平方米).
    #[serde(rename = "m2")]
    SquareMetre,
    /// Mu (亩), a fifteenth of a hectare.
    #[serde(rename = "mu")]
    Mu,
    /// Hectare (公顷), 10 000 m².
    #[serde(rename = "hm2", alias = "ha")]
    Hectare,
    /// Square kilometre (平方公里), 1 000 000 m².
    #[serde(rename = "km2")]
    SquareKilometre,
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for AreaUnit {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "AreaUnit".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let mut words: Vec<&str> = AreaUnit::ALL.map(AreaUnit::id).to_vec();
        if generator.contract().is_deserialize() {
            // Read as hm2, never written.
            words.push("ha");
        }
        schemars::json_schema!({ "description": "A unit of land area (面积单位).", "enum": words })
    }
}

impl AreaUnit {
    /// Every unit, the smallest first.
    pub const ALL: [AreaUnit; 4] =
        [AreaUnit::SquareMetre, AreaUnit::Mu, AreaUnit::Hectare, AreaUnit::SquareKilometre];

    /// The word in data and on the command line: `m2`, `mu`, `hm2`, `km2`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            AreaUnit::SquareMetre => "m2",
            AreaUnit::Mu => "mu",
            AreaUnit::Hectare => "hm2",
            AreaUnit::SquareKilometre => "km2",
        }
    }

    /// The symbol in English text.
    #[must_use]
    pub const fn symbol_en(self) -> &'static str {
        match self {
            AreaUnit::SquareMetre => "m²",
            AreaUnit::Mu => "mu",
            AreaUnit::Hectare => "hm²",
            AreaUnit::SquareKilometre => "km²",
        }
    }

    /// The name in Chinese text.
    #[must_use]
    pub const fn symbol_zh(self) -> &'static str {
        match self {
            AreaUnit::SquareMetre => "平方米",
            AreaUnit::Mu => "亩",
            AreaUnit::Hectare => "公顷",
            AreaUnit::SquareKilometre => "平方公里",
        }
    }

    /// How many decimals land documents usually print: four for hectares, two for the others.
    #[must_use]
    pub const fn usual_places(self) -> u32 {
        match self {
            AreaUnit::Hectare => 4,
            AreaUnit::SquareMetre | AreaUnit::Mu | AreaUnit::SquareKilometre => 2,
        }
    }

    /// How much of the unit a square metre is; finite for every unit, unlike its inverse.
    pub(crate) const fn per_square_metre(self) -> Decimal {
        match self {
            AreaUnit::SquareMetre => Decimal::ONE,
            AreaUnit::Mu => Decimal::from_parts(15, 0, 0, false, 4),
            AreaUnit::Hectare => Decimal::from_parts(1, 0, 0, false, 4),
            AreaUnit::SquareKilometre => Decimal::from_parts(1, 0, 0, false, 6),
        }
    }
}

/// The word in data, as `hm2`.
impl fmt::Display for AreaUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// A word that is no unit of area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaUnitError {
    found: String,
}

impl fmt::Display for AreaUnitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected a unit of area: m2, mu, hm2 (or ha), km2, found {:?}", self.found)
    }
}

impl std::error::Error for AreaUnitError {}

/// `m2`, `mu`, `hm2`, `km2`, and `ha` for `hm2`.
impl FromStr for AreaUnit {
    type Err = AreaUnitError;

    fn from_str(text: &str) -> Result<AreaUnit, AreaUnitError> {
        match text {
            "m2" => Ok(AreaUnit::SquareMetre),
            "mu" => Ok(AreaUnit::Mu),
            "hm2" | "ha" => Ok(AreaUnit::Hectare),
            "km2" => Ok(AreaUnit::SquareKilometre),
            _ => Err(AreaUnitError { found: text.to_owned() }),
        }
    }
}
