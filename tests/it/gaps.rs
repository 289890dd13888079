//! Gaps of a zone: what they are, where, how wide, between whom.

use landledger::geometry::coverage::{Gap, GapClass, GapLimits, Gaps, Owner, ZoneLand, gaps};
use landledger::geometry::{MultiPolygon, Plane};

pub(crate) type Flat = MultiPolygon<[f64; 2]>;

/// West, south, east, north.
pub(crate) fn rect(west: f64, south: f64, east: f64, north: f64) -> Flat {
    MultiPolygon::from_exterior([[west, south], [east, south], [east, north], [west, north]])
}

pub(crate) fn ring(points: &[[f64; 2]]) -> Flat {
    MultiPolygon::from_exterior(points.iter().copied())
}

pub(crate) fn pierced(outer: &Flat, holes: &[&Flat]) -> Flat {
    let mut shape = outer.clone();
    for hole in holes {
        shape.push_ring(hole.points().iter().copied());
    }
    shape
}

pub(crate) fn joined(shapes: &[Flat]) -> Flat {
    let mut all = Flat::default();
    for shape in shapes {
        all.append(shape);
    }
    all
}

pub(crate) fn references(shapes: &[Flat]) -> Vec<&Flat> {
    shapes.iter().collect()
}

fn found(parcels: &[Flat], declared: &[Flat], zone: Option<&Flat>, limits: &GapLimits) -> Gaps {
    let land = ZoneLand {
        parcels: &references(parcels),
        declared: &references(declared),
        zone,
        plane: Plane::Metres,
    };
    gaps(&land, limits)
}

const P0: Owner = Owner::Parcel(0);
const P1: Owner = Owner::Parcel(1);
const D0: Owner = Owner::Declared(0);

struct Row {
    name: &'static str,
    parcels: Vec<Flat>,
    declared: Vec<Flat>,
    /// Class, area, width, contact with the border of the zone, arcs, neighbours.
    expected: Vec<(GapClass, f64, f64, f64, usize, Vec<(Owner, f64)>)>,
}

fn check(row: &Row, found: &[Gap]) {
    let short: Vec<_> = found.iter().map(|gap| (gap.class, gap.area, gap.width)).collect();
    assert_eq!(found.len(), row.expected.len(), "{}: {short:?}", row.name);
    for (gap, (class, area, width, contact, arcs, neighbours)) in found.iter().zip(&row.expected) {
        let name = row.name;
        assert_eq!(gap.class, Some(*class), "{name}: {gap:?}");
        assert!((gap.area - area).abs() < 1e-9, "{name}: area {} against {area}", gap.area);
        let error = (width - gap.width) / width;
        assert!((-1e-9..=1e-3).contains(&error), "{name}: width {} against {width}", gap.width);
        assert!((gap.contact - contact).abs() < 1e-9, "{name}: contact {}", gap.contact);
        assert_eq!(gap.arcs, *arcs, "{name}");
        let owners: Vec<Owner> = gap.neighbours.iter().map(|n| n.owner).collect();
        assert_eq!(owners, neighbours.iter().map(|n| n.0).collect::<Vec<_>>(), "{name}");
        for (found, (owner, length)) in gap.neighbours.iter().zip(neighbours) {
            let error = (found.length - length).abs();
            assert!(error < 1e-9, "{name}: {owner:?} {} against {length}", found.length);
        }
    }
}

/// The zone of the rows: 200 m × 100 m.
fn zone() -> Flat {
    rect(0.0, 0.0, 200.0, 100.0)
}

/// The right half of the zone less a slot at its west side.
fn right_less(south: f64, north: f64, depth: f64) -> Flat {
    let mut points = vec![[100.0, 0.0], [200.0, 0.0], [200.0, 100.0]];
    if north < 100.0 {
        points.extend([[100.0, 100.0], [100.0, north]]);
    }
    points.extend([[100.0 + depth, north], [100.0 + depth, south], [100.0, south]]);
    ring(&points)
}

