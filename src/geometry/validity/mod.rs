//! Polygon validity (拓扑检查) in the sense of OGC Simple Features, every defect with its place.
//!
//! The exact predicates and the search over edges know nothing of what a crossing means; what the contacts they
//! find mean is said in three steps: each ring by itself, the rings of each polygon, the polygons of the shape.
//! One fault is one defect: spikes are taken out before anything else is judged, and two rings about which
//! something was said are not judged for nesting again.

mod between;
mod connected;
mod contact;
mod defect;
mod heading;
mod locate;
mod measure;
mod parts;
mod polygon;
mod predicate;
mod rings;
mod runs;
mod spike;
mod sweep;
mod tree;

pub use defect::{Defect, DefectGeometry, DefectKind, RingVertex, Unlisted};

use contact::Contacts;
use locate::Locator;
use measure::Measures;
use parts::{Part, Parts};
use polygon::{Judge, Shell};
use predicate::lexical;
use rings::Rings;
use runs::Runs;
use sweep::Nesting;

use super::{MultiPolygon, Plane, PlanePosition};

/// Limits of the validity of polygons.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ValidityLimits {
    /// Vertices that follow each other and are nearer than this, metres, are [near](DefectKind::NearVertex): 2 mm,
    /// the limit of XPlanung, which is below the precision of any cadastral survey.
    pub near_vertex: f64,
    /// So many defects of a kind are listed for a ring, 100; how many more there are stands
    /// [with the last](Defect::unlisted).
    pub listed: usize,
    /// Up to so many edges, every edge is compared with every other, 48; beyond, boxes over runs of edges or a sweep
    /// find what meets. All find the same: this is a matter of speed alone.
    pub all_pairs_up_to: usize,
}

impl Default for ValidityLimits {
    fn default() -> ValidityLimits {
        ValidityLimits { near_vertex: 0.002, listed: 100, all_pairs_up_to: 48 }
    }
}

/// All that is wrong with the polygons of one shape (图形拓扑问题), by ring and vertex.
///
/// A shape is valid in the sense of OGC Simple Features (ISO 19125-1), as JTS, GEOS and PostGIS have it, if no
/// defect [says otherwise](DefectKind::is_invalid_in_ogc). Rings may be given closed or not; whether they have to be
/// closed is not judged here, nor is their direction. A ring without positions is nothing, and valid.
///
/// **Accuracy**: every decision is exact for the positions as they stand (the predicates of Shewchuk 1997), up to
/// ±10¹⁰⁰ and as long as no product of two differences falls below 10⁻³⁰⁰. Places of crossings and measures are rounded.
///
/// **Cost**: some boxes a vertex for one ring whose border goes its way, in any direction and however crooked; else
/// n log n for n vertices of one shape, however they lie, and the same again for what is wrong, up to a
/// limit: after some hundred thousand contacts the search is given up, and the list [says so](Unlisted::AtLeast).
///
/// ```
/// use landledger::geometry::{DefectKind, MultiPolygon, Plane, ValidityLimits, validity};
///
/// let bow_tie = MultiPolygon::from_exterior([[0.0, 0.0], [10.0, 10.0], [10.0, 0.0], [0.0, 10.0]]);
/// let defects = validity(&bow_tie, Plane::Metres, &ValidityLimits::default());
/// assert_eq!(defects.len(), 1);
/// assert_eq!(defects[0].kind, DefectKind::RingCrossing);
/// assert_eq!(defects[0].at, [5.0, 5.0]);
/// ```
#[must_use]
pub fn validity<P: PlanePosition>(
    shape: &MultiPolygon<P>,
    plane: Plane,
    limits: &ValidityLimits,
) -> Vec<Defect> {
    Validator::new(plane, limits.clone()).check(shape)
}

/// Checks many shapes with one set of buffers; [`validity`] for each.
///
/// ```
/// use landledger::geometry::{MultiPolygon, Plane, Validator, ValidityLimits};
///
/// let mut validator = Validator::new(Plane::Metres, ValidityLimits::default());
/// let triangle = MultiPolygon::from_exterior([[0.0, 0.0], [10.0, 0.0], [0.0, 10.0]]);
/// assert_eq!(validator.check(&triangle), []);
/// ```
#[derive(Debug, Clone)]
pub struct Validator {
    plane: Plane,
    limits: ValidityLimits,
    rings: Rings,
    contacts: Contacts,
    runs: Runs,
    parts: Vec<Part>,
}

impl Validator {
    /// A validator for shapes in one plane.
    #[must_use]
    pub fn new(plane: Plane, limits: ValidityLimits) -> Validator {
        Validator {
            plane,
            limits,
            rings: Rings::default(),
            contacts: Contacts::default(),
            runs: Runs::default(),
            parts: Vec::new(),
        }
    }

