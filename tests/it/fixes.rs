//! Fixes applied to text: the cases of RFC 6902, appendix A, and what they must leave alone.

use landledger::finding::{Fix, FixKind, PatchStep};
use landledger::read::Source;
use landledger::write::apply_fixes;
use serde_json::{Value, json};

fn fix(steps: Vec<PatchStep>) -> Fix {
    Fix::new(FixKind::ReplaceMember, steps)
}

fn apply(text: &str, steps: Vec<PatchStep>) -> String {
    apply_fixes(&Source::new("a.json", text), &[&fix(steps)]).unwrap().text
}

#[test]
fn the_examples_of_rfc_6902() {
    // Appendix A: number, document, step, result. A.11 to A.16 are about tests, moves and copies, which fixes do not use.
    let rows: Vec<(&str, Value, PatchStep, Value)> = vec![
        (
            "A.1",
            json!({"foo": "bar"}),
            PatchStep::add("/baz", "qux"),
            json!({"baz": "qux", "foo": "bar"}),
        ),
        (
            "A.2",
            json!({"foo": ["bar", "baz"]}),
            PatchStep::add("/foo/1", "qux"),
            json!({"foo": ["bar", "qux", "baz"]}),
        ),
        (
            "A.3",
            json!({"baz": "qux", "foo": "bar"}),
            PatchStep::remove("/baz"),
            json!({"foo": "bar"}),
        ),
        (
            "A.4",
            json!({"foo": ["bar", "qux", "baz"]}),
            PatchStep::remove("/foo/1"),
            json!({"foo": ["bar", "baz"]}),
        ),
        (
            "A.5",
            json!({"baz": "qux", "foo": "bar"}),
            PatchStep::replace("/baz", "boo"),
            json!({"baz": "boo", "foo": "bar"}),
        ),
        (
            "A.10",
            json!({"foo": "bar"}),
            PatchStep::add("/child", json!({"grandchild": {}})),
            json!({"foo": "bar", "child": {"grandchild": {}}}),
        ),
        (
            "A.14",
            json!({"/": 9, "~1": 10}),
            PatchStep::replace("/~01", 11),
            json!({"/": 9, "~1": 11}),
        ),
        (
            "A.16",
            json!({"foo": ["bar"]}),
            PatchStep::add("/foo/-", json!(["abc", "def"])),
            json!({"foo": ["bar", ["abc", "def"]]}),
        ),
        // §4.1: an addition to a member that exists replaces it.
        (
            "4.1",
            json!({"foo": 1, "bar": 2}),
            PatchStep::add("/foo", 3),
            json!({"foo": 3, "bar": 2}),
        ),
        // An index equal to the length adds at the end (§4.1).
        ("end", json!({"foo": [1]}), PatchStep::add("/foo/1", 2), json!({"foo": [1, 2]})),
        ("empty array", json!({"foo": []}), PatchStep::add("/foo/0", 2), json!({"foo": [2]})),
        ("empty object", json!({}), PatchStep::add("/foo", 2), json!({"foo": 2})),
        ("last of two", json!({"foo": [1, 2]}), PatchStep::remove("/foo/1"), json!({"foo": [1]})),
        ("only one", json!({"foo": [1]}), PatchStep::remove("/foo/0"), json!({"foo": []})),
    ];
    for (name, document, step, expected) in rows {
        for text in [document.to_string(), serde_json::to_string_pretty(&document).unwrap()] {
            let found: Value = serde_json::from_str(&apply(&text, vec![step.clone()])).unwrap();
            assert_eq!(found, expected, "{name}");
        }
    }
}

