//! The JSON reader: places, strictness, decoding.

use std::collections::BTreeMap;
use std::fmt;

use landledger::finding::{Code, Severity};
use landledger::read::{Source, json};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::{Deserializer, Visitor};

/// Document → code, line, column, pointer of the first finding; counted by hand.
const FAULTS: &[(&str, Code, u32, u32, &str)] = &[
    // Grammar (RFC 8259).
    ("{\"a\": 1,}", Code::JsonMalformed, 1, 9, ""),
    ("[1, 2,]", Code::JsonMalformed, 1, 7, ""),
    ("[1 2]", Code::JsonMalformed, 1, 4, ""),
    ("{\"a\" 1}", Code::JsonMalformed, 1, 6, ""),
    ("{a: 1}", Code::JsonMalformed, 1, 2, ""),
    ("{'a': 1}", Code::JsonMalformed, 1, 2, ""),
    ("{\"a\": NaN}", Code::NumberNotFinite, 1, 7, "/a"),
    ("[1, -Infinity]", Code::NumberNotFinite, 1, 5, "/1"),
    ("{\"a\": Nan}", Code::JsonMalformed, 1, 7, "/a"),
    ("{\"a\": NaN1}", Code::JsonMalformed, 1, 7, "/a"),
    ("{\"a\": -Infinity}", Code::NumberNotFinite, 1, 7, "/a"),
    ("[01]", Code::JsonMalformed, 1, 2, "/0"),
    ("[-01]", Code::JsonMalformed, 1, 3, "/0"),
    ("[1.]", Code::JsonMalformed, 1, 4, "/0"),
    ("[.5]", Code::JsonMalformed, 1, 2, "/0"),
    ("[+1]", Code::JsonMalformed, 1, 2, "/0"),
    ("[1e]", Code::JsonMalformed, 1, 4, "/0"),
    ("[0x10]", Code::JsonMalformed, 1, 3, ""),
    ("// note\n{}", Code::JsonMalformed, 1, 1, ""),
    ("[tru]", Code::JsonMalformed, 1, 2, "/0"),
    ("[\"a\nb\"]", Code::JsonMalformed, 1, 4, "/0"),
    ("[\"a\0b\"]", Code::JsonMalformed, 1, 4, "/0"),
    ("[\"\\x\"]", Code::JsonMalformed, 1, 4, "/0"),
    ("[\"\\u12G4\"]", Code::JsonMalformed, 1, 7, "/0"),
    ("[\"\\ud800\"]", Code::JsonMalformed, 1, 3, "/0"),
    ("[\"\\udc00\"]", Code::JsonMalformed, 1, 3, "/0"),
    ("[\"\\ud800\\u0041\"]", Code::JsonMalformed, 1, 3, "/0"),
    ("[\u{a0}1]", Code::JsonMalformed, 1, 2, "/0"),
    // The end comes too early.
    ("[1, 2", Code::JsonTruncated, 1, 6, ""),
    ("{\"a\": {\"b\": [1", Code::JsonTruncated, 1, 15, "/a/b"),
    ("[\"abc", Code::JsonTruncated, 1, 6, "/0"),
    ("[\"abc\\", Code::JsonTruncated, 1, 7, "/0"),
    ("[\"\\ud83d", Code::JsonTruncated, 1, 9, "/0"),
    ("[tr", Code::JsonTruncated, 1, 4, "/0"),
    ("{\"a\":", Code::JsonTruncated, 1, 6, "/a"),
    ("[1.", Code::JsonTruncated, 1, 4, "/0"),
    ("-", Code::JsonTruncated, 1, 2, ""),
    // The end comes too late.
    ("{} {}", Code::JsonTrailing, 1, 4, ""),
    ("1\n\n]", Code::JsonTrailing, 3, 1, ""),
    // Equal keys; escapes are resolved before keys are compared.
    ("{\"a\": 1, \"a\": 1}", Code::DuplicateKey, 1, 10, "/a"),
    ("{\"a\": 1, \"\\u0061\": 1}", Code::DuplicateKey, 1, 10, "/a"),
    ("{\"x\": [{\"a/b\": 1, \"a/b\": 2}]}", Code::DuplicateKey, 1, 19, "/x/0/a~1b"),
    // Columns count characters, lines end at LF, whatever stands before it.
    ("{\"宗地\": 1,\r\n \"面积\": x}", Code::JsonMalformed, 2, 8, "/面积"),
    ("{\"地块𠮷\": x}", Code::JsonMalformed, 1, 9, "/地块𠮷"),
    // Nothing there.
    ("", Code::FileEmpty, 1, 1, ""),
    (" \r\n\t", Code::FileEmpty, 1, 1, ""),
];

