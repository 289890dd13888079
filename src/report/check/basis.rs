//! What a report rests on beside its findings.

use jiff::civil::Date;

use super::{BalanceReport, RejectedRecord};
use crate::Workers;
use crate::check::Profile;
use crate::finding::{Acknowledgement, SourceFile, Text};

/// What a [`super::CheckReport`] rests on (检查依据), beside the findings.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CheckBasis {
    /// The files that were read.
    pub files: Vec<SourceFile>,
    /// The day of the check.
    pub as_of: Option<Date>,
    /// Levels and limits.
    pub profile: Profile,
    /// Findings that somebody has accepted.
    pub acknowledgements: Vec<Acknowledgement>,
    /// How many features the file has.
    pub features: u64,
    /// How many of them were used.
    pub usable: u64,
    /// The others.
    pub rejected: Vec<RejectedRecord>,
    /// How the areas sum to the zone.
    pub balance: Option<BalanceReport>,
    /// What was not checked, and why.
    pub not_checked: Vec<Text>,
    /// How many threads may be used: one, unless said otherwise. The report is the same.
    pub workers: Workers,
}

impl CheckBasis {
    /// A basis of which only the profile is known.
    #[must_use]
    pub const fn new(profile: Profile) -> CheckBasis {
        CheckBasis {
            files: Vec::new(),
            as_of: None,
            profile,
            acknowledgements: Vec::new(),
            features: 0,
            usable: 0,
            rejected: Vec::new(),
            balance: None,
            not_checked: Vec::new(),
            workers: Workers::ONE,
        }
    }
}
