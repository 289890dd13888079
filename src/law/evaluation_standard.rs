//! The standard by which a zone is scored: goals, sub-goals and indicators with weights and ideal values, brought by the
//! caller.
//!
//! No weight and no ideal value stands in this library.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{EvaluationIndicator, EvaluationStandardError, ZoneKind};
use crate::finding::Text;
use crate::units::Figure;

/// A standard of evaluation (评价标准): weights and ideal values, by kind of zone.
///
/// It is checked when it is made or read, so that one that exists can be used: the weights of every level sum to exactly 1,
/// an indicator stands once in a table, every ideal value is above zero and in the unit of its indicator, and no kind of zone
/// has two tables. Issuer, document and days are those of the rulebook that holds it, as its table `[evaluation]`.
///
/// # Basis
///
/// The tree and the two directions of scoring follow the practice of TD/T 1029; they are recalled and were not held against
/// its text. Every number is the caller's.
///
/// ```
/// use landledger::law::{EvaluationStandard, ZoneKind};
///
/// let standard: EvaluationStandard = serde_json::from_str(r#"{"tables": [{"kinds": ["industry-led"], "goals": [
///     {"id": "use", "name": {"zh": "土地利用状况", "en": "land use"}, "weight": "1", "subgoals": [
///         {"id": "extent", "name": {"zh": "利用程度", "en": "extent"}, "weight": "1", "indicators": [
///             {"id": "built-rate", "weight": "0.6", "direction": "forward", "ideal": "95", "unit": "%"},
///             {"id": "idle-rate", "weight": "0.4", "direction": "reverse", "unit": "%"}]}]}]}]}"#)?;
/// assert!(standard.table(ZoneKind::IndustryLed).is_some());
/// assert!(standard.table(ZoneKind::Other).is_none());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "Form")]
pub struct EvaluationStandard {
    tables: Vec<EvaluationTable>,
}

/// Weights and ideal values for some kinds of zones (一类开发区的评价表).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EvaluationTable {
    /// The kinds of zones that it is for; empty for every kind that no other table names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<ZoneKind>,
    /// Goals; their weights sum to 1.
    pub goals: Vec<EvaluationGoal>,
    /// Ideal values of the potentials.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub potentials: Vec<PotentialIdeal>,
}

/// A goal (目标).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EvaluationGoal {
    /// Id within the table.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Weight in the total.
    pub weight: Figure,
    /// Sub-goals; their weights sum to 1.
    pub subgoals: Vec<EvaluationSubgoal>,
}

/// A sub-goal (子目标).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EvaluationSubgoal {
    /// Id within the table.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Weight in the goal.
    pub weight: Figure,
    /// Indicators; their weights sum to 1.
    pub indicators: Vec<ScoredIndicator>,
}

/// How an indicator is scored (指标方向).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ScoreDirection {
    /// The more the better (正向): min(X / T, 1) × 100.
    Forward,
    /// The less the better (逆向), a share: (1 − X) × 100.
    Reverse,
}

/// An indicator with its weight and ideal value (指标权重和理想值).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ScoredIndicator {
    /// Which indicator.
    pub id: EvaluationIndicator,
    /// Weight in the sub-goal.
    pub weight: Figure,
    /// How it is scored.
    pub direction: ScoreDirection,
    /// The ideal value (理想值), in `unit`; only and always of a forward indicator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ideal: Option<Figure>,
    /// The unit of the ideal value: that of the indicator.
    pub unit: String,
}

/// An ideal value that a potential is worked out with (潜力测算理想值).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PotentialIdeal {
    /// Of which indicator: `industrial-land-rate` for the structural potential, `industrial-plot-ratio` for that of
    /// intensity.
    pub indicator: EvaluationIndicator,
    /// The ideal value, in `unit`.
    pub ideal: Figure,
    /// Its unit: that of the indicator.
    pub unit: String,
}

/// The form in files.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename = "EvaluationStandard", deny_unknown_fields)]
struct Form {
    /// Tables of goals and weights, by kind of zone.
    tables: Vec<EvaluationTable>,
}

impl TryFrom<Form> for EvaluationStandard {
    type Error = EvaluationStandardError;

