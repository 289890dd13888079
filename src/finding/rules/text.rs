//! Catalogue rows: bytes and json.

use super::super::Code;
use super::super::Responsible::*;
use super::super::Severity::*;
use super::Rule;

pub(super) const ROWS: &[Rule] = &[
    Rule {
        code: Code::FileEmpty,
        severity: Error,
        responsible: DataProducer,
        basis: "RFC 8259 §2",
        what: ("文件没有内容。", "The file has no content."),
        why: (
            "空文件多为导出中断所致，其中没有任何可检查的内容。",
            "An empty file is mostly the trace of an export that broke off; there is nothing in it to check.",
        ),
        fix: (
            "重新导出文件，确认大小不为零后再提交。",
            "Export the file again and see that it has a size before handing it in.",
        ),
        example: "fixtures/findings/file-empty.fail.geojson",
    },
    Rule {
        code: Code::ByteOrderMark,
        severity: Warning,
        responsible: DataProducer,
        basis: "RFC 8259 §8.1",
        what: (
            "文件以 UTF-8 字节顺序标记（BOM）开头。",
            "The file starts with a UTF-8 byte order mark.",
        ),
        why: (
            "JSON 不允许以 BOM 开头，有的程序会因此拒读整个文件。",
            "JSON must not start with this mark, and some programs refuse the whole file because of it.",
        ),
        fix: ("另存为“UTF-8（无 BOM）”。", "Save the file as UTF-8 without a byte order mark."),
        example: "fixtures/findings/byte-order-mark.fail.geojson",
    },
    Rule {
        code: Code::NotUtf8,
        severity: Error,
        responsible: DataProducer,
        basis: "RFC 8259 §8.1",
        what: (
            "字节不是 UTF-8 编码；符合 GBK 或 GB18030 时予以指明。",
            "Bytes that are not UTF-8; GBK or GB18030 is named when the bytes fit it.",
        ),
        why: (
            "编码不明时，宗地名称和代码会读成乱码，无法对应。",
            "With another encoding, names and codes turn into other characters and match nothing.",
        ),
        fix: (
            "用导出程序或文本编辑器另存为 UTF-8；原文件保留备查。",
            "Save the file as UTF-8 in the exporting program or in a text editor; keep the original.",
        ),
        example: "fixtures/findings/not-utf8.fail.geojson",
    },
    Rule {
        code: Code::JsonMalformed,
        severity: Error,
        responsible: DataProducer,
        basis: "RFC 8259 §2",
        what: ("文本不是合法的 JSON。", "The text is not JSON."),
        why: (
            "不合语法之处以后的内容无法可靠读出。",
            "What follows a syntax fault cannot be read with any certainty.",
        ),
        fix: (
            "看所指行列处的括号、引号和逗号；不要手工改数据，宜由导出程序重新生成。",
            "Look at the brackets, quotes and commas at the place named; better than mending by hand is to export again.",
        ),
        example: "fixtures/findings/json-malformed.fail.geojson",
    },
    Rule {
        code: Code::JsonTruncated,
        severity: Error,
        responsible: DataProducer,
        basis: "RFC 8259 §2",
        what: ("文本在 JSON 值中间结束。", "The text ends in the middle of a JSON value."),
        why: (
            "文件在传输或写盘时被截断，后面的宗地已经丢失。",
            "The file was cut off while it was sent or written; the parcels behind that point are lost.",
        ),
        fix: (
            "与原文件核对大小或 SHA-256，重新传送。",
            "Compare size or SHA-256 with the original and send it again.",
        ),
        example: "fixtures/findings/json-truncated.fail.geojson",
    },
    Rule {
        code: Code::JsonTrailing,
        severity: Error,
        responsible: DataProducer,
        basis: "RFC 8259 §2",
        what: ("文档结束之后还有内容。", "Something follows the end of the document."),
        why: (
            "一个文件只能有一个 JSON 文档；多出的内容可能是另一份数据。",
            "A file holds one JSON document; what follows may be other data that nobody reads.",
        ),
        fix: (
            "删去多余内容，或把两份数据分成两个文件。",
            "Remove what follows, or put the two documents into two files.",
        ),
        example: "fixtures/findings/json-trailing.fail.geojson",
    },
    Rule {
        code: Code::JsonTooDeep,
        severity: Error,
        responsible: DataProducer,
        basis: "RFC 8259 §9",
        what: (
            "数组与对象的嵌套超过读入的层数。",
            "Arrays and objects are nested deeper than the reader follows.",
        ),
        why: (
            "正常的宗地数据只有几层嵌套；过深的嵌套多为程序错误或恶意构造。",
            "Parcel data nest a few levels; a deeper nesting is a fault of a program or an attack.",
        ),
        fix: (
            "检查生成程序，按 GeoJSON 的层次重新导出。",
            "Check the program that made it and export with the levels of GeoJSON.",
        ),
        example: "fixtures/findings/json-too-deep.fail.geojson",
    },
    Rule {
        code: Code::NumberOverflow,
        severity: Error,
        responsible: DataProducer,
        basis: "RFC 8259 §6",
        what: (
            "数值超出 64 位浮点数范围，如 1e400。",
            "A number that no 64-bit float can hold, such as `1e400`.",
        ),
        why: (
            "该数超出可表示的范围，读出后不再是原来的数。",
            "The number is beyond what can be held; after reading it would be another one.",
        ),
        fix: (
            "改为实际的数值；坐标一般不超过八位整数。",
            "Write the number that was meant; a coordinate has eight digits before the point at most.",
        ),
        example: "fixtures/findings/number-overflow.fail.geojson",
    },
    Rule {
        code: Code::DuplicateKey,
        severity: Error,
        responsible: DataProducer,
        basis: "RFC 8259 §4",
        what: ("同一对象中同一键出现两次。", "The same key stands twice in one object."),
        why: (
            "不同程序取前一个或后一个值，同一文件会得到两种结果。",
            "One program takes the first value and another the last: the same file gives two results.",
        ),
        fix: ("查明哪一个值是对的，只留一个。", "Find out which value is right and keep that one."),
        example: "fixtures/findings/duplicate-key.fail.geojson",
    },
    Rule {
        code: Code::MemberInvalid,
        severity: Error,
        responsible: DataProducer,
        basis: "",
        what: (
            "记录的成员缺失、未知或取值类型不对。",
            "A member of a record is missing, unknown, or has a value of the wrong kind.",
        ),
        why: (
            "缺项、错项或类型不对的记录不能按原意读出，予以剔除。",
            "A record with a missing, unknown or mistyped member does not say what was meant, and is left out.",
        ),
        fix: (
            "按所指位置补齐、改名或改正取值类型。",
            "Add, rename or retype the member at the place named.",
        ),
        example: "fixtures/findings/member-invalid.fail.geojson",
    },
    Rule {
        code: Code::NumberNotFinite,
        severity: Error,
        responsible: DataProducer,
        basis: "RFC 8259 §6",
        what: (
            "应为数的位置是 NaN 或 Infinity。",
            "`NaN` or `Infinity` where JSON wants a number.",
        ),
        why: (
            "NaN 与 Infinity 不是 JSON，通常表示上游计算已经出错。",
            "`NaN` and `Infinity` are no JSON, and mostly say that a computation before went wrong.",
        ),
        fix: (
            "查明这个值为何没有算出，改为实际数值；没有值的写 null 或不写。",
            "Find out why the value was not computed and write the number; where there is none, write null or nothing.",
        ),
        example: "fixtures/findings/number-not-finite.fail.geojson",
    },
];
