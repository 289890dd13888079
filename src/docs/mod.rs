//! Notes for people: a tour, recipes, the formats, how the crate is built and why, and its words.

/// A guided tour: one realistic district, from the folder to the figures.
#[doc = include_str!("tour.md")]
pub mod tour {}

/// Recipes: short, complete, compiled and run.
#[doc = include_str!("cookbook.md")]
pub mod cookbook {}

/// Bird's-eye view, layers, and what is absent on purpose.
#[doc = include_str!("architecture.md")]
pub mod architecture {}

/// Why it is built so: questions and answers, and what each dependency is for.
#[doc = include_str!("design.md")]
pub mod design {}

/// The words of the trade: English, Chinese, type.
#[doc = include_str!("glossary.md")]
pub mod glossary {}

/// What changed, release by release.
#[doc = include_str!("changelog.md")]
pub mod changelog {}

/// Checking: profile files, acknowledgement files, and the forms of the report.
#[doc = include_str!("check.md")]
pub mod check {}

/// The catalogue of findings: what each code means, why it matters, and what to do next.
#[doc = include_str!("findings.md")]
pub mod findings {}

/// The ledger: its two times, the kinds of events, what is refused, stocks, closed periods.
#[doc = include_str!("ledger.md")]
pub mod ledger {}

/// Plans: the table of their life-cycle, the drawing of it, their clocks, what the ledger holds them to.
#[doc = include_str!("plans.md")]
pub mod plans {}

/// The journal: the format of `ledger.jsonl`, so that another program can read and write it.
#[doc = include_str!("journal.md")]
pub mod journal {}

/// The change file: the format of a portable change of a district folder, so that another program can write one.
#[doc = include_str!("change-file.md")]
pub mod change_file {}

/// Formats: the JSON Schemas, what a consumer may rely on, and when a version grows.
#[doc = include_str!("formats.md")]
pub mod formats {}

/// Ledger sheets: which headings are understood, how units and days are read, how rows are matched, what is never guessed.
#[doc = include_str!("sheet.md")]
pub mod sheet {}

/// The rulebook: the format of `rulebook.toml`, the criteria of low-efficiency land as their issuer gives them.
#[doc = include_str!("rulebook.md")]
pub mod rulebook {}

/// The report as a page: what is on it, how to read the map and the charts, what it costs.
#[doc = include_str!("page.md")]
pub mod page {}

/// GIS files: GeoPackage, GeoParquet and Shapefile, their layers and columns, what a Shapefile has no room for.
#[doc = include_str!("gis.md")]
pub mod gis {}

/// Speed beside other tools, with date and machine, as the comparison printed it.
#[doc = include_str!("speed.md")]
pub mod speed {}

/// The workbook of `landledger export --xlsx`: its sheets, columns and formats.
#[doc = include_str!("workbook.md")]
pub mod workbook {}

/// Thresholds: the numbers of the law, each with its place, and how surely it is known.
#[doc = include_str!("thresholds.md")]
pub mod thresholds {}

/// Accuracy: measured errors, against references that are not ours.
#[doc = include_str!("accuracy.md")]
pub mod accuracy {}

/// Limits and known misses.
#[doc = include_str!("limits.md")]
pub mod limits {}

/// What is promised of embedding and exchange, and where it is shown.
#[doc = include_str!("rows.md")]
pub mod rows {}
