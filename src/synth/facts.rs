//! Facts of parcels: as they are registered, and how they change.

use super::make::{self, Day};
use super::rng::SplitMix64;
use super::sites::{Site, Use};
use super::{SynthRegisters, internal, names};
use crate::check::RequiredFact;
use crate::codes::{LandUse, LandUseSystem};
use crate::error::Result;
use crate::law::Document;
use crate::parcel::{
    Agreement, AgreementKind, Holder, LandUseStage, ParcelFacts, Tenure, YearFigures,
};

/// A change of the facts of one parcel.
#[derive(Debug, Clone)]
pub(super) enum Change {
    Stage(LandUseStage),
    /// The right is taken back and its registration cancelled.
    TakenBack,
    Holder(Holder),
    Agreement(Box<Agreement>),
    /// Tax and revenue of a year, ten thousands of yuan; `None` where the office has no figure.
    Year(i16, Option<i64>, Option<i64>),
    /// Floor area, hundredths of m².
    FloorArea(i64),
}

impl Change {
    pub(super) fn apply(&self, facts: &mut ParcelFacts) -> Result<()> {
        match self {
            Change::Stage(stage) => facts.stage = Some(*stage),
            Change::TakenBack => {
                facts.stage = Some(LandUseStage::ApprovedNotSupplied);
                facts.tenure = Tenure::Unsupplied;
                facts.holder = None;
                facts.certificate = None;
            }
            Change::Holder(holder) => facts.holder = Some(holder.clone()),
            Change::Agreement(agreement) => facts.agreements.push((**agreement).clone()),
            Change::FloorArea(hundredths) => {
                facts.floor_area = Some(make::floor_area(*hundredths)?)
            }
            Change::Year(year, tax, revenue) => {
                let mut figures = YearFigures::new(*year);
                figures.tax = tax.map(make::ten_thousand_yuan).transpose()?;
                figures.revenue = revenue.map(make::ten_thousand_yuan).transpose()?;
                facts.years.push(figures);
            }
        }
        Ok(())
    }
}

/// A stage for a parcel that is on no ledger.
pub(super) fn usual_stage(site: &Site, rng: &mut SplitMix64) -> LandUseStage {
    match (site.tenure, rng.below(100)) {
        (Tenure::Unsupplied, _) => LandUseStage::ApprovedNotSupplied,
        (_, 0..4) => LandUseStage::SuppliedNotStarted,
        (_, 4..9) => LandUseStage::PartlyBuilt,
        (_, 9..12) => LandUseStage::BuiltNotProducing,
        (_, 12..22) => LandUseStage::ProducingBelowTarget,
        _ => LandUseStage::MeetsTarget,
    }
}

/// The facts as registered in January 2020.
pub(super) fn registered(
    site: &Site,
    serial: usize,
    stage: LandUseStage,
    registers: SynthRegisters,
    rng: &mut SplitMix64,
) -> Result<ParcelFacts> {
    let name = format!("{}{}号地块", site.block, site.number);
    let mut facts = ParcelFacts::new(name, site.town, site.tenure);
    facts.block = Some(site.block.to_owned());
    facts.location = Some(format!("{}第{}街坊", site.block, site.street_block + 1));
    facts.land_use =
        Some(LandUse::new(LandUseSystem::Gbt21010Of2017, site.land_use.code()).map_err(internal)?);
    facts.stage = Some(stage);
    facts.registered_area = Some(make::area(site.registered)?);
    if site.tenure == Tenure::Unsupplied {
        return Ok(facts);
    }
    facts.unit = Some(format!("{}W00000000", site.code).parse().map_err(internal)?);
    let mut holder = Holder::named(match site.land_use {
        Use::Public => format!("上街区市政设施第{}养护站（合成）", serial + 1),
        _ => names::firm(rng),
    });
    if !rng.chance(6) && site.land_use != Use::Public {
        holder.credit_code = Some(names::credit_code(names::Series::Holder, serial)?);
    }
    facts.holder = Some(holder);
    facts.certificate = Some(format!("豫（合成）上街区不动产权第{:07}号", serial + 1));
    add_buildings(&mut facts, site, stage, rng)?;
    facts.agreements = vec![agreement(site, serial, stage, rng)?];
    if registers == SynthRegisters::WithOmissions {
        leave_out(&mut facts, rng);
    }
    Ok(facts)
}

