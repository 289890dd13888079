//! Reference systems of the numbers (坐标系判别), judged over every vertex of every record, with the evidence.

mod looks;
mod shift;
mod strip;
mod tallies;

use std::collections::BTreeSet;

use super::context::Context;
use super::ground::Extent;
use super::region::Region;
use super::{Owner, VertexIndex};
use crate::finding::{Class, Code, Finding, Limit, Measure, Text};
use crate::geometry::{LonLat, PlanePosition};
pub(super) use tallies::Tallies;

/// Numbers out of range, in the wrong order, projected, of another strip than the zone, or shifted.
pub(super) fn datum<P: PlanePosition>(context: &Context<'_, P>) -> Vec<Finding> {
    let looks = looks::looks(context);
    // What is no degrees at all lies nowhere that could be compared with the zone.
    let mut suspects: BTreeSet<Owner> = looks.iter().map(|one| one.owner).collect();
    let mut findings = report(context, looks);
    if !suspects.contains(&Owner::Boundary) {
        let strips = strip::strips(context, &suspects);
        suspects.extend(strips.iter().map(|one| one.owner));
        findings.extend(report(context, strips));
        findings.extend(shift::shift(context, &suspects));
    }
    findings
}

/// What the datum of a record comes to alone, against a zone that stays (单宗坐标系判别).
#[derive(Debug)]
pub(super) struct DatumOfZone {
    hint: Option<LonLat>,
    boundary: Option<Extent>,
    region: Option<Region>,
    /// What the numbers of the boundary look like.
    pub(super) findings: Vec<Finding>,
}

/// The datum of one record.
#[derive(Debug, Default)]
pub(super) struct DatumOfRecord {
    /// As if it were the only record.
    pub(super) looks: Vec<Finding>,
    /// The same, of strips.
    pub(super) strip: Option<Finding>,
    /// What it adds to the whole.
    pub(super) tally: Tally,
}

/// What one record adds to the judgement of all.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tally {
    looks: usize,
    strips: usize,
    weight: Option<shift::Weight>,
}

impl Tally {
    /// One record more.
    pub(super) fn add(&mut self, other: &Tally) {
        self.looks = self.looks.saturating_add(other.looks);
        self.strips = self.strips.saturating_add(other.strips);
        if let Some(weight) = &other.weight {
            self.weight.get_or_insert_default().add(weight);
        }
    }

    /// Whether what the records of this sum come to alone is all: none is shifted, and not all of them are suspected of the same,
    /// which would be one finding. `judged` is the number of records with any position.
    pub(super) fn is_all(&self, judged: usize) -> bool {
        let alone = |count: usize| count < 2 || count != judged;
        let is_in_place = self.weight.is_none_or(|weight| weight.is_in_place());
        alone(self.looks) && alone(self.strips) && is_in_place
    }
}

impl DatumOfZone {
    /// What is needed of the zone; the records of the context are not looked at.
    pub(super) fn new<P: PlanePosition>(context: &Context<'_, P>) -> DatumOfZone {
        let zone = context.zone;
        let hint = looks::hint(context);
        let looks = zone
            .map(|zone| looks::look_of(context.plane, Owner::Boundary, zone.boundary, hint))
            .unwrap_or_default();
        // A boundary that is no degrees at all is nothing to compare with.
        let usable = zone.filter(|_| looks.is_empty());
        let degrees = usable.and_then(|zone| context.degrees(zone.boundary));
        DatumOfZone {
            hint,
            boundary: usable.and_then(|zone| Extent::around(zone.boundary)),
            region: degrees.as_ref().map(Region::of),
            findings: looks.iter().map(|one| finding(context, one, one.share)).collect(),
        }
    }

    /// Judges a record of a context as if it were the only one.
    pub(super) fn judge<P: PlanePosition>(
        &self,
        context: &Context<'_, P>,
        record: usize,
    ) -> DatumOfRecord {
        let Some(item) = context.records.get(record) else { return DatumOfRecord::default() };
        let own = |one: &Suspicion| finding(context, one, one.share);
        let looks = looks::look_of(context.plane, Owner::Record(record), item.shape, self.hint);
        if !looks.is_empty() {
            let tally = Tally { looks: looks.len(), ..Tally::default() };
            return DatumOfRecord { looks: looks.iter().map(own).collect(), strip: None, tally };
        }
        let boundary = self.boundary.as_ref();
        let strip =
            boundary.and_then(|around| strip::strip_of(context.plane, record, item.shape, around));
        let weight = self.region.as_ref().filter(|_| strip.is_none()).and_then(|region| {
            shift::weight_in_place((context.plane, context.strip), item.shape, region)
        });
        let tally = Tally { looks: 0, strips: usize::from(strip.is_some()), weight };
        DatumOfRecord { looks: Vec::new(), strip: strip.as_ref().map(own), tally }
    }
}

/// What is wrong with a record, and how many of its vertices say so.
#[derive(Debug, Clone, PartialEq)]
struct Suspicion {
    owner: Owner,
    code: Code,
    class: Option<Class>,
    /// The first vertex that says so.
    first: VertexIndex,
    /// How many vertices say so, of how many.
    share: [usize; 2],
    /// What was expected and found; the counts are added.
    message: Text,
    limit: Option<Limit>,
}

/// One finding a suspicion; one for all where every record is suspected of the same by all of its vertices.
fn report<P: PlanePosition>(context: &Context<'_, P>, suspicions: Vec<Suspicion>) -> Vec<Finding> {
    let alike = |one: &Suspicion, other: &Suspicion| {
        (one.code, one.class, &one.message) == (other.code, other.class, &other.message)
    };
    let records: Vec<&Suspicion> =
        suspicions.iter().filter(|one| matches!(one.owner, Owner::Record(_))).collect();
    let whole = |one: &Suspicion| one.share[0] == one.share[1];
    let judged = context.records.iter().filter(|item| !item.shape.is_empty()).count();
    let first = records.first().copied();
    let for_all = first.filter(|first| {
        records.len() > 1
            && records.len() == judged
            && records.iter().all(|one| whole(one) && alike(one, first))
    });
    let Some(first) = for_all else {
        return suspicions.iter().map(|one| finding(context, one, one.share)).collect();
    };
    let [fitting, all] = records
        .iter()
        .fold([0, 0], |[fitting, all], one| [fitting + one.share[0], all + one.share[1]]);
    let mut whole = finding(context, first, [fitting, all]);
    whole.subjects = context.records.iter().map(|item| item.subject.to_string()).collect();
    let others = suspicions.iter().filter(|one| !matches!(one.owner, Owner::Record(_)));
    others.map(|one| finding(context, one, one.share)).chain([whole]).collect()
}

fn finding<P: PlanePosition>(
    context: &Context<'_, P>,
    suspicion: &Suspicion,
    [fitting, all]: [usize; 2],
) -> Finding {
    let Text { zh, en } = &suspicion.message;
    let message = Text::new(
        format!("{zh}（{all} 个顶点中的 {fitting} 个）"),
        format!("{en} ({fitting} of {all} vertices)"),
    );
    let share = fitting as f64 / all.max(1) as f64;
    let mut finding = Finding::new(suspicion.code, message).measured(Measure::share(share));
    finding.class = suspicion.class;
    finding.limit.clone_from(&suspicion.limit);
    match suspicion.owner {
        Owner::Record(record) => context.at(record, Some(suspicion.first), finding),
        owner => {
            let subject = context.zone.map(|zone| zone.subject.to_string()).unwrap_or_default();
            finding.about(subject).at(context.places.place(owner, Some(suspicion.first)))
        }
    }
}
