//! The table of `src/docs/accuracy.md`: measured here, against references that are not ours, and held to what the page says.
//!
//! `UPDATE_EXPECT=1 cargo test --test it accuracy` writes what is measured into the page, rounded up to one digit.

use std::fs;
use std::path::Path;

use landledger::geometry::{
    EdgeModel, GaussKruger, GridMultiPolygon, GridPoint, LonLat, MultiPolygon, Shape, ZonePrefix,
    ZoneWidth, area, share_inside,
};

use crate::geometry_rows::{pairs, published};

fn lon_lat(ring: &str) -> Shape {
    Shape::LonLat(MultiPolygon::from_exterior(
        pairs(ring).into_iter().map(|(lon, lat)| LonLat::new(lon, lat)),
    ))
}

fn grid(text: &str) -> GridMultiPolygon {
    let mut shape = MultiPolygon::default();
    for polygon in text.split('/') {
        shape.push_polygon();
        for ring in polygon.split('|') {
            shape.push_ring(pairs(ring).into_iter().map(|(n, e)| GridPoint::new(n, e)));
        }
    }
    shape
}

fn number(text: &str) -> f64 {
    text.parse().unwrap()
}

fn largest(errors: impl IntoIterator<Item = f64>) -> f64 {
    errors.into_iter().fold(0.0, f64::max)
}

/// Rings of a file whose case begins so, by edges in degrees.
fn rings(file: &str, edges: EdgeModel, size: &str) -> f64 {
    let rows = published(file).into_iter().filter(|row| row[2].trim_matches('"').starts_with(size));
    let errors: Vec<f64> = rows
        .map(|row| {
            (area(&lon_lat(&row[3]), edges, None).unwrap().square_metres - number(&row[4])).abs()
        })
        .collect();
    assert!(errors.len() >= 3, "{file}: {size}");
    largest(errors)
}

fn in_the_plane(edges: EdgeModel, column: usize) -> f64 {
    largest(published("survey_area.csv").iter().map(|row| {
        let zone = GaussKruger::from_epsg(4526).unwrap();
        let shape = Shape::Grid { zone, polygons: grid(&row[2]) };
        (area(&shape, edges, None).unwrap().square_metres - number(&row[column])).abs()
    }))
}

/// There and back, in every zone of 3° of the country, from the central meridian to 1.5° beside it.
fn there_and_back() -> f64 {
    let mut errors = Vec::new();
    for number in 25..=45_i32 {
        for step in 0..=6 {
            for lat in [5.0, 18.0, 34.8, 45.0, 53.0] {
                let at = LonLat::new(f64::from(number * 3) - 1.5 + f64::from(step) * 0.499_99, lat);
                let zone =
                    GaussKruger::containing(at.lon, ZoneWidth::Three, ZonePrefix::Present).unwrap();
                let back = zone.inverse(zone.forward(at).unwrap()).unwrap();
                let metre = 111_320.0;
                errors.push(
                    ((back.lat - at.lat) * metre)
                        .hypot((back.lon - at.lon) * metre * lat.to_radians().cos()),
                );
            }
        }
    }
    largest(errors)
}

fn forward() -> f64 {
    // PROJ 9.5.1, EPSG:4490 to EPSG:4526, to four decimals.
    let rows = [
        (113.20, 34.75, 3_847_149.8377, 38_426_747.2001),
        (113.30, 34.80, 3_852_628.4818, 38_435_942.6268),
        (113.40, 34.85, 3_858_116.2049, 38_445_126.9811),
    ];
    let zone = GaussKruger::from_epsg(4526).unwrap();
    largest(rows.map(|(lon, lat, north, east)| {
        let found = zone.forward(LonLat::new(lon, lat)).unwrap();
        (found.north - north).hypot(found.east - east)
    }))
}

fn shares() -> f64 {
    largest(published("share.csv").iter().map(|row| {
        let found = share_inside(&grid(&row[2]), &grid(&row[3])).unwrap();
        (found.inside_area - number(&row[5])).abs()
    }))
}

fn measured() -> [(&'static str, f64); 9] {
    let small = |edges: EdgeModel, size| match edges {
        EdgeModel::Geodesic => rings("geodesic_small_rings.csv", edges, size),
        _ => rings("lonlat_small_rings.csv", edges, size),
    };
    [
        ("geodesic-100-m", small(EdgeModel::Geodesic, "100 m")),
        ("geodesic-1-km", small(EdgeModel::Geodesic, "1 km")),
        ("lonlat-100-m", small(EdgeModel::LonLat, "100 m")),
        ("lonlat-1-km", small(EdgeModel::LonLat, "1 km")),
        ("grid", in_the_plane(EdgeModel::Grid, 3)),
        ("survey", in_the_plane(EdgeModel::Survey, 4)),
        ("projection", forward()),
        ("projection-and-back", there_and_back()),
        ("share", shares()),
    ]
}

/// Rounded up to one digit, as `2e-10`; twice what lies in the last bits of a float, as these hang on the machine's own functions.
fn rounded_up(value: f64) -> String {
    let value = if value < 1e-8 { (2.0 * value).max(1e-15) } else { value };
    let power = value.log10().floor();
    let digit = (value / 10_f64.powf(power)).ceil();
    let (digit, power) = if digit > 9.0 { (1.0, power + 1.0) } else { (digit, power) };
    format!("{digit}e{power}")
}

#[test]
fn the_page_says_no_more_than_is_measured() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/docs/accuracy.md");
    let mut page = fs::read_to_string(&path).unwrap();
    for (row, error) in measured() {
        let line = page
            .lines()
            .find(|line| line.starts_with(&format!("| `{row}` | ")))
            .unwrap()
            .to_owned();
        let said = line.split(" | ").nth(2).unwrap();
        eprintln!("{row} {error:.2e}, said {said}");
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            page = page.replace(
                &line,
                &line.replacen(&format!("| {said} |"), &format!("| {} |", rounded_up(error)), 1),
            );
            continue;
        }
        let said = number(said);
        // Not more, and no page that was never looked at again; the last bits hang on the machine's own functions.
        assert!(
            error <= said && (said < 1e-9 || error * 20.0 >= said),
            "{row}: {error:e}, the page says {said:e}"
        );
    }
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(path, page).unwrap();
    }
}
