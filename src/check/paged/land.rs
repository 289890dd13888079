//! [`PagedGeometry`]: polygons, coverage and zone of a map whose shapes are in a scratch.

use std::collections::BTreeSet;

use super::PagedInput;
use super::rows::{OTHER_LAYERS, Rows, push};
use super::scratch::Spill;
use super::source::{RecordSource, Shapes};
use crate::check::context::Context;
use crate::check::land::{CheckedLand, resolved};
use crate::check::polygons::{ValidOwners, polygons};
use crate::check::unread::Unread;
use crate::check::{
    Places, Record, Stage, ZoneBalance, ZoneRecord, approved_area, coverage, run, zone,
};
use crate::error::Result;
use crate::finding::Finding;
use crate::geometry::coverage::{
    Blocks, BorderFault, Coverage, DeclaredConflict, Extent, Gap, MapLand, Owner, PagedLand,
    ParcelPosition, ParcelShape, Parcels, PositionOf, ShapeVertex, shape_area, shape_extent,
};
use crate::geometry::{Layer, MultiPolygon, Plane, PlanePosition};

/// What is kept of the land of every record, and how it is judged once all are there.
#[derive(Debug)]
pub(super) struct PagedGeometry {
    valid: ValidOwners,
    zone: Option<PositionOf>,
    surface: Vec<Row>,
    others: Vec<(Layer, Row)>,
    /// Records in force whose polygons are not valid.
    invalid: Vec<usize>,
    /// Of these, those that count for the ground within their rings.
    stand_ins: BTreeSet<usize>,
}

/// The land of a record: where its shape stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    record: usize,
    at: u64,
    extent: Option<Extent>,
    /// Of rights at the surface of a zone, m².
    area: f64,
}

/// The land of some records, as coverage takes it.
struct Spilled<'r, 's, P> {
    rows: &'r [Row],
    spill: &'r Spill<'s, P>,
}

impl<P: PlanePosition + From<geo::Coord<f64>>> Parcels<P> for Spilled<'_, '_, P> {
    fn count(&self) -> usize {
        self.rows.len()
    }

    fn extent(&self, parcel: usize) -> Option<Extent> {
        self.rows.get(parcel)?.extent
    }

    fn area(&self, parcel: usize, _plane: Plane) -> f64 {
        self.rows.get(parcel).map_or(0.0, |row| row.area)
    }

    fn shape(&self, parcel: usize) -> Option<ParcelShape<'_, P>> {
        self.spill.get(self.rows.get(parcel)?.at).map(ParcelShape::Read)
    }
}

/// What judging the whole map takes beside the land.
pub(super) struct Whole<'w, 'a, P> {
    pub(super) input: &'w PagedInput<'a, P>,
    pub(super) zone: Option<&'w ZoneRecord<'w, P>>,
    pub(super) rows: &'w Rows,
    pub(super) spill: &'w Spill<'a, P>,
    pub(super) source: &'w dyn RecordSource<P>,
    pub(super) unread: &'w [[f64; 2]],
    pub(super) progress: &'w dyn Fn(Stage),
}

/// Pairs, faults and gaps whose records are read again at once.
const AT_ONCE: usize = 32;

impl PagedGeometry {
    /// Judges the zone by itself; the records of the context are not looked at.
    pub(super) fn new<P: PlanePosition>(
        context: &Context<'_, P>,
        findings: &mut Vec<Finding>,
    ) -> PagedGeometry {
        let valid = polygons(&Context { records: &[], ..*context }, findings);
        let boundary = context.zone.filter(|_| valid.boundary).map(|zone| zone.boundary);
        if boundary.is_some() {
            findings.extend(approved_area::approved_area(context));
        }
        PagedGeometry {
            zone: boundary.map(|boundary| PositionOf::new(boundary, context.plane)),
            valid,
            surface: Vec::new(),
            others: Vec::new(),
            invalid: Vec::new(),
            stand_ins: BTreeSet::new(),
        }
    }

