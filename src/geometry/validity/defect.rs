//! What can be wrong with a polygon, and where.

use serde::{Deserialize, Serialize};

/// A vertex of a shape, or the edge that begins there: all counted from 0, as given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[allow(clippy::exhaustive_structs, reason = "three indices say where a vertex is")]
pub struct RingVertex {
    /// Which polygon of the shape.
    pub polygon: usize,
    /// Which ring of the polygon; 0 is the exterior.
    pub ring: usize,
    /// Which vertex of the ring.
    pub vertex: usize,
}

/// One thing that is wrong with a polygon.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Defect {
    /// What is wrong.
    pub kind: DefectKind,
    /// The vertex concerned, or the first vertex of the edge concerned.
    pub place: RingVertex,
    /// The other vertex, edge or ring concerned.
    pub other: Option<RingVertex>,
    /// The place as x, y. Crossings are rounded to `f64`; all other places are positions as given.
    pub at: [f64; 2],
    /// Metres or m², as the [kind](DefectKind) says.
    pub measure: Option<f64>,
    /// What a map shows.
    pub geometry: DefectGeometry,
    /// What is left out of the list after this one.
    pub unlisted: Unlisted,
}

/// The geometry of a defect, in the plane of the shape.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum DefectGeometry {
    /// One position.
    Point([f64; 2]),
    /// Several positions: the crossings of two rings, the touches around a cut-off piece.
    Points(Vec<[f64; 2]>),
    /// A line through positions.
    Line(Vec<[f64; 2]>),
    /// A ring; its first position is not repeated at the end.
    Ring(Vec<[f64; 2]>),
}

/// How many defects of the same kind and ring were found and not listed, the number listed having a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Unlisted {
    /// None: the list is complete.
    #[default]
    None,
    /// So many.
    Exactly(usize),
    /// So many were found before the search was given up; there may be more, also of other kinds.
    AtLeast(usize),
}

impl Unlisted {
    /// One more that is not listed.
    pub(crate) const fn and_one_more(self) -> Unlisted {
        match self {
            Unlisted::None => Unlisted::Exactly(1),
            Unlisted::Exactly(n) => Unlisted::Exactly(n.saturating_add(1)),
            Unlisted::AtLeast(n) => Unlisted::AtLeast(n.saturating_add(1)),
        }
    }
}

/// The kinds of defects, in the words of OGC Simple Features (ISO 19125-1 §6.1.11).
///
/// [`place`](Defect::place) is on the ring that the kind is about; of two rings, on the later one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum DefectKind {
    /// A position is not finite, or beyond ±10¹⁰⁰: the ring is judged no further.
    NotFinite,
    /// Fewer than three distinct positions: no ring.
    TooFewDistinct,
    /// The ring encloses nothing: it is collinear, or goes and comes back the same way throughout.
    ZeroAreaRing,
    /// A position equal to the one before. Valid in OGC.
    RepeatedVertex,
    /// A position nearer to the one before than the limit; `measure` is their distance, metres. Valid in OGC.
    NearVertex,
    /// The ring goes out and comes back along itself: `place` is the tip, `measure` the length in metres.
    /// It is taken out before anything else is judged.
    Spike,
    /// Two edges of a ring cross inside both.
    RingCrossing,
    /// A ring comes through a position a second time (JTS: ring self-intersection), at a vertex of one or both
    /// passages, whether it crosses itself there or not.
    RingTouch,
    /// A ring runs along itself, as in a neck of no width; `measure` is the length, metres.
    Neck,
    /// A hole lies outside its exterior ring.
    HoleOutside,
    /// A hole lies partly outside its exterior ring: once for the two rings, with all crossings in `geometry`;
    /// `measure` is the area outside, m².
    HoleCrossesShell,
    /// A hole lies in another: once, with the innermost hole around it.
    HoleNested,
    /// Two holes overlap: once for the two, with all crossings in `geometry`; `measure` is the common area, m².
    HolesOverlap,
    /// A hole shares a stretch of boundary with the exterior ring or another hole; `measure` is its length, metres.
    HoleSharesEdge,
    /// A hole equals the exterior ring or another hole; `measure` is its area, m².
    HoleDuplicate,
    /// Holes cut the interior in two; `geometry` are the touches around, `place` the last of them.
    InteriorDisconnected,
    /// Two polygons overlap: once for the two, with all crossings in `geometry`; `measure` is the common area, m².
    PartsOverlap,
    /// A polygon lies in another: once, with the innermost polygon around it; `measure` is its area, m².
    PartNested,
    /// Two polygons share a stretch of boundary; `measure` is its length, metres.
    PartsShareEdge,
    /// Two polygons are equal; `measure` is the area, m².
    PartDuplicate,
}

impl DefectKind {
    /// Whether OGC Simple Features calls a shape with it invalid, as JTS, GEOS and PostGIS do.
    ///
    /// ```
    /// use landledger::geometry::DefectKind;
    ///
    /// assert!(DefectKind::Spike.is_invalid_in_ogc());
    /// assert!(!DefectKind::RepeatedVertex.is_invalid_in_ogc());
    /// ```
    #[must_use]
    pub fn is_invalid_in_ogc(self) -> bool {
        !matches!(self, DefectKind::RepeatedVertex | DefectKind::NearVertex)
    }
}
