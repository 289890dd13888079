//! Workbooks of Excel: the export and what reads it, the import and what it makes of hostile files.

mod exported;
mod hostile;
mod layouts;
mod package;
mod readers;
mod typed;
