//! Documents made from a schema: every member of every object, every word and every alternative somewhere. A reader that takes them all
//! reads everything that the schema says it reads; their mutations say the rest.

use std::collections::{BTreeMap, BTreeSet};

use landledger::schema::SchemaFile;
use serde_json::{Map, Value, json};

/// Documents that a schema allows: one with the first alternative everywhere, and one for each other alternative that is met on the way.
pub(crate) fn instances(name: &str) -> Vec<Value> {
    let root: Value = serde_json::from_str(SchemaFile::named(name).unwrap().text).unwrap();
    let mut all = Vec::new();
    let mut known: BTreeSet<(String, usize)> = BTreeSet::new();
    let mut open: Vec<BTreeMap<String, usize>> = vec![BTreeMap::new()];
    while let Some(chosen) = open.pop() {
        let mut making = Making { root: &root, chosen: &chosen, met: BTreeMap::new() };
        all.push(making.value(&root, "", 0));
        for (at, count) in making.met {
            for other in 0..count {
                if known.insert((at.clone(), other)) && other > 0 {
                    let mut chosen = chosen.clone();
                    chosen.insert(at.clone(), other);
                    open.push(chosen);
                }
            }
        }
    }
    all
}

struct Making<'a> {
    root: &'a Value,
    /// Which alternative is taken, by the place in the schema; elsewhere the first.
    chosen: &'a BTreeMap<String, usize>,
    /// The places with alternatives, and how many they have.
    met: BTreeMap<String, usize>,
}

impl Making<'_> {
    /// A value that the schema at a place allows; `depth` counts what stands within its own kind.
    fn value(&mut self, schema: &Value, at: &str, depth: usize) -> Value {
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            let target = self.root.pointer(reference.trim_start_matches('#')).unwrap();
            let depth = depth + usize::from(at.contains(reference));
            return self.value(
                target,
                &if depth > 0 { format!("{at}{reference}") } else { reference.to_owned() },
                depth,
            );
        }
        if let Some(known) = by_hand(at.rsplit('/').next().unwrap()) {
            return known;
        }
        let list = |key: &str| schema.get(key).and_then(Value::as_array);
        if let Some(only) = schema.get("const") {
            return only.clone();
        }
        if let Some(words) = list("enum") {
            return words[self.choice(at, words.len(), depth)].clone();
        }
        if let Some(parts) = list("allOf") {
            return self.value(&parts[0], at, depth);
        }
        if let Some(choices) = list("oneOf").or_else(|| list("anyOf")) {
            // Within its own kind, one that has no such value within it.
            let own = format!("\"#{}\"", at.rsplit('#').next().unwrap());
            let ends = |choice: &Value| !choice.to_string().contains(&own);
            let taken = match depth {
                0 => self.choice(at, choices.len(), depth),
                _ => choices.iter().position(ends).unwrap(),
            };
            return self.value(&choices[taken], &format!("{at}/{taken}"), depth);
        }
        let kinds: Vec<&str> = match &schema["type"] {
            Value::String(kind) => vec![kind],
            Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
            _ => return json!(1),
        };
        let kind = kinds[self.choice(at, kinds.len(), depth)];
        match kind {
            "object" => {
                let properties = schema.get("properties").and_then(Value::as_object);
                let members = properties.into_iter().flatten();
                let members: Map<String, Value> = members
                    .map(|(key, member)| {
                        (key.clone(), self.value(member, &format!("{at}/{key}"), depth))
                    })
                    .collect();
                Value::Object(members)
            }
            "array" => {
                match (schema.get("prefixItems").and_then(Value::as_array), schema.get("items")) {
                    (Some(items), _) => {
                        items.iter().map(|item| self.value(item, at, depth)).collect()
                    }
                    (None, Some(item)) => {
                        let least =
                            schema.get("minItems").and_then(Value::as_u64).unwrap_or(1).max(1);
                        (0..least).map(|_| self.value(item, &format!("{at}/*"), depth)).collect()
                    }
                    _ => json!([]),
                }
            }
            "string" => text(schema.get("pattern").and_then(Value::as_str)),
            "integer" => schema.get("minimum").cloned().unwrap_or(json!(1)),
            "number" => json!(1),
            "boolean" => json!(true),
            "null" => Value::Null,
            other => panic!("{at}: {other}"),
        }
    }

    fn choice(&mut self, at: &str, count: usize, depth: usize) -> usize {
        if depth > 0 {
            return 0;
        }
        self.met.insert(at.to_owned(), count);
        self.chosen.get(at).copied().unwrap_or_default()
    }
}

/// Values whose rule is no matter of one member.
fn by_hand(definition: &str) -> Option<Value> {
    Some(match definition {
        "Geometry" => {
            json!({"type": "Polygon", "coordinates": [[[113.0, 34.0], [113.01, 34.0], [113.01, 34.01], [113.0, 34.0]]]})
        }
        "LandUse" => json!({"system": "gbt21010-2017", "code": "0601"}),
        // Its last character is a check character.
        "CreditCode" => json!("91410100MA0000001X"),
        _ => return None,
    })
}

/// A text that has the form; every form of a schema must stand here.
fn text(pattern: Option<&str>) -> Value {
    let Some(pattern) = pattern else { return json!("甲 1") };
    let texts = [
        ("^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$", "2024-02-29"),
        (
            "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$",
            "2024-02-29T09:30:00",
        ),
        ("^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$", "2024-02"),
        ("^[1-9][0-9]{5}([0-9]{3}|[0-9]{6})?$", "410106001"),
        ("^[1-9][0-9]{11}([GZ][BSXDEFGHLNWY]|J[ABSXCDEFGHLNWY])[0-9]{5}$", "410106001001GB00012"),
        (
            "^[1-9][0-9]{11}([GZ][BSXDEFGHLNWY]|J[ABSXCDEFGHLNWY])[0-9]{5}([FLQ][0-9]{8}|W00000000)$",
            "410106001001GB00012W00000000",
        ),
        ("^[^\\s\\u0000-\\u001f\\u007f-\\u009f]+$", "甲-1"),
        ("^[0-9a-f]{64}$", "656cc7d544909f890cd3e244908bd579101086255b1259b461e007599a8922a6"),
        ("^sha256:[0-9a-f]{32}(-[0-9]+)?$", "sha256:656cc7d544909f890cd3e244908bd579-2"),
        ("^[a-z0-9]+(-[a-z0-9]+)*$", "gap"),
        ("^[0-9]{2,4}$", "33"),
        ("^-?[0-9]+$", "-1"),
        ("^0*[1-9][0-9]*$", "3"),
    ];
    if let Some((_, text)) = texts.iter().find(|(known, _)| *known == pattern) {
        return json!(text);
    }
    assert!(pattern.contains("[0-9]+(\\.[0-9]") || pattern.contains("[0-9]{1,18}"), "{pattern}");
    json!("1.50")
}
