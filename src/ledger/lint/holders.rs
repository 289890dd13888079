//! Holders with entries on several parcels.

use std::collections::{BTreeMap, BTreeSet};

use super::Subject;
use crate::codes::ParcelCode;
use crate::finding::{Code, Finding, Text};

/// One finding for every holder with open entries on as many parcels as the options say, or more. Holders are the same by
/// their credit code; those without one by their name.
pub(super) fn repeated(subject: &Subject<'_>) -> Vec<Finding> {
    let state = &subject.history.state;
    let mut parcels: BTreeMap<String, (String, BTreeSet<ParcelCode>)> = BTreeMap::new();
    for entry in state.open_entries() {
        let holder = state.parcels.get(&entry.parcel).and_then(|p| p.facts.holder.as_ref());
        let Some(holder) = holder else { continue };
        let key = match &holder.credit_code {
            Some(code) => code.to_string(),
            None => holder.name.clone(),
        };
        let (_, codes) = parcels.entry(key).or_insert((holder.name.clone(), BTreeSet::new()));
        codes.insert(entry.parcel);
    }
    let least = usize::try_from(subject.options.holder_parcels.max(1)).unwrap_or(usize::MAX);
    let many = parcels.into_values().filter(|(_, codes)| codes.len() >= least);
    many.map(|(name, codes)| {
        let list: Vec<String> = codes.iter().map(ToString::to_string).collect();
        let (count, zh, en) = (codes.len(), list.join("、"), list.join(", "));
        let message = Text::new(
            format!("权利人“{name}”有 {count} 宗地在台账上：{zh}"),
            format!("the holder \"{name}\" has {count} parcels on the ledger: {en}"),
        );
        let found = Finding::new(Code::LedgerHolderRepeated, message);
        list.into_iter().fold(found, Finding::about)
    })
    .collect()
}
