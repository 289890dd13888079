//! Roll-forward of revitalized floor area by period, division and method.

use super::blocks::Blocks;
use super::days::Days;
use super::floor::{Floor, Turn};
use super::merge::{Names, Parcels};
use crate::calendar::Period;
use crate::error::{Error, Result};

/// Revitalized floor area of one division and method over one period (期初期末表的一行), hundredths of a square metre:
/// opening + revitalized − relapsed − withdrawn = closing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct RollForwardRow<'a> {
    /// The period.
    pub period: Period,
    /// The first characters of the parcels' codes.
    pub division: &'a str,
    /// The method, as written; empty where rows name none.
    pub method: &'a str,
    /// What counts before the period (期初).
    pub opening: i128,
    /// What was revitalized in it (新增盘活).
    pub revitalized: i128,
    /// What fell vacant again (返空).
    pub relapsed: i128,
    /// What was taken away with its parcel (随宗地移出).
    pub withdrawn: i128,
    /// What counts after it (期末).
    pub closing: i128,
}

/// What moved in a period: revitalized, relapsed, withdrawn.
type Moves = [i128; 3];

/// Sums by division, method and period, of some parts of a table.
#[derive(Debug)]
pub(super) struct Sums {
    /// Of each division the methods that moved, rising, each with the place of its first period in `moves`.
    groups: Vec<Vec<(u16, usize)>>,
    moves: Vec<Moves>,
}

/// Where in the calendar and in the district a row falls.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    names: &'a Names,
    periods: &'a [Period],
    /// By the number of a day: 0 before the first period, then the periods from 1, then one for all that is later.
    period_of: Vec<usize>,
    /// By parcel.
    division_of: Vec<u32>,
    /// In the order of the codes.
    divisions: Vec<&'a str>,
}

impl<'a> Plan<'a> {
    /// Periods that do not follow one another are refused.
    pub(super) fn new(
        names: &'a Names,
        days: &Days,
        periods: &'a [Period],
        characters: usize,
    ) -> Result<Plan<'a>> {
        for (one, next) in periods.iter().zip(periods.iter().skip(1)) {
            if one.to() != next.from() {
                let expected =
                    (format!("紧接 {one} 的期间"), format!("a period that follows {one}"));
                return Err(Error::argument(("期间", "periods"), expected, next.to_string()));
            }
        }
        let ends: Vec<i64> = periods.iter().map(|period| days.number(period.to())).collect();
        let first = periods.first().map_or(0, |period| days.number(period.from()));
        let period_of = (0..=i64::from(days.last())).map(|day| match day {
            day if day < first => 0,
            day => 1 + ends.partition_point(|end| *end <= day),
        });
        let (division_of, divisions) = divisions(&names.parcels, characters);
        Ok(Plan { names, periods, period_of: period_of.collect(), division_of, divisions })
    }

    /// A place for sums, all 0.
    pub(super) fn sums(&self) -> Sums {
        Sums { groups: vec![Vec::new(); self.divisions.len()], moves: Vec::new() }
    }

    /// Adds what the rows of a part, known on a day, move.
    pub(super) fn add(&self, sums: &mut Sums, floor: &mut Floor, part: &Blocks, known: i64) {
        let mut parcel = None;
        floor.start();
        for row in part.rows().filter(|row| row.is_known_on(known)) {
            if parcel != Some(row.parcel) {
                parcel = Some(row.parcel);
                floor.start();
            }
            floor.apply(row, |turn, method, area| {
                let period = self.period_of.get(usize::from(row.effective));
                let division = self.division_of.get(row.parcel as usize);
                let (Some(period), Some(division)) = (period, division) else { return };
                let column = match turn {
                    Turn::Revitalized => 0,
                    Turn::Relapsed => 1,
                    Turn::Withdrawn => 2,
                };
                let moves = sums.of(*division, method, self.periods.len() + 2);
                let cell = moves.get_mut(*period).and_then(|moves| moves.get_mut(column));
                if let Some(cell) = cell {
                    *cell += i128::from(area);
                }
            });
        }
    }
}

/// Revitalized floor area over periods that follow one another (期初期末表), by division and method.
#[derive(Debug)]
pub struct TableRollForward<'a> {
    periods: &'a [Period],
    /// By division and method: what counts before the first period.
    groups: Vec<(&'a str, &'a str, i128)>,
    /// By period and group, as they are asked for.
    moves: Vec<Moves>,
}

