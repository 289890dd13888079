//! Figures of a zone that cannot all be true.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{BaseQuantities, Bounds};
use crate::finding::{Code, Finding, Text};
use crate::units::Figure;

/// A relation that holds between the figures of any zone (勾稽关系).
///
/// That A1, A2, A3 and the rest are at most A needs no row: A is their sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ZoneRelation {
    /// A ≤ D: what is built is supplied (已建成不大于已供应).
    BuiltWithinSupplied,
    /// D ≤ A + B21: what is supplied has reached the condition for supply (已供应不大于已达供地条件).
    SuppliedWithinReady,
    /// What is supplied and not built is part of B21 (已供应未建成不大于填报的 B21).
    UnbuiltWithinReady,
    /// A ∪ D and A + B21 are within the zone without C (已利用不大于可建设).
    UsedWithinBuildable,
    /// Buildings cover at most A (建筑基底不大于已建成).
    BaseWithinBuilt,
    /// G ≤ D: idle land is supplied (闲置不大于已供应).
    IdleWithinSupplied,
    /// Idle and low-efficiency land, which exclude each other, are together at most D (台账面积不大于已供应).
    ListedWithinSupplied,
    /// D22 ≤ D2 (已到期不大于有偿使用).
    ExpiredWithinPaid,
    /// E is within the buildable land that is not supplied (尚可供应不大于未供应).
    SuppliableWithinUnsupplied,
    /// H ≤ A or D: land of high-tech industry is supplied or built (高新技术产业用地不大于已供应或已建成).
    HighTechWithinUsed,
    /// The built part of a parcel is at most the parcel (宗地已建成面积不大于宗地).
    BuiltWithinParcel,
    /// Buildings cover at most their parcel (宗地建筑基底不大于宗地).
    BaseWithinParcel,
}

/// Figures of a zone that contradict each other (数据矛盾): a relation that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ZoneContradiction {
    /// Which relation.
    pub relation: ZoneRelation,
    /// `zone`, or the code of a parcel.
    pub subject: String,
    /// What was found, m²; of a sum with missing parts the least that it can be.
    pub found: Figure,
    /// The most that it should be, m².
    pub most: Figure,
    /// Both in words.
    pub message: Text,
    /// What to do.
    pub remedy: Text,
}

impl ZoneContradiction {
    /// The same as a finding.
    #[must_use]
    pub fn finding(&self) -> Finding {
        let message = Text::new(
            format!("{}。{}", self.message.zh, self.remedy.zh),
            format!("{}; {}", self.message.en, self.remedy.en),
        );
        Finding::new(Code::LedgerFiguresContradict, message).about(self.subject.as_str())
    }
}

/// A part of a parcel that is larger than the parcel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OversizedPart {
    pub(super) relation: ZoneRelation,
    pub(super) parcel: String,
    pub(super) part: Decimal,
    pub(super) land: Decimal,
}

