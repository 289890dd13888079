//! The structure of GeoJSON, one test a row (A01–A32, A50–A57, A60). The offending text of each document stands between
//! ⟦ and ⟧; its bytes, line and column are what the finding must give. The clean twin of each row gives nothing.

use landledger::finding::{
    Code, Comparison, Finding, FixKind, MeasureUnit, PatchOperation, Quantity, Severity,
};
use landledger::geometry::{Crs, Shape};
use landledger::read::Source;
use landledger::read::geojson::{self, FeatureId, GeometryNeed, ReadOptions, Reading, RootKind};

/// A parcel near Shangjie, and its neighbour to the east.
const WEST: &str = "[[113.30,34.80],[113.31,34.80],[113.31,34.81],[113.30,34.81],[113.30,34.80]]";
const EAST: &str = "[[113.31,34.80],[113.32,34.80],[113.32,34.81],[113.31,34.81],[113.31,34.80]]";

fn polygon(rings: &str) -> String {
    format!("{{\"type\":\"Polygon\",\"coordinates\":{rings}}}")
}

fn feature(geometry: &str) -> String {
    format!(
        "{{\"type\":\"Feature\",\"id\":\"B\",\"properties\":{{\"名称\":\"东\"}},\"geometry\":{geometry}}}"
    )
}

/// A sound parcel in line 2, and this feature in line 3.
fn beside(feature: &str) -> String {
    let good = format!(
        "{{\"type\":\"Feature\",\"id\":\"A\",\"properties\":null,\"geometry\":{}}}",
        polygon(&format!("[{WEST}]"))
    );
    format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{good},\n{feature}\n]}}\n")
}

/// The feature with these coordinates beside a sound one.
fn coordinates(rings: &str) -> String {
    beside(&feature(&polygon(rings)))
}

fn read(text: &str) -> Reading {
    geojson::read(&Source::new("t.geojson", text), &ReadOptions::default())
}

#[track_caller]
fn clean(text: &str) {
    assert_eq!(read(text).findings, [], "{text}");
}

/// The one finding of the marked document: code, bytes, line, column, pointer, and words in both languages.
#[track_caller]
fn fires(marked: &str, code: Code, pointer: &str, zh: &str, en: &str) -> Finding {
    let (text, start, end) = unmarked(marked);
    let reading = read(&text);
    let [finding] = reading.findings.as_slice() else { panic!("{text}\n{:#?}", reading.findings) };
    held(finding, &text, start, end, code, pointer, zh, en);
    finding.clone()
}

fn unmarked(marked: &str) -> (String, usize, usize) {
    let start = marked.find('⟦').expect("⟦");
    let text = marked.replacen('⟦', "", 1);
    let end = text.find('⟧').expect("⟧");
    (text.replacen('⟧', "", 1), start, end)
}

#[track_caller]
#[allow(clippy::too_many_arguments)]
fn held(
    finding: &Finding,
    text: &str,
    start: usize,
    end: usize,
    code: Code,
    pointer: &str,
    zh: &str,
    en: &str,
) {
    let place = &finding.place;
    assert_eq!(finding.code, code, "{}", finding.message.en);
    let span = place.span.unwrap();
    assert_eq!((span.start as usize, span.end as usize), (start, end), "{text}");
    let line = text[..start].matches('\n').count() + 1;
    let column = text[..start].chars().rev().take_while(|c| *c != '\n').count() + 1;
    assert_eq!((place.line.unwrap() as usize, place.column.unwrap() as usize), (line, column));
    assert_eq!(place.pointer.as_deref().unwrap_or_default(), pointer);
    assert_eq!(place.file.as_deref(), Some("t.geojson"));
    assert!(finding.message.zh.contains(zh), "{}", finding.message.zh);
    assert!(finding.message.en.contains(en), "{}", finding.message.en);
}

fn ring_and_vertex(finding: &Finding) -> (Option<u32>, Option<u32>, Option<u32>) {
    (finding.place.polygon, finding.place.ring, finding.place.vertex)
}

const C: &str = "/features/1/geometry/coordinates";

#[test]
fn a01_malformed_json_has_line_and_column() {
    let good = feature(&polygon(&format!("[{EAST}]")));
    fires(
        &beside(&good.replace("\"东\"", "⟦'⟧东'")),
        Code::JsonMalformed,
        "/features/1",
        "实为单引号",
        "expected a JSON value, found a single quote",
    );
    let text = beside(&good.replace("\"名称\":", "\"名称\"⟦=⟧"));
    fires(&text, Code::JsonMalformed, "/features/1", "应为`:`", "expected `:`, found `=`");
    let text = beside(&format!("{good}⟦ ⟧").replace("⟦ ⟧", "\n⟦{⟧}"));
    fires(&text, Code::JsonMalformed, "/features", "应为`,` 或 `]`", "expected `,` or `]`");
    clean(&beside(&good));
}

#[test]
fn a02_a_truncated_file_says_so_and_keeps_what_came_before() {
    let text = coordinates(&format!("[{EAST}]"));
    let at = text.rfind("113.32").unwrap();
    let reading = read(&text[..at]);
    let [finding] = reading.findings.as_slice() else { panic!("{:#?}", reading.findings) };
    held(
        finding,
        &text[..at],
        at,
        at,
        Code::JsonTruncated,
        "/features/1",
        "文本在此处中断",
        "the text ends here, truncated",
    );
    assert_eq!(reading.features.len(), 1);
    assert_eq!(reading.rejected[0].reasons, [Code::JsonTruncated]);
    clean(&text);
}

#[test]
fn a03_nothing_follows_the_root() {
    let text = coordinates(&format!("[{EAST}]"));
    let code = Code::JsonTrailing;
    fires(
        &format!("{text}⟦}}\n⟧"),
        code,
        "",
        "文档结束之后",
        "expected the end of the document, found `}`",
    );
    fires(&format!("{text}⟦{{}}⟧"), code, "", "还有内容：`{`", "found `{`");
    clean(&format!("{text}\n\t \r\n"));
}

#[test]
fn a04_nan_and_infinity_are_named_wherever_they_stand() {
    let code = Code::NumberNotFinite;
    for word in ["NaN", "Infinity", "-Infinity"] {
        let marked = format!("⟦{word}⟧");
        let en = format!("expected a number, found {word}");
        let zh = format!("应为数，实为 {word}");
        let ring = EAST.replacen("113.32", &marked, 1);
        let finding =
            fires(&coordinates(&format!("[{ring}]")), code, &format!("{C}/0/1/0"), &zh, &en);
        assert_eq!(ring_and_vertex(&finding), (Some(0), Some(0), Some(1)));
        let properties = feature(&polygon(&format!("[{EAST}]")))
            .replace("\"东\"", &format!("[1,{{\"率\":{marked}}}]"));
        fires(&beside(&properties), code, "/features/1/properties/名称/1/率", &zh, &en);
        let bbox = feature(&polygon(&format!("[{EAST}]"))).replace(
            "\"geometry\"",
            &format!("\"bbox\":[113.31,34.8,113.32,{marked}],\"geometry\""),
        );
        fires(&beside(&bbox), code, "/features/1/bbox/3", &zh, &en);
    }
    clean(&beside(&feature(&polygon(&format!("[{EAST}]"))).replace("东", "NaN")));
    // A word of its own; anything else is no JSON.
    for word in ["NaNs", "Infinity1", "nan", "Inf"] {
        let text = coordinates(&format!("[{}]", EAST.replacen("113.32", word, 1)));
        let codes: Vec<Code> = read(&text).findings.iter().map(|f| f.code).collect();
        assert!(codes.iter().all(|code| *code != Code::NumberNotFinite), "{word}: {codes:?}");
        assert!(!codes.is_empty());
    }
}

