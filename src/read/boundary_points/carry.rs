//! Carrying boundary-point files through GeoJSON and back without loss.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::metres::{boundary_point, corners};
use super::model::{
    BoundaryPoint, BoundaryPointFile, ColumnOrder, FileFrame, LineForm, Plot, RejectedPlot,
};
use super::rings::{self, Closing, Placed};
use crate::error::{Error, Result};
use crate::finding::{Code, Finding, Text};
use crate::geometry::{GaussKruger, GridPoint, LonLat, LonLatMultiPolygon};

/// How far a projected position may lie from the carried one to count as unmoved: half of the last usual
/// digit, metres.
const UNMOVED_M: f64 = 0.0005;

/// What a GeoJSON feature carries in its property [`MEMBER`](BoundaryPointProperties::MEMBER), so that the
/// plot can be written as a boundary-point file again, unchanged.
///
/// Every feature carries the frame of its file too: GIS programs keep the properties of features, but not
/// foreign members of the collection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BoundaryPointProperties {
    /// The file without its plots.
    pub frame: FileFrame,
    /// The place of the plot among the plots of its file, from 0.
    pub index: u32,
    /// The plot with its points as given.
    pub plot: Plot,
}

impl BoundaryPointProperties {
    /// The name of the property.
    pub const MEMBER: &'static str = "boundary_points";
}

impl BoundaryPointFile {
    /// The usable plots as polygons in degrees, each with what it must carry.
    ///
    /// `to_lonlat` is the inverse projection, for instance `GaussKruger::inverse`. Rings are closed, as
    /// GeoJSON wants them; the carried points say whether they were given so. Plots of kind point or line
    /// have no polygon.
    ///
    /// # Errors
    ///
    /// A position that `to_lonlat` has no answer for.
    pub fn to_features(
        &self,
        to_lonlat: impl Fn(GaussKruger, GridPoint) -> Option<LonLat>,
    ) -> Result<Vec<(LonLatMultiPolygon, BoundaryPointProperties)>> {
        let zone = self.frame.zone;
        let mut features = Vec::with_capacity(self.plots.len());
        for (index, plot) in self.plots.iter().enumerate() {
            let mut polygons = LonLatMultiPolygon::default();
            for polygon in plot.shape().polygons() {
                polygons.push_polygon();
                for ring in polygon.rings() {
                    let corners = corners(ring);
                    let closed = corners.iter().chain(corners.first());
                    let ring: Option<Vec<LonLat>> =
                        closed.map(|point| to_lonlat(zone, *point)).collect();
                    polygons.push_ring(ring.ok_or_else(|| {
                        let number = plot.number.trim();
                        let found = (
                            format!("地块“{number}”有点在其外"),
                            format!("a point outside it in `{number}`"),
                        );
                        let expected =
                            (format!("{zone} 之内的点"), format!("points within {zone}"));
                        Error::argument(("地块", "plot"), expected, found)
                    })?);
                }
            }
            let properties = BoundaryPointProperties {
                frame: self.frame.clone(),
                index: u32::try_from(index).unwrap_or(u32::MAX),
                plot: plot.clone(),
            };
            features.push((polygons, properties));
        }
        Ok(features)
    }

    /// The file that features were made from, with what was changed on the way.
    ///
    /// `to_grid` is the projection, for instance `GaussKruger::forward`. A plot whose positions still
    /// project to within 0.5 mm of the carried ones, in either direction and from any first vertex, comes
    /// back with every text as given. Otherwise unmoved points keep their texts, moved ones get new
    /// coordinates with 3 decimals (half away from zero), and a finding [`Code::TxtPointMoved`] says so.
    /// Plots stand in the order of their file.
    ///
    /// A plot with a position that `to_grid` has no answer for is rejected with [`Code::CoordinateRange`].
    ///
    /// # Errors
    ///
    /// No features, or features from different files.
    pub fn from_features(
        features: impl IntoIterator<Item = (LonLatMultiPolygon, BoundaryPointProperties)>,
        to_grid: impl Fn(GaussKruger, LonLat) -> Option<GridPoint>,
    ) -> Result<(BoundaryPointFile, Vec<Finding>)> {
        let mut features: Vec<_> = features.into_iter().collect();
        features.sort_by_key(|(_, properties)| properties.index);
        let Some(frame) = features.first().map(|(_, properties)| properties.frame.clone()) else {
            return Err(Error::argument(
                ("要素", "features"),
                ("至少一个要素", "at least one feature"),
                ("没有", "none"),
            ));
        };
        if features.iter().any(|(_, properties)| properties.frame != frame) {
            let found = ("所带表头不同的要素", "features that carry different file headers");
            let expected = ("同一文件的要素", "features of one file");
            return Err(Error::argument(("要素", "features"), expected, found));
        }
        let mut file = BoundaryPointFile::new(frame, Vec::with_capacity(features.len()));
        let mut findings = Vec::new();
        for (polygons, properties) in features {
            let plot = properties.plot;
            match project(&polygons, |at| to_grid(file.frame.zone, at)) {
                Ok(rings) => {
                    let (plot, finding) = brought_back(plot, &rings)?;
                    file.plots.push(plot);
                    findings.extend(finding);
                }
                Err(at) => {
                    findings.push(outside(&plot, at));
                    file.rejected.push(RejectedPlot {
                        number: plot.number,
                        name: plot.name,
                        place: plot.place,
                        lines: Vec::new(),
                    });
                }
            }
        }
        Ok((file, findings))
    }
}

