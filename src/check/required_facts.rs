//! Facts that a parcel must have at its stage (各阶段必填事实).

use std::fmt;

use serde::{Deserialize, Serialize};

use super::context::Context;
use crate::finding::{Code, Finding, Measure, Text};
use crate::geometry::PlanePosition;
use crate::parcel::{LandUseStage, ParcelFacts};

/// A fact that may be required (必填事实).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum RequiredFact {
    /// A contract or an allocation decision (出让合同或划拨决定书).
    Agreement,
    /// The agreed day of commencement, or the day of handover from which it follows (约定动工日期或交地日期).
    StartDue,
    /// The agreed day of completion (约定竣工日期).
    CompleteDue,
    /// Land already built on (已建成用地面积).
    BuiltArea,
    /// Floor area (建筑面积).
    FloorArea,
    /// Tax or revenue of a year (年度税收或营业收入).
    YearFigures,
    /// Who holds the right (权利人).
    Holder,
    /// Number of the certificate (不动产权证号).
    Certificate,
    /// Registered area (登记面积).
    RegisteredArea,
    /// Registered use (登记用途).
    LandUse,
    /// Real-estate unit code (不动产单元代码).
    Unit,
    /// Fixed-asset investment so far (累计固定资产投资).
    Investment,
}

impl RequiredFact {
    /// Every fact that may be required, in the order in which missing ones are listed.
    pub const ALL: [RequiredFact; 12] = [
        RequiredFact::Agreement,
        RequiredFact::StartDue,
        RequiredFact::CompleteDue,
        RequiredFact::BuiltArea,
        RequiredFact::FloorArea,
        RequiredFact::YearFigures,
        RequiredFact::Holder,
        RequiredFact::Certificate,
        RequiredFact::RegisteredArea,
        RequiredFact::LandUse,
        RequiredFact::Unit,
        RequiredFact::Investment,
    ];

    /// The facts that a parcel of a stage must have, whatever the profile.
    ///
    /// | Stage | Facts | Because |
    /// |---|---|---|
    /// | approved, not supplied | – | there is no contract yet |
    /// | supplied, not started | agreement, start, completion | supplied means a contract or decision exists; whether land is idle counts from the agreed start or, failing that, the handover (闲置土地处置办法 Arts. 2, 22) |
    /// | partly built | the same, and the land built on | idle land of the second kind, and 开发未完成, are judged by the share developed and the agreed completion |
    /// | built, not producing; meets its target | agreement, floor area | floor-area ratio and vacancy are of floor area |
    /// | producing, below target | the same, and a year's tax or revenue | what is below the target is the tax or output per mu |
    ///
    /// What a district wants beyond is set in [`Limits::further_facts`].
    ///
    /// [`Limits::further_facts`]: super::Limits::further_facts
    ///
    /// ```
    /// use landledger::check::RequiredFact;
    /// use landledger::parcel::LandUseStage;
    ///
    /// let facts = RequiredFact::of(LandUseStage::BuiltNotProducing);
    /// assert_eq!(facts, [RequiredFact::Agreement, RequiredFact::FloorArea]);
    /// ```
    #[must_use]
    pub const fn of(stage: LandUseStage) -> &'static [RequiredFact] {
        use RequiredFact::{Agreement, BuiltArea, CompleteDue, FloorArea, StartDue, YearFigures};
        match stage {
            LandUseStage::ApprovedNotSupplied => &[],
            LandUseStage::SuppliedNotStarted => &[Agreement, StartDue, CompleteDue],
            LandUseStage::PartlyBuilt => &[Agreement, StartDue, CompleteDue, BuiltArea],
            LandUseStage::BuiltNotProducing | LandUseStage::MeetsTarget => &[Agreement, FloorArea],
            LandUseStage::ProducingBelowTarget => &[Agreement, FloorArea, YearFigures],
        }
    }

    /// The words for it.
    #[must_use]
    pub fn name(self) -> Text {
        let (zh, en) = match self {
            RequiredFact::Agreement => ("出让合同或划拨决定书", "agreement"),
            RequiredFact::StartDue => ("约定动工日期或交地日期", "agreed start or handover"),
            RequiredFact::CompleteDue => ("约定竣工日期", "agreed completion"),
            RequiredFact::BuiltArea => ("已建成用地面积", "land built on"),
            RequiredFact::FloorArea => ("建筑面积", "floor area"),
            RequiredFact::YearFigures => ("年度税收或营业收入", "a year's tax or revenue"),
            RequiredFact::Holder => ("权利人", "holder"),
            RequiredFact::Certificate => ("不动产权证号", "certificate"),
            RequiredFact::RegisteredArea => ("登记面积", "registered area"),
            RequiredFact::LandUse => ("登记用途", "registered use"),
            RequiredFact::Unit => ("不动产单元代码", "real-estate unit code"),
            RequiredFact::Investment => ("累计固定资产投资", "investment"),
        };
        Text::new(zh, en)
    }

    /// Whether a parcel has it. Of several agreements any may state a date: a supplement need not repeat it.
    #[must_use]
    pub fn is_given(self, facts: &ParcelFacts) -> bool {
        let agreements = &facts.agreements;
        match self {
            RequiredFact::Agreement => !agreements.is_empty(),
            RequiredFact::StartDue => {
                agreements.iter().any(|one| one.start_due.or(one.delivered).is_some())
            }
            RequiredFact::CompleteDue => agreements.iter().any(|one| one.complete_due.is_some()),
            RequiredFact::BuiltArea => facts.built_area.is_some(),
            RequiredFact::FloorArea => facts.floor_area.is_some(),
            RequiredFact::YearFigures => {
                facts.years.iter().any(|year| year.tax.or(year.revenue).is_some())
            }
            RequiredFact::Holder => facts.holder.is_some(),
            RequiredFact::Certificate => facts.certificate.is_some(),
            RequiredFact::RegisteredArea => facts.registered_area.is_some(),
            RequiredFact::LandUse => facts.land_use.is_some(),
            RequiredFact::Unit => facts.unit.is_some(),
            RequiredFact::Investment => facts.investment.is_some(),
        }
    }
}

