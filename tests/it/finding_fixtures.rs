//! The twins of the finding codes through the whole check: `fixtures/findings/<code>.fail.geojson` gives exactly what the
//! tables `expected*.csv` beside it say, the near miss `<code>.pass.geojson` gives nothing at all.
//!
//! The column `options` holds words between semicolons: `zone` (with `<code>.zone.geojson`, the near miss with its own
//! `<code>.pass.zone.geojson` if there is one), `district` and `generic` (the layout of the properties), `identifier=` and the other
//! names of properties, `largest N` (through a stream with that limit), `exchange N` (decimals that coordinates are rounded to),
//! `acknowledged` (with `<code>.acknowledge.json`) and `fail on` or `pass on` a day, `nowhere` (the finding has no place), `with=` codes that come along by nature: a parcel with an invalid polygon cannot be held against
//! its neighbours, and that is said.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use landledger::check::Profile;
use landledger::finding::{Code, Finding};
use landledger::read::geojson::{ReadOptions, Stream};
use landledger::read::{Source, read_acknowledgements};
use landledger::report::check::{AttributeNames, CheckRequest, Findings, Layout, findings};

/// Codes of the groups text to run that have no twins, each with the reason.
const WITHOUT_TWINS: &[(Code, &str)] = &[
    (
        Code::VertexNotFinite,
        "JSON has no such number: number-not-finite, number-overflow or coordinate-range",
    ),
    (Code::ParcelNotMapped, "a folder with a ledger: tests/it/ledger.rs"),
    (Code::ParcelNotRegistered, "a folder with a ledger: tests/it/ledger.rs"),
    (Code::AreaBalanceOpen, "areas that do not sum up are a fault of the library: no data give it"),
    (Code::NotListed, "a hundred problems in one feature come first: tests/it/rows_a_report.rs"),
];

/// Code, file, pointer, line, column, polygon, ring, vertex.
type Row = [String; 8];

struct Twins {
    rows: Vec<Row>,
    options: Vec<String>,
}

pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/findings")
}

/// What each failing twin gives, by the code that the file is named after.
fn expected() -> BTreeMap<Code, Twins> {
    let mut all: BTreeMap<Code, Twins> = BTreeMap::new();
    let tables = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let tables = tables.filter(|path| path.extension().is_some_and(|end| end == "csv"));
    for table in tables {
        let text = fs::read_to_string(table).unwrap();
        let mut lines = text.lines();
        assert_eq!(lines.next(), Some("code,file,pointer,line,column,polygon,ring,vertex,options"));
        for line in lines {
            let cells: Vec<&str> = line.split(',').collect();
            let [row @ .., options] = &cells[..] else { panic!("{line}") };
            let mut row: [&str; 8] = row.try_into().unwrap();
            let Some(name) = row[1].strip_suffix(".geojson") else { panic!("{line}") };
            let Some((name, twin)) = name.rsplit_once('.') else { panic!("{line}") };
            if twin == "pass" {
                continue;
            }
            let code = Code::from_id(name).unwrap_or_else(|| panic!("{line}"));
            if options.split(';').any(|option| option == "nowhere") {
                row[1] = "";
            }
            let entry = all.entry(code).or_insert(Twins { rows: Vec::new(), options: Vec::new() });
            entry.rows.push(row.map(ToOwned::to_owned));
            entry.options = options.split(';').map(ToOwned::to_owned).collect();
        }
    }
    all
}

fn names(options: &[String]) -> Option<AttributeNames> {
    let mut names = AttributeNames::default();
    for (key, value) in options.iter().filter_map(|option| option.split_once('=')) {
        let name = match key {
            "identifier" => &mut names.identifier,
            "registered_area" => &mut names.registered_area,
            "from" => &mut names.from,
            "until" => &mut names.until,
            "predecessors" => &mut names.predecessors,
            "with" => continue,
            _ => panic!("unknown option {key}"),
        };
        *name = Some(value.to_owned());
    }
    (!names.is_empty()).then_some(names)
}

fn open(name: &str) -> Source {
    Source::new(name, fs::read(folder().join(name)).unwrap())
}

