//! What the text report says, set as HTML.

use maud::{Markup, html};

use crate::finding::Language;
use crate::report::Report;
use crate::report::text;
use crate::report::text::page::{Block, Page};
use crate::report::text::table::{Align, Table};

/// The title of the report.
pub(super) fn title(report: &Report, language: Language) -> String {
    let blocks = said(report, language, text::zone::print_head);
    let title = blocks.into_iter().find_map(|block| match block {
        Block::Title(title) => Some(title),
        _ => None,
    });
    title.unwrap_or_default()
}

/// What stands under the title.
pub(super) fn head(report: &Report, language: Language) -> Markup {
    set(&said(report, language, text::zone::print_head))
}

/// The heading and the body of a section.
pub(super) fn section(
    report: &Report,
    language: Language,
    print: fn(&Report, &mut Page),
) -> (String, Markup) {
    let blocks = said(report, language, print);
    let heading = blocks.iter().find_map(|block| match block {
        Block::Section { number: Some(_), heading } => Some(heading.clone()),
        _ => None,
    });
    (heading.unwrap_or_default(), set(&blocks))
}

fn said(report: &Report, language: Language, print: fn(&Report, &mut Page)) -> Vec<Block> {
    let mut page = Page::new(language);
    print(report, &mut page);
    page.into_blocks()
}

/// Blocks in order; titles and numbered headings stand elsewhere. Tables that follow one another stand side by side where
/// there is room.
fn set(blocks: &[Block]) -> Markup {
    let shown = |block: &&Block| {
        !matches!(block, Block::Title(_) | Block::Section { number: Some(_), .. } | Block::Blank)
    };
    let blocks: Vec<&Block> = blocks.iter().filter(shown).collect();
    let both_tables =
        |one: &&Block, two: &&Block| matches!((one, two), (Block::Table(_), Block::Table(_)));
    html! {
        @for group in blocks.chunk_by(both_tables) {
            @if group.len() > 1 {
                div class="tables" { @for block in group { (one(block)) } }
            } @else {
                @for block in group { (one(block)) }
            }
        }
    }
}

fn one(block: &Block) -> Markup {
    html! {
        @match block {
            Block::Title(_) | Block::Blank => {}
            Block::Section { heading, .. } => { h3 { (heading) } }
            Block::Line { text, .. } => {
                @match text.strip_prefix("· ") {
                    Some(note) => { p class="note" { (note) } }
                    None => { p { (text) } }
                }
            }
            Block::AsIs(line) => { pre { (line) } }
            Block::Table(rows) => { (table(rows)) }
        }
    }
}

/// A table as it was made for text.
pub(super) fn table(table: &Table) -> Markup {
    let columns = table.columns();
    let heading = columns.first().map(|(name, _)| name.as_str()).unwrap_or_default();
    let class = |align: Align| match align {
        Align::Left => None,
        Align::Fixed => Some("fixed"),
        Align::Right => Some("number"),
    };
    let cells = |row: &[String]| {
        html! {
            @for ((_, align), cell) in columns.iter().zip(row) { td class=[class(*align)] { (cell) } }
        }
    };
    framed(
        heading,
        html! {
            table {
                thead { tr {
                    @for (name, align) in columns { th scope="col" class=[class(*align)] { (name) } }
                } }
                tbody { @for row in table.rows() { tr { (cells(row)) } } }
                @if !table.totals().is_empty() {
                    tfoot { @for row in table.totals() { tr { (cells(row)) } } }
                }
            }
        },
    )
}

/// A frame in which a wide table scrolls, also by the keyboard.
pub(super) fn framed(name: &str, table: Markup) -> Markup {
    html! { div class="table" role="group" aria-label=(name) tabindex="0" { (table) } }
}
