//! The evaluation of a zone in one piece: kind, contradictions, score and potentials.

use serde::{Deserialize, Serialize};

use super::{
    BaseQuantities, EvaluationInputs, Indicator, KindOfZone, UsedInput, ZoneContradiction,
    ZoneScore, kind_of_zone, land_potentials, standard_potentials, zone_contradictions, zone_score,
};
use crate::law::{EvaluationStandard, ZoneKind};
use jiff::civil::Date;

/// The evaluation of a zone on a day (开发区土地集约利用评价).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ZoneEvaluation {
    /// Kind of the zone.
    pub kind: KindOfZone,
    /// Relations that do not hold between its figures.
    pub contradictions: Vec<ZoneContradiction>,
    /// The potentials that need no ideal value.
    pub potentials: Vec<Indicator>,
    /// Score and potentials by the standard, for every kind that the zone may be of; empty without a standard.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by_kind: Vec<KindEvaluation>,
    /// Kinds that the zone may be of and that the standard has no table for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub without_table: Vec<ZoneKind>,
    /// The stated figures that went in, with their days and sources.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inputs: Vec<UsedInput>,
}

/// What a standard makes of a zone of one kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct KindEvaluation {
    /// The kind.
    pub kind: ZoneKind,
    /// The score.
    pub score: ZoneScore,
    /// The potentials that rest on ideal values.
    pub potentials: Vec<Indicator>,
}

impl ZoneEvaluation {
    /// Evaluates the base quantities of the day `on`, by the standard if there is one; `inputs` are those that the base
    /// quantities were made with.
    #[must_use]
    pub fn of(
        base: &BaseQuantities,
        inputs: &EvaluationInputs,
        standard: Option<&EvaluationStandard>,
        on: Date,
    ) -> ZoneEvaluation {
        let kind = kind_of_zone(base);
        let mut by_kind = Vec::new();
        let mut without_table = Vec::new();
        for (kind, standard) in
            kind.possible.iter().flat_map(|kind| standard.map(|standard| (*kind, standard)))
        {
            match standard.table(kind) {
                Some(table) => by_kind.push(KindEvaluation {
                    kind,
                    score: zone_score(base, table),
                    potentials: standard_potentials(base, table),
                }),
                None => without_table.push(kind),
            }
        }
        ZoneEvaluation {
            kind,
            contradictions: zone_contradictions(base),
            potentials: land_potentials(base),
            by_kind,
            without_table,
            inputs: inputs.used_on(on, base.tax_year),
        }
    }
}
