//! Stated areas: hectares as given, and their comparison with the plane area.

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

use super::model::Plot;
use super::syntax;
use crate::error::Error;
use crate::finding::{Code, Finding, Text};

/// The stated area of a plot (地块面积): the text as given and what it says in hectares.
///
/// The format wants hectares without a unit. A unit behind the number (`公顷`, `亩`, `平方米`, …) is understood
/// and, on reading a file, reported. The JSON form is the text.
///
/// ```
/// use landledger::read::boundary_points::StatedArea;
///
/// let area: StatedArea = "2.6708".parse().unwrap();
/// assert_eq!(area.hectares().unwrap().to_string(), "2.6708");
/// let area: StatedArea = "26708平方米".parse().unwrap();
/// assert_eq!(area.hectares().unwrap().to_string(), "2.6708");
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct StatedArea {
    text: String,
    hectares: Option<Decimal>,
    /// One unit of the last printed digit, hectares.
    step: Option<Decimal>,
}

/// Unit words, and how many of the unit make a hectare.
const UNITS: [(&str, i64); 12] = [
    ("公顷", 1),
    ("hm2", 1),
    ("hm²", 1),
    ("ha", 1),
    ("平方米", 10_000),
    ("平米", 10_000),
    ("㎡", 10_000),
    ("m2", 10_000),
    ("m²", 10_000),
    ("市亩", 15),
    ("亩", 15),
    ("mu", 15),
];

impl StatedArea {
    /// The text as given.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The area in hectares; `None` if the field is blank. An area in mu is rounded to 10 decimals, half
    /// away from zero (15 mu are 1 hectare).
    #[must_use]
    pub const fn hectares(&self) -> Option<Decimal> {
        self.hectares
    }

    /// The unit written behind the number, if any.
    #[must_use]
    pub fn unit(&self) -> Option<&'static str> {
        unit(self.text.trim()).map(|(word, _)| word)
    }

    /// This area in hectares, rounded to 4 decimals half away from zero, as the format wants it.
    #[must_use]
    pub fn from_hectares(hectares: Decimal) -> StatedArea {
        let mut rounded =
            hectares.round_dp_with_strategy(4, RoundingStrategy::MidpointAwayFromZero);
        rounded.rescale(4);
        StatedArea {
            text: rounded.to_string(),
            hectares: Some(rounded),
            step: Some(Decimal::new(1, 4)),
        }
    }

    /// Half of the last printed digit, at least 0.00005 hectares.
    fn tolerance(&self) -> Decimal {
        let half = self.step.map_or(Decimal::ZERO, |step| step / Decimal::TWO);
        half.max(Decimal::new(5, 5))
    }
}

/// The unit word at the end of a text.
fn unit(text: &str) -> Option<(&'static str, i64)> {
    UNITS.into_iter().find(|(word, _)| text.ends_with(word))
}

impl std::str::FromStr for StatedArea {
    type Err = Error;

    fn from_str(text: &str) -> Result<StatedArea, Error> {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return Ok(StatedArea { text: text.to_owned(), hectares: None, step: None });
        }
        let unit = unit(trimmed);
        let digits = unit
            .map_or(trimmed, |(word, _)| trimmed.strip_suffix(word).unwrap_or(trimmed).trim_end());
        let refuse = || {
            let expected = ("不为负的公顷数", "a number of hectares, not negative");
            Error::argument("地块面积", expected, format!("`{text}`"))
        };
        let value = syntax::decimal(digits).filter(|v| !v.is_sign_negative()).ok_or_else(refuse)?;
        let per_hectare = Decimal::from(unit.map_or(1, |(_, per_hectare)| per_hectare));
        let step = Decimal::try_new(1, value.scale()).map_err(|_| refuse())? / per_hectare;
        let hectares = match unit {
            Some((_, 15)) => (value / per_hectare)
                .round_dp_with_strategy(10, RoundingStrategy::MidpointAwayFromZero),
            Some((_, 10_000)) => (value / per_hectare).normalize(),
            _ => value,
        };
        Ok(StatedArea { text: text.to_owned(), hectares: Some(hectares), step: Some(step) })
    }
}

impl TryFrom<String> for StatedArea {
    type Error = Error;

    fn try_from(text: String) -> Result<StatedArea, Error> {
        text.parse()
    }
}

impl From<StatedArea> for String {
    fn from(area: StatedArea) -> String {
        area.text
    }
}

impl Plot {
    /// Compares the stated area with the plane area of the plot, square metres.
    ///
    /// A finding [`Code::TxtAreaDiffers`] results when the two differ by more than 0.00005 hm², or by more
    /// than half of the last printed digit if that is coarser. `None` also results when no area is stated.
    /// One square millimetre is allowed on top, for the floating-point noise of `plane_area_m2`.
    #[must_use]
    pub fn area_check(&self, plane_area_m2: f64) -> Option<Finding> {
        let stated = self.stated_area.hectares()?;
        let in_m2 =
            |hectares: Decimal| f64::try_from(hectares).ok().map(|hectares| hectares * 10_000.0);
        let difference = (in_m2(stated)? - plane_area_m2).abs();
        if difference <= in_m2(self.stated_area.tolerance())? + 1e-6 {
            return None;
        }
        let computed = plane_area_m2 / 10_000.0;
        let tolerance = self.stated_area.tolerance().normalize();
        let text = self.stated_area.text().trim();
        Some(
            Finding::new(
                Code::TxtAreaDiffers,
                Text::new(
                    format!(
                        "应为坐标计算的平面面积 {computed:.6} 公顷（相差不超过 {tolerance} 公顷），\
                         实为 {text}"
                    ),
                    format!(
                        "expected an area within {tolerance} hm² of the plane area {computed:.6} \
                         hm² of the coordinates, found {text}"
                    ),
                ),
            )
            .about(self.number.trim())
            .at(self.place.clone()),
        )
    }
}
