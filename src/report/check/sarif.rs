//! Findings as SARIF 2.1.0 (OASIS Static Analysis Results Interchange Format), for code review and editors.

use std::collections::BTreeMap;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

use super::CheckReport;
use super::replacement::{Replacement, replacements};
use crate::finding::{
    Acknowledgement, Code, Finding, Language, Place, Severity, Span, Text, rules,
};
use crate::read::{Source, json};

/// The schema that the log follows.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The name under which results carry their fingerprint.
const FINGERPRINT: &str = "landledger/v1";

/// The log of one run, with messages in `language`.
///
/// Rules are those of the catalogue. Columns count Unicode code points. A place has its line, column and bytes
/// and, where the file is among the `sources` (known by their names), where it ends; the JSON pointer is its
/// logical location. A proposed fix is given where it comes down to a replacement of bytes. Acknowledged findings are
/// suppressed.
///
/// ```
/// use landledger::finding::Language;
/// use landledger::read::Source;
/// use landledger::report::check::{CheckRequest, check, sarif};
///
/// let source = Source::new("a.geojson", "{\"type\":\n \"Polygn\"}");
/// let report = check(&CheckRequest::new(&source));
/// let sources = [&source];
/// let log = serde_json::to_value(sarif::log(&report, &sources, Language::En)).unwrap();
/// let result = &log["runs"][0]["results"][0];
/// assert_eq!(result["ruleId"], "geojson-type");
/// let region = &result["locations"][0]["physicalLocation"]["region"];
/// assert_eq!((&region["startLine"], &region["startColumn"]), (&2.into(), &2.into()));
/// assert_eq!((&region["endLine"], &region["endColumn"]), (&2.into(), &10.into()));
/// ```
#[must_use]
pub fn log<'a>(report: &'a CheckReport, sources: &'a [&'a Source], language: Language) -> Log<'a> {
    Log { report, sources, language }
}

/// A SARIF log, written through serde: results are made one by one, as there may be many.
#[derive(Debug, Clone, Copy)]
pub struct Log<'a> {
    report: &'a CheckReport,
    sources: &'a [&'a Source],
    language: Language,
}

impl Serialize for Log<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut log = serializer.serialize_map(Some(3))?;
        log.serialize_entry("$schema", SCHEMA)?;
        log.serialize_entry("version", "2.1.0")?;
        log.serialize_entry("runs", &[Run(self)])?;
        log.end()
    }
}

/// The one run of a log.
struct Run<'a>(&'a Log<'a>);

impl Serialize for Run<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Log { report, sources, language } = *self.0;
        let codes = codes(report);
        let writer = Writer { sources, language, codes: &codes };
        let rules: Vec<Value> = codes.keys().map(|code| writer.rule(*code)).collect();
        let not_checked: Vec<Value> = report
            .not_checked
            .iter()
            .map(|text| json!({"level": "note", "message": {"text": writer.say(text)}}))
            .collect();
        let language = match language {
            Language::Zh => "zh-CN",
            Language::En => "en-US",
        };
        let driver = json!({
            "name": "landledger",
            "version": env!("CARGO_PKG_VERSION"),
            "rules": rules,
        });
        let mut run = serializer.serialize_map(None)?;
        run.serialize_entry("tool", &json!({"driver": driver}))?;
        run.serialize_entry("language", language)?;
        run.serialize_entry("columnKind", "unicodeCodePoints")?;
        run.serialize_entry("artifacts", &writer.artifacts(report))?;
        run.serialize_entry(
            "invocations",
            &json!([{"executionSuccessful": true, "toolExecutionNotifications": not_checked}]),
        )?;
        run.serialize_entry(
            "properties",
            &json!({"profile": report.profile.name, "asOf": report.as_of.map(|day| day.to_string())}),
        )?;
        let trees = writer.trees(report);
        run.serialize_entry("results", &Results { report, writer: &writer, trees: &trees })?;
        run.end()
    }
}

/// The results of a run.
struct Results<'a> {
    report: &'a CheckReport,
    writer: &'a Writer<'a>,
    trees: &'a Trees<'a>,
}

