//! [`Marks`]: where the fields and records of a piece of CSV end.

/// The places of what ends fields, commas and newlines, and of the newlines among them; none between quotation marks.
#[derive(Debug, Default)]
pub(super) struct Marks {
    pub(super) ends: Vec<u32>,
    pub(super) newlines: Vec<u32>,
}

impl Marks {
    /// Finds them, 64 bytes at a time. A last record without a newline ends with the piece.
    #[cfg(feature = "wide")]
    pub(super) fn find(&mut self, piece: &[u8], quotes: Quotes) {
        use fearless_simd::prelude::*;
        use fearless_simd::{Level, dispatch, u8x64};
        dispatch!(Level::new(), simd => simd.vectorize(#[inline(always)] || {
            let places = |block: &[u8; 64], wanted| {
                let block = u8x64::simd_from(simd, *block);
                block.simd_eq(u8x64::splat(simd, wanted)).to_bitmask()
            };
            self.find_by(piece, quotes, places);
        }));
    }

    /// Finds them, 64 bytes at a time. A last record without a newline ends with the piece.
    #[cfg(not(feature = "wide"))]
    pub(super) fn find(&mut self, piece: &[u8], quotes: Quotes) {
        self.find_by(piece, quotes, places);
    }

    /// By a function that says where in 64 bytes one stands: a bit for each, the first byte the lowest.
    #[inline(always)]
    fn find_by(
        &mut self,
        piece: &[u8],
        quotes: Quotes,
        places: impl Fn(&[u8; 64], u8) -> u64 + Copy,
    ) {
        self.ends.clear();
        self.newlines.clear();
        let (blocks, rest) = piece.as_chunks::<64>();
        let mut start = 0;
        let mut between = false;
        for block in blocks {
            self.block(block, start, (quotes, &mut between), places);
            start += 64;
        }
        if !rest.is_empty() {
            let mut block = [0; 64];
            block.iter_mut().zip(rest).for_each(|(byte, rest)| *byte = *rest);
            self.block(&block, start, (quotes, &mut between), places);
        }
        let length = piece.len() as u32;
        if self.newlines.last().is_none_or(|last| last + 1 < length) {
            self.ends.push(length);
            self.newlines.push(length);
        }
    }

    #[inline(always)]
    fn block(
        &mut self,
        block: &[u8; 64],
        start: u32,
        (quotes, between): (Quotes, &mut bool),
        places: impl Fn(&[u8; 64], u8) -> u64,
    ) {
        let mut newlines = places(block, b'\n');
        let mut ends = newlines | places(block, b',');
        if quotes == Quotes::Some {
            // After each mark, whether the number of marks so far is odd.
            let mut inside = places(block, b'"');
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

/// A bit for each byte that is the wanted one, the first byte the lowest; for any processor.
#[cfg(any(test, not(feature = "wide")))]
#[inline]
fn places(block: &[u8; 64], wanted: u8) -> u64 {
    let mut found = [0; 64];
    for (found, byte) in found.iter_mut().zip(block) {
        *found = u8::from(*byte == wanted);
    }
    // Eight bytes of 0 or 1 become eight bits: the product moves the byte k to the bit 56 + k, without carries.
    let eights = found.as_chunks::<8>().0.iter().rev();
    eights.fold(0, |bits, eight| {
        let gathered = u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        bits << 8 | gathered
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Byte for byte: what ends fields, and the newlines among it.
    fn plainly(piece: &[u8], quotes: Quotes) -> (Vec<u32>, Vec<u32>) {
        let (mut ends, mut newlines) = (Vec::new(), Vec::new());
        let mut is_between = false;
        for (at, byte) in (0..).zip(piece) {
            is_between ^= quotes == Quotes::Some && *byte == b'"';
            if !is_between && matches!(byte, b',' | b'\n') {
                ends.push(at);
            }
            if !is_between && *byte == b'\n' {
                newlines.push(at);
            }
        }
        let length = piece.len() as u32;
        if newlines.last().is_none_or(|last| last + 1 < length) {
            ends.push(length);
            newlines.push(length);
        }
        (ends, newlines)
    }

    #[test]
    fn marks_by_wide_instructions_are_those_of_byte_for_byte() {
        // Neighbours in ASCII, bytes that differ in the highest bit alone, and the extremes.
        let bytes = [b',', b'\n', b'"', b'a', b'+', b'-', 0x0B, 0x09, 0xAC, 0x8A, 0xA2, 0, 0xFF];
        let mut random: u64 = 1;
        let mut marks = Marks::default();
        for length in (0..200).chain([1000, 4096, 4097]) {
            for variety in [3, 5, bytes.len()] {
                let piece: Vec<u8> = (0..length)
                    .filter_map(|_| {
                        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                        bytes.get((random >> 33) as usize % variety).copied()
                    })
                    .collect();
                for quotes in [Quotes::Some, Quotes::None] {
                    let expected = plainly(&piece, quotes);
                    marks.find(&piece, quotes);
                    assert_eq!((&marks.ends, &marks.newlines), (&expected.0, &expected.1));
                    marks.find_by(&piece, quotes, places);
                    assert_eq!((&marks.ends, &marks.newlines), (&expected.0, &expected.1));
                }
            }
        }
    }
}
