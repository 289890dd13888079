//! GCJ-02 and BD-09, recognised from the parcels and the boundary of the zone.

use super::super::Owner;
use std::collections::BTreeSet;

use super::super::ground;
use super::super::region::Region;
use super::Context;
use crate::finding::{Class, Code, Comparison, Finding, Limit, Measure, MeasureUnit, Text};
use crate::geometry::shift::{
    Datum, ShiftEvidence, ShiftVerdict, from_bd09, from_gcj02, offset, recognise_inside, to_bd09,
    to_gcj02,
};
use crate::geometry::{
    GaussKruger, LonLat, LonLatMultiPolygon, MultiPolygon, Plane, PlanePosition,
};

/// Below this share inside as given, and above the other without a shift, coordinates are shifted (domain sheet §6.10;
/// defaults of this library, as in [`recognise_inside`]).
const MISPLACED: f64 = 0.5;
const IN_PLACE: f64 = 0.9;
/// The same for middles and vertices of parcels, which only say whether the areas are worth an overlay.
const MAYBE_MISPLACED: f64 = 0.6;
const MAYBE_IN_PLACE: f64 = 0.8;
/// More than sums of a thousand million shares differ by when summed in another order.
const ROUNDING: f64 = 1e-6;

/// Whether the parcels, or else the boundary, are shifted. One finding for all: a shift is of a data set.
///
/// Metres are taken to degrees by the zone number of their eastings or, failing that, by the declared zone; without
/// either the check has nothing to say.
pub(super) fn shift<P: PlanePosition>(
    context: &Context<'_, P>,
    suspects: &BTreeSet<Owner>,
) -> Option<Finding> {
    let boundary = context.degrees(context.zone?.boundary)?;
    let region = Region::of(&boundary);
    let judged: Vec<usize> = (0..context.records.len())
        .filter(|record| !suspects.contains(&Owner::Record(*record)))
        .collect();
    let degrees = |record: &usize| {
        let item = context.records.get(*record)?;
        context.degrees(item.shape)
    };
    let all = || judged.iter().filter_map(&degrees);
    // By middles and by vertices: large parcels and those along the border are the doubtful ones.
    let shares = |moved: fn(LonLat) -> Option<LonLat>| {
        let inside =
            |at: [f64; 2]| moved(at.into()).is_some_and(|at| region.contains([at.lon, at.lat]));
        sum(all().filter_map(|parcel| weight(&parcel, inside)))
    };
    let (records, system) = (context.records, (context.plane, context.strip));
    let as_given = context
        .workers
        .map(&judged, |_, record| weight_in_place(system, records.get(*record)?.shape, &region));
    let [middles, vertices] = sum(as_given.into_iter().flatten())?;
    if middles.min(vertices) >= MAYBE_MISPLACED {
        return None;
    }
    let share = |moved| shares(moved).map_or(0.0, |[middles, vertices]| middles.max(vertices));
    // Either the parcels are shifted, or the boundary is: then parcels shifted likewise lie inside.
    let of_parcels = share(from_gcj02).max(share(from_bd09));
    let of_boundary = share(|at| Some(to_gcj02(at))).max(share(|at| Some(to_bd09(at))));
    let whole = || {
        let usable = all().filter(is_usable);
        usable.fold(LonLatMultiPolygon::default(), |mut whole, parcel| {
            whole.append(&parcel);
            whole
        })
    };
    let by_parcels = || {
        let finding = parcels_shifted(&whole(), &boundary)?;
        let mut finding = finding.at(context.place(*judged.first()?));
        let records = judged.iter().filter_map(|record| context.records.get(*record));
        finding.subjects = records.map(|item| item.subject.to_string()).collect();
        Some(finding)
    };
    let by_boundary = || boundary_shifted(context, &whole(), &boundary);
    match (of_parcels > MAYBE_IN_PLACE, of_boundary > MAYBE_IN_PLACE) {
        (true, true) if of_boundary > of_parcels => by_boundary().or_else(by_parcels),
        (true, true) => by_parcels().or_else(by_boundary),
        (true, false) => by_parcels(),
        (false, true) => by_boundary(),
        (false, false) => None,
    }
}

/// Whether every vertex lies where the shifts can be taken away.
fn is_usable(parcel: &LonLatMultiPolygon) -> bool {
    let known = |at: &LonLat| at.lon.abs() <= 180.0 && at.lat.abs() <= 90.0;
    parcel.points().iter().all(known)
        && Datum::ALL.iter().all(|datum| datum.remove(parcel).is_some())
}

/// The shares of parcels inside, by their middles and by their vertices, large parcels weighing more; `None` where
/// there is no parcel of any size.
fn sum(weights: impl Iterator<Item = Weight>) -> Option<[f64; 2]> {
    let mut all = Weight::default();
    weights.for_each(|weight| all.add(&weight));
    all.shares()
}

/// What a parcel counts for.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Weight {
    whole: f64,
    /// All of it, if its middle lies inside.
    middle: f64,
    /// The share of its vertices that lie inside.
    within: f64,
}

impl Weight {
    /// One parcel more.
    pub(super) fn add(&mut self, other: &Weight) {
        self.whole += other.whole;
        self.middle += other.middle;
        self.within += other.within;
    }

    /// The shares inside, by middles and by vertices; `None` without any size.
    fn shares(&self) -> Option<[f64; 2]> {
        (self.whole > 0.0).then(|| [self.middle / self.whole, self.within / self.whole])
    }

    /// Whether so many of the parcels that this is the sum of lie inside as given that no shift has to be looked for, however
    /// their sum is rounded.
    pub(super) fn is_in_place(&self) -> bool {
        let is_in_place =
            |[middles, vertices]: [f64; 2]| middles.min(vertices) >= MAYBE_MISPLACED + ROUNDING;
        self.shares().is_none_or(is_in_place)
    }
}

