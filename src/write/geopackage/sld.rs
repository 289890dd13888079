//! The same styles as Styled Layer Descriptor 1.1 (OGC 05-078r4), for programs that read that.

use std::fmt::Write;

use super::style::{Category, Colour, Style, escape};
use crate::report::MapGeometryKind;

pub(super) fn sld(style: &Style) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<StyledLayerDescriptor version=\"1.1.0\" xmlns=\"http://www.opengis.net/sld\" xmlns:se=\"http://www.opengis.net/se\" xmlns:ogc=\"http://www.opengis.net/ogc\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"http://www.opengis.net/sld http://schemas.opengis.net/sld/1.1.0/StyledLayerDescriptor.xsd\">\n",
    );
    let title = escape(&style.title);
    let _ = writeln!(
        out,
        "<NamedLayer><se:Name>{title}</se:Name><UserStyle><se:Name>{title}</se:Name><se:FeatureTypeStyle>"
    );
    for category in &style.categories {
        rule(&mut out, style, category);
    }
    out.push_str("</se:FeatureTypeStyle></UserStyle></NamedLayer>\n</StyledLayerDescriptor>\n");
    out
}

fn rule(out: &mut String, style: &Style, category: &Category) {
    let label = escape(&category.label);
    let _ = writeln!(
        out,
        "<se:Rule><se:Name>{label}</se:Name><se:Description><se:Title>{label}</se:Title></se:Description>"
    );
    match (style.by, &category.value) {
        (Some(column), Some(value)) => {
            let _ = writeln!(
                out,
                "<ogc:Filter><ogc:PropertyIsEqualTo><ogc:PropertyName>{column}</ogc:PropertyName><ogc:Literal>{}</ogc:Literal></ogc:PropertyIsEqualTo></ogc:Filter>",
                escape(value)
            );
        }
        (Some(_), None) => out.push_str("<se:ElseFilter/>\n"),
        (None, _) => {}
    }
    // Millimetres at 0.28 mm a pixel, the pixel of the standard.
    let width: f64 = category.width.parse().unwrap_or(0.2) / 0.28;
    let fill = fill(&category.fill);
    let stroke = stroke(&category.outline, width);
    match style.geometry {
        MapGeometryKind::Polygons => {
            let _ = writeln!(out, "<se:PolygonSymbolizer>{fill}{stroke}</se:PolygonSymbolizer>");
        }
        MapGeometryKind::Points => {
            let _ = writeln!(
                out,
                "<se:PointSymbolizer><se:Graphic><se:Mark><se:WellKnownName>triangle</se:WellKnownName>{fill}{stroke}</se:Mark><se:Size>11</se:Size></se:Graphic></se:PointSymbolizer>"
            );
        }
    }
    out.push_str("</se:Rule>\n");
}

fn fill(colour: &Colour) -> String {
    match colour {
        [_, _, _, 0] => String::new(),
        [red, green, blue, _] => format!(
            "<se:Fill><se:SvgParameter name=\"fill\">#{red:02x}{green:02x}{blue:02x}</se:SvgParameter></se:Fill>"
        ),
    }
}

fn stroke(colour: &Colour, width: f64) -> String {
    match colour {
        [_, _, _, 0] => String::new(),
        [red, green, blue, _] => format!(
            "<se:Stroke><se:SvgParameter name=\"stroke\">#{red:02x}{green:02x}{blue:02x}</se:SvgParameter><se:SvgParameter name=\"stroke-width\">{width:.2}</se:SvgParameter></se:Stroke>"
        ),
    }
}
