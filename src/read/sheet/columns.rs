//! The columns of a sheet: which row has the headings, and what each column holds.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::decode::Decoded;
use super::field::Kind;
use super::headings::Heading;
use super::numbers::half_width;
use super::records::{Record, Records};
use super::{ColumnMap, Field, Unit};
use crate::finding::{Code, Finding, Span, Text};

/// A column of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Column {
    /// Its heading as written.
    pub heading: String,
    /// What it holds; empty if it is not read.
    pub fields: Vec<Field>,
    /// The unit of its amounts, where its heading, the column map or a line above the headings says one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Unit>,
    /// The year of its figures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i16>,
}

/// How many rows may stand above the headings.
const ROWS_ABOVE: usize = 20;

/// What stands between cells, the likeliest first.
const SEPARATORS: [u8; 3] = [b',', b'\t', b';'];

/// Where the rows start, and what the columns are.
pub(super) struct Layout {
    pub(super) separator: u8,
    /// How many records stand above the first row, the headings included.
    pub(super) records: usize,
    pub(super) headings: Span,
    pub(super) columns: Vec<Column>,
}

impl Layout {
    /// The layout with the most headings that are known; of equal ones the first.
    pub(super) fn find(
        decoded: &Decoded<'_>,
        map: &ColumnMap,
        findings: &mut Vec<Finding>,
    ) -> Option<Layout> {
        let mut best: Option<(usize, u8, usize)> = None;
        for separator in SEPARATORS {
            let records = Records::new(decoded.text(), decoded.start(), separator);
            for (at, record) in records.take(ROWS_ABOVE).enumerate() {
                let known = known(&record, map);
                let needed = record.fields.len().min(2);
                if known >= needed.max(1) && best.is_none_or(|(most, ..)| known > most) {
                    best = Some((known, separator, at));
                }
            }
        }
        let Some((_, separator, at)) = best else {
            let message = Text::new(
                "前 20 行中应有至少两个可识别的列名，实际没有；请补上表头，或用列名对照说明各列",
                "expected at least two headings that are known in the first 20 rows, found none such: write headings, or \
                 give a column map",
            );
            let start = decoded.start();
            let place = decoded.place(Span::new(start, start));
            findings.push(Finding::new(Code::SheetHeading, message).at(place));
            return None;
        };
        let above: Vec<Record<'_>> =
            Records::new(decoded.text(), decoded.start(), separator).take(at + 1).collect();
        let (headings, above) = above.split_last()?;
        let units = UnitsAbove::of(above);
        let columns = columns(decoded, headings, map, units, findings);
        let headings = headings.fields.first()?.span;
        Some(Layout { separator, records: at + 1, headings, columns })
    }
}

fn known(record: &Record<'_>, map: &ColumnMap) -> usize {
    let known = |text: &str| {
        let heading = Heading::parse(text);
        mapped(map, text, &heading).is_some() || heading.field().is_some()
    };
    record.fields.iter().filter(|field| !field.text.is_empty() && known(&field.text)).count()
}

/// What the column map says about a heading, as written or without its unit.
fn mapped<'a>(map: &'a ColumnMap, text: &str, heading: &Heading) -> Option<&'a [Field]> {
    let written = text.trim();
    let exact = map.columns.get(written);
    let same = || {
        map.columns
            .iter()
            .find(|(name, _)| Heading::parse(name).name == heading.name)
            .map(|(_, f)| f)
    };
    exact.or_else(same).map(Vec::as_slice)
}

fn mapped_unit(map: &ColumnMap, text: &str, heading: &Heading) -> Option<Unit> {
    let exact = map.units.get(text.trim());
    let same = || {
        map.units.iter().find(|(name, _)| Heading::parse(name).name == heading.name).map(|(_, u)| u)
    };
    exact.or_else(same).copied()
}

/// The units that a line above the headings gives for the whole sheet, as `单位：亩、万元`.
#[derive(Debug, Clone, Copy, Default)]
struct UnitsAbove {
    area: Option<Unit>,
    money: Option<Unit>,
}

