//! Revitalized floor area and land area of a period (盘活建筑面积、盘活土地面积), each unit counted once, with
//! the list that proves the totals.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::families::Families;
use super::{
    AsOf, Entry, EntryId, Event, Group, GroupKey, Grouping, LedgerState, opening_state, replay,
};
use crate::calendar::{self, Period};
use crate::codes::ParcelCode;
use crate::law::Method;
use crate::space::{Credit, SpaceId};
use crate::units::{Area, AreaChange, FloorArea, FloorAreaChange, QuantityError};

/// What a period brought back into use, net of relapse.
///
/// Two series that are never added: **floor area** counts a space from the day on which it is occupied by a
/// method until it falls vacant again (performance); **land area** counts an entry from the day on which it is
/// struck off as revitalized and accepted until it is listed again (statutory).
///
/// The period is the difference of two stocks: what counts at its end and did not at its beginning was
/// revitalized, what counted at its beginning and no longer does has relapsed. A unit that is vacated and
/// occupied several times within the period is one row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Revitalized {
    /// The period.
    pub period: Period,
    /// Floor area brought back into use.
    pub floor: RevitalizedTotal<FloorAreaChange>,
    /// Floor area by the method that brought it back; the changes sum to `floor.net`.
    pub floor_by_method: Vec<MethodTotal>,
    /// The spaces that prove `floor`, by id.
    pub spaces: Vec<RevitalizedSpace>,
    /// Land area struck off as revitalized.
    pub land: RevitalizedTotal<AreaChange>,
    /// The entries that prove `land`, by id.
    pub entries: Vec<RevitalizedLand>,
}

/// Totals of one series: `net = gross + relapsed + remeasured`, with signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "RevitalizedTotalOf{A}"))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RevitalizedTotal<A> {
    /// What counts at the end and did not at the beginning, m².
    #[serde(rename = "gross_m2")]
    pub gross: A,
    /// What counted at the beginning and no longer does, m²; negative or zero.
    #[serde(rename = "relapsed_m2")]
    pub relapsed: A,
    /// The change of what counts at both ends, m²: a unit that came back with another area.
    #[serde(rename = "remeasured_m2")]
    pub remeasured: A,
    /// The sum, m².
    #[serde(rename = "net_m2")]
    pub net: A,
}

/// The change of the revitalized floor area that one method accounts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct MethodTotal {
    /// The method.
    pub method: Method,
    /// Spaces that count by it at the end less those at the beginning.
    pub count: i64,
    /// Their floor area, m².
    #[serde(rename = "floor_area_m2")]
    pub floor_area: FloorAreaChange,
}

/// The change of a series that one group accounts for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct GroupTotal<A> {
    /// The value of the grouping.
    pub group: GroupKey,
    /// Units that count in it at the end less those at the beginning.
    pub count: i64,
    /// Their area, m².
    #[serde(rename = "area_m2")]
    pub area: A,
}

/// One space of the proof list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RevitalizedSpace {
    /// The space.
    pub space: SpaceId,
    /// Its parcel.
    pub parcel: ParcelCode,
    /// What counted before the first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opening: Option<Credit>,
    /// What counts at the end of the last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closing: Option<Credit>,
    /// Where it counted before the first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opening_group: Option<Group>,
    /// Where it counts at the end of the last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closing_group: Option<Group>,
    /// Who uses it at the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occupant: Option<String>,
    /// Closing less opening, m².
    #[serde(rename = "change_m2")]
    pub change: FloorAreaChange,
}

/// Land that counts as revitalized since a strike-off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LandCredit {
    /// The day of the strike-off.
    #[cfg_attr(feature = "schema", schemars(with = "calendar::schema::Day"))]
    #[serde(with = "calendar::day")]
    pub since: Date,
    /// The land area struck off, m².
    #[serde(rename = "land_area_m2")]
    pub land_area: Area,
}

/// One entry of the proof list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RevitalizedLand {
    /// The entry.
    pub entry: EntryId,
    /// One of the entries that took over from one another when their parcels gave way to others, the same for all of them;
    /// the entry itself where it stands alone. What some of them gained because others lost it is neither revitalized nor
    /// relapsed.
    pub family: EntryId,
    /// Its parcel.
    pub parcel: ParcelCode,
    /// What counted before the first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opening: Option<LandCredit>,
    /// What counts at the end of the last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closing: Option<LandCredit>,
    /// Where it counted before the first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opening_group: Option<Group>,
    /// Where it counts at the end of the last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closing_group: Option<Group>,
    /// Closing less opening, m².
    #[serde(rename = "change_m2")]
    pub change: AreaChange,
}

