//! [`TableState`]: each parcel on a day, as known on a day.

use jiff::civil::Date;

use super::blocks::Blocks;
use super::days::Days;
use super::floor::Floor;
use super::merge::Names;
use super::row::Kind;

/// The parcels that were ever listed, on a day as known on a day (某日台账状态), in the order of their codes.
#[derive(Debug)]
pub struct TableState<'a> {
    names: &'a Names,
    days: &'a Days,
    on: Date,
    known: Date,
    /// In the order of the parcels' numbers.
    rows: Vec<Packed>,
    /// The place in `rows` by parcel, in the order of the codes.
    order: Vec<u32>,
}

/// What is said of a parcel on a day; absent texts are empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ParcelState<'a> {
    /// Its code.
    pub parcel_id: &'a str,
    /// Whether it is on the list.
    pub status: ListingStatus,
    /// The day of effect of the last row that says so.
    pub since: Date,
    /// The last causes, as written.
    pub causes: &'a str,
    /// The last plan, as written.
    pub plan: &'a str,
    /// The last milestone, as written.
    pub milestone: &'a str,
    /// Floor area that is vacant, hundredths of a square metre.
    pub vacant_hundredths: u128,
    /// Floor area that counts as revitalized, hundredths of a square metre.
    pub revitalized_hundredths: u128,
}

/// Whether a parcel is on the list (列入状态).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ListingStatus {
    /// On the list (在册).
    Listed,
    /// Taken off it (已移出).
    Delisted,
}

impl ListingStatus {
    /// The word of the table for it.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            ListingStatus::Listed => "listed",
            ListingStatus::Delisted => "delisted",
        }
    }
}

/// What is said of a parcel, in numbers of texts and days.
#[derive(Debug, Clone, Copy)]
pub(super) struct Packed {
    parcel: u32,
    causes: u32,
    plan: u32,
    milestone: u32,
    since: u16,
    status: ListingStatus,
    vacant: u128,
    revitalized: u128,
}

impl<'a> TableState<'a> {
    /// What was found for the days `on` and `known`.
    pub(super) fn new(
        names: &'a Names,
        days: &'a Days,
        (on, known): (Date, Date),
        rows: Vec<Packed>,
    ) -> TableState<'a> {
        const NONE: u32 = u32::MAX;
        let mut places = vec![NONE; names.parcels.len()];
        for (at, row) in (0..).zip(&rows) {
            if let Some(place) = places.get_mut(row.parcel as usize) {
                *place = at;
            }
        }
        let place = |parcel: &u32| places.get(*parcel as usize).copied();
        let order = names.parcels.by_code.iter().filter_map(place);
        let order = order.filter(|place| *place != NONE).collect();
        TableState { names, days, on, known, rows, order }
    }

    /// The day of the state.
    #[must_use]
    pub fn on(&self) -> Date {
        self.on
    }

    /// The day by which what it knows was recorded.
    #[must_use]
    pub fn known(&self) -> Date {
        self.known
    }

    /// How many parcels there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// How many parcels have a status.
    #[must_use]
    pub fn count(&self, status: ListingStatus) -> usize {
        self.rows.iter().filter(|row| row.status == status).count()
    }

    /// Floor area that is vacant in all parcels, hundredths of a square metre.
    #[must_use]
    pub fn vacant_hundredths(&self) -> u128 {
        self.rows.iter().map(|row| row.vacant).sum()
    }

    /// Floor area that counts as revitalized in all parcels, hundredths of a square metre.
    #[must_use]
    pub fn revitalized_hundredths(&self) -> u128 {
        self.rows.iter().map(|row| row.revitalized).sum()
    }

    /// The parcels, in the order of their codes.
    pub fn parcels(&self) -> impl Iterator<Item = ParcelState<'_>> {
        self.order.iter().filter_map(|place| {
            let row = self.rows.get(*place as usize)?;
            let text = |number| self.names.texts.text(number);
            Some(ParcelState {
                parcel_id: self.names.parcels.code(row.parcel),
                status: row.status,
                since: self.days.day(row.since),
                causes: text(row.causes),
                plan: text(row.plan),
                milestone: text(row.milestone),
                vacant_hundredths: row.vacant,
                revitalized_hundredths: row.revitalized,
            })
        })
    }
}

/// The parcels of a part: what its rows that were known on a day say of another, both as numbers.
pub(super) fn part_state(floor: &mut Floor, part: &Blocks, on: i64, known: i64) -> Vec<Packed> {
    let mut states = Vec::new();
    let mut current: Option<(Packed, bool)> = None;
    let mut finish = |floor: &mut Floor, current: Option<(Packed, bool)>| {
        if let Some((mut state, true)) = current {
            (state.vacant, state.revitalized) = floor.areas();
            states.push(state);
        }
        floor.start();
    };
    for row in part.rows() {
        if i64::from(row.effective) > on || !row.is_known_on(known) {
            continue;
        }
        if current.is_none_or(|(state, _)| state.parcel != row.parcel) {
            finish(floor, current.take());
        }
        let (state, was_listed) = current.get_or_insert((Packed::new(row.parcel), false));
        let kind = row.kind();
        match kind {
            Kind::Listed | Kind::Delisted => {
                let listed = kind == Kind::Listed;
                state.status = if listed { ListingStatus::Listed } else { ListingStatus::Delisted };
                state.since = row.effective;
                *was_listed = true;
            }
            Kind::Causes => state.causes = row.text,
            Kind::Plan => state.plan = row.text,
            Kind::Milestone => state.milestone = row.text,
            Kind::Vacated | Kind::Revitalized => {}
        }
        floor.apply(row, |_, _, _| {});
    }
    finish(floor, current);
    states
}

impl Packed {
    fn new(parcel: u32) -> Packed {
        Packed {
            parcel,
            causes: 0,
            plan: 0,
            milestone: 0,
            since: 0,
            status: ListingStatus::Delisted,
            vacant: 0,
            revitalized: 0,
        }
    }
}
