//! [`propose`]: two sheets, or the ledger and a sheet, to a [`Proposal`].

use std::collections::BTreeSet;

use jiff::civil::{Date, DateTime};

use super::acts::{self, ActMaker, Outcome};
use super::matching::{self, Matched, Unclear};
use super::parts;
use super::record::{Key, Record, Standing};
use super::{
    Candidate, ChangeKind, Confidence, Match, Outlines, Proposal, ProposedChange, Question,
    QuestionKind, Summary,
};
use crate::codes::Sha256;
use crate::finding::Finding;
use crate::law::Document;
use crate::ledger::{Act, AsOf, Event, EventId, replay};
use crate::read::sheet::{Field, Sheet};
use crate::store::refusals;

/// What the new sheet is held against.
#[derive(Debug, Clone, Copy)]
pub enum Before<'a> {
    /// The ledger as of the effective day.
    Ledger,
    /// The sheet of the quarter before; the ledger must have it already.
    Sheet(&'a Sheet),
}

/// A sheet to import, and what it is held against.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct ImportRequest<'a> {
    /// The new sheet.
    pub new: &'a Sheet,
    /// What was there before.
    pub before: Before<'a>,
    /// The events of the ledger, in the order of recording.
    pub events: &'a [Event],
    /// The day from which the changes hold.
    pub effective: Date,
    /// When they are recorded.
    pub recorded: DateTime,
    /// How sure a match must be for its acts to become events; ambiguous ones never do.
    pub accept: Confidence,
    /// Outlines that belong to the new sheet.
    pub new_outlines: Option<&'a Outlines>,
    /// Outlines that belong to what was before.
    pub old_outlines: Option<&'a Outlines>,
}

impl<'a> ImportRequest<'a> {
    /// A request against the ledger, recorded in the first hour of the effective day, without maps; only certain
    /// matches become events.
    #[must_use]
    pub const fn new(new: &'a Sheet, events: &'a [Event], effective: Date) -> ImportRequest<'a> {
        ImportRequest {
            new,
            before: Before::Ledger,
            events,
            effective,
            recorded: effective.at(0, 0, 0, 0),
            accept: Confidence::Certain,
            new_outlines: None,
            old_outlines: None,
        }
    }
}

/// What a sheet would change in a ledger, and what it leaves open. Nothing is written.
///
/// The order of the rows makes no difference, but for the places. The ids of events follow from what they say, so that the
/// same sheet imported twice is refused.
///
/// # Findings
///
/// Those of the sheets, `sheet-code-repeated` and `sheet-id-repeated`; in [`Proposal::refusals`] those of
/// [`refusals`](crate::store::refusals()).
///
/// # Examples
///
/// ```
/// use jiff::civil::date;
/// use landledger::import::{ImportRequest, propose};
/// use landledger::read::Source;
/// use landledger::read::sheet::{self, ColumnMap};
///
/// let source = Source::new("2024Q1.csv", "\
/// 宗地代码,地块名称,镇街,供应方式,类别,列入面积(亩),登记面积(㎡)
/// 410106001001GB00012,一号地块,济源路街道,出让,闲置土地,15.00,12000.00
/// ");
/// let sheet = sheet::read(&source, &ColumnMap::default());
/// let proposal = propose(&ImportRequest::new(&sheet, &[], date(2024, 3, 31)));
/// assert_eq!(proposal.summary.added.count, 1);
/// assert_eq!(proposal.summary.added.area_listed_m2.to_string(), "10000");
/// assert_eq!(proposal.events.len(), 2);
/// assert!(proposal.refusals.is_empty() && proposal.questions.is_empty());
/// ```
#[must_use]
pub fn propose(request: &ImportRequest<'_>) -> Proposal {
    let state = replay(request.events, AsOf::day(request.effective)).state;
    let mut findings: Vec<Finding> = request.new.findings.clone();
    let mut new = Record::of_sheet(request.new, request.new_outlines);
    let repeated_new = matching::repeated(&new, &mut findings);
    let (old, repeated_old) = match request.before {
        Before::Ledger => (Record::of_ledger(&state, request.old_outlines), BTreeSet::new()),
        Before::Sheet(sheet) => {
            findings.extend(sheet.findings.iter().cloned());
            let records = Record::of_sheet(sheet, request.old_outlines);
            let repeated = matching::repeated(&records, &mut findings);
            (records, repeated)
        }
    };
    let result = matching::matching(&new, &old, &repeated_new, &repeated_old);
    let mut summary = Summary::default();
    for record in old.iter().filter(|record| record.standing == Standing::Listed) {
        summary.before.add(record.listed());
    }
    let parcel = |matched: &Matched| {
        let parcel = old.get(matched.old).and_then(Record::parcel);
        let own = || new.get(matched.new).and_then(Record::parcel);
        Some((parcel.or_else(own)?, matched.new))
    };
    let added = result.added.iter().filter_map(|row| Some((new.get(*row)?.parcel()?, *row)));
    let added: Vec<_> = added.collect();
    let rows: Vec<_> =
        result.matched.iter().filter_map(parcel).chain(added.iter().copied()).collect();
    let mut questions = Vec::new();
    parts::set_aside(&mut new, &rows, &mut questions);
    let mut builder = Builder {
        maker: ActMaker::new(
            &state,
            columns(request.new),
            old.iter().filter_map(Record::parcel).collect(),
            parts::together(&new, &added),
            questions,
        ),
        summary,
        changes: Vec::new(),
    };
    // What is certain builds on nothing that is only probable, and what is probable keeps what is certain.
    let mut matched = result.matched;
    matched.sort_by_key(|matched| matched.basis.confidence);
    for Matched { new: row, old: record, basis } in matched {
        let (Some(row), Some(record)) = (new.get(row), old.get(record)) else { continue };
        let outcome = builder.maker.matched(row, record, basis);
        builder.take(outcome, row, Some(record));
    }
    for row in result.added.iter().filter_map(|row| new.get(*row)) {
        let basis = Match { confidence: Confidence::Certain, keys: Vec::new() };
        let outcome = builder.maker.added(row, basis);
        builder.take(outcome, row, None);
    }
    for unclear in result.unclear {
        builder.unclear(&unclear, &new, &old);
    }
    for record in result.gone.iter().filter_map(|record| old.get(*record)) {
        builder.summary.vanished.add(record.listed());
        let question = Question::about(QuestionKind::Vanished, None, Vec::new());
        builder.maker.questions.push(question.of(record.reference(), Vec::new()));
    }
    for rejected in &request.new.rejected {
        builder.summary.rejected.add(rejected.area_listed_m2);
        builder.summary.rows.add(rejected.area_listed_m2);
    }
    builder.finish(request, findings)
}

