//! Importing ledger sheets, dry: what would change, on what it rests, and what is left open.

use jiff::civil::{Date, date};
use landledger::finding::Language;
use landledger::import::{
    Before, Candidate, Confidence, ImportRequest, Outlines, Proposal, QuestionKind, Summary,
    SummaryLine, propose, read_outlines,
};
use landledger::ledger::{Act, Event};
use landledger::read::Source;
use landledger::read::sheet::{self, CellValue, ColumnMap, Field, Sheet};
use landledger::report::text::render_import;
use landledger::store::refusals;
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

const Q1: Date = date(2024, 3, 31);
const Q2: Date = date(2024, 6, 30);

fn sheet(name: &str, text: &str) -> Sheet {
    sheet::read(&Source::new(name, text), &ColumnMap::default())
}

fn fixture(name: &str) -> Sheet {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/sheets").join(name);
    sheet::read(&Source::new(name, std::fs::read(path).unwrap()), &ColumnMap::default())
}

/// Parcel 1 is 410106001001GB00001.
fn code(number: &str) -> String {
    if number.is_empty() { String::new() } else { format!("410106001001GB{number:0>5}") }
}

/// A sheet in short: `id parcel name holder registered listed location class`, a dot for a blank cell.
fn short(rows: &[&str]) -> Sheet {
    let mut text =
        "台账编号,宗地代码,地块名称,权利人,登记面积(㎡),列入面积(㎡),坐落,类别,镇街,供应方式\n"
            .to_owned();
    for row in rows {
        let cells: Vec<&str> =
            row.split(' ').map(|cell| if cell == "." { "" } else { cell }).collect();
        let [id, parcel, name, holder, registered, listed, location, class] = cells[..] else {
            panic!("{row}")
        };
        let parcel = code(parcel);
        text += &format!(
            "{id},{parcel},{name},{holder},{registered},{listed},{location},{class},410106001,出让\n"
        );
    }
    sheet("short.csv", &text)
}

/// The events that put a sheet into an empty ledger; everything in it must be certain.
fn ledger_of(old: &Sheet) -> Vec<Event> {
    let proposal = propose(&ImportRequest::new(old, &[], Q1));
    assert_eq!((proposal.questions, proposal.refusals), (Vec::new(), Vec::new()));
    proposal.events
}

/// The new sheet against the old one, and against the ledger that the old one made; what they give is the same but for
/// places and names.
fn both(old: &Sheet, new: &Sheet) -> Proposal {
    let events = ledger_of(old);
    let against_ledger = propose(&ImportRequest::new(new, &events, Q2));
    let mut request = ImportRequest::new(new, &events, Q2);
    request.before = Before::Sheet(old);
    let against_sheet = propose(&request);
    assert_eq!(acts(&against_sheet), acts(&against_ledger));
    assert_eq!(against_sheet.summary, against_ledger.summary);
    assert_eq!(asked(&against_sheet), asked(&against_ledger));
    assert_eq!(against_ledger.refusals, Vec::new());
    against_ledger
}

fn act(act: &Act) -> String {
    let word = |value: &dyn erased::Word| value.word();
    match act {
        Act::ParcelRegistered { parcel, facts } => {
            format!("register {} {}", parcel.serial(), facts.name)
        }
        Act::FactsRevised { parcel, facts } => {
            format!("facts {} {:?}", parcel.serial(), facts.registered_area.map(|a| a.to_string()))
        }
        Act::EntryListed { entry, parcel, class, land_area_m2, .. } => {
            format!("list {entry} {} {} {land_area_m2}", parcel.serial(), class.id())
        }
        Act::CausesRevised { entry, causes } => {
            format!(
                "causes {entry} {}",
                causes.iter().map(|c| c.code.id()).collect::<Vec<_>>().join("+")
            )
        }
        Act::EntryReclassified { entry, class } => format!("class {entry} {}", class.id()),
        Act::EntryResized { entry, land_area_m2 } => format!("resize {entry} {land_area_m2}"),
        Act::EntryStruckOff { entry, reason } => format!("strike {entry} {}", word(reason)),
        Act::EntryRelisted { entry, .. } => format!("relist {entry}"),
        other => panic!("{other:?}"),
    }
}

mod erased {
    pub(crate) trait Word {
        fn word(&self) -> String;
    }

    impl<T: serde::Serialize> Word for T {
        fn word(&self) -> String {
            serde_json::to_string(self).unwrap().replace('"', "")
        }
    }
}

fn acts(proposal: &Proposal) -> Vec<String> {
    proposal.events.iter().map(|event| act(&event.act)).collect()
}

fn words<T: serde::Serialize>(values: &[T]) -> String {
    let words = values.iter().map(|value| erased::Word::word(value));
    words.collect::<Vec<_>>().join("+")
}

