//! Change files: made from two folders, applied to one, refused on another base.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
#[cfg(feature = "cli")]
use std::path::PathBuf;

use landledger::finding::Text;
use landledger::ledger::Event;
use landledger::read::Source;
use landledger::store::{
    ChangeError, ChangeFile, ChangeWrite, FeatureChange, Head, Journal, JournalFile,
};
use proptest::prelude::*;

use crate::ledger_text::{events, parcel};
use crate::scratch::Scratch;

const STORY: &str = "
    E1 2024-01-01 parcel 1 area=20000.10
    E2 2024-01-02 listed T1 1 idle 12000.10
    E3 2024-01-03 space S1 1 300.5 vacant
    E4 2024-01-04 parcel 2 area=700
    E5 2024-01-05 occupied S1 by=lease-plant firm=某厂
    E6 2024-01-06 vacated S1
";

const ZONE: &str = "{\"type\":\"FeatureCollection\",\"features\":[\n]}\n";

/// A feature as another program may write it.
fn feature(number: u32, name: &str) -> String {
    let (id, west) = (parcel(&number.to_string()), 113.28 + f64::from(number) * 0.001);
    format!(
        "{{\"type\":\"Feature\",\"id\":\"{id}\", \"geometry\":{{\"type\":\"Polygon\",\"coordinates\":\
         [[[{west:.9},34.780],[{:.9},34.780],[{:.9},34.781],[{west:.9},34.780]]]}},\n  \
         \"properties\":{{\"name\":\"{name}\",\"other\": 1.50}},\"foreign\":true}}",
        west + 0.001,
        west + 0.001
    )
}

fn map(features: &[String]) -> String {
    let mut text = "{\"type\":\"FeatureCollection\",\"name\":\"某区\",\"features\":[".to_owned();
    for (nth, feature) in features.iter().enumerate() {
        text.push_str(if nth == 0 { "\n" } else { ",\n" });
        text.push_str(feature);
    }
    text + "\n]}\n"
}

/// A district folder with these acts and this map.
fn folder(name: &str, acts: &[&[Event]], map: &str) -> Scratch {
    let scratch = Scratch::new(name);
    scratch.write("ledger.jsonl", Journal::write_acts(acts.iter().copied()).unwrap());
    scratch.write("parcels.geojson", map);
    scratch.write("zone.geojson", ZONE);
    scratch
}

/// Every file but the lock, which stays.
fn content(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let files = entries
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()));
    files.filter(|(name, _)| name != "ledger.jsonl.lock").collect()
}

struct Case {
    before: Scratch,
    after: Scratch,
    change: ChangeFile,
}

/// Parcels 1, 2 and 3; then 2 is another, 3 is gone and 4 is new, and the journal has three acts more, one of two events.
fn case(name: &str) -> Case {
    let story = events(STORY);
    let (old, acts) = (&story[..2], [&story[..2], &story[2..3], &story[3..5], &story[5..]]);
    let old_map = map(&[feature(1, "a"), feature(2, "b"), feature(3, "c")]);
    let new_map = map(&[feature(1, "a"), feature(2, "B"), feature(4, "d")]);
    let before = folder(&format!("{name}-before"), &[old], &old_map);
    let after = folder(&format!("{name}-after"), &acts, &new_map);
    after.write("zone.geojson", ZONE.replace('\n', " "));
    let change = ChangeFile::between(before.path(), after.path()).unwrap();
    Case { before, after, change }
}

#[track_caller]
fn refused(change: &ChangeFile, folder: &Path, zh: &str, en: &str) -> ChangeError {
    let before = content(folder);
    let error = change.apply(folder, ChangeWrite::Write).unwrap_err();
    let Text { zh: said_zh, en: said_en, .. } = error.text();
    assert!(said_zh.contains(zh) && said_en.contains(en), "{said_zh} / {said_en}");
    // The error of the crate says it too.
    let dry = change.apply(folder, ChangeWrite::DryRun).unwrap_err();
    assert!(!landledger::Error::from(dry).to_string().is_empty());
    assert!(content(folder) == before, "something was written");
    error
}

