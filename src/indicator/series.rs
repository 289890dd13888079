//! The indicators of a zone on several days.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{BaseQuantities, EvaluationInputs, Indicator, MeasuredLand, zone_indicators};
use crate::calendar;
use crate::ledger::{Event, replay_days};
use crate::parcel::Parcel;
use crate::zone::Zone;

/// The indicators of a zone on one day of a series.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct IndicatorSeriesRow {
    /// The day.
    #[serde(with = "calendar::day")]
    pub on: Date,
    /// The indicators as of the end of that day.
    pub indicators: Vec<Indicator>,
}

/// The indicators of a zone on several days (指标序列), as far as had been recorded by the end of the day `known` (`None`: all
/// that is known now); one row a day, in the order of days, a day given twice once.
///
/// Each day has the boundary version in force on it, the state of the ledger as of it, and of the stated figures those of it.
/// The map is that of the caller: declared land, and plane areas of parcels without a registered area, are the same on every
/// day. One pass over the events, however many days.
///
/// ```
/// use jiff::civil::date;
/// use landledger::indicator::{EvaluationInputs, indicator_series};
/// use landledger::zone::Zone;
///
/// let zone = Zone::new("示范开发区", "410106".parse()?);
/// let year_ends = [date(2022, 12, 31), date(2023, 12, 31)];
/// let rows = indicator_series(&zone, &[], &[], &EvaluationInputs::default(), &year_ends, None);
/// assert_eq!(rows.len(), 2);
/// assert_eq!(rows[1].on, date(2023, 12, 31));
/// # Ok::<(), landledger::codes::CodeError>(())
/// ```
#[must_use]
pub fn indicator_series(
    zone: &Zone,
    parcels: &[Parcel],
    events: &[Event],
    inputs: &EvaluationInputs,
    days: &[Date],
    known: Option<Date>,
) -> Vec<IndicatorSeriesRow> {
    let mut rows = Vec::new();
    let mut land: Option<(Option<Date>, MeasuredLand)> = None;
    replay_days(events, days, known, |state| {
        let on = state.as_of.effective;
        // Measured anew only where another version of the boundary is in force.
        let version = zone.boundary_on(on).map(|version| version.effective);
        let measured = match land.take() {
            Some((of, measured)) if of == version => measured,
            _ => MeasuredLand::on(zone, parcels, on),
        };
        let base = BaseQuantities::with_inputs(state, &measured, inputs);
        rows.push(IndicatorSeriesRow { on, indicators: zone_indicators(&base) });
        land = Some((version, measured));
    });
    rows
}
