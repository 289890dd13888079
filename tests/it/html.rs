//! The report as one HTML page: complete, self-contained, safe, the same bytes.

use std::collections::BTreeSet;

use jiff::civil::date;
use landledger::calendar::Period;
use landledger::finding::Language;
use landledger::ledger::{AsOf, Revitalized, replay};
use landledger::read::Source;
use landledger::report::check::{CheckRequest, check};
use landledger::report::html::{HtmlReport, RevitalizedCourse};
use landledger::report::{Report, ReportInput, text};
use landledger::store::District;
use landledger::zone::Zone;

use crate::drawing::attributes;
use crate::scratch::shangjie_report;

const LANGUAGES: [Language; 2] = [Language::Zh, Language::En];

/// The text of a page as a reader has it: without tags, styles and scripts, entities resolved.
fn visible(page: &str) -> String {
    let mut out = String::new();
    let mut rest = page;
    while let Some((before, tag)) = rest.split_once('<') {
        out.push_str(before);
        let name: String = tag.chars().take_while(|c| c.is_ascii_alphanumeric()).collect();
        rest = match name.as_str() {
            "style" | "script" => tag.split_once(&format!("</{name}>")).unwrap().1,
            _ => tag.split_once('>').unwrap().1,
        };
        out.push(' ');
    }
    out.push_str(rest);
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")];
    entities.into_iter().fold(out, |text, (entity, c)| text.replace(entity, c))
}

#[test]
fn f10_a_page_says_everything_that_the_text_says() {
    let (district, report) = shangjie_report();
    for language in LANGUAGES {
        let page: String = visible(&district.html(&report, None, language).unwrap());
        let page: String = page.chars().filter(|c| !c.is_whitespace()).collect();
        let text = text::render(&report, language);
        let mut compared = 0;
        for word in text.split_whitespace() {
            // Figures, codes, ids and days are never folded; a digest that is cut short stands in full.
            let figure = word.chars().filter(char::is_ascii_digit).count() >= 3
                && word.chars().all(|c| c.is_ascii_alphanumeric() || "+-–.,…".contains(c));
            if figure {
                compared += 1;
                let word = word.trim_end_matches(['…', ',', '.']);
                assert!(page.contains(word), "{language:?}: {word}");
            }
        }
        assert!(compared > 700, "{compared}");
    }
}

#[test]
fn a_page_needs_nothing_from_outside() {
    let (district, report) = shangjie_report();
    for language in LANGUAGES {
        let page = district.html(&report, None, language).unwrap();
        let without_names = page.replace("http://www.w3.org/2000/svg", "");
        for way_out in ["http:", "https:", "//", " src=", "@import", "<link", "<iframe", "fetch("] {
            let found = without_names.find(way_out).map(|at| &without_names[at..at + 60]);
            // A comment of the script.
            let found = found.filter(|text| !text.starts_with("// "));
            assert_eq!(found, None, "{way_out}");
        }
        for rest in page.split("url(").skip(1) {
            assert!(rest.starts_with('#'), "{}", &rest[..40]);
        }
    }
}

#[test]
fn ids_are_unique_and_every_link_leads_somewhere() {
    let (district, report) = shangjie_report();
    let page = district.html(&report, None, Language::Zh).unwrap();
    let ids = attributes(&page, "id");
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len());
    let links = attributes(&page, "href");
    // Ten sections, the text itself, and a parcel on two maps for each entry but those that share one.
    assert!(links.len() > 11 + report.entries.len(), "{}", links.len());
    for link in links {
        assert!(unique.contains(link.strip_prefix('#').unwrap()), "{link}");
    }
    for label in attributes(&page, "aria-labelledby") {
        assert!(label.split(' ').all(|id| unique.contains(id)), "{label}");
    }
    for painted in page.split("url(#").skip(1) {
        let id = painted.split(')').next().unwrap();
        assert!(unique.contains(id), "{id}");
    }
}

#[test]
fn the_numbers_on_the_map_are_the_rows_of_the_table() {
    let (district, report) = shangjie_report();
    let page = district.html(&report, None, Language::Zh).unwrap();
    let drawn: Vec<(&str, &str)> = page
        .split("<a href=\"#entry-")
        .skip(1)
        .map(|rest| (rest.split('"').next().unwrap(), attributes(rest, "data-parcel")[0]))
        .collect();
    assert_eq!(drawn.len(), 2 * report.entries.len());
    for (row, parcel) in drawn {
        let entry = &report.entries[row.parse::<usize>().unwrap() - 1];
        assert_eq!(entry.parcel.to_string(), parcel);
        let text = page.split(&format!("<tr id=\"entry-{row}\">")).nth(1).unwrap();
        let text = text.split("</tr>").next().unwrap();
        assert!(text.contains(parcel) && text.contains(entry.entry.as_str()), "{row}");
    }
}

