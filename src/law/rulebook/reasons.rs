//! The reasons of an assessment of low-efficiency land, in words.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{
    Combination, CriteriaSet, Criterion, CriterionResult, LowEfficiencyFacts, LowEfficiencyUse,
    Metric, MetricUnit, ProductionState, Rulebook,
};
use crate::finding::Text;
use crate::law::{Answer, Citation, Commencement, IdleLandVerdict, LandRight, Reason};
use crate::units::Ratio;

/// The numbers that a value was made from; `None` is not known.
#[derive(Debug, Default)]
pub(super) struct Stated {
    /// What is summed above the line: years, or parts of the ground.
    pub(super) over: Vec<Option<Decimal>>,
    /// What stands under the line.
    pub(super) under: Option<Decimal>,
    /// For the years since production stopped.
    pub(super) production: Option<ProductionState>,
}

pub(super) fn existing(facts: &LowEfficiencyFacts, answer: Answer) -> Reason {
    let land = match facts.land {
        Some(LandRight::StateOwned) => ("国有建设用地", "state-owned land"),
        Some(LandRight::Collective) => ("集体建设用地", "collective land"),
        Some(LandRight::NotSupplied) => ("未供应", "land that is not supplied"),
        None => ("土地权利性质不详", "how the land is held is not known"),
    };
    let commencement = match facts.commencement {
        Some(Commencement::On(day)) => (format!("{day} 动工开发"), format!("commenced on {day}")),
        Some(Commencement::OnUnknownDay) => ("已动工开发".into(), "commenced".into()),
        Some(Commencement::NotYet) => ("未动工开发".into(), "not commenced".into()),
        None => ("是否动工开发不详".into(), "whether it commenced is not known".into()),
    };
    Reason {
        article: Citation::low_efficiency_land(),
        rule: Text::new(
            "属于现有建设用地（已供应并动工开发）",
            "existing construction land: supplied, and development commenced",
        ),
        facts: Text::new(
            format!("{}，{}", land.0, commencement.0),
            format!("{}; {}", land.1, commencement.1),
        ),
        answer,
    }
}

pub(super) fn not_idle(idle: &[IdleLandVerdict], answer: Answer) -> Reason {
    let names: Vec<Text> = idle.iter().map(|verdict| verdict.name()).collect();
    let facts = if names.is_empty() {
        Text::new("未作闲置土地研判", "not assessed for idle land")
    } else {
        let zh: Vec<&str> = names.iter().map(|name| name.zh.as_str()).collect();
        let en: Vec<&str> = names.iter().map(|name| name.en.as_str()).collect();
        Text::new(
            format!("闲置土地研判：{}", zh.join("或")),
            format!("assessment of idle land: {}", en.join(", or ")),
        )
    };
    Reason {
        article: Citation::low_efficiency_land(),
        rule: Text::new("尚不构成闲置土地", "not idle land yet"),
        facts,
        answer,
    }
}

/// The reason that one criterion is.
pub(super) fn criterion(
    criterion: &Criterion,
    on: Date,
    stated: &Stated,
    value: Option<Ratio>,
    answer: Answer,
) -> Reason {
    let facts = match criterion.metric {
        Metric::YearsSinceStop => stop(stated.production, on, value),
        _ => figures(criterion, on, stated, value),
    };
    Reason { article: criterion.source.clone(), rule: rule(criterion, on), facts, answer }
}

impl Criterion {
    /// The rule in words: `tax per mu below 5 × 10,000 yuan/mu`.
    #[must_use]
    pub fn rule(&self) -> Text {
        let (metric, comparison) = (self.metric.name(), self.comparison.name());
        let limit = match self.threshold {
            Some(threshold) => with_unit(&plain(threshold.number()), self.unit),
            None => Text::new("标准值（未定）", "a threshold that is not given"),
        };
        Text::new(
            format!("{}{}{}", metric.zh, comparison.zh, zh_spaced(&limit.zh)),
            format!("{} {} {}", metric.en, comparison.en, limit.en),
        )
    }
}

