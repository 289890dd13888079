//! The catalogue of findings (问题目录), written for people, for programs and for the documentation.

mod thresholds;

use serde::Serialize;

pub use thresholds::thresholds_markdown;

use super::text::page::Page;
use super::text::table::{Align, Table};
use crate::finding::{Code, Language, Responsible, Rule, Severity, Text, rules};
use crate::law::{
    ControlEdition, ControlValues, Criterion, EvaluationStandard, ProcedureTerms, Provision,
    Rulebook, RulebookIdentity, Threshold,
};

/// The catalogue as data; it is written through serde.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Catalogue {
    /// Version of this form: [`Catalogue::VERSION`].
    pub version: u32,
    /// One row a code, in the order of the catalogue.
    pub rules: Vec<CatalogueRow>,
    /// The numbers of instruments that the law of idle land is applied with.
    pub thresholds: Vec<Threshold>,
    /// Provisions that are applied and set no number here.
    pub provisions: Vec<Provision>,
    /// The rulebook of low-efficiency land, where one was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rulebook: Option<RulebookIdentity>,
    /// Its criteria.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<Criterion>,
    /// The control values of industrial projects: what this library knows of each edition, then those of the rulebook.
    pub control_values: Vec<ControlValues>,
    /// The standard of evaluation of the rulebook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evaluation: Option<EvaluationStandard>,
    /// The terms of the procedure of the rulebook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub procedure: Option<ProcedureTerms>,
}

/// A row of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CatalogueRow {
    /// The code.
    pub code: Code,
    /// How much it weighs.
    pub severity: Severity,
    /// Who must act.
    pub responsible: Responsible,
    /// Whether no profile can lower it or switch it off.
    pub essential: bool,
    /// The clause it rests on; absent for a rule of this library's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<&'static str>,
    /// What it is.
    pub what: Text,
    /// Why it matters.
    pub why: Text,
    /// What the responsible should do next.
    pub fix: Text,
    /// A file or a line that has one.
    pub example: &'static str,
}

impl Catalogue {
    /// The version of the JSON form.
    pub const VERSION: u32 = 1;

    /// Every row.
    ///
    /// ```
    /// use landledger::report::catalogue::Catalogue;
    ///
    /// let row = &Catalogue::all().rules[0];
    /// assert_eq!(row.code.id(), "file-empty");
    /// assert_eq!(row.basis, Some("RFC 8259 §2"));
    /// ```
    #[must_use]
    pub fn all() -> Catalogue {
        Catalogue {
            version: Catalogue::VERSION,
            rules: rules().map(CatalogueRow::of).collect(),
            thresholds: Threshold::all(),
            provisions: Provision::all(),
            rulebook: None,
            criteria: Vec::new(),
            control_values: [ControlEdition::V2008, ControlEdition::V2023]
                .map(ControlValues::of)
                .into(),
            evaluation: None,
            procedure: None,
        }
    }

    /// The same with the criteria of a rulebook.
    #[must_use]
    pub fn with_rulebook(mut self, rulebook: &Rulebook) -> Catalogue {
        self.rulebook = Some(rulebook.identity());
        self.criteria.clone_from(&rulebook.criteria);
        self.control_values.extend(rulebook.control.clone());
        self.evaluation.clone_from(&rulebook.evaluation);
        self.procedure.clone_from(&rulebook.procedure);
        self
    }
}

impl CatalogueRow {
    /// The row of a rule.
    #[must_use]
    pub fn of(rule: &Rule) -> CatalogueRow {
        CatalogueRow {
            code: rule.code,
            severity: rule.severity,
            responsible: rule.responsible,
            essential: rule.code.is_essential(),
            basis: Some(rule.basis).filter(|basis| !basis.is_empty()),
            what: rule.what.into(),
            why: rule.why.into(),
            fix: rule.fix.into(),
            example: rule.example,
        }
    }
}

/// Prints every code: severity, who must act, what it is; and every number of an instrument that is applied: value, article,
/// since when it is in force, when it was last checked, and how its text is known; then the provisions without numbers.
#[must_use]
pub fn render(language: Language) -> String {
    let mut page = Page::new(language);
    let title = page.say("问题目录", "Findings").to_owned();
    page.title(&title);
    let mut table = Table::new([
        (page.say("代码", "code"), Align::Fixed),
        (page.say("程度", "severity"), Align::Fixed),
        (page.say("处理方", "to act"), Align::Fixed),
        (page.say("说明", "what"), Align::Left),
    ]);
    for rule in rules() {
        table.row([
            rule.code.to_string(),
            page.own(rule.severity.title()),
            page.own(rule.responsible.title()),
            page.own(rule.what.into()),
        ]);
    }
    page.table(table);
    print_thresholds(&mut page);
    print_provisions(&mut page);
    super::text::control_values::print_known(&mut page);
    page.finish()
}

