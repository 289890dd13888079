//! [`Session`]: a check that goes on while records change.

mod found;
mod names;
mod record;
mod setup;
mod sorted_list;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use record::{OwnedDeclared, OwnedRecord, OwnedZone};

use super::land::CheckedLand;
use super::{Profile, Record, ZoneRecord, coverage, datum, identity, lineage, lineage_area, run};
use crate::check::zone as zone_checks;
use crate::error::{Error, Result};
use crate::finding::{Finding, Text};
use crate::geometry::coverage::{
    AreaBalance, BorderFault, BorderFaults, Gap, LandIndex, Overlap, Owner, ShapeVertex, Shapes,
    Stack,
};
use crate::geometry::{GaussKruger, Layer, MultiPolygon, Plane, PlanePosition};
use found::{Found, Step};
use names::Names;
use setup::{Held, Setup};

/// The number of a record in a [`Session`] (记录编号), given by the caller: a row number, say. Records are in order of
/// these numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RecordKey(pub u32);

/// One change of the records of a [`Session`] (变更).
#[derive(Debug, Clone, PartialEq)]
#[allow(
    clippy::large_enum_variant,
    reason = "most changes are records, and sets of them are small"
)]
#[non_exhaustive]
pub enum Change<P> {
    /// The record takes the place of the one with this key, if there is one.
    Put(RecordKey, OwnedRecord<P>),
    /// The record with this key goes.
    Remove(RecordKey),
}

/// What a [`Session`] starts from (会话设定).
#[derive(Debug, Clone)]
pub struct SessionInput<P> {
    plane: Plane,
    strip: Option<GaussKruger>,
    profile: Profile,
    zone: Option<OwnedZone<P>>,
    on: Option<Date>,
}

impl<P: PlanePosition + From<geo::Coord<f64>>> SessionInput<P> {
    /// Records whose coordinates lie in `plane`, checked by `profile`.
    #[must_use]
    pub fn new(plane: Plane, profile: Profile) -> SessionInput<P> {
        SessionInput { plane, strip: None, profile, zone: None, on: None }
    }

    /// With the Gauss-Krüger zone that metres were declared to be of.
    #[must_use]
    pub fn strip(mut self, strip: GaussKruger) -> Self {
        self.strip = Some(strip);
        self
    }

    /// With the zone that they should fill.
    #[must_use]
    pub fn zone(mut self, zone: OwnedZone<P>) -> Self {
        self.zone = Some(zone);
        self
    }

    /// On a day: only records in force then take part in coverage.
    #[must_use]
    pub fn on(mut self, day: Date) -> Self {
        self.on = Some(day);
        self
    }

    /// Checks the first records, with the keys 0, 1, 2, …
    #[must_use]
    pub fn start(self, records: impl IntoIterator<Item = OwnedRecord<P>>) -> Session<P> {
        let mut setup = Setup::new(self);
        let mut found = Found::default();
        let land = setup.start(&mut found);
        let limits = setup.overlap_limits();
        let layer = || Stack::new(setup.plane, &limits);
        let mut session = Session {
            above: layer(),
            below: layer(),
            setup,
            found,
            land,
            held: BTreeMap::new(),
            names: Names::default(),
            invalid: BTreeSet::new(),
            judged: BTreeSet::new(),
            tallies: datum::Tallies::default(),
            unjudged: BTreeMap::new(),
            lineage: Vec::new(),
            revision: 0,
        };
        let records = (0..).zip(records).map(|(key, record)| (key, Some(record))).collect();
        session.change(records);
        session
    }
}

