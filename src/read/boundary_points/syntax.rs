//! The grammar of single lines, shared by the reader and the writer: marks, pairs, plot and point lines.

use rust_decimal::Decimal;

use super::model::{BoundaryPoint, HeaderLine, Plot};
use crate::finding::Text;

/// The line above the header.
pub(crate) const HEADER_MARK: &str = "[属性描述]";
/// The line above the plots.
pub(crate) const PLOTS_MARK: &str = "[地块坐标]";

/// What a line in brackets starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    Header,
    Plots,
    Unknown,
}

/// A field of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Field<'a> {
    pub(crate) text: &'a str,
    /// Offset of the text in the line, bytes.
    pub(crate) start: usize,
}

impl Field<'_> {
    pub(crate) fn end(&self) -> usize {
        self.start.saturating_add(self.text.len())
    }
}

/// Whether full-width punctuation was read as the ASCII one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Width {
    Ascii,
    Full,
}

/// Where the `@` that ends a plot line was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AtSign {
    OwnField,
    BehindAField,
    Missing,
}

/// The fields of a plot line, without `@`.
#[derive(Debug)]
pub(crate) struct PlotLine<'a> {
    pub(crate) fields: Vec<Field<'a>>,
    pub(crate) at_sign: AtSign,
    /// How many fields stand behind `@`.
    pub(crate) behind: usize,
    pub(crate) width: Width,
}

/// The section that a line starts, if it is in brackets.
pub(crate) fn section(line: &str) -> Option<(Section, Width)> {
    let line = line.trim();
    let width = if line.contains(['【', '】']) { Width::Full } else { Width::Ascii };
    let inner = line.strip_prefix(['[', '【'])?.strip_suffix([']', '】'])?;
    let section = match inner.trim() {
        "属性描述" => Section::Header,
        "地块坐标" => Section::Plots,
        _ => Section::Unknown,
    };
    Some((section, width))
}

/// Key, value and width of a header line; `None` without `=`.
pub(crate) fn pair(line: &str) -> Option<(&str, &str, Width)> {
    match (line.split_once('='), line.split_once('＝')) {
        (Some((key, value)), full) if full.is_none_or(|(other, _)| other.len() > key.len()) => {
            Some((key, value, Width::Ascii))
        }
        (_, Some((key, value))) => Some((key, value, Width::Full)),
        _ => None,
    }
}

/// Fields between ASCII commas, or between ASCII and full-width ones.
fn split(line: &str, width: Width) -> Vec<Field<'_>> {
    let is_comma = |c: char| c == ',' || (width == Width::Full && c == '，');
    let mut fields = Vec::new();
    let mut start = 0;
    for text in line.split(is_comma) {
        fields.push(Field { text, start });
        let after = line.get(start.saturating_add(text.len())..).unwrap_or_default();
        let comma = after.chars().next().map_or(0, char::len_utf8);
        start = start.saturating_add(text.len()).saturating_add(comma);
    }
    fields
}

/// Whether a line under `[地块坐标]` is a plot line: it has an `@` field, ends in `@`, or has too many fields
/// for a point line.
pub(crate) fn is_plot_line(line: &str) -> bool {
    let fields = split(line, Width::Full);
    fields.len() >= 7
        || fields.iter().any(|field| field.text.trim() == "@")
        || line.trim_end().ends_with('@')
}

/// The fields of a plot line. Full-width commas separate only where ASCII ones alone do not give nine
/// fields: in a complete line they belong to a name.
pub(crate) fn plot_line(line: &str) -> PlotLine<'_> {
    let ascii = until_at_sign(split(line, Width::Ascii), Width::Ascii);
    if !line.contains('，') || (ascii.fields.len() >= 8 && ascii.at_sign == AtSign::OwnField) {
        return ascii;
    }
    until_at_sign(split(line, Width::Full), Width::Full)
}

