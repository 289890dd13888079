//! Precision (坐标精度): decimals that nobody can measure, and too few for the area.

use super::area_error::NeighbourSquares;
use super::context::Context;
use super::ground::Extent;
use super::{Profile, ground};
use crate::finding::{Code, Comparison, Finding, Limit, Measure, MeasureUnit, Text, counted};
use crate::geometry::{MultiPolygon, Plane, PlanePosition};

/// How many decimals of a metre fewer than of a degree say the same: 1° is about 10⁵ m.
const DEGREE_DECIMALS: u32 = 5;

/// One finding a record whose coordinates have too many decimals, or too few.
///
/// Too few: rounding to so many decimals, with errors spread evenly over ± half a unit, has a mean error that moves
/// the area by more than the mean error of the boundary points does ([`Limits::point_error`]). Both are compared as
/// limits, that is twice the mean error.
///
/// [`Limits::point_error`]: super::Limits::point_error
pub(super) fn precision<P: PlanePosition>(context: &Context<'_, P>) -> Vec<Finding> {
    let (plane, profile) = (context.plane, context.profile);
    // Boxed: nearly all have none.
    let found = context.workers.map(context.records, |_, item| {
        let decimals = item.decimals?;
        let fine = too_fine(plane, profile, decimals);
        fine.or_else(|| too_coarse(plane, profile, item.shape, decimals)).map(Box::new)
    });
    let found = found.into_iter().enumerate();
    found.filter_map(|(record, finding)| Some(context.about(record, *finding?))).collect()
}

/// The most decimals that a coordinate should have.
pub(super) fn finest_decimals(plane: Plane, profile: &Profile) -> u32 {
    let finest = profile.limits.finest_decimals;
    match plane {
        Plane::Degrees => finest,
        Plane::Metres => finest.saturating_sub(DEGREE_DECIMALS),
    }
}

fn too_fine(plane: Plane, profile: &Profile, decimals: u32) -> Option<Finding> {
    let finest = finest_decimals(plane, profile);
    let (zh, en) = match plane {
        Plane::Degrees => ("经纬度（度）", "degrees"),
        Plane::Metres => ("坐标（米）", "metres"),
    };
    if decimals <= finest {
        return None;
    }
    let message = Text::new(
        format!("{zh}最多应有 {finest} 位小数，实为 {decimals} 位，多于测量能达到的精度"),
        format!(
            "expected at most {} of {en}, found {decimals}: more than can be surveyed",
            counted(finest as usize, "decimal", "decimals")
        ),
    );
    let limit = limit(profile, finest.to_string(), MeasureUnit::One);
    let finding = Finding::new(Code::PrecisionTooFine, message);
    Some(finding.measured(Measure::decimals(decimals)).limited(limit))
}

fn too_coarse<P: PlanePosition>(
    plane: Plane,
    profile: &Profile,
    shape: &MultiPolygon<P>,
    decimals: u32,
) -> Option<Finding> {
    let origin = Extent::around(shape)?.middle();
    let between = NeighbourSquares::of(&ground::local(plane, shape, origin))?;
    // The standard deviation of what is spread evenly over one unit.
    let unit = 10_f64.powi(-i32::try_from(decimals).ok()?) / 12_f64.sqrt();
    let [per_x, per_y] = plane.metres_per_unit(origin);
    let rounding = 2.0 * between.axis_mean_error([unit * per_x, unit * per_y]);
    let point_error = profile.limits.point_error;
    let allowed = 2.0 * between.mean_error(point_error);
    if rounding <= allowed {
        return None;
    }
    let (zh, en) = match plane {
        Plane::Degrees => ("经纬度（度）", "degrees"),
        Plane::Metres => ("坐标（米）", "metres"),
    };
    let message = Text::new(
        format!(
            "{zh}只有 {decimals} 位小数：仅取位就可使面积变动 ±{rounding:.2} 平方米，\
             界址点中误差 ±{point_error} 米只允许 ±{allowed:.2} 平方米（均为两倍中误差）"
        ),
        format!(
            "only {} of {en}: rounding alone can move the area by ±{rounding:.2} m², where \
             boundary points of ±{point_error} m allow ±{allowed:.2} m² (both twice the mean error)",
            counted(decimals as usize, "decimal", "decimals")
        ),
    );
    let limit = limit(profile, Measure::area(allowed, "").value, MeasureUnit::SquareMetre);
    let measure = Measure::area(rounding, "rounding");
    Some(Finding::new(Code::PrecisionTooCoarse, message).measured(measure).limited(limit))
}

fn limit(profile: &Profile, value: String, unit: MeasureUnit) -> Limit {
    Limit::new(Comparison::AtMost, value, unit, profile.set_by())
}
