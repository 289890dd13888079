//! [`PlotShare`]: the part that a plot has in a plan for several.

use std::collections::BTreeSet;
use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

use super::Plan;
use crate::codes::ParcelCode;
use crate::finding::Text;
use crate::units::Ratio;

/// The part that a plot has in a plan for several (各宗地份额), as a fraction: thirds are no decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PlotShare {
    /// The plot.
    pub parcel: ParcelCode,
    /// So many parts,
    pub part: u32,
    /// of so many.
    pub of: NonZeroU32,
}

impl PlotShare {
    /// So many parts of so many.
    #[must_use]
    pub const fn new(parcel: ParcelCode, part: u32, of: NonZeroU32) -> PlotShare {
        PlotShare { parcel, part, of }
    }
}

impl Plan {
    /// The share of a plot; equal ones where the plan says none, and `None` for a plot that it is not for.
    ///
    /// ```
    /// use landledger::law::Method;
    /// use landledger::plan::Plan;
    /// use landledger::units::Ratio;
    ///
    /// let plots = ["410106001001GB00001", "410106001001GB00002", "410106001001GB00003"];
    /// let plots: Vec<landledger::codes::ParcelCode> = plots.iter().map(|code| code.parse().unwrap()).collect();
    /// let plan = Plan::new("P1".parse()?, plots.clone(), vec![Method::SelfUpgrade], "管委会");
    /// assert_eq!(plan.share_of(&plots[0]), Some(Ratio::ONE_THIRD));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn share_of(&self, parcel: &ParcelCode) -> Option<Ratio> {
        if self.contents.shares.is_empty() {
            let count = u32::try_from(self.parcels.len()).ok()?;
            let is_own = self.parcels.contains(parcel);
            return is_own.then(|| Ratio::new(1.into(), count.into()))?;
        }
        let share = self.contents.shares.iter().find(|share| share.parcel == *parcel)?;
        Ratio::new(share.part.into(), share.of.get().into())
    }

    /// A plot gave way to others: each gets an equal part of its share, on top of what it has. Shares with denominators too
    /// large to be written down are dropped, which makes them equal ones.
    pub(crate) fn hand_over_share(&mut self, from: &ParcelCode, heirs: &BTreeSet<ParcelCode>) {
        self.state_equal_shares();
        let shares = &mut self.contents.shares;
        let Some(at) = shares.iter().position(|share| share.parcel == *from) else { return };
        let old = shares.remove(at);
        if let Some(handed) = handed_over(shares, old, heirs) {
            *shares = handed;
        } else {
            shares.clear();
        }
    }

    /// Equal shares are written down before a plot gives way to others, or those that stay would get another share.
    fn state_equal_shares(&mut self) {
        let count = u32::try_from(self.parcels.len()).ok().and_then(NonZeroU32::new);
        let Some(count) = count.filter(|count| self.contents.shares.is_empty() && count.get() > 1)
        else {
            return;
        };
        self.contents.shares =
            self.parcels.iter().map(|parcel| PlotShare::new(*parcel, 1, count)).collect();
    }

    /// Why the shares are none: not of the plots of the plan, each once, or not the whole together.
    pub(crate) fn shares_fault(&self) -> Option<Text> {
        let shares = &self.contents.shares;
        if shares.is_empty() {
            return None;
        }
        let stated: BTreeSet<ParcelCode> = shares.iter().map(|share| share.parcel).collect();
        let plots: BTreeSet<ParcelCode> = self.parcels.iter().copied().collect();
        if stated != plots || stated.len() != shares.len() {
            return Some(Text::new(
                "份额应与方案宗地一一对应",
                "the shares must be of the plots of the plan, one each",
            ));
        }
        let sum = shares.iter().try_fold(Fraction { part: 0, of: 1 }, |sum, share| {
            sum.plus(Fraction { part: share.part.into(), of: share.of.get().into() })
        });
        match sum {
            Some(sum) if sum.part == sum.of => None,
            Some(Fraction { part, of }) => Some(Text::new(
                format!("各宗地份额合计应为 1，实为 {part}/{of}"),
                format!("the shares must be the whole together, found {part}/{of}"),
            )),
            None => Some(Text::new(
                "份额的分母过大，无法精确合计",
                "the shares have denominators too large to be added exactly",
            )),
        }
    }
}

fn handed_over(
    others: &[PlotShare],
    old: PlotShare,
    heirs: &BTreeSet<ParcelCode>,
) -> Option<Vec<PlotShare>> {
    let of = u128::from(old.of.get()).checked_mul(u128::try_from(heirs.len()).ok()?)?;
    let own = Fraction { part: old.part.into(), of };
    let mut shares = others.to_vec();
    for heir in heirs {
        let has = shares.iter().position(|share| share.parcel == *heir);
        let before = match has.map(|at| shares.remove(at)) {
            Some(share) => Fraction { part: share.part.into(), of: share.of.get().into() },
            None => Fraction { part: 0, of: 1 },
        };
        let Fraction { part, of } = before.plus(own)?;
        let of = NonZeroU32::new(u32::try_from(of).ok()?)?;
        shares.push(PlotShare::new(*heir, u32::try_from(part).ok()?, of));
    }
    Some(shares)
}

/// A fraction in lowest terms, or as given.
#[derive(Clone, Copy)]
struct Fraction {
    part: u128,
    of: u128,
}

impl Fraction {
    fn plus(self, other: Fraction) -> Option<Fraction> {
        let left = self.part.checked_mul(other.of)?;
        let right = other.part.checked_mul(self.of)?;
        let (part, of) = (left.checked_add(right)?, self.of.checked_mul(other.of)?);
        let common = greatest_common_divisor(part, of);
        Some(Fraction { part: part.checked_div(common)?, of: of.checked_div(common)? })
    }
}

/// Of numbers that are not both zero.
fn greatest_common_divisor(mut a: u128, mut b: u128) -> u128 {
    while let Some(rest) = a.checked_rem(b) {
        (a, b) = (b, rest);
    }
    a
}
