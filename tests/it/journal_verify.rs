//! Verifying: every byte, every line and every pair of lines of a small journal; anchors; and the page of the format
//! against other tools.

use std::io::{BufReader, Read, Write};
use std::process::{Command, Stdio};

use landledger::finding::Code;
use landledger::ledger::Event;
use landledger::read::Source;
use landledger::store::{Acts, Head, Journal, StoreError, Verification, verify};

use crate::ledger_text::events;

/// Twenty events in acts of one to four lines; the last act has three.
const ACTS: [usize; 10] = [1, 1, 3, 1, 2, 4, 1, 3, 1, 3];

fn story() -> Vec<Event> {
    let parcels = (1..=10).map(|n| format!("P{n} 2024-01-01 parcel {n} area={n}000.10\n"));
    let spaces = (1..=10).map(|n| format!("S{n} 2024-01-02 space S{n} {n} 30{n}.5 vacant\n"));
    events(&parcels.chain(spaces).collect::<String>())
}

fn acts(events: &[Event]) -> Vec<&[Event]> {
    let mut rest = events;
    let mut acts = Vec::new();
    for count in ACTS {
        let (act, behind) = rest.split_at(count);
        acts.push(act);
        rest = behind;
    }
    assert!(rest.is_empty());
    acts
}

fn journal() -> Vec<u8> {
    Journal::write_acts(acts(&story())).unwrap()
}

fn check(bytes: &[u8], anchors: &[Head]) -> Verification {
    verify("ledger.jsonl", bytes, anchors).unwrap()
}

fn lines(bytes: &[u8]) -> Vec<&[u8]> {
    bytes.split_inclusive(|byte| *byte == b'\n').collect()
}

/// The line that the first finding names.
#[track_caller]
fn bad_line(verification: &Verification) -> usize {
    assert!(!verification.whole);
    let finding = &verification.findings[0];
    finding.place.line.unwrap_or_else(|| panic!("no line: {finding:?}")) as usize
}

#[test]
fn a_journal_as_it_was_written_is_whole() {
    let bytes = journal();
    let verification = check(&bytes, &[]);
    assert_eq!(verification.findings, []);
    assert!(verification.whole);
    assert_eq!((verification.lines, verification.acts), (20, 10));
    let read = Journal::read(&Source::new("ledger.jsonl", bytes));
    assert_eq!(read.findings, []);
    assert_eq!(read.head, verification.head);
    assert_eq!(read.events, story());
    assert!(read.acts().eq(acts(&story())));
    let mut head = Head::EMPTY;
    for act in acts(&story()) {
        head = head.after(act).unwrap();
    }
    assert_eq!(verification.head, Some(head));
}

/// Every bit of every byte, and the bytes that mean something to a reader of lines, to JSON and to a file system.
#[test]
fn c22_idea_23_every_changed_byte_is_found_with_its_line() {
    let bytes = journal();
    let head = check(&bytes, &[]).head.unwrap();
    let mut line = 1;
    for at in 0..bytes.len() {
        let byte = bytes[at];
        let flips = (0..8).map(|bit| byte ^ 1 << bit);
        let mut others: Vec<u8> = flips.chain([0, 0xFF, b'\n', b'\r', b' ', b'"', b'}']).collect();
        others.retain(|other| *other != byte);
        for other in others {
            let mut changed = bytes.clone();
            changed[at] = other;
            let verification = check(&changed, &[head]);
            // A line feed in front of a line moves it down by one.
            let first = at == 0 || bytes[at - 1] == b'\n';
            let named = line + usize::from(first && other == b'\n');
            assert_eq!(bad_line(&verification), named, "byte {at} is {other:#x}");
            // The journal that is left can no longer be taken for the old one.
            assert_eq!(verification.findings[1].code, Code::JournalHeadMissing);
        }
        line += usize::from(byte == b'\n');
    }
    assert_eq!(line, 21);
}

