//! Methods by which a plot is brought back into use.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Article, Citation};
use crate::finding::Text;

macro_rules! methods {
    ($( $(#[$doc:meta])* $variant:ident = $id:literal, $zh:literal, $en:literal; )*) => {
        /// A method (处置盘活方式) of a plan.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
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

impl Method {
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
