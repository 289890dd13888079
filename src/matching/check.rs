//! Checks: one requirement held against one offer.

use serde::{Deserialize, Serialize};

use super::{Fact, OfferId};
use crate::finding::Text;
use crate::plan::{Firmness, Requirement};

/// Whether an offer meets a requirement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It does (符合).
    Met,
    /// Not known: to be asked (待询).
    Unknown,
    /// It does not (不符合).
    NotMet,
}

/// One requirement held against one offer, or against several combined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Check {
    /// Which requirement.
    pub requirement: Requirement,
    /// How firm it is.
    pub firmness: Firmness,
    /// What was found.
    pub outcome: Outcome,
    /// What the need asks for; absent where it is asked of every place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wanted: Option<Fact>,
    /// What the offer has; absent where that is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found: Option<Fact>,
    /// Of which unit of a combination; absent for an offer alone and for what adds up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<OfferId>,
}

impl Check {
    /// Whether it excludes the offer.
    #[must_use]
    pub fn excludes(&self) -> bool {
        self.firmness == Firmness::Hard && self.outcome == Outcome::NotMet
    }

    /// What was found and what was wanted, as `storey height 6 m, wanted at least 8 m`.
    #[must_use]
    pub fn reason(&self) -> Text {
        let name = self.requirement.name();
        let found = match &self.found {
            // These say by themselves what they are about.
            Some(
                Fact::IsSpace
                | Fact::IsPlot
                | Fact::InUse
                | Fact::InUseUntil(_)
                | Fact::Storey(_)
                | Fact::Tenure(_)
                | Fact::Certification(_),
            )
            | None => self.found.as_ref().map(Fact::text),
            // What the height of a storey says of its clear height is said by name, and the other way round.
            Some(fact) => {
                let noun = self.noun(fact);
                let (zh, en) = (spaced(&noun.zh, &fact.text().zh), fact.text().en);
                Some(Text::new(zh, format!("{} {en}", noun.en)))
            }
        };
        let found = found.unwrap_or_else(|| {
            Text::new(format!("{}未知", name.zh), format!("{} not known", name.en))
        });
        let wanted = self.wanted_text(&name);
        let unit = self.unit.as_ref();
        let zh_unit = unit.map(|unit| format!("{unit}：")).unwrap_or_default();
        let en_unit = unit.map(|unit| format!("{unit}: ")).unwrap_or_default();
        Text::new(
            format!("{zh_unit}{}，{}", found.zh, wanted.zh),
            format!("{en_unit}{}, {}", found.en, wanted.en),
        )
    }

    fn noun(&self, found: &Fact) -> Text {
        match found {
            Fact::StoreyHeightM(_) => Requirement::StoreyHeight.name(),
            Fact::ClearHeightM(_) => Requirement::ClearHeight.name(),
            Fact::FloorAreaAllowedM2(_) => Text::new("规划允许建筑面积", "floor area allowed"),
            Fact::AdmittedIndustries(_) => Text::new("准入行业", "admitted industries"),
            _ => self.requirement.name(),
        }
    }

    fn wanted_text(&self, name: &Text) -> Text {
        let Some(wanted) = &self.wanted else {
            return match self.requirement {
                Requirement::Certificate => {
                    Text::new("购买须有证", "wanted certified, to be bought")
                }
                Requirement::By => Text::new("须当日可用", "wanted on the day"),
                _ => Text::new("未要求供地", "land was not asked for"),
            };
        };
        let text = wanted.text();
        // Where another quantity was found than the one wanted, the wanted one is named.
        let other = matches!(
            (self.requirement, &self.found),
            (Requirement::ClearHeight, Some(Fact::StoreyHeightM(_)))
                | (Requirement::StoreyHeight, Some(Fact::ClearHeightM(_)))
        );
        let (zh_name, en_name) =
            if other { (name.zh.as_str(), format!("{} ", name.en)) } else { ("", String::new()) };
        let (zh, en) = match self.requirement {
            Requirement::FloorArea
            | Requirement::LandArea
            | Requirement::StoreyHeight
            | Requirement::ClearHeight
            | Requirement::FloorLoad
            | Requirement::Crane
            | Requirement::Power => ("不低于", "at least "),
            Requirement::FloorAreaAtMost | Requirement::Rent | Requirement::Price => {
                ("不超过", "at most ")
            }
            Requirement::By => ("不晚于", "by "),
            Requirement::ProductionFireClass | Requirement::StorageFireClass => ("容纳", ""),
            _ => ("", ""),
        };
        Text::new(
            spaced(&format!("要求{zh_name}{zh}"), &text.zh),
            format!("wanted {en_name}{en}{}", text.en),
        )
    }
}

/// Chinese text followed by a value: a blank in front of digits and letters.
fn spaced(front: &str, value: &str) -> String {
    format!("{front}{}", crate::finding::spaced(value))
}
