//! Labels of parcels: placed so that none covers another or a mark, and no line to one crosses another line or a label.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::frame::{Frame, ROOM};
use super::marks::{Mark, REACH};
use super::{MapLabel, MapOptions};
use crate::codes::ParcelCode;
use crate::report::drawing::svg::{At, text_width};
use crate::report::text::table::printable;
use crate::report::{MapLayers, MapParcel};

/// Height of the letters, and of those of a crowded map.
const SIZES: [f64; 2] = [11.0, 8.5];

/// More labels than this make a map crowded.
const CROWD: usize = 150;

/// Bold figures are so much wider than plain ones.
const BOLD: f64 = 1.2;

/// A parcel of fewer times the size of its label would hardly be seen under it.
const HIDDEN: f64 = 2.0;

/// The labels of a map.
pub(super) struct Labels {
    size: f64,
    placed: Vec<Placed>,
    /// Parcels whose label found no room, by code.
    pub(super) left_out: Vec<ParcelCode>,
}

/// A label where it stands.
struct Placed {
    text: String,
    /// The middle of the label.
    at: [f64; 2],
    /// The place in the parcel that it is for.
    of: [f64; 2],
}

/// Left, top, right, bottom.
type Rectangle = [f64; 4];

/// From, to.
type Segment = [[f64; 2]; 2];

/// Places the labels, those of the largest parcels first: in the parcel, else beside it with a line to it; of a parcel
/// that its label would hide, beside it first; never over the middle of another that is to be labelled. A label that finds no room at any of seventeen places is left out. A line may run
/// over a mark, which is drawn above it: the mark of a parcel often stands where its line begins.
pub(super) fn placed(
    layers: &MapLayers,
    options: &MapOptions,
    frame: &Frame,
    marks: &[Mark],
) -> Labels {
    let mut wanted: Vec<(&MapParcel, &MapLabel, [f64; 2])> = layers
        .parcels
        .iter()
        .filter_map(|parcel| {
            let label = options.labels.get(&parcel.code)?;
            Some((parcel, label, frame.at(parcel.inside?)?))
        })
        .collect();
    // Stable: parcels of one size stand by code.
    wanted.sort_by_key(|(parcel, ..)| std::cmp::Reverse(parcel.plane_area));
    let mut taken = Taken::default();
    for (number, (.., of)) in wanted.iter().enumerate() {
        taken.add(Thing::Place { number, at: *of });
    }
    for mark in marks {
        taken.add(Thing::Mark(around(mark.at, [REACH, REACH])));
    }
    let [size, small] = SIZES;
    let size = if wanted.len() > CROWD { small } else { size };
    let mut labels = Labels { size, placed: Vec::new(), left_out: Vec::new() };
    for (number, (parcel, label, of)) in wanted.into_iter().enumerate() {
        let text = printable(&label.text);
        let half = [text_width(&text, size) * BOLD / 2.0 + 1.0, size / 2.0];
        let mut places = places(of, half);
        if frame.size_of(parcel).is_none_or(|size| size < HIDDEN * 4.0 * half[0] * half[1]) {
            // Where the label would hide the parcel, the middle comes last.
            places.rotate_left(1);
        }
        let free = places.into_iter().find(|at| {
            let rectangle = around(*at, half);
            is_within(rectangle)
                && !taken.meets(Thing::Label { number, rectangle })
                && leader(of, *at).is_none_or(|leader| !taken.meets(Thing::Leader(leader)))
        });
        match free {
            Some(at) => {
                taken.add(Thing::Label { number, rectangle: around(at, half) });
                taken.extend(leader(of, at).map(Thing::Leader));
                labels.placed.push(Placed { text, at, of });
            }
            None => labels.left_out.push(parcel.code),
        }
    }
    labels.left_out.sort();
    labels
}

pub(super) fn draw(labels: &Labels) -> Markup {
    html! {
        g class="labels" font-size=(labels.size) text-anchor="middle" font-weight="600" pointer-events="none" {
            @for Placed { text, at: [x, y], of: [of_x, of_y] } in &labels.placed {
                @if let Some([[x1, y1], [x2, y2]]) = leader([*of_x, *of_y], [*x, *y]) {
                    line x1=(At(x1)) y1=(At(y1)) x2=(At(x2)) y2=(At(y2)) stroke="#1a1a1a" stroke-width=".8" {}
                    circle cx=(At(x1)) cy=(At(y1)) r="1.5" {}
                }
                text x=(At(*x)) y=(At(y + labels.size * 0.36)) stroke="#fff" stroke-width="3" stroke-linejoin="round"
                    paint-order="stroke" { (text) }
            }
        }
    }
}

