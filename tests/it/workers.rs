//! The same findings, byte for byte, whatever the number of threads.

use std::num::NonZeroUsize;

use landledger::Workers;
use landledger::check::Profile;
use landledger::finding::{Code, Finding, Text};
use landledger::read::Source;
use landledger::report::check::{
    CheckBasis, CheckReport, CheckRequest, CheckStep, check, findings, write_check_report,
};
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
        let mut written = Vec::new();
        write_check_report(&report, request.workers, &mut written).unwrap();
        let pretty = serde_json::to_string_pretty(&report).unwrap();
        assert!(
            written == format!("{pretty}\n").into_bytes(),
            "{count} threads write something else"
        );
        (report.findings.len(), pretty)
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

/// Reports with as many findings as are written at once, fewer and more, against serde_json.
#[test]
fn a_report_is_written_as_serde_json_writes_it() {
    let mut report = CheckReport::new(Vec::new(), CheckBasis::new(Profile::strict()));
    let mut finding = Finding::new(Code::Gap, Text::new("缝隙\n", "a \"gap\"\n")).about("A");
    finding.place.at = Some([113.3, 34.8]);
    for count in [0, 1, 2, 4095, 4096, 4097] {
        report.findings = vec![finding.clone(); count];
        for threads in [1, 3] {
            let mut written = Vec::new();
            write_check_report(&report, workers(threads), &mut written).unwrap();
            let pretty = serde_json::to_string_pretty(&report).unwrap();
            assert!(written == format!("{pretty}\n").into_bytes(), "{count} by {threads}");
        }
    }
}
