//! [`Table`]: a table while it is read, which later headers and dotted keys may add to.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::finding::Span;
use crate::read::json::{Member, Node, Value};

/// How a table came to be, which says what may be added to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// Named on the way to another header; a header of its own may still follow.
    Way,
    /// By a header of its own.
    Header,
    /// By dotted keys within a table.
    Dotted,
}

/// A key and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Key<'a> {
    pub(super) name: Cow<'a, str>,
    pub(super) span: Span,
}

/// What a key stands for.
#[derive(Debug)]
pub(super) enum Item<'a> {
    /// A value; nothing can be added to it.
    Value(Node<'a>),
    /// A table.
    Table(Table<'a>),
    /// The tables of `[[…]]`.
    Tables(Vec<Table<'a>>),
}

/// A table while it is read.
#[derive(Debug)]
pub(super) struct Table<'a> {
    pub(super) origin: Origin,
    pub(super) span: Span,
    members: Vec<(Key<'a>, Item<'a>)>,
    places: BTreeMap<Cow<'a, str>, usize>,
}

impl<'a> Table<'a> {
    pub(super) fn new(origin: Origin, span: Span) -> Table<'a> {
        Table { origin, span, members: Vec::new(), places: BTreeMap::new() }
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.places.contains_key(key)
    }

    /// The item of a key, which `new` makes where there is none.
    pub(super) fn item(
        &mut self,
        key: &Key<'a>,
        new: impl FnOnce() -> Item<'a>,
    ) -> Option<&mut Item<'a>> {
        let at = match self.places.get(&key.name) {
            Some(at) => *at,
            None => {
                self.places.insert(key.name.clone(), self.members.len());
                self.members.push((key.clone(), new()));
                self.members.len().saturating_sub(1)
            }
        };
        self.members.get_mut(at).map(|(_, item)| item)
    }

    /// The object that the table is.
    pub(super) fn into_node(self) -> Node<'a> {
        let members = self.members.into_iter().map(|(key, item)| {
            let value = match item {
                Item::Value(node) => node,
                Item::Table(table) => table.into_node(),
                Item::Tables(tables) => {
                    let span = tables.first().map_or(key.span, |table| table.span);
                    let items = tables.into_iter().map(Table::into_node).collect();
                    Node { span, value: Value::Array(items) }
                }
            };
            Member { key: key.name, key_span: key.span, value }
        });
        Node { span: self.span, value: Value::Object(members.collect()) }
    }
}
