//! The layers of the zone and of the findings as tables.

use serde::Serialize;

use super::parcel_table::PARCELS;
use super::table::{
    Column, MapColumnKind::*, MapGeometry, MapGeometryKind, MapTable, MapValue, column, table,
};
use super::{MapFinding, MapLayers};
use crate::finding::{Language, Text};
use crate::geometry::LonLatMultiPolygon;
use crate::law::Document;
use crate::units::Area;
use crate::zone::{Block, BoundaryVersion, NonParcelLand};

impl MapLayers {
    /// The layers as tables, the names of coded values in this language: zone, blocks, declared land, parcels, findings. A
    /// layer without rows is among them.
    #[must_use]
    pub fn tables(&self, language: Language) -> Vec<MapTable> {
        let polygons = Some(MapGeometryKind::Polygons);
        let shape = |shape: &LonLatMultiPolygon| Some(MapGeometry::Polygons(shape.clone()));
        let blocks = self.boundary.iter().flat_map(|boundary| &boundary.blocks);
        vec![
            table(
                "zone",
                Text::new("开发区", "zone"),
                polygons,
                ZONE,
                self.boundary.iter().map(|boundary| (shape(&boundary.shape), self)),
                language,
            ),
            table(
                "blocks",
                Text::new("区块", "blocks"),
                polygons,
                BLOCKS,
                blocks.map(|block| (shape(&block.shape), block)),
                language,
            ),
            table(
                "declared_land",
                Text::new("非宗地用地", "declared land that is no parcel"),
                polygons,
                DECLARED,
                self.declared.iter().map(|land| (shape(&land.shape), land)),
                language,
            ),
            table(
                "parcels",
                Text::new("宗地", "parcels"),
                polygons,
                PARCELS,
                self.parcels.iter().map(|parcel| (shape(&parcel.shape), parcel)),
                language,
            ),
            table(
                "findings",
                Text::new("问题", "findings"),
                Some(MapGeometryKind::Points),
                FINDINGS,
                self.findings.iter().map(|found| (found.at.map(MapGeometry::Point), found)),
                language,
            ),
        ]
    }
}

/// The layer of the zone has one row, or none before the first boundary.
const ZONE: &[Column<MapLayers>] = &[
    (column("name", "NAME", "名称", "name", Text(100)), |row, _| {
        MapValue::Text(row.name.clone())
    }),
    (column("division", "DIVISION", "行政区划", "division code", Text(12)), |row, _| {
        MapValue::Text(row.division.to_string())
    }),
    (column("day", "DAY", "数据日期", "day of the data", Day), |row, _| MapValue::Day(row.on)),
    (
        column("approved_area", "APPROVED", "核准面积", "approved area as documented", Text(30)),
        |row, language| {
            of_boundary(row, |boundary| {
                let given = &boundary.approved_area;
                let unit = match language {
                    Language::Zh => given.unit.symbol_zh(),
                    Language::En => given.unit.symbol_en(),
                };
                MapValue::Text(format!("{} {unit}", given.value))
            })
        },
    ),
    (
        column("approved_area_m2", "APPR_M2", "核准平方米", "approved area, m²", Decimal),
        |row, _| {
            of_boundary(row, |boundary| {
                MapValue::decimal(boundary.approved_area.to_area().ok().map(Area::square_metres))
            })
        },
    ),
    (
        column("survey_area_m2", "SURVEY_M2", "图斑面积", "area by the survey rule, m²", Decimal),
        |row, _| MapValue::decimal(row.boundary_survey_area.map(Area::square_metres)),
    ),
    (column("document", "DOCUMENT", "批准文件", "approval document", Text(120)), |row, _| {
        of_boundary(row, |boundary| MapValue::Text(document(&boundary.document)))
    }),
    (column("effective", "EFFECTIVE", "生效日期", "in force since", Day), |row, _| {
        of_boundary(row, |boundary| MapValue::Day(boundary.effective))
    }),
    (column("four_bounds", "BOUNDS", "四至", "the four bounds", Text(254)), |row, _| {
        of_boundary(row, |boundary| MapValue::text(boundary.four_bounds.as_ref()))
    }),
];

