//! How well areas, rates and rankings are known from the accuracy of boundary points.

use landledger::calendar::Period;
use landledger::check::{AreaAgreement, AreaExplanation, AreaVerdict, Limits, area_mean_error};
use landledger::finding::Language;
use landledger::geometry::{
    AreaGradient, EdgeModel, GaussKruger, GridMultiPolygon, GridPoint, LonLatMultiPolygon,
    MultiPolygon, Plane, Shape, area, plane_area,
};
use landledger::indicator::{
    DeclaredLand, Distinction, IndicatorValue, LandPart, RankOrder, RateMember, RateShares,
    Uncertain, area_uncertainty, floor_area_ratio_uncertainty, land_rates, point_error, rank,
    ratio_uncertainty,
};
use landledger::law::{Assurance, BoundaryPointClass, Threshold, ThresholdValue};
use landledger::report::{Report, ReportInput, text};
use landledger::store::District;
use landledger::units::Area;
use landledger::zone::{NonParcelKind, NonParcelState};

use crate::ledger_text::facts;

type Point = (f64, f64);

/// A ring of (x, y), metres.
fn ring(points: &[Point]) -> GridMultiPolygon {
    MultiPolygon::from_exterior(points.iter().map(|(x, y)| GridPoint::new(*y, *x)))
}

fn rectangle((x, y): Point, (width, height): Point) -> GridMultiPolygon {
    ring(&[(x, y), (x + width, y), (x + width, y + height), (x, y + height)])
}

/// The case `par` of the domain sheet §6.5.
fn par() -> GridMultiPolygon {
    ring(&[
        (38_436_789.1234, 3_853_123.4567),
        (38_436_844.9258, 3_853_302.6176),
        (38_437_067.7001, 3_853_233.2311),
        (38_437_011.8977, 3_853_054.0702),
    ])
}

fn whole(shapes: &[GridMultiPolygon]) -> Vec<LandPart<'_>> {
    shapes.iter().map(LandPart::whole).collect()
}

fn sigma(shapes: &[GridMultiPolygon], point_error: f64) -> f64 {
    area_uncertainty(&whole(shapes), point_error).unwrap().mean_error
}

/// Both within a millionth of themselves.
#[track_caller]
fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-6 * expected.abs().max(1e-9), "{found}, not {expected}");
}

fn uncertain(value: f64, mean_error: f64) -> Uncertain {
    Uncertain::new(value, mean_error).unwrap()
}

// -- One area ------------------------------------------------------------------------------------------------------

/// Domain sheet §6.9: 10.59 m² for points of 0.05 m, limit 21.2 m², 0.048 % of 43 784.38 m².
#[test]
fn e10_golden_value() {
    let known = area_uncertainty(&[LandPart::whole(&par())], 0.05).unwrap();
    assert_eq!(format!("{:.4}", known.value), "43784.3773");
    assert_eq!(format!("{:.2}", known.mean_error), "10.59");
    assert_eq!(format!("{:.1}", known.limit()), "21.2");
    assert_eq!(format!("{:.3}", known.limit() / known.value * 100.0), "0.048");
    near(area_mean_error(&par(), 0.05).unwrap(), known.mean_error);
}

