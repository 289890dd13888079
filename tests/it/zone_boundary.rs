//! Parcels, declared land and blocks against the border of the zone.

use landledger::geometry::Plane;
use landledger::geometry::coverage::{
    DeclaredConflict, GapLimits, OverhangKind, Owner, ParcelPosition, ZoneLand, ZonePosition,
    blocks, declared_conflicts, zone_positions,
};

use crate::gaps::{Flat, joined, pierced, rect, references, ring};
use crate::tiling::Random;

fn positions(parcels: &[Flat], zone: &Flat, limits: &GapLimits) -> Vec<ParcelPosition> {
    let parcels = references(parcels);
    let land =
        ZoneLand { parcels: &parcels, declared: &[], zone: Some(zone), plane: Plane::Metres };
    zone_positions(&land, limits)
}

/// 200 m × 100 m with a hole of 20 m × 20 m, and a second part of 50 m × 50 m to the east.
fn zone() -> Flat {
    joined(&[
        pierced(&rect(0.0, 0.0, 200.0, 100.0), &[&rect(40.0, 40.0, 60.0, 60.0)]),
        rect(300.0, 0.0, 350.0, 50.0),
    ])
}

/// Position, area outside, and for each overhang its kind, area, width and number of crossings; worked by hand.
#[test]
fn positions_by_hand() {
    use OverhangKind::{Beyond, CoversHole, CutsHole};
    use ZonePosition::{Inside, Outside, Partly};
    let rows: [(&str, Flat, ZonePosition, &[(OverhangKind, f64, f64, usize)]); 19] = [
        ("far inside", rect(100.0, 40.0, 120.0, 60.0), Inside, &[]),
        ("along the border", rect(180.0, 40.0, 200.0, 60.0), Inside, &[]),
        ("the zone's corner", rect(180.0, 80.0, 200.0, 100.0), Inside, &[]),
        ("along the hole", rect(20.0, 40.0, 40.0, 60.0), Inside, &[]),
        (
            "around the hole",
            pierced(&rect(30.0, 30.0, 70.0, 70.0), &[&rect(40.0, 40.0, 60.0, 60.0)]),
            Inside,
            &[],
        ),
        ("all of the second part", rect(300.0, 0.0, 350.0, 50.0), Inside, &[]),
        (
            "a tenth over the border",
            rect(182.0, 40.0, 202.0, 60.0),
            Partly,
            &[(Beyond, 40.0, 2.0, 2)],
        ),
        (
            "over a corner",
            rect(190.0, 90.0, 210.0, 110.0),
            Partly,
            &[(Beyond, 300.0, 11.715_728_752_538_1, 2)],
        ),
        (
            "over two sides",
            rect(190.0, -10.0, 210.0, 110.0),
            Partly,
            &[(Beyond, 1400.0, 11.715_728_752_538_1, 2)],
        ),
        (
            "across a spit",
            rect(100.0, -1.0, 110.0, 101.0),
            Partly,
            &[(Beyond, 10.0, 1.0, 2), (Beyond, 10.0, 1.0, 2)],
        ),
        ("the whole hole", rect(30.0, 30.0, 70.0, 70.0), Partly, &[(CoversHole, 400.0, 20.0, 0)]),
        ("half the hole", rect(30.0, 30.0, 50.0, 70.0), Partly, &[(CutsHole, 200.0, 10.0, 2)]),
        ("a corner in the hole", rect(30.0, 30.0, 41.0, 41.0), Partly, &[(CutsHole, 1.0, 1.0, 2)]),
        (
            "in the hole, all of it",
            rect(40.0, 40.0, 60.0, 60.0),
            Outside,
            &[(CoversHole, 400.0, 20.0, 0)],
        ),
        (
            "in the hole, off its border",
            rect(45.0, 45.0, 55.0, 55.0),
            Outside,
            &[(CutsHole, 100.0, 10.0, 0)],
        ),
        ("beyond", rect(210.0, 40.0, 230.0, 60.0), Outside, &[(Beyond, 400.0, 20.0, 0)]),
        (
            "beyond, along the border",
            rect(200.0, 40.0, 220.0, 60.0),
            Outside,
            &[(Beyond, 400.0, 20.0, 2)],
        ),
        (
            "a point of contact from beyond",
            rect(200.0, 100.0, 220.0, 120.0),
            Outside,
            &[(Beyond, 400.0, 20.0, 0)],
        ),
        ("from part to part", rect(190.0, 10.0, 310.0, 20.0), Partly, &[(Beyond, 1000.0, 10.0, 4)]),
    ];
    let zone = zone();
    let parcels: Vec<Flat> = rows.iter().map(|row| row.1.clone()).collect();
    let found = positions(&parcels, &zone, &GapLimits::default());
    for ((name, parcel, position, overhangs), found) in rows.iter().zip(&found) {
        assert_eq!(found.position, *position, "{name}: {found:?}");
        let outside: f64 = overhangs.iter().map(|overhang| overhang.1).sum();
        assert!((found.outside_area - outside).abs() < 1e-9, "{name}: {}", found.outside_area);
        assert!((found.outside_share() - outside / found.area).abs() < 1e-12, "{name}");
        assert_eq!(found.overhangs.len(), overhangs.len(), "{name}: {found:?}");
        for (found, (kind, area, width, crossings)) in found.overhangs.iter().zip(*overhangs) {
            assert_eq!(found.kind, *kind, "{name}: {found:?}");
            assert!((found.piece.area - area).abs() < 1e-9, "{name}: {}", found.piece.area);
            let short = (width - found.piece.width) / width;
            assert!((-1e-9..1e-3).contains(&short), "{name}: {} wide", found.piece.width);
            assert_eq!(found.crossings.len(), *crossings, "{name}: {:?}", found.crossings);
        }
        // One parcel alone gives the same, to the bit.
        let alone = positions(std::slice::from_ref(parcel), &zone, &GapLimits::default());
        assert_eq!(&alone[0], found, "{name}");
    }
}