/// A check that goes on while records change (增量检查).
///
/// After any changes, [`Session::findings`] is what [`CheckInput::run`](super::CheckInput::run) finds in
/// [`Session::records`], to the last digit; the work of a change grows with the records near it, and not with all. What is
/// left over where edges do not cancel is overlaid again in the connected places that a change touches. The border of the
/// land is one such place, and so is a gap with all that lies in it. Without a zone, all outside the land is one.
///
/// The session owns its records. They come from no file: the place of a finding is ring, vertex and position. Rules of an
/// embedding program ([`RecordRule`](super::RecordRule)), the verdict for coordinates
/// [rounded for exchange](super::Limits::exchange_decimals) and the limits on how
/// many pairs are examined and how many findings are listed belong to full runs.
///
/// ```
/// use landledger::check::{Change, OwnedRecord, Profile, RecordKey, SessionInput};
/// use landledger::finding::Code;
/// use landledger::geometry::{LonLat, MultiPolygon, Plane};
///
/// let square = |west: f64, east: f64| {
///     MultiPolygon::from_exterior(
///         [(west, 34.80), (east, 34.80), (east, 34.81), (west, 34.81), (west, 34.80)]
///             .map(|(lon, lat)| LonLat::new(lon, lat)),
///     )
/// };
/// let records = [
///     OwnedRecord::new("A", square(113.30, 113.31)),
///     OwnedRecord::new("B", square(113.309, 113.32)),
/// ];
/// let mut session = SessionInput::new(Plane::Degrees, Profile::strict()).start(records);
/// assert_eq!(session.findings()[0].code, Code::ParcelsOverlap);
/// let mended = OwnedRecord::new("B", square(113.31, 113.32));
/// session.apply(vec![Change::Put(RecordKey(1), mended)])?;
/// assert!(session.findings().is_empty());
/// # Ok::<(), landledger::Error>(())
/// ```
pub struct Session<P> {
    setup: Setup<P>,
    held: BTreeMap<u32, Held<P>>,
    land: LandIndex,
    above: Stack,
    below: Stack,
    found: Found,
    names: Names,
    /// In force, and not valid.
    invalid: BTreeSet<u32>,
    /// With any position.
    judged: BTreeSet<u32>,
    tallies: datum::Tallies,
    /// By place, how many gaps were not judged.
    unjudged: BTreeMap<u64, usize>,
    lineage: Vec<(u32, u64)>,
    revision: u64,
}

impl<P: PlanePosition + From<geo::Coord<f64>>> Session<P> {
    /// Makes changes, all or none, in their order, and checks what they touch.
    ///
    /// # Errors
    /// Of a record to be removed that is not there; then nothing is changed.
    pub fn apply(&mut self, changes: Vec<Change<P>>) -> Result<()> {
        let mut set: BTreeMap<u32, Option<OwnedRecord<P>>> = BTreeMap::new();
        for change in changes {
            match change {
                Change::Put(RecordKey(key), record) => {
                    set.insert(key, Some(record));
                }
                Change::Remove(RecordKey(key)) => {
                    let is_there =
                        set.get(&key).map_or(self.held.contains_key(&key), Option::is_some);
                    if !is_there {
                        let (zh, en) = ("应删除的记录编号", "key of a record to be removed");
                        return Err(Error::argument(
                            Text::new(zh, en),
                            ("已有的编号", "one that is there"),
                            key.to_string(),
                        ));
                    }
                    set.insert(key, None);
                }
            }
        }
        self.change(set);
        Ok(())
    }

    /// The findings, as [`Checked::findings`](super::Checked::findings) of a full run.
    #[must_use]
    pub fn findings(&self) -> Vec<&Finding> {
        self.found.sorted()
    }

    /// The area balance, as [`Checked::balance`](super::Checked::balance) of a full run, to the bit.
    #[must_use]
    pub fn balance(&self) -> Option<AreaBalance> {
        let land = self
            .held
            .iter()
            .filter(|(_, held)| held.record.layer == Layer::Surface && held.land().is_some());
        let places = land.enumerate().map(|(place, (key, _))| (*key, place)).collect();
        self.land.area_balance(&places)
    }

