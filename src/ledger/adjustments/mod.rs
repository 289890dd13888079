//! Adjustments (变动): what is different between the ends of two days, thing by thing and field by field.

mod changes;
mod doers;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::lineage::Lineage;
use super::{AsOf, EntryId, Event, EventId, LedgerState, Stock, opening_state, replay};
use crate::calendar::Period;
use crate::codes::ParcelCode;
use crate::finding::Text;
use crate::plan::PlanId;
use crate::space::SpaceId;
use crate::units::{AreaChange, FloorAreaChange, QuantityError};

/// What is different between two states of the ledger (台账变动).
///
/// Rows are in the order of codes and ids. What a thing was and is stands in its fields, by their names in JSON; a value
/// that is only written otherwise, 1.0 for 1.00, is no difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Adjustments {
    /// The earlier state.
    pub before: AsOf,
    /// The later state.
    pub after: AsOf,
    /// Parcels in the books, and their registered area; those without one count with none.
    pub parcels: ChangeSet<ParcelCode, AreaChange>,
    /// Entries on the ledger, and their land area.
    pub entries: ChangeSet<EntryId, AreaChange>,
    /// Adopted plans, and the floor area that they are to bring back into use; those without one count with none.
    pub plans: ChangeSet<PlanId, FloorAreaChange>,
    /// Existing spaces, and their floor area.
    pub spaces: ChangeSet<SpaceId, FloorAreaChange>,
}

/// The differences of one kind of things, counted (变动统计).
///
/// `opening + added + adjusted − removed = closing`, in m²; in numbers `opening + added − removed = closing`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ChangeSet<I, A> {
    /// What counted before (期初).
    pub opening: Stock<A>,
    /// What came in (新增), with the area that it has now.
    pub added: Stock<A>,
    /// What stayed and is different (调整): how many, and the change of their area.
    pub adjusted: Stock<A>,
    /// What went out (减少), with the area that it had.
    pub removed: Stock<A>,
    /// What counts after (期末).
    pub closing: Stock<A>,
    /// What came and went between the two, or was and is out of the count and differs: how many.
    pub aside: i64,
    /// Everything that is different.
    pub rows: Vec<Adjustment<I, A>>,
}

/// One thing that is different (变动).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Adjustment<I, A> {
    /// Which.
    pub subject: I,
    /// How.
    pub kind: AdjustmentKind,
    /// The area that it counted with before, m²; absent if it did not count, or has none.
    #[serde(rename = "before_m2", skip_serializing_if = "Option::is_none")]
    pub before: Option<A>,
    /// The area that it counts with after, m².
    #[serde(rename = "after_m2", skip_serializing_if = "Option::is_none")]
    pub after: Option<A>,
    /// After less before, m².
    #[serde(rename = "difference_m2")]
    pub difference: A,
    /// The fields that differ, in the order of JSON.
    pub fields: Vec<FieldChange>,
    /// The events that did it, in the order in which they were applied; empty where only two states are compared.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<EventId>,
    /// Of a parcel that was added: those that it came from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ancestors: Vec<ParcelCode>,
    /// Of a parcel that is no more: those that hold its land.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub heirs: Vec<ParcelCode>,
}

/// How a thing is different.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum AdjustmentKind {
    /// It did not count and does (新增): registered, listed or listed again, adopted, surveyed.
    Added,
    /// It counted and does, and is different (调整).
    Changed,
    /// It counted and does not (减少): ended, struck off, removed, or its event was taken back.
    Removed,
    /// It came after the earlier state and was gone before the later one (期间增减).
    CameAndWent,
    /// It counts in neither and is different (不在册调整): a strike-off was corrected, say.
    ChangedOutside,
}

impl AdjustmentKind {
    /// Every kind.
    pub const ALL: [AdjustmentKind; 5] = [
        AdjustmentKind::Added,
        AdjustmentKind::Changed,
        AdjustmentKind::Removed,
        AdjustmentKind::CameAndWent,
        AdjustmentKind::ChangedOutside,
    ];

    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        let (zh, en) = match self {
            AdjustmentKind::Added => ("新增", "in"),
            AdjustmentKind::Changed => ("调整", "adjusted"),
            AdjustmentKind::Removed => ("减少", "out"),
            AdjustmentKind::CameAndWent => ("期间增减", "in and out"),
            AdjustmentKind::ChangedOutside => ("不在册调整", "adjusted, not counted"),
        };
        Text::new(zh, en)
    }
}

