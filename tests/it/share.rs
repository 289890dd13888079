//! Share of a parcel inside a boundary, against another overlay engine and by hand.

use landledger::geometry::{
    GridMultiPolygon, GridPoint, MultiPolygon, Relation, covered_area, intersection_area,
    share_inside,
};
use proptest::prelude::*;

use crate::geometry_rows::{pairs, published};

fn shape(text: &str) -> GridMultiPolygon {
    let mut shape = MultiPolygon::default();
    for polygon in text.split('/') {
        shape.push_polygon();
        for ring in polygon.split('|') {
            shape.push_ring(pairs(ring).into_iter().map(|(n, e)| GridPoint::new(n, e)));
        }
    }
    shape
}

fn square(north: f64, east: f64, side: f64) -> GridMultiPolygon {
    MultiPolygon::from_exterior([
        GridPoint::new(north, east),
        GridPoint::new(north, east + side),
        GridPoint::new(north + side, east + side),
        GridPoint::new(north + side, east),
    ])
}

/// Every ring the other way round, and closed.
fn turned(shape: &GridMultiPolygon) -> GridMultiPolygon {
    let mut result = MultiPolygon::default();
    for polygon in shape.polygons() {
        result.push_polygon();
        for ring in polygon.rings() {
            result.push_ring(ring.iter().rev().copied().chain(ring.last().copied()));
        }
    }
    result
}

#[test]
fn shares_by_geos() {
    for row in published("share.csv") {
        let [_, case, parcel, boundary, parcel_area, inside, tolerance] = &row[..] else {
            panic!("{row:?}")
        };
        let (parcel, boundary) = (shape(parcel), shape(boundary));
        let number = |text: &String| text.parse::<f64>().unwrap();
        for (parcel, boundary) in
            [(&parcel, &boundary), (&turned(&parcel), &boundary), (&parcel, &turned(&boundary))]
        {
            let found = share_inside(parcel, boundary).unwrap();
            for (found, expected) in [(found.parcel_area, parcel_area), (found.inside_area, inside)]
            {
                let error = (found - number(expected)).abs();
                assert!(error <= number(tolerance), "{case}: {found} against {expected}");
            }
            assert!((found.share - number(inside) / number(parcel_area)).abs() < 1e-9, "{case}");
            let swapped = intersection_area(boundary, parcel).unwrap();
            assert!((swapped - found.inside_area).abs() <= number(tolerance), "{case}");
        }
    }
}

#[test]
fn relations_on_the_thresholds() {
    // A parcel of 100 m × 100 m that reaches so many metres into the zone: shares by hand.
    let zone = square(3_851_000.0, 38_433_000.0, 4_000.0);
    for (inside, expected) in [
        (0.0, Relation::Outside),
        (1.0, Relation::Outside),
        (1.001, Relation::Partial),
        (50.0, Relation::Partial),
        (98.999, Relation::Partial),
        (99.001, Relation::Inside),
        (100.0, Relation::Inside),
        (150.0, Relation::Inside),
    ] {
        let parcel = square(3_852_000.0, 38_432_900.0 + inside, 100.0);
        let found = share_inside(&parcel, &zone).unwrap();
        let share = f64::min(inside / 100.0, 1.0);
        assert!((found.share - share).abs() < 1e-9, "{inside}: {found:?}");
        // On the threshold itself the last digit decides, so the case there is 1.0 only, from below.
        if (inside - 1.0).abs() > 1e-9 {
            assert_eq!(found.relation, expected, "{inside}: {found:?}");
        }
    }
}

#[test]
fn unusable_shapes() {
    let zone = square(3_851_000.0, 38_433_000.0, 4_000.0);
    let spoilt = |value: f64| {
        MultiPolygon::from_exterior([
            GridPoint::new(3_852_000.0, 38_434_000.0),
            GridPoint::new(3_852_000.0, 38_434_100.0),
            GridPoint::new(value, 38_434_100.0),
        ])
    };
    for value in [f64::NAN, f64::INFINITY, 1e300, -1.31e8] {
        assert_eq!(share_inside(&spoilt(value), &zone), None, "{value}");
        assert_eq!(share_inside(&zone, &spoilt(value)), None, "{value}");
        assert_eq!(covered_area(&spoilt(value)), None, "{value}");
    }
    assert!(share_inside(&spoilt(3_852_100.0), &zone).is_some());
    // Nothing, or a line, covers nothing: there is no share.
    let line = MultiPolygon::from_exterior([
        GridPoint::new(3_852_000.0, 38_434_000.0),
        GridPoint::new(3_852_100.0, 38_434_100.0),
    ]);
    for flat in [GridMultiPolygon::default(), line, spoilt(3_852_000.0)] {
        assert_eq!(covered_area(&flat), Some(0.0));
        assert_eq!(share_inside(&flat, &zone), None);
        assert_eq!(share_inside(&zone, &flat).unwrap().relation, Relation::Outside);
    }
    // A bow-tie is measured where it winds once; the point is that no share exceeds 1.
    let bow_tie = shape("3852000 38434000 3852100 38434100 3852100 38434000 3852000 38434200");
    let found = share_inside(&bow_tie, &zone).unwrap();
    assert!((found.share - 1.0).abs() < 1e-9, "{found:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_number_panics(a in proptest::collection::vec((any::<f64>(), any::<f64>()), 0..6),
                        b in proptest::collection::vec((-1.3e8..1.3e8_f64, -1.3e8..1.3e8_f64), 0..6),
                        tiny in -1e-3..1e-3_f64, exponent in -300..3_i32) {
        let shape = |ring: &[(f64, f64)], factor: f64| MultiPolygon::from_exterior(
            ring.iter().map(|(n, e)| GridPoint::new(n * factor, e * factor)));
        let factor = tiny * 10_f64.powi(exponent);
        let shapes = [shape(&a, 1.0), shape(&b, 1.0), shape(&b, factor)];
        for parcel in &shapes {
            for boundary in &shapes {
                if let Some(found) = share_inside(parcel, boundary) {
                    prop_assert!(found.share >= 0.0 && found.share <= 1.001, "{found:?}");
                }
            }
        }
    }

    /// What lies in two halves of a zone adds up to what lies in the zone.
    #[test]
    fn shares_add_up(north in 0.0..4_000.0_f64, east in 0.0..4_000.0_f64, side in 1.0..500.0_f64) {
        let (n0, e0) = (3_851_000.0, 38_433_000.0);
        let half = |east: f64| MultiPolygon::from_exterior([
            GridPoint::new(n0, east), GridPoint::new(n0, east + 2_000.0),
            GridPoint::new(n0 + 4_000.0, east + 2_000.0), GridPoint::new(n0 + 4_000.0, east)]);
        let parcel = square(n0 + north, e0 + east, side);
        let whole = intersection_area(&parcel, &square(n0, e0, 4_000.0)).unwrap();
        let parts = intersection_area(&parcel, &half(e0)).unwrap()
            + intersection_area(&parcel, &half(e0 + 2_000.0)).unwrap();
        prop_assert!((whole - parts).abs() < 1e-6, "{whole} {parts}");
        let by_hand = f64::min(side, 4_000.0 - north) * f64::min(side, 4_000.0 - east);
        prop_assert!((whole - by_hand).abs() < 1e-5, "{whole} {by_hand}");
    }
}
