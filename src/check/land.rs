//! The land that coverage is judged on: what is in force and has polygons that mean something.

use std::collections::BTreeSet;

use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::float::overlay::FloatOverlay;

use super::Owner;
use super::context::Context;
use super::polygons::ValidOwners;
use crate::finding::FoundShape;
use crate::geometry::coverage::{self, Piece, Region, ZoneLand};
use crate::geometry::{Layer, MultiPolygon, Plane, PlanePosition};

/// The shapes that take part, and which record each belongs to.
#[derive(Debug)]
pub(super) struct CheckedLand<'a, P> {
    /// Rights at the surface: they should fill the zone.
    pub(super) parcels: Vec<&'a MultiPolygon<P>>,
    /// The records of `parcels`.
    pub(super) records: Vec<usize>,
    /// Rights above and below ground.
    pub(super) others: Vec<&'a MultiPolygon<P>>,
    /// The records of `others`.
    pub(super) other_records: Vec<usize>,
    declared: Vec<&'a MultiPolygon<P>>,
    declared_index: Vec<usize>,
    blocks: Vec<(usize, &'a MultiPolygon<P>)>,
    boundary: Option<&'a MultiPolygon<P>>,
    stand_ins: BTreeSet<usize>,
}

/// Stand-ins for records whose polygons are not valid: the ground within their rings, counted even-odd. They cover
/// ground, so that no gap is reported where the finding is the polygon itself; they are in no pair of overlaps.
#[derive(Debug)]
pub(super) struct StandIns<P> {
    shapes: Vec<(usize, MultiPolygon<P>)>,
}

impl<P: PlanePosition + From<geo::Coord<f64>>> StandIns<P> {
    pub(super) fn new(context: &Context<'_, P>, valid: &ValidOwners, in_force: &[usize]) -> Self {
        let invalid = in_force.iter().filter(|index| valid.records.get(**index) == Some(&false));
        let shapes = invalid.filter_map(|index| {
            let record = context.records.get(*index)?;
            resolved(record.shape).map(|shape| (*index, shape))
        });
        StandIns { shapes: shapes.collect() }
    }
}

/// The regions within the rings of a shape, counted even-odd; none for a scribble that crosses itself 100 000 times.
pub(super) fn resolved<P: PlanePosition + From<geo::Coord<f64>>>(
    shape: &MultiPolygon<P>,
) -> Option<MultiPolygon<P>> {
    let mut points = shape.points().iter().map(|point| point.xy());
    let [x, y] = points.next()?;
    // Numbers beyond these are no coordinates; the overlay would lose its digits.
    let usable = |[x, y]: [f64; 2]| x.abs() <= 1.3e8 && y.abs() <= 1.3e8;
    if !usable([x, y]) || !points.all(usable) {
        return None;
    }
    let rings: Vec<Vec<[f64; 2]>> = shape
        .rings()
        .map(|ring| ring.iter().map(|point| point.xy()).map(|[a, b]| [a - x, b - y]).collect())
        .collect();
    if coverage::are_tangled(&rings) {
        return None;
    }
    let mut overlay = FloatOverlay::<[f64; 2], i64>::from_subj(&rings);
    let mut out = MultiPolygon::default();
    for polygon in overlay.overlay(OverlayRule::Subject, FillRule::EvenOdd) {
        out.push_polygon();
        for ring in polygon {
            let back = |[a, b]: [f64; 2]| P::from(geo::Coord { x: a + x, y: b + y });
            out.push_ring(ring.into_iter().map(back));
        }
    }
    (!out.is_empty()).then_some(out)
}

