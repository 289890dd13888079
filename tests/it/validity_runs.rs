//! The search of one ring by runs of edges: the same as every edge with every other, and as the sweep.

use landledger::geometry::{
    Defect, DefectKind, MultiPolygon, Plane, Unlisted, ValidityLimits, validity,
};
use proptest::prelude::*;

type Shape = MultiPolygon<[f64; 2]>;

/// Beyond so many edges, not every one is compared with every other.
const FEW: usize = 2_000;

/// All defects of a ring: by runs, by the sweep, which a second ring calls for, and by every pair of few edges.
fn three_ways(ring: &[[f64; 2]]) -> Vec<Defect> {
    let mut limits = ValidityLimits::default();
    limits.listed = usize::MAX;
    limits.all_pairs_up_to = 0;
    let alone = Shape::from_exterior(ring.iter().copied());
    let by_runs = validity(&alone, Plane::Metres, &limits);
    let mut with_hole = alone.clone();
    with_hole.push_ring([[-9e7, 0.0], [-9e7, 1.0], [-8e7, 0.0]]);
    let mut by_sweep = validity(&with_hole, Plane::Metres, &limits);
    by_sweep.retain(|defect| defect.place.ring == 0);
    assert!(by_runs == by_sweep, "{} and {} by the sweep", by_runs.len(), by_sweep.len());
    if ring.len() <= FEW {
        limits.all_pairs_up_to = usize::MAX;
        let by_pairs = validity(&alone, Plane::Metres, &limits);
        assert!(by_runs == by_pairs, "{} and {} by pairs", by_runs.len(), by_pairs.len());
    }
    by_runs
}

/// A line along x with a vertex at each whole number, and one back, half a step aside.
fn strip(length: usize) -> Vec<[f64; 2]> {
    let along = (0..=length).map(|x| [x as f64, 0.0]);
    let back = (0..length).rev().map(|x| [x as f64 + 0.5, 1.0]);
    along.chain(back).collect()
}

/// A disc whose border is a saw: every vertex a little further in than the one before, and out again.
fn saw(vertices: usize) -> Vec<[f64; 2]> {
    let at = |corner: usize| {
        let (sin, cos) = (corner as f64 / vertices as f64 * std::f64::consts::TAU).sin_cos();
        let radius = 1000.0 + (corner * 7_919 % 1_000) as f64 / 100.0;
        [radius * cos, radius * sin]
    };
    (0..vertices).map(at).collect()
}

/// Long teeth one beside the other, turned by an angle.
fn comb(teeth: usize, angle: f64) -> Vec<[f64; 2]> {
    let height = teeth as f64;
    let (sin, cos) = angle.sin_cos();
    (0..teeth)
        .flat_map(|tooth| [[tooth as f64, 1.0], [tooth as f64 + 0.5, height]])
        .chain([[height, 0.0], [0.0, 0.0]])
        .map(|[x, y]| [x * cos - y * sin, x * sin + y * cos])
        .collect()
}

/// A band wound up, there and back.
fn spiral(vertices: usize) -> Vec<[f64; 2]> {
    let at = |step: usize, aside: f64| {
        let radius = ((step + 100) as f64).sqrt();
        let (sin, cos) = (3.0 * radius).sin_cos();
        [(radius + aside) * cos, (radius + aside) * sin]
    };
    let half = vertices / 2;
    (0..half).map(|step| at(step, 0.0)).chain((0..half).rev().map(|step| at(step, 0.8))).collect()
}

/// Positions anywhere in a square, by a generator of whole numbers (xorshift, Marsaglia 2003).
fn scribble(vertices: usize) -> Vec<[f64; 2]> {
    let mut state = 88_172_645_463_325_252_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % 100_000) as f64
    };
    (0..vertices).map(|_| [next(), next()]).collect()
}

