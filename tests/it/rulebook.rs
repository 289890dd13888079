//! The rulebook of low-efficiency land from its file to the page: what is wrong with its place, facts worked by hand, reasons,
//! and that what is illustrative says so everywhere. All rulebooks and parcels here are invented.

use std::collections::BTreeSet;
use std::path::Path;
#[cfg(feature = "cli")]
use std::process::Command;

use landledger::assessment::{
    ParcelAssessment, assess, assess_all, low_efficiency_facts, low_efficiency_use,
};
use landledger::calendar::Period;
use landledger::codes::{LandUse, LandUseSystem};
use landledger::finding::{Code, Finding, Language, Severity};
use landledger::law::{
    Answer, CriterionResult, LowEfficiencyFacts, LowEfficiencyUse, Metric, MetricUnit,
    MissingLowEfficiencyFact as Missing, ProductionState, Rulebook, RulebookStanding,
};
use landledger::ledger::{AsOf, LedgerState, replay};
use landledger::read::{Source, read_rulebook};
use landledger::report::catalogue::Catalogue;
use landledger::report::{Report, text};
use landledger::store::District;
use landledger::units::Ratio;

use crate::fuzz::targets;
use crate::ledger_acts::{act, code, mixed};
use crate::ledger_text::day;
use crate::scratch::Scratch;

/// The lines are counted below.
const BOOK: &str = r#"issuer = "示例机关"
effective = 2025-01-01
last_checked = 2025-06-01
standing = "illustrative"
document = { number = "示例1号" }

[[criteria]]
id = "tax"
metric = "tax-per-mu"
comparison = "below"
threshold = 25000.5
unit = "yuan-per-mu"
window_years = 2
basis = "local-rule"
source = { instrument_zh = "示例", instrument_en = "example" }
last_checked = 2025-06-01

[[criteria]]
id = "ratio"
metric = "floor-area-ratio"
comparison = "below"
threshold = 0.5
unit = "ratio"
basis = "standard"
source = { instrument_zh = "示例", instrument_en = "example" }
last_checked = "2025-06-01"

[[sets]]
land_use = "industrial"
combine = "any-of"
criteria = ["tax", "ratio"]
"#;

const ILLUSTRATIVE: (&str, &str) = ("本认定标准仅为示例", "these criteria are illustrative");

fn read(text: impl Into<Vec<u8>>) -> (Option<Rulebook>, Vec<Finding>) {
    read_rulebook(&Source::new("区/rulebook.toml", text))
}

fn book(text: &str) -> Rulebook {
    let (rulebook, findings) = read(text);
    assert_eq!(findings, []);
    rulebook.unwrap()
}

/// The text with one part in the place of another, which stands there once from the given start on.
fn with(from: &str, to: &str) -> String {
    assert!(BOOK.contains(from), "{from}");
    BOOK.replacen(from, to, 1)
}

#[test]
fn a_rulebook_is_read_with_every_value() {
    let found = book(BOOK);
    assert_eq!((found.issuer.as_str(), found.document.number.as_str()), ("示例机关", "示例1号"));
    assert_eq!((found.effective, found.last_checked), (day("2025-01-01"), day("2025-06-01")));
    assert_eq!(found.standing, RulebookStanding::Illustrative);
    let [tax, ratio] = &found.criteria[..] else { panic!("{:?}", found.criteria) };
    assert_eq!((tax.metric, tax.unit), (Metric::TaxPerMu, MetricUnit::YuanPerMu));
    assert_eq!(tax.threshold.unwrap().to_string(), "25000.5");
    assert_eq!((tax.window_years, ratio.window_years), (Some(2), None));
    // A day as text is the same as a day of TOML.
    assert_eq!(ratio.last_checked, tax.last_checked);
    assert_eq!(found.sets[0].criteria, ["tax", "ratio"]);
    // The name of the file comes without its folder; an identity carries all of it.
    assert_eq!(found.file.as_ref().unwrap().name, "rulebook.toml");
    assert_eq!(found.identity().file, found.file);
}

#[test]
fn terms_of_the_procedure_are_read_and_held_against_what_they_can_be() {
    let term = |days: u16| {
        format!(
            "{{ working_days = {days}, source = {{ instrument_zh = \"甲\", instrument_en = \"A\" }}, assurance = \"recalled\" }}"
        )
    };
    let terms = |request: u16, off: &str, worked: &str| {
        format!(
            "{BOOK}\n[procedure]\nhearing_request = {}\ncalendar = {{ days_off = [{off}], days_worked = [{worked}] }}\n",
            term(request)
        )
    };
    let found = book(&terms(1, "2026-10-02, \"2026-10-01\"", "2026-10-10")).procedure.unwrap();
    assert_eq!(found.hearing_request.as_ref().unwrap().working_days, 1);
    assert_eq!(found.hearing_held, None);
    let off: Vec<_> = found.calendar.days_off.iter().copied().collect();
    assert_eq!(off, [day("2026-10-01"), day("2026-10-02")]);
    assert!(found.calendar.is_working(day("2026-10-10")));
    assert!(!found.calendar.is_working(day("2026-10-11")));
    let wrong = |text: &str| -> Vec<String> {
        let (rulebook, findings) = read(text);
        assert_eq!(rulebook, None);
        let row = |finding: &Finding| {
            let pointer = finding.place.pointer.clone().unwrap_or_default();
            format!("{} {pointer}: {}", finding.code, finding.message.en)
        };
        findings.iter().map(row).collect()
    };
    assert_eq!(
        wrong(&terms(0, "2026-10-10", "2026-10-10")),
        [
            "rulebook-range /procedure/hearing_request/working_days: expected a number of working days from 1, found 0",
            "rulebook-range /procedure/calendar/days_worked: expected a day that is not in days_off, found 2026-10-10",
        ]
    );
    // Without the table nothing is set.
    assert_eq!(book(BOOK).procedure, None);
    let given = book(&terms(5, "2026-10-01", ""));
    let zh = text::render_rulebook(&given, Language::Zh);
    assert!(zh.contains("· 申请听证：5 个工作日（甲，未对照公布文本）"), "{zh}");
    assert!(zh.contains("· 组织听证：未给出"), "{zh}");
    let en = text::render_rulebook(&given, Language::En);
    assert!(en.contains("listed: 1 days off, 0 days worked"), "{en}");
    let json = serde_json::to_value(Catalogue::all().with_rulebook(&given)).unwrap();
    assert_eq!(json["procedure"]["hearing_request"]["working_days"], 5);
}

#[test]
fn no_article_paragraph_or_item_is_numbered_0() {
    let source = "source = { instrument_zh = \"示例\", instrument_en = \"example\" }";
    for (place, pointer) in [
        ("article = 0", "article"),
        ("article = 1, paragraph = 0", "paragraph"),
        ("article = 1, item = 0", "item"),
    ] {
        let cited = source.replace(" }", &format!(", article = {{ {place} }} }}"));
        let (rulebook, findings) = read(with(source, &cited));
        assert_eq!(rulebook, None, "{place}");
        let said: Vec<_> = findings
            .iter()
            .map(|f| (f.place.pointer.clone().unwrap(), f.place.line, f.message.en.clone()))
            .collect();
        assert_eq!(
            said,
            [(
                format!("/criteria/0/source/article/{pointer}"),
                Some(15),
                "expected an integer from 1 to 65535, found number 0".to_owned()
            )]
        );
    }
    let cited = source.replace(" }", ", article = { article = 1, paragraph = 1, item = 1 } }");
    book(&with(source, &cited));
}

