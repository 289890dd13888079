//! The ledger of idle and low-efficiency land of a development zone (闲置低效用地动态调整台账): parcels and their
//! areas, the entries on the ledger and why, one plan for each plot, how well the land is used, and what was brought
//! back into use.
//!
//! New here? [The tour](docs::tour) takes one district from its folder to the figures; [the cookbook](docs::cookbook) has a
//! recipe for each task.
//!
//! # Three uses
//!
//! **Embedding**: build a zone and a ledger from a program's own rows, without files, and ask for a day.
//!
//! ```
//! use jiff::civil::date;
//! use landledger::calendar::Period;
//! use landledger::geometry::{LonLat, MultiPolygon};
//! use landledger::law::{Cause, CauseCode, Document};
//! use landledger::ledger::{Act, EntryClass, Event};
//! use landledger::parcel::{Parcel, ParcelFacts, Tenure};
//! use landledger::report::{Report, ReportInput};
//! use landledger::units::{AreaUnit, GivenArea};
//! use landledger::zone::{BoundaryVersion, Zone};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let rectangle = |west, south, east, north| {
//!     MultiPolygon::from_exterior([
//!         LonLat::new(west, south),
//!         LonLat::new(east, south),
//!         LonLat::new(east, north),
//!         LonLat::new(west, north),
//!         LonLat::new(west, south),
//!     ])
//! };
//! let mut zone = Zone::new("示范开发区", "410106".parse()?);
//! zone.boundaries.push(BoundaryVersion::new(
//!     GivenArea::new("4.06", AreaUnit::SquareKilometre)?,
//!     Document::numbered("示范〔2020〕1号"),
//!     date(2020, 1, 1),
//!     rectangle(113.28, 34.78, 113.30, 34.80),
//! ));
//!
//! let code = "410106001001GB00012".parse()?;
//! let mut facts = ParcelFacts::new("1号地块", "410106001".parse()?, Tenure::Granted);
//! facts.registered_area = Some("10155.13".parse()?);
//! let parcel = Parcel::new(code, facts.clone(), rectangle(113.280, 34.781, 113.281, 34.782));
//!
//! let registered = date(2023, 1, 1);
//! let listed = date(2024, 3, 1);
//! let events = [
//!     Event::new(
//!         "E1".parse()?,
//!         registered,
//!         registered.at(9, 0, 0, 0),
//!         Act::ParcelRegistered { parcel: code, facts: Box::new(facts) },
//!     ),
//!     Event::new(
//!         "E2".parse()?,
//!         listed,
//!         listed.at(9, 0, 0, 0),
//!         Act::EntryListed {
//!             entry: "T1".parse()?,
//!             parcel: code,
//!             class: EntryClass::LowEfficiencyIndustrial,
//!             causes: vec![Cause::new(CauseCode::ProductionStopped)],
//!             land_area_m2: "8000".parse()?,
//!         },
//!     ),
//! ];
//!
//! let period = Period::through(date(2024, 1, 1), date(2024, 6, 30))?;
//! let report = Report::build(ReportInput::new(&zone, &[parcel], &events), period)?;
//! assert_eq!(report.entries.len(), 1);
//! assert_eq!(report.roll_forward.closing.count, 1);
//! assert!(report.findings.is_empty());
//! # Ok(())
//! # }
//! ```
//!
//! **Revitalized floor area** of a period, net of relapse, with the list that proves it: [`ledger::Revitalized`].
//!
//! ```
//! use jiff::civil::date;
//! use landledger::calendar::{Half, Period};
//! use landledger::ledger::Revitalized;
//! use landledger::read::Source;
//! use landledger::store::Journal;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let journal = Journal::read(&Source::new("ledger.jsonl", r#"
//! {"id":"E1","effective":"2023-01-01","recorded":"2023-01-02T09:00:00","act":{"parcel-registered":{"parcel":"410106001001GB00012","facts":{"name":"1号地块","town":"410106001","tenure":"granted"}}}}
//! {"id":"E2","effective":"2023-02-01","recorded":"2023-02-01T09:00:00","act":{"space-surveyed":{"space":{"id":"S1","parcel":"410106001001GB00012","floor_area_m2":"5200.50"},"occupancy":"vacant"}}}
//! {"id":"E3","effective":"2024-02-10","recorded":"2024-02-12T09:00:00","act":{"space-occupied":{"space":"S1","method":"vacant-plant-reuse"}}}
//! {"id":"E4","effective":"2024-03-10","recorded":"2024-03-12T09:00:00","act":{"space-vacated":{"space":"S1"}}}
//! {"id":"E5","effective":"2024-05-10","recorded":"2024-05-12T09:00:00","act":{"space-occupied":{"space":"S1","method":"vacant-plant-reuse"}}}
//! "#));
//! let first_half = Period::half_year(2024, Half::First)?;
//! let revitalized = Revitalized::of(&journal.events, first_half, None)?;
//!
//! // Occupied twice, counted once.
//! assert_eq!(revitalized.floor.net.to_string(), "5200.50");
//! assert_eq!(revitalized.spaces.len(), 1);
//! # Ok(())
//! # }
//! ```
//!
//! **Validating parcel GeoJSON**: every finding with its file, line, column and JSON pointer; one broken feature
//! never hides the others.
//!
//! ```
//! use landledger::finding::Code;
//! use landledger::read::{Source, geojson};
//!
//! let source = Source::new("plots.geojson", r#"{"type": "FeatureCollection", "features": [
//! {"type": "Feature", "id": "A", "properties": {}, "geometry": {"type": "Polygon",
//!   "coordinates": [[[113.28, 34.78], [113.29, 34.78], [113.29, 34.79], [113.28, 34.79]]]}},
//! {"type": "Feature", "id": "B", "properties": {}, "geometry": {"type": "Polygon",
//!   "coordinates": [[[113.28, 34.78], [113.29, 34.78], [113.29, 34.79], [113.28, 34.78]]]}}
//! ]}"#);
//! let reading = geojson::read(&source, &geojson::ReadOptions::default());
//! assert_eq!(reading.features.len(), 1);
//! assert_eq!(reading.findings[0].code, Code::RingNotClosed);
//! assert_eq!(reading.findings[0].place.line, Some(3));
//! ```
//!
//! # Where to find what
//!
//! | For | See |
//! |---|---|
//! | a district folder, its report | [`store::District`], [`report::Report`] |
//! | the ledger: events, state of a day, roll-forward | [`ledger`] |
//! | revitalized floor and land area | [`ledger::Revitalized`] |
//! | what is different between two days, and land that moved | [`ledger::adjustments_in`], [`report::MovedLand`] |
//! | a portable change of a district folder | [`store::ChangeFile`] |
//! | areas, projection, shares, shifted datums | [`geometry`] |
//! | GeoJSON, boundary-point TXT, located JSON | [`mod@read`], [`mod@write`] |
//! | vacant spaces and plots for the firms that look for one | [`matching`] |
//! | the plans of a day, one plan, what is due | [`report::PlanList`], [`report::PlanPage`], [`report::PlansDue`] |
//! | plans carried out on paper | [`indicator::simulate`] |
//! | ledger sheets (CSV), what they would change | [`read::sheet`], [`import`] |
//! | a register's movements as one flat table, by the million | [`ledger::event_table`], [`read::event_table`] |
//! | whether a parcel is idle land, and which terms run | [`assessment::assess`] |
//! | indicators | [`indicator`] |
//! | causes, methods, citations | [`law`] |
//! | exact quantities, days, codes | [`units`], [`calendar`], [`codes`] |
//! | the report of a check and its forms, the catalogue of findings | [`report::check`], [`report::catalogue`] |
//! | findings and errors | [`finding`], [`error`] |
//! | synthetic districts to try things on | [`synth`] |
//! | conversion between formats | [`mod@convert`] |
//! | a page with maps and charts; one map by itself | [`docs::page`], [`store::District::map_layers`] |
//! | a workbook of the ledger | [`docs::workbook`] |
//! | layers for GIS programs: GeoPackage, GeoParquet, Shapefile | [`report::MapLayers`], [`mod@write`], [`docs::gis`] |