const BLOCKS: &[Column<Block>] =
    &[(column("name", "NAME", "区块", "name", Text(60)), |block, _| {
        MapValue::Text(block.name.clone())
    })];

const DECLARED: &[Column<NonParcelLand>] = &[
    (column("id", "ID", "编号", "id", Text(64)), |land, _| MapValue::Text(land.id.clone())),
    (column("kind", "KIND", "类型代码", "kind, code", Text(20)), |land, _| {
        word(Some(&land.kind))
    }),
    (column("kind_name", "KIND_NAME", "类型", "kind", Text(30)), |land, language| {
        name(Some(land.kind.name()), language)
    }),
    (column("state", "STATE", "建设代码", "how far it has come, code", Text(20)), |land, _| {
        word(land.state.as_ref())
    }),
    (
        column("state_name", "STATE_NAME", "建设情况", "how far it has come", Text(30)),
        |land, language| name(land.state.map(|state| state.name()), language),
    ),
    (column("reason", "REASON", "说明", "why it is no parcel", Text(254)), |land, _| {
        MapValue::text(land.reason.as_ref())
    }),
];

const FINDINGS: &[Column<MapFinding>] = &[
    (column("code", "CODE", "问题代码", "code", Text(50)), |found, _| {
        MapValue::Text(found.code.to_string())
    }),
    (column("severity", "SEVERITY", "级别代码", "severity, code", Text(10)), |found, _| {
        word(Some(&found.severity))
    }),
    (column("severity_name", "SEV_NAME", "级别", "severity", Text(10)), |found, language| {
        name(Some(found.severity.title()), language)
    }),
    (column("message_zh", "MESSAGE_ZH", "说明", "message in Chinese", Text(254)), |found, _| {
        MapValue::Text(found.message.zh.clone())
    }),
    (
        column("message_en", "MESSAGE_EN", "英文说明", "message in English", Text(254)),
        |found, _| MapValue::Text(found.message.en.clone()),
    ),
    (column("subjects", "SUBJECTS", "对象", "what it is about", Text(120)), |found, _| {
        let all = (!found.subjects.is_empty()).then(|| found.subjects.join("、"));
        MapValue::text(all)
    }),
    (column("parcel", "PARCEL", "宗地代码", "parcel", Text(19)), |found, _| {
        MapValue::text(found.parcel)
    }),
    (column("place", "PLACE", "位置代码", "what the point is, code", Text(10)), |found, _| {
        MapValue::text(found.place.map(|place| place.id()))
    }),
    (
        column("place_name", "PLACE_NAME", "位置说明", "what the point is", Text(24)),
        |found, language| name(found.place.map(|place| place.name()), language),
    ),
    (column("fingerprint", "PRINT", "指纹", "fingerprint", Text(40)), |found, _| {
        MapValue::Text(found.fingerprint.clone())
    }),
];

fn of_boundary(row: &MapLayers, value: impl FnOnce(&BoundaryVersion) -> MapValue) -> MapValue {
    row.boundary.as_ref().map_or(MapValue::Absent, value)
}

/// The word that a coded value has in files.
pub(super) fn word<T: Serialize>(value: Option<&T>) -> MapValue {
    let word = value.and_then(|value| match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Some(word),
        _ => None,
    });
    MapValue::text(word)
}

/// The name of a coded value.
pub(super) fn name(name: Option<Text>, language: Language) -> MapValue {
    MapValue::text(name.map(|name| name.in_language(language).to_owned()))
}

fn document(document: &Document) -> String {
    match &document.title {
        Some(title) => format!("{}（{title}）", document.number),
        None => document.number.clone(),
    }
}
