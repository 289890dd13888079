//! Which row is which record of before.
//!
//! Keys are tried one after another, the strongest first; a key decides where exactly one row and one record of before,
//! neither of them matched yet, share it, and no other key of theirs contradicts it. Everything else that a key brings
//! together is ambiguous.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::record::{Record, Standing};
use crate::finding::{Code, Finding, Text};
use crate::read::sheet::{Field, SheetArea};
use crate::units::Ratio;

/// What a row and a record of before have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum MatchKey {
    /// The parcel code.
    SameCode,
    /// The id of the entry.
    SameId,
    /// The outline, vertex by vertex, where maps are given.
    SameGeometry,
    /// The location in words, in the same town.
    SameLocation,
    /// The holder and the area, registered or else listed.
    SameHolderAndArea,
}

/// What speaks against a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Conflict {
    /// Both have a parcel code, and not the same.
    OtherCode,
    /// Both have an entry id, and not the same.
    OtherId,
    /// The holders differ, and the areas by more than a tenth of the larger.
    OtherHolderAndArea,
    /// The row shares its code or id with another row.
    Repeated,
    /// More than one row or record has the same key.
    SeveralCandidates,
}

/// How far a match can be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// The parcel code is the same, or the entry id and another key; or the row is new by its code, and no other key
    /// says otherwise.
    Certain,
    /// Keys agree that need not be unique, and none contradicts.
    Probable,
    /// Keys contradict each other, or several candidates have them.
    Ambiguous,
}

/// What a change rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Match {
    /// How far it can be relied on.
    pub confidence: Confidence,
    /// Every key that is the same, the strongest first; empty for a row that is new.
    pub keys: Vec<MatchKey>,
}

impl MatchKey {
    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            MatchKey::SameCode => Text::new("代码相同", "same code"),
            MatchKey::SameId => Text::new("编号相同", "same id"),
            MatchKey::SameGeometry => Text::new("图形相同", "same geometry"),
            MatchKey::SameLocation => Text::new("坐落相同", "same location"),
            MatchKey::SameHolderAndArea => Text::new("权利人和面积相同", "same holder and area"),
        }
    }
}

impl Conflict {
    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            Conflict::OtherCode => Text::new("代码不同", "other code"),
            Conflict::OtherId => Text::new("编号不同", "other id"),
            Conflict::OtherHolderAndArea => Text::new(
                "权利人不同且面积相差超过十分之一",
                "other holder, and area off by over a tenth",
            ),
            Conflict::Repeated => Text::new("表内重复", "repeated in the sheet"),
            Conflict::SeveralCandidates => Text::new("不止一个候选", "several candidates"),
        }
    }
}

impl Confidence {
    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            Confidence::Certain => Text::new("确定", "certain"),
            Confidence::Probable => Text::new("很可能", "probable"),
            Confidence::Ambiguous => Text::new("不明", "ambiguous"),
        }
    }
}

/// A row that was matched, and how; indices into the new records and those of before.
pub(super) struct Matched {
    pub(super) new: usize,
    pub(super) old: usize,
    pub(super) basis: Match,
}

/// A row that cannot be told.
pub(super) struct Unclear {
    pub(super) new: usize,
    /// Records of before that share a key, with what agrees and what does not.
    pub(super) candidates: Vec<(usize, Vec<MatchKey>, Vec<Conflict>)>,
    pub(super) conflicts: Vec<Conflict>,
}

pub(super) struct Matching {
    pub(super) matched: Vec<Matched>,
    pub(super) unclear: Vec<Unclear>,
    /// Rows that share no key with anything.
    pub(super) added: Vec<usize>,
    /// Records that no row shares a key with.
    pub(super) gone: Vec<usize>,
}

/// The keys in the order in which they are tried.
const PASSES: [&[MatchKey]; 6] = [
    &[MatchKey::SameCode, MatchKey::SameId],
    &[MatchKey::SameCode],
    &[MatchKey::SameId],
    &[MatchKey::SameGeometry],
    &[MatchKey::SameLocation],
    &[MatchKey::SameHolderAndArea],
];

const ALL: [MatchKey; 5] = [
    MatchKey::SameCode,
    MatchKey::SameId,
    MatchKey::SameGeometry,
    MatchKey::SameLocation,
    MatchKey::SameHolderAndArea,
];

/// The value of a key, to compare; `None` if the record does not have it.
type KeyValue = String;

struct Keyed {
    keys: BTreeMap<MatchKey, KeyValue>,
}

impl Keyed {
    fn of(record: &Record) -> Keyed {
        let mut keys = BTreeMap::new();
        let mut put = |key, value: Option<String>| {
            if let Some(value) = value {
                keys.insert(key, value);
            }
        };
        put(MatchKey::SameCode, record.parcel().map(|code| code.to_string()));
        put(MatchKey::SameId, record.id().map(ToOwned::to_owned));
        put(MatchKey::SameGeometry, record.outline.as_ref().map(|rings| format!("{rings:?}")));
        put(MatchKey::SameLocation, location(record));
        put(MatchKey::SameHolderAndArea, holder_and_area(record));
        Keyed { keys }
    }

