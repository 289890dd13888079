//! Events in short: one event a line, so that a test reads as a story.
//!
//! `ID EFFECTIVE [rec=DAY] VERB ARGUMENTS`, as `E3 2024-03-01 occupied S1 by=vacant-plant-reuse plan=P1`. An event
//! is recorded at noon of the day that `rec=` names, else of its effective day, but never before the line above.
//! Parcels are numbers: 1 is 410106001001GB00001.

use jiff::civil::{Date, DateTime, date};
use landledger::calendar::Period;
use landledger::codes::ParcelCode;
use landledger::finding::Finding;
use landledger::law::{Cause, CauseCode, Document};
use landledger::ledger::{Act, AsOf, Event, History, LedgerState, replay};
use landledger::parcel::{ParcelFacts, Tenure};
use landledger::plan::{Evidence, Fallback, Milestone, Need, Plan, PlotShare, Prospect};
use landledger::space::Space;
use serde::de::DeserializeOwned;

pub(crate) fn day(text: &str) -> Date {
    landledger::calendar::parse_day(text).expect(text)
}

pub(crate) fn period(text: &str) -> Period {
    let (from, last) = text.split_once("..").expect(text);
    Period::through(day(from), day(last)).expect(text)
}

pub(crate) fn parcel(number: &str) -> ParcelCode {
    let number: u32 = number.parse().expect(number);
    format!("410106001001GB{number:05}").parse().expect("a parcel code")
}

pub(crate) fn events(story: &str) -> Vec<Event> {
    let mut last = date(1, 1, 1).at(0, 0, 0, 0);
    let lines = story.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| event(line, &mut last)).collect()
}

fn event(line: &str, last: &mut DateTime) -> Event {
    let mut words: Vec<&str> = line.split_whitespace().collect();
    let id = words.remove(0);
    let effective = day(words.remove(0));
    let recorded = match words.first().and_then(|word| word.strip_prefix("rec=")) {
        Some(recorded) => {
            words.remove(0);
            *last = day(recorded).at(12, 0, 0, 0);
            *last
        }
        None => {
            *last = (*last).max(effective.at(12, 0, 0, 0));
            *last
        }
    };
    Event::new(id.parse().expect(id), effective, recorded, act(&words))
}

/// A word of the files, as `low-efficiency-industrial`.
pub(crate) fn word<T: DeserializeOwned>(text: &str) -> T {
    serde_json::from_str(&format!("{text:?}")).expect(text)
}

fn causes(words: &str) -> Vec<Cause> {
    words.split(',').map(|code| Cause::new(word::<CauseCode>(code))).collect()
}

pub(crate) fn facts(options: &[&str]) -> ParcelFacts {
    let mut facts = ParcelFacts::new("A", "410106001".parse().expect("a town"), Tenure::Granted);
    for option in options {
        let (key, value) = option.split_once('=').expect(option);
        match key {
            "area" => facts.registered_area = Some(value.parse().expect(value)),
            "built" => facts.built_area = Some(value.parse().expect(value)),
            "floor" => facts.floor_area = Some(value.parse().expect(value)),
            "base" => facts.building_base_area = Some(value.parse().expect(value)),
            "yards" => facts.structure_base_area = Some(value.parse().expect(value)),
            "invested" => facts.investment = Some(value.parse().expect(value)),
            "stage" => facts.stage = Some(word(value)),
            "tenure" => facts.tenure = word(value),
            "use" => {
                let system = landledger::codes::LandUseSystem::Gbt21010Of2017;
                facts.land_use = Some(landledger::codes::LandUse::new(system, value).expect(value));
            }
            "tax" => {
                let (year, tax) = value.split_once(':').expect(value);
                let mut figures = landledger::parcel::YearFigures::new(year.parse().expect(year));
                figures.tax = Some(tax.parse().expect(tax));
                facts.years.push(figures);
            }
            _ => panic!("unknown option {option}"),
        }
    }
    facts
}