/// Every class with hand-worked measures, and its near miss beside it.
#[test]
fn classes_against_a_zone() {
    use GapClass::{BoundaryStrip, Corridor, Enclosed, HoleInMember, Inlet, Uncovered};
    let left = || rect(0.0, 0.0, 100.0, 100.0);
    let right = || rect(100.0, 0.0, 200.0, 100.0);
    let none = Vec::new;
    let rows = [
        Row { name: "whole", parcels: vec![left(), right()], declared: none(), expected: vec![] },
        Row {
            name: "a slot from border to border",
            parcels: vec![rect(0.0, 0.0, 99.5, 100.0), right()],
            declared: none(),
            expected: vec![(Corridor, 50.0, 0.5, 1.0, 2, vec![(P0, 100.0), (P1, 100.0)])],
        },
        Row {
            name: "the same slot, declared a road",
            parcels: vec![rect(0.0, 0.0, 99.5, 100.0), right()],
            declared: vec![rect(99.5, 0.0, 100.0, 100.0)],
            expected: vec![],
        },
        Row {
            name: "the same slot, half of it declared a road",
            parcels: vec![rect(0.0, 0.0, 99.5, 100.0), right()],
            declared: vec![rect(99.5, 0.0, 100.0, 50.0)],
            expected: vec![(Inlet, 25.0, 0.5, 0.5, 1, vec![(P0, 50.0), (P1, 50.0), (D0, 0.5)])],
        },
        Row {
            name: "a slot from the border inwards",
            parcels: vec![left(), right_less(50.0, 100.0, 0.5)],
            declared: none(),
            expected: vec![(Inlet, 25.0, 0.5, 0.5, 1, vec![(P0, 50.0), (P1, 50.5)])],
        },
        Row {
            name: "a slot that stops a millimetre short of the border",
            parcels: vec![left(), right_less(50.0, 99.999, 0.5)],
            declared: none(),
            expected: vec![(Enclosed, 24.9995, 0.5, 0.0, 0, vec![(P0, 49.999), (P1, 50.999)])],
        },
        Row {
            name: "a slot between two, off the border",
            parcels: vec![left(), right_less(25.0, 75.0, 0.5)],
            declared: none(),
            expected: vec![(Enclosed, 25.0, 0.5, 0.0, 0, vec![(P0, 50.0), (P1, 51.0)])],
        },
        Row {
            name: "a hole in one",
            parcels: vec![pierced(&zone(), &[&rect(100.0, 25.0, 100.5, 75.0)])],
            declared: none(),
            expected: vec![(HoleInMember, 25.0, 0.5, 0.0, 0, vec![(P0, 101.0)])],
        },
        Row {
            name: "the same hole with a parcel in its lower half",
            parcels: vec![
                pierced(&zone(), &[&rect(100.0, 25.0, 100.5, 75.0)]),
                rect(100.0, 25.0, 100.5, 50.0),
            ],
            declared: none(),
            expected: vec![(Enclosed, 12.5, 0.5, 0.0, 0, vec![(P0, 50.5), (P1, 0.5)])],
        },
        Row {
            name: "the same hole, filled",
            parcels: vec![
                pierced(&zone(), &[&rect(100.0, 25.0, 100.5, 75.0)]),
                rect(100.0, 25.0, 100.5, 75.0),
            ],
            declared: none(),
            expected: vec![],
        },
        Row {
            name: "a hole as wide as a plot is still a hole in one",
            parcels: vec![pierced(&zone(), &[&rect(100.0, 20.0, 160.0, 80.0)])],
            declared: none(),
            expected: vec![(HoleInMember, 3600.0, 60.0, 0.0, 0, vec![(P0, 240.0)])],
        },
        Row {
            name: "a strip along the border, on the limit of 1 m",
            parcels: vec![rect(0.0, 0.0, 200.0, 99.0)],
            declared: none(),
            expected: vec![(BoundaryStrip, 200.0, 1.0, 202.0, 1, vec![(P0, 200.0)])],
        },
        Row {
            name: "a strip along the border, over the limit",
            parcels: vec![rect(0.0, 0.0, 200.0, 98.99)],
            declared: none(),
            expected: vec![(Inlet, 202.0, 1.01, 202.02, 1, vec![(P0, 200.0)])],
        },
        Row {
            name: "a notch of 4 m × 1 m",
            parcels: vec![ring(&[
                [0.0, 0.0],
                [200.0, 0.0],
                [200.0, 100.0],
                [104.0, 100.0],
                [104.0, 99.0],
                [100.0, 99.0],
                [100.0, 100.0],
                [0.0, 100.0],
            ])],
            declared: none(),
            expected: vec![(BoundaryStrip, 4.0, 1.0, 4.0, 1, vec![(P0, 6.0)])],
        },
        Row {
            name: "a notch of 3.9 m × 1 m",
            parcels: vec![ring(&[
                [0.0, 0.0],
                [200.0, 0.0],
                [200.0, 100.0],
                [103.9, 100.0],
                [103.9, 99.0],
                [100.0, 99.0],
                [100.0, 100.0],
                [0.0, 100.0],
            ])],
            declared: none(),
            expected: vec![(Inlet, 3.9, 1.0, 3.9, 1, vec![(P0, 5.9)])],
        },
        Row {
            name: "shut in, as wide as a plot",
            parcels: vec![left(), right_less(25.0, 75.0, 50.0)],
            declared: none(),
            expected: vec![(Uncovered, 2500.0, 50.0, 0.0, 0, vec![(P0, 50.0), (P1, 150.0)])],
        },
        Row {
            name: "shut in, hardly less wide",
            parcels: vec![left(), right_less(25.0, 75.0, 49.9)],
            declared: none(),
            expected: vec![(Enclosed, 2495.0, 49.9, 0.0, 0, vec![(P0, 50.0), (P1, 149.8)])],
        },
        Row {
            name: "open to the border, as wide as a plot",
            parcels: vec![left(), right_less(50.0, 100.0, 50.0)],
            declared: none(),
            expected: vec![(Uncovered, 2500.0, 50.0, 50.0, 1, vec![(P0, 50.0), (P1, 100.0)])],
        },
        Row {
            name: "nobody at all",
            parcels: vec![],
            declared: none(),
            expected: vec![(Uncovered, 20_000.0, 100.0, 600.0, 1, vec![])],
        },
        Row {
            name: "covered twice here, not at all there, and a parcel outside: nothing cancels",
            parcels: vec![
                rect(0.0, 0.0, 100.0, 100.0),
                rect(90.0, 0.0, 150.0, 100.0),
                rect(160.0, 0.0, 210.0, 100.0),
            ],
            declared: none(),
            expected: vec![(
                Corridor,
                1000.0,
                10.0,
                20.0,
                2,
                vec![(P1, 100.0), (Owner::Parcel(2), 100.0)],
            )],
        },
        Row {
            name: "a repeated parcel hides no gap and makes none",
            parcels: vec![rect(0.0, 0.0, 99.5, 100.0), rect(0.0, 0.0, 99.5, 100.0), right()],
            declared: none(),
            expected: vec![(
                Corridor,
                50.0,
                0.5,
                1.0,
                2,
                vec![(P0, 100.0), (P1, 100.0), (Owner::Parcel(2), 100.0)],
            )],
        },
    ];
    let zone = zone();
    for row in &rows {
        let result = found(&row.parcels, &row.declared, Some(&zone), &GapLimits::default());
        check(row, &result.gaps);
        assert_eq!(result.slivers, [], "{}", row.name);
    }
}

