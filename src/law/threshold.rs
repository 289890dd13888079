//! Thresholds: the numbers that instruments set, each with the place where it stands.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use ThresholdValue::{Days, Metres, Millimetres, Months, OnePartOf, Percent, Times, Years};

use super::{Article, Citation};
use crate::finding::Text;

/// How the text of a provision is known to this library (文本核实情况).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Assurance {
    /// Read in a published copy on the day of the last check (已对照公布文本).
    Read,
    /// From knowledge of the trade, not held against the published text (未对照公布文本).
    Recalled,
}

impl Assurance {
    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            Assurance::Read => Text::new("已对照公布文本", "read in a published text"),
            Assurance::Recalled => Text::new("未对照公布文本", "not held against the text"),
        }
    }
}

/// What a threshold counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ThresholdValue {
    /// Years, to the corresponding day (Civil Code, Arts. 201, 202, 1259).
    Years(u32),
    /// Months, the same way.
    Months(u32),
    /// Days, the first not counted (Civil Code, Art. 201).
    Days(u32),
    /// So many hundredths.
    Percent(u32),
    /// One part of so many.
    OnePartOf(u32),
    /// Metres.
    Metres(u32),
    /// Millimetres.
    Millimetres(u32),
    /// So many times.
    Times(u32),
}

impl ThresholdValue {
    /// The value with its unit, in Chinese and English.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            ThresholdValue::Years(1) => Text::new("1 年", "1 year"),
            ThresholdValue::Years(years) => {
                Text::new(format!("{years} 年"), format!("{years} years"))
            }
            ThresholdValue::Months(months) => {
                Text::new(format!("{months} 个月"), format!("{months} months"))
            }
            ThresholdValue::Days(days) => Text::new(format!("{days} 日"), format!("{days} days")),
            ThresholdValue::Percent(percent) => {
                Text::new(format!("{percent} %"), format!("{percent} %"))
            }
            ThresholdValue::OnePartOf(parts) => {
                Text::new(format!("1/{parts}"), format!("1/{parts}"))
            }
            ThresholdValue::Metres(metres) => {
                Text::new(format!("{metres} m"), format!("{metres} m"))
            }
            ThresholdValue::Millimetres(millimetres) => {
                Text::new(format!("{millimetres} mm"), format!("{millimetres} mm"))
            }
            ThresholdValue::Times(times) => {
                Text::new(format!("{times} 倍"), format!("{times} times"))
            }
        }
    }
}

/// A number that an instrument sets (法定数值), with its place, its rule in words, and how surely it is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Threshold {
    /// Stable id, as `idle-after`.
    pub id: &'static str,
    /// The number.
    pub value: ThresholdValue,
    /// Where it stands, since when it is in force, and when it was last checked.
    pub citation: Citation,
    /// How its text is known.
    pub assurance: Assurance,
    /// The rule, in Chinese.
    pub rule_zh: Cow<'static, str>,
    /// The rule, in English.
    pub rule_en: Cow<'static, str>,
}

impl Threshold {
    /// The rule in words.
    #[must_use]
    pub fn rule(&self) -> Text {
        Text::new(self.rule_zh.clone(), self.rule_en.clone())
    }

    /// The number of years, months, days, hundredths, parts, metres, millimetres or times.
    pub(crate) const fn number(&self) -> u32 {
        match self.value {
            ThresholdValue::Years(number)
            | ThresholdValue::Months(number)
            | ThresholdValue::Days(number)
            | ThresholdValue::Percent(number)
            | ThresholdValue::OnePartOf(number)
            | ThresholdValue::Metres(number)
            | ThresholdValue::Millimetres(number)
            | ThresholdValue::Times(number) => number,
        }
    }
}

macro_rules! thresholds {
    ($(
        $name:ident = $id:literal, $value:expr, $citation:expr, $assurance:ident, $zh:literal, $en:literal;
    )*) => {
        $(
            #[doc = concat!($zh, ": ", $en, ".")]
            pub(crate) const $name: Threshold = Threshold {
                id: $id,
                value: $value,
                citation: $citation,
                assurance: Assurance::$assurance,
                rule_zh: Cow::Borrowed($zh),
                rule_en: Cow::Borrowed($en),
            };
        )*

        impl Threshold {
            /// Every number of an instrument that this library applies, in the order of the articles.
            ///
            /// ```
            /// use landledger::law::Threshold;
            ///
            /// let idle = &Threshold::all()[0];
            /// assert_eq!((idle.id, idle.value.text().en.as_str()), ("idle-after", "1 year"));
            /// assert!(idle.citation.last_checked.is_some());
            /// ```
            #[must_use]
            pub fn all() -> Vec<Threshold> {
                vec![$($name),*]
            }
        }
    };
}

