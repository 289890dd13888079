//! The boundary-point exchange format: real files, every tolerated defect, hostile input, both ways.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

use std::path::PathBuf;

use encoding_rs::GB18030;
use jiff::civil::date;
use landledger::Error;
use landledger::finding::{Code, Finding};
use landledger::geometry::{
    GaussKruger, GridMultiPolygon, GridPoint, LonLat, LonLatMultiPolygon, ZonePrefix, ZoneWidth,
};
use landledger::read::boundary_points::{
    BoundaryPointFile, BoundaryPointProperties, LineEnding, TextEncoding, read,
};
use landledger::write::boundary_points::{FileOrigin, Layout, NewPlot, WriteOptions, write};

use crate::shared_data::shared_data;

/// One square hectare; lines 1–15.
const BASE: &str = "[属性描述]
坐标系=2000国家大地坐标系
几度分带=3
投影类型=高斯克吕格
计量单位=米
带号=38
精度=0.001
转换参数=,,,,,,
[地块坐标]
5,1.0000,DK001,地块1,面,,工业用地,0601,@
J1,1,3853000.000,38435500.000
J2,1,3853100.000,38435500.000
J3,1,3853100.000,38435600.000
J4,1,3853000.000,38435600.000
J1,1,3853000.000,38435500.000
";

fn zone_38(prefix: ZonePrefix) -> GaussKruger {
    GaussKruger::new(ZoneWidth::Three, 38, prefix).unwrap()
}

fn gb18030(text: &str) -> Vec<u8> {
    let (bytes, _, unmappable) = GB18030.encode(text);
    assert!(!unmappable);
    bytes.into_owned()
}

/// Code, line and column of each finding, in order.
fn places(findings: &[Finding]) -> Vec<(Code, u32, u32)> {
    let place = |f: &Finding| (f.code, f.place.line.unwrap_or(0), f.place.column.unwrap_or(0));
    findings.iter().map(place).collect()
}

/// Plane area by the triangles of a fan, another formula than the library's; square metres.
fn fan_area(shape: &GridMultiPolygon) -> f64 {
    let ring = |ring: &[GridPoint]| {
        let origin = ring[0];
        let triangle = |pair: &[GridPoint]| {
            let (a, b) = (pair[0], pair[1]);
            (a.east - origin.east) * (b.north - origin.north)
                - (b.east - origin.east) * (a.north - origin.north)
        };
        (ring.windows(2).map(triangle).sum::<f64>() / 2.0).abs()
    };
    shape.polygons().map(|p| ring(p.exterior()) - p.interiors().map(ring).sum::<f64>()).sum()
}

fn real_files() -> Vec<(PathBuf, Vec<u8>, serde_json::Value)> {
    let Some(folder) = shared_data().map(|data| data.join("china-parcel-txt")) else {
        return Vec::new();
    };
    let expected = std::fs::read(folder.join("expected.json")).unwrap();
    let expected: Vec<serde_json::Value> = serde_json::from_slice(&expected).unwrap();
    assert_eq!(expected.len(), 5);
    let files = expected.into_iter().map(|row| {
        let path = folder.join(row["file"].as_str().unwrap());
        let bytes = std::fs::read(&path).unwrap();
        (path, bytes, row)
    });
    files.collect()
}

#[test]
fn real_files_read_without_findings() {
    for (path, bytes, row) in real_files() {
        let (file, findings) = read("real", &bytes, None).unwrap();
        assert_eq!(findings, [], "{path:?}");
        assert_eq!(u64::from(file.zone().epsg().unwrap()), row["epsg"].as_u64().unwrap());
        assert_eq!(file.plots.len(), 1, "{path:?}");
        let plot = &file.plots[0];
        assert_eq!(plot.points.len() as u64, row["actual_points"].as_u64().unwrap());
        assert_eq!(plot.point_count, row["declared_point_count"].to_string());
        let area = fan_area(&plot.shape());
        let planar = row["planar_area_m2"].as_f64().unwrap();
        assert!((area - planar).abs() < 0.001, "{path:?}: {area} and {planar}");
        let stated = plot.stated_area.hectares().map(|ha| f64::try_from(ha).unwrap());
        assert_eq!(stated, row["declared_area_ha"].as_f64(), "{path:?}");
        if let Some(stated) = stated {
            assert!((area / 1e4 - stated).abs() < 1e-4, "{path:?}: {area} and {stated}");
        }
    }
}

#[test]
fn real_files_are_written_back_byte_for_byte() {
    for (path, bytes, _) in real_files() {
        let (file, _) = read("real", &bytes, None).unwrap();
        assert_eq!(write(&file, &WriteOptions::default()).unwrap(), bytes, "{path:?}");
        let twin = gb18030(std::str::from_utf8(&bytes).unwrap());
        let (from_twin, findings) = read("twin", &twin, None).unwrap();
        assert_eq!(findings, []);
        assert_eq!(from_twin.frame.encoding, TextEncoding::Gb18030);
        assert_eq!(write(&from_twin, &WriteOptions::default()).unwrap(), twin, "{path:?}");
        let as_utf8 = WriteOptions::default().encoding(TextEncoding::Utf8);
        assert_eq!(write(&from_twin, &as_utf8).unwrap(), bytes, "{path:?}");
        let as_gb18030 = WriteOptions::default().encoding(TextEncoding::Gb18030);
        assert_eq!(write(&file, &as_gb18030).unwrap(), twin, "{path:?}");
    }
}