#[test]
fn a05_a_number_beyond_64_bits_is_named() {
    let code = Code::NumberOverflow;
    let (zh, en) = ("实为 1e400", "expected a number that a 64-bit float can hold, found 1e400");
    let ring = EAST.replacen("34.80", "⟦1e400⟧", 1);
    fires(&coordinates(&format!("[{ring}]")), code, &format!("{C}/0/0/1"), zh, en);
    let good = feature(&polygon(&format!("[{EAST}]")));
    fires(&beside(&good.replace("\"东\"", "⟦1e400⟧")), code, "/features/1/properties/名称", zh, en);
    clean(&beside(&good.replace("\"东\"", "1e308")));
    clean(&beside(&good.replace("\"东\"", "1e-400")));
}

#[test]
fn a06_a_byte_order_mark_is_named_and_counted_as_no_column() {
    let text = coordinates(&format!("[{EAST}]"));
    let finding = fires(
        &format!("⟦\u{feff}⟧{text}"),
        Code::ByteOrderMark,
        "",
        "字节顺序标记（BOM）",
        "starts with a UTF-8 byte order mark",
    );
    assert_eq!(finding.severity, Severity::Warning);
    assert_eq!(read(&format!("\u{feff}{text}")).features.len(), 2);
    // The column behind the mark is that of the text without it.
    let reading = read("\u{feff}[]");
    let root = reading.findings.iter().find(|f| f.code == Code::GeojsonType).unwrap();
    assert_eq!((root.place.column, root.place.span.unwrap().start), (Some(1), 3));
    clean(&text.replace('东', "东\u{feff}"));
}

#[test]
fn a07_bytes_that_are_not_utf8_are_named_with_their_offset() {
    let text = coordinates(&format!("[{EAST}]"));
    // 名 is C3 FB in GBK.
    let (gbk, _, _) = encoding_rs::GBK.encode(&text);
    let at = text.find('名').unwrap();
    assert_eq!(gbk[at..at + 2], [0xC3, 0xFB]);
    let reading = geojson::read(&Source::new("t.geojson", gbk.to_vec()), &ReadOptions::default());
    let [finding] = reading.findings.as_slice() else { panic!("{:#?}", reading.findings) };
    held(finding, &text, at, at + 1, Code::NotUtf8, "", "GBK 或 GB18030", "fit GBK or GB18030");
    assert!(finding.message.en.contains(&format!("byte {at} (0xC3) is not UTF-8")));
    for (bytes, words) in [(&b"\xFF\xFE{\0}\0"[..], "UTF-16"), (b"PK\x03\x04\xFF", "xlsx")] {
        let reading = geojson::read(&Source::new("t", bytes), &ReadOptions::default());
        assert_eq!(reading.findings[0].code, Code::NotUtf8);
        assert!(reading.findings[0].message.en.contains(words));
    }
    clean(&text);
}

#[test]
fn a08_a_key_stands_once_in_an_object_of_geojson() {
    let good = feature(&polygon(&format!("[{EAST}]")));
    let code = Code::DuplicateKey;
    let twice = good.replace("\"geometry\"", "⟦\"id\"⟧:\"C\",\"geometry\"");
    fires(&beside(&twice), code, "/features/1/id", "\"id\" 重复", "\"id\" stands twice");
    let twice = good.replace("\"coordinates\"", "⟦\"type\"⟧:\"Polygon\",\"coordinates\"");
    fires(&beside(&twice), code, "/features/1/geometry/type", "重复", "stands twice in one object");
    let text =
        beside(&good).replacen("\"features\"", "\"name\":1,⟦\"na\\u006de\"⟧:2,\"features\"", 1);
    fires(&text, code, "/name", "重复", "\"name\" stands twice");
    clean(&beside(&good).replacen("\"features\"", "\"name\":1,\"Name\":2,\"features\"", 1));
}

#[test]
fn a09_a_key_stands_once_in_properties() {
    let good = feature(&polygon(&format!("[{EAST}]")));
    let twice = good.replace("\"东\"", "{\"a/b\":1,⟦\"a/b\"⟧:2}");
    let reading = read(&beside(&twice.replace(['⟦', '⟧'], "")));
    assert_eq!(reading.rejected[0].id, Some(FeatureId::Text("B".into())));
    fires(
        &beside(&twice),
        Code::DuplicateKey,
        "/features/1/properties/名称/a~1b",
        "\"a/b\" 重复",
        "\"a/b\" stands twice",
    );
    clean(&beside(&good.replace("\"东\"", "{\"a\":{\"a\":1},\"b\":[{\"a\":1},{\"a\":2}]}")));
}

#[test]
fn a10_the_root_has_a_type() {
    let code = Code::GeojsonType;
    fires("⟦{\"features\":[]}⟧", code, "", "缺少成员 \"type\"", "no member \"type\"");
    fires("{\"type\":⟦\"Topology\"⟧}", code, "/type", "实为 \"Topology\"", "found \"Topology\"");
    fires("{\"type\":⟦7⟧}", code, "/type", "应为字符串，实为数", "to be a string, found a number");
    for (root, en) in
        [("⟦[]⟧", "an array"), ("⟦\"x\"⟧", "a string"), ("⟦null⟧", "null"), ("⟦1.5⟧", "a number")]
    {
        fires(root, code, "", "应为对象", &format!("expected a GeoJSON object, found {en}"));
    }
    clean("{\"features\":[],\"type\":\"FeatureCollection\"}");
    assert_eq!(
        read("{\"type\":\"FeatureCollection\",\"features\":[]}").kind,
        Some(RootKind::FeatureCollection)
    );
}

#[test]
fn a11_a_wrong_letter_case_gets_the_right_one_and_is_read_on() {
    let code = Code::GeojsonType;
    for (marked, pointer, right) in [
        (
            beside(
                &feature(&polygon(&format!("[{EAST}]"))).replace("\"Polygon\"", "⟦\"POLYGON\"⟧"),
            ),
            "/features/1/geometry/type",
            "Polygon",
        ),
        (
            beside(
                &feature(&polygon(&format!("[{EAST}]"))).replace("\"Feature\"", "⟦\"feature\"⟧"),
            ),
            "/features/1/type",
            "Feature",
        ),
        (
            coordinates(&format!("[{EAST}]")).replacen(
                "\"FeatureCollection\"",
                "⟦\"Featurecollection\"⟧",
                1,
            ),
            "/type",
            "FeatureCollection",
        ),
    ] {
        let finding = fires(
            &marked,
            code,
            pointer,
            &format!("是否为 {right:?}？"),
            &format!("did you mean {right:?}?"),
        );
        let fix = finding.fix.unwrap();
        assert_eq!(fix.kind, FixKind::ReplaceMember);
        assert_eq!(
            (fix.patch[0].path.as_str(), &fix.patch[0].value),
            (pointer, &Some(right.into()))
        );
    }
    // What is wrong behind it is found at the same time.
    let both = coordinates("[[[1],[1,1],[0,1],[0,0]]]")
        .replace("\"Polygon\",\"coordinates\":[[[1]", "\"polygon\",\"coordinates\":[[[1]");
    assert_eq!(codes(&both), [Code::GeojsonType, Code::PositionTooShort]);
}

