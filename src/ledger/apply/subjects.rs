//! What an act is about: the things that wait while a proposal about them is open, and that a failed act puts back.

use std::fmt;

use crate::codes::ParcelCode;
use crate::ledger::{Act, EntryId};
use crate::plan::{PlanId, ProspectId};
use crate::space::SpaceId;

/// One thing that an act is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::ledger) enum Subject<'a> {
    Parcel(&'a ParcelCode),
    Entry(&'a EntryId),
    Space(&'a SpaceId),
    Plan(&'a PlanId),
    Prospect(&'a ProspectId),
}

impl fmt::Display for Subject<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Subject::Parcel(code) => code.fmt(f),
            Subject::Entry(id) => id.fmt(f),
            Subject::Space(id) => id.fmt(f),
            Subject::Plan(id) => id.fmt(f),
            Subject::Prospect(id) => id.fmt(f),
        }
    }
}

/// What an act changes. An entry that is listed and a space that is surveyed do not change their parcel.
pub(in crate::ledger) fn subjects(act: &Act) -> Vec<Subject<'_>> {
    match act {
        Act::ParcelRegistered { parcel, .. }
        | Act::FactsRevised { parcel, .. }
        | Act::AgreementMade { parcel, .. } => vec![Subject::Parcel(parcel)],
        Act::ParcelsReplaced { replacement } => {
            let parcels = replacement.from.iter();
            let parcels = parcels.chain(replacement.to.iter().map(|to| &to.parcel));
            let shares = replacement.entries.iter();
            let entries = shares.flat_map(|share| share.from.iter().chain([&share.entry]));
            let spaces = replacement.spaces.keys();
            parcels
                .map(Subject::Parcel)
                .chain(entries.map(Subject::Entry))
                .chain(spaces.map(Subject::Space))
                .collect()
        }
        Act::EntryListed { entry, .. }
        | Act::CausesRevised { entry, .. }
        | Act::EntryReclassified { entry, .. }
        | Act::EntryResized { entry, .. }
        | Act::EntryStruckOff { entry, .. }
        | Act::EntryRelisted { entry, .. } => vec![Subject::Entry(entry)],
        Act::PlanDrafted { plan } | Act::PlanAdopted { plan } | Act::PlanRevised { plan } => {
            vec![Subject::Plan(&plan.id)]
        }
        Act::MilestoneReached { plan, .. }
        | Act::PlanMoved { plan, .. }
        | Act::PlanAccepted { plan } => vec![Subject::Plan(plan)],
        Act::SpaceSurveyed { space, .. } => vec![Subject::Space(&space.id)],
        Act::SpaceRemeasured { space, .. }
        | Act::SpaceFactsRevised { space, .. }
        | Act::SpaceVacated { space }
        | Act::SpaceOccupied { space, .. }
        | Act::SpaceRemoved { space } => vec![Subject::Space(space)],
        Act::ProspectRecorded { prospect } => vec![Subject::Prospect(&prospect.id)],
        Act::ProspectNeedRevised { prospect, .. } | Act::ProspectAdvanced { prospect, .. } => {
            vec![Subject::Prospect(prospect)]
        }
        Act::Together { acts } => acts.iter().flat_map(subjects).collect(),
        Act::Proposed { act, .. } => subjects(act),
        Act::ZoneBoundaryAdopted { .. }
        | Act::FindingAcknowledged { .. }
        | Act::BalanceAsserted { .. }
        | Act::PeriodClosed { .. }
        | Act::ProposalConfirmed { .. }
        | Act::ProposalVoided { .. }
        | Act::EventCorrected { .. }
        | Act::EventRetracted { .. } => Vec::new(),
    }
}
