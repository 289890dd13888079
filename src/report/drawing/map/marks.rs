//! Findings as marks of a map.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::frame::{Frame, ROOM};
use crate::finding::{Language, Severity};
use crate::report::drawing::svg::{At, tenths};
use crate::report::text::table::printable;
use crate::report::{MapLayers, colours};

/// The findings of one place.
pub(super) struct Mark {
    /// Where it stands.
    pub(super) at: [f64; 2],
    /// The weight of the gravest.
    pub(super) severity: Severity,
    /// Which findings of the layers.
    pub(super) findings: Vec<usize>,
}

/// How far a mark reaches from its place.
pub(super) const REACH: f64 = 8.0;

/// A mark for each place at which something was found, within the frame.
pub(super) fn placed(layers: &MapLayers, frame: &Frame) -> Vec<Mark> {
    let mut places: BTreeMap<[i64; 2], Mark> = BTreeMap::new();
    let [left, top, right, bottom] = ROOM;
    for (number, finding) in layers.findings.iter().enumerate() {
        let Some(at) = finding.at.and_then(|at| frame.at(at)) else { continue };
        let [x, y] = at;
        if x < left || x > right || y < top || y > bottom {
            continue;
        }
        // Findings that would cover each other are one mark.
        let cell = at.map(|v| tenths(v) / (REACH * 10.0) as i64);
        let mark = places.entry(cell).or_insert_with(|| Mark {
            at,
            severity: finding.severity,
            findings: Vec::new(),
        });
        mark.severity = mark.severity.max(finding.severity);
        mark.findings.push(number);
    }
    places.into_values().collect()
}

pub(super) fn draw(marks: &[Mark], layers: &MapLayers, language: Language) -> Markup {
    html! {
        @for mark in marks {
            @let [x, y] = mark.at;
            g class="mark" {
                title {
                    @for finding in mark.findings.iter().filter_map(|number| layers.findings.get(*number)) {
                        (finding.code) ": " (printable(finding.message.in_language(language))) "\n"
                    }
                }
                (symbol([x, y], mark.severity))
                @if mark.findings.len() > 1 {
                    text x=(At(x + 7.0)) y=(At(y - 4.0)) font-size="9" font-weight="bold" stroke="#fff"
                        stroke-width="2.5" paint-order="stroke" { (mark.findings.len()) }
                }
            }
        }
    }
}

/// A triangle with a stroke, told apart by its colour and, in grey, by the stroke of its edge.
pub(super) fn symbol([x, y]: [f64; 2], severity: Severity) -> Markup {
    let dashes = match severity {
        Severity::Error => "none",
        Severity::Warning => "4 1.5",
        Severity::Note => "1.5 1.5",
    };
    html! {
        path d={ "M" (At(x)) " " (At(y - 8.0)) "l7.5 13h-15z" } fill="#fff" stroke=(colours::of_severity(severity))
            stroke-width="2" stroke-dasharray=(dashes) {}
        path d={ "M" (At(x)) " " (At(y - 3.0)) "v4" } stroke=(colours::of_severity(severity)) stroke-width="1.8" {}
    }
}
