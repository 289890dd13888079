//! A page of text that grows section by section, in one language.

use crate::finding::{Language, Text};
use crate::indicator::IndicatorValue;

use super::table::{LINE_WIDTH, Table, printable, wrap};

/// The text so far.
pub(in crate::report) struct Page {
    language: Language,
    out: String,
    /// How many numbered sections there are.
    sections: usize,
}

impl Page {
    pub(in crate::report) const fn new(language: Language) -> Page {
        Page { language, out: String::new(), sections: 0 }
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
        self.out.push_str(&printable(title));
        self.out.push('\n');
        self.out.push_str(&"═".repeat(LINE_WIDTH));
        self.out.push('\n');
    }

    pub(in crate::report) fn section(&mut self, zh: &str, en: &str) {
        let heading = self.say(zh, en).to_owned();
        self.out.push('\n');
        self.out.push_str(&heading);
        self.out.push('\n');
    }

    /// A section with the next number, `一、` or `1  `, before its heading.
    pub(in crate::report) fn numbered(&mut self, zh: &str, en: &str) {
        const NUMERALS: [&str; 12] =
            ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];
        let numeral = NUMERALS.get(self.sections).copied().unwrap_or_default();
        self.sections += 1;
        self.section(&format!("{numeral}、{zh}"), &format!("{}  {en}", self.sections));
    }

    pub(in crate::report) fn line(&mut self, text: &str) {
        self.out.push_str(&wrap(&printable(text), LINE_WIDTH, "  "));
    }

    /// A line with more in front than usual, broken so that it fits.
    pub(in crate::report) fn indented(&mut self, indent: &str, text: &str) {
        self.out.push_str(&wrap(&printable(text), LINE_WIDTH, indent));
    }

    /// A line as it is: it fits, and holds nothing that a terminal would not print.
    pub(in crate::report) fn as_is(&mut self, line: &str) {
        self.out.push_str(line.trim_end());
        self.out.push('\n');
    }

    pub(in crate::report) fn blank(&mut self) {
        self.out.push('\n');
    }

    pub(in crate::report) fn table(&mut self, table: &Table) {
        self.out.push_str(&table.render());
    }

    pub(in crate::report) fn finish(self) -> String {
        self.out
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