/// Control values and thresholds on, below and above what they can be.
#[test]
fn numbers_that_cannot_be_are_refused_with_their_place() {
    let control = |what: &str| {
        format!(
            "{BOOK}\n[control]\nedition = \"2023\"\n[control.{what}\nassurance = \"recalled\"\n\
             source = {{ instrument_zh = \"甲\", instrument_en = \"A\" }}\n"
        )
    };
    let coefficient = |value: &str| control(&format!("building_coefficient]\nvalue = {value}"));
    let ratio = |value: &str| {
        let table = "floor_area_ratio]\nindustries = \"gbt4754-2017\"";
        control(&format!("{table}\nvalues = {{ \"13\" = {value} }}"))
    };
    let vacancy = |value: &str| {
        with("metric = \"floor-area-ratio\"", "metric = \"floor-vacancy\"").replacen(
            "threshold = 0.5\nunit = \"ratio\"",
            &format!("threshold = {value}\nunit = \"percent\""),
            1,
        )
    };
    let places = |text: &str| -> Vec<String> {
        let (rulebook, findings) = read(text);
        assert_eq!(rulebook.is_none(), !findings.is_empty());
        let told = |f: &Finding| format!("{} {}", f.place.pointer.clone().unwrap(), f.message.en);
        assert!(findings.iter().all(|f| f.code == Code::RulebookRange), "{findings:?}");
        findings.iter().map(told).collect()
    };
    let value = "/control/building_coefficient/value expected";
    for (text, expected) in [
        (coefficient("0.01"), None),
        (coefficient("100"), None),
        (coefficient("0"), Some(format!("{value} a number above 0, found 0"))),
        (coefficient("-38"), Some(format!("{value} a number from 0, found -38"))),
        (coefficient("100.01"), Some(format!("{value} a number up to 100, found 100.01"))),
        (ratio("0.6"), None),
        (
            ratio("0"),
            Some("/control/floor_area_ratio/values/13 expected a number above 0, found 0".into()),
        ),
        (vacancy("0"), None),
        (vacancy("100"), None),
        (
            vacancy("100.5"),
            Some("/criteria/1/threshold expected a number up to 100, found 100.5".into()),
        ),
        (vacancy("-1"), Some("/criteria/1/threshold expected a number from 0, found -1".into())),
    ] {
        assert_eq!(places(&text), Vec::from_iter(expected), "{text}");
    }
}

