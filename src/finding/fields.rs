//! [`fields`]: a value as its members, each with its path and its text.

use std::fmt;

use serde::Serialize;
use serde::ser::{self, SerializeMap, SerializeStruct, Serializer};

/// One member that holds something: its path and its text, as `holder.name` and `甲公司`.
pub(crate) type Field = (String, String);

/// The members of a value by their names in JSON, in the order of the type; what JSON leaves out is left out.
///
/// - A member of a member is `holder.name`.
/// - A list of plain values is one text, `A, B`.
/// - The elements of a list of objects are told apart by what they are about, `years[2023].tax_yuan`: the member `year`,
///   `step` or `id`, if every element has one of its own; else by their number from 0, `causes[0].code`.
///
/// Unlike a tree of JSON values this does not depend on what features of `serde_json` a build has.
pub(crate) fn fields(value: &impl Serialize) -> Vec<Field> {
    let mut collector = Collector::default();
    // Nothing that this crate derives fails: keys of maps are texts.
    match value.serialize(&mut collector) {
        Ok(()) => collector.fields,
        Err(Failed) => Vec::new(),
    }
}

/// Members that say what an element of a list is about.
const KEYS: [&str; 3] = ["year", "step", "id"];

#[derive(Debug, Default)]
struct Collector {
    path: String,
    fields: Vec<Field>,
}

impl Collector {
    fn leaf(&mut self, text: impl Into<String>) -> Result<(), Failed> {
        self.fields.push((self.path.clone(), text.into()));
        Ok(())
    }

    /// A value one step further down.
    fn within(&mut self, name: &str, value: &(impl Serialize + ?Sized)) -> Result<(), Failed> {
        let length = self.path.len();
        if length > 0 {
            self.path.push('.');
        }
        self.path.push_str(name);
        let result = value.serialize(&mut *self);
        self.path.truncate(length);
        result
    }
}

/// A value that has no members, as a map whose keys are no texts.
#[derive(Debug)]
struct Failed;

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected a value that JSON can hold")
    }
}

impl std::error::Error for Failed {}

impl ser::Error for Failed {
    fn custom<T: fmt::Display>(_: T) -> Failed {
        Failed
    }
}

/// The elements of a list so far, each by itself.
struct List<'a> {
    collector: &'a mut Collector,
    elements: Vec<Vec<Field>>,
}

impl List<'_> {
    fn push(&mut self, value: &(impl Serialize + ?Sized)) -> Result<(), Failed> {
        let mut own = Collector::default();
        value.serialize(&mut own)?;
        self.elements.push(own.fields);
        Ok(())
    }

    fn finish(self) -> Result<(), Failed> {
        let List { collector, elements } = self;
        if elements.is_empty() {
            return Ok(());
        }
        let plain = |element: &Vec<Field>| match element.as_slice() {
            [(path, text)] if path.is_empty() => Some(text.clone()),
            _ => None,
        };
        if let Some(texts) = elements.iter().map(plain).collect::<Option<Vec<String>>>() {
            return collector.leaf(texts.join(", "));
        }
        let keys = KEYS.iter().find_map(|key| keys(&elements, key).map(|keys| (*key, keys)));
        for (number, element) in elements.into_iter().enumerate() {
            let (own, key) = match &keys {
                Some((own, keys)) => (*own, keys.get(number).cloned().unwrap_or_default()),
                None => ("", number.to_string()),
            };
            // The key says itself, unless it is all there is.
            let says_more = element.len() > 1;
            for (path, text) in element {
                if says_more && !own.is_empty() && path == own {
                    continue;
                }
                let dot = if path.is_empty() { "" } else { "." };
                collector.fields.push((format!("{}[{key}]{dot}{path}", collector.path), text));
            }
        }
        Ok(())
    }
}

/// What each element says of itself by this member, if no two say the same.
fn keys(elements: &[Vec<Field>], key: &str) -> Option<Vec<String>> {
    let of = |element: &Vec<Field>| {
        element.iter().find(|(path, _)| path == key).map(|(_, text)| text.clone())
    };
    let keys = elements.iter().map(of).collect::<Option<Vec<String>>>()?;
    let mut sorted = keys.clone();
    sorted.sort_unstable();
    sorted.dedup();
    (sorted.len() == keys.len()).then_some(keys)
}

