//! Which properties of a feature say what.

use serde::{Deserialize, Serialize};

/// The properties (属性字段) of a file's features that a check should know, by name; all may be absent.
///
/// | Name | Value |
/// |---|---|
/// | `identifier` | the parcel code or id: a string or a number, as its text |
/// | `registered_area` | m²: a number or a string, taken digit by digit |
/// | `layer` | `surface`, `above-ground`, `below-ground`, 地表, 地上, 地下, or B, S, X as in a parcel code |
/// | `from`, `until` | first day in force, first day no longer in force, `YYYY-MM-DD` |
/// | `predecessors` | an array of codes, or a string with codes between commas, semicolons, 、 or blanks |
///
/// `null`, an empty string and a missing property all mean that nothing is given.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct AttributeNames {
    /// Parcel code or id (宗地代码).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identifier: Option<String>,
    /// Registered area (登记面积).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registered_area: Option<String>,
    /// Layer of space (权利空间层次).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layer: Option<String>,
    /// First day in force (生效日期).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// First day no longer in force (失效日期).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// Parcels that it was made from (原宗地代码).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub predecessors: Option<String>,
}

impl AttributeNames {
    /// The names, in the order of the fields.
    pub(super) fn all(&self) -> [Option<&str>; 6] {
        let AttributeNames { identifier, registered_area, layer, from, until, predecessors } = self;
        [identifier, registered_area, layer, from, until, predecessors].map(|name| name.as_deref())
    }

    /// Whether no property is named.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all().iter().all(Option::is_none)
    }
}
