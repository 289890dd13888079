//! The decision whether land is idle in law: every branch, with its reasons, over what is known.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    AgreedStart, Answer, Commencement, Consequence, IdleLandFacts, IdleLandVerdict, LandRight,
    MissingFact, Reason, Suspension,
};
use crate::calendar::{self, add_years, whole_years_over};
use crate::finding::{Text, counted};
use crate::law::threshold::{
    DEFAULT_START_AFTER, DEVELOPED_SHARE, IDLE_AFTER, INVESTED_SHARE, SUSPENDED_FOR,
    TAKE_BACK_AFTER, Threshold,
};
use crate::law::{Article, Cause, CauseCode, Citation, Side, Verification};
use crate::units::{Area, Money, Ratio};

/// What a parcel is in the law of idle land on a day, as far as the facts are known (闲置土地研判).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct IdleLandAssessment {
    /// The day.
    #[serde(with = "calendar::day")]
    pub on: Date,
    /// Every outcome that the known facts leave open, in the order of verdicts; a single one where they decide.
    pub outcomes: Vec<IdleLandOutcome>,
    /// The day on which commencement was or is due; `None` where that is not known, or not asked.
    #[serde(default, with = "calendar::optional_day", skip_serializing_if = "Option::is_none")]
    pub start_due: Option<Date>,
    /// The steps of the decision, in order.
    pub reasons: Vec<Reason>,
    /// What is not known and was asked for, in the order in which to ask.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<MissingFact>,
}

/// One possible verdict, and what follows from it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct IdleLandOutcome {
    /// The verdict.
    pub verdict: IdleLandVerdict,
    /// What follows.
    pub consequence: Consequence,
    /// The article from which it follows; for land that is not idle, the one that says what idle land is.
    pub article: Citation,
}

impl IdleLandAssessment {
    /// The verdict, if the known facts leave a single one.
    #[must_use]
    pub fn verdict(&self) -> Option<IdleLandVerdict> {
        match self.outcomes.as_slice() {
            [only] => Some(only.verdict),
            _ => None,
        }
    }

    /// Every verdict that the known facts leave open, in order.
    #[must_use]
    pub fn verdicts(&self) -> Vec<IdleLandVerdict> {
        self.outcomes.iter().map(|outcome| outcome.verdict).collect()
    }
}

/// Assesses whether land is idle in law on a day.
///
/// A full year is over on the day after its anniversary ([`calendar::full_year_over`]), ratios are compared exactly, and equal
/// to a third or to 25 % is not below. What happened after the day does not count.
///
/// # Basis
///
/// Order 53 (闲置土地处置办法), Arts. 2, 8, 12, 14, 22, 30, 31; Urban Real Estate Administration Law, Art. 26; Civil Code,
/// Arts. 201, 202, 1259.
///
/// ```
/// use landledger::calendar::parse_day;
/// use landledger::law::{
///     AgreedStart, Commencement, IdleLandFacts, IdleLandVerdict, LandRight, MissingFact, assess_idle_land,
/// };
///
/// let mut facts = IdleLandFacts::default();
/// facts.land = Some(LandRight::StateOwned);
/// facts.agreed_start = Some(AgreedStart::On(parse_day("2022-02-28")?));
/// facts.commencement = Some(Commencement::NotYet);
///
/// // Idle for more than a year; what follows depends on the causes, which are not known.
/// let found = assess_idle_land(&facts, parse_day("2023-03-01")?);
/// assert_eq!(found.missing, [MissingFact::Causes]);
/// assert_eq!(found.verdict(), None);
/// assert!(found.verdicts().iter().all(|verdict| verdict.is_idle()));
///
/// facts.causes = Some(Vec::new());
/// let found = assess_idle_land(&facts, parse_day("2023-03-01")?);
/// assert_eq!(found.verdict(), Some(IdleLandVerdict::IdleOneYear));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn assess_idle_land(facts: &IdleLandFacts, on: Date) -> IdleLandAssessment {
    let mut decision = Decision {
        facts,
        on,
        verdicts: BTreeSet::new(),
        reasons: Vec::new(),
        missing: BTreeSet::new(),
        start_due: None,
    };
    decision.land();
    let article = |verdict| match (verdict, facts.land) {
        (IdleLandVerdict::OutOfScope, Some(LandRight::NotSupplied)) => {
            Citation::order_53(Article::new(2))
        }
        (verdict, _) => verdict.article(),
    };
    let outcome = |verdict: IdleLandVerdict| IdleLandOutcome {
        verdict,
        consequence: verdict.consequence(),
        article: article(verdict),
    };
    IdleLandAssessment {
        on,
        outcomes: decision.verdicts.into_iter().map(outcome).collect(),
        start_due: decision.start_due,
        reasons: decision.reasons,
        missing: decision.missing.into_iter().collect(),
    }
}

