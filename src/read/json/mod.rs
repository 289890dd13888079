//! JSON (RFC 8259), strictly and with places: every value knows its bytes, every number keeps its text.
//!
//! [`parse`] gives a tree, [`decode()`] turns a node of it into any type that implements
//! [`serde::Deserialize`], and [`lines`] splits a file of JSON lines (one value a line) without losing the
//! offsets of the file.

mod de;
mod direct;
#[cfg(test)]
mod direct_tests;
mod expected;
mod fault;
mod keys;
pub(crate) mod lexer;
mod lines;
mod number;
mod pointer;
mod trade;
mod tree;

pub use de::{DecodeError, decode};
pub use lines::{Line, LineEnding, lines};
pub use tree::{Member, Node, Parsed, Value, parse, parse_at};

pub(crate) use direct::decode_directly;
pub(crate) use fault::Fault;
pub(crate) use keys::Keys;
pub(crate) use pointer::{Path, escape};
pub(crate) use tree::{duplicate_key, kind, not_finite, overflow, shortened, tree};
