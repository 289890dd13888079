//! The account of a change: where the figure was and is, and what made the difference.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::changes::{Delta, net_missing};
use super::parts::ChangeSubject;
use super::quantity::Quantity;
use super::reason::ChangeReason;
use super::split::{Factors, Pair, split};
use crate::codes::ParcelCode;
use crate::finding::Text;
use crate::ledger::EventId;
use crate::units::{Figure, Fraction, round_to_total};

/// Decimals of the figures that are shown.
pub(super) const PLACES: u32 = 4;

/// A figure in the unit of the indicator: exact, and rounded as it is shown.
///
/// All exact figures of an account are over one denominator, so that anybody can add their numerators; the shown ones, with
/// four decimals, are rounded so that they add up too (largest remainders, 最大余额法).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ExactFigure {
    /// The exact figure.
    pub exact: Fraction,
    /// The figure as it is shown.
    pub shown: Figure,
}

/// The figure at one point: numerator, denominator, quotient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AccountPoint {
    /// The numerator, in its own unit; of a plain sum the sum.
    pub numerator: Figure,
    /// The denominator; of a plain sum 1.
    pub denominator: Figure,
    /// The quotient.
    pub value: ExactFigure,
}

/// What one subject contributes to the change for one reason (变动贡献).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Contribution {
    /// Which subject.
    pub subject: ChangeSubject,
    /// The name of its parcel; empty if it has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Why.
    pub reason: ChangeReason,
    /// The events that did it, in the order in which they took effect; of a correction those that say it. Empty where the
    /// map or the calendar did it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<EventId>,
    /// By how much it changed the numerator, in the unit of that.
    pub numerator: Figure,
    /// By how much it changed the denominator.
    pub denominator: Figure,
    /// By how much it changed the indicator.
    pub effect: ExactFigure,
}

/// The contributions for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ChangeGroup {
    /// The reason.
    pub reason: ChangeReason,
    /// Its name.
    pub name: Text,
    /// The sum of the changes of the numerator.
    pub numerator: Figure,
    /// The sum of the changes of the denominator.
    pub denominator: Figure,
    /// The sum of the effects.
    pub effect: ExactFigure,
    /// The contributions, the largest effect first, either way; of equals by subject.
    pub contributions: Vec<Contribution>,
}

/// What made the difference between two figures (变动说明): the effects sum to the change, exactly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Account {
    /// The opening as it was published, if that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<AccountPoint>,
    /// The opening as it is now known.
    pub opening: AccountPoint,
    /// The closing.
    pub closing: AccountPoint,
    /// The closing less the opening as published, or, without one, as now known.
    pub change: ExactFigure,
    /// The opening as now known less the opening as published; absent if nothing about them differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<ChangeGroup>,
    /// The closing less the opening as now known, by reason, the largest effect first.
    pub groups: Vec<ChangeGroup>,
}

impl Account {
    /// Every contribution, those of the correction first.
    pub fn contributions(&self) -> impl Iterator<Item = &Contribution> {
        self.correction.iter().chain(&self.groups).flat_map(|group| &group.contributions)
    }
}

/// Which end of a sum counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Low,
    High,
}

/// What an account is made from: points, and the deltas of the legs between them.
pub(super) struct Draft<'a> {
    pub(super) numerator: Quantity,
    pub(super) denominator: Option<Quantity>,
    /// The end of the numerator, and at each point that of the denominator.
    pub(super) over_side: Side,
    pub(super) points: Vec<(Pair, Side)>,
    pub(super) legs: Vec<&'a [Delta]>,
    /// For each leg the denominator at its end, taken from the side of its start.
    pub(super) under_at_end: Vec<Decimal>,
    pub(super) factors: Factors,
}

type Key = (ChangeReason, ChangeSubject);
type Moved = (Pair, Vec<EventId>);
type Sums = BTreeMap<Key, Moved>;

