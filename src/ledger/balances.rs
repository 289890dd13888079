//! The figures of balance assertions, summed in one pass over the movements for all of them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::roll_forward::{Moves, plus};
use super::{
    AssertedBalance, FloorCreditMovement, FloorMovement, Group, GroupFilter, History,
    LandCreditMovement, Movement, StatedBalance, Stock, VacancyMovement,
};
use crate::units::QuantityError;

/// What a history says of each balance, in the order of `stated`, which is that of days; the history was replayed to the
/// last of them or to a later day.
///
/// Each stock that is asked for is summed once, by group; a balance then adds up the groups that it means.
pub(super) fn figures(
    history: &History,
    stated: &[&StatedBalance],
) -> Result<Vec<Decimal>, QuantityError> {
    let mut entries = Running::<Movement>::new(history);
    let mut floor = Running::<FloorMovement>::new(history);
    let mut vacancy = Running::<VacancyMovement>::new(history);
    let mut floor_credits = Running::<FloorCreditMovement>::new(history);
    let mut land_credits = Running::<LandCreditMovement>::new(history);
    let figure = |stated: &&StatedBalance| {
        let (day, part) = (stated.day, &stated.assertion.of);
        Ok(match stated.assertion.balance {
            AssertedBalance::Entries(_) => entries.at(day, part)?.count.into(),
            AssertedBalance::LandAreaM2(_) => entries.at(day, part)?.area.square_metres(),
            AssertedBalance::Spaces(_) => floor.at(day, part)?.count.into(),
            AssertedBalance::FloorAreaM2(_) => floor.at(day, part)?.area.square_metres(),
            AssertedBalance::VacantSpaces(_) => vacancy.at(day, part)?.count.into(),
            AssertedBalance::VacantFloorAreaM2(_) => vacancy.at(day, part)?.area.square_metres(),
            AssertedBalance::RevitalizedFloorAreaM2(_) => {
                floor_credits.at(day, part)?.area.square_metres()
            }
            AssertedBalance::RevitalizedLandAreaM2(_) => {
                land_credits.at(day, part)?.area.square_metres()
            }
        })
    };
    stated.iter().map(figure).collect()
}

/// A stock by group, as far as its movements were summed.
struct Running<'h, M: Moves> {
    rest: &'h [M],
    sums: BTreeMap<&'h Group, Stock<M::Area>>,
}

impl<'h, M: Moves> Running<'h, M> {
    fn new(history: &'h History) -> Running<'h, M> {
        Running { rest: M::all(history), sums: BTreeMap::new() }
    }

    /// The stock of a part at the end of a day, which is none before the day asked for last.
    fn at(&mut self, day: Date, part: &GroupFilter) -> Result<Stock<M::Area>, QuantityError> {
        while let Some((first, rest)) = self.rest.split_first()
            && first.day() <= day
        {
            let sum = self.sums.entry(first.group()).or_default();
            *sum = plus::<M>(*sum, first.stock())?;
            self.rest = rest;
        }
        let meant = self.sums.iter().filter(|(group, _)| part.admits(group));
        meant.map(|(_, sum)| *sum).try_fold(Stock::default(), plus::<M>)
    }
}
