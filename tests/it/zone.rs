//! Boundary versions of a zone by day.

use jiff::civil::date;
use landledger::geometry::{LonLat, MultiPolygon};
use landledger::law::Document;
use landledger::units::{AreaUnit, GivenArea};
use landledger::zone::{BoundaryVersion, Zone};

/// A version holds from its effective day, that day included, until the day before the next; the order in which
/// the versions are given does not matter.
#[test]
fn the_version_in_force_begins_on_its_effective_day() {
    let version = |number: &str, effective| {
        let corners = [(113.28, 34.78), (113.30, 34.78), (113.30, 34.80)];
        let shape = MultiPolygon::from_exterior(corners.map(|(lon, lat)| LonLat::new(lon, lat)));
        let approved = GivenArea::new("2.03", AreaUnit::SquareKilometre).unwrap();
        BoundaryVersion::new(approved, Document::numbered(number), effective, shape)
    };
    let mut zone = Zone::new("zone", "410106".parse().unwrap());
    zone.boundaries.push(version("second", date(2023, 7, 7)));
    zone.boundaries.push(version("first", date(2019, 12, 31)));
    for (day, expected) in [
        (date(2019, 12, 30), None),
        (date(2019, 12, 31), Some("first")),
        (date(2023, 7, 6), Some("first")),
        (date(2023, 7, 7), Some("second")),
        (date(2023, 7, 8), Some("second")),
    ] {
        let found = zone.boundary_on(day).map(|version| version.document.number.as_str());
        assert_eq!(found, expected, "{day}");
    }
}
