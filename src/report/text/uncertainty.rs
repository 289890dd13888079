//! Mean errors beside the areas and rates that they are of.

use super::page::Page;
use crate::finding::Language;
use crate::indicator::{Indicator, IndicatorValue};
use crate::report::Report;

/// A line on the plane area of the parcels.
pub(super) fn print_areas(report: &Report, page: &mut Page) {
    let Some(uncertainty) = &report.uncertainty else { return };
    let (error, class) = (&uncertainty.plane_area, uncertainty.boundary_points);
    let threshold = class.threshold();
    let (name, points) = (class.name(), threshold.value.text());
    let instrument = threshold.citation.text();
    let line = match page.language() {
        Language::Zh => format!(
            "平面面积合计的中误差 ±{error} m²（按{}，点位中误差 ±{}，{}；公共界址点只计一次，限差为其两倍）",
            name.zh, points.zh, instrument.zh
        ),
        Language::En => format!(
            "Mean error of the plane area in all ±{error} m² ({}: ±{}, {}; points in common count once; the limit \
             is twice that)",
            name.en, points.en, instrument.en
        ),
    };
    page.line(&line);
}

/// The value of an indicator, with its mean error where there is one.
pub(in crate::report) fn beside(report: &Report, indicator: &Indicator, value: String) -> String {
    let error = report.uncertainty.as_ref().and_then(|all| all.of_indicator(&indicator.id));
    match (error, &indicator.value) {
        (Some(error), IndicatorValue::Known(_)) => format!("{value} ±{}", error.mean_error),
        _ => value,
    }
}

/// What ± means.
pub(in crate::report) fn print_rates(report: &Report, page: &mut Page) {
    let shown = report
        .indicators
        .iter()
        .any(|indicator| !beside(report, indicator, String::new()).is_empty());
    if shown {
        let line = page.say(
            "± 为仅由界址点精度产生的中误差（百分点）；账面事实的差错不在其内",
            "± is the mean error, in percentage points, from boundary points alone, not from facts in the books",
        );
        let line = line.to_owned();
        page.line(&line);
    }
}
