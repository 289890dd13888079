//! Methods by which a plot is brought back into use: what each is, what it rests on, what it needs, what shows it done.

mod evidence;
mod precondition;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use self::evidence::EvidenceKind;
pub use self::precondition::Precondition;
use super::{Article, Assurance, Citation};
use crate::finding::Text;

macro_rules! methods {
    ($( $(#[$doc:meta])* $variant:ident = $id:literal, $zh:literal, $en:literal; )*) => {
        /// A method (处置盘活方式) of a plan.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[non_exhaustive]
        pub enum Method {
            $( $(#[$doc])* #[serde(rename = $id)] $variant, )*
        }

        impl Method {
            /// Every method, in the order of the table.
            pub const ALL: &'static [Method] = &[$(Method::$variant),*];

            /// The id used in files.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Method::$variant => $id,)* }
            }

            /// The name in Chinese and English.
            #[must_use]
            pub fn name(self) -> Text {
                match self { $(Method::$variant => Text::new($zh, $en),)* }
            }
        }
    };
}

methods! {
    /// Start or development within a set time.
    LimitedStart = "limited-start", "限期动工开发", "start within a set time";
    /// Extension of the start date, by Order 53, Art. 12(1).
    ExtendPeriod = "extend-period", "延长动工期限", "extension of the start date";
    /// Change of use or planning conditions, by Order 53, Art. 12(2).
    ChangeUseOrConditions = "change-use-or-conditions", "调整用途或规划条件", "change of use or conditions";
    /// Temporary use arranged by the government, by Order 53, Art. 12(3).
    TemporaryUse = "temporary-use", "安排临时使用", "temporary use";
    /// Negotiated, compensated take-back, by Order 53, Art. 12(4).
    PaidTakeBack = "paid-take-back", "协议有偿收回", "compensated take-back";
    /// Purchase into the land reserve.
    BuyBackReserve = "buy-back-reserve", "收储收购", "purchase into the reserve";
    /// Swap for other land, by Order 53, Art. 12(5).
    Swap = "swap", "置换土地", "land swap";
    /// Idle-land fee, by Order 53, Art. 14(1); not an end state by itself.
    IdleFee = "idle-fee", "征缴闲置费", "idle-land fee";
    /// Free take-back, by Order 53, Art. 14(2).
    FreeTakeBack = "free-take-back", "无偿收回", "free take-back";
    /// Part of the plot is split off and taken back.
    PartialReturn = "partial-return", "分割收回", "partial return";
    /// Transfer on the secondary market.
    Transfer = "transfer", "二级市场转让", "transfer";
    /// Merger or transfer of shares.
    EquityMerger = "equity-merger", "兼并重组", "merger or share transfer";
    /// A new project grafted on the old firm.
    Graft = "graft", "嫁接重组", "graft of a new project";
    /// The spent occupant is cleared and a better one brought in.
    CageForBirds = "cage-for-birds", "腾笼换鸟", "occupant replaced";
    /// The holder rebuilds or upgrades.
    SelfUpgrade = "self-upgrade", "自主改造提升", "upgrade by the holder";
    /// Storeys or buildings are added.
    AddStoreys = "add-storeys", "增容扩建", "added storeys";
    /// Plants are let.
    LeasePlant = "lease-plant", "厂房出租", "plant let";
    /// Plants are split and sold.
    SplitSale = "split-sale", "分割转让", "split sale";
    /// Vacant plants are used again.
    VacantPlantReuse = "vacant-plant-reuse", "盘活闲置厂房", "vacant plant reused";
    /// Industry gives way to services.
    IndustryToServices = "industry-to-services", "退二进三", "industry to services";
    /// Auction or bankruptcy through a court.
    JudicialDisposal = "judicial-disposal", "司法处置", "judicial disposal";
    /// Missing formalities are completed.
    CompleteFormalities = "complete-formalities", "完善手续", "formalities completed";
    /// The government completes infrastructure or hands over the land.
    InfrastructureFix = "infrastructure-fix", "完善配套交付净地", "infrastructure completed";
    /// Renewal of an area of plots together.
    ComprehensiveRedevelopment = "comprehensive-redevelopment", "连片更新", "renewal of an area";
    /// Cultivation is restored, by Order 53, Art. 19(3).
    RestoreFarmland = "restore-farmland", "恢复耕种", "cultivation restored";
}

/// Where the law provides for a method, and how surely that is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct MethodAnchor {
    /// The article.
    pub citation: Citation,
    /// How its text is known.
    pub assurance: Assurance,
}

impl Method {
    /// What the method is (定义), in Chinese and English.
    #[must_use]
    pub fn definition(self) -> Text {
        let (zh, en) = match self {
            Method::LimitedStart => (
                "按合同约定责令使用权人在期限内动工、竣工",
                "the holder starts and completes within a set time, as the contract has it",
            ),
            Method::ExtendPeriod => (
                "签订补充协议，重新约定动工、竣工期限和违约责任",
                "a supplement fixes new days of commencement and completion, and liability for breach",
            ),
            Method::ChangeUseOrConditions => (
                "按新用途或者新规划条件重新办理用地手续，重新核算价款",
                "formalities are done anew for another use or other conditions, and the price is settled anew",
            ),
            Method::TemporaryUse => (
                "由政府安排临时使用，原项目具备条件后再行开发",
                "the government arranges another use until the project is ready",
            ),
            Method::PaidTakeBack => (
                "经协商一致，给予补偿后收回使用权",
                "the right of use is taken back by agreement, against compensation",
            ),
            Method::BuyBackReserve => {
                ("由土地储备机构收购，纳入土地储备", "the body for the land reserve buys the land")
            }
            Method::Swap => (
                "以价值相当、用途相同的国有建设用地置换",
                "the land is exchanged for other land of equal value and the same use",
            ),
            Method::IdleFee => (
                "因企业原因闲置满一年，征缴土地闲置费；缴费本身不使土地得到利用",
                "a fee for land idle for a year through the holder; paying it puts no land into use",
            ),
            Method::FreeTakeBack => (
                "因企业原因闲置满两年，无偿收回使用权",
                "the right of use of land idle for two years through the holder is taken back free",
            ),
            Method::PartialReturn => (
                "分割宗地，收回未利用部分",
                "the parcel is split and the part that is not used is taken back",
            ),
            Method::Transfer => (
                "使用权人在二级市场将使用权转让给新的使用权人",
                "the holder transfers the right of use to another on the secondary market",
            ),
            Method::EquityMerger => (
                "通过兼并、重组或者股权转让引入有实力的企业",
                "a firm with means takes the holder over, in whole or by shares",
            ),
            Method::Graft => (
                "原企业保留，引入新主体新项目共同利用",
                "the old firm stays, and a new firm's project is grafted on it",
            ),
            Method::CageForBirds => (
                "腾退低效企业，引进优质企业投产；可采取转让、出租、兼并、收购再供应等方式",
                "a spent occupant is cleared and a better one brought into production, by transfer, lease, merger or buy-back and re-supply",
            ),
            Method::SelfUpgrade => (
                "使用权人自主改造厂房、更新技术和设备",
                "the holder rebuilds plants or renews technology and equipment",
            ),
            Method::AddStoreys => (
                "不改变用途，加层、扩建以提高容积率",
                "storeys or buildings are added for the same use, so that the floor-area ratio rises",
            ),
            Method::LeasePlant => {
                ("将空余厂房出租给其他企业", "plants that are not needed are let to other firms")
            }
            Method::SplitSale => {
                ("将厂房按幢、按层分割转让", "plants are split by building or storey and sold")
            }
            Method::VacantPlantReuse => {
                ("使空置厂房重新得到使用", "plants that stand vacant are used again")
            }
            Method::IndustryToServices => (
                "工业用地退出，用于服务业；须符合规划并补缴价款",
                "industry gives way to services, as the plans allow and with the price settled",
            ),
            Method::JudicialDisposal => (
                "通过司法拍卖、破产程序变更使用权人",
                "the right of use changes hands by auction or bankruptcy through a court",
            ),
            Method::CompleteFormalities => (
                "对历史遗留用地补办审批、登记手续",
                "missing approvals and registrations are completed, case by case",
            ),
            Method::InfrastructureFix => (
                "由政府完善道路、水电等配套或者交付净地",
                "the government completes roads, water and power, or hands the land over cleared",
            ),
            Method::ComprehensiveRedevelopment => (
                "按片区方案对相邻低效用地整体更新",
                "adjoining plots are renewed together by a plan for the area",
            ),
            Method::RestoreFarmland => (
                "收回后不适宜近期安排项目的耕地恢复耕种",
                "cultivation is restored on arable land that was taken back and has no project soon",
            ),
        };
        Text::new(zh, en)
    }

    /// The article that provides for it, and how surely that is known; `None` where policy, contract or market does.
    #[must_use]
    pub fn anchor(self) -> Option<MethodAnchor> {
        let (citation, assurance) = match self {
            Method::Transfer => (Citation::real_estate_law(Article::new(39)), Assurance::Recalled),
            Method::SelfUpgrade => (Citation::order_61(Article::new(24)), Assurance::Recalled),
            Method::RestoreFarmland => (self.order_53()?, Assurance::Recalled),
            method => (method.order_53()?, Assurance::Read),
        };
        Some(MethodAnchor { citation, assurance })
    }

    /// What must hold of a parcel before it is used, all of it.
    #[must_use]
    pub const fn preconditions(self) -> &'static [Precondition] {
        use Precondition::{
            AnyClass, AtLeastInvestedShare, CauseOfGovernment, Filed,
            IdleGovernmentCauseOrMayBeIdle, IdleOneYear, IdleTwoYears, NotUnderDisposal,
            PlanLawfullyRevised,
        };
        match self {
            Method::ExtendPeriod
            | Method::ChangeUseOrConditions
            | Method::TemporaryUse
            | Method::PaidTakeBack => &[IdleGovernmentCauseOrMayBeIdle, Filed],
            Method::Swap => &[IdleGovernmentCauseOrMayBeIdle, Filed, PlanLawfullyRevised],
            Method::IdleFee => &[IdleOneYear],
            Method::FreeTakeBack => &[IdleTwoYears],
            Method::Transfer => &[NotUnderDisposal, AtLeastInvestedShare],
            Method::LeasePlant | Method::SplitSale => &[NotUnderDisposal],
            Method::InfrastructureFix => &[CauseOfGovernment],
            _ => &[AnyClass],
        }
    }

    /// What else must hold and no ledger can tell: the consent of the holder, a permit, a local rule (其他条件).
    #[must_use]
    pub fn condition(self) -> Option<Text> {
        let (zh, en) = match self {
            Method::LimitedStart => (
                "合同有约定；延长动工期限的按延期办理",
                "as the contract has it; what puts the day off is an extension",
            ),
            Method::ExtendPeriod => (
                "签订补充协议，重新约定动工、竣工期限和违约责任；延长最长不超过一年",
                "by a supplement with new days and liability for breach; by a year at most",
            ),
            Method::ChangeUseOrConditions => (
                "重新办理用地手续，核算、收缴或者退还土地价款；须符合规划",
                "with new formalities and the price settled anew; it must fit the plans",
            ),
            Method::TemporaryUse => (
                "待原项目具备开发条件后由使用权人开发；自安排临时使用之日起最长不超过两年",
                "until the project is ready, two years at most from its beginning",
            ),
            Method::PaidTakeBack => ("与使用权人协商一致", "by agreement with the holder"),
            Method::BuyBackReserve => (
                "协商一致；使用专项债券的，按其规定办理",
                "by agreement; with special bonds, by the rules for these",
            ),
            Method::Swap => (
                "已缴清土地价款、落实项目资金；换给等价值、同用途的国有建设用地，重新签订合同或者决定书",
                "the price paid in full and the funds in place; for land of equal value and the same use, by a new contract",
            ),
            Method::IdleFee => (
                "告知听证权利，报本级人民政府批准；闲置费不得列入生产成本",
                "after notice of the right to a hearing, with the approval of the government of the same level",
            ),
            Method::FreeTakeBack => (
                "告知听证权利，报有批准权的人民政府批准；设有抵押的，抄送抵押权人",
                "after notice of the right to a hearing, with the approval of the government competent for it; mortgagees get a copy",
            ),
            Method::PartialReturn => ("宗地可以分割", "the parcel can be split"),
            Method::Transfer => {
                ("符合出让合同约定的转让条件", "as the grant contract allows a transfer")
            }
            Method::AddStoreys => ("取得规划许可", "with a planning permit"),
            Method::LeasePlant | Method::SplitSale => ("符合当地规定", "as local rules allow"),
            Method::IndustryToServices => (
                "符合规划，补缴价款或者适用过渡期政策",
                "as the plans allow, with the price settled or by a policy of transition",
            ),
            Method::JudicialDisposal => ("由人民法院依法进行", "by a court"),
            Method::CompleteFormalities => ("逐案研究", "case by case"),
            Method::ComprehensiveRedevelopment => ("有片区方案", "with a plan for the area"),
            Method::RestoreFarmland => (
                "已收回，未破坏耕作条件且近期无法安排项目",
                "taken back, fit for cultivation, and without a project soon",
            ),
            _ => return None,
        };
        Some(Text::new(zh, en))
    }

    /// What shows that it is carried out (办结佐证), all of it.
    #[must_use]
    pub const fn evidence(self) -> &'static [EvidenceKind] {
        use EvidenceKind as E;
        match self {
            Method::LimitedStart => &[E::ConstructionPermit, E::CommencementProof],
            Method::ExtendPeriod => &[E::SupplementaryAgreement, E::CommencementProof],
            Method::ChangeUseOrConditions => &[E::NewContract, E::PriceReceipt],
            Method::TemporaryUse => &[E::TemporaryUseAgreement],
            Method::PaidTakeBack | Method::BuyBackReserve => {
                &[E::TakeBackAgreement, E::PaymentProof, E::RegistrationCancelled, E::ReserveEntry]
            }
            Method::FreeTakeBack => {
                &[E::TakeBackDecision, E::ServiceProof, E::RegistrationCancelled]
            }
            Method::IdleFee => &[E::FeeDecision, E::FeeReceipt],
            Method::Swap => &[E::NewContract],
            Method::PartialReturn => &[E::SplitRegistration],
            Method::Transfer => &[E::TransferRegistration],
            Method::EquityMerger => &[E::EquityFiling, E::ProductionProof],
            Method::Graft => &[E::ProductionProof],
            Method::CageForBirds => &[E::OccupantCleared, E::ProductionProof, E::MetricsCompared],
            Method::SelfUpgrade => &[E::UpgradeAcceptance, E::MetricsCompared],
            Method::AddStoreys => &[E::PlanningPermit, E::CompletionRecord],
            Method::LeasePlant => &[E::LeaseContract, E::TaxRegistration],
            Method::SplitSale => &[E::TransferRegistration, E::TaxRegistration],
            Method::VacantPlantReuse => &[E::FloorAreaRecord],
            Method::IndustryToServices => &[E::UseFormalities],
            Method::JudicialDisposal => &[E::CourtRuling, E::TransferRegistration],
            Method::CompleteFormalities => &[E::TitleCertificate],
            Method::InfrastructureFix => &[E::HandoverConfirmation],
            Method::ComprehensiveRedevelopment => &[E::AreaAcceptance],
            Method::RestoreFarmland => &[E::FarmlandAcceptance],
        }
    }

    /// Whether the plot needs no further method once it is carried out (处置终结方式). A fee, a temporary use and the
    /// government's own works put no land into its lasting use.
    #[must_use]
    pub const fn is_end_state(self) -> bool {
        !matches!(self, Method::IdleFee | Method::TemporaryUse | Method::InfrastructureFix)
    }

    /// The item of Order 53 that provides for this method; `None` where policy, contract or market does.
    #[must_use]
    pub const fn order_53(self) -> Option<Citation> {
        let article = match self {
            Method::ExtendPeriod => Article::new(12).paragraph(1).item(1),
            Method::ChangeUseOrConditions => Article::new(12).paragraph(1).item(2),
            Method::TemporaryUse => Article::new(12).paragraph(1).item(3),
            Method::PaidTakeBack => Article::new(12).paragraph(1).item(4),
            Method::Swap => Article::new(12).paragraph(1).item(5),
            Method::IdleFee => Article::new(14).item(1),
            Method::FreeTakeBack => Article::new(14).item(2),
            Method::RestoreFarmland => Article::new(19).item(3),
            _ => return None,
        };
        Some(Citation::order_53(article))
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
