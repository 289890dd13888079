//! Stores of events: what each of them promises, and what the journal file promises beside it.

use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};

use landledger::finding::{Code, Severity};
use landledger::ledger::Event;
use landledger::read::Source;
use landledger::store::{
    District, EventStore, Head, Journal, JournalFile, MemoryStore, StoreError, refusals,
    verify_file,
};

use crate::ledger_text::events;
use crate::scratch::Scratch;

const STORY: &str = "
    E1 2024-01-01 parcel 1 area=20000.10
    E2 2024-01-02 listed T1 1 idle 12000.10
    E3 2024-01-03 space S1 1 300.5 vacant
    E4 2024-01-04 occupied S1 by=lease-plant firm=某厂
    E5 2024-01-05 vacated S1
";

/// What every store must do; `open` opens the same store again.
fn conforms<S: EventStore>(mut open: impl FnMut(Option<S>) -> S) {
    let story = events(STORY);
    let mut store = open(None);
    assert_eq!(store.head().unwrap(), Head::EMPTY);
    assert_eq!(store.events().unwrap(), []);
    assert_eq!(store.acts_after(Head::EMPTY).unwrap().count(), 0);

    // The heads are those of the journal.
    let acts = [&story[..1], &story[1..4], &story[4..]];
    let mut heads = vec![Head::EMPTY];
    for act in acts {
        let base = *heads.last().unwrap();
        let head = store.append(base, act).unwrap();
        assert_eq!(head, base.after(act).unwrap());
        assert_eq!(store.head().unwrap(), head);
        heads.push(head);
        store = open(Some(store));
        assert_eq!(store.head().unwrap(), head);
    }
    let written = Journal::write_acts(acts).unwrap();
    let journal = Journal::read(&Source::new("ledger.jsonl", written));
    assert_eq!(journal.head, heads.last().copied());

    // Order, acts and heads are kept, from the start and from any head.
    assert_eq!(store.events().unwrap(), story);
    for (at, after) in heads.iter().enumerate() {
        let read: Vec<_> = store.acts_after(*after).unwrap().map(Result::unwrap).collect();
        assert_eq!(read.len(), acts.len() - at);
        for ((read, act), head) in read.iter().zip(&acts[at..]).zip(&heads[at + 1..]) {
            assert_eq!((read.events.as_slice(), read.head), (*act, *head));
        }
    }
    let unknown = Head::EMPTY.after(&story[3..4]).unwrap();
    let Err(StoreError::HeadUnknown { head }) = store.acts_after(unknown).map(|_| ()) else {
        panic!("a head that never was")
    };
    assert_eq!(head, unknown);

    // Nothing is appended behind another head than the last, old ones included.
    let more = events("E6 2024-01-06 occupied S1 by=lease-plant");
    for base in heads[..3].iter().chain([&unknown]) {
        for events in [more.as_slice(), &[]] {
            let Err(StoreError::HeadMoved { base: said, head }) = store.append(*base, events)
            else {
                panic!("appended behind {base}")
            };
            assert_eq!((said, head), (*base, heads[3]));
        }
    }
    // No events, no act.
    assert_eq!(store.append(heads[3], &[]).unwrap(), heads[3]);
    store = open(Some(store));
    assert_eq!(store.events().unwrap(), story);
    assert_eq!(store.acts_after(Head::EMPTY).unwrap().count(), 3);
    assert_eq!(store.append(heads[3], &more).unwrap(), heads[3].after(&more).unwrap());
    assert_eq!(store.acts_after(heads[3]).unwrap().count(), 1);
}

#[test]
fn memory_conforms() {
    conforms(|store: Option<MemoryStore>| store.unwrap_or_default());
}

#[test]
fn a_journal_file_conforms() {
    let scratch = Scratch::new("store-conforms");
    let path = scratch.path().join("ledger.jsonl");
    conforms(|store: Option<JournalFile>| {
        drop(store);
        JournalFile::open(&path).unwrap()
    });
    assert!(verify_file(&path, &[]).unwrap().whole);
}

