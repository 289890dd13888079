//! No legal number without its citation, and no legal term without its row in the glossary.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use landledger::indicator::control::{ControlFacts, control_indicators};
use landledger::indicator::{
    BaseQuantities, Indicator, MeasuredLand, vacancy_rates, zone_indicators,
};
use landledger::law::{Assurance, ControlEdition, ControlValues, Threshold};

use crate::ledger_text::on;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// Path below `src` and text of every Rust file of some rooms, in order.
fn sources(rooms: &[&str]) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut folders: Vec<PathBuf> =
        rooms.iter().map(|room| root().join("src").join(room)).collect();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let name = path.strip_prefix(root().join("src")).unwrap();
                let name = name.to_string_lossy().replace('\\', "/");
                files.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    files.sort();
    assert!(!files.is_empty());
    files
}

// -- Numbers -------------------------------------------------------------------------------------------------------

/// Files whose numbers are a table of an instrument as a whole, and the instrument.
const TABLES: &[(&str, &str)] = &[
    (
        "law/threshold.rs",
        "the table itself: every number has its row, its citation and its assurance",
    ),
    ("law/control/floor_area_ratios.rs", "国土资发〔2008〕24号, the table of its edition"),
];

/// Numbers that no instrument sets: file, number as written, reason.
const NO_LAW: &[(&str, &str, &str)] = &[
    ("law/article.rs", "9", "the largest digit: articles have at most three"),
    ("law/rulebook/criterion.rs", "15", "mu in a hectare"),
    ("law/rulebook/criterion.rs", "4", "a decimal scale: 15/10 000"),
    ("law/rulebook/reasons.rs", "4", "decimals of a value as a reason tells it"),
    ("indicator/quotient.rs", "15", "mu in a hectare"),
    ("indicator/explain/mod.rs", "15", "mu in a hectare"),
    ("indicator/explain/account.rs", "4", "decimals of an effect as it is shown"),
    ("indicator/explain/account.rs", "14", "decimals by which effects are sorted, where they fit"),
    ("indicator/explain/account.rs", "9", "the same, fewer"),
    ("indicator/explain/account.rs", "6", "the same, fewer"),
    ("indicator/simulation.rs", "15", "mu in a hectare"),
    ("indicator/simulation.rs", "4", "a decimal scale: 15/10 000"),
    ("indicator/zone_score.rs", "20", "decimals of a quotient that is no finite decimal"),
    ("indicator/bounds.rs", "3", "examples listed of what is missing"),
    ("indicator/control/verdict.rs", "6", "decimals of a figure"),
];

/// 0, 1, 2 (pairs, halves, decimals of percentages) and powers of ten (units), written in any way.
fn is_plain(number: &str) -> bool {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_start_matches('0');
    let power_of_ten = digits.starts_with('1') && digits[1..].chars().all(|c| c == '0');
    digits.is_empty() || number == "2" || number == "2.0" || power_of_ten
}

/// The code of a source text: without tests, comments, strings and characters.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]").next().unwrap();
    let mut code = String::new();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '/' if rest.peek() == Some(&'/') => {
                while rest.peek().is_some_and(|c| *c != '\n') {
                    rest.next();
                }
            }
            '"' => {
                while let Some(c) = rest.next() {
                    match c {
                        '\\' => {
                            rest.next();
                        }
                        '"' => break,
                        _ => {}
                    }
                }
                code.push_str("\"\"");
            }
            // A character, not a lifetime: closed two or three further on.
            '\'' => {
                let ahead: Vec<char> = rest.clone().take(3).collect();
                let length = match ahead[..] {
                    ['\\', _, '\''] => 3,
                    [_, '\'', ..] => 2,
                    _ => 0,
                };
                for _ in 0..length {
                    rest.next();
                }
            }
            c => code.push(c),
        }
    }
    code
}

/// Places of a legal text, days, and lengths of arrays, which are no quantities.
const NOT_QUANTITIES: &[&str] =
    &["Article::new(", ".paragraph(", ".item(", "civil::date(", "date("];

