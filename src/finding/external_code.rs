//! Codes of findings that an embedding program brings along.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use super::{Responsible, Severity};

/// The longest id.
const LONGEST: usize = 29;

/// The code (外部代码) of a rule of an embedding program: an id that starts with `x-`, how much it weighs, and who must
/// act. Findings of it travel through reports, profiles and acknowledgements like any other.
///
/// Codes are the same if their ids are: a profile that was read from a file knows no more of them.
#[derive(Clone, Copy)]
pub struct ExternalCode {
    id: [u8; LONGEST],
    length: u8,
    severity: Severity,
    responsible: Responsible,
}

impl ExternalCode {
    /// A code by its id: `x-`, then lower-case letters, digits and single hyphens, 29 bytes at most. `None` for
    /// any other text.
    ///
    /// ```
    /// use landledger::finding::{Code, ExternalCode, Responsible, Severity};
    ///
    /// let code = ExternalCode::new("x-road-width", Severity::Warning, Responsible::Surveyor).unwrap();
    /// assert_eq!(Code::External(code).id(), "x-road-width");
    /// assert!(ExternalCode::new("gap", Severity::Warning, Responsible::Surveyor).is_none());
    /// ```
    #[must_use]
    pub fn new(id: &str, severity: Severity, responsible: Responsible) -> Option<ExternalCode> {
        let word = |part: &str| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        };
        if !id.strip_prefix("x-")?.split('-').all(word) {
            return None;
        }
        let mut bytes = [0; LONGEST];
        bytes.get_mut(..id.len())?.copy_from_slice(id.as_bytes());
        Some(ExternalCode {
            id: bytes,
            length: u8::try_from(id.len()).ok()?,
            severity,
            responsible,
        })
    }

    /// The id, as `x-road-width`.
    #[must_use]
    pub fn id(&self) -> &str {
        let bytes = self.id.get(..usize::from(self.length)).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }

    /// How much findings of this code weigh.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        self.severity
    }

    /// Who must act on them.
    #[must_use]
    pub const fn responsible(&self) -> Responsible {
        self.responsible
    }
}

impl PartialEq for ExternalCode {
    fn eq(&self, other: &ExternalCode) -> bool {
        self.id == other.id
    }
}

impl Eq for ExternalCode {}

impl PartialOrd for ExternalCode {
    fn partial_cmp(&self, other: &ExternalCode) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for ExternalCode {
    fn cmp(&self, other: &ExternalCode) -> Ordering {
        self.id.cmp(&other.id)
    }
}

impl Hash for ExternalCode {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.id.hash(state);
    }
}

impl fmt::Debug for ExternalCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ExternalCode({})", self.id())
    }
}
