//! The roll-forwards of a ledger for several periods, whole and by group.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::Period;
use crate::ledger::{
    AdjustedGroupRollForwards, AdjustedGroups, AdjustedRollForward, AsOf, CreditKind, Event,
    FloorKind, Grouping, MovementKind, Published, VacancyKind, replay,
};
use crate::units::{AreaChange, FloorAreaChange, QuantityError};

/// Every stock of a ledger over several periods (期初期末汇总): what `landledger ledger DIR roll-forward` shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RollForwards {
    /// The whole of each stock, one row a period.
    pub periods: Vec<PeriodRollForward>,
    /// By what the tables below are told apart; empty if they were not asked for.
    pub by: Vec<Grouping>,
    /// Entries and land area by group.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entries: AdjustedGroupRollForwards<MovementKind, AreaChange>,
    /// Surveyed spaces by group.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub floor: AdjustedGroupRollForwards<FloorKind, FloorAreaChange>,
    /// Vacant spaces by group.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub vacancy: AdjustedGroupRollForwards<VacancyKind, FloorAreaChange>,
    /// Revitalized floor area by group (performance).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub revitalized_floor: AdjustedGroupRollForwards<CreditKind, FloorAreaChange>,
    /// Revitalized land area by group (statutory).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub revitalized_land: AdjustedGroupRollForwards<CreditKind, AreaChange>,
}

/// One period of [`RollForwards`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PeriodRollForward {
    /// The period.
    pub period: Period,
    /// Every stock, from what was published before.
    pub stocks: AdjustedRollForward,
}

impl RollForwards {
    /// The roll-forwards of periods in order and without overlap, as known by the end of `known` (`None`: all that was ever
    /// recorded). A period that is closed is shown as it was published, and one that follows a closing begins with what was
    /// published then: the whole of each stock and, told apart by `by`, each group; the groups sum to the whole.
    ///
    /// The ledger is replayed once, and the lines above a closing once for each closing on the last day of a period or on the
    /// day before its first.
    ///
    /// # Errors
    ///
    /// [`QuantityError`] if a sum is larger than a quantity can be.
    pub fn build(
        events: &[Event],
        periods: &[Period],
        by: &[Grouping],
        known: Option<Date>,
    ) -> Result<RollForwards, QuantityError> {
        let history = replay(events, AsOf { effective: Date::MAX, known });
        let mut published = Published::new(events, &history);
        let mut groups = if by.is_empty() {
            None
        } else {
            let open = periods.iter().filter(|period| published.is_open(**period));
            let open: Vec<Period> = open.copied().collect();
            Some(AdjustedGroups::new(&history, &open, by)?)
        };
        let mut rows = RollForwards {
            periods: Vec::new(),
            by: by.to_vec(),
            entries: Vec::new(),
            floor: Vec::new(),
            vacancy: Vec::new(),
            revitalized_floor: Vec::new(),
            revitalized_land: Vec::new(),
        };
        for period in periods {
            let shown = published.period(*period);
            let stocks = shown.adjusted_roll_forward()?;
            rows.periods.push(PeriodRollForward { period: *period, stocks });
            if let Some(groups) = &mut groups {
                groups.add(&shown)?;
            }
        }
        if let Some(groups) = groups {
            rows.entries = groups.entries.rows;
            rows.floor = groups.floor.rows;
            rows.vacancy = groups.vacancy.rows;
            rows.revitalized_floor = groups.revitalized_floor.rows;
            rows.revitalized_land = groups.revitalized_land.rows;
        }
        Ok(rows)
    }
}
