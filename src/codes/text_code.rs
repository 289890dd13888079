//! What all codes of fixed length share, written once.

use super::CodeError;
use super::code_error::Expected;

/// Copies a text of exactly `N` bytes that each belong to a code.
///
/// `allowed` judges the byte at each position; `length` is what the error says about a text that is too short
/// or too long.
pub(super) fn read<const N: usize>(
    text: &str,
    length: Expected,
    allowed: impl Fn(usize) -> (fn(u8) -> bool, Expected),
) -> Result<[u8; N], CodeError> {
    let mut code = [0; N];
    let mut bytes = text.bytes();
    for (position, place) in code.iter_mut().enumerate() {
        let Some(byte) = bytes.next() else {
            return Err(CodeError::at(text, position, 1, length));
        };
        let (is_allowed, expected) = allowed(position);
        if !is_allowed(byte) {
            return Err(CodeError::at(text, position, 1, expected));
        }
        *place = byte;
    }
    match bytes.next() {
        None => Ok(code),
        Some(_) => Err(CodeError::at(text, N, 1, length)),
    }
}

pub(super) fn is_digit(byte: u8) -> bool {
    byte.is_ascii_digit()
}

pub(super) const DIGIT: Expected = Expected { zh: "数字", en: "a digit" };

/// Text form and serde form of a code that has `as_str` and `FromStr`.
macro_rules! text_forms {
    ($name:ident, $what:literal) => {
        impl $name {
            /// The code that this text is.
            ///
            /// # Errors
            ///
            /// The text does not follow the grammar of the code; the error says where.
            pub fn parse(text: &str) -> Result<$name, crate::codes::CodeError> {
                text.parse()
            }
        }

        /// The code as written.
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.as_str())
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        /// A string.
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        /// A string that follows the grammar.
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<$name, D::Error> {
                struct CodeVisitor;

                impl serde::de::Visitor<'_> for CodeVisitor {
                    type Value = $name;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str(concat!("a ", $what, " as a string"))
                    }

                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$name, E> {
                        text.parse().map_err(|error| {
                            E::custom(format_args!(concat!("not a ", $what, ": {}"), error))
                        })
                    }
                }

                deserializer.deserialize_str(CodeVisitor)
            }
        }
    };
}

/// The pattern and the description of a code in a JSON Schema.
macro_rules! text_schema {
    ($name:ident, $pattern:literal, $description:literal) => {
        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({
                    "description": $description,
                    "type": "string",
                    "pattern": $pattern,
                })
            }
        }
    };
}

pub(super) use {text_forms, text_schema};
