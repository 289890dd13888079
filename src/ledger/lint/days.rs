//! Days that cannot be right: far past, far future, an end before its start.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Holding, Subject};
use crate::finding::{Code, Finding, Text};
use crate::law::{Commencement, Suspension};
use crate::ledger::{Act, Event};
use crate::parcel::{Agreement, Development};
use crate::plan::{Milestone, Plan};

/// Events effective before the first day of the options or too long after they were recorded, and dates of agreements and
/// plans too far from the event that brings them.
pub(super) fn implausible(subject: &Subject<'_>) -> Vec<Finding> {
    let options = subject.options;
    let mut findings = Vec::new();
    for Holding { event, day, act } in &subject.holding {
        let recorded = event.recorded.date();
        let latest =
            recorded.checked_add(i32::from(options.days_ahead).days()).unwrap_or(Date::MAX);
        if *day < options.earliest || *day > latest {
            let (zh, en) = ("生效日", "effective day");
            findings.push(outside(event, (zh, en), *day, options.earliest, latest));
        }
        let furthest = day.checked_add(i32::from(options.years_ahead).years()).unwrap_or(Date::MAX);
        for (name, day) in dates(act) {
            if day < options.earliest || day > furthest {
                findings.push(outside(event, name, day, options.earliest, furthest));
            }
        }
    }
    findings
}

/// Agreements that end before they begin, development suspended before it commenced, and milestones due before their plan was
/// adopted.
pub(super) fn reversed(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for Holding { event, day, act } in &subject.holding {
        for agreement in agreements(act) {
            let start = agreement.start_due.map(|day| (("约定动工日期", "commencement"), day));
            let handover = agreement.delivered.map(|day| (("交地日期", "handover"), day));
            for (name, start) in [start, handover].into_iter().flatten() {
                if let Some(end) = agreement.complete_due.filter(|end| *end < start) {
                    findings.push(backwards(
                        event,
                        name,
                        start,
                        ("约定竣工日期", "completion"),
                        end,
                    ));
                }
            }
        }
        for development in developments(act) {
            if let (Some(Commencement::On(start)), Some(Suspension::Since(since))) =
                (development.commencement, development.suspension)
                && since < start
            {
                let (start_name, name) =
                    (("动工开发日期", "commencement"), ("中止开发日期", "suspension"));
                findings.push(backwards(event, start_name, start, name, since));
            }
        }
        for (begins, milestones) in begun(act) {
            for milestone in milestones.iter().filter(|m| m.due < *day) {
                let step = milestone.step.name();
                let names = (step.zh.as_str(), step.en.as_str());
                findings.push(backwards(event, begins, *day, names, milestone.due));
            }
        }
    }
    findings
}

type Name<'a> = (&'a str, &'a str);

fn outside(event: &Event, name: Name<'_>, day: Date, from: Date, to: Date) -> Finding {
    let message = Text::new(
        format!("事项 {} 的{}应在 {from} 至 {to} 之间，实为 {day}", event.id, name.0),
        format!("event {}, {}: expected a day from {from} to {to}, found {day}", event.id, name.1),
    );
    Finding::new(Code::LedgerDayImplausible, message).about(event.id.as_str())
}

fn backwards(event: &Event, start: Name<'_>, from: Date, end: Name<'_>, to: Date) -> Finding {
    let message = Text::new(
        format!("事项 {}：{} {to} 应不早于{} {from}", event.id, end.0, start.0),
        format!(
            "event {}: expected {} not before {} on {from}, found {to}",
            event.id, end.1, start.1
        ),
    );
    Finding::new(Code::LedgerDatesReversed, message).about(event.id.as_str())
}

fn dates(act: &Act) -> Vec<(Name<'static>, Date)> {
    let mut dates = Vec::new();
    for agreement in agreements(act) {
        let given = [
            (("签订日期", "day of the agreement"), agreement.document.dated),
            (("交地日期", "handover"), agreement.delivered),
            (("约定动工日期", "commencement"), agreement.start_due),
            (("约定竣工日期", "completion"), agreement.complete_due),
        ];
        dates.extend(given.into_iter().filter_map(|(name, day)| Some((name, day?))));
    }
    let plans = stated(act).into_iter();
    let milestones = plans.flat_map(|plan| &plan.milestones);
    dates.extend(milestones.map(|milestone| (("节点期限", "milestone"), milestone.due)));
    dates
}

fn agreements(act: &Act) -> Vec<&Agreement> {
    match act {
        Act::AgreementMade { agreement, .. } => vec![agreement],
        Act::ParcelRegistered { facts, .. } | Act::FactsRevised { facts, .. } => {
            facts.agreements.iter().collect()
        }
        Act::ParcelsReplaced { replacement } => {
            replacement.to.iter().flat_map(|to| &to.facts.agreements).collect()
        }
        Act::Together { acts } => acts.iter().flat_map(agreements).collect(),
        Act::Proposed { act, .. } => agreements(act),
        _ => Vec::new(),
    }
}

fn developments(act: &Act) -> Vec<&Development> {
    match act {
        Act::ParcelRegistered { facts, .. } | Act::FactsRevised { facts, .. } => {
            facts.development.iter().collect()
        }
        Act::ParcelsReplaced { replacement } => {
            replacement.to.iter().filter_map(|to| to.facts.development.as_ref()).collect()
        }
        Act::Together { acts } => acts.iter().flat_map(developments).collect(),
        Act::Proposed { act, .. } => developments(act),
        _ => Vec::new(),
    }
}

fn stated(act: &Act) -> Vec<&Plan> {
    match act {
        Act::Together { acts } => acts.iter().flat_map(stated).collect(),
        Act::Proposed { act, .. } => stated(act),
        act => act.stated_plan().into_iter().collect(),
    }
}

/// The milestones with which a plan, or another run of it, begins. A revision begins none: it states those again that were
/// due, and perhaps reached, before it.
fn begun(act: &Act) -> Vec<(Name<'static>, &[Milestone])> {
    match act {
        Act::Together { acts } => acts.iter().flat_map(begun).collect(),
        Act::Proposed { act, .. } => begun(act),
        Act::PlanDrafted { plan } => vec![(("方案拟定日", "drafting"), &plan.milestones)],
        Act::PlanAdopted { plan } => vec![(("方案批准日", "adoption"), &plan.milestones)],
        Act::PlanMoved { milestones, .. } => {
            vec![(("方案重启日", "reopening"), milestones)]
        }
        _ => Vec::new(),
    }
}