/// The id, as `start-due`.
impl fmt::Display for RequiredFact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}

/// One finding a parcel that lacks facts of its stage, which it lists. A parcel without a stage is not judged; without
/// any agreement, its dates are not listed besides.
pub(super) fn required_facts<P: PlanePosition>(context: &Context<'_, P>) -> Vec<Finding> {
    let further = &context.profile.limits.further_facts;
    let mut findings = Vec::new();
    for (record, item) in context.records.iter().enumerate() {
        let Some((facts, stage)) = item.facts.and_then(|facts| Some((facts, facts.stage?))) else {
            continue;
        };
        let more = further.get(&stage);
        let wanted = |fact: &RequiredFact| {
            RequiredFact::of(stage).contains(fact) || more.is_some_and(|more| more.contains(fact))
        };
        let follows = |fact: &RequiredFact| {
            matches!(fact, RequiredFact::StartDue | RequiredFact::CompleteDue)
                && facts.agreements.is_empty()
                && wanted(&RequiredFact::Agreement)
        };
        let missing: Vec<Text> = RequiredFact::ALL
            .into_iter()
            .filter(|fact| wanted(fact) && !fact.is_given(facts) && !follows(fact))
            .map(RequiredFact::name)
            .collect();
        if missing.is_empty() {
            continue;
        }
        let list = |words: fn(&Text) -> &str, between: &str| {
            missing.iter().map(words).collect::<Vec<_>>().join(between)
        };
        let stage = stage.name();
        let message = Text::new(
            format!("{}阶段的宗地缺少：{}", stage.zh, list(|text| &text.zh, "、")),
            format!(
                "at the stage \"{}\" the parcel lacks: {}",
                stage.en,
                list(|text| &text.en, ", ")
            ),
        );
        let finding = Finding::new(Code::FactMissing, message);
        findings.push(context.about(record, finding.measured(Measure::count(missing.len()))));
    }
    findings
}
