//! The colours of maps and charts: one table, from which the drawings of a report and the styles of GIS files take theirs.
//!
//! Those of fills are of the palette of M. Okabe and K. Ito ("Color Universal Design", 2008).

use crate::finding::Severity;
use crate::ledger::EntryClass;
use crate::plan::PlanStatus;
use crate::zone::NonParcelKind;

/// Lines and letters.
pub(crate) const INK: &str = "#1a1a1a";

/// A parcel that is not on the ledger, and its outline.
pub(crate) const UNLISTED: &str = "#efece4";
pub(crate) const UNLISTED_OUTLINE: &str = "#8c8c8c";

/// How an area is filled: a colour, and a hatching over it for those who do not tell colours apart, and for grey print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Fill {
    /// Vermillion, plain.
    Vermillion,
    /// Blue, plain.
    Blue,
    /// Sky blue, rising lines.
    SkyBlue,
    /// Yellow, dots.
    Yellow,
    /// Reddish purple, falling lines.
    Purple,
    /// Bluish green, upright lines.
    Green,
    /// Orange, level lines.
    Orange,
    /// Grey, crossed lines.
    Grey,
}

impl Fill {
    /// Every one.
    pub const ALL: [Fill; 8] = [
        Fill::Vermillion,
        Fill::Blue,
        Fill::SkyBlue,
        Fill::Yellow,
        Fill::Purple,
        Fill::Green,
        Fill::Orange,
        Fill::Grey,
    ];

    /// The colour in sRGB, `#rrggbb`.
    #[must_use]
    pub const fn colour(self) -> &'static str {
        match self {
            Fill::Vermillion => "#d55e00",
            Fill::Blue => "#0072b2",
            Fill::SkyBlue => "#56b4e9",
            Fill::Yellow => "#f0e442",
            Fill::Purple => "#cc79a7",
            Fill::Green => "#009e73",
            Fill::Orange => "#e69f00",
            Fill::Grey => "#b3b3b3",
        }
    }

    /// The fill of parcels with an entry of this class.
    #[must_use]
    pub const fn of_class(class: EntryClass) -> Fill {
        match class {
            EntryClass::Idle => Fill::Vermillion,
            EntryClass::LowEfficiencyIndustrial => Fill::Blue,
            EntryClass::LowEfficiencyLogistics => Fill::SkyBlue,
            EntryClass::LowEfficiencyCommercial => Fill::Yellow,
            EntryClass::LowEfficiencyResidential => Fill::Purple,
            EntryClass::LowEfficiencyOther => Fill::Green,
        }
    }

    /// The fill of a plan's status. The two suspensions share one, as do the three steps of preparation: they differ in
    /// the words beside them.
    #[must_use]
    pub const fn of_status(status: PlanStatus) -> Fill {
        match status {
            PlanStatus::Draft | PlanStatus::Consulted | PlanStatus::Returned => Fill::Yellow,
            PlanStatus::Approved => Fill::SkyBlue,
            PlanStatus::Implementing => Fill::Blue,
            PlanStatus::AwaitingAcceptance => Fill::Orange,
            PlanStatus::SuspendedByLitigation | PlanStatus::SuspendedBySeizure => Fill::Purple,
            PlanStatus::Closed => Fill::Green,
            PlanStatus::Superseded => Fill::Grey,
        }
    }
}

/// The colour of the mark of a finding.
pub(crate) const fn of_severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "#b00020",
        Severity::Warning => "#8a5a00",
        Severity::Note => "#4d4d4d",
    }
}

/// The colour of declared land that is no parcel.
pub(crate) const fn of_declared(kind: NonParcelKind) -> &'static str {
    match kind {
        NonParcelKind::Road => "#d4d0c8",
        NonParcelKind::Water => "#b5d8f0",
        NonParcelKind::Green => "#cfe6c1",
        NonParcelKind::Unbuildable => "#ded2c0",
    }
}
