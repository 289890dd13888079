//! [`Polygons`]: positions on their way into flat arrays, with what must be known of all of them.

use super::coordinates::Extent;
use super::feature::PositionIndex;
use crate::geometry::{
    Crs, GaussKruger, GridMultiPolygon, GridPoint, LonLat, LonLatMultiPolygon, MultiPolygon, Shape,
};

/// A position as given.
#[derive(Debug, Clone, Copy)]
pub(super) struct Position {
    pub(super) xy: [f64; 2],
    pub(super) height: Option<f64>,
}

/// The geometry under construction.
#[derive(Debug)]
pub(super) struct Polygons {
    points: Points,
    heights: Vec<Option<f64>>,
    count: usize,
    pub(super) decimals: u32,
    pub(super) extent: Extent,
}

#[derive(Debug)]
enum Points {
    LonLat(LonLatMultiPolygon),
    Grid(GaussKruger, GridMultiPolygon),
}

impl Polygons {
    /// An empty geometry in the declared system, else in degrees.
    pub(super) fn new(declared: Option<Crs>) -> Polygons {
        let points = match declared {
            Some(Crs::GaussKruger(zone)) => Points::Grid(zone, GridMultiPolygon::default()),
            _ => Points::LonLat(LonLatMultiPolygon::default()),
        };
        Polygons { points, heights: Vec::new(), count: 0, decimals: 0, extent: Extent::default() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.count == 0
    }

    pub(super) fn push_polygon(&mut self) {
        match &mut self.points {
            Points::LonLat(points) => points.push_polygon(),
            Points::Grid(_, points) => points.push_polygon(),
        }
    }

    pub(super) fn push_ring(&mut self, ring: &[Position]) {
        match &mut self.points {
            Points::LonLat(points) => {
                points.push_ring(ring.iter().map(|position| {
                    let [lon, lat] = position.xy;
                    LonLat::new(lon, lat)
                }));
            }
            Points::Grid(_, points) => {
                points.push_ring(ring.iter().map(|position| {
                    let [east, north] = position.xy;
                    GridPoint::new(north, east)
                }));
            }
        }
        let mut any = !self.heights.is_empty();
        for position in ring {
            self.extent.add(position.xy);
            any |= position.height.is_some();
        }
        if any {
            self.heights.resize(self.count, None);
            self.heights.extend(ring.iter().map(|position| position.height));
        }
        self.count = self.count.saturating_add(ring.len());
    }

    pub(super) fn into_shape(mut self) -> (Shape, Vec<Option<f64>>) {
        if !self.heights.is_empty() {
            self.heights.resize(self.count, None);
        }
        let shape = match self.points {
            Points::LonLat(points) => Shape::LonLat(points),
            Points::Grid(zone, polygons) => Shape::Grid { zone, polygons },
        };
        (shape, self.heights)
    }

    /// The first position that is not as `wanted`, as an index into the whole geometry.
    pub(super) fn find(&self, mut wanted: impl FnMut([f64; 2]) -> bool) -> Option<PositionIndex> {
        match &self.points {
            Points::LonLat(points) => find(points, |p| wanted([p.lon, p.lat])),
            Points::Grid(_, points) => find(points, |p| wanted([p.east, p.north])),
        }
    }
}

fn find<P: Copy>(
    points: &MultiPolygon<P>,
    mut wanted: impl FnMut(P) -> bool,
) -> Option<PositionIndex> {
    for (polygon, rings) in points.polygons().enumerate() {
        for (ring, positions) in rings.rings().enumerate() {
            if let Some(vertex) = positions.iter().position(|point| wanted(*point)) {
                return Some(PositionIndex { polygon, ring, vertex });
            }
        }
    }
    None
}
