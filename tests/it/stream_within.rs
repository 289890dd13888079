//! A check within a bound of memory finds, byte for byte, what the check in memory finds, whatever the bound.

use std::fs;
use std::io::{self, Cursor, Read, Seek, SeekFrom, Write};
use std::path::Path;

use landledger::check::{MemoryBudget, Profile, Scratch, SessionInput};
use landledger::finding::{Acknowledgement, Code};
use landledger::geometry::{Crs, LonLat, MultiPolygon, Plane};
use landledger::read::Source;
use landledger::report::check::{
    AttributeNames, CheckRequest, Findings, Layout, StreamRequest, check, check_stream_within,
    findings, findings_of_released, findings_of_stream_within,
};
use landledger::synth::{SynthOptions, SynthRegisters, SynthScope, generate};

use crate::stream::files;
use crate::tiling::{Random, Tiling, edit};

/// One feature at a time and the smallest tables; some; all at once.
const BUDGETS: [u64; 3] = [1, 100_000, 1 << 30];

#[derive(Clone, Default)]
struct How<'a> {
    zone: Option<&'a Source>,
    declared: Option<Crs>,
    layout: Layout,
    day: Option<jiff::civil::Date>,
    decimals: Option<u32>,
}

fn within(name: &str, bytes: &[u8], how: &How<'_>, budget: u64) -> landledger::Result<Findings> {
    let mut request = StreamRequest::new(name);
    (request.zone, request.declared, request.on) = (how.zone, how.declared, how.day);
    request.layout = how.layout.clone();
    request.profile.limits.exchange_decimals = how.decimals;
    let scratch = Scratch::new("scratch", Cursor::new(Vec::new()));
    let budget = MemoryBudget::from_bytes(budget);
    findings_of_stream_within(Cursor::new(bytes), scratch, budget, &request)
}

/// Checks in memory and within each budget; gives what was found.
#[track_caller]
fn alike(name: &str, bytes: &[u8], how: &How<'_>) -> Findings {
    let source = Source::new(name, bytes);
    let mut request = CheckRequest::new(&source);
    (request.zone, request.declared, request.on) = (how.zone, how.declared, how.day);
    request.layout = how.layout.clone();
    request.profile.limits.exchange_decimals = how.decimals;
    let whole = findings(&request);
    let json = |found: &Findings| -> Vec<String> {
        found.findings.iter().map(|finding| serde_json::to_string(finding).unwrap()).collect()
    };
    for budget in BUDGETS {
        let paged = within(name, bytes, how, budget).unwrap();
        for (found, wanted) in json(&paged).iter().zip(&json(&whole)) {
            assert_eq!(found, wanted, "{name}, {budget} bytes");
        }
        assert_eq!(paged, whole, "{name}, {budget} bytes");
    }
    let mut request = StreamRequest::new(name);
    (request.zone, request.declared, request.on) = (how.zone, how.declared, how.day);
    request.layout = how.layout.clone();
    request.profile.limits.exchange_decimals = how.decimals;
    let released = findings_of_released(source, Cursor::new(bytes), &request).unwrap();
    assert_eq!(released, whole, "{name}, released");
    whole
}

#[test]
fn every_file_is_checked_alike_within_any_budget() {
    let mut found = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures"), &mut found);
    assert!(found.len() > 100, "{}", found.len());
    let mut codes = std::collections::BTreeSet::new();
    for file in found {
        let bytes = fs::read(&file).unwrap();
        if bytes.len() > 1_000_000 {
            continue;
        }
        let name = file.display().to_string();
        let all = alike(&name, &bytes, &How::default());
        codes.extend(all.findings.iter().map(|finding| finding.code));
        let stem = file.file_name().unwrap().to_str().unwrap().split('.').next().unwrap();
        let own = [format!("{stem}.zone.geojson"), "zone.geojson".to_owned()];
        let zone = own.iter().map(|own| file.with_file_name(own)).find(|zone| zone.is_file());
        if let Some(zone) = zone {
            let zone = Source::open(zone).unwrap();
            let how = How { zone: Some(&zone), decimals: Some(5), ..How::default() };
            codes.extend(alike(&name, &bytes, &how).findings.iter().map(|finding| finding.code));
        }
        let metres = How { declared: Crs::from_epsg(4526), ..How::default() };
        alike(&name, &bytes, &metres);
    }
    // What was compared is no heap of empty lists.
    assert!(codes.len() > 50, "{codes:?}");
}

