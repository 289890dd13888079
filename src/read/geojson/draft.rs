//! [`Draft`]: a feature while it is being read, with its problems.

use std::borrow::Cow;

use super::feature::{Feature, FeatureId, GeometryKind, Rejected};
use super::rings::Polygons;
use super::{GeometryNeed, Reading};
use crate::finding::{Code, Finding, Place, Severity, Span, Text};
use crate::read::Source;
use crate::read::json::{Fault, Path};

/// Problems listed for one feature; more are counted.
const LISTED: usize = 100;

/// What is known of a feature so far.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) index: Option<usize>,
    pub(super) id: Option<FeatureId>,
    pub(super) properties: Option<Span>,
    pub(super) coordinates: Option<Span>,
    pub(super) bbox: Option<Vec<f64>>,
    pub(super) kind: Option<GeometryKind>,
    pub(super) polygons: Option<Polygons>,
    pub(super) findings: Vec<Finding>,
    errors: usize,
    reasons: Vec<Code>,
    unlisted: usize,
    unlisted_code: Option<Code>,
}

impl Draft {
    pub(super) fn new(index: Option<usize>) -> Draft {
        Draft { index, ..Draft::default() }
    }

    /// The pointer of the feature.
    pub(super) fn base(&self) -> Cow<'static, str> {
        match self.index {
            Some(index) => format!("/features/{index}").into(),
            None => "".into(),
        }
    }

    /// Notes a problem with the value at `path` below the feature.
    pub(super) fn problem(
        &mut self,
        source: &Source,
        code: Code,
        span: Span,
        path: &[&str],
        message: Text,
    ) {
        let base = self.base();
        self.push(code, message, || {
            let mut pointer = base.into_owned();
            for key in path {
                pointer = Path::Key(&Path::Base(&pointer), key).pointer();
            }
            source.place(span).pointer(pointer)
        });
    }

    /// How many errors there are so far.
    pub(super) fn errors(&self) -> usize {
        self.errors
    }

    /// Notes a problem at a place that is worked out only if the problem is listed.
    pub(super) fn push(&mut self, code: Code, message: Text, place: impl FnOnce() -> Place) {
        if code.severity() == Severity::Error {
            self.errors = self.errors.saturating_add(1);
            if !self.reasons.contains(&code) {
                self.reasons.push(code);
            }
        }
        if self.findings.len() < LISTED {
            self.findings.push(Finding::new(code, message).at(place()));
        } else {
            self.unlisted = self.unlisted.saturating_add(1);
            self.unlisted_code.get_or_insert(code);
        }
    }

    /// Notes what the JSON reader found within the feature; its pointers are complete.
    pub(super) fn fault(&mut self, source: &Source, fault: Fault) {
        let Fault { code, span, pointer, message } = fault;
        self.push(code, message, || {
            let mut place = source.place(span);
            place.pointer = pointer;
            place
        });
    }

    /// Puts the feature under the features or the rejected ones, and its findings to the others.
    pub(super) fn finish(
        mut self,
        source: &Source,
        span: Span,
        need: GeometryNeed,
        out: &mut Reading,
    ) {
        if self.polygons.is_none() && need == GeometryNeed::Required && self.errors == 0 {
            let message = Text::new("要素没有几何图形", "the feature has no geometry");
            self.problem(source, Code::GeometryMissing, span, &["geometry"], message);
        }
        self.more(source, span);
        if let Some(id) = &self.id {
            let subject = id.to_string();
            self.findings.iter_mut().for_each(|finding| finding.subjects.push(subject.clone()));
        }
        out.findings.append(&mut self.findings);
        if self.errors > 0 {
            let mut reasons = self.reasons;
            reasons.sort_unstable();
            out.rejected.push(Rejected { index: self.index, id: self.id, span, reasons });
        } else {
            let (shape, heights, decimals) = match self.polygons {
                Some(polygons) => {
                    let decimals = polygons.decimals;
                    let (shape, heights) = polygons.into_shape();
                    (Some(shape), heights, decimals)
                }
                None => (None, Vec::new(), 0),
            };
            out.features.push(Feature {
                index: self.index,
                id: self.id,
                shape,
                kind: self.kind,
                heights,
                decimals,
                bbox: self.bbox,
                span,
                properties: self.properties,
                coordinates: self.coordinates,
            });
        }
    }

    /// The problems, with the number of those that are not listed.
    pub(super) fn into_findings(mut self, source: &Source, span: Span) -> Vec<Finding> {
        self.more(source, span);
        self.findings
    }

    /// Says how many problems are not listed.
    fn more(&mut self, source: &Source, span: Span) {
        let Some(code) = self.unlisted_code else { return };
        let n = self.unlisted;
        let message = Text::new(
            format!("此处还有 {n} 个问题未列出"),
            format!("{n} more problems here are not listed"),
        );
        let place = source.place(span).pointer(self.base());
        self.findings.push(Finding::new(code, message).at(place));
    }
}
