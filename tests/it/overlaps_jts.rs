//! The coverage cases of JTS (replayed with GEOS 3.14.1), as `shared/data/jts-coverage` has them.
//!
//! JTS says which edges of a member are wrong. Ours are: unshared edges that run through or along an overlap, end at
//! a vertex that lies on a neighbour, or have a neighbour's vertex on them. A gap width of JTS is our limit for
//! coincidence.

use std::collections::{BTreeMap, BTreeSet};

use landledger::geometry::coverage::{
    BorderFaultKind, Overlap, OverlapLimits, Owner, ShapeVertex, ZoneLand, border_faults, overlaps,
};
use landledger::geometry::{MultiPolygon, Plane};
use serde::Deserialize;

use crate::shared_data::shared_data;
use crate::wkt;

type Shape = MultiPolygon<[f64; 2]>;

#[derive(Deserialize)]
struct Validator {
    name: String,
    coverage: Vec<String>,
    gap_width: f64,
    valid: bool,
    expected_invalid_edges: Option<Vec<Option<String>>>,
}

#[derive(Deserialize)]
struct PolygonValidator {
    name: String,
    target: String,
    adjacent: String,
    gap_width: f64,
    valid: bool,
    expected_invalid_edges: String,
}

fn cases<T: serde::de::DeserializeOwned>(file: &str) -> Vec<T> {
    let Some(data) = shared_data() else { return Vec::new() };
    serde_json::from_slice(&std::fs::read(data.join("jts-coverage").join(file)).unwrap()).unwrap()
}

/// Two WKT strings lack a closing bracket upstream.
fn closed(wkt: &str) -> String {
    let open = wkt.matches('(').count() - wkt.matches(')').count().min(wkt.matches('(').count());
    format!("{wkt}{}", ")".repeat(open))
}

/// The straight pieces of a LINESTRING or MULTILINESTRING.
fn pieces(wkt: &str) -> Vec<[[f64; 2]; 2]> {
    if wkt.contains("EMPTY") {
        return Vec::new();
    }
    // A line reads as a polygon's ring.
    let lines = closed(wkt.trim());
    let shape = match lines.strip_prefix("MULTILINESTRING") {
        Some(rest) => wkt::polygons(&format!("POLYGON{rest}")),
        None => wkt::polygons(
            &lines
                .replacen("LINESTRING", "POLYGON (", 1)
                .replace("POLYGON (", "POLYGON(")
                .chars()
                .chain(")".chars())
                .collect::<String>(),
        ),
    };
    let shape = shape.unwrap();
    shape
        .rings()
        .flat_map(|ring| ring.windows(2).map(|pair| [pair[0], pair[1]]).collect::<Vec<_>>())
        .collect()
}

/// Whether a place is inside rings or on them.
fn covers(rings: &[Vec<[f64; 2]>], [x, y]: [f64; 2]) -> bool {
    let mut inside = false;
    for ring in rings {
        for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            let cross = (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]);
            let length = (b[0] - a[0]).hypot(b[1] - a[1]);
            let along = (x - a[0]) * (b[0] - a[0]) + (y - a[1]) * (b[1] - a[1]);
            if cross.abs() <= 1e-9 * length && along >= 0.0 && along <= length * length {
                return true;
            }
            if (a[1] > y) != (b[1] > y) && (x < a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0])) {
                inside = !inside;
            }
        }
    }
    inside
}

fn passes(edge: &Edge, overlap: &Overlap) -> bool {
    let at = |share: f64| {
        [
            edge.from[0] + share * (edge.to[0] - edge.from[0]),
            edge.from[1] + share * (edge.to[1] - edge.from[1]),
        ]
    };
    // More than one place: not a mere touch.
    let places = (1..997).map(|step| at(f64::from(step) / 997.0));
    places.filter(|place| overlap.pieces.iter().any(|r| covers(&r.region.rings, *place))).count()
        > 1
}

/// An edge of a parcel with its two vertices.
struct Edge {
    from: [f64; 2],
    to: [f64; 2],
    parcel: usize,
    /// Parcel, polygon, ring, vertex.
    ends: [[usize; 4]; 2],
    /// Whether it runs to the greater end with the parcel on its left.
    is_up: bool,
}

