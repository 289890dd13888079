//! Extreme input: stacks, copies, combs, scribbles. Answers by hand; where there is a limit, on each side of it.

use landledger::check::{
    CheckInput, Checked, Owner, Places, Profile, Record, VertexIndex, ZoneRecord,
};
use landledger::finding::{Code, Finding, Place};
use landledger::geometry::coverage::{
    AreaBalance, BorderFaultKind, CoveredAgain, GapLimits, OverlapLimits, ZoneLand, area_balance,
    border_faults, conservation, gaps, inscribed_circle, overlaps, zone_positions,
};
use landledger::geometry::{GridPoint, MultiPolygon, Plane, Unlisted};
use landledger::read::{Source, geojson};
use landledger::report::check::{Layout, RecordSet, SourcePlaces};

type Shape = MultiPolygon<GridPoint>;

fn shape(ring: impl IntoIterator<Item = [f64; 2]>) -> Shape {
    MultiPolygon::from_exterior(ring.into_iter().map(|[east, north]| GridPoint::new(north, east)))
}

fn plot(x: f64, y: f64, width: f64, height: f64) -> Shape {
    shape([[x, y], [x + width, y], [x + width, y + height], [x, y + height], [x, y]])
}

fn refs(shapes: &[Shape]) -> Vec<&Shape> {
    shapes.iter().collect()
}

fn balance(shapes: &[Shape], zone: &Shape) -> Option<AreaBalance> {
    let parcels = refs(shapes);
    let land =
        ZoneLand { parcels: &parcels, declared: &[], zone: Some(zone), plane: Plane::Metres };
    area_balance(&land, &GapLimits::default())
}

/// Area by number of covers, from 2 on.
fn layers(balance: &AreaBalance) -> Vec<f64> {
    let mut areas = Vec::new();
    for part in &balance.overlaps.parts {
        if let CoveredAgain::Layer { covers, piece } = part {
            areas.resize(areas.len().max(covers - 1), 0.0);
            areas[covers - 2] += piece.area;
        }
    }
    areas
}

fn check(shapes: &[Shape], zone: Option<&Shape>) -> Checked {
    let records: Vec<_> =
        shapes.iter().enumerate().map(|(at, own)| Record::new(format!("P{at:05}"), own)).collect();
    let profile = Profile::strict();
    let zone = zone.map(|zone| ZoneRecord::new("Z", zone));
    let mut input = CheckInput::new(&records, Plane::Metres, &profile);
    if let Some(zone) = &zone {
        input = input.zone(zone);
    }
    input.run()
}

fn not_checked(checked: &Checked) -> Vec<&Finding> {
    checked.findings.iter().filter(|finding| finding.code == Code::NotChecked).collect()
}

#[test]
fn nested_squares_are_as_deep_as_there_are_squares() {
    // Each 2 m smaller than the one around it: of n squares the k-th layer is the k-th square.
    let zone = plot(-10.0, -10.0, 300.0, 300.0);
    for n in [7_u32, 8, 9, 10, 40] {
        let side = |at: u32| 200.0 - 2.0 * f64::from(at);
        let nested = |at: u32| plot(f64::from(at), f64::from(at), side(at), side(at));
        let shapes: Vec<Shape> = (0..n).map(nested).collect();
        let found = balance(&shapes, &zone).unwrap();
        let expected: Vec<f64> = (1..n).map(|at| side(at) * side(at)).collect();
        assert_eq!(layers(&found), expected, "{n}");
        assert_eq!(found.residue(), 0.0, "{n}");
    }
}

#[test]
fn a_staircase_of_squares_has_the_layers_worked_by_hand() {
    // Squares of 64 m, each moved by 1 m east and 1 m north. Where at least k lie is the union of the commons of k in a
    // row, squares of side s = 64 − (k − 1), n − k + 1 of them: s² for the first, and s² − (s − 1)² for each other.
    let n = 30_i32;
    let shapes: Vec<Shape> =
        (0..n).map(|at| plot(f64::from(at), f64::from(at), 64.0, 64.0)).collect();
    let found = balance(&shapes, &plot(-1.0, -1.0, 200.0, 200.0)).unwrap();
    let layer = |k: i32| {
        let s = 64 - (k - 1);
        f64::from(s * s + (n - k) * (2 * s - 1))
    };
    assert_eq!(layers(&found), (2..=n).map(layer).collect::<Vec<_>>());
    assert_eq!(found.residue(), 0.0);
}

