//! The words of a rulebook, each with its id in files and its name.

use serde::{Deserialize, Serialize};

use crate::finding::Text;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident {
        $($(#[$item:meta])* $variant:ident = $id:literal, $zh:literal, $en:literal;)*
    }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[non_exhaustive]
        pub enum $name { $($(#[$item])* #[serde(rename = $id)] $variant),* }

        impl $name {
            /// Every one, in order.
            pub const ALL: &[$name] = &[$($name::$variant),*];

            /// The word in files.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $($name::$variant => $id),* }
            }

            /// The name in Chinese and English.
            #[must_use]
            pub fn name(self) -> Text {
                match self { $($name::$variant => Text::new($zh, $en)),* }
            }
        }
    };
}

words! {
    /// Use of low-efficiency land (低效用地类型), as 豫自然资规〔2025〕4号 divides it.
    LowEfficiencyUse {
        /// 低效工业用地.
        Industrial = "industrial", "工业用地", "industrial land";
        /// 低效物流仓储用地.
        Logistics = "logistics", "物流仓储用地", "logistics land";
        /// 低效商业服务业用地.
        Commercial = "commercial", "商业服务业用地", "commercial land";
        /// 低效居住用地.
        Residential = "residential", "居住用地", "residential land";
        /// 其他低效用地.
        Other = "other", "其他用地", "land of other uses";
    }
}

words! {
    /// What is measured (指标).
    Metric {
        /// Tax received per land area (亩均税收), on the average of the window.
        TaxPerMu = "tax-per-mu", "亩均税收", "tax per mu";
        /// Revenue per land area (亩均营收), on the average of the window.
        RevenuePerMu = "revenue-per-mu", "亩均营收", "revenue per mu";
        /// Fixed-asset investment per land area (固定资产投资强度).
        InvestmentPerMu = "investment-per-mu", "固定资产投资强度", "intensity of investment";
        /// Floor area above ground over land area (容积率).
        FloorAreaRatio = "floor-area-ratio", "容积率", "floor-area ratio";
        /// Ground covered by buildings, structures and yards over land area (建筑系数).
        BuildingCoefficient = "building-coefficient", "建筑系数", "building coefficient";
        /// Vacant floor area over floor area (厂房空置率).
        FloorVacancy = "floor-vacancy", "厂房空置率", "vacancy of floor area";
        /// Full years since production stopped (停产年限).
        YearsSinceStop = "years-since-stop", "停产年限", "full years since production stopped";
    }
}

words! {
    /// The unit of a threshold (单位).
    MetricUnit {
        /// 元/亩.
        YuanPerMu = "yuan-per-mu", "元/亩", "yuan/mu";
        /// 万元/亩.
        TenThousandYuanPerMu = "ten-thousand-yuan-per-mu", "万元/亩", "10,000 yuan/mu";
        /// 万元/公顷.
        TenThousandYuanPerHectare = "ten-thousand-yuan-per-hectare", "万元/公顷", "10,000 yuan/ha";
        /// A plain ratio.
        Ratio = "ratio", "", "";
        /// Hundredths.
        Percent = "percent", "%", "%";
        /// Years.
        Years = "years", "年", "years";
    }
}

words! {
    /// How the value is compared with the threshold (比较方式).
    Comparison {
        /// 低于.
        Below = "below", "低于", "below";
        /// 不高于.
        AtMost = "at-most", "不高于", "at most";
        /// 高于.
        Above = "above", "高于", "above";
        /// 不低于.
        AtLeast = "at-least", "不低于", "at least";
    }
}

words! {
    /// On what the threshold rests (标准来源).
    CriterionBasis {
        /// A contract (合同约定).
        Contract = "contract", "合同约定", "contract";
        /// A standard (控制标准).
        Standard = "standard", "控制标准", "standard";
        /// A local rule (地方规定).
        LocalRule = "local-rule", "地方规定", "local rule";
        /// A percentile of peers, as the issuer worked it out (同行业分位值).
        PeerPercentile = "peer-percentile", "同行业分位值", "percentile of peers";
    }
}

words! {
    /// Whether the criteria are in real use (认定标准性质).
    RulebookStanding {
        /// Adopted by the issuer (正式标准).
        Adopted = "adopted", "正式标准", "adopted";
        /// Invented, to show the form only (示例，不得用于认定).
        Illustrative = "illustrative", "示例，不得用于认定", "illustrative, not for determinations";
    }
}

words! {
    /// How criteria are combined (组合方式).
    Combination {
        /// One is enough (符合任一).
        AnyOf = "any-of", "符合任一", "any of";
        /// All are needed (同时符合).
        AllOf = "all-of", "同时符合", "all of";
    }
}

impl Metric {
    /// The units that measure it.
    #[must_use]
    pub const fn units(self) -> &'static [MetricUnit] {
        match self {
            Metric::TaxPerMu | Metric::RevenuePerMu | Metric::InvestmentPerMu => &[
                MetricUnit::YuanPerMu,
                MetricUnit::TenThousandYuanPerMu,
                MetricUnit::TenThousandYuanPerHectare,
            ],
            Metric::FloorAreaRatio | Metric::BuildingCoefficient | Metric::FloorVacancy => {
                &[MetricUnit::Ratio, MetricUnit::Percent]
            }
            Metric::YearsSinceStop => &[MetricUnit::Years],
        }
    }

    /// Whether it is an average over calendar years.
    #[must_use]
    pub const fn has_window(self) -> bool {
        matches!(self, Metric::TaxPerMu | Metric::RevenuePerMu)
    }
}
