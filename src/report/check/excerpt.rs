//! A line of a file, cut around a place, with carets under what is meant.

use unicode_width::UnicodeWidthChar;

use crate::finding::Span;
use crate::read::Source;

/// Columns of the file's text in an excerpt.
const COLUMNS: usize = 80;

/// The most columns in front of the place, when the line does not fit.
const BEFORE: usize = 24;

/// More bytes than these columns can take: characters have up to four, and some no width.
const WINDOW: usize = 16 * COLUMNS;

const CUT: char = '…';

/// A cut line, and the carets for the line below it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    pub(super) line: String,
    pub(super) carets: String,
}

/// A character and its columns on a terminal.
type Cell = (char, usize);

/// The line that `span` begins in, with a caret under each column of `span` (one if it is empty): blanks at its
/// begin are left out, a long line is cut around the place, and what would steer the terminal is replaced.
pub(super) fn excerpt(source: &Source, span: Span) -> Excerpt {
    let bytes = source.bytes();
    let offset = |n: u64| usize::try_from(n).unwrap_or(usize::MAX).min(bytes.len());
    let (start, end) = (offset(span.start), offset(span.end));
    let (mut before, cut_before) = line_before(bytes, start);
    let (marked, after, cut_after) = line_after(bytes, start, end.max(start));
    if !cut_before {
        let blanks = before.iter().take_while(|(character, _)| *character == ' ').count();
        before.drain(..blanks);
    }
    let fits =
        !cut_before && !cut_after && width(&before) + width(&marked) + width(&after) <= COLUMNS;
    if !fits {
        keep_last(&mut before, BEFORE, cut_before);
    }
    let room = COLUMNS.saturating_sub(width(&before));
    let mut tail = marked.clone();
    tail.extend(&after);
    let whole = keep_first(&mut tail, room, cut_after);
    let shown = marked.len().min(whole);
    let carets = width(tail.get(..shown).unwrap_or_default()).max(1);
    Excerpt {
        carets: format!("{}{}", " ".repeat(width(&before)), "^".repeat(carets)),
        line: before.iter().chain(&tail).map(|(character, _)| character).collect(),
    }
}

/// The text of the line in front of an offset, and whether there is more of it than was looked at.
fn line_before(bytes: &[u8], start: usize) -> (Vec<Cell>, bool) {
    let mut low = start.saturating_sub(WINDOW);
    let mut window = bytes.get(low..start).unwrap_or_default();
    let mut cut = low > 0;
    if let Some(line_end) = window.iter().rposition(|byte| *byte == b'\n') {
        window = window.get(line_end.saturating_add(1)..).unwrap_or_default();
        cut = false;
    } else if cut {
        // Not in the middle of a character.
        while low < start && bytes.get(low).is_some_and(|byte| byte & 0xC0 == 0x80) {
            low = low.saturating_add(1);
        }
        window = bytes.get(low..start).unwrap_or_default();
    }
    (cells(window), cut)
}

/// What is marked of the line and what follows, and whether there is more than was looked at.
fn line_after(bytes: &[u8], start: usize, end: usize) -> (Vec<Cell>, Vec<Cell>, bool) {
    let high = start.saturating_add(WINDOW).min(bytes.len());
    let window = bytes.get(start..high).unwrap_or_default();
    let line_end = window.iter().position(|byte| *byte == b'\n');
    let line = window.get(..line_end.unwrap_or(window.len())).unwrap_or_default();
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let length = end.saturating_sub(start).min(line.len());
    let (marked, after) = line.split_at_checked(length).unwrap_or((line, &[]));
    (cells(marked), cells(after), line_end.is_none() && high < bytes.len())
}

/// The text as cells: blanks for tabs, `�` for what would steer the terminal or is no UTF-8.
fn cells(bytes: &[u8]) -> Vec<Cell> {
    let text = String::from_utf8_lossy(bytes).replace('\t', " ").replace('\u{feff}', "");
    let text = crate::report::text::table::printable(&text);
    text.chars().map(|character| (character, character.width().unwrap_or(1))).collect()
}

fn width(cells: &[Cell]) -> usize {
    cells.iter().map(|(_, width)| width).sum()
}

/// Drops what does not fit in front, with a mark that something is missing.
fn keep_last(cells: &mut Vec<Cell>, columns: usize, cut: bool) {
    if width(cells) <= columns && !cut {
        return;
    }
    let mut kept = 1;
    let fits = |(_, width): &&Cell| {
        kept += width;
        kept <= columns
    };
    let count = cells.iter().rev().take_while(fits).count();
    cells.drain(..cells.len().saturating_sub(count));
    cells.insert(0, (CUT, 1));
}

/// Drops what does not fit behind, with a mark that something is missing; the number of characters that are kept.
fn keep_first(cells: &mut Vec<Cell>, columns: usize, cut: bool) -> usize {
    if width(cells) <= columns && !cut {
        return cells.len();
    }
    let mut kept = 1;
    let fits = |(_, width): &&Cell| {
        kept += width;
        kept <= columns
    };
    let count = cells.iter().take_while(fits).count();
    cells.truncate(count);
    cells.push((CUT, 1));
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, marked: &str, line: &str, carets: &str) {
        let start = text.find(marked).unwrap_or(usize::MAX);
        let source = Source::new("a", text);
        let found = excerpt(&source, Span::new(start, start.saturating_add(marked.len())));
        assert_eq!((found.line.as_str(), found.carets.as_str()), (line, carets), "{text}");
    }

    #[test]
    fn carets_stand_under_what_is_meant() {
        check("a\n  \"x\": 17,\r\nb", "17", "\"x\": 17,", "     ^^");
        // A Chinese character takes two columns.
        check("{\"面积\": \"亩\"}", "\"亩\"", "{\"面积\": \"亩\"}", "         ^^^^");
        // A place that goes on in the next line is marked to the end of its first.
        check("[1,\n2]", "1,\n2", "[1,", " ^^");
        check("\u{feff}{}", "{}", "{}", "^^");
        check("x\u{1b}[2J\ty", "y", "x�[2J y", "      ^");
    }

    #[test]
    fn an_empty_place_has_one_caret() {
        let source = Source::new("a", "abc");
        assert_eq!(excerpt(&source, Span::new(3, 3)).carets, "   ^");
        assert_eq!(excerpt(&source, Span::new(9, 12)).carets, "   ^");
        assert_eq!(excerpt(&Source::new("a", ""), Span::new(0, 0)).line, "");
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let text = format!("{}!{}", "前".repeat(40_000), "后".repeat(40_000));
        let found = excerpt(&Source::new("a", text.as_str()), Span::new(120_000, 120_001));
        // 24 columns in front: the mark and 11 characters of two. Behind them 80 − 23 = 57 columns: the place, 27
        // characters of two and the mark are 56.
        let line = format!("…{}!{}…", "前".repeat(11), "后".repeat(27));
        assert_eq!((found.line, found.carets), (line, format!("{}^", " ".repeat(23))));
    }
}
