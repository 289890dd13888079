//! What is matched: offers and prospects of a day.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::CombinationLimits;
use super::offer::{Offer, OfferId, PlotOffer, SpaceOffer};
use crate::codes::ParcelCode;
use crate::error::{Error, Result};
use crate::finding::Text;
use crate::ledger::{EntryClass, LedgerState, RegisteredParcel};
use crate::parcel::Tenure;
use crate::plan::{Prospect, ProspectId, ProspectStage};
use crate::space::Occupancy;
use crate::units::Area;

/// What is matched, and on which day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatchingInput {
    pub(super) day: Date,
    /// By id.
    pub(super) offers: Vec<(OfferId, Offer)>,
    pub(super) prospects: BTreeMap<ProspectId, Prospect>,
    pub(super) left_out: Vec<LeftOut>,
    pub(super) limits: CombinationLimits,
}

/// A prospect that is not matched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LeftOut {
    /// Which one.
    pub prospect: ProspectId,
    /// Its name.
    pub firm: String,
    /// Why.
    pub why: WhyLeftOut,
    /// The spaces and plots that it has taken, which are not offered; empty where it took none, or the ledger does not say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<OfferId>,
}

/// Why a prospect is not matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum WhyLeftOut {
    /// It has signed: its place is agreed (已签约).
    Signed,
    /// It has moved in (已入驻).
    MovedIn,
    /// It is lost (已流失).
    Lost,
    /// Nothing is known of its need: to be asked (需求未登记).
    NeedUnknown,
}

impl WhyLeftOut {
    /// The reason in Chinese and English.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            WhyLeftOut::Signed => Text::new("已签约", "signed"),
            WhyLeftOut::MovedIn => Text::new("已入驻", "moved in"),
            WhyLeftOut::Lost => Text::new("已流失", "lost"),
            WhyLeftOut::NeedUnknown => Text::new("需求未登记，待询", "need not known, to be asked"),
        }
    }
}

impl MatchingInput {
    /// These offers for these prospects, in any order: the answer does not depend on it.
    ///
    /// Prospects that have signed, moved in or are lost, and those of whose need nothing is known, are left out, and the
    /// answer says so. What a firm that has signed will take should not be among the offers: the caller knows which it is.
    ///
    /// # Errors
    ///
    /// An offer or a prospect is there twice.
    pub fn new(
        day: Date,
        offers: impl IntoIterator<Item = Offer>,
        prospects: impl IntoIterator<Item = Prospect>,
    ) -> Result<MatchingInput> {
        let mut by_id = BTreeMap::new();
        for offer in offers {
            let id = offer.id();
            if let Some(offer) = by_id.insert(id, offer) {
                return Err(twice(&offer.id().to_string()));
            }
        }
        let mut all = BTreeMap::new();
        for prospect in prospects {
            let id = prospect.id.clone();
            if let Some(prospect) = all.insert(id, prospect) {
                return Err(twice(prospect.id.as_str()));
            }
        }
        let left_out: Vec<LeftOut> = all.values().filter_map(left_out).collect();
        for out in &left_out {
            all.remove(&out.prospect);
        }
        let limits = CombinationLimits::default();
        let offers = by_id.into_iter().collect();
        Ok(MatchingInput { day, offers, prospects: all, left_out, limits })
    }

    /// The same within other bounds.
    #[must_use]
    pub fn limits(self, limits: CombinationLimits) -> MatchingInput {
        MatchingInput { limits, ..self }
    }

    /// What a ledger has, for a day: usually the one that the state is as of. Occupancy is that of the day, all else is what
    /// the state knows.
    ///
    /// - Spaces that exist, unless they are known to be used without a day on which they become free, or a firm has taken them
    ///   ([`LedgerState::taker_of_space`]).
    /// - Plots without any surveyed space: land that is not supplied yet, with its registered area, and idle land with an
    ///   open entry, with the area listed; not what a firm has taken ([`LedgerState::taker_of_plot`]). Neither the price nor the day of handover is in the ledger: they are to be asked.
    /// - All prospects.
    ///
    /// # Errors
    ///
    /// The listed areas of a parcel are larger than a quantity can be.
    pub fn from_state(state: &LedgerState, day: Date) -> Result<MatchingInput> {
        let exists = |removed: Option<Date>| removed.is_none_or(|removed| removed > day);
        let standing: Vec<_> =
            state.spaces.values().filter(|space| exists(space.removed)).collect();
        let built: BTreeSet<ParcelCode> = standing.iter().map(|state| state.space.parcel).collect();
        let whole = state;
        let spaces = standing.iter().filter_map(|state| {
            let occupancy = state.occupancy.occupancy_on(day);
            let free = state.space.facts.as_ref().and_then(|facts| facts.available_from);
            let offered = occupancy != Some(Occupancy::Occupied) || free.is_some();
            let offered = offered && whole.taker_of_space(&state.space.id).is_none();
            offered.then(|| Offer::Space(SpaceOffer::new(state.space.clone(), occupancy)))
        });
        let mut offers: Vec<Offer> = spaces.collect();
        let parcels = state.parcels.iter().filter(|(_, parcel)| exists(parcel.ended));
        let free = parcels.filter(|(code, _)| state.taker_of_plot(code).is_none());
        for (code, parcel) in free.filter(|(code, _)| !built.contains(code)) {
            if let Some(land_area) = land_to_be_had(state, *code, parcel)? {
                offers.push(Offer::Plot(PlotOffer::new(*code, land_area)));
            }
        }
        let prospects = state.prospects.values().map(|state| state.prospect.clone());
        let mut input = MatchingInput::new(day, offers, prospects)?;
        for out in &mut input.left_out {
            let Some(taken) = state.prospects.get(&out.prospect) else { continue };
            let spaces = taken.spaces.iter().cloned().map(OfferId::Space);
            out.places = spaces.chain(taken.plots.iter().copied().map(OfferId::Plot)).collect();
        }
        Ok(input)
    }
}

/// `None`: the parcel is not to be had; `Some(None)`: how much of it is not known.
fn land_to_be_had(
    state: &LedgerState,
    code: ParcelCode,
    parcel: &RegisteredParcel,
) -> Result<Option<Option<Area>>> {
    if parcel.facts.tenure == Tenure::Unsupplied {
        return Ok(Some(parcel.facts.registered_area));
    }
    let idle = state.open_entries().filter(|entry| entry.parcel == code);
    let mut idle = idle.filter(|entry| entry.class == EntryClass::Idle).peekable();
    if idle.peek().is_none() {
        return Ok(None);
    }
    Ok(Some(Some(Area::try_sum(idle.map(|entry| entry.land_area))?)))
}

fn left_out(prospect: &Prospect) -> Option<LeftOut> {
    let why = match prospect.stage {
        ProspectStage::Signed => WhyLeftOut::Signed,
        ProspectStage::MovedIn => WhyLeftOut::MovedIn,
        ProspectStage::Lost => WhyLeftOut::Lost,
        _ if prospect.need.is_unknown() => WhyLeftOut::NeedUnknown,
        _ => return None,
    };
    Some(LeftOut {
        prospect: prospect.id.clone(),
        firm: prospect.firm.clone(),
        why,
        places: Vec::new(),
    })
}

fn twice(id: &str) -> Error {
    let expected = ("互不相同的编号", "ids that differ");
    let found = (format!("重复的 {id}"), format!("{id} twice"));
    Error::argument(("供需匹配", "matching"), expected, found)
}
