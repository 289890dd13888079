//! The legend of a map, with scale bar and north arrow.

use maud::{Markup, html};

use super::drawn::{Counts, LegendRow, Standing};
use super::frame::{Frame, ROOM};
use super::labels::Labels;
use super::{MapOptions, marks};
use crate::finding::{Language, Severity, Text};
use crate::report::drawing::svg::{At, fitted};
use crate::report::{Fill, MapLayers, colours};
use crate::zone::NonParcelKind;

const LEFT: f64 = 746.0;
const WIDTH: f64 = 250.0;

/// The height of a row, and the least that its letters need where there are many.
const ROW: f64 = 20.0;
const LEAST_ROW: f64 = 15.0;

/// The height of a line of small letters.
const LINE: f64 = 16.0;

/// Where the rows begin, and what stands below them: north arrow, scale bar, reference system.
const TOP: f64 = 78.0;
const FOOT: f64 = 134.0;

pub(super) fn draw(
    layers: &MapLayers,
    options: &MapOptions,
    frame: &Frame,
    labels: &Labels,
    counts: &Counts,
) -> Markup {
    let language = options.language;
    let say = |zh: &str, en: &str| match language {
        Language::Zh => zh.to_owned(),
        Language::En => en.to_owned(),
    };
    let title = options.theme.title();
    let rows = rows(options, counts);
    let others = others(counts);
    let declared = declared(layers);
    let severities = severities(counts);
    let blocks = layers.boundary.as_ref().is_some_and(|boundary| !boundary.blocks.is_empty());
    let small = [
        (!options.labels.is_empty())
            .then(|| say("图上数字为台账表序号", "numbers are rows of the ledger table")),
        (!labels.left_out.is_empty()).then(|| {
            let words = say("因无空位未注数字：", "numbers without room: ");
            format!("{words}{}", labels.left_out.len())
        }),
        (counts.unmarked > 0).then(|| {
            let words = say("图上没有位置的问题：", "findings without a place here: ");
            format!("{words}{}", counts.unmarked)
        }),
    ];
    let small: Vec<String> = small.into_iter().flatten().collect();
    let count =
        rows.len() + others.len() + declared.len() + 1 + usize::from(blocks) + severities.len();
    let row = row_height(count, small.len());
    let mut y = 24.0;
    let mut next = |step: f64| {
        let at = y;
        y += step;
        at
    };
    let (bar, metres) = frame.scale_bar();
    html! {
        text x=(At(LEFT)) y=(At(next(20.0))) font-size="15" font-weight="bold" {
            (fitted(title.in_language(language), 15.0, WIDTH))
        }
        text x=(At(LEFT)) y=(At(next(16.0))) font-size="11" fill="#4d4d4d" { (fitted(&layers.name, 11.0, WIDTH)) }
        text x=(At(LEFT)) y=(At(next(18.0))) font-size="11" fill="#4d4d4d" {
            (say("截至 ", "as of ")) (layers.on)
        }
        @for (name, fill, count) in &rows {
            @let y = next(row);
            rect x=(At(LEFT)) y=(At(y)) width="26" height="14" fill=(fill.paint(&own_name(options))) stroke="#1a1a1a"
                stroke-width=".7" {}
            text x=(At(LEFT + 34.0)) y=(At(y + 11.5)) { (fitted(name, 12.0, WIDTH - 64.0)) }
            text x=(At(LEFT + WIDTH)) y=(At(y + 11.5)) text-anchor="end" { (count) }
        }
        @for (standing, name, count) in &others {
            @let (y, style) = (next(row), standing.style());
            rect x=(At(LEFT)) y=(At(y)) width="26" height="14" fill=(style.fill) stroke=(colours::UNLISTED_OUTLINE)
                stroke-width=".7" stroke-dasharray=[style.dashes(1.0)] {}
            text x=(At(LEFT + 34.0)) y=(At(y + 11.5)) { (name.in_language(language)) }
            text x=(At(LEFT + WIDTH)) y=(At(y + 11.5)) text-anchor="end" { (count) }
        }
        @for (kind, name) in &declared {
            @let y = next(row);
            rect x=(At(LEFT)) y=(At(y)) width="26" height="14" fill=(colours::of_declared(*kind)) {}
            text x=(At(LEFT + 34.0)) y=(At(y + 11.5)) { (name.in_language(language)) }
        }
        @let y = next(row);
        line x1=(At(LEFT)) x2=(At(LEFT + 26.0)) y1=(At(y + 7.0)) y2=(At(y + 7.0)) stroke="#1a1a1a"
            stroke-width="2.4" {}
        text x=(At(LEFT + 34.0)) y=(At(y + 11.5)) { (say("开发区边界", "zone boundary")) }
        @if blocks {
            @let y = next(row);
            line x1=(At(LEFT)) x2=(At(LEFT + 26.0)) y1=(At(y + 7.0)) y2=(At(y + 7.0)) stroke="#1a1a1a"
                stroke-dasharray="6 4" {}
            text x=(At(LEFT + 34.0)) y=(At(y + 11.5)) { (say("区块", "blocks")) }
        }
        @for (severity, name, count) in &severities {
            @let y = next(row);
            (marks::symbol([LEFT + 13.0, y + 8.0], *severity))
            text x=(At(LEFT + 34.0)) y=(At(y + 11.5)) { (name.in_language(language)) }
            text x=(At(LEFT + WIDTH)) y=(At(y + 11.5)) text-anchor="end" { (count) }
        }
        @for line in &small {
            text x=(At(LEFT)) y=(At(next(LINE) + 12.0)) font-size="11" fill="#4d4d4d" { (line) }
        }
        @let [_, _, _, bottom] = ROOM;
        g transform={ "translate(" (At(LEFT + 16.0)) " " (At(bottom - 92.0)) ")" } {
            path d="M0 -26L8 8L0 1L-8 8z" fill="#1a1a1a" {}
            text y="-30" text-anchor="middle" font-weight="bold" { "N" }
        }
        text x=(At(LEFT + 40.0)) y=(At(bottom - 104.0)) font-size="11" fill="#4d4d4d" {
            (say("坐标北", "grid north"))
        }
        text x=(At(LEFT + 40.0)) y=(At(bottom - 88.0)) font-size="11" fill="#4d4d4d" {
            (true_north(frame.true_north, language))
        }
        g transform={ "translate(" (At(LEFT)) " " (At(bottom - 58.0)) ")" } {
            rect width=(At(bar / 2.0)) height="6" fill="#1a1a1a" stroke="#1a1a1a" {}
            rect x=(At(bar / 2.0)) width=(At(bar / 2.0)) height="6" fill="#fff" stroke="#1a1a1a" {}
            g font-size="10" text-anchor="middle" {
                text x="0" y="18" { "0" }
                text x=(At(bar / 2.0)) y="18" { (length(metres / 2.0)) }
                text x=(At(bar)) y="18" { (length(metres)) }
            }
        }
        text x=(At(LEFT)) y=(At(bottom - 16.0)) font-size="11" fill="#4d4d4d" {
            (say("2000 国家大地坐标系，高斯-克吕格投影", "CGCS2000, Gauss-Krüger projection"))
        }
        text x=(At(LEFT)) y=(At(bottom)) font-size="11" fill="#4d4d4d" {
            (say("中央子午线 ", "central meridian ")) (frame.central_meridian()) "°"
            (say("，格网单位 km", ", grid in km"))
        }
    }
}

