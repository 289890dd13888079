//! Synthetic zones (合成示例开发区): a seeded generator of development zones with parcels and a ledger of several
//! years.
//!
//! For examples, tests and benchmarks. Everything is invented and says so; nothing is drawn from the data of a
//! district. The same options give the same values and the same bytes: numbers come from [SplitMix64] and the layout
//! is made in whole millimetres.
//!
//! [SplitMix64]: https://doi.org/10.1145/2660193.2660195
//!
//! ```
//! use landledger::synth::{SynthOptions, generate};
//!
//! let made = generate(&SynthOptions::new(120, 7))?;
//! assert_eq!(made.parcels.len(), 120);
//! assert_eq!(made, generate(&SynthOptions::new(120, 7))?);
//! # Ok::<(), landledger::Error>(())
//! ```

mod cases;
mod contacts;
mod defects;
mod drafts;
mod entries;
mod face;
mod facts;
mod files;
mod ground;
mod layout;
mod make;
mod names;
mod needs;
mod outline;
mod parcels;
mod plan_moves;
mod planted;
mod plants;
mod programs;
mod readme;
mod rng;
mod score;
mod sites;
mod stories;
mod units;
mod zone;

pub use defects::PlantedZone;
pub use files::SynthFile;
pub use planted::{Decoy, PlantedDefect, PlantedIn, Truth};
pub use score::{CodeScore, Misplaced, Score, score};
pub use stories::{STORY_NOT_DELIVERED, STORY_RELAPSE, STORY_REPLACED};
pub use units::{STORY_RELAPSED_SPACE, STORY_TWICE_SPACE};

use std::fmt::Display;

use rust_decimal::Decimal;

use crate::error::{Error, Result};
use crate::ledger::Event;
use crate::parcel::Parcel;
use crate::units::{Area, FloorAreaChange};
use crate::zone::Zone;

use face::Point;

/// What to make.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SynthOptions {
    /// How many parcels, 100 to 1 000 000; the area of the zone grows with them, 17.06 km² for 400.
    pub parcels: usize,
    /// The seed: another one gives another zone.
    pub seed: u64,
    /// How many entries the ledger ever has, those that were retracted not counted; 16 for 100 parcels by default,
    /// 3 at least and a quarter of the parcels at most.
    pub entries: usize,
    /// The whole district folder, or its map alone.
    pub scope: SynthScope,
    /// How well the registers are kept.
    pub registers: SynthRegisters,
}

/// How much of a district is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum SynthScope {
    /// Zone, parcels and journal.
    #[default]
    District,
    /// Zone and parcels, the same as with a journal; there are no events.
    Map,
}

/// How well the registers of a synthetic district are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum SynthRegisters {
    /// As registers are: facts of a few parcels are missing, some registered areas are off.
    #[default]
    WithOmissions,
    /// Complete, and every registered area is the plane area: the ground to plant defects into.
    Complete,
}

impl SynthOptions {
    /// As many parcels, and entries in proportion.
    #[must_use]
    pub const fn new(parcels: usize, seed: u64) -> SynthOptions {
        SynthOptions {
            parcels,
            seed,
            entries: parcels.saturating_mul(16) / 100,
            scope: SynthScope::District,
            registers: SynthRegisters::WithOmissions,
        }
    }

    /// The options of the fixture `fixtures/shangjie`: 17.06 km², 400 parcels, 64 entries.
    #[must_use]
    pub const fn shangjie() -> SynthOptions {
        SynthOptions::new(400, 20_240_630)
    }
}

/// A synthetic zone.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct SyntheticZone {
    /// What it was made from.
    pub options: SynthOptions,
    /// Boundary, named blocks, declared land that is no parcel.
    pub zone: Zone,
    /// Parcels with the facts after the last event, in the order of their codes.
    pub parcels: Vec<Parcel>,
    /// The journal, in the order of recording.
    pub events: Vec<Event>,
    /// What the generator knows to be true of it.
    pub truth: SynthTruth,
}

/// What the generator put into a zone, counted from its own plan and not from events.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SynthTruth {
    /// Plane area of the boundary, by whole millimetres.
    pub boundary_area: Area,
    /// Plane area less approved area.
    pub excess: crate::units::AreaChange,
    /// Sum of the plane areas of the parcels.
    pub parcel_area: Area,
    /// Entries ever listed; retracted ones not counted.
    pub entries: usize,
    /// Entries on the ledger at the end of 2024-06-30.
    pub open_entries: usize,
    /// Plans ever adopted.
    pub plans: usize,
    /// Spaces ever surveyed.
    pub spaces: usize,
    /// Prospects ever recorded.
    pub prospects: usize,
    /// Net floor area brought back into use from 2024-01-01 to 2024-06-30.
    pub revitalized_first_half_2024: FloorAreaChange,
}

/// A fault of the generator itself: none of its options leads here.
fn internal(what: impl Display) -> Error {
    let expected = ("在类型范围之内的值", "values that fit their types");
    Error::argument(("合成", "synth"), expected, what.to_string())
}

