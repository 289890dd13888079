//! Codes: grammars, parts and located errors.

use landledger::codes::{
    CreditCode, DivisionCode, DivisionLevel, FixtureKind, LandUse, LandUseSystem, Ownership,
    ParcelCode, RightKind, SHANGJIE_DIVISIONS, UnitCode,
};
use proptest::prelude::*;

#[test]
fn a_parcel_code_has_parts() {
    let code = ParcelCode::parse("410106001002GB00012").unwrap();
    assert_eq!(code.as_str(), "410106001002GB00012");
    assert_eq!(code.county().as_str(), "410106");
    assert_eq!(code.cadastral_district(), "001");
    assert_eq!(code.cadastral_sub_district(), "002");
    assert_eq!(code.ownership(), Ownership::State);
    assert_eq!(code.right_kind(), RightKind::ConstructionSurface);
    assert_eq!(code.serial(), 12);
    assert_eq!(code.spaced(), "410106 001002 GB00012");
    assert!(!code.is_virtual());
    assert!(ParcelCode::parse("410106000000GB00012").unwrap().is_virtual());
    assert_eq!(size_of::<ParcelCode>(), 19);
}

#[test]
fn every_letter_of_a_parcel_code_has_its_meaning() {
    for letter in 'A'..='Z' {
        let text = format!("410106001001J{letter}00001");
        match ParcelCode::parse(&text) {
            Ok(code) => assert_eq!(code.right_kind().letter(), letter),
            // The letters that domain practice does not know.
            Err(error) => {
                assert!("IJKMOPQRTUVZ".contains(letter), "{letter}");
                assert_eq!(error.position(), 13);
            }
        }
        let text = format!("410106001001{letter}B00001");
        match ParcelCode::parse(&text) {
            Ok(code) => assert_eq!(code.ownership().letter(), letter),
            Err(error) => assert_eq!(error.position(), 12),
        }
        assert_eq!(ParcelCode::parse(&text).is_ok(), "GJZ".contains(letter));
    }
}

#[test]
fn texts_that_are_no_parcel_codes_say_where() {
    // Text, place, what was found.
    let rows = [
        ("", 0, ""),
        ("410106001001GB0001", 18, ""),
        ("410106001001GB000123", 19, "3"),
        ("410106001001GB00012W00000000", 19, "W"),
        ("41010600100lGB00012", 11, "l"),
        ("010106001001GB00012", 0, "0"),
        ("410106001001KB00012", 12, "K"),
        ("410106001001gB00012", 12, "g"),
        ("410106001001GM00012", 13, "M"),
        ("410106001001GA00012", 13, "A"),
        ("410106001001GC00012", 13, "C"),
        ("410106001001ZC00012", 13, "C"),
        ("410106001001GB00000", 14, "00000"),
        ("410106001001GBOOO12", 14, "O"),
        ("410106 001001 GB00012", 6, " "),
        ("上街区001001GB00012", 0, "上"),
    ];
    for (text, position, found) in rows {
        let error = ParcelCode::parse(text).unwrap_err();
        assert_eq!((error.position(), error.found()), (position, found), "{text}: {error}");
    }
    for text in ["410106001001JA00001", "410106001001JC99999"] {
        assert_eq!(ParcelCode::parse(text).unwrap().as_str(), text);
    }
}

#[test]
fn code_errors_are_sentences() {
    let error = ParcelCode::parse("410106001001QB00012").unwrap_err();
    assert_eq!(
        error.to_string(),
        "expected the ownership G (state), J (collective) or Z (undetermined), found \"Q\" at character 13"
    );
    assert_eq!(error.expected_zh(), "土地所有权类型 G、J 或 Z");
    let error = ParcelCode::parse("410106").unwrap_err();
    assert_eq!(
        error.to_string(),
        "expected a parcel code of 19 characters, found the end of the text at character 7"
    );
}

