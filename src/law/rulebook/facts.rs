//! What the criteria ask about a parcel, and what to ask for where it is not known.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::LowEfficiencyUse;
use crate::finding::Text;
use crate::law::{Commencement, LandRight};
use crate::units::{Area, FloorArea, Money};

/// Tax and revenue of one calendar year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LowEfficiencyFigures {
    /// Tax received.
    pub tax: Option<Money>,
    /// Revenue.
    pub revenue: Option<Money>,
}

/// Whether production goes on (生产状态).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ProductionState {
    /// It does (在产).
    Running,
    /// It stopped on a day (停产).
    StoppedOn(Date),
}

/// What the criteria ask about a parcel; `None` is a fact that is not known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LowEfficiencyFacts {
    /// Under which law the land is.
    pub land: Option<LandRight>,
    /// Whether development has commenced.
    pub commencement: Option<Commencement>,
    /// Its use.
    pub land_use: Option<LowEfficiencyUse>,
    /// Land area.
    pub area: Option<Area>,
    /// Figures by year.
    pub years: BTreeMap<i16, LowEfficiencyFigures>,
    /// Fixed-asset investment, land price included.
    pub investment: Option<Money>,
    /// Floor area above ground.
    pub floor_area: Option<FloorArea>,
    /// Floor area that stands vacant.
    pub vacant_floor_area: Option<FloorArea>,
    /// Ground covered by buildings.
    pub building_base_area: Option<Area>,
    /// Ground covered by structures and yards.
    pub structure_base_area: Option<Area>,
    /// Whether production goes on.
    pub production: Option<ProductionState>,
}

/// What is missing for a decision (待补充事实).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum MissingLowEfficiencyFact {
    /// How the land is held.
    LandRight,
    /// Whether development has commenced.
    Commencement,
    /// Whether the land is idle, which comes first.
    IdleLand,
    /// The use of the land.
    LandUse,
    /// Criteria for the use that are in force on the day.
    Criteria,
    /// A threshold in a unit of its metric, by the id of the criterion.
    Threshold(String),
    /// The land area.
    Area,
    /// Tax of a year.
    Tax(i16),
    /// Revenue of a year.
    Revenue(i16),
    /// Fixed-asset investment.
    Investment,
    /// Floor area.
    FloorArea,
    /// Vacant floor area.
    VacantFloorArea,
    /// Ground covered by buildings.
    BuildingBaseArea,
    /// Ground covered by structures and yards.
    StructureBaseArea,
    /// Whether and since when production is stopped.
    ProductionStop,
}

impl MissingLowEfficiencyFact {
    /// What to ask for, and where it stands.
    #[must_use]
    pub fn ask(&self) -> Text {
        use MissingLowEfficiencyFact as Missing;
        let (zh, en) = match self {
            Missing::LandRight => {
                ("土地权利性质（国有建设用地、集体建设用地或未供应）", "how the land is held")
            }
            Missing::Commencement => {
                ("是否动工开发（施工许可证及现场情况）", "whether development commenced")
            }
            Missing::IdleLand => (
                "是否构成闲置土地（先补齐闲置土地研判所缺事实）",
                "whether the land is idle: first what the assessment of idle land asks for",
            ),
            Missing::LandUse => (
                "土地用途（登记用途的分类和代码；混合用途须分别认定）",
                "the use of the land: classification and code; mixed uses are judged apart",
            ),
            Missing::Criteria => (
                "该用途当日有效的认定条件（制定机关公布的标准）",
                "criteria for this use that are in force on the day, from the issuer",
            ),
            Missing::Threshold(id) => {
                return Text::new(
                    format!("条件 {id} 的标准值（或可比较的单位），见其依据文件"),
                    format!(
                        "the threshold of criterion {id}, in a unit of its metric, from its source"
                    ),
                );
            }
            Missing::Area => ("土地面积（登记面积）", "the land area, as registered"),
            Missing::Tax(year) => {
                return Text::new(
                    format!("{year} 年实缴税收（税务部门，按当地口径）"),
                    format!("tax received in {year}, from the tax office in the local scope"),
                );
            }
            Missing::Revenue(year) => {
                return Text::new(
                    format!("{year} 年营业收入（统计或税务申报）"),
                    format!("revenue of {year}, from statistics or tax returns"),
                );
            }
            Missing::Investment => {
                ("累计固定资产投资（含土地价款）", "fixed-asset investment, land price included")
            }
            Missing::FloorArea => {
                ("地上建筑面积（竣工测绘）", "floor area above ground, by the survey")
            }
            Missing::VacantFloorArea => (
                "空置建筑面积（逐单元核实占用情况）",
                "vacant floor area: the occupancy of every unit",
            ),
            Missing::BuildingBaseArea => ("建筑物基底面积", "ground covered by buildings"),
            Missing::StructureBaseArea => {
                ("构筑物及堆场占地面积", "ground covered by structures and yards")
            }
            Missing::ProductionStop => (
                "是否停产及停产日期（用电、纳税情况）",
                "whether and since when production is stopped",
            ),
        };
        Text::new(zh, en)
    }
}
