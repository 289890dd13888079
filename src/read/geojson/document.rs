//! The document: its root.

use super::ahead::{Ahead, with_ahead};
use super::bbox::{self, BoxMember, Extents};
use super::coordinates;
use super::draft::Draft;
use super::geometry::GEOMETRY_TYPES;
use super::members::{Checker, defining};
use super::rings::Position;
use super::{ReadOptions, Reading, RootKind};
use crate::finding::{Code, Finding, Span, Text};
use crate::geometry::CoordinateExtent;
use crate::read::Source;
use crate::read::json::lexer::{Lexed, Lexer, Step};
use crate::read::json::{Fault, Keys, kind};

/// The pass over a document.
pub(super) struct Scanner<'a, 'o> {
    pub(super) source: &'a Source,
    pub(super) text: &'a str,
    pub(super) lexer: Lexer<'a>,
    pub(super) options: &'o ReadOptions,
    pub(super) ring: Vec<Position>,
    pub(super) reading: Reading,
    pub(super) checker: Checker<'a>,
    /// Positions that fixes for swapped axes may still write out.
    pub(super) swaps: usize,
    /// The numbers of every geometry so far.
    pub(super) extent: CoordinateExtent,
    /// The coordinates of features that are not in this text.
    extents: Option<Extents>,
    /// Boxes of the root that were not judged, as the text broke off.
    unjudged: Vec<BoxMember>,
    /// Where reading the root ended.
    root_end: usize,
    /// What other threads read.
    pub(super) ahead: Ahead<'a>,
}

/// What the reading of a part of a document has to know of the parts before it (已读部分).
#[derive(Debug, Clone)]
pub(super) struct Before {
    /// The numbers of every geometry.
    pub(super) extent: CoordinateExtent,
    /// The coordinates of all features that are read; absent where the document is read at once.
    pub(super) extents: Option<Extents>,
    /// Positions that fixes for swapped axes may still write out.
    pub(super) swaps: usize,
}

impl Default for Before {
    fn default() -> Before {
        Before { extent: CoordinateExtent::default(), extents: None, swaps: coordinates::SWAPS }
    }
}

/// What was read of a part of a document, and what the parts after it have to know.
pub(super) struct Scanned {
    pub(super) reading: Reading,
    /// Boxes of the root that were not judged, as the text broke off.
    pub(super) unjudged: Vec<BoxMember>,
    /// The numbers of every geometry, those of the parts before included.
    pub(super) extent: CoordinateExtent,
    /// Positions that fixes for swapped axes may still write out.
    pub(super) swaps: usize,
    /// The offset at which reading the root ended.
    pub(super) root_end: u64,
}

/// The text stopped being JSON, which has been reported.
pub(super) struct Ended;

pub(super) fn read(source: &Source, options: &ReadOptions) -> Reading {
    with_ahead(source, options, |ahead| {
        scan_with(source, options, Before::default(), ahead).reading
    })
}

/// Reads a document, or a part of one whose other parts were read before.
pub(super) fn scan(source: &Source, options: &ReadOptions, before: Before) -> Scanned {
    scan_with(source, options, before, Ahead::default())
}

fn scan_with(source: &Source, options: &ReadOptions, before: Before, ahead: Ahead<'_>) -> Scanned {
    let text = match source.whole_text() {
        Ok(text) => text,
        Err(finding) => {
            let Before { extent, swaps, .. } = before;
            let reading = Reading { findings: vec![*finding], ..Reading::default() };
            return Scanned { reading, unjudged: Vec::new(), extent, swaps, root_end: 0 };
        }
    };
    let mut scanner = Scanner::new(source, text, options, before);
    scanner.ahead = ahead;
    scanner.reading.findings.extend(source.byte_order_mark());
    if scanner.root().is_ok()
        && let Err(fault) = scanner.lexer.end()
    {
        scanner.reading.findings.push(fault.into_finding(source));
    }
    let Scanner { mut reading, unjudged, extent, swaps, root_end, .. } = scanner;
    super::ids::judge(source, &mut reading);
    Finding::sort(&mut reading.findings);
    Scanned { reading, unjudged, extent, swaps, root_end: root_end as u64 }
}

