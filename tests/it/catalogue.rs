//! The catalogue of findings and what is made from it.

use std::path::Path;

use landledger::finding::{Code, Language, rules};
use landledger::report::catalogue::{self, Catalogue};
use unicode_width::UnicodeWidthStr;

#[test]
fn every_row_says_everything_in_both_languages() {
    for rule in rules() {
        for (zh, en) in [rule.what, rule.why, rule.fix] {
            let chinese = zh.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
            assert!(chinese >= 3, "{}: {zh}", rule.code);
            assert!(zh.ends_with('。'), "{}: {zh}", rule.code);
            assert!(en.ends_with('.') && en.is_ascii_like(), "{}: {en}", rule.code);
        }
        assert_ne!(rule.what, rule.why, "{}", rule.code);
    }
}

trait AsciiLike {
    fn is_ascii_like(&self) -> bool;
}

impl AsciiLike for str {
    /// No Chinese, but for the heading of a boundary-point file and its keys, which have no other name.
    fn is_ascii_like(&self) -> bool {
        let words = ["属性描述", "带号"];
        let rest = words.iter().fold(self.to_owned(), |text, word| text.replace(word, ""));
        rest.chars().all(|c| !('\u{3000}'..='\u{9fff}').contains(&c))
    }
}

#[test]
fn examples_are_named_for_their_codes() {
    let texts = [
        "txt-",
        "journal-",
        "event-",
        "ledger-",
        "plan-",
        "acknowledgement-",
        "not-listed",
        "sheet-",
        "toml-",
        "rulebook-",
        "shp-",
        "dbf-",
    ];
    for rule in rules() {
        let id = rule.code.id();
        let line = texts.iter().any(|start| id.starts_with(start));
        let file = format!("fixtures/findings/{id}.fail.geojson");
        assert!(!rule.example.is_empty());
        assert_eq!(rule.example == file, !line, "{id}: {}", rule.example);
    }
}

#[test]
fn clauses_are_named_to_the_section() {
    for rule in rules().filter(|rule| !rule.basis.is_empty()) {
        let (document, section) = rule.basis.rsplit_once(" §").unwrap();
        assert!(["RFC 7946", "RFC 8259", "OGC 06-103r4"].contains(&document), "{}", rule.basis);
        assert!(section.split('.').all(|part| part.parse::<u8>().is_ok()), "{}", rule.basis);
    }
}

#[test]
fn the_page_of_the_documentation_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/docs/findings.md");
    let page = std::fs::read_to_string(path).unwrap();
    assert!(
        page == catalogue::markdown(),
        "src/docs/findings.md is not made from the catalogue as it is; run\n  \
         cargo run --features cli -- rules --format markdown > src/docs/findings.md"
    );
    for code in Code::ALL {
        assert!(page.contains(&format!("\n## {code}\n")), "{code}");
    }
}

#[test]
fn f11_the_page_of_thresholds_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/docs/thresholds.md");
    let page = catalogue::thresholds_markdown();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    assert!(
        std::fs::read_to_string(path).unwrap() == page,
        "src/docs/thresholds.md is not made from the law as it is; run\n  \
         cargo run --features cli -- rules --format thresholds > src/docs/thresholds.md"
    );
    for threshold in landledger::law::Threshold::all() {
        assert!(page.contains(&format!("| `{}` | ", threshold.id)), "{}", threshold.id);
        // A number of the law never stands bare.
        assert!(threshold.citation.last_checked.is_some(), "{}", threshold.id);
    }
}

#[test]
fn the_table_has_every_code_and_fits() {
    for language in [Language::Zh, Language::En] {
        let text = catalogue::render(language);
        assert!(text.lines().all(|line| line.width() <= 100));
        for code in Code::ALL {
            assert_eq!(text.matches(&format!("\n  {code}  ")).count(), 1, "{code}");
        }
    }
}

#[test]
fn one_code_in_full() {
    let rule = Code::ParcelsOverlap.rule().unwrap();
    let rule_line = "═".repeat(100);
    let expected = format!(
        "parcels-overlap  两宗地覆盖同一块土地。
{rule_line}
  程度      错误
  处理方    测绘单位
  依据      本库规则
  方案      可降为警告或关闭
  为何要紧  同一块地不能归两宗；重叠会使面积、供地和处置都重复计算。
  怎样处理  调取两宗地的权籍调查成果，确定界线以何者为准，再改另一宗；检查方案给出 overlap_priority
            时，附有修改建议。
  示例      fixtures/findings/parcels-overlap.fail.geojson
"
    );
    assert_eq!(catalogue::render_rule(rule, Language::Zh), expected);
    for rule in rules() {
        for language in [Language::Zh, Language::En] {
            let text = catalogue::render_rule(rule, language);
            let wide = text.lines().find(|line| line.width() > 100);
            // The heading is the code and what it is, on one line.
            assert!(wide.is_none_or(|line| text.starts_with(line)), "{}: {wide:?}", rule.code);
        }
    }
}

#[test]
fn the_json_form_has_every_row() {
    let value = serde_json::to_value(Catalogue::all()).unwrap();
    let rows = value["rules"].as_array().unwrap();
    assert_eq!(rows.len(), Code::ALL.len());
    for (row, code) in rows.iter().zip(Code::ALL) {
        assert_eq!(row["code"], code.id());
        assert_eq!(row["essential"], code.is_essential());
        assert_eq!(row["basis"].is_null(), code.rule().unwrap().basis.is_empty());
    }
}
