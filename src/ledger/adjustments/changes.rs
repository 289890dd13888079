//! The rows: two states side by side.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Adjustment, AdjustmentKind, AreaDifference, ChangeSet, FieldChange};
use crate::codes::ParcelCode;
use crate::finding::fields;
use crate::ledger::{Entry, EntryId, LedgerState, PlanState, RegisteredParcel, SpaceState, Stock};
use crate::plan::PlanId;
use crate::space::SpaceId;
use crate::units::{Area, AreaChange, FloorArea, FloorAreaChange, Money, QuantityError};

/// The changes of area that are summed.
pub(super) trait Change: Copy + Default {
    fn plus(self, other: Self) -> Result<Self, QuantityError>;
    fn opposite(self) -> Self;
}

impl Change for AreaChange {
    fn plus(self, other: Self) -> Result<Self, QuantityError> {
        AreaChange::try_sum([self, other])
    }

    fn opposite(self) -> Self {
        -self
    }
}

impl Change for FloorAreaChange {
    fn plus(self, other: Self) -> Result<Self, QuantityError> {
        FloorAreaChange::try_sum([self, other])
    }

    fn opposite(self) -> Self {
        -self
    }
}

/// How a kind of things is compared.
struct Kind<T, A> {
    /// Whether it counts.
    counts: fn(&T) -> bool,
    /// The area that it counts with.
    area: fn(&T) -> Option<A>,
    /// Fields that say only when the others were last stated.
    restated: &'static [&'static str],
}

pub(super) fn parcels(
    before: &LedgerState,
    after: &LedgerState,
) -> Result<ChangeSet<ParcelCode, AreaChange>, QuantityError> {
    let kind = Kind::<RegisteredParcel, AreaChange> {
        counts: |parcel| parcel.ended.is_none(),
        area: |parcel| parcel.facts.registered_area.map(AreaChange::from),
        restated: &["facts_since"],
    };
    change_set(&before.parcels, &after.parcels, &kind)
}

pub(super) fn entries(
    before: &LedgerState,
    after: &LedgerState,
) -> Result<ChangeSet<EntryId, AreaChange>, QuantityError> {
    let kind = Kind::<Entry, AreaChange> {
        counts: Entry::is_open,
        area: |entry| Some(entry.land_area.into()),
        restated: &[],
    };
    change_set(&before.entries, &after.entries, &kind)
}

pub(super) fn plans(
    before: &LedgerState,
    after: &LedgerState,
) -> Result<ChangeSet<PlanId, FloorAreaChange>, QuantityError> {
    let kind = Kind::<PlanState, FloorAreaChange> {
        counts: |_| true,
        area: |state| state.plan.target_floor_area.map(FloorAreaChange::from),
        restated: &[],
    };
    change_set(&before.plans, &after.plans, &kind)
}

pub(super) fn spaces(
    before: &LedgerState,
    after: &LedgerState,
) -> Result<ChangeSet<SpaceId, FloorAreaChange>, QuantityError> {
    let kind = Kind::<SpaceState, FloorAreaChange> {
        counts: |state| state.removed.is_none(),
        area: |state| Some(state.space.floor_area.into()),
        restated: &[],
    };
    change_set(&before.spaces, &after.spaces, &kind)
}

fn change_set<I: Ord + Clone, T: PartialEq + Serialize, A: Change>(
    before: &BTreeMap<I, T>,
    after: &BTreeMap<I, T>,
    kind: &Kind<T, A>,
) -> Result<ChangeSet<I, A>, QuantityError> {
    let mut set = ChangeSet {
        opening: stock(before, kind)?,
        added: Stock::default(),
        adjusted: Stock::default(),
        removed: Stock::default(),
        closing: stock(after, kind)?,
        aside: 0,
        rows: Vec::new(),
    };
    let mut keys: Vec<&I> = before.keys().chain(after.keys()).collect();
    keys.sort_unstable();
    keys.dedup();
    for key in keys {
        let Some(row) = row(key, before.get(key), after.get(key), kind)? else { continue };
        let (part, area) = match row.kind {
            AdjustmentKind::Added => (&mut set.added, row.difference),
            AdjustmentKind::Changed => (&mut set.adjusted, row.difference),
            AdjustmentKind::Removed => (&mut set.removed, row.difference.opposite()),
            AdjustmentKind::CameAndWent | AdjustmentKind::ChangedOutside => {
                set.aside += 1;
                set.rows.push(row);
                continue;
            }
        };
        part.count += 1;
        part.area = part.area.plus(area)?;
        set.rows.push(row);
    }
    Ok(set)
}

