//! Narrow openings between parcels where no zone says where the outside begins.
//!
//! **Method.** From each edge that faces the outside, the land straight in front of it as far as the next edge that
//! faces back, if that is near enough. What of this lies outside all covers is narrow; where it ends without an edge
//! is an opening. A notch that is not deeper than it is wide is no passage: its border must be three times as long
//! as its openings.
//!
//! Work grows with the pairs of edges within the width of each other.

use super::super::Plane;
use super::Region;
use super::boxes::meeting;
use super::gap_class::GapClass;
use super::gaps::{Gap, Survey, count_arcs, sum_lengths};
use super::ground::Extent;
use super::land::{Owner, Source};
use super::piece::widest_place;
use super::traced::{Course, Directed, Operand, TracedRegion, Wanted, trace};

/// Border per opening, at least, of a passage.
const DEPTH: f64 = 3.0;

/// Metres by which the land in front of an edge is taken larger, so that it ends at the edges and not beside them.
const OVERREACH: f64 = 1e-6;

/// An edge of a cover with the outside on its left, in the plane and in metres.
struct Face {
    ends: [[f64; 2]; 2],
    metres: [[f64; 2]; 2],
}

/// The passages of the outside that are narrower than the limit, west to east.
pub(super) fn passages(survey: &Survey<'_>, outside: &[&TracedRegion]) -> Vec<Gap> {
    let plane = survey.plane;
    let mut faces = Vec::new();
    let mut ground: Vec<Directed> = Vec::new();
    let mut owners: Vec<Vec<Owner>> = Vec::new();
    for ring in outside.iter().flat_map(|region| &region.rings) {
        for (edge, next) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            let own: Vec<Owner> = survey.sources(edge).filter_map(Source::owner).collect();
            if !own.is_empty() {
                faces.push(Face { ends: [edge.from, next.from], metres: [[0.0; 2]; 2] });
            }
            ground.push(Directed { from: edge.from, to: next.from, side: Operand::Second });
            owners.push(own);
        }
    }
    let Some(scale) = to_metres(&mut faces, plane) else { return Vec::new() };
    let narrow = in_front(&faces, survey.limits.passage_width, scale);
    let first = narrow.len();
    let edges: Vec<Directed> = narrow.into_iter().chain(ground).collect();
    let found = trace(&edges, plane, Wanted::Both);

    let mut passages = Vec::new();
    for region in &found.regions {
        let mut lengths = Vec::new();
        let (mut perimeter, mut opening, mut openings) = (0.0, 0.0, 0);
        for ring in &region.rings {
            let mut stretches = Vec::with_capacity(ring.len());
            for (edge, next) in ring.iter().zip(ring.iter().cycle().skip(1)) {
                let length = plane.distance(edge.from, next.from);
                let along = found.labels(edge).iter().filter(|l| l.course == Course::Along);
                let before = lengths.len();
                for owners in along.filter_map(|l| owners.get(l.edge.checked_sub(first)?)) {
                    lengths.extend(owners.iter().map(|owner| (*owner, length)));
                }
                let is_open = lengths.len() == before;
                perimeter += length;
                opening += if is_open { length } else { 0.0 };
                stretches.push((is_open, length));
            }
            openings += count_arcs(&stretches, survey.limits.coincidence);
        }
        if perimeter - opening < DEPTH * opening {
            continue;
        }
        let rings = region.rings();
        let (width, centre) = widest_place(plane, &rings);
        let class = if openings > 1 { GapClass::Corridor } else { GapClass::Inlet };
        passages.push(Gap {
            class: (width > survey.limits.coincidence).then_some(class),
            area: plane.region_area(&rings),
            region: Region { rings },
            width,
            centre,
            perimeter,
            contact: opening,
            arcs: openings,
            neighbours: sum_lengths(lengths),
        });
    }
    passages
}

/// Fills in the metres; returns how many there are in a unit of x and y.
fn to_metres(faces: &mut [Face], plane: Plane) -> Option<[f64; 2]> {
    let all = Extent::of(faces.iter().flat_map(|face| face.ends))?;
    let middle = [f64::midpoint(all.low[0], all.high[0]), f64::midpoint(all.low[1], all.high[1])];
    let scale = plane.metres_per_unit(middle);
    for face in faces {
        face.metres =
            face.ends.map(|at| [(at[0] - middle[0]) * scale[0], (at[1] - middle[1]) * scale[1]]);
    }
    Some(scale)
}

/// The land in front of each edge up to the edges that face it, as rings.
fn in_front(faces: &[Face], width: f64, scale: [f64; 2]) -> Vec<Directed> {
    let boxes = |reach: f64| -> Vec<Option<Extent>> {
        faces
            .iter()
            .map(|face| {
                let own = Extent::of(face.metres)?;
                let low = own.low.map(|number| number - reach);
                Some(Extent { low, high: own.high.map(|number| number + reach) })
            })
            .collect()
    };
    let mut edges = Vec::new();
    for [near, far] in meeting(&boxes(width), &boxes(0.0)) {
        let (Some(near), Some(far)) = (faces.get(near), faces.get(far)) else { continue };
        let Some(quad) = between(near, far, width) else { continue };
        // Back to the plane, from the near end of the edge.
        let ([x, y], [x0, y0]) = (near.ends[0], near.metres[0]);
        let ring = quad.map(|at| [x + (at[0] - x0) / scale[0], y + (at[1] - y0) / scale[1]]);
        let pairs = ring.iter().zip(ring.iter().cycle().skip(1));
        edges.extend(pairs.map(|(a, b)| Directed { from: *a, to: *b, side: Operand::First }));
    }
    edges
}

/// The land straight in front of one edge, up to another that faces it, counter-clockwise.
fn between(near: &Face, far: &Face, width: f64) -> Option<[[f64; 2]; 4]> {
    let [a, b] = near.metres;
    let (x, y) = (b[0] - a[0], b[1] - a[1]);
    let length = x.hypot(y);
    if length <= 0.0 {
        return None;
    }
    let (ux, uy) = (x / length, y / length);
    // Along the edge, and away from it to its left.
    let turn = |at: [f64; 2]| {
        let (dx, dy) = (at[0] - a[0], at[1] - a[1]);
        [dx * ux + dy * uy, dy * ux - dx * uy]
    };
    let back =
        |[along, away]: [f64; 2]| [a[0] + along * ux - away * uy, a[1] + along * uy + away * ux];
    // It faces back if it runs the other way.
    let [end, start] = far.metres.map(turn);
    let run = end[0] - start[0];
    if run <= 0.0 {
        return None;
    }
    let away_at = |along: f64| start[1] + (end[1] - start[1]) * (along - start[0]) / run;
    let mut low = start[0].max(0.0);
    let mut high = end[0].min(length);
    let rise = end[1] - start[1];
    for (limit, above) in [(0.0, true), (width, false)] {
        let along = start[0] + (limit - start[1]) * run / rise;
        if rise == 0.0 {
            let holds = if above { start[1] >= limit } else { start[1] <= limit };
            if !holds {
                return None;
            }
        } else if (rise > 0.0) == above {
            low = low.max(along);
        } else {
            high = high.min(along);
        }
    }
    if high - low <= 0.0 {
        return None;
    }
    let (from, to) = (low - OVERREACH, high + OVERREACH);
    Some([
        back([from, -OVERREACH]),
        back([to, -OVERREACH]),
        back([to, away_at(high) + OVERREACH]),
        back([from, away_at(low) + OVERREACH]),
    ])
}
