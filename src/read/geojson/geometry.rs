//! A geometry object: its type and its coordinates.

use super::coordinates::Judged;
use super::document::Scanner;
use super::draft::Draft;
use super::feature::GeometryKind;
use super::positions::{Stop, Walk};
use super::rings::Polygons;
use crate::finding::{Code, Span, Text};
use crate::read::json::Keys;
use crate::read::json::lexer::{Lexed, Step};

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
    /// Another kind, which has been reported.
    Other,
    /// None, which has been reported.
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
                        Some(Declared::Other | Declared::Unusable) => {
                            self.value(draft, member)?;
                        }
                        None => waiting = Some(self.value(draft, member)?),
                    }
                }
                "bbox" => self.bbox(draft, member)?,
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
        draft.geometry = Some(span);
        match declared {
            Some(Declared::Polygonal(kind)) => {
                draft.kind = Some(kind);
                self.late_coordinates(draft, kind, waiting, path)?;
                if !has_coordinates {
                    self.lacks(draft, Code::GeojsonMember, "coordinates", span, path);
                }
            }
            Some(Declared::Other) => self.other(draft, span, path),
            Some(Declared::Unusable) => {}
            None => self.lacks(draft, Code::GeojsonType, "type", span, path),
        }
        Ok(())
    }

    fn lacks(&self, draft: &mut Draft, code: Code, member: &str, span: Span, path: &[&str]) {
        let message = Text::new(
            format!("几何对象应有成员 \"{member}\"，实际没有"),
            format!("expected the geometry to have the member \"{member}\", found none"),
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
        let known = match GEOMETRY_TYPES.iter().find(|known| **known == name) {
            Some(known) => Some(*known),
            None => self.unknown_type(draft, &name, &GEOMETRY_TYPES, span, path),
        };
        Ok(match known {
            Some("Polygon") => Declared::Polygonal(GeometryKind::Polygon),
            Some("MultiPolygon") => Declared::Polygonal(GeometryKind::MultiPolygon),
            Some(other) => {
                let message = Text::new(
                    format!("宗地的几何图形应为 Polygon 或 MultiPolygon，实为 {other}"),
                    format!("expected a Polygon or MultiPolygon for a parcel, found {other}"),
                );
                draft.problem(self.source, Code::GeometryKind, span, path, message);
                Declared::Other
            }
            None => Declared::Unusable,
        })
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
        self.extent.extend(polygons.extent);
        if draft.errors() == before {
            let whole = Judged { source: self.source, declared: self.options.declared, kind, path };
            draft.misread = whole.judge(draft, &polygons, &mut self.swaps);
            draft.polygons = Some(polygons);
        } else {
            draft.remains = Some(polygons);
        }
        Ok(())
    }
}
