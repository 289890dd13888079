//! Profiles: which checks run, how much their findings weigh, and with which limits.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::finding::{Code, Finding, Severity};
use crate::indicator::point_error;
use crate::law::BoundaryPointClass;
use crate::parcel::LandUseStage;

use super::{OverlapPriority, RequiredFact};

/// How a check runs (检查级别).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Its findings weigh what the catalogue says.
    On,
    /// Its findings are warnings at most.
    Warn,
    /// It reports nothing.
    Off,
}

/// The limits of the checks (限差). All lengths are metres on the ground, whatever the unit of the coordinates.
///
/// None of them is an official figure unless its line says so: they are defaults of this library.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Limits {
    /// Two vertices in a row that are nearer than this, and not equal, are reported.
    #[serde(rename = "near_vertex_m")]
    pub near_vertex: f64,
    /// Borders of neighbours that are nearer than this should coincide: a vertex off by less is a fault of the
    /// border, and what lies between is neither overlap nor gap.
    #[serde(rename = "coincidence_m")]
    pub coincidence: f64,
    /// Overlaps up to this width are slivers.
    #[serde(rename = "sliver_width_m")]
    pub sliver_width: f64,
    /// Without a zone boundary, spaces between parcels up to this width are gaps; with one, every uncovered space is.
    #[serde(rename = "gap_width_m")]
    pub gap_width: f64,
    /// Gaps along the boundary up to this width are boundary strips.
    #[serde(rename = "strip_width_m")]
    pub strip_width: f64,
    /// More decimals of a degree than this are needless; metres have five fewer.
    pub finest_decimals: u32,
    /// The mean error of a boundary point, from which the accuracy of an area follows: that of the first class by
    /// default ([`point_error`] gives that of any).
    #[serde(rename = "point_error_m")]
    pub point_error: f64,
    /// A registered area that differs by a larger share than this is a conflict.
    pub area_conflict_share: f64,
    /// Facts that a parcel of a stage must have beyond those of [`RequiredFact::of`]: what a district's own sheets ask for.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub further_facts: BTreeMap<LandUseStage, BTreeSet<RequiredFact>>,
    /// Decimals that coordinates are rounded to for exchange; when given, the verdict is formed for these too.
    pub exchange_decimals: Option<u32>,
    /// Findings listed of one code; more are counted.
    pub listed: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            near_vertex: 0.002,
            coincidence: 0.002,
            sliver_width: 0.1,
            gap_width: 0.1,
            strip_width: 1.0,
            finest_decimals: 9,
            point_error: point_error(BoundaryPointClass::First),
            area_conflict_share: 0.01,
            further_facts: BTreeMap::new(),
            exchange_decimals: None,
            listed: 100_000,
        }
    }
}

/// A difference of a profile from the strict one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Departure {
    /// The id of the code, or the name of the limit.
    pub of: String,
    /// What the strict profile has.
    pub strict: String,
    /// What this profile has.
    pub here: String,
}

/// Which checks run, and how (检查方案).
///
/// ```
/// use landledger::check::{Level, Profile};
/// use landledger::finding::Code;
///
/// let mut profile = Profile::strict();
/// profile.set(Code::Gap, Level::Off).unwrap();
/// assert_eq!(profile.departures()[0].of, "gap");
/// // What makes a record unreadable cannot be switched off.
/// assert!(profile.set(Code::RingNotClosed, Level::Off).is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Profile {
    /// Its name, which findings give as the origin of limits.
    pub name: String,
    /// Codes that do not run as the catalogue says.
    #[serde(default)]
    levels: BTreeMap<Code, Level>,
    /// The limits.
    #[serde(default)]
    pub limits: Limits,
    /// Which of two overlapping parcels keeps the land in a proposed fix; a fix is proposed only where this says so.
    #[serde(default)]
    pub overlap_priority: OverlapPriority,
}

impl Profile {
    /// Every check, as the catalogue says (严格).
    #[must_use]
    pub fn strict() -> Profile {
        Profile {
            name: "strict".into(),
            levels: BTreeMap::new(),
            limits: Limits::default(),
            overlap_priority: OverlapPriority::None,
        }
    }