struct Decision<'a> {
    facts: &'a IdleLandFacts,
    on: Date,
    verdicts: BTreeSet<IdleLandVerdict>,
    reasons: Vec<Reason>,
    missing: BTreeSet<MissingFact>,
    start_due: Option<Date>,
}

impl Decision<'_> {
    /// Whether the measures apply, and if they do, or may, the rest.
    fn land(&mut self) {
        let rule = Text::new(
            "适用于国有建设用地；集体建设用地参照执行",
            "the measures apply to state-owned construction land, to collective land by reference",
        );
        let (article, facts, applies) = match self.facts.land {
            Some(LandRight::StateOwned) => {
                (Article::new(2), Text::new("国有建设用地", "state-owned land"), Some(true))
            }
            Some(LandRight::Collective) => {
                (Article::new(31), Text::new("集体建设用地", "collective land"), Some(false))
            }
            Some(LandRight::NotSupplied) => {
                (Article::new(2), Text::new("未供应", "land that is not supplied"), Some(false))
            }
            None => (Article::new(2), not_known(), None),
        };
        self.reason(Citation::order_53(article), rule, facts, applies);
        if applies.is_none() {
            self.missing.insert(MissingFact::LandRight);
        }
        if applies != Some(true) {
            self.verdicts.insert(IdleLandVerdict::OutOfScope);
        }
        if applies != Some(false) {
            self.commencement();
        }
    }

    fn commencement(&mut self) {
        let rule = Text::new(
            "取得施工许可证，且基坑开挖完毕、全部基础桩打完或者其他基础施工完成三分之一的，为动工开发",
            "development has commenced with the permit, and the pit excavated, all piles driven or a third of other \
             foundations done",
        );
        let (text, commenced) = match self.facts.commencement {
            Some(Commencement::On(day)) if day <= self.on => {
                (Text::new(format!("{day} 动工开发"), format!("commenced on {day}")), Some(true))
            }
            Some(Commencement::OnUnknownDay) => (
                Text::new("已动工开发，日期不详", "commenced, on a day that is not known"),
                Some(true),
            ),
            Some(Commencement::On(_) | Commencement::NotYet) => {
                (Text::new("未动工开发", "not commenced"), Some(false))
            }
            None => (not_known(), None),
        };
        self.reason(Citation::order_53(Article::new(30)), rule, text, commenced);
        if commenced.is_none() {
            self.missing.insert(MissingFact::Commencement);
        }
        if commenced != Some(true) {
            self.not_commenced();
        }
        if commenced != Some(false) {
            self.commenced();
        }
    }

    /// The clock of land on which development has not commenced.
    fn not_commenced(&mut self) {
        let Some(due) = self.start_day() else {
            self.verdicts.extend([IdleLandVerdict::NotDue, IdleLandVerdict::StartOverdue]);
            self.by_cause(&[IdleLandVerdict::IdleOneYear, IdleLandVerdict::IdleTwoYears]);
            return;
        };
        self.start_due = Some(due);
        let years = whole_years_over(due, self.on);
        let idle = years >= IDLE_AFTER.number();
        let facts = match add_years(due, IDLE_AFTER.number()) {
            _ if self.on <= due => Text::new(
                format!("应于 {due} 前动工，至 {} 尚未到期", self.on),
                format!("due on {due}, which is not over on {}", self.on),
            ),
            Some(full) if !idle => Text::new(
                format!("应于 {due} 前动工，至 {} 未满一年（{full} 届满）", self.on),
                format!("due on {due}; the year ends with {full} and is not over on {}", self.on),
            ),
            _ => Text::new(
                format!("应于 {due} 前动工，至 {} 已满 {years} 年", self.on),
                format!("due on {due}; {} over on {}", full_years(years), self.on),
            ),
        };
        self.threshold(&IDLE_AFTER, facts, Some(idle));
        if self.on <= due {
            self.verdicts.insert(IdleLandVerdict::NotDue);
        } else if !idle {
            self.verdicts.insert(IdleLandVerdict::StartOverdue);
        } else if years < TAKE_BACK_AFTER.number() {
            self.by_cause(&[IdleLandVerdict::IdleOneYear]);
        } else {
            self.by_cause(&[IdleLandVerdict::IdleTwoYears]);
        }
    }

    /// The day on which commencement is due, with the reason for it.
    fn start_day(&mut self) -> Option<Date> {
        match self.facts.agreed_start {
            None => {
                self.missing.insert(MissingFact::AgreedStart);
                let rule = Text::new(
                    "按合同或者决定书约定、规定的动工开发日期起算",
                    "the clock starts on the day agreed in the contract or set in the decision",
                );
                let article = Citation::order_53(Article::new(2).paragraph(1));
                self.reason(article, rule, not_known(), None);
            }
            Some(AgreedStart::On(_) | AgreedStart::Extended(_)) => {}
            Some(AgreedStart::NotAgreed) => {
                if self.facts.delivered.is_none() {
                    self.missing.insert(MissingFact::Delivery);
                }
                let facts = match (self.facts.delivered, self.facts.start_due()) {
                    (Some(delivered), Some(due)) => Text::new(
                        format!("{delivered} 交付土地，应于 {due} 前动工"),
                        format!("handed over on {delivered}, so that commencement is due on {due}"),
                    ),
                    _ => not_known(),
                };
                let answer = self.facts.start_due().map(|_| true);
                self.threshold(&DEFAULT_START_AFTER, facts, answer);
            }
        }
        self.facts.start_due()
    }

    /// What idle land leads to, by its causes; `own` are the verdicts for those of the holder.
    fn by_cause(&mut self, own: &[IdleLandVerdict]) {
        let article_8 = self.claim(
            |cause| cause.code.article_8().is_some(),
            |cause| cause.code.article_8().is_none() && is_outside(cause),
        );
        let rule = Text::new(
            "政府、政府有关部门的行为或者不可抗力造成动工开发迟延，经审核属实",
            "an act of government or force majeure delayed commencement, and the authority verified it",
        );
        let article = Citation::order_53(Article::new(8));
        let text = self.claims(|cause| cause.code.article_8().is_some() || is_outside(cause));
        self.reason(article, rule, text, article_8);
        if article_8 != Some(false) {
            self.verdicts.insert(IdleLandVerdict::IdleGovernmentCause);
        }
        if article_8 == Some(true) {
            return;
        }
        let is_preparatory = |cause: &Cause| cause.code == CauseCode::NecessaryPreparatoryWork;
        let preparatory = self.claim(is_preparatory, |_| false);
        // Said only where somebody claims it, or may.
        if preparatory != Some(false) {
            let rule = Text::new(
                "动工开发必需的前期工作造成动工开发迟延的除外",
                "not where preparatory work that commencement needs delayed it",
            );
            let article = Citation::real_estate_law(Article::new(26));
            let text = self.claims(is_preparatory);
            self.reason(article, rule, text, preparatory);
            self.verdicts.insert(IdleLandVerdict::IdlePreparatoryWork);
        }
        if preparatory == Some(true) {
            return;
        }
        self.verdicts.extend(own);
    }

    /// Whether a cause of this kind is verified; `None` if that is open. `unsure` are causes of which it is open whether they
    /// are of this kind.
    fn claim(
        &mut self,
        kind: impl Fn(&Cause) -> bool,
        unsure: impl Fn(&Cause) -> bool,
    ) -> Option<bool> {
        let Some(causes) = &self.facts.causes else {
            self.missing.insert(MissingFact::Causes);
            return None;
        };
        let is_verified =
            |cause: &Cause| kind(cause) && cause.verification == Some(Verification::Verified);
        if causes.iter().any(is_verified) {
            return Some(true);
        }
        let open = causes.iter().any(|cause| {
            (kind(cause) && cause.verification.is_none())
                || (unsure(cause) && cause.verification != Some(Verification::Rejected))
        });
        if open {
            self.missing.insert(MissingFact::Verification);
            return None;
        }
        Some(false)
    }

    /// The causes of a kind, in words.
    fn claims(&self, kind: impl Fn(&Cause) -> bool) -> Text {
        let Some(causes) = &self.facts.causes else { return not_known() };
        let (mut zh, mut en) = (Vec::new(), Vec::new());
        for cause in causes.iter().filter(|cause| kind(cause)) {
            let name = cause.code.name();
            let state = cause
                .verification
                .map_or_else(|| Text::new("待审核", "not examined yet"), Verification::name);
            zh.push(format!("{}（{}）", name.zh, state.zh));
            en.push(format!("{} ({})", name.en, state.en));
        }
        if zh.is_empty() {
            return Text::new("使用权人未提出此类原因", "no such cause is claimed");
        }
        Text::new(zh.join("、"), en.join(", "))
    }

    /// Land on which development commenced.
    fn commenced(&mut self) {
        let developed = self.developed_share();
        // A ratio that is low decides: the other is not asked for.
        let invested = (developed.0 != Some(true)).then(|| self.invested_share());
        let low = match (developed.0, invested.as_ref().map(|(low, _)| *low)) {
            (Some(true), _) | (_, Some(Some(true))) => Some(true),
            (Some(false), Some(Some(false))) => Some(false),
            _ => None,
        };
        let suspended = if low == Some(false) { None } else { self.suspended() };
        if low == Some(false) || suspended != Some(false) {
            let both_open = low.is_none();
            self.ratio(
                &DEVELOPED_SHARE,
                developed,
                both_open,
                [
                    (self.facts.developed_area.is_none(), MissingFact::DevelopedArea),
                    (
                        self.facts.required_area.is_none_or(|area| area.is_zero()),
                        MissingFact::RequiredArea,
                    ),
                ],
            );
            if let Some(invested) = invested {
                let total = self.facts.total_investment;
                self.ratio(
                    &INVESTED_SHARE,
                    invested,
                    both_open,
                    [
                        (self.facts.invested.is_none(), MissingFact::Invested),
                        (
                            total.and_then(|total| total.share_of(total)).is_none(),
                            MissingFact::TotalInvestment,
                        ),
                    ],
                );
            }
        }
        match (low, suspended) {
            (Some(true), Some(true)) => {}
            _ => drop(self.verdicts.insert(IdleLandVerdict::NotIdle)),
        }
        if low != Some(false) && suspended != Some(false) {
            self.verdicts.insert(IdleLandVerdict::MayBeIdle);
        }
    }

    /// Whether it is suspended for a full year, with the reason.
    fn suspended(&mut self) -> Option<bool> {
        let (facts, answer) = match self.facts.suspension {
            Some(Suspension::Since(day)) if day <= self.on => {
                let years = whole_years_over(day, self.on);
                let over = years >= SUSPENDED_FOR.number();
                let end = add_years(day, SUSPENDED_FOR.number());
                let end = end.map_or_else(String::new, |end| end.to_string());
                let facts = if over {
                    Text::new(
                        format!("{day} 起中止开发建设，至 {} 已满 {years} 年", self.on),
                        format!("suspended since {day}; {} over on {}", full_years(years), self.on),
                    )
                } else {
                    Text::new(
                        format!("{day} 起中止开发建设，至 {} 未满一年（{end} 届满）", self.on),
                        format!(
                            "suspended since {day}; the year ends with {end} and is not over on {}",
                            self.on
                        ),
                    )
                };
                (facts, Some(over))
            }
            Some(_) => (Text::new("未中止开发建设", "not suspended"), Some(false)),
            None => {
                self.missing.insert(MissingFact::Suspension);
                (not_known(), None)
            }
        };
        self.threshold(&SUSPENDED_FOR, facts, answer);
        answer
    }

    /// Whether the share of land developed is below its bound, and the share in words.
    fn developed_share(&self) -> (Option<bool>, Text) {
        let (part, whole) = (self.facts.developed_area, self.facts.required_area);
        let share = part.zip(whole).and_then(|(part, whole)| part.share_of(whole));
        let bound = Ratio::new(1.into(), DEVELOPED_SHARE.number().into());
        let low = below(share, part.is_some_and(|part| part <= Area::ZERO), bound);
        (low, compared(part, whole, share, &Text::new("m²", "m²")))
    }

    /// The same of the investment.
    fn invested_share(&self) -> (Option<bool>, Text) {
        let (part, whole) = (self.facts.invested, self.facts.total_investment);
        let share = part.zip(whole).and_then(|(part, whole)| part.share_of(whole));
        let bound = Some(Ratio::from_percent(INVESTED_SHARE.number()));
        let low = below(share, part.is_some_and(|part| part <= Money::ZERO), bound);
        (low, compared(part, whole, share, &Text::new("元", "yuan")))
    }

    /// The reason for a ratio; what of it is missing is asked for while neither ratio decides.
    fn ratio(
        &mut self,
        threshold: &Threshold,
        (low, facts): (Option<bool>, Text),
        is_open: bool,
        parts: [(bool, MissingFact); 2],
    ) {
        if low.is_none() && is_open {
            let missing = parts.into_iter().filter(|(lacks, _)| *lacks).map(|(_, fact)| fact);
            self.missing.extend(missing);
        }
        self.threshold(threshold, facts, low);
    }

    fn threshold(&mut self, threshold: &Threshold, facts: Text, answer: Option<bool>) {
        self.reason(threshold.citation.clone(), threshold.rule(), facts, answer);
    }

    fn reason(&mut self, article: Citation, rule: Text, facts: Text, answer: Option<bool>) {
        self.reasons.push(Reason { article, rule, facts, answer: Answer::of(answer) });
    }
}

