//! The synthetic zone: the fixture byte for byte, what was promised of it, exact coverage, growth.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use geo::Contains;
use jiff::civil::date;
use landledger::calendar::{Half, Period};
use landledger::geometry::{
    EdgeModel, GaussKruger, LonLat, LonLatMultiPolygon, Shape, area, shift,
};
use landledger::law::{Method, Side};
use landledger::ledger::{
    Act, AsOf, EntryClass, EntryId, Event, Revitalized, StrikeOffReason, replay,
};
use landledger::plan::{PlanStatus, ProspectStage};
use landledger::read::{Source, geojson, read_parcels, read_zone};
use landledger::space::Occupancy;
use landledger::store::{District, Journal};
use landledger::synth::{
    STORY_NOT_DELIVERED, STORY_RELAPSE, STORY_RELAPSED_SPACE, STORY_REPLACED, STORY_TWICE_SPACE,
    SynthOptions, SyntheticZone, generate,
};
use landledger::zone::{NonParcelKind, Zone};

use crate::scratch::Scratch;
use crate::shared_data::shared_data;

static FIXTURE: LazyLock<SyntheticZone> =
    LazyLock::new(|| generate(&SynthOptions::shangjie()).unwrap());

fn fixture_folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/shangjie")
}

#[test]
fn the_fixture_is_generated_again_byte_for_byte() {
    let files = FIXTURE.files().unwrap();
    let names: Vec<&str> = files.iter().map(|file| file.name).collect();
    let expected =
        ["zone.geojson", "parcels.geojson", "ledger.jsonl", "rulebook.toml", "README.md"];
    assert_eq!(names, expected);
    for file in files {
        let committed = fs::read(fixture_folder().join(file.name)).unwrap();
        assert!(
            committed == file.bytes,
            "{}: {} bytes committed, {} generated",
            file.name,
            committed.len(),
            file.bytes.len()
        );
    }
}

#[test]
fn what_is_written_reads_back_as_it_was_made() {
    let district = District::open(fixture_folder()).unwrap();
    assert_eq!(district.findings, []);
    assert_eq!(district.zone, FIXTURE.zone);
    assert_eq!(district.parcels, FIXTURE.parcels);
    assert_eq!(district.journal.events, FIXTURE.events);
    assert!(district.journal.head.is_some());
}

#[test]
fn a_folder_that_holds_anything_is_left_alone() {
    let scratch = Scratch::new("synth-write");
    let made = generate(&SynthOptions::new(100, 1)).unwrap();
    made.write_to(scratch.path()).unwrap();
    let before = fs::read(scratch.path().join("zone.geojson")).unwrap();
    let error = generate(&SynthOptions::new(100, 2)).unwrap().write_to(scratch.path()).unwrap_err();
    assert!(error.is_argument());
    assert_eq!(fs::read(scratch.path().join("zone.geojson")).unwrap(), before);
}

/// 17.06 km² is approved: the plane area lies within the half of its last digit, 5 000 m², and is 1.0e-4 (1 706 m²)
/// to 1.1e-4 (1 877 m²) larger than the ellipsoid's, as at 66 km from the central meridian (66²/2·6 371² = 5.4e-5
/// for lengths, twice that for areas).
#[test]
fn the_boundary_has_the_approved_area() {
    let version = &FIXTURE.zone.boundaries[0];
    assert_eq!(version.approved_area.to_string(), "17.06 km²");
    let shape = Shape::LonLat(version.shape.clone());
    let zone = GaussKruger::from_epsg(4526);
    let square_metres = |edges| area(&shape, edges, zone).unwrap().square_metres;
    let plane = square_metres(EdgeModel::Grid);
    assert!((plane - 17_060_000.0).abs() < 5_000.0, "{plane}");
    let excess = plane - square_metres(EdgeModel::Survey);
    assert!((1_706.0..1_877.0).contains(&excess), "{excess}");
    assert!(version.shape.points().len() <= 200);
    let blocks: Vec<&str> = version.blocks.iter().map(|block| block.name.as_str()).collect();
    assert_eq!(blocks, ["西区", "东区", "南区"]);
    let parts = version.blocks.iter().map(|block| {
        area(&Shape::LonLat(block.shape.clone()), EdgeModel::Grid, zone).unwrap().square_metres
    });
    assert!((parts.sum::<f64>() - plane).abs() < 0.01);
}

