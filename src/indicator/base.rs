//! Base quantities of the zone evaluation (评价基础数据), from the books and the declared land.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::base_parts::BaseParts;
use super::{Bounds, DeclaredLand, EvaluationInputs, MeasuredLand};
use crate::codes::ParcelCode;
use crate::finding::Text;
use crate::law::ZoneAttribute;
use crate::ledger::{EntryClass, LedgerState, SpaceState};
use crate::space::Occupancy;
use crate::units::Area;
use crate::zone::{NonParcelKind, NonParcelState};

/// Base quantities of a zone on a day, areas in m², money in yuan; letters as in the survey tables of the
/// evaluation.
///
/// Parcels enter with their registered plane area, declared non-parcel land with its plane area, the zone with
/// its approved area. A parcel that others have replaced is no more and does not enter. Built land is divided by the
/// registered use of the whole parcel: A1 + A2 + A3 + A4/A5 = A, so that none of them can be more than A.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct BaseQuantities {
    /// Land of the zone: approved area.
    pub zone: Bounds,
    /// C: land that cannot be built on, water included.
    pub unbuildable: Bounds,
    /// A: built land.
    pub built: Bounds,
    /// A1: built residential land (住宅用地).
    pub built_residential: Bounds,
    /// A2: built industrial, mining and storage land (工矿仓储用地).
    pub built_industrial: Bounds,
    /// A3: built land for traffic (交通运输用地), declared roads included.
    pub built_traffic: Bounds,
    /// A4 and A5: built land of any other use, declared greens included.
    pub built_other: Bounds,
    /// D: supplied state-owned land; collective land is none of it.
    pub supplied: Bounds,
    /// D1: allocated land, supplied roads and greens included.
    pub supplied_allocated: Bounds,
    /// D2: land supplied for pay (granted or leased), expired or not.
    pub supplied_paid: Bounds,
    /// D22: of it, expired and not dealt with; a stated figure.
    pub expired: Bounds,
    /// A + B21: land that has reached the condition for supply.
    pub ready: Bounds,
    /// B21: of it, not built; a stated figure, else as far as land bounds it.
    pub ready_unbuilt: Bounds,
    /// E: land that can still be supplied; a stated figure, else as far as land bounds it.
    pub suppliable: Bounds,
    /// G: idle land on the ledger.
    pub idle: Bounds,
    /// All land on the ledger: idle and low-efficiency land, which exclude each other.
    pub listed: Bounds,
    /// H: land of high-tech industry; a stated figure.
    pub high_tech: Bounds,
    /// Floor area on built land.
    pub floor: Bounds,
    /// Floor area on built industrial land.
    pub floor_industrial: Bounds,
    /// Ground covered by buildings, on built land.
    pub base: Bounds,
    /// Ground covered by buildings, structures and yards, on built industrial land.
    pub covered_industrial: Bounds,
    /// Fixed-asset investment of the holders of industrial parcels, built or not.
    pub investment_industrial: Bounds,
    /// Tax of the holders of industrial parcels, built or not, in [`BaseQuantities::tax_year`].
    pub tax_industrial: Bounds,
    /// Tax of secondary and tertiary industry in [`BaseQuantities::tax_year`]: the stated figure; without one the tax of the
    /// holders of all parcels, built or not, and said so.
    pub tax: Bounds,
    /// The last full calendar year before the day.
    pub tax_year: i16,
    /// Resident population, people; a stated figure.
    pub population: Bounds,
    /// Floor area of the surveyed spaces.
    pub surveyed_floor: Bounds,
    /// Vacant floor area of the surveyed spaces.
    pub vacant_floor: Bounds,
    /// What the approval makes of the zone, where it is stated.
    pub attribute: Option<ZoneAttribute>,
    /// The same land in parts that do not overlap.
    pub(super) parts: BaseParts,
}

impl BaseQuantities {
    /// The base quantities of the day that `state` is of, as far as the ledger knows them.
    #[must_use]
    pub fn of(state: &LedgerState, measured: &MeasuredLand) -> BaseQuantities {
        BaseQuantities::with_inputs(state, measured, &EvaluationInputs::default())
    }

    /// The base quantities of the day that `state` is of, with the figures stated for it.
    #[must_use]
    pub fn with_inputs(
        state: &LedgerState,
        measured: &MeasuredLand,
        inputs: &EvaluationInputs,
    ) -> BaseQuantities {
        let day = state.as_of.effective;
        let mut base = BaseQuantities::empty(day.year().saturating_sub(1));
        base.add_zone(measured.approved);
        for land in &measured.declared {
            base.add_declared(land);
        }
        let mut idle = base.add_entries(state);
        for (code, parcel) in state.existing_parcels() {
            let mapped = measured.parcels.get(code).copied();
            let idle = idle.remove(code).unwrap_or_default();
            base.add_parcel(code.as_str(), &parcel.facts, mapped, idle);
        }
        // Entries of no parcel in force.
        idle.into_values().for_each(|area| base.parts.idle_elsewhere.add(area));
        for space in state.existing_spaces() {
            base.add_space(space);
        }
        base.attribute = inputs.attribute_on(day);
        base.bound_ready(EvaluationInputs::area_on(&inputs.ready_unbuilt, day));
        base.add_stated(inputs, day);
        base
    }

