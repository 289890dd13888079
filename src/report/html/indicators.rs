//! The indicators, each with formula, inputs, what is missing and what it rests on.

use maud::{Markup, html};
use rust_decimal::prelude::ToPrimitive;

use super::blocks::framed;
use crate::indicator::{Indicator, IndicatorValue, Missing};
use crate::report::Report;
use crate::report::text::page::{Page, count, value};
use crate::report::text::table::printable;
use crate::report::text::{uncertainty, zone};
use crate::units::Figure;

pub(super) fn draw(report: &Report, page: &Page) -> Markup {
    let indicators = report.indicators.iter().chain(&report.vacancy_rates);
    let table = html! {
        table {
            thead { tr {
                th scope="col" { (page.say("指标", "indicator")) }
                th scope="col" class="number" { (page.say("数值", "value")) }
                th scope="col" { (page.say("0 至 100 %", "0 to 100 %")) }
                th scope="col" { (page.say("公式与取值", "formula and inputs")) }
                th scope="col" { (page.say("缺少的事实", "missing facts")) }
                th scope="col" { (page.say("依据", "basis")) }
            } }
            tbody { @for indicator in indicators { (row(report, indicator, page)) } }
        }
    };
    let mut rates = Page::new(page.language());
    uncertainty::print_rates(report, &mut rates);
    html! {
        (framed(page.say("利用指标", "indicators of use"), table))
        @let note = rates.finish();
        @if !note.is_empty() { p class="note" { (note.trim()) } }
    }
}

fn row(report: &Report, indicator: &Indicator, page: &Page) -> Markup {
    let figure = uncertainty::beside(report, indicator, value(page, &indicator.value));
    let unknown = matches!(indicator.value, IndicatorValue::Unknown);
    html! {
        tr {
            td { (page.text(&indicator.name)) }
            td class={ "number" @if unknown { " unknown" } } {
                (figure) " " (zone::unit_name(page, &indicator.unit))
            }
            td { @if indicator.unit == "%" { (bar(&indicator.value)) } }
            td {
                (page.text(&indicator.formula))
                @for input in &indicator.inputs {
                    br; small {
                        (page.text(&input.name)) (page.say("：", ": ")) (value(page, &input.value)) " "
                        (zone::unit_name(page, &input.unit))
                    }
                }
            }
            td { @for missing in &indicator.missing { (lack(missing, page)) } }
            td { small { (page.text(&indicator.basis)) } }
        }
    }
}

fn lack(missing: &Missing, page: &Page) -> Markup {
    html! {
        p class="missing" {
            (page.text(&missing.fact)) " " (count(missing.count)) " "
            small { (printable(&missing.examples.join(page.say("、", ", ")))) }
        }
    }
}

/// A rate on a scale from 0 to 100 %: a stroke where it is known, a bar for an interval; what lies beyond stands at the end.
fn bar(shown: &IndicatorValue) -> Markup {
    let (low, high) = match shown {
        IndicatorValue::Known(known) => (place(known), place(known)),
        IndicatorValue::Bounded { low, high } => (place(low), place(high)),
        IndicatorValue::AtLeast(low) => (place(low), 100.0),
        IndicatorValue::Unknown => (0.0, 100.0),
    };
    let class = if matches!(shown, IndicatorValue::Unknown) { "open" } else { "interval" };
    let width = (high - low).max(1.5);
    let left = low.min(100.0 - width);
    html! {
        svg class="rate" viewBox="0 0 100 12" width="100" height="12" aria-hidden="true" {
            rect class="scale" width="100" height="12" {}
            rect class=(class) x={ (format!("{left:.1}")) } width={ (format!("{width:.1}")) } height="12" {}
        }
    }
}

fn place(figure: &Figure) -> f64 {
    figure.number().to_f64().unwrap_or_default().clamp(0.0, 100.0)
}
