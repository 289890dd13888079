//! Chinese for what the words of the trade expect of a text: serde carries one message only, in English.

use std::fmt::Display;

use crate::calendar::{DayError, parse_day, parse_moment};
use crate::codes::{CodeError, CreditCode, DivisionCode, ParcelCode, UnitCode};
use crate::finding::Text;
use crate::units::{Area, Money, QuantityError};

/// What was expected of `text` and what was found, in both languages, by the type whose own error expects the
/// same in English; `None` if none does.
pub(super) fn words(text: &str, expected_en: &str) -> Option<(Text, Text)> {
    let errors = [
        parse_day(text).err().map(|e| of_day(&e)),
        parse_moment(text).err().map(|e| of_day(&e)),
        ParcelCode::parse(text).err().map(|e| of_code(&e)),
        UnitCode::parse(text).err().map(|e| of_code(&e)),
        DivisionCode::parse(text).err().map(|e| of_code(&e)),
        CreditCode::parse(text).err().map(|e| of_code(&e)),
        text.parse::<Area>().err().map(|e| of_quantity(&e)),
        text.parse::<Money>().err().map(|e| of_quantity(&e)),
    ];
    let same = errors.into_iter().flatten().find(|words| words.expected.en == expected_en)?;
    let found = Text::new(
        format!("{text:?}，其中{}", same.found.zh),
        format!("{text:?}, with {}", same.found.en),
    );
    Some((same.expected, found))
}

struct Words {
    expected: Text,
    found: Text,
}

fn of_day(error: &DayError) -> Words {
    let found = if error.found().is_empty() { None } else { Some(format!("{:?}", error.found())) };
    Words {
        expected: Text::new(error.expected_zh(), error.expected_en()),
        found: at(found, Some(error.position())),
    }
}

fn of_code(error: &CodeError) -> Words {
    let found = if error.found().is_empty() { None } else { Some(format!("{:?}", error.found())) };
    Words {
        expected: Text::new(error.expected_zh(), error.expected_en()),
        found: at(found, Some(error.position())),
    }
}

fn of_quantity(error: &QuantityError) -> Words {
    // The error describes the end of the text in words of its own.
    let found = Some(error.found()).filter(|found| found.starts_with('\''));
    Words {
        expected: Text::new(error.expected_zh(), error.expected_en()),
        found: at(found, error.position()),
    }
}

/// Where in the text it stops fitting; characters count from 1. All before the position are ASCII.
fn at(found: Option<impl Display>, position: Option<usize>) -> Text {
    let place = position.map(|position| position.saturating_add(1));
    match (found, place) {
        (Some(found), Some(place)) => Text::new(
            format!("第 {place} 个字符为 {found}"),
            format!("{found} at character {place}"),
        ),
        (None, Some(place)) => {
            Text::new(format!("第 {place} 个字符处已结束"), format!("its end at character {place}"))
        }
        (Some(found), None) => Text::new(found.to_string(), found.to_string()),
        (None, None) => Text::new("超出范围", "a number out of range"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_the_trade_are_judged_in_both_languages() {
        let rows = [
            (parse_day("2024-02-30").err().map(|e| e.expected_en().to_owned()), "2024-02-30"),
            (
                ParcelCode::parse("41010600100GB00012").err().map(|e| e.expected_en().to_owned()),
                "41010600100GB00012",
            ),
            ("12,3".parse::<Area>().err().map(|e| e.expected_en().to_owned()), "12,3"),
        ];
        for (expected, text) in rows {
            let expected = expected.unwrap_or_default();
            let Some((words, found)) = words(text, &expected) else {
                assert_eq!("", text, "no words");
                return;
            };
            assert_eq!(words.en, expected);
            assert!(!words.zh.is_ascii(), "{}", words.zh);
            assert!(found.zh.contains(text) && found.en.contains(text));
        }
        assert_eq!(words("x", "a thing that nobody expects"), None);
    }
}
