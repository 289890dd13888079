//! How fast are areas, and how right, beside the two libraries that a Rust program would take for them?
//!
//! Rings of parcels (32 vertices, some 10 m apart) and of regions (50 vertices, 20 to 1 500 km across), from a fixed
//! seed: `geographiclib-rs`, `geo`'s `GeodesicArea` and each edge model of ours measure the same rings in turn, in one
//! thread; what is printed are medians and ratios. Answers: geodesic areas of parcels within 1e-3 m² of the general
//! algorithm, whose own rounding is up to 1e-4 m² there; those of regions within 1e-12 of theirs.
//!
//! `cargo bench --bench areas [-- smallest]`; `-- --ours-w2 RINGS AREAS` measures the rings of a file as the peers' programs do.
#![allow(
    missing_docs,
    clippy::print_stdout,
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a bench prints, and stops on a wrong answer"
)]

use std::f64::consts::TAU;
use std::fs;
use std::time::Instant;

use geo::{Coord, GeodesicArea, LineString, Polygon};
use geographiclib_rs::{Geodesic, PolygonArea, Winding};
use landledger::geometry::{
    EdgeModel, Ellipsoid, GaussKruger, LonLat, MultiPolygon, Shape, ZonePrefix, ZoneWidth, area,
};

const ROUNDS: usize = 5;

fn main() {
    let given: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    match given.as_slice() {
        [ours, rings, areas] if ours == "--ours-w2" => one_file(rings, areas),
        [size] if size == "smallest" => {
            compare("parcels", &parcels(200), Tolerance::Metres(1e-3));
            compare("regions", &regions(20), Tolerance::Share(1e-12));
        }
        _ => {
            compare("parcels", &parcels(10_000), Tolerance::Metres(1e-3));
            compare("regions", &regions(400), Tolerance::Share(1e-12));
        }
    }
}

/// Measures every ring.
type Runner<'a> = Box<dyn Fn() -> Vec<f64> + 'a>;

/// How far geodesic areas may be from those of the general algorithm.
#[derive(Clone, Copy)]
enum Tolerance {
    Metres(f64),
    Share(f64),
}

/// Numbers that look random, the same at every run (SplitMix64).
struct Random(u64);

impl Random {
    fn between(&mut self, low: f64, high: f64) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        low + (high - low) * ((z ^ (z >> 31)) as f64 / u64::MAX as f64)
    }
}

/// A star-shaped ring, closed, counter-clockwise; the radius in degrees of latitude.
fn star(random: &mut Random, [lon, lat]: [f64; 2], radius: f64, corners: usize) -> Vec<LonLat> {
    let mut ring: Vec<LonLat> = (0..corners)
        .map(|corner| {
            let turn = corner as f64 / corners as f64 * TAU;
            let far = radius * random.between(0.7, 1.0);
            LonLat::new(lon + far * turn.cos() / lat.to_radians().cos(), lat + far * turn.sin())
        })
        .collect();
    ring.push(ring[0]);
    ring
}

fn parcels(count: usize) -> Vec<Vec<LonLat>> {
    let mut random = Random(1);
    (0..count)
        .map(|_| {
            let at = [random.between(80.0, 130.0), random.between(18.0, 53.0)];
            star(&mut random, at, 5e-4, 31)
        })
        .collect()
}

fn regions(count: usize) -> Vec<Vec<LonLat>> {
    let mut random = Random(2);
    (0..count)
        .map(|_| {
            let at = [random.between(-100.0, 100.0), random.between(-50.0, 50.0)];
            let radius = 10_f64.powf(random.between(1.3, 3.17)) / 111.0;
            star(&mut random, at, radius, 49)
        })
        .collect()
}