/// The middle, eight places around it, and eight further away for those that the first would lead over something.
fn places([x, y]: [f64; 2], [half_width, half_height]: [f64; 2]) -> Vec<[f64; 2]> {
    let mut places = vec![[x, y]];
    for (gap_aside, gap_above) in [(12.0, 10.0), (26.0, 22.0)] {
        let (aside, above) = (half_width + gap_aside, half_height + gap_above);
        places.extend([
            [x + aside, y],
            [x - aside, y],
            [x, y - above],
            [x, y + above],
            [x + aside, y - above],
            [x - aside, y - above],
            [x + aside, y + above],
            [x - aside, y + above],
        ]);
    }
    places
}

const fn around([x, y]: [f64; 2], [half_width, half_height]: [f64; 2]) -> Rectangle {
    [x - half_width, y - half_height, x + half_width, y + half_height]
}

fn is_within([left, top, right, bottom]: Rectangle) -> bool {
    let [least_x, least_y, most_x, most_y] = ROOM;
    left > least_x && top > least_y && right < most_x && bottom < most_y
}

/// The line to a label that does not stand where it belongs.
fn leader(of: [f64; 2], at: [f64; 2]) -> Option<Segment> {
    let ([x, y], [of_x, of_y]) = (at, of);
    ((x - of_x).hypot(y - of_y) > 1.0).then_some([of, at])
}

/// What room is taken by.
#[derive(Debug, Clone, Copy)]
enum Thing {
    /// Where a parcel is named from: the place in it from which a line to its label may have to start.
    Place {
        number: usize,
        at: [f64; 2],
    },
    Mark(Rectangle),
    Label {
        number: usize,
        rectangle: Rectangle,
    },
    Leader(Segment),
}

impl Thing {
    fn bounds(self) -> Rectangle {
        match self {
            Thing::Place { at: [x, y], .. } => [x, y, x, y],
            Thing::Mark(rectangle) | Thing::Label { rectangle, .. } => rectangle,
            Thing::Leader([[x1, y1], [x2, y2]]) => [x1.min(x2), y1.min(y2), x1.max(x2), y1.max(y2)],
        }
    }

    /// Whether one stands in the way of the other.
    fn meets(self, other: Thing) -> bool {
        use Thing::{Label, Leader, Mark, Place};
        match (self, other) {
            (Place { number, at }, Label { number: of, rectangle })
            | (Label { number: of, rectangle }, Place { number, at }) => {
                number != of && holds(rectangle, at)
            }
            (Place { .. }, _) | (_, Place { .. }) => false,
            (Mark(_), Leader(_)) | (Leader(_), Mark(_)) => false,
            (Leader(one), Leader(two)) => segments_meet(one, two),
            (Leader(line), Label { rectangle, .. }) | (Label { rectangle, .. }, Leader(line)) => {
                runs_over(line, rectangle)
            }
            (
                Mark(one) | Label { rectangle: one, .. },
                Mark(two) | Label { rectangle: two, .. },
            ) => rectangles_meet(one, two),
        }
    }
}

/// Whether a place lies within.
fn holds([left, top, right, bottom]: Rectangle, [x, y]: [f64; 2]) -> bool {
    left < x && x < right && top < y && y < bottom
}

/// Whether they have area in common.
fn rectangles_meet(one: Rectangle, two: Rectangle) -> bool {
    let [left, top, right, bottom] = one;
    let [other_left, other_top, other_right, other_bottom] = two;
    left < other_right && other_left < right && top < other_bottom && other_top < bottom
}

/// On which side of a line from `a` to `b` a place lies: the sign.
fn side([[ax, ay], [bx, by]]: Segment, [x, y]: [f64; 2]) -> f64 {
    (bx - ax) * (y - ay) - (by - ay) * (x - ax)
}

/// Whether two segments have a place in common, touching included.
fn segments_meet(one: Segment, two: Segment) -> bool {
    let apart = |line: Segment, [a, b]: Segment| side(line, a) * side(line, b) > 0.0;
    let [left, top, right, bottom] = Thing::Leader(one).bounds();
    let [other_left, other_top, other_right, other_bottom] = Thing::Leader(two).bounds();
    let boxes =
        left <= other_right && other_left <= right && top <= other_bottom && other_top <= bottom;
    boxes && !apart(one, two) && !apart(two, one)
}

/// Whether a segment has a place in common with a rectangle.
fn runs_over(line: Segment, rectangle: Rectangle) -> bool {
    let [left, top, right, bottom] = rectangle;
    // What runs through crosses one of the diagonals.
    line.iter().any(|end| holds(rectangle, *end))
        || segments_meet(line, [[left, top], [right, bottom]])
        || segments_meet(line, [[left, bottom], [right, top]])
}

