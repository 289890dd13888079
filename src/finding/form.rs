//! The JSON form of a finding: flat, with the parts of its place beside its message.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    Acknowledgement, Class, Code, ExternalCode, Finding, Fix, FoundShape, Limit, Measure, Place,
    Responsible, Severity, Span, Text,
};
use crate::calendar;

/// A judgement about given data (问题): code, severity, place, what was expected and what was found. What is not known is absent.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename = "Finding", deny_unknown_fields)]
pub(super) struct FindingForm {
    /// What kind of judgement it is.
    code: Code,
    /// How much it weighs.
    severity: Severity,
    /// Who must act.
    responsible: Responsible,
    /// A finer distinction within the code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    class: Option<Class>,
    /// What was expected and what was found.
    message: Text,
    /// The parcels, entries or events that it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    subjects: Vec<String>,
    /// The file as the caller named it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    /// The sheet of a workbook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sheet: Option<String>,
    /// JSON pointers (RFC 6901), that of the place first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pointers: Vec<String>,
    /// Where it is in the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    span: Option<SpanForm>,
    /// Polygon and ring, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ring: Option<[u32; 2]>,
    /// Vertex of the ring, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    vertex: Option<u32>,
    /// Where it is on the ground: x (longitude, easting), then y (latitude, northing), in the numbers of the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<[f64; 2]>,
    /// The geometry that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    geometry: Option<FoundShape>,
    /// What was measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    measure: Option<Measure>,
    /// What it should have been.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    limit: Option<Limit>,
    /// The clause that it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rule: Option<String>,
    /// A fix that would end it; never applied unasked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    fix: Option<Fix>,
    /// The same in another run as long as the place is not edited.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^sha256:[0-9a-f]{32}(-[0-9]+)?$")))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    fingerprint: Option<String>,
    /// The day for which it was found.
    #[cfg_attr(feature = "schema", schemars(with = "Option<calendar::schema::Day>"))]
    #[serde(default, with = "calendar::optional_day", skip_serializing_if = "Option::is_none")]
    as_of: Option<Date>,
    /// Who has accepted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    acknowledged: Option<Acknowledgement>,
}

/// Bytes, line and column (在文件中的位置).
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Span"))]
#[serde(deny_unknown_fields)]
struct SpanForm {
    /// Bytes: the first, and that after the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    byte: Option<[u64; 2]>,
    /// Line, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    /// Column in characters, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    column: Option<u32>,
}

impl From<Finding> for FindingForm {
    fn from(finding: Finding) -> FindingForm {
        let place = finding.place;
        let known = place.span.is_some() || place.line.is_some();
        let span = known.then_some(SpanForm {
            byte: place.span.map(|span| [span.start, span.end]),
            line: place.line,
            column: place.column,
        });
        let ring = place.ring.map(|ring| [place.polygon.unwrap_or_default(), ring]);
        FindingForm {
            code: finding.code,
            severity: finding.severity,
            responsible: finding.code.responsible(),
            class: finding.class,
            message: finding.message,
            subjects: finding.subjects,
            file: place.file,
            sheet: place.sheet,
            pointers: place.pointer.into_iter().chain(finding.more_pointers).collect(),
            span,
            ring,
            vertex: place.vertex,
            at: place.at,
            geometry: finding.geometry,
            measure: finding.measure,
            limit: finding.limit,
            rule: finding.rule,
            fix: finding.fix,
            fingerprint: finding.fingerprint,
            as_of: finding.as_of,
            acknowledged: finding.acknowledged,
        }
    }
}

impl From<FindingForm> for Finding {
    fn from(form: FindingForm) -> Finding {
        let code = match form.code {
            Code::External(code) => {
                ExternalCode::new(code.id(), form.severity, form.responsible).unwrap_or(code).into()
            }
            code => code,
        };
        let mut pointers = form.pointers.into_iter();
        let span = form.span;
        let place = Place {
            file: form.file,
            sheet: form.sheet,
            line: span.as_ref().and_then(|span| span.line),
            column: span.as_ref().and_then(|span| span.column),
            span: span.and_then(|span| span.byte).map(|[start, end]| Span { start, end }),
            pointer: pointers.next(),
            polygon: form.ring.map(|[polygon, _]| polygon),
            ring: form.ring.map(|[_, ring]| ring),
            vertex: form.vertex,
            at: form.at,
        };
        Finding {
            code,
            severity: form.severity,
            class: form.class,
            message: form.message,
            subjects: form.subjects,
            place,
            more_pointers: pointers.collect(),
            geometry: form.geometry,
            measure: form.measure,
            limit: form.limit,
            rule: form.rule,
            fix: form.fix,
            fingerprint: form.fingerprint,
            as_of: form.as_of,
            acknowledged: form.acknowledged,
        }
    }
}
