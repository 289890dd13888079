//! Land that counts as revitalized when its parcel gives way to others: it goes on counting, once. Every expected number is
//! worked by hand in its story.

use landledger::ledger::{
    AsOf, CreditKind, Grouping, History, Revitalized, RollForwardLine, Stock, replay,
};
use landledger::units::AreaChange;

use crate::ledger_acts::{act, code, mixed, replaced, shares};
use crate::ledger_text::{day, entries, found, period};

/// 6000 of 10 000 m² count from 2023-04-01.
const COUNTING: &str = "
    E01 2023-01-01 parcel 1 area=10000
    E02 2023-02-01 listed T1 1 idle 6000
    E03 2023-04-01 struck T1 revitalized
";

fn on(story: &str, effective: &str) -> History {
    replay(&mixed(story), AsOf::day(day(effective)))
}

/// 2500 of them go on as T2 on parcel 2, 3500 as T3 on parcel 3.
fn split() -> String {
    let more = shares(&[("T1", "T2", 2, "2500"), ("T1", "T3", 3, "3500")]);
    let split = replaced("E05", "2023-06-01", "split", &[1], &[(2, "4000"), (3, "6000")], &more);
    format!("{COUNTING}{split}")
}

/// `gross relapsed net`, and the rows `entry family change`.
fn land(story: &str, days: &str) -> (String, Vec<String>) {
    let found = Revitalized::of(&mixed(story), period(days), None).unwrap();
    let total = found.land;
    let rows = found.entries.iter().map(|row| {
        assert!(!row.change.is_zero());
        format!("{} {} {}", row.entry, row.family, row.change)
    });
    (format!("{} {} {}", total.gross, total.relapsed, total.net), rows.collect())
}

#[test]
fn c13_c30_a_split_of_land_that_counts_is_nothing_revitalized_and_nothing_relapsed() {
    let story = split();
    let history = on(&story, "2023-12-31");
    assert_eq!(found(&history.findings), "");
    assert_eq!(
        entries(&history.state),
        [
            "T1 idle 6000 [2023-02-01 revitalized 2023-04-01 6000]",
            "T2 idle 2500 [2023-02-01 revitalized 2023-04-01 2500]",
            "T3 idle 3500 [2023-02-01 revitalized 2023-04-01 3500]",
        ]
    );
    let of = |id: &str| history.state.entries[&id.parse().unwrap()].clone();
    assert_eq!(of("T1").revitalized_area(), None);
    assert_eq!(of("T2").revitalized_area(), Some("2500".parse().unwrap()));
    assert_eq!(of("T2").inherits, ["T1".parse().unwrap()]);
    assert_eq!(of("T3").parcel, code(3));

    let (total, rows) = land(&story, "2023-05-01..2023-12-31");
    assert_eq!(total, "0 0 0");
    assert_eq!(rows, ["T1 T1 -6000", "T2 T1 2500", "T3 T1 3500"]);
    // The year in which the land began to count, and the time after the split.
    assert_eq!(land(&story, "2023-01-01..2023-12-31").0, "6000 0 6000");
    assert_eq!(land(&story, "2023-07-01..2023-12-31").1, [""; 0]);

    // One unit became two, no land moved.
    let table = history.revitalized_land_roll_forward(period("2023-05-01..2023-12-31")).unwrap();
    let stock = |stock: &Stock<AreaChange>| format!("{} {}", stock.count, stock.area);
    assert_eq!((stock(&table.opening), stock(&table.closing)), ("1 6000".into(), "2 6000".into()));
    let [RollForwardLine { kind: CreditKind::HandedOver, change, .. }] = table.lines.as_slice()
    else {
        panic!("{:?}", table.lines)
    };
    assert_eq!(stock(change), "1 0");
}

#[test]
fn c30_a_relapse_of_one_part_takes_off_that_part_alone() {
    let story = format!("{}\nE06 2023-09-01 relisted T3", split());
    let history = on(&story, "2023-12-31");
    assert_eq!(found(&history.findings), "");
    // 6000 before, 2500 after.
    assert_eq!(land(&story, "2023-05-01..2023-12-31").0, "0 -3500 -3500");
    assert_eq!(land(&story, "2023-07-01..2023-12-31").0, "0 -3500 -3500");
    assert_eq!(land(&story, "2023-01-01..2023-12-31").0, "2500 0 2500");
    // What the heir is listed with and what its sister counts with are the 6000 again.
    let open: Vec<String> = history.state.open_entries().map(|e| e.land_area.to_string()).collect();
    assert_eq!(open, ["3500"]);
}

#[test]
fn c30_the_land_of_an_heir_is_not_listed_under_another_entry() {
    // Parcel 3 has 6000, of which T3 counts with 3500.
    for (area, refused) in [("2500", ""), ("2500.01", "event-not-allowed: E06 T9")] {
        let story = format!("{}\nE06 2023-09-01 listed T9 3 idle {area}", split());
        assert_eq!(found(&on(&story, "2023-12-31").findings), refused, "{area}");
    }
    // The old entry does not count any more and cannot come back.
    let story = format!("{}\nE06 2023-09-01 relisted T1", split());
    assert!(found(&on(&story, "2023-12-31").findings).starts_with("event-not-allowed: E06 "));
}

#[test]
fn c13_heirs_count_in_the_group_of_the_entry_before_them() {
    let story = format!("{}\nE06 2023-09-01 relisted T2", split());
    let history = on(&story, "2023-12-31");
    let periods = [period("2023-01-01..2023-12-31")];
    for by in [Grouping::Class, Grouping::Town, Grouping::Method, Grouping::Cause] {
        let rows = history.revitalized_land_roll_forwards(&periods, &[by]).unwrap();
        let [row] = rows.as_slice() else { panic!("{rows:?}") };
        assert_eq!(row.table.closing.area.to_string(), "3500", "{by:?}");
    }
}

