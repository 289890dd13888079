//! What is written in the books without moving a stock: boundaries, acknowledgements, assertions, closed periods.

use jiff::civil::Date;

use super::{Ledger, Moment, Outcome, Refusal};
use crate::finding::Acknowledgement;
use crate::ledger::{AdoptedBoundary, BalanceAssertion, Closing, StatedBalance};
use crate::units::GivenArea;

impl Ledger {
    pub(super) fn adopt_boundary(&mut self, now: Moment, approved_area: GivenArea) -> Outcome {
        if self.state.boundaries.last().is_some_and(|last| last.effective == now.day) {
            return Err(Refusal::not_allowed(
                now.day,
                "当日已有一版边界生效，须更正该事项",
                "a boundary comes into force on that day already; correct that event instead",
            ));
        }
        self.state.boundaries.push(AdoptedBoundary { effective: now.day, approved_area });
        Ok(())
    }

    pub(super) fn acknowledge(&mut self, acknowledgement: &Acknowledgement) -> Outcome {
        let key = acknowledgement.fingerprint.clone();
        self.state.acknowledgements.insert(key, acknowledgement.clone());
        Ok(())
    }

    pub(super) fn assert_balance(&mut self, now: Moment, assertion: &BalanceAssertion) -> Outcome {
        self.state.assertions.push(StatedBalance {
            event: now.event.clone(),
            said_by: Some(now.said_by).filter(|by| *by != now.event).cloned(),
            day: now.day,
            assertion: assertion.clone(),
        });
        Ok(())
    }

    /// A period is closed once, and not before it is over.
    pub(super) fn close_period(&mut self, now: Moment, through: Date) -> Outcome {
        if now.recorded.date() <= through {
            return Err(Refusal::not_allowed(
                through,
                format!("期末 {through} 过后方可关账，实于 {} 记录", now.recorded.date()),
                format!(
                    "a period is closed after its last day {through}; this was recorded on {}",
                    now.recorded.date()
                ),
            ));
        }
        if let Some(last) = self.state.closings.last().filter(|last| through <= last.through) {
            return Err(Refusal::not_allowed(
                through,
                format!("已关账至 {}，只能关其后的期间", last.through),
                format!("closed through {} already; only a later day can follow", last.through),
            ));
        }
        let (event, recorded) = (now.event.clone(), now.recorded);
        self.state.closings.push(Closing { event, through, recorded });
        Ok(())
    }
}
