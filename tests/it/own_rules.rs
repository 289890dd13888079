//! F13: rules of an embedding program run with the others, and their findings are findings like any other.

use landledger::check::{CheckInput, NoPlaces, Places, Profile, Record, RecordRule, ZoneRecord};
use landledger::finding::{
    Acknowledgement, Code, ExternalCode, Finding, Language, Responsible, Severity, Text,
};
use landledger::geometry::{LonLat, MultiPolygon, Plane};
use landledger::read::Source;
use landledger::report::check::{CheckBasis, CheckReport, Shown, read_check_report, sarif, text};

/// Plots with a name that the district gives only once.
struct NamedOnce;

impl NamedOnce {
    fn code() -> Code {
        ExternalCode::new("x-named-once", Severity::Warning, Responsible::LedgerKeeper)
            .unwrap()
            .into()
    }
}

impl RecordRule<LonLat> for NamedOnce {
    fn judge(
        &self,
        records: &[Record<'_, LonLat>],
        zone: Option<&ZoneRecord<'_, LonLat>>,
        _: &dyn Places,
    ) -> Vec<Finding> {
        assert!(zone.is_none());
        let ids = records.iter().map(|record| record.subject.to_string());
        ids.filter(|id| id.ends_with("2"))
            .map(|id| {
                Finding::new(NamedOnce::code(), Text::new("地块重名", "a name twice")).about(id)
            })
            .collect()
    }
}

#[test]
fn f13_own_rules_plug_in_with_the_same_finding_type() {
    let square = |west: f64| {
        let corners = [
            [west, 34.80],
            [west + 0.01, 34.80],
            [west + 0.01, 34.81],
            [west, 34.81],
            [west, 34.80],
        ];
        MultiPolygon::from_exterior(corners.map(LonLat::from))
    };
    let shapes = [square(113.30), square(113.40)];
    let records = [Record::new("P1", &shapes[0]), Record::new("P2", &shapes[1])];
    let profile = Profile::strict();
    let own = |profile: &Profile| {
        let input = CheckInput::new(&records, Plane::Degrees, profile).places(&NoPlaces);
        let all = input.rules(&[&NamedOnce]).run().findings;
        all.into_iter().filter(|finding| finding.code == NamedOnce::code()).collect::<Vec<_>>()
    };
    let found = own(&profile);
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].severity, found[0].subjects.as_slice()),
        (Severity::Warning, &["P2".to_owned()][..])
    );

    // In every form of the report, with a fingerprint by which it is accepted like any other.
    let report = CheckReport::new(found.clone(), CheckBasis::new(Profile::strict()));
    assert_eq!(report.summary.warnings, 1);
    let json = serde_json::to_string(&report).unwrap();
    assert!(json.contains("\"x-named-once\""));
    assert_eq!(read_check_report(&Source::new("r.json", json)).unwrap(), report);
    assert!(text::render(&report, &[], Language::En, Shown::All).contains("x-named-once"));
    let mut written = Vec::new();
    serde_json::to_writer(&mut written, &sarif::log(&report, &[], Language::En)).unwrap();
    assert!(String::from_utf8(written).unwrap().contains("x-named-once"));
    let print = report.findings[0].fingerprint.clone().unwrap();
    let mut basis = CheckBasis::new(Profile::strict());
    basis.acknowledgements = vec![Acknowledgement::new(print, "两块同名", "镇办")];
    let accepted = CheckReport::new(found, basis);
    assert_eq!((accepted.summary.warnings, accepted.summary.acknowledged), (0, 1));
}

#[test]
fn f13_codes_of_a_program_have_a_name_space_of_their_own() {
    assert!(ExternalCode::new("named-once", Severity::Warning, Responsible::Surveyor).is_none());
    assert!(Code::ALL.iter().all(|code| !code.id().starts_with("x-")));
}
