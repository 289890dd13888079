//! [`StreamedFeature`]: one feature of a stream, with its text.

use std::sync::Arc;

use super::super::ids::Ids;
use super::super::{Feature, PositionIndex, PositionSpans, Reading, Rejected};
use super::fragment::Fragment;
use crate::error::Result;
use crate::finding::{Code, Finding, Place, Severity, Span, Text};
use crate::read::Source;
use crate::read::json::{DecodeError, Node};

/// One feature of a [`super::Stream`]: what [`super::super::read`] says of it, with the places of the file,
/// and its text, which lives as long as this value.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct StreamedFeature {
    /// The feature, or, if it has errors, that it is not used and why.
    pub outcome: std::result::Result<Feature, Rejected>,
    /// What was found in it.
    pub findings: Vec<Finding>,
    fragment: Arc<Fragment>,
}

/// Where a feature stands in its file (要素位置): some numbers to keep of a feature that is not kept itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct FeatureMark {
    /// Its number in the collection, from 0; `None` where the document, or the record, is the feature.
    pub index: Option<usize>,
    /// Its bytes.
    pub span: Span,
    /// The line of its first byte, from 1.
    pub line: u32,
    /// The column of its first byte, from 1, in characters.
    pub column: u32,
}

impl StreamedFeature {
    pub(super) fn new(
        outcome: std::result::Result<Feature, Rejected>,
        findings: Vec<Finding>,
        fragment: Arc<Fragment>,
    ) -> StreamedFeature {
        StreamedFeature { outcome, findings, fragment }
    }

    /// The bytes of the feature in the file.
    #[must_use]
    pub fn span(&self) -> Span {
        match &self.outcome {
            Ok(feature) => feature.span,
            Err(rejected) => rejected.span,
        }
    }

    /// Where it stands, for [`super::Places`].
    #[must_use]
    pub fn mark(&self) -> FeatureMark {
        let (index, span) = match &self.outcome {
            Ok(feature) => (feature.index, feature.span),
            Err(rejected) => (rejected.index, rejected.span),
        };
        let place = self.fragment.place(span);
        let (line, column) = (place.line.unwrap_or(1), place.column.unwrap_or(1));
        FeatureMark { index, span, line, column }
    }

    /// The text of the feature; empty for one that was too large to be held.
    #[must_use]
    pub fn text(&self) -> &str {
        self.fragment.slice(self.span())
    }

