//! Combinations: units that together are as large as a need.

use serde::{Deserialize, Serialize};

/// Within which bounds combinations are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CombinationLimits {
    /// Units of a combination, at most; 4 by default. Below 2, none are looked for.
    pub most_units: usize,
    /// Combinations of units that are all known to fit that are listed for a need, those with the smallest surplus, at most;
    /// and as many of which something is to be asked. 3 by default. Who gets no place that is known to fit is looked at again,
    /// with what the others leave.
    pub listed: usize,
    /// Steps of the search on one parcel for one need, at most; 100 000 by default. The search says if it stopped there.
    pub steps: u32,
    /// Nodes of the search for the best assignment of all, at most, and before that as many attempts to improve a first
    /// answer; 200 by default. Each is an assignment.
    pub nodes: u32,
}

impl Default for CombinationLimits {
    fn default() -> CombinationLimits {
        CombinationLimits { most_units: 4, listed: 3, steps: 100_000, nodes: 200 }
    }
}

/// Whether the combinations listed for a need are those of smallest surplus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SearchExtent {
    /// They are, of all with at most so many units.
    Complete,
    /// The search stopped at its bound: there may be others with a smaller surplus.
    StoppedAtBound,
}

/// A unit by its place among the offers, and its area.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unit {
    pub(super) offer: usize,
    /// Above zero and below what is wanted, in millionths of a square metre.
    pub(super) area: i128,
}

/// Surplus, number of units, places of the units in order.
type Key = (i128, usize, Vec<usize>);

/// The combinations found so far, the best first: smallest surplus, then fewest units, then the first ids.
#[derive(Debug)]
pub(super) struct Kept<T> {
    most: usize,
    found: Vec<(Key, T)>,
}

impl<T> Kept<T> {
    pub(super) const fn new(most: usize) -> Kept<T> {
        Kept { most, found: Vec::new() }
    }

    pub(super) fn into_values(self) -> impl Iterator<Item = (Vec<usize>, T)> {
        self.found.into_iter().map(|((_, _, offers), value)| (offers, value))
    }

    fn has_room_for(&self, surplus: i128) -> bool {
        self.found.len() < self.most
            || self.found.last().is_some_and(|((worst, ..), _)| surplus <= *worst)
    }

    fn add(&mut self, surplus: i128, offers: Vec<usize>, value: T) {
        let key = (surplus, offers.len(), offers);
        let at = self.found.partition_point(|(other, _)| *other < key);
        self.found.insert(at, (key, value));
        self.found.truncate(self.most);
    }
}

/// Looks through all sets of two and more units that reach what is wanted and from which no unit can be left out.
///
/// `accept` is asked only about those that would be kept; what it refuses takes no place.
pub(super) fn search<T>(
    mut units: Vec<Unit>,
    wanted: i128,
    limits: &CombinationLimits,
    kept: &mut Kept<T>,
    accept: impl FnMut(&[usize]) -> Option<T>,
) -> SearchExtent {
    // The largest first: each set is met once, its smallest unit last, so that a set which was too small without its last
    // unit is too small without any other one.
    units.sort_by_key(|unit| (std::cmp::Reverse(unit.area), unit.offer));
    let mut search = Search { wanted, steps: limits.steps, kept, accept, chosen: Vec::new() };
    match search.extend(&units, 0, limits.most_units) {
        Some(()) => SearchExtent::Complete,
        None => SearchExtent::StoppedAtBound,
    }
}

struct Search<'a, T, F> {
    wanted: i128,
    steps: u32,
    kept: &'a mut Kept<T>,
    accept: F,
    chosen: Vec<usize>,
}

impl<T, F: FnMut(&[usize]) -> Option<T>> Search<'_, T, F> {
    /// Adds each unit in turn to those chosen; `None` when no steps are left.
    fn extend(&mut self, units: &[Unit], sum: i128, room: usize) -> Option<()> {
        let missing = self.wanted - sum;
        let enough = units.partition_point(|unit| unit.area >= missing);
        if room > 0 && !self.chosen.is_empty() {
            // The smallest that is enough first: the surplus grows from there.
            for unit in units.get(..enough).unwrap_or_default().iter().rev() {
                self.steps = self.steps.checked_sub(1)?;
                let surplus = unit.area - missing;
                if !self.kept.has_room_for(surplus) {
                    break;
                }
                let mut offers = self.chosen.clone();
                offers.push(unit.offer);
                offers.sort_unstable();
                if let Some(value) = (self.accept)(&offers) {
                    self.kept.add(surplus, offers, value);
                }
            }
        }
        if room < 2 {
            return Some(());
        }
        for (at, unit) in units.iter().enumerate().skip(enough) {
            self.steps = self.steps.checked_sub(1)?;
            // None of those that follow is larger.
            let most = unit.area.saturating_mul(i128::try_from(room).unwrap_or(i128::MAX));
            if most < missing {
                break;
            }
            self.chosen.push(unit.offer);
            let rest = units.get(at + 1..).unwrap_or_default();
            let done = self.extend(rest, sum + unit.area, room - 1);
            self.chosen.pop();
            done?;
        }
        Some(())
    }
}
