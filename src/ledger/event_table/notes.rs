//! Notes: which rows with the same number came first, which row counts in the place of another, and until when.

use std::iter;

use super::builder::{Beyond, EventTableBuilder, Run};
use super::merge::Maps;
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
    /// Rows in whose place others count, and from which day on, by number.
    pub(super) replaced: Vec<(u64, u32)>,
}

impl Marks {
    /// The day from which another row counts in the place of this one.
    pub(super) fn until(&self, id: u64) -> u32 {
        let at = self.replaced.binary_search_by_key(&id, |(id, _)| *id).ok();
        at.and_then(|at| self.replaced.get(at)).map_or(Row::NEVER, |(_, until)| *until)
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
    let notes = builders.iter().flat_map(|builder| &builder.notes);
    let mut named: Vec<u64> = notes.filter_map(|note| note.corrects).collect();
    named.sort_unstable();
    named.dedup();
    let (mut marks, found) = walk(builders, &named)?;
    // Everything that corrects one row, by the day of recording and number: each counts until the next.
    let mut corrections = Vec::new();
    for (at, (builder, maps)) in builders.iter().zip(maps).enumerate() {
        for (index, note) in builder.notes.iter().enumerate() {
            let is_listed = maps.parcel(note.parcel).is_some();
            let is_found = |id| {
                let place = named.binary_search(&id).ok();
                place.and_then(|place| found.get(place)).copied().unwrap_or_default()
            };
            let fits = matches!(
                (note.operation, note.corrects),
                (Some(Operation::Replace | Operation::Retract), Some(_))
            );
            let rule = if !is_listed {
                RowRule::UnknownParcel
            } else if note.corrects.is_some_and(|id| !is_found(id)) {
                RowRule::UnknownReference
            } else if marks.repeated.binary_search(&note.line).is_ok() {
                RowRule::RepeatedId
            } else if let (true, Some(id)) = (fits, note.corrects) {
                corrections.push((id, note.recorded, note.id, at, index));
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
        let (id, recorded, _, at, index) = *correction;
        if before != Some(id) {
            marks.replaced.push((id, u32::from(recorded)));
        }
        before = Some(id);
        let note = builders.get_mut(at).and_then(|builder| builder.notes.get_mut(index));
        if let Some(note) = note.filter(|note| note.operation == Some(Operation::Replace)) {
            let next = next.filter(|next| next.0 == id);
            note.until = next.map_or(Row::NEVER, |next| u32::from(next.1));
        }
    }
    Ok(marks)
}

/// Finds repeated numbers, and for each of the numbers that are `named` whether a row with the operation `new` has it.
fn walk(builders: &mut [EventTableBuilder], named: &[u64]) -> Result<(Marks, Vec<bool>)> {
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
    let answer = if let Some(places) = Places::of(&runs) {
        walk_dense(rows(), named, &places)
    } else if rows().is_sorted_by(|(a, _), (b, _)| a >> 1 <= b >> 1) {
        walk_rising(rows(), named)
    } else {
        let mut sorted: Vec<(u64, u32)> = rows().collect();
        sorted.sort_unstable_by_key(|(id, line)| (id >> 1, *line));
        let (mut marks, found) = walk_rising(sorted.into_iter(), named);
        marks.repeated.sort_unstable();
        marks.named.sort_unstable();
        (marks, found)
    };
    for builder in builders {
        builder.ids = Vec::new();
    }
    Ok(answer)
}

/// A bit for each number from the least to the largest, where they lie dense: with them, rows need not be put in order.
#[derive(Debug)]
struct Places {
    least: u64,
    span: usize,
}

/// The most bits for a row; as many take the room of its number.
const BITS: usize = 64;

impl Places {
    /// `None` where numbers lie scattered.
    fn of(runs: &[(u32, &[u64])]) -> Option<Places> {
        let ids = || runs.iter().flat_map(|(_, ids)| *ids).map(|id| id >> 1);
        let (least, largest) =
            ids().fold((u64::MAX, 0), |(least, largest), id| (least.min(id), largest.max(id)));
        let rows: usize = runs.iter().map(|(_, ids)| ids.len()).sum();
        let span = usize::try_from(largest.checked_sub(least)?).ok()?.checked_add(1)?;
        (span / BITS <= rows).then_some(Places { least, span })
    }

    fn none_taken(&self) -> Vec<u64> {
        vec![0; self.span.div_ceil(64)]
    }

    /// The word and the bit of a number; beyond all words for one that no row has.
    fn place(&self, id: u64) -> (usize, u64) {
        let place = id.checked_sub(self.least).and_then(|place| usize::try_from(place).ok());
        place.map_or((usize::MAX, 0), |place| (place / 64, 1 << (place % 64)))
    }
}

/// As [`walk_rising`] for rows in the order of their lines, whose numbers have places.
fn walk_dense(
    rows: impl Iterator<Item = (u64, u32)>,
    named: &[u64],
    places: &Places,
) -> (Marks, Vec<bool>) {
    let mut marks = Marks::default();
    let mut found = vec![false; named.len()];
    let (mut seen, mut wanted) = (places.none_taken(), places.none_taken());
    for id in named {
        let (word, bit) = places.place(*id);
        if let Some(word) = wanted.get_mut(word) {
            *word |= bit;
        }
    }
    for (id, line) in rows {
        let (id, is_new) = (id >> 1, id & 1 == 0);
        let (word, bit) = places.place(id);
        if let Some(seen) = seen.get_mut(word) {
            if *seen & bit != 0 {
                marks.repeated.push(line);
            }
            *seen |= bit;
        }
        if wanted.get(word).is_some_and(|wanted| wanted & bit != 0) {
            marks.named.push(line);
            let place = named.binary_search(&id).ok().and_then(|at| found.get_mut(at));
            if let Some(found) = place {
                *found |= is_new;
            }
        }
    }
    (marks, found)
}

/// The same for numbers that rise, those of equal rows in the order of their lines.
fn walk_rising(rows: impl Iterator<Item = (u64, u32)>, named: &[u64]) -> (Marks, Vec<bool>) {
    let mut marks = Marks::default();
    let mut found = vec![false; named.len()];
    let mut pairs = named.iter().zip(&mut found).peekable();
    let mut before = None;
    for (id, line) in rows {
        let (id, is_new) = (id >> 1, id & 1 == 0);
        if before == Some(id) {
            marks.repeated.push(line);
        }
        before = Some(id);
        while pairs.next_if(|(named, _)| **named < id).is_some() {}
        if let Some((named, found)) = pairs.peek_mut()
            && **named == id
        {
            **found |= is_new;
            marks.named.push(line);
        }
    }
    (marks, found)
}
