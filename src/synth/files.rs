//! The files of a synthetic district folder.

use std::fs;
use std::io;
use std::path::Path;

use serde::Serialize;

use super::SyntheticZone;
use super::readme::readme;
use crate::error::{Error, Result};
use crate::geometry::{LonLatMultiPolygon, Shape};
use crate::law::Document;
use crate::read::geojson::FeatureId;
use crate::store::{District, Journal};
use crate::units::GivenArea;
use crate::write::geojson::{Properties, Record, WriteOptions, Writer};
use crate::zone::{NonParcelKind, NonParcelState};

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
    /// The files of the district folder: `zone.geojson`, `parcels.geojson`, `ledger.jsonl`, `README.md`; the same
    /// bytes for the same options.
    ///
    /// # Errors
    ///
    /// If a value cannot be written as JSON.
    pub fn files(&self) -> Result<Vec<SynthFile>> {
        let file = |name, bytes: io::Result<Vec<u8>>| match bytes {
            Ok(bytes) => Ok(SynthFile { name, bytes }),
            Err(error) => Err(Error::writing(name, error)),
        };
        let ledger = Journal::write(&self.events).map_err(io::Error::from);
        Ok(vec![
            file(District::ZONE, self.zone_geojson())?,
            file(District::PARCELS, self.parcels_geojson())?,
            file(District::LEDGER, ledger)?,
            SynthFile { name: "README.md", bytes: readme(self).into_bytes() },
        ])
    }

    /// Writes the files into a folder, which is made if it is not there.
    ///
    /// # Errors
    ///
    /// If the folder holds anything already (nothing is ever overwritten), or cannot be written.
    pub fn write_to(&self, folder: impl AsRef<Path>) -> Result<()> {
        let folder = folder.as_ref();
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
        for file in self.files()? {
            let path = folder.join(file.name);
            fs::write(&path, &file.bytes)
                .map_err(|error| Error::writing(path.display().to_string(), error))?;
        }
        Ok(())
    }

    fn parcels_geojson(&self) -> io::Result<Vec<u8>> {
        let mut writer = Writer::new(Vec::new(), WriteOptions::default())?;
        for parcel in &self.parcels {
            let id = FeatureId::Text(parcel.code.to_string());
            feature(&mut writer, Some(&id), &parcel.shape, &parcel.facts)?;
        }
        writer.finish()
    }

    fn zone_geojson(&self) -> io::Result<Vec<u8>> {
        let mut writer = Writer::new(Vec::new(), WriteOptions::default())?;
        let zone = &self.zone;
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

fn feature(
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
