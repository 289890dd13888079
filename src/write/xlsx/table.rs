//! One table on one sheet: title, headings, rows, totals, and how it is shown and printed.

use rust_decimal::Decimal;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

use super::style::{self, Look, Role};
use super::value::{Value, exact};
use crate::finding::{Place, Text};
use crate::units::{Area, AreaUnit};

/// Decimals of figures in mu.
pub(super) const MU_PLACES: u32 = 4;

/// A column.
pub(super) struct Column {
    pub(super) heading: Text,
    /// In characters, of which a Chinese one takes two.
    pub(super) width: f64,
    pub(super) look: Look,
    /// What stands below the rows.
    pub(super) total: Total,
}

/// What the row of totals says of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Total {
    /// Nothing.
    Blank,
    /// What the row is called.
    Label(Text),
    /// The sum of the rows.
    Sum,
    /// The sum of the rows that have one of these words in the column of this number, from 0.
    SumWhere { column: usize, words: Vec<String> },
    /// The total of the column behind it, which is in m², in mu: converted once, and not the sum of rounded rows.
    MuOfNext,
}

impl Column {
    pub(super) fn new(zh: &str, en: &str, width: f64, look: Look) -> Column {
        Column { heading: Text::new(zh, en), width, look, total: Total::Blank }
    }

    pub(super) fn summed(self) -> Column {
        self.totalled(Total::Sum)
    }

    pub(super) fn totalled(mut self, total: Total) -> Column {
        self.total = total;
        self
    }
}

/// What a sheet shows above its table.
pub(super) struct Heading {
    /// The name of the sheet.
    pub(super) name: String,
    pub(super) title: String,
    pub(super) subtitle: String,
}

/// How many columns stay when a reader moves to the right, and how many pages a printed row takes.
pub(super) struct Frame {
    pub(super) frozen: u16,
    pub(super) pages_wide: u16,
}

/// The row of the headings, from 0: a title and a line about the table stand above.
pub(super) const HEADING_ROW: u32 = 2;

/// A sheet with its title.
pub(super) fn sheet(heading: &Heading) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(&heading.name)?;
    sheet.set_row_height(0, 26)?;
    sheet.write_string_with_format(0, 0, &heading.title, &style::title())?;
    sheet.write_string_with_format(1, 0, &heading.subtitle, &style::subtitle())?;
    sheet.set_landscape().set_paper_size(9).set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3);
    // The name of the sheet, the page, and how many there are.
    sheet.set_footer("&L&A&R&P / &N");
    Ok(sheet)
}

/// A whole sheet of one table.
pub(super) fn table(
    heading: &Heading,
    frame: &Frame,
    columns: &[Column],
    rows: &[Vec<Value>],
    words: &Words<'_>,
) -> Result<Worksheet, XlsxError> {
    let mut sheet = sheet(heading)?;
    let last_row = put(&mut sheet, HEADING_ROW, columns, rows, words)?;
    let last_column = index(columns.len()).saturating_sub(1);
    for (at, column) in columns.iter().enumerate() {
        sheet.set_column_width(index(at), column.width)?;
    }
    sheet.set_freeze_panes(HEADING_ROW + 1, frame.frozen)?;
    sheet.autofilter(HEADING_ROW, 0, last_row.max(HEADING_ROW), last_column)?;
    sheet.set_repeat_rows(HEADING_ROW, HEADING_ROW)?;
    if frame.pages_wide > 1 && frame.frozen > 0 {
        sheet.set_repeat_columns(0, frame.frozen.saturating_sub(1))?;
    }
    sheet.set_print_fit_to_pages(frame.pages_wide, 0);
    Ok(sheet)
}

/// Words that tables share.
pub(super) struct Words<'a> {
    pub(super) pick: &'a dyn Fn(&Text) -> String,
}