/// Takes the shift out of the district's outline of a web map (GCJ-02), and looks where the boundary lies.
#[test]
fn the_boundary_lies_inside_the_district() {
    let Some(data) = shared_data() else { return };
    let path = data.join("china-shangjie/cnmaps_amap_410106.geojson");
    let source = Source::open(path).unwrap();
    let reading = geojson::read(&source, &geojson::ReadOptions::default());
    let Some(Shape::LonLat(given)) = &reading.features[0].shape else { panic!("no outline") };
    let district: geo::MultiPolygon<f64> =
        (&given.map(|point| shift::from_gcj02(point).unwrap())).into();
    for point in FIXTURE.zone.boundaries[0].shape.points() {
        assert!(district.contains(&geo::Point::from(geo::Coord::from(*point))), "{point:?}");
    }
}

type End = (u64, u64);

const fn end(point: LonLat) -> End {
    (point.lon.to_bits(), point.lat.to_bits())
}

fn edges(shape: &LonLatMultiPolygon) -> Vec<(End, End)> {
    let ring_edges = |ring: &[LonLat]| -> Vec<(End, End)> {
        assert_eq!(ring.first(), ring.last(), "an open ring");
        ring.windows(2).map(|pair| (end(pair[0]), end(pair[1]))).collect()
    };
    shape.rings().flat_map(ring_edges).collect()
}

/// Every edge runs once, and once back in the neighbour; those that do not come back are the boundary. So parcels
/// and declared land cover the zone without gap or overlap.
fn assert_exact_coverage(made: &SyntheticZone) {
    let lands = made.zone.non_parcel.iter().map(|land| &land.shape);
    let faces = made.parcels.iter().map(|parcel| &parcel.shape).chain(lands);
    let mut seen = BTreeSet::new();
    for edge in faces.flat_map(edges) {
        assert_ne!(edge.0, edge.1, "an edge without length");
        assert!(seen.insert(edge), "an edge that runs twice in one direction");
    }
    let single: BTreeSet<_> =
        seen.iter().filter(|(a, b)| !seen.contains(&(*b, *a))).copied().collect();
    let boundary: BTreeSet<_> = edges(&made.zone.boundaries[0].shape).into_iter().collect();
    assert!(!boundary.is_empty());
    assert_eq!(single, boundary);
}

#[test]
fn parcels_and_declared_land_cover_the_zone_exactly() {
    assert_exact_coverage(&FIXTURE);
    let zone = GaussKruger::from_epsg(4526);
    let plane = |shape: &LonLatMultiPolygon| {
        area(&Shape::LonLat(shape.clone()), EdgeModel::Grid, zone).unwrap().square_metres
    };
    let mut sizes: Vec<f64> = FIXTURE.parcels.iter().map(|parcel| plane(&parcel.shape)).collect();
    let lands: f64 = FIXTURE.zone.non_parcel.iter().map(|land| plane(&land.shape)).sum();
    let sum = sizes.iter().sum::<f64>() + lands;
    assert!((sum - plane(&FIXTURE.zone.boundaries[0].shape)).abs() < 0.01, "{sum}");
    sizes.sort_by(f64::total_cmp);
    assert!(sizes[0] >= 3_000.0 && sizes[399] <= 120_000.0, "{} {}", sizes[0], sizes[399]);
    let kinds: BTreeSet<NonParcelKind> =
        FIXTURE.zone.non_parcel.iter().map(|land| land.kind).collect();
    assert_eq!(kinds.len(), 3);
    // Some plots are L-shaped: a ring that turns right somewhere by a right angle, more or less.
    let turns_right = |shape: &LonLatMultiPolygon| {
        let ring: Vec<LonLat> = shape.points()[1..].to_vec();
        (0..ring.len()).any(|at| {
            let [a, b, c] = [0, 1, 2].map(|step| ring[(at + step) % ring.len()]);
            let (ux, uy) = (b.lon - a.lon, b.lat - a.lat);
            let (vx, vy) = (c.lon - b.lon, c.lat - b.lat);
            (ux * vy - uy * vx) / (ux.hypot(uy) * vx.hypot(vy)) < -0.7
        })
    };
    assert!(FIXTURE.parcels.iter().any(|parcel| turns_right(&parcel.shape)));
}