impl<'a> TableRollForward<'a> {
    pub(super) fn new(plan: Plan<'a>, parts: Vec<Sums>) -> TableRollForward<'a> {
        let width = plan.periods.len() + 2;
        let mut parts = parts.into_iter();
        let mut all = parts.next().unwrap_or_else(|| plan.sums());
        for sums in parts {
            for (division, groups) in (0..).zip(&sums.groups) {
                for (method, start) in groups {
                    let more = sums.moves.get(*start..start + width).unwrap_or_default();
                    for (sum, more) in all.of(division, *method, width).iter_mut().zip(more) {
                        sum.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
                    }
                }
            }
        }
        let Sums { groups, moves } = all;
        let groups = plan.divisions.iter().zip(groups).flat_map(|(division, methods)| {
            let text = |method: u16| plan.names.methods.text(u32::from(method));
            let mut methods: Vec<(&str, usize)> =
                methods.into_iter().map(|(method, start)| (text(method), start)).collect();
            methods.sort_unstable();
            methods.into_iter().map(|(method, start)| (*division, method, start))
        });
        let groups: Vec<(&str, &str, usize)> = groups.collect();
        let mut by_period = vec![[0; 3]; plan.periods.len() * groups.len()];
        for (place, (.., start)) in groups.iter().enumerate() {
            let own = moves.get(start + 1..start + width - 1).unwrap_or_default();
            let places = by_period.iter_mut().skip(place).step_by(groups.len());
            places.zip(own).for_each(|(place, moves)| *place = *moves);
        }
        let before = |(division, method, start): (&'a str, &'a str, usize)| {
            (division, method, moves.get(start).map_or(0, net))
        };
        let groups = groups.into_iter().map(before).collect();
        TableRollForward { periods: plan.periods, groups, moves: by_period }
    }

    /// From the first day of the first period to the last day of the last; `None` without periods.
    #[must_use]
    pub fn period(&self) -> Option<Period> {
        let (first, last) = (self.periods.first()?, self.periods.last()?);
        Period::days(first.from(), last.to()).ok()
    }

    /// All divisions and methods over all periods, as a row that names none of them; `None` without periods.
    #[must_use]
    pub fn total(&self) -> Option<RollForwardRow<'a>> {
        let period = self.period()?;
        let opening = self.groups.iter().map(|(.., before)| before).sum();
        let moves = self.moves.iter().fold([0; 3], |sum: Moves, moves| {
            [sum[0] + moves[0], sum[1] + moves[1], sum[2] + moves[2]]
        });
        Some(RollForwardRow::of(period, "", "", opening, &moves))
    }

    /// The rows, by period, division and method.
    pub fn rows(&self) -> impl Iterator<Item = RollForwardRow<'a>> {
        let mut closings: Vec<i128> = self.groups.iter().map(|(.., before)| *before).collect();
        let cells = self.periods.iter().flat_map(|period| {
            self.groups.iter().enumerate().map(move |(place, group)| (*period, place, group))
        });
        cells.zip(&self.moves).map(move |((period, place, (division, method, _)), moves)| {
            let opening = closings.get(place).copied().unwrap_or_default();
            let row = RollForwardRow::of(period, division, method, opening, moves);
            if let Some(place) = closings.get_mut(place) {
                *place = row.closing;
            }
            row
        })
    }
}

impl<'a> RollForwardRow<'a> {
    fn of(
        period: Period,
        division: &'a str,
        method: &'a str,
        opening: i128,
        moves: &Moves,
    ) -> RollForwardRow<'a> {
        let [revitalized, relapsed, withdrawn] = *moves;
        let closing = opening + net(moves);
        RollForwardRow {
            period,
            division,
            method,
            opening,
            revitalized,
            relapsed,
            withdrawn,
            closing,
        }
    }
}

fn net(moves: &Moves) -> i128 {
    let [revitalized, relapsed, withdrawn] = moves;
    revitalized - relapsed - withdrawn
}

impl Sums {
    /// The moves of a division and method.
    fn of(&mut self, division: u32, method: u16, width: usize) -> &mut [Moves] {
        let Sums { groups, moves } = self;
        let Some(methods) = groups.get_mut(division as usize) else { return &mut [] };
        let start = match methods.binary_search_by_key(&method, |(method, _)| *method) {
            Ok(at) => methods.get(at).map_or(0, |(_, start)| *start),
            Err(at) => {
                let start = moves.len();
                methods.insert(at, (method, start));
                moves.resize(start + width, [0; 3]);
                start
            }
        };
        moves.get_mut(start..start + width).unwrap_or_default()
    }
}

/// The division of each parcel, and the divisions, in the order of the codes.
fn divisions(parcels: &Parcels, characters: usize) -> (Vec<u32>, Vec<&str>) {
    let mut division_of = vec![0; parcels.len()];
    let mut divisions: Vec<&str> = Vec::new();
    for parcel in &parcels.by_code {
        let code = parcels.code(*parcel);
        let end = code.char_indices().nth(characters).map_or(code.len(), |(end, _)| end);
        let division = code.get(..end).unwrap_or_default();
        if divisions.last() != Some(&division) {
            divisions.push(division);
        }
        let number = divisions.len() as u32 - 1;
        if let Some(place) = division_of.get_mut(*parcel as usize) {
            *place = number;
        }
    }
    (division_of, divisions)
}