    fn try_from(form: Form) -> Result<EvaluationStandard, EvaluationStandardError> {
        EvaluationStandard::new(form.tables)
    }
}

impl EvaluationStandard {
    /// A standard of these tables.
    ///
    /// # Errors
    ///
    /// The first thing that keeps it from being used, by its key.
    pub fn new(
        tables: Vec<EvaluationTable>,
    ) -> Result<EvaluationStandard, EvaluationStandardError> {
        if tables.is_empty() {
            return Err(Fault::new("tables", ("至少一张评价表", "at least one table"), "none"));
        }
        let mut kinds = BTreeSet::new();
        for (at, table) in tables.iter().enumerate() {
            let key = format!("tables[{at}]");
            let names: Vec<Option<ZoneKind>> = match table.kinds.as_slice() {
                [] => vec![None],
                kinds => kinds.iter().copied().map(Some).collect(),
            };
            for kind in names {
                if !kinds.insert(kind) {
                    let expected = ("每类开发区一张评价表", "one table for a kind of zone");
                    let found = kind.map_or("a second table for every other kind", ZoneKind::id);
                    return Err(Fault::new(format!("{key}.kinds"), expected, found));
                }
            }
            check_table(&key, table)?;
        }
        Ok(EvaluationStandard { tables })
    }

    /// The tables.
    #[must_use]
    pub fn tables(&self) -> &[EvaluationTable] {
        &self.tables
    }

    /// The table for a kind of zone: the one that names it, else the one that names none.
    #[must_use]
    pub fn table(&self, kind: ZoneKind) -> Option<&EvaluationTable> {
        let named = self.tables.iter().find(|table| table.kinds.contains(&kind));
        named.or_else(|| self.tables.iter().find(|table| table.kinds.is_empty()))
    }
}

impl EvaluationTable {
    /// The ideal value of an indicator that a potential is worked out with.
    #[must_use]
    pub fn potential_ideal(&self, indicator: EvaluationIndicator) -> Option<Figure> {
        let ideal = self.potentials.iter().find(|ideal| ideal.indicator == indicator);
        ideal.map(|ideal| ideal.ideal)
    }
}

use EvaluationStandardError as Fault;

fn check_table(key: &str, table: &EvaluationTable) -> Result<(), Fault> {
    check_weights(&format!("{key}.goals"), table.goals.iter().map(|goal| goal.weight))?;
    let mut ids = BTreeSet::new();
    let mut indicators = BTreeSet::new();
    let unique = ("未用过的编号", "an id that is not used before");
    for (at, goal) in table.goals.iter().enumerate() {
        let key = format!("{key}.goals[{at}]");
        if !ids.insert(goal.id.as_str()) {
            return Err(Fault::new(format!("{key}.id"), unique, &goal.id));
        }
        let weights = goal.subgoals.iter().map(|subgoal| subgoal.weight);
        check_weights(&format!("{key}.subgoals"), weights)?;
        for (at, subgoal) in goal.subgoals.iter().enumerate() {
            let key = format!("{key}.subgoals[{at}]");
            if !ids.insert(subgoal.id.as_str()) {
                return Err(Fault::new(format!("{key}.id"), unique, &subgoal.id));
            }
            let weights = subgoal.indicators.iter().map(|indicator| indicator.weight);
            check_weights(&format!("{key}.indicators"), weights)?;
            for (at, indicator) in subgoal.indicators.iter().enumerate() {
                let key = format!("{key}.indicators[{at}]");
                if !indicators.insert(indicator.id) {
                    let expected = ("每项指标只列一次", "an indicator once in a table");
                    return Err(Fault::new(format!("{key}.id"), expected, indicator.id.id()));
                }
                check_indicator(&key, indicator)?;
            }
        }
    }
    let mut ideals = BTreeSet::new();
    for (at, ideal) in table.potentials.iter().enumerate() {
        let key = format!("{key}.potentials[{at}]");
        check_potential(&key, ideal)?;
        if !ideals.insert(ideal.indicator) {
            let expected = ("每项指标只列一次", "an indicator once in a table");
            return Err(Fault::new(format!("{key}.indicator"), expected, ideal.indicator.id()));
        }
    }
    Ok(())
}

