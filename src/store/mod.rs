//! Where a district's data is kept: the folder of plain files that people can read, diff and mail.
//!
//! The library works on values; the folder is one store among others that an embedder may write.

mod district;
mod journal;

pub use district::District;
pub use journal::Journal;
