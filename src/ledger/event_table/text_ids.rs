//! [`TextIds`]: a number for each different text.

use std::ops::ControlFlow;

/// Numbers texts from 0, the empty text, in the order in which they come.
///
/// An open table of hashes whose texts stand one behind the other: two reads of memory for a text that is known. The
/// hash is not seeded, so that the numbers are the same in every run; the order of the table itself is never seen.
/// Texts made to collide do not make it slow: where a search grows long, the table is hashed anew with another seed.
#[derive(Debug)]
pub(super) struct TextIds {
    slots: Vec<Slot>,
    seed: u64,
    /// Of each text its number and its length, 4 bytes each, and its bytes.
    records: Vec<u8>,
    /// Where the record of each text starts.
    starts: Vec<u32>,
}

/// The record of the empty text, which is not searched for, marks a slot as free.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    hash: u32,
    start: u32,
}

/// What was fetched for a text that is looked up: a slot that may be its own, and the number that stands there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    slot: Slot,
    number: u32,
}

const HEAD: usize = 8;
/// A search of more steps makes the table grow, as long as it is not almost empty.
const LONGEST: usize = 64;
const EMPTIEST: usize = 32;

impl Default for TextIds {
    fn default() -> TextIds {
        TextIds {
            slots: vec![Slot::default(); 64],
            seed: 0,
            records: vec![0; HEAD],
            starts: vec![0],
        }
    }
}

impl TextIds {
    /// How many texts there are, the empty one included.
    pub(super) fn len(&self) -> usize {
        self.starts.len()
    }

    /// The number of a text; `None` if there are more texts than can be numbered.
    #[inline]
    pub(super) fn number(&mut self, text: &str) -> Option<u32> {
        if text.is_empty() {
            return Some(0);
        }
        self.number_hashed(text, hash(text.as_bytes(), 0))
    }

    /// The same for a text, not empty, whose hash with the seed 0 is known.
    pub(super) fn number_hashed(&mut self, text: &str, plain: u64) -> Option<u32> {
        let bytes = text.as_bytes();
        loop {
            let hash = if self.seed == 0 { plain } else { hash(bytes, self.seed) };
            let (hash, mask) = (short(hash), self.slots.len() - 1);
            let mut at = hash as usize & mask;
            let mut steps = 0;
            let free = loop {
                let slot = self.slots.get(at).copied().unwrap_or_default();
                if slot.start == 0 {
                    break true;
                }
                if slot.hash == hash
                    && let Some(number) = self.matches(slot.start, bytes)
                {
                    return Some(number);
                }
                if steps == LONGEST && self.starts.len() * EMPTIEST > self.slots.len() {
                    break false;
                }
                steps += 1;
                at = (at + 1) & mask;
            };
            if free && self.starts.len() * 2 < self.slots.len() {
                return self.add(bytes, hash, at);
            }
            self.grow(free);
        }
    }