#[test]
fn faults_have_code_line_column_and_pointer() {
    for (document, code, line, column, pointer) in FAULTS {
        let source = Source::new("t.json", *document);
        let findings = json::parse(&source).findings;
        let finding = findings.first().unwrap_or_else(|| panic!("{document:?}: no finding"));
        let place = &finding.place;
        assert_eq!(
            (finding.code, place.line, place.column, place.pointer.as_deref().unwrap_or("")),
            (*code, Some(*line), Some(*column), *pointer),
            "{document:?}: {}",
            finding.message.en
        );
        assert!(!finding.message.zh.is_empty());
    }
}

#[test]
fn documents_of_rfc_8259_are_read() {
    for document in [
        "null",
        "\"\"",
        " 0 ",
        "-0.0",
        "1E+2",
        "1e-2",
        "[]",
        "{}",
        "[[],{}]",
        "{\"\": {\"\": 0}}",
        "\"\\ud83d\\ude00\\/\\b\\f\\n\\r\\t\\\"\\\\\"",
        "[1,\n2\t,\r3]",
        "\"\u{7f}\u{2028}\"",
    ] {
        let source = Source::new("t.json", document);
        let parsed = json::parse(&source);
        assert!(parsed.findings.is_empty() && parsed.root.is_some(), "{document:?}");
    }
}

