//! How the layers look: one style a layer, in the style language of QGIS (QML).
//!
//! Colours are those of the drawings of a report ([`Fill`] and the table that it is of), so that a class looks the same in
//! both.

use std::fmt::Write;

use serde_json::to_value;

use crate::finding::{Language, Severity, Text};
use crate::ledger::EntryClass;
use crate::report::{Fill, MapColumn, MapGeometryKind, colours};
use crate::zone::NonParcelKind;

/// A colour with its opacity, each from 0 to 255.
pub(super) type Colour = [u8; 4];

/// The style of a layer.
pub(super) struct Style {
    pub(super) title: String,
    pub(super) geometry: MapGeometryKind,
    /// The column that decides the colour; without one all features look like the first category.
    pub(super) by: Option<&'static str>,
    /// The column of the labels.
    pub(super) label: Option<&'static str>,
    pub(super) categories: Vec<Category>,
}

/// Features that look alike.
pub(super) struct Category {
    /// The value of the column; `None` for all other values.
    pub(super) value: Option<String>,
    pub(super) label: String,
    pub(super) fill: Colour,
    pub(super) outline: Colour,
    /// Width of the outline, mm.
    pub(super) width: &'static str,
}

const CLEAR: Colour = [255, 255, 255, 0];
const WHITE: Colour = [255, 255, 255, 255];

/// The style of a layer by its name; `None` for a table that is no map.
pub(super) fn of(layer: &str, language: Language) -> Option<Style> {
    let say = |text: Text| text.in_language(language).to_owned();
    let ink = opaque(colours::INK);
    let unlisted = opaque(colours::UNLISTED_OUTLINE);
    let plain = |title: Text, outline, width, label| Style {
        title: say(title.clone()),
        geometry: MapGeometryKind::Polygons,
        by: None,
        label,
        categories: vec![Category { value: None, label: say(title), fill: CLEAR, outline, width }],
    };
    let category = |value: Option<String>, label: Text, fill, outline, width| Category {
        value,
        label: say(label),
        fill,
        outline,
        width,
    };
    Some(match layer {
        "zone" => plain(Text::new("开发区边界", "boundary of the zone"), ink, "0.8", None),
        "blocks" => plain(Text::new("区块", "blocks"), ink, "0.4", Some("name")),
        "declared_land" => Style {
            title: say(Text::new("非宗地用地", "declared land that is no parcel")),
            geometry: MapGeometryKind::Polygons,
            by: Some("kind"),
            label: None,
            categories: [
                NonParcelKind::Road,
                NonParcelKind::Water,
                NonParcelKind::Green,
                NonParcelKind::Unbuildable,
            ]
            .into_iter()
            .map(|kind| {
                let fill = opaque(colours::of_declared(kind));
                category(word(kind), kind.name(), fill, CLEAR, "0.2")
            })
            .collect(),
        },
        "parcels" => {
            let listed = EntryClass::ALL.into_iter().map(|class| {
                let fill = opaque(Fill::of_class(class).colour());
                category(Some(class.id().to_owned()), class.name(), fill, ink, "0.2")
            });
            let other = Text::new("未列入台账", "not on the ledger");
            let rest = category(None, other, opaque(colours::UNLISTED), unlisted, "0.2");
            Style {
                title: say(Text::new("宗地（按台账类别）", "parcels by class")),
                geometry: MapGeometryKind::Polygons,
                by: Some("class"),
                label: Some("name"),
                categories: listed.chain([rest]).collect(),
            }
        }
        "findings" => Style {
            title: say(Text::new("问题（按级别）", "findings by severity")),
            geometry: MapGeometryKind::Points,
            by: Some("severity"),
            label: None,
            // White within a coloured edge, as the marks of a drawn map.
            categories: [Severity::Error, Severity::Warning, Severity::Note]
                .into_iter()
                .map(|severity| {
                    let edge = opaque(colours::of_severity(severity));
                    category(word(severity), severity.title(), WHITE, edge, "0.5")
                })
                .collect(),
        },
        _ => return None,
    })
}

/// A colour of the table, `#rrggbb`, with nothing shining through.
fn opaque(colour: &str) -> Colour {
    let digits = u32::from_str_radix(colour.trim_start_matches('#'), 16).unwrap_or_default();
    let [_, red, green, blue] = digits.to_be_bytes();
    [red, green, blue, 255]
}

