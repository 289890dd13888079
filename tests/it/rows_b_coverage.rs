//! Rows B01–B30 through the whole check: each firing case with its place, each clean twin without any finding. Shapes lie
//! on the grid of `checked`; areas and lengths are of GeographicLib (pyproj 3.7.2, PROJ 9.5.1) on GRS 80, parallels
//! followed in 200 steps an edge. Incremental checks (B26) have tests of their own.

use std::process::Command;

use jiff::civil::date;
use landledger::check::{OverlapPriority, Profile};
use landledger::finding::{Class, Code, Finding, FixKind, FoundShape, MeasureUnit};
use landledger::read::Source;
use landledger::report::check::{AttributeNames, CheckRequest, Findings, Layout, check, findings};
use landledger::write::apply_fixes;

use crate::checked::{
    all, block, clean, codes, collection, degrees, excerpt, feature, geometry, hole, measured,
    only, parcel, position, rect, road, with_properties, zone,
};

fn square() -> Vec<[f64; 2]> {
    rect(0.0, 0.0, 100.0, 100.0)
}

fn east() -> Vec<[f64; 2]> {
    rect(100.0, 0.0, 200.0, 100.0)
}

/// Reaches beyond the square to the south and to the north, so that no corner lies on a border.
fn tall(west: f64, more: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let corners = [[west, -20.0], [200.0, -20.0], [200.0, 120.0], [west, 120.0]];
    [&corners[..], more].concat()
}

fn two(a: &[[f64; 2]], b: &[[f64; 2]]) -> String {
    collection(&[parcel("A", a), parcel("B", b)])
}

fn whole_zone() -> String {
    zone(&[&rect(0.0, 0.0, 200.0, 100.0)], &[])
}

#[track_caller]
fn near(found: f64, expected: f64) {
    assert!((found / expected - 1.0).abs() < 1e-6, "{found}, not {expected}");
}

fn overlap(a: &[[f64; 2]], b: &[[f64; 2]]) -> Finding {
    only(&all(&two(a, b), None).findings, Code::ParcelsOverlap)
}

/// The corners of the regions of a finding, sorted, each once.
fn corners(finding: &Finding) -> Vec<[f64; 2]> {
    let mut all = finding.geometry.as_ref().unwrap().positions();
    all.sort_by(|a, b| a.partial_cmp(b).unwrap());
    all.dedup();
    all
}

#[track_caller]
fn has_corners(finding: &Finding, expected: &[[f64; 2]]) {
    let mut expected: Vec<[f64; 2]> = expected.iter().copied().map(degrees).collect();
    expected.sort_by(|a, b| a.partial_cmp(b).unwrap());
    let found = corners(finding);
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for (found, expected) in found.iter().zip(&expected) {
        let off = (found[0] - expected[0]).abs().max((found[1] - expected[1]).abs());
        assert!(off < 1e-10, "{found:?}, not {expected:?}");
    }
}

#[test]
fn b01_partial_overlap() {
    let found = overlap(&square(), &tall(90.0, &[]));
    assert_eq!(found.class, Some(Class::Partial));
    near(measured(&found), 1_015.171_880);
    clean(&two(&square(), &tall(100.0, &[[100.0, 100.0], [100.0, 0.0]])), None);
}

#[test]
fn b02_containment() {
    let found = overlap(&square(), &rect(40.0, 40.0, 60.0, 60.0));
    assert_eq!(found.class, Some(Class::Contained));
    near(measured(&found), 406.068_752);
    assert!(found.message.en.starts_with("parcel B lies within A"), "{}", found.message.en);
    let found = overlap(&rect(40.0, 40.0, 60.0, 60.0), &square());
    assert!(found.message.en.starts_with("parcel A lies within B"), "{}", found.message.en);
    let pierced = feature("A", &geometry(&[&[&square(), &hole(40.0, 40.0, 60.0, 60.0)]]));
    clean(&collection(&[pierced, parcel("B", &rect(40.0, 40.0, 60.0, 60.0))]), None);
}

#[test]
fn b03_duplicate() {
    // The same ring, begun elsewhere.
    let mut turned = square();
    turned.rotate_left(2);
    let found = overlap(&square(), &turned);
    assert_eq!(found.class, Some(Class::Duplicate));
    near(measured(&found), 10_151.718_796);
}

