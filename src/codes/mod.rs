//! The codes of the trade: parcels, real-estate units, divisions, enterprises and land uses.
//!
//! A code is checked when it is made and kept as written; lower-case letters and blanks are errors, not
//! variants. What a grammar cannot judge, such as a county that is not the zone's, is left to checks: ask
//! the parts.

mod code_error;
mod credit_code;
mod division_code;
mod id;
mod industry;
mod land_use;
mod letters;
mod parcel_code;
mod sha256;
mod shangjie;
mod text_code;
mod unit_code;

pub use code_error::CodeError;
pub use credit_code::CreditCode;
pub use division_code::{DivisionCode, DivisionLevel};
pub use id::IdError;
pub use industry::{IndustryCode, IndustryEdition};
pub use land_use::{LandUse, LandUseSystem};
pub use parcel_code::{Ownership, ParcelCode, RightKind};
pub use shangjie::SHANGJIE_DIVISIONS;
pub use unit_code::{FixtureKind, UnitCode};

#[cfg(feature = "schema")]
pub(crate) use id::schema as id_schema;
pub(crate) use id::{check as check_id, id_type};
pub(crate) use sha256::Sha256;
