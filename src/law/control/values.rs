//! Control values: what the edition, or the caller, holds a project against.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{ControlEdition, floor_area_ratios};
use crate::codes::{CodeError, IndustryCode, IndustryEdition};
use crate::law::{Assurance, Citation, Threshold, threshold};
use crate::units::Figure;

/// A control value (控制值) with the place where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ControlValue {
    /// The value, in the unit of the indicator.
    pub value: Figure,
    /// Where it stands.
    pub source: Citation,
    /// How its text is known.
    pub assurance: Assurance,
}

impl ControlValue {
    /// A control value.
    #[must_use]
    pub const fn new(value: Figure, source: Citation, assurance: Assurance) -> ControlValue {
        ControlValue { value, source, assurance }
    }

    fn of(threshold: Threshold) -> Option<ControlValue> {
        let value = Figure::from_number(Decimal::from(threshold.number())).ok()?;
        Some(ControlValue::new(value, threshold.citation, threshold.assurance))
    }
}

/// The least floor-area ratio by industry (容积率控制值), for codes of one edition of GB/T 4754.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "Form", into = "Form")]
pub struct FloorAreaRatioTable {
    industries: IndustryEdition,
    rows: BTreeMap<String, Figure>,
    source: Citation,
    assurance: Assurance,
}

/// The table as files have it.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
struct Form {
    /// The edition of GB/T 4754 whose codes the table has.
    industries: IndustryEdition,
    /// Where it stands.
    source: Citation,
    /// How its text is known.
    assurance: Assurance,
    /// Values by industry: two to four digits.
    #[cfg_attr(feature = "schema", schemars(extend("propertyNames" = { "pattern": "^[0-9]{2,4}$" })))]
    values: BTreeMap<String, Figure>,
}

impl TryFrom<Form> for FloorAreaRatioTable {
    type Error = CodeError;

    fn try_from(form: Form) -> Result<FloorAreaRatioTable, CodeError> {
        let rows = form.values.iter().map(|(code, value)| (code.as_str(), *value));
        FloorAreaRatioTable::new(form.industries, rows, form.source, form.assurance)
    }
}

impl From<FloorAreaRatioTable> for Form {
    fn from(table: FloorAreaRatioTable) -> Form {
        let FloorAreaRatioTable { industries, rows, source, assurance } = table;
        Form { industries, source, assurance, values: rows }
    }
}

impl FloorAreaRatioTable {
    /// A table of codes and values; of a code that stands twice the last value stays.
    ///
    /// # Errors
    ///
    /// A code is not two to four digits.
    pub fn new<'a>(
        industries: IndustryEdition,
        rows: impl IntoIterator<Item = (&'a str, Figure)>,
        source: Citation,
        assurance: Assurance,
    ) -> Result<FloorAreaRatioTable, CodeError> {
        let row = |(code, value)| {
            IndustryCode::new(industries, code).map(|code| (code.code().to_owned(), value))
        };
        let rows = rows.into_iter().map(row).collect::<Result<_, _>>()?;
        Ok(FloorAreaRatioTable { industries, rows, source, assurance })
    }

    /// The edition of GB/T 4754 whose codes the table has.
    #[must_use]
    pub const fn industries(&self) -> IndustryEdition {
        self.industries
    }

    /// Where it stands.
    #[must_use]
    pub const fn source(&self) -> &Citation {
        &self.source
    }

    /// How its text is known.
    #[must_use]
    pub const fn assurance(&self) -> Assurance {
        self.assurance
    }

    /// Its codes with their values, by code.
    pub fn rows(&self) -> impl Iterator<Item = (&str, Figure)> {
        self.rows.iter().map(|(code, value)| (code.as_str(), *value))
    }

    /// The value of the industry, or of the group or division that it belongs to; `None` if the table has no row
    /// for it, and always for a code of another edition.
    #[must_use]
    pub fn value(&self, industry: &IndustryCode) -> Option<ControlValue> {
        if industry.edition() != self.industries {
            return None;
        }
        let row = |length| self.rows.get(industry.code().get(..length)?);
        let value = (2..=industry.code().len()).rev().find_map(row)?;
        Some(ControlValue::new(*value, self.source.clone(), self.assurance))
    }
}

/// The control values that a project is held against (控制值), with the edition whose rules of counting apply; what is `None`
/// has none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ControlValues {
    /// The edition of the indicators.
    pub edition: ControlEdition,
    /// Least floor-area ratio, by industry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor_area_ratio: Option<FloorAreaRatioTable>,
    /// Least building coefficient, %.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub building_coefficient: Option<ControlValue>,
    /// Most land for administration and living services, % of the land.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub administrative_land: Option<ControlValue>,
    /// Most floor area of administration and living services, % of the floor area.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub administrative_floor: Option<ControlValue>,
    /// Most green land, % of the land, where production needs any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub green_land: Option<ControlValue>,
    /// Fixed-asset investment, 10 000 yuan/hm²: of the industry and the grade of the land.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub investment_intensity: Option<ControlValue>,
    /// Output, 10 000 yuan/hm².
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output_per_area: Option<ControlValue>,
    /// Tax, 10 000 yuan/hm².
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax_per_area: Option<ControlValue>,
}

impl ControlValues {
    /// What this library knows of an edition.
    ///
    /// Of 2008: the floor-area ratios, the building coefficient, the administrative and the green land; its investment
    /// intensities by industry and land grade are not here. Of 2023: the administrative land only. The rest
    /// comes from the caller's official copy.
    #[must_use]
    pub fn of(edition: ControlEdition) -> ControlValues {
        let none = ControlValues {
            edition,
            floor_area_ratio: None,
            building_coefficient: None,
            administrative_land: None,
            administrative_floor: None,
            green_land: None,
            investment_intensity: None,
            output_per_area: None,
            tax_per_area: None,
        };
        match edition {
            ControlEdition::V2008 => ControlValues {
                floor_area_ratio: Some(FloorAreaRatioTable {
                    industries: IndustryEdition::Gbt4754Of2002,
                    rows: floor_area_ratios::of_2008(),
                    source: edition.citation(),
                    assurance: Assurance::Read,
                }),
                building_coefficient: ControlValue::of(threshold::BUILDING_COEFFICIENT_AT_LEAST),
                administrative_land: ControlValue::of(threshold::ADMINISTRATIVE_LAND_AT_MOST),
                green_land: ControlValue::of(threshold::GREEN_LAND_AT_MOST),
                ..none
            },
            ControlEdition::V2023 => ControlValues {
                administrative_land: ControlValue::of(threshold::ADMINISTRATIVE_LAND_AT_MOST_2023),
                ..none
            },
        }
    }
}
