//! Hostile input: truncations and byte flips of every fixture file end in findings or an error, never in a panic.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::date;
use landledger::calendar::Period;
use landledger::read::{Source, boundary_points, geojson, read_parcels, read_zone};
use landledger::report::{Report, ReportInput};
use landledger::store::Journal;
use landledger::zone::Zone;

/// How many cuts and how many flips a file gets at most; spread over its length.
const TRIALS: usize = 60;
/// A file of fewer than so many bytes a trial gets fewer: the two hundred small ones are much alike.
const BYTES_A_TRIAL: usize = 60;
/// The least number of trials.
const LEAST: usize = 12;

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// Everything that reads bytes, on these bytes.
fn read_all(name: &str, bytes: &[u8]) {
    let source = Source::new(name, bytes);
    let _ = geojson::read(&source, &geojson::ReadOptions::default());
    let (zone, _) = read_zone(&source);
    let (parcels, _) = read_parcels(&source);
    let journal = Journal::read(&source);
    let _ = boundary_points::read(name, bytes, None);
    let zone = zone.unwrap_or_else(|| Zone::new("无", "410106".parse().unwrap()));
    // A report of nothing says nothing new.
    if parcels.is_empty() && journal.events.is_empty() {
        return;
    }
    let period = Period::through(date(2024, 1, 1), date(2024, 6, 30)).unwrap();
    let parcels = &parcels[..parcels.len().min(20)];
    let _ = Report::build(ReportInput::new(&zone, parcels, &journal.events), period);
}

/// A piece of a large file that starts and ends at line ends, so that a trial costs little.
fn piece(bytes: &[u8], trial: usize, trials: usize) -> &[u8] {
    const LENGTH: usize = 20_000;
    if bytes.len() <= LENGTH {
        return bytes;
    }
    let start = (bytes.len() - LENGTH) / trials * trial;
    let start = bytes[..start].iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
    &bytes[start..(start + LENGTH).min(bytes.len())]
}

#[test]
fn truncations_and_flips_of_every_fixture_never_panic() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut found = Vec::new();
    files(&root, &mut found);
    assert!(found.len() >= 4, "{found:?}");
    for (file, turn) in found.iter().zip(0..) {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = fs::read(file).unwrap();
        let trials = (bytes.len() / BYTES_A_TRIAL).clamp(LEAST, TRIALS);
        for trial in 0..trials {
            let mut part = piece(&bytes, trial, trials).to_vec();
            if part.is_empty() {
                continue;
            }
            // Files alike are cut at different places.
            let at = part.len() / trials * trial + (trial + turn) % BYTES_A_TRIAL;
            read_all(&name, &part[..at.min(part.len())]);
            let at = at.min(part.len() - 1);
            // In turn, so that over the trials each bit is flipped at many places.
            for flip in [[0x01, 0x80], [0x20, 0xFF]][trial % 2] {
                part[at] ^= flip;
                read_all(&name, &part);
                part[at] ^= flip;
            }
        }
    }
}

#[test]
fn strange_documents_never_panic() {
    let deep = "[".repeat(100_000);
    let wide = format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, "null,".repeat(10_000));
    let rows = [
        "",
        "\0",
        "\u{feff}",
        "null",
        "[]",
        "{}",
        "1e400",
        r#"{"type":"FeatureCollection","features":[[],{},null,1e999]}"#,
        r#"{"type":"Polygon","coordinates":[[[0,0],[1],[1,1],[0,0]]]}"#,
        r#"{"type":"Polygon","coordinates":[[[1e308,1e308],[-1e308,1e308],[0,-1e308],[1e308,1e308]]]}"#,
        r#"{"id":"E","effective":"9999-12-31","recorded":"9999-12-31T23:59:59","act":{"space-vacated":{"space":"S"}}}"#,
        "[地块坐标]\n1,,,,,,,,@\nJ,1,1e308,-1e308\n",
        "[地块坐标]\n,,,,,,,,,,,,,,,,,\n",
        &deep,
        &wide,
    ];
    for text in rows {
        read_all("strange", text.as_bytes());
    }
}

/// Depth counts from the feature: what is accepted can be taken out again, with nothing lost.
#[test]
fn properties_as_deep_as_allowed_are_kept() {
    // The feature, its properties and `n` arrays: 128 inside one another are allowed.
    for (arrays, read) in [(125, true), (126, true), (127, false), (128, false)] {
        let (open, close) = ("[".repeat(arrays), "]".repeat(arrays));
        let text = format!(
            r#"{{"type":"Feature","properties":{{"n":{open}{close}}},"geometry":{{"type":"Polygon","coordinates":[[[113,34],[114,34],[114,35],[113,34]]]}}}}"#
        );
        let source = Source::new("deep", text);
        let reading = geojson::read(&source, &geojson::ReadOptions::default());
        assert_eq!(reading.features.len() == 1, read, "{arrays}");
        match reading.features.first() {
            Some(feature) => {
                let written = feature.to_geojson(&source).unwrap();
                assert!(written.properties.is_some_and(|map| map.contains_key("n")), "{arrays}");
            }
            None => assert_eq!(reading.rejected[0].reasons[0].id(), "json-too-deep"),
        }
    }
}

#[test]
fn areas_as_large_as_they_come_never_panic() {
    let facts = r#"{"name":"A","town":"410106001","tenure":"granted","registered_area_m2":"1000000000000000000","floor_area_m2":"1000000000000000000"}"#;
    let mut lines = String::new();
    for n in 10..30 {
        lines.push_str(&format!(
            r#"{{"id":"P{n}","effective":"2023-01-01","recorded":"2023-01-02T09:00:00","act":{{"parcel-registered":{{"parcel":"410106001001GB000{n}","facts":{facts}}}}}}}"#
        ));
        lines.push('\n');
        lines.push_str(&format!(
            r#"{{"id":"L{n}","effective":"2023-01-01","recorded":"2023-01-02T09:00:00","act":{{"entry-listed":{{"entry":"T{n}","parcel":"410106001001GB000{n}","class":"idle","causes":[],"land_area_m2":"1000000000000000000"}}}}}}"#
        ));
        lines.push('\n');
    }
    let journal = Journal::read(&Source::new("ledger.jsonl", lines.as_bytes()));
    assert_eq!(journal.events.len(), 40);
    let zone = Zone::new("无", "410106".parse().unwrap());
    let period = Period::through(date(2023, 1, 1), date(2023, 12, 31)).unwrap();
    let error = Report::build(ReportInput::new(&zone, &[], &journal.events), period).unwrap_err();
    assert!(
        error.to_string().contains("expected figures whose sum a quantity can hold"),
        "{error}"
    );
}