impl Serialize for Results<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let findings = self.report.findings.iter();
        serializer.collect_seq(findings.map(|finding| self.writer.result(finding, self.trees)))
    }
}

/// The codes of the catalogue in their order, then those of an embedding program, each with its index.
fn codes(report: &CheckReport) -> BTreeMap<Code, usize> {
    let mut codes: BTreeMap<Code, usize> = BTreeMap::new();
    let found = report.findings.iter().map(|finding| finding.code);
    for code in rules().map(|rule| rule.code).chain(found) {
        codes.insert(code, 0);
    }
    for (index, at) in codes.values_mut().enumerate() {
        *at = index;
    }
    codes
}

/// Documents by the name of their file, for fixes.
type Trees<'a> = BTreeMap<&'a str, json::Node<'a>>;

struct Writer<'a> {
    sources: &'a [&'a Source],
    language: Language,
    codes: &'a BTreeMap<Code, usize>,
}

impl<'a> Writer<'a> {
    fn say<'t>(&self, text: &'t Text) -> &'t str {
        text.in_language(self.language)
    }

    fn source(&self, file: &str) -> Option<&'a Source> {
        self.sources.iter().copied().find(|source| source.name() == file)
    }

    /// The documents of files that a finding with a fix is in.
    fn trees(&self, report: &CheckReport) -> Trees<'a> {
        let mut trees = Trees::new();
        for finding in report.findings.iter().filter(|finding| finding.fix.is_some()) {
            let source = finding.place.file.as_deref().and_then(|file| self.source(file));
            if let Some(source) = source.filter(|source| !trees.contains_key(source.name()))
                && let Some(root) = json::parse(source).root
            {
                trees.insert(source.name(), root);
            }
        }
        trees
    }

    fn rule(&self, code: Code) -> Value {
        let level = json!({"level": level(code.severity())});
        let responsible = code.responsible().title();
        let mut properties = json!({"responsible": self.say(&responsible)});
        let Some(rule) = code.rule() else {
            return json!({"id": code.id(), "defaultConfiguration": level, "properties": properties});
        };
        if let (false, Some(members)) = (rule.basis.is_empty(), properties.as_object_mut()) {
            members.insert("basis".into(), rule.basis.into());
        }
        let [what, why, fix] = [rule.what, rule.why, rule.fix].map(Text::from);
        json!({
            "id": code.id(),
            "shortDescription": {"text": self.say(&what)},
            "fullDescription": {"text": self.say(&why)},
            "help": {"text": self.say(&fix)},
            "defaultConfiguration": level,
            "properties": properties,
        })
    }

    fn artifacts(&self, report: &CheckReport) -> Vec<Value> {
        let artifact = |file: &crate::finding::SourceFile| {
            let name = |source: &&&Source| base_name(source.name()) == file.name;
            let path = self.sources.iter().find(name).map_or(&*file.name, |source| source.name());
            json!({
                "location": {"uri": uri(path)},
                "length": file.bytes,
                "hashes": {"sha-256": file.sha256},
            })
        };
        report.files.iter().map(artifact).collect()
    }

    fn result(&self, finding: &Finding, trees: &Trees<'_>) -> Value {
        let mut result = Map::new();
        let mut put = |key: &str, value: Value| result.insert(key.to_owned(), value);
        put("ruleId", finding.code.id().into());
        if let Some(index) = self.codes.get(&finding.code) {
            put("ruleIndex", (*index).into());
        }
        put("level", level(finding.severity).into());
        put("message", json!({"text": self.say(&finding.message)}));
        if let Some(location) = self.location(&finding.place) {
            put("locations", json!([location]));
        }
        if !finding.more_pointers.is_empty() {
            let related = finding.more_pointers.iter().enumerate();
            let related = related.map(|(id, pointer)| {
                json!({"id": id, "logicalLocations": [{"fullyQualifiedName": pointer}]})
            });
            put("relatedLocations", related.collect());
        }
        if let Some(print) = &finding.fingerprint {
            put("partialFingerprints", json!({FINGERPRINT: print}));
        }
        if let Some(fix) = self.fix(finding, trees) {
            put("fixes", json!([fix]));
        }
        if let Some(given) = &finding.acknowledged {
            put("suppressions", json!([self.suppression(given)]));
        }
        put("properties", properties(finding));
        Value::Object(result)
    }

    fn location(&self, place: &Place) -> Option<Value> {
        let mut location = Map::new();
        if let Some(file) = &place.file {
            let mut physical = json!({"artifactLocation": {"uri": uri(file)}});
            if let (Some(region), Some(members)) = (self.region(place), physical.as_object_mut()) {
                members.insert("region".into(), region);
            }
            location.insert("physicalLocation".into(), physical);
        }
        if let Some(pointer) = &place.pointer {
            let logical = json!([{"fullyQualifiedName": pointer}]);
            location.insert("logicalLocations".into(), logical);
        }
        (!location.is_empty()).then_some(Value::Object(location))
    }

    fn region(&self, place: &Place) -> Option<Value> {
        let mut region = Map::new();
        let mut put = |key: &str, value: u64| region.insert(key.to_owned(), value.into());
        if let Some(line) = place.line {
            put("startLine", line.into());
            if let Some(column) = place.column {
                put("startColumn", column.into());
            }
        }
        if let Some(span) = place.span {
            put("byteOffset", span.start);
            put("byteLength", span.end.saturating_sub(span.start));
            let source = place.file.as_deref().and_then(|file| self.source(file));
            if let (Some(source), Some(_)) = (source, place.line) {
                let end = source.place(Span { start: span.end, end: span.end });
                if let (Some(line), Some(column)) = (end.line, end.column) {
                    put("endLine", line.into());
                    put("endColumn", column.into());
                }
            }
        }
        (!region.is_empty()).then_some(Value::Object(region))
    }

    fn fix(&self, finding: &Finding, trees: &Trees<'_>) -> Option<Value> {
        let file = finding.place.file.as_deref()?;
        let fix = finding.fix.as_ref()?;
        let all = replacements(trees.get(file)?, fix)?;
        let kind = fix.kind.title();
        let replacement = |Replacement { span, text }: Replacement| {
            json!({
                "deletedRegion": {
                    "byteOffset": span.start,
                    "byteLength": span.end.saturating_sub(span.start),
                },
                "insertedContent": {"text": text},
            })
        };
        Some(json!({
            "description": {"text": self.say(&kind)},
            "artifactChanges": [{
                "artifactLocation": {"uri": uri(file)},
                "replacements": all.into_iter().map(replacement).collect::<Vec<_>>(),
            }],
        }))
    }

    fn suppression(&self, given: &Acknowledgement) -> Value {
        let Acknowledgement { reason, by, until, .. } = given;
        let justification = match (self.language, until) {
            (Language::Zh, None) => format!("{reason}（{by}）"),
            (Language::Zh, Some(day)) => format!("{reason}（{by}，至 {day}）"),
            (Language::En, None) => format!("{reason} ({by})"),
            (Language::En, Some(day)) => format!("{reason} ({by}, until {day})"),
        };
        json!({"kind": "external", "status": "accepted", "justification": justification})
    }
}

/// What SARIF has no member for.
fn properties(finding: &Finding) -> Value {
    let mut properties = Map::new();
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            properties.insert(key.to_owned(), value);
        }
    };
    put("subjects", Some(finding.subjects.clone().into()));
    put("class", finding.class.and_then(|class| serde_json::to_value(class).ok()));
    put("measure", finding.measure.as_ref().and_then(|value| serde_json::to_value(value).ok()));
    put("limit", finding.limit.as_ref().and_then(|value| serde_json::to_value(value).ok()));
    put("at", finding.place.at.and_then(|at| serde_json::to_value(at).ok()));
    Value::Object(properties)
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn base_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// A path as a URI reference (RFC 3986): one from the root is a `file` URI.
fn uri(path: &str) -> String {
    let mut uri = String::new();
    let path = path.replace('\\', "/");
    if path.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}