fn act(words: &[&str]) -> Act {
    let at = |n: usize| *words.get(n).unwrap_or_else(|| panic!("word {n} of {words:?}"));
    let option = |key: &str| {
        words.iter().find_map(|word| word.strip_prefix(key).and_then(|rest| rest.strip_prefix('=')))
    };
    let id = |n: usize| at(n);
    match at(0) {
        "parcel" => {
            Act::ParcelRegistered { parcel: parcel(at(1)), facts: Box::new(facts(&words[2..])) }
        }
        "facts" => Act::FactsRevised { parcel: parcel(at(1)), facts: Box::new(facts(&words[2..])) },
        "listed" => Act::EntryListed {
            entry: id(1).parse().expect("an id"),
            parcel: parcel(at(2)),
            class: word(at(3)),
            causes: causes(option("causes").unwrap_or("production-stopped")),
            land_area_m2: at(4).parse().expect("an area"),
        },
        "causes" => {
            Act::CausesRevised { entry: id(1).parse().expect("an id"), causes: causes(at(2)) }
        }
        "class" => {
            Act::EntryReclassified { entry: id(1).parse().expect("an id"), class: word(at(2)) }
        }
        "resized" => Act::EntryResized {
            entry: id(1).parse().expect("an id"),
            land_area_m2: at(2).parse().expect("an area"),
        },
        "struck" => {
            Act::EntryStruckOff { entry: id(1).parse().expect("an id"), reason: word(at(2)) }
        }
        "relisted" => Act::EntryRelisted {
            entry: id(1).parse().expect("an id"),
            causes: causes(option("causes").unwrap_or("plant-vacant")),
        },
        "plan" => Act::PlanAdopted {
            plan: Box::new(plan(at(1), at(2), option("methods"), option("due")).with(&option)),
        },
        "draft" => Act::PlanDrafted {
            plan: Box::new(plan(at(1), at(2), option("methods"), option("due")).with(&option)),
        },
        "revise" => Act::PlanRevised {
            plan: Box::new(plan(at(1), at(2), option("methods"), option("due")).with(&option)),
        },
        "moved" => Act::PlanMoved {
            plan: id(1).parse().expect("an id"),
            transition: word(at(2)),
            role: word(option("by").unwrap_or("plan-office")),
            evidence: option("evidence").map_or_else(Vec::new, evidence),
            milestones: option("due")
                .map_or_else(Vec::new, |due| due.split(',').map(milestone).collect()),
            successor: option("for").map(|plan| plan.parse().expect(plan)),
        },
        "reached" => {
            Act::MilestoneReached { plan: id(1).parse().expect("an id"), step: word(at(2)) }
        }
        "accepted" => Act::PlanAccepted { plan: id(1).parse().expect("an id") },
        "space" => Act::SpaceSurveyed {
            space: Space::new(
                id(1).parse().expect("an id"),
                parcel(at(2)),
                at(3).parse().expect("an area"),
            ),
            occupancy: (at(4) != "unknown").then(|| word(at(4))),
        },
        "measured" => Act::SpaceRemeasured {
            space: id(1).parse().expect("an id"),
            floor_area_m2: at(2).parse().expect("an area"),
        },
        "vacated" => Act::SpaceVacated { space: id(1).parse().expect("an id") },
        "occupied" => Act::SpaceOccupied {
            space: id(1).parse().expect("an id"),
            occupant: option("firm").map(str::to_owned),
            method: option("by").map(word),
            plan: option("plan").map(|plan| plan.parse().expect(plan)),
        },
        "removed" => Act::SpaceRemoved { space: id(1).parse().expect("an id") },
        "prospect" => {
            let mut prospect = Prospect::new(id(1).parse().expect("an id"), "firm");
            prospect.plans =
                option("plan").map(|plan| plan.parse().expect(plan)).into_iter().collect();
            Act::ProspectRecorded { prospect: Box::new(prospect) }
        }
        "need" => {
            let mut need = Need::default();
            need.floor_area = option("floor").map(|area| area.parse().expect(area));
            need.by = option("until").map(day);
            Act::ProspectNeedRevised {
                prospect: id(1).parse().expect("an id"),
                need: Box::new(need),
            }
        }
        "advanced" => {
            let list = |key| option(key).unwrap_or_default().split(',').filter(|id| !id.is_empty());
            Act::ProspectAdvanced {
                prospect: id(1).parse().expect("an id"),
                stage: word(at(2)),
                spaces: list("spaces").map(|id| id.parse().expect(id)).collect(),
                plots: list("plots").map(parcel).collect(),
            }
        }
        "fix" => Act::EventCorrected {
            event: id(1).parse().expect("an id"),
            act: Box::new(act(&words[2..])),
        },
        "retract" => Act::EventRetracted { event: id(1).parse().expect("an id") },
        verb => panic!("unknown verb {verb}"),
    }
}