impl Revitalized {
    /// What the period brought back, from the events of a ledger, as known by the end of `known` (`None`: all
    /// that was ever recorded).
    ///
    /// # Errors
    ///
    /// [`QuantityError`] if a sum is larger than a quantity can be.
    pub fn of(
        events: &[Event],
        period: Period,
        known: Option<Date>,
    ) -> Result<Revitalized, QuantityError> {
        let after = replay(events, AsOf { effective: period.last_day(), known }).state;
        Revitalized::between(period, &opening_state(events, period, known), &after)
    }

    /// The difference of two states: the one before the first day of the period and the one at the end of its
    /// last day.
    ///
    /// # Errors
    ///
    /// [`QuantityError`] if a sum is larger than a quantity can be.
    pub fn between(
        period: Period,
        before: &LedgerState,
        after: &LedgerState,
    ) -> Result<Revitalized, QuantityError> {
        let spaces = changed_spaces(before, after);
        let entries = changed_entries(before, after);
        let floor_rows =
            spaces.iter().map(|row| (row.opening.is_some(), row.closing.is_some(), row.change));
        let land_rows =
            entries.iter().map(|row| (row.opening.is_some(), row.closing.is_some(), row.change));
        Ok(Revitalized {
            period,
            floor: total(floor_rows, |a, b| FloorAreaChange::try_sum([a, b]))?,
            floor_by_method: by_method(&spaces)?,
            land: net_of_heirs(&entries, total(land_rows, |a, b| AreaChange::try_sum([a, b]))?)?,
            spaces,
            entries,
        })
    }
}

impl Revitalized {
    /// The floor area by one grouping, each space where it counts; the rows sum to `floor.net`.
    ///
    /// # Errors
    ///
    /// [`QuantityError`] if a sum is larger than a quantity can be.
    pub fn floor_by(
        &self,
        by: Grouping,
    ) -> Result<Vec<GroupTotal<FloorAreaChange>>, QuantityError> {
        let change = |credit: &Credit, count| signed_floor(credit.floor_area, count);
        let rows = self.spaces.iter().flat_map(|row| {
            let closing = row.closing.as_ref().zip(row.closing_group.as_ref());
            let opening = row.opening.as_ref().zip(row.opening_group.as_ref());
            let closing = closing.map(|(credit, group)| (group.key(by), 1, change(credit, 1)));
            let opening = opening.map(|(credit, group)| (group.key(by), -1, change(credit, -1)));
            closing.into_iter().chain(opening)
        });
        group_totals(rows, |a, b| FloorAreaChange::try_sum([a, b]))
    }

    /// The land area by one grouping, each entry where it counts; the rows sum to `land.net`.
    ///
    /// # Errors
    ///
    /// [`QuantityError`] if a sum is larger than a quantity can be.
    pub fn land_by(&self, by: Grouping) -> Result<Vec<GroupTotal<AreaChange>>, QuantityError> {
        let rows = self.entries.iter().flat_map(|row| {
            let closing = row.closing.as_ref().zip(row.closing_group.as_ref());
            let opening = row.opening.as_ref().zip(row.opening_group.as_ref());
            let closing =
                closing.map(|(credit, group)| (group.key(by), 1, credit.land_area.into()));
            let opening = opening.map(|(credit, group)| {
                (group.key(by), -1, Area::ZERO.change_from(credit.land_area))
            });
            closing.into_iter().chain(opening)
        });
        group_totals(rows, |a, b| AreaChange::try_sum([a, b]))
    }
}

fn group_totals<A: Copy + Default>(
    rows: impl Iterator<Item = (GroupKey, i64, A)>,
    add: impl Fn(A, A) -> Result<A, QuantityError>,
) -> Result<Vec<GroupTotal<A>>, QuantityError> {
    let mut totals: BTreeMap<GroupKey, (i64, A)> = BTreeMap::new();
    for (group, count, change) in rows {
        let total = totals.entry(group).or_default();
        *total = (total.0 + count, add(total.1, change)?);
    }
    let rows = totals.into_iter();
    Ok(rows.map(|(group, (count, area))| GroupTotal { group, count, area }).collect())
}

fn signed_floor(floor_area: FloorArea, count: i64) -> FloorAreaChange {
    if count < 0 { FloorArea::ZERO.change_from(floor_area) } else { floor_area.into() }
}

