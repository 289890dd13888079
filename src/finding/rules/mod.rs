//! The catalogue of findings (问题目录): one row a code, and the one place that says how severe a kind of finding
//! is, who must act, what it rests on and what it means.
//!
//! The rows stand in the order of [`Code`], in one file a subject. Rustdoc, `landledger rules` and the
//! machine-readable catalogue are made from them.

mod boundary_points;
mod coordinates;
mod coverage;
mod facts;
mod geojson;
mod journal;
mod ledger;
mod polygon;
mod rulebook;
mod run;
mod shapefile;
mod sheet;
mod text;

use super::{Code, Responsible, Severity};

/// One row of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rule {
    /// The code.
    pub code: Code,
    /// How much it weighs.
    pub severity: Severity,
    /// Who must act.
    pub responsible: Responsible,
    /// The clause it rests on; empty for a rule of this library's own.
    pub basis: &'static str,
    /// What it is, in Chinese and in English.
    pub what: (&'static str, &'static str),
    /// Why it matters, in Chinese and in English.
    pub why: (&'static str, &'static str),
    /// What the responsible should do next, in Chinese and in English.
    pub fix: (&'static str, &'static str),
    /// The file under the repository's root that has one such finding; for journals, boundary-point files, ledger
    /// sheets, rulebooks, Shapefiles and the run itself a line that does.
    pub example: &'static str,
}

impl Rule {
    /// Whether the row stands among those about bytes, structure and coordinates.
    pub(super) fn is_essential(&self) -> bool {
        self.code < Code::VertexNotFinite || self.code >= Code::TxtLine
    }
}

/// The rows in groups, in the order of [`Code`].
const GROUPS: [&[Rule]; 13] = [
    text::ROWS,
    geojson::ROWS,
    coordinates::ROWS,
    polygon::ROWS,
    coverage::ROWS,
    facts::ROWS,
    run::ROWS,
    boundary_points::ROWS,
    journal::ROWS,
    ledger::ROWS,
    sheet::ROWS,
    rulebook::ROWS,
    shapefile::ROWS,
];

/// Every row of the catalogue (问题目录), in its order.
///
/// ```
/// use landledger::finding::{Code, Severity, rules};
///
/// assert!(rules().map(|rule| rule.code).eq(Code::ALL.iter().copied()));
/// let open = rules().find(|rule| rule.code.id() == "ring-not-closed").unwrap();
/// assert_eq!(open.severity, Severity::Error);
/// ```
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    GROUPS.iter().copied().flatten()
}

/// The row of a code.
pub(super) fn rule(code: Code) -> Option<&'static Rule> {
    let group = GROUPS.iter().find(|rows| rows.last().is_some_and(|last| last.code >= code))?;
    group.binary_search_by(|rule| rule.code.cmp(&code)).ok().and_then(|at| group.get(at))
}