#[test]
fn c22_every_removed_byte_is_found_with_its_line() {
    let bytes = journal();
    let mut line = 1;
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed.remove(at);
        if at + 1 == bytes.len() {
            // The last line feed is no part of the line.
            assert!(check(&changed, &[]).whole);
        } else {
            let verification = check(&changed, &[]);
            assert_eq!(bad_line(&verification), line, "byte {at}: {verification:?}");
        }
        line += usize::from(bytes[at] == b'\n');
    }
}

#[test]
fn c22_removed_repeated_and_swapped_lines_are_found() {
    let bytes = journal();
    let lines = lines(&bytes);
    let head = check(&bytes, &[]).head.unwrap();
    let bad = |lines: &[&[u8]]| bad_line(&check(&lines.concat(), &[]));
    for line in 0..lines.len() {
        let mut removed = lines.clone();
        removed.remove(line);
        // Of the last act two lines are left: the act is torn, and it begins at line 18.
        let named = if line == 19 { 18 } else { line + 1 };
        assert_eq!(bad(&removed), named, "removed {line}");
        for behind in 0..=lines.len() {
            let mut repeated = lines.clone();
            repeated.insert(behind, lines[line]);
            // Inserted in front of itself the copy is the line, and the line is the copy.
            let named = if behind == line { line + 2 } else { behind + 1 };
            assert_eq!(bad(&repeated), named, "{line} repeated at {behind}");
        }
        for other in line + 1..lines.len() {
            let mut swapped = lines.clone();
            swapped.swap(line, other);
            assert_eq!(bad(&swapped), line + 1, "swapped {line} {other}");
            // Removing both, and everything between them.
            let mut cut = lines.clone();
            cut.drain(line..=other);
            let verification = check(&cut.concat(), &[head]);
            assert!(!verification.whole, "cut {line} to {other}");
            if other + 1 < lines.len() {
                assert_eq!(bad_line(&verification), line + 1, "cut {line} to {other}");
            }
        }
    }
}

#[test]
fn acts_cut_off_at_the_end_are_found_by_a_head_kept_elsewhere() {
    let bytes = journal();
    let lines = lines(&bytes);
    let head = check(&bytes, &[]).head.unwrap();
    let mut kept = 0;
    let mut last = Head::EMPTY;
    for (count, act) in ACTS.into_iter().zip(acts(&story())) {
        let shorter = lines[..kept].concat();
        // By itself it is whole; with the head it is not, and only with that.
        assert!(check(&shorter, &[]).whole);
        let verification = check(&shorter, &[last, head]);
        assert_eq!(verification.head, Some(last));
        let [finding] = verification.findings.as_slice() else { panic!("{verification:?}") };
        assert_eq!(finding.code, Code::JournalHeadMissing);
        assert!(finding.message.en.contains(&head.to_string()), "{}", finding.message.en);
        assert_eq!(verification.anchors[0].line, Some(kept as u64));
        assert_eq!(verification.anchors[1].line, None);
        // An older head holds still when more was appended.
        let anchor = check(&bytes, &[last]).anchors[0];
        assert_eq!((anchor.line, anchor.lines_since), (Some(kept as u64), Some(20 - kept as u64)));
        kept += count;
        last = last.after(act).unwrap();
    }
    assert_eq!(last, head);
}

