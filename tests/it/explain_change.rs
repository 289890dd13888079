//! Changes explained: small ledgers whose contributions are worked by hand as fractions. With numerators N₀ → N₁ and
//! denominators D₀ → D₁ a part (n, d) has the effect (n·(D₀ + D₁) − d·(N₀ + N₁)) / (2·D₀·D₁), in per cent times 100.

use landledger::calendar::Period;
use landledger::finding::Language;
use landledger::indicator::{
    Account, BaseQuantities, ChangeInput, ChangeOutcome, ChangePoint, ChangeSubject, Contribution,
    DeclaredLand, ExplainedChange, ExplainedEnd, IndicatorValue, MeasuredLand, Unexplained,
    ValueEnd, explain_change, explain_changes,
};
use landledger::ledger::{Event, EventId, Knowledge, replay};
use landledger::report::{ChangeReport, ReportInput, text};
use landledger::store::District;
use landledger::units::{Area, Fraction};
use landledger::zone::{NonParcelKind, NonParcelState};
use rust_decimal::Decimal;

use crate::ledger_acts::{mixed, replaced, shares};
use crate::ledger_text::day;

fn area(text: &str) -> Area {
    text.parse().expect(text)
}

fn whole(text: &str) -> i128 {
    text.parse().expect(text)
}

/// Whether an exact figure is the fraction `a/b`, or the whole number `a`.
pub(crate) fn is(exact: &Fraction, expected: &str) -> bool {
    let (over, under) = expected.split_once('/').unwrap_or((expected, "1"));
    whole(&exact.numerator()) * whole(under) == whole(over) * whole(&exact.denominator())
}

fn subject(contribution: &Contribution) -> String {
    match &contribution.subject {
        ChangeSubject::Parcel(code) => {
            format!(
                "parcel {}",
                code.as_str().trim_start_matches("410106001001GB").trim_start_matches('0')
            )
        }
        ChangeSubject::Entry { entry, .. } => entry.to_string(),
        ChangeSubject::Space { space, .. } => space.to_string(),
        ChangeSubject::Declared(id) => id.clone(),
        ChangeSubject::Zone => "zone".to_owned(),
        _ => panic!("another subject"),
    }
}

fn account(end: &ExplainedEnd) -> &Account {
    match &end.outcome {
        ChangeOutcome::Explained(account) => account,
        other => panic!("{other:?}"),
    }
}

fn unexplained(end: &ExplainedEnd) -> Unexplained {
    match &end.outcome {
        ChangeOutcome::Unexplained(reason) => *reason,
        other => panic!("{other:?}"),
    }
}

/// Rows `reason | subject | effect`, in the order of the account; `expected` has the effect as a fraction.
#[track_caller]
fn agree(account: &Account, expected: &[(&str, &str, &str)]) {
    let rows: Vec<&Contribution> = account.contributions().collect();
    let told: Vec<String> = rows
        .iter()
        .map(|row| format!("{} | {} | {}", row.reason.name().en, subject(row), row.effect.exact))
        .collect();
    assert_eq!(rows.len(), expected.len(), "{told:#?}");
    for ((row, told), (reason, of, effect)) in rows.iter().zip(&told).zip(expected) {
        assert_eq!(told.split(" | ").take(2).collect::<Vec<_>>(), [*reason, *of], "{told}");
        assert!(is(&row.effect.exact, effect), "{told}: expected {effect}");
    }
    adds_up(account);
}

/// Effects sum to the changes exactly, and so do the figures that are shown.
#[track_caller]
pub(crate) fn adds_up(account: &Account) {
    let zero = |of: Fraction| -> Fraction {
        serde_json::from_str(&format!(
            r#"{{"numerator":"0","denominator":"{}"}}"#,
            of.denominator()
        ))
        .unwrap()
    };
    let sum = |of: Vec<Fraction>| {
        Fraction::sum(of.into_iter().chain([zero(account.change.exact)])).unwrap()
    };
    let effects = account.contributions().map(|row| row.effect.exact);
    assert_eq!(sum(effects.collect()), account.change.exact);
    let first = account.published.unwrap_or(account.opening);
    assert_eq!(sum(vec![first.value.exact, account.change.exact]), account.closing.value.exact);
    let restated = account.correction.iter().map(|group| group.effect.exact);
    let restated = restated.chain([first.value.exact]).collect();
    assert_eq!(sum(restated), account.opening.value.exact);
    let shown = |rows: Vec<landledger::units::Figure>| -> Decimal {
        rows.iter().map(|figure| figure.number()).sum()
    };
    let groups = || account.correction.iter().chain(&account.groups);
    assert_eq!(shown(groups().map(|g| g.effect.shown).collect()), account.change.shown.number());
    assert_eq!(
        first.value.shown.number() + account.change.shown.number(),
        account.closing.value.shown.number()
    );
    let restated = account.correction.iter().map(|group| group.effect.shown.number());
    assert_eq!(
        first.value.shown.number() + restated.sum::<Decimal>(),
        account.opening.value.shown.number()
    );
    for group in groups() {
        let rows = &group.contributions;
        assert_eq!(
            shown(rows.iter().map(|r| r.effect.shown).collect()),
            group.effect.shown.number()
        );
        assert_eq!(sum(rows.iter().map(|r| r.effect.exact).collect()), group.effect.exact);
        assert_eq!(shown(rows.iter().map(|r| r.numerator).collect()), group.numerator.number());
        assert_eq!(shown(rows.iter().map(|r| r.denominator).collect()), group.denominator.number());
        let unit = Decimal::new(1, 4);
        for row in rows {
            let exact = row.effect.exact.rounded(4).unwrap();
            assert!((row.effect.shown.number() - exact).abs() <= unit, "{row:?}");
            assert_eq!(row.reason, group.reason);
        }
    }
    // In numerator and denominator the rows carry one point to the other.
    let changes: Decimal = account.contributions().map(|row| row.numerator.number()).sum();
    assert_eq!(first.numerator.number() + changes, account.closing.numerator.number());
    let changes: Decimal = account.contributions().map(|row| row.denominator.number()).sum();
    assert_eq!(first.denominator.number() + changes, account.closing.denominator.number());
}

