//! [`EvaluationStandardError`]: why a standard of evaluation cannot be used.

use std::fmt;

use crate::finding::Text;

/// Why a standard of evaluation cannot be used: the key, what was expected there and what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct EvaluationStandardError {
    /// Where, as `tables[0].goals[1].weight`; numbers count from 0.
    pub key: String,
    /// What was expected.
    pub expected: Text,
    /// What was found.
    pub found: String,
}

impl EvaluationStandardError {
    pub(super) fn new(
        key: impl Into<String>,
        expected: (&str, &str),
        found: impl Into<String>,
    ) -> EvaluationStandardError {
        let expected = Text::new(expected.0, expected.1);
        EvaluationStandardError { key: key.into(), expected, found: found.into() }
    }
}

impl fmt::Display for EvaluationStandardError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: expected {}, found {}", self.key, self.expected.en, self.found)
    }
}

impl std::error::Error for EvaluationStandardError {}