/// `kind parcel/id [conflicts] candidate: keys!conflicts …`.
fn asked(proposal: &Proposal) -> Vec<String> {
    let name = |record: &landledger::import::RecordReference| {
        let parcel = record.parcel.map(|parcel| parcel.serial().to_string());
        format!("{}/{}", parcel.unwrap_or_default(), record.id.clone().unwrap_or_default())
    };
    let candidate = |candidate: &Candidate| {
        format!(
            "{}: {}!{}",
            name(&candidate.record),
            words(&candidate.keys),
            words(&candidate.conflicts)
        )
    };
    let question = |question: &landledger::import::Question| {
        let mut words = vec![erased::Word::word(&question.kind)];
        words.extend(question.new.as_ref().map(name));
        words.extend(
            (!question.conflicts.is_empty())
                .then(|| format!("[{}]", self::words(&question.conflicts))),
        );
        words.extend((!question.fields.is_empty()).then(|| self::words(&question.fields)));
        words.extend(question.candidates.iter().map(candidate));
        words.join(" ")
    };
    proposal.questions.iter().map(question).collect()
}

fn line(count: u64, area: &str) -> SummaryLine {
    let mut line = SummaryLine::default();
    line.count = count;
    line.area_listed_m2 = area.parse().unwrap();
    line
}

#[test]
fn c26_two_quarters_give_what_was_added_changed_removed_and_rejected() {
    let (old, new) = (fixture("2024Q1.csv"), fixture("2024Q2.csv"));
    let first = propose(&ImportRequest::new(&old, &[], Q1));
    // By hand, 2024Q1: five rows of 18 + 30 + 15 + 6 + 12 = 81 mu = 54000 m².
    assert_eq!(first.summary.added, line(5, "54000"));
    assert_eq!((first.findings.len(), first.questions.len(), first.refusals.len()), (0, 0, 0));
    assert_eq!(acts(&first)[..2], ["register 1 一号地块", "list T1 1 idle 12000"]);

    let proposal = both(&old, &new);
    // By hand, 2024Q2: T1 from 18 to 15 mu; T2 of another class, and its tax; T3 struck off; T4 as before; T5 gone; T6 new;
    // T7 with a cell that is no number.
    let expected = [
        "resize T1 10000",
        "facts 2 Some(\"30000.00\")",
        "class T2 low-efficiency-logistics",
        "strike T3 revitalized",
        "register 6 六号地块",
        "list T6 6 idle 8000",
    ];
    assert_eq!(acts(&proposal), expected);
    assert_eq!(asked(&proposal), ["vanished 5/T5: !"]);
    let mut summary = Summary::default();
    summary.before = line(5, "54000");
    summary.rows = line(6, "58000");
    summary.added = line(1, "8000");
    summary.changed = line(2, "30000");
    summary.struck_off = line(1, "10000");
    summary.unchanged = line(1, "4000");
    summary.rejected = line(1, "6000");
    summary.vanished = line(1, "8000");
    assert_eq!(proposal.summary, summary);
    let rejected = &proposal.rejected[0];
    assert_eq!(
        (rejected.place.line, rejected.label.as_str()),
        (Some(7), "6 T7 410106001001GB00007")
    );
    // 15 + 30 + 15 + 6 + 12 + 9 = 87, the sheet says 88; the column with the bad cell has no sum.
    let figures = &proposal.totals[0].figures;
    let listed = figures.iter().find(|figure| figure.heading == "列入面积(亩)").unwrap();
    assert_eq!(
        (listed.stated.as_str(), listed.computed.as_str(), listed.difference.as_str()),
        ("88.00", "87.00", "1.00")
    );
    assert!(figures.iter().all(|figure| figure.heading != "登记面积(㎡)"));
    let codes: Vec<&str> = proposal.findings.iter().map(|finding| finding.code.id()).collect();
    assert_eq!(codes, ["sheet-cell", "sheet-total-differs"]);
}

#[test]
fn c32_changed_values_name_both_places() {
    let (old, new) = (fixture("2024Q1.csv"), fixture("2024Q2.csv"));
    let events = ledger_of(&old);
    let mut request = ImportRequest::new(&new, &events, Q2);
    request.before = Before::Sheet(&old);
    let proposal = propose(&request);
    let value = &proposal.changes[0].values[0];
    let place = |place: &Option<landledger::finding::Place>| {
        let place = place.as_ref().unwrap();
        (place.file.clone().unwrap(), place.line.unwrap(), place.column.unwrap())
    };
    assert_eq!(value.field, Field::AreaListed);
    // By hand: characters in front of the cell, and one more.
    assert_eq!(place(&value.old_place), ("2024Q1.csv".into(), 4, 67));
    assert_eq!(place(&value.new_place), ("2024Q2.csv".into(), 2, 64));
    let Some(CellValue::Area(area)) = &value.new else { panic!("{value:?}") };
    assert_eq!(
        (area.area_m2.to_string(), area.given.unwrap().to_string()),
        ("10000".into(), "15.00 mu".into())
    );
}

#[test]
fn c26_the_events_are_accepted_and_recognised_when_they_come_again() {
    let (old, new) = (fixture("2024Q1.csv"), fixture("2024Q2.csv"));
    let mut events = ledger_of(&old);
    let proposal = propose(&ImportRequest::new(&new, &events, Q2));
    assert_eq!(refusals(&events, &proposal.events), Vec::new());
    for event in &proposal.events {
        let document = event.document.as_ref().unwrap();
        assert_eq!((document.number.as_str(), event.day()), ("2024Q2.csv", Q2));
    }
    let again = proposal.events.clone();
    let repeated = refusals(&[events.clone(), again.clone()].concat(), &again);
    assert_eq!(repeated.len(), again.len());
    assert!(repeated.iter().all(|finding| finding.code.id() == "event-id-repeated"));
    // Another day of recording gives the same ids, another effective day others.
    let mut request = ImportRequest::new(&new, &events, Q2);
    request.recorded = date(2024, 7, 2).at(9, 0, 0, 0);
    let ids = |events: &[Event]| events.iter().map(|event| event.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&propose(&request).events), ids(&again));
    request.effective = date(2024, 7, 1);
    assert!(ids(&propose(&request).events).iter().all(|id| !ids(&again).contains(id)));
    // Once they stand in the ledger, the sheet changes nothing more.
    events.extend(again);
    let after = propose(&ImportRequest::new(&new, &events, Q2));
    assert_eq!((after.events, after.changes), (Vec::new(), Vec::new()));
    assert_eq!(after.summary.unchanged.count, 5);
}