/// One of the twins, checked for everything.
fn check(code: Code, twin: &str, options: &[String]) -> Vec<Finding> {
    let parcels = open(&format!("{code}.{twin}.geojson"));
    // Only a stream has a limit for the bytes of a feature.
    if let Some(limit) = options.iter().find_map(|option| option.strip_prefix("largest ")) {
        let stream = Stream::new(parcels.name(), parcels.bytes(), ReadOptions::default());
        let mut stream = stream.largest_feature(limit.parse().unwrap());
        let mut found = Vec::new();
        while let Some(feature) = stream.next_feature().unwrap() {
            found.extend(feature.findings);
        }
        found.extend(stream.document().unwrap().findings.iter().cloned());
        return found;
    }
    if options.iter().any(|option| option == "acknowledged") {
        return check_acknowledged(code, twin, options, &parcels);
    }
    check_text(code, twin, options, &parcels, &Profile::strict()).findings
}

/// What is open in the report when acknowledgements count.
fn check_acknowledged(
    code: Code,
    twin: &str,
    options: &[String],
    parcels: &Source,
) -> Vec<Finding> {
    let given = read_acknowledgements(&open(&format!("{code}.acknowledge.json"))).unwrap();
    let mut request = CheckRequest::new(parcels);
    request.acknowledgements = given;
    let day = options.iter().find_map(|option| option.strip_prefix(&format!("{twin} on ")));
    request.on = day.map(|day| day.parse().unwrap());
    let mut found = landledger::report::check::check(&request).findings;
    found.retain(|finding| finding.acknowledged.is_none());
    found
}

/// The failing twins that are checked in memory and without acknowledgements: code and options.
pub(crate) fn failing() -> Vec<(Code, Vec<String>)> {
    let twins = expected().into_iter().filter(|(code, twins)| {
        *code != Code::FeatureTooLarge && !twins.options.contains(&"acknowledged".to_owned())
    });
    twins.map(|(code, twins)| (code, twins.options)).collect()
}

/// The text of a failing twin; `None` where it is no text.
pub(crate) fn failing_text(code: Code) -> Option<String> {
    String::from_utf8(open(&format!("{code}.fail.geojson")).bytes().to_vec()).ok()
}

/// Parcels in the place of those of a twin, with its zone and its options.
pub(crate) fn check_text(
    code: Code,
    twin: &str,
    options: &[String],
    parcels: &Source,
    profile: &Profile,
) -> Findings {
    let own = format!("{code}.{twin}.zone.geojson");
    let own = if folder().join(&own).exists() { own } else { format!("{code}.zone.geojson") };
    let zone = options.iter().any(|option| option == "zone").then(|| open(&own));
    let mut request = CheckRequest::new(parcels);
    request.zone = zone.as_ref();
    request.profile = profile.clone();
    let decimals = options.iter().find_map(|option| option.strip_prefix("exchange "));
    request.profile.limits.exchange_decimals = decimals.map(|decimals| decimals.parse().unwrap());
    if options.iter().any(|option| option == "district") {
        request.layout = Layout::District;
    }
    if options.iter().any(|option| option == "generic") {
        request.layout = Layout::Generic(AttributeNames::default());
    }
    if let Some(names) = names(options) {
        request.layout = Layout::Generic(names);
    }
    findings(&request)
}

fn row(finding: &Finding) -> Row {
    let place = &finding.place;
    let text = |number: Option<u32>| number.map(|n| n.to_string()).unwrap_or_default();
    [
        finding.code.id().to_owned(),
        place.file.clone().unwrap_or_default(),
        place.pointer.clone().unwrap_or_default(),
        text(place.line),
        text(place.column),
        text(place.polygon),
        text(place.ring),
        text(place.vertex),
    ]
}

/// The findings but those that come along by nature: exactly one of each code that `with=` names.
fn own(found: &[Finding], options: &[String]) -> Vec<Row> {
    let along = options.iter().find_map(|option| option.strip_prefix("with="));
    let mut along: Vec<&str> = along.map(|codes| codes.split('+').collect()).unwrap_or_default();
    let mut rows: Vec<Row> = found.iter().map(row).collect();
    rows.retain(|row| match along.iter().position(|code| *code == row[0]) {
        Some(at) => {
            along.remove(at);
            false
        }
        None => true,
    });
    rows.extend(along.iter().map(|code| {
        let mut missing = Row::default();
        missing[0] = format!("{code} missing");
        missing
    }));
    rows.sort();
    rows
}

