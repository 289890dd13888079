//! Decoding without a tree: the same values as [`parse_at`](super::parse_at) and [`decode`](super::decode()) give, for text
//! in which nothing is wrong. What is wrong, and where, the tree says.

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, DeserializeOwned, DeserializeSeed, Visitor};
use serde::forward_to_deserialize_any;

use super::Keys;
use super::lexer::{DEPTH_LIMIT, Lexer, Step};
use super::number::float;

/// Decodes text that is one JSON value; of an object, without the members with some names, which are strings or whole numbers.
/// `None` if there is anything to be said of the text, or of how it fits the type.
pub(crate) fn decode_directly<T: DeserializeOwned>(text: &str, without: &[&str]) -> Option<T> {
    let mut lexer = Lexer::new(text, 0, text.len());
    lexer.skip_space();
    let value = T::deserialize(De { lexer: &mut lexer, depth: 0, without }).ok()?;
    lexer.end().ok()?;
    Some(value)
}

/// There is something to be said; by whom it is asked, looks again.
#[derive(Debug)]
struct Unfit;

impl fmt::Display for Unfit {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Unfit {}

impl de::Error for Unfit {
    fn custom<T: fmt::Display>(_: T) -> Unfit {
        Unfit
    }

    fn invalid_type(_: de::Unexpected<'_>, _: &dyn de::Expected) -> Unfit {
        Unfit
    }

    fn invalid_value(_: de::Unexpected<'_>, _: &dyn de::Expected) -> Unfit {
        Unfit
    }

    fn invalid_length(_: usize, _: &dyn de::Expected) -> Unfit {
        Unfit
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Unfit {
        Unfit
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Unfit {
        Unfit
    }

    fn missing_field(_: &'static str) -> Unfit {
        Unfit
    }

    fn duplicate_field(_: &'static str) -> Unfit {
        Unfit
    }
}

/// A value that begins where the lexer stands.
struct De<'l, 'a> {
    lexer: &'l mut Lexer<'a>,
    /// Arrays and objects around it.
    depth: usize,
    /// Members of the object that are passed over.
    without: &'l [&'l str],
}

impl<'l, 'a> De<'l, 'a> {
    fn number(&mut self) -> Result<&'a str, Unfit> {
        let number = self.lexer.number().map_err(|_| Unfit)?;
        Ok(self.lexer.slice(number.start, number.end))
    }

    fn string(&mut self) -> Result<Cow<'a, str>, Unfit> {
        if self.lexer.peek() != Some(b'"') {
            return Err(Unfit);
        }
        self.lexer.string().map_err(|_| Unfit)
    }

    fn any<'de, V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Unfit> {
        match self.lexer.peek() {
            Some(b'{') => self.object(visitor, Some(Keys::default())),
            Some(b'[') => self.array(visitor),
            Some(b'"') => visitor.visit_str(&self.string()?),
            Some(b'-' | b'0'..=b'9') => {
                let text = self.number()?;
                if let Ok(value) = text.parse::<u64>() {
                    visitor.visit_u64(value)
                } else if let Ok(value) = text.parse::<i64>() {
                    visitor.visit_i64(value)
                } else {
                    visitor.visit_str(text)
                }
            }
            _ => match self.lexer.literal().map_err(|_| Unfit)? {
                "true" => visitor.visit_bool(true),
                "false" => visitor.visit_bool(false),
                _ => visitor.visit_unit(),
            },
        }
    }

    fn array<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        let (lexer, depth) = self.inside(b'[')?;
        let mut items = Items { lexer, depth, step: Step::First, ended: false };
        let value = visitor.visit_seq(&mut items)?;
        // A visitor that has what it wants may leave the end to us.
        if items.ended || !items.lexer.next_item(&mut items.step).map_err(|_| Unfit)? {
            return Ok(value);
        }
        Err(Unfit)
    }

    fn object<'de, V: Visitor<'de>>(
        self,
        visitor: V,
        keys: Option<Keys<'a>>,
    ) -> Result<V::Value, Unfit> {
        let (without, passed) = (self.without, 0);
        let (lexer, depth) = self.inside(b'{')?;
        let step = Step::First;
        let mut members = Members { lexer, depth, step, ended: false, without, passed, keys };
        let value = visitor.visit_map(&mut members)?;
        if members.ended { Ok(value) } else { Err(Unfit) }
    }

    /// Takes the bracket that opens an array or object.
    fn inside(self, bracket: u8) -> Result<(&'l mut Lexer<'a>, usize), Unfit> {
        if self.depth >= DEPTH_LIMIT || !self.lexer.open(bracket) {
            return Err(Unfit);
        }
        Ok((self.lexer, self.depth + 1))
    }
}

macro_rules! deserialize_integer {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Unfit> {
            if !matches!(self.lexer.peek(), Some(b'-' | b'0'..=b'9')) {
                return Err(Unfit);
            }
            let text = self.number()?;
            if let Ok(value) = text.parse::<u64>() {
                visitor.visit_u64(value)
            } else if let Ok(value) = text.parse::<i64>() {
                visitor.visit_i64(value)
            } else {
                Err(Unfit)
            }
        }
    )*};
}

macro_rules! deserialize_float {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Unfit> {
            if !matches!(self.lexer.peek(), Some(b'-' | b'0'..=b'9')) {
                return Err(Unfit);
            }
            let text = self.number()?;
            visitor.visit_f64(float(text).ok_or(Unfit)?)
        }
    )*};
}

