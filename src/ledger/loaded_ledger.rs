//! [`LoadedLedger`]: a ledger that stays loaded, and goes from one day to another by what changes in between.

use std::collections::BTreeSet;
use std::fmt;

use super::apply::{Done, Ledger};
use super::correction::{Effective, resolve};
use super::event_index::EventIndex;
use super::replay::{apply_by_component, fold};
use super::{AsOf, Event, History, LedgerState};
use crate::codes::ParcelCode;
use crate::finding::Code;

/// A ledger that stays loaded (常驻台账): the state as of one day after the other, of one parcel on any day, and with the events
/// of another day appended.
///
/// Every answer is the same as [`replay`](super::replay()) of all its events gives. What differs is what it costs: events
/// that name the same parcels, entries, spaces, plans or prospects, directly or through others, are a component, and only
/// components with an event in between are brought up to date. To go to the next day costs what happened on it; to go far
/// away, what happened until then. A component of which something is undone, as on the way back, or comes in before what was
/// applied already, as by a correction, is applied from its beginning.
///
/// ```
/// use jiff::civil::date;
/// use landledger::ledger::{AsOf, Event, LoadedLedger};
///
/// let journal = [
///     r#"{"id":"E1","effective":"2023-01-01","recorded":"2023-01-02T09:00:00","act":{"parcel-registered":
///         {"parcel":"410106001001GB00012","facts":
///         {"name":"A1","town":"410106001","tenure":"granted","registered_area_m2":"20000.00"}}}}"#,
///     r#"{"id":"E2","effective":"2023-05-10","recorded":"2023-05-11T09:00:00","act":{"entry-listed":
///         {"entry":"T1","parcel":"410106001001GB00012","class":"low-efficiency-industrial",
///          "causes":[{"code":"production-stopped","side":"enterprise"}],"land_area_m2":"12000.00"}}}"#,
/// ];
/// let mut events: Vec<Event> = journal.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
/// let late = events.pop().unwrap();
///
/// let mut ledger = LoadedLedger::new(events, AsOf::day(date(2023, 5, 9)));
/// ledger.append([late]);
/// assert_eq!(ledger.state().open_entries().count(), 0);
/// let next_day = ledger.move_to(AsOf::day(date(2023, 5, 10)));
/// assert_eq!(next_day.open_entries().count(), 1);
///
/// let parcel = "410106001001GB00012".parse()?;
/// let history = ledger.history_of(&parcel, AsOf::day(date(2023, 5, 10)));
/// assert_eq!(history.movements.len(), 1);
/// # Ok::<(), landledger::codes::CodeError>(())
/// ```
pub struct LoadedLedger {
    index: EventIndex,
    /// As of the point that its state says; without movements.
    ledger: Ledger,
}

impl fmt::Debug for LoadedLedger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("LoadedLedger");
        shown.field("events", &self.events().len()).field("as_of", &self.state().as_of);
        shown.finish_non_exhaustive()
    }
}

impl LoadedLedger {
    /// Loads events that stand in the order in which they were recorded, and stands at a day: one replay.
    #[must_use]
    pub fn new(events: Vec<Event>, as_of: AsOf) -> LoadedLedger {
        let effective = resolve(&events, as_of.known, &mut Vec::new());
        let (ledger, _) = apply_by_component(effective, as_of, None, Done::to_go_on());
        let mut index = EventIndex::new();
        events.into_iter().for_each(|event| index.push(event));
        LoadedLedger { index, ledger }
    }

    /// All events, in the order of recording.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        self.index.events()
    }

    /// The state as of the day at which it stands.
    #[must_use]
    pub fn state(&self) -> &LedgerState {
        &self.ledger.state
    }

    /// Goes to another day, or to what is known on another, and shows the state there.
    pub fn move_to(&mut self, as_of: AsOf) -> &LedgerState {
        let changed = self.index.between(self.ledger.state.as_of, as_of);
        self.bring(&changed, self.events().len(), as_of)
    }

    /// Takes in events that were recorded after all others, and shows the state as they make it.
    pub fn append(&mut self, events: impl IntoIterator<Item = Event>) -> &LedgerState {
        let (there, as_of) = (self.index.events().len(), self.ledger.state.as_of);
        events.into_iter().for_each(|event| self.index.push(event));
        let changed = self.index.behind(there);
        self.bring(&changed, there, as_of)
    }

    /// What [`replay`](super::replay()) as of a day says of a parcel, and of all that is named together with it: state,
    /// movements, and refused events. Empty for a parcel that no event names.
    ///
    /// # Findings
    ///
    /// As of [`replay`](super::replay()), but for `journal-recorded-backwards`, which is about the journal as a whole.
    #[must_use]
    pub fn history_of(&self, parcel: &ParcelCode, as_of: AsOf) -> History {
        let mut findings = Vec::new();
        let component = self.index.component_of(parcel);
        let effective = component
            .map(|component| self.index.known(component, as_of.known, &mut findings))
            .unwrap_or_default();
        let (mut history, _) = fold(effective, as_of, None);
        findings.retain(|finding| finding.code != Code::JournalRecordedBackwards);
        findings.append(&mut history.findings);
        History { findings, ..history }
    }

    /// Brings components to another point from where the state is, as the first `there` events make it.
    fn bring(&mut self, changed: &BTreeSet<usize>, there: usize, to: AsOf) -> &LedgerState {
        let LoadedLedger { index, ledger } = self;
        let from = ledger.state.as_of;
        ledger.state.as_of = to;
        // The steps of what is applied anew are written down again, behind those that are there.
        let (steps, mut redone) = (ledger.state.lineage.len(), BTreeSet::new());
        for component in changed.iter().copied() {
            let applied = index.effective(component, there, from);
            let effective = index.effective(component, index.events().len(), to);
            let mut pairs = applied.iter().zip(&effective);
            let goes_on = applied.len() <= effective.len()
                && pairs.all(|(applied, event)| std::ptr::eq(applied.act, event.act));
            if goes_on {
                let rest = effective.get(applied.len()..).unwrap_or_default();
                if ledger.state.proposals.is_empty() || rest.is_empty() {
                    ledger.enter_component([]);
                } else {
                    ledger.enter_component(index.proposals(component));
                }
                apply(ledger, rest);
                ledger.forget_movements();
            } else {
                redone.insert(component);
                let mut anew = Ledger::new(to);
                apply(&mut anew, &effective);
                ledger.take_over(anew, &index.names(component));
            }
        }
        let lineage = &mut ledger.state.lineage;
        if lineage.len() > steps || !redone.is_empty() {
            let mut at = 0..;
            lineage.retain(|step| {
                let is_new = at.next() >= Some(steps);
                let component = index.component_of_event(&step.event);
                is_new || component.is_none_or(|component| !redone.contains(&component))
            });
            lineage.sort_by_cached_key(|step| (step.day, index.place(&step.event, to.known)));
        }
        &ledger.state
    }
}

/// Applies events; a refused one changes nothing, and is found by a replay.
fn apply(ledger: &mut Ledger, effective: &[Effective<'_>]) {
    for event in effective {
        let _ = ledger.apply(event);
    }
}