    /// The records as a full run takes them, in order of their keys.
    #[must_use]
    pub fn records(&self) -> Vec<Record<'_, P>> {
        self.held.values().map(|held| held.record.record()).collect()
    }

    /// The zone.
    #[must_use]
    pub fn zone(&self) -> Option<&OwnedZone<P>> {
        self.setup.zone.as_ref()
    }

    /// The keys of the records, in order.
    pub fn keys(&self) -> impl Iterator<Item = RecordKey> {
        self.held.keys().map(|key| RecordKey(*key))
    }

    /// The record with a key.
    #[must_use]
    pub fn get(&self, key: RecordKey) -> Option<&OwnedRecord<P>> {
        self.held.get(&key.0).map(|held| &held.record)
    }

    fn change(&mut self, set: BTreeMap<u32, Option<OwnedRecord<P>>>) {
        let zone = self.setup.zone.take();
        let zone_record = zone.as_ref().map(OwnedZone::record);
        for (key, record) in set {
            self.take(key);
            if let Some(record) = record {
                self.put(key, record, zone_record.as_ref());
            }
        }
        drop(zone_record);
        self.setup.zone = zone;
        let shapes = Lookup { held: &self.held, setup: &self.setup };
        self.land.settle(&shapes);
        self.above.settle(|key| shapes.shape(key));
        self.below.settle(|key| shapes.shape(key));
        self.judge_overlaps();
        self.judge_places();
        self.judge_names();
        self.judge_whole();
    }

    fn take(&mut self, key: u32) {
        let Some(held) = self.held.remove(&key) else { return };
        for step in Step::OF_RECORDS {
            self.found.put((step, u64::from(key), 0), Vec::new());
        }
        self.names.take(key, &held.record);
        self.invalid.remove(&key);
        self.judged.remove(&key);
        self.tallies.take(key);
        if let Some(shape) = held.land() {
            match held.record.layer {
                Layer::AboveGround => self.above.take(key),
                Layer::BelowGround => self.below.take(key),
                Layer::Surface => self.land.take(key, shape),
            }
        }
    }

    fn put(&mut self, key: u32, record: OwnedRecord<P>, zone: Option<&ZoneRecord<'_, P>>) {
        self.revision = self.revision.wrapping_add(1);
        self.names.put(key, &record);
        if !record.shape.is_empty() {
            self.judged.insert(key);
        }
        let held = self.setup.judge(key, self.revision, record, zone, &mut self.found);
        self.tallies.put(key, held.tally);
        if held.is_in_force && !held.is_valid {
            self.invalid.insert(key);
        }
        if let Some(shape) = held.land() {
            match held.record.layer {
                Layer::AboveGround => self.above.put_shape(key, shape),
                Layer::BelowGround => self.below.put_shape(key, shape),
                Layer::Surface => self.land.put(key, shape),
            }
        }
        self.setup.judge_place(key, &held, zone, &self.land, &mut self.found);
        self.held.insert(key, held);
    }

    fn judge_overlaps(&mut self) {
        let layers = [
            (Step::Overlaps, self.land.overlap_news()),
            (Step::OverlapsAbove, self.above.news()),
            (Step::OverlapsBelow, self.below.news()),
        ];
        for (step, news) in layers {
            for ((a, b), overlap) in news {
                let findings = overlap.and_then(|overlap| self.overlap_finding([a, b], overlap));
                let findings = self.setup.admitted(findings.into_iter().collect());
                self.found.put((step, u64::from(a), u64::from(b)), findings);
            }
        }
    }

    fn overlap_finding(&self, keys: [u32; 2], overlap: Overlap) -> Option<Finding> {
        let pair = keys.map(|key| self.held.get(&key));
        let [Some(first), Some(second)] = pair else { return None };
        if !first.is_valid || !second.is_valid {
            return None;
        }
        let records = [first.record.record(), second.record.record()];
        let context = self.setup.context(&records, None);
        Some(coverage::overlap_finding(&context, &overlap, [0, 1]))
    }

    /// Where anything has changed, a place is another one: what it says of its neighbours is said anew as well.
    fn judge_places(&mut self) {
        let news = self.land.news();
        for place in news.gaps_gone {
            self.unjudged.remove(&place);
            self.found.put((Step::Gaps, place, 0), Vec::new());
        }
        for place in news.gaps {
            let gaps: Vec<&Gap> = self.land.gaps_of(place).collect();
            let neighbours = gaps.iter().flat_map(|gap| &gap.neighbours);
            let keys = neighbours.filter_map(|neighbour| key_of(neighbour.owner)).collect();
            let (findings, unjudged) = self.gap_findings(&keys, &gaps);
            if unjudged > 0 {
                self.unjudged.insert(place, unjudged);
            }
            self.found.put((Step::Gaps, place, 0), self.setup.admitted(findings));
        }
        for place in news.faults_gone {
            self.found.put((Step::Borders, place, 0), Vec::new());
        }
        for place in news.faults {
            if let Some(faults) = self.land.border_faults(place) {
                let findings = self.setup.admitted(self.border_findings(faults));
                self.found.put((Step::Borders, place, 0), findings);
            }
        }
    }

    fn gap_findings(&self, keys: &BTreeSet<u32>, gaps: &[&Gap]) -> (Vec<Finding>, usize) {
        self.among(keys, |context, land, place| {
            let mut findings = Vec::new();
            let mut unjudged: usize = 0;
            for gap in gaps {
                let mut gap = (*gap).clone();
                for neighbour in &mut gap.neighbours {
                    neighbour.owner = renumbered(neighbour.owner, place);
                }
                let beside = gap.neighbours.iter().any(|neighbour| match neighbour.owner {
                    Owner::Parcel(parcel) => land.is_stand_in(parcel),
                    Owner::Declared(_) => false,
                });
                if beside {
                    unjudged = unjudged.saturating_add(1);
                } else {
                    findings.extend(zone_checks::gap_finding(context, land, &gap));
                }
            }
            (findings, unjudged)
        })
    }

    fn border_findings(&self, found: &BorderFaults) -> Vec<Finding> {
        let vertices = |fault: &BorderFault| {
            fault.vertices.iter().chain([&fault.neighbour]).copied().collect::<Vec<_>>()
        };
        let keys: BTreeSet<u32> = found
            .faults
            .iter()
            .flat_map(vertices)
            .filter_map(|vertex| key_of(vertex.owner))
            .collect();
        self.among(&keys, |context, land, place| {
            let moved = |vertex: &ShapeVertex| {
                let mut vertex = *vertex;
                vertex.owner = renumbered(vertex.owner, place);
                vertex
            };
            let mut found = found.clone();
            for fault in &mut found.faults {
                fault.vertices = fault.vertices.iter().map(moved).collect();
                fault.neighbour = moved(&fault.neighbour);
            }
            let mut findings = Vec::new();
            coverage::border_findings(context, land, &found, &mut findings);
            findings
        })
    }

    /// Some records by themselves, as rights at the surface, with their numbers there.
    fn among<T>(
        &self,
        keys: &BTreeSet<u32>,
        judge: impl FnOnce(
            &super::context::Context<'_, P>,
            &CheckedLand<'_, P>,
            &BTreeMap<u32, usize>,
        ) -> T,
    ) -> T {
        let held: Vec<(&u32, &Held<P>)> =
            keys.iter().filter_map(|key| Some((key, self.held.get(key)?))).collect();
        let records: Vec<Record<'_, P>> =
            held.iter().map(|(_, held)| held.record.record()).collect();
        let zone = self.setup.zone.as_ref().map(OwnedZone::record);
        let context = self.setup.context(&records, zone.as_ref());
        let place: BTreeMap<u32, usize> =
            held.iter().enumerate().map(|(place, (key, _))| (**key, place)).collect();
        let stand_ins = held.iter().enumerate().filter(|(_, (_, held))| !held.is_valid);
        let stand_ins = stand_ins.map(|(place, _)| place).collect();
        let valid = self.setup.valid(held.iter().map(|(_, held)| held.is_valid).collect());
        let land = CheckedLand::of_all(&context, &valid, stand_ins);
        judge(&context, &land, &place)
    }

    /// What records say about each other by code.
    fn judge_names(&mut self) {
        let sharing = self.names.sharing();
        let repeated = self.among(&sharing, |context, _, _| identity::repeated_codes(context));
        self.found.put((Step::RepeatedCodes, 0, 0), self.setup.admitted(repeated));
        let members = self.names.lineage();
        let now: Vec<(u32, u64)> =
            members.iter().filter_map(|key| Some((*key, self.held.get(key)?.revision))).collect();
        if now != self.lineage {
            let (own, areas) = self.among(&members, |context, _, _| {
                (lineage::lineage(context), lineage_area::lineage_area(context))
            });
            self.found.put((Step::Lineage, 0, 0), self.setup.admitted(own));
            self.found.put((Step::LineageArea, 0, 0), self.setup.admitted(areas));
            self.lineage = now;
        }
    }

    /// What is said about all records at once.
    fn judge_whole(&mut self) {
        let is_all = self.tallies.sum().is_all(self.judged.len());
        let whole = if is_all {
            Vec::new()
        } else {
            let keys = self.held.keys().copied().collect();
            self.among(&keys, |context, _, _| datum::datum(context))
        };
        self.found.put_datum(is_all, self.setup.admitted(whole));
        let unjudged = self.unjudged.values().sum();
        let findings = self.among(&self.invalid, |context, _, place| {
            let in_force: Vec<usize> = place.values().copied().collect();
            let valid = self.setup.valid(vec![false; in_force.len()]);
            run::not_checked(context, &valid, &in_force, unjudged)
        });
        let unexamined = [&self.above, &self.below].map(Stack::unexamined);
        let unexamined = unexamined.into_iter().chain([self.land.unexamined()]);
        let mut findings = findings;
        findings.extend(unexamined.filter_map(coverage::unexamined_pairs));
        let tangles = self.land.tangles();
        findings.extend(coverage::tangle_findings(&tangles));
        let zone = self.setup.zone.as_ref().filter(|_| self.setup.has_boundary());
        if let Some(zone) = zone.filter(|_| !tangles.is_empty()) {
            findings.push(zone_checks::unbalanced_finding(&zone.record()));
        }
        self.found.put((Step::NotChecked, 0, 0), self.setup.admitted(findings));
        let mut findings = Vec::new();
        if self.setup.has_boundary()
            && let Some((zone, residue)) = self.land.residue()
            && residue.abs() >= zone_checks::largest_residue(zone)
        {
            findings.extend(self.among(&BTreeSet::new(), |context, _, _| {
                Some(zone_checks::balance_finding(context, context.zone?, zone, residue))
            }));
        }
        self.found.put((Step::Balance, 0, 0), self.setup.admitted(findings));
    }
}

impl<P> fmt::Debug for Session<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("records", &self.held.len())
            .field("plane", &self.setup.plane)
            .field("profile", &self.setup.profile.name)
            .field("on", &self.setup.on)
            .finish_non_exhaustive()
    }
}

struct Lookup<'s, P> {
    held: &'s BTreeMap<u32, Held<P>>,
    setup: &'s Setup<P>,
}

impl<P: PlanePosition + From<geo::Coord<f64>>> Shapes<P> for Lookup<'_, P> {
    fn shape(&self, parcel: u32) -> Option<&MultiPolygon<P>> {
        self.held.get(&parcel)?.land()
    }

    fn declared(&self, index: usize) -> Option<&MultiPolygon<P>> {
        self.setup.declared(index)
    }
}

fn key_of(owner: Owner) -> Option<u32> {
    match owner {
        Owner::Parcel(parcel) => u32::try_from(parcel).ok(),
        Owner::Declared(_) => None,
    }
}

fn renumbered(owner: Owner, place: &BTreeMap<u32, usize>) -> Owner {
    let at = key_of(owner).and_then(|key| place.get(&key));
    at.map_or(owner, |place| Owner::Parcel(*place))
}