/// What the ids of the legend's hatchings start with: they are finer than those of the map, whose unit is another.
pub(super) fn own_name(options: &MapOptions) -> String {
    format!("{}-legend", options.name)
}

/// The height of a row: less where there are so many that they would reach into what stands below them.
fn row_height(rows: usize, lines: usize) -> f64 {
    let [_, _, _, bottom] = ROOM;
    let room = bottom - FOOT - TOP - LINE * lines as f64;
    (room / rows as f64).clamp(LEAST_ROW, ROW)
}

/// The same for those who do not see the map.
pub(super) fn in_words(options: &MapOptions, counts: &Counts) -> String {
    let rows = rows(options, counts);
    let rows: Vec<String> = rows.iter().map(|(name, _, count)| format!("{name} {count}")).collect();
    let others: Vec<String> = others(counts)
        .iter()
        .map(|(_, name, count)| format!("{} {count}", name.in_language(options.language)))
        .collect();
    let parcels = counts.parcels;
    let (all, on_ledger, comma, semicolon) = match options.language {
        Language::Zh => (format!("{parcels} 宗"), "在账：", "、", "；"),
        Language::En => (format!("{parcels} parcels"), "on the ledger: ", ", ", "; "),
    };
    let listed = (!rows.is_empty()).then(|| format!("{on_ledger}{}", rows.join(comma)));
    let others = (!others.is_empty()).then(|| others.join(comma));
    let parts: Vec<String> = std::iter::once(all).chain(listed).chain(others).collect();
    parts.join(semicolon)
}