impl CriteriaSet {
    /// The set in words: `industrial land: any of a, b, (all of c, d)`.
    #[must_use]
    pub fn rule(&self) -> Text {
        let name = self.land_use.name();
        let groups = self.groups.iter().map(|group| members(group.combine, &group.criteria, &[]));
        let all = members(self.combine, &self.criteria, &groups.collect::<Vec<_>>());
        Text::new(format!("{}：{}", name.zh, all.zh), format!("{}: {}", name.en, all.en))
    }
}

/// `tax: tax per mu below 5 × 10,000 yuan/mu, average of 2022 to 2024`.
fn rule(criterion: &Criterion, on: Date) -> Text {
    let (id, rule) = (&criterion.id, criterion.rule());
    let mut rule = Text::new(format!("{id}：{}", rule.zh), format!("{id}: {}", rule.en));
    if criterion.metric.has_window() {
        let years = years(criterion, on);
        rule.zh.push_str(&format!("（{}）", years.zh));
        rule.en.push_str(&format!(", {}", years.en));
    }
    rule
}

fn years(criterion: &Criterion, on: Date) -> Text {
    let window = i16::from(criterion.window_years.unwrap_or(1).max(1));
    let (first, last) = (on.year().saturating_sub(window), on.year().saturating_sub(1));
    match window {
        1 => Text::new(format!("{last} 年"), format!("of {last}")),
        _ => {
            Text::new(format!("{first} 至 {last} 年平均"), format!("average of {first} to {last}"))
        }
    }
}

/// `(90000 + ? + 80000) yuan / (20000 m² × 3)`, with the value where it is known.
fn figures(criterion: &Criterion, on: Date, stated: &Stated, value: Option<Ratio>) -> Text {
    let (zh, en, unit) = match criterion.metric {
        Metric::TaxPerMu => ("税收", "tax", ("元", "yuan")),
        Metric::RevenuePerMu => ("营业收入", "revenue", ("元", "yuan")),
        Metric::InvestmentPerMu => ("固定资产投资", "investment", ("元", "yuan")),
        Metric::FloorAreaRatio => ("建筑面积", "floor area", ("m²", "m²")),
        Metric::BuildingCoefficient => ("建筑物、构筑物占地", "ground covered", ("m²", "m²")),
        Metric::FloorVacancy => ("空置面积", "vacant floor area", ("m²", "m²")),
        Metric::YearsSinceStop => ("", "", ("", "")),
    };
    let number = |number: &Option<Decimal>| number.map_or_else(|| "?".to_owned(), plain);
    let parts: Vec<String> = stated.over.iter().map(number).collect();
    let over = match parts.as_slice() {
        [only] => only.clone(),
        _ => format!("({})", parts.join(" + ")),
    };
    let under = number(&stated.under);
    let under = match criterion.window_years {
        Some(window) if window > 1 && criterion.metric.has_window() => {
            format!("({under} m² × {window})")
        }
        _ => format!("{under} m²"),
    };
    let whole = match criterion.metric {
        Metric::FloorVacancy => ("总建筑面积", "floor area"),
        _ => ("土地面积", "land"),
    };
    let of = match criterion.metric.has_window() {
        true => years(criterion, on),
        false => Text::default(),
    };
    let of = (of.zh.replace("平均", ""), of.en.replace("average of ", "").replace("of ", ""));
    let blank = if of.1.is_empty() { "" } else { " " };
    let value = value.map(|value| result(value, criterion.unit)).unwrap_or_default();
    Text::new(
        format!("{}{zh} / {}：{over} {} / {under}{}", of.0, whole.0, unit.0, value.zh),
        format!("{en}{blank}{} / {}: {over} {} / {under}{}", of.1, whole.1, unit.1, value.en),
    )
}

/// ` = 3 10,000 yuan/mu`, or ` ≈ …` where four decimals do not hold it.
fn result(value: Ratio, unit: MetricUnit) -> Text {
    let rounded = value.rounded(4);
    let sign = if Ratio::new(rounded, Decimal::ONE) == Some(value) { "=" } else { "≈" };
    let value = with_unit(&plain(rounded), unit);
    Text::new(format!(" {sign} {}", value.zh), format!(" {sign} {}", value.en))
}

