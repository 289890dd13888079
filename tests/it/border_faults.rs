//! Shared borders: vertices a neighbour lacks and vertices nearly one, worked by hand.

use landledger::geometry::coverage::{
    BorderFault, BorderFaultKind, OverlapLimits, Owner, ShapeVertex, ZoneLand, border_faults,
    overlaps,
};
use landledger::geometry::{MultiPolygon, Plane};

type Shape = MultiPolygon<[f64; 2]>;

fn shape<const N: usize>(ring: [[f64; 2]; N]) -> Shape {
    MultiPolygon::from_exterior(ring)
}

fn faults_within(plane: Plane, shapes: &[Shape], coincidence: f64) -> Vec<BorderFault> {
    let parcels: Vec<&Shape> = shapes.iter().collect();
    let land = ZoneLand { parcels: &parcels, declared: &[], zone: None, plane };
    let found = border_faults(&land, coincidence);
    assert_eq!(found.unexamined, 0);
    found.faults
}

fn faults(plane: Plane, shapes: &[Shape]) -> Vec<BorderFault> {
    faults_within(plane, shapes, 0.002)
}

fn parcel(vertex: &ShapeVertex) -> usize {
    let Owner::Parcel(parcel) = vertex.owner else { panic!("{vertex:?}") };
    parcel
}

/// Kind, parcels that have the vertex, the neighbour with its vertex, distance.
fn row(fault: &BorderFault) -> (&str, Vec<usize>, Vec<(usize, usize)>, f64) {
    let kind = match fault.kind {
        BorderFaultKind::Unmatched => "unmatched",
        BorderFaultKind::Mismatched => "near",
        _ => panic!("{fault:?}"),
    };
    let own = fault.vertices.iter().map(parcel).collect();
    (kind, own, vec![(parcel(&fault.neighbour), fault.neighbour.vertex)], fault.distance)
}

/// One plot in the south, and a triangle whose foot lies so far from the plot's northern side.
fn touching(distance: f64) -> [Shape; 2] {
    [
        shape([[0.0, -10.0], [20.0, -10.0], [20.0, 0.0], [0.0, 0.0]]),
        shape([[8.0, distance], [12.0, 10.0], [4.0, 10.0]]),
    ]
}

#[test]
fn a_vertex_on_an_edge_within_the_limit() {
    // The limit is 0.002 m, on either side of the line.
    for (distance, found) in [
        (0.0, true),
        (0.000_05, true),
        (-0.000_05, true),
        (0.002, true),
        (-0.002, true),
        (0.002_000_1, false),
        (-0.002_000_1, false),
        (-0.02, false),
    ] {
        let faults = faults(Plane::Metres, &touching(distance));
        let rows: Vec<_> = faults.iter().map(row).collect();
        // After vertex 2 of the plot, on the way from (20, 0) to (0, 0).
        let expected = vec![("unmatched", vec![1], vec![(0, 2)], distance.abs())];
        assert_eq!(rows, if found { expected } else { vec![] }, "{distance}");
    }
}

#[test]
fn a_junction_is_a_fault_and_no_overlap_but_two_centimetres_are_one() {
    // Two plots north of one; their common corner dips into it by so much.
    for (dip, kinds, count) in [
        (0.0, vec!["unmatched"], 0),
        (0.000_05, vec!["unmatched"], 0),
        (-0.000_05, vec!["unmatched"], 0),
        (0.02, vec![], 2),
    ] {
        let shapes = [
            shape([[0.0, -10.0], [20.0, -10.0], [20.0, 0.0], [0.0, 0.0]]),
            shape([[0.0, 0.0], [10.0, -dip], [10.0, 10.0], [0.0, 10.0]]),
            shape([[10.0, -dip], [20.0, 0.0], [20.0, 10.0], [10.0, 10.0]]),
        ];
        let found = faults(Plane::Metres, &shapes);
        assert_eq!(found.iter().map(|fault| row(fault).0).collect::<Vec<_>>(), kinds, "{dip}");
        // Both parcels that have the vertex are named.
        assert!(found.iter().all(|fault| row(fault).1 == [1, 2]), "{dip}");
        let parcels: Vec<&Shape> = shapes.iter().collect();
        let land = ZoneLand { parcels: &parcels, declared: &[], zone: None, plane: Plane::Metres };
        let found = overlaps(&land, &OverlapLimits::default()).pairs;
        assert_eq!(found.len(), count, "{dip}");
    }
}

#[test]
fn vertices_that_are_nearly_one() {
    // Side by side; the eastern plot's corner is so much further north than the western one's.
    for (off, expected) in [
        (0.0, vec![]),
        (0.001, vec![("near", vec![0], vec![(1, 3)])]),
        (0.002, vec![("near", vec![0], vec![(1, 3)])]),
        // Too far to be one: the western corner lies on the eastern side.
        (0.002_000_1, vec![("unmatched", vec![0], vec![(1, 3)])]),
        (-0.001, vec![("near", vec![1], vec![(0, 2)])]),
        (-0.002_000_1, vec![("unmatched", vec![1], vec![(0, 1)])]),
    ] {
        let shapes = [
            shape([[0.0, -10.0], [10.0, -10.0], [10.0, 0.0], [0.0, 0.0]]),
            shape([[10.0, -10.0], [20.0, -10.0], [20.0, 0.0], [10.0, off]]),
        ];
        let found = faults(Plane::Metres, &shapes);
        let rows: Vec<_> =
            found.iter().map(row).map(|(kind, of, other, _)| (kind, of, other)).collect();
        assert_eq!(rows, expected, "{off}");
        assert!(found.iter().all(|f| row(f).0 != "near" || f.distance == f64::abs(off)), "{off}");
    }
}

