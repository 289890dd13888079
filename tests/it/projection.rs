//! Gauss-Krüger projection against published values and other programs.

use landledger::geometry::{
    GaussKruger, GridPoint, LonLat, LonLatMultiPolygon, MultiPolygon, ZonePrefix, ZoneWidth,
};
use proptest::prelude::*;

use crate::geometry_rows::json;
use crate::shared_data::shared_data;

fn zone(epsg: u16) -> GaussKruger {
    GaussKruger::from_epsg(epsg).unwrap()
}

fn three_degrees(number: u8) -> GaussKruger {
    GaussKruger::new(ZoneWidth::Three, number, ZonePrefix::Absent).unwrap()
}

/// The distance of two positions in degrees, in metres along the meridian and the parallel.
fn metres_apart(a: LonLat, b: LonLat) -> f64 {
    let k = 111_320.0;
    ((a.lat - b.lat) * k).hypot((a.lon - b.lon) * k * a.lat.to_radians().cos())
}

#[test]
fn forward_values_of_shangjie() {
    // PROJ, to 4 decimals; domain sheet §6.5.
    let rows = [
        (113.20, 34.75, 3_847_149.8377, 38_426_747.2001),
        (113.30, 34.80, 3_852_628.4818, 38_435_942.6268),
        (113.40, 34.85, 3_858_116.2049, 38_445_126.9811),
    ];
    for (lon, lat, north, east) in rows {
        let with_prefix = zone(4526).forward(LonLat::new(lon, lat)).unwrap();
        let without = zone(4547).forward(LonLat::new(lon, lat)).unwrap();
        for (found, expected) in [
            (with_prefix.north, north),
            (with_prefix.east, east),
            (without.north, north),
            (without.east, east - 38e6),
        ] {
            assert!((found - expected).abs() <= 6e-5, "{lon} {lat}: {found} against {expected}");
        }
        let back = zone(4526).inverse(GridPoint::new(north, east)).unwrap();
        assert!(metres_apart(back, LonLat::new(lon, lat)) < 1e-4, "{lon} {lat}");
    }
}

#[test]
fn zones_of_the_registry() {
    // EPSG registry; domain sheet §6.6.
    let rows = [
        (4526, "CGCS2000 / 3-degree Gauss-Kruger zone 38", 114, 38_500_000.0),
        (4547, "CGCS2000 / 3-degree Gauss-Kruger CM 114E", 114, 500_000.0),
        (4525, "CGCS2000 / 3-degree Gauss-Kruger zone 37", 111, 37_500_000.0),
        (4546, "CGCS2000 / 3-degree Gauss-Kruger CM 111E", 111, 500_000.0),
        (4508, "CGCS2000 / Gauss-Kruger CM 111E", 111, 500_000.0),
        (4497, "CGCS2000 / Gauss-Kruger zone 19", 111, 19_500_000.0),
        (4513, "CGCS2000 / 3-degree Gauss-Kruger zone 25", 75, 25_500_000.0),
        (4533, "CGCS2000 / 3-degree Gauss-Kruger zone 45", 135, 45_500_000.0),
        (4534, "CGCS2000 / 3-degree Gauss-Kruger CM 75E", 75, 500_000.0),
        (4554, "CGCS2000 / 3-degree Gauss-Kruger CM 135E", 135, 500_000.0),
    ];
    for (epsg, name, meridian, false_easting) in rows {
        let zone = zone(epsg);
        assert_eq!(zone.to_string(), name);
        assert_eq!(zone.epsg(), Some(epsg), "{name}");
        assert_eq!(zone.central_meridian(), meridian, "{name}");
        let on_meridian = zone.forward(LonLat::new(f64::from(meridian), 30.0)).unwrap();
        assert!((on_meridian.east - false_easting).abs() < 1e-9, "{name}");
        let ring = LonLatMultiPolygon::from_exterior([LonLat::new(f64::from(meridian), 30.0)]);
        assert_eq!(zone.project(&ring).unwrap().points(), [on_meridian]);
    }
    for lon in [113.2, 113.4, 112.5, 115.499_999] {
        let zone = GaussKruger::containing(lon, ZoneWidth::Three, ZonePrefix::Present).unwrap();
        assert_eq!(zone.number(), 38, "{lon}");
    }
}

