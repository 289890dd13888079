//! GCJ-02 and BD-09: other libraries' values, and real outlines of Shangjie.

use landledger::geometry::shift::{
    self, Datum, ShiftVerdict, from_bd09, from_gcj02, recognise, recognise_inside, to_bd09,
    to_gcj02,
};
use landledger::geometry::{LonLat, LonLatMultiPolygon, MultiPolygon, vertex_count};
use proptest::prelude::*;

use crate::geometry_rows::{feature, json, published};
use crate::shared_data::shared_data;

fn reference() -> LonLatMultiPolygon {
    let rows = published("shangjie_outline_cgcs2000.csv");
    MultiPolygon::from_exterior(
        rows.iter().map(|row| LonLat::new(row[0].parse().unwrap(), row[1].parse().unwrap())),
    )
}

fn near(a: LonLat, b: LonLat, tolerance: f64) -> bool {
    (a.lon - b.lon).abs() <= tolerance && (a.lat - b.lat).abs() <= tolerance
}

#[test]
fn values_of_other_libraries() {
    for row in published("gcj02_bd09.csv") {
        let number = |at: usize| row[at].parse::<f64>().unwrap();
        let (from, to) = (LonLat::new(number(2), number(3)), LonLat::new(number(4), number(5)));
        let tolerance = number(6);
        let found = match row[1].as_str() {
            "wgs84 to gcj02" => to_gcj02(from),
            "gcj02 to bd09" => to_bd09(from_gcj02(from).unwrap()),
            "gcj02 to wgs84" => from_gcj02(from).unwrap(),
            "bd09 to gcj02" => to_gcj02(from_bd09(from).unwrap()),
            other => panic!("{other}"),
        };
        assert!(near(found, to, tolerance), "{row:?}: {found:?}");
    }
}

#[test]
fn size_of_the_shift_at_shangjie() {
    // Longitude, latitude, metres, azimuth: fast-geocn 1.1.3 with geographiclib 2.1. The domain sheet §6.10 has 592–605 m and
    // 98–100° from places on the diagonal; over the whole of 113.2–113.4° E, 34.75–34.85° N it is 587.2–605.9 m and 97.6–101.0°.
    for (lon, lat, metres, azimuth) in [
        (113.20, 34.75, 592.197, 100.5076),
        (113.30, 34.80, 592.427, 99.9289),
        (113.40, 34.85, 604.564, 97.6439),
    ] {
        let offset = shift::offset(Datum::Gcj02, LonLat::new(lon, lat));
        assert!((offset.metres - metres).abs() < 1e-3, "{offset:?}");
        assert!((offset.azimuth - azimuth).abs() < 1e-4, "{offset:?}");
    }
    for lon in [113.20, 113.25, 113.30, 113.35, 113.40] {
        for lat in [34.75, 34.80, 34.85] {
            let offset = shift::offset(Datum::Gcj02, LonLat::new(lon, lat));
            assert!((587.2..605.93).contains(&offset.metres), "{offset:?}");
            assert!((97.64..101.04).contains(&offset.azimuth), "{offset:?}");
        }
    }
    // BD-09: some 1 307 m, Δlon +0.01286, Δlat +0.00514.
    let offset = shift::offset(Datum::Bd09, LonLat::new(113.30, 34.80));
    assert!((offset.metres - 1307.0).abs() < 10.0, "{offset:?}");
    assert!(shift::offset(Datum::AsGiven, LonLat::new(113.30, 34.80)).metres.abs() < 1e-9);
}

/// Amap's outline of the district is shifted, and Tianditu's is not. Their overlap is 0.71 raw and 0.86 corrected by
/// the collector's reckoning (0.70880, 0.86462 by shapely 2.2.0 in EPSG:4547, shift removed by fast-geocn 1.1.3).
#[test]
fn outlines_of_amap() {
    let Some(data) = shared_data() else { return };
    let folder = data.join("china-shangjie");
    let districts = json(&folder.join("cnmaps_amap_410100_districts.geojson"));
    let in_districts = districts["features"]
        .as_array()
        .unwrap()
        .iter()
        .find(|feature| feature["properties"]["adcode"] == 410_106)
        .unwrap();
    let alone = json(&folder.join("cnmaps_amap_410106.geojson"));
    for subject in [feature(&alone), feature(in_districts)] {
        assert!(vertex_count(&subject) > 100);
        let evidence = recognise(&subject, &reference()).unwrap();
        assert_eq!(evidence.verdict, ShiftVerdict::Gcj02, "{evidence:?}");
        let [raw, without_gcj02, without_bd09] = evidence.agreements;
        assert!((raw.overlap - 0.70880).abs() < 2e-5, "{raw:?}");
        assert!((without_gcj02.overlap - 0.86462).abs() < 2e-5, "{without_gcj02:?}");
        assert!(without_bd09.overlap < without_gcj02.overlap, "{without_bd09:?}");
        let offset = evidence.offset.unwrap();
        // At the middle of the outline, 113.2805° E, 34.7800° N: fast-geocn 1.1.3 with geographiclib 2.1.
        assert!((offset.metres - 590.282).abs() < 1e-3, "{offset:?}");
        assert!((offset.azimuth - 100.485).abs() < 1e-3, "{offset:?}");

        // The other direction: with its shift removed, the same outline is as it should be.
        let corrected = Datum::Gcj02.remove(&subject).unwrap();
        let evidence = recognise(&corrected, &reference()).unwrap();
        assert_eq!(evidence.verdict, ShiftVerdict::AsGiven, "{evidence:?}");
        assert_eq!(evidence.offset, None);
    }
}

