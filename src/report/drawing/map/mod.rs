//! The map of a zone.

mod drawn;
mod frame;
mod labels;
mod legend;
mod marks;
mod theme;

pub use theme::MapTheme;

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use super::Fill;
use super::palette::patterns;
use super::svg::{Role, document};
use crate::codes::ParcelCode;
use crate::finding::{Language, Text};
use crate::indicator::plane_of;
use crate::report::text::page::number;
use crate::report::text::table::printable;
use crate::report::{MapLayers, MapParcel, colours};
use crate::zone::NonParcelKind;
use drawn::{Counts, Drawn, LegendRow, Standing};
use frame::{FINE, Frame};

/// The size of the drawing: with the legend at its side it fills an A4 page across.
const SIZE: [f64; 2] = [1000.0, 640.0];

/// How a map is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct MapOptions {
    /// What the ids of the drawing start with; unique in a page.
    pub name: String,
    /// What the parcels are coloured by.
    pub theme: MapTheme,
    /// The language of the legend and of tooltips.
    pub language: Language,
    /// What stands on parcels of the ledger, as the number of their row in a table; others bear nothing.
    pub labels: BTreeMap<ParcelCode, MapLabel>,
}

/// What stands on a parcel.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct MapLabel {
    /// The text; a few characters.
    pub text: String,
    /// Where a click on the parcel leads, as `#row-12`.
    pub link: Option<String>,
}

/// A drawn map.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct MapDrawing {
    /// The SVG document.
    pub svg: String,
    /// Parcels whose label found no room without covering another.
    pub labels_left_out: Vec<ParcelCode>,
}

impl MapOptions {
    /// A map by theme, without labels.
    #[must_use]
    pub fn new(theme: MapTheme, language: Language) -> MapOptions {
        MapOptions { name: format!("map-{}", theme.id()), theme, language, labels: BTreeMap::new() }
    }
}

impl MapLabel {
    /// A label that leads nowhere.
    #[must_use]
    pub fn new(text: impl Into<String>) -> MapLabel {
        MapLabel { text: text.into(), link: None }
    }
}

