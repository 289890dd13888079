//! Rows of totals: known as such, never taken for parcels, and held against the sum of their rows.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::columns::Column;
use super::numbers::half_width;
use super::records::Record;
use super::{Field, Unit, cell};
use crate::finding::{Code, Finding, Place, Text};
use crate::units::rounding::round_half_up;

/// A row of totals (合计行).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SheetTotal {
    /// What it is called, as `合计`.
    pub label: String,
    /// Where it stands.
    pub place: Place,
    /// Its figures, by column.
    pub figures: Vec<TotalFigure>,
}

/// A figure of a row of totals, and what its rows add up to, both in the unit of the column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct TotalFigure {
    /// The heading of the column.
    pub heading: String,
    /// The unit of the column.
    pub unit: Unit,
    /// What the row says: a decimal number.
    pub stated: String,
    /// What the rows add up to, exactly, rows that are not used included. Where another column has the same areas in m² and
    /// the row says what those add up to, in its own unit and rounded once: that figure.
    pub computed: String,
    /// Stated less computed.
    pub difference: String,
}

/// Which rows a total is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// All of the sheet.
    All,
    /// Those since the last subtotal.
    Part,
}

const WORDS: [&str; 5] = ["合计", "总计", "小计", "共计", "累计"];

/// The label of a row of totals, without blanks: the first cell that says anything ends in one of the words, and the
/// row has no parcel code.
pub(super) fn label(record: &Record<'_>, columns: &[Column]) -> Option<String> {
    let first = record.fields.iter().find(|field| !field.text.trim().is_empty())?;
    let plain: String = half_width(&first.text).chars().filter(|c| !c.is_whitespace()).collect();
    let name = plain.split('(').next().unwrap_or_default().trim_end_matches(':');
    let is_word = WORDS.iter().any(|word| name.ends_with(word))
        || ["total", "grandtotal", "subtotal"].iter().any(|word| name.eq_ignore_ascii_case(word));
    let codes = record
        .fields
        .iter()
        .zip(columns)
        .filter(|(_, column)| column.fields.contains(&Field::ParcelCode));
    let mut codes = codes.map(|(field, _)| field.text.trim());
    let has_code = codes.any(|text| !text.is_empty() && text != first.text.trim());
    (is_word && !has_code && name.chars().count() <= 20).then_some(plain)
}

/// Sums by column while the rows go by.
pub(super) struct Sums {
    columns: Vec<Option<Sum>>,
    rows: usize,
    /// Totals that stand above their rows.
    above: Vec<(SheetTotal, Vec<(usize, Decimal)>)>,
    totals: Vec<SheetTotal>,
}

#[derive(Clone, Copy)]
struct Sum {
    unit: Unit,
    all: Option<Decimal>,
    part: Option<Decimal>,
    /// The most decimals that a row has.
    places: u32,
}

impl Sum {
    fn of(&self, scope: Scope) -> Option<Decimal> {
        match scope {
            Scope::All => self.all,
            Scope::Part => self.part,
        }
    }
}

impl Sums {
    pub(super) fn new(columns: &[Column]) -> Sums {
        let sum = |column: &Column| {
            let amounts = column.fields.iter().any(|field| field.needs_unit());
            let unit = column.unit.filter(|_| amounts)?;
            Some(Sum { unit, all: Some(Decimal::ZERO), part: Some(Decimal::ZERO), places: 0 })
        };
        Sums {
            columns: columns.iter().map(sum).collect(),
            rows: 0,
            above: Vec::new(),
            totals: Vec::new(),
        }
    }

    /// A row of the sheet, used or not; a number that cannot be read leaves its column without a sum.
    pub(super) fn row(&mut self, record: &Record<'_>) {
        self.rows += 1;
        for (field, sum) in record.fields.iter().zip(&mut self.columns) {
            let Some(sum) = sum else { continue };
            // A range merged down holds one figure, as the sum of a spreadsheet has it.
            if cell::is_blank(Field::AreaListed, &field.text) || !field.is_own() {
                continue;
            }
            let value = plain(cell::bare(&field.text), sum.unit);
            let add = |sum: Option<Decimal>| sum.zip(value).and_then(|(sum, v)| sum.checked_add(v));
            sum.all = add(sum.all);
            sum.part = add(sum.part);
            sum.places = sum.places.max(value.map_or(0, |value| value.scale()));
        }
    }