#[test]
fn deep_levels_are_apart_and_have_holes() {
    // Two stacks of 12 frames, 1 m of difference each, over one plot; the hole of each frame is 10 m wide.
    let frame = |x: f64, by: f64| {
        let ring = |x: f64, y: f64, side: f64| {
            [[x, y], [x + side, y], [x + side, y + side], [x, y + side]]
                .map(|[east, north]| GridPoint::new(north, east))
                .to_vec()
        };
        MultiPolygon::from(vec![vec![
            ring(x + by, 10.0 + by, 60.0 - 2.0 * by),
            ring(x + 25.0, 35.0, 10.0),
        ]])
    };
    let mut shapes = vec![plot(0.0, 0.0, 200.0, 100.0)];
    for x in [10.0, 110.0] {
        shapes.extend((0..12_u8).map(|by| frame(x, f64::from(by))));
    }
    let found = balance(&shapes, &plot(0.0, 0.0, 200.0, 100.0)).unwrap();
    let area = |at: u8| (60.0 - 2.0 * f64::from(at)) * (60.0 - 2.0 * f64::from(at)) - 100.0;
    assert_eq!(layers(&found), (0..12).map(|at| 2.0 * area(at)).collect::<Vec<_>>());
    // Each layer is two pieces, each with its hole.
    let pieces = found.overlaps.parts.iter().map(|part| match part {
        CoveredAgain::Layer { piece, .. } => piece.region.rings.len(),
        _ => 0,
    });
    assert_eq!(pieces.collect::<Vec<_>>(), vec![2; 24]);
    assert_eq!(found.residue(), 0.0);
}

#[test]
fn oblique_stacks_close() {
    // A fan of 60 triangles: crossings are rounded, and the balance closes all the same.
    let fan: Vec<Shape> = (0..60)
        .map(|at| {
            let turn = f64::from(at) * 0.05;
            let arm = |turn: f64| [500.0 * turn.cos(), 500.0 * turn.sin()];
            shape([[0.0, 0.0], arm(turn), arm(turn + 0.9), [0.0, 0.0]])
        })
        .collect();
    let found = balance(&fan, &plot(-600.0, -600.0, 1200.0, 1200.0)).unwrap();
    assert!(layers(&found).len() > 12, "{}", layers(&found).len());
    assert!(found.residue().abs() < 1e-5, "{}", found.residue());
}

#[test]
fn pairs_are_looked_at_up_to_the_limit_or_ten_for_each_parcel() {
    // 24 squares over one another: 276 pairs.
    let heap: Vec<Shape> = (0..24).map(|at| plot(f64::from(at), 0.0, 100.0, 100.0)).collect();
    let parcels = refs(&heap);
    let land = ZoneLand { parcels: &parcels, declared: &[], zone: None, plane: Plane::Metres };
    for (pairs, each, listed) in [
        (275, 0, 275),
        (276, 0, 276),
        (277, 0, 276),
        (0, 10, 240),
        (241, 10, 241),
        (0, 11, 264),
        (0, 12, 276),
    ] {
        let mut limits = OverlapLimits::default();
        (limits.pairs, limits.pairs_for_each) = (pairs, each);
        let found = overlaps(&land, &limits);
        let rest = match 276 - listed {
            0 => Unlisted::None,
            rest => Unlisted::Exactly(rest),
        };
        assert_eq!((found.pairs.len(), found.unexamined), (listed, rest), "{pairs} {each}");
        assert!(found.pairs.iter().all(|pair| pair.depth == 24));
    }
}

#[test]
fn a_pair_that_meets_at_many_places_counts_once() {
    // Two combs with four teeth across each other: sixteen places.
    let pair = [comb(4, Way::Up), comb(4, Way::Across)];
    let parcels = refs(&pair);
    let land = ZoneLand { parcels: &parcels, declared: &[], zone: None, plane: Plane::Metres };
    let mut limits = OverlapLimits::default();
    (limits.pairs, limits.pairs_for_each) = (0, 0);
    assert_eq!(overlaps(&land, &limits).unexamined, Unlisted::Exactly(1));
    let found = overlaps(&land, &OverlapLimits::default());
    assert_eq!((found.pairs.len(), found.pairs[0].pieces.len()), (1, 16));
    assert_eq!((found.pairs[0].area, found.unexamined), (16.0, Unlisted::None));
}