/// The contradictions between the figures of a zone: the zone first, in the order of [`ZoneRelation`], then its parcels.
///
/// Told is only what holds whatever the missing facts are; no contradiction does not mean that all was known. A > D is real
/// where land was built on without a licence or is collective: a warning, never an error.
#[must_use]
pub fn zone_contradictions(base: &BaseQuantities) -> Vec<ZoneContradiction> {
    use ZoneRelation as Relation;

    let parts = &base.parts;
    let buildable = base.buildable();
    let mut used = Bounds::zero();
    used.add(base.least_used());
    if parts.ready_unbuilt_stated.is_some() {
        used.low = used.low.max(base.ready.low);
    }
    let sum = |one: &Bounds, other: &Bounds| {
        let mut sum = one.clone();
        sum.merge(other);
        sum
    };
    let unsupplied = buildable.high.and_then(|most| most.checked_sub(base.supplied.low));
    let unsupplied = Bounds {
        low: Decimal::ZERO,
        high: unsupplied.map(|most| most.max(Decimal::ZERO)),
        missing: Vec::new(),
    };
    let mut found = vec![
        above(Relation::BuiltWithinSupplied, &base.built, &base.supplied)
            .or_else(|| built_without_supply(base))
            .map(|found| with_collective(found, base)),
        // Without B21 as stated, A + B21 is bounded by D itself.
        parts.ready_unbuilt_stated.and_then(|_| {
            // The first says it of the zone; land built without supply can hide it there.
            above(Relation::SuppliedWithinReady, &base.supplied, &base.ready).or_else(|| {
                let (unbuilt, ready) = (&parts.supplied_unbuilt, &base.ready_unbuilt);
                above(Relation::UnbuiltWithinReady, unbuilt, ready)
            })
        }),
        above(Relation::UsedWithinBuildable, &used, &buildable),
        above(Relation::BaseWithinBuilt, &base.base, &base.built),
        above(Relation::IdleWithinSupplied, &base.idle, &base.supplied),
        above(Relation::ListedWithinSupplied, &base.listed, &base.supplied),
        above(Relation::ExpiredWithinPaid, &base.expired, &base.supplied_paid),
        above(Relation::SuppliableWithinUnsupplied, &base.suppliable, &unsupplied),
        above(
            Relation::HighTechWithinUsed,
            &base.high_tech,
            &sum(&base.supplied, &parts.unsupplied_built),
        ),
    ];
    found.extend(parts.oversized.iter().map(|oversized| {
        contradiction(oversized.relation, &oversized.parcel, oversized.part, oversized.land)
    }));
    found.into_iter().flatten().collect()
}

/// More is built without supply than is supplied and not built, whatever is supplied and built: A > D although neither is
/// known.
fn built_without_supply(base: &BaseQuantities) -> Option<ZoneContradiction> {
    let (built, unbuilt) = (base.parts.unsupplied_built.low, base.parts.supplied_unbuilt.high?);
    if built <= unbuilt {
        return None;
    }
    let common = base.parts.supplied_built.low;
    let (found, most) = (built.checked_add(common)?, unbuilt.checked_add(common)?);
    contradiction(ZoneRelation::BuiltWithinSupplied, ZONE, found, most)
}

/// Says how much of the built land is collective, which needs no supply to be lawful.
fn with_collective(mut found: ZoneContradiction, base: &BaseQuantities) -> ZoneContradiction {
    let collective = base.parts.collective_built.low;
    if !collective.is_zero() {
        found.message.zh.push_str(&format!("（已建成土地中集体土地 {collective} m²）"));
        found.message.en.push_str(&format!(" (collective land built on: {collective} m²)"));
    }
    found
}

const ZONE: &str = "zone";

fn above(relation: ZoneRelation, part: &Bounds, whole: &Bounds) -> Option<ZoneContradiction> {
    let most = whole.high?;
    if part.low <= most { None } else { contradiction(relation, ZONE, part.low, most) }
}

fn contradiction(
    relation: ZoneRelation,
    subject: &str,
    found: Decimal,
    most: Decimal,
) -> Option<ZoneContradiction> {
    let [part, whole, remedy] = relation.words();
    let parcel = if subject == ZONE {
        (String::new(), String::new())
    } else {
        (format!("宗地 {subject} 的"), format!("parcel {subject}: "))
    };
    Some(ZoneContradiction {
        relation,
        subject: subject.to_owned(),
        found: Figure::from_number(found).ok()?,
        most: Figure::from_number(most).ok()?,
        message: Text::new(
            format!("{}{} {found} m²，应不大于{} {most} m²", parcel.0, part.0, whole.0),
            format!(
                "{}expected {} of at most {most} m², {}, found {found} m²",
                parcel.1, part.1, whole.1
            ),
        ),
        remedy: Text::new(remedy.0, remedy.1),
    })
}

type Words = (&'static str, &'static str);

