//! The zone of a district folder: `zone.geojson`.

use jiff::civil::Date;
use serde::Deserialize;

use super::geojson::{self, Feature, ReadOptions};
use super::{Source, json};
use crate::calendar;
use crate::codes::DivisionCode;
use crate::finding::{Code, Finding, Text};
use crate::geometry::{LonLatMultiPolygon, Shape};
use crate::law::Document;
use crate::units::GivenArea;
use crate::zone::{Block, BoundaryVersion, NonParcelKind, NonParcelLand, NonParcelState, Zone};

/// Reads a zone: a `FeatureCollection` whose features say by their property `role` what they are.
///
/// | `role` | Other properties |
/// |---|---|
/// | `boundary` | `zone` (name), `division`, `approved_area`, `document`, `effective`; `four_bounds` |
/// | `block` | `name`, `effective` (the boundary version that it belongs to) |
/// | `non-parcel` | `kind`; `state`, `reason`; the feature's id is the land's |
///
/// `None` for the zone if no boundary could be read; the findings say why.
///
/// # Findings
///
/// Those of [`geojson::read`], and `member-invalid` for properties that are none of the above.
#[must_use]
pub fn read_zone(source: &Source) -> (Option<Zone>, Vec<Finding>) {
    let reading = geojson::read(source, &ReadOptions::default());
    let mut findings = reading.findings;
    let mut zone: Option<Zone> = None;
    let mut blocks: Vec<(Date, Block)> = Vec::new();
    let mut non_parcel = Vec::new();
    for feature in &reading.features {
        match record(source, feature) {
            Ok(Record::Boundary { name, division, version }) => {
                let zone = zone.get_or_insert_with(|| Zone::new(name, division));
                zone.boundaries.push(version);
            }
            Ok(Record::Block { effective, block }) => blocks.push((effective, block)),
            Ok(Record::NonParcel(land)) => non_parcel.push(land),
            Err(finding) => findings.push(*finding),
        }
    }
    let Some(mut zone) = zone else {
        findings.push(no_boundary(source));
        return (None, findings);
    };
    zone.non_parcel = non_parcel;
    zone.boundaries.sort_by_key(|version| version.effective);
    for (effective, block) in blocks {
        match zone.boundaries.iter_mut().find(|version| version.effective == effective) {
            Some(version) => version.blocks.push(block),
            None => findings.push(stray_block(source, &block, effective)),
        }
    }
    (Some(zone), findings)
}

enum Record {
    Boundary { name: String, division: DivisionCode, version: BoundaryVersion },
    Block { effective: Date, block: Block },
    NonParcel(NonParcelLand),
}

#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
enum Role {
    Boundary,
    Block,
    NonParcel,
}

#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct BoundaryProperties {
    #[serde(rename = "role")]
    _role: Role,
    /// The name of the zone.
    pub(crate) zone: String,
    /// The district that it lies in.
    pub(crate) division: DivisionCode,
    /// Approved area (批准面积), as the document gives it.
    pub(crate) approved_area: GivenArea,
    /// The approval document.
    document: Document,
    /// First day of this version.
    #[cfg_attr(feature = "schema", schemars(with = "calendar::schema::Day"))]
    #[serde(with = "calendar::day")]
    pub(crate) effective: Date,
    /// The bounds in words (四至).
    #[serde(default)]
    four_bounds: Option<String>,
}

#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct BlockProperties {
    #[serde(rename = "role")]
    _role: Role,
    /// Its name.
    pub(crate) name: String,
    /// The first day of the boundary version that it belongs to.
    #[cfg_attr(feature = "schema", schemars(with = "calendar::schema::Day"))]
    #[serde(with = "calendar::day")]
    pub(crate) effective: Date,
}

#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct NonParcelProperties {
    #[serde(rename = "role")]
    _role: Role,
    /// What it is.
    pub(crate) kind: NonParcelKind,
    /// Planned, supplied or built.
    #[serde(default)]
    state: Option<NonParcelState>,
    /// Why it is no parcel.
    #[serde(default)]
    pub(crate) reason: Option<String>,
}

/// What the properties of a feature of a zone say.
pub(crate) enum ZoneFeature {
    /// A version of the boundary.
    Boundary(Box<BoundaryProperties>),
    /// A block.
    Block(BlockProperties),
    /// Declared land.
    NonParcel(NonParcelProperties),
}

/// Decodes the properties of a feature of a zone.
pub(crate) fn zone_feature(
    source: &Source,
    feature: &Feature,
) -> Result<ZoneFeature, Box<Finding>> {
    let properties = super::properties(source, feature)?;
    let pointer = feature.properties_pointer();
    let role = properties.get("role").ok_or_else(|| Box::new(no_role(source, feature)))?;
    let fault = |error: Box<json::DecodeError>| Box::new(error.into_finding(source));
    let role: Role = json::decode(role, &format!("{pointer}/role")).map_err(fault)?;
    Ok(match role {
        Role::Boundary => {
            ZoneFeature::Boundary(Box::new(json::decode(&properties, &pointer).map_err(fault)?))
        }
        Role::Block => ZoneFeature::Block(json::decode(&properties, &pointer).map_err(fault)?),
        Role::NonParcel => {
            ZoneFeature::NonParcel(json::decode(&properties, &pointer).map_err(fault)?)
        }
    })
}

fn record(source: &Source, feature: &Feature) -> Result<Record, Box<Finding>> {
    let shape = super::lonlat_shape(source, feature)?;
    match zone_feature(source, feature)? {
        ZoneFeature::Boundary(given) => {
            let given = *given;
            let mut version =
                BoundaryVersion::new(given.approved_area, given.document, given.effective, shape);
            version.four_bounds = given.four_bounds;
            Ok(Record::Boundary { name: given.zone, division: given.division, version })
        }
        ZoneFeature::Block(given) => {
            Ok(Record::Block { effective: given.effective, block: Block::new(given.name, shape) })
        }
        ZoneFeature::NonParcel(given) => {
            let id = super::feature_id(source, feature)?;
            let mut land = NonParcelLand::new(id, given.kind, shape);
            land.state = given.state;
            land.reason = given.reason;
            Ok(Record::NonParcel(land))
        }
    }
}

fn no_boundary(source: &Source) -> Finding {
    let message = Text::new(
        "应至少有一个 role 为 boundary 的要素，实际没有可用的",
        "expected at least one feature with role \"boundary\", found none that can be used",
    );
    Finding::new(Code::MemberInvalid, message).at(crate::finding::Place::file(source.name()))
}

fn no_role(source: &Source, feature: &Feature) -> Finding {
    let message = Text::new(
        "属性应有 role（boundary、block 或 non-parcel），实际没有",
        "expected a property \"role\" (boundary, block or non-parcel), found none",
    );
    Finding::new(Code::MemberInvalid, message).at(feature.place(source))
}

fn stray_block(source: &Source, block: &Block, effective: Date) -> Finding {
    let message = Text::new(
        format!("区块{}应属于某一边界版本，没有{effective}生效的版本", block.name),
        format!(
            "block {}: expected a boundary version effective {effective}, found none",
            block.name
        ),
    );
    let place = crate::finding::Place::file(source.name());
    Finding::new(Code::MemberInvalid, message).about(block.name.clone()).at(place)
}

/// A shape in degrees; the reader was not told of any other system, so anything else was refused before.
pub(crate) fn degrees(shape: &Shape) -> Option<LonLatMultiPolygon> {
    match shape {
        Shape::LonLat(shape) => Some(shape.clone()),
        Shape::Grid { zone, polygons } => zone.unproject(polygons),
    }
}
