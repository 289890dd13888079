//! Ranks: the order of days, for what was brought about in another order.

use super::apply::Ledger;
use crate::finding::Finding;

/// Of what the ledger writes down as it goes, the rank of the event behind each: its place in the order of days.
#[derive(Debug, Default)]
pub(super) struct Ranks {
    movements: Vec<usize>,
    vacancy: Vec<usize>,
    floor: Vec<usize>,
    floor_credits: Vec<usize>,
    land_credits: Vec<usize>,
    lineage: Vec<usize>,
    steps: Vec<usize>,
    refused: Vec<usize>,
}

impl Ranks {
    /// What was written down since the last time came of the event with this rank.
    pub(super) fn note(&mut self, rank: usize, ledger: &Ledger, refused: usize) {
        self.movements.resize(ledger.movements.len(), rank);
        self.vacancy.resize(ledger.vacancy.len(), rank);
        self.floor.resize(ledger.floor.len(), rank);
        self.floor_credits.resize(ledger.floor_credits.len(), rank);
        self.land_credits.resize(ledger.land_credits.len(), rank);
        self.lineage.resize(ledger.state.lineage.len(), rank);
        self.steps.resize(ledger.watch.as_ref().map_or(0, |watch| watch.steps.len()), rank);
        self.refused.resize(refused, rank);
    }

    /// Puts everything in the order of days.
    pub(super) fn put_in_order(self, ledger: &mut Ledger, refused: &mut [Finding]) {
        sort(&mut ledger.movements, self.movements);
        sort(&mut ledger.vacancy, self.vacancy);
        sort(&mut ledger.floor, self.floor);
        sort(&mut ledger.floor_credits, self.floor_credits);
        sort(&mut ledger.land_credits, self.land_credits);
        sort(&mut ledger.state.lineage, self.lineage);
        sort(refused, self.refused);
        if let Some(watch) = &mut ledger.watch {
            sort(&mut watch.steps, self.steps);
        }
    }
}

/// Sorts by rank; things of one rank keep their order.
fn sort<T>(things: &mut [T], ranks: Vec<usize>) {
    if ranks.is_sorted() {
        return;
    }
    let ranks = ranks.into_iter().enumerate();
    let mut order: Vec<(usize, usize)> = ranks.map(|(at, rank)| (rank, at)).collect();
    order.sort_unstable();
    permute(things, order.into_iter().map(|(_, at)| at).collect());
}

/// Puts things in another order, which names for each place the one whose thing comes there, each once. Taken along the circles
/// of the permutation, so that no second list is needed.
pub(super) fn permute<T>(things: &mut [T], mut from: Vec<usize>) {
    for start in 0..from.len() {
        let mut to = start;
        while let Some(place) = from.get_mut(to) {
            let next = std::mem::replace(place, to);
            if next == start || next >= things.len() {
                break;
            }
            things.swap(to, next);
            to = next;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::sort;

    #[test]
    fn things_of_one_rank_keep_their_order() {
        let ranks = vec![5, 5, 1, 3, 3, 0, 9, 1, 5];
        let mut things = vec!["a", "b", "c", "d", "e", "f", "g", "h", "i"];
        sort(&mut things, ranks);
        assert_eq!(things, ["f", "c", "h", "d", "e", "a", "b", "i", "g"]);
        // Things that were dropped on the way.
        let mut none: Vec<&str> = Vec::new();
        sort(&mut none, vec![2, 1]);
        assert_eq!(none, Vec::<&str>::new());
    }
}
