//! Two reports compared: what is new, fixed, moved, still open.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{CheckReport, Shown};
use crate::calendar;
use crate::finding::{Class, Code, Finding, FoundShape, Language, SourceFile, Text};
use crate::report::text::page::{Page, count};
use crate::report::text::table::{Align, Table};

/// Findings of one kind that are printed unless all are asked for.
const SHOWN: usize = 10;

/// More pairs than these are not all looked at.
const PAIRS: usize = 1_000_000;

/// Neighbours in x, to either side, that are looked at instead.
const NEIGHBOURS: usize = 32;

/// One of the reports that were compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DiffSide {
    /// The files that were read.
    pub files: Vec<SourceFile>,
    /// The day of the check.
    #[cfg_attr(feature = "schema", schemars(with = "Option<calendar::schema::Day>"))]
    #[serde(default, with = "calendar::optional_day", skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
    /// The name of the profile.
    pub profile: String,
}

/// A finding that is in both reports, in another place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Moved {
    /// As the old report has it.
    pub from: Finding,
    /// As the new report has it.
    pub to: Finding,
}

/// What changed between two reports (检查比对). Lists stand in the order of their report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CheckDiff {
    /// Version of this form: [`CheckDiff::VERSION`].
    #[cfg_attr(feature = "schema", schemars(extend("const" = CheckDiff::VERSION)))]
    #[serde(deserialize_with = "super::super::version::known::<{ CheckDiff::VERSION }, _>")]
    pub version: u32,
    /// The old report.
    pub old_report: DiffSide,
    /// The new report.
    pub new_report: DiffSide,
    /// What a reader must know: reports that are not alike, or not complete.
    pub remarks: Vec<Text>,
    /// Findings of the new report alone.
    pub new: Vec<Finding>,
    /// Findings of the old report alone.
    pub fixed: Vec<Finding>,
    /// Findings of the same code, class and subjects, whose places differ.
    pub moved: Vec<Moved>,
    /// Findings with the same fingerprint, as the new report has them.
    pub still_open: Vec<Finding>,
}

impl CheckDiff {
    /// The version of the JSON form.
    pub const VERSION: u32 = 1;

    /// Compares two reports.
    ///
    /// Findings are the same if their fingerprints are. Of the others, an old and a new one of the same code,
    /// class and subjects are one that moved: the nearest pair by coordinates first, then the next; without
    /// coordinates in the order of the reports.
    ///
    /// ```
    /// use landledger::check::Profile;
    /// use landledger::finding::{Code, Finding, Text};
    /// use landledger::report::check::{CheckBasis, CheckDiff, CheckReport};
    ///
    /// let report = |subjects: &[&str]| {
    ///     let findings = subjects.iter().map(|at| Finding::new(Code::Gap, Text::default()).about(*at));
    ///     CheckReport::new(findings.collect(), CheckBasis::new(Profile::strict()))
    /// };
    /// let diff = CheckDiff::of(&report(&["A", "B"]), &report(&["B", "C"]));
    /// assert_eq!(diff.new[0].subjects, ["C"]);
    /// assert_eq!(diff.fixed[0].subjects, ["A"]);
    /// assert_eq!(diff.still_open[0].subjects, ["B"]);
    /// ```
    #[must_use]
    pub fn of(old: &CheckReport, new: &CheckReport) -> CheckDiff {
        let prints = |report: &CheckReport| -> BTreeSet<String> {
            report.findings.iter().filter_map(|finding| finding.fingerprint.clone()).collect()
        };
        let known = |finding: &Finding, prints: &BTreeSet<String>| {
            finding.fingerprint.as_ref().is_some_and(|print| prints.contains(print))
        };
        let (old_prints, new_prints) = (prints(old), prints(new));
        let (still_open, fresh): (Vec<&Finding>, Vec<&Finding>) =
            new.findings.iter().partition(|finding| known(finding, &old_prints));
        let gone: Vec<&Finding> =
            old.findings.iter().filter(|finding| !known(finding, &new_prints)).collect();
        let pairs = pair_up(&gone, &fresh);
        let (from, to): (BTreeSet<usize>, BTreeSet<usize>) = pairs.iter().copied().unzip();
        let others = |all: &[&Finding], taken: &BTreeSet<usize>| -> Vec<Finding> {
            let left = all.iter().enumerate().filter(|(index, _)| !taken.contains(index));
            left.map(|(_, finding)| (*finding).clone()).collect()
        };
        let moved = pairs.into_iter().filter_map(|(from, to)| {
            Some(Moved { from: (*gone.get(from)?).clone(), to: (*fresh.get(to)?).clone() })
        });
        CheckDiff {
            version: CheckDiff::VERSION,
            old_report: side(old),
            new_report: side(new),
            remarks: remarks(old, new),
            new: others(&fresh, &to),
            fixed: others(&gone, &from),
            moved: moved.collect(),
            still_open: still_open.into_iter().cloned().collect(),
        }
    }
}