/// The rings of a feature in the plane, without closing points.
fn project(
    polygons: &LonLatMultiPolygon,
    to_grid: impl Fn(LonLat) -> Option<GridPoint>,
) -> Result<Vec<Vec<GridPoint>>, LonLat> {
    let mut rings = Vec::with_capacity(polygons.ring_count());
    for ring in polygons.rings() {
        let ring: Result<Vec<GridPoint>, LonLat> =
            corners(ring).iter().map(|at| to_grid(*at).ok_or(*at)).collect();
        rings.push(ring?);
    }
    Ok(rings)
}

fn outside(plot: &Plot, at: LonLat) -> Finding {
    let LonLat { lon, lat } = at;
    let text = Text::new(
        format!("位置应在高斯-克吕格投影范围内，实为经度 {lon}、纬度 {lat}"),
        format!("expected a position that can be projected, found longitude {lon}, latitude {lat}"),
    );
    Finding::new(Code::CoordinateRange, text).about(plot.number.trim())
}

/// The plot with the positions of the feature.
fn brought_back(plot: Plot, rings: &[Vec<GridPoint>]) -> Result<(Plot, Option<Finding>)> {
    let placed: Vec<Placed> = if plot.shape().is_empty() {
        Vec::new()
    } else {
        let placed = rings::nested(&plot.points);
        let order = rings::polygons(&placed).into_iter().flatten();
        order.filter_map(|at| placed.get(at).cloned()).collect()
    };
    let carried: Vec<Vec<GridPoint>> = placed
        .iter()
        .map(|placed| placed.ring.positions(&plot.points).take(placed.ring.corners()).collect())
        .collect();
    if unmoved(&carried, rings) {
        return Ok((plot, None));
    }
    let (points, finding) = {
        let mut rebuilt = Rebuilt::new(&plot, &placed);
        for (at, ring) in rings.iter().enumerate() {
            rebuilt.ring(ring, placed.get(at))?;
        }
        rebuilt.finish()
    };
    let mut plot = plot;
    if points.len() != plot.points.len() {
        plot.point_count = points.len().to_string();
    }
    plot.points = points;
    Ok((plot, Some(finding)))
}

/// Whether each ring is one of the carried ones, in either direction and from any first vertex.
fn unmoved(carried: &[Vec<GridPoint>], rings: &[Vec<GridPoint>]) -> bool {
    if carried.len() != rings.len() {
        return false;
    }
    let mut used = vec![false; rings.len()];
    carried.iter().enumerate().all(|(own, ring)| {
        let candidates = std::iter::once(own).chain((0..rings.len()).filter(|at| *at != own));
        for at in candidates {
            let free = used.get(at) == Some(&false);
            if free && rings.get(at).is_some_and(|other| same_ring(ring, other)) {
                if let Some(used) = used.get_mut(at) {
                    *used = true;
                }
                return true;
            }
        }
        false
    })
}

fn same_ring(a: &[GridPoint], b: &[GridPoint]) -> bool {
    let Some(first) = a.first() else { return b.is_empty() };
    if a.len() != b.len() {
        return false;
    }
    let starts = b.iter().enumerate().filter(|(_, point)| near(**point, *first));
    starts.map(|(at, _)| at).any(|start| {
        let forward = b.iter().cycle().skip(start);
        let back = b.iter().rev().cycle().skip(b.len().saturating_sub(start).saturating_sub(1));
        a.iter().zip(forward).all(|(a, b)| near(*a, *b))
            || a.iter().zip(back).all(|(a, b)| near(*a, *b))
    })
}

fn near(a: GridPoint, b: GridPoint) -> bool {
    distance(a, b) < UNMOVED_M
}

fn distance(a: GridPoint, b: GridPoint) -> f64 {
    (a.north - b.north).hypot(a.east - b.east)
}

/// A plot whose points are put together again from a changed feature.
struct Rebuilt<'a> {
    given: &'a [BoundaryPoint],
    number: &'a str,
    /// Given corners by millimetre cell.
    cells: BTreeMap<(i64, i64), Vec<usize>>,
    used: Vec<bool>,
    corner_count: usize,
    next_name: usize,
    next_ring: u32,
    points: Vec<BoundaryPoint>,
    moved: Vec<(String, f64)>,
    added: usize,
}

