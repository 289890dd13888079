//! Multi-polygons in flat arrays: all positions in one vector, rings and polygons as ends into it.

use serde::{Deserialize, Serialize};

use super::{GridPoint, LonLat};

/// A multi-polygon in degrees.
pub type LonLatMultiPolygon = MultiPolygon<LonLat>;

/// A multi-polygon in metres of some grid; the grid is named beside it.
pub type GridMultiPolygon = MultiPolygon<GridPoint>;

/// Polygons of one geometry, each an exterior ring and any number of interior rings.
///
/// Rings are kept as given: closed or not, in either direction, valid or not. Positions lie in one flat
/// array, so that a hundred thousand parcels cost a hundred thousand allocations fewer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(from = "Vec<Vec<Vec<P>>>", into = "Vec<Vec<Vec<P>>>")]
#[serde(bound(serialize = "P: Copy + Serialize", deserialize = "P: Copy + Deserialize<'de>"))]
pub struct MultiPolygon<P> {
    points: Vec<P>,
    /// For each ring, the index after its last point.
    ring_ends: Vec<usize>,
    /// For each polygon, the index after its last ring.
    polygon_ends: Vec<usize>,
}

impl<P> Default for MultiPolygon<P> {
    fn default() -> Self {
        MultiPolygon { points: Vec::new(), ring_ends: Vec::new(), polygon_ends: Vec::new() }
    }
}

impl<P: Copy> MultiPolygon<P> {
    /// One polygon from its exterior ring.
    ///
    /// ```
    /// use landledger::geometry::{GridPoint, MultiPolygon};
    ///
    /// let square = MultiPolygon::from_exterior([
    ///     GridPoint::new(3_853_000.0, 38_435_500.0),
    ///     GridPoint::new(3_853_100.0, 38_435_500.0),
    ///     GridPoint::new(3_853_100.0, 38_435_600.0),
    ///     GridPoint::new(3_853_000.0, 38_435_600.0),
    /// ]);
    /// assert_eq!(square.polygons().count(), 1);
    /// ```
    #[must_use]
    pub fn from_exterior(ring: impl IntoIterator<Item = P>) -> Self {
        let mut shape = Self::default();
        shape.push_polygon();
        shape.push_ring(ring);
        shape
    }

    /// Starts a polygon; the rings pushed after it are its exterior and its interiors.
    pub fn push_polygon(&mut self) {
        self.polygon_ends.push(self.ring_ends.len());
    }

    /// Adds a ring to the polygon started last (to a new one if none was started).
    pub fn push_ring(&mut self, ring: impl IntoIterator<Item = P>) {
        if self.polygon_ends.is_empty() {
            self.push_polygon();
        }
        self.points.extend(ring);
        self.ring_ends.push(self.points.len());
        if let Some(end) = self.polygon_ends.last_mut() {
            *end = self.ring_ends.len();
        }
    }

    /// Adds all polygons of another shape.
    pub fn append(&mut self, other: &Self) {
        for polygon in other.polygons() {
            self.push_polygon();
            for ring in polygon.rings() {
                self.push_ring(ring.iter().copied());
            }
        }
    }

    /// Every position, in the order of rings and polygons.
    #[must_use]
    pub fn points(&self) -> &[P] {
        &self.points
    }

    /// Whether there is no position at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    /// How many rings there are in all polygons.
    #[must_use]
    pub fn ring_count(&self) -> usize {
        self.ring_ends.len()
    }

    /// The polygons in order.
    pub fn polygons(&self) -> impl ExactSizeIterator<Item = PolygonRings<'_, P>> + '_ {
        (0..self.polygon_ends.len()).map(move |polygon| PolygonRings { shape: self, polygon })
    }

