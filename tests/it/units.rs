//! Quantities: text and serde forms, conversions, rounding, ratios.

use landledger::units::rounding::round_half_up;
use landledger::units::{
    Area, AreaChange, AreaUnit, FloorArea, GivenArea, Money, QuantityErrorKind, Ratio,
};
use proptest::prelude::*;
use rust_decimal::Decimal;

fn decimal(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

fn area(text: &str) -> Area {
    text.parse().unwrap()
}

#[test]
fn texts_that_are_areas_print_as_given() {
    for text in ["0", "0.00", "12", "12.50", "100.000000", "1000000000000000000", "0.000001"] {
        assert_eq!(area(text).to_string(), text);
        assert_eq!(text.parse::<FloorArea>().unwrap().to_string(), text);
    }
    // Leading zeros are digits, but not part of the value.
    assert_eq!(area("007.5").to_string(), "7.5");
    assert_eq!(Area::default(), Area::ZERO);
}

#[test]
fn texts_that_are_no_areas_say_where() {
    use QuantityErrorKind::{Comma, Negative, NotDecimal, TooLarge, TooManyDecimals};

    let rows = [
        ("", NotDecimal, Some(0)),
        ("12,3", Comma, Some(2)),
        ("1,234.5", Comma, Some(1)),
        ("-1", Negative, Some(0)),
        ("+1", NotDecimal, Some(0)),
        (".5", NotDecimal, Some(0)),
        ("5.", NotDecimal, Some(2)),
        ("1.2.3", NotDecimal, Some(3)),
        ("1e3", NotDecimal, Some(1)),
        (" 1", NotDecimal, Some(0)),
        ("1 ", NotDecimal, Some(1)),
        ("1 000", NotDecimal, Some(1)),
        ("12亩", NotDecimal, Some(2)),
        ("１２", NotDecimal, Some(0)),
        ("NaN", NotDecimal, Some(0)),
        ("0.0000001", TooManyDecimals, Some(8)),
        ("1000000000000000000.000001", TooLarge, None),
        ("1000000000000000001", TooLarge, None),
        // 33 digits.
        ("100000000000000000000000000000000", TooLarge, Some(32)),
    ];
    for (text, kind, position) in rows {
        let error = text.parse::<Area>().unwrap_err();
        assert_eq!((error.kind(), error.position()), (kind, position), "{text:?}: {error}");
    }
}

#[test]
fn a_comma_is_named_in_both_languages() {
    let error = "12,3".parse::<Area>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "expected a decimal number without a comma (it is not allowed, neither for decimals nor for \
         thousands), found ',' at character 3"
    );
    assert!(error.expected_zh().contains("不含逗号"));
    assert_eq!(error.found(), "','");
}

#[test]
fn money_and_changes_may_be_negative_and_zero_has_no_sign() {
    assert_eq!("-12.50".parse::<Money>().unwrap().to_string(), "-12.50");
    assert_eq!("-0.00".parse::<Money>().unwrap().to_string(), "0.00");
    assert_eq!("-3".parse::<AreaChange>().unwrap().to_string(), "-3");
    for text in ["--1", "-", "1-1", "-1,0"] {
        text.parse::<Money>().unwrap_err();
    }
    assert_eq!((-AreaChange::ZERO).to_string(), "0");
    assert!(!Area::from_square_metres(-Decimal::ZERO).unwrap().square_metres().is_sign_negative());
}

#[test]
fn equality_and_hash_go_by_value() {
    let set = std::collections::HashSet::from([area("1.0"), area("1.00"), area("1")]);
    assert_eq!(set.len(), 1);
    assert!(area("1.01") > area("1.0"));
}

#[test]
fn numbers_with_more_decimals_need_zeros_there() {
    let seven = |text| Area::from_square_metres(decimal(text));
    assert_eq!(seven("1.5000000000").unwrap().to_string(), "1.500000");
    assert_eq!(seven("1.5000001").unwrap_err().kind(), QuantityErrorKind::TooManyDecimals);
    assert_eq!(seven("-0.01").unwrap_err().kind(), QuantityErrorKind::Negative);
}

