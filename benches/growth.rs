//! How does the cost grow with the work?
//!
//! Maps of 10³ to 10⁵ parcels (a zone, blocks, roads, planted defects of every kind) checked in one thread; tables of 10⁴ to
//! 10⁶ events read, with the state of a day and the roll-forward of sixty quarters; one ring of 10³ to 10⁶ vertices checked for
//! validity; geodesic areas of 10⁴ to 10⁶ vertices. Of each the seconds, the factor from one size to the next and the exponent k
//! of the line through all of them, seconds ~ sizeᵏ. Answers: every planted defect is found and nothing else; the roll-forward
//! closes with what the state of its last day has; the ring is valid, and with its last two vertices exchanged it is not; areas
//! add up to that of the disc.
//!
//! `cargo bench --bench growth [-- smallest | most] [SVG]`: `most` goes on to 10⁶ parcels, 10⁷ events and vertices, and needs minutes;
//! `SVG` is a file for the drawing of it, both axes logarithmic. `-- --ring VERTICES` says the seconds of one ring alone, as the
//! peers' programs do.
#![allow(
    missing_docs,
    clippy::print_stdout,
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    dead_code,
    reason = "a bench prints, and stops on a wrong answer"
)]

#[path = "../tests/it/event_table_twin.rs"]
mod event_table_twin;

use std::f64::consts::{PI, TAU};
use std::fmt::Write as _;
use std::time::Instant;

use event_table_twin::{FIRST, LAST, csv, made_up};
use landledger::calendar::Period;
use landledger::geometry::{
    EdgeModel, LonLat, MultiPolygon, Plane, Shape, ValidityLimits, area, validity,
};
use landledger::read::Source;
use landledger::read::event_table::{ReadOptions, read};
use landledger::report::check::{CheckRequest, findings};
use landledger::synth::{SynthOptions, SynthRegisters, SynthScope, generate, score};

fn main() {
    let given: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    if let [ring, vertices] = given.as_slice()
        && ring == "--ring"
    {
        let vertices: usize = vertices.parse().unwrap();
        let ring = jagged(vertices);
        let mut took: Vec<f64> = (0..3).map(|_| check_ring(&ring)).collect();
        took.sort_by(f64::total_cmp);
        return println!("{{\"seconds\": {:.6}}}", took[1]);
    }
    let is = |word: &str| given.first().is_some_and(|given| given == word);
    // Each goes on tenfold: so many sizes.
    let sizes =
        |from: usize, count: u32| (0..count).map(|step| from * 10_usize.pow(step)).collect();
    let (maps, events, rings, areas): (Vec<usize>, Vec<usize>, Vec<usize>, Vec<usize>) =
        if is("smallest") {
            (sizes(1_000, 1), sizes(10_000, 1), sizes(1_000, 1), sizes(10_000, 1))
        } else if is("most") {
            (sizes(1_000, 4), sizes(10_000, 4), sizes(1_000, 5), sizes(10_000, 4))
        } else {
            (sizes(1_000, 3), sizes(10_000, 3), sizes(1_000, 4), sizes(10_000, 3))
        };
    let series = [
        Series::of("check of a map", "parcels", &maps, check_map),
        Series::of("answers of a table", "events", &events, answer),
        Series::of("validity of one ring", "vertices", &rings, |size| check_ring(&disc(size))),
        Series::of("geodesic areas", "vertices", &areas, measure),
    ];
    for one in &series {
        one.print();
    }
    if let Some(path) = given.last().filter(|word| word.ends_with(".svg")) {
        std::fs::write(path, drawing(&series)).unwrap();
    }
}

/// Seconds by size.
struct Series {
    name: &'static str,
    unit: &'static str,
    points: Vec<(usize, f64)>,
}

impl Series {
    fn of(
        name: &'static str,
        unit: &'static str,
        sizes: &[usize],
        seconds: fn(usize) -> f64,
    ) -> Series {
        Series { name, unit, points: sizes.iter().map(|size| (*size, seconds(*size))).collect() }
    }

