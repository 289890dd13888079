//! The columns of a sheet: which row has the headings, and what each column holds.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::field::Kind;
use super::heading_rows::{self, ColumnHeading};
use super::headings::Heading;
use super::numbers::half_width;
use super::records::Record;
use super::table::{At, Table};
use super::{ColumnMap, Field, Unit};
use crate::finding::{Code, Finding, Text};

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

/// Where the rows start, and what the columns are.
pub(super) struct Layout {
    pub(super) separator: u8,
    /// How many records stand above the first row, the headings included.
    pub(super) records: usize,
    /// The texts of each row of headings, so that they are known again.
    pub(super) heading_rows: Vec<Vec<String>>,
    pub(super) headings: At,
    pub(super) columns: Vec<Column>,
}

/// Rows that may be the headings, and how much is known of them.
struct Candidate {
    separator: u8,
    first: usize,
    rows: usize,
    /// Headings that are known; of equally many, amounts with their unit.
    score: (usize, usize),
}

impl Layout {
    /// The layout with the most headings that are known; of equal ones the first.
    pub(super) fn find(
        table: &Table<'_>,
        map: &ColumnMap,
        findings: &mut Vec<Finding>,
    ) -> Option<Layout> {
        let Some(found) = find(table, map) else {
            let message = Text::new(
                "前 20 行中应有至少两个可识别的列名，实际没有；请补上表头，或用列名对照说明各列",
                "expected at least two headings that are known in the first 20 rows, found none such: write headings, or \
                 give a column map",
            );
            findings.push(Finding::new(Code::SheetHeading, message).at(table.place(table.start())));
            return None;
        };
        let Candidate { separator, first, rows, .. } = found;
        let records = first.saturating_add(rows);
        let above = table.heading_rows(separator, records);
        let (above, own) = above.split_at_checked(first)?;
        let units = UnitsAbove::of(above);
        let headings = heading_rows::joined(own, table.start(), map);
        let columns = columns(table, &headings, map, units, findings);
        let texts = |row: Record<'_>| row.own_texts().map(ToOwned::to_owned).collect();
        let heading_rows = table.records(separator).skip(first).take(rows).map(texts);
        let last = own.last()?.fields.first().map_or(table.start(), |field| field.at);
        Some(Layout {
            separator,
            records,
            heading_rows: heading_rows.collect(),
            headings: last,
            columns,
        })
    }
}

/// How many headings of a table are known: by this the sheet of a workbook is chosen.
#[cfg(feature = "xlsx")]
pub(super) fn known_headings(table: &Table<'_>, map: &ColumnMap) -> usize {
    find(table, map).map_or(0, |found| found.score.0)
}

fn find(table: &Table<'_>, map: &ColumnMap) -> Option<Candidate> {
    let mut best: Option<Candidate> = None;
    for separator in table.separators() {
        let rows =
            table.heading_rows(*separator, ROWS_ABOVE.saturating_add(heading_rows::MOST_ROWS));
        for first in 0..ROWS_ABOVE.min(rows.len()) {
            for count in 1..=heading_rows::MOST_ROWS {
                let end = first.saturating_add(count);
                let Some(own) = rows.get(first..end) else { break };
                let Some(score) = score(own, table, map) else { continue };
                // Of equal ones that of fewer rows: a title is no group.
                let better = |best: &Candidate| {
                    score > best.score || (score == best.score && count < best.rows)
                };
                if best.as_ref().is_none_or(better) {
                    best = Some(Candidate { separator: *separator, first, rows: count, score });
                }
            }
        }
        // A row of groups above belongs to the headings, even where what they say makes a column unknown.
        while let Some(found) = best.as_mut().filter(|best| best.separator == *separator) {
            let Some(first) = found.first.checked_sub(1) else { break };
            let end = found.first.saturating_add(found.rows);
            let Some(own) = rows.get(first..end).filter(|own| own.len() <= heading_rows::MOST_ROWS)
            else {
                break;
            };
            let score = score(own, table, map);
            let enough = score.filter(|(known, _)| known.saturating_mul(2) >= found.score.0);
            let (Some(score), Some(true)) = (enough, own.first().map(heading_rows::is_groups))
            else {
                break;
            };
            (found.first, found.rows, found.score) = (first, own.len(), score);
        }
    }
    best
}

