//! Classes of fire hazard, of production and of storage.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::Citation;
use crate::finding::Text;

/// A class of fire hazard (火灾危险性类别) of GB 50016, the most dangerous first.
///
/// The standard classes production by 3.1.1 and stored goods by 3.1.3, each from 甲 to 戊; one says nothing of the other, and
/// which of the two is meant is said by the field that holds the class. Both clauses were read in web copies of the standard
/// (drafts and the edition of 2014 with the changes of 2018); what falls into a class of storage, and what later mandatory
/// codes changed, is recalled only and not used here.
///
/// ```
/// use landledger::law::FireClass;
///
/// assert!(FireClass::Bing.admits(FireClass::Ding));
/// assert!(!FireClass::Ding.admits(FireClass::Bing));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum FireClass {
    /// 甲: flash points below 28 °C, lower explosive limits below 10 %, and what ignites or explodes of itself.
    Jia,
    /// 乙: flash points from 28 °C to below 60 °C, lower explosive limits of 10 % and more.
    Yi,
    /// 丙: flash points of 60 °C and more, combustible solids.
    Bing,
    /// 丁: work on what does not burn, with heat, sparks or flames; what hardly burns.
    Ding,
    /// 戊: cold work on what does not burn.
    Wu,
}

impl FireClass {
    /// Every class, the most dangerous first.
    pub const ALL: [FireClass; 5] =
        [FireClass::Jia, FireClass::Yi, FireClass::Bing, FireClass::Ding, FireClass::Wu];

    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            FireClass::Jia => Text::new("甲类", "class jia (甲)"),
            FireClass::Yi => Text::new("乙类", "class yi (乙)"),
            FireClass::Bing => Text::new("丙类", "class bing (丙)"),
            FireClass::Ding => Text::new("丁类", "class ding (丁)"),
            FireClass::Wu => Text::new("戊类", "class wu (戊)"),
        }
    }

    /// Whether what is built for this class takes a use of another: the same, or a less dangerous one.
    ///
    /// Practice of fire design, recalled: the rooms for a more dangerous class are the stricter ones. A permit may still
    /// be needed.
    #[must_use]
    pub fn admits(self, use_of: FireClass) -> bool {
        self <= use_of
    }

    /// The standard that defines the classes.
    #[must_use]
    pub fn citation() -> Citation {
        let mut citation =
            Citation::new("建筑设计防火规范", "Code for Fire Protection Design of Buildings");
        citation.number = Some(Cow::Borrowed("GB 50016-2014（2018年版）"));
        citation.last_checked = Some(jiff::civil::date(2026, 11, 30));
        citation
    }
}
