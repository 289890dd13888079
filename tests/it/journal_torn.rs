//! Torn ends: every point at which the last append can be cut, and what file systems leave behind it.

use std::fs;
use std::path::Path;

use landledger::finding::Code;
use landledger::ledger::Event;
use landledger::read::Source;
use landledger::store::{EventStore, Head, Journal, JournalFile, StoreError, verify_file};

use crate::ledger_text::events;
use crate::scratch::Scratch;

const STORY: &str = "
    E1 2024-01-01 parcel 1 area=20000.10
    E2 2024-01-02 listed T1 1 idle 12000.10
    E3 2024-01-03 space S1 1 300.5 vacant
    E4 2024-01-04 occupied S1 by=lease-plant firm=某厂
    E5 2024-01-05 vacated S1
    E6 2024-01-06 occupied S1 by=lease-plant firm=另一厂
";

/// What a test does with the end of a journal: the whole part, and what stands behind it.
struct Case<'a> {
    folder: &'a Scratch,
    whole: Vec<u8>,
    acts: Vec<&'a [Event]>,
}

impl<'a> Case<'a> {
    fn new(folder: &'a Scratch, acts: Vec<&'a [Event]>) -> Case<'a> {
        Case { folder, whole: Journal::write_acts(acts.iter().copied()).unwrap(), acts }
    }

    /// `tail` behind the whole part is torn: reported, never data, refused, and set aside when asked.
    #[track_caller]
    fn is_torn(&self, tail: &[u8], line: u32, next: &[Event], name: &str) {
        let bytes = [self.whole.as_slice(), tail].concat();
        let path = self.folder.write("ledger.jsonl", &bytes);
        let head = self.acts.iter().fold(Head::EMPTY, |head, act| head.after(act).unwrap());

        let journal = Journal::read(&Source::new("ledger.jsonl", bytes.clone()));
        let found: Vec<_> = journal.findings.iter().map(|f| (f.code, f.place.line)).collect();
        assert_eq!(found, [(Code::JournalTorn, Some(line))], "{name}");
        assert!(journal.acts().eq(self.acts.iter().copied()), "{name}");
        assert_eq!(journal.head.unwrap_or_default(), head, "{name}");

        let verification = verify_file(&path, &[]).unwrap();
        assert_eq!(verification.findings.len(), 1, "{name}");
        assert_eq!(verification.findings[0].code, Code::JournalTorn, "{name}");
        assert_eq!(verification.findings[0].place.line, Some(line), "{name}");
        assert!(
            verification.findings[0].message.en.contains(&format!("last {} bytes", tail.len()))
        );
        assert_eq!(verification.head, Some(head), "{name}");

        let mut file = JournalFile::open(&path).unwrap();
        assert_eq!(file.torn().map(|finding| finding.code), Some(Code::JournalTorn), "{name}");
        assert_eq!(file.head().unwrap(), head, "{name}");
        let refused = file.append(head, next).unwrap_err();
        assert!(matches!(refused, StoreError::Unusable(_)), "{name}: {refused}");
        assert_eq!(fs::read(&path).unwrap(), bytes, "{name}: nothing was written");

        let repair = file.repair().unwrap().unwrap();
        assert_eq!(repair.bytes, tail.len() as u64, "{name}");
        assert_eq!(fs::read(&repair.saved).unwrap(), tail, "{name}: nothing is lost");
        assert_eq!(fs::read(&path).unwrap(), self.whole, "{name}");
        assert_eq!(file.repair().unwrap(), None, "{name}");
        let after = file.append(head, next).unwrap();
        drop(file);
        let verification = verify_file(&path, &[head, after]).unwrap();
        assert!(verification.whole, "{name}: {verification:?}");
        fs::remove_file(&repair.saved).unwrap();
    }
}

