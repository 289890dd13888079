//! [`common`]: the land that two shapes have in common.
//!
//! **Method.** What lies in both lies in what their boxes have in common. Of a border outside of that, the stretches on
//! one side of it are drawn straight before the overlay: the winding numbers inside stay as they are, and two parcels that
//! meet along one side are overlaid with the few edges of that side.

use super::super::{MultiPolygon, Plane, PlanePosition};
use super::cover::Rings;
use super::ground::Extent;
use super::land::chains;
use super::overlaps::{Overlap, OverlapClass, OverlapLimits};
use super::piece::Piece;
use super::same::same;
use super::tangle::Tangle;
use super::traced::{Directed, Operand, TracedRegion, Wanted, trace};
use super::width::is_wider;

/// The overlap of two shapes, as if of the parcels 0 and 1 and of no others; `None` if they have no land in common. A
/// tangle if their borders meet too often.
pub(super) fn common<P: PlanePosition>(
    first: &MultiPolygon<P>,
    second: &MultiPolygon<P>,
    plane: Plane,
    limits: &OverlapLimits,
) -> Result<Option<Overlap>, Tangle> {
    let borders = [chains(first, Operand::First), chains(second, Operand::Second)];
    let edges = borders.concat();
    if let Some(tangle) = Tangle::of(&edges) {
        return Err(tangle);
    }
    let [Some(of_first), Some(of_second)] = borders.each_ref().map(|border| extent(border)) else {
        return Ok(None);
    };
    let Some(inside) = of_first.common(&of_second) else { return Ok(None) };
    let is_wide = |rings: &Rings| is_wider(plane, rings, limits.coincidence);
    let near = borders.each_ref().map(|border| straightened(border, &inside)).concat();
    let found = trace(&near, plane, Wanted::Both);
    let rings = found.regions.iter().map(TracedRegion::rings).filter(is_wide);
    let pieces: Vec<Piece> = rings.map(|rings| Piece::from_rings(rings, plane)).collect();
    if pieces.is_empty() {
        return Ok(None);
    }
    let [own, other] = &borders;
    let first_alone = is_alone(own, (other, &of_second), plane, limits);
    let second_alone = is_alone(other, (own, &of_first), plane, limits);
    let width = pieces.iter().map(|piece| piece.width).fold(0.0, f64::max);
    let class = match (first_alone, second_alone) {
        (false, false) => OverlapClass::Duplicate,
        (false, true) => OverlapClass::FirstInSecond,
        (true, false) => OverlapClass::SecondInFirst,
        (true, true) if width <= limits.sliver_width => OverlapClass::Sliver,
        (true, true) => OverlapClass::Partial,
    };
    let area = pieces.iter().map(|piece| piece.area).sum();
    Ok(Some(Overlap { parcels: [0, 1], class, area, width, depth: 2, pieces }))
}

/// Whether a shape has land of its own beside another, whose box is given.
fn is_alone(
    own: &[Directed],
    (other, place): (&[Directed], &Extent),
    plane: Plane,
    limits: &OverlapLimits,
) -> bool {
    if is_beyond(own, place, plane, limits.coincidence) {
        return true;
    }
    let own = own.iter().map(|edge| Directed { side: Operand::First, ..*edge });
    let other = other.iter().map(|edge| Directed { side: Operand::Second, ..*edge });
    let edges: Vec<Directed> = own.chain(other).collect();
    let found = trace(&edges, plane, Wanted::FirstWithoutSecond);
    let mut rings = found.regions.iter().map(TracedRegion::rings);
    rings.any(|rings| is_wider(plane, &rings, limits.coincidence))
}

/// The box of a border.
fn extent(edges: &[Directed]) -> Option<Extent> {
    Extent::of(edges.iter().map(|edge| edge.from))
}

