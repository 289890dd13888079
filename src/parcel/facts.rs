//! Facts given about a parcel, each kept as it came; a fact that is not known is absent, never zero.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Agreement, Development, LandUseStage, Project};
use crate::calendar;
use crate::codes::{CreditCode, DivisionCode, LandUse, UnitCode};
use crate::finding::Text;
use crate::law::ProcedureRecord;
use crate::units::{Area, FloorArea, Money};

/// How the land is held (供应方式).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Tenure {
    /// Granted state-owned construction land (出让).
    Granted,
    /// Allocated state-owned construction land (划拨).
    Allocated,
    /// Leased state-owned construction land (租赁).
    Leased,
    /// Collective construction land (集体建设用地).
    Collective,
    /// Not supplied yet (未供应).
    Unsupplied,
}

impl Tenure {
    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            Tenure::Granted => Text::new("出让", "granted"),
            Tenure::Allocated => Text::new("划拨", "allocated"),
            Tenure::Leased => Text::new("租赁", "leased"),
            Tenure::Collective => Text::new("集体建设用地", "collective"),
            Tenure::Unsupplied => Text::new("未供应", "not supplied"),
        }
    }
}

/// The holder of the right (权利人): an enterprise or another body; natural persons are not modelled.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Holder {
    /// Name (名称).
    pub name: String,
    /// Unified social credit code (统一社会信用代码).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit_code: Option<CreditCode>,
}

impl Holder {
    /// A holder by name.
    #[must_use]
    pub fn named(name: impl Into<String>) -> Holder {
        Holder { name: name.into(), credit_code: None }
    }
}

/// Figures of one calendar year (年度数据).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct YearFigures {
    /// The year.
    pub year: i16,
    /// Tax received (实缴税收), yuan, in the scope that the district uses.
    #[serde(default, rename = "tax_yuan", skip_serializing_if = "Option::is_none")]
    pub tax: Option<Money>,
    /// Revenue (营业收入), yuan.
    #[serde(default, rename = "revenue_yuan", skip_serializing_if = "Option::is_none")]
    pub revenue: Option<Money>,
}

impl YearFigures {
    /// A year without figures yet.
    #[must_use]
    pub const fn new(year: i16) -> YearFigures {
        YearFigures { year, tax: None, revenue: None }
    }
}

/// What is given about a parcel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ParcelFacts {
    /// Name of the plot or project (地块名称).
    pub name: String,
    /// Town or street (所属镇办), as a division code of 9 digits.
    pub town: DivisionCode,
    /// How the land is held.
    pub tenure: Tenure,
    /// Real-estate unit code (不动产单元代码).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitCode>,
    /// Block of the zone (区块).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub block: Option<String>,
    /// Location in words (坐落).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// Who holds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<Holder>,
    /// Number of the certificate (不动产权证号).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<String>,
    /// Registered land area (登记面积), m²: a plane area of the survey.
    #[serde(default, rename = "registered_area_m2", skip_serializing_if = "Option::is_none")]
    pub registered_area: Option<Area>,
    /// Registered use (登记用途).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub land_use: Option<LandUse>,
    /// How far its use has come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<LandUseStage>,
    /// Land already built on, of a partly built parcel (已建成用地面积), m².
    #[serde(default, rename = "built_area_m2", skip_serializing_if = "Option::is_none")]
    pub built_area: Option<Area>,
    /// Floor area above ground (地上建筑面积), m².
    #[serde(default, rename = "floor_area_m2", skip_serializing_if = "Option::is_none")]
    pub floor_area: Option<FloorArea>,
    /// Ground covered by buildings (建筑基底面积), m².
    #[serde(default, rename = "building_base_area_m2", skip_serializing_if = "Option::is_none")]
    pub building_base_area: Option<Area>,
    /// Ground covered by structures and open yards (构筑物及堆场占地面积), m².
    #[serde(default, rename = "structure_base_area_m2", skip_serializing_if = "Option::is_none")]
    pub structure_base_area: Option<Area>,
    /// Fixed-asset investment so far, land price included (累计固定资产投资), yuan.
    #[serde(default, rename = "investment_yuan", skip_serializing_if = "Option::is_none")]
    pub investment: Option<Money>,
    /// The industrial project on it; absent where nothing of it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project: Option<Project>,
    /// The day on which production stopped (停产日期); absent where it goes on, or where that is not known.
    #[cfg_attr(feature = "schema", schemars(with = "Option<calendar::schema::Day>"))]
    #[serde(default, with = "calendar::optional_day", skip_serializing_if = "Option::is_none")]
    pub production_stopped: Option<Date>,
    /// How far the agreed development has come; absent where nothing of it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub development: Option<Development>,
    /// Steps of the procedure against idle land that were taken, in the order of days.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub procedure: Vec<ProcedureRecord>,
    /// Figures by year, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub years: Vec<YearFigures>,
    /// Agreements in the order in which they were made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agreements: Vec<Agreement>,
}

impl ParcelFacts {
    /// Facts of which only the required ones are known.
    #[must_use]
    pub fn new(name: impl Into<String>, town: DivisionCode, tenure: Tenure) -> ParcelFacts {
        ParcelFacts {
            name: name.into(),
            town,
            tenure,
            unit: None,
            block: None,
            location: None,
            holder: None,
            certificate: None,
            registered_area: None,
            land_use: None,
            stage: None,
            built_area: None,
            floor_area: None,
            building_base_area: None,
            structure_base_area: None,
            investment: None,
            project: None,
            production_stopped: None,
            development: None,
            procedure: Vec::new(),
            years: Vec::new(),
            agreements: Vec::new(),
        }
    }

    /// The figures of a year.
    #[must_use]
    pub fn year(&self, year: i16) -> Option<&YearFigures> {
        self.years.iter().find(|figures| figures.year == year)
    }
}
