//! The course of a stock over time.

use jiff::civil::Date;
use maud::html;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::Fill;
use super::scale::ticks;
use super::svg::{At, Role, document};
use super::waterfall::round_number;
use crate::finding::Language;
use crate::report::text::page::number;
use crate::report::text::table::printable;

/// A stock from a day on, until the next point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct CoursePoint {
    /// The first day on which it is so.
    pub day: Date,
    /// How much.
    pub value: Decimal,
}

impl CoursePoint {
    /// A point by day and value.
    #[must_use]
    pub const fn new(day: Date, value: Decimal) -> CoursePoint {
        CoursePoint { day, value }
    }
}

const WIDTH: f64 = 720.0;
const LEFT: f64 = 90.0;
const RIGHT: f64 = 110.0;
const TOP: f64 = 12.0;
const PLOT: f64 = 150.0;
const HEIGHT: f64 = TOP + PLOT + 42.0;

/// The course of a stock, as stairs: it holds from its day until the next point, and at the end until `until`. `points`
/// stand in the order of their days; `name` starts the ids of the drawing and is unique in a page; `unit` is that of
/// every value. `None` without points.
///
/// ```
/// use jiff::civil::date;
/// use landledger::finding::Language;
/// use landledger::report::drawing::{CoursePoint, course};
///
/// let points = [
///     CoursePoint::new(date(2024, 1, 1), 5_000.into()),
///     CoursePoint::new(date(2024, 3, 28), 6_500.into()),
/// ];
/// let svg = course("floor", "盘活建筑面积", "m²", &points, date(2024, 6, 30), Language::Zh).unwrap();
/// assert!(svg.contains("6,500.00"));
/// assert_eq!(course("floor", "", "m²", &[], date(2024, 6, 30), Language::Zh), None);
/// ```
#[must_use]
pub fn course(
    name: &str,
    title: &str,
    unit: &str,
    points: &[CoursePoint],
    until: Date,
    language: Language,
) -> Option<String> {
    let (start, end) = (points.first()?, points.last()?);
    let first = start.day;
    let days = |day: Date| f64::from((day - first).get_days());
    let float = |value: Decimal| value.to_f64().unwrap_or_default();
    let length = days(until.max(end.day)).max(1.0);
    let low = points.iter().map(|point| float(point.value)).fold(0.0, f64::min);
    let high = points.iter().map(|point| float(point.value)).fold(0.0, f64::max);
    let axis = ticks([low, high], 4);
    let (least, most) = (axis.first().copied().unwrap_or(0.0), axis.last().copied().unwrap_or(1.0));
    let x = |day: Date| LEFT + days(day) / length * (WIDTH - LEFT - RIGHT);
    let y = |value: f64| TOP + (most - value) / (most - least) * PLOT;
    let zero = y(0.0);
    let mut stairs = format!("M{} {}", At(x(first)).text(), At(y(float(start.value))).text());
    for point in points {
        stairs.push_str(&format!(
            "H{}V{}",
            At(x(point.day)).text(),
            At(y(float(point.value))).text()
        ));
    }
    stairs.push_str(&format!("H{}", At(x(until)).text()));
    let area = format!("{stairs}V{}H{}Z", At(zero).text(), At(LEFT).text());
    let body = html! {
        @for tick in &axis {
            line x1=(At(LEFT)) x2=(At(WIDTH - RIGHT)) y1=(At(y(*tick))) y2=(At(y(*tick))) stroke="#d9d9d9" {}
            text x=(At(LEFT - 6.0)) y=(At(y(*tick) + 4.0)) text-anchor="end" font-size="10" fill="#4d4d4d" {
                (round_number(*tick))
            }
        }
        @for (day, label) in days_of_axis(first, until) {
            line x1=(At(x(day))) x2=(At(x(day))) y1=(At(TOP + PLOT)) y2=(At(TOP + PLOT + 5.0)) stroke="#4d4d4d" {}
            text x=(At(x(day))) y=(At(TOP + PLOT + 17.0)) text-anchor="middle" font-size="10" fill="#4d4d4d" { (label) }
        }
        path d=(area) fill=(Fill::SkyBlue.colour()) fill-opacity=".35" {}
        path d=(stairs) fill="none" stroke=(Fill::Blue.colour()) stroke-width="2" {}
        line x1=(At(LEFT)) x2=(At(WIDTH - RIGHT)) y1=(At(zero)) y2=(At(zero)) stroke="#1a1a1a" {}
        text x=(At(WIDTH - RIGHT + 8.0)) y=(At(y(float(end.value)) + 4.0)) font-weight="bold" { (number(end.value)) }
        text x=(At(LEFT)) y=(At(HEIGHT - 6.0)) font-size="11" fill="#4d4d4d" { (printable(unit)) }
    };
    let (from, to) = (number(start.value), number(end.value));
    let description = match language {
        Language::Zh => format!("{first}：{from} {unit}；{until}：{to} {unit}"),
        Language::En => format!("{first}: {from} {unit}; {until}: {to} {unit}"),
    };
    Some(document(name, [WIDTH, HEIGHT], language, Role::Picture, [title, &description], &body))
}

/// First days of months, quarters or years, whichever are not too many.
fn days_of_axis(first: Date, until: Date) -> Vec<(Date, String)> {
    let months = |day: Date| i32::from(day.year()) * 12 + i32::from(day.month()) - 1;
    let (from, to) = (months(first), months(until));
    let step =
        [1, 3, 6, 12, 24, 60, 120, 600, 1200].into_iter().find(|step| (to - from) / step <= 8);
    let Some(step) = step else { return Vec::new() };
    let all = (from..=to).filter(|month| month % step == 0);
    all.filter_map(|month| {
        let (year, of_year) = (month.div_euclid(12), month.rem_euclid(12) + 1);
        let day = Date::new(i16::try_from(year).ok()?, i8::try_from(of_year).ok()?, 1).ok()?;
        let label =
            if step < 12 { format!("{year:04}-{of_year:02}") } else { format!("{year:04}") };
        (first <= day && day <= until).then_some((day, label))
    })
    .collect()
}
