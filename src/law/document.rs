//! Documents: what a fact or an event rests on.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar;

/// A document (文件、凭证) that a fact rests on: a notice, a contract, a survey report.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Document {
    /// Number as its issuer writes it (文号、合同编号); for a document without one, what people call it.
    pub number: String,
    /// Title (标题).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Day of issue or signature.
    #[cfg_attr(feature = "schema", schemars(with = "Option<calendar::schema::Day>"))]
    #[serde(default, with = "calendar::optional_day", skip_serializing_if = "Option::is_none")]
    pub dated: Option<Date>,
}

impl Document {
    /// A document known by its number.
    #[must_use]
    pub fn numbered(number: impl Into<String>) -> Document {
        Document { number: number.into(), title: None, dated: None }
    }
}