fn plan(id: &str, parcels: &str, methods: Option<&str>, due: Option<&str>) -> Plan {
    let list = |text: &str| text.split(',').map(str::to_owned).collect::<Vec<_>>();
    let parcels = if parcels == "-" { Vec::new() } else { list(parcels) };
    let methods = match methods {
        Some("-") => Vec::new(),
        other => list(other.unwrap_or("vacant-plant-reuse")),
    };
    let mut plan = Plan::new(
        id.parse().expect(id),
        parcels.iter().map(|number| parcel(number)).collect(),
        methods.iter().map(|method| word(method)).collect(),
        "lead",
    );
    plan.milestones = due.map_or_else(Vec::new, list).iter().map(|item| milestone(item)).collect();
    plan
}

/// `kind` or `kind@day`, the day of its document.
fn evidence(words: &str) -> Vec<Evidence> {
    let one = |item: &str| {
        let (kind, dated) = item.split_once('@').unwrap_or((item, ""));
        let mut document = Document::numbered(kind);
        document.dated = (!dated.is_empty()).then(|| day(dated));
        Evidence::new(word(kind), document)
    };
    words.split(',').map(one).collect()
}

trait With {
    fn with<'a>(self, option: &impl Fn(&str) -> Option<&'a str>) -> Self;
}

impl With for Plan {
    /// `shares=1:1/3,2:2/3`, `fallback=buy-back-reserve:2024-06-30[:in-production]`.
    fn with<'a>(mut self, option: &impl Fn(&str) -> Option<&'a str>) -> Plan {
        for item in option("shares").into_iter().flat_map(|shares| shares.split(',')) {
            let (number, share) = item.split_once(':').expect(item);
            let (part, of) = share.split_once('/').expect(item);
            let (part, of) = (part.parse().expect(item), of.parse().expect(item));
            self.contents.shares.push(PlotShare::new(parcel(number), part, of));
        }
        if let Some(fallback) = option("fallback") {
            let parts: Vec<&str> = fallback.split(':').collect();
            let mut fallback = Fallback::new(word(parts[0]), day(parts[1]));
            fallback.unless = parts.get(2).map(|step| word(step));
            self.contents.fallback = Some(fallback);
        }
        self
    }
}

fn milestone(item: &str) -> Milestone {
    let (step, due) = item.split_once(':').expect(item);
    Milestone::new(word(step), day(due))
}

pub(crate) fn on(story: &str, effective: &str) -> History {
    replay(&events(story), AsOf::day(day(effective)))
}

/// `code: subject subject`, one finding a line.
pub(crate) fn found(findings: &[Finding]) -> String {
    let rows = findings.iter().map(|f| format!("{}: {}", f.code, f.subjects.join(" ")));
    rows.collect::<Vec<_>>().join("\n")
}

/// Every entry: `T1 idle 12000 [2024-01-01 revitalized 2024-03-01, 2024-06-01]`, the strike-off with its reason
/// and day.
pub(crate) fn entries(state: &LedgerState) -> Vec<String> {
    let stay = |stay: &landledger::ledger::EntryStay| match &stay.struck_off {
        Some(struck) => {
            let reason = serde_json::to_string(&struck.reason).expect("a reason");
            format!("{} {} {} {}", stay.from, reason.trim_matches('"'), struck.on, struck.land_area)
        }
        None => stay.from.to_string(),
    };
    let rows = state.entries.values().map(|entry| {
        let stays: Vec<String> = entry.stays.iter().map(stay).collect();
        format!("{} {} {} [{}]", entry.id, entry.class.id(), entry.land_area, stays.join(", "))
    });
    rows.collect()
}

/// Every space: `S1 1500 [2024-01-01 vacant, 2024-03-01 occupied vacant-plant-reuse P1 1500] removed 2024-05-01`.
pub(crate) fn spaces(state: &LedgerState) -> Vec<String> {
    let stay = |stay: &landledger::space::Stay| {
        let occupancy = stay.occupancy.map_or("unknown", |occupancy| match occupancy {
            landledger::space::Occupancy::Vacant => "vacant",
            landledger::space::Occupancy::Occupied => "occupied",
        });
        let credit = stay.credit.as_ref().map_or_else(String::new, |credit| {
            let plan = credit.plan.as_ref().map_or("-", |plan| plan.as_str());
            format!(" {} {plan} {}", credit.method, credit.floor_area)
        });
        format!("{} {occupancy}{credit}", stay.from)
    };
    let rows = state.spaces.values().map(|space| {
        let stays: Vec<String> = space.occupancy.stays().iter().map(stay).collect();
        let removed = space.removed.map_or_else(String::new, |day| format!(" removed {day}"));
        format!("{} {} [{}]{removed}", space.space.id, space.space.floor_area, stays.join(", "))
    });
    rows.collect()
}
