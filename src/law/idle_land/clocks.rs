//! Clocks: the days that the law sets for a parcel from what has happened.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    AgreedStart, Commencement, IdleLandFacts, LandRight, ProcedureRecord, ProcedureStep,
    Suspension, WorkingDayCount,
};
use crate::calendar::{self, add_days, add_months, add_years, days_between};
use crate::finding::Text;
use crate::law::threshold::{
    ANSWER_WITHIN, CANCELLATION_WITHIN, DEFAULT_START_AFTER, EXTENSION_AT_MOST, IDLE_AFTER,
    LITIGATION_WITHIN, NOTICE_WITHIN, PAYMENT_WITHIN, RECONSIDERATION_WITHIN, SUSPENDED_FOR,
    TAKE_BACK_AFTER, TEMPORARY_USE_AT_MOST, Threshold,
};
use crate::law::{Article, Citation};

/// Which term it is (期限种类).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ClockKind {
    /// Development is to commence by this day (应动工日期).
    StartDue,
    /// The last day before land without commencement is idle (满一年之日).
    IdleAfter,
    /// The last day before idle land of the holder's own making may be taken back free (满两年之日).
    TakeBackAfter,
    /// The last day before suspended development may make land idle (中止开发满一年之日).
    SuspendedIdleAfter,
    /// The longest that the supplement may put commencement off (延长动工期限届满之日).
    ExtensionEnds,
    /// Temporary use must end (临时使用届满之日).
    TemporaryUseEnds,
    /// The notice of investigation is due (调查通知书期限).
    NoticeDue,
    /// The holder's explanation is due (说明材料期限).
    AnswerDue,
    /// The fee is due (闲置费缴纳期限).
    PaymentDue,
    /// The cancellation of the registration is due (注销登记期限).
    CancellationDue,
    /// A hearing may be asked for until then (申请听证期限).
    HearingRequestDue,
    /// The hearing is to be held by then (组织听证期限).
    HearingDue,
    /// Reconsideration of a decision may be asked for until then (申请行政复议期限).
    ReconsiderationDue,
    /// A decision may be taken to court until then (提起行政诉讼期限).
    LitigationDue,
}

/// How a term stands (期限状态).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ClockState {
    /// It runs, or ends today.
    Running,
    /// What it waits for happened, in time or late, on this day.
    Met(
        #[cfg_attr(feature = "schema", schemars(with = "calendar::schema::Day"))]
        #[serde(with = "calendar::day")]
        Date,
    ),
    /// What it waits for happened, on a day that is not known.
    MetOnUnknownDay,
    /// It is over, and what it waits for has not happened.
    Over,
    /// It is over, or runs out, and whether what it waits for happened is not known.
    Unknown,
}

/// A term that the law sets (法定期限): its last day and how it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Clock {
    /// Which term.
    pub kind: ClockKind,
    /// The day from which it is counted; that day itself is not counted.
    #[cfg_attr(feature = "schema", schemars(with = "calendar::schema::Day"))]
    #[serde(with = "calendar::day")]
    pub from: Date,
    /// Its last day.
    #[cfg_attr(feature = "schema", schemars(with = "calendar::schema::Day"))]
    #[serde(with = "calendar::day")]
    pub last_day: Date,
    /// How it stands.
    pub state: ClockState,
    /// Where the term stands.
    pub article: Citation,
    /// How its working days were counted; absent for a term that is not of working days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub working_days: Option<WorkingDayCount>,
}

impl ClockKind {
    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        let (zh, en) = match self {
            ClockKind::StartDue => ("动工期限", "commencement due"),
            ClockKind::IdleAfter => ("满一年未动工（构成闲置）", "full year without commencement"),
            ClockKind::TakeBackAfter => {
                ("满两年未动工（企业原因的，可无偿收回）", "two full years without commencement")
            }
            ClockKind::SuspendedIdleAfter => ("中止开发满一年", "full year of suspension"),
            ClockKind::ExtensionEnds => ("延长动工期限届满", "longest extension"),
            ClockKind::TemporaryUseEnds => ("临时使用届满", "longest temporary use"),
            ClockKind::NoticeDue => ("发出调查通知书", "notice of investigation due"),
            ClockKind::AnswerDue => ("使用权人提交说明", "holder's explanation due"),
            ClockKind::PaymentDue => ("缴纳闲置费", "payment of the fee due"),
            ClockKind::CancellationDue => ("办理注销登记", "cancellation due"),
            ClockKind::HearingRequestDue => ("申请听证", "request for a hearing"),
            ClockKind::HearingDue => ("组织听证", "hearing due"),
            ClockKind::ReconsiderationDue => ("申请行政复议", "administrative reconsideration"),
            ClockKind::LitigationDue => ("提起行政诉讼", "administrative litigation"),
        };
        Text::new(zh, en)
    }
}