#[test]
fn a_sliver_is_no_gap() {
    let zone = zone();
    let parcels = [rect(0.0, 0.0, 99.5, 100.0), rect(100.0, 0.0, 200.0, 100.0)];
    for (limit, gap_count) in [(0.49, 1), (0.5, 0), (0.51, 0)] {
        let mut limits = GapLimits::default();
        limits.coincidence = limit;
        let result = found(&parcels, &[], Some(&zone), &limits);
        assert_eq!(
            (result.gaps.len(), result.slivers.len()),
            (gap_count, 1 - gap_count),
            "{limit}"
        );
        let all = result.gaps.iter().chain(&result.slivers);
        assert_eq!(all.map(|gap| gap.area).collect::<Vec<_>>(), [50.0]);
    }
}

/// Stretches of contact are told apart along the border of the gap, by more than the coincidence limit.
#[test]
fn stretches_along_the_border() {
    // A gap of 20 m × 10 m at the north side.
    let around = ring(&[
        [0.0, 0.0],
        [200.0, 0.0],
        [200.0, 100.0],
        [120.0, 100.0],
        [120.0, 90.0],
        [100.0, 90.0],
        [100.0, 100.0],
        [0.0, 100.0],
    ]);
    let zone = zone();
    // Something that hangs from the border into the gap.
    let wall = |width: f64, height: f64| rect(110.0, 100.0 - height, 110.0 + width, 100.0);
    let tooth = |tip: f64| ring(&[[109.0, 95.0], [111.0, 95.0], [110.0, tip]]);
    for (hanging, arcs, class) in [
        (wall(1.0, 5.0), 2, GapClass::Corridor),
        (tooth(100.0), 1, GapClass::Inlet),
        (tooth(99.999), 1, GapClass::Inlet),
        // A crumb: the way around it is 0.0015 m, then 0.003 m.
        (wall(0.0005, 0.0005), 1, GapClass::Inlet),
        (wall(0.001, 0.001), 2, GapClass::Corridor),
    ] {
        let result = found(&[around.clone(), hanging], &[], Some(&zone), &GapLimits::default());
        let gaps: Vec<_> = result.gaps.iter().map(|gap| (gap.arcs, gap.class)).collect();
        assert_eq!(gaps, [(arcs, Some(class))]);
    }
}

