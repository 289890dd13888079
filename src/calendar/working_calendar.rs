//! Working days, counted with the days off that somebody brings along.

use std::collections::BTreeSet;

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use super::add_days;

/// Which days are worked (工作日): Monday to Friday, but for the days off that are given, and the given days of a weekend that
/// are worked instead.
///
/// Nothing here knows a holiday: those of a year are announced year by year (国务院办公厅放假安排), and stand here only where the
/// caller lists them.
///
/// ```
/// use jiff::civil::date;
/// use landledger::calendar::WorkingCalendar;
///
/// // 1 October 2026 is a Thursday. As a caller might list it: off to the 7th, and the Saturday after it worked.
/// let mut calendar = WorkingCalendar::default();
/// assert_eq!(calendar.add(date(2026, 9, 30), 5), Some(date(2026, 10, 7)));
/// calendar.days_off.extend((1..=7).map(|day| date(2026, 10, day)));
/// calendar.days_worked.insert(date(2026, 10, 10));
/// assert_eq!(calendar.add(date(2026, 9, 30), 5), Some(date(2026, 10, 13)));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct WorkingCalendar {
    /// Days off (放假日); one on a weekend changes nothing.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<super::schema::Day>"))]
    #[serde(with = "super::day_set", skip_serializing_if = "BTreeSet::is_empty")]
    pub days_off: BTreeSet<Date>,
    /// Days of a weekend that are worked (调休上班日); of a day that is also off they decide.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<super::schema::Day>"))]
    #[serde(with = "super::day_set", skip_serializing_if = "BTreeSet::is_empty")]
    pub days_worked: BTreeSet<Date>,
}

impl WorkingCalendar {
    /// Whether a day is worked.
    #[must_use]
    pub fn is_working(&self, day: Date) -> bool {
        self.days_worked.contains(&day) || (!is_weekend(day) && !self.days_off.contains(&day))
    }

    /// The last day of a term of so many working days; the start day is not counted (Civil Code, Art. 201). A term of none ends
    /// on the start day; `None` beyond the year 9999.
    #[must_use]
    pub fn add(&self, start: Date, days: u16) -> Option<Date> {
        let mut day = start;
        for _ in 0..days {
            day = add_days(day, 1)?;
            while !self.is_working(day) {
                day = add_days(day, 1)?;
            }
        }
        Some(day)
    }

    /// How many of the given days changed the count after `start` and up to `last`: weekdays off, and days of weekends worked.
    #[must_use]
    pub fn exceptions(&self, start: Date, last: Date) -> [usize; 2] {
        let within = |day: &&Date| start < **day && **day <= last;
        let off = |day: &&Date| !is_weekend(**day) && !self.days_worked.contains(*day);
        [
            self.days_off.iter().filter(within).filter(off).count(),
            self.days_worked.iter().filter(within).filter(|day| is_weekend(**day)).count(),
        ]
    }
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}
