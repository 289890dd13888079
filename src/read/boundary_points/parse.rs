//! Lines to header pairs, plots and points: the grammar of the file, before anything is interpreted.

use super::area::StatedArea;
use super::lines::{Document, quoted};
use super::model::{GeometryKind, HeaderLine, LineForm};
use super::syntax::{self, AtSign, Field, PlotLine, Section, Width};
use crate::error::{Error, Result};
use crate::finding::{Code, Place, counted};

/// A range of a line: index of the line, offsets into its text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Range {
    pub(super) line: usize,
    pub(super) from: usize,
    pub(super) to: usize,
}

impl Range {
    fn of(line: usize, field: &Field<'_>) -> Range {
        Range { line, from: field.start, to: field.end() }
    }
}

/// A header line and where its value is.
pub(super) struct RawHeaderLine {
    pub(super) line: HeaderLine,
    pub(super) value: Range,
}

/// A point line that could be read.
pub(super) struct RawPoint {
    pub(super) line: usize,
    pub(super) name: String,
    pub(super) ring: u32,
    pub(super) ring_at: Range,
    pub(super) x: (String, f64),
    pub(super) y: (String, f64),
    pub(super) x_at: Range,
    pub(super) y_at: Range,
    pub(super) extra: Vec<String>,
    pub(super) form: LineForm,
}

/// Whether every line of a plot could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lines {
    Readable,
    Broken,
}

/// A plot line with the point lines below it.
pub(super) struct RawPlot {
    pub(super) line: usize,
    /// Count, area, number, name, kind, sheet, use, class and extra fields; the first eight exist.
    pub(super) fields: Vec<String>,
    pub(super) at: Vec<Range>,
    pub(super) stated_area: Option<StatedArea>,
    pub(super) form: LineForm,
    pub(super) points: Vec<RawPoint>,
    pub(super) lines: Lines,
    /// Every line as given, for plots that are rejected.
    pub(super) given: Vec<String>,
}

impl RawPlot {
    pub(super) fn field(&self, at: usize) -> &str {
        self.fields.get(at).map_or("", String::as_str)
    }

    /// The place of a field; of the plot line if the field is missing.
    pub(super) fn field_place(&self, document: &Document<'_>, at: usize) -> Place {
        match self.at.get(at) {
            Some(range) => document.place(range.line, range.from, range.to),
            None => document.line_place(self.line),
        }
    }
}

/// A file by its grammar.
#[derive(Default)]
pub(super) struct Raw {
    pub(super) header_mark: Option<(LineForm, usize)>,
    pub(super) header: Vec<RawHeaderLine>,
    pub(super) plots_mark: Option<(LineForm, usize)>,
    pub(super) plots: Vec<RawPlot>,
    pub(super) blank_after: Vec<String>,
    full_width: Vec<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Start,
    Header,
    Plots,
    /// Under a mark that the format does not have, or has no second time.
    Skipped,
}

/// Reads the lines of a document.
pub(super) fn parse(document: &mut Document<'_>) -> Result<Raw> {
    let mut raw = Raw::default();
    let mut blank = Vec::new();
    let mut at = At::Start;
    for line in 0..document.lines.len() {
        let text = document.text(line).to_owned();
        if text.trim().is_empty() {
            blank.push(document.lines.get(line).map_or(String::new(), |l| l.raw.to_string()));
            continue;
        }
        let form = LineForm { given: None, blank_before: std::mem::take(&mut blank) };
        if let Some((section, width)) = syntax::section(&text) {
            raw.note_width(line, width);
            at = raw.mark(document, line, form, section, at);
            continue;
        }
        match at {
            At::Start if syntax::pair(&text).is_some() => {
                raw.header_line(document, line, form);
                at = At::Header;
            }
            At::Start => {
                let expected = ("[属性描述] 或 [地块坐标]", "`[属性描述]` or `[地块坐标]`");
                let place = document.line_place(line);
                document.add(Code::TxtLine, place, expected, &quoted(&text));
            }
            At::Header => raw.header_line(document, line, form),
            At::Plots if syntax::is_plot_line(&text) => raw.plot_line(document, line, form),
            At::Plots => raw.point_line(document, line, form),
            At::Skipped => {}
        }
    }
    raw.blank_after = blank;
    raw.report_full_width(document);
    if raw.plots_mark.is_none() {
        let place = document.line_place(0);
        return Err(Error::input(
            place,
            ("文件中有一行“[地块坐标]”", "a line `[地块坐标]` in the file"),
            ("没有", "none"),
        ));
    }
    Ok(raw)
}

/// The form of a line: as given where that differs from the standard form, or could not be written anew.
fn form(document: &Document<'_>, line: usize, form: LineForm, standard: &str) -> LineForm {
    let raw = document.lines.get(line).map_or("", |line| &line.raw);
    let body = standard.strip_suffix('@').unwrap_or(standard);
    let regular = raw == standard && !raw.contains('\r') && !body.contains('@');
    LineForm { given: (!regular).then(|| raw.to_owned()), ..form }
}

