//! What is different between two days, in the ledger and on the map (变动报告).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::calendar::Period;
use crate::codes::ParcelCode;
use crate::finding::Finding;
use crate::geometry::coverage::{
    Counterpart, LandAccount, LandTransfer, ShapeChange, land_transfers,
};
use crate::geometry::{LonLatMultiPolygon, Plane};
use crate::ledger::Adjustments;
use crate::parcel::Parcel;
use crate::units::{Area, AreaChange, QuantityError};

/// Decimals of areas that come from shapes: square centimetres.
const PLACES: u32 = 4;

/// What is different at the end of a period from the day before it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AdjustmentReport {
    /// The period.
    pub period: Period,
    /// What is different in the ledger.
    pub ledger: Adjustments,
    /// What is different on the map, if an earlier one was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub map: Option<MovedLand>,
    /// What was found in the files.
    pub findings: Vec<Finding>,
}

impl AdjustmentReport {
    /// A report without a map and without findings.
    #[must_use]
    pub const fn new(period: Period, ledger: Adjustments) -> AdjustmentReport {
        AdjustmentReport { period, ledger, map: None, findings: Vec::new() }
    }
}

/// Which land each parcel gained from and lost to each other, between two maps (界线变动的面积流向).
///
/// Areas are those of the ellipsoid of CGCS2000, edges straight in degrees, as the check has them for overlaps, rounded
/// to 0.0001 m²; what rounds to nothing is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct MovedLand {
    /// Parcels whose numbers are the same on both maps.
    pub unchanged: u64,
    /// Parcels given by other numbers, by code.
    pub parcels: Vec<ParcelLand>,
    /// If more pairs of lost and gained land were near each other than are looked at, how many were; then land may be
    /// called unassigned that is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub examined_pairs: Option<usize>,
}

/// The account of one parcel (宗地面积变动): `gained − lost = difference`, but for the residue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ParcelLand {
    /// Which parcel.
    pub parcel: ParcelCode,
    /// Its area on the earlier map, m²; absent if it is not there.
    #[serde(default, rename = "before_m2", skip_serializing_if = "Option::is_none")]
    pub before: Option<Area>,
    /// Its area on the later map, m².
    #[serde(default, rename = "after_m2", skip_serializing_if = "Option::is_none")]
    pub after: Option<Area>,
    /// After less before, m².
    #[serde(rename = "difference_m2")]
    pub difference: AreaChange,
    /// What it gained, by parcel.
    pub gained: Vec<LandFlow>,
    /// What it lost, by parcel.
    pub lost: Vec<LandFlow>,
    /// The sum of what it gained, m².
    #[serde(rename = "gained_m2")]
    pub gained_area: Area,
    /// The sum of what it lost, m².
    #[serde(rename = "lost_m2")]
    pub lost_area: Area,
    /// Gained less lost less the difference, m²: what rounding leaves, at most 0.00005 m² for every counterpart, those
    /// left out included, and 0.0002 m² more; beyond that only if the shape crosses itself or is tangled.
    #[serde(rename = "residue_m2")]
    pub residue: AreaChange,
    /// Whether its borders meet those of others too often to be worked out: then land is missing here.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_tangled: bool,
}

/// Land that a parcel gained or lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LandFlow {
    /// What lies on the other side.
    pub kind: LandFlowKind,
    /// The other parcel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parcel: Option<ParcelCode>,
    /// m².
    #[serde(rename = "area_m2")]
    pub area: Area,
}

/// What lies on the other side of land that was gained or lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum LandFlowKind {
    /// A parcel that lost it, or gained it (相邻宗地).
    Parcel,
    /// A parcel that covers it on the other map too, without taking it from here or giving it away: an overlap that is
    /// new, or is gone (重叠).
    Overlap,
    /// No parcel (未登记为宗地的土地).
    Unassigned,
}

impl MovedLand {
    /// Compares two maps parcel by parcel; of several parcels with one code the first counts.
    ///
    /// # Errors
    ///
    /// [`QuantityError`] if an area is larger than a quantity can be.
    pub fn between(before: &[Parcel], after: &[Parcel]) -> Result<MovedLand, QuantityError> {
        let mut shapes: BTreeMap<ParcelCode, [Option<&LonLatMultiPolygon>; 2]> = BTreeMap::new();
        for (side, parcels) in [before, after].into_iter().enumerate() {
            for parcel in parcels {
                let both = shapes.entry(parcel.code).or_default();
                if let Some(own) = both.get_mut(side) {
                    own.get_or_insert(&parcel.shape);
                }
            }
        }
        let codes: Vec<ParcelCode> = shapes.keys().copied().collect();
        let changes: Vec<_> =
            shapes.values().map(|[before, after]| ShapeChange::new(*before, *after)).collect();
        let found = land_transfers(&changes, Plane::Degrees);
        let parcels = found.accounts.iter().filter_map(|account| {
            let [before, after] = shapes.get(codes.get(account.parcel)?)?;
            let sides = [before.is_some(), after.is_some()];
            Some(ParcelLand::of(*codes.get(account.parcel)?, account, &codes, sides))
        });
        let parcels = parcels.collect::<Result<Vec<ParcelLand>, QuantityError>>()?;
        let unchanged = codes.len().saturating_sub(parcels.len()) as u64;
        Ok(MovedLand { unchanged, parcels, examined_pairs: found.examined })
    }
}

impl ParcelLand {
    fn of(
        parcel: ParcelCode,
        account: &LandAccount,
        codes: &[ParcelCode],
        [was, is]: [bool; 2],
    ) -> Result<ParcelLand, QuantityError> {
        let area = |area: f64| Area::from_computed(area.max(0.0), PLACES);
        let before = was.then(|| area(account.area_before)).transpose()?;
        let after = is.then(|| area(account.area_after)).transpose()?;
        let flow = |transfer: &LandTransfer| {
            let (kind, parcel) = match transfer.counterpart {
                Counterpart::Parcel(parcel) => (LandFlowKind::Parcel, Some(parcel)),
                Counterpart::Overlap(parcel) => (LandFlowKind::Overlap, Some(parcel)),
                Counterpart::Unassigned => (LandFlowKind::Unassigned, None),
            };
            let parcel = parcel.and_then(|parcel| codes.get(parcel).copied());
            Ok(LandFlow { kind, parcel, area: area(transfer.area)? })
        };
        let flows = |transfers: &[LandTransfer]| -> Result<(Vec<LandFlow>, Area), QuantityError> {
            let mut flows = transfers.iter().map(flow).collect::<Result<Vec<_>, _>>()?;
            flows.retain(|flow| !flow.area.is_zero());
            let sum = Area::try_sum(flows.iter().map(|flow| flow.area))?;
            Ok((flows, sum))
        };
        let (gained, gained_area) = flows(&account.gained)?;
        let (lost, lost_area) = flows(&account.lost)?;
        let difference = after.unwrap_or_default().change_from(before.unwrap_or_default());
        let residue = AreaChange::try_sum([gained_area.change_from(lost_area), -difference])?;
        Ok(ParcelLand {
            parcel,
            before,
            after,
            difference,
            gained,
            lost,
            gained_area,
            lost_area,
            residue,
            is_tangled: account.is_tangled,
        })
    }
}
