//! Overlaps: every class, depth and limit, worked by hand.

use landledger::geometry::coverage::{
    GapLimits, Overlap, OverlapClass, OverlapLimits, Overlaps, ZoneLand, area_balance, overlaps,
};
use landledger::geometry::{MultiPolygon, Plane, Unlisted};

type Shape = MultiPolygon<[f64; 2]>;

fn ring(x: f64, y: f64, width: f64, height: f64) -> Vec<[f64; 2]> {
    vec![[x, y], [x + width, y], [x + width, y + height], [x, y + height]]
}

fn plot(x: f64, y: f64, width: f64, height: f64) -> Shape {
    MultiPolygon::from_exterior(ring(x, y, width, height))
}

fn find_within(shapes: &[Shape], limits: &OverlapLimits) -> Overlaps {
    let parcels: Vec<&Shape> = shapes.iter().collect();
    let land = ZoneLand { parcels: &parcels, declared: &[], zone: None, plane: Plane::Metres };
    overlaps(&land, limits)
}

fn find(shapes: &[Shape]) -> Vec<Overlap> {
    let found = find_within(shapes, &OverlapLimits::default());
    assert_eq!(found.unexamined, Unlisted::None);
    found.pairs
}

fn covered_again(shapes: &[Shape]) -> f64 {
    let parcels: Vec<&Shape> = shapes.iter().collect();
    let zone = plot(-100.0, -100.0, 300.0, 300.0);
    let land =
        ZoneLand { parcels: &parcels, declared: &[], zone: Some(&zone), plane: Plane::Metres };
    area_balance(&land, &GapLimits::default()).unwrap().overlaps.area
}

/// Pair, area, class, depth of each.
fn rows(found: &[Overlap]) -> Vec<((usize, usize), f64, OverlapClass, usize)> {
    found.iter().map(|o| ((o.parcels[0], o.parcels[1]), o.area, o.class, o.depth)).collect()
}

#[test]
fn classes() {
    use OverlapClass::{Duplicate, FirstInSecond, Partial, SecondInFirst, Sliver};
    let big = || plot(0.0, 0.0, 10.0, 10.0);
    let mut turned = ring(0.0, 0.0, 10.0, 10.0);
    turned.reverse();
    turned.rotate_left(1);
    turned.push(turned[0]);
    let turned = MultiPolygon::from_exterior(turned);
    // The same ground with a vertex more: no copy, but a duplicate.
    let divided = MultiPolygon::from_exterior([
        [0.0, 0.0],
        [5.0, 0.0],
        [10.0, 0.0],
        [10.0, 10.0],
        [0.0, 10.0],
    ]);
    let holed =
        MultiPolygon::from(vec![vec![ring(0.0, 0.0, 10.0, 10.0), ring(2.0, 2.0, 5.0, 5.0)]]);
    for (name, a, b, expected) in [
        // 6 × 7 in common.
        ("corners", big(), plot(4.0, 3.0, 10.0, 10.0), Some((42.0, 6.0, Partial))),
        ("inside", big(), plot(3.0, 3.0, 2.0, 4.0), Some((8.0, 2.0, SecondInFirst))),
        ("around", plot(3.0, 3.0, 2.0, 4.0), big(), Some((8.0, 2.0, FirstInSecond))),
        ("inside, along a side", big(), plot(0.0, 3.0, 2.0, 4.0), Some((8.0, 2.0, SecondInFirst))),
        ("copy", big(), turned, Some((100.0, 10.0, Duplicate))),
        ("copy with a vertex more", big(), divided, Some((100.0, 10.0, Duplicate))),
        // 1 mm short on a side: within coincidence.
        ("nearly a copy", big(), plot(0.0, 0.0, 9.999, 10.0), Some((99.99, 9.999, Duplicate))),
        (
            "strip of 1/32 m",
            big(),
            plot(9.968_75, 0.0, 10.0, 10.0),
            Some((0.312_5, 0.031_25, Sliver)),
        ),
        ("in the hole", holed.clone(), plot(2.0, 2.0, 5.0, 5.0), None),
        // The hole's side is crossed by 1: 1 × 3.
        (
            "over the hole's side",
            holed.clone(),
            plot(3.0, 3.0, 5.0, 3.0),
            Some((3.0, 1.0, Partial)),
        ),
        // Around the hole, 100 − 25; the frame is 3 wide at two sides: their corner holds the widest circle.
        ("hole filled over", holed.clone(), big(), Some((75.0, 0.0, FirstInSecond))),
        ("side by side", big(), plot(10.0, 0.0, 10.0, 10.0), None),
        ("corner to corner", big(), plot(10.0, 10.0, 10.0, 10.0), None),
        ("apart", big(), plot(20.0, 0.0, 10.0, 10.0), None),
    ] {
        let found = find(&[a, b]);
        let Some((area, width, class)) = expected else {
            assert!(found.is_empty(), "{name}: {found:?}");
            continue;
        };
        assert_eq!(found.len(), 1, "{name}");
        let overlap = &found[0];
        assert_eq!((overlap.parcels, overlap.class, overlap.depth), ([0, 1], class, 2), "{name}");
        assert!((overlap.area - area).abs() < 1e-9, "{name}: {}", overlap.area);
        if width > 0.0 {
            let short = width - overlap.width;
            assert!((-1e-9..=width * 1e-3 + 1e-6).contains(&short), "{name}: {}", overlap.width);
        }
    }
}

