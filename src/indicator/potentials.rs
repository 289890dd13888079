//! How much land a zone could still gain for use (用地潜力), by extension, structure, intensity and management.

use rust_decimal::Decimal;

use super::{BaseQuantities, Bounds, Indicator, IndicatorValue, Input, Term};
use crate::finding::Text;
use crate::law::{Citation, EvaluationIndicator, EvaluationTable};
use crate::units::Figure;

/// The potentials that need no ideal value: extension E, and management G + D22, in m².
///
/// E that nobody stated lies between 0 and the buildable land that is not supplied, D22 between 0 and the land supplied for
/// pay.
///
/// # Basis
///
/// TD/T 1029 as recalled, not held against its text.
#[must_use]
pub fn land_potentials(base: &BaseQuantities) -> Vec<Indicator> {
    let mut management = base.idle.clone();
    management.merge(&base.expired);
    // Idle and expired land is supplied land.
    management.at_most(base.supplied.high);
    vec![
        potential(
            ("extension-potential", "扩展潜力", "potential of extension"),
            ("E", "E"),
            base.suppliable.clone(),
            vec![land("尚可供应土地 E", "land that can still be supplied E", &base.suppliable)],
        ),
        potential(
            ("management-potential", "管理潜力", "potential of management"),
            ("G + D22", "G + D22"),
            management,
            vec![
                land("台账闲置土地 G", "idle land on the ledger G", &base.idle),
                land("有偿使用已到期未处置土地 D22", "expired land D22", &base.expired),
            ],
        ),
    ]
}

/// The potentials that rest on ideal values of a standard, in m²: structure A × (T − A2/A) and intensity
/// A2 × (T − far) / T, none below 0. Without the ideal value a potential is unknown.
///
/// # Basis
///
/// TD/T 1029 as recalled, not held against its text; the ideal values are the caller's.
#[must_use]
pub fn standard_potentials(base: &BaseQuantities, table: &EvaluationTable) -> Vec<Indicator> {
    let ideal = |indicator| table.potential_ideal(indicator).map(Figure::number);
    vec![
        structure(base, ideal(EvaluationIndicator::IndustrialLandRate)),
        intensity(base, ideal(EvaluationIndicator::IndustrialPlotRatio)),
    ]
}

/// A × (T − A2/A) = T × A − A2 = T × (A − A2) − (1 − T) × A2: linear, so that the ends of the sums bound it.
fn structure(base: &BaseQuantities, ideal: Option<Decimal>) -> Indicator {
    let (built, industrial) = (&base.built, &base.built_industrial);
    let other = &base.parts.built_not_industrial;
    let share = ideal.and_then(|ideal| ideal.checked_div(Decimal::ONE_HUNDRED));
    let rest = share.and_then(|share| Decimal::ONE.checked_sub(share));
    let linear = |over: Option<Decimal>, by: Option<Decimal>, less: Option<Decimal>, times| {
        let less = Decimal::checked_mul(less?, times?)?;
        over?.checked_mul(by?)?.checked_sub(less)
    };
    let one = Some(Decimal::ONE);
    let low = [
        linear(Some(built.low), share, industrial.high, one),
        linear(Some(other.low), share, industrial.high, rest),
    ];
    let high = [
        linear(built.high, share, Some(industrial.low), one),
        linear(other.high, share, Some(industrial.low), rest),
    ];
    let mut sum = missing_of(&[industrial, built]);
    sum.low = low.into_iter().flatten().max().unwrap_or_default();
    sum.high = high.into_iter().flatten().min();
    let inputs = vec![
        land("已建成土地 A", "built land A", built),
        land("已建成工矿仓储用地 A2", "built industrial land A2", industrial),
    ];
    with_ideal(
        potential(
            ("structure-potential", "结构潜力", "potential of structure"),
            ("A ×（T － A2/A），大于 0 时", "A * (T - A2/A) if above 0"),
            floored(sum),
            inputs,
        ),
        ("理想工业用地率 T", "ideal industrial land rate T"),
        "%",
        ideal,
    )
}

/// A2 × (T − far) / T = A2 − floor / T.
fn intensity(base: &BaseQuantities, ideal: Option<Decimal>) -> Indicator {
    let (industrial, floor) = (&base.built_industrial, &base.floor_industrial);
    let less = |area: Option<Decimal>, floor: Option<Decimal>| {
        area?.checked_sub(floor?.checked_div(ideal?)?)
    };
    let mut sum = missing_of(&[industrial, floor]);
    sum.low = less(Some(industrial.low), floor.high).unwrap_or_default();
    sum.high = less(industrial.high, Some(floor.low));
    let inputs = vec![
        land("已建成工矿仓储用地 A2", "built industrial land A2", industrial),
        Term {
            name: Text::new("工业建筑面积", "industrial floor area"),
            unit: "m2 floor",
            bounds: floor,
        }
        .into(),
    ];
    with_ideal(
        potential(
            ("intensity-potential", "强度潜力", "potential of intensity"),
            ("A2 ×（T － 容积率）/ T，大于 0 时", "A2 * (T - floor-area ratio) / T if above 0"),
            floored(sum),
            inputs,
        ),
        ("理想工业用地综合容积率 T", "ideal industrial floor-area ratio T"),
        "1",
        ideal,
    )
}

/// No potential is below zero.
fn floored(mut sum: Bounds) -> Bounds {
    sum.low = sum.low.max(Decimal::ZERO);
    sum.high = sum.high.map(|high| high.max(Decimal::ZERO));
    sum
}

fn missing_of(sums: &[&Bounds]) -> Bounds {
    let mut all = Bounds::zero();
    for sum in sums {
        all.lacks(&sum.missing);
    }
    all
}

/// Adds the ideal value to the inputs; the potential is unknown without it.
fn with_ideal(
    mut potential: Indicator,
    name: (&str, &str),
    unit: &str,
    ideal: Option<Decimal>,
) -> Indicator {
    let name = Text::new(name.0, name.1);
    let value = match ideal.and_then(|ideal| Figure::from_number(ideal).ok()) {
        Some(ideal) => IndicatorValue::Known(ideal),
        None => {
            let mut lacks = Bounds::zero();
            lacks.add_missing(None, &name, "T");
            potential.missing.extend(lacks.missing);
            potential.value = IndicatorValue::Unknown;
            IndicatorValue::Unknown
        }
    };
    potential.inputs.push(Input { name, unit: unit.to_owned(), value });
    potential
}

fn land(zh: &str, en: &str, bounds: &Bounds) -> Input {
    Term { name: Text::new(zh, en), unit: "m2", bounds }.into()
}

fn potential(
    names: (&str, &str, &str),
    formula: (&str, &str),
    sum: Bounds,
    inputs: Vec<Input>,
) -> Indicator {
    let rounded = |number: Decimal| {
        Figure::from_number(crate::units::rounding::round_half_up(number, 2)).ok()
    };
    let value = match (rounded(sum.low), sum.high.and_then(rounded)) {
        (Some(low), Some(_)) if sum.high == Some(sum.low) => IndicatorValue::Known(low),
        (Some(low), Some(high)) => IndicatorValue::Bounded { low, high },
        (Some(low), None) => IndicatorValue::AtLeast(low),
        _ => IndicatorValue::Unknown,
    };
    Indicator {
        id: names.0.to_owned(),
        name: Text::new(names.1, names.2),
        unit: "m2".to_owned(),
        value,
        formula: Text::new(formula.0, formula.1),
        inputs,
        missing: sum.missing,
        basis: Citation::zone_evaluation().text(),
    }
}
