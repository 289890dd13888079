//! Text for people, in Chinese and in English.

use serde::{Deserialize, Serialize};

/// The language (语言) of text output.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Language {
    /// Chinese (中文).
    #[default]
    Zh,
    /// English (英文).
    En,
}

/// One thing said twice: in Chinese and in English.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Text {
    /// The Chinese text.
    pub zh: String,
    /// The English text.
    pub en: String,
}

impl Text {
    /// A text from its two versions.
    #[must_use]
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Text {
        Text { zh: zh.into(), en: en.into() }
    }

    /// The version in `language`.
    #[must_use]
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::Zh => &self.zh,
            Language::En => &self.en,
        }
    }
}

/// A blank in front of letters and digits, as Chinese text has between the two scripts.
pub(crate) fn spaced(text: &str) -> String {
    let letters = text.starts_with(|first: char| first.is_ascii_alphanumeric());
    format!("{}{text}", if letters { " " } else { "" })
}

/// A number with its English noun: singular for 1, else plural.
///
/// ```
/// use landledger::finding::counted;
///
/// assert_eq!(counted(1, "parcel", "parcels"), "1 parcel");
/// assert_eq!(counted(0, "vertex", "vertices"), "0 vertices");
/// ```
#[must_use]
pub fn counted(number: usize, one: &str, more: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { more })
}

/// The Chinese and the English text.
impl<Z: Into<String>, E: Into<String>> From<(Z, E)> for Text {
    fn from((zh, en): (Z, E)) -> Text {
        Text::new(zh, en)
    }
}

/// A text that reads the same in both languages: a name, a number, what stands in a file.
impl From<&str> for Text {
    fn from(same: &str) -> Text {
        Text::new(same, same)
    }
}

/// A text that reads the same in both languages.
impl From<String> for Text {
    fn from(same: String) -> Text {
        Text::new(same.clone(), same)
    }
}
