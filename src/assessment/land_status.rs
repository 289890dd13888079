//! The ladder of land use with what the law makes of it: one status for each part of a parcel.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::codes::ParcelCode;
use crate::finding::Text;
use crate::law::{Answer, IdleLandVerdict};
use crate::ledger::{Entry, EntryClass, EntryId};
use crate::parcel::{LandUseStage, ParcelFacts, Tenure};
use crate::units::Area;

/// How far the use of land has come, with what the law of idle land makes of land that was supplied and not begun (用地状况).
///
/// The ladder of practice; a part of a parcel stands on exactly one of its rungs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum LandStatus {
    /// Approved, no supply contract or decision yet (批而未供).
    ApprovedNotSupplied,
    /// Supplied, not begun, and development is not due, or no term applies (供而未用，未到期).
    NotDue,
    /// Supplied, not begun, overdue by less than a full year (供而未用，应动工未动工).
    StartOverdue,
    /// Supplied, not begun for a full year after the day due (供而未用，闲置).
    Idle,
    /// Begun, part of it developed (用而未尽).
    PartlyBuilt,
    /// Built, not in production (建而未投).
    BuiltNotProducing,
    /// In production, below what was agreed (投而未达标).
    ProducingBelowTarget,
    /// In production as agreed (达标).
    MeetsTarget,
}

/// What land is in the law of idle land or by the criteria of low-efficiency land (主要类别): one class excludes the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum LandClass {
    /// Approved and not supplied (批而未供).
    ApprovedNotSupplied,
    /// Idle land (闲置土地).
    Idle,
    /// Low-efficiency land (低效用地); idle land never is.
    LowEfficiency,
    /// None of these (不属于以上各类).
    Neither,
}

/// A side state beside the rung of the ladder (附加状态).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum SideState {
    /// Surveyed floor area stands vacant (空置).
    Vacant,
}

/// Which part of a parcel (部分).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ParcelPartOf {
    /// The part that an entry on the ledger is about.
    Entry(EntryId),
    /// What no entry is about: all of the parcel, or what entries leave of it.
    Rest,
}

/// How the ledger stands to the assessment of a part (台账与研判比对).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ListingAgreement {
    /// They say the same (一致).
    Agrees,
    /// Facts are missing: the assessment leaves several classes open, the ledger's among them (待查明).
    Open,
    /// The ledger has it in a class that the assessment excludes (列入与研判不符).
    Contradicts,
    /// It is idle or low-efficiency by the assessment, and not on the ledger (应列未列).
    NotListed,
}

/// A part of a parcel with its rung, its class and how the ledger has it (宗地部分研判).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ParcelPart {
    /// The parcel.
    pub parcel: ParcelCode,
    /// Which part.
    pub part: ParcelPartOf,
    /// Its land area, m²: as the ledger lists it, or what the registered area leaves; absent where that is not known.
    #[serde(default, rename = "land_area_m2", skip_serializing_if = "Option::is_none")]
    pub land_area: Option<Area>,
    /// The rungs that are possible, in order; one where the facts decide.
    pub status: Vec<LandStatus>,
    /// The classes that are possible, in order; one where the facts decide.
    pub class: Vec<LandClass>,
    /// Side states that are certain.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub side: Vec<SideState>,
    /// The class in which the ledger has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub listed: Option<EntryClass>,
    /// How the ledger stands to the assessment.
    pub agreement: ListingAgreement,
}

impl LandStatus {
    /// Every rung, in the order of the ladder.
    pub const ALL: [LandStatus; 8] = [
        LandStatus::ApprovedNotSupplied,
        LandStatus::NotDue,
        LandStatus::StartOverdue,
        LandStatus::Idle,
        LandStatus::PartlyBuilt,
        LandStatus::BuiltNotProducing,
        LandStatus::ProducingBelowTarget,
        LandStatus::MeetsTarget,
    ];

    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            LandStatus::ApprovedNotSupplied => LandUseStage::ApprovedNotSupplied.name(),
            LandStatus::NotDue => Text::new(
                "供而未用：未到动工期限或者不适用期限",
                "supplied, not started: not due, or no term",
            ),
            LandStatus::StartOverdue => {
                Text::new("供而未用：应动工未动工", "supplied, not started: overdue")
            }
            LandStatus::Idle => Text::new("供而未用：闲置", "supplied, not started: idle"),
            LandStatus::PartlyBuilt => LandUseStage::PartlyBuilt.name(),
            LandStatus::BuiltNotProducing => LandUseStage::BuiltNotProducing.name(),
            LandStatus::ProducingBelowTarget => LandUseStage::ProducingBelowTarget.name(),
            LandStatus::MeetsTarget => LandUseStage::MeetsTarget.name(),
        }
    }
}

