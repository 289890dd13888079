//! Roll-forwards (期初期末表): opening + movements by kind = closing, exactly.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    CreditKind, EventId, FloorCreditMovement, FloorKind, FloorMovement, Group, GroupKey, Grouping,
    History, LandCreditMovement, Movement, MovementKind, VacancyKind, VacancyMovement,
};
use crate::calendar::Period;
use crate::units::{AreaChange, FloorAreaChange, QuantityError};

/// A number of things and the area that they have together; the area is a change, so that a line of a table
/// can be negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "StockOf{A}"))]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "LineOf{K}"))]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "RollForwardOf{K}"))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RollForward<K, A> {
    /// The period.
    pub period: Period,
    /// Stock before the first day.
    pub opening: Stock<A>,
    /// Movements by kind, in the order of the kinds; kinds without movement are absent, and so are movements between
    /// groups that the table does not tell apart.
    pub lines: Vec<RollForwardLine<K, A>>,
    /// Stock at the end of the last day.
    pub closing: Stock<A>,
}

/// The roll-forward of one part of a stock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct GroupRollForward<K, A> {
    /// What the part has in common, one value for each grouping asked for.
    pub group: Vec<GroupKey>,
    /// Its roll-forward.
    pub table: RollForward<K, A>,
}

/// The roll-forwards of entries, or of one stock of spaces, told apart by period and group.
pub type GroupRollForwards<K, A> = Vec<GroupRollForward<K, A>>;

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
        whole(period, &self.movements)
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
        whole(period, &self.vacancy)
    }

    /// The roll-forward of surveyed spaces, used and vacant, and their floor area; as [`History::roll_forward`].
    ///
    /// # Errors
    ///
    /// [`QuantityError`] if a sum is larger than a quantity can be.
    pub fn floor_roll_forward(
        &self,
        period: Period,
    ) -> Result<RollForward<FloorKind, FloorAreaChange>, QuantityError> {
        whole(period, &self.floor)
    }

    /// The roll-forwards of entries for several periods and every group, in one pass over the movements.
    ///
    /// `periods` in order, without overlap. A group is a row for each period in which it has an opening or a
    /// movement, by period and then by group; the rows of a period sum to [`History::roll_forward`]. What moves from
    /// one group to another is a line in both.
    ///
    /// ```
    /// use landledger::calendar::{Period, parse_day};
    /// use landledger::ledger::{AsOf, Event, GroupKey, Grouping, replay};
    ///
    /// let journal = [
    ///     r#"{"id":"E1","effective":"2023-01-01","recorded":"2023-01-02T09:00:00","act":{"parcel-registered":
    ///         {"parcel":"410106001001GB00012","facts":
    ///         {"name":"A1","town":"410106001","tenure":"granted","registered_area_m2":"20000.00"}}}}"#,
    ///     r#"{"id":"E2","effective":"2023-05-10","recorded":"2023-05-11T09:00:00","act":{"entry-listed":
    ///         {"entry":"T1","parcel":"410106001001GB00012","class":"low-efficiency-industrial",
    ///          "causes":[{"code":"production-stopped","side":"enterprise"}],"land_area_m2":"12000.00"}}}"#,
    /// ];
    /// let events: Vec<Event> = journal.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
    /// let year = Period::through(parse_day("2023-01-01")?, parse_day("2023-12-31")?)?;
    ///
    /// let history = replay(&events, AsOf::day(year.last_day()));
    /// let rows = history.roll_forwards(&[year], &[Grouping::Town])?;
    /// assert_eq!(rows.len(), 1);
    /// assert_eq!(rows[0].group, [GroupKey::Town("410106001".parse()?)]);
    /// assert_eq!(rows[0].table.closing.area.to_string(), "12000.00");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`QuantityError`] if a sum is larger than a quantity can be.
    pub fn roll_forwards(
        &self,
        periods: &[Period],
        by: &[Grouping],
    ) -> Result<GroupRollForwards<MovementKind, AreaChange>, QuantityError> {
        tables(periods, by, &self.movements)
    }

    /// The roll-forwards of vacant spaces; as [`History::roll_forwards`].
    ///
    /// # Errors
    ///
    /// [`QuantityError`] if a sum is larger than a quantity can be.
    pub fn vacancy_roll_forwards(
        &self,
        periods: &[Period],
        by: &[Grouping],
    ) -> Result<GroupRollForwards<VacancyKind, FloorAreaChange>, QuantityError> {
        tables(periods, by, &self.vacancy)
    }

    /// The roll-forwards of surveyed spaces; as [`History::roll_forwards`].
    ///
    /// # Errors
    ///
    /// [`QuantityError`] if a sum is larger than a quantity can be.
    pub fn floor_roll_forwards(
        &self,
        periods: &[Period],
        by: &[Grouping],
    ) -> Result<GroupRollForwards<FloorKind, FloorAreaChange>, QuantityError> {
        tables(periods, by, &self.floor)
    }

    /// The roll-forward of the floor area that counts as revitalized, really in use again (performance); as
    /// [`History::roll_forward`]. Its net change is that of [`super::Revitalized`].
    ///
    /// # Errors
    ///
    /// [`QuantityError`] if a sum is larger than a quantity can be.
    pub fn revitalized_floor_roll_forward(
        &self,
        period: Period,
    ) -> Result<RollForward<CreditKind, FloorAreaChange>, QuantityError> {
        whole(period, &self.floor_credits)
    }

    /// The roll-forward of the land area that counts as revitalized, its disposal finished (statutory); as
    /// [`History::roll_forward`].
    ///
    /// # Errors
    ///
    /// [`QuantityError`] if a sum is larger than a quantity can be.
    pub fn revitalized_land_roll_forward(
        &self,
        period: Period,
    ) -> Result<RollForward<CreditKind, AreaChange>, QuantityError> {
        whole(period, &self.land_credits)
    }

    /// The roll-forwards of revitalized floor area by group, each space where it began to count; as
    /// [`History::roll_forwards`].
    ///
    /// # Errors
    ///
    /// [`QuantityError`] if a sum is larger than a quantity can be.
    pub fn revitalized_floor_roll_forwards(
        &self,
        periods: &[Period],
        by: &[Grouping],
    ) -> Result<GroupRollForwards<CreditKind, FloorAreaChange>, QuantityError> {
        tables(periods, by, &self.floor_credits)
    }

    /// The roll-forwards of revitalized land area by group, each entry where it began to count; as
    /// [`History::roll_forwards`].
    ///
    /// # Errors
    ///
    /// [`QuantityError`] if a sum is larger than a quantity can be.
    pub fn revitalized_land_roll_forwards(
        &self,
        periods: &[Period],
        by: &[Grouping],
    ) -> Result<GroupRollForwards<CreditKind, AreaChange>, QuantityError> {
        tables(periods, by, &self.land_credits)
    }
}

