//! [`Fragment`]: some bytes of a file as a document of its own, whose places are put back into the file.

use super::super::document::{Before, Scanned, scan};
use super::super::{Feature, ReadOptions, Reading, Rejected};
use super::window::Position;
use crate::finding::{Code, Finding, Place, Span, Text};
use crate::read::Source;
use crate::read::json::Node;

/// What stands in front of one feature to make it a collection.
const BEFORE: &str = r#"{"type":"FeatureCollection","features":["#;
const AFTER: &str = "]}";

/// Bytes of a file, and where in the file they are.
#[derive(Debug)]
pub(super) struct Fragment {
    source: Source,
    /// Offset in `source`, and its place in the file; the last one at or before an offset counts.
    pieces: Vec<(u64, Position)>,
    /// The number of the feature that is number 0 here.
    index: Option<usize>,
}

/// What follows a feature in its fragment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Closed {
    /// The end of the collection.
    Yes,
    /// Nothing: the file ends there too, or the fault is in the fragment.
    No,
}

impl Fragment {
    /// A document, or a record of a sequence, as it stands.
    pub(super) fn whole(name: &str, bytes: Vec<u8>, at: Position) -> Fragment {
        Fragment { source: Source::new(name, bytes), pieces: vec![(0, at)], index: None }
    }

    /// Several pieces, one after the other.
    pub(super) fn joined(name: &str, parts: &[(&[u8], Option<Position>)]) -> Fragment {
        let mut bytes = Vec::with_capacity(parts.iter().map(|(bytes, _)| bytes.len()).sum());
        let mut pieces = Vec::with_capacity(parts.len());
        for (part, at) in parts {
            pieces.extend(at.map(|at| (bytes.len() as u64, at)));
            bytes.extend_from_slice(part);
        }
        Fragment { source: Source::new(name, bytes), pieces, index: None }
    }

    /// The feature of this number.
    pub(super) fn feature(
        name: &str,
        bytes: &[u8],
        at: Position,
        index: usize,
        closed: Closed,
    ) -> Fragment {
        let after = if closed == Closed::Yes { AFTER } else { "" };
        let parts = [(BEFORE.as_bytes(), None), (bytes, Some(at)), (after.as_bytes(), None)];
        Fragment { index: Some(index), ..Fragment::joined(name, &parts) }
    }

    /// What stands between features, `before` being what of the features goes before it.
    pub(super) fn between(name: &str, before: &str, parts: &[(&[u8], Position)]) -> Fragment {
        let head = format!("{BEFORE}{before}");
        let mut all = vec![(head.as_bytes(), None)];
        all.extend(parts.iter().map(|(bytes, at)| (*bytes, Some(*at))));
        Fragment::joined(name, &all)
    }

    /// What the reader makes of it, with the places of the file.
    pub(super) fn read(&self, options: &ReadOptions) -> Reading {
        self.scan(options, Before::default()).reading
    }

    /// The same, for a part of a document whose other parts were read before.
    pub(super) fn scan(&self, options: &ReadOptions, before: Before) -> Scanned {
        let mut scanned = scan(&self.source, options, before);
        scanned.root_end = self.offset(scanned.root_end);
        let reading = &mut scanned.reading;
        reading.findings.iter_mut().for_each(|finding| self.shift_finding(finding));
        for feature in &mut reading.features {
            self.shift_feature(feature);
        }
        for Rejected { index, id_span, span, .. } in &mut reading.rejected {
            *span = self.span(*span);
            *id_span = id_span.map(|span| self.span(span));
            *index = self.shift_index(*index);
        }
        for (_, span) in &mut reading.members {
            *span = self.span(*span);
        }
        scanned
    }

    /// The text of a range of the file that lies in one piece.
    pub(super) fn slice(&self, span: Span) -> &str {
        self.source.slice(self.local(span))
    }

    /// The place of a range of the file that lies in one piece.
    pub(super) fn place(&self, span: Span) -> Place {
        let mut place = self.source.place(self.local(span));
        self.shift_place(&mut place);
        place
    }

    /// The feature with the spans of the fragment, for what looks into its source.
    pub(super) fn local_feature(&self, feature: &Feature) -> Feature {
        let mut local = Feature {
            shape: feature.shape.clone(),
            heights: feature.heights.clone(),
            ..self.local_text(feature)
        };
        local.bbox.clone_from(&feature.bbox);
        local
    }

    /// The feature with the spans of the fragment, without its coordinates.
    pub(super) fn local_text(&self, feature: &Feature) -> Feature {
        let local = |span: Option<Span>| span.map(|span| self.local(span));
        Feature {
            index: feature.index,
            id: feature.id.clone(),
            id_span: local(feature.id_span),
            shape: None,
            kind: feature.kind,
            heights: Vec::new(),
            decimals: feature.decimals,
            bbox: None,
            span: self.local(feature.span),
            geometry: local(feature.geometry),
            properties: local(feature.properties),
            coordinates: local(feature.coordinates),
        }
    }

    pub(super) fn source(&self) -> &Source {
        &self.source
    }