#[test]
fn the_head_of_half_an_act_is_no_anchor() {
    let bytes = journal();
    let third = std::str::from_utf8(lines(&bytes)[2]).unwrap();
    assert!(third.contains(r#","more":2,"chain":""#), "{third}");
    let chain: Head = third[third.len() - 67..third.len() - 3].parse().unwrap();
    let verification = check(&bytes, &[chain]);
    assert_eq!(verification.findings[0].code, Code::JournalHeadMissing);
}

#[test]
fn a_finding_says_what_was_expected_and_found() {
    let bytes = journal();
    let lines = lines(&bytes);
    let swapped = [lines[0], lines[5]].concat();
    let finding = &check(&swapped, &[]).findings[0];
    let stated = std::str::from_utf8(lines[5]).unwrap();
    let stated = &stated[stated.len() - 67..stated.len() - 3];
    assert_eq!(finding.code, Code::JournalChainBroken);
    assert!(finding.message.en.contains(&format!("found {stated}")), "{}", finding.message.en);
    assert!(finding.message.zh.contains(&format!("实为 {stated}")), "{}", finding.message.zh);
    let span = finding.place.span.unwrap();
    assert_eq!(span.start as usize, lines[0].len());
    assert_eq!(span.end as usize, swapped.len() - 1);
}

/// A writer that counts wrongly, with a chain that is right.
#[test]
fn an_act_that_does_not_count_down_is_broken() {
    let story = story();
    // (what `more` says line by line, the bad line for verify, the events that are read)
    let rows: [(&[u64], usize, usize); 5] = [
        (&[0, 2, 0, 0], 3, 3),
        (&[0, 2, 2, 1, 0], 3, 4),
        (&[0, 1, 3, 0], 3, 2),
        (&[0, 3, 2, 0, 0], 4, 3),
        (&[1, 1, 0], 2, 2),
    ];
    for (more, bad, read) in rows {
        let text = chained(&story, more);
        let verification = check(text.as_bytes(), &[]);
        assert_eq!(verification.findings[0].code, Code::JournalActBroken, "{more:?}");
        assert_eq!(bad_line(&verification), bad, "{more:?}");
        let journal = Journal::read(&Source::new("ledger.jsonl", text));
        let codes: Vec<Code> = journal.findings.iter().map(|finding| finding.code).collect();
        assert!(codes.contains(&Code::JournalActBroken), "{more:?} {codes:?}");
        assert_eq!(journal.events.len(), read, "{more:?}: {:?}", journal.findings);
        assert_eq!(journal.head, None);
    }
}

/// A journal whose lines say `more` as given, 0 for nothing.
fn chained(events: &[Event], more: &[u64]) -> String {
    let mut head = "0".repeat(64);
    let mut text = String::new();
    for (event, more) in events.iter().zip(more) {
        let mut line = serde_json::to_string(event).unwrap();
        if *more > 0 {
            line.insert_str(line.len() - 1, &format!(",\"more\":{more}"));
        }
        head = sha256(format!("{head}{line}").as_bytes());
        line.insert_str(line.len() - 1, &format!(",\"chain\":\"{head}\""));
        text.push_str(&line);
        text.push('\n');
    }
    text
}

fn sha256(bytes: &[u8]) -> String {
    hmac_sha256::Hash::hash(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn one_bad_line_takes_its_act_with_it() {
    let bytes = journal();
    let text = String::from_utf8(bytes).unwrap();
    // Lines 3 to 5 are an act; in the fourth the act of the event is one that is not known.
    let events: Vec<String> = text
        .lines()
        .map(|line| format!("{}}}", &line[..line.len() - 76]))
        .enumerate()
        .map(
            |(at, line)| {
                if at == 3 { line.replace("parcel-registered", "parcel-moved") } else { line }
            },
        )
        .collect();
    let mut head = "0".repeat(64);
    let mut changed = String::new();
    for line in &events {
        head = sha256(format!("{head}{line}").as_bytes());
        changed.push_str(&format!("{},\"chain\":\"{head}\"}}\n", &line[..line.len() - 1]));
    }
    assert!(check(changed.as_bytes(), &[]).whole);
    let journal = Journal::read(&Source::new("ledger.jsonl", changed.clone()));
    let found: Vec<_> = journal.findings.iter().map(|f| (f.code, f.place.line)).collect();
    assert_eq!(found, [(Code::MemberInvalid, Some(4)), (Code::JournalActBroken, Some(3))]);
    assert_eq!(journal.events.len(), 17);
    assert_eq!(journal.acts().count(), 9);
    let mut acts = Acts::new("ledger.jsonl", changed.as_bytes());
    assert!(acts.by_ref().take(2).all(|act| act.is_ok()));
    let Some(Err(StoreError::Unusable(finding))) = acts.next() else { panic!("{acts:?}") };
    assert_eq!((finding.code, finding.place.line), (Code::MemberInvalid, Some(4)));
    assert_eq!(finding.place.span, journal.findings[0].place.span);
    assert!(acts.next().is_none());
}

#[test]
fn versions() {
    let story = story();
    let line = serde_json::to_string(&story[0]).unwrap();
    let with = |version: &str| {
        let line = line.replacen('{', &format!("{{\"journal\":{version},"), 1);
        let chain = sha256(format!("{}{line}", "0".repeat(64)).as_bytes());
        format!("{},\"chain\":\"{chain}\"}}\n", &line[..line.len() - 1])
    };
    let known = Journal::read(&Source::new("ledger.jsonl", with("1")));
    assert_eq!(known.findings, []);
    assert_eq!(known.events, story[..1]);
    assert!(check(with("1").as_bytes(), &[]).whole);
    for version in ["2", "0", "10", "\"1\"", "1.0", "null"] {
        let text = with(version);
        let refused = Journal::read(&Source::new("ledger.jsonl", text.clone()));
        let [finding] = refused.findings.as_slice() else { panic!("{:?}", refused.findings) };
        assert_eq!((finding.code, finding.place.line), (Code::JournalVersion, Some(1)));
        assert!(finding.message.en.contains(&format!("found {version}")), "{}", finding.message.en);
        assert_eq!(refused.events, []);
        let verification = check(text.as_bytes(), &[]);
        assert_eq!(verification.findings[0].code, Code::JournalVersion);
        assert!(matches!(
            Acts::new("ledger.jsonl", text.as_bytes()).next(),
            Some(Err(StoreError::Unusable(_)))
        ));
    }
    // In another line than the first the member has no meaning.
    let second = [line.clone(), line.replacen('{', "{\"journal\":1,", 1)].join("\n");
    let journal = Journal::read(&Source::new("ledger.jsonl", second));
    assert_eq!(journal.findings[0].code, Code::MemberInvalid);
    assert_eq!(journal.findings[0].place.line, Some(2));
}

#[test]
fn journals_without_a_chain_prove_nothing() {
    let lines: Vec<String> =
        story().iter().map(|event| serde_json::to_string(event).unwrap()).collect();
    let verification = check(lines.join("\n").as_bytes(), &[]);
    assert!(!verification.whole);
    assert_eq!(verification.findings[0].code, Code::JournalNotChained);
    assert_eq!((verification.lines, verification.head), (20, None));
    let empty = check(b"", &[Head::EMPTY]);
    assert!(empty.whole);
    assert_eq!((empty.lines, empty.head), (0, Some(Head::EMPTY)));
    assert!(check(b"\n \r\n", &[]).whole);
    for text in ["hello\n", "[1]\n", "7", "null\n"] {
        assert!(!check(text.as_bytes(), &[]).whole, "{text}");
    }
}

#[test]
fn a_line_has_a_longest_length() {
    const LONGEST: usize = 16_777_216;
    let mut event = story().remove(0);
    event.note = Some(String::new());
    // With `,"chain":"…"`, 75 bytes.
    let length = serde_json::to_string(&event).unwrap().len() + 75;
    event.note = Some("x".repeat(LONGEST - length));
    let longest = Journal::write(std::slice::from_ref(&event)).unwrap();
    assert_eq!(longest.len(), LONGEST + 1);
    assert!(check(&longest, &[]).whole);
    let crlf = [&longest[..LONGEST], b"\r\n"].concat();
    assert!(check(&crlf, &[]).whole);
    event.note = Some("x".repeat(LONGEST - length + 1));
    let refused = Journal::write(std::slice::from_ref(&event)).unwrap_err();
    assert!(refused.to_string().contains("at most 16777216 bytes"), "{refused}");
    // One that another program wrote, with a line behind it.
    let mut line = serde_json::to_string(&event).unwrap();
    let chain = sha256(format!("{}{line}", "0".repeat(64)).as_bytes());
    line.insert_str(line.len() - 1, &format!(",\"chain\":\"{chain}\""));
    let verification = check(format!("{line}\n{{}}\n").as_bytes(), &[]);
    assert_eq!(bad_line(&verification), 1);
    assert!(verification.findings[0].message.en.contains("at most 16777216 bytes"));
}

/// Fifty million bytes in one line, and a million lines: neither is held in memory, as the reader below would run out
/// of patience long before it ran out of memory if it were asked twice.
#[test]
fn verifying_reads_once_and_forward() {
    struct Once<'a> {
        bytes: &'a [u8],
        read: usize,
    }
    impl Read for Once<'_> {
        fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
            let count = out.len().min(7).min(self.bytes.len() - self.read);
            out[..count].copy_from_slice(&self.bytes[self.read..self.read + count]);
            self.read += count;
            Ok(count)
        }
    }
    let bytes = journal();
    let mut reader = Once { bytes: &bytes, read: 0 };
    let verification = verify("a", BufReader::with_capacity(5, &mut reader), &[]).unwrap();
    assert!(verification.whole);
    assert_eq!(reader.read, bytes.len());
}

fn page() -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/docs/journal.md");
    std::fs::read_to_string(path).unwrap()
}