#[test]
fn c26_what_the_ledger_refuses_is_said() {
    let old = short(&["T1 1 一号 甲 10000 6000 路1号 闲置土地"]);
    let new = short(&["T1 1 一号 甲 10000 10000.01 路1号 闲置土地"]);
    let proposal = propose(&ImportRequest::new(&new, &ledger_of(&old), Q2));
    assert_eq!(acts(&proposal), ["resize T1 10000.01"]);
    let refused: Vec<&str> = proposal.refusals.iter().map(|finding| finding.code.id()).collect();
    assert_eq!(refused, ["event-not-allowed"]);
}

#[test]
fn idea_24_each_match_says_what_it_rests_on() {
    let old = ["T1 1 一号 甲 10000 6000 路1号 闲置土地"];
    // The new row; the keys and the confidence of its match, or the question.
    let rows = [
        (
            "T1 1 一号 甲 10000 5000 路1号 闲置土地",
            "certain same-code+same-id+same-location+same-holder-and-area",
        ),
        (". 1 一号 甲 10000 5000 . 闲置土地", "certain same-code+same-holder-and-area"),
        ("T1 . 一号 乙 10000 5000 路1号 闲置土地", "certain same-id+same-location"),
        ("T1 . 一号 乙 10000 5000 路9号 闲置土地", "probable same-id"),
        (". . 一号 乙 10000 5000 路1号 闲置土地", "probable same-location"),
        (". . 一号 甲 10000.00 5000 路9号 闲置土地", "probable same-holder-and-area"),
        // Another holder alone, or another area alone, is a change; both, with a tenth between the areas, are too much.
        ("T1 1 一号 乙 10000 5000 路1号 闲置土地", "certain same-code+same-id+same-location"),
        ("T1 1 一号 甲 20000 5000 路1号 闲置土地", "certain same-code+same-id+same-location"),
        ("T1 1 一号 乙 9000 5000 路1号 闲置土地", "certain same-code+same-id+same-location"),
        ("T1 1 一号 乙 8999.99 5000 路1号 闲置土地", "[other-holder-and-area]"),
        ("T2 1 一号 甲 10000 5000 路1号 闲置土地", "[other-id]"),
        ("T1 2 一号 甲 10000 5000 路1号 闲置土地", "[other-code]"),
        (". 2 二号 乙 9000 5000 路1号 闲置土地", "[other-code]"),
        ("T2 . 二号 甲 10000 5000 路9号 闲置土地", "[other-id]"),
        (". 2 二号 乙 9000 5000 路9号 闲置土地", "certain "),
    ];
    let old = short(&old);
    for (row, expected) in rows {
        let new = short(&[row]);
        let proposal = propose(&ImportRequest::new(&new, &ledger_of(&old), Q2));
        let found = match proposal.changes.first() {
            Some(change) => {
                format!("{} {}", words(&[change.basis.confidence]), words(&change.basis.keys))
            }
            None => format!("[{}]", words(&proposal.questions[0].conflicts)),
        };
        assert_eq!(found, expected, "{row}");
        let certain = found.starts_with("certain");
        assert_eq!(!proposal.events.is_empty(), certain, "{row}");
        let ambiguous = found.starts_with('[');
        assert_eq!(proposal.summary.ambiguous.count, u64::from(ambiguous), "{row}");
        if ambiguous {
            assert_eq!(proposal.questions[0].kind, QuestionKind::Ambiguous);
            assert_eq!(proposal.questions[0].candidates.len(), 1, "{row}");
        }
        // What is found again, for certain or perhaps, has not vanished.
        let vanished = u64::from(expected == "certain ");
        assert_eq!(proposal.summary.vanished.count, vanished, "{row}");
        let mut request = ImportRequest::new(&new, &[], Q2);
        let events = ledger_of(&old);
        (request.events, request.accept) = (&events, Confidence::Probable);
        assert_eq!(propose(&request).events.is_empty(), ambiguous, "{row}");
        request.accept = Confidence::Ambiguous;
        assert_eq!(propose(&request).events.is_empty(), ambiguous, "{row}");
    }
}