#[test]
fn a_unit_code_has_parts() {
    let none = UnitCode::parse("410106001001GB00012W00000000").unwrap();
    assert_eq!(none.parcel(), ParcelCode::parse("410106001001GB00012").unwrap());
    assert_eq!(none.fixture_kind(), FixtureKind::None);
    assert_eq!((none.building(), none.unit()), (None, None));
    assert_eq!(none.spaced(), "410106 001001 GB00012 W00000000");

    let building = UnitCode::parse("410106001001GB00012F00030017").unwrap();
    assert_eq!(building.fixture_kind(), FixtureKind::Building);
    assert_eq!(building.fixture_number(), "00030017");
    assert_eq!((building.building(), building.unit()), (Some(3), Some(17)));
    assert!(!building.is_several_buildings());
    assert!(UnitCode::parse("410106001001GB00012F99990001").unwrap().is_several_buildings());
    let trees = UnitCode::parse("410106001001GB00012L00000001").unwrap();
    assert_eq!((trees.fixture_kind(), trees.building()), (FixtureKind::Forest, None));
    let other = UnitCode::parse("410106001001GB00012Q00000001").unwrap();
    assert_eq!(other.fixture_kind(), FixtureKind::Other);
}

#[test]
fn texts_that_are_no_unit_codes_say_where() {
    let rows = [
        ("410106001001GB00012", 19, ""),
        ("410106001001GB00012W0000000", 27, ""),
        ("410106001001GB00012W000000000", 28, "0"),
        ("410106001001GB00012X00000001", 19, "X"),
        ("410106001001GB00012W00000001", 20, "00000001"),
        ("410106001001GB00012F00000000", 20, "00000000"),
        ("410106001001GB00012F0001000A", 27, "A"),
        ("410106001001GB00000F00010001", 14, "00000"),
        ("410106001001GA00012F00010001", 13, "A"),
    ];
    for (text, position, found) in rows {
        let error = UnitCode::parse(text).unwrap_err();
        assert_eq!((error.position(), error.found()), (position, found), "{text}: {error}");
    }
}

#[test]
fn divisions_have_levels() {
    use DivisionLevel::{County, Prefecture, Province, Town, Village};

    let rows = [
        ("410000", Province, None, None),
        ("410100", Prefecture, None, None),
        ("410106", County, Some("410106"), None),
        ("410106000", County, Some("410106"), None),
        ("410106100", Town, Some("410106"), Some("410106100")),
        ("410106100000", Town, Some("410106"), Some("410106100")),
        ("410106100201", Village, Some("410106"), Some("410106100")),
    ];
    for (text, level, county, town) in rows {
        let code = DivisionCode::parse(text).unwrap();
        assert_eq!((code.as_str(), code.level()), (text, level));
        assert_eq!(code.county().map(|c| c.to_string()).as_deref(), county, "{text}");
        assert_eq!(code.town().map(|c| c.to_string()).as_deref(), town, "{text}");
    }
    let rows = [
        ("", 0),
        ("41010", 5),
        ("4101061", 7),
        ("41010610000", 11),
        ("4101061000000", 12),
        ("010106", 0),
        ("41O106", 2),
        ("上街", 0),
    ];
    for (text, position) in rows {
        assert_eq!(DivisionCode::parse(text).unwrap_err().position(), position, "{text}");
    }
}

#[test]
fn divisions_contain_those_below() {
    let code = |text| DivisionCode::parse(text).unwrap();
    let rows = [
        ("410000", "410106100", true),
        ("410100", "410106", true),
        ("410106", "410106", true),
        ("410106", "410106100201", true),
        ("410106100", "410106100000", true),
        ("410106100000", "410106100", true),
        ("410106100", "410106", false),
        ("410106", "410182", false),
        ("410106001", "410106100", false),
        ("420000", "410106", false),
    ];
    for (outer, inner, expected) in rows {
        assert_eq!(code(outer).contains(&code(inner)), expected, "{outer} ⊇ {inner}");
    }
}