/// The text of a row: what is replaced by what, once each.
fn edited(edits: &[(&str, &str)]) -> String {
    let mut text = BASE.to_owned();
    for (from, to) in edits {
        assert!(text.contains(from), "{from:?} is not in the text");
        text = text.replacen(from, to, 1);
    }
    text
}

type Row<'a> = (&'a [(&'a str, &'a str)], &'a [(Code, u32, u32)]);

/// Reads a text in UTF-8 and in GB18030; both must give the same findings, at the spans that hold the text.
#[track_caller]
fn check(text: &str, expected: &[(Code, u32, u32)], usable: usize) -> BoundaryPointFile {
    let (file, findings) = read("plots.txt", text.as_bytes(), None).unwrap();
    assert_eq!(places(&findings), expected, "{text}\n{findings:#?}");
    assert_eq!(file.plots.len(), usable, "{text}");
    let stored = gb18030(text);
    let (twin, twin_findings) = read("plots.txt", &stored, None).unwrap();
    assert_eq!(places(&twin_findings), expected, "GB18030: {text}");
    for (finding, twin) in findings.iter().zip(&twin_findings) {
        assert_eq!(finding.message, twin.message);
        assert!(finding.message.en.contains("expected") && finding.message.en.contains("found"));
        assert!(finding.message.zh.contains("应为") && finding.message.zh.contains("实为"));
        let (span, twin) = (finding.place.span.unwrap(), twin.place.span.unwrap());
        let here = &text.as_bytes()[span.start as usize..span.end as usize];
        let there = &stored[twin.start as usize..twin.end as usize];
        assert_eq!(gb18030(std::str::from_utf8(here).unwrap()), there);
    }
    if usable > 0 && file.rejected.is_empty() {
        let written = write(&file, &WriteOptions::default()).unwrap();
        let lost = expected.iter().any(|(code, ..)| *code == Code::TxtLine);
        assert_eq!(std::str::from_utf8(&written).unwrap() == text, !lost, "{text}");
        if !lost {
            assert_eq!(write(&twin, &WriteOptions::default()).unwrap(), stored);
        }
    }
    file
}

const SECOND_LINE: &str = "J2,1,3853100.000,38435500.000";

