//! Bounds of quotients: exact, and no wider than the land that numerator and denominator share allows.

use rust_decimal::Decimal;

use super::{Bounds, IndicatorValue};
use crate::units::{Figure, Ratio};

/// How a quotient is written.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Scale {
    /// Per cent, two decimals.
    Percent,
    /// A bare number, two decimals.
    Number,
    /// Yuan per m² → 10 000 yuan per hm² (the same number), two decimals.
    TenThousandYuanPerHectare,
    /// Yuan per m² → 10 000 yuan per mu, two decimals.
    TenThousandYuanPerMu,
    /// People per m² → people per hm², two decimals.
    PeoplePerHectare,
}

impl Scale {
    pub(crate) const fn unit(self) -> &'static str {
        match self {
            Scale::Percent => "%",
            Scale::Number => "1",
            Scale::TenThousandYuanPerHectare => "10000 yuan/hm2",
            Scale::TenThousandYuanPerMu => "10000 yuan/mu",
            Scale::PeoplePerHectare => "people/hm2",
        }
    }

    /// A quotient of m², yuan and people in the unit, exactly; `None` beyond what a ratio can be.
    pub(crate) fn in_unit(self, quotient: Ratio) -> Option<Ratio> {
        let (over, under) = (quotient.numerator(), quotient.denominator());
        match self {
            Scale::Percent => Ratio::new(over.checked_mul(Decimal::ONE_HUNDRED)?, under),
            Scale::Number | Scale::TenThousandYuanPerHectare => Some(quotient),
            // 1 mu = 10 000/15 m²: yuan/m² × 10 000/15 / 10 000 = yuan/m² / 15.
            Scale::TenThousandYuanPerMu => Ratio::new(over, under.checked_mul(Decimal::from(15))?),
            Scale::PeoplePerHectare => Ratio::new(over.checked_mul(Decimal::from(10_000))?, under),
        }
    }

    /// The bounds as they are written: divided exactly and rounded once.
    pub(super) fn value(self, range: Range, has_least: bool) -> IndicatorValue {
        let figure = |ratio: Ratio| Figure::from_number(self.in_unit(ratio)?.rounded(2)).ok();
        let (low, high) = (range.low.and_then(figure), range.high.and_then(figure));
        match (low, high) {
            (Some(_), Some(high)) if range.is_single() => IndicatorValue::Known(high),
            (Some(low), Some(high)) => IndicatorValue::Bounded { low, high },
            (Some(low), None) if has_least => IndicatorValue::AtLeast(low),
            _ => IndicatorValue::Unknown,
        }
    }
}

/// Exact bounds of a quotient; `None` where nothing bounds it on that side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Range {
    pub(crate) low: Option<Ratio>,
    pub(crate) high: Option<Ratio>,
}

impl Range {
    /// Of a quotient about which nothing is known, or whose denominator is zero.
    pub(crate) const UNKNOWN: Range = Range { low: None, high: None };

    /// The quotient of independent terms; the denominator is an extent, never below zero, the numerator may be (a refund
    /// of tax).
    pub(super) fn of(numerator: &Bounds, denominator: &Bounds) -> Range {
        let (least, most) = (denominator.low, denominator.high);
        if numerator.high == Some(numerator.low) && most == Some(least) {
            let quotient = Ratio::new(numerator.low, least);
            return Range { low: quotient, high: quotient };
        }
        // Over a denominator that nothing bounds, the quotient comes as near to zero as one likes.
        let over_most = |over| match most {
            Some(most) => Ratio::new(over, most),
            None => Some(Ratio::ZERO),
        };
        let low = if numerator.low.is_sign_negative() {
            Ratio::new(numerator.low, least)
        } else {
            over_most(numerator.low)
        };
        let high = numerator.high.and_then(|over| {
            if over.is_sign_negative() { over_most(over) } else { Ratio::new(over, least) }
        });
        Range { low, high }
    }

    /// The part of these bounds that the others allow; where they contradict each other, these alone.
    pub(super) fn within(self, other: &Range) -> Range {
        let low = match (self.low, other.low) {
            (Some(one), Some(other)) => Some(one.max(other)),
            (one, other) => one.or(other),
        };
        let high = match (self.high, other.high) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        match (low, high) {
            (Some(low), Some(high)) if low > high => self,
            _ => Range { low, high },
        }
    }

    /// Whether there is one value only.
    pub(super) fn is_single(self) -> bool {
        self.low.is_some() && self.low == self.high
    }
}

