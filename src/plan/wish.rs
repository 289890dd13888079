//! [`HolderWish`]: what the holder of the land wants.

use serde::{Deserialize, Serialize};

use crate::finding::Text;

/// What the holder of the land wants (权利人意愿).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum HolderWish {
    /// To develop or go on building (自行开发建设).
    Develop,
    /// To rebuild or upgrade (自主改造).
    Upgrade,
    /// To take in a partner (合作引资).
    Cooperate,
    /// To transfer the land (转让).
    Transfer,
    /// To let plants (出租).
    Lease,
    /// To give the land back against compensation (有偿退出).
    GiveBack,
    /// To keep it as it is (维持现状).
    KeepAsIs,
    /// It has not made up its mind (未明确).
    Undecided,
    /// It cannot be reached (无法联系).
    NotReached,
}

impl HolderWish {
    /// Every wish.
    pub const ALL: [HolderWish; 9] = [
        HolderWish::Develop,
        HolderWish::Upgrade,
        HolderWish::Cooperate,
        HolderWish::Transfer,
        HolderWish::Lease,
        HolderWish::GiveBack,
        HolderWish::KeepAsIs,
        HolderWish::Undecided,
        HolderWish::NotReached,
    ];

    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            HolderWish::Develop => Text::new("自行开发建设", "to develop it"),
            HolderWish::Upgrade => Text::new("自主改造", "to upgrade it"),
            HolderWish::Cooperate => Text::new("合作引资", "to take in a partner"),
            HolderWish::Transfer => Text::new("转让", "to transfer it"),
            HolderWish::Lease => Text::new("出租", "to let plants"),
            HolderWish::GiveBack => Text::new("有偿退出", "to give it back for compensation"),
            HolderWish::KeepAsIs => Text::new("维持现状", "to keep it as it is"),
            HolderWish::Undecided => Text::new("未明确", "undecided"),
            HolderWish::NotReached => Text::new("无法联系", "cannot be reached"),
        }
    }
}