struct Builder<'a> {
    maker: ActMaker<'a>,
    summary: Summary,
    changes: Vec<ProposedChange>,
}

impl Builder<'_> {
    fn take(&mut self, outcome: Outcome, row: &Record, old: Option<&Record>) {
        let summary = &mut self.summary;
        summary.rows.add(row.listed());
        let line = match &outcome {
            Outcome::Unchanged => &mut summary.unchanged,
            Outcome::ReasonOpen => &mut summary.reason_open,
            Outcome::Incomplete => &mut summary.incomplete,
            Outcome::Change(change) => match change.kind {
                ChangeKind::Added => &mut summary.added,
                ChangeKind::Changed => &mut summary.changed,
                ChangeKind::Relisted => &mut summary.relisted,
                ChangeKind::StruckOff => &mut summary.struck_off,
            },
        };
        let struck = matches!(&outcome, Outcome::Change(c) if c.kind == ChangeKind::StruckOff);
        let area = if struck { old.and_then(Record::listed) } else { row.listed() };
        line.add(area);
        if let Outcome::Change(change) = outcome {
            self.changes.push(*change);
        }
    }

    fn unclear(&mut self, unclear: &Unclear, new: &[Record], old: &[Record]) {
        let Some(row) = new.get(unclear.new) else { return };
        self.summary.rows.add(row.listed());
        self.summary.ambiguous.add(row.listed());
        let mut question =
            Question::about(QuestionKind::Ambiguous, Some(row.reference()), Vec::new());
        question.conflicts.clone_from(&unclear.conflicts);
        for (at, keys, conflicts) in &unclear.candidates {
            let Some(record) = old.get(*at) else { continue };
            question.candidates.push(Candidate {
                record: record.reference(),
                keys: keys.clone(),
                conflicts: conflicts.clone(),
            });
        }
        self.maker.questions.push(question);
    }

    fn finish(mut self, request: &ImportRequest<'_>, findings: Vec<Finding>) -> Proposal {
        // Of one parcel they stay in the order in which they were worked out, the certain ones first: each states all facts,
        // with what those before it changed.
        self.changes.sort_by_key(|change| {
            change.new.parcel.or_else(|| change.old.as_ref().and_then(|old| old.parcel))
        });
        let mut questions = self.maker.questions;
        questions.sort_by_cached_key(|question| {
            let old = question.candidates.first().map(|candidate| &candidate.record);
            let record = question.new.as_ref().or(old);
            let record =
                record.map(|record| (record.parcel, record.id.clone(), record.name.clone()));
            (question.kind, record)
        });
        let accept = request.accept.min(Confidence::Probable);
        let accepted = self.changes.iter().filter(|change| change.basis.confidence <= accept);
        let acts = accepted.flat_map(|change| &change.acts).cloned();
        let events: Vec<Event> = acts.filter_map(|act| event(request, act)).collect();
        let refusals = refusals(request.events, &events);
        let old = match request.before {
            Before::Ledger => None,
            Before::Sheet(sheet) => Some(sheet.name.clone()),
        };
        let fields: BTreeSet<Field> =
            request.new.columns.iter().flat_map(|column| column.fields.iter().copied()).collect();
        Proposal {
            old,
            new: request.new.name.clone(),
            effective: request.effective,
            recorded: request.recorded,
            summary: self.summary,
            changes: self.changes,
            questions,
            rejected: request.new.rejected.clone(),
            totals: request.new.totals.clone(),
            not_carried: fields.into_iter().filter(|field| !acts::is_carried(*field)).collect(),
            findings,
            events,
            refusals,
        }
    }
}

/// The fields that have a column, so that a blank there says something.
fn columns(sheet: &Sheet) -> BTreeSet<Key> {
    let of = |column: &crate::read::sheet::Column| {
        let year = column.year;
        let key = move |field: &Field| (*field, year.filter(|_| field.is_yearly()));
        column.fields.iter().map(key).collect::<Vec<Key>>()
    };
    sheet.columns.iter().flat_map(of).collect()
}

/// An event whose id follows from its day, its document and its act; `None` never comes, as an act is text and the id has
/// 34 characters without blanks.
fn event(request: &ImportRequest<'_>, act: Act) -> Option<Event> {
    let name = request.new.name.rsplit(['/', '\\']).next().unwrap_or_default();
    let said = serde_json::to_vec(&act).ok()?;
    let mut hash = Sha256::new();
    let day = request.effective.to_string();
    for part in [day.as_bytes(), b"\n", name.as_bytes(), b"\n", &said] {
        hash.update(part);
    }
    let digits: String = hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let id: EventId = format!("import-{day}-{digits}").parse().ok()?;
    let mut event = Event::new(id, request.effective, request.recorded, act);
    event.document = Some(Document::numbered(name));
    Some(event)
}
