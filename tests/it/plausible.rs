//! What the numbers of a file may be.

use landledger::geometry::{
    CoordinateKind, GaussKruger, GridAxes, LonLat, ZonePrefix, ZoneWidth, guess_coordinates,
};
use proptest::prelude::*;

const SHANGJIE: LonLat = LonLat::new(113.30, 34.80);

fn zones(epsg: &[u16]) -> Vec<GaussKruger> {
    epsg.iter().map(|code| GaussKruger::from_epsg(*code).unwrap()).collect()
}

fn grid(epsg: &[u16], axes: GridAxes) -> CoordinateKind {
    CoordinateKind::GridMetres { zones: zones(epsg), axes }
}

fn kind(position: [f64; 2], hint: Option<LonLat>) -> CoordinateKind {
    let guess = guess_coordinates([position], hint).unwrap();
    assert!(guess.is_unanimous());
    guess.kind
}

#[test]
fn single_positions() {
    use CoordinateKind::{LatLonSwapped, LonLat, OutOfRange, WebMercator};
    use GridAxes::{EastNorth, NorthEast};
    // Domain sheet §9.1 and §6.6; Shangjie is 38 436 000, 3 853 000 in EPSG:4526, and in Web Mercator 12 612 498, 4 136 735
    // by PROJ 9.5.1.
    let rows = [
        ([113.30, 34.80], LonLat),
        ([34.80, 113.30], LatLonSwapped),
        // The corners of China by both orders, and just outside.
        ([73.0, 54.0], LonLat),
        ([54.0, 73.0], LatLonSwapped),
        ([54.001, 73.0], LonLat),
        ([54.0, 72.999], LonLat),
        ([3.0, 136.0], LatLonSwapped),
        ([2.999, 136.0], OutOfRange),
        ([3.0, 136.001], OutOfRange),
        ([-122.4, 37.8], LonLat),
        ([0.0, 0.0], LonLat),
        ([180.0, 90.0], LonLat),
        ([180.001, 90.0], OutOfRange),
        ([181.0, 34.8], OutOfRange),
        ([38_436_000.0, 3_853_000.0], grid(&[4526], EastNorth)),
        ([3_853_000.0, 38_436_000.0], grid(&[4526], NorthEast)),
        ([37_436_000.0, 3_853_000.0], grid(&[4525], EastNorth)),
        ([19_713_000.0, 3_853_000.0], grid(&[4497], EastNorth)),
        ([25_500_000.0, 4_000_000.0], grid(&[4513], EastNorth)),
        ([45_500_000.0, 4_000_000.0], grid(&[4533], EastNorth)),
        ([46_500_000.0, 4_000_000.0], OutOfRange),
        ([24_500_000.0, 4_000_000.0], OutOfRange),
        ([38_950_000.0, 3_853_000.0], OutOfRange),
        ([436_000.0, 3_853_000.0], grid(&[], EastNorth)),
        ([3_853_000.0, 436_000.0], grid(&[], NorthEast)),
        ([436_000.0, 6_100_000.0], OutOfRange),
        ([12_612_498.3, 4_136_735.0], WebMercator),
        // Shandong in Web Mercator, or Kashgar in 6° zone 13: documented to be taken as the former.
        ([13_450_000.0, 4_500_000.0], WebMercator),
        ([16_450_000.0, 4_500_000.0], grid(&[4494], EastNorth)),
        ([1e9, 1e9], OutOfRange),
        ([f64::NAN, 34.8], OutOfRange),
        ([113.3, f64::INFINITY], OutOfRange),
    ];
    for (position, expected) in rows {
        assert_eq!(kind(position, None), expected, "{position:?}");
    }
}

