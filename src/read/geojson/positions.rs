//! Coordinates: polygons, rings and positions, straight into flat arrays.

use std::cmp::Ordering;

use super::draft::Draft;
use super::feature::{GeometryKind, PositionIndex};
use super::rings::{Polygons, Position};
use crate::finding::{Code, Place, Span, Text};
use crate::geometry::Crs;
use crate::read::Source;
use crate::read::json::lexer::{Lexer, Step};
use crate::read::json::{Fault, kind};

/// How deep the numbers lie in the coordinates of each kind of geometry.
const NESTING: [(usize, &str); 4] =
    [(1, "Point"), (2, "LineString"), (3, "Polygon"), (4, "MultiPolygon")];

/// Why coordinates are not read on.
pub(super) enum Stop {
    /// The text is not JSON here.
    Json(Box<Fault>),
    /// Their nesting is wrong, which has been reported.
    Reported,
}

impl From<Box<Fault>> for Stop {
    fn from(fault: Box<Fault>) -> Stop {
        Stop::Json(fault)
    }
}

/// One walk through coordinates.
pub(super) struct Walk<'s, 'a> {
    pub(super) lexer: &'s mut Lexer<'a>,
    /// The ring being read; kept from ring to ring for its memory.
    pub(super) ring: &'s mut Vec<Position>,
    pub(super) source: &'a Source,
    pub(super) declared: Option<Crs>,
    pub(super) draft: &'s mut Draft,
    pub(super) kind: GeometryKind,
    /// From the feature to the coordinates.
    pub(super) path: &'s [&'s str],
}

/// What the walk remembers of the position read last.
#[derive(Default)]
struct Last {
    start: usize,
    end: usize,
}

impl Walk<'_, '_> {
    pub(super) fn coordinates(&mut self, out: &mut Polygons) -> Result<(), Stop> {
        let start = self.lexer.offset();
        let mut at = PositionIndex::default();
        if self.kind == GeometryKind::Polygon {
            return self.polygon(out, &mut at, &[]);
        }
        self.enter(&[])?;
        let mut step = Step::First;
        while self.lexer.next_item(&mut step)? {
            let polygon = at.polygon;
            self.polygon(out, &mut at, &[polygon])?;
            at.polygon = polygon.saturating_add(1);
        }
        if at.polygon == 0 {
            let message = Text::new("MultiPolygon 没有多边形", "the MultiPolygon has no polygon");
            self.problem(Code::RingTooShort, start, &[], message);
        }
        Ok(())
    }

    fn polygon(
        &mut self,
        out: &mut Polygons,
        at: &mut PositionIndex,
        indices: &[usize],
    ) -> Result<(), Stop> {
        let start = self.lexer.offset();
        self.enter(indices)?;
        out.push_polygon();
        at.ring = 0;
        let mut step = Step::First;
        while self.lexer.next_item(&mut step)? {
            self.ring(out, at)?;
            at.ring = at.ring.saturating_add(1);
        }
        if at.ring == 0 {
            let message = Text::new("多边形没有环", "the polygon has no ring");
            self.problem(Code::RingTooShort, start, indices, message);
        }
        Ok(())
    }

    fn ring(&mut self, out: &mut Polygons, at: &mut PositionIndex) -> Result<(), Stop> {
        let start = self.lexer.offset();
        let before = self.draft.errors();
        if self.lexer.peek() != Some(b'[') {
            at.vertex = 0;
            return Err(self.nesting(&self.indices(*at, Level::Ring)));
        }
        self.lexer.open(b'[');
        self.ring.clear();
        at.vertex = 0;
        let mut last = Last::default();
        let mut step = Step::First;
        while self.lexer.next_item(&mut step)? {
            last.start = self.lexer.offset();
            if let Some(position) = self.position(out, *at)? {
                self.ring.push(position);
            }
            last.end = self.lexer.offset();
            at.vertex = at.vertex.saturating_add(1);
        }
        // With a broken position in it, more cannot be said about the ring.
        if self.draft.errors() == before {
            self.closure(start, *at, &last);
        }
        out.push_ring(self.ring);
        Ok(())
    }

    /// Four positions at least, and the last is the first.
    fn closure(&mut self, start: usize, at: PositionIndex, last: &Last) {
        let count = self.ring.len();
        if count < 4 {
            let message = Text::new(
                format!("环至少要有 4 个点（首尾相同），实有 {count} 个"),
                format!(
                    "expected a ring of at least 4 positions, the last like the first, found {count}"
                ),
            );
            let span = Span::new(start, self.lexer.offset());
            let indices = self.indices(at, Level::Ring);
            let mut place = self.place(span, &indices);
            place.polygon = u32::try_from(at.polygon).ok();
            place.ring = u32::try_from(at.ring).ok();
            self.draft.push(Code::RingTooShort, message, || place);
            return;
        }
        let (Some(first), Some(end)) = (self.ring.first(), self.ring.last()) else { return };
        let same = |a: &[f64; 2], b: &[f64; 2]| a.partial_cmp(b) == Some(Ordering::Equal);
        let message = if !same(&first.xy, &end.xy) {
            open_ring(first.xy, end.xy, self.declared)
        } else if first.height.partial_cmp(&end.height) != Some(Ordering::Equal) {
            Text::new(
                "环未闭合：首尾点平面位置相同，高程不同",
                "the ring is not closed: its last position is its first but for the height",
            )
        } else {
            return;
        };
        let at = PositionIndex { vertex: count.saturating_sub(1), ..at };
        self.at_position(Code::RingNotClosed, Span::new(last.start, last.end), at, None, message);
    }