    /// The slope of the line of least squares through the logarithms; none through one point.
    fn exponent(&self) -> Option<f64> {
        let logs: Vec<[f64; 2]> =
            self.points.iter().map(|(size, took)| [(*size as f64).ln(), took.ln()]).collect();
        let n = logs.len() as f64;
        let mean = |axis: usize| logs.iter().map(|point| point[axis]).sum::<f64>() / n;
        let (x, y) = (mean(0), mean(1));
        let across: f64 = logs.iter().map(|point| (point[0] - x) * (point[1] - y)).sum();
        let along: f64 = logs.iter().map(|point| (point[0] - x).powi(2)).sum();
        (logs.len() > 1).then(|| across / along)
    }

    fn print(&self) {
        println!("\n| {}, {} | seconds | factor |\n|---:|---:|---:|", self.name, self.unit);
        let mut before: Option<f64> = None;
        for (size, took) in &self.points {
            let factor = before.map_or_else(String::new, |before| format!("{:.1}", took / before));
            println!("| {size} | {took:.4} | {factor} |");
            before = Some(*took);
        }
        if let Some(exponent) = self.exponent() {
            println!("\nseconds ~ size^{exponent:.2}");
        }
    }
}

fn check_map(parcels: usize) -> f64 {
    let mut options = SynthOptions::new(parcels, 7);
    options.registers = SynthRegisters::Complete;
    options.scope = SynthScope::Map;
    let planted = generate(&options).unwrap().plant().unwrap();
    let source = Source::new("parcels.geojson", planted.parcels_geojson.clone());
    let zone = Source::new("zone.geojson", planted.zone_geojson.clone());
    let mut request = CheckRequest::new(&source);
    request.zone = Some(&zone);
    let start = Instant::now();
    let found = findings(&request);
    let took = start.elapsed().as_secs_f64();
    let score = score(&planted.truth, &found.findings);
    assert!(score.is_perfect(), "{score:#?}");
    took
}

fn answer(events: usize) -> f64 {
    let text = csv(&made_up(u32::try_from(events).unwrap(), 5_479, 1));
    let whole = Period::through(FIRST, LAST).unwrap();
    let quarters: Vec<Period> = whole.split_by_quarter().collect();
    let start = Instant::now();
    let table = read("events.csv", text.as_bytes(), &ReadOptions::new(whole)).unwrap();
    let state = table.state(LAST, LAST);
    let rolled = table.roll_forward(LAST, &quarters, 9).unwrap();
    let took = start.elapsed().as_secs_f64();
    assert_eq!(table.rows(), events);
    let closing = rolled.total().unwrap().closing;
    assert_eq!(closing, state.revitalized_hundredths().cast_signed());
    assert!(closing > 0);
    took
}

/// A disc of 5 km around a place near Shangjie.
fn disc(vertices: usize) -> Vec<LonLat> {
    let at = |corner: usize| {
        let turn = corner as f64 / vertices as f64 * TAU;
        LonLat::new(113.3 + 0.05 * turn.cos(), 34.8 + 0.04 * turn.sin())
    };
    (0..vertices).map(at).collect()
}

/// The disc with a border as crooked as one that was surveyed: every vertex up to 5 m further out.
fn jagged(vertices: usize) -> Vec<LonLat> {
    let at = |corner: usize| {
        let turn = corner as f64 / vertices as f64 * TAU;
        let far = 1.0 + (corner * 7_919 % 1_000) as f64 * 1e-6;
        LonLat::new(113.3 + 0.05 * far * turn.cos(), 34.8 + 0.04 * far * turn.sin())
    };
    (0..vertices).map(at).collect()
}

fn check_ring(ring: &[LonLat]) -> f64 {
    let mut ring = ring.to_vec();
    let vertices = ring.len();
    let shape = MultiPolygon::from_exterior(ring.iter().copied());
    // Vertices of a ring this long lie nearer to each other than two surveyed ones may.
    let mut limits = ValidityLimits::default();
    limits.near_vertex = 0.0;
    let start = Instant::now();
    let defects = validity(&shape, Plane::Degrees, &limits);
    let took = start.elapsed().as_secs_f64();
    assert_eq!(defects, [], "{vertices}");
    if vertices <= 1_000_000 {
        ring.swap(vertices - 1, vertices - 2);
        let crossed = MultiPolygon::from_exterior(ring);
        assert!(!validity(&crossed, Plane::Degrees, &limits).is_empty(), "{vertices}");
    }
    took
}