#[test]
fn eastings_without_zone_number_need_a_hint() {
    // 435 942.6268 in CM 114° is 113.30° E (PROJ); in CM 111° it would be 110.3° E.
    let position = [435_942.6268, 3_852_628.4818];
    assert_eq!(kind(position, None), grid(&[], GridAxes::EastNorth));
    assert_eq!(kind(position, Some(SHANGJIE)), grid(&[4547], GridAxes::EastNorth));
    // 113.30° E, 34.80° N in the 6° zone with CM 111°: y = 210.5 km.
    let six = GaussKruger::new(ZoneWidth::Six, 19, ZonePrefix::Absent).unwrap();
    let point = six.forward(SHANGJIE).unwrap();
    assert_eq!(kind([point.east, point.north], Some(SHANGJIE)), grid(&[4508], GridAxes::EastNorth));
    // Both widths share a central meridian of 117°: near it nothing tells them apart.
    let near = LonLat::new(117.2, 34.8);
    let position = [518_300.0, 3_852_600.0];
    assert_eq!(kind(position, Some(near)), grid(&[4548, 4509], GridAxes::EastNorth));
    // A hint in another province: no strip fits.
    assert_eq!(
        kind([435_942.6, 3_852_628.5], Some(LonLat::new(104.0, 30.6))),
        grid(&[], GridAxes::EastNorth)
    );
    // A zone number in the easting is stronger than the hint.
    assert_eq!(
        kind([37_435_942.6, 3_852_628.5], Some(SHANGJIE)),
        grid(&[4525], GridAxes::EastNorth)
    );
}

#[test]
fn mixed_positions() {
    let good = [113.30, 34.80];
    let guess = guess_coordinates([good, good, [34.8, 113.3], good, [1e7, 1e8]], None).unwrap();
    assert_eq!(guess.kind, CoordinateKind::LonLat);
    assert_eq!((guess.fitting, guess.positions), (3, 5));
    assert!(!guess.is_unanimous());
    assert_eq!((guess.counts.lon_lat, guess.counts.lat_lon, guess.counts.other), (3, 1, 1));
    // Of equals the first of the list, whatever the order of the positions.
    for positions in [[good, [34.8, 113.3]], [[34.8, 113.3], good]] {
        let guess = guess_coordinates(positions, None).unwrap();
        assert_eq!((guess.kind, guess.fitting), (CoordinateKind::LonLat, 1));
    }
    // Two zones in one file.
    let two =
        [[38_436_000.0, 3_853_000.0], [37_636_000.0, 3_853_000.0], [38_436_100.0, 3_853_000.0]];
    assert_eq!(
        guess_coordinates(two, None).unwrap().kind,
        grid(&[4525, 4526], GridAxes::EastNorth)
    );
    assert_eq!(guess_coordinates([], None), None);
}

proptest! {
    /// In China the order is certain, both ways.
    #[test]
    fn no_false_alarm_in_china(lon in 73.0..=136.0_f64, lat in 3.0..=54.0_f64) {
        prop_assert_eq!(kind([lon, lat], None), CoordinateKind::LonLat);
        prop_assert_eq!(kind([lat, lon], None), CoordinateKind::LatLonSwapped);
    }

    /// Every 3° zone of the registry is recognised from its own eastings, in both orders.
    #[test]
    fn every_zone(number in 25_u8..=45, difference in -1.5..1.5_f64, lat in 3.1..53.5_f64) {
        let zone = GaussKruger::new(ZoneWidth::Three, number, ZonePrefix::Present).unwrap();
        let at = LonLat::new(f64::from(zone.central_meridian()) + difference, lat);
        let point = zone.forward(at).unwrap();
        for (position, axes) in [([point.east, point.north], GridAxes::EastNorth),
                                 ([point.north, point.east], GridAxes::NorthEast)] {
            let expected = CoordinateKind::GridMetres { zones: vec![zone], axes };
            prop_assert_eq!(kind(position, None), expected);
        }
    }

    #[test]
    fn no_number_panics(positions in proptest::collection::vec([any::<f64>(), any::<f64>()], 0..5)) {
        for hint in [None, Some(SHANGJIE), Some(LonLat::new(f64::NAN, f64::NAN))] {
            let guess = guess_coordinates(positions.iter().copied(), hint);
            prop_assert_eq!(guess.is_none(), positions.is_empty());
        }
    }
}
