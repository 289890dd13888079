//! Pieces of JSON lines: an object a line.

use std::borrow::Cow;

use memchr::memchr;

use super::columns::{Batch, Fields, NAMES, push};
use super::csv::text;
use super::fault::Fault;
use crate::finding::Finding;
use crate::ledger::event_table::EventTableBuilder;
use crate::read::json;
use crate::read::json::lexer::{Lexer, Step};

/// How the objects of a file are written: what stands before each value. Programs write all of them alike, so that the
/// keys of most lines need only be compared.
#[derive(Debug, Default)]
pub(super) struct Pattern {
    /// What stands before each value, and its column.
    keys: Vec<(String, usize)>,
}

impl Pattern {
    /// What one line shows; nothing of a line that is not written closely, or whose keys are not all ours.
    pub(super) fn of(line: &str) -> Pattern {
        let mut lexer = Lexer::new(line, 0, line.len());
        let (mut keys, mut step, mut from) = (Vec::new(), Step::First, 0);
        if !lexer.open(b'{') {
            return Pattern::default();
        }
        while let Ok(Some((key, _))) = lexer.next_member(&mut step) {
            let Some(column) = NAMES.iter().position(|name| *name == key) else {
                return Pattern::default();
            };
            if keys.iter().any(|(_, other)| *other == column) {
                return Pattern::default();
            }
            keys.push((lexer.slice(from, lexer.offset()).to_owned(), column));
            if lexer.skip_value().is_err() {
                return Pattern::default();
            }
            from = lexer.offset();
        }
        Pattern { keys }
    }

    /// The texts of a line that is written like the pattern, without escapes; `None` for any other.
    fn fields<'a>(&self, line: &'a str) -> Option<Fields<'a>> {
        let mut fields = Fields::default();
        let mut rest = line;
        for (key, column) in &self.keys {
            rest = rest.strip_prefix(key.as_str())?;
            let place = fields.get_mut(*column)?;
            if let Some(string) = rest.strip_prefix('"') {
                let end = plain_length(string.as_bytes())?;
                *place = string.get(..end)?;
                rest = string.get(end..)?.strip_prefix('"')?;
            } else if let Some(after) = rest.strip_prefix("null") {
                rest = after;
            } else {
                let end = rest.bytes().position(|byte| !byte.is_ascii_digit())?;
                *place = rest.get(..end).filter(|number| {
                    !number.is_empty() && (number.len() == 1 || !number.starts_with('0'))
                })?;
                rest = rest.get(end..)?;
            }
        }
        (rest == "}" && !self.keys.is_empty()).then_some(fields)
    }

    /// Gives the objects of a piece to a builder; notes which columns were there.
    pub(super) fn rows(
        &self,
        piece: &[u8],
        mut line: u32,
        seen: &mut [bool; NAMES.len()],
        builder: &mut EventTableBuilder,
    ) -> Result<(), Box<Fault>> {
        let mut piece = text(piece, line)?;
        let mut batch = Batch::new();
        while !piece.is_empty() {
            let end = memchr(b'\n', piece.as_bytes()).unwrap_or(piece.len());
            let object = piece.get(..end).unwrap_or_default();
            let object = object.strip_suffix('\r').unwrap_or(object);
            piece = piece.get(end + 1..).unwrap_or_default();
            match self.fields(object) {
                Some(fields) => {
                    batch.push(builder, &fields, line)?;
                }
                None if object.trim_ascii().is_empty() => {}
                None => {
                    // Lines rise: what waits comes first.
                    batch.send(builder);
                    let fields = any_fields(object, line, seen)?;
                    push(builder, &fields.each_ref().map(|field| &**field), line)?;
                }
            }
            line += 1;
        }
        batch.send(builder);
        Ok(())
    }

    /// The columns that every line like the pattern has.
    pub(super) fn columns(&self) -> impl Iterator<Item = usize> {
        self.keys.iter().map(|(_, column)| *column)
    }
}

/// How many bytes come before a quotation mark, a backslash or a control character; `None` if none of them comes.
fn plain_length(string: &[u8]) -> Option<usize> {
    const LOW: u64 = 0x0101_0101_0101_0101;
    let (words, rest) = string.as_chunks::<8>();
    // The highest bit of each byte that is 0: right for the first of them, and there is one if any is set.
    let zeros = |word: u64| word.wrapping_sub(LOW) & !word & (LOW << 7);
    for (at, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let mark = zeros(word ^ (LOW * u64::from(b'"'))) | zeros(word ^ (LOW * u64::from(b'\\')));
        let control = word.wrapping_sub(LOW * 0x20) & !word & (LOW << 7);
        let found = mark | control;
        if found != 0 {
            return Some(at * 8 + found.trailing_zeros() as usize / 8);
        }
    }
    let end = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1F))?;
    Some(words.len() * 8 + end)
}

/// The texts of a line, however it is written.
fn any_fields<'a>(
    object: &'a str,
    line: u32,
    seen: &mut [bool; NAMES.len()],
) -> Result<[Cow<'a, str>; NAMES.len()], Box<Fault>> {
    let wrong = |fault: Box<json::Fault>| {
        let start = usize::try_from(fault.span.start).unwrap_or(object.len());
        let before = object.get(..start).unwrap_or(object);
        Fault::document(line, Finding::new(fault.code, fault.message))
            .at(before.chars().count() + 1)
    };
    let mut fields: [Cow<'a, str>; NAMES.len()] = Default::default();
    let mut had = [false; NAMES.len()];
    let mut lexer = Lexer::new(object, 0, object.len());
    lexer.skip_space();
    if !lexer.open(b'{') {
        return Err(wrong(lexer.expected("JSON 对象", "a JSON object")));
    }
    let mut step = Step::First;
    while let Some((key, span)) = lexer.next_member(&mut step).map_err(wrong)? {
        let column = NAMES.iter().position(|name| *name == key);
        let Some(column) = column else {
            lexer.skip_value().map_err(wrong)?;
            continue;
        };
        if had.get_mut(column).is_some_and(|had| std::mem::replace(had, true)) {
            return Err(wrong(Box::new(json::duplicate_key(&key, span))));
        }
        if let Some(seen) = seen.get_mut(column) {
            *seen = true;
        }
        let value = match lexer.peek() {
            Some(b'"') => lexer.string().map_err(wrong)?,
            Some(b'-' | b'0'..=b'9') => {
                let span = lexer.skip_value().map_err(wrong)?;
                Cow::Borrowed(lexer.text_of(span))
            }
            first => {
                let at = lexer.offset();
                let span = lexer.skip_value().map_err(wrong)?;
                if lexer.text_of(span) != "null" {
                    let found = json::kind(first);
                    let expected = (
                        format!("{key} 为字符串、数或 null"),
                        format!("a string, a number or null for {key}"),
                    );
                    let before = object.get(..at).unwrap_or(object);
                    let fault = Fault::new(line, expected, (found.zh, found.en));
                    return Err(fault.at(before.chars().count() + 1));
                }
                Cow::Borrowed("")
            }
        };
        if let Some(field) = fields.get_mut(column) {
            *field = value;
        }
    }
    lexer.end().map_err(wrong)?;
    Ok(fields)
}
