//! The run: every check on the records and the zone, in one order.

use std::fmt;

use jiff::civil::Date;

use super::context::Context;
use super::land::{CheckedLand, StandIns};
use super::polygons::ValidOwners;
use super::rounding::Rounded;
use super::unread::Unread;
use super::{NoPlaces, Places, Profile, Record, ZoneBalance, ZoneRecord, in_force_on};
use crate::Workers;
use crate::finding::{Code, Finding, Measure, Text, counted};
use crate::geometry::coverage::{examine_by, overlaps};
use crate::geometry::{GaussKruger, Plane, PlanePosition};

/// What is checked, and how (检查任务).
pub struct CheckInput<'a, P> {
    records: &'a [Record<'a, P>],
    plane: Plane,
    strip: Option<GaussKruger>,
    zone: Option<&'a ZoneRecord<'a, P>>,
    profile: &'a Profile,
    places: &'a dyn Places,
    on: Option<Date>,
    unread: &'a [[f64; 2]],
    rules: &'a [&'a dyn RecordRule<P>],
    progress: &'a dyn Fn(Stage),
    workers: Workers,
}

/// A rule of an embedding program (自定义规则), run with the others.
///
/// Its findings carry a [`Code::External`] and are treated like any other: profile, fingerprint, acknowledgement.
pub trait RecordRule<P> {
    /// Judges the records; `zone` is absent where none was given.
    fn judge(
        &self,
        records: &[Record<'_, P>],
        zone: Option<&ZoneRecord<'_, P>>,
        places: &dyn Places,
    ) -> Vec<Finding>;
}

/// What a run is at (检查阶段).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Stage {
    /// Polygons.
    Polygons,
    /// Coordinates and facts.
    Facts,
    /// Overlaps and shared borders.
    Coverage,
    /// The zone.
    Zone,
    /// The same for rounded coordinates.
    Rounding,
}

impl Stage {
    /// The words for it.
    #[must_use]
    pub fn title(self) -> Text {
        let (zh, en) = match self {
            Stage::Polygons => ("多边形", "polygons"),
            Stage::Facts => ("坐标与属性", "coordinates and facts"),
            Stage::Coverage => ("重叠与公共界线", "overlaps and shared borders"),
            Stage::Zone => ("开发区", "zone"),
            Stage::Rounding => ("取位", "rounding"),
        };
        Text::new(zh, en)
    }
}

/// What the checks found (检查结果).
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Checked {
    /// The findings, as the profile admits them, in an order that does not depend on that of the records.
    pub findings: Vec<Finding>,
    /// For each record, whether no finding with the weight of an error is about it.
    pub usable: Vec<bool>,
    /// The area balance of the zone.
    pub balance: Option<ZoneBalance>,
}

