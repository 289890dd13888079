//! [`Pieces`]: a file in pieces of whole records, so that little of it is in memory at a time.

use std::io::{self, Read};

use memchr::{memchr_iter, memrchr, memrchr2};

use super::fault::Fault;

/// The size of a piece: large enough that handing it out costs nothing, small enough for the cache of a processor.
const SIZE: usize = 1 << 18;

/// No record is longer; one that seems to be has a quotation mark too many or too few.
const LONGEST: usize = 1 << 24;

/// What ends a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Split {
    /// Every newline.
    Newline,
    /// A newline that is not between quotation marks.
    Unquoted,
}

/// Hands out a file piece by piece. Where pieces end depends on the bytes alone.
#[derive(Debug)]
pub(super) struct Pieces<R> {
    input: R,
    /// What was read and not yet handed out.
    rest: Vec<u8>,
    line: u32,
    split: Split,
    ended: bool,
}

impl<R: Read> Pieces<R> {
    pub(super) fn new(input: R) -> Pieces<R> {
        Pieces { input, rest: Vec::new(), line: 1, split: Split::Newline, ended: false }
    }

    /// Reads the first bytes.
    pub(super) fn start(&mut self) -> io::Result<&[u8]> {
        let mut bytes = std::mem::take(&mut self.rest);
        bytes.resize(SIZE, 0);
        let filled = self.fill(&mut bytes, 0)?;
        bytes.truncate(filled);
        self.rest = bytes;
        Ok(&self.rest)
    }

    /// What was read and not yet handed out.
    pub(super) fn rest(&self) -> &[u8] {
        &self.rest
    }

    /// Leaves out bytes at the start, which are no record.
    pub(super) fn skip(&mut self, bytes: usize, split: Split) {
        let skipped = self.rest.drain(..bytes.min(self.rest.len()));
        self.line += skipped.filter(|byte| *byte == b'\n').count() as u32;
        self.split = split;
    }

    /// Puts the next records at the start of a buffer: how many bytes they have, and their first line; `None` at the
    /// end.
    pub(super) fn next(
        &mut self,
        buffer: &mut Vec<u8>,
    ) -> Result<Option<(usize, u32)>, Box<Fault>> {
        let line = self.line;
        let mut filled = self.rest.len();
        if buffer.len() < SIZE.max(filled) {
            buffer.resize(SIZE.max(filled), 0);
        }
        buffer.iter_mut().zip(self.rest.drain(..)).for_each(|(byte, rest)| *byte = rest);
        let end = loop {
            filled = self.fill(buffer, filled).map_err(|error| Fault::reading(line, error))?;
            let bytes = buffer.get(..filled).unwrap_or_default();
            if self.ended {
                break filled;
            }
            if let Some(end) = self.last_end(bytes) {
                break end;
            }
            if buffer.len() >= LONGEST {
                return Err(Fault::new(
                    line,
                    (
                        "16 MiB 以内结束的一行（双引号应成对）",
                        "a row that ends within 16 MiB (quotation marks come in pairs)",
                    ),
                    ("更长的一行", "a longer one"),
                ));
            }
            buffer.resize(buffer.len() * 2, 0);
        };
        let (piece, rest) = buffer.get(..filled).unwrap_or_default().split_at(end);
        self.rest.extend_from_slice(rest);
        let lines = u32::try_from(memchr_iter(b'\n', piece).count()).ok();
        self.line = lines.and_then(|lines| line.checked_add(lines)).ok_or_else(|| {
            let most = u32::MAX;
            let expected = (format!("不超过 {most} 行"), format!("at most {most} lines"));
            Fault::new(line, expected, ("更多", "more"))
        })?;
        Ok((end > 0).then_some((end, line)))
    }

    /// Reads until a buffer is full or the file ends; how much of it is filled then.
    fn fill(&mut self, buffer: &mut [u8], mut filled: usize) -> io::Result<usize> {
        while let Some(free) = buffer.get_mut(filled..).filter(|free| !free.is_empty()) {
            match self.input.read(free) {
                Ok(0) => {
                    self.ended = true;
                    break;
                }
                Ok(read) => filled += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(filled)
    }

    /// Where the last record ends, if one does.
    fn last_end(&self, bytes: &[u8]) -> Option<usize> {
        let quotes = match self.split {
            Split::Newline => 0,
            Split::Unquoted => memchr_iter(b'"', bytes).count(),
        };
        if quotes == 0 {
            return memrchr(b'\n', bytes).map(|at| at + 1);
        }
        // Backwards: an odd number of marks before a place means that it is between two.
        let mut is_between = quotes % 2 == 1;
        let mut end = bytes.len();
        loop {
            end = memrchr2(b'\n', b'"', bytes.get(..end)?)?;
            match bytes.get(end) {
                Some(b'"') => is_between = !is_between,
                _ if !is_between => return Some(end + 1),
                _ => {}
            }
        }
    }
}