/// Headings and rows from `first` on, with a row of totals if a column asks for one; the last row of the body.
pub(super) fn put(
    sheet: &mut Worksheet,
    first: u32,
    columns: &[Column],
    rows: &[Vec<Value>],
    words: &Words<'_>,
) -> Result<u32, XlsxError> {
    sheet.set_row_height(first, 32)?;
    for (at, column) in columns.iter().enumerate() {
        let heading = (words.pick)(&column.heading);
        sheet.write_string_with_format(first, index(at), heading, &style::heading())?;
    }
    let formats: Vec<Format> =
        columns.iter().map(|column| style::cell(column.look, Role::Body)).collect();
    let mut at_row = first;
    for row in rows {
        at_row = at_row.saturating_add(1);
        let widths = columns.iter().map(|column| column.width);
        set_height(sheet, at_row, row.iter().zip(widths))?;
        for ((at, value), format) in row.iter().enumerate().zip(&formats) {
            write(sheet, at_row, index(at), value, format)?;
        }
    }
    let last = at_row;
    if columns.iter().any(|column| column.total != Total::Blank) {
        totals(sheet, Body { first: first.saturating_add(1), last, rows }, columns, words)?;
    }
    Ok(last)
}

/// The rows of a table, and where they stand, from 0.
#[derive(Clone, Copy)]
struct Body<'a> {
    first: u32,
    last: u32,
    rows: &'a [Vec<Value>],
}

impl Body<'_> {
    /// The cells of a column, as formulas name them.
    fn range(self, column: usize) -> String {
        let letters = letters(index(column));
        let [first, last] = [self.first, self.last].map(|row| row.saturating_add(1));
        format!("{letters}{first}:{letters}{last}")
    }

    /// The row of the totals as formulas name it.
    fn total_row(self) -> u32 {
        self.last.saturating_add(2)
    }
}

fn totals(
    sheet: &mut Worksheet,
    body: Body<'_>,
    columns: &[Column],
    words: &Words<'_>,
) -> Result<(), XlsxError> {
    for (at, column) in columns.iter().enumerate() {
        // A label starts at the left edge and runs on over blank cells; in the middle of a narrow one both its ends were cut off.
        let look = match &column.total {
            Total::Label(_) => Look::Words,
            _ => column.look,
        };
        let format = style::cell(look, Role::Total);
        let value = match &column.total {
            Total::Blank if at == 0 => Value::Text((words.pick)(&Text::new("合计", "Total"))),
            Total::Blank => Value::Blank,
            Total::Label(label) => Value::Text((words.pick)(label)),
            Total::Sum => {
                let values = body.rows.iter().filter_map(|row| row.get(at));
                sum(values, || format!("SUM({})", body.range(at)))
            }
            Total::SumWhere { column, words } => sum_where(body, at, *column, words),
            Total::MuOfNext => mu_of_next(body, at),
        };
        write(sheet, body.last.saturating_add(1), index(at), &value, &format)?;
    }
    Ok(())
}

/// The sum of what is known; blank where there are rows and nothing is known.
fn sum<'a>(values: impl Iterator<Item = &'a Value>, formula: impl Fn() -> String) -> Value {
    let mut sum = Some(Decimal::ZERO);
    let (mut rows, mut known) = (0_usize, 0_usize);
    let mut all_numbers = true;
    for value in values {
        rows = rows.saturating_add(1);
        let number = match value {
            Value::Number(number) | Value::Formula(_, number) => *number,
            Value::Count(count) => Decimal::from(*count),
            _ => continue,
        };
        known = known.saturating_add(1);
        all_numbers = all_numbers && exact(number).is_some();
        sum = sum.and_then(|sum| sum.checked_add(number));
    }
    match sum {
        Some(sum) if known > 0 && all_numbers && exact(sum).is_some() => {
            Value::Formula(formula(), sum)
        }
        Some(sum) if known > 0 || rows == 0 => Value::Number(sum),
        _ => Value::Blank,
    }
}

fn sum_where(body: Body<'_>, at: usize, column: usize, words: &[String]) -> Value {
    let counts = |row: &&Vec<Value>| match row.get(column) {
        Some(Value::Text(word)) => words.contains(word),
        _ => false,
    };
    let values = body.rows.iter().filter(counts).filter_map(|row| row.get(at));
    sum(values, || {
        let quoted: Vec<String> =
            words.iter().map(|word| format!("\"{}\"", word.replace('"', "\"\""))).collect();
        let (which, what) = (body.range(column), body.range(at));
        format!("SUMPRODUCT(SUMIF({which},{{{}}},{what}))", quoted.join(","))
    })
}

