//! Pairs of boxes that meet.

use super::ground::Extent;

/// The pairs of one box of each list that meet, in order of both numbers.
///
/// **Method.** A sweep from west to east over the boxes sorted by their west side, as long as boxes overlap west to
/// east: for boxes small against the whole, near-linear.
pub(super) fn meeting(first: &[Option<Extent>], second: &[Option<Extent>]) -> Vec<[usize; 2]> {
    let sorted = |boxes: &[Option<Extent>]| {
        let mut sorted: Vec<(usize, Extent)> =
            boxes.iter().enumerate().filter_map(|(index, own)| Some((index, (*own)?))).collect();
        sorted.sort_by(|(i, a), (j, b)| a.low[0].total_cmp(&b.low[0]).then(i.cmp(j)));
        sorted
    };
    let (first, second) = (sorted(first), sorted(second));
    let mut pairs = Vec::new();
    // Those that begin within one of the first, then those that one of the second begins before.
    sweep(&first, &second, |a, b| b >= a, |a, b| pairs.push([a, b]));
    sweep(&second, &first, |a, b| b > a, |b, a| pairs.push([a, b]));
    pairs.sort_unstable();
    pairs
}

/// For each box of `over`, those of `others` that begin inside it, west to east.
fn sweep(
    over: &[(usize, Extent)],
    others: &[(usize, Extent)],
    begins: impl Fn(f64, f64) -> bool,
    mut found: impl FnMut(usize, usize),
) {
    let mut start = 0;
    for (index, own) in over {
        let rest = others.get(start..).unwrap_or_default();
        start += rest.iter().take_while(|(_, other)| !begins(own.low[0], other.low[0])).count();
        let rest = others.get(start..).unwrap_or_default();
        for (other_index, other) in rest.iter().take_while(|(_, o)| o.low[0] <= own.high[0]) {
            if own.meets(other) {
                found(*index, *other_index);
            }
        }
    }
}
