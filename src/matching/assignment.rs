//! The assignment problem (指派问题): rows to columns, each at most once, with the greatest total weight.
//!
//! The Hungarian method (H. W. Kuhn, *Naval Research Logistics Quarterly* 2, 1955; J. Munkres, *SIAM Journal* 5, 1957) with
//! shortest augmenting paths (R. Jonker, A. Volgenant, *Computing* 38, 1987), for rectangular matrices as D. F. Crouse
//! describes it (*IEEE Transactions on Aerospace and Electronic Systems* 52, 2016). O(n²·m) for n rows and m ≥ n columns, in
//! whole numbers: no rounding, and the same answer on every machine.

use crate::error::{Error, Result};

/// Weights of rows and columns; 0 says that the two do not go together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weights {
    rows: Vec<Vec<i64>>,
    columns: usize,
}

/// An assignment of greatest weight, with its proof.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Assignment {
    /// The column of each row; `None` where the row has none.
    pub columns: Vec<Option<usize>>,
    /// The sum of the weights.
    pub total: i64,
    /// Why no assignment has a greater one.
    pub certificate: Certificate,
}

/// Prices that prove an optimum (对偶价格): the dual solution of the linear program.
///
/// The price of a row and of a column together are never below their weight, prices of columns are never below zero, and all
/// prices together equal the total. No assignment of these rows can then weigh more: its pairs weigh at most their prices.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Certificate {
    /// The price of each row.
    pub rows: Vec<i64>,
    /// The price of each column, then of columns of weight 0 that stand for "none", as many as are needed for every row to
    /// have one.
    pub columns: Vec<i64>,
}

impl Weights {
    /// A matrix of weights.
    ///
    /// # Errors
    ///
    /// A row has another number of columns, a weight is below zero, or the weights are so large that their sum over all rows
    /// and columns could leave the range of 64 bits.
    pub fn new(columns: usize, rows: Vec<Vec<i64>>) -> Result<Weights> {
        let name = ("权重矩阵", "matrix of weights");
        if let Some((at, row)) = rows.iter().enumerate().find(|(_, row)| row.len() != columns) {
            let found =
                (format!("第 {at} 行有 {} 列", row.len()), format!("{} in row {at}", row.len()));
            let expected = (format!("每行 {columns} 列"), format!("{columns} columns in each row"));
            return Err(Error::argument(name, expected, found));
        }
        let smallest = rows.iter().flatten().copied().min().unwrap_or_default();
        let largest = rows.iter().flatten().copied().max().unwrap_or_default();
        let lines = rows.len().saturating_add(columns).saturating_add(1);
        let most = i64::try_from(lines).ok().and_then(|lines| (i64::MAX / 4).checked_div(lines));
        if smallest < 0 || most.is_none_or(|most| largest > most) {
            let expected = (
                format!("0 至 {} 的权重", most.unwrap_or_default()),
                format!("weights from 0 to {}", most.unwrap_or_default()),
            );
            let found = format!("{smallest} – {largest}");
            return Err(Error::argument(name, expected, (found.clone(), found)));
        }
        Ok(Weights { rows, columns })
    }

    /// The rows.
    #[must_use]
    pub fn rows(&self) -> &[Vec<i64>] {
        &self.rows
    }

    /// The number of columns.
    #[must_use]
    pub const fn columns(&self) -> usize {
        self.columns
    }

    fn weight(&self, row: usize, column: usize) -> i64 {
        self.rows.get(row).and_then(|row| row.get(column)).copied().unwrap_or_default()
    }
}

/// An assignment of greatest total weight.
///
/// Of several the one is given to which the method comes when it takes rows and columns in their order: the same for the
/// same matrix, always.
///
/// ```
/// use landledger::matching::assignment::{Weights, assign};
///
/// // Taking the 9 first leaves 1 for the second row: 10. The optimum is 8 + 7.
/// let weights = Weights::new(2, vec![vec![9, 8], vec![7, 1]])?;
/// let best = assign(&weights);
/// assert_eq!((best.total, best.columns.as_slice()), (15, &[Some(1), Some(0)][..]));
/// assert!(best.certificate.proves(&weights, 15));
/// # Ok::<(), landledger::Error>(())
/// ```
#[must_use]
pub fn assign(weights: &Weights) -> Assignment {
    let mut solver = Solver::new(weights);
    for row in 0..weights.rows.len() {
        solver.place(row);
    }
    solver.finish()
}