fn codes(text: &str) -> Vec<Code> {
    read(text).findings.iter().map(|finding| finding.code).collect()
}

#[test]
fn a12_properties_are_required_and_their_absence_is_a_warning() {
    let good = feature(&polygon(&format!("[{EAST}]")));
    let without = good.replace("\"properties\":{\"名称\":\"东\"},", "");
    let finding = fires(
        &beside(&format!("⟦{without}⟧")),
        Code::PropertiesMissing,
        "/features/1",
        "应有成员 \"properties\"，实际没有",
        "to have the member \"properties\", found none",
    );
    assert_eq!(finding.severity, Severity::Warning);
    assert_eq!(finding.subjects, ["B"]);
    let patch = &finding.fix.unwrap().patch[0];
    assert_eq!(
        (patch.operation, patch.path.as_str()),
        (PatchOperation::Add, "/features/1/properties")
    );
    assert_eq!(patch.value, Some(serde_json::Value::Null));
    let source = Source::new("t", beside(&without));
    let reading = geojson::read(&source, &ReadOptions::default());
    assert_eq!(reading.features.len(), 2);
    // Pointers still go through the geometry member.
    let place = reading.features[1].position_place(&source, geojson::PositionIndex::default());
    assert_eq!(place.pointer.as_deref(), Some("/features/1/geometry/coordinates/0/0"));
    assert_eq!(place.at, Some([113.31, 34.80]));
    clean(&beside(&good.replace("{\"名称\":\"东\"}", "null")));
}

#[test]
fn a13_the_member_geometry_is_required() {
    let without = "{\"type\":\"Feature\",\"id\":\"B\",\"properties\":null}";
    let finding = fires(
        &beside(&format!("⟦{without}⟧")),
        Code::GeometryMemberMissing,
        "/features/1",
        "应有成员 \"geometry\"，实际没有",
        "to have the member \"geometry\", found none",
    );
    assert_eq!((finding.severity, finding.fix), (Severity::Error, None));
}

#[test]
fn a14_a_parcel_has_a_geometry() {
    let text = beside(&feature("⟦null⟧"));
    fires(
        &text,
        Code::GeometryMissing,
        "/features/1/geometry",
        "实为 null",
        "found \"geometry\": null",
    );
    let mut options = ReadOptions::default();
    options.geometry = GeometryNeed::Optional;
    let reading = geojson::read(&Source::new("t", beside(&feature("null"))), &options);
    assert_eq!((reading.findings.len(), reading.features.len()), (0, 2));
    assert_eq!(reading.features[1].geometry, None);
}

#[test]
fn a15_an_id_is_a_string_or_a_number() {
    let good = feature(&polygon(&format!("[{EAST}]")));
    for (id, zh, en) in [
        ("true", "布尔值", "a boolean"),
        ("[\"B\"]", "数组", "an array"),
        ("{}", "对象", "an object"),
        ("null", "null", "null"),
    ] {
        let text = beside(&good.replace("\"B\"", &format!("⟦{id}⟧")));
        let finding = fires(
            &text,
            Code::FeatureIdType,
            "/features/1/id",
            &format!("应为字符串或数，实为{zh}"),
            &format!("expected a string or a number as id, found {en}"),
        );
        assert_eq!(finding.fix.is_some(), id == "null");
    }
    clean(&beside(&good.replace("\"B\"", "-1.5e3")));
    clean(&beside(&good.replace("\"id\":\"B\",", "")));
}

#[test]
fn a16_an_id_stands_once() {
    let good = feature(&polygon(&format!("[{EAST}]")));
    let text = beside(&good.replace("\"B\"", "⟦\"A\"⟧"));
    let finding = fires(
        &text,
        Code::FeatureIdRepeated,
        "/features/1/id",
        "A 重复出现（首次在第 2 行，/features/0/id）",
        "found A again (first in line 2, /features/0/id)",
    );
    assert_eq!(finding.more_pointers, ["/features/0/id"]);
    assert_eq!(finding.subjects, ["A"]);
    // Three of one id: the first is named twice. Neither hides the other.
    let ids = |ids: &[&str]| {
        let all: Vec<String> = ids.iter().map(|id| good.replace("\"B\"", id)).collect();
        read(&format!("{{\"type\":\"FeatureCollection\",\"features\":[{}]}}", all.join(",\n")))
    };
    let reading = ids(&["\"X\"", "\"Y\"", "\"X\"", "\"X\""]);
    let rows: Vec<_> = reading
        .findings
        .iter()
        .map(|f| (f.place.pointer.as_deref().unwrap(), f.more_pointers[0].as_str()))
        .collect();
    assert_eq!(rows, [("/features/2/id", "/features/0/id"), ("/features/3/id", "/features/0/id")]);
    assert_eq!(reading.features.len(), 4);
    // Numbers by value, and a number is never a string; integers beyond 2^53 by their text.
    assert_eq!(ids(&["7", "7.0", "\"7\""]).findings.len(), 1);
    assert_eq!(ids(&["9007199254740993", "9007199254740992"]).findings.len(), 0);
    assert_eq!(ids(&["9007199254740993", "9007199254740993"]).findings.len(), 1);
    // A rejected record counts as well.
    let broken = good.replace("\"coordinates\"", "\"no\"");
    assert_eq!(
        codes(&beside(&format!("{broken},\n{good}"))),
        [Code::GeojsonMember, Code::FeatureIdRepeated]
    );
    clean(&beside(&good));
}

#[test]
fn a18_coordinates_are_nested_as_their_type_wants() {
    let code = Code::CoordinatesNesting;
    let flat = EAST.replacen("113.31", "⟦113.31⟧", 1);
    fires(
        &coordinates(&flat),
        code,
        &format!("{C}/0/0"),
        "应嵌套 3 层数组，实为 2 层",
        "nested 3 deep, found 2, as in a LineString",
    );
    let deep = format!("[[⟦{}⟧{}]]", &EAST[1..15], &EAST[15..EAST.len() - 1]);
    assert!(deep.starts_with("[[⟦[113.31,34.80]⟧,"), "{deep}");
    fires(
        &coordinates(&format!("[{deep}]")),
        code,
        &format!("{C}/0/0/0"),
        "应嵌套 3 层数组，实为 4 层",
        "nested 3 deep, found 4, as in a MultiPolygon",
    );
    clean(&coordinates(&format!("[{EAST}]")));
    clean(&beside(&feature(&format!("{{\"type\":\"MultiPolygon\",\"coordinates\":[[{EAST}]]}}"))));
}

