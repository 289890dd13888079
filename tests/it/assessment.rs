//! Assessments of parcels: what the ledger knows of what the law asks, and the page of the command.

#[cfg(feature = "cli")]
use std::process::Command;

use landledger::assessment::{
    ParcelAssessment, assess, assess_all, control_facts, idle_land_facts,
};
use landledger::finding::Language;
use landledger::law::{
    AgreedStart, Assurance, Citation, Commencement, ControlEdition, ControlValues, Document,
    Filing, IdleLandFacts, IdleLandVerdict, LandRight, MissingFact, ProcedureTerms, Rulebook,
    RulebookStanding, Suspension, WorkingDayTerm,
};
use landledger::ledger::{AsOf, LedgerState, replay};

use crate::ledger_acts::{act, code, mixed};
use crate::ledger_text::day;
#[cfg(feature = "cli")]
use crate::scratch::Scratch;

fn state(story: &str, on: &str) -> LedgerState {
    let history = replay(&mixed(story), AsOf::day(day(on)));
    assert!(history.findings.is_empty(), "{:?}", history.findings);
    history.state
}

/// A registration of parcel 1 with further members of its facts.
fn parcel(more: &str) -> String {
    let body = format!(
        r#"{{"parcel-registered":{{"parcel":"{}","facts":{{"name":"A1","town":"410106001","tenure":"granted"{more}}}}}}}"#,
        code(1)
    );
    act("E01", "2018-01-01", &body)
}

fn facts(more: &str, rest: &str, on: &str) -> IdleLandFacts {
    let story = format!("{}\n{rest}", parcel(more));
    idle_land_facts(&state(&story, on), &code(1)).unwrap()
}

