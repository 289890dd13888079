//! What was published when periods were closed (公布数): the lines above each closing, replayed once.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{AsOf, Closing, Event, History, replay};
use crate::calendar::Period;

/// The periods of a ledger as they are to be shown, with what was published before each.
pub(crate) struct Published<'e> {
    events: &'e [Event],
    now: &'e History,
    /// By the place of their closing; those that the period shown last needs, and the next one may.
    kept: BTreeMap<usize, History>,
}

/// A period, and what it is to be shown from.
pub(crate) struct ShownPeriod<'a> {
    pub(super) period: Period,
    /// The history: that of now, or, for a period that is closed itself, that of its closing.
    pub(super) history: &'a History,
    /// The events that it was replayed from.
    pub(super) events: &'a [Event],
    /// Whether the period is closed itself.
    pub(super) is_closed: bool,
    /// The closing of the day before the period.
    pub(super) before: Option<PublishedBefore<'a>>,
}

/// What was published when the day before a period was closed.
pub(super) struct PublishedBefore<'a> {
    pub(super) closing: &'a Closing,
    pub(super) history: &'a History,
    /// The events that it was replayed from.
    pub(super) events: &'a [Event],
}

impl<'e> Published<'e> {
    /// `now` was replayed from `events` to the last day there is: a period may be closed long after its end.
    pub(crate) fn new(events: &'e [Event], now: &'e History) -> Published<'e> {
        Published { events, now, kept: BTreeMap::new() }
    }

    /// Whether a period is to be shown as now known.
    pub(crate) fn is_open(&self, period: Period) -> bool {
        closing_through(self.now, period.last_day()).is_none()
    }

    /// A period that is closed itself is shown from the lines above its closing: what was recorded later is an adjustment of
    /// the period that was open then, and of no other. One replay for each closing that the period asked for before did not
    /// need.
    pub(crate) fn period(&mut self, period: Period) -> ShownPeriod<'_> {
        let all = self.events;
        let own = closing_through(self.now, period.last_day());
        let own = own.and_then(|own| place(all, own));
        if let Some(at) = own {
            self.replay(at);
        }
        let events = own.and_then(|at| all.get(..at)).unwrap_or(all);
        let history = own.and_then(|at| self.kept.get(&at)).unwrap_or(self.now);
        let before = closing_before(history, period).and_then(|closing| place(events, closing));
        if let Some(at) = before {
            self.replay(at);
        }
        self.kept.retain(|at, _| own == Some(*at) || before == Some(*at));
        let history = own.and_then(|at| self.kept.get(&at)).unwrap_or(self.now);
        let before = before.and_then(|at| {
            Some(PublishedBefore {
                closing: closing_before(history, period)?,
                history: self.kept.get(&at)?,
                events: all.get(..at)?,
            })
        });
        ShownPeriod { period, history, events, is_closed: own.is_some(), before }
    }

    fn replay(&mut self, at: usize) {
        let events = self.events.get(..at).unwrap_or(self.events);
        self.kept.entry(at).or_insert_with(|| replay(events, AsOf::day(Date::MAX)));
    }
}

/// The closing on the day before a period.
pub(super) fn closing_before(history: &History, period: Period) -> Option<&Closing> {
    closing_through(history, period.day_before()?)
}

/// How many lines stand above a closing.
pub(super) fn place(events: &[Event], closing: &Closing) -> Option<usize> {
    events.iter().position(|event| event.id == closing.event)
}

fn closing_through(history: &History, day: Date) -> Option<&Closing> {
    history.state.closings.iter().find(|closing| closing.through == day)
}