impl LandClass {
    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            LandClass::ApprovedNotSupplied => Text::new("批而未供", "approved, not supplied"),
            LandClass::Idle => Text::new("闲置土地", "idle land"),
            LandClass::LowEfficiency => Text::new("低效用地", "low-efficiency land"),
            LandClass::Neither => Text::new("非闲置低效", "neither"),
        }
    }
}

impl SideState {
    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            SideState::Vacant => Text::new("空置", "vacant"),
        }
    }
}

impl ListingAgreement {
    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            ListingAgreement::Agrees => Text::new("一致", "agrees"),
            ListingAgreement::Open => Text::new("待查明", "open"),
            ListingAgreement::Contradicts => Text::new("列入与研判不符", "contradicts"),
            ListingAgreement::NotListed => Text::new("应列未列", "not listed"),
        }
    }
}

/// What the parts of a parcel are made from.
pub(super) struct PartsOf<'a> {
    pub(super) parcel: &'a ParcelCode,
    pub(super) facts: &'a ParcelFacts,
    /// The open entries of the parcel, by id.
    pub(super) entries: &'a [&'a Entry],
    pub(super) side: Vec<SideState>,
    /// The verdicts on idle land that are open.
    pub(super) verdicts: &'a [IdleLandVerdict],
    /// Whether it is low-efficiency land by a rulebook.
    pub(super) low_efficiency: Answer,
}

/// The parts of a parcel, each with one rung and one class (or those that missing facts leave open): the entries
/// on the ledger by id, then what they leave.
///
/// The law decides on the land of a contract: its verdict is that of every part. Low-efficiency land is what the rulebook
/// says; without a rulebook, land that is begun and not idle may be low-efficiency land or not.
pub(super) fn land_parts(of: &PartsOf<'_>) -> Vec<ParcelPart> {
    let status = statuses(of.facts, of.verdicts);
    let class = classes(&status, of.verdicts, of.low_efficiency);
    let part = |part, land_area, listed: Option<EntryClass>| ParcelPart {
        parcel: *of.parcel,
        part,
        land_area,
        agreement: agreement(listed, &class, of.verdicts),
        status: status.clone(),
        class: class.clone(),
        side: of.side.clone(),
        listed,
    };
    let mut parts = Vec::new();
    let mut rest = of.facts.registered_area;
    for entry in of.entries {
        rest = rest.and_then(|rest| rest.checked_sub(entry.land_area));
        let id = ParcelPartOf::Entry(entry.id.clone());
        parts.push(part(id, Some(entry.land_area), Some(entry.class)));
    }
    if parts.is_empty() || rest.is_none_or(|rest| !rest.is_zero()) {
        parts.push(part(ParcelPartOf::Rest, rest, None));
    }
    parts
}

/// The rungs that the stage of use and the verdicts on idle land leave: a pair that cannot be together puts both in doubt.
fn statuses(facts: &ParcelFacts, verdicts: &[IdleLandVerdict]) -> Vec<LandStatus> {
    let stages = match facts.stage {
        Some(stage) => vec![stage],
        None if facts.tenure == Tenure::Unsupplied => vec![LandUseStage::ApprovedNotSupplied],
        None => LandUseStage::ALL.into_iter().filter(|stage| stage.is_supplied()).collect(),
    };
    let mut found = BTreeSet::new();
    for stage in &stages {
        found.extend(verdicts.iter().filter_map(|verdict| rung(*stage, *verdict)));
    }
    if found.is_empty() {
        found.extend(stages.iter().flat_map(|stage| by_stage(*stage)));
        found.extend(verdicts.iter().filter_map(|verdict| by_verdict(*verdict)));
        if verdicts.iter().any(|verdict| by_verdict(*verdict).is_none()) {
            // It commenced, the verdict says, and not how far it came.
            found.extend(LandStatus::ALL.into_iter().filter(|s| *s >= LandStatus::PartlyBuilt));
        }
    }
    if facts.tenure == Tenure::Unsupplied {
        // A stage of supplied land contradicts the tenure: either may be wrong.
        found.insert(LandStatus::ApprovedNotSupplied);
    }
    found.into_iter().collect()
}