/// Random maps with planted defects of every family, with and without their zone.
#[test]
fn planted_maps_are_checked_alike_within_any_budget() {
    let mut codes = std::collections::BTreeSet::new();
    for seed in 0..2 {
        let mut options = SynthOptions::new(1_000, seed);
        options.registers = SynthRegisters::Complete;
        options.scope = SynthScope::Map;
        let planted = generate(&options).unwrap().plant().unwrap();
        let parcels = &planted.parcels_geojson;
        let zone = Source::new("zone.geojson", planted.zone_geojson.clone());
        for zone in [None, Some(&zone)] {
            let decimals = (seed % 2 == 0).then_some(6);
            let found = alike("p.geojson", parcels, &How { zone, decimals, ..How::default() });
            codes.extend(found.findings.iter().map(|finding| finding.code));
        }
    }
    for code in [Code::ParcelsOverlap, Code::Gap, Code::VertexUnmatched, Code::ParcelPartlyOutside]
    {
        assert!(codes.contains(&code), "{code} in {codes:?}");
    }
}

/// A map at random on a small grid: rectangles that share edges, overlap, repeat and enclose each other, some of them
/// bow-ties, above and below ground, with ids, codes, days and predecessors that repeat.
fn random_map(random: &mut Random) -> String {
    let count = 1 + random.below(14);
    let far = if random.below(8) == 0 { 100.0 } else { 0.0 };
    let features: Vec<String> = (0..count)
        .map(|number| {
            let [x, y] = [random.below(6), random.below(6)];
            let [width, height] = [1 + random.below(4), 1 + random.below(3)];
            // A little off now and then: vertices that neighbours do not share, slivers.
            let off = |random: &mut Random| [0.0, 1e-8, 3e-7][random.below(16).saturating_sub(13)];
            let mut at = |i: usize, j: usize| {
                let (lon, lat) = (i as f64 * 1e-4 + off(random), j as f64 * 1e-4 + off(random));
                format!("[{},{}]", 113.3 + far + lon, 34.8 + lat)
            };
            let corners =
                [at(x, y), at(x + width, y), at(x + width, y + height), at(x, y + height)];
            let [a, b, c, d] = if random.below(12) == 0 {
                let [a, b, c, d] = corners;
                [a, c, b, d]
            } else {
                corners
            };
            let id = match random.below(4) {
                0 => String::new(),
                1 => format!("\"id\":{},", random.below(5)),
                _ => format!("\"id\":\"P{number}\","),
            };
            let mut properties = vec![format!("\"code\":\"C{}\"", random.below(12))];
            let layer = ["surface", "above-ground", "below-ground"][random.below(8).saturating_sub(5)];
            properties.push(format!("\"layer\":\"{layer}\""));
            if random.below(3) == 0 {
                properties.push(format!("\"from\":\"202{}-01-01\"", random.below(5)));
                properties.push(format!("\"until\":\"202{}-01-01\"", 5 + random.below(4)));
            }
            if random.below(4) == 0 {
                properties.push(format!("\"of\":[\"C{}\"]", random.below(12)));
            }
            let properties = properties.join(",");
            format!(
                "{{\"type\":\"Feature\",{id}\"properties\":{{{properties}}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[[{a},{b},{c},{d},{a}]]}}}}"
            )
        })
        .collect();
    let features = features.join(",\n");
    format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{features}\n]}}")
}

#[test]
fn random_maps_are_checked_alike_within_any_budget() {
    let zone = r#"{"type":"Feature","id":"Z","properties":{},"geometry":{"type":"Polygon","coordinates":
        [[[113.3001,34.8],[113.3008,34.8001],[113.3008,34.8007],[113.3001,34.8007],[113.3001,34.8]]]}}"#;
    let zone = Source::new("zone.geojson", zone);
    let mut names = AttributeNames::default();
    names.identifier = Some("code".into());
    names.layer = Some("layer".into());
    (names.from, names.until) = (Some("from".into()), Some("until".into()));
    names.predecessors = Some("of".into());
    let mut codes = std::collections::BTreeSet::new();
    for seed in 0..250 {
        let mut random = Random(seed);
        let map = random_map(&mut random);
        let how = How {
            zone: (random.below(2) == 0).then_some(&zone),
            layout: match random.below(4) {
                0 => Layout::Automatic,
                _ => Layout::Generic(names.clone()),
            },
            day: (random.below(3) == 0).then(|| jiff::civil::date(2024, 6, 30)),
            decimals: (random.below(3) == 0).then_some(4),
            ..How::default()
        };
        let found = alike(&format!("{seed}.geojson"), map.as_bytes(), &how);
        codes.extend(found.findings.iter().map(|finding| finding.code));
    }
    for code in [
        Code::ParcelsOverlap,
        Code::Gap,
        Code::VertexUnmatched,
        Code::VertexMismatched,
        Code::ParcelPartlyOutside,
        Code::ParcelCodeRepeated,
        Code::FeatureIdRepeated,
        Code::LineageInForce,
        Code::LineageAreaDiffers,
        Code::RoundingBreaks,
        Code::NotChecked,
    ] {
        assert!(codes.contains(&code), "{code} in {codes:?}");
    }
}