    /// Nothing at all, with the year whose tax counts.
    pub(super) fn empty(tax_year: i16) -> BaseQuantities {
        let zero = Bounds::zero;
        BaseQuantities {
            zone: zero(),
            unbuildable: zero(),
            built: zero(),
            built_residential: zero(),
            built_industrial: zero(),
            built_traffic: zero(),
            built_other: zero(),
            supplied: zero(),
            supplied_allocated: zero(),
            supplied_paid: zero(),
            expired: zero(),
            ready: zero(),
            ready_unbuilt: zero(),
            suppliable: zero(),
            idle: zero(),
            listed: zero(),
            high_tech: zero(),
            floor: zero(),
            floor_industrial: zero(),
            base: zero(),
            covered_industrial: zero(),
            investment_industrial: zero(),
            tax_industrial: zero(),
            tax: zero(),
            tax_year,
            population: zero(),
            surveyed_floor: zero(),
            vacant_floor: zero(),
            attribute: None,
            parts: BaseParts::empty(),
        }
    }

    /// Adds the entries on the ledger; idle land by parcel.
    fn add_entries(&mut self, state: &LedgerState) -> BTreeMap<ParcelCode, Decimal> {
        let mut idle: BTreeMap<ParcelCode, Decimal> = BTreeMap::new();
        for entry in state.open_entries() {
            let area = entry.land_area.square_metres();
            self.listed.add(area);
            if entry.class == EntryClass::Idle {
                self.idle.add(area);
                let of_parcel = idle.entry(entry.parcel).or_default();
                *of_parcel = of_parcel.checked_add(area).unwrap_or(*of_parcel);
            }
        }
        idle
    }

    pub(super) fn add_zone(&mut self, approved: Option<Area>) {
        let fact = Text::new("核准面积", "approved area of the zone");
        self.zone.merge(&Bounds::of(approved.map(Area::square_metres), None, &fact, "S"));
    }

    /// Roads and greens count by their state; water and land that cannot be built on are C. Built declared land
    /// is taken as supplied: roads and greens are allocated land.
    pub(super) fn add_declared(&mut self, land: &DeclaredLand) {
        let fact = Text::new("非宗地用地的面积", "area of declared non-parcel land");
        let area = land.area.map(Area::square_metres);
        let area = Bounds::of(area, None, &fact, &land.id);
        let fact = Text::new("非宗地用地的供应和建设状态", "state of declared non-parcel land");
        let in_doubt = |area: &Bounds| area.clone().in_doubt(&fact, &land.id);
        let use_of_it = match land.kind {
            NonParcelKind::Water | NonParcelKind::Unbuildable => {
                return self.unbuildable.merge(&area);
            }
            NonParcelKind::Road => &mut self.built_traffic,
            NonParcelKind::Green => &mut self.built_other,
        };
        let (built, unbuilt) = match land.state {
            Some(NonParcelState::Built) => (area, Bounds::zero()),
            Some(NonParcelState::SuppliedNotBuilt) => (Bounds::zero(), area),
            Some(NonParcelState::NotSupplied) => return,
            None => (in_doubt(&area), in_doubt(&area)),
        };
        let mut supplied = built.clone();
        match land.state {
            None => {}
            Some(_) => supplied.merge(&unbuilt),
        }
        use_of_it.merge(&built);
        self.built.merge(&built);
        self.supplied.merge(&supplied);
        self.supplied_allocated.merge(&supplied);
        self.parts.built_not_industrial.merge(&built);
        self.parts.built_not_residential.merge(&built);
        self.parts.supplied_not_idle.merge(&supplied);
        self.parts.supplied_built.merge(&built);
        self.parts.supplied_unbuilt.merge(&unbuilt);
    }

    pub(super) fn add_space(&mut self, space: &SpaceState) {
        let area = space.space.floor_area.square_metres();
        self.surveyed_floor.add(area);
        match space.occupancy.occupancy() {
            Some(Occupancy::Vacant) => self.vacant_floor.add(area),
            Some(Occupancy::Occupied) => {}
            None => {
                let fact = Text::new("空置状态", "whether a space is vacant");
                self.vacant_floor.add_missing(Some(area), &fact, space.space.id.as_str());
            }
        }
    }