#[test]
fn escapes_are_resolved() {
    let source = Source::new("t.json", r#""\ud83d\ude00 \u4e0a\u8857 \/\b\f\n\r\t\"\\""#);
    let root = json::parse(&source).root.unwrap();
    assert_eq!(root.as_str(), Some("😀 上街 /\u{8}\u{c}\n\r\t\"\\"));
}

#[test]
fn a_byte_order_mark_is_a_warning_and_offsets_stay_those_of_the_file() {
    let source = Source::new("t.json", "\u{feff}{\"a\": 1, \"a\": 2}");
    let findings = json::parse(&source).findings;
    assert_eq!(findings[0].code, Code::ByteOrderMark);
    assert_eq!(findings[0].severity, Severity::Warning);
    let second = &findings[1].place;
    assert_eq!((second.span.unwrap().start, second.column), (12, Some(10)));
    assert_eq!(source.slice(second.span.unwrap()), "\"a\"");
}

#[test]
fn places_in_long_files_are_those_of_a_count_from_the_start() {
    use landledger::finding::{Span, TextIndex};
    let short = "上街区,\n𠮷a\r\n".repeat(20_000);
    let long = "上街区".repeat(60_000);
    for text in [short.clone() + &long, long + &short] {
        let source = Source::new("t", text.clone());
        let index = TextIndex::new(text.as_bytes());
        for offset in (0..text.len()).step_by(4_093).chain([65_535, 65_536, 65_537, text.len()]) {
            let offset = (offset..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap();
            let place = source.place(Span::new(offset, offset));
            let expected = index.line_and_column(offset as u64);
            assert_eq!((place.line.unwrap(), place.column.unwrap()), expected, "{offset}");
        }
    }
}

#[test]
fn bytes_that_are_not_utf8_are_named() {
    // 上街 in GBK is C9 CF BD D6; 0x80 alone is neither; FF FE begins UTF-16.
    for (bytes, line, column, word) in [
        (&b"{\n\"n\": \"\xC9\xCF\xBD\xD6\"}"[..], 2, 7, "GB18030"),
        (&b"[\"\xFF\xFF\"]"[..], 1, 3, "save the file as UTF-8"),
        (&b"\xFF\xFE[\0]\0"[..], 1, 1, "UTF-16"),
    ] {
        let source = Source::new("t.json", bytes);
        let finding = &json::parse(&source).findings[0];
        assert_eq!(finding.code, Code::NotUtf8);
        assert_eq!((finding.place.line, finding.place.column), (Some(line), Some(column)));
        assert!(finding.message.en.contains(word), "{}", finding.message.en);
    }
}

#[test]
fn depth_128_is_read_and_129_is_not() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(json::parse(&Source::new("t", nested(128))).findings.is_empty());
    let source = Source::new("t", nested(129));
    let finding = &json::parse(&source).findings[0];
    assert_eq!((finding.code, finding.place.column), (Code::JsonTooDeep, Some(129)));
    let source = Source::new("t", "[".repeat(100_000));
    assert_eq!(json::parse(&source).findings[0].code, Code::JsonTooDeep);
}

#[test]
fn lines_keep_the_offsets_of_the_file() {
    let source = Source::new("j.jsonl", "\u{feff}{\"甲\": 1}\r\n\n{\"a\": 1,\n{\"b\": [true]}");
    let lines: Vec<json::Line> = json::lines(&source).collect();
    let endings: Vec<json::LineEnding> = lines.iter().map(|line| line.ending).collect();
    use json::LineEnding::{CrLf, Lf, None};
    assert_eq!(endings, [CrLf, Lf, Lf, None]);
    assert_eq!(source.slice(lines[0].span), "{\"甲\": 1}");
    let third = json::parse_at(&source, lines[2].span);
    assert_eq!(third.findings[0].code, Code::JsonTruncated);
    assert_eq!(third.findings[0].place.line, Some(3));
    let fourth = json::parse_at(&source, lines[3].span).root.unwrap();
    let node = fourth.at("/b/0").unwrap();
    assert_eq!(source.slice(node.span), "true");
    assert_eq!((source.place(node.span).line, source.place(node.span).column), (Some(4), Some(8)));
}

#[test]
fn pointers_are_resolved_as_rfc_6901_says() {
    // The document and the pointers of RFC 6901 §5.
    let source = Source::new(
        "t.json",
        r#"{"foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5,
            "k\"l": 6, " ": 7, "m~n": 8}"#,
    );
    let root = json::parse(&source).root.unwrap();
    for (pointer, text) in [
        ("/foo/0", "\"bar\""),
        ("/", "0"),
        ("/a~1b", "1"),
        ("/c%d", "2"),
        ("/e^f", "3"),
        ("/g|h", "4"),
        ("/i\\j", "5"),
        ("/k\"l", "6"),
        ("/ ", "7"),
        ("/m~0n", "8"),
    ] {
        assert_eq!(source.slice(root.at(pointer).unwrap().span), text, "{pointer}");
    }
    assert!(root.at("").is_some_and(|whole| whole.span == root.span));
    for pointer in ["/foo/2", "/foo/01", "/foo/-", "/foo/+1", "foo", "/foo/0/x"] {
        assert!(root.at(pointer).is_none(), "{pointer}");
    }
}

#[derive(Debug, PartialEq)]
struct Exact(Decimal);

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Exact, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Exact;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a decimal")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Exact, E> {
                Decimal::from_str_exact(text).map(Exact).map_err(|_| {
                    E::custom(format!("expected a decimal of at most 28 digits, found {text}"))
                })
            }
            fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Exact, E> {
                Ok(Exact(number.into()))
            }
        }
        deserializer.deserialize_any(Text)
    }
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    code: String,
    #[serde(default)]
    registered_area_m2: Option<Exact>,
    #[serde(default)]
    state: State,
    #[serde(default)]
    shares: BTreeMap<String, f64>,
    #[serde(default)]
    pair: Option<(u8, i16)>,
    #[serde(default)]
    wrapped: Wrapped,
}

