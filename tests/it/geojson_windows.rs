//! The windows that tell degrees from metres: the reader and [`guess_coordinates`] decide alike, on each side of every
//! window and on it.

use landledger::finding::Code;
use landledger::geometry::{
    CoordinateExtent, CoordinateKind, Crs, GaussKruger, GridAxes, guess_coordinates,
};
use landledger::read::Source;
use landledger::read::geojson::{self, ReadOptions};

/// What the reader says about a ring of this position alone; it has no area, which is not the reader's business.
fn read(x: f64, y: f64, options: &ReadOptions) -> Option<Code> {
    let text = format!(
        "{{\"type\":\"Polygon\",\"coordinates\":[[[{x},{y}],[{x},{y}],[{x},{y}],[{x},{y}]]]}}"
    );
    let reading = geojson::read(&Source::new("t", text), options);
    reading.findings.first().map(|finding| finding.code)
}

#[test]
fn the_reader_and_the_guess_decide_alike() {
    let x = [
        // Degrees and China.
        -180.0,
        -180.000001,
        3.0,
        2.999999,
        54.0,
        54.000001,
        73.0,
        72.999999,
        136.0,
        136.000001,
        180.0,
        180.000001,
        // Eastings without and with a zone number, Web Mercator.
        1e5,
        99_999.0,
        9e5,
        900_001.0,
        13.1e6,
        13_099_999.0,
        23.9e6,
        23_900_001.0,
        24.5e6,
        25.1e6,
        25_099_999.0,
        38.9e6,
        38_900_001.0,
        38.1e6,
        38_099_999.0,
        45.9e6,
        46.1e6,
        8_126_000.0,
        8_125_999.0,
        15_140_000.0,
        15_140_001.0,
    ];
    let y = [
        -90.0,
        -90.000001,
        3.0,
        2.999999,
        54.0,
        54.000001,
        73.0,
        90.0,
        90.000001,
        113.3,
        136.0,
        136.000001,
        // Northings of China, and of Web Mercator.
        331_000.0,
        330_999.0,
        334_000.0,
        333_999.0,
        6e6,
        6_000_001.0,
        7_171_000.0,
        7_171_001.0,
        435_942.0,
        38_435_942.0,
    ];
    let options = ReadOptions::default();
    for (x, y) in x.iter().flat_map(|x| y.iter().flat_map(move |y| [(*x, *y), (*y, *x)])) {
        let kind = guess_coordinates([[x, y]], None).unwrap().kind;
        assert_eq!(CoordinateExtent::at([x, y]).kind(), kind, "{x} {y}");
        let expected = match kind {
            CoordinateKind::LonLat => None,
            CoordinateKind::LatLonSwapped => Some(Code::AxesSwapped),
            CoordinateKind::GridMetres { .. } | CoordinateKind::WebMercator => {
                Some(Code::CoordinatesProjected)
            }
            _ => Some(Code::CoordinateRange),
        };
        assert_eq!(read(x, y, &options), expected, "{x} {y}");
    }
}

#[test]
fn each_window_has_two_sides() {
    use CoordinateKind::{LatLonSwapped, LonLat, OutOfRange, WebMercator};
    let grid = |epsg: Option<u16>, axes| CoordinateKind::GridMetres {
        zones: epsg.and_then(GaussKruger::from_epsg).into_iter().collect(),
        axes,
    };
    let (east, north) = (GridAxes::EastNorth, GridAxes::NorthEast);
    let rows = [
        ([54.0, 73.0], LatLonSwapped),
        ([54.000001, 73.0], LonLat),
        ([54.0, 72.999999], LonLat),
        ([180.0, -90.0], LonLat),
        ([180.000001, -90.0], OutOfRange),
        ([180.0, -90.000001], OutOfRange),
        ([1e5, 331_000.0], grid(None, east)),
        ([99_999.0, 331_000.0], OutOfRange),
        ([9e5, 6e6], grid(None, east)),
        ([900_001.0, 6_000_001.0], OutOfRange),
        ([3.8e6, 9e5], grid(None, north)),
        ([3.8e6, 900_001.0], OutOfRange),
        ([38.1e6, 331_000.0], grid(Some(4526), east)),
        ([38_099_999.0, 331_000.0], OutOfRange),
        ([38.9e6, 331_000.0], grid(Some(4526), east)),
        ([38_900_001.0, 331_000.0], OutOfRange),
        ([38.5e6, 330_999.0], OutOfRange),
        ([38.5e6, 6_000_001.0], OutOfRange),
        ([8_126_000.0, 334_000.0], WebMercator),
        ([8_125_999.0, 334_000.0], OutOfRange),
        ([15_140_000.0, 7_171_000.0], WebMercator),
        ([15_140_000.0, 7_171_001.0], OutOfRange),
        ([15_140_001.0, 334_000.0], grid(Some(4493), east)),
    ];
    for (position, expected) in rows {
        assert_eq!(CoordinateExtent::at(position).kind(), expected, "{position:?}");
    }
}

#[test]
fn an_extent_is_what_all_of_its_positions_are() {
    let kind = |positions: &[[f64; 2]]| {
        let mut extent = CoordinateExtent::default();
        assert!(extent.is_empty());
        positions.iter().for_each(|position| extent.add(*position));
        extent.kind()
    };
    assert_eq!(kind(&[[113.3, 34.8], [113.4, 34.9]]), CoordinateKind::LonLat);
    // Two zones, degrees and metres, both orders: no one thing.
    for mixed in [
        [[38.5e6, 3.8e6], [37.5e6, 3.8e6]],
        [[113.3, 34.8], [38.5e6, 3.8e6]],
        [[435_942.0, 3.8e6], [38_435_942.0, 3.8e6]],
    ] {
        assert_eq!(kind(&mixed), CoordinateKind::OutOfRange, "{mixed:?}");
    }
    assert_eq!(kind(&[]), CoordinateKind::OutOfRange);
    assert_eq!(CoordinateExtent::at([f64::NAN, 34.8]).kind(), CoordinateKind::OutOfRange);
}

#[test]
fn a_declared_zone_is_believed_400_km_either_side() {
    let zone = GaussKruger::from_epsg(4526).unwrap();
    let options = ReadOptions::declared(Crs::GaussKruger(zone));
    for (x, y, expected) in [
        (38.1e6, 1e7, None),
        (38.9e6, -1e7, None),
        (38_099_999.0, 3.8e6, Some(Code::CoordinateRange)),
        (38_900_001.0, 3.8e6, Some(Code::CoordinateRange)),
        (38.5e6, 10_000_001.0, Some(Code::CoordinateRange)),
        (3.8e6, 38.5e6, Some(Code::AxesSwapped)),
        (330_999.0, 38.5e6, Some(Code::CoordinateRange)),
    ] {
        assert_eq!(read(x, y, &options), expected, "{x} {y}");
    }
}
