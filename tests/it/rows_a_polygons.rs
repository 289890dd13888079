//! Rows A33–A47 through the whole check: each firing case with its code, its vertex in the file and its coordinates, each
//! clean twin without any finding. Places are worked by hand on the grid of `checked`; areas and lengths are of
//! GeographicLib (pyproj 3.7.2, PROJ 9.5.1) on GRS 80, parallels followed in 200 steps an edge.

use landledger::check::Profile;
use landledger::finding::{Code, Finding, FoundShape, Severity};

use crate::checked::{
    Ring, all, all_by, clean, collection, degrees, excerpt, feature, geometry, hole, measured,
    parcel, position, rect,
};

/// One feature is found to have exactly these defects: code, polygon, ring and vertex, place.
#[track_caller]
fn fires(polygons: &[&[Ring<'_>]], expected: &[(Code, [u32; 3], [f64; 2])]) -> Vec<Finding> {
    let text = collection(&[feature("A", &geometry(polygons))]);
    let mut found = all(&text, None).findings;
    found.retain(|finding| finding.code != Code::NotChecked);
    found.sort_by_key(|finding| finding.place.span);
    let vertex = |finding: &Finding| {
        let place = &finding.place;
        (finding.code, [place.polygon.unwrap(), place.ring.unwrap(), place.vertex.unwrap()])
    };
    let places: Vec<_> = found.iter().map(vertex).collect();
    let wanted: Vec<_> = expected.iter().map(|(code, vertex, _)| (*code, *vertex)).collect();
    assert_eq!(places, wanted, "{found:#?}");
    for (finding, (_, [polygon, ring, vertex], at)) in found.iter().zip(expected) {
        let ring = polygons[*polygon as usize][*ring as usize];
        let stands = ring[*vertex as usize % ring.len()];
        assert_eq!(excerpt(&text, finding), position(stands), "{finding:#?}");
        assert_eq!(finding.subjects, ["A"]);
        let (found, at) = (finding.place.at.unwrap(), degrees(*at));
        let off = (found[0] - at[0]).abs().max((found[1] - at[1]).abs());
        assert!(off <= 1e-13 + f64::EPSILON * 128.0, "{found:?}, not {at:?}");
    }
    found
}

/// Parcels beside one another without a finding; holes are filled, as an empty hole is a gap.
#[track_caller]
fn passes(polygons: &[&[Ring<'_>]], fillings: &[Ring<'_>]) {
    let mut features = vec![feature("A", &geometry(polygons))];
    features.extend(fillings.iter().enumerate().map(|(n, ring)| parcel(&format!("B{n}"), ring)));
    clean(&collection(&features), None);
}

fn square() -> Vec<[f64; 2]> {
    rect(0.0, 0.0, 100.0, 100.0)
}

#[track_caller]
fn near(found: f64, expected: f64) {
    assert!((found / expected - 1.0).abs() < 1e-6, "{found}, not {expected}");
}

#[test]
fn a33_every_crossing_of_a_ring() {
    // Two bows in a row: edges 0 and 4 cross at (20, 20), edges 1 and 3 at (60, 20).
    let bows = [[0.0, 0.0], [40.0, 40.0], [80.0, 0.0], [80.0, 40.0], [40.0, 0.0], [0.0, 40.0]];
    fires(
        &[&[&bows]],
        &[
            (Code::RingCrossing, [0, 0, 0], [20.0, 20.0]),
            (Code::RingCrossing, [0, 0, 1], [60.0, 20.0]),
        ],
    );
    passes(
        &[&[&[[0.0, 0.0], [40.0, 0.1], [80.0, 0.0], [80.0, 40.0], [40.0, 0.2], [0.0, 40.0]]]],
        &[],
    );
}

#[test]
fn a34_a_touch_has_a_code_of_its_own() {
    let waist =
        |y: f64| [[0.0, 0.0], [50.0, 50.0], [100.0, 0.0], [100.0, 100.0], [50.0, y], [0.0, 100.0]];
    fires(&[&[&waist(50.0)]], &[(Code::RingTouch, [0, 0, 1], [50.0, 50.0])]);
    passes(&[&[&waist(50.001)]], &[]);
}

#[test]
fn a35_spikes_and_necks_have_codes_of_their_own() {
    let spike = |back: f64| {
        vec![
            [0.0, 0.0],
            [100.0, 0.0],
            [100.0, 50.0],
            [140.0, 50.0],
            [100.0, back],
            [100.0, 100.0],
            [0.0, 100.0],
        ]
    };
    let found = fires(&[&[&spike(50.0)]], &[(Code::RingSpike, [0, 0, 3], [140.0, 50.0])]);
    // A metre on the ground is taken the same across a parcel: 0.1 % is enough to know the unit.
    assert!((measured(&found[0]) - 36.6036).abs() < 0.04, "{}", measured(&found[0]));
    passes(&[&[&spike(50.003)]], &[]);
    let neck = |width: f64| {
        vec![
            [0.0, 0.0],
            [40.0, 0.0],
            [40.0, 50.0],
            [60.0, 50.0],
            [60.0, 0.0],
            [100.0, 0.0],
            [100.0, 100.0],
            [60.0, 100.0],
            [60.0, 50.0 + width],
            [40.0, 50.0 + width],
            [40.0, 100.0],
            [0.0, 100.0],
        ]
    };
    let found = fires(&[&[&neck(0.0)]], &[(Code::RingNeck, [0, 0, 2], [40.0, 50.0])]);
    assert!((measured(&found[0]) - 18.3018).abs() < 0.02, "{}", measured(&found[0]));
    passes(&[&[&neck(0.1)]], &[]);
}

fn twice(north: f64) -> Vec<[f64; 2]> {
    vec![[0.0, 0.0], [100.0, 0.0], [100.0, north], [100.0, 100.0], [0.0, 100.0]]
}

#[test]
fn a36_a_repeated_vertex_is_a_warning() {
    let found = fires(&[&[&twice(0.0)]], &[(Code::VertexRepeated, [0, 0, 2], [100.0, 0.0])]);
    assert_ne!(found[0].severity, Severity::Error);
    passes(&[&[&twice(0.002)]], &[]);
}

#[test]
fn a37_near_vertices_in_metres_against_the_limit_of_the_profile() {
    // 1e-8 degrees of latitude are 1.109 mm, 2e-8 are 2.219 mm; the limit is 2 mm.
    let found = fires(&[&[&twice(0.001)]], &[(Code::VertexNear, [0, 0, 2], [100.0, 0.001])]);
    assert_eq!(found[0].measure.as_ref().unwrap().value, "0.0011");
    assert_eq!(found[0].limit.as_ref().unwrap().value, "0.002");
    passes(&[&[&twice(0.002)]], &[]);
    let mut profile = Profile::strict();
    profile.limits.near_vertex = 0.003;
    let text = collection(&[parcel("A", &twice(0.002))]);
    let found = all_by(&profile, &text, None).findings;
    assert_eq!((found.len(), found[0].code), (1, Code::VertexNear));
    assert_eq!(found[0].measure.as_ref().unwrap().value, "0.0022");
}

#[test]
fn a38_rings_without_area() {
    fires(
        &[&[&[[0.0, 0.0], [50.0, 0.0], [100.0, 0.0]]]],
        &[(Code::RingWithoutArea, [0, 0, 0], [0.0, 0.0])],
    );
    passes(&[&[&[[0.0, 0.0], [50.0, -0.003], [100.0, 0.0]]]], &[]);
    fires(
        &[&[&[[0.0, 0.0], [100.0, 0.0], [0.0, 0.0], [100.0, 0.0]]]],
        &[(Code::RingTooFewVertices, [0, 0, 0], [0.0, 0.0])],
    );
}

#[test]
fn a39_holes_outside_and_across_the_exterior_ring() {
    fires(
        &[&[&square(), &hole(140.0, 40.0, 160.0, 60.0)]],
        &[(Code::HoleOutside, [0, 1, 0], [140.0, 60.0])],
    );
    // The hole runs (90 60) (110 60) (110 40) (90 40): of its crossings with the exterior ring, (100 40) is the first.
    let found = fires(
        &[&[&square(), &hole(90.0, 40.0, 110.0, 60.0)]],
        &[(Code::HoleCrossesShell, [0, 1, 2], [100.0, 40.0])],
    );
    near(measured(&found[0]), 203.034_376);
    let Some(FoundShape::MultiPoint(crossings)) = &found[0].geometry else { panic!("{found:?}") };
    assert_eq!(crossings, &[degrees([100.0, 40.0]), degrees([100.0, 60.0])]);
    passes(&[&[&square(), &hole(40.0, 40.0, 60.0, 60.0)]], &[&rect(40.0, 40.0, 60.0, 60.0)]);
}

#[test]
fn a40_a_hole_in_a_hole() {
    fires(
        &[&[&square(), &hole(20.0, 20.0, 80.0, 80.0), &hole(40.0, 40.0, 60.0, 60.0)]],
        &[(Code::HoleNested, [0, 2, 0], [40.0, 60.0])],
    );
    passes(
        &[&[&square(), &hole(20.0, 20.0, 30.0, 80.0), &hole(40.0, 40.0, 60.0, 60.0)]],
        &[&rect(20.0, 20.0, 30.0, 80.0), &rect(40.0, 40.0, 60.0, 60.0)],
    );
}

#[test]
fn a41_holes_that_overlap() {
    let found = fires(
        &[&[&square(), &hole(20.0, 30.0, 50.0, 70.0), &hole(40.0, 40.0, 60.0, 60.0)]],
        &[(Code::HolesOverlap, [0, 2, 2], [50.0, 40.0])],
    );
    near(measured(&found[0]), 203.034_376);
    passes(
        &[&[&square(), &hole(20.0, 30.0, 39.0, 70.0), &hole(40.0, 40.0, 60.0, 60.0)]],
        &[&rect(20.0, 30.0, 39.0, 70.0), &rect(40.0, 40.0, 60.0, 60.0)],
    );
}

#[test]
fn a42_a_hole_along_the_exterior_ring() {
    // 20 units of latitude: 22.187 m.
    let found = fires(
        &[&[&square(), &hole(80.0, 40.0, 100.0, 60.0)]],
        &[(Code::HoleSharesEdge, [0, 1, 1], [100.0, 60.0])],
    );
    assert!((measured(&found[0]) - 22.1874).abs() < 0.02, "{}", measured(&found[0]));
    passes(&[&[&square(), &hole(79.0, 40.0, 99.0, 60.0)]], &[&rect(79.0, 40.0, 99.0, 60.0)]);
}

#[test]
fn a43_equal_rings() {
    let inner = hole(40.0, 40.0, 60.0, 60.0);
    let found =
        fires(&[&[&square(), &inner, &inner]], &[(Code::HoleDuplicate, [0, 2, 0], [40.0, 60.0])]);
    near(measured(&found[0]), 406.068_752);
    let mut around = square();
    around.reverse();
    fires(&[&[&square(), &around]], &[(Code::HoleDuplicate, [0, 1, 0], [0.0, 100.0])]);
    passes(&[&[&square(), &inner]], &[&rect(40.0, 40.0, 60.0, 60.0)]);
}

#[test]
fn a44_an_interior_in_pieces() {
    // A hole from side to side; the touch that closes the circle is the last.
    let wedge = |east: f64| vec![[0.0, 50.0], [50.0, 60.0], [east, 50.0], [50.0, 40.0]];
    fires(
        &[&[&square(), &wedge(100.0)]],
        &[(Code::InteriorDisconnected, [0, 1, 2], [100.0, 50.0])],
    );
    let shell = [[0.0, 0.0], [100.0, 0.0], [100.0, 100.0], [0.0, 100.0], [0.0, 50.0]];
    let filling: Vec<[f64; 2]> = wedge(99.0).into_iter().rev().collect();
    passes(&[&[&shell, &wedge(99.0)]], &[&filling]);
    // A chain of two holes, corner to corner and from side to side.
    let diamond = |west: f64, east: f64| {
        vec![
            [west, 50.0],
            [f64::midpoint(west, east), 60.0],
            [east, 50.0],
            [f64::midpoint(west, east), 40.0],
        ]
    };
    fires(
        &[&[&square(), &diamond(0.0, 50.0), &diamond(50.0, 100.0)]],
        &[(Code::InteriorDisconnected, [0, 2, 2], [100.0, 50.0])],
    );
}

#[test]
fn a45_parts_that_overlap() {
    let found = fires(
        &[&[&square()], &[&rect(90.0, 50.0, 190.0, 150.0)]],
        &[(Code::PartsOverlap, [1, 0, 3], [90.0, 100.0])],
    );
    near(measured(&found[0]), 507.584_428);
    passes(&[&[&square()], &[&rect(101.0, 50.0, 201.0, 150.0)]], &[]);
}

#[test]
fn a46_a_part_in_a_part() {
    let found = fires(
        &[&[&square()], &[&rect(40.0, 40.0, 60.0, 60.0)]],
        &[(Code::PartNested, [1, 0, 0], [40.0, 40.0])],
    );
    near(measured(&found[0]), 406.068_752);
    fires(&[&[&square()], &[&square()]], &[(Code::PartDuplicate, [1, 0, 0], [0.0, 0.0])]);
    // In a hole of the other it is no fault, though it touches it.
    let around = [
        [40.0, 60.0],
        [50.0, 60.0],
        [60.0, 60.0],
        [60.0, 50.0],
        [60.0, 40.0],
        [50.0, 40.0],
        [40.0, 40.0],
        [40.0, 50.0],
    ];
    passes(
        &[&[&square(), &around], &[&[[50.0, 40.0], [60.0, 50.0], [50.0, 60.0], [40.0, 50.0]]]],
        &[
            &[[40.0, 40.0], [50.0, 40.0], [40.0, 50.0]],
            &[[50.0, 40.0], [60.0, 40.0], [60.0, 50.0]],
            &[[60.0, 50.0], [60.0, 60.0], [50.0, 60.0]],
            &[[40.0, 50.0], [50.0, 60.0], [40.0, 60.0]],
        ],
    );
}

#[test]
fn a47_parts_with_a_common_edge() {
    fires(
        &[&[&square()], &[&rect(100.0, 0.0, 200.0, 100.0)]],
        &[(Code::PartsShareEdge, [1, 0, 3], [100.0, 100.0])],
    );
    passes(&[&[&square()], &[&rect(100.0, 100.0, 200.0, 200.0)]], &[]);
}
