//! Provisions that are applied and set no number here.

use serde::Serialize;

use super::{Article, Assurance, Citation, HolderRestriction};
use crate::finding::Text;

/// A provision that this library applies and that sets no number in it (无法定数值的条款): a state, or a term whose days the
/// caller gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Provision {
    /// Stable id, as `holder-restriction`.
    pub id: &'static str,
    /// Where it stands.
    pub citation: Citation,
    /// How its text is known.
    pub assurance: Assurance,
    /// The rule in words.
    pub rule: Text,
}

impl Provision {
    /// Every provision, in the order of the articles.
    ///
    /// ```
    /// use landledger::law::Provision;
    ///
    /// let all = Provision::all();
    /// let ids: Vec<&str> = all.iter().map(|provision| provision.id).collect();
    /// assert_eq!(ids, ["hearing-request", "hearing-held", "holder-restriction"]);
    /// ```
    #[must_use]
    pub fn all() -> Vec<Provision> {
        let hearing = |id, zh: &str, en: &str| Provision {
            id,
            citation: Citation::order_53(Article::new(15)),
            assurance: Assurance::Recalled,
            rule: Text::new(zh, en),
        };
        vec![
            hearing(
                "hearing-request",
                "告知听证权利后，使用权人可以申请听证；工作日天数由认定标准文件的 [procedure] 给定",
                "once told of the right, the holder may ask for a hearing; its working days come from [procedure] of a rulebook",
            ),
            hearing(
                "hearing-held",
                "收到听证申请后，组织听证；工作日天数由认定标准文件的 [procedure] 给定",
                "once it is asked for, the hearing is held; its working days come from [procedure] of a rulebook",
            ),
            Provision {
                id: "holder-restriction",
                citation: HolderRestriction::ARTICLE,
                assurance: Assurance::Recalled,
                rule: HolderRestriction::rule(),
            },
        ]
    }
}
