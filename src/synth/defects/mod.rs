//! Planted defects (植入缺陷): known faults in the map of a synthetic zone, and the list of them.
//!
//! Most defects are worked into an enclave, a square parcel in a hole of another one, or into the border of two
//! parcels, so that what one of them brings about stays away from every other. No parcel takes part in two.
//!
//! What concerns a whole file cannot be one defect among others, and is left to fixtures of its own: `file-empty`,
//! `byte-order-mark`, `not-utf8`, `json-malformed`, `json-truncated`, `json-trailing`, `json-too-deep`,
//! `coordinates-shifted`. `feature-too-large` is a limit of streams; `ring-neck` and `hole-crosses-shell` are close
//! relatives of kinds that are here. What needs a journal or a lineage (`parcel-not-mapped`, `parcel-not-registered`,
//! `lineage-…`) does not show in these two files. `vertex-not-finite` and `rounding-breaks` are no findings about
//! what is written in a file; `area-balance-open` follows from no defect of the data but from one of the check.
//! `parcel-code-repeated` is what `feature-id-repeated` is here: the id of a feature is its parcel code.

mod borders;
mod coordinates;
mod coverage;
mod decoys;
mod facts;
mod frame;
mod line;
mod polygon;
mod sheet;
mod structure;
mod write;
mod zone;

pub(super) use frame::extent;
use sheet::Sheet;

use super::planted::Truth;
use super::{SynthRegisters, SyntheticZone, internal};
use crate::error::{Error, Result};
use crate::finding::Code;

/// The map of a zone with planted defects, as it is written.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct PlantedZone {
    /// `zone.geojson`
    pub zone_geojson: Vec<u8>,
    /// `parcels.geojson`
    pub parcels_geojson: Vec<u8>,
    /// What was planted.
    pub truth: Truth,
}

/// A kind of defect or decoy.
struct Kind {
    /// Whether there is one at most, however large the zone.
    is_single: bool,
    /// Plants one; `false` if there is no place left for it.
    plant: fn(&mut Sheet<'_>) -> Result<bool>,
}

impl Kind {
    const fn any(plant: fn(&mut Sheet<'_>) -> Result<bool>) -> Kind {
        Kind { is_single: false, plant }
    }

    const fn once(plant: fn(&mut Sheet<'_>) -> Result<bool>) -> Kind {
        Kind { is_single: true, plant }
    }
}

/// One of each kind for this many parcels.
const PARCELS_FOR_ONE: usize = 4_000;

/// Fewer parcels have no place for every kind.
const LEAST_PARCELS: usize = 1_000;

/// What follows where a parcel cannot be used: its ground is uncovered, and the map lacks it.
const NEVER_USED: &[Code] = &[
    Code::Gap,
    Code::NotChecked,
    Code::ParcelNotMapped,
    Code::ParcelNotRegistered,
    Code::FeatureIdMissing,
    Code::GeojsonMember,
    Code::GeometryKind,
    Code::GeometryMissing,
    Code::FactMissing,
];

/// What follows where a parcel is used nevertheless: an added parcel was never registered.
const USED_ANYHOW: &[Code] = &[Code::ParcelNotRegistered, Code::NotChecked];

/// What follows of a polygon that is not valid, whether it is used or not.
const INVALID: &[Code] = &[
    Code::Gap,
    Code::ParcelsOverlap,
    Code::VertexUnmatched,
    Code::VertexMismatched,
    Code::RegisteredAreaReview,
    Code::RegisteredAreaConflict,
    Code::NotChecked,
    Code::ParcelNotRegistered,
    Code::RingDirection,
];

impl SyntheticZone {
    /// Plants defects of every kind into the map of the zone: one of a kind for 4 000 parcels, one at least.
    ///
    /// The same zone gives the same bytes.
    ///
    /// ```
    /// use landledger::synth::{SynthOptions, SynthRegisters, SynthScope, generate};
    ///
    /// let mut options = SynthOptions::new(1_000, 7);
    /// options.registers = SynthRegisters::Complete;
    /// options.scope = SynthScope::Map;
    /// let planted = generate(&options)?.plant()?;
    /// assert!(planted.truth.defects.len() > 80);
    /// # Ok::<(), landledger::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the zone has fewer than 1 000 parcels, or registers with omissions: those would be defects that nobody
    /// planted.
    pub fn plant(&self) -> Result<PlantedZone> {
        if self.parcels.len() < LEAST_PARCELS {
            let name = ("宗地数（parcels）", "parcels");
            let expected = ("植入缺陷时不少于 1000", "1000 at least for planted defects");
            return Err(Error::argument(name, expected, self.parcels.len().to_string()));
        }
        if self.options.registers != SynthRegisters::Complete {
            let name = ("登记资料（registers）", "registers");
            let expected = ("完整（complete）", "complete ones for planted defects");
            return Err(Error::argument(name, expected, ("有缺漏", "ones with omissions")));
        }
        let families = [
            zone::KINDS,
            coverage::KINDS,
            structure::KINDS,
            polygon::KINDS,
            coordinates::KINDS,
            facts::KINDS,
            decoys::KINDS,
        ];
        let mut sheet = Sheet::new(self);
        let rounds = (self.parcels.len() / PARCELS_FOR_ONE).max(1);
        for round in 0..rounds {
            for kind in families.into_iter().flatten() {
                if round > 0 && kind.is_single {
                    continue;
                }
                // Later rounds plant what there is still a place for.
                if !(kind.plant)(&mut sheet)? && round == 0 {
                    return Err(internal("no place for a kind of defect"));
                }
            }
        }
        write::write(sheet)
    }
}