#[test]
fn b04_both_ids_and_both_places() {
    let text = two(&square(), &tall(90.0, &[]));
    let found = only(&all(&text, None).findings, Code::ParcelsOverlap);
    assert_eq!(found.subjects, ["A", "B"]);
    assert_eq!(found.place.pointer.as_deref(), Some("/features/0"));
    assert_eq!(found.place.line, Some(2));
    assert_eq!(found.more_pointers, ["/features/1"]);
    assert_eq!(excerpt(&text, &found), parcel("A", &square()));
}

#[test]
fn b05_the_polygon_of_the_overlap() {
    let found = overlap(&square(), &tall(90.0, &[]));
    assert!(matches!(found.geometry, Some(FoundShape::MultiPolygon(_))));
    has_corners(&found, &[[90.0, 0.0], [100.0, 0.0], [100.0, 100.0], [90.0, 100.0]]);
    // Two pieces are one finding with two polygons.
    let arms = geometry(&[&[&rect(90.0, 0.0, 190.0, 20.0)], &[&rect(90.0, 80.0, 190.0, 100.0)]]);
    let text = collection(&[parcel("A", &rect(0.0, -10.0, 100.0, 110.0)), feature("B", &arms)]);
    let found = only(&all(&text, None).findings, Code::ParcelsOverlap);
    let Some(FoundShape::MultiPolygon(pieces)) = &found.geometry else { panic!() };
    assert_eq!(pieces.len(), 2);
}

#[test]
fn b06_the_area_with_its_unit() {
    let found = overlap(&square(), &tall(90.0, &[]));
    assert_eq!(found.measure.as_ref().unwrap().unit, MeasureUnit::SquareMetre);
    assert!(found.message.en.contains("1015.17 m²"), "{}", found.message.en);
    assert!(found.message.zh.contains("1015.17 m²"), "{}", found.message.zh);
    let limit = found.limit.as_ref().unwrap();
    assert_eq!(
        (&*limit.value, limit.unit, &*limit.set_by),
        ("0.002", MeasureUnit::Metre, "profile:strict")
    );
}

#[test]
fn b07_classes_and_depth() {
    // A unit of longitude is 0.9151 m here: 0.1092 units are 9.99 cm, 0.1094 are 10.01 cm; the limit is 10 cm.
    assert_eq!(overlap(&square(), &tall(99.8908, &[])).class, Some(Class::Sliver));
    assert_eq!(overlap(&square(), &tall(99.8906, &[])).class, Some(Class::Partial));
    // Narrower than 2 mm is no overlap but a border that misses.
    let found = all(&two(&square(), &tall(99.999, &[])), None).findings;
    assert!(!codes(&found).contains(&"parcels-overlap"), "{found:#?}");
    let three = collection(&[
        parcel("A", &square()),
        parcel("B", &tall(90.0, &[])),
        parcel("C", &rect(80.0, -30.0, 95.0, 130.0)),
    ]);
    let found = all(&three, None).findings;
    let of: Vec<_> = found
        .iter()
        .filter(|finding| finding.code == Code::ParcelsOverlap)
        .map(|finding| (finding.subjects.concat(), finding.message.en.contains("up to 3 parcels")))
        .collect();
    let pair = |name: &str| (name.to_owned(), true);
    assert_eq!(of, [pair("AB"), pair("AC"), pair("BC")]);
}

fn split_west() -> Vec<[f64; 2]> {
    vec![[0.0, 0.0], [100.0, 0.0], [100.0, 50.0], [100.0, 100.0], [0.0, 100.0]]
}

#[test]
fn b08_a_vertex_that_the_neighbour_lacks() {
    let text = two(&split_west(), &east());
    let found = only(&all(&text, None).findings, Code::VertexUnmatched);
    assert_eq!(found.subjects, ["B", "A"]);
    assert_eq!(found.place.pointer.as_deref(), Some("/features/1/geometry/coordinates/0/3"));
    assert_eq!(found.place.at, Some(degrees([100.0, 50.0])));
    assert_eq!(excerpt(&text, &found), position([100.0, 100.0]));
    assert_eq!(found.more_pointers, ["/features/0/geometry/coordinates/0/2"]);
    let fix = found.fix.unwrap();
    assert_eq!(fix.kind, FixKind::InsertVertex);
    assert_eq!(fix.patch[0].path, "/features/1/geometry/coordinates/0/4");
    let mut whole = east();
    whole.push([100.0, 50.0]);
    clean(&two(&split_west(), &whole), None);
}