#[test]
fn c24_applying_what_was_made_gives_the_other_folder() {
    let Case { before, after, change } = case("change-apply");
    assert_eq!((change.lines.len(), change.features.len()), (4, 3));
    assert_eq!(change.base.events, 2);
    let kinds: Vec<_> =
        change.features.iter().map(|f| (f.before.is_some(), f.feature.is_some())).collect();
    assert_eq!(kinds, [(true, true), (true, false), (false, true)]);
    // Through the file and back.
    let text = change.to_json();
    assert_eq!(ChangeFile::read(&Source::new("c.json", text.clone())).unwrap(), change);
    assert!(text.is_ascii() || text.contains("某厂"), "Chinese is written as it is");

    let old = content(before.path());
    let dry = change.apply(before.path(), ChangeWrite::DryRun).unwrap();
    assert_eq!(content(before.path()), old);
    let applied = change.apply(before.path(), ChangeWrite::Write).unwrap();
    assert_eq!(dry, applied);
    assert_eq!((applied.events, applied.features, applied.zone), (4, 3, true));
    assert_eq!(applied.head, change.head);
    assert_eq!(content(before.path()), content(after.path()));
    // Once more: nothing to do, also after the journal has gone on.
    let again = change.apply(before.path(), ChangeWrite::Write).unwrap();
    assert!(again.is_nothing());
    assert_eq!((again.events_there, again.features_there), (4, 3));
    let mut journal = JournalFile::open(before.path().join("ledger.jsonl")).unwrap();
    let more = events("E9 2024-02-01 vacated S1\nE10 2024-02-02 removed S1");
    landledger::store::EventStore::append(&mut journal, change.head, &more).unwrap();
    drop(journal);
    assert!(change.apply(before.path(), ChangeWrite::Write).unwrap().is_nothing());
}

#[test]
fn c24_what_the_change_does_not_touch_may_differ() {
    let Case { before, after, change } = case("change-partial");
    // Another feature, another member, other white space, and another order.
    let other = map(&[feature(3, "c"), feature(7, "g"), feature(1, "x"), feature(2, "b")])
        .replace("某区", "Other")
        .replace("\"other\": 1.50", "\"other\" :\t1.50");
    before.write("parcels.geojson", &other);
    change.apply(before.path(), ChangeWrite::Write).unwrap();
    let text = fs::read_to_string(before.path().join("parcels.geojson")).unwrap();
    let spaced = |feature: String| feature.replace("\"other\": 1.50", "\"other\" :\t1.50");
    let expected =
        map(&[spaced(feature(7, "g")), spaced(feature(1, "x")), feature(2, "B"), feature(4, "d")]);
    assert_eq!(text, expected.replace("某区", "Other"));
    drop(after);
}

#[test]
fn c24_another_base_is_refused_and_nothing_written() {
    let Case { before, change, .. } = case("change-refused");
    let base = content(before.path());
    let reset = |name: &str, bytes: &[u8]| {
        for (name, bytes) in &base {
            before.write(name, bytes);
        }
        before.write(name, bytes);
    };
    let story = events(STORY);
    // Behind the base, before it, and elsewhere.
    let gone_on = Journal::write_acts([&story[..2], &story[5..]]).unwrap();
    for journal in [Journal::write(&story[..1]).unwrap(), gone_on, Vec::new()] {
        reset("ledger.jsonl", &journal);
        let error = refused(&change, before.path(), "变更包应接在", "expected the journal that");
        assert!(matches!(error, ChangeError::OtherBase { base, .. } if base == change.base.head));
    }
    let maps = [
        // The one to be replaced is another already; so is the one to be removed.
        (map(&[feature(1, "a"), feature(2, "bb"), feature(3, "c")]), "2"),
        (map(&[feature(1, "a"), feature(2, "b"), feature(3, "cc")]), "3"),
        // The one to be replaced is not there.
        (map(&[feature(1, "a"), feature(3, "c")]), "2"),
        // The one to be added is there, and is another.
        (map(&[feature(2, "b"), feature(3, "c"), feature(4, "D")]), "4"),
    ];
    for (map, number) in maps {
        reset("parcels.geojson", map.as_bytes());
        let error = refused(&change, before.path(), "应为", "expected");
        let ChangeError::OtherFeature { id, .. } = error else { panic!("{error}") };
        assert_eq!(id, parcel(number).to_string());
    }
    // Some as before and some as after: nobody applied it.
    reset("parcels.geojson", map(&[feature(2, "B"), feature(3, "c")]).as_bytes());
    let error = refused(&change, before.path(), "全部", "all features as before or all as after");
    assert!(matches!(error, ChangeError::HalfThere { .. }));
    reset("zone.geojson", b"{}");
    let error = refused(&change, before.path(), "实为另一个", "found another");
    assert!(matches!(error, ChangeError::OtherZone { .. }));
    reset("parcels.geojson", b"{\"type\":\"FeatureCollection\",\"features\":[");
    refused(&change, before.path(), "json-", "json-");
    // Somebody is writing.
    reset("parcels.geojson", &base["parcels.geojson"]);
    let lock = JournalFile::open(before.path().join("ledger.jsonl")).unwrap();
    let error = change.apply(before.path(), ChangeWrite::Write).unwrap_err();
    assert!(matches!(error, ChangeError::Store(landledger::store::StoreError::Busy { .. })));
    drop(lock);
    change.apply(before.path(), ChangeWrite::Write).unwrap();
}

