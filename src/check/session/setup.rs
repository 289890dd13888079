//! [`Setup`]: what stays the same in a session.

use jiff::civil::Date;

use super::SessionInput;
use super::found::{Found, Step};
use super::record::{OwnedRecord, OwnedZone};
use crate::Workers;
use crate::check::approved_area;
use crate::check::context::Context;
use crate::check::datum::{DatumOfZone, Tally};
use crate::check::land::{CheckedLand, resolved};
use crate::check::polygons::ValidOwners;
use crate::check::region::Region;
use crate::check::{
    NoPlaces, Profile, Record, ZoneRecord, declared, direction, identity, polygons, precision,
    registered_area, required_facts, zone,
};
use crate::finding::Finding;
use crate::geometry::coverage::{
    Blocks, DeclaredConflict, LandIndex, OverlapLimits, Owner, blocks, declared_conflicts,
};
use crate::geometry::{GaussKruger, Layer, MultiPolygon, Plane, PlanePosition};

/// Zone, plane and profile, with what the checks of one record need of them.
#[derive(Debug)]
pub(super) struct Setup<P> {
    pub(super) plane: Plane,
    strip: Option<GaussKruger>,
    pub(super) profile: Profile,
    pub(super) zone: Option<OwnedZone<P>>,
    pub(super) on: Option<Date>,
    valid: ValidOwners,
    datum: Option<DatumOfZone>,
    regions: Vec<Region>,
}

/// A record that a session holds.
#[derive(Debug)]
pub(super) struct Held<P> {
    pub(super) record: OwnedRecord<P>,
    /// No other record has or had it.
    pub(super) revision: u64,
    pub(super) is_in_force: bool,
    pub(super) is_valid: bool,
    /// The ground that it counts for while its polygons are invalid.
    stand_in: Option<MultiPolygon<P>>,
    pub(super) tally: Tally,
}

impl<P> Held<P> {
    /// What takes part in coverage.
    pub(super) fn land(&self) -> Option<&MultiPolygon<P>> {
        if !self.is_in_force {
            None
        } else if self.is_valid {
            Some(&self.record.shape)
        } else {
            self.stand_in.as_ref()
        }
    }
}

impl<P: PlanePosition + From<geo::Coord<f64>>> Setup<P> {
    pub(super) fn new(input: SessionInput<P>) -> Setup<P> {
        let SessionInput { plane, strip, profile, zone, on } = input;
        let (valid, datum) = (ValidOwners::default(), None);
        Setup { plane, strip, profile, zone, on, valid, datum, regions: Vec::new() }
    }