#[test]
fn e10_worked_by_hand() {
    // Square of side a: four diagonals of a√2, σ = m √(⅛ · 4 · 2a²) = m a.
    near(sigma(&[rectangle((0.0, 0.0), (100.0, 100.0))], 0.05), 5.0);
    near(sigma(&[rectangle((7.0, -3.0), (40.0, 40.0))], 0.1), 4.0);
    // Rectangle a × b: σ = m √(½ (a² + b²)); 30 × 40: m · 50 / √2.
    near(sigma(&[rectangle((0.0, 0.0), (30.0, 40.0))], 0.02), 0.02 * 35.355_339_059);
    // A hole of 60 × 80 within 300 × 400: m² (½ · 250 000 + ½ · 10 000) = 0.05² · 130 000 = 325.
    let mut yard = GridMultiPolygon::default();
    yard.push_polygon();
    for (corner, size) in [((0.0, 0.0), (300.0, 400.0)), ((20.0, 20.0), (60.0, 80.0))] {
        yard.push_ring(rectangle(corner, size).points().to_vec());
    }
    near(sigma(&[yard], 0.05), 18.027_756_377);
    // Right triangle 30, 40: neighbours' distances 30, 40, 50: m √(⅛ · 5 000) = 25 m.
    let triangle = [(0.0, 0.0), (30.0, 0.0), (0.0, 40.0)];
    near(sigma(&[ring(&triangle)], 0.1), 2.5);
    // Direction, first vertex, closing point and a vertex written twice are nothing to the ground.
    let [a, b, c] = triangle;
    for same in [vec![c, b, a], vec![b, c, a], vec![a, b, c, a], vec![a, b, b, c]] {
        near(sigma(&[ring(&same)], 0.1), 2.5);
    }
}

#[test]
fn e10_classes_of_boundary_points() {
    // Domain sheet §6.9: 5, 7.5 and 10 cm; from the trade, not from the text.
    let expected = [(50, 0.05), (75, 0.075), (100, 0.1)];
    for (class, (millimetres, metres)) in BoundaryPointClass::ALL.iter().zip(expected) {
        let threshold = class.threshold();
        assert_eq!(threshold.value, ThresholdValue::Millimetres(millimetres));
        assert_eq!(threshold.assurance, Assurance::Recalled);
        assert_eq!(threshold.citation.number.as_deref(), Some("TD/T 1001-2012"));
        assert!(Threshold::all().contains(&threshold));
        assert_eq!(point_error(*class), metres);
    }
    assert_eq!(Limits::default().point_error, point_error(BoundaryPointClass::First));
}

#[test]
fn e10_what_cannot_be_measured_is_not_nothing() {
    let square = rectangle((0.0, 0.0), (100.0, 100.0));
    let nowhere = ring(&[(0.0, 0.0), (f64::NAN, 1.0), (1.0, 0.0)]);
    assert_eq!(AreaGradient::of(&nowhere), None);
    assert_eq!(area_uncertainty(&[LandPart::whole(&nowhere)], 0.05), None);
    for wrong in [-0.05, f64::NAN, f64::INFINITY] {
        assert_eq!(area_uncertainty(&[LandPart::whole(&square)], wrong), None, "{wrong}");
        assert_eq!(Uncertain::new(1.0, wrong), None);
    }
    // No land is nothing for certain; a ratio over it is no number.
    assert_eq!(area_uncertainty(&[], 0.05), Uncertain::new(0.0, 0.0));
    assert_eq!(ratio_uncertainty(&[LandPart::whole(&square)], &[], 0.05), None);
    assert_eq!(floor_area_ratio_uncertainty(uncertain(1.0, 0.0), &[], 0.05), None);
}

// -- Registered against measured -----------------------------------------------------------------------------------

/// Points of 0.05 m on 99 × 100, 100 × 100 and 101 × 100 m: 2σ = 0.1 · √(½ (100² + b²)) = 9.9501, 10, 10.0501 m².
#[test]
fn e09_verdict_on_each_side_of_every_threshold() {
    use AreaAgreement::{Conflict, Explainable, Match, Review};
    let [narrow, square, wide] =
        [99.0, 100.0, 101.0].map(|width| rectangle((0.0, 0.0), (width, 100.0)));
    let last_digit = Explainable(AreaExplanation::LastDigit);
    let rows = [
        (&square, "10009.99", Match),
        (&square, "10010.00", Match),
        (&square, "10010.01", Review),
        (&square, "9989.996", Review),
        // 9 900 m²: 10 is beyond 9.9501, by less than half of a last digit of 1 or 0.1, by more than half of 0.01.
        (&narrow, "9910", last_digit),
        (&narrow, "9910.0", last_digit),
        (&narrow, "9910.00", Review),
        (&narrow, "9909.95", Match),
        // 1 % of the registered 10 000 is 100.
        (&narrow, "9999.99", Review),
        (&narrow, "10000.00", Review),
        (&narrow, "10000.01", Conflict),
        (&wide, "9999.99", Conflict),
        (&wide, "10000.00", Review),
    ];
    for (shape, registered, expected) in rows {
        let registered: Area = registered.parse().unwrap();
        let verdict = AreaVerdict::of(Plane::Metres, shape, registered, &Limits::default());
        assert_eq!(verdict.unwrap().agreement, expected, "{registered}");
    }
}

