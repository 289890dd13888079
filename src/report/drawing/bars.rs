//! Bars: quantities by kind.

use maud::html;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::Fill;
use super::palette::patterns;
use super::scale::ticks;
use super::svg::{At, Role, document, fitted, text_width};
use super::waterfall::round_number;
use crate::finding::Language;
use crate::report::text::table::printable;

/// One bar.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Bar {
    /// What it is of.
    pub name: String,
    /// Its parts, from the left.
    pub parts: Vec<BarPart>,
    /// What stands at its end.
    pub label: String,
}

/// A part of a bar.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct BarPart {
    /// What it is, for the legend; one name has one fill.
    pub name: String,
    /// How much; what is below zero is drawn as nothing.
    pub value: Decimal,
    /// How it is filled.
    pub fill: Fill,
}

impl Bar {
    /// A bar by name, parts and what stands at its end.
    #[must_use]
    pub fn new(name: impl Into<String>, parts: Vec<BarPart>, label: impl Into<String>) -> Bar {
        Bar { name: name.into(), parts, label: label.into() }
    }
}

impl BarPart {
    /// A part by name, value and fill.
    #[must_use]
    pub fn new(name: impl Into<String>, value: Decimal, fill: Fill) -> BarPart {
        BarPart { name: name.into(), value, fill }
    }
}

const WIDTH: f64 = 720.0;
const NAMES: f64 = 220.0;
const LABELS: f64 = 130.0;
const ROW: f64 = 24.0;
const FOOT: f64 = 34.0;

/// Quantities by kind, as level bars with a common axis from zero. `name` starts the ids of the drawing and is unique in a
/// page; `unit` is that of every value. A legend names the parts where there are several.
///
/// ```
/// use landledger::finding::Language;
/// use landledger::report::drawing::{Bar, BarPart, Fill, bars};
///
/// let late = |value: i64| BarPart::new("逾期", value.into(), Fill::Vermillion);
/// let rows = [Bar::new("实施中", vec![late(5)], "5"), Bar::new("已批准", vec![late(0)], "0")];
/// let svg = bars("plans", "方案状态", "个", &rows, Language::Zh);
/// assert!(svg.contains("实施中") && svg.contains("逾期"));
/// ```
#[must_use]
pub fn bars(name: &str, title: &str, unit: &str, bars: &[Bar], language: Language) -> String {
    let value = |part: &BarPart| part.value.to_f64().unwrap_or_default().max(0.0);
    let length = |bar: &Bar| bar.parts.iter().map(value).sum::<f64>();
    let axis = ticks([0.0, bars.iter().map(length).fold(0.0, f64::max)], 5);
    let last = axis.last().copied().unwrap_or(1.0);
    let plot = WIDTH - NAMES - LABELS;
    let x = |value: f64| NAMES + value / last * plot;
    let mut kinds: Vec<(&str, Fill)> = Vec::new();
    for part in bars.iter().flat_map(|bar| &bar.parts) {
        if !kinds.iter().any(|(known, _)| *known == part.name) {
            kinds.push((&part.name, part.fill));
        }
    }
    let fills: Vec<Fill> = kinds.iter().map(|(_, fill)| *fill).collect();
    let top = if kinds.len() > 1 { 26.0 } else { 6.0 };
    let bottom = top + ROW * bars.len() as f64;
    let mut place = NAMES;
    let legend: Vec<(f64, &str, Fill)> = kinds
        .iter()
        .map(|(kind, fill)| {
            let at = place;
            place += 24.0 + text_width(kind, 11.0) + 12.0;
            (at, *kind, *fill)
        })
        .collect();
    let body = html! {
        (patterns(name, &fills, 1.0))
        @if kinds.len() > 1 {
            @for (at, kind, fill) in &legend {
                rect x=(At(*at)) y="5" width="18" height="11" fill=(fill.paint(name)) stroke="#1a1a1a"
                    stroke-width=".6" {}
                text x=(At(at + 23.0)) y="15" font-size="11" { (printable(kind)) }
            }
        }
        @for tick in &axis {
            line x1=(At(x(*tick))) x2=(At(x(*tick))) y1=(At(top)) y2=(At(bottom)) stroke="#d9d9d9" {}
            text x=(At(x(*tick))) y=(At(bottom + 14.0)) text-anchor="middle" font-size="10" fill="#4d4d4d" {
                (round_number(*tick))
            }
        }
        text x=(At(NAMES + plot / 2.0)) y=(At(bottom + 28.0)) text-anchor="middle" font-size="11" fill="#4d4d4d" {
            (printable(unit))
        }
        @for (at, bar) in bars.iter().enumerate() {
            @let y = top + ROW * at as f64;
            text x=(At(NAMES - 8.0)) y=(At(y + 16.0)) text-anchor="end" { (fitted(&bar.name, 12.0, NAMES - 10.0)) }
            @for (from, part) in starts(bar) {
                @if value(part) > 0.0 {
                    rect x=(At(x(from))) y=(At(y + 4.0)) width=(At((x(from + value(part)) - x(from)).max(1.0)))
                        height=(At(ROW - 8.0)) fill=(part.fill.paint(name)) stroke="#1a1a1a" stroke-width=".6" {
                        title { (printable(&bar.name)) " " (printable(&part.name)) " " (part.value) " " (printable(unit)) }
                    }
                }
            }
            text x=(At(x(length(bar)) + 6.0)) y=(At(y + 16.0)) font-size="11" { (printable(&bar.label)) }
        }
    };
    let comma = if language == Language::Zh { "；" } else { "; " };
    let words: Vec<String> = bars.iter().map(|bar| format!("{} {}", bar.name, bar.label)).collect();
    document(
        name,
        [WIDTH, bottom + FOOT],
        language,
        Role::Picture,
        [title, &words.join(comma)],
        &body,
    )
}

/// Each part with where it begins.
fn starts(bar: &Bar) -> Vec<(f64, &BarPart)> {
    let mut from = 0.0;
    let parts = bar.parts.iter().map(|part| {
        let start = from;
        from += part.value.to_f64().unwrap_or_default().max(0.0);
        (start, part)
    });
    parts.collect()
}