impl ZoneRelation {
    /// The part, the whole, and what to do.
    fn words(self) -> [Words; 3] {
        const SUPPLIED: Words = ("已供应土地 D", "the supplied land D");
        match self {
            ZoneRelation::BuiltWithinSupplied => [
                ("已建成土地 A", "built land A"),
                SUPPLIED,
                (
                    "核对未供先用（未批先建）土地、集体土地和宗地的供应方式",
                    "look for land built on before supply, collective land, and the tenure of parcels",
                ),
            ],
            ZoneRelation::SuppliedWithinReady => [
                SUPPLIED_LAND,
                ("已达供地条件土地 A+B21", "the land ready for supply A+B21"),
                (
                    "核对填报的 B21 及其日期：已供应未建成的土地属于 B21",
                    "check B21 as stated and its day: land supplied and not built is part of it",
                ),
            ],
            ZoneRelation::UnbuiltWithinReady => [
                ("已供应未建成土地", "land supplied and not built"),
                (
                    "填报的已达供地条件的未建成土地 B21",
                    "unbuilt land ready for supply B21 as stated",
                ),
                (
                    "核对填报的 B21 及其日期，以及宗地的用地阶段：已供应未建成的土地属于 B21",
                    "check B21 as stated and its day, and the stages of parcels: land supplied and not built is part of it",
                ),
            ],
            ZoneRelation::UsedWithinBuildable => [
                ("已供应、已建成或已达供地条件的土地", "land supplied, built or ready for supply"),
                ("可建设土地（核准面积减 C）", "the zone less unbuildable land C"),
                (
                    "核对核准面积、不可建设土地、界外宗地和填报的 B21",
                    "check the approved area, the unbuildable land, parcels outside, and B21 as stated",
                ),
            ],
            ZoneRelation::BaseWithinBuilt => [
                ("建筑基底面积", "ground covered by buildings"),
                ("已建成土地 A", "the built land A"),
                (
                    "核对基底面积的单位和宗地的用地阶段",
                    "check the unit of the covered ground and the stages of parcels",
                ),
            ],
            ZoneRelation::IdleWithinSupplied => [
                ("台账闲置土地 G", "idle land on the ledger G"),
                SUPPLIED,
                (
                    "闲置土地应为已供应的国有建设用地：核对条目面积和宗地供应方式",
                    "idle land is supplied state-owned land: check the entries and the tenure of their parcels",
                ),
            ],
            ZoneRelation::ListedWithinSupplied => [
                ("台账闲置和低效用地合计", "idle and low-efficiency land on the ledger together"),
                SUPPLIED,
                (
                    "两类互斥，核对重复列入的条目和未登记供应方式的宗地",
                    "the classes exclude each other: look for land listed twice and parcels without their tenure",
                ),
            ],
            ZoneRelation::ExpiredWithinPaid => [
                ("已到期未处置土地 D22", "expired land D22"),
                ("有偿使用土地 D2", "the land supplied for pay D2"),
                ("核对填报的 D22 及其日期", "check D22 as stated and its day"),
            ],
            ZoneRelation::SuppliableWithinUnsupplied => [
                ("尚可供应土地 E", "land that can still be supplied E"),
                ("未供应的可建设土地", "the buildable land that is not supplied"),
                ("核对填报的 E 及其日期", "check E as stated and its day"),
            ],
            ZoneRelation::HighTechWithinUsed => [
                ("高新技术产业用地 H", "land of high-tech industry H"),
                ("已供应或已建成土地", "the land supplied or built"),
                ("核对填报的 H 及其日期", "check H as stated and its day"),
            ],
            ZoneRelation::BuiltWithinParcel => [
                ("已建成用地面积", "built land"),
                ("宗地面积", "the area of the parcel"),
                (
                    "核对宗地面积和已建成面积的单位",
                    "check the areas of parcel and built land and their units",
                ),
            ],
            ZoneRelation::BaseWithinParcel => [
                ("建筑基底面积", "ground covered by buildings"),
                ("宗地面积", "the area of the parcel"),
                (
                    "核对宗地面积和基底面积的单位",
                    "check the areas of parcel and covered ground and their units",
                ),
            ],
        }
    }
}

const SUPPLIED_LAND: Words = ("已供应土地 D", "supplied land D");