fn agreement(kind: &str, dated: &str, more: &str) -> String {
    format!(r#"{{"kind":"{kind}","document":{{"number":"{kind}","dated":"{dated}"}}{more}}}"#)
}

#[test]
fn the_agreement_made_last_that_fixes_a_day_counts() {
    let grant = agreement(
        "grant",
        "2018-01-01",
        r#","delivered":"2018-03-01","start_due":"2019-06-30","price_yuan":"5000000","required_area_m2":"9000""#,
    );
    let supplement = agreement("supplement", "2020-05-01", r#","start_due":"2021-01-31""#);
    let both = format!(r#","agreements":[{grant},{supplement}]"#);
    let before = facts(&both, "", "2020-04-30");
    assert_eq!(before.agreed_start, Some(AgreedStart::On(day("2019-06-30"))));
    let after = facts(&both, "", "2020-05-01");
    assert_eq!(after.agreed_start, Some(AgreedStart::Extended(day("2021-01-31"))));
    // What the supplement does not say stays.
    assert_eq!(after.price, Some("5000000".parse().unwrap()));
    assert_eq!(after.required_area, Some("9000".parse().unwrap()));
    assert_eq!(after.delivered, Some(day("2018-03-01")));
    // An agreement without a day: a year after the handover; none on record: not known.
    let silent = agreement("grant", "2018-01-01", r#","delivered":"2018-03-01""#);
    let silent = facts(&format!(r#","agreements":[{silent}]"#), "", "2020-01-01");
    assert_eq!(silent.agreed_start, Some(AgreedStart::NotAgreed));
    assert_eq!(silent.start_due(), Some(day("2019-03-01")));
    assert_eq!(facts("", "", "2020-01-01").agreed_start, None);
    // An agreement that came as an event of the ledger.
    let made = act(
        "E02",
        "2020-06-01",
        &format!(r#"{{"agreement-made":{{"parcel":"{}","agreement":{supplement}}}}}"#, code(1)),
    );
    let by_event = facts(&format!(r#","agreements":[{grant}]"#), &made, "2020-06-01");
    assert_eq!(by_event.agreed_start, Some(AgreedStart::Extended(day("2021-01-31"))));
}

#[test]
fn the_stage_of_use_says_what_nothing_else_does() {
    for (stage, commencement, suspension) in [
        ("approved-not-supplied", Some(Commencement::NotYet), None),
        ("supplied-not-started", Some(Commencement::NotYet), None),
        ("partly-built", Some(Commencement::OnUnknownDay), None),
        ("built-not-producing", Some(Commencement::OnUnknownDay), Some(Suspension::NotSuspended)),
        (
            "producing-below-target",
            Some(Commencement::OnUnknownDay),
            Some(Suspension::NotSuspended),
        ),
        ("meets-target", Some(Commencement::OnUnknownDay), Some(Suspension::NotSuspended)),
    ] {
        let found = facts(&format!(r#","stage":"{stage}""#), "", "2020-01-01");
        assert_eq!((found.commencement, found.suspension), (commencement, suspension), "{stage}");
    }
    let own = r#","stage":"supplied-not-started","built_area_m2":"10","development":{"commencement":{"on":"2019-01-01"},
        "suspension":{"since":"2019-05-01"},"developed_area_m2":"20","invested_yuan":"1","total_investment_yuan":"9"}"#;
    let found = facts(&own.replace('\n', " "), "", "2020-01-01");
    assert_eq!(found.commencement, Some(Commencement::On(day("2019-01-01"))));
    assert_eq!(found.suspension, Some(Suspension::Since(day("2019-05-01"))));
    assert_eq!(found.developed_area, Some("20".parse().unwrap()));
    assert_eq!(found.invested, Some("1".parse().unwrap()));
    assert_eq!(found.total_investment, Some("9".parse().unwrap()));
    let built = facts(r#","stage":"partly-built","built_area_m2":"10""#, "", "2020-01-01");
    assert_eq!(built.developed_area, Some("10".parse().unwrap()));
}

#[test]
fn agreements_count_by_their_days_and_later_prices_for_earlier_ones() {
    // The supplement stands first in the list and was made last.
    let grant = agreement("grant", "2018-01-01", r#","start_due":"2019-06-30","price_yuan":"100""#);
    let supplement =
        agreement("supplement", "2020-05-01", r#","start_due":"2021-01-31","price_yuan":"120""#);
    let turned = format!(r#","agreements":[{supplement},{grant}]"#);
    let found = facts(&turned, "", "2021-06-01");
    assert_eq!(found.agreed_start, Some(AgreedStart::Extended(day("2021-01-31"))));
    assert_eq!(found.price, Some("120".parse().unwrap()));
    // Of one without a day nobody knows when it was made but by the list.
    let undated = grant.replace(r#","dated":"2018-01-01""#, "");
    let listed = format!(r#","agreements":[{supplement},{undated}]"#);
    let found = facts(&listed, "", "2021-06-01");
    assert_eq!(found.agreed_start, Some(AgreedStart::On(day("2019-06-30"))));
    assert_eq!(found.price, Some("100".parse().unwrap()));
}

#[test]
fn an_entry_without_causes_of_idle_land_is_no_lack_of_an_excuse() {
    let grant = agreement("grant", "2018-01-01", r#","start_due":"2019-01-01""#);
    let parcel = format!(r#","stage":"supplied-not-started","agreements":[{grant}]"#);
    let verdicts = |entry: &str| {
        let story = format!("{}\n{entry}", self::parcel(&parcel));
        let found = assess(&state(&story, "2022-01-01"), &code(1), None).unwrap().unwrap();
        (found.facts.causes.clone(), found.idle_land.verdict())
    };
    for entry in [
        "E02 2021-01-01 listed T1 1 low-efficiency-industrial 5 causes=output-low",
        &act(
            "E02",
            "2021-01-01",
            &format!(
                r#"{{"entry-listed":{{"entry":"T1","parcel":"{}","class":"idle","causes":[],"land_area_m2":"5"}}}}"#,
                code(1)
            ),
        ),
    ] {
        assert_eq!(verdicts(entry), (None, None), "{entry}");
    }
    let (causes, verdict) = verdicts("E02 2021-01-01 listed T1 1 idle 5 causes=hoarding");
    assert_eq!(
        (causes.map(|causes| causes.len()), verdict),
        (Some(1), Some(IdleLandVerdict::IdleTwoYears))
    );
}

#[test]
fn a_filing_before_development_was_due_is_of_an_earlier_round() {
    let grant = agreement("grant", "2016-01-01", r#","start_due":"2017-01-01""#);
    let supplement = agreement("supplement", "2020-05-01", r#","start_due":"2021-01-31""#);
    let filed = |on: &str| {
        let steps = format!(r#"[{{"step":"filed","on":"{on}"}}]"#);
        let more = format!(r#","procedure":{steps},"agreements":[{grant},{supplement}]"#);
        facts(&more, "", "2022-06-01").filing
    };
    assert_eq!(filed("2019-01-01"), Some(Filing::NotFiled));
    assert_eq!(filed("2021-01-31"), Some(Filing::NotFiled));
    assert_eq!(filed("2021-02-01"), Some(Filing::Filed));
}

#[test]
fn control_facts_are_of_the_year_before_and_yards_stand_with_structures() {
    let more = r#","registered_area_m2":"1000","structure_base_area_m2":"70","years":[{"year":2019,"tax_yuan":"19","revenue_yuan":"190"},
        {"year":2020,"tax_yuan":"20","revenue_yuan":"200"}]"#;
    let state = state(&parcel(&more.replace("\n        ", "")), "2020-12-31");
    let facts = control_facts(&state.parcels[&code(1)].facts, day("2020-12-31"));
    assert_eq!(facts.yearly_tax, Some("19".parse().unwrap()));
    assert_eq!(facts.yearly_output, Some("190".parse().unwrap()));
    assert_eq!(
        (facts.structures_footprint, facts.yards_area),
        (Some("70".parse().unwrap()), Some("0".parse().unwrap()))
    );
}

#[test]
fn control_values_of_a_rulebook_count_from_its_day() {
    let plant = r#","stage":"meets-target","registered_area_m2":"1000","land_use":{"system":"gbt21010-2017","code":"0601"}"#;
    let edition = |effective: Option<&str>| {
        let state = state(&parcel(plant), "2024-06-30");
        let book = effective.map(|effective| {
            let document = Document::numbered("示例1号");
            let standing = RulebookStanding::Illustrative;
            let days = [effective, "2024-06-30"].map(day);
            let mut book = Rulebook::new("示例机关", document, days[0], days[1], standing);
            book.control = Some(ControlValues::of(ControlEdition::V2008));
            book
        });
        assess(&state, &code(1), book.as_ref()).unwrap().unwrap().control.unwrap().edition
    };
    assert_eq!(edition(None), ControlEdition::V2023);
    assert_eq!(edition(Some("2024-06-29")), ControlEdition::V2008);
    assert_eq!(edition(Some("2024-06-30")), ControlEdition::V2008);
    // Not in force yet.
    assert_eq!(edition(Some("2024-07-01")), ControlEdition::V2023);
}

#[test]
fn land_causes_and_filing() {
    for (tenure, right) in [
        ("granted", LandRight::StateOwned),
        ("allocated", LandRight::StateOwned),
        ("leased", LandRight::StateOwned),
        ("collective", LandRight::Collective),
        ("unsupplied", LandRight::NotSupplied),
    ] {
        let story = format!("E01 2018-01-01 parcel 1 area=10 tenure={tenure}");
        let found = idle_land_facts(&state(&story, "2020-01-01"), &code(1)).unwrap();
        assert_eq!(found.land, Some(right));
    }
    // The causes of open entries, each once; none is known without an entry.
    assert_eq!(facts("", "", "2020-01-01").causes, None);
    let entries = "
        E02 2019-01-01 listed T1 1 idle 5 causes=hoarding,plan-revised
        E03 2019-01-01 listed T2 1 idle 5 causes=hoarding,bankruptcy
        E04 2019-06-01 struck T1 misjudged
    ";
    let of = |on: &str| -> Vec<String> {
        let causes = facts("", entries, on).causes.unwrap();
        causes.iter().map(|cause| cause.code.to_string()).collect()
    };
    assert_eq!(of("2019-05-31"), ["hoarding", "plan-revised", "bankruptcy"]);
    assert_eq!(of("2019-06-01"), ["hoarding", "bankruptcy"]);
    // Steps of the procedure, by their days.
    let steps = r#","procedure":[{"step":"suspicion-found","on":"2019-02-01"},{"step":"filed","on":"2019-08-01"}]"#;
    assert_eq!(facts(steps, "", "2019-01-31").filing, None);
    assert_eq!(facts(steps, "", "2019-07-31").filing, Some(Filing::NotFiled));
    assert_eq!(facts(steps, "", "2019-08-01").filing, Some(Filing::Filed));
}

fn idle_parcel() -> String {
    let grant =
        agreement("grant", "2018-01-01", r#","start_due":"2019-06-30","price_yuan":"5000000""#);
    let listed = "E02 2020-07-01 listed T1 1 idle 5 causes=hoarding";
    format!(
        "{}\n{listed}",
        parcel(&format!(r#","stage":"supplied-not-started","agreements":[{grant}]"#))
    )
}

#[test]
fn an_assessment_holds_everything_that_follows() {
    let assessed = |on: &str| assess(&state(&idle_parcel(), on), &code(1), None).unwrap().unwrap();
    let idle = assessed("2020-07-01");
    assert_eq!(idle.idle_land.verdict(), Some(IdleLandVerdict::IdleOneYear));
    assert_eq!(idle.idle_land.start_due, Some(day("2019-06-30")));
    // 5 000 000 × 20 %.
    assert_eq!(idle.fee.as_ref().unwrap().fee, "1000000".parse().unwrap());
    assert_eq!((idle.menu.len(), idle.clocks.len()), (7, 3));
    // Two years: no fee, the land is taken back.
    let later = assessed("2021-07-01");
    assert_eq!(later.idle_land.verdict(), Some(IdleLandVerdict::IdleTwoYears));
    assert_eq!(later.fee, None);
    // Before the year is over there is nothing to dispose of, and no cause is asked for.
    let before = assessed("2020-06-30");
    assert_eq!(before.idle_land.verdict(), Some(IdleLandVerdict::StartOverdue));
    assert_eq!((before.menu.len(), before.fee), (0, None));
    assert_eq!(before.idle_land.missing, Vec::<MissingFact>::new());
    // The JSON form reads back.
    let text = serde_json::to_string(&idle).unwrap();
    assert_eq!(serde_json::from_str::<ParcelAssessment>(&text).unwrap(), idle);
}

/// Steps of a take-back on the page and in the JSON form, with and without days for the hearing.
#[test]
fn the_terms_of_the_procedure_are_on_the_page() {
    let steps = r#","procedure":[{"step":"determined","on":"2026-08-31"},{"step":"hearing-noticed","on":"2026-09-24"},
        {"step":"take-back-decision-delivered","on":"2026-08-31"}]"#;
    let state = state(&parcel(&steps.replace("\n        ", "")), "2026-09-30");
    let bare = assess(&state, &code(1), None).unwrap().unwrap();
    assert_eq!((bare.undated_clocks.len(), bare.clocks.len()), (1, 3));
    let json = serde_json::to_value(&bare).unwrap();
    assert_eq!(json["undated_clocks"][0]["kind"], "hearing-request-due");
    assert_eq!(json["restriction"]["from"], "2026-08-31");
    assert_eq!(json["restriction"]["article"]["article"]["article"], 24);
    let page = |assessment: &ParcelAssessment, language| {
        let text = landledger::report::text::render_assessment(assessment, language);
        // Lines are broken where they are full.
        text.lines().map(str::trim).collect::<Vec<_>>().join(" ").replace("  ", " ")
    };
    let holds = |text: &str, parts: &[&str]| {
        let tight = |text: &str| text.replace(' ', "");
        for part in parts {
            assert!(tight(text).contains(&tight(part)), "{part}\n{text}");
        }
    };
    holds(
        &page(&bare, Language::Zh),
        &[
            "申请听证：自 2026-09-24 起算，状态：不详；天数未设定，届满日无法计算",
            "申请行政复议 2026-08-31 2026-10-30",
            // Six months after 31 August: the last of February.
            "提起行政诉讼 2026-08-31 2027-02-28",
            "自 2026-08-31 认定起，尚未处置完毕",
            "不办理被认定为闲置土地的转让、出租、抵押和变更登记",
            "第二十四条",
        ],
    );
    holds(
        &page(&bare, Language::En),
        &[
            "request for a hearing: from 2026-09-24, state: not known; its days are not set",
            "since the determination on 2026-08-31, not disposed of",
            "is not transferred, leased, mortgaged or changed in the register",
            "Art. 24",
        ],
    );
    // With the days of a rulebook; not before it is in force.
    let mut book = Rulebook::new(
        "示例机关",
        Document::numbered("示例1号"),
        day("2026-09-30"),
        day("2026-09-30"),
        RulebookStanding::Illustrative,
    );
    let source = Citation::new("听证规则（示例）", "Rules of hearings, invented");
    let mut terms = ProcedureTerms::default();
    terms.hearing_request = Some(WorkingDayTerm::new(5, source, Assurance::Recalled));
    terms.calendar.days_off.insert(day("2026-09-25"));
    book.procedure = Some(terms);
    let dated = assess(&state, &code(1), Some(&book)).unwrap().unwrap();
    assert_eq!((dated.undated_clocks.len(), dated.clocks.len()), (0, 4));
    // Thursday 24, Friday off, Monday 28 to Friday 2 October.
    holds(
        &page(&dated, Language::Zh),
        &[
            "申请听证 2026-09-24 2026-10-02 2",
            "申请听证：5 个工作日（听证规则（示例））；按周一至周五计，其间扣除所列放假日 1 天、加计所列上班日 0 天",
        ],
    );
    holds(
        &page(&dated, Language::En),
        &["5 working days (Rules of hearings, invented), Monday to Friday, less 1 listed days off"],
    );
    book.effective = day("2026-10-01");
    let before = assess(&state, &code(1), Some(&book)).unwrap().unwrap();
    assert_eq!((before.undated_clocks.len(), before.clocks.len()), (1, 3));
    // The JSON form reads back.
    let text = serde_json::to_string(&dated).unwrap();
    assert_eq!(serde_json::from_str::<ParcelAssessment>(&text).unwrap(), dated);
}

#[test]
fn only_parcels_that_exist_are_assessed() {
    let split =
        crate::ledger_acts::replaced("E03", "2020-01-01", "split", &[1], &[(2, "4"), (3, "6")], "");
    let story = format!("E01 2018-01-01 parcel 1 area=10\n{split}");
    let all = |on: &str| -> Vec<String> {
        let all = assess_all(&state(&story, on), None).unwrap();
        all.iter().map(|one| one.parcel.to_string()).collect()
    };
    assert_eq!(all("2019-12-31"), [code(1).to_string()]);
    assert_eq!(all("2020-01-01"), [code(2).to_string(), code(3).to_string()]);
    assert_eq!(assess(&state(&story, "2020-01-01"), &code(1), None).unwrap(), None);
    assert_eq!(assess(&state(&story, "2020-01-01"), &code(9), None).unwrap(), None);
}

#[cfg(feature = "cli")]
fn command(folder: &std::path::Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_landledger"))
        .arg("assess")
        .arg(folder)
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[cfg(feature = "cli")]
#[test]
fn the_command_writes_it_down_in_both_languages() {
    let scratch = Scratch::new("assess");
    let lines: String = mixed(&idle_parcel())
        .iter()
        .map(|event| serde_json::to_string(event).unwrap() + "\n")
        .collect();
    std::fs::write(scratch.path().join("ledger.jsonl"), lines).unwrap();
    let code = code(1).to_string();
    let (status, zh, _) = command(scratch.path(), &[&code, "--on", "2020-07-01"]);
    assert_eq!(status, Some(0));
    for part in [
        "宗地 410106001001GB00001（A1）闲置低效用地研判  2020-07-01",
        "疑似闲置土地（企业原因，满一年）",
        "上限见《中华人民共和国城市房地产管理法》第二十六条",
        "价款 5,000,000.00 元 × 20 % = 1,000,000.00 元",
        "应于 2019-06-30 前动工，至 2020-07-01 已满 1 年 → 成立",
        "满两年未动工（企业原因的，可无偿收回）",
        "三、低效用地",
        "四、法定期限",
        "五、处置方式",
        "六、用地状况与台账比对",
        "认定由县级自然资源主管部门依法作出",
    ] {
        assert!(zh.contains(part), "{part}\n{zh}");
    }
    let (_, en, _) = command(scratch.path(), &[&code, "--on", "2020-06-30", "--lang", "en"]);
    for part in [
        "commencement overdue, not idle yet",
        "due on 2019-06-30; the year ends with 2020-06-30 and is not over on 2020-06-30 → not met",
        "4  Terms",
    ] {
        assert!(en.contains(part), "{part}\n{en}");
    }
    // The menu has nothing to say, so that the status of the land comes fifth.
    assert!(en.contains("5  Status of the land"), "{en}");
    assert!(!en.contains("What may be done") && !en.contains("\n6  "), "{en}");
    let width = |text: &str| text.lines().map(unicode_width::UnicodeWidthStr::width).max();
    assert!(
        width(&zh) <= Some(100) && width(&en) <= Some(100),
        "{:?} {:?}",
        width(&zh),
        width(&en)
    );
    let (status, json, _) =
        command(scratch.path(), &[&code, "--on", "2020-07-01", "--format", "json"]);
    let found: ParcelAssessment = serde_json::from_str(&json).unwrap();
    assert_eq!((status, found.idle_land.verdict()), (Some(0), Some(IdleLandVerdict::IdleOneYear)));
    // A parcel that is not there, by name.
    let (status, _, error) =
        command(scratch.path(), &["410106001001GB00009", "--on", "2020-07-01", "--lang", "en"]);
    assert_eq!(status, Some(2));
    assert!(error.contains("a parcel that is registered on 2020-07-01"), "{error}");
    assert!(error.contains("410106001001GB00009"), "{error}");
}

#[cfg(feature = "cli")]
#[test]
fn the_catalogue_lists_every_number_with_its_article() {
    let output = Command::new(env!("CARGO_BIN_EXE_landledger")).arg("rules").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let (_, numbers) = text.split_once("法定数值").unwrap();
    assert_eq!(numbers.matches("2026-11-23").count(), landledger::law::Threshold::all().len());
    for part in ["1/3", "25 %", "20 %", "30 日", "《闲置土地处置办法》", "未对照公布文本"]
    {
        assert!(numbers.contains(part), "{part}");
    }
}