fn stop(production: Option<ProductionState>, on: Date, value: Option<Ratio>) -> Text {
    match (production, value) {
        (Some(ProductionState::Running), _) => Text::new("在产", "in production"),
        (Some(ProductionState::StoppedOn(day)), Some(value)) => {
            let years = plain(value.rounded(0));
            Text::new(
                format!("{day} 停产，至 {on} 满 {years} 年"),
                format!("stopped on {day}; full years until {on}: {years}"),
            )
        }
        (Some(ProductionState::StoppedOn(day)), None) => Text::new(
            format!("{day} 才停产，{on} 的情况不详"),
            format!("stops on {day} only; not known for {on}"),
        ),
        (None, _) => Text::new("是否停产不详", "whether production is stopped is not known"),
    }
}

/// How the criteria for the use are combined.
pub(super) fn combined(
    rulebook: &Rulebook,
    land_use: Option<LowEfficiencyUse>,
    results: &[CriterionResult],
    answer: Answer,
) -> Reason {
    let set = rulebook.sets.iter().find(|set| Some(set.land_use) == land_use);
    let (rule, facts) = match (land_use, set) {
        (None, _) => (
            Text::new("按土地用途适用认定条件", "criteria go by the use of the land"),
            Text::new("用途不详或者混合", "the use is not known, or mixed"),
        ),
        (Some(_), Some(set)) if !results.is_empty() => {
            let each = |say: fn(&Text) -> &str| {
                let one = |result: &CriterionResult| {
                    format!("{} {}", result.criterion.id, say(&result.answer.name()))
                };
                results.iter().map(one).collect::<Vec<_>>()
            };
            (set.rule(), Text::new(each(|t| &t.zh).join("，"), each(|t| &t.en).join(", ")))
        }
        (Some(land_use), _) => {
            let name = land_use.name();
            (
                Text::new(
                    format!("{}当日有效的认定条件", name.zh),
                    format!("criteria for {} that are in force on the day", name.en),
                ),
                Text::new("没有", "none"),
            )
        }
    };
    Reason { article: citation(rulebook), rule, facts, answer }
}

/// `any of a, b, (all of c, d)`.
fn members(combine: Combination, ids: &[String], groups: &[Text]) -> Text {
    let name = combine.name();
    let list = |say: fn(&Text) -> &str, dot: &str| {
        let inner = groups.iter().map(|group| format!("({})", say(group)));
        ids.iter().cloned().chain(inner).collect::<Vec<_>>().join(dot)
    };
    Text::new(
        format!("{} {}", name.zh, list(|t| &t.zh, "、")),
        format!("{} {}", name.en, list(|t| &t.en, ", ")),
    )
}

/// The document of the rulebook.
fn citation(rulebook: &Rulebook) -> Citation {
    let document = &rulebook.document;
    let title = document.title.as_ref().unwrap_or(&rulebook.issuer);
    let mut citation = Citation::new(title.clone(), title.clone());
    citation.number = Some(document.number.clone().into());
    citation.in_force = Some(rulebook.effective);
    citation.last_checked = Some(rulebook.last_checked);
    citation
}

fn with_unit(number: &str, unit: MetricUnit) -> Text {
    let name = unit.name();
    let say = |unit: &str| match unit {
        "" => number.to_owned(),
        unit if unit.starts_with(|first: char| first.is_ascii_digit()) => {
            format!("{number} × {unit}")
        }
        unit => format!("{number} {unit}"),
    };
    Text::new(say(&name.zh), say(&name.en))
}

fn plain(number: Decimal) -> String {
    number.normalize().to_string()
}

/// A blank between Chinese and a number.
fn zh_spaced(text: &str) -> String {
    let digit = text.starts_with(|first: char| first.is_ascii_digit() || first == '-');
    format!("{}{text}", if digit { " " } else { "" })
}
