//! The decision whether land is low-efficiency by the criteria of a rulebook.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{
    Combination, CriteriaGroup, Criterion, LowEfficiencyUse, Metric, Rulebook, RulebookStanding,
};
use crate::calendar::{self, whole_years_over};
use crate::finding::SourceFile;
use crate::law::{Answer, Commencement, Document, IdleLandVerdict, LandRight};
use crate::units::{Area, FloorArea, Money, Ratio};

/// Tax and revenue of one calendar year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LowEfficiencyFigures {
    /// Tax received.
    pub tax: Option<Money>,
    /// Revenue.
    pub revenue: Option<Money>,
}

/// What the criteria ask about a parcel; `None` is a fact that is not known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LowEfficiencyFacts {
    /// Under which law the land is.
    pub land: Option<LandRight>,
    /// Whether development has commenced.
    pub commencement: Option<Commencement>,
    /// Its use.
    pub land_use: Option<LowEfficiencyUse>,
    /// Land area.
    pub area: Option<Area>,
    /// Figures by year.
    pub years: BTreeMap<i16, LowEfficiencyFigures>,
    /// Fixed-asset investment, land price included.
    pub investment: Option<Money>,
    /// Floor area above ground.
    pub floor_area: Option<FloorArea>,
    /// Floor area that stands vacant.
    pub vacant_floor_area: Option<FloorArea>,
    /// Ground covered by buildings.
    pub building_base_area: Option<Area>,
    /// Ground covered by structures and yards.
    pub structure_base_area: Option<Area>,
    /// The day on which production stopped, where it did.
    pub production_stopped: Option<Date>,
}

/// What is missing for a decision (待补充事实).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum MissingLowEfficiencyFact {
    /// How the land is held.
    LandRight,
    /// Whether development has commenced.
    Commencement,
    /// Whether the land is idle, which comes first.
    IdleLand,
    /// The use of the land.
    LandUse,
    /// Criteria for the use that are in force on the day.
    Criteria,
    /// A threshold in a unit of its metric, by the id of the criterion.
    Threshold(String),
    /// The land area.
    Area,
    /// Tax of a year.
    Tax(i16),
    /// Revenue of a year.
    Revenue(i16),
    /// Fixed-asset investment.
    Investment,
    /// Floor area.
    FloorArea,
    /// Vacant floor area.
    VacantFloorArea,
    /// Ground covered by buildings.
    BuildingBaseArea,
    /// Ground covered by structures and yards.
    StructureBaseArea,
    /// Whether and since when production is stopped.
    ProductionStop,
}

use MissingLowEfficiencyFact as Missing;

/// Which rulebook an assessment rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RulebookIdentity {
    /// Who issued it.
    pub issuer: String,
    /// The document.
    pub document: Document,
    /// First day in force.
    #[serde(with = "calendar::day")]
    pub effective: Date,
    /// The day on which it was last checked.
    #[serde(with = "calendar::day")]
    pub last_checked: Date,
    /// Whether it is in real use.
    pub standing: RulebookStanding,
    /// The file, with its SHA-256.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<SourceFile>,
}

/// A criterion held against the facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CriterionResult {
    /// The criterion, with its threshold and source.
    pub criterion: Criterion,
    /// The value in the unit of the threshold, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Ratio>,
    /// Whether it is met.
    pub answer: Answer,
    /// What it lacks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<MissingLowEfficiencyFact>,
}

/// Whether land is low-efficiency by a rulebook on a day (低效用地研判): a suspicion, never a determination.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LowEfficiencyAssessment {
    /// The day.
    #[serde(with = "calendar::day")]
    pub on: Date,
    /// The rulebook.
    pub rulebook: RulebookIdentity,
    /// Whether it is low-efficiency land.
    pub answer: Answer,
    /// Whether it is existing construction land: supplied, and development commenced.
    pub existing_construction_land: Answer,
    /// Whether it is not idle land, which excludes low-efficiency land (尚不构成闲置土地).
    pub not_idle: Answer,
    /// Whether the criteria are met.
    pub by_criteria: Answer,
    /// Every criterion for the use that is in force, in the order of the rulebook's set.
    pub criteria: Vec<CriterionResult>,
    /// What the answer hangs on; empty where it is decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<MissingLowEfficiencyFact>,
}

type Open = (Answer, BTreeSet<Missing>);