/// Each act is cut at every byte, with nothing, one act and three acts in front of it.
#[test]
fn every_point_at_which_an_append_can_be_cut() {
    let story = events(STORY);
    let scratch = Scratch::new("torn-cut");
    // What stands before, the act that is cut.
    let rows: [(Vec<&[Event]>, &[Event]); 5] = [
        (vec![], &story[..1]),
        (vec![], &story[..3]),
        (vec![&story[..1]], &story[1..2]),
        (vec![&story[..1], &story[1..2], &story[2..3]], &story[3..6]),
        (vec![&story[..1], &story[1..4]], &story[4..5]),
    ];
    for (before, act) in rows {
        let first = before.iter().map(|act| act.len()).sum::<usize>() + 1;
        let case = Case::new(&scratch, before.clone());
        let all = Journal::write_acts(before.iter().copied().chain([act])).unwrap();
        let tail = &all[case.whole.len()..];
        for cut in 1..tail.len() - 1 {
            let tail = &tail[..cut];
            // The line that is cut; if a line of the act ends here, the act is.
            let ends = tail.iter().filter(|byte| **byte == b'\n').count();
            let behind = tail.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
            let last = &tail[behind..];
            let complete = last.is_empty()
                || last.ends_with(b"\"}") && last.len() > 77 && {
                    // All but the line feed.
                    all[case.whole.len() + cut] == b'\n'
                };
            let line = if complete { first } else { first + ends };
            case.is_torn(
                tail,
                u32::try_from(line).unwrap(),
                act,
                &format!("{cut} bytes of {first}"),
            );
        }
        // Without its last line feed the act is whole.
        let path = scratch.write("ledger.jsonl", &all[..all.len() - 1]);
        let journal = Journal::read(&Source::open(&path).unwrap());
        assert_eq!(journal.findings, []);
        assert_eq!(journal.acts().count(), before.len() + 1);
        assert!(verify_file(&path, &[]).unwrap().whole);
    }
}

/// The line feed that is missing is written in front of the next act.
#[test]
fn a_last_line_without_line_feed_is_data() {
    let story = events(STORY);
    let scratch = Scratch::new("torn-lf");
    let bytes = Journal::write_acts([&story[..1], &story[1..3]]).unwrap();
    for (ending, blank) in [("", 0), ("\n \t", 0), ("\r\n\r\n", 0), ("\n\n", 0)] {
        let text = [&bytes[..bytes.len() - 1], ending.as_bytes()].concat();
        let path = scratch.write("ledger.jsonl", &text);
        let mut file = JournalFile::open(&path).unwrap();
        assert_eq!(file.torn(), None, "{ending:?}");
        let head = file.append(file.head().unwrap(), &story[3..4]).unwrap();
        let verification = verify_file(&path, &[]).unwrap();
        assert!(verification.whole, "{ending:?} {verification:?}");
        assert_eq!((verification.lines, verification.head), (4 + blank, Some(head)));
        assert!(fs::read(&path).unwrap().starts_with(&text));
    }
}

fn garbage(seed: u64, length: usize, keep: impl Fn(u8) -> bool) -> Vec<u8> {
    let mut state = seed;
    let mut bytes = Vec::new();
    while bytes.len() < length {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let byte = (state >> 33) as u8;
        if keep(byte) {
            bytes.push(byte);
        }
    }
    bytes
}

/// A beginning of the act and then zeros, or whatever stood in the block before.
#[test]
fn a_prefix_with_zeros_or_garbage_behind_it() {
    let story = events(STORY);
    let scratch = Scratch::new("torn-garbage");
    let case = Case::new(&scratch, vec![&story[..1], &story[1..3]]);
    for act in [&story[3..4], &story[3..6]] {
        let all = Journal::write_acts([&story[..1], &story[1..3], act]).unwrap();
        let tail = &all[case.whole.len()..];
        for cut in (0..tail.len() - 1).step_by(17) {
            let line = 4 + tail[..cut].iter().filter(|byte| **byte == b'\n').count() as u32;
            let rest = tail.len() - cut;
            for (name, filling) in [
                ("zeros", vec![0; rest]),
                ("many zeros", vec![0; 70_000]),
                ("ones", vec![0xFF; rest]),
                ("text", b"stale text\nof another file\n".repeat(3)),
                ("noise", garbage(cut as u64, rest, |_| true)),
                ("noise without line feeds", garbage(cut as u64, rest, |byte| byte != b'\n')),
                (
                    "printable noise",
                    garbage(cut as u64, rest, |byte| (b' '..=b'~').contains(&byte)),
                ),
            ] {
                if cut == 0 && name.contains("text") {
                    continue;
                }
                let torn = [&tail[..cut], filling.as_slice()].concat();
                case.is_torn(&torn, line, act, &format!("{cut} and {name}"));
            }
        }
    }
}