/// The map of a zone on a day (开发区图): boundary, blocks, declared land, the parcels by class or by plan with a legend,
/// findings as marks, kilometre grid, scale bar and north arrow, in the Gauss-Krüger plane of the zone.
///
/// Labels never cover one another: what finds no room is left out and said. `None` where the zone has no boundary on the
/// day, or one that cannot be projected.
///
/// ```
/// use jiff::civil::date;
/// use landledger::calendar::Period;
/// use landledger::finding::Language;
/// use landledger::report::drawing::{MapOptions, MapTheme, map};
/// use landledger::store::District;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let district = District::open("fixtures/shangjie")?;
/// let report = district.report(Period::through(date(2024, 1, 1), date(2024, 6, 30))?)?;
/// let layers = district.map_layers(&report)?;
/// let drawing = map(&layers, &MapOptions::new(MapTheme::Class, Language::Zh)).unwrap();
/// assert!(drawing.svg.contains("闲置土地"));
/// # Ok(())
/// # }
/// ```
#[must_use]
pub fn map(layers: &MapLayers, options: &MapOptions) -> Option<MapDrawing> {
    let boundary = layers.boundary.as_ref()?;
    let plane = plane_of(&boundary.shape)?;
    let shapes = layers.parcels.iter().map(|parcel| &parcel.shape);
    let frame = Frame::around(plane, std::iter::once(&boundary.shape).chain(shapes))?;
    let name = options.name.as_str();
    let (theme, language) = (options.theme, options.language);
    let drawn = Drawn::all(layers, theme, &frame);
    let plain = |standing: Standing| -> String {
        drawn.iter().filter(|it| it.row == LegendRow::Other(standing)).map(|it| &*it.path).collect()
    };
    let fills: BTreeSet<Fill> = drawn.iter().filter_map(|it| theme.fill(it.parcel)).collect();
    let fills: Vec<Fill> = fills.into_iter().collect();
    let marks = marks::placed(layers, &frame);
    let labels = labels::placed(layers, options, &frame, &marks);
    let counts = Counts::of(&drawn, &marks, layers);
    let legend = legend::draw(layers, options, &frame, &labels, &counts);
    let title = match language {
        Language::Zh => format!("{} {} {}", layers.name, theme.title().zh, layers.on),
        Language::En => format!("{}: {}, {}", layers.name, theme.title().en, layers.on),
    };
    let body = html! {
        (patterns(name, &fills, FINE))
        (patterns(&legend::own_name(options), &fills, 1.0))
        (frame.background())
        g transform={ "scale(" (1.0 / FINE) ")" } stroke-linejoin="round" {
            path d=(frame.path(&boundary.shape)) fill="#fff" {}
            @for kind in [NonParcelKind::Road, NonParcelKind::Unbuildable, NonParcelKind::Green, NonParcelKind::Water] {
                @let of_kind = layers.declared.iter().filter(|land| land.kind == kind);
                @let path: String = of_kind.map(|land| frame.path(&land.shape)).collect();
                @if !path.is_empty() { path d=(path) fill=(colours::of_declared(kind)) {} }
            }
            @for standing in Standing::ALL {
                @let (path, style) = (plain(standing), standing.style());
                @if !path.is_empty() {
                    path d=(path) fill=(style.fill) stroke=(colours::UNLISTED_OUTLINE) stroke-width="4"
                        stroke-dasharray=[style.dashes(FINE)] {}
                }
            }
            @for drawn in drawn.iter().filter(|it| matches!(it.row, LegendRow::Theme(_))) {
                (on_the_ledger(drawn, options))
            }
            @for block in &boundary.blocks {
                path d=(frame.path(&block.shape)) fill="none" stroke=(colours::INK) stroke-width="10"
                    stroke-dasharray="60 40" {
                    title { (printable(&block.name)) }
                }
            }
            path d=(frame.path(&boundary.shape)) fill="none" stroke=(colours::INK) stroke-width="24" {}
        }
        (labels::draw(&labels))
        (marks::draw(&marks, layers, language))
        (frame.neatline())
        (legend)
    };
    let description = legend::in_words(options, &counts);
    let role = if options.labels.values().any(|label| label.link.is_some()) {
        Role::Group
    } else {
        Role::Picture
    };
    let svg = document(name, SIZE, language, role, [&title, &description], &body);
    Some(MapDrawing { svg, labels_left_out: labels.left_out })
}

/// A parcel with a colour, its tooltip and its link.
fn on_the_ledger(Drawn { parcel, path, .. }: &Drawn<'_>, options: &MapOptions) -> Markup {
    let fill = options.theme.fill(parcel).map(|fill| fill.paint(&options.name)).unwrap_or_default();
    let link = options.labels.get(&parcel.code).and_then(|label| label.link.as_deref());
    let path = html! {
        path class="parcel" data-parcel=(parcel.code) d=(path) fill=(fill) stroke=(colours::INK) stroke-width="7" {
            title { (tooltip(parcel, options)) }
        }
    };
    html! {
        @match link {
            Some(link) => { a href=(link) { (path) } }
            None => { (path) }
        }
    }
}

/// What a parcel is, in one line.
fn tooltip(parcel: &MapParcel, options: &MapOptions) -> String {
    let words = |text: Text| match options.language {
        Language::Zh => text.zh,
        Language::En => text.en,
    };
    let mut parts = Vec::new();
    parts.extend(options.labels.get(&parcel.code).map(|label| label.text.clone()));
    parts.push(parcel.name.clone());
    parts.push(parcel.code.to_string());
    for entry in &parcel.entries {
        let (class, area) = (words(entry.class.name()), number(entry.land_area));
        parts.push(format!("{} {class} {area} m²", entry.entry));
    }
    if let Some(plan) = &parcel.plan {
        parts.push(format!("{} {}", plan.plan, words(plan.status.name())));
    }
    printable(&parts.join(" · "))
}
