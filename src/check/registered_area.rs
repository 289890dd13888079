//! Registered against computed area (登记面积与计算面积).

use rust_decimal::prelude::ToPrimitive;

use super::area_error::area_mean_error;
use super::context::Context;
use super::{Limits, ground};
use crate::finding::{Code, Comparison, Finding, Limit, Measure, MeasureUnit, Text};
use crate::geometry::{
    EdgeModel, GaussKruger, MultiPolygon, Plane, PlanePosition, Shape, area, plane_area,
};
use crate::indicator::limit_in_mean_errors;
use crate::units::Area;

/// What the difference of registered and computed area amounts to (面积比对结论).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum AreaAgreement {
    /// Within the accuracy of the survey (相符).
    Match,
    /// Beyond it, for a reason that is known to make such differences and accounts for this one (可解释).
    Explainable(AreaExplanation),
    /// Beyond it, up to the limit (待核).
    Review,
    /// Beyond the limit (不符).
    Conflict,
}

/// A known reason for a difference of areas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum AreaExplanation {
    /// The registered figure is rounded, and the rest of the difference is less than half of its last digit (末位取舍).
    LastDigit,
    /// The registered figure is an area on the ellipsoid, not in the plane (椭球面积).
    Ellipsoid,
    /// It is a number of mu with two decimals, converted at 666.67 m² (按 1 亩 = 666.67 平方米换算).
    Mu66667,
    /// It is a number of mu with two decimals, converted at 667 m² (按 1 亩 = 667 平方米换算).
    Mu667,
    /// It is a number of mu with two decimals, in m² (由保留两位小数的亩数换算).
    MuRounded,
}

/// A registered area beside the computed one (面积比对).
///
/// Like is held against like: the registered area is one in the plane of the survey, so the computed one is taken in
/// the 3° Gauss-Krüger zone at the parcel's middle for degrees, in the plane of the numbers for metres.
///
/// | Agreement | Difference |
/// |---|---|
/// | [`AreaAgreement::Match`] | ≤ 2σ_A |
/// | [`AreaAgreement::Explainable`] | ≤ 2σ_A + half a unit of the last digit registered, once an [`AreaExplanation`] is taken into account |
/// | [`AreaAgreement::Review`] | ≤ [`Limits::area_conflict_share`] of the registered area |
/// | [`AreaAgreement::Conflict`] | larger |
///
/// **Basis**: σ_A by error propagation ([`super::area_mean_error`]) with [`Limits::point_error`], limit twice that. The
/// share is a default of this library; no official figure is known.
///
/// ```
/// use landledger::check::{AreaAgreement, AreaVerdict, Limits};
/// use landledger::geometry::{GridPoint, MultiPolygon, Plane};
///
/// let square = [(0.0, 0.0), (0.0, 100.0), (100.0, 100.0), (100.0, 0.0)];
/// let square = MultiPolygon::from_exterior(square.map(|(north, east)| GridPoint::new(north, east)));
/// let verdict = |registered: &str| {
///     AreaVerdict::of(Plane::Metres, &square, registered.parse().unwrap(), &Limits::default()).unwrap()
/// };
/// assert_eq!(verdict("10010.00").agreement, AreaAgreement::Match);
/// assert_eq!(verdict("10050.00").agreement, AreaAgreement::Review);
/// assert_eq!(verdict("11000.00").agreement, AreaAgreement::Conflict);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct AreaVerdict {
    /// The registered area.
    pub registered: Area,
    /// The computed area in the plane, m².
    pub computed: f64,
    /// Registered less computed, m².
    pub difference: f64,
    /// The mean error σ_A of the computed area, m².
    pub mean_error: f64,
    /// Up to this difference nothing is to be reviewed, m²: 2σ_A and half a unit of the last digit registered.
    pub tolerance: f64,
    /// Beyond this difference they conflict, m².
    pub conflict: f64,
    /// What the difference amounts to.
    pub agreement: AreaAgreement,
}

impl AreaVerdict {
    /// Holds a registered area against a shape; `None` if the shape has no area that can be computed.
    #[must_use]
    pub fn of<P: PlanePosition>(
        plane: Plane,
        shape: &MultiPolygon<P>,
        registered: Area,
        limits: &Limits,
    ) -> Option<AreaVerdict> {
        AreaVerdict::in_zone((plane, None), shape, registered, limits)
    }