#[test]
fn exact_projection_of_all_zones() {
    let Some(data) = shared_data() else { return };
    let text = std::fs::read_to_string(data.join("tmerc-gauss-kruger/cgcs2000_gk3_reference.csv"));
    let text = text.unwrap();
    let (mut count, mut largest, mut largest_back) = (0, 0.0_f64, 0.0_f64);
    for line in text.lines().skip(1) {
        let row: Vec<f64> = line.split(',').map(|field| field.parse().unwrap()).collect();
        let (number, lat, lon, east, north) = (row[0] as u8, row[2], row[3], row[4], row[5]);
        let point = three_degrees(number).forward(LonLat::new(lon, lat)).unwrap();
        largest = largest.max((point.east - east).hypot(point.north - north));
        let back = three_degrees(number).inverse(GridPoint::new(north, east)).unwrap();
        largest_back = largest_back.max(metres_apart(back, LonLat::new(lon, lat)));
        count += 1;
    }
    assert_eq!(count, text.lines().count() - 1);
    assert!(count > 100);
    eprintln!("largest difference {largest:.2e} m forward, {largest_back:.2e} m back");
    assert!(largest < 1e-8, "{largest}");
    assert!(largest_back < 1e-8, "{largest_back}");
}

/// Cases of PROJ's gie files that a Gauss-Krüger zone on CGCS2000 can express: scale 1, GRS80 (the same ellipsoid to
/// 0.1 mm of any coordinate), latitude of origin 0, central meridian a multiple of 3°. DIFFERENCE: cases on spheres, with another
/// scale, of UTM and of `+algo=evenden_snyder` (a cruder series) do not apply.
#[test]
fn proj_gie_cases() {
    let Some(data) = shared_data() else { return };
    let cases = json(&data.join("tmerc-gauss-kruger/proj_gie_tmerc.json"));
    // The meridian arc of a quadrant: GIGS cases count northings from the south pole.
    const QUADRANT: f64 = 10_001_965.729_313;
    let mut count = 0;
    for case in cases.as_array().unwrap() {
        let operation = case["operation"].as_str().unwrap();
        let (zone, false_east, false_north) = if operation.starts_with("+proj=etmerc +ellps=GRS80")
            || (operation.starts_with("+proj=tmerc +ellps=GRS80")
                && !operation.contains("evenden_snyder"))
        {
            (three_degrees(120), -5e5, 0.0)
        } else if operation.contains("+lat_0=-90 +lon_0=-60 +k=1 +x_0=5500000 +y_0=0 +ellps=GRS80")
        {
            (three_degrees(100), 5e6, QUADRANT)
        } else {
            continue;
        };
        let numbers = |field: &str| -> Vec<f64> {
            case[field].as_str().unwrap().split_whitespace().map(|n| n.parse().unwrap()).collect()
        };
        let (accept, expect) = (numbers("accept"), numbers("expect"));
        let tolerance = match case["tolerance"].as_str().unwrap() {
            "50 nm" => 50e-9,
            "0.1 mm" => 1e-4,
            "0.03 m" => 0.03,
            other => panic!("tolerance {other}"),
        };
        let inverse = case["direction"] == "inverse"
            || operation.starts_with("+proj=pipeline \\ +step +proj=etmerc");
        let error = if inverse {
            let point = GridPoint::new(accept[1] - false_north, accept[0] - false_east);
            let found = zone.inverse(point).unwrap();
            metres_apart(found, LonLat::new(expect[0], expect[1]))
        } else {
            let found = zone.forward(LonLat::new(accept[0], accept[1])).unwrap();
            (found.east + false_east - expect[0]).hypot(found.north + false_north - expect[1])
        };
        assert!(error <= tolerance, "{case}: {error} m");
        count += 1;
    }
    // 8 of builtins.gie, 4 with an algorithm named, 16 of GIGS 5101.
    assert_eq!(count, 28);
}

