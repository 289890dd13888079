//! The files that make up a Shapefile.

use std::io;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// The files of a Shapefile by their bytes; only the main file must be there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct ShapefileParts {
    /// The name of the main file, as messages call it.
    pub name: String,
    /// Shapes (.shp).
    pub shp: Vec<u8>,
    /// Attributes (.dbf).
    pub dbf: Option<Vec<u8>>,
    /// Reference system (.prj).
    pub prj: Option<Vec<u8>>,
    /// Encoding of the attributes (.cpg).
    pub cpg: Option<Vec<u8>>,
}

impl ShapefileParts {
    /// The main file alone, in memory.
    #[must_use]
    pub fn new(name: impl Into<String>, shp: Vec<u8>) -> ShapefileParts {
        ShapefileParts { name: name.into(), shp, ..ShapefileParts::default() }
    }

    /// Reads the main file and those beside it; endings in capitals are found, too. The index (.shx) is not needed.
    ///
    /// # Errors
    ///
    /// If a file that is there cannot be read, or the main file is missing.
    pub fn open(path: impl AsRef<Path>) -> Result<ShapefileParts> {
        let path = path.as_ref();
        let name = path.display().to_string();
        let shp = std::fs::read(path).map_err(|error| Error::reading(&name, error))?;
        Ok(ShapefileParts {
            name,
            shp,
            dbf: beside(path, "dbf")?,
            prj: beside(path, "prj")?,
            cpg: beside(path, "cpg")?,
        })
    }

    /// The name of the file with this ending beside the main file.
    pub(super) fn sibling(&self, ending: &str) -> String {
        Path::new(&self.name).with_extension(ending).display().to_string()
    }
}

fn beside(path: &Path, ending: &str) -> Result<Option<Vec<u8>>> {
    let names: [PathBuf; 2] =
        [path.with_extension(ending), path.with_extension(ending.to_ascii_uppercase())];
    for name in names {
        match std::fs::read(&name) {
            Ok(bytes) => return Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(Error::reading(name.display().to_string(), error)),
        }
    }
    Ok(None)
}
