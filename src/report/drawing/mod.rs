//! Drawings (图): the map of a zone and charts of a report, as SVG.
//!
//! Plain values in, one SVG document out, for a page or for a file of its own. Nothing is fetched and no script runs:
//! the map is drawn in the Gauss-Krüger plane of the zone, with its kilometre grid, and works offline. Coordinates are
//! rounded to a tenth of a unit, so that the same values give the same bytes.
//!
//! | Drawing | What it shows |
//! |---|---|
//! | [`map()`] | zone, blocks, declared land, parcels by class or by plan, findings |
//! | [`waterfall`] | a roll-forward: opening, movements, closing |
//! | [`course`] | a stock over time, as revitalized floor area |
//! | [`bars`] | quantities by kind, one or several parts a bar |
//!
//! Colours are of the palette of M. Okabe and K. Ito ("Color Universal Design", 2008), which people with any of the
//! three kinds of dichromacy can tell apart; hatching tells the same apart in grey. What a colour says is also
//! written: in the legend, beside a bar, in the tooltip of a parcel.

mod bars;
mod course;
mod map;
mod palette;
mod scale;
mod svg;
mod waterfall;

pub use super::Fill;
pub use bars::{Bar, BarPart, bars};
pub use course::{CoursePoint, course};
pub use map::{MapDrawing, MapLabel, MapOptions, MapTheme, map};
pub(super) use svg::tag;
pub use waterfall::{Step, StepKind, waterfall};
