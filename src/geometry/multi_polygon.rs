//! Multi-polygons in flat arrays: all positions in one vector, rings and polygons as ends into it.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{GridPoint, LonLat};

/// A multi-polygon in degrees.
pub type LonLatMultiPolygon = MultiPolygon<LonLat>;

/// A multi-polygon in metres of some grid; the grid is named beside it.
pub type GridMultiPolygon = MultiPolygon<GridPoint>;

/// Polygons of one geometry, each an exterior ring and any number of interior rings.
///
/// Rings are kept as given: closed or not, in either direction, valid or not. Positions lie in one flat array, and one
/// polygon of one ring, as most parcels are, takes no other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(from = "Vec<Vec<Vec<P>>>", into = "Vec<Vec<Vec<P>>>")]
#[serde(bound(serialize = "P: Copy + Serialize", deserialize = "P: Copy + Deserialize<'de>"))]
pub struct MultiPolygon<P> {
    points: Vec<P>,
    /// What came first.
    first: First,
    /// Where rings and polygons end; absent as long as there is no more than what came first.
    ends: Option<Box<Ends>>,
}

/// What a shape begins with.
#[derive(Debug, Clone, Copy, PartialEq)]
enum First {
    Nothing,
    /// A polygon without a ring.
    Polygon,
    /// A polygon with a ring.
    Ring,
}

#[derive(Debug, Clone, PartialEq)]
struct Ends {
    /// For each ring, the index after its last point.
    rings: Vec<usize>,
    /// For each polygon, the index after its last ring.
    polygons: Vec<usize>,
}

impl<P> Default for MultiPolygon<P> {
    fn default() -> Self {
        MultiPolygon { points: Vec::new(), first: First::Nothing, ends: None }
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
        if self.first == First::Nothing {
            self.first = First::Polygon;
        } else {
            let ends = self.ends();
            ends.polygons.push(ends.rings.len());
        }
    }

    /// Adds a ring to the polygon started last (to a new one if none was started).
    pub fn push_ring(&mut self, ring: impl IntoIterator<Item = P>) {
        if self.first != First::Ring && self.ends.is_none() {
            self.first = First::Ring;
            self.points.extend(ring);
            return;
        }
        // Before the points come: those that are there are the first ring.
        self.ends();
        self.points.extend(ring);
        let end = self.points.len();
        let ends = self.ends();
        ends.rings.push(end);
        if let Some(last) = ends.polygons.last_mut() {
            *last = ends.rings.len();
        }
    }

    /// Where rings and polygons end, from now on each by itself.
    fn ends(&mut self) -> &mut Ends {
        let (first, end) = (self.first, self.points.len());
        self.ends.get_or_insert_with(|| {
            Box::new(match first {
                First::Nothing => Ends { rings: vec![], polygons: vec![] },
                First::Polygon => Ends { rings: vec![], polygons: vec![0] },
                First::Ring => Ends { rings: vec![end], polygons: vec![1] },
            })
        })
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
        match &self.ends {
            Some(ends) => ends.rings.len(),
            None => usize::from(self.first == First::Ring),
        }
    }

    fn polygon_count(&self) -> usize {
        match &self.ends {
            Some(ends) => ends.polygons.len(),
            None => usize::from(self.first != First::Nothing),
        }
    }

    /// The polygons in order.
    pub fn polygons(&self) -> impl ExactSizeIterator<Item = PolygonRings<'_, P>> + '_ {
        (0..self.polygon_count()).map(move |polygon| PolygonRings { shape: self, polygon })
    }

    /// Every ring of every polygon, in order.
    pub fn rings(&self) -> impl ExactSizeIterator<Item = &[P]> + '_ {
        (0..self.ring_count()).map(move |ring| self.ring(ring))
    }

    /// The same shape with every position replaced.
    #[must_use]
    pub fn map<Q: Copy>(&self, position: impl FnMut(P) -> Q) -> MultiPolygon<Q> {
        MultiPolygon {
            points: self.points.iter().copied().map(position).collect(),
            first: self.first,
            ends: self.ends.clone(),
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
            first: self.first,
            ends: self.ends.clone(),
        })
    }

    fn ring(&self, ring: usize) -> &[P] {
        let Some(ends) = &self.ends else { return &self.points };
        let range = between(&ends.rings, ring);
        self.points.get(range).unwrap_or_default()
    }

    /// The rings of a polygon.
    fn rings_of(&self, polygon: usize) -> Range<usize> {
        match &self.ends {
            Some(ends) => between(&ends.polygons, polygon),
            None => 0..self.ring_count(),
        }
    }
}

/// From the end before to an end.
fn between(ends: &[usize], at: usize) -> Range<usize> {
    let start = at.checked_sub(1).and_then(|before| ends.get(before)).copied();
    start.unwrap_or_default()..ends.get(at).copied().unwrap_or_default()
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
        shape.rings_of(self.polygon).map(move |ring| shape.ring(ring))
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

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that fails should panic")]
mod tests {
    use super::*;

    /// Every sequence of six polygons begun and rings added, held against nested lists.
    #[test]
    fn as_nested_lists() {
        for sequence in 0..3_u32.pow(6) {
            let mut shape = MultiPolygon::default();
            let mut nested: Vec<Vec<Vec<u32>>> = Vec::new();
            for step in 0..6 {
                match sequence / 3_u32.pow(step) % 3 {
                    0 => {
                        shape.push_polygon();
                        nested.push(Vec::new());
                    }
                    // A ring of no points, or of some.
                    size => {
                        let ring: Vec<u32> = (1..size * (step + 1)).collect();
                        shape.push_ring(ring.iter().copied());
                        if nested.is_empty() {
                            nested.push(Vec::new());
                        }
                        nested.last_mut().unwrap().push(ring);
                    }
                }
                let all: Vec<Vec<u32>> = nested.iter().flatten().cloned().collect();
                assert_eq!(shape.points(), all.concat());
                assert_eq!(shape.ring_count(), all.len());
                assert_eq!(shape.rings().collect::<Vec<_>>(), all);
                assert_eq!(shape.polygons().len(), nested.len());
                assert_eq!(Vec::from(shape.clone()), nested);
                assert_eq!(MultiPolygon::from(nested.clone()), shape);
                assert_eq!(shape.map(|point| point), shape);
            }
        }
    }
}
