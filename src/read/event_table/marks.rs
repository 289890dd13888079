//! [`Marks`]: where the fields and records of a piece of CSV end.

/// The places of what ends fields, commas and newlines, and of the newlines among them; none between quotation marks.
#[derive(Debug, Default)]
pub(super) struct Marks {
    pub(super) ends: Vec<u32>,
    pub(super) newlines: Vec<u32>,
}

impl Marks {
    /// Finds them, 64 bytes at a time. A last record without a newline ends with the piece.
    pub(super) fn find(&mut self, piece: &[u8], quotes: Quotes) {
        self.ends.clear();
        self.newlines.clear();
        let (blocks, rest) = piece.as_chunks::<64>();
        let mut start = 0;
        let mut between = false;
        for block in blocks {
            self.block(block, start, quotes, &mut between);
            start += 64;
        }
        if !rest.is_empty() {
            let mut block = [0; 64];
            block.iter_mut().zip(rest).for_each(|(byte, rest)| *byte = *rest);
            self.block(&block, start, quotes, &mut between);
        }
        let length = piece.len() as u32;
        if self.newlines.last().is_none_or(|last| last + 1 < length) {
            self.ends.push(length);
            self.newlines.push(length);
        }
    }

    #[inline]
    fn block(&mut self, block: &[u8; 64], start: u32, quotes: Quotes, between: &mut bool) {
        let mut newlines = places(block, |byte| byte == b'\n');
        let mut ends = places(block, |byte| (byte == b',') | (byte == b'\n'));
        if quotes == Quotes::Some {
            // After each mark, whether the number of marks so far is odd.
            let mut inside = places(block, |byte| byte == b'"');
            for shift in [1, 2, 4, 8, 16, 32] {
                inside ^= inside << shift;
            }
            if *between {
                inside = !inside;
            }
            *between = inside >> 63 == 1;
            newlines &= !inside;
            ends &= !inside;
        }
        while ends != 0 {
            self.ends.push(start + ends.trailing_zeros());
            ends &= ends - 1;
        }
        while newlines != 0 {
            self.newlines.push(start + newlines.trailing_zeros());
            newlines &= newlines - 1;
        }
    }
}

/// Whether a piece has quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quotes {
    Some,
    None,
}

/// A bit for each byte that is wanted, the first byte the lowest.
#[inline]
fn places(block: &[u8; 64], is_wanted: impl Fn(u8) -> bool) -> u64 {
    let mut found = [0; 64];
    for (found, byte) in found.iter_mut().zip(block) {
        *found = u8::from(is_wanted(*byte));
    }
    // Eight bytes of 0 or 1 become eight bits: the product moves the byte k to the bit 56 + k, without carries.
    let eights = found.as_chunks::<8>().0.iter().rev();
    eights.fold(0, |bits, eight| {
        let gathered = u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        bits << 8 | gathered
    })
}
