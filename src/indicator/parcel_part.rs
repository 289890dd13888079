//! What one parcel adds to the base quantities of the zone.

use rust_decimal::Decimal;

use super::built_use::BuiltUse;
use super::zone_contradictions::{OversizedPart, ZoneRelation};
use super::{BaseQuantities, Bounds};
use crate::finding::Text;
use crate::parcel::{LandUseStage, ParcelFacts, Tenure};
use crate::units::Area;

/// The facts of a parcel, and what they leave open.
struct Parcel<'a> {
    code: &'a str,
    facts: &'a ParcelFacts,
    /// Registered area, else the plane area on the map.
    land: Option<Decimal>,
}

impl BaseQuantities {
    /// Adds a parcel.
    ///
    /// Numerator and denominator are of the same land: floor area and covered ground count where land is built
    /// (A, A2), so that a parcel on which nothing was built adds nothing to either, and needs no facts about
    /// buildings. Investment and tax are those of enterprises, which invest and pay before they build (land
    /// price, land-use tax): where somebody holds the land, a figure that is not given is missing.
    ///
    /// `idle` is the idle land on the ledger of the parcel.
    pub(super) fn add_parcel(
        &mut self,
        code: &str,
        facts: &ParcelFacts,
        mapped: Option<Area>,
        idle: Decimal,
    ) {
        let land = facts.registered_area.or(mapped).map(Area::square_metres);
        let parcel = Parcel { code, facts, land };
        let built = parcel.built();
        self.built_residential.merge(&parcel.if_used(BuiltUse::Residential, built.clone()));
        self.built_industrial.merge(&parcel.if_used(BuiltUse::Industrial, built.clone()));
        self.built_traffic.merge(&parcel.if_used(BuiltUse::Traffic, built.clone()));
        self.built_other.merge(&parcel.if_other_use(built.clone()));
        let parts = &mut self.parts;
        parts.built_not_industrial.merge(&parcel.unless_used(BuiltUse::Industrial, built.clone()));
        parts
            .built_not_residential
            .merge(&parcel.unless_used(BuiltUse::Residential, built.clone()));
        self.add_supply(&parcel, &built, idle);
        self.built.merge(&built);
        self.parts.oversized.extend(parcel.oversized());
        let floor = parcel.if_built(parcel.floor());
        self.floor_industrial.merge(&parcel.if_used(BuiltUse::Industrial, floor.clone()));
        self.floor.merge(&floor);
        self.base.merge(&parcel.if_built(parcel.base()));
        let covered = parcel.if_built(parcel.covered());
        self.covered_industrial.merge(&parcel.if_used(BuiltUse::Industrial, covered));
        let investment = facts.investment.map(|investment| investment.yuan());
        let investment = parcel.of_holder(investment, "固定资产投资", "fixed-asset investment");
        self.investment_industrial.merge(&parcel.if_used(BuiltUse::Industrial, investment));
        let tax = facts.year(self.tax_year).and_then(|year| year.tax).map(|tax| tax.yuan());
        self.parts.taxed |= tax.is_some();
        let tax = parcel.of_holder(tax, "年度税收", "tax of the year");
        self.tax_industrial.merge(&parcel.if_used(BuiltUse::Industrial, tax.clone()));
        self.tax.merge(&tax);
    }

