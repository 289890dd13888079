//! The indicators of a zone that the given facts allow.

use rust_decimal::Decimal;

use super::base::BaseQuantities;
use super::quotient::{Overlap, Range, Scale};
use super::{Bounds, Definition, Indicator, IndicatorValue, Term};
use crate::finding::Text;
use crate::law::Citation;

/// The indicators of the zone evaluation (开发区土地集约利用评价), idle rate with the official denominator, and
/// the vacancy of surveyed spaces.
///
/// A quotient of a part over its whole is bounded as such: where facts are missing it ends at 100 %, unless what is known is
/// more already. Such a contradiction (land built without a licence, say) is shown as it is, see
/// [`zone_contradictions`](super::zone_contradictions()). Rates that rest on a stated figure which is absent are unknown.
#[must_use]
pub fn zone_indicators(base: &BaseQuantities) -> Vec<Indicator> {
    zone_rates(base).into_iter().map(|(indicator, _)| indicator).collect()
}

/// An indicator with the exact bounds of its value.
pub(super) type Rate = (Indicator, Range);

/// The same with their exact bounds.
pub(super) fn zone_rates(base: &BaseQuantities) -> Vec<Rate> {
    let buildable = base.buildable();
    let mut rows = land_rates(base, &buildable);
    rows.extend(intensity(base));
    rows.extend(benefit(base));
    rows.extend(stated(base));
    rows
}

/// A2 / A.
pub(super) fn industrial_land_rate(base: &BaseQuantities) -> Rate {
    share(
        ("industrial-land-rate", "工业用地率", "industrial land rate"),
        ("A2 / A", "built industrial / built"),
        land("已建成工矿仓储用地 A2", "built industrial land A2", &base.built_industrial),
        land("已建成土地 A", "built land A", &base.built),
        Some(Overlap {
            common: base.built_industrial.clone(),
            over: Bounds::zero(),
            under: base.parts.built_not_industrial.clone(),
        }),
    )
}

/// A1 / A, which the kind of the zone depends on.
pub(super) fn residential_land_rate(base: &BaseQuantities) -> Rate {
    share(
        ("residential-land-rate", "住宅用地率", "residential land rate"),
        ("A1 / A", "built residential / built"),
        land("已建成住宅用地 A1", "built residential land A1", &base.built_residential),
        land("已建成土地 A", "built land A", &base.built),
        Some(Overlap {
            common: base.built_residential.clone(),
            over: Bounds::zero(),
            under: base.parts.built_not_residential.clone(),
        }),
    )
}

fn land_rates(base: &BaseQuantities, buildable: &Bounds) -> Vec<Rate> {
    let parts = &base.parts;
    vec![
        share(
            ("development-rate", "土地开发率", "development rate"),
            ("(A + B21) / (A + B)", "ready for supply / buildable land"),
            land("已达供地条件土地 A+B21", "land ready for supply A+B21", &base.ready),
            land("可建设土地 A+B", "buildable land A+B", buildable),
            Overlap::part_of(&base.ready, buildable, Decimal::ZERO),
        ),
        share(
            ("supply-rate", "土地供应率", "supply rate"),
            ("D / (A + B21)", "supplied / ready for supply"),
            land("已供应土地 D", "supplied land D", &base.supplied),
            land("已达供地条件土地 A+B21", "land ready for supply A+B21", &base.ready),
            // Land built and not supplied is of A and not of D.
            Overlap::part_of(&base.supplied, &base.ready, parts.unsupplied_built.low),
        ),
        share(
            ("built-rate", "土地建成率", "built rate"),
            ("A / D", "built / supplied"),
            land("已建成土地 A", "built land A", &base.built),
            land("已供应土地 D", "supplied land D", &base.supplied),
            Some(Overlap {
                common: parts.supplied_built.clone(),
                over: parts.unsupplied_built.clone(),
                under: parts.supplied_unbuilt.clone(),
            }),
        ),
        industrial_land_rate(base),
        share(
            ("idle-rate", "土地闲置率", "idle rate"),
            ("G / D", "idle / supplied"),
            land("台账闲置土地 G", "idle land on the ledger G", &base.idle),
            land("已供应土地 D", "supplied land D", &base.supplied),
            Some(Overlap {
                common: parts.idle_supplied.clone(),
                over: parts.idle_elsewhere.clone(),
                under: parts.supplied_not_idle.clone(),
            }),
        ),
    ]
}

fn intensity(base: &BaseQuantities) -> Vec<Rate> {
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

fn vacancy(base: &BaseQuantities) -> Rate {
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
    Indicator::quotient_within(
        definition,
        floor("空置建筑面积", "vacant floor area", &base.vacant_floor),
        floor("普查建筑面积", "surveyed floor area", &base.surveyed_floor),
        None,
    )
}

fn benefit(base: &BaseQuantities) -> Vec<Rate> {
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
            ("二、三产业税收 / A", "tax of secondary and tertiary industry / built land"),
            tax("二、三产业税收", "tax of secondary and tertiary industry", &base.tax),
            land("已建成土地 A", "built land A", &base.built),
        ),
        // 亩均税收 is in use everywhere, but which land it divides by is local: the formula is this crate's.
        Indicator::quotient_within(
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
            None,
        ),
    ]
}

/// Rates of a figure that only the caller can state.
fn stated(base: &BaseQuantities) -> Vec<Rate> {
    let population = Indicator::quotient_within(
        definition(
            ("population-density", "人口密度", "population density"),
            ("常住人口 / A", "resident population / built land"),
            Scale::PeoplePerHectare,
        ),
        Term {
            name: Text::new("常住人口", "resident population"),
            unit: "people",
            bounds: &base.population,
        },
        land("已建成土地 A", "built land A", &base.built),
        None,
    );
    // Which land this rate divides by differs between editions: the formula is this crate's.
    let high_tech = Indicator::quotient_within(
        Definition {
            basis: Citation::definition().text(),
            ..definition(
                ("high-tech-land-rate", "高新技术产业用地率", "high-tech land rate"),
                ("H / A2", "high-tech industry / built industrial"),
                Scale::Percent,
            )
        },
        land("高新技术产业用地 H", "land of high-tech industry H", &base.high_tech),
        land("已建成工矿仓储用地 A2", "built industrial land A2", &base.built_industrial),
        None,
    );
    let given = |(mut indicator, range): Rate, bounds: &Bounds| match bounds.high {
        Some(_) => (indicator, range),
        None => {
            indicator.value = IndicatorValue::Unknown;
            (indicator, Range::UNKNOWN)
        }
    };
    vec![given(population, &base.population), given(high_tech, &base.high_tech)]
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

fn share(
    names: Names,
    formula: (&str, &str),
    numerator: Term,
    denominator: Term,
    overlap: Option<Overlap>,
) -> Rate {
    let definition = definition(names, formula, Scale::Percent);
    Indicator::quotient_within(definition, numerator, denominator, overlap)
}

fn percent(names: Names, formula: (&str, &str), numerator: Term, denominator: Term) -> Rate {
    share(names, formula, numerator, denominator, None)
}

fn number(names: Names, formula: (&str, &str), numerator: Term, denominator: Term) -> Rate {
    let definition = definition(names, formula, Scale::Number);
    Indicator::quotient_within(definition, numerator, denominator, None)
}

fn yuan_per_hectare(
    names: Names,
    formula: (&str, &str),
    numerator: Term,
    denominator: Term,
) -> Rate {
    let definition = definition(names, formula, Scale::TenThousandYuanPerHectare);
    Indicator::quotient_within(definition, numerator, denominator, None)
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