/// A movement of any stock.
pub(crate) trait Moves: Sized {
    type Kind: Ord + Copy;
    type Area: Copy + Default + PartialEq;
    /// Whether it only goes from one group, or one owner of the count, to another.
    fn is_regrouped(kind: Self::Kind) -> bool;
    /// The movements of this stock, in the order of their days.
    fn all(history: &History) -> &[Self];
    fn day(&self) -> Date;
    fn event(&self) -> &EventId;
    fn kind(&self) -> Self::Kind;
    fn group(&self) -> &Group;
    fn stock(&self) -> Stock<Self::Area>;
    fn add(a: Self::Area, b: Self::Area) -> Result<Self::Area, QuantityError>;
    fn opposite(area: Self::Area) -> Self::Area;

    /// The movements up to the end of a day.
    fn until(history: &History, day: Date) -> &[Self] {
        let all = Self::all(history);
        all.get(..all.partition_point(|movement| movement.day() <= day)).unwrap_or(all)
    }
}

macro_rules! moves {
    ($($all:ident: $movement:ty, $kind:ident $(except $regrouped:ident)?, $area:ident, $field:ident;)*) => { $(
        impl Moves for $movement {
            type Kind = $kind;
            type Area = $area;

            fn is_regrouped(_kind: $kind) -> bool {
                false $(|| _kind == $kind::$regrouped)?
            }

            fn all(history: &History) -> &[$movement] {
                &history.$all
            }

            fn day(&self) -> Date {
                self.day
            }

            fn event(&self) -> &EventId {
                &self.event
            }

            fn kind(&self) -> $kind {
                self.kind
            }

            fn group(&self) -> &Group {
                &self.group
            }

            fn stock(&self) -> Stock<$area> {
                Stock { count: self.count, area: self.$field }
            }

            fn add(a: $area, b: $area) -> Result<$area, QuantityError> {
                $area::try_sum([a, b])
            }

            fn opposite(area: $area) -> $area {
                -area
            }
        }
    )* };
}