#[test]
fn a19_a_coordinate_is_a_number() {
    let code = Code::CoordinateNotNumber;
    for (value, zh, en) in [
        ("\"113.32\"", "字符串", "a string"),
        ("null", "null", "null"),
        ("true", "布尔值", "a boolean"),
        ("{}", "对象", "an object"),
    ] {
        let ring = EAST.replacen("113.32", &format!("⟦{value}⟧"), 1);
        let finding = fires(
            &coordinates(&format!("[{ring}]")),
            code,
            &format!("{C}/0/1/0"),
            &format!("坐标应为数，实为{zh}"),
            &format!("expected a number as coordinate, found {en}"),
        );
        assert_eq!(ring_and_vertex(&finding), (Some(0), Some(0), Some(1)));
    }
    let ring = EAST.replacen("[113.32,34.80]", "⟦null⟧", 1);
    fires(
        &coordinates(&format!("[{ring}]")),
        code,
        &format!("{C}/0/1"),
        "应为坐标点 [x, y]",
        "expected a position [x, y], found null",
    );
    clean(&coordinates(&format!("[{}]", EAST.replace("113.32", "1.1332E+2"))));
}

#[test]
fn a20_a_position_has_two_or_three_numbers() {
    for (position, n) in [("[113.32]", 1), ("[]", 0)] {
        let ring = EAST.replacen("[113.32,34.80]", &format!("⟦{position}⟧"), 1);
        fires(
            &coordinates(&format!("[{ring}]")),
            Code::PositionTooShort,
            &format!("{C}/0/1"),
            &format!("应有 2 个或 3 个数，实有 {n} 个"),
            &format!("expected a position of 2 or 3 numbers, found {n}"),
        );
    }
    let ring = EAST.replacen("[113.32,34.80]", "⟦[113.32,34.80,120.5,7]⟧", 1);
    let text = coordinates(&format!("[{ring}]"));
    let finding = fires(&text, Code::PositionTooLong, &format!("{C}/0/1"), "4 个", "found 4");
    assert_eq!(finding.severity, Severity::Warning);
    assert_eq!(finding.place.at, Some([113.32, 34.80]));
    assert_eq!(ring_and_vertex(&finding), (Some(0), Some(0), Some(1)));
    // The third number is kept.
    let reading = read(&text.replace(['⟦', '⟧'], ""));
    assert_eq!(reading.features[1].heights, [None, Some(120.5), None, None, None]);
    let high = EAST.replace("],", ",120.5],").replace("34.80]]", "34.80,120.5]]");
    clean(&coordinates(&format!("[{high}]")));
}

#[test]
fn a21_coordinates_are_not_empty() {
    fires(
        &coordinates("⟦[]⟧"),
        Code::CoordinatesEmpty,
        C,
        "应有环，实为空数组",
        "to have a ring, found an empty array",
    );
    let multi = |coordinates: &str| {
        beside(&feature(&format!("{{\"type\":\"MultiPolygon\",\"coordinates\":{coordinates}}}")))
    };
    fires(&multi("⟦[]⟧"), Code::CoordinatesEmpty, C, "实为空数组", "found an empty array");
    fires(
        &multi(&format!("[[{EAST}],⟦[]⟧]")),
        Code::CoordinatesEmpty,
        &format!("{C}/1"),
        "实为空数组",
        "found an empty array",
    );
    clean(&multi(&format!("[[{EAST}]]")));
}

#[test]
fn a22_an_empty_ring_is_one_clear_finding() {
    let finding = fires(
        &coordinates("[⟦[]⟧]"),
        Code::RingEmpty,
        &format!("{C}/0"),
        "实为空数组",
        "expected a ring of at least 4 positions, the last like the first, found an empty array",
    );
    assert_eq!(ring_and_vertex(&finding), (Some(0), Some(0), None));
    let finding = fires(
        &coordinates(&format!("[{EAST},⟦[]⟧]")),
        Code::RingEmpty,
        &format!("{C}/1"),
        "空数组",
        "empty array",
    );
    assert_eq!(finding.place.ring, Some(1));
}

