//! `bbox` members (RFC 7946 §5): four or six numbers, in order, around the coordinates they stand beside.

use std::cmp::Ordering;

use super::document::Scanner;
use super::draft::Draft;
use super::rings::each_position;
use crate::finding::{
    Code, Comparison, Finding, Fix, FixKind, Limit, Measure, MeasureUnit, PatchStep, Quantity,
    Span, Text,
};
use crate::geometry::{Crs, Plane, Shape};
use crate::read::Source;
use crate::read::json::lexer::{Lexed, Lexer, Step};

/// A `bbox` as it stands in the file.
#[derive(Debug)]
pub(super) struct BoxMember {
    /// Its numbers, however many; `None` for anything but an array of numbers.
    numbers: Option<Vec<f64>>,
    span: Span,
    pointer: String,
}

impl Scanner<'_, '_> {
    /// Reads a `bbox`; it is judged when the coordinates are known.
    pub(super) fn bbox(&mut self, draft: &mut Draft, path: &[&str]) -> Lexed<()> {
        let before = draft.errors();
        let span = self.value(draft, path)?;
        if draft.errors() == before {
            let numbers = numbers(&mut Lexer::over(self.text, span));
            let pointer = draft.pointer(path);
            draft.boxes.push(BoxMember { numbers, span, pointer });
        }
        Ok(())
    }
}

/// The elements of an array of numbers; the text has been checked.
fn numbers(lexer: &mut Lexer<'_>) -> Option<Vec<f64>> {
    if !lexer.open(b'[') {
        return None;
    }
    let mut numbers = Vec::with_capacity(6);
    let mut step = Step::First;
    while lexer.next_item(&mut step).ok()? {
        if !matches!(lexer.peek(), Some(b'-' | b'0'..=b'9')) {
            return None;
        }
        let number = lexer.number().ok()?;
        numbers.push(lexer.value(number)?);
    }
    Some(numbers)
}

/// Judges every `bbox` of a feature or of a collection; gives the first that is right, that of the feature before
/// that of its geometry.
pub(super) fn judge(source: &Source, draft: &mut Draft, extents: &Extents) -> Option<Vec<f64>> {
    let mut right: Option<(usize, Vec<f64>)> = None;
    for member in std::mem::take(&mut draft.boxes) {
        let depth = member.pointer.len();
        match problem(&member, extents) {
            Some(problem) => {
                let given = member.numbers.as_ref().map_or(0, Vec::len);
                let right = extents.right_box(given).filter(|_| problem.code != Code::NotChecked);
                let fix = right.map(|numbers| {
                    let step = PatchStep::replace(member.pointer.clone(), numbers);
                    Fix::new(FixKind::ReplaceMember, vec![step])
                });
                draft.note(problem.code, || {
                    let mut place = source.place(member.span).pointer(member.pointer);
                    place.at = problem.at;
                    let mut finding = Finding::new(problem.code, problem.message).at(place);
                    finding.measure = problem.measure;
                    finding.limit = problem.limit;
                    finding.fix = fix;
                    finding
                });
            }
            None => {
                if let Some(numbers) = member.numbers
                    && right.as_ref().is_none_or(|(least, _)| depth < *least)
                {
                    right = Some((depth, numbers));
                }
            }
        }
    }
    right.map(|(_, numbers)| numbers)
}

struct Problem {
    code: Code,
    message: Text,
    at: Option<[f64; 2]>,
    measure: Option<Measure>,
    limit: Option<Limit>,
}

/// The sides of a box, in the order of RFC 7946 §5.
#[derive(Clone, Copy)]
struct Sides {
    west: f64,
    south: f64,
    east: f64,
    north: f64,
    heights: Option<[f64; 2]>,
}

impl Sides {
    fn new(numbers: &[f64]) -> Option<Sides> {
        match *numbers {
            [west, south, east, north] => Some(Sides { west, south, east, north, heights: None }),
            [west, south, low, east, north, high] => {
                Some(Sides { west, south, east, north, heights: Some([low, high]) })
            }
            _ => None,
        }
    }
}

