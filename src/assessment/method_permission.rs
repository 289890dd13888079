//! Whether a method may be used on a parcel: its preconditions, held against the assessment.

use serde::{Deserialize, Serialize};

use super::ParcelAssessment;
use crate::finding::Text;
use crate::law::{
    Article, Citation, Consequence, Filing, IdleLandVerdict, Method, Permission, Precondition,
    Side, Verification, revised_plan,
};
use crate::parcel::Tenure;
use crate::units::{Money, Ratio};

/// Whether a method may be used on a parcel on the day of its assessment (方式适用性), and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[non_exhaustive]
pub enum MethodPermission {
    /// Every precondition that the ledger can tell holds (可以采用).
    Allowed {
        /// What else must hold and the ledger cannot tell.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        condition: Option<Text>,
    },
    /// The law keeps it shut (不得采用).
    Forbidden {
        /// By which article.
        article: Citation,
        /// Why.
        reason: Text,
    },
    /// It depends on what is not known (待查明).
    Open {
        /// What is to be found out first, the more basic first.
        missing: Vec<Text>,
    },
}

impl MethodPermission {
    /// The same as a word.
    #[must_use]
    pub const fn permission(&self) -> Permission {
        match self {
            MethodPermission::Allowed { .. } => Permission::Provided,
            MethodPermission::Forbidden { .. } => Permission::NotProvided,
            MethodPermission::Open { .. } => Permission::Open,
        }
    }

    /// Of something that needs this permission and another: what is shut or open in either is so in both.
    pub(super) fn and(self, other: MethodPermission) -> MethodPermission {
        use MethodPermission::{Allowed, Forbidden, Open};
        match (self, other) {
            (shut @ Forbidden { .. }, _) | (_, shut @ Forbidden { .. }) => shut,
            (Open { mut missing }, Open { missing: more }) => {
                for text in more {
                    if !missing.contains(&text) {
                        missing.push(text);
                    }
                }
                Open { missing }
            }
            (open @ Open { .. }, _) | (_, open @ Open { .. }) => open,
            (Allowed { condition: None }, allowed) | (allowed, Allowed { condition: None }) => {
                allowed
            }
            (Allowed { condition: Some(one) }, Allowed { condition: Some(two) }) => {
                let both =
                    Text::new(format!("{}；{}", one.zh, two.zh), format!("{}; {}", one.en, two.en));
                Allowed { condition: Some(both) }
            }
        }
    }
}

/// Whether a method may be used on a parcel as it was assessed.
///
/// Every precondition of the method ([`Method::preconditions`]) is held against the assessment: one that the law does not see met
/// forbids the method; else one that is open leaves it open. For the methods of Order 53 the answer is that of
/// [`crate::law::disposal_menu`].
///
/// # Basis
///
/// Order 53 (闲置土地处置办法), Arts. 12, 14, 24, 25; Urban Real Estate Administration Law, Art. 39.
#[must_use]
pub fn method_permission(method: Method, assessment: &ParcelAssessment) -> MethodPermission {
    let mut missing = Vec::new();
    for precondition in method.preconditions() {
        match judge(*precondition, method, assessment) {
            Judged::Met => {}
            Judged::NotMet(article, reason) => {
                return MethodPermission::Forbidden { article: *article, reason };
            }
            Judged::Open(texts) => missing.extend(texts),
        }
    }
    if missing.is_empty() {
        MethodPermission::Allowed { condition: method.condition() }
    } else {
        MethodPermission::Open { missing }
    }
}

enum Judged {
    Met,
    NotMet(Box<Citation>, Text),
    Open(Vec<Text>),
}

fn judge(precondition: Precondition, method: Method, of: &ParcelAssessment) -> Judged {
    match precondition {
        Precondition::IdleGovernmentCauseOrMayBeIdle => {
            branch(precondition, Consequence::Article12Menu, method, of)
        }
        Precondition::IdleOneYear => branch(precondition, Consequence::Fee, method, of),
        Precondition::IdleTwoYears => branch(precondition, Consequence::FreeTakeBack, method, of),
        Precondition::Filed => match of.facts.filing {
            Some(Filing::Filed) => Judged::Met,
            Some(Filing::NotFiled) => not_met(
                precondition,
                "未在土地市场动态监测与监管系统备案，备案前不得采用",
                "it is not filed in the monitoring system of the land market",
            ),
            None => Judged::Open(vec![precondition.name()]),
        },
        Precondition::PlanLawfullyRevised => match revised_plan(&of.facts) {
            Some(true) => Judged::Met,
            Some(false) => not_met(
                precondition,
                "置换限于因规划依法修改造成闲置的土地",
                "a swap is for land idle through a lawful revision of a plan",
            ),
            None => Judged::Open(vec![precondition.name()]),
        },
        Precondition::CauseOfGovernment => government_cause(of),
        Precondition::AtLeastInvestedShare => invested(of),
        Precondition::NotUnderDisposal => not_under_disposal(of),
        Precondition::AnyClass => Judged::Met,
    }
}

