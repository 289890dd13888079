//! Judging: every requirement that a need states, held against one offer.

use std::cmp::Ordering;

use jiff::civil::Date;

use super::offer::{Offer, OfferId, PlotOffer, SpaceOffer};
use super::{Check, Fact, Outcome};
use crate::codes::IndustryCode;
use crate::plan::{Firmness, Need, Requirement, WantedStorey, WantedTenure};
use crate::space::{Certification, Occupancy};
use crate::units::{FloorArea, Money};

/// The checks of one offer alone.
pub(super) fn judge(need: &Need, offer: &Offer, day: Date) -> Vec<Check> {
    let mut checks = Checks::new(need);
    match offer {
        Offer::Space(offer) => {
            space_as_unit(&mut checks, offer, day);
            sums(&mut checks, Some(offer.space.floor_area), offer.facts().asking_price);
        }
        Offer::Plot(offer) => plot(&mut checks, offer, day),
    }
    checks.done
}

/// The checks that a space answers for itself: all but those of what adds up in a combination.
pub(super) fn judge_unit(need: &Need, offer: &SpaceOffer, day: Date) -> Vec<Check> {
    let mut checks = Checks::new(need);
    space_as_unit(&mut checks, offer, day);
    checks.done
}

/// The checks of what adds up in a combination: floor area and price.
pub(super) fn judge_sums(
    need: &Need,
    floor_area: FloorArea,
    asking_price: Option<Money>,
) -> Vec<Check> {
    let mut checks = Checks::new(need);
    sums(&mut checks, Some(floor_area), asking_price);
    checks.done
}

struct Checks<'a> {
    need: &'a Need,
    unit: Option<OfferId>,
    done: Vec<Check>,
}

impl Checks<'_> {
    fn new(need: &Need) -> Checks<'_> {
        Checks { need, unit: None, done: Vec::new() }
    }

    fn add(
        &mut self,
        requirement: Requirement,
        wanted: Option<Fact>,
        found: Option<Fact>,
        outcome: Outcome,
    ) {
        let firmness = self.need.firmness_of(requirement);
        let unit = self.unit.clone();
        self.done.push(Check { requirement, firmness, outcome, wanted, found, unit });
    }

    /// A value that must reach the wanted one.
    fn at_least<T: PartialOrd + Copy>(
        &mut self,
        requirement: Requirement,
        wanted: Option<T>,
        found: Option<T>,
        fact: impl Fn(T) -> Fact,
    ) {
        self.compare(requirement, wanted, found, fact, |found, wanted| found >= wanted);
    }

    /// A value that must not exceed the wanted one.
    fn at_most<T: PartialOrd + Copy>(
        &mut self,
        requirement: Requirement,
        wanted: Option<T>,
        found: Option<T>,
        fact: impl Fn(T) -> Fact,
    ) {
        self.compare(requirement, wanted, found, fact, |found, wanted| found <= wanted);
    }

    fn compare<T: Copy>(
        &mut self,
        requirement: Requirement,
        wanted: Option<T>,
        found: Option<T>,
        fact: impl Fn(T) -> Fact,
        meets: impl Fn(T, T) -> bool,
    ) {
        let Some(wanted) = wanted else { return };
        let outcome = found.map_or(Outcome::Unknown, |found| met(meets(found, wanted)));
        self.add(requirement, Some(fact(wanted)), found.map(fact), outcome);
    }
}

fn met(meets: bool) -> Outcome {
    if meets { Outcome::Met } else { Outcome::NotMet }
}