    /// Every ring of every polygon, in order.
    pub fn rings(&self) -> impl ExactSizeIterator<Item = &[P]> + '_ {
        (0..self.ring_ends.len()).map(move |ring| self.ring(ring))
    }

    /// The same shape with every position replaced.
    #[must_use]
    pub fn map<Q: Copy>(&self, position: impl FnMut(P) -> Q) -> MultiPolygon<Q> {
        MultiPolygon {
            points: self.points.iter().copied().map(position).collect(),
            ring_ends: self.ring_ends.clone(),
            polygon_ends: self.polygon_ends.clone(),
        }
    }

    /// The same shape with every position replaced; `None` as soon as one cannot be.
    #[must_use]
    pub fn try_map<Q: Copy>(
        &self,
        position: impl FnMut(P) -> Option<Q>,
    ) -> Option<MultiPolygon<Q>> {
        Some(MultiPolygon {
            points: self.points.iter().copied().map(position).collect::<Option<_>>()?,
            ring_ends: self.ring_ends.clone(),
            polygon_ends: self.polygon_ends.clone(),
        })
    }

    fn ring(&self, ring: usize) -> &[P] {
        let start = ring.checked_sub(1).and_then(|before| self.ring_ends.get(before)).copied();
        let end = self.ring_ends.get(ring).copied().unwrap_or_default();
        self.points.get(start.unwrap_or_default()..end).unwrap_or_default()
    }
}

/// The rings of one polygon of a [`MultiPolygon`].
#[derive(Debug, Clone, Copy)]
pub struct PolygonRings<'a, P> {
    shape: &'a MultiPolygon<P>,
    polygon: usize,
}

impl<'a, P: Copy> PolygonRings<'a, P> {
    /// The exterior ring; empty if the polygon has no ring.
    #[must_use]
    pub fn exterior(&self) -> &'a [P] {
        self.rings().next().unwrap_or_default()
    }

    /// The interior rings (holes).
    pub fn interiors(&self) -> impl Iterator<Item = &'a [P]> + use<'a, P> {
        self.rings().skip(1)
    }

    /// Every ring, the exterior first.
    pub fn rings(&self) -> impl Iterator<Item = &'a [P]> + use<'a, P> {
        let shape = self.shape;
        let before = self.polygon.checked_sub(1).and_then(|at| shape.polygon_ends.get(at));
        let start = before.copied().unwrap_or_default();
        let end = shape.polygon_ends.get(self.polygon).copied().unwrap_or_default();
        (start..end).map(move |ring| shape.ring(ring))
    }
}

/// Polygons → rings → positions.
impl<P: Copy> From<Vec<Vec<Vec<P>>>> for MultiPolygon<P> {
    fn from(polygons: Vec<Vec<Vec<P>>>) -> Self {
        let mut shape = Self::default();
        for rings in polygons {
            shape.push_polygon();
            for ring in rings {
                shape.push_ring(ring);
            }
        }
        shape
    }
}

/// Polygons → rings → positions.
impl<P: Copy> From<MultiPolygon<P>> for Vec<Vec<Vec<P>>> {
    fn from(shape: MultiPolygon<P>) -> Self {
        shape.polygons().map(|polygon| polygon.rings().map(<[P]>::to_vec).collect()).collect()
    }
}

impl<P: Copy + From<geo::Coord<f64>>> From<&geo::Polygon<f64>> for MultiPolygon<P> {
    fn from(polygon: &geo::Polygon<f64>) -> Self {
        let mut shape = Self::default();
        shape.push_geo(polygon);
        shape
    }
}

impl<P: Copy + From<geo::Coord<f64>>> From<&geo::MultiPolygon<f64>> for MultiPolygon<P> {
    fn from(polygons: &geo::MultiPolygon<f64>) -> Self {
        let mut shape = Self::default();
        for polygon in polygons {
            shape.push_geo(polygon);
        }
        shape
    }
}

impl<P: Copy + From<geo::Coord<f64>>> MultiPolygon<P> {
    fn push_geo(&mut self, polygon: &geo::Polygon<f64>) {
        self.push_polygon();
        for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
            self.push_ring(ring.coords().map(|coord| P::from(*coord)));
        }
    }
}

/// `geo` closes rings that are open: check [`MultiPolygon::rings`] first if that matters.
impl<P: Copy + Into<geo::Coord<f64>>> From<&MultiPolygon<P>> for geo::MultiPolygon<f64> {
    fn from(shape: &MultiPolygon<P>) -> Self {
        let line =
            |ring: &[P]| ring.iter().map(|point| (*point).into()).collect::<geo::LineString<f64>>();
        shape
            .polygons()
            .map(|polygon| {
                geo::Polygon::new(line(polygon.exterior()), polygon.interiors().map(line).collect())
            })
            .collect()
    }
}
