//! Decoding: a serde deserializer over [`Node`], whose errors point at the innermost value.

use std::fmt;

use serde::de::{self, DeserializeOwned, DeserializeSeed, Expected, Unexpected, Visitor};
use serde::forward_to_deserialize_any;

use super::expected::{expectation, one_of};
use super::number::float;
use super::pointer::Path;
use super::trade;
use super::tree::{Member, Node, Value, shortened};
use crate::finding::{Code, Finding, Span, Text, counted, spaced};
use crate::read::Source;

/// Decodes a value; `base` is the pointer of `node`, from which those of errors go on.
///
/// Integers arrive as `u64` or `i64`. Other numbers arrive as their **text** where the target asks for
/// anything or for a `str`, so that a decimal keeps every digit, and as the nearest `f64` where it asks
/// for a float. A `String` wants a JSON string and refuses numbers.
///
/// # Errors
/// When the value does not fit the type: wrong kinds, missing and unknown members, unknown variants,
/// numbers that the type does not hold.
///
/// ```
/// use landledger::read::{Source, json};
///
/// #[derive(Debug, serde::Deserialize)]
/// struct Parcel { name: String, floors: u8 }
///
/// let source = Source::new("a.json", r#"{"name": "一号地块", "floors": 300}"#);
/// let parsed = json::parse(&source);
/// let error = json::decode::<Parcel>(parsed.root.as_ref().unwrap(), "").unwrap_err();
/// assert_eq!(error.pointer, "/floors");
/// assert_eq!(error.to_string(), "/floors: expected an integer from 0 to 255, found number 300");
/// ```
pub fn decode<T: DeserializeOwned>(node: &Node<'_>, base: &str) -> Result<T, Box<DecodeError>> {
    let path = Path::Base(base);
    T::deserialize(De { node, path: &path })
        .map_err(|failure| Box::new(failure.located(node, &path)))
}

/// Why a value could not be decoded, and where.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct DecodeError {
    /// [`Code::MemberInvalid`], or [`Code::NumberOverflow`].
    pub code: Code,
    /// The bytes of the innermost value that does not fit.
    pub span: Span,
    /// Its JSON pointer.
    pub pointer: String,
    /// What would have fitted.
    pub expected: Text,
    /// What is there.
    pub found: Text,
}

impl DecodeError {
    /// The finding with the place in `source`.
    #[must_use]
    pub fn into_finding(self, source: &Source) -> Finding {
        let message = Text::new(
            format!("应为{}，实为{}", spaced(&self.expected.zh), spaced(&self.found.zh)),
            format!("expected {}, found {}", self.expected.en, self.found.en),
        );
        Finding::new(self.code, message).at(source.place(self.span).pointer(self.pointer))
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.pointer.is_empty() {
            write!(f, "{}: ", self.pointer)?;
        }
        write!(f, "expected {}, found {}", self.expected.en, self.found.en)
    }
}

impl std::error::Error for DecodeError {}

/// An error on its way out; the innermost value that sees it without a place gives it one.
#[derive(Debug)]
struct Failure(Box<Draft>);

#[derive(Debug)]
struct Draft {
    code: Code,
    place: Option<(Span, String)>,
    expected: Text,
    found: Option<Text>,
    /// The key that stands twice.
    twice: Option<&'static str>,
}

impl Failure {
    fn new(code: Code, expected: Text, found: Option<Text>) -> Failure {
        Failure(Box::new(Draft { code, place: None, expected, found, twice: None }))
    }

    fn at(mut self, span: Span, path: &Path<'_>, found: impl FnOnce() -> Text) -> Failure {
        if self.0.place.is_none() {
            self.0.place = Some((span, path.pointer()));
            self.0.found.get_or_insert_with(found);
        }
        self
    }

