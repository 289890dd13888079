//! Declared land that is no parcel, measured.

use crate::geometry::{EdgeModel, GaussKruger, Shape, area};
use crate::units::Area;
use crate::zone::{NonParcelKind, NonParcelLand, NonParcelState};

/// Declared land that is no parcel (非宗地用地), measured.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DeclaredLand {
    /// Its id.
    pub id: String,
    /// What it serves for.
    pub kind: NonParcelKind,
    /// How far it has come.
    pub state: Option<NonParcelState>,
    /// Its plane area; `None` if its outline cannot be measured.
    pub area: Option<Area>,
}

impl DeclaredLand {
    /// Declared land of a known area.
    #[must_use]
    pub fn new(
        id: impl Into<String>,
        kind: NonParcelKind,
        state: Option<NonParcelState>,
        area: Area,
    ) -> DeclaredLand {
        DeclaredLand { id: id.into(), kind, state, area: Some(area) }
    }

    /// Measures declared land in the plane of a Gauss-Krüger zone, to 0.01 m².
    #[must_use]
    pub fn measured(land: &NonParcelLand, zone: Option<GaussKruger>) -> DeclaredLand {
        let shape = Shape::LonLat(land.shape.clone());
        let plane = area(&shape, EdgeModel::Grid, zone);
        DeclaredLand {
            id: land.id.clone(),
            kind: land.kind,
            state: land.state,
            area: plane.and_then(|plane| Area::from_computed(plane.square_metres, 2).ok()),
        }
    }
}
