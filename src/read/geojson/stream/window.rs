//! [`Window`]: the bytes of a stream from where reading stands, and where that is in the file.

use std::io::{ErrorKind, Read};

use crate::error::{Error, Result};

/// Bytes asked for at a time.
const CHUNK: usize = 1 << 18;

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// A place in a file: byte from 0, line and column from 1, as [`crate::finding::Place`] counts them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Position {
    pub(super) offset: u64,
    pub(super) line: u64,
    pub(super) column: u64,
}

impl Position {
    pub(super) const START: Position = Position { offset: 0, line: 1, column: 1 };

    /// The place after these bytes.
    fn advance(&mut self, mut bytes: &[u8]) {
        if self.offset == 0 && bytes.starts_with(BYTE_ORDER_MARK) {
            self.offset = BYTE_ORDER_MARK.len() as u64;
            bytes = bytes.get(BYTE_ORDER_MARK.len()..).unwrap_or_default();
        }
        self.offset = self.offset.saturating_add(bytes.len() as u64);
        let newlines = bytes.iter().filter(|byte| **byte == b'\n').count();
        let mut tail = bytes;
        if newlines > 0 {
            let last = bytes.iter().rposition(|byte| *byte == b'\n').unwrap_or_default();
            tail = bytes.get(last.saturating_add(1)..).unwrap_or_default();
            self.line = self.line.saturating_add(newlines as u64);
            self.column = 1;
        }
        // A character is counted at its first byte; 10xxxxxx continues one.
        let characters = tail.iter().filter(|byte| **byte & 0xC0 != 0x80).count();
        self.column = self.column.saturating_add(characters as u64);
    }
}

/// What is in memory of a stream.
#[derive(Debug)]
pub(super) struct Window<R> {
    name: String,
    reader: R,
    /// Of these, `start..end` is held; what is before was consumed, what is behind is room.
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    ended: bool,
    at: Position,
}

impl<R: Read> Window<R> {
    pub(super) fn new(name: String, reader: R) -> Window<R> {
        let buffer = Vec::new();
        Window { name, reader, buffer, start: 0, end: 0, ended: false, at: Position::START }
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The bytes that are held and not yet consumed.
    pub(super) fn rest(&self) -> &[u8] {
        self.buffer.get(self.start..self.end).unwrap_or_default()
    }

    /// Where the first of them is.
    pub(super) fn at(&self) -> Position {
        self.at
    }

    /// Whether nothing follows [`Window::rest`].
    pub(super) fn ended(&self) -> bool {
        self.ended
    }

    /// Reads more; `false` at the end of the file.
    pub(super) fn fill(&mut self) -> Result<bool> {
        if self.ended {
            return Ok(false);
        }
        self.make_room();
        loop {
            match self.reader.read(self.buffer.get_mut(self.end..).unwrap_or_default()) {
                Ok(0) => {
                    self.ended = true;
                    return Ok(false);
                }
                Ok(n) => {
                    self.end = self.end.saturating_add(n).min(self.buffer.len());
                    return Ok(true);
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(Error::reading(self.name.clone(), error)),
            }
        }
    }

    /// Goes on by `count` bytes.
    pub(super) fn consume(&mut self, count: usize) {
        let end = self.start.saturating_add(count).min(self.end);
        self.at.advance(self.buffer.get(self.start..end).unwrap_or_default());
        self.start = end;
    }

    /// The next byte that is no white space of JSON, which is not consumed; `None` at the end.
    pub(super) fn next_token(&mut self) -> Result<Option<u8>> {
        loop {
            let rest = self.rest();
            let blank = |byte: &u8| matches!(byte, b' ' | b'\n' | b'\r' | b'\t');
            let space = rest.iter().position(|byte| !blank(byte)).unwrap_or(rest.len());
            self.consume(space);
            if let Some(byte) = self.rest().first() {
                return Ok(Some(*byte));
            }
            if !self.fill()? {
                return Ok(None);
            }
        }
    }

    /// Reads until at least `count` bytes are held, or the file ends.
    pub(super) fn look_ahead(&mut self, count: usize) -> Result<()> {
        while self.rest().len() < count && self.fill()? {}
        Ok(())
    }

    fn make_room(&mut self) {
        if self.end < self.buffer.len() {
            return;
        }
        self.buffer.copy_within(self.start..self.end, 0);
        self.end = self.end.saturating_sub(self.start);
        self.start = 0;
        if self.end <= CHUNK && self.buffer.len() > 16 * CHUNK {
            // The memory of a large feature is given back.
            self.buffer.truncate(2 * CHUNK);
            self.buffer.shrink_to_fit();
        }
        if self.buffer.len() - self.end < CHUNK {
            let more = CHUNK.max(self.end / 2);
            self.buffer.reserve_exact(more);
            self.buffer.resize(self.end.saturating_add(more), 0);
        }
    }
}