/// Whether a cause that Art. 8 does not list lies with the government or with force majeure: it may be one of those of its
/// sixth item or second paragraph, which the authority says.
fn is_outside(cause: &Cause) -> bool {
    matches!(cause.side, Side::Government | Side::ForceMajeure)
}

/// Whether a share is below a bound: nothing is below it, whatever the whole is.
fn below(share: Option<Ratio>, is_nothing: bool, bound: Option<Ratio>) -> Option<bool> {
    match share {
        Some(share) => Some(share < bound?),
        None if is_nothing => Some(true),
        None => None,
    }
}

/// `3000 / 10000 m² = 30.00 %`.
fn compared<Q: ToString>(
    part: Option<Q>,
    whole: Option<Q>,
    share: Option<Ratio>,
    unit: &Text,
) -> Text {
    let number = |quantity: Option<Q>| quantity.map_or_else(|| "?".to_owned(), |q| q.to_string());
    let (part, whole) = (number(part), number(whole));
    let percent = share.map_or_else(String::new, |share| format!(" = {} %", share.percent(2)));
    let say = |unit: &str| format!("{part} / {whole} {unit}{percent}");
    Text::new(say(&unit.zh), say(&unit.en))
}

/// `2 full years are`.
fn full_years(years: u32) -> String {
    let years = usize::try_from(years).unwrap_or(usize::MAX);
    counted(years, "full year is", "full years are")
}

fn not_known() -> Text {
    Text::new("不详", "not known")
}
