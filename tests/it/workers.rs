//! The same findings, byte for byte, whatever the number of threads.

use std::num::NonZeroUsize;

use landledger::Workers;
use landledger::finding::Finding;
use landledger::read::Source;
use landledger::report::check::{CheckRequest, CheckStep, check, findings};
use landledger::synth::{SynthOptions, SynthRegisters, SynthScope, generate};

fn workers(count: usize) -> Workers {
    Workers::new(NonZeroUsize::new(count).unwrap())
}

/// A zone with a defect of every kind, and parcels in metres as in degrees.
#[test]
fn findings_are_the_same_bytes_with_any_number_of_threads() {
    let mut options = SynthOptions::new(1000, 11);
    options.registers = SynthRegisters::Complete;
    options.scope = SynthScope::Map;
    let planted = generate(&options).unwrap().plant().unwrap();
    let parcels = Source::new("parcels.geojson", planted.parcels_geojson.clone());
    let zone = Source::new("zone.geojson", planted.zone_geojson.clone());
    let told = |count: usize, zone: Option<&Source>| {
        let mut request = CheckRequest::new(&parcels);
        request.zone = zone;
        request.workers = workers(count);
        let report = check(&request);
        (report.findings.len(), serde_json::to_string(&report).unwrap())
    };
    for (zone, counts) in [(Some(&zone), [2, 7]), (None, [3, 64])] {
        let (found, alone) = told(1, zone);
        assert!(found > 100, "{found}");
        for count in counts {
            assert!(told(count, zone).1 == alone, "{count} threads find something else");
        }
    }
}

/// Threads are started by whoever asks for them only, and progress is told on the thread that called.
#[test]
fn progress_is_told_on_the_calling_thread() {
    let square = |west: f64| {
        let (east, south, north) = (west + 0.001, 34.80, 34.801);
        format!(
            r#"{{"type": "Feature", "id": "{west}", "properties": {{}}, "geometry": {{"type": "Polygon",
            "coordinates": [[[{west}, {south}], [{east}, {south}], [{east}, {north}], [{west}, {north}],
            [{west}, {south}]]]}}}}"#
        )
    };
    let features: Vec<String> = (0..40).map(|n| square(113.0 + f64::from(n) / 1000.0)).collect();
    let text = format!(r#"{{"type": "FeatureCollection", "features": [{}]}}"#, features.join(","));
    let source = Source::new("parcels.geojson", text);
    let here = std::thread::current().id();
    let progress = |_: CheckStep| assert_eq!(std::thread::current().id(), here);
    let mut request = CheckRequest::new(&source);
    request.workers = workers(4);
    request.progress = &progress;
    let found: Vec<Finding> = findings(&request).findings;
    assert_eq!(found, findings(&CheckRequest::new(&source)).findings);
}