fn told(rows: &[Row]) -> String {
    rows.iter().map(|row| row.join(" ")).collect::<Vec<_>>().join("\n           ")
}

#[test]
fn the_failing_twin_gives_its_code_at_its_place_and_the_near_miss_nothing() {
    let mut wrong = Vec::new();
    for (code, Twins { mut rows, options }) in expected() {
        rows.sort();
        assert!(rows.iter().any(|row| row[0] == code.id()), "{code}: no row of its own");
        let fail = check(code, "fail", &options);
        let found = own(&fail, &options);
        if found != rows {
            wrong.push(format!("{code}\n  expected {}\n  found    {}", told(&rows), told(&found)));
        }
        for finding in &fail {
            let message = &finding.message;
            assert!(!message.zh.is_ascii() && !message.en.is_empty(), "{finding:?}");
        }
        let pass: Vec<Row> = check(code, "pass", &options).iter().map(row).collect();
        if !pass.is_empty() {
            wrong.push(format!("the near miss of {code}\n  found    {}", told(&pass)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_code_has_twins_or_a_reason() {
    let files = expected();
    let exempt: BTreeSet<Code> = WITHOUT_TWINS.iter().map(|(code, _)| *code).collect();
    let of_these = Code::ALL.iter().take_while(|code| **code != Code::TxtLine);
    for code in of_these {
        assert_ne!(files.contains_key(code), exempt.contains(code), "{code}");
    }
    for entry in fs::read_dir(folder()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let Some(stem) = name.strip_suffix(".geojson") else { continue };
        let code = stem.split('.').next().and_then(Code::from_id);
        assert!(
            code.is_some_and(|code| files.contains_key(&code)),
            "{name} is the twin of no code"
        );
    }
}

/// What the failing twins of facts measure; areas by pyproj 3.7.2 (PROJ 9.5.1), EPSG:4547, and hand working.
#[test]
fn measures_and_limits_of_the_failing_twins() {
    let all = expected();
    let one = |code: Code| {
        let found = check(code, "fail", &all[&code].options);
        let finding = found.iter().find(|finding| finding.code == code).unwrap();
        let number = |text: &str| text.parse::<f64>().unwrap();
        (
            number(&finding.measure.clone().unwrap().value),
            finding.limit.as_ref().map(|limit| number(&limit.value)),
        )
    };
    assert_eq!(one(Code::PrecisionTooFine), (10.0, Some(9.0)));
    // 10027.41 m² planar: the certificates are 1.01 % and 1.02 % above, the limit is 1 % of the certificate.
    let (difference, limit) = one(Code::RegisteredAreaReview);
    assert!((difference - 10_027.41 * 0.0101).abs() < 0.01, "{difference}");
    // 2σ of a rectangle whose diagonals are 141.6 m: 2 · 0.05 · √(⅛ · 4 · 141.6²) = 10.01, and 0.005 more.
    assert!((limit.unwrap() - 10.02).abs() < 0.02, "{limit:?}");
    let (difference, limit) = one(Code::RegisteredAreaConflict);
    assert!((difference - 10_027.41 * 0.0102).abs() < 0.01, "{difference}");
    assert!((limit.unwrap() - 101.297).abs() < 0.01, "{limit:?}");
    assert_eq!(one(Code::CoordinatesShifted), (0.0, Some(0.5)));
    assert_eq!(one(Code::CoordinateNotInZoneStrip), (1.0, Some(0.5)));
    assert_eq!(one(Code::BlockDiffers), (1.0, Some(0.5)));
    // 5e-7° of longitude over 0.000888889° of latitude at 34.8007° N: 0.045756 m × 98.608 m on the ellipsoid.
    let (area, limit) = one(Code::LineageAreaDiffers);
    assert!((area - 4.5119).abs() < 0.001, "{area}");
    assert_eq!(limit, Some(0.0));
}