/// What the members of the root say about it.
#[derive(Default)]
pub(super) struct Root {
    /// Problems of the root itself.
    pub(super) draft: Draft,
    kind: Option<RootKind>,
    has_type: bool,
    has_features: bool,
    /// Members that only a collection must not have.
    foreign: Vec<(String, Span)>,
}

impl<'a, 'o> Scanner<'a, 'o> {
    pub(super) fn new(
        source: &'a Source,
        text: &'a str,
        options: &'o ReadOptions,
        before: Before,
    ) -> Scanner<'a, 'o> {
        let Before { extent, extents, swaps } = before;
        Scanner {
            source,
            text,
            lexer: Lexer::new(text, source.text_start(), text.len()),
            options,
            ring: Vec::new(),
            reading: Reading::default(),
            checker: Checker::default(),
            swaps,
            extent,
            extents,
            unjudged: Vec::new(),
            root_end: 0,
            ahead: Ahead::default(),
        }
    }
}

impl<'a> Scanner<'a, '_> {
    fn root(&mut self) -> Result<(), Ended> {
        self.lexer.skip_space();
        let start = self.lexer.offset();
        let mut root = Root::default();
        let result = self.root_value(&mut root);
        let ended = match result {
            Ok(()) => false,
            Err(None) => true,
            Err(Some(fault)) => {
                self.reading.findings.push(fault.into_finding(self.source));
                true
            }
        };
        let span = Span::new(start, self.lexer.offset());
        self.root_end = self.lexer.offset();
        self.reading.kind = root.kind;
        match root.kind {
            _ if ended => {
                self.unjudged = std::mem::take(&mut root.draft.boxes);
                root.draft.judge_crs(self.source, self.options, self.extent);
                self.reading.findings.extend(root.draft.into_findings(self.source, span));
            }
            Some(RootKind::Feature) => return self.again(start, |scanner| scanner.feature(None)),
            Some(RootKind::Geometry) => return self.again(start, Scanner::bare_geometry),
            kind => self.collection(root, kind, span),
        }
        if ended { Err(Ended) } else { Ok(()) }
    }

    /// Reads the root once more, now that its kind is known; one feature is never much.
    fn again(
        &mut self,
        start: usize,
        read: impl FnOnce(&mut Self) -> Result<(), Ended>,
    ) -> Result<(), Ended> {
        let kind = self.reading.kind;
        let findings = self.source.byte_order_mark().into_iter().collect();
        self.reading = Reading { kind, findings, ..Reading::default() };
        self.extent = CoordinateExtent::default();
        self.lexer.seek(start);
        read(self)
    }

    fn root_value(&mut self, root: &mut Root) -> Result<(), Option<Box<Fault>>> {
        if !self.lexer.open(b'{') {
            let found = kind(self.lexer.peek());
            let span = self.lexer.skip_value()?;
            root.has_type = true;
            let message = Text::new(
                format!("GeoJSON 文档应为对象，实为{}", found.zh),
                format!("expected a GeoJSON object, found {}", found.en),
            );
            root.draft.problem(self.source, Code::GeojsonType, span, &[], message);
            return Ok(());
        }
        let mut keys = Keys::default();
        let mut step = Step::First;
        while let Some((key, key_span)) = self.lexer.next_member(&mut step)? {
            let path = [&*key];
            if !keys.insert(key.clone()) {
                self.duplicate(&mut root.draft, &key, key_span, &path);
                self.value(&mut root.draft, &path)?;
                continue;
            }
            match &*key {
                "type" => {
                    root.has_type = true;
                    root.kind = self.root_type(&mut root.draft)?;
                }
                "features" => {
                    root.has_features = true;
                    self.features(root)?;
                }
                "bbox" => self.bbox(&mut root.draft, &path)?,
                "crs" => self.crs(&mut root.draft, &path)?,
                _ => {
                    let span = self.value(&mut root.draft, &path)?;
                    if matches!(&*key, "geometry" | "properties" | "coordinates" | "geometries") {
                        root.foreign.push((key.to_string(), key_span));
                    } else {
                        self.reading.members.push((key.into_owned(), span));
                    }
                }
            }
        }
        Ok(())
    }

    fn root_type(&mut self, draft: &mut Draft) -> Lexed<Option<RootKind>> {
        const ALL: [&str; 9] = [
            "FeatureCollection",
            "Feature",
            "Polygon",
            "MultiPolygon",
            "Point",
            "MultiPoint",
            "LineString",
            "MultiLineString",
            "GeometryCollection",
        ];
        let start = self.lexer.offset();
        let Some(name) = self.type_name(draft, &["type"])? else { return Ok(None) };
        Ok(match &*name {
            "FeatureCollection" => Some(RootKind::FeatureCollection),
            "Feature" => Some(RootKind::Feature),
            other if GEOMETRY_TYPES.contains(&other) => Some(RootKind::Geometry),
            other => {
                let span = Span::new(start, self.lexer.offset());
                match self.unknown_type(draft, other, &ALL, span, &["type"]) {
                    Some("FeatureCollection") => Some(RootKind::FeatureCollection),
                    Some("Feature") => Some(RootKind::Feature),
                    Some(_) => Some(RootKind::Geometry),
                    None => None,
                }
            }
        })
    }

    /// What is wrong with a collection as a whole.
    fn collection(&mut self, mut root: Root, kind: Option<RootKind>, span: Span) {
        let draft = &mut root.draft;
        if !root.has_type {
            let message = Text::new("文档缺少成员 \"type\"", "the document has no member \"type\"");
            draft.problem(self.source, Code::GeojsonType, span, &[], message);
        }
        if kind == Some(RootKind::FeatureCollection) {
            if !root.has_features {
                let message = Text::new(
                    "FeatureCollection 缺少成员 \"features\"",
                    "the FeatureCollection has no member \"features\"",
                );
                draft.problem(self.source, Code::GeojsonMember, span, &[], message);
            }
            for (key, span) in &root.foreign {
                defining(self.source, draft, "FeatureCollection", key, *span, &[key]);
            }
        }
        self.members_of_all(draft);
        self.reading.findings.extend(root.draft.into_findings(self.source, span));
    }
}

