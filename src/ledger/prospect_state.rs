//! [`ProspectState`]: a prospect as it is now, the places that it has taken, and how that came about.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{LedgerState, SpaceState};
use crate::calendar;
use crate::codes::ParcelCode;
use crate::law::Document;
use crate::plan::{Need, Prospect, ProspectId, ProspectStage};
use crate::space::{Occupancy, SpaceId};

/// A prospect and what happened with it (意向企业对接情况).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ProspectState {
    /// The prospect, with its stage and its need as they are now.
    pub prospect: Prospect,
    /// The spaces that it has taken: those named when it signed, or when it moved in. Empty before it signs, after it is
    /// lost, and where the journal does not say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spaces: Vec<SpaceId>,
    /// The plots that it has taken, likewise; what stands on them goes with them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub plots: Vec<ParcelCode>,
    /// What happened with it, in the order of days; the first is that it was recorded.
    pub history: Vec<ProspectChange>,
}

/// One step of the contact with a prospect (对接记录).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ProspectChange {
    /// The day.
    #[serde(with = "calendar::day")]
    pub on: Date,
    /// The stage from then on.
    pub stage: ProspectStage,
    /// What it needs from then on; absent where this step did not state it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub need: Option<Box<Need>>,
    /// The spaces that it has taken from then on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spaces: Vec<SpaceId>,
    /// The plots that it has taken from then on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub plots: Vec<ParcelCode>,
    /// Who wrote it down, by role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// What it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Document>,
}

impl ProspectState {
    /// A prospect on the day on which it was recorded.
    #[must_use]
    pub fn recorded(prospect: Prospect, on: Date) -> ProspectState {
        let mut state =
            ProspectState { prospect, spaces: Vec::new(), plots: Vec::new(), history: Vec::new() };
        let need = Some(&state.prospect.need).filter(|need| !need.is_unknown());
        let change = ProspectChange { need: need.cloned().map(Box::new), ..ProspectChange::on(on) };
        state.write(change);
        state
    }

    /// The first day of its present stage.
    #[must_use]
    pub fn stage_since(&self) -> Option<Date> {
        let own = |change: &&ProspectChange| change.stage == self.prospect.stage;
        self.history.iter().rev().take_while(own).last().map(|change| change.on)
    }

    /// Writes down how it is now, from a day on.
    pub(in crate::ledger) fn write(&mut self, change: ProspectChange) {
        let (spaces, plots) = (self.spaces.clone(), self.plots.clone());
        self.history.push(ProspectChange { stage: self.prospect.stage, spaces, plots, ..change });
    }

    /// Whether it holds a space that it has taken: once it has moved in, until the space falls vacant again.
    fn holds(&self, space: &SpaceState) -> bool {
        match self.prospect.stage {
            ProspectStage::Signed => true,
            ProspectStage::MovedIn => {
                let since = self.stage_since();
                // Who was in before may leave on the very day.
                let left = space.occupancy.stays().iter().any(|stay| {
                    stay.occupancy == Some(Occupancy::Vacant)
                        && since.is_some_and(|since| stay.from > since)
                });
                !left
            }
            _ => false,
        }
    }
}

impl ProspectChange {
    /// A step of a day; what the prospect is from then on is filled in when it is written down.
    pub(in crate::ledger) const fn on(on: Date) -> ProspectChange {
        ProspectChange {
            on,
            stage: ProspectStage::Contacted,
            need: None,
            spaces: Vec::new(),
            plots: Vec::new(),
            actor: None,
            document: None,
        }
    }
}

impl LedgerState {
    /// The firm that has taken a space, or the plot on which it stands: one that has signed, or has moved in and has not left
    /// again (占用企业). `None` where nobody has, or the journal does not say where the firm goes.
    ///
    /// ```
    /// use landledger::calendar::parse_day;
    /// use landledger::ledger::{AsOf, Event, replay};
    ///
    /// let journal = [
    ///     r#"{"id":"E1","effective":"2024-01-01","recorded":"2024-01-02T09:00:00","act":{"parcel-registered":
    ///         {"parcel":"410106001001GB00012","facts":{"name":"A1","town":"410106001","tenure":"granted"}}}}"#,
    ///     r#"{"id":"E2","effective":"2024-01-05","recorded":"2024-01-05T09:00:00","act":{"space-surveyed":
    ///         {"space":{"id":"S1","parcel":"410106001001GB00012","floor_area_m2":"1200.00"},"occupancy":"vacant"}}}"#,
    ///     r#"{"id":"E3","effective":"2024-02-01","recorded":"2024-02-01T09:00:00","act":{"prospect-recorded":
    ///         {"prospect":{"id":"Q1","firm":"示例公司","stage":"negotiating"}}}}"#,
    ///     r#"{"id":"E4","effective":"2024-03-01","recorded":"2024-03-01T09:00:00","act":{"prospect-advanced":
    ///         {"prospect":"Q1","stage":"signed","spaces":["S1"]}}}"#,
    /// ];
    /// let events: Vec<Event> = journal.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
    ///
    /// let state = replay(&events, AsOf::day(parse_day("2024-06-30")?)).state;
    /// assert_eq!(state.taker_of_space(&"S1".parse()?).map(|id| id.as_str()), Some("Q1"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn taker_of_space(&self, id: &SpaceId) -> Option<&ProspectId> {
        let space = self.spaces.get(id)?;
        let taker = self.prospects.values().find(|state| {
            (state.spaces.contains(id) || self.has_plot(state, &space.space.parcel))
                && state.holds(space)
        })?;
        Some(&taker.prospect.id)
    }

    /// The firm that has taken a plot, or a plot that gave way to it. A plot stays taken until the firm is recorded as lost.
    #[must_use]
    pub fn taker_of_plot(&self, code: &ParcelCode) -> Option<&ProspectId> {
        let taker = self.prospects.values().find(|state| self.has_plot(state, code))?;
        Some(&taker.prospect.id)
    }

    /// Whether a prospect has taken a plot, or one that gave way to it.
    fn has_plot(&self, state: &ProspectState, code: &ParcelCode) -> bool {
        state.plots.contains(code)
            || state.plots.iter().any(|plot| {
                let ended = self.parcels.get(plot).is_some_and(|parcel| parcel.ended.is_some());
                ended && self.present_heirs(plot).contains(code)
            })
    }
}
