//! Parcels with more land on the ledger than they have.

use std::collections::BTreeMap;

use super::Subject;
use crate::codes::ParcelCode;
use crate::finding::{Code, Finding, Text};
use crate::units::{Area, QuantityError};

/// One finding for every parcel whose open entries have, together with those that count as revitalized, more land than its
/// registered area, which facts revised and boundaries adjusted later can make smaller.
pub(super) fn exceeding(subject: &Subject<'_>) -> Result<Vec<Finding>, QuantityError> {
    let state = &subject.history.state;
    let mut listed: BTreeMap<ParcelCode, Vec<Area>> = BTreeMap::new();
    for entry in state.entries.values() {
        let area = if entry.is_open() { Some(entry.land_area) } else { entry.revitalized_area() };
        listed.entry(entry.parcel).or_default().extend(area);
    }
    let mut findings = Vec::new();
    for (parcel, areas) in listed {
        let registered = state.parcels.get(&parcel).and_then(|p| p.facts.registered_area);
        let sum = Area::try_sum(areas)?;
        let Some(registered) = registered.filter(|registered| sum > *registered) else { continue };
        let message = Text::new(
            format!(
                "宗地 {parcel} 在册和计为盘活的条目面积合计应不超过登记面积 {registered} m²，实为 {sum} m²"
            ),
            format!(
                "parcel {parcel}: expected at most its registered {registered} m² on the ledger or counting as \
                 revitalized, found {sum} m²"
            ),
        );
        let found = Finding::new(Code::LedgerListedExceeds, message);
        findings.push(found.about(parcel.to_string()));
    }
    Ok(findings)
}
