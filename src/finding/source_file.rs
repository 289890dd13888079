//! Files that were read, so that a result can say what it rests on.

use std::io::{self, Read};

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
        SourceFile::hashed(name.into(), content.len() as u64, Sha256::of(content))
    }

    /// The same of a file that is not held, read to its end.
    pub(crate) fn read(name: impl Into<String>, mut content: impl Read) -> io::Result<SourceFile> {
        let mut hash = Sha256::new();
        let mut piece = vec![0; 1 << 16];
        let mut bytes: u64 = 0;
        loop {
            let count = match content.read(&mut piece) {
                Ok(0) => return Ok(SourceFile::hashed(name.into(), bytes, hash.finalize())),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                read => read?,
            };
            bytes = bytes.saturating_add(count as u64);
            hash.update(piece.get(..count).unwrap_or_default());
        }
    }

    fn hashed(name: String, bytes: u64, hash: [u8; 32]) -> SourceFile {
        let sha256 = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        SourceFile { name, bytes, sha256 }
    }
}