#[test]
fn outline_of_every_datum() {
    let outline = reference();
    for (subject, expected) in [
        (outline.clone(), ShiftVerdict::AsGiven),
        (outline.map(to_gcj02), ShiftVerdict::Gcj02),
        (outline.map(to_bd09), ShiftVerdict::Bd09),
        // A shift of nobody's: 5 km off, nothing fits.
        (outline.map(|at| LonLat::new(at.lon + 0.07, at.lat)), ShiftVerdict::Undecided),
        // Half of GCJ-02's: as given and corrected fit equally well.
        (
            outline.map(|at| {
                let gcj = to_gcj02(at);
                LonLat::new((at.lon + gcj.lon) / 2.0, (at.lat + gcj.lat) / 2.0)
            }),
            ShiftVerdict::Undecided,
        ),
    ] {
        let evidence = recognise(&subject, &outline).unwrap();
        assert_eq!(evidence.verdict, expected, "{evidence:?}");
        if expected != ShiftVerdict::Undecided {
            let best = evidence.agreements.iter().find(|it| it.datum == evidence.best).unwrap();
            assert!(best.overlap > 0.999, "{evidence:?}");
            assert!(evidence.margin > 0.2, "{evidence:?}");
        }
    }
}

/// Parcels along the edge of a zone: a shift pushes them out.
#[test]
fn parcels_against_their_zone() {
    let square = |lon: f64, lat: f64, width: f64, height: f64| {
        [
            LonLat::new(lon, lat),
            LonLat::new(lon + width, lat),
            LonLat::new(lon + width, lat + height),
            LonLat::new(lon, lat + height),
        ]
    };
    // A zone 0.9 km wide and 9 km long; 40 parcels of some 90 m along its eastern edge.
    let zone = MultiPolygon::from_exterior(square(113.30, 34.75, 0.01, 0.08));
    let mut parcels = LonLatMultiPolygon::default();
    for at in 0..40 {
        parcels.push_polygon();
        parcels.push_ring(square(113.3085, 34.751 + 0.0019 * f64::from(at), 0.001, 0.001));
    }
    for (subject, expected) in [
        (parcels.clone(), ShiftVerdict::AsGiven),
        (parcels.map(to_gcj02), ShiftVerdict::Gcj02),
        (parcels.map(|at| LonLat::new(at.lon + 0.1, at.lat)), ShiftVerdict::Undecided),
    ] {
        let evidence = recognise_inside(&subject, &zone).unwrap();
        assert_eq!(evidence.verdict, expected, "{evidence:?}");
        let [raw, ..] = evidence.agreements;
        assert_eq!(raw.inside > 0.9, expected == ShiftVerdict::AsGiven, "{evidence:?}");
    }
    // In a wide zone shifted parcels stay inside: nothing speaks for a shift, and nothing is claimed.
    let wide = MultiPolygon::from_exterior(square(113.0, 34.5, 0.6, 0.6));
    let evidence = recognise_inside(&parcels.map(to_gcj02), &wide).unwrap();
    assert_eq!(evidence.verdict, ShiftVerdict::AsGiven, "{evidence:?}");
    assert!(evidence.margin.abs() < 1e-6, "{evidence:?}");
}

#[test]
fn nothing_to_recognise() {
    let outline = reference();
    let empty = LonLatMultiPolygon::default();
    assert_eq!(recognise(&empty, &outline), None);
    assert_eq!(recognise(&outline, &empty), None);
    let spoilt = outline.map(|at| LonLat::new(f64::NAN, at.lat));
    assert_eq!(recognise(&spoilt, &outline), None);
    assert_eq!(recognise_inside(&spoilt, &outline), None);
    let abroad = outline.map(|at| LonLat::new(at.lon - 113.0, at.lat));
    assert_eq!(recognise(&abroad, &outline), None);
}

proptest! {
    #[test]
    fn backward_then_forward(lon in 73.0..136.0_f64, lat in 3.0..54.0_f64) {
        let at = LonLat::new(lon, lat);
        let gcj = from_gcj02(at).unwrap();
        prop_assert!(near(to_gcj02(gcj), at, 1e-9), "{at:?} {gcj:?}");
        let bd = from_bd09(at).unwrap();
        prop_assert!(near(to_bd09(bd), at, 1e-9), "{at:?} {bd:?}");
    }

    #[test]
    fn no_number_panics(lon in any::<f64>(), lat in any::<f64>()) {
        let at = LonLat::new(lon, lat);
        let _ = (to_gcj02(at), to_bd09(at), from_gcj02(at), from_bd09(at));
        let outline = MultiPolygon::from_exterior([at, LonLat::new(113.3, 34.8), LonLat::new(113.4, 34.8)]);
        let _ = (recognise(&outline, &reference()), recognise(&reference(), &outline));
    }
}