/// A contribution that is not rounded yet.
struct Raw {
    reason: ChangeReason,
    subject: ChangeSubject,
    pair: Pair,
    events: Vec<EventId>,
    effect: Fraction,
}

impl Draft<'_> {
    /// `None` if a number is too long, or anything does not add up.
    pub(super) fn account(self, name_of: impl Fn(&ParcelCode) -> String) -> Option<Account> {
        let mut legs: Vec<Vec<(Key, Moved)>> = Vec::new();
        for (at, deltas) in self.legs.iter().enumerate() {
            legs.push(self.sums(at, deltas)?.into_iter().collect());
        }
        let points: Vec<Pair> = self.points.iter().map(|(pair, _)| *pair).collect();
        let pairs: Vec<Vec<Pair>> =
            legs.iter().map(|leg| leg.iter().map(|(_, (pair, _))| *pair).collect()).collect();
        let found = split(&points, &pairs, self.factors)?;
        let shown: Vec<Decimal> =
            found.values.iter().map(|value| value.rounded(PLACES)).collect::<Option<_>>()?;
        let mut groups: Vec<Vec<ChangeGroup>> = Vec::new();
        for ((leg, effects), ends) in legs.into_iter().zip(found.legs).zip(shown.windows(2)) {
            let [start, end] = ends else { return None };
            let rows = leg.into_iter().zip(effects).map(|((key, (pair, events)), effect)| {
                let (reason, subject) = key;
                Raw { reason, subject, pair, events, effect }
            });
            groups.push(grouped(rows.collect(), end.checked_sub(*start)?, &name_of)?);
        }
        let values = points.iter().zip(&found.values).zip(&shown);
        let mut points = values
            .map(|((pair, exact), shown)| {
                Some(AccountPoint {
                    numerator: figure(pair.over)?,
                    denominator: figure(pair.under)?,
                    value: ExactFigure { exact: *exact, shown: figure(*shown)? },
                })
            })
            .collect::<Option<Vec<_>>>()?
            .into_iter();
        let (first, last) = (points.next()?, points.next_back()?);
        let (published, opening) = match points.next() {
            Some(opening) => (Some(first), opening),
            None => (None, first),
        };
        let mut groups = groups.into_iter();
        let correction = match published {
            Some(_) => groups.next()?.pop(),
            None => None,
        };
        let groups = groups.next()?;
        let change = ExactFigure {
            exact: last.value.exact.less(first.value.exact)?,
            shown: last.value.shown.checked_sub(first.value.shown)?,
        };
        Some(Account { published, opening, closing: last, change, correction, groups })
    }

    /// The changes of a leg by reason and subject, and what closes it where the denominator's side changes.
    fn sums(&self, leg: usize, deltas: &[Delta]) -> Option<Sums> {
        let (_, side) = *self.points.get(leg)?;
        let (end, _) = *self.points.get(leg + 1)?;
        let quantities: Vec<Quantity> =
            std::iter::once(self.numerator).chain(self.denominator).collect();
        let net = net_missing(deltas);
        let mut sums = Sums::new();
        for delta in deltas {
            let amount = |quantity: Quantity, side: Side| {
                let amount = delta.change.get(&quantity).copied().unwrap_or_default();
                match side {
                    Side::Low => amount.low,
                    Side::High => amount.high,
                }
            };
            let pair = Pair {
                over: amount(self.numerator, self.over_side),
                under: self.denominator.map_or(Decimal::ZERO, |quantity| amount(quantity, side)),
            };
            let key = (delta.reason_for(&quantities, &net), delta.subject.clone());
            add(&mut sums, key, pair, &delta.events)?;
        }
        let rest = end.under.checked_sub(*self.under_at_end.get(leg)?)?;
        // Whatever restates the opening is a correction.
        let restates = self.points.len() > 2 && leg == 0;
        let other = if restates { ChangeReason::Correction } else { ChangeReason::OtherBound };
        let closing = Pair { over: Decimal::ZERO, under: rest };
        add(&mut sums, (other, ChangeSubject::Zone), closing, &[])?;
        sums.retain(|_, (pair, _)| !pair.over.is_zero() || !pair.under.is_zero());
        Some(sums)
    }
}

