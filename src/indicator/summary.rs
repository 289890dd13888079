//! Counts and land areas of the entries on the ledger, by class, cause, side, town, block and year listed.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::finding::Text;
use crate::ledger::{Entry, LedgerState};
use crate::units::{Area, QuantityError};

/// By what the entries are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "SummaryGroup"))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Group {
    /// By class (类别).
    Class,
    /// By primary cause (主要原因).
    Cause,
    /// By the side of the primary cause (责任主体).
    Side,
    /// By town (镇办).
    Town,
    /// By block of the zone (区块).
    Block,
    /// By the year of the first listing (列入年份).
    YearListed,
}

/// One row of a summary: a group, its number of entries and their land area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SummaryRow {
    /// Id of the group, by which rows are sorted; empty where the fact is missing.
    pub key: String,
    /// Name of the group.
    pub name: Text,
    /// How many entries.
    pub count: u64,
    /// Their land area, m².
    #[serde(rename = "land_area_m2")]
    pub land_area: Area,
}

/// The entries on the ledger in one grouping; every entry is in exactly one row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LedgerSummary {
    /// The grouping.
    pub group: Group,
    /// Its rows.
    pub rows: Vec<SummaryRow>,
    /// All entries together; equals the sum of the rows.
    pub total: SummaryRow,
}

/// Groups the entries on the ledger.
///
/// # Errors
///
/// [`QuantityError`] if the areas add up to more than a quantity can be.
pub fn ledger_summary(state: &LedgerState, group: Group) -> Result<LedgerSummary, QuantityError> {
    let mut rows: BTreeMap<(Decimal, String), SummaryRow> = BTreeMap::new();
    let mut total = SummaryRow {
        key: "total".to_owned(),
        name: Text::new("合计", "total"),
        count: 0,
        land_area: Area::ZERO,
    };
    for entry in state.open_entries() {
        let (rank, key, name) = key_of(state, entry, group);
        let row = rows.entry((rank, key.clone())).or_insert(SummaryRow {
            key,
            name,
            count: 0,
            land_area: Area::ZERO,
        });
        for row in [row, &mut total] {
            row.count += 1;
            row.land_area = Area::try_sum([row.land_area, entry.land_area])?;
        }
    }
    Ok(LedgerSummary { group, rows: rows.into_values().collect(), total })
}

/// The rank (the order of tables, where there is one), the key and the name of an entry's group.
fn key_of(state: &LedgerState, entry: &Entry, group: Group) -> (Decimal, String, Text) {
    let facts = state.parcels.get(&entry.parcel).map(|parcel| &parcel.facts);
    let unknown = || (Decimal::MAX, String::new(), Text::new("未知", "unknown"));
    let plain = |key: String, name: Text| (Decimal::ZERO, key, name);
    let same = |key: &str| Text::new(key, key);
    let known = match group {
        Group::Class => Some((rank(entry.class as usize), class_id(entry), entry.class.name())),
        Group::Cause => entry.causes.first().map(|cause| {
            (rank(cause.code as usize), cause.code.id().to_owned(), cause.code.name())
        }),
        Group::Side => entry.causes.first().map(|cause| {
            (rank(cause.side as usize), cause.side.id().to_owned(), cause.side.name())
        }),
        Group::Town => facts.map(|facts| {
            let town = &facts.town;
            let name = town.shangjie_name().map_or_else(
                || same(town.as_str()),
                |name| Text::new(name, format!("{name} {town}")),
            );
            plain(town.as_str().to_owned(), name)
        }),
        Group::Block => facts
            .and_then(|facts| facts.block.as_ref())
            .map(|block| plain(block.clone(), same(block))),
        Group::YearListed => entry.first_listed().map(|day| {
            let year = day.year().to_string();
            (rank(usize::try_from(day.year()).unwrap_or_default()), year.clone(), same(&year))
        }),
    };
    known.unwrap_or_else(unknown)
}

fn rank(at: usize) -> Decimal {
    Decimal::from(at)
}

fn class_id(entry: &Entry) -> String {
    entry.class.id().to_owned()
}