#[test]
fn c24_events_that_the_ledger_refuses_are_refused() {
    let story = events("E1 2024-01-01 parcel 1 area=100\nE2 2024-01-02 listed T1 1 idle 200");
    let before = folder("change-illegal-before", &[&story[..1]], &map(&[]));
    let after =
        folder("change-illegal-after", &[&story[..1], &story[1..]], &map(&[feature(1, "a")]));
    let change = ChangeFile::between(before.path(), after.path()).unwrap();
    let error =
        refused(&change, before.path(), "台账不允许", "expected events that the ledger allows");
    let ChangeError::Refused(findings) = error else { panic!("{error}") };
    assert_eq!(findings[0].subjects[0], "E2");
}

#[test]
fn c24_an_apply_that_was_interrupted_is_finished_by_another() {
    let Case { before, after, change } = case("change-crash");
    let (old, new) = (content(before.path()), content(after.path()));
    let put = |files: &BTreeMap<String, Vec<u8>>| {
        for name in fs::read_dir(before.path()).unwrap() {
            fs::remove_file(name.unwrap().path()).unwrap();
        }
        for (name, bytes) in files {
            before.write(name, bytes);
        }
    };
    let finish = |what: &str| {
        change.apply(before.path(), ChangeWrite::Write).unwrap();
        assert!(content(before.path()) == new, "{what}");
    };
    // The new files are there, half-written or whole.
    for bytes in [&b"{"[..], &new["parcels.geojson"]] {
        put(&old);
        before.write("parcels.geojson.new", bytes);
        before.write("zone.geojson.new", b"");
        finish("before the journal");
    }
    // The journal has some of the acts, or all; the map has been replaced or not, the zone's file or not.
    let lines: Vec<&[u8]> = new["ledger.jsonl"].split_inclusive(|byte| *byte == b'\n').collect();
    for (lines_there, files) in [
        (3, &[][..]),
        (5, &[]),
        (6, &[]),
        (6, &["parcels.geojson"]),
        (6, &["zone.geojson"]),
        (2, &["parcels.geojson"]),
    ] {
        let mut files_now = old.clone();
        files_now.insert("ledger.jsonl".into(), lines[..lines_there].concat());
        for name in files {
            files_now.insert((*name).into(), new[*name].clone());
        }
        put(&files_now);
        finish(&format!("{lines_there} lines, {files:?}"));
    }
    // Wherever the journal is torn: refused, repaired, finished.
    let (start, end) = (old["ledger.jsonl"].len(), new["ledger.jsonl"].len());
    for cut in (start + 1..end).step_by(37) {
        let mut files = old.clone();
        files.insert("ledger.jsonl".into(), new["ledger.jsonl"][..cut].to_vec());
        put(&files);
        let path = before.path().join("ledger.jsonl");
        let torn = JournalFile::open(&path).unwrap().torn().is_some();
        if torn {
            refused(&change, before.path(), "journal-torn", "journal-torn");
            JournalFile::open(&path).unwrap().repair().unwrap();
            fs::remove_file(before.path().join("ledger.jsonl.torn-1")).unwrap();
        }
        finish(&format!("cut at {cut}, torn: {torn}"));
    }
}

