//! Notes: which rows with the same number came first, which row counts in the place of another, and until when.

use std::iter;

use super::builder::{Beyond, EventTableBuilder, Run};
use super::merge::Maps;
use super::named::Named;
use super::row::{Operation, Row};
use super::rule::{InvalidRow, RowRule};
use crate::error::Result;

/// What is to be known of a row that corrects another, or whose operation says so.
#[derive(Debug, Clone, Copy)]
pub(super) struct Note {
    pub(super) line: u32,
    pub(super) id: u64,
    pub(super) corrects: Option<u64>,
    pub(super) operation: Option<Operation>,
    pub(super) parcel: u32,
    pub(super) recorded: u16,
    /// The day from which another row counts instead; 0 for a row that never counts.
    pub(super) until: u32,
}

/// What the numbers of all rows say about single ones.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// Lines of rows whose number an earlier row has, rising.
    pub(super) repeated: Vec<u32>,
    /// Lines of rows whose number another row says it corrects, rising.
    pub(super) named: Vec<u32>,
    numbers: Named,
    /// Of each number that is named, the day from which another row counts in the place of its row.
    until: Vec<u32>,
}

impl Marks {
    /// The day from which another row counts in the place of this one.
    #[inline]
    pub(super) fn until(&self, id: u64) -> u32 {
        let place = self.numbers.place(id);
        place.and_then(|place| self.until.get(place)).copied().unwrap_or(Row::NEVER)
    }
}

/// Looks at the numbers of all rows; judges the rows that have notes, and says until when they count.
///
/// The numbers of the builders are not needed any more, and let go.
pub(super) fn settle(
    builders: &mut [EventTableBuilder],
    maps: &[Maps],
    invalid: &mut Vec<InvalidRow>,
) -> Result<Marks> {
    let span = Span::of(builders);
    let corrected =
        builders.iter().flat_map(|builder| &builder.notes).filter_map(|note| note.corrects);
    // A number that no row can have would only draw the others apart.
    let numbers = Named::of(corrected.filter(|id| span.has(*id)), span.rows);
    let (mut marks, found) = walk(builders, &numbers, &span)?;
    marks.until = vec![Row::NEVER; numbers.len()];
    // Everything that corrects one row, by the day of recording and number: each counts until the next.
    let mut corrections = Vec::new();
    for (at, (builder, maps)) in builders.iter().zip(maps).enumerate() {
        for (index, note) in builder.notes.iter().enumerate() {
            let is_listed = maps.parcel(note.parcel).is_some();
            let place = note.corrects.and_then(|id| numbers.place(id));
            let is_found = place.and_then(|place| found.get(place)).copied().unwrap_or_default();
            let fits = matches!(
                (note.operation, note.corrects),
                (Some(Operation::Replace | Operation::Retract), Some(_))
            );
            let rule = if !is_listed {
                RowRule::UnknownParcel
            } else if note.corrects.is_some() && !is_found {
                RowRule::UnknownReference
            } else if marks.repeated.binary_search(&note.line).is_ok() {
                RowRule::RepeatedId
            } else if let (true, Some(place)) = (fits, place) {
                corrections.push((place, note.recorded, note.id, at, index));
                continue;
            } else {
                RowRule::BadOperation
            };
            invalid.push(InvalidRow { rule, event_id: note.id, line: note.line });
        }
    }
    corrections.sort_unstable();
    let next = corrections.iter().skip(1).map(Some).chain(iter::once(None));
    let mut before = None;
    for (correction, next) in corrections.iter().zip(next) {
        let (place, recorded, _, at, index) = *correction;
        if before != Some(place)
            && let Some(until) = marks.until.get_mut(place)
        {
            *until = u32::from(recorded);
        }
        before = Some(place);
        let note = builders.get_mut(at).and_then(|builder| builder.notes.get_mut(index));
        if let Some(note) = note.filter(|note| note.operation == Some(Operation::Replace)) {
            let next = next.filter(|next| next.0 == place);
            note.until = next.map_or(Row::NEVER, |next| u32::from(next.1));
        }
    }
    marks.numbers = numbers;
    Ok(marks)
}

