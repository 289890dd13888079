//! Who of 300 firms gets which of 500 vacant spaces, so that none could be served better together?
//!
//! Made-up data of a fixed seed. The answer is checked, not only timed: nobody gets an offer twice or one that is excluded;
//! the value of the assignment of single spaces is proved by dual prices, checked here pair by pair, and is not below that of
//! a greedy choice; with combinations the answer is at least as good, and not above its own bound.
//! Run: `cargo bench --bench matching`; two numbers after `--` are other counts of spaces and firms.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a benchmark stops at the first surprise"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use jiff::civil::date;
use landledger::codes::ParcelCode;
use landledger::matching::assignment::{Weights, assign};
use landledger::matching::{
    CombinationLimits, Matching, MatchingInput, Offer, OfferId, Optimality, SpaceOffer, Standing,
};
use landledger::plan::Prospect;
use landledger::space::{Occupancy, Space};

/// Splitmix64.
struct Random(u64);

impl Random {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % most
    }

    /// A member of a JSON object that is left out one time in four.
    fn member(&mut self, name: &str, values: &[&str]) -> Option<String> {
        let at = self.below(u64::try_from(values.len()).unwrap());
        let value = values[usize::try_from(at).unwrap()];
        (self.below(4) > 0).then(|| format!("\"{name}\":\"{value}\""))
    }
}

/// About eight spaces on a parcel.
fn offers(random: &mut Random, count: u64) -> Vec<Offer> {
    let parcels = count / 8 + 1;
    (0..count)
        .map(|at| {
            let plot = random.below(parcels) + 1;
            let parcel: ParcelCode = format!("410106001001GB{plot:05}").parse().unwrap();
            let area = (random.below(80) + 4) * 50;
            let id = format!("KJ{at:05}").parse().unwrap();
            let mut space = Space::new(id, parcel, area.to_string().parse().unwrap());
            let facts = [
                random.member("clear_height_m", &["4.5", "6", "8", "9", "12"]),
                random.member("floor_load_kn_per_m2", &["5", "10", "15", "20"]),
                random.member("crane_t", &["0", "5", "10", "16"]),
                random.member("power_kva", &["100", "250", "500", "1000"]),
                random.member("production_fire_class", &["bing", "ding", "wu"]),
                random.member("asking_rent_yuan_per_m2_month", &["8", "10", "12", "15", "18"]),
            ];
            let facts: Vec<String> = facts.into_iter().flatten().collect();
            let facts = format!("{{{}}}", facts.join(","));
            space.facts = Some(Box::new(serde_json::from_str(&facts).unwrap()));
            Offer::Space(SpaceOffer::new(space, Some(Occupancy::Vacant)))
        })
        .collect()
}

fn firms(random: &mut Random, count: u64) -> Vec<Prospect> {
    (0..count)
        .map(|at| {
            let id = format!("YX{at:05}").parse().unwrap();
            let mut firm = Prospect::new(id, format!("示例{at}号公司"));
            let area = (random.below(90) + 5) * 50;
            let members = [
                Some(format!("\"floor_area_m2\":\"{area}\"")),
                random.member("clear_height_m", &["4", "6", "8"]),
                random.member("floor_load_kn_per_m2", &["5", "10"]),
                random.member("crane_t", &["0", "5", "10"]),
                random.member("power_kva", &["100", "400", "800"]),
                random.member("production_fire_class", &["bing", "ding", "wu"]),
                random.member("rent_at_most_yuan_per_m2_month", &["9", "11", "14"]),
            ];
            let members: Vec<String> = members.into_iter().flatten().collect();
            firm.need = serde_json::from_str(&format!("{{{}}}", members.join(","))).unwrap();
            firm
        })
        .collect()
}