impl Certificate {
    /// Whether these prices prove that no assignment weighs more than `total`.
    #[must_use]
    pub fn proves(&self, weights: &Weights, total: i64) -> bool {
        let width = self.columns.len();
        let complete = self.rows.len() == weights.rows.len()
            && width >= weights.columns
            && width >= self.rows.len();
        let sum = self.rows.iter().chain(&self.columns).map(|price| i128::from(*price)).sum();
        let covers = self.rows.iter().enumerate().all(|(row, price)| {
            self.columns.iter().enumerate().all(|(column, other)| {
                i128::from(*price) + i128::from(*other) >= i128::from(weights.weight(row, column))
            })
        });
        complete
            && covers
            && self.columns.iter().all(|price| *price >= 0)
            && i128::from(total) == sum
    }
}

/// A column during the search; its potential is the negative of its price.
#[derive(Clone)]
struct Column {
    row: Option<usize>,
    potential: i64,
    /// The shortest path to it so far, and the column before it on that path.
    distance: i64,
    before: Option<usize>,
    done: bool,
}

struct Solver<'a> {
    weights: &'a Weights,
    /// The negative of the price of each row.
    rows: Vec<i64>,
    /// Those of the matrix, then of weight 0 until there are as many as rows.
    columns: Vec<Column>,
}

impl<'a> Solver<'a> {
    fn new(weights: &'a Weights) -> Solver<'a> {
        let column =
            Column { row: None, potential: 0, distance: i64::MAX, before: None, done: false };
        let width = weights.columns.max(weights.rows.len());
        Solver { weights, rows: vec![0; weights.rows.len()], columns: vec![column; width] }
    }

    /// Gives a row a column: along the shortest path from the row to a free column, the rows on it move on by one.
    fn place(&mut self, start: usize) {
        for column in &mut self.columns {
            (column.distance, column.before, column.done) = (i64::MAX, None, false);
        }
        let (mut row, mut at) = (start, None);
        let end = loop {
            let Some((next, step)) = self.nearest(row, at) else { return };
            self.shift(start, step);
            let Some(column) = self.columns.get_mut(next) else { return };
            column.done = true;
            match column.row {
                Some(taken) => (row, at) = (taken, Some(next)),
                None => break next,
            }
        };
        self.augment(start, end);
    }

    /// Looks from a row to every column that is not done, and gives the nearest of all with the distance still to go.
    fn nearest(&mut self, row: usize, at: Option<usize>) -> Option<(usize, i64)> {
        let weights = self.weights.rows.get(row)?;
        let row_potential = *self.rows.get(row)?;
        let mut best: Option<(usize, i64)> = None;
        let weights = weights.iter().copied().chain(std::iter::repeat(0));
        for ((index, column), weight) in self.columns.iter_mut().enumerate().zip(weights) {
            if column.done {
                continue;
            }
            let reduced = -weight - row_potential - column.potential;
            if reduced < column.distance {
                (column.distance, column.before) = (reduced, at);
            }
            if best.is_none_or(|(_, distance)| column.distance < distance) {
                best = Some((index, column.distance));
            }
        }
        best
    }

    /// Moves the potentials so that the nearest column is at distance 0, and nothing becomes negative.
    fn shift(&mut self, start: usize, step: i64) {
        if let Some(potential) = self.rows.get_mut(start) {
            *potential += step;
        }
        for column in &mut self.columns {
            if column.done {
                column.potential -= step;
                if let Some(potential) = column.row.and_then(|row| self.rows.get_mut(row)) {
                    *potential += step;
                }
            } else if column.distance != i64::MAX {
                column.distance -= step;
            }
        }
    }

    fn augment(&mut self, start: usize, end: usize) {
        let mut at = end;
        loop {
            let before = self.columns.get(at).and_then(|column| column.before);
            let row = match before {
                Some(before) => self.columns.get(before).and_then(|column| column.row),
                None => Some(start),
            };
            if let Some(column) = self.columns.get_mut(at) {
                column.row = row;
            }
            match before {
                Some(before) => at = before,
                None => return,
            }
        }
    }

    fn finish(self) -> Assignment {
        let mut columns = vec![None; self.rows.len()];
        let mut total = 0;
        for (at, column) in self.columns.iter().enumerate() {
            let Some(row) = column.row else { continue };
            let weight = self.weights.weight(row, at);
            // A pair of weight 0 is none.
            if weight > 0 {
                total += weight;
                if let Some(place) = columns.get_mut(row) {
                    *place = Some(at);
                }
            }
        }
        let certificate = Certificate {
            rows: self.rows.iter().map(|potential| -potential).collect(),
            columns: self.columns.iter().map(|column| -column.potential).collect(),
        };
        Assignment { columns, total, certificate }
    }
}
