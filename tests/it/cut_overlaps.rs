//! Overlaps cut out of one of two parcels (row B28): by which priority, and what the file is like afterwards. Shapes lie on
//! the grid of `checked`, one step of it 0.91 m by 1.11 m.

use landledger::check::{CheckInput, Level, OverlapPriority, OwnedRecord, Profile, SessionInput};
use landledger::finding::{Class, Code, Finding, Fix, FixKind, Language, PatchOperation};
use landledger::geometry::{Crs, GaussKruger, LonLat, MultiPolygon, Plane};
use landledger::read::{Source, read_profile};
use landledger::report::check::{
    AttributeNames, CheckReport, CheckRequest, Layout, Shown, check as report, findings, text,
};
use landledger::write::apply_fixes;
use serde_json::Value;

use crate::checked::{
    all_by, codes, collection, degrees, feature, geometry, hole, measured, only, parcel, rect,
    with_properties,
};

fn by(priority: OverlapPriority) -> Profile {
    let mut profile = Profile::strict();
    profile.overlap_priority = priority;
    profile
}

fn by_name() -> Profile {
    by(OverlapPriority::FirstNameKeeps)
}

fn check(profile: &Profile, text: &str) -> Vec<Finding> {
    all_by(profile, text, None).findings
}

fn applied(text: &str, fix: &Fix) -> String {
    let fixed = apply_fixes(&Source::new("parcels", text), &[fix]).unwrap();
    assert_eq!((&fixed.applied[..], &fixed.left[..]), (&[0][..], &[][..]));
    fixed.text
}

fn ring_area(ring: &Value) -> f64 {
    let ring: Vec<Vec<f64>> = serde_json::from_value(ring.clone()).unwrap();
    let ring: Vec<[f64; 2]> = ring.iter().map(|at| [at[0], at[1]]).collect();
    assert_eq!(ring.first(), ring.last());
    Plane::Degrees.ring_area(&ring).abs()
}

fn polygon_area(rings: &Value) -> f64 {
    let rings = rings.as_array().unwrap();
    ring_area(&rings[0]) - rings[1..].iter().map(ring_area).sum::<f64>()
}

/// The area of each feature of a document, m².
fn areas(text: &str) -> Vec<f64> {
    let document: Value = serde_json::from_str(text).unwrap();
    let features = document["features"].as_array().unwrap().iter();
    let area = |feature: &Value| {
        let geometry = &feature["geometry"];
        match geometry["type"].as_str() {
            Some("Polygon") => polygon_area(&geometry["coordinates"]),
            _ => geometry["coordinates"].as_array().unwrap().iter().map(polygon_area).sum(),
        }
    };
    features.map(area).collect()
}

fn moved(fix: &Fix) -> f64 {
    fix.moved.iter().map(|row| row.area.parse::<f64>().unwrap()).sum()
}

fn overlap(found: &[Finding]) -> &Finding {
    let found: Vec<&Finding> =
        found.iter().filter(|finding| finding.code == Code::ParcelsOverlap).collect();
    assert_eq!(found.len(), 1, "{found:#?}");
    found[0]
}

/// Applies the only fix of an overlap: nothing is left to find, and as much is moved as the overlap is large.
#[track_caller]
fn mended(profile: &Profile, features: &[String]) -> (Fix, String) {
    let text = collection(features);
    let before = check(profile, &text);
    let found = overlap(&before);
    let fix = found.fix.clone().unwrap();
    assert_eq!(fix.kind, FixKind::CutOverlap);
    let after = applied(&text, &fix);
    assert_eq!(check(profile, &after), [], "{after}");
    balanced(found, &fix, [&text, &after]);
    (fix, after)
}

/// The table of moved areas is that of the two documents, and its sum the overlap: corners are rounded to 0.06 mm.
#[track_caller]
fn balanced(found: &Finding, fix: &Fix, [before, after]: [&str; 2]) {
    let (before, after) = (areas(before), areas(after));
    let change: f64 = after.iter().sum::<f64>() - before.iter().sum::<f64>();
    assert!((moved(fix) - change).abs() < 1e-5, "{} {change}", moved(fix));
    let area = measured(found);
    assert!((moved(fix) + area).abs() < 0.02 + area * 1e-6, "{} {area}", moved(fix));
    let changed = before.iter().zip(&after).filter(|(a, b)| (*a - *b).abs() > 1e-6).count();
    assert!(changed <= fix.moved.len(), "{changed} {:?}", fix.moved);
}