#[test]
fn shangjie_has_seven_codes() {
    let district = DivisionCode::parse("410106").unwrap();
    for (code, name) in SHANGJIE_DIVISIONS {
        let code = DivisionCode::parse(code).unwrap();
        assert!(district.contains(&code));
        assert_eq!(code.shangjie_name(), Some(name));
    }
    for unnamed in ["410106006", "410106100201", "410182", "410100"] {
        assert_eq!(DivisionCode::parse(unnamed).unwrap().shangjie_name(), None, "{unnamed}");
    }
}

#[test]
fn credit_codes_carry_a_check_character() {
    // The first is synthetic; the others are published codes of listed companies. All were recomputed by hand
    // from the weights of GB 32100-2015 in Python 3.
    for text in [
        "91410106MA0000000H",
        "9144030071526726XG",
        "91330100799655058B",
        "91110000802100433B",
        "914403001922038216",
    ] {
        assert_eq!(CreditCode::parse(text).unwrap().as_str(), text);
        let (first, _) = text.split_at(17);
        assert_eq!(CreditCode::from_first_17(first).unwrap().as_str(), text);
    }
    let code = CreditCode::parse("91410106MA0000000H").unwrap();
    assert_eq!(code.division(), Some(DivisionCode::parse("410106").unwrap()));
    assert_eq!((code.organization(), code.check()), ("MA0000000", 'H'));

    let rows = [
        ("", 0),
        ("91410106MA0000000", 17),
        ("91410106MA0000000HH", 18),
        ("91410106MA0000000J", 17),
        ("91410106IA0000000H", 8),
        ("91410106ma0000000h", 8),
        ("9141010AMA0000000H", 7),
        ("91410106MA000000OH", 16),
    ];
    for (text, position) in rows {
        assert_eq!(CreditCode::parse(text).unwrap_err().position(), position, "{text}");
    }
    assert_eq!(CreditCode::from_first_17("91410106MA0000000H").unwrap_err().position(), 17);
}

#[test]
fn land_use_codes_follow_their_classification() {
    use LandUseSystem::{Gb50137, Gbt21010Of2007, Gbt21010Of2017, Guide2023, ThirdSurvey};

    let rows = [
        (Gbt21010Of2007, "06", Ok(())),
        (Gbt21010Of2007, "061", Ok(())),
        (Gbt21010Of2007, "0601", Err(3)),
        (Gbt21010Of2017, "0601", Ok(())),
        (Gbt21010Of2017, "061", Err(3)),
        (Gbt21010Of2017, "05H1", Err(2)),
        (Gbt21010Of2017, "", Err(0)),
        (ThirdSurvey, "05H1", Ok(())),
        (ThirdSurvey, "0202K", Ok(())),
        (ThirdSurvey, "0202B", Err(4)),
        (ThirdSurvey, "05H", Err(3)),
        (Guide2023, "100101", Ok(())),
        (Guide2023, "10010", Err(5)),
        (Guide2023, "1001011", Err(6)),
        (Gb50137, "M1", Ok(())),
        (Gb50137, "H14", Ok(())),
        (Gb50137, "m1", Err(0)),
        (Gb50137, "M111", Err(3)),
        (Gb50137, "M1\0", Err(2)),
    ];
    for (system, code, expected) in rows {
        let land_use = LandUse::new(system, code);
        assert_eq!(land_use.as_ref().map(|_| ()).map_err(|e| e.position()), expected, "{code}");
        if let Ok(land_use) = land_use {
            assert_eq!((land_use.system(), land_use.code()), (system, code));
        }
    }
}