#[test]
fn b09_vertices_that_miss() {
    let off = |north: f64| {
        let mut ring = east();
        ring[3] = [100.0, 100.0 + north];
        two(&square(), &ring)
    };
    // 1.1 mm.
    let found = only(&all(&off(0.001), None).findings, Code::VertexMismatched);
    assert_eq!(found.subjects, ["A", "B"]);
    assert_eq!(found.place.at, Some(degrees([100.0, 100.0])));
    assert_eq!(found.measure.as_ref().unwrap().value, "0.0011");
    clean(&off(0.0), None);
}

#[test]
fn b10_the_tolerance_is_in_metres() {
    // 2e-8 degrees are 1.83 mm of longitude and 2.22 mm of latitude; the limit is 2 mm.
    let off = |at: [f64; 2]| {
        let mut ring = east();
        ring[3] = at;
        all(&two(&square(), &ring), None).findings
    };
    let found = only(&off([100.002, 100.0]), Code::VertexMismatched);
    assert_eq!(found.measure.as_ref().unwrap().value, "0.0018");
    let found = off([100.0, 100.002]);
    assert_eq!(codes(&found), ["vertex-unmatched"], "{found:#?}");
}

/// The eastern parcel without a slot of two units, 1.83 m, along its western border.
fn less(south: f64, north: f64) -> Vec<[f64; 2]> {
    let slot = [[102.0, north], [102.0, south]];
    let mut ring = vec![[100.0, 0.0], [200.0, 0.0], [200.0, 100.0], [100.0, 100.0]];
    if north < 100.0 {
        ring.push([100.0, north]);
        ring.extend(slot);
    } else {
        ring[3] = [102.0, 100.0];
        ring.push([102.0, south]);
    }
    if south > 0.0 {
        ring.push([100.0, south]);
    } else {
        ring[0] = [102.0, 0.0];
        ring.pop();
    }
    ring
}

/// The western parcel with the corners of the slot.
fn beside(south: f64, north: f64) -> Vec<[f64; 2]> {
    let mut ring = vec![[0.0, 0.0], [100.0, 0.0]];
    ring.extend(
        [south, north].into_iter().filter(|at| *at > 0.0 && *at < 100.0).map(|at| [100.0, at]),
    );
    ring.extend([[100.0, 100.0], [0.0, 100.0]]);
    ring
}

fn gap(south: f64, north: f64) -> Finding {
    let text = two(&beside(south, north), &less(south, north));
    only(&all(&text, Some(&whole_zone())).findings, Code::Gap)
}

#[test]
fn b11_a_gap_that_is_shut_in() {
    let found = gap(25.0, 75.0);
    assert_eq!(found.class, Some(Class::Enclosed));
    near(measured(&found), 2.0 * 0.5 * 101.517_188);
    clean(&two(&square(), &east()), Some(&whole_zone()));
}

#[test]
fn b12_a_gap_open_to_the_boundary() {
    assert_eq!(gap(50.0, 100.0).class, Some(Class::Inlet));
    // Without a zone it is a gap only where it is narrow: 10 cm.
    clean(&two(&beside(50.0, 100.0), &less(50.0, 100.0)), None);
}

#[test]
fn b13_a_gap_from_border_to_border() {
    let found = gap(0.0, 100.0);
    assert_eq!(found.class, Some(Class::Corridor));
    assert_eq!(found.subjects, ["A", "B"]);
}

#[test]
fn b14_land_that_nobody_covers() {
    let found = all(&collection(&[parcel("A", &square())]), Some(&whole_zone())).findings;
    let found = only(&found, Code::Gap);
    assert_eq!(found.class, Some(Class::Uncovered));
    near(measured(&found), 10_151.718_796);
}

