//! The text form of a moment of local time: `YYYY-MM-DDTHH:MM:SS` and nothing else; for
//! `#[serde(with = "landledger::calendar::moment")]`.
//!
//! There is no offset: the books of a district are kept in one time, China's.

use std::fmt;

use jiff::civil::DateTime;
use serde::{Deserializer, Serializer, de, ser};

use super::DayError;
use super::day::{read_fields, to_date};

/// The moment that 19 bytes `YYYY-MM-DDTHH:MM:SS` name; no fraction, no offset, no leap second.
///
/// # Errors
///
/// The text is of another form, or there is no such day or time.
pub fn parse_moment(text: &str) -> Result<DateTime, DayError> {
    let fields = read_fields(text, "YYYY-MM-DDTHH:MM:SS")?;
    let [year, month, day, hour, minute, second] = fields;
    let date = to_date(year, month, day)?;
    let hour = hour.within(0..=23, "小时", "an hour")?;
    let minute = minute.within(0..=59, "分钟", "a minute")?;
    let second_number = second.within(0..=59, "秒", "a second")?;
    DateTime::new(date.year(), date.month(), date.day(), hour, minute, second_number, 0)
        .map_err(|_| DayError::new(second.position, "00 至 59 的秒", "a second", second.text))
}

/// Writes the moment as `YYYY-MM-DDTHH:MM:SS`.
///
/// # Errors
///
/// The year is outside 0001 to 9999, the moment has a fraction of a second (it would be lost), or the
/// serializer fails.
pub fn serialize<S: Serializer>(moment: &DateTime, serializer: S) -> Result<S::Ok, S::Error> {
    if moment.year() < 1 || moment.subsec_nanosecond() != 0 {
        return Err(ser::Error::custom(format_args!(
            "expected a year from 0001 to 9999 and whole seconds, found {moment}"
        )));
    }
    serializer.collect_str(moment)
}

/// Reads a moment from a string as [`parse_moment`] does.
///
/// # Errors
///
/// The value is no string, or no moment.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<DateTime, D::Error> {
    deserializer.deserialize_str(MomentVisitor)
}

struct MomentVisitor;

impl de::Visitor<'_> for MomentVisitor {
    type Value = DateTime;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a moment as YYYY-MM-DDTHH:MM:SS")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<DateTime, E> {
        parse_moment(text).map_err(E::custom)
    }
}