/// The change of an indicator between the ends of March and June 2024.
fn explained(events: &[Event], id: &str) -> ExplainedChange {
    let land = MeasuredLand::default();
    let input = ChangeInput::new(events, day("2024-03-31"), day("2024-06-30"), &land);
    explain_change(&input, id).unwrap()
}

#[track_caller]
fn value(change: &ExplainedChange) -> &Account {
    assert_eq!(change.ends.len(), 1, "{:?}", change.ends);
    assert_eq!(change.ends[0].end, ValueEnd::Value);
    account(&change.ends[0])
}

#[test]
fn e24_each_part_of_a_change_worked_by_hand() {
    let listed = "listed: production stopped (enterprise)";
    // (story, indicator, opening, closing, rows: reason, subject, effect)
    type Row<'a> = (&'a str, &'a str, &'a str, &'a str, &'a [(&'a str, &'a str, &'a str)]);
    let rows: &[Row<'_>] = &[
        // Only the numerator: 0/20 000 → 5 000/20 000.
        (
            "E1 2024-01-01 parcel 1 area=20000
             E2 2024-05-01 listed T1 1 idle 5000",
            "idle-rate",
            "0",
            "25",
            &[(listed, "T1", "25")],
        ),
        // Only the denominator: 5 000/20 000 → 5 000/25 000.
        (
            "E1 2024-01-01 parcel 1 area=20000
             E2 2024-02-01 listed T1 1 idle 5000
             E3 2024-05-01 parcel 2 area=5000",
            "idle-rate",
            "25",
            "20",
            &[("parcel registered", "parcel 2", "-5")],
        ),
        // Both: 2 000/20 000 → 6 000/30 000. Entry 100 × 4 000 × 50 000 / (2 × 20 000 × 30 000) = 50/3; parcel
        // −100 × 10 000 × 8 000 / (2 × 20 000 × 30 000) = −20/3; together 10.
        (
            "E1 2024-01-01 parcel 1 area=20000
             E2 2024-02-01 listed T1 1 idle 2000
             E3 2024-05-01 parcel 2 area=10000
             E4 2024-05-01 listed T2 2 idle 4000",
            "idle-rate",
            "10",
            "20",
            &[(listed, "T2", "50/3"), ("parcel registered", "parcel 2", "-20/3")],
        ),
        // A relapse and a strike-off: 3 000/20 000 → 5 000/20 000.
        (
            "E1 2024-01-01 parcel 1 area=20000
             E2 2024-01-02 listed T1 1 idle 5000
             E3 2024-01-02 listed T2 1 idle 3000
             E4 2024-02-01 struck T1 taken-back
             E5 2024-05-01 relisted T1
             E6 2024-05-02 struck T2 misjudged",
            "idle-rate",
            "15",
            "25",
            &[
                ("relisted after relapse: plant vacant (enterprise)", "T1", "25"),
                ("struck off: listed by mistake", "T2", "-15"),
            ],
        ),
        // One entry for three reasons: +1 000 assessed anew, the lot to another class, and back.
        (
            "E1 2024-01-01 parcel 1 area=20000
             E2 2024-01-02 listed T1 1 idle 5000
             E3 2024-05-01 resized T1 6000
             E4 2024-05-02 class T1 low-efficiency-industrial",
            "idle-rate",
            "25",
            "0",
            &[("moved to another class", "T1", "-30"), ("listed area assessed anew", "T1", "5")],
        ),
        // Another cause and back to the same class changes nothing.
        (
            "E1 2024-01-01 parcel 1 area=20000
             E2 2024-01-02 listed T1 1 idle 5000
             E3 2024-05-01 causes T1 hoarding",
            "idle-rate",
            "25",
            "25",
            &[],
        ),
        // Before the period, and after it, nothing counts.
        (
            "E1 2024-01-01 parcel 1 area=20000
             E2 2024-03-31 listed T1 1 idle 5000
             E3 2024-07-01 struck T1 revitalized",
            "idle-rate",
            "25",
            "25",
            &[],
        ),
        // The first and the last day count.
        (
            "E1 2024-01-01 parcel 1 area=20000
             E2 2024-04-01 listed T1 1 idle 5000
             E3 2024-06-30 listed T2 1 idle 1000",
            "idle-rate",
            "0",
            "30",
            &[(listed, "T1", "25"), (listed, "T2", "5")],
        ),
        // Spaces: 1 000/4 000 vacant → 3 000/5 000. With 2·D₀·D₁ = 40 000 000, D₀ + D₁ = 9 000, N₀ + N₁ = 4 000:
        // S2 vacated 100 × 3 000 × 9 000 / 40 000 000 = 67.5; S1 revitalized −22.5; S3 surveyed vacant,
        // 100 × (1 000 × 9 000 − 1 000 × 4 000) / 40 000 000 = 12.5.
        (
            "E1 2024-01-01 parcel 1 area=20000
             E2 2024-01-02 space S1 1 1000 vacant
             E3 2024-01-02 space S2 1 3000 occupied
             E4 2024-05-01 vacated S2
             E5 2024-05-02 occupied S1 by=lease-plant
             E6 2024-05-03 space S3 1 1000 vacant
             E7 2024-05-04 vacated S1
             E8 2024-05-05 occupied S1
             E9 2024-05-06 space S4 1 700 vacant
             E10 2024-05-07 removed S4
             E11 2024-05-08 occupied S3
             E12 2024-05-09 measured S2 3000",
            "vacancy-rate",
            "25",
            "60",
            &[
                ("space vacated", "S2", "135/2"),
                ("space let without a method", "S1", "-45/2"),
                ("space let without a method", "S3", "-45/2"),
                ("space vacated after revitalization", "S1", "45/2"),
                ("space revitalized", "S1", "-45/2"),
                ("space surveyed", "S3", "25/2"),
                // 700 × (9 000 − 4 000) / 400 000 = 8.75, and back.
                ("space surveyed", "S4", "35/4"),
                ("space removed", "S4", "-35/4"),
            ],
        ),
        // Facts: parcel 1 half built, 4 000 of 10 000 → all of 12 000. A 4 000 → 12 000, D 10 000 → 12 000: one part,
        // 100 × (8 000 × 22 000 − 2 000 × 16 000) / (2 × 10 000 × 12 000) = 100 × 144/240 = 60.
        (
            "E1 2024-01-01 parcel 1 area=10000 stage=partly-built built=4000
             E2 2024-05-01 facts 1 area=12000 stage=meets-target",
            "built-rate",
            "40",
            "100",
            &[("facts of a parcel revised", "parcel 1", "60")],
        ),
        // Two revisions of one parcel are one row: floor 10 000 → 12 000 → 15 000 on 10 000.
        (
            "E1 2024-01-01 parcel 1 area=10000 stage=meets-target floor=10000
             E2 2024-05-01 facts 1 area=10000 stage=meets-target floor=12000
             E3 2024-06-01 facts 1 area=10000 stage=meets-target floor=15000",
            "plot-ratio",
            "1",
            "3/2",
            &[("facts of a parcel revised", "parcel 1", "1/2")],
        ),
        // A sum: the number of entries.
        (
            "E1 2024-01-01 parcel 1 area=20000
             E2 2024-01-02 listed T1 1 idle 5000
             E3 2024-05-01 struck T1 taken-back
             E4 2024-05-02 listed T2 1 low-efficiency-industrial 1
             E5 2024-05-03 listed T3 1 idle 2",
            "listed-entries",
            "1",
            "2",
            &[(listed, "T2", "1"), (listed, "T3", "1"), ("struck off: taken back", "T1", "-1")],
        ),
        (
            "E1 2024-01-01 parcel 1 area=20000
             E2 2024-01-02 listed T1 1 idle 5000.25
             E3 2024-05-01 struck T1 taken-back
             E4 2024-05-02 listed T2 1 low-efficiency-industrial 1",
            "listed-land",
            "20001/4",
            "1",
            &[("struck off: taken back", "T1", "-20001/4"), (listed, "T2", "1")],
        ),
        // Yuan per m² of industrial land, as 10 000 yuan per mu: 1 500 000 / 10 000 / 15 = 10 → 12. A2 did not change.
        (
            "E1 2024-01-01 parcel 1 area=10000 stage=meets-target use=0601 tax=2023:1500000
             E2 2024-05-01 facts 1 area=10000 stage=meets-target use=0601 tax=2023:1800000",
            "industrial-tax-per-mu",
            "10",
            "12",
            &[("facts of a parcel revised", "parcel 1", "2")],
        ),
    ];
    for (story, id, opening, closing, expected) in rows {
        let change = explained(&mixed(story), id);
        let account = value(&change);
        assert!(is(&account.opening.value.exact, opening), "{story}: {account:?}");
        assert!(is(&account.closing.value.exact, closing), "{story}: {account:?}");
        agree(account, expected);
        assert_eq!(account.published, None);
    }
}

#[test]
fn e24_a_split_moves_land_and_changes_nothing_in_sum() {
    // 5 000/25 000 before and after: parcel 1 goes with 20 000, 2 and 3 come with 12 000 and 8 000. D₀ = D₁ = 25 000, so
    // that a part (0, d) has −100 × d × 10 000 / (2 × 25 000²) = −d/1 250, and an entry (n, 0) has n/250.
    let split = replaced(
        "E4",
        "2024-05-01",
        "split",
        &[1],
        &[(2, "12000"), (3, "8000")],
        &shares(&[("T1", "T2", 2, "5000")]),
    );
    let story = format!(
        "E1 2024-01-01 parcel 1 area=20000
         E2 2024-01-01 parcel 9 area=5000
         E3 2024-01-02 listed T1 1 idle 5000
         {split}"
    );
    let change = explained(&mixed(&story), "idle-rate");
    let account = value(&change);
    agree(
        account,
        &[
            ("struck off: merged or split", "T1", "-20"),
            ("taken over after a split or merge", "T2", "20"),
            ("parcels replaced: split", "parcel 1", "16"),
            ("parcels replaced: split", "parcel 2", "-48/5"),
            ("parcels replaced: split", "parcel 3", "-32/5"),
        ],
    );
    assert!(account.change.exact.is_zero());
    assert_eq!(account.groups[2].effect.shown.to_string(), "0.0000");
    let event: EventId = "E4".parse().unwrap();
    assert!(account.contributions().all(|row| row.events == [event.clone()]));
}

#[test]
fn a_parcel_that_gave_way_is_no_land_of_the_zone() {
    // Its land is in those that took its place: D is 20 000 before and after, not 40 000.
    let split = replaced("E4", "2024-05-01", "split", &[1], &[(2, "12000"), (3, "8000")], "");
    let events = mixed(&format!("E1 2024-01-01 parcel 1 area=20000\n{split}"));
    let state = replay(&events, landledger::ledger::AsOf::day(day("2024-06-30"))).state;
    let base = BaseQuantities::of(&state, &MeasuredLand::default());
    assert_eq!(base.supplied.low, Decimal::from(20000));
}

#[test]
fn e24_a_merge_and_a_border_that_moves() {
    // A sum: supplied land. Merge of 1 and 2 into 3; then 3 and 4 move their border by 500.
    let merge = replaced("E5", "2024-05-01", "merge", &[1, 2], &[(3, "9000")], "");
    let border =
        replaced("E6", "2024-05-02", "boundary-adjusted", &[3, 4], &[(3, "8500"), (4, "1500")], "");
    let story = format!(
        "E1 2024-01-01 parcel 1 area=4000
         E2 2024-01-01 parcel 2 area=5000
         E3 2024-01-01 parcel 4 area=1000
         {merge}
         {border}"
    );
    let change = explained(&mixed(&story), "supplied-land");
    agree(
        value(&change),
        &[
            ("parcels replaced: merge", "parcel 3", "9000"),
            ("parcels replaced: merge", "parcel 2", "-5000"),
            ("parcels replaced: merge", "parcel 1", "-4000"),
            ("parcels replaced: boundary adjusted", "parcel 3", "-500"),
            ("parcels replaced: boundary adjusted", "parcel 4", "500"),
        ],
    );
}

#[test]
fn e24_the_boundary_of_the_zone_and_declared_land() {
    let events = mixed("E1 2024-01-01 parcel 1 area=10000 stage=meets-target");
    let built = Some(NonParcelState::Built);
    let road =
        |id: &str, state, of: &str| DeclaredLand::new(id, NonParcelKind::Road, state, area(of));
    let (mut before, mut after) = (MeasuredLand::default(), MeasuredLand::default());
    before.approved = Some(area("50000"));
    before.declared =
        vec![road("R1", Some(NonParcelState::SuppliedNotBuilt), "2000"), road("R2", built, "4000")];
    after.approved = Some(area("60000.5"));
    after.declared = vec![road("R1", built, "2000"), road("R3", built, "3000")];
    let mut input = ChangeInput::new(&events, day("2024-03-31"), day("2024-06-30"), &before);
    input.land_after = &after;
    let approved = explain_change(&input, "approved-land").unwrap();
    agree(value(&approved), &[("boundary of the zone changed", "zone", "20001/2")]);
    // A 14 000 → 15 000 of D 16 000 → 15 000; 2·D₀·D₁ = 480 000 000, D₀ + D₁ = 31 000, N₀ + N₁ = 29 000.
    // R1 (2 000, 0): 100 × 62 000 000 / 480 000 000 = 155/12. R2 (−4 000, −4 000): −100 × 4 000 × 2 000 / 480 000 000 = −5/3;
    // R3 (3 000, 3 000): 5/4. Together 12.5 = 100 − 87.5.
    let rate = explain_change(&input, "built-rate").unwrap();
    let changed = "declared non-parcel land changed";
    agree(
        value(&rate),
        &[(changed, "R1", "155/12"), (changed, "R2", "-5/3"), (changed, "R3", "5/4")],
    );
    // A boundary that was not known before has no approved area to start from.
    input.land_before = &after;
    let unknown = MeasuredLand::default();
    input.land_after = &unknown;
    let approved = explain_change(&input, "approved-land").unwrap();
    assert_eq!(unexplained(&approved.ends[1]), Unexplained::Unbounded(ChangePoint::Closing));
}

const CORRECTED: &str = "
    E1 2024-01-01 parcel 1 area=20000
    E2 2024-02-01 listed T1 1 idle 4000
    E3 2024-02-01 listed T2 1 idle 2000
    E4 2024-05-01 rec=2024-05-01 listed T3 1 idle 1000
    E5 2024-02-01 rec=2024-05-02 fix E2 listed T1 1 idle 5000
    E6 2024-03-15 rec=2024-05-03 retract E3
    E7 2024-03-01 rec=2024-05-04 parcel 2 area=5000
    E8 2024-03-02 rec=2024-05-05 listed T4 2 idle 3000
    E9 2024-06-01 rec=2024-06-01 struck T1 taken-back
";

#[test]
fn e24_corrections_after_publication_are_told_apart_from_what_happened() {
    let events = mixed(CORRECTED);
    let land = MeasuredLand::default();
    let published = day("2024-03-31");
    let mut input = ChangeInput::new(&events, published, day("2024-06-30"), &land);
    input.published = Some(Knowledge::Day(published));
    let change = explain_change(&input, "idle-rate").unwrap();
    let account = value(&change);
    // Published 6 000/20 000 = 30; now known 5 000 + 3 000 of 25 000 = 32; closing 4 000/25 000 = 16.
    let first = account.published.unwrap();
    assert!(is(&first.value.exact, "30") && is(&account.opening.value.exact, "32"));
    assert!(is(&account.closing.value.exact, "16") && is(&account.change.exact, "-14"));
    assert_eq!(change.value_published, Some(IndicatorValue::Known("30.00".parse().unwrap())));
    // First leg: 2·D₀·D₁ = 10⁹, D₀ + D₁ = 45 000, N₀ + N₁ = 14 000; an entry (n, 0) has n × 45 000 / 10⁷ = n × 9/2 000, parcel 2
    // −5 000 × 14 000 / 10⁷ = −7. Second: n/250.
    let correction = "correction of the opening";
    agree(
        account,
        &[
            (correction, "T4", "27/2"),
            (correction, "T2", "-9"),
            (correction, "parcel 2", "-7"),
            (correction, "T1", "9/2"),
            ("struck off: taken back", "T1", "-20"),
            ("listed: production stopped (enterprise)", "T3", "4"),
        ],
    );
    let said: Vec<Vec<String>> = account
        .correction
        .iter()
        .flat_map(|group| &group.contributions)
        .map(|row| row.events.iter().map(ToString::to_string).collect())
        .collect();
    // Recorded later; retracted; recorded later; corrected: each by the line that says so.
    assert_eq!(said, [["E8"], ["E6"], ["E7"], ["E5"]]);
    // Without the published opening only what happened is left.
    input.published = None;
    let change = explain_change(&input, "idle-rate").unwrap();
    assert!(is(&value(&change).change.exact, "-16"));
    assert_eq!(value(&change).correction, None);
    // Knowing as little at the end, the strike-off and T3 are not known, nor is anything else.
    input.known = Knowledge::Day(published);
    input.published = Some(Knowledge::Day(published));
    let change = explain_change(&input, "idle-rate").unwrap();
    assert!(value(&change).contributions().next().is_none());
    // What was published by a closing is what stands above its line.
    input.known = Knowledge::Now;
    let closing: EventId = "E6".parse().unwrap();
    input.published = Some(Knowledge::Before(&closing));
    let change = explain_change(&input, "idle-rate").unwrap();
    // E4 and E5 stand above: T1 5 000 and T2 2 000 of 20 000.
    assert!(is(&value(&change).published.unwrap().value.exact, "35"));
    adds_up(value(&change));
}

#[test]
fn e24_a_fact_that_becomes_known_is_named() {
    // The floor area of parcel 2 is not known in March: at least 10 000 / 20 000, at most anything. In June 15 000 / 20 000.
    let events = mixed(
        "E1 2024-01-01 parcel 1 area=10000 stage=meets-target floor=10000 base=5000
         E2 2024-01-01 parcel 2 area=10000 stage=meets-target
         E3 2024-05-01 facts 2 area=10000 stage=meets-target floor=5000 base=2000",
    );
    let change = explained(&events, "plot-ratio");
    assert_eq!(change.ends.len(), 2);
    let known = "fact became known";
    agree(account(&change.ends[0]), &[(known, "parcel 2", "1/4")]);
    assert_eq!((change.ends[0].end, change.ends[1].end), (ValueEnd::Low, ValueEnd::High));
    assert_eq!(unexplained(&change.ends[1]), Unexplained::Unbounded(ChangePoint::Opening));
    // Ground covered is at most the parcel: 25 to 75 in March, 35 in June.
    let change = explained(&events, "building-density");
    agree(account(&change.ends[0]), &[(known, "parcel 2", "10")]);
    agree(account(&change.ends[1]), &[(known, "parcel 2", "-40")]);
    // Of what was known before nothing became known.
    let change = explained(&events, "built-rate");
    agree(value(&change), &[]);
    // A space of which it was not known whether it is vacant.
    let events = mixed(
        "E1 2024-01-01 parcel 1 area=10000
         E2 2024-01-01 space S1 1 1000 vacant
         E3 2024-01-01 space S2 1 3000 unknown
         E4 2024-05-01 occupied S2",
    );
    let change = explained(&events, "vacancy-rate");
    agree(account(&change.ends[0]), &[]);
    agree(account(&change.ends[1]), &[(known, "S2", "-75")]);
    // And one that is forgotten.
    let events = mixed(
        "E1 2024-01-01 parcel 1 area=10000 stage=meets-target base=4000
         E2 2024-05-01 facts 1 area=10000 stage=meets-target",
    );
    let change = explained(&events, "building-density");
    agree(account(&change.ends[0]), &[("fact became unknown", "parcel 1", "-40")]);
    agree(account(&change.ends[1]), &[("fact became unknown", "parcel 1", "60")]);
    // Known at both ends, and forgotten in between: 40 to 30, whatever the way.
    let between = mixed(
        "E1 2024-01-01 parcel 1 area=10000 stage=meets-target base=4000
         E2 2024-05-01 facts 1 area=10000 stage=meets-target
         E3 2024-06-01 facts 1 area=10000 stage=meets-target base=3000",
    );
    let change = explained(&between, "building-density");
    agree(value(&change), &[("facts of a parcel revised", "parcel 1", "-10")]);
    // The same of a parcel that nobody knew at first, and knows in the end.
    let known_twice = mixed(
        "E1 2024-01-01 parcel 1 area=10000 stage=meets-target
         E2 2024-05-01 facts 1 area=10000 stage=meets-target base=5000
         E3 2024-05-15 facts 1 area=10000 stage=meets-target
         E4 2024-06-01 facts 1 area=10000 stage=meets-target base=3000",
    );
    let change = explained(&known_twice, "building-density");
    agree(account(&change.ends[0]), &[(known, "parcel 1", "30")]);
}

#[test]
fn e24_another_tax_year_and_an_area_from_the_map() {
    let events = mixed(
        "E1 2023-01-01 parcel 1 area=10000 stage=meets-target tax=2022:100000 tax=2023:150000
         E2 2024-02-01 facts 1 area=10000 stage=meets-target tax=2022:120000 tax=2023:150000",
    );
    let land = MeasuredLand::default();
    let input = ChangeInput::new(&events, day("2023-12-31"), day("2024-06-30"), &land);
    // 10 → 15 yuan/m²: 2022's tax was found to be 12, then 2023's counts.
    let change = explain_change(&input, "tax-per-hectare").unwrap();
    agree(
        value(&change),
        &[
            ("another year's tax counts", "parcel 1", "3"),
            ("facts of a parcel revised", "parcel 1", "2"),
        ],
    );
    // A parcel without a registered area: 5 000 m² on one map, 6 000 on the next.
    let events =
        mixed("E1 2024-01-01 parcel 1 stage=meets-target\nE2 2024-01-01 parcel 2 area=10000");
    let (mut before, mut after) = (MeasuredLand::default(), MeasuredLand::default());
    let code = crate::ledger_acts::code(1);
    before.parcels.insert(code, area("5000"));
    after.parcels.insert(code, area("6000"));
    let mut input = ChangeInput::new(&events, day("2024-03-31"), day("2024-06-30"), &before);
    input.land_after = &after;
    let change = explain_change(&input, "supplied-land").unwrap();
    agree(value(&change), &[("plane area on the map changed", "parcel 1", "1000")]);
}

#[test]
fn e24_a_bound_over_the_other_end_of_the_denominator() {
    // Tax −300 000 (a refund) over 10 000 m², or 20 000 if parcel 2 is built: the low end is −30. After a payment it is
    // 200 000 over 20 000: 10. Parcel 1: 100 × nothing; (500 000, 0) with D 10 000 → 20 000: 500 000 × 30 000 / 4·10⁸ = 37.5;
    // the other end, (0, 10 000): −10 000 × (−100 000) / 4·10⁸ = 2.5.
    let events = mixed(
        "E1 2024-01-01 parcel 1 area=10000 stage=meets-target tax=2023:-300000
         E2 2024-01-01 parcel 2 area=10000 tax=2023:0
         E3 2024-05-01 facts 1 area=10000 stage=meets-target tax=2023:200000",
    );
    let change = explained(&events, "tax-per-hectare");
    agree(
        account(&change.ends[0]),
        &[
            ("facts of a parcel revised", "parcel 1", "75/2"),
            ("bound made of the denominator's other end", "zone", "5/2"),
        ],
    );
    // The high end: −300 000 / 20 000 = −15 → 200 000 / 10 000 = 20.
    let high = account(&change.ends[1]);
    assert!(is(&high.opening.value.exact, "-15") && is(&high.closing.value.exact, "20"));
    adds_up(high);
}

#[test]
fn e24_where_there_is_nothing_to_explain_the_reason_is_said() {
    let events = mixed(
        "E1 2024-05-01 parcel 1 area=20000
         E2 2024-05-02 listed T1 1 idle 5000",
    );
    let of = |id: &str| explained(&events, id).ends;
    let zero = Unexplained::ZeroDenominator(ChangePoint::Opening);
    assert_eq!(unexplained(&of("idle-rate")[0]), zero);
    for id in ["development-rate", "supply-rate"] {
        assert_eq!(unexplained(&of(id)[0]), Unexplained::NotASum, "{id}");
    }
    // Two parcels of 9 × 10¹⁷ m²: their sum is beyond a quantity.
    let huge = mixed(
        "E1 2024-01-01 parcel 1 area=900000000000000000 stage=meets-target
         E2 2024-01-01 parcel 2 area=900000000000000000 stage=meets-target",
    );
    assert_eq!(unexplained(&explained(&huge, "built-rate").ends[0]), Unexplained::TooLong);
    let land = MeasuredLand::default();
    let input = ChangeInput::new(&events, day("2024-03-31"), day("2024-06-30"), &land);
    let error = explain_change(&input, "idle-rat").unwrap_err().to_string();
    assert!(error.contains("idle-rate") && error.contains("found idle-rat"), "{error}");
    let input = ChangeInput::new(&events, day("2024-06-30"), day("2024-06-29"), &land);
    let error = explain_change(&input, "idle-rate").unwrap_err().to_string();
    assert_eq!(
        error,
        "closing day: expected a day not before the opening's 2024-06-30, found 2024-06-29"
    );
    for reason in [zero, Unexplained::NotASum, Unexplained::TooLong] {
        let name = reason.name();
        assert!(!name.zh.is_empty() && !name.en.is_empty());
    }
}

/// Every indicator of the report can be asked for, and but for two every one is a quotient of sums: an indicator that is
/// added without a formula would say that it is none.
#[test]
fn e24_every_indicator_of_sums_is_explained() {
    let events = mixed(CORRECTED);
    let mut land = MeasuredLand::default();
    land.approved = Some(area("100000"));
    let input = ChangeInput::new(&events, day("2024-03-31"), day("2024-06-30"), &land);
    let all = explain_changes(&input).unwrap();
    let not_a_sum = |change: &&ExplainedChange| {
        let outcome = &change.ends[0].outcome;
        *outcome == ChangeOutcome::Unexplained(Unexplained::NotASum)
    };
    let ids: Vec<&str> = all.iter().filter(not_a_sum).map(|c| c.indicator.as_str()).collect();
    // Land ready for supply is bounded by other figures; population and high-tech land are stated.
    assert_eq!(
        ids,
        ["development-rate", "supply-rate", "population-density", "high-tech-land-rate"]
    );
    let sums: Vec<&str> = all.iter().skip(16).map(|change| change.indicator.as_str()).collect();
    let expected = [
        "listed-land",
        "listed-entries",
        "idle-land",
        "supplied-land",
        "built-land",
        "approved-land",
        "unbuildable-land",
        "surveyed-floor",
        "vacant-floor",
    ];
    assert_eq!(sums, expected);
    // The JSON form reads back into the same types.
    let json = serde_json::to_string(&all).unwrap();
    let read: Vec<ExplainedChange> = serde_json::from_str(&json).unwrap();
    assert_eq!(read, all);
}

/// Base quantities are the sums of their parts.
#[test]
fn the_base_quantities_are_the_sums_of_their_parts() {
    let events = mixed(
        "E1 2024-01-01 parcel 1 area=10000.5 stage=partly-built built=4000 use=0601 floor=3000 base=2000
         E2 2024-01-01 parcel 2 area=5000 use=0601
         E3 2024-01-01 parcel 3 stage=meets-target invested=5 tax=2023:7
         E4 2024-02-01 listed T1 1 idle 4000
         E5 2024-02-01 listed T2 2 low-efficiency-industrial 1
         E6 2024-02-01 space S1 1 800 vacant
         E7 2024-02-01 space S2 1 900 unknown
         E8 2024-02-01 space S3 2 1000 occupied",
    );
    let state = replay(&events, landledger::ledger::AsOf::day(day("2024-06-30"))).state;
    let mut land = MeasuredLand::default();
    land.approved = Some(area("100000"));
    land.declared = vec![
        DeclaredLand::new("R1", NonParcelKind::Road, None, area("2000")),
        DeclaredLand::new("W1", NonParcelKind::Water, None, area("3000")),
    ];
    let whole = BaseQuantities::of(&state, &land);
    let parts = BaseQuantities::parts(&state, &land);
    // Zone, two of declared land, three parcels, one entry of idle land, three spaces.
    assert_eq!(parts.len(), 10);
    let fields = |base: &BaseQuantities| {
        [
            &base.zone,
            &base.unbuildable,
            &base.built,
            &base.built_industrial,
            &base.supplied,
            &base.idle,
            &base.floor,
            &base.floor_industrial,
            &base.base,
            &base.covered_industrial,
            &base.investment_industrial,
            &base.tax_industrial,
            &base.tax,
            &base.surveyed_floor,
            &base.vacant_floor,
        ]
        .map(Clone::clone)
    };
    let expected = fields(&whole);
    for (at, expected) in expected.iter().enumerate() {
        let own = || parts.iter().map(|(_, part)| fields(part)[at].clone());
        let low: Decimal = own().map(|bounds| bounds.low).sum();
        let high: Option<Decimal> = own().map(|bounds| bounds.high).sum();
        let missing: u64 = own().flat_map(|b| b.missing).map(|missing| missing.count).sum();
        // Of the tax the whole also says that nobody stated it.
        let stated = u64::from(at == 12);
        let all = expected.missing.iter().map(|missing| missing.count).sum::<u64>() - stated;
        assert_eq!((low, high, missing), (expected.low, expected.high, all), "{at}");
    }
}

/// The page of a synthetic district: the idle rate did not change in the first half of 2024, because a plot of 48 469 m² came and
/// went: 100 × 48 469 / 15 245 276.85 = 0.3179 points each way.
#[test]
fn e24_the_page_fits_and_its_rows_sum() {
    let district = District::open("fixtures/shangjie").unwrap();
    let input = || ReportInput::new(&district.zone, &district.parcels, &district.journal.events);
    let period = Period::through(day("2024-01-01"), day("2024-06-30")).unwrap();
    let report = ChangeReport::build(input(), period, (None, None), &ChangeReport::USUAL).unwrap();
    assert_eq!(report.changes.len(), 5);
    let words = |line: &str| line.split_whitespace().map(ToOwned::to_owned).collect::<Vec<_>>();
    for (language, entry, change) in
        [(Language::Zh, "TZ0061", "变动合计"), (Language::En, "TZ0061", "change")]
    {
        let page = text::render_changes(&report, language);
        for line in page.lines() {
            assert!(unicode_width::UnicodeWidthStr::width(line) <= 100, "{line}");
        }
        let rows: Vec<Vec<String>> =
            page.lines().filter(|line| line.contains(entry)).map(words).collect();
        let last = |row: &Vec<String>| row.last().cloned().unwrap_or_default();
        assert_eq!(rows.iter().map(last).collect::<Vec<_>>(), ["+0.3179", "-0.3179"]);
        let total = page.lines().map(words).find(|row| row.first().is_some_and(|w| w == change));
        assert_eq!(total.unwrap().last().map(String::as_str), Some("0.0000"));
        // The printed rows of a group, with the others in one row, sum to the group.
        let number = |row: &[String]| -> Decimal { row.last().unwrap().parse().unwrap() };
        let (mut group, mut sum, mut groups) = (None, Decimal::ZERO, 0);
        let effects = page.lines().map(words).filter(|row| {
            row.last().is_some_and(|word| word.starts_with(['+', '-']) && word.len() > 6)
        });
        for row in effects.filter(|row| !row.contains(&change.to_owned())) {
            if row.first().is_some_and(|word| word == "·") {
                sum += number(&row);
                continue;
            }
            if let Some(group) = group.replace(number(&row)) {
                assert_eq!(sum, group, "before {row:?}");
                groups += 1;
            }
            sum = Decimal::ZERO;
        }
        assert!(groups >= 2, "{groups}: {page}");
    }
    let json = serde_json::to_string(&report).unwrap();
    assert_eq!(serde_json::from_str::<ChangeReport>(&json).unwrap(), report);
    let error = ChangeReport::build(input(), period, (None, None), &["none"]).unwrap_err();
    assert!(error.to_string().contains("found none"), "{error}");
}