/// Corners of 0.001° by 0.001° at 113.28, 34.78, projected by PROJ 9.5.1 (pyproj 3.7.2), EPSG:4490 to EPSG:4526, to
/// 0.1 mm.
const CORNERS: [([f64; 2], &str); 4] = [
    ([113.280, 34.780], "[38434096.4732,3850422.6300]"),
    ([113.281, 34.780], "[38434188.0075,3850421.9742]"),
    ([113.281, 34.781], "[38434188.8017,3850532.9139]"),
    ([113.280, 34.781], "[38434097.2685,3850533.5696]"),
];

#[test]
fn c24_a_change_in_another_system_is_converted() {
    let before = folder("change-crs", &[], &map(&[feature(1, "a")]));
    let ring = [0, 1, 2, 3, 0].map(|n: usize| CORNERS[n].1).join(",");
    let id = parcel("5");
    let metres = format!(
        "{{\"type\":\"Feature\",\"id\":\"{id}\",\"properties\":{{\"n\":1.50}},\"geometry\":\
         {{\"type\":\"Polygon\",\"coordinates\":[[{ring}]],\"note\":\"kept\"}}}}"
    );
    let digest = FeatureChange::digest(&metres);
    let document = |crs: &str, feature: &str| {
        let digest = FeatureChange::digest(feature);
        let empty = Head::EMPTY;
        let text = format!(
            "{{\"landledger-change\":1,\"journal\":{{\"base\":{{\"head\":\"{empty}\",\"events\":0}},\
             \"head\":\"{empty}\",\"lines\":[]}},\"parcels\":{{\"crs\":\"{crs}\",\"features\":[\
             {{\"id\":\"{id}\",\"sha256\":\"{digest}\",\"feature\":{feature}}}]}}}}"
        );
        ChangeFile::read(&Source::new("c.json", text))
    };
    let change = document("EPSG:4526", &metres).unwrap();
    assert_eq!(ChangeFile::read(&Source::new("c", change.to_json())).unwrap(), change);
    assert!(change.to_json().contains(&digest));
    let applied = change.apply(before.path(), ChangeWrite::Write).unwrap();
    assert_eq!((applied.features, applied.events), (1, 0));
    let path = before.path().join("parcels.geojson");
    let text = fs::read_to_string(&path).unwrap();
    // 0.1 mm is 1.1e-9°: nine decimals, everything else as it stood.
    let head = format!(
        "{{\"type\":\"Feature\",\"id\":\"{id}\",\"properties\":{{\"n\":1.50}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":"
    );
    let at = text.find(&head).unwrap() + head.len();
    assert!(text[at..].contains(",\"note\":\"kept\"}}\n]}\n"), "{text}");
    let rest = text[at..].split(",\"note\"").next().unwrap();
    let numbers: Vec<f64> = rest
        .split(['[', ']', ','])
        .filter(|text| !text.is_empty())
        .map(|text| {
            assert!(text.split_once('.').is_none_or(|(_, digits)| digits.len() <= 9), "{text}");
            text.parse().unwrap()
        })
        .collect();
    assert_eq!(numbers.len(), 10);
    for (pair, n) in numbers.chunks(2).zip([0, 1, 2, 3, 0]) {
        for (found, expected) in pair.iter().zip(CORNERS[n].0) {
            assert!((found - expected).abs() <= 1.5e-9, "{found} {expected}");
        }
    }
    assert!(text.contains(&feature(1, "a")), "what is not touched stays");
    assert!(change.apply(before.path(), ChangeWrite::Write).unwrap().is_nothing());

    // A box in metres would be wrong, and degrees are no metres.
    fs::write(&path, map(&[])).unwrap();
    let boxed = metres
        .replace("\"properties\"", "\"bbox\":[38434096,3850421,38434189,3850534],\"properties\"");
    refused(&document("EPSG:4526", &boxed).unwrap(), before.path(), "bbox", "bbox");
    let degrees = feature(5, "e");
    refused(
        &document("EPSG:4526", &degrees).unwrap(),
        before.path(),
        "实为经纬度",
        "numbers like degrees",
    );
    assert!(document("EPSG:3857", &metres).unwrap_err().text().en.contains("EPSG:4491"));
}

