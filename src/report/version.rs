//! The version that a document of ours states (格式版本).

use serde::{Deserialize, Deserializer, de};

/// Reads a version, and refuses every other than `VERSION`: what its members mean is not known.
pub(super) fn known<'de, const VERSION: u32, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<u32, D::Error> {
    let found = u32::deserialize(deserializer)?;
    if found == VERSION {
        return Ok(found);
    }
    Err(de::Error::custom(format_args!("expected version {VERSION} of this form, found {found}")))
}
