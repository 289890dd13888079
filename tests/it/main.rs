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
mod bad_input;
mod boundary_points;
mod calendar;
mod codes;
#[cfg(feature = "cli")]
mod command;
mod fixture_figures;
mod geojson;
mod geojson_sets;
mod geojson_writer;
mod geometry_rows;
mod hostile;
mod indicators;
mod journal;
mod json;
mod law;
mod layers;
mod ledger;
mod ledger_text;
mod plans;
mod plausible;
mod projection;
mod readme;
mod revitalized;
mod roll_forward;
mod scratch;
mod share;
mod shared_data;
mod shift;
mod synth;
mod units;
mod zone;
