//! The list of JSON Schemas.

use super::page::Page;
use super::table::{Align, Table};
use crate::finding::Language;
use crate::schema::SchemaFile;

/// Prints the list of schemas (数据格式定义): name, version, and what each describes.
#[must_use]
pub fn render_schemas(language: Language) -> String {
    let mut page = Page::new(language);
    let title =
        page.say("数据格式（JSON Schema 2020-12）", "Schemas (JSON Schema 2020-12)").to_owned();
    page.title(&title);
    let mut table = Table::new([
        (page.say("名称", "name"), Align::Fixed),
        (page.say("版本", "version"), Align::Right),
        (page.say("适用于", "describes"), Align::Left),
    ]);
    for file in SchemaFile::ALL {
        let of = page.own(file.of.text());
        table.row([file.name.to_owned(), file.version.to_string(), of]);
    }
    page.table(table);
    page.finish()
}