/// The word that a coded value has in the column.
fn word(value: impl serde::Serialize) -> Option<String> {
    to_value(value).ok()?.as_str().map(str::to_owned)
}

impl Style {
    /// The style as QGIS 3 reads it.
    pub(super) fn qml(&self, columns: &[MapColumn], language: Language) -> String {
        let mut out = String::from(
            "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n<qgis version=\"3.28\" styleCategories=\"Symbology|Labeling|Fields\"",
        );
        let labels = u8::from(self.label.is_some());
        let _ = writeln!(out, " labelsEnabled=\"{labels}\">");
        match self.by {
            Some(column) => {
                let _ = writeln!(
                    out,
                    "<renderer-v2 type=\"categorizedSymbol\" attr=\"{column}\" symbollevels=\"0\" enableorderby=\"0\" forceraster=\"0\">\n<categories>"
                );
                for (at, category) in self.categories.iter().enumerate() {
                    let value = escape(category.value.as_deref().unwrap_or_default());
                    let label = escape(&category.label);
                    let _ = writeln!(
                        out,
                        "<category render=\"true\" symbol=\"{at}\" type=\"string\" value=\"{value}\" label=\"{label}\"/>"
                    );
                }
                out.push_str("</categories>\n");
            }
            None => out.push_str(
                "<renderer-v2 type=\"singleSymbol\" symbollevels=\"0\" enableorderby=\"0\" forceraster=\"0\">\n",
            ),
        }
        out.push_str("<symbols>\n");
        for (at, category) in self.categories.iter().enumerate() {
            self.symbol(&mut out, at, category);
        }
        out.push_str("</symbols>\n</renderer-v2>\n");
        if let Some(column) = self.label {
            let _ = writeln!(
                out,
                "<labeling type=\"simple\"><settings calloutType=\"simple\"><text-style fieldName=\"{column}\" fontSize=\"8\" textColor=\"40,40,40,255\" isExpression=\"0\"><text-buffer bufferDraw=\"1\" bufferSize=\"0.8\" bufferColor=\"255,255,255,255\"/></text-style><placement placement=\"1\"/><rendering obstacle=\"1\"/></settings></labeling>"
            );
        }
        out.push_str("<aliases>\n");
        for column in columns {
            let title = escape(column.title(language));
            let _ = writeln!(out, "<alias field=\"{}\" name=\"{title}\"/>", column.name);
        }
        out.push_str("</aliases>\n</qgis>\n");
        out
    }

    fn symbol(&self, out: &mut String, at: usize, category: &Category) {
        let Category { fill, outline, width, .. } = category;
        let (kind, layer) = match self.geometry {
            MapGeometryKind::Polygons => ("fill", "SimpleFill"),
            MapGeometryKind::Points => ("marker", "SimpleMarker"),
        };
        let brush = if fill.last() == Some(&0) { "no" } else { "solid" };
        let pen = if outline.last() == Some(&0) { "no" } else { "solid" };
        let colour = |[red, green, blue, alpha]: &Colour| format!("{red},{green},{blue},{alpha}");
        let own: &[(&str, &str)] = match self.geometry {
            MapGeometryKind::Polygons => &[("style", brush)],
            MapGeometryKind::Points => &[("name", "triangle"), ("size", "3"), ("size_unit", "MM")],
        };
        let fill = colour(fill);
        let outline = colour(outline);
        let shared = [
            ("color", fill.as_str()),
            ("outline_color", outline.as_str()),
            ("outline_style", pen),
            ("outline_width", width),
            ("outline_width_unit", "MM"),
        ];
        let options: Vec<&(&str, &str)> = shared.iter().chain(own).collect();
        let _ = writeln!(
            out,
            "<symbol type=\"{kind}\" name=\"{at}\" alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\">\n<layer class=\"{layer}\" enabled=\"1\" pass=\"0\" locked=\"0\">\n<Option type=\"Map\">"
        );
        for (name, value) in &options {
            let _ = writeln!(out, "<Option type=\"QString\" name=\"{name}\" value=\"{value}\"/>");
        }
        out.push_str("</Option>\n");
        // As QGIS before 3.18 reads it.
        for (name, value) in &options {
            let _ = writeln!(out, "<prop k=\"{name}\" v=\"{value}\"/>");
        }
        out.push_str("</layer>\n</symbol>\n");
    }
}

/// Text in an attribute of XML.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