/// Numerator = common + over, denominator = common + under: three extents that have nothing to do with each other.
pub(crate) struct Overlap {
    pub(super) common: Bounds,
    pub(super) over: Bounds,
    pub(super) under: Bounds,
}

impl Overlap {
    /// A part of a whole; `None` where the part is certainly more than the whole, which is a contradiction to be shown.
    pub(super) fn part_of(part: &Bounds, whole: &Bounds, least_rest: Decimal) -> Option<Overlap> {
        if whole.high.is_some_and(|most| part.low > most) {
            return None;
        }
        let least = part.high.and_then(|most| whole.low.checked_sub(most)).unwrap_or_default();
        let rest = Bounds {
            low: least.max(least_rest).max(Decimal::ZERO),
            high: whole.high.and_then(|most| most.checked_sub(part.low)),
            missing: Vec::new(),
        };
        Some(Overlap { common: part.clone(), over: Bounds::zero(), under: rest })
    }

    /// The least and the most of (common + over) / (common + under): it grows with `over` and falls with `under`, and in
    /// between it moves towards 1 with `common`, so that the ends of `common` decide.
    pub(super) fn range(&self) -> Range {
        let at = |common: Option<Decimal>, over: Decimal, under: Decimal| match common {
            Some(common) => Ratio::new(common.checked_add(over)?, common.checked_add(under)?),
            None => Some(Ratio::ONE),
        };
        let ends = [Some(self.common.low), self.common.high];
        let low = match self.under.high {
            Some(under) => ends.into_iter().filter_map(|end| at(end, self.over.low, under)).min(),
            None => Some(Ratio::ZERO),
        };
        let high = self.over.high.and_then(|over| {
            let under = self.under.low;
            // The least common land over nothing: beyond all bounds, unless there is nothing above either.
            if self.common.low.is_zero() && under.is_zero() && !over.is_zero() {
                return None;
            }
            ends.into_iter().filter_map(|end| at(end, over, under)).max()
        });
        Range { low, high }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    fn bounds(low: u32, high: Option<u32>) -> Bounds {
        Bounds { low: low.into(), high: high.map(Decimal::from), missing: Vec::new() }
    }

    fn percent(range: Range) -> (Option<String>, Option<String>) {
        let text = |ratio: Option<Ratio>| ratio.map(|ratio| ratio.percent(0).to_string());
        (text(range.low), text(range.high))
    }

    #[test]
    fn common_land_narrows_a_quotient() {
        let exactly = |area| bounds(area, Some(area));
        // (common, over, under, least, most)
        let rows = [
            // 50 of 50 to 90 of 90: all of it, whatever it is.
            (bounds(50, Some(90)), exactly(0), exactly(0), Some("100"), Some("100")),
            // 50 / 80 to 90 / 120.
            (bounds(50, Some(90)), exactly(0), exactly(30), Some("63"), Some("75")),
            // More above than below: 80 / 50 down to 120 / 90.
            (bounds(50, Some(90)), exactly(30), exactly(0), Some("133"), Some("160")),
            // Nothing bounds the common land: up to 100 %.
            (bounds(0, None), exactly(0), exactly(500), Some("0"), Some("100")),
            // The rest has no bound.
            (exactly(50), exactly(0), bounds(0, None), Some("0"), Some("100")),
            // 30 over nothing has no bound; 30 + 90 over 90 is the least.
            (bounds(0, Some(90)), exactly(30), exactly(0), Some("133"), None),
            // Nothing over nothing.
            (exactly(0), exactly(0), exactly(0), None, None),
        ];
        for (common, over, under, low, high) in rows {
            let found = percent(Overlap { common, over, under }.range());
            assert_eq!(found, (low.map(str::to_owned), high.map(str::to_owned)));
        }
    }

    #[test]
    fn a_part_that_is_more_than_its_whole_is_not_capped() {
        assert!(Overlap::part_of(&bounds(101, None), &bounds(0, Some(100)), 0.into()).is_none());
        let part = Overlap::part_of(&bounds(100, None), &bounds(0, Some(100)), 0.into());
        assert_eq!(percent(part.unwrap().range()), (Some("100".into()), Some("100".into())));
        // 40 to 60 of at least 50, of which at least 10 are other land: at most 60 of 70.
        let part = Overlap::part_of(&bounds(40, Some(60)), &bounds(50, Some(200)), 10.into());
        assert_eq!(percent(part.unwrap().range()), (Some("20".into()), Some("86".into())));
    }
}
