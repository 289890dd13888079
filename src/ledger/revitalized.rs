//! Revitalized floor area and land area of a period (盘活建筑面积、盘活土地面积), each unit counted once, with
//! the list that proves the totals.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{AsOf, EntryId, Event, LedgerState, StrikeOffReason, opening_state, replay};
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

/// One space of the proof list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Who uses it at the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occupant: Option<String>,
    /// Closing less opening, m².
    #[serde(rename = "change_m2")]
    pub change: FloorAreaChange,
}

/// Land that counts as revitalized since a strike-off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LandCredit {
    /// The day of the strike-off.
    #[serde(with = "calendar::day")]
    pub since: Date,
    /// The land area struck off, m².
    #[serde(rename = "land_area_m2")]
    pub land_area: Area,
}

/// One entry of the proof list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RevitalizedLand {
    /// The entry.
    pub entry: EntryId,
    /// Its parcel.
    pub parcel: ParcelCode,
    /// What counted before the first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opening: Option<LandCredit>,
    /// What counts at the end of the last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closing: Option<LandCredit>,
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
            land: total(land_rows, |a, b| AreaChange::try_sum([a, b]))?,
            spaces,
            entries,
        })
    }
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
            occupant,
            change: area(closing).change_from(area(opening)),
        });
    }
    rows
}

fn changed_entries(before: &LedgerState, after: &LedgerState) -> Vec<RevitalizedLand> {
    let area = |credit: Option<LandCredit>| credit.map_or(Area::ZERO, |c| c.land_area);
    let mut rows = Vec::new();
    for (id, entry) in &after.entries {
        let opening = before.entries.get(id).and_then(land_credit);
        let closing = land_credit(entry);
        if opening == closing {
            continue;
        }
        rows.push(RevitalizedLand {
            entry: id.clone(),
            parcel: entry.parcel,
            opening,
            closing,
            change: area(closing).change_from(area(opening)),
        });
    }
    rows
}

fn land_credit(entry: &super::Entry) -> Option<LandCredit> {
    entry
        .struck_off()
        .filter(|struck| struck.reason == StrikeOffReason::Revitalized)
        .map(|struck| LandCredit { since: struck.on, land_area: struck.land_area })
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