fn square() -> Vec<[f64; 2]> {
    rect(0.0, 0.0, 100.0, 100.0)
}

/// Reaches beyond the square to the south and to the north.
fn tall() -> Vec<[f64; 2]> {
    rect(90.0, -20.0, 200.0, 120.0)
}

fn corners(text: &str, pointer: &str) -> Vec<[f64; 2]> {
    let document: Value = serde_json::from_str(text).unwrap();
    serde_json::from_value(document.pointer(pointer).unwrap().clone()).unwrap()
}

#[test]
fn the_other_parcel_loses_the_land_and_both_get_the_corners() {
    let (fix, after) = mended(&by_name(), &[parcel("A", &square()), parcel("B", &tall())]);
    let a = [[0.0, 0.0], [90.0, 0.0], [100.0, 0.0], [100.0, 100.0], [90.0, 100.0], [0.0, 100.0]];
    let closed = |ring: &[[f64; 2]]| -> Vec<[f64; 2]> {
        ring.iter().chain(ring.first()).copied().map(degrees).collect()
    };
    assert_eq!(corners(&after, "/features/0/geometry/coordinates/0"), closed(&a));
    let b = [
        [90.0, -20.0],
        [200.0, -20.0],
        [200.0, 120.0],
        [90.0, 120.0],
        [90.0, 100.0],
        [100.0, 100.0],
        [100.0, 0.0],
        [90.0, 0.0],
    ];
    assert_eq!(corners(&after, "/features/1/geometry/coordinates/0"), closed(&b));
    // Only what is new is named: four corners of B, before its end, and two of A.
    let paths: Vec<&str> = fix.patch.iter().map(|step| step.path.as_str()).collect();
    let of_b = "/features/1/geometry/coordinates/0/4";
    let of_a = "/features/0/geometry/coordinates/0";
    let last = [&*format!("{of_a}/3"), &*format!("{of_a}/1")];
    assert_eq!(paths, [&[of_b; 4][..], &last].concat());
    assert!(fix.patch.iter().all(|step| step.operation == PatchOperation::Add));
    // 10 by 100 steps: 9.1510 m by 110.937 m (GeographicLib).
    let rows: Vec<(&str, f64)> =
        fix.moved.iter().map(|row| (&*row.subject, row.area.parse().unwrap())).collect();
    assert_eq!((rows[0].0, rows[1].0), ("B", "A"));
    assert!((rows[0].1 + 1015.19).abs() < 0.05, "{rows:?}");
    assert!(rows[1].1.abs() < 1e-6, "{rows:?}");
}

#[test]
fn nothing_is_proposed_unless_the_profile_chooses() {
    let text = collection(&[parcel("A", &square()), parcel("B", &tall())]);
    for profile in [Profile::strict(), Profile::lenient()] {
        assert_eq!(overlap(&check(&profile, &text)).fix, None);
    }
}

#[test]
fn the_priority_says_who_gives_way() {
    // B is larger: 110 by 140 steps against 100 by 100.
    let text = collection(&[parcel("A", &square()), parcel("B", &tall())]);
    let loser = |priority, text: &str| {
        let found = check(&by(priority), text);
        overlap(&found).fix.as_ref().map(|fix| fix.moved[0].subject.clone())
    };
    assert_eq!(loser(OverlapPriority::LargerKeeps, &text).as_deref(), Some("A"));
    assert_eq!(loser(OverlapPriority::SmallerKeeps, &text).as_deref(), Some("B"));
    assert_eq!(loser(OverlapPriority::FirstNameKeeps, &text).as_deref(), Some("B"));
    // No days, no rule.
    assert_eq!(loser(OverlapPriority::EarlierKeeps, &text), None);
    // Equal areas do not decide, whatever rounding makes of them; 0.01 m² more do. B is wider by 1e-9 degrees, 91.5 µm:
    // 0.0101 m² where the border is 110.9 m long, and 0.0091 m² where it is 99.8 m.
    for (north, wider, expected) in
        [(100.0, 0.0, None), (90.0, 1e-4, None), (100.0, 1e-4, Some("B"))]
    {
        let own = rect(0.0, 0.0, 100.0, north);
        let other = rect(90.0, 0.0, 190.0 + wider, north);
        let text = collection(&[parcel("A", &own), parcel("B", &other)]);
        let found = loser(OverlapPriority::SmallerKeeps, &text);
        assert_eq!(found.as_deref(), expected, "{north} {wider}");
    }
}

