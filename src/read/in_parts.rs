//! [`read`]: a file by several threads at once.

use std::fs::File;
use std::path::Path;

use crate::Workers;

/// The least part for each thread: to start one takes as long as to read a little less.
const WORTHWHILE: u64 = 1 << 20;

/// The bytes of a file; `None` where it is not read in parts, or not as a whole: a pipe, a file that is too small or that
/// changes meanwhile, a system without reads at a place.
pub(super) fn read(path: &Path, workers: Workers) -> Option<Vec<u8>> {
    // A pipe that is opened and let go again has lost its writer.
    path.metadata().ok().filter(std::fs::Metadata::is_file)?;
    let file = File::open(path).ok()?;
    let meta = file.metadata().ok()?;
    let count = meta.len().checked_div(WORTHWHILE)?.min(u64::try_from(workers.count()).ok()?);
    if !meta.is_file() || count < 2 {
        return None;
    }
    let size = usize::try_from(meta.len()).ok()?;
    let mut bytes = vec![0; size];
    let part = size.div_ceil(usize::try_from(count).ok()?);
    let parts = bytes.chunks_mut(part).enumerate();
    let read = workers.each(
        parts,
        || (),
        |(), (index, part_of)| fill(&file, part_of, u64::try_from(index.checked_mul(part)?).ok()?),
    );
    let is_whole = read.iter().all(Option::is_some) && ends_at(&file, meta.len());
    is_whole.then_some(bytes)
}

/// Fills bytes with what stands at a place of a file.
#[cfg(unix)]
fn fill(file: &File, bytes: &mut [u8], at: u64) -> Option<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, at).ok()
}

#[cfg(not(unix))]
fn fill(_: &File, _: &mut [u8], _: u64) -> Option<()> {
    None
}

/// Whether there is nothing behind a place of a file.
#[cfg(unix)]
fn ends_at(file: &File, at: u64) -> bool {
    matches!(std::os::unix::fs::FileExt::read_at(file, &mut [0], at), Ok(0))
}

#[cfg(not(unix))]
fn ends_at(_: &File, _: u64) -> bool {
    false
}
