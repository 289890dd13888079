//! Tables of text, aligned on a terminal, where a Chinese character takes two columns.

use unicode_width::UnicodeWidthStr;

/// The most columns that a line of output takes.
pub(in crate::report) const LINE_WIDTH: usize = 100;

/// On which side the cells of a column are padded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::report) enum Align {
    /// Words: padded on the right, folded into several lines if the table is too wide.
    Left,
    /// Codes, ids and dates: padded on the right, never folded.
    Fixed,
    /// Numbers: padded on the left.
    Right,
}

/// Rows under a heading; the last rows may be totals, set off by a rule.
#[derive(Debug)]
pub(in crate::report) struct Table {
    columns: Vec<(String, Align)>,
    rows: Vec<Vec<String>>,
    totals: Vec<Vec<String>>,
}

impl Table {
    /// What stands above each column, and on which side its cells are padded.
    #[cfg(feature = "html")]
    pub(in crate::report) fn columns(&self) -> &[(String, Align)] {
        &self.columns
    }

    /// The rows.
    #[cfg(feature = "html")]
    pub(in crate::report) fn rows(&self) -> &[Vec<String>] {
        &self.rows
    }

    /// The rows of totals.
    #[cfg(feature = "html")]
    pub(in crate::report) fn totals(&self) -> &[Vec<String>] {
        &self.totals
    }

    pub(in crate::report) fn new<'a>(columns: impl IntoIterator<Item = (&'a str, Align)>) -> Table {
        let columns = columns.into_iter().map(|(name, align)| (name.to_owned(), align)).collect();
        Table { columns, rows: Vec::new(), totals: Vec::new() }
    }

    pub(in crate::report) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().map(|cell| printable(&cell)).collect());
    }

    pub(in crate::report) fn total<const N: usize>(&mut self, cells: [String; N]) {
        self.totals.push(cells.map(|cell| printable(&cell)).into());
    }

    /// The table as lines, none wider than [`LINE_WIDTH`] as long as ids and numbers fit: the widest columns of
    /// words are folded until the line fits, so that nothing is cut off.
    pub(in crate::report) fn render(&self) -> String {
        let widths = self.widths();
        let heading: Vec<String> = self.columns.iter().map(|(name, _)| name.clone()).collect();
        let rule_width = widths.iter().sum::<usize>() + 2 * widths.len().saturating_sub(1);
        let rule = "─".repeat(rule_width);
        let mut out = String::new();
        let mut push = |lines: Vec<String>| {
            for line in lines {
                out.push_str("  ");
                out.push_str(line.trim_end());
                out.push('\n');
            }
        };
        push(self.lines(&heading, &widths));
        push(vec![rule.clone()]);
        for row in &self.rows {
            push(self.lines(row, &widths));
        }
        if !self.totals.is_empty() {
            push(vec![rule]);
        }
        for row in &self.totals {
            push(self.lines(row, &widths));
        }
        out
    }

    fn widths(&self) -> Vec<usize> {
        let mut widths: Vec<usize> = self.columns.iter().map(|(name, _)| name.width()).collect();
        for row in self.rows.iter().chain(&self.totals) {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.width());
            }
        }
        let indent_and_gaps = 2 + 2 * widths.len().saturating_sub(1);
        let room = LINE_WIDTH.saturating_sub(indent_and_gaps);
        while widths.iter().sum::<usize>() > room {
            let words = self.columns.iter().zip(widths.iter_mut());
            let widest = words
                .filter(|((_, align), width)| *align == Align::Left && **width > 8)
                .max_by_key(|(_, width)| **width);
            match widest {
                Some((_, width)) => *width -= 1,
                None => break,
            }
        }
        widths
    }

    /// A row as lines: as many as its tallest cell has.
    fn lines(&self, cells: &[String], widths: &[usize]) -> Vec<String> {
        let columns = self.columns.iter().zip(cells).zip(widths);
        let folded: Vec<Vec<String>> = columns
            .clone()
            .map(|(((_, align), cell), width)| match align {
                Align::Left => fold(cell, *width),
                Align::Fixed | Align::Right => vec![cell.clone()],
            })
            .collect();
        let height = folded.iter().map(Vec::len).max().unwrap_or_default();
        let line = |at: usize| {
            let padded =
                self.columns.iter().zip(&folded).zip(widths).map(|(((_, align), cell), width)| {
                    pad(cell.get(at).map_or("", String::as_str), *width, *align)
                });
            padded.collect::<Vec<_>>().join("  ")
        };
        (0..height).map(line).collect()
    }
}

