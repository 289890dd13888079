//! The area balance closes, and land is conserved.

use landledger::geometry::Plane;
use landledger::geometry::coverage::{
    AreaBalance, CoveredAgain, GapLimits, Owner, ZoneLand, area_balance, conservation,
};
use proptest::prelude::*;

use crate::gaps::{Flat, joined, pierced, rect, references, ring};

fn balance(parcels: &[Flat], declared: &[Flat], zone: &Flat, plane: Plane) -> AreaBalance {
    let (parcels, declared) = (references(parcels), references(declared));
    let land = ZoneLand { parcels: &parcels, declared: &declared, zone: Some(zone), plane };
    area_balance(&land, &GapLimits::default()).unwrap()
}

/// Every term by hand: a spot covered three times counts twice in the overlaps, a repeated parcel once.
#[test]
fn terms_by_hand() {
    let zone = joined(&[
        pierced(&rect(0.0, 0.0, 100.0, 100.0), &[&rect(10.0, 80.0, 20.0, 90.0)]),
        rect(200.0, 0.0, 210.0, 10.0),
    ]);
    let parcels = [
        rect(0.0, 0.0, 50.0, 60.0),    // 3000
        rect(40.0, 0.0, 90.0, 60.0),   // 3000, 600 in the first
        rect(45.0, 0.0, 105.0, 60.0),  // 3600, 300 in both, 2400 more in the second, 300 beyond
        rect(0.0, 0.0, 50.0, 60.0),    // the first again
        rect(200.0, 0.0, 210.0, 10.0), // 100
    ];
    let declared = [
        rect(0.0, 60.0, 100.0, 70.0), // 1000
        rect(0.0, 55.0, 20.0, 65.0),  // 200, 100 in the first, 100 in the parcels
        rect(10.0, 80.0, 30.0, 90.0), // 200, 100 in the hole of the zone
    ];
    let found = balance(&parcels, &declared, &zone, Plane::Metres);
    assert_eq!(found.parcels.area, 12_700.0);
    // Twice or more: 40 to 90, 50 × 60 = 3000; three times: 45 to 50, 300; the repeated one 3000.
    assert_eq!(found.overlaps.area, 6_300.0);
    let repeated: Vec<_> = found
        .overlaps
        .parts
        .iter()
        .map(|part| match part {
            CoveredAgain::Repeated { parcel, of, .. } => (*parcel, *of, part.area()),
            CoveredAgain::Layer { covers, .. } => (0, *covers, part.area()),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(repeated, [(3, 0, 3000.0), (0, 2, 3000.0), (0, 3, 300.0)]);
    assert_eq!(found.declared.area, 1_400.0);
    assert_eq!(found.declared_again.area, 200.0);
    // North of the road 100 × 30 less the hole less the declared 100.
    assert_eq!(found.gaps.area, 2_800.0);
    // The third parcel beyond the zone, and declared land in the hole.
    assert_eq!(found.overhang.area, 400.0);
    let owners: Vec<_> = found.overhang.parts.iter().map(|part| part.owners.clone()).collect();
    assert_eq!(owners, [vec![Owner::Declared(2)], vec![Owner::Parcel(2)]]);
    assert_eq!(found.zone, 10_000.0);
    assert_eq!(found.covered(), 10_000.0);
    assert_eq!(found.residue(), 0.0);
    for (term, parts) in [
        (found.gaps.area, found.gaps.parts.iter().map(|part| part.area).sum::<f64>()),
        (found.overlaps.area, found.overlaps.parts.iter().map(CoveredAgain::area).sum()),
        (
            found.declared_again.area,
            found.declared_again.parts.iter().map(CoveredAgain::area).sum(),
        ),
    ] {
        assert_eq!(term, parts);
    }
}

#[test]
fn no_zone_no_balance() {
    let land = ZoneLand::<[f64; 2]> {
        parcels: &[&rect(0.0, 0.0, 1.0, 1.0)],
        declared: &[],
        zone: None,
        plane: Plane::Metres,
    };
    assert_eq!(area_balance(&land, &GapLimits::default()), None);
}

/// What breaks one cell of a tiling.
#[derive(Debug, Clone, Copy)]
enum Break {
    Nothing,
    Shift(f64, f64),
    Twice,
    Gone,
    Hole(f64),
    Declared,
    DeclaredToo(f64),
    Cut(f64),
}

fn breaks() -> impl Strategy<Value = Break> {
    prop_oneof![
        4 => Just(Break::Nothing),
        2 => (-0.7..0.7_f64, -0.7..0.7_f64).prop_map(|(x, y)| Break::Shift(x, y)),
        1 => Just(Break::Twice),
        1 => Just(Break::Gone),
        1 => (0.01..0.4_f64).prop_map(Break::Hole),
        1 => Just(Break::Declared),
        1 => (0.01..0.9_f64).prop_map(Break::DeclaredToo),
        1 => (1e-7..0.9_f64).prop_map(Break::Cut),
    ]
}

/// A tiling of `side` × `side` cells with crooked corners, broken cell by cell; the zone has a hole and two parts.
fn broken(
    side: usize,
    cell: [f64; 2],
    origin: [f64; 2],
    bends: &[(f64, f64)],
    broken: &[Break],
) -> (Vec<Flat>, Vec<Flat>, Flat) {
    let node = |column: usize, row: usize| {
        let (x, y) = bends[(row * (side + 1) + column) % bends.len()];
        [origin[0] + cell[0] * (column as f64 + x), origin[1] + cell[1] * (row as f64 + y)]
    };
    let quad = |column: usize, row: usize| {
        [node(column, row), node(column + 1, row), node(column + 1, row + 1), node(column, row + 1)]
    };
    let (mut parcels, mut declared) = (Vec::new(), Vec::new());
    for row in 0..side {
        for column in 0..side {
            let corners = quad(column, row);
            let shrunk = |share: f64| {
                let [a, _, c, _] = corners;
                let middle = [f64::midpoint(a[0], c[0]), f64::midpoint(a[1], c[1])];
                corners.map(|at| {
                    [
                        middle[0] + (at[0] - middle[0]) * share,
                        middle[1] + (at[1] - middle[1]) * share,
                    ]
                })
            };
            let whole = ring(&corners);
            match broken[(row * side + column) % broken.len()] {
                Break::Nothing => parcels.push(whole),
                Break::Shift(x, y) => parcels
                    .push(ring(&corners.map(|at| [at[0] + x * cell[0], at[1] + y * cell[1]]))),
                Break::Twice => parcels.extend([whole.clone(), whole]),
                Break::Gone => {}
                Break::Hole(share) => parcels.push(pierced(&whole, &[&ring(&shrunk(share))])),
                Break::Declared => declared.push(whole),
                Break::DeclaredToo(share) => {
                    parcels.push(whole);
                    declared.push(ring(&shrunk(share)));
                }
                Break::Cut(share) => {
                    let [a, b, c, d] = corners;
                    let cut = [b[0] + (c[0] - b[0]) * share, b[1] + (c[1] - b[1]) * share];
                    parcels.push(ring(&[a, b, cut, d]));
                }
            }
        }
    }
    // All but the last column, in two parts, with the cell (1, 1) as a hole.
    let mut outer: Vec<[f64; 2]> = (0..side).map(|column| node(column, 0)).collect();
    outer.extend((1..=side).map(|row| node(side - 1, row)));
    outer.extend((0..side - 1).rev().map(|column| node(column, side)));
    outer.extend((1..side).rev().map(|row| node(0, row)));
    let far = quad(side - 1, side - 1);
    let zone = joined(&[pierced(&ring(&outer), &[&ring(&quad(1, 1))]), ring(&far)]);
    (parcels, declared, zone)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// In degrees at 113.3° E 34.8° N: 17 km² in 36 cells, then 1 000 km². Nothing is a remainder, all closes.
    #[test]
    fn broken_tilings_close(
        bends in proptest::collection::vec((-0.2..0.2_f64, -0.2..0.2_f64), 60..80),
        breaks in proptest::collection::vec(breaks(), 36..50),
        large in any::<bool>(),
    ) {
        let cell = if large { [0.0575, 0.0475] } else { [0.0075, 0.0062] };
        let (parcels, declared, zone) = broken(6, cell, [113.3, 34.8], &bends, &breaks);
        let found = balance(&parcels, &declared, &zone, Plane::Degrees);
        prop_assert!(found.residue().abs() < 1e-4, "{} of {} m²", found.residue(), found.zone);
        // In any order.
        let turned: Vec<Flat> = parcels.iter().rev().cloned().collect();
        let again = balance(&turned, &declared, &zone, Plane::Degrees);
        prop_assert!((found.gaps.area - again.gaps.area).abs() < 1e-6);
        let areas = |balance: &AreaBalance| {
            balance.gaps.parts.iter().map(|gap| (gap.class, gap.area.to_bits())).collect::<Vec<_>>()
        };
        prop_assert_eq!(areas(&found), areas(&again));
        prop_assert!((found.overlaps.area - again.overlaps.area).abs() < 1e-6);
        prop_assert!((found.overhang.area - again.overhang.area).abs() < 1e-6);
    }
}

/// Splits and merges, with what they lose and gain; areas by hand.
#[test]
fn splits_and_merges() {
    let parent = rect(0.0, 0.0, 200.0, 100.0);
    let left = rect(0.0, 0.0, 120.0, 100.0);
    let rows: [(&str, Vec<Flat>, Vec<Flat>, &[f64], &[f64], f64); 6] = [
        (
            "a split",
            vec![parent.clone()],
            vec![left.clone(), rect(120.0, 0.0, 200.0, 100.0)],
            &[],
            &[],
            0.0,
        ),
        (
            "a merge",
            vec![left.clone(), rect(120.0, 0.0, 200.0, 100.0)],
            vec![parent.clone()],
            &[],
            &[],
            0.0,
        ),
        (
            "half a metre lost",
            vec![parent.clone()],
            vec![left.clone(), rect(120.5, 0.0, 200.0, 100.0)],
            &[50.0],
            &[],
            0.0,
        ),
        (
            "two millimetres lost: a sliver",
            vec![parent.clone()],
            vec![left.clone(), rect(120.001_953_125, 0.0, 200.0, 100.0)],
            &[],
            &[],
            0.195_312_5,
        ),
        (
            "lost here, gained there, the sum the same",
            vec![parent.clone()],
            vec![rect(1.0, 0.0, 201.0, 100.0)],
            &[100.0],
            &[100.0],
            0.0,
        ),
        (
            "halves that overlap",
            vec![parent.clone()],
            vec![left, rect(110.0, 0.0, 200.0, 100.0)],
            &[],
            &[],
            0.0,
        ),
    ];
    for (name, before, after, lost, gained, slivers) in rows {
        let (before, after) = (references(&before), references(&after));
        let found = conservation(&before, &after, Plane::Metres, &GapLimits::default());
        let areas = |pieces: &[landledger::geometry::coverage::Piece]| {
            pieces.iter().map(|piece| piece.area).collect::<Vec<_>>()
        };
        assert_eq!(areas(&found.lost), lost, "{name}");
        assert_eq!(areas(&found.gained), gained, "{name}");
        assert_eq!(found.sliver_area, slivers, "{name}");
        assert_eq!(found.is_conserved(), lost.is_empty() && gained.is_empty(), "{name}");
        let sum = |shapes: &[&Flat]| {
            shapes.iter().map(|s| Plane::Metres.ring_area(s.points())).sum::<f64>()
        };
        assert_eq!((found.area_before, found.area_after), (sum(&before), sum(&after)), "{name}");
    }
}