/// The figures: 300 to 500 plots, 50 to 80 entries, 1 500 to 2 500 events, 200 to 400 spaces, 15 prospects,
/// 18 methods or more, every class, side and reason.
#[test]
fn the_ledger_holds_what_was_promised() {
    let events = &FIXTURE.events;
    assert!((300..=500).contains(&FIXTURE.parcels.len()));
    assert!((1_500..=2_500).contains(&events.len()));
    let state = replay(events, AsOf::day(date(2024, 12, 31))).state;
    assert_eq!(state.parcels.len(), FIXTURE.parcels.len());
    assert!((50..=80).contains(&state.entries.len()));
    assert_eq!(state.entries.len(), FIXTURE.truth.entries);
    assert!((200..=400).contains(&state.spaces.len()));
    assert_eq!(state.spaces.len(), FIXTURE.truth.spaces);
    assert_eq!(state.prospects.len(), 15);
    assert_eq!(state.plans.len(), FIXTURE.truth.plans);

    let classes: BTreeSet<EntryClass> = state.entries.values().map(|entry| entry.class).collect();
    assert_eq!(classes.len(), EntryClass::ALL.len());
    let listed = events.iter().filter_map(|event| match &event.act {
        Act::EntryListed { causes, .. } => Some(causes),
        _ => None,
    });
    let sides: BTreeSet<Side> = listed.flatten().map(|cause| cause.side).collect();
    assert_eq!(sides.len(), Side::ALL.len());
    let struck: BTreeSet<_> = events
        .iter()
        .filter_map(|event| match &event.act {
            Act::EntryStruckOff { reason, .. } => Some(format!("{reason:?}")),
            _ => None,
        })
        .collect();
    assert_eq!(struck.len(), StrikeOffReason::ALL.len());
    let methods: BTreeSet<Method> =
        state.plans.values().flat_map(|state| state.plan.methods.iter().copied()).collect();
    assert!(methods.len() >= 18, "{methods:?}");
    let stages: BTreeSet<ProspectStage> =
        state.prospects.values().map(|state| state.prospect.stage).collect();
    assert_eq!(stages.len(), ProspectStage::ALL.len());
    let kinds: BTreeSet<String> = events.iter().map(|event| event.act.name().en).collect();
    assert_eq!(kinds.len(), 24, "every kind of event: {kinds:?}");
}

#[test]
fn plans_stand_at_every_stage_in_the_middle_of_2024() {
    let day = date(2024, 6, 30);
    let state = replay(&FIXTURE.events, AsOf::day(day)).state;
    assert_eq!(state.open_entries().count(), FIXTURE.truth.open_entries);
    let statuses: BTreeSet<String> =
        state.plans.values().map(|plan| format!("{:?}", plan.progress.status())).collect();
    assert_eq!(statuses.len(), PlanStatus::ALL.len());
    let overdue = state.plans.values().filter(|plan| plan.progress.overdue(day).next().is_some());
    assert!(overdue.count() >= 3);
    let uncovered =
        state.open_entries().filter(|entry| state.plans_for(&entry.parcel).next().is_none());
    assert!(uncovered.count() >= 3);
}

#[test]
fn every_event_is_accepted_whenever_one_looks() {
    for known in [date(2020, 2, 10), date(2021, 9, 30), date(2023, 2, 20), date(2024, 6, 30)] {
        let history = replay(&FIXTURE.events, AsOf::day(date(2024, 12, 31)).known_on(known));
        assert_eq!(history.findings, [], "as known on {known}");
    }
    let history = replay(&FIXTURE.events, AsOf::day(date(2024, 12, 31)));
    assert_eq!(history.findings, []);
    for (parcel, state) in FIXTURE.parcels.iter().zip(history.state.parcels.values()) {
        assert_eq!(parcel.facts, state.facts, "{}", parcel.code);
    }
    let recorded: Vec<_> = FIXTURE.events.iter().map(|event| event.recorded).collect();
    assert!(recorded.is_sorted());
    let early = |event: &&Event| event.recorded.date() < event.day();
    assert_eq!(FIXTURE.events.iter().find(early), None);
}

