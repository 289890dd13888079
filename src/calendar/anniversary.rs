//! Years and days counted from a start day.

use jiff::civil::Date;

/// The day `years` years after `start`: the corresponding day (对应日), or the last day of the month where there
/// is none.
///
/// # Basis
///
/// Civil Code (民法典) Arts. 201, 202 and 1259: the start day is not counted; a term of years ends on the
/// corresponding day of its last month; if there is none, on the last day of that month.
///
/// Counted from the anchor, never from a result: 2024-02-29 + 4 years is 2028-02-29, but + 1 year four times
/// is 2028-02-28. `None` beyond the year 9999.
///
/// ```
/// use jiff::civil::date;
/// use landledger::calendar::add_years;
///
/// assert_eq!(add_years(date(2024, 2, 29), 1), Some(date(2025, 2, 28)));
/// assert_eq!(add_years(date(2023, 2, 28), 1), Some(date(2024, 2, 28)));
/// ```
#[must_use]
pub fn add_years(start: Date, years: u32) -> Option<Date> {
    let year = start.year().checked_add(i16::try_from(years).ok()?)?;
    let first = Date::new(year, start.month(), 1).ok()?;
    Date::new(year, start.month(), start.day().min(first.days_in_month())).ok()
}

/// The day `months` months after `start`: the corresponding day (对应日), or the last day of the month where there is none.
///
/// # Basis
///
/// As [`add_years`]. `None` beyond the year 9999.
///
/// ```
/// use jiff::civil::date;
/// use landledger::calendar::add_months;
///
/// assert_eq!(add_months(date(2023, 8, 31), 6), Some(date(2024, 2, 29)));
/// assert_eq!(add_months(date(2024, 2, 29), 6), Some(date(2024, 8, 29)));
/// ```
#[must_use]
pub fn add_months(start: Date, months: u32) -> Option<Date> {
    let before = i32::from(start.month()) - 1;
    let months = i32::try_from(months).ok()?.checked_add(before)?;
    let year = start.year().checked_add(i16::try_from(months / 12).ok()?)?;
    let month = i8::try_from(months % 12 + 1).ok()?;
    let first = Date::new(year, month, 1).ok()?;
    Date::new(year, month, start.day().min(first.days_in_month())).ok()
}

/// The day `days` days after `start`, or before it for a number below zero; `None` outside the years 0001 to 9999.
///
/// The start day is not counted (Civil Code Art. 201): a term of 30 days that starts on 1 June ends on 1 July.
#[must_use]
pub fn add_days(start: Date, days: i64) -> Option<Date> {
    let span = jiff::Span::new().try_days(days).ok()?;
    start.checked_add(span).ok().filter(|day| day.year() >= 1)
}

/// How many days lie between two days: 1 from a day to the next, negative where `to` is before `from`.
///
/// ```
/// use jiff::civil::date;
/// use landledger::calendar::days_between;
///
/// assert_eq!(days_between(date(2024, 2, 28), date(2024, 3, 1)), 2);
/// assert_eq!(days_between(date(2024, 3, 1), date(2024, 2, 28)), -2);
/// ```
#[must_use]
pub fn days_between(from: Date, to: Date) -> i32 {
    // Every day of the calendar lies within four million days of every other: no overflow, and no error,
    // as both ends are days.
    from.until(to).map_or(0, |span| span.get_days())
}

/// Whether one full year (满一年) since `start` is over on the day `as_of`: whether `as_of` is *after* the first
/// anniversary.
///
/// Strict, because the year ends with the end of the corresponding day (Civil Code Arts. 201, 202, 1259): on the
/// anniversary itself the last day is still running, and a finding against a right holder must not come a
/// day early.
///
/// ```
/// use jiff::civil::date;
/// use landledger::calendar::full_year_over;
///
/// let start = date(2024, 2, 29);
/// assert!(!full_year_over(start, date(2025, 2, 28)));
/// assert!(full_year_over(start, date(2025, 3, 1)));
/// ```
#[must_use]
pub fn full_year_over(start: Date, as_of: Date) -> bool {
    add_years(start, 1).is_some_and(|anniversary| as_of > anniversary)
}

/// How many full years since `start` are over on the day `as_of`: the largest `n` with `as_of` after
/// the `n`-th anniversary; 0 if there is none.
///
/// Strict in the same way as [`full_year_over`], and always counted from the anchor.
#[must_use]
pub fn whole_years_over(start: Date, as_of: Date) -> u32 {
    let years = i32::from(as_of.year()) - i32::from(start.year());
    let Ok(years) = u32::try_from(years) else { return 0 };
    match add_years(start, years) {
        Some(anniversary) if as_of > anniversary => years,
        // The anniversary of the year before lies in an earlier calendar year, so it is over.
        _ => years.saturating_sub(1),
    }
}
