//! The roll-forwards of a ledger for several periods, whole and by group.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::Period;
use crate::ledger::{
    AdjustedRollForward, AsOf, CreditKind, Event, FloorKind, GroupRollForwards, Grouping, History,
    MovementKind, RollForward, VacancyKind, replay,
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
    pub entries: GroupRollForwards<MovementKind, AreaChange>,
    /// Surveyed spaces by group.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub floor: GroupRollForwards<FloorKind, FloorAreaChange>,
    /// Vacant spaces by group.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub vacancy: GroupRollForwards<VacancyKind, FloorAreaChange>,
    /// Revitalized floor area by group (performance).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub revitalized_floor: GroupRollForwards<CreditKind, FloorAreaChange>,
    /// Revitalized land area by group (statutory).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub revitalized_land: GroupRollForwards<CreditKind, AreaChange>,
}

/// One period of [`RollForwards`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PeriodRollForward {
    /// The period.
    pub period: Period,
    /// Entries, surveyed and vacant floor area, from what was published before.
    pub stocks: AdjustedRollForward,
    /// Floor area that counts as revitalized (performance).
    pub revitalized_floor: RollForward<CreditKind, FloorAreaChange>,
    /// Land area that counts as revitalized (statutory).
    pub revitalized_land: RollForward<CreditKind, AreaChange>,
}

impl RollForwards {
    /// The roll-forwards of periods in order and without overlap, as known by the end of `known` (`None`: all that was ever
    /// recorded). A period that is closed is shown as it was published; the tables by group are as now known. The ledger is
    /// replayed once, once more for each closed period, and twice more for each that follows one.
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
        let table = |history: &History, events: &[Event], period: Period| {
            Ok(PeriodRollForward {
                period,
                stocks: history.adjusted_roll_forward(events, period)?,
                revitalized_floor: history.revitalized_floor_roll_forward(period)?,
                revitalized_land: history.revitalized_land_roll_forward(period)?,
            })
        };
        let whole = |period: &Period| match history.published(events, *period) {
            Some(part) => {
                let published = replay(part, AsOf { effective: Date::MAX, known });
                table(&published, part, *period)
            }
            None => table(&history, events, *period),
        };
        let mut rows = RollForwards {
            periods: periods.iter().map(whole).collect::<Result<_, QuantityError>>()?,
            by: by.to_vec(),
            entries: Vec::new(),
            floor: Vec::new(),
            vacancy: Vec::new(),
            revitalized_floor: Vec::new(),
            revitalized_land: Vec::new(),
        };
        if !by.is_empty() {
            rows.entries = history.roll_forwards(periods, by)?;
            rows.floor = history.floor_roll_forwards(periods, by)?;
            rows.vacancy = history.vacancy_roll_forwards(periods, by)?;
            rows.revitalized_floor = history.revitalized_floor_roll_forwards(periods, by)?;
            rows.revitalized_land = history.revitalized_land_roll_forwards(periods, by)?;
        }
        Ok(rows)
    }
}