impl Raw {
    fn note_width(&mut self, line: usize, width: Width) {
        if width == Width::Full {
            self.full_width.push(line);
        }
    }

    fn report_full_width(&self, document: &mut Document<'_>) {
        let Some(first) = self.full_width.first() else { return };
        let text = document.text(*first);
        let from = text.find(['【', '】', '，', '＝']).unwrap_or_default();
        let to = text.get(from..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8);
        let place = document.place(*first, from, from.saturating_add(to));
        let count = self.full_width.len();
        document.add(
            Code::TxtFullWidth,
            place,
            ("半角标点", "ASCII punctuation"),
            &(
                format!("{count} 行用全角标点，按半角读取"),
                format!(
                    "full-width punctuation on {}, read as ASCII",
                    counted(count, "line", "lines")
                ),
            ),
        );
    }

    fn mark(
        &mut self,
        document: &mut Document<'_>,
        line: usize,
        blank: LineForm,
        section: Section,
        at: At,
    ) -> At {
        let (slot, standard, next) = match section {
            Section::Header if at == At::Start && self.header_mark.is_none() => {
                (&mut self.header_mark, syntax::HEADER_MARK, At::Header)
            }
            Section::Plots if self.plots_mark.is_none() => {
                (&mut self.plots_mark, syntax::PLOTS_MARK, At::Plots)
            }
            Section::Header | Section::Plots | Section::Unknown => {
                let expected = (
                    "一个 [属性描述] 段后接一个 [地块坐标] 段",
                    "one section `[属性描述]` and one `[地块坐标]` behind it",
                );
                let found = quoted(document.text(line));
                let found = (
                    format!("{}，其下各行不读", found.0),
                    format!("{}; the lines below it are not read", found.1),
                );
                document.add(Code::TxtLine, document.line_place(line), expected, &found);
                return At::Skipped;
            }
        };
        *slot = Some((form(document, line, blank, standard), line));
        next
    }

    fn header_line(&mut self, document: &mut Document<'_>, line: usize, blank: LineForm) {
        let text = document.text(line).to_owned();
        let (key, value) = match syntax::pair(&text) {
            Some((key, value, width)) => {
                self.note_width(line, width);
                (key, value)
            }
            None => {
                let expected = ("`键=值`", "`key=value`");
                let place = document.line_place(line);
                document.add(Code::TxtLine, place, expected, &quoted(&text));
                (text.as_str(), "")
            }
        };
        let mut header = HeaderLine::new(key, value);
        header.form = form(document, line, blank, &syntax::header_text(&header));
        let from = text.len().saturating_sub(value.len());
        self.header
            .push(RawHeaderLine { line: header, value: Range { line, from, to: text.len() } });
    }

    fn plot_line(&mut self, document: &mut Document<'_>, line: usize, blank: LineForm) {
        let text = document.text(line).to_owned();
        let parsed = syntax::plot_line(&text);
        self.note_width(line, parsed.width);
        let mut lines = Lines::Readable;
        report_field_count(document, line, &parsed, &mut lines);
        let mut at: Vec<Range> = parsed.fields.iter().map(|f| Range::of(line, f)).collect();
        let mut fields: Vec<String> = parsed.fields.iter().map(|f| f.text.to_owned()).collect();
        let known = fields.len();
        while fields.len() < 8 {
            fields.push(String::new());
            at.push(Range { line, from: text.len(), to: text.len() });
        }
        at.truncate(known.max(8));
        if let Some(kind) = fields.get_mut(syntax::KIND) {
            let trimmed = GeometryKind::from(kind.trim().to_owned());
            if !matches!(trimmed, GeometryKind::Other(_)) {
                *kind = kind.trim().to_owned();
            }
        }
        let mut plot = RawPlot {
            line,
            fields,
            at,
            stated_area: None,
            form: blank,
            points: Vec::new(),
            lines,
            given: vec![text.clone()],
        };
        if lines == Lines::Readable {
            plot.check_numbers(document);
        }
        let mut standard = plot.fields.join(",");
        standard.push_str(",@");
        plot.form = form(document, line, std::mem::take(&mut plot.form), &standard);
        self.plots.push(plot);
    }

    fn point_line(&mut self, document: &mut Document<'_>, line: usize, blank: LineForm) {
        let text = document.text(line).to_owned();
        let (fields, width) = syntax::point_line(&text);
        let Some(plot) = self.plots.last_mut() else {
            let expected = ("地块行在界址点行之前", "a plot line above the first point line");
            let place = document.line_place(line);
            document.add(Code::TxtLine, place, expected, &quoted(&text));
            return;
        };
        plot.given.extend(blank.blank_before.iter().cloned());
        plot.given.push(text.clone());
        match point(document, line, &fields) {
            Some(mut point) => {
                let mut standard =
                    format!("{},{},{},{}", point.name, point.ring, point.x.0, point.y.0);
                for field in &point.extra {
                    standard.push(',');
                    standard.push_str(field);
                }
                point.form = form(document, line, blank, &standard);
                plot.points.push(point);
            }
            None => plot.lines = Lines::Broken,
        }
        self.note_width(line, width);
    }
}

