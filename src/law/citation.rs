//! Citations: the instrument, its article, since when it is in force, and when somebody last checked it.

use std::borrow::Cow;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Article;
use crate::calendar;
use crate::finding::Text;

/// A place in a legal instrument or a standard (依据).
///
/// What this crate cites is fixed text; local rules that a caller brings along are owned text of the same form.
///
/// ```
/// use landledger::law::{Article, Citation};
///
/// let rule = Citation::order_53(Article::new(12).paragraph(1).item(4)).text();
/// assert_eq!(rule.zh, "《闲置土地处置办法》（国土资源部令第53号）第十二条第一款第（四）项");
/// assert_eq!(
///     rule.en,
///     "Measures for Disposal of Idle Land (国土资源部令第53号), Art. 12, para. 1, item 4"
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Citation {
    /// Name of the instrument, in Chinese.
    pub instrument_zh: Cow<'static, str>,
    /// Name of the instrument, in English.
    pub instrument_en: Cow<'static, str>,
    /// Number of the instrument (文号), as its issuer writes it; absent for what has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<Cow<'static, str>>,
    /// The article; absent where the whole instrument is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<Article>,
    /// First day in force; absent where not known to the day.
    #[cfg_attr(feature = "schema", schemars(with = "Option<calendar::schema::Day>"))]
    #[serde(default, with = "calendar::optional_day", skip_serializing_if = "Option::is_none")]
    pub in_force: Option<Date>,
    /// The day on which what is said here of the text was last checked; absent for definitions of this library.
    #[cfg_attr(feature = "schema", schemars(with = "Option<calendar::schema::Day>"))]
    #[serde(default, with = "calendar::optional_day", skip_serializing_if = "Option::is_none")]
    pub last_checked: Option<Date>,
}

/// The day on which the citations below were last checked.
const CHECKED: Option<Date> = Some(jiff::civil::date(2026, 11, 23));

impl Citation {
    /// An instrument by its names, in Chinese and English.
    #[must_use]
    pub fn new(
        instrument_zh: impl Into<Cow<'static, str>>,
        instrument_en: impl Into<Cow<'static, str>>,
    ) -> Citation {
        Citation {
            instrument_zh: instrument_zh.into(),
            instrument_en: instrument_en.into(),
            number: None,
            article: None,
            in_force: None,
            last_checked: None,
        }
    }

    /// Measures for Disposal of Idle Land (闲置土地处置办法), Order 53.
    #[must_use]
    pub const fn order_53(article: Article) -> Citation {
        Citation {
            instrument_zh: Cow::Borrowed("闲置土地处置办法"),
            instrument_en: Cow::Borrowed("Measures for Disposal of Idle Land"),
            number: Some(Cow::Borrowed("国土资源部令第53号")),
            article: Some(article),
            in_force: Some(jiff::civil::date(2012, 7, 1)),
            last_checked: CHECKED,
        }
    }

    /// Law on Administration of Urban Real Estate (城市房地产管理法).
    #[must_use]
    pub const fn real_estate_law(article: Article) -> Citation {
        Citation {
            instrument_zh: Cow::Borrowed("中华人民共和国城市房地产管理法"),
            instrument_en: Cow::Borrowed("Urban Real Estate Administration Law"),
            number: None,
            article: Some(article),
            in_force: None,
            last_checked: CHECKED,
        }
    }

    /// Provisions on the economical and intensive use of land (节约集约利用土地规定), Order 61.
    #[must_use]
    pub const fn order_61(article: Article) -> Citation {
        Citation {
            instrument_zh: Cow::Borrowed("节约集约利用土地规定"),
            instrument_en: Cow::Borrowed("Provisions on Economical and Intensive Use of Land"),
            number: Some(Cow::Borrowed("国土资源部令第61号")),
            article: Some(article),
            in_force: Some(jiff::civil::date(2014, 9, 1)),
            last_checked: CHECKED,
        }
    }

    /// Regulations for evaluating the intensive land use of development zones
    /// (开发区土地集约利用评价规程), TD/T 1029.
    #[must_use]
    pub const fn zone_evaluation() -> Citation {
        Citation {
            instrument_zh: Cow::Borrowed("开发区土地集约利用评价规程"),
            instrument_en: Cow::Borrowed("Evaluation of intensive land use of development zones"),
            number: Some(Cow::Borrowed("TD/T 1029-2010")),
            article: None,
            in_force: None,
            last_checked: CHECKED,
        }
    }

