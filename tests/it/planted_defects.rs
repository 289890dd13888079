//! Planted defects: the list is complete and true, the same seed plants the same, and scoring is strict.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use landledger::finding::{Class, Code, Finding, FoundShape, Measure, Place, Severity, Text};
use landledger::geometry::{EdgeModel, LonLat, MultiPolygon, Shape, area};
use landledger::read::{Source, geojson};
use landledger::report::check::{self, CheckRequest};
use landledger::synth::{
    PlantedIn, PlantedZone, Score, SynthOptions, SynthRegisters, SynthScope, Truth, generate, score,
};

fn options(parcels: usize, seed: u64) -> SynthOptions {
    let mut options = SynthOptions::new(parcels, seed);
    options.registers = SynthRegisters::Complete;
    options.scope = SynthScope::Map;
    options
}

fn planted(parcels: usize, seed: u64) -> PlantedZone {
    generate(&options(parcels, seed)).unwrap().plant().unwrap()
}

static PLANTED: LazyLock<PlantedZone> = LazyLock::new(|| planted(2_000, 7));

/// Plants defects into a zone, checks it and scores: all that an end-to-end test needs besides the check.
pub(crate) fn score_of(
    parcels: usize,
    seed: u64,
    check: impl Fn(&PlantedZone) -> Vec<Finding>,
) -> (Truth, Vec<Finding>, Score) {
    let planted = planted(parcels, seed);
    let findings = check(&planted);
    let score = score(&planted.truth, &findings);
    (planted.truth, findings, score)
}

/// Says what is wrong with a score, and stops.
pub(crate) fn assert_perfect(truth: &Truth, findings: &[Finding], score: &Score) {
    for missed in &score.missed {
        eprintln!("missed: {:?}", truth.defects[*missed]);
    }
    for half in &score.misplaced {
        eprintln!("{} differs: {:?}", half.differs, truth.defects[half.defect]);
        eprintln!("  {:?}", findings[half.finding]);
    }
    for at in &score.false_errors {
        eprintln!("false error: {:?}", findings[*at]);
    }
    assert!(score.is_perfect(), "{} of {}", score.found(), score.planted());
}

/// What a check without fault says about a defect.
fn finding(defect: &landledger::synth::PlantedDefect) -> Finding {
    let file = match defect.file {
        PlantedIn::Parcels => "DIR/parcels.geojson",
        _ => "DIR/zone.geojson",
    };
    let mut finding = Finding::new(defect.code, Text::from("found"));
    finding.class = defect.class;
    finding.subjects.clone_from(&defect.subjects);
    finding.place = Place::file(file);
    if let Some(first) = defect.indices.first() {
        finding.place.pointer = Some(format!("/features/{first}/geometry"));
    }
    finding.place.at = defect.at;
    if let Some(region) = &defect.region {
        finding.geometry = Some(FoundShape::MultiPolygon(vec![vec![region.clone()]]));
    }
    finding.measure.clone_from(&defect.measure);
    finding
}

fn oracle(truth: &Truth) -> Vec<Finding> {
    truth.defects.iter().map(finding).collect()
}

#[test]
fn a_check_without_fault_scores_all() {
    // Seven kinds of gaps, one of them single: 1 + 6 · 5 for 20 000 parcels.
    for (parcels, gaps) in [(2_000, 7), (20_000, 31)] {
        let (truth, findings, score) = score_of(parcels, 7, |planted| oracle(&planted.truth));
        assert_perfect(&truth, &findings, &score);
        assert_eq!((score.planted(), score.found()), (truth.defects.len(), truth.defects.len()));
        assert_eq!(score.false_warnings, Vec::<usize>::new());
        let row = score.codes[&Code::Gap];
        assert_eq!((row.planted, row.found), (gaps, gaps));
    }
}

#[test]
fn the_same_seed_plants_the_same() {
    let again = planted(2_000, 7);
    assert!(*PLANTED == again);
    let other = planted(2_000, 8);
    assert!(other.parcels_geojson != again.parcels_geojson);
    assert!(other.zone_geojson != again.zone_geojson);
}

#[test]
fn the_map_is_that_of_the_district() {
    let whole = generate(&SynthOptions::new(300, 3)).unwrap();
    let mut options = SynthOptions::new(300, 3);
    options.scope = SynthScope::Map;
    let map = generate(&options).unwrap();
    assert_eq!((&map.parcels, &map.zone, &map.truth), (&whole.parcels, &whole.zone, &whole.truth));
    assert!(map.events.is_empty() && !whole.events.is_empty());
    let names: Vec<&str> = map.files().unwrap().iter().map(|file| file.name).collect();
    assert_eq!(names, ["zone.geojson", "parcels.geojson", "README.md"]);
}