    /// The same, where metres may be of a declared zone.
    fn in_zone<P: PlanePosition>(
        (plane, strip): (Plane, Option<GaussKruger>),
        shape: &MultiPolygon<P>,
        registered: Area,
        limits: &Limits,
    ) -> Option<AreaVerdict> {
        let ground = ground::cadastral(plane, shape)?;
        let computed = plane_area(&ground)?;
        let mean_error = area_mean_error(&ground, limits.point_error)?;
        let given = registered.square_metres().to_f64()?;
        let digits = i32::try_from(registered.square_metres().scale()).ok()?;
        let accuracy = Accuracy {
            survey: limit_in_mean_errors() * mean_error,
            half_digit: 0.5 * 10_f64.powi(-digits),
        };
        let tolerance = accuracy.survey + accuracy.half_digit;
        let conflict = limits.area_conflict_share * given;
        let difference = given - computed;
        let agreement = if difference.abs() <= accuracy.survey {
            AreaAgreement::Match
        } else if difference.abs() <= tolerance {
            AreaAgreement::Explainable(AreaExplanation::LastDigit)
        } else if let Some(reason) = explanation((plane, strip), shape, given, computed, accuracy) {
            AreaAgreement::Explainable(reason)
        } else if difference.abs() <= conflict {
            AreaAgreement::Review
        } else {
            AreaAgreement::Conflict
        };
        Some(AreaVerdict {
            registered,
            computed,
            difference,
            mean_error,
            tolerance,
            conflict,
            agreement,
        })
    }
}

/// One mu, m².
const MU: f64 = 2_000.0 / 3.0;
/// Half of the last digit of a number of mu with two decimals, m².
const HALF_HUNDREDTH_MU: f64 = MU / 200.0;

/// The first reason that accounts for a difference.
///
/// That a figure was converted from mu is believed if a number of mu with two decimals gives it to its last digit.
fn explanation<P: PlanePosition>(
    (plane, strip): (Plane, Option<GaussKruger>),
    shape: &MultiPolygon<P>,
    given: f64,
    computed: f64,
    accuracy: Accuracy,
) -> Option<AreaExplanation> {
    let ellipsoid = ground::degrees(plane, strip, shape)
        .and_then(|shape| area(&Shape::LonLat(shape), EdgeModel::Survey, None))
        .map(|area| (given - area.square_metres).abs());
    if ellipsoid.is_some_and(|difference| difference <= accuracy.survey + accuracy.half_digit) {
        return Some(AreaExplanation::Ellipsoid);
    }
    let factors = [
        (MU, AreaExplanation::MuRounded),
        (666.67, AreaExplanation::Mu66667),
        (667.0, AreaExplanation::Mu667),
    ];
    let fits = |(factor, _): &(f64, AreaExplanation)| {
        let mu = (given / factor * 100.0).round() / 100.0;
        // A thousandth of the digit for the rounding of these floats.
        (mu * factor - given).abs() <= accuracy.half_digit * 1.001
            && (mu * MU - computed).abs() <= accuracy.survey + HALF_HUNDREDTH_MU
    };
    factors.into_iter().find(fits).map(|(_, reason)| reason)
}

/// What a figure is good for, m².
#[derive(Clone, Copy)]
struct Accuracy {
    /// 2σ_A.
    survey: f64,
    /// Half a unit of the last digit registered.
    half_digit: f64,
}

/// Findings for what has to be reviewed and for conflicts.
pub(super) fn registered_area<P: PlanePosition>(context: &Context<'_, P>) -> Vec<Finding> {
    let (limits, set_by) = (&context.profile.limits, context.profile.set_by());
    let plane = (context.plane, context.strip);
    let found = context.workers.map(context.records, |_, item| {
        let facts = item.facts.and_then(|facts| facts.registered_area);
        let registered = item.registered_area.or(facts)?;
        let verdict = AreaVerdict::in_zone(plane, item.shape, registered, limits)?;
        finding(&verdict, &set_by).map(Box::new)
    });
    let found = found.into_iter().enumerate();
    found.filter_map(|(record, finding)| Some(context.about(record, *finding?))).collect()
}

fn finding(verdict: &AreaVerdict, set_by: &str) -> Option<Finding> {
    let (code, limit) = match verdict.agreement {
        AreaAgreement::Match | AreaAgreement::Explainable(_) => return None,
        AreaAgreement::Review => (Code::RegisteredAreaReview, verdict.tolerance),
        AreaAgreement::Conflict => (Code::RegisteredAreaConflict, verdict.conflict),
    };
    let AreaVerdict { registered, computed, difference, mean_error, tolerance, .. } = *verdict;
    let percent = difference.abs() / (computed + difference) * 100.0;
    let (zh, en) = if registered.is_zero() {
        (String::new(), String::new())
    } else {
        (format!("（{percent:.2}%）"), format!(", {percent:.2} %"))
    };
    let message = Text::new(
        format!(
            "登记面积 {registered} 平方米，计算面积（平面）{computed:.2} 平方米，相差 {difference:+.2} 平方米{zh}；\
             面积中误差 ±{mean_error:.2} 平方米，允许 ±{tolerance:.2} 平方米"
        ),
        format!(
            "registered area {registered} m², computed in the plane {computed:.2} m², difference \
             {difference:+.2} m²{en}; mean error ±{mean_error:.2} m², allowed ±{tolerance:.2} m²"
        ),
    );
    let limit = Limit::new(
        Comparison::AtMost,
        Measure::area(limit, "").value,
        MeasureUnit::SquareMetre,
        set_by,
    );
    let measure = Measure::area(difference.abs(), "grid");
    Some(Finding::new(code, message).measured(measure).limited(limit))
}