#[test]
fn idea_24_the_same_outline_is_a_match() {
    let outlines = |features: &[(&str, &str)]| -> Outlines {
        let features: Vec<String> = features
            .iter()
            .map(|(id, ring)| format!(r#"{{"type":"Feature","id":"{id}","properties":{{}},"geometry":{{"type":"Polygon","coordinates":[[{ring}]]}}}}"#))
            .collect();
        let text = format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","));
        let (outlines, findings) = read_outlines(&Source::new("m.geojson", text));
        assert_eq!(findings, Vec::new());
        outlines
    };
    let old = short(&["T1 1 一号 甲 10000 6000 路1号 闲置土地"]);
    let old_map = outlines(&[(
        &code("1"),
        "[113.28,34.78],[113.29,34.78],[113.29,34.79],[113.28,34.79],[113.28,34.78]",
    )]);
    let new = short(&["N . 一号 乙 9500 5000 路2号 闲置土地"]);
    let same = "[113.29,34.79],[113.28,34.79],[113.28,34.78],[113.29,34.78],[113.29,34.79]";
    let other = "[113.29,34.79],[113.28,34.79],[113.28,34.78],[113.29,34.78001],[113.29,34.79]";
    let rows = [
        (same, vec!["ambiguous /N [other-id] 1/T1: same-geometry!other-id"]),
        (other, vec!["incomplete /N parcel_code", "vanished 1/T1: !"]),
    ];
    for (ring, expected) in rows {
        let (events, new_map) = (ledger_of(&old), outlines(&[("N", ring)]));
        let mut request = ImportRequest::new(&new, &events, Q2);
        (request.new_outlines, request.old_outlines) = (Some(&new_map), Some(&old_map));
        let mut found = asked(&propose(&request));
        found.sort();
        assert_eq!(found, expected);
    }
    // Without an id of its own, nothing speaks against the match; the map knows the row by its new code.
    let old = short(&[". 1 一号 甲 10000 6000 路1号 闲置土地"]);
    let new = short(&["N1 . 一号 乙 9500 6000 路2号 闲置土地"]);
    let events = ledger_of(&old);
    let (new_map, old_sheet_map) = (outlines(&[("N1", same)]), old_map);
    let mut request = ImportRequest::new(&new, &events, Q2);
    request.before = Before::Sheet(&old);
    (request.new_outlines, request.old_outlines) = (Some(&new_map), Some(&old_sheet_map));
    let proposal = propose(&request);
    assert_eq!(words(&proposal.changes[0].basis.keys), "same-geometry");
    assert_eq!(proposal.changes[0].basis.confidence, Confidence::Probable);
}

