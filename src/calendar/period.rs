//! [`Period`]: a run of whole days.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::add_days;

/// A period (期间) of at least one whole day, from its first day up to, but without, the day after its last.
///
/// Half-open, so that periods join without gap or overlap: the `to` of one is the `from` of the next. People
/// name the last day instead, so the text form and the JSON form have the last day *inclusive*:
/// `2024-01-01..2024-06-30`, `{"from":"2024-01-01","through":"2024-06-30"}`.
///
/// ```
/// use jiff::civil::date;
/// use landledger::calendar::{Half, Period};
///
/// let half = Period::half_year(2024, Half::First)?;
/// assert_eq!(half.to_string(), "2024-01-01..2024-06-30");
/// assert!(half.contains(date(2024, 6, 30)) && !half.contains(date(2024, 7, 1)));
/// assert_eq!(half.day_before(), Some(date(2023, 12, 31)));
/// # Ok::<(), landledger::calendar::PeriodError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "Inclusive", into = "Inclusive")]
pub struct Period {
    from: Date,
    /// After `from`.
    to: Date,
}

/// A half of a calendar year (半年).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Half {
    /// January to June (上半年).
    First,
    /// July to December (下半年).
    Second,
}

/// A quarter of a calendar year (季度).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Quarter {
    /// January to March (一季度).
    First,
    /// April to June (二季度).
    Second,
    /// July to September (三季度).
    Third,
    /// October to December (四季度).
    Fourth,
}

impl Quarter {
    /// The quarter that a day lies in.
    #[must_use]
    pub fn of(day: Date) -> Quarter {
        match day.month() {
            ..=3 => Quarter::First,
            4..=6 => Quarter::Second,
            7..=9 => Quarter::Third,
            10.. => Quarter::Fourth,
        }
    }

    const fn first_month(self) -> i8 {
        match self {
            Quarter::First => 1,
            Quarter::Second => 4,
            Quarter::Third => 7,
            Quarter::Fourth => 10,
        }
    }
}

impl Period {
    /// From the day `from` up to, but without, the day `to`.
    ///
    /// # Errors
    ///
    /// `to` is not after `from`, or a day lies outside the years 0001 to 9999.
    pub fn days(from: Date, to: Date) -> Result<Period, PeriodError> {
        if from.year() < 1 || to.year() < 1 {
            return Err(PeriodError::OutOfRange);
        }
        if from >= to {
            return Err(PeriodError::Empty { from, to });
        }
        Ok(Period { from, to })
    }

    /// From the day `from` through the day `last`, both included.
    ///
    /// # Errors
    ///
    /// `last` is before `from`, a day lies outside the years 0001 to 9999, or `last` is the very last of them.
    pub fn through(from: Date, last: Date) -> Result<Period, PeriodError> {
        Period::days(from, add_days(last, 1).ok_or(PeriodError::OutOfRange)?)
    }

    /// A calendar year.
    ///
    /// # Errors
    ///
    /// The year is outside 1 to 9998.
    pub fn year(year: i16) -> Result<Period, PeriodError> {
        Period::months(year, 1, 12)
    }

    /// A half of a calendar year.
    ///
    /// # Errors
    ///
    /// The half does not lie before 9999-12-31 and after the year 0.
    pub fn half_year(year: i16, half: Half) -> Result<Period, PeriodError> {
        match half {
            Half::First => Period::months(year, 1, 6),
            Half::Second => Period::months(year, 7, 6),
        }
    }

    /// A quarter of a calendar year.
    ///
    /// # Errors
    ///
    /// The quarter does not lie before 9999-12-31 and after the year 0.
    pub fn quarter(year: i16, quarter: Quarter) -> Result<Period, PeriodError> {
        Period::months(year, quarter.first_month(), 3)
    }

    /// A calendar month, 1 to 12.
    ///
    /// # Errors
    ///
    /// The month is outside 1 to 12, or does not lie before 9999-12-31 and after the year 0.
    pub fn month(year: i16, month: i8) -> Result<Period, PeriodError> {
        Period::months(year, month, 1)
    }

    fn months(year: i16, first: i8, count: u8) -> Result<Period, PeriodError> {
        if !(1..=12).contains(&first) {
            return Err(PeriodError::NoSuchMonth { month: first });
        }
        let from = Date::new(year, first, 1).map_err(|_| PeriodError::OutOfRange)?;
        let to = (0..count)
            .try_fold(from, |month, _| next_month(month))
            .ok_or(PeriodError::OutOfRange)?;
        Period::days(from, to)
    }