impl ClockState {
    /// The state in Chinese and English.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            ClockState::Running => Text::new("未届满", "running"),
            ClockState::Met(day) => Text::new(format!("{day} 已办"), format!("done on {day}")),
            ClockState::MetOnUnknownDay => Text::new("已办，日期不详", "done, day not known"),
            ClockState::Over => Text::new("已届满", "over"),
            ClockState::Unknown => Text::new("不详", "not known"),
        }
    }
}

impl Clock {
    /// Whether its last day is within so many days from `on`, today included, and nothing has stopped it.
    ///
    /// ```
    /// use landledger::calendar::parse_day;
    /// use landledger::law::{AgreedStart, Commencement, IdleLandFacts, LandRight, idle_land_clocks};
    ///
    /// let mut facts = IdleLandFacts::default();
    /// facts.land = Some(LandRight::StateOwned);
    /// facts.agreed_start = Some(AgreedStart::On(parse_day("2024-01-31")?));
    /// facts.commencement = Some(Commencement::NotYet);
    /// let on = parse_day("2025-01-01")?;
    ///
    /// let clocks = idle_land_clocks(&facts, &[], on);
    /// let soon: Vec<_> = clocks.iter().filter(|clock| clock.is_due_within(30, on)).collect();
    /// assert_eq!(soon.len(), 1);
    /// assert_eq!(soon[0].last_day, parse_day("2025-01-31")?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn is_due_within(&self, days: u16, on: Date) -> bool {
        let left = days_between(on, self.last_day);
        matches!(self.state, ClockState::Running | ClockState::Unknown)
            && (0..=i32::from(days)).contains(&left)
    }

    /// How many days are left on a day; below zero once it is over.
    #[must_use]
    pub fn days_left(&self, on: Date) -> i32 {
        days_between(on, self.last_day)
    }
}

/// The terms that the law sets for a parcel, by their last days, as they stand on a day.
///
/// Terms of land that is not state-owned construction land do not run. Of a step that was taken several times the last one
/// counts; what happened after the day has not happened. Against each decision reconsideration and litigation have terms of
/// their own; a step against a decision is one against that delivered last before it. The terms of a hearing are not the law's:
/// see [`hearing_clocks`](super::hearing_clocks()).
///
/// # Basis
///
/// Order 53, Arts. 2, 5, 6, 12, 14, 17, 22.
#[must_use]
pub fn idle_land_clocks(
    facts: &IdleLandFacts,
    procedure: &[ProcedureRecord],
    on: Date,
) -> Vec<Clock> {
    let mut clocks = Vec::new();
    if facts.land == Some(LandRight::StateOwned) {
        clocks.extend(development(facts, on));
        clocks.extend(steps(procedure, on));
        clocks.extend(remedies(procedure, on));
    }
    clocks.sort_by_key(|clock| (clock.last_day, clock.kind));
    clocks
}

/// What the agreement and the state of development set going.
fn development(facts: &IdleLandFacts, on: Date) -> Vec<Clock> {
    let mut clocks = Vec::new();
    let commenced = match facts.commencement {
        Some(Commencement::On(day)) if day <= on => Done::On(day),
        Some(Commencement::OnUnknownDay) => Done::OnUnknownDay,
        Some(Commencement::On(_) | Commencement::NotYet) => Done::No,
        None => Done::Unknown,
    };
    if let Some(due) = facts.start_due() {
        let (from, article) = match (facts.agreed_start, facts.delivered) {
            (Some(AgreedStart::NotAgreed), Some(delivered)) => {
                (delivered, DEFAULT_START_AFTER.citation)
            }
            _ => (due, Citation::order_53(Article::new(2).paragraph(1))),
        };
        clocks.push(clock(ClockKind::StartDue, from, due, article, commenced, on));
        let mut years =
            vec![(ClockKind::IdleAfter, IDLE_AFTER), (ClockKind::TakeBackAfter, TAKE_BACK_AFTER)];
        if matches!(facts.agreed_start, Some(AgreedStart::Extended(_))) {
            years.push((ClockKind::ExtensionEnds, EXTENSION_AT_MOST));
        }
        for (kind, threshold) in years {
            if let Some(last) = add_years(due, threshold.number()) {
                clocks.push(clock(kind, due, last, threshold.citation, commenced, on));
            }
        }
    }
    let runs = matches!(commenced, Done::On(_) | Done::OnUnknownDay);
    if let Some(Suspension::Since(since)) = facts.suspension.filter(|_| runs)
        && let Some(last) = add_years(since, SUSPENDED_FOR.number()).filter(|_| since <= on)
    {
        let kind = ClockKind::SuspendedIdleAfter;
        clocks.push(clock(kind, since, last, SUSPENDED_FOR.citation, Done::No, on));
    }
    clocks
}

