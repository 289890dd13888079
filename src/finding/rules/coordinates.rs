//! Catalogue rows: coordinates.

use super::super::Code;
use super::super::Responsible::*;
use super::super::Severity::*;
use super::Rule;

pub(super) const ROWS: &[Rule] = &[
    Rule {
        code: Code::CoordinateRange,
        severity: Error,
        responsible: DataProducer,
        basis: "RFC 7946 §4",
        what: ("经度或纬度超出范围。", "Longitude or latitude outside its range."),
        why: (
            "经度在 ±180、纬度在 ±90 之外的点不在地球上。",
            "A longitude beyond 180 or a latitude beyond 90 is nowhere on the globe.",
        ),
        fix: (
            "查明是否写错小数点、写成米或度分秒，改正后重新导出。",
            "See whether the point slipped or metres or minutes were written, and export again.",
        ),
        example: "fixtures/findings/coordinate-range.fail.geojson",
    },
    Rule {
        code: Code::AxesSwapped,
        severity: Error,
        responsible: DataProducer,
        basis: "RFC 7946 §3.1.1",
        what: ("纬度写在经度前面。", "Latitude stands before longitude."),
        why: (
            "先纬度后经度，图形会落到别处，面积也会错。",
            "With latitude first the parcel lies elsewhere and its area is wrong.",
        ),
        fix: ("导出时按先经度后纬度的次序。", "Export with longitude first."),
        example: "fixtures/findings/axes-swapped.fail.geojson",
    },
    Rule {
        code: Code::CoordinatesProjected,
        severity: Error,
        responsible: DataProducer,
        basis: "RFC 7946 §4",
        what: ("应为经纬度，实为投影坐标（米）。", "Projected metres where degrees are expected."),
        why: (
            "GeoJSON 的坐标应为经纬度；以米为单位的数按度来读毫无意义。",
            "GeoJSON holds degrees; metres read as degrees mean nothing.",
        ),
        fix: (
            "转换为 CGCS2000 经纬度，或检查时用 --crs 写明投影带。",
            "Convert to degrees on CGCS2000, or name the zone with --crs when checking.",
        ),
        example: "fixtures/findings/coordinates-projected.fail.geojson",
    },
    Rule {
        code: Code::CoordinatesShifted,
        severity: Warning,
        responsible: DataProducer,
        basis: "",
        what: (
            "坐标疑似经 GCJ-02 或 BD-09 偏移。",
            "The coordinates look shifted by GCJ-02 or BD-09.",
        ),
        why: (
            "互联网地图的坐标经过偏移，与真实位置相差几百米，不能用于认定面积和界线。",
            "Coordinates from web maps are shifted by hundreds of metres; borders and areas cannot rest on them.",
        ),
        fix: (
            "改用测绘成果的 CGCS2000 坐标；不要自行纠偏后当作成果。",
            "Use the surveyed CGCS2000 coordinates; do not shift these back and take them for survey results.",
        ),
        example: "fixtures/findings/coordinates-shifted.fail.geojson",
    },
    Rule {
        code: Code::PrecisionTooFine,
        severity: Note,
        responsible: DataProducer,
        basis: "RFC 7946 §11.2",
        what: ("小数位数多于任何测量能达到的精度。", "More decimals than any survey can measure."),
        why: (
            "超出测量精度的小数没有意义，只会使文件变大。",
            "Decimals beyond what can be surveyed mean nothing and make the file large.",
        ),
        fix: ("按提示的位数导出。", "Export with the number of decimals named."),
        example: "fixtures/findings/precision-too-fine.fail.geojson",
    },
    Rule {
        code: Code::PrecisionTooCoarse,
        severity: Warning,
        responsible: DataProducer,
        basis: "RFC 7946 §11.2",
        what: (
            "小数位数过少，仅取位就可能使面积超限。",
            "So few decimals that rounding alone can move the area beyond its tolerance.",
        ),
        why: (
            "小数位太少，取位就可能使面积变动超过允许值。",
            "With so few decimals rounding alone can move the area by more than is allowed.",
        ),
        fix: (
            "按提示的位数由原始成果重新导出，不要在现有数据上补零。",
            "Export again from the survey with the decimals named; zeros added now help nothing.",
        ),
        example: "fixtures/findings/precision-too-coarse.fail.geojson",
    },
    Rule {
        code: Code::CoordinateNotInZoneStrip,
        severity: Warning,
        responsible: DataProducer,
        basis: "",
        what: (
            "坐标位于与开发区不同的高斯-克吕格投影带。",
            "Coordinates that lie in another Gauss-Krüger strip than the zone.",
        ),
        why: (
            "坐标与开发区不在同一投影带，多为带号或中央子午线写错。",
            "The coordinates lie in another strip than the zone: mostly a wrong zone number or central meridian.",
        ),
        fix: (
            "核对带号和中央子午线，换带后重新导出。",
            "Check zone number and central meridian, and export again in the right strip.",
        ),
        example: "fixtures/findings/coordinate-not-in-zone-strip.fail.geojson",
    },
];