/// Blocks reach the disk in any order: the end of the act may be there, and its beginning not.
#[test]
fn blocks_of_zeros_within_the_act() {
    let story = events(STORY);
    let scratch = Scratch::new("torn-blocks");
    let case = Case::new(&scratch, vec![&story[..1], &story[1..3]]);
    for act in [&story[3..4], &story[3..6]] {
        let all = Journal::write_acts([&story[..1], &story[1..3], act]).unwrap();
        let tail = &all[case.whole.len()..];
        for block in [16, 64, 300] {
            for start in (0..tail.len()).step_by(block) {
                let end = (start + block).min(tail.len());
                let mut torn = tail.to_vec();
                torn[start..end].fill(0);
                let line = 4 + tail[..start].iter().filter(|byte| **byte == b'\n').count() as u32;
                if torn[start..] == [0] || tail[start..] == *b"\n" {
                    continue;
                }
                let name = format!("zeros from {start} to {end}");
                if hides_more(tail, start, end) {
                    // Was it the last line of an act, with a finished act behind it? Then it must not be cut off.
                    let path =
                        scratch.write("ledger.jsonl", [case.whole.as_slice(), &torn].concat());
                    let error = JournalFile::open(&path).unwrap_err();
                    let finding = error.finding().unwrap();
                    assert_eq!(finding.code, Code::JournalChainBroken, "{name}");
                    assert_eq!(finding.place.line, Some(line), "{name}");
                    continue;
                }
                case.is_torn(&torn, line, act, &name);
            }
        }
    }
}

/// Whether zeros from `start` to `end` hide the member `more` of a line whose chain they leave.
fn hides_more(tail: &[u8], start: usize, end: usize) -> bool {
    let mores = tail.windows(9).enumerate().filter(|(_, window)| window.starts_with(b",\"more\":"));
    mores.into_iter().any(|(at, _)| start < at + 9 && end > at && end <= at + 9)
}

/// An act larger than the part of the file that opening looks at first.
#[test]
fn large_acts_are_torn_too() {
    let mut story = events(STORY);
    for event in &mut story {
        event.note = Some("批".repeat(40_000));
    }
    let scratch = Scratch::new("torn-large");
    for before in [vec![], vec![&story[..1]], vec![&story[..1], &story[1..2]]] {
        let case = Case::new(&scratch, before.clone());
        let act = &story[3..6];
        let all = Journal::write_acts(before.iter().copied().chain([act])).unwrap();
        let tail = &all[case.whole.len()..];
        let first = before.len() as u32 + 1;
        for cut in [1, 1000, 66_000, 119_999, 121_000, 200_001, 300_000, tail.len() - 2] {
            let line = first + tail[..cut].iter().filter(|byte| **byte == b'\n').count() as u32;
            case.is_torn(&tail[..cut], line, act, &format!("{cut}"));
        }
        for zeros in [4096, 131_072] {
            let torn = [&tail[..5000], &vec![0; zeros], &tail[5000 + zeros..]].concat();
            case.is_torn(&torn, first, act, &format!("{zeros} zeros"));
        }
    }
}

