//! Row B29 for whole reports: any order of the features gives the same text, JSON, CSV, SARIF and map layer, byte for byte, but
//! for what names the order itself: the number in a pointer, line and column, bytes, the lines of an excerpt, and the
//! digest of the file.

use std::collections::BTreeSet;

use jiff::civil::date;
use landledger::finding::{Acknowledgement, Code, Language};
use landledger::read::Source;
use landledger::report::check::csv::ByteOrderMark;
use landledger::report::check::{
    AttributeNames, CheckReport, CheckRequest, Layout, Shown, check, csv, geojson, sarif, text,
};
use serde_json::Value;

use crate::checked::{
    block, collection, geometry, hole, parcel, position, rect, road, with_properties, zone,
};

/// Parcels with faults of structure, polygons, borders, coordinates and facts.
fn features() -> Vec<String> {
    let polygon = |rings: &[&[[f64; 2]]]| geometry(&[rings]);
    let with = |id: &str, properties: &str, ring: &[[f64; 2]]| {
        with_properties(id, properties, &polygon(&[ring]))
    };
    let east = |column: f64| rect(column, 300.0, column + 50.0, 350.0);
    let open = |id: &str, west: f64| {
        let ring: Vec<String> = east(west).into_iter().map(position).collect();
        let coordinates = format!("[[{}]]", ring.join(", "));
        with_properties(
            id,
            "{}",
            &format!(r#"{{"type": "Polygon", "coordinates": {coordinates}}}"#),
        )
    };
    vec![
        parcel("A", &[rect(0.0, 0.0, 100.0, 100.0), vec![[0.0, 50.0]]].concat()),
        parcel("B", &[[100.0, 0.0], [200.0, 0.0], [200.0, 100.0], [100.0, 100.0], [99.0, 40.0]]),
        parcel("C", &rect(180.0, -10.0, 220.0, 50.0)),
        parcel("D", &rect(185.0, -20.0, 210.0, 30.0)),
        parcel("E", &[[300.0, 0.0], [340.0, 40.0], [340.0, 0.0], [300.0, 40.0]]),
        parcel("F", &rect(-100.0, 0.0, 0.0, 100.0)),
        parcel("G", &rect(-100.0, 0.0, 0.0, 100.0)),
        parcel("H", &hole(-200.0, 0.0, -100.0, 100.0)),
        open("I", 0.0),
        open("J", 60.0),
        with("K", r#"{"代码": "410106001001GK00001", "面积": "12.5"}"#, &east(200.0)),
        with("L", r#"{"代码": "410106001001GB00007", "面积": "many"}"#, &east(260.0)),
        with("M", r#"{"代码": "410105001001GB00008", "面积": true}"#, &east(320.0)),
        with("N", r#"{"代码": "410106001001GB00009", "止": "2024-02-30"}"#, &east(380.0)),
        with("O", "null", &rect(600.0, 0.0, 600.0, 50.0)),
        parcel("P", &rect(700.0, 0.0, 750.0, 50.0)).replace(r#""properties": {}, "#, ""),
        parcel("Q", &rect(800.0, 0.0, 850.0, 50.0))
            .replace(r#""geometry""#, r#""bbox": [1, 2], "geometry""#),
        parcel("R", &rect(900.0, 0.0, 950.0, 50.0)).replace("Polygon", "polygon"),
        with_properties("S", "{}", r#"{"type": "Point", "coordinates": [113.3, 34.8]}"#),
        with_properties("T", "{}", "null"),
        with_properties(
            "U",
            "{}",
            &polygon(&[&rect(1000.0, 0.0, 1100.0, 100.0), &hole(1090.0, 10.0, 1150.0, 60.0)]),
        ),
        parcel("V", &rect(1200.0, 0.0, 1300.0, 100.0))
            .replace("\"id\"", "\"x\": 1, \"x\": 2, \"id\""),
        with_properties(
            "W",
            "{}",
            r#"{"type": "Polygon", "coordinates": [[[34.8002, 113.4], [34.8012, 113.4], [34.8012, 113.401], [34.8002, 113.4]]]}"#,
        ),
        parcel(
            "Y",
            &[[1400.0, 0.0], [1450.0, 0.0], [1450.0, 50.0], [1450.0, 50.0], [1400.0, 50.0]],
        ),
        parcel("Z", &rect(1500.0, 0.0, 1550.0, 50.0)),
        parcel("Z", &rect(1500.0, 0.0, 1550.0, 50.0)),
        with_properties(
            "X",
            "{}",
            r#"{"type": "Polygon", "coordinates": [[[113.41, 34.8], [113.42, 34.8], [113.42, 34.81], [113.41, 34.8]]]}"#,
        ),
    ]
}

fn boundary() -> String {
    zone(
        &[&rect(-100.0, 0.0, 200.0, 120.0)],
        &[
            road("R1", &rect(0.0, 100.0, 200.0, 110.0)),
            block("西区", &rect(-100.0, 0.0, 100.0, 130.0)),
        ],
    )
}

/// The report on the parcels in this order, with everything that it is printed with.
struct Made {
    source: Source,
    zone: Source,
    report: CheckReport,
}

impl Made {
    fn of(features: &[String], acknowledged: &[String]) -> Made {
        let source = Source::new("parcels.geojson", collection(features));
        let zone = Source::new("zone.geojson", boundary());
        let mut request = CheckRequest::new(&source);
        request.zone = Some(&zone);
        request.on = Some(date(2024, 6, 30));
        request.profile.limits.exchange_decimals = Some(5);
        let mut names = AttributeNames::default();
        names.identifier = Some("代码".into());
        names.registered_area = Some("面积".into());
        names.until = Some("止".into());
        request.layout = Layout::Generic(names);
        request.acknowledgements = acknowledged
            .iter()
            .map(|print| Acknowledgement::new(print.as_str(), "按协议共用", "自然资源所"))
            .collect();
        let report = check(&request);
        Made { source, zone, report }
    }

    /// The forms of the report, whole.
    fn forms(&self) -> Vec<(&'static str, String)> {
        let sources = [&self.source, &self.zone];
        let text = |language, shown| text::render(&self.report, &sources, language, shown);
        let log = |language| {
            serde_json::to_string(&sarif::log(&self.report, &sources, language)).unwrap()
        };
        vec![
            ("text zh", text(Language::Zh, Shown::All)),
            ("text en", text(Language::En, Shown::All)),
            ("text of some", text(Language::En, Shown::Some)),
            ("csv", csv::render(&self.report, ByteOrderMark::Present)),
            ("json", serde_json::to_string(&self.report).unwrap()),
            ("sarif zh", log(Language::Zh)),
            ("sarif en", log(Language::En)),
            ("map", serde_json::to_string(&geojson::layer(&self.report, None)).unwrap()),
        ]
    }

    /// The same without what names the order.
    fn forms_without_order(&self) -> Vec<(&'static str, String)> {
        let strip = |(name, form): (&'static str, String)| {
            let form = match name {
                "csv" => table_without_order(&form),
                _ if name.starts_with("text") => text_without_order(&form),
                _ => {
                    let mut value: Value = serde_json::from_str(&form).unwrap();
                    value_without_order(&mut value);
                    value.to_string()
                }
            };
            (name, form)
        };
        self.forms().into_iter().map(strip).collect()
    }
}

/// `_` for the number of a feature in a pointer, for line and column behind the name of the file, and for the line that a
/// repeated id names.
fn unnumbered(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((at, mark)) = ["/features/", "parcels.geojson:", "首次在第 ", "first in line "]
        .into_iter()
        .filter_map(|mark| rest.find(mark).map(|at| (at, mark)))
        .min()
    {
        let (before, behind) = rest.split_at(at + mark.len());
        out.push_str(before);
        out.push('_');
        let is_place = mark.ends_with(':');
        rest = behind.trim_start_matches(|c: char| c.is_ascii_digit() || (is_place && c == ':'));
    }
    out + rest
}

/// Lines break elsewhere where a place is longer; an excerpt is two lines with a bar.
fn text_without_order(text: &str) -> String {
    let digest = |line: &&str| line.contains("sha256 ") && line.contains("parcels.geojson");
    let lines = text.lines().filter(|line| !line.contains(" │ ") && !digest(line));
    let words: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
    unnumbered(&words.join(" "))
}

/// Line, column, first and last byte are the ninth to the twelfth column. No cell of the test holds a quoted comma before them but
/// messages, which stand before.
fn table_without_order(table: &str) -> String {
    let row = |line: &str| {
        let mut quoted = false;
        let mut cells = vec![String::new()];
        for character in line.chars() {
            quoted ^= character == '"';
            match character {
                ',' if !quoted => cells.push(String::new()),
                other => cells.last_mut().unwrap().push(other),
            }
        }
        assert_eq!(cells.len(), csv::COLUMNS.len(), "{line}");
        for (cell, name) in cells.iter_mut().zip(csv::COLUMNS) {
            let is_number = !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit());
            if is_number && ["line", "column", "byte_start", "byte_end"].contains(&name) {
                *cell = "_".into();
            }
        }
        unnumbered(&cells.join(","))
    };
    table.split("\r\n").filter(|line| !line.is_empty()).map(row).collect::<Vec<_>>().join("\r\n")
}

fn value_without_order(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for key in ["span", "region", "deletedRegion", "sha256", "hashes", "index"] {
                members.remove(key);
            }
            members.values_mut().for_each(value_without_order);
        }
        Value::Array(items) => items.iter_mut().for_each(value_without_order),
        Value::String(text) => *text = unnumbered(text),
        _ => {}
    }
}

#[test]
fn what_names_the_order_is_taken_out_and_nothing_else() {
    assert_eq!(
        unnumbered("at parcels.geojson:12:345 (/features/17/id), zone.geojson:1:2, 17"),
        "at parcels.geojson:_ (/features/_/id), zone.geojson:1:2, 17"
    );
    let mut value = serde_json::json!({"span": 1, "at": [1, 2], "pointers": ["/features/3/id"]});
    value_without_order(&mut value);
    assert_eq!(value, serde_json::json!({"at": [1, 2], "pointers": ["/features/_/id"]}));
}

#[test]
fn b29_any_order_of_features_gives_the_same_reports() {
    let mut features = features();
    let first = Made::of(&features, &[]);
    let kinds: BTreeSet<Code> = first.report.findings.iter().map(|one| one.code).collect();
    assert!(kinds.len() >= 25, "{} kinds: {kinds:?}", kinds.len());
    let overlap = |report: &CheckReport| {
        let found = report.findings.iter().find(|one| one.code == Code::ParcelsOverlap).unwrap();
        vec![found.fingerprint.clone().unwrap()]
    };
    let acknowledged = overlap(&first.report);
    let first = Made::of(&features, &acknowledged);
    assert_eq!(first.report.summary.acknowledged, 1);
    let expected = first.forms_without_order();
    // A linear congruential generator (Knuth, MMIX) shuffles.
    let mut state: u64 = 29;
    for turn in 0..100 {
        for at in (1..features.len()).rev() {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            features.swap(at, (state >> 33) as usize % (at + 1));
        }
        let made = Made::of(&features, &acknowledged);
        for ((name, found), (_, wanted)) in made.forms_without_order().iter().zip(&expected) {
            if found != wanted {
                let same = found.bytes().zip(wanted.bytes()).take_while(|(a, b)| a == b).count();
                let around = |text: &str| {
                    let start = text.floor_char_boundary(same.saturating_sub(200));
                    let end = text.floor_char_boundary(same + 200);
                    text[start..end].to_owned()
                };
                panic!("turn {turn}, {name}:\n{}\nnot\n{}", around(found), around(wanted));
            }
        }
        if turn % 10 == 0 {
            // The whole reports of two runs, with all places.
            assert_eq!(Made::of(&features, &acknowledged).forms(), made.forms());
        }
    }
}
