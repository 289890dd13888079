//! Which zone the coordinates are of, and which of two numbers is the northing.

use std::collections::BTreeMap;

use super::header::{HeaderZone, natural_width};
use super::lines::{Document, finding};
use super::model::ColumnOrder;
use super::parse::{Range, Raw, RawPoint};
use crate::error::{Error, Result};
use crate::finding::Code;
use crate::geometry::{GaussKruger, ZonePrefix, ZoneWidth};

/// The zone of a file, and whether its header contradicts itself.
pub(super) struct Resolved {
    pub(super) zone: GaussKruger,
    pub(super) header: Consistency,
}

/// Whether width and number of the header name a zone together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Consistency {
    Consistent,
    /// Such as 6° zones with the number 38.
    Contradictory,
}

/// Where two coordinates can lie in China.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Window {
    /// A northing and an easting in this order; the zone number of the easting, if it has one.
    Within(ColumnOrder, Option<u8>),
    Outside,
}

/// Sorts two coordinates into the windows of China: northing 1 900 000–5 950 000 m; easting 160 000–840
/// 000 m, alone or behind a zone number 13–23 or 25–45. The windows do not overlap, so the order is
/// certain.
pub(super) fn window(x: f64, y: f64) -> Window {
    match (is_northing(x), easting(y), is_northing(y), easting(x)) {
        (true, Some(prefix), _, _) => Window::Within(ColumnOrder::NorthingFirst, prefix),
        (_, _, true, Some(prefix)) => Window::Within(ColumnOrder::EastingFirst, prefix),
        _ => Window::Outside,
    }
}

fn is_northing(value: f64) -> bool {
    (1_900_000.0..=5_950_000.0).contains(&value)
}

/// The zone number of an easting; `None` if the number is no easting.
fn easting(value: f64) -> Option<Option<u8>> {
    let number = (value / 1e6).floor();
    let rest = value - number * 1e6;
    if !(160_000.0..=840_000.0).contains(&rest) || !(0.0..=45.0).contains(&number) {
        return None;
    }
    // The number lies between 0 and 45, so the cast keeps it.
    match number as u8 {
        0 => Some(None),
        number => natural_width(number).map(|_| Some(number)),
    }
}

/// What the eastings of a file say.
#[derive(Default)]
struct Eastings {
    /// Points by zone number; `None` = eastings without one.
    counts: BTreeMap<Option<u8>, usize>,
    /// The first easting with each number.
    first: BTreeMap<Option<u8>, Range>,
}

impl Eastings {
    fn of(raw: &Raw) -> Eastings {
        let mut eastings = Eastings::default();
        for point in raw.plots.iter().flat_map(|plot| &plot.points) {
            if let Window::Within(columns, prefix) = window(point.x.1, point.y.1) {
                let count = eastings.counts.entry(prefix).or_default();
                *count = count.saturating_add(1);
                eastings.first.entry(prefix).or_insert_with(|| easting_at(point, columns));
            }
        }
        eastings
    }

    /// The zone number of most points that have one; the smaller of two that are as frequent.
    fn number(&self) -> Option<u8> {
        let numbered = self.counts.iter().filter_map(|(number, count)| Some(((*number)?, *count)));
        let best = numbered.max_by_key(|(number, count)| (*count, std::cmp::Reverse(*number)));
        best.map(|(number, _)| number)
    }

    fn prefix(&self) -> ZonePrefix {
        let without = self.counts.get(&None).copied().unwrap_or_default();
        let all: usize = self.counts.values().sum();
        if all == 0 || all.saturating_sub(without) >= without {
            ZonePrefix::Present
        } else {
            ZonePrefix::Absent
        }
    }
}

/// Where the easting of a point stands.
pub(super) fn easting_at(point: &RawPoint, columns: ColumnOrder) -> Range {
    match columns {
        ColumnOrder::NorthingFirst => point.y_at,
        ColumnOrder::EastingFirst => point.x_at,
    }
}