fn measure(vertices: usize) -> f64 {
    const CORNERS: usize = 32;
    let shapes: Vec<Shape> = (0..vertices / CORNERS)
        .map(|number| {
            let east = number as f64 * 1e-6;
            let at = |corner: usize| {
                let turn = corner as f64 / CORNERS as f64 * TAU;
                LonLat::new(113.0 + east + 1e-3 * turn.cos(), 34.8 + 1e-3 * turn.sin())
            };
            Shape::LonLat(MultiPolygon::from_exterior((0..CORNERS).map(at)))
        })
        .collect();
    let start = Instant::now();
    let of = |shape| area(shape, EdgeModel::Geodesic, None).unwrap().square_metres;
    let total: f64 = shapes.iter().map(of).sum();
    let took = start.elapsed().as_secs_f64();
    // A regular polygon of 32 corners is less than its disc by 1 − sin(2π/32)/(2π/32).
    let [x, y] = Plane::Degrees.metres_per_unit([113.0, 34.8]).map(|metres| metres * 1e-3);
    let turn = TAU / CORNERS as f64;
    let expected = PI * x * y * turn.sin() / turn * shapes.len() as f64;
    assert!((total / expected - 1.0).abs() < 1e-6, "{total} and {expected}");
    took
}

/// All series in one drawing, both axes logarithmic.
fn drawing(series: &[Series]) -> String {
    const COLOURS: [&str; 4] = ["#0072b2", "#cc79a7", "#d55e00", "#009e73"];
    let points = || series.iter().flat_map(|one| &one.points);
    let logs = |of: fn(&(usize, f64)) -> f64| {
        let logs = points().map(of);
        let low = logs.clone().fold(f64::INFINITY, f64::min).floor();
        (low, logs.fold(f64::NEG_INFINITY, f64::max).ceil().max(low + 1.0))
    };
    let (west, east) = logs(|point| (point.0 as f64).log10());
    let (south, north) = logs(|point| point.1.log10());
    let x = |log: f64| 60.0 + (log - west) / (east - west) * 420.0;
    let y = |log: f64| 300.0 - (log - south) / (north - south) * 270.0;
    let mut svg = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 350\" width=\"640\" role=\"img\" \
         font-family=\"sans-serif\" font-size=\"12\"><title>Seconds by size, both axes logarithmic</title>\n\
         <rect width=\"640\" height=\"350\" fill=\"#fff\"/>\n",
    );
    for power in west as i32..=east as i32 {
        let at = x(f64::from(power));
        writeln!(svg, "<path d=\"M{at:.1} 30V300\" stroke=\"#ddd\"/><text x=\"{at:.1}\" y=\"318\" text-anchor=\"middle\">10<tspan dy=\"-5\" font-size=\"9\">{power}</tspan></text>").unwrap();
    }
    for power in south as i32..=north as i32 {
        let at = y(f64::from(power));
        writeln!(svg, "<path d=\"M60 {at:.1}H480\" stroke=\"#ddd\"/><text x=\"52\" y=\"{:.1}\" text-anchor=\"end\">10<tspan dy=\"-5\" font-size=\"9\">{power}</tspan></text>", at + 4.0).unwrap();
    }
    writeln!(svg, "<text x=\"270\" y=\"342\" text-anchor=\"middle\">parcels, events, vertices</text><text x=\"60\" y=\"20\">seconds</text>").unwrap();
    for (at, one) in series.iter().enumerate() {
        let colour = COLOURS[at % COLOURS.len()];
        let places: Vec<String> = one
            .points
            .iter()
            .map(|(size, took)| format!("{:.1},{:.1}", x((*size as f64).log10()), y(took.log10())))
            .collect();
        writeln!(
            svg,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>",
            places.join(" ")
        )
        .unwrap();
        for place in &places {
            let (cx, cy) = place.split_once(',').unwrap();
            writeln!(svg, "<circle cx=\"{cx}\" cy=\"{cy}\" r=\"3.5\" fill=\"{colour}\"/>").unwrap();
        }
        let level = 40 + 36 * at;
        let slope = one.exponent().map_or_else(String::new, |k| {
            format!("size<tspan dy=\"-5\" font-size=\"9\">{k:.2}</tspan>")
        });
        writeln!(svg, "<path d=\"M492 {level}h16\" stroke=\"{colour}\" stroke-width=\"2\"/><text x=\"514\" y=\"{}\">{}</text><text x=\"514\" y=\"{}\" fill=\"#555\">{slope}</text>", level + 4, one.name, level + 18).unwrap();
    }
    svg.push_str("</svg>\n");
    svg
}