/// The weights of single spaces by the rule of the documentation: fitting, then possible, then points.
fn weights(matching: &Matching, places: &BTreeMap<OfferId, usize>) -> (Vec<Vec<i64>>, i64, i64) {
    let firms = i64::try_from(matching.prospects.len()).unwrap();
    let possible = 1000 * firms + 1;
    let fits = possible * (firms + 1);
    let rows = matching.prospects.iter().map(|row| {
        let mut weights = vec![0; places.len()];
        for candidate in row.candidates.iter().filter(|candidate| candidate.offers.len() == 1) {
            let base = if candidate.standing == Standing::Fits { fits } else { possible };
            let points = i64::from(candidate.score.points());
            weights[places[&candidate.offers[0]]] = base + points;
        }
        weights
    });
    (rows.collect(), fits, possible)
}

fn value(matching: &Matching, fits: i64, possible: i64) -> i64 {
    let worth = matching.worth;
    i64::from(worth.fits) * fits
        + i64::from(worth.possible) * possible
        + i64::try_from(worth.points).unwrap()
}

/// Each firm in turn takes the best space that is left.
fn greedy(rows: &[Vec<i64>]) -> i64 {
    let mut taken = BTreeSet::new();
    let mut total = 0;
    for row in rows {
        let free = row.iter().enumerate().filter(|(at, _)| !taken.contains(at));
        if let Some((at, weight)) = free.max_by_key(|(_, weight)| **weight).filter(|(_, w)| **w > 0)
        {
            taken.insert(at);
            total += weight;
        }
    }
    total
}

fn check_answer(matching: &Matching) {
    let mut taken = BTreeSet::new();
    for (row, got) in matching.assignments() {
        for offer in &got.offers {
            assert!(taken.insert(offer), "{offer} is given twice");
        }
        let candidate = row.assigned_candidate().expect("a candidate");
        assert_eq!(candidate.offers, got.offers);
        assert!(!candidate.checks.iter().any(|check| check.excludes()));
    }
}

fn main() {
    let mut given = std::env::args().filter_map(|word| word.parse::<u64>().ok());
    let (spaces, count) = (given.next().unwrap_or(500), given.next().unwrap_or(300));
    let mut random = Random(20240630);
    let offers = offers(&mut random, spaces);
    let firms = firms(&mut random, count);
    let places: BTreeMap<OfferId, usize> =
        offers.iter().map(Offer::id).collect::<BTreeSet<_>>().into_iter().zip(0..).collect();

    let input = MatchingInput::new(date(2024, 6, 30), offers, firms).unwrap();
    let mut limits = CombinationLimits::default();
    limits.most_units = 1;
    let start = Instant::now();
    let single = input.clone().limits(limits).run().unwrap();
    let took = start.elapsed();
    check_answer(&single);
    assert_eq!(single.optimality, Optimality::Proven);
    let (rows, fits, possible) = weights(&single, &places);
    let pairs = rows.iter().flatten().filter(|weight| **weight > 0).count();
    let start = Instant::now();
    let matrix = Weights::new(places.len(), rows.clone()).unwrap();
    let best = assign(&matrix);
    let solved = start.elapsed();
    assert_eq!(best.total, value(&single, fits, possible));
    assert!(best.certificate.proves(&matrix, best.total), "the optimum is not proved");
    let greedy = greedy(&rows);
    assert!(greedy <= best.total);
    println!(
        "{spaces} spaces, {count} firms, {pairs} possible pairs: matched in {took:.1?}, \
         of it assigned in {solved:.1?}; {:?}; greedy serves {} that fit",
        single.worth,
        greedy / fits
    );

    let start = Instant::now();
    let combined = input.run().unwrap();
    let took = start.elapsed();
    check_answer(&combined);
    assert!(combined.worth >= single.worth);
    if let Optimality::AtMost(bound) = combined.optimality {
        assert!(combined.worth <= bound);
    }
    let several = combined.assignments().filter(|(_, got)| got.offers.len() > 1).count();
    println!(
        "with combinations: matched in {took:.1?}; {:?}, {several} of them combinations; {:?}",
        combined.worth, combined.optimality
    );
}