/// Each row: what is changed, then code, line and column from 1, pointer, and a part of the English message.
#[test]
fn what_is_wrong_is_named_with_its_place_and_what_was_expected() {
    use Code::{
        DuplicateKey, MemberInvalid, RulebookDaysReversed, RulebookIdRepeated, RulebookIdUnknown,
        RulebookSetEmpty, RulebookUnit, RulebookUseRepeated, RulebookWindow, TomlMalformed,
    };
    let sets = "criteria = [\"tax\", \"ratio\"]\n";
    let again = format!("{sets}[[sets]]\nland_use = \"industrial\"\ncombine = \"any-of\"\n{sets}");
    let group = format!("{sets}[[sets.groups]]\ncombine = \"all-of\"\ncriteria = []\n");
    let strange = format!("{sets}[[sets.groups]]\ncombine = \"all-of\"\ncriteria = [\"x\"]\n");
    let reversed = "unit = \"yuan-per-mu\"\nin_force_from = 2026-01-01\nin_force_to = 2025-12-31";
    let copy = "[[criteria]]\nid = \"tax\"\nmetric = \"floor-vacancy\"\ncomparison = \"above\"\nthreshold = 1\n\
        unit = \"percent\"\nbasis = \"contract\"\nsource = { instrument_zh = \"示\", instrument_en = \"e\" }\n\
        last_checked = 2025-06-01\n[[sets]]";
    #[rustfmt::skip]
    let rows: &[(&str, &str, Code, u32, u32, &str, &str)] = &[
        // The grammar.
        ("standing = \"illustrative\"", "standing = adopted", TomlMalformed, 4, 12, "/standing", "expected text in quotes, found \"adopted\""),
        ("threshold = 25000.5", "threshold =", TomlMalformed, 11, 12, "/criteria/0/threshold", "expected a value, found the end of the line"),
        ("\"ratio\"]\n", "\"ratio\"\n", TomlMalformed, 31, 27, "", "expected `]`, found the end of the line (unclosed array)"),
        ("[[sets]]", "[[sets]", TomlMalformed, 28, 8, "", "expected `]`"),
        ("issuer = \"示例机关\"", "issuer = \"示例机关", TomlMalformed, 1, 15, "/issuer", "expected"),
        ("id = \"tax\"", "id = \"\\q\"", TomlMalformed, 8, 8, "/criteria/0/id", "missing escaped value"),
        // Twice.
        ("standing =", "issuer =", DuplicateKey, 4, 1, "/issuer", "\"issuer\" stands twice"),
        ("basis = \"local-rule\"", "unit = \"years\"", DuplicateKey, 14, 1, "/criteria/0/unit", "\"unit\" stands twice"),
        ("instrument_en", "instrument_zh", DuplicateKey, 15, 34, "/criteria/0/source/instrument_zh", "stands twice"),
        ("[[sets]]", "[document]\n[[sets]]", DuplicateKey, 28, 2, "/document", "\"document\" stands twice"),
        ("[[sets]]", "[criteria]\n[[sets]]", DuplicateKey, 28, 2, "/criteria", "\"criteria\" stands twice"),
        // Keys.
        ("threshold = 25000.5", "treshold = 25000.5", MemberInvalid, 11, 1, "/criteria/0/treshold", "a known member (one of `id`, `metric`"),
        ("issuer =", "issued_by =", MemberInvalid, 1, 1, "/issued_by", "a known member (one of `issuer`, `document`"),
        ("metric = \"tax-per-mu\"\n", "", MemberInvalid, 7, 1, "/criteria/0", "the member `metric`"),
        ("effective = 2025-01-01\n", "", MemberInvalid, 1, 1, "", "the member `effective`"),
        ("number =", "no =", MemberInvalid, 5, 14, "/document/no", "one of `number`, `title`, `dated`"),
        // Values.
        ("\"tax-per-mu\"", "\"tax\"", MemberInvalid, 9, 10, "/criteria/0/metric", "one of `tax-per-mu`, `revenue-per-mu`, `investment-per-mu`, `floor-area-ratio`, `building-coefficient`, `floor-vacancy`, `years-since-stop`, found string \"tax\""),
        ("\"below\"", "\"under\"", MemberInvalid, 10, 14, "/criteria/0/comparison", "one of `below`, `at-most`, `above`, `at-least`"),
        ("\"illustrative\"", "\"draft\"", MemberInvalid, 4, 12, "/standing", "one of `adopted`, `illustrative`"),
        ("\"local-rule\"", "\"law\"", MemberInvalid, 14, 9, "/criteria/0/basis", "one of `contract`, `standard`, `local-rule`, `peer-percentile`"),
        ("\"industrial\"", "\"farm\"", MemberInvalid, 29, 12, "/sets/0/land_use", "one of `industrial`, `logistics`, `commercial`, `residential`, `other`"),
        ("\"any-of\"", "\"one\"", MemberInvalid, 30, 11, "/sets/0/combine", "one of `any-of`, `all-of`"),
        ("2025-01-01", "2025-02-30", MemberInvalid, 2, 13, "/effective", "a day from 01 to 28"),
        ("2025-01-01", "2025-01-01T08:00:00", MemberInvalid, 2, 13, "/effective", "expected YYYY-MM-DD"),
        ("2025-01-01", "2025", MemberInvalid, 2, 13, "/effective", "expected a day as YYYY-MM-DD, found number 2025"),
        ("\"示例机关\"", "true", MemberInvalid, 1, 10, "/issuer", "expected a string, found true"),
        ("[\"tax\", \"ratio\"]", "\"tax\"", MemberInvalid, 31, 12, "/sets/0/criteria", "a sequence, found string \"tax\""),
        ("[\"tax\", \"ratio\"]", "[\"tax\", 2]", MemberInvalid, 31, 20, "/sets/0/criteria/1", "a string, found number 2"),
        ("window_years = 2", "window_years = 300", MemberInvalid, 13, 16, "/criteria/0/window_years", "an integer from 0 to 255, found number 300"),
        ("window_years = 2", "window_years = 2.5", MemberInvalid, 13, 16, "/criteria/0/window_years", "an integer from 0 to 255"),
        // Numbers that are no plain decimals.
        ("25000.5", "0x61a8", MemberInvalid, 11, 13, "/criteria/0/threshold", "a plain decimal number, as 12 or 12.5, without prefix, underscore, exponent or plus, found 0x61a8"),
        ("25000.5", "0o17", MemberInvalid, 11, 13, "/criteria/0/threshold", "found 0o17"),
        ("25000.5", "25_000", MemberInvalid, 11, 13, "/criteria/0/threshold", "found 25_000"),
        ("25000.5", "2.5e4", MemberInvalid, 11, 13, "/criteria/0/threshold", "found 2.5e4"),
        ("25000.5", "+1", MemberInvalid, 11, 13, "/criteria/0/threshold", "found +1"),
        ("25000.5", "inf", MemberInvalid, 11, 13, "/criteria/0/threshold", "found inf"),
        ("25000.5", "-nan", MemberInvalid, 11, 13, "/criteria/0/threshold", "found -nan"),
        ("25000.5", "0.1234567", MemberInvalid, 11, 13, "/criteria/0/threshold", "no more decimals than are kept"),
        ("25000.5", "\"2万\"", MemberInvalid, 11, 13, "/criteria/0/threshold", "a plain decimal number"),
        // What does not fit together.
        ("[[sets]]", copy, RulebookIdRepeated, 29, 6, "/criteria/2/id", "an id that was not used before, found \"tax\" a second time"),
        ("[\"tax\", \"ratio\"]", "[\"tax\", \"ratio\", \"tax\"]", RulebookIdRepeated, 31, 29, "/sets/0/criteria/2", "each id once"),
        ("[\"tax\", \"ratio\"]", "[\"tax\", \"ratio\", \"taxes\"]", RulebookIdUnknown, 31, 29, "/sets/0/criteria/2", "the id of one of the criteria, found \"taxes\""),
        (sets, &strange, RulebookIdUnknown, 34, 13, "/sets/0/groups/0/criteria/0", "found \"x\""),
        (sets, &again, RulebookUseRepeated, 33, 12, "/sets/1/land_use", "one set for a use, found a second one for `industrial`"),
        (sets, &group, RulebookSetEmpty, 32, 1, "/sets/0/groups/0", "at least one criterion, found none"),
        ("unit = \"yuan-per-mu\"", "unit = \"percent\"", RulebookUnit, 12, 8, "/criteria/0/unit", "a unit of tax-per-mu (`yuan-per-mu`, `ten-thousand-yuan-per-mu`, `ten-thousand-yuan-per-hectare`), found `percent`"),
        ("unit = \"ratio\"", "unit = \"years\"", RulebookUnit, 23, 8, "/criteria/1/unit", "(`ratio`, `percent`), found `years`"),
        ("window_years = 2", "window_years = 0", RulebookWindow, 13, 16, "/criteria/0/window_years", "a number of years from 1, found 0"),
        ("unit = \"ratio\"", "unit = \"ratio\"\nwindow_years = 3", RulebookWindow, 24, 16, "/criteria/1/window_years", "no window_years for floor-area-ratio, found 3"),
        ("unit = \"yuan-per-mu\"", reversed, RulebookDaysReversed, 14, 15, "/criteria/0/in_force_to", "a day not before in_force_from, 2026-01-01, found 2025-12-31"),
    ];
    for (from, to, code, line, column, pointer, expected) in rows {
        let (rulebook, findings) = read(with(from, to));
        assert_eq!(rulebook, None, "{to}");
        let errors: Vec<&Finding> =
            findings.iter().filter(|finding| finding.severity == Severity::Error).collect();
        let [found] = errors.as_slice() else { panic!("{to}: {findings:#?}") };
        let place = &found.place;
        let at = (found.code, place.line, place.column, place.pointer.as_deref().unwrap_or(""));
        assert_eq!(at, (*code, Some(*line), Some(*column), *pointer), "{to}: {}", found.message.en);
        assert!(found.message.en.contains(expected), "{to}: {}", found.message.en);
        let chinese = found.message.zh.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c));
        assert!(chinese.count() >= 3, "{}", found.message.zh);
        assert!(!found.message.zh.contains("decimal"), "{}", found.message.zh);
    }
}

#[test]
fn an_empty_set_is_an_error_and_unused_or_open_criteria_are_warnings() {
    let (rulebook, findings) = read(with("criteria = [\"tax\", \"ratio\"]", "criteria = []"));
    assert_eq!(rulebook, None);
    let found: Vec<_> = findings.iter().map(|found| (found.code, found.place.line)).collect();
    let unused = Code::RulebookCriterionUnused;
    assert_eq!(found, [(unused, Some(8)), (unused, Some(19)), (Code::RulebookSetEmpty, Some(28))]);
    // One that only a group uses is used; one without a threshold is said, and used.
    let text = with(
        "criteria = [\"tax\", \"ratio\"]",
        "criteria = [\"tax\"]\n[[sets.groups]]\ncombine = \"all-of\"\ncriteria = [\"ratio\"]",
    );
    assert_eq!(book(&text).sets[0].groups.len(), 1);
    let (rulebook, findings) = read(with("threshold = 0.5\n", ""));
    assert!(rulebook.is_some());
    let [open] = &findings[..] else { panic!("{findings:?}") };
    assert_eq!((open.code, open.severity), (Code::RulebookThresholdMissing, Severity::Warning));
    assert_eq!((open.place.line, open.place.pointer.as_deref()), (Some(18), Some("/criteria/1")));
}