    /// A range of bytes of the fragment as one of the file.
    pub(super) fn span(&self, span: Span) -> Span {
        let start = self.offset(span.start);
        let end = match span.end {
            end if end <= span.start => start,
            end => self.offset(end - 1).saturating_add(1),
        };
        Span { start, end }
    }

    /// The spans of a tree as those of the file.
    pub(super) fn shift_node(&self, node: &mut Node<'_>) {
        use crate::read::json::Value;
        node.span = self.span(node.span);
        match &mut node.value {
            Value::Array(items) => items.iter_mut().for_each(|item| self.shift_node(item)),
            Value::Object(members) => {
                for member in members {
                    member.key_span = self.span(member.key_span);
                    self.shift_node(&mut member.value);
                }
            }
            _ => {}
        }
    }

    /// A place of the fragment as one of the file.
    pub(super) fn shift_place(&self, place: &mut Place) {
        if let Some(span) = place.span {
            if let (Some(line), Some(column)) = (place.line, place.column) {
                let (line, column) = self.line_and_column(span.start, line, column);
                (place.line, place.column) = (Some(line), Some(column));
            }
            place.span = Some(self.span(span));
        }
        place.pointer.iter_mut().for_each(|pointer| self.shift_pointer(pointer));
    }

    pub(super) fn shift_finding(&self, finding: &mut Finding) {
        let local = finding.place.span.map(|span| span.start);
        self.shift_place(&mut finding.place);
        finding.more_pointers.iter_mut().for_each(|pointer| self.shift_pointer(pointer));
        let steps = finding.fix.iter_mut().flat_map(|fix| &mut fix.patch);
        steps.for_each(|step| self.shift_pointer(&mut step.path));
        // Two messages name a byte.
        let Text { zh, en } = &mut finding.message;
        match finding.code {
            Code::JsonTruncated => {
                self.renumber(zh, "（字符串始于第 ", " 字节）");
                self.renumber(en, "inside the string that starts at byte ", "");
            }
            Code::NotUtf8 if local.is_some() => {
                self.renumber(zh, "第 ", " 字节（0x");
                self.renumber(en, "byte ", " (0x");
            }
            _ => {}
        }
    }

    /// Puts the file's offset in the place of the one between `before` and `after`.
    fn renumber(&self, message: &mut String, before: &str, after: &str) {
        let Some((head, rest)) = message.split_once(before) else { return };
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (number, tail) = rest.split_at_checked(digits).unwrap_or((rest, ""));
        if let Ok(local) = number.parse::<u64>()
            && tail.starts_with(after)
        {
            *message = format!("{head}{before}{}{tail}", self.offset(local));
        }
    }

    fn shift_feature(&self, feature: &mut Feature) {
        feature.index = self.shift_index(feature.index);
        feature.span = self.span(feature.span);
        feature.id_span = feature.id_span.map(|span| self.span(span));
        feature.geometry = feature.geometry.map(|span| self.span(span));
        feature.properties = feature.properties.map(|span| self.span(span));
        feature.coordinates = feature.coordinates.map(|span| self.span(span));
    }

    fn shift_index(&self, index: Option<usize>) -> Option<usize> {
        match (index, self.index) {
            (Some(local), Some(first)) => Some(first.saturating_add(local)),
            (index, _) => index,
        }
    }

    fn shift_pointer(&self, pointer: &mut String) {
        const FIRST: &str = "/features/0";
        if let Some(index) = self.index
            && let Some(rest) = pointer.strip_prefix(FIRST)
            && (rest.is_empty() || rest.starts_with('/'))
        {
            *pointer = format!("/features/{index}{rest}");
        }
    }

    fn piece(&self, local: u64) -> (u64, Position) {
        let before = self.pieces.iter().rev().find(|(start, _)| *start <= local);
        before.or(self.pieces.first()).copied().unwrap_or((0, Position::START))
    }

    fn offset(&self, local: u64) -> u64 {
        let (start, at) = self.piece(local);
        at.offset.saturating_add(local.saturating_sub(start))
    }

    fn local(&self, span: Span) -> Span {
        let before = self.pieces.iter().rev().find(|(_, at)| at.offset <= span.start);
        let (start, at) = before.copied().unwrap_or((0, Position::START));
        let local = |offset: u64| offset.saturating_sub(at.offset).saturating_add(start);
        Span { start: local(span.start), end: local(span.end) }
    }

    /// The line and column in the file of what is at `line` and `column` here.
    fn line_and_column(&self, local: u64, line: u32, column: u32) -> (u32, u32) {
        let (start, at) = self.piece(local);
        if at == Position::START {
            return (line, column);
        }
        let here = self.source.place(Span { start, end: start });
        let (first, before) = (here.line.unwrap_or(1), here.column.unwrap_or(1));
        let clip = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
        let down = u64::from(line.saturating_sub(first));
        let across = match down {
            0 => at.column.saturating_add(u64::from(column.saturating_sub(before))),
            _ => u64::from(column),
        };
        (clip(at.line.saturating_add(down)), clip(across))
    }
}
