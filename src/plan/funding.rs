//! [`Funding`]: what a plan costs and who pays, and what it costs to do nothing.

use serde::{Deserialize, Serialize};

use crate::finding::Text;
use crate::units::{Money, QuantityError};

/// Where money comes from (资金来源).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum FundingKind {
    /// The holder of the land (企业自筹).
    Holder,
    /// The firm that comes (引进企业投资).
    IncomingFirm,
    /// The budget of the district or the zone (财政资金).
    Budget,
    /// Special bonds (专项债券).
    SpecialBonds,
    /// Loans (银行贷款).
    Loan,
    /// Something else (其他).
    Other,
}

impl FundingKind {
    /// Every source.
    pub const ALL: [FundingKind; 6] = [
        FundingKind::Holder,
        FundingKind::IncomingFirm,
        FundingKind::Budget,
        FundingKind::SpecialBonds,
        FundingKind::Loan,
        FundingKind::Other,
    ];

    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            FundingKind::Holder => Text::new("企业自筹", "the holder"),
            FundingKind::IncomingFirm => Text::new("引进企业投资", "the incoming firm"),
            FundingKind::Budget => Text::new("财政资金", "the budget"),
            FundingKind::SpecialBonds => Text::new("专项债券", "special bonds"),
            FundingKind::Loan => Text::new("银行贷款", "loans"),
            FundingKind::Other => Text::new("其他", "other"),
        }
    }
}

/// Money from one source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct FundingSource {
    /// From where.
    pub kind: FundingKind,
    /// How much, yuan.
    #[serde(rename = "amount_yuan")]
    pub amount: Money,
}

/// What a plan costs and who pays (资金需求与来源).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Funding {
    /// What is needed, item by item.
    pub needs: Vec<CostItem>,
    /// What is secured.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<FundingSource>,
}

/// One item of cost: a figure that somebody gave, nothing is worked out from a model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CostItem {
    /// What for.
    pub item: String,
    /// How much, yuan; in a year where the list is of yearly costs.
    #[serde(rename = "amount_yuan")]
    pub amount: Money,
}

impl FundingSource {
    /// So much from a source.
    #[must_use]
    pub const fn new(kind: FundingKind, amount: Money) -> FundingSource {
        FundingSource { kind, amount }
    }
}

impl CostItem {
    /// So much for something.
    #[must_use]
    pub fn new(item: impl Into<String>, amount: Money) -> CostItem {
        CostItem { item: item.into(), amount }
    }

    /// The sum of items, exactly.
    ///
    /// # Errors
    ///
    /// [`QuantityError`] if it is larger than money can be.
    pub fn total(items: &[CostItem]) -> Result<Money, QuantityError> {
        Money::try_sum(items.iter().map(|item| item.amount))
    }
}

impl Funding {
    /// A need of which nothing is secured yet.
    #[must_use]
    pub const fn of(needs: Vec<CostItem>) -> Funding {
        Funding { needs, sources: Vec::new() }
    }

    /// What is needed, exactly.
    ///
    /// # Errors
    ///
    /// [`QuantityError`] if it is larger than money can be.
    pub fn need(&self) -> Result<Money, QuantityError> {
        CostItem::total(&self.needs)
    }

    /// What is needed less what is secured (资金缺口); below zero where more is secured.
    ///
    /// # Errors
    ///
    /// [`QuantityError`] if it is larger than money can be.
    pub fn gap(&self) -> Result<Money, QuantityError> {
        let secured = Money::try_sum(self.sources.iter().map(|source| source.amount))?;
        Money::from_yuan(self.need()?.yuan() - secured.yuan())
    }
}