    /// Judges the records of the context by themselves and against the border, and puts their land into the scratch. The
    /// first one has the number `first`.
    pub(super) fn take<P: PlanePosition + From<geo::Coord<f64>>>(
        &mut self,
        context: &Context<'_, P>,
        (first, rows): (usize, &Rows),
        spill: &Spill<'_, P>,
        findings: &mut Vec<Finding>,
    ) -> Result<()> {
        let valid = polygons(&Context { zone: None, ..*context }, findings).records;
        let limits = zone::limits(context);
        let (plane, border) = (context.plane, self.zone.as_ref());
        let placed = context.workers.map(context.records, |index, record| {
            let is_judged = rows.holds(first + index) && valid.get(index) == Some(&true);
            Some(border.filter(|_| is_judged)?.of(record.shape, plane, &limits))
        });
        if let Some(zone) = context.zone {
            let placed = placed.iter().enumerate();
            let placed = placed.filter_map(|(index, place)| Some((index, place.as_ref()?)));
            placed.for_each(|(index, place): (usize, &ParcelPosition)| {
                zone::position_findings(context, zone, index, place, findings);
            });
        }
        for (index, (record, is_valid)) in context.records.iter().zip(valid).enumerate() {
            let number = first + index;
            if !rows.holds(number) {
                continue;
            }
            let stand_in;
            let shape = if is_valid {
                record.shape
            } else {
                self.invalid.push(number);
                let Some(ground) = resolved(record.shape) else { continue };
                self.stand_ins.insert(number);
                stand_in = ground;
                &stand_in
            };
            let is_balanced = self.zone.is_some() && record.layer == Layer::Surface;
            let row = Row {
                record: number,
                at: spill.put(shape)?,
                extent: shape_extent(shape),
                area: if is_balanced { shape_area(shape, context.plane) } else { 0.0 },
            };
            match record.layer {
                Layer::Surface => push(&mut self.surface, row),
                layer => self.others.push((layer, row)),
            }
        }
        Ok(())
    }

    /// Judges what takes more than one record.
    pub(super) fn finish<P: PlanePosition + From<geo::Coord<f64>>>(
        &self,
        whole: &Whole<'_, '_, P>,
        findings: &mut Vec<Finding>,
    ) -> Option<ZoneBalance> {
        (whole.progress)(Stage::Coverage);
        let bare = whole.context(&[], &super::super::NoPlaces);
        let (gap_limits, overlap_limits) = (zone::limits(&bare), coverage::limits(&bare));
        let of_zone = CheckedLand::of_all(&bare, &self.valid(Vec::new()), BTreeSet::new());
        let ground = of_zone.zone_land(whole.input.plane);
        let parcels = Spilled { rows: &self.surface, spill: whole.spill };
        let land = MapLand {
            parcels: &parcels,
            declared: ground.declared,
            zone: ground.zone,
            plane: ground.plane,
        };
        let bytes = whole.input.budget.part(3);
        let mut paged = PagedLand::new(land, bytes, whole.input.workers);
        let found = paged.examine(&gap_limits, &overlap_limits);
        self.overlap_findings(whole, &self.surface, &found.overlaps.pairs, findings);
        findings.extend(coverage::unexamined_pairs(found.overlaps.unexamined));
        self.border_findings(whole, &found, findings);
        for layer in OTHER_LAYERS {
            let rows = self.others.iter().filter(|(of, _)| *of == layer);
            let rows: Vec<Row> = rows.map(|(_, row)| *row).collect();
            if rows.len() > 1 {
                let parcels = Spilled { rows: &rows, spill: whole.spill };
                let plane = whole.input.plane;
                let land = MapLand { parcels: &parcels, declared: &[], zone: None, plane };
                let paged = PagedLand::new(land, bytes, whole.input.workers);
                let pairs = paged.overlaps(&overlap_limits);
                self.overlap_findings(whole, &rows, &pairs.pairs, findings);
                findings.extend(coverage::unexamined_pairs(pairs.unexamined));
            }
        }
        (whole.progress)(Stage::Zone);
        let unjudged = self.gap_findings(whole, &found.gaps, findings);
        if let Some(zone) = whole.zone.filter(|_| self.valid.boundary) {
            let conflicts = paged.declared_conflicts(&gap_limits, found.balance.as_ref());
            self.declared_findings(whole, zone, &conflicts, findings);
            let blocks: Vec<_> = of_zone.blocks().collect();
            if !blocks.is_empty() {
                let shapes: Vec<_> = blocks.iter().map(|(_, shape)| *shape).collect();
                let names: Vec<usize> = blocks.iter().map(|(index, _)| *index).collect();
                let across = paged.blocks_across(&shapes, &gap_limits);
                findings.extend(coverage::tangle_findings(&across.tangles));
                self.block_findings(whole, zone, &names, across, findings);
            }
            match &found.balance {
                Some(balance) if balance.residue().abs() >= zone::largest_residue(balance.zone) => {
                    whole.source.outlines(&[], &mut |places| {
                        let context = whole.context(&[], places);
                        let (area, residue) = (balance.zone, balance.residue());
                        findings.push(zone::balance_finding(&context, zone, area, residue));
                    });
                }
                Some(_) => {}
                None => findings.push(zone::unbalanced_finding(zone)),
            }
        }
        findings.extend(coverage::tangle_findings(&found.tangles));
        self.among(whole, &self.invalid, |context, _| {
            let in_force: Vec<usize> = (0..context.records.len()).collect();
            let valid = self.valid(vec![false; in_force.len()]);
            findings.extend(run::not_checked(context, &valid, &in_force, unjudged));
        });
        let Coverage { balance, overlaps, .. } = found;
        ZoneBalance::named(balance?, &overlaps, |owner| match owner {
            Owner::Parcel(parcel) => {
                let row = self.surface.get(parcel);
                row.map(|row| whole.rows.subject(row.record).to_owned()).unwrap_or_default()
            }
            Owner::Declared(_) => {
                let name = of_zone.owner(&bare, owner).map(|(_, name)| name.to_owned());
                name.unwrap_or_default()
            }
        })
    }