#[test]
fn limits_of_width_on_each_side_and_on_them() {
    // A strip of so many 1/1024 m, against coincidence of 2/1024 and slivers up to 64/1024.
    let mut limits = OverlapLimits::default();
    limits.coincidence = 2.0 / 1024.0;
    limits.sliver_width = 64.0 / 1024.0;
    for (width, expected) in [
        (1.0, None),
        (2.0, None),
        (2.25, Some(OverlapClass::Sliver)),
        (63.0, Some(OverlapClass::Sliver)),
        (64.0, Some(OverlapClass::Sliver)),
        (64.25, Some(OverlapClass::Partial)),
    ] {
        let pair = [plot(-10.0, 0.0, 10.0, 10.0), plot(-width / 1024.0, 0.0, 10.0, 10.0)];
        let found = find_within(&pair, &limits).pairs;
        assert_eq!(found.first().map(|overlap| overlap.class), expected, "{width}");
    }
    // Without a limit, rounding is none, and all else is something.
    limits.coincidence = 0.0;
    for (width, count) in [(0.5e-6, 0), (2e-6, 1)] {
        let pair = [plot(-10.0, 0.0, 10.0, 10.0), plot(-width, 0.0, 10.0, 10.0)];
        assert_eq!(find_within(&pair, &limits).pairs.len(), count, "{width}");
    }
}

#[test]
fn depths() {
    use OverlapClass::{Duplicate, FirstInSecond, Partial};
    let base = || plot(0.0, 0.0, 10.0, 10.0);
    // 0–10, 4–14, 8–18: the outer two meet on 8–10, under the middle one.
    let three = [base(), plot(4.0, 0.0, 10.0, 10.0), plot(8.0, 0.0, 10.0, 10.0)];
    let expected =
        [((0, 1), 60.0, Partial, 3), ((0, 2), 20.0, Partial, 3), ((1, 2), 60.0, Partial, 3)];
    assert_eq!(rows(&find(&three)), expected);
    // 4–8 twice, 8–10 three times, 10–14 twice: 4 + 2 · 2 + 4 = 12, times 10.
    assert_eq!(covered_again(&three), 120.0);
    // 0–10, 6–16, 12–22: no three at one place.
    let chain = [base(), plot(6.0, 0.0, 10.0, 10.0), plot(12.0, 0.0, 10.0, 10.0)];
    assert_eq!(rows(&find(&chain)), [((0, 1), 40.0, Partial, 2), ((1, 2), 40.0, Partial, 2)]);
    // Inside two that overlap, all of it over what they have in common.
    let inside = [base(), plot(4.0, 0.0, 10.0, 10.0), plot(6.0, 4.0, 2.0, 2.0)];
    let expected = [
        ((0, 1), 60.0, Partial, 3),
        ((0, 2), 4.0, OverlapClass::SecondInFirst, 3),
        ((1, 2), 4.0, OverlapClass::SecondInFirst, 3),
    ];
    assert_eq!(rows(&find(&inside)), expected);
    // Two further ones over one pair, but not over each other.
    let beside = [
        plot(0.0, 0.0, 30.0, 10.0),
        plot(0.0, 1.0, 30.0, 10.0),
        plot(1.0, 2.0, 5.0, 5.0),
        plot(20.0, 2.0, 5.0, 5.0),
    ];
    let found = find(&beside);
    assert_eq!(rows(&found)[0], ((0, 1), 270.0, Partial, 3));
    assert_eq!(found.len(), 5);
    // Three copies and one across: copies count.
    let copies = [base(), base(), plot(9.0, 0.0, 10.0, 10.0), base()];
    let expected = [
        ((0, 1), 100.0, Duplicate, 4),
        ((0, 2), 10.0, Partial, 4),
        ((0, 3), 100.0, Duplicate, 4),
        ((1, 2), 10.0, Partial, 4),
        ((1, 3), 100.0, Duplicate, 4),
        ((2, 3), 10.0, Partial, 4),
    ];
    assert_eq!(rows(&find(&copies)), expected);
    assert_eq!(covered_again(&copies), 210.0);
    // A copy's class is read from its own side: 1 and 2 are alike, inside 0 and around 3.
    let nested = [plot(1.0, 1.0, 2.0, 2.0), base(), plot(1.0, 1.0, 2.0, 2.0)];
    let found = find(&nested);
    assert_eq!(rows(&found)[0], ((0, 1), 4.0, FirstInSecond, 3));
    assert_eq!(rows(&found)[2], ((1, 2), 4.0, OverlapClass::SecondInFirst, 3));
}

