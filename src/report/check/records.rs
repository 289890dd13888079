//! The records of a file: its features, with what their properties say.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::{AttributeNames, properties};
use crate::Workers;
use crate::check::{InForce, Record};
use crate::codes::{ParcelCode, RightKind};
use crate::finding::{Code, Finding, Place, Text};
use crate::geometry::{GridPoint, Layer, LonLat, MultiPolygon, Shape};
use crate::parcel::ParcelFacts;
use crate::read::geojson::{Feature, FeatureId, Reading};
use crate::read::{Source, feature_id, json};
use crate::units::Area;

/// How the features of a file say what they are (属性结构).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Layout {
    /// A district folder if the first feature with a geometry and properties has a parcel code as its id and
    /// [`ParcelFacts`] as its properties; else any GeoJSON, of which no property is read.
    #[default]
    Automatic,
    /// `parcels.geojson` of a district folder: the id is the parcel code, the properties are [`ParcelFacts`].
    District,
    /// Any GeoJSON, with the properties of these names.
    Generic(AttributeNames),
}

/// What a feature says about itself, beside its geometry.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct RecordData {
    /// The index of the feature in [`Reading::features`].
    pub feature: usize,
    /// What findings call it: its code or id, or `#` and its number in the file, from 0 as in JSON pointers.
    pub subject: String,
    /// Its parcel code as written.
    pub code: Option<String>,
    /// Where a code that is no parcel code stands: the id, or the property.
    pub code_place: Option<Box<Place>>,
    /// Its registered area.
    pub registered_area: Option<Area>,
    /// Its facts, in a district folder.
    pub facts: Option<Box<ParcelFacts>>,
    /// The layer of its right.
    pub layer: Layer,
    /// The days on which it is in force.
    pub in_force: InForce,
    /// The parcels that it was made from.
    pub predecessors: Vec<String>,
}

/// Features whose properties are read before their records are put to the others.
const AT_ONCE: usize = 1 << 14;

/// The features of a file with a geometry, as records to be checked (待检要素).
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct RecordSet {
    /// One row a feature, in the order of the file.
    pub records: Vec<RecordData>,
    /// `member-invalid` for properties that cannot be used; in a district folder `feature-id-missing`, and `fact-missing`
    /// where the properties are null or missing. Their features are records all the same.
    pub findings: Vec<Finding>,
}

impl RecordSet {
    /// Reads what the properties say.
    ///
    /// A parcel code that the id of an earlier feature had already is left out of [`RecordData::code`] where the code
    /// is that id: the reader reports the id. The layer of a right that no property states is that of the parcel code
    /// (`S` above, `X` below ground).
    ///
    /// ```
    /// use landledger::read::{Source, geojson};
    /// use landledger::report::check::{AttributeNames, Layout, RecordSet};
    ///
    /// let source = Source::new("parcels.geojson", r#"{"type": "Feature", "id": 7,
    ///     "properties": {"宗地代码": "410106001001GX00012", "登记面积": 9000.10},
    ///     "geometry": {"type": "Polygon", "coordinates":
    ///         [[[113.30, 34.80], [113.31, 34.80], [113.31, 34.81], [113.30, 34.80]]]}}"#);
    /// let reading = geojson::read(&source, &geojson::ReadOptions::default());
    /// let mut names = AttributeNames::default();
    /// names.identifier = Some("宗地代码".into());
    /// names.registered_area = Some("登记面积".into());
    /// let set = RecordSet::read(&source, &reading, &Layout::Generic(names));
    /// assert_eq!(set.records[0].registered_area.unwrap().to_string(), "9000.10");
    /// assert_eq!(set.degrees(&reading)[0].subject, "410106001001GX00012");
    /// ```
    #[must_use]
    pub fn read(source: &Source, reading: &Reading, layout: &Layout) -> RecordSet {
        RecordSet::read_by(Workers::ONE, source, reading, layout)
    }

