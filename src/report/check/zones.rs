//! The zone of a file, as what parcels are checked against.

use jiff::civil::Date;

use crate::check::{DeclaredRecord, ZoneRecord};
use crate::codes::DivisionCode;
use crate::finding::Finding;
use crate::geometry::{GaussKruger, GridPoint, LonLat, MultiPolygon, PlanePosition, Shape};
use crate::read::geojson::{Feature, Reading};
use crate::read::{Source, ZoneFeature, zone_feature};
use crate::units::GivenArea;
use crate::zone::NonParcelKind;

/// Declared land of a [`ZoneData`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct DeclaredData<P> {
    /// Its id.
    pub subject: String,
    /// Its polygons.
    pub shape: MultiPolygon<P>,
    /// What it serves for.
    pub kind: NonParcelKind,
    /// Why it is no parcel.
    pub reason: Option<String>,
}

/// A zone to check against (待检开发区), with the features that it came from.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ZoneData<P> {
    /// What findings call it: the name of the zone, else the name of the file.
    pub subject: String,
    /// The boundary in force.
    pub boundary: MultiPolygon<P>,
    /// Its blocks by name.
    pub blocks: Vec<(String, MultiPolygon<P>)>,
    /// Declared land.
    pub declared: Vec<DeclaredData<P>>,
    /// The district.
    pub division: Option<DivisionCode>,
    /// The approved area.
    pub approved_area: Option<GivenArea>,
    /// For each polygon of the boundary, the feature and the polygon of the feature that it is.
    pub(super) boundary_features: Vec<(usize, u32)>,
    /// For each block, its feature.
    pub(super) block_features: Vec<usize>,
    /// For each declared land, its feature.
    pub(super) declared_features: Vec<usize>,
}

impl ZoneData<LonLat> {
    /// The zone of a file in degrees.
    ///
    /// Either the file is a `zone.geojson`, whose features say by their property `role` what they are
    /// ([`crate::read::read_zone`]): then the boundary is the version in force on the day `on`, the last one if no day
    /// is given. Or no feature has a role: then all polygons together are the boundary.
    ///
    /// `None` if there is no boundary; the findings are those of features that could not be used.
    ///
    /// ```
    /// use landledger::read::{Source, geojson};
    /// use landledger::report::check::ZoneData;
    ///
    /// let source = Source::new("zone.geojson", r#"{"type": "Polygon", "coordinates":
    ///     [[[113.30, 34.80], [113.31, 34.80], [113.31, 34.81], [113.30, 34.80]]]}"#);
    /// let reading = geojson::read(&source, &geojson::ReadOptions::default());
    /// let (zone, findings) = ZoneData::degrees(&source, &reading, None);
    /// assert_eq!(zone.unwrap().boundary.points().len(), 4);
    /// assert!(findings.is_empty());
    /// ```
    #[must_use]
    pub fn degrees(
        source: &Source,
        reading: &Reading,
        on: Option<Date>,
    ) -> (Option<ZoneData<LonLat>>, Vec<Finding>) {
        ZoneData::build(source, reading, on, |shape| match shape {
            Shape::LonLat(shape) => Some(shape.clone()),
            Shape::Grid { zone, polygons } => zone.unproject(polygons),
        })
    }
}

impl ZoneData<GridPoint> {
    /// The zone of a file in the metres of the parcels' zone; a file in degrees is projected.
    ///
    /// The rest is as for [`ZoneData::degrees`].
    #[must_use]
    pub fn metres(
        source: &Source,
        reading: &Reading,
        on: Option<Date>,
        zone: GaussKruger,
    ) -> (Option<ZoneData<GridPoint>>, Vec<Finding>) {
        ZoneData::build(source, reading, on, |shape| match shape {
            Shape::LonLat(shape) => zone.project(shape),
            Shape::Grid { zone: own, polygons } if *own == zone => Some(polygons.clone()),
            Shape::Grid { zone: own, polygons } => zone.project(&own.unproject(polygons)?),
        })
    }
}