impl<'a, P: PlanePosition + From<geo::Coord<f64>>> CheckInput<'a, P> {
    /// Records whose coordinates lie in `plane`, checked by `profile`.
    #[must_use]
    pub fn new(records: &'a [Record<'a, P>], plane: Plane, profile: &'a Profile) -> Self {
        CheckInput {
            records,
            plane,
            strip: None,
            zone: None,
            profile,
            places: &NoPlaces,
            on: None,
            unread: &[],
            rules: &[],
            progress: &|_| {},
            workers: Workers::ONE,
        }
    }

    /// With the zone that they should fill.
    #[must_use]
    pub fn zone(mut self, zone: &'a ZoneRecord<'a, P>) -> Self {
        self.zone = Some(zone);
        self
    }

    /// With the Gauss-Krüger zone that metres were declared to be of: eastings without a zone number say it not.
    #[must_use]
    pub fn strip(mut self, strip: GaussKruger) -> Self {
        self.strip = Some(strip);
        self
    }

    /// With what knows their places in a file.
    #[must_use]
    pub fn places(mut self, places: &'a dyn Places) -> Self {
        self.places = places;
        self
    }

    /// On a day: only records in force then take part in coverage.
    #[must_use]
    pub fn on(mut self, day: Date) -> Self {
        self.on = Some(day);
        self
    }

    /// With positions of records that could not be read: a gap on one of them is their ground, and not reported.
    #[must_use]
    pub fn unread(mut self, positions: &'a [[f64; 2]]) -> Self {
        self.unread = positions;
        self
    }

    /// With rules of an embedding program.
    #[must_use]
    pub fn rules(mut self, rules: &'a [&'a dyn RecordRule<P>]) -> Self {
        self.rules = rules;
        self
    }

    /// With something to call at each stage.
    #[must_use]
    pub fn progress(mut self, progress: &'a dyn Fn(Stage)) -> Self {
        self.progress = progress;
        self
    }

    /// With more threads than the calling one; what is found is the same.
    #[must_use]
    pub fn workers(mut self, workers: Workers) -> Self {
        self.workers = workers;
        self
    }

    /// Runs every check.
    ///
    /// ```
    /// use landledger::check::{CheckInput, Profile, Record};
    /// use landledger::finding::Code;
    /// use landledger::geometry::{LonLat, MultiPolygon, Plane};
    ///
    /// let square = |west: f64, east: f64| {
    ///     MultiPolygon::from_exterior(
    ///         [(west, 34.80), (east, 34.80), (east, 34.81), (west, 34.81), (west, 34.80)]
    ///             .map(|(lon, lat)| LonLat::new(lon, lat)),
    ///     )
    /// };
    /// let (a, b) = (square(113.30, 113.31), square(113.309, 113.32));
    /// let records = [Record::new("A", &a), Record::new("B", &b)];
    /// let profile = Profile::strict();
    /// let checked = CheckInput::new(&records, Plane::Degrees, &profile).run();
    /// assert_eq!(checked.findings[0].code, Code::ParcelsOverlap);
    /// assert_eq!(checked.findings[0].subjects, ["A", "B"]);
    /// assert_eq!(checked.usable, [false, false]);
    /// ```
    #[must_use]
    pub fn run(&self) -> Checked {
        let in_force = match self.on {
            Some(day) => in_force_on(self.records, day),
            None => (0..self.records.len()).collect(),
        };
        let (mut findings, balance) =
            geometry(&self.context(), &in_force, self.unread, self.progress);
        (self.progress)(Stage::Facts);
        findings.extend(super::facts_and_coordinates_of(&self.context()));
        if let Some(decimals) = self.profile.limits.exchange_decimals {
            (self.progress)(Stage::Rounding);
            findings.extend(self.rounded(&findings, &in_force, decimals));
        }
        for rule in self.rules {
            findings.extend(rule.judge(self.records, self.zone, self.places));
        }
        let mut findings: Vec<Finding> =
            findings.into_iter().filter_map(|finding| self.profile.admit(finding)).collect();
        if let Some(day) = self.on {
            findings.iter_mut().for_each(|finding| finding.as_of = Some(day));
        }
        Finding::sort_by_subject(&mut findings);
        let usable = super::usable::usable(self.records, &findings);
        Checked { findings, usable, balance }
    }

    /// What polygons and coverage of the rounded coordinates have that those as stored have not.
    fn rounded(&self, before: &[Finding], in_force: &[usize], decimals: u32) -> Vec<Finding> {
        let rounded = Rounded::new(self.records, self.zone, decimals);
        let records = rounded.records(self.records);
        let zone = self.zone.map(|zone| rounded.zone(zone));
        let context = Context {
            records: &records,
            zone: zone.as_ref(),
            plane: self.plane,
            strip: self.strip,
            profile: self.profile,
            places: self.places,
            workers: self.workers,
        };
        let (after, _) = geometry(&context, in_force, self.unread, &|_| {});
        let after = after.into_iter().filter_map(|finding| self.profile.admit(finding)).collect();
        super::rounding::broken(before, after, decimals)
    }

    fn context(&self) -> Context<'a, P> {
        Context {
            records: self.records,
            zone: self.zone,
            plane: self.plane,
            strip: self.strip,
            profile: self.profile,
            places: self.places,
            workers: self.workers,
        }
    }
}

