//! Tables of events: each rule worked by hand on both sides of its threshold; random tables against a plain reading of the
//! rules; files of every form and what is wrong with broken ones; the peers on the same rows.

use std::collections::BTreeSet;
use std::fs;
use std::num::NonZeroUsize;
use std::process::Command;

use jiff::civil::{Date, date};
use landledger::Workers;
use landledger::calendar::{Period, Quarter};
use landledger::ledger::event_table::{EventTable, EventTableBuilder, RowRule};
use landledger::read::event_table::{ReadOptions, open, read};
use landledger::write::event_table::{write_invalid, write_roll_forward, write_state};

use crate::event_table_twin::{FIRST, Given, HEADER, LAST, Random, Twin, csv, json_lines, made_up};
use crate::peer_tables::same;
use crate::scratch::Scratch;
use crate::shared_data::shared_data;

const A: &str = "410106001001GB00001";
const B: &str = "410106002001GB00002";

fn whole() -> Period {
    Period::through(FIRST, LAST).unwrap()
}

fn quarters() -> Vec<Period> {
    whole().split_by_quarter().collect()
}

fn options(workers: usize) -> ReadOptions {
    let mut options = ReadOptions::new(whole());
    options.workers = Workers::new(NonZeroUsize::new(workers).unwrap());
    options
}

/// The table of rows of CSV under the header, with `A` and `B` for parcels.
fn table(rows: &str) -> EventTable {
    let rows = rows.trim().lines().map(|row| {
        let cells = row.trim().split(',').map(|cell| match cell.trim() {
            "A" => A,
            "B" => B,
            cell => cell,
        });
        cells.collect::<Vec<_>>().join(",")
    });
    let text = format!("{HEADER}\n{}\n", rows.collect::<Vec<_>>().join("\n"));
    read("events.csv", text.as_bytes(), &options(1)).unwrap()
}

fn invalid(table: &EventTable) -> Vec<(&'static str, u64)> {
    table.invalid().iter().map(|row| (row.rule.id(), row.event_id)).collect()
}

