//! The checks (检查): polygons, coverage, zone, coordinates and facts of parcels, judged into findings.
//!
//! Everything here works on values that are in memory and have been read; what is wrong with the bytes of a file
//! is found by [`crate::read`]. [`Record`] is a parcel to be checked, [`ZoneRecord`] the zone it should lie in,
//! [`Places`] knows where each vertex stands in a file, and [`Profile`] says which checks run and with which
//! limits.

mod approved_area;
mod area_error;
mod context;
mod coverage;
mod cut;
mod datum;
mod declared;
mod direction;
mod ground;
mod identity;
mod land;
mod lineage;
mod lineage_area;
mod overlap_priority;
mod paged;
mod places;
mod polygons;
mod precision;
mod profile;
mod record;
mod region;
mod registered_area;
mod required_facts;
mod ring_patch;
mod rounding;
mod run;
mod session;
mod unread;
mod usable;
mod wording;
mod zone;
mod zone_balance;

pub use area_error::area_mean_error;
pub use overlap_priority::OverlapPriority;
pub(crate) use paged::{Judge, PagedCheck, PagedFound, PagedInput, RecordSource, Shapes, push};
pub use paged::{MemoryBudget, Scratch};
pub use places::{NoPlaces, Owner, Places, VertexIndex};
pub use profile::{Departure, Level, Limits, Profile};
pub use record::{DeclaredRecord, InForce, Record, ZoneRecord, in_force_on};
pub use registered_area::{AreaAgreement, AreaExplanation, AreaVerdict};
pub use required_facts::RequiredFact;
pub use run::{CheckInput, Checked, RecordRule, Stage};
pub use session::{
    Change, OwnedDeclared, OwnedRecord, OwnedZone, RecordKey, Session, SessionInput,
};
pub use zone_balance::ZoneBalance;

use crate::finding::Finding;
use crate::geometry::{Plane, PlanePosition};
use context::Context;

/// The findings about coordinates and facts (坐标与属性检查), check by check, as the profile admits them.
///
/// Shapes may be anything: what cannot be measured is left to the checks of polygons.
///
/// # Findings
///
/// `ring-direction`, `precision-too-fine`, `precision-too-coarse`, `coordinate-range`, `axes-swapped`,
/// `coordinates-projected`, `coordinate-not-in-zone-strip`, `coordinates-shifted`, `code-invalid`,
/// `division-foreign`, `parcel-code-repeated`, `unit-code-repeated`, `registered-area-review`,
/// `registered-area-conflict`, `fact-missing`, `lineage-in-force`, `lineage-area-differs`, `declared-land-reason-missing`, `block-differs`.
///
/// ```
/// use landledger::check::{NoPlaces, Profile, Record, facts_and_coordinates};
/// use landledger::finding::Code;
/// use landledger::geometry::{LonLat, MultiPolygon, Plane};
///
/// let clockwise = [[113.30, 34.80], [113.30, 34.81], [113.31, 34.81], [113.31, 34.80], [113.30, 34.80]];
/// let shape = MultiPolygon::from_exterior(clockwise.map(LonLat::from));
/// let records = [Record::new("A", &shape)];
/// let findings =
///     facts_and_coordinates(&records, None, Plane::Degrees, &Profile::strict(), &NoPlaces);
/// assert_eq!(findings[0].code, Code::RingDirection);
/// ```
#[must_use]
pub fn facts_and_coordinates<P: PlanePosition>(
    records: &[Record<'_, P>],
    zone: Option<&ZoneRecord<'_, P>>,
    plane: Plane,
    profile: &Profile,
    places: &dyn Places,
) -> Vec<Finding> {
    let workers = crate::Workers::ONE;
    let strip = None;
    facts_and_coordinates_of(&Context { records, zone, plane, strip, profile, places, workers })
}

fn facts_and_coordinates_of<P: PlanePosition>(context: &Context<'_, P>) -> Vec<Finding> {
    let checks: [Check<P>; 10] = [
        direction::ring_direction,
        precision::precision,
        datum::datum,
        identity::identity,
        registered_area::registered_area,
        required_facts::required_facts,
        lineage::lineage,
        lineage_area::lineage_area,
        declared::declared_reasons,
        declared::block_stated,
    ];
    let findings = checks.iter().flat_map(|check| check(context));
    findings.filter_map(|finding| context.profile.admit(finding)).collect()
}

/// A check: what it is handed, what it finds.
type Check<P> = fn(&Context<'_, P>) -> Vec<Finding>;