/// A feature with a `bbox` on it, on its geometry, or on the collection, with its pointer.
fn with_bbox(bbox: &str) -> [(String, &'static str); 3] {
    let good = feature(&polygon(&format!("[{EAST}]")));
    let member = format!("\"bbox\":{bbox},");
    [
        (
            beside(&good.replace("\"geometry\"", &format!("{member}\"geometry\""))),
            "/features/1/bbox",
        ),
        (
            beside(&good.replace("\"coordinates\"", &format!("{member}\"coordinates\""))),
            "/features/1/geometry/bbox",
        ),
        (beside(&good).replacen("\"features\"", &format!("{member}\"features\""), 1), "/bbox"),
    ]
}

#[test]
fn a23_the_bbox_of_a_geometry_and_of_a_feature_has_four_or_six_numbers() {
    for (bbox, zh, en) in [
        ("[113,34,114]", "应为 4 个或 6 个数的数组，实为 3 个", "four or six numbers, found 3"),
        ("[113,34,114,35,0]", "实为 5 个", "found 5"),
        ("[]", "实为 0 个", "found 0"),
        ("[113,34,0,114,35,9,1]", "实为 7 个", "found 7"),
        ("\"113,34,114,35\"", "不全是数", "no array of numbers"),
        ("[113,34,114,\"35\"]", "不全是数", "no array of numbers"),
        ("null", "不全是数", "no array of numbers"),
    ] {
        let [of_feature, of_geometry, _] = with_bbox(&format!("⟦{bbox}⟧"));
        for (text, pointer) in [of_feature, of_geometry] {
            let finding = fires(&text, Code::BboxLength, pointer, zh, en);
            assert_eq!(finding.severity, Severity::Warning);
            let step = &finding.fix.as_ref().unwrap().patch[0];
            assert_eq!(step.value, Some(serde_json::json!([113.31, 34.80, 113.32, 34.81])));
            assert_eq!(step.path, pointer);
            let reading = read(&text.replace(['⟦', '⟧'], ""));
            assert_eq!((reading.features.len(), &reading.features[1].bbox), (2, &None));
        }
    }
    let [(of_feature, _), (of_geometry, _), _] = with_bbox("[113,34,0,114,35,9]");
    clean(&of_feature);
    clean(&of_geometry);
    assert_eq!(read(&of_geometry).features[1].bbox, Some(vec![113.0, 34.0, 0.0, 114.0, 35.0, 9.0]));
}

#[test]
fn a24_the_bbox_of_a_collection_has_four_or_six_numbers() {
    let [_, _, (text, pointer)] = with_bbox("⟦[113,34,114]⟧");
    let finding = fires(&text, Code::BboxLength, pointer, "实为 3 个", "found 3");
    let step = &finding.fix.unwrap().patch[0];
    assert_eq!(step.value, Some(serde_json::json!([113.30, 34.80, 113.32, 34.81])));
    let [_, _, (text, _)] = with_bbox("[113,34,114,35]");
    clean(&text);
    assert_eq!(read(&text).bbox, Some(vec![113.0, 34.0, 114.0, 35.0]));
    // Behind the features as well; with a rejected feature the right box is not known.
    let broken = coordinates("[]").replace("\n]}", "\n],\"bbox\":[1,2]}");
    let reading = read(&broken);
    assert_eq!(reading.findings.len(), 2);
    assert!(reading.findings.iter().all(|finding| finding.fix.is_none()));
    assert_eq!(reading.bbox, None);
}

#[test]
fn a25_the_bbox_is_in_order() {
    for (bbox, zh, en) in [
        ("[113,35,114,34]", "南界应不大于北界，实为 35 与 34", "found 35 and 34"),
        ("[113,34,9,114,35,8]", "最低高程应不大于最高高程，实为 9 与 8", "found 9 and 8"),
    ] {
        for (text, pointer) in with_bbox(&format!("⟦{bbox}⟧")) {
            let finding = fires(&text, Code::BboxOrder, pointer, zh, en);
            assert_eq!(finding.severity, Severity::Warning);
            assert!(finding.fix.is_some());
        }
    }
    // Equal is in order; west beyond east goes round the antimeridian (RFC 7946 §5.2).
    for bbox in ["[170,34.80,114,34.81]", "[113.30,34.80,7,113.32,34.81,7]"] {
        with_bbox(bbox).iter().for_each(|(text, _)| clean(text));
    }
    // Metres know no antimeridian.
    let metres = "[[38435942,3852628],[38436042,3852628],[38436042,3852728],[38435942,3852628]]";
    let text = feature(&polygon(&format!("[{metres}]")))
        .replace("\"geometry\"", "\"bbox\":[38436042,3852628,38435942,3852728],\"geometry\"");
    let options = ReadOptions::declared(Crs::from_epsg(4526).unwrap());
    let reading = geojson::read(&Source::new("t", text), &options);
    assert_eq!(reading.findings.iter().map(|f| f.code).collect::<Vec<_>>(), [Code::BboxOrder]);
}

#[test]
fn a26_the_bbox_encloses_and_says_by_how_much_not() {
    // One degree at 34.8°: 91 510 m along the parallel, 110 937 m along the meridian (N cos φ and M times π/180).
    for (bbox, zh, en, metres, at) in [
        (
            "[113.30,34.80,113.319,34.81]",
            "东 0.001000000 度",
            "east 0.001000000°",
            91.5,
            [113.32, 34.80],
        ),
        (
            "[113.30,34.80,113.32,34.809]",
            "北 0.001000000 度",
            "north 0.001000000°",
            110.9,
            [113.32, 34.81],
        ),
        (
            "[113.30,34.8001,113.32,34.81]",
            "南 0.000100000 度",
            "south 0.000100000°",
            11.1,
            [113.31, 34.80],
        ),
    ] {
        for (text, pointer) in with_bbox(&format!("⟦{bbox}⟧")) {
            let finding = fires(&text, Code::BboxNotEnclosing, pointer, zh, en);
            let measure = finding.measure.unwrap();
            assert_eq!((measure.quantity, measure.unit), (Quantity::Distance, MeasureUnit::Metre));
            assert!(
                (measure.value.parse::<f64>().unwrap() - metres).abs() < 0.1,
                "{}",
                measure.value
            );
            assert_eq!(finding.limit.unwrap().comparison, Comparison::AtMost);
            assert_eq!(finding.place.at.unwrap()[1], at[1], "{pointer}");
            assert!(finding.fix.is_some());
        }
    }
    // West: only the collection reaches that far.
    let [(of_feature, _), _, (of_all, pointer)] = with_bbox("⟦[113.305,34.80,113.32,34.81]⟧");
    clean(&of_feature.replace(['⟦', '⟧'], ""));
    let finding =
        fires(&of_all, Code::BboxNotEnclosing, pointer, "西 0.005000000 度", "west 0.005000000°");
    assert_eq!(finding.place.at, Some([113.30, 34.80]));
    // Round the antimeridian, past the parcels.
    let [(text, pointer), ..] = with_bbox("⟦[114,34.80,113.31,34.81]⟧");
    fires(&text, Code::BboxNotEnclosing, pointer, "东 0.010000000 度", "east 0.010000000°");
    // Heights.
    let high = feature(&polygon(
        "[[[113.31,34.80,9],[113.32,34.80,9],[113.32,34.81,9],[113.31,34.80,9]]]",
    ));
    let high = |bbox: &str| {
        beside(&high.replace("\"geometry\"", &format!("\"bbox\":{bbox},\"geometry\"")))
    };
    let text = high("⟦[113.31,34.80,0,113.32,34.81,8.5]⟧");
    let finding =
        fires(&text, Code::BboxNotEnclosing, "/features/1/bbox", "上 0.5000 米", "above 0.5000 m");
    assert_eq!(
        finding.fix.unwrap().patch[0].value,
        Some(serde_json::json!([113.31, 34.80, 9.0, 113.32, 34.81, 9.0]))
    );
    clean(&high("[113.31,34.80,9,113.32,34.81,9]"));
    clean(&high("[113.31,34.80,113.32,34.81]"));
    with_bbox("[113.30,34.80,113.32,34.81]").iter().for_each(|(text, _)| clean(text));
}

#[test]
fn a27_a_crs_is_read_and_held_against_the_numbers() {
    let crs = |name: &str| format!("{{\"type\":\"name\",\"properties\":{{\"name\":\"{name}\"}}}}");
    let degrees = coordinates(&format!("[{EAST}]"));
    for (name, zh, en, harmless) in [
        (
            "urn:ogc:def:crs:EPSG::4490",
            "2000国家大地坐标系",
            "degrees on CGCS2000, read longitude first",
            true,
        ),
        ("EPSG:4326", "WGS 84", "degrees on WGS 84, read longitude first", true),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", "WGS 84", "degrees on WGS 84", true),
        (
            "urn:ogc:def:crs:EPSG::4214",
            "1954北京坐标系",
            "degrees on Beijing 1954, up to a hundred metres",
            false,
        ),
        ("EPSG:4610", "1980西安坐标系", "degrees on Xian 1980", false),
        (
            "urn:ogc:def:crs:EPSG::4526",
            "与坐标矛盾",
            "CGCS2000 / 3-degree Gauss-Kruger zone 38, metres), which contradicts",
            false,
        ),
        ("EPSG:2362", "1980西安坐标系", "metres on Xian 1980, which contradicts", false),
        ("上街独立坐标系", "无法识别", "not recognized", false),
    ] {
        let text =
            degrees.replacen("\"features\"", &format!("\"crs\":⟦{}⟧,\"features\"", crs(name)), 1);
        let finding = fires(&text, Code::GeojsonCrs, "/crs", zh, en);
        assert_eq!(finding.severity, Severity::Warning);
        assert_eq!(finding.fix.is_some(), harmless, "{name}");
        assert_eq!(read(&text.replace(['⟦', '⟧'], "")).features.len(), 2);
    }
    // Beside metres: the name that fits says what to declare, one of degrees contradicts them.
    let metres = feature(&polygon(
        "[[[38435942,3852628],[38436042,3852628],[38436042,3852728],[38435942,3852628]]]",
    ));
    for (name, en) in [
        ("EPSG:4526", "metres), which is not used: declare --crs EPSG:4526"),
        ("EPSG:4525", "which contradicts the numbers: they are none of that zone"),
        ("EPSG:4490", "which contradicts the numbers: they are no degrees"),
    ] {
        let text = metres.replacen("\"type\"", &format!("\"crs\":{},\"type\"", crs(name)), 1);
        let reading = read(&text);
        let finding = reading.findings.iter().find(|f| f.code == Code::GeojsonCrs).unwrap();
        assert!(finding.message.en.contains(en), "{}", finding.message.en);
        assert_eq!(finding.fix, None);
        assert_eq!(reading.rejected[0].reasons, [Code::CoordinatesProjected]);
    }
    let none = degrees.replacen("\"features\"", "\"crs\":⟦null⟧,\"features\"", 1);
    fires(&none, Code::GeojsonCrs, "/crs", "没有坐标系名称", "names no reference system");
    clean(&degrees);
}

#[test]
fn a28_members_of_other_objects_confuse() {
    let code = Code::GeojsonForeignMember;
    let good = feature(&polygon(&format!("[{EAST}]")));
    for key in ["features", "coordinates", "geometries"] {
        let text = good.replace("\"id\"", &format!("⟦\"{key}\"⟧:[],\"id\""));
        fires(
            &beside(&text),
            code,
            &format!("/features/1/{key}"),
            &format!("Feature 对象不得有成员 \"{key}\""),
            &format!("a Feature object must not have the member \"{key}\""),
        );
    }
    for key in ["geometry", "properties", "features"] {
        let text = good.replace("\"coordinates\"", &format!("⟦\"{key}\"⟧:{{}},\"coordinates\""));
        fires(
            &beside(&text),
            code,
            &format!("/features/1/geometry/{key}"),
            "Geometry 对象不得有",
            "a Geometry object must not have",
        );
    }
    for key in ["geometry", "properties", "coordinates", "geometries"] {
        let text =
            beside(&good).replacen("\"features\"", &format!("⟦\"{key}\"⟧:{{}},\"features\""), 1);
        let finding = fires(
            &text,
            code,
            &format!("/{key}"),
            "FeatureCollection 对象不得有",
            "a FeatureCollection object must not have",
        );
        assert_eq!(finding.severity, Severity::Warning);
    }
    clean(&beside(&good.replace("\"id\"", "\"feature\":[],\"id\"")));
}

#[test]
fn a29_a_collection_within_a_collection_is_named() {
    let point = "{\"type\":\"Point\",\"coordinates\":[113.3,34.8]}";
    let inner = format!("{{\"type\":⟦\"GeometryCollection\"⟧,\"geometries\":[{point}]}}");
    let marked = beside(&feature(&format!(
        "{{\"type\":\"GeometryCollection\",\"geometries\":[{point},{inner}]}}"
    )));
    let (text, start, end) = unmarked(&marked);
    let reading = read(&text);
    assert_eq!(codes(&text), [Code::GeometryKind, Code::GeometryCollectionNested]);
    held(
        &reading.findings[1],
        &text,
        start,
        end,
        Code::GeometryCollectionNested,
        "/features/1/geometry/geometries/1/type",
        "又一个 GeometryCollection",
        "found another GeometryCollection",
    );
    let single =
        beside(&feature(&format!("{{\"type\":\"GeometryCollection\",\"geometries\":[{point}]}}")));
    assert_eq!(codes(&single), [Code::GeometryKind]);
    // The structure of what a parcel cannot be is judged all the same.
    for (geometry, code, pointer) in [
        ("{\"type\":\"Point\",\"coordinates\":[1]}", Code::PositionTooShort, "/coordinates"),
        (
            "{\"type\":\"Point\",\"coordinates\":[[1,2]]}",
            Code::CoordinatesNesting,
            "/coordinates/0",
        ),
        (
            "{\"type\":\"Point\",\"coordinates\":[1,\"2\"]}",
            Code::CoordinateNotNumber,
            "/coordinates/1",
        ),
        (
            "{\"type\":\"MultiPoint\",\"coordinates\":[[1,2,3,4]]}",
            Code::PositionTooLong,
            "/coordinates/0",
        ),
        ("{\"type\":\"LineString\",\"coordinates\":[[1,2]]}", Code::GeojsonMember, "/coordinates"),
        ("{\"type\":\"LineString\",\"coordinates\":[]}", Code::CoordinatesEmpty, "/coordinates"),
        (
            "{\"type\":\"MultiLineString\",\"coordinates\":[[1,2]]}",
            Code::CoordinatesNesting,
            "/coordinates/0/0",
        ),
        ("{\"type\":\"Point\"}", Code::GeojsonMember, ""),
        ("{\"type\":\"GeometryCollection\",\"geometries\":{}}", Code::GeojsonMember, "/geometries"),
        (
            "{\"type\":\"GeometryCollection\",\"geometries\":[7]}",
            Code::GeojsonMember,
            "/geometries/0",
        ),
        (
            "{\"type\":\"GeometryCollection\",\"geometries\":[{\"coordinates\":[]}]}",
            Code::GeojsonType,
            "/geometries/0",
        ),
        (
            "{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"Feature\"}]}",
            Code::GeojsonType,
            "/geometries/0/type",
        ),
        (
            "{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"Point\",\"coordinates\":[1,2],\"properties\":1}]}",
            Code::GeojsonForeignMember,
            "/geometries/0/properties",
        ),
        (
            "{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,1]]]}]}",
            Code::RingNotClosed,
            "/geometries/0/coordinates/0/3",
        ),
        (
            "{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"MultiPolygon\",\"coordinates\":[[[[0,0],[1,0],[0,0]]]]}]}",
            Code::RingTooShort,
            "/geometries/0/coordinates/0/0",
        ),
        (
            "{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"Polygon\",\"coordinates\":[[]]}]}",
            Code::RingEmpty,
            "/geometries/0/coordinates/0",
        ),
    ] {
        let reading = read(&beside(&feature(geometry)));
        let rows: Vec<_> =
            reading.findings.iter().map(|f| (f.code, f.place.pointer.clone().unwrap())).collect();
        let wanted = (code, format!("/features/1/geometry{pointer}"));
        assert_eq!(rows.len(), 2, "{geometry}: {rows:?}");
        assert!(rows.contains(&wanted), "{geometry}: {rows:?}");
    }
}

#[test]
fn a30_a_parcel_is_a_polygon() {
    for (name, coordinates) in [
        ("Point", "[113.3,34.8]"),
        ("LineString", "[[113.3,34.8],[113.31,34.8]]"),
        ("MultiPoint", "[[113.3,34.8]]"),
        ("MultiLineString", "[[[113.3,34.8],[113.31,34.8]]]"),
    ] {
        let text =
            beside(&feature(&format!("{{\"type\":⟦\"{name}\"⟧,\"coordinates\":{coordinates}}}")));
        fires(
            &text,
            Code::GeometryKind,
            "/features/1/geometry/type",
            &format!("应为 Polygon 或 MultiPolygon，实为 {name}"),
            &format!("expected a Polygon or MultiPolygon for a parcel, found {name}"),
        );
    }
    clean(&coordinates(&format!("[{EAST}]")));
}

#[test]
fn a31_an_open_ring_gives_its_closing_distance() {
    // 0.001° along the meridian at 34.8°: 110.94 m.
    let open = EAST.replace("[113.31,34.80]]", "⟦[113.31,34.801]⟧]");
    let finding = fires(
        &coordinates(&format!("[{open}]")),
        Code::RingNotClosed,
        &format!("{C}/0/4"),
        "实际相距 0.001000000 度（110.93",
        "found it 0.001000000 degrees (110.93",
    );
    assert_eq!(ring_and_vertex(&finding), (Some(0), Some(0), Some(4)));
    assert_eq!(finding.place.at, Some([113.31, 34.801]));
    let measure = finding.measure.unwrap();
    assert_eq!((measure.quantity, measure.unit), (Quantity::Distance, MeasureUnit::Metre));
    assert!((measure.value.parse::<f64>().unwrap() - 110.937).abs() < 0.01, "{}", measure.value);
    let limit = finding.limit.unwrap();
    assert_eq!((limit.comparison, limit.value.as_str()), (Comparison::Equal, "0"));
    let fix = finding.fix.unwrap();
    assert_eq!(fix.kind, FixKind::CloseRing);
    assert_eq!(
        (fix.patch[0].operation, fix.patch[0].path.as_str()),
        (PatchOperation::Add, "/features/1/geometry/coordinates/0/-")
    );
    assert_eq!(fix.patch[0].value, Some(serde_json::json!([113.31, 34.80])));
    // 1e-8° is a millimetre: the last position is the first, written otherwise. 2 mm is the limit, 3e-8° beyond it.
    for (lat, kind) in [("34.80000001", FixKind::MoveVertex), ("34.80000003", FixKind::CloseRing)] {
        let near = EAST.replace("[113.31,34.80]]", &format!("[113.31,{lat}]]"));
        let reading = read(&coordinates(&format!("[{near}]")));
        assert_eq!(reading.findings[0].fix.as_ref().unwrap().kind, kind);
    }
    // A hole, and a second part.
    let text = beside(&feature(&format!(
        "{{\"type\":\"MultiPolygon\",\"coordinates\":[[{WEST}],[{EAST},{open}]]}}"
    )));
    let finding = fires(&text, Code::RingNotClosed, &format!("{C}/1/1/4"), "相距", "away");
    assert_eq!(ring_and_vertex(&finding), (Some(1), Some(1), Some(4)));
    // Only the height differs: which of the two is right cannot be told.
    let high = EAST
        .replacen("[113.31,34.80]", "[113.31,34.80,5]", 1)
        .replace("[113.31,34.80]]", "⟦[113.31,34.80,5.5]⟧]");
    let finding = fires(
        &coordinates(&format!("[{high}]")),
        Code::RingNotClosed,
        &format!("{C}/0/4"),
        "高程不同：首点 5，末点 5.5",
        "but for the height: first 5, last 5.5",
    );
    assert_eq!((finding.measure.unwrap().value.as_str(), finding.fix), ("0.5000", None));
    clean(&coordinates(&format!("[{}]", EAST.replace("[113.31,34.80]]", "[113.310,34.8e0]]"))));
}

#[test]
fn a32_a_ring_has_four_positions() {
    let three = "⟦[[113.31,34.80],[113.32,34.80],[113.31,34.80]]⟧";
    let finding = fires(
        &coordinates(&format!("[{three}]")),
        Code::RingTooShort,
        &format!("{C}/0"),
        "至少要有 4 个点（首尾相同），实有 3 个",
        "at least 4 positions, the last like the first, found 3",
    );
    assert_eq!(ring_and_vertex(&finding), (Some(0), Some(0), None));
    assert_eq!((finding.place.at, finding.fix), (Some([113.31, 34.80]), None));
    // Three corners that are not closed: one position is missing.
    let corners = "⟦[[113.31,34.80],[113.32,34.80],[113.31,34.81]]⟧";
    let finding = fires(
        &coordinates(&format!("[{corners}]")),
        Code::RingTooShort,
        &format!("{C}/0"),
        "实有 3 个",
        "found 3",
    );
    assert_eq!(finding.fix.unwrap().kind, FixKind::CloseRing);
    clean(&coordinates("[[[113.31,34.80],[113.32,34.80],[113.31,34.81],[113.31,34.80]]]"));
}

#[test]
fn a50_degrees_have_a_range() {
    for (x, y) in
        [("180.000001", "34.80"), ("113.32", "90.000001"), ("-180.5", "34.80"), ("113.32", "-91")]
    {
        let ring = EAST.replacen("[113.32,34.80]", &format!("⟦[{x},{y}]⟧"), 1);
        let finding = fires(
            &coordinates(&format!("[{ring}]")),
            Code::CoordinateRange,
            &format!("{C}/0/1"),
            "经度应在 ±180°、纬度应在 ±90° 之内",
            "expected longitude within ±180° and latitude within ±90°",
        );
        assert_eq!(ring_and_vertex(&finding), (Some(0), Some(0), Some(1)));
        assert_eq!(finding.place.at, Some([x.parse().unwrap(), y.parse().unwrap()]));
    }
    clean(&coordinates("[[[-180,-90],[180,-90],[180,90],[-180,-90]]]"));
}

#[test]
fn a51_swapped_axes_are_named_and_exchanged() {
    let swapped = "[[[34.80,113.31,7],[34.80,113.32,7],[34.81,113.32,7],[34.80,113.31,7]]]"
        .replacen("[34.80,113.31,7]", "⟦[34.80,113.31,7]⟧", 1);
    let finding = fires(
        &coordinates(&swapped),
        Code::AxesSwapped,
        &format!("{C}/0/0"),
        "应为经度、纬度",
        "expected longitude, latitude, as GeoJSON has them, found latitude before longitude",
    );
    let fix = finding.fix.unwrap();
    assert_eq!((fix.kind, fix.patch[0].path.as_str()), (FixKind::SwapAxes, C));
    let right = serde_json::json!([[
        [113.31, 34.80, 7.0],
        [113.32, 34.80, 7.0],
        [113.32, 34.81, 7.0],
        [113.31, 34.80, 7.0]
    ]]);
    assert_eq!(fix.patch[0].value, Some(right));
    clean(&coordinates(&format!("[{EAST}]")));
}

#[test]
fn a52_projected_metres_are_named_with_their_zone() {
    let metres = |x: &str, y: &str| {
        format!("[[⟦[{x}00.5,{y}00]⟧,[{x}90,{y}00],[{x}90,{y}90],[{x}00.5,{y}00]]]")
    };
    for (x, y, zh, en) in [
        ("384359", "38526", "zone 38；请声明 --crs EPSG:4526", "zone 38: declare --crs EPSG:4526"),
        ("38526", "384359", "先交换两列", "with the northing first"),
        ("4359", "38526", "不带带号", "without its number"),
        ("126125", "41360", "Web 墨卡托", "Web Mercator (EPSG:3857)"),
    ] {
        fires(&coordinates(&metres(x, y)), Code::CoordinatesProjected, &format!("{C}/0/0"), zh, en);
    }
    let text = coordinates(&metres("384359", "38526")).replace(['⟦', '⟧'], "").replacen(
        WEST,
        "[[38435900,3852700],[38435990,3852700],[38435990,3852790],[38435900,3852700]]",
        1,
    );
    let options = ReadOptions::declared(Crs::from_epsg(4526).unwrap());
    let reading = geojson::read(&Source::new("t", text), &options);
    assert_eq!((reading.findings.len(), reading.features.len()), (0, 2));
    assert!(matches!(reading.features[0].shape, Some(Shape::Grid { .. })));
}

#[test]
fn a53_all_findings_and_not_the_first() {
    let text = format!(
        "{{\"type\":\"FeatureCollection\",\"crs\":{{}},\"bbox\":[1],\"features\":[\n{},\n7,\n{},\n{}\n],\"geometry\":null}} x",
        feature(&polygon("[[[0,0],[1],[\"x\",1],[NaN,1],[1e400,1],[0,0]],[],[[0,0],[1,0],[0,0]]]"))
            .replace("{\"名称\":\"东\"}", "{\"a\":1,\"a\":NaN,\"b\":1e400}"),
        feature("{\"type\":\"polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,1]]]}")
            .replace("\"B\"", "null"),
        feature("null"),
    );
    assert_eq!(
        codes(&text),
        [
            Code::GeojsonCrs,
            Code::BboxLength,
            Code::DuplicateKey,
            Code::NumberNotFinite,
            Code::NumberOverflow,
            Code::PositionTooShort,
            Code::CoordinateNotNumber,
            Code::NumberNotFinite,
            Code::NumberOverflow,
            Code::RingEmpty,
            Code::RingTooShort,
            Code::GeojsonType,
            Code::FeatureIdType,
            Code::GeojsonType,
            Code::RingNotClosed,
            Code::FeatureIdRepeated,
            Code::GeometryMissing,
            Code::GeojsonForeignMember,
            Code::JsonTrailing,
        ]
    );
}

#[test]
fn a54_findings_about_positions_carry_their_coordinates() {
    for rings in [
        "[[[113.31,34.80],[113.32,34.80],[113.32,34.81],[113.31,34.801]]]",
        "[[[113.31,34.80],[113.32,34.80],[113.31,34.80]]]",
        "[[[113.31,34.80],[113.32,34.80,1,2],[113.32,34.81],[113.31,34.80]]]",
        "[[[113.31,34.80],[1133.2,34.80],[113.32,34.81],[113.31,34.80]]]",
        "[[[34.80,113.31],[34.80,113.32],[34.81,113.32],[34.80,113.31]]]",
    ] {
        let source = Source::new("t", coordinates(rings));
        let finding = &geojson::read(&source, &ReadOptions::default()).findings[0];
        let text = source.slice(finding.place.span.unwrap());
        let start = text.trim_start_matches('[').split([',', ']']).take(2);
        let numbers: Vec<f64> = start.map(|number| number.parse().unwrap()).collect();
        assert_eq!(finding.place.at.unwrap().to_vec(), numbers, "{rings}");
    }
}

#[test]
fn a55_findings_are_data_with_a_stable_code() {
    let reading =
        read(&coordinates("[[[113.31,34.80],[113.32,34.80],[113.32,34.81],[113.31,34.801]]]"));
    let json = serde_json::to_value(&reading.findings[0]).unwrap();
    assert_eq!(json["code"], "ring-not-closed");
    assert_eq!(json["rule"], "RFC 7946 §3.1.6");
    assert_eq!(json["subjects"], serde_json::json!(["B"]));
    assert_eq!(json["pointers"], serde_json::json!(["/features/1/geometry/coordinates/0/3"]));
    assert_eq!(
        (&json["ring"], &json["vertex"]),
        (&serde_json::json!([0, 0]), &serde_json::json!(3))
    );
    assert_eq!(json["at"], serde_json::json!([113.31, 34.801]));
    assert_eq!((&json["measure"]["unit"], &json["limit"]["op"]), (&"m".into(), &"=".into()));
    assert_eq!(json["fix"]["kind"], "close-ring");
    let back: Finding = serde_json::from_value(json).unwrap();
    assert_eq!(back, reading.findings[0]);
}

#[test]
fn a56_an_error_takes_the_record_away_and_a_warning_does_not() {
    let open = coordinates("[[[113.31,34.80],[113.32,34.80],[113.32,34.81],[113.31,34.801]]]");
    let long = coordinates(&format!("[{}]", EAST.replace("113.32,34.81", "113.32,34.81,1,2")));
    for (text, severity, read_) in [(open, Severity::Error, 1), (long, Severity::Warning, 2)] {
        let reading = read(&text);
        assert_eq!((reading.findings[0].severity, reading.features.len()), (severity, read_));
        assert_eq!(reading.rejected.len(), 2 - read_);
    }
}

#[test]
fn a57_good_features_are_salvaged_and_the_others_listed_with_reasons() {
    let text = beside(&format!(
        "{},\n{}",
        feature(&polygon("[[[0,0],[1],[1,1],[0]]]")),
        feature("null").replace("\"B\"", "9")
    ));
    let reading = read(&text);
    assert_eq!(reading.features.iter().map(|f| f.index).collect::<Vec<_>>(), [Some(0)]);
    let rejected: Vec<_> =
        reading.rejected.iter().map(|r| (r.index, r.id.clone(), r.reasons.clone())).collect();
    assert_eq!(
        rejected,
        [
            (Some(1), Some(FeatureId::Text("B".into())), vec![Code::PositionTooShort]),
            (Some(2), Some(FeatureId::Number("9".into())), vec![Code::GeometryMissing]),
        ]
    );
    let source = Source::new("t", text);
    assert!(source.slice(reading.rejected[1].span).ends_with("\"geometry\":null}"));
}

#[test]
fn a60_one_broken_feature_never_stops_the_others() {
    let good = feature(&polygon(&format!("[{EAST}]"))).replace("\"id\":\"B\",", "");
    for broken in [
        "7",
        "null",
        "[]",
        "{}",
        "{\"type\":\"Feature\"}",
        "[[[[[[[[NaN]]]]]]]]",
        "{\"a\":{\"a\":1e999}}",
        "\"]},{\"",
        "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[[[[[[1]]]]]]]]},\"properties\":{}}",
    ] {
        let reading = read(&beside(&format!("{broken},\n{good},\n{broken},\n{good}")));
        assert_eq!(
            reading.features.iter().map(|f| f.index.unwrap()).collect::<Vec<_>>(),
            [0, 2, 4],
            "{broken}"
        );
        assert_eq!(reading.rejected.len(), 2, "{broken}");
    }
}