/// The same without closing it in between.
#[test]
fn an_open_journal_file_conforms() {
    let scratch = Scratch::new("store-open");
    let path = scratch.path().join("ledger.jsonl");
    conforms(|store| store.unwrap_or_else(|| JournalFile::open(&path).unwrap()));
}

#[test]
fn what_is_appended_is_the_journal_that_is_written_at_once() {
    let scratch = Scratch::new("store-same");
    let path = scratch.path().join("ledger.jsonl");
    let story = events(STORY);
    let mut store = JournalFile::open(&path).unwrap();
    assert!(!path.exists(), "a journal begins with its first act");
    let acts: [&[Event]; 2] = [&story[..1], &story[1..]];
    let mut head = Head::EMPTY;
    for act in acts {
        head = store.append(head, act).unwrap();
    }
    assert_eq!(fs::read(&path).unwrap(), Journal::write_acts(acts).unwrap());
    assert_eq!(Journal::write(&story).unwrap(), Journal::write_acts(story.chunks(1)).unwrap());
}

#[test]
fn the_fixture_can_be_appended_to_as_it_is() {
    let scratch = Scratch::new("store-fixture");
    let fixture = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/shangjie/ledger.jsonl");
    let bytes = fs::read(fixture).unwrap();
    let path = scratch.write("ledger.jsonl", &bytes);
    let mut store = JournalFile::open(&path).unwrap();
    let old = Journal::read(&Source::new("ledger.jsonl", bytes.clone()));
    assert_eq!(Some(store.head().unwrap()), old.head);
    let last = old.events.last().unwrap();
    let mut event = last.clone();
    event.id = "NEW".parse().unwrap();
    store.append(old.head.unwrap(), &[event]).unwrap();
    let text = fs::read(&path).unwrap();
    assert!(text.starts_with(&bytes));
    let verification = verify_file(&path, &[old.head.unwrap()]).unwrap();
    assert!(verification.whole);
    assert_eq!(verification.anchors[0].lines_since, Some(1));
}

#[test]
fn a_second_writer_is_told_at_once() {
    let scratch = Scratch::new("store-busy");
    let path = scratch.path().join("ledger.jsonl");
    let story = events(STORY);
    let mut first = JournalFile::open(&path).unwrap();
    for written in [false, true] {
        let error = JournalFile::open(&path).unwrap_err();
        let StoreError::Busy { file } = &error else { panic!("{error}") };
        assert_eq!(*file, path.display().to_string());
        assert!(error.to_string().contains("expected no other writer"), "{error}");
        assert!(error.text().zh.contains("另一个程序正在写入"));
        assert_eq!(path.exists(), written);
        if !written {
            first.append(Head::EMPTY, &story[..1]).unwrap();
        }
    }
    // Readers need no lock.
    assert!(verify_file(&path, &[]).unwrap().whole);
    assert_eq!(Journal::read(&Source::open(&path).unwrap()).events.len(), 1);
    drop(first);
    JournalFile::open(&path).unwrap();
}

