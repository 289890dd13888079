//! The kinds of cases on the ledger: class, stage, causes, methods and milestones that belong together.

use crate::law::{CauseCode, Method};
use crate::ledger::EntryClass;
use crate::parcel::LandUseStage;
use crate::plan::MilestoneStep;

/// One kind of case.
#[derive(Debug)]
pub(super) struct Case {
    pub(super) class: EntryClass,
    pub(super) stage: LandUseStage,
    pub(super) causes: &'static [CauseCode],
    pub(super) methods: &'static [Method],
    pub(super) steps: &'static [MilestoneStep],
}

use CauseCode as C;
use EntryClass::{
    Idle, LowEfficiencyCommercial, LowEfficiencyIndustrial, LowEfficiencyLogistics,
    LowEfficiencyOther, LowEfficiencyResidential,
};
use LandUseStage::{BuiltNotProducing, PartlyBuilt, ProducingBelowTarget, SuppliedNotStarted};
use Method as M;
use MilestoneStep as S;

const START: &[S] = &[S::FormalitiesComplete, S::WorksStarted];
const BUILD: &[S] =
    &[S::HolderAgreement, S::FormalitiesComplete, S::WorksStarted, S::WorksComplete];
const RETURN: &[S] = &[S::HolderAgreement, S::FormalitiesComplete];
const REPLACE: &[S] = &[S::HolderAgreement, S::OccupantCleared, S::ContractSigned, S::InProduction];
const UPGRADE: &[S] = &[S::FormalitiesComplete, S::WorksComplete, S::InProduction];
const LET: &[S] = &[S::ContractSigned, S::InProduction];
const PAPERS: &[S] = &[S::FormalitiesComplete];

const fn case(
    class: EntryClass,
    stage: LandUseStage,
    causes: &'static [C],
    methods: &'static [M],
    steps: &'static [S],
) -> Case {
    Case { class, stage, causes, methods, steps }
}