    /// For files that were never made for exchange (宽松): direction of rings, `bbox`, precision and the like are not
    /// reported, borders need to agree to 5 cm only, and what needs judgement is a warning.
    #[must_use]
    pub fn lenient() -> Profile {
        let off = [
            Code::ByteOrderMark,
            Code::PropertiesMissing,
            Code::RingDirection,
            Code::BboxLength,
            Code::BboxOrder,
            Code::BboxNotEnclosing,
            Code::PrecisionTooFine,
            Code::VertexNear,
            Code::VertexRepeated,
        ];
        let warn = [Code::RegisteredAreaConflict, Code::PartsShareEdge];
        let levels = off.map(|code| (code, Level::Off));
        let levels = levels.into_iter().chain(warn.map(|code| (code, Level::Warn)));
        let limits = Limits { coincidence: 0.05, ..Limits::default() };
        Profile {
            name: "lenient".into(),
            levels: levels.collect(),
            limits,
            overlap_priority: OverlapPriority::None,
        }
    }

    /// The level of a code.
    #[must_use]
    pub fn level(&self, code: Code) -> Level {
        self.levels.get(&code).copied().unwrap_or(Level::On)
    }

    /// Sets the level of a code.
    ///
    /// # Errors
    /// Of a code whose record cannot be read: its findings say why a record is missing, and that must be seen.
    pub fn set(&mut self, code: Code, level: Level) -> Result<()> {
        if level != Level::On && code.is_essential() {
            return Err(Error::argument(
                code.id().to_owned(),
                ("不使记录无法读入的检查", "a check that does not keep a record from being read"),
                ("必须执行的检查", "one that always runs"),
            ));
        }
        if level == Level::On {
            self.levels.remove(&code);
        } else {
            self.levels.insert(code, level);
        }
        Ok(())
    }

    /// The finding as this profile has it; `None` if it is not reported.
    #[must_use]
    pub fn admit(&self, mut finding: Finding) -> Option<Finding> {
        match self.level(finding.code) {
            _ if finding.code.is_essential() => Some(finding),
            Level::On => Some(finding),
            Level::Warn => {
                finding.severity = finding.severity.max(Severity::Warning);
                Some(finding)
            }
            Level::Off => None,
        }
    }

    /// Every difference from the strict profile, in the order of the catalogue, then limits by name, then the
    /// priority of overlaps.
    #[must_use]
    pub fn departures(&self) -> Vec<Departure> {
        let mut all = Vec::new();
        for (code, level) in &self.levels {
            let here = match level {
                Level::On => continue,
                Level::Warn => "warn",
                Level::Off => "off",
            };
            all.push(Departure { of: code.id().into(), strict: "on".into(), here: here.into() });
        }
        let strict = Limits::default().rows();
        for ((name, here), (_, strict)) in self.limits.rows().into_iter().zip(strict) {
            if here != strict {
                all.push(Departure { of: name.into(), strict, here });
            }
        }
        if self.overlap_priority != OverlapPriority::None {
            let [strict, here] =
                [OverlapPriority::None, self.overlap_priority].map(|rule| rule.id().to_owned());
            all.push(Departure { of: "overlap_priority".into(), strict, here });
        }
        all
    }

    /// Where a limit of this profile comes from, for [`crate::finding::Limit::set_by`].
    #[must_use]
    pub fn set_by(&self) -> String {
        format!("profile:{}", self.name)
    }
}

impl Limits {
    /// Name and value of every limit, by name.
    #[must_use]
    pub fn rows(&self) -> Vec<(&'static str, String)> {
        vec![
            ("area_conflict_share", self.area_conflict_share.to_string()),
            ("coincidence_m", self.coincidence.to_string()),
            (
                "exchange_decimals",
                self.exchange_decimals.map_or_else(|| "none".into(), |n| n.to_string()),
            ),
            ("finest_decimals", self.finest_decimals.to_string()),
            ("further_facts", self.further_facts_row()),
            ("gap_width_m", self.gap_width.to_string()),
            ("listed", self.listed.to_string()),
            ("near_vertex_m", self.near_vertex.to_string()),
            ("point_error_m", self.point_error.to_string()),
            ("sliver_width_m", self.sliver_width.to_string()),
            ("strip_width_m", self.strip_width.to_string()),
        ]
    }

    /// `partly-built: holder, unit; …`, or `none`.
    fn further_facts_row(&self) -> String {
        let stages = self.further_facts.iter().filter(|(_, facts)| !facts.is_empty());
        let row = |(stage, facts): (&LandUseStage, &BTreeSet<RequiredFact>)| {
            let facts: Vec<String> = facts.iter().map(ToString::to_string).collect();
            format!("{}: {}", stage.name().en, facts.join(", "))
        };
        let rows: Vec<String> = stages.map(row).collect();
        if rows.is_empty() { "none".into() } else { rows.join("; ") }
    }
}
