//! `landledger export --xlsx`.

use std::path::Path;

use landledger::Result;
use landledger::ledger::{AsOf, replay};
use landledger::write::xlsx::{self, LedgerWorkbook};

use super::Export;
use crate::cli::output;

pub(super) fn write(export: &Export<'_>, file: &Path) -> Result<()> {
    let state = replay(&export.district.journal.events, AsOf::day(export.report.on)).state;
    let input = LedgerWorkbook::new(export.report, &state, export.language);
    output::write_new("--xlsx", file, &xlsx::workbook(&input)?)
}