    fn joined(&self, pass: &[MatchKey]) -> Option<Vec<&str>> {
        pass.iter().map(|key| self.keys.get(key).map(String::as_str)).collect()
    }
}

fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn location(record: &Record) -> Option<String> {
    let location = plain(record.words(Field::Location)?);
    let town = record.get(Field::Town).map(|town| town.text().en).unwrap_or_default();
    (!location.is_empty()).then(|| format!("{town} {location}"))
}

fn area(record: &Record) -> Option<SheetArea> {
    record.area(Field::AreaRegistered).or_else(|| record.area(Field::AreaListed))
}

fn holder_and_area(record: &Record) -> Option<String> {
    let name = record.words(Field::Holder).map(plain)?;
    let area = area(record)?.area_m2.square_metres().normalize();
    Some(format!("{name} {area}"))
}

/// What speaks against taking the one for the other.
fn conflicts(new: &Record, old: &Record) -> Vec<Conflict> {
    let mut conflicts = Vec::new();
    let differ = |a: Option<String>, b: Option<String>| a.zip(b).is_some_and(|(a, b)| a != b);
    let code = |record: &Record| record.parcel().map(|code| code.to_string());
    if differ(code(new), code(old)) {
        conflicts.push(Conflict::OtherCode);
    }
    let id = |record: &Record| record.id().map(ToOwned::to_owned);
    if differ(id(new), id(old)) {
        conflicts.push(Conflict::OtherId);
    }
    let name = |record: &Record| record.words(Field::Holder).map(plain);
    let same_code = new.get(Field::CreditCode).zip(old.get(Field::CreditCode));
    let same_holder = same_code.is_some_and(|(a, b)| a == b);
    let other_holder = !same_holder
        && (differ(name(new), name(old)) || differ(holder_code(new), holder_code(old)));
    if other_holder && areas_far_apart(new, old) {
        conflicts.push(Conflict::OtherHolderAndArea);
    }
    conflicts
}

fn holder_code(record: &Record) -> Option<String> {
    record.get(Field::CreditCode).map(|code| code.text().en)
}

/// Whether the same kind of area differs by more than a tenth of the larger.
fn areas_far_apart(new: &Record, old: &Record) -> bool {
    let pair = |field| new.area(field).zip(old.area(field));
    let Some((a, b)) = pair(Field::AreaRegistered).or_else(|| pair(Field::AreaListed)) else {
        return false;
    };
    let difference = a.area_m2.change_from(b.area_m2).magnitude();
    let share = difference.share_of(a.area_m2.max(b.area_m2));
    share.is_some_and(|share| share > Ratio::from_percent(10))
}

fn agreeing(new: &Keyed, old: &Keyed) -> Vec<MatchKey> {
    let same = |key: &MatchKey| new.keys.get(key).is_some_and(|v| old.keys.get(key) == Some(v));
    ALL.into_iter().filter(|key| same(key)).collect()
}

fn confidence(keys: &[MatchKey]) -> Confidence {
    let strong =
        keys.contains(&MatchKey::SameCode) || (keys.contains(&MatchKey::SameId) && keys.len() > 1);
    if strong { Confidence::Certain } else { Confidence::Probable }
}

/// Rows that share a code without ids to tell them apart, or an id; each is a finding.
pub(super) fn repeated(records: &[Record], findings: &mut Vec<Finding>) -> BTreeSet<usize> {
    let mut repeated = BTreeSet::new();
    let mut by_id: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut by_code: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (at, record) in records.iter().enumerate() {
        if let Some(id) = record.id() {
            by_id.entry(id).or_default().push(at);
        }
        if let Some(code) = record.parcel() {
            by_code.entry(code).or_default().push(at);
        }
    }
    let mut report = |code: Code, subject: String, rows: &[usize], zh: &str, en: &str| {
        let records = || rows.iter().filter_map(|at| records.get(*at));
        let mut lines: Vec<u32> =
            records().filter_map(|record| record.place.as_ref()?.line).collect();
        lines.sort_unstable();
        let mut places: Vec<_> = records().filter_map(|record| record.place.clone()).collect();
        places.sort_by_key(|place| place.line);
        let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
        let message = Text::new(
            format!("{zh} {subject} 应只出现一次，实际在第 {} 行；均未采用", lines.join("、")),
            format!(
                "expected the {en} {subject} once, found it in lines {}; none is used",
                lines.join(", ")
            ),
        );
        let place = places.into_iter().nth(1).unwrap_or_default();
        findings.push(Finding::new(code, message).about(subject).at(place));
        repeated.extend(rows.iter().copied());
    };
    for (id, rows) in by_id.iter().filter(|(_, rows)| rows.len() > 1) {
        report(Code::SheetIdRepeated, (*id).to_owned(), rows, "台账编号", "entry id");
    }
    for (code, rows) in by_code.iter().filter(|(_, rows)| rows.len() > 1) {
        let told_apart = rows.iter().filter_map(|at| records.get(*at)).all(|r| r.id().is_some());
        if !told_apart {
            report(Code::SheetCodeRepeated, code.to_string(), rows, "宗地代码", "parcel code");
        }
    }
    repeated
}

