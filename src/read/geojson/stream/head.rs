//! [`Head`]: looks for the features among the members of the root.

use super::super::super::json::lexer::Lexer;

/// Goes through the start of a document up to the array of its features.
#[derive(Debug, Default)]
pub(super) struct Head {
    scanned: usize,
    depth: usize,
    string: Option<usize>,
    escaped: bool,
    /// The string that ended last.
    last: (usize, usize),
    /// What is next is the value of the member `features`.
    features: bool,
    /// No array of features can come any more.
    over: bool,
}

impl Head {
    /// Looks on in `rest`, which starts with the bytes that were looked at already; gives the length up to
    /// and with the bracket that opens the features.
    pub(super) fn look(&mut self, rest: &[u8]) -> Option<usize> {
        while let Some(byte) = rest.get(self.scanned).filter(|_| !self.over) {
            let at = self.scanned;
            self.scanned = at.saturating_add(1);
            if let Some(start) = self.string {
                self.within_string(*byte, start, at);
            } else if self.token(*byte, at, rest) {
                return Some(self.scanned);
            }
        }
        None
    }

    fn within_string(&mut self, byte: u8, start: usize, at: usize) {
        match byte {
            _ if self.escaped => self.escaped = false,
            b'\\' => self.escaped = true,
            b'"' => {
                self.string = None;
                self.last = (start, at.saturating_add(1));
            }
            _ => {}
        }
    }

    /// Whether this is the bracket that opens the features.
    fn token(&mut self, byte: u8, at: usize, rest: &[u8]) -> bool {
        if matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
            return false;
        }
        let value = std::mem::take(&mut self.features);
        if value && byte == b'[' {
            self.over = true;
            return true;
        }
        // The first member of a name counts, whatever its value.
        self.over |= value;
        match byte {
            b'"' => self.string = Some(at),
            b'{' | b'[' => self.depth = self.depth.saturating_add(1),
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                self.over |= self.depth == 0;
            }
            b':' if self.depth == 1 => self.features = is_features(rest, self.last),
            _ => {}
        }
        false
    }
}

/// Whether a string, quotes included, says `features`, perhaps with escapes.
fn is_features(bytes: &[u8], (start, end): (usize, usize)) -> bool {
    let quoted = bytes.get(start..end).and_then(|quoted| std::str::from_utf8(quoted).ok());
    let name = quoted.and_then(|text| Lexer::new(text, 0, text.len()).string().ok());
    name.is_some_and(|name| name == "features")
}