/// Things by the cells of a coarse grid that they reach into.
#[derive(Default)]
struct Taken {
    cells: BTreeMap<[i32; 2], Vec<Thing>>,
}

impl Taken {
    const CELL: f64 = 40.0;

    fn cells([left, top, right, bottom]: Rectangle) -> impl Iterator<Item = [i32; 2]> {
        let cell = |v: f64| (v / Taken::CELL).floor() as i32;
        (cell(left)..=cell(right))
            .flat_map(move |x| (cell(top)..=cell(bottom)).map(move |y| [x, y]))
    }

    fn add(&mut self, thing: Thing) {
        for cell in Taken::cells(thing.bounds()) {
            self.cells.entry(cell).or_default().push(thing);
        }
    }

    fn extend(&mut self, things: impl IntoIterator<Item = Thing>) {
        things.into_iter().for_each(|thing| self.add(thing));
    }

    fn meets(&self, thing: Thing) -> bool {
        let near = Taken::cells(thing.bounds()).filter_map(|cell| self.cells.get(&cell));
        near.flatten().any(|other| thing.meets(*other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(rectangle: Rectangle) -> Thing {
        Thing::Label { number: 1, rectangle }
    }

    #[test]
    fn rectangles_meet_where_they_have_area_in_common() {
        let mut taken = Taken::default();
        taken.add(label([10.0, 10.0, 90.0, 30.0]));
        // By hand: touching is not meeting; the far end lies two cells away.
        for (rectangle, meets) in [
            ([90.0, 10.0, 95.0, 30.0], false),
            ([89.9, 10.0, 95.0, 30.0], true),
            ([0.0, 30.0, 95.0, 40.0], false),
            ([0.0, 29.9, 95.0, 40.0], true),
            ([40.0, 15.0, 41.0, 16.0], true),
            ([200.0, 15.0, 210.0, 16.0], false),
        ] {
            assert_eq!(taken.meets(label(rectangle)), meets, "{rectangle:?}");
            assert_eq!(taken.meets(Thing::Mark(rectangle)), meets, "{rectangle:?}");
        }
    }

    #[test]
    fn lines_meet_labels_and_lines_but_no_marks() {
        let mut taken = Taken::default();
        taken.add(label([10.0, 10.0, 90.0, 30.0]));
        taken.add(Thing::Leader([[100.0, 0.0], [120.0, 40.0]]));
        taken.add(Thing::Mark([200.0, 0.0, 220.0, 40.0]));
        // By hand.
        for (line, meets) in [
            // Through the label along it, across it, across a corner of it, from within, past it.
            ([[0.0, 20.0], [95.0, 20.0]], true),
            ([[50.0, 0.0], [50.0, 50.0]], true),
            ([[80.0, 5.0], [95.0, 20.0]], true),
            ([[80.0, 20.0], [95.0, 50.0]], true),
            ([[0.0, 5.0], [95.0, 5.0]], false),
            ([[88.0, 5.0], [96.0, 13.0]], false),
            // Over the line, at its end, beside it, in the same direction.
            ([[100.0, 40.0], [120.0, 0.0]], true),
            ([[120.0, 40.0], [140.0, 40.0]], true),
            ([[95.0, 40.0], [105.0, 30.0]], false),
            ([[104.0, 0.0], [124.0, 40.0]], false),
            // Over the mark.
            ([[190.0, 20.0], [230.0, 20.0]], false),
        ] {
            assert_eq!(taken.meets(Thing::Leader(line)), meets, "{line:?}");
        }
        // A label over the line.
        assert!(taken.meets(label([105.0, 15.0, 115.0, 25.0])));
        assert!(!taken.meets(label([125.0, 15.0, 135.0, 25.0])));
    }

    #[test]
    fn a_label_stands_over_its_own_place_only() {
        for (number, at, meets) in [
            (1, [50.0, 20.0], false),
            (2, [50.0, 20.0], true),
            (2, [50.0, 30.0], false),
            (2, [50.0, 29.9], true),
        ] {
            let mut taken = Taken::default();
            taken.add(Thing::Place { number, at });
            assert_eq!(taken.meets(label([10.0, 10.0, 90.0, 30.0])), meets, "{number} {at:?}");
            assert!(!taken.meets(Thing::Leader([[0.0, 20.0], [95.0, 20.0]])));
            assert!(!taken.meets(Thing::Mark([10.0, 10.0, 90.0, 30.0])));
        }
    }
}
