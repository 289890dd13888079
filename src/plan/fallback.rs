//! [`Fallback`]: what is done instead if the methods of a plan are not where they should be by a day.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::MilestoneStep;
use crate::calendar;
use crate::law::Method;

/// What is done instead, and from when (兜底方式及启用日).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Fallback {
    /// The method that takes over.
    pub method: Method,
    /// It takes over once this day has passed (that day included).
    #[cfg_attr(feature = "schema", schemars(with = "calendar::schema::Day"))]
    #[serde(with = "calendar::day")]
    pub trigger: Date,
    /// The step that must be reached by then; absent: all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unless: Option<MilestoneStep>,
}

impl Fallback {
    /// A method that takes over once a day has passed, unless all milestones are reached by then.
    #[must_use]
    pub const fn new(method: Method, trigger: Date) -> Fallback {
        Fallback { method, trigger, unless: None }
    }
}
