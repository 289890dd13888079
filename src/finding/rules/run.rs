//! Catalogue rows: the run itself.

use super::super::Code;
use super::super::Responsible::*;
use super::super::Severity::*;
use super::Rule;

pub(super) const ROWS: &[Rule] = &[
    Rule {
        code: Code::RoundingBreaks,
        severity: Warning,
        responsible: Surveyor,
        basis: "",
        what: (
            "按存储坐标成立的结论，按交换取位后不成立。",
            "What holds for the coordinates as stored does not hold as rounded for exchange.",
        ),
        why: (
            "交换时坐标要取位；取位后出现的问题，接收方会看到而本方看不到。",
            "Coordinates are rounded for exchange; the receiver sees faults that the sender does not.",
        ),
        fix: (
            "增加交换小数位数，或把该处改到取位后仍成立。",
            "Exchange more decimals, or change the place so that it holds when rounded.",
        ),
        example: "fixtures/findings/rounding-breaks.fail.geojson",
    },
    Rule {
        code: Code::NotChecked,
        severity: Warning,
        responsible: DataProducer,
        basis: "",
        what: ("未能检查的内容及原因。", "Something that could not be checked, and why."),
        why: ("没有检查不等于没有问题。", "What was not checked is not thereby sound."),
        fix: ("按所述原因处理后重新检查。", "Deal with the reason named and check again."),
        example: "fixtures/findings/not-checked.fail.geojson",
    },
    Rule {
        code: Code::NotListed,
        severity: Warning,
        responsible: DataProducer,
        basis: "",
        what: ("同类问题较多，未全部列出。", "More occurrences than are listed."),
        why: (
            "同类问题太多，全部列出反而看不清；总数已经计入。",
            "So many of one kind hide the rest; the counts include all of them.",
        ),
        fix: (
            "先处理已列出的，多半同一原因；再检查一次。",
            "Deal with those that are listed, which mostly have one cause, and check again.",
        ),
        example: "{\"limits\":{\"listed\":1000}}",
    },
    Rule {
        code: Code::AcknowledgementExpired,
        severity: Warning,
        responsible: LedgerKeeper,
        basis: "",
        what: ("认可已过期。", "An acknowledgement that has run out."),
        why: (
            "认可有期限；过期后问题重新计为未处理。",
            "An acknowledgement holds for a time; then the finding is open again.",
        ),
        fix: (
            "处理该问题，或由认可人重新认可并延长日期。",
            "Deal with the finding, or have it accepted again with a later day.",
        ),
        example: "{\"fingerprint\":\"sha256:…\",\"reason\":\"…\",\"by\":\"…\",\"until\":\"2024-06-30\"}",
    },
    Rule {
        code: Code::AcknowledgementUnmatched,
        severity: Note,
        responsible: LedgerKeeper,
        basis: "",
        what: ("认可不对应任何问题。", "An acknowledgement that matches no finding."),
        why: (
            "所认可的问题已经消失，或该处已被改动而成为新问题。",
            "What was accepted is gone, or the place was edited and is a new finding.",
        ),
        fix: (
            "从认可文件中删去该条；新问题另行判断。",
            "Take it out of the file; judge the new finding afresh.",
        ),
        example: "{\"fingerprint\":\"sha256:…\",\"reason\":\"…\",\"by\":\"…\"}",
    },
];