/// Assesses whether land is low-efficiency by a rulebook; `idle` is every verdict on idle land that is open.
///
/// - A window of n years is the average of the n calendar years before that of the day, over today's land area. One year
///   that is missing leaves the criterion unknown: figures can be below zero, so that no other year decides it.
/// - Unknown is never false: in any-of one criterion that is met decides, in all-of one that is not met.
/// - A criterion that is not in force on the day is left out of its set and group. No criterion in force is unknown.
/// - Full years since production stopped are counted as in [`calendar::whole_years_over`].
///
/// # Basis
///
/// 豫自然资规〔2025〕4号: existing urban construction land that is not yet idle land.
#[must_use]
pub fn assess_low_efficiency(
    rulebook: &Rulebook,
    facts: &LowEfficiencyFacts,
    idle: &[IdleLandVerdict],
    on: Date,
) -> LowEfficiencyAssessment {
    let existing = existing(facts);
    let not_idle = not_idle(idle);
    let mut criteria = Vec::new();
    let by_criteria = by_criteria(rulebook, facts, on, &mut criteria);
    let answers = [existing.0, not_idle.0, by_criteria.0];
    let (answer, missing) = combine(Combination::AllOf, vec![existing, not_idle, by_criteria]);
    let [existing_construction_land, not_idle, by_criteria] = answers;
    LowEfficiencyAssessment {
        on,
        rulebook: RulebookIdentity {
            issuer: rulebook.issuer.clone(),
            document: rulebook.document.clone(),
            effective: rulebook.effective,
            last_checked: rulebook.last_checked,
            standing: rulebook.standing,
            file: rulebook.file.clone(),
        },
        answer,
        existing_construction_land,
        not_idle,
        by_criteria,
        criteria,
        missing: missing.into_iter().collect(),
    }
}

fn unknown(missing: Missing) -> Open {
    (Answer::Unknown, BTreeSet::from([missing]))
}

fn decided(answer: Answer) -> Open {
    (answer, BTreeSet::new())
}

fn existing(facts: &LowEfficiencyFacts) -> Open {
    match (facts.land, facts.commencement) {
        (Some(LandRight::NotSupplied), _) | (_, Some(Commencement::NotYet)) => {
            decided(Answer::NotMet)
        }
        (None, _) => unknown(Missing::LandRight),
        (_, None) => unknown(Missing::Commencement),
        _ => decided(Answer::Met),
    }
}

fn not_idle(idle: &[IdleLandVerdict]) -> Open {
    let open = |verdict: &IdleLandVerdict| {
        verdict.is_idle() || matches!(verdict, IdleLandVerdict::MayBeIdle)
    };
    if idle.is_empty() {
        return unknown(Missing::IdleLand);
    }
    if idle.iter().all(|verdict| verdict.is_idle()) {
        return decided(Answer::NotMet);
    }
    if idle.iter().any(open) { unknown(Missing::IdleLand) } else { decided(Answer::Met) }
}

fn by_criteria(
    rulebook: &Rulebook,
    facts: &LowEfficiencyFacts,
    on: Date,
    results: &mut Vec<CriterionResult>,
) -> Open {
    let Some(land_use) = facts.land_use else { return unknown(Missing::LandUse) };
    let set = rulebook.sets.iter().find(|set| set.land_use == land_use);
    let Some(set) = set.filter(|_| rulebook.effective <= on) else {
        return unknown(Missing::Criteria);
    };
    let mut members = judge(rulebook, facts, on, &set.criteria, results);
    for CriteriaGroup { combine: how, criteria } in &set.groups {
        let inner = judge(rulebook, facts, on, criteria, results);
        if !inner.is_empty() {
            members.push(combine(*how, inner));
        }
    }
    if members.is_empty() { unknown(Missing::Criteria) } else { combine(set.combine, members) }
}

