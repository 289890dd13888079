//! The main file: a header of 100 bytes and records of polygons. No number of it is trusted before it is held against the
//! bytes that are there.

use super::{ShapefileParts, Vertex, fault, in_record};
use crate::error::{Error, Result};
use crate::finding::{Code, Finding, Place, Text};

const HEADER: usize = 100;
const FILE_CODE: i32 = 9994;
const VERSION: i32 = 1000;

/// The shape types that hold polygons: plain, with heights and measures, with measures.
const NULL: i32 = 0;
const POLYGON: i32 = 5;
const POLYGON_Z: i32 = 15;
const POLYGON_M: i32 = 25;

/// A record of the main file.
pub(super) struct RawRecord {
    /// Its number in the file, from 1.
    pub(super) number: usize,
    /// Its rings as they stand; `None` for a null shape and for one that cannot be read.
    pub(super) rings: Option<Vec<Vec<Vertex>>>,
}

/// Reads every record. One that cannot be read keeps its place, so that attributes stay with their shapes.
pub(super) fn read(parts: &ShapefileParts, findings: &mut Vec<Finding>) -> Result<Vec<RawRecord>> {
    let bytes = &parts.shp;
    let wrong = |expected: (&str, &str), found: (String, String)| {
        Err(Error::input(Place::file(&parts.name), expected, found))
    };
    let file = (big(bytes, 0), little(bytes, 28));
    if file != (Some(FILE_CODE), Some(VERSION)) || bytes.len() < HEADER {
        let length = bytes.len();
        return wrong(
            (
                "Shapefile 主文件（文件码 9994，版本 1000）",
                "the main file of a Shapefile (file code 9994, version 1000)",
            ),
            (format!("{length} 字节的其他内容"), format!("{length} bytes of something else")),
        );
    }
    let kind = little(bytes, 32).unwrap_or(NULL);
    if ![NULL, POLYGON, POLYGON_Z, POLYGON_M].contains(&kind) {
        let (zh, en) = shape_name(kind);
        return wrong(("面图层", "a layer of polygons"), (zh, en));
    }
    let mut records = Vec::new();
    let mut at = HEADER;
    while at < bytes.len() {
        let number = records.len() + 1;
        let content = big(bytes, at + 4).and_then(|words| usize::try_from(words).ok());
        let content = content.map(|words| words.saturating_mul(2));
        let start = at.saturating_add(8);
        let body = content.and_then(|length| bytes.get(start..start.checked_add(length)?));
        let Some(body) = body else {
            let left = bytes.len() - at;
            let text = Text::new(
                format!(
                    "应有完整的记录，实有末尾 {left} 字节，记录长度与文件不符；其后的记录无法读取"
                ),
                format!(
                    "expected a whole record, found {left} bytes at the end that do not fit its length; records behind it cannot be read"
                ),
            );
            findings.push(fault(&parts.name, Code::ShpRecord, in_record(number, text)));
            break;
        };
        let rings = rings(body).unwrap_or_else(|text| {
            findings.push(fault(&parts.name, Code::ShpRecord, in_record(number, text)));
            None
        });
        records.push(RawRecord { number, rings });
        at = start + body.len();
    }
    Ok(records)
}

