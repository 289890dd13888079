//! The files of a synthetic district folder.

use std::fs;
use std::io;
use std::path::Path;

use serde::Serialize;

use super::readme::readme;
use super::{PlantedZone, SynthScope, SyntheticZone};
use crate::error::{Error, Result};
use crate::geometry::{LonLatMultiPolygon, Shape};
use crate::law::Document;
use crate::read::geojson::FeatureId;
use crate::store::{District, Journal};
use crate::units::GivenArea;
use crate::write::geojson::{Properties, Record, WriteOptions, Writer};
use crate::zone::{NonParcelKind, NonParcelState, Zone};

/// A file by name and content.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SynthFile {
    /// Name within the folder.
    pub name: &'static str,
    /// Content.
    pub bytes: Vec<u8>,
}

impl SyntheticZone {
    /// The files of the district folder: `zone.geojson`, `parcels.geojson`, `ledger.jsonl`, `rulebook.toml`, `README.md`; the
    /// same bytes for the same options.
    ///
    /// # Errors
    ///
    /// If a value cannot be written as JSON.
    pub fn files(&self) -> Result<Vec<SynthFile>> {
        let file = |name, bytes: io::Result<Vec<u8>>| match bytes {
            Ok(bytes) => Ok(SynthFile { name, bytes }),
            Err(error) => Err(Error::writing(name, error)),
        };
        let mut files = vec![
            file(District::ZONE, zone_geojson(&self.zone))?,
            file(District::PARCELS, self.parcels_geojson())?,
        ];
        if self.options.scope == SynthScope::District {
            let ledger = Journal::write(&self.events).map_err(io::Error::other);
            files.push(file(District::LEDGER, ledger)?);
            files.push(rulebook());
        }
        files.push(SynthFile { name: "README.md", bytes: readme(self, None).into_bytes() });
        Ok(files)
    }

    /// The files of the district folder with planted defects: those of [`SyntheticZone::files`], the map as
    /// `planted` has it, and a README that says so. The truth list is for another folder.
    ///
    /// # Errors
    ///
    /// If a value cannot be written as JSON.
    pub fn planted_files(&self, planted: &PlantedZone) -> Result<Vec<SynthFile>> {
        let mut files = vec![
            SynthFile { name: District::ZONE, bytes: planted.zone_geojson.clone() },
            SynthFile { name: District::PARCELS, bytes: planted.parcels_geojson.clone() },
        ];
        if self.options.scope == SynthScope::District {
            let ledger = Journal::write(&self.events).map_err(io::Error::other);
            let bytes = ledger.map_err(|error| Error::writing(District::LEDGER, error))?;
            files.push(SynthFile { name: District::LEDGER, bytes });
            files.push(rulebook());
        }
        let readme = readme(self, Some(&planted.truth));
        files.push(SynthFile { name: "README.md", bytes: readme.into_bytes() });
        Ok(files)
    }

    /// Writes [`SyntheticZone::planted_files`] into a folder, as [`SyntheticZone::write_to`] does.
    ///
    /// # Errors
    ///
    /// As for that.
    pub fn write_planted_to(&self, planted: &PlantedZone, folder: impl AsRef<Path>) -> Result<()> {
        write_files(folder.as_ref(), || self.planted_files(planted))
    }

    /// Writes the files into a folder, which is made if it is not there.
    ///
    /// # Errors
    ///
    /// If the folder holds anything already (nothing is ever overwritten), or cannot be written.
    pub fn write_to(&self, folder: impl AsRef<Path>) -> Result<()> {
        write_files(folder.as_ref(), || self.files())
    }

    fn parcels_geojson(&self) -> io::Result<Vec<u8>> {
        let mut writer = Writer::new(Vec::new(), WriteOptions::default())?;
        for parcel in &self.parcels {
            let id = FeatureId::Text(parcel.code.to_string());
            feature(&mut writer, Some(&id), &parcel.shape, &parcel.facts)?;
        }
        writer.finish()
    }
}

/// The rulebook of every synthetic district: invented, and says so.
fn rulebook() -> SynthFile {
    SynthFile { name: District::RULEBOOK, bytes: include_bytes!("rulebook.toml").to_vec() }
}

/// Writes files into a folder that is empty or not there yet.
fn write_files(folder: &Path, files: impl FnOnce() -> Result<Vec<SynthFile>>) -> Result<()> {
    let name = folder.display().to_string();
    fs::create_dir_all(folder).map_err(|error| Error::writing(&name, error))?;
    let mut held = fs::read_dir(folder).map_err(|error| Error::reading(&name, error))?;
    if held.next().is_some() {
        return Err(Error::argument(
            name,
            ("空文件夹", "an empty folder"),
            ("已有文件的文件夹", "a folder that holds files"),
        ));
    }
    for file in files()? {
        let path = folder.join(file.name);
        fs::write(&path, &file.bytes)
            .map_err(|error| Error::writing(path.display().to_string(), error))?;
    }
    Ok(())
}

/// `zone.geojson` of a zone.
pub(super) fn zone_geojson(zone: &Zone) -> io::Result<Vec<u8>> {
    let mut writer = Writer::new(Vec::new(), WriteOptions::default())?;
    let division = zone.division.to_string();
    for version in &zone.boundaries {
        let effective = version.effective.to_string();
        let boundary = BoundaryProperties {
            role: "boundary",
            zone: &zone.name,
            division: &division,
            approved_area: version.approved_area,
            document: &version.document,
            effective: &effective,
            four_bounds: version.four_bounds.as_deref(),
        };
        feature(&mut writer, None, &version.shape, &boundary)?;
        for block in &version.blocks {
            let properties =
                BlockProperties { role: "block", name: &block.name, effective: &effective };
            feature(&mut writer, None, &block.shape, &properties)?;
        }
    }
    for land in &zone.non_parcel {
        let id = FeatureId::Text(land.id.clone());
        let properties = NonParcelProperties {
            role: "non-parcel",
            kind: land.kind,
            state: land.state,
            reason: land.reason.as_deref(),
        };
        feature(&mut writer, Some(&id), &land.shape, &properties)?;
    }
    writer.finish()
}

#[derive(Serialize)]
struct BoundaryProperties<'a> {
    role: &'static str,
    zone: &'a str,
    division: &'a str,
    approved_area: GivenArea,
    document: &'a Document,
    effective: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    four_bounds: Option<&'a str>,
}

#[derive(Serialize)]
struct BlockProperties<'a> {
    role: &'static str,
    name: &'a str,
    effective: &'a str,
}

#[derive(Serialize)]
struct NonParcelProperties<'a> {
    role: &'static str,
    kind: NonParcelKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<NonParcelState>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
}

pub(super) fn feature(
    writer: &mut Writer<Vec<u8>>,
    id: Option<&FeatureId>,
    shape: &LonLatMultiPolygon,
    properties: &impl Serialize,
) -> io::Result<()> {
    let shape = Shape::LonLat(shape.clone());
    let properties = Properties::of(properties)?;
    writer.feature(Record {
        id,
        shape: Some(&shape),
        kind: None,
        heights: &[],
        properties: &properties,
    })
}