fn judge(
    rulebook: &Rulebook,
    facts: &LowEfficiencyFacts,
    on: Date,
    ids: &[String],
    results: &mut Vec<CriterionResult>,
) -> Vec<Open> {
    let mut members = Vec::new();
    for id in ids {
        let Some(criterion) = rulebook.criteria.iter().find(|criterion| criterion.id == *id) else {
            members.push(unknown(Missing::Threshold(id.clone())));
            continue;
        };
        if !criterion.is_in_force(on) {
            continue;
        }
        let (value, mut missing) = match value(criterion, facts, on) {
            Ok(value) => (Some(value), BTreeSet::new()),
            Err(missing) => (None, missing),
        };
        let threshold =
            criterion.threshold.and_then(|figure| Ratio::new(figure.number(), Decimal::ONE));
        if threshold.is_none() {
            missing.insert(Missing::Threshold(id.clone()));
        }
        let answer = match value.zip(threshold) {
            Some((value, threshold)) if criterion.comparison.holds(value, threshold) => Answer::Met,
            Some(_) => Answer::NotMet,
            None => Answer::Unknown,
        };
        results.push(CriterionResult {
            criterion: criterion.clone(),
            value,
            answer,
            missing: missing.iter().cloned().collect(),
        });
        members.push((answer, missing));
    }
    members
}

fn combine(how: Combination, members: Vec<Open>) -> Open {
    let (deciding, otherwise) = match how {
        Combination::AnyOf => (Answer::Met, Answer::NotMet),
        Combination::AllOf => (Answer::NotMet, Answer::Met),
    };
    if members.iter().any(|(answer, _)| *answer == deciding) {
        return decided(deciding);
    }
    if members.iter().all(|(answer, _)| *answer == otherwise) {
        return decided(otherwise);
    }
    let open = members.into_iter().filter(|(answer, _)| *answer == Answer::Unknown);
    (Answer::Unknown, open.flat_map(|(_, missing)| missing).collect())
}

/// The value in the unit of the criterion, or what it lacks.
fn value(
    criterion: &Criterion,
    facts: &LowEfficiencyFacts,
    on: Date,
) -> Result<Ratio, BTreeSet<Missing>> {
    let mut missing = BTreeSet::new();
    let mut ask = |value: Option<Decimal>, fact| {
        value.unwrap_or_else(|| {
            missing.insert(fact);
            Decimal::ZERO
        })
    };
    let area = facts.area.map(Area::square_metres).filter(|area| !area.is_zero());
    let (mut over, mut under) = (Some(Decimal::ZERO), Some(Decimal::ONE));
    match criterion.metric {
        Metric::TaxPerMu | Metric::RevenuePerMu => {
            let window = i16::from(criterion.window_years.unwrap_or(1).max(1));
            let land = ask(area, Missing::Area);
            for year in (1..=window).map(|back| on.year().saturating_sub(back)) {
                let figures = facts.years.get(&year).copied().unwrap_or_default();
                let (money, fact) = match criterion.metric {
                    Metric::TaxPerMu => (figures.tax, Missing::Tax(year)),
                    _ => (figures.revenue, Missing::Revenue(year)),
                };
                let part = ask(money.map(Money::yuan), fact);
                over = over.and_then(|sum| sum.checked_add(part));
            }
            under = land.checked_mul(Decimal::from(window));
        }
        Metric::InvestmentPerMu => {
            over = Some(ask(facts.investment.map(Money::yuan), Missing::Investment));
            under = Some(ask(area, Missing::Area));
        }
        Metric::FloorAreaRatio => {
            over = Some(ask(facts.floor_area.map(FloorArea::square_metres), Missing::FloorArea));
            under = Some(ask(area, Missing::Area));
        }
        Metric::BuildingCoefficient => {
            let buildings = facts.building_base_area.map(Area::square_metres);
            let structures = facts.structure_base_area.map(Area::square_metres);
            over = ask(buildings, Missing::BuildingBaseArea)
                .checked_add(ask(structures, Missing::StructureBaseArea));
            under = Some(ask(area, Missing::Area));
        }
        Metric::FloorVacancy => {
            let vacant = facts.vacant_floor_area.map(FloorArea::square_metres);
            let floor = facts.floor_area.map(FloorArea::square_metres);
            over = Some(ask(vacant, Missing::VacantFloorArea));
            under = Some(ask(floor.filter(|floor| !floor.is_zero()), Missing::FloorArea));
        }
        Metric::YearsSinceStop => {
            let since = facts.production_stopped.filter(|since| *since <= on);
            let years = since.map(|since| Decimal::from(whole_years_over(since, on)));
            over = Some(ask(years, Missing::ProductionStop));
        }
    }
    if !missing.is_empty() {
        return Err(missing);
    }
    let ratio = over.zip(under).and_then(|(o, u)| criterion.unit.ratio(criterion.metric, o, u));
    ratio.ok_or_else(|| BTreeSet::from([Missing::Threshold(criterion.id.clone())]))
}
