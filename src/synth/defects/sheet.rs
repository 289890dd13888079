//! The map that defects are planted into, and the places on it that are still untouched.

use std::collections::BTreeMap;

use super::borders::{BlockBorder, Borders, Corner, ParcelBorder, Rim, RoadBorder};
use super::frame::{self, Frame, Ring};
use super::line::Edit;
use crate::error::Result;
use crate::finding::{Class, Code, Measure, Text};
use crate::geometry::{EdgeModel, LonLat, LonLatMultiPolygon, MultiPolygon, Shape, area};
use crate::parcel::ParcelFacts;
use crate::synth::ground::zone_38;
use crate::synth::planted::{Decoy, PlantedDefect, PlantedIn, Truth};
use crate::synth::rng::SplitMix64;
use crate::synth::{SyntheticZone, internal};
use crate::units::Area;
use crate::zone::Zone;

/// A parcel that was changed or added.
#[derive(Debug)]
pub(super) struct Feature {
    /// Its id, as text.
    pub(super) id: String,
    pub(super) facts: ParcelFacts,
    /// Polygons → rings → positions, as they are written.
    pub(super) shape: Vec<Vec<Ring>>,
    pub(super) edit: Option<Edit>,
    /// Whether the registered area is set to the measured one at the end.
    pub(super) is_measured: bool,
}

/// A parcel (the host) with free ground around a point well inside it.
#[derive(Debug)]
pub(super) struct Bench {
    /// Index of the host.
    pub(super) host: usize,
    /// Around the point; 20 m to every side are the host's.
    pub(super) frame: Frame,
}

/// Free ground around the point of a bench, metres.
pub(super) const FREE: f64 = 20.0;

/// Half the side of the square that a plain enclave fills, metres.
pub(super) const HALF: f64 = 12.0;

