//! The width of a region: the diameter of the largest circle that fits in.

use landledger::geometry::Plane;
use landledger::geometry::coverage::inscribed_circle;
use proptest::prelude::*;

fn check(name: &str, rings: &[Vec<[f64; 2]>], diameter: f64) {
    // The circle is the same wherever a ring starts, and with a closing point.
    for turn in 0..3 {
        let turned: Vec<Vec<[f64; 2]>> = rings
            .iter()
            .map(|ring| {
                let mut ring = ring.clone();
                let count = ring.len();
                ring.rotate_left(turn % count);
                if turn == 2 {
                    ring.push(ring[0]);
                }
                ring
            })
            .collect();
        let found = inscribed_circle(Plane::Metres, &turned).unwrap();
        let short = diameter - found.diameter;
        let most = diameter * 1e-3 + 1e-6;
        assert!((-1e-9 * diameter..=most).contains(&short), "{name}: {found:?} against {diameter}");
    }
}

fn rect(west: f64, south: f64, east: f64, north: f64) -> Vec<[f64; 2]> {
    vec![[west, south], [east, south], [east, north], [west, north]]
}

fn reversed(mut ring: Vec<[f64; 2]>) -> Vec<[f64; 2]> {
    ring.reverse();
    ring
}

#[test]
fn circles_by_hand() {
    let root = 2.0_f64.sqrt();
    check("a square", &[rect(0.0, 0.0, 10.0, 10.0)], 10.0);
    check("a strip", &[rect(0.0, 0.0, 1000.0, 0.25)], 0.25);
    check("a sliver of 10 µm", &[rect(0.0, 0.0, 100.0, 1e-5)], 1e-5);
    // Area 6, perimeter 12: radius 1.
    check("a triangle 3, 4, 5", &[vec![[0.0, 0.0], [4.0, 0.0], [0.0, 3.0]]], 2.0);
    // Arms 2 wide: the circle touches the four inner corners (±1, ±1) and no edge.
    let cross = vec![
        [-1.0, -5.0],
        [1.0, -5.0],
        [1.0, -1.0],
        [5.0, -1.0],
        [5.0, 1.0],
        [1.0, 1.0],
        [1.0, 5.0],
        [-1.0, 5.0],
        [-1.0, 1.0],
        [-5.0, 1.0],
        [-5.0, -1.0],
        [-1.0, -1.0],
    ];
    check("a cross", &[cross], 2.0 * root);
    // An L of arms 1 wide: from the outer corner (0, 0) to the inner corner (1, 1), r (1 + √2) = √2.
    let ell = vec![[0.0, 0.0], [9.0, 0.0], [9.0, 1.0], [1.0, 1.0], [1.0, 9.0], [0.0, 9.0]];
    check("an L", &[ell], 2.0 * root / (1.0 + root));
    // A frame 3 wide on the left and 1 elsewhere: in the corner at the lower left no circle is wider than the side.
    let frame = [rect(0.0, 0.0, 9.0, 9.0), reversed(rect(3.0, 1.0, 8.0, 8.0))];
    check("a frame", &frame, 3.0);
    // Two rooms joined by a passage: the larger room decides.
    let rooms = vec![
        [0.0, 0.0],
        [4.0, 0.0],
        [4.0, 1.0],
        [10.0, 1.0],
        [10.0, 0.0],
        [15.0, 0.0],
        [15.0, 5.0],
        [10.0, 5.0],
        [10.0, 2.0],
        [4.0, 2.0],
        [4.0, 4.0],
        [0.0, 4.0],
    ];
    check("two rooms", &[rooms], 5.0);
}

#[test]
fn degrees_are_measured_in_metres() {
    // 0.001° × 0.0001° at 34.8° N: 110.9 m a thousandth of a degree north, so 11.0937 m wide.
    let strip = vec![rect(113.3, 34.8, 113.301, 34.8001)];
    let found = inscribed_circle(Plane::Degrees, &strip).unwrap();
    let metres = Plane::Degrees.distance([113.3, 34.80005], [113.3, 34.80015]);
    assert!((found.diameter / metres - 1.0).abs() < 1e-3, "{found:?} {metres}");
    assert!((found.centre[1] - 34.80005).abs() < 1e-9);
}

