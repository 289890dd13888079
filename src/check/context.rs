//! What every check is handed.

use super::{Owner, Places, Profile, Record, VertexIndex, ZoneRecord, ground};
use crate::Workers;
use crate::finding::{Finding, Place};
use crate::geometry::{GaussKruger, LonLatMultiPolygon, MultiPolygon, Plane, PlanePosition};

/// The records, the zone, and how they are checked.
#[derive(Debug)]
pub(super) struct Context<'a, P> {
    /// The parcels; an index names one everywhere.
    pub(super) records: &'a [Record<'a, P>],
    /// The zone, if there is one.
    pub(super) zone: Option<&'a ZoneRecord<'a, P>>,
    /// The plane of all coordinates.
    pub(super) plane: Plane,
    /// The Gauss-Krüger zone of metres, where it was declared.
    pub(super) strip: Option<GaussKruger>,
    /// Levels and limits.
    pub(super) profile: &'a Profile,
    /// Where things stand in the file.
    pub(super) places: &'a dyn Places,
    /// How many threads may be used.
    pub(super) workers: Workers,
}

impl<P: PlanePosition> Context<'_, P> {
    /// A finding about a record, at its place in the file.
    pub(super) fn about(&self, record: usize, finding: Finding) -> Finding {
        self.at(record, None, finding)
    }

    /// A finding about a vertex of a record, with its place in the file and its coordinates.
    pub(super) fn at(
        &self,
        record: usize,
        vertex: Option<VertexIndex>,
        finding: Finding,
    ) -> Finding {
        let subject = self.records.get(record).map(|record| record.subject.to_string());
        let mut place = self.places.place(Owner::Record(record), vertex);
        place.at = place.at.or_else(|| self.position(record, vertex?));
        let finding = finding.at(place);
        match subject {
            Some(subject) => finding.about(subject),
            None => finding,
        }
    }

    /// Whether there is a day on which both records are in force; what is not known counts as in force.
    pub(super) fn in_force_together(&self, a: usize, b: usize) -> bool {
        match (self.records.get(a), self.records.get(b)) {
            (Some(a), Some(b)) => a.in_force.meets(&b.in_force),
            _ => true,
        }
    }

    /// A shape in degrees; `None` where nothing says which zone its metres are of.
    pub(super) fn degrees(&self, shape: &MultiPolygon<P>) -> Option<LonLatMultiPolygon> {
        ground::degrees(self.plane, self.strip, shape)
    }

    /// The name of the method that areas are computed by.
    pub(super) fn area_method(&self) -> &'static str {
        match self.plane {
            Plane::Degrees => crate::geometry::EdgeModel::LonLat.name(),
            Plane::Metres => crate::geometry::EdgeModel::Grid.name(),
        }
    }

    /// The place of a record in the file.
    pub(super) fn place(&self, record: usize) -> Place {
        self.places.place(Owner::Record(record), None)
    }

    /// The coordinates of a vertex.
    fn position(&self, record: usize, vertex: VertexIndex) -> Option<[f64; 2]> {
        let polygon = self.records.get(record)?.shape.polygons().nth(vertex.polygon as usize)?;
        let ring = polygon.rings().nth(vertex.ring as usize)?;
        ring.get(vertex.vertex as usize).map(|position| position.xy())
    }
}
