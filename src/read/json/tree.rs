//! The tree: values with their places, numbers with their text, members in the order of the file.

use std::borrow::Cow;

use super::fault::Fault;
use super::keys::Keys;
use super::lexer::{DEPTH_LIMIT, Lexed, Lexer, Step};
use super::pointer::{Path, unescape};
use crate::finding::{Code, Finding, Span, Text};
use crate::read::Source;

/// A value and its bytes.
#[derive(Debug, Clone, PartialEq)]
pub struct Node<'a> {
    /// The bytes of the value in the file.
    pub span: Span,
    /// The value.
    pub value: Value<'a>,
}

/// A JSON value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, as the text that stands in the file.
    Number(&'a str),
    /// A string, its escapes resolved.
    String(Cow<'a, str>),
    /// The elements of an array.
    Array(Vec<Node<'a>>),
    /// The members of an object in the order of the file, equal keys included.
    Object(Vec<Member<'a>>),
}

/// A member of an object.
#[derive(Debug, Clone, PartialEq)]
pub struct Member<'a> {
    /// The key, its escapes resolved.
    pub key: Cow<'a, str>,
    /// The bytes of the key, quotes included.
    pub key_span: Span,
    /// The value.
    pub value: Node<'a>,
}

/// What [`parse`] found.
#[derive(Debug)]
pub struct Parsed<'a> {
    /// The value; `None` when the text is not one JSON value.
    pub root: Option<Node<'a>>,
    /// What is wrong. A tree with a [`Code::DuplicateKey`] or a [`Code::NumberNotFinite`] is complete, but not to be
    /// trusted; a number that is not finite keeps its text.
    pub findings: Vec<Finding>,
}

/// Reads a file that is one JSON value.
///
/// # Findings
/// `file-empty`, `byte-order-mark`, `not-utf8`, `json-malformed`, `json-truncated`, `json-trailing`,
/// `json-too-deep` (deeper than 128), `number-not-finite` and `duplicate-key`, each with line, column, bytes and, where there
/// is one, pointer.
///
/// ```
/// use landledger::finding::Code;
/// use landledger::read::{Source, json};
///
/// let source = Source::new("a.json", r#"{"a": [1, {"b": 9000.10, "b": null}]}"#);
/// let parsed = json::parse(&source);
/// assert_eq!(parsed.findings[0].code, Code::DuplicateKey);
/// assert_eq!(parsed.findings[0].place.pointer.as_deref(), Some("/a/1/b"));
/// assert_eq!(parsed.findings[0].place.column, Some(26));
/// ```
#[must_use]
pub fn parse(source: &Source) -> Parsed<'_> {
    let mut parsed = parse_at(source, Span::new(source.text_start(), source.bytes().len()));
    parsed.findings.splice(0..0, source.byte_order_mark());
    parsed
}

/// Reads a range of a file that is one JSON value: a line of JSON lines, or the bytes of a known value.
/// Places are those of the file, pointers start at the value.
#[must_use]
pub fn parse_at(source: &Source, span: Span) -> Parsed<'_> {
    let text = match source.whole_text() {
        Ok(text) => text,
        Err(finding) => return Parsed { root: None, findings: vec![*finding] },
    };
    let mut faults = Vec::new();
    let root = match tree(text, span, 0, "", &mut faults) {
        Ok(node) => Some(node),
        Err(fault) => {
            faults.push(*fault);
            None
        }
    };
    // A number beyond `f64` is well-formed; whether it can be used depends on the type it is decoded into.
    faults.retain(|fault| fault.code != Code::NumberOverflow);
    let findings = faults.into_iter().map(|fault| fault.into_finding(source)).collect();
    Parsed { root, findings }
}

/// The one value in a range of text, which lies within `depth` arrays and objects.
pub(crate) fn tree<'a>(
    text: &'a str,
    span: Span,
    depth: usize,
    base: &str,
    faults: &mut Vec<Fault>,
) -> Lexed<Node<'a>> {
    let mut builder = Builder { lexer: Lexer::over(text, span), faults };
    builder.lexer.skip_space();
    let node = builder.value(Path::Base(base), depth)?;
    builder.lexer.end()?;
    Ok(node)
}