#[test]
fn c24_a_change_file_says_what_is_wrong_with_it() {
    let Case { before, change, .. } = case("change-form");
    let text = change.to_json();
    let read = |text: String| ChangeFile::read(&Source::new("c.json", text));
    let rows = [
        (text.replace("\"landledger-change\":1", "\"landledger-change\":2"), "found 2"),
        (text.replace("\"landledger-change\":1,", ""), "no such member"),
        (text.replace("\"lines\":", "\"line\":"), "line"),
        (text.replace("\"name\":\"B\"", "\"name\":\"C\""), "/parcels/features/0"),
        (text.replacen("\"sha256\"", "\"sha512\"", 1), "sha512"),
        (text.replacen("{\"id\":\"", "{\"id\":\"X", 1), "a feature with the id"),
        (text[..text.len() / 2].to_owned(), "json-truncated"),
        (String::new(), "file-empty"),
    ];
    for (text, part) in rows {
        let error = read(text).unwrap_err();
        assert!(error.to_string().contains(part), "{part}: {error}");
    }
    // Lines that were changed, left out, repeated or moved; nothing is written.
    let mut lines = change.lines.clone();
    lines[1] = lines[1].replace("700", "701");
    let (mut fewer, mut more, mut other) = (change.clone(), change.clone(), change.clone());
    fewer.lines.pop();
    more.lines.push(more.lines[3].clone());
    other.lines.swap(0, 1);
    let mut changed = change.clone();
    changed.lines = lines;
    let mut half = change.clone();
    half.lines.truncate(2);
    let mut counted = change.clone();
    counted.base.events = 7;
    for (change, part) in [
        (changed, "journal-chain-broken"),
        (fewer, "lines that end with the head"),
        (more, "journal-chain-broken"),
        (other, "journal-chain-broken"),
        (half, "journal-torn"),
        (counted, "a journal of 7 events"),
    ] {
        refused(&change, before.path(), "", part);
    }
    // A digest does not see white space, but what stands in strings.
    let digest = FeatureChange::digest;
    assert_eq!(digest("{ \"a\" :\r\n\t\"x \\\" y\" }"), digest("{\"a\":\"x \\\" y\"}"));
    assert_ne!(digest("{\"a\":\"x y\"}"), digest("{\"a\":\"xy\"}"));
}

#[test]
fn c24_a_change_is_made_since_a_head_or_not_at_all() {
    let Case { before, after, change } = case("change-since");
    let source = Source::open(before.path().join("parcels.geojson")).unwrap();
    let mut since = ChangeFile::since(after.path(), change.base.head, Some(&source)).unwrap();
    since.zone = change.zone.clone();
    assert_eq!(since, change);
    let only_events = ChangeFile::since(after.path(), change.base.head, None).unwrap();
    assert_eq!((only_events.lines.len(), only_events.features.len()), (4, 0));
    assert!(ChangeFile::since(after.path(), change.head, None).unwrap().is_empty());
    // Backwards, within an act, or from nowhere.
    let error = ChangeFile::between(after.path(), before.path()).unwrap_err();
    assert!(matches!(error, ChangeError::NoContinuation { .. }), "{error}");
    let inner = Journal::write_acts([&events(STORY)[..1]]).unwrap();
    let inner = String::from_utf8(inner).unwrap();
    let inner: Head =
        inner.trim_end().trim_end_matches("\"}").rsplit('"').next().unwrap().parse().unwrap();
    assert!(ChangeFile::since(after.path(), inner, None).is_err());
    // Features that cannot be told apart.
    for (map, part) in [
        (map(&[feature(1, "a"), feature(1, "b")]), "another"),
        (map(&[feature(1, "a").replace("\"id\"", "\"ID\"")]), "a feature whose id is a text"),
        ("[]".to_owned(), "FeatureCollection"),
    ] {
        after.write("parcels.geojson", map);
        let error = ChangeFile::between(before.path(), after.path()).unwrap_err();
        assert!(error.to_string().contains(part), "{part}: {error}");
    }
}

