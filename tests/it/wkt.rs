//! A lenient reader of WKT polygons, for published cases.

use landledger::geometry::MultiPolygon;

/// POLYGON and MULTIPOLYGON, also with EMPTY parts, NaN and Inf; `None` for any other type.
pub(crate) fn polygons(wkt: &str) -> Option<MultiPolygon<[f64; 2]>> {
    let wkt = wkt.trim();
    let upper = wkt.to_ascii_uppercase();
    let body = wkt.find('(').map_or("", |at| &wkt[at..]);
    if upper.starts_with("MULTIPOLYGON") {
        let mut shape = MultiPolygon::default();
        for polygon in members(body) {
            push_polygon(&mut shape, polygon);
        }
        Some(shape)
    } else if upper.starts_with("POLYGON") {
        let mut shape = MultiPolygon::default();
        push_polygon(&mut shape, body);
        Some(shape)
    } else {
        None
    }
}

fn push_polygon(shape: &mut MultiPolygon<[f64; 2]>, text: &str) {
    shape.push_polygon();
    for ring in members(text) {
        shape.push_ring(positions(ring));
    }
}

/// What stands between the outer brackets, divided at the commas of that level.
fn members(text: &str) -> Vec<&str> {
    let text = text.trim();
    let Some(inside) = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')) else {
        return Vec::new();
    };
    let (mut members, mut depth, mut start) = (Vec::new(), 0, 0);
    for (at, c) in inside.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 0 => {
                members.push(&inside[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    members.push(&inside[start..]);
    members
}

/// The positions of a ring; further ordinates are left out.
pub(crate) fn positions(ring: &str) -> Vec<[f64; 2]> {
    let position = |text: &str| {
        let mut numbers = text.split_whitespace().map(|number| number.parse::<f64>().unwrap());
        [numbers.next().unwrap(), numbers.next().unwrap()]
    };
    members(ring).into_iter().map(position).collect()
}

#[test]
fn it_reads_what_the_cases_hold() {
    let rings = |wkt: &str| polygons(wkt).map(Vec::<Vec<Vec<[f64; 2]>>>::from);
    let triangle = || vec![[0.0, 0.0], [1.0, 0.0], [0.0, 1.5]];
    assert_eq!(rings("POLYGON ((0 0, 1 0 9, 0 1.5))"), Some(vec![vec![triangle()]]));
    assert_eq!(rings("Polygon((0 0,1 0,0 1.5), EMPTY)"), Some(vec![vec![triangle(), vec![]]]));
    assert_eq!(
        rings("MULTIPOLYGON (((0 0, 1 0, 0 1.5)), ((0 0, 1 0, 0 1.5)))"),
        Some(vec![vec![triangle()], vec![triangle()]])
    );
    assert_eq!(rings("POLYGON EMPTY"), Some(vec![vec![]]));
    assert!(rings("POLYGON ((0 NaN, 1 0, 0 -Inf))").unwrap()[0][0][0][1].is_nan());
    assert_eq!(rings("LINESTRING (0 0, 1 1)"), None);
}