/// Codes that no single defect of a map can show; `src/synth/defects/mod.rs` says why.
const ELSEWHERE: &[Code] = &[
    Code::FileEmpty,
    Code::ByteOrderMark,
    Code::NotUtf8,
    Code::JsonMalformed,
    Code::JsonTruncated,
    Code::JsonTrailing,
    Code::JsonTooDeep,
    Code::FeatureTooLarge,
    Code::RingNeck,
    Code::HoleCrossesShell,
    Code::CoordinatesShifted,
    Code::VertexNotFinite,
    Code::ParcelNotMapped,
    Code::ParcelNotRegistered,
    Code::AreaBalanceOpen,
    Code::ParcelCodeRepeated,
    Code::LineageAreaDiffers,
    Code::LineageInForce,
];

/// Every code of the groups Bytes and JSON to Zone and parcels, which end before the run itself.
#[test]
fn every_code_that_a_map_can_show_is_planted() {
    let planted: BTreeSet<Code> = PLANTED.truth.defects.iter().map(|defect| defect.code).collect();
    let end = Code::ALL.iter().position(|code| *code == Code::RoundingBreaks).unwrap();
    let wanted: BTreeSet<Code> =
        Code::ALL[..end].iter().copied().filter(|code| !ELSEWHERE.contains(code)).collect();
    assert_eq!(planted, wanted);
}

#[test]
fn defects_grow_with_the_zone() {
    // One for 4 000 parcels and one at least; eleven at the boundary, of the zone and the crs member stay single.
    let count = |truth: &Truth, code| truth.defects.iter().filter(|d| d.code == code).count();
    let large = planted(8_000, 7).truth;
    for (code, few, many) in [
        (Code::PartsOverlap, 1, 2),
        (Code::RingCrossing, 3, 6),
        (Code::ZoneAreaDiffers, 1, 1),
        (Code::ParcelPartlyOutside, 1, 2),
    ] {
        assert_eq!((count(&PLANTED.truth, code), count(&large, code)), (few, many), "{code:?}");
    }
}

/// A parcel belongs to one figure: what one defect brings about is not another's.
#[test]
fn no_parcel_is_in_two_figures() {
    let truth = &PLANTED.truth;
    let mut figure: BTreeMap<usize, &str> = BTreeMap::new();
    let defects = truth.defects.iter().filter(|defect| defect.file == PlantedIn::Parcels);
    let rows = defects.map(|defect| (&defect.indices, defect.note.en.as_str()));
    let decoys = truth.decoys.iter().map(|decoy| (&decoy.indices, decoy.note.en.as_str()));
    for (indices, note) in rows.chain(decoys) {
        for index in indices {
            let before = figure.insert(*index, note);
            assert!(before.is_none_or(|before| before == note), "{index}: {before:?}, {note}");
        }
    }
    assert!(figure.len() > 80);
}

/// The areas of the list (shoelace in a local plane) against the exact area between parallels.
#[test]
fn areas_of_regions() {
    let mut count = 0;
    for defect in &PLANTED.truth.defects {
        let (Some(region), Some(measure)) = (&defect.region, &defect.measure) else { continue };
        let shape = MultiPolygon::from_exterior(region.iter().map(|at| LonLat::from(*at)));
        let exact = area(&Shape::LonLat(shape), EdgeModel::LonLat, None).unwrap().square_metres;
        let listed: f64 = measure.value.parse().unwrap();
        let off = (listed / exact - 1.0).abs();
        assert!(off < defect.tolerance / 2.0, "{}: {listed}, {exact}, {off:e}", defect.note.en);
        count += 1;
    }
    assert!(count >= 15, "{count}");
}