fn add_buildings(
    facts: &mut ParcelFacts,
    site: &Site,
    stage: LandUseStage,
    rng: &mut SplitMix64,
) -> Result<()> {
    // Hundredths: floor-area ratio, coverage by buildings, by structures and yards.
    let (ratio, base, yards) = match site.land_use {
        Use::Industrial => (rng.between(70, 165), rng.between(34, 52), rng.between(4, 14)),
        Use::Warehouse => (rng.between(60, 110), rng.between(36, 55), rng.between(8, 20)),
        Use::Commercial => (rng.between(120, 260), rng.between(25, 45), 0),
        Use::Residential => (rng.between(140, 230), rng.between(18, 28), 0),
        Use::Public => (rng.between(15, 60), rng.between(12, 30), rng.between(10, 30)),
    };
    let built = match stage {
        LandUseStage::PartlyBuilt => rng.between(25, 65),
        stage if stage.is_built() => 100,
        _ => 0,
    };
    // Investment to be made, ten thousands of yuan a mu; 3.08 million a mu is the benchmark of the province.
    let required = site.mu() * rng.between(180, 380);
    let done = match stage {
        LandUseStage::MeetsTarget => rng.between(95, 130),
        LandUseStage::ProducingBelowTarget | LandUseStage::BuiltNotProducing => rng.between(55, 90),
        LandUseStage::PartlyBuilt => rng.between(15, 45),
        _ => 8,
    };
    facts.investment = Some(make::ten_thousand_yuan(required * done / 100)?);
    if built == 0 {
        return Ok(());
    }
    let part = |hundredths: i64| site.area / 100 * hundredths / 100 * built / 100 * 100;
    if built < 100 {
        facts.built_area = Some(make::area(site.area / 100 * built / 100 * 100)?);
    }
    facts.floor_area = Some(make::floor_area(part(ratio))?);
    facts.building_base_area = Some(make::area(part(base))?);
    facts.structure_base_area = Some(make::area(part(yards))?);
    Ok(())
}

fn agreement(
    site: &Site,
    serial: usize,
    stage: LandUseStage,
    rng: &mut SplitMix64,
) -> Result<Agreement> {
    let late = matches!(stage, LandUseStage::SuppliedNotStarted | LandUseStage::PartlyBuilt);
    let signed = if late {
        make::day(2016, 1, 1) + rng.between(0, 1_000)
    } else {
        make::day(2006, 1, 1) + rng.between(0, 3_600)
    };
    let (kind, title) = match site.tenure {
        Tenure::Allocated => (AgreementKind::Allocation, "国有建设用地划拨决定书"),
        Tenure::Leased => (AgreementKind::Lease, "国有建设用地租赁合同"),
        _ => (AgreementKind::Grant, "建设用地使用权出让合同"),
    };
    let mut agreement = Agreement::new(kind, contract(serial + 1, title, signed));
    agreement.delivered = Some(make::date(signed + 60 + rng.between(0, 60)));
    agreement.start_due = Some(make::date(signed + 365));
    agreement.complete_due = Some(make::date(signed + 365 + 730));
    agreement.required_area = Some(make::area(site.area)?);
    // Price of industrial land, ten thousands of yuan a mu.
    let a_mu = match site.land_use {
        Use::Commercial | Use::Residential => rng.between(90, 210),
        _ => rng.between(20, 34),
    };
    if site.tenure != Tenure::Allocated {
        agreement.price = Some(make::ten_thousand_yuan(site.mu() * a_mu)?);
    }
    if matches!(site.land_use, Use::Industrial | Use::Warehouse) {
        agreement.required_investment = Some(make::ten_thousand_yuan(site.mu() * 250)?);
    }
    Ok(agreement)
}

pub(super) fn contract(serial: usize, title: &str, signed: Day) -> Document {
    make::document("上街土出", format_args!("{serial:04}"), title, signed)
}

/// The facts with what a parcel of the stage must have.
pub(super) fn completed(mut facts: ParcelFacts, site: &Site) -> Result<ParcelFacts> {
    for fact in facts.stage.map(RequiredFact::of).unwrap_or_default() {
        if fact.is_given(&facts) {
            continue;
        }
        match fact {
            RequiredFact::FloorArea => facts.floor_area = Some(make::floor_area(site.area)?),
            RequiredFact::BuiltArea => facts.built_area = Some(make::area(site.area / 200 * 100)?),
            RequiredFact::YearFigures => {
                let mut figures = YearFigures::new(2023);
                figures.tax = Some(make::ten_thousand_yuan(site.mu())?);
                facts.years.push(figures);
            }
            _ => {}
        }
    }
    Ok(facts)
}

/// Registers have gaps: each of these facts is missing for a few parcels.
fn leave_out(facts: &mut ParcelFacts, rng: &mut SplitMix64) {
    match rng.below(200) {
        0..3 => facts.floor_area = None,
        3..6 => facts.building_base_area = None,
        6..9 => facts.structure_base_area = None,
        9..12 => facts.investment = None,
        12..15 => facts.certificate = None,
        15 => facts.registered_area = None,
        16..18 => facts.unit = None,
        18..20 => facts.stage = None,
        _ => {}
    }
}

/// Tax and revenue of a year, ten thousands of yuan, by how the land is used.
pub(super) fn year(
    site: &Site,
    stage: LandUseStage,
    year: i16,
    rng: &mut SplitMix64,
) -> Option<Change> {
    if matches!(site.land_use, Use::Public | Use::Residential) {
        return None;
    }
    let tax_a_mu_tenths = match stage {
        LandUseStage::MeetsTarget => rng.between(80, 300),
        LandUseStage::ProducingBelowTarget => rng.between(6, 48),
        LandUseStage::BuiltNotProducing => rng.between(0, 4),
        _ => return None,
    };
    let tax = site.mu() * tax_a_mu_tenths / 10;
    let revenue = tax * rng.between(18, 30);
    // A few firms report to another district, so that their tax is not known here.
    let known = !rng.chance(2);
    Some(Change::Year(year, known.then_some(tax), Some(revenue)))
}
