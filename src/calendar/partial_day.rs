//! Days of which a document gives only the month or the year.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::day::{read_fields, to_date};
use super::{DayError, parse_day};

/// A day, or the month or year that a document gives instead (不完整日期).
///
/// Whatever needs a day takes the **first** day: `2024-03` counts from 1 March 2024. The text form keeps what was given:
/// `2024-03-01`, `2024-03` or `2024`. They are different values: `2024-03` does not claim to know the day.
///
/// ```
/// use jiff::civil::date;
/// use landledger::calendar::PartialDay;
///
/// let month: PartialDay = "2024-02".parse()?;
/// assert_eq!(month.first_day(), date(2024, 2, 1));
/// assert_eq!(month.last_day(), date(2024, 2, 29));
/// assert!(!month.is_whole());
/// assert_eq!(month.to_string(), "2024-02");
/// # Ok::<(), landledger::calendar::DayError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PartialDay {
    first: Date,
    given: Given,
}

/// How much of a day is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Given {
    Day,
    Month,
    Year,
}

impl PartialDay {
    /// The day from which it counts: itself, or the first of the month or year.
    #[must_use]
    pub const fn first_day(self) -> Date {
        self.first
    }

    /// The last day that it can mean.
    #[must_use]
    pub fn last_day(self) -> Date {
        match self.given {
            Given::Day => self.first,
            Given::Month => self.first.last_of_month(),
            Given::Year => self.first.last_of_year(),
        }
    }

    /// Whether the day itself is given.
    #[must_use]
    pub const fn is_whole(self) -> bool {
        matches!(self.given, Given::Day)
    }
}

impl From<Date> for PartialDay {
    fn from(day: Date) -> PartialDay {
        PartialDay { first: day, given: Given::Day }
    }
}

impl FromStr for PartialDay {
    type Err = DayError;

    fn from_str(text: &str) -> Result<PartialDay, DayError> {
        match text.len() {
            4 => first_day(text, "-01-01", Given::Year),
            7 => first_day(text, "-01", Given::Month),
            _ => parse_day(text).map(PartialDay::from),
        }
    }
}

/// The first day of a month or year; an error is about the text as given.
fn first_day(text: &str, rest: &str, given: Given) -> Result<PartialDay, DayError> {
    // The form is looked at first, so that the day that is put behind never shows in a message.
    match given {
        Given::Year => drop(read_fields::<1>(text, "YYYY")?),
        _ => drop(read_fields::<2>(text, "YYYY-MM")?),
    }
    let whole = format!("{text}{rest}");
    let [year, month, day] = read_fields(&whole, "YYYY-MM-DD")?;
    let first = to_date(year, month, day)?;
    Ok(PartialDay { first, given })
}

impl fmt::Display for PartialDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month) = (self.first.year(), self.first.month());
        match self.given {
            Given::Day => self.first.fmt(f),
            Given::Month => write!(f, "{year:04}-{month:02}"),
            Given::Year => write!(f, "{year:04}"),
        }
    }
}

impl Serialize for PartialDay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.given {
            Given::Day => super::day::serialize(&self.first, serializer),
            Given::Month | Given::Year => serializer.collect_str(self),
        }
    }
}

impl<'de> Deserialize<'de> for PartialDay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<PartialDay, D::Error> {
        deserializer.deserialize_str(PartialDayVisitor)
    }
}

struct PartialDayVisitor;

impl de::Visitor<'_> for PartialDayVisitor {
    type Value = PartialDay;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a day as YYYY-MM-DD, or a month as YYYY-MM, or a year as YYYY")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<PartialDay, E> {
        text.parse().map_err(E::custom)
    }
}
