//! Drafts of events: written in any order, put into the order of recording, numbered at the end.

use jiff::civil::{Date, DateTime};

use super::internal;
use super::make::{self, Day};
use super::rng::SplitMix64;
use crate::error::Result;
use crate::law::Document;
use crate::ledger::{Act, Actor, Event, EventId};

/// Who records what, by role.
#[derive(Debug, Clone, Copy)]
pub(super) enum Role {
    Registrar,
    LedgerKeeper,
    PlanOffice,
    PlantSurveyor,
    Promoter,
    Statistician,
}

impl Role {
    const fn name(self) -> &'static str {
        match self {
            Role::Registrar => "不动产登记岗",
            Role::LedgerKeeper => "台账管理岗",
            Role::PlanOffice => "盘活专班",
            Role::PlantSurveyor => "厂房普查岗",
            Role::Promoter => "招商专员",
            Role::Statistician => "统计岗",
        }
    }
}

/// An event before it has an id.
#[derive(Debug)]
struct Draft {
    effective: Day,
    /// Day and minute of the day.
    recorded: (Day, i64),
    role: Role,
    document: Option<Document>,
    note: Option<String>,
    act: Act,
    /// The draft that this one corrects or retracts; its act then carries a provisional id.
    corrects: Option<usize>,
}

/// A number for a draft, to correct it later.
#[derive(Debug, Clone, Copy)]
pub(super) struct DraftNumber(usize);

/// The drafts of a journal.
#[derive(Debug)]
pub(super) struct Drafts {
    drafts: Vec<Draft>,
    rng: SplitMix64,
}

impl Drafts {
    pub(super) const fn new(rng: SplitMix64) -> Drafts {
        Drafts { drafts: Vec::new(), rng }
    }

    /// An event recorded one to six days after its effective day, in office hours.
    pub(super) fn add(
        &mut self,
        effective: Day,
        role: Role,
        document: Option<Document>,
        act: Act,
    ) -> DraftNumber {
        let lag = self.rng.between(1, 6);
        self.add_recorded(effective, effective + lag, role, document, act)
    }

    /// An event recorded on a set day.
    pub(super) fn add_recorded(
        &mut self,
        effective: Day,
        recorded: Day,
        role: Role,
        document: Option<Document>,
        act: Act,
    ) -> DraftNumber {
        let minute = self.rng.between(8 * 60 + 30, 17 * 60 + 30);
        let recorded = (recorded, minute);
        let number = DraftNumber(self.drafts.len());
        let draft = Draft { effective, recorded, role, document, note: None, act, corrects: None };
        self.drafts.push(draft);
        number
    }

    pub(super) fn note(&mut self, draft: DraftNumber, note: impl Into<String>) {
        if let Some(draft) = self.drafts.get_mut(draft.0) {
            draft.note = Some(note.into());
        }
    }

    /// Lets a draft say something else than it was made with.
    pub(super) fn replace(&mut self, draft: DraftNumber, act: Act) {
        if let Some(draft) = self.drafts.get_mut(draft.0) {
            draft.act = act;
        }
    }

    /// Corrects a draft: what it should have said, from `effective` on.
    pub(super) fn correct(
        &mut self,
        wrong: DraftNumber,
        effective: Day,
        recorded: Day,
        act: Act,
    ) -> Result<()> {
        let act = Act::EventCorrected { event: provisional()?, act: Box::new(act) };
        self.correction(wrong, effective, recorded, act, "录入有误，按原件更正");
        Ok(())
    }

    /// Retracts a draft.
    pub(super) fn retract(
        &mut self,
        wrong: DraftNumber,
        effective: Day,
        recorded: Day,
    ) -> Result<()> {
        let act = Act::EventRetracted { event: provisional()? };
        self.correction(wrong, effective, recorded, act, "宗地认错，整条撤销");
        Ok(())
    }

    fn correction(
        &mut self,
        wrong: DraftNumber,
        effective: Day,
        recorded: Day,
        act: Act,
        note: &str,
    ) {
        let number = self.add_recorded(effective, recorded, Role::LedgerKeeper, None, act);
        self.note(number, note);
        if let Some(draft) = self.drafts.get_mut(number.0) {
            draft.corrects = Some(wrong.0);
        }
    }

    /// The events in the order of recording.
    pub(super) fn into_events(self) -> Result<Vec<Event>> {
        let mut order: Vec<usize> = (0..self.drafts.len()).collect();
        let key = |at: &usize| self.drafts.get(*at).map(|draft| (draft.recorded, draft.effective));
        order.sort_by_key(key);
        let mut ids: Vec<Option<EventId>> = vec![None; order.len()];
        for (nth, at) in order.iter().enumerate() {
            let id: EventId = format!("SX{:06}", nth + 1).parse().map_err(internal)?;
            if let Some(slot) = ids.get_mut(*at) {
                *slot = Some(id);
            }
        }
        let id_of =
            |at: usize| ids.get(at).cloned().flatten().ok_or_else(|| internal("an event id"));
        let mut drafts: Vec<Option<Draft>> = self.drafts.into_iter().map(Some).collect();
        let mut events = Vec::with_capacity(order.len());
        for at in order {
            let Some(mut draft) = drafts.get_mut(at).and_then(Option::take) else { continue };
            if let (
                Some(wrong),
                Act::EventCorrected { event, .. } | Act::EventRetracted { event },
            ) = (draft.corrects, &mut draft.act)
            {
                *event = id_of(wrong)?;
            }
            let mut event = Event::new(
                id_of(at)?,
                make::date(draft.effective),
                moment(draft.recorded),
                draft.act,
            );
            event.document = draft.document;
            event.actor = Some(Actor(draft.role.name().to_owned()));
            event.note = draft.note;
            events.push(event);
        }
        Ok(events)
    }
}

fn provisional() -> Result<EventId> {
    "SX000000".parse().map_err(internal)
}

fn moment((day, minute): (Day, i64)) -> DateTime {
    let date: Date = make::date(day);
    // Minutes lie within office hours, so hour and minute are in range.
    date.at((minute / 60) as i8, (minute % 60) as i8, 0, 0)
}