impl<'a> Rebuilt<'a> {
    fn new(plot: &'a Plot, placed: &[Placed]) -> Rebuilt<'a> {
        let mut cells: BTreeMap<(i64, i64), Vec<usize>> = BTreeMap::new();
        let mut corner_count = 0_usize;
        for ring in placed.iter().map(|placed| &placed.ring) {
            corner_count = corner_count.saturating_add(ring.corners());
            for at in (ring.start..).take(ring.corners()) {
                if let Some(point) = plot.points.get(at) {
                    cells.entry(cell(point.point)).or_default().push(at);
                }
            }
        }
        let names = plot.points.iter().filter_map(|point| {
            point.name.trim().trim_start_matches(|c: char| !c.is_ascii_digit()).parse().ok()
        });
        Rebuilt {
            given: &plot.points,
            number: plot.number.trim(),
            cells,
            used: vec![false; plot.points.len()],
            corner_count,
            next_name: names.max().unwrap_or(0_usize).saturating_add(1),
            next_ring: plot.points.iter().map(|p| p.ring).max().unwrap_or(0).saturating_add(1),
            points: Vec::new(),
            moved: Vec::new(),
            added: 0,
        }
    }

    /// The first unused given corner within the tolerance.
    fn take(&mut self, at: GridPoint) -> Option<usize> {
        let (north, east) = cell(at);
        for n in -1..=1 {
            for e in -1..=1 {
                let key = (north.saturating_add(n), east.saturating_add(e));
                for index in self.cells.get(&key).into_iter().flatten() {
                    let free = self.used.get(*index) == Some(&false);
                    if free && self.given.get(*index).is_some_and(|p| near(p.point, at)) {
                        return self.mark(*index);
                    }
                }
            }
        }
        None
    }

    fn mark(&mut self, index: usize) -> Option<usize> {
        *self.used.get_mut(index)? = true;
        Some(index)
    }

    fn ring(&mut self, ring: &[GridPoint], placed: Option<&Placed>) -> Result<()> {
        let carried = placed.map(|placed| &placed.ring);
        let number = match carried.and_then(|ring| self.given.get(ring.start)) {
            Some(first) => first.ring,
            None => {
                let number = self.next_ring;
                self.next_ring = number.saturating_add(1);
                number
            }
        };
        let matches: Vec<Option<usize>> = ring.iter().map(|at| self.take(*at)).collect();
        let aligned = carried.filter(|carried| carried.corners() == ring.len());
        let start = self.points.len();
        for (at, (position, found)) in ring.iter().zip(matches).enumerate() {
            let point = match found.and_then(|index| self.given.get(index)) {
                Some(point) => BoundaryPoint { ring: number, ..point.clone() },
                None => {
                    let former = aligned.map(|carried| carried.start.saturating_add(at));
                    self.new_point(*position, number, former)?
                }
            };
            self.points.push(point);
        }
        if carried.is_none_or(|ring| ring.closing != Closing::Open)
            && let Some(first) = self.points.get(start).cloned()
        {
            self.points.push(first);
        }
        Ok(())
    }

    /// A point at a new position: moved if its former self is still free, added otherwise.
    fn new_point(
        &mut self,
        position: GridPoint,
        ring: u32,
        former: Option<usize>,
    ) -> Result<BoundaryPoint> {
        let free = former.filter(|index| self.used.get(*index) == Some(&false));
        if let Some(given) = free.and_then(|at| self.mark(at)).and_then(|at| self.given.get(at)) {
            self.moved.push((given.name.trim().to_owned(), distance(given.point, position)));
            let new = boundary_point(given.name.clone(), ring, position)?;
            let (x_text, y_text) = match given.columns {
                ColumnOrder::NorthingFirst => (new.x_text, new.y_text),
                ColumnOrder::EastingFirst => (new.y_text, new.x_text),
            };
            let (columns, extra) = (given.columns, given.extra.clone());
            let form = LineForm { given: None, ..given.form.clone() };
            return Ok(BoundaryPoint { x_text, y_text, columns, extra, form, ..new });
        }
        self.added = self.added.saturating_add(1);
        let name = format!("J{}", self.next_name);
        self.next_name = self.next_name.saturating_add(1);
        boundary_point(name, ring, position)
    }

    fn finish(self) -> (Vec<BoundaryPoint>, Finding) {
        let kept = self.used.iter().filter(|used| **used).count();
        let removed = self.corner_count.saturating_sub(kept);
        let furthest = self.moved.iter().map(|(_, by)| *by).fold(0.0, f64::max);
        let names: Vec<&str> = self.moved.iter().take(5).map(|(name, _)| name.as_str()).collect();
        let names = names.join(", ");
        let more = if self.moved.len() > 5 { ", …" } else { "" };
        let (moved, added) = (self.moved.len(), self.added);
        let finding = Finding::new(
            Code::TxtPointMoved,
            Text::new(
                format!(
                    "应为原文件的界址点，实为移动 {moved} 点（{names}{more}，最大 {furthest:.3} 米）、\
                     新增 {added} 点、删除 {removed} 点；坐标按三位小数重写"
                ),
                format!(
                    "expected the points of the file; found {moved} moved ({names}{more}; up to \
                     {furthest:.3} m), {added} added, {removed} removed; their coordinates are \
                     written anew with 3 decimals"
                ),
            ),
        );
        (self.points, finding.about(self.number))
    }
}

/// The millimetre cell of a position.
fn cell(at: GridPoint) -> (i64, i64) {
    // Casts of floats saturate; a position that far away matches nothing.
    ((at.north * 1e3).floor() as i64, (at.east * 1e3).floor() as i64)
}