fn mu_of_next(body: Body<'_>, at: usize) -> Value {
    let next = at.saturating_add(1);
    let values = body.rows.iter().filter_map(|row| row.get(next));
    let metres = sum(values, String::new);
    let mu = |metres: Decimal| {
        let area = Area::from_square_metres(metres).ok()?;
        Some(area.in_unit(AreaUnit::Mu, MU_PLACES))
    };
    match metres {
        Value::Formula(_, metres) => mu(metres).map_or(Value::Blank, |mu| {
            let cell = format!("{}{}", letters(index(next)), body.total_row());
            Value::Formula(format!("ROUND({cell}*15/10000,{MU_PLACES})"), mu)
        }),
        Value::Number(metres) => Value::maybe_number(mu(metres)),
        _ => Value::Blank,
    }
}

/// A row as high as its longest text needs: programs do not work that out when they open a file.
pub(super) fn set_height<'a>(
    sheet: &mut Worksheet,
    row: u32,
    cells: impl Iterator<Item = (&'a Value, f64)>,
) -> Result<(), XlsxError> {
    let lines = cells.map(|(value, width)| lines(value, width)).max().unwrap_or(1);
    // The highest row that there can be has 409 points.
    let height = f64::from(lines.clamp(1, 27)) * 15.0;
    sheet.set_row_height(row, height)?;
    Ok(())
}

/// How many lines a text takes in a column; a Chinese character is as wide as two others.
fn lines(value: &Value, width: f64) -> u32 {
    let Value::Text(text) = value else { return 1 };
    let of_line = |line: &str| {
        let long = u32::try_from(line.width()).unwrap_or(u32::MAX);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "widths are small positive numbers"
        )]
        let wide = (width - 1.5).max(1.0) as u32;
        long.div_ceil(wide).max(1)
    };
    text.lines().map(of_line).fold(0, u32::saturating_add).max(1)
}

/// One cell.
pub(super) fn write(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    value: &Value,
    format: &Format,
) -> Result<(), XlsxError> {
    match value {
        Value::Blank => sheet.write_blank(row, column, format)?,
        Value::Text(text) => sheet.write_string_with_format(row, column, text, format)?,
        Value::Number(number) => match exact(*number) {
            Some(exact) => sheet.write_number_with_format(row, column, exact, format)?,
            None => {
                let text = number.to_string();
                sheet.write_string_with_format(row, column, text, &right(format))?
            }
        },
        #[expect(clippy::cast_precision_loss, reason = "counts of rows lie far below 2^53")]
        Value::Count(count) => {
            sheet.write_number_with_format(row, column, *count as f64, format)?
        }
        Value::Day(day) => {
            let year = u16::try_from(day.year()).unwrap_or_default();
            let (month, date) = (day.month().unsigned_abs(), day.day().unsigned_abs());
            match ExcelDateTime::from_ymd(year, month, date) {
                Ok(date) => sheet.write_datetime_with_format(row, column, &date, format)?,
                // Before 1900 a workbook has no days.
                Err(_) => sheet.write_string_with_format(row, column, day.to_string(), format)?,
            }
        }
        Value::Formula(formula, result) => {
            let formula = Formula::new(formula).set_result(result.normalize().to_string());
            sheet.write_formula_with_format(row, column, formula, format)?
        }
    };
    Ok(())
}

/// A number that stands as text, on the side of the numbers.
fn right(format: &Format) -> Format {
    format.clone().set_num_format("@").set_align(rust_xlsxwriter::FormatAlign::Right)
}

pub(super) fn index(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

/// The letters of a column, from 0.
pub(super) fn letters(column: u16) -> String {
    let place = Place {
        sheet: Some(String::new()),
        line: Some(1),
        column: Some(u32::from(column).saturating_add(1)),
        ..Place::default()
    };
    place.cell().unwrap_or_default().trim_end_matches('1').to_owned()
}
