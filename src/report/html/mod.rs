//! The report as one HTML page (网页报告): map, charts and tables in a single file, for a screen and for A4 paper.
//!
//! The page holds all that it needs: no font, style, script or image is fetched, so that it can be mailed and opened
//! without a network. Without scripts everything is there; a script of some lines adds a filter to the ledger table and
//! marks the row of a parcel that was clicked. What the text report says, the page says in the same words.

mod blocks;
mod course;
mod findings;
mod indicators;
mod ledger_table;
mod pictures;
mod sources;
mod summary;

pub use course::RevitalizedCourse;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::check::CheckReport;
use super::drawing::MapTheme;
use super::text;
use super::text::page::Page;
use super::{MapLayers, Report};
use crate::finding::Language;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// A report as a page, with the drawings that there are values for.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct HtmlReport<'a> {
    /// The report.
    pub report: &'a Report,
    /// The layers of the maps; without them there is none.
    pub layers: Option<&'a MapLayers>,
    /// What counts as revitalized over time; without it the course is not drawn.
    pub course: Option<&'a RevitalizedCourse>,
    /// A check of the map; without it the page says that overlaps and gaps were not looked at.
    pub check: Option<&'a CheckReport>,
}

impl<'a> HtmlReport<'a> {
    /// A page without maps, without the course of revitalization, and without a check of the map.
    #[must_use]
    pub const fn new(report: &'a Report) -> HtmlReport<'a> {
        HtmlReport { report, layers: None, course: None, check: None }
    }

    /// The page, in one language.
    ///
    /// Names from files are text and nothing else, whatever they contain.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use landledger::calendar::Period;
    /// use landledger::finding::Language;
    /// use landledger::store::District;
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let district = District::open("fixtures/shangjie")?;
    /// let report = district.report(Period::through(date(2024, 1, 1), date(2024, 6, 30))?)?;
    /// let page = district.html(&report, None, Language::Zh)?;
    /// assert!(page.starts_with("<!DOCTYPE html>"));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn render(&self, language: Language) -> String {
        let report = self.report;
        let page = Page::new(language);
        let title = blocks::title(report, language);
        let sections = self.sections(&page);
        html! {
            (DOCTYPE)
            html lang=(super::drawing::tag(language)) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="generator" content={ "landledger " (env!("CARGO_PKG_VERSION")) };
                    title { (title) " " (report.on) }
                    style { (PreEscaped(STYLE)) }
                }
                body {
                    a class="skip" href="#main" { (page.say("跳到正文", "skip to the report")) }
                    header {
                        h1 { (title) }
                        (blocks::head(report, language))
                    }
                    nav aria-label=(page.say("目录", "contents")) {
                        ol {
                            @for section in &sections {
                                li { a href={ "#" (section.id) } { (section.short()) } }
                            }
                        }
                    }
                    main id="main" {
                        (summary::draw(report, self.check, &page))
                        @for section in &sections {
                            section id=(section.id) aria-labelledby={ (section.id) "-heading" } {
                                h2 id={ (section.id) "-heading" } { (section.heading) }
                                (section.body)
                            }
                        }
                    }
                    footer {
                        p {
                            "landledger " (env!("CARGO_PKG_VERSION")) " · "
                            (page.say("报告格式版本", "version of the report form")) " " (report.version)
                        }
                    }
                    script { (PreEscaped(SCRIPT)) }
                }
            }
        }
        .into_string()
    }

    fn sections(&self, page: &Page) -> Vec<Section> {
        let report = self.report;
        let language = page.language();
        let mut sections = Vec::new();
        if let Some(layers) = self.layers {
            let maps = MapTheme::ALL.map(|theme| pictures::map(report, layers, theme, language));
            let maps: Vec<Markup> = maps.into_iter().flatten().collect();
            if !maps.is_empty() {
                let body = html! { @for map in maps { (map) } };
                sections.push(Section::new("maps", page.say("图", "Maps"), body));
            }
        }
        let of = |print: fn(&Report, &mut Page)| blocks::section(report, language, print);
        let (heading, body) = of(text::zone::print_areas);
        sections.push(Section::new("areas", &heading, body));
        let (heading, body) = of(text::ledger::print);
        let body = html! {
            (pictures::causes(report, page))
            (pictures::roll_forward(report, page))
            (body)
            (ledger_table::draw(report, self.layers, page))
        };
        sections.push(Section::new("ledger", &heading, body));
        let (heading, body) = of(text::assessments::print);
        sections.push(Section::new("assessments", &heading, body));
        let (heading, body) = of(text::revitalized::print);
        let body = html! {
            @if let Some(course) = self.course { (pictures::revitalized(report, course, page)) }
            (pictures::vacancy(report, page))
            (body)
        };
        sections.push(Section::new("revitalized", &heading, body));
        let (heading, body) = of(text::plans::print);
        let body = html! { (pictures::plans(report, page)) (body) };
        sections.push(Section::new("plans", &heading, body));
        let heading = page.say("利用指标", "Indicators of use");
        sections.push(Section::new("indicators", heading, indicators::draw(report, page)));
        let (heading, body) = of(text::evaluation::print);
        sections.push(Section::new("evaluation", &heading, body));
        let heading = page.say("数据问题", "Findings in the data");
        sections.push(Section::new("findings", heading, findings::draw(report, self.check, page)));
        let heading = page.say("依据与未检查事项", "What this rests on, and what was not checked");
        sections.push(Section::new("sources", heading, sources::draw(report, self.check, page)));
        sections.retain(|section| !section.heading.is_empty());
        sections
    }
}

/// A section of the page.
struct Section {
    id: &'static str,
    heading: String,
    body: Markup,
}

impl Section {
    fn new(id: &'static str, heading: &str, body: Markup) -> Section {
        Section { id, heading: heading.to_owned(), body }
    }

    /// The heading without what its brackets and clauses add.
    fn short(&self) -> &str {
        let end = self.heading.find(['（', '(', ',']).unwrap_or(self.heading.len());
        self.heading.get(..end).unwrap_or(&self.heading).trim_end()
    }
}