#[test]
fn out_of_range() {
    let with_prefix = zone(4526);
    let without = zone(4547);
    // Position, whether each zone takes it: 5° of the equator from the meridian are 557 km.
    let rows = [
        (114.0, 0.0, true, true),
        (118.0, 0.0, true, true),
        (119.0, 0.0, false, true),
        (144.0, 30.0, false, true),
        (144.001, 30.0, false, false),
        (84.0, 30.0, false, true),
        (83.999, 30.0, false, false),
        (114.0, 90.0, true, true),
        (114.0, 90.000_001, false, false),
        (474.0, 30.0, false, false),
        (f64::NAN, 30.0, false, false),
        (114.0, f64::NAN, false, false),
        (f64::INFINITY, 30.0, false, false),
        (114.0, f64::NEG_INFINITY, false, false),
    ];
    for (lon, lat, prefix, absent) in rows {
        let at = LonLat::new(lon, lat);
        assert_eq!(with_prefix.forward(at).is_some(), prefix, "{lon} {lat}, with prefix");
        assert_eq!(without.forward(at).is_some(), absent, "{lon} {lat}, without");
    }
    let rows = [
        (3_853_000.0, 38_435_500.0, true, false),
        (3_853_000.0, 37_435_500.0, false, false),
        (3_853_000.0, 37_999_999.9, false, false),
        (3_853_000.0, 38_000_000.0, true, false),
        (3_853_000.0, 38_999_999.9, true, false),
        (3_853_000.0, 39_000_000.0, false, false),
        (3_853_000.0, 435_500.0, false, true),
        (10_001_966.0, 38_500_000.0, false, false),
        (f64::NAN, 38_500_000.0, false, false),
        (3_853_000.0, f64::NAN, false, false),
        (f64::INFINITY, f64::INFINITY, false, false),
        (1e300, -1e300, false, false),
    ];
    for (north, east, prefix, absent) in rows {
        let at = GridPoint::new(north, east);
        assert_eq!(with_prefix.inverse(at).is_some(), prefix, "{north} {east}, with prefix");
        assert_eq!(without.inverse(at).is_some(), absent, "{north} {east}, without");
    }
    let good = LonLat::new(113.3, 34.8);
    let shape = MultiPolygon::from_exterior([good, LonLat::new(0.0, 34.8), good]);
    assert_eq!(with_prefix.project(&shape), None);
}

#[test]
fn prefixes() {
    for (easting, expected) in [
        (38_435_500.0, Some(38)),
        (37_999_999.99, Some(37)),
        (38_000_000.0, Some(38)),
        (435_500.0, None),
        (999_999.999, None),
        (1_000_000.0, Some(1)),
        (120_999_999.0, Some(120)),
        (121_000_000.0, None),
        (-38_435_500.0, None),
        (f64::NAN, None),
        (f64::INFINITY, None),
    ] {
        assert_eq!(GaussKruger::prefix_of(easting), expected, "{easting}");
    }
}

/// Metres of one zone and its neighbour describe the same place.
#[test]
fn neighbouring_zones_agree() {
    let at = LonLat::new(112.6, 34.8);
    let (west, east) = (zone(4525), zone(4526));
    let there = west.inverse(west.forward(at).unwrap()).unwrap();
    let here = east.inverse(east.forward(there).unwrap()).unwrap();
    assert!(metres_apart(at, here) < 1e-8);
}

proptest! {
    #[test]
    fn forward_then_inverse(number in 1_u8..=120, difference in -30.0..30.0_f64, lat in -89.0..89.0_f64) {
        let zone = three_degrees(number);
        let lon = f64::from(zone.central_meridian()) + difference;
        let at = LonLat::new(if lon > 180.0 { lon - 360.0 } else { lon }, lat);
        let back = zone.inverse(zone.forward(at).unwrap()).unwrap();
        prop_assert!((back.lat - lat).abs() < 1e-13, "{at:?} {back:?}");
        let turns = (back.lon - at.lon).rem_euclid(360.0);
        prop_assert!(turns.min(360.0 - turns) < 2e-12, "{at:?} {back:?}");
    }

    #[test]
    fn no_number_panics(north in any::<f64>(), east in any::<f64>()) {
        for epsg in 4491..=4554 {
            let point = zone(epsg).forward(LonLat::new(east, north));
            prop_assert!(point.is_none_or(|point| point.north.is_finite() && point.east.is_finite()));
            let at = zone(epsg).inverse(GridPoint::new(north, east));
            prop_assert!(at.is_none_or(|at| at.lat.abs() <= 90.0 && at.lon.abs() <= 180.0));
        }
    }
}
