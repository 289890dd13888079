//! Fingerprints: the same finding known again in another run.

use std::fmt::Write;

use super::Finding;
use crate::codes::Sha256;

/// Digits behind the point that positions are compared with: 0.1 mm in degrees.
const DECIMALS: usize = 9;

impl Finding {
    /// The fingerprint (指纹) of what this finding says: code, class, subjects, and the place by its coordinates.
    ///
    /// It stays the same when other features are edited, added, removed or put into another order, and changes
    /// when the place itself is edited. Where there are no coordinates, the JSON pointer within the feature
    /// stands for them; a record without an id is known by its number. Two findings that do not differ in any of
    /// these have the same fingerprint.
    ///
    /// The first 128 bits of a SHA-256, in lower-case hexadecimal.
    ///
    /// ```
    /// use landledger::finding::{Code, Finding, Place, Text};
    ///
    /// let finding = |pointer: &str| {
    ///     Finding::new(Code::RingNotClosed, Text::default())
    ///         .about("A-1")
    ///         .at(Place::default().pointer(pointer))
    /// };
    /// let print = finding("/features/3/geometry/coordinates/0").computed_fingerprint();
    /// assert_eq!(print, finding("/features/9/geometry/coordinates/0").computed_fingerprint());
    /// assert_ne!(print, finding("/features/3/geometry/coordinates/1").computed_fingerprint());
    /// ```
    #[must_use]
    pub fn computed_fingerprint(&self) -> String {
        let mut key = String::from(self.code.id());
        if let Some(class) = self.class {
            let _ = write!(key, "\nclass {class:?}");
        }
        for subject in &self.subjects {
            let _ = write!(key, "\nsubject {subject}");
        }
        let shape = self.geometry.as_ref();
        match (shape, self.place.at) {
            (Some(shape), _) => position_lines(&mut key, &shape.positions()),
            (None, Some(at)) => position_lines(&mut key, &[at]),
            (None, None) => {
                let pointer = self.place.pointer.as_deref().unwrap_or_default();
                let within = if self.subjects.is_empty() { pointer } else { in_feature(pointer) };
                let _ = write!(key, "\npointer {within}");
            }
        }
        let hash = Sha256::of(key.as_bytes());
        let mut print = String::from("sha256:");
        for byte in hash.iter().take(16) {
            let _ = write!(print, "{byte:02x}");
        }
        print
    }
}

/// Positions in an order of their own, so that a ring that starts elsewhere is the same ring.
fn position_lines(key: &mut String, positions: &[[f64; 2]]) {
    let mut text = String::with_capacity(positions.len().saturating_mul(32));
    for [x, y] in positions {
        let _ = write!(text, "\nat {:.DECIMALS$} {:.DECIMALS$}", x + 0.0, y + 0.0);
    }
    let mut lines: Vec<&str> = text.split('\n').skip(1).collect();
    lines.sort_unstable();
    lines.dedup();
    for line in lines {
        key.push('\n');
        key.push_str(line);
    }
}

/// The pointer from the feature on.
fn in_feature(pointer: &str) -> &str {
    let rest = pointer.strip_prefix("/features/").unwrap_or(pointer);
    match rest.find('/') {
        _ if rest.len() == pointer.len() => pointer,
        Some(at) => rest.get(at..).unwrap_or_default(),
        None => "",
    }
}