#[test]
fn every_criterion_and_set_that_does_not_fit_is_named_at_once() {
    let text = BOOK
        .replace("\"below\"", "\"under\"")
        .replace("\"illustrative\"", "\"draft\"")
        .replace("\"any-of\"", "\"some-of\"");
    let (_, findings) = read(text);
    let lines: Vec<_> = findings.iter().map(|found| found.place.line.unwrap()).collect();
    assert_eq!(lines, [4, 10, 21, 30]);
}

#[test]
fn bytes_that_are_no_plain_text_are_read_or_named() {
    let plain = book(BOOK);
    // A byte order mark and the lines of Windows change nothing but the hash.
    for bytes in [format!("\u{feff}{BOOK}"), BOOK.replace('\n', "\r\n")] {
        let mut found = book(&bytes);
        assert_ne!(found.file, plain.file);
        found.file.clone_from(&plain.file);
        assert_eq!(found, plain);
    }
    // Places count from the text behind the mark.
    let (_, findings) = read(format!("\u{feff}{}", with("issuer", "issued")));
    assert_eq!((findings[0].place.line, findings[0].place.column), (Some(1), Some(1)));
    // GB18030 for 上: C9 CF.
    let (_, findings) = read(b"issuer = \"\xC9\xCF\"\n".to_vec());
    assert_eq!((findings[0].code, findings[0].place.column), (Code::NotUtf8, Some(11)));
    assert!(findings[0].message.en.contains("GB18030"));
    for empty in ["", " \n", "\u{feff}"] {
        assert_eq!(read(empty).1[0].code, Code::FileEmpty);
    }
    // Cut off within a character, behind a rulebook that would be whole.
    let mut cut = BOOK.as_bytes().to_vec();
    cut.extend([b'#', 0xE7, 0xA4]);
    let (rulebook, findings) = read(cut);
    assert_eq!((rulebook, findings[0].code), (None, Code::TomlMalformed));
    assert_eq!(findings[0].place.line, Some(32));
}

#[test]
fn nesting_without_end_is_refused() {
    for (text, column) in [
        (format!("x = {}{}", "[".repeat(2000), "]".repeat(2000)), 133),
        // The last of 200 keys, each of two characters, and the header from its start.
        (format!("{} = 1", ["a"; 200].join(".")), 399),
        (format!("[{}]", ["a"; 200].join(".")), 1),
    ] {
        let (rulebook, findings) = read(text);
        assert_eq!((rulebook, findings[0].code), (None, Code::JsonTooDeep));
        assert_eq!(findings[0].place.column, Some(column));
    }
}

/// Every beginning of the text, and each of its bytes as something else: judged, never a panic.
#[test]
fn no_damage_makes_it_panic() {
    let bytes = BOOK.as_bytes();
    for end in 0..bytes.len() {
        targets::rulebook(&bytes[..end]);
    }
    for at in 0..bytes.len() {
        for byte in [b'[', b'"', b'.', b'\n', b'{', b'0', 0, 0xFF] {
            let mut damaged = bytes.to_vec();
            damaged[at] = byte;
            targets::rulebook(&damaged);
        }
    }
}

#[test]
fn the_example_of_the_documentation_is_read_and_every_word_is_documented() {
    let page = include_str!("../../src/docs/rulebook.md");
    let (_, example) = page.split_once("```toml\n").unwrap();
    let example = book(example.split_once("```").unwrap().0);
    assert_eq!((example.criteria.len(), example.sets[0].groups.len()), (3, 1));
    let words = Metric::ALL.iter().map(|word| word.id());
    let words = words.chain(MetricUnit::ALL.iter().map(|word| word.id()));
    let words = words.chain(LowEfficiencyUse::ALL.iter().map(|word| word.id()));
    for word in words.chain(["adopted", "illustrative", "any-of", "all-of", "at-least", "contract"])
    {
        assert!(page.contains(&format!("\"{word}\"")), "{word}");
    }
    let keys = serde_json::to_value(&example.criteria[0]).unwrap();
    for key in keys.as_object().unwrap().keys() {
        assert!(page.contains(&format!("| `{key}` |")), "{key}");
    }
    for metric in Metric::ALL {
        let row = page.lines().find(|line| line.starts_with(&format!("| `\"{}\"`", metric.id())));
        assert!(row.unwrap().contains(&metric.name().zh), "{metric:?}");
    }
}

fn fixture() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/shangjie")
}

/// The hash is that of `sha256sum fixtures/shangjie/rulebook.toml`.
#[test]
fn the_fixture_has_an_illustrative_rulebook_with_a_known_hash() {
    let district = District::open(fixture()).unwrap();
    let rulebook = district.rulebook.unwrap();
    assert_eq!(rulebook.standing, RulebookStanding::Illustrative);
    let file = rulebook.file.unwrap();
    assert_eq!(file.name, "rulebook.toml");
    assert_eq!(file.sha256, "6a15d7874e6723d7ad89f587e5ca846badef075b2ab61299b63275b956dd6033");
    assert!(district.sources.contains(&file));
    let text = std::fs::read_to_string(fixture().join("rulebook.toml")).unwrap();
    assert!(text.starts_with("# ==") && text.contains("must not be used for a determination"));
    let readme = std::fs::read_to_string(fixture().join("README.md")).unwrap();
    assert!(readme.contains("`rulebook.toml`") && readme.contains("`illustrative`"));
}

#[test]
fn a_folder_without_a_rulebook_is_read_and_one_with_a_wrong_one_is_not() {
    let scratch = Scratch::new("rulebook-folder");
    for name in [District::ZONE, District::PARCELS, District::LEDGER] {
        std::fs::copy(fixture().join(name), scratch.path().join(name)).unwrap();
    }
    let district = District::open(scratch.path()).unwrap();
    assert_eq!((district.rulebook, district.sources.len()), (None, 3));
    scratch.write(District::RULEBOOK, with("\"illustrative\"", "\"draft\""));
    let error = District::open(scratch.path()).unwrap_err();
    assert!(error.is_input());
    assert!(
        error.to_string().contains("rulebook.toml:4:12 (/standing): expected one of"),
        "{error}"
    );
    // A warning leaves it in use, and is found.
    scratch.write(District::RULEBOOK, with("threshold = 0.5\n", ""));
    let district = District::open(scratch.path()).unwrap();
    assert!(district.rulebook.is_some());
    assert_eq!(district.findings[0].code, Code::RulebookThresholdMissing);
}

const ON: &str = "2025-06-30";

