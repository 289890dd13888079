//! Stated figures after plans were carried out on paper.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::Point;
use super::changes::Delta;
use super::quantity::{Amount, Quantity};
use crate::finding::Text;
use crate::indicator::{Bounds, EvaluationInputs, MeasuredLand};
use crate::ledger::LedgerState;
use crate::units::Area;

/// The state afterwards, with the figures as stated but for those that the plans change.
pub(super) fn carried_on(
    opening: &Point,
    after: LedgerState,
    land: &MeasuredLand,
    inputs: &EvaluationInputs,
    real: &[Delta],
) -> Point {
    let on = after.as_of.effective;
    let built = exact_change(real, Quantity::Built);
    let mut closing = Point::with_inputs(after, land, &ready_after(inputs, on, built));
    let base = &opening.whole.base;
    // The tax of the zone as stated is no sum over its plots: what these change is added to it.
    if inputs.tax_of(base.tax_year).is_some() {
        let change = exact_change(real, Quantity::Tax);
        let mut tax = Bounds::zero();
        match change.and_then(|change| base.tax.low.checked_add(change)) {
            Some(sum) => tax.add(sum),
            None => {
                let fact = Text::new(
                    "二、三产业税收（方案宗地的税收未知）",
                    "tax of secondary and tertiary industry (that of a plot of the plans is not known)",
                );
                tax.add_missing(None, &fact, &base.tax_year.to_string());
            }
        }
        closing.whole.base.tax = tax;
    }
    closing
}

/// By how much a quantity changes; `None` where that of a subject is not known before or after.
fn exact_change(real: &[Delta], quantity: Quantity) -> Option<Decimal> {
    let own = real.iter().filter_map(|delta| delta.change.get(&quantity));
    own.map(exactly).try_fold(Decimal::ZERO, |sum, change| sum.checked_add(change?))
}

fn exactly(amount: &Amount) -> Option<Decimal> {
    (amount.low == amount.high && amount.open == 0).then_some(amount.low)
}

/// Land ready for supply stays the same: what is built on is no longer unbuilt, and what is taken back is unbuilt again. Where
/// that is not known, the figure is not either.
fn ready_after(inputs: &EvaluationInputs, on: Date, built: Option<Decimal>) -> EvaluationInputs {
    let mut inputs = inputs.clone();
    let Some(stated) = EvaluationInputs::area_on(&inputs.ready_unbuilt, on) else { return inputs };
    let left =
        built.and_then(|built| stated.checked_sub(built)).map(|left| left.max(Decimal::ZERO));
    let left = left.and_then(|left| Area::from_square_metres(left).ok());
    match left {
        Some(left) => {
            for of_day in inputs.ready_unbuilt.iter_mut().filter(|stated| stated.on <= on) {
                of_day.value = left;
            }
        }
        None => inputs.ready_unbuilt.clear(),
    }
    inputs
}