#[test]
fn defects_that_are_tolerated_are_reported() {
    use Code::*;
    let no_findings: &[(Code, u32, u32)] = &[];
    let rows: &[Row<'_>] = &[
        (&[], no_findings),
        // Marks, commas and equals signs in full width; a full-width comma in a name is text.
        (&[("[地块坐标]", "【地块坐标】")], &[(TxtFullWidth, 9, 1)]),
        (&[("J2,1,", "J2，1，")], &[(TxtFullWidth, 12, 3)]),
        (&[("带号=", "带号＝")], &[(TxtFullWidth, 6, 3)]),
        (
            &[(
                "5,1.0000,DK001,地块1,面,,工业用地,0601,@",
                "5，1.0000，DK001，地块1，面，，工业用地，0601，@",
            )],
            &[(TxtFullWidth, 10, 2)],
        ),
        (&[("地块1", "地，块1")], no_findings),
        // Fields.
        (&[("0601,@", "0601,水田,甲等,2,5,@")], &[(TxtFieldCount, 10, 1)]),
        (&[("0601,@", "0601@")], &[(TxtFieldCount, 10, 1)]),
        (&[("0601,@", "0601")], &[(TxtFieldCount, 10, 1)]),
        (&[("0601,@", "0601,")], &[(TxtFieldCount, 10, 1)]),
        (&[("0601,@", "@")], &[(TxtFieldCount, 10, 1)]),
        (&[("0601,@", "0601,@,备注")], &[(TxtFieldCount, 10, 1)]),
        (&[("0601,@", ",@")], no_findings),
        (&[("面,,工业用地,0601", " 面 , , , ")], no_findings),
        (&[("面", "多边形")], &[(TxtValue, 10, 20)]),
        (&[(SECOND_LINE, "J2,1,3853100.000,38435500.000,120.5")], &[(TxtFieldCount, 12, 1)]),
        (&[("J2,1,", "J2,01, ")], no_findings),
        // Point counts.
        (&[("5,1.0000", "4,1.0000")], &[(TxtPointCountOpen, 10, 1)]),
        (&[("5,1.0000", "3,1.0000")], &[(TxtPointCount, 10, 1)]),
        (&[("5,1.0000", "6,1.0000")], &[(TxtPointCount, 10, 1)]),
        (&[("5,1.0000", ",1.0000")], &[(TxtPointCount, 10, 1)]),
        // Rings that are not closed, or closed by name only.
        (
            &[
                ("38435600.000\nJ1,1,3853000.000,38435500.000", "38435600.000"),
                ("5,1.0000", "4,1.0000"),
            ],
            &[(TxtRingNotClosed, 14, 1)],
        ),
        (
            &[("38435600.000\nJ1,1,3853000.000,38435500.000", "38435600.000")],
            &[(TxtPointCountOpen, 10, 1), (TxtRingNotClosed, 14, 1)],
        ),
        (
            &[(
                "38435600.000\nJ1,1,3853000.000,38435500.000",
                "38435600.000\nJ1,1,3853000.000,3853000.000",
            )],
            &[(TxtClosingPoint, 15, 6)],
        ),
        (
            &[(
                "38435600.000\nJ1,1,3853000.000,38435500.000",
                "38435600.000\nJ1,1,3853000.000,38435500.001",
            )],
            &[(TxtClosingPoint, 15, 6)],
        ),
        (&[("38435600.000\nJ1,1,", "38435600.000\nJ5,1,")], no_findings),
        // Areas: the unit, and both sides of half the last digit (at least of the fourth decimal).
        (&[("1.0000", "1.0000公顷")], &[(TxtAreaUnit, 10, 3)]),
        (&[("1.0000", "10000.00平方米")], &[(TxtAreaUnit, 10, 3)]),
        (&[("1.0000", "15.00 亩")], &[(TxtAreaUnit, 10, 3)]),
        (&[("1.0000", "15.02亩")], &[(TxtAreaUnit, 10, 3), (TxtAreaDiffers, 10, 3)]),
        (&[("1.0000", "10000公顷")], &[(TxtAreaUnit, 10, 3), (TxtAreaDiffers, 10, 3)]),
        (&[("1.0000", "")], no_findings),
        (&[("1.0000", "1")], no_findings),
        (&[("1.0000", "1.0001")], &[(TxtAreaDiffers, 10, 3)]),
        (&[("1.0000", "0.9999")], &[(TxtAreaDiffers, 10, 3)]),
        (&[("1.0000", "1.00005")], no_findings),
        (&[("1.0000", "1.000051")], &[(TxtAreaDiffers, 10, 3)]),
        (&[("1.0000", "0.99995")], no_findings),
        (&[("1.0000", "0.999949")], &[(TxtAreaDiffers, 10, 3)]),
        (&[("1.0000", "1.1")], &[(TxtAreaDiffers, 10, 3)]),
        (&[("1.0000", "1.10")], &[(TxtAreaDiffers, 10, 3)]),
        // Header values.
        (&[("转换参数=,,,,,,", "转换参数=0,0,0,0,0,0,0")], &[(TxtHeaderForm, 8, 6)]),
        (&[("转换参数=,,,,,,", "转换参数=0.0,0.0,0.0,0,0,0,0.000000")], &[(TxtHeaderForm, 8, 6)]),
        (&[("转换参数=,,,,,,", "转换参数=,,")], &[(TxtHeaderForm, 8, 6)]),
        (&[("转换参数=,,,,,,", "转换参数=12.5,0,0,0,0,0,0")], &[(TxtValue, 8, 6)]),
        (&[("转换参数=,,,,,,\n", "")], &[(TxtHeaderMissing, 1, 1)]),
        (&[("精度=0.001", "精度=0.01")], no_findings),
        (&[("精度=0.001", "精度=3")], &[(TxtHeaderForm, 7, 4)]),
        (&[("精度=0.001", "精度=高")], &[(TxtValue, 7, 4)]),
        (&[("精度=0.001", "精度=")], &[(TxtHeaderMissing, 7, 4)]),
        (&[("计量单位=米", "计量单位=毫米")], &[(TxtValue, 5, 6)]),
        (&[("坐标系=2000国家大地坐标系\n", "")], &[(TxtHeaderMissing, 1, 1)]),
        (&[("投影类型=高斯克吕格\n", "")], &[(TxtHeaderMissing, 1, 1)]),
        (&[("投影类型=高斯克吕格", "投影类型=高斯-克吕格投影")], no_findings),
        (&[("精度=0.001", "精度=0.001\n精度=0.01")], &[(TxtValue, 8, 4)]),
        (&[("精度=0.001", "精度=0.001\n备注=无")], no_findings),
        // Zones.
        (&[("带号=38\n", "")], &[(TxtZoneInferred, 10, 18)]),
        (&[("带号=38", "带号=")], &[(TxtZoneInferred, 11, 18)]),
        (&[("带号=38", "带号=114")], &[(TxtValue, 6, 4), (TxtZoneInferred, 11, 18)]),
        (&[("几度分带=3\n", "")], &[(TxtZoneInferred, 10, 18)]),
        (&[("几度分带=3", "几度分带=三度")], no_findings),
        (&[("几度分带=3", "几度分带=1.5")], &[(TxtValue, 3, 6), (TxtZoneInferred, 11, 18)]),
        (&[("几度分带=3\n", ""), ("带号=38\n", "")], &[(TxtZoneInferred, 9, 18)]),
        // Blank lines, and spaces that change nothing.
        (
            &[("\n[地块坐标]\n", "\n\n[地块坐标]\n \n"), ("[属性描述]", "[ 属性描述 ] ")],
            no_findings,
        ),
    ];
    for (edits, expected) in rows {
        check(&edited(edits), expected, 1);
    }
}

