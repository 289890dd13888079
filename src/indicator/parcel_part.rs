//! What one parcel adds to the base quantities of the zone.

use rust_decimal::Decimal;

use super::{BaseQuantities, Bounds, industrial_use};
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
    pub(super) fn add_parcel(&mut self, code: &str, facts: &ParcelFacts, mapped: Option<Area>) {
        let land = facts.registered_area.or(mapped).map(Area::square_metres);
        let parcel = Parcel { code, facts, land };
        let built = parcel.built();
        self.built_industrial.merge(&parcel.if_industrial(built.clone()));
        self.built.merge(&built);
        self.supplied.merge(&parcel.supplied());
        let floor = parcel.if_built(parcel.floor());
        self.floor_industrial.merge(&parcel.if_industrial(floor.clone()));
        self.floor.merge(&floor);
        self.base.merge(&parcel.if_built(parcel.base()));
        let covered = parcel.if_built(parcel.covered());
        self.covered_industrial.merge(&parcel.if_industrial(covered));
        let investment = facts.investment.map(|investment| investment.yuan());
        let investment = parcel.of_holder(investment, "固定资产投资", "fixed-asset investment");
        self.investment_industrial.merge(&parcel.if_industrial(investment));
        let tax = facts.year(self.tax_year).and_then(|year| year.tax).map(|tax| tax.yuan());
        let tax = parcel.of_holder(tax, "年度税收", "tax of the year");
        self.tax_industrial.merge(&parcel.if_industrial(tax.clone()));
        self.tax.merge(&tax);
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

    /// What counts if the land is industrial, mining or storage land.
    fn if_industrial(&self, part: Bounds) -> Bounds {
        match self.facts.land_use.as_ref().and_then(industrial_use::is_a2) {
            Some(true) => part,
            Some(false) => Bounds::zero(),
            None => part.in_doubt(&Text::new("登记用途", "registered use"), self.code),
        }
    }

    /// D is state-owned land, by tenure; where the stage says otherwise, it is in doubt.
    fn supplied(&self) -> Bounds {
        let by_tenure = match self.facts.tenure {
            Tenure::Granted | Tenure::Allocated | Tenure::Leased => true,
            Tenure::Collective => return Bounds::zero(),
            Tenure::Unsupplied => false,
        };
        match self.facts.stage {
            Some(stage) if stage.is_supplied() != by_tenure => {
                let fact = Text::new(
                    "供应状态（供应方式与用地阶段不一致）",
                    "whether supplied (tenure and stage disagree)",
                );
                self.registered().in_doubt(&fact, self.code)
            }
            _ if by_tenure => self.registered(),
            _ => Bounds::zero(),
        }
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