    /// The same for many texts whose plain hashes are known, in their order; empty ones are 0.
    ///
    /// Table and texts are larger than a cache: all slots are fetched first, then what stands in them, and nothing hangs on
    /// what was fetched until all of it is there, so that the processor waits for many at a time.
    #[inline]
    pub(super) fn numbers<'a>(
        &mut self,
        texts: impl Iterator<Item = &'a str>,
        plain: &[u64],
        found: &mut Vec<Found>,
        mut take: impl FnMut(Option<u32>),
    ) {
        let mask = self.slots.len() - 1;
        let slot = |at: usize| self.slots.get(at & mask).copied().unwrap_or_default();
        found.clear();
        found.extend(
            plain.iter().map(|hash| Found { slot: slot(short(*hash) as usize), number: 0 }),
        );
        for (found, hash) in found.iter_mut().zip(plain) {
            let hash = short(*hash);
            if found.slot.start != 0 && found.slot.hash != hash {
                // A few steps cost nothing, as they stay within a line of the cache.
                let mut next = (1..4).map(|step| slot(hash as usize + step));
                let own = next.find(|slot| slot.start == 0 || slot.hash == hash);
                found.slot = own.unwrap_or_default();
            }
        }
        for found in found.iter_mut() {
            let known = record(&self.records, found.slot.start);
            found.number = known.map_or(0, |(number, _)| number);
        }
        for ((text, plain), found) in texts.zip(plain).zip(found.iter()) {
            let known = record(&self.records, found.slot.start);
            take(match known.filter(|(_, known)| same(known, text.as_bytes())) {
                Some(_) => Some(found.number),
                None if text.is_empty() => Some(0),
                None => self.number_hashed(text, *plain),
            });
        }
    }

    /// The texts alone, once no more will come.
    pub(super) fn into_texts(self) -> Texts {
        Texts { records: self.records, starts: self.starts }
    }

    fn matches(&self, start: u32, text: &[u8]) -> Option<u32> {
        let (number, found) = record(&self.records, start)?;
        same(found, text).then_some(number)
    }

    fn add(&mut self, text: &[u8], hash: u32, at: usize) -> Option<u32> {
        let start = u32::try_from(self.records.len()).ok()?;
        let number = u32::try_from(self.starts.len()).ok()?;
        let length = u32::try_from(text.len()).ok()?;
        self.records.extend_from_slice(&number.to_le_bytes());
        self.records.extend_from_slice(&length.to_le_bytes());
        self.records.extend_from_slice(text);
        self.starts.push(start);
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = Slot { hash, start };
        }
        Some(number)
    }

    /// Doubles the table; if it is not full but clogged, with another seed.
    fn grow(&mut self, full: bool) {
        if !full {
            self.seed = fold(self.seed ^ self.slots.len() as u64, MIXERS[1]) | 1;
        }
        let old = std::mem::take(&mut self.slots);
        let mut slots = vec![Slot::default(); old.len() * 2];
        let mask = slots.len() - 1;
        for slot in old.into_iter().filter(|slot| slot.start != 0) {
            let hash = match record(&self.records, slot.start) {
                Some((_, text)) if !full => short(hash(text, self.seed)),
                _ => slot.hash,
            };
            let first = hash as usize & mask;
            let _ = (0..slots.len()).try_for_each(|step| {
                match slots.get_mut((first + step) & mask).filter(|slot| slot.start == 0) {
                    Some(free) => {
                        *free = Slot { hash, start: slot.start };
                        ControlFlow::Break(())
                    }
                    None => ControlFlow::Continue(()),
                }
            });
        }
        self.slots = slots;
    }
}

/// Texts by their numbers.
#[derive(Debug, Default)]
pub(super) struct Texts {
    records: Vec<u8>,
    starts: Vec<u32>,
}

impl Texts {
    /// How many texts there are, the empty one included.
    pub(super) fn len(&self) -> usize {
        self.starts.len()
    }

    /// The text with a number; empty for one that was never given.
    pub(super) fn text(&self, number: u32) -> &str {
        text(&self.records, &self.starts, number)
    }
}

fn text<'a>(records: &'a [u8], starts: &[u32], number: u32) -> &'a str {
    let record = starts.get(number as usize).and_then(|start| record(records, *start));
    record.and_then(|(_, text)| std::str::from_utf8(text).ok()).unwrap_or_default()
}

#[inline]
fn record(records: &[u8], start: u32) -> Option<(u32, &[u8])> {
    let (head, rest) = records.get(start as usize..)?.split_first_chunk::<HEAD>()?;
    let [a, b, c, d, e, f, g, h] = *head;
    let length = u32::from_le_bytes([e, f, g, h]) as usize;
    Some((u32::from_le_bytes([a, b, c, d]), rest.get(..length)?))
}

/// Odd numbers without a pattern: digits of the golden ratio and of square roots.
const MIXERS: [u64; 3] = [0x9E37_79B9_7F4A_7C15, 0xBB67_AE85_84CA_A73B, 0x3C6E_F372_FE94_F82B];