impl<'a> Node<'a> {
    /// The member with this key; the last one if the key is there twice.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node<'a>> {
        let Value::Object(members) = &self.value else { return None };
        members.iter().rfind(|member| member.key == key).map(|member| &member.value)
    }

    /// The value at a JSON pointer (RFC 6901) below this one.
    #[must_use]
    pub fn at(&self, pointer: &str) -> Option<&Node<'a>> {
        let Some(tokens) = pointer.strip_prefix('/') else {
            return pointer.is_empty().then_some(self);
        };
        tokens.split('/').try_fold(self, |node, token| match &node.value {
            Value::Object(_) => node.get(&unescape(token)),
            Value::Array(items) if token == "0" || !token.starts_with(['0', '+']) => {
                items.get(token.parse::<usize>().ok()?)
            }
            _ => None,
        })
    }

    /// The text of a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The value as JSON text without white space: members in their order, numbers with their text.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut out = String::new();
        self.push_json(&mut out);
        out
    }

    fn push_json(&self, out: &mut String) {
        match &self.value {
            Value::Null => out.push_str("null"),
            Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Value::Number(text) => out.push_str(text),
            Value::String(text) => push_quoted(out, text),
            Value::Array(items) => {
                out.push('[');
                for (nth, item) in items.iter().enumerate() {
                    out.push_str(if nth == 0 { "" } else { "," });
                    item.push_json(out);
                }
                out.push(']');
            }
            Value::Object(members) => {
                out.push('{');
                for (nth, member) in members.iter().enumerate() {
                    out.push_str(if nth == 0 { "" } else { "," });
                    push_quoted(out, &member.key);
                    out.push(':');
                    member.value.push_json(out);
                }
                out.push('}');
            }
        }
    }

    /// What the value is, in words, with its text where that is short.
    #[must_use]
    pub fn describe(&self) -> Text {
        match &self.value {
            Value::Null => Text::new("null", "null"),
            Value::Bool(value) => Text::new(format!("{value}"), format!("{value}")),
            Value::Number(text) => {
                let text = shortened(text);
                Text::new(format!("数 {text}"), format!("number {text}"))
            }
            Value::String(text) => {
                let text = shortened(text);
                Text::new(format!("字符串 {text:?}"), format!("string {text:?}"))
            }
            Value::Array(items) => {
                let n = items.len();
                Text::new(format!("{n} 个元素的数组"), format!("an array of {n}"))
            }
            Value::Object(_) => Text::new("对象", "an object"),
        }
    }
}

/// A string with the escapes that RFC 8259 §7 requires, everything else as it is.
fn push_quoted(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if u32::from(c) < 0x20 => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
}

/// What kind of value starts with this byte, in words.
pub(crate) fn kind(first: Option<u8>) -> Text {
    match first {
        Some(b'{') => Text::new("对象", "an object"),
        Some(b'[') => Text::new("数组", "an array"),
        Some(b'"') => Text::new("字符串", "a string"),
        Some(b't' | b'f') => Text::new("布尔值", "a boolean"),
        Some(b'n') => Text::new("null", "null"),
        _ => Text::new("数", "a number"),
    }
}

/// Long text, cut for a message.
pub(crate) fn shortened(text: &str) -> String {
    const LONGEST: usize = 40;
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
}

struct Builder<'a, 'f> {
    lexer: Lexer<'a>,
    faults: &'f mut Vec<Fault>,
}

