//! Law and policy as data: instruments, causes, methods; nothing here knows geometry or files.
//!
//! What a person reads as a rule carries a [`Citation`]; what no instrument fixes is not here.

mod article;
mod cause;
mod citation;
mod document;
mod method;

pub use article::Article;
pub use cause::{Cause, CauseCode, Side};
pub use citation::Citation;
pub use document::Document;
pub use method::Method;
