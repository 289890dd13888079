//! Facts: what was wanted or found, with its unit.

use std::num::NonZeroI16;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar;
use crate::codes::IndustryCode;
use crate::finding::Text;
use crate::law::FireClass;
use crate::plan::{WantedStorey, WantedTenure};
use crate::space::Certification;
use crate::units::{
    Area, CraneCapacity, FloorArea, FloorLoad, Height, Money, PowerCapacity, RentRate,
};

/// A value that a requirement asks for, or that an offer has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Fact {
    /// Floor area, m².
    FloorAreaM2(FloorArea),
    /// Floor area that may be built on a plot, m².
    FloorAreaAllowedM2(FloorArea),
    /// Land area, m².
    LandAreaM2(Area),
    /// Storey height, m.
    StoreyHeightM(Height),
    /// Clear height, m.
    ClearHeightM(Height),
    /// Floor load.
    FloorLoadKnPerM2(FloorLoad),
    /// Crane capacity.
    CraneT(CraneCapacity),
    /// Power supply.
    PowerKva(PowerCapacity),
    /// A class of fire hazard.
    FireClass(FireClass),
    /// A storey by its number.
    Storey(NonZeroI16),
    /// A kind of storey.
    WantedStorey(WantedStorey),
    /// A day.
    Day(#[serde(with = "calendar::day")] Date),
    /// Terms on which a place is wanted.
    Tenure(WantedTenure),
    /// A space where land was wanted.
    IsSpace,
    /// A plot where a plant was wanted.
    IsPlot,
    /// Used on the day, until not known when.
    InUse,
    /// Used on the day, until this day.
    InUseUntil(#[serde(with = "calendar::day")] Date),
    /// Whether there is a certificate.
    Certification(Certification),
    /// An industry by its code.
    Industry(IndustryCode),
    /// An industry in words.
    IndustryInWords(String),
    /// The industries that are admitted.
    AdmittedIndustries(Vec<IndustryCode>),
    /// Rent.
    RentYuanPerM2Month(RentRate),
    /// Price.
    PriceYuan(Money),
}

impl Fact {
    /// The value in words.
    #[must_use]
    pub fn text(&self) -> Text {
        let unit = |number: String, zh: &str, en: &str| {
            Text::new(format!("{number} {zh}"), format!("{number} {en}"))
        };
        match self {
            Fact::FloorAreaM2(area) | Fact::FloorAreaAllowedM2(area) => {
                unit(area.to_string(), "平方米", "m²")
            }
            Fact::LandAreaM2(area) => unit(area.to_string(), "平方米", "m²"),
            Fact::StoreyHeightM(height) | Fact::ClearHeightM(height) => {
                unit(height.to_string(), "米", "m")
            }
            Fact::FloorLoadKnPerM2(load) => unit(load.to_string(), "kN/m²", "kN/m²"),
            Fact::CraneT(crane) => unit(crane.to_string(), "吨", "t"),
            Fact::PowerKva(power) => unit(power.to_string(), "kVA", "kVA"),
            Fact::FireClass(class) => class.name(),
            Fact::Storey(number) => storey(number.get()),
            Fact::WantedStorey(storey) => storey.name(),
            Fact::Day(day) => Text::new(day.to_string(), day.to_string()),
            Fact::Tenure(tenure) => tenure.name(),
            Fact::IsSpace => Text::new("厂房单元", "a space"),
            Fact::IsPlot => Text::new("地块", "a plot"),
            Fact::InUse => Text::new("在用", "in use"),
            Fact::InUseUntil(day) => {
                Text::new(format!("在用，{day} 可交付"), format!("in use, free from {day}"))
            }
            Fact::Certification(certification) => certification.name(),
            Fact::Industry(code) => Text::new(code.to_string(), code.to_string()),
            Fact::IndustryInWords(words) => Text::new(words, words),
            Fact::AdmittedIndustries(codes) => {
                let codes: Vec<String> = codes.iter().map(ToString::to_string).collect();
                Text::new(codes.join("、"), codes.join(", "))
            }
            Fact::RentYuanPerM2Month(rent) => {
                unit(rent.to_string(), "元/平方米·月", "yuan per m² and month")
            }
            Fact::PriceYuan(price) => unit(price.to_string(), "元", "yuan"),
        }
    }
}

fn storey(number: i16) -> Text {
    match number {
        1 => Text::new("首层", "the ground floor"),
        2.. => Text::new(format!("{number} 层"), format!("storey {number}")),
        _ => {
            let below = number.unsigned_abs();
            Text::new(format!("地下 {below} 层"), format!("storey {below} below ground"))
        }
    }
}
