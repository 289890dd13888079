//! [`Parcels`]: the parcels of a map, in memory or read when they are asked for.

use std::ops::Deref;
use std::sync::Arc;

use super::super::{MultiPolygon, Plane, PlanePosition};
use super::ground::Extent;
use super::land::{ZoneLand, extent, shape_area};
use crate::Workers;

/// The parcels of a map by number, wherever their shapes are.
pub(crate) trait Parcels<P: PlanePosition>: Sync {
    /// How many there are.
    fn count(&self) -> usize;

    /// The box of one; `None` for an empty shape, and one with a coordinate that is not finite.
    fn extent(&self, parcel: usize) -> Option<Extent>;

    /// The area of one, m².
    fn area(&self, parcel: usize, plane: Plane) -> f64;

    /// The shape of one. `None` also where it cannot be read any more: whoever reads remembers why, and the result counts
    /// for nothing.
    fn shape(&self, parcel: usize) -> Option<ParcelShape<'_, P>>;
}

/// The shape of a parcel, lent or read.
#[derive(Debug, Clone)]
pub(crate) enum ParcelShape<'a, P> {
    /// It is held by somebody else.
    Lent(&'a MultiPolygon<P>),
    /// It was read, and may be held for whoever asks next.
    Read(Arc<MultiPolygon<P>>),
}

impl<P> Deref for ParcelShape<'_, P> {
    type Target = MultiPolygon<P>;

    fn deref(&self) -> &MultiPolygon<P> {
        match self {
            ParcelShape::Lent(shape) => shape,
            ParcelShape::Read(shape) => shape,
        }
    }
}

impl<P: PlanePosition> Parcels<P> for [&MultiPolygon<P>] {
    fn count(&self) -> usize {
        self.len()
    }

    fn extent(&self, parcel: usize) -> Option<Extent> {
        extent(self.get(parcel)?)
    }

    fn area(&self, parcel: usize, plane: Plane) -> f64 {
        self.get(parcel).map_or(0.0, |shape| shape_area(shape, plane))
    }

    fn shape(&self, parcel: usize) -> Option<ParcelShape<'_, P>> {
        self.get(parcel).map(|shape| ParcelShape::Lent(shape))
    }
}

/// Parcels in memory with their boxes, which are asked for again and again.
pub(super) struct Boxed<'a, P> {
    parcels: &'a [&'a MultiPolygon<P>],
    boxes: Vec<Option<Extent>>,
}

impl<'a, P: PlanePosition> Boxed<'a, P> {
    pub(super) fn of(parcels: &'a [&'a MultiPolygon<P>], workers: Workers) -> Boxed<'a, P> {
        Boxed { parcels, boxes: workers.map(parcels, |_, shape| extent(shape)) }
    }
}

impl<P: PlanePosition> Parcels<P> for Boxed<'_, P> {
    fn count(&self) -> usize {
        self.parcels.len()
    }

    fn extent(&self, parcel: usize) -> Option<Extent> {
        self.boxes.get(parcel).copied().flatten()
    }

    fn area(&self, parcel: usize, plane: Plane) -> f64 {
        self.parcels.area(parcel, plane)
    }

    fn shape(&self, parcel: usize) -> Option<ParcelShape<'_, P>> {
        self.parcels.shape(parcel)
    }
}

/// A [`ZoneLand`] whose parcels may be anywhere.
pub(crate) struct MapLand<'a, P, S: ?Sized> {
    pub(crate) parcels: &'a S,
    pub(crate) declared: &'a [&'a MultiPolygon<P>],
    pub(crate) zone: Option<&'a MultiPolygon<P>>,
    pub(crate) plane: Plane,
}

impl<'a, P: PlanePosition, S: Parcels<P> + ?Sized> MapLand<'a, P, S> {
    /// The boxes of the parcels.
    pub(super) fn boxes(&self) -> Vec<Option<Extent>> {
        (0..self.parcels.count()).map(|parcel| self.parcels.extent(parcel)).collect()
    }
}

impl<'a, P> ZoneLand<'a, P> {
    /// The same, as any map is taken.
    pub(crate) fn map(&self) -> MapLand<'a, P, [&'a MultiPolygon<P>]> {
        let ZoneLand { parcels, declared, zone, plane } = *self;
        MapLand { parcels, declared, zone, plane }
    }
}