/// The rung of a stage under a verdict; `None` where the two cannot be together.
fn rung(stage: LandUseStage, verdict: IdleLandVerdict) -> Option<LandStatus> {
    match (stage, by_verdict(verdict)) {
        (LandUseStage::ApprovedNotSupplied, None) => {
            (verdict == IdleLandVerdict::OutOfScope).then_some(LandStatus::ApprovedNotSupplied)
        }
        (LandUseStage::ApprovedNotSupplied, Some(_)) => None,
        (LandUseStage::SuppliedNotStarted, Some(status)) => Some(status),
        // No term runs for collective land.
        (LandUseStage::SuppliedNotStarted, None) => {
            (verdict == IdleLandVerdict::OutOfScope).then_some(LandStatus::NotDue)
        }
        (_, Some(_)) => None,
        (LandUseStage::PartlyBuilt, None) => Some(LandStatus::PartlyBuilt),
        (_, None) if verdict == IdleLandVerdict::MayBeIdle => None,
        (stage, None) => by_stage(stage).first().copied(),
    }
}

/// The rung on which a verdict alone puts land; `None` where it says nothing but that development commenced, or nothing.
const fn by_verdict(verdict: IdleLandVerdict) -> Option<LandStatus> {
    match verdict {
        IdleLandVerdict::OutOfScope | IdleLandVerdict::NotIdle | IdleLandVerdict::MayBeIdle => None,
        IdleLandVerdict::NotDue => Some(LandStatus::NotDue),
        IdleLandVerdict::StartOverdue => Some(LandStatus::StartOverdue),
        IdleLandVerdict::IdleGovernmentCause
        | IdleLandVerdict::IdlePreparatoryWork
        | IdleLandVerdict::IdleOneYear
        | IdleLandVerdict::IdleTwoYears => Some(LandStatus::Idle),
    }
}

/// The rungs of a stage; which one of land that is not started the day due decides.
const fn by_stage(stage: LandUseStage) -> &'static [LandStatus] {
    match stage {
        LandUseStage::ApprovedNotSupplied => &[LandStatus::ApprovedNotSupplied],
        LandUseStage::SuppliedNotStarted => {
            &[LandStatus::NotDue, LandStatus::StartOverdue, LandStatus::Idle]
        }
        LandUseStage::PartlyBuilt => &[LandStatus::PartlyBuilt],
        LandUseStage::BuiltNotProducing => &[LandStatus::BuiltNotProducing],
        LandUseStage::ProducingBelowTarget => &[LandStatus::ProducingBelowTarget],
        LandUseStage::MeetsTarget => &[LandStatus::MeetsTarget],
    }
}

/// The classes that the rungs, the verdicts and the criteria leave.
///
/// # Basis
///
/// That idle land excludes low-efficiency land, which is existing construction land: 豫自然资规〔2025〕4号. What is not begun
/// is no existing construction land.
fn classes(
    status: &[LandStatus],
    verdicts: &[IdleLandVerdict],
    low_efficiency: Answer,
) -> Vec<LandClass> {
    let mut found = BTreeSet::new();
    let not_supplied = status.contains(&LandStatus::ApprovedNotSupplied);
    let supplied = status.iter().any(|status| *status != LandStatus::ApprovedNotSupplied);
    let begun = status.iter().any(|status| *status >= LandStatus::PartlyBuilt);
    let idle =
        |verdict: &IdleLandVerdict| verdict.is_idle() || *verdict == IdleLandVerdict::MayBeIdle;
    if not_supplied {
        found.insert(LandClass::ApprovedNotSupplied);
    }
    if supplied && verdicts.iter().any(idle) {
        found.insert(LandClass::Idle);
    }
    if supplied && verdicts.iter().any(|verdict| !verdict.is_idle()) {
        let not_begun = status
            .iter()
            .any(|status| matches!(status, LandStatus::NotDue | LandStatus::StartOverdue));
        if begun && low_efficiency != Answer::NotMet {
            found.insert(LandClass::LowEfficiency);
        }
        if not_begun || (begun && low_efficiency != Answer::Met) {
            found.insert(LandClass::Neither);
        }
    }
    found.into_iter().collect()
}

fn agreement(
    listed: Option<EntryClass>,
    class: &[LandClass],
    verdicts: &[IdleLandVerdict],
) -> ListingAgreement {
    let Some(listed) = listed else {
        return match class {
            [LandClass::Idle | LandClass::LowEfficiency] => ListingAgreement::NotListed,
            [_] => ListingAgreement::Agrees,
            _ => ListingAgreement::Open,
        };
    };
    let listed = match listed {
        EntryClass::Idle => LandClass::Idle,
        _ => LandClass::LowEfficiency,
    };
    match class {
        [class] if *class == listed => ListingAgreement::Agrees,
        // Whether it is idle is for the authority to find, and the ledger says that it did.
        _ if listed == LandClass::Idle && *verdicts == [IdleLandVerdict::MayBeIdle] => {
            ListingAgreement::Agrees
        }
        class if class.contains(&listed) => ListingAgreement::Open,
        _ => ListingAgreement::Contradicts,
    }
}
