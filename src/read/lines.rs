//! [`Lines`]: where the lines of a text begin, known without the text.

use crate::finding::Span;

/// Lines and columns of a text (行列号), for whoever has the few bytes in front of a place, whether the rest is held or
/// not.
#[derive(Debug)]
pub(crate) struct Lines {
    /// At the begin of each block.
    checkpoints: Vec<Checkpoint>,
    /// Bytes of the whole text.
    length: u64,
    /// Where the text starts, behind a byte order mark if there is one.
    text_start: u64,
}

/// Newlines before an offset, and characters between the last of them and the offset.
#[derive(Debug, Clone, Copy, Default)]
struct Checkpoint {
    lines: usize,
    characters: usize,
}

impl Lines {
    /// Bytes of a block, at whose begin line and column are remembered.
    pub(crate) const BLOCK: u64 = 1 << 12;

    /// Those of a text that starts at an offset of its bytes.
    pub(crate) fn of(bytes: &[u8], text_start: usize) -> Lines {
        let mut at = Checkpoint::default();
        let mut checkpoints = vec![at];
        let size = usize::try_from(Lines::BLOCK).unwrap_or(usize::MAX);
        for block in bytes.chunks(size) {
            at = advance(at, block);
            checkpoints.push(at);
        }
        Lines { checkpoints, length: bytes.len() as u64, text_start: text_start as u64 }
    }

    /// The bytes of the whole text.
    pub(crate) const fn length(&self) -> u64 {
        self.length
    }

    /// The bytes in front of an offset that [`Lines::line_and_column`] has to see: those of its block.
    pub(crate) fn in_front(&self, offset: u64) -> Span {
        let end = offset.min(self.length);
        Span { start: end / Lines::BLOCK * Lines::BLOCK, end }
    }

    /// Line and column (in characters) of an offset, from 1; a byte order mark is not counted.
    pub(crate) fn line_and_column(&self, offset: u64, in_front: &[u8]) -> (u32, u32) {
        let offset = offset.min(self.length);
        let before = usize::try_from(offset / Lines::BLOCK).unwrap_or(usize::MAX);
        let start = self.checkpoints.get(before).copied().unwrap_or_default();
        let mut end = advance(start, in_front);
        if end.lines == 0 && offset >= self.text_start && self.text_start > 0 {
            end.characters = end.characters.saturating_sub(1);
        }
        let clip = |n: usize| u32::try_from(n.saturating_add(1)).unwrap_or(u32::MAX);
        (clip(end.lines), clip(end.characters))
    }
}

/// How many bytes are of a kind, summed in bytes: one wide instruction counts as many as it holds.
fn count(bytes: &[u8], is: impl Fn(u8) -> bool) -> usize {
    let portions = bytes.chunks(usize::from(u8::MAX));
    let of = |portion: &[u8]| portion.iter().map(|byte| u8::from(is(*byte))).sum::<u8>();
    portions.map(|portion| usize::from(of(portion))).sum()
}

fn advance(start: Checkpoint, block: &[u8]) -> Checkpoint {
    let newlines = count(block, |byte| byte == b'\n');
    let last = block.iter().rposition(|byte| *byte == b'\n');
    let tail = block.get(last.map_or(0, |at| at.saturating_add(1))..).unwrap_or_default();
    // A character is counted at its first byte; 10xxxxxx continues one.
    let characters = count(tail, |byte| byte & 0xC0 != 0x80);
    Checkpoint {
        lines: start.lines.saturating_add(newlines),
        characters: match last {
            Some(_) => characters,
            None => start.characters.saturating_add(characters),
        },
    }
}
