//! Causes: why land lies idle or is used below its worth, and on whose side the cause lies.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Article, Citation, Document};
use crate::finding::Text;

/// On whose side a cause lies (责任主体). The consequences in law depend on it (Order 53, Art. 8, 12, 14).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// Government or one of its departments (政府原因).
    Government,
    /// The enterprise that holds the land (企业原因).
    Enterprise,
    /// Somebody else: a court, a creditor, a neighbour (第三方原因).
    ThirdParty,
    /// Natural disaster or other force majeure (不可抗力).
    ForceMajeure,
}

impl Side {
    /// Every side.
    pub const ALL: [Side; 4] =
        [Side::Government, Side::Enterprise, Side::ThirdParty, Side::ForceMajeure];

    /// The id used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Side::Government => "government",
            Side::Enterprise => "enterprise",
            Side::ThirdParty => "third-party",
            Side::ForceMajeure => "force-majeure",
        }
    }

    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            Side::Government => Text::new("政府原因", "government"),
            Side::Enterprise => Text::new("企业原因", "enterprise"),
            Side::ThirdParty => Text::new("第三方原因", "third party"),
            Side::ForceMajeure => Text::new("不可抗力", "force majeure"),
        }
    }
}

macro_rules! causes {
    ($( $(#[$doc:meta])* $variant:ident = $id:literal, $side:ident, $zh:literal, $en:literal; )*) => {
        /// The code of a cause (原因代码): Order 53, Art. 8 first, then the causes that ledgers record.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[non_exhaustive]
        pub enum CauseCode {
            $( $(#[$doc])* #[serde(rename = $id)] $variant, )*
        }

        impl CauseCode {
            /// Every cause, in the order of the table.
            pub const ALL: &'static [CauseCode] = &[$(CauseCode::$variant),*];

            /// The id used in files.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(CauseCode::$variant => $id,)* }
            }

            /// The side on which this cause usually lies; a [`Cause`] may say otherwise.
            ///
            /// Order 53, Art. 8, puts its own causes on the side of the government or of force majeure. For the
            /// others no instrument says a side: it is this crate's reading of what ledgers record.
            #[must_use]
            pub const fn usual_side(self) -> Side {
                match self { $(CauseCode::$variant => Side::$side,)* }
            }

            /// The name in Chinese and English.
            #[must_use]
            pub fn name(self) -> Text {
                match self { $(CauseCode::$variant => Text::new($zh, $en),)* }
            }
        }
    };
}

causes! {
    /// Land not handed over as agreed, so that the project cannot start (Art. 8(1)).
    LandNotDelivered = "land-not-delivered", Government, "未按约定交付土地", "land not handed over";
    /// A lawfully revised plan makes the agreed use or conditions impossible (Art. 8(2)).
    PlanRevised = "plan-revised", Government, "规划依法修改", "plan revised";
    /// New state policy requires other planning or building conditions (Art. 8(3)).
    PolicyChange = "policy-change", Government, "国家政策调整", "state policy changed";
    /// Petitions of the public about the land are being handled (Art. 8(4)).
    PetitionPending = "petition-pending", Government, "处置群众信访事项", "petition pending";
    /// Military control or protection of cultural relics (Art. 8(5)).
    MilitaryOrRelic = "military-or-relic", Government, "军事管制或文物保护", "military control or relics";
    /// Other acts of government or its departments (Art. 8(6)).
    OtherGovernmentAct = "other-government-act", Government, "政府及部门的其他行为", "other act of government";
    /// Natural disaster or other force majeure (Art. 8, second paragraph).
    ForceMajeure = "force-majeure", ForceMajeure, "自然灾害等不可抗力", "force majeure";
    /// Preparatory work that commencement needs (Urban Real Estate Administration Law, Art. 26).
    NecessaryPreparatoryWork = "necessary-preparatory-work", ThirdParty, "动工开发必需的前期工作", "necessary preparatory work";
    /// Infrastructure of the zone is missing: road, water, power, gas, sewer.
    InfrastructureMissing = "infrastructure-missing", Government, "基础设施配套不足", "infrastructure missing";
    /// Expropriation and resettlement lag behind.
    ResettlementLag = "resettlement-lag", Government, "征迁滞后", "resettlement behind schedule";
    /// The funds of the enterprise ran out.
    CashFailure = "cash-failure", Enterprise, "资金链断裂", "funds ran out";
    /// Bankruptcy or liquidation.
    Bankruptcy = "bankruptcy", Enterprise, "破产清算", "bankruptcy";
    /// Production stopped or half stopped.
    ProductionStopped = "production-stopped", Enterprise, "停产半停产", "production stopped";
    /// The product or the industry is being phased out.
    IndustryPhasedOut = "industry-phased-out", Enterprise, "产业淘汰", "industry phased out";
    /// Investment stays below what was agreed.
    InvestmentShort = "investment-short", Enterprise, "投资未达约定", "investment below agreement";
    /// Output or tax stays below the standard.
    OutputLow = "output-low", Enterprise, "产出效益低", "low output";
    /// Land is held back for its price.
    Hoarding = "hoarding", Enterprise, "囤地", "hoarding";
    /// Plants stand empty.
    PlantVacant = "plant-vacant", Enterprise, "厂房空置", "plant vacant";
    /// Buildings are dilapidated or scattered.
    BuildingsDilapidated = "buildings-dilapidated", Enterprise, "厂房破旧、布局散乱", "dilapidated buildings";
    /// Floor-area ratio is low.
    PlotRatioLow = "plot-ratio-low", Enterprise, "容积率低", "low floor-area ratio";
    /// Environmental or safety rules are not met.
    EnvironmentOrSafety = "environment-or-safety", Enterprise, "环保或安全不达标", "environment or safety";
    /// Seizure by a court.
    JudicialSeizure = "judicial-seizure", ThirdParty, "司法查封", "judicial seizure";
    /// Title is disputed.
    TitleDispute = "title-dispute", ThirdParty, "权属纠纷", "title dispute";
    /// Formalities are missing for historical reasons.
    FormalitiesMissing = "formalities-missing", ThirdParty, "手续不全（历史遗留）", "formalities missing";
    /// A cause that the table does not have; the note says which.
    Other = "other", ThirdParty, "其他", "other";
}

impl CauseCode {
    /// The item of Order 53, Art. 8, that this cause is; `None` for causes that Art. 8 does not list.
    #[must_use]
    pub const fn article_8(self) -> Option<Citation> {
        let article = match self {
            CauseCode::LandNotDelivered => Article::new(8).paragraph(1).item(1),
            CauseCode::PlanRevised => Article::new(8).paragraph(1).item(2),
            CauseCode::PolicyChange => Article::new(8).paragraph(1).item(3),
            CauseCode::PetitionPending => Article::new(8).paragraph(1).item(4),
            CauseCode::MilitaryOrRelic => Article::new(8).paragraph(1).item(5),
            CauseCode::OtherGovernmentAct => Article::new(8).paragraph(1).item(6),
            CauseCode::ForceMajeure => Article::new(8).paragraph(2),
            _ => return None,
        };
        Some(Citation::order_53(article))
    }
}

/// What the authority made of a cause that a right holder claims (原因审核结果).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Verification {
    /// It examined the claim and found it true (审核属实).
    Verified,
    /// It examined the claim and found it untrue, or not the cause (审核不属实).
    Rejected,
}

impl Verification {
    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            Verification::Verified => Text::new("审核属实", "verified"),
            Verification::Rejected => Text::new("审核不属实", "rejected"),
        }
    }
}

impl fmt::Display for CauseCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// One cause (原因) of a parcel's state, with its side and its evidence. In a list the first is the
/// primary one (主要原因).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Cause {
    /// Which cause.
    pub code: CauseCode,
    /// On whose side it lies.
    pub side: Side,
    /// What shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Document>,
    /// What the authority made of it; absent while it is not examined. A cause that was not verified exempts from nothing
    /// (Order 53, Art. 8).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verification: Option<Verification>,
    /// What else is to be said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Cause {
    /// A cause on its usual side, without evidence yet.
    #[must_use]
    pub const fn new(code: CauseCode) -> Cause {
        Cause { code, side: code.usual_side(), evidence: None, verification: None, note: None }
    }
}