#[test]
fn rings_that_meet_themselves_nowhere() {
    for vertices in [1_000, 1_001, 10_000] {
        assert_eq!(three_ways(&saw(vertices)), [], "saw of {vertices}");
        assert_eq!(three_ways(&spiral(vertices)), [], "spiral of {vertices}");
        for angle in [0.0, 0.7, 1.6] {
            assert_eq!(three_ways(&comb(vertices / 2, angle)), [], "comb of {vertices}, {angle}");
        }
        assert_eq!(three_ways(&strip(vertices)), [], "strip of {vertices}");
    }
}

/// One vertex of a long border below the opposite one, on it and above it: by hand.
#[test]
fn one_crossing_far_apart() {
    let length = 50_000;
    let middle = length / 2;
    for height in [0.999_999, 1.0, 1.5] {
        let mut ring = strip(length);
        ring[middle][1] = height;
        let found = three_ways(&ring);
        // The edge of the other side that lies over the vertex begins half a step behind it.
        let above = |x: usize| 2 * length - x;
        let places: Vec<_> = found
            .iter()
            .map(|defect| {
                (defect.kind, defect.place.vertex, defect.other.unwrap().vertex, defect.at)
            })
            .collect();
        let x = middle as f64;
        if height < 1.0 {
            assert_eq!(places, []);
        } else if height > 1.0 {
            assert_eq!(places.len(), 2, "{places:?}");
            for (place, (edge, at)) in
                places.iter().zip([(middle - 1, x - 1.0 / 3.0), (middle, x + 1.0 / 3.0)])
            {
                let expected = (DefectKind::RingCrossing, edge, above(middle));
                assert_eq!((place.0, place.1, place.2), expected, "{places:?}");
                assert!((place.3[0] - at).abs() < 1e-9 && place.3[1] == 1.0, "{places:?}");
            }
        } else {
            let touch = (DefectKind::RingTouch, middle, above(middle), [x, 1.0]);
            assert_eq!(places, [touch]);
        }
    }
}

/// Every number of edges up to where the tree has three levels and more, with two vertices exchanged at each place in turn.
#[test]
fn every_number_of_edges() {
    for vertices in 5..300 {
        let mut ring = saw(vertices);
        ring.swap(vertices * 37 % (vertices - 1), vertices - 1);
        assert_ne!(three_ways(&ring), [], "{vertices}");
    }
}

/// So many crossings that the search is left to the sweep: while that still finds them all, and where it gives up.
#[test]
fn scribbles() {
    for (vertices, unlisted) in [
        (100, Unlisted::None),
        (400, Unlisted::None),
        (1_000, Unlisted::None),
        (2_100, Unlisted::AtLeast(0)),
    ] {
        let found = three_ways(&scribble(vertices));
        // Of two edges anywhere in a square about a quarter cross.
        assert!(found.len() > vertices * vertices / 16, "{} of {vertices}", found.len());
        assert_eq!(found.last().unwrap().unlisted, unlisted, "{vertices}");
    }
}

/// A zigzag under a long edge: so many touches that the search is left to the sweep, which has no limit for them.
#[test]
fn more_touches_than_are_gathered() {
    let tips = 200_001;
    let zigzag = (1..=2 * tips).map(|x| [x as f64, (x % 2) as f64]);
    let end = (2 * tips + 1) as f64;
    let ring: Vec<[f64; 2]> = [[0.0, 1.0], [0.0, 0.0]]
        .into_iter()
        .chain(zigzag)
        .chain([[end, 0.0], [end, 1.0]])
        .collect();
    let mut limits = ValidityLimits::default();
    limits.listed = usize::MAX;
    let found = validity(&Shape::from_exterior(ring), Plane::Metres, &limits);
    assert_eq!(found.len(), tips);
    assert!(found.iter().all(|defect| defect.kind == DefectKind::RingTouch));
    assert_eq!(found[tips - 1].unlisted, Unlisted::None);
}

