//! Two reports of checks compared.

use landledger::check::Profile;
use landledger::finding::{Class, Code, Finding, Language, Text};
use landledger::report::check::{CheckBasis, CheckDiff, CheckReport, Shown, diff};
use unicode_width::UnicodeWidthStr;

use crate::check_findings::{acknowledged, external, gap_at, open_ring, overlap, source};

fn report(findings: Vec<Finding>) -> CheckReport {
    CheckReport::new(findings, CheckBasis::new(Profile::strict()))
}

fn compare(old: Vec<Finding>, new: Vec<Finding>) -> CheckDiff {
    CheckDiff::of(&report(old), &report(new))
}

/// How many are new, fixed, moved, still open.
fn counts(diff: &CheckDiff) -> [usize; 4] {
    [diff.new.len(), diff.fixed.len(), diff.moved.len(), diff.still_open.len()]
}

fn x(finding: &Finding) -> f64 {
    finding.place.at.unwrap()[0]
}

#[test]
fn each_way_a_finding_can_go() {
    let source = source();
    let rows = [
        (vec![], vec![], [0, 0, 0, 0]),
        (vec![], vec![overlap()], [1, 0, 0, 0]),
        (vec![overlap()], vec![], [0, 1, 0, 0]),
        (vec![overlap()], vec![overlap()], [0, 0, 0, 1]),
        (vec![gap_at(1.0)], vec![gap_at(1.1)], [0, 0, 1, 0]),
        (vec![gap_at(1.0), overlap()], vec![open_ring(&source), overlap()], [1, 1, 0, 1]),
        // Two at one place, of which one was mended.
        (vec![gap_at(1.0), gap_at(1.0)], vec![gap_at(1.0)], [0, 1, 0, 1]),
    ];
    for (old, new, expected) in rows {
        assert_eq!(counts(&compare(old.clone(), new.clone())), expected);
        // The other way round, new and fixed change places.
        let [fresh, fixed, moved, open] = expected;
        assert_eq!(counts(&compare(new, old)), [fixed, fresh, moved, open]);
    }
}

#[test]
fn what_moved_keeps_code_class_and_subjects() {
    let rows: [(fn(Finding) -> Finding, [usize; 4]); 4] = [
        (|finding| finding, [0, 0, 1, 0]),
        (|finding| finding.about("乙"), [1, 1, 0, 0]),
        (|finding| finding.of_class(Class::Inlet), [1, 1, 0, 0]),
        (
            |finding| {
                let mut other = Finding::new(Code::GeometryKind, Text::default()).about("甲");
                other.place = finding.place;
                other
            },
            [1, 1, 0, 0],
        ),
    ];
    for (change, expected) in rows {
        let diff = compare(vec![gap_at(1.0)], vec![change(gap_at(1.1))]);
        assert_eq!(counts(&diff), expected);
    }
}

#[test]
fn the_nearest_pair_is_taken_first() {
    let diff = compare(vec![gap_at(1.0), gap_at(5.0)], vec![gap_at(4.0), gap_at(5.1), gap_at(9.0)]);
    // 5.0 → 5.1 is nearest; of what is left 1.0 → 4.0 is nearer than 1.0 → 9.0.
    let moved: Vec<(f64, f64)> = diff.moved.iter().map(|m| (x(&m.from), x(&m.to))).collect();
    assert_eq!(moved, [(1.0, 4.0), (5.0, 5.1)]);
    assert_eq!(diff.new.iter().map(x).collect::<Vec<_>>(), [9.0]);
    assert!(diff.fixed.is_empty());
}

#[test]
fn many_that_moved_are_paired_with_their_neighbours() {
    // 1,100 × 1,100 pairs are more than are looked at one by one.
    let at = |shift: f64| (0..1_100).map(|n| gap_at(f64::from(n) + shift)).collect::<Vec<_>>();
    let diff = compare(at(0.0), at(0.25));
    assert_eq!(counts(&diff), [0, 0, 1_100, 0]);
    assert!(diff.moved.iter().all(|moved| x(&moved.to) - x(&moved.from) == 0.25));
}

