//! Days, anniversaries and periods.

use jiff::civil::{Date, DateTime, date};
use landledger::calendar::{
    Half, Period, PeriodError, Quarter, add_days, add_years, full_year_over, parse_day,
    parse_moment, whole_years_over,
};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

#[test]
fn days_are_ten_bytes() {
    assert_eq!(parse_day("2024-02-29"), Ok(date(2024, 2, 29)));
    assert_eq!(parse_day("0001-01-01"), Ok(date(1, 1, 1)));
    assert_eq!(parse_day("9999-12-31"), Ok(date(9999, 12, 31)));
    // Text, place, what was found.
    let rows = [
        ("", 0, ""),
        ("2024", 4, ""),
        ("20240229", 4, "0229"),
        ("2024-2-29", 6, "-29"),
        ("2024/02/29", 4, "/02/29"),
        ("2024-02-29T10:00", 10, "T10:00"),
        ("2024-02-29 ", 10, " "),
        (" 2024-02-29", 0, " 2024-02-29"),
        ("2024年02月29日", 4, "年02月29日"),
        ("+002024-02-29", 0, "+002024-02-29"),
        ("2024-00-10", 5, "00"),
        ("2024-13-10", 5, "13"),
        ("2024-02-00", 8, "00"),
        ("2024-02-30", 8, "30"),
        ("2023-02-29", 8, "29"),
        ("1900-02-29", 8, "29"),
        ("2024-04-31", 8, "31"),
        ("0000-01-01", 0, "0000"),
    ];
    for (text, position, found) in rows {
        let error = parse_day(text).unwrap_err();
        assert_eq!((error.position(), error.found()), (position, found), "{text}: {error}");
    }
}

#[test]
fn day_errors_say_what_was_expected() {
    let error = parse_day("2024-02-30").unwrap_err();
    assert_eq!(
        error.to_string(),
        "expected a day from 01 to 29, as February 2024 has 29 days, found \"30\" at character 9"
    );
    assert_eq!(error.expected_zh(), "01 至 29 日（2024 年 2 月有 29 天）");
    let error = parse_day("2024-13-01").unwrap_err();
    assert_eq!(error.to_string(), "expected a month from 01 to 12, found \"13\" at character 6");
    let error = parse_day("20240101").unwrap_err();
    assert_eq!(error.to_string(), "expected YYYY-MM-DD, found \"0101\" at character 5");
}

#[test]
fn moments_are_nineteen_bytes() {
    assert_eq!(parse_moment("2024-06-30T23:59:59"), Ok(date(2024, 6, 30).at(23, 59, 59, 0)));
    let rows = [
        ("2024-06-30", 10),
        ("2024-06-30 23:59:59", 10),
        ("2024-06-30t23:59:59", 10),
        ("2024-06-30T24:00:00", 11),
        ("2024-06-30T23:60:00", 14),
        ("2024-06-30T23:59:60", 17),
        ("2024-06-31T23:59:59", 8),
        ("2024-06-30T23:59:59Z", 19),
        ("2024-06-30T23:59:59.5", 19),
        ("2024-06-30T23:59:59+08:00", 19),
        ("2024-06-30T23:59", 16),
    ];
    for (text, position) in rows {
        assert_eq!(parse_moment(text).unwrap_err().position(), position, "{text}");
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Record {
    #[serde(with = "landledger::calendar::day")]
    on: Date,
    #[serde(
        default,
        with = "landledger::calendar::optional_day",
        skip_serializing_if = "Option::is_none"
    )]
    until: Option<Date>,
    #[serde(with = "landledger::calendar::moment")]
    recorded: DateTime,
}