fn report_field_count(
    document: &mut Document<'_>,
    line: usize,
    parsed: &PlotLine<'_>,
    lines: &mut Lines,
) {
    let count = parsed.fields.len();
    let whole = document.line_place(line);
    if count < 5 {
        *lines = Lines::Broken;
        let expected = ("以 @ 结尾的九个字段", "nine fields, the last of them `@`");
        let found = (
            format!("{count} 个字段"),
            format!("{} before `@`", counted(count, "field", "fields")),
        );
        document.add(Code::TxtLine, whole, expected, &found);
    } else if count != 8 || parsed.at_sign != AtSign::OwnField || parsed.behind > 0 {
        let (zh, en) = match parsed.at_sign {
            AtSign::OwnField => ("", ""),
            AtSign::BehindAField => ("，@ 前无逗号", ", with no comma before `@`"),
            AtSign::Missing => ("，无 @", ", and no `@`"),
        };
        let behind = parsed.behind;
        let found = (
            format!("@ 前 {count} 个字段、@ 后 {behind} 个{zh}"),
            format!("{count} before `@` and {behind} behind it{en}"),
        );
        let expected = ("@ 前八个字段", "eight fields and `@`");
        document.add(Code::TxtFieldCount, whole, expected, &found);
    }
}

impl RawPlot {
    /// Reads point count and area, and reports a kind that is none.
    fn check_numbers(&mut self, document: &mut Document<'_>) {
        let count = self.field(0).trim().to_owned();
        if !count.is_empty() && count.parse::<u32>().is_err() {
            self.lines = Lines::Broken;
            let expected = ("界址点数（整数）", "a number of points");
            document.add(Code::TxtLine, self.field_place(document, 0), expected, &quoted(&count));
        }
        match self.field(1).parse::<StatedArea>() {
            Ok(area) => {
                if area.unit().is_some() {
                    let place = self.field_place(document, 1);
                    let expected = ("不带单位的公顷数", "hectares without a unit");
                    document.add(Code::TxtAreaUnit, place, expected, &quoted(area.text()));
                }
                self.stated_area = Some(area);
            }
            Err(_) => {
                self.lines = Lines::Broken;
                let place = self.field_place(document, 1);
                let expected = ("公顷数，非负", "a number of hectares, not negative");
                document.add(Code::TxtLine, place, expected, &quoted(self.field(1)));
            }
        }
        if let GeometryKind::Other(kind) = GeometryKind::from(self.field(syntax::KIND).to_owned()) {
            let place = self.field_place(document, syntax::KIND);
            let found = quoted(&kind);
            let found = (format!("{}，按面读取", found.0), format!("{}, read as a face", found.1));
            document.add(Code::TxtValue, place, ("点、线或面", "`点`, `线` or `面`"), &found);
        }
    }
}

/// A point line; `None` with findings if it cannot be read.
fn point(document: &mut Document<'_>, line: usize, fields: &[Field<'_>]) -> Option<RawPoint> {
    let [name, ring, x, y, extra @ ..] = fields else {
        let place = document.line_place(line);
        let expected = ("四个字段：点号,圈号,X,Y", "four fields: point, ring, X, Y");
        let count = fields.len();
        let found = (format!("{count} 个字段"), counted(count, "field", "fields"));
        document.add(Code::TxtLine, place, expected, &found);
        return None;
    };
    if !extra.is_empty() {
        let place = document.line_place(line);
        let count = fields.len();
        let expected = ("四个字段：点号,圈号,X,Y", "four fields: point, ring, X, Y");
        let found = (format!("{count} 个字段"), counted(count, "field", "fields"));
        document.add(Code::TxtFieldCount, place, expected, &found);
    }
    let number: Option<u32> = ring.text.trim().parse().ok();
    if number.is_none() {
        let place = document.place(line, ring.start, ring.end());
        document.add(Code::TxtLine, place, ("圈号（整数）", "a ring number"), &quoted(ring.text));
    }
    let mut read = |field: &Field<'_>| match syntax::number(field.text) {
        Ok(value) => Some(value),
        Err(expected) => {
            let place = document.place(line, field.start, field.end());
            let expected = (expected.zh.as_str(), expected.en.as_str());
            document.add(Code::TxtLine, place, expected, &quoted(field.text));
            None
        }
    };
    let (x_value, y_value) = (read(x), read(y));
    Some(RawPoint {
        line,
        name: name.text.to_owned(),
        ring: number?,
        ring_at: Range::of(line, ring),
        x: (x.text.to_owned(), x_value?),
        y: (y.text.to_owned(), y_value?),
        x_at: Range::of(line, x),
        y_at: Range::of(line, y),
        extra: extra.iter().map(|field| field.text.to_owned()).collect(),
        form: LineForm::default(),
    })
}