fn text(write: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>) -> String {
    let mut bytes = Vec::new();
    write(&mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn invalid_csv(table: &EventTable) -> String {
    text(|out| write_invalid(table.invalid(), out))
}

fn state_csv(table: &EventTable, on: Date, known: Date) -> String {
    text(|out| write_state(&table.state(on, known), out))
}

fn roll_csv(table: &EventTable, known: Date, periods: &[Period], characters: usize) -> String {
    let roll_forward = table.roll_forward(known, periods, characters).unwrap();
    text(|out| write_roll_forward(&roll_forward, out))
}

/// The state of parcels as `code status since causes plan milestone vacant revitalized`, last characters of codes only.
#[track_caller]
fn assert_state(table: &EventTable, on: Date, known: Date, expected: &[&str]) {
    let state = state_csv(table, on, known);
    let rows = state.lines().skip(1).map(|row| row.split(',').collect::<Vec<_>>().join(" "));
    let rows: Vec<String> = rows.map(|row| row.get(18..).unwrap().to_owned()).collect();
    assert_eq!(rows, expected, "{on} known {known}");
}

/// The rows that are not all 0, as `period division method opening revitalized vacated withdrawn closing`.
#[track_caller]
fn assert_roll(table: &EventTable, known: Date, periods: &[Period], expected: &[&str]) {
    let roll = roll_csv(table, known, periods, 9);
    let rows = roll.lines().skip(1).map(|row| row.split(',').collect::<Vec<_>>().join(" "));
    let rows: Vec<String> = rows.filter(|row| !row.ends_with("0 0 0 0 0")).collect();
    assert_eq!(rows, expected, "known {known}");
}

#[test]
fn the_kind_is_a_word() {
    let table = table(
        "1,2020-01-01,2020-01-01,A,listed,,,,,,new
         2,2020-01-01,2020-01-01,A,sold,,,,,,new
         3,2020-01-01,2020-01-01,A,Listed,,,,,,new
         4,2020-01-01,2020-01-01,A,,,,,,,new
         5,2020-01-01,2020-01-01,A,plans,,,,,,new
         6,2020-01-01,2020-01-01,A,causes,,,,x,,new
         7,2020-01-01,2020-01-01,A,plan,,,,x,,new
         8,2020-01-01,2020-01-01,A,milestone,,,,x,,new
         9,2020-01-01,2020-01-01,A,vacated,U,1,,,,new
         10,2020-01-01,2020-01-01,A,revitalized,U,1,m,,,new
         11,2020-01-01,2020-01-01,A,delisted,,,,,,new",
    );
    assert_eq!(invalid(&table), [2, 3, 4, 5].map(|id| ("bad_kind", id)));
    assert_eq!(table.rows(), 11);
    assert_eq!(table.invalid()[0].line, 3);
}

#[test]
fn days_are_real_and_of_the_period() {
    // The last day before, first, last, first day after; February of leap years and others; other ways of writing.
    let days = [
        ("2011-12-31", false),
        ("2012-01-01", true),
        ("2026-12-31", true),
        ("2027-01-01", false),
        ("2016-02-29", true),
        ("2019-02-29", false),
        ("2019-04-30", true),
        ("2019-04-31", false),
        ("2019-12-31", true),
        ("2019-12-32", false),
        ("2019-01-00", false),
        ("2019-00-10", false),
        ("2019-12-01", true),
        ("2019-13-01", false),
        ("20190401", false),
        ("2019-4-01", false),
        ("2019-04-1", false),
        ("2019/04/01", false),
        ("2019-04-011", false),
        ("2019-04-0a", false),
        ("2019-04-a1", false),
        ("201a-04-01", false),
        ("2019-0:-01", false),
        ("2019-04.01", false),
        ("2019x04-01", false),
        ("-019-04-01", false),
        ("二〇一九", false),
        ("0012-01-01", false),
        ("9999-12-31", false),
        ("", false),
    ];
    for (day, is_good) in days {
        for row in [
            format!(
                "1,2020-01-01,2020-01-01,A,listed,,,,,,new\n2,2020-01-01,{day},A,plan,,,,p,,new"
            ),
            format!(
                "1,2020-01-01,2020-01-01,A,listed,,,,,,new\n2,{day},2020-01-01,A,plan,,,,p,,new"
            ),
        ] {
            let expected: &[_] = if is_good { &[] } else { &[("bad_date", 2)] };
            assert_eq!(invalid(&table(&row)), expected, "{day}");
        }
    }
}

#[test]
fn every_day_of_the_period_is_read_as_jiff_reads_it() {
    let mut builder = EventTableBuilder::new(whole()).unwrap();
    let days: Vec<Date> = FIRST.series(jiff::Span::new().days(1)).take(5_479).collect();
    assert_eq!(days.last(), Some(&LAST));
    for (line, day) in (1..).zip(&days) {
        let day = day.to_string();
        let row = Given {
            line,
            id: u64::from(line),
            recorded: day.clone(),
            effective: day,
            parcel: format!("P{line:05}"),
            kind: "listed".into(),
            op: "new".into(),
            ..Given::default()
        };
        builder.push(&row.row());
    }
    let table = builder.finish().unwrap();
    let state = table.state(LAST, LAST);
    let since: Vec<Date> = state.parcels().map(|parcel| parcel.since).collect();
    assert_eq!(since, days);
}

#[test]
fn areas_are_decimal_numbers_above_nothing() {
    let areas = [
        ("12", Some(1_200)),
        ("12.5", Some(1_250)),
        ("12.50", Some(1_250)),
        ("012.50", Some(1_250)),
        ("12.344999", Some(1_234)),
        ("12.345", Some(1_235)),
        ("0.01", Some(1)),
        ("0.005", Some(1)),
        ("0.0049", None),
        ("0.00", None),
        ("0", None),
        ("100000000000", Some(10_000_000_000_000)),
        ("100000000000.004", Some(10_000_000_000_000)),
        ("100000000000.005", None),
        ("100000000000.01", None),
        ("99999999999999999999999", None),
        ("1.99999999999999999999999", Some(200)),
        ("-12.50", None),
        ("+1", None),
        ("1e3", None),
        ("1.", None),
        (".5", None),
        (".", None),
        ("1.2.3", None),
        ("1.2x", None),
        ("1.234x", None),
        ("１２", None),
        ("abc", None),
        ("", None),
    ];
    for (area, hundredths) in areas {
        let table = table(&format!(
            "1,2020-01-01,2020-01-01,A,listed,,,,,,new\n2,2020-01-01,2020-01-01,A,vacated,U,{area},,,,new"
        ));
        let expected: &[_] = if hundredths.is_some() { &[] } else { &[("bad_area", 2)] };
        assert_eq!(invalid(&table), expected, "{area}");
        let state = table.state(LAST, LAST);
        let vacant = state.parcels().next().unwrap().vacant_hundredths;
        assert_eq!(vacant, hundredths.unwrap_or_default(), "{area}");
    }
}

#[test]
fn units_parcels_references_numbers_and_operations() {
    let table = table(
        "1,2020-01-01,2020-02-30,A,listed,,,,,,new
         2,2020-01-01,2020-01-01,A,vacated,,1,,,,new
         3,2020-01-01,2020-01-01,A,revitalized,,1,,,,new
         4,2020-01-01,2020-01-01,A,plan,,,,,,new
         5,2020-01-01,2020-01-01,B,plan,,,,,,new
         6,2020-01-01,2020-01-01,,listed,,,,,,new
         7,2020-01-02,2020-01-01,A,plan,,,,,1,replace
         8,2020-01-02,2020-01-01,A,plan,,,,,12,replace
         9,2020-01-02,2020-01-01,A,plan,,,,,99,replace
         10,2020-01-02,2020-01-01,A,plan,,,,,7,replace
         4,2020-01-02,2020-01-01,A,plan,,,,,,new
         2,2020-01-02,2020-01-01,A,plan,,,,,,new
         12,2020-01-02,2020-01-01,A,plan,,,,,,new
         13,2020-01-02,2020-01-01,A,plan,,,,,,replace
         14,2020-01-02,2020-01-01,A,plan,,,,,,retract
         15,2020-01-02,2020-01-01,A,plan,,,,,4,new
         16,2020-01-02,2020-01-01,A,plan,,,,,4,undo
         17,2020-01-02,2020-01-01,A,plan,,,,,,
         18,2020-01-02,2020-01-01,A,plan,,,,,4,retract",
    );
    // Parcel A is listed by a row that does not count; 7 corrects that row. 8 corrects a later row.
    let expected = [
        ("bad_date", 1),
        ("no_unit", 2),
        ("no_unit", 3),
        ("unknown_parcel", 5),
        ("unknown_parcel", 6),
        ("unknown_ref", 9),
        ("unknown_ref", 10),
        ("dup_id", 2),
        ("dup_id", 4),
        ("bad_op", 13),
        ("bad_op", 14),
        ("bad_op", 15),
        ("bad_op", 16),
        ("bad_op", 17),
    ];
    assert_eq!(invalid(&table), expected);
}

#[test]
fn of_several_rules_the_first_is_named() {
    // Each row breaks one rule less than the one before it; the last breaks none.
    let table = table(
        "1,2020-01-01,2020-01-01,A,listed,,,,,,new
         1,2020-13-01,2020-01-01,B,sold,,0,,,99,undo
         1,2020-13-01,2020-01-01,B,vacated,,0,,,99,undo
         1,2020-01-01,2020-01-01,B,vacated,,0,,,99,undo
         1,2020-01-01,2020-01-01,B,vacated,,1,,,99,undo
         1,2020-01-01,2020-01-01,B,vacated,U,1,,,99,undo
         1,2020-01-01,2020-01-01,A,vacated,U,1,,,99,undo
         1,2020-01-01,2020-01-01,A,vacated,U,1,,,1,undo
         2,2020-01-01,2020-01-01,A,vacated,U,1,,,1,undo
         3,2020-01-01,2020-01-01,A,vacated,U,1,,,1,replace",
    );
    let rules: Vec<RowRule> = table.invalid().iter().map(|row| row.rule).collect();
    assert_eq!(rules, RowRule::ALL);
    let lines: Vec<u32> = table.invalid().iter().map(|row| row.line).collect();
    assert_eq!(lines, [3, 4, 5, 6, 7, 8, 9, 10]);
    assert!(RowRule::ALL.is_sorted());
}

#[test]
fn the_first_of_equal_numbers_stands_higher_whatever_their_order() {
    let table = table(
        "9,2020-01-01,2020-01-01,A,listed,,,,,,new
         3,2020-01-01,2020-01-03,A,plan,,,,first,,new
         7,2020-01-01,2020-01-02,A,causes,,,,c,,new
         3,2020-01-01,2020-01-04,A,plan,,,,second,,new
         8,2020-01-02,2020-01-05,A,plan,,,,instead,3,replace
         7,2020-01-01,2020-01-02,A,causes,,,,d,,new",
    );
    let lines: Vec<_> = table.invalid().iter().map(|row| (row.rule.id(), row.line)).collect();
    assert_eq!(lines, [("dup_id", 5), ("dup_id", 7)]);
    let known = date(2020, 1, 1);
    assert_state(&table, LAST, known, &["1 listed 2020-01-01 c first  0 0"]);
    assert_state(&table, LAST, LAST, &["1 listed 2020-01-01 c instead  0 0"]);
}

#[test]
fn corrections_count_from_the_day_of_recording_in_the_place_of_the_row() {
    let table = table(
        "1,2020-01-01,2020-01-01,A,listed,,,,,,new
         2,2020-01-02,2020-01-02,A,plan,,,,original,,new
         3,2020-01-05,2020-01-02,A,plan,,,,third,2,replace
         4,2020-01-04,2020-01-02,A,plan,,,,second,2,replace
         5,2020-01-05,2020-01-02,A,plan,,,,fourth,2,replace
         6,2020-01-08,2020-01-02,A,plan,,,,,2,retract
         7,2020-01-03,2020-01-02,B,listed,,,,,1,replace
         8,2020-01-10,2020-01-02,A,listed,,,,,1,replace",
    );
    let known = |day| date(2020, 1, day);
    assert_state(&table, LAST, known(1), &["1 listed 2020-01-01    0 0"]);
    assert_state(&table, LAST, known(2), &["1 listed 2020-01-01  original  0 0"]);
    // A correction may be about another parcel: A is not listed then.
    assert_state(&table, LAST, known(3), &["2 listed 2020-01-02    0 0"]);
    assert_state(&table, LAST, known(9), &["2 listed 2020-01-02    0 0"]);
    assert_state(&table, LAST, known(10), &["1 listed 2020-01-02    0 0"]);
    // The day before it is true.
    assert_state(&table, known(1), known(10), &[]);
    // Of the rows in the place of row 2: the last recorded, of two on a day the larger number; then none.
    let listed = "1,2020-01-01,2020-01-01,A,listed,,,,,,new
         2,2020-01-02,2020-01-02,A,plan,,,,original,,new
         3,2020-01-05,2020-01-02,A,plan,,,,third,2,replace
         4,2020-01-04,2020-01-02,A,plan,,,,second,2,replace
         5,2020-01-05,2020-01-02,A,plan,,,,fourth,2,replace
         6,2020-01-08,2020-01-02,A,plan,,,,,2,retract
         7,2020-01-09,2020-01-02,A,plan,,,,again,2,replace";
    let table = self::table(listed);
    for (day, plan) in
        [(3, "original"), (4, "second"), (5, "fourth"), (7, "fourth"), (8, ""), (9, "again")]
    {
        assert_state(&table, LAST, known(day), &[&format!("1 listed 2020-01-01  {plan}  0 0")]);
    }
}

#[test]
fn a_correction_that_does_not_count_replaces_nothing() {
    let table = table(
        "1,2020-01-01,2020-01-01,A,listed,,,,,,new
         2,2020-01-02,2020-01-02,A,plan,,,,original,,new
         2,2020-01-03,2020-01-02,A,plan,,,,repeated,2,replace
         4,2020-01-04,2020-01-02,B,plan,,,,elsewhere,2,replace
         5,2020-01-05,2020-01-02,A,plan,,,,undone,2,undo",
    );
    assert_eq!(invalid(&table), [("unknown_parcel", 4), ("dup_id", 2), ("bad_op", 5)]);
    assert_state(&table, LAST, LAST, &["1 listed 2020-01-01  original  0 0"]);
}

#[test]
fn within_a_day_rows_count_by_number_and_corrections_by_that_of_their_row() {
    let table = table(
        "1,2020-01-01,2020-01-01,A,listed,,,,,,new
         3,2020-01-02,2020-01-02,A,plan,,,,three,,new
         2,2020-01-03,2020-01-02,A,plan,,,,two,,new
         9,2020-01-04,2020-01-02,A,plan,,,,nine for two,2,replace",
    );
    assert_state(&table, LAST, date(2020, 1, 3), &["1 listed 2020-01-01  three  0 0"]);
    assert_state(&table, LAST, LAST, &["1 listed 2020-01-01  three  0 0"]);
}

#[test]
fn a_unit_is_counted_once_and_only_while_its_parcel_is_listed() {
    let table = table(
        "1,2020-01-01,2020-01-01,A,vacated,U,7,,,,new
         2,2020-01-01,2020-01-02,A,listed,,,,,,new
         3,2020-01-01,2020-01-03,A,revitalized,U,100,reuse,,,new
         4,2020-01-01,2020-01-04,A,revitalized,U,900,rebuild,,,new
         5,2020-01-01,2020-01-05,A,revitalized,V,30,rebuild,,,new
         6,2020-04-01,2020-04-01,A,vacated,U,55,,,,new
         7,2020-04-01,2020-04-02,A,vacated,U,66,,,,new
         8,2020-07-01,2020-07-01,A,delisted,,,,,,new
         9,2020-07-01,2020-07-02,A,revitalized,U,5,reuse,,,new
         10,2020-07-01,2020-07-03,A,listed,,,,,,new
         11,2020-07-01,2020-07-04,A,vacated,V,4,,,,new
         12,2020-10-01,2020-10-01,A,revitalized,V,3,reuse,,,new",
    );
    let on = |month, day| date(2020, month, day);
    assert_state(&table, on(1, 2), LAST, &["1 listed 2020-01-02    0 0"]);
    assert_state(&table, on(3, 31), LAST, &["1 listed 2020-01-02    0 13000"]);
    assert_state(&table, on(4, 30), LAST, &["1 listed 2020-01-02    5500 3000"]);
    assert_state(&table, on(7, 2), LAST, &["1 delisted 2020-07-01    0 0"]);
    assert_state(&table, on(7, 4), LAST, &["1 listed 2020-07-03    400 0"]);
    assert_state(&table, LAST, LAST, &["1 listed 2020-07-03    0 300"]);
    let quarter = |number| Period::quarter(2020, number).unwrap();
    let year = [Quarter::First, Quarter::Second, Quarter::Third, Quarter::Fourth].map(quarter);
    let expected = [
        "2020Q1 410106001 rebuild 0 3000 0 0 3000",
        "2020Q1 410106001 reuse 0 10000 0 0 10000",
        "2020Q2 410106001 rebuild 3000 0 0 0 3000",
        "2020Q2 410106001 reuse 10000 0 10000 0 0",
        "2020Q3 410106001 rebuild 3000 0 0 3000 0",
        "2020Q4 410106001 reuse 0 300 0 0 300",
    ];
    assert_roll(&table, LAST, &year, &expected);
    // What is before the periods is in the opening; what is after them, nowhere.
    assert_roll(&table, LAST, &year[1..2], &expected[2..4]);
    // Known on the day before, the second quarter is not.
    assert_roll(
        &table,
        on(3, 31),
        &year[..2],
        &[expected[0], expected[1], expected[2], "2020Q2 410106001 reuse 10000 0 0 0 10000"],
    );
    assert!(table.roll_forward(LAST, &[], 9).unwrap().rows().next().is_none());
}

#[test]
fn periods_follow_one_another_and_are_named_as_quarters_where_they_are() {
    let table = table(
        "1,2020-01-01,2020-01-01,A,listed,,,,,,new
         2,2020-01-01,2020-03-31,A,revitalized,U,1,,,,new
         3,2020-01-01,2020-04-01,A,revitalized,V,2,,,,new",
    );
    let [first, third] =
        [Quarter::First, Quarter::Third].map(|q| Period::quarter(2020, q).unwrap());
    let error = table.roll_forward(LAST, &[first, third], 9).unwrap_err();
    assert_eq!(
        error.to_string(),
        "periods: expected a period that follows 2020-01-01..2020-03-31, found 2020-07-01..2020-09-30"
    );
    assert!(error.is_argument());
    let odd = Period::through(date(2020, 4, 1), date(2020, 6, 29)).unwrap();
    assert_roll(
        &table,
        LAST,
        &[first, odd],
        &["2020Q1 410106001  0 100 0 0 100", "2020-04-01..2020-06-29 410106001  100 200 0 0 300"],
    );
}

#[test]
fn divisions_are_characters_of_the_code() {
    let rows = "1,2020-01-01,2020-01-01,上街一1,listed,,,,,,new
         2,2020-01-01,2020-01-01,上街二1,listed,,,,,,new
         3,2020-01-01,2020-01-01,上,listed,,,,,,new
         4,2020-01-01,2020-01-02,上街二1,revitalized,U,1,m,,,new
         5,2020-01-01,2020-01-02,上街一1,revitalized,U,2,m,,,new
         6,2020-01-01,2020-01-02,上,revitalized,U,4,m,,,new";
    let table = table(rows);
    let year = [Period::year(2020).unwrap()];
    let roll = |characters| {
        let roll_forward = table.roll_forward(LAST, &year, characters).unwrap();
        let rows = roll_forward.rows().map(|row| format!("{} {}", row.division, row.closing));
        rows.collect::<Vec<_>>()
    };
    assert_eq!(roll(3), ["上 400", "上街一 200", "上街二 100"]);
    assert_eq!(roll(2), ["上 400", "上街 300"]);
    assert_eq!(roll(0), [" 700"]);
    assert_eq!(roll(99), ["上 400", "上街一1 200", "上街二1 100"]);
}

#[test]
fn parcels_come_in_the_order_of_their_codes() {
    let mut random = Random(1);
    let letters = ["a", "b", "\u{0}", "台"];
    for start in ["", "410106001001GB", "some long beginning that all of them have"] {
        let codes: BTreeSet<String> = (0..400)
            .map(|_| {
                // Now and then a run of one letter, so that what tells codes apart comes late.
                let run = "a".repeat([0, 0, 15, 16, 17, 40][random.below(6) as usize]);
                let length = random.below(5);
                let end = (0..length).map(|_| letters[random.below(4) as usize]);
                format!("{start}{run}{}", end.collect::<String>())
            })
            .filter(|code| !code.is_empty())
            .collect();
        let mut builder = EventTableBuilder::new(whole()).unwrap();
        for (line, code) in (1..).zip(codes.iter().rev()) {
            let row = Given {
                line,
                id: u64::from(line),
                recorded: "2020-01-01".into(),
                effective: "2020-01-01".into(),
                parcel: code.clone(),
                kind: "listed".into(),
                op: "new".into(),
                ..Given::default()
            };
            builder.push(&row.row());
        }
        let table = builder.finish().unwrap();
        let state = table.state(LAST, LAST);
        assert!(state.parcels().map(|parcel| parcel.parcel_id).eq(codes.iter()), "{start}");
    }
}

#[test]
fn days_outside_the_period_may_be_asked_for() {
    let table = table("1,2012-01-01,2012-01-01,A,listed,,,,,,new");
    assert_state(&table, date(2011, 12, 31), LAST, &[]);
    assert_state(&table, LAST, date(2011, 12, 31), &[]);
    assert_state(&table, date(2099, 1, 1), date(2099, 1, 1), &["1 listed 2012-01-01    0 0"]);
    let state = table.state(date(2099, 1, 1), date(2098, 1, 1));
    assert_eq!((state.on(), state.known()), (date(2099, 1, 1), date(2098, 1, 1)));
    assert_eq!((state.len(), state.is_empty()), (1, false));
}

#[test]
fn a_table_has_limits() {
    // 65 535 days from 1900-01-01 on, by Python 3.11: date.fromordinal(date(1900, 1, 1).toordinal() + 65534).
    let (first, last) = (date(1900, 1, 1), date(2079, 6, 5));
    assert!(EventTableBuilder::new(Period::through(first, last).unwrap()).is_ok());
    let longer = Period::through(first, last.tomorrow().unwrap()).unwrap();
    let error = EventTableBuilder::new(longer).unwrap_err();
    assert_eq!(
        error.to_string(),
        "period: expected at most 65535 days, found 1900-01-01..2079-06-06"
    );
    let row = Given { id: 1 << 63, ..Given::default() };
    let mut builder = EventTableBuilder::new(whole()).unwrap();
    builder.push(&row.row());
    let error = builder.finish().unwrap_err();
    assert_eq!(
        error.to_string(),
        "event table: expected numbers up to 9223372036854775807, found 9223372036854775808"
    );
    let row = Given { id: (1 << 63) - 1, ..row };
    let mut builder = EventTableBuilder::new(whole()).unwrap();
    builder.push(&row.row());
    assert_eq!(invalid(&builder.finish().unwrap()), [("bad_kind", (1 << 63) - 1)]);
    let lines = |lines: &[&[u32]]| {
        let mut builders = lines.iter().map(|lines| {
            let mut builder = EventTableBuilder::new(whole()).unwrap();
            lines.iter().for_each(|line| {
                builder.push(&Given { line: *line, ..Given::default() }.row());
            });
            builder
        });
        let first = builders.next().unwrap();
        EventTable::of(first, builders.collect(), Workers::ONE).map(|table| table.rows())
    };
    assert_eq!(lines(&[&[0, 1, 5, u32::MAX]]).unwrap(), 4);
    assert_eq!(lines(&[&[1, 5], &[2, 3, 4, 6]]).unwrap(), 6);
    for wrong in [&[&[1, 3, 2][..]][..], &[&[1, 1]], &[&[1, 2, 3], &[3]], &[&[7], &[6, 7, 8]]] {
        let error = lines(wrong).unwrap_err().to_string();
        assert!(error.contains("expected lines that rise from row to row"), "{error}");
    }
    let builder = |period| EventTableBuilder::new(period).unwrap();
    let other = vec![builder(Period::year(2020).unwrap())];
    let error = EventTable::of(builder(whole()), other, Workers::ONE).unwrap_err();
    assert_eq!(
        error.to_string(),
        "period: expected 2012-01-01..2026-12-31, found 2020-01-01..2020-12-31"
    );
}

#[test]
fn a_table_tells_65_535_methods_apart() {
    let methods = |count: u32| {
        let mut builder = EventTableBuilder::new(whole()).unwrap();
        for line in 1..=count {
            let row = Given {
                line,
                id: u64::from(line),
                recorded: "2020-01-01".into(),
                effective: "2020-01-01".into(),
                parcel: A.into(),
                kind: if line == 1 { "listed" } else { "revitalized" }.into(),
                unit: "U".into(),
                area: "1".into(),
                method: format!("m{line}"),
                op: "new".into(),
                ..Given::default()
            };
            builder.push(&row.row());
        }
        builder.finish()
    };
    assert!(methods(65_536).is_ok());
    let error = methods(65_537).unwrap_err();
    assert_eq!(error.to_string(), "event table: expected at most 65 535 methods, found more");
}

#[test]
fn random_tables_say_what_the_plain_reading_says() {
    let mut seen = BTreeSet::new();
    for seed in 0..90 {
        let days = [5, 60, 5_479][seed as usize % 3];
        let mut rows = made_up(60 + seed as u32 * 2, days, seed);
        if seed % 4 == 3 {
            // In another order the numbers do not rise.
            let mut random = Random(seed);
            for at in 0..rows.len() {
                let other = random.below(rows.len() as u64) as usize;
                rows.swap(at, other);
            }
            (2..).zip(&mut rows).for_each(|(line, row)| row.line = line);
        }
        // Numbers lie dense or scattered.
        let apart = [1, 63, 64, 65, 1_000_003][seed as usize % 5];
        for row in &mut rows {
            row.id *= apart;
            row.corrects = row.corrects.map(|id| id * apart);
        }
        seen.extend(hold_against_the_twin(&rows, seed));
    }
    assert_eq!(seen.len(), RowRule::ALL.len());
}

/// Compares all answers of every way to a table with those of the twin; gives the rules that rows broke.
fn hold_against_the_twin(rows: &[Given], seed: u64) -> Vec<&'static str> {
    let twin = Twin::new(rows);
    let (csv, json) = (csv(rows), json_lines(rows));
    let random = &mut Random(seed);
    let days: Vec<Date> =
        rows.iter().filter_map(|row| row.recorded.parse().ok()).chain([FIRST, LAST]).collect();
    let some = (0..4).map(|_| days[random.below(days.len() as u64) as usize]);
    let known: Vec<Date> = some.chain([LAST]).collect();
    let quarters = quarters();
    let some = random.below(40) as usize;
    let periods = &quarters[some..some + 12];
    let mut builder = EventTableBuilder::new(whole()).unwrap();
    rows.iter().for_each(|row| builder.push(&row.row()));
    let mut builders: Vec<EventTableBuilder> =
        (0..3).map(|_| EventTableBuilder::new(whole()).unwrap()).collect();
    for row in rows {
        builders[random.below(3) as usize].push(&row.row());
    }
    let first = builders.remove(1);
    let workers = Workers::new(NonZeroUsize::new(2).unwrap());
    let tables = [
        builder.finish().unwrap(),
        EventTable::of(first, builders, workers).unwrap(),
        read("a.csv", csv.as_bytes(), &options(1)).unwrap(),
        read("a.jsonl", json.as_bytes(), &options(3)).unwrap(),
    ];
    for (way, table) in tables.iter().enumerate() {
        let at = format!("seed {seed}, way {way}");
        assert_eq!(invalid_csv(table), twin.invalid_csv(), "{at}");
        // JSON lines have no header.
        let lines = table.invalid().iter().map(|row| row.line + u32::from(way == 3));
        let mut found: Vec<_> = table
            .invalid()
            .iter()
            .zip(lines)
            .map(|(row, line)| (row.rule.id(), row.event_id, line))
            .collect();
        found.sort_unstable();
        assert_eq!(found, twin.invalid, "{at}");
        for known in &known {
            for on in [*known, LAST, days[0]] {
                let (ours, theirs) = (state_csv(table, on, *known), twin.state_csv(on, *known));
                assert_eq!(ours, theirs, "{at}: on {on}, known {known}");
            }
            let ours = roll_csv(table, *known, periods, 9);
            assert_eq!(ours, twin.roll_csv(*known, periods, 9), "{at}: known {known}");
        }
    }
    twin.invalid.iter().map(|(rule, ..)| *rule).collect()
}

#[test]
fn long_fields_across_pieces_of_a_file() {
    // Details of up to 20 000 bytes with commas, marks and newlines: a file of several pieces, some of whose ends lie
    // between quotation marks.
    for seed in 0..3 {
        let mut random = Random(seed);
        let mut rows = made_up(120, 5_479, seed);
        let words = ["台账", ",", "\"", "\n", "\r\n", "\\", "a", "\"\""];
        for row in rows.iter_mut().filter(|row| !row.detail.is_empty()) {
            let length = random.below(40_000);
            row.detail = (0..length).map(|_| words[random.below(8) as usize]).collect();
        }
        let (csv, json) = (csv(&rows), json_lines(&rows));
        assert!(csv.len() > 3 << 18 && json.len() > 3 << 18);
        let mut builder = EventTableBuilder::new(whole()).unwrap();
        rows.iter().for_each(|row| builder.push(&row.row()));
        let expected = state_csv(&builder.finish().unwrap(), LAST, LAST);
        for workers in [1, 2, 4] {
            for text in [&csv, &json] {
                let table = read("a", text.as_bytes(), &options(workers)).unwrap();
                assert_eq!(state_csv(&table, LAST, LAST), expected, "{seed} {workers}");
            }
        }
    }
}

#[test]
fn lines_are_those_of_the_file_whatever_stands_between() {
    let csv = "\u{feff}op,extra,event_id,recorded_on,effective_on,parcel_id,kind,unit_id,area_m2,method,corrects,\"detail\"\r\n\
        new,x,1,2020-01-01,2020-01-01,P,listed,,,,,\r\n\
        \r\n\
        new,\"a\n\"\"b\"\"\",2,2020-01-01,2020-01-01,P,plan,,,,,\"p,\n\"\"q\"\"\"\r\n\
        \n\
        new,,3,2020-01-01,2020-01-01,P,sold,,,,,z\r\n\
        new,,4,2020-01-01,2020-01-01,P,vacated,U,1,,,last";
    for workers in [1, 2] {
        let table = read("a.csv", csv.as_bytes(), &options(workers)).unwrap();
        assert_eq!((table.rows(), table.invalid()[0].line), (4, 8));
        let state = table.state(LAST, LAST);
        let parcel = state.parcels().next().unwrap();
        assert_eq!((parcel.plan, parcel.vacant_hundredths), ("p,\n\"q\"", 100));
        assert!(state_csv(&table, LAST, LAST).contains(",\"p,\n\"\"q\"\"\",,100,0\n"));
    }
    // Without quotation marks the last field of a row loses its carriage return, and only that.
    let plain = format!(
        "{HEADER}\r\n1,2020-01-01,2020-01-01,P,listed,,,,,,new\r\n\r\n2,2020-01-01,2020-01-01,P,plan,,,,p,,new\r"
    );
    let table = read("a.csv", plain.as_bytes(), &options(1)).unwrap();
    assert_eq!((table.rows(), table.invalid().len()), (2, 0));
}

#[test]
fn json_lines_may_be_written_in_many_ways() {
    let json = r#"
{"event_id":1,"recorded_on":"2020-01-01","effective_on":"2020-01-01","parcel_id":"P","kind":"listed","op":"new"}
 { "kind" : "plan", "event_id": "2", "recorded_on":"2020-01-01","effective_on":"2020-01-01","parcel_id":"P", "detail": "\u65b9\"案", "op":"new", "more": {"a": [1, "}"]} } 

{"event_id":3,"recorded_on":"2020-01-01","effective_on":"2020-01-01","parcel_id":"P","kind":"vacated","unit_id":7,"area_m2":12.5,"op":"new","corrects":null}
{"event_id":4,"recorded_on":"2020-01-01","effective_on":"2020-01-01","parcel_id":"P","kind":"sold","op":"new"}
"#;
    let table = read("a.jsonl", json.as_bytes(), &options(1)).unwrap();
    assert_eq!((table.rows(), table.invalid()[0].line), (4, 6));
    let state = table.state(LAST, LAST);
    let parcel = state.parcels().next().unwrap();
    assert_eq!((parcel.plan, parcel.vacant_hundredths), ("方\"案", 1_250));
}

#[test]
fn the_first_line_of_json_may_be_long_and_lines_may_end_with_a_return() {
    let object = |id: u32, detail: &str| {
        format!(
            "{{\"event_id\":{id},\"recorded_on\":\"2020-01-01\",\"effective_on\":\"2020-01-01\",\"parcel_id\":\"P\",\
             \"kind\":\"{}\",\"detail\":\"{detail}\",\"op\":\"new\"}}\r\n",
            if id == 1 { "listed" } else { "plan" }
        )
    };
    for blanks in 0..3 {
        // Wherever the first piece ends, it is within a character.
        let json = format!("{}{}", " ".repeat(blanks), object(1, &"台".repeat(100_000)));
        let table = read("a", (json + &object(2, "甲")).as_bytes(), &options(2)).unwrap();
        let state = table.state(LAST, LAST);
        assert_eq!((table.rows(), state.parcels().next().unwrap().plan), (2, "甲"));
    }
    let error = read("a", object(1, "a\tb").as_bytes(), &options(1)).unwrap_err();
    assert!(error.to_string().starts_with("a:1:113: "), "{error}");
}

#[test]
fn what_is_no_table_is_an_error_with_its_line() {
    let good = "1,2020-01-01,2020-01-01,P,listed,,,,,,new\n";
    let after = |row: &str| format!("{HEADER}\n{good}{row}");
    let object = r#"{"event_id":1,"recorded_on":"2020-01-01","effective_on":"2020-01-01","parcel_id":"P","kind":"listed","op":"new"}"#;
    let number = "expected in event_id a whole number up to 9223372036854775807";
    let marks = "expected a field within quotation marks as a whole, marks in it doubled";
    let cases: Vec<(Vec<u8>, String)> = vec![
        ("".into(), "1: expected CSV with a header, or JSON lines, found an empty file".into()),
        (" \n".into(), "1: expected CSV with a header, or JSON lines, found an empty file".into()),
        (
            format!("{}\n", HEADER.replace(",op", "")).into(),
            format!(
                "1: expected a header with the columns {HEADER}, of which op is missing, found \"event_id,recorded_on,effective_on,parcel…\""
            ),
        ),
        (format!("{HEADER},op\n").into(), "1: expected one column op, found two".into()),
        (after("2,2020-01-01\n").into(), "3: expected 11 fields, as in the header, found 2".into()),
        (
            after("2,2020-01-01,2020-01-01,P,plan,,,,a,b,,new\n").into(),
            "3: expected 11 fields, as in the header, found 12".into(),
        ),
        (
            after("x,2020-01-01,2020-01-01,P,plan,,,,a,,new\n").into(),
            format!("3: {number}, found \"x\""),
        ),
        (
            after(",2020-01-01,2020-01-01,P,plan,,,,a,,new\n").into(),
            format!("3: {number}, found nothing"),
        ),
        (
            after("9223372036854775808,2020-01-01,2020-01-01,P,plan,,,,a,,new\n").into(),
            format!("3: {number}, found \"9223372036854775808\""),
        ),
        (
            after("2,2020-01-01,2020-01-01,P,plan,,,,a,-1,new\n").into(),
            "3: expected in corrects a whole number up to 9223372036854775807, found \"-1\"".into(),
        ),
        (
            after("2,2020-01-01,2020-01-01,P,plan,,,,a\"b,,new\n").into(),
            format!("3: {marks}, found \"a\\\"b,,new\\n\""),
        ),
        (
            after("2,2020-01-01,2020-01-01,P,plan,,,,a\"b\",,new\n").into(),
            format!("3: {marks}, found \"a\\\"b\\\"\""),
        ),
        (
            after("2,2020-01-01,2020-01-01,P,plan,,,,\"a\"b,,new\n").into(),
            format!("3: {marks}, found \"\\\"a\\\"b\""),
        ),
        (
            after("2,2020-01-01,2020-01-01,P,plan,,,,\"a\"b\"\",,new\n").into(),
            format!("3: {marks}, found \"\\\"a\\\"b\\\"\\\"\""),
        ),
        (
            [after("2,2020-01-01,2020-01-01,P,plan,,,,上").as_bytes(), b"\xC9,,new\n"].concat(),
            "3:36: expected UTF-8 text, found the byte 0xC9".into(),
        ),
        (
            format!("{object}\n{{\"event_id\":2,,}}").into(),
            "2:15: not JSON: expected a key in double quotes, found `,`".into(),
        ),
        (
            format!("{object}\n{object}x").into(),
            "2:113: expected the end of the document, found `x`".into(),
        ),
        (
            format!("{object}\n[1]").into(),
            "2:1: not JSON: expected a JSON object, found `[`".into(),
        ),
        (
            format!("{object}\n{{\"kind\":[1]}}").into(),
            "2:9: expected a string, a number or null for kind, found an array".into(),
        ),
        (
            format!("{object}\n{{\"kind\":\"a\",\"kind\":\"b\"}}").into(),
            "2:13: the key \"kind\" stands twice in one object".into(),
        ),
        (format!("{object}\n{{\"kind\":\"plan\"}}").into(), format!("2: {number}, found nothing")),
        (
            r#"{"event_id":1,"Kind":"listed"}"#.into(),
            "1: expected rows with recorded_on, found none".into(),
        ),
    ];
    let mut wrong = Vec::new();
    for (bytes, expected) in cases {
        for workers in [1, 2] {
            let error = read("a", bytes.as_slice(), &options(workers)).unwrap_err();
            let shown = error.to_string();
            if !shown.starts_with(&format!("a:{expected}")) || !error.is_input() {
                wrong.push(format!("expected {expected}\nfound    {shown}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn of_several_faults_the_first_is_said_for_any_number_of_workers() {
    let mut text = csv(&made_up(40_000, 5_479, 1));
    assert!(text.len() > 8 << 18);
    let places: Vec<usize> = text.match_indices('\n').map(|(at, _)| at + 1).collect();
    for line in [36_000, 20_000, 12_345] {
        text.insert_str(places[line], "x,");
    }
    for workers in [1, 2, 3, 8] {
        let error = read("a", text.as_bytes(), &options(workers)).unwrap_err();
        let expected = "a:12347: expected 11 fields, as in the header, found 12";
        assert!(error.to_string().starts_with(expected), "{error}");
    }
}

#[test]
fn a_file_that_cannot_be_had_is_an_error() {
    struct Broken;
    impl std::io::Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("no more"))
        }
    }
    let start =
        format!("{HEADER}\n{}", "1,2020-01-01,2020-01-01,P,listed,,,,,,new\n".repeat(9_000));
    let input = std::io::Read::chain(start.as_bytes(), Broken);
    let error = read("a", input, &options(2)).unwrap_err();
    assert!(error.is_io());
    assert_eq!(error.to_string(), "a: cannot read it: no more");
    assert!(open("there/is/none.csv", &options(1)).unwrap_err().is_io());
}

#[test]
fn a_row_without_an_end_is_not_read_into_memory() {
    let endless = std::io::Read::chain(
        HEADER.as_bytes(),
        std::io::Read::chain(&b"\n\""[..], std::io::repeat(b'a')),
    );
    let error = read("a", endless, &options(1)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "a:2: expected a row that ends within 16 MiB (quotation marks come in pairs), found a longer one"
    );
}

/// The peers' programs, and a Python that has the modules.
fn peers(modules: &str) -> Option<(std::path::PathBuf, String)> {
    let peers = shared_data()?.with_file_name("peers");
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let has = Command::new(&python).args(["-c", &format!("import {modules}")]).output();
    if !has.is_ok_and(|output| output.status.success()) || !peers.join("same.py").is_file() {
        eprintln!("NOT CHECKED: {python} with {modules} runs the programs in {}", peers.display());
        return None;
    }
    Some((peers, python))
}

fn write_tables(table: &EventTable, folder: &std::path::Path) {
    fs::create_dir_all(folder).unwrap();
    let on = date(2024, 6, 30);
    fs::write(folder.join("invalid.csv"), invalid_csv(table)).unwrap();
    fs::write(folder.join("state.csv"), state_csv(table, on, on)).unwrap();
    fs::write(folder.join("roll.csv"), roll_csv(table, LAST, &quarters(), 9)).unwrap();
}

#[test]
fn sqlite_says_the_same_of_random_tables() {
    let Some((peers, python)) = peers("sqlite3") else { return };
    let scratch = Scratch::new("event-table-sqlite");
    for seed in 1..=4 {
        let mut rows = made_up(3_000, 5_479, seed);
        // What the peers do not judge: operations that do not fit; and texts that are absent.
        rows.retain(|row| {
            let fits = match row.corrects {
                None => row.op == "new",
                Some(_) => ["replace", "retract"].contains(&row.op.as_str()),
            };
            fits && !row.kind.is_empty() && !row.parcel.is_empty()
        });
        let file = scratch.write("events.csv", csv(&rows));
        let (ours, theirs) = (scratch.path().join("ours"), scratch.path().join("theirs"));
        write_tables(&open(&file, &options(2)).unwrap(), &ours);
        let mut run = Command::new(&python);
        let run = run.arg(peers.join("w3_sqlite.py")).args([&file, &theirs]);
        let output = run.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let (agree, said) = same(&python, &peers, &[&ours, &theirs]).unwrap();
        assert!(agree, "seed {seed}: {said}");
    }
}

#[test]
fn polars_says_the_same_of_the_tables_of_the_peers() {
    let Some((peers, python)) = peers("polars, numpy") else { return };
    let scratch = Scratch::new("event-table-polars");
    let folder = scratch.path().join("events");
    let run = |arguments: &[&std::ffi::OsStr]| {
        let output = Command::new(&python).args(arguments).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    let generator = peers.join("gen_events.py");
    run(&[
        generator.as_ref(),
        folder.as_ref(),
        "--events".as_ref(),
        "20000".as_ref(),
        "--formats".as_ref(),
        "csv,jsonl".as_ref(),
    ]);
    let theirs = scratch.path().join("theirs");
    run(&[
        peers.join("w3_polars.py").as_ref(),
        folder.join("events.csv").as_ref(),
        theirs.as_ref(),
    ]);
    for file in ["events.csv", "events.jsonl"] {
        let ours = scratch.path().join(file);
        write_tables(&open(folder.join(file), &options(2)).unwrap(), &ours);
        let (agree, said) = same(&python, &peers, &[&ours, &theirs]).unwrap();
        assert!(agree, "{file}: {said}");
    }
}
