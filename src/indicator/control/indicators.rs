//! The control indicators of one project.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::facts::ControlFacts;
use super::sums::{self, PROJECT};
use super::verdict::{ControlVerdict, Outcome, Side, compare};
use crate::finding::Text;
use crate::indicator::quotient::Scale;
use crate::indicator::{Bounds, Definition, Indicator, IndicatorValue, Term};
use crate::law::{Citation, ControlEdition, ControlValue, ControlValues};
use crate::units::{Area, Money};

/// Whether an indicator binds (约束性、推荐性).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Standing {
    /// Normative: a project must meet it (规范性指标).
    Normative,
    /// Recommended (推荐性指标).
    Recommended,
    /// None of the indicators of the edition; a value that the caller brings counts as a recommendation (本版未列).
    NotInEdition,
}

/// A control indicator (控制指标) of a project, its control value, and how the one stands to the other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ControlIndicator {
    /// Value, formula, inputs, missing facts and basis.
    pub indicator: Indicator,
    /// Whether it binds, by the edition.
    pub standing: Standing,
    /// The control value, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub control: Option<ControlValue>,
    /// How the indicator stands to it.
    pub verdict: ControlVerdict,
    /// Why there is no control value or no verdict, where it is not for a missing fact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// The control indicators of a project, always all nine in the same order: floor-area ratio, building density,
/// building coefficient, administrative land, administrative floor, green land, investment intensity, output and tax per area.
///
/// Compared is exactly, not as rounded. A value over nothing (land of 0 m²) is unknown. A code of another edition
/// of GB/T 4754 than the table's is never looked up.
#[must_use]
pub fn control_indicators(facts: &ControlFacts, values: &ControlValues) -> Vec<ControlIndicator> {
    let land = &sums::land(facts);
    vec![
        floor_area_ratio(facts, values, land),
        building_density(facts, values, land),
        building_coefficient(facts, values, land),
        administrative_land(facts, values, land),
        administrative_floor(facts, values),
        green_land(facts, values, land),
        investment_intensity(facts, values, land),
        output_per_area(facts, values, land),
        tax_per_area(facts, values, land),
    ]
}

fn floor_area_ratio(
    facts: &ControlFacts,
    values: &ControlValues,
    land: &Bounds,
) -> ControlIndicator {
    let twice = values.edition.storey_counts_twice_above().value.text();
    let sought = Row {
        names: ("floor-area-ratio", "容积率", "floor-area ratio"),
        formula: (
            &format!("Σ 地上建筑面积（层高超过 {} 的计 2 倍）/ 项目用地面积", twice.zh),
            &format!("floor area above ground (storeys above {} twice) / land area", twice.en),
        ),
        scale: Scale::Number,
        side: Side::AtLeast,
        standing: Standing::Normative,
        numerator: ("计容建筑面积", "floor area as counted", "m2 floor"),
        control: None,
    };
    let mut floor = sums::effective_floor(facts, values.edition);
    let mut note = None;
    let mut control = None;
    let mut industry_missing = false;
    if let Some(table) = &values.floor_area_ratio {
        match &facts.industry {
            None => {
                let fact = Text::new("行业代码", "industry of the project");
                floor.add_missing(Some(Decimal::ZERO), &fact, PROJECT);
                industry_missing = true;
            }
            Some(industry) if industry.edition() != table.industries() => {
                note = Some(Text::new(
                    format!(
                        "行业代码 {industry} 与控制值表所用 {} 版本不同，不予查表",
                        table.industries()
                    ),
                    format!(
                        "industry {industry} is not of {}, the edition of the table: not looked up",
                        table.industries()
                    ),
                ));
                industry_missing = true;
            }
            Some(industry) => {
                control = table.value(industry);
                if control.is_none() {
                    note = Some(Text::new(
                        format!("控制值表没有行业 {industry}"),
                        format!("the table has no row for industry {industry}"),
                    ));
                }
            }
        }
    }
    let mut found =
        Row { control: control.as_ref(), ..sought }.against(values.edition, &floor, land);
    if industry_missing {
        // A value exists, but which is not known.
        found.verdict = ControlVerdict::Unknown;
    }
    found.note = note.or(found.note);
    found
}

fn building_density(
    facts: &ControlFacts,
    values: &ControlValues,
    land: &Bounds,
) -> ControlIndicator {
    Row {
        names: ("building-density", "建筑密度", "building density"),
        formula: ("建筑物占地面积 / 项目用地面积", "ground covered by buildings / land area"),
        scale: Scale::Percent,
        side: Side::AtLeast,
        standing: Standing::NotInEdition,
        numerator: ("建筑物占地面积", "ground covered by buildings", "m2"),
        control: None,
    }
    .against(values.edition, &sums::buildings_footprint(facts), land)
}