    /// A row of totals.
    pub(super) fn total(
        &mut self,
        label: String,
        record: &Record<'_>,
        columns: &[Column],
        place: Place,
    ) {
        let english = |word: &str| label.to_ascii_lowercase().starts_with(word);
        let is_all = WORDS.iter().any(|word| *word != "小计" && label.starts_with(word))
            || ["total", "grandtotal"].into_iter().any(english);
        let scope = if is_all { Scope::All } else { Scope::Part };
        let mut stated = Vec::new();
        for (at, (field, sum)) in record.fields.iter().zip(&self.columns).enumerate() {
            let Some(sum) = sum else { continue };
            if let Some(value) = plain(cell::bare(&field.text), sum.unit) {
                stated.push((at, value));
            }
        }
        let mut total = SheetTotal { label, place, figures: Vec::new() };
        if scope == Scope::All && self.rows == 0 {
            self.above.push((total, stated));
            return;
        }
        self.compare(&mut total, &stated, columns, scope);
        if scope == Scope::Part {
            for sum in self.columns.iter_mut().flatten() {
                sum.part = Some(Decimal::ZERO);
            }
        }
        self.totals.push(total);
    }

    fn compare(
        &self,
        total: &mut SheetTotal,
        stated: &[(usize, Decimal)],
        columns: &[Column],
        scope: Scope,
    ) {
        for (at, stated) in stated {
            let (Some(Some(sum)), Some(column)) = (self.columns.get(*at), columns.get(*at)) else {
                continue;
            };
            let Some(computed) = sum.of(scope) else { continue };
            let whole = self.by_square_metres(*at, sum, columns, scope, *stated);
            let whole =
                whole.filter(|whole| whole == stated && self.rounds_to(*whole, computed, sum));
            let computed = whole.unwrap_or(computed);
            let Some(difference) = stated.checked_sub(computed) else { continue };
            total.figures.push(TotalFigure {
                heading: column.heading.clone(),
                unit: sum.unit,
                stated: stated.to_string(),
                computed: computed.to_string(),
                difference: difference.to_string(),
            });
        }
    }

    /// What the rows add up to by the column that has the same areas in m², in the unit of this one, with as many decimals as
    /// the total or a row has. Rows that are each rounded to their unit need not add up to it: a total made from the exact
    /// one is right.
    fn by_square_metres(
        &self,
        at: usize,
        sum: &Sum,
        columns: &[Column],
        scope: Scope,
        stated: Decimal,
    ) -> Option<Decimal> {
        let unit = sum.unit.area()?;
        let fields = &columns.get(at)?.fields;
        let mut others = self.columns.iter().zip(columns).enumerate();
        let metres = others.find_map(|(other, (metres, column))| {
            let metres = metres.filter(|metres| metres.unit == Unit::M2)?;
            (other != at && column.fields == *fields).then_some(metres)
        })?;
        let converted = metres.of(scope)?.checked_mul(unit.per_square_metre())?;
        Some(round_half_up(converted, sum.places.max(stated.scale())))
    }

    /// Whether a total may differ from the sum of its rows by no more than their rounding: half of the last place a row.
    fn rounds_to(&self, total: Decimal, rows: Decimal, sum: &Sum) -> bool {
        let halves = Decimal::try_new(5, sum.places.saturating_add(1)).ok();
        let most = halves.and_then(|half| half.checked_mul(Decimal::from(self.rows)));
        let apart = total.checked_sub(rows).map(|apart| apart.abs());
        matches!((apart, most), (Some(apart), Some(most)) if apart <= most)
    }

    /// Every total, those above their rows first; each that differs is a finding.
    pub(super) fn finish(
        mut self,
        columns: &[Column],
        findings: &mut Vec<Finding>,
    ) -> Vec<SheetTotal> {
        let mut totals = Vec::new();
        for (mut total, stated) in std::mem::take(&mut self.above) {
            self.compare(&mut total, &stated, columns, Scope::All);
            totals.push(total);
        }
        totals.append(&mut self.totals);
        for total in &totals {
            for figure in &total.figures {
                let zero = figure.difference.chars().all(|c| !c.is_ascii_digit() || c == '0');
                if zero {
                    continue;
                }
                let TotalFigure { heading, stated, computed, difference, .. } = figure;
                let label = &total.label;
                let message = Text::new(
                    format!(
                        "{label}行“{heading}”应为各行之和 {computed}，实为 {stated}，相差 {difference}"
                    ),
                    format!(
                        "the row {label}: expected {heading} to be the sum {computed}, found {stated}, a difference of \
                         {difference}"
                    ),
                );
                findings
                    .push(Finding::new(Code::SheetTotalDiffers, message).at(total.place.clone()));
            }
        }
        totals
    }
}

/// A number in the unit of the column; `None` for another unit, or no number.
fn plain(text: &str, unit: Unit) -> Option<Decimal> {
    let (number, own) = cell::amount(text, Some(unit)).ok()?;
    (own == Some(unit)).then(|| Decimal::from_str_exact(&number.digits).ok()).flatten()
}
