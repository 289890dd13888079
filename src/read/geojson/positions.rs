//! Coordinates: polygons, rings and positions, straight into flat arrays.

use std::cmp::Ordering;

use super::draft::Draft;
use super::feature::{GeometryKind, PositionIndex};
use super::rings::{Polygons, Position};
use crate::check::Limits;
use crate::finding::{
    Code, Comparison, Finding, Fix, FixKind, Limit, Measure, MeasureUnit, PatchStep, Place,
    Quantity, Span, Text,
};
use crate::geometry::{CoordinateExtent, Crs, Plane};
use crate::read::Source;
use crate::read::json::lexer::{Lexer, Step};
use crate::read::json::{Fault, kind, not_finite, overflow};

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
            let message = Text::new(
                "MultiPolygon 应有多边形，实为空数组",
                "expected the MultiPolygon to have polygons, found an empty array",
            );
            self.problem(Code::CoordinatesEmpty, start, &[], message);
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
            let message = Text::new(
                "多边形应有环，实为空数组",
                "expected the polygon to have a ring, found an empty array",
            );
            self.problem(Code::CoordinatesEmpty, start, indices, message);
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
        let (Some(first), Some(end)) = (self.ring.first().copied(), self.ring.last().copied())
        else {
            let message = Text::new(
                "环至少要有 4 个点（首尾相同），实为空数组",
                "expected a ring of at least 4 positions, the last like the first, found an empty array",
            );
            return self.at_ring(Code::RingEmpty, start, at, message, None, None);
        };
        let same = |a: &[f64; 2], b: &[f64; 2]| a.partial_cmp(b) == Some(Ordering::Equal);
        let closed = same(&first.xy, &end.xy);
        if count < 4 {
            let message = Text::new(
                format!("环至少要有 4 个点（首尾相同），实有 {count} 个"),
                format!(
                    "expected a ring of at least 4 positions, the last like the first, found {count}"
                ),
            );
            // Three corners without the fourth position that repeats the first.
            let fix = (count == 3 && !closed).then(|| self.close(at, first));
            return self.at_ring(Code::RingTooShort, start, at, message, Some(first.xy), fix);
        }
        let finding = if !closed {
            self.open_ring(at, first, end)
        } else if first.height.partial_cmp(&end.height) != Some(Ordering::Equal) {
            let heights = [first, end].map(|position| match position.height {
                Some(height) => height.to_string(),
                None => "—".to_owned(),
            });
            let [one, other] = heights;
            let message = Text::new(
                format!("环的末点应与首点相同，平面位置相同而高程不同：首点 {one}，末点 {other}"),
                format!(
                    "expected the last position of the ring to be its first, found it but for the height: \
                     first {one}, last {other}"
                ),
            );
            let finding = Finding::new(Code::RingNotClosed, message);
            match (first.height, end.height) {
                (Some(a), Some(b)) => gap(finding, (b - a).abs()),
                _ => finding,
            }
        } else {
            return;
        };
        let at = PositionIndex { vertex: count.saturating_sub(1), ..at };
        let span = Span::new(last.start, last.end);
        let place = self.draft.lists().then(|| self.position_place(span, at, None, Some(end.xy)));
        self.draft.note(Code::RingNotClosed, || finding.at(place.unwrap_or_default()));
    }

    /// How far the end of a ring is from its start, and how to close it.
    fn open_ring(&self, at: PositionIndex, first: Position, end: Position) -> Finding {
        let plane = match self.declared {
            Some(Crs::GaussKruger(_)) => Some(Plane::Metres),
            _ => {
                let mut both = CoordinateExtent::at(first.xy);
                both.add(end.xy);
                both.is_in_degrees().then_some(Plane::Degrees)
            }
        };
        let ([x, y], [end_x, end_y]) = (first.xy, end.xy);
        let apart = (end_x - x).hypot(end_y - y);
        let metres = plane.map(|plane| plane.distance(first.xy, end.xy));
        let (zh, en) = match (plane, metres) {
            (Some(Plane::Metres), Some(metres)) => {
                (format!("{metres:.4} 米"), format!("{metres:.4} m"))
            }
            (_, Some(metres)) => (
                format!("{apart:.9} 度（{metres:.4} 米）"),
                format!("{apart:.9} degrees ({metres:.4} m)"),
            ),
            _ => (format!("{apart}（单位不明）"), format!("{apart}, in a unit that is not known,")),
        };
        let message = Text::new(
            format!("环的末点应与首点相同（闭合），实际相距 {zh}"),
            format!(
                "the ring is not closed: expected its last position to be its first, found it {en} away"
            ),
        );
        let finding = Finding::new(Code::RingNotClosed, message);
        let near = Limits::default().near_vertex;
        let fix = match metres {
            // A slip of rounding: one more position would only be a vertex too near to another.
            Some(metres) if metres <= near => {
                let last = self.ring.len().saturating_sub(1);
                let path = format!("{}/{last}", self.ring_pointer(at));
                Fix::new(FixKind::MoveVertex, vec![PatchStep::replace(path, first.to_json())])
            }
            _ => self.close(at, first),
        };
        let finding = finding.fixed_by(fix);
        match metres {
            Some(metres) => gap(finding, metres),
            None => finding,
        }
    }

    /// The fix that repeats the first position at the end.
    fn close(&self, at: PositionIndex, first: Position) -> Fix {
        let path = format!("{}/-", self.ring_pointer(at));
        Fix::new(FixKind::CloseRing, vec![PatchStep::add(path, first.to_json())])
    }

    fn ring_pointer(&self, at: PositionIndex) -> String {
        self.pointer(&self.indices(at, Level::Ring))
    }

    /// Reports a problem with the ring that has just been read.
    fn at_ring(
        &mut self,
        code: Code,
        start: usize,
        at: PositionIndex,
        message: Text,
        xy: Option<[f64; 2]>,
        fix: Option<Fix>,
    ) {
        let span = Span::new(start, self.lexer.offset());
        let place = self.draft.lists().then(|| {
            let mut place = self.place(span, &self.indices(at, Level::Ring));
            place.polygon = u32::try_from(at.polygon).ok();
            place.ring = u32::try_from(at.ring).ok();
            place.at = xy;
            place
        });
        self.draft.note(code, || {
            let mut finding = Finding::new(code, message).at(place.unwrap_or_default());
            finding.fix = fix;
            finding
        });
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
            if let Some(b'N' | b'I' | b'-') = self.lexer.peek()
                && let Some(span) = self.lexer.not_finite()
            {
                self.fault(not_finite(self.source.slice(span), span), at, Some(count));
                broken = true;
            } else if !matches!(self.lexer.peek(), Some(b'-' | b'0'..=b'9')) {
                self.no_number(at, count)?;
                broken = true;
            } else {
                let number = self.lexer.number()?;
                match (self.lexer.value(number), numbers.get_mut(count)) {
                    (Some(value), Some(slot)) => *slot = value,
                    (Some(_), None) => {}
                    (None, _) => {
                        let span = Span::new(number.start, number.end);
                        self.fault(overflow(self.source.slice(span), span), at, Some(count));
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
            let span = Span::new(start, self.lexer.offset());
            let [x, y, _] = numbers;
            broken |= self.length(at, count, span, (!broken).then_some([x, y]));
        }
        let [x, y, z] = numbers;
        let height = (count > 2).then_some(z);
        Ok((!broken).then_some(Position { xy: [x, y], height }))
    }

    /// Something that is no array where a position should be.
    #[cold]
    fn no_position(&mut self, at: PositionIndex) -> Result<(), Stop> {
        if let Some(span) = self.lexer.not_finite() {
            self.fault(not_finite(self.source.slice(span), span), at, None);
            return Ok(());
        }
        if let Some(b'-' | b'0'..=b'9') = self.lexer.peek() {
            return Err(self.nesting(&self.indices(at, Level::Position)));
        }
        let found = kind(self.lexer.peek());
        let span = self.lexer.skip_value()?;
        let message = Text::new(
            format!("应为坐标点 [x, y]，实为{}", found.zh),
            format!("expected a position [x, y], found {}", found.en),
        );
        self.at_position(Code::CoordinateNotNumber, span, at, None, None, message);
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
        self.at_position(Code::CoordinateNotNumber, span, at, Some(nth), None, message);
        Ok(())
    }

    /// A number that no `f64` holds.
    #[cold]
    fn fault(&mut self, fault: Fault, at: PositionIndex, nth: Option<usize>) {
        self.at_position(fault.code, fault.span, at, nth, None, fault.message);
    }

    /// A position of the wrong length; whether it is too short to be used. One too long is reported once
    /// a feature, as such files have a fourth number everywhere.
    #[cold]
    fn length(
        &mut self,
        at: PositionIndex,
        count: usize,
        span: Span,
        xy: Option<[f64; 2]>,
    ) -> bool {
        if count < 2 {
            let message = Text::new(
                format!("坐标点应有 2 个或 3 个数，实有 {count} 个"),
                format!("expected a position of 2 or 3 numbers, found {count}"),
            );
            self.at_position(Code::PositionTooShort, span, at, None, None, message);
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
            self.at_position(code, span, at, None, xy, message);
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
        let place = self.draft.lists().then(|| self.place(Span::new(start, end), indices));
        self.draft.push(code, message, || place.unwrap_or_default());
    }

    #[cold]
    fn at_position(
        &mut self,
        code: Code,
        span: Span,
        at: PositionIndex,
        nth: Option<usize>,
        xy: Option<[f64; 2]>,
        message: Text,
    ) {
        let place = self.draft.lists().then(|| self.position_place(span, at, nth, xy));
        self.draft.push(code, message, || place.unwrap_or_default());
    }

    /// The place of a position, or of its `nth` number.
    fn position_place(
        &self,
        span: Span,
        at: PositionIndex,
        nth: Option<usize>,
        xy: Option<[f64; 2]>,
    ) -> Place {
        let mut place = self.source.place(span);
        at.fill(&mut place, &self.draft.pointer(self.path), self.kind);
        if let (Some(pointer), Some(nth)) = (&mut place.pointer, nth) {
            pointer.push_str(&format!("/{nth}"));
        }
        place.at = xy;
        place
    }

    fn place(&self, span: Span, indices: &[usize]) -> Place {
        self.source.place(span).pointer(self.pointer(indices))
    }

    fn pointer(&self, indices: &[usize]) -> String {
        let mut pointer = self.draft.pointer(self.path);
        for index in indices {
            pointer.push_str(&format!("/{index}"));
        }
        pointer
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

/// The finding with the distance between both ends of a ring, which should be none.
fn gap(finding: Finding, metres: f64) -> Finding {
    finding.measured(Measure::metres(Quantity::Distance, metres)).limited(Limit::new(
        Comparison::Equal,
        "0",
        MeasureUnit::Metre,
        "RFC 7946 §3.1.6",
    ))
}
