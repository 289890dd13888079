//! Documents drawn on a grid of 1e-5 degrees near 113.30° E 34.80° N, and the whole check of them.

use landledger::check::Profile;
use landledger::finding::{Code, Finding};
use landledger::read::Source;
use landledger::report::check::{CheckRequest, Findings, findings};

pub(crate) type Ring<'a> = &'a [[f64; 2]];

const WEST: f64 = 113.300_123_457;
const SOUTH: f64 = 34.800_234_568;

/// A position as it is written.
pub(crate) fn position([x, y]: [f64; 2]) -> String {
    format!("[{:.9}, {:.9}]", WEST + x * 1e-5, SOUTH + y * 1e-5)
}

/// The same as numbers: those that a reader gets.
pub(crate) fn degrees(at: [f64; 2]) -> [f64; 2] {
    serde_json::from_str(&position(at)).unwrap()
}

fn rings(rings: &[Ring<'_>]) -> String {
    let ring = |ring: &Ring<'_>| {
        let all: Vec<String> = ring.iter().chain(ring.first()).copied().map(position).collect();
        format!("[{}]", all.join(", "))
    };
    format!("[{}]", rings.iter().map(ring).collect::<Vec<_>>().join(", "))
}

/// A polygon, or a multipolygon if there are several; rings are closed here.
pub(crate) fn geometry(polygons: &[&[Ring<'_>]]) -> String {
    match polygons {
        [one] => format!(r#"{{"type": "Polygon", "coordinates": {}}}"#, rings(one)),
        all => {
            let all: Vec<String> = all.iter().map(|one| rings(one)).collect();
            format!(r#"{{"type": "MultiPolygon", "coordinates": [{}]}}"#, all.join(", "))
        }
    }
}

pub(crate) fn feature(id: &str, geometry: &str) -> String {
    with_properties(id, "{}", geometry)
}

pub(crate) fn with_properties(id: &str, properties: &str, geometry: &str) -> String {
    format!(
        r#"{{"type": "Feature", "id": "{id}", "properties": {properties}, "geometry": {geometry}}}"#
    )
}

/// A parcel of one ring.
pub(crate) fn parcel(id: &str, ring: Ring<'_>) -> String {
    feature(id, &geometry(&[&[ring]]))
}

/// Land of a zone.geojson that is no parcel.
pub(crate) fn road(id: &str, ring: Ring<'_>) -> String {
    let properties = r#"{"role": "non-parcel", "kind": "road", "reason": "支路"}"#;
    with_properties(id, properties, &geometry(&[&[ring]]))
}

/// A zone.geojson: a boundary and what else lies in it.
pub(crate) fn zone(boundary: &[Ring<'_>], more: &[String]) -> String {
    let properties = r#"{"role": "boundary", "zone": "合成开发区", "division": "410106",
        "approved_area": {"value": "0.0", "unit": "km2"}, "effective": "2020-01-01",
        "document": {"number": "合成〔2020〕1号", "title": "合成批准文件", "dated": "2020-01-01"}}"#;
    let boundary = with_properties("Z", properties, &geometry(&[boundary]));
    collection(&[std::slice::from_ref(&boundary), more].concat())
}

/// A block of a zone.geojson.
pub(crate) fn block(name: &str, ring: Ring<'_>) -> String {
    let properties = format!(r#"{{"role": "block", "name": "{name}", "effective": "2020-01-01"}}"#);
    with_properties(name, &properties, &geometry(&[&[ring]]))
}

pub(crate) fn collection(features: &[String]) -> String {
    let features = features.join(",\n");
    format!("{{\"type\": \"FeatureCollection\", \"features\": [\n{features}\n]}}\n")
}

pub(crate) fn rect(west: f64, south: f64, east: f64, north: f64) -> Vec<[f64; 2]> {
    vec![[west, south], [east, south], [east, north], [west, north]]
}

/// The same clockwise, as a hole runs.
pub(crate) fn hole(west: f64, south: f64, east: f64, north: f64) -> Vec<[f64; 2]> {
    let mut ring = rect(west, south, east, north);
    ring.reverse();
    ring
}

/// The whole check by a profile; the files are `parcels` and `zone`.
pub(crate) fn all_by(profile: &Profile, parcels: &str, zone: Option<&str>) -> Findings {
    let parcels = Source::new("parcels", parcels);
    let zone = zone.map(|zone| Source::new("zone", zone));
    let mut request = CheckRequest::new(&parcels);
    request.zone = zone.as_ref();
    request.profile = profile.clone();
    findings(&request)
}

pub(crate) fn all(parcels: &str, zone: Option<&str>) -> Findings {
    all_by(&Profile::strict(), parcels, zone)
}

#[track_caller]
pub(crate) fn clean(parcels: &str, zone: Option<&str>) {
    assert_eq!(all(parcels, zone).findings, []);
}

/// The only finding but what says that invalid records were left out of coverage.
#[track_caller]
pub(crate) fn only(found: &[Finding], code: Code) -> Finding {
    let mut found: Vec<&Finding> =
        found.iter().filter(|finding| finding.code != Code::NotChecked).collect();
    let only = found.pop().unwrap();
    assert_eq!(found, Vec::<&Finding>::new());
    assert_eq!(only.code, code, "{only:#?}");
    only.clone()
}

pub(crate) fn measured(finding: &Finding) -> f64 {
    finding.measure.as_ref().unwrap().value.parse().unwrap()
}

/// The text of the document that a finding is about.
pub(crate) fn excerpt<'a>(text: &'a str, finding: &Finding) -> &'a str {
    let span = finding.place.span.unwrap();
    &text[usize::try_from(span.start).unwrap()..usize::try_from(span.end).unwrap()]
}

pub(crate) fn codes(found: &[Finding]) -> Vec<&str> {
    found.iter().map(|finding| finding.code.id()).collect()
}
