//! Quantities that people sign for: land area, floor area, money, and ratios of them, as exact decimals.
//!
//! Each kind is a type of its own, so that land area (用地面积) and floor area (建筑面积) cannot be added by
//! accident. Numbers travel as decimal strings in JSON: a float there would already have lost digits.
//!
//! ```
//! use landledger::units::{Area, AreaUnit};
//!
//! let zone: Area = "17060000".parse()?;
//! assert_eq!(zone.in_unit(AreaUnit::Mu, 2).to_string(), "25590.00");
//! # Ok::<(), landledger::units::QuantityError>(())
//! ```
//!
//! A share is one of the same kind, and a unit is never left open: neither of these compiles.
//!
//! ```compile_fail,E0308
//! use landledger::units::{Area, FloorArea};
//!
//! FloorArea::ZERO.share_of(Area::ZERO);
//! ```
//!
//! ```compile_fail,E0061
//! use landledger::units::GivenArea;
//!
//! GivenArea::new("15");
//! ```

mod apportion;
mod area;
mod area_unit;
mod crane_capacity;
mod decimal_text;
mod figure;
mod floor_area;
mod floor_load;
mod fraction;
mod given_area;
mod height;
mod integer;
mod money;
mod power_capacity;
mod power_of_ten;
mod quantity;
mod quantity_error;
mod ratio;
mod rent_rate;
pub mod rounding;
mod wide;

pub use apportion::{round_to_sum, round_to_total};
pub use area::{Area, AreaChange};
pub use area_unit::{AreaUnit, AreaUnitError};
pub use crane_capacity::CraneCapacity;
pub use figure::Figure;
pub use floor_area::{FloorArea, FloorAreaChange};
pub use floor_load::FloorLoad;
pub use fraction::Fraction;
pub use given_area::GivenArea;
pub use height::Height;
pub(crate) use integer::Integer;
pub use money::Money;
pub use power_capacity::PowerCapacity;
pub use quantity_error::{QuantityError, QuantityErrorKind};
pub use ratio::Ratio;
pub use rent_rate::RentRate;
