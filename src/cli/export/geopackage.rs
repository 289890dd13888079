//! `--geopackage`.

use std::path::Path;

use landledger::report::provenance;
use landledger::write::geopackage;
use landledger::{Error, Result};

use super::Export;
use crate::cli::output;

pub(super) fn write(export: &Export<'_>, file: &Path) -> Result<()> {
    let mut tables = export.district.map_layers(export.report)?.tables(export.language);
    tables.push(provenance(export.report, export.language));
    let bytes = geopackage::write(&tables, export.report.on, export.language)
        .map_err(|error| Error::writing(file.display().to_string(), error))?;
    output::write_new("--geopackage", file, &bytes)
}
