//! A change explained: the difference of an indicator between two days, split exactly into what each parcel, entry,
//! space, piece of declared land and the boundary of the zone contributed, and why; and what corrections did to the
//! opening.

mod account;
mod changes;
mod formula;
mod parts;
mod quantity;
mod reason;
mod split;
mod stated;

pub use account::{Account, AccountPoint, ChangeGroup, Contribution, ExactFigure};
pub use parts::ChangeSubject;
pub use reason::ChangeReason;

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use self::account::{Draft, Side};
use self::changes::Delta;
use self::formula::{Formula, formula, sums, values};
use self::quantity::{Quantity, Whole};
use self::split::{Factors, Pair};
use super::quotient::Scale;
use super::{BaseQuantities, EvaluationInputs, IndicatorValue, MeasuredLand, zone_indicators};
use crate::error::{Error, Result};
use crate::finding::Text;
use crate::ledger::{AsOf, Event, Knowledge, LedgerState, known_on, said_otherwise, steps_after};

/// What is compared: the ends of two days, each as it is known.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct ChangeInput<'a> {
    /// The events of the ledger, in the order of recording.
    pub events: &'a [Event],
    /// The earlier day (期初日).
    pub from: Date,
    /// The later day (期末日).
    pub to: Date,
    /// What was measured on the map of the earlier day.
    pub land_before: &'a MeasuredLand,
    /// What was measured on the map of the later day.
    pub land_after: &'a MeasuredLand,
    /// How much of the journal is known of both days.
    pub known: Knowledge<'a>,
    /// What was known when the figure of the earlier day was published: the difference is a correction. `None`: the
    /// figure of the earlier day is taken as it is now known.
    pub published: Option<Knowledge<'a>>,
}

impl<'a> ChangeInput<'a> {
    /// Two days on one map, as now known.
    #[must_use]
    pub const fn new(
        events: &'a [Event],
        from: Date,
        to: Date,
        land: &'a MeasuredLand,
    ) -> ChangeInput<'a> {
        let known = Knowledge::Now;
        ChangeInput {
            events,
            from,
            to,
            land_before: land,
            land_after: land,
            known,
            published: None,
        }
    }
}

/// The change of an indicator between two days, with what made it (指标变动说明).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ExplainedChange {
    /// Id of the indicator, as `idle-rate`.
    pub indicator: String,
    /// Its name.
    pub name: Text,
    /// Its unit, in which the effects are too: of `%` they are percentage points.
    pub unit: String,
    /// Its formula in words.
    pub formula: Text,
    /// The opening as published: the day, and the day of knowledge if it goes by that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<AsOf>,
    /// The opening.
    pub from: AsOf,
    /// The closing.
    pub to: AsOf,
    /// The value of the opening as published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value_published: Option<IndicatorValue>,
    /// The value of the opening.
    pub value_before: IndicatorValue,
    /// The value of the closing.
    pub value_after: IndicatorValue,
    /// The account of the value; of its low and its high end where numerator and denominator are not known at each point.
    ///
    /// An end takes numerator and denominator each at its own end. Where one is a part of the other, the value itself is
    /// bounded more narrowly ([`zone_indicators`]): the ends that are explained lie at its bounds or outside them.
    pub ends: Vec<ExplainedEnd>,
}

/// The account of one end of an indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ExplainedEnd {
    /// Which end.
    pub end: ValueEnd,
    /// What made the difference, or why there is nothing to explain.
    pub outcome: ChangeOutcome,
}

/// Which end of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ValueEnd {
    /// The value itself, which is known at each point (确定值).
    Value,
    /// The least numerator over the largest denominator (下限).
    Low,
    /// The largest numerator over the least denominator (上限).
    High,
}

/// What made the difference, or why there is nothing to explain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ChangeOutcome {
    /// The account.
    Explained(Box<Account>),
    /// There is none.
    Unexplained(Unexplained),
}

/// Why there is nothing to explain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Unexplained {
    /// The denominator is zero at this point: there is no quotient.
    ZeroDenominator(ChangePoint),
    /// Facts are missing, and nothing bounds this end at this point.
    Unbounded(ChangePoint),
    /// The indicator is made of bounds that are no sums over parcels: land ready for supply lies between what is
    /// supplied and what can be built on.
    NotASum,
    /// The numbers are too long to be added exactly.
    TooLong,
}

