//! A schema as text, in an order that people read: what it is, then what it has, then the definitions.

use serde_json::Value;

/// Keywords in the order in which they are printed; others follow by name, then those behind the mark.
const FIRST: &[&str] =
    &["$schema", "$id", "title", "description", "type", "const", "enum", "format", "pattern"];
const LAST: &[&str] = &["properties", "required", "additionalProperties", "$defs"];

/// The text, with two blanks a level and a line end behind it; the same whatever features of `serde_json` are switched on.
pub(super) fn pretty(schema: &Value) -> String {
    let mut out = String::new();
    value(&mut out, schema, 0, Keys::Keywords);
    out.push('\n');
    out
}

/// What the keys of an object are.
#[derive(Clone, Copy, PartialEq)]
enum Keys {
    Keywords,
    /// Names of members or of definitions.
    Names,
}

fn value(out: &mut String, schema: &Value, depth: usize, keys: Keys) {
    match schema {
        Value::Object(members) if !members.is_empty() => {
            let mut members: Vec<(&String, &Value)> = members.iter().collect();
            members.sort_by_key(|(key, _)| (rank(key, keys), *key));
            out.push('{');
            for (number, (key, member)) in members.into_iter().enumerate() {
                separate(out, number, depth + 1);
                out.push_str(&Value::from(key.as_str()).to_string());
                out.push_str(": ");
                let names =
                    matches!(key.as_str(), "properties" | "$defs") && keys == Keys::Keywords;
                value(out, member, depth + 1, if names { Keys::Names } else { Keys::Keywords });
            }
            line(out, depth);
            out.push('}');
        }
        Value::Array(items) if items.iter().any(|item| item.is_object() || item.is_array()) => {
            out.push('[');
            for (number, item) in items.iter().enumerate() {
                separate(out, number, depth + 1);
                value(out, item, depth + 1, Keys::Keywords);
            }
            line(out, depth);
            out.push(']');
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(Value::to_string).collect();
            out.push_str(&format!("[{}]", items.join(", ")));
        }
        other => out.push_str(&other.to_string()),
    }
}

fn rank(key: &str, keys: Keys) -> usize {
    if keys == Keys::Names {
        return 0;
    }
    let place = |list: &[&str]| list.iter().position(|name| *name == key);
    match (place(FIRST), place(LAST)) {
        (Some(place), _) => place,
        (_, Some(place)) => FIRST.len() + 1 + place,
        _ => FIRST.len(),
    }
}

fn separate(out: &mut String, number: usize, depth: usize) {
    if number > 0 {
        out.push(',');
    }
    line(out, depth);
}

fn line(out: &mut String, depth: usize) {
    out.push('\n');
    out.push_str(&"  ".repeat(depth));
}
