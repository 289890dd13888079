//! Roll-forwards (期初期末表): opening + movements by kind = closing, exactly.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{History, MovementKind, VacancyKind};
use crate::calendar::Period;
use crate::units::{AreaChange, FloorAreaChange, QuantityError};

/// A number of things and the area that they have together; the area is a change, so that a line of a table
/// can be negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Stock<A> {
    /// How many.
    pub count: i64,
    /// Their area, m².
    #[serde(rename = "area_m2")]
    pub area: A,
}

/// One line of a roll-forward: all movements of one kind in the period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RollForwardLine<K, A> {
    /// The kind of movement.
    pub kind: K,
    /// What it changed, with its sign.
    pub change: Stock<A>,
}

/// A roll-forward (期初期末表) of a period: `opening + Σ lines = closing`.
///
/// Opening is the stock at the end of the day before the period, closing at the end of its last day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RollForward<K, A> {
    /// The period.
    pub period: Period,
    /// Stock before the first day.
    pub opening: Stock<A>,
    /// Movements by kind, in the order of the kinds; kinds without movement are absent.
    pub lines: Vec<RollForwardLine<K, A>>,
    /// Stock at the end of the last day.
    pub closing: Stock<A>,
}

impl History {
    /// The roll-forward of entries on the ledger and their land area.
    ///
    /// The history must have been replayed to the last day of the period or later; movements after it are
    /// not known otherwise.
    ///
    /// # Errors
    ///
    /// [`QuantityError`] if a sum is larger than a quantity can be.
    pub fn roll_forward(
        &self,
        period: Period,
    ) -> Result<RollForward<MovementKind, AreaChange>, QuantityError> {
        let rows = self.movements.iter().map(|m| (m.day, m.kind, m.count, m.land_area));
        fold(period, rows, |a, b| AreaChange::try_sum([a, b]))
    }

    /// The roll-forward of vacant spaces and their floor area; as [`History::roll_forward`].
    ///
    /// # Errors
    ///
    /// [`QuantityError`] if a sum is larger than a quantity can be.
    pub fn vacancy_roll_forward(
        &self,
        period: Period,
    ) -> Result<RollForward<VacancyKind, FloorAreaChange>, QuantityError> {
        let rows = self.vacancy.iter().map(|m| (m.day, m.kind, m.count, m.floor_area));
        fold(period, rows, |a, b| FloorAreaChange::try_sum([a, b]))
    }
}

fn fold<K: Ord + Copy, A: Copy + Default>(
    period: Period,
    rows: impl Iterator<Item = (Date, K, i64, A)>,
    add: impl Fn(A, A) -> Result<A, QuantityError>,
) -> Result<RollForward<K, A>, QuantityError> {
    let mut opening = Stock::default();
    let mut lines: BTreeMap<K, Stock<A>> = BTreeMap::new();
    let plus = |stock: Stock<A>, count: i64, area: A| {
        Ok::<_, QuantityError>(Stock {
            count: stock.count.saturating_add(count),
            area: add(stock.area, area)?,
        })
    };
    for (day, kind, count, area) in rows {
        if day < period.from() {
            opening = plus(opening, count, area)?;
        } else if period.contains(day) {
            let line = lines.entry(kind).or_default();
            *line = plus(*line, count, area)?;
        }
    }
    let mut closing = opening;
    for line in lines.values() {
        closing = plus(closing, line.count, line.area)?;
    }
    let lines = lines.into_iter().map(|(kind, change)| RollForwardLine { kind, change }).collect();
    Ok(RollForward { period, opening, lines, closing })
}
