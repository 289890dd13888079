//! Catalogue rows: journal.

use super::super::Code;
use super::super::Responsible::*;
use super::super::Severity::*;
use super::Rule;

pub(super) const ROWS: &[Rule] = &[
    Rule {
        code: Code::JournalLine,
        severity: Error,
        responsible: LedgerKeeper,
        basis: "",
        what: (
            "台账事项文件中的一行不是一个 JSON 对象。",
            "A line of the journal is not one JSON object.",
        ),
        why: (
            "读不出的行不起作用，其中的事项就丢了。",
            "A line that cannot be read has no effect; its event is lost.",
        ),
        fix: (
            "找出是哪个程序写的，按一行一个 JSON 对象补正。",
            "Find what wrote it, and write one JSON object a line.",
        ),
        example: "{\"id\":\"E1\",",
    },
    Rule {
        code: Code::JournalChainBroken,
        severity: Error,
        responsible: LedgerKeeper,
        basis: "",
        what: (
            "校验链断开：有行被改动、删除、重复或移动。",
            "The hash chain breaks: a line was changed, removed, repeated or moved.",
        ),
        why: (
            "校验链断开说明台账被改动过，之后的记录不能作为凭据。",
            "A broken chain says that the journal was altered; what follows proves nothing.",
        ),
        fix: (
            "从备份找回未改动的文件；需更正的，追加更正事项，不改旧行。",
            "Restore the file from a backup; correct by adding an event, never by changing a line.",
        ),
        example: "{\"id\":\"E2\",…,\"chain\":\"0000…\"}",
    },
    Rule {
        code: Code::JournalNotChained,
        severity: Note,
        responsible: LedgerKeeper,
        basis: "",
        what: ("台账事项文件没有校验链。", "The journal carries no hash chain."),
        why: ("没有校验链，改动无从发现。", "Without a chain an alteration cannot be seen."),
        fix: (
            "可不处理；需要留痕的，用本库追加以建立校验链。",
            "Nothing needs to be done; append through this library to start one.",
        ),
        example: "{\"id\":\"E1\",\"effective\":\"2024-01-01\",…}",
    },
    Rule {
        code: Code::JournalRecordedBackwards,
        severity: Warning,
        responsible: LedgerKeeper,
        basis: "",
        what: ("事项的登记时间早于上一行。", "An event recorded before the one above it."),
        why: (
            "登记时间倒退，可能时钟有误或行被移动。",
            "A record earlier than the one above: a wrong clock, or a line that was moved.",
        ),
        fix: (
            "核对登记时间；确属补登的，以实际登记时间为准。",
            "Check the time; a late entry carries the time at which it was made.",
        ),
        example: "\"recorded\":\"2024-01-02T09:00:00\" … \"recorded\":\"2024-01-01T09:00:00\"",
    },
    Rule {
        code: Code::EventIdRepeated,
        severity: Error,
        responsible: LedgerKeeper,
        basis: "",
        what: ("事项编号已用过。", "An event id that was used before."),
        why: (
            "编号重复，更正和引用不知指哪一项。",
            "With one id on two events a correction does not know its own.",
        ),
        fix: (
            "给后一项新编号；重复写入的删去一项。",
            "Give the later one a new id; of one written twice, drop one.",
        ),
        example: "{\"id\":\"E1\",…}\\n{\"id\":\"E1\",…}",
    },
    Rule {
        code: Code::EventUnknownParcel,
        severity: Error,
        responsible: LedgerKeeper,
        basis: "",
        what: (
            "事项所涉宗地在当日没有登记。",
            "An event about a parcel that is not registered on its day.",
        ),
        why: (
            "宗地在生效日没有登记，事项无处落实。",
            "The parcel is not registered on that day; the event has no object.",
        ),
        fix: (
            "核对宗地代码与日期，或先登记该宗地。",
            "Check code and day, or register the parcel first.",
        ),
        example: "{\"entry-listed\":{\"entry\":\"T1\",\"parcel\":\"410106001001GB99999\",…}}",
    },
    Rule {
        code: Code::EventUnknownEntry,
        severity: Error,
        responsible: LedgerKeeper,
        basis: "",
        what: (
            "事项所涉条目在当日不在台账上。",
            "An event about an entry that is not on the ledger on its day.",
        ),
        why: (
            "条目当日不在台账上，不能变更或销号。",
            "The entry is not on the ledger on that day and cannot be changed or struck off.",
        ),
        fix: ("核对条目编号与日期，或先列入台账。", "Check id and day, or list the entry first."),
        example: "{\"entry-struck-off\":{\"entry\":\"T9\",…}}",
    },
    Rule {
        code: Code::EventUnknownPlan,
        severity: Error,
        responsible: LedgerKeeper,
        basis: "",
        what: (
            "事项所涉方案在当日没有批准。",
            "An event about a plan that is not adopted on its day.",
        ),
        why: (
            "方案当日尚未批准，不能记其进展。",
            "The plan is not adopted on that day and can have no progress.",
        ),
        fix: (
            "核对方案编号与日期，或先登记方案批准。",
            "Check id and day, or record its adoption first.",
        ),
        example: "{\"milestone-reached\":{\"plan\":\"P9\",…}}",
    },
    Rule {
        code: Code::EventUnknownSpace,
        severity: Error,
        responsible: LedgerKeeper,
        basis: "",
        what: (
            "事项所涉厂房在当日没有调查记录。",
            "An event about a space that is not surveyed on its day.",
        ),
        why: (
            "厂房当日没有调查记录，不能记占用变化。",
            "The space is not surveyed on that day; its occupancy cannot change.",
        ),
        fix: (
            "核对厂房编号与日期，或先登记调查。",
            "Check id and day, or record the survey first.",
        ),
        example: "{\"space-vacated\":{\"space\":\"S9\"}}",
    },
    Rule {
        code: Code::EventUnknownProspect,
        severity: Error,
        responsible: LedgerKeeper,
        basis: "",
        what: (
            "事项所涉意向企业在当日没有记录。",
            "An event about a prospect that is not recorded on its day.",
        ),
        why: ("意向企业当日没有记录。", "The prospect is not recorded on that day."),
        fix: (
            "核对编号与日期，或先登记意向企业。",
            "Check id and day, or record the prospect first.",
        ),
        example: "{\"prospect-advanced\":{\"prospect\":\"Q9\",…}}",
    },
    Rule {
        code: Code::EventUnknownEvent,
        severity: Error,
        responsible: LedgerKeeper,
        basis: "",
        what: ("所更正的事项不存在。", "A correction of an event that does not exist."),
        why: (
            "要更正的事项不存在，更正不起作用。",
            "The event to be corrected does not exist; the correction has no effect.",
        ),
        fix: ("核对被更正事项的编号。", "Check the id of the event to be corrected."),
        example: "{\"event-corrected\":{\"event\":\"E99\",…}}",
    },
    Rule {
        code: Code::EventNotAllowed,
        severity: Error,
        responsible: LedgerKeeper,
        basis: "",
        what: (
            "对象的状态不允许该事项。",
            "An event that the state of its subject does not allow.",
        ),
        why: (
            "对象当时的状态不允许这一步，多为漏记了前一步。",
            "The state of the subject does not allow this step; mostly the step before was not recorded.",
        ),
        fix: (
            "补记漏掉的事项，或更正本项的日期。",
            "Record the missing step, or correct the day of this one.",
        ),
        example: "{\"entry-struck-off\":{\"entry\":\"T1\",…}}（已销号）",
    },
    Rule {
        code: Code::JournalTorn,
        severity: Error,
        responsible: LedgerKeeper,
        basis: "",
        what: (
            "日志末尾有一次没有写完的追加。",
            "The last append to the journal was interrupted, or is going on.",
        ),
        why: (
            "写入中断留下的半批事项没有得到过确认，不作数据使用；修复之前不能再追加。",
            "What an interrupted append left was never acknowledged and is not used; nothing can be appended before it is set aside.",
        ),
        fix: (
            "确认没有程序正在写入，再执行 landledger ledger DIR repair：残余字节另存一旁，然后重新追加该批事项。",
            "Make sure that no writer is at work, run landledger ledger DIR repair, which saves the bytes beside the journal, and append the act again.",
        ),
        example: "{\"id\":\"E7\",\"effective\":\"2024-0",
    },
    Rule {
        code: Code::JournalActBroken,
        severity: Error,
        responsible: LedgerKeeper,
        basis: "",
        what: (
            "一批事项的行数不全，或其中有不能使用的行。",
            "An act of several lines of which some are missing or cannot be used.",
        ),
        why: (
            "一批事项要么全部生效要么全不生效，残缺的一批整批不采用。",
            "An act holds as a whole or not at all; of a broken one no event is used.",
        ),
        fix: (
            "从备份找回未改动的文件，或把该批事项重新追加。",
            "Restore the file from a backup, or append the act again.",
        ),
        example: "{\"id\":\"E1\",…,\"more\":2,\"chain\":\"…\"}\\n{\"id\":\"E2\",…,\"chain\":\"…\"}",
    },
    Rule {
        code: Code::JournalHeadMissing,
        severity: Error,
        responsible: LedgerKeeper,
        basis: "",
        what: (
            "别处留存的末行校验值在日志中找不到。",
            "A head that was kept elsewhere, and that the journal does not have.",
        ),
        why: (
            "该校验值打印之后，日志末尾被截去或整本被改写。",
            "After that head was printed, lines were cut off at the end or the whole journal was written anew.",
        ),
        fix: (
            "核对校验值是否抄错、是否属于本日志；属实的，从备份找回。",
            "Check that the head was copied right and belongs to this journal; if so, restore a backup.",
        ),
        example: "landledger ledger DIR verify --head 656cc7d5…",
    },
    Rule {
        code: Code::JournalVersion,
        severity: Error,
        responsible: LedgerKeeper,
        basis: "",
        what: (
            "日志格式的版本不是本库所知的版本。",
            "A journal in a version of the format that this library does not know.",
        ),
        why: (
            "版本不同，各行的含义可能不同，不能猜着读。",
            "In another version lines may mean something else; they are not read by guessing.",
        ),
        fix: (
            "换用能读该版本的程序，或向产生该文件的单位要版本 1 的日志。",
            "Use a program that knows the version, or ask for the journal in version 1.",
        ),
        example: "{\"journal\":2,\"id\":\"E1\",…}",
    },
];