fn compare(name: &str, rings: &[Vec<LonLat>], tolerance: Tolerance) {
    let shapes: Vec<Shape> = rings
        .iter()
        .map(|ring| Shape::LonLat(MultiPolygon::from_exterior(ring.iter().copied())))
        .collect();
    let polygons: Vec<Polygon> = rings
        .iter()
        .map(|ring| {
            let line = ring.iter().map(|at| Coord { x: at.lon, y: at.lat }).collect();
            Polygon::new(LineString(line), Vec::new())
        })
        .collect();
    let ellipsoid = Ellipsoid::CGCS2000;
    let geodesic = Geodesic::new(ellipsoid.equatorial_radius(), ellipsoid.flattening());
    let general = |ring: &Vec<LonLat>| {
        let mut polygon = PolygonArea::new(&geodesic, Winding::CounterClockwise);
        ring.iter().for_each(|at| polygon.add_point(at.lat, at.lon));
        polygon.compute(true).1
    };
    let model = |edges: EdgeModel| {
        let shapes = &shapes;
        move || -> Vec<f64> {
            let of = |shape| area(shape, edges, None).map_or(f64::NAN, |area| area.square_metres);
            shapes.iter().map(of).collect()
        }
    };
    // The rule of the survey takes coordinates of the plane, as its files have them.
    let planes: Vec<Shape> = match name {
        "parcels" => rings.iter().map(|ring| in_plane(ring)).collect(),
        _ => Vec::new(),
    };
    let mut runners: Vec<(&str, Runner<'_>)> = vec![
        ("geographiclib-rs", Box::new(|| rings.iter().map(general).collect())),
        ("geo", Box::new(|| polygons.iter().map(Polygon::geodesic_area_signed).collect())),
        ("landledger, geodesic", Box::new(model(EdgeModel::Geodesic))),
        ("landledger, lonlat", Box::new(model(EdgeModel::LonLat))),
    ];
    if name == "parcels" {
        let of = |shape| area(shape, EdgeModel::Survey, None).unwrap().square_metres;
        let planes = &planes;
        runners.push((
            "landledger, survey, of the plane",
            Box::new(move || planes.iter().map(of).collect()),
        ));
        runners.push(("landledger, grid", Box::new(model(EdgeModel::Grid))));
        runners.push(("landledger, survey", Box::new(model(EdgeModel::Survey))));
    }
    let mut times = vec![Vec::new(); runners.len()];
    let mut answers = vec![Vec::new(); runners.len()];
    for _ in 0..ROUNDS {
        for (at, (_, run)) in runners.iter().enumerate() {
            let start = Instant::now();
            answers[at] = run();
            times[at].push(start.elapsed().as_secs_f64());
        }
    }
    for (ours, theirs) in answers[2].iter().zip(&answers[0]) {
        let (allowed, found) = match tolerance {
            Tolerance::Metres(allowed) => (allowed, (ours - theirs).abs()),
            Tolerance::Share(allowed) => (allowed, ((ours - theirs) / theirs).abs()),
        };
        assert!(found <= allowed, "{name}: {ours} and {theirs}");
    }
    for ((runner, _), found) in runners.iter().zip(&answers).skip(3).filter(|_| name == "parcels") {
        for (found, theirs) in found.iter().zip(&answers[0]) {
            // The planes of Gauss-Krüger zones are wider than the ground by up to 4e-4 at their rims; the rule of the survey rounds
            // coordinates to 0.1 mm, angles to a millionth of a second.
            let allowed = if runner.contains("survey") { 0.05 } else { 1e-3 * theirs };
            assert!((found - theirs).abs() < allowed, "{runner}: {found} and {theirs}");
        }
    }
    let vertices = rings.iter().map(Vec::len).sum::<usize>() as f64;
    println!("\n{name}: {} rings, {vertices} vertices, {ROUNDS} rounds in turn\n", rings.len());
    println!("| | M vertices/s | of geographiclib-rs |\n|---|---:|---:|");
    let median = |times: &[f64]| {
        let mut times = times.to_vec();
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    };
    for ((name, _), own) in runners.iter().zip(&times) {
        let ratio = median(&own.iter().zip(&times[0]).map(|(a, b)| b / a).collect::<Vec<_>>());
        println!("| {name} | {:.2} | {ratio:.2} |", vertices / median(own) / 1e6);
    }
}

/// A ring in the plane of its 3° zone.
fn in_plane(ring: &[LonLat]) -> Shape {
    let zone = GaussKruger::containing(ring[0].lon, ZoneWidth::Three, ZonePrefix::Present).unwrap();
    let polygons = MultiPolygon::from_exterior(ring.iter().copied());
    Shape::Grid { zone, polygons: zone.project(&polygons).unwrap() }
}

/// The peers' format: counts of rings and vertices, offsets, then longitude and latitude of every vertex; little-endian.
fn one_file(rings: &str, areas: &str) {
    let bytes = fs::read(rings).unwrap();
    let word = |at: usize| u64::from_le_bytes(bytes[8 * at..8 * at + 8].try_into().unwrap());
    let (count, vertices) = (word(0) as usize, word(1) as usize);
    let number = |at: usize| f64::from_bits(word(3 + count + at));
    let shapes: Vec<Shape> = (0..count)
        .map(|ring| {
            let positions = word(2 + ring) as usize..word(3 + ring) as usize;
            let positions = positions.map(|at| LonLat::new(number(2 * at), number(2 * at + 1)));
            Shape::LonLat(MultiPolygon::from_exterior(positions))
        })
        .collect();
    let mut times = Vec::new();
    let mut found: Vec<f64> = Vec::new();
    for _ in 0..3 {
        let start = Instant::now();
        let of = |shape| area(shape, EdgeModel::Geodesic, None);
        found =
            shapes.iter().map(|shape| of(shape).map_or(f64::NAN, |a| a.square_metres)).collect();
        times.push(start.elapsed().as_secs_f64());
    }
    times.sort_by(f64::total_cmp);
    println!(
        "{{\"seconds\": {:.6}, \"vertices_per_s\": {:.0}}}",
        times[1],
        vertices as f64 / times[1]
    );
    fs::write(areas, found.iter().flat_map(|area| area.to_le_bytes()).collect::<Vec<u8>>())
        .unwrap();
}