/// The rows of the theme that occur, with their number of parcels.
fn rows(options: &MapOptions, counts: &Counts) -> Vec<(String, Fill, usize)> {
    let rows = options.theme.rows(options.language).into_iter().enumerate();
    rows.map(|(row, (name, fill))| (name, fill, counts.row(LegendRow::Theme(row))))
        .filter(|row| row.2 > 0)
        .collect()
}

/// The parcels that are not on the ledger, by how they stand in the books.
fn others(counts: &Counts) -> Vec<(Standing, Text, usize)> {
    Standing::ALL
        .into_iter()
        .map(|standing| (standing, standing.name(), counts.row(LegendRow::Other(standing))))
        .filter(|row| row.2 > 0)
        .collect()
}

fn declared(layers: &MapLayers) -> Vec<(NonParcelKind, Text)> {
    let kinds = [
        (NonParcelKind::Road, Text::new("道路", "roads")),
        (NonParcelKind::Water, Text::new("水域", "water")),
        (NonParcelKind::Green, Text::new("绿地", "green")),
        (NonParcelKind::Unbuildable, Text::new("不可建设土地", "land that cannot be built on")),
    ];
    let occurs = |kind: NonParcelKind| layers.declared.iter().any(|land| land.kind == kind);
    kinds.into_iter().filter(|(kind, _)| occurs(*kind)).collect()
}

/// The findings that are marked, by weight.
fn severities(counts: &Counts) -> Vec<(Severity, Text, usize)> {
    let all = [
        (Severity::Error, Text::new("问题：错误", "findings: errors")),
        (Severity::Warning, Text::new("问题：警告", "findings: warnings")),
        (Severity::Note, Text::new("问题：提示", "findings: notes")),
    ];
    let rows = all.into_iter().map(|(severity, name)| (severity, name, counts.marked(severity)));
    rows.filter(|row| row.2 > 0).collect()
}

/// Where true north lies, to the minute of arc.
fn true_north(degrees: f64, language: Language) -> String {
    let minutes = (degrees.abs() * 60.0).round() as u32;
    let angle = format!("{}°{:02}′", minutes / 60, minutes % 60);
    match (language, minutes == 0, degrees > 0.0) {
        (Language::Zh, true, _) => "与真北一致".to_owned(),
        (Language::En, true, _) => "is true north".to_owned(),
        (Language::Zh, _, true) => format!("真北偏东 {angle}"),
        (Language::Zh, _, false) => format!("真北偏西 {angle}"),
        (Language::En, _, true) => format!("true north {angle} east of it"),
        (Language::En, _, false) => format!("true north {angle} west of it"),
    }
}

fn length(metres: f64) -> String {
    if metres >= 1000.0 { format!("{} km", metres / 1000.0) } else { format!("{metres} m") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_never_reach_into_what_stands_below_them() {
        // By hand: 612 - 134 - 78 are 400 units: 20 rows of 20, or with three lines of 16 rows of 17.6.
        assert_eq!(At(row_height(20, 0)).text(), "20");
        assert_eq!(At(row_height(20, 3)).text(), "17.6");
        // The most that there can be: 8 of a theme, 3, 4 of land, boundary, blocks, 3 of findings.
        assert!(row_height(20, 3) > LEAST_ROW);
        assert_eq!(At(row_height(3, 3)).text(), "20");
    }

    #[test]
    fn true_north_is_said_to_the_minute() {
        // By hand: 0.3995° is 23.97′.
        assert_eq!(true_north(0.3995, Language::Zh), "真北偏东 0°24′");
        assert_eq!(true_north(-1.5, Language::En), "true north 1°30′ west of it");
        assert_eq!(true_north(0.004, Language::En), "is true north");
    }
}
