//! TOML, strictly and with places: the tree of [`super::json`], so that what decodes and points at JSON does so here.
//!
//! Grammar and escapes are those of the crate `toml_parser`; what a table may say twice, how deep it may go and which
//! numbers are exact is decided here.

mod document;
mod syntax;
mod table;

use toml_parser::parser::{Event, RecursionGuard, ValidateWhitespace, parse_document};
use toml_parser::{ParseError, Source as Toml};

use super::Source;
use super::json::Parsed;
use super::json::lexer::DEPTH_LIMIT;
use crate::finding::{Code, Finding, Span, Text};

/// Reads a TOML file as a tree: tables as objects, arrays of tables as arrays, dates as strings with their text, numbers
/// with their text.
///
/// # Findings
///
/// `file-empty`, `not-utf8`, `toml-malformed`, `json-too-deep` (deeper than 128), `duplicate-key` (keys and tables), and
/// `member-invalid` for numbers that are no plain decimals (`0x10`, `1_000`, `1e3`, `inf`, `nan`). A tree with findings is
/// not to be trusted.
pub(crate) fn parse(source: &Source) -> Parsed<'_> {
    let text = match source.whole_text() {
        Ok(text) => text,
        Err(finding) => return Parsed { root: None, findings: vec![*finding] },
    };
    let refused = |finding| Parsed { root: None, findings: vec![finding] };
    if text.len() < source.bytes().len() {
        let message = Text::new(
            "文件在一个字符中间结束，可能未传完",
            "the file ends in the middle of a character: it may have been cut off",
        );
        let end = Span::new(text.len(), source.bytes().len());
        return refused(Finding::new(Code::TomlMalformed, message).at(source.place(end)));
    }
    let toml = Toml::new(text);
    let tokens = toml.lex().into_vec();
    let mut events: Vec<Event> = Vec::new();
    let mut error: Option<ParseError> = None;
    let deepest = u32::try_from(DEPTH_LIMIT).unwrap_or(u32::MAX);
    let mut guard = RecursionGuard::new(&mut events, deepest);
    let mut checked = ValidateWhitespace::new(&mut guard, toml);
    parse_document(&tokens, &mut checked, &mut error);
    if let Some(error) = error {
        return refused(syntax::fault(text, &error).into_finding(source));
    }
    let whole = Span::new(source.text_start(), text.len());
    let (root, faults) = document::tree(toml, &events, whole);
    let findings = faults.into_iter().map(|fault| fault.into_finding(source)).collect();
    Parsed { root: Some(root), findings }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Text and tree, after the examples of TOML 1.0.
    const READ: &[(&str, &str)] = &[
        ("a = 1\nb.c = 'x'\nb.d = true", r#"{"a":1,"b":{"c":"x","d":true}}"#),
        ("[x.y.z.w]\n[x]\na = 1", r#"{"x":{"y":{"z":{"w":{}}},"a":1}}"#),
        ("[[p]]\nn = 1\n[[p]]\n[[p]]\nn = 3", r#"{"p":[{"n":1},{},{"n":3}]}"#),
        (
            "[[f]]\nn = 'a'\n[f.p]\nc = 1\n[[f.v]]\nn = 2\n[[f]]\n[[f.v]]\nn = 3",
            r#"{"f":[{"n":"a","p":{"c":1},"v":[{"n":2}]},{"v":[{"n":3}]}]}"#,
        ),
        (
            "[f]\na.c = 1\na.t.s = true\n[f.a.x]\nm = 2",
            r#"{"f":{"a":{"c":1,"t":{"s":true},"x":{"m":2}}}}"#,
        ),
        ("p = [{x = 1, y.z = 2}, {}, [[], ['k']]]", r#"{"p":[{"x":1,"y":{"z":2}},{},[[],["k"]]]}"#),
        (
            "d = [2026-01-01, 07:32:00, -0.50]\n\"a b\" = \"\"\"\nl\"\"\"",
            r#"{"d":["2026-01-01","07:32:00",-0.50],"a b":"l"}"#,
        ),
        ("\"\" = 1 # nothing\r\n", r#"{"":1}"#),
        ("a = [\n 1, # one\n 2,\n]", r#"{"a":[1,2]}"#),
    ];

    /// Text and the pointer of what stands twice, after what TOML 1.0 calls invalid.
    const TWICE: &[(&str, &str)] = &[
        ("a = 1\na = 2", "/a"),
        ("a = 1\n\"a\" = 2", "/a"),
        ("a.b = 1\na.b.c = 2", "/a/b"),
        ("[a]\n[a]", "/a"),
        ("[a]\nb = 1\n[a.b]", "/a/b"),
        ("[f]\na.c = 1\n[f.a]", "/f/a"),
        ("[a.b.c]\nz = 1\n[a]\nb.c.t = 2", "/a/b"),
        ("a = {}\n[a.b]", "/a"),
        ("a = {b = 1}\na.c = 2", "/a"),
        ("a = {b = 1, b = 2}", "/a/b"),
        ("a = []\n[[a]]", "/a"),
        ("[[a]]\n[a]", "/a"),
        ("[a]\n[[a]]", "/a"),
        ("[[a]]\nb.c = 1\n[[a]]\nb = 2\nb.c = 3", "/a/1/b"),
        ("a = [{b = 1, b = 2}]", "/a/0/b"),
    ];

    #[test]
    fn tables_are_put_together_as_toml_says() {
        for (text, json) in READ {
            let source = Source::new("a.toml", *text);
            let parsed = parse(&source);
            assert_eq!(parsed.findings, [], "{text}");
            assert_eq!(parsed.root.map(|root| root.to_json()).as_deref(), Some(*json), "{text}");
        }
    }

    #[test]
    fn what_stands_twice_is_found_where_it_stands_again() {
        for (text, pointer) in TWICE {
            let source = Source::new("a.toml", *text);
            let found = parse(&source).findings;
            let codes: Vec<_> = found
                .iter()
                .map(|found| (found.code, found.place.pointer.as_deref().unwrap_or_default()))
                .collect();
            assert_eq!(codes, [(Code::DuplicateKey, *pointer)], "{text}");
        }
    }
}