/// Tilings that fit to the last digit, spoilt and mended by random edits.
#[test]
fn tilings_are_checked_alike_within_any_budget() {
    let tiling = Tiling { columns: 9, rows: 7, between: 2 };
    let given = tiling.records();
    let outline = tiling.zone();
    let feature = |id: &str, shape: &MultiPolygon<LonLat>| {
        let points: Vec<String> = shape
            .polygons()
            .map(|polygon| {
                let ring = |ring: &[LonLat]| {
                    let at = |point: &LonLat| format!("[{},{}]", point.lon, point.lat);
                    format!("[{}]", ring.iter().map(at).collect::<Vec<_>>().join(","))
                };
                format!("[{}]", polygon.rings().map(ring).collect::<Vec<_>>().join(","))
            })
            .collect();
        format!(
            "{{\"type\":\"Feature\",\"id\":\"{id}\",\"properties\":{{}},\"geometry\":{{\"type\":\"MultiPolygon\",\"coordinates\":[{}]}}}}",
            points.join(",")
        )
    };
    let zone = Source::new("zone.geojson", feature("Z", &outline.boundary));
    for seed in 0..6 {
        let mut random = Random(seed);
        let mut session = SessionInput::new(Plane::Degrees, Profile::strict()).start(given.clone());
        for _ in 0..8 {
            let change = edit(&mut random, &given, &session);
            let _ = session.apply(vec![change]);
        }
        let records = session.records();
        let features: Vec<String> =
            records.iter().map(|record| feature(&record.subject, record.shape)).collect();
        let map =
            format!("{{\"type\":\"FeatureCollection\",\"features\":[{}]}}", features.join(",\n"));
        for zone in [None, Some(&zone)] {
            alike("tiles.geojson", map.as_bytes(), &How { zone, ..How::default() });
        }
    }
}

/// What is cut off anywhere is found as in memory.
#[test]
fn a_file_that_breaks_off_is_checked_alike() {
    let map = random_map(&mut Random(11));
    for cut in (0..map.len()).step_by(97) {
        alike("cut.geojson", &map.as_bytes()[..cut], &How::default());
    }
}

const TWO: &str = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","id":"A","properties":{},"geometry":{"type":"Polygon","coordinates":
[[[113.30,34.80],[113.31,34.80],[113.31,34.81],[113.30,34.81],[113.30,34.80]]]}},
{"type":"Feature","id":"B","properties":{},"geometry":{"type":"Polygon","coordinates":
[[[113.309,34.80],[113.32,34.80],[113.32,34.81],[113.309,34.81],[113.309,34.80]]]}}]}"#;

/// A scratch that breaks after so many calls.
struct Breaking {
    inner: Cursor<Vec<u8>>,
    writes: usize,
    reads: usize,
    /// What comes back is not what was written, from here on.
    spoilt: Option<usize>,
}

impl Breaking {
    fn new() -> Breaking {
        Breaking {
            inner: Cursor::new(Vec::new()),
            writes: usize::MAX,
            reads: usize::MAX,
            spoilt: None,
        }
    }
}

impl Write for Breaking {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.writes == 0 {
            return Err(io::Error::other("the scratch is full"));
        }
        self.writes -= 1;
        self.inner.write(&bytes[..bytes.len().min(100)])
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Read for Breaking {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.reads == 0 {
            return Err(io::Error::other("the scratch is gone"));
        }
        self.reads -= 1;
        let from = usize::try_from(self.inner.position()).unwrap();
        let most = out.len().min(100);
        let count = self.inner.read(&mut out[..most])?;
        for (at, byte) in (from..).zip(&mut out[..count]) {
            if self.spoilt == Some(at) {
                *byte ^= 1;
            }
        }
        Ok(count)
    }
}

