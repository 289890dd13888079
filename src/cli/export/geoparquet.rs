//! `--geoparquet`.

use std::path::Path;

use landledger::report::provenance;
use landledger::write::geoparquet;
use landledger::{Error, Result};

use super::Export;
use crate::cli::output;

pub(super) fn write(export: &Export<'_>, file: &Path) -> Result<()> {
    let tables = export.district.map_layers(export.report)?.tables(export.language);
    let provenance = provenance(export.report, export.language);
    // The layer of parcels is always there.
    for parcels in tables.iter().filter(|table| table.name == "parcels") {
        let bytes = geoparquet::write(parcels, &provenance)
            .map_err(|error| Error::writing(file.display().to_string(), error))?;
        output::write_new("--geoparquet", file, &bytes)?;
    }
    Ok(())
}
