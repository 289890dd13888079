//! The indicators of a zone that the given facts allow.

use super::base::BaseQuantities;
use super::{Bounds, Definition, Indicator, Scale, Term};
use crate::finding::Text;
use crate::law::Citation;

/// The indicators of the zone evaluation (开发区土地集约利用评价), idle rate with the official denominator, and
/// the vacancy of surveyed spaces.
#[must_use]
pub fn zone_indicators(base: &BaseQuantities) -> Vec<Indicator> {
    let buildable = base.buildable();
    let mut rows = land_rates(base, &buildable);
    rows.extend(intensity(base));
    rows.extend(benefit(base));
    rows
}

fn land_rates(base: &BaseQuantities, buildable: &Bounds) -> Vec<Indicator> {
    vec![
        percent(
            ("development-rate", "土地开发率", "development rate"),
            ("(A + B21) / (A + B)", "ready for supply / buildable land"),
            land("已达供地条件土地 A+B21", "land ready for supply A+B21", &base.ready),
            land("可建设土地 A+B", "buildable land A+B", buildable),
        ),
        percent(
            ("supply-rate", "土地供应率", "supply rate"),
            ("D / (A + B21)", "supplied / ready for supply"),
            land("已供应土地 D", "supplied land D", &base.supplied),
            land("已达供地条件土地 A+B21", "land ready for supply A+B21", &base.ready),
        ),
        percent(
            ("built-rate", "土地建成率", "built rate"),
            ("A / D", "built / supplied"),
            land("已建成土地 A", "built land A", &base.built),
            land("已供应土地 D", "supplied land D", &base.supplied),
        ),
        percent(
            ("industrial-land-rate", "工业用地率", "industrial land rate"),
            ("A2 / A", "built industrial / built"),
            land("已建成工矿仓储用地 A2", "built industrial land A2", &base.built_industrial),
            land("已建成土地 A", "built land A", &base.built),
        ),
        percent(
            ("idle-rate", "土地闲置率", "idle rate"),
            ("G / D", "idle / supplied"),
            land("台账闲置土地 G", "idle land on the ledger G", &base.idle),
            land("已供应土地 D", "supplied land D", &base.supplied),
        ),
    ]
}

fn intensity(base: &BaseQuantities) -> Vec<Indicator> {
    vec![
        number(
            ("plot-ratio", "综合容积率", "floor-area ratio"),
            ("总建筑面积 / A", "floor area / built land"),
            floor("总建筑面积", "floor area", &base.floor),
            land("已建成土地 A", "built land A", &base.built),
        ),
        percent(
            ("building-density", "建筑密度", "building density"),
            ("建筑基底面积 / A", "ground covered by buildings / built land"),
            land("建筑基底面积", "ground covered by buildings", &base.base),
            land("已建成土地 A", "built land A", &base.built),
        ),
        number(
            ("industrial-plot-ratio", "工业用地综合容积率", "industrial floor-area ratio"),
            ("工业建筑面积 / A2", "industrial floor area / built industrial land"),
            floor("工业建筑面积", "industrial floor area", &base.floor_industrial),
            land("已建成工矿仓储用地 A2", "built industrial land A2", &base.built_industrial),
        ),
        percent(
            (
                "industrial-building-coefficient",
                "工业用地建筑系数",
                "industrial building coefficient",
            ),
            (
                "（建筑基底 + 构筑物及堆场）/ A2",
                "ground covered by buildings, structures and yards / built industrial land",
            ),
            land("工业建筑及堆场占地", "industrial ground covered", &base.covered_industrial),
            land("已建成工矿仓储用地 A2", "built industrial land A2", &base.built_industrial),
        ),
        vacancy(base),
    ]
}

