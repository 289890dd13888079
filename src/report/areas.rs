//! Areas of features, as `landledger area` prints them.

use serde::{Deserialize, Serialize};

use super::DatumEvidence;
use crate::geometry::{EdgeModel, GaussKruger, Shape, area};
use crate::units::{Area, QuantityError};

/// The areas of the features of a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AreaReport {
    /// One row a feature, in the order of the file.
    pub features: Vec<FeatureArea>,
    /// What a comparison with a reference outline says of the datum, where one was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub datum: Option<DatumEvidence>,
}

impl AreaReport {
    /// A report from its rows.
    #[must_use]
    pub const fn new(features: Vec<FeatureArea>) -> AreaReport {
        AreaReport { features, datum: None }
    }
}

/// The area of one feature.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct FeatureArea {
    /// Id of the feature; its number in the file, from 0 with `#` in front, where it has none.
    pub id: String,
    /// The area, m², four decimals; absent where the shape cannot be measured.
    #[serde(default, rename = "area_m2", skip_serializing_if = "Option::is_none")]
    pub area: Option<Area>,
    /// The method.
    pub edges: EdgeModel,
    /// The ellipsoid.
    pub ellipsoid: String,
    /// The Gauss-Krüger zone in whose plane the edges are straight, for the methods that have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// How many vertices were measured.
    pub vertices: u64,
}

impl FeatureArea {
    /// Decimals of the area that are printed.
    pub const PLACES: u32 = 4;

    /// Measures a shape.
    ///
    /// # Errors
    ///
    /// [`QuantityError`] if the area is larger than a quantity can be.
    pub fn measure(
        id: impl Into<String>,
        shape: &Shape,
        edges: EdgeModel,
        zone: Option<GaussKruger>,
    ) -> Result<FeatureArea, QuantityError> {
        let computed = area(shape, edges, zone);
        let square_metres = computed.map(|computed| computed.square_metres);
        let area =
            square_metres.map(|m2| Area::from_computed(m2, FeatureArea::PLACES)).transpose()?;
        Ok(FeatureArea {
            id: id.into(),
            area,
            edges,
            ellipsoid: crate::geometry::Ellipsoid::CGCS2000.name().to_owned(),
            zone: computed.and_then(|computed| computed.zone).map(|zone| zone.to_string()),
            vertices: computed.map_or(0, |computed| computed.vertices as u64),
        })
    }
}
