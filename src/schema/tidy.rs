//! What the derived schemas say too much of: rustdoc in descriptions, names of Rust types, null where nobody writes it.

use schemars::Schema;
use schemars::transform::{RecursiveTransform, Transform};
use serde_json::Value;

/// Descriptions are the first part of a doc comment, without its links, examples and headings.
pub(super) fn descriptions(schema: &mut Schema) {
    RecursiveTransform(|schema: &mut Schema| {
        if let Some(Value::String(text)) = schema.get_mut("description") {
            *text = plain(text);
        }
    })
    .transform(schema);
}

/// The range of whole numbers instead of the name of a Rust type, and no default that says that nothing is there.
pub(super) fn plain_json(schema: &mut Schema) {
    RecursiveTransform(|schema: &mut Schema| {
        if schema.get("default").is_some_and(Value::is_null) {
            schema.remove("default");
        }
        let range = match schema.get("format").and_then(Value::as_str) {
            Some("uint8") => (None, Some(i64::from(u8::MAX))),
            Some("uint16") => (None, Some(i64::from(u16::MAX))),
            Some("uint32") => (None, Some(i64::from(u32::MAX))),
            Some("int16") => (Some(i64::from(i16::MIN)), Some(i64::from(i16::MAX))),
            Some("int32") => (Some(i64::from(i32::MIN)), Some(i64::from(i32::MAX))),
            Some("uint64" | "uint" | "int64" | "double") => (None, None),
            _ => return,
        };
        schema.remove("format");
        if let Some(least) = range.0 {
            schema.insert("minimum".into(), least.into());
        }
        if let Some(most) = range.1 {
            schema.insert("maximum".into(), most.into());
        }
    })
    .transform(schema);
}

/// Members that may be absent are never written as null.
pub(super) fn no_null(schema: &mut Schema) {
    RecursiveTransform(|schema: &mut Schema| {
        let required: Vec<String> = match schema.get("required") {
            Some(Value::Array(names)) => {
                names.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect()
            }
            _ => Vec::new(),
        };
        let Some(Value::Object(properties)) = schema.get_mut("properties") else { return };
        for (name, member) in properties {
            if !required.contains(name) {
                without_null(member);
            }
        }
    })
    .transform(schema);
}

fn without_null(member: &mut Value) {
    let Value::Object(member) = member else { return };
    if let Some(Value::Array(kinds)) = member.get_mut("type") {
        kinds.retain(|kind| kind != "null");
        if let [only] = kinds.as_slice() {
            let only = only.clone();
            member.insert("type".into(), only);
        }
    }
    if let Some(Value::Array(words)) = member.get_mut("enum") {
        words.retain(|word| !word.is_null());
    }
    if let Some(Value::Array(choices)) = member.get_mut("anyOf") {
        choices.retain(|choice| choice.get("type") != Some(&"null".into()));
        if let [Value::Object(only)] = choices.as_slice() {
            let only = only.clone();
            member.remove("anyOf");
            for (key, value) in only {
                member.entry(key).or_insert(value);
            }
        }
    }
}

/// The paragraphs before the first heading or example, a line each, links without their targets.
fn plain(text: &str) -> String {
    let end = |line: &&str| !line.starts_with('#') && !line.starts_with("```");
    let mut lines: Vec<String> = Vec::new();
    let mut joins = false;
    for line in text.lines().map(str::trim).take_while(end) {
        match lines.last_mut() {
            Some(last) if joins && !line.is_empty() && !line.starts_with(['|', '-']) => {
                last.push(' ');
                last.push_str(line);
            }
            _ if !line.is_empty() => lines.push(line.to_owned()),
            _ => {}
        }
        joins = !line.is_empty();
    }
    unlinked(&lines.join("\n"))
}

/// ``[`Thing`](path)`` and ``[`Thing`]`` are `` `Thing` ``.
fn unlinked(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('[') {
        let (before, link) = rest.split_at(at);
        let Some(close) = link.find(']') else { break };
        out.push_str(before);
        let (name, behind) = link.split_at(close);
        let behind = behind.get(1..).unwrap_or_default();
        let target = behind.strip_prefix('(').and_then(|target| target.split_once(')'));
        let is_link = target.is_some() || name.starts_with("[`");
        out.push_str(if is_link { name.trim_start_matches('[') } else { name });
        if !is_link {
            out.push(']');
        }
        rest = target.map_or(behind, |(_, behind)| behind);
    }
    out.push_str(rest);
    out
}