fn side(report: &CheckReport) -> DiffSide {
    let (files, as_of) = (report.files.clone(), report.as_of);
    DiffSide { files, as_of, profile: report.profile.name.clone() }
}

fn remarks(old: &CheckReport, new: &CheckReport) -> Vec<Text> {
    let mut remarks = Vec::new();
    let names = |report: &CheckReport, between: &str| {
        let names: Vec<&str> = report.files.iter().map(|file| file.name.as_str()).collect();
        names.join(between)
    };
    if names(old, "/") != names(new, "/") {
        remarks.push(Text::new(
            format!(
                "两次检查的文件名称不同（{} 与 {}）；若不是同一批宗地，比对没有意义",
                names(old, "、"),
                names(new, "、")
            ),
            format!(
                "the reports are of files with different names ({} and {}): unless they hold the same parcels, \
                 the comparison says nothing",
                names(old, ", "),
                names(new, ", ")
            ),
        ));
    }
    if old.profile != new.profile {
        remarks.push(Text::new(
            format!(
                "两次检查的方案不同（{} 与 {}），部分差异可能由此产生",
                old.profile.name, new.profile.name
            ),
            format!(
                "the reports have different profiles ({} and {}), which may explain some differences",
                old.profile.name, new.profile.name
            ),
        ));
    }
    let names = [(old, "旧报告", "the old report"), (new, "新报告", "the new report")];
    for (report, zh, en) in names {
        if report.findings.iter().any(|finding| finding.code == Code::NotListed) {
            remarks.push(Text::new(
                format!("{zh}未列出全部问题（见 not-listed），未列出的不在比对之内"),
                format!(
                    "{en} does not list every finding (see not-listed); those are not compared"
                ),
            ));
        }
    }
    remarks
}

/// What two findings that moved have in common.
type Kind<'a> = (Code, Option<Class>, &'a [String]);

/// Pairs of an old and a new finding, by index, in the order of the new ones.
fn pair_up(gone: &[&Finding], fresh: &[&Finding]) -> Vec<(usize, usize)> {
    let mut groups: BTreeMap<Kind<'_>, [Vec<Spot>; 2]> = BTreeMap::new();
    for (side, findings) in [gone, fresh].into_iter().enumerate() {
        for (index, finding) in findings.iter().enumerate() {
            let kind = (finding.code, finding.class, finding.subjects.as_slice());
            if let Some(spots) = groups.entry(kind).or_default().get_mut(side) {
                spots.push(Spot { index, at: position(finding) });
            }
        }
    }
    let mut pairs = Vec::new();
    for [mut from, to] in groups.into_values() {
        pairs.extend(nearest(&mut from, &to));
    }
    pairs.sort_unstable_by_key(|(_, to)| *to);
    pairs
}

/// A finding and where it is.
#[derive(Clone, Copy)]
struct Spot {
    index: usize,
    at: Option<[f64; 2]>,
}

impl Spot {
    /// For order only. Two without coordinates are in the same place, one without is far from everything.
    fn distance(&self, other: &Spot) -> f64 {
        match (self.at, other.at) {
            (Some([x, y]), Some([u, v])) => (x - u).hypot(y - v),
            (None, None) => 0.0,
            _ => f64::INFINITY,
        }
    }

    fn x(&self) -> f64 {
        self.at.map_or(f64::INFINITY, |[x, _]| x)
    }
}

fn position(finding: &Finding) -> Option<[f64; 2]> {
    finding.place.at.or_else(|| finding.geometry.as_ref().and_then(FoundShape::first))
}

/// The nearest pair, then the nearest of the rest, and so on.
fn nearest(from: &mut [Spot], to: &[Spot]) -> Vec<(usize, usize)> {
    if from.is_empty() {
        return Vec::new();
    }
    from.sort_by(|a, b| a.x().total_cmp(&b.x()).then(a.index.cmp(&b.index)));
    let all = from.len().saturating_mul(to.len()) <= PAIRS;
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for new in to {
        let middle = from.partition_point(|old| old.x() < new.x());
        let near = if all {
            0..from.len()
        } else {
            middle.saturating_sub(NEIGHBOURS)..middle.saturating_add(NEIGHBOURS).min(from.len())
        };
        let near = from.get(near).unwrap_or_default();
        pairs.extend(near.iter().map(|old| (old.distance(new), old.index, new.index)));
    }
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut old_taken, mut new_taken) = (BTreeSet::new(), BTreeSet::new());
    let mut found = Vec::new();
    for (_, old, new) in pairs {
        if !old_taken.contains(&old) && !new_taken.contains(&new) {
            old_taken.insert(old);
            new_taken.insert(new);
            found.push((old, new));
        }
    }
    found
}

