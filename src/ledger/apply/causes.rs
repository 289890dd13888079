//! Which causes can stand together, and on which side.

use std::collections::BTreeSet;

use super::{Outcome, Refusal};
use crate::law::{Cause, CauseCode};

/// A cause is named once, and one of Order 53, Art. 8, lies on the side where that article puts it.
pub(super) fn check_causes(subject: impl ToString, causes: &[Cause]) -> Outcome {
    let mut seen: BTreeSet<CauseCode> = BTreeSet::new();
    for cause in causes {
        let (code, name) = (cause.code, cause.code.name());
        if !seen.insert(code) {
            return Err(Refusal::not_allowed(
                subject,
                format!("原因“{}”重复", name.zh),
                format!("the cause \"{}\" is named twice", name.en),
            ));
        }
        let side = code.usual_side();
        let Some(citation) = code.article_8().filter(|_| cause.side != side) else { continue };
        let (found, expected) = (cause.side.name(), side.name());
        let others = CauseCode::ALL.iter().filter(|other| other.article_8().is_none());
        let others: Vec<&str> = others
            .filter(|other| other.usual_side() == cause.side)
            .map(|other| other.id())
            .collect();
        let citation = citation.text();
        return Err(Refusal::not_allowed(
            subject,
            format!(
                "{}：“{}”属于{}，实为{}；后者可用的原因代码：{}",
                citation.zh,
                name.zh,
                expected.zh,
                found.zh,
                others.join("、")
            ),
            format!(
                "\"{}\" lies on the side of {} by {}, found {}; causes on that side are: {}",
                name.en,
                expected.en,
                citation.en,
                found.en,
                others.join(", ")
            ),
        ));
    }
    Ok(())
}