/// The rings of a record, or what is wrong with it.
fn rings(body: &[u8]) -> Result<Option<Vec<Vec<Vertex>>>, Text> {
    let kind = little(body, 0);
    match kind {
        Some(NULL) => return Ok(None),
        Some(POLYGON | POLYGON_Z | POLYGON_M) => {}
        Some(other) => {
            let (zh, en) = shape_name(other);
            return Err(Text::new(
                format!("应为面，实为{zh}"),
                format!("expected a polygon, found {en}"),
            ));
        }
        None => {
            return Err(Text::new(
                "应有图形类型，实无内容",
                "expected a shape type, found nothing",
            ));
        }
    }
    let count = |at: usize| little(body, at).and_then(|count| usize::try_from(count).ok());
    let (Some(parts), Some(points)) = (count(36), count(40)) else {
        return Err(Text::new(
            "应有环数和点数，实为负数或不足",
            "expected counts of rings and points, found less than none",
        ));
    };
    // Kind, box, counts; then where the rings start; then the points.
    let positions = parts.checked_mul(4).and_then(|length| length.checked_add(44));
    let end = positions.and_then(|start| points.checked_mul(16)?.checked_add(start));
    let (Some(positions), Some(end)) = (positions, end.filter(|end| *end <= body.len())) else {
        return Err(Text::new(
            format!("应能容纳 {parts} 个环、{points} 个点，实有 {} 字节", body.len()),
            format!(
                "expected room for {parts} rings and {points} points, found {} bytes",
                body.len()
            ),
        ));
    };
    let heights = (kind == Some(POLYGON_Z)).then_some(end.saturating_add(16));
    let mut starts = Vec::new();
    for part in 0..parts {
        starts.push(count(44 + 4 * part).unwrap_or(usize::MAX));
    }
    if let Some(text) = wrong_start(&starts, points) {
        return Err(text);
    }
    let mut rings = Vec::new();
    let ends = starts.iter().skip(1).copied().chain([points]);
    for (start, end) in starts.iter().zip(ends) {
        let mut ring = Vec::new();
        for point in *start..end {
            let place = positions + 16 * point;
            let (x, y) = (double(body, place), double(body, place + 8));
            let (Some(x), Some(y)) = (x.filter(|x| x.is_finite()), y.filter(|y| y.is_finite()))
            else {
                return Err(Text::new(
                    format!("第 {} 个点的坐标不是有限数", point + 1),
                    format!("point {} has a coordinate that is not finite", point + 1),
                ));
            };
            let height = heights.and_then(|start| double(body, start + 8 * point));
            ring.push((x, y, height.filter(|height| height.is_finite())));
        }
        rings.push(ring);
    }
    Ok(Some(rings))
}

/// What is wrong with the first of the starts of rings that is none.
fn wrong_start(starts: &[usize], points: usize) -> Option<Text> {
    let before = std::iter::once(None).chain(starts.iter().copied().map(Some));
    let mut starts = starts.iter().copied().zip(before).zip(1_usize..);
    let wrong = |((start, before), _): &((usize, Option<usize>), usize)| {
        let fits = before.map_or(*start == 0, |before| before < *start);
        !fits || *start >= points
    };
    let ((start, _), ring) = starts.find(wrong)?;
    Some(Text::new(
        format!("环的起点应从 0 起递增且小于点数 {points}，实为第 {ring} 个环从 {start} 起"),
        format!(
            "expected rings that start at 0, ascend and stay below {points} points, found ring {ring} at {start}"
        ),
    ))
}

fn shape_name(kind: i32) -> (String, String) {
    let (zh, en) = match kind {
        NULL => ("空图形", "null shapes"),
        1 | 11 | 21 => ("点", "points"),
        3 | 13 | 23 => ("线", "lines"),
        8 | 18 | 28 => ("多点", "multi-points"),
        POLYGON | POLYGON_Z | POLYGON_M => ("面", "polygons"),
        31 => ("多面体", "multi-patches"),
        _ => return (format!("图形类型 {kind}"), format!("shape type {kind}")),
    };
    (zh.to_owned(), en.to_owned())
}

fn four(bytes: &[u8], at: usize) -> Option<[u8; 4]> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok()
}

fn big(bytes: &[u8], at: usize) -> Option<i32> {
    four(bytes, at).map(i32::from_be_bytes)
}

fn little(bytes: &[u8], at: usize) -> Option<i32> {
    four(bytes, at).map(i32::from_le_bytes)
}

fn double(bytes: &[u8], at: usize) -> Option<f64> {
    bytes.get(at..at.checked_add(8)?)?.try_into().ok().map(f64::from_le_bytes)
}