/// Prints a comparison: counts, then what is new, moved, fixed; what is still open only if all are asked for.
#[must_use]
pub fn render(diff: &CheckDiff, language: Language, shown: Shown) -> String {
    let mut page = Page::new(language);
    let title = page.say("检查比对", "Check compared").to_owned();
    page.title(&title);
    for (zh, en, side) in [("旧", "old", &diff.old_report), ("新", "new", &diff.new_report)] {
        let label = page.say(zh, en).to_owned();
        let day = side.as_of.map(|day| format!("  {day}")).unwrap_or_default();
        for file in &side.files {
            let digest = file.sha256.get(..16).unwrap_or(&file.sha256);
            page.line(&format!(
                "{label}  {}  {} B  sha256 {digest}…{day}  {}",
                file.name,
                count(file.bytes),
                side.profile
            ));
        }
    }
    for remark in &diff.remarks {
        let line = format!("· {}", page.text(remark));
        page.line(&line);
    }
    page.blank();
    let mut table = Table::new([
        (page.say("情况", "state"), Align::Left),
        (page.say("数量", "count"), Align::Right),
    ]);
    let rows = [
        ("新出现", "new", diff.new.len()),
        ("已移动", "moved", diff.moved.len()),
        ("已解决", "fixed", diff.fixed.len()),
        ("仍存在", "still open", diff.still_open.len()),
    ];
    for (zh, en, number) in rows {
        table.row([page.say(zh, en).to_owned(), count(number)]);
    }
    page.table(table);
    print_list("新出现", "New", diff.new.iter().map(|new| (new, None)), shown, &mut page);
    let moved = diff.moved.iter().map(|moved| (&moved.to, Some(&moved.from)));
    print_list("已移动", "Moved", moved, shown, &mut page);
    print_list("已解决", "Fixed", diff.fixed.iter().map(|old| (old, None)), shown, &mut page);
    let open = diff.still_open.iter().map(|open| (open, None));
    print_list("仍存在", "Still open", open, shown, &mut page);
    page.finish()
}

fn print_list<'a>(
    zh: &str,
    en: &str,
    findings: impl ExactSizeIterator<Item = (&'a Finding, Option<&'a Finding>)>,
    shown: Shown,
    page: &mut Page,
) {
    let all = findings.len();
    if all == 0 {
        return;
    }
    page.section(zh, en);
    let most = if shown == Shown::All { all } else { SHOWN };
    for (finding, from) in findings.take(most) {
        let severity = page.own(finding.severity.title());
        let accepted = match finding.acknowledged {
            Some(_) => page.say("（已认可）", " (acknowledged)"),
            None => "",
        };
        let message = page.text(&finding.message).to_owned();
        let colon = page.say("：", ": ").to_owned();
        page.line(&format!("{severity} {}{accepted}{colon}{message}", finding.code));
        let now = whereabouts(finding);
        if let Some(from) = from {
            page.indented("    ", &format!("{} → {now}", whereabouts(from)));
        } else if !now.is_empty() {
            page.indented("    ", &now);
        }
    }
    let more = all.saturating_sub(most);
    if more > 0 {
        page.line(&match page.language() {
            Language::Zh => format!("… 另有 {} 项（--all）", count(more)),
            Language::En => format!("… and {} more (--all)", count(more)),
        });
    }
}

/// `file:line:column`, the coordinates, and the subjects.
fn whereabouts(finding: &Finding) -> String {
    let place = &finding.place;
    let mut parts = Vec::new();
    let numbers = [place.line, place.column].into_iter().flatten().map(|n| format!(":{n}"));
    let line: String = place.file.clone().into_iter().chain(numbers).collect();
    parts.extend(Some(line).filter(|line| !line.is_empty()));
    parts.extend(position(finding).map(|[x, y]| format!("({x}, {y})")));
    let subjects = finding.subjects.join(", ");
    parts.extend(Some(subjects).filter(|subjects| !subjects.is_empty()));
    parts.join("  ")
}