    pub(super) fn context<'c>(
        &'c self,
        records: &'c [Record<'c, P>],
        zone: Option<&'c ZoneRecord<'c, P>>,
    ) -> Context<'c, P> {
        Context {
            workers: Workers::ONE,
            records,
            zone,
            plane: self.plane,
            strip: self.strip,
            profile: &self.profile,
            places: &NoPlaces,
        }
    }

    /// The findings as the profile admits them.
    pub(super) fn admitted(&self, findings: Vec<Finding>) -> Vec<Finding> {
        let mut admitted: Vec<Finding> =
            findings.into_iter().filter_map(|finding| self.profile.admit(finding)).collect();
        if let Some(day) = self.on {
            admitted.iter_mut().for_each(|finding| finding.as_of = Some(day));
        }
        admitted
    }

    /// Whose polygons are valid, besides those of records.
    pub(super) fn valid(&self, records: Vec<bool>) -> ValidOwners {
        ValidOwners {
            records,
            boundary: self.valid.boundary,
            blocks: self.valid.blocks.clone(),
            declared: self.valid.declared.clone(),
        }
    }

    pub(super) fn has_boundary(&self) -> bool {
        self.valid.boundary
    }

    /// The declared land that takes part, by its number there.
    pub(super) fn declared(&self, number: usize) -> Option<&MultiPolygon<P>> {
        let declared = self.zone.as_ref()?.declared.iter().zip(&self.valid.declared);
        declared.filter(|(_, valid)| **valid).nth(number).map(|(land, _)| &land.shape)
    }

    /// Judges the zone by itself, and makes the index of its land.
    pub(super) fn start(&mut self, found: &mut Found) -> LandIndex {
        let zone_record = self.zone.as_ref().map(OwnedZone::record);
        let context = self.context(&[], zone_record.as_ref());
        let mut of_polygons = Vec::new();
        let valid = polygons::polygons(&context, &mut of_polygons);
        if valid.boundary {
            of_polygons.extend(approved_area::approved_area(&context));
        }
        let datum = DatumOfZone::new(&context);
        let regions = declared::block_regions(&context);
        let land = CheckedLand::of_all(&context, &valid, [].into());
        let mut put = |step, findings| found.put((step, 0, 0), self.admitted(findings));
        put(Step::ZonePolygons, of_polygons);
        put(Step::ZoneDatum, datum.findings.clone());
        put(Step::DeclaredReasons, declared::declared_reasons(&context));
        let ground = land.zone_land(self.plane);
        let shapes: Vec<&MultiPolygon<P>> = land.blocks().map(|(_, shape)| shape).collect();
        let limits = zone::limits(&context);
        if let Some(zone_record) = zone_record.as_ref().filter(|_| valid.boundary) {
            let mut findings = Vec::new();
            for conflict in declared_conflicts(&ground, &limits) {
                findings.extend(zone::declared_finding(&context, &land, zone_record, &conflict));
            }
            put(Step::DeclaredLand, findings);
            if !shapes.is_empty() {
                let mut findings = Vec::new();
                let names: Vec<usize> = land.blocks().map(|(index, _)| index).collect();
                let of_blocks = blocks(&ground, &shapes, &limits);
                zone::block_findings(
                    &context,
                    &land,
                    zone_record,
                    &names,
                    &of_blocks,
                    &mut findings,
                );
                put(Step::Blocks, findings);
            }
        }
        let overlap_limits = crate::check::coverage::limits(&context);
        let index = LandIndex::new(&ground, &shapes, &limits, &overlap_limits);
        drop(land);
        drop(zone_record);
        (self.valid, self.datum, self.regions) = (valid, Some(datum), regions);
        index
    }

    /// The limits that overlaps are told apart by.
    pub(super) fn overlap_limits(&self) -> OverlapLimits {
        crate::check::coverage::limits(&self.context(&[], None))
    }

    /// Judges a record by itself.
    pub(super) fn judge(
        &self,
        key: u32,
        revision: u64,
        record: OwnedRecord<P>,
        zone: Option<&ZoneRecord<'_, P>>,
        found: &mut Found,
    ) -> Held<P> {
        let records = [record.record()];
        let mut findings = Vec::new();
        let alone = Context { zone: None, ..self.context(&records, None) };
        let valid = polygons::polygons(&alone, &mut findings);
        let is_valid = valid.records.first() == Some(&true);
        let of = u64::from(key);
        let mut put =
            |step, findings: Vec<Finding>| found.put((step, of, 0), self.admitted(findings));
        put(Step::Polygons, findings);
        let context = self.context(&records, zone);
        put(Step::Direction, direction::ring_direction(&context));
        put(Step::Precision, precision::precision(&context));
        let datum = self.datum.as_ref().map(|datum| datum.judge(&context, 0)).unwrap_or_default();
        put(Step::Looks, datum.looks);
        put(Step::Strips, datum.strip.into_iter().collect());
        put(Step::Identity, identity::identity(&context));
        put(Step::RegisteredArea, registered_area::registered_area(&context));
        put(Step::RequiredFacts, required_facts::required_facts(&context));
        put(Step::BlockStated, declared::block_stated_within(&context, &self.regions));
        let is_in_force = self.on.is_none_or(|day| record.in_force.holds_on(day));
        let stand_in = if is_valid || !is_in_force { None } else { resolved(&record.shape) };
        drop(records);
        Held { record, revision, is_in_force, is_valid, stand_in, tally: datum.tally }
    }

    /// Judges a record against the zone, once it is in the index.
    pub(super) fn judge_place(
        &self,
        key: u32,
        held: &Held<P>,
        zone: Option<&ZoneRecord<'_, P>>,
        index: &LandIndex,
        found: &mut Found,
    ) {
        let (Some(zone), Some(shape)) = (zone.filter(|_| self.has_boundary()), held.land()) else {
            return;
        };
        let records = [held.record.record()];
        let context = self.context(&records, Some(zone));
        let of = u64::from(key);
        if held.is_valid
            && let Some(position) = index.position(shape)
        {
            let mut findings = Vec::new();
            zone::position_findings(&context, zone, 0, &position, &mut findings);
            let step = match held.record.layer {
                Layer::Surface => Step::SurfacePositions,
                _ => Step::OtherPositions,
            };
            found.put((step, of, 0), self.admitted(findings));
        }
        if held.record.layer != Layer::Surface {
            return;
        }
        let land = CheckedLand::of_all(&context, &self.valid, [].into());
        let mut findings = Vec::new();
        for (declared, pieces) in index.declared_under(key) {
            let with = Owner::Parcel(0);
            let conflict = DeclaredConflict::Overlap { declared, with, pieces };
            findings.extend(zone::declared_finding(&context, &land, zone, &conflict));
        }
        found.put((Step::DeclaredUnder, of, 0), self.admitted(findings));
        let shares = index.blocks_of(shape);
        if shares.len() > 1 {
            let mut findings = Vec::new();
            let names: Vec<usize> = land.blocks().map(|(index, _)| index).collect();
            let blocks = Blocks { parcels: vec![shares], ..Blocks::default() };
            zone::block_findings(&context, &land, zone, &names, &blocks, &mut findings);
            found.put((Step::AcrossBlocks, of, 0), self.admitted(findings));
        }
    }
}