#[test]
fn b15_polygon_area_neighbours_and_width_of_a_gap() {
    let found = gap(0.0, 100.0);
    has_corners(&found, &[[100.0, 0.0], [102.0, 0.0], [102.0, 100.0], [100.0, 100.0]]);
    near(measured(&found), 203.034_376);
    assert_eq!(found.subjects, ["A", "B"]);
    assert_eq!(found.place.pointer.as_deref(), Some("/features/0"));
    assert_eq!(found.more_pointers, ["/features/1"]);
    // 2 units of longitude at the middle of the gap: 1.830 m.
    assert!(found.message.en.contains("1.83 m wide"), "{}", found.message.en);
}

#[test]
fn b16_a_hole_of_one_parcel_is_no_gap_between_parcels() {
    let pierced = feature("A", &geometry(&[&[&square(), &hole(40.0, 40.0, 60.0, 60.0)]]));
    let found = all(&collection(std::slice::from_ref(&pierced)), None).findings;
    let found = only(&found, Code::Gap);
    assert_eq!(
        (found.class, &found.subjects[..]),
        (Some(Class::HoleInParcel), &["A".to_owned()][..])
    );
    // The lower half is another parcel's: the rest lies between two.
    let half = parcel("B", &rect(40.0, 40.0, 60.0, 50.0));
    let found = all(&collection(&[pierced, half]), None).findings;
    let found = found.iter().find(|finding| finding.code == Code::Gap).unwrap();
    assert_eq!((found.class, found.subjects.concat()), (Some(Class::Enclosed), "AB".to_owned()));
}

#[test]
fn b17_declared_land_is_an_allowed_gap_and_is_checked_itself() {
    let parcels = two(&square(), &rect(102.0, 0.0, 200.0, 100.0));
    let zone = |west: f64| {
        let outer = [
            [0.0, 0.0],
            [100.0, 0.0],
            [102.0, 0.0],
            [200.0, 0.0],
            [200.0, 100.0],
            [102.0, 100.0],
            [100.0, 100.0],
            [0.0, 100.0],
        ];
        zone(&[&outer], &[road("R1", &rect(west, 0.0, 102.0, 100.0))])
    };
    clean(&parcels, Some(&zone(100.0)));
    let found = all(&parcels, Some(&zone(90.0))).findings;
    let found = found.iter().find(|finding| finding.code == Code::DeclaredLandOverlap).unwrap();
    assert_eq!(found.subjects, ["R1", "A"]);
    assert_eq!(found.place.file.as_deref(), Some("zone"));
    assert_eq!(found.place.pointer.as_deref(), Some("/features/1"));
    near(measured(found), 1_015.171_880);
}

#[test]
fn b18_an_overlap_makes_no_gap() {
    let text = collection(&[
        parcel("A", &square()),
        parcel("B", &tall(90.0, &[])),
        parcel("C", &rect(-100.0, 0.0, 0.0, 100.0)),
    ]);
    only(&all(&text, None).findings, Code::ParcelsOverlap);
    // In a zone that the parcels fill, too.
    let text = two(&square(), &rect(90.0, 0.0, 200.0, 100.0));
    let found = all(&text, Some(&whole_zone())).findings;
    assert!(!codes(&found).contains(&"gap"), "{found:#?}");
}

#[test]
fn b19_a_parcel_outside_the_zone() {
    let text = two(&square(), &east());
    let found = only(&all(&text, Some(&zone(&[&square()], &[]))).findings, Code::ParcelOutside);
    assert_eq!(found.subjects, ["B"]);
    assert_eq!(found.place.pointer.as_deref(), Some("/features/1"));
    near(measured(&found), 10_151.718_796);
    clean(&text, Some(&whole_zone()));
}

fn overhang() -> Finding {
    let text = two(&square(), &east());
    let zone = zone(&[&rect(0.0, 0.0, 190.0, 100.0)], &[]);
    only(&all(&text, Some(&zone)).findings, Code::ParcelPartlyOutside)
}

#[test]
fn b20_a_parcel_partly_outside_with_its_crossings() {
    let found = overhang();
    let Some(FoundShape::GeometryCollection(parts)) = &found.geometry else { panic!("{found:?}") };
    let [_, FoundShape::MultiPoint(crossings)] = &parts[..] else { panic!("{parts:?}") };
    let mut crossings = crossings.clone();
    crossings.sort_by(|a, b| a.partial_cmp(b).unwrap());
    assert_eq!(crossings.len(), 2);
    for (found, expected) in crossings.iter().zip([[190.0, 0.0], [190.0, 100.0]].map(degrees)) {
        assert!((found[0] - expected[0]).abs() < 1e-10 && (found[1] - expected[1]).abs() < 1e-10);
    }
}