#[test]
fn sums_and_differences_stay_within_the_kind() {
    assert_eq!(area("1.5").checked_add(area("2.25")), Some(area("3.75")));
    assert_eq!(area("1").checked_sub(area("1")), Some(Area::ZERO));
    assert_eq!(area("1").checked_sub(area("1.000001")), None);
    let largest = area("1000000000000000000");
    assert_eq!(largest.checked_add(area("0.000001")), None);
    assert_eq!(Area::try_sum([area("0.1"), area("0.2")]).unwrap(), area("0.3"));
    assert_eq!(Area::try_sum([]).unwrap(), Area::ZERO);
    let beyond = Area::try_sum([largest, area("1")]).unwrap_err();
    assert_eq!(beyond.kind(), QuantityErrorKind::TooLarge);
}

#[test]
fn changes_carry_one_area_to_another() {
    let (opening, closing) = (area("10000.25"), area("7500"));
    let change = closing.change_from(opening);
    assert_eq!(change.to_string(), "-2500.25");
    assert!(change.is_negative() && !(-change).is_negative());
    assert_eq!(change.magnitude(), area("2500.25"));
    assert_eq!((-change).magnitude(), area("2500.25"));
    assert_eq!(opening.checked_change(change), Some(closing));
    assert_eq!(closing.checked_change(-change), Some(opening));
    assert_eq!(Area::ZERO.checked_change(change), None);
    assert_eq!(AreaChange::from(opening).checked_add(change), Some(closing.into()));
}

#[test]
fn halves_round_away_from_zero_and_zeros_are_filled_in() {
    // Hand-worked; bankers would give 1234.56, 0, 2 and -2 in rows 1, 3, 4 and 6.
    let rows = [
        ("1234.565", 2, "1234.57"),
        ("1234.5649", 2, "1234.56"),
        ("0.5", 0, "1"),
        ("2.5", 0, "3"),
        ("-0.4", 0, "0"),
        ("-2.5", 0, "-3"),
        ("7", 4, "7.0000"),
        ("0", 2, "0.00"),
    ];
    for (number, places, expected) in rows {
        assert_eq!(round_half_up(decimal(number), places).to_string(), expected, "{number}");
    }
    assert_eq!(area("1234.565").rounded(2).to_string(), "1234.57");
    assert_eq!(area("1.5").rounded(u32::MAX).to_string(), "1.500000");
    assert_eq!(round_half_up(decimal("1.5"), u32::MAX), decimal("1.5"));
    assert_eq!(round_half_up(Decimal::MAX, 2), Decimal::MAX);
}

#[test]
fn a_float_is_expanded_to_twelve_decimals_and_rounded_once() {
    // The nearest floats of 1.005 and 2.675 are a little below, that of 0.145 is a little below too.
    let rows = [
        (1.005, 2, "1.01"),
        (2.675, 2, "2.68"),
        (0.145, 2, "0.15"),
        (1.004_999_999, 2, "1.00"),
        (1706.0, 2, "1706.00"),
        (0.0, 2, "0.00"),
        (-0.0, 0, "0"),
        // Coarser than 12 decimals: the float is 123456789.12345649302… (Python 3, decimal.Decimal).
        (123_456_789.123_456_5, 6, "123456789.123456"),
        // A half that a float holds exactly.
        (123_456_789.125, 2, "123456789.13"),
        (1e18, 6, "1000000000000000000.000000"),
    ];
    for (float, places, expected) in rows {
        let area = Area::from_computed(float, places).unwrap();
        assert_eq!(area.to_string(), expected, "{float}");
        assert_eq!(FloorArea::from_computed(float, places).unwrap().to_string(), expected);
    }
    use QuantityErrorKind::{Negative, NotFinite, TooLarge, TooManyDecimals};
    let rows = [
        (f64::NAN, 2, NotFinite),
        (f64::INFINITY, 2, NotFinite),
        (f64::NEG_INFINITY, 2, NotFinite),
        (-0.001, 2, Negative),
        (1.1e18, 2, TooLarge),
        (f64::MAX, 2, TooLarge),
        (1.0, 7, TooManyDecimals),
    ];
    for (float, places, kind) in rows {
        assert_eq!(Area::from_computed(float, places).unwrap_err().kind(), kind, "{float}");
    }
}