fn space_as_unit(checks: &mut Checks, offer: &SpaceOffer, day: Date) {
    let need = checks.need;
    let facts = offer.facts();
    space_tenure(checks, offer);
    space_free(checks, offer, day);
    if let Some(wanted) = need.land_area {
        let wanted = Some(Fact::LandAreaM2(wanted));
        checks.add(Requirement::LandArea, wanted, Some(Fact::IsSpace), Outcome::NotMet);
    }
    if let Some(wanted) = need.storey {
        let outcome = facts.storey.map_or(Outcome::Unknown, |storey| {
            met(match wanted {
                WantedStorey::GroundFloor => storey.get() == 1,
                WantedStorey::AboveGround => storey.get() > 0,
            })
        });
        let found = facts.storey.map(Fact::Storey);
        checks.add(Requirement::Storey, Some(Fact::WantedStorey(wanted)), found, outcome);
    }
    heights(checks, offer);
    let load = (need.floor_load, facts.floor_load);
    checks.at_least(Requirement::FloorLoad, load.0, load.1, Fact::FloorLoadKnPerM2);
    checks.at_least(Requirement::Crane, need.crane, facts.crane, Fact::CraneT);
    checks.at_least(Requirement::Power, need.power, facts.power, Fact::PowerKva);
    checks.compare(
        Requirement::ProductionFireClass,
        need.production_fire_class,
        facts.production_fire_class,
        Fact::FireClass,
        |built, wanted| built.admits(wanted),
    );
    checks.compare(
        Requirement::StorageFireClass,
        need.storage_fire_class,
        facts.storage_fire_class,
        Fact::FireClass,
        |built, wanted| built.admits(wanted),
    );
    industry(checks, facts.admitted_industries.as_deref());
    let rent = (need.rent_at_most, facts.asking_rent);
    checks.at_most(Requirement::Rent, rent.0, rent.1, Fact::RentYuanPerM2Month);
}

/// A rent that is asked says that the space is to let, a price that it is for sale; silence says nothing.
fn space_tenure(checks: &mut Checks, offer: &SpaceOffer) {
    let facts = offer.facts();
    let Some(wanted) = checks.need.tenure else { return };
    let (found, outcome) = match wanted {
        WantedTenure::Rent => known(facts.asking_rent.is_some(), wanted),
        WantedTenure::Buy => known(facts.asking_price.is_some(), wanted),
        _ => (Some(Fact::IsSpace), Outcome::NotMet),
    };
    checks.add(Requirement::Tenure, Some(Fact::Tenure(wanted)), found, outcome);
    if wanted == WantedTenure::Buy {
        let found = facts.certification;
        let outcome =
            found.map_or(Outcome::Unknown, |found| met(found == Certification::Certified));
        checks.add(Requirement::Certificate, None, found.map(Fact::Certification), outcome);
    }
}

fn known(said: bool, wanted: WantedTenure) -> (Option<Fact>, Outcome) {
    if said { (Some(Fact::Tenure(wanted)), Outcome::Met) } else { (None, Outcome::Unknown) }
}

/// From which day it can be had, against the day on which it is wanted. A wanted day that has passed says nothing any more:
/// the firm is to be asked, or it would never be offered anything again.
fn space_free(checks: &mut Checks, offer: &SpaceOffer, day: Date) {
    let promised = offer.facts().available_from;
    let (found, from) = match (offer.occupancy, promised) {
        (Some(Occupancy::Vacant), promised) => {
            let from = promised.map_or(day, |promised| promised.max(day));
            (Some(Fact::Day(from)), Some(from))
        }
        // A promised day that has passed while somebody is still in says nothing any more.
        (Some(Occupancy::Occupied), Some(promised)) if promised > day => {
            (Some(Fact::InUseUntil(promised)), Some(promised))
        }
        (Some(Occupancy::Occupied), _) => (Some(Fact::InUse), None),
        (None, _) => (None, None),
    };
    free(checks, found, from, day);
}

fn free(checks: &mut Checks, found: Option<Fact>, from: Option<Date>, day: Date) {
    let wanted = checks.need.by;
    let outcome = match from {
        Some(from) if wanted.is_none_or(|wanted| wanted >= day) => {
            met(from <= wanted.unwrap_or(day))
        }
        _ => Outcome::Unknown,
    };
    checks.add(Requirement::By, wanted.map(Fact::Day), found, outcome);
}

/// A storey is at least as high as what is free in it: either height may answer for the other, one way.
fn heights(checks: &mut Checks, offer: &SpaceOffer) {
    let (need, facts) = (checks.need, offer.facts());
    if let Some(wanted) = need.storey_height {
        let (found, outcome) = match (facts.storey_height, facts.clear_height) {
            (Some(storey), _) => (Some(Fact::StoreyHeightM(storey)), met(storey >= wanted)),
            (None, Some(clear)) if clear >= wanted => {
                (Some(Fact::ClearHeightM(clear)), Outcome::Met)
            }
            (None, _) => (None, Outcome::Unknown),
        };
        checks.add(Requirement::StoreyHeight, Some(Fact::StoreyHeightM(wanted)), found, outcome);
    }
    if let Some(wanted) = need.clear_height {
        let (found, outcome) = match (facts.clear_height, facts.storey_height) {
            (Some(clear), _) => (Some(Fact::ClearHeightM(clear)), met(clear >= wanted)),
            (None, Some(storey)) if storey < wanted => {
                (Some(Fact::StoreyHeightM(storey)), Outcome::NotMet)
            }
            (None, _) => (None, Outcome::Unknown),
        };
        checks.add(Requirement::ClearHeight, Some(Fact::ClearHeightM(wanted)), found, outcome);
    }
}

