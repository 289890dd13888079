//! Polygon validity against exact brute force on small grids, and what must not change it.

use std::collections::BTreeSet;

use landledger::geometry::{
    Defect, DefectGeometry, DefectKind, MultiPolygon, Plane, ValidityLimits, validity,
};
use proptest::prelude::*;

type Shape = MultiPolygon<[f64; 2]>;
type Cell = [i64; 2];

/// All defects, by every edge with every other and by the sweep; both must be the same.
fn both_ways(shape: &Shape) -> Vec<Defect> {
    let mut limits = ValidityLimits::default();
    limits.listed = usize::MAX;
    limits.all_pairs_up_to = usize::MAX;
    let pairs = validity(shape, Plane::Metres, &limits);
    limits.all_pairs_up_to = 0;
    assert_eq!(validity(shape, Plane::Metres, &limits), pairs, "{shape:?}");
    pairs
}

fn real(ring: &[Cell]) -> Vec<[f64; 2]> {
    ring.iter().map(|[x, y]| [*x as f64, *y as f64]).collect()
}

fn turn(a: Cell, b: Cell, c: Cell) -> i64 {
    ((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])).signum()
}

fn dot(b: Cell, a: Cell, c: Cell) -> i64 {
    (a[0] - b[0]) * (c[0] - b[0]) + (a[1] - b[1]) * (c[1] - b[1])
}

/// Without vertices at which the ring stays or turns back: those are tested by rows.
fn smooth(mut ring: Vec<Cell>) -> Vec<Cell> {
    loop {
        let n = ring.len();
        let bad = (0..n).find(|&i| {
            let (a, b, c) = (ring[(i + n - 1) % n], ring[i], ring[(i + 1) % n]);
            a == b || (turn(a, b, c) == 0 && dot(b, a, c) > 0)
        });
        match bad {
            Some(at) if n > 3 => drop(ring.remove(at)),
            Some(_) => return Vec::new(),
            None => return ring,
        }
    }
}

/// What an exact comparison of all edges finds: crossing pairs of edges, positions touched and not on a stretch
/// in common, whether there are such stretches.
struct Brute {
    crossings: BTreeSet<(usize, usize)>,
    touches: BTreeSet<Cell>,
    runs_along: bool,
}

fn brute(ring: &[Cell]) -> Brute {
    let n = ring.len();
    let edge = |i: usize| (ring[i], ring[(i + 1) % n]);
    let on = |(a, b): (Cell, Cell), p: Cell| turn(a, b, p) == 0 && dot(p, a, b) <= 0;
    let mut found =
        Brute { crossings: BTreeSet::new(), touches: BTreeSet::new(), runs_along: false };
    let mut along = BTreeSet::new();
    for i in 0..n {
        for j in i + 1..n {
            if j == i + 1 || (i == 0 && j == n - 1) {
                continue;
            }
            let ((a, b), (c, d)) = (edge(i), edge(j));
            let apart = turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
            if apart {
                found.crossings.insert((i, j));
                continue;
            }
            let shared: BTreeSet<Cell> = [(c, (a, b)), (d, (a, b)), (a, (c, d)), (b, (c, d))]
                .into_iter()
                .filter(|(p, edge)| on(*edge, *p))
                .map(|(p, _)| p)
                .collect();
            if shared.len() > 1 {
                found.runs_along = true;
                along.extend(shared);
            } else {
                found.touches.extend(shared);
            }
        }
    }
    found.touches.retain(|p| !along.contains(p));
    found
}

fn cell(side: i64) -> impl Strategy<Value = Cell> {
    (0..side, 0..side).prop_map(|(x, y)| [x, y])
}

/// A rectangle by its lower corner and extent.
fn rectangle(side: i64, most: i64) -> impl Strategy<Value = [i64; 4]> {
    (0..side, 0..side, 1..=most, 1..=most).prop_map(|(x, y, w, h)| [x, y, x + w, y + h])
}

fn corners([x0, y0, x1, y1]: [i64; 4]) -> Vec<[f64; 2]> {
    real(&[[x0, y0], [x1, y0], [x1, y1], [x0, y1]])
}