#[test]
fn plots_with_errors_are_rejected_and_reading_goes_on() {
    use Code::*;
    let long = format!("J2,1,{},38435500.000", "9".repeat(400));
    let rows: &[Row<'_>] = &[
        (&[("J2,1,3853100", "J2,1,38531OO")], &[(TxtLine, 12, 6)]),
        (&[("J2,1,3853100.000", "J2,1,3.8531e6")], &[(TxtLine, 12, 6)]),
        (&[("J2,1,3853100.000", "J2,1,NaN")], &[(TxtLine, 12, 6)]),
        (&[("J2,1,3853100.000", "J2,1,")], &[(TxtLine, 12, 6)]),
        (&[(SECOND_LINE, &long)], &[(TxtLine, 12, 6)]),
        (&[(SECOND_LINE, "J2,1,3853100.000")], &[(TxtLine, 12, 1)]),
        (&[("J2,1,", "J2,一,")], &[(TxtLine, 12, 4)]),
        (&[("J2,1,", "J2,4294967296,")], &[(TxtLine, 12, 4)]),
        (&[("J2,1,3853100", "J2,1,853100")], &[(TxtLine, 12, 6)]),
        (&[("5,1.0000,DK001,地块1,面,,工业用地,0601,@", "5,1.0000,@")], &[(TxtLine, 10, 1)]),
        (&[("5,1.0000", "五,1.0000")], &[(TxtLine, 10, 1)]),
        (&[("1.0000", "1.0OOO")], &[(TxtLine, 10, 3)]),
        (&[("1.0000", "-1.0000")], &[(TxtLine, 10, 3)]),
        (&[("带号=38", "带号=39")], &[(TxtZoneConflict, 11, 18)]),
        (&[("几度分带=3", "几度分带=6")], &[(TxtZoneConflict, 10, 1)]),
        (
            &[("J2,1,3853100.000,38435500.000", "J2,1,3853100.000,435500.000")],
            &[(TxtZoneConflict, 12, 18)],
        ),
        (
            &[
                ("J3,1,3853100.000,38435600.000\nJ4,1,3853000.000,38435600.000\n", ""),
                ("5,1.0000", "3,1.0000"),
            ],
            &[(RingTooShort, 13, 1)],
        ),
    ];
    let second = "5,1.0000,DK002,地块2,面,,,,@
J1,1,3853000.000,38435600.000
J2,1,3853100.000,38435600.000
J3,1,3853100.000,38435700.000
J4,1,3853000.000,38435700.000
J1,1,3853000.000,38435600.000
";
    for (edits, expected) in rows {
        let text = edited(edits);
        let file_level = text.contains("带号=39") || text.contains("几度分带=6");
        let file = check(&text, expected, 0);
        assert_eq!(file.rejected.len(), 1, "{text}");
        assert_eq!(
            file.rejected[0].lines.join("\n"),
            text.split_once("坐标]\n").unwrap().1.trim_end()
        );
        if !file_level {
            let file = check(&(text + second), expected, 1);
            assert_eq!(file.plots[0].number, "DK002");
            assert_eq!(file.rejected.len(), 1);
        }
    }
    check(
        &edited(&[("[地块坐标]\n", "[地块坐标]\nJ9,1,3853000.000,38435500.000\n")]),
        &[(TxtLine, 10, 1)],
        1,
    );
    check(&format!("{BASE}[属性描述]\n带号=39\n"), &[(TxtLine, 16, 1)], 1);
    check(&format!("{BASE}[附录]\n1,2,3,4\n"), &[(TxtLine, 16, 1)], 1);
    check(&format!("{BASE}5,1.0000,DK003,空,面,,,,@\n"), &[(RingTooShort, 16, 1)], 1);
}

#[test]
fn a_header_line_without_a_value_is_reported_and_kept() {
    let text = edited(&[("计量单位=米", "计量单位=米\n说明")]);
    let (file, findings) = read("plots.txt", text.as_bytes(), None).unwrap();
    assert_eq!(places(&findings), [(Code::TxtLine, 6, 1)]);
    assert_eq!(file.plots.len(), 1);
    assert_eq!(write(&file, &WriteOptions::default()).unwrap(), text.as_bytes());
}

#[test]
fn a_file_without_header_is_read_by_its_eastings() {
    let text = BASE.split_once("000\n[").map_or(BASE, |(_, rest)| rest);
    let plots = &text[text.find("[地块坐标]").unwrap()..];
    let (file, findings) = read("plots.txt", plots.as_bytes(), None).unwrap();
    assert_eq!(file.zone(), zone_38(ZonePrefix::Present));
    let missing = findings.iter().filter(|f| f.code == Code::TxtHeaderMissing).count();
    let inferred = findings.iter().filter(|f| f.code == Code::TxtZoneInferred).count();
    assert_eq!((missing, inferred, findings.len()), (5, 1, 6), "{findings:#?}");
    assert_eq!(write(&file, &WriteOptions::default()).unwrap(), plots.as_bytes());
}

#[test]
fn swapped_columns_are_read_by_their_ranges_and_written_back_as_given() {
    for prefix in ["38", ""] {
        let text: String = BASE
            .lines()
            .map(|line| match line.split(',').collect::<Vec<_>>().as_slice() {
                [name, ring, x, y] => {
                    format!("{name},{ring},{prefix}{},{x}\n", y.strip_prefix("38").unwrap())
                }
                _ => format!("{line}\n"),
            })
            .collect();
        let file = check(&text, &[(Code::TxtColumnsSwapped, 11, 6)], 1);
        let first = file.plots[0].points[0].point;
        let expected = if prefix.is_empty() { 435_500.0 } else { 38_435_500.0 };
        assert_eq!(first, GridPoint::new(3_853_000.0, expected));
        assert!((fan_area(&file.plots[0].shape()) - 10_000.0).abs() < 1e-6);
    }
}

#[test]
fn a_wrong_closing_point_stays_in_the_model_and_out_of_the_shape() {
    let text = edited(&[(
        "38435600.000\nJ1,1,3853000.000,38435500.000",
        "38435600.000\nJ1,1,3853000.000,3853000.000",
    )]);
    let (file, _) = read("plots.txt", text.as_bytes(), None).unwrap();
    assert_eq!(file.plots[0].points.len(), 5);
    assert_eq!(file.plots[0].shape().points().len(), 4);
}

