//! Scratch folders for tests that go through files.

use std::fs;
use std::path::{Path, PathBuf};

/// A folder that is removed when the test ends.
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    /// An empty folder of this name, which no other test uses.
    pub(crate) fn new(name: &str) -> Scratch {
        let folder = std::env::temp_dir().join(format!("landledger-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Scratch(folder)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, bytes).unwrap();
        path
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The synthetic district, and its report for the first half of 2024.
#[cfg(feature = "html")]
pub(crate) fn shangjie_report() -> (landledger::store::District, landledger::report::Report) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/shangjie");
    let district = landledger::store::District::open(folder).unwrap();
    let half = landledger::calendar::Half::First;
    let period = landledger::calendar::Period::half_year(2024, half).unwrap();
    let report = district.report(period).unwrap();
    (district, report)
}