#[test]
fn b21_a_parcel_over_land_taken_out_of_the_zone() {
    let inner = hole(40.0, 40.0, 60.0, 60.0);
    let pierced = zone(&[&square(), &inner], &[]);
    let found = all(&collection(&[parcel("A", &square())]), Some(&pierced)).findings;
    let found = only(&found, Code::ParcelOverZoneHole);
    assert_eq!(found.class, Some(Class::Covered));
    near(measured(&found), 406.068_752);
    // Half of it: the parcel west of x = 50 cuts the hole.
    let west = rect(0.0, 0.0, 50.0, 100.0);
    let east = [
        [50.0, 0.0],
        [100.0, 0.0],
        [100.0, 100.0],
        [50.0, 100.0],
        [50.0, 60.0],
        [60.0, 60.0],
        [60.0, 40.0],
        [50.0, 40.0],
    ];
    let found = all(&two(&west, &east), Some(&pierced)).findings;
    let cut = found.iter().find(|finding| finding.code == Code::ParcelOverZoneHole).unwrap();
    assert_eq!((cut.class, &cut.subjects[..]), (Some(Class::Cut), &["A".to_owned()][..]));
    near(measured(cut), 203.034_376);
    let own = feature("A", &geometry(&[&[&square(), &inner]]));
    clean(&collection(&[own]), Some(&pierced));
}

#[test]
fn b22_area_and_share_of_the_overhang() {
    let found = overhang();
    // A tenth of the parcel.
    near(measured(&found), 1_015.171_879);
    assert!(found.message.en.contains("(10.00 %)"), "{}", found.message.en);
    assert!(found.message.zh.contains("10.00%"), "{}", found.message.zh);
}

#[test]
fn b23_the_areas_balance() {
    let balance = |parcels: &str, zone: &str| all(parcels, Some(zone)).balance.unwrap().areas;
    let whole = balance(&two(&square(), &east()), &whole_zone());
    near(whole.parcels.area, 2.0 * 10_151.718_796);
    near(whole.zone, 2.0 * 10_151.718_796);
    assert!(whole.residue().abs() < 1e-4, "{}", whole.residue());
    // 10 columns twice, 10 outside, 10 nobody's, 10 a road.
    let text = collection(&[
        parcel("A", &rect(0.0, 0.0, 100.0, 100.0)),
        parcel("B", &rect(90.0, 0.0, 150.0, 100.0)),
        parcel("C", &rect(170.0, 0.0, 210.0, 100.0)),
    ]);
    let zone =
        zone(&[&rect(0.0, 0.0, 200.0, 100.0)], &[road("R1", &rect(150.0, 0.0, 160.0, 100.0))]);
    let broken = balance(&text, &zone);
    for term in [broken.overlaps.area, broken.overhang.area, broken.gaps.area, broken.declared.area]
    {
        near(term, 1_015.171_880);
    }
    assert!(broken.residue().abs() < 1e-4, "{}", broken.residue());
}