/// A hash of all bytes of a text: eight at a time, each folded in by the two halves of a product.
#[inline]
pub(super) fn hash(text: &[u8], seed: u64) -> u64 {
    let mut state = seed ^ (text.len() as u64).wrapping_mul(MIXERS[0]);
    let (words, rest) = text.as_chunks::<8>();
    for word in words {
        state = fold(state ^ u64::from_le_bytes(*word), MIXERS[1]);
    }
    // The last eight bytes again rather than what is left over, byte for byte.
    let last = match (text.last_chunk::<8>(), rest.first_chunk::<4>(), rest.last_chunk::<4>()) {
        (Some(word), ..) => u64::from_le_bytes(*word),
        (None, Some(first), Some(last)) => {
            u64::from(u32::from_le_bytes(*first)) << 32 | u64::from(u32::from_le_bytes(*last))
        }
        _ => rest.iter().fold(0, |word, byte| word << 8 | u64::from(*byte)),
    };
    fold(state ^ last, MIXERS[2])
}

#[inline]
fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    (product as u64) ^ ((product >> 64) as u64)
}

#[inline]
fn short(hash: u64) -> u32 {
    (hash ^ hash >> 32) as u32
}

/// Equality of texts that are mostly of some ten bytes: by whole words, without a call.
#[inline]
fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let (Some(x), Some(y)) = (a.last_chunk::<8>(), b.last_chunk::<8>()) else { return a == b };
    let mut words = a.as_chunks::<8>().0.iter().zip(b.as_chunks::<8>().0);
    x == y && words.all(|(x, y)| x == y)
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_one_hash_do_not_clog_the_table() {
        // The second eight bytes of each text are what the hash has come to before them, so that a factor of the next
        // product is 0, whatever came before. Of many beginnings some lead to eight bytes that are text.
        let mut texts = Vec::new();
        let mut random: u64 = 1;
        while texts.len() < 4_000 {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let first = format!("{:08x}", random >> 32);
            let start = 24_u64.wrapping_mul(MIXERS[0]);
            let word = first.as_bytes().first_chunk::<8>().unwrap();
            let state = fold(start ^ u64::from_le_bytes(*word), MIXERS[1]);
            if let Ok(second) = std::str::from_utf8(&state.to_le_bytes()) {
                texts.push(format!("{first}{second}the same"));
            }
        }
        texts.sort_unstable();
        texts.dedup();
        let hashes: std::collections::BTreeSet<u64> =
            texts.iter().map(|text| hash(text.as_bytes(), 0)).collect();
        assert_eq!(hashes.len(), 1);
        let mut ids = TextIds::default();
        let numbers: Vec<_> = texts.iter().map(|text| ids.number(text).unwrap()).collect();
        assert_ne!(ids.seed, 0);
        assert!(ids.slots.len() <= texts.len() * EMPTIEST);
        let again: Vec<_> = texts.iter().map(|text| ids.number(text).unwrap()).collect();
        assert_eq!(numbers, again);
        let mut batch = Vec::new();
        let plain: Vec<u64> = texts.iter().map(|text| hash(text.as_bytes(), 0)).collect();
        ids.numbers(texts.iter().map(String::as_str), &plain, &mut Vec::new(), |number| {
            batch.push(number.unwrap());
        });
        assert_eq!(numbers, batch);
        let known = ids.into_texts();
        assert!(numbers.iter().zip(&texts).all(|(number, text)| known.text(*number) == text));
    }

    #[test]
    fn numbers_follow_the_order_of_the_texts() {
        let mut ids = TextIds::default();
        let texts: Vec<String> =
            (0..5_000).map(|at| "x".repeat(at % 70) + &at.to_string()).collect();
        for (number, text) in (1..).zip(&texts) {
            assert_eq!(ids.number(text), Some(number));
        }
        assert_eq!((ids.number(""), ids.number("0")), (Some(0), Some(1)));
        assert_eq!(ids.seed, 0);
        assert_eq!(ids.len(), 5_001);
    }
}
