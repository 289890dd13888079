//! Chinese for what a type expects: serde says it in English only.

use crate::finding::Text;

/// Phrases that serde's own implementations use.
const PHRASES: [(&str, &str); 14] = [
    ("a string", "字符串"),
    ("a borrowed string", "字符串"),
    ("a boolean", "布尔值（true 或 false）"),
    ("a character", "单个字符"),
    ("a map", "对象"),
    ("a sequence", "数组"),
    ("unit", "null"),
    ("option", "值或 null"),
    ("string or map", "字符串或对象"),
    ("f64", "数"),
    ("f32", "数"),
    ("a number", "数"),
    ("an integer", "整数"),
    ("variant identifier", "字符串"),
];

/// What is expected, in both languages; phrases that are not known stay in English.
pub(crate) fn expectation(en: &str) -> Text {
    if let Some((_, zh)) = PHRASES.iter().find(|(phrase, _)| *phrase == en) {
        return Text::new(*zh, if matches!(en, "f64" | "f32") { "a number" } else { en });
    }
    if matches!(en, "u8" | "u16" | "u32" | "u64" | "usize" | "u128") {
        return Text::new(format!("非负整数（{en}）"), format!("a non-negative integer ({en})"));
    }
    if matches!(en, "i8" | "i16" | "i32" | "i64" | "isize" | "i128") {
        return Text::new(format!("整数（{en}）"), format!("an integer ({en})"));
    }
    for prefix in
        ["struct ", "tuple struct ", "unit struct ", "enum ", "struct variant ", "tuple variant "]
    {
        if let Some(name) = en.strip_prefix(prefix) {
            let (zh, kind) = match prefix {
                "struct " | "struct variant " => ("对象", "an object"),
                "tuple struct " | "tuple variant " => ("数组", "an array"),
                "enum " => ("字符串或单成员对象", "a string or an object of one member"),
                _ => ("null", "null"),
            };
            return Text::new(format!("{zh}（{name}）"), format!("{kind} ({name})"));
        }
    }
    Text::new(en, en)
}

/// `one of …`, in both languages.
pub(crate) fn one_of(names: &[&str]) -> Text {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [] => Text::new("无（不允许任何名称）", "none"),
        [only] => Text::new(only.clone(), only.clone()),
        _ => Text::new(
            format!("{} 之一", quoted.join("、")),
            format!("one of {}", quoted.join(", ")),
        ),
    }
}