impl<'a, P: PlanePosition> CheckedLand<'a, P> {
    pub(super) fn new(
        context: &Context<'a, P>,
        valid: &ValidOwners,
        in_force: &[usize],
        stand_ins: &'a StandIns<P>,
    ) -> CheckedLand<'a, P> {
        let mut land = CheckedLand {
            parcels: Vec::with_capacity(in_force.len()),
            records: Vec::with_capacity(in_force.len()),
            others: Vec::new(),
            other_records: Vec::new(),
            declared: Vec::new(),
            declared_index: Vec::new(),
            blocks: Vec::new(),
            boundary: None,
            stand_ins: stand_ins.shapes.iter().map(|(record, _)| *record).collect(),
        };
        for index in in_force {
            let Some(record) = context.records.get(*index) else { continue };
            let is_valid = valid.records.get(*index) == Some(&true);
            let shape = if is_valid {
                record.shape
            } else {
                let at = stand_ins.shapes.binary_search_by_key(index, |(of, _)| *of);
                let Some((_, shape)) = at.ok().and_then(|at| stand_ins.shapes.get(at)) else {
                    continue;
                };
                shape
            };
            if record.layer == Layer::Surface {
                land.parcels.push(shape);
                land.records.push(*index);
            } else {
                land.others.push(shape);
                land.other_records.push(*index);
            }
        }
        land.with_zone(context, valid)
    }

    /// The records of a context as rights at the surface, and all declared land.
    pub(super) fn of_all(
        context: &Context<'a, P>,
        valid: &ValidOwners,
        stand_ins: BTreeSet<usize>,
    ) -> CheckedLand<'a, P> {
        let land = CheckedLand {
            parcels: context.records.iter().map(|record| record.shape).collect(),
            records: (0..context.records.len()).collect(),
            others: Vec::new(),
            other_records: Vec::new(),
            declared: Vec::new(),
            declared_index: Vec::new(),
            blocks: Vec::new(),
            boundary: None,
            stand_ins,
        };
        land.with_zone(context, valid)
    }

    fn with_zone(mut self, context: &Context<'a, P>, valid: &ValidOwners) -> CheckedLand<'a, P> {
        let Some(zone) = context.zone else { return self };
        for (index, declared) in zone.declared.iter().enumerate() {
            if valid.declared.get(index) == Some(&true) {
                self.declared.push(declared.shape);
                self.declared_index.push(index);
            }
        }
        for (index, (_, shape)) in zone.blocks.iter().enumerate() {
            if valid.blocks.get(index) == Some(&true) {
                self.blocks.push((index, *shape));
            }
        }
        self.boundary = valid.boundary.then_some(zone.boundary);
        self
    }

    /// The land as geometry takes it: rights at the surface.
    pub(super) fn zone_land(&self, plane: Plane) -> ZoneLand<'_, P> {
        ZoneLand { parcels: &self.parcels, declared: &self.declared, zone: self.boundary, plane }
    }

    /// Rights above and below ground against the zone.
    pub(super) fn other_layers(&self, plane: Plane) -> ZoneLand<'_, P> {
        ZoneLand { parcels: &self.others, declared: &[], zone: self.boundary, plane }
    }

    /// The layers but the surface that have more than one right, each with its records.
    pub(super) fn other_layer_groups(
        &self,
        context: &Context<'_, P>,
    ) -> Vec<(Vec<usize>, Vec<&'a MultiPolygon<P>>)> {
        let layer = |record: usize| context.records.get(record).map(|record| record.layer);
        let mut groups = Vec::new();
        for wanted in [Layer::AboveGround, Layer::BelowGround] {
            let members = self.other_records.iter().zip(&self.others);
            let (records, shapes): (Vec<usize>, Vec<_>) = members
                .filter(|(record, _)| layer(**record) == Some(wanted))
                .map(|(record, shape)| (*record, *shape))
                .unzip();
            if records.len() > 1 {
                groups.push((records, shapes));
            }
        }
        groups
    }

    /// Rights above, or below ground, by themselves: they may not overlap one another.
    pub(super) fn layer<'s>(
        &self,
        parcels: &'s [&'s MultiPolygon<P>],
        plane: Plane,
    ) -> ZoneLand<'s, P> {
        ZoneLand { parcels, declared: &[], zone: None, plane }
    }

    /// Whether a record is there by its stand-in only.
    pub(super) fn is_stand_in(&self, record: usize) -> bool {
        self.stand_ins.contains(&record)
    }

    /// The ring that a vertex of [`CheckedLand::zone_land`] belongs to.
    pub(super) fn ring(&self, vertex: coverage::ShapeVertex) -> Option<&'a [P]> {
        let shape = match vertex.owner {
            coverage::Owner::Parcel(parcel) => self.parcels.get(parcel)?,
            coverage::Owner::Declared(declared) => self.declared.get(declared)?,
        };
        shape.polygons().nth(vertex.polygon)?.rings().nth(vertex.ring)
    }

    pub(super) fn has_boundary(&self) -> bool {
        self.boundary.is_some()
    }

    /// The record of a parcel of [`CheckedLand::zone_land`].
    pub(super) fn record(&self, parcel: usize) -> Option<usize> {
        self.records.get(parcel).copied()
    }

    /// The index in the zone of a piece of declared land.
    pub(super) fn declared(&self, declared: usize) -> Option<usize> {
        self.declared_index.get(declared).copied()
    }

    /// The blocks with their index in the zone.
    pub(super) fn blocks(&self) -> impl Iterator<Item = (usize, &'a MultiPolygon<P>)> + '_ {
        self.blocks.iter().copied()
    }

    /// Whose shape it is, and what findings call it.
    pub(super) fn owner<'c>(
        &self,
        context: &'c Context<'_, P>,
        owner: coverage::Owner,
    ) -> Option<(Owner, &'c str)> {
        match owner {
            coverage::Owner::Parcel(parcel) => {
                let index = self.record(parcel)?;
                Some((Owner::Record(index), &context.records.get(index)?.subject))
            }
            coverage::Owner::Declared(declared) => {
                let index = self.declared(declared)?;
                Some((Owner::Declared(index), &context.zone?.declared.get(index)?.subject))
            }
        }
    }
}

/// Regions as the geometry of a finding; rings are closed.
pub(super) fn regions_shape<'r>(regions: impl IntoIterator<Item = &'r Region>) -> FoundShape {
    let close = |ring: &Vec<[f64; 2]>| ring.iter().chain(ring.first()).copied().collect();
    let polygon = |region: &'r Region| region.rings.iter().map(close).collect();
    FoundShape::MultiPolygon(regions.into_iter().map(polygon).collect())
}

/// Pieces as the geometry of a finding.
pub(super) fn pieces_shape<'p>(pieces: impl IntoIterator<Item = &'p Piece>) -> FoundShape {
    regions_shape(pieces.into_iter().map(|piece| &piece.region))
}

/// The place to look at: the middle of the widest piece, the first of equals.
pub(super) fn widest_place<'p>(
    plane: Plane,
    pieces: impl IntoIterator<Item = &'p Piece>,
) -> Option<[f64; 2]> {
    let wider =
        |best: &'p Piece, other: &'p Piece| if other.width > best.width { other } else { best };
    pieces.into_iter().reduce(wider).map(|piece| rounded(plane, piece.centre))
}

/// A place to look at, to a tenth of a millimetre: it is no position of a survey, and more digits would look like one.
pub(super) fn rounded(plane: Plane, place: [f64; 2]) -> [f64; 2] {
    let units = match plane {
        Plane::Degrees => 1e9,
        Plane::Metres => 1e4,
    };
    place.map(|number| (number * units).round() / units)
}
