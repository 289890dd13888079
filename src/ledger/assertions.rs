//! Balance assertions held against the ledger: asserted, computed, difference, and what explains it.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::knowledge::difference_of;
use super::{
    AsOf, AssertedBalance, Event, EventDifference, EventId, History, Knowledge, StatedBalance,
    Stock, replay,
};
use crate::units::{AreaChange, Figure, FloorAreaChange, QuantityError};

/// A balance assertion and what the ledger says (余额核对结果).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AssertionResult {
    /// What was asserted.
    pub stated: StatedBalance,
    /// The asserted figure: a number of things, or m².
    pub asserted: Figure,
    /// The figure of the ledger at the end of the day, as now known.
    pub computed: Figure,
    /// Computed less asserted.
    pub difference: Figure,
    /// The first event that explains a difference; `None` if there is none, or none explains it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explained_by: Option<Explanation>,
}

/// Which event explains a difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Explanation {
    /// The assertion held when it was written; this was recorded later, or changed by what was.
    ChangedLater(EventId),
    /// The assertion never held; this event moves the stock by just the difference, one way or the other.
    SameAmount(EventId),
}

impl AssertionResult {
    /// Whether the ledger says what was asserted.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.difference.is_zero()
    }
}

/// Holds every balance assertion that is known against the ledger, in the order of their days.
///
/// # Errors
///
/// [`QuantityError`] if a sum is larger than a quantity can be.
pub fn assertions(events: &[Event], as_of: AsOf) -> Result<Vec<AssertionResult>, QuantityError> {
    let history = replay(events, as_of);
    let known = as_of.known.map_or(Knowledge::Now, Knowledge::Day);
    let stated = history.state.assertions.iter();
    stated.map(|stated| result(events, &history, known, stated)).collect()
}

fn result(
    events: &[Event],
    history: &History,
    known: Knowledge<'_>,
    stated: &StatedBalance,
) -> Result<AssertionResult, QuantityError> {
    let asserted = asserted(stated.assertion.balance);
    let computed = computed(history, stated)?;
    let difference = computed - asserted;
    let explained_by = if difference.is_zero() {
        None
    } else {
        explain(events, history, known, stated, difference)?
    };
    Ok(AssertionResult {
        stated: stated.clone(),
        asserted: Figure::from_number(asserted)?,
        computed: Figure::from_number(computed)?,
        difference: Figure::from_number(difference)?,
        explained_by,
    })
}

fn asserted(balance: AssertedBalance) -> Decimal {
    match balance {
        AssertedBalance::Entries(count)
        | AssertedBalance::Spaces(count)
        | AssertedBalance::VacantSpaces(count) => count.into(),
        AssertedBalance::LandAreaM2(area) => area.square_metres(),
        AssertedBalance::FloorAreaM2(area) | AssertedBalance::VacantFloorAreaM2(area) => {
            area.square_metres()
        }
    }
}

/// What each event that counts moves in the figure, in the order of movements.
fn amounts<'h>(
    history: &'h History,
    stated: &'h StatedBalance,
) -> Box<dyn Iterator<Item = (&'h EventId, Decimal)> + 'h> {
    let (day, part) = (stated.day, &stated.assertion.of);
    let entries =
        move || history.movements.iter().filter(move |m| m.day <= day && part.admits(&m.group));
    let floor = move || history.floor.iter().filter(move |m| m.day <= day && part.admits(&m.group));
    let vacancy =
        move || history.vacancy.iter().filter(move |m| m.day <= day && part.admits(&m.group));
    match stated.assertion.balance {
        AssertedBalance::Entries(_) => Box::new(entries().map(|m| (&m.event, m.count.into()))),
        AssertedBalance::LandAreaM2(_) => {
            Box::new(entries().map(|m| (&m.event, m.land_area.square_metres())))
        }
        AssertedBalance::Spaces(_) => Box::new(floor().map(|m| (&m.event, m.count.into()))),
        AssertedBalance::FloorAreaM2(_) => {
            Box::new(floor().map(|m| (&m.event, m.floor_area.square_metres())))
        }
        AssertedBalance::VacantSpaces(_) => Box::new(vacancy().map(|m| (&m.event, m.count.into()))),
        AssertedBalance::VacantFloorAreaM2(_) => {
            Box::new(vacancy().map(|m| (&m.event, m.floor_area.square_metres())))
        }
    }
}

/// The figure of the ledger.
fn computed(history: &History, stated: &StatedBalance) -> Result<Decimal, QuantityError> {
    let amounts = amounts(history, stated).map(|(_, amount)| Figure::from_number(amount));
    Ok(Figure::try_sum(amounts.collect::<Result<Vec<Figure>, _>>()?)?.number())
}

/// The figure that an assertion is about.
fn figure(
    balance: AssertedBalance,
    entries: Stock<AreaChange>,
    floor: Stock<FloorAreaChange>,
    vacancy: Stock<FloorAreaChange>,
) -> Decimal {
    match balance {
        AssertedBalance::Entries(_) => entries.count.into(),
        AssertedBalance::LandAreaM2(_) => entries.area.square_metres(),
        AssertedBalance::Spaces(_) => floor.count.into(),
        AssertedBalance::FloorAreaM2(_) => floor.area.square_metres(),
        AssertedBalance::VacantSpaces(_) => vacancy.count.into(),
        AssertedBalance::VacantFloorAreaM2(_) => vacancy.area.square_metres(),
    }
}

fn explain(
    events: &[Event],
    history: &History,
    known: Knowledge<'_>,
    stated: &StatedBalance,
    difference: Decimal,
) -> Result<Option<Explanation>, QuantityError> {
    let balance = stated.assertion.balance;
    let then = Knowledge::Before(&stated.event);
    let since = difference_of(events, stated.day, then, known, &stated.assertion.of)?;
    let [entries, _] = since.entries;
    let [floor, _] = since.floor;
    let [vacancy, _] = since.vacancy;
    if figure(balance, entries, floor, vacancy) == asserted(balance) {
        // The first in the order of the journal that moved this figure.
        let said = |row: &EventDifference| row.said_by.clone().unwrap_or(row.event.clone());
        let place = |id: &EventId| events.iter().position(|event| event.id == *id);
        let moved = since
            .events
            .iter()
            .filter(|row| !figure(balance, row.entries, row.floor, row.vacancy).is_zero());
        let first = moved.map(said).min_by_key(place);
        return Ok(first.map(Explanation::ChangedLater));
    }
    let mut by_event: Vec<(&EventId, Decimal)> = Vec::new();
    for (event, amount) in amounts(history, stated) {
        match by_event.last_mut() {
            Some((last, sum)) if *last == event => *sum += amount,
            _ => by_event.push((event, amount)),
        }
    }
    let same = by_event.into_iter().find(|(_, amount)| amount.abs() == difference.abs());
    Ok(same.map(|(event, _)| Explanation::SameAmount(event.clone())))
}