#[test]
fn what_is_acknowledged_is_still_open() {
    let mut basis = CheckBasis::new(Profile::strict());
    basis.acknowledgements = vec![acknowledged(&overlap(), None)];
    let new = CheckReport::new(vec![overlap()], basis);
    let diff = CheckDiff::of(&report(vec![overlap()]), &new);
    assert_eq!(counts(&diff), [0, 0, 0, 1]);
    assert!(diff.still_open[0].acknowledged.is_some());
    assert!(diff::render(&diff, Language::En, Shown::Some).contains("(acknowledged): 甲 and 乙"));
}

#[test]
fn reports_that_are_not_alike_are_remarked() {
    assert!(compare(vec![], vec![]).remarks.is_empty());
    let lenient = CheckReport::new(vec![], CheckBasis::new(Profile::lenient()));
    let mut profile = Profile::strict();
    profile.limits.listed = 1;
    let capped = CheckReport::new(vec![gap_at(1.0), gap_at(2.0)], CheckBasis::new(profile));
    let diff = CheckDiff::of(&capped, &lenient);
    let remarks: Vec<&str> = diff.remarks.iter().map(|text| text.en.as_str()).collect();
    assert_eq!(
        remarks,
        [
            "the reports have different profiles (strict and lenient), which may explain some differences",
            "the old report does not list every finding (see not-listed); those are not compared",
        ]
    );
}

#[test]
fn the_json_form_reads_back() {
    let source = source();
    let mut new = vec![open_ring(&source), gap_at(1.1)];
    new.extend(external());
    let diff = compare(vec![overlap(), gap_at(1.0), external().remove(0)], new);
    assert_eq!(counts(&diff), [2, 1, 1, 1]);
    let json = serde_json::to_string(&diff).unwrap();
    assert_eq!(serde_json::from_str::<CheckDiff>(&json).unwrap(), diff);
}

#[test]
fn a_comparison_as_text() {
    let source = source();
    let diff = compare(vec![overlap(), gap_at(1.0)], vec![open_ring(&source), gap_at(1.5)]);
    let rule = "═".repeat(100);
    let expected = format!(
        "Check compared
{rule}

  state       count
  ─────────────────
  new             1
  moved           1
  fixed           1
  still open      0

New
  error ring-not-closed: the ring is not closed
    图/plots.geojson:2:148  (113.29, 34.79)  甲

Moved
  warning gap: a gap
    (1, 34.78)  甲 → (1.5, 34.78)  甲

Fixed
  error parcels-overlap: 甲 and 乙 overlap
    图/plots.geojson  (113.28, 34.78)  甲, 乙
"
    );
    assert_eq!(diff::render(&diff, Language::En, Shown::Some), expected);
    let zh = diff::render(&diff, Language::Zh, Shown::Some);
    let body = zh.split_once("\n已移动\n").unwrap().1;
    let expected = "  警告 gap：缝隙
    (1, 34.78)  甲 → (1.5, 34.78)  甲

已解决
  错误 parcels-overlap：甲与乙重叠
    图/plots.geojson  (113.28, 34.78)  甲, 乙
";
    assert_eq!(body, expected);
}

#[test]
fn at_most_ten_of_each_are_printed_unless_all_are_asked_for() {
    let many = compare(vec![], (0..47).map(|n| gap_at(f64::from(n))).collect());
    let text = diff::render(&many, Language::En, Shown::Some);
    assert_eq!(text.matches("a gap\n").count(), 10);
    assert!(text.contains("  … and 37 more (--all)\n"), "{text}");
    assert!(text.lines().all(|line| line.width() <= 100));
    let text = diff::render(&many, Language::Zh, Shown::All);
    assert_eq!(text.matches("缝隙\n").count(), 47);
}
