//! The ledger as an Excel workbook (台账工作簿), as a district would keep it.
//!
//! Sheets, columns and formats are described in [`docs::workbook`](crate::docs::workbook).

mod basis;
mod findings;
mod ledger;
mod plans;
mod roll_forward;
mod spaces;
mod style;
mod table;
mod value;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use table::{Heading, Words};

use crate::error::{Error, Result};
use crate::finding::{Language, Text};
use crate::ledger::LedgerState;
use crate::report::Report;

/// What a workbook is made from: a report, and the state of the ledger on its day.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct LedgerWorkbook<'a> {
    /// The report of the day.
    pub report: &'a Report,
    /// The ledger as of the same day: the facts of the parcels and the spaces are there.
    pub state: &'a LedgerState,
    /// The language of headings and words.
    pub language: Language,
}

impl<'a> LedgerWorkbook<'a> {
    /// A workbook of a report and the state it is of.
    #[must_use]
    pub const fn new(
        report: &'a Report,
        state: &'a LedgerState,
        language: Language,
    ) -> LedgerWorkbook<'a> {
        LedgerWorkbook { report, state, language }
    }

    fn pick(&self, text: &Text) -> String {
        text.in_language(self.language).to_owned()
    }

    fn say(&self, zh: &str, en: &str) -> String {
        match self.language {
            Language::Zh => zh.to_owned(),
            Language::En => en.to_owned(),
        }
    }

    /// Title and name of a sheet.
    fn heading(&self, name: (&str, &str), title: (&str, &str), about: (&str, &str)) -> Heading {
        let zone = &self.report.zone.name;
        let on = self.report.on;
        Heading {
            name: self.say(name.0, name.1),
            title: self.say(&format!("{zone}{}", title.0), &format!("{}, {zone}", title.1)),
            subtitle: self.say(&format!("截至 {on}{}", about.0), &format!("as of {on}{}", about.1)),
        }
    }
}

/// The bytes of the workbook: sheets 台账, 方案, 厂房, 期初期末, 问题 and 依据, or their English names.
///
/// The same values give the same bytes: the workbook carries the day of the report and no clock. The sheet 台账 reads back
/// through [`read::sheet`](crate::read::sheet) to what it was made from.
///
/// # Errors
///
/// A table or a text is larger than a workbook can hold: 1 048 576 rows, 32 767 characters.
///
/// # Examples
///
/// ```
/// use landledger::calendar::{self, Period};
/// use landledger::finding::Language;
/// use landledger::ledger::{AsOf, replay};
/// use landledger::store::District;
/// use landledger::write::xlsx::{self, LedgerWorkbook};
///
/// let district = District::open("fixtures/shangjie")?;
/// let day = calendar::parse_day("2024-06-30").unwrap();
/// let period = Period::through(calendar::parse_day("2024-01-01").unwrap(), day).unwrap();
/// let report = district.report(period)?;
/// let state = replay(&district.journal.events, AsOf::day(day)).state;
/// let bytes = xlsx::workbook(&LedgerWorkbook::new(&report, &state, Language::Zh))?;
/// assert!(bytes.starts_with(b"PK"));
/// # Ok::<(), landledger::Error>(())
/// ```
pub fn workbook(input: &LedgerWorkbook<'_>) -> Result<Vec<u8>> {
    write(input).map_err(|error| Error::writing("xlsx", std::io::Error::other(error)))
}

fn write(input: &LedgerWorkbook<'_>) -> std::result::Result<Vec<u8>, XlsxError> {
    let pick = |text: &Text| input.pick(text);
    let words = Words { pick: &pick };
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(input)?);
    for sheet in [
        ledger::sheet(input, &words)?,
        plans::sheet(input, &words)?,
        spaces::sheet(input, &words)?,
        roll_forward::sheet(input, &words)?,
        findings::sheet(input, &words)?,
        basis::sheet(input, &words)?,
    ] {
        workbook.push_worksheet(sheet);
    }
    workbook.save_to_buffer()
}

/// Title and day; no clock, no person.
fn properties(input: &LedgerWorkbook<'_>) -> std::result::Result<DocProperties, XlsxError> {
    let on = input.report.on;
    let year = u16::try_from(on.year()).unwrap_or(1900);
    let day = ExcelDateTime::from_ymd(year, on.month().unsigned_abs(), on.day().unsigned_abs())?;
    let title = input.say(
        &format!("{}低效闲置用地台账 {on}", input.report.zone.name),
        &format!("Ledger of idle and low-efficiency land, {}, {on}", input.report.zone.name),
    );
    Ok(DocProperties::new()
        .set_title(title)
        .set_author(concat!("landledger ", env!("CARGO_PKG_VERSION")))
        .set_creation_datetime(&day))
}