/// A zone in two parts, one with a hole; a gap around the hole, one part empty.
#[test]
fn zones_in_parts_with_holes() {
    let hole = rect(40.0, 40.0, 60.0, 60.0);
    let zone =
        joined(&[pierced(&rect(0.0, 0.0, 100.0, 100.0), &[&hole]), rect(300.0, 0.0, 400.0, 100.0)]);
    // One metre is left free all around the hole.
    let parcel = pierced(&rect(0.0, 0.0, 100.0, 100.0), &[&rect(39.0, 39.0, 61.0, 61.0)]);
    let result = found(std::slice::from_ref(&parcel), &[], Some(&zone), &GapLimits::default());
    let row = Row {
        name: "around a hole of the zone",
        parcels: vec![],
        declared: vec![],
        // The largest circle sits in a corner: from (39, 39), tangent to both sides, it reaches (40, 40) after
        // r (1 + √2) = √2, so its diameter is 2√2/(1 + √2).
        expected: vec![
            (
                GapClass::Inlet,
                84.0,
                2.0 * 2.0_f64.sqrt() / (1.0 + 2.0_f64.sqrt()),
                80.0,
                1,
                vec![(P0, 88.0)],
            ),
            (GapClass::Uncovered, 10_000.0, 100.0, 400.0, 1, vec![]),
        ],
    };
    check(&row, &result.gaps);
    let wide = limits_with_strip(1.2);
    let result = found(&[parcel], &[], Some(&zone), &wide);
    assert_eq!(result.gaps[0].class, Some(GapClass::BoundaryStrip));
}

fn limits_with_strip(width: f64) -> GapLimits {
    let mut limits = GapLimits::default();
    limits.strip_width = width;
    limits
}

/// Without a zone: what is shut in, even where only points touch.
#[test]
fn gaps_without_a_zone() {
    let four = [
        rect(0.0, 10.0, 10.0, 20.0),
        rect(10.0, 0.0, 20.0, 10.0),
        rect(20.0, 10.0, 30.0, 20.0),
        rect(10.0, 20.0, 20.0, 30.0),
    ];
    let side = |owner| (Owner::Parcel(owner), 10.0);
    let row = Row {
        name: "four squares that touch in points",
        parcels: vec![],
        declared: vec![],
        expected: vec![(
            GapClass::Enclosed,
            100.0,
            10.0,
            0.0,
            0,
            vec![side(0), side(1), side(2), side(3)],
        )],
    };
    check(&row, &found(&four, &[], None, &GapLimits::default()).gaps);
    // One square moved off by a tenth of a millimetre: open.
    let mut open = four.to_vec();
    open[3] = rect(10.0, 20.0001, 20.0, 30.0);
    assert_eq!(found(&open, &[], None, &GapLimits::default()).gaps, []);
    let holed = pierced(&rect(0.0, 0.0, 30.0, 30.0), &[&rect(10.0, 10.0, 20.0, 20.0)]);
    let row = Row {
        name: "a hole in one",
        parcels: vec![],
        declared: vec![],
        expected: vec![(GapClass::HoleInMember, 100.0, 10.0, 0.0, 0, vec![(P0, 40.0)])],
    };
    check(&row, &found(&[holed], &[], None, &GapLimits::default()).gaps);
    assert_eq!(found(&[], &[], None, &GapLimits::default()).gaps, []);
}