/// The members of an object so far.
struct Members<'a> {
    collector: &'a mut Collector,
    key: String,
}

macro_rules! leaves {
    ($($name:ident: $type:ty),* $(,)?) => {
        $(fn $name(self, value: $type) -> Result<(), Failed> {
            self.leaf(value.to_string())
        })*
    };
}

macro_rules! lists {
    ($($list:ident: $element:ident),* $(,)?) => {
        $(impl ser::$list for List<'_> {
            type Ok = ();
            type Error = Failed;

            fn $element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failed> {
                self.push(value)
            }

            fn end(self) -> Result<(), Failed> {
                self.finish()
            }
        })*
    };
}

impl<'a> Serializer for &'a mut Collector {
    type Ok = ();
    type Error = Failed;
    type SerializeSeq = List<'a>;
    type SerializeTuple = List<'a>;
    type SerializeTupleStruct = List<'a>;
    type SerializeTupleVariant = ser::Impossible<(), Failed>;
    type SerializeMap = Members<'a>;
    type SerializeStruct = Members<'a>;
    type SerializeStructVariant = ser::Impossible<(), Failed>;

    leaves! {
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64,
        serialize_f32: f32, serialize_f64: f64, serialize_char: char, serialize_str: &str,
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Failed> {
        Err(Failed)
    }

    fn serialize_none(self) -> Result<(), Failed> {
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Failed> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Failed> {
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Failed> {
        Ok(())
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Failed> {
        self.leaf(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Failed> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Failed> {
        self.within(variant, value)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List<'a>, Failed> {
        Ok(List { collector: self, elements: Vec::new() })
    }

    fn serialize_tuple(self, _: usize) -> Result<List<'a>, Failed> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<List<'a>, Failed> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Failed> {
        Err(Failed)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Members<'a>, Failed> {
        Ok(Members { collector: self, key: String::new() })
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Members<'a>, Failed> {
        self.serialize_map(None)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Failed> {
        Err(Failed)
    }
}

lists! { SerializeSeq: serialize_element, SerializeTuple: serialize_element, SerializeTupleStruct: serialize_field }

impl SerializeMap for Members<'_> {
    type Ok = ();
    type Error = Failed;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Failed> {
        let mut own = Collector::default();
        key.serialize(&mut own)?;
        self.key = own.fields.pop().map(|(_, text)| text).ok_or(Failed)?;
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failed> {
        let key = std::mem::take(&mut self.key);
        self.collector.within(&key, value)
    }

    fn end(self) -> Result<(), Failed> {
        Ok(())
    }
}

impl SerializeStruct for Members<'_> {
    type Ok = ();
    type Error = Failed;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Failed> {
        self.collector.within(key, value)
    }

    fn end(self) -> Result<(), Failed> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Serialize;

    use super::fields;

    #[derive(Serialize)]
    struct Year {
        year: i16,
        #[serde(skip_serializing_if = "Option::is_none")]
        tax: Option<&'static str>,
    }

    #[derive(Serialize)]
    struct Value {
        name: &'static str,
        empty: Option<u8>,
        list: Vec<u8>,
        nothing: Vec<u8>,
        years: Vec<Year>,
        map: BTreeMap<&'static str, bool>,
    }

    #[test]
    fn members_are_named_by_their_paths() {
        let year = |year, tax| Year { year, tax };
        let value = |years| Value {
            name: "甲",
            empty: None,
            list: vec![1, 2],
            nothing: Vec::new(),
            years,
            map: [("a", true)].into(),
        };
        let text = |value: &Value| {
            let rows = fields(value).into_iter().map(|(path, text)| format!("{path}={text}"));
            rows.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(
            text(&value(vec![year(2022, None), year(2023, Some("5"))])),
            "name=甲 list=1, 2 years[2022].year=2022 years[2023].tax=5 map.a=true"
        );
        // Two of one year cannot be told apart by it.
        assert_eq!(
            text(&value(vec![year(2022, Some("4")), year(2022, Some("5"))])),
            "name=甲 list=1, 2 years[0].year=2022 years[0].tax=4 years[1].year=2022 years[1].tax=5 map.a=true"
        );
    }
}