    /// The same by several threads: what a feature is called hangs on those before it, what its properties say does not.
    pub(super) fn read_by(
        workers: Workers,
        source: &Source,
        reading: &Reading,
        layout: &Layout,
    ) -> RecordSet {
        let mut ids = BTreeSet::new();
        let features = reading.features.iter().enumerate();
        let features = features.filter(|(_, feature)| feature.shape.is_some());
        let features: Vec<(usize, &Feature, bool)> = features
            .map(|(number, feature)| {
                (number, feature, feature.id.as_ref().is_none_or(|id| ids.insert(id)))
            })
            .collect();
        let shown = || features.iter().find_map(|(_, feature, _)| Known::shown_by(source, feature));
        // A file without any properties is no district folder's.
        let known = Known::of(layout).or_else(shown);
        let known = known.unwrap_or_else(|| Known::Generic(AttributeNames::default()));
        let mut set = RecordSet::default();
        set.records.reserve_exact(features.len());
        // Not all at once: they would be held twice.
        for some in features.chunks(AT_ONCE) {
            let records = workers
                .map(some, |_, (_, feature, is_first)| known.record(source, feature, *is_first));
            for ((number, ..), (record, findings)) in some.iter().zip(records) {
                set.push(*number, record, findings);
            }
        }
        set
    }

    /// Takes in the record of the feature of this number among those that were read.
    pub(super) fn push(&mut self, feature: usize, record: RecordData, findings: Vec<Finding>) {
        let findings = findings.into_iter().map(|finding| finding.about(record.subject.as_str()));
        self.findings.extend(findings);
        self.records.push(RecordData { feature, ..record });
    }

    /// The records of a file in degrees.
    #[must_use]
    pub fn degrees<'a>(&'a self, reading: &'a Reading) -> Vec<Record<'a, LonLat>> {
        self.typed(reading, |shape| match shape {
            Shape::LonLat(shape) => Some(shape),
            Shape::Grid { .. } => None,
        })
    }

    /// The records of a file in metres of a declared zone.
    #[must_use]
    pub fn metres<'a>(&'a self, reading: &'a Reading) -> Vec<Record<'a, GridPoint>> {
        self.typed(reading, |shape| match shape {
            Shape::Grid { polygons, .. } => Some(polygons),
            Shape::LonLat(_) => None,
        })
    }

    /// One file has one reference system, so that either all features have the shape or none has.
    fn typed<'a, P>(
        &'a self,
        reading: &'a Reading,
        shape: impl Fn(&'a Shape) -> Option<&'a MultiPolygon<P>>,
    ) -> Vec<Record<'a, P>> {
        let record = |data: &'a RecordData| {
            let feature = reading.features.get(data.feature)?;
            let mut record = Record::new(data.subject.as_str(), shape(feature.shape.as_ref()?)?);
            record.code = data.code.as_deref().map(Cow::Borrowed);
            record.decimals = Some(feature.decimals);
            record.registered_area = data.registered_area;
            record.facts = data.facts.as_deref();
            record.layer = data.layer;
            record.in_force = data.in_force;
            record.predecessors =
                data.predecessors.iter().map(|code| Cow::Borrowed(code.as_str())).collect();
            Some(record)
        };
        self.records.iter().filter_map(record).collect()
    }
}

/// Makes the records of features, one after the other, in the order of the file (逐个读取要素).
#[derive(Debug)]
pub(super) struct RecordReader {
    /// Absent until a feature with properties shows which of the two layouts it is.
    known: Option<Known>,
    ids: BTreeSet<FeatureId>,
    /// Features that came before it is known, by number.
    waiting: Vec<(usize, RecordData, (RecordData, Vec<Finding>))>,
    set: RecordSet,
}

/// What the features of a file say about themselves.
#[derive(Debug, Clone)]
pub(super) enum Known {
    District,
    Generic(AttributeNames),
}

impl Known {
    /// What a layout says; of [`Layout::Automatic`], what the first feature of a file with properties shows, if one has any.
    pub(super) fn of(layout: &Layout) -> Option<Known> {
        match layout {
            Layout::Automatic => None,
            Layout::District => Some(Known::District),
            Layout::Generic(names) => Some(Known::Generic(names.clone())),
        }
    }