    /// One position; `None` when it is broken, which has been reported.
    #[inline]
    fn position(
        &mut self,
        out: &mut Polygons,
        at: PositionIndex,
    ) -> Result<Option<Position>, Stop> {
        if let Some((xy, decimals)) = self.lexer.plain_pair() {
            out.decimals = out.decimals.max(decimals);
            return Ok(Some(Position { xy, height: None }));
        }
        let start = self.lexer.offset();
        if !self.lexer.open(b'[') {
            return self.no_position(at).map(|()| None);
        }
        let mut numbers = [0.0_f64; 3];
        let mut count = 0_usize;
        let mut broken = false;
        let mut step = Step::First;
        while self.lexer.next_item(&mut step)? {
            if !matches!(self.lexer.peek(), Some(b'-' | b'0'..=b'9')) {
                self.no_number(at, count)?;
                broken = true;
            } else {
                let number = self.lexer.number()?;
                match (self.lexer.value(number), numbers.get_mut(count)) {
                    (Some(value), Some(slot)) => *slot = value,
                    (Some(_), None) => {}
                    (None, _) => {
                        self.overflow(at, count, Span::new(number.start, number.end));
                        broken = true;
                    }
                }
                if count < 2 {
                    out.decimals = out.decimals.max(number.decimals);
                }
            }
            count = count.saturating_add(1);
        }
        if !matches!(count, 2 | 3) {
            broken |= self.length(at, count, Span::new(start, self.lexer.offset()));
        }
        let [x, y, z] = numbers;
        let height = (count > 2).then_some(z);
        Ok((!broken).then_some(Position { xy: [x, y], height }))
    }

    /// Something that is no array where a position should be.
    #[cold]
    fn no_position(&mut self, at: PositionIndex) -> Result<(), Stop> {
        if let Some(b'-' | b'0'..=b'9') = self.lexer.peek() {
            return Err(self.nesting(&self.indices(at, Level::Position)));
        }
        let found = kind(self.lexer.peek());
        let span = self.lexer.skip_value()?;
        let message = Text::new(
            format!("应为坐标点 [x, y]，实为{}", found.zh),
            format!("expected a position [x, y], found {}", found.en),
        );
        self.at_position(Code::CoordinateNotNumber, span, at, None, message);
        Ok(())
    }

    /// Something that is no number in a position.
    #[cold]
    fn no_number(&mut self, at: PositionIndex, nth: usize) -> Result<(), Stop> {
        if self.lexer.peek() == Some(b'[') {
            let mut indices = self.indices(at, Level::Position);
            indices.push(nth);
            return Err(self.nesting(&indices));
        }
        let found = kind(self.lexer.peek());
        let span = self.lexer.skip_value()?;
        let message = Text::new(
            format!("坐标应为数，实为{}", found.zh),
            format!("expected a number as coordinate, found {}", found.en),
        );
        self.at_position(Code::CoordinateNotNumber, span, at, Some(nth), message);
        Ok(())
    }

    #[cold]
    fn overflow(&mut self, at: PositionIndex, nth: usize, span: Span) {
        let text = crate::read::json::shortened(self.source.slice(span));
        let message = Text::new(
            format!("数 {text} 超出 64 位浮点数的范围"),
            format!("the number {text} is beyond the range of a 64-bit float"),
        );
        self.at_position(Code::NumberOverflow, span, at, Some(nth), message);
    }

    /// A position of the wrong length; whether it is too short to be used. One too long is reported once
    /// a feature, as such files have a fourth number everywhere.
    #[cold]
    fn length(&mut self, at: PositionIndex, count: usize, span: Span) -> bool {
        if count < 2 {
            let message = Text::new(
                format!("坐标点应有 2 个或 3 个数，实有 {count} 个"),
                format!("expected a position of 2 or 3 numbers, found {count}"),
            );
            self.at_position(Code::PositionTooShort, span, at, None, message);
            return true;
        }
        let code = Code::PositionTooLong;
        if !self.draft.findings.iter().any(|finding| finding.code == code) {
            let message = Text::new(
                format!(
                    "坐标点应有 2 个或 3 个数，此处（该要素中首次）有 {count} 个；第三个以后的数未使用"
                ),
                format!(
                    "expected positions of 2 or 3 numbers, found {count} (for the first time in this feature); \
                     those after the third are not used"
                ),
            );
            self.at_position(code, span, at, None, message);
        }
        false
    }