/// Every kind of case; those of one class follow one another.
pub(super) const CASES: &[Case] = &[
    case(
        Idle,
        SuppliedNotStarted,
        &[C::LandNotDelivered],
        &[M::InfrastructureFix, M::ExtendPeriod],
        START,
    ),
    case(Idle, SuppliedNotStarted, &[C::PlanRevised], &[M::ChangeUseOrConditions], BUILD),
    case(Idle, SuppliedNotStarted, &[C::Hoarding], &[M::IdleFee, M::LimitedStart], START),
    case(Idle, SuppliedNotStarted, &[C::PolicyChange], &[M::TemporaryUse], RETURN),
    case(Idle, SuppliedNotStarted, &[C::PetitionPending], &[M::PaidTakeBack], RETURN),
    case(Idle, SuppliedNotStarted, &[C::PlanRevised, C::ResettlementLag], &[M::Swap], RETURN),
    case(Idle, SuppliedNotStarted, &[C::CashFailure], &[M::FreeTakeBack], PAPERS),
    case(Idle, SuppliedNotStarted, &[C::MilitaryOrRelic], &[M::PaidTakeBack], RETURN),
    case(
        Idle,
        PartlyBuilt,
        &[C::InvestmentShort, C::CashFailure],
        &[M::PartialReturn, M::LimitedStart],
        BUILD,
    ),
    case(Idle, SuppliedNotStarted, &[C::ForceMajeure], &[M::ExtendPeriod], START),
    case(Idle, SuppliedNotStarted, &[C::OtherGovernmentAct], &[M::ExtendPeriod], START),
    case(Idle, SuppliedNotStarted, &[C::InfrastructureMissing], &[M::InfrastructureFix], START),
    case(
        Idle,
        SuppliedNotStarted,
        &[C::ResettlementLag],
        &[M::InfrastructureFix, M::ExtendPeriod],
        START,
    ),
    case(Idle, PartlyBuilt, &[C::JudicialSeizure], &[M::JudicialDisposal], RETURN),
    case(
        LowEfficiencyIndustrial,
        BuiltNotProducing,
        &[C::ProductionStopped],
        &[M::CageForBirds, M::VacantPlantReuse],
        REPLACE,
    ),
    case(
        LowEfficiencyIndustrial,
        ProducingBelowTarget,
        &[C::OutputLow],
        &[M::SelfUpgrade],
        UPGRADE,
    ),
    case(
        LowEfficiencyIndustrial,
        BuiltNotProducing,
        &[C::PlantVacant],
        &[M::VacantPlantReuse, M::LeasePlant],
        LET,
    ),
    case(
        LowEfficiencyIndustrial,
        ProducingBelowTarget,
        &[C::PlotRatioLow],
        &[M::AddStoreys],
        UPGRADE,
    ),
    case(
        LowEfficiencyIndustrial,
        BuiltNotProducing,
        &[C::Bankruptcy],
        &[M::JudicialDisposal, M::CageForBirds],
        REPLACE,
    ),
    case(
        LowEfficiencyIndustrial,
        ProducingBelowTarget,
        &[C::PlantVacant, C::OutputLow],
        &[M::LeasePlant],
        LET,
    ),
    case(
        LowEfficiencyIndustrial,
        BuiltNotProducing,
        &[C::IndustryPhasedOut],
        &[M::CageForBirds],
        REPLACE,
    ),
    case(LowEfficiencyIndustrial, PartlyBuilt, &[C::InvestmentShort], &[M::Graft], UPGRADE),
    case(LowEfficiencyIndustrial, BuiltNotProducing, &[C::PlantVacant], &[M::SplitSale], LET),
    case(
        LowEfficiencyIndustrial,
        ProducingBelowTarget,
        &[C::BuildingsDilapidated],
        &[M::ComprehensiveRedevelopment],
        BUILD,
    ),
    case(
        LowEfficiencyIndustrial,
        ProducingBelowTarget,
        &[C::EnvironmentOrSafety],
        &[M::EquityMerger, M::SelfUpgrade],
        UPGRADE,
    ),
    case(
        LowEfficiencyIndustrial,
        BuiltNotProducing,
        &[C::CashFailure, C::ProductionStopped],
        &[M::Transfer],
        REPLACE,
    ),
    case(
        LowEfficiencyIndustrial,
        PartlyBuilt,
        &[C::TitleDispute],
        &[M::CompleteFormalities],
        PAPERS,
    ),
    case(
        LowEfficiencyIndustrial,
        BuiltNotProducing,
        &[C::ProductionStopped],
        &[M::BuyBackReserve],
        RETURN,
    ),
    case(LowEfficiencyLogistics, ProducingBelowTarget, &[C::PlantVacant], &[M::LeasePlant], LET),
    case(
        LowEfficiencyLogistics,
        ProducingBelowTarget,
        &[C::PlotRatioLow],
        &[M::AddStoreys],
        UPGRADE,
    ),
    case(
        LowEfficiencyLogistics,
        BuiltNotProducing,
        &[C::JudicialSeizure],
        &[M::JudicialDisposal],
        REPLACE,
    ),
    case(LowEfficiencyLogistics, ProducingBelowTarget, &[C::OutputLow], &[M::Transfer], REPLACE),
    case(
        LowEfficiencyCommercial,
        ProducingBelowTarget,
        &[C::OutputLow],
        &[M::IndustryToServices],
        UPGRADE,
    ),
    case(
        LowEfficiencyCommercial,
        BuiltNotProducing,
        &[C::PlantVacant],
        &[M::VacantPlantReuse],
        LET,
    ),
    case(
        LowEfficiencyCommercial,
        ProducingBelowTarget,
        &[C::BuildingsDilapidated],
        &[M::SelfUpgrade],
        UPGRADE,
    ),
    case(
        LowEfficiencyResidential,
        ProducingBelowTarget,
        &[C::BuildingsDilapidated],
        &[M::ComprehensiveRedevelopment],
        BUILD,
    ),
    case(
        LowEfficiencyResidential,
        BuiltNotProducing,
        &[C::FormalitiesMissing],
        &[M::CompleteFormalities],
        PAPERS,
    ),
    case(LowEfficiencyOther, BuiltNotProducing, &[C::Other], &[M::BuyBackReserve], RETURN),
    case(
        LowEfficiencyOther,
        PartlyBuilt,
        &[C::BuildingsDilapidated, C::Other],
        &[M::RestoreFarmland],
        RETURN,
    ),
    case(
        LowEfficiencyOther,
        BuiltNotProducing,
        &[C::PolicyChange],
        &[M::ChangeUseOrConditions],
        BUILD,
    ),
];

/// The kinds of cases of a class.
pub(super) fn of_class(class: EntryClass) -> impl Iterator<Item = &'static Case> + Clone {
    CASES.iter().filter(move |case| case.class == class)
}

/// The method of a plan by which floor area comes back into use; none if its methods are about bare land.
pub(super) fn space_method(methods: &[Method]) -> Option<Method> {
    let floor = |method: &&Method| {
        matches!(
            method,
            M::CageForBirds
                | M::SelfUpgrade
                | M::LeasePlant
                | M::SplitSale
                | M::VacantPlantReuse
                | M::Graft
                | M::Transfer
                | M::EquityMerger
                | M::JudicialDisposal
                | M::IndustryToServices
                | M::AddStoreys
        )
    };
    methods.iter().find(floor).copied()
}