    /// Whose polygons are valid, besides those of records.
    fn valid(&self, records: Vec<bool>) -> ValidOwners {
        ValidOwners {
            records,
            boundary: self.valid.boundary,
            blocks: self.valid.blocks.clone(),
            declared: self.valid.declared.clone(),
        }
    }

    fn overlap_findings<P: PlanePosition>(
        &self,
        whole: &Whole<'_, '_, P>,
        rows: &[Row],
        pairs: &[crate::geometry::coverage::Overlap],
        findings: &mut Vec<Finding>,
    ) {
        let records = |parcels: [usize; 2]| {
            let [a, b] = parcels.map(|parcel| rows.get(parcel).map(|row| row.record));
            let (a, b) = (a?, b?);
            let is_shown = !self.stand_ins.contains(&a)
                && !self.stand_ins.contains(&b)
                && whole.rows.in_force_together(a, b);
            is_shown.then_some([a, b])
        };
        let shown = pairs.iter().filter_map(|pair| Some((pair, records(pair.parcels)?)));
        let shown: Vec<_> = shown.collect();
        for some in shown.chunks(AT_ONCE) {
            let numbers = in_order(some.iter().flat_map(|(_, records)| *records));
            whole.source.read(&numbers, Shapes::Kept, &mut |records, places| {
                let context = whole.context(records, places);
                for (pair, records) in some {
                    let records = records.map(|record| place_of(&numbers, record));
                    findings.push(coverage::overlap_finding(&context, pair, records));
                }
            });
        }
    }

    fn border_findings<P: PlanePosition>(
        &self,
        whole: &Whole<'_, '_, P>,
        found: &Coverage,
        findings: &mut Vec<Finding>,
    ) {
        let found = &found.border_faults;
        let listed = found.faults.get(..coverage::LISTED).unwrap_or(&found.faults);
        for faults in listed.chunks(AT_ONCE) {
            let owners = |fault: &BorderFault| {
                let all = fault.vertices.iter().chain([&fault.neighbour]);
                all.map(|vertex| vertex.owner).collect::<Vec<_>>()
            };
            let numbers = self.records_of(faults.iter().flat_map(owners));
            let moved = |vertex: &ShapeVertex| {
                let mut vertex = *vertex;
                vertex.owner = self.renumbered(vertex.owner, &numbers);
                vertex
            };
            let faults: Vec<BorderFault> = faults
                .iter()
                .map(|fault| {
                    let mut fault = fault.clone();
                    fault.vertices = fault.vertices.iter().map(moved).collect();
                    fault.neighbour = moved(&fault.neighbour);
                    fault
                })
                .collect();
            whole.source.read(&numbers, Shapes::Kept, &mut |records, places| {
                let context = whole.context(records, places);
                let land = self.land_of(&context, &numbers);
                findings.extend(coverage::listed_borders(&context, &land, &faults));
            });
        }
        findings.extend(coverage::unlisted_borders(found));
    }

    /// Says how many gaps are not reported, as [`zone::zone`] does.
    fn gap_findings<P: PlanePosition>(
        &self,
        whole: &Whole<'_, '_, P>,
        gaps: &[Gap],
        findings: &mut Vec<Finding>,
    ) -> usize {
        let unread = Unread::new(whole.unread);
        let is_stand_in = |owner: Owner| {
            self.record_of(owner).is_some_and(|record| self.stand_ins.contains(&record))
        };
        let is_judged = |gap: &&Gap| {
            let beside = gap.neighbours.iter().any(|neighbour| is_stand_in(neighbour.owner));
            !beside && !unread.touches(&gap.region)
        };
        let mut judged: Vec<&Gap> = gaps.iter().filter(is_judged).collect();
        let unjudged = gaps.len() - judged.len();
        findings.extend(zone::keep_listed(&mut judged));
        for gap in judged {
            let numbers = self.records_of(gap.neighbours.iter().map(|beside| beside.owner));
            let mut gap = gap.clone();
            for neighbour in &mut gap.neighbours {
                neighbour.owner = self.renumbered(neighbour.owner, &numbers);
            }
            self.among(whole, &numbers, |context, land| {
                findings.extend(zone::gap_finding(context, land, &gap));
            });
        }
        unjudged
    }

