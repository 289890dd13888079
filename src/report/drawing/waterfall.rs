//! The waterfall: a roll-forward as a drawing.

use maud::html;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::Fill;
use super::palette::patterns;
use super::scale::ticks;
use super::svg::{At, Role, document, fitted};
use crate::finding::Language;
use crate::report::text::page::{number, signed};
use crate::report::text::table::printable;

/// What a step of a waterfall is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum StepKind {
    /// A stock: opening or closing (期初、期末).
    Level,
    /// A movement, with its sign (变动).
    Change,
}

/// One step of a waterfall.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Step {
    /// What it is called.
    pub name: String,
    /// What it is.
    pub kind: StepKind,
    /// How much; of a movement with its sign.
    pub value: Decimal,
}

impl Step {
    /// A step by name, kind and value.
    #[must_use]
    pub fn new(name: impl Into<String>, kind: StepKind, value: Decimal) -> Step {
        Step { name: name.into(), kind, value }
    }
}

const WIDTH: f64 = 720.0;
const NAMES: f64 = 220.0;
const VALUES: f64 = 130.0;
const ROW: f64 = 26.0;
const TOP: f64 = 8.0;
const FOOT: f64 = 40.0;
/// Movements smaller than this part of the stock would be lines: the axis then begins near the stock, and says so.
const SMALL: f64 = 0.3;

/// A roll-forward (期初期末) as a waterfall: each movement begins where the one before it ended. `name` starts the ids of
/// the drawing and is unique in a page; `unit` is that of every value.
///
/// An axis that does not begin at zero is said to, and its stocks have a broken edge.
///
/// ```
/// use landledger::finding::Language;
/// use landledger::report::drawing::{Step, StepKind, waterfall};
///
/// let steps = [
///     Step::new("期初", StepKind::Level, 500.into()),
///     Step::new("新列入", StepKind::Change, 120.into()),
///     Step::new("销号", StepKind::Change, (-70).into()),
///     Step::new("期末", StepKind::Level, 550.into()),
/// ];
/// let svg = waterfall("ledger", "台账期初期末", "m²", &steps, Language::Zh);
/// assert!(svg.starts_with("<svg") && svg.contains("+120.00") && svg.contains("-70.00"));
/// ```
#[must_use]
pub fn waterfall(
    name: &str,
    title: &str,
    unit: &str,
    steps: &[Step],
    language: Language,
) -> String {
    let spans = spans(steps);
    let high = spans.iter().flatten().copied().fold(0.0, f64::max);
    let low = spans.iter().flatten().copied().fold(0.0, f64::min);
    let changes = steps.iter().zip(&spans).filter(|(step, _)| step.kind == StepKind::Change);
    let reached: Vec<f64> = changes.flat_map(|(_, span)| *span).collect();
    let least = reached.iter().copied().fold(f64::INFINITY, f64::min);
    let room = high - least;
    let broken = low >= 0.0 && room > 0.0 && room < SMALL * high;
    // Room below the least level, so that the stocks are bars still.
    let base = if broken { least - room * 0.5 } else { low };
    let axis = ticks([base, high], 5);
    let (first, last) = (axis.first().copied().unwrap_or(0.0), axis.last().copied().unwrap_or(1.0));
    let broken = broken && first > 0.0;
    let plot = WIDTH - NAMES - VALUES;
    let x = |value: f64| NAMES + (value.max(first) - first) / (last - first) * plot;
    let height = TOP + ROW * steps.len() as f64 + FOOT;
    let bottom = TOP + ROW * steps.len() as f64;
    let words: Vec<String> =
        steps.iter().map(|step| format!("{} {}", step.name, written(step))).collect();
    let body = html! {
        (patterns(name, &[Fill::Orange, Fill::SkyBlue], 1.0))
        @for tick in &axis {
            line x1=(At(x(*tick))) x2=(At(x(*tick))) y1=(At(TOP)) y2=(At(bottom)) stroke="#d9d9d9" {}
            text x=(At(x(*tick))) y=(At(bottom + 15.0)) text-anchor="middle" font-size="10" fill="#4d4d4d" {
                (round_number(*tick))
            }
        }
        text x=(At(NAMES + plot / 2.0)) y=(At(bottom + 30.0)) text-anchor="middle" font-size="11" fill="#4d4d4d" {
            (printable(unit))
            @if broken { (match language {
                Language::Zh => "（横轴不从零开始）",
                Language::En => " (the axis does not begin at zero)",
            }) }
        }
        @for (at, (step, [from, to])) in steps.iter().zip(&spans).enumerate() {
            @let y = TOP + ROW * at as f64;
            @let (left, right) = (x(from.min(*to)), x(from.max(*to)));
            text x=(At(NAMES - 8.0)) y=(At(y + 17.0)) text-anchor="end" { (fitted(&step.name, 12.0, NAMES - 10.0)) }
            rect x=(At(left)) y=(At(y + 4.0)) width=(At((right - left).max(1.0))) height=(At(ROW - 8.0))
                fill=(fill(step).paint(name)) stroke="#1a1a1a" stroke-width=".6" {
                title { (printable(&step.name)) " " (written(step)) " " (printable(unit)) }
            }
            @if broken && step.kind == StepKind::Level {
                path d={ "M" (At(left)) " " (At(y + 4.0)) "l5 4.5l-5 4.5l5 4.5l-5 4.5" } fill="none" stroke="#fff"
                    stroke-width="2.5" {}
            }
            @if at + 1 < steps.len() {
                line x1=(At(x(*to))) x2=(At(x(*to))) y1=(At(y + ROW - 4.0)) y2=(At(y + ROW + 4.0)) stroke="#1a1a1a"
                    stroke-width=".8" stroke-dasharray="2 2" {}
            }
            text x=(At(WIDTH - 4.0)) y=(At(y + 17.0)) text-anchor="end"
                font-weight=(if step.kind == StepKind::Level { "bold" } else { "normal" }) { (written(step)) }
        }
    };
    let comma = if language == Language::Zh { "；" } else { "; " };
    let description = format!("{}（{unit}）", words.join(comma));
    document(name, [WIDTH, height], language, Role::Picture, [title, &description], &body)
}

/// Where each step begins and ends; the end of a stock is its value, whatever the movements come to.
fn spans(steps: &[Step]) -> Vec<[f64; 2]> {
    let mut level = Decimal::ZERO;
    let float = |value: Decimal| value.to_f64().unwrap_or_default();
    steps
        .iter()
        .map(|step| match step.kind {
            StepKind::Level => {
                level = step.value;
                [0.0, float(level)]
            }
            StepKind::Change => {
                let from = level;
                level = level.saturating_add(step.value);
                [float(from), float(level)]
            }
        })
        .collect()
}

fn fill(step: &Step) -> Fill {
    match step.kind {
        StepKind::Level => Fill::Blue,
        StepKind::Change if step.value.is_sign_negative() => Fill::SkyBlue,
        StepKind::Change => Fill::Orange,
    }
}

fn written(step: &Step) -> String {
    match step.kind {
        StepKind::Level => number(step.value),
        StepKind::Change => signed(step.value),
    }
}

/// The value of a tick: a round number, grouped.
pub(super) fn round_number(value: f64) -> String {
    let text = Decimal::from_f64_retain(value).unwrap_or_default().round_dp(6).normalize();
    let text = number(text);
    text.strip_suffix(".00").map_or_else(|| text.clone(), str::to_owned)
}
