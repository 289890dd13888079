//! Which methods of Order 53 a verdict opens, and which it does not.

use serde::{Deserialize, Serialize};

use super::{Consequence, Filing, IdleLandAssessment, IdleLandFacts};
use crate::finding::Text;
use crate::law::{Article, CauseCode, Citation, Method, Verification};

/// Whether a method is open to a parcel (能否采用).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Permission {
    /// The law provides for it here (可以采用).
    Provided,
    /// It does not (不得采用).
    NotProvided,
    /// It depends on what is not known (待查明).
    Open,
}

impl Permission {
    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            Permission::Provided => Text::new("可以采用", "provided"),
            Permission::NotProvided => Text::new("不得采用", "not provided"),
            Permission::Open => Text::new("待查明", "open"),
        }
    }
}

/// A method, whether it is open, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct MenuItem {
    /// The method.
    pub method: Method,
    /// Whether it is open.
    pub permission: Permission,
    /// The article that opens it, or that keeps it shut.
    pub article: Citation,
    /// Why, or on which condition.
    pub why: Text,
}

/// The methods of the disposal (处置方式) that Order 53 names, each with whether the assessment opens it.
///
/// Methods of Art. 12 wait for the filing in the monitoring system (Art. 25); a swap is for land idle through a lawful revision
/// of a plan (Art. 12(5)). Fee and free take-back are for idle land whose cause lies with the holder, and never for land on
/// which development commenced (Arts. 12, 14).
#[must_use]
pub fn disposal_menu(facts: &IdleLandFacts, assessment: &IdleLandAssessment) -> Vec<MenuItem> {
    let methods = [
        (Method::ExtendPeriod, Consequence::Article12Menu),
        (Method::ChangeUseOrConditions, Consequence::Article12Menu),
        (Method::TemporaryUse, Consequence::Article12Menu),
        (Method::PaidTakeBack, Consequence::Article12Menu),
        (Method::Swap, Consequence::Article12Menu),
        (Method::IdleFee, Consequence::Fee),
        (Method::FreeTakeBack, Consequence::FreeTakeBack),
    ];
    let items = methods.into_iter().filter_map(|(method, for_it)| {
        let own = method.order_53()?;
        Some(item(facts, assessment, method, for_it, own))
    });
    items.collect()
}

fn item(
    facts: &IdleLandFacts,
    assessment: &IdleLandAssessment,
    method: Method,
    for_it: Consequence,
    own: Citation,
) -> MenuItem {
    let shut = |article: Citation, zh: &str, en: &str| MenuItem {
        method,
        permission: Permission::NotProvided,
        article,
        why: Text::new(zh, en),
    };
    let open = |permission, zh: &str, en: &str| MenuItem {
        method,
        permission,
        article: own.clone(),
        why: Text::new(zh, en),
    };
    let fitting =
        assessment.outcomes.iter().filter(|outcome| outcome.consequence == for_it).count();
    if fitting == 0 {
        let outcome = assessment.outcomes.first();
        let article = outcome.map_or_else(|| own.clone(), |outcome| outcome.article.clone());
        return shut(
            article,
            "研判结论不对应此方式",
            "no verdict that is possible here leads to it",
        );
    }
    if for_it == Consequence::Article12Menu {
        if facts.filing == Some(Filing::NotFiled) {
            return shut(
                Citation::order_53(Article::new(25)),
                "未在土地市场动态监测与监管系统备案，备案前不得采用",
                "not before it is filed in the monitoring system of the land market",
            );
        }
        if method == Method::Swap {
            match revised_plan(facts) {
                Some(true) => {}
                Some(false) => {
                    return shut(
                        own,
                        "置换限于因规划依法修改造成闲置的土地",
                        "a swap is for land idle through a lawful revision of a plan",
                    );
                }
                None => {
                    return open(
                        Permission::Open,
                        "须查明是否因规划依法修改造成闲置",
                        "it depends on whether a lawful revision of a plan made it idle",
                    );
                }
            }
        }
        if facts.filing.is_none() {
            return open(
                Permission::Open,
                "须先在土地市场动态监测与监管系统备案（第二十五条）",
                "it must be filed in the monitoring system first (Art. 25)",
            );
        }
    }
    if fitting < assessment.outcomes.len() {
        return open(
            Permission::Open,
            "取决于尚未查明的事实",
            "it depends on facts that are not known",
        );
    }
    let condition = method.condition().unwrap_or_else(|| method.definition());
    open(Permission::Provided, &condition.zh, &condition.en)
}

/// Whether a lawful revision of a plan is the verified cause.
pub(crate) fn revised_plan(facts: &IdleLandFacts) -> Option<bool> {
    let own = facts.causes.as_ref()?.iter().filter(|cause| cause.code == CauseCode::PlanRevised);
    let states: Vec<Option<Verification>> = own.map(|cause| cause.verification).collect();
    if states.contains(&Some(Verification::Verified)) {
        return Some(true);
    }
    if states.contains(&None) { None } else { Some(false) }
}