fn building_coefficient(
    facts: &ControlFacts,
    values: &ControlValues,
    land: &Bounds,
) -> ControlIndicator {
    Row {
        names: ("building-coefficient", "建筑系数", "building coefficient"),
        formula: (
            "（建筑物占地 + 构筑物占地 + 堆场用地）/ 项目用地面积",
            "ground covered by buildings, structures and yards / land area",
        ),
        scale: Scale::Percent,
        side: Side::AtLeast,
        standing: Standing::Normative,
        numerator: (
            "建筑物、构筑物及堆场占地",
            "ground covered by buildings, structures and yards",
            "m2",
        ),
        control: values.building_coefficient.as_ref(),
    }
    .against(values.edition, &sums::covered(facts), land)
}

fn administrative_land(
    facts: &ControlFacts,
    values: &ControlValues,
    land: &Bounds,
) -> ControlIndicator {
    let (zh, en) =
        ("行政办公及生活服务设施用地面积", "land for administration and living services");
    let part = sums::square_metres(facts.administrative_land);
    Row {
        names: (
            "administrative-land",
            "行政办公及生活服务设施用地所占比重",
            "share of administrative and living-service land",
        ),
        formula: (
            "行政办公及生活服务设施用地面积 / 项目用地面积",
            "land for administration and living services / land area",
        ),
        scale: Scale::Percent,
        side: Side::AtMost,
        standing: Standing::Normative,
        numerator: (zh, en, "m2"),
        control: values.administrative_land.as_ref(),
    }
    .against(
        values.edition,
        &sums::fact(part, sums::square_metres(facts.land_area), zh, en),
        land,
    )
}

fn administrative_floor(facts: &ControlFacts, values: &ControlValues) -> ControlIndicator {
    let (zh, en) =
        ("行政办公及生活服务设施建筑面积", "floor area of administration and living services");
    let floor = sums::plain_floor(facts);
    let part = facts.administrative_floor.map(|floor| floor.square_metres());
    let row = Row {
        names: (
            "administrative-floor",
            "行政办公及生活服务设施建筑面积所占比重",
            "share of administrative and living-service floor area",
        ),
        formula: (
            "行政办公及生活服务设施建筑面积 / 总建筑面积",
            "floor area of administration and living services / floor area",
        ),
        scale: Scale::Percent,
        side: Side::AtMost,
        standing: match values.edition {
            ControlEdition::V2008 => Standing::NotInEdition,
            ControlEdition::V2023 => Standing::Normative,
        },
        numerator: (zh, en, "m2 floor"),
        control: values.administrative_floor.as_ref(),
    };
    let over =
        Term { name: Text::new("总建筑面积", "floor area"), unit: "m2 floor", bounds: &floor };
    row.over(values.edition, &sums::fact(part, floor.high, zh, en), over)
}

fn green_land(facts: &ControlFacts, values: &ControlValues, land: &Bounds) -> ControlIndicator {
    let part = sums::square_metres(facts.green_land);
    let (zh, en) = ("绿地面积", "green land");
    let mut found = Row {
        names: ("green-land", "绿地率", "share of green land"),
        formula: ("绿地面积 / 项目用地面积", "green land / land area"),
        scale: Scale::Percent,
        side: Side::AtMost,
        standing: match values.edition {
            ControlEdition::V2008 => Standing::Normative,
            ControlEdition::V2023 => Standing::NotInEdition,
        },
        numerator: (zh, en, "m2"),
        control: values.green_land.as_ref(),
    }
    .against(
        values.edition,
        &sums::fact(part, sums::square_metres(facts.land_area), zh, en),
        land,
    );
    let some = facts.green_land.is_some_and(|green| green > Area::ZERO);
    if some && found.verdict == ControlVerdict::Meets {
        // The share bounds an exception: whether the exception holds is not told by an area.
        found.note = Some(Text::new(
            "一般不得安排绿地：须有生产工艺等特殊要求",
            "normally there is no green land: production has to need it",
        ));
    }
    found
}

fn investment_intensity(
    facts: &ControlFacts,
    values: &ControlValues,
    land: &Bounds,
) -> ControlIndicator {
    Row {
        standing: match values.edition {
            ControlEdition::V2008 => Standing::Normative,
            ControlEdition::V2023 => Standing::Recommended,
        },
        ..Row::per_hectare(
            ("investment-intensity", "固定资产投资强度", "fixed-asset investment intensity"),
            (
                "固定资产投资（含土地价款）/ 项目用地面积",
                "investment, land price included / land area",
            ),
            ("固定资产投资", "fixed-asset investment", "yuan"),
            values.investment_intensity.as_ref(),
            values.edition,
        )
    }
    .money(values.edition, facts.investment, land)
}

