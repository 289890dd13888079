//! What counts as revitalized, day by day.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::ledger::History;
use crate::report::drawing::CoursePoint;

/// What counts as revitalized over time (盘活面积走势): two stocks that are never added.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct RevitalizedCourse {
    /// Floor area really in use again, m².
    pub floor: Vec<CoursePoint>,
    /// Land area struck off as revitalized and accepted, m².
    pub land: Vec<CoursePoint>,
}

impl RevitalizedCourse {
    /// The course of a history, from the day before its first movement, where the stock is zero.
    ///
    /// The difference of two points is what [`Revitalized`](crate::ledger::Revitalized) gives as net for the time between
    /// them.
    #[must_use]
    pub fn of(history: &History) -> RevitalizedCourse {
        let floor = history.floor_credits.iter();
        let land = history.land_credits.iter();
        RevitalizedCourse {
            floor: stock(floor.map(|movement| (movement.day, movement.floor_area.square_metres()))),
            land: stock(land.map(|movement| (movement.day, movement.land_area.square_metres()))),
        }
    }
}

/// Sums of movements in the order of their days, one point a day.
fn stock(movements: impl Iterator<Item = (Date, Decimal)>) -> Vec<CoursePoint> {
    let mut points: Vec<CoursePoint> = Vec::new();
    let mut sum = Decimal::ZERO;
    for (day, change) in movements {
        if points.is_empty() {
            points.extend(day.yesterday().ok().map(|before| CoursePoint::new(before, sum)));
        }
        sum = sum.saturating_add(change);
        match points.last_mut() {
            Some(last) if last.day == day => last.value = sum,
            _ => points.push(CoursePoint::new(day, sum)),
        }
    }
    points
}