#[test]
fn eastings_without_zone_number_need_the_header_or_a_declaration() {
    let text = BASE.replace(",38435", ",435");
    let (file, findings) = read("plots.txt", text.as_bytes(), None).unwrap();
    assert_eq!((file.zone().epsg(), findings.len()), (Some(4547), 0));
    let text = text.replace("带号=38\n", "");
    let error = read("plots.txt", text.as_bytes(), None).unwrap_err();
    assert!(error.is_input() && error.to_string().contains("a declared reference system"));
    let declared = Some(zone_38(ZonePrefix::Present));
    let (file, findings) = read("plots.txt", text.as_bytes(), declared).unwrap();
    assert_eq!(file.zone().epsg(), Some(4547));
    assert_eq!(places(&findings), [(Code::TxtHeaderMissing, 10, 18)]);
}

#[test]
fn six_degree_zones() {
    let text = BASE.replace("几度分带=3", "几度分带=6").replace("带号=38", "带号=19");
    let text = text.replace(",38435", ",19435");
    let file = check(&text, &[], 1);
    assert_eq!(file.zone().epsg(), Some(4497));
    let text = text.replace("几度分带=6\n", "").replace("带号=19\n", "");
    let file = check(&text, &[(Code::TxtZoneInferred, 9, 18)], 1);
    assert_eq!(file.zone().epsg(), Some(4497));
}

#[test]
fn rings_are_placed_by_containment() {
    let outer = BASE.replace("5,1.0000", "10,0.9900");
    // A hole of 10 m × 10 m whose names go on from the outer ring.
    let hole = "J5,2,3853010.000,38435510.000
J6,2,3853010.000,38435520.000
J7,2,3853020.000,38435520.000
J8,2,3853020.000,38435510.000
J5,2,3853010.000,38435510.000
";
    let file = check(&format!("{outer}{hole}"), &[], 1);
    let shape = file.plots[0].shape();
    assert_eq!(shape.polygons().map(|p| p.rings().count()).collect::<Vec<_>>(), [2]);
    // The same ring outside: a part, although its number says hole.
    let apart = hole.replace("38435", "38436");
    let text = format!("{}{apart}", outer.replace("0.9900", "1.0100"));
    let file = check(&text, &[(Code::TxtRingNumber, 16, 4)], 1);
    let shape = file.plots[0].shape();
    assert_eq!(shape.polygons().map(|p| p.rings().count()).collect::<Vec<_>>(), [1, 1]);
    // All rings numbered 1.
    let text = format!("{outer}{}", hole.replace(",2,", ",1,"));
    check(&text, &[(Code::TxtRingNumber, 16, 4)], 1);
}

#[test]
fn files_in_which_nothing_can_be_read_are_errors() {
    let utf16: Vec<u8> = BASE.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let rows: [(&[u8], &str); 12] = [
        (b"", "file-empty"),
        (b"\xEF\xBB\xBF", "file-empty"),
        (b" \r\n\r\n", "file-empty"),
        (b"\x00", "not-utf8"),
        (&utf16, "not-utf8"),
        (b"[\xFF\xFF]", "not-utf8"),
        (b"5,1.0000,a,b,c,d,e,f,@", "expected a line `[地块坐标]` in the file, found none"),
        (
            "[属性描述]\n带号=38\n".as_bytes(),
            "expected a line `[地块坐标]` in the file, found none",
        ),
        (edited(&[("2000国家", "1980西安")]).leak().as_bytes(), "txt-datum"),
        (edited(&[("2000国家大地坐标系", "1954北京坐标系")]).leak().as_bytes(), "txt-datum"),
        (edited(&[("2000国家大地坐标系", "郑州市城市坐标系")]).leak().as_bytes(), "txt-datum"),
        (edited(&[("高斯克吕格", "墨卡托")]).leak().as_bytes(), "txt-datum"),
    ];
    for (bytes, expected) in rows {
        let error = read("plots.txt", bytes, None).unwrap_err();
        assert!(error.is_input() && error.to_string().contains(expected), "{error}");
        assert!(error.to_string().starts_with("plots.txt"), "{error}");
    }
    let declared = GaussKruger::from_epsg(4527);
    let error = read("plots.txt", BASE.as_bytes(), declared).unwrap_err();
    assert!(error.to_string().contains("txt-zone-conflict"), "{error}");
}