#[test]
fn industry_and_storage_depend_on_the_classification() {
    use LandUseSystem::{Gb50137, Gbt21010Of2007, Gbt21010Of2017, Guide2023, ThirdSurvey};

    // Domain tables: class, industrial, storage.
    let rows = [
        (Gbt21010Of2007, "061", true, false),
        (Gbt21010Of2007, "062", false, false),
        (Gbt21010Of2007, "063", false, true),
        (Gbt21010Of2017, "06", false, false),
        (Gbt21010Of2017, "0601", true, false),
        (Gbt21010Of2017, "0602", false, false),
        (Gbt21010Of2017, "0603", false, false),
        (Gbt21010Of2017, "0604", false, true),
        (ThirdSurvey, "0601", true, false),
        (ThirdSurvey, "0508", false, true),
        (ThirdSurvey, "05H1", false, false),
        (Guide2023, "10", false, false),
        (Guide2023, "1001", true, false),
        (Guide2023, "100103", true, false),
        (Guide2023, "1002", false, false),
        (Guide2023, "1101", false, true),
        (Guide2023, "110102", false, true),
        (Guide2023, "0601", false, false),
        (Gb50137, "M2", true, false),
        (Gb50137, "W3", false, true),
        (Gb50137, "R2", false, false),
    ];
    for (system, code, industrial, warehouse) in rows {
        let land_use = LandUse::new(system, code).unwrap();
        let found = (land_use.is_industrial(), land_use.is_warehouse());
        assert_eq!(found, (industrial, warehouse), "{land_use}");
    }
}

#[test]
fn codes_travel_as_strings() {
    let parcel = ParcelCode::parse("410106001001GB00012").unwrap();
    let json = serde_json::to_string(&parcel).unwrap();
    assert_eq!(json, r#""410106001001GB00012""#);
    assert_eq!(serde_json::from_str::<ParcelCode>(&json).unwrap(), parcel);
    let error = serde_json::from_str::<ParcelCode>(r#""410106001001GB""#).unwrap_err();
    assert!(error.to_string().contains("not a parcel code"), "{error}");
    assert!(serde_json::from_str::<DivisionCode>("410106").is_err());

    let land_use = LandUse::new(LandUseSystem::Gbt21010Of2017, "0601").unwrap();
    let json = serde_json::to_string(&land_use).unwrap();
    assert_eq!(json, r#"{"system":"gbt21010-2017","code":"0601"}"#);
    assert_eq!(serde_json::from_str::<LandUse>(&json).unwrap(), land_use);
    for json in [
        r#"{"system":"gbt21010-2017","code":"061"}"#,
        r#"{"system":"gbt21010","code":"0601"}"#,
        r#"{"code":"0601"}"#,
        r#""0601""#,
    ] {
        assert!(serde_json::from_str::<LandUse>(json).is_err(), "{json}");
    }
    for system in LandUseSystem::ALL {
        assert_eq!(serde_json::to_string(&system).unwrap(), format!("{:?}", system.id()));
    }
}

const CREDIT_ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

proptest! {
    #[test]
    fn the_check_character_catches_every_wrong_character(
        first in "[0-9A-HJ-NP-RTUWXY]{2}[0-9]{6}[0-9A-HJ-NP-RTUWXY]{9}",
    ) {
        let code = CreditCode::from_first_17(&first).unwrap();
        prop_assert_eq!(CreditCode::parse(code.as_str()), Ok(code));
        for (position, was) in code.as_str().char_indices() {
            for other in CREDIT_ALPHABET.chars().filter(|other| *other != was) {
                let mut wrong = code.as_str().to_owned();
                wrong.replace_range(position..=position, &other.to_string());
                prop_assert!(CreditCode::parse(&wrong).is_err(), "{}", wrong);
            }
        }
    }

    #[test]
    fn parcel_codes_print_and_read_back(text in "[1-9][0-9]{11}[GJZ][BSXDEFHGLNWY][0-9]{4}[1-9]") {
        let code = ParcelCode::parse(&text).unwrap();
        prop_assert_eq!(code.to_string(), text.clone());
        prop_assert_eq!(code.spaced().replace(' ', ""), text);
    }

    #[test]
    fn any_text_is_a_code_or_a_located_error(text in "[0-9GBW上 ]{0,30}") {
        let errors = [
            ParcelCode::parse(&text).err(),
            UnitCode::parse(&text).err(),
            DivisionCode::parse(&text).err(),
            CreditCode::parse(&text).err(),
            LandUse::new(LandUseSystem::Guide2023, &text).err(),
        ];
        for error in errors.into_iter().flatten() {
            prop_assert!(text.is_char_boundary(error.position()));
        }
    }
}
