//! Roll-forwards by group whose openings are what was published for each group when the period before was closed.

use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};

use super::published::ShownPeriod;
use super::roll_forward::{Moves, opposite, plus, tables};
use super::{
    FloorCreditMovement, FloorMovement, GroupKey, GroupRollForward, Grouping, History,
    LandCreditMovement, Movement, RollForward, Stock, VacancyMovement,
};
use crate::calendar::Period;
use crate::units::QuantityError;

/// The roll-forward of one part of a stock, from what was published: `published + adjustment = table.opening`.
///
/// The rows of a period sum to its [`AdjustedTable`](super::AdjustedTable), in every column. What was recorded since the
/// closing and moved something from one group to another is an adjustment in both; a group that has nothing else is a row
/// as well. Without a closing on the day before the period nothing was published, and every adjustment is zero.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AdjustedGroupRollForward<K, A> {
    /// What the part has in common, one value for each grouping asked for.
    pub group: Vec<GroupKey>,
    /// The part on the day before the period, as published when that day was closed.
    pub published: Stock<A>,
    /// What is known of that day since.
    pub adjustment: Stock<A>,
    /// Its roll-forward: of a closed period as it was published, else as now known.
    pub table: RollForward<K, A>,
}

/// The roll-forwards of one stock, told apart by period and group, each from what was published.
pub type AdjustedGroupRollForwards<K, A> = Vec<AdjustedGroupRollForward<K, A>>;

/// The rows of one stock.
type Rows<M> = AdjustedGroupRollForwards<<M as Moves>::Kind, <M as Moves>::Area>;

/// Every stock by group; periods are added in their order.
pub(crate) struct AdjustedGroups<'b> {
    by: &'b [Grouping],
    pub(crate) entries: Series<Movement>,
    pub(crate) floor: Series<FloorMovement>,
    pub(crate) vacancy: Series<VacancyMovement>,
    pub(crate) revitalized_floor: Series<FloorCreditMovement>,
    pub(crate) revitalized_land: Series<LandCreditMovement>,
}

/// One stock by group.
pub(crate) struct Series<M: Moves> {
    /// What is now known of the open periods that were not added yet.
    now: VecDeque<GroupRollForward<M::Kind, M::Area>>,
    pub(crate) rows: Rows<M>,
}

impl<'b> AdjustedGroups<'b> {
    /// `open` are the periods that are not closed themselves, in order: one pass over the movements for all of them.
    pub(crate) fn new(
        now: &History,
        open: &[Period],
        by: &'b [Grouping],
    ) -> Result<AdjustedGroups<'b>, QuantityError> {
        Ok(AdjustedGroups {
            by,
            entries: Series::new(now, open, by)?,
            floor: Series::new(now, open, by)?,
            vacancy: Series::new(now, open, by)?,
            revitalized_floor: Series::new(now, open, by)?,
            revitalized_land: Series::new(now, open, by)?,
        })
    }

    /// Adds the rows of a period: one pass over the movements known at the closing before it, and, if it is closed itself,
    /// one over those known at its own.
    pub(crate) fn add(&mut self, shown: &ShownPeriod<'_>) -> Result<(), QuantityError> {
        self.entries.add(shown, self.by)?;
        self.floor.add(shown, self.by)?;
        self.vacancy.add(shown, self.by)?;
        self.revitalized_floor.add(shown, self.by)?;
        self.revitalized_land.add(shown, self.by)
    }
}

impl<M: Moves> Series<M> {
    fn new(now: &History, open: &[Period], by: &[Grouping]) -> Result<Series<M>, QuantityError> {
        Ok(Series { now: tables(open, by, M::all(now))?.into(), rows: Vec::new() })
    }

    fn add(&mut self, shown: &ShownPeriod<'_>, by: &[Grouping]) -> Result<(), QuantityError> {
        let tables = if shown.is_closed {
            tables(&[shown.period], by, M::all(shown.history))?
        } else {
            self.take(shown.period)
        };
        let Some(before) = &shown.before else {
            self.rows.extend(tables.into_iter().map(|row| AdjustedGroupRollForward {
                published: row.table.opening,
                adjustment: Stock::default(),
                group: row.group,
                table: row.table,
            }));
            return Ok(());
        };
        let mut published: BTreeMap<Vec<GroupKey>, Stock<M::Area>> = BTreeMap::new();
        for movement in M::until(before.history, before.closing.through) {
            let group = by.iter().map(|by| movement.group().key(*by)).collect();
            let sum = published.entry(group).or_default();
            *sum = plus::<M>(*sum, movement.stock())?;
        }
        let mut rows = Vec::new();
        for GroupRollForward { group, table } in tables {
            let published = published.remove(&group).unwrap_or_default();
            let adjustment = plus::<M>(table.opening, opposite::<M>(published))?;
            rows.push(AdjustedGroupRollForward { group, published, adjustment, table });
        }
        // Published, and no longer there: nothing but the adjustment that takes it away.
        published.retain(|_, sum| *sum != Stock::default());
        rows.extend(published.into_iter().map(|(group, published)| AdjustedGroupRollForward {
            group,
            published,
            adjustment: opposite::<M>(published),
            table: RollForward::empty(shown.period),
        }));
        rows.sort_by(|a, b| a.group.cmp(&b.group));
        self.rows.extend(rows);
        Ok(())
    }

    /// The rows of an open period, which is the first that was not added yet.
    fn take(&mut self, period: Period) -> Vec<GroupRollForward<M::Kind, M::Area>> {
        let own = self.now.partition_point(|row| row.table.period <= period);
        self.now.drain(..own).collect()
    }
}
