//! Whether coordinates are shifted by GCJ-02 or BD-09, with the evidence.

use serde::{Deserialize, Serialize};

use crate::finding::{Code, Finding, Text};
use crate::geometry::LonLatMultiPolygon;
use crate::geometry::shift::{Datum, ShiftEvidence, ShiftVerdict, recognise, recognise_inside};
use crate::units::Figure;
use crate::units::rounding::round_half_up;

/// What speaks for and against a shift (坐标偏移判断); nothing is corrected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DatumEvidence {
    /// `as-given`, `gcj02`, `bd09` or `undecided`.
    pub verdict: String,
    /// The agreement with the reference as given and without each shift.
    pub candidates: Vec<DatumCandidate>,
    /// How far the recognised shift moves the middle of the shape, metres, one decimal.
    #[serde(default, rename = "shift_m", skip_serializing_if = "Option::is_none")]
    pub shift: Option<Figure>,
    /// Whereto, degrees clockwise from north, one decimal.
    #[serde(default, rename = "azimuth_deg", skip_serializing_if = "Option::is_none")]
    pub azimuth: Option<Figure>,
}

/// The agreement once one datum's shift is removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DatumCandidate {
    /// `as-given`, `gcj02` or `bd09`.
    pub datum: String,
    /// Common area over united area, per cent, two decimals.
    #[serde(rename = "overlap_percent")]
    pub overlap: Figure,
    /// Share of the shape inside the reference, per cent, two decimals.
    #[serde(rename = "inside_percent")]
    pub inside: Figure,
}

impl DatumEvidence {
    /// Compares an outline with a reference outline of the same thing, which is on CGCS2000.
    ///
    /// `None` where [`recognise`] has no answer.
    #[must_use]
    pub fn of_outline(
        subject: &LonLatMultiPolygon,
        reference: &LonLatMultiPolygon,
    ) -> Option<DatumEvidence> {
        DatumEvidence::new(&recognise(subject, reference)?)
    }

    /// Compares parcels with the boundary that they should lie in, which is on CGCS2000.
    ///
    /// `None` where [`recognise_inside`] has no answer.
    #[must_use]
    pub fn of_parcels(
        parcels: &LonLatMultiPolygon,
        boundary: &LonLatMultiPolygon,
    ) -> Option<DatumEvidence> {
        DatumEvidence::new(&recognise_inside(parcels, boundary)?)
    }

    fn new(evidence: &ShiftEvidence) -> Option<DatumEvidence> {
        let candidates = evidence.agreements.iter().map(|agreement| {
            Some(DatumCandidate {
                datum: datum_id(agreement.datum).to_owned(),
                overlap: figure(agreement.overlap * 100.0, 2)?,
                inside: figure(agreement.inside * 100.0, 2)?,
            })
        });
        let verdict = match evidence.verdict {
            ShiftVerdict::AsGiven => datum_id(Datum::AsGiven),
            ShiftVerdict::Gcj02 => datum_id(Datum::Gcj02),
            ShiftVerdict::Bd09 => datum_id(Datum::Bd09),
            ShiftVerdict::Undecided => "undecided",
        };
        let shifted = matches!(evidence.verdict, ShiftVerdict::Gcj02 | ShiftVerdict::Bd09);
        let offset = evidence.offset.filter(|_| shifted);
        Some(DatumEvidence {
            verdict: verdict.to_owned(),
            candidates: candidates.collect::<Option<_>>()?,
            shift: offset.and_then(|offset| figure(offset.metres, 1)),
            azimuth: offset.and_then(|offset| figure(offset.azimuth, 1)),
        })
    }

    /// Whether a shift was recognised.
    #[must_use]
    pub fn is_shifted(&self) -> bool {
        self.shift.is_some()
    }

    /// The evidence in a sentence.
    #[must_use]
    pub fn text(&self) -> Text {
        let rows = |row: fn(&DatumCandidate) -> String, between: &str| {
            self.candidates.iter().map(row).collect::<Vec<_>>().join(between)
        };
        let zh = rows(
            |row| {
                let (name, overlap, inside) = (datum_zh(&row.datum), row.overlap, row.inside);
                format!("{name}重合度 {overlap}%、界内 {inside}%")
            },
            "；",
        );
        let en = rows(
            |row| {
                let (name, overlap, inside) = (datum_en(&row.datum), row.overlap, row.inside);
                format!("{name} overlap {overlap} %, inside {inside} %")
            },
            "; ",
        );
        let (head_zh, head_en) = match (&self.shift, &self.azimuth) {
            (Some(shift), Some(azimuth)) => {
                let (zh, en) = (datum_zh(&self.verdict), datum_en(&self.verdict));
                (
                    format!(
                        "坐标疑似为 {} 坐标，偏移 {shift} 米，方位角 {azimuth}°（未改正）",
                        zh.trim_start_matches("去除 ").trim_end_matches(" 偏移后")
                    ),
                    format!(
                        "the coordinates look like {}, shifted by {shift} m to the azimuth {azimuth}° (nothing was corrected)",
                        en.trim_start_matches("without ")
                    ),
                )
            }
            _ if self.verdict == "as-given" => (
                "坐标与参照一致，未见偏移".to_owned(),
                "the coordinates fit the reference as given".to_owned(),
            ),
            _ => (
                "坐标是否偏移无法判断".to_owned(),
                "whether the coordinates are shifted is undecided".to_owned(),
            ),
        };
        Text::new(format!("{head_zh}：{zh}"), format!("{head_en}: {en}"))
    }

    /// The evidence as a finding, if a shift was recognised.
    #[must_use]
    pub fn finding(&self) -> Option<Finding> {
        self.is_shifted().then(|| Finding::new(Code::CoordinatesShifted, self.text()))
    }
}

const fn datum_id(datum: Datum) -> &'static str {
    match datum {
        Datum::AsGiven => "as-given",
        Datum::Gcj02 => "gcj02",
        Datum::Bd09 => "bd09",
    }
}

fn datum_zh(id: &str) -> &str {
    match id {
        "as-given" => "原坐标",
        "gcj02" => "去除 GCJ-02 偏移后",
        _ => "去除 BD-09 偏移后",
    }
}

fn datum_en(id: &str) -> &str {
    match id {
        "as-given" => "as given",
        "gcj02" => "without GCJ-02",
        _ => "without BD-09",
    }
}

/// A measured number for a table; `None` where it is not finite.
fn figure(value: f64, places: u32) -> Option<Figure> {
    let exact = rust_decimal::Decimal::from_f64_retain(value)?;
    Figure::from_number(round_half_up(exact, places)).ok()
}