/// The issue asks for clearly more than 10 000 m², say 18 000 to 30 000, net, and a relapse.
#[test]
fn the_first_half_of_2024_brought_floor_area_back() {
    let period = Period::half_year(2024, Half::First).unwrap();
    let found = Revitalized::of(&FIXTURE.events, period, None).unwrap();
    assert_eq!(found.floor.net, FIXTURE.truth.revitalized_first_half_2024);
    let net = found.floor.net.square_metres();
    assert!(net >= 18_000.into() && net <= 30_000.into(), "{net}");
    assert!(found.floor.relapsed.is_negative());

    let row = |id: &str| found.spaces.iter().find(|row| row.space.as_str() == id).unwrap();
    // Vacated and brought back twice, counted once: 980.25 m².
    assert_eq!(row(STORY_TWICE_SPACE).change.to_string(), "980.25");
    assert_eq!(row(STORY_RELAPSED_SPACE).change.to_string(), "-900.00");
    let moves = FIXTURE.events.iter().filter(|event| period.contains(event.day()));
    let of_space = |space: &landledger::space::SpaceId| space.as_str() == STORY_TWICE_SPACE;
    let (mut vacated, mut occupied) = (0, 0);
    for event in moves {
        match &event.act {
            Act::SpaceVacated { space } if of_space(space) => vacated += 1,
            Act::SpaceOccupied { space, .. } if of_space(space) => occupied += 1,
            _ => {}
        }
    }
    assert_eq!((vacated, occupied), (2, 2));
}

#[test]
fn three_stories_can_be_read() {
    let at = |year, month, day| replay(&FIXTURE.events, AsOf::day(date(year, month, day))).state;
    let id = |text: &str| text.parse::<EntryId>().unwrap();
    let middle = at(2024, 6, 30);

    let replaced = &middle.entries[&id(STORY_REPLACED)];
    let struck = replaced.struck_off().unwrap();
    assert_eq!((struck.on, struck.reason), (date(2024, 6, 5), StrikeOffReason::Revitalized));
    let plan = middle.plans_for(&replaced.parcel).next().unwrap();
    assert_eq!(plan.plan.methods[0], Method::CageForBirds);
    assert_eq!(plan.progress.accepted, Some(date(2024, 5, 20)));
    assert!(at(2024, 6, 4).entries[&id(STORY_REPLACED)].is_open());

    let idle = &middle.entries[&id(STORY_NOT_DELIVERED)];
    assert!(idle.is_open());
    assert_eq!((idle.class, idle.causes[0].side), (EntryClass::Idle, Side::Government));
    let start = |state: &landledger::ledger::LedgerState| {
        state.parcels[&idle.parcel].facts.agreements.last().and_then(|last| last.start_due)
    };
    assert_eq!(start(&at(2023, 5, 11)), Some(date(2018, 6, 30)));
    assert_eq!(start(&at(2023, 5, 12)), Some(date(2024, 8, 31)));

    let relapse = &middle.entries[&id(STORY_RELAPSE)];
    assert!(relapse.is_open());
    assert_eq!(relapse.relapses(), 1);
    assert_eq!(relapse.listed_since(), Some(date(2023, 6, 16)));
    let plan = middle.plans_for(&relapse.parcel).next().unwrap();
    assert_eq!((middle.plans_for(&relapse.parcel).count(), plan.progress.run()), (1, 2));
    assert_eq!(plan.progress.earlier_runs[0].accepted, Some(date(2022, 3, 20)));
    assert_eq!(plan.progress.adopted, Some(date(2023, 9, 5)));
    assert!(!at(2022, 4, 8).entries[&id(STORY_RELAPSE)].is_open());
}

