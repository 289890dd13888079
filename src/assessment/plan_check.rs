//! The check of a plan before it is adopted: whether the law opens its methods to its plots.

use super::{MethodPermission, ParcelAssessment, method_permission};
use crate::codes::ParcelCode;
use crate::finding::{Code, Finding, Text};
use crate::law::Method;
use crate::plan::Plan;

/// Checks a plan that is being drafted against the assessments of its plots (方案法定前提检查).
///
/// The ledger records what a district did, lawful or not: an adopted plan is never refused for its methods. This is the check
/// for whoever drafts one, with the assessments of that day; plots without an assessment are passed over.
///
/// # Findings
///
/// `plan-method-not-provided`: a method that the law keeps shut for a plot, with the article; the fallback is for a later day.
/// `plan-no-end-state`: no method brings the plots into their lasting use.
#[must_use]
pub fn check_plan(plan: &Plan, assessments: &[ParcelAssessment]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for parcel in &plan.parcels {
        let Some(own) = assessments.iter().find(|own| own.parcel == *parcel) else { continue };
        for method in &plan.methods {
            if let MethodPermission::Forbidden { article, reason } = method_permission(*method, own)
            {
                findings.push(not_provided(plan, parcel, *method, &article.text(), &reason));
            }
        }
    }
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
    findings
}

fn not_provided(
    plan: &Plan,
    parcel: &ParcelCode,
    method: Method,
    article: &Text,
    reason: &Text,
) -> Finding {
    let name = method.name();
    let message = Text::new(
        format!(
            "方案 {}：宗地 {parcel} 不得采用“{}”：{}（{}）",
            plan.id, name.zh, reason.zh, article.zh
        ),
        format!(
            "plan {}: the law does not provide for \"{}\" on parcel {parcel}: {} ({})",
            plan.id, name.en, reason.en, article.en
        ),
    );
    Finding::new(Code::PlanMethodNotProvided, message)
        .about(plan.id.as_str())
        .about(parcel.to_string())
}
