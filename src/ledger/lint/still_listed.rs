//! Land that is revitalized and still counted, and land that counts as revitalized and still stands empty.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Subject;
use crate::codes::ParcelCode;
use crate::finding::{Code, Finding, Text};
use crate::ledger::{Entry, EntryId, LedgerState, PlanState, SpaceState, StrikeOffReason};

/// Open entries whose parcel is revitalized: a plan for it was accepted during this stay on the ledger and none is open, or
/// every space on it counts as revitalized.
pub(super) fn revitalized_but_listed(subject: &Subject<'_>) -> Vec<Finding> {
    let on = OnParcels::of(&subject.history.state);
    let mut findings = Vec::new();
    for entry in subject.history.state.open_entries() {
        let (zh, en) = if let Some(plan) = on.finished_plan(entry) {
            let (id, day) = (&plan.plan.id, plan.progress.accepted);
            let day = day.map(|day| day.to_string()).unwrap_or_default();
            (format!("方案 {id} 已于 {day} 验收"), format!("plan {id} was accepted on {day}"))
        } else if on.all_in_use_again(&entry.parcel) {
            let zh = "宗地上全部空间单元均已盘活".to_owned();
            (zh, "every space on its parcel counts as revitalized".to_owned())
        } else {
            continue;
        };
        let message = Text::new(
            format!("条目 {}：{zh}，仍在台账上，应销号或说明", entry.id),
            format!(
                "entry {}: {en}, and it is still on the ledger; strike it off or say why not",
                entry.id
            ),
        );
        findings.push(about(Code::LedgerStillListed, message, entry));
    }
    findings
}

/// Entries struck off as revitalized whose parcel has spaces that stand vacant.
pub(super) fn struck_off_but_vacant(subject: &Subject<'_>) -> Vec<Finding> {
    let on = OnParcels::of(&subject.history.state);
    let mut findings = Vec::new();
    for entry in revitalized(&subject.history.state) {
        let vacant = on.spaces(&entry.parcel).filter(|space| space.is_vacant());
        let vacant: Vec<&str> = vacant.map(|space| space.space.id.as_str()).collect();
        if vacant.is_empty() {
            continue;
        }
        let message = Text::new(
            format!("条目 {} 已按盘活销号，宗地上仍有空置单元：{}", entry.id, vacant.join("、")),
            format!(
                "entry {} is struck off as revitalized, and there are vacant spaces on its parcel: {}",
                entry.id,
                vacant.join(", ")
            ),
        );
        findings.push(about(Code::LedgerStillVacant, message, entry));
    }
    findings
}

/// Entries struck off as revitalized for whose parcel no plan was closed while they were on the ledger: none was adopted, it
/// was given up, or it was closed before the land came back.
pub(super) fn struck_off_without_plan(subject: &Subject<'_>) -> Vec<Finding> {
    let on = OnParcels::of(&subject.history.state);
    let state = &subject.history.state;
    let without = revitalized(state).filter(|entry| !on.was_closed_for(entry, state));
    without
        .map(|entry| {
            let message = Text::new(
                format!("条目 {} 已按盘活销号，在账期间其宗地没有验收的方案", entry.id),
                format!(
                    "entry {} is struck off as revitalized, and no plan for its parcel was closed while it was listed",
                    entry.id
                ),
            );
            about(Code::LedgerNoPlan, message, entry)
        })
        .collect()
}

fn revitalized(state: &LedgerState) -> impl Iterator<Item = &Entry> {
    state.entries.values().filter(|entry| {
        entry.struck_off().is_some_and(|struck| struck.reason == StrikeOffReason::Revitalized)
    })
}

/// Since when the land has been on the ledger: under this entry, and under those that it took over when parcels were split or
/// merged.
fn on_ledger_since(entry: &Entry, state: &LedgerState) -> Option<Date> {
    let mut since = entry.listed_since();
    let mut open: Vec<&EntryId> = entry.inherits.iter().collect();
    while let Some(old) = open.pop().and_then(|id| state.entries.get(id)) {
        since = since.min(old.listed_since());
        open.extend(&old.inherits);
    }
    since
}

fn about(code: Code, message: Text, entry: &Entry) -> Finding {
    Finding::new(code, message).about(entry.id.as_str()).about(entry.parcel.to_string())
}

/// Plans and spaces by parcel.
struct OnParcels<'a> {
    plans: BTreeMap<ParcelCode, Vec<&'a PlanState>>,
    spaces: BTreeMap<ParcelCode, Vec<&'a SpaceState>>,
}

impl<'a> OnParcels<'a> {
    fn of(state: &'a LedgerState) -> OnParcels<'a> {
        let mut on = OnParcels { plans: BTreeMap::new(), spaces: BTreeMap::new() };
        for plan in state.plans.values() {
            for parcel in &plan.plan.parcels {
                on.plans.entry(*parcel).or_default().push(plan);
            }
        }
        for space in state.existing_spaces() {
            on.spaces.entry(space.space.parcel).or_default().push(space);
        }
        on
    }

    /// Whether a plan for the parcel was closed during the last stay of the entry on the ledger.
    fn was_closed_for(&self, entry: &Entry, state: &LedgerState) -> bool {
        let (since, until) = (on_ledger_since(entry, state), entry.struck_off().map(|s| s.on));
        let plans = self.plans.get(&entry.parcel).into_iter().flatten();
        let mut closed = plans.flat_map(|plan| plan.progress.acceptances()).map(|change| change.on);
        closed.any(|on| since <= Some(on) && until.is_none_or(|until| on <= until))
    }

    fn spaces(&self, parcel: &ParcelCode) -> impl Iterator<Item = &'a SpaceState> {
        self.spaces.get(parcel).into_iter().flatten().copied()
    }

    /// The plan accepted last, if it was during the stay and none is open.
    fn finished_plan(&self, entry: &Entry) -> Option<&'a PlanState> {
        let plans = self.plans.get(&entry.parcel)?;
        if plans.iter().any(|plan| plan.progress.status().is_active()) {
            return None;
        }
        let last = plans.iter().copied().max_by_key(|plan| plan.progress.accepted)?;
        (last.progress.accepted >= entry.listed_since()).then_some(last)
    }

    fn all_in_use_again(&self, parcel: &ParcelCode) -> bool {
        let mut spaces = self.spaces(parcel).peekable();
        spaces.peek().is_some() && spaces.all(|space| space.credit().is_some())
    }
}
