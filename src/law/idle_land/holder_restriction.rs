//! What determined idle land keeps from its holder until it is disposed of.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{IdleLandFacts, LandRight, ProcedureRecord, ProcedureStep};
use crate::calendar;
use crate::finding::Text;
use crate::law::{Article, Citation};

/// What determined idle land keeps from its holder (闲置土地处置完毕前的限制): a state, with no term of its own.
///
/// It begins with the determination and ends once the land is disposed of, or its registration cancelled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct HolderRestriction {
    /// The day of the determination.
    #[serde(with = "calendar::day")]
    pub from: Date,
    /// The day on which it ended; absent while it lasts.
    #[serde(default, with = "calendar::optional_day", skip_serializing_if = "Option::is_none")]
    pub ended: Option<Date>,
    /// Where it stands.
    pub article: Citation,
}

impl HolderRestriction {
    /// The article.
    pub(crate) const ARTICLE: Citation = Citation::order_53(Article::new(24));

    /// What is not done for the holder, in Chinese and English.
    #[must_use]
    pub fn rule() -> Text {
        Text::new(
            "处置完毕前，不办理被认定为闲置土地的转让、出租、抵押和变更登记；恶意囤地、炒地的，不受理其新的用地申请",
            "until it is disposed of, land determined idle is not transferred, leased, mortgaged or changed in the register; \
             of a holder who hoards land, no new application for land is taken",
        )
    }

    /// Since when, and until when, in Chinese and English.
    #[must_use]
    pub fn state(&self) -> Text {
        let from = self.from;
        match self.ended {
            None => Text::new(
                format!("自 {from} 认定起，尚未处置完毕"),
                format!("since the determination on {from}, not disposed of"),
            ),
            Some(ended) => Text::new(
                format!("自 {from} 认定起，{ended} 止"),
                format!("from the determination on {from}, ended on {ended}"),
            ),
        }
    }
}

/// The restriction of the holder as it stands on a day; `None` for land that no recorded step determined idle by then.
///
/// Of several determinations the first since the land was last disposed of counts.
///
/// # Basis
///
/// Order 53, Art. 24.
///
/// ```
/// use landledger::calendar::parse_day;
/// use landledger::law::{
///     IdleLandFacts, LandRight, ProcedureRecord, ProcedureStep, holder_restriction,
/// };
///
/// let mut facts = IdleLandFacts::default();
/// facts.land = Some(LandRight::StateOwned);
/// let determined = ProcedureRecord::new(ProcedureStep::Determined, parse_day("2024-02-29")?);
/// assert_eq!(holder_restriction(&facts, &[determined.clone()], parse_day("2024-02-28")?), None);
/// let found = holder_restriction(&facts, &[determined], parse_day("2024-02-29")?);
/// assert_eq!(found.unwrap().ended, None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn holder_restriction(
    facts: &IdleLandFacts,
    procedure: &[ProcedureRecord],
    on: Date,
) -> Option<HolderRestriction> {
    if facts.land != Some(LandRight::StateOwned) {
        return None;
    }
    let mut steps: Vec<&ProcedureRecord> =
        procedure.iter().filter(|record| record.on <= on).collect();
    steps.sort_by_key(|record| (record.on, record.step));
    let mut found: Option<HolderRestriction> = None;
    for record in steps {
        let lasts = found.as_mut().filter(|restriction| restriction.ended.is_none());
        match (record.step, lasts) {
            (ProcedureStep::Determined, None) => {
                let article = HolderRestriction::ARTICLE;
                found = Some(HolderRestriction { from: record.on, ended: None, article });
            }
            (ProcedureStep::Disposed | ProcedureStep::RegistrationCancelled, Some(lasts)) => {
                lasts.ended = Some(record.on);
            }
            _ => {}
        }
    }
    found
}
