//! The parcel (宗地): code, geometry, and the facts given about it.

mod agreement;
mod building;
mod development;
mod facts;
mod project;
mod stage;

pub use agreement::{Agreement, AgreementKind};
pub use building::{Building, Storey, StoreyLevel};
pub use development::Development;
pub use facts::{Holder, ParcelFacts, Tenure, YearFigures};
pub use project::Project;
pub use stage::LandUseStage;

use serde::{Deserialize, Serialize};

use crate::codes::ParcelCode;
use crate::geometry::LonLatMultiPolygon;

/// A parcel (宗地) as the map has it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Parcel {
    /// Parcel code (宗地代码), 19 characters.
    pub code: ParcelCode,
    /// Given facts.
    pub facts: ParcelFacts,
    /// Outline, degrees on CGCS2000.
    pub shape: LonLatMultiPolygon,
}

impl Parcel {
    /// A parcel from its parts.
    #[must_use]
    pub fn new(code: ParcelCode, facts: ParcelFacts, shape: LonLatMultiPolygon) -> Parcel {
        Parcel { code, facts, shape }
    }
}
