//! Where the vertices of a record stand in a file.

use crate::finding::Place;

/// A vertex of a geometry; all numbers count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct VertexIndex {
    /// Polygon of the geometry.
    pub polygon: u32,
    /// Ring of the polygon, 0 = exterior.
    pub ring: u32,
    /// Vertex of the ring.
    pub vertex: u32,
}

/// What a geometry belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Owner {
    /// The record at this index.
    Record(usize),
    /// The boundary of the zone.
    Boundary,
    /// The block of the zone at this index.
    Block(usize),
    /// The declared land at this index.
    Declared(usize),
}

/// Finds places (位置) in the file that the records came from.
pub trait Places: std::fmt::Debug {
    /// The place of a record, or of one of its vertices.
    fn place(&self, of: Owner, vertex: Option<VertexIndex>) -> Place;

    /// The place of the code of a record: the id or the property that holds it, if that is known.
    fn code_place(&self, record: usize) -> Place {
        self.place(Owner::Record(record), None)
    }

    /// The JSON pointer of the geometry's array of positions in the document that holds the record, for fixes;
    /// `None` where there is no such document.
    fn ring_pointer(&self, _of: Owner, _vertex: VertexIndex) -> Option<String> {
        None
    }

    /// The third numbers (高程) of a geometry's positions, parallel to its points, which a fix has to keep; empty
    /// where no position has one.
    fn heights(&self, _of: Owner) -> &[Option<f64>] {
        &[]
    }
}

/// Records without a file: places are polygon, ring and vertex alone.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoPlaces;

impl Places for NoPlaces {
    fn place(&self, _of: Owner, vertex: Option<VertexIndex>) -> Place {
        let mut place = Place::default();
        if let Some(VertexIndex { polygon, ring, vertex }) = vertex {
            place.polygon = Some(polygon);
            place.ring = Some(ring);
            place.vertex = Some(vertex);
        }
        place
    }
}