/// One field that is different (字段变动).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct FieldChange {
    /// Its path in JSON: `facts.holder.name`, `facts.years[2023].tax_yuan`, `stays[0].struck_off.on`.
    pub field: String,
    /// What it was, as text; absent where it was not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
    /// New less old, of an area that was and is known, m².
    #[serde(default, rename = "difference_m2", skip_serializing_if = "Option::is_none")]
    pub difference: Option<AreaDifference>,
}

/// A difference of land or of floor, which are never added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum AreaDifference {
    /// Of land area (用地面积).
    Land(AreaChange),
    /// Of floor area (建筑面积).
    Floor(FloorAreaChange),
}

/// What is different between two states (两个时点的变动).
///
/// A parcel that ended, an entry that was struck off and a space that was removed are [`AdjustmentKind::Removed`], and
/// their fields say when and why. Facts that are stated again as they were are no difference. The events that did it
/// are not looked for: [`adjustments_in`] does that.
///
/// ```
/// use jiff::civil::date;
/// use landledger::ledger::{AdjustmentKind, AsOf, Event, adjustments, replay};
///
/// let journal = [
///     r#"{"id":"E1","effective":"2023-01-01","recorded":"2023-01-02T09:00:00","act":{"parcel-registered":
///         {"parcel":"410106001001GB00012","facts":
///         {"name":"A1","town":"410106001","tenure":"granted","registered_area_m2":"20000.00"}}}}"#,
///     r#"{"id":"E2","effective":"2023-05-10","recorded":"2023-05-11T09:00:00","act":{"facts-revised":
///         {"parcel":"410106001001GB00012","facts":
///         {"name":"A1","town":"410106001","tenure":"granted","registered_area_m2":"19990.50"}}}}"#,
/// ];
/// let events: Vec<Event> = journal.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
/// let on = |day| replay(&events, AsOf::day(day)).state;
///
/// let found = adjustments(&on(date(2023, 3, 31)), &on(date(2023, 6, 30)))?;
/// let row = &found.parcels.rows[0];
/// assert_eq!(row.kind, AdjustmentKind::Changed);
/// assert_eq!(row.fields[0].field, "facts.registered_area_m2");
/// assert_eq!(row.fields[0].old.as_deref(), Some("20000.00"));
/// assert_eq!(row.difference.to_string(), "-9.50");
/// # Ok::<(), landledger::units::QuantityError>(())
/// ```
///
/// # Errors
///
/// [`QuantityError`] if a sum is larger than a quantity can be.
pub fn adjustments(
    before: &LedgerState,
    after: &LedgerState,
) -> Result<Adjustments, QuantityError> {
    let mut parcels = changes::parcels(before, after)?;
    let lineage = Lineage::of(after);
    for row in &mut parcels.rows {
        match row.kind {
            AdjustmentKind::Added => {
                row.ancestors = lineage.ancestors(&row.subject).into_iter().collect();
            }
            AdjustmentKind::Removed | AdjustmentKind::CameAndWent => {
                row.heirs = lineage.heirs(&row.subject).into_iter().collect();
            }
            AdjustmentKind::Changed | AdjustmentKind::ChangedOutside => {}
        }
    }
    Ok(Adjustments {
        before: before.as_of,
        after: after.as_of,
        parcels,
        entries: changes::entries(before, after)?,
        plans: changes::plans(before, after)?,
        spaces: changes::spaces(before, after)?,
    })
}

/// What is different at the end of a period from the end of the day before it (期间变动), as known by the end of `known`
/// (`None`: all that was ever recorded), with the events of the period that did it.
///
/// An event did it if it is effective in the period, was not refused and is about the thing; a replacement of parcels is
/// also about the plans and spaces of the parcels that ended. A corrected event goes by its own id.
///
/// # Errors
///
/// As [`adjustments`].
pub fn adjustments_in(
    events: &[Event],
    period: Period,
    known: Option<Date>,
) -> Result<Adjustments, QuantityError> {
    let before = opening_state(events, period, known);
    let history = replay(events, AsOf { effective: period.last_day(), known });
    let mut found = adjustments(&before, &history.state)?;
    doers::name(
        &mut found,
        &doers::Context { events, period, known, before: &before, history: &history },
    );
    Ok(found)
}