impl UnitsAbove {
    fn of(records: &[Record<'_>]) -> UnitsAbove {
        let mut units = UnitsAbove::default();
        for field in records.iter().flat_map(|record| &record.fields) {
            let text = half_width(&field.text);
            let Some((_, behind)) = text.split_once("单位:") else { continue };
            let words = behind.split(|c: char| c.is_whitespace() || "、,;/)".contains(c));
            for unit in words.filter_map(Unit::parse) {
                match unit.area() {
                    Some(_) => units.area = Some(unit),
                    None => units.money = Some(unit),
                }
            }
        }
        units
    }

    const fn for_kind(self, kind: Kind) -> Option<Unit> {
        match kind {
            Kind::Area | Kind::FloorArea => self.area,
            Kind::Money => self.money,
            _ => None,
        }
    }
}

fn columns(
    decoded: &Decoded<'_>,
    headings: &Record<'_>,
    map: &ColumnMap,
    above: UnitsAbove,
    findings: &mut Vec<Finding>,
) -> Vec<Column> {
    let parsed: Vec<Heading> = headings.fields.iter().map(|f| Heading::parse(&f.text)).collect();
    let chosen: Vec<Option<&[Field]>> = headings
        .fields
        .iter()
        .zip(&parsed)
        .map(|(field, heading)| mapped(map, &field.text, heading))
        .collect();
    let by_map: Vec<Field> =
        chosen.iter().flatten().flat_map(|fields| fields.iter().copied()).collect();
    let mut columns = Vec::with_capacity(parsed.len());
    for ((raw, heading), chosen) in headings.fields.iter().zip(&parsed).zip(chosen) {
        let known = heading.field().filter(|field| *field != Field::NotRead);
        let fields: Vec<Field> = match chosen {
            Some(fields) => fields.iter().copied().filter(|f| *f != Field::NotRead).collect(),
            // What the caller says about a field takes the place of what the table says.
            None => known.into_iter().filter(|field| !by_map.contains(field)).collect(),
        };
        if fields.is_empty()
            && chosen.is_none()
            && heading.field().is_none()
            && !raw.text.trim().is_empty()
        {
            let name = raw.text.trim();
            let message = Text::new(
                format!("列名{name:?}不在对照表内，该列未读"),
                format!("the heading {name:?} is not known; its column was not read"),
            );
            let finding = Finding::new(Code::SheetHeadingUnknown, message);
            findings.push(finding.at(decoded.place(raw.span)));
        }
        let mut fields = fields;
        if heading.year.is_none() && fields.iter().any(|field| field.is_yearly()) {
            fields.retain(|field| !field.is_yearly());
            let name = raw.text.trim();
            let message = Text::new(
                format!("列名{name:?}应写明年份，如“2023年税收(万元)”，实际没有；该列未读"),
                format!(
                    "expected a year in the heading {name:?}, as in tax_2023, found none; its column was not read"
                ),
            );
            let finding = Finding::new(Code::SheetHeadingUnknown, message);
            findings.push(finding.at(decoded.place(raw.span)));
        }
        let kind = fields
            .iter()
            .map(|field| field.kind())
            .find(|kind| matches!(kind, Kind::Area | Kind::FloorArea | Kind::Money));
        let unit = mapped_unit(map, &raw.text, heading)
            .or(heading.unit)
            .or_else(|| kind.and_then(|kind| above.for_kind(kind)));
        columns.push(Column {
            heading: raw.text.trim().to_owned(),
            fields,
            unit: kind.and(unit),
            year: heading.year,
        });
    }
    drop_repeated(decoded, headings, &mut columns, findings);
    columns
}

/// Two columns for one field are a fault, except an area in two units, and a town by code and by name.
fn drop_repeated(
    decoded: &Decoded<'_>,
    headings: &Record<'_>,
    columns: &mut [Column],
    findings: &mut Vec<Finding>,
) {
    let mut seen: BTreeMap<(Field, Option<i16>, Option<Unit>), Vec<usize>> = BTreeMap::new();
    for (at, column) in columns.iter().enumerate() {
        for field in &column.fields {
            let unit = if field.needs_unit() { column.unit } else { None };
            seen.entry((*field, column.year, unit)).or_default().push(at);
        }
    }
    for ((field, ..), at) in seen {
        if at.len() < 2 || field == Field::Town {
            continue;
        }
        for column in &at {
            let Some(column) = columns.get_mut(*column) else { continue };
            column.fields.retain(|other| *other != field);
        }
        let names: Vec<&str> = at
            .iter()
            .filter_map(|at| headings.fields.get(*at))
            .map(|raw| raw.text.trim())
            .collect();
        let name = field.name();
        let message = Text::new(
            format!("{}应只有一列，实为：{}；均未读", name.zh, names.join("、")),
            format!(
                "expected one column for {}, found {}; none was read",
                name.en,
                names.join(", ")
            ),
        );
        let second = at.get(1).and_then(|at| headings.fields.get(*at));
        let place = second.map(|raw| decoded.place(raw.span)).unwrap_or_default();
        findings
            .push(Finding::new(Code::SheetHeadingRepeated, message).about(field.id()).at(place));
    }
}