fn print_thresholds(page: &mut Page) {
    page.section("法定数值", "Numbers that instruments set");
    let mut table = Table::new([
        (page.say("数值", "value"), Align::Right),
        (page.say("规则", "rule"), Align::Left),
        (page.say("依据", "by"), Align::Left),
        (page.say("施行", "in force"), Align::Fixed),
        (page.say("核对", "checked"), Align::Fixed),
        (page.say("文本", "text"), Align::Left),
    ]);
    let day =
        |day: Option<jiff::civil::Date>| day.map_or_else(|| "–".to_owned(), |day| day.to_string());
    for threshold in Threshold::all() {
        table.row([
            page.own(threshold.value.text()),
            page.own(threshold.rule()),
            page.own(threshold.citation.text()),
            day(threshold.citation.in_force),
            day(threshold.citation.last_checked),
            page.own(threshold.assurance.name()),
        ]);
    }
    page.table(table);
}

fn print_provisions(page: &mut Page) {
    page.section("无法定数值的条款", "Provisions without a number here");
    let mut table = Table::new([
        (page.say("规则", "rule"), Align::Left),
        (page.say("依据", "by"), Align::Left),
        (page.say("文本", "text"), Align::Left),
    ]);
    for provision in Provision::all() {
        table.row([
            page.own(provision.rule),
            page.own(provision.citation.text()),
            page.own(provision.assurance.name()),
        ]);
    }
    page.table(table);
}

/// Prints one code in full.
#[must_use]
pub fn render_rule(rule: &Rule, language: Language) -> String {
    let row = CatalogueRow::of(rule);
    let mut page = Page::new(language);
    page.title(&format!("{}  {}", row.code, row.what.in_language(language)));
    let own = page.say("本库规则", "a rule of this library").to_owned();
    let profile = if row.essential {
        page.say("始终执行，不能降级或关闭", "always runs; cannot be lowered or switched off")
    } else {
        page.say("可降为警告或关闭", "can be lowered to a warning or switched off")
    };
    let profile = profile.to_owned();
    let rows = [
        (("程度", "severity"), page.own(row.severity.title())),
        (("处理方", "to act"), page.own(row.responsible.title())),
        (("依据", "basis"), row.basis.map_or(own, ToOwned::to_owned)),
        (("方案", "profile"), profile),
        (("为何要紧", "why"), page.own(row.why)),
        (("怎样处理", "to do"), page.own(row.fix)),
        (("示例", "example"), row.example.to_owned()),
    ];
    let mut table = Table::new([("", Align::Fixed), ("", Align::Left)]);
    for ((zh, en), value) in rows {
        table.row([page.say(zh, en).to_owned(), value]);
    }
    // The heading is empty, and so is what is under it.
    let text = table.render();
    for line in text.lines().skip(2) {
        page.as_is(line);
    }
    page.finish()
}

/// The catalogue as the documentation has it: `src/docs/findings.md`.
#[must_use]
pub fn markdown() -> String {
    let mut out = String::from(
        "# Findings\n\n\
         Made from the catalogue in `src/finding/rules` by `landledger rules --format markdown`.\n\n\
         error: the record is not used. warning: it is used, but somebody must look. note: nothing needs to be done.\n\
         Codes marked † keep a record from being read; no profile can lower them or switch them off.\n\n\
         | Code | Severity | To act |\n|---|---|---|\n",
    );
    for rule in rules() {
        let row = CatalogueRow::of(rule);
        let mark = if row.essential { " †" } else { "" };
        let (severity, responsible) = (row.severity.title(), row.responsible.title());
        out.push_str(&format!(
            "| [`{code}`](#{code}){mark} | {} | {} |\n",
            severity.en,
            responsible.en,
            code = row.code
        ));
    }
    for rule in rules() {
        let row = CatalogueRow::of(rule);
        let (severity, responsible) = (row.severity.title(), row.responsible.title());
        let basis = row.basis.map(|basis| format!(" · {basis}")).unwrap_or_default();
        out.push_str(&format!("\n## {}\n\n", row.code));
        out.push_str(&format!(
            "{} {} · {} {}{basis}\n\n",
            severity.en, severity.zh, responsible.en, responsible.zh
        ));
        for (what, why, fix, label) in [
            (&row.what.zh, &row.why.zh, &row.fix.zh, "处理："),
            (&row.what.en, &row.why.en, &row.fix.en, "To do: "),
        ] {
            let blank = if label.is_ascii() { " " } else { "" };
            let text = [what, blank, why, blank, label, fix].concat();
            out.push_str(&format!("{}\n\n", plain(&text)));
        }
        out.push_str(&format!("Example: {}\n", code(row.example)));
    }
    out
}

/// Text with nothing that Markdown or rustdoc would take for markup.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut within_code = false;
    for character in text.chars() {
        within_code ^= character == '`';
        if !within_code && matches!(character, '[' | ']' | '<' | '>' | '*' | '_' | '|') {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

/// Text as code, whatever backticks it has.
fn code(text: &str) -> String {
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}