    /// A + B21 with B21 as stated. Without it A + B21 is at least what is supplied or built and at most the zone without
    /// unbuildable land; which land beyond the supplied has reached the condition for supply is no fact of the books.
    fn bound_ready(&mut self, stated: Option<Decimal>) {
        if let Some(area) = stated {
            self.ready_unbuilt.add(area);
            self.ready = self.built.clone();
            self.ready.add(area);
            self.parts.ready_unbuilt_stated = Some(area);
            return;
        }
        let buildable = self.buildable();
        let low = self.least_used();
        self.ready.add(low);
        let room = buildable.high.and_then(|high| high.checked_sub(low));
        match room {
            Some(room) if room.is_zero() => {}
            Some(room) if room.is_sign_negative() => {
                let fact = Text::new(
                    "已供应或已建成土地多于可建设土地的原因（数据不一致）",
                    "why more land is supplied or built than can be built on",
                );
                self.ready.add_missing(None, &fact, "B21");
            }
            room => {
                let fact = Text::new(
                    "未供应土地中已达到供地条件的面积",
                    "unsupplied land ready for supply",
                );
                self.ready.add_missing(room, &fact, "B21");
            }
        }
        for other in [&buildable, &self.supplied, &self.built] {
            self.ready.lacks(&other.missing);
        }
        // What is supplied and not built is part of B21.
        let unbuilt = self.built.high.and_then(|most| self.ready.low.checked_sub(most));
        let low = unbuilt.unwrap_or_default().max(self.parts.supplied_unbuilt.low);
        let high = self.ready.high.and_then(|most| most.checked_sub(self.built.low));
        self.ready_unbuilt = Bounds {
            low,
            high: high.map(|high| high.max(low)),
            missing: self.ready.missing.clone(),
        };
    }

    /// The land that is certainly supplied or built.
    pub(super) fn least_used(&self) -> Decimal {
        let parts = &self.parts;
        let least = |one: Decimal, other: &Bounds| one.checked_add(other.low).unwrap_or(one);
        let by_parts = least(parts.supplied_built.low, &parts.supplied_unbuilt);
        let by_parts = least(by_parts, &parts.unsupplied_built);
        let by_supply = least(self.supplied.low, &parts.unsupplied_built);
        let by_stage = least(self.built.low, &parts.supplied_unbuilt);
        by_parts.max(by_supply).max(by_stage)
    }

    /// What the caller stated, and what bounds it where nothing was.
    fn add_stated(&mut self, inputs: &EvaluationInputs, day: Date) {
        let stated = |value, most, zh: &str, en: &str, subject: &str| {
            Bounds::of(value, most, &Text::new(zh, en), subject)
        };
        // Land that can still be supplied can be built on and is not supplied.
        let most = self.buildable().high.and_then(|most| most.checked_sub(self.supplied.low));
        let most = most.filter(|most| !most.is_sign_negative());
        let area = EvaluationInputs::area_on(&inputs.suppliable, day);
        self.suppliable =
            stated(area, most, "尚可供应土地", "land that can still be supplied", "E");
        let area = EvaluationInputs::area_on(&inputs.expired, day);
        let (zh, en) =
            ("有偿使用已到期未处置的土地", "paid land that has expired and was not dealt with");
        self.expired = stated(area, self.supplied_paid.high, zh, en, "D22");
        let area = EvaluationInputs::area_on(&inputs.high_tech, day);
        self.high_tech = stated(area, None, "高新技术产业用地", "land of high-tech industry", "H");
        let people = inputs.population_on(day);
        self.population = stated(people, None, "常住人口", "resident population", "P");
        let year = self.tax_year.to_string();
        match inputs.tax_of(self.tax_year) {
            Some(tax) => {
                self.tax = Bounds::zero();
                self.tax.add(tax);
            }
            None if self.parts.taxed => {
                let fact = Text::new(
                    "二、三产业税收（以宗地权利人税收计）",
                    "tax of secondary and tertiary industry (tax of the holders of parcels used)",
                );
                self.tax.add_missing(Some(Decimal::ZERO), &fact, &year);
            }
            None => {
                let fact = Text::new("二、三产业税收", "tax of secondary and tertiary industry");
                self.tax.add_missing(None, &fact, &year);
            }
        }
    }

    /// A + B: the zone without land that cannot be built on.
    #[must_use]
    pub fn buildable(&self) -> Bounds {
        let (zone, unbuildable) = (&self.zone, &self.unbuildable);
        let low = unbuildable.high.and_then(|most| zone.low.checked_sub(most));
        let high = zone.high.and_then(|most| most.checked_sub(unbuildable.low));
        let mut buildable = zone.clone();
        buildable.low = low.unwrap_or_default().max(Decimal::ZERO);
        buildable.high = high;
        buildable.lacks(&unbuildable.missing);
        buildable
    }
}
