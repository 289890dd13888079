//! What is judged over all features of a stream: ids, boxes, the reference system, what is counted rather than listed.

use landledger::finding::Code;
use landledger::read::Source;
use landledger::read::geojson::{self, ReadOptions, Reading};

use crate::fuzz::targets::Pieces;
use crate::stream::{equal, stream};

fn part(id: &str, ring: &str) -> String {
    format!(
        r#"{{"type":"Feature","id":{id},"properties":{{}},"geometry":{{"type":"Polygon","coordinates":[{ring}]}}}}"#
    )
}

fn found(reading: &Reading, code: Code) -> Vec<String> {
    let findings = reading.findings.iter().filter(|finding| finding.code == code);
    findings.map(|f| format!("{} {}", f.place, f.message.en)).collect()
}

const RING: &str = "[[113.28,34.78],[113.29,34.78],[113.29,34.79],[113.28,34.78]]";

#[test]
fn ids_are_compared_over_all_features() {
    let broken = "[[113.28,34.78],[113.29,34.78],[113.29]]";
    let rows = [
        (r#""a""#, RING),
        (r#""b""#, RING),
        (r#""a""#, broken),
        ("7", RING),
        ("7.0", RING),
        (r#""7""#, RING),
        (r#""a""#, RING),
        ("null", RING),
        ("null", RING),
    ];
    let features: Vec<_> = rows.iter().map(|(id, ring)| part(id, ring)).collect();
    let text =
        format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{}]}}", features.join(",\n"));
    equal("a", text.as_bytes(), &[Pieces::Whole, Pieces::Of(1), Pieces::Of(100)]);
    let reading = stream("a", text.as_bytes(), Pieces::Of(64)).read_all().unwrap();
    let lines: Vec<_> = reading
        .findings
        .iter()
        .filter(|finding| finding.code == Code::FeatureIdRepeated)
        .map(|finding| (finding.place.line, finding.more_pointers.join(" ")))
        .collect();
    let a = "/features/0/id".to_owned();
    assert_eq!(
        lines,
        [(Some(4), a.clone()), (Some(6), "/features/3/id".into()), (Some(8), a)],
        "{:?}",
        reading.findings
    );
    // Where features break off, those before are compared.
    equal("a", &text.as_bytes()[..text.len() - 40], &[Pieces::Whole, Pieces::Of(9)]);
}

#[test]
fn ascending_numbers_may_be_one_id() {
    let features = [part("7", RING), part("7.0", RING)].join(",");
    let text = format!("{{\"type\":\"FeatureCollection\",\"features\":[{features}]}}");
    let reading = geojson::read(&Source::new("a", text), &ReadOptions::default());
    assert_eq!(found(&reading, Code::FeatureIdRepeated).len(), 1, "{:?}", reading.findings);
}

/// A member of the collection before and after its features.
fn beside(member: &str, features: &[String]) -> [String; 2] {
    let features = features.join(",\n");
    [
        format!("{{\"type\":\"FeatureCollection\",{member},\"features\":[\n{features}]}}"),
        format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{features}],{member}}}"),
    ]
}

#[test]
fn the_box_of_a_collection_is_held_against_all_features() {
    let low = part("1", "[[113.28,34.78,5],[113.29,34.78,6],[113.29,34.79,7],[113.28,34.78,5]]");
    let high = part("2", "[[113.38,34.88,9],[113.39,34.88,8],[113.39,34.89,7],[113.38,34.88,9]]");
    let broken = part("3", "[[113.28,34.78],[113.29,34.78],[113.29]]");
    let flat = part("4", RING);
    let rows = [
        ("[113.28,34.78,113.39,34.89]", 0),
        ("[113.28,34.78,5,113.39,34.89,9]", 0),
        ("[113.281,34.78,113.39,34.89]", 1),
        ("[113.28,34.781,113.38,34.89]", 1),
        ("[113.28,34.78,113.39,34.888]", 1),
        ("[113.28,34.78,5.5,113.39,34.89,9]", 1),
        ("[113.28,34.78,5,113.39,34.89,8.5]", 1),
        ("[113.28,34.78,113.39]", 0),
        ("[113.28,35.78,113.39,34.89]", 0),
        ("\"x\"", 0),
        ("[170,34.78,114,34.89]", 0),
        ("[114,34.78,113.285,34.89]", 1),
    ];
    for (numbers, beyond) in rows {
        for features in [
            vec![low.clone(), high.clone()],
            vec![high.clone(), low.clone(), flat.clone()],
            vec![low.clone(), broken.clone(), high.clone()],
            vec![],
        ] {
            for text in beside(&format!("\"bbox\":{numbers}"), &features) {
                equal("a", text.as_bytes(), &[Pieces::Whole, Pieces::Of(50)]);
                equal("a", &text.as_bytes()[..text.len() - 3], &[Pieces::Of(50)]);
                let whole = geojson::read(&Source::new("a", text), &ReadOptions::default());
                let count = found(&whole, Code::BboxNotEnclosing).len();
                assert_eq!(count, if features.is_empty() { 0 } else { beyond }, "{numbers}");
            }
        }
    }
    // Across the antimeridian, a box that stands after the features is not held against them, and that is said.
    let [before, after] =
        beside("\"bbox\":[114,34.78,113.285,34.89]", &[low.clone(), high.clone()]);
    let before = stream("a", before.as_bytes(), Pieces::Whole).read_all().unwrap();
    assert_eq!(found(&before, Code::BboxNotEnclosing).len(), 1);
    let after = stream("a", after.as_bytes(), Pieces::Whole).read_all().unwrap();
    assert_eq!(after.findings.len(), 1);
    assert_eq!(after.findings[0].code, Code::NotChecked);
    assert_eq!((after.findings[0].place.pointer.as_deref(), &after.bbox), (Some("/bbox"), &None));
    // A feature that was too large to be read leaves the right box unknown.
    let large = part("5", &RING.replace("34.79", "34.790000000000000000000000000000000000000000"));
    let [text, _] = beside("\"bbox\":[0,0,1,1]", &[low, high, large]);
    let limited = stream("a", text.as_bytes(), Pieces::Whole).largest_feature(180);
    let reading = limited.read_all().unwrap();
    let finding = reading.findings.iter().find(|f| f.code == Code::BboxNotEnclosing).unwrap();
    assert!(finding.fix.is_none());
}

