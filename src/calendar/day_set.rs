//! The text form of a set of days: a list of `YYYY-MM-DD`, in order.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct Day(#[serde(with = "super::day")] Date);

pub(super) fn serialize<S: Serializer>(
    days: &BTreeSet<Date>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(days.iter().map(|day| Day(*day)))
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeSet<Date>, D::Error> {
    let days = Vec::<Day>::deserialize(deserializer)?;
    Ok(days.into_iter().map(|day| day.0).collect())
}
