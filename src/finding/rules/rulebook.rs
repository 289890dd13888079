//! Rows of the catalogue: rulebooks.

use super::Rule;
use crate::finding::Code;
use crate::finding::Responsible::LedgerKeeper;
use crate::finding::Severity::{Error, Warning};

pub(super) const ROWS: &[Rule] = &[
    Rule {
        code: Code::TomlMalformed,
        severity: Error,
        responsible: LedgerKeeper,
        basis: "",
        what: ("文件内容不是 TOML。", "The text is not TOML."),
        why: (
            "从出错处起无法知道写的是什么，整个文件不采用。",
            "Behind the place nothing says what is meant; the file is not used.",
        ),
        fix: (
            "按给出的行列改正；文字加引号，数字不加。",
            "Correct the place that is given; texts stand in quotes, numbers do not.",
        ),
        example: "standing = adopted",
    },
    Rule {
        code: Code::RulebookIdRepeated,
        severity: Error,
        responsible: LedgerKeeper,
        basis: "",
        what: ("认定条件编号重复。", "Two criteria with the same id, or one id twice in a set."),
        why: (
            "编号不能区分条件，所指不明。",
            "The id does not tell criteria apart, and what a set means by it is open.",
        ),
        fix: (
            "给每个条件一个编号；同一组内只列一次。",
            "Give each criterion an id of its own, and list it once in a set.",
        ),
        example: "id = \"tax\" … id = \"tax\"",
    },
    Rule {
        code: Code::RulebookIdUnknown,
        severity: Error,
        responsible: LedgerKeeper,
        basis: "",
        what: (
            "引用了不存在的认定条件。",
            "A set names a criterion that the rulebook does not have.",
        ),
        why: (
            "少一个条件，认定结论就可能相反。",
            "With a criterion less the answer may be the opposite.",
        ),
        fix: ("更正编号，或补上该条件。", "Correct the id, or add the criterion."),
        example: "criteria = [\"tax-low\"]",
    },
    Rule {
        code: Code::RulebookCriterionUnused,
        severity: Warning,
        responsible: LedgerKeeper,
        basis: "",
        what: ("认定条件未被任何用途采用。", "A criterion that no set uses."),
        why: (
            "该条件不起作用，可能漏列。",
            "It has no effect; it may have been left out of a set.",
        ),
        fix: ("列入相应用途，或者删去。", "List it in a set, or remove it."),
        example: "id = \"tax\" …",
    },
    Rule {
        code: Code::RulebookUseRepeated,
        severity: Error,
        responsible: LedgerKeeper,
        basis: "",
        what: ("同一用途有多套认定条件。", "Two sets for one use of land."),
        why: ("不知以哪一套为准。", "Nothing says which of the two counts."),
        fix: (
            "合并为一套；几组条件用 groups 表示。",
            "Make one set of them; several groups of criteria are written as groups.",
        ),
        example: "land_use = \"industrial\" … land_use = \"industrial\"",
    },
    Rule {
        code: Code::RulebookSetEmpty,
        severity: Error,
        responsible: LedgerKeeper,
        basis: "",
        what: ("一套或一组认定条件是空的。", "A set or a group without any criterion."),
        why: (
            "空的一组既不算符合也不算不符合。",
            "Of no criteria none is met and none is not met.",
        ),
        fix: ("列出条件，或者删去该套、该组。", "List criteria, or remove the set or the group."),
        example: "criteria = []",
    },
    Rule {
        code: Code::RulebookWindow,
        severity: Error,
        responsible: LedgerKeeper,
        basis: "",
        what: (
            "考察年数不适用于该指标，或者不是正数。",
            "A window of years where the metric has none, or of no years.",
        ),
        why: (
            "只有税收、营收按年度平均；其他指标没有年度数据。",
            "Only tax and revenue are averages of years; other metrics have no figures by year.",
        ),
        fix: (
            "删去 window_years，或者写 1 以上的整数。",
            "Remove window_years, or write a number from 1.",
        ),
        example: "window_years = 0",
    },
    Rule {
        code: Code::RulebookUnit,
        severity: Error,
        responsible: LedgerKeeper,
        basis: "",
        what: ("单位与指标不符。", "A unit that does not measure the metric."),
        why: ("数值无法与标准比较。", "The value cannot be compared with the threshold."),
        fix: ("改用该指标的单位。", "Use a unit of the metric."),
        example: "metric = \"floor-area-ratio\" … unit = \"years\"",
    },
    Rule {
        code: Code::RulebookRange,
        severity: Error,
        responsible: LedgerKeeper,
        basis: "",
        what: (
            "数值超出该指标可能的范围。",
            "A number that its metric or control value cannot be.",
        ),
        why: (
            "多半是单位或小数点写错；照用会使所有宗地都符合或者都不符合。",
            "Mostly a slip of unit or decimal point; used as it is, every parcel would pass, or none.",
        ),
        fix: ("对照原文更正数值或者单位。", "Correct the number or its unit by the source."),
        example: "[control.building_coefficient] value = 3800",
    },
    Rule {
        code: Code::RulebookDaysReversed,
        severity: Error,
        responsible: LedgerKeeper,
        basis: "",
        what: ("失效日期早于生效日期。", "A last day in force before the first."),
        why: ("该条件在任何一天都不适用。", "The criterion is in force on no day at all."),
        fix: ("核对文件的施行日期和有效期。", "Check the days against the document."),
        example: "in_force_from = 2026-01-01 … in_force_to = 2025-12-31",
    },
    Rule {
        code: Code::RulebookThresholdMissing,
        severity: Warning,
        responsible: LedgerKeeper,
        basis: "",
        what: ("认定条件没有标准值。", "A criterion without a threshold."),
        why: (
            "该条件始终事实不清，结论可能因此不定。",
            "It stays unknown, and may leave the answer open.",
        ),
        fix: (
            "标准值公布后补上；不要用 0 代替。",
            "Add the threshold when it is published; never write 0 in its place.",
        ),
        example: "id = \"tax\" …",
    },
];
