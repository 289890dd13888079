//! Preconditions of methods, as data.

use serde::{Deserialize, Serialize};

use crate::finding::Text;
use crate::law::threshold::TRANSFER_INVESTED_SHARE;
use crate::law::{Article, Citation, Threshold};

/// What must hold of a parcel before a method may be used on it (适用前提).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Precondition {
    /// Nothing in law about the class of the land: idle, low-efficiency or neither.
    AnyClass,
    /// Idle through government or force majeure, or land that may be found idle (Order 53, Art. 12).
    IdleGovernmentCauseOrMayBeIdle,
    /// Idle for a full year through the holder, and not for two (Order 53, Art. 14(1)).
    IdleOneYear,
    /// Idle for two full years through the holder (Order 53, Art. 14(2)).
    IdleTwoYears,
    /// Filed in the monitoring system of the land market (Order 53, Art. 25).
    Filed,
    /// A lawful revision of a plan made it idle, and the authority verified it (Order 53, Art. 12(5)).
    PlanLawfullyRevised,
    /// A cause lies on the side of the government.
    CauseOfGovernment,
    /// At least a share of the whole investment is made (Urban Real Estate Administration Law, Art. 39).
    AtLeastInvestedShare,
    /// Not determined idle land whose disposal is open: that may be neither transferred nor let (Order 53, Art. 24).
    NotUnderDisposal,
}

impl Precondition {
    /// Every precondition.
    pub const ALL: [Precondition; 9] = [
        Precondition::AnyClass,
        Precondition::IdleGovernmentCauseOrMayBeIdle,
        Precondition::IdleOneYear,
        Precondition::IdleTwoYears,
        Precondition::Filed,
        Precondition::PlanLawfullyRevised,
        Precondition::CauseOfGovernment,
        Precondition::AtLeastInvestedShare,
        Precondition::NotUnderDisposal,
    ];

    /// The precondition in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            Precondition::AnyClass => Text::new("不限闲置、低效类别", "land of any class"),
            Precondition::IdleGovernmentCauseOrMayBeIdle => Text::new(
                "政府原因、不可抗力闲置，或者可以认定为闲置",
                "idle through government or force majeure, or may be found idle",
            ),
            Precondition::IdleOneYear => {
                Text::new("企业原因闲置满一年", "idle for a full year through the holder")
            }
            Precondition::IdleTwoYears => {
                Text::new("企业原因闲置满两年", "idle for two full years through the holder")
            }
            Precondition::Filed => Text::new(
                "已在土地市场动态监测与监管系统备案",
                "filed in the monitoring system of the land market",
            ),
            Precondition::PlanLawfullyRevised => Text::new(
                "因规划依法修改造成闲置，经审核属实",
                "a lawful revision of a plan made it idle, as verified",
            ),
            Precondition::CauseOfGovernment => {
                Text::new("有政府原因", "a cause lies on the side of the government")
            }
            Precondition::AtLeastInvestedShare => Text::new(
                "出让土地已完成开发投资总额的百分之二十五以上",
                "of granted land, at least a quarter of the whole investment is made",
            ),
            Precondition::NotUnderDisposal => Text::new(
                "不是已认定且尚未处置完毕的闲置土地",
                "not determined idle land whose disposal is open",
            ),
        }
    }

    /// Where the law says so; `None` for what follows from the method itself.
    #[must_use]
    pub fn article(self) -> Option<Citation> {
        let article = match self {
            Precondition::AnyClass | Precondition::CauseOfGovernment => return None,
            Precondition::AtLeastInvestedShare => return self.threshold().map(|row| row.citation),
            Precondition::IdleGovernmentCauseOrMayBeIdle => Article::new(12),
            Precondition::IdleOneYear => Article::new(14).item(1),
            Precondition::IdleTwoYears => Article::new(14).item(2),
            Precondition::Filed => Article::new(25),
            Precondition::PlanLawfullyRevised => Article::new(12).paragraph(1).item(5),
            Precondition::NotUnderDisposal => Article::new(24),
        };
        Some(Citation::order_53(article))
    }

    /// The number of the law that it compares with.
    #[must_use]
    pub const fn threshold(self) -> Option<Threshold> {
        match self {
            Precondition::AtLeastInvestedShare => Some(TRANSFER_INVESTED_SHARE),
            _ => None,
        }
    }
}