fn vacancy(base: &BaseQuantities) -> Indicator {
    let definition = Definition {
        id: "vacancy-rate",
        name: Text::new("厂房空置率", "vacancy rate of plants"),
        formula: Text::new(
            "空置建筑面积 / 普查建筑面积",
            "vacant floor area / surveyed floor area",
        ),
        basis: Citation::definition().text(),
        scale: Scale::Percent,
    };
    Indicator::quotient(
        definition,
        floor("空置建筑面积", "vacant floor area", &base.vacant_floor),
        floor("普查建筑面积", "surveyed floor area", &base.surveyed_floor),
    )
}

fn benefit(base: &BaseQuantities) -> Vec<Indicator> {
    let year = base.tax_year;
    let tax =
        |zh: &str, en: &str, bounds| money(format!("{year}年{zh}"), format!("{en} {year}"), bounds);
    vec![
        yuan_per_hectare(
            (
                "industrial-investment-intensity",
                "工业用地固定资产投入强度",
                "industrial investment intensity",
            ),
            ("累计固定资产投资 / A2", "fixed-asset investment / built industrial land"),
            money(
                "工业企业累计固定资产投资".into(),
                "industrial fixed-asset investment".into(),
                &base.investment_industrial,
            ),
            land("已建成工矿仓储用地 A2", "built industrial land A2", &base.built_industrial),
        ),
        yuan_per_hectare(
            ("industrial-tax-per-hectare", "工业用地地均税收", "industrial tax per area"),
            ("工业税收 / A2", "industrial tax / built industrial land"),
            tax("工业税收", "industrial tax of", &base.tax_industrial),
            land("已建成工矿仓储用地 A2", "built industrial land A2", &base.built_industrial),
        ),
        yuan_per_hectare(
            ("tax-per-hectare", "综合地均税收", "tax per area"),
            ("税收 / A", "tax / built land"),
            tax("税收", "tax of", &base.tax),
            land("已建成土地 A", "built land A", &base.built),
        ),
        // 亩均税收 is in use everywhere, but which land it divides by is local: the formula is this crate's.
        Indicator::quotient(
            Definition {
                basis: Citation::definition().text(),
                ..definition(
                    ("industrial-tax-per-mu", "工业用地亩均税收", "industrial tax per mu"),
                    ("工业税收 / A2（亩）", "industrial tax / built industrial land in mu"),
                    Scale::TenThousandYuanPerMu,
                )
            },
            tax("工业税收", "industrial tax of", &base.tax_industrial),
            land("已建成工矿仓储用地 A2", "built industrial land A2", &base.built_industrial),
        ),
    ]
}

type Names<'a> = (&'static str, &'a str, &'a str);

fn definition(names: Names, formula: (&str, &str), scale: Scale) -> Definition {
    Definition {
        id: names.0,
        name: Text::new(names.1, names.2),
        formula: Text::new(formula.0, formula.1),
        basis: Citation::zone_evaluation().text(),
        scale,
    }
}

fn percent(names: Names, formula: (&str, &str), numerator: Term, denominator: Term) -> Indicator {
    Indicator::quotient(definition(names, formula, Scale::Percent), numerator, denominator)
}

fn number(names: Names, formula: (&str, &str), numerator: Term, denominator: Term) -> Indicator {
    Indicator::quotient(definition(names, formula, Scale::Number), numerator, denominator)
}

fn yuan_per_hectare(
    names: Names,
    formula: (&str, &str),
    numerator: Term,
    denominator: Term,
) -> Indicator {
    let definition = definition(names, formula, Scale::TenThousandYuanPerHectare);
    Indicator::quotient(definition, numerator, denominator)
}

fn land<'a>(zh: &str, en: &str, bounds: &'a Bounds) -> Term<'a> {
    Term { name: Text::new(zh, en), unit: "m2", bounds }
}

/// Floor area: the same unit as land, another kind of metre.
fn floor<'a>(zh: &str, en: &str, bounds: &'a Bounds) -> Term<'a> {
    Term { name: Text::new(zh, en), unit: "m2 floor", bounds }
}

fn money(zh: String, en: String, bounds: &Bounds) -> Term<'_> {
    Term { name: Text { zh, en }, unit: "yuan", bounds }
}
