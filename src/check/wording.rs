//! Words that several checks share.

use super::VertexIndex;
use crate::finding::Text;
use crate::geometry::{MultiPolygon, Plane};

/// A ring in words: the exterior, or which interior ring; the part is named where there are several.
pub(super) fn ring_words<P: Copy>(shape: &MultiPolygon<P>, at: VertexIndex) -> Text {
    let (mut zh, mut en) = match at.ring {
        0 => (String::from("外环"), String::from("exterior ring")),
        ring => (format!("第 {ring} 内环"), format!("interior ring {ring}")),
    };
    if shape.polygons().len() > 1 {
        let part = at.polygon.saturating_add(1);
        zh = format!("第 {part} 部分{zh}");
        en = format!("{en} of part {part}");
    }
    Text::new(zh, en)
}

/// A position in words, with the digits that matter: 1e-7° is 1 cm.
pub(super) fn position_words(plane: Plane, [x, y]: [f64; 2]) -> String {
    match plane {
        Plane::Degrees => format!("({x:.7}, {y:.7})"),
        Plane::Metres => format!("({x:.3}, {y:.3})"),
    }
}

/// A length in words: millimetres where metres would say 0.00.
pub(super) fn metres_words(metres: f64) -> String {
    if metres < 0.0995 { format!("{:.1} mm", metres * 1000.0) } else { format!("{metres:.2} m") }
}

/// An area in words: enough digits to say more than 0.00.
pub(super) fn area_words(square_metres: f64) -> String {
    let size = square_metres.abs();
    if size >= 0.01 || size == 0.0 {
        format!("{square_metres:.2} m²")
    } else if size >= 1e-6 {
        format!("{square_metres:.6} m²")
    } else {
        format!("{square_metres:.1e} m²")
    }
}
