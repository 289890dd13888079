//! What a parcel can be in the law of idle land, and what follows.

use serde::{Deserialize, Serialize};

use crate::finding::Text;
use crate::law::{Article, Citation};

/// What a parcel is in the law of idle land (闲置土地研判结论), in the order of seriousness.
///
/// It is a suspicion (疑似): the determination (认定) is an act of the natural-resources authority of the county.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum IdleLandVerdict {
    /// The measures do not apply: collective land, by reference only, or land that is not supplied (不直接适用).
    OutOfScope,
    /// Development is not due yet (未到动工期限).
    NotDue,
    /// Development should have commenced, by less than a full year (应动工未动工).
    StartOverdue,
    /// Development commenced, and the land is not idle (不构成闲置).
    NotIdle,
    /// Development commenced, stays below a ratio and is suspended for a full year: may be found idle (可以认定为闲置).
    MayBeIdle,
    /// Idle through an act of government or force majeure (政府原因或不可抗力闲置).
    IdleGovernmentCause,
    /// Idle through preparatory work that commencement needs (前期工作原因闲置).
    IdlePreparatoryWork,
    /// Idle for a full year through the holder (企业原因闲置满一年).
    IdleOneYear,
    /// Idle for two full years through the holder (企业原因闲置满两年).
    IdleTwoYears,
}

/// What follows from a verdict (处置路径).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Consequence {
    /// Nothing in these measures.
    None,
    /// One of the methods of Order 53, Art. 12, as agreed with the holder; neither fee nor free take-back.
    Article12Menu,
    /// Neither fee nor free take-back (Urban Real Estate Administration Law, Art. 26); Order 53 names no method for it.
    NeitherFeeNorTakeBack,
    /// The idle-land fee (Order 53, Art. 14(1)).
    Fee,
    /// Free take-back (Order 53, Art. 14(2)).
    FreeTakeBack,
}

impl IdleLandVerdict {
    /// Every verdict, in order.
    pub const ALL: [IdleLandVerdict; 9] = [
        IdleLandVerdict::OutOfScope,
        IdleLandVerdict::NotDue,
        IdleLandVerdict::StartOverdue,
        IdleLandVerdict::NotIdle,
        IdleLandVerdict::MayBeIdle,
        IdleLandVerdict::IdleGovernmentCause,
        IdleLandVerdict::IdlePreparatoryWork,
        IdleLandVerdict::IdleOneYear,
        IdleLandVerdict::IdleTwoYears,
    ];

    /// The id used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            IdleLandVerdict::OutOfScope => "out-of-scope",
            IdleLandVerdict::NotDue => "not-due",
            IdleLandVerdict::StartOverdue => "start-overdue",
            IdleLandVerdict::NotIdle => "not-idle",
            IdleLandVerdict::MayBeIdle => "may-be-idle",
            IdleLandVerdict::IdleGovernmentCause => "idle-government-cause",
            IdleLandVerdict::IdlePreparatoryWork => "idle-preparatory-work",
            IdleLandVerdict::IdleOneYear => "idle-one-year",
            IdleLandVerdict::IdleTwoYears => "idle-two-years",
        }
    }

    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            IdleLandVerdict::OutOfScope => {
                Text::new("不直接适用《闲置土地处置办法》", "outside the measures for idle land")
            }
            IdleLandVerdict::NotDue => Text::new("未到动工期限", "not due yet"),
            IdleLandVerdict::StartOverdue => {
                Text::new("应动工未动工，尚不构成闲置", "commencement overdue, not idle yet")
            }
            IdleLandVerdict::NotIdle => Text::new("不构成闲置土地", "not idle land"),
            IdleLandVerdict::MayBeIdle => Text::new("可以认定为闲置土地", "may be found idle land"),
            IdleLandVerdict::IdleGovernmentCause => Text::new(
                "闲置土地（政府原因或不可抗力）",
                "idle land, through government or force majeure",
            ),
            IdleLandVerdict::IdlePreparatoryWork => Text::new(
                "闲置土地（动工开发必需的前期工作）",
                "idle land, through necessary preparatory work",
            ),
            IdleLandVerdict::IdleOneYear => Text::new(
                "闲置土地（企业原因，满一年）",
                "idle land, through the holder, for a full year",
            ),
            IdleLandVerdict::IdleTwoYears => Text::new(
                "闲置土地（企业原因，满两年）",
                "idle land, through the holder, for two full years",
            ),
        }
    }

    /// Whether the land is idle in law: neither for certain where only the authority's discretion makes it so.
    #[must_use]
    pub const fn is_idle(self) -> bool {
        matches!(
            self,
            IdleLandVerdict::IdleGovernmentCause
                | IdleLandVerdict::IdlePreparatoryWork
                | IdleLandVerdict::IdleOneYear
                | IdleLandVerdict::IdleTwoYears
        )
    }

    /// What follows.
    #[must_use]
    pub const fn consequence(self) -> Consequence {
        match self {
            IdleLandVerdict::OutOfScope
            | IdleLandVerdict::NotDue
            | IdleLandVerdict::StartOverdue
            | IdleLandVerdict::NotIdle => Consequence::None,
            IdleLandVerdict::MayBeIdle | IdleLandVerdict::IdleGovernmentCause => {
                Consequence::Article12Menu
            }
            IdleLandVerdict::IdlePreparatoryWork => Consequence::NeitherFeeNorTakeBack,
            IdleLandVerdict::IdleOneYear => Consequence::Fee,
            IdleLandVerdict::IdleTwoYears => Consequence::FreeTakeBack,
        }
    }

    /// The article from which the consequence follows; for land that is not idle, the one that says what idle land is.
    #[must_use]
    pub const fn article(self) -> Citation {
        match self {
            IdleLandVerdict::OutOfScope => Citation::order_53(Article::new(31)),
            IdleLandVerdict::NotDue | IdleLandVerdict::StartOverdue | IdleLandVerdict::NotIdle => {
                Citation::order_53(Article::new(2))
            }
            IdleLandVerdict::MayBeIdle | IdleLandVerdict::IdleGovernmentCause => {
                Citation::order_53(Article::new(12))
            }
            IdleLandVerdict::IdlePreparatoryWork => Citation::real_estate_law(Article::new(26)),
            IdleLandVerdict::IdleOneYear => Citation::order_53(Article::new(14).item(1)),
            IdleLandVerdict::IdleTwoYears => Citation::order_53(Article::new(14).item(2)),
        }
    }
}

impl Consequence {
    /// The id used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Consequence::None => "none",
            Consequence::Article12Menu => "article-12-menu",
            Consequence::NeitherFeeNorTakeBack => "neither-fee-nor-take-back",
            Consequence::Fee => "fee",
            Consequence::FreeTakeBack => "free-take-back",
        }
    }

    /// The consequence in words.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            Consequence::None => {
                Text::new("无需按该办法处置", "nothing to dispose of under the measures")
            }
            Consequence::Article12Menu => Text::new(
                "经与使用权人协商，按第十二条所列方式处置；不征缴闲置费，不无偿收回",
                "one of the methods of Art. 12, as agreed with the holder; neither fee nor free take-back",
            ),
            Consequence::NeitherFeeNorTakeBack => Text::new(
                "不征缴闲置费，不无偿收回；处置方式由主管部门研究",
                "neither fee nor free take-back; the authority decides how to go on",
            ),
            Consequence::Fee => Text::new("征缴土地闲置费", "the idle-land fee is levied"),
            Consequence::FreeTakeBack => {
                Text::new("无偿收回国有建设用地使用权", "the right of use is taken back free")
            }
        }
    }
}
