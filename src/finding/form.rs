//! The JSON form of a finding: flat, with the parts of its place beside its message.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    Acknowledgement, Class, Code, ExternalCode, Finding, Fix, FoundShape, Limit, Measure, Place,
    Responsible, Severity, Span, Text,
};
use crate::calendar;

/// What [`Finding`] is written as and read from.
#[derive(Serialize, Deserialize)]
#[serde(rename = "Finding", deny_unknown_fields)]
pub(super) struct FindingForm {
    code: Code,
    severity: Severity,
    responsible: Responsible,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    class: Option<Class>,
    message: Text,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    subjects: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pointers: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    span: Option<SpanForm>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ring: Option<[u32; 2]>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    vertex: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<[f64; 2]>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    geometry: Option<FoundShape>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    measure: Option<Measure>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    limit: Option<Limit>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rule: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    fix: Option<Fix>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    fingerprint: Option<String>,
    #[serde(default, with = "calendar::optional_day", skip_serializing_if = "Option::is_none")]
    as_of: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    acknowledged: Option<Acknowledgement>,
}

/// Bytes, line and column.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SpanForm {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    byte: Option<[u64; 2]>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
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