/// Finds repeated numbers, and for each of the numbers that are `named` whether a row with the operation `new` has it.
fn walk(
    builders: &mut [EventTableBuilder],
    named: &Named,
    span: &Span,
) -> Result<(Marks, Vec<bool>)> {
    let mut runs: Vec<(u32, &[u64])> = Vec::new();
    for builder in builders.iter() {
        let ends = builder.runs.iter().skip(1).map(|run| run.start);
        let ends = ends.chain(iter::once(builder.ids.len()));
        runs.extend(
            builder.runs.iter().zip(ends).filter_map(|(Run { line, start }, end)| {
                Some((*line, builder.ids.get(*start..end)?))
            }),
        );
    }
    runs.sort_unstable_by_key(|(line, _)| *line);
    for ((line, ids), (next, _)) in runs.iter().zip(runs.iter().skip(1)) {
        if *line as usize + ids.len() > *next as usize {
            return Err(Beyond::Line(*next).error());
        }
    }
    let rows = || {
        runs.iter().flat_map(|(line, ids)| {
            ids.iter().zip(0..).map(move |(id, at): (&u64, u32)| (*id, line.saturating_add(at)))
        })
    };
    let mut walk = Walk { named, marks: Marks::default(), found: vec![false; named.len()] };
    if let Some(mut numbers) = Numbers::of(span) {
        rows().for_each(|(id, line)| walk.take(id, line, numbers.insert(id >> 1)));
    } else {
        let mut sorted: Vec<(u64, u32)> = rows().collect();
        sorted.sort_unstable_by_key(|(id, line)| (id >> 1, *line));
        let mut before = None;
        for (id, line) in sorted {
            walk.take(id, line, before == Some(id >> 1));
            before = Some(id >> 1);
        }
        walk.marks.repeated.sort_unstable();
        walk.marks.named.sort_unstable();
    }
    let Walk { marks, found, .. } = walk;
    for builder in builders {
        builder.ids = Vec::new();
    }
    Ok((marks, found))
}

/// What is found while the numbers of all rows are gone through, those of equal rows in the order of their lines.
struct Walk<'a> {
    named: &'a Named,
    marks: Marks,
    found: Vec<bool>,
}

impl Walk<'_> {
    /// Takes twice the number of a row, and 1 if its operation is not `new`.
    #[inline]
    fn take(&mut self, id: u64, line: u32, is_repeated: bool) {
        if is_repeated {
            self.marks.repeated.push(line);
        }
        if let Some(place) = self.named.place(id >> 1) {
            self.marks.named.push(line);
            if let Some(found) = self.found.get_mut(place) {
                *found |= id & 1 == 0;
            }
        }
    }
}

/// The least and the largest number of all rows, and how many rows there are.
#[derive(Debug)]
struct Span {
    least: u64,
    largest: u64,
    rows: usize,
}

impl Span {
    fn of(builders: &[EventTableBuilder]) -> Span {
        let none = Span { least: u64::MAX, largest: 0, rows: 0 };
        let ids = builders.iter().flat_map(|builder| &builder.ids).map(|id| id >> 1);
        ids.fold(none, |Span { least, largest, rows }, id| Span {
            least: least.min(id),
            largest: largest.max(id),
            rows: rows.saturating_add(1),
        })
    }

    fn has(&self, id: u64) -> bool {
        (self.least..=self.largest).contains(&id)
    }
}

/// A bit for each number from the least to the largest, where they lie dense: with them, rows need not be put in order.
#[derive(Debug)]
struct Numbers {
    least: u64,
    words: Vec<u64>,
}

impl Numbers {
    /// None of those of the rows yet; `None` where they lie scattered, so that the bits would take more room than the numbers.
    fn of(Span { least, largest, rows }: &Span) -> Option<Numbers> {
        let last = usize::try_from(largest.checked_sub(*least)? / 64).ok()?;
        (last < *rows).then(|| Numbers { least: *least, words: vec![0; last + 1] })
    }

    /// Takes in the number of a row; whether it was there before.
    #[inline]
    fn insert(&mut self, id: u64) -> bool {
        let place = id.wrapping_sub(self.least);
        let word = usize::try_from(place / 64).ok().and_then(|word| self.words.get_mut(word));
        let Some(word) = word else { return false };
        let bit = 1 << (place % 64);
        let before = *word & bit != 0;
        *word |= bit;
        before
    }
}