/// The map.
#[derive(Debug)]
pub(super) struct Sheet<'a> {
    base: &'a SyntheticZone,
    pub(super) zone: Zone,
    changed: BTreeMap<usize, Feature>,
    extras: Vec<Feature>,
    used: Vec<bool>,
    hosts: Vec<usize>,
    borders: Borders,
    serials: BTreeMap<String, u32>,
    /// Whether the collection of parcels has a `crs` member.
    pub(super) has_crs: bool,
    pub(super) truth: Truth,
    pub(super) rng: SplitMix64,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(base: &'a SyntheticZone) -> Sheet<'a> {
        let mut rng = SplitMix64::stream(base.options.seed, 20);
        let mut hosts: Vec<usize> = (0..base.parcels.len()).collect();
        rng.shuffle(&mut hosts);
        let borders = Borders::of(base, &mut rng);
        Sheet {
            base,
            zone: base.zone.clone(),
            changed: BTreeMap::new(),
            extras: Vec::new(),
            used: vec![false; base.parcels.len()],
            hosts,
            borders,
            serials: BTreeMap::new(),
            has_crs: false,
            truth: Truth {
                version: 1,
                seed: base.options.seed,
                parcels: base.parcels.len(),
                defects: Vec::new(),
                decoys: Vec::new(),
            },
            rng,
        }
    }

    /// The zone without defects.
    pub(super) const fn base(&self) -> &'a SyntheticZone {
        self.base
    }

    /// The next parcel that can hold a bench; it is taken.
    pub(super) fn bench(&mut self) -> Option<Bench> {
        while let Some(host) = self.hosts.pop() {
            if self.used.get(host).copied().unwrap_or(true) {
                continue;
            }
            let Some(frame) = self.base.parcels.get(host).and_then(bench_frame) else { continue };
            self.take(host);
            return Some(Bench { host, frame });
        }
        None
    }

    fn take(&mut self, parcel: usize) {
        if let Some(slot) = self.used.get_mut(parcel) {
            *slot = true;
        }
    }

    /// A border of two untouched parcels; they are taken.
    pub(super) fn parcel_border(&mut self) -> Option<ParcelBorder> {
        while let Some(border) = self.borders.parcels.pop() {
            if [border.left, border.right].iter().all(|at| self.used.get(*at) == Some(&false)) {
                self.take(border.left);
                self.take(border.right);
                return Some(border);
            }
        }
        None
    }

    /// A border of an untouched parcel with declared land; the parcel is taken.
    pub(super) fn road_border(&mut self) -> Option<RoadBorder> {
        let border = untouched(&mut self.borders.roads, &self.used, |border| border.parcel)?;
        self.take(border.parcel);
        Some(border)
    }

    /// A border of two blocks that runs along an untouched parcel; the parcel is taken.
    pub(super) fn block_border(&mut self) -> Option<BlockBorder> {
        let border = untouched(&mut self.borders.blocks, &self.used, |border| border.parcel)?;
        self.take(border.parcel);
        Some(border)
    }

    /// An edge of declared land on the boundary of the zone.
    pub(super) fn rim(&mut self) -> Option<Rim> {
        self.borders.rims.pop()
    }

    /// A corner of the boundary within one piece of declared land.
    pub(super) fn corner(&mut self) -> Option<Corner> {
        self.borders.corners.pop()
    }

    /// The feature of a parcel, to be changed.
    pub(super) fn feature(&mut self, parcel: usize) -> Result<&mut Feature> {
        let given = self.base.parcels.get(parcel);
        if let Some(nth) = parcel.checked_sub(self.base.parcels.len()) {
            return self.extras.get_mut(nth).ok_or_else(|| internal("a parcel that is not there"));
        }
        let given = given.ok_or_else(|| internal("a parcel that is not there"))?;
        Ok(self.changed.entry(parcel).or_insert_with(|| Feature {
            id: given.code.to_string(),
            facts: given.facts.clone(),
            shape: rings_of(&given.shape),
            edit: None,
            is_measured: true,
        }))
    }

    /// Cuts holes into the host; corners counter-clockwise, metres.
    pub(super) fn cut(&mut self, bench: &Bench, holes: &[&[[f64; 2]]]) -> Result<()> {
        let rings = holes.iter().map(|hole| {
            let mut ring = bench.frame.ring(hole);
            ring.reverse();
            ring
        });
        let feature = self.feature(bench.host)?;
        if let Some(polygon) = feature.shape.first_mut() {
            polygon.extend(rings);
        }
        Ok(())
    }

    /// Adds a parcel with facts like its host's and a code of its own.
    pub(super) fn add(&mut self, like: usize, shape: Vec<Vec<Ring>>) -> Result<usize> {
        let given =
            self.base.parcels.get(like).ok_or_else(|| internal("a parcel that is not there"))?;
        let code = given.code.to_string();
        let prefix = code.get(..14).unwrap_or_default().to_owned();
        let serial = self.serials.entry(prefix.clone()).or_insert(90_000);
        *serial += 1;
        let id = format!("{prefix}{serial:05}");
        let mut facts = given.facts.clone();
        facts.name = format!("{}之内{serial}号地块", facts.name);
        facts.unit = Some(format!("{id}W00000000").parse().map_err(internal)?);
        self.extras.push(Feature { id, facts, shape, edit: None, is_measured: true });
        Ok(self.base.parcels.len() + self.extras.len() - 1)
    }

    /// A host with one square hole, and the parcel that fills it.
    pub(super) fn enclave(&mut self) -> Result<Option<(Bench, usize)>> {
        let square = frame::rectangle(-HALF, -HALF, HALF, HALF);
        let Some(bench) = self.bench() else { return Ok(None) };
        self.cut(&bench, &[&square])?;
        let ring = bench.frame.ring(&square);
        let extra = self.add(bench.host, vec![vec![ring]])?;
        Ok(Some((bench, extra)))
    }

    /// The code or id of a parcel, as its feature has it.
    pub(super) fn subject(&mut self, parcel: usize) -> Result<String> {
        Ok(self.feature(parcel)?.id.clone())
    }

    /// A defect of parcels; more is said about it by the caller.
    pub(super) fn defect(
        &mut self,
        code: Code,
        parcels: &[usize],
        note: (&str, &str),
    ) -> Result<PlantedDefect> {
        let mut subjects = Vec::with_capacity(parcels.len());
        let mut ground: Option<[f64; 4]> = None;
        for parcel in parcels {
            let feature = self.feature(*parcel)?;
            subjects.push(feature.id.clone());
            let own = frame::extent(feature.shape.iter().flatten().flatten());
            ground = Some(ground.map_or(own, |ground| frame::around(ground, own)));
        }
        subjects.sort();
        subjects.dedup();
        Ok(PlantedDefect {
            code,
            class: None,
            file: PlantedIn::Parcels,
            subjects,
            indices: parcels.to_vec(),
            at: None,
            region: None,
            measure: None,
            tolerance: 1e-6,
            allowed: Vec::new(),
            consequent: Vec::new(),
            is_placed: true,
            extent: ground,
            note: Text::from(note),
        })
    }

    /// A defect of the features of `zone.geojson`.
    pub(super) fn zone_defect(code: Code, indices: &[usize], note: (&str, &str)) -> PlantedDefect {
        PlantedDefect {
            code,
            class: None,
            file: PlantedIn::Zone,
            subjects: Vec::new(),
            indices: indices.to_vec(),
            at: None,
            region: None,
            measure: None,
            tolerance: 1e-6,
            allowed: Vec::new(),
            consequent: Vec::new(),
            is_placed: true,
            extent: None,
            note: Text::from(note),
        }
    }

    pub(super) fn decoy(
        &mut self,
        kind: &str,
        parcels: &[usize],
        allowed: &[Code],
        note: (&str, &str),
    ) -> Result<()> {
        let like = self.defect(Code::NotChecked, parcels, note)?;
        self.truth.decoys.push(Decoy {
            kind: kind.to_owned(),
            subjects: like.subjects,
            indices: like.indices,
            allowed: allowed.to_vec(),
            extent: like.extent,
            note: like.note,
        });
        Ok(())
    }

    /// Position of a block in `zone.geojson`.
    pub(super) fn block_index(block: usize) -> usize {
        1 + block
    }

    /// Position of declared land in `zone.geojson`.
    pub(super) fn declared_index(&self, land: usize) -> usize {
        1 + self.zone.boundaries.first().map_or(0, |version| version.blocks.len()) + land
    }

    /// Sets the registered areas, and gives back what is to be written.
    pub(super) fn finish(mut self) -> Result<Finished> {
        for feature in self.changed.values_mut().chain(&mut self.extras) {
            if feature.is_measured {
                feature.facts.registered_area = plane_area(&feature.shape)?;
            }
        }
        Ok(Finished {
            zone: self.zone,
            changed: self.changed,
            extras: self.extras,
            has_crs: self.has_crs,
            truth: self.truth,
        })
    }
}

