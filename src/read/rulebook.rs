//! The rulebook of low-efficiency land: `rulebook.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rust_decimal::Decimal;
use serde::de::DeserializeOwned;

use super::json::{self, Node, Value};
use super::{Source, toml};
use crate::finding::{Code, Finding, Severity, SourceFile, Text, spaced};
use crate::law::{
    ControlValues, CriteriaSet, Criterion, FloorAreaRatioTable, LowEfficiencyUse, Metric,
    MetricUnit, ProcedureTerms, Rulebook,
};

/// Reads a rulebook (认定标准文件); the format is described in [`docs::rulebook`](mod@crate::docs::rulebook).
///
/// A rulebook with an error is not used at all, as a criterion that is left out may turn the answer round: `None`, and the
/// findings say what is wrong. Warnings leave it in use.
///
/// # Findings
///
/// - `file-empty`, `not-utf8`, `toml-malformed`, `duplicate-key`, `json-too-deep`;
/// - `member-invalid` for keys and values: every criterion and every set that does not fit is named;
/// - `rulebook-…` for what does not fit together.
///
/// ```
/// use landledger::finding::Code;
/// use landledger::read::{Source, read_rulebook};
///
/// let source = Source::new("rulebook.toml", "issuer = \"示例\"\nstanding = \"draft\"\n");
/// let (rulebook, findings) = read_rulebook(&source);
/// assert_eq!(rulebook, None);
/// let finding = &findings[0];
/// assert_eq!((finding.place.line, finding.place.column), (Some(2), Some(12)));
/// assert_eq!(finding.place.pointer.as_deref(), Some("/standing"));
/// assert_eq!(finding.message.en, "expected one of `adopted`, `illustrative`, found string \"draft\"");
/// ```
#[must_use]
pub fn read_rulebook(source: &Source) -> (Option<Rulebook>, Vec<Finding>) {
    let parsed = toml::parse(source);
    let mut findings = parsed.findings;
    if let Some(root) = parsed.root.filter(|_| findings.is_empty()) {
        match json::decode::<Rulebook>(&root, "") {
            Ok(mut rulebook) => {
                Judge { source, root: &root, findings: &mut findings }.judge(&rulebook);
                Finding::sort(&mut findings);
                if findings.iter().all(|finding| finding.severity != Severity::Error) {
                    rulebook.file = Some(SourceFile::of(file_name(source), source.bytes()));
                    return (Some(rulebook), findings);
                }
            }
            Err(error) => findings = misfits(source, &root, *error),
        }
    }
    Finding::sort(&mut findings);
    (None, findings)
}

/// The name without the folder, as a report gives it.
fn file_name(source: &Source) -> String {
    let name = Path::new(source.name()).file_name();
    name.map_or_else(|| source.name().to_owned(), |name| name.to_string_lossy().into_owned())
}

/// What does not fit: decoding ends at the first, so criteria and sets are tried one by one.
fn misfits(source: &Source, root: &Node<'_>, first: json::DecodeError) -> Vec<Finding> {
    let mut errors = vec![first];
    errors.extend(each::<Criterion>(root, "criteria"));
    errors.extend(each::<CriteriaSet>(root, "sets"));
    let mut seen = BTreeSet::new();
    errors.retain(|error| seen.insert((error.span, error.pointer.clone())));
    errors.into_iter().map(|error| error.into_finding(source)).collect()
}

fn each<T: DeserializeOwned>(root: &Node<'_>, key: &str) -> Vec<json::DecodeError> {
    let Some(Value::Array(items)) = root.get(key).map(|node| &node.value) else {
        return Vec::new();
    };
    let tried = items.iter().enumerate().map(|(at, item)| {
        let pointer = format!("/{key}/{at}");
        json::decode::<T>(item, &pointer).err().map(|error| *error)
    });
    tried.flatten().collect()
}

/// What a rulebook that can be decoded says against itself.
struct Judge<'a> {
    source: &'a Source,
    root: &'a Node<'a>,
    findings: &'a mut Vec<Finding>,
}