/// Matches the new records with those of before.
pub(super) fn matching(
    new: &[Record],
    old: &[Record],
    repeated_new: &BTreeSet<usize>,
    repeated_old: &BTreeSet<usize>,
) -> Matching {
    let new_keys: Vec<Keyed> = new.iter().map(Keyed::of).collect();
    let old_keys: Vec<Keyed> = old.iter().map(Keyed::of).collect();
    let mut open_new: BTreeSet<usize> =
        (0..new.len()).filter(|at| !repeated_new.contains(at)).collect();
    let mut open_old: BTreeSet<usize> =
        (0..old.len()).filter(|at| !repeated_old.contains(at)).collect();
    let mut result =
        Matching { matched: Vec::new(), unclear: Vec::new(), added: Vec::new(), gone: Vec::new() };
    let mut unclear: BTreeMap<usize, Vec<Conflict>> =
        repeated_new.iter().map(|at| (*at, vec![Conflict::Repeated])).collect();
    // Records that an unclear row may be: no weaker key decides about them.
    let mut disputed: BTreeSet<usize> = BTreeSet::new();
    for pass in PASSES {
        let before: BTreeSet<usize> = unclear.keys().copied().collect();
        let mut groups: BTreeMap<Vec<&str>, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        for (keys, open, side) in [(&new_keys, &open_new, 0), (&old_keys, &open_old, 1)] {
            for at in open {
                let Some(value) = keys.get(*at).and_then(|keys| keys.joined(pass)) else {
                    continue;
                };
                let group = groups.entry(value).or_default();
                if side == 0 { group.0.push(*at) } else { group.1.push(*at) }
            }
        }
        for (rows, records) in groups.values() {
            if rows.is_empty() || records.is_empty() {
                continue;
            }
            let (&[row], &[record]) = (rows.as_slice(), records.as_slice()) else {
                for row in rows {
                    unclear.entry(*row).or_default().push(Conflict::SeveralCandidates);
                    open_new.remove(row);
                }
                continue;
            };
            let (Some(a), Some(b)) = (new.get(row), old.get(record)) else { continue };
            let (Some(row_keys), Some(record_keys)) = (new_keys.get(row), old_keys.get(record))
            else {
                continue;
            };
            let mut against = conflicts(a, b);
            if disputed.contains(&record) {
                against.push(Conflict::SeveralCandidates);
            }
            open_new.remove(&row);
            if against.is_empty() {
                let keys = agreeing(row_keys, record_keys);
                open_old.remove(&record);
                let basis = Match { confidence: confidence(&keys), keys };
                result.matched.push(Matched { new: row, old: record, basis });
            } else {
                unclear.entry(row).or_default().extend(against);
            }
        }
        for row in unclear.keys().filter(|row| !before.contains(row)) {
            let Some(row) = new_keys.get(*row) else { continue };
            let shares = |at: &usize| {
                old_keys.get(*at).is_some_and(|record| !agreeing(row, record).is_empty())
            };
            disputed.extend(open_old.iter().copied().filter(shares));
        }
    }
    // What is unclear claims every record with a key of its own that no certain match has taken.
    let mut index: BTreeMap<(MatchKey, &str), Vec<usize>> = BTreeMap::new();
    for at in open_old.iter().chain(repeated_old) {
        let keys = old_keys.get(*at).map(|keys| &keys.keys);
        for (key, value) in keys.into_iter().flatten() {
            index.entry((*key, value)).or_default().push(*at);
        }
    }
    let mut claimed = BTreeSet::new();
    let candidates = |row: usize| -> BTreeSet<usize> {
        let mut candidates = BTreeSet::new();
        for (key, value) in new_keys.get(row).map(|keys| &keys.keys).into_iter().flatten() {
            candidates.extend(index.get(&(*key, value.as_str())).into_iter().flatten().copied());
        }
        candidates
    };
    for row in std::mem::take(&mut open_new) {
        // Of a repeated record of before nothing says which one the row is.
        if candidates(row).is_empty() {
            result.added.push(row);
        } else {
            unclear.entry(row).or_default().push(Conflict::Repeated);
        }
    }
    for (row, mut against) in unclear {
        against.sort();
        against.dedup();
        let candidates = candidates(row);
        let judged = candidates.iter().filter_map(|at| {
            let keys = agreeing(new_keys.get(row)?, old_keys.get(*at)?);
            Some((*at, keys, conflicts(new.get(row)?, old.get(*at)?)))
        });
        let judged = judged.collect();
        claimed.extend(candidates);
        result.unclear.push(Unclear { new: row, candidates: judged, conflicts: against });
    }
    result.matched.sort_by_key(|matched| matched.new);
    let left = open_old.iter().chain(repeated_old).copied().filter(|at| !claimed.contains(at));
    let listed =
        |at: &usize| old.get(*at).is_some_and(|record| record.standing == Standing::Listed);
    result.gone = left.collect::<BTreeSet<_>>().into_iter().filter(listed).collect();
    result
}
