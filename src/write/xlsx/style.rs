//! The looks of a workbook: a quiet table that prints in black and white.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// How the cells of a column are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// Words, in several lines where they are long.
    Words,
    /// A code, an id: never a number.
    Code,
    /// Square metres, yuan: two decimals.
    Amount,
    /// Mu: four decimals.
    Mu,
    /// A whole number.
    Count,
    /// A day.
    Day,
}

/// What a cell is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Body,
    Total,
}

/// The typeface: every spreadsheet program has it or one of the same measure.
const FONT: &str = "等线";

const LINE: Color = Color::RGB(0xA6_A6_A6);

pub(super) fn title() -> Format {
    Format::new()
        .set_font_name(FONT)
        .set_font_size(16)
        .set_bold()
        .set_align(FormatAlign::VerticalCenter)
}

pub(super) fn subtitle() -> Format {
    let grey = Color::RGB(0x40_40_40);
    Format::new().set_font_name(FONT).set_font_size(10).set_font_color(grey)
}

pub(super) fn section() -> Format {
    Format::new().set_font_name(FONT).set_font_size(12).set_bold()
}

pub(super) fn heading() -> Format {
    bordered()
        .set_bold()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap()
        .set_background_color(Color::RGB(0xDD_E6_EE))
}

pub(super) fn cell(look: Look, role: Role) -> Format {
    let format = bordered().set_align(FormatAlign::VerticalCenter);
    let format = match look {
        Look::Words => format.set_align(FormatAlign::Left).set_text_wrap(),
        Look::Code => format.set_align(FormatAlign::Left).set_text_wrap().set_num_format("@"),
        Look::Amount => format.set_num_format("#,##0.00_ "),
        Look::Mu => format.set_num_format("#,##0.0000_ "),
        Look::Count => format.set_align(FormatAlign::Center).set_num_format("#,##0"),
        Look::Day => format.set_align(FormatAlign::Center).set_num_format("yyyy-mm-dd"),
    };
    match role {
        Role::Body => format,
        Role::Total => format
            .set_bold()
            .set_border_top(FormatBorder::Medium)
            .set_background_color(Color::RGB(0xF2_F2_F2)),
    }
}

fn bordered() -> Format {
    Format::new()
        .set_font_name(FONT)
        .set_font_size(10)
        .set_border(FormatBorder::Thin)
        .set_border_color(LINE)
}
