//! [`levels_above`]: where land is covered at least so many times, for every number, in one overlay.
//!
//! **Method.** All edges are split where they meet, and those that fall together are made one that knows by how much
//! the covering on its left exceeds that on its right. From the west end of each part that hangs together, the number
//! of covers is carried from sector to sector around each corner and along each edge to the next. An edge between m
//! and n covers bounds the levels m + 1 to n, and no others, so that the work grows with the edges of the answer. On a
//! stack of n shapes, an overlay for each level would split the same n² crossings n times.

use i_overlay::core::edge_data::{EdgeDataMerge, OverlayEdgeData};
use i_overlay::core::edge_overlay::{EdgeOverlay, InputEdge};
use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay::ShapeType;
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::i_float::int::point::IntPoint;
use i_overlay::segm::boolean::ShapeCountBoolean;

use super::super::Plane;
use super::cover::Rings;
use super::strand::{Strand, joined};
use super::traced::{Corners, Directed, Grid};

/// Where at least `above` + 1, at least `above` + 2, … chains wind, as long as there is such land.
///
/// `base` is how often others wind around everything.
pub(super) fn levels_above(
    edges: &[Directed],
    base: i32,
    above: i32,
    plane: Plane,
) -> Vec<Vec<Rings>> {
    let grid = Grid::over(edges, plane);
    let split = split(edges, &grid);
    let left = covers_on_the_left(&split, base);
    let mut levels: Vec<Vec<Strand<()>>> = Vec::new();
    for (edge, left) in split.iter().zip(left) {
        let right = left - edge.net;
        // The land that is covered more often lies on the left.
        let (from, to) = if edge.net > 0 { (edge.a, edge.b) } else { (edge.b, edge.a) };
        for level in left.min(right).max(above)..left.max(right) {
            let Ok(level) = usize::try_from(level - above) else { continue };
            if levels.len() <= level {
                levels.resize_with(level + 1, Vec::new);
            }
            if let Some(strands) = levels.get_mut(level) {
                strands.push(Strand { from, to, data: () });
            }
        }
    }
    let corners = Corners::of(edges, &grid);
    levels.into_iter().map(|strands| regions(strands, &corners, &grid)).collect()
}

/// An edge between two places where edges meet; the end further west, then south, first.
#[derive(Debug, Clone, Copy)]
struct SplitEdge {
    a: IntPoint<i64>,
    b: IntPoint<i64>,
    /// Covers on its left less those on its right.
    net: i32,
}

/// Covers on the left of an edge less those on its right, as it is given to the overlay.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Net(i32);

impl OverlayEdgeData for Net {
    type Store = ();

    fn reversed(self, (): &mut ()) -> Net {
        Net(-self.0)
    }

    fn merge(pair: EdgeDataMerge<ShapeCountBoolean, Net>, (): &mut ()) -> Net {
        Net(pair.lhs_data.0 + pair.rhs_data.0)
    }
}

fn split(edges: &[Directed], grid: &Grid) -> Vec<SplitEdge> {
    let mut overlay = EdgeOverlay::<i64, Net>::new(edges.len());
    for edge in edges {
        if let (Some(a), Some(b)) = (grid.cell(edge.from), grid.cell(edge.to)) {
            overlay.add_edge(InputEdge { a, b, data: Net(1) }, ShapeType::Subject);
        }
    }
    overlay.build_vectors(OverlayRule::Subject, FillRule::EvenOdd);
    // Each once more, as an operand by itself that every one of them is an edge of: so all of them come back.
    let split: Vec<[IntPoint<i64>; 2]> = overlay.edges().collect();
    for [a, b] in split {
        overlay.add_edge(InputEdge { a, b, data: Net(0) }, ShapeType::Clip);
    }
    let all = overlay.build_vectors(OverlayRule::Clip, FillRule::EvenOdd);
    let all = all.into_iter().map(|edge| SplitEdge { a: edge.a, b: edge.b, net: edge.data.0 });
    all.filter(|edge| edge.net != 0).collect()
}

/// One end of an edge.
#[derive(Debug, Clone, Copy)]
struct End {
    at: IntPoint<i64>,
    /// From here to the other end.
    way: [i128; 2],
    edge: usize,
    is_first: bool,
}

impl End {
    /// By place; around one place counter-clockwise, from the south.
    fn compare(&self, other: &End) -> std::cmp::Ordering {
        let half = |[x, y]: [i128; 2]| x < 0 || (x == 0 && y < 0);
        let across = || other.way[0] * self.way[1] - other.way[1] * self.way[0];
        (self.at.x, self.at.y)
            .cmp(&(other.at.x, other.at.y))
            .then_with(|| half(self.way).cmp(&half(other.way)))
            .then_with(|| across().cmp(&0))
    }
}