/// Words alone, or codes of different editions, cannot be compared: to be asked.
fn industry(checks: &mut Checks, admitted: Option<&[IndustryCode]>) {
    let need = checks.need;
    let wanted = match (&need.industry_code, &need.industry) {
        (Some(code), _) => Fact::Industry(code.clone()),
        (None, Some(words)) => Fact::IndustryInWords(words.clone()),
        (None, None) => return,
    };
    let outcome = match (&need.industry_code, admitted) {
        (Some(code), Some(admitted)) => {
            let admits = |one: &IndustryCode| {
                one.edition() == code.edition() && code.code().starts_with(one.code())
            };
            let comparable = admitted.iter().all(|one| {
                // A class is not known to be among the admitted groups where the need names only the division.
                one.edition() == code.edition() && !longer(one, code)
            });
            match (admitted.iter().any(admits), comparable) {
                (true, _) => Outcome::Met,
                (false, true) => Outcome::NotMet,
                (false, false) => Outcome::Unknown,
            }
        }
        _ => Outcome::Unknown,
    };
    let found = admitted.map(|codes| Fact::AdmittedIndustries(codes.to_vec()));
    checks.add(Requirement::Industry, Some(wanted), found, outcome);
}

/// Whether an admitted industry is a part of the one that the need names.
fn longer(admitted: &IndustryCode, code: &IndustryCode) -> bool {
    admitted.code().len().cmp(&code.code().len()) == Ordering::Greater
        && admitted.code().starts_with(code.code())
}

/// What adds up over the units of a combination.
fn sums(checks: &mut Checks, floor_area: Option<FloorArea>, asking_price: Option<Money>) {
    let need = checks.need;
    checks.at_least(Requirement::FloorArea, need.floor_area, floor_area, Fact::FloorAreaM2);
    let most = need.floor_area_at_most;
    checks.at_most(Requirement::FloorAreaAtMost, most, floor_area, Fact::FloorAreaM2);
    checks.at_most(Requirement::Price, need.price_at_most, asking_price, Fact::PriceYuan);
}

/// A plot: heights, loads and supplies are built as needed there, and are not asked.
fn plot(checks: &mut Checks, offer: &PlotOffer, day: Date) {
    let need = checks.need;
    match need.tenure {
        Some(WantedTenure::Build) => {
            let wanted = Fact::Tenure(WantedTenure::Build);
            checks.add(Requirement::Tenure, Some(wanted), Some(Fact::IsPlot), Outcome::Met);
        }
        Some(wanted) => {
            let wanted = Some(Fact::Tenure(wanted));
            checks.add(Requirement::Tenure, wanted, Some(Fact::IsPlot), Outcome::NotMet);
        }
        // A need that speaks of land asks for it; one that does not is about a plant.
        None if need.land_area.is_some() => {}
        None => {
            checks.done.push(Check {
                requirement: Requirement::Tenure,
                firmness: Firmness::Hard,
                outcome: Outcome::NotMet,
                wanted: None,
                found: Some(Fact::IsPlot),
                unit: None,
            });
        }
    }
    let from = offer.available_from.map(|from| from.max(day));
    free(checks, from.map(Fact::Day), from, day);
    if let Some(wanted) = need.floor_area {
        let found = offer.floor_area_allowed;
        let outcome = found.map_or(Outcome::Unknown, |allowed| met(allowed >= wanted));
        let wanted = Some(Fact::FloorAreaM2(wanted));
        checks.add(Requirement::FloorArea, wanted, found.map(Fact::FloorAreaAllowedM2), outcome);
    }
    checks.at_least(Requirement::LandArea, need.land_area, offer.land_area, Fact::LandAreaM2);
    industry(checks, offer.admitted_industries.as_deref());
    checks.at_most(Requirement::Price, need.price_at_most, offer.asking_price, Fact::PriceYuan);
}
