//! Test data that lies beside the checkout and is never copied into it.

use std::path::{Path, PathBuf};

/// The folder `shared/data` above the manifest; says so aloud when there is none.
pub(crate) fn shared_data() -> Option<PathBuf> {
    let found = Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .map(|folder| folder.join("shared/data"))
        .find(|folder| folder.is_dir());
    if found.is_none() {
        eprintln!(
            "NOT CHECKED: there is no folder shared/data above {}",
            env!("CARGO_MANIFEST_DIR")
        );
    }
    found
}
