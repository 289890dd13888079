//! [`PagedCheck`]: a check of records that come one after the other and are not held.

mod budget;
mod land;
mod rows;
mod scratch;
mod source;

use std::fmt;

use jiff::civil::Date;

pub use budget::MemoryBudget;
pub(crate) use rows::push;
pub use scratch::Scratch;
pub(crate) use source::{Judge, RecordSource, Shapes};

use super::context::Context;
use super::datum::{DatumOfZone, Tally, datum};
use super::region::Region;
use super::rounding::{Rounded, broken};
use super::{
    Places, Profile, Record, Stage, ZoneBalance, ZoneRecord, declared, direction, identity,
    lineage, lineage_area, precision, registered_area, required_facts,
};
use crate::Workers;
use crate::error::Result;
use crate::finding::Finding;
use crate::geometry::{GaussKruger, Plane, PlanePosition};
use land::{PagedGeometry, Whole};
use rows::{Holds, Rows};
use scratch::Spill;

/// What is checked, and how; as [`CheckInput`](super::CheckInput) without its records.
#[derive(Debug)]
pub(crate) struct PagedInput<'a, P> {
    pub(crate) plane: Plane,
    pub(crate) strip: Option<GaussKruger>,
    pub(crate) zone: Option<&'a ZoneRecord<'a, P>>,
    pub(crate) profile: &'a Profile,
    pub(crate) on: Option<Date>,
    pub(crate) workers: Workers,
    pub(crate) budget: MemoryBudget,
}

/// A check of records that come one after the other (分批检查): what [`CheckInput::run`](super::CheckInput::run) finds in
/// them, byte for byte.
///
/// Each record is judged by itself when it comes; kept are some numbers of it, and, in the scratch, its shape. What takes
/// more than one record is judged at the end.
pub(crate) struct PagedCheck<'a, P> {
    input: PagedInput<'a, P>,
    rows: Rows,
    spill: Spill<'a, P>,
    geometry: PagedGeometry,
    rounded: Option<(u32, PagedGeometry)>,
    datum: DatumOfZone,
    tally: Tally,
    regions: Vec<Region>,
    of_polygons: Vec<Finding>,
    of_rounded: Vec<Finding>,
    of_datum: Vec<Finding>,
    of_facts: Vec<Finding>,
}

/// What a [`PagedCheck`] found.
#[derive(Debug)]
pub(crate) struct PagedFound {
    pub(crate) findings: Vec<Finding>,
    pub(crate) balance: Option<ZoneBalance>,
    rows: Rows,
}

impl PagedFound {
    /// What findings call the records, in order.
    pub(crate) fn subjects(&self) -> impl Iterator<Item = &str> {
        self.rows.subjects()
    }
}

