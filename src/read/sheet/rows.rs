//! One row: its cells, and what they say together.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::cell::{self, CellFault};
use super::columns::Column;
#[cfg(feature = "xlsx")]
use super::field::Kind;
use super::records::{FieldState, RawField, Record};
use super::table::Table;
use super::{Cell, CellValue, ColumnMap, Field, SheetArea, SheetRow};
use crate::finding::{Code, Finding, Place, Severity, Text};
use crate::units::rounding::round_half_up;
use crate::units::{Area, AreaUnit};

/// Reads rows and gathers what is found in them.
pub(super) struct RowReader<'a> {
    table: &'a Table<'a>,
    columns: &'a [Column],
    map: &'a ColumnMap,
    pub(super) findings: &'a mut Vec<Finding>,
    /// Cells that are the same in every row, as the column map says.
    constants: Vec<Cell>,
    /// Columns whose unit was asked for already.
    without_unit: BTreeSet<usize>,
    /// The first row with square metres from a rounded mu, the factor, and how many rows there are.
    rounded_mu: Option<(Place, &'static str, usize)>,
}

/// Why a row is not used.
pub(super) struct Rejected {
    pub(super) reasons: Vec<Text>,
    pub(super) area_listed: Option<Area>,
}

/// Square metres of a mu as they are rounded in practice.
const ROUNDED_MU: [(&str, Decimal); 4] = [
    ("666.67", Decimal::from_parts(66_667, 0, 0, false, 2)),
    ("666.6667", Decimal::from_parts(6_666_667, 0, 0, false, 4)),
    ("666.7", Decimal::from_parts(6_667, 0, 0, false, 1)),
    ("667", Decimal::from_parts(667, 0, 0, false, 0)),
];