    fn declared_findings<P: PlanePosition>(
        &self,
        whole: &Whole<'_, '_, P>,
        zone: &ZoneRecord<'_, P>,
        conflicts: &[DeclaredConflict],
        findings: &mut Vec<Finding>,
    ) {
        for conflict in conflicts {
            let with = match conflict {
                DeclaredConflict::Overlap { with, .. } => Some(*with),
                _ => None,
            };
            let numbers = self.records_of(with);
            let mut conflict = conflict.clone();
            if let DeclaredConflict::Overlap { with, .. } = &mut conflict {
                *with = self.renumbered(*with, &numbers);
            }
            self.among(whole, &numbers, |context, land| {
                findings.extend(zone::declared_finding(context, land, zone, &conflict));
            });
        }
    }

    fn block_findings<P: PlanePosition>(
        &self,
        whole: &Whole<'_, '_, P>,
        zone: &ZoneRecord<'_, P>,
        names: &[usize],
        mut found: Blocks,
        findings: &mut Vec<Finding>,
    ) {
        let across = found.parcels.iter().enumerate().filter(|(_, shares)| shares.len() > 1);
        let numbers = self.records_of(across.map(|(parcel, _)| Owner::Parcel(parcel)));
        found.parcels.retain(|shares| shares.len() > 1);
        self.among(whole, &numbers, |context, land| {
            zone::block_findings(context, land, zone, names, &found, findings);
        });
    }

    fn record_of(&self, owner: Owner) -> Option<usize> {
        match owner {
            Owner::Parcel(parcel) => self.surface.get(parcel).map(|row| row.record),
            Owner::Declared(_) => None,
        }
    }

    /// The records of rights at the surface, each once and in order.
    fn records_of(&self, owners: impl IntoIterator<Item = Owner>) -> Vec<usize> {
        in_order(owners.into_iter().filter_map(|owner| self.record_of(owner)))
    }

    /// The number of a parcel where only these records are.
    fn renumbered(&self, owner: Owner, numbers: &[usize]) -> Owner {
        let record = self.record_of(owner);
        record.map_or(owner, |record| Owner::Parcel(place_of(numbers, record)))
    }

    /// Some records as the land of a map.
    fn land_of<'c, P: PlanePosition>(
        &self,
        context: &Context<'c, P>,
        numbers: &[usize],
    ) -> CheckedLand<'c, P> {
        let stand_ins = numbers.iter().enumerate();
        let stand_ins = stand_ins.filter(|(_, record)| self.stand_ins.contains(record));
        let stand_ins: BTreeSet<usize> = stand_ins.map(|(place, _)| place).collect();
        CheckedLand::of_all(context, &self.valid(vec![true; numbers.len()]), stand_ins)
    }

    /// Some records by name, without their shapes.
    fn among<P: PlanePosition>(
        &self,
        whole: &Whole<'_, '_, P>,
        numbers: &[usize],
        mut judge: impl FnMut(&Context<'_, P>, &CheckedLand<'_, P>),
    ) {
        let none = MultiPolygon::default();
        let records: Vec<Record<'_, P>> =
            numbers.iter().map(|record| Record::new(whole.rows.subject(*record), &none)).collect();
        whole.source.outlines(numbers, &mut |places| {
            let context = whole.context(&records, places);
            let land = self.land_of(&context, numbers);
            judge(&context, &land);
        });
    }
}

impl<'w, P> Whole<'w, '_, P> {
    pub(super) fn context<'c>(
        &'c self,
        records: &'c [Record<'c, P>],
        places: &'c dyn Places,
    ) -> Context<'c, P> {
        let PagedInput { plane, strip, profile, workers, .. } = *self.input;
        Context { records, zone: self.zone, plane, strip, profile, places, workers }
    }
}

fn in_order(records: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut numbers: Vec<usize> = records.collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// Where a record stands among some in order.
fn place_of(numbers: &[usize], record: usize) -> usize {
    numbers.binary_search(&record).unwrap_or(usize::MAX)
}
