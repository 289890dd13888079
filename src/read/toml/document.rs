//! From the events of the parser to the tree.

use std::borrow::Cow;

use toml_parser::decoder::ScalarKind;
use toml_parser::parser::{Event, EventKind};
use toml_parser::{ParseError, Source as Toml, Span as TomlSpan};

use super::syntax;
use super::table::{Item, Key, Origin, Table};
use crate::finding::{Code, Span, Text};
use crate::read::json::lexer::DEPTH_LIMIT;
use crate::read::json::{Fault, Node, Value, duplicate_key, escape, shortened};

/// The tree of a document whose grammar is right, and what is wrong with its keys and values.
pub(super) fn tree<'a>(toml: Toml<'a>, events: &[Event], whole: Span) -> (Node<'a>, Vec<Fault>) {
    let telling = events.iter().filter(|event| {
        !matches!(event.kind(), EventKind::Whitespace | EventKind::Comment | EventKind::Newline)
    });
    let mut builder = Builder {
        toml,
        events: telling.copied().collect::<Vec<_>>().into_iter().peekable(),
        faults: Vec::new(),
        path: Vec::new(),
    };
    let mut root = Table::new(Origin::Header, whole);
    builder.body(&mut root, 0);
    while let Some(event) = builder.events.next() {
        match event.kind() {
            EventKind::StdTableOpen => builder.table(&mut root, event, EventKind::StdTableClose),
            EventKind::ArrayTableOpen => {
                builder.table(&mut root, event, EventKind::ArrayTableClose);
            }
            _ => {}
        }
    }
    (root.into_node(), builder.faults)
}

struct Builder<'a> {
    toml: Toml<'a>,
    events: std::iter::Peekable<std::vec::IntoIter<Event>>,
    faults: Vec<Fault>,
    /// Keys and numbers on the way to where the walk is, each written as in a pointer.
    path: Vec<String>,
}

impl<'a> Builder<'a> {
    fn next_is(&mut self, kind: EventKind) -> bool {
        self.events.peek().is_some_and(|event| event.kind() == kind)
    }

    fn fault(&mut self, fault: Fault) {
        let pointer: String = self.path.iter().flat_map(|step| ["/", step]).collect();
        self.faults.push(fault.or_pointer(|| pointer));
    }

    fn too_deep(&mut self, span: Span) {
        let message = Text::new(
            format!("数组和表的嵌套超过 {DEPTH_LIMIT} 层"),
            format!("arrays and tables are nested deeper than {DEPTH_LIMIT}"),
        );
        self.fault(Fault::new(Code::JsonTooDeep, span, message));
    }

    fn malformed(&mut self, error: Option<ParseError>) {
        if let Some(error) = error {
            let fault = syntax::fault(self.toml.input(), &error);
            self.fault(fault);
        }
    }

