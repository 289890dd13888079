//! Catalogue rows: Shapefiles.

use super::super::Code;
use super::super::Responsible::*;
use super::super::Severity::*;
use super::Rule;

pub(super) const ROWS: &[Rule] = &[
    Rule {
        code: Code::ShpRecord,
        severity: Error,
        responsible: DataProducer,
        basis: "",
        what: (
            "Shapefile 中无法读取的记录，或图形与属性的记录数不一致。",
            "A record of a Shapefile that cannot be read, or shapes and attributes that differ in number.",
        ),
        why: (
            "文件被截断或损坏时，图形会丢失，属性会错位。",
            "In a file that was cut off or damaged shapes are lost, and attributes move to other shapes.",
        ),
        fix: (
            "从原系统重新导出，并把 .shp、.shx、.dbf、.prj、.cpg 一起复制。",
            "Export it again, and copy .shp, .shx, .dbf, .prj and .cpg together.",
        ),
        example: "parcels.shp, record 12: 40 bytes at the end of the file",
    },
    Rule {
        code: Code::ShpRing,
        severity: Warning,
        responsible: DataProducer,
        basis: "",
        what: (
            "环的方向与位置不符：逆时针的环不在任何外环之内。",
            "A ring whose direction does not fit: it runs as a hole does and lies in no exterior.",
        ),
        why: (
            "Shapefile 只用方向区分外环和内环，方向错了，洞和地块会互换。",
            "A Shapefile tells holes from exteriors by direction alone; with a wrong one a hole becomes land.",
        ),
        fix: (
            "核对该环是外环还是内环，在原系统中修复几何后重新导出。",
            "Look whether it is an exterior or a hole, repair the geometry where it comes from and export it again.",
        ),
        example: "parcels.shp, record 12: one ring, counter-clockwise",
    },
    Rule {
        code: Code::ShpReference,
        severity: Warning,
        responsible: DataProducer,
        basis: "",
        what: (
            "Shapefile 的坐标系没有写明、不是 CGCS2000，或与坐标数值矛盾。",
            "The reference system of a Shapefile is not said, is not CGCS2000, or contradicts the numbers.",
        ),
        why: (
            "推定的坐标系可能不对，整幅图会偏移几十米以至几百公里。",
            "A reference system that was inferred may be the wrong one, and the whole map is elsewhere.",
        ),
        fix: (
            "向提供者要 .prj 文件，或用 --crs 写明坐标系。",
            "Ask the producer for the .prj, or name the reference system with --crs.",
        ),
        example: "parcels.shp without parcels.prj",
    },
    Rule {
        code: Code::DbfEncoding,
        severity: Note,
        responsible: DataProducer,
        basis: "",
        what: (
            "属性表的编码没有写明，或所写的名称不认识。",
            "The encoding of the attributes is not said, or by a name that is not known.",
        ),
        why: (
            "编码推定错了，中文会成为乱码。",
            "With a wrong encoding Chinese text turns into other characters.",
        ),
        fix: (
            "核对读出的中文；补上 .cpg 文件，内容为 GBK 或 UTF-8。",
            "Look at the text that was read; add a .cpg that says GBK or UTF-8.",
        ),
        example: "parcels.dbf without parcels.cpg",
    },
    Rule {
        code: Code::DbfValue,
        severity: Warning,
        responsible: DataProducer,
        basis: "",
        what: (
            "属性值不合其字段的类型，按空值读取；或字段的类型不支持、名称重复。",
            "An attribute that is not of its field's kind, read as null; or a field of a kind that is not read, or with a name that is there twice.",
        ),
        why: (
            "读不出的值会缺失，缺失的数会被误当作没有。",
            "What cannot be read is missing, and may be taken for nothing.",
        ),
        fix: (
            "在原系统中改正该值；日期写作 YYYYMMDD，数不带单位。",
            "Put the value right where it comes from; a day is written YYYYMMDD, a number without a unit.",
        ),
        example: "field SINCE: 2024/3/1",
    },
    Rule {
        code: Code::DbfCut,
        severity: Warning,
        responsible: DataProducer,
        basis: "",
        what: (
            "属性表容纳不下的字段名或文字，写出时截断；或 GBK 没有的字符。",
            "A name or a text that is too long for the attributes of a Shapefile and was cut, or a character that GBK lacks.",
        ),
        why: (
            "DBF 的字段名最长 10 字节，文字最长 254 字节；截断的内容读不回来。",
            "A DBF has names of 10 bytes and texts of 254 bytes at most; what was cut cannot be read back.",
        ),
        fix: (
            "改用 GeoPackage 或 GeoJSON，或缩短该内容。",
            "Use GeoPackage or GeoJSON, or shorten it.",
        ),
        example: "land_use_system is written land_use_s",
    },
];