/// Like with like: a certificate's plane area and a survey's ellipsoid area of one parcel both agree with its map.
#[test]
fn e09_like_is_held_against_like() {
    let zone = GaussKruger::from_epsg(4526).unwrap();
    // 2 km × 2 km at 62 km from the meridian: the plane is larger by some 400 m², 2σ = 0.1 · 2 000 = 200 m².
    let block = rectangle((38_437_000.0, 3_852_000.0), (2_000.0, 2_000.0));
    let degrees: LonLatMultiPolygon = zone.unproject(&block).unwrap();
    let measured = |edges| {
        let shape = Shape::LonLat(degrees.clone());
        let computed = area(&shape, edges, Some(zone)).unwrap().square_metres;
        Area::from_computed(computed, 2).unwrap()
    };
    let verdict = |registered| {
        AreaVerdict::of(Plane::Degrees, &degrees, registered, &Limits::default()).unwrap()
    };
    let (plane, ellipsoid) = (measured(EdgeModel::Grid), measured(EdgeModel::Survey));
    let excess = plane.change_from(ellipsoid).square_metres();
    assert!(excess > 300.into() && excess < 500.into(), "{excess}");
    assert_eq!(verdict(plane).agreement, AreaAgreement::Match);
    let explained = AreaAgreement::Explainable(AreaExplanation::Ellipsoid);
    assert_eq!(verdict(ellipsoid).agreement, explained);
    let between = plane.checked_add("210".parse().unwrap()).unwrap();
    assert_eq!(verdict(between).agreement, AreaAgreement::Review);
}

// -- Sums ----------------------------------------------------------------------------------------------------------

/// The sum of two parcels has the mean error of the outline of both, its two points between them included.
#[test]
fn e10_two_adjacent_parcels_are_one_outline() {
    let strips = [rectangle((0.0, 0.0), (10.0, 100.0)), rectangle((10.0, 0.0), (10.0, 100.0))];
    // Corners: neighbours √(100² + 10²) apart; points between: 20. m √(⅛ (4 · 10 100 + 2 · 400)) = m √5 150.
    near(sigma(&strips, 0.05), 0.05 * 71.763_500_472);
    let outline =
        [(0.0, 0.0), (10.0, 0.0), (20.0, 0.0), (20.0, 100.0), (10.0, 100.0), (0.0, 100.0)];
    near(sigma(&strips, 0.05), area_mean_error(&ring(&outline), 0.05).unwrap());
    // As if nothing were in common: m √(2 · 5 050).
    let apart = [strips[0].clone(), rectangle((500.0, 0.0), (10.0, 100.0))];
    near(sigma(&apart, 0.05), 0.05 * 100.498_756_211);
    // The one less the other: the border counts twice. Corners (50, 5), between (100, 0) each:
    // ½ (4 · 2 525 + 2 · 10 000) = 15 050.
    let less = [LandPart::whole(&strips[0]), LandPart::share(&strips[1], -1.0)];
    let less = area_uncertainty(&less, 0.05).unwrap();
    assert_eq!(less.value, 0.0);
    near(less.mean_error, 0.05 * 122.678_441_463);
    // Half of a parcel is known to half.
    let half = area_uncertainty(&[LandPart::share(&strips[0], 0.5)], 0.05).unwrap();
    assert_eq!(half.value, 500.0);
    near(half.mean_error, 0.05 * 71.063_352_017 / 2.0);
}

