//! The figures that come from the map: areas of the zone and of the parcels, and how they lie to each other.

use std::collections::BTreeSet;

use super::{AreaRow, DatumEvidence, ParcelTotals};
use crate::codes::ParcelCode;
use crate::finding::{Code, Finding, Text};
use crate::geometry::{
    EdgeModel, GaussKruger, GridMultiPolygon, LonLatMultiPolygon, Relation, Shape, area, compare,
    share_inside,
};
use crate::indicator::{DeclaredLand, MeasuredLand, plane_of};
use crate::ledger::LedgerState;
use crate::parcel::Parcel;
use crate::units::{Area, AreaUnit, GivenArea, QuantityError};
use crate::zone::{BoundaryVersion, NonParcelLand};

/// What was measured on the map.
pub(super) struct MapFigures {
    pub(super) zone_areas: Vec<AreaRow>,
    pub(super) parcels: ParcelTotals,
    pub(super) land: MeasuredLand,
    pub(super) findings: Vec<Finding>,
}

/// Measures the boundary, the declared land and the parcels, all in the plane of one Gauss-Krüger zone: the 3°
/// zone that holds the middle of the boundary.
pub(super) fn measure(
    boundary: Option<&BoundaryVersion>,
    non_parcel: &[NonParcelLand],
    parcels: &[Parcel],
    state: &LedgerState,
) -> Result<MapFigures, QuantityError> {
    let zone = boundary.and_then(|version| plane_of(&version.shape));
    let mut findings = Vec::new();
    let zone_areas = match boundary {
        Some(version) => zone_areas(version, zone, &mut findings)?,
        None => Vec::new(),
    };
    let mut land = MeasuredLand::default();
    land.approved = boundary.and_then(|version| version.approved_area.to_area().ok());
    land.declared = non_parcel.iter().map(|land| DeclaredLand::measured(land, zone)).collect();
    let mut totals = registered(state)?;
    let outline = boundary.zip(zone).and_then(|(version, zone)| zone.project(&version.shape));
    for parcel in parcels {
        if let Some(plane) = measure_parcel(parcel, zone, &mut totals)? {
            land.parcels.insert(parcel.code, plane);
        }
        if let Some((zone, outline)) = zone.zip(outline.as_ref()) {
            findings.extend(place_parcel(parcel, zone, outline, &mut totals));
        }
    }
    if let Some(version) = boundary {
        findings.extend(shifted(parcels, &totals, version));
    }
    findings.extend(unmapped(parcels, state));
    Ok(MapFigures { zone_areas, parcels: totals, land, findings })
}

/// What the base quantities need of the map, and nothing else.
pub(super) fn land(
    boundary: Option<&BoundaryVersion>,
    non_parcel: &[NonParcelLand],
    parcels: &[Parcel],
) -> MeasuredLand {
    let zone = boundary.and_then(|version| plane_of(&version.shape));
    let mut land = MeasuredLand::default();
    land.approved = boundary.and_then(|version| version.approved_area.to_area().ok());
    land.declared = non_parcel.iter().map(|land| DeclaredLand::measured(land, zone)).collect();
    for parcel in parcels {
        let plane = area(&Shape::LonLat(parcel.shape.clone()), EdgeModel::Grid, zone);
        let plane = plane.and_then(|plane| Area::from_computed(plane.square_metres, 2).ok());
        land.parcels.extend(plane.map(|plane| (parcel.code, plane)));
    }
    land
}

fn zone_areas(
    version: &BoundaryVersion,
    zone: Option<GaussKruger>,
    findings: &mut Vec<Finding>,
) -> Result<Vec<AreaRow>, QuantityError> {
    let shape = Shape::LonLat(version.shape.clone());
    let approved = version.approved_area.to_area()?;
    let survey = area(&shape, EdgeModel::Survey, zone).map(|survey| survey.square_metres);
    let mut rows = Vec::new();
    for edges in [EdgeModel::Grid, EdgeModel::Survey, EdgeModel::LonLat, EdgeModel::Geodesic] {
        let Some(computed) = area(&shape, edges, zone) else { continue };
        let measured = Area::from_computed(computed.square_metres, 2)?;
        let explanation = match (edges, survey) {
            (EdgeModel::Grid, _) => {
                let verdict =
                    approved_verdict(&version.approved_area, approved, measured, findings);
                let compared = compare(&shape, zone).map(|c| c.text()).unwrap_or_default();
                Text::new(
                    format!("{}；{}", compared.zh, verdict.zh),
                    format!("{}; {}", compared.en, verdict.en),
                )
            }
            (EdgeModel::Survey, _) | (_, None) => edges.basis(),
            (_, Some(survey)) => {
                let more = computed.square_metres - survey;
                Text::new(
                    format!("与图斑椭球面积相差 {more:+.2} 平方米：两点之间的边是不同的曲线"),
                    format!("{more:+.2} m² against the survey method: the edges are other curves"),
                )
            }
        };
        rows.push(AreaRow {
            edges,
            ellipsoid: computed.ellipsoid.name().to_owned(),
            zone: computed.zone.map(|zone| zone.to_string()),
            area: measured,
            less_approved: Some(measured.change_from(approved)),
            explanation,
        });
    }
    Ok(rows)
}