/// A border with the winding numbers of another inside a box: what lies on one side of the box is drawn straight.
fn straightened(edges: &[Directed], inside: &Extent) -> Vec<Directed> {
    // A bit for each side.
    let sides = |[x, y]: [f64; 2]| {
        let Extent { low: [west, south], high: [east, north] } = *inside;
        let beyond = [x < west, east < x, y < south, north < y];
        beyond.into_iter().fold(0_u8, |bits, beyond| bits << 1 | u8::from(beyond))
    };
    let mut kept: Vec<Directed> = Vec::new();
    // The sides that the last edge lies on wholly.
    let mut beside = 0;
    for edge in edges {
        let own = sides(edge.from) & sides(edge.to);
        match kept.last_mut() {
            Some(last) if beside & own != 0 && same(last.to, edge.from) => {
                last.to = edge.to;
                beside &= own;
            }
            _ => {
                kept.push(*edge);
                beside = own;
            }
        }
    }
    kept.retain(|edge| !same(edge.from, edge.to));
    kept
}

/// Whether land inside a border is certain to reach beyond a box with a circle of more than this diameter, metres.
///
/// It is looked for in one place, halfway between the box and what lies furthest beyond it.
fn is_beyond(edges: &[Directed], place: &Extent, plane: Plane, diameter: f64) -> bool {
    let Some(own) = extent(edges) else { return false };
    // The smaller scale: what is enough with it is enough anywhere.
    let [south, north] = [own.low, own.high].map(|at| plane.metres_per_unit(at));
    let scale = [south[0].min(north[0]), south[1].min(north[1])];
    let beyond = [
        (own.high[0] - place.high[0], [own.high[0], place.high[0]], 0),
        (place.low[0] - own.low[0], [own.low[0], place.low[0]], 0),
        (own.high[1] - place.high[1], [own.high[1], place.high[1]], 1),
        (place.low[1] - own.low[1], [own.low[1], place.low[1]], 1),
    ];
    let metres = |(units, _, axis): &(f64, [f64; 2], usize)| {
        units * if *axis == 0 { scale[0] } else { scale[1] }
    };
    let Some(furthest) = beyond.into_iter().max_by(|a, b| metres(a).total_cmp(&metres(b))) else {
        return false;
    };
    // A circle of twice the diameter fits between with room to spare.
    if metres(&furthest) <= 4.0 * diameter {
        return false;
    }
    let (_, [end, side], axis) = furthest;
    let line = f64::midpoint(end, side);
    let turned = |[x, y]: [f64; 2]| if axis == 0 { [x, y] } else { [y, x] };
    let Some(along) = widest(edges, line, turned) else { return false };
    let [x, y] = turned([line, along]);
    edges.iter().all(|edge| {
        let in_metres = |[px, py]: [f64; 2]| [(px - x) * scale[0], (py - y) * scale[1]];
        distance_from_origin(in_metres(edge.from), in_metres(edge.to)) > diameter
    })
}

/// The middle of the longest stretch inside a border along a line, which `turned` makes one of constant x.
fn widest(edges: &[Directed], line: f64, turned: impl Fn([f64; 2]) -> [f64; 2]) -> Option<f64> {
    let mut crossings: Vec<(f64, i32)> = Vec::new();
    for edge in edges {
        let ([ax, ay], [bx, by]) = (turned(edge.from), turned(edge.to));
        if (ax <= line) != (bx <= line) {
            let at = ay + (by - ay) * ((line - ax) / (bx - ax));
            crossings.push((at, if ax <= line { 1 } else { -1 }));
        }
    }
    crossings.sort_by(|a, b| a.0.total_cmp(&b.0));
    // Interior on the left: below it, a border runs to greater x; turned, to less.
    let turn = if same(turned([0.0, 1.0]), [0.0, 1.0]) { 1 } else { -1 };
    let mut winding = 0;
    let mut longest: Option<(f64, f64)> = None;
    for (one, next) in crossings.iter().zip(crossings.iter().skip(1)) {
        winding += turn * one.1;
        let length = next.0 - one.0;
        if winding > 0 && longest.is_none_or(|(most, _)| length > most) {
            longest = Some((length, f64::midpoint(one.0, next.0)));
        }
    }
    longest.map(|(_, middle)| middle)
}

