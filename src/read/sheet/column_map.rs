//! [`ColumnMap`]: what a caller says about the columns of a sheet.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Field, Unit};
use crate::codes::DivisionCode;
use crate::error::{Error, Result};
use crate::finding::Place;
use crate::read::Source;

/// Which day a date without its day is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum PartialDay {
    /// The first day that it can be.
    First,
    /// The last day that it can be.
    Last,
}

/// What a caller says about the columns of a sheet (列名对照), beside the headings that are known.
///
/// Headings are written as in the sheet, with or without their unit. A column may serve several fields, as where the whole
/// parcel is on the ledger; no field at all leaves it unread. `constants` hold for every row of a sheet that has no
/// such column.
///
/// ```
/// use landledger::read::sheet::{ColumnMap, Field};
///
/// let map: ColumnMap = serde_json::from_str(
///     r#"{"columns": {"企业": ["holder"], "占地": ["area_registered", "area_listed"]},
///         "units": {"占地": "mu"}, "constants": {"supply_way": "出让"},
///         "towns": {"峡窝": "410106100"}, "partial_day": "last"}"#,
/// )?;
/// assert_eq!(map.columns["企业"], [Field::Holder]);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct ColumnMap {
    /// Fields by heading.
    pub columns: BTreeMap<String, Vec<Field>>,
    /// Units by heading, where heading and cells say none.
    pub units: BTreeMap<String, Unit>,
    /// What a field is in every row, written as a cell would be; areas and money with their unit.
    pub constants: BTreeMap<Field, String>,
    /// Codes of towns by their names in the sheet.
    pub towns: BTreeMap<String, DivisionCode>,
    /// Which day a date without its day is taken for; without it, such dates are not used.
    pub partial_day: Option<PartialDay>,
    /// The sheet of a workbook to read; without it, the one named 台账 or Ledger, or the one with the most headings that are
    /// known.
    pub worksheet: Option<String>,
}

impl ColumnMap {
    /// Reads a column map from JSON.
    ///
    /// # Errors
    ///
    /// The file is no JSON, or has something else in it than a column map.
    pub fn read(source: &Source) -> Result<ColumnMap> {
        let expected = ("列名对照（JSON）", "a column map in JSON");
        let text = source.text().map_err(|finding| Error::document(*finding))?;
        serde_json::from_str(text).map_err(|error| {
            let mut place = Place::file(source.name());
            place.line = u32::try_from(error.line()).ok();
            place.column = u32::try_from(error.column()).ok();
            let found = error.to_string();
            Error::input(place, expected, (found.clone(), found))
        })
    }
}