impl Seek for Breaking {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

fn with_scratch(scratch: Breaking) -> landledger::Result<Findings> {
    let scratch = Scratch::new("/big/disk/scratch", scratch);
    let budget = MemoryBudget::from_bytes(1);
    findings_of_stream_within(Cursor::new(TWO), scratch, budget, &StreamRequest::new("a.geojson"))
}

#[test]
fn a_scratch_that_breaks_is_an_error_that_names_it() {
    let whole = findings(&CheckRequest::new(&Source::new("a.geojson", TWO)));
    assert!(whole.findings.iter().any(|finding| finding.code == Code::ParcelsOverlap));
    assert_eq!(with_scratch(Breaking::new()).unwrap(), whole);
    for writes in 0..3 {
        let error = with_scratch(Breaking { writes, ..Breaking::new() }).unwrap_err();
        assert!(error.is_io(), "{error}");
        let text = error.to_string();
        assert!(text.contains("/big/disk/scratch") && text.contains("full"), "{text}");
    }
    for reads in 0..4 {
        let error = with_scratch(Breaking { reads, ..Breaking::new() }).unwrap_err();
        assert!(error.is_io(), "{error}");
        let text = error.to_string();
        assert!(text.contains("/big/disk/scratch") && text.contains("gone"), "{text}");
    }
    // Two shapes of a polygon, a ring and five positions: 8 · (5 + 10 + 1) bytes each.
    for byte in 0..256 {
        let error = with_scratch(Breaking { spoilt: Some(byte), ..Breaking::new() });
        let error = error.expect_err(&format!("byte {byte}"));
        assert!(error.is_io() && error.to_string().contains("/big/disk/scratch"), "{error}");
    }
    assert!(with_scratch(Breaking { spoilt: Some(256), ..Breaking::new() }).is_ok());
}

#[test]
fn a_scratch_is_written_from_where_it_stands() {
    let mut storage = Cursor::new(b"keep me".to_vec());
    storage.set_position(7);
    let budget = MemoryBudget::from_bytes(1);
    let request = StreamRequest::new("a.geojson");
    let scratch = Scratch::new("scratch", &mut storage);
    let found = findings_of_stream_within(Cursor::new(TWO), scratch, budget, &request).unwrap();
    assert_eq!(found, findings(&CheckRequest::new(&Source::new("a.geojson", TWO))));
    assert_eq!((&storage.get_ref()[..7], storage.get_ref().len()), (&b"keep me"[..], 7 + 256));
}

/// Gives one text as often as it is sought fewer than so many times, and then another, or none.
struct Changing {
    first: Cursor<&'static str>,
    then: Option<Cursor<String>>,
    seeks: usize,
    after: usize,
}

impl Read for Changing {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        match (&mut self.then, self.seeks > self.after) {
            (_, false) => self.first.read(out),
            (Some(then), true) => then.read(out),
            (None, true) => Err(io::Error::other("the disk is gone")),
        }
    }
}

impl Seek for Changing {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.seeks += 1;
        if let Some(then) = &mut self.then {
            then.seek(to)?;
        }
        self.first.seek(to)
    }
}

#[test]
fn a_file_that_changes_or_goes_away_is_an_error() {
    let check = |then: Option<String>, after: usize| {
        let then = then.map(Cursor::new);
        let file = Changing { first: Cursor::new(TWO), then, seeks: 0, after };
        let scratch = Scratch::new("scratch", Cursor::new(Vec::new()));
        let budget = MemoryBudget::from_bytes(1);
        findings_of_stream_within(file, scratch, budget, &StreamRequest::new("a.geojson"))
    };
    let whole = check(None, usize::MAX).unwrap();
    assert_eq!(check(Some(TWO.to_owned()), 2).unwrap(), whole);
    // The features are read again after the file was read twice from its start.
    let error = check(Some(TWO.replacen("Feature", "feature", 3)), 2).unwrap_err();
    assert!(error.is_input() && error.to_string().contains("has changed"), "{error}");
    for after in 0..3 {
        let error = check(None, after).unwrap_err();
        assert!(error.is_io() && error.to_string().contains("the disk is gone"), "{error}");
    }
}

#[test]
fn the_report_is_that_of_the_check_in_memory() {
    let source = Source::new("a/b.geojson", TWO);
    let whole = check(&CheckRequest::new(&source));
    let print = whole.findings[0].fingerprint.clone().unwrap();
    let accepted = [Acknowledgement::new(print, "按协议共用", "自然资源所")];
    let mut request = CheckRequest::new(&source);
    request.acknowledgements = accepted.to_vec();
    let accepted_whole = check(&request);
    for (whole, accepted) in [(whole, &[][..]), (accepted_whole, &accepted)] {
        let scratch = Scratch::new("scratch", Cursor::new(Vec::new()));
        let budget = MemoryBudget::from_bytes(1000);
        let request = StreamRequest::new("a/b.geojson");
        let report =
            check_stream_within(Cursor::new(TWO), scratch, budget, &request, accepted).unwrap();
        assert_eq!(report, whole);
    }
}

#[test]
fn budgets_are_bytes() {
    for (text, bytes) in [
        ("1", 1),
        ("1023", 1023),
        ("1K", 1 << 10),
        ("3k", 3 << 10),
        ("512M", 512 << 20),
        ("2G", 2 << 30),
        ("17179869183G", 17_179_869_183 << 30),
    ] {
        let budget: MemoryBudget = text.parse().unwrap();
        assert_eq!(budget.bytes(), bytes, "{text}");
        assert_eq!(budget.to_string(), text.to_uppercase());
    }
    for text in ["", "0", "0M", "M", "-1", "+1", "1.5G", "1 M", "1T", "17179869184G", "１M"] {
        let error = text.parse::<MemoryBudget>().unwrap_err();
        assert!(error.is_argument() && error.text().zh.contains("512M"), "{text}: {error}");
    }
}