/// An island in a hole: the border between them is nothing to the sum.
#[test]
fn e10_an_island_fills_its_hole() {
    let island = rectangle((20.0, 20.0), (60.0, 80.0));
    let mut around = GridMultiPolygon::default();
    around.push_polygon();
    around.push_ring(rectangle((0.0, 0.0), (300.0, 400.0)).points().to_vec());
    around.push_ring(island.points().to_vec());
    // m √(½ (300² + 400²))
    near(sigma(&[around, island], 0.05), 0.05 * 353.553_390_593);
}

/// Random numbers by SplitMix64, normal ones by Box and Muller.
struct Draws(u64);

impl Draws {
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn normal(&mut self) -> f64 {
        let (radius, angle) = ((-2.0 * (1.0 - self.unit()).ln()).sqrt(), self.unit());
        radius * (std::f64::consts::TAU * angle).cos()
    }
}

/// A block of 4 × 3 crooked parcels; corner (i, j) of them is point 5 j + i.
struct Block {
    points: Vec<Point>,
}

const COLUMNS: usize = 4;
const ROWS: usize = 3;

impl Block {
    fn new(draws: &mut Draws) -> Block {
        let mut points = Vec::new();
        for j in 0..=ROWS {
            for i in 0..=COLUMNS {
                let mut at = |n: usize, size: f64| (n as f64 + 0.3 * (draws.unit() - 0.5)) * size;
                points.push((at(i, 80.0) + 38_437_000.0, at(j, 120.0) + 3_852_000.0));
            }
        }
        Block { points }
    }

    fn surveyed(&self, draws: &mut Draws, point_error: f64) -> Block {
        let axis = point_error / 2.0_f64.sqrt();
        let points = self.points.iter();
        let moved = points.map(|(x, y)| (x + axis * draws.normal(), y + axis * draws.normal()));
        Block { points: moved.collect() }
    }

    fn parcels(&self) -> Vec<GridMultiPolygon> {
        let at = |i: usize, j: usize| self.points[j * (COLUMNS + 1) + i];
        let cells = (0..ROWS).flat_map(|j| (0..COLUMNS).map(move |i| (i, j)));
        cells
            .map(|(i, j)| ring(&[at(i, j), at(i + 1, j), at(i + 1, j + 1), at(i, j + 1)]))
            .collect()
    }

    /// Every point of the border, in order.
    fn outline(&self) -> GridMultiPolygon {
        let at = |i: usize, j: usize| self.points[j * (COLUMNS + 1) + i];
        let mut border: Vec<Point> = (0..COLUMNS).map(|i| at(i, 0)).collect();
        border.extend((0..ROWS).map(|j| at(COLUMNS, j)));
        border.extend((1..=COLUMNS).rev().map(|i| at(i, ROWS)));
        border.extend((1..=ROWS).rev().map(|j| at(0, j)));
        ring(&border)
    }
}

#[test]
fn e10_parcels_that_tile_a_block_are_its_outline() {
    for seed in 0..20 {
        let block = Block::new(&mut Draws(seed));
        let parcels = block.parcels();
        let expected = area_mean_error(&block.outline(), 0.05).unwrap();
        near(sigma(&parcels, 0.05), expected);
        let mut backwards = parcels;
        backwards.reverse();
        // To the last bit, whatever the order.
        let order = |shapes: &[GridMultiPolygon]| {
            let mut sum = AreaGradient::default();
            for shape in shapes {
                sum.add(&AreaGradient::of(shape).unwrap(), 0.7);
            }
            sum.mean_error(0.05).to_bits()
        };
        assert_eq!(order(&block.parcels()), order(&backwards));
    }
}

/// Which parcels of the block are idle, which built, which of these industrial, as shares.
fn block_shares() -> Vec<RateShares> {
    let row =
        |supplied, built, industrial, idle| RateShares::new(supplied, built, industrial, idle);
    vec![
        row(1.0, 1.0, 1.0, 0.0),
        row(1.0, 1.0, 0.0, 0.0),
        row(1.0, 0.0, 0.0, 1.0),
        row(0.0, 0.0, 0.0, 0.0),
        row(1.0, 0.4, 0.4, 0.0),
        row(1.0, 0.0, 0.0, 0.5),
        row(1.0, 1.0, 1.0, 0.0),
        row(1.0, 1.0, 0.0, 0.0),
        row(0.0, 0.0, 0.0, 0.0),
        row(1.0, 1.0, 1.0, 0.0),
        row(1.0, 0.0, 0.0, 1.0),
        row(1.0, 1.0, 0.0, 0.0),
    ]
}

