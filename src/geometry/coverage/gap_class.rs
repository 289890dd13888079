//! [`GapClass`]: what kind of gap a piece of uncovered land is.

use serde::{Deserialize, Serialize};

/// What kind of gap (空隙类型) a piece of uncovered land is.
///
/// The first test that holds decides. *Contact* is the length of its border that lies on the border of the zone; an
/// *arc* is one stretch of contact, stretches that are less than the coincidence limit apart counting as one.
///
/// | # | Test | Class |
/// |---|---|---|
/// | 1 | width ≤ coincidence limit | no gap: a sliver of two borders that mean the same line |
/// | 2 | nobody borders it | [`Uncovered`](GapClass::Uncovered) |
/// | 3 | no contact, one owner all around | [`HoleInMember`](GapClass::HoleInMember) |
/// | 4 | width ≥ block width | [`Uncovered`](GapClass::Uncovered) |
/// | 5 | no contact | [`Enclosed`](GapClass::Enclosed) |
/// | 6 | width ≤ strip width, and contact ≥ 2/5 of its whole border | [`BoundaryStrip`](GapClass::BoundaryStrip) |
/// | 7 | one arc | [`Inlet`](GapClass::Inlet) |
/// | 8 | two arcs or more | [`Corridor`](GapClass::Corridor) |
///
/// A strip of length l and width w along the border has contact l of 2 (l + w): 2/5 of it is a strip four times as
/// long as wide. Owners are parcels and declared land; a hole in one owner that nobody fills is not a gap between
/// owners (QGIS issue 55219).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum GapClass {
    /// Shut in by two owners or more (封闭空隙).
    Enclosed,
    /// A hole in one parcel, or in one piece of declared land, that nothing fills (宗地内空洞).
    HoleInMember,
    /// Open to the border of the zone on one side (开口空隙).
    Inlet,
    /// Runs from border to border and parts the coverage (贯通空隙).
    Corridor,
    /// A narrow strip along the border of the zone (边界狭条).
    BoundaryStrip,
    /// Land as wide as a plot, or a whole part of the zone, that nobody covers (未覆盖区块).
    Uncovered,
}

/// Limits that tell gaps apart, metres.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct GapLimits {
    /// Borders this near mean the same line. 2 mm: the tolerance of XPlanung 2.2.1.1.
    pub coincidence: f64,
    /// A strip along the border is at most this wide. Our choice: 1 m.
    pub strip_width: f64,
    /// Uncovered land at least this wide is a plot, not a passage. Our choice: 50 m, wider than a street.
    pub block_width: f64,
    /// Without a zone, openings to the outside narrower than this are gaps; 0 looks for none.
    pub passage_width: f64,
}

impl Default for GapLimits {
    fn default() -> Self {
        GapLimits { coincidence: 0.002, strip_width: 1.0, block_width: 50.0, passage_width: 0.0 }
    }
}

/// What the tests of [`GapClass`] look at, metres.
#[derive(Debug, Clone, Copy)]
pub(super) struct GapForm {
    pub(super) width: f64,
    pub(super) perimeter: f64,
    pub(super) contact: f64,
    pub(super) arcs: usize,
    pub(super) owners: usize,
}

/// `None` for a sliver.
pub(super) fn classify(form: &GapForm, limits: &GapLimits) -> Option<GapClass> {
    if form.width <= limits.coincidence {
        return None;
    }
    let class = if form.owners == 0 {
        GapClass::Uncovered
    } else if form.arcs == 0 && form.owners == 1 {
        GapClass::HoleInMember
    } else if form.width >= limits.block_width {
        GapClass::Uncovered
    } else if form.arcs == 0 {
        GapClass::Enclosed
    } else if form.width <= limits.strip_width && form.contact >= 0.4 * form.perimeter {
        GapClass::BoundaryStrip
    } else if form.arcs == 1 {
        GapClass::Inlet
    } else {
        GapClass::Corridor
    };
    Some(class)
}
