//! Where a value ends: brackets counted outside of strings. What is between them is judged by the reader.

/// How far a value goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// It ends after this many bytes.
    End(usize),
    /// It is broken: a control character in a string is its last byte; no reader goes on from there.
    Broken(usize),
    /// It goes on.
    More,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inside {
    /// Nothing was seen yet.
    Nothing,
    Brackets,
    String,
    Escape,
    /// A number or a word: ends before what cannot belong to it.
    Scalar,
}

/// Finds the end of one value; keeps what it saw from one piece to the next.
#[derive(Debug)]
pub(super) struct Framer {
    inside: Inside,
    depth: usize,
    scanned: usize,
}

impl Framer {
    pub(super) fn new() -> Framer {
        Framer { inside: Inside::Nothing, depth: 0, scanned: 0 }
    }

    /// How many bytes have been looked at.
    pub(super) fn scanned(&self) -> usize {
        self.scanned
    }

    /// The bytes that have been looked at were taken away from in front of the next ones.
    pub(super) fn forget(&mut self) {
        self.scanned = 0;
    }

    /// Looks on in `rest`, which starts with the bytes that were looked at already.
    pub(super) fn look(&mut self, rest: &[u8]) -> Found {
        while let Some(bytes) = rest.get(self.scanned..).filter(|bytes| !bytes.is_empty()) {
            if let Some(found) = self.step(bytes) {
                return found;
            }
        }
        Found::More
    }

    /// Goes on to the next byte that matters.
    fn step(&mut self, bytes: &[u8]) -> Option<Found> {
        let plain = |matters: fn(&u8) -> bool| bytes.iter().position(matters);
        let at = match self.inside {
            Inside::Nothing | Inside::Escape => Some(0),
            Inside::Brackets => plain(|b| matches!(b, b'"' | b'{' | b'[' | b'}' | b']')),
            Inside::String => plain(|b| matches!(b, b'"' | b'\\' | 0..=0x1F)),
            Inside::Scalar => {
                plain(|b| matches!(b, b' ' | b'\n' | b'\r' | b'\t' | b',' | b']' | b'}'))
            }
        };
        let Some((at, byte)) = at.and_then(|at| Some((at, *bytes.get(at)?))) else {
            self.scanned = self.scanned.saturating_add(bytes.len());
            return None;
        };
        self.scanned = self.scanned.saturating_add(at);
        if self.inside == Inside::Scalar {
            return Some(Found::End(self.scanned));
        }
        self.scanned = self.scanned.saturating_add(1);
        match (self.inside, byte) {
            (Inside::String, b'"') => {
                if self.depth == 0 {
                    return Some(Found::End(self.scanned));
                }
                self.inside = Inside::Brackets;
            }
            (Inside::String, b'\\') => self.inside = Inside::Escape,
            (Inside::String | Inside::Escape, 0..=0x1F) => {
                return Some(Found::Broken(self.scanned));
            }
            (Inside::Escape, _) => self.inside = Inside::String,
            (_, b'"') => self.inside = Inside::String,
            (_, b'{' | b'[') => {
                self.inside = Inside::Brackets;
                self.depth = self.depth.saturating_add(1);
            }
            (Inside::Brackets, _) => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    return Some(Found::End(self.scanned));
                }
            }
            _ => self.inside = Inside::Scalar,
        }
        None
    }
}