#[test]
fn crossing_points() {
    // The hypotenuse from (150, 90) to (250, 140) passes y = 100 at x = 170, the other from (150, 40) passes x = 200.
    let parcel = ring(&[[150.0, 40.0], [250.0, 140.0], [150.0, 90.0]]);
    let found = positions(&[parcel], &zone(), &GapLimits::default());
    let crossings = &found[0].overhangs[0].crossings;
    assert_eq!(*crossings, [[170.0, 100.0], [200.0, 90.0]]);
}

/// Over the border by less than the coincidence limit, on it, and by more; and inside by as little.
#[test]
fn the_coincidence_limit() {
    use ZonePosition::{Inside, Outside, Partly};
    let mut limits = GapLimits::default();
    limits.coincidence = 0.25;
    let rows = [
        (rect(190.0, 40.0, 200.125, 60.0), Inside, 0.0, 2.5),
        (rect(190.0, 40.0, 200.25, 60.0), Inside, 0.0, 5.0),
        (rect(190.0, 40.0, 200.375, 60.0), Partly, 7.5, 0.0),
        (rect(199.75, 40.0, 220.0, 60.0), Outside, 400.0, 0.0),
        (rect(199.625, 40.0, 220.0, 60.0), Partly, 400.0, 0.0),
    ];
    for (parcel, position, outside, sliver) in rows {
        let found = &positions(&[parcel], &zone(), &limits)[0];
        assert_eq!(
            (found.position, found.outside_area, found.sliver_area),
            (position, outside, sliver)
        );
    }
}

#[test]
fn a_parcel_in_two_parts_is_one_parcel() {
    let both = joined(&[rect(10.0, 10.0, 20.0, 20.0), rect(210.0, 10.0, 220.0, 20.0)]);
    let found = &positions(&[both], &zone(), &GapLimits::default())[0];
    assert_eq!((found.position, found.outside_share()), (ZonePosition::Partly, 0.5));
    // No zone, no position.
    let land = ZoneLand::<[f64; 2]> {
        parcels: &[&rect(0.0, 0.0, 1.0, 1.0)],
        declared: &[],
        zone: None,
        plane: Plane::Metres,
    };
    assert_eq!(zone_positions(&land, &GapLimits::default()), []);
}