#[test]
fn the_list_reads_back() {
    let text = serde_json::to_string(&PLANTED.truth).unwrap();
    assert_eq!(serde_json::from_str::<Truth>(&text).unwrap(), PLANTED.truth);
    assert!(text.starts_with(r#"{"version":1,"seed":7,"parcels":2000,"defects":["#));
}

#[test]
fn what_cannot_be_planted_into_is_refused() {
    for (options, expected) in [
        (options(999, 7), "植入缺陷时不少于 1000"),
        (SynthOptions::new(1_000, 7), "完整（complete）"),
    ] {
        let error = generate(&options).unwrap().plant().unwrap_err();
        assert!(error.is_argument());
        assert!(error.text().zh.contains(expected), "{error}");
    }
    assert!(generate(&options(1_000, 7)).unwrap().plant().is_ok());
}

/// The reader finds what is wrong with the text: each of these codes at the feature that the list names.
#[test]
fn the_reader_finds_structure() {
    let codes = [
        Code::DuplicateKey,
        Code::NumberOverflow,
        Code::GeojsonType,
        Code::PositionTooShort,
        Code::PositionTooLong,
        Code::CoordinateNotNumber,
        Code::CoordinatesNesting,
        Code::RingTooShort,
        Code::RingNotClosed,
        Code::GeojsonCrs,
    ];
    // `NaN` is no JSON: the file is read up to there. Here it is to be read to its end.
    let text = String::from_utf8(PLANTED.parcels_geojson.clone()).unwrap();
    assert_eq!(text.matches("NaN").count(), 1);
    let source = Source::new("parcels.geojson", text.replace("NaN", "34.8"));
    let findings = geojson::read(&source, &geojson::ReadOptions::default()).findings;
    let score = score(&PLANTED.truth, &findings);
    for code in codes {
        let row = score.codes[&code];
        assert_eq!(row.found, row.planted, "{code:?}");
    }
    let of = |half: &&landledger::synth::Misplaced| {
        codes.contains(&PLANTED.truth.defects[half.defect].code)
    };
    assert_eq!(score.misplaced.iter().find(of), None);
}

// -- Scoring on findings made by hand ---------------------------------------------------------------------------

/// The defect of this code, and what a check without fault says about it.
fn one(code: Code) -> (usize, Finding) {
    let number = PLANTED.truth.defects.iter().position(|defect| defect.code == code).unwrap();
    (number, finding(&PLANTED.truth.defects[number]))
}

fn metres_east(at: [f64; 2], metres: f64) -> [f64; 2] {
    // 6 378 137 m · cos 34.8° · π/180, and 0.1 % more for the ellipsoid.
    [at[0] + metres / 91_500.0, at[1]]
}

/// How a single finding scores: found, what differs, or false.
fn judged(number: usize, finding: Finding) -> String {
    let score = score(&PLANTED.truth, &[finding]);
    match (score.found(), score.misplaced.first()) {
        (1, None) if !score.missed.contains(&number) => "found".into(),
        (0, Some(half)) if half.defect == number => half.differs.into(),
        (0, None) if !score.false_errors.is_empty() => "false error".into(),
        (0, None) if !score.false_warnings.is_empty() => "false warning".into(),
        other => format!("{other:?}"),
    }
}

#[test]
fn a_place_may_be_a_metre_off() {
    let (number, right) = one(Code::RingTouch);
    let at = right.place.at.unwrap();
    for (metres, expected) in [(0.0, "found"), (0.99, "found"), (-0.99, "found"), (1.02, "place")] {
        let mut finding = right.clone();
        finding.place.at = Some(metres_east(at, metres));
        assert_eq!(judged(number, finding), expected, "{metres}");
    }
    let mut without = right;
    without.place.at = None;
    assert_eq!(judged(number, without), "place");
}

#[test]
fn a_region_is_met_by_its_geometry() {
    let (number, mut found) = one(Code::ParcelsOverlap);
    found.place.at = None;
    assert_eq!(judged(number, found.clone()), "found");
    let east = |region: &FoundShape| {
        let moved = region.positions().into_iter().map(|at| metres_east(at, 900.0)).collect();
        FoundShape::MultiPoint(moved)
    };
    found.geometry = found.geometry.as_ref().map(east);
    assert_eq!(judged(number, found), "place");
}

#[test]
fn class_and_area_count() {
    let (number, right) = one(Code::ParcelsOverlap);
    let mut class = right.clone();
    class.class = Some(Class::Duplicate);
    assert_eq!(judged(number, class), "class");
    let wanted: f64 = right.measure.as_ref().unwrap().value.parse().unwrap();
    assert!(wanted > 20.0);
    for (factor, expected) in [(1.0 + 9e-7, "found"), (1.0 + 2e-6, "area"), (1.0 - 2e-6, "area")] {
        let mut area = right.clone();
        area.measure = Some(Measure::area(wanted * factor, "lonlat"));
        assert_eq!(judged(number, area), expected, "{factor}");
    }
    // Another quantity is not held against it.
    let mut width = right;
    width.measure = Some(Measure::count(2));
    assert_eq!(judged(number, width), "found");
}

#[test]
fn a_pair_is_named_as_a_pair() {
    let (number, right) = one(Code::ParcelsOverlap);
    let mut turned = right.clone();
    turned.subjects.reverse();
    assert_eq!(judged(number, turned), "found");
    let mut half = right.clone();
    half.subjects.truncate(1);
    assert_eq!(judged(number, half), "false error");
    // Pointers do as well, of both.
    let mut pointed = right;
    pointed.subjects.clear();
    assert_eq!(judged(number, pointed.clone()), "false error");
    let other = PLANTED.truth.defects[number].indices[1];
    pointed.more_pointers.push(format!("/features/{other}"));
    assert_eq!(judged(number, pointed), "found");
}

#[test]
fn one_finding_counts_once() {
    let crossings: Vec<&landledger::synth::PlantedDefect> =
        PLANTED.truth.defects.iter().filter(|defect| defect.code == Code::RingCrossing).collect();
    // A bow-tie, and a border that crosses itself in two places 4 m apart.
    assert_eq!(crossings.len(), 3);
    assert_eq!(crossings[1].subjects, crossings[2].subjects);
    let both = score(&PLANTED.truth, &[finding(crossings[1]), finding(crossings[2])]);
    assert_eq!((both.found(), both.misplaced.len()), (2, 0));
    let twice = score(&PLANTED.truth, &[finding(crossings[0]), finding(crossings[0])]);
    assert_eq!((twice.found(), twice.false_errors.as_slice()), (1, &[1][..]));
}

#[test]
fn consequences_are_allowed_where_they_belong() {
    let truth = &PLANTED.truth;
    let unread = truth.defects.iter().find(|d| d.code == Code::PositionTooShort).unwrap();
    let says = |code, subject: Option<&String>, at: Option<[f64; 2]>| {
        let mut finding = Finding::new(code, Text::from("follows"));
        finding.subjects.extend(subject.cloned());
        finding.place.at = at;
        let score = score(truth, &[finding]);
        (score.false_errors.len(), score.false_warnings.len())
    };
    let [west, south, east, north] = unread.extent.unwrap();
    let middle = [(west + east) / 2.0, (south + north) / 2.0];
    // The ground of a parcel that cannot be read is a gap in its host.
    assert_eq!(says(Code::Gap, unread.consequent.first(), None), (0, 0));
    assert_eq!(says(Code::Gap, None, Some(middle)), (0, 0));
    assert_eq!(says(Code::Gap, None, Some([west - 0.001, south])), (0, 1));
    // An overlap does not follow from it.
    assert_eq!(says(Code::ParcelsOverlap, None, Some(middle)), (1, 0));
    // A note is never false.
    assert_eq!(says(Code::PrecisionTooFine, None, None), (0, 0));
    assert_eq!(Code::PrecisionTooFine.severity(), Severity::Note);
}

#[test]
fn decoys_must_give_no_error() {
    let truth = &PLANTED.truth;
    let kinds: BTreeSet<&str> = truth.decoys.iter().map(|decoy| decoy.kind.as_str()).collect();
    assert_eq!(
        kinds,
        BTreeSet::from([
            "above-ground",
            "below-ground",
            "clockwise",
            "declared-streets",
            "enclave",
            "long",
            "narrow",
            "t-junction",
            "touching-corner",
            "touching-hole",
            "two-parts",
        ])
    );
    let decoy = truth.decoys.iter().find(|decoy| decoy.kind == "t-junction").unwrap();
    for (code, expected) in [
        (Code::VertexUnmatched, (0, 0)),
        (Code::VertexMismatched, (0, 1)),
        (Code::ParcelsOverlap, (1, 0)),
    ] {
        let mut finding = Finding::new(code, Text::from("a decoy"));
        finding.subjects.clone_from(&decoy.subjects);
        let score = score(truth, &[finding]);
        assert_eq!((score.false_errors.len(), score.false_warnings.len()), expected, "{code:?}");
    }
}

/// Errors, warnings, places and areas; 20 000 and 200 000 parcels: `cargo bench --bench planted_defects`.
#[test]
fn the_check_finds_all_that_is_planted() {
    for seed in [7, 8] {
        let (truth, findings, score) = score_of(2_000, seed, |planted| {
            let parcels = Source::new("parcels.geojson", planted.parcels_geojson.clone());
            let zone = Source::new("zone.geojson", planted.zone_geojson.clone());
            let mut request = CheckRequest::new(&parcels);
            request.zone = Some(&zone);
            check::findings(&request).findings
        });
        assert_perfect(&truth, &findings, &score);
        // A computed place has no more digits than a survey: 1e-9° is 0.1 mm.
        for finding in
            findings.iter().filter(|f| matches!(f.code, Code::Gap | Code::ParcelsOverlap))
        {
            let at = finding.place.at.unwrap();
            let written = at.map(|number| format!("{number:.9}").parse::<f64>().unwrap());
            assert_eq!(at, written, "{finding:?}");
        }
    }
}
