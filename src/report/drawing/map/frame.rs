//! The frame of a map: from degrees to units of the drawing, kilometre grid, scale, north.

use maud::{Markup, html};
use rust_decimal::prelude::ToPrimitive;

use crate::geometry::{GaussKruger, GridPoint, LonLat, LonLatMultiPolygon};
use crate::report::MapParcel;
use crate::report::drawing::scale::round_below;
use crate::report::drawing::svg::{At, tenths};

/// Outlines are written as whole numbers of this part of a unit.
pub(super) const FINE: f64 = 10.0;

/// Where the map stands in the drawing: left, top, right, bottom. Grid numbers stand outside.
pub(super) const ROOM: [f64; 4] = [34.0, 10.0, 726.0, 612.0];

fn float(tenths: i64) -> f64 {
    tenths as f64
}

/// Which way a ring runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    Left,
    Right,
}

/// The plane of a map, and how it fits the room.
pub(super) struct Frame {
    plane: GaussKruger,
    /// The north-west corner of the room, metres.
    corner: GridPoint,
    /// Units a metre.
    scale: f64,
    /// True north less grid north, degrees, east of it positive.
    pub(super) true_north: f64,
}

impl Frame {
    /// The frame that holds all shapes; `None` if there is nothing that can be projected.
    pub(super) fn around<'a>(
        plane: GaussKruger,
        shapes: impl Iterator<Item = &'a LonLatMultiPolygon>,
    ) -> Option<Frame> {
        let points = shapes.flat_map(|shape| shape.points().iter().copied());
        let points = points.filter_map(|point| plane.forward(point));
        let mut bounds: Option<[f64; 4]> = None;
        for point in points {
            let [south, west, north, east] =
                bounds.unwrap_or([point.north, point.east, point.north, point.east]);
            bounds = Some([
                south.min(point.north),
                west.min(point.east),
                north.max(point.north),
                east.max(point.east),
            ]);
        }
        let [south, west, north, east] = bounds?;
        let [left, top, right, bottom] = ROOM;
        let (width, height) = (right - left, bottom - top);
        // A margin of 3 % on each side; what has no extent is shown a metre wide.
        let scale = (width / (east - west).max(1.0)).min(height / (north - south).max(1.0)) * 0.94;
        let middle = GridPoint::new((south + north) / 2.0, (west + east) / 2.0);
        let corner =
            GridPoint::new(middle.north + height / 2.0 / scale, middle.east - width / 2.0 / scale);
        let at = plane.inverse(middle)?;
        let here = plane.forward(at)?;
        let there = plane.forward(LonLat::new(at.lon, at.lat + 0.001))?;
        let true_north = (there.east - here.east).atan2(there.north - here.north).to_degrees();
        Some(Frame { plane, corner, scale, true_north })
    }

    /// Where a position stands in the drawing.
    pub(super) fn at(&self, position: LonLat) -> Option<[f64; 2]> {
        let point = self.plane.forward(position)?;
        let [left, top, ..] = ROOM;
        Some([
            left + (point.east - self.corner.east) * self.scale,
            top + (self.corner.north - point.north) * self.scale,
        ])
    }

    /// How large a parcel is in the drawing, in units squared.
    pub(super) fn size_of(&self, parcel: &MapParcel) -> Option<f64> {
        let metres = parcel.plane_area?.square_metres().to_f64()?;
        Some(metres * self.scale * self.scale)
    }

    /// The outline of a shape as the data of a path, in tenths of a unit, each corner as its distance from the one before.
    /// Corners that fall together are written once. Exteriors run one way and interiors the other, so that parcels that
    /// overlap are both filled where many are one path.
    pub(super) fn path(&self, shape: &LonLatMultiPolygon) -> String {
        let mut path = String::new();
        for polygon in shape.polygons() {
            self.ring(polygon.exterior(), Turn::Left, &mut path);
            for interior in polygon.interiors() {
                self.ring(interior, Turn::Right, &mut path);
            }
        }
        path
    }

    fn ring(&self, ring: &[LonLat], turn: Turn, path: &mut String) {
        let points = ring.iter().filter_map(|point| self.at(*point));
        let mut points: Vec<[i64; 2]> = points.map(|point| point.map(tenths)).collect();
        points.dedup();
        let next = points.iter().cycle().skip(1);
        let corners = points.iter().zip(next).map(|(one, two)| (one.map(float), two.map(float)));
        let twice: f64 = corners.map(|([x, y], [u, v])| x * v - u * y).sum();
        // Downwards is positive in a drawing: a ring that turns left has a negative area.
        if (twice < 0.0) != (turn == Turn::Left) {
            points.reverse();
        }
        let Some([mut x, mut y]) = points.first().copied() else { return };
        path.push_str(&format!("M{x} {y}"));
        for [to_x, to_y] in points.into_iter().skip(1) {
            path.push_str(&format!("l{} {}", to_x - x, to_y - y));
            [x, y] = [to_x, to_y];
        }
        path.push('z');
    }

    /// Paper and kilometre grid, under everything else.
    pub(super) fn background(&self) -> Markup {
        let [left, top, right, bottom] = ROOM;
        html! {
            rect x=(At(left)) y=(At(top)) width=(At(right - left)) height=(At(bottom - top)) fill="#fbfaf7" {}
            g stroke="#d0d7de" stroke-width=".8" {
                @for (x, _) in self.eastings() {
                    line x1=(At(x)) x2=(At(x)) y1=(At(top)) y2=(At(bottom)) {}
                }
                @for (y, _) in self.northings() {
                    line x1=(At(left)) x2=(At(right)) y1=(At(y)) y2=(At(y)) {}
                }
            }
        }
    }

    /// The frame itself with the numbers of the grid, over everything else.
    pub(super) fn neatline(&self) -> Markup {
        let [left, top, right, bottom] = ROOM;
        html! {
            rect x=(At(left)) y=(At(top)) width=(At(right - left)) height=(At(bottom - top)) fill="none"
                stroke="#1a1a1a" stroke-width="1.4" {}
            g font-size="10" fill="#4d4d4d" text-anchor="middle" {
                @for (x, name) in self.eastings() {
                    text x=(At(x)) y=(At(bottom + 13.0)) { (name) }
                }
                @for (y, name) in self.northings() {
                    text transform={ "translate(" (At(left - 5.0)) " " (At(y)) ") rotate(-90)" } { (name) }
                }
            }
        }
    }

    /// The length of the scale bar in units and in metres.
    pub(super) fn scale_bar(&self) -> (f64, f64) {
        let metres = round_below(170.0 / self.scale);
        (metres * self.scale, metres)
    }

    /// The central meridian of the plane, degrees.
    pub(super) const fn central_meridian(&self) -> u16 {
        self.plane.central_meridian()
    }

    /// Grid lines: where they stand, and their coordinate in kilometres.
    fn eastings(&self) -> Vec<(f64, String)> {
        let [left, _, right, _] = ROOM;
        let width = (right - left) / self.scale;
        let of = |east: f64| left + (east - self.corner.east) * self.scale;
        self.lines(self.corner.east, width).into_iter().map(|(east, km)| (of(east), km)).collect()
    }

    fn northings(&self) -> Vec<(f64, String)> {
        let [_, top, _, bottom] = ROOM;
        let height = (bottom - top) / self.scale;
        let of = |north: f64| top + (self.corner.north - north) * self.scale;
        let lines = self.lines(self.corner.north - height, height);
        lines.into_iter().map(|(north, km)| (of(north), km)).collect()
    }

    /// Round coordinates within a stretch of metres, every kilometre or, of smaller and larger zones, every 1, 2 or 5 times
    /// a power of ten metres.
    fn lines(&self, from: f64, length: f64) -> Vec<(f64, String)> {
        let step = round_below(140.0 / self.scale).max(1.0);
        let first = (from / step).ceil();
        let count = ((from + length) / step).floor() - first;
        (0..=count.clamp(0.0, 50.0) as u32)
            .map(|at| (first + f64::from(at)) * step)
            .map(|metres| (metres, (metres.round() / 1000.0).to_string()))
            .collect()
    }
}
