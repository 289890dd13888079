//! Candidates: places that a need does not exclude, and exclusions with their reasons.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use super::{Check, OfferId, Outcome, Score};
use crate::finding::Text;
use crate::plan::Firmness;
use crate::units::{FloorArea, FloorAreaChange};

/// How a candidate stands to the hard requirements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It is known to meet all of them (符合).
    Fits,
    /// It fails none, but of some it is not known whether it meets them (可能，待询).
    Possible,
}

impl Standing {
    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            Standing::Fits => Text::new("符合", "fits"),
            Standing::Possible => Text::new("待询", "to be asked"),
        }
    }
}

/// A place that a need does not exclude: an offer, or units of one parcel together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Candidate {
    /// The offers, by id; more than one is a combination.
    pub offers: Vec<OfferId>,
    /// How it stands to the hard requirements.
    pub standing: Standing,
    /// How well it suits.
    pub score: Score,
    /// Floor area of all units, m²; absent for a plot.
    #[serde(default, rename = "floor_area_m2", skip_serializing_if = "Option::is_none")]
    pub floor_area: Option<FloorArea>,
    /// Floor area beyond what is wanted, m²; absent where none is wanted or there is none.
    #[serde(default, rename = "surplus_m2", skip_serializing_if = "Option::is_none")]
    pub surplus: Option<FloorAreaChange>,
    /// The building in which all units are known to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub building: Option<String>,
    /// Every requirement of the need with what was found, by requirement, then by unit.
    pub checks: Vec<Check>,
}

/// An offer that fails a hard requirement (排除).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Exclusion {
    /// Which offer.
    pub offer: OfferId,
    /// The hard requirements that it fails, at least one.
    pub failed: Vec<Check>,
}

impl Candidate {
    /// What to ask before the firm is told: the hard requirements of which it is not known whether they are met, then the
    /// soft ones.
    #[must_use]
    pub fn questions(&self) -> Vec<&Check> {
        let unknown = |firmness| {
            let unknown = self.checks.iter().filter(|check| check.outcome == Outcome::Unknown);
            unknown.filter(move |check| check.firmness == firmness)
        };
        unknown(Firmness::Hard).chain(unknown(Firmness::Soft)).collect()
    }

    /// The better one first: by standing, points, number of units, surplus, ids.
    pub(super) fn rank(&self) -> impl Ord + '_ {
        let surplus = self.surplus.map(FloorAreaChange::magnitude);
        (
            self.standing,
            Reverse(self.score.points()),
            self.offers.len(),
            surplus.is_none(),
            surplus,
            &self.offers,
        )
    }
}

/// `None` if a hard requirement is failed.
pub(super) fn standing(checks: &[Check]) -> Option<Standing> {
    if checks.iter().any(Check::excludes) {
        return None;
    }
    let open = |c: &Check| c.firmness == Firmness::Hard && c.outcome == Outcome::Unknown;
    Some(if checks.iter().any(open) { Standing::Possible } else { Standing::Fits })
}
