//! [`Task`]: one line of the list of what is to be done for a plot.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar;
use crate::finding::Text;

/// How far a task is (任务状态).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum TaskState {
    /// To be done (待办).
    #[default]
    Todo,
    /// Done (已办).
    Done {
        /// On this day.
        #[cfg_attr(feature = "schema", schemars(with = "calendar::schema::Day"))]
        #[serde(with = "calendar::day")]
        on: Date,
    },
    /// Not needed after all (不再办理).
    Skipped {
        /// Since this day.
        #[cfg_attr(feature = "schema", schemars(with = "calendar::schema::Day"))]
        #[serde(with = "calendar::day")]
        on: Date,
        /// Why.
        why: String,
    },
}

impl TaskState {
    /// The name in Chinese and English.
    #[must_use]
    pub fn name(&self) -> Text {
        match self {
            TaskState::Todo => Text::new("待办", "to do"),
            TaskState::Done { .. } => Text::new("已办", "done"),
            TaskState::Skipped { .. } => Text::new("不再办理", "skipped"),
        }
    }
}

/// One line of the list of what is to be done (任务).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Task {
    /// What is to be done.
    pub what: String,
    /// By which unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The last day for it.
    #[cfg_attr(feature = "schema", schemars(with = "Option<calendar::schema::Day>"))]
    #[serde(default, with = "calendar::optional_day", skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// How far it is.
    #[serde(default)]
    pub state: TaskState,
}

impl Task {
    /// Something to do.
    #[must_use]
    pub fn new(what: impl Into<String>) -> Task {
        Task { what: what.into(), unit: None, due: None, state: TaskState::Todo }
    }

    /// Whether it is still to be done.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.state == TaskState::Todo
    }
}
