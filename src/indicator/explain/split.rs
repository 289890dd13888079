//! The change of a quotient, split among what changed its numerator and its denominator: exactly, and the same in any
//! order.

use rust_decimal::Decimal;

use crate::units::{Fraction, Integer};

/// Numerator and denominator, or their changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) over: Decimal,
    pub(super) under: Decimal,
}

/// The values at the points and the effects on the way from each to the next, all over one denominator.
#[derive(Debug, Clone)]
pub(super) struct Split {
    pub(super) values: Vec<Fraction>,
    pub(super) legs: Vec<Vec<Fraction>>,
}

/// By what numerator and denominator are multiplied, so that the quotient is in the unit of the indicator.
#[derive(Debug, Clone, Copy)]
pub(super) struct Factors {
    pub(super) over: Decimal,
    pub(super) under: Decimal,
}

/// Splits the way from point to point.
///
/// From N₀/D₀ to N₁/D₁ a part that changes the numerator by n and the denominator by d has the effect
/// `(n·(D₀ + D₁) − d·(N₀ + N₁)) / (2·D₀·D₁)`: the mean of what it does if the numerator changes first and if the denominator
/// does (its Shapley value). The effects sum to N₁/D₁ − N₀/D₀, whatever the number and the order of the parts.
///
/// `None` if a denominator is not above zero, the parts of a leg do not sum to its change, or a number is longer than 448
/// bits.
pub(super) fn split(points: &[Pair], legs: &[Vec<Pair>], factors: Factors) -> Option<Split> {
    let pairs = points.iter().chain(legs.iter().flatten());
    let places = pairs.flat_map(|pair| [pair.over.scale(), pair.under.scale()]).max();
    let places = places.unwrap_or_default();
    let [over, under] = [factors.over, factors.under].map(|factor| Integer::scaled(factor, 0));
    let (over, under) = (over?, under?);
    let whole = |pair: &Pair| -> Option<Whole> {
        Some(Whole {
            over: Integer::scaled(pair.over, places)?.times(over)?,
            under: Integer::scaled(pair.under, places)?.times(under)?,
        })
    };
    let points: Vec<Whole> = points.iter().map(whole).collect::<Option<_>>()?;
    if points.iter().any(|point| point.under <= Integer::ZERO) {
        return None;
    }
    let two = Integer::scaled(Decimal::TWO, 0)?;
    // Over twice the product of all denominators, each term is multiplied by those that it lacks.
    let others = |leave: &[usize]| {
        let rest = points.iter().enumerate().filter(|(at, _)| !leave.contains(at));
        rest.map(|(_, point)| point.under)
            .try_fold(Integer::scaled(Decimal::ONE, 0)?, Integer::times)
    };
    let mut denominator = others(&[])?.times(two)?;
    let mut values = Vec::with_capacity(points.len());
    for (at, point) in points.iter().enumerate() {
        values.push(point.over.times(two)?.times(others(&[at])?)?);
    }
    let mut effects: Vec<Vec<Integer>> = Vec::with_capacity(legs.len());
    for (at, (leg, ends)) in legs.iter().zip(points.windows(2)).enumerate() {
        let [start, end] = ends else { return None };
        let overs = start.over.plus(end.over)?;
        let unders = start.under.plus(end.under)?;
        let rest = others(&[at, at + 1])?;
        let effect = |pair: &Pair| -> Option<Integer> {
            let part = whole(pair)?;
            part.over.times(unders)?.minus(part.under.times(overs)?)?.times(rest)
        };
        effects.push(leg.iter().map(effect).collect::<Option<_>>()?);
    }
    for (leg, ends) in effects.iter().zip(values.windows(2)) {
        let [start, end] = ends else { return None };
        let sum = leg.iter().try_fold(Integer::ZERO, |sum, effect| sum.plus(*effect))?;
        if sum != end.minus(*start)? {
            return None;
        }
    }
    let all = values.iter().chain(effects.iter().flatten());
    let common = all.fold(denominator, |common, number| number.common_divisor(common));
    denominator = denominator.divided_by(common)?;
    let fraction = |number: Integer| Fraction::new(number.divided_by(common)?, denominator);
    let all = |numbers: Vec<Integer>| numbers.into_iter().map(fraction).collect::<Option<_>>();
    Some(Split { values: all(values)?, legs: effects.into_iter().map(all).collect::<Option<_>>()? })
}

struct Whole {
    over: Integer,
    under: Integer,
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    fn pair(over: i64, under: i64) -> Pair {
        Pair { over: Decimal::from(over), under: Decimal::from(under) }
    }

    fn plain() -> Factors {
        Factors { over: Decimal::ONE, under: Decimal::ONE }
    }

    #[test]
    fn two_points_worked_by_hand() {
        // 1/2 → 3/4. Numerator +2: 2 × (2 + 4) / 16 = 12/16; denominator +2: −2 × (1 + 3) / 16 = −8/16; together 4/16 = 1/4.
        let found = split(&[pair(1, 2), pair(3, 4)], &[vec![pair(2, 0), pair(0, 2)]], plain());
        let found = found.unwrap();
        let text: Vec<String> =
            found.legs.first().unwrap().iter().map(ToString::to_string).collect();
        assert_eq!(text, ["3/4", "-2/4"]);
        let text: Vec<String> = found.values.iter().map(ToString::to_string).collect();
        assert_eq!(text, ["2/4", "3/4"]);
    }

    #[test]
    fn parts_that_do_not_sum_to_the_change_and_zero_denominators_are_refused() {
        let points = [pair(1, 2), pair(3, 4)];
        assert!(split(&points, &[vec![pair(2, 0), pair(0, 1)]], plain()).is_none());
        assert!(split(&points, &[vec![]], plain()).is_none());
        assert!(split(&[pair(1, 0), pair(1, 2)], &[vec![pair(0, 2)]], plain()).is_none());
        assert!(split(&[pair(1, 2), pair(1, 2)], &[vec![]], plain()).is_some());
    }
}
