//! Kinds of evidence: what shows that a method is carried out, or that a move of a plan happened.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::finding::Text;

macro_rules! kinds {
    ($( $(#[$doc:meta])* $variant:ident = $id:literal, $zh:literal, $en:literal; )*) => {
        /// A kind of evidence (佐证材料类型): of the close-out of a method first, then of the moves of a plan.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[non_exhaustive]
        pub enum EvidenceKind {
            $( $(#[$doc])* #[serde(rename = $id)] $variant, )*
        }

        impl EvidenceKind {
            /// Every kind, in the order of the table.
            pub const ALL: &'static [EvidenceKind] = &[$(EvidenceKind::$variant),*];

            /// The id used in files.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(EvidenceKind::$variant => $id,)* }
            }

            /// The name in Chinese and English.
            #[must_use]
            pub fn name(self) -> Text {
                match self { $(EvidenceKind::$variant => Text::new($zh, $en),)* }
            }
        }
    };
}

kinds! {
    /// Construction permit.
    ConstructionPermit = "construction-permit", "施工许可证", "construction permit";
    /// Proof of commencement by the test of Order 53, Art. 30: photos, log of the supervisor.
    CommencementProof = "commencement-proof", "动工开发证明（现场照片、监理日志）", "proof of commencement";
    /// Supplementary agreement.
    SupplementaryAgreement = "supplementary-agreement", "补充协议", "supplementary agreement";
    /// New grant contract or allocation decision.
    NewContract = "new-contract", "新的出让合同或者划拨决定书", "new contract or decision";
    /// Receipt for the land price.
    PriceReceipt = "price-receipt", "土地价款缴清凭证", "receipt for the land price";
    /// Agreement on temporary use, with its last day.
    TemporaryUseAgreement = "temporary-use-agreement", "临时使用协议（载明期限）", "agreement on temporary use";
    /// Agreement on the take-back or the purchase.
    TakeBackAgreement = "take-back-agreement", "收回或者收购协议", "agreement on the take-back";
    /// Proof of payment of the compensation.
    PaymentProof = "payment-proof", "补偿款支付凭证", "proof of payment";
    /// Cancellation of the registration.
    RegistrationCancelled = "registration-cancelled", "注销登记凭证", "cancellation of the registration";
    /// Entry of the land into the reserve.
    ReserveEntry = "reserve-entry", "土地储备入库凭证", "entry into the land reserve";
    /// Decision to take the right of use back.
    TakeBackDecision = "take-back-decision", "收回国有建设用地使用权决定书", "take-back decision";
    /// Proof that a decision was delivered.
    ServiceProof = "service-proof", "送达回证", "proof of service";
    /// Decision to levy the idle-land fee.
    FeeDecision = "fee-decision", "征缴土地闲置费决定书", "fee decision";
    /// Receipt for the idle-land fee.
    FeeReceipt = "fee-receipt", "闲置费缴款凭证", "receipt for the fee";
    /// Registration of the parcels after a split.
    SplitRegistration = "split-registration", "分割登记凭证", "registration of the split";
    /// Registration of a transfer or of a new holder.
    TransferRegistration = "transfer-registration", "转移登记凭证", "registration of the transfer";
    /// Filing of the change of shareholders.
    EquityFiling = "equity-filing", "股权变更登记资料", "filing of the change of shareholders";
    /// Proof of production of the firm that came or that was upgraded.
    ProductionProof = "production-proof", "投产证明", "proof of production";
    /// Proof that the outgoing firm has stopped and left.
    OccupantCleared = "occupant-cleared", "原企业停产腾退证明", "proof that the old occupant left";
    /// Tax, revenue, jobs or floor area before and after.
    MetricsCompared = "metrics-compared", "前后指标对照", "metrics before and after";
    /// Acceptance of the works of an upgrade.
    UpgradeAcceptance = "upgrade-acceptance", "改造项目验收资料", "acceptance of the upgrade";
    /// Planning permit.
    PlanningPermit = "planning-permit", "建设工程规划许可证", "planning permit";
    /// Acceptance of completed works.
    CompletionRecord = "completion-record", "竣工验收备案", "record of completion";
    /// Lease.
    LeaseContract = "lease-contract", "租赁合同", "lease";
    /// Tax registration of the tenant or of the buyer.
    TaxRegistration = "tax-registration", "承租（受让）企业税务登记", "tax registration of the firm";
    /// Record of the floor area that is in use.
    FloorAreaRecord = "floor-area-record", "实际使用建筑面积核查记录", "record of the floor area in use";
    /// Formalities of the new use.
    UseFormalities = "use-formalities", "用途变更手续", "formalities of the new use";
    /// Ruling of a court.
    CourtRuling = "court-ruling", "法院裁定", "ruling of the court";
    /// Certificate of title.
    TitleCertificate = "title-certificate", "不动产权证书", "certificate of title";
    /// Confirmation of the handover of the land.
    HandoverConfirmation = "handover-confirmation", "交地确认书", "confirmation of the handover";
    /// Acceptance of the renewed area.
    AreaAcceptance = "area-acceptance", "片区验收资料", "acceptance of the area";
    /// Acceptance of restored farmland.
    FarmlandAcceptance = "farmland-acceptance", "复垦验收资料", "acceptance of the farmland";
    /// Record of the consultation with the holder and the units concerned.
    ConsultationRecord = "consultation-record", "征求意见（协商）记录", "record of the consultation";
    /// The document that approves the plan.
    ApprovalDocument = "approval-document", "方案批复", "approval document";
    /// The opinion with which a plan is returned.
    ReturnOpinion = "return-opinion", "退回意见", "opinion of return";
    /// Report of the unit in the lead on its own check.
    SelfCheckReport = "self-check-report", "牵头单位自查报告", "report of the lead unit";
    /// The opinion of the joint acceptance.
    AcceptanceOpinion = "acceptance-opinion", "联合验收意见", "opinion of acceptance";
    /// Record of the joint check on site.
    SiteCheckRecord = "site-check-record", "现场核查记录", "record of the site check";
    /// Notice that a court took a case about the land.
    CourtNotice = "court-notice", "法院受理（应诉）通知书", "notice of the court";
    /// Ruling of seizure.
    SeizureRuling = "seizure-ruling", "查封裁定书", "ruling of seizure";
    /// Judgment in force, or release from seizure.
    ReleaseDocument = "release-document", "结案或者解除查封文书", "end of the case, or release";
    /// Decision that another plan, or none, takes the place of this one.
    SupersedingDecision = "superseding-decision", "方案终止或者替换决定", "decision to end or replace the plan";
    /// Record of the check that found the relapse.
    RelapseRecord = "relapse-record", "反弹复查记录", "record of the relapse";
}

impl fmt::Display for EvidenceKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
