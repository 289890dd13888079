//! Assessments (研判): what the law makes of a parcel on a day, from what the ledger knows of it.
//!
//! The decisions themselves are in [`crate::law`]; here the facts for them are gathered from the state.

mod by_parcel;
mod control;
mod idle_land;
mod land_status;
mod land_uses;
mod low_efficiency;
mod method_permission;
mod parcel_assessment;
mod plan_check;
mod plan_methods;

pub use control::{ControlAssessment, assess_control, control_facts};
pub use idle_land::idle_land_facts;
pub use land_status::{
    LandClass, LandStatus, ListingAgreement, ParcelPart, ParcelPartOf, SideState,
};
pub use land_uses::low_efficiency_use;
pub use low_efficiency::low_efficiency_facts;
pub use method_permission::{MethodPermission, method_permission};
pub(crate) use parcel_assessment::assess_all_land;
pub use parcel_assessment::{ParcelAssessment, assess, assess_all};
pub use plan_check::{check_plan, method_findings};
pub use plan_methods::{DatedPermission, MethodRole, PlanMethodVerdict, plan_methods};