#[test]
fn nothing_has_no_circle() {
    for rings in [
        vec![],
        vec![vec![]],
        vec![vec![[1.0, 1.0]]],
        vec![vec![[0.0, 0.0], [5.0, 5.0]]],
        vec![vec![[f64::NAN, 0.0], [5.0, 5.0], [1.0, 0.0]]],
        vec![vec![[f64::INFINITY, 0.0], [5.0, 5.0], [1.0, 0.0]]],
        vec![vec![[1e308, 0.0], [-1e308, 5.0], [1.0, 1e308]]],
    ] {
        let found = inscribed_circle(Plane::Metres, &rings);
        assert!(found.is_none_or(|circle| circle.diameter == 0.0), "{rings:?}: {found:?}");
    }
}

/// A circle of 20 000 corners and a comb of 5 000 teeth: as quick as small ones, or the test would not end.
#[test]
fn many_corners() {
    let count = 20_000;
    let round = |at: usize| {
        let angle = std::f64::consts::TAU * at as f64 / f64::from(count);
        [500.0 * angle.cos(), 500.0 * angle.sin()]
    };
    check("a circle", &[(0..20_000).map(round).collect()], 1000.0);
    let mut comb = vec![[5000.0, -0.5], [5000.0, 0.0]];
    for tooth in (0..5_000).rev() {
        let x = f64::from(tooth);
        comb.extend([[x + 0.5, 0.0], [x + 0.5, 3.0], [x, 3.0], [x, 0.0]]);
    }
    comb.push([0.0, -0.5]);
    // A tooth and the bar below it: the circle touches the bar's lower side and two inner corners 0.5 apart:
    // r + √(r² − 1/16) = 1/2, so r = 0.3125.
    check("a comb", &[comb], 0.625);
}

proptest! {
    /// Against a grid of points: no place is farther from the border than the circle says.
    #[test]
    fn no_place_is_farther(radii in proptest::collection::vec(1.0..10.0_f64, 5..24)) {
        let count = radii.len() as f64;
        let star: Vec<[f64; 2]> = radii
            .iter()
            .enumerate()
            .map(|(at, radius)| {
                let angle = std::f64::consts::TAU * at as f64 / count;
                [radius * angle.cos(), radius * angle.sin()]
            })
            .collect();
        let found = inscribed_circle(Plane::Metres, std::slice::from_ref(&star)).unwrap();
        let edges: Vec<([f64; 2], [f64; 2])> =
            star.iter().copied().zip(star.iter().copied().cycle().skip(1)).collect();
        let distance = |p: [f64; 2]| {
            edges
                .iter()
                .map(|(a, b)| {
                    let (x, y) = (b[0] - a[0], b[1] - a[1]);
                    let along = ((p[0] - a[0]) * x + (p[1] - a[1]) * y) / (x * x + y * y);
                    let along = along.clamp(0.0, 1.0);
                    (p[0] - a[0] - along * x).hypot(p[1] - a[1] - along * y)
                })
                .fold(f64::INFINITY, f64::min)
        };
        let inside = |p: [f64; 2]| {
            edges.iter().filter(|(a, b)| {
                (a[1] > p[1]) != (b[1] > p[1])
                    && p[0] < a[0] + (b[0] - a[0]) * (p[1] - a[1]) / (b[1] - a[1])
            }).count() % 2 == 1
        };
        let radius = found.diameter / 2.0;
        prop_assert!(inside(found.centre));
        prop_assert!((distance(found.centre) - radius).abs() < 1e-9);
        for x in -20..=20 {
            for y in -20..=20 {
                let p = [f64::from(x) / 2.0, f64::from(y) / 2.0];
                if inside(p) {
                    prop_assert!(distance(p) <= radius * 1.001 + 1e-6, "{p:?} {found:?}");
                }
            }
        }
    }
}