fn stock<I, T, A: Change>(
    things: &BTreeMap<I, T>,
    kind: &Kind<T, A>,
) -> Result<Stock<A>, QuantityError> {
    let mut stock: Stock<A> = Stock::default();
    for thing in things.values().filter(|thing| (kind.counts)(thing)) {
        stock.count += 1;
        stock.area = stock.area.plus((kind.area)(thing).unwrap_or_default())?;
    }
    Ok(stock)
}

fn row<I: Clone, T: PartialEq + Serialize, A: Change>(
    key: &I,
    before: Option<&T>,
    after: Option<&T>,
    kind: &Kind<T, A>,
) -> Result<Option<Adjustment<I, A>>, QuantityError> {
    if before == after {
        return Ok(None);
    }
    let counted = |thing: Option<&T>| thing.is_some_and(kind.counts);
    let how = match (counted(before), counted(after)) {
        (false, true) => AdjustmentKind::Added,
        (true, true) => AdjustmentKind::Changed,
        (true, false) => AdjustmentKind::Removed,
        (false, false) if before.is_none() => AdjustmentKind::CameAndWent,
        (false, false) => AdjustmentKind::ChangedOutside,
    };
    let mut fields = differences(before, after);
    // Where a thing counts follows from the rest, and so do the moves of a plan: its status and its days say what they did.
    let follows = ["counts_in.", "progress.history", "progress.last_moved"];
    fields.retain(|change| follows.iter().all(|path| !change.field.starts_with(path)));
    if fields.iter().all(|change| kind.restated.contains(&change.field.as_str())) {
        return Ok(None);
    }
    let area = |thing: Option<&T>| thing.filter(|thing| (kind.counts)(thing)).and_then(kind.area);
    let (old, new) = (area(before), area(after));
    let difference = new.unwrap_or_default().plus(old.unwrap_or_default().opposite())?;
    Ok(Some(Adjustment {
        subject: key.clone(),
        kind: how,
        before: old,
        after: new,
        difference,
        fields,
        events: Vec::new(),
        ancestors: Vec::new(),
        heirs: Vec::new(),
    }))
}

/// The fields that differ: in the order of the new value, then those that it has no more.
fn differences<T: Serialize>(before: Option<&T>, after: Option<&T>) -> Vec<FieldChange> {
    let of = |thing: Option<&T>| thing.map(fields).unwrap_or_default();
    let (old, new) = (of(before), of(after));
    let by_path = |fields: &[(String, String)]| -> BTreeMap<String, String> {
        fields.iter().cloned().collect()
    };
    let (was, is) = (by_path(&old), by_path(&new));
    let paths = new.iter().map(|(path, _)| path);
    let gone = old.iter().map(|(path, _)| path).filter(|path| !is.contains_key(*path));
    let change = |path: &String| {
        let (old, new) = (was.get(path), is.get(path));
        let same = match (old, new) {
            (Some(old), Some(new)) => is_same(path, old, new),
            _ => false,
        };
        (!same).then(|| FieldChange {
            field: path.clone(),
            old: old.cloned(),
            new: new.cloned(),
            difference: old.zip(new).and_then(|(old, new)| difference(path, old, new)),
        })
    };
    paths.chain(gone).filter_map(change).collect()
}

/// Whether two texts of a field say the same: quantities may have zeros at the end.
fn is_same(path: &str, old: &str, new: &str) -> bool {
    if old == new {
        return true;
    }
    if path.ends_with("_m2") {
        return old.parse::<Area>().ok().zip(new.parse().ok()).is_some_and(|(a, b)| a == b);
    }
    path.ends_with("_yuan")
        && old.parse::<Money>().ok().zip(new.parse().ok()).is_some_and(|(a, b)| a == b)
}

/// New less old, of an area.
fn difference(path: &str, old: &str, new: &str) -> Option<AreaDifference> {
    if path.ends_with("floor_area_m2") {
        let (old, new): (FloorArea, FloorArea) = (old.parse().ok()?, new.parse().ok()?);
        return Some(AreaDifference::Floor(new.change_from(old)));
    }
    if path.ends_with("_m2") {
        let (old, new): (Area, Area) = (old.parse().ok()?, new.parse().ok()?);
        return Some(AreaDifference::Land(new.change_from(old)));
    }
    None
}
