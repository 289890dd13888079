//! Chinese for what a type expects: serde says it in English only.

use crate::finding::Text;

/// Phrases that serde's own implementations use, then those of this crate's types.
const PHRASES: [(&str, &str); 28] = [
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
    ("an integer from 1 to 65535", "1 至 65535 的整数"),
    ("variant identifier", "字符串"),
    ("a finding code, as landledger rules lists them", "问题代码（见 landledger rules）"),
    ("a parcel code as a string", "宗地代码（字符串）"),
    ("a real-estate unit code as a string", "不动产单元代码（字符串）"),
    ("a unified social credit code as a string", "统一社会信用代码（字符串）"),
    ("a division code as a string", "行政区划代码（字符串）"),
    ("a day as YYYY-MM-DD", "日期（YYYY-MM-DD）"),
    ("a day as YYYY-MM-DD, or null", "日期（YYYY-MM-DD）或 null"),
    ("a moment as YYYY-MM-DDTHH:MM:SS", "时刻（YYYY-MM-DDTHH:MM:SS）"),
    ("a decimal number written as a string, or an integer", "写成字符串的十进制数，或整数"),
    ("coordinates", "坐标数组"),
    ("a geometry", "几何对象"),
    ("an EPSG code 4491–4554", "EPSG 代码 4491 至 4554"),
    ("a denominator above zero and a ratio below 10^26", "大于 0 的分母，且比值小于 10 的 26 次方"),
];

/// What is expected, in both languages; phrases that are not known stay in English.
pub(crate) fn expectation(en: &str) -> Text {
    if let Some((_, zh)) = PHRASES.iter().find(|(phrase, _)| *phrase == en) {
        return Text::new(*zh, if matches!(en, "f64" | "f32") { "a number" } else { en });
    }
    if let Some(most) = most(en) {
        return Text::new(format!("0 至 {most} 的整数"), format!("an integer from 0 to {most}"));
    }
    if matches!(en, "u64" | "usize" | "u128") {
        return Text::new("非负整数", "a non-negative integer");
    }
    if matches!(en, "i8" | "i16" | "i32" | "i64" | "isize" | "i128") {
        return Text::new("整数", "an integer");
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

/// The largest number of a type without a sign, where people would meet it.
fn most(integer: &str) -> Option<u32> {
    Some(match integer {
        "u8" => u8::MAX.into(),
        "u16" => u16::MAX.into(),
        "u32" => u32::MAX,
        _ => return None,
    })
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