/// One of the points that are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangePoint {
    /// The opening as published (公布的期初).
    Published,
    /// The opening as now known (期初).
    Opening,
    /// The closing (期末).
    Closing,
}

impl Unexplained {
    /// The reason in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            Unexplained::ZeroDenominator(point) => {
                let point = point.name();
                Text::new(
                    format!("{}此端的分母为零，没有商", point.zh),
                    format!("at this end the denominator of the {} is zero: no quotient", point.en),
                )
            }
            Unexplained::Unbounded(point) => {
                let point = point.name();
                Text::new(
                    format!("{}缺少事实，此端没有界限", point.zh),
                    format!("facts of the {} are missing, and nothing bounds this end", point.en),
                )
            }
            Unexplained::NotASum => Text::new(
                "该指标的取值由其他数量的上下限构成，不是各宗地之和",
                "the indicator is made of bounds of other quantities, not of sums over parcels",
            ),
            Unexplained::TooLong => {
                Text::new("数字过长，不能精确相加", "the numbers are too long to be added exactly")
            }
        }
    }
}

impl ChangePoint {
    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            ChangePoint::Published => Text::new("公布的期初", "opening as published"),
            ChangePoint::Opening => Text::new("期初", "opening"),
            ChangePoint::Closing => Text::new("期末", "closing"),
        }
    }
}

/// Explains the change of one indicator between the ends of two days (指标变动说明).
///
/// An indicator is a quotient of two sums over parcels, entries, spaces, declared land and the zone, or one such sum. What a
/// subject changed in the numerator (n) and in the denominator (d) has the effect
/// `(n·(D₀ + D₁) − d·(N₀ + N₁)) / (2·D₀·D₁)`, the mean of both orders; the effects sum to the change exactly and do not depend
/// on the order of the events. With [`ChangeInput::published`] the way goes over three points: from the opening as published to
/// the opening as now known (the correction), and from there to the closing.
///
/// Events count from the day after [`ChangeInput::from`] to [`ChangeInput::to`]. Where the value is not known at each point,
/// its low and its high end are explained each for itself. Of an indicator of taxes, events are weighed with the tax year of
/// the opening, and that another year counts in the end is a reason of its own.
///
/// ```
/// use jiff::civil::date;
/// use landledger::indicator::{ChangeInput, ChangeOutcome, MeasuredLand, explain_change};
/// use landledger::ledger::Event;
///
/// let journal = [
///     r#"{"id":"E1","effective":"2023-01-01","recorded":"2023-01-02T09:00:00","act":{"parcel-registered":
///         {"parcel":"410106001001GB00012","facts":
///         {"name":"A1","town":"410106001","tenure":"granted","registered_area_m2":"20000"}}}}"#,
///     r#"{"id":"E2","effective":"2023-05-10","recorded":"2023-05-11T09:00:00","act":{"entry-listed":
///         {"entry":"T1","parcel":"410106001001GB00012","class":"idle",
///          "causes":[{"code":"hoarding","side":"enterprise"}],"land_area_m2":"5000"}}}"#,
/// ];
/// let events: Vec<Event> = journal.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
///
/// let land = MeasuredLand::default();
/// let input = ChangeInput::new(&events, date(2023, 3, 31), date(2023, 6, 30), &land);
/// let change = explain_change(&input, "idle-rate")?;
/// let ChangeOutcome::Explained(account) = &change.ends[0].outcome else { panic!() };
/// assert_eq!(account.change.shown.to_string(), "25.0000"); // percentage points
/// assert_eq!(account.groups[0].name.en, "listed: hoarding (enterprise)");
/// # Ok::<(), landledger::Error>(())
/// ```
///
/// # Errors
///
/// If there is no such indicator, or the days are in the wrong order.
pub fn explain_change(input: &ChangeInput<'_>, indicator: &str) -> Result<ExplainedChange> {
    let comparison = Comparison::of(input)?;
    comparison.explain(indicator).ok_or_else(|| {
        let ids = comparison.indicators().join(" ");
        Error::argument(("指标", "indicator"), ids.as_str(), indicator)
    })
}