#[test]
fn the_crs_of_a_collection_is_held_against_all_features() {
    let degrees = part("1", RING);
    let metres =
        part("2", "[[38435942,3852628],[38436042,3852628],[38436042,3852728],[38435942,3852628]]");
    let broken = part("3", "[[113.28,34.78],[113.29,34.78],[113.29]]");
    let empty = part("4", "");
    for name in ["urn:ogc:def:crs:EPSG::4490", "EPSG:4326", "EPSG:4526", "EPSG:2363", "EPSG:3857"] {
        let crs = format!("\"crs\":{{\"type\":\"name\",\"properties\":{{\"name\":\"{name}\"}}}}");
        for features in [
            vec![degrees.clone()],
            vec![degrees.clone(), metres.clone()],
            vec![metres.clone(), broken.clone()],
            vec![broken.clone(), empty.clone()],
            vec![empty.clone()],
            vec![],
        ] {
            for text in beside(&crs, &features) {
                equal("a", text.as_bytes(), &[Pieces::Whole, Pieces::Of(50)]);
                for less in [2, 7, 60] {
                    let end = text.len() - less;
                    equal("a", &text.as_bytes()[..end], &[Pieces::Of(50)]);
                }
            }
        }
        // A feature without any position says nothing about numbers: the verdict is that of the other feature.
        let alone = beside(&crs, std::slice::from_ref(&degrees)).map(|text| {
            found(&geojson::read(&Source::new("", text), &ReadOptions::default()), Code::GeojsonCrs)
        });
        let both = beside(&crs, &[degrees.clone(), empty.clone()]).map(|text| {
            found(&geojson::read(&Source::new("", text), &ReadOptions::default()), Code::GeojsonCrs)
        });
        let message = |found: &[String]| found[0].split_once(' ').unwrap().1.to_owned();
        assert_eq!(message(&alone[0]), message(&both[0]), "{name}");
    }
}

#[test]
fn more_problems_of_the_root_than_are_listed_are_counted_alike() {
    let doubles = "\"a\":1,".repeat(130);
    let (first, second) = (part("1", RING), part("2", RING));
    for end in
        ["", "]", "]}", ",", ",]}", "x", ",{\"type\":", ",{\"type\"\n:\u{1}", ",\n [", "],\"b\":"]
    {
        let text = format!(
            "{{\"type\":\"FeatureCollection\",{doubles}\"features\":[{first},\n{second}{end}"
        );
        let whole = geojson::read(&Source::new("a", text.as_str()), &ReadOptions::default());
        assert_eq!(found(&whole, Code::NotListed).len(), 1, "{end}");
        equal("a", text.as_bytes(), &[Pieces::Whole, Pieces::Of(1)]);
    }
}

#[test]
fn fixes_of_swapped_axes_write_out_as_many_positions_in_all() {
    // 100 000 in one document: the second feature is beyond, the third within.
    let ring = |n: usize| {
        let steps: Vec<_> = (0..n).map(|i| format!("[34.78,113.{:06}]", 280_000 + i)).collect();
        format!("[{},{}]", steps.join(","), steps[0])
    };
    let features: Vec<_> =
        [59_999, 59_999, 29_999].iter().map(|n| part("null", &ring(*n))).collect();
    let [text, _] = beside("\"a\":1", &features);
    let whole = geojson::read(&Source::new("a", text.as_str()), &ReadOptions::default());
    let fixes: Vec<_> = whole
        .findings
        .iter()
        .filter(|finding| finding.code == Code::AxesSwapped)
        .map(|finding| finding.fix.is_some())
        .collect();
    assert_eq!(fixes, [true, false, true]);
    equal("a", text.as_bytes(), &[Pieces::Whole]);
}