/// What is to be written.
#[derive(Debug)]
pub(super) struct Finished {
    pub(super) zone: Zone,
    /// Changed parcels by index.
    pub(super) changed: BTreeMap<usize, Feature>,
    /// Parcels after the last one of the zone.
    pub(super) extras: Vec<Feature>,
    pub(super) has_crs: bool,
    pub(super) truth: Truth,
}

/// The plane area in the 3° zone 38, to the square centimetre that registers have.
pub(super) fn plane_area(shape: &[Vec<Ring>]) -> Result<Option<Area>> {
    let shape = Shape::LonLat(shape_of(shape));
    let Some(computed) = area(&shape, EdgeModel::Grid, Some(zone_38()?)) else { return Ok(None) };
    Area::from_computed(computed.square_metres, 2).map(Some).map_err(internal)
}

impl PlantedDefect {
    pub(super) fn at(mut self, at: [f64; 2]) -> PlantedDefect {
        self.at = Some(at);
        self
    }

    pub(super) fn of_class(mut self, class: Class) -> PlantedDefect {
        self.class = Some(class);
        self
    }

    pub(super) fn allowing(mut self, codes: &[Code]) -> PlantedDefect {
        self.allowed.extend_from_slice(codes);
        self
    }

    /// The region of the defect, with its area. `self.extent` covers it afterwards.
    pub(super) fn over(mut self, region: Ring) -> PlantedDefect {
        self.measure = Some(Measure::area(frame::area(&region), "local-plane"));
        self.at = Some(frame::middle(&region));
        let own = frame::extent(&region);
        self.extent = Some(self.extent.map_or(own, |ground| frame::around(ground, own)));
        self.region = Some(region);
        self
    }

    pub(super) fn plant(self, sheet: &mut Sheet<'_>) {
        sheet.truth.defects.push(self);
    }
}

/// The frame around the middle of a parcel of which all facts are known, if it lies well inside.
fn bench_frame(parcel: &crate::parcel::Parcel) -> Option<Frame> {
    let facts = &parcel.facts;
    let is_known = facts.unit.is_some() && facts.registered_area.is_some() && facts.stage.is_some();
    let polygons = rings_of(&parcel.shape);
    let [rings] = polygons.as_slice() else { return None };
    let [ring] = rings.as_slice() else { return None };
    let middle = frame::middle(ring);
    let frame = Frame::at(middle);
    let is_far = |(a, b): (&[f64; 2], &[f64; 2])| {
        distance(frame.metres(*a), frame.metres(*b)) > FREE * std::f64::consts::SQRT_2
    };
    let is_free = ring.iter().zip(ring.iter().skip(1)).all(is_far);
    (is_known && is_free && frame::is_inside(middle, rings)).then_some(frame)
}

/// From the origin to the segment between two points.
fn distance(a: [f64; 2], b: [f64; 2]) -> f64 {
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    let length = (dx * dx + dy * dy).max(f64::MIN_POSITIVE);
    let part = (-(a[0] * dx + a[1] * dy) / length).clamp(0.0, 1.0);
    let (x, y) = (a[0] + part * dx, a[1] + part * dy);
    (x * x + y * y).sqrt()
}

pub(super) fn rings_of(shape: &LonLatMultiPolygon) -> Vec<Vec<Ring>> {
    let ring = |ring: &[LonLat]| ring.iter().map(|at| [at.lon, at.lat]).collect();
    shape.polygons().map(|polygon| polygon.rings().map(ring).collect()).collect()
}

pub(super) fn shape_of(polygons: &[Vec<Ring>]) -> LonLatMultiPolygon {
    let mut shape = MultiPolygon::default();
    for polygon in polygons {
        shape.push_polygon();
        for ring in polygon {
            shape.push_ring(ring.iter().map(|at| LonLat::new(at[0], at[1])));
        }
    }
    shape
}

/// The next border whose parcel is untouched; those before it are dropped.
fn untouched<T>(list: &mut Vec<T>, used: &[bool], parcel: impl Fn(&T) -> usize) -> Option<T> {
    while let Some(border) = list.pop() {
        if used.get(parcel(&border)) == Some(&false) {
            return Some(border);
        }
    }
    None
}
