//! The ledger of idle and low-efficiency land of a development zone (闲置低效用地动态调整台账).

pub mod calendar;
pub mod codes;
pub mod error;
pub mod finding;
pub mod geometry;
pub mod indicator;
pub mod law;
pub mod ledger;
pub mod parcel;
pub mod plan;
pub mod space;
pub mod units;
pub mod zone;

pub use error::{Error, Result};