#[derive(Debug, PartialEq, Deserialize, Default)]
struct Wrapped(Vec<Option<bool>>);

#[derive(Debug, PartialEq, Deserialize, Default)]
#[serde(rename_all = "kebab-case")]
enum State {
    #[default]
    NotListed,
    Listed {
        year: u16,
    },
    Since(u16),
    Between(u16, u16),
}

fn decode(text: &str) -> Result<Record, (String, String, String)> {
    let source = Source::new("t.json", text);
    let parsed = json::parse(&source);
    let root = parsed.root.unwrap_or_else(|| panic!("{text}: {:?}", parsed.findings));
    json::decode(&root, "/base").map_err(|error| {
        let finding = error.clone().into_finding(&source);
        assert_eq!(finding.code, error.code);
        assert!(finding.message.zh.starts_with("应为"));
        (error.pointer.clone(), source.slice(error.span).to_owned(), error.to_string())
    })
}

#[test]
fn records_are_decoded() {
    let record = decode(
        r#"{"state": {"listed": {"year": 2024}}, "registered_area_m2": 12345678.123456789012345,
            "wrapped": [true, null], "shares": {"乙": 1, "甲": 0.1}, "pair": [255, -5], "code": "a\nb"}"#,
    )
    .unwrap();
    let area = Decimal::from_str_exact("12345678.123456789012345").unwrap();
    assert_eq!(record.registered_area_m2, Some(Exact(area)));
    assert_eq!(record.registered_area_m2.unwrap().0.to_string(), "12345678.123456789012345");
    assert_eq!(record.state, State::Listed { year: 2024 });
    assert_eq!(record.wrapped, Wrapped(vec![Some(true), None]));
    assert_eq!(record.shares, BTreeMap::from([("乙".into(), 1.0), ("甲".into(), 0.1)]));
    assert_eq!((record.pair, record.code.as_str()), (Some((255, -5)), "a\nb"));
    for (text, state) in [
        (r#""not-listed""#, State::NotListed),
        (r#"{"not-listed": null}"#, State::NotListed),
        (r#"{"since": 7}"#, State::Since(7)),
        (r#"{"between": [7, 8]}"#, State::Between(7, 8)),
    ] {
        assert_eq!(decode(&format!(r#"{{"code": "", "state": {text}}}"#)).unwrap().state, state);
    }
    let kept = decode(r#"{"code": "", "registered_area_m2": 9000.10}"#).unwrap();
    assert_eq!(kept.registered_area_m2.unwrap().0.to_string(), "9000.10");
}

#[test]
fn decode_errors_point_at_the_innermost_value() {
    for (text, pointer, span, message) in [
        (r#"{}"#, "/base", "{}", "expected the member `code`, found an object without it"),
        (r#"[]"#, "/base", "[]", "expected an object (Record), found an array of 0"),
        (r#"{"code": 1}"#, "/base/code", "1", "expected a string, found number 1"),
        (r#"{"code": 1.5}"#, "/base/code", "1.5", "expected a string, found number 1.5"),
        (r#"{"code": null}"#, "/base/code", "null", "expected a string, found null"),
        (
            r#"{"code": "", "registered_area_m2": 0.12345678901234567890123456789}"#,
            "/base/registered_area_m2",
            "0.12345678901234567890123456789",
            "expected a decimal of at most 28 digits, found 0.12345678901234567890123456789",
        ),
        (
            r#"{"code": "", "registered_area_m2": true}"#,
            "/base/registered_area_m2",
            "true",
            "expected a decimal, found true",
        ),
        (
            r#"{"code": "", "state": "listd"}"#,
            "/base/state",
            "\"listd\"",
            "expected one of `not-listed`, `listed`, `since`, `between`, found string \"listd\"",
        ),
        (
            r#"{"code": "", "state": {"listd": 1}}"#,
            "/base/state/listd",
            "\"listd\"",
            "expected one of `not-listed`, `listed`, `since`, `between`, found \"listd\"",
        ),
        (
            r#"{"code": "", "state": {"listed": {"year": 70000}}}"#,
            "/base/state/listed/year",
            "70000",
            "expected an integer from 0 to 65535, found number 70000",
        ),
        (
            r#"{"code": "", "state": {"since": 2024.0}}"#,
            "/base/state/since",
            "2024.0",
            "expected an integer from 0 to 65535, found number 2024.0",
        ),
        (
            r#"{"code": "", "state": {"since": -1}}"#,
            "/base/state/since",
            "-1",
            "expected an integer from 0 to 65535, found number -1",
        ),
        (
            r#"{"code": "", "state": {"since": 99999999999999999999}}"#,
            "/base/state/since",
            "99999999999999999999",
            "expected an integer from 0 to 65535, found number 99999999999999999999",
        ),
        (
            r#"{"code": "", "shares": {"a/b": 1e400}}"#,
            "/base/shares/a~1b",
            "1e400",
            "expected a number that a 64-bit float can hold, found number 1e400",
        ),
        (
            r#"{"code": "", "shares": {"a": "1"}}"#,
            "/base/shares/a",
            "\"1\"",
            "expected a number, found string \"1\"",
        ),
        (
            r#"{"code": "", "wrapped": [true, 0]}"#,
            "/base/wrapped/1",
            "0",
            "expected a boolean, found number 0",
        ),
        (
            r#"{"code": "", "pair": [1, 2, 3]}"#,
            "/base/pair",
            "[1, 2, 3]",
            "expected an array of 2, found an array of 3",
        ),
        (
            r#"{"code": "", "colour": 1}"#,
            "/base/colour",
            "\"colour\"",
            "expected a known member (one of `code`, `registered_area_m2`, `state`, `shares`, `pair`, \
             `wrapped`), found \"colour\"",
        ),
        (
            r#"{"code": "", "code": ""}"#,
            "/base/code",
            "\"code\"",
            "expected one member `code`, found a second one",
        ),
    ] {
        let error = decode(text).unwrap_err();
        let expected = (pointer.into(), span.into(), format!("{pointer}: {message}"));
        assert_eq!(error, expected, "{text}");
    }
}

#[test]
fn nodes_are_printed_without_white_space_and_without_loss() {
    let text = "{ \"乙\" : [ 1.50 , -0 , \"\\u0001\\\"\\\\/\" ] , \"甲\" : { } }";
    let source = Source::new("t.json", text);
    let node = json::parse(&source).root.unwrap();
    assert_eq!(node.to_json(), r#"{"乙":[1.50,-0,"\u0001\"\\/"],"甲":{}}"#);
}

proptest! {
    /// Against serde_json 1.0 as a second reader: both accept, or neither does.
    #[test]
    fn accepts_what_serde_json_accepts(text in "[\\[\\]{}\",:0-9.eE+\\-truefalsn \\\\u]{0,24}") {
        let source = Source::new("t.json", text.clone());
        let parsed = json::parse(&source);
        let errors = parsed.findings.iter().filter(|f| f.code != Code::DuplicateKey).count();
        let other: Result<serde::de::IgnoredAny, _> = serde_json::from_str(&text);
        prop_assert_eq!(errors == 0, other.is_ok(), "{}", text);
    }

    #[test]
    fn no_text_panics(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
        let source = Source::new("t.json", bytes);
        let parsed = json::parse(&source);
        prop_assert!(parsed.root.is_some() || !parsed.findings.is_empty());
    }
}