thresholds! {
    IDLE_AFTER = "idle-after", Years(1), Citation::order_53(Article::new(2).paragraph(1)), Read,
        "约定、规定的动工开发日期满一年未动工开发的，为闲置土地",
        "land is idle if its development has not commenced a full year after the day due";
    SUSPENDED_FOR = "suspended-for", Years(1), Citation::order_53(Article::new(2).paragraph(2)), Read,
        "已动工开发、比例不足且中止开发建设满一年的，也可以认定为闲置土地",
        "land on which development commenced and stays below a ratio may be found idle once it is suspended for a full year";
    DEVELOPED_SHARE = "developed-share", OnePartOf(3), Citation::order_53(Article::new(2).paragraph(2)), Read,
        "开发建设用地面积占应动工开发建设用地总面积不足三分之一",
        "the land area developed is below a third of the land area to be developed";
    INVESTED_SHARE = "invested-share", Percent(25), Citation::order_53(Article::new(2).paragraph(2)), Read,
        "已投资额占总投资额不足百分之二十五（均不含土地价款和税费）",
        "the investment made is below a quarter of the whole, both without land price and taxes";
    NOTICE_WITHIN = "notice-within", Days(30), Citation::order_53(Article::new(5)), Read,
        "发现涉嫌闲置土地之日起，限期开展调查核实并发出《闲置土地调查通知书》",
        "from the day on which suspicion arises, the notice of investigation is due";
    ANSWER_WITHIN = "answer-within", Days(30), Citation::order_53(Article::new(6)), Recalled,
        "自接到《闲置土地调查通知书》之日起，限期提供说明和材料",
        "from the receipt of the notice, the holder's explanation is due";
    EXTENSION_AT_MOST = "extension-at-most", Years(1),
        Citation::order_53(Article::new(12).paragraph(1).item(1)), Read,
        "延长动工开发期限的最长期限，自补充协议约定的动工开发日期起算",
        "the longest extension, from the day of commencement in the supplementary agreement";
    TEMPORARY_USE_AT_MOST = "temporary-use-at-most", Years(2),
        Citation::order_53(Article::new(12).paragraph(1).item(3)), Read,
        "安排临时使用的最长期限，自安排临时使用之日起算",
        "the longest temporary use, from the day on which it begins";
    FEE_RATE = "fee-rate", Percent(20), Citation::order_53(Article::new(14).item(1)), Read,
        "未动工开发满一年的，土地闲置费占土地出让或者划拨价款的比例",
        "the idle-land fee as a share of the grant or allocation price, a full year after the day due";
    FEE_RATE_AT_MOST = "fee-rate-at-most", Percent(20), Citation::real_estate_law(Article::new(26)), Read,
        "超过动工开发日期满一年的，可以征收的土地闲置费占出让金的最高比例",
        "the most that the statute lets an idle-land fee be of the grant price";
    TRANSFER_INVESTED_SHARE = "transfer-invested-share", Percent(25), Citation::real_estate_law(Article::new(39)), Recalled,
        "以出让方式取得的土地，属于房屋建设工程的，完成开发投资总额的百分之二十五以上方可转让",
        "granted land on which buildings go up may be transferred once at least this share of the whole investment is made";
    TAKE_BACK_AFTER = "take-back-after", Years(2), Citation::order_53(Article::new(14).item(2)), Read,
        "未动工开发满两年的，无偿收回国有建设用地使用权",
        "two full years after the day due, the right of use is taken back free";
    PAYMENT_WITHIN = "payment-within", Days(30), Citation::order_53(Article::new(17)), Recalled,
        "自《征缴土地闲置费决定书》送达之日起，限期缴纳",
        "from the delivery of the decision, the fee is due";
    CANCELLATION_WITHIN = "cancellation-within", Days(30), Citation::order_53(Article::new(17)), Recalled,
        "自《收回国有建设用地使用权决定书》送达之日起，限期办理注销登记",
        "from the delivery of the decision, the registration is to be cancelled";
    RECONSIDERATION_WITHIN = "reconsideration-within", Days(60), Citation::order_53(Article::new(17)), Recalled,
        "对征缴闲置费或者收回决定不服的，可以自决定书送达之日起依法申请行政复议（期限依《中华人民共和国行政复议法》）",
        "against a decision on fee or take-back, administrative reconsideration may be asked for from its delivery (term of the Administrative Reconsideration Law)";
    LITIGATION_WITHIN = "litigation-within", Months(6), Citation::order_53(Article::new(17)), Recalled,
        "对征缴闲置费或者收回决定不服的，可以自决定书送达之日起依法提起行政诉讼（期限依《中华人民共和国行政诉讼法》）",
        "against a decision on fee or take-back, administrative litigation may be brought from its delivery (term of the Administrative Litigation Law)";
    DEFAULT_START_AFTER = "default-start-after", Years(1), Citation::order_53(Article::new(22)), Recalled,
        "没有约定动工开发日期或者约定不明确的，以实际交付土地之日起一年为动工开发日期",
        "where no day is agreed or it is unclear, commencement is due this long after the land was handed over";
    STOREY_COUNTS_TWICE_ABOVE = "storey-counts-twice-above", Metres(8), Citation::control_indicators_2008(), Read,
        "建筑物层高超过 8 米的，该层建筑面积加倍计算",
        "the floor area of a storey higher than this counts twice in the floor-area ratio";
    BUILDING_COEFFICIENT_AT_LEAST = "building-coefficient-at-least", Percent(30),
        Citation::control_indicators_2008(), Read,
        "工业项目的建筑系数应不低于 30%",
        "the building coefficient of an industrial project is at least this";
    ADMINISTRATIVE_LAND_AT_MOST = "administrative-land-at-most", Percent(7),
        Citation::control_indicators_2008(), Read,
        "行政办公及生活服务设施用地面积不得超过项目总用地面积的 7%",
        "the land for administration and living services is at most this share of the project's land";
    GREEN_LAND_AT_MOST = "green-land-at-most", Percent(20), Citation::control_indicators_2008(), Read,
        "工业企业内部一般不得安排绿地；因生产工艺等特殊要求需要安排一定比例绿地的，绿地率不得超过 20%",
        "normally no green land within an enterprise; where production needs some, its share is at most this";
    STOREY_COUNTS_TWICE_ABOVE_2023 = "storey-counts-twice-above-2023", Metres(8),
        Citation::control_indicators_2023(), Recalled,
        "建筑物层高超过 8 米的，该层建筑面积加倍计算",
        "the floor area of a storey higher than this counts twice in the floor-area ratio";
    ADMINISTRATIVE_LAND_AT_MOST_2023 = "administrative-land-at-most-2023", Percent(7),
        Citation::control_indicators_2023(), Recalled,
        "行政办公及生活服务设施用地面积不得超过项目总用地面积的 7%",
        "the land for administration and living services is at most this share of the project's land";
    ZONE_INDUSTRIAL_SHARE = "zone-industrial-share", Percent(30), Citation::zone_evaluation_2014(), Recalled,
        "工矿仓储用地占已建成城镇建设用地的比例高于此数的，为工业主导型开发区的条件之一；不高于此数的，为产城融合型的条件之一",
        "a zone is industry-led only if industrial, mining and storage land is more than this share of its built land, integrated only if not";
    ZONE_RESIDENTIAL_SHARE = "zone-residential-share", Percent(25), Citation::zone_evaluation_2014(), Recalled,
        "住宅用地占已建成城镇建设用地的比例低于此数的，为工业主导型开发区的条件之一；不低于此数的，为产城融合型的条件之一",
        "a zone is industry-led only if residential land is less than this share of its built land, integrated only if not";
    BOUNDARY_POINT_FIRST = "boundary-point-first-class", Millimetres(50), Citation::cadastral_survey_2012(), Recalled,
        "一级界址点的点位中误差",
        "the mean error of the position of a boundary point of the first class";
    BOUNDARY_POINT_SECOND = "boundary-point-second-class", Millimetres(75), Citation::cadastral_survey_2012(), Recalled,
        "二级界址点的点位中误差",
        "the mean error of the position of a boundary point of the second class";
    BOUNDARY_POINT_THIRD = "boundary-point-third-class", Millimetres(100), Citation::cadastral_survey_2012(), Recalled,
        "三级界址点的点位中误差",
        "the mean error of the position of a boundary point of the third class";
    BOUNDARY_POINT_LIMIT = "boundary-point-limit", Times(2), Citation::cadastral_survey_2012(), Recalled,
        "界址点误差的限差为其中误差的倍数",
        "the limit of the error of a boundary point, in mean errors";
}
