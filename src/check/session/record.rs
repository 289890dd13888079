//! [`OwnedRecord`]: records and a zone that own what they consist of.

use crate::check::{DeclaredRecord, InForce, Record, ZoneRecord};
use crate::codes::DivisionCode;
use crate::geometry::{Layer, MultiPolygon};
use crate::parcel::ParcelFacts;
use crate::units::{Area, GivenArea};
use crate::zone::NonParcelKind;

/// A parcel to be checked (待检宗地) that owns its polygons and facts; see [`Record`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct OwnedRecord<P> {
    /// As [`Record::subject`].
    pub subject: String,
    /// Its polygons.
    pub shape: MultiPolygon<P>,
    /// As [`Record::code`].
    pub code: Option<String>,
    /// As [`Record::decimals`].
    pub decimals: Option<u32>,
    /// Its registered area, m².
    pub registered_area: Option<Area>,
    /// As [`Record::facts`].
    pub facts: Option<ParcelFacts>,
    /// Which layer of space its right belongs to.
    pub layer: Layer,
    /// When it is in force.
    pub in_force: InForce,
    /// The parcels that it was made from, by code.
    pub predecessors: Vec<String>,
}

impl<P> OwnedRecord<P> {
    /// A record of which only the polygons are known: a right at the surface, in force.
    #[must_use]
    pub fn new(subject: impl Into<String>, shape: MultiPolygon<P>) -> OwnedRecord<P> {
        OwnedRecord {
            subject: subject.into(),
            shape,
            code: None,
            decimals: None,
            registered_area: None,
            facts: None,
            layer: Layer::Surface,
            in_force: InForce::default(),
            predecessors: Vec::new(),
        }
    }

    /// The record as [`CheckInput`](crate::check::CheckInput) takes it.
    #[must_use]
    pub fn record(&self) -> Record<'_, P> {
        let mut record = Record::new(self.subject.as_str(), &self.shape);
        record.code = self.code.as_deref().map(Into::into);
        record.decimals = self.decimals;
        record.registered_area = self.registered_area;
        record.facts = self.facts.as_ref();
        record.layer = self.layer;
        record.in_force = self.in_force;
        record.predecessors = self.predecessors.iter().map(|code| code.as_str().into()).collect();
        record
    }
}

impl<P: Copy> From<&Record<'_, P>> for OwnedRecord<P> {
    fn from(record: &Record<'_, P>) -> OwnedRecord<P> {
        OwnedRecord {
            subject: record.subject.to_string(),
            shape: record.shape.clone(),
            code: record.code.as_deref().map(ToOwned::to_owned),
            decimals: record.decimals,
            registered_area: record.registered_area,
            facts: record.facts.cloned(),
            layer: record.layer,
            in_force: record.in_force,
            predecessors: record.predecessors.iter().map(ToString::to_string).collect(),
        }
    }
}

/// Declared land that is no parcel (已申报的非宗地用地) that owns its polygons; see [`DeclaredRecord`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct OwnedDeclared<P> {
    /// Its id.
    pub subject: String,
    /// Its polygons.
    pub shape: MultiPolygon<P>,
    /// What it serves for.
    pub kind: Option<NonParcelKind>,
    /// Why it is no parcel.
    pub reason: Option<String>,
}

impl<P> OwnedDeclared<P> {
    /// Declared land without kind and reason.
    #[must_use]
    pub fn new(subject: impl Into<String>, shape: MultiPolygon<P>) -> OwnedDeclared<P> {
        OwnedDeclared { subject: subject.into(), shape, kind: None, reason: None }
    }

    fn record(&self) -> DeclaredRecord<'_, P> {
        let mut record = DeclaredRecord::new(self.subject.as_str(), &self.shape);
        record.kind = self.kind;
        record.reason = self.reason.as_deref().map(Into::into);
        record
    }
}

/// A zone (开发区) that owns its polygons; see [`ZoneRecord`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct OwnedZone<P> {
    /// What findings call it.
    pub subject: String,
    /// Its boundary, in the plane of the parcels.
    pub boundary: MultiPolygon<P>,
    /// Its blocks by name.
    pub blocks: Vec<(String, MultiPolygon<P>)>,
    /// Land declared to be no parcel.
    pub declared: Vec<OwnedDeclared<P>>,
    /// The district or county that codes should belong to.
    pub division: Option<DivisionCode>,
    /// The approved area, as the document gives it.
    pub approved_area: Option<GivenArea>,
}

impl<P> OwnedZone<P> {
    /// A zone of which only the boundary is known.
    #[must_use]
    pub fn new(subject: impl Into<String>, boundary: MultiPolygon<P>) -> OwnedZone<P> {
        OwnedZone {
            subject: subject.into(),
            boundary,
            blocks: Vec::new(),
            declared: Vec::new(),
            division: None,
            approved_area: None,
        }
    }

    /// The zone as [`CheckInput`](crate::check::CheckInput) takes it.
    #[must_use]
    pub fn record(&self) -> ZoneRecord<'_, P> {
        let mut record = ZoneRecord::new(self.subject.as_str(), &self.boundary);
        record.blocks =
            self.blocks.iter().map(|(name, shape)| (name.as_str().into(), shape)).collect();
        record.declared = self.declared.iter().map(OwnedDeclared::record).collect();
        record.division = self.division;
        record.approved_area = self.approved_area;
        record
    }
}

impl<P: Copy> From<&ZoneRecord<'_, P>> for OwnedZone<P> {
    fn from(zone: &ZoneRecord<'_, P>) -> OwnedZone<P> {
        let declared = zone.declared.iter().map(|land| OwnedDeclared {
            subject: land.subject.to_string(),
            shape: land.shape.clone(),
            kind: land.kind,
            reason: land.reason.as_deref().map(ToOwned::to_owned),
        });
        OwnedZone {
            subject: zone.subject.to_string(),
            boundary: zone.boundary.clone(),
            blocks: zone
                .blocks
                .iter()
                .map(|(name, shape)| (name.to_string(), (*shape).clone()))
                .collect(),
            declared: declared.collect(),
            division: zone.division,
            approved_area: zone.approved_area,
        }
    }
}