    /// The text of a range of the file within the feature; empty outside of it.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        let own = self.span();
        let inside = own.start <= span.start && span.end <= own.end;
        if inside { self.fragment.slice(span) } else { "" }
    }

    /// The properties as a tree with the bytes of the file, as [`Feature::properties`]; `None` for a bare
    /// geometry and for a rejected feature.
    #[must_use]
    pub fn properties(&self) -> Option<Node<'_>> {
        let local = self.fragment.local_text(self.outcome.as_ref().ok()?);
        let mut node = local.properties(self.fragment.source())?;
        self.fragment.shift_node(&mut node);
        Some(node)
    }

    /// The place of a range of the file within the feature: file, line, column and bytes.
    #[must_use]
    pub fn place(&self, span: Span) -> Place {
        self.fragment.place(span)
    }

    /// The place of one position, as [`Feature::position_place`]; `None` for a rejected feature.
    #[must_use]
    pub fn position_place(&self, position: PositionIndex) -> Option<Place> {
        let local = self.fragment.local_text(self.outcome.as_ref().ok()?);
        let span = local.position_span(self.fragment.source(), position);
        self.spanned_place(position, span)
    }

    /// The bytes of its positions, within the text that is held.
    pub(super) fn position_spans(&self) -> PositionSpans {
        let local = self.outcome.as_ref().ok().map(|feature| self.fragment.local_text(feature));
        let known = local.and_then(|own| Some((own.kind?, own.coordinates?)));
        let text = self.fragment.source().whole_text().unwrap_or_default();
        known.map(|(kind, array)| PositionSpans::of(kind, text, array)).unwrap_or_default()
    }

    /// The place of a position whose bytes, within the text that is held, are known.
    pub(super) fn spanned_place(
        &self,
        position: PositionIndex,
        span: Option<Span>,
    ) -> Option<Place> {
        let feature = self.outcome.as_ref().ok()?;
        let local = self.fragment.local_text(feature);
        let place = self.fragment.source().place(span.unwrap_or(local.span));
        let mut place = local.located(place, position);
        // The text alone is local, so that the shape is not copied for each question.
        place.at = feature.position(position);
        self.fragment.shift_place(&mut place);
        // The local feature has the number of the file already.
        Some(place)
    }

    /// The finding of a value below [`StreamedFeature::properties`] that could not be decoded.
    #[must_use]
    pub fn finding(&self, error: DecodeError) -> Finding {
        let place = self.place(error.span);
        Finding {
            place: place.pointer(error.pointer.clone()),
            ..error.into_finding(self.fragment.source())
        }
    }

    /// The feature in the types of the `geojson` crate; `None` for a rejected feature.
    ///
    /// # Errors
    /// As [`Feature::to_geojson`].
    pub fn to_geojson(&self) -> Result<Option<geojson::Feature>> {
        self.local().map(|local| local.to_geojson(self.fragment.source())).transpose()
    }

    /// Lets somebody judge the text of the feature, who is given it without its coordinates, in a source of its own;
    /// the findings get the places of the file. `None` for a rejected feature.
    pub(crate) fn judged<T>(
        &self,
        judge: impl FnOnce(&Source, &Feature) -> (T, Vec<Finding>),
    ) -> Option<(T, Vec<Finding>)> {
        let local = self.fragment.local_text(self.outcome.as_ref().ok()?);
        let (judged, mut findings) = judge(self.fragment.source(), &local);
        findings.iter_mut().for_each(|finding| self.fragment.shift_finding(finding));
        Some((judged, findings))
    }

    /// Puts a place in the text that [`StreamedFeature::judged`] hands out into the file.
    pub(crate) fn shift_place(&self, place: &mut Place) {
        self.fragment.shift_place(place);
    }

    /// Reports the id, if an earlier feature has it.
    pub(super) fn compare_id(&mut self, ids: &mut Ids) {
        let (index, id, span) = match &self.outcome {
            Ok(feature) => (feature.index, &feature.id, feature.id_span),
            Err(rejected) => (rejected.index, &rejected.id, rejected.id_span),
        };
        if let (Some(index), Some(id), Some(span)) = (index, id, span) {
            self.findings.extend(ids.add(index, id, self.fragment.place(span)));
        }
    }

    fn local(&self) -> Option<Feature> {
        self.outcome.as_ref().ok().map(|feature| self.fragment.local_feature(feature))
    }
}

/// Each feature of a reading with its findings, and the findings that belong to none.
pub(super) fn split(
    mut reading: Reading,
    fragment: &Arc<Fragment>,
) -> (Vec<StreamedFeature>, Reading) {
    let outcomes = reading.features.drain(..).map(Ok);
    let outcomes = outcomes.chain(reading.rejected.drain(..).map(Err));
    let mut items: Vec<_> = outcomes
        .map(|outcome| StreamedFeature::new(outcome, Vec::new(), Arc::clone(fragment)))
        .collect();
    items.sort_by_key(|item| item.span());
    let mut left = Vec::new();
    for finding in reading.findings.drain(..) {
        let at = finding.place.span.map_or(0, |span| span.start);
        let before = items.partition_point(|item| item.span().start <= at);
        match before.checked_sub(1).and_then(|nth| items.get_mut(nth)) {
            Some(item) if at <= item.span().end => item.findings.push(finding),
            _ => left.push(finding),
        }
    }
    reading.findings = left;
    (items, reading)
}

/// A feature that is larger than what may be held: all that is known are its bytes.
pub(super) fn too_large(
    fragment: Fragment,
    span: Span,
    index: Option<usize>,
    limit: usize,
) -> StreamedFeature {
    let size = span.end.saturating_sub(span.start);
    let message = Text::new(
        format!("要素应不超过 {limit} 字节，实有 {size} 字节；未读取"),
        format!("expected a feature of at most {limit} bytes, found {size}; it is not read"),
    );
    let pointer = index.map(|index| format!("/features/{index}")).unwrap_or_default();
    let place = fragment.place(span).pointer(pointer);
    let finding = Finding::new(Code::FeatureTooLarge, message).at(place);
    let rejected = Rejected {
        index,
        id: None,
        id_span: None,
        span,
        reasons: vec![Code::FeatureTooLarge],
        remains: None,
    };
    StreamedFeature::new(Err(rejected), vec![finding], Arc::new(fragment))
}

/// The codes of the errors, each once, in the order of the table.
pub(super) fn reasons(findings: &[Finding]) -> Vec<Code> {
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
    let mut reasons: Vec<Code> = errors.map(|finding| finding.code).collect();
    reasons.sort_unstable();
    reasons.dedup();
    reasons
}