#[test]
fn days_and_moments_travel_as_strings() {
    let mut record =
        Record { on: date(2024, 2, 29), until: None, recorded: date(2024, 3, 1).at(8, 5, 0, 0) };
    let json = r#"{"on":"2024-02-29","recorded":"2024-03-01T08:05:00"}"#;
    assert_eq!(serde_json::to_string(&record).unwrap(), json);
    assert_eq!(serde_json::from_str::<Record>(json).unwrap(), record);
    let null = r#"{"on":"2024-02-29","until":null,"recorded":"2024-03-01T08:05:00"}"#;
    assert_eq!(serde_json::from_str::<Record>(null).unwrap(), record);

    record.until = Some(date(2025, 1, 1));
    let json = serde_json::to_string(&record).unwrap();
    assert!(json.contains(r#""until":"2025-01-01""#));
    assert_eq!(serde_json::from_str::<Record>(&json).unwrap(), record);

    for wrong in [r#""2025-01-01T00:00""#, r#""""#, "20250101", "0", "{}"] {
        let wrong = json.replace(r#""2025-01-01""#, wrong);
        assert!(serde_json::from_str::<Record>(&wrong).is_err(), "{wrong}");
    }
    // A fraction of a second would be lost.
    record.recorded = date(2024, 3, 1).at(8, 5, 0, 1);
    serde_json::to_string(&record).unwrap_err();
    record.recorded = date(2024, 3, 1).at(8, 5, 0, 0);
    record.on = date(0, 12, 31);
    serde_json::to_string(&record).unwrap_err();
}

#[test]
fn years_end_on_the_corresponding_day() {
    // Hand-worked from Civil Code Arts. 201 and 202.
    let rows = [
        (date(2023, 6, 15), 1, date(2024, 6, 15)),
        (date(2024, 2, 29), 1, date(2025, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2023, 2, 28), 1, date(2024, 2, 28)),
        (date(2096, 2, 29), 4, date(2100, 2, 28)),
        (date(1996, 2, 29), 4, date(2000, 2, 29)),
        (date(2023, 12, 31), 1, date(2024, 12, 31)),
        (date(2024, 1, 1), 0, date(2024, 1, 1)),
    ];
    for (start, years, end) in rows {
        assert_eq!(add_years(start, years), Some(end), "{start} + {years}");
    }
    assert_eq!(add_years(date(9999, 1, 1), 1), None);
    assert_eq!(add_years(date(2024, 1, 1), u32::MAX), None);
}

#[test]
fn days_are_counted_from_the_day_after() {
    assert_eq!(add_days(date(2024, 6, 1), 30), Some(date(2024, 7, 1)));
    assert_eq!(add_days(date(2024, 3, 1), -1), Some(date(2024, 2, 29)));
    assert_eq!(add_days(date(9999, 12, 31), 1), None);
    assert_eq!(add_days(date(1, 1, 1), -1), None);
    assert_eq!(add_days(date(2024, 1, 1), i64::MAX), None);
    assert_eq!(add_days(date(2024, 1, 1), i64::MIN), None);
}

#[test]
fn a_full_year_is_over_on_the_day_after_the_anniversary() {
    // Start, day, full years over: the day before the anniversary, on it, and after it.
    let rows = [
        (date(2023, 6, 15), date(2024, 6, 14), 0),
        (date(2023, 6, 15), date(2024, 6, 15), 0),
        (date(2023, 6, 15), date(2024, 6, 16), 1),
        (date(2023, 6, 15), date(2025, 6, 15), 1),
        (date(2023, 6, 15), date(2025, 6, 16), 2),
        (date(2024, 2, 29), date(2025, 2, 28), 0),
        (date(2024, 2, 29), date(2025, 3, 1), 1),
        (date(2024, 2, 29), date(2028, 2, 28), 3),
        (date(2024, 2, 29), date(2028, 2, 29), 3),
        (date(2024, 2, 29), date(2028, 3, 1), 4),
        (date(2023, 12, 31), date(2024, 12, 31), 0),
        (date(2023, 12, 31), date(2025, 1, 1), 1),
        (date(2024, 6, 15), date(2024, 6, 15), 0),
        (date(2024, 6, 15), date(2020, 1, 1), 0),
    ];
    for (start, day, years) in rows {
        assert_eq!(whole_years_over(start, day), years, "{start} to {day}");
        assert_eq!(full_year_over(start, day), years >= 1, "{start} to {day}");
    }
}

#[test]
fn periods_name_their_last_day() {
    let rows = [
        (Period::year(2024), "2024-01-01..2024-12-31"),
        (Period::half_year(2024, Half::First), "2024-01-01..2024-06-30"),
        (Period::half_year(2024, Half::Second), "2024-07-01..2024-12-31"),
        (Period::quarter(2024, Quarter::First), "2024-01-01..2024-03-31"),
        (Period::quarter(2024, Quarter::Fourth), "2024-10-01..2024-12-31"),
        (Period::month(2024, 2), "2024-02-01..2024-02-29"),
        (Period::month(2023, 2), "2023-02-01..2023-02-28"),
        (Period::days(date(2024, 3, 5), date(2024, 3, 6)), "2024-03-05..2024-03-05"),
        (Period::through(date(2024, 3, 5), date(2024, 3, 5)), "2024-03-05..2024-03-05"),
    ];
    for (period, expected) in rows {
        assert_eq!(period.unwrap().to_string(), expected);
    }
}

#[test]
fn periods_are_half_open() {
    let june = Period::month(2024, 6).unwrap();
    assert_eq!((june.from(), june.to()), (date(2024, 6, 1), date(2024, 7, 1)));
    assert_eq!(june.last_day(), date(2024, 6, 30));
    assert_eq!(june.day_before(), Some(date(2024, 5, 31)));
    assert!(!june.contains(date(2024, 5, 31)) && june.contains(date(2024, 6, 1)));
    assert!(june.contains(date(2024, 6, 30)) && !june.contains(date(2024, 7, 1)));
    assert_eq!(Period::year(1).unwrap().day_before(), None);
}

#[test]
fn empty_and_impossible_periods_are_errors() {
    let day = date(2024, 3, 5);
    assert!(matches!(Period::days(day, day), Err(PeriodError::Empty { .. })));
    let error = Period::through(day, date(2024, 3, 4)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "expected a period that does not end before it starts, found 2024-03-05 through 2024-03-04"
    );
    for impossible in [
        Period::year(0),
        Period::year(-1),
        Period::year(9999),
        Period::year(i16::MAX),
        Period::through(day, date(9999, 12, 31)),
    ] {
        assert_eq!(impossible, Err(PeriodError::OutOfRange));
    }
    for month in [0, 13, i8::MIN] {
        assert_eq!(Period::month(2024, month), Err(PeriodError::NoSuchMonth { month }));
    }
}

#[test]
fn periods_travel_with_both_days_included() {
    let half = Period::half_year(2024, Half::First).unwrap();
    let json = r#"{"from":"2024-01-01","through":"2024-06-30"}"#;
    assert_eq!(serde_json::to_string(&half).unwrap(), json);
    assert_eq!(serde_json::from_str::<Period>(json).unwrap(), half);
    for json in [
        r#"{"from":"2024-01-02","through":"2024-01-01"}"#,
        r#"{"from":"2024-01-01","to":"2024-01-02"}"#,
        r#"{"from":"2024-01-01","through":"2024-02-30"}"#,
    ] {
        assert!(serde_json::from_str::<Period>(json).is_err(), "{json}");
    }
}

#[test]
fn periods_split_at_calendar_months_and_quarters() {
    let period = Period::through(date(2023, 12, 31), date(2024, 4, 1)).unwrap();
    let shown = |pieces: Vec<Period>| pieces.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(
        shown(period.split_by_month().collect()),
        [
            "2023-12-31..2023-12-31",
            "2024-01-01..2024-01-31",
            "2024-02-01..2024-02-29",
            "2024-03-01..2024-03-31",
            "2024-04-01..2024-04-01",
        ]
    );
    assert_eq!(
        shown(period.split_by_quarter().collect()),
        ["2023-12-31..2023-12-31", "2024-01-01..2024-03-31", "2024-04-01..2024-04-01"]
    );
    let end = Period::through(date(9999, 12, 1), date(9999, 12, 30)).unwrap();
    assert_eq!(end.split_by_month().collect::<Vec<_>>(), [end]);
    assert_eq!(end.split_by_quarter().collect::<Vec<_>>(), [end]);
}

fn any_day() -> impl Strategy<Value = Date> {
    // 1901-01-01 to 2099-12-31 without gaps.
    (0_i64..72_683).prop_map(|days| add_days(date(1901, 1, 1), days).unwrap())
}

proptest! {
    #[test]
    fn days_print_and_read_back(day in any_day()) {
        prop_assert_eq!(parse_day(&day.to_string()), Ok(day));
    }

    #[test]
    fn whole_years_are_the_largest_number_that_fits(start in any_day(), day in any_day()) {
        let years = whole_years_over(start, day);
        prop_assert!(years == 0 || day > add_years(start, years).unwrap());
        prop_assert!(day <= add_years(start, years + 1).unwrap());
    }

    #[test]
    fn pieces_join_without_gap(from in any_day(), length in 1_i64..1500) {
        let period = Period::days(from, add_days(from, length).unwrap()).unwrap();
        for pieces in [
            period.split_by_month().collect::<Vec<_>>(),
            period.split_by_quarter().collect::<Vec<_>>(),
        ] {
            prop_assert_eq!(pieces.first().unwrap().from(), period.from());
            prop_assert_eq!(pieces.last().unwrap().to(), period.to());
            prop_assert!(pieces.windows(2).all(|pair| pair[0].to() == pair[1].from()));
            for piece in pieces {
                let quarter = |day: Date| (day.year(), Quarter::of(day));
                prop_assert_eq!(quarter(piece.from()), quarter(piece.last_day()));
            }
        }
    }

    #[test]
    fn any_text_is_a_day_or_a_located_error(text in "[0-9T:\\-年 ]{0,20}") {
        if let Err(error) = parse_day(&text) {
            prop_assert!(text.is_char_boundary(error.position()));
        }
        if let Err(error) = parse_moment(&text) {
            prop_assert!(text.is_char_boundary(error.position()));
        }
    }
}