#[test]
fn c12_in_a_merge_land_that_counts_goes_to_the_only_new_parcel() {
    let open = shares(&[("T2", "T3", 3, "12")]);
    let merge = |more: &str| replaced("E05", "2023-06-01", "merge", &[1, 2], &[(3, "30")], more);
    let story = format!(
        "
        E01 2023-01-01 parcel 1 area=10
        E02 2023-01-01 parcel 2 area=20
        E03 2023-02-01 listed T1 1 idle 5
        E035 2023-02-01 listed T2 2 idle 12
        E04 2023-04-01 struck T1 revitalized
        {}
    ",
        merge(&open)
    );
    let history = on(&story, "2023-12-31");
    assert_eq!(found(&history.findings), "");
    let entry = &history.state.entries[&"T1".parse().unwrap()];
    assert_eq!((entry.parcel, entry.revitalized_area()), (code(3), Some("5".parse().unwrap())));
    assert_eq!(land(&story, "2023-05-01..2023-12-31").1, [""; 0]);
    // 30 less 5 that count less 12 that are listed leaves 13.
    for (area, refused) in [("13", ""), ("13.01", "event-not-allowed: E06 T9")] {
        let story = format!("{story}\nE06 2023-09-01 listed T9 3 idle {area}");
        assert_eq!(found(&on(&story, "2023-12-31").findings), refused, "{area}");
    }
    let relapse = format!("{story}\nE06 2023-09-01 relisted T1");
    assert_eq!(found(&on(&relapse, "2023-12-31").findings), "");
    assert_eq!(land(&relapse, "2023-05-01..2023-12-31").0, "0 -5 -5");
    // It may be stated all the same.
    let stated = story
        .replace(&merge(&open), &merge(&shares(&[("T2", "T3", 3, "12"), ("T1", "T4", 3, "5")])));
    let history = on(&stated, "2023-12-31");
    assert_eq!(found(&history.findings), "");
    assert_eq!(land(&stated, "2023-05-01..2023-12-31").1, ["T1 T1 -5", "T4 T1 5"]);
}

#[test]
fn c13_what_is_wrong_with_shares_of_land_that_counts_is_refused() {
    let to = [(2, "4000"), (3, "6000")];
    let rows = [
        ("not stated", "E05 T1", shares(&[])),
        (
            "less than counts",
            "E05 T1",
            shares(&[("T1", "T2", 2, "2500"), ("T1", "T3", 3, "3499.99")]),
        ),
        (
            "more than counts",
            "E05 T1",
            shares(&[("T1", "T2", 2, "2500.01"), ("T1", "T3", 3, "3500")]),
        ),
        (
            "more than the parcel has",
            "E05 T2",
            shares(&[("T1", "T2", 2, "4000.01"), ("T1", "T3", 3, "1999.99")]),
        ),
        (
            "of two entries",
            "E05 T3",
            shares(&[("T1+T4", "T3", 3, "6000"), ("T4", "T2", 2, "1000")]),
        ),
        ("a parcel that is none of the new", "E05 T2", shares(&[("T1", "T2", 1, "6000")])),
        ("a used id", "E05 T4", shares(&[("T1", "T4", 3, "6000"), ("T4", "T2", 2, "1000")])),
        (
            "the same id twice",
            "E05 T2",
            shares(&[("T1", "T2", 2, "2500"), ("T1", "T2", 3, "3500")]),
        ),
        ("nothing", "E05 T2", shares(&[("T1", "T2", 2, "0"), ("T1", "T3", 3, "6000")])),
    ];
    for (what, expected, more) in rows {
        let change = replaced("E05", "2023-06-01", "split", &[1], &to, &more);
        let also = "E04 2023-05-01 listed T4 1 idle 1000";
        let mut story =
            format!("{COUNTING}{also}\nE041 2023-05-02 struck T4 revitalized\n{change}");
        if what != "of two entries" && what != "a used id" {
            story = story.replace(
                "E041 2023-05-02 struck T4 revitalized",
                "E041 2023-05-02 struck T4 misjudged",
            );
        }
        let history = on(&story, "2023-12-31");
        assert_eq!(found(&history.findings), format!("event-not-allowed: {expected}"), "{what}");
        assert_eq!(history.state.parcels.len(), 1, "{what}");
        assert_eq!(history.state.entries.len(), 2, "{what}");
        assert!(
            history.state.entries[&"T1".parse().unwrap()].revitalized_area().is_some(),
            "{what}"
        );
    }
}

#[test]
fn c18_handing_over_is_taken_back_with_the_acts_it_happened_with() {
    let split = split();
    let body = split.rsplit_once(r#""act":"#).unwrap().1.trim_end();
    let body = body.strip_suffix('}').unwrap();
    let together = act(
        "E05",
        "2023-06-01",
        &format!(r#"{{"together":{{"acts":[{body},{{"space-vacated":{{"space":"S9"}}}}]}}}}"#),
    );
    // Of the 10 000 of parcel 1, 6000 count: 4000 can be listed.
    for (area, refused) in [("4000", ""), ("4000.01", "\nevent-not-allowed: E06 T9")] {
        let story = format!("{COUNTING}{together}\nE06 2023-07-01 listed T9 1 idle {area}");
        let history = on(&story, "2023-12-31");
        assert_eq!(
            found(&history.findings),
            format!("event-unknown-space: E05 S9{refused}"),
            "{area}"
        );
        assert_eq!(history.land_credits.len(), 1);
        assert_eq!(land(&story, "2023-01-01..2023-12-31").1, ["T1 T1 6000"]);
    }
}