fn cells([x0, y0, x1, y1]: [i64; 4]) -> BTreeSet<Cell> {
    (x0..x1).flat_map(|x| (y0..y1).map(move |y| [x, y])).collect()
}

/// Whether two disjoint sets of cells have a side in common.
fn adjoin(a: &BTreeSet<Cell>, b: &BTreeSet<Cell>) -> bool {
    let near = |c: &Cell| [[c[0] + 1, c[1]], [c[0] - 1, c[1]], [c[0], c[1] + 1], [c[0], c[1] - 1]];
    a.iter().any(|cell| near(cell).iter().any(|cell| b.contains(cell)))
}

/// How many pieces cells form that hang together by their sides.
fn pieces(mut cells: BTreeSet<Cell>) -> usize {
    let mut pieces = 0;
    while let Some(first) = cells.pop_first() {
        pieces += 1;
        let mut open = vec![first];
        while let Some([x, y]) = open.pop() {
            for near in [[x + 1, y], [x - 1, y], [x, y + 1], [x, y - 1]] {
                if cells.remove(&near) {
                    open.push(near);
                }
            }
        }
    }
    pieces
}

fn kinds(defects: &[Defect]) -> Vec<DefectKind> {
    let mut kinds: Vec<_> = defects.iter().map(|defect| defect.kind).collect();
    kinds.sort();
    kinds
}

