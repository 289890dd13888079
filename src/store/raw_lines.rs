//! Lines of bytes from a reader, one in memory at a time.

use std::io::{self, BufRead, Read};

use super::line::LONGEST;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// One line.
#[derive(Debug, Clone, Copy)]
pub(super) struct RawLine<'a> {
    /// Number of the line, from 1.
    pub(super) number: u64,
    /// Offset of its first byte; behind a byte order mark.
    pub(super) start: u64,
    /// Offset of the byte after its line ending.
    pub(super) end: u64,
    /// Its bytes without the line ending; of a line longer than [`LONGEST`] only the first.
    pub(super) bytes: &'a [u8],
    /// Whether it ends with LF.
    pub(super) ended: bool,
    /// Whether it is longer than a line may be.
    pub(super) too_long: bool,
}

impl RawLine<'_> {
    /// Whether nothing but blanks stands in it.
    pub(super) fn is_blank(&self) -> bool {
        !self.too_long && self.bytes.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\r'))
    }
}

/// The lines of a reader; memory is that of the longest line, at most [`LONGEST`].
#[derive(Debug)]
pub(super) struct RawLines<R> {
    reader: R,
    buffer: Vec<u8>,
    number: u64,
    offset: u64,
}

impl<R: BufRead> RawLines<R> {
    /// Lines of a reader that stands at the byte `offset` of a file.
    pub(super) fn at(reader: R, offset: u64) -> RawLines<R> {
        RawLines { reader, buffer: Vec::new(), number: 0, offset }
    }

    /// The next line; `None` at the end.
    pub(super) fn next_line(&mut self) -> io::Result<Option<RawLine<'_>>> {
        self.buffer.clear();
        // One byte more than CR LF needs shows that the line is longer.
        let limit = LONGEST as u64 + 3;
        let mut start = self.offset;
        let kept = self.reader.by_ref().take(limit).read_until(b'\n', &mut self.buffer)?;
        if kept == 0 {
            return Ok(None);
        }
        self.number += 1;
        self.offset += kept as u64;
        let mut ended = self.buffer.last() == Some(&b'\n');
        if !ended && kept as u64 == limit {
            let (skipped, more) = skip_line(&mut self.reader)?;
            self.offset += skipped;
            ended = more;
        }
        let mut bytes = self.buffer.as_slice();
        if let Some(line) = bytes.strip_suffix(b"\n") {
            bytes = line.strip_suffix(b"\r").unwrap_or(line);
        }
        if start == 0
            && let Some(text) = bytes.strip_prefix(BYTE_ORDER_MARK)
        {
            bytes = text;
            start = BYTE_ORDER_MARK.len() as u64;
        }
        let too_long = bytes.len() > LONGEST;
        Ok(Some(RawLine { number: self.number, start, end: self.offset, bytes, ended, too_long }))
    }
}

/// Passes over the rest of a line: how many bytes, and whether it ends with LF.
fn skip_line(reader: &mut impl BufRead) -> io::Result<(u64, bool)> {
    let mut skipped = 0;
    loop {
        let block = match reader.fill_buf() {
            Ok(block) => block,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if block.is_empty() {
            return Ok((skipped, false));
        }
        let found = block.iter().position(|byte| *byte == b'\n');
        let taken = found.map_or(block.len(), |at| at + 1);
        reader.consume(taken);
        skipped += taken as u64;
        if found.is_some() {
            return Ok((skipped, true));
        }
    }
}
