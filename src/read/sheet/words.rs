//! The words that sheets use for codes: class, tenure, stage, status, causes, reasons, towns.

use super::EntryStatus;
use super::numbers::half_width;
use crate::codes::{DivisionCode, SHANGJIE_DIVISIONS};
use crate::law::CauseCode;
use crate::ledger::{EntryClass, StrikeOffReason};
use crate::parcel::{LandUseStage, Tenure};

/// The text as words are compared: without blanks, full-width letters as plain ones.
fn plain(text: &str) -> String {
    half_width(text).chars().filter(|c| !c.is_whitespace()).collect()
}

/// The name in files or in Chinese, or one of the other words for it.
fn find<T: Copy>(
    text: &str,
    all: &[T],
    names: impl Fn(T) -> Vec<String>,
    others: &[(&str, T)],
) -> Option<T> {
    let word = plain(text);
    let named = all.iter().copied().find(|one| names(*one).iter().any(|name| plain(name) == word));
    named.or_else(|| others.iter().find(|(other, _)| *other == word).map(|(_, one)| *one))
}

pub(super) fn class(text: &str) -> Option<EntryClass> {
    use EntryClass as C;
    let others = [
        ("闲置", C::Idle),
        ("低效工业", C::LowEfficiencyIndustrial),
        ("低效仓储用地", C::LowEfficiencyLogistics),
        ("低效物流仓储", C::LowEfficiencyLogistics),
        ("低效商服用地", C::LowEfficiencyCommercial),
        ("低效商业用地", C::LowEfficiencyCommercial),
        ("低效住宅用地", C::LowEfficiencyResidential),
        ("低效居住", C::LowEfficiencyResidential),
    ];
    find(
        text,
        &C::ALL,
        |class| vec![class.id().to_owned(), class.name().zh, class.name().en],
        &others,
    )
}

pub(super) fn tenure(text: &str) -> Option<Tenure> {
    use Tenure as T;
    let words = [
        ("出让", T::Granted),
        ("granted", T::Granted),
        ("划拨", T::Allocated),
        ("allocated", T::Allocated),
        ("租赁", T::Leased),
        ("leased", T::Leased),
        ("集体", T::Collective),
        ("集体建设用地", T::Collective),
        ("collective", T::Collective),
        ("未供应", T::Unsupplied),
        ("未供", T::Unsupplied),
        ("unsupplied", T::Unsupplied),
        ("notsupplied", T::Unsupplied),
    ];
    find(text, &[], |_: Tenure| Vec::new(), &words)
}

pub(super) fn stage(text: &str) -> Option<LandUseStage> {
    use LandUseStage as S;
    let others = [
        ("approved-not-supplied", S::ApprovedNotSupplied),
        ("supplied-not-started", S::SuppliedNotStarted),
        ("partly-built", S::PartlyBuilt),
        ("built-not-producing", S::BuiltNotProducing),
        ("producing-below-target", S::ProducingBelowTarget),
        ("meets-target", S::MeetsTarget),
    ];
    find(text, &S::ALL, |stage| vec![stage.name().zh, stage.name().en], &others)
}

pub(super) fn status(text: &str) -> Option<EntryStatus> {
    use EntryStatus as S;
    let words = [
        ("在册", S::OnLedger),
        ("在台账", S::OnLedger),
        ("未销号", S::OnLedger),
        ("on-ledger", S::OnLedger),
        ("销号", S::StruckOff),
        ("已销号", S::StruckOff),
        ("struck-off", S::StruckOff),
    ];
    find(text, &[], |_: EntryStatus| Vec::new(), &words)
}

pub(super) fn reason(text: &str) -> Option<StrikeOffReason> {
    use StrikeOffReason as R;
    let others = [
        ("revitalized", R::Revitalized),
        ("盘活", R::Revitalized),
        ("已盘活", R::Revitalized),
        ("taken-back", R::TakenBack),
        ("已收回", R::TakenBack),
        ("misjudged", R::Misjudged),
        ("误判", R::Misjudged),
        ("boundary-changed", R::BoundaryChanged),
        ("merged-or-split", R::MergedOrSplit),
        ("合并", R::MergedOrSplit),
        ("分割", R::MergedOrSplit),
    ];
    find(text, &R::ALL, |reason| vec![reason.name().zh, reason.name().en], &others)
}

/// The causes, the primary one first; else the first word that is none.
pub(super) fn causes(text: &str) -> Result<Vec<CauseCode>, String> {
    if let Some(one) = cause(text) {
        return Ok(vec![one]);
    }
    let mut causes = Vec::new();
    let parts = half_width(text);
    let parts = parts.split([',', '、', ';', '/', '\n', '+']).map(str::trim);
    for word in parts.filter(|word| !word.is_empty()) {
        let cause = cause(word).ok_or_else(|| word.to_owned())?;
        if !causes.contains(&cause) {
            causes.push(cause);
        }
    }
    Ok(causes)
}

fn cause(text: &str) -> Option<CauseCode> {
    use CauseCode as C;
    // The words of the domain notes, §2.6, where they differ from the names of the table.
    let others = [
        ("未交净地", C::LandNotDelivered),
        ("规划调整", C::PlanRevised),
        ("配套不足", C::InfrastructureMissing),
        ("停产", C::ProductionStopped),
        ("半停产", C::ProductionStopped),
        ("产品淘汰", C::IndustryPhasedOut),
        ("破产", C::Bankruptcy),
        ("查封", C::JudicialSeizure),
        ("手续不全", C::FormalitiesMissing),
        ("历史遗留", C::FormalitiesMissing),
        ("环保不达标", C::EnvironmentOrSafety),
        ("安全不达标", C::EnvironmentOrSafety),
        ("厂房破旧", C::BuildingsDilapidated),
        ("布局散乱", C::BuildingsDilapidated),
        ("低容积率", C::PlotRatioLow),
        ("空置厂房", C::PlantVacant),
    ];
    find(
        text,
        C::ALL,
        |cause| vec![cause.id().to_owned(), cause.name().zh, cause.name().en],
        &others,
    )
}

/// A code, or the name of a town of the reference district.
pub(super) fn town(text: &str) -> Option<DivisionCode> {
    let word = plain(text);
    if let Ok(code) = word.parse() {
        return Some(code);
    }
    let known = SHANGJIE_DIVISIONS.iter().find(|(_, name)| *name == word);
    known.and_then(|(code, _)| code.parse().ok())
}
