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

mod accuracy;
mod adjustments;
mod area;
mod assessment;
mod bad_input;
mod balance;
mod border_faults;
mod boundary_points;
mod bounds;
mod calendar;
mod catalogue;
mod change_file;
mod check_diff;
mod check_findings;
mod check_report;
mod check_schema;
mod checked;
mod code_places;
mod codes;
#[cfg(feature = "cli")]
mod command;
#[cfg(feature = "cli")]
mod command_check;
#[cfg(feature = "cli")]
mod command_event_table;
#[cfg(feature = "cli")]
mod command_export;
mod command_gis;
#[cfg(feature = "cli")]
mod command_import;
#[cfg(feature = "cli")]
mod command_ledger;
#[cfg(feature = "cli")]
mod command_plan;
#[cfg(all(feature = "cli", feature = "xlsx"))]
mod command_workbook;
mod control_indicators;
#[cfg(feature = "cli")]
mod crash_writer;
mod cut_overlaps;
#[cfg(feature = "html")]
mod drawing;
mod event_table;
mod event_table_twin;
mod explain_change;
mod explain_properties;
mod finding_fixtures;
mod fixes;
mod fixture_figures;
mod fuzz;
mod gaps;
mod gaps_real;
mod geojson;
mod geojson_fixes;
mod geojson_sets;
mod geojson_windows;
mod geojson_writer;
mod geometry_rows;
#[cfg(feature = "geopackage")]
mod geopackage;
#[cfg(feature = "geoparquet")]
mod geoparquet;
mod gis_readers;
mod hostile;
#[cfg(feature = "html")]
mod html;
#[cfg(feature = "html")]
mod html_browser;
mod ideas;
mod idle_land;
mod idle_land_completions;
mod import;
mod indicators;
mod journal;
#[cfg(feature = "cli")]
mod journal_crash;
mod journal_store;
mod journal_torn;
mod journal_verify;
mod json;
mod land_status;
mod law;
mod law_terms;
mod layers;
mod ledger;
mod ledger_acts;
mod ledger_credits;
mod ledger_properties;
mod ledger_published;
mod ledger_rows;
mod ledger_text;
mod loaded_ledger;
mod low_efficiency;
mod map_layers;
mod matching;
mod overlaps;
mod overlaps_jts;
mod overlaps_parcels;
mod own_rules;
#[cfg(feature = "cli")]
mod pages;
mod peer_generator;
mod peer_ledger;
mod peer_report;
mod peer_story;
mod peer_tables;
mod plan_lifecycle;
mod plans;
mod planted_defects;
mod plausible;
mod projection;
mod prospects;
mod read_ahead;
mod readme;
mod released;
mod rerun;
mod revitalized;
mod roll_forward;
mod rows_a_attributes;
mod rows_a_polygons;
mod rows_a_report;
mod rows_a_structure;
mod rows_b_coverage;
mod rows_b_order;
mod rows_d;
mod rows_e;
mod rulebook;
mod sarif_structure;
mod schema_documents;
mod schema_files;
mod schema_instances;
mod schema_mutations;
mod scratch;
mod session;
mod shapefile;
mod shapefile_hostile;
mod share;
mod shared_data;
mod sheet;
mod shift;
mod shift_in_metres;
mod simulation;
mod stream;
mod stream_check;
mod stream_collection;
mod stream_within;
mod synth;
mod tiling;
mod uncertainty;
mod units;
mod validity;
mod validity_properties;
mod validity_rows;
mod validity_runs;
mod width;
mod wkt;
#[cfg(feature = "xlsx")]
mod workbook;
mod workers;
mod zone;
mod zone_boundary;
mod zone_evaluation;
