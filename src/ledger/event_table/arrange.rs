//! The rows of a part in the order in which they count: by parcel, day of effect, number.

use super::blocks::Blocks;
use super::merge::Maps;
use super::notes::{Marks, Note};
use super::row::Row;
use super::rule::{InvalidRow, RowRule};

/// What is used again from part to part.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    rows: Vec<Row>,
    ends: Vec<u32>,
    placed: Vec<Row>,
}

/// The rows of one part, as one builder has them, with what its numbers mean.
#[derive(Debug)]
pub(super) struct Share<'a> {
    pub(super) rows: Blocks,
    pub(super) notes: &'a [Note],
    pub(super) maps: &'a Maps,
}

/// Leaves out the rows that never count, and puts the others in order, in the room that they had.
pub(super) fn arrange(
    scratch: &mut Scratch,
    part: Vec<Share<'_>>,
    parcels: std::ops::Range<u32>,
    marks: &Marks,
) -> (Blocks, Vec<InvalidRow>) {
    let mut invalid = Vec::new();
    scratch.rows.clear();
    let mut sorted = Blocks::default();
    for share in part {
        judge(&share, marks, &mut scratch.rows, &mut invalid);
        sorted.empty(share.rows);
    }
    let Scratch { rows, ends, placed } = scratch;
    // Counted by parcel: where the rows of each begin and, once all have their place, end.
    let count = parcels.len();
    ends.clear();
    ends.resize(count + 1, 0);
    for row in rows.iter() {
        let next = (row.parcel - parcels.start) as usize + 1;
        if let Some(end) = ends.get_mut(next) {
            *end += 1;
        }
    }
    let mut sum = 0;
    for end in ends.iter_mut() {
        sum += *end;
        *end = sum;
    }
    // Rows are written far apart, for which a processor does not wait, and read one after another.
    if placed.len() < rows.len() {
        placed.resize(rows.len(), Row::new(0, 0));
    }
    for row in rows.iter() {
        if let Some(end) = ends.get_mut((row.parcel - parcels.start) as usize) {
            if let Some(place) = placed.get_mut(*end as usize) {
                *place = *row;
            }
            *end += 1;
        }
    }
    let mut start = 0;
    for end in ends.iter().take(count) {
        let parcel = placed.get_mut(start..*end as usize).unwrap_or_default();
        start = *end as usize;
        parcel.sort_unstable_by_key(|row| (row.effective, row.order));
        for row in parcel.iter() {
            sorted.push(*row);
        }
    }
    sorted.shrink();
    (sorted, invalid)
}

/// Takes the rows that count some day, with the numbers of the table, and names those that break a rule.
fn judge(share: &Share<'_>, marks: &Marks, rows: &mut Vec<Row>, invalid: &mut Vec<InvalidRow>) {
    let Share { rows: given, notes, maps } = share;
    // Lines rise in all of them.
    let mut repeated = marks.repeated.iter().copied().peekable();
    let mut named = marks.named.iter().copied().peekable();
    let mut parcels = Vec::with_capacity(TOGETHER);
    for some in given.runs().flat_map(|run| run.chunks(TOGETHER)) {
        // They lie far apart: all are fetched before one of them is asked for.
        parcels.clear();
        parcels.extend(some.iter().map(|row| maps.parcel(row.parcel)));
        for (row, parcel) in some.iter().zip(&parcels) {
            let line = row.line_or_until;
            let until = if row.is_special() {
                // Its note says what else there is to say, and was judged before.
                notes.get(line as usize).map_or(0, |note| note.until)
            } else if parcel.is_none() {
                let rule = RowRule::UnknownParcel;
                invalid.push(InvalidRow { rule, event_id: row.order, line });
                continue;
            } else if is_in(&mut repeated, line) {
                let rule = RowRule::RepeatedId;
                invalid.push(InvalidRow { rule, event_id: row.order, line });
                continue;
            } else if is_in(&mut named, line) {
                marks.until(row.order)
            } else {
                Row::NEVER
            };
            if until <= u32::from(row.recorded) {
                continue;
            }
            let Some(parcel) = *parcel else { continue };
            let mut kept = *row;
            kept.set_method(maps.method(row.method()));
            kept.text = maps.text(row.text);
            (kept.parcel, kept.line_or_until) = (parcel, until);
            rows.push(kept);
        }
    }
}

/// The parcels of so many rows are looked up together.
const TOGETHER: usize = 64;

/// Whether a line is among others; lines are asked for as they rise.
fn is_in(lines: &mut std::iter::Peekable<impl Iterator<Item = u32>>, line: u32) -> bool {
    while lines.next_if(|other| *other < line).is_some() {}
    lines.peek() == Some(&line)
}