#[test]
fn encodings_and_line_ends_come_back() {
    let crlf = BASE.replace('\n', "\r\n");
    let bom = format!("\u{FEFF}{crlf}");
    let (file, findings) = read("plots.txt", bom.as_bytes(), None).unwrap();
    assert_eq!(places(&findings), [(Code::ByteOrderMark, 1, 1)]);
    assert_eq!(file.frame.encoding, TextEncoding::Utf8Bom);
    assert_eq!(file.frame.line_ending, LineEnding::CrLf);
    assert_eq!(write(&file, &WriteOptions::default()).unwrap(), bom.as_bytes());
    let lf = WriteOptions::default().line_ending(LineEnding::Lf).encoding(TextEncoding::Utf8);
    assert_eq!(write(&file, &lf).unwrap(), BASE.as_bytes());

    // One line ends differently: a note, and the same bytes again.
    for mixed in
        [BASE.replacen('\n', "\r\n", 3), crlf.replacen("\r\n", "\n", 2), BASE.to_owned() + "\r"]
    {
        let (file, findings) = read("plots.txt", mixed.as_bytes(), None).unwrap();
        assert!(findings.iter().all(|f| f.code == Code::TxtLineEndings), "{findings:#?}");
        assert_eq!(file.plots.len(), 1);
        assert_eq!(write(&file, &WriteOptions::default()).unwrap(), mixed.as_bytes());
    }

    // GB18030 spells the euro sign A2 E3; the byte 80, which GBK programs write, cannot come back.
    let text = gb18030(BASE);
    let at = text.windows(4).position(|bytes| bytes == b"0601").unwrap();
    let mut euro = text.clone();
    euro[at] = 0x80;
    let (_, findings) = read("plots.txt", &euro, None).unwrap();
    assert_eq!(places(&findings), [(Code::TxtBytesNotKept, 10, 1)]);
}

#[test]
fn changed_fields_are_written_and_the_rest_stays() {
    let text = edited(&[("J2,1,", "J2，1，"), ("地块1", " 地块1 ")]);
    let (mut file, _) = read("plots.txt", text.as_bytes(), None).unwrap();
    file.plots[0].name = "新名".to_owned();
    let written = write(&file, &WriteOptions::default()).unwrap();
    assert_eq!(String::from_utf8(written).unwrap(), text.replace(" 地块1 ", "新名"));
    file.plots[0].points[1].name = "K2".to_owned();
    let written = write(&file, &WriteOptions::default()).unwrap();
    assert!(String::from_utf8(written).unwrap().contains("\nK2,1,3853100.000,38435500.000\n"));
    let standard = write(&file, &WriteOptions::default().layout(Layout::Standard)).unwrap();
    assert!(!String::from_utf8(standard).unwrap().contains('，'));
    for name in ["a,b", "a@b", "a\nb", "a\rb"] {
        file.plots[0].name = name.to_owned();
        let error = write(&file, &WriteOptions::default()).unwrap_err();
        assert!(error.is_argument(), "{name:?}");
    }
}

#[test]
fn new_files_have_the_standard_form() {
    let ring = |north: f64, east: f64, size: f64| {
        [(0.0, 0.0), (size, 0.0), (size, size), (0.0, size), (0.0, 0.0)]
            .map(|(n, e)| GridPoint::new(north + n, east + e))
    };
    let mut shape = GridMultiPolygon::from_exterior(ring(3_853_000.0, 435_500.0, 100.0));
    shape.push_ring(ring(3_853_010.0, 435_510.0, 10.0).into_iter().take(4));
    let plot = NewPlot {
        number: "DK001".to_owned(),
        name: "地块1".to_owned(),
        land_use: "工业用地".to_owned(),
        class_code: "0601".to_owned(),
        hectares: Some("0.99".parse().unwrap()),
        shape,
        ..NewPlot::default()
    };
    let origin = FileOrigin { producer: "××自然资源局".to_owned(), date: date(2025, 6, 15) };
    let zone = zone_38(ZonePrefix::Absent);
    let file = BoundaryPointFile::from_plots(zone, &origin, [plot.clone()]).unwrap();
    let written = write(&file, &WriteOptions::default()).unwrap();
    let expected = "[属性描述]
格式版本号=1.01版本
数据产生单位=××自然资源局
数据产生日期=2025-6-15
坐标系=2000国家大地坐标系
几度分带=3
投影类型=高斯克吕格
计量单位=米
带号=38
精度=0.001
转换参数=,,,,,,
[地块坐标]
10,0.9900,DK001,地块1,面,,工业用地,0601,@
J1,1,3853000.000,38435500.000
J2,1,3853100.000,38435500.000
J3,1,3853100.000,38435600.000
J4,1,3853000.000,38435600.000
J1,1,3853000.000,38435500.000
J5,2,3853010.000,38435510.000
J6,2,3853020.000,38435510.000
J7,2,3853020.000,38435520.000
J8,2,3853010.000,38435520.000
J5,2,3853010.000,38435510.000
";
    assert_eq!(String::from_utf8(written.clone()).unwrap(), expected.replace('\n', "\r\n"));
    let (again, findings) = read("new.txt", &written, None).unwrap();
    assert_eq!(findings, []);
    assert_eq!(again.plots[0].points, file.plots[0].points);
    assert_eq!(again.frame, file.frame);

    let empty = NewPlot { shape: GridMultiPolygon::default(), ..plot.clone() };
    let nan = GridMultiPolygon::from_exterior(ring(f64::NAN, 435_500.0, 1.0));
    let two =
        GridMultiPolygon::from_exterior(ring(3_853_000.0, 435_500.0, 1.0).into_iter().take(2));
    for shape in [empty.shape, nan, two] {
        let plot = NewPlot { shape, ..plot.clone() };
        let error = BoundaryPointFile::from_plots(zone, &origin, [plot]).unwrap_err();
        assert!(error.is_argument());
    }
}

/// Stands in for a projection: any map that can be undone to well under a tenth of a millimetre.
fn to_lonlat(zone: GaussKruger, at: GridPoint) -> Option<LonLat> {
    let meridian = f64::from(zone.central_meridian());
    Some(LonLat::new(meridian + (at.east - zone.false_easting()) / 91_000.0, at.north / 111_000.0))
}