#[test]
fn c27_ids_and_codes_that_are_repeated_or_used_again_are_found() {
    let old =
        short(&["T1 1 一号 甲 10000 6000 路1号 闲置土地", "T2 2 二号 乙 9000 5000 路2号 闲置土地"]);
    let rows: [(&[&str], &[&str], &[&str]); 6] = [
        // One code in two rows, and no ids.
        (
            &[
                ". 1 一号 甲 10000 6000 路1号 闲置土地",
                ". 1 一号 甲 10000 6000 路1号 闲置土地",
                "T2 2 二号 乙 9000 5000 路2号 闲置土地",
            ],
            &["sheet-code-repeated 3"],
            &["ambiguous 1/ [repeated] 1/T1: same-code+same-location+same-holder-and-area!"; 2],
        ),
        // One id in two rows.
        (
            &["T1 1 一号 甲 10000 6000 路1号 闲置土地", "T1 2 二号 乙 9000 5000 路2号 闲置土地"],
            &["sheet-id-repeated 3"],
            &[
                "ambiguous 1/T1 [repeated] 1/T1: same-code+same-id+same-location+same-holder-and-area!",
                "ambiguous 2/T1 [repeated] 1/T1: same-id!other-code 2/T2: same-code+same-location+same-holder-and-area!other-id",
            ],
        ),
        // Parts of one parcel, each with an id: not repeated.
        (
            &[
                "T1 1 一号 甲 10000 4000 路1号 闲置土地",
                "T2 2 二号 乙 9000 5000 路2号 闲置土地",
                "T3 1 一号 甲 10000 2000 路1号 闲置土地",
            ],
            &[],
            &[],
        ),
        // An id used again for a parcel that is new.
        (
            &["T1 3 三号 丙 700 700 路3号 闲置土地", "T2 2 二号 乙 9000 5000 路2号 闲置土地"],
            &[],
            &[
                "ambiguous 3/T1 [other-code+other-holder-and-area] 1/T1: same-id!other-code+other-holder-and-area",
            ],
        ),
        // Ids that changed places.
        (
            &["T2 1 一号 甲 10000 6000 路1号 闲置土地", "T1 2 二号 乙 9000 5000 路2号 闲置土地"],
            &[],
            &[
                "ambiguous 1/T2 [other-id] 1/T1: same-code+same-location+same-holder-and-area!other-id 2/T2: same-id!other-code",
                "ambiguous 2/T1 [other-id] 1/T1: same-id!other-code 2/T2: same-code+same-location+same-holder-and-area!other-id",
            ],
        ),
        // One row, two records at its address.
        (
            &[
                ". . 四号 丁 1 1 路1号 闲置土地",
                ". . 五号 戊 1 1 路1号 闲置土地",
                "T2 2 二号 乙 9000 5000 路2号 闲置土地",
            ],
            &[],
            &["ambiguous / [several-candidates] 1/T1: same-location!other-holder-and-area"; 2],
        ),
    ];
    for (new, findings, questions) in rows {
        let new_sheet = short(new);
        let proposal = both(&old, &new_sheet);
        let found: Vec<String> = proposal
            .findings
            .iter()
            .map(|finding| format!("{} {}", finding.code, finding.place.line.unwrap()))
            .collect();
        assert_eq!(found, findings, "{new:?}");
        let ambiguous: Vec<String> =
            asked(&proposal).into_iter().filter(|q| q.starts_with("ambiguous")).collect();
        assert_eq!(ambiguous, questions, "{new:?}");
    }
    // Parts that state different areas of their parcel: the fact is left out, whichever row comes first.
    let differing = short(&[
        "T1 1 一号 甲 10000 4000 路1号 闲置土地",
        "T2 2 二号 乙 9000 5000 路2号 闲置土地",
        "T3 1 一号 甲 12000 2000 路1号 闲置土地",
    ]);
    let proposal = both(&old, &differing);
    assert_eq!(acts(&proposal), ["resize T1 4000", "list T3 1 idle 2000"]);
    assert_eq!(asked(&proposal), ["parts-differ 1/T1 area_registered_m2"]);
    // Each row that says something about it stands there, with its line and what it says.
    let stated = |proposal: &Proposal| {
        let stated = proposal.questions[0].stated.iter().map(|stated| {
            let (id, line) = (stated.row.id.clone().unwrap(), stated.place.clone().unwrap().line);
            format!("{} line {} {} {}", id, line.unwrap(), stated.field, stated.value.text().en)
        });
        stated.collect::<Vec<_>>()
    };
    assert_eq!(
        stated(&proposal),
        ["T1 line 2 area_registered_m2 10000 m²", "T3 line 4 area_registered_m2 12000 m²"]
    );
    let text = render_import(&proposal, Language::En);
    for words in ["line 2 410106001001GB00001 T1", "line 4 410106001001GB00001 T3", "12000"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    // 12000 is rounded to 1 m² and agrees with both others, which do not agree with each other.
    let rounded = short(&[
        "T2 2 二号 乙 9000 5000 路2号 闲置土地",
        "T1 1 一号 甲 12000 3000 路1号 闲置土地",
        "T3 1 一号 甲 12000.4 2000 路1号 闲置土地",
        "T4 1 一号 甲 11999.6 1000 路1号 闲置土地",
    ]);
    let proposal = propose(&ImportRequest::new(&rounded, &ledger_of(&old), Q2));
    assert_eq!(asked(&proposal), ["parts-differ 1/T1 area_registered_m2"]);
    assert_eq!(stated(&proposal).len(), 3);
    let parts = both(&old, &short(rows[2].0));
    assert_eq!(acts(&parts), ["resize T1 4000", "list T3 1 idle 2000"]);
}

/// What the events say of the facts of parcels: `name holder/code registered location`, in their order.
fn facts(proposal: &Proposal) -> Vec<String> {
    let facts = proposal.events.iter().filter_map(|event| match &event.act {
        Act::ParcelRegistered { facts, .. } | Act::FactsRevised { facts, .. } => Some(&**facts),
        _ => None,
    });
    let text = |value: Option<String>| value.unwrap_or_else(|| ".".to_owned());
    let line = |facts: &landledger::parcel::ParcelFacts| {
        let holder = facts.holder.as_ref();
        format!(
            "{} {}/{} {} {}",
            facts.name,
            text(holder.map(|holder| holder.name.clone())),
            text(holder.and_then(|holder| holder.credit_code).map(|code| code.to_string())),
            text(facts.registered_area.map(|area| area.to_string())),
            text(facts.location.clone()),
        )
    };
    facts.map(line).collect()
}

#[test]
fn c26_rows_of_one_parcel_build_on_those_that_are_as_certain() {
    let old = short(&[
        "T1 1 一号 甲 10000 4000 路1号 闲置土地",
        "T2 1 一号 甲 10000 2000 路1号 闲置土地",
    ]);
    // The certain row brings a name, the probable one, known by its id alone, a location or a holder; in the order of
    // rows the probable one is the first in the one case and the second in the other.
    let cases = [
        (
            ["T1 1 新名 . . 4000 . 闲置土地", "T2 . . . . 2000 路9号 闲置土地"],
            "新名 甲/. 10000 路9号",
        ),
        (
            ["T1 . 新名 . . 4000 路1号 闲置土地", "T2 . . 乙 . 2000 . 闲置土地"],
            "新名 乙/. 10000 路1号",
        ),
    ];
    let certain = "新名 甲/. 10000 路1号";
    for (rows, both) in cases {
        let (new, events) = (short(&rows), ledger_of(&old));
        let first = propose(&ImportRequest::new(&new, &events, Q2));
        let confidence = first.changes.iter().map(|change| change.basis.confidence);
        let levels: Vec<Confidence> = confidence.collect();
        assert_eq!(levels, [Confidence::Certain, Confidence::Probable], "{rows:?}");
        assert_eq!(facts(&first), [certain]);
        let mut request = ImportRequest::new(&new, &events, Q2);
        request.accept = Confidence::Probable;
        assert_eq!(facts(&propose(&request)), [certain, both]);
        // Level by level: what was accepted first stays.
        let accepted = [events.clone(), first.events].concat();
        let mut request = ImportRequest::new(&new, &accepted, Q2);
        request.accept = Confidence::Probable;
        assert_eq!(facts(&propose(&request)), [both]);
    }
}

#[test]
fn c26_of_rows_that_agree_on_an_area_the_finer_one_counts() {
    let old = short(&[
        "T1 1 一号 甲 10000 4000 路1号 闲置土地",
        "T2 1 一号 甲 10000 2000 路1号 闲置土地",
    ]);
    // 12000 stands for 11999.5 to 12000.5.
    let (coarse, fine) = ("一号 甲/. 12000 路1号", "一号 甲/. 12000.4 路1号");
    let cases = [("12000", "12000.4", vec![coarse, fine]), ("12000.4", "12000", vec![fine])];
    for (first, second, expected) in cases {
        let new = short(&[
            &format!("T1 1 一号 甲 {first} 4000 路1号 闲置土地"),
            &format!("T2 1 一号 甲 {second} 2000 路1号 闲置土地"),
        ]);
        let proposal = propose(&ImportRequest::new(&new, &ledger_of(&old), Q2));
        assert_eq!(
            (facts(&proposal), proposal.questions.len()),
            (expected.iter().map(|s| (*s).to_owned()).collect(), 0)
        );
    }
}

/// A sheet of parcel 1 with two entries; `rows` as `id parcel name holder code contract`, a dot for a blank cell.
fn with_codes(rows: &[&str]) -> Sheet {
    let mut text = "台账编号,宗地代码,地块名称,权利人,统一社会信用代码,合同编号,镇街,供应方式,类别,列入面积(㎡)\n".to_owned();
    for row in rows {
        let cells: Vec<&str> =
            row.split(' ').map(|cell| if cell == "." { "" } else { cell }).collect();
        let [id, parcel, name, holder, credit, contract] = cells[..] else { panic!("{row}") };
        let parcel = code(parcel);
        text += &format!(
            "{id},{parcel},{name},{holder},{credit},{contract},410106001,出让,闲置土地,100\n"
        );
    }
    sheet("codes.csv", &text)
}

#[test]
fn c26_a_holder_and_its_code_come_from_rows_that_agree() {
    // GB 32100-2015, worked by hand: the check characters of these two follow from the 17 before them.
    let (x, y) = ("91410106MA0000001L", "91410106MA0000002P");
    let old = with_codes(&[&format!("T1 1 一号 甲 {x} ."), &format!("T2 1 一号 甲 {x} .")]);
    let before = ledger_of(&old);
    assert_eq!(facts(&propose(&ImportRequest::new(&old, &[], Q1))), [format!("一号 甲/{x} . .")]);
    let run = |rows: [&str; 2]| {
        let new = with_codes(&rows);
        let mut request = ImportRequest::new(&new, &before, Q2);
        request.accept = Confidence::Probable;
        propose(&request)
    };
    // One row has the new code, the other, which is only probable, the new name: the name does not take the code away.
    let split = run([&format!("T1 1 . . {y} ."), "T2 . . 乙 . ."]);
    assert_eq!(facts(&split), [format!("一号 甲/{y} . ."), format!("一号 乙/{y} . .")]);
    // Two names: the code that one of them has is not put to the name that was there.
    let two = run([&format!("T1 1 一号 乙 {y} ."), "T2 1 一号 甲 . ."]);
    assert_eq!(facts(&two), Vec::<String>::new());
    assert!(asked(&two).contains(&"parts-differ 1/T1 holder+uscc".to_owned()), "{:?}", asked(&two));
    assert_eq!(two.questions.iter().map(|q| q.stated.len()).max(), Some(3));
}

#[test]
fn c26_rows_of_a_new_parcel_complete_each_other() {
    let new = with_codes(&["T1 1 . 甲 . 甲1号", "T2 1 一号 . . 甲1号"]);
    let proposal = propose(&ImportRequest::new(&new, &[], Q1));
    assert_eq!((facts(&proposal), asked(&proposal)), (vec!["一号 甲/. . .".to_owned()], vec![]));
    assert_eq!(acts(&proposal), ["register 1 一号", "list T1 1 idle 100", "list T2 1 idle 100"]);
    // Two contracts: which holds, is asked, and none is carried.
    let new = with_codes(&["T1 1 . 甲 . 甲1号", "T2 1 一号 . . 甲2号"]);
    let proposal = propose(&ImportRequest::new(&new, &[], Q1));
    assert_eq!(asked(&proposal), ["parts-differ 1/T1 contract_no"]);
    let Act::ParcelRegistered { facts, .. } = &proposal.events[0].act else { panic!() };
    assert!(facts.agreements.is_empty());
}

#[test]
fn c26_nothing_is_guessed() {
    let old = "台账编号,宗地代码,地块名称,镇街,供应方式,类别,列入面积(㎡),登记面积(㎡),合同编号,约定动工日期\n\
        T1,410106001001GB00001,一号,济源路街道,出让,闲置土地,100,200,甲1号,2024-01-01\n";
    let new = |row: &str| {
        format!(
            "台账编号,宗地代码,地块名称,镇街,供应方式,类别,列入面积(㎡),登记面积(㎡),合同编号,约定动工日期,状态,销号原因\n{row}\n"
        )
    };
    let rows = [
        (
            "T1,410106001001GB00001,一号,济源路街道,出让,闲置土地,100,200,甲1号,2024-01-01,已销号,",
            "reason-open 1/T1",
            0,
        ),
        (
            "T1,410106001001GB00001,一号,济源路街道,出让,闲置土地,100,200,甲1号,2024-01-01,,不明",
            "vacant",
            0,
        ),
        (
            "T1,410106001001GB00001,一号,济源路街道,出让,闲置土地,100,,甲1号,2024-01-01,,",
            "blank 1/T1 area_registered_m2",
            0,
        ),
        (
            "T1,410106001001GB00001,一号,济源路街道,出让,闲置土地,100,200,甲2号,2024-02-01,,",
            "agreement-differs 1/T1 contract_no+start_due",
            0,
        ),
        ("T2,410106001001GB00002,二号,,出让,闲置土地,100,200,,,,", "incomplete 2/T2 town_code", 0),
        ("T2,,二号,济源路街道,出让,闲置土地,100,200,,,,", "incomplete /T2 parcel_code", 0),
        ("T2,410106001001GB00002,二号,济源路街道,出让,,100,200,,,,", "incomplete 2/T2 class", 1),
        (
            "T2,410106001001GB00002,二号,济源路街道,出让,闲置土地,,200,,,,",
            "incomplete 2/T2 area_listed_m2",
            1,
        ),
        (
            "T 2,410106001001GB00002,二号,济源路街道,出让,闲置土地,100,200,,,,",
            "incomplete 2/T 2 id",
            1,
        ),
    ];
    let old = sheet("old.csv", old);
    for (row, question, events) in rows {
        let new = sheet("new.csv", &new(row));
        let proposal = propose(&ImportRequest::new(&new, &ledger_of(&old), Q2));
        let asked = asked(&proposal);
        if question == "vacant" {
            // A word that is no reason leaves the row as if it had none.
            assert_eq!(proposal.findings[0].code.id(), "sheet-word-unknown");
            assert_eq!(asked, Vec::<String>::new());
        } else {
            assert!(asked.iter().any(|asked| asked.starts_with(question)), "{row}: {asked:?}");
        }
        assert_eq!(proposal.events.len(), events, "{row}");
    }
    // The value of before is kept where the sheet is blank.
    let blank = sheet(
        "new.csv",
        &new("T1,410106001001GB00001,新名,济源路街道,出让,闲置土地,100,,甲1号,2024-01-01,,"),
    );
    let proposal = propose(&ImportRequest::new(&blank, &ledger_of(&old), Q2));
    assert_eq!(acts(&proposal), ["facts 1 Some(\"200\")"]);
    // Without the old sheet in the ledger, nothing can be carried.
    let changed = short(&["T1 1 一号 甲 10000 5000 路1号 闲置土地"]);
    let before = short(&["T1 1 一号 甲 10000 6000 路1号 闲置土地"]);
    let mut request = ImportRequest::new(&changed, &[], Q2);
    request.before = Before::Sheet(&before);
    assert_eq!(asked(&propose(&request)), ["entry-unknown 1/T1"]);
}

#[test]
fn an_entry_comes_back_and_a_parcel_without_one_is_listed() {
    let story = "
        E1 2024-01-01 parcel 1 area=20000
        E2 2024-01-02 listed T1 1 idle 12000 causes=cash-failure
        E3 2024-02-01 struck T1 misjudged
        E4 2024-02-01 parcel 2 area=5000
    ";
    let events = crate::ledger_text::events(story);
    let text = "宗地代码,类别,列入面积(亩),原因\n410106001001GB00001,低效工业用地,15,停产\n410106001001GB00002,闲置土地,3,\n";
    let new = sheet("new.csv", text);
    let proposal = propose(&ImportRequest::new(&new, &events, Q2));
    let expected = [
        "relist T1",
        "class T1 low-efficiency-industrial",
        "resize T1 10000",
        "list 410106001001GB00002-1 2 idle 2000",
    ];
    assert_eq!(acts(&proposal), expected);
    assert_eq!((proposal.refusals.len(), proposal.summary.relisted.count), (0, 1));
    // Before it was struck off, it was on the ledger; 18.00 mu are 12000 m².
    let same = sheet("new.csv", "宗地代码,类别,列入面积(亩)\n410106001001GB00001,闲置土地,18.00\n");
    let proposal = propose(&ImportRequest::new(&same, &events, date(2024, 1, 31)));
    assert_eq!((acts(&proposal), proposal.summary.unchanged.count), (Vec::new(), 1));
}

#[test]
fn a_rounded_area_does_not_change_a_finer_one() {
    // 18.00 mu stand for 12000 m² ± 3.333333.
    let rows = [("12003.33", 0), ("12003.34", 1), ("11996.67", 0), ("11996.66", 1)];
    for (ledger, changes) in rows {
        let story =
            format!("E1 2024-01-01 parcel 1 area=20000\nE2 2024-01-02 listed T1 1 idle {ledger}");
        let events = crate::ledger_text::events(&story);
        let new =
            sheet("new.csv", "宗地代码,类别,列入面积(亩)\n410106001001GB00001,闲置土地,18.00\n");
        let proposal = propose(&ImportRequest::new(&new, &events, Q2));
        assert_eq!(proposal.changes.len(), changes, "{ledger}");
    }
    // A hundredth of a mu is a change between two sheets.
    let sheets = ["18.00", "18.01"].map(|mu| sheet("s.csv", &format!("宗地代码,地块名称,镇街,供应方式,类别,列入面积(亩)\n410106001001GB00001,一号,济源路街道,出让,闲置土地,{mu}\n")));
    assert_eq!(
        acts(&both(&sheets[0], &sheets[1])),
        [String::from("resize 410106001001GB00001-1 12006.666667")]
    );
}

#[test]
fn a_proposal_is_plain_data_and_prints_in_both_languages() {
    let (old, new) = (fixture("2024Q1.csv"), fixture("2024Q2.csv"));
    let proposal = both(&old, &new);
    let json = serde_json::to_string(&proposal).unwrap();
    assert_eq!(serde_json::from_str::<Proposal>(&json).unwrap(), proposal);
    assert!(json.contains(r#""before":{"count":5,"area_listed_m2":"54000"}"#), "{json}");
    for language in [Language::Zh, Language::En] {
        let text = render_import(&proposal, language);
        assert!(text.lines().all(|line| line.width() <= 100), "{text}");
        for word in ["410106001001GB00005 T5", "2024Q2.csv:7:1", "88.00", "[sheet-cell]"] {
            assert!(text.contains(word), "{word}: {text}");
        }
    }
    assert!(render_import(&proposal, Language::Zh).contains("6 项，台账均可接受"));
}

/// Rows of a sheet in short: the number of the parcel is its own in the sheet.
fn rows() -> impl Strategy<Value = Vec<String>> {
    let row = (1..9_u32, 0..4_u32, 0..3_u32, 1..4_u32, 0..3_u32, 0..3_u32, any::<bool>());
    prop::collection::vec(row, 0..7).prop_map(|rows| {
        let row = |(parcel, id, holder, area, location, class, coded): (
            u32,
            u32,
            u32,
            u32,
            u32,
            u32,
            bool,
        )| {
            let id = if id == 0 { ".".to_owned() } else { format!("T{id}") };
            let parcel = if coded { parcel.to_string() } else { ".".to_owned() };
            let class = ["闲置土地", "低效工业用地", "."][class as usize];
            format!(
                "{id} {parcel} 地{location} 户{holder} {}000 {area}00 路{location}号 {class}",
                area + 5
            )
        };
        rows.into_iter().map(row).collect()
    })
}

fn without_places(proposal: &Proposal) -> serde_json::Value {
    fn strip(value: &mut serde_json::Value) {
        match value {
            serde_json::Value::Object(members) => {
                members.retain(|key, _| !key.ends_with("place"));
                members.values_mut().for_each(strip);
            }
            serde_json::Value::Array(values) => values.iter_mut().for_each(strip),
            _ => {}
        }
    }
    let mut value = serde_json::to_value(proposal).unwrap();
    strip(&mut value);
    // Findings say lines, and stand in the order of the file.
    value.as_object_mut().unwrap().remove("findings");
    value
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn a_sheet_against_itself_proposes_nothing(rows in rows()) {
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let sheet = short(&rows);
        let first = propose(&ImportRequest::new(&sheet, &[], Q1));
        prop_assert_eq!(&first.refusals, &Vec::new());
        let mut request = ImportRequest::new(&sheet, &first.events, Q2);
        for before in [Before::Ledger, Before::Sheet(&sheet)] {
            request.before = before;
            let proposal = propose(&request);
            prop_assert_eq!(acts(&proposal), Vec::<String>::new(), "{:?}", rows);
            prop_assert_eq!(proposal.summary.vanished.count, 0);
        }
    }

    #[test]
    fn the_order_of_rows_makes_no_difference(old in rows(), new in rows(), turn in 0..7_usize) {
        let all = |rows: &[String]| short(&rows.iter().map(String::as_str).collect::<Vec<_>>());
        let events = propose(&ImportRequest::new(&all(&old), &[], Q1)).events;
        let turned = |rows: &[String]| {
            let mut rows = rows.to_vec();
            let by = turn.min(rows.len());
            rows.rotate_left(by);
            all(&rows)
        };
        for as_sheet in [false, true] {
            let run = |old: &Sheet, new: &Sheet| {
                let mut request = ImportRequest::new(new, &events, Q2);
                if as_sheet {
                    request.before = Before::Sheet(old);
                }
                without_places(&propose(&request))
            };
            prop_assert_eq!(run(&all(&old), &all(&new)), run(&turned(&old), &turned(&new)));
        }
    }

    #[test]
    fn every_row_is_counted_once(old in rows(), new in rows()) {
        let all = |rows: &[String]| short(&rows.iter().map(String::as_str).collect::<Vec<_>>());
        let events = propose(&ImportRequest::new(&all(&old), &[], Q1)).events;
        let (old, new) = (all(&old), all(&new));
        for before in [Before::Ledger, Before::Sheet(&old)] {
            let mut request = ImportRequest::new(&new, &events, Q2);
            request.before = before;
            let summary = propose(&request).summary;
            let parts = [
                summary.added, summary.changed, summary.relisted, summary.struck_off, summary.unchanged,
                summary.reason_open, summary.ambiguous, summary.incomplete, summary.rejected,
            ];
            prop_assert_eq!(summary.rows.count, parts.iter().map(|line| line.count).sum::<u64>());
            prop_assert_eq!(summary.rows.count, new.rows.len() as u64);
        }
    }
}
