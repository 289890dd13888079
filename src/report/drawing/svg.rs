//! What every drawing is made of: the frame of the document, numbers, widths of text.

use maud::{Markup, Render, html};
use unicode_width::UnicodeWidthChar;

use crate::finding::Language;
use crate::report::text::table::printable;

/// The fonts of drawings and pages: those of the reader's system that have Chinese characters.
pub(in crate::report) const FONTS: &str = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans CJK SC', 'Noto Sans SC', \
'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif";

/// A length or a position, written with at most one decimal.
#[derive(Debug, Clone, Copy)]
pub(super) struct At(pub(super) f64);

impl At {
    /// As it is written.
    pub(super) fn text(self) -> String {
        self.render().into_string()
    }
}

impl Render for At {
    fn render_to(&self, out: &mut String) {
        let tenths = tenths(self.0);
        if tenths < 0 {
            out.push('-');
        }
        let size = tenths.unsigned_abs();
        out.push_str(&(size / 10).to_string());
        if !size.is_multiple_of(10) {
            out.push('.');
            out.push_str(&(size % 10).to_string());
        }
    }
}

/// A length as tenths, rounded; what is no number, or beyond a drawing, is at 0.
pub(super) fn tenths(value: f64) -> i64 {
    let tenths = (value * 10.0).round();
    if tenths.abs() < 1e9 { tenths as i64 } else { 0 }
}

/// What a drawing is to those who do not see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// One picture.
    Picture,
    /// A picture whose parts can be reached, as links.
    Group,
}

/// A drawing of so many units, with a title and a description for those who do not see it.
///
/// `name` is unique in the page: it starts the ids in the drawing.
pub(super) fn document(
    name: &str,
    [width, height]: [f64; 2],
    language: Language,
    role: Role,
    [title, description]: [&str; 2],
    body: &Markup,
) -> String {
    let ids = format!("{name}-title {name}-description");
    let markup = html! {
        svg xmlns="http://www.w3.org/2000/svg" class="drawing" viewBox={ "0 0 " (At(width)) " " (At(height)) }
            width=(At(width)) height=(At(height)) role=(match role { Role::Picture => "img", Role::Group => "group" }) aria-labelledby=(ids) lang=(tag(language))
            font-family=(FONTS) font-size="12" fill="#1a1a1a" {
            title id={ (name) "-title" } { (printable(title)) }
            desc id={ (name) "-description" } { (printable(description)) }
            (body)
        }
    };
    markup.into_string()
}

/// The language as a tag of BCP 47.
pub(in crate::report) const fn tag(language: Language) -> &'static str {
    match language {
        Language::Zh => "zh-CN",
        Language::En => "en",
    }
}

/// About how wide a text is, in units, at a size: a Chinese character is as wide as high, others are a little more than
/// half as wide.
pub(super) fn text_width(text: &str, size: f64) -> f64 {
    let wide = |c: char| if c.width() == Some(2) { 1.0 } else { 0.58 };
    text.chars().map(wide).sum::<f64>() * size
}

/// The text as it can be printed, cut with an ellipsis where it is wider than so many units.
pub(super) fn fitted(text: &str, size: f64, width: f64) -> String {
    let text = printable(text);
    if text_width(&text, size) <= width {
        return text;
    }
    let mut kept = String::new();
    for c in text.chars() {
        if text_width(&kept, size) + text_width(&format!("{c}…"), size) > width {
            break;
        }
        kept.push(c);
    }
    kept.push('…');
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_written_short_and_rounded() {
        // By hand: half a tenth away from zero, no trailing zero, nothing but digits.
        let rows = [
            (0.0, "0"),
            (-0.04, "0"),
            (12.0, "12"),
            (12.34, "12.3"),
            (12.35, "12.4"),
            (-0.25, "-0.3"),
            (f64::NAN, "0"),
            (1e300, "0"),
        ];
        for (value, written) in rows {
            assert_eq!(At(value).render().into_string(), written, "{value}");
        }
    }

    #[test]
    fn a_text_is_cut_where_it_is_too_wide_and_only_there() {
        // Four characters of 10 units each.
        assert_eq!(fitted("低效用地", 10.0, 40.0), "低效用地");
        // Two characters and the ellipsis, narrow, 5.8: 25.8 of 30; a third would not fit.
        assert_eq!(fitted("低效用地", 10.0, 30.0), "低效…");
        assert_eq!(fitted("低效用地", 10.0, 0.0), "…");
    }
}