#[derive(Clone, Copy)]
enum Way {
    Up,
    Across,
}

/// A comb of teeth 1 m wide, 1 m apart; the backs of two lie outside each other's teeth.
fn comb(teeth: u32, way: Way) -> Shape {
    let long = 2.0 * f64::from(teeth) + 10.0;
    let mut ring = vec![[-10.0, -5.0], [long, -5.0]];
    for tooth in (0..teeth).rev() {
        let x = 2.0 * f64::from(tooth);
        ring.extend([[x + 1.0, -1.0], [x + 1.0, long], [x, long], [x, -1.0]]);
    }
    ring.extend([[-10.0, -1.0], [-10.0, -5.0]]);
    // The other comb's back is moved out of the way of this one's.
    shape(ring.into_iter().map(|[x, y]| match way {
        Way::Up => [x.max(-1.0), y],
        Way::Across => [y, x.max(-1.0)],
    }))
}

#[test]
fn combs_that_cross_millions_of_times_are_said_and_left() {
    // 2 · 501 sides of teeth across as many: 1002² = 1 004 004 crossings; with 499 teeth, 998² = 996 004.
    let zone = plot(-100.0, -100.0, 1_500.0, 1_500.0);
    let pair = [comb(501, Way::Up), comb(501, Way::Across)];
    assert!(balance(&pair, &zone).is_none());
    let parcels = refs(&pair);
    let land =
        ZoneLand { parcels: &parcels, declared: &[], zone: Some(&zone), plane: Plane::Metres };
    let found = overlaps(&land, &OverlapLimits::default());
    assert_eq!((found.pairs.len(), found.unexamined), (0, Unlisted::Exactly(1)));
    let found = gaps(&land, &GapLimits::default());
    assert_eq!(found.tangles.len(), 1);
    assert!(zone_positions(&land, &GapLimits::default()).iter().all(|at| at.tangles.is_empty()));
    let moved = conservation(&parcels[..1], &parcels[1..], Plane::Metres, &GapLimits::default());
    assert_eq!(moved.tangles.len(), 1);

    let checked = check(&pair, Some(&zone));
    let said = not_checked(&checked);
    assert!(checked.balance.is_none());
    let messages: Vec<&str> = said.iter().map(|finding| &*finding.message.en).collect();
    assert!(messages.iter().any(|m| m.contains("at more than 1 000 000 places")), "{messages:?}");
    assert!(messages.iter().any(|m| m.contains("areas of Z were not balanced")), "{messages:?}");
    assert!(messages.contains(&"1 more pair of parcels that may overlap was not examined"));
    let tangle = said.iter().find(|finding| finding.geometry.is_some()).unwrap();
    assert!(tangle.place.at.is_some());
}

#[test]
fn straight_borders_of_many_corners_are_no_tangle() {
    // A bow tie, two triangles of 2 500 m², with 110 000 corners on one side: it stands for its ground.
    let side = (0..110_000_u32).map(|at| [f64::from(at) / 1_100.0, 0.0]);
    let ring = side.chain([[100.0, 0.0], [0.0, 100.0], [100.0, 100.0], [0.0, 0.0]]);
    let zone = plot(-10.0, -10.0, 200.0, 200.0);
    let checked = check(&[shape(ring)], Some(&zone));
    assert!(checked.findings.iter().any(|finding| finding.code == Code::RingCrossing));
    let areas = checked.balance.unwrap().areas;
    assert!((areas.parcels.area - 5_000.0).abs() < 1e-6, "{}", areas.parcels.area);
}

#[test]
fn copies_are_no_tangle() {
    // 1 500 copies of a plot of 1 ha, each edge 1 500 times: 1 499 are covered again.
    let copies = vec![plot(0.0, 0.0, 100.0, 100.0); 1_500];
    let found = balance(&copies, &plot(-10.0, -10.0, 200.0, 200.0)).unwrap();
    assert_eq!((found.overlaps.area, found.gaps.area), (14_990_000.0, 30_000.0));
    assert_eq!(found.residue(), 0.0);
}