/// Explains the change of every indicator, in the order of the report; then the plain sums: land and number of entries on
/// the ledger, idle, supplied and built land, surveyed and vacant floor area.
///
/// # Errors
///
/// As [`explain_change`].
pub fn explain_changes(input: &ChangeInput<'_>) -> Result<Vec<ExplainedChange>> {
    let comparison = Comparison::of(input)?;
    let ids = comparison.indicators();
    Ok(ids.iter().filter_map(|id| comparison.explain(id)).collect())
}

/// The indicators of two states of one day, the second of which is the first with something done on paper: what each plot does
/// to the change.
pub(super) fn on_paper(
    before: &LedgerState,
    after: LedgerState,
    land: &MeasuredLand,
    inputs: &EvaluationInputs,
) -> Vec<ExplainedChange> {
    let mut real = changes::corrections(before, &after, land, &BTreeMap::new());
    for delta in &mut real {
        delta.reason = ChangeReason::PlanCarriedOut;
        // A plot with its entries and spaces is one player.
        if let Some(parcel) = delta.subject.parcel().copied() {
            delta.subject = ChangeSubject::Parcel(parcel);
        }
    }
    let opening = Point::with_inputs(before.clone(), land, inputs);
    let closing = stated::carried_on(&opening, after, land, inputs, &real);
    let comparison =
        Comparison { published: None, opening, closing, corrections: Vec::new(), real };
    let ids = comparison.indicators();
    ids.iter().filter_map(|id| comparison.explain(id)).collect()
}

/// One point: its state and its quantities.
struct Point {
    state: LedgerState,
    whole: Whole,
}

impl Point {
    fn new(state: LedgerState, land: &MeasuredLand) -> Point {
        Point::with_inputs(state, land, &EvaluationInputs::default())
    }

    fn with_inputs(state: LedgerState, land: &MeasuredLand, inputs: &EvaluationInputs) -> Point {
        let base = BaseQuantities::with_inputs(&state, land, inputs);
        let whole = Whole::of(&state, base);
        Point { state, whole }
    }
}

/// The points that are compared and everything that changed between them.
struct Comparison {
    published: Option<Point>,
    opening: Point,
    closing: Point,
    corrections: Vec<Delta>,
    real: Vec<Delta>,
}

impl Comparison {
    fn of(input: &ChangeInput<'_>) -> Result<Comparison> {
        let ChangeInput { events, from, to, known, .. } = *input;
        if to < from {
            let expected = (
                format!("不早于期初日 {from} 的日期"),
                format!("a day not before the opening's {from}"),
            );
            return Err(Error::argument(("期末日", "closing day"), expected, to.to_string()));
        }
        let opening = known_on(events, known, from).state;
        let (history, steps) = steps_after(events, known, from, to);
        let before = (&opening, input.land_before);
        let real = changes::real(before, (&history, input.land_after), &steps);
        let opening = Point::new(opening, input.land_before);
        let (mut published, mut corrections) = (None, Vec::new());
        if let Some(then) = input.published {
            let state = known_on(events, then, from).state;
            let said = said_otherwise(events, from, then, known);
            corrections = changes::corrections(&state, &opening.state, input.land_before, &said);
            published = Some(Point::new(state, input.land_before));
        }
        let closing = Point::new(history.state, input.land_after);
        Ok(Comparison { published, opening, closing, corrections, real })
    }

    /// The ids of all indicators and sums.
    fn indicators(&self) -> Vec<String> {
        let rows = zone_indicators(&self.closing.whole.base).into_iter().map(|row| row.id);
        rows.chain(sums().map(ToOwned::to_owned)).collect()
    }

    fn points(&self) -> Vec<(ChangePoint, &Point)> {
        let published = self.published.iter().map(|point| (ChangePoint::Published, point));
        published
            .chain([(ChangePoint::Opening, &self.opening), (ChangePoint::Closing, &self.closing)])
            .collect()
    }

    fn explain(&self, id: &str) -> Option<ExplainedChange> {
        let points = self.points();
        let wholes: Vec<&Whole> = points.iter().map(|(_, point)| &point.whole).collect();
        let (named, mut values) = values(id, &wholes)?;
        let value_after = values.pop()?;
        let value_before = values.pop()?;
        let ends = match formula(id) {
            Some(formula) => self.ends(formula, &points),
            None => vec![ExplainedEnd {
                end: ValueEnd::Value,
                outcome: ChangeOutcome::Unexplained(Unexplained::NotASum),
            }],
        };
        Some(ExplainedChange {
            indicator: id.to_owned(),
            name: named.name,
            unit: named.unit,
            formula: named.formula,
            published: self.published.as_ref().map(|point| point.state.as_of),
            from: self.opening.state.as_of,
            to: self.closing.state.as_of,
            value_published: values.pop(),
            value_before,
            value_after,
            ends,
        })
    }

