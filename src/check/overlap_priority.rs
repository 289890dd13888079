//! Which of two parcels gives way where they overlap.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::Record;

/// Which of two overlapping parcels keeps the land in a proposed fix (重叠处理的优先规则).
///
/// A right is not settled by geometry, so that without a choice no land is proposed to be moved. Where a rule does not
/// decide (equal areas, equal days or days that are not known), nothing is proposed either.
///
/// ```
/// use landledger::check::{OverlapPriority, Profile};
///
/// let mut profile = Profile::strict();
/// assert_eq!(profile.overlap_priority, OverlapPriority::None);
/// profile.overlap_priority = OverlapPriority::EarlierKeeps;
/// assert_eq!(profile.departures()[0].here, "earlier-keeps");
/// ```
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum OverlapPriority {
    /// No fix is proposed.
    #[default]
    None,
    /// The larger parcel keeps the land; areas within 0.01 m² of each other are equal.
    LargerKeeps,
    /// The smaller parcel keeps the land, so that a parcel within another is cut out of it.
    SmallerKeeps,
    /// The parcel in force from an earlier day keeps the land (登记在先).
    EarlierKeeps,
    /// The parcel whose code or id comes first keeps the land.
    FirstNameKeeps,
}

/// Areas nearer than this, m², are equal: what areas are registered to.
const EQUAL_AREA: f64 = 0.01;

impl OverlapPriority {
    /// As a profile file has it.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            OverlapPriority::None => "none",
            OverlapPriority::LargerKeeps => "larger-keeps",
            OverlapPriority::SmallerKeeps => "smaller-keeps",
            OverlapPriority::EarlierKeeps => "earlier-keeps",
            OverlapPriority::FirstNameKeeps => "first-name-keeps",
        }
    }

    /// Of two records, given with what computes the area of each in m²: less if the first keeps the land, equal if
    /// the rule does not decide.
    pub(super) fn compare<P>(
        self,
        [first, second]: [&Record<'_, P>; 2],
        area: impl Fn(&Record<'_, P>) -> f64,
    ) -> Ordering {
        let larger = || {
            let (first, second) = (area(first), area(second));
            if (first - second).abs() < EQUAL_AREA {
                Ordering::Equal
            } else {
                second.total_cmp(&first)
            }
        };
        match self {
            OverlapPriority::None => Ordering::Equal,
            OverlapPriority::LargerKeeps => larger(),
            OverlapPriority::SmallerKeeps => larger().reverse(),
            OverlapPriority::EarlierKeeps => match (first.in_force.from, second.in_force.from) {
                (Some(first), Some(second)) => first.cmp(&second),
                _ => Ordering::Equal,
            },
            OverlapPriority::FirstNameKeeps => first.subject.cmp(&second.subject),
        }
    }
}
