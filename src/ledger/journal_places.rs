//! Places in a journal: where an event stands, and from which lines on nothing that moves a stock stands above it.

use std::collections::BTreeMap;

use super::{Act, Event, EventId};

/// Where the events of a journal stand.
pub(super) struct JournalPlaces<'e> {
    places: BTreeMap<&'e EventId, Place>,
}

#[derive(Clone, Copy)]
struct Place {
    line: usize,
    /// How many lines from the top say all that the lines above this one say of the stocks.
    above: usize,
    /// Whether it moves no stock, and changes nothing that another event does.
    quiet: bool,
}

impl<'e> JournalPlaces<'e> {
    pub(super) fn of(events: &'e [Event]) -> JournalPlaces<'e> {
        let mut places: BTreeMap<&EventId, Place> = BTreeMap::new();
        let mut above = 0;
        for (line, event) in events.iter().enumerate() {
            let quiet = match &event.act {
                Act::EventRetracted { event: of } => places.get(of).is_some_and(|of| of.quiet),
                Act::EventCorrected { event: of, act } => {
                    // Once it was made to say something that moves a stock, taking that back moves it too.
                    let place = places.get_mut(of);
                    place.is_some_and(|of| {
                        of.quiet &= is_quiet(act);
                        of.quiet
                    })
                }
                act => is_quiet(act),
            };
            // An id that is used again is not used: the first holds.
            places.entry(&event.id).or_insert(Place { line, above, quiet });
            if !quiet {
                above = line.saturating_add(1);
            }
        }
        JournalPlaces { places }
    }

    /// The line of an event, counted from 0; one behind every other if there is no such event.
    pub(super) fn of_event(&self, event: &EventId) -> usize {
        self.places.get(event).map_or(usize::MAX, |place| place.line)
    }

    /// How many lines from the top say all that those above an event say of the stocks.
    pub(super) fn above(&self, event: &EventId) -> usize {
        self.places.get(event).map_or(usize::MAX, |place| place.above)
    }
}

/// What can stand alone only, and leaves the stocks and every other event as they are.
fn is_quiet(act: &Act) -> bool {
    matches!(
        act,
        Act::BalanceAsserted { .. } | Act::PeriodClosed { .. } | Act::FindingAcknowledged { .. }
    )
}
