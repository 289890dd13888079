//! The best assignment of all prospects at once, combinations included.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::assignment::{Assignment, Weights, assign};
use super::{Score, Standing};
use crate::error::Result;

/// What an assignment is worth; of two the greater one is better, compared field by field in this order.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Worth {
    /// Prospects with a place that is known to fit.
    pub fits: u32,
    /// Further prospects with a possible place.
    pub possible: u32,
    /// Points of all their places.
    pub points: u64,
}

/// What is known about how good an assignment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Optimality {
    /// None over the listed candidates is worth more (已证明最优).
    Proven,
    /// The search stopped at its bound: none is worth more than this (未证明最优).
    AtMost(Worth),
}

/// A candidate of a prospect, as the search sees it.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    /// Places among the offers.
    pub(super) offers: Vec<usize>,
    pub(super) standing: Standing,
    pub(super) points: u32,
}

/// The place of the choice of each prospect, what they are worth, and whether that is proved.
pub(super) struct Packed {
    pub(super) chosen: Vec<Option<usize>>,
    pub(super) worth: Worth,
    pub(super) optimality: Optimality,
}

/// Chooses one candidate for each prospect so that no offer is chosen twice.
///
/// # Errors
///
/// There are so many prospects and offers that weights leave the range of 64 bits.
pub(super) fn pack(choices: &[Vec<Choice>], offers: usize, nodes: u32) -> Result<Packed> {
    let scale = Scale::of(choices.len());
    let base = base(choices, offers, &scale);
    let combined: Vec<usize> = (0..choices.len())
        .filter(|row| choices.get(*row).is_some_and(|all| all.iter().any(|c| c.offers.len() > 1)))
        .collect();
    // No combination at all: an assignment, and a first answer to improve on.
    let alone: Decided = combined.iter().map(|row| (*row, None)).collect();
    let demand = demand(choices, offers);
    let mut search = Search { choices, offers, scale, base, combined, demand, best: None };
    let first = search.relax(&alone)?;
    search.keep(&first);
    search.improve(alone, nodes)?;
    let optimality = search.branch(nodes)?;
    let (value, chosen) = search.best.unwrap_or_default();
    let optimality = optimality.map_or(Optimality::Proven, |bound| {
        if bound > value {
            Optimality::AtMost(search.scale.worth(bound))
        } else {
            Optimality::Proven
        }
    });
    Ok(Packed { chosen, worth: search.scale.worth(value), optimality })
}

/// How a worth becomes one whole number: no sum of points reaches a possible place, no number of possible places a fitting one.
struct Scale {
    possible: i64,
    fits: i64,
}

impl Scale {
    fn of(prospects: usize) -> Scale {
        let prospects = i64::try_from(prospects).unwrap_or(i64::MAX);
        let possible = prospects.saturating_mul(Score::MOST.into()).saturating_add(1);
        Scale { possible, fits: possible.saturating_mul(prospects.saturating_add(1)) }
    }

    fn weight(&self, choice: &Choice) -> i64 {
        let base = match choice.standing {
            Standing::Fits => self.fits,
            Standing::Possible => self.possible,
        };
        base.saturating_add(choice.points.into())
    }

    fn worth(&self, value: i64) -> Worth {
        let rest = value.checked_rem(self.fits).unwrap_or_default();
        let part = |number: i64, of: i64| number.checked_div(of).unwrap_or_default();
        Worth {
            fits: u32::try_from(part(value, self.fits)).unwrap_or(u32::MAX),
            possible: u32::try_from(part(rest, self.possible)).unwrap_or(u32::MAX),
            points: u64::try_from(rest.checked_rem(self.possible).unwrap_or_default())
                .unwrap_or_default(),
        }
    }
}

/// The weights of single offers.
fn base(choices: &[Vec<Choice>], offers: usize, scale: &Scale) -> Vec<Vec<i64>> {
    let row = |all: &Vec<Choice>| {
        let mut row = vec![0; offers];
        for choice in all {
            if let [offer] = choice.offers.as_slice()
                && let Some(weight) = row.get_mut(*offer)
            {
                *weight = scale.weight(choice);
            }
        }
        row
    };
    choices.iter().map(row).collect()
}

/// For how many prospects each offer is part of a candidate.
fn demand(choices: &[Vec<Choice>], offers: usize) -> Vec<usize> {
    let mut demand = vec![0_usize; offers];
    for all in choices {
        let wanted: BTreeSet<usize> = all.iter().flat_map(|c| c.offers.iter().copied()).collect();
        for offer in wanted {
            if let Some(count) = demand.get_mut(offer) {
                *count = count.saturating_add(1);
            }
        }
    }
    demand
}

