//! The sheet 期初期末: opening, movements and closing of the ledger and of vacant floor area, with the identity as formulas.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::LedgerWorkbook;
use super::style::{self, Look, Role};
use super::table::{self, Column, MU_PLACES, Words, index, put, write};
use super::value::{Value, exact};
use crate::finding::Text;
use crate::ledger::{RollForward, Stock};
use crate::units::AreaUnit;

/// One line: what it is, how many, how much.
struct Line {
    name: Text,
    count: i64,
    area: Decimal,
    /// In mu, where the table has such a column: rounded so that it still adds up.
    mu: Option<Decimal>,
}

pub(super) fn sheet(input: &LedgerWorkbook<'_>, words: &Words<'_>) -> Result<Worksheet, XlsxError> {
    let period = input.report.period;
    let heading = input.heading(
        ("期初期末", "Roll-forward"),
        ("期初期末表", "Roll-forward"),
        (
            &format!("　期间 {} 至 {}", period.from(), period.last_day()),
            &format!("; period {} to {}", period.from(), period.last_day()),
        ),
    );
    let mut sheet = table::sheet(&heading)?;
    for (at, width) in [34.0, 12.0, 20.0, 18.0].into_iter().enumerate() {
        sheet.set_column_width(index(at), width)?;
    }
    let mut entries = lines(&input.report.roll_forward, |kind| kind.name(), |a| a.square_metres());
    if let Some(mu) = input.report.roll_forward.rounded(AreaUnit::Mu, MU_PLACES) {
        let figures = [mu.opening].into_iter().chain(mu.lines).chain([mu.closing]);
        for (line, figure) in entries.iter_mut().zip(figures) {
            line.mu = Some(figure.number());
        }
    }
    let vacancy = lines(&input.report.vacancy, |kind| kind.name(), |a| a.square_metres());
    let title = input.say("一、在册条目和土地面积", "1. Entries on the ledger and their land area");
    let columns = [
        Column::new("项目", "item", 34.0, Look::Words),
        Column::new("条数", "entries", 12.0, Look::Count),
        Column::new("土地面积(平方米)", "land area (m²)", 20.0, Look::Amount),
        Column::new("土地面积(亩)", "land area (mu)", 18.0, Look::Mu),
    ];
    let next = block(&mut sheet, HEAD, &title, &columns, &entries, words)?;
    let title = input.say("二、空置建筑面积", "2. Vacant floor area");
    let columns = [
        Column::new("项目", "item", 34.0, Look::Words),
        Column::new("间数", "spaces", 12.0, Look::Count),
        Column::new("建筑面积(平方米)", "floor area (m²)", 20.0, Look::Amount),
    ];
    block(&mut sheet, next.saturating_add(1), &title, &columns, &vacancy, words)?;
    sheet.set_print_fit_to_pages(1, 0);
    Ok(sheet)
}

/// The first row of the first table.
const HEAD: u32 = 3;

/// Opening, movements, closing.
fn lines<K: Copy, A: Copy>(
    table: &RollForward<K, A>,
    name: impl Fn(K) -> Text,
    metres: impl Fn(A) -> Decimal,
) -> Vec<Line> {
    let line = |name, stock: &Stock<A>| Line {
        name,
        count: stock.count,
        area: metres(stock.area),
        mu: None,
    };
    let mut lines = vec![line(Text::new("期初", "opening"), &table.opening)];
    lines.extend(table.lines.iter().map(|own| line(name(own.kind), &own.change)));
    lines.push(line(Text::new("期末", "closing"), &table.closing));
    lines
}

/// One table, and below it what opening and movements add up to and whether that is the closing; the next free row.
fn block(
    sheet: &mut Worksheet,
    first: u32,
    title: &str,
    columns: &[Column],
    lines: &[Line],
    words: &Words<'_>,
) -> Result<u32, XlsxError> {
    sheet.write_string_with_format(first, 0, title, &style::section())?;
    let head = first.saturating_add(1);
    let with_mu = columns.len() > 3;
    let rows: Vec<Vec<Value>> = lines
        .iter()
        .map(|line| {
            let mut row = vec![
                Value::text((words.pick)(&line.name)),
                Value::Count(line.count),
                Value::Number(line.area),
            ];
            if with_mu {
                row.push(Value::maybe_number(line.mu));
            }
            row
        })
        .collect();
    let last = put(sheet, head, columns, &rows, words)?;
    let (opening, closing) = (head.saturating_add(2), last.saturating_add(1));
    let sum_row = last.saturating_add(1);
    let check_row = sum_row.saturating_add(1);
    let name = |text: Text| Value::Text((words.pick)(&text));
    let label = style::cell(Look::Words, Role::Total);
    write(sheet, sum_row, 0, &name(Text::new("期初＋增减", "opening + movements")), &label)?;
    write(
        sheet,
        check_row,
        0,
        &name(Text::new("与期末之差（应为 0）", "less closing (should be 0)")),
        &label,
    )?;
    for (at, column) in columns.iter().enumerate().skip(1) {
        let figures: Vec<Decimal> = rows
            .iter()
            .filter_map(|row| match row.get(at) {
                Some(Value::Number(number)) => Some(*number),
                Some(Value::Count(count)) => Some(Decimal::from(*count)),
                _ => None,
            })
            .collect();
        // A column without figures, as mu where they are too large, has no check either.
        let Some((end, parts)) = figures.split_last() else { continue };
        let (sum, less) = identity(parts, *end)?;
        let letters = table::letters(index(at));
        let before_closing = closing.saturating_sub(1);
        let exactly = figures.iter().chain([&sum]).all(|figure| exact(*figure).is_some());
        let (sum, less) = if exactly {
            (
                Value::Formula(format!("SUM({letters}{opening}:{letters}{before_closing})"), sum),
                // Spreadsheets add in binary: six decimals are more than any figure here has.
                Value::Formula(
                    format!("ROUND({letters}{}-{letters}{closing},6)", sum_row.saturating_add(1)),
                    less,
                ),
            )
        } else {
            (Value::Number(sum), Value::Number(less))
        };
        let format = style::cell(column.look, Role::Total);
        write(sheet, sum_row, index(at), &sum, &format)?;
        write(sheet, check_row, index(at), &less, &format)?;
    }
    Ok(check_row.saturating_add(1))
}

/// What opening and movements add up to, and how much that is more than the closing. The check that the table shows is worked
/// out or refused, never taken for 0.
fn identity(parts: &[Decimal], closing: Decimal) -> Result<(Decimal, Decimal), XlsxError> {
    let sum = parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(*part));
    sum.and_then(|sum| Some((sum, sum.checked_sub(closing)?))).ok_or_else(|| {
        XlsxError::ParameterError("a roll-forward whose sum is too large".to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_that_cannot_be_worked_out_is_refused_and_not_taken_for_nothing() {
        let ten = Decimal::TEN;
        assert_eq!(identity(&[ten, ten], ten).ok(), Some((Decimal::from(20), ten)));
        assert!(identity(&[Decimal::MAX], -Decimal::MAX).is_err());
        assert!(identity(&[Decimal::MAX, ten], ten).is_err());
    }
}