/// A reader beside a writer sees whole acts, and at most the one that is being written as torn.
#[test]
fn readers_beside_a_writer_see_whole_acts() {
    const COUNT: usize = 150;
    let scratch = Scratch::new("store-readers");
    let path = scratch.path().join("ledger.jsonl");
    let mut story = events(
        &(1..=COUNT * 3).map(|n| format!("E{n} 2024-01-01 parcel {n}\n")).collect::<String>(),
    );
    for event in &mut story {
        event.note = Some("注".repeat(3000));
    }
    let mut store = JournalFile::open(&path).unwrap();
    let mut head = store.append(Head::EMPTY, &story[..3]).unwrap();
    let done = AtomicBool::new(false);
    let reads = std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let (mut reads, mut last) = (0, 0);
            while !done.load(Ordering::Relaxed) {
                let journal = Journal::read(&Source::open(&path).unwrap());
                assert!(journal.findings.iter().all(|finding| finding.code == Code::JournalTorn));
                assert!(journal.acts().all(|act| act.len() == 3));
                assert_eq!(journal.events, story[..journal.events.len()]);
                assert!(journal.events.len() >= last, "an act was there, and is not any more");
                last = journal.events.len();
                reads += 1;
            }
            reads
        });
        for act in story.chunks(3).skip(1) {
            head = store.append(head, act).unwrap();
        }
        done.store(true, Ordering::Relaxed);
        reader.join().unwrap()
    });
    assert!(reads > 0);
    let verification = verify_file(&path, &[head]).unwrap();
    assert!(verification.whole);
    assert_eq!(verification.acts, COUNT as u64);
}

#[test]
fn a_journal_that_changed_in_between_is_left_alone() {
    let story = events(STORY);
    let other = Journal::write(&story[2..3]).unwrap();
    let changes: [(&str, fn(&std::path::Path, &[u8])); 4] = [
        ("longer", |path, other| {
            let old = fs::read(path).unwrap();
            fs::write(path, [old.as_slice(), other].concat()).unwrap();
        }),
        ("shorter", |path, _| fs::write(path, "").unwrap()),
        ("removed", |path, _| fs::remove_file(path).unwrap()),
        ("another file of the same length", |path, _| {
            let copy = path.with_extension("copy");
            fs::copy(path, &copy).unwrap();
            fs::rename(&copy, path).unwrap();
        }),
    ];
    for (name, change) in changes {
        if cfg!(not(unix)) && name.starts_with("another") {
            continue;
        }
        let scratch = Scratch::new("store-changed");
        let path = scratch.path().join("ledger.jsonl");
        let mut store = JournalFile::open(&path).unwrap();
        let head = store.append(Head::EMPTY, &story[..1]).unwrap();
        change(&path, &other);
        let before = fs::read(&path).ok();
        let error = store.append(head, &story[1..2]).unwrap_err();
        assert!(matches!(error, StoreError::Changed { .. }), "{name}: {error}");
        assert_eq!(fs::read(&path).ok(), before, "{name}");
    }
    // One that somebody made where there was none.
    let scratch = Scratch::new("store-made");
    let path = scratch.path().join("ledger.jsonl");
    let mut store = JournalFile::open(&path).unwrap();
    fs::write(&path, &other).unwrap();
    let error = store.append(Head::EMPTY, &story[..1]).unwrap_err();
    assert!(matches!(error, StoreError::Changed { .. }), "{error}");
    assert_eq!(fs::read(&path).unwrap(), other);
}

/// A program that another thread starts inherits every open file for a moment, and a lock with it.
#[cfg(unix)]
#[test]
fn a_lock_is_given_back_while_programs_are_started() {
    let scratch = Scratch::new("store-spawn");
    let path = scratch.path().join("ledger.jsonl");
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    // A folder to start in keeps the standard library from the faster way, which leaves no such moment.
                    let mut program = std::process::Command::new("true");
                    program.current_dir(scratch.path()).status().unwrap();
                }
            });
        }
        let refused = (0..3000).filter(|_| JournalFile::open(&path).is_err()).count();
        done.store(true, Ordering::Relaxed);
        assert_eq!(refused, 0);
    });
}

#[test]
fn a_journal_without_a_chain_is_not_appended_to() {
    let scratch = Scratch::new("store-unchained");
    let story = events(STORY);
    let line = serde_json::to_string(&story[0]).unwrap();
    let path = scratch.write("ledger.jsonl", format!("{line}\n"));
    let error = JournalFile::open(&path).unwrap_err();
    assert_eq!(error.finding().unwrap().code, Code::JournalNotChained);
    let nowhere = scratch.path().join("nowhere/ledger.jsonl");
    assert!(matches!(JournalFile::open(nowhere), Err(StoreError::Failed(error)) if error.is_io()));
}