    /// The same regulations in the trial edition of 2014 (2014年度试行), which tells kinds of zones apart.
    #[must_use]
    pub const fn zone_evaluation_2014() -> Citation {
        Citation {
            instrument_zh: Cow::Borrowed("开发区土地集约利用评价规程（2014年度试行）"),
            instrument_en: Cow::Borrowed(
                "Evaluation of intensive land use of development zones, trial edition of 2014",
            ),
            number: None,
            article: None,
            in_force: None,
            last_checked: CHECKED,
        }
    }

    /// Control indicators for construction land of industrial projects (工业项目建设用地控制指标), edition of 2008.
    #[must_use]
    pub const fn control_indicators_2008() -> Citation {
        Citation::control_indicators("国土资发〔2008〕24号")
    }

    /// Control indicators for construction land of industrial projects (工业项目建设用地控制指标), edition of 2023.
    #[must_use]
    pub const fn control_indicators_2023() -> Citation {
        Citation::control_indicators("自然资发〔2023〕72号")
    }

    const fn control_indicators(number: &'static str) -> Citation {
        Citation {
            instrument_zh: Cow::Borrowed("工业项目建设用地控制指标"),
            instrument_en: Cow::Borrowed("Control indicators for land of industrial projects"),
            number: Some(Cow::Borrowed(number)),
            article: None,
            in_force: None,
            last_checked: CHECKED,
        }
    }

    /// Formulas for the theoretical sheet area and the ellipsoidal patch area
    /// (图幅理论面积与图斑椭球面积计算公式及要求).
    #[must_use]
    pub const fn patch_area() -> Citation {
        Citation {
            instrument_zh: Cow::Borrowed("图幅理论面积与图斑椭球面积计算公式及要求"),
            instrument_en: Cow::Borrowed("Formulas for sheet area and ellipsoidal patch area"),
            number: Some(Cow::Borrowed("国土调查办发〔2008〕32号")),
            article: None,
            in_force: None,
            last_checked: CHECKED,
        }
    }

    /// What Henan calls urban low-efficiency land (豫自然资规〔2025〕4号): existing urban construction land that is not yet
    /// idle land.
    #[must_use]
    pub const fn low_efficiency_land() -> Citation {
        Citation {
            instrument_zh: Cow::Borrowed("豫自然资规〔2025〕4号（城镇低效用地的定义）"),
            instrument_en: Cow::Borrowed(
                "豫自然资规〔2025〕4号, definition of low-efficiency land",
            ),
            number: None,
            article: None,
            in_force: None,
            last_checked: CHECKED,
        }
    }

    /// Regulations for cadastral surveys (地籍调查规程), TD/T 1001-2012; since followed by GB/T 42547-2023.
    #[must_use]
    pub const fn cadastral_survey_2012() -> Citation {
        Citation {
            instrument_zh: Cow::Borrowed("地籍调查规程"),
            instrument_en: Cow::Borrowed("Regulations for cadastral surveys"),
            number: Some(Cow::Borrowed("TD/T 1001-2012")),
            article: None,
            in_force: Some(jiff::civil::date(2012, 9, 1)),
            last_checked: CHECKED,
        }
    }

    /// A definition of this crate's own, where no instrument gives one.
    #[must_use]
    pub const fn definition() -> Citation {
        Citation {
            instrument_zh: Cow::Borrowed("本库定义"),
            instrument_en: Cow::Borrowed("definition of this library"),
            number: None,
            article: None,
            in_force: None,
            last_checked: None,
        }
    }

    /// The citation in words: `《闲置土地处置办法》（国土资源部令第53号）第八条`.
    #[must_use]
    pub fn text(&self) -> Text {
        let (mut zh, mut en) = match &self.number {
            Some(number) => (
                format!("《{}》（{number}）", self.instrument_zh),
                format!("{} ({number})", self.instrument_en),
            ),
            // What has articles is an instrument with a title; what has neither is a definition.
            None if self.article.is_some() => {
                (format!("《{}》", self.instrument_zh), self.instrument_en.to_string())
            }
            None => (self.instrument_zh.to_string(), self.instrument_en.to_string()),
        };
        if let Some(article) = self.article {
            let article = article.text();
            zh.push_str(&article.zh);
            en.push_str(", ");
            en.push_str(&article.en);
        }
        Text::new(zh, en)
    }
}