fn grid(x: f64, y: f64, count: u32) -> Vec<Shape> {
    let cell = |at: u32| plot(x + f64::from(at % count), y + f64::from(at / count), 1.0, 1.0);
    (0..count * count).map(cell).collect()
}

#[test]
fn coverages_over_coverages() {
    assert!(find(&grid(0.0, 0.0, 10)).is_empty());
    // One member over a hundred that are clean.
    let mut under = grid(0.0, 0.0, 10);
    under.push(plot(0.0, 0.0, 10.0, 10.0));
    let found = find(&under);
    assert_eq!(found.len(), 100);
    assert!(
        found
            .iter()
            .all(|o| o.parcels[1] == 100 && o.class == OverlapClass::FirstInSecond && o.depth == 2)
    );
    // Two grids, one moved by half a cell both ways: (2 · 5 − 1)² pairs of a quarter each.
    let mut two = grid(0.0, 0.0, 5);
    two.extend(grid(0.5, 0.5, 5));
    let found = find(&two);
    assert_eq!(found.len(), 81);
    assert!(
        found.iter().all(|o| o.area == 0.25 && o.depth == 2 && o.class == OverlapClass::Partial)
    );
    // The same grid twice: every cell a duplicate, nothing else.
    let mut twice = grid(0.0, 0.0, 5);
    twice.extend(grid(0.0, 0.0, 5));
    let found = find(&twice);
    assert_eq!(found.len(), 25);
    assert!(
        found
            .iter()
            .all(|o| o.parcels[1] == o.parcels[0] + 25 && o.class == OverlapClass::Duplicate)
    );
    assert_eq!(covered_again(&twice), 25.0);
}

#[test]
fn a_long_list_is_cut_and_the_rest_counted() {
    let copies = vec![plot(0.0, 0.0, 10.0, 10.0); 300];
    let mut limits = OverlapLimits::default();
    limits.pairs_for_each = 0;
    use Unlisted::{Exactly, None};
    // 300 · 299 / 2 = 44 850.
    for (listed, expected) in [
        (44_849, Exactly(1)),
        (44_850, None),
        (44_851, None),
        (10, Exactly(44_840)),
        (0, Exactly(44_850)),
    ] {
        limits.pairs = listed;
        let found = find_within(&copies, &limits);
        assert_eq!((found.pairs.len(), found.unexamined), (listed.min(44_850), expected));
        assert!(found.pairs.iter().all(|o| o.depth == 300));
    }
}

#[test]
fn far_more_pairs_than_any_coverage_has_are_not_all_examined() {
    // 1 700 squares, each moved a little: 1 700 · 1 699 / 2 = 1 444 150 pairs.
    let moved = |at: u32| plot(f64::from(at) / 1024.0, f64::from(at % 7) / 1024.0, 10.0, 10.0);
    let heap: Vec<Shape> = (0..1_700).map(moved).collect();
    let mut limits = OverlapLimits::default();
    limits.pairs = 20;
    limits.pairs_for_each = 0;
    let found = find_within(&heap, &limits);
    assert_eq!(found.pairs.len(), 20);
    assert_eq!(found.unexamined, Unlisted::Exactly(1_444_150 - 20));
}

#[test]
fn neither_order_nor_repetition_matters() {
    let mut shapes = grid(0.0, 0.0, 6);
    shapes.extend(grid(2.3, 1.7, 3));
    shapes.extend([plot(0.0, 0.0, 1.0, 1.0), plot(0.25, 0.25, 0.5, 0.5), plot(5.9, 0.1, 3.0, 0.7)]);
    let first = find(&shapes);
    assert_eq!(format!("{first:?}"), format!("{:?}", find(&shapes)));
    let named = |found: &[Overlap], names: &[usize]| {
        let mut rows: Vec<String> = found
            .iter()
            .map(|o| {
                let (a, b) = (names[o.parcels[0]], names[o.parcels[1]]);
                let class = match o.class {
                    OverlapClass::FirstInSecond if a > b => OverlapClass::SecondInFirst,
                    OverlapClass::SecondInFirst if a > b => OverlapClass::FirstInSecond,
                    class => class,
                };
                format!(
                    "{} {} {class:?} {} {} {} {:?}",
                    a.min(b),
                    a.max(b),
                    o.depth,
                    o.area,
                    o.width,
                    o.pieces
                )
            })
            .collect();
        rows.sort();
        rows
    };
    let mut names: Vec<usize> = (0..shapes.len()).collect();
    let expected = named(&first, &names);
    // A linear congruential generator shuffles.
    let mut state = 1_u64;
    for _ in 0..100 {
        for at in (1..names.len()).rev() {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            names.swap(at, usize::try_from(state >> 33).unwrap() % (at + 1));
        }
        let shuffled: Vec<Shape> = names.iter().map(|name| shapes[*name].clone()).collect();
        assert_eq!(named(&find(&shuffled), &names), expected);
    }
}
