//! Groups: by what stocks and movements are told apart.

use serde::{Deserialize, Serialize};

use super::EntryClass;
use crate::codes::DivisionCode;
use crate::finding::Text;
use crate::law::{CauseCode, Method, Side};

/// Where an entry or a space belongs on a day (分组).
///
/// A space belongs where the entry of its parcel does: the open one with the lowest id.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Group {
    /// The class; `None` for a space on land that is not on the ledger.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<EntryClass>,
    /// The primary cause.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<CauseCode>,
    /// On whose side the primary cause lies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
    /// The town or street of the parcel.
    pub town: DivisionCode,
    /// The block of the parcel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub block: Option<String>,
    /// The first method of the plan adopted last for the parcel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<Method>,
}

/// One way to tell a stock apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Grouping {
    /// By class (类别).
    Class,
    /// By primary cause (主要原因).
    Cause,
    /// By the side on which the primary cause lies (责任主体).
    Side,
    /// By town or street (镇办).
    Town,
    /// By block of the zone (区块).
    Block,
    /// By method of the plan (盘活方式).
    Method,
}

impl Grouping {
    /// Every grouping.
    pub const ALL: [Grouping; 6] = [
        Grouping::Class,
        Grouping::Cause,
        Grouping::Side,
        Grouping::Town,
        Grouping::Block,
        Grouping::Method,
    ];

    /// The id used in files and commands.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Grouping::Class => "class",
            Grouping::Cause => "cause",
            Grouping::Side => "side",
            Grouping::Town => "town",
            Grouping::Block => "block",
            Grouping::Method => "method",
        }
    }

    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        let (zh, en) = match self {
            Grouping::Class => ("类别", "class"),
            Grouping::Cause => ("主要原因", "cause"),
            Grouping::Side => ("责任主体", "side"),
            Grouping::Town => ("镇办", "town"),
            Grouping::Block => ("区块", "block"),
            Grouping::Method => ("盘活方式", "method"),
        };
        Text::new(zh, en)
    }
}

/// The value of one grouping.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum GroupKey {
    /// A class.
    Class(EntryClass),
    /// A cause.
    Cause(CauseCode),
    /// A side.
    Side(Side),
    /// A town or street.
    Town(DivisionCode),
    /// A block.
    Block(String),
    /// A method.
    Method(Method),
    /// No value of this grouping.
    None(Grouping),
}

impl GroupKey {
    /// The value in Chinese and English; towns by their code.
    #[must_use]
    pub fn name(&self) -> Text {
        match self {
            GroupKey::Class(class) => class.name(),
            GroupKey::Cause(cause) => cause.name(),
            GroupKey::Side(side) => side.name(),
            GroupKey::Town(town) => Text::from(town.to_string()),
            GroupKey::Block(block) => Text::from(block.clone()),
            GroupKey::Method(method) => method.name(),
            GroupKey::None(Grouping::Class | Grouping::Cause | Grouping::Side) => {
                Text::new("不在台账", "not on the ledger")
            }
            GroupKey::None(Grouping::Method) => Text::new("尚无方案", "no plan yet"),
            GroupKey::None(_) => Text::new("未注明", "not stated"),
        }
    }
}

impl Group {
    /// The value of a grouping.
    #[must_use]
    pub fn key(&self, by: Grouping) -> GroupKey {
        let key = match by {
            Grouping::Class => self.class.map(GroupKey::Class),
            Grouping::Cause => self.cause.map(GroupKey::Cause),
            Grouping::Side => self.side.map(GroupKey::Side),
            Grouping::Town => Some(GroupKey::Town(self.town)),
            Grouping::Block => self.block.clone().map(GroupKey::Block),
            Grouping::Method => self.method.map(GroupKey::Method),
        };
        key.unwrap_or(GroupKey::None(by))
    }
}

/// A part of a stock: what has all the values that are named.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct GroupFilter {
    /// Of this class.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<EntryClass>,
    /// With this primary cause.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<CauseCode>,
    /// With the primary cause on this side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
    /// In this town or street.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub town: Option<DivisionCode>,
    /// In this block.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub block: Option<String>,
    /// Under a plan with this method.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<Method>,
}

impl GroupFilter {
    /// Whether nothing is named, so that everything is meant.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == GroupFilter::default()
    }

    /// Whether a group has all the values that are named.
    #[must_use]
    pub fn admits(&self, group: &Group) -> bool {
        let fits = |wanted: bool, same: bool| !wanted || same;
        fits(self.class.is_some(), self.class == group.class)
            && fits(self.cause.is_some(), self.cause == group.cause)
            && fits(self.side.is_some(), self.side == group.side)
            && fits(self.town.is_some(), self.town == Some(group.town))
            && fits(self.block.is_some(), self.block == group.block)
            && fits(self.method.is_some(), self.method == group.method)
    }
}