impl<P> fmt::Debug for CheckInput<'_, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CheckInput")
            .field("records", &self.records.len())
            .field("plane", &self.plane)
            .field("profile", &self.profile.name)
            .field("on", &self.on)
            .finish_non_exhaustive()
    }
}

/// Polygons, coverage and zone.
fn geometry<P: PlanePosition + From<geo::Coord<f64>>>(
    context: &Context<'_, P>,
    in_force: &[usize],
    unread: &[[f64; 2]],
    progress: &dyn Fn(Stage),
) -> (Vec<Finding>, Option<ZoneBalance>) {
    let mut findings = Vec::new();
    progress(Stage::Polygons);
    let valid = super::polygons::polygons(context, &mut findings);
    let stand_ins = StandIns::new(context, &valid, in_force);
    let land = CheckedLand::new(context, &valid, in_force, &stand_ins);
    progress(Stage::Coverage);
    let limits = super::coverage::limits(context);
    let coverage = examine_by(
        context.workers,
        &land.zone_land(context.plane),
        &super::zone::limits(context),
        &limits,
    );
    let pairs = &coverage.overlaps;
    super::coverage::overlap_findings(context, &land, pairs, &land.records, &mut findings);
    super::coverage::border_findings(context, &land, &coverage.border_faults, &mut findings);
    for (records, layer) in land.other_layer_groups(context) {
        let ground = land.layer(&layer, context.plane);
        let pairs = overlaps(&ground, &limits);
        super::coverage::overlap_findings(context, &land, &pairs, &records, &mut findings);
    }
    progress(Stage::Zone);
    let unread = Unread::new(unread);
    let unjudged = super::zone::zone(context, &land, &coverage, &unread, &mut findings);
    findings.extend(super::coverage::tangle_findings(&coverage.tangles));
    findings.extend(not_checked(context, &valid, in_force, unjudged));
    let balance = ZoneBalance::new(context, &land, coverage);
    (findings, balance)
}

/// Records that could not take part in the checks of coverage, and a zone that could not be used: silence would look
/// like a pass.
pub(super) fn not_checked<P: PlanePosition>(
    context: &Context<'_, P>,
    valid: &ValidOwners,
    in_force: &[usize],
    unjudged: usize,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    if unjudged > 0 {
        let message = Text::new(
            format!("{unjudged} 处缝隙紧邻未能读入或多边形无效的记录，待其改正后再检查"),
            format!(
                "{} until these are mended",
                counted(
                    unjudged,
                    "gap beside records that could not be read or are invalid is left",
                    "gaps beside records that could not be read or are invalid are left"
                )
            ),
        );
        findings.push(Finding::new(Code::NotChecked, message).measured(Measure::count(unjudged)));
    }
    let mut left_out: Vec<&str> = in_force
        .iter()
        .filter(|index| valid.records.get(**index) == Some(&false))
        .filter_map(|index| context.records.get(*index).map(|record| &*record.subject))
        .collect();
    left_out.sort_unstable();
    if !left_out.is_empty() {
        let n = left_out.len();
        let message = Text::new(
            format!("{n} 宗地的多边形无效，未检查其重叠、公共界线及是否超出开发区"),
            format!(
                "{} not checked for overlaps, shared borders and overhang",
                counted(
                    n,
                    "parcel with invalid polygons was",
                    "parcels with invalid polygons were"
                )
            ),
        );
        let mut finding = Finding::new(Code::NotChecked, message).measured(Measure::count(n));
        finding.subjects = left_out.into_iter().map(ToOwned::to_owned).collect();
        findings.push(finding);
    }
    if let Some(zone) = context.zone
        && !valid.boundary
    {
        let message = Text::new(
            format!("{}的界线无效，未检查宗地是否超出以及面积平衡", zone.subject),
            format!(
                "the boundary of {} is invalid: parcels were not held against it, and areas not balanced",
                zone.subject
            ),
        );
        findings.push(Finding::new(Code::NotChecked, message).about(zone.subject.to_string()));
    }
    findings
}