/// Whether the plane area agrees with the approved figure: within half of its last printed digit.
///
/// No official tolerance is known; the band is this crate's own, and the approval document governs the figure.
fn approved_verdict(
    given: &GivenArea,
    approved: Area,
    plane: Area,
    findings: &mut Vec<Finding>,
) -> Text {
    let rounding = given.half_last_digit();
    let difference = plane.change_from(approved);
    let band = format!("{} {}", given.value, given.unit.symbol_en());
    let band_zh = format!(" {} {}", given.value, given.unit.symbol_zh());
    if difference.square_metres().abs() <= rounding.square_metres() {
        let km2 = rounding.in_unit(AreaUnit::SquareKilometre, 4);
        return Text::new(
            format!("与核准面积{band_zh}之差在其末位取舍之内（±{km2} 平方公里）"),
            format!(
                "agrees with the approved {band} within the rounding of its last digit (±{km2} km²)"
            ),
        );
    }
    let text = Text::new(
        format!(
            "与核准面积{band_zh}相差 {difference} 平方米，超出末位取舍；以核准文件为准，差异须说明"
        ),
        format!(
            "differs from the approved {band} by {difference} m², more than the rounding of its last digit; \
             the document governs the figure, the difference is to be explained"
        ),
    );
    findings.push(Finding::new(Code::ZoneAreaDiffers, text.clone()));
    text
}

fn registered(state: &LedgerState) -> Result<ParcelTotals, QuantityError> {
    let areas = state.existing_parcels().filter_map(|(_, parcel)| parcel.facts.registered_area);
    let with_area = areas.clone().count() as u64;
    let registered = state.existing_parcels().count() as u64;
    Ok(ParcelTotals {
        registered,
        without_area: registered.saturating_sub(with_area),
        registered_area: Area::try_sum(areas)?,
        mapped: 0,
        plane_area: Area::ZERO,
        survey_area: Area::ZERO,
        inside: 0,
        partly: 0,
        outside: 0,
    })
}

/// Adds the areas of a parcel to the totals; its plane area, if it can be measured.
fn measure_parcel(
    parcel: &Parcel,
    zone: Option<GaussKruger>,
    totals: &mut ParcelTotals,
) -> Result<Option<Area>, QuantityError> {
    totals.mapped += 1;
    let shape = Shape::LonLat(parcel.shape.clone());
    let measure = |edges| {
        let computed = area(&shape, edges, zone);
        computed.map(|computed| Area::from_computed(computed.square_metres, 2)).transpose()
    };
    let plane = measure(EdgeModel::Grid)?;
    totals.plane_area = Area::try_sum([totals.plane_area, plane.unwrap_or_default()])?;
    let survey = measure(EdgeModel::Survey)?;
    totals.survey_area = Area::try_sum([totals.survey_area, survey.unwrap_or_default()])?;
    Ok(plane)
}

/// Counts how a parcel lies to the boundary; a finding unless it lies inside.
fn place_parcel(
    parcel: &Parcel,
    zone: GaussKruger,
    outline: &GridMultiPolygon,
    totals: &mut ParcelTotals,
) -> Option<Finding> {
    let share = share_inside(&zone.project(&parcel.shape)?, outline)?;
    let percent = share.share * 100.0;
    let (count, code, zh, en) = match share.relation {
        Relation::Inside => {
            totals.inside += 1;
            return None;
        }
        Relation::Partial => (
            &mut totals.partly,
            Code::ParcelPartlyOutside,
            "部分在开发区外",
            "lies partly outside the zone",
        ),
        Relation::Outside => {
            (&mut totals.outside, Code::ParcelOutside, "在开发区外", "lies outside the zone")
        }
    };
    *count += 1;
    let message = Text::new(
        format!("宗地{}{zh}：界内{percent:.2}%", parcel.code),
        format!("parcel {} {en}: {percent:.2} % of it inside", parcel.code),
    );
    Some(Finding::new(code, message).about(parcel.code.as_str()))
}

/// Whether the parcels lie where GCJ-02 or BD-09 would put them; looked at only if most of them are misplaced.
fn shifted(
    parcels: &[Parcel],
    totals: &ParcelTotals,
    version: &BoundaryVersion,
) -> Option<Finding> {
    if totals.inside.saturating_mul(2) >= totals.mapped {
        return None;
    }
    let mut all = LonLatMultiPolygon::default();
    for parcel in parcels {
        all.append(&parcel.shape);
    }
    DatumEvidence::of_parcels(&all, &version.shape)?.finding()
}

/// Parcels that only the map or only the books have.
fn unmapped(parcels: &[Parcel], state: &LedgerState) -> Vec<Finding> {
    let mapped: BTreeSet<&ParcelCode> = parcels.iter().map(|parcel| &parcel.code).collect();
    let existing: BTreeSet<&ParcelCode> = state.existing_parcels().map(|(code, _)| code).collect();
    let missing = existing.difference(&mapped).map(|code| {
        let message = Text::new(
            format!("宗地{code}已登记，但图上没有"),
            format!("parcel {code} is registered, but not on the map"),
        );
        Finding::new(Code::ParcelNotMapped, message).about(code.as_str())
    });
    let unknown = mapped.difference(&existing).map(|code| {
        let message = Text::new(
            format!("宗地{code}在图上，但当日未登记"),
            format!("parcel {code} is on the map, but not registered by that day"),
        );
        Finding::new(Code::ParcelNotRegistered, message).about(code.as_str())
    });
    missing.chain(unknown).collect()
}