fn block<'a>(page: &'a str, language: &str) -> &'a str {
    let start = page.split_once(&format!("```{language}\n")).unwrap().1;
    start.split_once("```").unwrap().0
}

/// The chains on the page were worked out by `sha256sum`, as the page says.
#[test]
fn the_example_of_the_page_is_what_we_read_and_write() {
    let page = page();
    let example = block(&page, "jsonl");
    let journal = Journal::read(&Source::new("ledger.jsonl", example));
    assert_eq!(journal.findings, []);
    assert_eq!(journal.acts().map(<[Event]>::len).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(
        journal.head.unwrap().to_string(),
        "f8b72a7b4ff3fed79791f68045583aea5ab890024ec5dc2342dba8e8bd206228"
    );
    assert_eq!(Journal::write_acts(journal.acts()).unwrap(), example.as_bytes());
}

/// The reader in Python that stands on the page reads what we write, and stops where we do.
#[cfg(unix)]
#[test]
fn the_reader_of_the_page_agrees() {
    let page = page();
    let script = block(&page, "python");
    let python = |journal: &[u8]| {
        let mut child = Command::new("python3")
            .args(["-c", script])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .ok()?;
        let mut stdin = child.stdin.take().unwrap();
        let journal = journal.to_vec();
        let feed = std::thread::spawn(move || drop(stdin.write_all(&journal)));
        let output = child.wait_with_output().unwrap();
        feed.join().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Some((text(output.stdout), text(output.stderr)))
    };
    let ours = |journal: &[u8]| {
        let mut text = String::new();
        let mut acts = Acts::new("ledger.jsonl", journal);
        for act in acts.by_ref().map_while(Result::ok) {
            text.push_str(&act.head.to_string());
            for event in &act.events {
                text.push_str(&format!(" {}", event.id));
            }
            text.push('\n');
        }
        text
    };
    let bytes = journal();
    let lines = lines(&bytes);
    let mut forms = vec![
        bytes.clone(),
        std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/shangjie/ledger.jsonl"))
            .unwrap(),
        bytes[..bytes.len() - 1].to_vec(),
        bytes[..bytes.len() - 30].to_vec(),
        String::from_utf8(bytes.clone()).unwrap().replace('\n', "\r\n\n \t\n").into_bytes(),
        [b"\xEF\xBB\xBF", bytes.as_slice()].concat(),
        lines[..19].concat(),
        chained(&story(), &[0, 2, 0, 0]).into_bytes(),
    ];
    let mut changed = bytes.clone();
    changed[1500] ^= 1;
    forms.push(changed);
    for form in forms {
        let Some((heads, said)) = python(&form) else {
            eprintln!("python3 is not there: the reader of the page was not run");
            return;
        };
        assert_eq!(heads, ours(&form), "{said}");
        assert_eq!(said.is_empty(), check(&form, &[]).whole, "{said}");
    }
}