    /// All that is wrong with the polygons of one shape; see [`validity`].
    #[must_use]
    pub fn check<P: PlanePosition>(&mut self, shape: &MultiPolygon<P>) -> Vec<Defect> {
        self.rings.clear();
        self.parts.clear();
        let mut defects = Vec::new();
        let mut measures = Measures::new(self.plane);
        let mut stopped = false;
        for (polygon, given) in shape.polygons().enumerate() {
            let start = self.rings.rings.len();
            self.rings.add(polygon, given, self.plane, &self.limits, &mut defects);
            let range = start..self.rings.rings.len();
            if range.is_empty() {
                continue;
            }
            let shell = match given.exterior() {
                [] => Shell::Empty,
                _ if self.rings.ring(start).is_shell() => Shell::Present,
                _ => Shell::Unusable,
            };
            let nesting = self.search(range.clone());
            let count = range.len();
            // One ring that meets itself nowhere, as nearly all are.
            let is_sound = self.contacts.is_empty() && !self.contacts.stopped;
            if count == 1 && shell == Shell::Present && is_sound {
                self.parts.push(Part { rings: range, crossed: false });
                continue;
            }
            let mut judge = Judge {
                rings: &self.rings,
                range: range.clone(),
                shell,
                contacts: &self.contacts,
                nesting: &nesting,
                locator: Locator::new(&self.rings, edges(&self.rings, &range)),
                measures: &mut measures,
                defects: &mut defects,
                crossed: vec![false; count],
                faulty: vec![false; count],
                joined: Vec::new(),
                simple: true,
                stopped: self.contacts.stopped,
            };
            judge.judge();
            stopped |= judge.stopped;
            if shell == Shell::Present {
                let crossed = judge.crossed.iter().any(|crossed| *crossed);
                self.parts.push(Part { rings: range, crossed });
            }
        }
        if self.parts.len() > 1 {
            let nesting = self.search(0..self.rings.rings.len());
            let sound = !defects.iter().any(|defect| defect.kind.is_invalid_in_ogc());
            let all = 0..self.rings.rings.len();
            let mut parts = Parts {
                rings: &self.rings,
                parts: &self.parts,
                contacts: &self.contacts,
                nesting: &nesting,
                locator: Locator::new(&self.rings, edges(&self.rings, &all)),
                measures: &mut measures,
                defects: &mut defects,
                sound,
                stopped: self.contacts.stopped,
            };
            parts.judge();
            stopped |= parts.stopped;
        }
        listed(defects, self.limits.listed, stopped)
    }

    /// Finds where the edges of some rings meet.
    fn search(&mut self, range: std::ops::Range<usize>) -> Nesting {
        let edges = edges(&self.rings, &range);
        if edges.len() <= self.limits.all_pairs_up_to {
            self.contacts.all_pairs(&self.rings, edges);
            return Nesting::default();
        }
        // One ring needs no nesting.
        let ring = self.rings.ring(range.start);
        if range.len() == 1 && self.runs.search(&self.rings, &ring, &mut self.contacts) {
            Nesting::default()
        } else {
            sweep::sweep(&self.rings, range, &mut self.contacts)
        }
    }
}

fn edges(rings: &Rings, range: &std::ops::Range<usize>) -> std::ops::Range<usize> {
    let first = rings.ring(range.start).start;
    let last = range.end.checked_sub(1).map_or(first, |last| rings.ring(last).end);
    first..last
}

/// By place, with no more of a kind for a ring than the limit.
fn listed(mut defects: Vec<Defect>, limit: usize, stopped: bool) -> Vec<Defect> {
    defects.sort_by(|a, b| {
        let key = |defect: &Defect| (defect.place, defect.kind, defect.other);
        key(a).cmp(&key(b)).then(lexical(a.at, b.at))
    });
    if defects.len() <= limit && !stopped {
        return defects;
    }
    let group = |defect: &Defect| (defect.place.polygon, defect.place.ring, defect.kind);
    // Stable: within a group by place still.
    defects.sort_by_key(group);
    let mut result: Vec<Defect> = Vec::new();
    for of_group in defects.chunk_by(|a, b| group(a) == group(b)) {
        let (shown, more) = of_group.split_at(limit.clamp(1, of_group.len()));
        result.extend_from_slice(shown);
        if let Some(last) = result.last_mut() {
            last.unlisted = match more.len() {
                more if stopped && rests_on_search(last.kind) => Unlisted::AtLeast(more),
                0 => Unlisted::None,
                more => Unlisted::Exactly(more),
            };
        }
    }
    result.sort_by_key(|defect| (defect.place, defect.kind, defect.other));
    result
}

/// Whether a kind comes from the search for edges that meet, and not from one vertex after the other.
fn rests_on_search(kind: DefectKind) -> bool {
    !matches!(
        kind,
        DefectKind::NotFinite
            | DefectKind::TooFewDistinct
            | DefectKind::ZeroAreaRing
            | DefectKind::RepeatedVertex
            | DefectKind::NearVertex
            | DefectKind::Spike
    )
}
