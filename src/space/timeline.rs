//! The occupancy of a space over time: stays that follow one another without gap or overlap.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar;
use crate::finding::Text;
use crate::law::Method;
use crate::plan::PlanId;
use crate::units::FloorArea;

/// Whether a space is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Occupancy {
    /// Vacant (空置).
    Vacant,
    /// In use (在用).
    Occupied,
}

impl Occupancy {
    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            Occupancy::Vacant => Text::new("空置", "vacant"),
            Occupancy::Occupied => Text::new("在用", "in use"),
        }
    }
}

/// Floor area that counts as revitalized (盘活面积) while the stay that brought it goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Credit {
    /// The method that brought the space back into use.
    pub method: Method,
    /// The plan under which it happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<PlanId>,
    /// The floor area of the space on that day, m².
    #[serde(rename = "floor_area_m2")]
    pub floor_area: FloorArea,
    /// The day since which it counts.
    #[cfg_attr(feature = "schema", schemars(with = "calendar::schema::Day"))]
    #[serde(with = "calendar::day")]
    pub since: Date,
}

impl Credit {
    /// A credit from its parts.
    #[must_use]
    pub const fn new(
        method: Method,
        plan: Option<PlanId>,
        floor_area: FloorArea,
        since: Date,
    ) -> Credit {
        Credit { method, plan, floor_area, since }
    }
}

/// One stay: from its first day until the next stay begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Stay {
    /// First day.
    #[serde(with = "calendar::day")]
    pub from: Date,
    /// Used or not; `None` where the survey did not say.
    pub occupancy: Option<Occupancy>,
    /// Who uses it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occupant: Option<String>,
    /// What counts as revitalized by this stay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<Credit>,
}

impl Stay {
    /// A stay without occupant and credit.
    #[must_use]
    pub const fn new(from: Date, occupancy: Option<Occupancy>) -> Stay {
        Stay { from, occupancy, occupant: None, credit: None }
    }
}

/// The occupancy of a space over time (空置在用时序).
///
/// Each stay ends where the next begins; the last is open. A stay can be followed only by one that changes
/// the occupancy, so that no square metre is vacated or brought back twice in a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Stay>", into = "Vec<Stay>")]
pub struct OccupancyTimeline {
    /// At least one.
    stays: Vec<Stay>,
}

impl From<OccupancyTimeline> for Vec<Stay> {
    fn from(timeline: OccupancyTimeline) -> Vec<Stay> {
        timeline.stays
    }
}

/// Stays that follow one another as [`OccupancyTimeline::push`] requires.
impl TryFrom<Vec<Stay>> for OccupancyTimeline {
    type Error = String;

    fn try_from(stays: Vec<Stay>) -> Result<OccupancyTimeline, String> {
        let mut stays = stays.into_iter();
        let first = stays.next().ok_or("expected at least one stay, found none")?;
        let mut timeline = OccupancyTimeline::starting(first);
        for stay in stays {
            timeline.push(stay).map_err(|stay| {
                format!(
                    "expected a stay that does not begin earlier and changes the occupancy, found the one from {}",
                    stay.from
                )
            })?;
        }
        Ok(timeline)
    }
}

impl OccupancyTimeline {
    /// A timeline that begins with this stay.
    #[must_use]
    pub fn starting(with: Stay) -> OccupancyTimeline {
        OccupancyTimeline { stays: vec![with] }
    }

    /// Every stay, the first first.
    #[must_use]
    pub fn stays(&self) -> &[Stay] {
        &self.stays
    }

    /// The stay that goes on now.
    #[must_use]
    pub fn current(&self) -> Option<&Stay> {
        self.stays.last()
    }

    /// Whether the space is used now; `None` where that is not known.
    #[must_use]
    pub fn occupancy(&self) -> Option<Occupancy> {
        self.current().and_then(|stay| stay.occupancy)
    }

    /// Whether the space was used on a day; `None` where that is not known, as before the first stay.
    #[must_use]
    pub fn occupancy_on(&self, day: Date) -> Option<Occupancy> {
        let stay = self.stays.iter().rev().find(|stay| stay.from <= day)?;
        stay.occupancy
    }

    /// What counts as revitalized now.
    #[must_use]
    pub fn credit(&self) -> Option<&Credit> {
        self.current().and_then(|stay| stay.credit.as_ref())
    }

    /// Adds the next stay. Refused, and given back, if it does not change the occupancy or begins before the
    /// current one.
    ///
    /// # Errors
    ///
    /// The stay itself, unchanged.
    pub fn push(&mut self, stay: Stay) -> Result<(), Stay> {
        let follows = self.current().is_none_or(|now| {
            now.from <= stay.from && stay.occupancy.is_some() && now.occupancy != stay.occupancy
        });
        if !follows {
            return Err(stay);
        }
        self.stays.push(stay);
        Ok(())
    }
}