fn until_at_sign(mut fields: Vec<Field<'_>>, width: Width) -> PlotLine<'_> {
    if let Some(at) = fields.iter().rposition(|field| field.text.trim() == "@") {
        let behind = fields.len().saturating_sub(at).saturating_sub(1);
        fields.truncate(at);
        return PlotLine { fields, at_sign: AtSign::OwnField, behind, width };
    }
    if let Some(last) = fields.last_mut()
        && let Some(text) = last.text.trim_end().strip_suffix('@')
    {
        last.text = text;
        return PlotLine { fields, at_sign: AtSign::BehindAField, behind: 0, width };
    }
    // `…,0601,` is a complete line whose `@` was left out, not one with an empty ninth field.
    if fields.len() > 8 && fields.last().is_some_and(|field| field.text.trim().is_empty()) {
        fields.pop();
    }
    PlotLine { fields, at_sign: AtSign::Missing, behind: 0, width }
}

/// The fields of a point line.
pub(crate) fn point_line(line: &str) -> (Vec<Field<'_>>, Width) {
    let ascii = split(line, Width::Ascii);
    if ascii.len() >= 4 || !line.contains('，') {
        return (ascii, Width::Ascii);
    }
    (split(line, Width::Full), Width::Full)
}

/// A plain decimal number: sign, digits, and digits behind a point; no exponent.
fn is_plain_number(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    !whole.is_empty() && !fraction.is_empty() && all_digits(whole) && all_digits(fraction)
}

/// A coordinate: a plain decimal number, spaces around it allowed.
///
/// # Errors
///
/// What was expected.
pub(crate) fn number(text: &str) -> Result<f64, Text> {
    let text = text.trim();
    if !is_plain_number(text) {
        return Err(Text::new("十进制数", "a decimal number"));
    }
    match text.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(value),
        _ => Err(Text::new("双精度范围内的数", "a number within the range of 64-bit floats")),
    }
}

/// A plain decimal number that [`Decimal`] holds without rounding.
pub(crate) fn decimal(text: &str) -> Option<Decimal> {
    let text = text.trim();
    if !is_plain_number(text) {
        return None;
    }
    Decimal::from_str_exact(text).ok()
}

/// The standard form of a header line.
pub(crate) fn header_text(line: &HeaderLine) -> String {
    format!("{}={}", line.key, line.value)
}

/// The standard form of a plot line.
pub(crate) fn plot_text(plot: &Plot) -> String {
    let mut text = String::new();
    for field in plot_fields(plot) {
        text.push_str(field);
        text.push(',');
    }
    text.push('@');
    text
}

/// The fields of a plot line before `@`.
pub(crate) fn plot_fields(plot: &Plot) -> impl Iterator<Item = &str> {
    let standard = [
        plot.point_count.as_str(),
        plot.stated_area.text(),
        &plot.number,
        &plot.name,
        plot.kind.as_str(),
        &plot.sheet,
        &plot.land_use,
        &plot.class_code,
    ];
    standard.into_iter().chain(plot.extra.iter().map(String::as_str))
}

/// The standard form of a point line.
pub(crate) fn point_text(point: &BoundaryPoint) -> String {
    let mut text = format!("{},{},{},{}", point.name, point.ring, point.x_text, point.y_text);
    for field in &point.extra {
        text.push(',');
        text.push_str(field);
    }
    text
}

/// Whether a header line as given still says what its fields say.
pub(crate) fn header_says(given: &str, line: &HeaderLine) -> bool {
    let given = without_return(given);
    match pair(given) {
        Some((key, value, _)) => key == line.key && value == line.value,
        None => given == line.key && line.value.is_empty(),
    }
}

/// Whether a plot line as given still says what its fields say.
pub(crate) fn plot_says(given: &str, plot: &Plot) -> bool {
    let fields = plot_line(without_return(given)).fields;
    let kind = |text: &str| text.trim() == plot.kind.as_str() || text == plot.kind.as_str();
    let mut count = 0_usize;
    let same = plot_fields(plot).enumerate().all(|(at, expected)| {
        count = at.saturating_add(1);
        match fields.get(at) {
            Some(field) if at == KIND => kind(field.text),
            Some(field) => field.text == expected,
            None => expected.is_empty(),
        }
    });
    same && fields.len() <= count
}

/// Whether a point line as given still says what its fields say.
pub(crate) fn point_says(given: &str, point: &BoundaryPoint) -> bool {
    let (fields, _) = point_line(without_return(given));
    let text = |at: usize| fields.get(at).map(|field| field.text);
    text(0) == Some(point.name.as_str())
        && text(1).and_then(|ring| ring.trim().parse().ok()) == Some(point.ring)
        && text(2) == Some(point.x_text.as_str())
        && text(3) == Some(point.y_text.as_str())
        && fields.iter().skip(4).map(|field| field.text).eq(point.extra.iter().map(String::as_str))
}

/// A line as it is read: without a carriage return at its end.
fn without_return(line: &str) -> &str {
    line.strip_suffix('\r').unwrap_or(line)
}

/// Where the kind of geometry stands in a plot line.
pub(crate) const KIND: usize = 4;