#[test]
fn areas_convert_exactly_and_round_once() {
    use AreaUnit::{Hectare, Mu, SquareKilometre, SquareMetre};

    // By fractions in Python 3 (fractions.Fraction); the first three are the reference zone.
    let rows = [
        ("17060000", Hectare, 2, "1706.00"),
        ("17060000", Mu, 2, "25590.00"),
        ("17060000", SquareKilometre, 2, "17.06"),
        ("10000", Mu, 2, "15.00"),
        ("66666.67", Mu, 2, "100.00"),
        ("123456.785", Mu, 4, "185.1852"),
        ("50", Hectare, 2, "0.01"),
        ("49.999999", Hectare, 2, "0.00"),
        ("1000000000000000000", SquareKilometre, 2, "1000000000000.00"),
        ("999999999999999999.999999", Mu, 10, "1499999999999999.9999999985"),
        ("1.5", SquareMetre, 2, "1.50"),
    ];
    for (metres, unit, places, expected) in rows {
        let converted = area(metres).in_unit(unit, places);
        assert_eq!(converted.to_string(), expected, "{metres} m² in {unit}");
    }
}

#[test]
fn given_areas_become_square_metres() {
    use AreaUnit::{Hectare, Mu, SquareKilometre, SquareMetre};

    // Value, unit, square metres, half of the last digit: fractions in Python 3.
    let rows = [
        ("17.06", SquareKilometre, "17060000", "5000"),
        ("17.0612345", SquareKilometre, "17061234.5", "0.05"),
        ("1706", Hectare, "17060000", "5000"),
        ("2.3456", Hectare, "23456", "0.5"),
        ("100.50", SquareMetre, "100.50", "0.005"),
        ("15", Mu, "10000", "333.333333"),
        ("1.5", Mu, "1000", "33.333333"),
        ("1", Mu, "666.666667", "333.333333"),
        ("0.01", Mu, "6.666667", "3.333333"),
        ("100.05", Mu, "66700", "3.333333"),
    ];
    for (value, unit, metres, half) in rows {
        let given = GivenArea { value: decimal(value), unit };
        assert_eq!(given.to_area().unwrap().to_string(), metres, "{given}");
        assert_eq!(Area::from_given(&given).unwrap(), area(metres));
        assert_eq!(given.half_last_digit().to_string(), half, "{given}");
    }
}

#[test]
fn given_areas_beyond_the_range_are_errors() {
    for unit in AreaUnit::ALL {
        let of = |value| GivenArea { value, unit };
        let refused = |value| of(value).to_area().unwrap_err().kind();
        assert_eq!(refused(decimal("-1")), QuantityErrorKind::Negative);
        // Would round to nothing.
        assert_eq!(refused(decimal("-0.000000000001")), QuantityErrorKind::Negative);
        assert_eq!(refused(Decimal::MAX), QuantityErrorKind::TooLarge);
        let fine = decimal("1.000000000000000000000000001");
        assert_eq!(refused(fine), QuantityErrorKind::TooManyDecimals, "{unit}");
        assert_eq!(of(fine).half_last_digit(), Area::ZERO);
        let finest = Decimal::from_parts(1, 0, 0, false, Decimal::MAX_SCALE);
        assert_eq!(of(finest).half_last_digit(), Area::ZERO);
    }
}