    /// What a feature with a geometry shows; `None` without properties.
    pub(super) fn shown_by(source: &Source, feature: &Feature) -> Option<Known> {
        has_properties(source, feature).then(|| match is_district(source, feature) {
            true => Known::District,
            false => Known::Generic(AttributeNames::default()),
        })
    }

    /// The record of a feature; `is_first` if no feature before it had its id.
    pub(super) fn record(
        &self,
        source: &Source,
        feature: &Feature,
        is_first: bool,
    ) -> (RecordData, Vec<Finding>) {
        match self {
            Known::District => district(source, feature, is_first),
            Known::Generic(names) => generic(source, feature, names, is_first),
        }
    }
}

/// The record of a feature.
#[derive(Debug)]
pub(super) enum Judged {
    Known(RecordData),
    /// In a file of which nothing is known yet: any GeoJSON, or that of a district folder, with its findings.
    Either {
        generic: RecordData,
        district: RecordData,
    },
}

impl Judged {
    /// The places that are kept.
    pub(super) fn places(&mut self) -> impl Iterator<Item = &mut Place> {
        let (one, other) = match self {
            Judged::Known(record) => (record, None),
            Judged::Either { generic, district } => (generic, Some(district)),
        };
        std::iter::once(one).chain(other).filter_map(|record| record.code_place.as_deref_mut())
    }
}

impl RecordReader {
    pub(super) fn new(layout: &Layout) -> RecordReader {
        let known = Known::of(layout);
        RecordReader { known, ids: BTreeSet::new(), waiting: Vec::new(), set: RecordSet::default() }
    }

    /// What a feature with a geometry says about itself; its coordinates are not looked at.
    pub(super) fn judge(&mut self, source: &Source, feature: &Feature) -> (Judged, Vec<Finding>) {
        let is_first = feature.id.as_ref().is_none_or(|id| self.ids.insert(id.clone()));
        if self.known.is_none() {
            self.known = Known::shown_by(source, feature);
        }
        let (record, findings) = match &self.known {
            Some(known) => known.record(source, feature, is_first),
            None => {
                let names = AttributeNames::default();
                // Without names there is nothing to be found in properties.
                let (generic, _) = generic(source, feature, &names, is_first);
                let (district, findings) = district(source, feature, is_first);
                return (Judged::Either { generic, district }, findings);
            }
        };
        (Judged::Known(record), findings)
    }

    /// Takes in the record of the feature of this number among those that were read.
    pub(super) fn take(&mut self, feature: usize, judged: Judged, findings: Vec<Finding>) {
        match judged {
            Judged::Known(record) => {
                self.decide();
                self.set.push(feature, record, findings);
            }
            Judged::Either { generic, district } => {
                self.waiting.push((feature, generic, (district, findings)));
            }
        }
    }

    /// The records; a file without any properties is no district folder's.
    pub(super) fn finish(mut self) -> RecordSet {
        self.decide();
        self.set
    }

    fn decide(&mut self) {
        for (feature, generic, (district, findings)) in std::mem::take(&mut self.waiting) {
            match self.known {
                Some(Known::District) => self.set.push(feature, district, findings),
                _ => self.set.push(feature, generic, Vec::new()),
            }
        }
    }
}

/// Whether there are properties, good or bad; RFC 7946 §3.2 allows null.
fn has_properties(source: &Source, feature: &Feature) -> bool {
    feature.properties(source).is_some_and(|properties| properties.value != json::Value::Null)
}

/// Whether a feature with properties is that of a district folder.
fn is_district(source: &Source, feature: &Feature) -> bool {
    let code = feature.id.as_ref().map(|id| id.to_string().parse::<ParcelCode>());
    code.is_some_and(|code| code.is_ok()) && facts(source, feature).is_ok()
}