/// Every weight is above zero, and together they are exactly 1.
fn check_weights(key: &str, weights: impl Iterator<Item = Figure>) -> Result<(), Fault> {
    let one = Figure::from_number(rust_decimal::Decimal::ONE).unwrap_or_default();
    let mut sum = Figure::ZERO;
    for (at, weight) in weights.enumerate() {
        if weight <= Figure::ZERO {
            let expected = ("大于零的权重", "a weight above zero");
            return Err(Fault::new(format!("{key}[{at}].weight"), expected, weight.to_string()));
        }
        let expected = ("和为 1 的权重", "weights that sum to 1");
        sum = sum.checked_add(weight).ok_or_else(|| Fault::new(key, expected, "too large"))?;
    }
    if sum == one {
        return Ok(());
    }
    let expected = ("和恰为 1 的权重", "weights that sum to exactly 1");
    Err(Fault::new(key, expected, format!("{}", sum.number().normalize())))
}

fn check_indicator(key: &str, indicator: &ScoredIndicator) -> Result<(), Fault> {
    check_unit(key, indicator.id, &indicator.unit)?;
    let ideal_key = || format!("{key}.ideal");
    match (indicator.direction, indicator.ideal) {
        (ScoreDirection::Forward, Some(ideal)) => check_ideal(key, ideal),
        (ScoreDirection::Forward, None) => {
            let expected = ("正向指标的理想值", "the ideal value of a forward indicator");
            Err(Fault::new(ideal_key(), expected, "none"))
        }
        (ScoreDirection::Reverse, Some(ideal)) => {
            let expected = (
                "逆向指标不填理想值：按（1－指标值）×100 计分",
                "no ideal value of a reverse indicator, which scores (1 - X) * 100",
            );
            Err(Fault::new(ideal_key(), expected, ideal.to_string()))
        }
        (ScoreDirection::Reverse, None) if indicator.id.unit() == "%" => Ok(()),
        (ScoreDirection::Reverse, None) => {
            let expected = ("单位为 % 的逆向指标", "a reverse indicator in %");
            Err(Fault::new(format!("{key}.direction"), expected, indicator.id.unit()))
        }
    }
}

/// Only two potentials need an ideal value; a share of land is at most the whole.
fn check_potential(key: &str, ideal: &PotentialIdeal) -> Result<(), Fault> {
    let share = EvaluationIndicator::IndustrialLandRate;
    if ![share, EvaluationIndicator::IndustrialPlotRatio].contains(&ideal.indicator) {
        let expected = (
            "industrial-land-rate 或 industrial-plot-ratio",
            "industrial-land-rate or industrial-plot-ratio",
        );
        return Err(Fault::new(format!("{key}.indicator"), expected, ideal.indicator.id()));
    }
    check_unit(key, ideal.indicator, &ideal.unit)?;
    check_ideal(key, ideal.ideal)?;
    let hundred = rust_decimal::Decimal::ONE_HUNDRED;
    if ideal.indicator == share && ideal.ideal.number() > hundred {
        let expected = ("不大于 100 的百分比", "at most 100 %");
        return Err(Fault::new(format!("{key}.ideal"), expected, ideal.ideal.to_string()));
    }
    Ok(())
}

fn check_unit(key: &str, indicator: EvaluationIndicator, unit: &str) -> Result<(), Fault> {
    if unit == indicator.unit() {
        return Ok(());
    }
    let (id, expected) = (indicator.id(), indicator.unit());
    let expected = (format!("{id} 的单位 {expected}"), format!("{expected:?}, the unit of {id}"));
    Err(Fault::new(format!("{key}.unit"), (&expected.0, &expected.1), format!("{unit:?}")))
}

fn check_ideal(key: &str, ideal: Figure) -> Result<(), Fault> {
    if ideal > Figure::ZERO {
        return Ok(());
    }
    let expected = ("大于零的理想值", "an ideal value above zero");
    Err(Fault::new(format!("{key}.ideal"), expected, ideal.to_string()))
}
