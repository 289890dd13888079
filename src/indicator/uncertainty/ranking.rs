//! Rankings that say which neighbours are not distinguishable.

use serde::{Deserialize, Serialize};

use super::Uncertain;

/// Whether two figures differ by more than the limit of their errors (差异是否显著).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Distinction {
    /// By more than 2 √(σx² + σy²).
    Distinguishable,
    /// By no more: the order of the two may be an accident of the survey.
    NotDistinguishable,
}

/// Which figure comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RankOrder {
    /// The highest, as for a built rate.
    HighestFirst,
    /// The lowest, as for an idle rate.
    LowestFirst,
}

/// One row of a ranking (排名).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RankedRow {
    /// What is ranked.
    pub id: String,
    /// Its figure.
    pub figure: Uncertain,
    /// Rank of its tie (并列名次), from 1: rows in a row that are not distinguishable from their neighbours share it. The
    /// ends of a long tie may be distinguishable from each other; `best` and `worst` say so.
    pub rank: u64,
    /// The best rank that it can have: one more than there are rows distinguishably before it.
    pub best: u64,
    /// The worst rank that it can have: all but the rows distinguishably behind it.
    pub worst: u64,
    /// Whether it is distinguishable from the row after it; absent for the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Distinction>,
}

/// Ranks figures whose errors are independent (考虑误差的排名); equal figures by id. The time grows with the square of the
/// number of rows: it is meant for zones, or the plots of one.
///
/// **Basis**: the limit of a difference is twice its mean error √(σx² + σy²), as for areas in the cadastral survey.
///
/// ```
/// use landledger::indicator::{Distinction, RankOrder, Uncertain, rank};
///
/// let zone = |id: &str, rate, error| (id.to_owned(), Uncertain::new(rate, error).unwrap());
/// let zones = vec![zone("east", 4.0, 0.3), zone("south", 9.0, 0.3), zone("west", 4.5, 0.4)];
/// let rows = rank(zones, RankOrder::LowestFirst);
/// // 0.5 ≤ 2 √(0.3² + 0.4²) = 1: east and west share the first place.
/// assert_eq!(rows[0].next, Some(Distinction::NotDistinguishable));
/// let ranks = rows.iter().map(|row| (row.id.as_str(), row.rank)).collect::<Vec<_>>();
/// assert_eq!(ranks, [("east", 1), ("west", 1), ("south", 3)]);
/// ```
#[must_use]
pub fn rank(mut figures: Vec<(String, Uncertain)>, order: RankOrder) -> Vec<RankedRow> {
    figures.sort_by(|(a_id, a), (b_id, b)| {
        let ascending = a.value.total_cmp(&b.value);
        let by_value = match order {
            RankOrder::HighestFirst => ascending.reverse(),
            RankOrder::LowestFirst => ascending,
        };
        by_value.then_with(|| a_id.cmp(b_id))
    });
    let apart = |a: &Uncertain, b: &Uncertain| a.distinction(b) == Distinction::Distinguishable;
    let mut rows: Vec<RankedRow> = Vec::with_capacity(figures.len());
    for (at, (id, figure)) in figures.iter().enumerate() {
        let before = figures.iter().take(at).filter(|(_, other)| apart(other, figure)).count();
        let behind = figures.iter().skip(at).filter(|(_, other)| apart(other, figure)).count();
        let tied = rows.last().filter(|row| row.next == Some(Distinction::NotDistinguishable));
        rows.push(RankedRow {
            id: id.clone(),
            figure: *figure,
            rank: tied.map_or(at as u64 + 1, |row| row.rank),
            best: before as u64 + 1,
            worst: (figures.len() - behind) as u64,
            next: figures.get(at + 1).map(|(_, next)| figure.distinction(next)),
        });
    }
    rows
}