fn not_met(precondition: Precondition, zh: &str, en: &str) -> Judged {
    let article = precondition.article().unwrap_or_else(Citation::definition);
    Judged::NotMet(Box::new(article), Text::new(zh, en))
}

/// Whether the verdict leads to a method: surely, perhaps, or not.
fn branch(
    precondition: Precondition,
    wanted: Consequence,
    method: Method,
    of: &ParcelAssessment,
) -> Judged {
    let outcomes = &of.idle_land.outcomes;
    let fitting = outcomes.iter().filter(|outcome| outcome.consequence == wanted).count();
    if fitting == 0 {
        let first = outcomes.first();
        let article = first.map(|outcome| outcome.article.clone()).or_else(|| method.order_53());
        let verdicts: Vec<Text> = outcomes.iter().map(|outcome| outcome.verdict.name()).collect();
        let zh: Vec<&str> = verdicts.iter().map(|text| text.zh.as_str()).collect();
        let en: Vec<&str> = verdicts.iter().map(|text| text.en.as_str()).collect();
        let wanted = precondition.name();
        let reason = Text::new(
            format!("研判为“{}”，此方式限于：{}", zh.join("”或“"), wanted.zh),
            format!("it is \"{}\"; the method is for land {}", en.join("\" or \""), wanted.en),
        );
        let article = article.unwrap_or_else(Citation::definition);
        return Judged::NotMet(Box::new(article), reason);
    }
    if fitting == outcomes.len() {
        return Judged::Met;
    }
    let missing = of.idle_land.missing.iter().map(|fact| fact.ask());
    let mut missing: Vec<Text> = missing.collect();
    if missing.is_empty() {
        missing.push(precondition.name());
    }
    Judged::Open(missing)
}

/// No law forbids the government to complete its works where no cause is on its side: the method then waits for one.
fn government_cause(of: &ParcelAssessment) -> Judged {
    let causes = of.facts.causes.iter().flatten();
    let mut own = causes.filter(|cause| {
        cause.side == Side::Government && cause.verification != Some(Verification::Rejected)
    });
    if own.next().is_some() {
        return Judged::Met;
    }
    Judged::Open(vec![Precondition::CauseOfGovernment.name()])
}

/// The share that must be invested is for granted land with a development that is to be built.
fn invested(of: &ParcelAssessment) -> Judged {
    let precondition = Precondition::AtLeastInvestedShare;
    match of.tenure {
        Some(Tenure::Granted) => {}
        None => return Judged::Open(vec![precondition.name()]),
        // The article is about granted land; what governs the transfer of other land no ledger tells.
        Some(_) => return Judged::Met,
    }
    let (part, whole) = (of.facts.invested, of.facts.total_investment);
    let share = part.zip(whole).and_then(|(part, whole)| part.share_of(whole));
    let least = precondition.threshold().map(|row| Ratio::from_percent(row.number()));
    match (share, least) {
        (Some(share), Some(least)) if share >= least => Judged::Met,
        (Some(share), _) => {
            let percent = share.percent(2);
            not_met(
                precondition,
                &format!("已投资额为总投资额的 {percent} %，未达百分之二十五"),
                &format!("{percent} % of the whole investment is made, less than a quarter"),
            )
        }
        (None, _) if part.is_some_and(|part| part <= Money::ZERO) => not_met(
            precondition,
            "尚未投资，未达百分之二十五",
            "nothing is invested, less than a quarter",
        ),
        (None, _) => Judged::Open(vec![precondition.name()]),
    }
}

/// Land that is filed was determined idle before; until it is disposed of it is neither transferred nor let. Where the
/// authority may find it idle, the filing says that it did.
fn not_under_disposal(of: &ParcelAssessment) -> Judged {
    let precondition = Precondition::NotUnderDisposal;
    let can_be_determined =
        |verdict: IdleLandVerdict| verdict.is_idle() || verdict == IdleLandVerdict::MayBeIdle;
    let outcomes = &of.idle_land.outcomes;
    let idle = outcomes.iter().filter(|outcome| can_be_determined(outcome.verdict)).count();
    match of.facts.filing {
        _ if idle == 0 => Judged::Met,
        Some(Filing::Filed) if idle == outcomes.len() => {
            let article = Citation::order_53(Article::new(24));
            let reason = Text::new(
                "已认定的闲置土地处置完毕前，不得办理转让、出租、抵押和变更登记",
                "determined idle land is not transferred, let or mortgaged until it is disposed of",
            );
            Judged::NotMet(Box::new(article), reason)
        }
        _ => Judged::Open(vec![precondition.name()]),
    }
}
