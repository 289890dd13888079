//! Pairs of boxes that meet.

use std::ops::ControlFlow;

use super::ground::Extent;

/// The pairs of one box of each list that meet, in order of both numbers.
///
/// **Method.** A sweep from west to east over the boxes sorted by their west side, as long as boxes overlap west to
/// east: for boxes small against the whole, near-linear.
pub(super) fn meeting(first: &[Option<Extent>], second: &[Option<Extent>]) -> Vec<[usize; 2]> {
    let mut pairs = Vec::new();
    let _ = for_each_meeting(first, second, |pair| {
        pairs.push(pair);
        ControlFlow::Continue(())
    });
    pairs.sort_unstable();
    pairs
}

/// Pairs of shapes of a zone beside its parcels that are compared, declared land and blocks.
const PAIRS: usize = 50_000;

/// Of the pairs that meet those that are wanted, up to 50 000 or ten for each box if that is more, in order of both
/// numbers; and, if there are more, how many that is.
pub(super) fn meeting_some(
    first: &[Option<Extent>],
    second: &[Option<Extent>],
    is_wanted: impl Fn([usize; 2]) -> bool,
) -> (Vec<[usize; 2]>, Option<usize>) {
    let limit = first.len().saturating_add(second.len()).saturating_mul(10).max(PAIRS);
    let mut pairs = Vec::new();
    let all = for_each_meeting(first, second, |pair| {
        if is_wanted(pair) {
            if pairs.len() >= limit {
                return ControlFlow::Break(());
            }
            pairs.push(pair);
        }
        ControlFlow::Continue(())
    });
    pairs.sort_unstable();
    (pairs, all.is_break().then_some(limit))
}

/// The same one by one, each once and in no order, until told to stop.
pub(super) fn for_each_meeting(
    first: &[Option<Extent>],
    second: &[Option<Extent>],
    mut found: impl FnMut([usize; 2]) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let sorted = |boxes: &[Option<Extent>]| {
        let mut sorted: Vec<(usize, Extent)> =
            boxes.iter().enumerate().filter_map(|(index, own)| Some((index, (*own)?))).collect();
        sorted.sort_by(|(i, a), (j, b)| a.low[0].total_cmp(&b.low[0]).then(i.cmp(j)));
        sorted
    };
    let (first, second) = (sorted(first), sorted(second));
    // Those that begin within one of the first, then those that one of the second begins before.
    sweep(&first, &second, |a, b| b >= a, |a, b| found([a, b]))?;
    sweep(&second, &first, |a, b| b > a, |b, a| found([a, b]))
}

/// For each box of `over`, those of `others` that begin inside it, west to east.
fn sweep(
    over: &[(usize, Extent)],
    others: &[(usize, Extent)],
    begins: impl Fn(f64, f64) -> bool,
    mut found: impl FnMut(usize, usize) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let mut start = 0;
    for (index, own) in over {
        let rest = others.get(start..).unwrap_or_default();
        start += rest.iter().take_while(|(_, other)| !begins(own.low[0], other.low[0])).count();
        let rest = others.get(start..).unwrap_or_default();
        for (other_index, other) in rest.iter().take_while(|(_, o)| o.low[0] <= own.high[0]) {
            if own.meets(other) {
                found(*index, *other_index)?;
            }
        }
    }
    ControlFlow::Continue(())
}
