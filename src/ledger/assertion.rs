//! Balance assertions (余额核对): what a stock should add up to on a day.

use serde::{Deserialize, Serialize};

use super::GroupFilter;
use crate::finding::Text;
use crate::units::{Area, FloorArea};

/// What a stock adds up to at the end of a day, as counted elsewhere.
///
/// It is compared after every event of its day, wherever its own line stands among them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct BalanceAssertion {
    /// Which figure, and what it should be.
    pub balance: AssertedBalance,
    /// The part of the stock that is meant; all of it if nothing is named.
    #[serde(default, skip_serializing_if = "GroupFilter::is_empty")]
    pub of: GroupFilter,
}

/// A figure of a stock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum AssertedBalance {
    /// Entries on the ledger (在册宗数).
    Entries(u32),
    /// Their land area (在册土地面积), m².
    LandAreaM2(Area),
    /// Surveyed spaces that exist (空间单元数).
    Spaces(u32),
    /// Their floor area (建筑面积), m².
    FloorAreaM2(FloorArea),
    /// Spaces that stand vacant (空置单元数).
    VacantSpaces(u32),
    /// Their floor area (空置建筑面积), m².
    VacantFloorAreaM2(FloorArea),
    /// Floor area that counts as revitalized, really in use again (盘活建筑面积), m².
    RevitalizedFloorAreaM2(FloorArea),
    /// Land area that counts as revitalized, its disposal finished (盘活土地面积), m².
    RevitalizedLandAreaM2(Area),
}

impl AssertedBalance {
    /// The figure in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        let (zh, en) = match self {
            AssertedBalance::Entries(_) => ("在册条目数", "entries on the ledger"),
            AssertedBalance::LandAreaM2(_) => ("在册土地面积", "land area on the ledger"),
            AssertedBalance::Spaces(_) => ("空间单元数", "spaces"),
            AssertedBalance::FloorAreaM2(_) => ("建筑面积", "floor area"),
            AssertedBalance::VacantSpaces(_) => ("空置单元数", "vacant spaces"),
            AssertedBalance::VacantFloorAreaM2(_) => ("空置建筑面积", "vacant floor area"),
            AssertedBalance::RevitalizedFloorAreaM2(_) => {
                ("盘活建筑面积", "revitalized floor area")
            }
            AssertedBalance::RevitalizedLandAreaM2(_) => ("盘活土地面积", "revitalized land area"),
        };
        Text::new(zh, en)
    }
}

impl BalanceAssertion {
    /// An assertion about a whole stock.
    #[must_use]
    pub fn new(balance: AssertedBalance) -> BalanceAssertion {
        BalanceAssertion { balance, of: GroupFilter::default() }
    }
}
