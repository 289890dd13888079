//! The text form of a day that may be missing; for `#[serde(with = "landledger::calendar::optional_day")]`
//! together with `default` and `skip_serializing_if = "Option::is_none"`.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserializer, Serializer, de};

/// Writes the day as `YYYY-MM-DD`, or nothing.
///
/// # Errors
///
/// The year is outside 0001 to 9999, or the serializer fails.
pub fn serialize<S: Serializer>(day: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
    struct Day<'a>(&'a Date);

    impl serde::Serialize for Day<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            super::day::serialize(self.0, serializer)
        }
    }

    match day {
        Some(day) => serializer.serialize_some(&Day(day)),
        None => serializer.serialize_none(),
    }
}

/// Reads a day from a string as [`super::parse_day`] does; null is no day. An empty string is an error.
///
/// # Errors
///
/// The value is neither null nor a day.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    deserializer.deserialize_option(OptionalDayVisitor)
}

struct OptionalDayVisitor;

impl<'de> de::Visitor<'de> for OptionalDayVisitor {
    type Value = Option<Date>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a day as YYYY-MM-DD, or null")
    }

    fn visit_none<E: de::Error>(self) -> Result<Option<Date>, E> {
        Ok(None)
    }

    fn visit_unit<E: de::Error>(self) -> Result<Option<Date>, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<Date>, D::Error> {
        super::day::deserialize(deserializer).map(Some)
    }
}