/// 20 000 m² are 30 mu exactly; units of 10 000 m² in use and 6 000 m² vacant make up the floor of 16 000 m².
const PLANT: &str = r#","registered_area_m2":"20000","land_use":{"system":"gbt21010-2017","code":"0601"},
    "stage":"producing-below-target","floor_area_m2":"16000","building_base_area_m2":"7000",
    "structure_base_area_m2":"1000","investment_yuan":"9000000",
    "years":[{"year":2023,"tax_yuan":"600000"},{"year":2024,"tax_yuan":"900000","revenue_yuan":"12000000"}]"#;

fn unit(number: u32, area: &str, occupancy: &str) -> String {
    let occupancy = match occupancy {
        "" => String::new(),
        word => format!(r#","occupancy":"{word}""#),
    };
    let space = format!(
        r#"{{"space-surveyed":{{"space":{{"id":"KJ{number}","parcel":"{}","floor_area_m2":"{area}"}}{occupancy}}}}}"#,
        code(1)
    );
    act(&format!("S{number}"), "2025-01-01", &space)
}

fn state(facts: &str, units: &[String]) -> LedgerState {
    let body = format!(
        r#"{{"parcel-registered":{{"parcel":"{}","facts":{{"name":"A1","town":"410106001","tenure":"granted"{facts}}}}}}}"#,
        code(1)
    );
    let story =
        format!("{}\n{}", act("E1", "2018-01-01", &body.replace('\n', " ")), units.join("\n"));
    let history = replay(&mixed(&story), AsOf::day(day(ON)));
    assert!(history.findings.is_empty(), "{:?}", history.findings);
    history.state
}

fn plant() -> LedgerState {
    state(PLANT, &[unit(1, "10000", "occupied"), unit(2, "6000", "vacant")])
}

fn gathered(state: &LedgerState) -> LowEfficiencyFacts {
    low_efficiency_facts(state, &code(1)).unwrap()
}

/// A rulebook of one criterion for industrial land.
fn only(metric: Metric, unit: MetricUnit, comparison: &str, threshold: &str) -> Rulebook {
    let (_, rest) = BOOK.split_once("[[criteria]]").unwrap();
    let (head, _) = BOOK.split_at(BOOK.len() - rest.len() - "[[criteria]]".len());
    let window = if metric.has_window() { "window_years = 2\n" } else { "" };
    book(&format!(
        "{head}[[criteria]]\nid = \"a\"\nmetric = \"{}\"\nunit = \"{}\"\ncomparison = \"{comparison}\"\nthreshold = {threshold}\n{window}\
         basis = \"local-rule\"\nsource = {{ instrument_zh = \"示例\", instrument_en = \"example\" }}\nlast_checked = 2025-06-01\n\
         [[sets]]\nland_use = \"industrial\"\ncombine = \"any-of\"\ncriteria = [\"a\"]\n",
        metric.id(),
        unit.id(),
    ))
}

fn judged(state: &LedgerState, rulebook: &Rulebook) -> ParcelAssessment {
    assess(state, &code(1), Some(rulebook)).unwrap().unwrap()
}

fn first(state: &LedgerState, rulebook: &Rulebook) -> CriterionResult {
    judged(state, rulebook).low_efficiency.unwrap().criteria[0].clone()
}

/// A number over another.
fn ratio(over: i64, under: i64) -> Ratio {
    Ratio::new(over.into(), under.into()).unwrap()
}

#[test]
fn each_metric_is_worked_out_from_the_ledger() {
    use MetricUnit::{Percent, TenThousandYuanPerHectare, TenThousandYuanPerMu, Years, YuanPerMu};
    let mut stopped = PLANT.to_owned();
    stopped.push_str(r#","production_stopped":"2023-06-29""#);
    let (plant, stopped) = (plant(), state(&stopped, &[]));
    // Tax: (600 000 + 900 000) / (30 mu × 2) = 25 000. Investment: 9 000 000 / 30 = 300 000 a mu, 30 万元, × 15 = 450 万元/公顷.
    // 16 000 / 20 000 = 0.8; (7 000 + 1 000) / 20 000 = 40 %; 6 000 / 16 000 = 37.5 %; two years end with 2025-06-29.
    let rows = [
        (
            &plant,
            Metric::TaxPerMu,
            YuanPerMu,
            ratio(25_000, 1),
            "税收 / 土地面积：(600000 + 900000) 元 / (20000 m² × 2) = 25000 元/亩",
        ),
        (
            &plant,
            Metric::InvestmentPerMu,
            YuanPerMu,
            ratio(300_000, 1),
            "固定资产投资 / 土地面积：9000000 元 / 20000 m² = 300000 元/亩",
        ),
        (&plant, Metric::InvestmentPerMu, TenThousandYuanPerMu, ratio(30, 1), "= 30 万元/亩"),
        (
            &plant,
            Metric::InvestmentPerMu,
            TenThousandYuanPerHectare,
            ratio(450, 1),
            "= 450 万元/公顷",
        ),
        (
            &plant,
            Metric::FloorAreaRatio,
            MetricUnit::Ratio,
            ratio(4, 5),
            "建筑面积 / 土地面积：16000 m² / 20000 m² = 0.8",
        ),
        (
            &plant,
            Metric::BuildingCoefficient,
            Percent,
            ratio(40, 1),
            "(7000 + 1000) m² / 20000 m² = 40 %",
        ),
        (
            &plant,
            Metric::FloorVacancy,
            Percent,
            ratio(75, 2),
            "空置面积 / 总建筑面积：6000 m² / 16000 m² = 37.5 %",
        ),
        (&plant, Metric::YearsSinceStop, Years, ratio(0, 1), "在产"),
        (
            &stopped,
            Metric::YearsSinceStop,
            Years,
            ratio(2, 1),
            "2023-06-29 停产，至 2025-06-30 满 2 年",
        ),
    ];
    for (state, metric, unit, value, words) in rows {
        let number = value.rounded(4).to_string();
        // On the threshold: at most and at least hold, below and above do not.
        for (comparison, answer) in [
            ("at-most", Answer::Met),
            ("at-least", Answer::Met),
            ("below", Answer::NotMet),
            ("above", Answer::NotMet),
        ] {
            let found = first(state, &only(metric, unit, comparison, &number));
            assert_eq!(
                (found.value, found.answer),
                (Some(value), answer),
                "{metric:?} {comparison}"
            );
        }
        let found = judged(state, &only(metric, unit, "below", &number)).low_efficiency.unwrap();
        assert!(found.reasons[2].facts.zh.contains(words), "{}", found.reasons[2].facts.zh);
    }
    // Revenue is known for one of two years only.
    let revenue = only(Metric::RevenuePerMu, TenThousandYuanPerMu, "below", "41");
    let found = judged(&plant, &revenue).low_efficiency.unwrap();
    assert_eq!(
        (found.answer, found.missing.as_slice()),
        (Answer::Unknown, &[Missing::Revenue(2023)][..])
    );
    assert!(found.reasons[2].facts.zh.contains("(? + 12000000) 元 / (20000 m² × 2)"));
    // Of one year: 12 000 000 / 30 = 400 000, 40 万元/亩.
    let mut one = revenue;
    one.criteria[0].window_years = None;
    assert_eq!(first(&plant, &one).value, Some(ratio(40, 1)));
}

#[test]
fn what_the_ledger_does_not_know_is_not_known() {
    let known = gathered(&plant());
    assert_eq!(known.land_use, Some(LowEfficiencyUse::Industrial));
    assert_eq!(known.vacant_floor_area, Some("6000".parse().unwrap()));
    assert_eq!(known.production, Some(ProductionState::Running));
    let nothing = gathered(&state("", &[]));
    assert_eq!(nothing, LowEfficiencyFacts { land: known.land, ..LowEfficiencyFacts::default() });
    // A unit that nobody could look into, units that are not the whole floor, no unit at all.
    for units in [
        vec![unit(1, "10000", "occupied"), unit(2, "6000", "")],
        vec![unit(1, "10000", "occupied"), unit(2, "5999.99", "vacant")],
        vec![],
    ] {
        assert_eq!(gathered(&state(PLANT, &units)).vacant_floor_area, None);
    }
    // A unit that is gone counts for nothing.
    let gone = act("S3", "2025-02-01", r#"{"space-removed":{"space":"KJ2"}}"#);
    let units = vec![unit(1, "16000", "occupied"), unit(2, "6000", "vacant"), gone];
    assert_eq!(gathered(&state(PLANT, &units)).vacant_floor_area, Some("0".parse().unwrap()));
    // A plant that is built and does not produce: since when is asked for. A recorded day goes before the stage.
    let built = PLANT.replace("producing-below-target", "built-not-producing");
    assert_eq!(gathered(&state(&built, &[])).production, None);
    let day_known = format!(r#"{PLANT},"production_stopped":"2025-01-31""#);
    let stopped = ProductionState::StoppedOn(day("2025-01-31"));
    assert_eq!(gathered(&state(&day_known, &[])).production, Some(stopped));
    assert_eq!(low_efficiency_facts(&plant(), &code(9)), None);
}

#[test]
fn the_day_of_the_stop_survives_the_forms_of_the_facts() {
    let stopped = format!(r#"{PLANT},"production_stopped":"2025-01-31""#);
    let facts = state(&stopped, &[]).parcels[&code(1)].facts.clone();
    let json = serde_json::to_string(&facts).unwrap();
    assert!(json.contains(r#""production_stopped":"2025-01-31""#));
    assert_eq!(serde_json::from_str::<landledger::parcel::ParcelFacts>(&json).unwrap(), facts);
    // Facts that do not have it are written as before, so that no journal's chain changes.
    let without = serde_json::to_string(&plant().parcels[&code(1)].facts).unwrap();
    assert!(!without.contains("production_stopped"));
}

/// One class a row and classification, from the names of the standards.
#[test]
fn a_registered_use_is_one_use_of_the_criteria_or_none() {
    use LandUseSystem::{Gb50137, Gbt21010Of2007, Gbt21010Of2017, Guide2023, ThirdSurvey};
    use LowEfficiencyUse::{Commercial, Industrial, Logistics, Other, Residential};
    #[rustfmt::skip]
    let rows: [(LandUseSystem, &[(&str, Option<LowEfficiencyUse>)]); 5] = [
        (Gbt21010Of2007, &[("061", Some(Industrial)), ("063", Some(Logistics)), ("051", Some(Commercial)), ("071", Some(Residential)), ("062", Some(Other)), ("083", Some(Other)), ("06", None), ("101", None), ("011", None)]),
        (Gbt21010Of2017, &[("0601", Some(Industrial)), ("0604", Some(Logistics)), ("0507", Some(Commercial)), ("0701", Some(Residential)), ("0602", Some(Other)), ("0809", Some(Other)), ("0901", Some(Other)), ("06", None), ("0603", None), ("1006", None)]),
        (ThirdSurvey, &[("0601", Some(Industrial)), ("0508", Some(Logistics)), ("05H1", Some(Commercial)), ("0702", Some(Residential)), ("08H2", Some(Other)), ("08H2A", Some(Other)), ("05", None), ("06", None), ("0603", None), ("08", None), ("0810", None)]),
        (Guide2023, &[("100101", Some(Industrial)), ("1101", Some(Logistics)), ("0901", Some(Commercial)), ("0701", Some(Residential)), ("0803", Some(Other)), ("1002", Some(Other)), ("10", None), ("1003", None), ("1207", None), ("1401", None)]),
        (Gb50137, &[("M2", Some(Industrial)), ("W1", Some(Logistics)), ("B1", Some(Commercial)), ("R2", Some(Residential)), ("A3", Some(Other)), ("U1", Some(Other)), ("H", None), ("G1", None), ("S1", None)]),
    ];
    for (system, classes) in rows {
        for (code, expected) in classes {
            let class = LandUse::new(system, code).unwrap();
            assert_eq!(low_efficiency_use(&class), *expected, "{class}");
            // The two readings of a class cannot contradict each other.
            assert_eq!(class.is_industrial(), *expected == Some(Industrial), "{class}");
            assert_eq!(class.is_warehouse(), *expected == Some(Logistics), "{class}");
        }
    }
}

#[test]
fn reasons_stand_in_order_with_source_numbers_and_answer() {
    let found = judged(&plant(), &book(BOOK)).low_efficiency.unwrap();
    assert_eq!(found.answer, Answer::Met);
    let rules: Vec<&str> = found.reasons.iter().map(|reason| reason.rule.en.as_str()).collect();
    assert_eq!(
        rules,
        [
            "existing construction land: supplied, and development commenced",
            "not idle land yet",
            "tax: tax per mu below 25000.5 yuan/mu, average of 2023 to 2024",
            "ratio: floor-area ratio below 0.5",
            "industrial land: any of tax, ratio",
        ]
    );
    let zh: Vec<&str> = found.reasons.iter().map(|reason| reason.rule.zh.as_str()).collect();
    assert_eq!(
        zh[2..4],
        ["tax：亩均税收低于 25000.5 元/亩（2023 至 2024 年平均）", "ratio：容积率低于 0.5"]
    );
    let answers: Vec<Answer> = found.reasons.iter().map(|reason| reason.answer).collect();
    use Answer::{Met, NotMet};
    assert_eq!(answers, [Met, Met, Met, NotMet, Met]);
    assert_eq!(
        found.reasons[2].facts.en,
        "tax 2023 to 2024 / land: (600000 + 900000) yuan / (20000 m² × 2) = 25000 yuan/mu"
    );
    assert_eq!(found.reasons[4].facts.en, "tax met, ratio not met");
    assert_eq!(found.reasons[2].article, found.criteria[0].criterion.source);
    assert_eq!(found.reasons[4].article.number.as_deref(), Some("示例1号"));
    assert_eq!(found.reasons[4].article.in_force, Some(day("2025-01-01")));
    // A criterion that two groups have is judged, and told, once.
    let groups =
        "[[sets.groups]]\ncombine = \"all-of\"\ncriteria = [\"tax\", \"ratio\"]\n".repeat(2);
    let twice =
        book(&with("criteria = [\"tax\", \"ratio\"]\n", &format!("criteria = []\n{groups}")));
    let found = judged(&plant(), &twice).low_efficiency.unwrap();
    assert_eq!((found.answer, found.criteria.len(), found.reasons.len()), (NotMet, 2, 5));
    assert_eq!(
        found.reasons[4].rule.en,
        "industrial land: any of (all of tax, ratio), (all of tax, ratio)"
    );
}

#[test]
fn what_is_missing_is_asked_for_in_both_languages() {
    let facts = [
        Missing::LandRight,
        Missing::Commencement,
        Missing::IdleLand,
        Missing::LandUse,
        Missing::Criteria,
        Missing::Threshold("甲".to_owned()),
        Missing::Area,
        Missing::Tax(2023),
        Missing::Revenue(2023),
        Missing::Investment,
        Missing::FloorArea,
        Missing::VacantFloorArea,
        Missing::BuildingBaseArea,
        Missing::StructureBaseArea,
        Missing::ProductionStop,
    ];
    let texts: BTreeSet<(String, String)> =
        facts.iter().map(|fact| (fact.ask().zh, fact.ask().en)).collect();
    assert_eq!(texts.len(), facts.len());
    assert!(texts.iter().all(|(zh, en)| zh.chars().count() >= 6 && en.len() >= 8));
    assert!(
        Missing::Tax(2023).ask().zh.contains("2023")
            && Missing::Threshold("甲".into()).ask().en.contains('甲')
    );
    // Land whose use mixes: the criteria of no use apply, and that is the reason.
    let mixed_use = PLANT.replace("0601", "06");
    let found = judged(&state(&mixed_use, &[]), &book(BOOK)).low_efficiency.unwrap();
    assert_eq!(
        (found.answer, found.missing.as_slice()),
        (Answer::Unknown, &[Missing::LandUse][..])
    );
    assert_eq!(found.reasons.last().unwrap().facts.en, "the use is not known, or mixed");
    // A use for which the rulebook has no set.
    let homes = PLANT.replace("0601", "0701");
    let found = judged(&state(&homes, &[]), &book(BOOK)).low_efficiency.unwrap();
    assert_eq!(found.missing, [Missing::Criteria]);
    let last = found.reasons.last().unwrap();
    assert_eq!(last.rule.en, "criteria for residential land that are in force on the day");
}

#[test]
fn criteria_of_a_file_hold_from_their_first_to_their_last_day() {
    // The rulebook holds from 2025-01-01, the floor-area ratio of it from 2025-03-01 to 2025-04-30 only.
    let text = BOOK.replace("[\"tax\", \"ratio\"]", "[\"ratio\"]").replace(
        "threshold = 0.5\n",
        "threshold = 0.9\nin_force_from = 2025-03-01\nin_force_to = \"2025-04-30\"\n",
    );
    let (rulebook, findings) = read(text.as_str());
    assert_eq!(findings.len(), 1, "{findings:?}");
    let (rulebook, whole) = (rulebook.unwrap(), {
        let mut whole = only(Metric::FloorAreaRatio, MetricUnit::Ratio, "below", "0.9");
        whole.file = None;
        whole
    });
    let mut plant = plant();
    let mut answer = |on: &str, rulebook: &Rulebook| {
        plant.as_of = AsOf::day(day(on));
        judged(&plant, rulebook).low_efficiency.unwrap().by_criteria
    };
    for (on, expected) in [
        ("2025-02-28", Answer::Unknown),
        ("2025-03-01", Answer::Met),
        ("2025-04-30", Answer::Met),
        ("2025-05-01", Answer::Unknown),
    ] {
        assert_eq!(answer(on, &rulebook), expected, "{on}");
    }
    for (on, expected) in
        [("2024-12-31", Answer::Unknown), ("2025-01-01", Answer::Met), ("2025-01-02", Answer::Met)]
    {
        assert_eq!(answer(on, &whole), expected, "{on}");
    }
}

#[test]
fn the_page_has_the_reasons_or_says_that_there_are_no_criteria() {
    let state = plant();
    let without = assess(&state, &code(1), None).unwrap().unwrap();
    assert_eq!(without.low_efficiency, None);
    let page = text::render_assessment(&without, Language::Zh);
    assert!(page.contains("三、低效用地\n  未作低效用地研判：没有给出认定标准"), "{page}");
    let page = text::render_assessment(&without, Language::En);
    assert!(
        page.contains("Not assessed for low-efficiency land: no criteria were given"),
        "{page}"
    );
    assert!(!page.contains(ILLUSTRATIVE.1) && !page.contains("low-efficiency land, as suspected"));

    let with = judged(&state, &book(BOOK));
    let page = text::render_assessment(&with, Language::Zh);
    let sha = &with.low_efficiency.as_ref().unwrap().rulebook.file.as_ref().unwrap().sha256[..16];
    for part in [
        "三、低效用地\n  认定标准：示例机关（示例1号），2025-01-01 起施行，2025-06-01 核对；示例，不得用于认定\n",
        ILLUSTRATIVE.0,
        "  · 疑似低效用地\n",
        "  3. tax：亩均税收低于 25000.5 元/亩（2023 至 2024 年平均）\n     依据：示例\n",
        "(600000 + 900000) 元 / (20000 m² × 2) = 25000 元/亩 →",
        "  5. 工业用地：符合任一 tax、ratio\n",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    assert!(page.contains(&format!("rulebook.toml  sha256 {sha}…")), "{page}");
    let page = text::render_assessment(&with, Language::En);
    for part in [ILLUSTRATIVE.1, "  · low-efficiency land, as suspected\n", "→ met\n"] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    // What is missing is asked for.
    let unknown = judged(&self::state("", &[]), &book(BOOK));
    let page = text::render_assessment(&unknown, Language::En);
    assert!(page.contains("the known facts leave open whether it is"), "{page}");
    assert!(page.contains("  What to ask for:\n  · whether development commenced\n"), "{page}");
    // The JSON form reads back, and marks the rulebook.
    let json = serde_json::to_string(&with).unwrap();
    assert!(json.contains(r#""standing":"illustrative""#));
    assert_eq!(serde_json::from_str::<ParcelAssessment>(&json).unwrap(), with);
}

/// The report of the fixture in each form, and that of a rulebook in real use.
#[test]
fn the_report_names_the_rulebook_and_marks_an_illustrative_one() {
    let mut district = District::open(fixture()).unwrap();
    let period = Period::through(day("2024-01-01"), day("2024-06-30")).unwrap();
    let report = district.report(period).unwrap();
    let identity = report.rulebook.clone().unwrap();
    assert_eq!(Some(&identity.file), district.rulebook.as_ref().map(|rulebook| &rulebook.file));
    let (zh, en) = (text::render(&report, Language::Zh), text::render(&report, Language::En));
    assert!(zh.contains(ILLUSTRATIVE.0) && en.contains(ILLUSTRATIVE.1));
    let sha = &identity.file.unwrap().sha256[..16];
    // Where the law is applied, and among the files.
    assert_eq!(en.matches(&format!("sha256 {sha}…")).count(), 2);
    let (_, rest) = en.split_once("\n3  ").unwrap();
    let (head, _) = rest.split_once("\n4  ").unwrap();
    for part in ["合成低效认定〔2019〕1号", "since 2020-01-01", ILLUSTRATIVE.1] {
        assert!(head.contains(part), "{part}\n{head}");
    }
    let json = serde_json::to_string(&report).unwrap();
    assert!(json.contains(r#""standing":"illustrative""#));
    assert_eq!(serde_json::from_str::<Report>(&json).unwrap().rulebook, report.rulebook);
    // One that was adopted carries no such mark; without one nothing is named.
    if let Some(rulebook) = &mut district.rulebook {
        rulebook.standing = RulebookStanding::Adopted;
    }
    let report = district.report(period).unwrap();
    let adopted = text::render(&report, Language::En);
    assert!(!adopted.contains("illustrative") && adopted.contains("; adopted"), "{adopted}");
    district.rulebook = None;
    let none = district.report(period).unwrap();
    assert_eq!(none.rulebook, None);
    assert!(!text::render(&none, Language::En).contains("Criteria:"));
}

/// Every parcel of the fixture gets an answer with reasons, and each answer occurs.
#[test]
fn the_fixture_is_assessed_whole() {
    let district = District::open(fixture()).unwrap();
    let state = replay(&district.journal.events, AsOf::day(day("2024-06-30"))).state;
    let all = assess_all(&state, district.rulebook.as_ref()).unwrap();
    let mut answers = BTreeSet::new();
    for parcel in &all {
        let found = parcel.low_efficiency.as_ref().unwrap();
        answers.insert(found.answer);
        assert_eq!(found.missing.is_empty(), found.answer != Answer::Unknown);
        assert!(found.reasons.len() >= 3);
    }
    assert_eq!(answers.len(), 3, "{answers:?}");
    let without = assess_all(&state, None).unwrap();
    assert_eq!(without.len(), all.len());
    assert!(without.iter().all(|parcel| parcel.low_efficiency.is_none()));
}

#[test]
fn the_catalogue_lists_the_criteria_with_source_days_and_standing() {
    let text = with("unit = \"ratio\"", "unit = \"ratio\"\nin_force_to = 2026-12-31");
    let rulebook = book(&text);
    let zh = text::render_rulebook(&rulebook, Language::Zh);
    let row = |id: &str| {
        let line = zh.lines().find(|line| line.trim_start().starts_with(id)).unwrap();
        line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect::<Vec<_>>()
    };
    assert_eq!(
        row("tax")[..],
        [
            "tax",
            "亩均税收低于 25000.5 元/亩",
            "2",
            "地方规定",
            "示例",
            "2025-01-01 起",
            "2025-06-01"
        ]
    );
    assert_eq!(row("ratio")[..3], ["ratio", "容积率低于 0.5", "控制标准"]);
    for part in ["2025-01-01 至", "2026-12-31", "· 工业用地：符合任一 tax、ratio", ILLUSTRATIVE.0]
    {
        assert!(zh.contains(part), "{part}\n{zh}");
    }
    let en = text::render_rulebook(&rulebook, Language::En);
    assert!(en.contains("since 2025-01-01") && en.contains(ILLUSTRATIVE.1), "{en}");
    for text in [zh, en] {
        assert!(text.lines().all(|line| unicode_width::UnicodeWidthStr::width(line) <= 100));
    }
    let json = serde_json::to_value(Catalogue::all().with_rulebook(&rulebook)).unwrap();
    assert_eq!(json["rulebook"]["standing"], "illustrative");
    assert_eq!(json["criteria"][1]["in_force_to"], "2026-12-31");
    assert!(serde_json::to_value(Catalogue::all()).unwrap().get("criteria").is_none());
}

#[cfg(feature = "cli")]
fn command(arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_landledger")).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[cfg(feature = "cli")]
#[test]
fn the_command_takes_the_rulebook_of_the_folder_or_the_one_it_is_given() {
    let scratch = Scratch::new("rulebook-command");
    let body = format!(
        r#"{{"parcel-registered":{{"parcel":"{}","facts":{{"name":"A1","town":"410106001","tenure":"granted"{}}}}}}}"#,
        code(1),
        PLANT.replace('\n', " ")
    );
    let lines: String = mixed(&act("E1", "2018-01-01", &body))
        .iter()
        .map(|event| serde_json::to_string(event).unwrap() + "\n")
        .collect();
    scratch.write(District::LEDGER, lines);
    let folder = scratch.path().display().to_string();
    let parcel = code(1).to_string();
    let assess = ["assess", &folder, &parcel, "--on", ON, "--lang", "en"];
    let (status, page, _) = command(&assess);
    assert_eq!(status, Some(0));
    assert!(page.contains("no criteria were given"), "{page}");
    // The one of the folder, then another in its place.
    scratch.write(District::RULEBOOK, BOOK);
    let (_, page, _) = command(&assess);
    assert!(page.contains("low-efficiency land, as suspected") && page.contains(ILLUSTRATIVE.1));
    let other = with("25000.5", "25000").replace("\"illustrative\"", "\"adopted\"");
    let other = scratch.write("other.toml", other).display().to_string();
    let (status, page, _) = command(&[&assess[..], &["--rulebook", &other]].concat());
    assert_eq!(status, Some(0));
    assert!(
        page.contains("· not low-efficiency land") && page.contains("other.toml  sha256"),
        "{page}"
    );
    assert!(!page.contains("illustrative"), "{page}");
    let (_, json, _) = command(&[&assess[..], &["--format", "json"]].concat());
    let found: ParcelAssessment = serde_json::from_str(&json).unwrap();
    assert_eq!(found.low_efficiency.unwrap().rulebook.standing, RulebookStanding::Illustrative);
    // What is wrong ends the run, with all of it said.
    let wrong = with("\"illustrative\"", "\"draft\"").replace("\"any-of\"", "\"some\"");
    let wrong = scratch.write("wrong.toml", wrong).display().to_string();
    let (status, page, errors) = command(&[&assess[..], &["--rulebook", &wrong]].concat());
    assert_eq!((status, page.as_str()), (Some(2), ""));
    assert!(
        errors.contains("wrong.toml:4:12 (/standing)") && errors.contains("wrong.toml:30:11"),
        "{errors}"
    );
    // The list of rules.
    let (status, page, _) = command(&["rules", "--rulebook", &other]);
    assert_eq!(status, Some(0));
    let (numbers, criteria) = page.split_once("\n低效用地认定条件\n").unwrap();
    assert!(numbers.contains("法定数值") && criteria.contains("亩均税收低于 25000"));
    assert!(criteria.contains("正式标准"), "{criteria}");
    let (_, json, _) = command(&["rules", "--rulebook", &other, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["criteria"].as_array().unwrap().len(), 2);
    let (status, ..) = command(&["rules", "--rulebook", &other, "--format", "markdown"]);
    assert_eq!(status, Some(2));
    let (status, ..) = command(&["rules", "gap", "--rulebook", &other]);
    assert_eq!(status, Some(2));
}