/// Rates of the block: idle, built, industrial, and the floor-area ratio of 30 000 m².
fn rates_of(parcels: &[GridMultiPolygon], floor: Uncertain) -> [Uncertain; 4] {
    let shares = block_shares();
    let members: Vec<RateMember<'_>> = parcels
        .iter()
        .zip(&shares)
        .map(|(shape, shares)| RateMember::new(shape, *shares))
        .collect();
    let rates = land_rates(&members, Some(floor), 0.05);
    [rates.idle_rate, rates.built_rate, rates.industrial_land_rate, rates.floor_area_ratio]
        .map(Option::unwrap)
}

/// 4 000 surveys of the same block: the standard deviation of a sample of n is known to 1/√(2n), 1.1 %; three of these are
/// allowed. What errors in common would do without their cancelling is off by 10 % and more.
#[test]
fn e10_idea_36_against_simulated_surveys() {
    const SURVEYS: u32 = 4_000;
    let mut draws = Draws(20_240_630);
    let block = Block::new(&mut draws);
    let parcels = block.parcels();
    let floor = uncertain(30_000.0, 30.0);
    let mut expected: Vec<f64> =
        rates_of(&parcels, floor).iter().map(|rate| rate.mean_error).collect();
    expected.push(sigma(&parcels, 0.05));
    let shares = block_shares();
    let mut samples: Vec<Vec<f64>> = vec![Vec::new(); expected.len()];
    for _ in 0..SURVEYS {
        let surveyed = block.surveyed(&mut draws, 0.05).parcels();
        let areas: Vec<f64> = surveyed.iter().map(|shape| plane_area(shape).unwrap()).collect();
        let sum = |share: fn(&RateShares) -> Option<f64>| -> f64 {
            areas.iter().zip(&shares).map(|(area, shares)| area * share(shares).unwrap()).sum()
        };
        let (d, a) = (sum(|s| s.supplied), sum(|s| s.built));
        let (a2, g) = (sum(|s| s.built_industrial), sum(|s| s.idle));
        let floor_found = floor.value + floor.mean_error * draws.normal();
        let found = [g / d, a / d, a2 / a, floor_found / a, areas.iter().sum()];
        for (sample, value) in samples.iter_mut().zip(found) {
            sample.push(value);
        }
    }
    for (sample, expected) in samples.iter().zip(expected) {
        let mean = sample.iter().sum::<f64>() / f64::from(SURVEYS);
        let squares: f64 = sample.iter().map(|value| (value - mean).powi(2)).sum();
        let found = (squares / f64::from(SURVEYS - 1)).sqrt();
        assert!((found / expected - 1.0).abs() < 0.034, "{found} simulated, {expected} computed");
    }
}

// -- Ratios --------------------------------------------------------------------------------------------------------