    fn ends(&self, formula: Formula, points: &[(ChangePoint, &Point)]) -> Vec<ExplainedEnd> {
        let is_known = |quantity: Quantity| {
            points.iter().all(|(_, point)| {
                let bounds = point.whole.bounds(quantity);
                bounds.high == Some(bounds.low)
            })
        };
        let known = is_known(formula.numerator) && formula.denominator.is_none_or(is_known);
        let ends = if known { vec![ValueEnd::Value] } else { vec![ValueEnd::Low, ValueEnd::High] };
        let explained = ends.into_iter().map(|end| {
            let outcome = self.account(formula, points, end);
            let outcome = match outcome {
                Ok(account) => ChangeOutcome::Explained(Box::new(account)),
                Err(reason) => ChangeOutcome::Unexplained(reason),
            };
            ExplainedEnd { end, outcome }
        });
        explained.collect()
    }

    fn account(
        &self,
        formula: Formula,
        points: &[(ChangePoint, &Point)],
        end: ValueEnd,
    ) -> Result<Account, Unexplained> {
        let over_side = if end == ValueEnd::High { Side::High } else { Side::Low };
        let mut chosen: Vec<(Pair, Side)> = Vec::with_capacity(points.len());
        let mut under_at_end: Vec<Decimal> = Vec::new();
        for (name, point) in points {
            let unbounded = Unexplained::Unbounded(*name);
            let numerator = point.whole.bounds(formula.numerator);
            // Money can be below zero: without a most it has no least.
            if numerator.high.is_none() && !formula.has_least {
                return Err(unbounded);
            }
            let over = match over_side {
                Side::Low => numerator.low,
                Side::High => numerator.high.ok_or(unbounded)?,
            };
            let under_of = |side: Side| match (formula.denominator, side) {
                (None, _) => Ok(Decimal::ONE),
                (Some(quantity), Side::Low) => Ok(point.whole.bounds(quantity).low),
                (Some(quantity), Side::High) => point.whole.bounds(quantity).high.ok_or(unbounded),
            };
            // As the indicator itself: below zero, the end lies over the other end of the denominator.
            let side = match (end, over.is_sign_negative()) {
                (ValueEnd::Value, _) | (ValueEnd::Low, true) | (ValueEnd::High, false) => Side::Low,
                (ValueEnd::Low, false) | (ValueEnd::High, true) => Side::High,
            };
            if let Some((_, before)) = chosen.last() {
                under_at_end.push(under_of(*before)?);
            }
            let under = under_of(side)?;
            if under.is_zero() {
                return Err(Unexplained::ZeroDenominator(*name));
            }
            chosen.push((Pair { over, under }, side));
        }
        let corrections = self.published.as_ref().map(|_| self.corrections.as_slice());
        let draft = Draft {
            numerator: formula.numerator,
            denominator: formula.denominator,
            over_side,
            points: chosen,
            legs: corrections.into_iter().chain([self.real.as_slice()]).collect(),
            under_at_end,
            factors: factors(formula.scale),
        };
        let account = draft.account(|code| {
            let states = [&self.closing.state, &self.opening.state];
            let mut parcels = states.into_iter().filter_map(|state| state.parcels.get(code));
            parcels.next().map(|parcel| parcel.facts.name.clone()).unwrap_or_default()
        });
        account.ok_or(Unexplained::TooLong)
    }
}

/// How a quotient becomes a figure in the unit of the indicator.
fn factors(scale: Scale) -> Factors {
    let one = Decimal::ONE;
    match scale {
        Scale::Percent => Factors { over: Decimal::ONE_HUNDRED, under: one },
        Scale::Number | Scale::TenThousandYuanPerHectare => Factors { over: one, under: one },
        Scale::PeoplePerHectare => Factors { over: Decimal::from(10_000), under: one },
        // As in the indicator: yuan/m² / 15.
        Scale::TenThousandYuanPerMu => Factors { over: one, under: Decimal::from(15) },
    }
}
