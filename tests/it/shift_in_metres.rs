//! GCJ-02 and BD-09 under metres of a declared zone whose eastings carry no zone number.

use landledger::check::{CheckInput, Profile, Record, ZoneRecord};
use landledger::finding::{Class, Code};
use landledger::geometry::shift::{to_bd09, to_gcj02};
use landledger::geometry::{
    Crs, GaussKruger, GridMultiPolygon, LonLat, LonLatMultiPolygon, MultiPolygon, Plane,
};
use landledger::read::Source;
use landledger::report::check::{CheckRequest, findings};

fn rectangle([west, south]: [f64; 2], size: f64) -> LonLatMultiPolygon {
    let (east, north) = (west + size, south + size);
    MultiPolygon::from_exterior(
        [[west, south], [east, south], [east, north], [west, north], [west, south]]
            .map(LonLat::from),
    )
}

/// Codes and classes of the coordinates of one parcel in metres of `epsg`, that fills a zone of 0.9 km but for a shift.
fn judged(
    epsg: u16,
    declared: Option<u16>,
    shift: fn(LonLat) -> LonLat,
) -> Vec<(Code, Option<Class>)> {
    let grid = GaussKruger::from_epsg(epsg).unwrap();
    let true_zone = rectangle([113.28, 34.78], 0.01);
    let zone: GridMultiPolygon = grid.project(&true_zone).unwrap();
    let parcel: GridMultiPolygon = grid.project(&true_zone.map(shift)).unwrap();
    let records = [Record::new("A", &parcel)];
    let (zone, profile) = (ZoneRecord::new("区", &zone), Profile::strict());
    let mut input = CheckInput::new(&records, Plane::Metres, &profile).zone(&zone);
    if let Some(declared) = declared {
        input = input.strip(GaussKruger::from_epsg(declared).unwrap());
    }
    let shifts =
        input.run().findings.into_iter().filter(|one| one.code == Code::CoordinatesShifted);
    shifts.map(|one| (one.code, one.class)).collect()
}

#[test]
fn a_declared_zone_says_where_metres_without_a_number_are() {
    let shifted = |class| vec![(Code::CoordinatesShifted, Some(class))];
    // EPSG:4547 is the central meridian 114°E without a number, EPSG:4526 the same with number 38.
    assert_eq!(judged(4547, Some(4547), to_gcj02), shifted(Class::Gcj02));
    assert_eq!(judged(4547, Some(4547), to_bd09), shifted(Class::Bd09));
    assert_eq!(judged(4547, Some(4547), |at| at), []);
    // Nothing says where they are.
    assert_eq!(judged(4547, None, to_gcj02), []);
    // The number in the eastings says it, whatever was declared.
    assert_eq!(judged(4526, None, to_gcj02), shifted(Class::Gcj02));
    assert_eq!(judged(4526, Some(4547), to_gcj02), shifted(Class::Gcj02));
    assert_eq!(judged(4547, Some(4526), to_gcj02), shifted(Class::Gcj02));
}

#[test]
fn the_declared_system_of_files_reaches_the_check() {
    let grid = GaussKruger::from_epsg(4547).unwrap();
    let file = |shift: fn(LonLat) -> LonLat| {
        let shape = grid.project(&rectangle([113.28, 34.78], 0.01).map(shift)).unwrap();
        let ring: Vec<String> =
            shape.points().iter().map(|at| format!("[{:.4}, {:.4}]", at.east, at.north)).collect();
        Source::new(
            "a.geojson",
            format!(
                r#"{{"type": "Feature", "id": "A", "properties": {{}}, "geometry": {{"type": "Polygon", "coordinates": [[{}]]}}}}"#,
                ring.join(", ")
            ),
        )
    };
    let (parcels, zone) = (file(to_gcj02), file(|at| at));
    let mut request = CheckRequest::new(&parcels);
    request.zone = Some(&zone);
    request.declared = Crs::from_epsg(4547);
    let found = findings(&request).findings;
    assert!(found.iter().any(|one| one.code == Code::CoordinatesShifted), "{found:#?}");
}