#[test]
fn a_near_vertex_of_ones_own_is_none_of_the_neighbours() {
    // The western plot has (10, 0) and another 1 mm north of it; the eastern one has (10, 0) only.
    let shapes = [
        shape([[0.0, -10.0], [10.0, -10.0], [10.0, 0.0], [10.0, 0.001], [10.0, 10.0], [0.0, 10.0]]),
        shape([[10.0, -10.0], [20.0, -10.0], [20.0, 10.0], [10.0, 10.0], [10.0, 0.0]]),
    ];
    let found = faults(Plane::Metres, &shapes);
    assert_eq!(
        found.iter().map(row).collect::<Vec<_>>(),
        [("unmatched", vec![0], vec![(1, 3)], 0.0)]
    );
}

#[test]
fn rings_given_clockwise_keep_their_vertex_numbers() {
    let [mut south, triangle] = touching(0.0);
    let mut ring = south.points().to_vec();
    // (0, 0) (20, 0) (20, −10) (0, −10): the northern side is the edge from vertex 0.
    ring.reverse();
    south = MultiPolygon::from_exterior(ring);
    let mut ring = triangle.points().to_vec();
    ring.reverse();
    let found = faults(Plane::Metres, &[south, MultiPolygon::from_exterior(ring)]);
    let [fault] = &found[..] else { panic!("{found:?}") };
    assert_eq!((fault.kind, fault.at), (BorderFaultKind::Unmatched, [8.0, 0.0]));
    assert_eq!((fault.vertices[0].vertex, row(fault).2), (2, vec![(0, 0)]));
}

#[test]
fn metres_on_degrees() {
    // At 60° N a degree of longitude is half as long as on the equator: 1 cm is 1.79e-7 degrees there.
    let metre = 1.0 / Plane::Degrees.metres_per_unit([113.0, 60.0])[0];
    for (metres, found) in [(0.001_9, 1), (0.002_1, 0)] {
        let shapes = [
            shape([[113.0, 60.0], [113.001, 60.0], [113.001, 60.001], [113.0, 60.001]]),
            shape([[113.001 + metres * metre, 60.000_5], [113.002, 60.0], [113.002, 60.001]]),
        ];
        assert_eq!(faults(Plane::Degrees, &shapes).len(), found, "{metres}");
    }
}

#[test]
fn no_tolerance_finds_what_lies_exactly_on_an_edge() {
    for (coincidence, found) in [(0.0, 1), (0.002, 1), (-0.001, 0), (f64::NAN, 0)] {
        assert_eq!(faults_within(Plane::Metres, &touching(0.0), coincidence).len(), found);
    }
    assert!(faults_within(Plane::Metres, &touching(1e-6), 0.0).is_empty());
    // (3, 1) lies on the line from (0, 0) to (9, 3), to the bit; one step of an f64 beside it, it does not.
    for (x, found) in [(3.0, 1), (3.000_000_000_000_000_4, 0)] {
        let shapes = [
            shape([[0.0, 0.0], [9.0, 3.0], [9.0, -3.0]]),
            shape([[x, 1.0], [4.0, 9.0], [2.0, 9.0]]),
        ];
        assert_eq!(faults_within(Plane::Metres, &shapes, 0.0).len(), found, "{x}");
    }
}

#[test]
fn the_order_of_parcels_does_not_matter() {
    // Three rows of plots whose sides are divided at other places, by less than the limit from each other's.
    let row = |y: f64, cuts: &[f64]| {
        let plot = |pair: &[f64]| {
            shape([[pair[0], y], [pair[1], y], [pair[1], y + 1.0], [pair[0], y + 1.0]])
        };
        cuts.windows(2).map(plot).collect::<Vec<_>>()
    };
    let mut shapes = row(0.0, &[0.0, 2.0, 4.0, 6.0]);
    shapes.extend(row(1.0, &[0.0, 2.001, 3.0, 6.0]));
    shapes.extend(row(2.0, &[0.001, 1.999, 3.001, 6.001]));
    let named = |found: &[BorderFault], names: &[usize]| {
        let vertex = |v: &ShapeVertex| (names[parcel(v)], v.polygon, v.ring, v.vertex);
        let mut rows: Vec<String> = found
            .iter()
            .map(|f| {
                let mut own: Vec<_> = f.vertices.iter().map(vertex).collect();
                own.sort_unstable();
                let neighbour = vertex(&f.neighbour);
                format!("{:?} {:?} {own:?} {neighbour:?} {:?} {}", f.kind, f.at, f.on, f.distance)
            })
            .collect();
        rows.sort();
        rows
    };
    let mut names: Vec<usize> = (0..shapes.len()).collect();
    let expected = named(&faults(Plane::Metres, &shapes), &names);
    assert!(expected.len() > 6, "{expected:?}");
    // A linear congruential generator shuffles.
    let mut state = 1_u64;
    for _ in 0..100 {
        for at in (1..names.len()).rev() {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            names.swap(at, usize::try_from(state >> 33).unwrap() % (at + 1));
        }
        let shuffled: Vec<Shape> = names.iter().map(|name| shapes[*name].clone()).collect();
        assert_eq!(named(&faults(Plane::Metres, &shuffled), &names), expected);
    }
}