moves! {
    movements: Movement, MovementKind except Regrouped, AreaChange, land_area;
    vacancy: VacancyMovement, VacancyKind except Regrouped, FloorAreaChange, floor_area;
    floor: FloorMovement, FloorKind except Regrouped, FloorAreaChange, floor_area;
    floor_credits: FloorCreditMovement, CreditKind, FloorAreaChange, floor_area;
    land_credits: LandCreditMovement, CreditKind except HandedOver, AreaChange, land_area;
}

/// The sum of two stocks.
pub(super) fn plus<M: Moves>(
    a: Stock<M::Area>,
    b: Stock<M::Area>,
) -> Result<Stock<M::Area>, QuantityError> {
    Ok(Stock { count: a.count.saturating_add(b.count), area: M::add(a.area, b.area)? })
}

/// The stock with the other sign.
pub(super) fn opposite<M: Moves>(stock: Stock<M::Area>) -> Stock<M::Area> {
    Stock { count: stock.count.saturating_neg(), area: M::opposite(stock.area) }
}

/// What a group does in a period.
struct Cell<M: Moves> {
    /// What moved after the period before and before this one.
    before: Stock<M::Area>,
    lines: BTreeMap<M::Kind, Stock<M::Area>>,
}

pub(super) fn whole<M: Moves>(
    period: Period,
    movements: &[M],
) -> Result<RollForward<M::Kind, M::Area>, QuantityError> {
    let mut rows = tables(&[period], &[], movements)?;
    Ok(rows.pop().map_or_else(|| RollForward::empty(period), |row| row.table))
}

impl<K, A: Copy + Default> RollForward<K, A> {
    /// The table of what is not there and does not move.
    pub(super) fn empty(period: Period) -> RollForward<K, A> {
        let nothing = Stock::default();
        RollForward { period, opening: nothing, lines: Vec::new(), closing: nothing }
    }
}

pub(super) fn tables<M: Moves>(
    periods: &[Period],
    by: &[Grouping],
    movements: &[M],
) -> Result<GroupRollForwards<M::Kind, M::Area>, QuantityError> {
    let mut groups: BTreeMap<Vec<GroupKey>, BTreeMap<usize, Cell<M>>> = BTreeMap::new();
    for movement in movements {
        let day = movement.day();
        let at = periods.partition_point(|period| period.last_day() < day);
        let Some(period) = periods.get(at) else { continue };
        let group = by.iter().map(|by| movement.group().key(*by)).collect();
        let cell = groups.entry(group).or_default().entry(at);
        let cell =
            cell.or_insert_with(|| Cell { before: Stock::default(), lines: BTreeMap::new() });
        let stock = if day < period.from() {
            &mut cell.before
        } else {
            cell.lines.entry(movement.kind()).or_default()
        };
        *stock = plus::<M>(*stock, movement.stock())?;
    }
    let mut rows = Vec::new();
    for (group, mut cells) in groups {
        let mut stock = Stock::default();
        for (at, period) in periods.iter().enumerate() {
            let cell = cells.remove(&at);
            if let Some(cell) = &cell {
                stock = plus::<M>(stock, cell.before)?;
            }
            let opening = stock;
            let mut lines = Vec::new();
            for (kind, change) in cell.into_iter().flat_map(|cell| cell.lines) {
                // Out of one group and into another that the table does not tell apart.
                if change == Stock::default() && M::is_regrouped(kind) {
                    continue;
                }
                stock = plus::<M>(stock, change)?;
                lines.push(RollForwardLine { kind, change });
            }
            if opening == Stock::default() && lines.is_empty() {
                continue;
            }
            let table = RollForward { period: *period, opening, lines, closing: stock };
            rows.push((at, GroupRollForward { group: group.clone(), table }));
        }
    }
    rows.sort_by_key(|(at, _)| *at);
    Ok(rows.into_iter().map(|(_, row)| row).collect())
}