/// The fixtures where GEOS at width 100, its gap finder, geoplanar and mapshaper find nothing, false gaps, or say nothing.
#[test]
fn gaps_that_others_miss() {
    let limits = |width: f64| {
        let mut limits = GapLimits::default();
        limits.passage_width = width;
        limits
    };
    // Half a metre from border to border: GEOS 3.14.1 finds it at 1 and not at 100 (geos issue 1251).
    let apart = [rect(0.0, 0.0, 10.0, 10.0), rect(10.5, 0.0, 20.5, 10.0)];
    let corridor = (GapClass::Corridor, 5.0, 0.5, 1.0, 2, vec![(P0, 10.0), (P1, 10.0)]);
    // Half a metre, closed at the south end.
    let u = ring(&[[10.0, 0.0], [20.0, 0.0], [20.0, 10.0], [10.5, 10.0], [10.5, 2.0], [10.0, 2.0]]);
    let slotted = [rect(0.0, 0.0, 10.0, 10.0), u];
    let inlet = (GapClass::Inlet, 4.0, 0.5, 0.5, 1, vec![(P0, 8.0), (P1, 8.5)]);
    // An overlap elsewhere makes no gap.
    let mut overlapped = slotted.to_vec();
    overlapped.push(rect(-5.0, 0.0, 1.0, 10.0));
    // A hole is a gap whatever the width.
    let hole = [rect(0.0, 0.0, 10.0, 10.0), right_of_ten_less(rect(10.0, 4.0, 10.5, 6.0))];
    let enclosed = (GapClass::Enclosed, 1.0, 0.5, 0.0, 0, vec![(P0, 2.0), (P1, 3.0)]);
    for width in [0.6, 1.0, 100.0] {
        for (name, parcels, expected) in [
            ("from side to side", &apart[..], &corridor),
            ("open on one side", &slotted, &inlet),
            ("open on one side, an overlap elsewhere", &overlapped, &inlet),
            ("shut in", &hole, &enclosed),
        ] {
            let row =
                Row { name, parcels: vec![], declared: vec![], expected: vec![expected.clone()] };
            let gaps = found(parcels, &[], None, &limits(width)).gaps;
            check_rounded(&row, &gaps);
        }
    }
    // Narrower than asked for only.
    assert_eq!(found(&apart, &[], None, &limits(0.5)).gaps.len(), 1);
    assert_eq!(found(&apart, &[], None, &limits(0.49)).gaps, []);
    assert_eq!(found(&apart, &[], None, &limits(0.0)).gaps, []);
    // An L and a notch that is not deeper than wide are no passages.
    let corner =
        ring(&[[0.0, 0.0], [20.0, 0.0], [20.0, 10.0], [10.0, 10.0], [10.0, 20.0], [0.0, 20.0]]);
    assert_eq!(found(&[corner], &[], None, &limits(100.0)).gaps, []);
    let notch = |depth: f64| {
        ring(&[
            [0.0, 0.0],
            [30.0, 0.0],
            [30.0, 20.0],
            [20.0, 20.0],
            [20.0, 20.0 - depth],
            [10.0, 20.0 - depth],
            [10.0, 20.0],
            [0.0, 20.0],
        ])
    };
    assert_eq!(found(&[notch(9.9)], &[], None, &limits(100.0)).gaps, []);
    assert_eq!(found(&[notch(10.1)], &[], None, &limits(100.0)).gaps.len(), 1);
}

fn right_of_ten_less(slot: Flat) -> Flat {
    let mut corners: Vec<_> = slot.points().to_vec();
    let (south, north) = (corners[0][1], corners[2][1]);
    corners.clear();
    ring(&[
        [10.0, 0.0],
        [20.0, 0.0],
        [20.0, 10.0],
        [10.0, 10.0],
        [10.0, north],
        [10.5, north],
        [10.5, south],
        [10.0, south],
    ])
}

/// Passages end straight across from the last corner, compared to a tenth of a millimetre.
fn check_rounded(row: &Row, found: &[Gap]) {
    let rounded: Vec<Gap> = found
        .iter()
        .map(|gap| {
            let mut gap = gap.clone();
            let round = |value: &mut f64| *value = (*value * 1e4).round() / 1e4;
            round(&mut gap.area);
            round(&mut gap.contact);
            gap.neighbours.iter_mut().for_each(|neighbour| round(&mut neighbour.length));
            gap
        })
        .collect();
    check(row, &rounded);
}
