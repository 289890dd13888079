//! [`ChangeFile`]: a portable change of a district folder (变更包), and how it is made and applied.

mod apply;
mod error;
mod form;
mod make;
mod map;

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Head;
use crate::codes::Sha256;
use crate::geometry::Crs;
use crate::read::Source;

pub use apply::{AppliedChange, ChangeWrite};
pub use error::ChangeError;

/// A portable change of a district folder (变更包): the events behind a head of the journal, and the features of the map
/// that are new, replaced or gone.
///
/// A partial update with its base: [`ChangeFile::apply`] refuses it where the journal stands elsewhere, or a feature that
/// it touches is not the one that it was made from. What it does not touch may differ. The format is specified in
/// [`docs::change_file`](crate::docs::change_file).
///
/// ```
/// use landledger::ledger::Event;
/// use landledger::store::{ChangeFile, ChangeWrite, Journal};
///
/// # let root = std::env::temp_dir().join(format!("landledger-doc-change-{}", std::process::id()));
/// # let (office, bureau) = (root.join("office"), root.join("bureau"));
/// # for folder in [&office, &bureau] { std::fs::create_dir_all(folder).unwrap(); }
/// let event: Event = serde_json::from_str(
///     r#"{"id":"E1","effective":"2024-03-01","recorded":"2024-03-04T09:30:00",
///         "act":{"period-closed":{"through":"2023-12-31"}}}"#,
/// )
/// .unwrap();
/// let map = "{\"type\":\"FeatureCollection\",\"features\":[\n]}\n";
/// for folder in [&office, &bureau] {
///     std::fs::write(folder.join("parcels.geojson"), map).unwrap();
///     std::fs::write(folder.join("zone.geojson"), map).unwrap();
/// }
/// std::fs::write(bureau.join("ledger.jsonl"), "").unwrap();
/// std::fs::write(office.join("ledger.jsonl"), Journal::write(&[event])?).unwrap();
///
/// // What the office has and the bureau has not.
/// let change = ChangeFile::between(&bureau, &office)?;
/// let applied = change.apply(&bureau, ChangeWrite::Write)?;
/// assert_eq!((applied.events, applied.is_nothing()), (1, false));
/// assert_eq!(
///     std::fs::read(bureau.join("ledger.jsonl")).unwrap(),
///     std::fs::read(office.join("ledger.jsonl")).unwrap()
/// );
/// // Once more, and there is nothing to do.
/// assert!(change.apply(&bureau, ChangeWrite::Write)?.is_nothing());
/// # std::fs::remove_dir_all(&root).unwrap();
/// # Ok::<(), landledger::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ChangeFile {
    /// The journal that it continues.
    pub base: JournalBase,
    /// The head behind its lines; that of the base if it has none.
    pub head: Head,
    /// The lines of the journal behind the base, as they were written, without their line ends.
    pub lines: Vec<String>,
    /// The reference system of its features: [`Crs::Cgcs2000`], or a Gauss-Krüger zone, x the easting.
    pub crs: Crs,
    /// The features of `parcels.geojson` that differ, by id.
    pub features: Vec<FeatureChange>,
    /// The other `zone.geojson`, if it differs.
    pub zone: Option<ZoneChange>,
}

/// Where a change begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct JournalBase {
    /// The head of the journal.
    pub head: Head,
    /// How many events it has.
    pub events: u64,
}

/// A feature of the map that is new, replaced or gone.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FeatureChange {
    /// Its id: the parcel code.
    pub id: String,
    /// The digest of the feature that it replaces or removes; `None`: there is none with this id.
    pub before: Option<String>,
    /// The feature, as JSON text; `None`: it is removed.
    pub feature: Option<String>,
}

/// Another `zone.geojson`, as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ZoneChange {
    /// SHA-256 of the bytes of the file that it replaces.
    #[serde(rename = "before_sha256")]
    pub before: String,
    /// The text of the new file.
    pub text: String,
}

impl ChangeFile {
    /// The version of the format that this library reads and writes.
    pub const VERSION: u32 = 1;

    /// A change of nothing behind a journal.
    #[must_use]
    pub const fn new(base: JournalBase) -> ChangeFile {
        ChangeFile {
            base,
            head: base.head,
            lines: Vec::new(),
            crs: Crs::Cgcs2000,
            features: Vec::new(),
            zone: None,
        }
    }

    /// Whether it changes nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.features.is_empty() && self.zone.is_none()
    }

    /// Reads a change file.
    ///
    /// # Errors
    ///
    /// [`ChangeError::Unusable`] with the first thing that is wrong and its place: it is no JSON, another version, a member
    /// is missing or unknown, a digest does not fit its content. Whether the chain of its lines holds is looked at when
    /// it is applied.
    pub fn read(source: &Source) -> Result<ChangeFile, ChangeError> {
        form::read(source)
    }

    /// The change as JSON: one line of the journal or one feature a line, the same bytes every time.
    #[must_use]
    pub fn to_json(&self) -> String {
        form::write(self)
    }
}

impl JournalBase {
    /// The journal with this head and so many events.
    #[must_use]
    pub const fn new(head: Head, events: u64) -> JournalBase {
        JournalBase { head, events }
    }
}

impl FeatureChange {
    /// A feature by its id, the digest of what it replaces, and its text.
    #[must_use]
    pub const fn new(id: String, before: Option<String>, feature: Option<String>) -> Self {
        FeatureChange { id, before, feature }
    }

    /// The digest of a feature (要素摘要): SHA-256 of its text without the white space outside strings, as lower-case
    /// hexadecimal digits.
    ///
    /// ```
    /// use landledger::store::FeatureChange;
    ///
    /// let digest = FeatureChange::digest("{\"id\": \"A 1\",\n \"n\": 1.0}");
    /// assert_eq!(digest, FeatureChange::digest("{\"id\":\"A 1\",\"n\":1.0}"));
    /// // printf '{"id":"A 1","n":1.0}' | sha256sum
    /// assert_eq!(digest, "741c8c82c896c146a5dea23d5140425b64edd44559391a80219f3c2ec3a3edc8");
    /// ```
    #[must_use]
    pub fn digest(text: &str) -> String {
        let mut hash = Sha256::new();
        let mut quoted = false;
        let mut escaped = false;
        let mut run = 0;
        for (at, byte) in text.bytes().enumerate() {
            if quoted {
                (quoted, escaped) = match byte {
                    _ if escaped => (true, false),
                    b'\\' => (true, true),
                    b'"' => (false, false),
                    _ => (true, false),
                };
            } else if byte == b'"' {
                quoted = true;
            } else if matches!(byte, b' ' | b'\t' | b'\r' | b'\n') {
                hash.update(text.as_bytes().get(run..at).unwrap_or_default());
                run = at + 1;
            }
        }
        hash.update(text.as_bytes().get(run..).unwrap_or_default());
        hex(&hash.finalize())
    }
}

fn hex(bytes: &[u8]) -> String {
    use fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// SHA-256 of the bytes of a file.
fn file_digest(bytes: &[u8]) -> String {
    hex(&Sha256::of(bytes))
}