#[test]
fn c24_the_example_of_the_specification_is_a_change() {
    let page = include_str!("../../src/docs/change-file.md");
    let example = page.split("```json\n").nth(1).unwrap().split("```").next().unwrap();
    let change = ChangeFile::read(&Source::new("example", example)).unwrap();
    assert_eq!(change.to_json(), example);
    let story = events("E1 2024-03-01 vacated S1");
    // The journal of the example of docs::journal, of which E1 is the first line.
    let journal = include_str!("../../src/docs/journal.md");
    let lines = journal.split("```jsonl\n").nth(1).unwrap().split("```").next().unwrap();
    assert_eq!(change.lines, lines.lines().skip(1).collect::<Vec<_>>());
    let folder = folder("change-example", &[&story], &map(&[]));
    folder.write("ledger.jsonl", lines.lines().next().unwrap());
    let feature = change.features[0].feature.as_ref().unwrap();
    let old = feature.replace("113.2811", "113.281");
    folder.write("parcels.geojson", map(&[old]));
    // There is no such space: the ledger says no, and nothing else does.
    refused(&change, folder.path(), "台账不允许", "expected events that the ledger allows");
    folder.write("ledger.jsonl", lines);
    let applied = change.apply(folder.path(), ChangeWrite::Write).unwrap();
    assert_eq!((applied.events, applied.events_there, applied.features), (0, 2, 1));
    let text = fs::read_to_string(folder.path().join("parcels.geojson")).unwrap();
    assert!(text.contains(feature));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// Any journal cut anywhere, any two maps: the change applied to the first gives the second. Journals are the same to
    /// the byte, and so is every feature; the files too where the order of features allows it.
    #[test]
    fn c24_make_and_apply_are_inverse(
        cut in 0_usize..=6,
        sizes in prop::collection::vec(1_usize..=3, 6),
        old in prop::collection::btree_map(1_u32..12, 0_u8..3, 0..8),
        new in prop::collection::btree_map(1_u32..12, 0_u8..3, 0..8),
    ) {
        let story = events(STORY);
        let mut acts: Vec<&[Event]> = Vec::new();
        let mut rest = story.as_slice();
        for size in sizes {
            let (act, others) = rest.split_at(size.min(rest.len()));
            if !act.is_empty() {
                acts.push(act);
            }
            rest = others;
        }
        let features = |parcels: &BTreeMap<u32, u8>| -> Vec<String> {
            parcels.iter().map(|(number, name)| feature(*number, &name.to_string())).collect()
        };
        // Those that stay in their order, then those that are new.
        let stay = new.iter().filter(|(number, _)| old.contains_key(number));
        let added = new.iter().filter(|(number, _)| !old.contains_key(number));
        let ordered: Vec<String> =
            stay.chain(added).map(|(number, name)| feature(*number, &name.to_string())).collect();
        let before = folder("change-any-before", &acts[..cut.min(acts.len())], &map(&features(&old)));
        let after = folder("change-any-after", &acts, &map(&ordered));
        let change = ChangeFile::between(before.path(), after.path()).unwrap();
        let change = ChangeFile::read(&Source::new("c", change.to_json())).unwrap();
        let applied = change.apply(before.path(), ChangeWrite::Write).unwrap();
        prop_assert_eq!(applied.is_nothing(), change.is_empty());
        for (name, bytes) in content(after.path()) {
            prop_assert_eq!(
                String::from_utf8(fs::read(before.path().join(&name)).unwrap()).unwrap(),
                String::from_utf8(bytes).unwrap()
            );
        }
        prop_assert_eq!(content(before.path()).len(), 3);
        prop_assert!(change.apply(before.path(), ChangeWrite::Write).unwrap().is_nothing());
        prop_assert!(ChangeFile::between(before.path(), after.path()).unwrap().is_empty());
    }
}

#[cfg(feature = "cli")]
mod command {
    use super::*;
    use std::process::Command;

    fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_landledger"))
            .arg("ledger")
            .arg(folder)
            .args(arguments)
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }

    fn path(path: PathBuf) -> String {
        path.display().to_string()
    }

    #[test]
    fn c24_make_and_apply_as_a_user_runs_them() {
        let Case { before, after, change } = case("change-command");
        let folder = path(before.path().to_owned());
        let file = path(after.path().join("change.json"));
        let (code, out, error) =
            run(after.path(), &["change", "make", &file, "--base", &folder, "--lang", "en"]);
        assert_eq!((code, error.as_str()), (0, ""));
        assert_eq!(
            out,
            format!(
                "change: 4 events, 3 features, the zone's file; continues {}\n",
                change.base.head
            )
        );
        assert_eq!(fs::read_to_string(&file).unwrap(), change.to_json());
        let (code, out, _) = run(after.path(), &["change", "make", "-", "--base", &folder]);
        assert_eq!((code, out), (0, change.to_json()));
        let head = change.base.head.to_string();
        let (code, _, _) = run(after.path(), &["change", "make", "-", "--since", &head]);
        assert_eq!(code, 0);
        fs::remove_file(after.path().join("change.json")).unwrap();
        let file = path(before.path().with_extension("change"));
        fs::write(&file, change.to_json()).unwrap();

        let (code, out, _) =
            run(before.path(), &["change", "apply", &file, "--dry-run", "--lang", "en"]);
        assert_eq!(code, 0);
        assert!(
            out.starts_with("dry run, nothing written: 4 events would be appended, 3 features"),
            "{out}"
        );
        let (code, out, _) = run(before.path(), &["change", "apply", &file, "--format", "json"]);
        let json: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!((code, &json["written"], &json["events"]), (0, &true.into(), &4.into()));
        assert_eq!(content(before.path()), content(after.path()));
        let (code, out, _) = run(before.path(), &["change", "apply", &file]);
        assert_eq!(code, 0);
        assert!(out.contains("均已在册，未写入"), "{out}");
        before.write("ledger.jsonl", "");
        let (code, out, error) = run(before.path(), &["change", "apply", &file, "--lang", "en"]);
        assert_eq!((code, out.as_str()), (2, ""));
        assert!(error.contains("expected the journal that the change continues"), "{error}");
        fs::remove_file(&file).unwrap();
    }

    #[test]
    fn c23_adjustments_as_a_user_runs_them() {
        let Case { before, after, .. } = case("adjustments-command");
        // Two maps that parcels can be read from.
        let parcels = |east: &str| {
            let ring = format!(
                "[[113.28,34.78],[{east},34.78],[{east},34.781],[113.28,34.781],[113.28,34.78]]"
            );
            format!(
                "{{\"type\":\"FeatureCollection\",\"features\":[{{\"type\":\"Feature\",\"id\":\"{}\",\"properties\":\
                 {{\"name\":\"A\",\"town\":\"410106001\",\"tenure\":\"granted\"}},\"geometry\":\
                 {{\"type\":\"Polygon\",\"coordinates\":[{ring}]}}}}]}}",
                parcel("1")
            )
        };
        let earlier = path(before.write("parcels.geojson", parcels("113.281")));
        after.write("parcels.geojson", parcels("113.282"));
        let days = ["adjustments", "--from", "2024-01-03", "--to", "2024-01-31"];
        let (code, zh, error) =
            run(after.path(), &[&days[..], &["--map-before", &earlier]].concat());
        assert_eq!((code, error.as_str()), (0, ""));
        assert!(
            zh.contains("台账变动  2024-01-03..2024-01-31") && zh.contains("得自 非宗地"),
            "{zh}"
        );
        let (code, out, _) = run(
            after.path(),
            &[&days[..], &["--format", "json", "--known", "2024-01-04"]].concat(),
        );
        let json: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!((code, &json["ledger"]["parcels"]["added"]["count"]), (0, &1.into()));
        assert_eq!(json["ledger"]["after"]["known"], "2024-01-04");
        assert_eq!(json["ledger"]["spaces"]["rows"][0]["events"], serde_json::json!(["E3"]));
        assert_eq!(json["map"], serde_json::Value::Null);
        let (code, _, error) = run(
            after.path(),
            &["adjustments", "--from", "2024-02-01", "--to", "2024-01-31", "--lang", "en"],
        );
        assert_eq!(code, 2);
        assert!(error.contains("--from"), "{error}");
    }
}
