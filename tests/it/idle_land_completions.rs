//! Idle land in law over every combination of facts that are known, half known and unknown, all facts at once.
//!
//! Every fact has the values that complete it and the values that it is assessed with, each of which reaches some of the
//! former: a known value reaches itself, the unknown one all of them, a half-known one (a cause that is not examined) those
//! that it may turn out to be. Every complete combination is assessed once. What an incomplete combination leaves open is the
//! union over what it reaches, made fact by fact over the whole table, so that no completion is written out.

use landledger::law::{
    AgreedStart, Cause, Commencement, IdleLandFacts, IdleLandVerdict, LandRight, Side, Suspension,
    Verification, assess_idle_land,
};

use crate::ledger_text::{day, word};

const ON: &str = "2024-03-01";

type Put = Box<dyn Fn(&mut IdleLandFacts) + Send + Sync>;

struct Fact {
    complete: Vec<Put>,
    /// What it is assessed with, and which of the complete values that reaches.
    assessed: Vec<(Put, Vec<usize>)>,
}

/// A fact whose first `known` complete values are assessed as such; the rest of them only complete what is open.
fn fact<T: Clone + Send + Sync + 'static>(
    put: fn(&mut IdleLandFacts, Option<T>),
    known: usize,
    complete: Vec<T>,
    half_known: Vec<(T, Vec<usize>)>,
) -> Fact {
    let set = |value: Option<T>| -> Put { Box::new(move |facts| put(facts, value.clone())) };
    let all = (0..complete.len()).collect();
    let mut assessed: Vec<(Put, Vec<usize>)> = vec![(set(None), all)];
    for (at, value) in complete.iter().take(known).enumerate() {
        assessed.push((set(Some(value.clone())), vec![at]));
    }
    assessed.extend(half_known.into_iter().map(|(value, reaches)| (set(Some(value)), reaches)));
    Fact { complete: complete.into_iter().map(|value| set(Some(value))).collect(), assessed }
}

/// A claim: its code, and whether it is found true, untrue, or not examined.
fn claim(code: &str, state: char) -> Cause {
    let mut cause = Cause::new(word(code));
    cause.verification = match state {
        '+' => Some(Verification::Verified),
        '-' => Some(Verification::Rejected),
        _ => None,
    };
    cause
}

/// An act of government and preparatory work, each found true or not, and a cause of the holder's own, which nobody examines.
fn causes() -> Fact {
    let pair = |act: char, work: char| {
        vec![claim("other-government-act", act), claim("necessary-preparatory-work", work)]
    };
    let complete = vec![
        pair('-', '-'),
        pair('-', '+'),
        pair('+', '-'),
        vec![claim("hoarding", '?')],
        pair('+', '+'),
    ];
    // Missing infrastructure lies with the government and is not listed in Art. 8: even where it is true, whether it is an act
    // of Art. 8(6) is for the authority to say. So is preparatory work that is said to lie with the government.
    let unlisted = |state, work| {
        vec![claim("infrastructure-missing", state), claim("necessary-preparatory-work", work)]
    };
    let work_of_government = |state| {
        let mut cause = claim("necessary-preparatory-work", state);
        cause.side = Side::Government;
        vec![cause]
    };
    let half_known = vec![
        (pair('?', '+'), vec![1, 4]),
        (pair('?', '?'), vec![0, 1, 2, 4]),
        (unlisted('+', '-'), vec![0, 2]),
        (work_of_government('?'), vec![0, 1, 2]),
    ];
    // Both found true only completes.
    fact(|facts, value| facts.causes = value, 4, complete, half_known)
}

/// Every fact that the decision asks for, with values on both sides of every bound on 1 March 2024, a day after a leap day.
fn facts() -> Vec<Fact> {
    let land = vec![LandRight::StateOwned, LandRight::Collective, LandRight::NotSupplied];
    // Due today and yesterday; a year ends today, and did yesterday (28 February is the day of 29 February); so of two years.
    // As agreed and as put off take turns.
    let start = vec![
        AgreedStart::On(day("2024-03-01")),
        AgreedStart::Extended(day("2024-02-29")),
        AgreedStart::Extended(day("2023-03-01")),
        AgreedStart::On(day("2023-02-28")),
        AgreedStart::On(day("2022-03-01")),
        AgreedStart::Extended(day("2022-02-28")),
        AgreedStart::NotAgreed,
    ];
    // A year before, where no day is agreed: overdue, one year; not due and two years only complete.
    let delivered = ["2022-03-01", "2022-02-28", "2023-03-01", "2021-02-28"].map(day).to_vec();
    let commencement =
        vec![Commencement::On(day(ON)), Commencement::On(day("2024-03-02")), Commencement::NotYet];
    // On whatever day it was, it was by today.
    let commenced = vec![(Commencement::OnUnknownDay, vec![0])];
    let suspension = vec![
        Suspension::Since(day("2023-02-28")),
        Suspension::Since(day("2023-03-01")),
        Suspension::NotSuspended,
    ];
    // A third of 9999 m² is 3333 m², not below it; 3332.99 m² is. What is unknown can be as small or large as it has to be:
    // 3332.99 m² is a third of 9998 m² and more, 3333 m² is less of 10000 m². Those two wholes only complete what is open:
    // held as known they would ask for parts beyond 3333 m², which would ask for larger wholes, and so on. Nothing is below a
    // third of any whole. A whole of nothing counts as not known.
    let area = |text: &str| text.parse().unwrap();
    let developed = ["0", "3332.99", "3333"].map(area).to_vec();
    let required = ["9999", "9998", "10000"].map(area).to_vec();
    let no_whole = vec![(area("0"), vec![0, 1, 2])];
    // A quarter of 10000 yuan is 2500 yuan; the wholes that only complete are 9999 and 10001 yuan.
    let money = |text: &str| text.parse().unwrap();
    let invested = ["2499.99", "2500"].map(money).to_vec();
    let total = ["10000", "9999", "10001"].map(money).to_vec();
    vec![
        causes(),
        fact(|facts, value| facts.land = value, 3, land, vec![]),
        fact(|facts, value| facts.agreed_start = value, 7, start, vec![]),
        fact(|facts, value| facts.delivered = value, 2, delivered, vec![]),
        fact(|facts, value| facts.commencement = value, 3, commencement, commenced),
        fact(|facts, value| facts.suspension = value, 3, suspension, vec![]),
        fact(|facts, value| facts.developed_area = value, 3, developed, vec![]),
        fact(|facts, value| facts.required_area = value, 1, required, no_whole),
        fact(|facts, value| facts.invested = value, 2, invested, vec![]),
        fact(|facts, value| facts.total_investment = value, 1, total, vec![]),
    ]
}

