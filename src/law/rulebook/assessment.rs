//! The decision whether land is low-efficiency by the criteria of a rulebook.

use std::collections::BTreeSet;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::reasons::{self, Stated};
use super::{
    Combination, CriteriaGroup, Criterion, LowEfficiencyFacts, Metric, MissingLowEfficiencyFact,
    ProductionState, Rulebook, RulebookStanding,
};
use crate::calendar::{self, whole_years_over};
use crate::finding::SourceFile;
use crate::law::{Answer, Commencement, Document, IdleLandVerdict, LandRight, Reason};
use crate::units::{Area, FloorArea, Money, Ratio};

use MissingLowEfficiencyFact as Missing;

/// Which rulebook an assessment rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RulebookIdentity {
    /// Who issued it.
    pub issuer: String,
    /// The document.
    pub document: Document,
    /// First day in force.
    #[cfg_attr(feature = "schema", schemars(with = "calendar::schema::Day"))]
    #[serde(with = "calendar::day")]
    pub effective: Date,
    /// The day on which it was last checked.
    #[cfg_attr(feature = "schema", schemars(with = "calendar::schema::Day"))]
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
    /// The reasons in order: existing construction land, not idle, every criterion, how they are combined.
    pub reasons: Vec<Reason>,
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
    let mut results = Results::default();
    let by_criteria = by_criteria(rulebook, facts, on, &mut results);
    let mut reasons =
        vec![reasons::existing(facts, existing.0), reasons::not_idle(idle, not_idle.0)];
    reasons.append(&mut results.reasons);
    reasons.push(reasons::combined(rulebook, facts.land_use, &results.criteria, by_criteria.0));
    let answers = [existing.0, not_idle.0, by_criteria.0];
    let (answer, missing) = combine(Combination::AllOf, vec![existing, not_idle, by_criteria]);
    let [existing_construction_land, not_idle, by_criteria] = answers;
    LowEfficiencyAssessment {
        on,
        rulebook: rulebook.identity(),
        answer,
        existing_construction_land,
        not_idle,
        by_criteria,
        criteria: results.criteria,
        reasons,
        missing: missing.into_iter().collect(),
    }
}

/// The criteria as they were judged, with a reason for each.
#[derive(Default)]
struct Results {
    criteria: Vec<CriterionResult>,
    reasons: Vec<Reason>,
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
    results: &mut Results,
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
    results: &mut Results,
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
        // One that stands in two groups is judged, and told, once.
        if let Some(known) = results.criteria.iter().find(|result| result.criterion.id == *id) {
            members.push((known.answer, known.missing.iter().cloned().collect()));
            continue;
        }
        let Worked { value, stated, mut missing } = value(criterion, facts, on);
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
        results.reasons.push(reasons::criterion(criterion, on, &stated, value, answer));
        results.criteria.push(CriterionResult {
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

/// A value in the unit of its criterion, what it was made from, and what it lacks.
struct Worked {
    value: Option<Ratio>,
    stated: Stated,
    missing: BTreeSet<Missing>,
}

/// The value of a criterion; without one something is missing.
fn value(criterion: &Criterion, facts: &LowEfficiencyFacts, on: Date) -> Worked {
    let mut asked = Asked::default();
    let window = i16::from(criterion.window_years.unwrap_or(1).max(1));
    let area = facts.area.map(Area::square_metres);
    let divisor = |area: Option<Decimal>| area.filter(|area| !area.is_zero());
    let (over, under) = match criterion.metric {
        Metric::TaxPerMu | Metric::RevenuePerMu => {
            for year in (1..=window).rev().map(|back| on.year().saturating_sub(back)) {
                let figures = facts.years.get(&year).copied().unwrap_or_default();
                let (money, fact) = match criterion.metric {
                    Metric::TaxPerMu => (figures.tax, Missing::Tax(year)),
                    _ => (figures.revenue, Missing::Revenue(year)),
                };
                asked.over(money.map(Money::yuan), fact);
            }
            asked.under(divisor(area), Missing::Area);
            (asked.sum(), asked.divisor().checked_mul(Decimal::from(window)))
        }
        Metric::InvestmentPerMu => {
            asked.over(facts.investment.map(Money::yuan), Missing::Investment);
            asked.under(divisor(area), Missing::Area);
            (asked.sum(), Some(asked.divisor()))
        }
        Metric::FloorAreaRatio => {
            asked.over(facts.floor_area.map(FloorArea::square_metres), Missing::FloorArea);
            asked.under(divisor(area), Missing::Area);
            (asked.sum(), Some(asked.divisor()))
        }
        Metric::BuildingCoefficient => {
            let buildings = facts.building_base_area.map(Area::square_metres);
            let structures = facts.structure_base_area.map(Area::square_metres);
            asked.over(buildings, Missing::BuildingBaseArea);
            asked.over(structures, Missing::StructureBaseArea);
            asked.under(divisor(area), Missing::Area);
            (asked.sum(), Some(asked.divisor()))
        }
        Metric::FloorVacancy => {
            let vacant = facts.vacant_floor_area.map(FloorArea::square_metres);
            let floor = facts.floor_area.map(FloorArea::square_metres);
            asked.over(vacant, Missing::VacantFloorArea);
            asked.under(divisor(floor), Missing::FloorArea);
            (asked.sum(), Some(asked.divisor()))
        }
        Metric::YearsSinceStop => {
            let years = match facts.production {
                Some(ProductionState::Running) => Some(Decimal::ZERO),
                Some(ProductionState::StoppedOn(since)) if since <= on => {
                    Some(Decimal::from(whole_years_over(since, on)))
                }
                _ => None,
            };
            asked.over(years, Missing::ProductionStop);
            (asked.sum(), Some(Decimal::ONE))
        }
    };
    let Asked { stated, mut missing } = asked;
    let stated = Stated { production: facts.production, ..stated };
    let ratio = over.zip(under).filter(|_| missing.is_empty());
    let value = ratio.and_then(|(over, under)| criterion.unit.ratio(criterion.metric, over, under));
    if value.is_none() && missing.is_empty() {
        missing.insert(Missing::Threshold(criterion.id.clone()));
    }
    Worked { value, stated, missing }
}

/// The numbers that a value needs, as they are asked for.
#[derive(Default)]
struct Asked {
    stated: Stated,
    missing: BTreeSet<Missing>,
}

impl Asked {
    fn over(&mut self, number: Option<Decimal>, fact: Missing) {
        if number.is_none() {
            self.missing.insert(fact);
        }
        self.stated.over.push(number);
    }

    fn under(&mut self, number: Option<Decimal>, fact: Missing) {
        if number.is_none() {
            self.missing.insert(fact);
        }
        self.stated.under = number;
    }

    /// The sum of what is known above the line.
    fn sum(&self) -> Option<Decimal> {
        self.stated
            .over
            .iter()
            .flatten()
            .try_fold(Decimal::ZERO, |sum, part| sum.checked_add(*part))
    }

    fn divisor(&self) -> Decimal {
        self.stated.under.unwrap_or(Decimal::ONE)
    }
}
