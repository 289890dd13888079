//! How well the areas and rates of the map are known.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::codes::ParcelCode;
use crate::geometry::{GaussKruger, GridMultiPolygon, LonLatMultiPolygon, plane_area};
use crate::indicator::{
    DeclaredLand, LandPart, RateMember, RateShares, Uncertain, area_uncertainty, land_rates,
    plane_of, point_error,
};
use crate::law::BoundaryPointClass;
use crate::ledger::{EntryClass, LedgerState};
use crate::parcel::Parcel;
use crate::units::{Area, Figure};
use crate::zone::{BoundaryVersion, NonParcelLand};

/// Mean errors of the areas and rates of the map (图上面积与指标的中误差), from the accuracy of its boundary points alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct MapUncertainty {
    /// How well the boundary points are taken to be surveyed.
    pub boundary_points: BoundaryPointClass,
    /// Mean error of the plane area of the parcels of the map together, m².
    #[serde(rename = "plane_area_mean_error_m2")]
    pub plane_area: Figure,
    /// Mean errors of rates, in the order of the indicators; a rate that the facts leave open has none.
    pub rates: Vec<RateError>,
}

/// The mean error of a rate (指标中误差).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RateError {
    /// Id of the indicator, as `idle-rate`.
    pub indicator: String,
    /// The rate as measured on the map, %, six decimals; the indicator is that of the registered areas.
    #[serde(rename = "measured_percent")]
    pub measured: Figure,
    /// The mean error of the measured rate, percentage points.
    #[serde(rename = "mean_error_percent")]
    pub mean_error: Figure,
}

impl MapUncertainty {
    /// The mean error of the rate of an indicator.
    #[must_use]
    pub fn of_indicator(&self, id: &str) -> Option<&RateError> {
        self.rates.iter().find(|rate| rate.indicator == id)
    }

    /// Measures the map in the plane of the zone's boundary. The rates need a map of every parcel in the books.
    pub(super) fn of(
        boundary: Option<&BoundaryVersion>,
        non_parcel: &[NonParcelLand],
        parcels: &[Parcel],
        state: &LedgerState,
        boundary_points: BoundaryPointClass,
    ) -> Option<MapUncertainty> {
        let zone = plane_of(&boundary?.shape)?;
        let shapes: Option<Vec<Shape>> =
            parcels.iter().map(|parcel| Shape::of(zone, &parcel.shape)).collect();
        let shapes = shapes.filter(|shapes| !shapes.is_empty())?;
        let error = point_error(boundary_points);
        let whole: Vec<LandPart<'_>> =
            shapes.iter().map(|shape| LandPart::whole(&shape.outline)).collect();
        let plane_area = area_uncertainty(&whole, error)?;
        let rates = rate_errors(zone, non_parcel, (parcels, &shapes), state, error);
        Some(MapUncertainty {
            boundary_points,
            plane_area: two_digits(plane_area.mean_error)?,
            rates: rates.unwrap_or_default(),
        })
    }
}

/// An outline in the plane, with its area.
struct Shape {
    outline: GridMultiPolygon,
    area: Area,
}

impl Shape {
    fn of(zone: GaussKruger, shape: &LonLatMultiPolygon) -> Option<Shape> {
        let outline = zone.project(shape)?;
        let area = Area::from_computed(plane_area(&outline)?, 2).ok()?;
        Some(Shape { outline, area })
    }
}

fn rate_errors(
    zone: GaussKruger,
    non_parcel: &[NonParcelLand],
    (parcels, shapes): (&[Parcel], &[Shape]),
    state: &LedgerState,
    error: f64,
) -> Option<Vec<RateError>> {
    let mapped: BTreeMap<ParcelCode, &Shape> =
        parcels.iter().map(|parcel| parcel.code).zip(shapes).collect();
    let mut idle: BTreeMap<ParcelCode, Area> = BTreeMap::new();
    for entry in state.open_entries().filter(|entry| entry.class == EntryClass::Idle) {
        let sum = idle.entry(entry.parcel).or_default();
        *sum = sum.checked_add(entry.land_area)?;
    }
    let roads: Option<Vec<_>> =
        non_parcel.iter().map(|land| Shape::of(zone, &land.shape)).collect();
    let roads = roads?;
    let mut members = Vec::new();
    for (code, parcel) in state.existing_parcels() {
        let shape = mapped.get(code)?;
        let idle = idle.get(code).copied().unwrap_or_default();
        let shares = RateShares::of_parcel(&parcel.facts, idle, shape.area);
        members.push(RateMember::new(&shape.outline, shares));
    }
    for (land, shape) in non_parcel.iter().zip(&roads) {
        let declared = DeclaredLand::new(land.id.clone(), land.kind, land.state, shape.area);
        members.push(RateMember::new(&shape.outline, RateShares::of_declared(&declared)));
    }
    let rates = land_rates(&members, None, error);
    let rows = [
        ("built-rate", rates.built_rate),
        ("industrial-land-rate", rates.industrial_land_rate),
        ("idle-rate", rates.idle_rate),
    ];
    Some(rows.into_iter().filter_map(|(id, rate)| rate_error(id, rate?)).collect())
}

fn rate_error(id: &str, rate: Uncertain) -> Option<RateError> {
    Some(RateError {
        indicator: id.to_owned(),
        measured: format!("{:.6}", rate.value * 100.0).parse().ok()?,
        mean_error: two_digits(rate.mean_error * 100.0)?,
    })
}

/// Two digits that count, as errors are written, within the six decimals of a figure; all digits before the point.
fn two_digits(error: f64) -> Option<Figure> {
    let mut places = 6_usize;
    let mut bound = 1e-4;
    while places > 0 && error >= bound {
        places -= 1;
        bound *= 10.0;
    }
    format!("{error:.places$}").parse().ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn two_digits_that_count() {
        let rows = [
            (0.0, "0.000000"),
            (0.000_001_24, "0.000001"),
            (0.000_099, "0.000099"),
            (0.000_126, "0.00013"),
            (0.021_4, "0.021"),
            (0.126, "0.13"),
            (1.26, "1.3"),
            (12.6, "13"),
            (348.4, "348"),
        ];
        for (error, expected) in rows {
            assert_eq!(two_digits(error).unwrap().to_string(), expected, "{error}");
        }
        assert_eq!(two_digits(f64::NAN), None);
    }
}
