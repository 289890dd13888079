//! Movements: what each event changed in the stocks that roll-forwards add up.

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{EntryId, EventId, Group, StrikeOffReason};
use crate::codes::ParcelCode;
use crate::finding::Text;
use crate::space::SpaceId;
use crate::units::{AreaChange, FloorAreaChange};

/// How an entry moved the stock on the ledger; in JSON its id, as `struck-off-revitalized`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "&'static str", try_from = "String")]
#[non_exhaustive]
pub enum MovementKind {
    /// Listed for the first time (新列入).
    Listed,
    /// Came back after a relapse (反弹重新列入).
    Relisted,
    /// Its land area grew (面积增加).
    Enlarged,
    /// Its land area shrank (面积减少).
    Reduced,
    /// Took over from an entry whose parcel gave way to its own (分合转入).
    Inherited,
    /// Moved to another class, cause, town, block or method (调整归类): out of one group and into another.
    Regrouped,
    /// Left the ledger (销号).
    StruckOff(StrikeOffReason),
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for MovementKind {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "MovementKind".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let words = MovementKind::ALL.map(|kind| {
            let Text { zh, en } = kind.name();
            schemars::json_schema!({ "description": format!("{en} ({zh})"), "const": kind.id() })
        });
        schemars::json_schema!({ "description": "How an entry moved the stock on the ledger.", "oneOf": words })
    }
}

impl MovementKind {
    /// Every kind, in the order of tables.
    pub const ALL: [MovementKind; 11] = [
        MovementKind::Listed,
        MovementKind::Relisted,
        MovementKind::Enlarged,
        MovementKind::Reduced,
        MovementKind::Inherited,
        MovementKind::Regrouped,
        MovementKind::StruckOff(StrikeOffReason::Revitalized),
        MovementKind::StruckOff(StrikeOffReason::TakenBack),
        MovementKind::StruckOff(StrikeOffReason::Misjudged),
        MovementKind::StruckOff(StrikeOffReason::BoundaryChanged),
        MovementKind::StruckOff(StrikeOffReason::MergedOrSplit),
    ];

    /// The id used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            MovementKind::Listed => "listed",
            MovementKind::Relisted => "relisted",
            MovementKind::Enlarged => "enlarged",
            MovementKind::Reduced => "reduced",
            MovementKind::Inherited => "inherited",
            MovementKind::Regrouped => "regrouped",
            MovementKind::StruckOff(reason) => match reason {
                StrikeOffReason::Revitalized => "struck-off-revitalized",
                StrikeOffReason::TakenBack => "struck-off-taken-back",
                StrikeOffReason::Misjudged => "struck-off-misjudged",
                StrikeOffReason::BoundaryChanged => "struck-off-boundary-changed",
                StrikeOffReason::MergedOrSplit => "struck-off-merged-or-split",
            },
        }
    }

    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            MovementKind::Listed => Text::new("新列入", "listed"),
            MovementKind::Relisted => Text::new("反弹重新列入", "relisted after relapse"),
            MovementKind::Enlarged => Text::new("面积增加", "enlarged"),
            MovementKind::Reduced => Text::new("面积减少", "reduced"),
            MovementKind::Inherited => Text::new("分合转入", "taken over after a split or merge"),
            MovementKind::Regrouped => Text::new("调整归类", "moved to another group"),
            MovementKind::StruckOff(reason) => {
                let reason = reason.name();
                Text::new(format!("销号：{}", reason.zh), format!("struck off: {}", reason.en))
            }
        }
    }
}

impl From<MovementKind> for &'static str {
    fn from(kind: MovementKind) -> &'static str {
        kind.id()
    }
}

impl TryFrom<String> for MovementKind {
    type Error = String;

    fn try_from(id: String) -> Result<MovementKind, String> {
        let found = MovementKind::ALL.into_iter().find(|kind| kind.id() == id);
        found.ok_or_else(|| {
            format!("expected a kind of movement such as \"listed\", found \"{id}\"")
        })
    }
}

/// One movement of the stock of entries.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Movement {
    /// The day from which it is true.
    pub day: Date,
    /// The event that says so.
    pub event: EventId,
    /// The entry that moved.
    pub entry: EntryId,
    /// Its parcel.
    pub parcel: ParcelCode,
    /// Where it belongs on that day.
    pub group: Arc<Group>,
    /// How it moved.
    pub kind: MovementKind,
    /// The change of the number of entries: 1, 0 or −1.
    pub count: i64,
    /// The change of land area.
    pub land_area: AreaChange,
}

/// How a space moved the stock of vacant floor area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum VacancyKind {
    /// Found vacant by a survey (普查空置).
    FoundVacant,
    /// Fell vacant (腾空).
    Vacated,
    /// Fell vacant after it had counted as revitalized (反弹空置).
    Relapsed,
    /// Measured anew while vacant (空置期间复测).
    Remeasured,
    /// Used again by a method (盘活).
    Revitalized,
    /// Used again without one (自行出租使用).
    Let,
    /// Moved to another class, cause, town, block or method (调整归类): out of one group and into another.
    Regrouped,
    /// No longer exists (灭失).
    Removed,
}

impl VacancyKind {
    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            VacancyKind::FoundVacant => Text::new("普查空置", "found vacant"),
            VacancyKind::Vacated => Text::new("腾空", "vacated"),
            VacancyKind::Relapsed => Text::new("反弹空置", "vacated after revitalization"),
            VacancyKind::Remeasured => Text::new("复测增减", "remeasured"),
            VacancyKind::Revitalized => Text::new("盘活", "revitalized"),
            VacancyKind::Let => Text::new("自行使用", "let without a method"),
            VacancyKind::Regrouped => Text::new("调整归类", "moved to another group"),
            VacancyKind::Removed => Text::new("灭失", "removed"),
        }
    }
}

/// One movement of the stock of vacant floor area.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct VacancyMovement {
    /// The day from which it is true.
    pub day: Date,
    /// The event that says so.
    pub event: EventId,
    /// The space that moved.
    pub space: SpaceId,
    /// Its parcel.
    pub parcel: ParcelCode,
    /// Where it belongs on that day.
    pub group: Arc<Group>,
    /// How it moved.
    pub kind: VacancyKind,
    /// The change of the number of vacant spaces: 1, 0 or −1.
    pub count: i64,
    /// The change of vacant floor area.
    pub floor_area: FloorAreaChange,
}

/// How a space moved the stock of surveyed floor area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum FloorKind {
    /// Surveyed for the first time (普查登记).
    Surveyed,
    /// Measured anew (复测).
    Remeasured,
    /// Moved to another class, cause, town, block or method (调整归类): out of one group and into another.
    Regrouped,
    /// No longer exists (灭失).
    Removed,
}

impl FloorKind {
    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            FloorKind::Surveyed => Text::new("普查登记", "surveyed"),
            FloorKind::Remeasured => Text::new("复测增减", "remeasured"),
            FloorKind::Regrouped => Text::new("调整归类", "moved to another group"),
            FloorKind::Removed => Text::new("灭失", "removed"),
        }
    }
}

/// One movement of the stock of surveyed floor area, in use and vacant.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FloorMovement {
    /// The day from which it is true.
    pub day: Date,
    /// The event that says so.
    pub event: EventId,
    /// The space that moved.
    pub space: SpaceId,
    /// Its parcel.
    pub parcel: ParcelCode,
    /// Where it belongs on that day.
    pub group: Arc<Group>,
    /// How it moved.
    pub kind: FloorKind,
    /// The change of the number of spaces: 1, 0 or −1.
    pub count: i64,
    /// The change of floor area.
    pub floor_area: FloorAreaChange,
}
