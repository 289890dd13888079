//! Registration and revision of parcels.

use std::collections::btree_map::Entry as Slot;

use super::{Ledger, Moment, Outcome, Refusal};
use crate::codes::ParcelCode;
use crate::finding::Code;
use crate::ledger::RegisteredParcel;
use crate::parcel::ParcelFacts;

impl Ledger {
    pub(super) fn register_parcel(
        &mut self,
        now: Moment,
        code: &ParcelCode,
        facts: &ParcelFacts,
    ) -> Outcome {
        match self.state.parcels.entry(*code) {
            Slot::Occupied(_) => Err(Refusal::not_allowed(
                code,
                "该宗地已登记，应使用“事实变更”",
                "the parcel is registered already; revise its facts instead",
            )),
            Slot::Vacant(slot) => {
                slot.insert(RegisteredParcel {
                    facts: facts.clone(),
                    registered: now.day,
                    facts_since: now.day,
                });
                Ok(())
            }
        }
    }

    pub(super) fn revise_facts(
        &mut self,
        now: Moment,
        code: &ParcelCode,
        facts: &ParcelFacts,
    ) -> Outcome {
        let parcel = self
            .state
            .parcels
            .get_mut(code)
            .ok_or_else(|| Refusal::unknown(Code::EventUnknownParcel, code))?;
        parcel.facts = facts.clone();
        parcel.facts_since = now.day;
        Ok(())
    }
}