/// The zone of the file, from its header, its eastings and what the caller declares, in this order.
pub(super) fn resolve(
    raw: &Raw,
    document: &mut Document<'_>,
    header: HeaderZone,
    declared: Option<GaussKruger>,
) -> Result<Resolved> {
    let eastings = Eastings::of(raw);
    let inferred = eastings.number();
    let Some(number) = header.number.or(inferred).or(declared.map(GaussKruger::number)) else {
        return Err(Error::input(
            document.line_place(0),
            (
                "投影带：表头的“带号”、带有带号的 Y 坐标，或声明的坐标系（--crs EPSG:4526）",
                "a zone: `带号` in the header, eastings with a zone number, or a declared reference \
                 system (--crs EPSG:4526)",
            ),
            ("三者皆无", "none of them"),
        ));
    };
    let natural = natural_width(number).or(declared.map(GaussKruger::width));
    let width = natural.or(header.width).unwrap_or(ZoneWidth::Three);
    let Some(zone) = GaussKruger::new(width, number, eastings.prefix()) else {
        let expected = ("带号 13–23 或 25–45", "a zone number 13–23 or 25–45");
        return Err(Error::argument(("投影带", "zone"), expected, number.to_string()));
    };
    if let Some(declared) = declared
        && (declared.width(), declared.number()) != (zone.width(), zone.number())
    {
        let place = match (header.number_at, inferred.and_then(|n| eastings.first.get(&Some(n)))) {
            (Some(at), _) | (None, Some(&at)) => document.place(at.line, at.from, at.to),
            (None, None) => document.line_place(0),
        };
        let (zh, en) = (format!("声明的 {declared}"), format!("the declared {declared}"));
        let found = (zone.to_string(), zone.to_string());
        let conflict = finding(Code::TxtZoneConflict, place, (&zh, &en), &found);
        return Err(Error::document(conflict));
    }
    report_inferred(document, header, &eastings, zone, declared);
    let header = match header.width {
        Some(stated) if stated != width => Consistency::Contradictory,
        _ => Consistency::Consistent,
    };
    Ok(Resolved { zone, header })
}

/// Reports what was taken from elsewhere because the header does not have it.
fn report_inferred(
    document: &mut Document<'_>,
    header: HeaderZone,
    eastings: &Eastings,
    zone: GaussKruger,
    declared: Option<GaussKruger>,
) {
    let (number, meridian) = (zone.number(), zone.central_meridian());
    let degrees = match zone.width() {
        ZoneWidth::Three => 3,
        ZoneWidth::Six => 6,
    };
    let (code, source) = match (eastings.first.get(&Some(number)), declared) {
        (Some(_), _) => (Code::TxtZoneInferred, ("按横坐标前缀", "taken from the eastings")),
        (None, Some(_)) => (Code::TxtHeaderMissing, ("按调用方声明", "taken from the declaration")),
        (None, None) => (Code::TxtZoneInferred, ("按带号范围", "taken from the zone number")),
    };
    let at = eastings.first.get(&Some(number)).or(eastings.first.get(&None));
    let place = match at {
        Some(at) => document.place(at.line, at.from, at.to),
        None => document.line_place(0),
    };
    let (missing, found) = match (header.number, header.width) {
        (None, None) => (
            ("可用的 `带号` 和 `几度分带`", "usable values of `带号` and `几度分带`"),
            (format!("{degrees} 度带 {number} 带"), format!("{degrees}° zone {number}")),
        ),
        (None, Some(_)) => (
            ("可用的 `带号`", "a usable value of `带号`"),
            (format!("{number} 带"), format!("zone {number}")),
        ),
        (Some(_), None) => (
            ("可用的 `几度分带`", "a usable value of `几度分带`"),
            (format!("{degrees} 度带"), format!("{degrees}° zones")),
        ),
        (Some(_), Some(_)) => return,
    };
    let found = (
        format!("空，{}为{}（中央子午线 {meridian}°）", source.0, found.0),
        format!("nothing; {}: {} (central meridian {meridian}° E)", source.1, found.1),
    );
    document.add(code, place, missing, &found);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_tell_the_columns_apart() {
        use ColumnOrder::{EastingFirst, NorthingFirst};
        let rows = [
            (3_853_000.0, 38_435_500.0, Window::Within(NorthingFirst, Some(38))),
            (38_435_500.0, 3_853_000.0, Window::Within(EastingFirst, Some(38))),
            (3_853_000.0, 435_500.0, Window::Within(NorthingFirst, None)),
            (435_500.0, 3_853_000.0, Window::Within(EastingFirst, None)),
            (3_853_000.0, 19_435_500.0, Window::Within(NorthingFirst, Some(19))),
            (3_853_000.0, 24_435_500.0, Window::Outside),
            (3_853_000.0, 46_435_500.0, Window::Outside),
            (3_853_000.0, 12_435_500.0, Window::Outside),
            (1_900_000.0, 160_000.0, Window::Within(NorthingFirst, None)),
            (1_899_999.9, 160_000.0, Window::Outside),
            (1_900_000.0, 159_999.9, Window::Outside),
            (5_950_000.0, 45_840_000.0, Window::Within(NorthingFirst, Some(45))),
            (5_950_000.1, 45_840_000.0, Window::Outside),
            (5_950_000.0, 45_840_000.1, Window::Outside),
            (3_853_000.0, 3_853_000.0, Window::Outside),
            (113.3, 34.8, Window::Outside),
            (-3_853_000.0, -435_500.0, Window::Outside),
            (f64::MAX, f64::MIN, Window::Outside),
        ];
        for (x, y, expected) in rows {
            assert_eq!(window(x, y), expected, "{x} {y}");
        }
    }
}
