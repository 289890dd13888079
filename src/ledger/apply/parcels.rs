//! Registration and revision of parcels.

use std::collections::btree_map::Entry as Slot;

use super::{Ledger, Moment, Outcome, Refusal};
use crate::codes::ParcelCode;
use crate::finding::Code;
use crate::ledger::RegisteredParcel;
use crate::parcel::{Agreement, ParcelFacts};

impl Ledger {
    pub(super) fn register_parcel(
        &mut self,
        now: Moment,
        code: &ParcelCode,
        facts: &ParcelFacts,
    ) -> Outcome {
        match self.state.parcels.entry(*code) {
            Slot::Occupied(slot) if slot.get().ended.is_some() => Err(Refusal::not_allowed(
                code,
                "该宗地代码已终止，代码不得重用",
                "the parcel has ended, and codes are never used again",
            )),
            Slot::Occupied(_) => Err(Refusal::not_allowed(
                code,
                "该宗地已登记，应使用“事实变更”",
                "the parcel is registered already; revise its facts instead",
            )),
            Slot::Vacant(slot) => {
                slot.insert(RegisteredParcel::new(facts.clone(), now.day));
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
        let parcel = self.existing_parcel_mut(code)?;
        parcel.facts = facts.clone();
        parcel.facts_since = now.day;
        self.regroup(now, *code);
        Ok(())
    }

    pub(super) fn make_agreement(
        &mut self,
        now: Moment,
        code: &ParcelCode,
        agreement: &Agreement,
    ) -> Outcome {
        let parcel = self.existing_parcel_mut(code)?;
        parcel.facts.agreements.push(agreement.clone());
        parcel.facts_since = now.day;
        Ok(())
    }

    /// A parcel that is registered and has not ended.
    pub(super) fn existing_parcel(&self, code: &ParcelCode) -> Result<&RegisteredParcel, Refusal> {
        let parcel = self.state.parcels.get(code);
        let parcel = parcel.ok_or_else(|| Refusal::unknown(Code::EventUnknownParcel, code))?;
        let Some(ended) = parcel.ended else { return Ok(parcel) };
        let heirs = self.state.present_heirs(code);
        let heirs: Vec<String> = heirs.iter().map(ToString::to_string).collect();
        Err(Refusal::not_allowed(
            code,
            format!("该宗地已于 {ended} 终止，现为：{}", heirs.join("、")),
            format!("the parcel ended on {ended}; its land is now: {}", heirs.join(", ")),
        ))
    }

    fn existing_parcel_mut(&mut self, code: &ParcelCode) -> Result<&mut RegisteredParcel, Refusal> {
        self.existing_parcel(code)?;
        let parcel = self.state.parcels.get_mut(code);
        parcel.ok_or_else(|| Refusal::unknown(Code::EventUnknownParcel, code))
    }
}