/// How many cover the land on the left of each edge.
fn covers_on_the_left(edges: &[SplitEdge], base: i32) -> Vec<i32> {
    let ends = edges.iter().enumerate().flat_map(|(index, edge)| {
        let end = |at, to, is_first| End { at, way: way(at, to), edge: index, is_first };
        [end(edge.a, edge.b, true), end(edge.b, edge.a, false)]
    });
    let mut ends: Vec<End> = ends.collect();
    ends.sort_unstable_by(End::compare);
    // Where the two ends of each edge stand in that list.
    let mut places = vec![[0; 2]; edges.len()];
    for (place, end) in ends.iter().enumerate() {
        if let Some([first, second]) = places.get_mut(end.edge) {
            *(if end.is_first { first } else { second }) = place;
        }
    }
    let mut left: Vec<Option<i32>> = vec![None; edges.len()];
    let mut under = Under::of(edges);
    let mut open: Vec<(usize, i32)> = Vec::new();
    for start in 0..ends.len() {
        let Some(first) = ends.get(start) else { break };
        if left.get(first.edge).is_none_or(Option::is_some) {
            continue;
        }
        // No end of this part is further west: the sector before its first edge is open to the west.
        open.push((start, base + under.net(first.at)));
        while let Some((place, before)) = open.pop() {
            let mut covers = before;
            for (index, end) in around(&ends, place) {
                let Some(edge) = edges.get(end.edge) else { continue };
                let right_of_way = covers;
                covers += if end.is_first { edge.net } else { -edge.net };
                let Some(slot @ None) = left.get_mut(end.edge) else {
                    // The corner has been gone around, unless this is the edge that leads here.
                    if index == place {
                        continue;
                    } else {
                        break;
                    };
                };
                *slot = Some(if end.is_first { covers } else { right_of_way });
                // Seen from the other end, what is on the left of the way here comes before it.
                let other = places.get(end.edge).map(
                    |[first, second]| {
                        if end.is_first { *second } else { *first }
                    },
                );
                open.extend(other.map(|other| (other, covers)));
            }
        }
    }
    left.into_iter().map(Option::unwrap_or_default).collect()
}

fn way(from: IntPoint<i64>, to: IntPoint<i64>) -> [i128; 2] {
    [i128::from(to.x) - i128::from(from.x), i128::from(to.y) - i128::from(from.y)]
}

/// The ends at the place of one of them, once around from it, with their numbers in the list.
fn around(ends: &[End], place: usize) -> impl Iterator<Item = (usize, &End)> {
    let at = ends.get(place).map(|end| (end.at.x, end.at.y)).unwrap_or_default();
    let first = ends.partition_point(|end| (end.at.x, end.at.y) < at);
    let after = ends.partition_point(|end| (end.at.x, end.at.y) <= at);
    let here =
        |range: std::ops::Range<usize>| range.clone().zip(ends.get(range).unwrap_or_default());
    here(place..after).chain(here(first..place))
}

/// Edges under places that are asked for from west to east.
struct Under<'e> {
    /// Those that begin further east, the first at the end.
    ahead: Vec<&'e SplitEdge>,
    /// Those that may reach as far.
    here: Vec<&'e SplitEdge>,
}

impl Under<'_> {
    fn of(edges: &[SplitEdge]) -> Under<'_> {
        let mut ahead: Vec<&SplitEdge> = edges.iter().filter(|edge| edge.a.x < edge.b.x).collect();
        ahead.sort_unstable_by_key(|edge| std::cmp::Reverse((edge.a.x, edge.a.y, edge.b.x)));
        Under { ahead, here: Vec::new() }
    }

    /// By how much the covers at a place exceed those far south of it.
    fn net(&mut self, at: IntPoint<i64>) -> i32 {
        while let Some(edge) = self.ahead.pop_if(|edge| edge.a.x <= at.x) {
            self.here.push(edge);
        }
        self.here.retain(|edge| edge.b.x > at.x);
        let is_under = |edge: &&&SplitEdge| {
            let ([x, y], [u, v]) = (way(edge.a, edge.b), way(edge.a, at));
            x * v - y * u > 0
        };
        self.here.iter().filter(is_under).map(|edge| edge.net).sum()
    }
}

/// The regions of one level.
fn regions(mut strands: Vec<Strand<()>>, corners: &Corners, grid: &Grid) -> Vec<Rings> {
    strands.sort_unstable_by_key(Strand::ends);
    let mut regions = Vec::new();
    for part in joined(strands) {
        let rings = part.into_iter().map(|ring| {
            // Where edges of other levels meet a straight side, it has no corner.
            let before = ring.iter().skip(ring.len().saturating_sub(1)).chain(&ring);
            let turns = before.zip(&ring).filter(|(before, strand)| {
                let ([x, y], [u, v]) = (way(before.from, before.to), way(strand.from, strand.to));
                x * v - y * u != 0 || x * u + y * v < 0
            });
            let mut ring: Vec<[f64; 2]> =
                turns.map(|(_, strand)| corners.position(strand.from, grid)).collect();
            let lowest = ring.iter().enumerate().min_by(|(_, a), (_, b)| compare(a, b));
            let lowest = lowest.map_or(0, |(index, _)| index);
            ring.rotate_left(lowest);
            ring
        });
        let mut rings: Rings = rings.collect();
        if let Some(holes) = rings.get_mut(1..) {
            holes.sort_by(|a, b| {
                let pairs = a.iter().zip(b).take(3).map(|(a, b)| compare(a, b));
                pairs.fold(std::cmp::Ordering::Equal, std::cmp::Ordering::then)
            });
        }
        regions.push(rings);
    }
    regions
}

fn compare(a: &[f64; 2], b: &[f64; 2]) -> std::cmp::Ordering {
    a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1]))
}
