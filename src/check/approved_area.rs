//! The approved area of the zone against the area of its boundary.

use super::Owner;
use super::context::Context;
use super::ground::cadastral;
use crate::finding::{Code, Comparison, Finding, Limit, Measure, MeasureUnit, Text};
use crate::geometry::{PlanePosition, plane_area};
use crate::units::Area;

/// Whether the plane area of the boundary agrees with the approved figure: within half of its last printed digit.
///
/// No official tolerance is known; the band is this library's own, and the approval document governs the figure.
pub(super) fn approved_area<P: PlanePosition>(context: &Context<'_, P>) -> Option<Finding> {
    let zone = context.zone?;
    let given = zone.approved_area?;
    let approved = given.to_area().ok()?;
    let measured = plane_area(&cadastral(context.plane, zone.boundary)?)?;
    let plane = Area::from_computed(measured, 2).ok()?;
    let rounding = given.half_last_digit();
    let difference = plane.change_from(approved);
    if difference.square_metres().abs() <= rounding.square_metres() {
        return None;
    }
    let (zh, en) = (given.unit.symbol_zh(), given.unit.symbol_en());
    let message = Text::new(
        format!(
            "界线的平面面积 {plane} m² 与核准面积 {} {zh}相差 {difference} m²，超出末位取舍",
            given.value
        ),
        format!(
            "the plane area of the boundary, {plane} m², differs from the approved {} {en} by {difference} m², more than the rounding of its last digit",
            given.value
        ),
    );
    let mut measure = Measure::area(measured, "grid");
    measure.value = plane.to_string();
    let limit = Limit::new(
        Comparison::Equal,
        approved.to_string(),
        MeasureUnit::SquareMetre,
        "approval document",
    );
    Some(
        Finding::new(Code::ZoneAreaDiffers, message)
            .about(zone.subject.to_string())
            .at(context.places.place(Owner::Boundary, None))
            .measured(measure)
            .limited(limit),
    )
}