fn to_grid(zone: GaussKruger, at: LonLat) -> Option<GridPoint> {
    let east = (at.lon - f64::from(zone.central_meridian())) * 91_000.0 + zone.false_easting();
    (at.lon.abs() <= 180.0).then(|| GridPoint::new(at.lat * 111_000.0, east))
}

/// The features after a trip through JSON text.
fn through_json(
    features: &[(LonLatMultiPolygon, BoundaryPointProperties)],
) -> Vec<(LonLatMultiPolygon, BoundaryPointProperties)> {
    serde_json::from_str(&serde_json::to_string(features).unwrap()).unwrap()
}

#[test]
fn texts_come_back_through_features() {
    let two_plots = format!(
        "{}5,1.0000,DK002,地块2,线,,,,@\nJ1,1,3853000.000,38435500.000\nJ2,1,3853100.000,38435500.000\n",
        BASE.replace('\n', "\r\n")
    );
    let mut texts: Vec<Vec<u8>> = real_files().into_iter().map(|(_, bytes, _)| bytes).collect();
    texts.extend([BASE.into(), gb18030(BASE), two_plots.into()]);
    texts.push(
        edited(&[
            ("J2,1,", "J2，01，"),
            (
                "38435600.000\nJ1,1,3853000.000,38435500.000",
                "38435600.000\nJ1,1,3853000.000,3853000.000",
            ),
        ])
        .into(),
    );
    for text in texts {
        let (file, _) = read("plots.txt", &text, None).unwrap();
        let features = file.to_features(to_lonlat).unwrap();
        for (polygons, _) in &features {
            assert!(polygons.rings().all(|ring| ring.first() == ring.last() && ring.len() > 3));
        }
        let mut features = through_json(&features);
        features.reverse();
        let (back, findings) = BoundaryPointFile::from_features(features, to_grid).unwrap();
        assert_eq!(findings, []);
        assert_eq!(write(&back, &WriteOptions::default()).unwrap(), text);
    }
}

/// The one feature of [`BASE`], with its exterior ring replaced.
fn with_ring(edit: impl Fn(&mut Vec<LonLat>)) -> (String, Vec<Finding>) {
    let (file, _) = read("plots.txt", BASE.as_bytes(), None).unwrap();
    let (polygons, properties) = file.to_features(to_lonlat).unwrap().pop().unwrap();
    let mut ring: Vec<LonLat> = polygons.points().to_vec();
    edit(&mut ring);
    let feature = (LonLatMultiPolygon::from_exterior(ring), properties);
    let (back, findings) = BoundaryPointFile::from_features([feature], to_grid).unwrap();
    (String::from_utf8(write(&back, &WriteOptions::default()).unwrap()).unwrap(), findings)
}

#[test]
fn reordered_rings_are_the_same_plot() {
    let (text, findings) = with_ring(|ring| ring.reverse());
    assert_eq!((text.as_str(), findings.as_slice()), (BASE, [].as_slice()));
    let (text, findings) = with_ring(|ring| {
        ring.pop();
        ring.rotate_left(2);
        ring.push(ring[0]);
    });
    assert_eq!((text.as_str(), findings.as_slice()), (BASE, [].as_slice()));
}

#[test]
fn moved_points_are_written_anew_and_reported() {
    // 0.4 mm north: unmoved. 0.6 mm: moved, and rounded to the next millimetre.
    let north = |metres: f64| move |ring: &mut Vec<LonLat>| ring[1].lat += metres / 111_000.0;
    let (text, findings) = with_ring(north(0.0004));
    assert_eq!((text.as_str(), findings.as_slice()), (BASE, [].as_slice()));
    let (text, findings) = with_ring(north(0.0006));
    assert_eq!(text, BASE.replace("J2,1,3853100.000", "J2,1,3853100.001"));
    assert_eq!(findings[0].code, Code::TxtPointMoved);
    assert!(findings[0].message.en.contains("1 moved (J2; up to 0.001 m), 0 added, 0 removed"));
    assert_eq!(findings[0].subjects, ["DK001"]);

    // The first point moves, and its closing point with it.
    let (text, _) = with_ring(|ring| {
        ring[0].lat -= 10.0 / 111_000.0;
        ring[4] = ring[0];
    });
    assert_eq!(text, BASE.replace("J1,1,3853000.000", "J1,1,3852990.000"));

    // A vertex more and a vertex less.
    let (text, findings) = with_ring(|ring| {
        let middle = LonLat::new(ring[0].lon, (ring[0].lat + ring[1].lat) / 2.0);
        ring.insert(1, middle);
    });
    let expected = edited(&[
        ("5,1.0000", "6,1.0000"),
        (SECOND_LINE, "J5,1,3853050.000,38435500.000\nJ2,1,3853100.000,38435500.000"),
    ]);
    assert_eq!(text, expected);
    assert!(findings[0].message.en.contains("0 moved (; up to 0.000 m), 1 added, 0 removed"));
    let (text, findings) = with_ring(|ring| {
        ring.remove(2);
    });
    let expected = edited(&[("5,1.0000", "4,1.0000"), ("J3,1,3853100.000,38435600.000\n", "")]);
    assert_eq!(text, expected);
    assert!(findings[0].message.en.contains("0 added, 1 removed"));
}

