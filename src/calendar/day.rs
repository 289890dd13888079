//! The text form of a day: `YYYY-MM-DD` and nothing else; for `#[serde(with = "landledger::calendar::day")]`.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserializer, Serializer, de, ser};

use super::DayError;

/// The day that ten bytes `YYYY-MM-DD` name, in the years 0001 to 9999.
///
/// Stricter than `jiff`, which also reads `20240229` and drops a time behind the day.
///
/// ```
/// let error = landledger::calendar::parse_day("2024-02-30").unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "expected a day from 01 to 29, as February 2024 has 29 days, found \"30\" at character 9"
/// );
/// ```
///
/// # Errors
///
/// The text is of another form, or there is no such day.
pub fn parse_day(text: &str) -> Result<Date, DayError> {
    let fields = read_fields(text, "YYYY-MM-DD")?;
    let [year, month, day] = fields;
    to_date(year, month, day)
}

/// A number of a date or time, with its place in the text.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Field<'a> {
    pub(super) text: &'a str,
    pub(super) position: usize,
    pub(super) value: i16,
}

impl Field<'_> {
    /// The number, if it lies in this range.
    pub(super) fn within(
        self,
        range: std::ops::RangeInclusive<i16>,
        zh: &str,
        en: &str,
    ) -> Result<i8, DayError> {
        match i8::try_from(self.value) {
            Ok(value) if range.contains(&self.value) => Ok(value),
            _ => {
                let (from, to) = (range.start(), range.end());
                Err(DayError::new(
                    self.position,
                    format!("{from:02} 至 {to:02} 的{zh}"),
                    format!("{en} from {from:02} to {to:02}"),
                    self.text,
                ))
            }
        }
    }
}

/// How many characters of a wrong text an error shows.
const SHOWN: usize = 24;

/// The runs of digits in a text of this form; letters stand for digits, anything else for itself.
pub(super) fn read_fields<'a, const N: usize>(
    text: &'a str,
    form: &'static str,
) -> Result<[Field<'a>; N], DayError> {
    let wrong = |position: usize| {
        let found: String = text.get(position..).unwrap_or_default().chars().take(SHOWN).collect();
        Err(DayError::new(position, form, form, found))
    };
    let bytes = text.as_bytes();
    for (position, expected) in form.bytes().enumerate() {
        let fits = match bytes.get(position) {
            Some(byte) if is_placeholder(expected) => byte.is_ascii_digit(),
            Some(byte) => *byte == expected,
            None => false,
        };
        if !fits {
            return wrong(position);
        }
    }
    if text.len() > form.len() {
        return wrong(form.len());
    }
    let mut fields = [Field::default(); N];
    let mut position = 0;
    for (field, run) in fields.iter_mut().zip(text.split(|c: char| !c.is_ascii_digit())) {
        *field = Field { text: run, position, value: run.parse().unwrap_or(-1) };
        position += run.len() + 1;
    }
    Ok(fields)
}

/// `T` between day and time stands for itself.
const fn is_placeholder(byte: u8) -> bool {
    byte.is_ascii_alphabetic() && byte != b'T'
}

/// The day that the fields name.
pub(super) fn to_date(year: Field<'_>, month: Field<'_>, day: Field<'_>) -> Result<Date, DayError> {
    if year.value < 1 {
        return Err(DayError::new(
            year.position,
            "0001 至 9999 的年份",
            "a year from 0001 to 9999",
            year.text,
        ));
    }
    let month_number = month.within(1..=12, "月份", "a month")?;
    let last = Date::new(year.value, month_number, 1).map_or(31, Date::days_in_month);
    let name = MONTHS.get(usize::from(month_number.unsigned_abs()).saturating_sub(1));
    let (year_number, name) = (year.value, name.copied().unwrap_or_default());
    match Date::new(year.value, month_number, i8::try_from(day.value).unwrap_or_default()) {
        Ok(date) => Ok(date),
        Err(_) => Err(DayError::new(
            day.position,
            format!("01 至 {last} 日（{year_number} 年 {month_number} 月有 {last} 天）"),
            format!("a day from 01 to {last}, as {name} {year_number} has {last} days"),
            day.text,
        )),
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Writes the day as `YYYY-MM-DD`.
///
/// # Errors
///
/// The year is outside 0001 to 9999, or the serializer fails.
pub fn serialize<S: Serializer>(day: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    if day.year() < 1 {
        return Err(ser::Error::custom(format_args!(
            "expected a year from 0001 to 9999, found {}",
            day.year()
        )));
    }
    serializer.collect_str(day)
}

/// Reads a day from a string as [`parse_day`] does.
///
/// # Errors
///
/// The value is no string, or no day.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    deserializer.deserialize_str(DayVisitor)
}

pub(super) struct DayVisitor;

impl de::Visitor<'_> for DayVisitor {
    type Value = Date;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a day as YYYY-MM-DD")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Date, E> {
        parse_day(text).map_err(E::custom)
    }
}
