//! The editions of the control indicators.

use serde::{Deserialize, Serialize};

use crate::law::{Citation, Threshold, threshold};

/// An edition of the control indicators (工业项目建设用地控制指标).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum ControlEdition {
    /// 国土资发〔2008〕24号.
    #[serde(rename = "2008")]
    V2008,
    /// 自然资发〔2023〕72号.
    #[serde(rename = "2023")]
    V2023,
}

impl ControlEdition {
    /// The instrument.
    #[must_use]
    pub const fn citation(self) -> Citation {
        match self {
            ControlEdition::V2008 => Citation::control_indicators_2008(),
            ControlEdition::V2023 => Citation::control_indicators_2023(),
        }
    }

    /// The height above which, strictly, the floor area of a storey counts twice.
    #[must_use]
    pub const fn storey_counts_twice_above(self) -> Threshold {
        match self {
            ControlEdition::V2008 => threshold::STOREY_COUNTS_TWICE_ABOVE,
            ControlEdition::V2023 => threshold::STOREY_COUNTS_TWICE_ABOVE_2023,
        }
    }
}