#[test]
fn idea_36_part_of_a_whole() {
    let strips = [rectangle((0.0, 0.0), (10.0, 100.0)), rectangle((10.0, 0.0), (10.0, 100.0))];
    let both = whole(&strips);
    // r = ½, slopes (g₁ − g₂) / 2D with D = 2 000: ½ (4 · 2 525 + 2 · 10 000) = 15 050; m √15 050 / 4 000.
    let half = ratio_uncertainty(&both[..1], &both, 0.05).unwrap();
    assert_eq!(half.value, 0.5);
    near(half.mean_error, 0.05 * 122.678_441_463 / 4_000.0);
    // The rest of the whole is known exactly as well.
    near(ratio_uncertainty(&both[1..], &both, 0.05).unwrap().mean_error, half.mean_error);
    // All of it is all of it, however it was surveyed.
    assert_eq!(ratio_uncertainty(&both, &both, 0.05), Uncertain::new(1.0, 0.0));
    // A fixed share of the same land, too.
    let share = [LandPart::share(&strips[0], 0.25)];
    let share = ratio_uncertainty(&share, &both[..1], 0.05).unwrap();
    assert_eq!(share.value, 0.25);
    assert!(share.mean_error < 1e-15);
    // Far apart: (G/D) √((σ_G/G)² + (σ_D/D)²) with 5 of 10 000 and 10 of 40 000 m².
    let apart = [rectangle((0.0, 0.0), (100.0, 100.0)), rectangle((900.0, 0.0), (200.0, 200.0))];
    let apart = whole(&apart);
    let ratio = ratio_uncertainty(&apart[..1], &apart[1..], 0.05).unwrap();
    near(ratio.mean_error, 0.25 * 0.000_559_016_994);
}

#[test]
fn idea_36_floor_area_ratio() {
    let square = rectangle((0.0, 0.0), (100.0, 100.0));
    let land = [LandPart::whole(&square)];
    // 12 000 m² to 1 % on 10 000 ± 5 m²: √(0.012² + (1.2 · 0.0005)²) = 0.0120150.
    let floor = Uncertain::relative(12_000.0, 0.01).unwrap();
    assert_eq!(floor.mean_error, 120.0);
    let ratio = floor_area_ratio_uncertainty(floor, &land, 0.05).unwrap();
    near(ratio.value, 1.2);
    near(ratio.mean_error, 0.012_014_991_7);
    // A floor area that is exact leaves the land's: 1.2 · 0.0005.
    let exact = floor_area_ratio_uncertainty(uncertain(12_000.0, 0.0), &land, 0.05).unwrap();
    near(exact.mean_error, 0.000_6);
}

/// The shares of a parcel are those that its base quantities have.
#[test]
fn idea_36_what_of_a_parcel_counts() {
    let area = |text: &str| -> Area { text.parse().unwrap() };
    let half_built = ["use=0604", "stage=partly-built", "area=10000", "built=4000"];
    // (facts, on the ledger as idle, supplied, built, industrial, idle)
    let rows: [(&[&str], &str, [Option<f64>; 4]); 6] = [
        (&half_built, "0", [Some(1.0), Some(0.4), Some(0.4), Some(0.0)]),
        (
            &["use=0701", "stage=meets-target", "area=10000"],
            "0",
            [Some(1.0), Some(1.0), Some(0.0), Some(0.0)],
        ),
        (
            &["use=0601", "stage=supplied-not-started", "area=10000"],
            "2500",
            [Some(1.0), Some(0.0), Some(0.0), Some(0.25)],
        ),
        (
            &["tenure=unsupplied", "use=0601", "stage=approved-not-supplied"],
            "0",
            [Some(0.0), Some(0.0), Some(0.0), Some(0.0)],
        ),
        // Nobody knows what is built of it, or whether it is industrial.
        (&["use=0601", "area=10000"], "0", [Some(1.0), None, None, Some(0.0)]),
        (&["stage=meets-target", "area=10000"], "0", [Some(1.0), Some(1.0), None, Some(0.0)]),
    ];
    for (words, idle, expected) in rows {
        let found = RateShares::of_parcel(&facts(words), area(idle), area("9990"));
        let found = [found.supplied, found.built, found.built_industrial, found.idle];
        assert_eq!(found, expected, "{words:?}");
    }
    let built = Some(NonParcelState::Built);
    let road = DeclaredLand::new("R", NonParcelKind::Road, built, area("2000"));
    assert_eq!(RateShares::of_declared(&road), RateShares::new(1.0, 1.0, 0.0, 0.0));
    let road = DeclaredLand::new("R", NonParcelKind::Road, None, area("2000"));
    assert_eq!(RateShares::of_declared(&road).built, None);
    let pond = DeclaredLand::new("W", NonParcelKind::Water, built, area("2000"));
    assert_eq!(RateShares::of_declared(&pond), RateShares::new(0.0, 0.0, 0.0, 0.0));
}