#[test]
fn paths_that_are_not_in_the_document_are_errors() {
    // RFC 6902 A.12 and §4.2, §4.3: the target must exist; RFC 6901 §4: no leading zero.
    for step in [
        PatchStep::add("/baz/bat", "qux"),
        PatchStep::remove("/baz"),
        PatchStep::replace("/baz", 1),
        PatchStep::add("/list/3", 1),
        PatchStep::replace("/list/2", 1),
        PatchStep::replace("/list/01", 1),
        PatchStep::remove("/features/0"),
        PatchStep::add("baz", 1),
    ] {
        let source = Source::new("a.json", r#"{"foo": "bar", "list": [1, 2]}"#);
        let error = apply_fixes(&source, &[&fix(vec![step.clone()])]).unwrap_err().to_string();
        assert!(error.contains("a.json") && error.contains(&step.path), "{error}");
    }
}

#[test]
fn what_no_patch_names_keeps_its_bytes() {
    let text = "{ \"type\":\"FeatureCollection\",\n\"features\" : [\n  {\"a\": 1.50, \"b\": [ 1e2 , 7 ]},\n\t{\"a\": 2.0}\n]  }\n";
    assert_eq!(
        apply(text, vec![PatchStep::replace("/features/0/b/1", 8)]),
        text.replace("7 ]", "8 ]")
    );
    assert_eq!(
        apply(text, vec![PatchStep::remove("/features/0")]),
        "{ \"type\":\"FeatureCollection\",\n\"features\" : [\n  {\"a\": 2.0}\n]  }\n"
    );
    assert_eq!(
        apply(text, vec![PatchStep::remove("/features/1")]),
        "{ \"type\":\"FeatureCollection\",\n\"features\" : [\n  {\"a\": 1.50, \"b\": [ 1e2 , 7 ]}\n]  }\n"
    );
}

#[test]
fn steps_of_one_fix_give_what_rfc_6902_gives_one_after_the_other() {
    // From the last index to the first, and twice at one place: the second stands in front of the first.
    let steps = vec![
        PatchStep::add("/r/3", "d"),
        PatchStep::add("/r/1", "y"),
        PatchStep::add("/r/1", "x"),
        PatchStep::remove("/r/0"),
    ];
    assert_eq!(apply(r#"{"r": ["a", "b", "c"]}"#, steps), r#"{"r": ["x", "y", "b", "c", "d"]}"#);
    // From the first to the last, the second index would mean another element: refused.
    let steps = vec![PatchStep::remove("/r/0"), PatchStep::remove("/r/1")];
    let source = Source::new("a.json", r#"{"r": ["a", "b", "c"]}"#);
    assert!(apply_fixes(&source, &[&fix(steps)]).is_err());
}

#[test]
fn fixes_that_meet_are_left_for_the_next_check() {
    let source = Source::new("a.json", r#"{"r": [1, 2, 3], "s": 4}"#);
    let first = fix(vec![PatchStep::replace("/r/1", 20)]);
    let meets = fix(vec![PatchStep::replace("/s", 5), PatchStep::remove("/r/1")]);
    let other = fix(vec![PatchStep::replace("/s", 6)]);
    let fixed = apply_fixes(&source, &[&first, &meets, &other]).unwrap();
    assert_eq!(fixed.text, r#"{"r": [1, 20, 3], "s": 6}"#);
    assert_eq!((fixed.applied, fixed.left), (vec![0, 2], vec![1]));
}

#[test]
fn elements_at_the_end_go_with_their_commas() {
    let remove = |paths: &[&str]| paths.iter().map(|path| PatchStep::remove(*path)).collect();
    let array = r#"{"r": [1, 2, 3, 4]}"#;
    assert_eq!(apply(array, remove(&["/r/3", "/r/2"])), r#"{"r": [1, 2]}"#);
    assert_eq!(apply(array, remove(&["/r/3", "/r/1"])), r#"{"r": [1, 3]}"#);
    assert_eq!(apply(array, remove(&["/r/3", "/r/2", "/r/1", "/r/0"])), r#"{"r": []}"#);
    let object = r#"{"o": {"a": 1, "b": 2, "c": 3}}"#;
    assert_eq!(apply(object, remove(&["/o/c", "/o/b"])), r#"{"o": {"a": 1}}"#);
    assert_eq!(apply(object, remove(&["/o/b", "/o/c"])), r#"{"o": {"a": 1}}"#);
    let features =
        r#"{"type": "FeatureCollection", "features": [{"id": 1}, {"id": 2}, {"id": 3}]}"#;
    assert_eq!(
        apply(features, remove(&["/features/2", "/features/1"])),
        r#"{"type": "FeatureCollection", "features": [{"id": 1}]}"#
    );
}

#[test]
fn cuts_of_one_parcel_do_not_go_together() {
    let feature = r#"{"r": [1], "s": [1]}"#;
    let source =
        Source::new("a.json", format!(r#"{{"features": [{feature}, {feature}, {feature}]}}"#));
    let cut = |loser: usize, keeper: usize, at: &str| {
        let step = |feature: usize| PatchStep::add(format!("/features/{feature}/{at}"), 0);
        Fix::new(FixKind::CutOverlap, vec![step(loser), step(keeper)])
    };
    let applied = |one: &Fix, other: &Fix| {
        let fixed = apply_fixes(&source, &[one, other]).unwrap();
        (fixed.applied, fixed.left)
    };
    let (both, first) = ((vec![0, 1], vec![]), (vec![0], vec![1]));
    // One keeps its land against two.
    assert_eq!(applied(&cut(1, 0, "r/0"), &cut(2, 0, "s/0")), both);
    // Cut twice; cut, and a keeper; a keeper, and cut. None of them touches the bytes of the other.
    assert_eq!(applied(&cut(1, 0, "s/0"), &cut(1, 2, "r/0")), first);
    assert_eq!(applied(&cut(1, 0, "s/0"), &cut(2, 1, "r/0")), first);
    assert_eq!(applied(&cut(1, 0, "s/0"), &cut(0, 2, "r/0")), first);
    // Other fixes are no cuts.
    let other = Fix::new(FixKind::InsertVertex, vec![PatchStep::add("/features/1/r/0", 0)]);
    assert_eq!(applied(&cut(1, 0, "s/0"), &other), both);
}
