//! Hatchings over the colours, for those who do not tell colours apart.

use maud::{Markup, html};

use super::svg::At;
use crate::report::Fill;

/// The lines of a hatching.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hatching {
    Plain,
    Rising,
    Falling,
    Upright,
    Level,
    Crossed,
    Dots,
}

impl Fill {
    const fn hatching(self) -> Hatching {
        match self {
            Fill::Vermillion | Fill::Blue => Hatching::Plain,
            Fill::SkyBlue => Hatching::Rising,
            Fill::Yellow => Hatching::Dots,
            Fill::Purple => Hatching::Falling,
            Fill::Green => Hatching::Upright,
            Fill::Orange => Hatching::Level,
            Fill::Grey => Hatching::Crossed,
        }
    }

    const fn id(self) -> &'static str {
        match self {
            Fill::Vermillion => "vermillion",
            Fill::Blue => "blue",
            Fill::SkyBlue => "sky-blue",
            Fill::Yellow => "yellow",
            Fill::Purple => "purple",
            Fill::Green => "green",
            Fill::Orange => "orange",
            Fill::Grey => "grey",
        }
    }

    /// The value of `fill` in the drawing of this name, whose [`patterns`] are defined.
    pub(super) fn paint(self, drawing: &str) -> String {
        match self.hatching() {
            Hatching::Plain => self.colour().to_owned(),
            _ => format!("url(#{drawing}-{})", self.id()),
        }
    }
}

/// The definitions of hatchings for a drawing; `scale` is how many of its units make one on the page.
pub(super) fn patterns(drawing: &str, used: &[Fill], scale: f64) -> Markup {
    let size = 6.0 * scale;
    let pen = scale;
    let path = |fill: Fill| match fill.hatching() {
        Hatching::Plain | Hatching::Dots => None,
        Hatching::Rising => Some(
            [[-0.25, 0.25, 0.25, -0.25], [0.0, 1.0, 1.0, 0.0], [0.75, 1.25, 1.25, 0.75]].to_vec(),
        ),
        Hatching::Falling => Some(
            [[-0.25, 0.75, 0.25, 1.25], [0.0, 0.0, 1.0, 1.0], [0.75, -0.25, 1.25, 0.25]].to_vec(),
        ),
        Hatching::Upright => Some(vec![[0.5, 0.0, 0.5, 1.0]]),
        Hatching::Level => Some(vec![[0.0, 0.5, 1.0, 0.5]]),
        Hatching::Crossed => Some(vec![[0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 1.0, 0.0]]),
    };
    html! {
        defs {
            @for fill in used {
                @if fill.hatching() != Hatching::Plain {
                    pattern id={ (drawing) "-" (fill.id()) } width=(At(size)) height=(At(size))
                        patternUnits="userSpaceOnUse" {
                        rect width=(At(size)) height=(At(size)) fill=(fill.colour()) {}
                        @if fill.hatching() == Hatching::Dots {
                            circle cx=(At(size / 2.0)) cy=(At(size / 2.0)) r=(At(1.1 * scale)) fill="#1a1a1a"
                                fill-opacity=".5" {}
                        }
                        @for [x1, y1, x2, y2] in path(*fill).unwrap_or_default() {
                            line x1=(At(x1 * size)) y1=(At(y1 * size)) x2=(At(x2 * size)) y2=(At(y2 * size))
                                stroke="#1a1a1a" stroke-opacity=".45" stroke-width=(At(pen)) {}
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::EntryClass;
    use crate::plan::PlanStatus;

    /// Red, green, blue from 0 to 1, of light.
    fn linear(fill: Fill) -> [f64; 3] {
        let digits = u32::from_str_radix(fill.colour().trim_start_matches('#'), 16);
        assert!(digits.is_ok(), "{fill:?}");
        let digits = digits.unwrap_or_default();
        [digits >> 16, digits >> 8, digits].map(|byte| {
            let v = f64::from(byte & 0xff) / 255.0;
            if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
        })
    }

    fn times(m: [[f64; 3]; 3], v: [f64; 3]) -> [f64; 3] {
        m.map(|row| row.iter().zip(v).map(|(a, b)| a * b).sum::<f64>())
    }

    /// CIE L*a*b* of linear sRGB, white D65 (IEC 61966-2-1; CIE 15).
    fn lab(rgb: [f64; 3]) -> [f64; 3] {
        let xyz = times(
            [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]],
            rgb.map(|v| v.clamp(0.0, 1.0)),
        );
        let f = |t: f64| {
            if t > 216.0 / 24389.0 { t.cbrt() } else { (24389.0 / 27.0 * t + 16.0) / 116.0 }
        };
        let [x, y, z] = [f(xyz[0] / 0.9505), f(xyz[1]), f(xyz[2] / 1.089)];
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    /// What people without one kind of cone see: G. Machado, M. Oliveira, L. Fernandes, "A Physiologically-based Model for
    /// Simulation of Color Vision Deficiency", IEEE TVCG 15 (2009), severity 1.0; the last is of all who see none of them.
    const SEEN: [(&str, [[f64; 3]; 3]); 4] = [
        ("all cones", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
        (
            "protanopia",
            [
                [0.152286, 1.052583, -0.204868],
                [0.114503, 0.786281, 0.099216],
                [-0.003882, -0.048116, 1.051998],
            ],
        ),
        (
            "deuteranopia",
            [
                [0.367322, 0.860646, -0.227968],
                [0.280085, 0.672501, 0.047413],
                [-0.011820, 0.042940, 0.968881],
            ],
        ),
        (
            "tritanopia",
            [
                [1.255528, -0.076749, -0.178779],
                [-0.078411, 0.930809, 0.147602],
                [0.004733, 0.691367, 0.303900],
            ],
        ),
    ];

    #[test]
    fn every_two_fills_are_told_apart_by_every_reader() {
        for (reader, matrix) in SEEN {
            for (at, one) in Fill::ALL.iter().enumerate() {
                for two in Fill::ALL.iter().skip(at + 1) {
                    let [a, b] = [one, two].map(|fill| lab(times(matrix, linear(*fill))));
                    let apart = a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt();
                    // 2.3 is a just noticeable difference; by colour alone four times that, else by hatching.
                    let hatched = one.hatching() != two.hatching();
                    assert!(apart > 9.2 || hatched, "{reader}: {one:?} and {two:?}: {apart:.1}");
                    assert!(apart > 4.6, "{reader}: {one:?} and {two:?}: {apart:.1}");
                }
            }
        }
    }

    #[test]
    fn fills_of_one_legend_differ_also_in_grey() {
        let classes: Vec<Fill> = EntryClass::ALL.into_iter().map(Fill::of_class).collect();
        let mut statuses: Vec<Fill> = PlanStatus::ALL.into_iter().map(Fill::of_status).collect();
        statuses.sort();
        statuses.dedup();
        for legend in [classes, statuses] {
            for (at, one) in legend.iter().enumerate() {
                for two in legend.iter().skip(at + 1) {
                    let [a, b] = [one, two].map(|fill| lab(linear(*fill))[0]);
                    let differ = (a - b).abs() > 6.0 || one.hatching() != two.hatching();
                    assert!(differ, "{one:?} and {two:?}: lightness {a:.0} and {b:.0}");
                }
            }
        }
    }
}