/// A share that is not known leaves the rates open that need it, and no others.
#[test]
fn idea_36_unknown_shares_are_not_nothing() {
    let strips = [rectangle((0.0, 0.0), (10.0, 100.0)), rectangle((10.0, 0.0), (10.0, 100.0))];
    let mut open = RateShares::new(1.0, 1.0, 1.0, 0.0);
    open.built_industrial = None;
    let known = RateShares::new(1.0, 0.0, 0.0, 1.0);
    let members = [RateMember::new(&strips[0], open), RateMember::new(&strips[1], known)];
    let rates = land_rates(&members, None, 0.05);
    assert_eq!(rates.industrial_land_rate, None);
    assert_eq!(rates.floor_area_ratio, None);
    assert!(rates.idle_rate.is_some() && rates.built_rate.is_some());
    assert_eq!(rates.supplied.unwrap().value, 2_000.0);
    // Nothing supplied: no rate of it.
    let nothing = [RateMember::new(&strips[0], RateShares::new(0.0, 0.0, 0.0, 0.0))];
    assert_eq!(land_rates(&nothing, None, 0.05).idle_rate, None);
}

// -- Comparing -----------------------------------------------------------------------------------------------------

#[test]
fn idea_36_distinguishable_on_each_side_of_the_limit() {
    use Distinction::{Distinguishable, NotDistinguishable};
    // 2 √(3² + 4²) = 10.
    for (y, expected) in [
        (109.999, NotDistinguishable),
        (110.0, NotDistinguishable),
        (110.001, Distinguishable),
        (90.001, NotDistinguishable),
        (90.0, NotDistinguishable),
        (89.999, Distinguishable),
    ] {
        let (x, y) = (uncertain(100.0, 3.0), uncertain(y, 4.0));
        assert_eq!(x.distinction(&y), expected, "{y:?}");
        assert_eq!(y.distinction(&x), expected, "{y:?} the other way");
    }
    // Without errors every difference counts, and none does not.
    assert_eq!(uncertain(1.0, 0.0).distinction(&uncertain(1.0, 0.0)), NotDistinguishable);
    assert_eq!(uncertain(1.0, 0.0).distinction(&uncertain(1.001, 0.0)), Distinguishable);
}

#[test]
fn idea_36_a_ranking_says_which_neighbours_it_cannot_tell_apart() {
    let zone = |id: &str, value, error| (id.to_owned(), uncertain(value, error));
    // Limits of differences: 2 √2 = 2.83 between errors of 1. A–B 2, B–C 2: ties; A–C 4: not; C–D 5: apart.
    let zones =
        vec![zone("D", 1.0, 1.0), zone("B", 8.0, 1.0), zone("A", 10.0, 1.0), zone("C", 6.0, 1.0)];
    let row = |row: &landledger::indicator::RankedRow| {
        let tied = row.next.map(|next| next == Distinction::NotDistinguishable);
        (row.id.clone(), row.rank, row.best, row.worst, tied)
    };
    let found: Vec<_> = rank(zones.clone(), RankOrder::HighestFirst).iter().map(row).collect();
    let expected = [
        ("A".to_owned(), 1, 1, 2, Some(true)),
        ("B".to_owned(), 1, 1, 3, Some(true)),
        ("C".to_owned(), 1, 2, 3, Some(false)),
        ("D".to_owned(), 4, 4, 4, None),
    ];
    assert_eq!(found, expected);
    let mut turned = zones;
    turned.reverse();
    let lowest: Vec<_> = rank(turned, RankOrder::LowestFirst).iter().map(row).collect();
    let expected = [
        ("D".to_owned(), 1, 1, 1, Some(false)),
        ("C".to_owned(), 2, 2, 3, Some(true)),
        ("B".to_owned(), 2, 2, 4, Some(true)),
        ("A".to_owned(), 2, 3, 4, None),
    ];
    assert_eq!(lowest, expected);
    assert_eq!(rank(Vec::new(), RankOrder::LowestFirst), []);
}

