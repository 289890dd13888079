//! All integration tests, in one binary.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::float_cmp,
    clippy::inconsistent_digit_grouping,
    clippy::type_complexity,
    reason = "a test stops at the first surprise"
)]

mod area;
mod calendar;
mod codes;
mod geometry_rows;
mod plausible;
mod projection;
mod share;
mod shared_data;
mod shift;
mod units;