#[test]
fn declared_land_is_checked() {
    let parcels = [rect(0.0, 0.0, 100.0, 40.0), rect(100.0, 0.0, 200.0, 39.0)];
    let declared = [
        rect(0.0, 40.0, 200.0, 50.0), // touches the first parcel, leaves a metre to the second
        rect(90.0, 45.0, 110.0, 120.0), // 20 × 5 in the road, 20 × 20 beyond the zone
        rect(0.0, 39.0, 30.0, 40.0),  // in the first parcel
        rect(100.0, 38.999, 200.0, 40.0), // a millimetre into the second parcel
    ];
    let (parcels, declared) = (references(&parcels), references(&declared));
    let whole = rect(0.0, 0.0, 200.0, 100.0);
    let land = ZoneLand {
        parcels: &parcels,
        declared: &declared,
        zone: Some(&whole),
        plane: Plane::Metres,
    };
    let found = declared_conflicts(&land, &GapLimits::default());
    let short: Vec<(usize, Option<Owner>, f64)> = found
        .iter()
        .map(|conflict| match conflict {
            DeclaredConflict::Overlap { declared, with, pieces } => {
                (*declared, Some(*with), pieces.iter().map(|piece| piece.area).sum())
            }
            DeclaredConflict::Outside { declared, overhangs } => {
                (*declared, None, overhangs.iter().map(|overhang| overhang.piece.area).sum())
            }
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        short,
        [(1, None, 400.0), (0, Some(Owner::Declared(1)), 100.0), (2, Some(Owner::Parcel(0)), 30.0),]
    );
    let mut strict = GapLimits::default();
    strict.coincidence = 0.0005;
    assert_eq!(declared_conflicts(&land, &strict).len(), 4);
}

/// The common land of two convex rings that run counter-clockwise: one is cut along each side of the other in turn
/// (Sutherland and Hodgman, "Reentrant polygon clipping", 1974).
fn common(one: &[[f64; 2]], other: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let mut left = one.to_vec();
    for (a, b) in other.iter().zip(other.iter().cycle().skip(1)) {
        let side = |p: [f64; 2]| (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]);
        let mut cut = Vec::new();
        for (p, q) in left.iter().zip(left.iter().cycle().skip(1)) {
            let (at_p, at_q) = (side(*p), side(*q));
            if at_p >= 0.0 {
                cut.push(*p);
            }
            if (at_p > 0.0 && at_q < 0.0) || (at_p < 0.0 && at_q > 0.0) {
                let t = at_p / (at_p - at_q);
                cut.push([p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])]);
            }
        }
        left = cut;
    }
    left
}

/// Area and perimeter.
fn measures(points: &[[f64; 2]]) -> (f64, f64) {
    let sides = points.iter().zip(points.iter().cycle().skip(1));
    sides.fold((0.0, 0.0), |(area, around), ([x, y], [u, v])| {
        (area + (x * v - u * y) / 2.0, around + (u - x).hypot(v - y))
    })
}