/// The text with `�` for what would break the line or steer the terminal: names come from files. Line ends and
/// other control characters, marks that change the direction of writing, and what XML has no room for.
pub(in crate::report) fn printable(text: &str) -> String {
    let steers = |c: char| {
        c.is_control()
            || matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}')
            || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
            || matches!(c, '\u{FFFE}' | '\u{FFFF}')
    };
    text.chars().map(|c| if steers(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

/// The text in `width` columns, padded with blanks.
fn pad(text: &str, width: usize, align: Align) -> String {
    let blanks = " ".repeat(width.saturating_sub(text.width()));
    match align {
        Align::Left | Align::Fixed => format!("{text}{blanks}"),
        Align::Right => format!("{blanks}{text}"),
    }
}

/// The text as lines of at most `width` columns, broken at blanks, between Chinese characters, or, within a word
/// that is too long, anywhere.
fn fold(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let end = |line: &mut String, lines: &mut Vec<String>| {
        let done = std::mem::take(line);
        lines.push(done.trim_end().to_owned());
    };
    for piece in pieces(text) {
        if !line.is_empty() && line.width() + piece.trim_end().width() > width {
            end(&mut line, &mut lines);
        }
        if piece.trim_end().width() <= width {
            line.push_str(&piece);
            continue;
        }
        for character in piece.chars() {
            let wide = unicode_width::UnicodeWidthChar::width(character).unwrap_or_default();
            if !line.is_empty() && line.width() + wide > width {
                end(&mut line, &mut lines);
            }
            line.push(character);
        }
    }
    end(&mut line, &mut lines);
    lines
}

/// Text broken into lines of at most `width` columns, at blanks, or between Chinese characters.
pub(in crate::report) fn wrap(text: &str, width: usize, indent: &str) -> String {
    let lines = fold(text, width.saturating_sub(indent.width()));
    lines.iter().map(|line| format!("{indent}{line}\n")).collect()
}

/// Words with the blank behind them; a Chinese character is a word of its own, with the punctuation behind it, and with an
/// opening bracket before it, which must not end a line.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let (mut open, mut bracket) = (false, false);
    for character in text.chars() {
        let wide = unicode_width::UnicodeWidthChar::width(character) == Some(2);
        let closing = "，。；：、）】》”%".contains(character);
        match pieces.last_mut() {
            Some(piece) if closing || bracket || (open && !wide) => piece.push(character),
            _ => pieces.push(character.to_string()),
        }
        open = !wide && character != ' ';
        bracket = "（《【“〔".contains(character);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_where_characters_are_wide() {
        let mut table = Table::new([("类别", Align::Left), ("m²", Align::Right)]);
        table.row(["闲置土地".into(), "1.00".into()]);
        table.row(["idle".into(), "10.00".into()]);
        table.total(["合计".into(), "11.00".into()]);
        // By hand: the first column is 8 wide, the second 5, two blanks between, two in front.
        let expected = "  类别         m²\n  ───────────────\n  闲置土地   1.00\n  idle      10.00\n  ───────────────\n  合计      11.00\n";
        assert_eq!(table.render(), expected);
    }

    #[test]
    fn words_are_folded_and_numbers_are_not() {
        let mut table = Table::new([("a", Align::Left), ("b", Align::Right)]);
        table.row(["长".repeat(80), "1234567890.12".into()]);
        let text = table.render();
        // 100 columns less 2 in front, 2 between and 13 for the number: 83, that is 41 characters a line.
        let lines: Vec<&str> = text.lines().skip(2).collect();
        assert_eq!(lines.first().map(|line| line.width()), Some(LINE_WIDTH));
        assert_eq!(text.matches('长').count(), 80);
        assert!(text.contains("1234567890.12"));
        assert_eq!(lines.get(1).map(|line| line.matches('长').count()), Some(39));
        assert_eq!(fold("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
    }

    #[test]
    fn a_name_cannot_break_the_line_or_steer_the_terminal() {
        let mut table = Table::new([("a", Align::Left)]);
        table.row(["x\ny\u{1b}[2J\u{202e}z".into()]);
        assert_eq!(table.render().lines().nth(2), Some("  x�y�[2J�z"));
        assert_eq!(table.render().lines().count(), 3);
    }

    #[test]
    fn long_text_breaks_at_blanks_and_between_characters() {
        assert_eq!(wrap("one two three", 9, "  "), "  one two\n  three\n");
        assert_eq!(wrap("未交净地，规划调整", 10, ""), "未交净地，\n规划调整\n");
        // 第十四条第（ is 12 wide: the bracket goes to the next line with what it opens.
        assert_eq!(wrap("第十四条第（一）项", 12, ""), "第十四条第\n（一）项\n");
        assert_eq!(wrap("依据《办法》", 6, ""), "依据\n《办\n法》\n");
        // ASCII brackets open a word, which is not broken anyway.
        assert_eq!(wrap("see (one) two", 9, ""), "see (one)\ntwo\n");
    }
}
