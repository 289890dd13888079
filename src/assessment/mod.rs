//! Assessments (研判): what the law makes of a parcel on a day, from what the ledger knows of it.
//!
//! The decisions themselves are in [`crate::law`]; here the facts for them are gathered from the state.

mod idle_land;
mod parcel_assessment;

pub use idle_land::idle_land_facts;
pub use parcel_assessment::{ParcelAssessment, assess, assess_all};