    fn at_node(mut self, node: &Node<'_>, path: &Path<'_>) -> Failure {
        let text = match &node.value {
            Value::String(text) => Some(&**text),
            Value::Number(text) => Some(*text),
            _ => None,
        };
        if let (None, Some(text)) = (&self.0.place, text)
            && let Some((expected, mut found)) = trade::words(text, &self.0.expected.en)
        {
            // A number needs no quotes; what its type said of it is enough.
            if let (Value::Number(_), Some(given)) = (&node.value, self.0.found.take()) {
                found.en = given.en;
            }
            self.0.expected = expected;
            self.0.found = Some(found);
        }
        if let (Some(key), Value::Object(members)) = (self.0.twice, &node.value)
            && let Some(second) = members.iter().filter(|member| member.key == key).nth(1)
        {
            return self.at(second.key_span, &Path::Key(path, key), Text::default);
        }
        self.at(node.span, path, || node.describe())
    }

    fn located(self, node: &Node<'_>, path: &Path<'_>) -> DecodeError {
        let draft = *self.at_node(node, path).0;
        let (span, pointer) = draft.place.unwrap_or_else(|| (node.span, path.pointer()));
        let found = draft.found.unwrap_or_default();
        DecodeError { code: draft.code, span, pointer, expected: draft.expected, found }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.expected.en)
    }
}

impl std::error::Error for Failure {}

impl de::Error for Failure {
    /// Types of this crate say `expected …, found …`; other messages stand for what was expected.
    fn custom<T: fmt::Display>(message: T) -> Failure {
        let message = message.to_string();
        let split = message.strip_prefix("expected ").and_then(|rest| rest.rsplit_once(", found "));
        match split {
            Some((expected, found)) => Failure::new(
                Code::MemberInvalid,
                expectation(expected),
                Some(Text::new(found, found)),
            ),
            None => Failure::new(Code::MemberInvalid, expectation(&message), None),
        }
    }

    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Failure {
        Failure::new(Code::MemberInvalid, expectation(&expected.to_string()), None)
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Failure {
        Failure::new(Code::MemberInvalid, expectation(&expected.to_string()), None)
    }

    fn invalid_length(_: usize, expected: &dyn Expected) -> Failure {
        Failure::new(Code::MemberInvalid, expectation(&expected.to_string()), None)
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Failure {
        Failure::new(Code::MemberInvalid, one_of(expected), None)
    }

    fn unknown_field(_: &str, expected: &'static [&'static str]) -> Failure {
        let names = one_of(expected);
        let expected = Text::new(
            format!("已知的成员（{}）", names.zh),
            format!("a known member ({})", names.en),
        );
        Failure::new(Code::MemberInvalid, expected, None)
    }

    fn missing_field(field: &'static str) -> Failure {
        let expected = Text::new(format!("成员 `{field}`"), format!("the member `{field}`"));
        let found = Text::new("没有该成员的对象", "an object without it");
        Failure::new(Code::MemberInvalid, expected, Some(found))
    }

    fn duplicate_field(field: &'static str) -> Failure {
        let expected = Text::new(format!("一个成员 `{field}`"), format!("one member `{field}`"));
        let found = Text::new("重复的成员", "a second one");
        let mut failure = Failure::new(Code::MemberInvalid, expected, Some(found));
        failure.0.twice = Some(field);
        failure
    }
}

/// A node on the way down.
#[derive(Clone, Copy)]
struct De<'n, 'a, 'p> {
    node: &'n Node<'a>,
    path: &'p Path<'p>,
}

