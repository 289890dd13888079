//! Catalogue rows: the ledger as it stands on a day.

use super::super::Code;
use super::super::Responsible::*;
use super::super::Severity::*;
use super::Rule;

pub(super) const ROWS: &[Rule] = &[
    Rule {
        code: Code::LedgerBalanceDiffers,
        severity: Error,
        responsible: LedgerKeeper,
        basis: "",
        what: (
            "余额核对不符：台账计得的数与核对数不同。",
            "A balance assertion that the ledger does not bear out.",
        ),
        why: (
            "核对数来自别处的统计，不符说明有一方漏了或多了事项。",
            "The asserted figure was counted elsewhere; one of the two misses an event or has one too many.",
        ),
        fix: (
            "先看所指事项；确属补记或更正的，重新核对；查不出的，逐项对账。",
            "Look at the event that is named; if it is a late or corrected fact, assert anew; else compare item by item.",
        ),
        example: "{\"balance-asserted\":{\"assertion\":{\"balance\":{\"land-area-m2\":\"120000\"}}}}",
    },
    Rule {
        code: Code::LedgerStillListed,
        severity: Warning,
        responsible: LedgerKeeper,
        basis: "",
        what: (
            "宗地已盘活，条目仍在台账上。",
            "An entry whose parcel is revitalized is still on the ledger.",
        ),
        why: (
            "同一块地既算盘活又算存量，两个数都不可信。",
            "The same land counts as brought back and as still to do; neither figure can be trusted.",
        ),
        fix: (
            "按“盘活验收”销号；尚有未盘活部分的，调整条目面积。",
            "Strike it off as revitalized; if a part remains, resize the entry.",
        ),
        example: "{\"plan-accepted\":{\"plan\":\"P1\"}}",
    },
    Rule {
        code: Code::LedgerListedExceeds,
        severity: Warning,
        responsible: LedgerKeeper,
        basis: "",
        what: (
            "宗地在册和计为盘活的条目面积合计大于登记面积。",
            "The entries of a parcel that are on the ledger or count as revitalized have more land than the parcel.",
        ),
        why: (
            "登记面积后来变小，台账面积没有随之调整，汇总就多算了。",
            "The registered area became smaller later and the entries did not follow; every total has too much.",
        ),
        fix: (
            "核对登记面积；属实的，作面积调整。",
            "Check the registered area; if it is right, resize the entry.",
        ),
        example: "{\"facts-revised\":{\"parcel\":\"410106001001GB00001\",\"facts\":{…,\"registered_area_m2\":\"5000\"}}}",
    },
    Rule {
        code: Code::LedgerStillVacant,
        severity: Warning,
        responsible: LedgerKeeper,
        basis: "",
        what: (
            "已按盘活销号，宗地上仍有空置单元。",
            "An entry is struck off as revitalized while spaces on its parcel stand vacant.",
        ),
        why: (
            "处置完毕与实际使用不一致，抽查时会被退回。",
            "Disposal is said to be finished and the plant stands empty; an inspection would reject it.",
        ),
        fix: (
            "核实占用情况；确未使用的，重新列入台账。",
            "Check the occupancy; if it is not used, list the entry again.",
        ),
        example: "{\"entry-struck-off\":{\"entry\":\"T1\",\"reason\":\"revitalized\"}}",
    },
    Rule {
        code: Code::LedgerNoPlan,
        severity: Note,
        responsible: LedgerKeeper,
        basis: "",
        what: (
            "已按盘活销号，在账期间没有验收的盘活方案。",
            "An entry is struck off as revitalized, and no plan was closed while it was on the ledger.",
        ),
        why: (
            "一宗一策要求每宗有方案，盘活成果应能对应到方案。",
            "One plot, one policy: each plot has a plan, and what it brought should be traced to it.",
        ),
        fix: (
            "补录方案及其验收；方案在别处管理的，可不处理。",
            "Record the plan and its acceptance; if plans are kept elsewhere, nothing needs to be done.",
        ),
        example: "{\"entry-struck-off\":{\"entry\":\"T1\",\"reason\":\"revitalized\"}}",
    },
    Rule {
        code: Code::LedgerClockMissing,
        severity: Warning,
        responsible: LedgerKeeper,
        basis: "",
        what: (
            "闲置土地条目没有起算日期。",
            "An entry of idle land of which no date says since when.",
        ),
        why: (
            "没有约定动工日期或交地日期，闲置满一年、满两年都无从计算（闲置土地处置办法第二条、第二十二条）。",
            "Without an agreed commencement or a handover nobody can say when one year or two are over (Order 53, Arts. 2 and 22).",
        ),
        fix: (
            "从出让合同、划拨决定书或交地确认书补录日期。",
            "Take the day from the contract, the decision or the confirmation of handover.",
        ),
        example: "{\"entry-listed\":{\"entry\":\"T1\",\"class\":\"idle\",…}}",
    },
    Rule {
        code: Code::LedgerRelapse,
        severity: Warning,
        responsible: LedgerKeeper,
        basis: "",
        what: (
            "销号后不久，原条目又列入台账，或同一宗地及由其分合而来的宗地以新条目列入；因宗地分合销号的不计。",
            "An entry came back soon after it was struck off, or its parcel, or one that came of it by split or merge, \
             was listed under a new entry; strike-offs only because parcels gave way to others do not count.",
        ),
        why: (
            "短期内反弹，说明销号时并未真正盘活，或列入有误。",
            "Back so soon, it was not really revitalized, or should not have been listed again.",
        ),
        fix: (
            "核对销号依据与再次列入的原因；期限可在参数中设定。",
            "Check what the strike-off rested on and why it is back; the number of months is an option.",
        ),
        example: "{\"entry-relisted\":{\"entry\":\"T1\",…}}",
    },
    Rule {
        code: Code::LedgerHolderRepeated,
        severity: Note,
        responsible: LedgerKeeper,
        basis: "",
        what: ("同一权利人有多宗地在台账上。", "One holder has entries on several parcels."),
        why: (
            "一家企业多宗低效，宜一并约谈、一并处置，也可能囤地。",
            "One firm with several such plots is best dealt with as a whole, and may be hoarding.",
        ),
        fix: (
            "可不处理；宜在方案中一并考虑。",
            "Nothing needs to be done; consider one plan for all.",
        ),
        example: "宗地 410106001001GB00001、410106001001GB00002",
    },
    Rule {
        code: Code::LedgerDayImplausible,
        severity: Warning,
        responsible: LedgerKeeper,
        basis: "",
        what: ("日期过早或过晚。", "A day far in the past or in the future."),
        why: (
            "多为录入错误；错一位，期初期末和各项期限都会错。",
            "Mostly a slip of the pen; one wrong digit moves every table and every term.",
        ),
        fix: (
            "按依据文件核对日期，追加更正事项；范围可在参数中设定。",
            "Check the day against the document and append a correction; the range is an option.",
        ),
        example: "\"effective\":\"2204-03-01\"",
    },
    Rule {
        code: Code::LedgerDatesReversed,
        severity: Warning,
        responsible: LedgerKeeper,
        basis: "",
        what: ("止日早于起日。", "An end before its start."),
        why: (
            "竣工早于动工、中止早于动工、节点早于批准，期限无从判断。",
            "With completion or suspension before commencement, or a milestone before the adoption, no term can be judged.",
        ),
        fix: (
            "按合同或方案核对两个日期，追加更正事项。",
            "Check both days against the contract or plan and append a correction.",
        ),
        example: "\"start_due\":\"2024-06-30\",\"complete_due\":\"2023-06-30\"",
    },
    Rule {
        code: Code::LedgerFieldMissing,
        severity: Warning,
        responsible: LedgerKeeper,
        basis: "",
        what: (
            "事项未写明该阶段应写明的内容。",
            "An event that does not state what its kind requires.",
        ),
        why: (
            "缺少依据、原因或面积，事项日后无法核实；待批时只作提示。",
            "Without document, cause or area it cannot be verified later; while it is only proposed this is a note.",
        ),
        fix: (
            "补充后以更正事项追加；所需内容可在参数中设定。",
            "Complete it by a correction; what is required is an option.",
        ),
        example: "{\"entry-struck-off\":{\"entry\":\"T1\",…}}（无依据文件）",
    },
    Rule {
        code: Code::LedgerFiguresContradict,
        severity: Warning,
        responsible: LedgerKeeper,
        basis: "",
        what: (
            "开发区汇总数不合勾稽关系，如已建成土地大于已供应土地。",
            "Figures of the zone that cannot all be true, such as more land built than supplied.",
        ),
        why: (
            "关系不成立，说明有未供先用的土地、宗地供应方式或面积有误，指标会超出可能的范围。",
            "Land was built on before supply, or tenure or areas are wrong; indicators leave their possible range.",
        ),
        fix: (
            "按问题所列两个数逐宗核对；确属未供先用等实情的，注明并依法处理。",
            "Compare the two figures parcel by parcel; where it is so, say so and deal with it by law.",
        ),
        example: "{\"parcel-registered\":{\"facts\":{\"tenure\":\"collective\",\"stage\":\"meets-target\"}}}",
    },
    Rule {
        code: Code::LedgerPlansOverlap,
        severity: Warning,
        responsible: LedgerKeeper,
        basis: "",
        what: ("同一宗地有两个以上在办方案。", "A parcel has more than one active plan."),
        why: (
            "一宗一策：两个方案并行，节点和成果分不清归谁；宗地合并后常见。",
            "One plot, one policy: with two plans nobody can say whose step or result it is; it comes with merged parcels.",
        ),
        fix: ("保留一个，其余办理“方案替换”。", "Keep one, and supersede the others."),
        example: "{\"parcels-replaced\":{\"replacement\":{\"from\":[…],…}}}",
    },
    Rule {
        code: Code::LedgerPlanOpen,
        severity: Warning,
        responsible: LedgerKeeper,
        basis: "",
        what: (
            "方案仍在办，其宗地均已不在台账上。",
            "A plan is active while none of its plots is on the ledger.",
        ),
        why: (
            "条目已销号而方案未办结，督办清单里会一直挂着。",
            "The entry is off the ledger and the plan is not closed: it stays on every list of what is to be done.",
        ),
        fix: (
            "已完成的办理验收；不再实施的办理“方案替换”；误销号的重新列入。",
            "Accept it if it is done, supersede it if it is given up, relist the entry if it left by mistake.",
        ),
        example: "{\"entry-struck-off\":{\"entry\":\"T1\",\"reason\":\"taken-back\"}}",
    },
    Rule {
        code: Code::LedgerPlanEvidence,
        severity: Note,
        responsible: LedgerKeeper,
        basis: "",
        what: (
            "方案已办结，未列明各方式的佐证材料。",
            "A plan was closed without the evidence of its methods.",
        ),
        why: (
            "销号须有佐证和现场核查记录，抽查时要能拿得出。",
            "A close-out rests on evidence and a check on site, and an inspection asks for them.",
        ),
        fix: (
            "以更正事项改用“方案办理”的验收环节，列明材料。",
            "Correct the event into the move \"accept\", which states the evidence.",
        ),
        example: "{\"plan-accepted\":{\"plan\":\"P1\"}}",
    },
    Rule {
        code: Code::LedgerFallbackDue,
        severity: Warning,
        responsible: LedgerKeeper,
        basis: "",
        what: (
            "方案的兜底方式已到启用日。",
            "The day on which the fallback of a plan takes over has passed.",
        ),
        why: (
            "原方式未按期到位，方案自己写明应改用兜底方式。",
            "The methods are not where they should be by then, and the plan itself says what is to be done instead.",
        ),
        fix: (
            "改用兜底方式（方案调整），或者调整启用日并说明理由。",
            "Revise the plan to the fallback, or move its day and say why.",
        ),
        example: "\"fallback\":{\"method\":\"buy-back-reserve\",\"trigger\":\"2024-06-30\"}",
    },
    Rule {
        code: Code::LedgerProspectPlace,
        severity: Warning,
        responsible: LedgerKeeper,
        basis: "",
        what: (
            "意向企业的入驻、签约情况与单元的使用情况不一致。",
            "What a firm has signed for or moved into is not used as that says.",
        ),
        why: (
            "已入驻企业的单元在台账上应为该企业在用；已签约企业的单元不应另有使用。两处记录至少有一处有误，盘活面积和可供房源随之有误。",
            "The space of a firm that has moved in should be in use by it, and the space of one that has signed by nobody new. One of the two records is wrong, and with it what counts as revitalized or is on offer.",
        ),
        fix: (
            "核实单元由谁使用，补记“入驻使用”“腾空”或“对接进展”。",
            "Find out who uses the space, and record what is missing: space occupied, space vacated, or the stage of the prospect.",
        ),
        example: "{\"prospect-advanced\":{\"prospect\":\"Q1\",\"stage\":\"moved-in\",\"spaces\":[\"S1\"]}}",
    },
    Rule {
        code: Code::PlanMethodNotProvided,
        severity: Warning,
        responsible: LedgerKeeper,
        basis: "",
        what: (
            "方案采用了法律未提供的方式。",
            "A plan uses a method that the law does not provide for on its plot.",
        ),
        why: (
            "方式与闲置土地研判不符（闲置土地处置办法第十二、十四、二十四、二十五条，城市房地产管理法第三十九条），处置可能被撤销；研判为疑似意见，以认定为准。",
            "The method does not fit what the land is in law (Order 53, Arts. 12, 14, 24, 25; Urban Real Estate Administration Law, Art. 39), and the disposal may be set aside; the assessment is a suspicion.",
        ),
        fix: (
            "换用研判对应的方式，或者先补齐事实、办理备案。",
            "Choose a method that the verdict leads to, or complete facts and filing first.",
        ),
        example: "{\"plan-drafted\":{\"plan\":{\"methods\":[\"idle-fee\"],…}}}",
    },
    Rule {
        code: Code::PlanNoEndState,
        severity: Note,
        responsible: LedgerKeeper,
        basis: "",
        what: (
            "方案没有终结方式。",
            "No method of a plan brings the plots into their lasting use.",
        ),
        why: (
            "缴费、临时使用、完善配套之后，地块仍未得到长期利用。",
            "After a fee, a temporary use or works of the government the plot is still not used for good.",
        ),
        fix: (
            "补充最终利用方式，或者说明后续方案。",
            "Add the method of its lasting use, or say which plan follows.",
        ),
        example: "{\"plan-drafted\":{\"plan\":{\"methods\":[\"temporary-use\"],…}}}",
    },
];
