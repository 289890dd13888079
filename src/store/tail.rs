//! The end of a journal, without reading all of it: where the last whole act ends, and what stands behind it.

use std::fs::File;
use std::io::{self, BufReader, Seek, SeekFrom};

use super::line;
use super::raw_lines::RawLines;
use super::walk::Walk;

/// How far from the end the first look begins.
const WINDOW: u64 = 1 << 16;

/// Follows the chain through the last acts of a file of `length` bytes, at least one that is whole if there is any.
///
/// The chain value of a line stands in the line, so the lines behind it can be verified by it. Numbers and counts of
/// lines are known only if the look began at the start of the file.
pub(super) fn walk(file: &File, length: u64) -> io::Result<Walk> {
    let mut window = WINDOW;
    while window < length {
        if let Some(walk) = walk_from(file, length - window)?.filter(|walk| walk.whole.acts > 0) {
            return Ok(walk);
        }
        window = window.saturating_mul(4);
    }
    walk_all(file)
}

/// Follows the whole file.
pub(super) fn walk_all(mut file: &File) -> io::Result<Walk> {
    file.seek(SeekFrom::Start(0))?;
    Walk::new().all(&mut RawLines::at(BufReader::new(file), 0), |_, _| {})
}

/// Follows the file behind the first line that begins at or after `offset` and ends an act.
///
/// Within an act one cannot begin: its first lines might be the ones that never reached the disk.
fn walk_from(mut file: &File, offset: u64) -> io::Result<Option<Walk>> {
    file.seek(SeekFrom::Start(offset))?;
    let mut lines = RawLines::at(BufReader::new(file), offset);
    // The line that the offset stands in is cut.
    lines.next_line()?;
    while let Some(line) = lines.next_line()? {
        let link = line::link(line.bytes).filter(|link| link.more == 0 && !line.too_long);
        if let Some(link) = link {
            let walk = Walk::resume(&link, line.end);
            return walk.all(&mut lines, |_, _| {}).map(Some);
        }
    }
    Ok(None)
}