#[test]
fn given_areas_are_equal_if_written_alike() {
    let of = |value| GivenArea { value: decimal(value), unit: AreaUnit::SquareKilometre };
    assert_eq!(of("17.06"), of("17.06"));
    assert_ne!(of("17.06"), of("17.060"));
    assert_ne!(of("17.06"), of("1.706"));
    let json = serde_json::to_string(&of("17.060")).unwrap();
    assert_eq!(json, r#"{"value":"17.060","unit":"km2"}"#);
    assert_eq!(serde_json::from_str::<GivenArea>(&json).unwrap(), of("17.060"));
}

#[test]
fn units_have_words() {
    for unit in AreaUnit::ALL {
        assert_eq!(unit.id().parse(), Ok(unit));
        assert_eq!(serde_json::to_string(&unit).unwrap(), format!("{:?}", unit.id()));
    }
    assert_eq!("ha".parse(), Ok(AreaUnit::Hectare));
    let symbols = AreaUnit::ALL.map(|unit| (unit.symbol_zh(), unit.symbol_en()));
    assert_eq!(symbols, [("平方米", "m²"), ("亩", "mu"), ("公顷", "hm²"), ("平方公里", "km²")]);
    assert_eq!(AreaUnit::ALL.map(AreaUnit::usual_places), [2, 2, 4, 2]);
    "acre".parse::<AreaUnit>().unwrap_err();
}

#[test]
fn money_in_ten_thousands() {
    let sum = Money::from_ten_thousand_yuan(decimal("1234.5678")).unwrap();
    assert_eq!(sum.to_string(), "12345678");
    let sum = Money::from_ten_thousand_yuan(decimal("-0.123456")).unwrap();
    assert_eq!(sum.to_string(), "-1234.56");
    assert_eq!(sum.in_ten_thousand_yuan(2).to_string(), "-0.12");
    Money::from_ten_thousand_yuan(Decimal::MAX).unwrap_err();
}

#[test]
fn ratios_compare_without_dividing() {
    let ratio = |over, under| Ratio::new(decimal(over), decimal(under)).unwrap();
    let third = area("10000").share_of(area("30000")).unwrap();
    assert_eq!(third, Ratio::ONE_THIRD);
    assert!(area("9999.999999").share_of(area("30000")).unwrap() < Ratio::ONE_THIRD);
    assert!(area("10000.000001").share_of(area("30000")).unwrap() > Ratio::ONE_THIRD);
    assert_eq!(ratio("25", "100"), Ratio::from_percent(25));
    assert!(ratio("-1", "3") < Ratio::ZERO);
    assert!(ratio("-1", "2") < ratio("-1", "3"));
    assert!(ratio("-1", "3") < ratio("1", "1000"));
    // Neighbours of 1 at the end of what a `Decimal` holds: n/(n-1) > 1 > (n-1)/n.
    let (largest, before) = ("79228162514264337593543950335", "79228162514264337593543950334");
    assert!(ratio(largest, before) > Ratio::ONE);
    assert!(ratio(before, largest) < Ratio::ONE);
    assert_eq!(ratio(largest, largest), Ratio::ONE);
    // The largest number over the finest in both numerators: scales up to 28 on both sides.
    let fine = "7.9228162514264337593543950335";
    assert!(ratio(fine, largest) < ratio(fine, before));
    assert_eq!(
        ratio("0.0000000000000000000000000001", "1"),
        ratio("0.0000000000000000000000000002", "2")
    );
}

#[test]
fn ratios_need_a_denominator_above_zero_and_a_sensible_size() {
    assert!(Ratio::new(Decimal::ONE, Decimal::ZERO).is_none());
    assert!(Ratio::new(Decimal::ONE, -Decimal::ONE).is_none());
    assert!(area("1").share_of(Area::ZERO).is_none());
    assert!("1".parse::<FloorArea>().unwrap().per_land(Area::ZERO).is_none());
    let beyond = decimal("100000000000000000000000000");
    assert!(Ratio::new(beyond, Decimal::ONE).is_none());
    assert!(Ratio::new(-beyond, Decimal::ONE).is_none());
    assert!(Ratio::new(beyond - Decimal::ONE, Decimal::ONE).is_some());
}

#[test]
fn ratios_round_once() {
    // Fractions in Python 3 (fractions.Fraction).
    let rows = [
        ("1", "3", 4, "0.3333", "33.3333"),
        ("2", "3", 28, "0.6666666666666666666666666667", "66.666666666666666666666666667"),
        ("1", "8", 2, "0.13", "12.50"),
        ("-1", "8", 2, "-0.13", "-12.50"),
        ("-1", "1000", 2, "0.00", "-0.10"),
        ("-0.004", "100", 2, "0.00", "0.00"),
        ("1.005", "1", 2, "1.01", "100.50"),
        ("24567.89", "17060", 2, "1.44", "144.01"),
        (
            "12345678901234567.89",
            "98765432109876543.21",
            20,
            "0.12499999886093750001",
            "12.49999988609375000142",
        ),
        (
            "98765432109876543.21",
            "12345678901234567.89",
            20,
            "8.00000007290000066339",
            "800.00000729000006633900",
        ),
        ("18446744073709551615", "4294967297", 2, "4294967295.00", "429496729500.00"),
        (
            "79228162514264337593543950335",
            "9007199254740993.7",
            3,
            "8796093022207.998",
            "879609302220799.834",
        ),
        (
            "0.0000000000000000000000000003",
            "0.0000000000000000000000000007",
            10,
            "0.4285714286",
            "42.8571428571",
        ),
        (
            "99999999999999999999999999",
            "1",
            2,
            "99999999999999999999999999.00",
            "9999999999999999999999999900",
        ),
    ];
    for (over, under, places, rounded, percent) in rows {
        let ratio = Ratio::new(decimal(over), decimal(under)).unwrap();
        assert_eq!(ratio.rounded(places).to_string(), rounded, "{over}/{under}");
        let shown = ratio.percent(places);
        assert_eq!(shown, decimal(percent), "{over}/{under}");
    }
    let plot_ratio = "24567.89".parse::<FloorArea>().unwrap().per_land(area("17060")).unwrap();
    assert_eq!(plot_ratio.rounded(2).to_string(), "1.44");
    assert_eq!(Ratio::ONE_THIRD.percent(u32::MAX).to_string(), "33.333333333333333333333333333");
}

#[test]
fn json_has_strings_and_reads_integers_but_no_floats() {
    assert_eq!(serde_json::to_string(&area("100.50")).unwrap(), r#""100.50""#);
    for (json, expected) in [(r#""100.50""#, "100.50"), ("100", "100"), ("0", "0")] {
        assert_eq!(serde_json::from_str::<Area>(json).unwrap().to_string(), expected);
    }
    assert_eq!(serde_json::from_str::<Money>("-7").unwrap().to_string(), "-7");
    let floats = ["100.5", "100.0", "1e2", "-0", "123456789012345678901234567890", "-1.5"];
    for json in floats {
        let error = serde_json::from_str::<Money>(json).unwrap_err().to_string();
        assert!(error.contains("write decimals as strings"), "{json}: {error}");
    }
    let refused = ["-1", "null", "true", "[]", "{}", r#"{"a":"1"}"#, r#""1,5""#, r#""""#];
    for json in refused {
        assert!(serde_json::from_str::<Area>(json).is_err(), "{json}");
    }
}

#[test]
fn ratios_travel_as_two_strings() {
    let ratio = area("10000.0").share_of(area("30000")).unwrap();
    let json = serde_json::to_string(&ratio).unwrap();
    assert_eq!(json, r#"{"numerator":"10000.0","denominator":"30000"}"#);
    assert_eq!(serde_json::from_str::<Ratio>(&json).unwrap(), ratio);
    for json in [
        r#"{"numerator":"1","denominator":"0"}"#,
        r#"{"numerator":"1","denominator":"-2"}"#,
        r#"{"numerator":0.5,"denominator":"2"}"#,
        r#"{"numerator":"1","denominator":"2","places":"2"}"#,
        r#"{"numerator":"1"}"#,
    ] {
        assert!(serde_json::from_str::<Ratio>(json).is_err(), "{json}");
    }
}

proptest! {
    #[test]
    fn printing_and_reading_are_inverse(millionths in 0_i64..=i64::MAX, scale in 0_u32..=6) {
        let given = Money::from_yuan(Decimal::new(-millionths, scale));
        // At scale 0 the number may be beyond 10^18.
        if let Ok(money) = given {
            let text = money.to_string();
            prop_assert_eq!(text.parse::<Money>().unwrap().to_string(), text.clone());
            let json = serde_json::to_string(&money).unwrap();
            prop_assert_eq!(serde_json::from_str::<Money>(&json).unwrap().to_string(), text);
        }
    }

    #[test]
    fn small_ratios_compare_like_integers(a in -99_i64..99, b in 1_i64..99, c in -99_i64..99, d in 1_i64..99, s in 0_u32..9) {
        let left = Ratio::new(Decimal::new(a, s), Decimal::new(b, s)).unwrap();
        let right = Ratio::new(Decimal::new(c, 0), Decimal::new(d, 0)).unwrap();
        prop_assert_eq!(left.cmp(&right), (a * d).cmp(&(c * b)));
    }

    #[test]
    fn ratios_round_like_integers(a in -100_000_i64..100_000, b in 1_i64..5_000) {
        // Half away from zero of 100 a / b, in integers.
        let expected = a.signum() * ((200 * a.abs() + b) / (2 * b));
        let ratio = Ratio::new(a.into(), b.into()).unwrap();
        prop_assert_eq!(ratio.rounded(2), Decimal::new(expected, 2));
        prop_assert_eq!(ratio.percent(0), Decimal::from(expected));
    }

    #[test]
    fn any_text_is_an_area_or_a_located_error(text in ".{0,12}") {
        if let Err(error) = text.parse::<Area>() {
            prop_assert!(error.position().is_none_or(|at| text.is_char_boundary(at)));
        }
    }
}
