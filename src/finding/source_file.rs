//! Files that were read, so that a result can say what it rests on.

use serde::{Deserialize, Serialize};

use crate::codes::Sha256;

/// A file that a result rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SourceFile {
    /// Its name, without the folder.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// SHA-256 of its bytes, lower-case hexadecimal.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^[0-9a-f]{64}$")))]
    pub sha256: String,
}

impl SourceFile {
    /// The description of a file by its content.
    #[must_use]
    pub fn of(name: impl Into<String>, content: &[u8]) -> SourceFile {
        let hash = Sha256::of(content);
        SourceFile {
            name: name.into(),
            bytes: content.len() as u64,
            sha256: hash.iter().map(|byte| format!("{byte:02x}")).collect(),
        }
    }
}
