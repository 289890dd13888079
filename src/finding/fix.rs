//! Proposed fixes: never applied unasked.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Text;

/// What a fix does (修改方式).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum FixKind {
    /// Adds a vertex to a neighbour's border.
    InsertVertex,
    /// Takes a vertex out.
    RemoveVertex,
    /// Moves a vertex onto another one.
    MoveVertex,
    /// Repeats the first position at the end of a ring.
    CloseRing,
    /// Turns a ring round.
    ReverseRing,
    /// Takes a ring out.
    RemoveRing,
    /// Takes a part of a geometry out.
    RemovePart,
    /// Takes a feature out.
    RemoveFeature,
    /// Exchanges longitude and latitude.
    SwapAxes,
    /// Adds a member.
    AddMember,
    /// Takes a member out.
    RemoveMember,
    /// Gives a member another value.
    ReplaceMember,
    /// Takes what overlaps out of one of two parcels, the one that the first step is on.
    CutOverlap,
}

impl FixKind {
    /// The words for it.
    #[must_use]
    pub fn title(self) -> Text {
        let (zh, en) = match self {
            FixKind::InsertVertex => ("在邻宗界线上补点", "add a vertex to the neighbour's border"),
            FixKind::RemoveVertex => ("删去顶点", "remove the vertex"),
            FixKind::MoveVertex => ("将顶点移到邻点上", "move the vertex onto the other one"),
            FixKind::CloseRing => ("在环末补上首点", "repeat the first position at the end"),
            FixKind::ReverseRing => ("反转环的方向", "turn the ring round"),
            FixKind::RemoveRing => ("删去该环", "remove the ring"),
            FixKind::RemovePart => ("删去该部分", "remove the part"),
            FixKind::RemoveFeature => ("删去该要素", "remove the feature"),
            FixKind::SwapAxes => ("对调经纬度", "exchange longitude and latitude"),
            FixKind::AddMember => ("补上成员", "add the member"),
            FixKind::RemoveMember => ("删去成员", "remove the member"),
            FixKind::ReplaceMember => ("改正成员的值", "give the member another value"),
            FixKind::CutOverlap => ("从一宗中扣除重叠部分", "cut the overlap out of one parcel"),
        };
        Text::new(zh, en)
    }
}

/// The operation of a step (RFC 6902 §4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum PatchOperation {
    /// Adds a member, or an element before the index.
    Add,
    /// Removes a member or an element.
    Remove,
    /// Puts another value in its place.
    Replace,
}

/// A step of a JSON patch (RFC 6902).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PatchStep {
    /// What to do.
    #[serde(rename = "op")]
    pub operation: PatchOperation,
    /// Where (RFC 6901).
    pub path: String,
    /// The value, except for a removal.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
}

/// A value that stands there, be it `null`: only a removal has none.
fn given<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

/// What a fix does to the area of a parcel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AreaMoved {
    /// The parcel.
    pub subject: String,
    /// New area less old area, m², a decimal number as text.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = r"^-?[0-9]+(\.[0-9]+)?$")))]
    #[serde(rename = "area_m2")]
    pub area: String,
}

/// A proposed fix (修改建议): a JSON patch on the document that was checked, and what it moves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Fix {
    /// What it does.
    pub kind: FixKind,
    /// The steps, in order.
    pub patch: Vec<PatchStep>,
    /// Area moved, one row a parcel.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moved: Vec<AreaMoved>,
}

impl Fix {
    /// A fix that moves no area.
    #[must_use]
    pub fn new(kind: FixKind, patch: Vec<PatchStep>) -> Fix {
        Fix { kind, patch, moved: Vec::new() }
    }

    /// The same fix, which changes the area of `subject` by so many m².
    #[must_use]
    pub fn moving(mut self, subject: impl Into<String>, square_metres: f64) -> Fix {
        self.moved.push(AreaMoved::new(subject, square_metres));
        self
    }
}

impl AreaMoved {
    /// So many m² more for `subject`.
    #[must_use]
    pub fn new(subject: impl Into<String>, square_metres: f64) -> AreaMoved {
        let area = super::Measure::area(square_metres, "").value;
        AreaMoved { subject: subject.into(), area }
    }
}

impl PatchStep {
    /// Adds a value at `path`.
    #[must_use]
    pub fn add(path: impl Into<String>, value: impl Into<Value>) -> PatchStep {
        PatchStep { operation: PatchOperation::Add, path: path.into(), value: Some(value.into()) }
    }

    /// Removes what is at `path`.
    #[must_use]
    pub fn remove(path: impl Into<String>) -> PatchStep {
        PatchStep { operation: PatchOperation::Remove, path: path.into(), value: None }
    }

    /// Puts a value in the place of what is at `path`.
    #[must_use]
    pub fn replace(path: impl Into<String>, value: impl Into<Value>) -> PatchStep {
        let operation = PatchOperation::Replace;
        PatchStep { operation, path: path.into(), value: Some(value.into()) }
    }
}