/// The edges of all parcels but those that two parcels have in common, one on each side.
fn unshared(shapes: &[Shape]) -> Vec<Edge> {
    let mut edges: BTreeMap<[[u64; 2]; 2], Vec<Edge>> = BTreeMap::new();
    for (parcel, shape) in shapes.iter().enumerate() {
        for (polygon, rings) in shape.polygons().enumerate() {
            for (ring, corners) in rings.rings().enumerate() {
                let turns = (Plane::Metres.ring_area(corners) > 0.0) == (ring == 0);
                for (at, from) in corners.iter().enumerate() {
                    let after = (at + 1) % corners.len();
                    let to = corners[after];
                    if *from != to {
                        let [a, b] = [*from, to].map(|at| at.map(f64::to_bits));
                        let ends = [at, after].map(|at| [parcel, polygon, ring, at]);
                        let edge = Edge { from: *from, to, parcel, ends, is_up: (a < b) == turns };
                        edges.entry([a.min(b), a.max(b)]).or_default().push(edge);
                    }
                }
            }
        }
    }
    let is_shared = |same: &Vec<Edge>| matches!(&same[..], [a, b] if a.is_up != b.is_up);
    edges.into_values().filter(|same| !is_shared(same)).flatten().collect()
}

/// The wrong edges of every member.
fn wrong_edges(shapes: &[Shape], gap_width: f64) -> Vec<Vec<[[f64; 2]; 2]>> {
    let parcels: Vec<_> = shapes.iter().collect();
    let land = ZoneLand { parcels: &parcels, declared: &[], zone: None, plane: Plane::Metres };
    let mut limits = OverlapLimits::default();
    limits.coincidence = 0.0;
    let found = overlaps(&land, &limits).pairs;
    let mut on = BTreeSet::new();
    let mut corners = BTreeSet::new();
    for fault in border_faults(&land, gap_width).faults {
        corners.extend(fault.vertices.iter().map(place));
        match fault.kind {
            BorderFaultKind::Unmatched => on.insert(place(&fault.neighbour)),
            _ => corners.insert(place(&fault.neighbour)),
        };
    }
    let mut wrong = vec![Vec::new(); shapes.len()];
    for edge in unshared(shapes) {
        let over = found.iter().any(|o| o.parcels.contains(&edge.parcel) && passes(&edge, o));
        if over || on.contains(&edge.ends[0]) || edge.ends.iter().any(|end| corners.contains(end)) {
            wrong[edge.parcel].push([edge.from, edge.to]);
        }
    }
    wrong
}

/// Parcel, polygon, ring, vertex.
fn place(vertex: &ShapeVertex) -> [usize; 4] {
    let Owner::Parcel(parcel) = vertex.owner else { panic!("{vertex:?}") };
    [parcel, vertex.polygon, vertex.ring, vertex.vertex]
}

/// Lines as sets of pieces, whatever way they run.
fn set(pieces: &[[[f64; 2]; 2]]) -> BTreeSet<[[u64; 2]; 2]> {
    let bits = |at: [f64; 2]| at.map(f64::to_bits);
    pieces.iter().map(|[a, b]| [bits(*a).min(bits(*b)), bits(*a).max(bits(*b))]).collect()
}

#[test]
fn coverages_are_judged_as_by_jts() {
    let cases: Vec<Validator> = cases("coverage_validator.json");
    for case in &cases {
        let shapes: Vec<Shape> =
            case.coverage.iter().map(|wkt| wkt::polygons(&closed(wkt)).unwrap()).collect();
        let wrong = wrong_edges(&shapes, case.gap_width);
        assert_eq!(wrong.iter().all(Vec::is_empty), case.valid, "{}", case.name);
        let none = vec![None; shapes.len()];
        let expected = case.expected_invalid_edges.as_ref().unwrap_or(&none);
        for (at, (wrong, expected)) in wrong.iter().zip(expected).enumerate() {
            let expected = expected.as_deref().map(pieces).unwrap_or_default();
            assert_eq!(set(wrong), set(&expected), "{} member {at}: {wrong:?}", case.name);
        }
    }
    eprintln!("{} coverages", cases.len());
}

#[test]
fn single_members_are_judged_as_by_jts() {
    let cases: Vec<PolygonValidator> = cases("coverage_polygon_validator.json");
    for case in &cases {
        let target = wkt::polygons(&closed(&case.target)).unwrap();
        // The neighbours are several polygons, which may overlap one another.
        let adjacent: Vec<Vec<Vec<[f64; 2]>>> =
            wkt::polygons(&closed(&case.adjacent)).unwrap().into();
        let mut shapes = vec![target];
        shapes.extend(adjacent.into_iter().map(|rings| Shape::from(vec![rings])));
        let wrong = wrong_edges(&shapes, case.gap_width);
        assert_eq!(wrong[0].is_empty(), case.valid, "{}", case.name);
        let expected = pieces(&case.expected_invalid_edges);
        assert_eq!(set(&wrong[0]), set(&expected), "{}: {:?}", case.name, wrong[0]);
    }
    eprintln!("{} members against neighbours", cases.len());
}