impl<'a> RowReader<'a> {
    pub(super) fn new(
        table: &'a Table<'a>,
        columns: &'a [Column],
        map: &'a ColumnMap,
        findings: &'a mut Vec<Finding>,
    ) -> RowReader<'a> {
        let mut constants = Vec::new();
        for (field, text) in &map.constants {
            if columns.iter().any(|column| column.fields.contains(field)) {
                continue;
            }
            match cell::value(*field, None, text, map) {
                Ok(value) => constants.push(Cell {
                    field: *field,
                    year: None,
                    value,
                    text: text.clone(),
                    column: None,
                    place: Place::default(),
                }),
                Err(fault) => {
                    let name = Text::new(
                        format!("列名对照中的{}", field.name().zh),
                        format!("the constant {field}"),
                    );
                    findings.push(finding(&name, &fault).about(field.id()));
                }
            }
        }
        RowReader {
            table,
            columns,
            map,
            findings,
            constants,
            without_unit: BTreeSet::new(),
            rounded_mu: None,
        }
    }

    pub(super) fn row(&mut self, record: &Record<'_>, place: Place) -> Result<SheetRow, Rejected> {
        let mut cells: Vec<Cell> = self.constants.clone();
        let mut reasons = Vec::new();
        let columns = self.columns;
        for (at, (raw, column)) in record.fields.iter().zip(columns).enumerate() {
            for field in &column.fields {
                if cell::is_blank(*field, &raw.text) {
                    continue;
                }
                let text = cell::bare(&raw.text);
                let place = self.table.place(raw.at);
                match self.value(raw, *field, column, text) {
                    Ok(value) => cells.push(Cell {
                        field: *field,
                        year: column.year.filter(|_| field.is_yearly()),
                        value,
                        text: text.to_owned(),
                        column: Some(at),
                        place,
                    }),
                    Err(fault) if fault.code == Code::SheetUnitMissing => {
                        self.ask_for_unit(at, column, place);
                    }
                    Err(fault) => {
                        let name =
                            Text::new(format!("“{}”", column.heading), column.heading.clone());
                        let finding = finding(&name, &fault).about(field.id()).at(place);
                        if finding.severity == Severity::Error {
                            reasons.push(finding.message.clone());
                        }
                        self.findings.push(finding);
                    }
                }
            }
        }
        cells.sort_by_key(|cell| (cell.field, cell.year, cell.column));
        let cells = self.one_a_field(cells, &mut reasons);
        let row = SheetRow { place, cells };
        if reasons.is_empty() {
            return Ok(row);
        }
        Err(Rejected { reasons, area_listed: row.area(Field::AreaListed) })
    }

    /// What a field says, as far as its state lets it say anything.
    fn value(
        &self,
        raw: &RawField<'_>,
        field: Field,
        column: &Column,
        text: &str,
    ) -> Result<CellValue, Box<CellFault>> {
        match raw.state {
            FieldState::MergedFirst(first, last) | FieldState::MergedBelow(first, last)
                if !field.kind().is_of_group() || field == Field::Id =>
            {
                Err(CellFault::merged(first, last, text))
            }
            FieldState::Error => Err(CellFault::formula(text)),
            FieldState::NotComputed => Err(CellFault::not_computed()),
            _ if cell::is_formula_error(text) => Err(CellFault::formula(text)),
            #[cfg(feature = "xlsx")]
            FieldState::Serial(serial) if field.kind() == Kind::Day && text.len() == 5 => {
                let day = self.table.day(serial).map(CellValue::Day);
                day.map_or_else(|| cell::value(field, column.unit, text, self.map), Ok)
            }
            _ => cell::value(field, column.unit, text, self.map),
        }
    }

    /// A column without a unit is asked for once.
    fn ask_for_unit(&mut self, at: usize, column: &Column, place: Place) {
        if !self.without_unit.insert(at) {
            return;
        }
        let heading = &column.heading;
        let message = Text::new(
            format!("“{heading}”应写明单位，如“{heading}(亩)”，实际没有；没有单位的数不读"),
            format!(
                "expected the unit of {heading:?} in its heading or cells, found none; its numbers are not read"
            ),
        );
        self.findings.push(Finding::new(Code::SheetUnitMissing, message).at(place));
    }

    /// Of an area in two units the finer one, if they agree; of a town by code and by name either.
    fn one_a_field(&mut self, cells: Vec<Cell>, reasons: &mut Vec<Text>) -> Vec<Cell> {
        let mut kept: Vec<Cell> = Vec::with_capacity(cells.len());
        for cell in cells {
            match kept.last_mut() {
                Some(last) if (last.field, last.year) == (cell.field, cell.year) => {
                    if !self.agree(last, &cell) {
                        let (name, one, two) = (cell.field.name(), &last.text, &cell.text);
                        let message = Text::new(
                            format!("{}的两列应一致，实为 {one} 与 {two}", name.zh),
                            format!(
                                "expected two columns of {} to agree, found {one} and {two}",
                                name.en
                            ),
                        );
                        reasons.push(message.clone());
                        let code = match cell.value {
                            CellValue::Area(_) | CellValue::FloorArea(_) => Code::SheetAreasDiffer,
                            _ => Code::SheetCell,
                        };
                        let finding = Finding::new(code, message).about(cell.field.id());
                        self.findings.push(finding.at(cell.place.clone()));
                    }
                    if is_finer(&cell.value, &last.value) {
                        *last = cell;
                    }
                }
                _ => kept.push(cell),
            }
        }
        kept
    }

    fn agree(&mut self, one: &Cell, two: &Cell) -> bool {
        let (CellValue::Area(a), CellValue::Area(b)) = (&one.value, &two.value) else {
            return one.value.agrees_with(&two.value);
        };
        match self.rounded_factor(a, b).or_else(|| self.rounded_factor(b, a)) {
            Some(factor) => {
                let (.., rows) = self.rounded_mu.get_or_insert((two.place.clone(), factor, 0));
                *rows += 1;
                true
            }
            None => a.agrees_with(b),
        }
    }

    /// The rounded factor by which square metres come from mu, digit for digit, where the exact one gives others.
    fn rounded_factor(&self, mu: &SheetArea, metres: &SheetArea) -> Option<&'static str> {
        let (mu, metres) = (mu.given?, metres.given?);
        if mu.unit != AreaUnit::Mu || metres.unit != AreaUnit::SquareMetre {
            return None;
        }
        let places = metres.value.scale();
        let exact = mu.to_area().ok()?.rounded(places).square_metres();
        if exact == metres.value {
            return None;
        }
        let gives = |factor: Decimal| {
            mu.value.checked_mul(factor).map(|product| round_half_up(product, places))
        };
        let found = ROUNDED_MU.iter().find(|(_, factor)| gives(*factor) == Some(metres.value));
        found.map(|(name, _)| *name)
    }

    /// What concerns the sheet as a whole.
    pub(super) fn finish(self) {
        let Some((place, factor, rows)) = self.rounded_mu else { return };
        let message = Text::new(
            format!(
                "{rows} 行的平方米数由亩数乘以 {factor} 得来（1 亩应为 10000/15 m²）；以所写平方米数为准"
            ),
            format!(
                "the square metres of {rows} rows are mu times {factor} (expected 10000/15); they are taken as written"
            ),
        );
        self.findings.push(Finding::new(Code::SheetMuFactor, message).at(place));
    }
}

/// Whether the first says more digits than the second.
fn is_finer(new: &CellValue, old: &CellValue) -> bool {
    match (new, old) {
        (CellValue::Area(new), CellValue::Area(old)) => {
            new.half_last_digit() < old.half_last_digit()
        }
        _ => false,
    }
}

fn finding(name: &Text, fault: &CellFault) -> Finding {
    let message = Text::new(
        format!("{}应为{}，实为 {}", name.zh, fault.expected.zh, fault.found.zh),
        format!("{}: expected {}, found {}", name.en, fault.expected.en, fault.found.en),
    );
    Finding::new(fault.code, message)
}