/// Streets, squares and parcels at random: what overlaps, and by how much, is what cutting every pair says.
#[test]
fn declared_land_is_compared_with_all_that_it_meets() {
    let mut random = Random(7);
    let (mut told, mut apart, mut unsure) = (0, 0, 0);
    for _ in 0..300 {
        let turned = |random: &mut Random, long: f64, wide: f64| {
            let (x, y) = (200.0 + 180.0 * random.signed(), 200.0 + 180.0 * random.signed());
            let (sin, cos) = (std::f64::consts::PI * random.signed()).sin_cos();
            [[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]].map(|[along, across]| {
                let (along, across): (f64, f64) = (along * long / 2.0, across * wide / 2.0);
                [x + along * cos - across * sin, y + along * sin + across * cos]
            })
        };
        // Cells that touch, of which every third is left out, and some parcels that lie across them.
        let mut parcels = Vec::new();
        for cell in 0..64 {
            let (x, y) = (f64::from(cell % 8) * 50.0, f64::from(cell / 8) * 50.0);
            if random.below(3) != 0 {
                parcels.push([[x, y], [x + 50.0, y], [x + 50.0, y + 50.0], [x, y + 50.0]]);
            }
        }
        for _ in 0..random.below(3) {
            parcels.push(turned(&mut random, 60.0, 30.0));
        }
        let mut declared = Vec::new();
        for _ in 0..=random.below(8) {
            let (long, wide) = [(400.0, 8.0), (120.0, 20.0), (15.0, 12.0)][random.below(3)];
            declared.push(turned(&mut random, long, wide));
        }
        let shapes = |rings: &[[[f64; 2]; 4]]| -> Vec<Flat> {
            rings.iter().map(|[a, b, c, d]| ring(&[*a, *b, *c, *d, *a])).collect()
        };
        let (parcel_shapes, declared_shapes) = (shapes(&parcels), shapes(&declared));
        let land = ZoneLand {
            parcels: &references(&parcel_shapes),
            declared: &references(&declared_shapes),
            zone: None,
            plane: Plane::Metres,
        };
        let limits = GapLimits::default();
        let mut found = std::collections::BTreeMap::new();
        for conflict in declared_conflicts(&land, &limits) {
            let DeclaredConflict::Overlap { declared, with, pieces } = conflict else {
                panic!("{conflict:?}");
            };
            let area: f64 = pieces.iter().map(|piece| piece.area).sum();
            assert_eq!(found.insert((declared, with), area), None);
        }
        for (at, one) in declared.iter().enumerate() {
            let others = (0..).map(Owner::Parcel).zip(&parcels);
            let later = (0..).map(Owner::Declared).zip(&declared).skip(at + 1);
            for (owner, other) in others.chain(later) {
                let (area, around) = measures(&common(one, other));
                let said = found.remove(&(at, owner));
                // A convex region holds a circle of the radius area / perimeter: it is wider than the limit then.
                if area > limits.coincidence * around {
                    let said = said.unwrap_or_else(|| panic!("{one:?} {other:?}: {area}"));
                    assert!((said - area).abs() < 1e-6, "{one:?} {other:?}: {said}, not {area}");
                    told += 1;
                } else if area < 1e-9 {
                    assert_eq!(said, None, "{one:?} {other:?}");
                    apart += 1;
                } else {
                    unsure += 1;
                }
            }
        }
        assert!(found.is_empty(), "{found:?}");
    }
    assert!(told > 5_000 && apart > 30_000 && unsure < 20, "{told}, {apart}, {unsure}");
}

#[test]
fn blocks_of_the_zone() {
    let zone = zone();
    let named = [
        rect(0.0, 0.0, 100.0, 100.0),
        rect(100.0, 0.0, 200.0, 100.0),
        rect(195.0, 0.0, 205.0, 10.0),
        rect(500.0, 0.0, 510.0, 10.0),
    ];
    let parcels = [
        rect(80.0, 20.0, 100.0, 40.0),
        rect(80.0, 50.0, 140.0, 70.0),
        rect(300.0, 0.0, 350.0, 50.0),
        rect(190.0, 0.0, 200.0, 10.0),
    ];
    let (parcels, named) = (references(&parcels), references(&named));
    let land =
        ZoneLand { parcels: &parcels, declared: &[], zone: Some(&zone), plane: Plane::Metres };
    let found = blocks(&land, &named, &GapLimits::default());
    let positions: Vec<_> =
        found.positions.iter().map(|found| (found.position, found.outside_area)).collect();
    assert_eq!(
        positions,
        [
            (ZonePosition::Partly, 400.0), // it covers the hole
            (ZonePosition::Inside, 0.0),
            (ZonePosition::Partly, 50.0),
            (ZonePosition::Outside, 100.0),
        ]
    );
    let overlaps: Vec<_> =
        found.overlaps.iter().map(|found| (found.blocks, found.pieces[0].area)).collect();
    assert_eq!(overlaps, [([1, 2], 50.0)]);
    let shares: Vec<Vec<(usize, f64)>> = found
        .parcels
        .iter()
        .map(|shares| shares.iter().map(|share| (share.block, share.area)).collect())
        .collect();
    assert_eq!(
        shares,
        [vec![(0, 400.0)], vec![(0, 400.0), (1, 800.0)], vec![], vec![(1, 100.0), (2, 50.0)],]
    );
    assert!((found.parcels[1][1].share - 2.0 / 3.0).abs() < 1e-15);
}
