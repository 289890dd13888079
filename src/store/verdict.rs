//! What following the chain found, as a finding.

use super::walk::{Fault, FaultKind, Lines, State, Torn, Walk};
use crate::finding::{Code, Finding, Place, Span, Text};

/// The first thing that is wrong with a journal called `name`, or that it has no chain; `None` if it is whole.
pub(super) fn finding(walk: &Walk, name: &str) -> Option<Finding> {
    if let Some(torn) = walk.torn() {
        return Some(torn_finding(&torn, name));
    }
    match &walk.fault {
        Some(fault) => Some(fault_finding(fault, name)),
        None => (walk.state() == State::Unchained).then(|| not_chained(name)),
    }
}

pub(super) fn not_chained(name: &str) -> Finding {
    let message = Text::new(
        "日志没有哈希链，无法证明未被修改",
        "the journal carries no hash chain: changes to it cannot be detected",
    );
    Finding::new(Code::JournalNotChained, message).at(Place::file(name))
}

pub(super) fn fault_finding(fault: &Fault, name: &str) -> Finding {
    let broken = |zh: &str, en: &str| {
        let message = Text::new(
            format!("日志哈希链在本行断开（{zh}）：本行或上一行被修改、删除、重复或移动"),
            format!("{en}: this line or the one above was changed, removed, repeated or moved"),
        );
        Finding::new(Code::JournalChainBroken, message)
    };
    let chain = "expected the chain of the line above and this line";
    let finding = match &fault.kind {
        FaultKind::Chain { expected, found } => broken(
            &format!("应为 {expected}，实为 {found}"),
            &format!("{chain}, {expected}, found {found}"),
        ),
        FaultKind::NoChain | FaultKind::NoJournal => {
            broken("本行没有哈希链", &format!("{chain}, found no chain as the last member"))
        }
        FaultKind::Malformed => broken(
            "chain 不是末位成员或不是 SHA-256",
            &format!("{chain}, found a member \"chain\" that is not the last one or no SHA-256"),
        ),
        FaultKind::Late { chained } => broken(
            &format!("本行没有哈希链，第 {chained} 行却有"),
            &format!("{chain}, as line {chained} has one, found no chain as the last member"),
        ),
        FaultKind::TooLong => broken(
            "本行超过 16 MiB",
            "expected a line of at most 16777216 bytes, found a longer one",
        ),
        FaultKind::More { expected, found } => {
            let message = Text::new(
                format!("同一批事项在本行之后应还有 {expected} 行，本行写的是 {found} 行"),
                format!("expected {expected} more lines of the same act, found {found} stated"),
            );
            Finding::new(Code::JournalActBroken, message)
        }
        FaultKind::Version(found) => version(found),
    };
    finding.at(place(&fault.at, name))
}

pub(super) fn version(found: &str) -> Finding {
    let message = Text::new(
        format!("日志格式版本应为 1，实为 {found}：请用能读该版本的程序"),
        format!(
            "expected version 1 of the journal format, found {found}: read it with a program that knows it"
        ),
    );
    Finding::new(Code::JournalVersion, message)
}

pub(super) fn torn_finding(torn: &Torn, name: &str) -> Finding {
    let bytes = torn.end - torn.from;
    let message = Text::new(
        format!("最后一次追加没有写完：末尾 {bytes} 字节不是完整的一批事项，未采用"),
        format!(
            "expected the act to be whole up to its last line, found the last {bytes} bytes of the file \
             unfinished: the append was interrupted, or is going on; they are not used"
        ),
    );
    let at = Lines { end: torn.end, ..torn.at };
    Finding::new(Code::JournalTorn, message).at(place(&at, name))
}

/// A place in the journal.
pub(super) fn place(lines: &Lines, name: &str) -> Place {
    let mut place = Place::file(name);
    place.line = Some(u32::try_from(lines.number).unwrap_or(u32::MAX));
    place.column = Some(1);
    place.span = Some(Span { start: lines.start, end: lines.end });
    place
}
