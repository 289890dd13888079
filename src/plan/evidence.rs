//! [`Evidence`]: a document and what it shows.

use serde::{Deserialize, Serialize};

use crate::law::{Document, EvidenceKind};

/// A document and what it shows (佐证材料).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Evidence {
    /// What it shows.
    pub kind: EvidenceKind,
    /// The document.
    pub document: Document,
}

impl Evidence {
    /// A document that shows something.
    #[must_use]
    pub const fn new(kind: EvidenceKind, document: Document) -> Evidence {
        Evidence { kind, document }
    }
}
