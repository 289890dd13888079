//! The check of plans: whether the law opens their methods to their plots.

use super::plan_methods::verdicts_of_day;
use super::{MethodPermission, MethodRole, PlanMethodVerdict};
use crate::finding::{Code, Finding, Text};
use crate::ledger::LedgerState;
use crate::plan::{Plan, PlanId};
use crate::units::QuantityError;

/// Checks a plan that is being drafted against what the ledger knows of its plots on the day of a state (方案法定前提检查).
///
/// The ledger records what a district did, lawful or not: an adopted plan is never refused for its methods. This is the check
/// for whoever drafts one; plots that the ledger does not have are passed over. What an adopted plan answers for is
/// [`plan_methods`](super::plan_methods).
///
/// # Findings
///
/// `plan-method-not-provided`: a method that the law keeps shut for a plot, with the article; a fallback that it keeps shut on
/// the first day on which it would take over, if nothing else happens until then.
/// `plan-no-end-state`: no method brings the plots into their lasting use.
///
/// # Errors
///
/// [`QuantityError`] if a fee is larger than money can be.
pub fn check_plan(state: &LedgerState, plan: &Plan) -> Result<Vec<Finding>, QuantityError> {
    let mut findings = method_findings(&plan.id, &verdicts_of_day(state, plan)?);
    if !plan.methods.iter().any(|method| method.is_end_state()) {
        let names: Vec<Text> = plan.methods.iter().map(|method| method.name()).collect();
        let zh: Vec<&str> = names.iter().map(|name| name.zh.as_str()).collect();
        let en: Vec<&str> = names.iter().map(|name| name.en.as_str()).collect();
        let message = Text::new(
            format!(
                "方案 {} 的方式（{}）均不是终结方式，应明确最终如何利用",
                plan.id,
                zh.join("、")
            ),
            format!(
                "plan {}: expected a method that ends in lasting use, found {}",
                plan.id,
                en.join(", ")
            ),
        );
        findings.push(Finding::new(Code::PlanNoEndState, message).about(plan.id.as_str()));
    }
    Ok(findings)
}

/// The methods of a plan that the law kept shut on the day for which the plan answers, each with the article.
///
/// # Findings
///
/// `plan-method-not-provided`.
#[must_use]
pub fn method_findings(plan: &PlanId, verdicts: &[PlanMethodVerdict]) -> Vec<Finding> {
    verdicts.iter().filter_map(|verdict| not_provided(plan, verdict)).collect()
}

fn not_provided(plan: &PlanId, verdict: &PlanMethodVerdict) -> Option<Finding> {
    let answered = verdict.answered_for()?;
    let MethodPermission::Forbidden { article, reason } = &answered.permission else {
        return None;
    };
    let (article, name, parcel) = (article.text(), verdict.method.name(), verdict.parcel);
    let day = answered.asked_for;
    let message = match verdict.role {
        MethodRole::Adopted => Text::new(
            format!(
                "方案 {plan}：按 {day} 的情况，宗地 {parcel} 不得采用“{}”：{}（{}）",
                name.zh, reason.zh, article.zh
            ),
            format!(
                "plan {plan}: as of {day} the law does not provide for \"{}\" on parcel {parcel}: {} ({})",
                name.en, reason.en, article.en
            ),
        ),
        MethodRole::Fallback => Text::new(
            format!(
                "方案 {plan}：兜底方式“{}”于 {day} 启用时，宗地 {parcel} 不得采用：{}（{}）",
                name.zh, reason.zh, article.zh
            ),
            format!(
                "plan {plan}: when the fallback \"{}\" takes over on {day}, the law does not provide for it on parcel {parcel}: {} ({})",
                name.en, reason.en, article.en
            ),
        ),
    };
    let finding = Finding::new(Code::PlanMethodNotProvided, message);
    Some(finding.about(plan.as_str()).about(parcel.to_string()))
}