/// The numbers of a code, as written, but for those behind [`NOT_QUANTITIES`] and in `[T; 3]`.
fn numbers(code: &str) -> Vec<String> {
    let mut code = code.to_owned();
    for opening in NOT_QUANTITIES {
        while let Some(at) = code.find(opening) {
            let end = code[at..].find(')').map_or(code.len(), |end| at + end);
            code.replace_range(at..end, "");
        }
    }
    let chars: Vec<char> = code.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = chars.get(at) {
        let before = |n: usize| at.checked_sub(n).and_then(|at| chars.get(at)).copied();
        let inside_word = before(1).is_some_and(|c| c.is_alphanumeric() || c == '_');
        // `pair.0`, but not the end of `0..3`.
        let member = before(1) == Some('.') && before(2) != Some('.');
        if !c.is_ascii_digit() || inside_word || member {
            at += 1;
            continue;
        }
        let start = at;
        while let Some(c) = chars.get(at) {
            let point = *c == '.' && chars.get(at + 1).is_some_and(char::is_ascii_digit);
            let exponent = matches!(c, '-' | '+') && chars.get(at - 1) == Some(&'e');
            if !(c.is_alphanumeric() || *c == '_' || point || exponent) {
                break;
            }
            at += 1;
        }
        let number: String = chars[start..at].iter().collect();
        let suffixes = ["_f64", "_u32", "_u64", "_i64", "_usize", "_i32", "f64", "u32", "usize"];
        let number = suffixes.iter().fold(number.as_str(), |n, suffix| n.trim_end_matches(suffix));
        let text = |range: &[char]| range.iter().collect::<String>();
        let length = text(&chars[..start]).trim_end().ends_with(';')
            && text(&chars[at..]).trim_start().starts_with(']');
        if !length {
            found.push(number.to_owned());
        }
    }
    found
}

#[test]
fn the_scan_would_notice() {
    let text = r#"
        // 25 in a comment
        const A: [u8; 7] = table; // 30
        fn f<'a>(x: &'a str) -> u32 { x.len() + pair.0 + "a third: \"3\"" + '8' }
        let cited = Citation::order_53(Article::new(14).paragraph(3).item(4));
        if years >= 2 && share < 0.25 && height > 8_000_u32 || part * 3 < 1e3 || (0..5) { 33 }
        #[cfg(test)]
        mod tests { const B: u32 = 20; }
    "#;
    let found = numbers(&code(text));
    let found: Vec<&str> = found.iter().map(String::as_str).filter(|n| !is_plain(n)).collect();
    assert_eq!(found, ["0.25", "8_000", "3", "1e3", "5", "33"]);
    for plain in ["0", "1", "2", "10", "1000", "1_000", "0.0", "1.0", "2.0", "0.1", "100"] {
        assert!(is_plain(plain), "{plain}");
    }
    for law in ["3", "0.25", "20", "25", "30", "0.2", "12", "1.5", "15"] {
        assert!(!is_plain(law), "{law}");
    }
}

#[test]
fn no_threshold_without_citation() {
    let all = Threshold::all();
    let ids: BTreeSet<&str> = all.iter().map(|threshold| threshold.id).collect();
    assert_eq!(ids.len(), all.len(), "an id stands twice");
    for threshold in &all {
        let (id, citation) = (threshold.id, &threshold.citation);
        assert!(!citation.instrument_zh.is_empty() && !citation.instrument_en.is_empty(), "{id}");
        // The trial edition of 2014 has no number that is known: it is named in full, and recalled.
        let in_full = citation.instrument_zh.contains("2014年度试行")
            && threshold.assurance == Assurance::Recalled;
        let place = citation.article.is_some() || citation.number.is_some() || in_full;
        assert!(place, "{id}: no place");
        assert!(citation.last_checked.is_some(), "{id}: never checked");
        for text in [threshold.rule(), threshold.value.text(), citation.text()] {
            assert!(!text.zh.is_empty() && !text.en.is_empty(), "{id}");
        }
    }

    // Every threshold of the code is in the walk: the rows of the table are the walk, and there is no other.
    let sources = sources(&["law", "assessment", "indicator"]);
    let table = &sources.iter().find(|(file, _)| file == "law/threshold.rs").unwrap().1;
    let (_, rows) = table.split_once("\nthresholds! {\n").unwrap();
    let row = |line: &&str| line.starts_with("    ") && line.contains(" = \"");
    let written: BTreeSet<&str> =
        rows.lines().filter(row).map(|line| line.split('"').nth(1).unwrap()).collect();
    assert_eq!(written, ids);
    for (file, text) in &sources {
        let made = code(text).matches("Threshold {").count();
        let declared = [
            "struct Threshold {",
            "impl Threshold {",
            "-> Threshold {",
            ": Threshold = Threshold {",
        ];
        let expected: usize = declared.iter().map(|words| code(text).matches(words).count()).sum();
        assert_eq!(made, expected, "{file} makes a threshold outside the table");
    }

    // No other number that could be one.
    let mut bare = Vec::new();
    let mut used = BTreeSet::new();
    for (file, text) in &sources {
        if TABLES.iter().any(|(table, _)| table == file) {
            continue;
        }
        for number in numbers(&code(text)).into_iter().filter(|number| !is_plain(number)) {
            match NO_LAW.iter().find(|(of, what, _)| of == file && *what == number) {
                Some(row) => {
                    used.insert(row);
                }
                None => bare.push(format!("{file}: {number}")),
            }
        }
    }
    assert_eq!(bare, Vec::<String>::new(), "numbers without a citation, and no reason why not");
    let idle: Vec<_> = NO_LAW.iter().filter(|row| !used.contains(row)).collect();
    assert!(idle.is_empty(), "exceptions that nothing needs: {idle:?}");
}

