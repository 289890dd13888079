//! Reasons: one step of a decision, with its rule and its facts.

use serde::{Deserialize, Serialize};

use crate::finding::Text;
use crate::law::Citation;

/// Whether a rule is met (是否成立).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// It is (成立).
    Met,
    /// It is not (不成立).
    NotMet,
    /// Facts are missing (事实不清).
    Unknown,
}

impl Answer {
    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            Answer::Met => Text::new("成立", "met"),
            Answer::NotMet => Text::new("不成立", "not met"),
            Answer::Unknown => Text::new("事实不清", "not known"),
        }
    }

    /// The answer to a question whose facts may be missing.
    pub(super) fn of(answer: Option<bool>) -> Answer {
        match answer {
            Some(true) => Answer::Met,
            Some(false) => Answer::NotMet,
            None => Answer::Unknown,
        }
    }
}

/// One step of a decision (研判理由): a rule, the facts that it was held against, and whether it is met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Reason {
    /// Where the rule stands.
    pub article: Citation,
    /// The rule in words.
    pub rule: Text,
    /// The facts in words, with their numbers.
    pub facts: Text,
    /// Whether it is met.
    pub answer: Answer,
}
