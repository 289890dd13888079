//! Articles: a place in a numbered legal text, in both languages.

use serde::de::{Error, Unexpected};
use serde::{Deserialize, Deserializer, Serialize};

use crate::finding::Text;

/// A place in a legal text (条、款、项): an article, perhaps a paragraph of it, perhaps an item.
///
/// ```
/// use landledger::law::Article;
///
/// let place = Article::new(8).paragraph(1).item(6).text();
/// assert_eq!((&*place.zh, &*place.en), ("第八条第一款第（六）项", "Art. 8, para. 1, item 6"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Article {
    /// Number of the article (条).
    #[cfg_attr(feature = "schema", schemars(with = "std::num::NonZeroU16"))]
    #[serde(deserialize_with = "from_one")]
    pub article: u16,
    /// Number of the paragraph (款), where the article has more than one.
    #[cfg_attr(feature = "schema", schemars(with = "Option<std::num::NonZeroU16>"))]
    #[serde(
        default,
        deserialize_with = "optional_from_one",
        skip_serializing_if = "Option::is_none"
    )]
    pub paragraph: Option<u16>,
    /// Number of the item (项).
    #[cfg_attr(feature = "schema", schemars(with = "Option<std::num::NonZeroU16>"))]
    #[serde(
        default,
        deserialize_with = "optional_from_one",
        skip_serializing_if = "Option::is_none"
    )]
    pub item: Option<u16>,
}

impl Article {
    /// A whole article.
    #[must_use]
    pub const fn new(article: u16) -> Article {
        Article { article, paragraph: None, item: None }
    }

    /// A paragraph of it.
    #[must_use]
    pub const fn paragraph(self, paragraph: u16) -> Article {
        Article { paragraph: Some(paragraph), ..self }
    }

    /// An item of the article, or of its paragraph.
    #[must_use]
    pub const fn item(self, item: u16) -> Article {
        Article { item: Some(item), ..self }
    }

    /// The place in words: `第十二条第一款第（一）项`, `Art. 12, para. 1, item 1`.
    #[must_use]
    pub fn text(self) -> Text {
        let mut zh = format!("第{}条", numeral(self.article));
        let mut en = format!("Art. {}", self.article);
        if let Some(paragraph) = self.paragraph {
            zh.push_str(&format!("第{}款", numeral(paragraph)));
            en.push_str(&format!(", para. {paragraph}"));
        }
        if let Some(item) = self.item {
            zh.push_str(&format!("第（{}）项", numeral(item)));
            en.push_str(&format!(", item {item}"));
        }
        Text::new(zh, en)
    }
}

/// Nothing is numbered 0.
fn from_one<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u16, D::Error> {
    match u16::deserialize(deserializer)? {
        0 => Err(D::Error::invalid_value(Unexpected::Unsigned(0), &"an integer from 1 to 65535")),
        number => Ok(number),
    }
}

fn optional_from_one<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u16>, D::Error> {
    #[derive(Deserialize)]
    #[serde(transparent)]
    struct Number(#[serde(deserialize_with = "from_one")] u16);

    Ok(Option::<Number>::deserialize(deserializer)?.map(|number| number.0))
}

/// A number as legal texts write it, `十二`; from a thousand on in Arabic digits.
fn numeral(number: u16) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |value: u16| DIGITS.get(usize::from(value)).copied().unwrap_or_default();
    let (hundreds, tens, ones) = (number / 100, number / 10 % 10, number % 10);
    if number == 0 || hundreds > 9 {
        return number.to_string();
    }
    let mut text = String::new();
    if hundreds > 0 {
        text.push_str(digit(hundreds));
        text.push('百');
        if tens == 0 && ones > 0 {
            text.push('零');
        }
    }
    if tens > 0 {
        // 十二, but 一百一十二.
        if tens > 1 || hundreds > 0 {
            text.push_str(digit(tens));
        }
        text.push('十');
    }
    text.push_str(digit(ones));
    text
}

#[cfg(test)]
mod tests {
    use super::numeral;

    #[test]
    fn numerals_of_legal_texts() {
        // Article numbers as the Civil Code prints them.
        for (number, expected) in [
            (0, "0"),
            (1, "一"),
            (9, "九"),
            (10, "十"),
            (12, "十二"),
            (20, "二十"),
            (38, "三十八"),
            (100, "一百"),
            (101, "一百零一"),
            (110, "一百一十"),
            (112, "一百一十二"),
            (201, "二百零一"),
            (999, "九百九十九"),
            (1000, "1000"),
        ] {
            assert_eq!(numeral(number), expected);
        }
    }
}
