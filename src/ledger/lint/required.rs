//! What must be stated when an act is proposed or holds.

use super::{RequiredField, Requirement, RequirementMoment, Subject};
use crate::codes::ParcelCode;
use crate::finding::{Code, Finding, Severity, Text};
use crate::law::Cause;
use crate::ledger::{Act, Event};

/// Whether an act holds, or waits for a decision.
#[derive(Clone, Copy)]
enum Standing {
    Holds,
    Proposed,
}

/// One finding for everything that an event should state and does not.
pub(super) fn missing(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for holding in &subject.holding {
        look(subject, holding.event, holding.act, Standing::Holds, &mut findings);
    }
    // Whoever puts an event right says why, whatever became of it since.
    let known = subject.as_of.known;
    let known = subject.events.iter().filter(|e| known.is_none_or(|day| e.recorded.date() <= day));
    for event in known {
        if matches!(event.act, Act::EventCorrected { .. } | Act::EventRetracted { .. }) {
            require(
                subject,
                event,
                &event.act,
                (RequirementMoment::Correction, None, &[]),
                Standing::Holds,
                &mut findings,
            );
        }
    }
    findings
}

fn look(
    subject: &Subject<'_>,
    event: &Event,
    act: &Act,
    standing: Standing,
    findings: &mut Vec<Finding>,
) {
    let wanted: Wanted<'_> = match act {
        Act::EntryListed { parcel, causes, .. } => {
            (RequirementMoment::Listing, Some(*parcel), causes)
        }
        Act::EntryRelisted { causes, .. } => (RequirementMoment::Relisting, None, causes),
        Act::EntryStruckOff { .. } => (RequirementMoment::StrikeOff, None, &[]),
        Act::ParcelsReplaced { .. } => (RequirementMoment::Replacement, None, &[]),
        Act::ZoneBoundaryAdopted { .. } => (RequirementMoment::BoundaryAdoption, None, &[]),
        Act::Proposed { act, .. } => {
            return look(subject, event, act, Standing::Proposed, findings);
        }
        Act::Together { acts } => {
            return acts.iter().for_each(|act| look(subject, event, act, standing, findings));
        }
        _ => return,
    };
    require(subject, event, act, wanted, standing, findings);
}

/// At which moment, about which parcel, with which causes.
type Wanted<'a> = (RequirementMoment, Option<ParcelCode>, &'a [Cause]);

fn require(
    subject: &Subject<'_>,
    event: &Event,
    act: &Act,
    (moment, parcel, causes): Wanted<'_>,
    standing: Standing,
    findings: &mut Vec<Finding>,
) {
    let facts = parcel.and_then(|code| subject.history.state.parcels.get(&code)).map(|p| &p.facts);
    let wanted = subject.options.requirements.iter().filter(|wanted| wanted.at == moment);
    for Requirement { field, severity, .. } in wanted.copied() {
        let stated = match field {
            RequiredField::Document => event.document.is_some(),
            RequiredField::Actor => event.actor.is_some(),
            RequiredField::Reason => {
                event.document.is_some() || event.cause.is_some() || event.note.is_some()
            }
            RequiredField::Causes => !causes.is_empty(),
            RequiredField::CauseEvidence => causes.first().is_some_and(|c| c.evidence.is_some()),
            RequiredField::Holder => facts.is_none_or(|facts| facts.holder.is_some()),
            RequiredField::RegisteredArea => facts.is_none_or(|f| f.registered_area.is_some()),
        };
        if !stated {
            findings.push(finding(event, act, field, severity, standing));
        }
    }
}

fn finding(
    event: &Event,
    act: &Act,
    field: RequiredField,
    severity: Severity,
    standing: Standing,
) -> Finding {
    let (name, field) = (act.name(), field.name());
    let (zh, en) = match standing {
        Standing::Holds => ("", ""),
        Standing::Proposed => ("（待批）", ", proposed"),
    };
    let message = Text::new(
        format!("事项 {}（{}{zh}）应写明{}，未写明", event.id, name.zh, field.zh),
        format!("event {} ({}{en}): expected {}, found none", event.id, name.en, field.en),
    );
    let mut finding = Finding::new(Code::LedgerFieldMissing, message).about(event.id.as_str());
    finding.severity = match (standing, severity) {
        (Standing::Holds, severity) => severity,
        (Standing::Proposed, Severity::Error) => Severity::Warning,
        (Standing::Proposed, _) => Severity::Note,
    };
    finding
}
