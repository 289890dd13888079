//! [`Days`]: the days that a table may speak of, numbered.

use jiff::civil::Date;

use crate::calendar::{Period, add_days, days_between};

/// Numbers the days of a period from 0, and reads them from `YYYY-MM-DD` by a table of its months.
#[derive(Debug, Clone)]
pub(super) struct Days {
    period: Period,
    last: u16,
    first_year: usize,
    months: Vec<Month>,
}

/// The number of its first day, which may lie before the period, and how many days it has.
#[derive(Debug, Clone, Copy)]
struct Month {
    start: i32,
    length: u32,
}

impl Days {
    /// The most days that a period may have: their numbers fit 16 bits, with one to spare for "never".
    pub(super) const MOST: i32 = 65_535;

    /// `None` for a period of more than [`Days::MOST`] days.
    pub(super) fn new(period: Period) -> Option<Days> {
        let (first, last) = (period.from(), period.last_day());
        let length = Some(days_between(first, last)).filter(|days| *days < Days::MOST)?;
        let mut months = Vec::new();
        for year in first.year()..=last.year() {
            for month in 1..=12 {
                let start = Date::new(year, month, 1).ok()?;
                months.push(Month {
                    start: days_between(first, start),
                    length: u32::from(start.days_in_month().unsigned_abs()),
                });
            }
        }
        Some(Days {
            period,
            last: u16::try_from(length).ok()?,
            first_year: usize::try_from(first.year()).ok()?,
            months,
        })
    }

    pub(super) fn period(&self) -> Period {
        self.period
    }

    /// The number of the last day.
    pub(super) fn last(&self) -> u16 {
        self.last
    }

    /// The number of the day that a text names; `None` unless it is a day of the period, as `YYYY-MM-DD`.
    #[inline]
    pub(super) fn read(&self, text: &str) -> Option<u16> {
        let (head, tail) = text.as_bytes().split_first_chunk::<8>()?;
        let [tens, ones] = *tail else { return None };
        // The bytes of "YYYY-MM-", the first the lowest: digits become 0 to 9, hyphens 0.
        let head = u64::from_le_bytes(*head) ^ u64::from_le_bytes(*b"0000-00-");
        // Whatever is more than that has, or carries into, the highest bit of its byte.
        let limits = [0x76, 0x76, 0x76, 0x76, 0x7F, 0x76, 0x76, 0x7F];
        let above = head.wrapping_add(u64::from_le_bytes(limits)) | head;
        let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
        if above & 0x8080_8080_8080_8080 != 0 || tens > 9 || ones > 9 {
            return None;
        }
        let [y1, y2, y3, y4, _, m1, m2, _] = head.to_le_bytes().map(u32::from);
        let year = y1 * 1000 + y2 * 100 + y3 * 10 + y4;
        let month = (m1 * 10 + m2).checked_sub(1).filter(|month| *month < 12)?;
        let day = (u32::from(tens) * 10 + u32::from(ones)).checked_sub(1)?;
        let at = (year as usize).checked_sub(self.first_year)? * 12 + month as usize;
        let month = self.months.get(at).filter(|month| day < month.length)?;
        u16::try_from(month.start + day as i32).ok().filter(|number| *number <= self.last)
    }

    /// The number of a day; below 0 before the period, above [`Days::last`] after it.
    pub(super) fn number(&self, day: Date) -> i64 {
        i64::from(days_between(self.period.from(), day))
    }

    /// The day with a number.
    pub(super) fn day(&self, number: u16) -> Date {
        let first = self.period.from();
        add_days(first, i64::from(number)).unwrap_or(first)
    }
}
