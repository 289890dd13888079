//! Prospects whose places are not used as their stage says.

use super::Subject;
use crate::finding::{Code, Finding, Text};
use crate::ledger::{ProspectState, SpaceState};
use crate::plan::ProspectStage;
use crate::space::Occupancy;

/// Firms that have moved into a space which the ledger does not have in use by them, and firms that have signed for a space
/// which is used meanwhile.
pub(super) fn out_of_place(subject: &Subject<'_>) -> Vec<Finding> {
    let state = &subject.history.state;
    let mut findings = Vec::new();
    for (id, prospect) in &state.prospects {
        for space in prospect.spaces.iter().filter_map(|space| state.spaces.get(space)) {
            let Some(found) = found(prospect, space) else { continue };
            let since = prospect.stage_since().map(|day| day.to_string()).unwrap_or_default();
            let (firm, stage) = (&prospect.prospect.firm, prospect.prospect.stage.name());
            let space = &space.space.id;
            let message = Text::new(
                format!(
                    "意向企业 {id}（{firm}）自 {since} 起{}单元 {space}，台账中该单元{}",
                    stage.zh, found.zh
                ),
                format!(
                    "prospect {id} ({firm}) has {} for space {space} since {since}, which is {} in the ledger",
                    stage.en, found.en
                ),
            );
            let finding = Finding::new(Code::LedgerProspectPlace, message);
            findings.push(finding.about(id.as_str()).about(space.as_str()));
        }
    }
    findings
}

/// How the ledger has a space, where that does not go with the stage of the firm that has taken it.
fn found(prospect: &ProspectState, space: &SpaceState) -> Option<Text> {
    if space.removed.is_some() {
        return Some(Text::new("已灭失", "no more"));
    }
    let stay = space.occupancy.current()?;
    let (from, firm) = (stay.from, &prospect.prospect.firm);
    let another = stay.occupant.as_ref().filter(|occupant| *occupant != firm);
    match (prospect.prospect.stage, stay.occupancy) {
        (ProspectStage::MovedIn, Some(Occupancy::Vacant)) => {
            Some(Text::new(format!("自 {from} 起空置"), format!("vacant since {from}")))
        }
        (ProspectStage::MovedIn, None) => Some(Text::new("不明是否在用", "not known to be in use")),
        (ProspectStage::MovedIn, Some(Occupancy::Occupied)) => {
            another.map(|other| Text::new(format!("由 {other} 使用"), format!("used by {other}")))
        }
        // Who is in when a firm signs may stay until it comes.
        (ProspectStage::Signed, Some(Occupancy::Occupied))
            if prospect.stage_since().is_some_and(|since| from > since) =>
        {
            let by = stay.occupant.as_ref();
            let zh = by.map_or_else(String::new, |by| format!("由 {by} "));
            let en = by.map_or_else(String::new, |by| format!(" by {by}"));
            Some(Text::new(format!("自 {from} 起已{zh}使用"), format!("in use{en} since {from}")))
        }
        _ => None,
    }
}
