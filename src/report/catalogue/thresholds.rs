//! The page of numbers of the law, as the documentation has it.

use jiff::civil::Date;

use crate::finding::Text;
use crate::law::{ControlEdition, ControlValues, Provision, Threshold};

/// The numbers that instruments set (法定数值), as the documentation has them: `src/docs/thresholds.md`.
#[must_use]
pub fn thresholds_markdown() -> String {
    let mut out = String::from(
        "# Thresholds: the numbers of the law\n\n\
         Made from `src/law` by `landledger rules --format thresholds`. A number of the law never stands bare: here are its value, the \
         place where it stands, since when it is in force, and the day on which it was last held against the text. *Recalled* means that \
         it was not read in a published text: have it checked before you rely on it.\n\n\
         What a district sets itself is not here but in its [rulebook](mod@rulebook): `landledger rules --rulebook FILE` lists \
         it in the same way. A threshold that is missing is never guessed: what needs it stays unknown, and says so.\n\n\
         | Id | Value | Rule | By | In force | Last checked | Text |\n|---|---:|---|---|---|---|---|\n",
    );
    for threshold in Threshold::all() {
        let (rule, by) = (threshold.rule(), threshold.citation.text());
        out.push_str(&format!(
            "| `{}` | {} | {}<br>{} | {}<br>{} | {} | {} | {} |\n",
            threshold.id,
            value(threshold.value.text()),
            rule.zh,
            rule.en,
            by.zh,
            by.en,
            day(threshold.citation.in_force),
            day(threshold.citation.last_checked),
            threshold.assurance.name().en,
        ));
    }
    out.push_str(
        "\n## Provisions without a number here\n\n\
         They are applied; their terms come from other instruments or from the rulebook.\n\n\
         | Rule | By | Text |\n|---|---|---|\n",
    );
    for provision in Provision::all() {
        let by = provision.citation.text();
        let (rule, text) = (provision.rule, provision.assurance.name());
        out.push_str(&format!(
            "| {}<br>{} | {}<br>{} | {} |\n",
            unlinked(&rule.zh),
            unlinked(&rule.en),
            by.zh,
            by.en,
            text.en
        ));
    }
    out.push_str(
        "\n## Least floor-area ratios of industrial projects, edition of 2008\n\n\
         国土资发〔2008〕24号, by divisions of GB/T 4754-2002. Other editions come with the rulebook.\n\n\
         | Division | At least |\n|---|---:|\n",
    );
    let values = ControlValues::of(ControlEdition::V2008);
    for (code, value) in values.floor_area_ratio.iter().flat_map(|table| table.rows()) {
        out.push_str(&format!("| {code} | {value} |\n"));
    }
    out
}

/// Brackets as they stand: in the documentation they would be a link.
fn unlinked(text: &str) -> String {
    text.replace('[', "\\[").replace(']', "\\]")
}

/// In both languages, where they differ.
fn value(text: Text) -> String {
    if text.zh == text.en { text.zh } else { format!("{} {}", text.zh, text.en) }
}

fn day(day: Option<Date>) -> String {
    day.map_or_else(|| "–".to_owned(), |day| day.to_string())
}