// -- The report ----------------------------------------------------------------------------------------------------

fn shangjie(points: BoundaryPointClass) -> Report {
    let district = District::open("fixtures/shangjie").unwrap();
    let period = "2024-01-01..2024-06-30";
    let (first, last) = period.split_once("..").unwrap();
    let day = |text| landledger::calendar::parse_day(text).unwrap();
    let period = Period::through(day(first), day(last)).unwrap();
    let mut input = ReportInput::new(&district.zone, &district.parcels, &district.journal.events);
    input.boundary_points = points;
    Report::build(input, period).unwrap()
}

/// The synthetic zone of the fixture.
#[test]
fn idea_36_the_report_has_the_mean_errors() {
    let report = shangjie(BoundaryPointClass::First);
    let uncertainty = report.uncertainty.as_ref().unwrap();
    let error: f64 = uncertainty.plane_area.to_string().parse().unwrap();
    // The same from the parcels alone, in their own zone of 114° E.
    let district = District::open("fixtures/shangjie").unwrap();
    let zone = GaussKruger::from_epsg(4526).unwrap();
    let shapes: Vec<GridMultiPolygon> =
        district.parcels.iter().map(|parcel| zone.project(&parcel.shape).unwrap()).collect();
    assert!((sigma(&shapes, 0.05) - error).abs() <= 0.5, "{error}");
    // As if no parcel had a neighbour it would be more.
    let alone: f64 = shapes.iter().map(|shape| area_mean_error(shape, 0.05).unwrap().powi(2)).sum();
    assert!(error < 0.9 * alone.sqrt(), "{error} of {}", alone.sqrt());
    // Points of the third class are twice as uncertain, and so is everything.
    let third = shangjie(BoundaryPointClass::Third).uncertainty.unwrap();
    let twice: f64 = third.plane_area.to_string().parse().unwrap();
    assert!((twice - 2.0 * error).abs() <= 1.5, "{twice} and {error}");

    let idle = uncertainty.of_indicator("idle-rate").unwrap();
    let indicator = report.indicators.iter().find(|row| row.id == "idle-rate").unwrap();
    let IndicatorValue::Known(rate) = &indicator.value else { panic!("{indicator:?}") };
    // Registered against mapped: not the same figure, nor far from it.
    assert!((rate.number() - idle.measured.number()).abs() < "0.05".parse().unwrap());
    // A rate that the facts leave open has no mean error.
    for rate in &uncertainty.rates {
        let row = report.indicators.iter().find(|row| row.id == rate.indicator).unwrap();
        assert!(matches!(row.value, IndicatorValue::Known(_)), "{}", row.id);
    }

    let json = serde_json::to_string(&report).unwrap();
    assert!(json.contains(&format!(r#""plane_area_mean_error_m2":"{}""#, uncertainty.plane_area)));
    assert_eq!(serde_json::from_str::<Report>(&json).unwrap(), report);
    for (language, line) in [
        (Language::Zh, "平面面积合计的中误差 ±"),
        (Language::En, "Mean error of the plane area in all ±"),
    ] {
        let printed = text::render(&report, language);
        assert!(printed.contains(&format!("{line}{}", uncertainty.plane_area)), "{printed}");
        assert!(printed.contains(&format!("{rate} ±{}", idle.mean_error)), "{printed}");
    }
}

/// Without a boundary in force there is no plane for all parcels, and nothing is said.
#[test]
fn idea_36_without_a_plane_nothing_is_said() {
    let district = District::open("fixtures/shangjie").unwrap();
    let mut zone = district.zone.clone();
    zone.boundaries.clear();
    let day = |text| landledger::calendar::parse_day(text).unwrap();
    let period = Period::through(day("2024-01-01"), day("2024-06-30")).unwrap();
    let report = Report::build(ReportInput::new(&zone, &district.parcels, &[]), period).unwrap();
    assert_eq!(report.uncertainty, None);
    assert!(!text::render(&report, Language::En).contains('±'));
}