/// The weight of a parcel; `None` for one without a place.
fn weight<P: PlanePosition>(
    parcel: &MultiPolygon<P>,
    inside: impl Fn([f64; 2]) -> bool,
) -> Option<Weight> {
    let extent = ground::Extent::around(parcel)?;
    let ([west, south], [east, north]) = (extent.min, extent.max);
    let whole = (east - west) * (north - south);
    let count = parcel.points().len() as f64;
    let mean =
        |of: fn([f64; 2]) -> f64| parcel.points().iter().map(|at| of(at.xy())).sum::<f64>() / count;
    let middle = [mean(|[lon, _]| lon), mean(|[_, lat]| lat)];
    if !ground::is_finite(middle) {
        return None;
    }
    let within = parcel.points().iter().filter(|at| inside(at.xy())).count();
    Some(Weight {
        whole,
        middle: if inside(middle) { whole } else { 0.0 },
        within: whole * within as f64 / count,
    })
}

/// The weight of a shape where it lies.
pub(super) fn weight_in_place<P: PlanePosition>(
    (plane, strip): (Plane, Option<GaussKruger>),
    shape: &MultiPolygon<P>,
    region: &Region,
) -> Option<Weight> {
    match plane {
        Plane::Degrees => weight_within(shape, region),
        Plane::Metres => weight_within(&ground::degrees(plane, strip, shape)?, region),
    }
}

/// A parcel that the border does not come near lies inside with every vertex, or with none.
fn weight_within<P: PlanePosition>(parcel: &MultiPolygon<P>, region: &Region) -> Option<Weight> {
    let extent = ground::Extent::around(parcel)?;
    if region.borders(&extent) {
        return weight(parcel, |at| region.contains(at));
    }
    let is_within = region.contains(extent.middle());
    weight(parcel, |_| is_within)
}

fn parcels_shifted(parcels: &LonLatMultiPolygon, boundary: &LonLatMultiPolygon) -> Option<Finding> {
    let evidence = recognise_inside(parcels, boundary)?;
    let datum = match evidence.verdict {
        ShiftVerdict::Gcj02 => Datum::Gcj02,
        ShiftVerdict::Bd09 => Datum::Bd09,
        _ => return None,
    };
    let [given, ..] = evidence.agreements;
    let corrected = evidence.agreements.iter().find(|agreement| agreement.datum == datum)?.inside;
    let moved = evidence.offset.map(|offset| (offset.metres, offset.azimuth));
    let (zh, en) = ("宗地坐标", "the coordinates of the parcels");
    finding(datum, (zh, en), [given.inside, corrected], moved)
}

fn boundary_shifted<P: PlanePosition>(
    context: &Context<'_, P>,
    parcels: &LonLatMultiPolygon,
    boundary: &LonLatMultiPolygon,
) -> Option<Finding> {
    let inside = |boundary: &LonLatMultiPolygon| {
        let ShiftEvidence { agreements: [given, ..], .. } = recognise_inside(parcels, boundary)?;
        Some(given.inside)
    };
    let given = inside(boundary)?;
    let candidate = |datum: Datum| Some((datum, inside(&datum.remove(boundary)?)?));
    let candidates = [candidate(Datum::Gcj02), candidate(Datum::Bd09)].into_iter().flatten();
    let (datum, corrected) = candidates.max_by(|(_, a), (_, b)| a.total_cmp(b))?;
    if given >= MISPLACED || corrected <= IN_PLACE {
        return None;
    }
    let at = LonLat::from(ground::Extent::around(boundary)?.middle());
    let at = match datum {
        Datum::Bd09 => from_bd09(at)?,
        _ => from_gcj02(at)?,
    };
    let offset = offset(datum, at);
    let (zh, en) = ("开发区界线坐标", "the coordinates of the boundary");
    let moved = Some((offset.metres, offset.azimuth));
    let finding = finding(datum, (zh, en), [given, corrected], moved)?;
    let subject = context.zone?.subject.to_string();
    Some(finding.about(subject).at(context.places.place(Owner::Boundary, None)))
}

fn finding(
    datum: Datum,
    (subject_zh, subject_en): (&str, &str),
    [given, corrected]: [f64; 2],
    moved: Option<(f64, f64)>,
) -> Option<Finding> {
    let (class, name) = match datum {
        Datum::Gcj02 => (Class::Gcj02, "GCJ-02"),
        Datum::Bd09 => (Class::Bd09, "BD-09"),
        _ => return None,
    };
    let (shift_zh, shift_en) = moved.map_or_else(Default::default, |(metres, azimuth)| {
        (
            format!("，偏移 {metres:.1} 米，方位角 {azimuth:.1}°"),
            format!(", shifted by {metres:.1} m to the azimuth {azimuth:.1}°"),
        )
    });
    let [given_percent, corrected_percent] = [given * 100.0, corrected * 100.0];
    let message = Text::new(
        format!(
            "{subject_zh}疑似为 {name} 坐标{shift_zh}（未改正）：宗地按原坐标有 {given_percent:.2}% 位于界内，\
             去除 {name} 偏移后有 {corrected_percent:.2}%"
        ),
        format!(
            "{subject_en} look like {name}{shift_en} (nothing was corrected): {given_percent:.2} % of the parcels \
             lie inside the zone as given, {corrected_percent:.2} % without {name}"
        ),
    );
    let limit = Limit::new(Comparison::AtLeast, MISPLACED.to_string(), MeasureUnit::One, "library");
    let finding = Finding::new(Code::CoordinatesShifted, message).of_class(class);
    Some(finding.measured(Measure::share(given)).limited(limit))
}
