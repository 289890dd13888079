//! [`Polygons`]: positions on their way into flat arrays, with what must be known of all of them.

use serde_json::Value;

use super::feature::{GeometryKind, PositionIndex};
use crate::geometry::{
    CoordinateExtent, Crs, GaussKruger, GridMultiPolygon, GridPoint, LonLat, LonLatMultiPolygon,
    MultiPolygon, Shape,
};

/// A position as given.
#[derive(Debug, Clone, Copy)]
pub(super) struct Position {
    pub(super) xy: [f64; 2],
    pub(super) height: Option<f64>,
}

impl Position {
    /// The position as JSON, each number in the shortest form that gives the same `f64`.
    pub(super) fn to_json(self) -> Value {
        let [x, y] = self.xy;
        let mut numbers = vec![Value::from(x), Value::from(y)];
        numbers.extend(self.height.map(Value::from));
        Value::Array(numbers)
    }
}

/// The geometry under construction.
#[derive(Debug)]
pub(super) struct Polygons {
    points: Points,
    heights: Vec<Option<f64>>,
    count: usize,
    pub(super) decimals: u32,
    pub(super) extent: CoordinateExtent,
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
        Polygons {
            points,
            heights: Vec::new(),
            count: 0,
            decimals: 0,
            extent: CoordinateExtent::default(),
        }
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

    /// How many positions there are.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// The first position that is as `wanted`, with its index into the whole geometry.
    pub(super) fn find(
        &self,
        mut wanted: impl FnMut([f64; 2]) -> bool,
    ) -> Option<(PositionIndex, [f64; 2])> {
        match &self.points {
            Points::LonLat(points) => find(points, |p| [p.lon, p.lat], &mut wanted),
            Points::Grid(_, points) => find(points, |p| [p.east, p.north], &mut wanted),
        }
    }

    /// The coordinates as JSON, with the first two numbers of every position exchanged.
    pub(super) fn exchanged(&self, kind: GeometryKind) -> Value {
        let polygons = match &self.points {
            Points::LonLat(points) => json(points, |p| [p.lat, p.lon], &self.heights),
            Points::Grid(_, points) => json(points, |p| [p.north, p.east], &self.heights),
        };
        match kind {
            GeometryKind::Polygon => polygons.into_iter().next().unwrap_or_default(),
            GeometryKind::MultiPolygon => polygons.into(),
        }
    }
}

fn find<P: Copy>(
    points: &MultiPolygon<P>,
    numbers: impl Fn(P) -> [f64; 2],
    wanted: &mut impl FnMut([f64; 2]) -> bool,
) -> Option<(PositionIndex, [f64; 2])> {
    for (polygon, rings) in points.polygons().enumerate() {
        for (ring, positions) in rings.rings().enumerate() {
            for (vertex, point) in positions.iter().enumerate() {
                let xy = numbers(*point);
                if wanted(xy) {
                    return Some((PositionIndex { polygon, ring, vertex }, xy));
                }
            }
        }
    }
    None
}

/// Polygons as JSON arrays.
fn json<P: Copy>(
    points: &MultiPolygon<P>,
    numbers: impl Fn(P) -> [f64; 2],
    heights: &[Option<f64>],
) -> Vec<Value> {
    let mut heights = heights.iter().copied().chain(std::iter::repeat(None));
    let mut position = |point: &P| {
        let height = heights.next().flatten();
        Position { xy: numbers(*point), height }.to_json()
    };
    let mut polygons = Vec::with_capacity(points.polygons().len());
    for polygon in points.polygons() {
        let rings = polygon.rings().map(|ring| ring.iter().map(&mut position).collect());
        polygons.push(Value::Array(rings.collect()));
    }
    polygons
}

/// Every position of a shape with its height, x first.
pub(super) fn each_position(
    shape: &Shape,
    heights: &[Option<f64>],
    mut position: impl FnMut([f64; 2], Option<f64>),
) {
    let heights = heights.iter().copied().chain(std::iter::repeat(None));
    match shape {
        Shape::LonLat(shape) => {
            shape.points().iter().zip(heights).for_each(|(p, z)| position([p.lon, p.lat], z));
        }
        Shape::Grid { polygons, .. } => {
            polygons.points().iter().zip(heights).for_each(|(p, z)| position([p.east, p.north], z));
        }
    }
}