impl<'a, P: PlanePosition + From<geo::Coord<f64>>> PagedCheck<'a, P> {
    /// Judges the zone by itself.
    pub(crate) fn new(
        input: PagedInput<'a, P>,
        scratch: Scratch<'a>,
        zone_places: &dyn Places,
    ) -> Result<PagedCheck<'a, P>> {
        let spill = Spill::new(scratch, input.budget.part(6))?;
        let (mut of_polygons, mut of_rounded) = (Vec::new(), Vec::new());
        let context = context_of(&input, &[], zone_places);
        let geometry = PagedGeometry::new(&context, &mut of_polygons);
        let rounded = input.profile.limits.exchange_decimals.map(|decimals| {
            let rounded = Rounded::new(&[], input.zone, decimals);
            let zone = input.zone.map(|zone| rounded.zone(zone));
            let context = Context { zone: zone.as_ref(), ..context_of(&input, &[], zone_places) };
            (decimals, PagedGeometry::new(&context, &mut of_rounded))
        });
        let datum = DatumOfZone::new(&context);
        let of_facts = declared::declared_reasons(&context);
        let (of_datum, regions) = (datum.findings.clone(), declared::block_regions(&context));
        let (rows, tally) = (Rows::default(), Tally::default());
        Ok(PagedCheck {
            input,
            rows,
            spill,
            geometry,
            rounded,
            datum,
            tally,
            regions,
            of_polygons,
            of_rounded,
            of_datum,
            of_facts,
        })
    }

    /// The next records.
    pub(crate) fn take(&mut self, records: &[Record<'_, P>], places: &dyn Places) -> Result<()> {
        let first = self.rows.count();
        for record in records {
            let holds = self.input.on.is_none_or(|day| record.in_force.holds_on(day));
            self.rows.push(record, if holds { Holds::Yes } else { Holds::No });
        }
        let context = context_of(&self.input, records, places);
        let numbers = (first, &self.rows);
        self.geometry.take(&context, numbers, &self.spill, &mut self.of_polygons)?;
        if let Some((decimals, geometry)) = &mut self.rounded {
            let rounded = Rounded::new(records, self.input.zone, *decimals);
            let records = rounded.records(records);
            let zone = self.input.zone.map(|zone| rounded.zone(zone));
            let context =
                Context { zone: zone.as_ref(), ..context_of(&self.input, &records, places) };
            geometry.take(&context, numbers, &self.spill, &mut self.of_rounded)?;
        }
        for record in 0..records.len() {
            let own = self.datum.judge(&context, record);
            self.tally.add(&own.tally);
            self.of_datum.extend(own.looks.into_iter().chain(own.strip));
        }
        let checks = [
            direction::ring_direction,
            precision::precision,
            identity::own_codes,
            registered_area::registered_area,
            required_facts::required_facts,
        ];
        self.of_facts.extend(checks.iter().flat_map(|check| check(&context)));
        self.of_facts.extend(declared::block_stated_within(&context, &self.regions));
        Ok(())
    }

    /// Judges what takes more than one record. `unread` are positions of records that could not be read, as in
    /// [`CheckInput::unread`](super::CheckInput::unread).
    pub(crate) fn finish(
        self,
        source: &dyn RecordSource<P>,
        unread: &[[f64; 2]],
        progress: &dyn Fn(Stage),
    ) -> Result<PagedFound> {
        let PagedCheck { input, rows, spill, geometry, rounded, .. } = self;
        let mut findings = self.of_polygons;
        let whole = Whole {
            input: &input,
            zone: input.zone,
            rows: &rows,
            spill: &spill,
            source,
            unread,
            progress,
        };
        let balance = geometry.finish(&whole, &mut findings);
        progress(Stage::Facts);
        findings.extend(self.of_facts);
        let in_place = self.tally.is_all(rows.judged());
        if in_place {
            findings.extend(self.of_datum);
        } else {
            // All at once may say more than one after the other.
            let all: Vec<usize> = (0..rows.count()).collect();
            source.read(&all, Shapes::Kept, &mut |records, places| {
                findings.extend(datum(&whole.context(records, places)));
            });
        }
        findings.extend(among_codes(&whole));
        if let Some((decimals, geometry)) = &rounded {
            progress(Stage::Rounding);
            let mut after = self.of_rounded;
            let only_zone = Rounded::new(&[], input.zone, *decimals);
            let zone = input.zone.map(|zone| only_zone.zone(zone));
            let source = RoundedSource { source, decimals: *decimals };
            let rounded =
                Whole { zone: zone.as_ref(), source: &source, progress: &|_| {}, ..whole };
            geometry.finish(&rounded, &mut after);
            let after = after.into_iter().filter_map(|finding| input.profile.admit(finding));
            findings.extend(broken(&findings, after.collect(), *decimals));
        }
        spill.error()?;
        let mut findings: Vec<Finding> =
            findings.into_iter().filter_map(|finding| input.profile.admit(finding)).collect();
        if let Some(day) = input.on {
            findings.iter_mut().for_each(|finding| finding.as_of = Some(day));
        }
        Finding::sort_by_subject(&mut findings);
        Ok(PagedFound { findings, balance, rows })
    }
}

/// What records say about each other by code.
fn among_codes<P: PlanePosition>(whole: &Whole<'_, '_, P>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let sharing = whole.rows.sharing();
    whole.source.read(&sharing, Shapes::Dropped, &mut |records, places| {
        findings.extend(identity::repeated_codes(&whole.context(records, places)));
    });
    let members = whole.rows.lineage();
    let mut changes = Vec::new();
    whole.source.read(&members, Shapes::Dropped, &mut |records, places| {
        let context = whole.context(records, places);
        findings.extend(lineage::lineage(&context));
        changes = lineage_area::changes(&context);
    });
    for change in changes {
        let places_of: Vec<usize> = change.members().into_iter().collect();
        let numbers: Vec<usize> =
            places_of.iter().filter_map(|place| members.get(*place)).copied().collect();
        let change = change.renumbered(|place| places_of.binary_search(&place).unwrap_or(place));
        whole.source.read(&numbers, Shapes::Kept, &mut |records, places| {
            let context = whole.context(records, places);
            findings.extend(lineage_area::change_findings(&context, &change));
        });
    }
    findings
}

/// Records whose coordinates are rounded when they are read.
struct RoundedSource<'s, P> {
    source: &'s dyn RecordSource<P>,
    decimals: u32,
}

impl<P: PlanePosition + From<geo::Coord<f64>>> RecordSource<P> for RoundedSource<'_, P> {
    fn read(&self, numbers: &[usize], shapes: Shapes, judge: &mut Judge<'_, P>) {
        self.source.read(numbers, shapes, &mut |records, places| {
            let rounded = Rounded::new(records, None, self.decimals);
            judge(&rounded.records(records), places);
        });
    }

    fn outlines(&self, numbers: &[usize], judge: &mut dyn FnMut(&dyn Places)) {
        self.source.outlines(numbers, judge);
    }
}

fn context_of<'c, P>(
    input: &PagedInput<'c, P>,
    records: &'c [Record<'c, P>],
    places: &'c dyn Places,
) -> Context<'c, P> {
    let PagedInput { plane, strip, zone, profile, workers, .. } = *input;
    Context { records, zone, plane, strip, profile, places, workers }
}

impl<P> fmt::Debug for PagedCheck<'_, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PagedCheck").field("records", &self.rows.count()).finish_non_exhaustive()
    }
}