/// Every combination of values, the last fact fastest.
fn walk(values: &[Vec<&Put>], facts: &mut IdleLandFacts, see: &mut impl FnMut(&IdleLandFacts)) {
    let Some((first, rest)) = values.split_first() else { return see(facts) };
    for put in first {
        put(facts);
        walk(rest, facts, see);
    }
}

/// What every combination gives, in order, the values of the first fact shared out to two threads.
fn table<T: Send>(values: &[Vec<&Put>], give: impl Fn(&IdleLandFacts) -> T + Sync) -> Vec<T> {
    let (first, rest) = values.split_first().unwrap();
    let half = |part: &[&Put]| {
        let mut table = Vec::new();
        let values: Vec<Vec<&Put>> =
            std::iter::once(part.to_vec()).chain(rest.iter().cloned()).collect();
        walk(&values, &mut IdleLandFacts::default(), &mut |facts| table.push(give(facts)));
        table
    };
    let (front, back) = first.split_at(first.len() / 2);
    std::thread::scope(|scope| {
        let back = scope.spawn(|| half(back));
        let mut table = half(front);
        table.extend(back.join().unwrap());
        table
    })
}

/// The verdicts as a set, one bit each; whether nothing is asked for.
fn verdicts(facts: &IdleLandFacts) -> (u16, bool) {
    let found = assess_idle_land(facts, day(ON));
    let bit = |verdict: &IdleLandVerdict| {
        IdleLandVerdict::ALL.iter().position(|other| other == verdict).unwrap()
    };
    let set = found.verdicts().iter().fold(0, |set, verdict| set | 1 << bit(verdict));
    (set, found.missing.is_empty())
}

/// One fact of a table of sets goes from its complete values to the values that it is assessed with.
fn open_up(table: &[u16], fact: &Fact, inner: usize) -> Vec<u16> {
    let block = fact.complete.len() * inner;
    let mut opened = Vec::with_capacity(table.len() / block * fact.assessed.len() * inner);
    for block in table.chunks_exact(block) {
        for (_, reaches) in &fact.assessed {
            opened.extend((0..inner).map(|at| {
                reaches.iter().fold(0, |set, complete| set | block[complete * inner + at])
            }));
        }
    }
    opened
}

#[test]
fn idea_28_what_is_not_known_leaves_open_just_what_its_completions_reach() {
    let facts = facts();
    let complete: Vec<Vec<&Put>> =
        facts.iter().map(|fact| fact.complete.iter().collect()).collect();
    let mut reached = Vec::new();
    for (set, asks_nothing) in table(&complete, verdicts) {
        assert!(set.is_power_of_two() && asks_nothing, "every fact is known: {set:b}");
        reached.push(set);
    }
    // 5 causes × 3 lands × 7 starts × 4 handovers × 3 commencements × 3 suspensions × 3 × 3 areas × 2 × 3 sums.
    assert_eq!(reached.len(), 204_120);
    assert_eq!(reached.iter().fold(0, |all, set| all | set), 0b1_1111_1111);

    for (at, fact) in facts.iter().enumerate() {
        let inner = facts[at + 1..].iter().map(|fact| fact.complete.len()).product();
        reached = open_up(&reached, fact, inner);
    }
    let assessed: Vec<Vec<&Put>> =
        facts.iter().map(|fact| fact.assessed.iter().map(|(put, _)| put).collect()).collect();
    let found = table(&assessed, verdicts);
    // The known ones and the unknown one, with 4 half-known causes, the unknown day and the whole of nothing:
    // 9 × 4 × 8 × 3 × 5 × 4 × 4 × 3 × 3 × 2.
    assert_eq!((found.len(), reached.len()), (1_244_160, 1_244_160));

    let wrong = found.iter().zip(&reached).position(|((set, asks_nothing), reached)| {
        // What is open is asked for.
        set != reached || (*asks_nothing && !set.is_power_of_two())
    });
    if let Some(wrong) = wrong {
        let mut left = wrong;
        let mut facts = IdleLandFacts::default();
        for values in assessed.iter().rev() {
            values[left % values.len()](&mut facts);
            left /= values.len();
        }
        panic!("{:?} reached {:b}, found {:?} of {facts:#?}", wrong, reached[wrong], found[wrong]);
    }
}
