//! [`PositionSpans`]: the bytes of every position of a feature, read once.

use std::collections::BTreeMap;

use super::feature::{GeometryKind, PositionIndex};
use crate::finding::Span;
use crate::read::json::lexer::{Lexed, Lexer, Step};

/// The bytes of the positions of one feature (界址点位置): for many questions about one that has many.
#[derive(Debug, Clone, Default)]
pub(crate) struct PositionSpans {
    /// By polygon and ring.
    rings: BTreeMap<[usize; 2], Vec<Span>>,
    count: usize,
}

impl PositionSpans {
    /// Those of a geometry in a text in which its coordinates are these bytes.
    pub(crate) fn of(kind: GeometryKind, text: &str, coordinates: Span) -> PositionSpans {
        let mut spans = PositionSpans::default();
        // What cannot be read has no position: as when it is asked for by itself.
        let _ = spans.read(&mut Lexer::over(text, coordinates), kind);
        spans
    }

    /// As [`Feature::position_span`].
    pub(crate) fn get(&self, at: PositionIndex) -> Option<Span> {
        self.rings.get(&[at.polygon, at.ring])?.get(at.vertex).copied()
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.count
    }

    fn read(&mut self, lexer: &mut Lexer<'_>, kind: GeometryKind) -> Lexed<()> {
        match kind {
            GeometryKind::Polygon => self.polygon(lexer, 0),
            GeometryKind::MultiPolygon => {
                let mut polygons = 0;
                let mut step = Step::First;
                if lexer.open(b'[') {
                    while lexer.next_item(&mut step)? {
                        self.polygon(lexer, polygons)?;
                        polygons += 1;
                    }
                }
                Ok(())
            }
        }
    }

    fn polygon(&mut self, lexer: &mut Lexer<'_>, polygon: usize) -> Lexed<()> {
        if !lexer.open(b'[') {
            return lexer.skip_value().map(|_| ());
        }
        let (mut ring, mut step) = (0, Step::First);
        while lexer.next_item(&mut step)? {
            if lexer.open(b'[') {
                let spans = self.rings.entry([polygon, ring]).or_default();
                let mut step = Step::First;
                while lexer.next_item(&mut step)? {
                    spans.push(lexer.skip_value()?);
                    self.count += 1;
                }
            } else {
                lexer.skip_value()?;
            }
            ring += 1;
        }
        Ok(())
    }
}