/// Makes a zone.
///
/// Time grows in proportion to the number of parcels.
///
/// # Errors
///
/// If fewer than 100 or more than 1 000 000 parcels are asked for, or fewer entries than three or more than a
/// quarter of the parcels.
pub fn generate(options: &SynthOptions) -> Result<SyntheticZone> {
    if !(100..=1_000_000).contains(&options.parcels) {
        let expected = ("100 至 1000000", "100 to 1000000");
        let name = ("宗地数（parcels）", "parcels");
        return Err(Error::argument(name, expected, options.parcels.to_string()));
    }
    // The stories are three.
    if !(3..=options.parcels / 4).contains(&options.entries) {
        let most = options.parcels / 4;
        let expected = (
            format!("3 至 {most}，即宗地数的四分之一"),
            format!("3 to {most}, a quarter of the parcels"),
        );
        let name = ("条目数（entries）", "entries");
        return Err(Error::argument(name, expected, options.entries.to_string()));
    }
    let layout = layout::lay_out(options);
    let approved = approved_area(options.parcels);
    let ground = ground::Ground::new(layout.extent, &layout.outline, plane_area(approved))?;
    let rings: Vec<Vec<Point>> = layout.plots.iter().map(|plot| ground.ring(&plot.ring)).collect();
    let (numbers, sites): (Vec<usize>, Vec<sites::Site>) =
        sites::sites(options, &layout.plots, &rings)?.into_iter().unzip();

    let programs = programs::programs(options, &sites);
    let mut drafts = drafts::Drafts::new(rng::SplitMix64::stream(options.seed, 8));
    let books = parcels::draft(options, &sites, &programs, &mut drafts)?;
    let units = units::units(options, &sites, &programs, &books);
    let prospects = contacts::prospects(options);
    if options.scope == SynthScope::District {
        entries::draft(options.seed, &sites, &programs, &books, &mut drafts)?;
        plan_moves::draft(&sites, &programs, &mut drafts)?;
        contacts::draft_units(options.seed, &units, &sites, &mut drafts)?;
        contacts::draft_prospects(options, &programs, &units, &mut drafts)?;
    }

    let outline: Vec<Vec<Point>> = layout.outline.iter().map(|ring| ground.ring(ring)).collect();
    let truth = truth(approved, &outline, &rings, &programs, &units, prospects)?;
    let zone = zone::zone(&layout, &ground, approved)?;
    let mut parcels = Vec::with_capacity(sites.len());
    for ((number, site), facts) in numbers.iter().zip(&sites).zip(books.latest) {
        let ring = rings.get(*number).ok_or_else(|| internal("a plot without a ring"))?;
        let shape = ground.shape(std::slice::from_ref(ring))?;
        // A journal restates the facts, so that only a map by itself can be completed.
        let is_map = options.scope == SynthScope::Map;
        let facts = match options.registers {
            SynthRegisters::Complete if is_map => facts::completed(facts, site)?,
            _ => facts,
        };
        parcels.push(Parcel::new(site.code, facts, shape));
    }
    Ok(SyntheticZone {
        options: options.clone(),
        zone,
        parcels,
        events: match options.scope {
            SynthScope::District => drafts.into_events()?,
            SynthScope::Map => Vec::new(),
        },
        truth,
    })
}

/// Hundredths of km²: 1706 for 400 parcels.
const fn approved_area(parcels: usize) -> i64 {
    (1706 * parcels / 400) as i64
}

/// The plane area (m²) of a boundary whose approved area is this: 1.08 parts in ten thousand more, as the plane of
/// zone 38 is larger here than the ellipsoid.
fn plane_area(approved: i64) -> f64 {
    approved as f64 * 1e4 * 1.000_108
}

fn truth(
    approved: i64,
    outline: &[Vec<Point>],
    rings: &[Vec<Point>],
    programs: &[programs::Program],
    units: &[units::Unit],
    prospects: usize,
) -> Result<SynthTruth> {
    let exact = |square_millimetres: i128| {
        let number = Decimal::try_from_i128_with_scale(square_millimetres, 6).map_err(internal)?;
        Area::from_square_metres(number.normalize()).map_err(internal)
    };
    let boundary_area = exact(ground::square_millimetres(outline))?;
    let approved = make::area(approved.saturating_mul(1_000_000))?;
    let half_year: i64 = units.iter().map(units::Unit::half_year).sum();
    let revitalized = FloorAreaChange::from_square_metres(Decimal::new(half_year, 2));
    Ok(SynthTruth {
        boundary_area,
        excess: boundary_area.change_from(approved),
        parcel_area: exact(ground::square_millimetres(rings))?,
        entries: programs.len(),
        open_entries: programs.iter().filter(|program| program.is_open_on(MIDDLE_OF_2024)).count(),
        plans: programs
            .iter()
            .flat_map(|program| &program.plans)
            .filter(|plan| !plan.reopens)
            .count()
            + plan_moves::extras(programs).iter().filter(|(_, extra)| extra.adds_a_plan()).count(),
        spaces: units.len(),
        prospects,
        revitalized_first_half_2024: revitalized.map_err(internal)?,
    })
}

const MIDDLE_OF_2024: make::Day = make::day(2024, 6, 30);