/// How many headings these rows give that are known, and how many of them say a unit; `None` if too few are known.
fn score(rows: &[Record<'_>], table: &Table<'_>, map: &ColumnMap) -> Option<(usize, usize)> {
    let headings = heading_rows::joined(rows, table.start(), map);
    let said = headings.iter().filter(|heading| !heading.said.is_empty());
    let known: Vec<_> = said.filter(|h| is_known(&h.text, &h.said, map)).collect();
    let units = known.iter().filter(|heading| Heading::parse(&heading.said).unit.is_some()).count();
    let needed = headings.len().clamp(1, 2);
    (known.len() >= needed).then_some((known.len(), units))
}

/// Whether the column map or the table knows a heading.
pub(super) fn is_known(text: &str, said: &str, map: &ColumnMap) -> bool {
    let heading = Heading::parse(said);
    mapped(map, text, &heading).is_some() || heading.field().is_some()
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
        let (mut open_area, mut open_money) = (false, false);
        for field in records.iter().flat_map(|record| &record.fields) {
            let text = half_width(&field.text);
            let Some((_, behind)) = text.split_once("单位:") else { continue };
            let words = behind.split(|c: char| c.is_whitespace() || "、,;/)".contains(c));
            for unit in words.filter_map(Unit::parse) {
                let (known, open) = match unit.area() {
                    Some(_) => (&mut units.area, &mut open_area),
                    None => (&mut units.money, &mut open_money),
                };
                *open |= known.is_some_and(|known| known != unit);
                *known = Some(unit);
            }
        }
        // Two units of one kind leave open which column is in which.
        UnitsAbove {
            area: units.area.filter(|_| !open_area),
            money: units.money.filter(|_| !open_money),
        }
    }

    fn for_kind(self, kind: Kind) -> Option<Unit> {
        match kind {
            Kind::Area => self.area,
            // Nobody measures floors in mu: what is said of the land is not said of them.
            Kind::FloorArea => self.area.filter(|unit| *unit == Unit::M2),
            Kind::Money => self.money,
            _ => None,
        }
    }
}

fn columns(
    table: &Table<'_>,
    headings: &[ColumnHeading],
    map: &ColumnMap,
    above: UnitsAbove,
    findings: &mut Vec<Finding>,
) -> Vec<Column> {
    let parsed: Vec<Heading> = headings.iter().map(|own| Heading::parse(&own.said)).collect();
    let chosen: Vec<Option<&[Field]>> = headings
        .iter()
        .zip(&parsed)
        .map(|(own, heading)| mapped(map, &own.text, heading))
        .collect();
    let by_map: Vec<Field> =
        chosen.iter().flatten().flat_map(|fields| fields.iter().copied()).collect();
    let mut columns = Vec::with_capacity(parsed.len());
    for ((raw, heading), chosen) in headings.iter().zip(&parsed).zip(chosen) {
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
            findings.push(finding.at(table.place(raw.at)));
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
            findings.push(finding.at(table.place(raw.at)));
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
    drop_repeated(table, headings, &mut columns, findings);
    columns
}

/// Two columns for one field are a fault, except an area in two units, and a town by code and by name.
fn drop_repeated(
    table: &Table<'_>,
    headings: &[ColumnHeading],
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
        let names: Vec<&str> =
            at.iter().filter_map(|at| headings.get(*at)).map(|raw| raw.text.trim()).collect();
        let name = field.name();
        let message = Text::new(
            format!("{}应只有一列，实为：{}；均未读", name.zh, names.join("、")),
            format!(
                "expected one column for {}, found {}; none was read",
                name.en,
                names.join(", ")
            ),
        );
        let second = at.get(1).and_then(|at| headings.get(*at));
        let place = second.map(|raw| table.place(raw.at)).unwrap_or_default();
        findings
            .push(Finding::new(Code::SheetHeadingRepeated, message).about(field.id()).at(place));
    }
}