/// A parcel with a code and days, after it the parcels that it was made into.
fn over_time(until: &str, parts: &[(&str, Vec<[f64; 2]>)]) -> String {
    let code = |serial: &str| format!("410106001001GB0000{serial}");
    let old = with_properties(
        "A",
        &format!(r#"{{"代码": "{}", "失效": {until}}}"#, code("1")),
        &geometry(&[&[&[
            [0.0, 0.0],
            [100.0, 0.0],
            [200.0, 0.0],
            [200.0, 100.0],
            [100.0, 100.0],
            [0.0, 100.0],
        ]]]),
    );
    let parts = parts.iter().map(|(serial, ring)| {
        let properties = format!(
            r#"{{"代码": "{}", "生效": "2024-01-01", "原宗地": "{}"}}"#,
            code(serial),
            code("1")
        );
        with_properties(serial, &properties, &geometry(&[&[ring]]))
    });
    collection(&std::iter::once(old).chain(parts).collect::<Vec<_>>())
}

fn dated(text: &str, on: Option<jiff::civil::Date>) -> Findings {
    let source = Source::new("parcels", text);
    let mut names = AttributeNames::default();
    names.identifier = Some("代码".into());
    names.from = Some("生效".into());
    names.until = Some("失效".into());
    names.predecessors = Some("原宗地".into());
    let mut request = CheckRequest::new(&source);
    request.layout = Layout::Generic(names);
    request.on = on;
    findings(&request)
}

#[test]
fn b24_parcels_never_in_force_together_are_no_overlap() {
    let parts = [("2", square()), ("3", east())];
    let text = over_time(r#""2024-01-01""#, &parts);
    for on in [None, Some(date(2023, 12, 31)), Some(date(2024, 1, 1))] {
        assert_eq!(dated(&text, on).findings, [], "{on:?}");
    }
    // A day too long, and they do overlap; on a day before they do not.
    let text = over_time(r#""2024-01-02""#, &parts);
    for (on, overlaps) in [
        (None, 2),
        (Some(date(2024, 1, 1)), 2),
        (Some(date(2023, 12, 31)), 0),
        (Some(date(2024, 1, 2)), 0),
    ] {
        let found = dated(&text, on).findings;
        let count = found.iter().filter(|finding| finding.code == Code::ParcelsOverlap).count();
        assert_eq!(count, overlaps, "{on:?}: {found:#?}");
    }
}

#[test]
fn b25_land_before_a_split_is_land_after_it() {
    let text =
        over_time(r#""2024-01-01""#, &[("2", square()), ("3", rect(102.0, 0.0, 200.0, 100.0))]);
    let found = dated(&text, None).findings;
    let found = found.iter().find(|finding| finding.code == Code::LineageAreaDiffers).unwrap();
    assert_eq!(found.place.pointer.as_deref(), Some("/features/0"));
    near(measured(found), 203.034_376);
    assert_eq!(
        dated(&over_time(r#""2024-01-01""#, &[("2", square()), ("3", east())]), None).findings,
        []
    );
}

#[test]
fn b27_an_invalid_parcel_is_left_out_and_the_rest_is_checked() {
    let bow = [[300.0, 0.0], [340.0, 40.0], [340.0, 0.0], [300.0, 40.0]];
    let mut features =
        vec![parcel("A", &square()), parcel("B", &tall(90.0, &[])), parcel("C", &bow)];
    let found = all(&collection(&features), None);
    assert_eq!(codes(&found.findings), ["ring-crossing", "parcels-overlap", "not-checked"]);
    let left_out = &found.findings[2];
    assert_eq!(left_out.subjects, ["C"]);
    assert!(left_out.message.en.starts_with("1 parcel with invalid polygons was"), "{left_out:?}");
    // The others give the same without it.
    features.pop();
    assert_eq!(found.findings[1..2], all(&collection(&features), None).findings);
}

#[test]
fn b28_repairs_say_how_many_square_metres_they_move() {
    // The corner of B stands 1e-8° = 1.1094 mm north of that of A; the fix moves it down: half of 1.1094 mm times
    // the 91.509 m of its northern border, taken away.
    let mut ring = east();
    ring[3] = [100.0, 100.001];
    let text = two(&square(), &ring);
    let found = only(&all(&text, None).findings, Code::VertexMismatched);
    let fix = found.fix.unwrap();
    assert_eq!(fix.kind, FixKind::MoveVertex);
    let [moved] = &fix.moved[..] else { panic!("{fix:?}") };
    assert_eq!(moved.subject, "B");
    let area: f64 = moved.area.parse().unwrap();
    assert!((area + 0.001_109_4 * 91.509 / 2.0).abs() < 1e-4, "{area}");
    let source = Source::new("parcels", text.as_str());
    let fixed = apply_fixes(&source, &[&fix]).unwrap();
    clean(&fixed.text, None);
    // A vertex on the line moves nothing.
    let text = two(&split_west(), &east());
    let fix = only(&all(&text, None).findings, Code::VertexUnmatched).fix.unwrap();
    let [moved] = &fix.moved[..] else { panic!("{fix:?}") };
    assert!(moved.area.parse::<f64>().unwrap().abs() < 1e-6, "{moved:?}");
    // An overlap of 10 by 100 steps, 1 015.17 m² (as in b06), goes to whom the profile says: B has 110 by 140 steps, A 100
    // by 100. More cases: cut_overlaps.
    let text = two(&square(), &tall(90.0, &[]));
    let mut profile = Profile::strict();
    for (priority, loser) in [
        (OverlapPriority::None, None),
        (OverlapPriority::LargerKeeps, Some("A")),
        (OverlapPriority::SmallerKeeps, Some("B")),
        (OverlapPriority::FirstNameKeeps, Some("B")),
        (OverlapPriority::EarlierKeeps, None),
    ] {
        profile.overlap_priority = priority;
        let source = Source::new("parcels", text.as_str());
        let mut request = CheckRequest::new(&source);
        request.profile = profile.clone();
        let mut report = check(&request);
        assert_eq!(codes(&report.findings), ["parcels-overlap"]);
        let fixed = report.fix(&source).unwrap();
        let rows = report.fixed.unwrap().moved;
        let Some(loser) = loser else {
            assert_eq!((fixed.text.as_str(), &rows[..]), (text.as_str(), &[][..]));
            continue;
        };
        let moved: f64 = rows.iter().map(|row| row.area.parse::<f64>().unwrap()).sum();
        near(moved, -measured(&report.findings[0]));
        let lost = rows.iter().find(|row| row.subject == loser).unwrap();
        near(lost.area.parse().unwrap(), moved);
        clean(&fixed.text, None);
    }
}

/// What names the order of features: places, pointers and the patches that are made of them.
fn without_places(found: &Findings) -> String {
    let mut all = found.findings.clone();
    for finding in &mut all {
        finding.place.line = None;
        finding.place.column = None;
        finding.place.span = None;
        finding.place.pointer = None;
        finding.more_pointers.clear();
        for step in finding.fix.iter_mut().flat_map(|fix| &mut fix.patch) {
            let rest = step.path.splitn(4, '/').nth(3).unwrap_or_default().to_owned();
            step.path = rest;
        }
    }
    serde_json::to_string(&all).unwrap()
}

#[test]
fn b29_any_order_of_features_gives_the_same() {
    let mut features = vec![
        parcel("A", &split_west()),
        parcel("B", &less(25.0, 75.0)),
        parcel("C", &rect(180.0, -10.0, 220.0, 50.0)),
        parcel("D", &rect(185.0, -20.0, 210.0, 30.0)),
        parcel("E", &[[300.0, 0.0], [340.0, 40.0], [340.0, 0.0], [300.0, 40.0]]),
        parcel("F", &rect(-100.0, 0.0, 0.0, 100.0)),
        parcel("G", &rect(-100.0, 0.0, 0.0, 100.0)),
        parcel("H", &hole(-200.0, 0.0, -100.0, 100.0)),
    ];
    let zone = zone(
        &[&rect(-100.0, 0.0, 200.0, 120.0)],
        &[
            road("R1", &rect(0.0, 100.0, 200.0, 110.0)),
            block("西区", &rect(-100.0, 0.0, 100.0, 130.0)),
        ],
    );
    let first = all(&collection(&features), Some(&zone));
    assert!(first.findings.len() > 10, "{}", first.findings.len());
    let expected = without_places(&first);
    // A linear congruential generator (Knuth, MMIX) shuffles.
    let mut state: u64 = 1;
    for turn in 0..100 {
        for at in (1..features.len()).rev() {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            features.swap(at, (state >> 33) as usize % (at + 1));
        }
        let found = all(&collection(&features), Some(&zone));
        assert_eq!(without_places(&found), expected, "turn {turn}");
    }
    let again = all(&collection(&features), Some(&zone));
    let once = all(&collection(&features), Some(&zone));
    assert_eq!(
        serde_json::to_string(&again.findings).unwrap(),
        serde_json::to_string(&once.findings).unwrap()
    );
}

#[test]
fn b30_no_c_library_in_the_closure_of_dependencies() {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--locked", "--prefix", "none", "--edges", "normal,build"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let tree = String::from_utf8(tree.stdout).unwrap();
    let crates: Vec<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    assert!(crates.contains(&"i_overlay") && crates.contains(&"geo"), "{tree}");
    for name in crates {
        let builds_c = ["cc", "cmake", "bindgen", "pkg-config", "vcpkg"].contains(&name);
        assert!(!builds_c && !name.ends_with("-sys"), "{name}");
    }
}