fn problem(member: &BoxMember, extents: &Extents) -> Option<Problem> {
    let plain = |code, zh: String, en: String| {
        let message = Text::new(zh, en);
        Some(Problem { code, message, at: None, measure: None, limit: None })
    };
    let Some(numbers) = &member.numbers else {
        return plain(
            Code::BboxLength,
            "bbox 应为 4 个或 6 个数的数组，实际不全是数".into(),
            "expected a bbox of four or six numbers, found something that is no array of numbers"
                .into(),
        );
    };
    let Some(sides) = Sides::new(numbers) else {
        let n = numbers.len();
        return plain(
            Code::BboxLength,
            format!("bbox 应为 4 个或 6 个数的数组，实为 {n} 个"),
            format!("expected a bbox of four or six numbers, found {n}"),
        );
    };
    let Sides { west, south, east, north, heights } = sides;
    if south > north {
        return plain(
            Code::BboxOrder,
            format!("bbox 南界应不大于北界，实为 {south} 与 {north}"),
            format!(
                "expected the south of the bbox not above its north, found {south} and {north}"
            ),
        );
    }
    if extents.plane == Plane::Metres && west > east {
        return plain(
            Code::BboxOrder,
            format!("bbox 西界应不大于东界，实为 {west} 与 {east}"),
            format!("expected the west of the bbox not beyond its east, found {west} and {east}"),
        );
    }
    if let Some([low, high]) = heights
        && low > high
    {
        return plain(
            Code::BboxOrder,
            format!("bbox 最低高程应不大于最高高程，实为 {low} 与 {high}"),
            format!(
                "expected the lower height of the bbox not above its upper one, found {low} and {high}"
            ),
        );
    }
    not_enclosing(sides, extents)
}

/// How far coordinates reach beyond one side.
#[derive(Debug, Clone, Copy, Default)]
struct Beyond {
    by: f64,
    metres: f64,
    at: [f64; 2],
}

impl Beyond {
    fn take(&mut self, by: f64, at: [f64; 2], metres: impl FnOnce() -> f64) {
        if by > self.by {
            *self = Beyond { by, metres: metres(), at };
        }
    }

    fn new(by: f64, at: [f64; 2], metres: impl FnOnce() -> f64) -> Beyond {
        let mut beyond = Beyond::default();
        beyond.take(by, at, metres);
        beyond
    }
}

fn not_enclosing(sides: Sides, extents: &Extents) -> Option<Problem> {
    let Sides { west, south, east, north, heights } = sides;
    let plane = extents.plane;
    let across = |at: [f64; 2], to: f64| plane.distance(at, [to, at[1]]);
    let along = |at: [f64; 2], to: f64| plane.distance(at, [at[0], to]);
    let [west_most, south_most, lowest_of_all] = extents.low;
    let [east_most, north_most, highest_of_all] = extents.high;
    let (w, e) = if west <= east {
        let Extreme { value, at } = west_most;
        let w = Beyond::new(west - value, at, || across(at, west));
        let Extreme { value, at } = east_most;
        (w, Beyond::new(value - east, at, || across(at, east)))
    } else {
        let Some(watched) = extents.crossing.iter().find(|crossing| crossing.is(west, east)) else {
            return Some(Problem {
                code: Code::NotChecked,
                message: Text::new(
                    "bbox 跨越 180° 经线且位于要素之后，流式读入时未检查其是否包住坐标",
                    "this bbox spans the antimeridian and stands after the features: a stream cannot tell whether it encloses them",
                ),
                at: None,
                measure: None,
                limit: None,
            });
        };
        (watched.to_west, watched.to_east)
    };
    let Extreme { value, at } = south_most;
    let s = Beyond::new(south - value, at, || along(at, south));
    let Extreme { value, at } = north_most;
    let n = Beyond::new(value - north, at, || along(at, north));
    let (mut low, mut high) = (Beyond::default(), Beyond::default());
    if let Some([lowest, highest]) = heights {
        let Extreme { value, at } = lowest_of_all;
        low.take(lowest - value, at, || lowest - value);
        let Extreme { value, at } = highest_of_all;
        high.take(value - highest, at, || value - highest);
    }
    let rows = [
        ("西", "west", w),
        ("南", "south", s),
        ("东", "east", e),
        ("北", "north", n),
        ("下", "below", low),
        ("上", "above", high),
    ];
    let rows: Vec<_> = rows.into_iter().filter(|(_, _, beyond)| beyond.by > 0.0).collect();
    let most =
        rows.iter().map(|(_, _, beyond)| beyond).max_by(|a, b| a.metres.total_cmp(&b.metres))?;
    let part = |name: &str, beyond: &Beyond, degrees: &str, metres: &str| match (plane, name) {
        (Plane::Degrees, "西" | "南" | "东" | "北" | "west" | "south" | "east" | "north") => {
            format!("{name} {:.9}{degrees} ({:.4}{metres})", beyond.by, beyond.metres)
        }
        _ => format!("{name} {:.4}{metres}", beyond.by),
    };
    let zh: Vec<_> = rows.iter().map(|(zh, _, beyond)| part(zh, beyond, " 度", " 米")).collect();
    let en: Vec<_> = rows.iter().map(|(_, en, beyond)| part(en, beyond, "°", " m")).collect();
    let message = Text::new(
        format!("bbox 应包住其所属的坐标，实际坐标超出：{}", zh.join("、")),
        format!(
            "expected the bbox to enclose its coordinates, found them beyond it: {}",
            en.join(", ")
        ),
    );
    Some(Problem {
        code: Code::BboxNotEnclosing,
        message,
        at: Some(most.at),
        measure: Some(Measure::metres(Quantity::Distance, most.metres)),
        limit: Some(Limit::new(Comparison::AtMost, "0", MeasureUnit::Metre, "RFC 7946 §5")),
    })
}

