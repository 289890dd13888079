//! Decoding with and without a tree, held against each other.

use proptest::prelude::*;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{Value, decode, decode_directly, parse};
use crate::ledger::Event;
use crate::read::Source;

/// The value as the tree gives it, if it has nothing to say.
fn by_tree<T: DeserializeOwned>(text: &str, without: &[&str]) -> Option<T> {
    let source = Source::new("a.json", text);
    let parsed = parse(&source);
    let mut root = parsed.root.filter(|_| parsed.findings.is_empty())?;
    if let Value::Object(members) = &mut root.value {
        members.retain(|member| !without.contains(&&*member.key));
    }
    decode(&root, "").ok()
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Of {
    small: Option<i8>,
    float: Option<f64>,
    names: Option<std::collections::BTreeMap<String, Vec<(u8, char)>>>,
    kind: Option<Kind>,
    area: Option<crate::units::Area>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    Plain,
    New(Option<bool>),
    Two(u8, u8),
    Named { a: Box<Kind> },
}

#[test]
fn what_the_tree_gives_and_nothing_where_it_complains() {
    let deep =
        format!(r#"{{"kind":{}"plain"{}}}"#, r#"{"named":{"a":"#.repeat(70), "}}".repeat(70));
    let rows = [
        r#"{}"#,
        r#" { "small" : -128 , "float" : 1e3 } "#,
        r#"{"small":128}"#,
        r#"{"small":1.0}"#,
        r#"{"small":"1"}"#,
        r#"{"float":1e999}"#,
        r#"{"float":NaN}"#,
        r#"{"float":-Infinity}"#,
        r#"{"small":null,"small":null}"#,
        r#"{"names":{"a":[[1,"x"]],"b":[]}}"#,
        r#"{"names":{"a":[],"a":[]}}"#,
        r#"{"names":{"a":[[1,"x",2]]}}"#,
        r#"{"names":{"a":[[1]]}}"#,
        r#"{"kind":"plain"}"#,
        r#"{"kind":{"plain":null}}"#,
        r#"{"kind":{"plain":1}}"#,
        r#"{"kind":{"new":true}}"#,
        r#"{"kind":{"new":null}}"#,
        r#"{"kind":"new"}"#,
        r#"{"kind":{"two":[1,2]}}"#,
        r#"{"kind":{"two":[1,2,3]}}"#,
        r#"{"kind":{"named":{"a":"plain"}}}"#,
        r#"{"kind":{"named":[]}}"#,
        r#"{"kind":{}}"#,
        r#"{"kind":{"plain":null,"new":true}}"#,
        r#"{"kind":{"plain":null},}"#,
        r#"{"kind":nul}"#,
        r#"{"kind":5}"#,
        r#"{"area":"12.50"}"#,
        r#"{"area":12.50}"#,
        r#"{"area":12}"#,
        r#"{"area":-1}"#,
        r#"{"area":[1]}"#,
        r#"{"a":1}"#,
        r#"{"small":1} x"#,
        r#"{"small":1"#,
        r#"{"sm\u0061ll":1}"#,
        r#"{"chain":"x","small":1}"#,
        r#"{"chain":"x","chain":"x"}"#,
        r#"{"chain":1,"more":2}"#,
        r#"{"chain":{"a":1}}"#,
        "[]",
        "1",
        "",
        deep.as_str(),
    ];
    let mut some = 0;
    for text in rows {
        let direct: Option<Of> = decode_directly(text, &["chain", "more"]);
        // What is passed over is a string or a number; the tree passes over anything.
        if text != r#"{"chain":{"a":1}}"# {
            assert_eq!(direct, by_tree(text, &["chain", "more"]), "{text}");
        }
        some += usize::from(direct.is_some());
    }
    assert!((15..30).contains(&some), "{some}");
}

const LINES: [&str; 4] = [
    r#"{"id":"E1","effective":"2024-03","recorded":"2024-03-04T09:30:00","document":{"number":"上街区〔2024〕1号"},"act":{"space-vacated":{"space":"S1"}},"chain":"00"}"#,
    r#"{"id":"E2","effective":"2023-05-10","recorded":"2023-05-11T09:00:00","actor":"岗","act":{"entry-listed":{"entry":"T1","parcel":"410106001001GB00012","class":"idle","causes":[{"code":"hoarding","side":"enterprise"}],"land_area_m2":"12000.00"}},"more":2,"chain":"00"}"#,
    r#"{"id":"E3","effective":"2023-05-10","recorded":"2023-05-11T09:00:00","act":{"event-corrected":{"event":"E2","act":{"together":{"acts":[{"plan-accepted":{"plan":"P"}},{"space-remeasured":{"space":"S","floor_area_m2":10.50}}]}}}}}"#,
    r#"{"id":"E4","effective":"2023","recorded":"2023-05-11T09:00:00","act":{"parcels-replaced":{"replacement":{"kind":"merge","from":["410106001001GB00012"],"to":[],"spaces":{"S1":"410106001001GB00012","S2":"410106001001GB00012"}}}}}"#,
];

proptest! {
    /// Whatever is done to a line, both say the same of it.
    #[test]
    fn of_damaged_lines_too(
        line in prop::sample::select(LINES.to_vec()),
        edits in prop::collection::vec((0..400_usize, 0..3_u8, "[\"{}\\[\\],:0-9a-z.-]{1,3}"), 0..3),
    ) {
        let mut text: Vec<char> = line.chars().collect();
        for (at, kind, new) in edits {
            let at = at % text.len();
            let end = if kind == 0 { at } else { (at + usize::from(kind)).min(text.len()) };
            text.splice(at..end, new.chars());
        }
        let text: String = text.into_iter().collect();
        let without = ["chain", "more"];
        let direct: Option<Event> = decode_directly(&text, &without);
        let tree: Option<Event> = by_tree(&text, &without);
        // It may leave to the tree what that passes over without a look.
        if direct.is_some() || !["chain", "more"].iter().any(|own| text.contains(own)) {
            prop_assert_eq!(direct, tree);
        }
    }
}
