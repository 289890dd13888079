//! What the law makes of the parcels together: how far their use has come, how the ledger stands to it, which terms end.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::assessment::{LandClass, LandStatus, ListingAgreement, ParcelAssessment, ParcelPart};
use crate::codes::ParcelCode;
use crate::law::{Clock, ClockKind, ClockState};
use crate::units::{Area, QuantityError};

/// The parcels of a zone on a day, as the law has them (用地研判汇总).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AssessmentSummary {
    /// Parts of parcels by their rung on the ladder of use; every part is in exactly one row.
    pub status: Vec<LandRow<LandStatus>>,
    /// The same by class.
    pub class: Vec<LandRow<LandClass>>,
    /// Parts on which ledger and assessment do not agree: first those that are on it in another class, then those that should
    /// be on it; by parcel.
    pub disagreements: Vec<DisagreementRow>,
    /// Parts of which missing facts leave open what they are.
    pub open: u64,
    /// Terms that end within [`AssessmentSummary::DAYS_AHEAD`] days, by their last days.
    pub due: Vec<ClockRow>,
    /// Terms that are over without what they waited for, by their last days; terms that only decide what land is are told by
    /// its status.
    pub overdue: Vec<ClockRow>,
}

/// Parts of parcels in one group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "LandRowOf{K}"))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LandRow<K> {
    /// The group; absent where missing facts leave several open.
    #[serde(default = "Option::<K>::default", skip_serializing_if = "Option::is_none")]
    pub kind: Option<K>,
    /// How many parts.
    pub count: u64,
    /// Their land area, m², as far as it is known.
    #[serde(rename = "land_area_m2")]
    pub land_area: Area,
    /// How many of them have no known area.
    pub without_area: u64,
}

/// A part of a parcel on which ledger and assessment do not agree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DisagreementRow {
    /// Name of the plot.
    pub name: String,
    /// The part.
    pub part: ParcelPart,
}

/// A term of a parcel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ClockRow {
    /// The parcel.
    pub parcel: ParcelCode,
    /// Name of the plot.
    pub name: String,
    /// The term.
    pub clock: Clock,
}

impl AssessmentSummary {
    /// How far ahead terms are listed.
    pub const DAYS_AHEAD: u16 = 90;

    /// Sums up assessments of one day.
    ///
    /// # Errors
    ///
    /// [`QuantityError`] if areas add up to more than a quantity can be.
    pub fn of(assessments: &[ParcelAssessment]) -> Result<AssessmentSummary, QuantityError> {
        let parts = || assessments.iter().flat_map(|assessment| &assessment.parts);
        let mut disagreements: Vec<DisagreementRow> = assessments
            .iter()
            .flat_map(|assessment| assessment.parts.iter().map(move |part| (assessment, part)))
            .filter(|(_, part)| is_disagreement(part))
            .map(|(of, part)| DisagreementRow { name: of.name.clone(), part: part.clone() })
            .collect();
        disagreements.sort_by_key(|row| row.part.agreement == ListingAgreement::NotListed);
        Ok(AssessmentSummary {
            status: rows(parts(), |part| &part.status)?,
            class: rows(parts(), |part| &part.class)?,
            disagreements,
            open: parts().filter(|part| part.agreement == ListingAgreement::Open).count() as u64,
            due: clocks(assessments, |of, clock| clock.is_due_within(Self::DAYS_AHEAD, of.on)),
            overdue: clocks(assessments, |_, clock| {
                clock.state == ClockState::Over && is_a_duty(clock.kind)
            }),
        })
    }
}

fn is_disagreement(part: &ParcelPart) -> bool {
    matches!(part.agreement, ListingAgreement::Contradicts | ListingAgreement::NotListed)
}

/// Whether somebody has to do something by the end of the term, beyond commencing.
const fn is_a_duty(kind: ClockKind) -> bool {
    match kind {
        ClockKind::StartDue
        | ClockKind::IdleAfter
        | ClockKind::TakeBackAfter
        | ClockKind::SuspendedIdleAfter
        | ClockKind::ExtensionEnds
        | ClockKind::HearingRequestDue
        | ClockKind::ReconsiderationDue
        | ClockKind::LitigationDue => false,
        ClockKind::TemporaryUseEnds
        | ClockKind::NoticeDue
        | ClockKind::AnswerDue
        | ClockKind::PaymentDue
        | ClockKind::CancellationDue
        | ClockKind::HearingDue => true,
    }
}

/// One row for each group that has parts, in order, and one for parts that may be in several.
fn rows<'a, K: Ord + Copy + 'a>(
    parts: impl Iterator<Item = &'a ParcelPart>,
    kinds: impl Fn(&'a ParcelPart) -> &'a Vec<K>,
) -> Result<Vec<LandRow<K>>, QuantityError> {
    // `None` would come first in order: what is open is told last.
    let mut groups: BTreeMap<(bool, Option<K>), LandRow<K>> = BTreeMap::new();
    for part in parts {
        let kind = match kinds(part).as_slice() {
            [one] => Some(*one),
            _ => None,
        };
        let row = groups.entry((kind.is_none(), kind)).or_insert(LandRow {
            kind,
            count: 0,
            land_area: Area::ZERO,
            without_area: 0,
        });
        row.count += 1;
        match part.land_area {
            Some(area) => row.land_area = Area::try_sum([row.land_area, area])?,
            None => row.without_area += 1,
        }
    }
    Ok(groups.into_values().collect())
}

fn clocks(
    assessments: &[ParcelAssessment],
    wanted: impl Fn(&ParcelAssessment, &Clock) -> bool,
) -> Vec<ClockRow> {
    let row = |of: &ParcelAssessment, clock: &Clock| ClockRow {
        parcel: of.parcel,
        name: of.name.clone(),
        clock: clock.clone(),
    };
    let mut rows: Vec<ClockRow> = assessments
        .iter()
        .flat_map(|of| of.clocks.iter().map(move |clock| (of, clock)))
        .filter(|(of, clock)| wanted(of, clock))
        .map(|(of, clock)| row(of, clock))
        .collect();
    rows.sort_by_key(|row| (row.clock.last_day, row.parcel, row.clock.kind));
    rows
}