/// A node: what is decided for prospects that have combinations: one of them, or none.
type Decided = Vec<(usize, Option<usize>)>;

/// The best answer to a node when an undecided combination takes one of its offers only, the one that most ask for: no less
/// than what any true answer is worth, whose combinations take that offer and others.
struct Relaxed {
    value: i64,
    chosen: Vec<Option<usize>>,
    /// The first prospect whose combination uses what somebody else has; `None`: the answer holds as it is.
    conflict: Option<usize>,
}

struct Search<'a> {
    choices: &'a [Vec<Choice>],
    offers: usize,
    scale: Scale,
    base: Vec<Vec<i64>>,
    combined: Vec<usize>,
    demand: Vec<usize>,
    best: Option<(i64, Vec<Option<usize>>)>,
}

impl Search<'_> {
    /// Gives prospects without a fitting place a combination, one after the other, wherever all together are better off.
    fn improve(&mut self, mut decided: Decided, attempts: u32) -> Result<()> {
        let mut left = attempts;
        for row in self.combined.clone() {
            let chosen = self.best.as_ref().and_then(|(_, chosen)| chosen.get(row).copied());
            let now = self.choice(row, chosen.flatten());
            if now.is_some_and(|choice| choice.standing == Standing::Fits) {
                continue;
            }
            let ways: Vec<usize> = self.ways(row, &decided).map(|(at, _)| at).collect();
            for at in ways {
                let Some(rest) = left.checked_sub(1) else { return Ok(()) };
                left = rest;
                let others = decided.iter().filter(|(other, _)| *other != row).copied();
                let attempt: Decided = others.chain([(row, Some(at))]).collect();
                let relaxed = self.relax(&attempt)?;
                if !self.reached(relaxed.value) {
                    self.keep(&relaxed);
                    decided = attempt;
                    break;
                }
            }
        }
        Ok(())
    }

    /// Branch and bound, depth first. `None`: searched to the end; otherwise what the rest could reach at most.
    fn branch(&mut self, nodes: u32) -> Result<Option<i64>> {
        if self.combined.is_empty() {
            return Ok(None);
        }
        // Each with what its parent could reach at most.
        let mut open: Vec<(i64, Decided)> = vec![(i64::MAX, Vec::new())];
        let mut left = nodes;
        while let Some((bound, decided)) = open.pop() {
            if self.reached(bound) {
                continue;
            }
            let Some(rest) = left.checked_sub(1) else {
                let bounds = open.iter().map(|(bound, _)| *bound);
                return Ok(Some(bounds.fold(bound, i64::max)));
            };
            left = rest;
            let relaxed = self.relax(&decided)?;
            if self.reached(relaxed.value) {
                continue;
            }
            let Some(row) = relaxed.conflict else {
                self.keep(&relaxed);
                continue;
            };
            // The stack gives the last one first: combinations from the best on, then none.
            open.push((relaxed.value, with(&decided, row, None)));
            let mut ways: Vec<usize> = self.ways(row, &decided).map(|(at, _)| at).collect();
            ways.reverse();
            open.extend(ways.into_iter().map(|at| (relaxed.value, with(&decided, row, Some(at)))));
        }
        Ok(None)
    }

    fn reached(&self, bound: i64) -> bool {
        self.best.as_ref().is_some_and(|(best, _)| *best >= bound)
    }

    fn keep(&mut self, relaxed: &Relaxed) {
        if !self.reached(relaxed.value) {
            self.best = Some((relaxed.value, relaxed.chosen.clone()));
        }
    }

    /// The combinations of a prospect whose units are free of what is decided, the best first.
    fn ways(&self, row: usize, decided: &Decided) -> impl Iterator<Item = (usize, &Choice)> {
        let taken = self.taken(decided);
        let all = self.choices.get(row).map(Vec::as_slice).unwrap_or_default().iter().enumerate();
        all.filter(move |(_, choice)| {
            choice.offers.len() > 1 && choice.offers.iter().all(|offer| is_free(&taken, *offer))
        })
    }

    fn taken(&self, decided: &Decided) -> Vec<bool> {
        let mut taken = vec![false; self.offers];
        for (row, at) in decided {
            for offer in self.choice(*row, *at).into_iter().flat_map(|choice| &choice.offers) {
                if let Some(place) = taken.get_mut(*offer) {
                    *place = true;
                }
            }
        }
        taken
    }

    fn choice(&self, row: usize, at: Option<usize>) -> Option<&Choice> {
        self.choices.get(row)?.get(at?)
    }

    /// An assignment in which each undecided combination stands at one of its offers.
    fn relax(&self, decided: &Decided) -> Result<Relaxed> {
        let taken = self.taken(decided);
        let mut value = 0;
        let mut fixed = vec![None; self.choices.len()];
        // Which combination of an undecided prospect stands at an offer.
        let mut standing_at: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        let mut rows = self.base.clone();
        for row in &mut rows {
            for (weight, taken) in row.iter_mut().zip(&taken) {
                if *taken {
                    *weight = 0;
                }
            }
        }
        for row in &self.combined {
            let Some(weights) = rows.get_mut(*row) else { continue };
            match decided.iter().find(|(other, _)| other == row) {
                Some((_, None)) => {}
                Some((_, Some(at))) => {
                    let weight = self.choice(*row, Some(*at)).map(|c| self.scale.weight(c));
                    value += weight.unwrap_or_default();
                    set(&mut fixed, *row, Some(*at));
                    weights.fill(0);
                }
                None => {
                    for (at, choice) in self.ways(*row, decided) {
                        let Some(offer) = self.most_asked(choice) else { continue };
                        let weight = self.scale.weight(choice);
                        if let Some(place) = weights.get_mut(offer).filter(|w| **w < weight) {
                            *place = weight;
                            standing_at.insert((*row, offer), at);
                        }
                    }
                }
            }
        }
        let assignment = assign(&Weights::new(self.offers, rows)?);
        value += assignment.total;
        Ok(self.read(value, &assignment, &fixed, &standing_at))
    }

    fn most_asked(&self, choice: &Choice) -> Option<usize> {
        let demand = |offer: &usize| self.demand.get(*offer).copied().unwrap_or_default();
        choice.offers.iter().copied().max_by_key(|offer| (demand(offer), Reverse(*offer)))
    }

    fn read(
        &self,
        value: i64,
        assignment: &Assignment,
        fixed: &[Option<usize>],
        standing_at: &BTreeMap<(usize, usize), usize>,
    ) -> Relaxed {
        let pick = |row: usize, column: Option<usize>| {
            let decided = fixed.get(row).copied().flatten();
            decided.or_else(|| {
                let offer = column?;
                standing_at.get(&(row, offer)).copied().or_else(|| self.single(row, offer))
            })
        };
        let columns = assignment.columns.iter().enumerate();
        let chosen: Vec<Option<usize>> = columns.map(|(row, column)| pick(row, *column)).collect();
        let mut uses = vec![0_u32; self.offers];
        let offers = |row: usize| {
            let at = chosen.get(row).copied().flatten();
            self.choice(row, at).into_iter().flat_map(|choice| choice.offers.iter().copied())
        };
        for offer in (0..chosen.len()).flat_map(offers) {
            if let Some(count) = uses.get_mut(offer) {
                *count = count.saturating_add(1);
            }
        }
        let shared = |offer: usize| uses.get(offer).is_some_and(|count| *count > 1);
        let several = |row: usize| {
            let at = chosen.get(row).copied().flatten();
            self.choice(row, at).is_some_and(|choice| choice.offers.len() > 1)
        };
        let undecided = |row: usize| fixed.get(row).copied().flatten().is_none();
        let conflict = self
            .combined
            .iter()
            .copied()
            .find(|row| undecided(*row) && several(*row) && offers(*row).any(shared));
        Relaxed { value, conflict, chosen: chosen.clone() }
    }

    /// Which choice of a prospect is this single offer.
    fn single(&self, row: usize, offer: usize) -> Option<usize> {
        let all = self.choices.get(row)?;
        all.iter().position(|choice| choice.offers.as_slice() == [offer])
    }
}

fn with(decided: &Decided, row: usize, at: Option<usize>) -> Decided {
    let mut decided = decided.clone();
    decided.push((row, at));
    decided
}

fn set(places: &mut [Option<usize>], at: usize, value: Option<usize>) {
    if let Some(place) = places.get_mut(at) {
        *place = value;
    }
}

fn is_free(taken: &[bool], offer: usize) -> bool {
    taken.get(offer).is_some_and(|taken| !taken)
}
