//! Records in another Gauss-Krüger strip than the zone.

use std::collections::BTreeSet;

use super::super::Owner;
use super::super::ground::{self, Extent};
use super::{Context, Suspicion};
use crate::finding::{Class, Code, Comparison, Limit, MeasureUnit, Text};
use crate::geometry::{
    GaussKruger, GridPoint, MultiPolygon, Plane, PlanePosition, ZonePrefix, ZoneWidth,
};

/// Beyond this share of its vertices in another strip, a record lies there: a parcel that reaches over the edge of a
/// strip does not. A default of this library.
const MISPLACED: f64 = 0.5;

/// Records of which more than half of the vertices lie in other strips than the boundary of the zone.
pub(super) fn strips<P: PlanePosition>(
    context: &Context<'_, P>,
    suspects: &BTreeSet<Owner>,
) -> Vec<Suspicion> {
    let Some(boundary) = context.zone.and_then(|zone| Extent::around(zone.boundary)) else {
        return Vec::new();
    };
    let plane = context.plane;
    let found = context.workers.map(context.records, |record, item| {
        let is_judged = !suspects.contains(&Owner::Record(record));
        let found = is_judged.then(|| strip_of(plane, record, item.shape, &boundary)).flatten();
        // Most records have none: a place for each would take more memory than their shapes.
        found.map(Box::new)
    });
    found.into_iter().flatten().map(|found| *found).collect()
}

/// A record of which more than half of the vertices lie in other strips than a boundary with this box.
pub(super) fn strip_of<P: PlanePosition>(
    plane: Plane,
    record: usize,
    shape: &MultiPolygon<P>,
    boundary: &Extent,
) -> Option<Suspicion> {
    let Found { first, share, message } = match plane {
        Plane::Degrees => in_degrees(shape, boundary),
        Plane::Metres => in_metres(shape, boundary),
    }?;
    Some(Suspicion {
        owner: Owner::Record(record),
        code: Code::CoordinateNotInZoneStrip,
        class: (plane == Plane::Metres).then_some(Class::GaussKruger),
        first,
        share,
        message,
        limit: Some(Limit::new(
            Comparison::AtMost,
            MISPLACED.to_string(),
            MeasureUnit::One,
            "library",
        )),
    })
}

struct Found {
    first: super::VertexIndex,
    share: [usize; 2],
    message: Text,
}

/// The vertices that `is_wrong`, if they are more than half.
fn most<P: PlanePosition>(
    shape: &MultiPolygon<P>,
    is_wrong: impl Fn([f64; 2]) -> bool,
    message: impl FnOnce() -> Text,
) -> Option<Found> {
    let finite = || ground::vertices(shape).filter(|(_, position)| ground::is_finite(*position));
    let mut wrong = finite().filter(|(_, position)| is_wrong(*position));
    let (first, _) = wrong.next()?;
    let share = [wrong.count() + 1, finite().count()];
    let [fitting, all] = share;
    (fitting as f64 > MISPLACED * all as f64).then(|| Found { first, share, message: message() })
}

fn in_degrees<P: PlanePosition>(shape: &MultiPolygon<P>, boundary: &Extent) -> Option<Found> {
    let (west, east) = (strip(boundary.min[0])?, strip(boundary.max[0])?);
    let outside = |strip: GaussKruger| strip < west || strip > east;
    let own = Extent::around(shape)?;
    if is_within(&own, outside) {
        return None;
    }
    let middle = strip(own.middle()[0])?;
    let message = || {
        let name =
            |zone: GaussKruger| format!("{} (CM {}°E)", zone.number(), zone.central_meridian());
        let expected =
            if west == east { name(west) } else { format!("{}–{}", name(west), name(east)) };
        Text::new(
            format!("应位于开发区所在的 3° 带 {expected}，实位于 {}", name(middle)),
            format!("expected the 3° strip of the zone, {expected}, found {}", name(middle)),
        )
    };
    most(shape, |[lon, _]| strip(lon).is_some_and(outside), message)
}

/// The 3° strip of a longitude.
fn strip(lon: f64) -> Option<GaussKruger> {
    GaussKruger::containing(lon, ZoneWidth::Three, ZonePrefix::Absent)
}

