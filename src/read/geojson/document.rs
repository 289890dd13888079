//! The document: its root.

use super::draft::Draft;
use super::geometry::GEOMETRY_TYPES;
use super::members::{Checker, defining};
use super::rings::Position;
use super::{ReadOptions, Reading, RootKind};
use crate::finding::{Code, Finding, Span, Text};
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
}

/// The text stopped being JSON, which has been reported.
pub(super) struct Ended;

pub(super) fn read(source: &Source, options: &ReadOptions) -> Reading {
    let text = match source.whole_text() {
        Ok(text) => text,
        Err(finding) => return Reading { findings: vec![*finding], ..Reading::default() },
    };
    let mut scanner = Scanner {
        source,
        text,
        lexer: Lexer::new(text, source.text_start(), text.len()),
        options,
        ring: Vec::new(),
        reading: Reading::default(),
        checker: Checker::default(),
    };
    scanner.reading.findings.extend(source.byte_order_mark());
    if scanner.root().is_ok()
        && let Err(fault) = scanner.lexer.end()
    {
        scanner.reading.findings.push(fault.into_finding(source));
    }
    let mut reading = scanner.reading;
    Finding::sort(&mut reading.findings);
    reading
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
        self.reading.kind = root.kind;
        match root.kind {
            _ if ended => self.reading.findings.extend(root.draft.into_findings(self.source, span)),
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
                "bbox" => self.reading.bbox = self.bbox(&mut root.draft, &path)?,
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
                self.unknown_type(draft, other, &ALL, span, &["type"]);
                None
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
        self.reading.findings.extend(root.draft.into_findings(self.source, span));
    }
}

/// The bytes of an element of nested arrays.
pub(super) fn element_span(source: &Source, array: Span, path: &[usize]) -> Option<Span> {
    let text = source.whole_text().ok()?;
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
