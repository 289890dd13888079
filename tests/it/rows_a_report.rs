//! Rows A53–A60 through the whole check, over documents drawn here and over all failing twins of `fixtures/findings`.

use std::collections::BTreeSet;

use landledger::check::{Level, Profile};
use landledger::finding::{Code, Finding, Severity};
use landledger::read::Source;

use crate::checked::{
    all, all_by, codes, collection, degrees, feature, geometry, hole, parcel, rect,
};
use crate::finding_fixtures::{check_text, failing, failing_text};

/// Code and findings of each failing twin.
fn twins(profile: &Profile) -> Vec<(Code, Vec<Finding>)> {
    let twins = failing().into_iter().filter_map(|(code, options)| {
        let source = Source::new("twin", failing_text(code)?);
        Some((code, check_text(code, "fail", &options, &source, profile).findings))
    });
    twins.collect()
}

fn bow(west: f64) -> Vec<[f64; 2]> {
    vec![[west, 0.0], [west + 40.0, 40.0], [west + 40.0, 0.0], [west, 40.0]]
}

#[test]
fn a53_all_findings_and_not_the_first() {
    // Three bow-ties, one of them in a part beside a sound one, two overlaps, a hole outside.
    let text = collection(&[
        parcel("A", &bow(0.0)),
        feature("B", &geometry(&[&[&rect(50.0, 0.0, 90.0, 40.0)], &[&bow(100.0)]])),
        parcel("C", &bow(150.0)),
        feature(
            "D",
            &geometry(&[&[&rect(0.0, 100.0, 40.0, 140.0), &hole(60.0, 110.0, 70.0, 120.0)]]),
        ),
        parcel("E", &rect(200.0, 0.0, 300.0, 100.0)),
        parcel("F", &rect(290.0, 10.0, 390.0, 90.0)),
        parcel("G", &rect(380.0, 20.0, 480.0, 80.0)),
    ]);
    let found = all(&text, None).findings;
    let of: Vec<(&str, String)> =
        found.iter().map(|finding| (finding.code.id(), finding.subjects.concat())).collect();
    let expected = [
        ("ring-crossing", "A"),
        ("ring-crossing", "B"),
        ("ring-crossing", "C"),
        ("hole-outside", "D"),
        ("parcels-overlap", "EF"),
        ("parcels-overlap", "FG"),
        ("not-checked", "ABCD"),
    ];
    assert_eq!(of, expected.map(|(code, subjects)| (code, subjects.to_owned())));
    // Of one feature a hundred problems are listed, the others are counted.
    let wrong = r#"["a", "b"], "#.repeat(100);
    let square = "[113.3, 34.8], [113.301, 34.8], [113.301, 34.801], [113.3, 34.8]";
    let polygon = format!(r#"{{"type": "Polygon", "coordinates": [[{wrong}{square}]]}}"#);
    let found = all(&collection(&[feature("A", &polygon)]), None).findings;
    let listed = found.iter().filter(|finding| finding.code == Code::CoordinateNotNumber).count();
    let rest = found.iter().find(|finding| finding.code == Code::NotListed).unwrap();
    let unlisted: usize = rest.measure.as_ref().unwrap().value.parse().unwrap();
    assert_eq!((listed, unlisted), (100, 100));
    assert_eq!(rest.place.pointer.as_deref(), Some("/features/0"));
}

#[test]
fn a54_every_geometric_finding_has_its_coordinate() {
    let geometric = |code: Code| {
        (Code::VertexNotFinite <= code && code <= Code::DeclaredLandOutside)
            || [
                Code::ParcelOutside,
                Code::ParcelPartlyOutside,
                Code::ParcelOverZoneHole,
                Code::BlockOutsideZone,
                Code::BlocksOverlap,
            ]
            .contains(&code)
    };
    let mut seen = BTreeSet::new();
    for (twin, found) in twins(&Profile::strict()) {
        for finding in found.iter().filter(|finding| geometric(finding.code)) {
            let [lon, lat] = finding.place.at.unwrap_or_else(|| panic!("{twin}: {finding:#?}"));
            // A twin in degrees of the strip to the west, shifted twins included.
            assert!(
                (110.29..113.33).contains(&lon) && (34.79..34.81).contains(&lat),
                "{finding:#?}"
            );
            assert!(finding.geometry.is_some(), "{finding:#?}");
            seen.insert(finding.code);
        }
    }
    let all = Code::ALL.iter().copied().filter(|code| geometric(*code));
    let missing: Vec<Code> = all.filter(|code| !seen.contains(code)).collect();
    // No JSON has such a vertex.
    assert_eq!(missing, [Code::VertexNotFinite]);
}

#[test]
fn a55_findings_are_data() {
    for (twin, found) in twins(&Profile::strict()) {
        for finding in found {
            let text = serde_json::to_string(&finding).unwrap();
            let back: Finding = serde_json::from_str(&text).unwrap();
            assert_eq!(back, finding, "{twin}");
            assert!(text.contains(&format!(r#""code":"{}""#, finding.code)), "{text}");
            assert_eq!(Code::from_id(finding.code.id()), Some(finding.code));
        }
    }
}

#[test]
fn a56_severities_are_those_of_the_catalogue_and_errors_take_records_away() {
    let mut seen = BTreeSet::new();
    for (_, found) in twins(&Profile::strict()) {
        for finding in found {
            assert_eq!(finding.severity, finding.code.rule().unwrap().severity, "{finding:?}");
            seen.insert(finding.severity);
        }
    }
    assert_eq!(seen.len(), 3);
    // A warning leaves the record: the same square, turned round.
    let mut turned = rect(0.0, 0.0, 100.0, 100.0);
    turned.reverse();
    let found = all(&collection(&[parcel("A", &turned)]), None);
    assert_eq!((codes(&found.findings), found.usable), (vec!["ring-direction"], 1));
    assert_eq!(found.findings[0].severity, Severity::Warning);
    let found = all(
        &collection(&[parcel("A", &bow(0.0)), parcel("B", &rect(50.0, 0.0, 90.0, 40.0))]),
        None,
    );
    assert_eq!((found.features, found.usable), (2, 1));
}

/// A broken feature of every kind that structure, coordinates and polygons know, and two sound ones that overlap.
fn broken() -> (String, usize) {
    let raw = |id: &str, coordinates: &str| {
        feature(id, &format!(r#"{{"type": "Polygon", "coordinates": {coordinates}}}"#))
    };
    let features = [
        parcel("A", &rect(0.0, 0.0, 100.0, 100.0)),
        raw("open", "[[[113.31, 34.8], [113.32, 34.8], [113.32, 34.81], [113.31, 34.81]]]"),
        raw("short", "[[[113.31, 34.8], [113.32, 34.8], [113.31, 34.8]]]"),
        raw("text", r#"[[["113.31", 34.8], [113.32, 34.8], [113.32, 34.81], ["113.31", 34.8]]]"#),
        raw("flat", "[113.31, 34.8]"),
        raw("none", "[]"),
        feature("null", "null"),
        feature("point", r#"{"type": "Point", "coordinates": [113.31, 34.8]}"#),
        raw("far", "[[[213.31, 34.8], [213.32, 34.8], [213.32, 34.81], [213.31, 34.8]]]"),
        parcel("bow", &bow(300.0)),
        "7".to_owned(),
        parcel("B", &rect(90.0, 10.0, 190.0, 90.0)),
    ];
    (collection(&features), features.len())
}

#[test]
fn a57_good_features_are_salvaged_and_the_others_listed_with_reasons() {
    let (text, count) = broken();
    let found = all(&text, None);
    assert_eq!(found.features, count);
    // The bow-tie is read; its polygon is what is wrong. A and B overlap: both are errors.
    assert_eq!(found.rejected.len(), 9);
    for rejected in &found.rejected {
        assert!(!rejected.reasons.is_empty(), "{rejected:?}");
    }
    assert_eq!(found.usable, 0);
    let mut profile = Profile::strict();
    profile.set(Code::ParcelsOverlap, Level::Warn).unwrap();
    assert_eq!(all_by(&profile, &text, None).usable, 2);
}

#[test]
fn a58_repairs_are_offered_with_what_they_change() {
    let mut with_fix = BTreeSet::new();
    for (twin, found) in twins(&Profile::strict()) {
        for finding in found {
            let Some(fix) = &finding.fix else { continue };
            assert!(!fix.patch.is_empty(), "{twin}");
            for step in &fix.patch {
                assert!(step.path.starts_with('/'), "{step:?}");
            }
            for moved in &fix.moved {
                assert!(finding.subjects.contains(&moved.subject), "{finding:?}");
                moved.area.parse::<f64>().unwrap();
            }
            with_fix.insert(finding.code);
        }
    }
    for code in [
        Code::RingNotClosed,
        Code::RingDirection,
        Code::AxesSwapped,
        Code::VertexUnmatched,
        Code::VertexMismatched,
        Code::GeojsonCrs,
    ] {
        assert!(with_fix.contains(&code), "{code}");
    }
}

#[test]
fn a59_each_check_is_on_a_warning_or_off() {
    let overlap = collection(&[
        parcel("A", &rect(0.0, 0.0, 100.0, 100.0)),
        parcel("B", &rect(90.0, 10.0, 190.0, 90.0)),
    ]);
    let by = |level: Level| {
        let mut profile = Profile::strict();
        profile.set(Code::ParcelsOverlap, level).unwrap();
        let found = all_by(&profile, &overlap, None);
        let severities: Vec<Severity> =
            found.findings.iter().map(|finding| finding.severity).collect();
        (severities, found.usable)
    };
    assert_eq!(by(Level::On), (vec![Severity::Error], 0));
    assert_eq!(by(Level::Warn), (vec![Severity::Warning], 2));
    assert_eq!(by(Level::Off), (vec![], 2));
    // Every code: what keeps a record from being read stays; any other goes, or is a warning at most.
    for (code, options) in failing() {
        let Some(text) = failing_text(code) else { continue };
        let source = Source::new("twin", text);
        let count = |profile: &Profile, severest: Severity| {
            let found = check_text(code, "fail", &options, &source, profile).findings;
            found
                .iter()
                .filter(|finding| finding.code == code && finding.severity >= severest)
                .count()
        };
        let strict = count(&Profile::strict(), Severity::Error);
        assert!(strict > 0, "{code}");
        let mut profile = Profile::strict();
        if code.is_essential() {
            assert!(
                profile.set(code, Level::Off).is_err() && profile.set(code, Level::Warn).is_err()
            );
            continue;
        }
        profile.set(code, Level::Warn).unwrap();
        assert_eq!(count(&profile, Severity::Warning), strict, "{code} as a warning");
        profile.set(code, Level::Off).unwrap();
        assert_eq!(count(&profile, Severity::Error), 0, "{code} off");
    }
}

#[test]
fn a60_one_broken_feature_never_stops_the_others() {
    let (text, _) = broken();
    let found = all(&text, None).findings;
    let overlap = found.iter().find(|finding| finding.code == Code::ParcelsOverlap).unwrap();
    assert_eq!(overlap.subjects, ["A", "B"]);
    let crossing = found.iter().find(|finding| finding.code == Code::RingCrossing).unwrap();
    let at = degrees([320.0, 20.0]);
    let off = crossing.place.at.map(|found| (found[0] - at[0]).abs().max((found[1] - at[1]).abs()));
    assert!(off.unwrap() < 1e-10, "{crossing:#?}");
    // Each broken feature is named.
    for feature in (1..=8).chain([10]) {
        let pointer = format!("/features/{feature}");
        let named = found.iter().any(|finding| {
            let place = finding.place.pointer.as_deref().unwrap_or_default();
            place == pointer || place.starts_with(&format!("{pointer}/"))
        });
        assert!(named, "{pointer}");
    }
}
