//! Mutations that know what the formats are made of; the same seed gives the same bytes everywhere.

/// A generator of Marsaglia's xorshift family: small, and the same on every machine.
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// From a seed.
    pub fn new(seed: u64) -> Random {
        Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number below `end`; 0 if there is none.
    pub fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { (self.next() >> 11) as usize % end }
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    /// A range within `length`, mostly short.
    fn range(&mut self, length: usize) -> std::ops::Range<usize> {
        let most = *self.of(&[4, 16, 64, 512]);
        let start = self.below(length + 1);
        start..(start + self.below(most) + 1).min(length)
    }
}

/// Results are not longer than this.
const LONGEST: usize = 32 << 10;

const NUMBERS: [&str; 26] = [
    "1e400",
    "-1e400",
    "1E+309",
    "1e-400",
    "NaN",
    "Infinity",
    "-Infinity",
    "-0",
    "-0.0",
    "0e0",
    "01",
    "-",
    "+1",
    "1.",
    ".1",
    "1e",
    "1e+",
    "0x10",
    "1_000",
    "1,5",
    "123456789012345678901234567890",
    "9007199254740993",
    "5e-324",
    "1.7976931348623157e308",
    "0.00000000000000000000000000000000000000001",
    "38435942.123456789012345678901234567890",
];

const TOKENS: [&[u8]; 62] = [
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"\"",
    b"\\",
    b"\\\"",
    b"\\u",
    b"\\ud800",
    b"\\uDC00",
    b"\\u0000",
    b"\\u12",
    b"\\x",
    b"null",
    b"true",
    b"fals",
    b"NaN",
    b"undefined",
    b"'",
    b"//",
    b"/**/",
    b"#",
    b"\0",
    b"\x01",
    b"\x1E",
    b"\x7F",
    b"\x80",
    b"\xC0\xAF",
    b"\xE5\x9C",
    b"\xED\xA0\x80",
    b"\xF4\x90\x80\x80",
    b"\xFF\xFE",
    b"\xEF\xBB\xBF",
    b"\xB3\xA7",
    b"\n",
    b"\r\n",
    b"\r",
    b"\t",
    b" ",
    b"\xE5\x9C\xB0",
    b"\xF0\x9F\x98\x80",
    b"\"features\":[",
    b"\"type\":\"Feature\",",
    b"\"type\":\"FeatureCollection\",",
    b"\"type\":\"MultiPolygon\",",
    b"\"geometry\":null,",
    b"\"coordinates\":[[[",
    b"\"id\":1,",
    b"\"properties\":{},",
    b"\"bbox\":[1,2,3],",
    b"\"crs\":{},",
    b"{}",
    b"[]",
    b"[[]]",
    b"\"\"",
    b"@",
    b"J1,1,",
    b"[\xE5\x9C\xB0",
    b"=",
    b"\"chain\":\"",
];

/// One of the corpus, changed in one to six ways.
pub fn mutate(corpus: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    if corpus.is_empty() {
        return Vec::new();
    }
    let mut bytes = random.of(corpus).clone();
    for _ in 0..=random.below(6) {
        change(&mut bytes, corpus, random);
        bytes.truncate(LONGEST);
    }
    bytes
}

fn change(bytes: &mut Vec<u8>, corpus: &[Vec<u8>], random: &mut Random) {
    let at = random.below(bytes.len() + 1);
    let range = random.range(bytes.len());
    match random.below(16) {
        0 => bytes.truncate(at),
        1 => drop(bytes.drain(..at)),
        2 | 3 => {
            let flip = 1 << random.below(8);
            bytes.get_mut(at).into_iter().for_each(|byte| *byte ^= flip);
        }
        4 => {
            let other = *random.of(b"{}[],:\"\\-+.eE0\0\n\r\x1E\xFF\x80");
            bytes.get_mut(at).into_iter().for_each(|byte| *byte = other);
        }
        5 | 6 => insert(bytes, at, random.of::<&[u8]>(&TOKENS)),
        7 | 8 => number(bytes, at, random),
        9 => {
            // A block, a member or an element once more.
            let block = bytes[range].to_vec();
            insert(bytes, at, &block.repeat(1 + random.below(20)));
        }
        10 => drop(bytes.drain(range)),
        11 => {
            // Two pieces change places.
            let piece: Vec<u8> = bytes.drain(range).collect();
            let to = random.below(bytes.len() + 1);
            insert(bytes, to, &piece);
        }
        12 => {
            // A bracket moves.
            let brackets = |byte: &u8| matches!(byte, b'{' | b'}' | b'[' | b']');
            if let Some(found) = bytes[at..].iter().position(brackets) {
                let bracket = bytes.remove(at + found);
                let to = random.below(bytes.len() + 1);
                bytes.insert(to, bracket);
            }
        }
        13 => {
            let depth = *random.of(&[3, 126, 127, 128, 129, 2000]);
            let open: &[u8] = random.of::<&[u8]>(&[b"[", b"{\"a\":", b"[{\"a\":"]);
            insert(bytes, at, &open.repeat(depth));
        }
        14 => duplicate_key(bytes, at),
        _ => {
            // The start of one and the end of another.
            let other = random.of(corpus);
            let from = random.below(other.len() + 1);
            bytes.truncate(at);
            bytes.extend_from_slice(&other[from..]);
        }
    }
}

fn insert(bytes: &mut Vec<u8>, at: usize, piece: &[u8]) {
    drop(bytes.splice(at..at, piece.iter().copied()));
}

/// Puts a strange number in the place of the next one.
fn number(bytes: &mut Vec<u8>, at: usize, random: &mut Random) {
    let part = |byte: &u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
    let Some(start) = bytes[at..].iter().position(u8::is_ascii_digit) else { return };
    let start = at + start;
    let length = bytes[start..].iter().position(|byte| !part(byte)).unwrap_or(1);
    let mut new = random.of(&NUMBERS).as_bytes().to_vec();
    if random.below(8) == 0 {
        // Or whole arrays inside one another.
        let depth = *random.of(&[2, 120, 126, 127, 128, 129, 3000]);
        new = [b"[".repeat(depth), b"]".repeat(depth)].concat();
    }
    drop(bytes.splice(start..(start + length).min(bytes.len()), new));
}

/// Repeats the next member of an object: `"key":value,`.
fn duplicate_key(bytes: &mut Vec<u8>, at: usize) {
    let Some(colon) = bytes[at..].iter().position(|byte| *byte == b':') else { return };
    let colon = at + colon;
    let Some(comma) = bytes[colon..].iter().position(|byte| *byte == b',') else { return };
    let quotes = bytes[..colon].iter().enumerate().rev().filter(|(_, byte)| **byte == b'"');
    let Some((quote, _)) = quotes.take(2).last() else { return };
    let member = bytes[quote..=colon + comma].to_vec();
    insert(bytes, quote, &member);
}