impl<'a> Builder<'a, '_> {
    fn value(&mut self, path: Path<'_>, depth: usize) -> Lexed<Node<'a>> {
        let start = self.lexer.offset();
        let value = match self.lexer.peek() {
            Some(b'{' | b'[') if depth >= DEPTH_LIMIT => return Err(too_deep(start, path)),
            Some(b'{') => self.object(path, depth),
            Some(b'[') => self.array(path, depth),
            Some(b'"') => self.lexer.string().map(Value::String),
            Some(b'N' | b'I' | b'-' | b'0'..=b'9') => self.number(path),
            _ => self.lexer.literal().map(|word| match word {
                "true" => Value::Bool(true),
                "false" => Value::Bool(false),
                _ => Value::Null,
            }),
        };
        match value {
            Ok(value) => Ok(Node { span: Span::new(start, self.lexer.offset()), value }),
            Err(fault) => Err(Box::new(fault.or_pointer(|| path.pointer()))),
        }
    }

    fn number(&mut self, path: Path<'_>) -> Lexed<Value<'a>> {
        if let Some(span) = self.lexer.not_finite() {
            let text = self.lexer.text_of(span);
            self.faults.push(not_finite(text, span).or_pointer(|| path.pointer()));
            return Ok(Value::Number(text));
        }
        if let Some(b'N' | b'I') = self.lexer.peek() {
            self.lexer.literal()?;
        }
        let number = self.lexer.number()?;
        let span = Span::new(number.start, number.end);
        let text = self.lexer.text_of(span);
        if !self.lexer.holds(number) {
            self.faults.push(overflow(text, span).or_pointer(|| path.pointer()));
        }
        Ok(Value::Number(text))
    }

    fn array(&mut self, path: Path<'_>, depth: usize) -> Lexed<Value<'a>> {
        self.lexer.open(b'[');
        let mut items = Vec::new();
        let mut step = Step::First;
        while self.lexer.next_item(&mut step)? {
            items.push(self.value(Path::Index(&path, items.len()), depth + 1)?);
        }
        Ok(Value::Array(items))
    }

    fn object(&mut self, path: Path<'_>, depth: usize) -> Lexed<Value<'a>> {
        self.lexer.open(b'{');
        let mut members = Vec::new();
        let mut keys = Keys::default();
        let mut step = Step::First;
        while let Some((key, key_span)) = self.lexer.next_member(&mut step)? {
            let path = Path::Key(&path, &key);
            if !keys.insert(key.clone()) {
                self.faults.push(duplicate_key(&key, key_span).or_pointer(|| path.pointer()));
            }
            let value = self.value(path, depth + 1)?;
            members.push(Member { key, key_span, value });
        }
        Ok(Value::Object(members))
    }
}

fn too_deep(start: usize, path: Path<'_>) -> Box<Fault> {
    let message = Text::new(
        format!("数组和对象的嵌套超过 {DEPTH_LIMIT} 层"),
        format!("arrays and objects are nested deeper than {DEPTH_LIMIT}"),
    );
    let fault = Fault::new(Code::JsonTooDeep, Span::new(start, start + 1), message);
    Box::new(fault.or_pointer(|| path.pointer()))
}

/// `NaN` or `Infinity` in the place of a number.
pub(crate) fn not_finite(text: &str, span: Span) -> Fault {
    let message = Text::new(
        format!("应为数，实为 {text}（JSON 中没有）"),
        format!("expected a number, found {text}, which JSON does not have"),
    );
    Fault::new(Code::NumberNotFinite, span, message)
}

/// A number beyond the range of `f64`.
pub(crate) fn overflow(text: &str, span: Span) -> Fault {
    let text = shortened(text);
    let message = Text::new(
        format!("应为 64 位浮点数能表示的数，实为 {text}"),
        format!("expected a number that a 64-bit float can hold, found {text}"),
    );
    Fault::new(Code::NumberOverflow, span, message)
}

/// The second of two equal keys.
pub(crate) fn duplicate_key(key: &str, span: Span) -> Fault {
    let key = shortened(key);
    let message = Text::new(
        format!("对象中的键 {key:?} 重复"),
        format!("the key {key:?} stands twice in one object"),
    );
    Fault::new(Code::DuplicateKey, span, message)
}
