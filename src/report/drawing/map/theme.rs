//! What the parcels of a map are coloured by.

use crate::finding::{Language, Text};
use crate::ledger::EntryClass;
use crate::plan::PlanStatus;
use crate::report::drawing::Fill;
use crate::report::{MapParcel, PlanTiming};

/// What the parcels of a map are coloured by (专题).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum MapTheme {
    /// By the class of their entry on the ledger (类别).
    Class,
    /// Those on the ledger by the status of their plan, an overdue milestone first (方案状态).
    Plan,
}

impl MapTheme {
    /// Every one.
    pub const ALL: [MapTheme; 2] = [MapTheme::Class, MapTheme::Plan];

    /// A word for ids.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            MapTheme::Class => "class",
            MapTheme::Plan => "plan",
        }
    }

    /// The title in Chinese and English.
    #[must_use]
    pub fn title(self) -> Text {
        match self {
            MapTheme::Class => Text::new("闲置低效用地分布图", "Land on the ledger by class"),
            MapTheme::Plan => Text::new("闲置低效用地方案状态图", "Land on the ledger by plan"),
        }
    }

    /// The row of the legend that a parcel belongs to; `None` where it is not on the ledger.
    pub(super) fn row(self, parcel: &MapParcel) -> Option<usize> {
        let entry = parcel.main_entry()?;
        match self {
            MapTheme::Class => EntryClass::ALL.iter().position(|class| *class == entry.class),
            MapTheme::Plan => Some(plan_row(parcel) as usize),
        }
    }

    /// The rows of its legend, in order.
    pub(super) fn rows(self, language: Language) -> Vec<(String, Fill)> {
        let own = |text: Text| match language {
            Language::Zh => text.zh,
            Language::En => text.en,
        };
        match self {
            MapTheme::Class => EntryClass::ALL
                .iter()
                .map(|class| (own(class.name()), Fill::of_class(*class)))
                .collect(),
            MapTheme::Plan => {
                PlanRow::ALL.iter().map(|row| (own(row.name()), row.fill())).collect()
            }
        }
    }

    pub(super) fn fill(self, parcel: &MapParcel) -> Option<Fill> {
        let row = self.row(parcel)?;
        match self {
            MapTheme::Class => EntryClass::ALL.get(row).map(|class| Fill::of_class(*class)),
            MapTheme::Plan => PlanRow::ALL.get(row).map(|row| row.fill()),
        }
    }
}

/// How the plan of a parcel on the ledger stands, in the order in which it wants attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PlanRow {
    None,
    Overdue,
    Suspended,
    Preparation,
    Approved,
    Implementing,
    AwaitingAcceptance,
    Over,
}

impl PlanRow {
    const ALL: [PlanRow; 8] = [
        PlanRow::None,
        PlanRow::Overdue,
        PlanRow::Suspended,
        PlanRow::Preparation,
        PlanRow::Approved,
        PlanRow::Implementing,
        PlanRow::AwaitingAcceptance,
        PlanRow::Over,
    ];

    fn name(self) -> Text {
        match self {
            PlanRow::None => Text::new("没有方案", "no plan"),
            PlanRow::Overdue => Text::new("节点逾期", "a milestone is overdue"),
            PlanRow::Suspended => Text::new("中止", "suspended"),
            PlanRow::Preparation => Text::new("拟定阶段", "in preparation"),
            PlanRow::Approved => Text::new("已批准", "approved"),
            PlanRow::Implementing => Text::new("实施中", "implementing"),
            PlanRow::AwaitingAcceptance => Text::new("待验收", "awaiting acceptance"),
            PlanRow::Over => Text::new("已验收或已终止，仍在账", "over, still on the ledger"),
        }
    }

    const fn fill(self) -> Fill {
        match self {
            PlanRow::None => Fill::Grey,
            PlanRow::Overdue => Fill::Vermillion,
            PlanRow::Suspended => Fill::of_status(PlanStatus::SuspendedByLitigation),
            PlanRow::Preparation => Fill::of_status(PlanStatus::Draft),
            PlanRow::Approved => Fill::of_status(PlanStatus::Approved),
            PlanRow::Implementing => Fill::of_status(PlanStatus::Implementing),
            PlanRow::AwaitingAcceptance => Fill::of_status(PlanStatus::AwaitingAcceptance),
            PlanRow::Over => Fill::of_status(PlanStatus::Closed),
        }
    }
}

fn plan_row(parcel: &MapParcel) -> PlanRow {
    let Some(plan) = &parcel.plan else { return PlanRow::None };
    if plan.timing == PlanTiming::Overdue {
        return PlanRow::Overdue;
    }
    match plan.status {
        PlanStatus::Draft | PlanStatus::Consulted | PlanStatus::Returned => PlanRow::Preparation,
        PlanStatus::Approved => PlanRow::Approved,
        PlanStatus::Implementing => PlanRow::Implementing,
        PlanStatus::AwaitingAcceptance => PlanRow::AwaitingAcceptance,
        PlanStatus::SuspendedByLitigation | PlanStatus::SuspendedBySeizure => PlanRow::Suspended,
        PlanStatus::Closed | PlanStatus::Superseded => PlanRow::Over,
    }
}
