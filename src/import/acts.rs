//! What a row changes: from values to acts, and to the questions that it leaves.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{self, AGREEMENT, FACTS};
use super::parts;
use super::record::{Key, Record, Standing, Value};
use super::{ChangeKind, ChangedValue, Match, MatchKey, ProposedChange, Question, QuestionKind};
use crate::codes::ParcelCode;
use crate::law::{Cause, CauseCode};
use crate::ledger::{Act, Entry, EntryId, LedgerState};
use crate::parcel::ParcelFacts;
use crate::read::sheet::{CellValue, Field};

/// The fields that go into an entry.
const ENTRY: [Field; 3] = [Field::Class, Field::Causes, Field::AreaListed];

/// Whether the ledger has a place for a field.
pub(super) fn is_carried(field: Field) -> bool {
    let of_rows = [Field::Id, Field::ParcelCode, Field::Status, Field::StrikeOffReason];
    [&FACTS[..], &AGREEMENT, &ENTRY, &of_rows].iter().any(|fields| fields.contains(&field))
}

/// What becomes of a row.
pub(super) enum Outcome {
    Change(Box<ProposedChange>),
    Unchanged,
    ReasonOpen,
    Incomplete,
}

/// Makes acts against a state of the ledger.
pub(super) struct ActMaker<'a> {
    state: &'a LedgerState,
    /// Entries by parcel.
    entries: BTreeMap<ParcelCode, Vec<&'a Entry>>,
    /// The columns of the new sheet: what is blank there was left blank.
    columns: BTreeSet<Key>,
    /// The parcels that were there before.
    before: BTreeSet<ParcelCode>,
    /// The facts of parcels as the acts so far leave them.
    facts: BTreeMap<ParcelCode, ParcelFacts>,
    /// The values of these facts that rows so far brought.
    brought: BTreeMap<ParcelCode, BTreeMap<Key, Value>>,
    /// What the rows without anything before say of their parcels, taken together.
    together: BTreeMap<ParcelCode, BTreeMap<Key, Value>>,
    /// Whether the row at hand has left a question that keeps it from being carried.
    blocked: bool,
    pub(super) questions: Vec<Question>,
}

