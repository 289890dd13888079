//! [`TemporaryFile`]: a file that is gone afterwards.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process;

use landledger::check::Scratch;
use landledger::{Error, Result};

/// A new file in a folder, which is thrown away when this value is; where the system allows it, its name is gone at once.
pub(super) struct TemporaryFile {
    file: File,
    name: String,
    /// What is left to be removed.
    path: Option<PathBuf>,
}

impl TemporaryFile {
    /// No file that is there already is opened.
    pub(super) fn create(folder: &Path) -> Result<TemporaryFile> {
        let mut number: u32 = 0;
        loop {
            let path = folder.join(format!("landledger-{}-{number}.tmp", process::id()));
            match File::options().read(true).write(true).create_new(true).open(&path) {
                Ok(file) => {
                    let name = path.display().to_string();
                    let is_gone = cfg!(unix) && fs::remove_file(&path).is_ok();
                    return Ok(TemporaryFile { file, name, path: (!is_gone).then_some(path) });
                }
                Err(error) if error.kind() == ErrorKind::AlreadyExists && number < 1000 => {
                    number = number.saturating_add(1);
                }
                Err(error) => return Err(Error::writing(path.display().to_string(), error)),
            }
        }
    }

    /// The file as a check takes it.
    pub(super) fn scratch(&self) -> Scratch<'_> {
        Scratch::new(self.name.clone(), &self.file)
    }
}

impl Drop for TemporaryFile {
    fn drop(&mut self) {
        // Nobody could be told; the name says that the file may go.
        let _ = self.path.as_ref().map(fs::remove_file);
    }
}
