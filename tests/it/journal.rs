//! The journal: round trip, the hash chain, and lines that cannot be used.

use landledger::finding::{Code, Finding};
use landledger::ledger::{Act, Event};
use landledger::read::Source;
use landledger::store::Journal;

use crate::ledger_text::events;

const STORY: &str = "
    E1 2024-01-01 parcel 1 area=20000.10
    E2 2024-01-02 listed T1 1 idle 12000.10
    E3 2024-01-03 space S1 1 300.5 vacant
    E4 2024-01-04 occupied S1 by=lease-plant firm=某厂
    E5 2024-01-05 fix E4 occupied S1
";

fn read(bytes: impl Into<Vec<u8>>) -> Journal {
    Journal::read(&Source::new("ledger.jsonl", bytes))
}

fn lines_of(bytes: &[u8]) -> Vec<String> {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    text.lines().map(str::to_owned).collect()
}

fn joined(lines: &[String]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// The first line that any error names.
fn first_bad_line(findings: &[Finding]) -> Option<u32> {
    findings.iter().filter_map(|finding| finding.place.line).min()
}

#[test]
fn what_is_written_is_read_again() {
    let story = events(STORY);
    let bytes = Journal::write(&story).expect("a journal");
    let journal = read(bytes.clone());
    assert_eq!(journal.findings, []);
    assert_eq!(journal.events, story);
    assert_eq!(journal.line_count, 5);
    assert_eq!(Journal::write(&journal.events).expect("a journal"), bytes);
    let place = journal.place(&"E3".parse().expect("an id")).expect("a place");
    assert_eq!(place.to_string(), "ledger.jsonl:3:1");
    let span = place.span.expect("bytes");
    let (start, end) = (span.start as usize, span.end as usize);
    assert_eq!(bytes.get(start..end).map(lines_of), Some(vec![lines_of(&bytes).remove(2)]));
}

#[test]
fn the_chain_is_the_sha256_that_another_tool_computes() {
    // Python 3, hashlib: p = "0" * 64; for each line without chain: p = sha256((p + line).encode()).hexdigest()
    let first = r#"{"id":"E1","effective":"2024-03-01","recorded":"2024-03-04T09:30:00","act":{"space-vacated":{"space":"S1"}}}"#;
    let second = r#"{"id":"E2","effective":"2024-03-05","recorded":"2024-03-05T10:00:00","note":"复核","act":{"space-occupied":{"space":"S1","method":"lease-plant"}}}"#;
    let chains = [
        "656cc7d544909f890cd3e244908bd579101086255b1259b461e007599a8922a6",
        "d8afbaf3952a9941489fc892df7f2ec231fe31069dfddaa49c771daaa78cdc36",
    ];
    let chained = [first, second].into_iter().zip(chains).map(|(line, chain)| {
        format!("{},\"chain\":\"{chain}\"}}\n", line.strip_suffix('}').expect("an object"))
    });
    let text: String = chained.collect();
    let journal = read(text.clone());
    assert_eq!(journal.findings, []);
    assert_eq!(journal.head.map(|head| head.to_string()).as_deref(), Some(chains[1]));
    assert_eq!(Journal::write(&journal.events).expect("a journal"), text.into_bytes());
}

#[test]
fn every_changed_byte_is_found_at_its_line() {
    let bytes = Journal::write(&events(STORY)).expect("a journal");
    let above = read(Journal::write(&events(STORY)[..4]).expect("a journal")).head;
    let mut line = 1;
    for at in 0..bytes.len() {
        for flip in [0x01, 0x20, 0x80] {
            let mut changed = bytes.clone();
            changed[at] ^= flip;
            let journal = read(changed);
            let bad = first_bad_line(&journal.findings);
            // A changed line feed makes one line of two; their first is the bad one.
            assert_eq!(bad, Some(line), "byte {at} ^ {flip:#x}: {:?}", journal.findings);
            // A last line that was cut or lost its end reads like an append that was interrupted.
            let torn = journal.findings.iter().any(|finding| finding.code == Code::JournalTorn);
            assert_eq!(journal.head, if torn { above } else { None }, "byte {at} ^ {flip:#x}");
            assert!(!torn || line == 5, "byte {at} ^ {flip:#x}");
        }
        line += u32::from(bytes[at] == b'\n');
    }
}

#[test]
fn removed_repeated_and_moved_lines_break_the_chain() {
    let bytes = Journal::write(&events(STORY)).expect("a journal");
    let lines = lines_of(&bytes);
    let head = read(bytes).head;
    let broken_at = |lines: &[String]| {
        let journal = read(joined(lines));
        let broken = journal.findings.iter().filter(|f| f.code == Code::JournalChainBroken);
        let at: Vec<u32> = broken.filter_map(|finding| finding.place.line).collect();
        (at, journal.head)
    };
    for line in 0..lines.len() {
        let number = u32::try_from(line + 1).expect("a line");
        let mut removed = lines.clone();
        removed.remove(line);
        if line + 1 == lines.len() {
            // A shorter chain that is whole: only the head kept elsewhere tells.
            let (at, shorter) = broken_at(&removed);
            assert_eq!(at, Vec::<u32>::new());
            assert!(shorter.is_some() && shorter != head);
        } else {
            assert_eq!(broken_at(&removed), (vec![number], None), "removed {number}");
        }
        let mut repeated = lines.clone();
        repeated.insert(line, lines[line].clone());
        assert_eq!(broken_at(&repeated), (vec![number + 1], None), "repeated {number}");
        for other in line + 1..lines.len() {
            let mut swapped = lines.clone();
            swapped.swap(line, other);
            assert_eq!(broken_at(&swapped), (vec![number], None), "swapped {number} {other}");
        }
    }
}

#[test]
fn chains_that_begin_late_end_early_or_are_none() {
    let bytes = Journal::write(&events(STORY)).expect("a journal");
    let chained = lines_of(&bytes);
    let bare: Vec<String> = chained.iter().map(|line| unchained(line)).collect();
    let malformed = |line: &str| line.replace("\"chain\":\"", "\"chain\":\"X");
    let first = |line: &str| {
        let chain = line.get(line.len() - 76..line.len() - 1).expect("a chain").to_owned();
        unchained(line).replacen('{', &format!("{{{},", &chain[1..]), 1)
    };
    let broken = Code::JournalChainBroken;
    // (lines, code and line of each finding)
    let rows: [(Vec<String>, &[(Code, Option<u32>)]); 7] = [
        (bare.clone(), &[(Code::JournalNotChained, None)]),
        (vec![bare[0].clone(), chained[1].clone()], &[(broken, Some(1))]),
        (vec![chained[0].clone(), bare[1].clone()], &[(broken, Some(2))]),
        (vec![malformed(&chained[0]), chained[1].clone()], &[(broken, Some(1))]),
        (vec![bare[0].clone(), malformed(&chained[1])], &[(broken, Some(1))]),
        (vec![first(&chained[0])], &[(broken, Some(1))]),
        (vec![format!("{} ", chained[0])], &[(broken, Some(1))]),
    ];
    for (lines, expected) in rows {
        let journal = read(joined(&lines));
        let found: Vec<_> = journal.findings.iter().map(|f| (f.code, f.place.line)).collect();
        assert_eq!(found, expected, "{lines:?}");
        assert_eq!(journal.events.len(), lines.len(), "the events are read all the same");
        assert_eq!(journal.head, None);
    }
}

/// The line without `,"chain":"…"`: 75 bytes before the last brace.
fn unchained(line: &str) -> String {
    format!("{}}}", line.get(..line.len() - 76).expect("a chain"))
}

#[test]
fn line_endings_and_blank_lines_are_no_part_of_a_line() {
    let bytes = Journal::write(&events(STORY)).expect("a journal");
    let text = String::from_utf8(bytes).expect("UTF-8");
    let same = read(text.clone());
    let forms = [
        text.replace('\n', "\r\n"),
        text.replace('\n', "\n\n"),
        text.replace('\n', "\n \t\r\n"),
        text.trim_end().to_owned(),
        format!("\n\n{text}"),
    ];
    for form in forms {
        let journal = read(form.clone());
        assert_eq!(journal.findings, [], "{form:?}");
        assert_eq!(journal.events, same.events);
        assert_eq!(journal.head, same.head);
        assert_eq!(journal.line_count, 5);
    }
    // An ideographic space is no blank of JSON.
    let journal = read(text.replacen('\n', "\n\u{3000}\n", 1));
    assert_eq!(
        journal.findings.first().map(|f| (f.code, f.place.line)),
        Some((Code::JsonMalformed, Some(2)))
    );
    assert_eq!(read("").findings.first().map(|f| f.code), Some(Code::FileEmpty));
    assert_eq!(read("\n \n").findings.first().map(|f| f.code), Some(Code::FileEmpty));
}

#[test]
fn lines_that_cannot_be_used_are_named_exactly() {
    let head = r#"{"id":"E1","effective":"2024-03-01","recorded":"2024-03-04T09:30:00","act":"#;
    let listed = |area: &str, parcel: &str| {
        format!(
            r#"{head}{{"entry-listed":{{"entry":"T1","parcel":"{parcel}","class":"idle","causes":[],"land_area_m2":{area}}}}}}}"#
        )
    };
    let parcel = "410106001001GB00012";
    let vacated = r#"{"space-vacated":{"space":"S1"}}"#;
    // The line, the code, the pointer, the text at whose first character the column is, and what the message says
    // was expected and found.
    let rows: [(String, Code, &str, &str, &[&str]); 12] = [
        ("[1,2]".into(), Code::JournalLine, "", "[1,2]", &["expected one JSON object", "array"]),
        ("7".into(), Code::JournalLine, "", "7", &["expected one JSON object", "7"]),
        (
            format!(r#"{head}{vacated},"memo":1}}"#),
            Code::MemberInvalid,
            "/memo",
            "\"memo\"",
            &["expected a known member", "memo"],
        ),
        (
            format!("{head}{vacated}}}").replace("2024-03-01", "2024-02-30"),
            Code::MemberInvalid,
            "/effective",
            "\"2024-02-30\"",
            &["expected", "30"],
        ),
        (
            format!("{head}{vacated}}}").replace("T09:30:00", " 09:30"),
            Code::MemberInvalid,
            "/recorded",
            "\"2024-03-04 09:30\"",
            &["YYYY-MM-DDTHH:MM:SS"],
        ),
        (
            listed("\"12,3\"", parcel),
            Code::MemberInvalid,
            "/act/entry-listed/land_area_m2",
            "\"12,3\"",
            &["expected", "with ','", "character 3"],
        ),
        (
            listed("-5", parcel),
            Code::MemberInvalid,
            "/act/entry-listed/land_area_m2",
            "-5",
            &["expected", "found"],
        ),
        (
            listed("\"1.0000001\"", parcel),
            Code::MemberInvalid,
            "/act/entry-listed/land_area_m2",
            "\"1.0000001\"",
            &["no more decimals", "character 9"],
        ),
        (
            listed("\"1\"", "410106001001GB0001"),
            Code::MemberInvalid,
            "/act/entry-listed/parcel",
            "\"410106001001GB0001\"",
            &["expected", "19"],
        ),
        (
            format!(r#"{head}{{"space-burnt":{{"space":"S1"}}}}}}"#),
            Code::MemberInvalid,
            "/act/space-burnt",
            "\"space-burnt\"",
            &["space-vacated", "space-burnt"],
        ),
        (
            format!(r#"{head}{{"space-vacated":{{}}}}}}"#),
            Code::MemberInvalid,
            "/act/space-vacated",
            "{}}}",
            &["expected the member `space`"],
        ),
        (
            format!(r#"{head}{{"space-vacated":{{"space":"S 1"}}}}}}"#),
            Code::MemberInvalid,
            "/act/space-vacated/space",
            "\"S 1\"",
            &["1 to 64 characters", "blank"],
        ),
    ];
    let good = format!("{head}{vacated}}}").replace("E1", "E0");
    for (line, code, pointer, at, says) in rows {
        let journal = read(format!("{good}\n{line}\n{}\n", good.replace("E0", "E2")));
        let [finding, unchained] = journal.findings.as_slice() else {
            panic!("{line}: {:?}", journal.findings)
        };
        assert_eq!(unchained.code, Code::JournalNotChained);
        assert_eq!(finding.code, code, "{line}");
        let column = line.find(at).expect(at) + 1;
        let place = &finding.place;
        assert_eq!((place.line, place.column), (Some(2), u32::try_from(column).ok()), "{line}");
        assert_eq!(place.pointer.as_deref().unwrap_or_default(), pointer, "{line}");
        for part in says {
            assert!(finding.message.en.contains(part), "{}: {part}", finding.message.en);
        }
        let ids: Vec<&str> = journal.events.iter().map(|event| event.id.as_str()).collect();
        assert_eq!(ids, ["E0", "E2"], "the lines around it are read");
    }
}

#[test]
fn numbers_keep_every_digit() {
    // A float holds about 16 digits; 18 before the point and 6 behind need 24.
    for area in ["12000.10", "0.1", "999999999999999999.123456", "1000000000000000000", "0.000001"]
    {
        for form in [area.to_owned(), format!("\"{area}\"")] {
            let line = format!(
                r#"{{"id":"E1","effective":"2024-03-01","recorded":"2024-03-04T09:30:00","act":{{"entry-resized":{{"entry":"T1","land_area_m2":{form}}}}}}}"#
            );
            let journal = read(line);
            let [Event { act: Act::EntryResized { land_area_m2, .. }, .. }] =
                journal.events.as_slice()
            else {
                panic!("{form}: {:?}", journal.findings)
            };
            assert_eq!(land_area_m2.to_string(), area, "{form}");
        }
    }
}
