//! What cells say, as values of the trade, each with its place.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Field;
use crate::calendar;
use crate::codes::{CreditCode, DivisionCode, ParcelCode, UnitCode};
use crate::finding::{Place, Text};
use crate::law::CauseCode;
use crate::ledger::{EntryClass, StrikeOffReason};
use crate::parcel::{LandUseStage, Tenure};
use crate::units::{Area, FloorArea, GivenArea, Money};

/// Whether a row says that its entry is on the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EntryStatus {
    /// On the ledger (在册).
    OnLedger,
    /// Struck off (已销号).
    StruckOff,
}

/// What a cell says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum CellValue {
    /// Words.
    Text(String),
    /// A parcel code.
    ParcelCode(ParcelCode),
    /// A real-estate unit code.
    UnitCode(UnitCode),
    /// A unified social credit code.
    CreditCode(CreditCode),
    /// A division.
    Division(DivisionCode),
    /// A class of the ledger.
    Class(EntryClass),
    /// How land is held.
    Tenure(Tenure),
    /// How far the use of land has come.
    Stage(LandUseStage),
    /// Whether the entry is on the ledger.
    Status(EntryStatus),
    /// Causes, the primary one first.
    Causes(Vec<CauseCode>),
    /// Why an entry was struck off.
    Reason(StrikeOffReason),
    /// A land area.
    Area(SheetArea),
    /// A floor area.
    FloorArea(SheetFloorArea),
    /// A sum of money, yuan.
    Money(Money),
    /// A day.
    Day(#[serde(with = "calendar::day")] Date),
    /// Another decimal number.
    Number(String),
}

/// A land area of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SheetArea {
    /// The area, m²; of mu exactly, rounded once to six decimals.
    pub area_m2: Area,
    /// As the sheet gives it; absent for an area of the ledger.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<GivenArea>,
}

/// A floor area of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SheetFloorArea {
    /// The floor area, m².
    pub floor_area_m2: FloorArea,
    /// As the sheet gives it; absent for a floor area of the ledger.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<GivenArea>,
}

impl SheetArea {
    /// An area of the ledger: exact.
    #[must_use]
    pub const fn exact(area_m2: Area) -> SheetArea {
        SheetArea { area_m2, given: None }
    }

    pub(super) const fn given(area_m2: Area, given: GivenArea) -> SheetArea {
        SheetArea { area_m2, given: Some(given) }
    }

    /// Half of the last digit that the sheet gives: how far the area may be from what was rounded.
    #[must_use]
    pub fn half_last_digit(&self) -> Area {
        self.given.map_or(Area::ZERO, |given| given.half_last_digit())
    }

    /// Whether two areas can be the same: they differ by no more than half of the last digit of the coarser one.
    #[must_use]
    pub fn agrees_with(&self, other: &SheetArea) -> bool {
        let difference = self.area_m2.change_from(other.area_m2).magnitude();
        difference <= self.half_last_digit().max(other.half_last_digit())
    }
}

impl SheetFloorArea {
    /// A floor area of the ledger: exact.
    #[must_use]
    pub const fn exact(floor_area_m2: FloorArea) -> SheetFloorArea {
        SheetFloorArea { floor_area_m2, given: None }
    }

    /// As [`SheetArea::agrees_with`].
    #[must_use]
    pub fn agrees_with(&self, other: &SheetFloorArea) -> bool {
        let half = self.half_last_digit().max(other.half_last_digit());
        let difference = self.floor_area_m2.change_from(other.floor_area_m2).magnitude();
        difference.square_metres() <= half.square_metres()
    }

    fn half_last_digit(&self) -> Area {
        self.given.map_or(Area::ZERO, |given| given.half_last_digit())
    }
}

impl CellValue {
    /// Whether two values say the same; areas within the rounding of the sheet, see [`SheetArea::agrees_with`].
    #[must_use]
    pub fn agrees_with(&self, other: &CellValue) -> bool {
        match (self, other) {
            (CellValue::Area(a), CellValue::Area(b)) => a.agrees_with(b),
            (CellValue::FloorArea(a), CellValue::FloorArea(b)) => a.agrees_with(b),
            (a, b) => a == b,
        }
    }

    /// How far the value may be from what was rounded, m²: half of the last digit of an area, else nothing.
    pub(crate) fn half_last_digit(&self) -> Area {
        match self {
            CellValue::Area(area) => area.half_last_digit(),
            CellValue::FloorArea(floor) => floor.half_last_digit(),
            _ => Area::ZERO,
        }
    }

    /// The value for readers; areas in m², money in yuan.
    #[must_use]
    pub fn text(&self) -> Text {
        let same = |text: String| Text::new(text.clone(), text);
        match self {
            CellValue::Text(text) | CellValue::Number(text) => same(text.clone()),
            CellValue::ParcelCode(code) => same(code.to_string()),
            CellValue::UnitCode(code) => same(code.to_string()),
            CellValue::CreditCode(code) => same(code.to_string()),
            CellValue::Division(code) => same(code.to_string()),
            CellValue::Class(class) => class.name(),
            CellValue::Tenure(tenure) => tenure.name(),
            CellValue::Stage(stage) => stage.name(),
            CellValue::Status(EntryStatus::OnLedger) => Text::new("在册", "on the ledger"),
            CellValue::Status(EntryStatus::StruckOff) => Text::new("已销号", "struck off"),
            CellValue::Causes(causes) => {
                let names: Vec<Text> = causes.iter().map(|cause| cause.name()).collect();
                let join = |part: fn(&Text) -> &str, with: &str| {
                    names.iter().map(part).collect::<Vec<_>>().join(with)
                };
                Text::new(join(|name| &name.zh, "、"), join(|name| &name.en, ", "))
            }
            CellValue::Reason(reason) => reason.name(),
            CellValue::Area(area) => same(format!("{} m²", area.area_m2)),
            CellValue::FloorArea(area) => same(format!("{} m²", area.floor_area_m2)),
            CellValue::Money(money) => Text::new(format!("{money} 元"), format!("{money} yuan")),
            CellValue::Day(day) => same(day.to_string()),
        }
    }
}

/// A cell that was read, with its provenance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Cell {
    /// What it is.
    pub field: Field,
    /// The year, of a figure by year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i16>,
    /// What it says.
    pub value: CellValue,
    /// As it is written.
    pub text: String,
    /// The column, from 0; absent for a constant of the column map.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
    /// Where it stands: file, line, column in characters, and bytes where the file is UTF-8.
    pub place: Place,
}