/// A break further up does not show at the end: opening looks at the end, verifying at everything.
#[test]
fn opening_a_long_journal_looks_at_its_end() {
    let scratch = Scratch::new("store-long");
    let count = 3000;
    let story =
        events(&(1..=count).map(|n| format!("E{n} 2024-01-01 parcel {n}\n")).collect::<String>());
    for per_act in [1, 7, 300] {
        let mut bytes = Journal::write_acts(story.chunks(per_act)).unwrap();
        let path = scratch.write("ledger.jsonl", &bytes);
        let head = Journal::read(&Source::new("a", bytes.clone())).head.unwrap();
        assert!(bytes.len() > 300_000);
        assert_eq!(JournalFile::open(&path).unwrap().head().unwrap(), head, "{per_act}");
        bytes[1000] ^= 1;
        fs::write(&path, &bytes).unwrap();
        assert_eq!(JournalFile::open(&path).unwrap().head().unwrap(), head, "{per_act}");
        assert!(!verify_file(&path, &[]).unwrap().whole);
        let late = bytes.len() - 1000;
        bytes[late] ^= 1;
        fs::write(&path, &bytes).unwrap();
        // Now the whole file is read, and the first bad line is the one further up.
        let error = JournalFile::open(&path).unwrap_err();
        let line = error.finding().unwrap().place.line.unwrap();
        assert!(line < 10, "{line}");
    }
}

#[test]
fn a_district_with_a_torn_journal_is_read_without_the_torn_act() {
    let scratch = Scratch::new("store-district");
    let fixture = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/shangjie");
    for name in [District::ZONE, District::PARCELS] {
        fs::copy(format!("{fixture}/{name}"), scratch.path().join(name)).unwrap();
    }
    let mut bytes = fs::read(format!("{fixture}/{}", District::LEDGER)).unwrap();
    // The last line is torn: every other one is an event.
    let lines = bytes.iter().filter(|byte| **byte == b'\n').count();
    bytes.truncate(bytes.len() - 100);
    scratch.write(District::LEDGER, &bytes);
    let district = District::open(scratch.path()).unwrap();
    assert_eq!(district.journal.events.len(), lines - 1);
    let torn: Vec<_> = district.findings.iter().filter(|f| f.code == Code::JournalTorn).collect();
    assert_eq!(torn.len(), 1);
    assert_eq!((torn[0].severity, torn[0].place.line), (Severity::Error, Some(lines as u32)));
}

#[test]
fn what_the_ledger_refuses_is_known_before_it_is_appended() {
    let story = events(STORY);
    assert_eq!(refusals(&story[..3], &story[3..]), []);
    assert_eq!(refusals(&story, &[]), []);
    // (new events, code, the event that it is about)
    let rows = [
        ("E6 2024-01-06 vacated S1", Code::EventNotAllowed, "E6"),
        ("E1 2024-01-06 parcel 2", Code::EventIdRepeated, "E1"),
        ("E6 2024-01-06 vacated S9", Code::EventUnknownSpace, "E6"),
        // Back-dated: now an old event is refused.
        ("E6 2024-01-03 occupied S1 by=lease-plant", Code::EventNotAllowed, "E4"),
    ];
    for (new, code, about) in rows {
        let found = refusals(&story, &events(new));
        assert!(
            found.iter().any(|finding| finding.code == code && finding.subjects[0] == about),
            "{new}: {found:?}"
        );
    }
    // What is wrong with the old events alone is not the new ones' fault.
    let wrong = events("A1 2024-01-01 vacated S9\n A2 2024-01-01 vacated S9");
    assert_eq!(refusals(&wrong, &events("A3 2024-02-01 parcel 7")), []);
    let again = refusals(&wrong, &events("A3 2024-02-01 vacated S9"));
    assert_eq!(again.len(), 1, "{again:?}");
}
