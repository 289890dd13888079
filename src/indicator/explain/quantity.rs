//! The quantities of which indicators are made, as amounts that can be added and subtracted subject by subject.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::super::{BaseQuantities, Bounds};
use crate::ledger::{Entry, EntryClass, LedgerState};

/// A quantity that is a sum over subjects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Quantity {
    Zone,
    Unbuildable,
    Built,
    BuiltIndustrial,
    Supplied,
    Idle,
    Floor,
    FloorIndustrial,
    Base,
    CoveredIndustrial,
    InvestmentIndustrial,
    TaxIndustrial,
    Tax,
    SurveyedFloor,
    VacantFloor,
    /// Land area of all entries on the ledger.
    ListedLand,
    /// Their number.
    ListedEntries,
}

/// What one subject has of a quantity, or by how much that changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Amount {
    pub(super) low: Decimal,
    /// The most that it can be; where nothing bounds it, as `low`, and counted in `open`.
    pub(super) high: Decimal,
    /// How many amounts nothing bounds.
    pub(super) open: i64,
    /// How many facts are missing.
    pub(super) missing: i64,
}

/// The amounts of a subject that are not nothing.
pub(super) type Part = BTreeMap<Quantity, Amount>;

impl Amount {
    pub(super) const fn exactly(amount: Decimal) -> Amount {
        Amount { low: amount, high: amount, open: 0, missing: 0 }
    }

    fn of(bounds: &Bounds) -> Amount {
        let missing = bounds.missing.iter().map(|missing| missing.count);
        let missing = missing.fold(0, u64::saturating_add);
        Amount {
            low: bounds.low,
            high: bounds.high.unwrap_or(bounds.low),
            open: i64::from(bounds.high.is_none()),
            missing: i64::try_from(missing).unwrap_or(i64::MAX),
        }
    }

    /// The sum. Where a number is beyond a decimal it stays: the account is then not exact, and is found not to be.
    pub(super) fn plus(self, other: Amount) -> Amount {
        Amount {
            low: self.low.checked_add(other.low).unwrap_or(self.low),
            high: self.high.checked_add(other.high).unwrap_or(self.high),
            open: self.open.saturating_add(other.open),
            missing: self.missing.saturating_add(other.missing),
        }
    }

    fn opposite(self) -> Amount {
        let (low, high) = (-self.low, -self.high);
        Amount {
            low,
            high,
            open: self.open.saturating_neg(),
            missing: self.missing.saturating_neg(),
        }
    }
}

/// The amounts of base quantities.
pub(super) fn part(base: &BaseQuantities) -> Part {
    let all = [
        (Quantity::Zone, &base.zone),
        (Quantity::Unbuildable, &base.unbuildable),
        (Quantity::Built, &base.built),
        (Quantity::BuiltIndustrial, &base.built_industrial),
        (Quantity::Supplied, &base.supplied),
        (Quantity::Idle, &base.idle),
        (Quantity::Floor, &base.floor),
        (Quantity::FloorIndustrial, &base.floor_industrial),
        (Quantity::Base, &base.base),
        (Quantity::CoveredIndustrial, &base.covered_industrial),
        (Quantity::InvestmentIndustrial, &base.investment_industrial),
        (Quantity::TaxIndustrial, &base.tax_industrial),
        (Quantity::Tax, &base.tax),
        (Quantity::SurveyedFloor, &base.surveyed_floor),
        (Quantity::VacantFloor, &base.vacant_floor),
    ];
    let amounts = all.map(|(quantity, bounds)| (quantity, Amount::of(bounds)));
    amounts.into_iter().filter(|(_, amount)| *amount != Amount::default()).collect()
}

/// What an entry counts on the ledger; nothing if it is struck off.
pub(super) fn entry_part(entry: &Entry) -> Part {
    if entry.is_open() {
        listed(entry.class, Decimal::ONE, entry.land_area.square_metres())
    } else {
        Part::new()
    }
}

/// So many entries of a class with so much land.
pub(super) fn listed(class: EntryClass, count: Decimal, land: Decimal) -> Part {
    let mut part = Part::from([
        (Quantity::ListedEntries, Amount::exactly(count)),
        (Quantity::ListedLand, Amount::exactly(land)),
    ]);
    if class == EntryClass::Idle {
        part.insert(Quantity::Idle, Amount::exactly(land));
    }
    part
}

/// Later less earlier; what did not change is left out.
pub(super) fn change(before: &Part, after: &Part) -> Part {
    let mut change = after.clone();
    for (quantity, amount) in before {
        let sum = change.entry(*quantity).or_default();
        *sum = sum.plus(amount.opposite());
    }
    change.retain(|_, amount| *amount != Amount::default());
    change
}

/// Every quantity of a state.
#[derive(Debug, Clone)]
pub(super) struct Whole {
    pub(super) base: BaseQuantities,
    listed_land: Bounds,
    listed_entries: Bounds,
}

impl Whole {
    pub(super) fn of(state: &LedgerState, base: BaseQuantities) -> Whole {
        let (mut listed_land, mut listed_entries) = (Bounds::zero(), Bounds::zero());
        for entry in state.open_entries() {
            listed_land.add(entry.land_area.square_metres());
            listed_entries.add(Decimal::ONE);
        }
        Whole { base, listed_land, listed_entries }
    }

    pub(super) fn bounds(&self, quantity: Quantity) -> &Bounds {
        let base = &self.base;
        match quantity {
            Quantity::Zone => &base.zone,
            Quantity::Unbuildable => &base.unbuildable,
            Quantity::Built => &base.built,
            Quantity::BuiltIndustrial => &base.built_industrial,
            Quantity::Supplied => &base.supplied,
            Quantity::Idle => &base.idle,
            Quantity::Floor => &base.floor,
            Quantity::FloorIndustrial => &base.floor_industrial,
            Quantity::Base => &base.base,
            Quantity::CoveredIndustrial => &base.covered_industrial,
            Quantity::InvestmentIndustrial => &base.investment_industrial,
            Quantity::TaxIndustrial => &base.tax_industrial,
            Quantity::Tax => &base.tax,
            Quantity::SurveyedFloor => &base.surveyed_floor,
            Quantity::VacantFloor => &base.vacant_floor,
            Quantity::ListedLand => &self.listed_land,
            Quantity::ListedEntries => &self.listed_entries,
        }
    }
}
