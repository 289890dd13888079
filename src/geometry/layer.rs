//! The layer of space that a right to land belongs to.

use serde::{Deserialize, Serialize};

/// The layer (权利空间层次) of a right to use land: rights of different layers may overlap in plan.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Layer {
    /// The surface (地表).
    #[default]
    Surface,
    /// Above ground (地上).
    AboveGround,
    /// Below ground (地下).
    BelowGround,
}
