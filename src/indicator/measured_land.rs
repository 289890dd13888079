//! What was measured on the map, as far as the base quantities need it.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::DeclaredLand;
use crate::codes::ParcelCode;
use crate::geometry::{
    EdgeModel, GaussKruger, LonLatMultiPolygon, Shape, ZonePrefix, ZoneWidth, area,
};
use crate::parcel::Parcel;
use crate::units::Area;
use crate::zone::Zone;

/// Land as the map has it, beside the books.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct MeasuredLand {
    /// Approved area of the zone.
    pub approved: Option<Area>,
    /// Declared land that is no parcel.
    pub declared: Vec<DeclaredLand>,
    /// Plane areas of the parcels; used where a parcel has no registered area, and said so.
    pub parcels: BTreeMap<ParcelCode, Area>,
}

impl MeasuredLand {
    /// Measures the land of a zone on a day, in the plane of the 3° zone that holds the middle of the boundary in force;
    /// without a boundary nothing can be measured and no approved area is known.
    #[must_use]
    pub fn on(zone: &Zone, parcels: &[Parcel], day: Date) -> MeasuredLand {
        let boundary = zone.boundary_on(day);
        let plane = boundary.and_then(|version| plane_of(&version.shape));
        let declared = zone.non_parcel.iter().map(|land| DeclaredLand::measured(land, plane));
        let parcels = parcels.iter().filter_map(|parcel| {
            let shape = Shape::LonLat(parcel.shape.clone());
            let computed = area(&shape, EdgeModel::Grid, plane)?;
            Some((parcel.code, Area::from_computed(computed.square_metres, 2).ok()?))
        });
        MeasuredLand {
            approved: boundary.and_then(|version| version.approved_area.to_area().ok()),
            declared: declared.collect(),
            parcels: parcels.collect(),
        }
    }
}

/// The 3° zone, without prefix, that holds the middle of a shape.
pub(crate) fn plane_of(shape: &LonLatMultiPolygon) -> Option<GaussKruger> {
    let lons = || shape.points().iter().map(|point| point.lon);
    let west = lons().fold(f64::INFINITY, f64::min);
    let east = lons().fold(f64::NEG_INFINITY, f64::max);
    GaussKruger::containing(west / 2.0 + east / 2.0, ZoneWidth::Three, ZonePrefix::Absent)
}
