//! Labels of parcels: placed so that none covers another or a mark.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::frame::{Frame, ROOM};
use super::marks::{Mark, REACH};
use super::{MapLabel, MapOptions};
use crate::codes::ParcelCode;
use crate::report::drawing::svg::{At, text_width};
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

/// Places the labels, those of the largest parcels first: in the parcel, else beside it with a line to it; of a parcel
/// that its label would hide, beside it first. A label that finds no room at any of nine places is left out.
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
    for mark in marks {
        taken.add(around(mark.at, [REACH, REACH]));
    }
    let [size, small] = SIZES;
    let size = if wanted.len() > CROWD { small } else { size };
    let mut labels = Labels { size, placed: Vec::new(), left_out: Vec::new() };
    for (parcel, label, of) in wanted {
        let half = [text_width(&label.text, size) * BOLD / 2.0 + 1.0, size / 2.0];
        let mut places = places(of, half);
        if frame.size_of(parcel).is_none_or(|size| size < HIDDEN * 4.0 * half[0] * half[1]) {
            places.rotate_left(1);
        }
        let free = places.into_iter().find(|at| {
            let rectangle = around(*at, half);
            is_within(rectangle) && !taken.meets(rectangle)
        });
        match free {
            Some(at) => {
                taken.add(around(at, half));
                labels.placed.push(Placed { text: label.text.clone(), at, of });
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
                @if (x - of_x).hypot(y - of_y) > 1.0 {
                    line x1=(At(*of_x)) y1=(At(*of_y)) x2=(At(*x)) y2=(At(*y)) stroke="#1a1a1a" stroke-width=".8" {}
                    circle cx=(At(*of_x)) cy=(At(*of_y)) r="1.5" {}
                }
                text x=(At(*x)) y=(At(y + labels.size * 0.36)) stroke="#fff" stroke-width="3" stroke-linejoin="round"
                    paint-order="stroke" { (text) }
            }
        }
    }
}

/// The middle, and eight places around it.
fn places([x, y]: [f64; 2], [half_width, half_height]: [f64; 2]) -> [[f64; 2]; 9] {
    let (aside, above) = (half_width + 12.0, half_height + 10.0);
    [
        [x, y],
        [x + aside, y],
        [x - aside, y],
        [x, y - above],
        [x, y + above],
        [x + aside, y - above],
        [x - aside, y - above],
        [x + aside, y + above],
        [x - aside, y + above],
    ]
}

const fn around([x, y]: [f64; 2], [half_width, half_height]: [f64; 2]) -> Rectangle {
    [x - half_width, y - half_height, x + half_width, y + half_height]
}

fn is_within([left, top, right, bottom]: Rectangle) -> bool {
    let [least_x, least_y, most_x, most_y] = ROOM;
    left > least_x && top > least_y && right < most_x && bottom < most_y
}

/// Rectangles by the cells of a coarse grid that they reach into.
#[derive(Default)]
struct Taken {
    cells: BTreeMap<[i32; 2], Vec<Rectangle>>,
}

impl Taken {
    const CELL: f64 = 40.0;

    fn cells([left, top, right, bottom]: Rectangle) -> impl Iterator<Item = [i32; 2]> {
        let cell = |v: f64| (v / Taken::CELL).floor() as i32;
        (cell(left)..=cell(right))
            .flat_map(move |x| (cell(top)..=cell(bottom)).map(move |y| [x, y]))
    }

    fn add(&mut self, rectangle: Rectangle) {
        for cell in Taken::cells(rectangle) {
            self.cells.entry(cell).or_default().push(rectangle);
        }
    }

    fn meets(&self, rectangle: Rectangle) -> bool {
        let [left, top, right, bottom] = rectangle;
        Taken::cells(rectangle).filter_map(|cell| self.cells.get(&cell)).flatten().any(
            |[other_left, other_top, other_right, other_bottom]| {
                left < *other_right
                    && *other_left < right
                    && top < *other_bottom
                    && *other_top < bottom
            },
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rectangles_meet_where_they_have_area_in_common() {
        let mut taken = Taken::default();
        taken.add([10.0, 10.0, 90.0, 30.0]);
        // By hand: touching is not meeting; the far end lies two cells away.
        for (rectangle, meets) in [
            ([90.0, 10.0, 95.0, 30.0], false),
            ([89.9, 10.0, 95.0, 30.0], true),
            ([0.0, 30.0, 95.0, 40.0], false),
            ([0.0, 29.9, 95.0, 40.0], true),
            ([40.0, 15.0, 41.0, 16.0], true),
            ([200.0, 15.0, 210.0, 16.0], false),
        ] {
            assert_eq!(taken.meets(rectangle), meets, "{rectangle:?}");
        }
    }
}
