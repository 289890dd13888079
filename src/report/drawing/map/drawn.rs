//! What is really drawn, and what the legend says of it.

use super::frame::Frame;
use super::marks::Mark;
use super::theme::MapTheme;
use crate::finding::{Severity, Text};
use crate::report::{MapLayers, MapParcel, colours};

/// A parcel with its outline in the drawing.
pub(super) struct Drawn<'a> {
    pub(super) parcel: &'a MapParcel,
    /// The data of a path; never empty.
    pub(super) path: String,
    pub(super) row: LegendRow,
}

/// The row of the legend that a parcel belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LegendRow {
    /// One of the theme, by its number: the parcel is on the ledger.
    Theme(usize),
    /// It is not on the ledger.
    Other(Standing),
}

/// How a parcel that is not on the ledger stands in the books.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// It is in the books (在册).
    Existing,
    /// The books do not have it by the day (当日未登记).
    Unregistered,
    /// It is no more, others took its place (已终止).
    Ended,
}

/// How a parcel that is not on the ledger looks.
pub(super) struct OutlineStyle {
    pub(super) fill: &'static str,
    /// Lengths of strokes and gaps, in units.
    dashes: Option<[u8; 2]>,
}

impl<'a> Drawn<'a> {
    /// The parcels that have an outline in the drawing, in the order of the layer.
    pub(super) fn all(layers: &'a MapLayers, theme: MapTheme, frame: &Frame) -> Vec<Drawn<'a>> {
        let drawn = |parcel: &'a MapParcel| {
            let path = frame.path(&parcel.shape);
            let row = theme.row(parcel);
            let row = row.map_or_else(|| LegendRow::Other(Standing::of(parcel)), LegendRow::Theme);
            (!path.is_empty()).then_some(Drawn { parcel, path, row })
        };
        layers.parcels.iter().filter_map(drawn).collect()
    }
}

impl Standing {
    /// Every one, those that lie above others last.
    pub(super) const ALL: [Standing; 3] =
        [Standing::Existing, Standing::Unregistered, Standing::Ended];

    fn of(parcel: &MapParcel) -> Standing {
        match (parcel.registered, parcel.ended) {
            (_, Some(_)) => Standing::Ended,
            (None, None) => Standing::Unregistered,
            (Some(_), None) => Standing::Existing,
        }
    }

    pub(super) fn name(self) -> Text {
        match self {
            Standing::Existing => Text::new("未列入台账的宗地", "parcels not on the ledger"),
            Standing::Unregistered => Text::new("当日未登记的宗地", "parcels not registered"),
            Standing::Ended => Text::new("已终止的宗地", "parcels that are no more"),
        }
    }

    /// Ended parcels lie under those that took their place: only their outline is drawn.
    pub(super) const fn style(self) -> OutlineStyle {
        match self {
            Standing::Existing => OutlineStyle { fill: colours::UNLISTED, dashes: None },
            Standing::Unregistered => {
                OutlineStyle { fill: colours::UNLISTED, dashes: Some([1, 1]) }
            }
            Standing::Ended => OutlineStyle { fill: "none", dashes: Some([4, 2]) },
        }
    }
}

impl OutlineStyle {
    /// The strokes as an attribute, `scale` of its units to one of the page.
    pub(super) fn dashes(&self, scale: f64) -> Option<String> {
        let lengths = self.dashes?.map(|length| (f64::from(length) * scale).to_string());
        Some(lengths.join(" "))
    }
}

/// How many of everything are drawn.
pub(super) struct Counts {
    /// Parcels.
    pub(super) parcels: usize,
    rows: Vec<LegendRow>,
    findings: Vec<Severity>,
    /// Findings that have no mark: they have no place, or one beyond the frame.
    pub(super) unmarked: usize,
}

impl Counts {
    pub(super) fn of(drawn: &[Drawn<'_>], marks: &[Mark], layers: &MapLayers) -> Counts {
        let marked = marks.iter().flat_map(|mark| &mark.findings);
        let findings: Vec<Severity> = marked
            .filter_map(|number| layers.findings.get(*number))
            .map(|finding| finding.severity)
            .collect();
        Counts {
            parcels: drawn.len(),
            rows: drawn.iter().map(|drawn| drawn.row).collect(),
            unmarked: layers.findings.len().saturating_sub(findings.len()),
            findings,
        }
    }

    /// Parcels of a row.
    pub(super) fn row(&self, row: LegendRow) -> usize {
        self.rows.iter().filter(|own| **own == row).count()
    }

    /// Findings of a weight that are marked.
    pub(super) fn marked(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|own| **own == severity).count()
    }
}