impl<'a> ActMaker<'a> {
    pub(super) fn new(
        state: &'a LedgerState,
        columns: BTreeSet<Key>,
        before: BTreeSet<ParcelCode>,
        together: BTreeMap<ParcelCode, BTreeMap<Key, Value>>,
        questions: Vec<Question>,
    ) -> ActMaker<'a> {
        let mut entries: BTreeMap<ParcelCode, Vec<&Entry>> = BTreeMap::new();
        for entry in state.entries.values() {
            entries.entry(entry.parcel).or_default().push(entry);
        }
        let live = state.parcels.iter().filter(|(_, parcel)| parcel.ended.is_none());
        ActMaker {
            state,
            entries,
            columns,
            before,
            facts: live.map(|(code, parcel)| (*code, parcel.facts.clone())).collect(),
            brought: BTreeMap::new(),
            together,
            blocked: false,
            questions,
        }
    }

    /// A row that shares no key with anything of before.
    pub(super) fn added(&mut self, new: &Record, basis: Match) -> Outcome {
        self.blocked = false;
        let Some(code) = new.parcel() else { return self.incomplete(new, vec![Field::ParcelCode]) };
        let mut acts = Vec::new();
        // The ledger has what the sheet before has not; a part beside known ones is another matter.
        if !self.before.contains(&code) && self.entries(code).any(Entry::is_open) {
            self.ask(QuestionKind::EntryUnknown, new, Vec::new());
            return Outcome::Incomplete;
        }
        let known = self.facts.contains_key(&code);
        if !known {
            // Each row may have what another lacks.
            let mut all = new.clone();
            all.values.extend(self.together.get(&code).cloned().unwrap_or_default());
            match facts::of_record(&all) {
                Ok(facts) => {
                    self.facts.insert(code, facts.clone());
                    acts.push(Act::ParcelRegistered { parcel: code, facts: Box::new(facts) });
                }
                Err(missing) => return self.incomplete(new, missing),
            }
        }
        if new.standing == Standing::Listed {
            acts.extend(self.listing(code, new));
        }
        if acts.is_empty() {
            return if self.blocked { Outcome::Incomplete } else { Outcome::Unchanged };
        }
        let values = new.values.iter().filter(|((field, _), _)| is_carried(*field));
        let values = values.map(|((field, year), value)| ChangedValue {
            field: *field,
            year: *year,
            old: None,
            old_place: None,
            new: Some(value.value.clone()),
            new_place: value.place.clone(),
        });
        Outcome::Change(Box::new(ProposedChange {
            kind: ChangeKind::Added,
            basis,
            new: new.reference(),
            old: None,
            values: values.collect(),
            acts,
        }))
    }

    /// A row that was matched with a record of before.
    pub(super) fn matched(&mut self, new: &Record, old: &Record, basis: Match) -> Outcome {
        self.blocked = false;
        let Some(code) = old.parcel().or_else(|| new.parcel()) else {
            return self.incomplete(new, vec![Field::ParcelCode]);
        };
        let values = differences(new, old);
        self.ask_about_blanks(new, old, &basis.keys);
        self.ask_about_agreement(new, old, &basis.keys);
        let mut acts = Vec::new();
        let changed = |values: &[ChangedValue], fields: &[Field]| {
            values.iter().any(|value| fields.contains(&value.field))
        };
        if changed(&values, &FACTS) {
            if !self.facts.contains_key(&code) {
                self.ask(QuestionKind::EntryUnknown, new, Vec::new());
                return Outcome::Incomplete;
            }
            acts.extend(self.revision(code, new, &values));
        }
        let moves = changed(&values, &ENTRY) || new.standing != old.standing;
        let mut kind = ChangeKind::Changed;
        let mut reason_open = false;
        if moves {
            match (new.standing, old.standing) {
                (Standing::Listed, Standing::NotListed) => {
                    acts.extend(self.listing(code, new));
                }
                (Standing::StruckOff, Standing::Listed) => match new.get(Field::StrikeOffReason) {
                    Some(CellValue::Reason(reason)) => {
                        kind = ChangeKind::StruckOff;
                        if let Some(entry) = self.entry(code, new, old) {
                            let entry = entry.id.clone();
                            acts.extend(self.entry_changes(code, new, old, &values));
                            acts.push(Act::EntryStruckOff { entry, reason: *reason });
                        }
                    }
                    _ => {
                        reason_open = true;
                        let question = Question::about(
                            QuestionKind::ReasonOpen,
                            Some(new.reference()),
                            Vec::new(),
                        );
                        self.questions.push(question.of(old.reference(), basis.keys.clone()));
                    }
                },
                (Standing::Listed, Standing::StruckOff) if new.get(Field::Class).is_some() => {
                    kind = ChangeKind::Relisted;
                    if let Some(entry) = self.entry(code, new, old) {
                        let causes = causes(new, &entry.causes);
                        acts.push(Act::EntryRelisted { entry: entry.id.clone(), causes });
                        acts.extend(self.entry_changes(code, new, old, &values));
                    }
                }
                (Standing::Listed, Standing::Listed) => {
                    acts.extend(self.entry_changes(code, new, old, &values));
                }
                _ => {}
            }
        }
        match (acts.is_empty(), reason_open) {
            (true, true) => Outcome::ReasonOpen,
            (true, false) if self.blocked => Outcome::Incomplete,
            // Nothing differs, or the ledger says so already.
            (true, false) => Outcome::Unchanged,
            _ => Outcome::Change(Box::new(ProposedChange {
                kind,
                basis,
                new: new.reference(),
                old: Some(old.reference()),
                values,
                acts,
            })),
        }
    }

    /// The listing of a row that has a class and an area.
    fn listing(&mut self, code: ParcelCode, new: &Record) -> Option<Act> {
        let (class, area) = (new.get(Field::Class), new.listed());
        let (Some(CellValue::Class(class)), Some(land_area_m2)) = (class, area) else {
            let missing: Vec<Field> = [Field::Class, Field::AreaListed]
                .into_iter()
                .filter(|field| new.get(*field).is_none())
                .collect();
            // A sheet of parcels that says neither is no ledger.
            if missing.len() < 2 {
                self.ask(QuestionKind::Incomplete, new, missing);
            }
            return None;
        };
        let entry = match new.id().map(str::parse::<EntryId>) {
            Some(Ok(id)) => id,
            Some(Err(_)) => {
                self.ask(QuestionKind::Incomplete, new, vec![Field::Id]);
                return None;
            }
            None => {
                let mut ids = (1_u32..).filter_map(|n| format!("{code}-{n}").parse().ok());
                ids.find(|id| !self.state.entries.contains_key(id))?
            }
        };
        let causes = causes(new, &[]);
        Some(Act::EntryListed { entry, parcel: code, class: *class, causes, land_area_m2 })
    }

    /// The facts with what the row and those before it change, unless the ledger says so already.
    fn revision(&mut self, code: ParcelCode, new: &Record, values: &[ChangedValue]) -> Option<Act> {
        let changed = values
            .iter()
            .filter(|value| value.new.is_some() && FACTS.contains(&value.field))
            .map(|value| (value.field, value.year));
        // The name of a holder takes its code away; a code that has not changed belongs to the new name.
        let keys = changed.chain([(Field::CreditCode, None)]);
        let brought = self.brought.entry(code).or_default();
        for key in keys {
            if let Some(value) = new.values.get(&key) {
                parts::put(brought, key, value);
            }
        }
        let facts = self.facts.get_mut(&code)?;
        let before = facts.clone();
        // All of them, in the order of fields: a code that another row brought stays with the name that comes now.
        for (key, value) in &*brought {
            facts::apply(facts, *key, &value.value);
        }
        let facts = (*facts != before).then(|| Box::new(facts.clone()))?;
        Some(Act::FactsRevised { parcel: code, facts })
    }

    /// Reclassification, other causes, another area.
    fn entry_changes(
        &mut self,
        code: ParcelCode,
        new: &Record,
        old: &Record,
        values: &[ChangedValue],
    ) -> Vec<Act> {
        let mut acts = Vec::new();
        let differs =
            |field| values.iter().any(|value| value.field == field && value.new.is_some());
        if !ENTRY.iter().any(|field| differs(*field)) {
            return acts;
        }
        let Some(entry) = self.entry(code, new, old) else { return acts };
        let id = || entry.id.clone();
        if let Some(CellValue::Class(class)) = new.get(Field::Class)
            && differs(Field::Class)
            && entry.class != *class
        {
            acts.push(Act::EntryReclassified { entry: id(), class: *class });
        }
        let relisted = old.standing == Standing::StruckOff;
        if differs(Field::Causes) && !relisted {
            let causes = causes(new, &entry.causes);
            if causes != entry.causes {
                acts.push(Act::CausesRevised { entry: id(), causes });
            }
        }
        if let Some(area) = new.listed().filter(|area| *area != entry.land_area)
            && differs(Field::AreaListed)
        {
            acts.push(Act::EntryResized { entry: id(), land_area_m2: area });
        }
        acts
    }

    /// The entry of the ledger that a matched row is about: by id, else the only one of the parcel.
    fn entry(&mut self, code: ParcelCode, new: &Record, old: &Record) -> Option<&'a Entry> {
        let wanted = old.standing == Standing::Listed;
        let ids = [old.id(), new.id()].into_iter().flatten();
        let by_id = ids.filter_map(|id| id.parse::<EntryId>().ok());
        let by_id = by_id.filter_map(|id| self.state.entries.get(&id)).find(|e| e.parcel == code);
        let of_parcel = || {
            let mut fitting = self.entries(code).filter(|entry| entry.is_open() == wanted);
            let only = fitting.next()?;
            fitting.next().is_none().then_some(only)
        };
        let entry = by_id.or_else(of_parcel);
        if entry.is_none() {
            self.ask(QuestionKind::EntryUnknown, new, Vec::new());
        }
        entry
    }

    fn entries(&self, code: ParcelCode) -> impl Iterator<Item = &'a Entry> + use<'a> {
        let entries: Vec<&'a Entry> = self.entries.get(&code).cloned().unwrap_or_default();
        entries.into_iter()
    }

    fn ask_about_blanks(&mut self, new: &Record, old: &Record, keys: &[MatchKey]) {
        let blank = old.values.keys().filter(|key| {
            let carried = FACTS.contains(&key.0) || ENTRY.contains(&key.0);
            let disputed = new.disputed.contains(key);
            carried && !disputed && !new.values.contains_key(key) && self.columns.contains(key)
        });
        let mut fields: Vec<Field> = blank.map(|(field, _)| *field).collect();
        fields.dedup();
        if !fields.is_empty() {
            let question = Question::about(QuestionKind::Blank, Some(new.reference()), fields);
            self.questions.push(question.of(old.reference(), keys.to_vec()));
        }
    }

    fn ask_about_agreement(&mut self, new: &Record, old: &Record, keys: &[MatchKey]) {
        let differs = |field: &Field| {
            let (new, old) = (new.get(*field), old.get(*field));
            new.is_some_and(|new| old.is_none_or(|old| !new.agrees_with(old)))
        };
        let fields: Vec<Field> = AGREEMENT.into_iter().filter(differs).collect();
        if !fields.is_empty() {
            let kind = QuestionKind::AgreementDiffers;
            let question = Question::about(kind, Some(new.reference()), fields);
            self.questions.push(question.of(old.reference(), keys.to_vec()));
        }
    }

    fn ask(&mut self, kind: QuestionKind, new: &Record, fields: Vec<Field>) {
        self.blocked = true;
        self.questions.push(Question::about(kind, Some(new.reference()), fields));
    }

    fn incomplete(&mut self, new: &Record, missing: Vec<Field>) -> Outcome {
        self.ask(QuestionKind::Incomplete, new, missing);
        Outcome::Incomplete
    }
}

/// Carried values of a row that are not those of before.
fn differences(new: &Record, old: &Record) -> Vec<ChangedValue> {
    let carried =
        new.values.iter().filter(|((field, _), _)| FACTS.contains(field) || ENTRY.contains(field));
    carried
        .filter_map(|(key, value)| {
            let before = old.values.get(key);
            if before.is_some_and(|before| value.value.agrees_with(&before.value)) {
                return None;
            }
            Some(ChangedValue {
                field: key.0,
                year: key.1,
                old: before.map(|before| before.value.clone()),
                old_place: before.and_then(|before| before.place.clone()),
                new: Some(value.value.clone()),
                new_place: value.place.clone(),
            })
        })
        .collect()
}

/// The causes of a row; those that are known keep their side, evidence and note. A row without any leaves them.
fn causes(new: &Record, known: &[Cause]) -> Vec<Cause> {
    let Some(CellValue::Causes(codes)) = new.get(Field::Causes) else { return known.to_vec() };
    let cause = |code: &CauseCode| {
        let same = known.iter().find(|cause| cause.code == *code);
        same.cloned().unwrap_or_else(|| Cause::new(*code))
    };
    codes.iter().map(cause).collect()
}
