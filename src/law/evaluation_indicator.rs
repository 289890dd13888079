//! The indicators that a standard of evaluation can weigh.

use serde::{Deserialize, Serialize};

macro_rules! indicators {
    ($($(#[$doc:meta])* $variant:ident = $id:literal, $unit:literal;)*) => {
        /// An indicator of the zone evaluation (评价指标) by its id, with its unit.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(rename_all = "kebab-case")]
        #[non_exhaustive]
        pub enum EvaluationIndicator {
            $($(#[$doc])* $variant),*
        }

        impl EvaluationIndicator {
            /// Every indicator, in the order of the tables.
            pub const ALL: &[EvaluationIndicator] = &[$(EvaluationIndicator::$variant),*];

            /// The word in data, as `idle-rate`.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(EvaluationIndicator::$variant => $id),* }
            }

            /// The unit of its value and of its ideal value: `%`, `1` (a bare number), `10000 yuan/hm2`,
            /// `10000 yuan/mu` or `people/hm2`.
            #[must_use]
            pub const fn unit(self) -> &'static str {
                match self { $(EvaluationIndicator::$variant => $unit),* }
            }
        }
    };
}

indicators! {
    /// 土地开发率.
    DevelopmentRate = "development-rate", "%";
    /// 土地供应率.
    SupplyRate = "supply-rate", "%";
    /// 土地建成率.
    BuiltRate = "built-rate", "%";
    /// 工业用地率.
    IndustrialLandRate = "industrial-land-rate", "%";
    /// 高新技术产业用地率.
    HighTechLandRate = "high-tech-land-rate", "%";
    /// 综合容积率.
    PlotRatio = "plot-ratio", "1";
    /// 建筑密度.
    BuildingDensity = "building-density", "%";
    /// 工业用地综合容积率.
    IndustrialPlotRatio = "industrial-plot-ratio", "1";
    /// 工业用地建筑系数.
    IndustrialBuildingCoefficient = "industrial-building-coefficient", "%";
    /// 厂房空置率.
    VacancyRate = "vacancy-rate", "%";
    /// 工业用地固定资产投入强度.
    IndustrialInvestmentIntensity = "industrial-investment-intensity", "10000 yuan/hm2";
    /// 工业用地地均税收.
    IndustrialTaxPerHectare = "industrial-tax-per-hectare", "10000 yuan/hm2";
    /// 综合地均税收.
    TaxPerHectare = "tax-per-hectare", "10000 yuan/hm2";
    /// 工业用地亩均税收.
    IndustrialTaxPerMu = "industrial-tax-per-mu", "10000 yuan/mu";
    /// 人口密度.
    PopulationDensity = "population-density", "people/hm2";
    /// 土地闲置率.
    IdleRate = "idle-rate", "%";
}
