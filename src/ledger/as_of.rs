//! The two axes of time: what was true on a day, as known on a day.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar;

/// A point on both axes (有效日与记录日): what is true on the day `effective`, as far as it had been recorded
/// by the end of the day `known`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AsOf {
    /// Events effective by the end of this day count.
    #[serde(with = "calendar::day")]
    pub effective: Date,
    /// Events recorded by the end of this day are known; `None`: all that were ever recorded.
    #[serde(default, with = "calendar::optional_day", skip_serializing_if = "Option::is_none")]
    pub known: Option<Date>,
}

impl AsOf {
    /// The end of a day, as now known.
    #[must_use]
    pub const fn day(effective: Date) -> AsOf {
        AsOf { effective, known: None }
    }

    /// The same day, as known at the end of the day `known`.
    #[must_use]
    pub const fn known_on(self, known: Date) -> AsOf {
        AsOf { known: Some(known), ..self }
    }
}