    /// D, the parts of A and D, and how the idle land of the parcel lies to them.
    fn add_supply(&mut self, parcel: &Parcel, built: &Bounds, idle: Decimal) {
        let supplied = parcel.supplied();
        match parcel.facts.tenure {
            Tenure::Allocated => self.supplied_allocated.merge(&supplied),
            Tenure::Granted | Tenure::Leased => self.supplied_paid.merge(&supplied),
            // Supplied by its stage, nobody knows how.
            Tenure::Unsupplied | Tenure::Collective => {
                let doubt = Text::new("供应方式", "how the land was supplied");
                self.supplied_allocated.merge(&supplied.clone().in_doubt(&doubt, parcel.code));
                self.supplied_paid.merge(&supplied.clone().in_doubt(&doubt, parcel.code));
            }
        }
        self.supplied.merge(&supplied);
        let parts = &mut self.parts;
        // Idle land for which the parcel has room.
        let within = parcel.land.map_or(idle, |land| idle.min(land));
        let beyond = idle.checked_sub(within).unwrap_or_default();
        let mut idle_part = Bounds::zero();
        idle_part.add(within);
        let mut rest = parcel.registered();
        rest.low = rest.low.checked_sub(within).unwrap_or_default().max(Decimal::ZERO);
        rest.high = rest.high.and_then(|high| high.checked_sub(within));
        let unbuilt = parcel.unbuilt();
        parts.idle_elsewhere.add(beyond);
        match parcel.is_supplied() {
            Some(true) => {
                parts.supplied_built.merge(built);
                parts.supplied_unbuilt.merge(&unbuilt);
                parts.idle_supplied.merge(&idle_part);
                parts.supplied_not_idle.merge(&rest);
            }
            Some(false) => {
                parts.unsupplied_built.merge(built);
                if parcel.facts.tenure == Tenure::Collective {
                    parts.collective_built.merge(built);
                }
                parts.idle_elsewhere.merge(&idle_part);
            }
            None => {
                let doubt = Text::new("供应状态", "whether supplied");
                let doubtful = |bounds: Bounds| bounds.in_doubt(&doubt, parcel.code);
                parts.supplied_built.merge(&doubtful(built.clone()));
                parts.unsupplied_built.merge(&doubtful(built.clone()));
                parts.supplied_unbuilt.merge(&doubtful(unbuilt));
                parts.idle_supplied.merge(&doubtful(idle_part.clone()));
                parts.idle_elsewhere.merge(&doubtful(idle_part));
                parts.supplied_not_idle.merge(&doubtful(rest));
            }
        }
    }
}

