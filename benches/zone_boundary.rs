//! What does a zone boundary of 17 000 vertices cost, and does the check stay linear in the parcels?
//!
//! Square parcels, edge to edge, in a round zone that is given once with 16 vertices and once with 17 000: the file is read and
//! checked in one thread, in turn. What is printed are medians, how much of the run the long boundary is, and the exponent k of
//! seconds ~ parcelsᵏ. Answers: the parcels lie inside and fill their square; what is left of the zone is one gap, whose area is
//! that of the round less that of the square.
//!
//! `cargo bench --bench zone_boundary [-- smallest | most]`: `most` goes on to 10⁶ parcels.
#![allow(
    missing_docs,
    clippy::print_stdout,
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a bench prints, and stops on a wrong answer"
)]

use std::f64::consts::TAU;
use std::fmt::Write as _;
use std::time::Instant;

use landledger::finding::Code;
use landledger::geometry::{EdgeModel, LonLat, MultiPolygon, Shape, area};
use landledger::read::Source;
use landledger::report::check::{AttributeNames, CheckRequest, Layout, findings};

const ROUNDS: usize = 3;
const SHORT: usize = 16;
const LONG: usize = 17_000;
/// The side of a parcel, degrees.
const SIDE: f64 = 1e-4;

fn main() {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let is = |word: &str| given.iter().any(|given| given == word);
    // The sides of the squares, in parcels.
    let sides: &[usize] = match () {
        () if is("smallest") => &[20],
        () if is("most") => &[32, 100, 316, 1_000],
        () => &[32, 100, 316],
    };
    println!("| parcels | zone of {SHORT} vertices, s | of {LONG}, s | more | of the run |");
    println!("|---:|---:|---:|---:|---:|");
    let mut points = Vec::new();
    for side in sides {
        let [short, long] = measure(*side);
        let parcels = side * side;
        let more = (long - short) / long * 100.0;
        println!("| {parcels} | {short:.4} | {long:.4} | {:.4} | {more:.1} % |", long - short);
        points.push([(parcels as f64).ln(), long.ln()]);
    }
    if let (Some(first), Some(last)) = (points.first(), points.last())
        && points.len() > 1
    {
        let slope = (last[1] - first[1]) / (last[0] - first[0]);
        println!("\nseconds ~ parcels^{slope:.2}, with the long boundary");
    }
}

/// The median seconds with the short and with the long boundary.
fn measure(side: usize) -> [f64; 2] {
    let parcels = Source::new("parcels.geojson", parcels(side));
    let zones = [SHORT, LONG].map(|vertices| round(side, vertices));
    let sources = zones.each_ref().map(|ring| Source::new("zone.geojson", zone(ring)));
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        for which in 0..2 {
            let mut request = CheckRequest::new(&parcels);
            request.layout = Layout::Generic(AttributeNames::default());
            request.zone = Some(&sources[which]);
            let start = Instant::now();
            let found = findings(&request);
            times[which].push(start.elapsed().as_secs_f64());
            // The approved area is made up.
            let mut told = found.findings;
            told.retain(|finding| finding.code != Code::ZoneAreaDiffers);
            let codes: Vec<Code> = told.iter().map(|finding| finding.code).collect();
            assert_eq!(codes, [Code::Gap], "{side}");
            let gap: f64 = told[0].measure.as_ref().unwrap().value.parse().unwrap();
            let expected = lonlat(&zones[which]) - lonlat(&square(side));
            assert!((gap / expected - 1.0).abs() < 1e-6, "{side}: {gap} and {expected}");
        }
    }
    times.map(|mut times| {
        times.sort_by(f64::total_cmp);
        times[ROUNDS / 2]
    })
}

fn lonlat(ring: &[LonLat]) -> f64 {
    let shape = Shape::LonLat(MultiPolygon::from_exterior(ring.iter().copied()));
    area(&shape, EdgeModel::LonLat, None).unwrap().square_metres
}

/// A place of the lattice of corners, from the middle of the square on.
fn corner(side: usize, x: usize, y: usize) -> LonLat {
    let at = |n: usize| (n as f64 - side as f64 / 2.0) * SIDE;
    LonLat::new(113.3 + at(x), 34.8 + at(y))
}

/// The outline of all parcels, with every corner on it.
fn square(side: usize) -> Vec<LonLat> {
    let south = (0..side).map(|n| corner(side, n, 0));
    let east = (0..side).map(|n| corner(side, side, n));
    let north = (0..side).map(|n| corner(side, side - n, side));
    let west = (0..side).map(|n| corner(side, 0, side - n));
    south.chain(east).chain(north).chain(west).collect()
}

/// A round in degrees that holds the square, and some more.
fn round(side: usize, vertices: usize) -> Vec<LonLat> {
    let far = side as f64 * SIDE * 0.8;
    let at = |corner: usize| {
        let turn = corner as f64 / vertices as f64 * TAU;
        LonLat::new(113.3 + far * turn.cos(), 34.8 + far * turn.sin())
    };
    (0..vertices).map(at).collect()
}

fn parcels(side: usize) -> String {
    let mut text = String::from(r#"{"type":"FeatureCollection","features":["#);
    for number in 0..side * side {
        let (x, y) = (number % side, number / side);
        let ring = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)];
        let ring = ring.map(|(x, y)| corner(side, x, y));
        let between = if number == 0 { "" } else { ",\n" };
        text.push_str(between);
        feature(&mut text, &format!("P{number}"), "{}", &ring);
    }
    text.push_str("]}");
    text
}

fn zone(ring: &[LonLat]) -> String {
    let mut text = String::from(r#"{"type":"FeatureCollection","features":["#);
    let properties = r#"{"role":"boundary","zone":"Z","division":"410106","approved_area":{"value":"1","unit":"km2"},"document":{"number":"1","title":"T","dated":"2019-12-31"},"effective":"2019-12-31"}"#;
    feature(&mut text, "zone", properties, ring);
    text.push_str("]}");
    text
}

fn feature(text: &mut String, id: &str, properties: &str, ring: &[LonLat]) {
    write!(
        text,
        r#"{{"type":"Feature","id":"{id}","properties":{properties},"geometry":{{"type":"Polygon","coordinates":[["#
    )
    .unwrap();
    for at in ring.iter().chain(ring.first()) {
        write!(text, "[{:.9},{:.9}],", at.lon, at.lat).unwrap();
    }
    text.pop();
    text.push_str("]]}}");
}