fn changed_spaces(before: &LedgerState, after: &LedgerState) -> Vec<RevitalizedSpace> {
    let area = |credit: Option<&Credit>| credit.map_or(FloorArea::ZERO, |c| c.floor_area);
    let mut rows = Vec::new();
    // Spaces never leave the state, so every space of `before` is in `after`.
    for (id, state) in &after.spaces {
        let opening = before.spaces.get(id).and_then(|earlier| earlier.credit());
        let closing = state.credit();
        if opening == closing {
            continue;
        }
        let occupant =
            closing.and(state.occupancy.current()).and_then(|stay| stay.occupant.clone());
        rows.push(RevitalizedSpace {
            space: id.clone(),
            parcel: state.space.parcel,
            opening: opening.cloned(),
            closing: closing.cloned(),
            opening_group: before.spaces.get(id).and_then(|earlier| earlier.counts_in.clone()),
            closing_group: state.counts_in.clone(),
            occupant,
            change: area(closing).change_from(area(opening)),
        });
    }
    rows
}

fn changed_entries(before: &LedgerState, after: &LedgerState) -> Vec<RevitalizedLand> {
    let area = |credit: Option<LandCredit>| credit.map_or(Area::ZERO, |c| c.land_area);
    let families = Families::of(after);
    let mut rows = Vec::new();
    for (id, entry) in &after.entries {
        let opening = before.entries.get(id).and_then(land_credit);
        let closing = land_credit(entry);
        if opening == closing {
            continue;
        }
        rows.push(RevitalizedLand {
            entry: id.clone(),
            family: families.first(id).clone(),
            parcel: entry.parcel,
            opening,
            closing,
            opening_group: before.entries.get(id).and_then(|entry| entry.counts_in.clone()),
            closing_group: entry.counts_in.clone(),
            change: area(closing).change_from(area(opening)),
        });
    }
    rows
}

fn land_credit(entry: &Entry) -> Option<LandCredit> {
    let land_area = entry.revitalized_area()?;
    entry.struck_off().map(|struck| LandCredit { since: struck.on, land_area })
}

fn total<A: Copy + Default>(
    rows: impl Iterator<Item = (bool, bool, A)>,
    add: impl Fn(A, A) -> Result<A, QuantityError>,
) -> Result<RevitalizedTotal<A>, QuantityError> {
    let mut total = RevitalizedTotal::default();
    for (opening, closing, change) in rows {
        let part = match (opening, closing) {
            (false, _) => &mut total.gross,
            (true, false) => &mut total.relapsed,
            (true, true) => &mut total.remeasured,
        };
        *part = add(*part, change)?;
        total.net = add(total.net, change)?;
    }
    Ok(total)
}

/// Takes off what entries handed over to those that go on from them: it is no relapse, and nothing new.
fn net_of_heirs(
    entries: &[RevitalizedLand],
    mut total: RevitalizedTotal<AreaChange>,
) -> Result<RevitalizedTotal<AreaChange>, QuantityError> {
    let mut families: BTreeMap<&EntryId, [AreaChange; 2]> = BTreeMap::new();
    for row in entries {
        let [came, went] = families.entry(&row.family).or_default();
        let side = match (row.opening, row.closing) {
            (None, Some(_)) => came,
            (Some(_), None) => went,
            _ => continue,
        };
        *side = AreaChange::try_sum([*side, row.change])?;
    }
    for [came, went] in families.into_values() {
        let handed_over = came.min(-went);
        total.gross = AreaChange::try_sum([total.gross, -handed_over])?;
        total.relapsed = AreaChange::try_sum([total.relapsed, handed_over])?;
    }
    Ok(total)
}

fn by_method(spaces: &[RevitalizedSpace]) -> Result<Vec<MethodTotal>, QuantityError> {
    let mut totals: BTreeMap<Method, (i64, FloorAreaChange)> = BTreeMap::new();
    for row in spaces {
        let sides = [
            (&row.closing, 1, row.closing.as_ref().map(|c| c.floor_area.into())),
            (
                &row.opening,
                -1,
                row.opening.as_ref().map(|c| FloorArea::ZERO.change_from(c.floor_area)),
            ),
        ];
        for (credit, count, change) in sides {
            if let (Some(credit), Some(change)) = (credit, change) {
                let total = totals.entry(credit.method).or_default();
                total.0 += count;
                total.1 = FloorAreaChange::try_sum([total.1, change])?;
            }
        }
    }
    let rows = totals.into_iter();
    Ok(rows
        .map(|(method, (count, floor_area))| MethodTotal { method, count, floor_area })
        .collect())
}
