//! Parcels, declared land and blocks against the border of the zone.

use landledger::geometry::Plane;
use landledger::geometry::coverage::{
    DeclaredConflict, GapLimits, OverhangKind, Owner, ParcelPosition, ZoneLand, ZonePosition,
    blocks, declared_conflicts, zone_positions,
};

use crate::gaps::{Flat, joined, pierced, rect, references, ring};

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