#[test]
fn the_earlier_parcel_keeps_the_land() {
    let since = |id: &str, day: &str, ring: &[[f64; 2]]| {
        with_properties(id, &format!(r#"{{"since": "{day}"}}"#), &geometry(&[&[ring]]))
    };
    let loser = |a: &str, b: &str| {
        let text = collection(&[since("A", a, &square()), since("B", b, &tall())]);
        let source = Source::new("parcels", text);
        let mut request = CheckRequest::new(&source);
        request.profile = by(OverlapPriority::EarlierKeeps);
        let mut names = AttributeNames::default();
        names.from = Some("since".into());
        request.layout = Layout::Generic(names);
        let found = findings(&request).findings;
        overlap(&found).fix.as_ref().map(|fix| fix.moved[0].subject.clone())
    };
    assert_eq!(loser("2019-05-01", "2019-05-02").as_deref(), Some("B"));
    assert_eq!(loser("2019-05-02", "2019-05-01").as_deref(), Some("A"));
    assert_eq!(loser("2019-05-01", "2019-05-01"), None);
}

#[test]
fn a_parcel_within_another_becomes_a_hole_of_it() {
    let inner = rect(110.0, 10.0, 150.0, 50.0);
    let features = [parcel("A", &tall()), parcel("B", &inner)];
    let (fix, after) = mended(&by(OverlapPriority::SmallerKeeps), &features);
    let steps: Vec<_> = fix.patch.iter().map(|step| (step.operation, &*step.path)).collect();
    assert_eq!(steps, [(PatchOperation::Add, "/features/0/geometry/coordinates/1")]);
    let mut ring = hole(110.0, 10.0, 150.0, 50.0);
    ring.sort_by(|a, b| a.partial_cmp(b).unwrap());
    let mut found = corners(&after, "/features/0/geometry/coordinates/1");
    found.pop();
    found.sort_by(|a, b| a.partial_cmp(b).unwrap());
    assert_eq!(found, ring.into_iter().map(degrees).collect::<Vec<_>>());
    // The other way round nothing would be left of B: whether it is to be struck off, no border says.
    let found = check(&by(OverlapPriority::LargerKeeps), &collection(&features));
    let found = overlap(&found);
    assert_eq!((found.class, &found.fix), (Some(Class::Contained), &None));
}

#[test]
fn of_a_duplicate_nothing_would_be_left() {
    let text = collection(&[parcel("A", &square()), parcel("B", &square())]);
    let found = check(&by_name(), &text);
    let found = overlap(&found);
    assert_eq!((found.class, &found.fix), (Some(Class::Duplicate), &None));
}

#[test]
fn a_sliver_between_neighbours_is_cut_along_the_border() {
    // The neighbour reaches 0.05 steps, 4.6 cm, over the border in the middle of it.
    let west =
        [[0.0, 0.0], [100.0, 0.0], [100.0, 30.0], [100.0, 70.0], [100.0, 100.0], [0.0, 100.0]];
    let east =
        [[100.0, 0.0], [200.0, 0.0], [200.0, 100.0], [100.0, 100.0], [99.95, 70.0], [99.95, 30.0]];
    let features = [parcel("A", &west), parcel("B", &east)];
    let text = collection(&features);
    let found = check(&by_name(), &text);
    assert_eq!(overlap(&found).class, Some(Class::Sliver));
    let (fix, after) = mended(&by_name(), &features);
    // A needs no corner: its own are those of the border.
    assert_eq!(fix.moved.len(), 1);
    assert_eq!(corners(&after, "/features/1/geometry/coordinates/0").len(), 7);
    // 4.5755 cm over 30, 40 and 30 steps of 1.10937 m, as a trapezium.
    assert!((moved(&fix) + 0.045_755 * (40.0 + 30.0) * 1.109_37).abs() < 1e-3, "{}", moved(&fix));
}

#[test]
fn a_corner_that_reaches_in_becomes_a_notch() {
    let wedge = [[60.0, 50.0], [160.0, 20.0], [160.0, 80.0]];
    let (_, after) = mended(&by_name(), &[parcel("A", &wedge), parcel("B", &square())]);
    // Four corners, the tip and two crossings: on x = 100, 2/5 of the way from the tip, y = 50 ∓ 12.
    let ring = corners(&after, "/features/1/geometry/coordinates/0");
    let expected = [[100.0, 38.0], [60.0, 50.0], [100.0, 62.0]];
    assert_eq!(ring[2..5], expected.map(degrees));
    assert_eq!(ring.len(), 8);
}

#[test]
fn a_strip_across_a_parcel_leaves_two_parts() {
    let strip = rect(40.0, -10.0, 60.0, 110.0);
    let (fix, after) = mended(&by_name(), &[parcel("A", &strip), parcel("B", &square())]);
    let document: Value = serde_json::from_str(&after).unwrap();
    let geometry = &document["features"][1]["geometry"];
    assert_eq!(geometry["type"], "MultiPolygon");
    assert_eq!(geometry["coordinates"].as_array().unwrap().len(), 2);
    assert_eq!(fix.patch[0].path, "/features/1/geometry/type");
    // One part of two is cut in two: the other is not named.
    let two = geometry_of(&[&square(), &rect(300.0, 0.0, 400.0, 100.0)]);
    let (fix, after) = mended(&by_name(), &[parcel("A", &strip), feature("B", &two)]);
    let document: Value = serde_json::from_str(&after).unwrap();
    let parts = document["features"][1]["geometry"]["coordinates"].as_array().unwrap();
    assert_eq!(parts.len(), 3);
    let original: Value = serde_json::from_str(&two).unwrap();
    assert_eq!(parts[1], original["coordinates"][1]);
    let of_b = |path: &str| path.starts_with("/features/1/geometry/coordinates/");
    let mut paths = fix.patch.iter().map(|step| step.path.as_str()).filter(|path| of_b(path));
    assert!(paths.clone().all(|path| !path.starts_with("/features/1/geometry/coordinates/1")));
    assert_eq!(paths.next_back(), Some("/features/1/geometry/coordinates/2"));
    // One part of two goes.
    let two = geometry_of(&[&rect(45.0, 10.0, 55.0, 20.0), &rect(300.0, 0.0, 400.0, 100.0)]);
    let (fix, _) = mended(&by_name(), &[parcel("A", &strip), feature("B", &two)]);
    let steps: Vec<_> = fix.patch.iter().map(|step| (step.operation, &*step.path)).collect();
    assert_eq!(steps, [(PatchOperation::Remove, "/features/1/geometry/coordinates/0")]);
}

fn geometry_of(parts: &[&[[f64; 2]]]) -> String {
    let parts: Vec<[&[[f64; 2]]; 1]> = parts.iter().map(|part| [*part]).collect();
    let parts: Vec<&[&[[f64; 2]]]> = parts.iter().map(|part| &part[..]).collect();
    geometry(&parts)
}

#[test]
fn holes_stay_open_or_go() {
    let with_holes = |holes: &[Vec<[f64; 2]>]| {
        let outer = square();
        let mut rings: Vec<&[[f64; 2]]> = vec![&outer];
        rings.extend(holes.iter().map(Vec::as_slice));
        geometry(&[&rings])
    };
    let far = hole(10.0, 10.0, 20.0, 20.0);
    let near = hole(80.0, 40.0, 95.0, 60.0);
    // Holes are gaps, before and after.
    let mut profile = by_name();
    profile.set(Code::Gap, Level::Off).unwrap();
    // What is cut goes through one hole, which opens to the outside, and the other stays as it is.
    let b = feature("B", &with_holes(&[near.clone(), far.clone()]));
    let (fix, after) = mended(&profile, &[parcel("A", &rect(90.0, -20.0, 200.0, 120.0)), b]);
    assert_eq!(corners(&after, "/features/1/geometry/coordinates/1").len(), 5);
    assert!(fix.patch.iter().any(|step| {
        step.operation == PatchOperation::Remove
            && step.path == "/features/1/geometry/coordinates/1"
    }));
    // A hole that grows: only its ring is named.
    let b = feature("B", &with_holes(&[far, near]));
    let (fix, _) = mended(&profile, &[parcel("A", &rect(70.0, 45.0, 90.0, 55.0)), b]);
    let others = fix.patch.iter().filter(|step| step.path.starts_with("/features/1"));
    assert!(
        others.clone().all(|step| step.path.starts_with("/features/1/geometry/coordinates/2/")),
        "{fix:?}"
    );
    assert!(others.count() > 0);
}

#[test]
fn a_ring_keeps_its_direction_and_the_file_its_bytes() {
    let mut clockwise = tall();
    clockwise.reverse();
    let text = collection(&[
        parcel("A", &square()),
        parcel("B", &clockwise),
        parcel("C", &rect(300.0, 0.0, 400.0, 100.0)),
    ]);
    let before = check(&by_name(), &text);
    assert_eq!(codes(&before), ["parcels-overlap", "ring-direction"]);
    let after = applied(&text, before[0].fix.as_ref().unwrap());
    // The other finding is still there, and ends by its own fix.
    let found = check(&by_name(), &after);
    let fix = only(&found, Code::RingDirection).fix.unwrap();
    assert_eq!(check(&by_name(), &applied(&after, &fix)), []);
    let lines = |text: &str| text.lines().map(ToOwned::to_owned).collect::<Vec<_>>();
    let (old, new) = (lines(&text), lines(&after));
    assert_eq!((&old[0], &old[3..]), (&new[0], &new[3..]));
}

#[test]
fn heights_stay_and_come_with_the_corners() {
    let ring = |ring: &[[f64; 2]], height: f64| {
        let place = |at: &[f64; 2]| {
            let [x, y] = degrees(*at);
            format!("[{x:.9}, {y:.9}, {height:.1}]")
        };
        let all: Vec<String> = ring.iter().chain(ring.first()).map(place).collect();
        format!(r#"{{"type": "Polygon", "coordinates": [[{}]]}}"#, all.join(", "))
    };
    let text =
        collection(&[feature("A", &ring(&square(), 120.5)), feature("B", &ring(&tall(), 121.5))]);
    let found = check(&by_name(), &text);
    let after = applied(&text, overlap(&found).fix.as_ref().unwrap());
    assert_eq!(check(&by_name(), &after), []);
    let document: Value = serde_json::from_str(&after).unwrap();
    let ring = document["features"][1]["geometry"]["coordinates"][0].as_array().unwrap();
    let heights: Vec<Option<f64>> = ring.iter().map(|at| at[2].as_f64()).collect();
    // The crossings have none: nobody has measured them.
    let (own, new) = (Some(121.5), Some(120.5));
    assert_eq!(heights, [own, own, own, own, None, new, new, None, own]);
}

#[test]
fn metres_are_cut_as_degrees_are() {
    let ring = |west: f64, south: f64, east: f64, north: f64| {
        let at = |x: f64, y: f64| format!("[{:.4}, {:.4}]", 38_500_000.0 + x, 3_852_000.0 + y);
        let corners = [at(west, south), at(east, south), at(east, north), at(west, north)];
        let ring = [&corners[..], &corners[..1]].concat().join(", ");
        format!(r#"{{"type": "Polygon", "coordinates": [[{ring}]]}}"#)
    };
    let text = collection(&[
        feature("A", &ring(0.1234, 0.1234, 100.1234, 100.1234)),
        feature("B", &ring(90.5678, -20.0001, 200.4321, 120.0001)),
    ]);
    let check = |text: &str| {
        let source = Source::new("parcels", text);
        let mut request = CheckRequest::new(&source);
        request.declared = GaussKruger::from_epsg(4526).map(Crs::GaussKruger);
        request.profile = by_name();
        findings(&request).findings
    };
    let before = check(&text);
    let fix = overlap(&before).fix.clone().unwrap();
    // 9.5556 m by 100 m.
    assert!((moved(&fix) + 955.56).abs() < 1e-6, "{}", moved(&fix));
    let after = check(&applied(&text, &fix));
    assert!(!codes(&after).contains(&"parcels-overlap"), "{after:#?}");
    assert_eq!(after.len(), before.len() - 1);
}

/// A linear congruential generator (Knuth, MMIX).
struct Lcg(u64);

impl Lcg {
    fn unit(&mut self) -> f64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A star-shaped ring around a centre.
    fn star(&mut self, [x, y]: [f64; 2], size: f64) -> Vec<[f64; 2]> {
        let count = 3 + (self.unit() * 9.0) as usize;
        let turn = self.unit();
        (0..count)
            .map(|at| {
                let angle = std::f64::consts::TAU * (at as f64 + turn) / count as f64;
                let far = size * (0.4 + 0.6 * self.unit());
                [x + far * angle.cos(), y + far * angle.sin()]
            })
            .collect()
    }
}

#[test]
fn generated_overlaps_are_cut_without_a_trace() {
    let mut random = Lcg(28);
    let (mut cut, mut refused, mut contained) = (0, 0, 0);
    for turn in 0..400 {
        let a = random.star([0.0, 0.0], 100.0);
        let centre = [150.0 * random.unit(), 60.0 * random.unit()];
        let b = random.star(centre, 100.0);
        let other = parcel("C", &rect(500.0, 0.0, 600.0, 100.0));
        let text = collection(&[parcel("A", &a), other, parcel("B", &b)]);
        let before = check(&by_name(), &text);
        let overlaps: Vec<&Finding> =
            before.iter().filter(|finding| finding.code == Code::ParcelsOverlap).collect();
        let [found] = overlaps[..] else { continue };
        if found.class == Some(Class::Contained) {
            contained += 1;
        }
        let Some(fix) = &found.fix else {
            refused += usize::from(found.class != Some(Class::Contained));
            continue;
        };
        cut += 1;
        let after = applied(&text, fix);
        let mut expected = before.clone();
        expected.retain(|finding| finding.code != Code::ParcelsOverlap);
        assert_eq!(codes(&check(&by_name(), &after)), codes(&expected), "{turn}: {text} {after}");
        balanced(found, fix, [&text, &after]);
        assert_eq!(text.lines().nth(2), after.lines().nth(2), "{turn}");
    }
    assert!(cut > 300 && refused <= 2, "{cut} cut, {refused} refused, {contained} contained");
}

/// Three parcels over one another: each pair has a fix, and two of them are cuts of the third.
fn three() -> String {
    let c = rect(80.0, 40.0, 190.0, 120.0);
    let b = rect(90.0, -20.0, 200.0, 50.0);
    collection(&[parcel("A", &square()), parcel("B", &b), parcel("C", &c)])
}

#[test]
fn fixes_of_one_parcel_go_one_after_the_other() {
    let mut text = three();
    let start = areas(&text);
    let mut rounds = Vec::new();
    let mut moved: [f64; 3] = [0.0; 3];
    loop {
        let source = Source::new("parcels", text.as_str());
        let mut request = CheckRequest::new(&source);
        request.profile = by_name();
        let mut report = report(&request);
        text = report.fix(&source).unwrap().text;
        let fixed = report.fixed.unwrap();
        for row in &fixed.moved {
            let parcel = ["A", "B", "C"].iter().position(|name| *name == row.subject).unwrap();
            moved[parcel] += row.area.parse::<f64>().unwrap();
        }
        let left: Vec<String> = fixed.left.iter().map(|left| left.subjects.concat()).collect();
        rounds.push((fixed.applied, left));
        if fixed.applied == 0 {
            break;
        }
    }
    // A and B are settled first; in A, the corner of C would stand where that of B does.
    let (ac, bc) = ("AC".to_owned(), "BC".to_owned());
    assert_eq!(rounds[..2], [(1, vec![ac, bc.clone()]), (1, vec![bc])]);
    assert_eq!(rounds.last(), Some(&(0, vec![])));
    assert!(rounds.len() <= 4, "{rounds:?}");
    assert_eq!(check(&by_name(), &text), []);
    // A keeps all of its land, B what A does not cover, C the rest. In steps: B loses 10 × 50; C 20 × 60 to A, and of the
    // 100 × 10 that it has in common with B the 90 × 10 that A does not cover.
    let unit = start[0] / 1e4;
    for (found, expected) in moved.iter().zip([0.0, -500.0, -1200.0 - 900.0]) {
        assert!((found / unit - expected).abs() < 0.01, "{moved:?} {unit}");
    }
    for ((before, after), moved) in start.iter().zip(areas(&text)).zip(moved) {
        assert!((after - before - moved).abs() < 1e-5);
    }
}

#[test]
fn the_areas_moved_stand_in_the_report() {
    let source = Source::new("parcels", three());
    let mut request = CheckRequest::new(&source);
    request.profile = by_name();
    let mut report = report(&request);
    let json = |report: &CheckReport| serde_json::to_value(report).unwrap();
    assert_eq!(json(&report).get("fixed"), None);
    report.fix(&source).unwrap();
    let fixed = json(&report)["fixed"].clone();
    assert_eq!((&fixed["applied"], fixed["left"].as_array().unwrap().len()), (&1.into(), 2));
    let rows = fixed["moved"].as_array().unwrap();
    let names: Vec<&str> = rows.iter().map(|row| row["subject"].as_str().unwrap()).collect();
    assert_eq!(names, ["A", "B"]);
    assert_eq!(rows[1]["area_m2"].as_str().unwrap().get(..8), Some("-507.587"));
    let again: CheckReport = serde_json::from_value(json(&report)).unwrap();
    assert_eq!(report, again);
    for (language, words) in [
        (
            Language::En,
            [
                "Fixes applied\n  1 applied, 2 meet others",
                "area moved, m²",
                "  B           1       -507.5875\n",
            ],
        ),
        (
            Language::Zh,
            [
                "按建议修改\n  已修改 1 处，另有 2 处",
                "面积变动 m²",
                "  B          1    -507.5875\n",
            ],
        ),
    ] {
        let text = text::render(&report, &[], language, Shown::Some);
        for word in words {
            assert!(text.contains(word), "{word}: {text}");
        }
    }
}

#[test]
fn a_profile_file_names_the_priority() {
    let read = |text: &str| read_profile(&Source::new("p.json", text));
    let profile = read(r#"{"name": "p", "overlap_priority": "smaller-keeps"}"#).unwrap();
    assert_eq!(profile.overlap_priority, OverlapPriority::SmallerKeeps);
    assert_eq!(profile.departures()[0].of, "overlap_priority");
    let error = read(r#"{"name": "p", "overlap_priority": "smaller"}"#).unwrap_err().to_string();
    assert!(error.starts_with("p.json:1:35 (/overlap_priority): "), "{error}");
    assert!(error.contains("earlier-keeps") && error.contains("none"), "{error}");
}

#[test]
fn a_session_finds_what_a_full_run_finds() {
    let mut random = Lcg(7);
    let shapes: Vec<MultiPolygon<LonLat>> = (0..12)
        .map(|at| {
            let ring = random.star([f64::from(at) * 80.0, 0.0], 100.0);
            let ring: Vec<[f64; 2]> = ring.into_iter().map(degrees).collect();
            MultiPolygon::from_exterior(ring.iter().chain(ring.first()).map(|at| LonLat::from(*at)))
        })
        .collect();
    let records: Vec<OwnedRecord<LonLat>> = shapes
        .into_iter()
        .zip(0..)
        .map(|(shape, n)| OwnedRecord::new(format!("P{n}"), shape))
        .collect();
    let session = SessionInput::new(Plane::Degrees, by_name()).start(records.clone());
    let all: Vec<_> = records.iter().map(OwnedRecord::record).collect();
    let profile = by_name();
    let full = CheckInput::new(&all, Plane::Degrees, &profile).run();
    assert!(full.findings.iter().any(|finding| finding.code == Code::ParcelsOverlap));
    assert_eq!(session.findings(), full.findings.iter().collect::<Vec<_>>());
}
