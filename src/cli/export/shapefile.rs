//! `--shapefile`.

use std::fs;
use std::path::Path;

use landledger::geometry::{Crs, GaussKruger, ZonePrefix};
use landledger::report::{MapLayers, provenance};
use landledger::write::shapefile::{self, NewShapefile};
use landledger::{Error, Result};

use super::{Export, Plane};
use crate::cli::output;

/// Writes every layer; nothing is written unless the folder is not there yet.
pub(super) fn write(export: &Export<'_>, folder: &Path, plane: Plane) -> Result<()> {
    let layers = export.district.map_layers(export.report)?;
    let crs = crs(&layers, plane, folder)?;
    let mut tables = layers.tables(export.language);
    tables.push(provenance(export.report, export.language));
    let mut files = Vec::new();
    let mut findings = Vec::new();
    for table in &tables {
        let file = NewShapefile::of_table(table, crs, export.report.on, export.language);
        let file = file.ok_or_else(|| outside(folder, crs))?;
        let (written, found) = shapefile::write(&file);
        findings.extend(found);
        let named = written
            .files()
            .map(|(ending, bytes)| (format!("{}.{ending}", table.name), bytes.to_vec()));
        files.extend(named.collect::<Vec<_>>());
    }
    put(folder, &files)?;
    output::say_findings(&findings, export.language);
    Ok(())
}

/// Whether there is nothing yet of this name.
pub(super) fn free(folder: &Path) -> Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    let shown = folder.display();
    let found = (format!("{shown}，已经存在"), format!("{shown}, which exists already"));
    Err(Error::argument("--shapefile", ("新文件夹的名称", "the name of a new folder"), found))
}

/// Into a folder beside the target first, so that a run that is cut off leaves no half of one.
fn put(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<()> {
    free(folder)?;
    let shown = folder.display().to_string();
    let mut beside = folder.as_os_str().to_owned();
    beside.push(".part");
    let beside = Path::new(&beside);
    let failed = |error| Error::writing(&shown, error);
    fs::create_dir(beside).map_err(failed)?;
    let written = files
        .iter()
        .try_for_each(|(name, bytes)| fs::write(beside.join(name), bytes))
        .and_then(|()| fs::rename(beside, folder));
    if written.is_err() {
        // The error that stopped the run is the one to tell.
        let _ = fs::remove_dir_all(beside);
    }
    written.map_err(failed)
}

fn crs(layers: &MapLayers, plane: Plane, folder: &Path) -> Result<Crs> {
    let prefix = match plane {
        Plane::Degrees => return Ok(Crs::Cgcs2000),
        Plane::Zone => ZonePrefix::Present,
        Plane::Meridian => ZonePrefix::Absent,
    };
    let zone = layers.plane().map(|zone: GaussKruger| Crs::GaussKruger(zone.with_prefix(prefix)));
    zone.ok_or_else(|| {
        let expected = ("当日有边界的开发区", "a zone that has a boundary by the day");
        Error::argument(folder.display().to_string(), expected, ("没有边界", "no boundary"))
    })
}

fn outside(folder: &Path, crs: Crs) -> Error {
    let expected = (format!("{crs} 之内的点"), format!("vertices within {crs}"));
    Error::argument(folder.display().to_string(), expected, ("带外的点", "one outside it"))
}