impl Scanner<'_, '_> {
    /// Holds `bbox` and `crs` of a collection against all of its features.
    fn members_of_all(&mut self, draft: &mut Draft) {
        draft.judge_crs(self.source, self.options, self.extent);
        if draft.boxes.is_empty() {
            return;
        }
        let extents = self.extents.take().unwrap_or_else(|| {
            let mut extents = Extents::new(self.options.declared, &draft.boxes);
            for feature in &self.reading.features {
                if let Some(shape) = &feature.shape {
                    extents.add(shape, &feature.heights);
                }
            }
            if !self.reading.rejected.is_empty() {
                extents.leave_out();
            }
            extents
        });
        let right = bbox::judge(self.source, draft, &extents);
        self.reading.bbox = right;
    }
}

/// The bytes of an element of nested arrays.
pub(super) fn element_span(text: &str, array: Span, path: &[usize]) -> Option<Span> {
    let mut lexer = Lexer::over(text, array);
    for index in path {
        if !lexer.open(b'[') {
            return None;
        }
        let mut step = Step::First;
        for _ in 0..*index {
            if !lexer.next_item(&mut step).ok()? {
                return None;
            }
            lexer.skip_value().ok()?;
        }
        if !lexer.next_item(&mut step).ok()? {
            return None;
        }
    }
    lexer.skip_value().ok()
}
