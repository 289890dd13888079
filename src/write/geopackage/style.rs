//! How the layers look: one style a layer, in the style language of QGIS (QML).
//!
//! Colours are those of Okabe and Ito ("Color Universal Design", 2008), which colour-blind readers tell apart.

use std::fmt::Write;

use serde_json::to_value;

use crate::finding::{Language, Severity, Text};
use crate::ledger::EntryClass;
use crate::report::{MapColumn, MapGeometryKind};
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
const DARK: Colour = [40, 40, 40, 255];
const GREY: Colour = [120, 120, 120, 255];

/// The style of a layer by its name; `None` for a table that is no map.
pub(super) fn of(layer: &str, language: Language) -> Option<Style> {
    let say = |text: Text| text.in_language(language).to_owned();
    let plain = |title: Text, outline, width, label| Style {
        title: say(title.clone()),
        geometry: MapGeometryKind::Polygons,
        by: None,
        label,
        categories: vec![Category { value: None, label: say(title), fill: CLEAR, outline, width }],
    };
    let category = |value: Option<String>, label: Text, fill, outline| Category {
        value,
        label: say(label),
        fill,
        outline,
        width: "0.2",
    };
    Some(match layer {
        "zone" => plain(Text::new("开发区边界", "boundary of the zone"), DARK, "0.8", None),
        "blocks" => plain(Text::new("区块", "blocks"), GREY, "0.4", Some("name")),
        "declared_land" => Style {
            title: say(Text::new("非宗地用地", "declared land that is no parcel")),
            geometry: MapGeometryKind::Polygons,
            by: Some("kind"),
            label: None,
            categories: [
                (NonParcelKind::Road, [225, 225, 225, 255]),
                (NonParcelKind::Water, [190, 220, 240, 255]),
                (NonParcelKind::Green, [210, 232, 205, 255]),
                (NonParcelKind::Unbuildable, [236, 228, 214, 255]),
            ]
            .into_iter()
            .map(|(kind, fill)| category(word(kind), kind.name(), fill, CLEAR))
            .collect(),
        },
        "parcels" => {
            let listed = EntryClass::ALL.into_iter().map(|class| {
                category(Some(class.id().to_owned()), class.name(), class_colour(class), DARK)
            });
            let other = Text::new("未列入台账", "not on the ledger");
            let rest = category(None, other, [245, 245, 245, 255], GREY);
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
            categories: [
                (Severity::Error, [213, 94, 0, 255]),
                (Severity::Warning, [230, 159, 0, 255]),
                (Severity::Note, [0, 114, 178, 255]),
            ]
            .into_iter()
            .map(|(severity, fill)| category(word(severity), severity.title(), fill, DARK))
            .collect(),
        },
        _ => return None,
    })
}

const fn class_colour(class: EntryClass) -> Colour {
    match class {
        EntryClass::Idle => [213, 94, 0, 255],
        EntryClass::LowEfficiencyIndustrial => [230, 159, 0, 255],
        EntryClass::LowEfficiencyLogistics => [240, 228, 66, 255],
        EntryClass::LowEfficiencyCommercial => [204, 121, 167, 255],
        EntryClass::LowEfficiencyResidential => [86, 180, 233, 255],
        EntryClass::LowEfficiencyOther => [0, 158, 115, 255],
    }
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