/// What the steps of the procedure set going.
fn steps(procedure: &[ProcedureRecord], on: Date) -> Vec<Clock> {
    let last = |step: ProcedureStep| last_taken(procedure, step, on);
    let days: [(ClockKind, ProcedureStep, ProcedureStep, Threshold); 4] = [
        (
            ClockKind::NoticeDue,
            ProcedureStep::SuspicionFound,
            ProcedureStep::NoticeIssued,
            NOTICE_WITHIN,
        ),
        (
            ClockKind::AnswerDue,
            ProcedureStep::NoticeReceived,
            ProcedureStep::Answered,
            ANSWER_WITHIN,
        ),
        (
            ClockKind::PaymentDue,
            ProcedureStep::FeeDecisionDelivered,
            ProcedureStep::FeePaid,
            PAYMENT_WITHIN,
        ),
        (
            ClockKind::CancellationDue,
            ProcedureStep::TakeBackDecisionDelivered,
            ProcedureStep::RegistrationCancelled,
            CANCELLATION_WITHIN,
        ),
    ];
    let mut clocks = Vec::new();
    let mut push = |kind, from: Option<Date>, end: Option<Date>, stop, threshold: Threshold| {
        if let Some((from, end)) = from.zip(end) {
            // A stop before the start belongs to an earlier round.
            let done = last(stop).filter(|day| *day >= from).map_or(Done::No, Done::On);
            clocks.push(clock(kind, from, end, threshold.citation, done, on));
        }
    };
    for (kind, start, stop, threshold) in days {
        let from = last(start);
        let end = from.and_then(|from| add_days(from, i64::from(threshold.number())));
        push(kind, from, end, stop, threshold);
    }
    let from = last(ProcedureStep::TemporaryUseBegan);
    let end = from.and_then(|from| add_years(from, TEMPORARY_USE_AT_MOST.number()));
    let stop = ProcedureStep::TemporaryUseEnded;
    push(ClockKind::TemporaryUseEnds, from, end, stop, TEMPORARY_USE_AT_MOST);
    clocks
}

/// What may be done against the decisions that were delivered.
fn remedies(procedure: &[ProcedureRecord], on: Date) -> Vec<Clock> {
    let decisions = [ProcedureStep::FeeDecisionDelivered, ProcedureStep::TakeBackDecisionDelivered];
    let mut delivered: Vec<Date> =
        decisions.iter().filter_map(|step| last_taken(procedure, *step, on)).collect();
    delivered.sort_unstable();
    delivered.dedup();
    let mut clocks = Vec::new();
    for (at, from) in delivered.iter().copied().enumerate() {
        let next = delivered.get(at + 1).copied();
        let mut push = |kind, end: Option<Date>, stop, threshold: Threshold| {
            let mut steps = procedure.iter().filter(|record| record.step == stop);
            let against = |record: &&ProcedureRecord| {
                (from..=on).contains(&record.on) && next.is_none_or(|next| record.on < next)
            };
            let done = steps.find(against).map_or(Done::No, |record| Done::On(record.on));
            let end = end.map(|end| clock(kind, from, end, threshold.citation, done, on));
            clocks.extend(end);
        };
        let (kind, stop) = (ClockKind::ReconsiderationDue, ProcedureStep::ReconsiderationRequested);
        let end = add_days(from, i64::from(RECONSIDERATION_WITHIN.number()));
        push(kind, end, stop, RECONSIDERATION_WITHIN);
        let (kind, stop) = (ClockKind::LitigationDue, ProcedureStep::LitigationFiled);
        let end = add_months(from, LITIGATION_WITHIN.number());
        push(kind, end, stop, LITIGATION_WITHIN);
    }
    clocks
}

/// The last day by `on` on which a step was taken.
pub(super) fn last_taken(
    procedure: &[ProcedureRecord],
    step: ProcedureStep,
    on: Date,
) -> Option<Date> {
    let taken = procedure.iter().filter(|record| record.step == step && record.on <= on);
    taken.map(|record| record.on).max()
}

/// Whether what a term waits for has happened.
#[derive(Clone, Copy)]
pub(super) enum Done {
    On(Date),
    OnUnknownDay,
    No,
    Unknown,
}

pub(super) fn clock(
    kind: ClockKind,
    from: Date,
    last_day: Date,
    article: Citation,
    done: Done,
    on: Date,
) -> Clock {
    let state = match done {
        Done::On(day) => ClockState::Met(day),
        Done::OnUnknownDay => ClockState::MetOnUnknownDay,
        Done::Unknown => ClockState::Unknown,
        Done::No if on <= last_day => ClockState::Running,
        Done::No => ClockState::Over,
    };
    Clock { kind, from, last_day, state, article, working_days: None }
}
