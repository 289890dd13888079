//! Findings as a table of comma-separated values (RFC 4180): one row a finding.

use super::CheckReport;
use crate::finding::Finding;

/// Whether a file of text starts with the UTF-8 byte order mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ByteOrderMark {
    /// It does not, as RFC 4180 and most programs want it.
    #[default]
    Absent,
    /// It does: Excel takes a file without it for the local encoding, and Chinese turns into other characters.
    Present,
}

/// The columns, in their order. They stay, whatever the language; more may be added at the end.
pub const COLUMNS: [&str; 30] = [
    "severity",
    "code",
    "class",
    "responsible",
    "message_zh",
    "message_en",
    "subjects",
    "file",
    "line",
    "column",
    "byte_start",
    "byte_end",
    "pointer",
    "polygon",
    "ring",
    "vertex",
    "x",
    "y",
    "quantity",
    "value",
    "unit",
    "limit_op",
    "limit_value",
    "limit_set_by",
    "rule",
    "fix",
    "as_of",
    "acknowledged_by",
    "acknowledged_until",
    "fingerprint",
];

/// Writes the findings of a report: a row with [`COLUMNS`], then one row a finding; lines end with CR LF.
///
/// A cell that a spreadsheet would take for a formula (it starts with `=`, `+`, `-`, `@`, a tab, a carriage
/// return, or one of the signs in full width) gets an apostrophe in front, unless it is a number. Subjects are
/// joined by `; `.
///
/// ```
/// use landledger::check::Profile;
/// use landledger::finding::{Code, Finding, Text};
/// use landledger::report::check::{CheckBasis, CheckReport, csv};
///
/// let finding = Finding::new(Code::Gap, Text::from("a \"gap\"")).about("=1+1");
/// let report = CheckReport::new(vec![finding], CheckBasis::new(Profile::strict()));
/// let text = csv::render(&report, csv::ByteOrderMark::Absent);
/// let row = text.lines().nth(1).unwrap();
/// assert!(row.starts_with(r#"warning,gap,,surveyor,"a ""gap""","a ""gap""",'=1+1,"#), "{row}");
/// ```
#[must_use]
pub fn render(report: &CheckReport, mark: ByteOrderMark) -> String {
    lines(report, mark).collect()
}

/// The lines of [`render`] one by one, each with its end, so that a table of many findings need not be held.
pub fn lines(report: &CheckReport, mark: ByteOrderMark) -> impl Iterator<Item = String> {
    let mark = if mark == ByteOrderMark::Present { "\u{feff}" } else { "" };
    let head = format!("{mark}{}\r\n", COLUMNS.join(","));
    let rows = report.findings.iter().map(|finding| {
        let cells = row(finding).map(|cell| quoted(&guarded(cell)));
        format!("{}\r\n", cells.join(","))
    });
    std::iter::once(head).chain(rows)
}

fn row(finding: &Finding) -> [String; COLUMNS.len()] {
    let place = &finding.place;
    let at = place.at.or_else(|| finding.geometry.as_ref()?.first());
    let measure = finding.measure.as_ref();
    let limit = finding.limit.as_ref();
    let given = finding.acknowledged.as_ref();
    [
        word(&finding.severity),
        finding.code.to_string(),
        word(&finding.class),
        word(&finding.code.responsible()),
        finding.message.zh.clone(),
        finding.message.en.clone(),
        finding.subjects.join("; "),
        place.file.clone().unwrap_or_default(),
        optional(place.line),
        optional(place.column),
        optional(place.span.map(|span| span.start)),
        optional(place.span.map(|span| span.end)),
        place.pointer.clone().unwrap_or_default(),
        optional(place.polygon),
        optional(place.ring),
        optional(place.vertex),
        optional(at.map(|[x, _]| x)),
        optional(at.map(|[_, y]| y)),
        word(&measure.map(|measure| measure.quantity)),
        optional(measure.map(|measure| &measure.value)),
        word(&measure.map(|measure| measure.unit)),
        word(&limit.map(|limit| limit.comparison)),
        optional(limit.map(|limit| &limit.value)),
        optional(limit.map(|limit| &limit.set_by)),
        finding.rule.clone().unwrap_or_default(),
        word(&finding.fix.as_ref().map(|fix| fix.kind)),
        optional(finding.as_of),
        optional(given.map(|given| &given.by)),
        optional(given.and_then(|given| given.until)),
        finding.fingerprint.clone().unwrap_or_default(),
    ]
}

fn optional(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// The word that the JSON form has for a value.
fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// A cell that no spreadsheet takes for a formula.
fn guarded(cell: String) -> String {
    let starts = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    if starts && !is_number(&cell) { format!("'{cell}") } else { cell }
}

/// A plain decimal number, which may be negative.
fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
    let number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    number(whole) && number(decimals)
}

/// A cell within quotes where it needs them.
fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\r', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}
