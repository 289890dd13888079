//! The zone (开发区): identity, boundary versions, blocks, and declared land that is no parcel.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar;
use crate::codes::DivisionCode;
use crate::finding::Text;
use crate::geometry::LonLatMultiPolygon;
use crate::law::Document;
use crate::units::GivenArea;

/// A development zone (开发区).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Zone {
    /// Name (名称).
    pub name: String,
    /// The district that the zone lies in.
    pub division: DivisionCode,
    /// Boundary versions, by effective day.
    pub boundaries: Vec<BoundaryVersion>,
    /// Declared land that is no parcel: roads, water, green.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub non_parcel: Vec<NonParcelLand>,
}

/// One version of the boundary (边界版本): the approval document governs the figure, the vector governs the
/// location.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct BoundaryVersion {
    /// Approved area (核准面积), number and unit as the document gives them.
    pub approved_area: GivenArea,
    /// The approval document.
    pub document: Document,
    /// First day on which this version holds.
    #[serde(with = "calendar::day")]
    pub effective: Date,
    /// The four bounds in words (四至).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub four_bounds: Option<String>,
    /// The boundary, degrees.
    pub shape: LonLatMultiPolygon,
    /// Named blocks (区块) of this version.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blocks: Vec<Block>,
}

/// A named block (区块) of the zone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Block {
    /// Name (区块名称).
    pub name: String,
    /// Its outline, degrees.
    pub shape: LonLatMultiPolygon,
}

/// What declared land that is no parcel serves for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum NonParcelKind {
    /// Road (道路).
    Road,
    /// Water (水域).
    Water,
    /// Green (绿地).
    Green,
    /// Land that cannot be built on (不可建设土地).
    Unbuildable,
}

impl NonParcelKind {
    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            NonParcelKind::Road => Text::new("道路", "road"),
            NonParcelKind::Water => Text::new("水域", "water"),
            NonParcelKind::Green => Text::new("绿地", "green"),
            NonParcelKind::Unbuildable => Text::new("不可建设土地", "not buildable"),
        }
    }
}

/// How far declared land has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum NonParcelState {
    /// Planned, not supplied (规划未供).
    NotSupplied,
    /// Supplied, not built (已供未建).
    SuppliedNotBuilt,
    /// Built (已建成).
    Built,
}

impl NonParcelState {
    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            NonParcelState::NotSupplied => Text::new("规划未供", "planned, not supplied"),
            NonParcelState::SuppliedNotBuilt => Text::new("已供未建", "supplied, not built"),
            NonParcelState::Built => Text::new("已建成", "built"),
        }
    }
}

/// Declared land that is no parcel (非宗地用地).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct NonParcelLand {
    /// Id within the zone.
    pub id: String,
    /// What it serves for.
    pub kind: NonParcelKind,
    /// How far it has come; absent where that is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<NonParcelState>,
    /// Why it is no parcel, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Its outline, degrees.
    pub shape: LonLatMultiPolygon,
}

impl Zone {
    /// A zone without boundary versions yet.
    #[must_use]
    pub fn new(name: impl Into<String>, division: DivisionCode) -> Zone {
        Zone { name: name.into(), division, boundaries: Vec::new(), non_parcel: Vec::new() }
    }

    /// The boundary version in force on a day: the one with the latest effective day that is not after it.
    ///
    /// `None` before the first version: no boundary is guessed.
    #[must_use]
    pub fn boundary_on(&self, day: Date) -> Option<&BoundaryVersion> {
        self.boundaries
            .iter()
            .filter(|version| version.effective <= day)
            .max_by_key(|version| version.effective)
    }
}

impl BoundaryVersion {
    /// A version without blocks and four bounds.
    #[must_use]
    pub fn new(
        approved_area: GivenArea,
        document: Document,
        effective: Date,
        shape: LonLatMultiPolygon,
    ) -> BoundaryVersion {
        BoundaryVersion {
            approved_area,
            document,
            effective,
            four_bounds: None,
            shape,
            blocks: Vec::new(),
        }
    }
}

impl Block {
    /// A block by name and outline.
    #[must_use]
    pub fn new(name: impl Into<String>, shape: LonLatMultiPolygon) -> Block {
        Block { name: name.into(), shape }
    }
}

impl NonParcelLand {
    /// Declared land by id, kind and outline.
    #[must_use]
    pub fn new(
        id: impl Into<String>,
        kind: NonParcelKind,
        shape: LonLatMultiPolygon,
    ) -> NonParcelLand {
        NonParcelLand { id: id.into(), kind, state: None, reason: None, shape }
    }
}