impl<P: PlanePosition> ZoneData<P> {
    /// What the checks take.
    #[must_use]
    pub fn record(&self) -> ZoneRecord<'_, P> {
        let mut record = ZoneRecord::new(self.subject.as_str(), &self.boundary);
        record.blocks = self.blocks.iter().map(|(name, shape)| (name.into(), shape)).collect();
        let declared = self.declared.iter().map(|land| {
            let mut declared = DeclaredRecord::new(land.subject.as_str(), &land.shape);
            declared.kind = Some(land.kind);
            declared.reason = land.reason.as_deref().map(Into::into);
            declared
        });
        record.declared = declared.collect();
        record.division = self.division;
        record.approved_area = self.approved_area;
        record
    }

    fn build(
        source: &Source,
        reading: &Reading,
        on: Option<Date>,
        shape_of: impl Fn(&Shape) -> Option<MultiPolygon<P>>,
    ) -> (Option<ZoneData<P>>, Vec<Finding>) {
        let mut findings = Vec::new();
        let mut zone = ZoneData {
            subject: source.name().to_owned(),
            boundary: MultiPolygon::default(),
            blocks: Vec::new(),
            declared: Vec::new(),
            division: None,
            approved_area: None,
            boundary_features: Vec::new(),
            block_features: Vec::new(),
            declared_features: Vec::new(),
        };
        let shapes = reading.features.iter().enumerate().filter_map(|(index, feature)| {
            Some((index, feature, shape_of(feature.shape.as_ref()?)?))
        });
        if !reading.features.iter().any(|feature| has_role(source, feature)) {
            for (index, _, shape) in shapes {
                zone.add_boundary(index, &shape);
            }
            return (zone.with_boundary(), findings);
        }
        // Versions and blocks by effective day; the day in force is known at the end.
        let mut versions = Vec::new();
        let mut blocks = Vec::new();
        for (index, feature, shape) in shapes {
            match zone_feature(source, feature) {
                Ok(ZoneFeature::Boundary(given)) => versions.push((given, index, shape)),
                Ok(ZoneFeature::Block(given)) => blocks.push((given, index, shape)),
                Ok(ZoneFeature::NonParcel(given)) => {
                    let id = feature.id.as_ref().map(ToString::to_string);
                    zone.declared_features.push(index);
                    zone.declared.push(DeclaredData {
                        subject: id.unwrap_or_else(|| feature.pointer()),
                        shape,
                        kind: given.kind,
                        reason: given.reason,
                    });
                }
                Err(finding) => findings.push(*finding),
            }
        }
        versions.retain(|(given, _, _)| on.is_none_or(|day| given.effective <= day));
        let Some(last) = versions.iter().map(|(given, _, _)| given.effective).max() else {
            return (None, findings);
        };
        // Of versions of one day the last counts, as in `Zone::boundary_on`.
        for (given, index, shape) in
            versions.into_iter().filter(|(given, ..)| given.effective == last)
        {
            zone.subject = given.zone;
            zone.division = Some(given.division);
            zone.approved_area = Some(given.approved_area);
            zone.boundary = MultiPolygon::default();
            zone.boundary_features.clear();
            zone.add_boundary(index, &shape);
        }
        for (given, index, shape) in
            blocks.into_iter().filter(|(given, ..)| given.effective == last)
        {
            zone.block_features.push(index);
            zone.blocks.push((given.name, shape));
        }
        (zone.with_boundary(), findings)
    }

    fn add_boundary(&mut self, feature: usize, shape: &MultiPolygon<P>) {
        self.boundary.append(shape);
        let polygons = (0_u32..).zip(shape.polygons());
        self.boundary_features.extend(polygons.map(|(polygon, _)| (feature, polygon)));
    }

    fn with_boundary(self) -> Option<ZoneData<P>> {
        (!self.boundary.is_empty()).then_some(self)
    }
}

fn has_role(source: &Source, feature: &Feature) -> bool {
    feature.properties(source).is_some_and(|properties| properties.get("role").is_some())
}
