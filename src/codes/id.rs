//! Ids that a district gives its own things: events, entries, plans, spaces, prospects.

use std::fmt;

/// Why a text is not an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected 1 to 64 characters without blanks or control characters, found {found}")]
pub struct IdError {
    found: Fault,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    Empty,
    TooLong(usize),
    Blank(usize),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Empty => f.write_str("an empty text"),
            Fault::TooLong(length) => write!(f, "{length} characters"),
            Fault::Blank(position) => write!(f, "a blank or control character at {position}"),
        }
    }
}

/// Checks the grammar that all ids share: 1–64 characters, none of them white space or control.
pub(crate) fn check(text: &str) -> Result<(), IdError> {
    let length = text.chars().count();
    let blank = text.chars().position(|c| c.is_whitespace() || c.is_control());
    match (length, blank) {
        (0, _) => Err(IdError { found: Fault::Empty }),
        (_, Some(position)) => Err(IdError { found: Fault::Blank(position) }),
        (65.., None) => Err(IdError { found: Fault::TooLong(length) }),
        _ => Ok(()),
    }
}

/// What all ids are in a JSON Schema.
#[cfg(feature = "schema")]
pub(crate) fn schema(description: &str) -> schemars::Schema {
    schemars::json_schema!({
        "description": format!("{} 1–64 characters without blanks.", description.trim()),
        "type": "string",
        "minLength": 1,
        "maxLength": 64,
        "pattern": "^[^\\s\\u0000-\\u001f\\u007f-\\u009f]+$",
    })
}

/// Defines one kind of id: a text that follows the grammar, and that no other kind can stand in for.
macro_rules! id_type {
    ($(#[doc = $doc:literal])* $name:ident) => {
        $(#[doc = $doc])*
        ///
        /// 1–64 characters without blanks; ids compare as text.
        // Movements and the state say an id again and again: a copy is a count, not a text of its own.
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(std::sync::Arc<str>);

        impl $name {
            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::codes::IdError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $crate::codes::check_id(text)?;
                Ok($name(text.into()))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                $crate::codes::id_schema(concat!($($doc, "\n"),*))
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct IdVisitor;

                impl serde::de::Visitor<'_> for IdVisitor {
                    type Value = $name;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("a string")
                    }

                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$name, E> {
                        text.parse().map_err(E::custom)
                    }
                }

                // A string, and no number that a reader would show as its text.
                deserializer.deserialize_string(IdVisitor)
            }
        }
    };
}
pub(crate) use id_type;
