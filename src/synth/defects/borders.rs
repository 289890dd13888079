//! Borders of the clean map: what lies on either side of each edge.

use super::frame::{Frame, Ring};
use super::sheet::rings_of;
use crate::geometry::LonLatMultiPolygon;
use crate::synth::SyntheticZone;
use crate::synth::rng::SplitMix64;

/// Shorter borders are left alone, metres.
const SHORTEST: f64 = 40.0;

/// Shorter edges of the boundary are left alone, metres.
const SHORTEST_RIM: f64 = 100.0;

/// An edge with the parcel on its left that has it in this direction, and the one on its right.
#[derive(Debug, Clone)]
pub(super) struct ParcelBorder {
    pub(super) edge: [[f64; 2]; 2],
    pub(super) left: usize,
    pub(super) right: usize,
}

/// An edge as a piece of declared land has it, and the parcel on its right.
#[derive(Debug, Clone)]
pub(super) struct RoadBorder {
    pub(super) edge: [[f64; 2]; 2],
    pub(super) land: usize,
    pub(super) parcel: usize,
}

/// An edge of the boundary as declared land has it: the zone on its left.
#[derive(Debug, Clone)]
pub(super) struct Rim {
    pub(super) edge: [[f64; 2]; 2],
    pub(super) land: usize,
}

/// Two edges of the boundary that meet in a convex corner of one piece of declared land.
#[derive(Debug, Clone)]
pub(super) struct Corner {
    pub(super) before: [f64; 2],
    pub(super) at: [f64; 2],
    pub(super) after: [f64; 2],
    pub(super) land: usize,
}

/// An edge of two blocks, in the direction of the first one's ring, which the parcel has too.
#[derive(Debug, Clone)]
pub(super) struct BlockBorder {
    pub(super) edge: [[f64; 2]; 2],
    pub(super) left: usize,
    pub(super) right: usize,
    pub(super) parcel: usize,
}

/// All of them, in random order.
#[derive(Debug)]
pub(super) struct Borders {
    pub(super) parcels: Vec<ParcelBorder>,
    pub(super) roads: Vec<RoadBorder>,
    pub(super) rims: Vec<Rim>,
    pub(super) corners: Vec<Corner>,
    pub(super) blocks: Vec<BlockBorder>,
}

type End = [u64; 2];

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Parcel(usize),
    Land(usize),
}

/// Directed edges with their owners, in the order of their ends.
struct Edges<T>(Vec<(End, End, T)>);

fn end(at: [f64; 2]) -> End {
    at.map(f64::to_bits)
}

fn start(end: End) -> [f64; 2] {
    end.map(f64::from_bits)
}

impl<T: Copy + Ord> Edges<T> {
    fn of<'a>(shapes: impl Iterator<Item = (T, &'a LonLatMultiPolygon)>) -> Edges<T> {
        let mut edges = Vec::new();
        for (owner, shape) in shapes {
            for ring in shape.rings() {
                let ends = ring.iter().map(|at| end([at.lon, at.lat]));
                edges.extend(ends.clone().zip(ends.skip(1)).map(|(a, b)| (a, b, owner)));
            }
        }
        edges.sort_unstable();
        Edges(edges)
    }

    fn owner(&self, a: End, b: End) -> Option<T> {
        let at = self.0.binary_search_by(|(p, q, _)| (p, q).cmp(&(&a, &b))).ok()?;
        self.0.get(at).map(|(_, _, owner)| *owner)
    }
}

fn length(a: [f64; 2], b: [f64; 2]) -> f64 {
    crate::geometry::Plane::Degrees.distance(a, b)
}

impl Borders {
    pub(super) fn of(base: &SyntheticZone, rng: &mut SplitMix64) -> Borders {
        let parcels =
            base.parcels.iter().enumerate().map(|(at, parcel)| (Side::Parcel(at), &parcel.shape));
        let lands =
            base.zone.non_parcel.iter().enumerate().map(|(at, land)| (Side::Land(at), &land.shape));
        let edges = Edges::of(parcels.chain(lands));
        let version = base.zone.boundaries.first();
        let blocks: Vec<&LonLatMultiPolygon> =
            version.iter().flat_map(|version| &version.blocks).map(|block| &block.shape).collect();
        let block_edges = Edges::of(blocks.iter().copied().enumerate());

        let mut all = Borders {
            parcels: Vec::new(),
            roads: Vec::new(),
            rims: Vec::new(),
            corners: Vec::new(),
            blocks: Vec::new(),
        };
        for (a, b, owner) in &edges.0 {
            let edge = [start(*a), start(*b)];
            let long = length(edge[0], edge[1]);
            match (*owner, edges.owner(*b, *a)) {
                (Side::Parcel(left), Some(Side::Parcel(right)))
                    if left < right && long >= SHORTEST =>
                {
                    all.parcels.push(ParcelBorder { edge, left, right });
                }
                (Side::Land(land), Some(Side::Parcel(parcel))) if long >= SHORTEST => {
                    all.roads.push(RoadBorder { edge, land, parcel });
                }
                (Side::Land(land), None) if long >= SHORTEST_RIM => {
                    all.rims.push(Rim { edge, land })
                }
                _ => {}
            }
        }
        for (a, b, left) in &block_edges.0 {
            let edge = [start(*a), start(*b)];
            if let (Some(right), Some(Side::Parcel(parcel))) =
                (block_edges.owner(*b, *a), edges.owner(*a, *b))
                && length(edge[0], edge[1]) >= SHORTEST
            {
                all.blocks.push(BlockBorder { edge, left: *left, right, parcel });
            }
        }
        let outline: Vec<Ring> =
            version.map(|version| rings_of(&version.shape).concat()).unwrap_or_default();
        all.corners = corners(&outline, &edges);
        // An edge at such a corner is not used twice.
        let at_corner = |rim: &Rim| all.corners.iter().any(|corner| rim.edge.contains(&corner.at));
        all.rims.retain(|rim| !at_corner(rim));
        rng.shuffle(&mut all.parcels);
        rng.shuffle(&mut all.roads);
        rng.shuffle(&mut all.rims);
        rng.shuffle(&mut all.corners);
        rng.shuffle(&mut all.blocks);
        all
    }
}

/// Corners of the outline of which both sides are 15 m long at least and belong to one piece of declared land.
fn corners(outline: &[Ring], edges: &Edges<Side>) -> Vec<Corner> {
    let mut corners = Vec::new();
    for ring in outline {
        let open = ring.get(1..).unwrap_or_default();
        let after = open.iter().cycle().skip(1);
        let before = ring.iter();
        for ((before, at), after) in before.zip(open).zip(after) {
            let land = edges.owner(end(*before), end(*at));
            let (Some(Side::Land(land)), true) = (land, land == edges.owner(end(*at), end(*after)))
            else {
                continue;
            };
            let frame = Frame::at(*at);
            let (back, on) = (frame.metres(*before), frame.metres(*after));
            let (long, wide) = (length(*before, *at), length(*at, *after));
            // A right angle to the left, about: a vertex in a straight side is no corner.
            let is_corner = back[1] * on[0] - back[0] * on[1] > 0.3 * long * wide;
            if is_corner && long >= 15.0 && wide >= 15.0 {
                corners.push(Corner { before: *before, at: *at, after: *after, land });
            }
        }
    }
    corners
}