    /// The keys up to the first event that belongs to none.
    fn keys(&mut self) -> Vec<Key<'a>> {
        let mut keys = Vec::new();
        while let Some(event) = self
            .events
            .next_if(|event| matches!(event.kind(), EventKind::SimpleKey | EventKind::KeySep))
        {
            if event.kind() == EventKind::KeySep {
                continue;
            }
            let Some(raw) = self.toml.get(event) else { continue };
            let (mut name, mut error) = (Cow::Borrowed(""), None);
            raw.decode_key(&mut name, &mut error);
            self.malformed(error);
            keys.push(Key { name, span: span(event.span()) });
        }
        keys
    }

    /// A header and the lines under it.
    fn table(&mut self, root: &mut Table<'a>, open: Event, close: EventKind) {
        self.path.clear();
        let keys = self.keys();
        let end = match self.events.next_if(|event| event.kind() == close) {
            Some(event) => event.span(),
            None => open.span(),
        };
        let header = span(open.span().append(end));
        let several = close == EventKind::ArrayTableClose;
        let depth = keys.len();
        let mut nowhere = Table::new(Origin::Header, header);
        let table = if depth > DEPTH_LIMIT {
            self.too_deep(header);
            None
        } else {
            self.place(root, &keys, header, several)
        };
        // Lines under a header that stands twice are read for their own faults.
        self.body(table.unwrap_or(&mut nowhere), depth);
    }

    /// The table that a header opens; `None` where it cannot be opened.
    fn place<'t>(
        &mut self,
        root: &'t mut Table<'a>,
        keys: &[Key<'a>],
        header: Span,
        several: bool,
    ) -> Option<&'t mut Table<'a>> {
        let (last, way) = keys.split_last()?;
        let mut table = root;
        for key in way {
            self.path.push(escape(&key.name));
            let item = table.item(key, || Item::Table(Table::new(Origin::Way, header)))?;
            table = match item {
                Item::Table(table) => table,
                Item::Tables(tables) => {
                    self.path.push(tables.len().saturating_sub(1).to_string());
                    tables.last_mut()?
                }
                Item::Value(_) => {
                    self.fault(duplicate_key(&key.name, key.span));
                    return None;
                }
            };
        }
        self.path.push(escape(&last.name));
        let new = !table.has(&last.name);
        let item = table.item(last, || match several {
            true => Item::Tables(Vec::new()),
            false => Item::Table(Table::new(Origin::Header, header)),
        })?;
        match item {
            Item::Tables(tables) if several => {
                self.path.push(tables.len().to_string());
                tables.push(Table::new(Origin::Header, header));
                tables.last_mut()
            }
            Item::Table(table) if !several && (new || table.origin == Origin::Way) => {
                (table.origin, table.span) = (Origin::Header, header);
                Some(table)
            }
            _ => {
                self.fault(duplicate_key(&last.name, last.span));
                None
            }
        }
    }

    /// Lines of keys and values into a table that is `depth` deep.
    fn body(&mut self, table: &mut Table<'a>, depth: usize) {
        while self.next_is(EventKind::SimpleKey) {
            self.entry(table, depth);
        }
    }

    fn entry(&mut self, table: &mut Table<'a>, depth: usize) {
        let keys = self.keys();
        self.events.next_if(|event| event.kind() == EventKind::KeyValSep);
        let before = self.path.len();
        self.path.extend(keys.iter().map(|key| escape(&key.name)));
        let depth = depth.saturating_add(keys.len());
        let value = self.value(depth);
        self.path.truncate(before);
        let Some((last, way)) = keys.split_last() else { return };
        if depth > DEPTH_LIMIT {
            return self.too_deep(last.span);
        }
        let Some(value) = value else { return };
        let mut table = table;
        for key in way {
            self.path.push(escape(&key.name));
            let dotted = || Item::Table(Table::new(Origin::Dotted, key.span));
            table = match table.item(key, dotted) {
                Some(Item::Table(table)) if table.origin == Origin::Dotted => table,
                _ => {
                    self.fault(duplicate_key(&key.name, key.span));
                    self.path.truncate(before);
                    return;
                }
            };
        }
        if table.has(&last.name) {
            self.path.push(escape(&last.name));
            self.fault(duplicate_key(&last.name, last.span));
        } else {
            table.item(last, || Item::Value(value));
        }
        self.path.truncate(before);
    }

    /// The value that comes next.
    fn value(&mut self, depth: usize) -> Option<Node<'a>> {
        let event = self.events.next()?;
        match event.kind() {
            EventKind::Scalar => self.scalar(event),
            EventKind::ArrayOpen => self.array(event, depth),
            EventKind::InlineTableOpen => self.inline_table(event, depth),
            _ => None,
        }
    }

    fn array(&mut self, open: Event, depth: usize) -> Option<Node<'a>> {
        let depth = depth.saturating_add(1);
        let mut items = Vec::new();
        let end = loop {
            match self.events.peek()?.kind() {
                EventKind::ArrayClose => break self.events.next()?.span(),
                EventKind::ValueSep => drop(self.events.next()),
                _ => {
                    self.path.push(items.len().to_string());
                    let item = self.value(depth);
                    self.path.pop();
                    // An item that cannot be used keeps its place; its fault stands beside it.
                    let nothing = Node { span: span(open.span()), value: Value::Null };
                    items.push(item.unwrap_or(nothing));
                }
            }
        };
        let whole = span(open.span().append(end));
        if depth > DEPTH_LIMIT {
            self.too_deep(whole);
            return None;
        }
        Some(Node { span: whole, value: Value::Array(items) })
    }

    fn inline_table(&mut self, open: Event, depth: usize) -> Option<Node<'a>> {
        let mut table = Table::new(Origin::Header, span(open.span()));
        let end = loop {
            match self.events.peek()?.kind() {
                EventKind::InlineTableClose => break self.events.next()?.span(),
                EventKind::SimpleKey => self.entry(&mut table, depth),
                _ => drop(self.events.next()),
            }
        };
        table.span = span(open.span().append(end));
        Some(table.into_node())
    }

    fn scalar(&mut self, event: Event) -> Option<Node<'a>> {
        let raw = self.toml.get(event)?;
        let (mut text, mut error) = (Cow::Borrowed(""), None);
        let kind = raw.decode_scalar(&mut text, &mut error);
        let here = span(event.span());
        if error.is_some() {
            self.malformed(error);
            return None;
        }
        let value = match kind {
            ScalarKind::String => Value::String(text),
            ScalarKind::Boolean(value) => Value::Bool(value),
            ScalarKind::DateTime => Value::String(Cow::Borrowed(raw.as_str())),
            ScalarKind::Float | ScalarKind::Integer(_) if is_plain(raw.as_str()) => {
                Value::Number(raw.as_str())
            }
            ScalarKind::Float | ScalarKind::Integer(_) => {
                let found = shortened(raw.as_str());
                let message = Text::new(
                    format!(
                        "应为普通十进制数（如 12 或 12.5，不带进制前缀、下划线、指数、加号），实为 {found}"
                    ),
                    format!(
                        "expected a plain decimal number, as 12 or 12.5, without prefix, underscore, exponent or plus, \
                         found {found}"
                    ),
                );
                self.fault(Fault::new(Code::MemberInvalid, here, message));
                return None;
            }
        };
        Some(Node { span: here, value })
    }
}

/// Digits with at most one point between them and a minus in front: what people write for a quantity.
fn is_plain(number: &str) -> bool {
    let number = number.strip_prefix('-').unwrap_or(number);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match number.split_once('.') {
        Some((whole, decimals)) => digits(whole) && digits(decimals),
        None => digits(number),
    }
}

fn span(span: TomlSpan) -> Span {
    Span::new(span.start(), span.end())
}
