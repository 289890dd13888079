//! The steps of the procedure against idle land, as they were taken.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar;
use crate::finding::Text;
use crate::law::{Article, Citation, Document};

macro_rules! steps {
    ($( $(#[$doc:meta])* $variant:ident = $id:literal, $article:expr, $zh:literal, $en:literal; )*) => {
        /// A step of the procedure of Order 53 (闲置土地处置环节).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[non_exhaustive]
        pub enum ProcedureStep {
            $( $(#[$doc])* #[serde(rename = $id)] $variant, )*
        }

        impl ProcedureStep {
            /// Every step, in the order of the procedure.
            pub const ALL: &'static [ProcedureStep] = &[$(ProcedureStep::$variant),*];

            /// The id used in files.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(ProcedureStep::$variant => $id,)* }
            }

            /// The name in Chinese and English.
            #[must_use]
            pub fn name(self) -> Text {
                match self { $(ProcedureStep::$variant => Text::new($zh, $en),)* }
            }

            /// The article that provides for it.
            #[must_use]
            pub const fn article(self) -> Citation {
                Citation::order_53(match self { $(ProcedureStep::$variant => $article,)* })
            }
        }
    };
}

steps! {
    /// Suspicion arose: the notice of investigation is due.
    SuspicionFound = "suspicion-found", Article::new(5), "发现涉嫌闲置", "suspicion found";
    /// The notice of investigation (闲置土地调查通知书) was sent out.
    NoticeIssued = "notice-issued", Article::new(5), "发出调查通知书", "notice of investigation issued";
    /// The holder received it: the explanation is due.
    NoticeReceived = "notice-received", Article::new(6), "使用权人收到通知书", "notice received";
    /// The holder explained status and causes.
    Answered = "answered", Article::new(6), "使用权人提交说明", "holder explained";
    /// The land was determined idle (闲置土地认定书).
    Determined = "determined", Article::new(9), "下达认定书", "determined idle";
    /// The determination was published.
    Published = "published", Article::new(11), "向社会公开", "published";
    /// It was filed in the monitoring system of the land market.
    Filed = "filed", Article::new(25), "监测监管系统备案", "filed in the monitoring system";
    /// The scheme of disposal was approved.
    SchemeApproved = "scheme-approved", Article::new(13), "处置方案批准", "disposal scheme approved";
    /// Temporary use began.
    TemporaryUseBegan = "temporary-use-began", Article::new(12).paragraph(1).item(3), "开始临时使用", "temporary use began";
    /// Temporary use ended.
    TemporaryUseEnded = "temporary-use-ended", Article::new(12).paragraph(1).item(3), "临时使用结束", "temporary use ended";
    /// The holder was told of the right to a hearing.
    HearingNoticed = "hearing-noticed", Article::new(15), "告知听证权利", "told of the right to a hearing";
    /// The holder asked for a hearing.
    HearingRequested = "hearing-requested", Article::new(15), "申请听证", "hearing requested";
    /// The hearing was held.
    HearingHeld = "hearing-held", Article::new(15), "举行听证", "hearing held";
    /// The decision to levy the fee was delivered: payment is due.
    FeeDecisionDelivered = "fee-decision-delivered", Article::new(17), "征缴闲置费决定书送达", "fee decision delivered";
    /// The fee was paid.
    FeePaid = "fee-paid", Article::new(17), "闲置费缴清", "fee paid";
    /// The decision to take back was delivered: cancellation is due.
    TakeBackDecisionDelivered = "take-back-decision-delivered", Article::new(17), "收回决定书送达", "take-back decision delivered";
    /// The registration was cancelled.
    RegistrationCancelled = "registration-cancelled", Article::new(17), "注销登记", "registration cancelled";
    /// Reconsideration of the decision delivered last was asked for.
    ReconsiderationRequested = "reconsideration-requested", Article::new(17), "申请行政复议", "reconsideration requested";
    /// The decision delivered last was taken to court.
    LitigationFiled = "litigation-filed", Article::new(17), "提起行政诉讼", "litigation filed";
    /// The idle land is disposed of: what Art. 24 keeps from the holder ends.
    Disposed = "disposed", Article::new(24), "处置完毕", "disposed of";
}

/// A step that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ProcedureRecord {
    /// Which step.
    pub step: ProcedureStep,
    /// On which day.
    #[cfg_attr(feature = "schema", schemars(with = "calendar::schema::Day"))]
    #[serde(with = "calendar::day")]
    pub on: Date,
    /// The document that shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Document>,
}

impl ProcedureRecord {
    /// A step on a day, without document yet.
    #[must_use]
    pub const fn new(step: ProcedureStep, on: Date) -> ProcedureRecord {
        ProcedureRecord { step, on, document: None }
    }
}
