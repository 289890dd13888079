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
mod indicators;
mod ledger;
mod ledger_text;
mod plausible;
mod projection;
mod revitalized;
mod roll_forward;
mod share;
mod shared_data;
mod shift;
mod units;