impl Judge<'_> {
    fn judge(&mut self, rulebook: &Rulebook) {
        let mut ids: BTreeMap<&str, bool> = BTreeMap::new();
        for (at, criterion) in rulebook.criteria.iter().enumerate() {
            let id = criterion.id.as_str();
            if ids.insert(id, false).is_some() {
                let found =
                    Text::new(format!("{id:?} 第二次出现"), format!("{id:?} a second time"));
                let expected = ("未用过的编号", "an id that was not used before");
                let pointer = format!("/criteria/{at}/id");
                self.find(Code::RulebookIdRepeated, pointer, expected, found);
            }
            self.criterion(at, criterion);
        }
        if let Some(control) = &rulebook.control {
            self.control(control);
        }
        if let Some(terms) = &rulebook.procedure {
            self.procedure(terms);
        }
        let mut uses = BTreeSet::new();
        for (at, set) in rulebook.sets.iter().enumerate() {
            if !uses.insert(set.land_use) {
                self.repeated_use(at, set.land_use);
            }
            self.set(at, set, &mut ids);
        }
        for (at, criterion) in rulebook.criteria.iter().enumerate() {
            if ids.get(criterion.id.as_str()) == Some(&false) {
                let id = &criterion.id;
                let expected = ("至少一套条件采用该编号", "a set that uses the criterion");
                let found =
                    Text::new(format!("没有采用 {id:?} 的"), format!("none that has {id:?}"));
                self.find(
                    Code::RulebookCriterionUnused,
                    format!("/criteria/{at}/id"),
                    expected,
                    found,
                );
            }
        }
    }

    fn criterion(&mut self, at: usize, criterion: &Criterion) {
        let pointer = |key: &str| format!("/criteria/{at}/{key}");
        let metric = criterion.metric;
        if !metric.units().contains(&criterion.unit) {
            let units: Vec<String> =
                metric.units().iter().map(|unit| format!("`{}`", unit.id())).collect();
            let (zh, en) = (units.join("、"), units.join(", "));
            let expected = Text::new(
                format!("{}的单位（{zh}）", metric.name().zh),
                format!("a unit of {} ({en})", metric.id()),
            );
            let found = format!("`{}`", criterion.unit.id());
            self.find(Code::RulebookUnit, pointer("unit"), expected, found);
        }
        match criterion.window_years {
            Some(0) => {
                let expected = ("1 以上的整数", "a number of years from 1");
                self.find(Code::RulebookWindow, pointer("window_years"), expected, "0");
            }
            Some(years) if !metric.has_window() => {
                let expected = Text::new(
                    format!("{}没有 window_years", metric.name().zh),
                    format!("no window_years for {}", metric.id()),
                );
                self.find(
                    Code::RulebookWindow,
                    pointer("window_years"),
                    expected,
                    years.to_string(),
                );
            }
            _ => {}
        }
        if let (Some(from), Some(to)) = (criterion.in_force_from, criterion.in_force_to)
            && to < from
        {
            let expected = Text::new(
                format!("不早于 in_force_from（{from}）的日期"),
                format!("a day not before in_force_from, {from}"),
            );
            self.find(Code::RulebookDaysReversed, pointer("in_force_to"), expected, to.to_string());
        }
        if let Some(threshold) = criterion.threshold {
            let share = matches!(metric, Metric::BuildingCoefficient | Metric::FloorVacancy);
            let most = match criterion.unit {
                MetricUnit::Percent if share => Some(Decimal::ONE_HUNDRED),
                MetricUnit::Ratio if share => Some(Decimal::ONE),
                _ => None,
            };
            // Tax, and with it what is paid back, can be below zero; nothing else can.
            let least = (metric != Metric::TaxPerMu).then_some(Decimal::ZERO);
            self.range(pointer("threshold"), threshold.number(), least, most);
        }
        if criterion.threshold.is_none() {
            let expected = ("标准值 threshold", "a threshold");
            let found = ("没有：该条件始终事实不清", "none: the criterion stays unknown");
            self.find(Code::RulebookThresholdMissing, format!("/criteria/{at}"), expected, found);
        }
    }

    /// Control values: above zero, shares at most the whole; a most value of 0 would forbid what the instrument allows.
    fn control(&mut self, values: &ControlValues) {
        let share = Some(Decimal::ONE_HUNDRED);
        let rows = [
            ("building_coefficient", &values.building_coefficient, share),
            ("administrative_land", &values.administrative_land, share),
            ("administrative_floor", &values.administrative_floor, share),
            ("green_land", &values.green_land, share),
            ("investment_intensity", &values.investment_intensity, None),
            ("output_per_area", &values.output_per_area, None),
            ("tax_per_area", &values.tax_per_area, None),
        ];
        for (key, value, most) in rows {
            if let Some(value) = value {
                self.above_zero(format!("/control/{key}/value"), value.value.number(), most);
            }
        }
        for (code, value) in values.floor_area_ratio.iter().flat_map(FloorAreaRatioTable::rows) {
            let pointer = format!("/control/floor_area_ratio/values/{code}");
            self.above_zero(pointer, value.number(), None);
        }
    }

    /// Terms of working days: at least one; no day both off and worked.
    fn procedure(&mut self, terms: &ProcedureTerms) {
        let rows =
            [("hearing_request", &terms.hearing_request), ("hearing_held", &terms.hearing_held)];
        for (key, term) in rows {
            if term.as_ref().is_some_and(|term| term.working_days == 0) {
                let expected = ("1 以上的整数", "a number of working days from 1");
                let pointer = format!("/procedure/{key}/working_days");
                self.find(Code::RulebookRange, pointer, expected, "0");
            }
        }
        for day in terms.calendar.days_off.intersection(&terms.calendar.days_worked) {
            let expected = ("不在 days_off 中的日期", "a day that is not in days_off");
            let pointer = "/procedure/calendar/days_worked".to_owned();
            self.find(Code::RulebookRange, pointer, expected, day.to_string());
        }
    }

    fn above_zero(&mut self, pointer: String, value: Decimal, most: Option<Decimal>) {
        if value.is_zero() {
            let expected = ("大于 0 的数", "a number above 0");
            self.find(Code::RulebookRange, pointer, expected, "0");
        } else {
            self.range(pointer, value, Some(Decimal::ZERO), most);
        }
    }

    fn range(
        &mut self,
        pointer: String,
        value: Decimal,
        least: Option<Decimal>,
        most: Option<Decimal>,
    ) {
        let expected = match (least, most) {
            (Some(least), _) if value < least => {
                Text::new(format!("不小于 {least} 的数"), format!("a number from {least}"))
            }
            (_, Some(most)) if value > most => {
                Text::new(format!("不大于 {most} 的数"), format!("a number up to {most}"))
            }
            _ => return,
        };
        self.find(Code::RulebookRange, pointer, expected, value.to_string());
    }

    fn repeated_use(&mut self, at: usize, land_use: LowEfficiencyUse) {
        let id = land_use.id();
        let expected = ("每种用途一套条件", "one set for a use");
        let found = Text::new(format!("`{id}` 的第二套"), format!("a second one for `{id}`"));
        self.find(Code::RulebookUseRepeated, format!("/sets/{at}/land_use"), expected, found);
    }

    /// A set and its groups; the ids that they name are marked as used.
    fn set<'r>(&mut self, at: usize, set: &'r CriteriaSet, ids: &mut BTreeMap<&'r str, bool>) {
        if set.criteria.is_empty() && set.groups.is_empty() {
            self.empty(format!("/sets/{at}"));
        }
        let mut seen = BTreeSet::new();
        self.members(&format!("/sets/{at}"), &set.criteria, ids, &mut seen);
        for (nth, group) in set.groups.iter().enumerate() {
            let pointer = format!("/sets/{at}/groups/{nth}");
            if group.criteria.is_empty() {
                self.empty(pointer.clone());
            }
            // A criterion may stand in several groups, as in "a and b, or a and c".
            self.members(&pointer, &group.criteria, ids, &mut BTreeSet::new());
        }
    }

    fn members<'r>(
        &mut self,
        pointer: &str,
        members: &'r [String],
        ids: &mut BTreeMap<&'r str, bool>,
        seen: &mut BTreeSet<&'r str>,
    ) {
        for (nth, id) in members.iter().enumerate() {
            let pointer = format!("{pointer}/criteria/{nth}");
            if !seen.insert(id) {
                let expected = ("每个编号列一次", "each id once");
                let found =
                    Text::new(format!("{id:?} 第二次出现"), format!("{id:?} a second time"));
                self.find(Code::RulebookIdRepeated, pointer.clone(), expected, found);
            }
            match ids.get_mut(id.as_str()) {
                Some(used) => *used = true,
                None => {
                    let expected = ("criteria 中某个条件的 id", "the id of one of the criteria");
                    self.find(Code::RulebookIdUnknown, pointer, expected, format!("{id:?}"));
                }
            }
        }
    }

    fn empty(&mut self, pointer: String) {
        let expected = ("至少一个条件", "at least one criterion");
        self.find(Code::RulebookSetEmpty, pointer, expected, ("没有", "none"));
    }

    fn find(
        &mut self,
        code: Code,
        pointer: String,
        expected: impl Into<Text>,
        found: impl Into<Text>,
    ) {
        let (expected, found) = (expected.into(), found.into());
        let node = self.root.at(&pointer).unwrap_or(self.root);
        let message = Text::new(
            format!("应为{}，实为{}", spaced(&expected.zh), spaced(&found.zh)),
            format!("expected {}, found {}", expected.en, found.en),
        );
        let place = self.source.place(node.span).pointer(pointer);
        self.findings.push(Finding::new(code, message).at(place));
    }
}
