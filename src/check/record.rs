//! What is checked: parcels, and the zone that they should fill.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::codes::DivisionCode;
use crate::geometry::{Layer, MultiPolygon};
use crate::parcel::ParcelFacts;
use crate::units::{Area, GivenArea};
use crate::zone::NonParcelKind;

/// The days on which a record is in force (有效期).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct InForce {
    /// The first day; absent: always was.
    pub from: Option<Date>,
    /// The first day on which it is no longer in force; absent: still is.
    pub until: Option<Date>,
}

impl InForce {
    /// From this day on, to before that day.
    #[must_use]
    pub const fn new(from: Option<Date>, until: Option<Date>) -> InForce {
        InForce { from, until }
    }

    /// Whether the record is in force on a day.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }

    /// Whether there is a day on which both are in force.
    #[must_use]
    pub fn meets(&self, other: &InForce) -> bool {
        let from = self.from.max(other.from);
        let until = match (self.until, other.until) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        match (from, until) {
            (Some(from), Some(until)) => from < until,
            _ => true,
        }
    }
}

/// The records in force on a day (某日有效的宗地), by index.
///
/// ```
/// use jiff::civil::date;
/// use landledger::check::{InForce, Record, in_force_on};
/// use landledger::geometry::{LonLat, MultiPolygon};
///
/// let shape = MultiPolygon::<LonLat>::default();
/// let mut before = Record::new("A", &shape);
/// before.in_force = InForce::new(None, Some(date(2024, 7, 1)));
/// let mut after = Record::new("B", &shape);
/// after.in_force = InForce::new(Some(date(2024, 7, 1)), None);
/// assert_eq!(in_force_on(&[before, after], date(2024, 7, 1)), [1]);
/// ```
#[must_use]
pub fn in_force_on<P>(records: &[Record<'_, P>], day: Date) -> Vec<usize> {
    let in_force = records.iter().enumerate().filter(|(_, record)| record.in_force.holds_on(day));
    in_force.map(|(record, _)| record).collect()
}

/// A parcel to be checked (待检宗地). Its positions are those of the file, whatever they are.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Record<'a, P> {
    /// What findings call it: its code or id, or `#` and its number.
    pub subject: Cow<'a, str>,
    /// Its polygons.
    pub shape: &'a MultiPolygon<P>,
    /// Its parcel code as written, if it has one.
    pub code: Option<Cow<'a, str>>,
    /// The most decimals that a coordinate of it was written with.
    pub decimals: Option<u32>,
    /// Its registered area, m².
    pub registered_area: Option<Area>,
    /// Facts, where the record is a parcel of a district folder.
    pub facts: Option<&'a ParcelFacts>,
    /// Which layer of space its right belongs to.
    pub layer: Layer,
    /// When it is in force.
    pub in_force: InForce,
    /// The parcels that it was made from, by code.
    pub predecessors: Vec<Cow<'a, str>>,
}

impl<'a, P> Record<'a, P> {
    /// A record of which only the polygons are known: a right at the surface, in force.
    #[must_use]
    pub fn new(subject: impl Into<Cow<'a, str>>, shape: &'a MultiPolygon<P>) -> Record<'a, P> {
        Record {
            subject: subject.into(),
            shape,
            code: None,
            decimals: None,
            registered_area: None,
            facts: None,
            layer: Layer::Surface,
            in_force: InForce::default(),
            predecessors: Vec::new(),
        }
    }
}

/// Declared land that is no parcel (已申报的非宗地用地): an allowed gap.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct DeclaredRecord<'a, P> {
    /// Its id.
    pub subject: Cow<'a, str>,
    /// Its polygons.
    pub shape: &'a MultiPolygon<P>,
    /// What it serves for.
    pub kind: Option<NonParcelKind>,
    /// Why it is no parcel.
    pub reason: Option<Cow<'a, str>>,
}

impl<'a, P> DeclaredRecord<'a, P> {
    /// Declared land without kind and reason.
    #[must_use]
    pub fn new(subject: impl Into<Cow<'a, str>>, shape: &'a MultiPolygon<P>) -> Self {
        DeclaredRecord { subject: subject.into(), shape, kind: None, reason: None }
    }
}

/// The zone (开发区) that the parcels should lie in and fill.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ZoneRecord<'a, P> {
    /// What findings call it.
    pub subject: Cow<'a, str>,
    /// Its boundary, in the plane of the parcels.
    pub boundary: &'a MultiPolygon<P>,
    /// Its blocks by name.
    pub blocks: Vec<(Cow<'a, str>, &'a MultiPolygon<P>)>,
    /// Land declared to be no parcel.
    pub declared: Vec<DeclaredRecord<'a, P>>,
    /// The district or county that codes should belong to.
    pub division: Option<DivisionCode>,
    /// The approved area, as the document gives it.
    pub approved_area: Option<GivenArea>,
}

impl<'a, P> ZoneRecord<'a, P> {
    /// A zone of which only the boundary is known.
    #[must_use]
    pub fn new(subject: impl Into<Cow<'a, str>>, boundary: &'a MultiPolygon<P>) -> Self {
        ZoneRecord {
            subject: subject.into(),
            boundary,
            blocks: Vec::new(),
            declared: Vec::new(),
            division: None,
            approved_area: None,
        }
    }
}
