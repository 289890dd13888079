//! What the state allows to the subject of an act: said with every refusal, and asked before an act is written.

use jiff::civil::Date;

use super::apply::{Subject, subjects};
use super::{Act, EntryId, EventId, LedgerState};
use crate::codes::ParcelCode;
use crate::finding::Text;
use crate::plan::lifecycle::{self, PlanMove};
use crate::plan::{PlanId, ProspectId};
use crate::space::{Occupancy, SpaceId};

impl LedgerState {
    /// What can happen next to the first thing that an act is about (可办理事项): names of acts, in a fixed order.
    ///
    /// For an act about something that is not in the books, what would bring it there; for something that waits for a
    /// decision, the decision. Empty where nothing more can happen, as to a space that no longer exists. The names say
    /// which kind of act is allowed; whether one with certain values is, [`crate::store::refusals`] tells.
    ///
    /// ```
    /// use landledger::finding::Text;
    /// use landledger::ledger::{Act, AsOf, LedgerState};
    /// use landledger::calendar::parse_day;
    ///
    /// let state = LedgerState::empty(AsOf::day(parse_day("2024-06-30")?));
    /// let act = Act::SpaceVacated { space: "S1".parse()? };
    /// assert_eq!(state.alternatives(&act), [Text::new("空间普查", "space surveyed")]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn alternatives(&self, act: &Act) -> Vec<Text> {
        self.alternatives_on(act, self.as_of.effective)
    }

    /// The same on a day up to which the state is filled.
    pub(super) fn alternatives_on(&self, act: &Act, day: Date) -> Vec<Text> {
        let of = match act {
            Act::ProposalConfirmed { event } | Act::ProposalVoided { event } => {
                return self.about_proposal(event, day);
            }
            act => subjects(act),
        };
        let Some(subject) = of.into_iter().next() else { return Vec::new() };
        let open = self.proposals.values().filter(|p| p.is_open_on(day));
        if open.into_iter().any(|proposal| subjects(&proposal.act).contains(&subject)) {
            return vec![
                Text::new("批准", "proposal confirmed"),
                Text::new("不予批准", "proposal voided"),
            ];
        }
        match subject {
            Subject::Parcel(code) => self.about_parcel(code),
            Subject::Entry(id) => self.about_entry(id),
            Subject::Space(id) => self.about_space(id),
            Subject::Plan(id) => self.about_plan(id),
            Subject::Prospect(id) => self.about_prospect(id),
        }
    }

    fn about_proposal(&self, event: &EventId, day: Date) -> Vec<Text> {
        match self.proposals.get(event) {
            Some(proposal) if proposal.is_open_on(day) => {
                vec![
                    Text::new("批准", "proposal confirmed"),
                    Text::new("不予批准", "proposal voided"),
                ]
            }
            Some(_) => vec![Text::new("不予批准", "proposal voided")],
            None => vec![Text::new("待批事项", "proposed")],
        }
    }

    fn about_parcel(&self, code: &ParcelCode) -> Vec<Text> {
        match self.parcels.get(code) {
            None => vec![Text::new("宗地登记", "parcel registered")],
            Some(parcel) if parcel.ended.is_some() => Vec::new(),
            Some(_) => vec![
                Text::new("事实变更", "facts revised"),
                Text::new("签订协议", "agreement made"),
                Text::new("宗地分合", "parcels replaced"),
                Text::new("列入台账", "entry listed"),
            ],
        }
    }

    fn about_entry(&self, id: &EntryId) -> Vec<Text> {
        match self.entries.get(id) {
            None => vec![Text::new("列入台账", "entry listed")],
            Some(entry) if entry.is_open() => vec![
                Text::new("原因变更", "causes revised"),
                Text::new("类别调整", "entry reclassified"),
                Text::new("面积调整", "entry resized"),
                Text::new("销号", "entry struck off"),
            ],
            Some(entry) if self.parcels.get(&entry.parcel).is_some_and(|p| p.ended.is_some()) => {
                Vec::new()
            }
            Some(_) => vec![Text::new("重新列入", "entry relisted")],
        }
    }

    fn about_space(&self, id: &SpaceId) -> Vec<Text> {
        let Some(state) = self.spaces.get(id) else {
            return vec![Text::new("空间普查", "space surveyed")];
        };
        if state.removed.is_some() {
            return Vec::new();
        }
        let (vacate, occupy) =
            (Text::new("腾空", "space vacated"), Text::new("入驻使用", "space occupied"));
        let mut allowed = match state.occupancy.occupancy() {
            Some(Occupancy::Occupied) => vec![vacate],
            Some(Occupancy::Vacant) => vec![occupy],
            None => vec![vacate, occupy],
        };
        allowed.push(Text::new("面积复测", "space remeasured"));
        allowed.push(Text::new("空间灭失", "space removed"));
        allowed
    }

    /// What the table of transitions allows from the status of the plan, as far as its milestones do: these and the
    /// acceptance first.
    fn about_plan(&self, id: &PlanId) -> Vec<Text> {
        let Some(state) = self.plans.get(id) else {
            return vec![
                Text::new("方案拟定", "plan drafted"),
                Text::new("方案批准", "plan adopted"),
            ];
        };
        let progress = &state.progress;
        let open = progress.milestones.iter().filter(|m| m.reached.is_none());
        let steps: Vec<Text> = open.map(|milestone| milestone.step.name()).collect();
        let (mut first, mut others) = (Vec::new(), Vec::new());
        for row in lifecycle::allowed(Some(progress.status())) {
            let name = row.by.name();
            match row.by {
                // One row of the two names the open steps.
                PlanMove::Reach => {
                    first.extend(steps.iter().map(|Text { zh, en }| {
                        Text::new(format!("节点完成（{zh}）"), format!("milestone reached ({en})"))
                    }));
                }
                PlanMove::Accept if steps.is_empty() => {
                    first.push(Text::new("方案验收", "plan accepted"));
                }
                PlanMove::Complete | PlanMove::Accept => {}
                PlanMove::Submit if !steps.is_empty() => {}
                PlanMove::Revise => others.push(Text::new("方案调整", "plan revised")),
                _ => others.push(Text::new(
                    format!("方案办理（{}）", name.zh),
                    format!("plan moved ({})", name.en),
                )),
            }
        }
        first.append(&mut others);
        first
    }

    fn about_prospect(&self, id: &ProspectId) -> Vec<Text> {
        if self.prospects.contains_key(id) {
            vec![
                Text::new("对接进展", "prospect advanced"),
                Text::new("需求变更", "need of a prospect revised"),
            ]
        } else {
            vec![Text::new("意向登记", "prospect recorded")]
        }
    }
}
