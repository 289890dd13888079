//! A page of text that grows section by section, in one language.

use crate::finding::{Language, Text};
use crate::indicator::IndicatorValue;

use super::table::{LINE_WIDTH, Table, printable, wrap};

/// What a page is made of. It is kept as it was said, so that the same words and figures can be set as text or as HTML.
#[derive(Debug)]
pub(in crate::report) enum Block {
    /// The title of the page.
    Title(String),
    /// The heading of a section, and its number where it has one.
    Section { number: Option<usize>, heading: String },
    /// A paragraph, and what each of its lines begins with as text.
    Line { indent: &'static str, text: String },
    /// A line that fits as it is.
    AsIs(String),
    /// Room between two blocks of text.
    Blank,
    /// A table.
    Table(Table),
}

/// The page so far.
pub(in crate::report) struct Page {
    language: Language,
    blocks: Vec<Block>,
    /// How many numbered sections there are.
    sections: usize,
}

impl Page {
    pub(in crate::report) const fn new(language: Language) -> Page {
        Page { language, blocks: Vec::new(), sections: 0 }
    }

    pub(in crate::report) const fn language(&self) -> Language {
        self.language
    }

    /// One of two texts, by the language of the page.
    pub(in crate::report) fn say<'a>(&self, zh: &'a str, en: &'a str) -> &'a str {
        match self.language {
            Language::Zh => zh,
            Language::En => en,
        }
    }

    /// The same, for texts that were just made.
    pub(in crate::report) fn pick(&self, zh: String, en: String) -> String {
        match self.language {
            Language::Zh => zh,
            Language::En => en,
        }
    }

    /// A text in the language of the page.
    pub(in crate::report) fn text<'a>(&self, text: &'a Text) -> &'a str {
        text.in_language(self.language)
    }

    /// The same, for a text that was just made.
    pub(in crate::report) fn own(&self, text: Text) -> String {
        match self.language {
            Language::Zh => text.zh,
            Language::En => text.en,
        }
    }

    pub(in crate::report) fn title(&mut self, title: &str) {
        self.blocks.push(Block::Title(printable(title)));
    }

    pub(in crate::report) fn section(&mut self, zh: &str, en: &str) {
        let heading = self.say(zh, en).to_owned();
        self.blocks.push(Block::Section { number: None, heading });
    }

    /// A section with the next number, `一、` or `1  `, before its heading.
    pub(in crate::report) fn numbered(&mut self, zh: &str, en: &str) {
        self.sections += 1;
        let heading = self.say(zh, en).to_owned();
        self.blocks.push(Block::Section { number: Some(self.sections), heading });
    }

    pub(in crate::report) fn line(&mut self, text: &str) {
        self.indented("  ", text);
    }

    /// A line with more in front than usual, broken so that it fits.
    pub(in crate::report) fn indented(&mut self, indent: &'static str, text: &str) {
        self.blocks.push(Block::Line { indent, text: printable(text) });
    }

    /// A line as it is: it fits, and holds nothing that a terminal would not print.
    pub(in crate::report) fn as_is(&mut self, line: &str) {
        self.blocks.push(Block::AsIs(line.trim_end().to_owned()));
    }

    pub(in crate::report) fn blank(&mut self) {
        self.blocks.push(Block::Blank);
    }

    pub(in crate::report) fn table(&mut self, table: Table) {
        self.blocks.push(Block::Table(table));
    }

    /// What was said, in order.
    #[cfg(feature = "html")]
    pub(in crate::report) fn into_blocks(self) -> Vec<Block> {
        self.blocks
    }

    /// The page as text, no line wider than [`LINE_WIDTH`].
    pub(in crate::report) fn finish(self) -> String {
        let mut out = String::new();
        for block in self.blocks {
            match block {
                Block::Title(title) => {
                    out.push_str(&title);
                    out.push('\n');
                    out.push_str(&"═".repeat(LINE_WIDTH));
                    out.push('\n');
                }
                Block::Section { number, heading } => {
                    out.push('\n');
                    out.extend(number.map(|number| numeral(number, self.language)));
                    out.push_str(&heading);
                    out.push('\n');
                }
                Block::Line { indent, text } => out.push_str(&wrap(&text, LINE_WIDTH, indent)),
                Block::AsIs(line) => {
                    out.push_str(&line);
                    out.push('\n');
                }
                Block::Blank => out.push('\n'),
                Block::Table(table) => out.push_str(&table.render()),
            }
        }
        out
    }
}

/// What stands before a numbered heading.
fn numeral(number: usize, language: Language) -> String {
    const NUMERALS: [&str; 12] =
        ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];
    match language {
        Language::Zh => {
            let numeral = number.checked_sub(1).and_then(|at| NUMERALS.get(at));
            format!("{}、", numeral.copied().unwrap_or_default())
        }
        Language::En => format!("{number}  "),
    }
}

/// A decimal number with its digits grouped by commas and at least two decimals; no digit is dropped.
pub(in crate::report) fn number(value: impl ToString) -> String {
    let text = value.to_string();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    format!("{sign}{}.{decimals:0<2}", group(whole))
}

/// A number with a sign in front, as changes are written; zero has none.
pub(in crate::report) fn signed(value: impl ToString) -> String {
    let text = number(value);
    let zero = text.chars().all(|c| !c.is_ascii_digit() || c == '0');
    if text.starts_with('-') || zero { text } else { format!("+{text}") }
}

/// A whole number with its digits grouped.
pub(in crate::report) fn count(value: impl ToString) -> String {
    let text = value.to_string();
    match text.strip_prefix('-') {
        Some(digits) => format!("-{}", group(digits)),
        None => group(&text),
    }
}

/// The value of an indicator: one number, two bounds, or unknown.
pub(in crate::report) fn value(page: &Page, value: &IndicatorValue) -> String {
    match value {
        IndicatorValue::Known(figure) => number(figure),
        IndicatorValue::Bounded { low, high } => format!("{} – {}", number(low), number(high)),
        IndicatorValue::AtLeast(low) => format!("≥ {}", number(low)),
        IndicatorValue::Unknown => page.say("未知", "unknown").to_owned(),
    }
}

fn group(digits: &str) -> String {
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_keep_every_digit() {
        let rows = [
            ("0", "0.00", "0.00"),
            ("-0.5", "-0.50", "-0.50"),
            ("999", "999.00", "+999.00"),
            ("1000.5", "1,000.50", "+1,000.50"),
            ("17060000", "17,060,000.00", "+17,060,000.00"),
            ("1234567.123456", "1,234,567.123456", "+1,234,567.123456"),
        ];
        for (given, plain, with_sign) in rows {
            assert_eq!(number(given), plain);
            assert_eq!(signed(given), with_sign);
        }
        assert_eq!(count(1234567_u64), "1,234,567");
        assert_eq!(count(-12_i64), "-12");
    }
}
