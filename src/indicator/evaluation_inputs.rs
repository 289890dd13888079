//! What the zone evaluation asks and no ledger knows: stated by the caller, each figure with its day and source.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::calendar;
use crate::law::{Document, ZoneAttribute};
use crate::units::{Area, Money};

/// A figure that somebody stated (填报数): its value, the day that it is of, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Stated_{T}"))]
#[serde(deny_unknown_fields)]
pub struct Stated<T> {
    /// The figure.
    pub value: T,
    /// The day that it is of; of a year its last day.
    #[cfg_attr(feature = "schema", schemars(with = "calendar::schema::Day"))]
    #[serde(with = "calendar::day")]
    pub on: Date,
    /// Where it stands.
    pub source: Document,
}

impl<T> Stated<T> {
    /// A figure with its day and source.
    #[must_use]
    pub const fn new(value: T, on: Date, source: Document) -> Stated<T> {
        Stated { value, on, source }
    }
}

/// Facts of a zone that no ledger knows (评价填报数据).
///
/// Every list may hold the figures of several days; the last one on or before the day asked for counts, and the result
/// names its day. What is absent stays missing. Tax counts only for its own year: one stated for another year is not used.
///
/// ```
/// use jiff::civil::date;
/// use landledger::indicator::{EvaluationInputs, Stated};
/// use landledger::law::Document;
///
/// let mut inputs = EvaluationInputs::default();
/// let yearbook = Document::numbered("统计年鉴 2024");
/// inputs.resident_population.push(Stated::new(12_000, date(2023, 12, 31), yearbook));
/// let json = serde_json::to_string(&inputs)?;
/// assert_eq!(serde_json::from_str::<EvaluationInputs>(&json)?, inputs);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct EvaluationInputs {
    /// Whether the zone is a bonded or a processing zone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attribute: Vec<Stated<ZoneAttribute>>,
    /// Resident population (常住人口), people.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resident_population: Vec<Stated<u64>>,
    /// B21: land not built on that has reached the condition for supply (已达到供地条件的土地), m².
    #[serde(default, rename = "ready_unbuilt_m2", skip_serializing_if = "Vec::is_empty")]
    pub ready_unbuilt: Vec<Stated<Area>>,
    /// D22: paid land whose term has expired and which was not dealt with (有偿使用已到期未处置), m².
    #[serde(default, rename = "expired_m2", skip_serializing_if = "Vec::is_empty")]
    pub expired: Vec<Stated<Area>>,
    /// E: land that can still be supplied (尚可供应土地), m².
    #[serde(default, rename = "suppliable_m2", skip_serializing_if = "Vec::is_empty")]
    pub suppliable: Vec<Stated<Area>>,
    /// H: land of high-tech industry (高新技术产业用地), m².
    #[serde(default, rename = "high_tech_m2", skip_serializing_if = "Vec::is_empty")]
    pub high_tech: Vec<Stated<Area>>,
    /// Tax of secondary and tertiary industry in the zone (二、三产业税收) of a calendar year, yuan.
    #[serde(
        default,
        rename = "secondary_and_tertiary_tax_yuan",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub secondary_and_tertiary_tax: Vec<Stated<Money>>,
}

impl EvaluationInputs {
    /// What the zone is, as last stated by the day.
    #[must_use]
    pub fn attribute_on(&self, day: Date) -> Option<ZoneAttribute> {
        last(&self.attribute, day).map(|stated| stated.value)
    }

    pub(super) fn population_on(&self, day: Date) -> Option<Decimal> {
        last(&self.resident_population, day).map(|stated| Decimal::from(stated.value))
    }

    pub(super) fn area_on(stated: &[Stated<Area>], day: Date) -> Option<Decimal> {
        last(stated, day).map(|stated| stated.value.square_metres())
    }

    pub(super) fn tax_of(&self, year: i16) -> Option<Decimal> {
        let of_year = self.secondary_and_tertiary_tax.iter().filter(|tax| tax.on.year() == year);
        of_year.max_by_key(|tax| tax.on).map(|tax| tax.value.yuan())
    }

    /// The stated figures that count on a day, each with its name, its day and its source.
    pub(super) fn used_on(&self, day: Date, tax_year: i16) -> Vec<UsedInput> {
        let mut used = Vec::new();
        let mut add = |name: (&str, &str), stated: Option<(Date, &Document)>| {
            used.extend(stated.map(|(on, source)| UsedInput {
                name: crate::finding::Text::new(name.0, name.1),
                on,
                source: source.clone(),
            }));
        };
        let areas = [
            (
                ("已达到供地条件的未建成土地 B21", "unbuilt land ready for supply B21"),
                &self.ready_unbuilt,
            ),
            (("有偿使用已到期未处置土地 D22", "expired land D22"), &self.expired),
            (("尚可供应土地 E", "land that can still be supplied E"), &self.suppliable),
            (("高新技术产业用地 H", "land of high-tech industry H"), &self.high_tech),
        ];
        add(("开发区性质", "attribute of the zone"), place(last(&self.attribute, day)));
        add(("常住人口", "resident population"), place(last(&self.resident_population, day)));
        for (name, area) in areas {
            add(name, place(last(area, day)));
        }
        let tax = self.secondary_and_tertiary_tax.iter().filter(|tax| tax.on.year() == tax_year);
        let name = ("二、三产业税收", "tax of secondary and tertiary industry");
        add(name, place(tax.max_by_key(|tax| tax.on)));
        used
    }
}

/// A stated figure that went into an evaluation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct UsedInput {
    /// Which figure.
    pub name: crate::finding::Text,
    /// The day that it is of.
    #[cfg_attr(feature = "schema", schemars(with = "calendar::schema::Day"))]
    #[serde(with = "calendar::day")]
    pub on: Date,
    /// Where it stands.
    pub source: Document,
}

/// The last figure on or before the day; of one day the last in the list.
fn last<T>(stated: &[Stated<T>], day: Date) -> Option<&Stated<T>> {
    stated.iter().filter(|stated| stated.on <= day).max_by_key(|stated| stated.on)
}

fn place<T>(stated: Option<&Stated<T>>) -> Option<(Date, &Document)> {
    stated.map(|stated| (stated.on, &stated.source))
}
