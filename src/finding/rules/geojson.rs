//! Catalogue rows: GeoJSON.

use super::super::Code;
use super::super::Responsible::*;
use super::super::Severity::*;
use super::Rule;

pub(super) const ROWS: &[Rule] = &[
    Rule {
        code: Code::GeojsonType,
        severity: Error,
        responsible: DataProducer,
        basis: "RFC 7946 §3",
        what: (
            "type 缺失，或不是 RFC 7946 规定的类型。",
            "A `type` is missing or is none of RFC 7946's.",
        ),
        why: (
            "不知道对象是哪一类，就不知道该如何读。",
            "Without its type an object cannot be read.",
        ),
        fix: (
            "写上规定的类型名，注意大小写（如 FeatureCollection、Polygon）。",
            "Write one of the types named, in exactly these letters (FeatureCollection, Polygon).",
        ),
        example: "fixtures/findings/geojson-type.fail.geojson",
    },
    Rule {
        code: Code::GeojsonMember,
        severity: Error,
        responsible: DataProducer,
        basis: "RFC 7946 §3",
        what: (
            "缺少 RFC 7946 要求的成员，或其取值类型不对。",
            "A member that RFC 7946 requires is missing, or has the wrong kind of value.",
        ),
        why: (
            "缺少必需的成员，或成员取值类型不对，要素不能使用。",
            "Without a member that must be there, or with one of the wrong kind, the feature cannot be used.",
        ),
        fix: (
            "按所指位置补上成员，或改正其取值类型。",
            "Add the member at the place named, or give it the right kind of value.",
        ),
        example: "fixtures/findings/geojson-member.fail.geojson",
    },
    Rule {
        code: Code::GeojsonForeignMember,
        severity: Warning,
        responsible: DataProducer,
        basis: "RFC 7946 §7.1",
        what: (
            "带有定义另一类 GeoJSON 对象的成员，如几何中的 properties。",
            "A member that defines another kind of GeoJSON object, such as `properties` in a geometry.",
        ),
        why: (
            "几何里出现 properties 之类的成员，多半是层次写错，别的程序会读成另一种东西。",
            "A member of another kind of object is mostly one level off, and other programs may read something else.",
        ),
        fix: (
            "把该成员移到所属对象中，或删去。",
            "Move the member to the object it belongs to, or remove it.",
        ),
        example: "fixtures/findings/geojson-foreign-member.fail.geojson",
    },
    Rule {
        code: Code::GeometryMissing,
        severity: Error,
        responsible: DataProducer,
        basis: "",
        what: ("要素没有几何图形。", "A feature without a geometry."),
        why: (
            "没有界线的宗地无法计算面积，也无法与邻宗核对。",
            "A parcel without a boundary has no area and no neighbours.",
        ),
        fix: (
            "补上宗地界线；确无界线的，不要放进本文件。",
            "Add the boundary; a parcel that has none does not belong into this file.",
        ),
        example: "fixtures/findings/geometry-missing.fail.geojson",
    },
    Rule {
        code: Code::GeometryKind,
        severity: Error,
        responsible: DataProducer,
        basis: "",
        what: ("几何类型不适用于该记录。", "A geometry of a kind that the record cannot have."),
        why: (
            "宗地是面；点和线没有面积。",
            "A parcel is a surface; points and lines have no area.",
        ),
        fix: (
            "导出宗地面图层，而不是界址点或界址线图层。",
            "Export the layer of parcels, not that of boundary points or lines.",
        ),
        example: "fixtures/findings/geometry-kind.fail.geojson",
    },
    Rule {
        code: Code::CoordinatesNesting,
        severity: Error,
        responsible: DataProducer,
        basis: "RFC 7946 §3.1",
        what: (
            "坐标数组的嵌套层数与几何类型不符。",
            "Coordinates are nested too deep or not deep enough for their geometry.",
        ),
        why: (
            "层数不对时，分不清哪里是环、哪里是部分。",
            "With other levels it cannot be told what is a ring and what a part.",
        ),
        fix: (
            "Polygon 为三层，MultiPolygon 为四层；改正类型或方括号。",
            "A Polygon has three levels, a MultiPolygon four: mend the type or the brackets.",
        ),
        example: "fixtures/findings/coordinates-nesting.fail.geojson",
    },
    Rule {
        code: Code::PositionTooShort,
        severity: Error,
        responsible: DataProducer,
        basis: "RFC 7946 §3.1.1",
        what: ("坐标点少于两个数。", "A position with fewer than two numbers."),
        why: (
            "一个坐标点要有两个数，少一个就不知道在哪里。",
            "A position has two numbers; with one it is nowhere.",
        ),
        fix: ("补上缺少的经度或纬度。", "Add the missing longitude or latitude."),
        example: "fixtures/findings/position-too-short.fail.geojson",
    },
    Rule {
        code: Code::PositionTooLong,
        severity: Warning,
        responsible: DataProducer,
        basis: "RFC 7946 §3.1.1",
        what: ("坐标点多于三个数。", "A position with more than three numbers."),
        why: (
            "第三个数之后的数没有规定含义，别的程序会丢弃。",
            "What stands behind the third number has no meaning, and other programs drop it.",
        ),
        fix: (
            "只保留经度、纬度，需要时加高程。",
            "Keep longitude, latitude and, if needed, height.",
        ),
        example: "fixtures/findings/position-too-long.fail.geojson",
    },
    Rule {
        code: Code::CoordinateNotNumber,
        severity: Error,
        responsible: DataProducer,
        basis: "RFC 7946 §3.1.1",
        what: ("坐标不是数。", "A coordinate that is not a number."),
        why: (
            "带引号的数或空值不是数；自动转换会掩盖错误。",
            "A number in quotes or a null is no number, and converting it would hide a fault.",
        ),
        fix: ("去掉引号，写成数值。", "Write the coordinate as a bare number."),
        example: "fixtures/findings/coordinate-not-number.fail.geojson",
    },
    Rule {
        code: Code::RingTooShort,
        severity: Error,
        responsible: DataProducer,
        basis: "RFC 7946 §3.1.6",
        what: (
            "环少于四个坐标点，或多边形没有环。",
            "A ring with fewer than four positions, or a polygon without rings.",
        ),
        why: (
            "三角形也要四个坐标点（末点重复首点），少于四点围不成地块。",
            "A triangle takes four positions, the last being the first; with fewer nothing is enclosed.",
        ),
        fix: (
            "补齐界址点；多余的碎环删去。",
            "Add the missing points, or remove the remnant of a ring.",
        ),
        example: "fixtures/findings/ring-too-short.fail.geojson",
    },
    Rule {
        code: Code::RingNotClosed,
        severity: Error,
        responsible: DataProducer,
        basis: "RFC 7946 §3.1.6",
        what: ("环的末点不是首点。", "The last position of a ring is not its first."),
        why: (
            "末点不回到首点，可能漏了最后一个界址点；自动闭合会悄悄改变界线。",
            "A ring that does not return may lack its last boundary point; closing it unasked would change the border.",
        ),
        fix: (
            "核对界址点是否齐全，再把首点坐标原样写在末尾。",
            "See whether all boundary points are there, then repeat the first position at the end.",
        ),
        example: "fixtures/findings/ring-not-closed.fail.geojson",
    },
    Rule {
        code: Code::GeojsonCrs,
        severity: Warning,
        responsible: DataProducer,
        basis: "RFC 7946 §4",
        what: (
            "带有 RFC 7946 已取消的 crs 成员。",
            "The old `crs` member, which RFC 7946 removed.",
        ),
        why: (
            "RFC 7946 已取消 crs；别的程序不看它，会把坐标当作经纬度。",
            "RFC 7946 took `crs` away; other programs do not look at it and take the numbers for degrees.",
        ),
        fix: (
            "改用经纬度坐标并删去 crs；数据为米的，检查时写明 --crs。",
            "Write degrees and remove the member; for data in metres, say --crs when checking.",
        ),
        example: "fixtures/findings/geojson-crs.fail.geojson",
    },
    Rule {
        code: Code::FeatureIdMissing,
        severity: Error,
        responsible: DataProducer,
        basis: "",
        what: ("要素没有 id。", "A feature without an id."),
        why: (
            "没有 id 的要素，两次检查之间无法对应，也无法在台账中引用。",
            "A feature without an id cannot be known again in another run, nor named by the ledger.",
        ),
        fix: ("以宗地代码作为要素 id。", "Use the parcel code as the id of the feature."),
        example: "fixtures/findings/feature-id-missing.fail.geojson",
    },
    Rule {
        code: Code::FeatureIdRepeated,
        severity: Error,
        responsible: DataProducer,
        basis: "RFC 7946 §3.2",
        what: ("两个要素的 id 相同。", "Two features with the same id."),
        why: (
            "两个要素同一 id，后续引用不知指哪一个。",
            "With one id on two features nobody knows which is meant.",
        ),
        fix: (
            "查明是重复导出还是编号错误，删去重复的或改正 id。",
            "Find out whether it was exported twice or numbered wrongly; remove one or correct the id.",
        ),
        example: "fixtures/findings/feature-id-repeated.fail.geojson",
    },
    Rule {
        code: Code::PropertiesMissing,
        severity: Warning,
        responsible: DataProducer,
        basis: "RFC 7946 §3.2",
        what: ("要素没有 properties 成员。", "A feature without the member `properties`."),
        why: (
            "要素必须有 properties，没有属性时也应写 null。",
            "A feature must have `properties`, if only as null.",
        ),
        fix: (
            "补上属性；没有属性的写 \"properties\": null。",
            "Add the properties, or write \"properties\": null.",
        ),
        example: "fixtures/findings/properties-missing.fail.geojson",
    },
    Rule {
        code: Code::GeometryMemberMissing,
        severity: Error,
        responsible: DataProducer,
        basis: "RFC 7946 §3.2",
        what: ("要素没有 geometry 成员。", "A feature without the member `geometry`."),
        why: (
            "要素必须有 geometry 成员；没有它就不是要素。",
            "A feature must have `geometry`; without it it is none.",
        ),
        fix: ("补上宗地界线。", "Add the boundary of the parcel."),
        example: "fixtures/findings/geometry-member-missing.fail.geojson",
    },
    Rule {
        code: Code::FeatureIdType,
        severity: Error,
        responsible: DataProducer,
        basis: "RFC 7946 §3.2",
        what: (
            "要素 id 既不是字符串也不是数。",
            "A feature id that is neither a string nor a number.",
        ),
        why: (
            "id 只能是字符串或数，其他类型无法作为标识。",
            "An id is a string or a number; nothing else can name a feature.",
        ),
        fix: ("写成字符串，如宗地代码。", "Write it as a string, as the parcel code."),
        example: "fixtures/findings/feature-id-type.fail.geojson",
    },
    Rule {
        code: Code::CoordinatesEmpty,
        severity: Error,
        responsible: DataProducer,
        basis: "RFC 7946 §3.1",
        what: ("几何没有任何坐标点。", "A geometry without any position."),
        why: ("坐标为空的几何什么也不表示。", "A geometry without positions stands for nothing."),
        fix: ("补上坐标；确无几何的，删去该要素。", "Add the positions, or take the feature out."),
        example: "fixtures/findings/coordinates-empty.fail.geojson",
    },
    Rule {
        code: Code::RingEmpty,
        severity: Error,
        responsible: DataProducer,
        basis: "RFC 7946 §3.1.6",
        what: ("环没有任何坐标点。", "A ring without any position."),
        why: (
            "空环不围任何土地，多为删除内环后留下的空壳。",
            "An empty ring encloses nothing; mostly it is what is left of a hole that was deleted.",
        ),
        fix: ("删去空环，或补上坐标。", "Remove the ring or add its positions."),
        example: "fixtures/findings/ring-empty.fail.geojson",
    },
    Rule {
        code: Code::BboxLength,
        severity: Warning,
        responsible: DataProducer,
        basis: "RFC 7946 §5",
        what: ("bbox 不是四个或六个数。", "A `bbox` that has not four or six numbers."),
        why: (
            "bbox 应为四个数（有高程时六个），否则无法使用。",
            "A `bbox` has four numbers, six with heights; any other cannot be used.",
        ),
        fix: ("重新计算 bbox，或删去。", "Compute it again, or remove it."),
        example: "fixtures/findings/bbox-length.fail.geojson",
    },
    Rule {
        code: Code::BboxOrder,
        severity: Warning,
        responsible: DataProducer,
        basis: "RFC 7946 §5",
        what: (
            "bbox 南界大于北界，或最低高程大于最高高程。",
            "A `bbox` whose south is above its north, or whose lower height is above its upper one.",
        ),
        why: (
            "bbox 先西南后东北；次序反了，程序会查不到要素。",
            "A `bbox` names south-west first; the other way round, programs miss the features.",
        ),
        fix: (
            "按西、南、东、北的次序重写，或删去。",
            "Write west, south, east, north, or remove it.",
        ),
        example: "fixtures/findings/bbox-order.fail.geojson",
    },
    Rule {
        code: Code::BboxNotEnclosing,
        severity: Warning,
        responsible: DataProducer,
        basis: "RFC 7946 §5",
        what: (
            "bbox 未包住其所属的坐标。",
            "A `bbox` that does not enclose the coordinates it stands beside.",
        ),
        why: (
            "bbox 与坐标不符，说明数据改过而 bbox 没有更新，按它查询会漏掉宗地。",
            "The data were changed and the `bbox` was not; who searches by it misses parcels.",
        ),
        fix: ("重新计算 bbox，或删去。", "Compute it again, or remove it."),
        example: "fixtures/findings/bbox-not-enclosing.fail.geojson",
    },
    Rule {
        code: Code::GeometryCollectionNested,
        severity: Warning,
        responsible: DataProducer,
        basis: "RFC 7946 §3.1.8",
        what: (
            "GeometryCollection 中又有 GeometryCollection。",
            "A GeometryCollection within a GeometryCollection.",
        ),
        why: (
            "集合套集合，很多程序读不出来。",
            "Many programs cannot read a collection within a collection.",
        ),
        fix: (
            "把内层几何并入外层，宗地应写成 Polygon 或 MultiPolygon。",
            "Put the inner geometries into the outer one; a parcel is a Polygon or a MultiPolygon.",
        ),
        example: "fixtures/findings/geometry-collection-nested.fail.geojson",
    },
    Rule {
        code: Code::RingDirection,
        severity: Warning,
        responsible: DataProducer,
        basis: "RFC 7946 §3.1.6",
        what: (
            "外环为顺时针，或内环为逆时针。",
            "An exterior ring that runs clockwise, or an interior ring that runs counter-clockwise.",
        ),
        why: (
            "外环应逆时针、内环应顺时针；方向不影响面积，但有的程序据此辨别内外。",
            "Exterior rings run counter-clockwise, holes clockwise; areas do not change, but some programs tell inside from outside by it.",
        ),
        fix: (
            "导出时选用 RFC 7946 方向，或接受所附修改建议。",
            "Export with the direction of RFC 7946, or take the proposed fix.",
        ),
        example: "fixtures/findings/ring-direction.fail.geojson",
    },
    Rule {
        code: Code::FeatureTooLarge,
        severity: Error,
        responsible: DataProducer,
        basis: "",
        what: (
            "要素过大，超出流式读入时内存中允许的大小，未读取。",
            "A feature larger than may be held in memory.",
        ),
        why: (
            "流式读入一次只留一个要素；一个要素大到这个程度，多半是坐标写错或两个文件连在一起。",
            "A stream holds one feature at a time; one of that size is mostly a slip, or two files in one.",
        ),
        fix: (
            "核对该要素；确需这样大时放宽上限后重新读入。",
            "Look at the feature; if it must be that large, read again with a larger limit.",
        ),
        example: "fixtures/findings/feature-too-large.fail.geojson",
    },
];