// -- Terms ---------------------------------------------------------------------------------------------------------

/// The names of types that a room's `mod.rs` hands out.
fn public_types(room: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join("src").join(room).join("mod.rs")).unwrap();
    let mut types = Vec::new();
    for item in text.split("\npub use ").skip(1) {
        let (item, _) = item.split_once(';').unwrap();
        let names = item.rsplit("::").next().unwrap().trim_matches(|c| c == '{' || c == '}');
        let names = names.split(',').map(str::trim).filter(|name| {
            let is_type = name.chars().any(char::is_lowercase);
            name.starts_with(|c: char| c.is_uppercase()) && is_type
        });
        types.extend(names.map(str::to_owned));
    }
    assert!(!types.is_empty(), "{room}");
    types
}

/// The rows of the glossary: Chinese, English, type.
fn glossary() -> Vec<[String; 3]> {
    let text = fs::read_to_string(root().join("src/docs/glossary.md")).unwrap();
    let row = |line: &str| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        <[&str; 3]>::try_from(cells).unwrap_or_else(|_| panic!("{line}")).map(str::to_owned)
    };
    text.lines().filter(|line| line.starts_with('|')).skip(2).map(row).collect()
}

fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

/// Every indicator that the library knows, of a zone and of a project.
fn indicators() -> Vec<Indicator> {
    let state = on("E1 2024-01-01 parcel 1", "2024-06-30").state;
    let mut all = zone_indicators(&BaseQuantities::of(&state, &MeasuredLand::default()));
    all.extend(vacancy_rates(&state));
    for edition in [ControlEdition::V2008, ControlEdition::V2023] {
        let rows = control_indicators(&ControlFacts::default(), &ControlValues::of(edition));
        all.extend(rows.into_iter().map(|row| row.indicator));
    }
    all
}

#[test]
fn glossary_lists_every_legal_term() {
    let rows = glossary();
    for [zh, en, what] in &rows {
        assert!(is_chinese(zh) && !is_chinese(en) && !en.is_empty(), "{zh} | {en} | {what}");
    }
    let mut missing = Vec::new();
    for name in ["law", "assessment"].into_iter().flat_map(public_types) {
        // The type, or a member of it.
        let [whole, member] = [format!("`{name}`"), format!("`{name}::")];
        if !rows.iter().any(|[.., what]| what.contains(&whole) || what.contains(&member)) {
            missing.push(name);
        }
    }
    for indicator in indicators() {
        let id = format!("`{}`", indicator.id);
        match rows.iter().find(|[.., what]| what.contains(&id)) {
            Some([zh, ..]) => assert_eq!(*zh, indicator.name.zh, "{id}"),
            None => missing.push(indicator.id),
        }
    }
    assert_eq!(missing, Vec::<String>::new(), "terms without a row in src/docs/glossary.md");
}
