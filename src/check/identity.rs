//! Codes (代码): that they follow their grammar, belong to one parcel each, and lie in the district.

use std::collections::BTreeMap;

use super::context::Context;
use crate::codes::{DivisionCode, ParcelCode};
use crate::finding::{Code, Finding, Text};
use crate::geometry::PlanePosition;

/// Parcel codes that are none, codes that stand on two parcels in force together, and codes of another district.
///
/// Parcels are told apart by their code; records without one have none that could be repeated.
pub(super) fn identity<P: PlanePosition>(context: &Context<'_, P>) -> Vec<Finding> {
    let mut findings = own_codes(context);
    findings.extend(repeated_codes(context));
    findings
}

/// Parcel codes that are none, and codes of another district.
pub(super) fn own_codes<P: PlanePosition>(context: &Context<'_, P>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (record, item) in context.records.iter().enumerate() {
        let parsed = item.code.as_deref().map(|code| (code, code.parse::<ParcelCode>()));
        if let Some((code, Err(error))) = &parsed {
            let message = Text::new(
                format!("宗地代码 {code:?}：{}", error.sentence_zh()),
                format!("parcel code {code:?}: {error}"),
            );
            let finding = context.about(record, Finding::new(Code::CodeInvalid, message));
            findings.push(finding.at(context.places.code_place(record)));
        }
        let parcel = parsed.and_then(|(_, code)| code.ok());
        if let Some(district) = context.zone.and_then(|zone| zone.division) {
            findings.extend(
                foreign(context, record, parcel, district)
                    .into_iter()
                    .map(|finding| context.about(record, finding)),
            );
        }
    }
    findings
}

/// Parcel and unit codes that stand on two parcels in force together.
pub(super) fn repeated_codes<P: PlanePosition>(context: &Context<'_, P>) -> Vec<Finding> {
    let mut findings = repeated_parcels(context);
    findings.extend(repeated_units(context));
    findings
}

/// The codes of a record that belong to another district.
fn foreign<P: PlanePosition>(
    context: &Context<'_, P>,
    record: usize,
    parcel: Option<ParcelCode>,
    district: DivisionCode,
) -> Vec<Finding> {
    let facts = context.records.get(record).and_then(|item| item.facts);
    let unit = facts.and_then(|facts| facts.unit);
    // Parcel and unit codes name a county, whatever division the zone states.
    let county = district.county().unwrap_or(district);
    let mut codes = Vec::new();
    if let Some(parcel) = parcel.filter(|parcel| !county.contains(&parcel.county())) {
        codes.push((("宗地代码", "parcel code"), parcel.to_string(), parcel.county(), county));
    }
    // A unit on this very parcel would only say the same again.
    if let Some(unit) = unit.filter(|unit| Some(unit.parcel()) != parcel)
        && !county.contains(&unit.parcel().county())
    {
        let name = ("不动产单元代码", "real-estate unit code");
        codes.push((name, unit.to_string(), unit.parcel().county(), county));
    }
    if let Some(town) = facts.map(|facts| facts.town).filter(|town| !district.contains(town)) {
        codes.push((("所属镇办", "town"), town.to_string(), town, district));
    }
    let finding = |((zh, en), code, found, expected): ((&str, &str), String, DivisionCode, _)| {
        let message = Text::new(
            format!("{zh} {code} 应在行政区划 {expected} 之内，实属 {found}"),
            format!("{en} {code}: expected a division within {expected}, found {found}"),
        );
        Finding::new(Code::DivisionForeign, message)
    };
    codes.into_iter().map(finding).collect()
}

fn repeated_parcels<P: PlanePosition>(context: &Context<'_, P>) -> Vec<Finding> {
    let codes = context.records.iter().map(|item| item.code.as_deref());
    let repeated = together(context, codes);
    let finding = |(code, first, second): (&str, usize, usize)| {
        let first = context.place(first);
        let message = Text::new(
            format!("宗地代码 {code} 重复{}", first_zh(&first)),
            format!("expected each parcel code once, found {code} again{}", first_en(&first)),
        );
        let mut finding = Finding::new(Code::ParcelCodeRepeated, message).about(code);
        finding.more_pointers.extend(first.pointer);
        finding.at(context.place(second))
    };
    repeated.into_iter().map(finding).collect()
}

fn repeated_units<P: PlanePosition>(context: &Context<'_, P>) -> Vec<Finding> {
    let units = context.records.iter().map(|item| item.facts.and_then(|facts| facts.unit));
    let repeated = together(context, units);
    let subject = |record: usize| {
        context.records.get(record).map(|item| item.subject.to_string()).unwrap_or_default()
    };
    let finding = |(unit, first, second): (crate::codes::UnitCode, usize, usize)| {
        let message = Text::new(
            format!("不动产单元代码 {unit} 同时用于宗地 {} 和 {}", subject(first), subject(second)),
            format!(
                "expected each real-estate unit code on one parcel, found {unit} on {} and {}",
                subject(first),
                subject(second)
            ),
        );
        let finding = Finding::new(Code::UnitCodeRepeated, message);
        let mut finding = finding.about(subject(first)).about(subject(second));
        finding.more_pointers.extend(context.place(first).pointer);
        finding.at(context.place(second))
    };
    repeated.into_iter().map(finding).collect()
}

/// Keys that two records in force on one day share: key, the record earlier in the file, the later one. Each record
/// is held against one other, so that n records with one key give n − 1 rows.
fn together<K: Ord + Copy, P: PlanePosition>(
    context: &Context<'_, P>,
    keys: impl Iterator<Item = Option<K>>,
) -> Vec<(K, usize, usize)> {
    let mut groups: BTreeMap<K, Vec<usize>> = BTreeMap::new();
    for (record, key) in keys.enumerate() {
        if let Some(key) = key {
            groups.entry(key).or_default().push(record);
        }
    }
    let in_force = |record: usize| context.records.get(record).map(|item| item.in_force);
    let mut pairs = Vec::new();
    for (key, mut group) in groups {
        // By first day, an open one first; then whoever lasts longest meets each that begins before its end.
        group.sort_by_key(|record| (in_force(*record).and_then(|days| days.from), *record));
        let mut longest: Option<usize> = None;
        for record in group {
            let Some(days) = in_force(record) else { continue };
            let held = longest.and_then(|held| Some((held, in_force(held)?)));
            if let Some((held, _)) = held.filter(|(_, other)| other.meets(&days)) {
                pairs.push((key, held.min(record), held.max(record)));
            }
            let outlasts = |other: super::InForce| match (days.until, other.until) {
                (_, None) => false,
                (None, Some(_)) => true,
                (Some(own), Some(other)) => own > other,
            };
            if held.is_none_or(|(_, other)| outlasts(other)) {
                longest = Some(record);
            }
        }
    }
    pairs.sort_by_key(|(_, first, second)| (*second, *first));
    pairs
}

fn first_zh(place: &crate::finding::Place) -> String {
    if place.is_unknown() { String::new() } else { format!("，首次出现在 {place}") }
}

fn first_en(place: &crate::finding::Place) -> String {
    if place.is_unknown() { String::new() } else { format!(" (first at {place})") }
}