impl Parcel<'_> {
    /// A fact; if it is missing, between 0 and `most`.
    fn fact(&self, value: Option<Decimal>, most: Option<Decimal>, zh: &str, en: &str) -> Bounds {
        Bounds::of(value, most, &Text::new(zh, en), self.code)
    }

    fn registered(&self) -> Bounds {
        let mut area = self.fact(self.land, None, "登记面积", "registered area");
        if self.facts.registered_area.is_none() && self.land.is_some() {
            let fact = Text::new(
                "登记面积（以图上平面面积计）",
                "registered area (plane area of the map used)",
            );
            area.add_missing(Some(Decimal::ZERO), &fact, self.code);
        }
        area
    }

    /// How much of the parcel is built, as far as the stage says.
    fn built(&self) -> Bounds {
        match self.facts.stage {
            Some(LandUseStage::PartlyBuilt) => {
                let part = self.facts.built_area.map(Area::square_metres);
                self.fact(part, self.land, "已建成用地面积", "land already built on")
            }
            _ => self.if_built(self.registered()),
        }
    }

    /// What counts if something is built: nothing before development has commenced, in doubt without a stage.
    fn if_built(&self, part: Bounds) -> Bounds {
        match self.facts.stage {
            Some(LandUseStage::ApprovedNotSupplied | LandUseStage::SuppliedNotStarted) => {
                Bounds::zero()
            }
            Some(_) => part,
            None => part.in_doubt(&Text::new("用地阶段", "stage of land use"), self.code),
        }
    }

    /// How much of the parcel is not built, as far as the stage says.
    fn unbuilt(&self) -> Bounds {
        match self.facts.stage {
            Some(LandUseStage::ApprovedNotSupplied | LandUseStage::SuppliedNotStarted) => {
                self.registered()
            }
            Some(LandUseStage::PartlyBuilt) => {
                let part = self.facts.built_area.map(Area::square_metres);
                let rest = self.land.zip(part).and_then(|(land, part)| land.checked_sub(part));
                let rest = rest.map(|rest| rest.max(Decimal::ZERO));
                self.fact(rest, self.land, "已建成用地面积", "land already built on")
            }
            Some(_) => Bounds::zero(),
            None => {
                let doubt = Text::new("用地阶段", "stage of land use");
                self.registered().in_doubt(&doubt, self.code)
            }
        }
    }

    fn is_used(&self, part: BuiltUse) -> Option<bool> {
        self.facts.land_use.as_ref().and_then(|land_use| part.holds(land_use))
    }

    /// What counts if the land has this use.
    fn if_used(&self, part: BuiltUse, sum: Bounds) -> Bounds {
        self.as_used(self.is_used(part), sum)
    }

    /// What counts if the land has another use.
    fn unless_used(&self, part: BuiltUse, sum: Bounds) -> Bounds {
        self.as_used(self.is_used(part).map(|used| !used), sum)
    }

    /// What counts if the land is none of A1, A2 and A3.
    fn if_other_use(&self, sum: Bounds) -> Bounds {
        let parts = [BuiltUse::Residential, BuiltUse::Industrial, BuiltUse::Traffic];
        let used = parts.map(|part| self.is_used(part));
        let other = if used.contains(&Some(true)) {
            Some(false)
        } else if used.contains(&None) {
            None
        } else {
            Some(true)
        };
        self.as_used(other, sum)
    }

    fn as_used(&self, used: Option<bool>, sum: Bounds) -> Bounds {
        match used {
            Some(true) => sum,
            Some(false) => Bounds::zero(),
            None => sum.in_doubt(&Text::new("登记用途", "registered use"), self.code),
        }
    }

    /// D is state-owned land, by tenure; where the stage says otherwise, it is in doubt.
    fn is_supplied(&self) -> Option<bool> {
        let by_tenure = match self.facts.tenure {
            Tenure::Granted | Tenure::Allocated | Tenure::Leased => true,
            Tenure::Collective => return Some(false),
            Tenure::Unsupplied => false,
        };
        let by_stage = self.facts.stage.map_or(by_tenure, LandUseStage::is_supplied);
        (by_stage == by_tenure).then_some(by_tenure)
    }

    fn supplied(&self) -> Bounds {
        match self.is_supplied() {
            Some(true) => self.registered(),
            Some(false) => Bounds::zero(),
            None => {
                let fact = Text::new(
                    "供应状态（供应方式与用地阶段不一致）",
                    "whether supplied (tenure and stage disagree)",
                );
                self.registered().in_doubt(&fact, self.code)
            }
        }
    }

    /// Parts that are larger than the parcel.
    fn oversized(&self) -> Vec<OversizedPart> {
        let built = match self.facts.stage {
            Some(LandUseStage::PartlyBuilt) => self.facts.built_area,
            _ => None,
        };
        let parts = [
            (ZoneRelation::BuiltWithinParcel, built),
            (ZoneRelation::BaseWithinParcel, self.facts.building_base_area),
        ];
        let found = parts.into_iter().filter_map(|(relation, part)| {
            let (part, land) = (part?.square_metres(), self.land?);
            let oversized = OversizedPart { relation, parcel: self.code.to_owned(), part, land };
            (part > land).then_some(oversized)
        });
        found.collect()
    }

    fn floor(&self) -> Bounds {
        let floor = self.facts.floor_area.map(|floor| floor.square_metres());
        self.fact(floor, None, "地上建筑面积", "floor area above ground")
    }

    fn base(&self) -> Bounds {
        let base = self.facts.building_base_area.map(Area::square_metres);
        self.fact(base, self.land, "建筑基底面积", "ground covered by buildings")
    }

    /// Buildings, structures and yards together cover at most the parcel, unless what is known covers more.
    fn covered(&self) -> Bounds {
        let structures = self.facts.structure_base_area.map(Area::square_metres);
        let (zh, en) = ("构筑物及堆场占地", "ground covered by structures and yards");
        let mut covered = self.base();
        covered.merge(&self.fact(structures, self.land, zh, en));
        covered.at_most(self.land);
        covered
    }

    /// A figure of the enterprise that holds the land: nothing if nobody does.
    fn of_holder(&self, value: Option<Decimal>, zh: &str, en: &str) -> Bounds {
        let unsupplied = self.facts.tenure == Tenure::Unsupplied
            && self.facts.stage.is_none_or(|stage| !stage.is_supplied());
        if value.is_none() && unsupplied {
            return Bounds::zero();
        }
        self.fact(value, None, zh, en)
    }
}
