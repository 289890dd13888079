//! Days, anniversaries and periods, as the law counts them.
//!
//! The day is [`jiff::civil::Date`]. Nothing here knows what day it is: the day is an argument everywhere.
//!
//! ```
//! use landledger::calendar::{Period, parse_day, whole_years_over};
//!
//! let start = parse_day("2022-06-30")?;
//! let half = Period::through(parse_day("2024-01-01")?, parse_day("2024-06-30")?)?;
//! // On the second anniversary itself the second year is still running.
//! assert_eq!(whole_years_over(start, half.last_day()), 1);
//! assert_eq!(whole_years_over(start, half.to()), 2);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod anniversary;
pub mod day;
mod day_error;
mod day_set;
pub mod moment;
pub mod optional_day;
mod partial_day;
mod period;
#[cfg(feature = "schema")]
pub(crate) mod schema;
mod working_calendar;

pub use anniversary::{
    add_days, add_months, add_years, days_between, full_year_over, whole_years_over,
};
pub use day::parse_day;
pub use day_error::DayError;
pub use moment::parse_moment;
pub use partial_day::PartialDay;
pub use period::{Half, Period, PeriodError, Quarter};
pub use working_calendar::WorkingCalendar;