#[test]
fn combs_below_the_limit_are_worked_out() {
    // 60 teeth across 60: 3600 places of 1 m².
    let zone = plot(-100.0, -100.0, 400.0, 400.0);
    let pair = [comb(60, Way::Up), comb(60, Way::Across)];
    let found = balance(&pair, &zone).unwrap();
    assert_eq!((found.overlaps.parts.len(), found.overlaps.area), (3600, 3600.0));
    assert_eq!(found.residue(), 0.0);
    assert!(not_checked(&check(&pair, Some(&zone))).is_empty());
}

#[test]
fn a_scribble_of_millions_of_crossings_ends() {
    // A star polygon of 4001 corners, each joined to the one half way around: every two edges cross, 8 million times.
    let corner = |at: u32| {
        let turn = f64::from(at * 2000 % 4001) / 4001.0 * std::f64::consts::TAU;
        [1000.0 * turn.cos(), 1000.0 * turn.sin()]
    };
    let star = shape((0..4001).chain([0]).map(corner));
    let checked = check(&[star], None);
    let said = not_checked(&checked);
    assert_eq!(said.len(), 1);
    assert_eq!(said[0].subjects, ["P00000"]);
    assert_eq!(checked.usable, [false]);
}

#[test]
fn copies_have_no_faults_and_copies_beside_copies_have_few() {
    let faults = |shapes: &[Shape]| {
        let parcels = refs(shapes);
        let land = ZoneLand { parcels: &parcels, declared: &[], zone: None, plane: Plane::Metres };
        border_faults(&land, 0.002)
    };
    let copies = vec![plot(0.0, 0.0, 100.0, 100.0); 3_000];
    assert!(faults(&copies).faults.is_empty());
    // 200 copies, and 200 that are 1 mm further north: each of the four corners of the former, held against the nearest
    // 64 of the latter, misses them; each fault lists all 200, and says the two edges of each of 136 more.
    let mut two = vec![plot(0.0, 0.0, 100.0, 100.0); 200];
    two.extend(vec![plot(0.0, 0.001, 100.0, 100.0); 200]);
    let found = faults(&two);
    assert_eq!((found.faults.len(), found.unexamined), (4 * 64, 0));
    for fault in &found.faults {
        assert_eq!(fault.kind, BorderFaultKind::Mismatched);
        assert_eq!((fault.vertices.len(), fault.unlisted), (200, 2 * (200 - 64)));
    }
    // The message names ten of them.
    let checked = check(&two, None);
    let fault = checked.findings.iter().find(|f| f.code == Code::VertexMismatched).unwrap();
    assert_eq!(fault.subjects.len(), 51);
    assert!(fault.message.en.contains("P00009 and 190 more"), "{}", fault.message.en);
}

#[test]
fn vertices_close_together_beside_a_long_border() {
    // 3 000 plots 16 mm wide beside a plot 180 km long; each second one has a vertex 1 mm off its neighbour's.
    let mut shapes: Vec<Shape> = Vec::new();
    for at in 0..3_000_u32 {
        let x = f64::from(at) / 64.0;
        let off = if at % 2 == 1 { 1.0 / 1024.0 } else { 0.0 };
        let right = x + 1.0 / 64.0;
        shapes.push(shape([[x, off], [right, 0.0], [right, 1.0], [x, 1.0], [x, off]]));
    }
    shapes.push(plot(-90_000.0, -90_000.0, 1.0, 180_000.0));
    let parcels = refs(&shapes);
    let land = ZoneLand { parcels: &parcels, declared: &[], zone: None, plane: Plane::Metres };
    let found = border_faults(&land, 0.002);
    // The odd squares' first corner misses that of the square before.
    assert_eq!((found.faults.len(), found.unexamined), (1_500, 0));
    assert!(found.faults.iter().all(|fault| fault.kind == BorderFaultKind::Mismatched));
}

#[test]
fn many_corners_on_a_straight_side_do_not_narrow_a_region() {
    // A square with 5 000 corners on each side: the circle is that of the square.
    let side = |at: i32| f64::from(at) / 50.0;
    let mut ring: Vec<[f64; 2]> = Vec::new();
    ring.extend((0..5_000).map(|at| [side(at), 0.0]));
    ring.extend((0..5_000).map(|at| [100.0, side(at)]));
    ring.extend((0..5_000).map(|at| [100.0 - side(at), 100.0]));
    ring.extend((0..5_000).map(|at| [0.0, 100.0 - side(at)]));
    let circle = inscribed_circle(Plane::Metres, &[ring]).unwrap();
    assert!((99.9..=100.0 + 1e-9).contains(&circle.diameter), "{}", circle.diameter);
}