impl<'n, 'a> De<'n, 'a, '_> {
    fn locate<T>(self, result: Result<T, Failure>) -> Result<T, Failure> {
        result.map_err(|failure| failure.at_node(self.node, self.path))
    }

    fn mismatch<T>(self, visitor: &dyn Expected) -> Result<T, Failure> {
        self.locate(Err(de::Error::invalid_type(Unexpected::Other(""), visitor)))
    }

    fn any<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match &self.node.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Number(text) => number(text, visitor),
            Value::String(text) => visitor.visit_str(text),
            Value::Array(items) => self.items(items, visitor),
            Value::Object(members) => self.members(members, visitor),
        }
    }

    fn items<'de, V: Visitor<'de>>(
        self,
        items: &'n [Node<'a>],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        let mut access = Items { items: items.iter().enumerate(), path: self.path };
        let value = visitor.visit_seq(&mut access)?;
        match access.items.next() {
            Some((length, _)) => {
                let expected =
                    Text::new(format!("{length} 个元素的数组"), format!("an array of {length}"));
                Err(Failure::new(Code::MemberInvalid, expected, None))
            }
            None => Ok(value),
        }
    }

    fn members<'de, V: Visitor<'de>>(
        self,
        members: &'n [Member<'a>],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        visitor.visit_map(Members { members: members.iter(), value: None, path: self.path })
    }
}

/// An integer as `u64` or `i64`, any other number as its text.
fn number<'de, V: Visitor<'de>>(text: &str, visitor: V) -> Result<V::Value, Failure> {
    if let Ok(value) = text.parse::<u64>() {
        visitor.visit_u64(value)
    } else if let Ok(value) = text.parse::<i64>() {
        visitor.visit_i64(value)
    } else {
        visitor.visit_str(text)
    }
}

macro_rules! deserialize_integer {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
            self.integer(visitor)
        }
    )*};
}

macro_rules! deserialize_float {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
            self.float(visitor)
        }
    )*};
}

impl De<'_, '_, '_> {
    fn integer<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        let Value::Number(text) = &self.node.value else { return self.mismatch(&visitor) };
        let result = if let Ok(value) = text.parse::<u64>() {
            visitor.visit_u64(value)
        } else if let Ok(value) = text.parse::<i64>() {
            visitor.visit_i64(value)
        } else {
            return self.mismatch(&visitor);
        };
        self.locate(result)
    }

    fn float<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        let Value::Number(text) = &self.node.value else { return self.mismatch(&visitor) };
        let result = match float(text) {
            Some(value) => visitor.visit_f64(value),
            None => {
                let expected =
                    Text::new("64 位浮点数能表示的数", "a number that a 64-bit float can hold");
                Err(Failure::new(Code::NumberOverflow, expected, None))
            }
        };
        self.locate(result)
    }

    /// A JSON string, and no number in its place.
    fn text<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match &self.node.value {
            Value::String(text) => self.locate(visitor.visit_str(text)),
            _ => self.mismatch(&visitor),
        }
    }
}

