//! Findings as a map layer (GeoJSON, RFC 7946): one feature a finding.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::CheckReport;
use crate::finding::{
    Class, Code, Finding, FoundShape, Limit, Measure, Responsible, Severity, Text,
};
use crate::geometry::{Crs, GaussKruger, GridPoint};

/// A map layer of findings (问题图层). It is written through serde, feature by feature, as there may be many; their
/// order is that of the report.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Layer<'a> {
    /// What a reader of the layer must know: findings that have no place on the map, and why.
    pub warnings: Vec<Text>,
    report: &'a CheckReport,
    zone: Option<GaussKruger>,
}

impl Serialize for Layer<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut layer = serializer.serialize_map(None)?;
        layer.serialize_entry("type", "FeatureCollection")?;
        if !self.warnings.is_empty() {
            layer.serialize_entry("warnings", &self.warnings)?;
        }
        layer.serialize_entry("features", &Features(self))?;
        layer.end()
    }
}

/// The features of a layer, each made when it is written.
struct Features<'a>(&'a Layer<'a>);

impl Serialize for Features<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Layer { report, zone, .. } = *self.0;
        serializer.collect_seq(report.findings.iter().map(|finding| {
            feature(finding, given(finding).and_then(|shape| in_degrees(&shape, zone)))
        }))
    }
}

/// A finding as a feature; its id is the fingerprint.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct LayerFeature<'a> {
    r#type: &'static str,
    id: &'a str,
    geometry: Option<FoundShape>,
    properties: Properties<'a>,
}

/// Flat, as map programs show them.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Properties<'a> {
    code: Code,
    severity: Severity,
    class: Option<Class>,
    responsible: Responsible,
    message_zh: &'a str,
    message_en: &'a str,
    subjects: &'a [String],
    measure: Option<&'a Measure>,
    limit: Option<&'a Limit>,
    acknowledged: Acknowledged,
    fingerprint: &'a str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Acknowledged {
    No,
    Yes,
}

/// The layer of a report. `declared` is the reference system that the numbers of the file were declared to have.
///
/// A finding is shown by its geometry or, failing that, by its point. The layer is in degrees, whatever the file
/// has: metres of a declared Gauss-Krüger zone are turned back. Numbers that are no degrees and have no declared
/// zone have no place on a map: those features have no geometry, and the warnings say how many.
///
/// ```
/// use landledger::check::Profile;
/// use landledger::finding::{Code, Finding, Place, Text};
/// use landledger::geometry::{Crs, GaussKruger};
/// use landledger::report::check::{CheckBasis, CheckReport, geojson};
///
/// let mut place = Place::default();
/// place.at = Some([38_435_942.6268, 3_852_628.4818]);
/// let finding = Finding::new(Code::Gap, Text::default()).at(place);
/// let report = CheckReport::new(vec![finding], CheckBasis::new(Profile::strict()));
///
/// let zone = GaussKruger::from_epsg(4526).map(Crs::GaussKruger);
/// let layer = serde_json::to_value(geojson::layer(&report, zone)).unwrap();
/// let x = layer["features"][0]["geometry"]["coordinates"][0].as_f64().unwrap();
/// assert!((x - 113.3).abs() < 1e-8);
///
/// let layer = geojson::layer(&report, None);
/// assert!(layer.warnings[0].en.contains("1 finding is"));
/// ```
#[must_use]
pub fn layer(report: &CheckReport, declared: Option<Crs>) -> Layer<'_> {
    let zone = match declared {
        Some(Crs::GaussKruger(zone)) => Some(zone),
        _ => None,
    };
    let mut off_the_map = 0_usize;
    let mut nowhere = 0_usize;
    for finding in &report.findings {
        match given(finding) {
            None => nowhere += 1,
            Some(shape) if in_degrees(&shape, zone).is_none() => off_the_map += 1,
            Some(_) => {}
        }
    }
    let mut warnings = Vec::new();
    if off_the_map > 0 {
        let one = if off_the_map == 1 { "finding is" } else { "findings are" };
        warnings.push(Text::new(
            format!("{off_the_map} 项问题的坐标不是经纬度，投影带未知，未能上图；请用 --crs 写明坐标系"),
            format!(
                "{off_the_map} {one} in numbers that are no degrees, of an unknown zone, and not on the map; name \
                 the reference system with --crs"
            ),
        ));
    }
    if nowhere > 0 {
        let one = if nowhere == 1 { "finding has" } else { "findings have" };
        warnings.push(Text::new(
            format!("{nowhere} 项问题没有坐标，未能上图"),
            format!("{nowhere} {one} no coordinates and no place on the map"),
        ));
    }
    Layer { warnings, report, zone }
}

/// The geometry of a finding or, failing that, its point, in the numbers of the file.
fn given(finding: &Finding) -> Option<FoundShape> {
    finding.geometry.clone().or_else(|| finding.place.at.map(FoundShape::Point))
}

fn feature(finding: &Finding, geometry: Option<FoundShape>) -> LayerFeature<'_> {
    let fingerprint = finding.fingerprint.as_deref().unwrap_or_default();
    let acknowledged = match finding.acknowledged {
        None => Acknowledged::No,
        Some(_) => Acknowledged::Yes,
    };
    LayerFeature {
        r#type: "Feature",
        id: fingerprint,
        geometry,
        properties: Properties {
            code: finding.code,
            severity: finding.severity,
            class: finding.class,
            responsible: finding.code.responsible(),
            message_zh: &finding.message.zh,
            message_en: &finding.message.en,
            subjects: &finding.subjects,
            measure: finding.measure.as_ref(),
            limit: finding.limit.as_ref(),
            acknowledged,
            fingerprint,
        },
    }
}

/// The shape in degrees; `None` if one of its positions cannot be told.
fn in_degrees(shape: &FoundShape, zone: Option<GaussKruger>) -> Option<FoundShape> {
    let point = |at: &[f64; 2]| position(*at, zone);
    let line = |line: &Vec<[f64; 2]>| line.iter().map(point).collect::<Option<Vec<_>>>();
    let lines = |all: &Vec<Vec<[f64; 2]>>| all.iter().map(line).collect::<Option<Vec<_>>>();
    Some(match shape {
        FoundShape::Point(at) => FoundShape::Point(point(at)?),
        FoundShape::MultiPoint(all) => FoundShape::MultiPoint(line(all)?),
        FoundShape::LineString(all) => FoundShape::LineString(line(all)?),
        FoundShape::MultiLineString(all) => FoundShape::MultiLineString(lines(all)?),
        FoundShape::MultiPolygon(all) => {
            FoundShape::MultiPolygon(all.iter().map(lines).collect::<Option<Vec<_>>>()?)
        }
        FoundShape::GeometryCollection(all) => FoundShape::GeometryCollection(
            all.iter().map(|shape| in_degrees(shape, zone)).collect::<Option<Vec<_>>>()?,
        ),
    })
}

/// Degrees as they are; metres of the zone turned back, to 0.1 mm.
fn position([x, y]: [f64; 2], zone: Option<GaussKruger>) -> Option<[f64; 2]> {
    if x.abs() <= 180.0 && y.abs() <= 90.0 {
        return Some([x, y]);
    }
    let found = zone?.inverse(GridPoint { east: x, north: y })?;
    let rounded = |degrees: f64| (degrees * 1e9).round() / 1e9;
    Some([rounded(found.lon), rounded(found.lat)])
}
