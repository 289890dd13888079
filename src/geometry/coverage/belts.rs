//! [`Belts`]: whether a box is clear of a border, told without looking at an edge.

/// The intervals kept for each belt: a border passes few belts more often, and those that it does are told less sharply.
const KEPT: usize = 12;

/// A border from south to north in belts of one height, and where it runs in each from west to east.
///
/// A box that lies between those intervals meets no edge; what does not is looked at edge by edge. Of a zone with n
/// edges there are 2√n belts, so that a parcel sees one or two of them.
#[derive(Debug, Default)]
pub(crate) struct Belts {
    south: f64,
    height: f64,
    belts: Vec<Vec<[f64; 2]>>,
}

impl Belts {
    /// The belts of some edges, whose coordinates are finite.
    pub(crate) fn of(edges: impl ExactSizeIterator<Item = [[f64; 2]; 2]> + Clone) -> Belts {
        let ys = || edges.clone().flatten().map(|[_, y]| y);
        let (south, north) =
            (ys().fold(f64::INFINITY, f64::min), ys().fold(f64::NEG_INFINITY, f64::max));
        #[allow(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss
        )]
        let count = ((edges.len() as f64).sqrt() * 2.0).ceil().clamp(1.0, 4096.0) as usize;
        #[allow(clippy::cast_precision_loss)]
        let height = ((north - south) / count as f64).max(f64::MIN_POSITIVE);
        let mut belts = Belts { south, height, belts: vec![Vec::new(); count] };
        for [a, b] in edges {
            let [first, last] = belts.range(a[1].min(b[1]), a[1].max(b[1]));
            let own = [a[0].min(b[0]), a[0].max(b[0])];
            for belt in belts.belts.iter_mut().take(last + 1).skip(first) {
                belt.push(own);
            }
        }
        belts.belts.iter_mut().for_each(join);
        belts
    }

    /// Whether no edge meets a box; `false` says nothing.
    pub(crate) fn are_clear_of(&self, low: [f64; 2], high: [f64; 2]) -> bool {
        let [first, last] = self.range(low[1], high[1]);
        let mut met = self.belts.iter().take(last + 1).skip(first).flatten();
        !met.any(|[west, east]| *west <= high[0] && low[0] <= *east)
    }

    /// The belts that hold two heights; heights beyond the border count to the first or the last belt.
    fn range(&self, low: f64, high: f64) -> [usize; 2] {
        let last = self.belts.len().saturating_sub(1);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let belt = |y: f64| (((y - self.south) / self.height).max(0.0) as usize).min(last);
        [belt(low), belt(high)]
    }
}

/// Joins intervals that overlap, and then those with the least room between, until few enough are left.
fn join(intervals: &mut Vec<[f64; 2]>) {
    intervals.sort_unstable_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
    let mut room = 0.0;
    loop {
        let mut joined: Vec<[f64; 2]> = Vec::new();
        for own in intervals.iter() {
            match joined.last_mut() {
                Some(last) if own[0] - last[1] <= room => last[1] = last[1].max(own[1]),
                _ => joined.push(*own),
            }
        }
        let mut between: Vec<f64> =
            joined.iter().zip(joined.iter().skip(1)).map(|(a, b)| b[0] - a[1]).collect();
        *intervals = joined;
        let Some(beyond) = between.len().checked_sub(KEPT - 1).and_then(|n| n.checked_sub(1))
        else {
            return;
        };
        let (_, at, _) = between.select_nth_unstable_by(beyond, f64::total_cmp);
        room = *at;
    }
}

#[cfg(test)]
#[allow(
    clippy::indexing_slicing,
    clippy::float_cmp,
    reason = "a test that fails should panic; the numbers are whole"
)]
mod tests {
    use super::{Belts, KEPT, join};

    /// Every box of a raster over a star with long spikes: none that is said to be clear meets the box of an edge.
    #[test]
    fn what_is_clear_meets_no_edge() {
        let corner = |k: i32| {
            let (turn, far) = (f64::from(k) * 0.1, if k % 2 == 0 { 10.0 } else { 3.0 });
            [far * turn.cos(), far * turn.sin()]
        };
        let edges: Vec<[[f64; 2]; 2]> =
            (0..62).map(|k| [corner(k), corner((k + 1) % 62)]).collect();
        let belts = Belts::of(edges.iter().copied());
        let mut clear = 0;
        for x in -130..130 {
            for y in -130..130 {
                let low = [f64::from(x) * 0.1, f64::from(y) * 0.1];
                let high = [low[0] + 0.1, low[1] + 0.1];
                if !belts.are_clear_of(low, high) {
                    continue;
                }
                clear += 1;
                for [a, b] in &edges {
                    let apart = a[0].max(b[0]) < low[0]
                        || a[0].min(b[0]) > high[0]
                        || a[1].max(b[1]) < low[1]
                        || a[1].min(b[1]) > high[1];
                    assert!(apart, "{low:?} meets {a:?} {b:?}");
                }
            }
        }
        // All that lies west or east of it, 57 columns of 260 boxes, and some within.
        assert!(clear > 57 * 260, "{clear}");
    }

    /// Intervals that overlap or touch are one; of too many the nearest are joined.
    #[test]
    fn intervals_are_joined() {
        let mut few = vec![[4.0, 5.0], [0.0, 1.0], [1.0, 2.0], [4.5, 4.6]];
        join(&mut few);
        assert_eq!(few, [[0.0, 2.0], [4.0, 5.0]]);
        // As many as are kept, and one more: the two with the least room between become one.
        let spread = |n: usize| -> Vec<[f64; 2]> {
            (0..n).map(|k| (k * k) as f64).map(|x| [x, x + 0.5]).collect()
        };
        let mut kept = spread(KEPT);
        join(&mut kept);
        assert_eq!(kept, spread(KEPT));
        let mut more = spread(KEPT + 1);
        join(&mut more);
        assert_eq!(more.len(), KEPT);
        assert_eq!(more[0], [0.0, 1.5]);
        assert_eq!(more[1..], spread(KEPT + 1)[2..]);
    }

    #[test]
    fn without_edges_all_is_clear() {
        assert!(Belts::of([].into_iter()).are_clear_of([0.0, 0.0], [1.0, 1.0]));
    }
}