    /// The first day.
    #[must_use]
    pub const fn from(self) -> Date {
        self.from
    }

    /// The day after the last day.
    #[must_use]
    pub const fn to(self) -> Date {
        self.to
    }

    /// The last day, the one of closing figures (期末).
    #[must_use]
    pub fn last_day(self) -> Date {
        // `to` has a day before it, as it is after `from`.
        self.to.yesterday().unwrap_or(self.from)
    }

    /// The day before the first, the one of opening figures (期初); `None` if the period starts the calendar.
    #[must_use]
    pub fn day_before(self) -> Option<Date> {
        add_days(self.from, -1)
    }

    /// Whether the day lies in the period.
    #[must_use]
    pub fn contains(self, day: Date) -> bool {
        self.from <= day && day < self.to
    }

    /// The calendar months of the period, the first and the last cut to it.
    pub fn split_by_month(self) -> impl Iterator<Item = Period> {
        self.split(next_month)
    }

    /// The calendar quarters of the period, the first and the last cut to it.
    pub fn split_by_quarter(self) -> impl Iterator<Item = Period> {
        self.split(|day| {
            let first = Date::new(day.year(), Quarter::of(day).first_month(), 1).ok()?;
            (0..3).try_fold(first, |month, _| next_month(month))
        })
    }

    /// The pieces between the days at which `next` starts a new one.
    fn split(self, next: impl Fn(Date) -> Option<Date>) -> impl Iterator<Item = Period> {
        let mut from = self.from;
        std::iter::from_fn(move || {
            if from >= self.to {
                return None;
            }
            let to = next(from).map_or(self.to, |start| start.min(self.to));
            let piece = Period { from, to };
            from = to;
            Some(piece)
        })
    }
}

/// The first day of the month after the one that the day lies in.
fn next_month(day: Date) -> Option<Date> {
    day.last_of_month().tomorrow().ok()
}

/// First and last day, both included, as `2024-01-01..2024-06-30`.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.from, self.last_day())
    }
}

/// Why two days make no period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PeriodError {
    /// There is no day in it.
    Empty {
        /// The first day.
        from: Date,
        /// The day after the last day, not after `from`.
        to: Date,
    },
    /// It does not lie within the years 0001 to 9999, the very last day excepted.
    OutOfRange,
    /// There is no such month.
    NoSuchMonth {
        /// The number of the month.
        month: i8,
    },
}

impl PeriodError {
    /// What was expected, in English.
    #[must_use]
    pub const fn expected_en(self) -> &'static str {
        match self {
            PeriodError::Empty { .. } => "a period that does not end before it starts",
            PeriodError::OutOfRange => "a period that lies within the years 0001 to 9999",
            PeriodError::NoSuchMonth { .. } => "a month from 1 to 12",
        }
    }

    /// What was expected, in Chinese.
    #[must_use]
    pub const fn expected_zh(self) -> &'static str {
        match self {
            PeriodError::Empty { .. } => "结束日不早于开始日的期间",
            PeriodError::OutOfRange => "0001 至 9999 年之内的期间",
            PeriodError::NoSuchMonth { .. } => "1 至 12 的月份",
        }
    }
}

impl fmt::Display for PeriodError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}", self.expected_en())?;
        match self {
            PeriodError::Empty { from, to } => match to.yesterday() {
                Ok(last) => write!(f, ", found {from} through {last}"),
                Err(_) => write!(f, ", found {from} up to {to}"),
            },
            PeriodError::OutOfRange => Ok(()),
            PeriodError::NoSuchMonth { month } => write!(f, ", found {month}"),
        }
    }
}

impl std::error::Error for PeriodError {}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename = "Period", deny_unknown_fields)]
struct Inclusive {
    /// Its first day.
    #[cfg_attr(feature = "schema", schemars(with = "super::schema::Day"))]
    #[serde(with = "super::day")]
    from: Date,
    /// Its last day.
    #[cfg_attr(feature = "schema", schemars(with = "super::schema::Day"))]
    #[serde(with = "super::day")]
    through: Date,
}

impl From<Period> for Inclusive {
    fn from(period: Period) -> Inclusive {
        Inclusive { from: period.from, through: period.last_day() }
    }
}

impl TryFrom<Inclusive> for Period {
    type Error = PeriodError;

    fn try_from(form: Inclusive) -> Result<Period, PeriodError> {
        Period::through(form.from, form.through)
    }
}