/// The books have gaps, as real ones: some registered areas and floor areas are missing, some spaces are neither
/// known to be used nor to be vacant.
#[test]
fn some_facts_are_missing() {
    let missing = |of: fn(&landledger::parcel::ParcelFacts) -> bool| {
        FIXTURE.parcels.iter().filter(|parcel| of(&parcel.facts)).count()
    };
    for count in [
        missing(|facts| facts.registered_area.is_none()),
        missing(|facts| facts.floor_area.is_none() && facts.building_base_area.is_some()),
        missing(|facts| facts.years.iter().any(|year| year.tax.is_none())),
    ] {
        assert!((1..=20).contains(&count), "{count}");
    }
    let state = replay(&FIXTURE.events, AsOf::day(date(2024, 6, 30))).state;
    let unknown = state.spaces.values().filter(|space| space.occupancy.occupancy().is_none());
    assert!(unknown.count() >= 1);
    let vacant = state
        .spaces
        .values()
        .filter(|space| space.occupancy.occupancy() == Some(Occupancy::Vacant));
    assert!(vacant.count() >= 20);
    // A space stays within the floor area of its parcel.
    let mut floors: BTreeMap<_, rust_decimal::Decimal> = BTreeMap::new();
    for space in state.spaces.values() {
        *floors.entry(space.space.parcel).or_default() += space.space.floor_area.square_metres();
    }
    for (code, sum) in floors {
        let floor = state.parcels[&code].facts.floor_area;
        assert!(floor.is_none_or(|floor| sum <= floor.square_metres()), "{code}: {sum} {floor:?}");
    }
}

#[test]
fn one_seed_one_zone() {
    let bytes = |seed| {
        let made = generate(&SynthOptions::new(150, seed)).unwrap();
        // The rulebook is the same text for every district.
        let files =
            made.files().unwrap().into_iter().filter(|file| file.name != District::RULEBOOK);
        files.map(|file| file.bytes).collect::<Vec<_>>()
    };
    assert_eq!(bytes(1), bytes(1));
    for (one, other) in bytes(1).iter().zip(&bytes(2)) {
        assert_ne!(one, other);
    }
}

#[test]
fn other_sizes_and_seeds_are_as_sound() {
    for (parcels, seed) in [(100, 0), (101, 3), (240, u64::MAX), (2_000, 1)] {
        let made = generate(&SynthOptions::new(parcels, seed)).unwrap();
        assert_eq!(made.parcels.len(), parcels);
        assert_exact_coverage(&made);
        let history = replay(&made.events, AsOf::day(date(2024, 12, 31)));
        assert_eq!(history.findings, [], "{parcels} parcels, seed {seed}");
        let period = Period::half_year(2024, Half::First).unwrap();
        let found = Revitalized::of(&made.events, period, None).unwrap();
        assert_eq!(found.floor.net, made.truth.revitalized_first_half_2024);
        let codes: BTreeSet<_> = made.parcels.iter().map(|parcel| parcel.code).collect();
        assert_eq!(codes.len(), parcels);
        let files = made.files().unwrap();
        let source = |at: usize| Source::new(files[at].name, files[at].bytes.clone());
        let (zone, zone_findings): (Option<Zone>, _) = read_zone(&source(0));
        assert_eq!((zone.as_ref(), zone_findings), (Some(&made.zone), vec![]));
        assert_eq!(read_parcels(&source(1)), (made.parcels.clone(), vec![]));
        let journal = Journal::read(&source(2));
        assert_eq!((journal.events, journal.findings), (made.events, vec![]));
    }
}

#[test]
fn what_cannot_be_made_is_refused() {
    let with_entries = |entries| {
        let mut options = SynthOptions::new(400, 1);
        options.entries = entries;
        options
    };
    for options in [
        SynthOptions::new(99, 1),
        SynthOptions::new(1_000_001, 1),
        with_entries(101),
        with_entries(2),
    ] {
        assert!(generate(&options).unwrap_err().is_argument());
    }
    assert_eq!(generate(&with_entries(100)).unwrap().truth.entries, 100);
    assert_eq!(generate(&with_entries(3)).unwrap().truth.entries, 3);
}
