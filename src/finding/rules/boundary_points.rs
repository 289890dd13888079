//! Catalogue rows: boundary-point txt.

use super::super::Code;
use super::super::Responsible::*;
use super::super::Severity::*;
use super::Rule;

pub(super) const ROWS: &[Rule] = &[
    Rule {
        code: Code::TxtLine,
        severity: Error,
        responsible: DataProducer,
        basis: "",
        what: (
            "界址点文件中无法读入的行。",
            "A line of a boundary-point file that cannot be read.",
        ),
        why: (
            "读不懂的行可能是一个界址点，丢掉它界线就变了。",
            "A line that cannot be read may be a boundary point; without it the border is another.",
        ),
        fix: (
            "按“点号,圈号,X,Y”或地块行的格式改正。",
            "Write it as “number,ring,X,Y” or as a plot line.",
        ),
        example: "J1,1,3853000.000",
    },
    Rule {
        code: Code::TxtHeaderMissing,
        severity: Warning,
        responsible: DataProducer,
        basis: "",
        what: ("缺少表头项。", "A header key is missing."),
        why: (
            "缺少的表头项只能推定，推定可能出错。",
            "What the header does not say can only be inferred, and wrongly.",
        ),
        fix: ("在[属性描述]下补上该项。", "Add the key under [属性描述]."),
        example: "[属性描述] …（无 带号=38）",
    },
    Rule {
        code: Code::TxtDatum,
        severity: Error,
        responsible: DataProducer,
        basis: "",
        what: ("文件的坐标系不是 CGCS2000。", "The reference system of the file is not CGCS2000."),
        why: (
            "其他坐标系与 CGCS2000 相差可达百米，不能混用。",
            "Other systems are up to a hundred metres off; they cannot be mixed.",
        ),
        fix: (
            "由测绘单位转换到 2000 国家大地坐标系。",
            "Have it converted to CGCS2000 by the surveyor.",
        ),
        example: "坐标系=1980西安坐标系",
    },
    Rule {
        code: Code::TxtZoneInferred,
        severity: Warning,
        responsible: DataProducer,
        basis: "",
        what: (
            "表头没有带号，由横坐标推定。",
            "The zone number was taken from the eastings, as the header has none.",
        ),
        why: (
            "带号是由横坐标推定的，未经表头证实。",
            "The zone follows from the eastings; the header does not confirm it.",
        ),
        fix: ("在表头写明带号，如 带号=38。", "State it in the header, as 带号=38."),
        example: "带号=",
    },
    Rule {
        code: Code::TxtZoneConflict,
        severity: Error,
        responsible: DataProducer,
        basis: "",
        what: ("表头带号与横坐标所示不同。", "Header and eastings name different zones."),
        why: (
            "表头与坐标说的带号不同，图形会落到另一带。",
            "Header and coordinates name different zones; the plot would lie in another one.",
        ),
        fix: (
            "核对中央子午线，改正表头或换带。",
            "Check the central meridian; correct the header or the coordinates.",
        ),
        example: "带号=37 … J1,1,3853000.000,38435500.000",
    },
    Rule {
        code: Code::TxtFullWidth,
        severity: Warning,
        responsible: DataProducer,
        basis: "",
        what: ("全角标点按半角读入。", "Full-width punctuation was read as the ASCII one."),
        why: (
            "全角逗号和数字，别的程序读不出。",
            "Other programs cannot read full-width commas and digits.",
        ),
        fix: ("改为半角。", "Use ASCII punctuation."),
        example: "J1，1，3853000.000，38435500.000",
    },
    Rule {
        code: Code::TxtPointCount,
        severity: Warning,
        responsible: DataProducer,
        basis: "",
        what: (
            "所填界址点数与实际点数不符。",
            "The stated number of points is not the number of points.",
        ),
        why: (
            "所填点数与实际不符，可能漏了或多了界址点。",
            "The stated number is not that of the points: some may be missing or too many.",
        ),
        fix: ("核对界址点，改正点数。", "Check the points and correct the number."),
        example: "9,1.0000,DK001,…（实有 5 点）",
    },
    Rule {
        code: Code::TxtFieldCount,
        severity: Warning,
        responsible: DataProducer,
        basis: "",
        what: ("地块行的字段数不是九个。", "A plot line with more or fewer fields than nine."),
        why: (
            "字段多了或少了，后面的字段会错位。",
            "With a field too many or too few the rest shift.",
        ),
        fix: ("按九个字段补齐，空字段保留逗号。", "Write nine fields, with commas for empty ones."),
        example: "5,1.0000,DK001,地块1,面,@",
    },
    Rule {
        code: Code::TxtRingNotClosed,
        severity: Warning,
        responsible: DataProducer,
        basis: "",
        what: ("环的末点不是首点。", "A ring whose last point is not its first."),
        why: (
            "末点不是首点，可能漏了最后一个点。",
            "The last point is not the first: one may be missing.",
        ),
        fix: ("核对点位后在末尾重复首点。", "Check the points, then repeat the first at the end."),
        example: "J4,1,3853000.000,38435600.000 @（之后无 J1）",
    },
    Rule {
        code: Code::TxtClosingPoint,
        severity: Warning,
        responsible: DataProducer,
        basis: "",
        what: (
            "闭合点点号同首点而坐标不同。",
            "A closing point that carries the first point's number but other coordinates.",
        ),
        why: (
            "闭合点与首点同号而坐标不同，其中一个写错。",
            "The closing point has the number of the first and other coordinates; one is wrong.",
        ),
        fix: ("核对该点坐标，使首末一致。", "Check the point and make both the same."),
        example: "J1,1,3853000.001,38435500.000",
    },
    Rule {
        code: Code::TxtColumnsSwapped,
        severity: Warning,
        responsible: DataProducer,
        basis: "",
        what: (
            "X（纵坐标）与 Y（横坐标）写反。",
            "X and Y (northing and easting) stand in each other's place.",
        ),
        why: (
            "X 是纵坐标、Y 是横坐标；写反后图形落到别处。",
            "X is the northing, Y the easting; swapped, the plot lies elsewhere.",
        ),
        fix: ("导出时 X（北）在前、Y（东）在后。", "Export X (north) first, then Y (east)."),
        example: "J1,1,38435500.000,3853000.000",
    },
    Rule {
        code: Code::TxtAreaUnit,
        severity: Warning,
        responsible: DataProducer,
        basis: "",
        what: ("所填面积后写有单位。", "A stated area with a unit written behind it."),
        why: (
            "面积字段只写公顷数，带单位的有的程序读不出。",
            "The field holds hectares as a bare number; with a unit some programs cannot read it.",
        ),
        fix: ("删去单位，按公顷填写。", "Remove the unit and write hectares."),
        example: "5,1.0000公顷,DK001,…",
    },
    Rule {
        code: Code::TxtAreaDiffers,
        severity: Warning,
        responsible: Surveyor,
        basis: "",
        what: ("所填面积与计算面积不同。", "The stated area is not the computed one."),
        why: (
            "所填面积与坐标算出的不符，可能坐标改过而面积没有改。",
            "The stated area is not that of the coordinates; these may have changed since.",
        ),
        fix: ("核对坐标与面积以何者为准。", "Settle which of the two holds."),
        example: "5,1.2000,DK001,…（算得 0.9999）",
    },
    Rule {
        code: Code::TxtValue,
        severity: Warning,
        responsible: DataProducer,
        basis: "",
        what: (
            "不能使用的表头值或字段；予以保留并视为缺失。",
            "A header value or field that cannot be used; it is kept, and taken as missing.",
        ),
        why: ("该值不能使用，按缺失处理。", "The value cannot be used and counts as missing."),
        fix: ("按规定的写法改正。", "Write it in the form that is expected."),
        example: "精度=高",
    },
    Rule {
        code: Code::TxtHeaderForm,
        severity: Note,
        responsible: DataProducer,
        basis: "",
        what: ("表头值采用了另一种常见写法。", "A header value in another of its usual forms."),
        why: (
            "写法不同而意思明确，已照常读入。",
            "Another form whose meaning is clear; it was read.",
        ),
        fix: ("可不处理；统一写法便于交换。", "Nothing needs to be done; one form eases exchange."),
        example: "几度分带=3度",
    },
    Rule {
        code: Code::TxtLineEndings,
        severity: Note,
        responsible: DataProducer,
        basis: "",
        what: ("各行的换行方式不一。", "Lines that end in different ways."),
        why: (
            "换行方式不一，多为几个文件拼接而成。",
            "Line ends differ: mostly several files were joined.",
        ),
        fix: ("可不处理；另存时统一换行。", "Nothing needs to be done; save with one kind."),
        example: "CR LF / LF",
    },
    Rule {
        code: Code::TxtBytesNotKept,
        severity: Note,
        responsible: DataProducer,
        basis: "",
        what: (
            "GB18030 有另一种写法的字节；只能写回那一种。",
            "Bytes that GB18030 has another spelling for; only that one can be written back.",
        ),
        why: (
            "GB18030 中少数字有两种写法，写回时只能用一种，字节会与原文件不同。",
            "A few characters have two spellings in GB18030; only one is written back, so bytes differ.",
        ),
        fix: (
            "可不处理；要求逐字节一致时保留原文件。",
            "Nothing needs to be done; keep the original where bytes must agree.",
        ),
        example: "0xA2E3 / 0x80",
    },
    Rule {
        code: Code::TxtPointCountOpen,
        severity: Note,
        responsible: DataProducer,
        basis: "",
        what: (
            "所填点数未计或多计闭合点。",
            "The stated number of points leaves out the closing points, or counts ones that are not there.",
        ),
        why: (
            "点数是否计入闭合点，各地做法不同。",
            "Whether closing points count differs from place to place.",
        ),
        fix: (
            "可不处理；按接收方要求填写。",
            "Nothing needs to be done; follow the receiver's rule.",
        ),
        example: "4,1.0000,DK001,…（含闭合点 5 点）",
    },
    Rule {
        code: Code::TxtRingNumber,
        severity: Warning,
        responsible: DataProducer,
        basis: "",
        what: (
            "几个环共用圈号，或圈号与环的位置矛盾。",
            "A ring number that several rings share, or that contradicts where the ring lies.",
        ),
        why: (
            "圈号与环的位置矛盾时，分不清内外。",
            "Where ring numbers contradict the rings, inside and outside are in doubt.",
        ),
        fix: ("外环与内环各用一个圈号，由 1 起。", "Give each ring its own number, from 1."),
        example: "J1,1,… J4,1,… J5,1,…（内环应为圈号 2）",
    },
    Rule {
        code: Code::TxtPointMoved,
        severity: Warning,
        responsible: DataProducer,
        basis: "",
        what: (
            "界址点自读入以后被移动、增加或删除。",
            "Points that were moved, added or removed since they were read from a boundary-point file.",
        ),
        why: (
            "界址点已改动，原点号和所填面积不再适用。",
            "The points were changed; their numbers and the stated area no longer apply.",
        ),
        fix: (
            "核对改动是否有依据，重新编号和计算。",
            "See whether the change is founded; number and compute again.",
        ),
        example: "J3: 3853100.000 → 3853100.020",
    },
];