    /// Takes the bracket of an outer array.
    fn enter(&mut self, indices: &[usize]) -> Result<(), Stop> {
        if self.lexer.open(b'[') { Ok(()) } else { Err(self.nesting(indices)) }
    }

    /// Reports that there are too many or too few brackets around what is here.
    #[cold]
    fn nesting(&mut self, indices: &[usize]) -> Stop {
        let name = self.kind.name();
        let wanted = if self.kind == GeometryKind::Polygon { 3 } else { 4 };
        let here = indices.len();
        let start = self.lexer.offset();
        let first = self.lexer.peek();
        let (code, message) = match first {
            Some(b'-' | b'0'..=b'9' | b'[') => {
                // A bracket here is one level too many; it may hold even more.
                let depth = if first == Some(b'[') { here.saturating_add(1) } else { here };
                let like = NESTING.iter().find(|(level, _)| *level == depth);
                let (zh, en) = like.map_or((String::new(), String::new()), |(_, like)| {
                    (format!("（与 {like} 相同）"), format!(", as in a {like}"))
                });
                let message = Text::new(
                    format!("{name} 的坐标应嵌套 {wanted} 层数组，实为 {depth} 层{zh}"),
                    format!(
                        "expected the coordinates of a {name} to be nested {wanted} deep, found {depth}{en}"
                    ),
                );
                (Code::CoordinatesNesting, message)
            }
            _ => {
                let found = kind(first);
                let message = Text::new(
                    format!("{name} 的坐标中应为数组，实为{}", found.zh),
                    format!("expected an array in the coordinates of a {name}, found {}", found.en),
                );
                let top = indices.is_empty();
                (if top { Code::GeojsonMember } else { Code::CoordinatesNesting }, message)
            }
        };
        if let Err(fault) = self.lexer.clone().skip_value() {
            return Stop::Json(fault);
        }
        self.problem(code, start, indices, message);
        Stop::Reported
    }

    /// Reports a problem with the value that starts at `start` and ends before the next byte to read.
    #[cold]
    fn problem(&mut self, code: Code, start: usize, indices: &[usize], message: Text) {
        let end = match self.lexer.offset() {
            at if at == start => {
                let mut ahead = self.lexer.clone();
                ahead.skip_value().map_or(at, |_| ahead.offset())
            }
            at => at,
        };
        let place = self.place(Span::new(start, end), indices);
        self.draft.push(code, message, || place);
    }

    #[cold]
    fn at_position(
        &mut self,
        code: Code,
        span: Span,
        at: PositionIndex,
        nth: Option<usize>,
        message: Text,
    ) {
        let (source, kind, path) = (self.source, self.kind, self.path);
        let base = self.draft.base();
        self.draft.push(code, message, || {
            let mut place = source.place(span);
            at.fill(&mut place, &format!("{base}/{}", path.join("/")), kind);
            if let (Some(pointer), Some(nth)) = (&mut place.pointer, nth) {
                pointer.push_str(&format!("/{nth}"));
            }
            place
        });
    }

    fn place(&self, span: Span, indices: &[usize]) -> Place {
        let mut pointer = format!("{}/{}", self.draft.base(), self.path.join("/"));
        for index in indices {
            pointer.push_str(&format!("/{index}"));
        }
        self.source.place(span).pointer(pointer)
    }

    fn indices(&self, at: PositionIndex, level: Level) -> Vec<usize> {
        let mut indices = match self.kind {
            GeometryKind::Polygon => vec![at.ring],
            GeometryKind::MultiPolygon => vec![at.polygon, at.ring],
        };
        if level == Level::Position {
            indices.push(at.vertex);
        }
        indices
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Ring,
    Position,
}

/// How far the end of a ring is from its start.
fn open_ring(first: [f64; 2], last: [f64; 2], declared: Option<Crs>) -> Text {
    let ([x, y], [end_x, end_y]) = (first, last);
    let distance = (end_x - x).hypot(end_y - y);
    if let Some(Crs::GaussKruger(_)) = declared {
        return Text::new(
            format!("环未闭合：末点距首点 {distance:.4} 米"),
            format!("the ring is not closed: its last position is {distance:.4} m from its first"),
        );
    }
    // One degree of a great circle; good enough to tell a slip of rounding from a missing side.
    const METRES: f64 = 111_195.0;
    let metres = ((end_x - x) * y.to_radians().cos()).hypot(end_y - y) * METRES;
    let (zh, en) = if y.abs() <= 90.0 && end_y.abs() <= 90.0 && distance <= 360.0 {
        (format!("（约 {metres:.2} 米）"), format!(" (about {metres:.2} m)"))
    } else {
        (String::new(), String::new())
    };
    Text::new(
        format!("环未闭合：末点距首点 {distance:.9} 度{zh}"),
        format!(
            "the ring is not closed: its last position is {distance:.9} degrees{en} from its first"
        ),
    )
}
