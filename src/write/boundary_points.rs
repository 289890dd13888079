//! Writing the boundary-point exchange format (勘测定界界址点坐标交换格式, TXT).

pub use super::new_boundary_points::{FileOrigin, NewPlot};
use crate::error::{Error, Result};
use crate::read::boundary_points::syntax::{self, HEADER_MARK, PLOTS_MARK};
use crate::read::boundary_points::{
    BoundaryPoint, BoundaryPointFile, HeaderLine, LineEnding, LineForm, Plot, TextEncoding,
};

/// How a boundary-point file is written; the default is "as given" throughout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct WriteOptions {
    /// The encoding; `None` = the one that the file has.
    pub encoding: Option<TextEncoding>,
    /// How lines end; `None` = as the file has it.
    pub line_ending: Option<LineEnding>,
    /// Whether lines keep the form they were given in.
    pub layout: Layout,
}

/// Whether lines keep the form that they were given in (版式).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Layout {
    /// Every line that still says what its fields say is written as it was given; so are blank lines.
    #[default]
    AsGiven,
    /// ASCII punctuation, `@` at the end of every plot line, ring numbers without leading zeros, no blank
    /// lines, and a line end behind the last line. The text of the fields stays as given.
    Standard,
}

impl WriteOptions {
    /// The same options with this encoding.
    #[must_use]
    pub fn encoding(mut self, encoding: TextEncoding) -> WriteOptions {
        self.encoding = Some(encoding);
        self
    }

    /// The same options with this line ending.
    #[must_use]
    pub fn line_ending(mut self, line_ending: LineEnding) -> WriteOptions {
        self.line_ending = Some(line_ending);
        self
    }

    /// The same options with this layout.
    #[must_use]
    pub fn layout(mut self, layout: Layout) -> WriteOptions {
        self.layout = layout;
        self
    }
}

/// The bytes of a boundary-point file.
///
/// With the default options, a file that was read is written back byte for byte, but for the plots that
/// were rejected. Fields that were changed since are written in the standard form of their line.
///
/// # Errors
///
/// A field that the format cannot hold: a comma, a line end or `@` within it, or in a header key `=`; and
/// the few code points that GB18030 as the web's encoders know it cannot hold (U+E5E5 and lone surrogates).
pub fn write(file: &BoundaryPointFile, options: &WriteOptions) -> Result<Vec<u8>> {
    let mut lines = Lines { layout: options.layout, lines: Vec::new() };
    let frame = &file.frame;
    if let Some(mark) = &frame.header_mark {
        lines.mark(mark, HEADER_MARK)?;
    }
    for line in &frame.header {
        lines.header(line)?;
    }
    lines.mark(&frame.plots_mark, PLOTS_MARK)?;
    for plot in &file.plots {
        lines.plot(plot)?;
        for point in &plot.points {
            lines.point(point)?;
        }
    }
    if options.layout == Layout::AsGiven {
        lines.blank(&frame.blank_after)?;
    }
    let line_end = match options.line_ending.unwrap_or(frame.line_ending) {
        LineEnding::CrLf => "\r\n",
        LineEnding::Lf => "\n",
    };
    let mut text = lines.lines.join(line_end);
    if frame.final_newline || options.layout == Layout::Standard {
        text.push_str(line_end);
    }
    encode(&text, options.encoding.unwrap_or(frame.encoding))
}

fn encode(text: &str, encoding: TextEncoding) -> Result<Vec<u8>> {
    match encoding {
        TextEncoding::Utf8 => Ok(text.as_bytes().to_vec()),
        TextEncoding::Utf8Bom => Ok([b"\xEF\xBB\xBF", text.as_bytes()].concat()),
        TextEncoding::Gb18030 => match encoding_rs::GB18030.encode(text) {
            (bytes, _, false) => Ok(bytes.into_owned()),
            (_, _, true) => Err(Error::argument(
                ("编码", "encoding"),
                ("GB18030 能表示的文字", "text that GB18030 can hold"),
                (
                    "其不能表示的私用区字符",
                    "a character of the private use area that it cannot hold",
                ),
            )),
        },
    }
}

struct Lines {
    layout: Layout,
    lines: Vec<String>,
}

impl Lines {
    /// Adds a line: as given where `says` agrees, otherwise in its standard form once `check` passes.
    fn push(
        &mut self,
        form: &LineForm,
        says: impl Fn(&str) -> bool,
        standard: impl FnOnce() -> Result<String>,
    ) -> Result<()> {
        let given = match self.layout {
            Layout::AsGiven => {
                self.blank(&form.blank_before)?;
                form.given.as_ref().filter(|given| !given.contains('\n') && says(given))
            }
            Layout::Standard => None,
        };
        self.lines.push(match given {
            Some(given) => given.clone(),
            None => standard()?,
        });
        Ok(())
    }

    /// Adds blank lines; a model from elsewhere may hold lines that are not.
    fn blank(&mut self, blank: &[String]) -> Result<()> {
        if let Some(line) = blank.iter().find(|line| !line.trim().is_empty() || line.contains('\n'))
        {
            return Err(Error::argument(
                ("空行", "blank line"),
                ("至多为空格", "spaces at most"),
                format!("{line:?}"),
            ));
        }
        self.lines.extend(blank.iter().cloned());
        Ok(())
    }

    fn mark(&mut self, form: &LineForm, standard: &str) -> Result<()> {
        let section = syntax::section(standard).map(|(section, _)| section);
        let says = |given: &str| syntax::section(given).map(|(section, _)| section) == section;
        self.push(form, says, || Ok(standard.to_owned()))
    }

    fn header(&mut self, line: &HeaderLine) -> Result<()> {
        let standard = || {
            check("header key", &line.key, &['=', '＝', '\n', '\r'])?;
            check("header value", &line.value, &['\n', '\r'])?;
            Ok(syntax::header_text(line))
        };
        self.push(&line.form, |given| syntax::header_says(given, line), standard)
    }

    fn plot(&mut self, plot: &Plot) -> Result<()> {
        let standard = || {
            for field in syntax::plot_fields(plot) {
                check("plot field", field, &[',', '@', '\n', '\r'])?;
            }
            Ok(syntax::plot_text(plot))
        };
        self.push(&plot.form, |given| syntax::plot_says(given, plot), standard)
    }

    fn point(&mut self, point: &BoundaryPoint) -> Result<()> {
        let standard = || {
            let fields = [&point.name, &point.x_text, &point.y_text];
            for field in fields.into_iter().chain(&point.extra) {
                check("point field", field, &[',', '@', '\n', '\r'])?;
            }
            Ok(syntax::point_text(point))
        };
        self.push(&point.form, |given| syntax::point_says(given, point), standard)
    }
}

fn check(name: &str, field: &str, forbidden: &[char]) -> Result<()> {
    match field.chars().find(|c| forbidden.contains(c)) {
        None => Ok(()),
        Some(found) => Err(Error::argument(
            name,
            (
                "不含逗号、@ 和换行的文字（表头键名不含等号）",
                "text without commas, `@` and line ends (in a header key, without `=`)",
            ),
            (format!("{field:?} 中的 {found:?}"), format!("{found:?} in {field:?}")),
        )),
    }
}