/// Twenty megabytes of zeros in one line, longer than any line.
#[test]
fn a_hole_longer_than_a_line_is_torn() {
    let story = events(STORY);
    let scratch = Scratch::new("torn-hole");
    let case = Case::new(&scratch, vec![&story[..1]]);
    case.is_torn(&vec![0; 20 << 20], 2, &story[1..3], "hole");
    case.is_torn(
        &[b"{\"id\":\"E2\"".as_slice(), &vec![0; 20 << 20]].concat(),
        2,
        &story[1..3],
        "hole",
    );
}

/// What is no torn end: finished lines. Nothing cuts them off.
#[test]
fn finished_lines_are_never_repaired_away() {
    let story = events(STORY);
    let scratch = Scratch::new("torn-not");
    let whole =
        Journal::write_acts([&story[..1], &story[1..3], &story[3..4], &story[4..5]]).unwrap();
    let lines: Vec<&[u8]> = whole.split_inclusive(|byte| *byte == b'\n').collect();
    let bare = serde_json::to_vec(&story[5]).unwrap();
    let changed = |line: usize, from: &[u8], to: &[u8]| {
        let mut lines: Vec<Vec<u8>> = lines.iter().map(|line| line.to_vec()).collect();
        let at = lines[line].windows(from.len()).position(|window| window == from).unwrap();
        lines[line].splice(at..at + from.len(), to.iter().copied());
        lines.concat()
    };
    // What it is, its bytes, the first bad line.
    let rows: Vec<(&str, Vec<u8>, u32)> = vec![
        ("a line that somebody added", [&whole, bare.as_slice(), b"\n"].concat(), 6),
        ("the same without line feed", [&whole, bare.as_slice()].concat(), 6),
        ("the last line changed", changed(4, b"vacated", b"removed"), 5),
        ("the last line no longer JSON", changed(4, b"\"act\"", b"\"act"), 5),
        ("the last chain changed", changed(4, b"\"chain\":\"", b"\"chain\":\"0"), 5),
        ("zeros in a line with two others behind it", changed(2, b"space", b"s\0\0ce"), 3),
        ("zeros in a line with one other behind it", changed(3, b"space", b"s\0\0ce"), 4),
        ("a line removed", [lines[0], lines[1], lines[2], lines[4]].concat(), 4),
        ("the first line removed", lines[1..].concat(), 1),
        ("a line feed lost", changed(3, b"\n", b""), 4),
        ("another journal", b"hello\n".to_vec(), 1),
    ];
    for (name, bytes, line) in rows {
        let path = scratch.write("ledger.jsonl", &bytes);
        let error = JournalFile::open(&path).unwrap_err();
        let finding = error.finding().unwrap_or_else(|| panic!("{name}: {error}"));
        assert_eq!(
            (finding.code, finding.place.line),
            (Code::JournalChainBroken, Some(line)),
            "{name}"
        );
        let verification = verify_file(&path, &[]).unwrap();
        assert_eq!(verification.findings[0], *finding, "{name}");
        assert_eq!(fs::read(&path).unwrap(), bytes, "{name}");
    }
    // Zeros in the last line alone read as a block that was lost.
    let path = scratch.write("ledger.jsonl", changed(4, b"space", b"s\0\0ce"));
    assert!(JournalFile::open(&path).unwrap().torn().is_some());
}

#[test]
fn saved_ends_do_not_overwrite_each_other() {
    let story = events(STORY);
    let scratch = Scratch::new("torn-saved");
    let whole = Journal::write(&story[..1]).unwrap();
    let tear = |tail: &str| {
        let path = scratch.write("ledger.jsonl", [whole.as_slice(), tail.as_bytes()].concat());
        JournalFile::open(&path).unwrap().repair().unwrap().unwrap()
    };
    let saved = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    assert_eq!(saved(&tear("{\"a").saved), "ledger.jsonl.torn-1");
    assert_eq!(saved(&tear("{\"bc").saved), "ledger.jsonl.torn-2");
    assert_eq!(fs::read(scratch.path().join("ledger.jsonl.torn-1")).unwrap(), b"{\"a");
    assert_eq!(fs::read(scratch.path().join("ledger.jsonl.torn-2")).unwrap(), b"{\"bc");
}
