//! Serial days: how workbooks keep dates.

use jiff::ToSpan;
use jiff::civil::{Date, date};

/// From which day the days of a workbook are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read::sheet) enum DateSystem {
    /// Day 1 is 1900-01-01, and day 60 a 29 February 1900 that never was.
    From1900,
    /// Day 0 is 1904-01-01, as on old Macintosh computers.
    From1904,
}

impl DateSystem {
    /// The day with this number; `None` before the first and beyond the last that a workbook can hold, and for the day that
    /// never was.
    pub(in crate::read::sheet) fn day(self, serial: i64) -> Option<Date> {
        let (start, days) = match self {
            DateSystem::From1904 if (0..=2_957_003).contains(&serial) => (date(1904, 1, 1), serial),
            DateSystem::From1900 if (1..60).contains(&serial) => (date(1899, 12, 31), serial),
            DateSystem::From1900 if (61..=2_958_465).contains(&serial) => {
                (date(1899, 12, 30), serial)
            }
            _ => return None,
        };
        start.checked_add(days.days()).ok()
    }

    /// A cell in a format of days as text: `2024-03-01`, with the time of day behind it where there is one; `None` for what is
    /// no day.
    pub(super) fn text(self, serial: f64) -> Option<String> {
        // Half a second and less is noise of binary fractions.
        let seconds = (serial * 86_400.0).round();
        if !(0.0..=2.6e11).contains(&seconds) {
            return None;
        }
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a whole number in the range of the line above"
        )]
        let seconds = seconds as i64;
        let (days, time) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
        let day = match (self, days) {
            (DateSystem::From1900, 60) => "1900-02-29".to_owned(),
            _ => self.day(days)?.to_string(),
        };
        if time == 0 {
            return Some(day);
        }
        let (hours, minutes) = (time.div_euclid(3600), time.rem_euclid(3600).div_euclid(60));
        Some(format!("{day} {hours:02}:{minutes:02}:{:02}", time.rem_euclid(60)))
    }
}