/// Equal vertices are told whatever the limit of near ones is.
#[test]
fn repeats_without_a_limit_of_nearness() {
    for near_vertex in [-1.0, 0.0, f64::NAN, 0.5] {
        let mut limits = ValidityLimits::default();
        limits.near_vertex = near_vertex;
        let ring = [[0.0, 0.0], [9.0, 0.0], [9.0, 0.0], [9.0, 9.0]];
        let found = validity(&Shape::from_exterior(ring), Plane::Metres, &limits);
        assert_eq!(found.len(), 1, "{near_vertex}: {found:?}");
        assert_eq!(found[0].kind, DefectKind::RepeatedVertex);
    }
}

fn turned(ring: &[[f64; 2]], by: usize) -> Vec<[f64; 2]> {
    let mut ring = ring.to_vec();
    let length = ring.len();
    ring.rotate_left(by % length);
    ring
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// A walk over a grid, with repeats, spikes, touches and crossings.
    #[test]
    fn walks(
        steps in proptest::collection::vec((-2..=2_i32, -2..=2_i32), 3..400),
        side in 4..60_i32,
    ) {
        let mut at = [0, 0];
        let ring: Vec<[f64; 2]> = steps
            .iter()
            .map(|(x, y)| {
                at = [(at[0] + x).rem_euclid(side), (at[1] + y).rem_euclid(side)];
                at.map(f64::from)
            })
            .collect();
        three_ways(&ring);
    }

    /// Out and back at angles of 10⁻⁷ to 10⁻³ to each other: directions within less than half a turn by a hair, and
    /// not at all.
    #[test]
    fn needles(
        steps in proptest::collection::vec((1..=3_i32, -3..=3_i32), 3..60),
        length in prop_oneof![Just(1e3), Just(1e4), Just(1e5), Just(1e6), Just(1e7)],
        by in 0..60_usize,
        straight in proptest::bool::ANY,
    ) {
        let mut at = [0.0, 0.0];
        let mut ring = Vec::new();
        for (step, (x, y)) in steps.iter().enumerate() {
            let sign = if step.is_multiple_of(2) || straight && step % 7 == 0 { 1.0 } else { -1.0 };
            at = [at[0] + sign * length * f64::from(*x), at[1] + f64::from(*y)];
            ring.push(at);
        }
        three_ways(&turned(&ring, by));
        let aslant: Vec<_> = ring.iter().map(|[x, y]| [x * 0.6 - y * 0.8, x * 0.8 + y * 0.6]).collect();
        three_ways(&turned(&aslant, by));
    }

    /// Positions on one line but for rounding, to and fro: opposite directions to the last digits.
    #[test]
    fn lines_but_for_rounding(
        along in proptest::collection::vec(0.0..1.0_f64, 4..40),
        slope in -1.0..1.0_f64,
        from in prop_oneof![Just([0.0, 0.0]), Just([113.3, 34.8]), Just([4e5, 3.8e6])],
    ) {
        let ring: Vec<_> = along.iter().map(|x| [from[0] + x, from[1] + x * slope]).collect();
        // Forward but for some.
        let mut sorted = ring.clone();
        sorted.sort_by(|a, b| a[0].total_cmp(&b[0]));
        let count = sorted.len();
        for at in (3..count).step_by(5) {
            sorted.swap(at, at * 7 % count);
        }
        for ring in [ring, sorted] {
            three_ways(&ring);
            let mirrored: Vec<_> = ring.iter().map(|[x, y]| [*x, -y]).collect();
            three_ways(&mirrored);
        }
    }

    /// Borders that turn by small steps, with some vertices moved far away.
    #[test]
    fn smooth_borders_with_outliers(
        radii in proptest::collection::vec(0.9..1.1_f64, 3..500),
        moved in proptest::collection::vec((0..500_usize, -2.0..2.0_f64), 0..4),
    ) {
        let count = radii.len();
        let mut radii = radii;
        for (at, radius) in moved {
            radii[at % count] = radius;
        }
        let ring: Vec<[f64; 2]> = radii
            .iter()
            .enumerate()
            .map(|(at, radius)| {
                let (sin, cos) = (at as f64 / count as f64 * std::f64::consts::TAU).sin_cos();
                [radius * cos, radius * sin]
            })
            .collect();
        three_ways(&ring);
    }
}