/// The position that has the least or the greatest of a coordinate; of equal ones the first.
#[derive(Debug, Clone, Copy)]
struct Extreme {
    value: f64,
    at: [f64; 2],
}

impl Extreme {
    fn none(value: f64) -> Extreme {
        Extreme { value, at: [0.0; 2] }
    }
}

/// A box whose west is beyond its east, which spans the antimeridian (RFC 7946 §5.2): outside is what lies between.
/// No extreme tells what is there, so that it has to be known before the coordinates are.
#[derive(Debug, Clone, Copy)]
struct Crossing {
    west: f64,
    east: f64,
    to_west: Beyond,
    to_east: Beyond,
}

impl Crossing {
    fn is(&self, west: f64, east: f64) -> bool {
        (self.west.to_bits(), self.east.to_bits()) == (west.to_bits(), east.to_bits())
    }

    fn add(&mut self, at: [f64; 2], plane: Plane) {
        let Crossing { west, east, .. } = *self;
        let [x, y] = at;
        if x > east && x < west {
            let (to_west, to_east) = (west - x, x - east);
            if to_west < to_east {
                self.to_west.take(to_west, at, || plane.distance(at, [west, y]));
            } else {
                self.to_east.take(to_east, at, || plane.distance(at, [east, y]));
            }
        }
    }
}

/// What a `bbox` is held against: the extremes of the coordinates that it stands beside. They are taken in one after
/// the other, and none of them is kept.
#[derive(Debug, Clone)]
pub(super) struct Extents {
    plane: Plane,
    /// Of x, y and height.
    low: [Extreme; 3],
    high: [Extreme; 3],
    /// Some position has no height.
    flat: bool,
    crossing: Vec<Crossing>,
    /// Some coordinates could not be read, so that the right box is not known.
    incomplete: bool,
}

impl Extents {
    /// Nothing so far; boxes that span the antimeridian have to be known from the start.
    pub(super) fn new(declared: Option<Crs>, boxes: &[BoxMember]) -> Extents {
        let plane = match declared {
            Some(Crs::GaussKruger(_)) => Plane::Metres,
            _ => Plane::Degrees,
        };
        let sides = boxes.iter().filter_map(|member| Sides::new(member.numbers.as_ref()?));
        let crossing = sides.filter(|sides| sides.west > sides.east).map(|sides| Crossing {
            west: sides.west,
            east: sides.east,
            to_west: Beyond::default(),
            to_east: Beyond::default(),
        });
        Extents {
            plane,
            low: [Extreme::none(f64::INFINITY); 3],
            high: [Extreme::none(f64::NEG_INFINITY); 3],
            flat: false,
            crossing: crossing.collect(),
            incomplete: false,
        }
    }

    /// Takes in every position.
    pub(super) fn add(&mut self, shape: &Shape, heights: &[Option<f64>]) {
        let Extents { plane, low, high, flat, crossing, .. } = self;
        each_position(shape, heights, |at, z| {
            let [x, y] = at;
            *flat |= z.is_none();
            let values = [Some(x), Some(y), z];
            for ((value, low), high) in values.into_iter().zip(&mut *low).zip(&mut *high) {
                let Some(value) = value else { continue };
                if value < low.value {
                    *low = Extreme { value, at };
                }
                if value > high.value {
                    *high = Extreme { value, at };
                }
            }
            crossing.iter_mut().for_each(|crossing| crossing.add(at, *plane));
        });
    }

    /// Notes that there are coordinates which are not known.
    pub(super) fn leave_out(&mut self) {
        self.incomplete = true;
    }

    /// The box of all coordinates, where it is beyond doubt: with heights if every position has one, unless four
    /// numbers were given. On more than half of the Earth the shorter way round could be meant.
    fn right_box(&self, given: usize) -> Option<Vec<f64>> {
        let flat = self.flat || given == 4;
        let [west, south, lowest] = self.low.map(|low| low.value);
        let [east, north, highest] = self.high.map(|high| high.value);
        let spans = west.partial_cmp(&east) != Some(Ordering::Greater)
            && (self.plane == Plane::Metres || east - west <= 180.0);
        (spans && !self.incomplete).then(|| match flat {
            true => vec![west, south, east, north],
            false => vec![west, south, lowest, east, north, highest],
        })
    }
}
