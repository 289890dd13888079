//! Base quantities of the zone evaluation (评价基础数据), from the books and the declared land.

use rust_decimal::Decimal;

use super::{Bounds, DeclaredLand, MeasuredLand};
use crate::finding::Text;
use crate::ledger::{EntryClass, LedgerState};
use crate::space::Occupancy;
use crate::units::Area;
use crate::zone::{NonParcelKind, NonParcelState};

/// Base quantities of a zone on a day, areas in m², money in yuan; letters as in the survey tables of the
/// evaluation.
///
/// Parcels enter with their registered plane area, declared non-parcel land with its plane area, the zone with
/// its approved area.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct BaseQuantities {
    /// Land of the zone: approved area.
    pub zone: Bounds,
    /// C: land that cannot be built on, water included.
    pub unbuildable: Bounds,
    /// A: built land.
    pub built: Bounds,
    /// A2: built industrial, mining and storage land (工矿仓储用地).
    pub built_industrial: Bounds,
    /// D: supplied state-owned land; collective land is none of it.
    pub supplied: Bounds,
    /// A + B21: land that has reached the condition for supply.
    pub ready: Bounds,
    /// G: idle land on the ledger.
    pub idle: Bounds,
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
    /// Tax of the holders of all parcels, built or not, in [`BaseQuantities::tax_year`].
    pub tax: Bounds,
    /// The last full calendar year before the day.
    pub tax_year: i16,
    /// Floor area of the surveyed spaces.
    pub surveyed_floor: Bounds,
    /// Vacant floor area of the surveyed spaces.
    pub vacant_floor: Bounds,
}

impl BaseQuantities {
    /// The base quantities of the day that `state` is of.
    #[must_use]
    pub fn of(state: &LedgerState, measured: &MeasuredLand) -> BaseQuantities {
        let day = state.as_of.effective;
        let mut base = BaseQuantities::empty(day.year().saturating_sub(1));
        match measured.approved {
            Some(area) => base.zone.add(area.square_metres()),
            None => {
                let fact = Text::new("核准面积", "approved area of the zone");
                base.zone.add_missing(None, &fact, "S");
            }
        }
        for land in &measured.declared {
            base.add_declared(land);
        }
        for (code, parcel) in &state.parcels {
            base.add_parcel(code.as_str(), &parcel.facts, measured.parcels.get(code).copied());
        }
        for entry in state.open_entries().filter(|entry| entry.class == EntryClass::Idle) {
            base.idle.add(entry.land_area.square_metres());
        }
        base.add_spaces(state);
        base.bound_ready();
        base
    }

    fn empty(tax_year: i16) -> BaseQuantities {
        let zero = Bounds::zero;
        BaseQuantities {
            zone: zero(),
            unbuildable: zero(),
            built: zero(),
            built_industrial: zero(),
            supplied: zero(),
            ready: zero(),
            idle: zero(),
            floor: zero(),
            floor_industrial: zero(),
            base: zero(),
            covered_industrial: zero(),
            investment_industrial: zero(),
            tax_industrial: zero(),
            tax: zero(),
            tax_year,
            surveyed_floor: zero(),
            vacant_floor: zero(),
        }
    }

    /// Roads and greens count by their state; water and land that cannot be built on are C. Built declared land
    /// is taken as supplied: roads and greens are allocated land.
    fn add_declared(&mut self, land: &DeclaredLand) {
        let fact = Text::new("非宗地用地的面积", "area of declared non-parcel land");
        let area = land.area.map(Area::square_metres);
        let area = Bounds::of(area, None, &fact, &land.id);
        match land.kind {
            NonParcelKind::Water | NonParcelKind::Unbuildable => {
                return self.unbuildable.merge(&area);
            }
            NonParcelKind::Road | NonParcelKind::Green => {}
        }
        match land.state {
            Some(NonParcelState::Built) => {
                self.built.merge(&area);
                self.supplied.merge(&area);
            }
            Some(NonParcelState::SuppliedNotBuilt) => self.supplied.merge(&area),
            Some(NonParcelState::NotSupplied) => {}
            None => {
                let fact =
                    Text::new("非宗地用地的供应和建设状态", "state of declared non-parcel land");
                let area = area.in_doubt(&fact, &land.id);
                self.built.merge(&area);
                self.supplied.merge(&area);
            }
        }
    }

    fn add_spaces(&mut self, state: &LedgerState) {
        for space in state.existing_spaces() {
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
    }

    /// A + B21 is at least what is supplied or built and at most the zone without unbuildable land; which land
    /// beyond the supplied has reached the condition for supply is no fact of the books.
    fn bound_ready(&mut self) {
        let buildable = self.buildable();
        let low = self.supplied.low.max(self.built.low);
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
        self.ready.lacks(&buildable.missing);
    }

    /// A + B: the zone without land that cannot be built on.
    pub(crate) fn buildable(&self) -> Bounds {
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