/// A wedge 300 m long and less than a nanometre wide, as overlays of long edges leave them: no circle in it is as
/// wide as the wedge is at its base, `b` to `c`, one unit in the last place (1.4e-14°, 1.3 nm).
#[test]
fn no_circle_is_larger_than_a_wedge_of_nanometres() {
    let b = [112.844297386, 34.42709823];
    let c = [f64::from_bits(112.844297386_f64.to_bits() + 1), 34.42709823];
    let a = [112.843935711, 34.429857172];
    for ring in [vec![a, b, c], vec![c, a, b], vec![a, b, c, a], vec![a, c, b]] {
        let width = inscribed_circle(Plane::Degrees, &[ring]).map_or(0.0, |circle| circle.diameter);
        assert!(width < 1e-3, "{width}");
    }
}

/// Around a sharp tip, an edge may lie in front in two directions and behind in all between: the room that it leaves is
/// not convex there. By hand: circles about the origin that the tips touch, 1 from it.
#[test]
fn tips_of_holes_hold_the_largest_circle() {
    let turned = |ring: &[[f64; 2]], turns: usize, of: usize| -> Vec<[f64; 2]> {
        let (sin, cos) = (std::f64::consts::TAU * turns as f64 / of as f64).sin_cos();
        ring.iter().map(|[x, y]| [x * cos - y * sin, x * sin + y * cos]).collect()
    };
    let square = vec![[-1.2, -1.2], [1.2, -1.2], [1.2, 1.2], [-1.2, 1.2]];
    let tip = [[0.05, -1.16], [-0.05, -1.16], [0.0, -1.0]];
    let mut rings = vec![square];
    rings.extend((0..4).map(|turns| turned(&tip, turns, 4)));
    let found = inscribed_circle(Plane::Metres, &rings).unwrap();
    assert!((found.diameter - 2.0).abs() < 2e-3, "{found:?}");

    let triangle = vec![[-2.3383, -1.35], [2.3383, -1.35], [0.0, 2.7]];
    let tip = [[0.01, -1.27], [-0.01, -1.27], [0.0, -1.0]];
    let wall = [[-0.2, -1.3], [0.2, -1.3], [0.2, -1.325], [-0.2, -1.325]];
    let mut rings = vec![triangle];
    for turns in 0..3 {
        rings.extend([turned(&tip, turns, 3), turned(&wall, turns, 3)]);
    }
    let found = inscribed_circle(Plane::Metres, &rings).unwrap();
    assert!((found.diameter - 2.0).abs() < 2e-3, "{found:?}");
}

/// A room that runs out into a needle as long as a street, which rounding has turned over: beside it there are larger circles
/// than in the room. By hand: a room of 4 m, turned by an eighth, with a needle of a nanometre over 300 m. And a gap of a map
/// of a million parcels: that of its body alone is by GEOS 3.14.1 (Shapely 2.2.0).
#[test]
fn no_circle_lies_beside_a_needle_that_is_turned_over() {
    let turn = |[x, y]: [f64; 2]| [(x - y) * 0.5_f64.sqrt(), (x + y) * 0.5_f64.sqrt()];
    let room = [[0.0, 0.0], [304.0, 1e-9], [4.0, 0.0], [4.0, 4.0], [0.0, 4.0]];
    check("room and needle", &[room.map(turn).to_vec()], 4.0);

    let gap = [
        [112.013994887, 35.620986061],
        [112.01652675, 35.621237745],
        [112.016538756, 35.621157223],
        [112.016602967, 35.621163606],
        [112.01659096100002, 35.62124412799992],
    ];
    for start in 0..gap.len() {
        let mut ring = gap.to_vec();
        ring.rotate_left(start);
        let found = inscribed_circle(Plane::Degrees, &[ring]).unwrap();
        assert!((found.diameter / 5.860_019 - 1.0).abs() < 1e-3, "{found:?}");
        let [lon, lat] = found.centre;
        assert!((112.016_52..112.016_61).contains(&lon), "{found:?}");
        assert!((35.621_15..35.621_25).contains(&lat), "{found:?}");
    }
}