#[test]
fn names_are_text_whatever_they_contain() {
    let hostile = "</title><script>alert('1')</script>\"&\u{202e}地";
    let zone = Zone::new(hostile, "410106".parse().unwrap());
    let period = Period::through(date(2024, 1, 1), date(2024, 6, 30)).unwrap();
    let report = Report::build(ReportInput::new(&zone, &[], &[]), period).unwrap();
    let page = HtmlReport::new(&report).render(Language::Zh);
    assert!(!page.contains("<script>alert") && !page.contains("</title><script>"));
    assert!(!page.contains('\u{202e}'));
    assert_eq!(page.matches("&lt;script&gt;alert('1')&lt;/script&gt;").count(), 2);
    // An empty district has a page all the same, without drawings.
    assert!(!page.contains("<svg xmlns"), "{page}");
}

#[test]
fn a_page_is_the_same_whatever_the_order_of_parcels() {
    let (mut district, report) = shangjie_report();
    let first = district.html(&report, None, Language::En).unwrap();
    district.parcels.reverse();
    assert!(first == district.html(&report, None, Language::En).unwrap());
}

#[test]
fn the_course_rises_by_what_each_period_revitalized() {
    let district = District::open("fixtures/shangjie").unwrap();
    let events = &district.journal.events;
    let history = replay(events, AsOf::day(date(2024, 12, 31)));
    let course = RevitalizedCourse::of(&history);
    let stock = |points: &[landledger::report::drawing::CoursePoint], day| {
        points.iter().rev().find(|point| point.day <= day).map(|point| point.value)
    };
    let mut moved = 0;
    for year in 2020..=2024_i16 {
        for quarter in 0..4_i8 {
            let first = date(year, 3 * quarter + 1, 1);
            let last = date(year, 3 * quarter + 3, 1).last_of_month();
            let period = Period::through(first, last).unwrap();
            let told = Revitalized::of(events, period, None).unwrap();
            let before = first.yesterday().unwrap();
            for (points, net) in [
                (&course.floor, told.floor.net.square_metres()),
                (&course.land, told.land.net.square_metres()),
            ] {
                let at = |day| stock(points, day).unwrap_or_default();
                assert_eq!(at(last) - at(before), net, "{period:?}");
                moved += usize::from(!net.is_zero());
            }
        }
    }
    assert!(moved > 10, "{moved}");
}

#[test]
fn a_check_of_the_map_stands_on_the_page_and_on_the_map() {
    let (district, report) = shangjie_report();
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/shangjie");
    let text = std::fs::read_to_string(file.join(District::PARCELS)).unwrap();
    // The first position of the first ring is moved: its ring is open, and the next parcel is overlapped or left.
    let start = text.find("113.").unwrap();
    let end = start + text[start..].find(',').unwrap();
    let moved = format!("{}{}{}", &text[..start], "113.28", &text[end..]);
    for (parcels, errors) in [(text.clone(), false), (moved, true)] {
        let source = Source::new("parcels.geojson", parcels);
        let checked = check(&CheckRequest::new(&source));
        assert_eq!(checked.has_errors(), errors);
        let page = district.html(&report, Some(&checked), Language::En).unwrap();
        let seen = visible(&page);
        assert!(seen.contains("Check of the map"));
        assert_eq!(page.contains("ring-not-closed"), errors);
        // It was looked at, so that the page does not say that it was not.
        assert!(!seen.contains("overlaps and gaps between parcels"));
        let marked = page
            .split("class=\"mark\"")
            .skip(1)
            .any(|mark| mark.split("</title>").next().unwrap().contains("ring-not-closed"));
        assert_eq!(marked, errors);
    }
    let unchecked = district.html(&report, None, Language::En).unwrap();
    assert!(visible(&unchecked).contains("overlaps and gaps between parcels"));
}

#[cfg(feature = "cli")]
#[test]
fn f10_the_command_prints_the_page_with_a_check_of_the_map() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/shangjie");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_landledger"))
        .arg("report")
        .arg(folder)
        .args(["--from", "2024-01-01", "--on", "2024-06-30", "--format", "html"])
        .output()
        .unwrap();
    assert!(output.status.success());
    let page = String::from_utf8(output.stdout).unwrap();
    assert!(page.starts_with("<!DOCTYPE html><html lang=\"zh-CN\">"));
    assert!(page.ends_with("</html>") && page.contains("图形检查"));
}