fn output_per_area(
    facts: &ControlFacts,
    values: &ControlValues,
    land: &Bounds,
) -> ControlIndicator {
    Row::per_hectare(
        ("output-per-area", "土地产出率", "output per area"),
        ("年产出 / 项目用地面积", "output of a year / land area"),
        ("年产出", "output of a year", "yuan"),
        values.output_per_area.as_ref(),
        values.edition,
    )
    .money(values.edition, facts.yearly_output, land)
}

fn tax_per_area(facts: &ControlFacts, values: &ControlValues, land: &Bounds) -> ControlIndicator {
    Row::per_hectare(
        ("tax-per-area", "土地税收", "tax per area"),
        ("年税收 / 项目用地面积", "tax of a year / land area"),
        ("年税收", "tax of a year", "yuan"),
        values.tax_per_area.as_ref(),
        values.edition,
    )
    .money(values.edition, facts.yearly_tax, land)
}

/// What an indicator is, before its facts.
struct Row<'a> {
    names: (&'static str, &'a str, &'a str),
    formula: (&'a str, &'a str),
    scale: Scale,
    side: Side,
    standing: Standing,
    /// Name of the numerator in Chinese and English, and its unit.
    numerator: (&'a str, &'a str, &'static str),
    control: Option<&'a ControlValue>,
}

impl<'a> Row<'a> {
    /// An indicator in 10 000 yuan/hm² that 2023 recommends and 2008 does not have.
    fn per_hectare(
        names: (&'static str, &'a str, &'a str),
        formula: (&'a str, &'a str),
        numerator: (&'a str, &'a str, &'static str),
        control: Option<&'a ControlValue>,
        edition: ControlEdition,
    ) -> Row<'a> {
        let standing = match edition {
            ControlEdition::V2008 => Standing::NotInEdition,
            ControlEdition::V2023 => Standing::Recommended,
        };
        let scale = Scale::TenThousandYuanPerHectare;
        Row { names, formula, scale, side: Side::AtLeast, standing, numerator, control }
    }

    fn money(self, edition: ControlEdition, sum: Option<Money>, land: &Bounds) -> ControlIndicator {
        let (zh, en, _) = self.numerator;
        self.against(edition, &sums::fact(sum.map(Money::yuan), None, zh, en), land)
    }

    fn against(
        self,
        edition: ControlEdition,
        numerator: &Bounds,
        land: &Bounds,
    ) -> ControlIndicator {
        let name = Text::new("项目用地面积", "land area of the project");
        self.over(edition, numerator, Term { name, unit: "m2", bounds: land })
    }

    fn over(self, edition: ControlEdition, numerator: &Bounds, over: Term) -> ControlIndicator {
        let denominator = over.bounds.clone();
        let note = (denominator.high == Some(Decimal::ZERO)).then(|| {
            Text::new(
                format!("{}为 0，比值无意义", over.name.zh),
                format!("{} is 0: the quotient means nothing", over.name.en),
            )
        });
        let basis = match self.standing {
            Standing::NotInEdition => Citation::definition(),
            Standing::Normative | Standing::Recommended => edition.citation(),
        };
        let definition = Definition {
            id: self.names.0,
            name: Text::new(self.names.1, self.names.2),
            formula: Text::new(self.formula.0, self.formula.1),
            basis: basis.text(),
            scale: self.scale,
        };
        let (zh, en, unit) = self.numerator;
        let term = Term { name: Text::new(zh, en), unit, bounds: numerator };
        let mut indicator = Indicator::quotient(definition, term, over);
        if matches!(indicator.value, IndicatorValue::AtLeast(least) if least.is_zero()) {
            // "At least nothing" bounds nothing.
            indicator.value = IndicatorValue::Unknown;
        }
        let verdict = self.verdict(&indicator, numerator, &denominator);
        let control = self.control.cloned();
        ControlIndicator { indicator, standing: self.standing, control, verdict, note }
    }

    fn verdict(
        &self,
        indicator: &Indicator,
        numerator: &Bounds,
        denominator: &Bounds,
    ) -> ControlVerdict {
        let Some(control) = self.control else { return ControlVerdict::NoControlValue };
        if indicator.value == IndicatorValue::Unknown {
            return ControlVerdict::Unknown;
        }
        let per = match self.scale {
            Scale::Percent => Decimal::ONE_HUNDRED,
            // 10 000 yuan/hm² is yuan/m².
            _ => Decimal::ONE,
        };
        match compare(numerator, denominator, self.side, control.value.number(), per) {
            Outcome::Met => ControlVerdict::Meets,
            Outcome::Open => ControlVerdict::Open,
            Outcome::Unknown => ControlVerdict::Unknown,
            Outcome::Missed(by) => match (self.standing, self.side) {
                (Standing::Normative, Side::AtLeast) => ControlVerdict::Short { by },
                (Standing::Normative, Side::AtMost) => ControlVerdict::Exceeds { by },
                _ => ControlVerdict::OffRecommendation { by },
            },
        }
    }
}