/// Where the defects are, kinds included, whatever the rings are called.
fn places(defects: &[Defect]) -> Vec<(DefectKind, Vec<[i64; 2]>)> {
    let round = |p: &[f64; 2]| p.map(|value| (value * 1e9).round() as i64);
    let mut places: Vec<_> = defects
        .iter()
        .map(|defect| {
            let mut points: Vec<_> = match &defect.geometry {
                DefectGeometry::Points(points)
                | DefectGeometry::Line(points)
                | DefectGeometry::Ring(points) => points.iter().map(round).collect(),
                _ => vec![round(&defect.at)],
            };
            points.sort_unstable();
            (defect.kind, points)
        })
        .collect();
    places.sort();
    places
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn one_ring_as_by_brute_force(
        side in 3..14_i64,
        ring in proptest::collection::vec(cell(14), 3..70),
    ) {
        let ring = smooth(ring.into_iter().map(|[x, y]| [x % side, y % side]).collect());
        prop_assume!(ring.len() >= 3);
        let brute = brute(&ring);
        let found = both_ways(&Shape::from_exterior(real(&ring)));
        let is_flat = ring.iter().all(|p| turn(ring[0], ring[1], *p) == 0);
        prop_assert!(!is_flat, "turns back somewhere: {ring:?}");
        let crossings: BTreeSet<(usize, usize)> = found
            .iter()
            .filter(|defect| defect.kind == DefectKind::RingCrossing)
            .map(|defect| (defect.place.vertex, defect.other.unwrap().vertex))
            .collect();
        prop_assert_eq!(&crossings, &brute.crossings);
        let touches: BTreeSet<Cell> = found
            .iter()
            .filter(|defect| defect.kind == DefectKind::RingTouch)
            .map(|defect| defect.at.map(|value| value as i64))
            .collect();
        prop_assert_eq!(&touches, &brute.touches);
        let runs_along = found.iter().any(|defect| defect.kind == DefectKind::Neck);
        prop_assert_eq!(runs_along, brute.runs_along);
        let known = [DefectKind::RingCrossing, DefectKind::RingTouch, DefectKind::Neck];
        prop_assert!(found.iter().all(|defect| known.contains(&defect.kind)));
    }

    /// Any ring, spikes and repeats included: both ways alike, no panic.
    #[test]
    fn any_rings_both_ways(
        polygons in proptest::collection::vec(
            proptest::collection::vec(proptest::collection::vec(cell(7), 0..9), 0..4), 0..4),
    ) {
        let shape: Vec<Vec<Vec<[f64; 2]>>> =
            polygons.iter().map(|rings| rings.iter().map(|ring| real(ring)).collect()).collect();
        both_ways(&Shape::from(shape));
    }

    #[test]
    fn holes_as_by_cells(
        outer in rectangle(4, 9),
        holes in proptest::collection::vec(rectangle(10, 4), 1..7),
    ) {
        let mut shape = Shape::from_exterior(corners(outer));
        for hole in &holes {
            shape.push_ring(corners(*hole));
        }
        let found = both_ways(&shape);
        let inside = cells(outer);
        let around: BTreeSet<Cell> = cells([-2, -2, 20, 20]).difference(&inside).copied().collect();
        let mut expected = Vec::new();
        let mut left = inside.clone();
        for (at, hole) in holes.iter().enumerate() {
            let own = cells(*hole);
            let common = own.intersection(&inside).count();
            let is_shell = *hole == outer;
            if is_shell {
                expected.push(DefectKind::HoleDuplicate);
            } else if common == 0 {
                expected.push(DefectKind::HoleOutside);
            } else if common < own.len() || own.len() > inside.len() {
                expected.push(DefectKind::HoleCrossesShell);
            } else if adjoin(&own, &around) {
                expected.push(DefectKind::HoleSharesEdge);
            }
            left = left.difference(&own).copied().collect();
            for other in &holes[..at] {
                let other_cells = cells(*other);
                let common = own.intersection(&other_cells).count();
                if hole == other || common > 0 || adjoin(&own, &other_cells) {
                    expected.push(DefectKind::HolesOverlap);
                }
            }
        }
        if expected.is_empty() {
            // Each touch too many cuts one piece off.
            let cuts = kinds(&found).len();
            prop_assert!(found.iter().all(|d| d.kind == DefectKind::InteriorDisconnected));
            prop_assert_eq!(cuts, pieces(left) - 1);
        } else {
            let of_shell = |kind: &DefectKind| matches!(kind, DefectKind::HoleOutside | DefectKind::HoleCrossesShell);
            let count = |kinds: &[DefectKind]| kinds.iter().filter(|kind| of_shell(kind)).count();
            prop_assert!(!found.is_empty());
            prop_assert!(count(&kinds(&found)) <= count(&expected), "{:?} {expected:?}", kinds(&found));
            // Without a hole around the whole exterior ring, the two kinds are the same one for one.
            if holes.iter().all(|hole| !cells(*hole).is_superset(&inside)) {
                let only = |kinds: &[DefectKind]| {
                    let mut kinds = kinds.to_vec();
                    kinds.retain(of_shell);
                    kinds.sort();
                    kinds
                };
                prop_assert_eq!(only(&kinds(&found)), only(&expected));
            }
        }
    }

    #[test]
    fn two_holes_as_by_cells(a in rectangle(7, 5), b in rectangle(7, 5)) {
        let mut shape = Shape::from_exterior(corners([-1, -1, 20, 20]));
        shape.push_ring(corners(a));
        shape.push_ring(corners(b));
        let found = both_ways(&shape);
        let (cells_a, cells_b) = (cells(a), cells(b));
        let common = cells_a.intersection(&cells_b).count();
        let expected = if a == b {
            Some((DefectKind::HoleDuplicate, common))
        } else if common == cells_a.len().min(cells_b.len()) {
            Some((DefectKind::HoleNested, common))
        } else if common > 0 {
            Some((DefectKind::HolesOverlap, common))
        } else {
            None
        };
        match expected {
            Some((kind, area)) => {
                prop_assert_eq!(found.len(), 1, "{:?}", found);
                prop_assert_eq!(found[0].kind, kind);
                prop_assert!((found[0].measure.unwrap() - area as f64).abs() < 1e-6, "{found:?}");
            }
            None if adjoin(&cells_a, &cells_b) => {
                prop_assert_eq!(kinds(&found), vec![DefectKind::HoleSharesEdge]);
            }
            None => prop_assert_eq!(found, vec![]),
        }
    }

    #[test]
    fn two_parts_as_by_cells(a in rectangle(7, 5), b in rectangle(7, 5), hole in rectangle(5, 2)) {
        let mut shape = Shape::from_exterior(corners(a));
        let pierced = hole[0] > a[0] && hole[1] > a[1] && hole[2] < a[2] && hole[3] < a[3];
        let mut cells_a = cells(a);
        if pierced {
            shape.push_ring(corners(hole));
            cells_a = cells_a.difference(&cells(hole)).copied().collect();
        }
        shape.push_polygon();
        shape.push_ring(corners(b));
        let found = both_ways(&shape);
        let cells_b = cells(b);
        let common = cells_a.intersection(&cells_b).count();
        if common > 0 {
            prop_assert_eq!(found.len(), 1, "{:?}", found);
            let kind = found[0].kind;
            if a == b && !pierced {
                prop_assert_eq!(kind, DefectKind::PartDuplicate);
            } else if kind == DefectKind::PartsOverlap {
                prop_assert!((found[0].measure.unwrap() - common as f64).abs() < 1e-6, "{found:?}");
                prop_assert!(common < cells_b.len() || common < cells_a.len());
            } else {
                prop_assert_eq!(kind, DefectKind::PartNested);
                prop_assert!(cells(a).is_superset(&cells_b) || cells_b.is_superset(&cells(a)));
            }
        } else if adjoin(&cells_a, &cells_b) {
            prop_assert!(!found.is_empty());
            prop_assert!(found.iter().all(|defect| defect.kind == DefectKind::PartsShareEdge));
        } else {
            prop_assert_eq!(found, vec![]);
        }
    }

    /// Where a ring begins, which way it runs, whether it is closed, and the order of holes and parts: all the same.
    #[test]
    fn only_indices_depend_on_the_order(
        ring in proptest::collection::vec(cell(9), 3..14),
        holes in proptest::collection::vec(rectangle(8, 3), 0..4),
        part in rectangle(12, 6),
        shift in 0..14_usize,
    ) {
        let ring = smooth(ring);
        prop_assume!(ring.len() >= 3);
        let mut shape = Shape::from_exterior(real(&ring));
        for hole in &holes {
            shape.push_ring(corners(*hole));
        }
        shape.push_polygon();
        shape.push_ring(corners(part));
        let mut turned = ring.clone();
        turned.rotate_left(shift % ring.len());
        turned.reverse();
        turned.push(turned[0]);
        let mut other = Shape::from_exterior(corners(part));
        other.push_polygon();
        other.push_ring(real(&turned));
        for hole in holes.iter().rev() {
            let mut hole = corners(*hole);
            hole.reverse();
            other.push_ring(hole);
        }
        let (a, b) = (both_ways(&shape), both_ways(&other));
        // Where a ring meets itself, its inside is a matter of convention, and so is what lies in it.
        if a.iter().any(|defect| matches!(defect.kind, DefectKind::RingTouch | DefectKind::RingCrossing | DefectKind::Neck)) {
            let valid = |found: &[Defect]| found.iter().any(|defect| defect.kind.is_invalid_in_ogc());
            prop_assert_eq!(valid(&a), valid(&b));
            return Ok(());
        }
        prop_assert_eq!(kinds(&a), kinds(&b));
        // Which touch of a chain closes it depends on nothing but positions; which part lies in which on the parts.
        let settled = |found: &[Defect]| {
            let mut places = places(found);
            places.retain(|(kind, _)| !matches!(
                kind, DefectKind::InteriorDisconnected | DefectKind::Neck
                    | DefectKind::HolesOverlap | DefectKind::HoleCrossesShell | DefectKind::PartsOverlap));
            places
        };
        prop_assert_eq!(settled(&a), settled(&b));
    }

    #[test]
    fn no_number_panics(
        polygons in proptest::collection::vec(
            proptest::collection::vec(
                proptest::collection::vec((any::<f64>(), any::<f64>()), 0..7), 0..3), 0..3),
        exponent in -320..300_i32,
    ) {
        for factor in [1.0, 10_f64.powi(exponent)] {
            let mut shape = Shape::default();
            for rings in &polygons {
                shape.push_polygon();
                for ring in rings {
                    shape.push_ring(ring.iter().map(|(x, y)| [x * factor, y * factor]));
                }
            }
            for plane in [Plane::Metres, Plane::Degrees] {
                let mut limits = ValidityLimits::default();
                let _ = validity(&shape, plane, &limits);
                limits.all_pairs_up_to = 0;
                let _ = validity(&shape, plane, &limits);
            }
        }
    }
}
