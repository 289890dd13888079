//! A geometry object: its type and its coordinates.

use super::coordinates;
use super::document::Scanner;
use super::draft::Draft;
use super::feature::GeometryKind;
use super::positions::{Stop, Walk};
use super::rings::Polygons;
use crate::finding::{Code, Span, Text};
use crate::read::json::lexer::{Lexed, Lexer, Step};
use crate::read::json::{Keys, kind, shortened};

/// Names of all kinds of geometry.
pub(super) const GEOMETRY_TYPES: [&str; 7] = [
    "Polygon",
    "MultiPolygon",
    "Point",
    "MultiPoint",
    "LineString",
    "MultiLineString",
    "GeometryCollection",
];

/// What a `type` member of a geometry says.
enum Declared {
    Polygonal(GeometryKind),
    /// Another kind, or none: already reported.
    Unusable,
}

impl<'a> Scanner<'a, '_> {
    /// Reads a geometry object (its opening brace is next). `path` leads to it from the feature.
    pub(super) fn geometry(&mut self, draft: &mut Draft, path: &[&str]) -> Lexed<()> {
        let start = self.lexer.offset();
        self.lexer.open(b'{');
        let mut declared = None;
        let mut waiting = None;
        let mut has_coordinates = false;
        let mut keys = Keys::default();
        let mut step = Step::First;
        while let Some((key, key_span)) = self.lexer.next_member(&mut step)? {
            let (under, alone);
            let member: &[&str] = match path {
                [parent] => {
                    under = [*parent, &*key];
                    &under
                }
                _ => {
                    alone = [&*key];
                    &alone
                }
            };
            if !keys.insert(key.clone()) {
                self.duplicate(draft, &key, key_span, member);
                self.value(draft, member)?;
                continue;
            }
            match &*key {
                "type" => declared = Some(self.geometry_type(draft, member)?),
                "coordinates" => {
                    has_coordinates = true;
                    match &declared {
                        Some(Declared::Polygonal(kind)) => {
                            self.coordinates(draft, *kind, member)?;
                        }
                        Some(Declared::Unusable) => {
                            self.value(draft, member)?;
                        }
                        None => waiting = Some(self.value(draft, member)?),
                    }
                }
                "bbox" => {
                    if let Some(numbers) = self.bbox(draft, member)? {
                        draft.bbox.get_or_insert(numbers);
                    }
                }
                "crs" => self.crs(draft, member)?,
                "geometry" | "properties" | "features" => {
                    self.defining(draft, "Geometry", &key, key_span, member);
                    self.value(draft, member)?;
                }
                _ => {
                    self.value(draft, member)?;
                }
            }
        }
        let span = Span::new(start, self.lexer.offset());
        match declared {
            Some(Declared::Polygonal(kind)) => {
                draft.kind = Some(kind);
                self.late_coordinates(draft, kind, waiting, path)?;
                if !has_coordinates {
                    self.lacks(draft, Code::GeojsonMember, "coordinates", span, path);
                }
            }
            Some(Declared::Unusable) => {}
            None => self.lacks(draft, Code::GeojsonType, "type", span, path),
        }
        Ok(())
    }

    fn lacks(&self, draft: &mut Draft, code: Code, member: &str, span: Span, path: &[&str]) {
        let message = Text::new(
            format!("几何对象缺少成员 \"{member}\""),
            format!("the geometry has no member \"{member}\""),
        );
        draft.problem(self.source, code, span, path, message);
    }

    /// Reads coordinates that stood before the `type`, now that it is known.
    fn late_coordinates(
        &mut self,
        draft: &mut Draft,
        kind: GeometryKind,
        waiting: Option<Span>,
        path: &[&str],
    ) -> Lexed<()> {
        let Some(start) = waiting.and_then(|span| usize::try_from(span.start).ok()) else {
            return Ok(());
        };
        let after = self.lexer.offset();
        self.lexer.seek(start);
        self.coordinates(draft, kind, &[path, &["coordinates"]].concat())?;
        self.lexer.seek(after);
        Ok(())
    }

    fn geometry_type(&mut self, draft: &mut Draft, path: &[&str]) -> Lexed<Declared> {
        let start = self.lexer.offset();
        let Some(name) = self.type_name(draft, path)? else { return Ok(Declared::Unusable) };
        let span = Span::new(start, self.lexer.offset());
        match &*name {
            "Polygon" => return Ok(Declared::Polygonal(GeometryKind::Polygon)),
            "MultiPolygon" => return Ok(Declared::Polygonal(GeometryKind::MultiPolygon)),
            other if GEOMETRY_TYPES.contains(&other) => {
                let message = Text::new(
                    format!("宗地的几何图形应为 Polygon 或 MultiPolygon，实为 {other}"),
                    format!("expected a Polygon or MultiPolygon for a parcel, found {other}"),
                );
                draft.problem(self.source, Code::GeometryKind, span, path, message);
            }
            other => self.unknown_type(draft, other, &GEOMETRY_TYPES, span, path),
        }
        Ok(Declared::Unusable)
    }

    /// Reads coordinates; whatever is wrong with them, the lexer stands after them in the end.
    fn coordinates(&mut self, draft: &mut Draft, kind: GeometryKind, path: &[&str]) -> Lexed<()> {
        let start = self.lexer.offset();
        let before = draft.errors();
        let mut polygons = Polygons::new(self.options.declared);
        let mut walk = Walk {
            lexer: &mut self.lexer,
            ring: &mut self.ring,
            source: self.source,
            declared: self.options.declared,
            draft,
            kind,
            path,
        };
        match walk.coordinates(&mut polygons) {
            Ok(()) => {}
            Err(Stop::Json(fault)) => return Err(fault),
            Err(Stop::Reported) => {
                self.lexer.seek(start);
                self.lexer.skip_value()?;
            }
        }
        let span = Span::new(start, self.lexer.offset());
        draft.coordinates = Some(span);
        if draft.errors() == before {
            coordinates::judge(self.source, self.options.declared, draft, &polygons, kind, path);
            draft.polygons = Some(polygons);
        }
        Ok(())
    }

    /// Reads a `bbox`: four or six numbers.
    pub(super) fn bbox(&mut self, draft: &mut Draft, path: &[&str]) -> Lexed<Option<Vec<f64>>> {
        let start = self.lexer.offset();
        let found = kind(self.lexer.peek());
        let numbers = bbox(&mut self.lexer.clone());
        let span = self.lexer.skip_value()?;
        if let Some(numbers) = numbers {
            return Ok(Some(numbers));
        }
        let found = match self.lexer.slice(start, self.lexer.offset()) {
            text if text.starts_with('[') => {
                let text = shortened(text);
                Text::new(text.clone(), text)
            }
            _ => found,
        };
        let message = Text::new(
            format!("bbox 应为 4 个或 6 个数的数组，实为{}", found.zh),
            format!("expected a bbox of four or six numbers, found {}", found.en),
        );
        draft.problem(self.source, Code::GeojsonMember, span, path, message);
        Ok(None)
    }
}

/// Four or six finite numbers, or nothing.
fn bbox(lexer: &mut Lexer<'_>) -> Option<Vec<f64>> {
    if !lexer.open(b'[') {
        return None;
    }
    let mut numbers = Vec::with_capacity(6);
    let mut step = Step::First;
    while lexer.next_item(&mut step).ok()? {
        if !matches!(lexer.peek(), Some(b'-' | b'0'..=b'9')) || numbers.len() == 6 {
            return None;
        }
        let number = lexer.number().ok()?;
        numbers.push(lexer.value(number)?);
    }
    matches!(numbers.len(), 4 | 6).then_some(numbers)
}
