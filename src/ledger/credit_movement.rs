//! Movements of what counts as revitalized: floor area really in use again, and land whose disposal is finished.

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{EntryId, EventId, Group};
use crate::codes::ParcelCode;
use crate::finding::Text;
use crate::space::SpaceId;
use crate::units::{AreaChange, FloorAreaChange};

/// How something came to count as revitalized, or ceased to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum CreditKind {
    /// A space used again by a method, or an entry struck off as revitalized and accepted (盘活).
    Revitalized,
    /// The space fell vacant again, or the entry was listed again (反弹).
    Relapsed,
    /// The space no longer exists (灭失).
    Removed,
    /// The parcel of the entry gave way to others, and other entries go on counting (随宗地分合转移).
    HandedOver,
}

impl CreditKind {
    /// Every kind, in the order of tables.
    pub const ALL: [CreditKind; 4] = [
        CreditKind::Revitalized,
        CreditKind::Relapsed,
        CreditKind::Removed,
        CreditKind::HandedOver,
    ];

    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            CreditKind::Revitalized => Text::new("盘活", "revitalized"),
            CreditKind::Relapsed => Text::new("反弹", "relapsed"),
            CreditKind::Removed => Text::new("灭失", "removed"),
            CreditKind::HandedOver => Text::new("随宗地分合转移", "handed over"),
        }
    }
}

/// One movement of the floor area that counts as revitalized: the performance series (实际盘活).
///
/// A space counts once, with the floor area and in the group of the day on which it was used again; it leaves with the
/// same.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FloorCreditMovement {
    /// The day from which it is true.
    pub day: Date,
    /// The event that says so.
    pub event: EventId,
    /// The space.
    pub space: SpaceId,
    /// Its parcel.
    pub parcel: ParcelCode,
    /// Where it counts: its group when it began to count, with the method that brought it back.
    pub group: Arc<Group>,
    /// How it moved.
    pub kind: CreditKind,
    /// The change of the number of spaces: 1 or −1.
    pub count: i64,
    /// The change of floor area.
    pub floor_area: FloorAreaChange,
}

/// One movement of the land area that counts as revitalized: the statutory series (处置完毕).
///
/// An entry counts from the day of its strike-off as revitalized, with the land area struck off and in the group of that
/// day, until it is listed again. When its parcel gives way to others, its heirs go on with parts of it: the areas of those
/// movements sum to zero in its group.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LandCreditMovement {
    /// The day from which it is true.
    pub day: Date,
    /// The event that says so.
    pub event: EventId,
    /// The entry.
    pub entry: EntryId,
    /// Its parcel.
    pub parcel: ParcelCode,
    /// Where it counts: its group on the day of the strike-off, which its heirs keep.
    pub group: Arc<Group>,
    /// How it moved.
    pub kind: CreditKind,
    /// The change of the number of entries: 1 or −1.
    pub count: i64,
    /// The change of land area.
    pub land_area: AreaChange,
}
