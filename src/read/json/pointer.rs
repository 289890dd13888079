//! JSON pointers (RFC 6901), built only when something is reported.

/// A way down from a base pointer; it lives on the stack of the walk that it describes.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Path<'p> {
    /// The pointer of the value that the walk started at.
    Base(&'p str),
    /// A member of an object.
    Key(&'p Path<'p>, &'p str),
    /// An element of an array.
    Index(&'p Path<'p>, usize),
}

impl Path<'_> {
    /// The path in the form of RFC 6901: `/features/0/properties/a~1b`.
    pub(crate) fn pointer(&self) -> String {
        match self {
            Path::Base(base) => (*base).to_owned(),
            Path::Key(parent, key) => format!("{}/{}", parent.pointer(), escape(key)),
            Path::Index(parent, index) => format!("{}/{index}", parent.pointer()),
        }
    }
}

/// `~` becomes `~0`, `/` becomes `~1`.
pub(crate) fn escape(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}

/// The other way round; the order of the two matters (RFC 6901 §4).
pub(crate) fn unescape(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}
