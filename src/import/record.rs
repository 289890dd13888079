//! Records: a row of a sheet, or an entry of the ledger, in the same form.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::facts;
use super::outlines::{self, OutlineKey, Outlines};
use crate::codes::ParcelCode;
use crate::finding::Place;
use crate::ledger::{Entry, LedgerState, RegisteredParcel};
use crate::read::sheet::{CellValue, EntryStatus, Field, Sheet, SheetArea, SheetRow};
use crate::units::Area;

/// A field, and the year of a figure by year.
pub(super) type Key = (Field, Option<i16>);

/// Which row or entry is meant.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RecordReference {
    /// Where the row starts; absent for an entry of the ledger.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// The parcel code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parcel: Option<ParcelCode>,
    /// The id of the entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The name of the plot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The land area on the ledger, m².
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area_listed_m2: Option<Area>,
}

/// Where the entry of a record stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// On the ledger.
    Listed,
    /// Struck off.
    StruckOff,
    /// A parcel of the books that has no entry.
    NotListed,
}

#[derive(Debug, Clone)]
pub(super) struct Value {
    pub(super) value: CellValue,
    pub(super) place: Option<Place>,
}

#[derive(Debug, Clone)]
pub(super) struct Record {
    pub(super) place: Option<Place>,
    pub(super) values: BTreeMap<Key, Value>,
    pub(super) standing: Standing,
    pub(super) outline: Option<OutlineKey>,
    /// Facts that another row about the same parcel states otherwise; they are not among the values.
    pub(super) disputed: BTreeSet<Key>,
}

impl Record {
    /// The records of a sheet, in an order that does not depend on the order of its rows.
    pub(super) fn of_sheet(sheet: &Sheet, outlines: Option<&Outlines>) -> Vec<Record> {
        let mut records: Vec<(Vec<String>, Record)> = sheet
            .rows
            .iter()
            .map(|row| {
                let record = Record::of_row(row, outlines);
                (record.content(), record)
            })
            .collect();
        records.sort_by(|(a, _), (b, _)| a.cmp(b));
        records.into_iter().map(|(_, record)| record).collect()
    }

    fn of_row(row: &SheetRow, outlines: Option<&Outlines>) -> Record {
        let values: BTreeMap<Key, Value> = row
            .cells
            .iter()
            .map(|cell| {
                let place = (!cell.place.is_unknown()).then(|| cell.place.clone());
                ((cell.field, cell.year), Value { value: cell.value.clone(), place })
            })
            .collect();
        let status = values.get(&(Field::Status, None)).map(|value| &value.value);
        let standing = match status {
            Some(CellValue::Status(EntryStatus::StruckOff)) => Standing::StruckOff,
            _ if values.contains_key(&(Field::StrikeOffReason, None)) => Standing::StruckOff,
            _ => Standing::Listed,
        };
        let mut record = Record {
            place: Some(row.place.clone()),
            values,
            standing,
            outline: None,
            disputed: BTreeSet::new(),
        };
        record.outline = record.find_outline(outlines);
        record
    }

    /// The records of a ledger: its entries, and the parcels that have none, by parcel. Of the entries of a parcel those
    /// on the ledger count, else the one struck off last.
    pub(super) fn of_ledger(state: &LedgerState, outlines: Option<&Outlines>) -> Vec<Record> {
        let mut entries: BTreeMap<ParcelCode, Vec<&Entry>> = BTreeMap::new();
        for entry in state.entries.values() {
            entries.entry(entry.parcel).or_default().push(entry);
        }
        let mut records = Vec::new();
        for (code, parcel) in &state.parcels {
            if parcel.ended.is_some() {
                continue;
            }
            let entries = entries.get(code).map(Vec::as_slice).unwrap_or_default();
            let open: Vec<&Entry> =
                entries.iter().copied().filter(|entry| entry.is_open()).collect();
            let last = entries.iter().max_by_key(|entry| entry.struck_off().map(|off| off.on));
            if !open.is_empty() {
                let of = |entry| Record::of_entry(*code, parcel, Some(entry), Standing::Listed);
                records.extend(open.into_iter().map(of));
            } else if let Some(last) = last {
                records.push(Record::of_entry(*code, parcel, Some(last), Standing::StruckOff));
            } else {
                records.push(Record::of_entry(*code, parcel, None, Standing::NotListed));
            }
        }
        for record in &mut records {
            record.outline = record.find_outline(outlines);
        }
        records
    }

    fn of_entry(
        code: ParcelCode,
        parcel: &RegisteredParcel,
        entry: Option<&Entry>,
        standing: Standing,
    ) -> Record {
        let mut values = facts::values(&parcel.facts);
        values.insert((Field::ParcelCode, None), CellValue::ParcelCode(code));
        if let Some(entry) = entry {
            values.insert((Field::Id, None), CellValue::Text(entry.id.to_string()));
            values.insert((Field::Class, None), CellValue::Class(entry.class));
            let area = CellValue::Area(SheetArea::exact(entry.land_area));
            values.insert((Field::AreaListed, None), area);
            let causes: Vec<_> = entry.causes.iter().map(|cause| cause.code).collect();
            if !causes.is_empty() {
                values.insert((Field::Causes, None), CellValue::Causes(causes));
            }
        }
        let values =
            values.into_iter().map(|(key, value)| (key, Value { value, place: None })).collect();
        Record { place: None, values, standing, outline: None, disputed: BTreeSet::new() }
    }

    fn find_outline(&self, outlines: Option<&Outlines>) -> Option<OutlineKey> {
        let outlines = outlines?;
        let by_code = self.parcel().and_then(|code| outlines.get(code.as_str()));
        by_code.or_else(|| outlines.get(self.id()?)).map(outlines::key)
    }

    pub(super) fn get(&self, field: Field) -> Option<&CellValue> {
        self.values.get(&(field, None)).map(|value| &value.value)
    }

    pub(super) fn parcel(&self) -> Option<ParcelCode> {
        match self.get(Field::ParcelCode) {
            Some(CellValue::ParcelCode(code)) => Some(*code),
            _ => None,
        }
    }

    pub(super) fn words(&self, field: Field) -> Option<&str> {
        match self.get(field) {
            Some(CellValue::Text(text)) => Some(text),
            _ => None,
        }
    }

    pub(super) fn id(&self) -> Option<&str> {
        self.words(Field::Id)
    }

    pub(super) fn area(&self, field: Field) -> Option<SheetArea> {
        match self.get(field) {
            Some(CellValue::Area(area)) => Some(*area),
            _ => None,
        }
    }

    pub(super) fn listed(&self) -> Option<Area> {
        self.area(Field::AreaListed).map(|area| area.area_m2)
    }

    pub(super) fn reference(&self) -> RecordReference {
        RecordReference {
            place: self.place.clone(),
            parcel: self.parcel(),
            id: self.id().map(ToOwned::to_owned),
            name: self.words(Field::Name).map(ToOwned::to_owned),
            area_listed_m2: self.listed(),
        }
    }

    /// Everything that it says, code and id first, to sort by.
    fn content(&self) -> Vec<String> {
        let mut content = vec![
            self.parcel().map(|code| code.to_string()).unwrap_or_default(),
            self.id().unwrap_or_default().to_owned(),
            self.words(Field::Name).unwrap_or_default().to_owned(),
        ];
        for ((field, year), value) in &self.values {
            content.push(format!("{field} {} {}", year.unwrap_or_default(), value.value.text().en));
        }
        content
    }
}