/// `None` where the properties are null or missing.
fn facts(source: &Source, feature: &Feature) -> Result<Option<Box<ParcelFacts>>, Box<Finding>> {
    let Some(properties) = feature.properties(source) else { return Ok(None) };
    if properties.value == json::Value::Null {
        return Ok(None);
    }
    let facts = json::decode(&properties, &feature.properties_pointer());
    facts.map(Some).map_err(|error| Box::new(error.into_finding(source)))
}

/// GeoJSON allows a feature to have nothing but a place; a parcel of a district folder has facts.
fn without_facts(source: &Source, feature: &Feature) -> Finding {
    let (place, zh, en) = match feature.properties {
        Some(span) => {
            let place = source.place(span).pointer(feature.properties_pointer());
            (place, "实为 null", "found null")
        }
        None => (feature.place(source), "实际没有", "found none"),
    };
    let message = Text::new(
        format!("\"properties\" 应写明宗地的事实（至少 name、town、tenure），{zh}"),
        format!(
            "expected \"properties\" with the facts of the parcel (at least name, town and tenure), {en}"
        ),
    );
    Finding::new(Code::FactMissing, message).at(place)
}

fn district(source: &Source, feature: &Feature, is_first: bool) -> (RecordData, Vec<Finding>) {
    let mut record = plain(feature);
    let id = feature.id.as_ref().map(ToString::to_string);
    record.code = id.filter(|_| is_first);
    record.layer = record.code.as_deref().and_then(layer).unwrap_or_default();
    if let (Some(code), Some(span)) = (&record.code, feature.id_span)
        && code.parse::<ParcelCode>().is_err()
    {
        let place = source.place(span).pointer(format!("{}/id", feature.pointer()));
        record.code_place = Some(Box::new(place));
    }
    let mut findings: Vec<Finding> =
        feature_id(source, feature).err().map(|finding| *finding).into_iter().collect();
    match facts(source, feature) {
        Ok(Some(facts)) => record.facts = Some(facts),
        Ok(None) => findings.push(without_facts(source, feature)),
        Err(finding) => findings.push(*finding),
    }
    record.registered_area = record.facts.as_ref().and_then(|facts| facts.registered_area);
    (record, findings)
}

fn generic(
    source: &Source,
    feature: &Feature,
    names: &AttributeNames,
    is_first: bool,
) -> (RecordData, Vec<Finding>) {
    let mut record = plain(feature);
    let given = properties::read(source, feature, names);
    match given.identifier {
        Some(code) => {
            record.subject.clone_from(&code);
            record.code = Some(code);
            record.code_place = given.identifier_place;
        }
        // An id of a file that nobody described is a parcel code if it looks like one.
        None if names.identifier.is_none() && is_first => {
            record.code = feature.id.as_ref().map(ToString::to_string);
            record.code = record.code.filter(|code| code.parse::<ParcelCode>().is_ok());
        }
        None => {}
    }
    let own = record.code.as_deref().and_then(layer);
    record.layer = given.layer.or(own).unwrap_or_default();
    record.registered_area = given.registered_area;
    record.in_force = InForce::new(given.from, given.until);
    record.predecessors = given.predecessors;
    (record, given.findings)
}

/// A record by the id of its feature.
fn plain(feature: &Feature) -> RecordData {
    let subject = feature.id.as_ref().map(ToString::to_string);
    RecordData {
        feature: 0,
        subject: subject.unwrap_or_else(|| format!("#{}", feature.index.unwrap_or_default())),
        code: None,
        code_place: None,
        registered_area: None,
        facts: None,
        layer: Layer::Surface,
        in_force: InForce::default(),
        predecessors: Vec::new(),
    }
}

/// The layer that the letter of a parcel code says.
fn layer(code: &str) -> Option<Layer> {
    match code.parse::<ParcelCode>().ok()?.right_kind() {
        RightKind::ConstructionAbove => Some(Layer::AboveGround),
        RightKind::ConstructionBelow => Some(Layer::BelowGround),
        _ => Some(Layer::Surface),
    }
}