//! | JSON Schemas of what is read and written | [`schema`], [`docs::formats`] |
//! | a rule of a program's own | [`check::RecordRule`] |
//! | the numbers of the law | [`docs::thresholds`] |
//! | how right, how fast, and what not | [`docs::accuracy`], [`docs::speed`], [`docs::limits`] |
//! | how and why it is built so | [`docs`] |
//!
//! # Features
//!
//! None is on by default; a plain build is light and has no C in it.
//!
//! | Feature | What it adds |
//! |---|---|
//! | `cli` | the command `landledger`; with it `html` and `wide` |
//! | `html` | maps and charts, the report as a page: `report::drawing`, `report::html` |
//! | `xlsx` | workbooks, written and read: `write::xlsx`, [`read::sheet`] |
//! | `geopackage` | GeoPackages: `write::geopackage`; builds SQLite from its C source |
//! | `geoparquet` | GeoParquet files: `write::geoparquet` |
//! | `wide` | areas by the wide instructions of the processor: the same figures, faster |
//! | `schema` | the JSON Schemas made from the types; the schemas themselves are always here |
//! | `full` | all of them |

pub mod assessment;
pub mod calendar;
pub mod check;
pub mod codes;
pub mod convert;
pub mod docs;
pub mod error;
pub mod finding;
pub mod geometry;
pub mod import;
pub mod indicator;
pub mod law;
pub mod ledger;
pub mod matching;
pub mod parcel;
pub mod plan;
pub mod read;
pub mod report;
pub mod schema;
pub mod space;
pub mod store;
pub mod synth;
pub mod units;
mod workers;
pub mod write;
pub mod zone;

pub use error::{Error, Result};
pub use workers::Workers;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
