//! Facts of a parcel as values of fields, and back.

use std::collections::BTreeMap;

use super::record::{Key, Record};
use crate::law::Document;
use crate::parcel::{Agreement, AgreementKind, Holder, ParcelFacts, Tenure, YearFigures};
use crate::read::sheet::{CellValue, Field, SheetArea, SheetFloorArea};

/// The fields that go into the facts of a parcel.
pub(super) const FACTS: [Field; 17] = [
    Field::Name,
    Field::Town,
    Field::SupplyWay,
    Field::UnitCode,
    Field::Block,
    Field::Location,
    Field::Holder,
    Field::CreditCode,
    Field::Certificate,
    Field::AreaRegistered,
    Field::Stage,
    Field::AreaBuilt,
    Field::FloorArea,
    Field::BaseArea,
    Field::Invested,
    Field::Tax,
    Field::Revenue,
];

/// The fields of an agreement: carried with a registration, asked about when they change.
pub(super) const AGREEMENT: [Field; 3] =
    [Field::ContractNumber, Field::StartDue, Field::CompleteDue];

/// The facts as values.
pub(super) fn values(facts: &ParcelFacts) -> BTreeMap<Key, CellValue> {
    let mut values: BTreeMap<Key, CellValue> = BTreeMap::new();
    let mut put = |field: Field, value: Option<CellValue>| {
        if let Some(value) = value {
            values.insert((field, None), value);
        }
    };
    let text = |text: &Option<String>| text.clone().map(CellValue::Text);
    let area =
        |area: Option<crate::units::Area>| area.map(|area| CellValue::Area(SheetArea::exact(area)));
    put(Field::Name, Some(CellValue::Text(facts.name.clone())));
    put(Field::Town, Some(CellValue::Division(facts.town)));
    put(Field::SupplyWay, Some(CellValue::Tenure(facts.tenure)));
    put(Field::UnitCode, facts.unit.map(CellValue::UnitCode));
    put(Field::Block, text(&facts.block));
    put(Field::Location, text(&facts.location));
    let holder = facts.holder.as_ref();
    put(Field::Holder, holder.map(|holder| CellValue::Text(holder.name.clone())));
    put(Field::CreditCode, holder.and_then(|holder| holder.credit_code).map(CellValue::CreditCode));
    put(Field::Certificate, text(&facts.certificate));
    put(Field::AreaRegistered, area(facts.registered_area));
    put(Field::Stage, facts.stage.map(CellValue::Stage));
    put(Field::AreaBuilt, area(facts.built_area));
    let floor = facts.floor_area.map(|floor| CellValue::FloorArea(SheetFloorArea::exact(floor)));
    put(Field::FloorArea, floor);
    put(Field::BaseArea, area(facts.building_base_area));
    put(Field::Invested, facts.investment.map(CellValue::Money));
    if let Some(agreement) = facts.agreements.last() {
        put(Field::ContractNumber, Some(CellValue::Text(agreement.document.number.clone())));
        put(Field::StartDue, agreement.start_due.map(CellValue::Day));
        put(Field::CompleteDue, agreement.complete_due.map(CellValue::Day));
    }
    for figures in &facts.years {
        let figure = |money: Option<_>| money.map(CellValue::Money);
        for (field, value) in
            [(Field::Tax, figure(figures.tax)), (Field::Revenue, figure(figures.revenue))]
        {
            if let Some(value) = value {
                values.insert((field, Some(figures.year)), value);
            }
        }
    }
    values
}

/// The facts that a record gives for a registration; else the required fields that it lacks.
pub(super) fn of_record(record: &Record) -> Result<ParcelFacts, Vec<Field>> {
    let (name, town, tenure) =
        (record.words(Field::Name), record.get(Field::Town), record.get(Field::SupplyWay));
    let (Some(name), Some(CellValue::Division(town)), Some(CellValue::Tenure(tenure))) =
        (name, town, tenure)
    else {
        let required = [Field::Name, Field::Town, Field::SupplyWay];
        return Err(required.into_iter().filter(|field| record.get(*field).is_none()).collect());
    };
    let mut facts = ParcelFacts::new(name, *town, *tenure);
    for (key, value) in &record.values {
        apply(&mut facts, *key, &value.value);
    }
    if let Some(agreement) = agreement(record, *tenure) {
        facts.agreements.push(agreement);
    }
    Ok(facts)
}

/// The agreement that a record gives: a contract has a number, and its kind follows from the tenure.
fn agreement(record: &Record, tenure: Tenure) -> Option<Agreement> {
    let kind = match tenure {
        Tenure::Granted => AgreementKind::Grant,
        Tenure::Allocated => AgreementKind::Allocation,
        Tenure::Leased => AgreementKind::Lease,
        _ => return None,
    };
    let number = record.words(Field::ContractNumber)?;
    let day = |field| match record.get(field) {
        Some(CellValue::Day(day)) => Some(*day),
        _ => None,
    };
    let mut agreement = Agreement::new(kind, Document::numbered(number));
    agreement.start_due = day(Field::StartDue);
    agreement.complete_due = day(Field::CompleteDue);
    Some(agreement)
}

/// Puts a value into the facts; values of other fields change nothing.
pub(super) fn apply(facts: &mut ParcelFacts, (field, year): Key, value: &CellValue) {
    match (field, value) {
        (Field::Name, CellValue::Text(text)) => facts.name.clone_from(text),
        (Field::Town, CellValue::Division(town)) => facts.town = *town,
        (Field::SupplyWay, CellValue::Tenure(tenure)) => facts.tenure = *tenure,
        (Field::UnitCode, CellValue::UnitCode(code)) => facts.unit = Some(*code),
        (Field::Block, CellValue::Text(text)) => facts.block = Some(text.clone()),
        (Field::Location, CellValue::Text(text)) => facts.location = Some(text.clone()),
        (Field::Holder, CellValue::Text(text)) => match &mut facts.holder {
            // The code of one holder is not that of another; the sheet's own code follows, if it has one.
            Some(holder) if holder.name == *text => {}
            holder => *holder = Some(Holder::named(text.clone())),
        },
        (Field::CreditCode, CellValue::CreditCode(code)) => {
            if let Some(holder) = &mut facts.holder {
                holder.credit_code = Some(*code);
            }
        }
        (Field::Certificate, CellValue::Text(text)) => facts.certificate = Some(text.clone()),
        (Field::AreaRegistered, CellValue::Area(area)) => {
            facts.registered_area = Some(area.area_m2)
        }
        (Field::Stage, CellValue::Stage(stage)) => facts.stage = Some(*stage),
        (Field::AreaBuilt, CellValue::Area(area)) => facts.built_area = Some(area.area_m2),
        (Field::FloorArea, CellValue::FloorArea(area)) => {
            facts.floor_area = Some(area.floor_area_m2);
        }
        (Field::BaseArea, CellValue::Area(area)) => facts.building_base_area = Some(area.area_m2),
        (Field::Invested, CellValue::Money(money)) => facts.investment = Some(*money),
        (Field::Tax | Field::Revenue, CellValue::Money(money)) => {
            let Some(year) = year else { return };
            let at = match facts.years.binary_search_by_key(&year, |figures| figures.year) {
                Ok(at) => at,
                Err(at) => {
                    facts.years.insert(at, YearFigures::new(year));
                    at
                }
            };
            let Some(figures) = facts.years.get_mut(at) else { return };
            match field {
                Field::Tax => figures.tax = Some(*money),
                _ => figures.revenue = Some(*money),
            }
        }
        _ => {}
    }
}
