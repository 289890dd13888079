//! The ladder of land use, from approval to full use.

use serde::{Deserialize, Serialize};

use crate::finding::Text;

/// How far the use of a parcel has come (用地阶段).
///
/// The ladder of practice; what of it is idle or low-efficiency land in law is decided elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum LandUseStage {
    /// Approved, no supply contract or decision yet (批而未供).
    ApprovedNotSupplied,
    /// Supplied, development not commenced (供而未用).
    SuppliedNotStarted,
    /// Commenced, part of it developed (用而未尽).
    PartlyBuilt,
    /// Built, not in production (建而未投).
    BuiltNotProducing,
    /// In production, below what was agreed (投而未达标).
    ProducingBelowTarget,
    /// In production as agreed (达标).
    MeetsTarget,
}

impl LandUseStage {
    /// Every stage, in the order of the ladder.
    pub const ALL: [LandUseStage; 6] = [
        LandUseStage::ApprovedNotSupplied,
        LandUseStage::SuppliedNotStarted,
        LandUseStage::PartlyBuilt,
        LandUseStage::BuiltNotProducing,
        LandUseStage::ProducingBelowTarget,
        LandUseStage::MeetsTarget,
    ];

    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            LandUseStage::ApprovedNotSupplied => Text::new("批而未供", "approved, not supplied"),
            LandUseStage::SuppliedNotStarted => Text::new("供而未用", "supplied, not started"),
            LandUseStage::PartlyBuilt => Text::new("用而未尽", "partly built"),
            LandUseStage::BuiltNotProducing => Text::new("建而未投", "built, not producing"),
            LandUseStage::ProducingBelowTarget => {
                Text::new("投而未达标", "producing, below target")
            }
            LandUseStage::MeetsTarget => Text::new("达标", "meets its target"),
        }
    }

    /// Whether the land was supplied (已供应): a contract or an allocation decision exists.
    #[must_use]
    pub const fn is_supplied(self) -> bool {
        !matches!(self, LandUseStage::ApprovedNotSupplied)
    }

    /// Whether development has commenced (已动工).
    #[must_use]
    pub const fn is_begun(self) -> bool {
        !matches!(self, LandUseStage::ApprovedNotSupplied | LandUseStage::SuppliedNotStarted)
    }

    /// Whether the whole parcel is built (建成).
    #[must_use]
    pub const fn is_built(self) -> bool {
        matches!(
            self,
            LandUseStage::BuiltNotProducing
                | LandUseStage::ProducingBelowTarget
                | LandUseStage::MeetsTarget
        )
    }
}
