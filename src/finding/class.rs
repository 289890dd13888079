//! What sort of occurrence a finding of a code is.

use serde::{Deserialize, Serialize};

/// A finer distinction within a code (类别).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Class {
    /// An overlap narrower than the limit for slivers (狭长重叠).
    Sliver,
    /// An overlap of a part of both (部分重叠).
    Partial,
    /// One lies within the other (包含).
    Contained,
    /// Both cover the same ground (完全重复).
    Duplicate,
    /// A gap between two or more parcels, away from the boundary (封闭缝隙).
    Enclosed,
    /// A hole of one parcel that nothing fills (宗地内空洞).
    HoleInParcel,
    /// A gap that opens to the boundary on one side (开口缝隙).
    Inlet,
    /// A gap from boundary to boundary, which cuts the coverage in two (贯穿缝隙).
    Corridor,
    /// A narrow gap along the boundary (沿界狭缝).
    BoundaryStrip,
    /// A large or free-standing area that nothing covers (整片未覆盖).
    Uncovered,
    /// Wholly covered (整个覆盖).
    Covered,
    /// Cut by a boundary line (切入).
    Cut,
    /// GCJ-02, the shift of maps published in China (火星坐标).
    Gcj02,
    /// BD-09, the shift of Baidu maps (百度坐标).
    Bd09,
    /// Metres of Web Mercator (Web 墨卡托).
    WebMercator,
    /// Metres of a Gauss-Krüger zone (高斯-克吕格).
    GaussKruger,
}

impl Class {
    /// The words for it.
    #[must_use]
    pub fn title(self) -> super::Text {
        let (zh, en) = match self {
            Class::Sliver => ("狭长", "sliver"),
            Class::Partial => ("部分", "partial"),
            Class::Contained => ("包含", "contained"),
            Class::Duplicate => ("重复", "duplicate"),
            Class::Enclosed => ("封闭", "enclosed"),
            Class::HoleInParcel => ("宗地内空洞", "hole in a parcel"),
            Class::Inlet => ("开口", "inlet"),
            Class::Corridor => ("贯穿", "corridor"),
            Class::BoundaryStrip => ("沿界", "boundary strip"),
            Class::Uncovered => ("整片未覆盖", "uncovered"),
            Class::Covered => ("覆盖", "covered"),
            Class::Cut => ("切入", "cut"),
            Class::Gcj02 => ("GCJ-02", "GCJ-02"),
            Class::Bd09 => ("BD-09", "BD-09"),
            Class::WebMercator => ("Web 墨卡托", "Web Mercator"),
            Class::GaussKruger => ("高斯-克吕格", "Gauss-Krüger"),
        };
        super::Text::new(zh, en)
    }
}