fn distance_from_origin([ax, ay]: [f64; 2], [bx, by]: [f64; 2]) -> f64 {
    let (dx, dy) = (bx - ax, by - ay);
    let share = -(ax * dx + ay * dy) / (dx * dx + dy * dy);
    let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
    (ax + dx * share).hypot(ay + dy * share)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that fails should panic")]
mod tests {
    use super::*;

    /// As [`common`], with every edge and every overlay.
    fn by_all_edges(
        shapes: [&MultiPolygon<[f64; 2]>; 2],
        plane: Plane,
        limits: &OverlapLimits,
    ) -> Option<(OverlapClass, f64, usize)> {
        let [first, second] = shapes;
        let edges = [chains(first, Operand::First), chains(second, Operand::Second)].concat();
        let swapped = [chains(second, Operand::First), chains(first, Operand::Second)].concat();
        let wide = |edges: &[Directed], wanted: Wanted| {
            let rings =
                trace(edges, plane, wanted).regions.iter().map(TracedRegion::rings).collect();
            let rings: Vec<Rings> = rings;
            rings
                .into_iter()
                .filter(|rings| is_wider(plane, rings, limits.coincidence))
                .collect::<Vec<_>>()
        };
        let both = wide(&edges, Wanted::Both);
        let pieces: Vec<Piece> =
            both.into_iter().map(|rings| Piece::from_rings(rings, plane)).collect();
        let alone = |edges: &[Directed]| !wide(edges, Wanted::FirstWithoutSecond).is_empty();
        let width = pieces.iter().map(|piece| piece.width).fold(0.0, f64::max);
        let class = match (alone(&edges), alone(&swapped)) {
            (false, false) => OverlapClass::Duplicate,
            (false, true) => OverlapClass::FirstInSecond,
            (true, false) => OverlapClass::SecondInFirst,
            (true, true) if width <= limits.sliver_width => OverlapClass::Sliver,
            (true, true) => OverlapClass::Partial,
        };
        let area = pieces.iter().map(|piece| piece.area).sum();
        (!pieces.is_empty()).then_some((class, area, pieces.len()))
    }

    /// Numbers below a limit, the same in every run.
    fn next(seed: &mut u64, below: u64) -> u64 {
        *seed ^= *seed << 13;
        *seed ^= *seed >> 7;
        *seed ^= *seed << 17;
        *seed % below
    }

    /// One or two rings and holes with corners on a lattice, which may cross themselves.
    fn shape(seed: &mut u64, unit: f64, origin: [f64; 2]) -> MultiPolygon<[f64; 2]> {
        let mut shape = MultiPolygon::default();
        for _ in 0..=next(seed, 2) {
            shape.push_polygon();
            for _ in 0..=next(seed, 3) / 2 {
                let [x, y, size] = [next(seed, 12), next(seed, 12), 1 + next(seed, 8)];
                let count = 3 + next(seed, 9);
                let corners: Vec<[f64; 2]> = (0..count)
                    .map(|_| {
                        let [x, y] = [x + next(seed, size + 1), y + next(seed, size + 1)];
                        [origin[0] + x as f64 * unit, origin[1] + y as f64 * unit]
                    })
                    .collect();
                shape.push_ring(corners);
            }
        }
        shape
    }

    #[test]
    fn as_by_all_edges() {
        let seed = &mut 20_261_201;
        let limits = OverlapLimits::default();
        let mut found = std::collections::BTreeMap::new();
        for case in 0..4000 {
            // A lattice of a metre, of the tolerance, and of degrees.
            let (plane, unit, origin) = match case % 3 {
                0 => (Plane::Metres, 1.0, [0.0, 0.0]),
                1 => (Plane::Metres, 0.002, [38_000_000.0, 3_850_000.0]),
                _ => (Plane::Degrees, 1e-5, [113.3, 34.8]),
            };
            let (a, b) = (shape(seed, unit, origin), shape(seed, unit, origin));
            let ours = common(&a, &b, plane, &limits).unwrap();
            let ours = ours.map(|one| (one.class, one.area, one.pieces.len()));
            let naive = by_all_edges([&a, &b], plane, &limits);
            match (&ours, &naive) {
                (Some(ours), Some(naive)) => {
                    assert_eq!((ours.0, ours.2), (naive.0, naive.2), "{case}: {a:?} {b:?}");
                    assert!(
                        (ours.1 - naive.1).abs() <= 1e-9 * naive.1,
                        "{case}: {ours:?} {naive:?}"
                    );
                }
                _ => assert_eq!(ours, naive, "{case}: {a:?} {b:?}"),
            }
            *found.entry(ours.map(|ours| ours.0)).or_insert(0) += 1;
        }
        assert!(found.len() >= 5, "{found:?}");
    }

    /// A border that leaves a box on one side and comes back on the next goes around the corner between them.
    #[test]
    fn around_a_corner() {
        let box_of =
            |low: [f64; 2], high: [f64; 2]| [low, [high[0], low[1]], high, [low[0], high[1]]];
        let square = MultiPolygon::from_exterior(box_of([0.0, -5.0], [10.0, 10.0]));
        // Both boxes have x from 0 to 5 and y from 5 to 10 in common, and the first covers all of it.
        let ring = [[-1.0, 5.0], [-3.0, 11.0], [-2.0, 12.0], [5.0, 11.0], [5.0, 5.0]];
        let limits = OverlapLimits::default();
        for mirror in [[1.0, 1.0], [-1.0, 1.0], [1.0, -1.0], [-1.0, -1.0]] {
            let turned = |[x, y]: [f64; 2]| [x * mirror[0], y * mirror[1]];
            let shape = MultiPolygon::from_exterior(ring.map(turned));
            let square = square.map(turned);
            let found = common(&shape, &square, Plane::Metres, &limits).unwrap().unwrap();
            assert_eq!((found.area, found.class), (25.0, OverlapClass::Partial), "{mirror:?}");
        }
    }

    fn beyond(ring: &[[f64; 2]], place: [f64; 4], diameter: f64) -> bool {
        let shape = MultiPolygon::from_exterior(ring.iter().copied());
        let [west, south, east, north] = place;
        let place = Extent { low: [west, south], high: [east, north] };
        is_beyond(&chains(&shape, Operand::First), &place, Plane::Metres, diameter)
    }

    #[test]
    fn beyond_on_each_side() {
        let square = [[0.0, 0.0], [10.0, 0.0], [10.0, 10.0], [0.0, 10.0]];
        for (place, sure) in [
            ([-1.0, -1.0, 9.0, 11.0], true),
            ([1.0, -1.0, 11.0, 11.0], true),
            ([-1.0, -1.0, 11.0, 9.0], true),
            ([-1.0, 1.0, 11.0, 11.0], true),
            ([-1.0, -1.0, 11.0, 11.0], false),
            ([0.0, 0.0, 10.0, 10.0], false),
        ] {
            assert_eq!(beyond(&square, place, 0.2), sure, "{place:?}");
        }
        // A metre beyond the box is enough for a circle of less than a quarter of that.
        assert!(beyond(&square, [-1.0, -1.0, 9.0, 11.0], 0.249));
        assert!(!beyond(&square, [-1.0, -1.0, 9.0, 11.0], 0.25));
        // What is beyond is a spike of 0.1 m halfway: nothing wider can be told of it.
        let spike = [[0.0, 0.0], [10.0, 0.0], [10.0, 4.9], [12.0, 5.0], [10.0, 5.1], [10.0, 10.0]];
        assert!(beyond(&spike, [-1.0, -1.0, 10.0, 11.0], 0.049));
        assert!(!beyond(&spike, [-1.0, -1.0, 10.0, 11.0], 0.051));
        // The hole of a ring that turns around it twice the other way is no inside.
        let hook = [
            [0.0, 0.0],
            [10.0, 0.0],
            [10.0, 10.0],
            [0.0, 10.0],
            [0.0, 9.0],
            [9.0, 9.0],
            [9.0, 1.0],
            [0.0, 1.0],
        ];
        assert!(beyond(&hook, [6.0, 2.0, 11.0, 8.0], 0.2));
        assert!(!beyond(&hook, [6.0, 2.0, 11.0, 8.0], 0.6));
    }
}