impl<'de> de::Deserializer<'de> for De<'_, '_, '_> {
    type Error = Failure;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.locate(self.any(visitor))
    }

    deserialize_integer! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
    }

    deserialize_float! { deserialize_f32 deserialize_f64 }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.text(visitor)
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.text(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.text(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self.node.value {
            Value::Null => self.locate(visitor.visit_none()),
            _ => self.locate(visitor.visit_some(self)),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Failure> {
        self.locate(visitor.visit_newtype_struct(self))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        match &self.node.value {
            Value::Object(members) => self.locate(self.members(members, visitor)),
            _ => self.mismatch(&visitor),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        let result = match &self.node.value {
            Value::String(_) => visitor.visit_enum(Choice { de: self, member: None }),
            Value::Object(members) => match members.as_slice() {
                [member] => visitor.visit_enum(Choice { de: self, member: Some(member) }),
                _ => {
                    let names = one_of(variants);
                    let expected = Text::new(
                        format!("只有一个成员的对象（{}）", names.zh),
                        format!("an object with one member ({})", names.en),
                    );
                    let n = members.len();
                    let found = Text::new(format!("{n} 个成员"), counted(n, "member", "members"));
                    Err(Failure::new(Code::MemberInvalid, expected, Some(found)))
                }
            },
            _ => Err(Failure::new(Code::MemberInvalid, one_of(variants), None)),
        };
        self.locate(result)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i128 u128 str bytes byte_buf unit unit_struct seq tuple tuple_struct map
    }
}

struct Items<'n, 'a, 'p> {
    items: std::iter::Enumerate<std::slice::Iter<'n, Node<'a>>>,
    path: &'p Path<'p>,
}

impl<'de> de::SeqAccess<'de> for &mut Items<'_, '_, '_> {
    type Error = Failure;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Failure> {
        let Some((index, node)) = self.items.next() else { return Ok(None) };
        let path = Path::Index(self.path, index);
        let value = seed.deserialize(De { node, path: &path });
        value.map(Some).map_err(|failure| failure.at_node(node, &path))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

struct Members<'n, 'a, 'p> {
    members: std::slice::Iter<'n, Member<'a>>,
    value: Option<&'n Member<'a>>,
    path: &'p Path<'p>,
}

impl<'de> de::MapAccess<'de> for Members<'_, '_, '_> {
    type Error = Failure;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Failure> {
        let Some(member) = self.members.next() else { return Ok(None) };
        self.value = Some(member);
        let path = Path::Key(self.path, &member.key);
        key(member, &path, seed).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Failure> {
        let Some(member) = self.value.take() else {
            return Err(de::Error::custom("a key before its value"));
        };
        let path = Path::Key(self.path, &member.key);
        let value = seed.deserialize(De { node: &member.value, path: &path });
        value.map_err(|failure| failure.at_node(&member.value, &path))
    }
}

/// Decodes a key; what is wrong with it stands at the key, not at its value.
fn key<'de, K: DeserializeSeed<'de>>(
    member: &Member<'_>,
    path: &Path<'_>,
    seed: K,
) -> Result<K::Value, Failure> {
    let name = de::value::StrDeserializer::<Failure>::new(&member.key);
    seed.deserialize(name).map_err(|failure| {
        failure.at(member.key_span, path, || {
            let name = shortened(&member.key);
            Text::new(format!("{name:?}"), format!("{name:?}"))
        })
    })
}

/// An externally tagged variant: a string, or an object of one member.
struct Choice<'n, 'a, 'p> {
    de: De<'n, 'a, 'p>,
    member: Option<&'n Member<'a>>,
}

impl<'n, 'a, 'p, 'de> de::EnumAccess<'de> for Choice<'n, 'a, 'p> {
    type Error = Failure;
    type Variant = Content<'n, 'a, 'p>;

    fn variant_seed<V: DeserializeSeed<'de>>(
        self,
        seed: V,
    ) -> Result<(V::Value, Content<'n, 'a, 'p>), Failure> {
        let variant = match self.member {
            Some(member) => key(member, &Path::Key(self.de.path, &member.key), seed)?,
            None => seed.deserialize(self.de)?,
        };
        Ok((variant, Content { de: self.de, member: self.member }))
    }
}

struct Content<'n, 'a, 'p> {
    de: De<'n, 'a, 'p>,
    member: Option<&'n Member<'a>>,
}

impl Content<'_, '_, '_> {
    fn with<T>(
        self,
        expected: &str,
        read: impl FnOnce(De<'_, '_, '_>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let Some(member) = self.member else {
            return Err(Failure::new(Code::MemberInvalid, expectation(expected), None));
        };
        let path = Path::Key(self.de.path, &member.key);
        let de = De { node: &member.value, path: &path };
        read(de).map_err(|failure| failure.at_node(&member.value, &path))
    }
}

impl<'de> de::VariantAccess<'de> for Content<'_, '_, '_> {
    type Error = Failure;

    fn unit_variant(self) -> Result<(), Failure> {
        if self.member.is_none() {
            return Ok(());
        }
        self.with("unit", |de| <() as de::Deserialize>::deserialize(de))
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Failure> {
        self.with("an object of one member", |de| seed.deserialize(de))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Failure> {
        self.with("an object of one member", |de| de::Deserializer::deserialize_seq(de, visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        self.with("an object of one member", |de| {
            de::Deserializer::deserialize_struct(de, "", fields, visitor)
        })
    }
}
