//! The indicators whose changes can be explained: what is divided by what.

use super::super::quotient::Scale;
use super::super::{Indicator, IndicatorValue, zone_indicators};
use super::quantity::{Quantity, Whole};
use crate::finding::Text;

/// An indicator made of quantities that are sums over subjects.
#[derive(Debug, Clone, Copy)]
pub(super) struct Formula {
    pub(super) id: &'static str,
    pub(super) numerator: Quantity,
    /// `None`: the numerator itself is the figure.
    pub(super) denominator: Option<Quantity>,
    pub(super) scale: Scale,
    /// Whether missing parts of the numerator can only add to it: money can be below zero.
    pub(super) has_least: bool,
}

/// What an indicator is called, and what it was.
pub(super) struct Named {
    pub(super) name: Text,
    pub(super) formula: Text,
    pub(super) unit: String,
}

const fn land(
    id: &'static str,
    numerator: Quantity,
    denominator: Quantity,
    scale: Scale,
) -> Formula {
    Formula { id, numerator, denominator: Some(denominator), scale, has_least: true }
}

const fn money(
    id: &'static str,
    numerator: Quantity,
    denominator: Quantity,
    scale: Scale,
) -> Formula {
    Formula { id, numerator, denominator: Some(denominator), scale, has_least: false }
}

const fn sum(id: &'static str, of: Quantity) -> Formula {
    Formula { id, numerator: of, denominator: None, scale: Scale::Number, has_least: true }
}

/// Quotients as in `zone_indicators`, then plain sums.
const FORMULAS: [Formula; 21] = {
    use Quantity as Q;
    use Scale::{Number, Percent, TenThousandYuanPerHectare, TenThousandYuanPerMu};
    [
        land("idle-rate", Q::Idle, Q::Supplied, Percent),
        land("built-rate", Q::Built, Q::Supplied, Percent),
        land("industrial-land-rate", Q::BuiltIndustrial, Q::Built, Percent),
        land("plot-ratio", Q::Floor, Q::Built, Number),
        land("building-density", Q::Base, Q::Built, Percent),
        land("industrial-plot-ratio", Q::FloorIndustrial, Q::BuiltIndustrial, Number),
        land("industrial-building-coefficient", Q::CoveredIndustrial, Q::BuiltIndustrial, Percent),
        land("vacancy-rate", Q::VacantFloor, Q::SurveyedFloor, Percent),
        money(
            "industrial-investment-intensity",
            Q::InvestmentIndustrial,
            Q::BuiltIndustrial,
            TenThousandYuanPerHectare,
        ),
        money(
            "industrial-tax-per-hectare",
            Q::TaxIndustrial,
            Q::BuiltIndustrial,
            TenThousandYuanPerHectare,
        ),
        money("tax-per-hectare", Q::Tax, Q::Built, TenThousandYuanPerHectare),
        money("industrial-tax-per-mu", Q::TaxIndustrial, Q::BuiltIndustrial, TenThousandYuanPerMu),
        sum("listed-land", Q::ListedLand),
        sum("listed-entries", Q::ListedEntries),
        sum("idle-land", Q::Idle),
        sum("supplied-land", Q::Supplied),
        sum("built-land", Q::Built),
        sum("approved-land", Q::Zone),
        sum("unbuildable-land", Q::Unbuildable),
        sum("surveyed-floor", Q::SurveyedFloor),
        sum("vacant-floor", Q::VacantFloor),
    ]
};

/// The formula of an indicator; `None` for one that is no quotient of sums, or is none of ours.
pub(super) fn formula(id: &str) -> Option<Formula> {
    FORMULAS.into_iter().find(|formula| formula.id == id)
}

/// The ids of the plain sums.
pub(super) fn sums() -> impl Iterator<Item = &'static str> {
    FORMULAS.into_iter().filter(|formula| formula.denominator.is_none()).map(|formula| formula.id)
}

/// The name of an indicator, its unit and its value in each state; `None` if there is none of that id.
pub(super) fn values(id: &str, wholes: &[&Whole]) -> Option<(Named, Vec<IndicatorValue>)> {
    if let Some(formula) = formula(id).filter(|formula| formula.denominator.is_none()) {
        let values = wholes.iter().map(|whole| whole.bounds(formula.numerator).value());
        return Some((named(formula), values.collect()));
    }
    let rows: Vec<Indicator> = wholes
        .iter()
        .filter_map(|whole| zone_indicators(&whole.base).into_iter().find(|row| row.id == id))
        .collect();
    let first = rows.first()?;
    let named = Named {
        name: first.name.clone(),
        formula: first.formula.clone(),
        unit: first.unit.clone(),
    };
    Some((named, rows.iter().map(|row| row.value).collect()))
}

fn named(sum: Formula) -> Named {
    let (zh, en, unit) = match sum.numerator {
        Quantity::ListedEntries => ("在册条目数", "entries on the ledger", "1"),
        Quantity::Idle => ("闲置土地面积 G", "idle land G", "m2"),
        Quantity::Supplied => ("已供应土地面积 D", "supplied land D", "m2"),
        Quantity::Built => ("已建成土地面积 A", "built land A", "m2"),
        Quantity::Zone => ("开发区核准面积", "approved area of the zone", "m2"),
        Quantity::Unbuildable => ("不可建设土地面积 C", "land that cannot be built on C", "m2"),
        Quantity::SurveyedFloor => ("普查建筑面积", "surveyed floor area", "m2 floor"),
        Quantity::VacantFloor => ("空置建筑面积", "vacant floor area", "m2 floor"),
        _ => ("在册用地面积", "land on the ledger", "m2"),
    };
    let formula = Text::new("各项之和", "sum");
    Named { name: Text::new(zh, en), formula, unit: unit.to_owned() }
}
