//! Sums of which some parts are not known: the least and, where anything bounds it, the most they can be.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::IndicatorValue;
use crate::finding::Text;
use crate::units::Figure;

/// Facts that are missing, of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Missing {
    /// Which fact.
    pub fact: Text,
    /// How many subjects lack it.
    pub count: u64,
    /// The first of them, in order, at most three.
    pub examples: Vec<String>,
}

/// A sum, or an interval for it (区间值).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Bounds {
    /// The least that the sum can be: missing parts count 0. No least where `high` is `None` and parts can be
    /// below zero.
    pub low: Decimal,
    /// The most that it can be; `None` where nothing bounds it.
    pub high: Option<Decimal>,
    /// What is missing.
    pub missing: Vec<Missing>,
}

impl Bounds {
    /// A sum of nothing.
    pub(crate) const fn zero() -> Bounds {
        Bounds { low: Decimal::ZERO, high: Some(Decimal::ZERO), missing: Vec::new() }
    }

    /// Adds a part that is known.
    pub(crate) fn add(&mut self, part: Decimal) {
        self.low = self.low.checked_add(part).unwrap_or(self.low);
        self.high = self.high.and_then(|high| high.checked_add(part));
    }

    /// Adds a part that is missing: between 0 and `most`, or without bound.
    pub(crate) fn add_missing(&mut self, most: Option<Decimal>, fact: &Text, subject: &str) {
        self.high = match (self.high, most) {
            (Some(high), Some(most)) => high.checked_add(most),
            _ => None,
        };
        let known = self.missing.iter_mut().find(|missing| missing.fact == *fact);
        match known {
            Some(missing) => {
                missing.count += 1;
                if missing.examples.len() < 3 {
                    missing.examples.push(subject.to_owned());
                }
            }
            None => self.missing.push(Missing {
                fact: fact.clone(),
                count: 1,
                examples: vec![subject.to_owned()],
            }),
        }
    }

    /// A part, or if it is missing its bounds 0 and `most`.
    pub(crate) fn of(
        value: Option<Decimal>,
        most: Option<Decimal>,
        fact: &Text,
        subject: &str,
    ) -> Bounds {
        let mut part = Bounds::zero();
        match value {
            Some(value) => part.add(value),
            None => part.add_missing(most, fact, subject),
        }
        part
    }

    /// This, or nothing at all, as the missing fact decides.
    pub(crate) fn in_doubt(mut self, fact: &Text, subject: &str) -> Bounds {
        if self.low.is_zero() && self.high == Some(Decimal::ZERO) {
            return self;
        }
        self.low = self.low.min(Decimal::ZERO);
        self.high = self.high.map(|high| high.max(Decimal::ZERO));
        self.add_missing(Some(Decimal::ZERO), fact, subject);
        self
    }

    /// Says that the sum is at most this much, if it is known and not below what is certain anyway.
    pub(crate) fn at_most(&mut self, most: Option<Decimal>) {
        let Some(most) = most.filter(|_| !self.missing.is_empty()) else { return };
        let most = most.max(self.low);
        self.high = Some(self.high.map_or(most, |high| high.min(most)));
    }

    /// Notes what a figure that depends on the same subjects lacks: of one fact, the larger count stays.
    pub(crate) fn lacks(&mut self, other: &[Missing]) {
        for item in other {
            match self.missing.iter_mut().find(|missing| missing.fact == item.fact) {
                Some(missing) if missing.count < item.count => *missing = item.clone(),
                Some(_) => {}
                None => self.missing.push(item.clone()),
            }
        }
    }

    /// Adds another sum with its bounds and what it lacks.
    pub(crate) fn merge(&mut self, other: &Bounds) {
        self.low = self.low.checked_add(other.low).unwrap_or(self.low);
        self.high = self.high.zip(other.high).and_then(|(a, b)| a.checked_add(b));
        for item in &other.missing {
            let known = self.missing.iter_mut().find(|missing| missing.fact == item.fact);
            match known {
                Some(missing) => {
                    missing.count += item.count;
                    let room = 3_usize.saturating_sub(missing.examples.len());
                    missing.examples.extend(item.examples.iter().take(room).cloned());
                }
                None => self.missing.push(item.clone()),
            }
        }
    }

    /// The sum as a value.
    #[must_use]
    pub fn value(&self) -> IndicatorValue {
        let figure = |number| Figure::from_number(number).ok();
        match (figure(self.low), self.high.and_then(figure)) {
            (Some(low), Some(high)) if low == high => IndicatorValue::Known(high),
            (Some(low), Some(high)) => IndicatorValue::Bounded { low, high },
            _ => IndicatorValue::Unknown,
        }
    }
}
