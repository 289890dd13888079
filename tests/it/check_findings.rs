//! Findings made by hand, for tests of what is done with them.

use jiff::civil::date;
use landledger::check::{Level, Profile};
use landledger::finding::{
    Acknowledgement, Class, Code, Comparison, ExternalCode, Finding, Fix, FixKind, FoundShape,
    Limit, Measure, MeasureUnit, PatchStep, Place, Quantity, Responsible, Severity, SourceFile,
    Span, Text,
};
use landledger::read::Source;
use landledger::report::check::{
    BalanceReport, BalanceTerm, CheckBasis, CheckReport, RejectedRecord,
};
use serde_json::json;

/// Two parcels; the first is not closed. Chinese text stands in front of the place.
pub(crate) const TEXT: &str = r#"{"type": "FeatureCollection", "features": [
  {"type": "Feature", "id": "甲", "properties": {"名称": "上街区一号"}, "geometry": {"type": "Polygon", "coordinates": [[[113.28, 34.78], [113.29, 34.78], [113.29, 34.79]]]}},
  {"type": "Feature", "id": "乙", "properties": {}, "geometry": null}
]}
"#;

pub(crate) fn source() -> Source {
    Source::new("图/plots.geojson", TEXT)
}

/// The place of the first occurrence of `text`.
pub(crate) fn place_of(source: &Source, text: &str) -> Place {
    let start = TEXT.find(text).unwrap();
    source.place(Span::new(start, start + text.len()))
}

/// A ring of the first parcel that is not closed, with everything that such a finding has.
pub(crate) fn open_ring(source: &Source) -> Finding {
    let mut place = place_of(source, "[113.29, 34.79]");
    place = place.pointer("/features/0/geometry/coordinates/0/2");
    place.polygon = Some(0);
    place.ring = Some(0);
    place.vertex = Some(2);
    place.at = Some([113.29, 34.79]);
    let step = PatchStep::add("/features/0/geometry/coordinates/0/-", json!([113.28, 34.78]));
    Finding::new(Code::RingNotClosed, Text::new("环未闭合", "the ring is not closed"))
        .about("甲")
        .at(place)
        .measured(Measure::metres(Quantity::Distance, 1_438.25))
        .limited(Limit::new(Comparison::Equal, "0", MeasureUnit::Metre, "RFC 7946"))
        .fixed_by(Fix::new(FixKind::CloseRing, vec![step]))
}

/// An overlap of both parcels.
pub(crate) fn overlap() -> Finding {
    let ring = vec![[113.28, 34.78], [113.29, 34.78], [113.29, 34.79], [113.28, 34.78]];
    let steps = vec![
        PatchStep::replace("/features/0/geometry/coordinates/0/1/0", json!(113.285)),
        PatchStep::remove("/features/1/geometry"),
    ];
    let mut finding =
        Finding::new(Code::ParcelsOverlap, Text::new("甲与乙重叠", "甲 and 乙 overlap"))
            .about("甲")
            .about("乙")
            .of_class(Class::Sliver)
            .showing(FoundShape::MultiPolygon(vec![vec![ring]]))
            .measured(Measure::area(12.5, "lonlat"))
            .limited(Limit::new(
                Comparison::AtMost,
                "0",
                MeasureUnit::SquareMetre,
                "profile:strict",
            ))
            .fixed_by(Fix::new(FixKind::CutOverlap, steps).moving("甲", -12.5));
    finding.place = Place::file("图/plots.geojson").pointer("/features/0/geometry");
    finding.more_pointers = vec!["/features/1/geometry".into()];
    finding.as_of = Some(date(2024, 6, 30));
    finding
}

/// A gap at a longitude.
pub(crate) fn gap_at(x: f64) -> Finding {
    let mut place = Place::default();
    place.at = Some([x, 34.78]);
    Finding::new(Code::Gap, Text::new("缝隙", "a gap")).about("甲").at(place)
}

/// A finding of an embedding program, and a note without any place.
pub(crate) fn external() -> Vec<Finding> {
    let code = ExternalCode::new("x-road-width", Severity::Warning, Responsible::Surveyor).unwrap();
    vec![
        Finding::new(code.into(), Text::new("道路过窄", "the road is too narrow")).about("丙"),
        Finding::new(Code::PrecisionTooFine, Text::new("小数过多", "too many decimals")),
    ]
}

pub(crate) fn acknowledged(finding: &Finding, until: Option<jiff::civil::Date>) -> Acknowledgement {
    let mut given = Acknowledgement::new(finding.computed_fingerprint(), "协议共用", "自然资源所");
    given.until = until;
    given
}

/// A report in which every member of the JSON form occurs.
pub(crate) fn maximal(source: &Source) -> CheckReport {
    let mut findings = vec![open_ring(source), overlap(), gap_at(113.3), gap_at(113.3)];
    findings.extend(external());
    let mut profile = Profile::strict();
    profile.set(Code::BboxLength, Level::Off).unwrap();
    let mut basis = CheckBasis::new(profile);
    basis.files = vec![SourceFile::of("plots.geojson", source.bytes())];
    basis.as_of = Some(date(2024, 6, 30));
    basis.acknowledgements = vec![acknowledged(&overlap(), Some(date(2024, 6, 30)))];
    basis.features = 2;
    basis.usable = 1;
    basis.rejected = vec![RejectedRecord::new(0, "甲", vec![Code::RingNotClosed])];
    let mut balance = BalanceReport::default();
    let term = |area: &str, subjects: &[&str]| {
        let subjects: Vec<String> = subjects.iter().map(ToString::to_string).collect();
        BalanceTerm::new(area, subjects.len() as u64, subjects)
    };
    // 9,000.00 − 12.50 + 1,000.25 + 20.00 − 7.75 = 10,000.00
    balance.parcels = term("9000.00", &["甲", "乙", "丙", "丁"]);
    balance.overlaps_counted_once = term("12.50", &["甲", "乙"]);
    balance.gaps = term("1000.25", &["甲"]);
    balance.declared = term("20.00", &["路"]);
    balance.overhang = term("7.75", &["丁"]);
    balance.zone = term("10000.00", &["区"]);
    balance.residue = "0.00".into();
    basis.balance = Some(balance);
    basis.not_checked = vec![Text::new("登记面积", "registered areas")];
    let mut report = CheckReport::new(findings, basis);
    // Two fixes at one place: the second is left.
    let mut fixed =
        CheckReport::new(vec![overlap(), overlap()], CheckBasis::new(Profile::strict()));
    fixed.fix(source).unwrap();
    report.fixed = fixed.fixed;
    report
}