macro_rules! deserialize_text {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Unfit> {
            visitor.visit_str(&self.string()?)
        }
    )*};
}

impl<'de> de::Deserializer<'de> for De<'_, '_> {
    type Error = Unfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        self.any(visitor)
    }

    deserialize_integer! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
    }

    deserialize_float! { deserialize_f32 deserialize_f64 }

    deserialize_text! { deserialize_string deserialize_char deserialize_identifier }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        if self.lexer.peek() != Some(b'n') {
            return visitor.visit_some(self);
        }
        self.lexer.literal().map_err(|_| Unfit)?;
        visitor.visit_none()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        visitor.visit_newtype_struct(self)
    }

    /// A struct finds two equal members of its own by itself, and others are passed over by nobody here.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        self.object(visitor, None)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        match self.lexer.peek() {
            Some(b'"') => visitor.visit_enum(Choice { de: self, with_content: false }),
            Some(b'{') => {
                let (lexer, depth) = self.inside(b'{')?;
                let de = De { lexer: &mut *lexer, depth, without: &[] };
                let value = visitor.visit_enum(Choice { de, with_content: true })?;
                // One member only.
                match lexer.next_member(&mut Step::Later).map_err(|_| Unfit)? {
                    None => Ok(value),
                    Some(_) => Err(Unfit),
                }
            }
            _ => Err(Unfit),
        }
    }

    /// Nobody has looked at what it would pass over.
    fn deserialize_ignored_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Unfit> {
        Err(Unfit)
    }

    forward_to_deserialize_any! {
        bool i128 u128 str bytes byte_buf unit unit_struct seq tuple tuple_struct map
    }
}

struct Items<'l, 'a> {
    lexer: &'l mut Lexer<'a>,
    depth: usize,
    step: Step,
    ended: bool,
}

impl<'de> de::SeqAccess<'de> for &mut Items<'_, '_> {
    type Error = Unfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Unfit> {
        if self.ended || !self.lexer.next_item(&mut self.step).map_err(|_| Unfit)? {
            self.ended = true;
            return Ok(None);
        }
        seed.deserialize(De { lexer: self.lexer, depth: self.depth, without: &[] }).map(Some)
    }
}

struct Members<'l, 'a> {
    lexer: &'l mut Lexer<'a>,
    depth: usize,
    step: Step,
    ended: bool,
    without: &'l [&'l str],
    /// Those of them that were passed, a bit for each.
    passed: u32,
    /// The keys so far, where two equal ones would not be noticed otherwise.
    keys: Option<Keys<'a>>,
}

impl Members<'_, '_> {
    fn pass(&mut self) -> Result<(), Unfit> {
        match self.lexer.peek() {
            Some(b'"') => self.lexer.string().map(drop),
            Some(b'0'..=b'9') => self.lexer.number().map(drop),
            _ => return Err(Unfit),
        }
        .map_err(|_| Unfit)
    }
}

impl<'de> de::MapAccess<'de> for &mut Members<'_, '_> {
    type Error = Unfit;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Unfit> {
        loop {
            let next = self.lexer.next_member(&mut self.step).map_err(|_| Unfit)?;
            let Some((key, _)) = next else {
                self.ended = true;
                return Ok(None);
            };
            if let Some(keys) = &mut self.keys
                && !keys.insert(key.clone())
            {
                return Err(Unfit);
            }
            if let Some(at) = self.without.iter().position(|name| *name == key) {
                let bit = 1_u32.checked_shl(at as u32).ok_or(Unfit)?;
                if self.passed & bit != 0 {
                    return Err(Unfit);
                }
                self.passed |= bit;
                self.pass()?;
                continue;
            }
            return seed.deserialize(de::value::StrDeserializer::<Unfit>::new(&key)).map(Some);
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Unfit> {
        seed.deserialize(De { lexer: self.lexer, depth: self.depth, without: &[] })
    }
}

/// An externally tagged variant: a string, or an object of one member, behind its brace.
struct Choice<'l, 'a> {
    de: De<'l, 'a>,
    with_content: bool,
}

impl<'de, 'l, 'a> de::EnumAccess<'de> for Choice<'l, 'a> {
    type Error = Unfit;
    type Variant = Choice<'l, 'a>;

    fn variant_seed<V: DeserializeSeed<'de>>(
        mut self,
        seed: V,
    ) -> Result<(V::Value, Choice<'l, 'a>), Unfit> {
        let name = if self.with_content {
            let mut step = Step::First;
            let member = self.de.lexer.next_member(&mut step).map_err(|_| Unfit)?;
            member.map(|(key, _)| key).ok_or(Unfit)?
        } else {
            self.de.string()?
        };
        let variant = seed.deserialize(de::value::StrDeserializer::<Unfit>::new(&name))?;
        Ok((variant, self))
    }
}

impl<'l, 'a> Choice<'l, 'a> {
    fn content(self) -> Result<De<'l, 'a>, Unfit> {
        if self.with_content { Ok(self.de) } else { Err(Unfit) }
    }
}

impl<'de> de::VariantAccess<'de> for Choice<'_, '_> {
    type Error = Unfit;

    fn unit_variant(self) -> Result<(), Unfit> {
        if self.with_content { <() as de::Deserialize>::deserialize(self.de) } else { Ok(()) }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Unfit> {
        seed.deserialize(self.content()?)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Unfit> {
        self.content()?.any(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        self.content()?.object(visitor, None)
    }
}
