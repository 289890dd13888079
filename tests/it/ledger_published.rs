//! What was published at a closing and is adjusted after it, whole and by group, and balances held against the ledger. Every
//! expected figure is worked by hand in its story.

use landledger::finding::Language;
use landledger::ledger::{
    AdjustedGroupRollForward, AsOf, BalanceAssertion, Event, Explanation, Grouping, Knowledge,
    LintOptions, Stock, adjusted_roll_forward, assertions, difference, lint,
};
use landledger::report::{RollForwards, text};
use landledger::units::AreaUnit;

use crate::ledger_acts::{act, mixed};
use crate::ledger_text::{day, found, period};

fn close(id: &str, recorded: &str, through: &str) -> String {
    act(id, recorded, &format!(r#"{{"period-closed":{{"through":"{through}"}}}}"#))
}

/// `of` as `"method":"lease-plant"`, or nothing.
fn asserted(id: &str, on: &str, balance: &str, of: &str) -> String {
    let of = if of.is_empty() { String::new() } else { format!(r#","of":{{{of}}}"#) };
    act(
        id,
        on,
        &format!(r#"{{"balance-asserted":{{"assertion":{{"balance":{{{balance}}}{of}}}}}}}"#),
    )
}

fn of<A: ToString>(stock: &Stock<A>) -> String {
    format!("{}/{}", stock.count, stock.area.to_string())
}

/// `group: published, adjustment, opening | kind change, … | closing`, each as count/area.
fn rows<K: std::fmt::Debug, A: ToString>(rows: &[AdjustedGroupRollForward<K, A>]) -> Vec<String> {
    let row = |row: &AdjustedGroupRollForward<K, A>| {
        let keys: Vec<String> = row.group.iter().map(|key| key.name().en).collect();
        let table = &row.table;
        let lines: Vec<String> = table
            .lines
            .iter()
            .map(|line| format!("{:?} {}", line.kind, of(&line.change)))
            .collect();
        format!(
            "{} {}: {}, {}, {} | {} | {}",
            table.period.from(),
            keys.join("/"),
            of(&row.published),
            of(&row.adjustment),
            of(&table.opening),
            lines.join(", "),
            of(&table.closing)
        )
    };
    rows.iter().map(row).collect()
}

fn page(rows: &RollForwards, language: Language) -> String {
    text::render_roll_forwards(rows, AreaUnit::SquareMetre, language).unwrap()
}

/// June closed on 5 July: T1 100 m² idle, T2 40 m² industrial. Recorded in August: T1 was industrial since 15 June.
/// Published 100 and 40; adjusted by −100 and +100; opening 0 and 140. T3, 7 m², is listed in August.
#[test]
fn c17_a_late_fact_that_moves_between_groups_is_an_adjustment_in_both() {
    let story = format!(
        "
        E01 2023-01-01 parcel 1 area=10000
        E02 2023-02-01 listed T1 1 idle 100
        E03 2023-02-01 listed T2 1 low-efficiency-industrial 40
        {}
        E05 2023-06-15 rec=2023-08-01 class T1 low-efficiency-industrial
        E06 2023-08-10 listed T3 1 low-efficiency-other 7
        ",
        close("E04", "2023-07-05", "2023-06-30")
    );
    let journal = mixed(&story);
    let quarters = [period("2023-04-01..2023-06-30"), period("2023-07-01..2023-09-30")];
    let built = RollForwards::build(&journal, &quarters, &[Grouping::Class], None).unwrap();
    assert_eq!(
        rows(&built.entries),
        [
            // The closed quarter as it was published: nothing is known of E05.
            "2023-04-01 idle land: 1/100, 0/0, 1/100 |  | 1/100",
            "2023-04-01 low-efficiency industrial: 1/40, 0/0, 1/40 |  | 1/40",
            // Nothing is left of the idle land but the adjustment.
            "2023-07-01 idle land: 1/100, -1/-100, 0/0 |  | 0/0",
            "2023-07-01 low-efficiency industrial: 1/40, 1/100, 2/140 |  | 2/140",
            "2023-07-01 other low-efficiency: 0/0, 0/0, 0/0 | Listed 1/7 | 1/7",
        ]
    );
    let whole = &built.periods[1].stocks.entries;
    assert_eq!(
        [of(&whole.published), of(&whole.adjustment), of(&whole.table.opening)],
        ["2/140", "0/0", "2/140"]
    );
    assert_eq!(of(&whole.table.closing), "3/147");
    let printed = page(&built, Language::En);
    let line = |from: &str, group: &str| -> String {
        let mut lines = printed.lines().map(str::trim);
        let line = lines.find(|line| line.starts_with(from) && line.contains(group)).unwrap();
        line.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(
        line("2023-07-01", "idle"),
        "2023-07-01 idle land 100.00 -100.00 0.00 0.00 0.00 0.00 0"
    );
    assert!(printed.contains("published  adjustment  opening"), "{printed}");
    assert!(page(&built, Language::Zh).contains("公布数"), "{printed}");
    // As known before it was recorded there is nothing to adjust; no period that follows a closing, no column for it.
    let known = Some(day("2023-07-31"));
    let then = RollForwards::build(&journal, &quarters, &[Grouping::Class], known).unwrap();
    assert_eq!(
        rows(&then.entries)[2..],
        [
            "2023-07-01 idle land: 1/100, 0/0, 1/100 |  | 1/100",
            "2023-07-01 low-efficiency industrial: 1/40, 0/0, 1/40 |  | 1/40",
        ]
    );
    let alone = RollForwards::build(&journal, &quarters[..1], &[Grouping::Class], None).unwrap();
    assert!(!page(&alone, Language::En).contains("published"), "{}", page(&alone, Language::En));
    // Without a closing at all everything is as now known, and published is the opening.
    let open = story.replace(&close("E04", "2023-07-05", "2023-06-30"), "");
    let open = RollForwards::build(&mixed(&open), &quarters[1..], &[Grouping::Class], None);
    assert_eq!(
        rows(&open.unwrap().entries)[0],
        "2023-07-01 low-efficiency industrial: 2/140, 0/0, 2/140 |  | 2/140"
    );
}

/// Two quarters closed in turn. Recorded between the closings: T1 (10 m², May) was 12 m²; the third quarter, closed itself,
/// still begins with the 10 published and shows the 2 as its adjustment. Recorded after both: T2, 5 m², in May; it is an
/// adjustment of the fourth quarter alone.
#[test]
fn c17_a_closed_period_that_follows_a_closing_is_shown_as_published_with_its_adjustment() {
    let story = format!(
        "
        E01 2023-01-01 parcel 1 area=10000
        E02 2023-05-01 listed T1 1 idle 10
        {}
        E04 2023-05-01 rec=2023-08-01 fix E02 listed T1 1 idle 12
        {}
        E06 2023-05-02 rec=2023-11-01 listed T2 1 idle 5
        ",
        close("E03", "2023-07-05", "2023-06-30"),
        close("E05", "2023-10-05", "2023-09-30"),
    );
    let journal = mixed(&story);
    let quarters = [
        period("2023-04-01..2023-06-30"),
        period("2023-07-01..2023-09-30"),
        period("2023-10-01..2023-12-31"),
    ];
    let built = RollForwards::build(&journal, &quarters, &[Grouping::Town], None).unwrap();
    assert_eq!(
        rows(&built.entries),
        [
            "2023-04-01 410106001: 0/0, 0/0, 0/0 | Listed 1/10 | 1/10",
            "2023-07-01 410106001: 1/10, 0/2, 1/12 |  | 1/12",
            "2023-10-01 410106001: 1/12, 1/5, 2/17 |  | 2/17",
        ]
    );
    for row in &built.periods {
        let alone = adjusted_roll_forward(&journal, row.period, None).unwrap();
        assert_eq!(alone, row.stocks, "{:?}", row.period);
    }
    // The first closing is retracted in December: its quarter is open again, with the 12 + 5 of now. The third quarter was
    // published with what was known of the second then, and stays as it is.
    let retracted = mixed(&format!("{story}\nR1 2023-12-01 retract E03"));
    let built = RollForwards::build(&retracted, &quarters, &[Grouping::Town], None).unwrap();
    assert_eq!(
        rows(&built.entries),
        [
            "2023-04-01 410106001: 0/0, 0/0, 0/0 | Listed 2/17 | 2/17",
            "2023-07-01 410106001: 1/10, 0/2, 1/12 |  | 1/12",
            "2023-10-01 410106001: 1/12, 1/5, 2/17 |  | 2/17",
        ]
    );
}

const LATE_CREDITS: &str = "
    E05 2023-06-10 rec=2023-07-20 occupied S1 by=lease-plant
    E06 2023-06-20 rec=2023-07-21 struck T1 revitalized
";

/// June closed on 5 July with T1, 60 m², on the ledger and S1, 30.5 m², vacant: nothing counted as revitalized. Recorded later
/// in July, true in June: S1 is let, T1 is struck off. Floor +30.5 and land +60 count; vacancy −30.5, land on the ledger −60.
#[test]
fn c17_what_counts_as_revitalized_is_adjusted_after_a_closing() {
    let story = format!(
        "
        E01 2023-01-01 parcel 1 area=10000
        E02 2023-02-01 listed T1 1 idle 60
        E03 2023-02-01 space S1 1 30.5 vacant
        {}
        {LATE_CREDITS}
        ",
        close("E04", "2023-07-05", "2023-06-30")
    );
    let journal = mixed(&story);
    let third = period("2023-07-01..2023-09-30");
    let stocks = adjusted_roll_forward(&journal, third, None).unwrap();
    let floor = &stocks.revitalized_floor;
    assert_eq!(
        [of(&floor.published), of(&floor.adjustment), of(&floor.table.opening)],
        ["0/0", "1/30.5", "1/30.5"]
    );
    let land = &stocks.revitalized_land;
    assert_eq!(
        [of(&land.published), of(&land.adjustment), of(&land.table.opening)],
        ["0/0", "1/60", "1/60"]
    );
    assert_eq!((floor.table.lines.len(), of(&floor.table.closing)), (0, "1/30.5".to_owned()));
    let changes: Vec<String> = stocks
        .adjustments
        .iter()
        .map(|row| {
            let row = &row.difference;
            let (land, floor, vacant) = (of(&row.entries), of(&row.floor), of(&row.vacancy));
            let (back, finished) = (of(&row.revitalized_floor), of(&row.revitalized_land));
            format!("{} {land} {floor} {vacant} {back} {finished}", row.event)
        })
        .collect();
    // E06 also takes S1 out of the group of T1: −30.5 and +30.5 of floor, 0.0 in all.
    assert_eq!(changes, ["E05 0/0 0/0 -1/-30.5 1/30.5 0/0", "E06 -1/-60 0/0.0 0/0 0/0 1/60"]);
    let built = RollForwards::build(&journal, &[third], &[Grouping::Method], None).unwrap();
    assert_eq!(
        rows(&built.revitalized_floor),
        ["2023-07-01 plant let: 0/0, 1/30.5, 1/30.5 |  | 1/30.5"]
    );
    assert_eq!(
        rows(&built.revitalized_land),
        ["2023-07-01 no plan yet: 0/0, 1/60, 1/60 |  | 1/60"]
    );
    let printed = page(&built, Language::En);
    let squeezed: Vec<String> =
        printed.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    for line in [
        "revitalized floor area (in real use) m² 0.00 +30.50 30.50",
        "revitalized land area (disposal finished) m² 0.00 +60.00 60.00",
        "event true day recorded reason revitalized floor m² revitalized land m²",
        "E05 2023-06-10 2023-07-20 recorded later +30.50 0.00",
        "E06 2023-06-20 2023-07-21 recorded later 0.00 +60.00",
    ] {
        assert!(squeezed.iter().any(|found| found == line), "{line}\n{printed}");
    }
    assert!(printed.lines().all(|line| line.chars().count() <= 100), "{printed}");
    // Where no late fact touches what counts, there is no table for it.
    let other = story.replace(LATE_CREDITS, "E05 2023-06-10 rec=2023-07-20 resized T1 70");
    let other = RollForwards::build(&mixed(&other), &[third], &[], None).unwrap();
    let printed = page(&other, Language::En);
    assert!(printed.contains("E05") && !printed.contains("revitalized floor m²"), "{printed}");
}

fn results(journal: &[Event]) -> Vec<String> {
    let results = assertions(journal, AsOf::day(day("2023-12-31"))).unwrap();
    let row = |r: &landledger::ledger::AssertionResult| {
        let explained = match &r.explained_by {
            None => "-".to_owned(),
            Some(Explanation::ChangedLater(event)) => format!("changed by {event}"),
            Some(Explanation::SameAmount(event)) => format!("as much as {event}"),
            Some(other) => panic!("{other:?}"),
        };
        format!("{} {} {} {} {explained}", r.stated.event, r.asserted, r.computed, r.difference)
    };
    results.iter().map(row).collect()
}

/// S1 (30.5 m²) is let in March, S2 (8 m²) sold by parts in April, T1 (60 m²) struck off as revitalized in April. On 1 May
/// 38.5 m² of floor count, 30.5 of them by lease, and 60 m² of land. Recorded in June: S2 stands empty again since 30 April.
#[test]
fn c15_what_counts_as_revitalized_is_a_balance() {
    let story = [
        "E01 2023-01-01 parcel 1 area=10000".to_owned(),
        "E02 2023-02-01 listed T1 1 idle 60".to_owned(),
        "E03 2023-02-01 space S1 1 30.5 vacant".to_owned(),
        "E04 2023-02-01 space S2 1 8 vacant".to_owned(),
        "E05 2023-03-01 occupied S1 by=lease-plant".to_owned(),
        "E06 2023-04-01 occupied S2 by=split-sale".to_owned(),
        "E07 2023-04-01 struck T1 revitalized".to_owned(),
        asserted("A1", "2023-05-01", r#""revitalized-floor-area-m2":"38.5""#, ""),
        asserted(
            "A2",
            "2023-05-01",
            r#""revitalized-floor-area-m2":"30.5""#,
            r#""method":"lease-plant""#,
        ),
        asserted("A3", "2023-05-01", r#""revitalized-floor-area-m2":"8""#, ""),
        asserted("A4", "2023-05-01", r#""revitalized-land-area-m2":"60.0""#, ""),
        asserted("A5", "2023-05-01", r#""revitalized-land-area-m2":"0""#, ""),
        asserted("A6", "2023-03-31", r#""revitalized-land-area-m2":"0""#, ""),
        asserted("A7", "2023-05-01", r#""revitalized-land-area-m2":"59""#, ""),
        "E08 2023-04-30 rec=2023-06-01 vacated S2".to_owned(),
    ];
    assert_eq!(
        results(&mixed(&story.join("\n"))),
        [
            "A6 0 0 0 -",
            // 38.5 held until E08 took 8 of them back.
            "A1 38.5 30.5 -8.0 changed by E08",
            "A2 30.5 30.5 0.0 -",
            // 30.5 less 8 = 22.5, which nothing moves.
            "A3 8 30.5 22.5 -",
            "A4 60.0 60 0.0 -",
            // The 60 m² of the strike-off are missing in what was asserted.
            "A5 0 60 60 as much as E07",
            "A7 59 60 1 -",
        ]
    );
}

/// 100 m² are known when A1 is written on 1 March, by a slip as 1000. T2 (40 m², February) is recorded on 10 March, and on
/// 15 March F1 puts A1 right: 140, which holds then. T3 (5 m², February) is recorded in April: 145. What F1 says held, and T3
/// changed it; measured from the line of A1, where 100 were known, it would never have held.
#[test]
fn c15_a_corrected_assertion_is_held_against_what_was_known_when_it_was_corrected() {
    let body = r#"{"event-corrected":{"event":"A1","act":{"balance-asserted":{"assertion":{"balance":{"land-area-m2":"140"}}}}}}"#;
    let corrected = act("F1", "2023-03-01", body)
        .replace(r#""recorded":"2023-03-01T12"#, r#""recorded":"2023-03-15T12"#);
    let story = [
        "E01 2023-01-01 parcel 1 area=10000".to_owned(),
        "E02 2023-02-01 listed T1 1 idle 100".to_owned(),
        asserted("A1", "2023-03-01", r#""land-area-m2":"1000""#, ""),
        "E03 2023-02-20 rec=2023-03-10 listed T2 1 idle 40".to_owned(),
        corrected,
        "E04 2023-02-25 rec=2023-04-01 listed T3 1 idle 5".to_owned(),
    ];
    let journal = mixed(&story.join("\n"));
    assert_eq!(results(&journal), ["A1 140 145 5 changed by E04"]);
    let stated = assertions(&journal, AsOf::day(day("2023-12-31"))).unwrap().remove(0).stated;
    assert_eq!((stated.event.as_str(), stated.said_by().as_str()), ("A1", "F1"));
    // The line that is at fault comes first.
    let as_of = AsOf::day(day("2023-12-31"));
    let findings = lint(&journal, as_of, &LintOptions::default()).unwrap();
    let codes = found(&findings);
    assert!(codes.lines().any(|line| line == "ledger-balance-differs: F1 A1 E04"), "{codes}");
    let results = assertions(&journal, as_of).unwrap();
    assert!(text::render_assertions(&results, Language::En).contains("F1"));
    // As known before the correction it is what A1 says: 900 too much, which nothing moves.
    let then = assertions(&journal, as_of.known_on(day("2023-03-14"))).unwrap().remove(0);
    assert_eq!((then.stated.said_by, then.explained_by), (None, None));
    assert_eq!(then.difference.to_string(), "-860");
}

/// A0 was an assertion, is corrected to the listing of T2 (40 m²) and then retracted: 140, and again 100. A1, between the two,
/// holds with 140, until the retraction. A2, behind it, holds with 100, until T3 (5 m²) is recorded.
#[test]
fn c15_what_was_made_a_listing_and_taken_back_moves_the_stock() {
    let story = [
        "E01 2023-01-01 parcel 1 area=10000".to_owned(),
        "E02 2023-02-01 listed T1 1 idle 100".to_owned(),
        asserted("A0", "2023-02-10", r#""entries":1"#, ""),
        "F1 2023-02-10 rec=2023-02-11 fix A0 listed T2 1 idle 40".to_owned(),
        asserted("A1", "2023-03-01", r#""land-area-m2":"140""#, ""),
        "F2 2023-02-12 retract A0".to_owned(),
        asserted("A2", "2023-03-01", r#""land-area-m2":"100""#, ""),
        "E03 2023-02-25 rec=2023-04-01 listed T3 1 idle 5".to_owned(),
    ];
    assert_eq!(
        results(&mixed(&story.join("\n"))),
        ["A1 140 105 -35 changed by F2", "A2 100 105 5 changed by E03"]
    );
}

/// S1, 300.5 m², is let in March: the balance on the page of the format, written there for 31 March, holds.
#[test]
fn the_balance_on_the_page_of_the_journal_is_read() {
    let page = include_str!("../../src/docs/journal.md");
    let line = page.split("```json\n").nth(1).unwrap().split("```").next().unwrap();
    let story = format!(
        "
        E01 2024-01-01 parcel 1
        E02 2024-02-01 space S1 1 300.5 vacant
        E03 2024-03-05 occupied S1 by=lease-plant
        {line}
        "
    );
    let result = assertions(&mixed(&story), AsOf::day(day("2024-03-31"))).unwrap().remove(0);
    assert_eq!(
        (result.stated.day, result.asserted.to_string(), result.holds()),
        (day("2024-03-31"), "300.50".to_owned(), true)
    );
    // Every figure that the page names is one, and there is no other.
    let cells = page.split("## Balances").nth(1).unwrap().split("## Example").next().unwrap();
    let names = cells.lines().filter_map(|line| line.strip_prefix("| `")?.split('|').next());
    let names: Vec<&str> =
        names.flat_map(|cell| cell.split(',')).map(|name| name.trim().trim_matches('`')).collect();
    assert_eq!(names.len(), 8);
    for name in &names {
        let value = if name.ends_with("-m2") { "\"1\"" } else { "1" };
        let body = format!(r#"{{"balance":{{"{name}":{value}}}}}"#);
        serde_json::from_str::<BalanceAssertion>(&body).expect(name);
    }
    let error = serde_json::from_str::<BalanceAssertion>(r#"{"balance":{"x":1}}"#).unwrap_err();
    assert_eq!(error.to_string().matches("`").count(), 2 * (1 + names.len()), "{error}");
}

/// T1 is retracted in July by R1 and once more in September by R2. In August only R1 is known.
#[test]
fn c11_a_difference_names_the_retraction_that_is_known() {
    let story = "
        E01 2023-01-01 parcel 1
        E02 2023-02-01 listed T1 1 idle 10
        R1 2023-07-01 retract E02
        R2 2023-09-01 retract E02
    ";
    let june = day("2023-06-30");
    let said_by = |after: Knowledge<'_>| {
        let found = difference(&mixed(story), june, Knowledge::Day(june), after).unwrap();
        found.events[0].said_by.clone().unwrap().to_string()
    };
    assert_eq!(said_by(Knowledge::Day(day("2023-08-31"))), "R1");
    assert_eq!(said_by(Knowledge::Now), "R2");
}
