//! Changes of indicators over a period, explained on the map of the zone (指标变动说明).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{ReportInput, map};
use crate::calendar::Period;
use crate::error::Result;
use crate::finding::Finding;
use crate::indicator::{ChangeInput, ExplainedChange, explain_change, explain_changes};
use crate::ledger::Knowledge;

/// The changes of indicators over a period, each with what made it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ChangeReport {
    /// The period: from the end of the day before it to the end of its last day.
    pub period: Period,
    /// The changes, in the order in which they were asked for.
    pub changes: Vec<ExplainedChange>,
    /// What was found in the files.
    pub findings: Vec<Finding>,
}

impl ChangeReport {
    /// The indicators that are explained if none is named: what people ask about first.
    pub const USUAL: [&str; 5] =
        ["idle-rate", "built-rate", "industrial-land-rate", "plot-ratio", "vacancy-rate"];

    /// Explains the changes of some indicators, by their ids; of all if there is no id.
    ///
    /// The boundary of each day and the declared land are the zone's, parcels without a registered area have that of the map.
    /// Both days as recorded by the end of `known` (`None`: all that was ever recorded); `published` is the day by whose end
    /// the opening was published, and what was recorded after it about the opening is a correction.
    ///
    /// # Errors
    ///
    /// If there is no such indicator.
    pub fn build(
        input: ReportInput<'_>,
        period: Period,
        (known, published): (Option<Date>, Option<Date>),
        indicators: &[&str],
    ) -> Result<ChangeReport> {
        let from = period.day_before().unwrap_or_else(|| period.from());
        let to = period.last_day();
        let [before, after] = [from, to].map(|day| {
            let boundary = input.zone.boundary_on(day);
            map::land(boundary, &input.zone.non_parcel, input.parcels)
        });
        let mut compared = ChangeInput::new(input.events, from, to, &before);
        compared.land_after = &after;
        compared.known = known.map_or(Knowledge::Now, Knowledge::Day);
        compared.published = published.map(Knowledge::Day);
        let changes = match indicators {
            [] => explain_changes(&compared)?,
            ids => ids.iter().map(|id| explain_change(&compared, id)).collect::<Result<_>>()?,
        };
        Ok(ChangeReport { period, changes, findings: input.findings })
    }
}