/// Records that are written somewhere, so that there are fixes.
#[derive(Debug)]
struct Written;

impl Places for Written {
    fn place(&self, _of: Owner, _vertex: Option<VertexIndex>) -> Place {
        Place::default()
    }

    fn ring_pointer(&self, _of: Owner, _vertex: VertexIndex) -> Option<String> {
        Some("/ring".to_owned())
    }
}

#[test]
fn fixes_of_large_rings_move_what_those_of_small_ones_do() {
    // The neighbour's vertex lies 1 mm east of the middle of a side of 100 m: the plot gains 100 · 0.001 / 2 m². Or the
    // plot's own corner lies 1 mm too far east, beside two sides of 100 m: it loses as much.
    let unmatched = [[100.0, 0.0], [200.0, 0.0], [200.0, 100.0], [100.0, 100.0], [100.001, 50.0]];
    let mismatched = [[100.0, 0.0], [200.0, 0.0], [200.0, 100.0], [100.0, 100.0]];
    for (neighbour, corner, code, moved) in [
        (unmatched.to_vec(), 100.0, Code::VertexUnmatched, 0.05),
        (mismatched.to_vec(), 100.001, Code::VertexMismatched, -0.05),
    ] {
        // With no more corners, and with as many as make a ring a large one, or one less; in both directions.
        for more in [0, 4_090, 4_095, 4_096, 5_000_u32] {
            for is_turned in [false, true] {
                let mut ring = vec![[0.0, 0.0], [100.0, 0.0], [corner, 100.0], [0.0, 100.0]];
                let share = |at: u32| f64::from(more - at) / f64::from(more + 1);
                ring.extend((0..more).map(|at| [0.0, 100.0 * share(at)]));
                if is_turned {
                    ring.reverse();
                }
                let shapes = [shape(ring), shape(neighbour.clone())];
                let records = [Record::new("A", &shapes[0]), Record::new("B", &shapes[1])];
                let profile = Profile::strict();
                let input = CheckInput::new(&records, Plane::Metres, &profile).places(&Written);
                let checked = input.run();
                let finding = checked.findings.iter().find(|f| f.code == code).unwrap();
                let fix = finding.fix.as_ref().unwrap();
                assert_eq!((fix.moved.len(), &*fix.moved[0].subject), (1, "A"), "{more}");
                let area: f64 = fix.moved[0].area.parse().unwrap();
                assert!((area - moved).abs() < 1e-6, "{more} {is_turned}: {area}");
            }
        }
    }
}

#[test]
fn places_of_a_large_ring_are_those_of_its_positions() {
    // 3 000 positions on the southern side, more than 16 KiB of coordinates, and a second polygon behind them.
    let row = |from: i32| {
        let mut ring: Vec<String> =
            (0..3_000).map(|at| format!("[113.3{at:05}, 34.{}]", from + at % 2)).collect();
        ring.push(format!("[113.31, 34.{}]", from + 9));
        ring.push(ring[0].clone());
        format!("[[{}]]", ring.join(",\n"))
    };
    let text = format!(
        r#"{{"type": "Feature", "id": "A", "properties": {{}}, "geometry": {{"type": "MultiPolygon",
"coordinates": [{}, {}]}}}}"#,
        row(800_000),
        row(900_000)
    );
    let source = Source::new("a.geojson", text.as_str());
    let reading = geojson::read(&source, &geojson::ReadOptions::default());
    let feature = &reading.features[0];
    let set = RecordSet::read(&source, &reading, &Layout::Automatic);
    let places = SourcePlaces::new(&source, &reading, &set);
    for polygon in 0..3 {
        for ring in 0..2 {
            for vertex in (0..3_010).step_by(43) {
                let at = VertexIndex { polygon, ring, vertex };
                let of = Owner::Record(0);
                let found = places.place(of, Some(at));
                let [polygon, ring, vertex] = [polygon, ring, vertex].map(|n| n as usize);
                let at = geojson::PositionIndex { polygon, ring, vertex };
                assert_eq!(found, feature.position_place(&source, at));
            }
        }
    }
}
