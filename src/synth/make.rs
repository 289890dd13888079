//! Values of the domain from the generator's own integers: days, areas, sums, documents.

use std::fmt::Display;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::internal;
use crate::calendar;
use crate::error::Result;
use crate::law::Document;
use crate::units::{Area, FloorArea, Money};

/// A day, counted from 2020-01-01.
pub(super) type Day = i64;

const BASE: Date = jiff::civil::date(2020, 1, 1);

/// The last day that the journal tells of.
pub(super) const END: Day = day(2024, 9, 30);

/// The number of a day (proleptic Gregorian calendar; years count from March, so that a leap day is the last).
pub(super) const fn day(year: i64, month: i64, of_month: i64) -> Day {
    const fn since_march_0(year: i64, month: i64, of_month: i64) -> i64 {
        let year = if month > 2 { year } else { year - 1 };
        let month = (month + 9) % 12;
        365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + of_month
    }
    since_march_0(year, month, of_month) - since_march_0(2020, 1, 1)
}

pub(super) fn date(day: Day) -> Date {
    calendar::add_days(BASE, day).unwrap_or(BASE)
}

/// Square metres from hundredths.
pub(super) fn area(hundredths: i64) -> Result<Area> {
    Area::from_square_metres(Decimal::new(hundredths, 2)).map_err(internal)
}

/// Square metres of floor from hundredths.
pub(super) fn floor_area(hundredths: i64) -> Result<FloorArea> {
    FloorArea::from_square_metres(Decimal::new(hundredths, 2)).map_err(internal)
}

/// A sum in whole ten thousands of yuan.
pub(super) fn ten_thousand_yuan(number: i64) -> Result<Money> {
    Money::from_yuan(Decimal::from(number.saturating_mul(10_000))).map_err(internal)
}

/// A document of the synthetic district; its number says that it is one.
pub(super) fn document(issuer: &str, number: impl Display, title: &str, dated: Day) -> Document {
    let on = date(dated);
    let mut document = Document::numbered(format!("{issuer}（合成）〔{}〕{number}号", on.year()));
    document.title = Some(title.to_owned());
    document.dated = Some(on);
    document
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_numbers() {
        // 366 + 365 + 365 + 365 days lie between the first days of 2020 and of 2024.
        let rows = [
            (2020, 1, 1, 0),
            (2020, 3, 1, 60),
            (2021, 1, 1, 366),
            (2024, 1, 1, 1461),
            (2024, 6, 30, 1642),
        ];
        for (year, month, of_month, expected) in rows {
            assert_eq!(day(year, month, of_month), expected);
            let written = format!("{year:04}-{month:02}-{of_month:02}");
            assert_eq!(date(expected).to_string(), written);
        }
    }
}
