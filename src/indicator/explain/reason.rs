//! Why a part of an indicator changed.

use serde::{Deserialize, Serialize};

use crate::finding::Text;
use crate::law::{CauseCode, Side};
use crate::ledger::{ReplacementKind, StrikeOffReason};

/// Why a part of an indicator changed (变动原因).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[non_exhaustive]
pub enum ChangeReason {
    /// What is now known of the opening is not what was published (对期初的更正): later-known less first-known.
    Correction,
    /// A parcel was registered (宗地登记).
    ParcelRegistered,
    /// Facts of a parcel changed (宗地事实变更).
    FactsRevised,
    /// Parcels gave way to others (宗地分合).
    ParcelReplaced(ReplacementKind),
    /// A fact that was missing is given (缺失事实补齐).
    FactBecameKnown,
    /// A fact that was given is missing (事实缺失).
    FactBecameUnknown,
    /// An entry was listed (列入台账).
    EntryListed {
        /// Its primary cause on that day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cause: Option<CauseCode>,
        /// On whose side that lies.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        side: Option<Side>,
    },
    /// An entry came back after a relapse (反弹重新列入).
    EntryRelisted {
        /// Its primary cause on that day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cause: Option<CauseCode>,
        /// On whose side that lies.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        side: Option<Side>,
    },
    /// An entry left the ledger (销号).
    EntryStruckOff(StrikeOffReason),
    /// An entry took over from one whose parcel gave way to its own (分合转入).
    EntryTakenOver,
    /// The land area of an entry was assessed anew (列入面积调整).
    EntryReassessed,
    /// An entry moved to another class (类别调整).
    EntryReclassified,
    /// A space was surveyed (空间普查).
    SpaceSurveyed,
    /// A space was measured anew (空间复测).
    SpaceRemeasured,
    /// A space fell vacant (腾空).
    SpaceVacated,
    /// A space fell vacant that had counted as revitalized (反弹空置).
    SpaceRelapsed,
    /// A space was brought back into use by a method (盘活).
    SpaceRevitalized,
    /// A space was used again without a method (自行使用).
    SpaceLet,
    /// A space no longer exists (空间灭失).
    SpaceRemoved,
    /// The boundary of the zone changed, and with it the approved area (开发区边界调整).
    BoundaryChanged,
    /// Declared land that is no parcel came, went, or is another (非宗地用地变动).
    DeclaredLandChanged,
    /// The map has another area for a parcel without a registered one (图上面积变动).
    MapRemeasured,
    /// The year whose tax counts is another (税收年度更替).
    TaxYearMoved,
    /// The bound is made of another end of the denominator (上下限取值变化).
    OtherBound,
    /// A plan was carried out on paper (方案模拟).
    PlanCarriedOut,
}

impl ChangeReason {
    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        let (zh, en) = match self {
            ChangeReason::Correction => ("对期初的更正", "correction of the opening"),
            ChangeReason::ParcelRegistered => ("宗地登记", "parcel registered"),
            ChangeReason::FactsRevised => ("宗地事实变更", "facts of a parcel revised"),
            ChangeReason::ParcelReplaced(kind) => {
                let kind = kind.name();
                return Text::new(
                    format!("宗地分合：{}", kind.zh),
                    format!("parcels replaced: {}", kind.en),
                );
            }
            ChangeReason::FactBecameKnown => ("缺失事实补齐", "fact became known"),
            ChangeReason::FactBecameUnknown => ("事实缺失", "fact became unknown"),
            ChangeReason::EntryListed { cause, side } => {
                return caused(Text::new("新列入", "listed"), cause, side);
            }
            ChangeReason::EntryRelisted { cause, side } => {
                return caused(Text::new("反弹重新列入", "relisted after relapse"), cause, side);
            }
            ChangeReason::EntryStruckOff(reason) => {
                let reason = reason.name();
                return Text::new(
                    format!("销号：{}", reason.zh),
                    format!("struck off: {}", reason.en),
                );
            }
            ChangeReason::EntryTakenOver => ("分合转入", "taken over after a split or merge"),
            ChangeReason::EntryReassessed => ("列入面积调整", "listed area assessed anew"),
            ChangeReason::EntryReclassified => ("类别调整", "moved to another class"),
            ChangeReason::SpaceSurveyed => ("空间普查", "space surveyed"),
            ChangeReason::SpaceRemeasured => ("空间复测", "space remeasured"),
            ChangeReason::SpaceVacated => ("腾空", "space vacated"),
            ChangeReason::SpaceRelapsed => ("反弹空置", "space vacated after revitalization"),
            ChangeReason::SpaceRevitalized => ("盘活", "space revitalized"),
            ChangeReason::SpaceLet => ("自行使用", "space let without a method"),
            ChangeReason::SpaceRemoved => ("空间灭失", "space removed"),
            ChangeReason::BoundaryChanged => ("开发区边界调整", "boundary of the zone changed"),
            ChangeReason::DeclaredLandChanged => {
                ("非宗地用地变动", "declared non-parcel land changed")
            }
            ChangeReason::MapRemeasured => ("图上面积变动", "plane area on the map changed"),
            ChangeReason::TaxYearMoved => ("税收年度更替", "another year's tax counts"),
            ChangeReason::OtherBound => {
                ("上下限取值变化", "bound made of the denominator's other end")
            }
            ChangeReason::PlanCarriedOut => ("方案模拟", "plan carried out on paper"),
        };
        Text::new(zh, en)
    }
}

fn caused(what: Text, cause: Option<CauseCode>, side: Option<Side>) -> Text {
    let Some(cause) = cause else { return what };
    let (cause, side) = (cause.name(), side.map(Side::name));
    let (zh, en) = side.map_or_else(Default::default, |side| {
        (format!("（{}）", side.zh), format!(" ({})", side.en))
    });
    Text::new(format!("{}：{}{zh}", what.zh, cause.zh), format!("{}: {}{en}", what.en, cause.en))
}
