//! [`Draft`]: a feature while it is being read, with its problems.

use std::borrow::Cow;

use super::bbox::{self, BoxMember, Extents};
use super::crs_member::{self, CrsMember};
use super::feature::{Feature, FeatureId, GeometryKind, Rejected};
use super::rings::Polygons;
use super::{GeometryNeed, ReadOptions, Reading};
use crate::finding::{Code, Finding, Fix, Measure, Place, Severity, Span, Text, counted};
use crate::geometry::CoordinateExtent;
use crate::read::Source;
use crate::read::json::{Fault, Path};

/// Problems listed for one feature; more are counted.
const LISTED: usize = 100;

/// What is known of a feature so far.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) index: Option<usize>,
    pub(super) id: Option<FeatureId>,
    pub(super) id_span: Option<Span>,
    pub(super) properties: Option<Span>,
    pub(super) geometry: Option<Span>,
    pub(super) coordinates: Option<Span>,
    pub(super) boxes: Vec<BoxMember>,
    pub(super) crs: Vec<CrsMember>,
    pub(super) kind: Option<GeometryKind>,
    pub(super) polygons: Option<Polygons>,
    /// What could be read of polygons with errors.
    pub(super) remains: Option<Polygons>,
    /// The numbers are not what they are read as, so that nothing else can be held against them.
    pub(super) misread: bool,
    /// The bytes of a `null` in the place of the geometry.
    pub(super) null_geometry: Option<Span>,
    pub(super) findings: Vec<Finding>,
    errors: usize,
    reasons: Vec<Code>,
    unlisted: usize,
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

    /// The pointer of what lies at `path` below the feature.
    pub(super) fn pointer(&self, path: &[&str]) -> String {
        path.iter().fold(self.base().into_owned(), |pointer, key| {
            Path::Key(&Path::Base(&pointer), key).pointer()
        })
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
        self.fixable(source, code, span, path, message, None);
    }

    /// Notes a problem with the value at `path` below the feature, and what would end it.
    pub(super) fn fixable(
        &mut self,
        source: &Source,
        code: Code,
        span: Span,
        path: &[&str],
        message: Text,
        fix: Option<Fix>,
    ) {
        let pointer = self.pointer(path);
        self.note(code, || {
            let mut finding = Finding::new(code, message).at(source.place(span).pointer(pointer));
            finding.fix = fix;
            finding
        });
    }

    /// How many errors there are so far.
    pub(super) fn errors(&self) -> usize {
        self.errors
    }

    /// Whether the next finding is listed; working out the place of one that is not would be for nothing.
    pub(super) fn lists(&self) -> bool {
        self.findings.len() < LISTED
    }

    /// Notes a problem at a place that is worked out only if the problem is listed.
    pub(super) fn push(&mut self, code: Code, message: Text, place: impl FnOnce() -> Place) {
        self.note(code, || Finding::new(code, message).at(place()));
    }

    /// Notes a finding that is made only if it is listed.
    pub(super) fn note(&mut self, code: Code, finding: impl FnOnce() -> Finding) {
        if code.severity() == Severity::Error {
            self.errors = self.errors.saturating_add(1);
            if !self.reasons.contains(&code) {
                self.reasons.push(code);
            }
        }
        if self.lists() {
            self.findings.push(finding());
        } else {
            self.unlisted = self.unlisted.saturating_add(1);
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
        options: &ReadOptions,
        out: &mut Reading,
    ) {
        if options.geometry == GeometryNeed::Required
            && let Some(null) = self.null_geometry
        {
            let message = Text::new(
                "宗地应有几何图形，\"geometry\" 实为 null",
                "expected the geometry of a parcel, found \"geometry\": null",
            );
            self.problem(source, Code::GeometryMissing, null, &["geometry"], message);
        }
        let extent = self.polygons.as_ref().map(|polygons| polygons.extent).unwrap_or_default();
        let (shape, heights, decimals) = match self.polygons.take() {
            Some(polygons) => {
                let decimals = polygons.decimals;
                let (shape, heights) = polygons.into_shape();
                (Some(shape), heights, decimals)
            }
            None => (None, Vec::new(), 0),
        };
        let mut bbox = None;
        if !self.boxes.is_empty() {
            let mut extents = Extents::new(options.declared, &self.boxes);
            if let Some(shape) = shape.as_ref().filter(|_| !self.misread) {
                extents.add(shape, &heights);
            }
            bbox = bbox::judge(source, &mut self, &extents);
        }
        self.judge_crs(source, options, extent);
        self.more(source, span);
        if let Some(id) = &self.id {
            let subject = id.to_string();
            self.findings.iter_mut().for_each(|finding| finding.subjects.push(subject.clone()));
        }
        out.findings.append(&mut self.findings);
        if self.errors > 0 {
            let mut reasons = self.reasons;
            reasons.sort_unstable();
            out.rejected.push(Rejected {
                index: self.index,
                id: self.id,
                id_span: self.id_span,
                span,
                reasons,
                remains: shape.or_else(|| self.remains.map(|polygons| polygons.into_shape().0)),
            });
        } else {
            out.features.push(Feature {
                index: self.index,
                id: self.id,
                id_span: self.id_span,
                shape,
                kind: self.kind,
                heights,
                decimals,
                bbox,
                span,
                geometry: self.geometry,
                properties: self.properties,
                coordinates: self.coordinates,
            });
        }
    }

    /// Reports the `crs` members, now that the numbers are known.
    pub(super) fn judge_crs(
        &mut self,
        source: &Source,
        options: &ReadOptions,
        extent: CoordinateExtent,
    ) {
        for member in std::mem::take(&mut self.crs) {
            self.note(Code::GeojsonCrs, || {
                crs_member::finding(source, &member, options.declared, extent)
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
        let n = self.unlisted;
        if n == 0 {
            return;
        }
        let message = Text::new(
            format!("此处还有 {n} 个问题未列出"),
            format!("{} not listed", counted(n, "more problem here is", "more problems here are")),
        );
        let place = source.place(span).pointer(self.base());
        let finding = Finding::new(Code::NotListed, message).at(place);
        self.findings.push(finding.measured(Measure::count(n)));
    }
}