fn add(
    sums: &mut Sums,
    key: (ChangeReason, ChangeSubject),
    pair: Pair,
    events: &[EventId],
) -> Option<()> {
    let zero = Pair { over: Decimal::ZERO, under: Decimal::ZERO };
    let (sum, by) = sums.entry(key).or_insert_with(|| (zero, Vec::new()));
    sum.over = sum.over.checked_add(pair.over)?;
    sum.under = sum.under.checked_add(pair.under)?;
    for event in events {
        if !by.contains(event) {
            by.push(event.clone());
        }
    }
    Some(())
}

/// Groups and rows of a leg whose shown figures sum to `total`.
fn grouped(
    rows: Vec<Raw>,
    total: Decimal,
    name_of: &impl Fn(&ParcelCode) -> String,
) -> Option<Vec<ChangeGroup>> {
    let mut by_reason: BTreeMap<ChangeReason, Vec<Raw>> = BTreeMap::new();
    for row in rows {
        by_reason.entry(row.reason).or_default().push(row);
    }
    let mut groups: Vec<(Fraction, ChangeReason, Vec<Raw>)> = Vec::new();
    for (reason, mut rows) in by_reason {
        rows.sort_by(|a, b| {
            b.effect.magnitude().cmp(&a.effect.magnitude()).then_with(|| a.subject.cmp(&b.subject))
        });
        groups.push((Fraction::sum(rows.iter().map(|row| row.effect))?, reason, rows));
    }
    groups.sort_by(|a, b| b.0.magnitude().cmp(&a.0.magnitude()).then_with(|| a.1.cmp(&b.1)));
    let sums: Vec<Fraction> = groups.iter().map(|(sum, ..)| *sum).collect();
    let shown = shown(&sums, total)?;
    let groups = groups.into_iter().zip(shown);
    groups.map(|((sum, reason, rows), shown)| group(reason, rows, sum, shown, name_of)).collect()
}

fn group(
    reason: ChangeReason,
    rows: Vec<Raw>,
    sum: Fraction,
    total: Decimal,
    name_of: &impl Fn(&ParcelCode) -> String,
) -> Option<ChangeGroup> {
    let effects: Vec<Fraction> = rows.iter().map(|row| row.effect).collect();
    let shown = shown(&effects, total)?;
    let [mut over, mut under] = [Decimal::ZERO; 2];
    let mut contributions = Vec::with_capacity(rows.len());
    for (row, shown) in rows.into_iter().zip(shown) {
        over = over.checked_add(row.pair.over)?;
        under = under.checked_add(row.pair.under)?;
        contributions.push(Contribution {
            name: row.subject.parcel().map(name_of).unwrap_or_default(),
            subject: row.subject,
            reason,
            events: row.events,
            numerator: figure(row.pair.over)?,
            denominator: figure(row.pair.under)?,
            effect: ExactFigure { exact: row.effect, shown: figure(shown)? },
        });
    }
    Some(ChangeGroup {
        reason,
        name: reason.name(),
        numerator: figure(over)?,
        denominator: figure(under)?,
        effect: ExactFigure { exact: sum, shown: figure(total)? },
        contributions,
    })
}

/// The fractions rounded so that they sum to a total that is rounded already.
fn shown(fractions: &[Fraction], total: Decimal) -> Option<Vec<Decimal>> {
    // As many decimals as there is room for: they only decide which rows are rounded up.
    let number =
        |fraction: &Fraction| [14, 9, 6].into_iter().find_map(|places| fraction.rounded(places));
    let numbers: Vec<Decimal> = fractions.iter().map(number).collect::<Option<_>>()?;
    round_to_total(&numbers, total, PLACES)
}

fn figure(number: Decimal) -> Option<Figure> {
    Figure::from_number(number).ok()
}