/// Whether no longitude of a box lies in a strip outside; `true` is certain.
fn is_within(own: &Extent, outside: impl Fn(GaussKruger) -> bool) -> bool {
    let ([west, _], [east, _]) = (own.min, own.max);
    // East of Greenwich strips count up with the longitude: between two that are not outside there is none that is.
    west >= 0.0 && strip(west).zip(strip(east)).is_some_and(|(a, b)| !outside(a) && !outside(b))
}

fn in_metres<P: PlanePosition>(shape: &MultiPolygon<P>, boundary: &Extent) -> Option<Found> {
    let number = |easting: f64| ground::numbered_zone(easting).map(GaussKruger::number);
    let expected = number(boundary.middle()[0]);
    let middle = number(Extent::around(shape)?.middle()[0]);
    let numbered = most(
        shape,
        |[east, _]| number(east) != expected,
        || {
            let (zh, en) = ("无带号", "none");
            let name = |number: Option<u8>, none: &str| {
                number.map_or_else(|| none.to_owned(), |number| number.to_string())
            };
            Text::new(
                format!(
                    "东坐标的带号应与开发区相同（{}），实为 {}",
                    name(expected, zh),
                    name(middle, zh)
                ),
                format!(
                    "expected eastings with the strip number of the zone ({}), found {}",
                    name(expected, en),
                    name(middle, en)
                ),
            )
        },
    );
    numbered.or_else(|| meridian(shape, boundary))
}

/// Metres that lie outside the zone, and inside once they are taken from another central meridian. Only the difference
/// of the meridians matters, so that any strip may stand for the zone's.
fn meridian<P: PlanePosition>(shape: &MultiPolygon<P>, boundary: &Extent) -> Option<Found> {
    let zone = |number: u8| GaussKruger::new(ZoneWidth::Three, number, ZonePrefix::Absent);
    let here = zone(38)?;
    let inside = |[x, y]: [f64; 2]| !boundary.is_apart(&Extent { min: [x, y], max: [x, y] });
    // Eastings keep their number; the projection wants them without.
    let millions = (boundary.middle()[0] / 1e6).floor() * 1e6;
    let moved = |there: GaussKruger, [east, north]: [f64; 2]| {
        let point = here.forward(there.inverse(GridPoint::new(north, east - millions))?)?;
        Some([point.east + millions, point.north])
    };
    [(37_u8, -3), (39, 3), (36, -6), (40, 6)].into_iter().find_map(|(number, degrees)| {
        let there = zone(number)?;
        let wrong = |position: [f64; 2]| {
            !inside(position) && moved(there, position).is_some_and(inside)
        };
        most(shape, wrong, || {
            Text::new(
                format!("位于开发区之外；按相差 {degrees:+}° 的中央子午线换算后位于界内，疑为另一投影带的坐标"),
                format!(
                    "outside the zone, and inside it once taken as metres of a central meridian {degrees:+}° away: \
                     they look like those of another strip"
                ),
            )
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The strips of boxes around Greenwich, the edges of strips and the end of the numbers, against those of each longitude
    /// in steps of an eighth of a degree.
    #[test]
    fn what_is_within_has_no_longitude_outside() {
        let mut certain = 0;
        for west in (-1448..=1448).step_by(7) {
            for width in [0, 1, 3, 12, 24, 100, 1450] {
                let own = Extent {
                    min: [f64::from(west) / 8.0, 30.0],
                    max: [f64::from(west + width) / 8.0, 31.0],
                };
                for from in [0, 1, 36, 37, 38, 59, 60, 61, 119] {
                    let outside =
                        |zone: GaussKruger| zone.number() < from || from + 1 < zone.number();
                    let mut each =
                        (west..=west + width).filter_map(|at| strip(f64::from(at) / 8.0));
                    if is_within(&own, outside) {
                        assert!(!each.any(outside), "{own:?} {from}");
                        certain += 1;
                    }
                }
            }
        }
        assert!(certain > 100, "{certain}");
        // Strip 38 reaches from 112.5° to before 115.5°.
        let of = |west: f64, east: f64| {
            let own = Extent { min: [west, 30.0], max: [east, 31.0] };
            is_within(&own, |zone| zone.number() != 38)
        };
        assert!(of(112.5, 115.499_999));
        assert!(!of(112.499_999, 115.0) && !of(112.5, 115.5));
    }
}
