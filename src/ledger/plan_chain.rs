//! Which plan took the place of which.

use super::LedgerState;
use crate::plan::PlanId;

impl LedgerState {
    /// The plans that took the place of a plan, one after another, the nearest first (后续方案): empty for one that was not
    /// superseded, or given up without a successor.
    ///
    /// A plan is superseded for one that is not superseded itself, so that no chain comes back to where it began.
    #[must_use]
    pub fn plan_successors(&self, id: &PlanId) -> Vec<&PlanId> {
        let mut chain: Vec<&PlanId> = Vec::new();
        let mut at = id;
        while let Some(next) = self.plans.get(at).and_then(|state| state.progress.successor()) {
            chain.push(next);
            at = next;
        }
        chain
    }

    /// The plans whose place a plan took, directly or through others (前序方案): the nearest first, those of one step by id.
    #[must_use]
    pub fn plan_predecessors(&self, id: &PlanId) -> Vec<&PlanId> {
        let mut found: Vec<&PlanId> = self.superseded_for(id);
        let mut at = 0;
        while let Some(next) = found.get(at).copied() {
            found.extend(self.superseded_for(next));
            at = at.saturating_add(1);
        }
        found
    }

    fn superseded_for(&self, id: &PlanId) -> Vec<&PlanId> {
        let own = self.plans.iter().filter(|(_, state)| state.progress.successor() == Some(id));
        own.map(|(id, _)| id).collect()
    }
}