#[test]
fn features_that_cannot_come_back() {
    let none: [(LonLatMultiPolygon, BoundaryPointProperties); 0] = [];
    assert!(BoundaryPointFile::from_features(none, to_grid).unwrap_err().is_argument());
    let (file, _) = read("plots.txt", BASE.as_bytes(), None).unwrap();
    let (other, _) = read("plots.txt", &gb18030(BASE), None).unwrap();
    let feature = |file: &BoundaryPointFile| file.to_features(to_lonlat).unwrap().pop().unwrap();
    let mixed = [feature(&file), feature(&other)];
    let error: Error = BoundaryPointFile::from_features(mixed, to_grid).unwrap_err();
    assert!(error.is_argument());
    let (_, properties) = feature(&file);
    let far = LonLatMultiPolygon::from_exterior([LonLat::new(999.0, 34.0); 4]);
    let (back, findings) = BoundaryPointFile::from_features([(far, properties)], to_grid).unwrap();
    assert_eq!((back.plots.len(), back.rejected.len()), (0, 1));
    assert_eq!(findings[0].code, Code::CoordinateRange);
}

#[test]
fn carried_lines_cannot_break_the_file() {
    let (file, _) = read("plots.txt", BASE.as_bytes(), None).unwrap();
    let json = serde_json::to_string(&file.to_features(to_lonlat).unwrap()).unwrap();
    // What a changed JSON text could smuggle into the file: lines within fields, forms and blank lines.
    let rows = [
        (r#""name":"地块1""#, r#""name":"地块1\n[附录]""#),
        (r#""y":"38435500.000""#, r#""y":"38435500.000\n""#),
        (r#""final_newline":true"#, r#""final_newline":true,"blank_after":["J9,1,1,1"]"#),
        (
            r#""y":"38435500.000\u0000""#,
            r#""y":"38435500.000\n","form":{"given":"J1,1,3853000.000,38435500.000\n"}"#,
        ),
    ];
    for (from, to) in rows {
        let from = from.replace(r"\u0000", "");
        assert!(json.contains(&from), "{from} is not in {json}");
        let features: Vec<(LonLatMultiPolygon, BoundaryPointProperties)> =
            serde_json::from_str(&json.replacen(&from, to, 1)).unwrap();
        let (back, _) = BoundaryPointFile::from_features(features, to_grid).unwrap();
        assert!(write(&back, &WriteOptions::default()).unwrap_err().is_argument(), "{to}");
    }
    // A mark that is none is written in the standard form.
    let marked = json.replacen(r#""header_mark":{}"#, r#""header_mark":{"given":"[附录]"}"#, 1);
    assert_ne!(marked, json);
    let features: Vec<(LonLatMultiPolygon, BoundaryPointProperties)> =
        serde_json::from_str(&marked).unwrap();
    let (back, _) = BoundaryPointFile::from_features(features, to_grid).unwrap();
    assert_eq!(write(&back, &WriteOptions::default()).unwrap(), BASE.as_bytes());
    // An EPSG code that is no zone, and a coordinate that is no number, cannot be read back at all.
    for (from, to) in [(r#""epsg":4526"#, r#""epsg":3857"#), (r#""x":"3853000.000""#, r#""x":"x""#)]
    {
        assert!(json.contains(from), "{json}");
        let features = json.replacen(from, to, 1);
        let read: Result<Vec<(LonLatMultiPolygon, BoundaryPointProperties)>, _> =
            serde_json::from_str(&features);
        assert!(read.is_err(), "{to}");
    }
}

#[test]
fn no_truncation_and_no_flip_panics() {
    let base = BASE.replace("0601,@", "0601,水田,@").replace("地块1", "地，块");
    let ring = "J5,2,3853010.000,38435510.000\nJ6,2,3853010.000,38435520.000\nJ7,2,3853020.000,38435520.000\n";
    for bytes in [(base.clone() + ring).into_bytes(), gb18030(&(base + ring))] {
        let mut read_back = 0_usize;
        let mut attempt = |bytes: &[u8]| {
            let Ok((file, findings)) = read("plots.txt", bytes, None) else { return };
            for finding in &findings {
                let span = finding.place.span.expect("a span");
                assert!(span.start <= span.end && span.end <= bytes.len() as u64, "{finding:?}");
            }
            let lossless = file.rejected.is_empty()
                && findings
                    .iter()
                    .all(|f| !matches!(f.code, Code::TxtLine | Code::TxtBytesNotKept));
            match write(&file, &WriteOptions::default()) {
                Ok(written) if lossless => {
                    read_back += 1;
                    assert!(written == bytes, "{}\n{findings:#?}", String::from_utf8_lossy(bytes));
                }
                Ok(_) => {}
                Err(error) => assert!(!lossless, "{error}\n{}", String::from_utf8_lossy(bytes)),
            }
            let features = file.to_features(to_lonlat).unwrap();
            if !features.is_empty() {
                BoundaryPointFile::from_features(through_json(&features), to_grid).unwrap();
            }
        };
        for end in 0..=bytes.len() {
            attempt(&bytes[..end]);
        }
        for at in 0..bytes.len() {
            for flip in [0x01, 0x04, 0x20, 0x80, 0xFF] {
                let mut flipped = bytes.clone();
                flipped[at] ^= flip;
                attempt(&flipped);
            }
            for put in [b',', b'\n', b'\r', b'@', b'-', b'0', b'='] {
                let mut changed = bytes.clone();
                changed[at] = put;
                attempt(&changed);
            }
        }
        assert!(read_back > 1000, "{read_back}");
    }
}
