//! Defects of JSON and GeoJSON: the text of one enclave is changed, and the ground under it stays its host's hole.

use super::line::{Edit, Line};
use super::sheet::Sheet;
use super::{Kind, NEVER_USED, USED_ANYHOW};
use crate::error::Result;
use crate::finding::Code;

/// A change of text.
struct Text {
    code: Code,
    edit: Edit,
    allowed: &'static [Code],
    note: (&'static str, &'static str),
}

const fn text(
    code: Code,
    edit: Edit,
    allowed: &'static [Code],
    note: (&'static str, &'static str),
) -> Text {
    Text { code, edit, allowed, note }
}

macro_rules! kinds {
    ($($text:expr;)*) => {
        /// Every kind of this family.
        pub(super) const KINDS: &[Kind] = &[
            $(Kind::any(|sheet| { const TEXT: Text = $text; plant(sheet, &TEXT) }),)*
            Kind::once(crs),
        ];
    };
}

kinds! {
    text(Code::DuplicateKey, |l| l.replace("\"properties\":{", "\"properties\":{\"location\":\"另一处\","),
        NEVER_USED, ("properties 中同一键出现两次", "the same key twice in properties"));
    text(Code::DuplicateKey, |l| l.replace("\"geometry\":", "\"type\":\"Feature\",\"geometry\":"),
        NEVER_USED, ("要素中 type 出现两次", "type twice in the feature"));
    text(Code::NumberOverflow, |l| l.position(1, |_, lat| format!("[1e400,{lat}]")),
        NEVER_USED, ("经度为 1e400", "a longitude of 1e400"));
    text(Code::NumberNotFinite, |l| l.position(1, |lon, _| format!("[{lon},NaN]")),
        NEVER_USED, ("纬度为 NaN", "a latitude of NaN"));
    text(Code::MemberInvalid, |l| l.replace("\"tenure\":\"", "\"tenure\":\"borrowed-"),
        NEVER_USED, ("供应方式不在取值之内", "a tenure that there is not"));
    text(Code::GeojsonType, |l| l.replace("\"type\":\"Polygon\"", "\"type\":\"polygon\""),
        NEVER_USED, ("几何类型首字母小写", "the type of the geometry in lower case"));
    text(Code::GeojsonType, |l| l.replace("{\"type\":\"Feature\",", "{"),
        NEVER_USED, ("要素没有 type", "a feature without type"));
    text(Code::GeojsonMember, |l| l.geometry(Some("{\"type\":\"Polygon\"}")),
        NEVER_USED, ("几何没有 coordinates", "a geometry without coordinates"));
    text(Code::GeojsonMember, |l| l.properties(Some("[]")),
        NEVER_USED, ("properties 是数组", "properties that are an array"));
    text(Code::GeojsonForeignMember,
        |l| l.replace("{\"type\":\"Polygon\"", "{\"type\":\"Polygon\",\"properties\":{}"),
        USED_ANYHOW, ("几何带有 properties", "properties in a geometry"));
    text(Code::GeometryMissing, |l| l.geometry(Some("null")),
        NEVER_USED, ("几何为 null", "a geometry of null"));
    text(Code::GeometryMemberMissing, |l| l.geometry(None),
        NEVER_USED, ("要素没有 geometry 成员", "a feature without the member geometry"));
    text(Code::PropertiesMissing, |l| l.properties(None),
        NEVER_USED, ("要素没有 properties 成员", "a feature without the member properties"));
    text(Code::GeometryKind, |l| l.geometry(Some("{\"type\":\"Point\",\"coordinates\":[113.3,34.8]}")),
        NEVER_USED, ("宗地几何是点", "a parcel that is a point"));
    text(Code::GeometryCollectionNested, |l| l.geometry(Some(
        "{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"GeometryCollection\",\"geometries\":[]}]}")),
        NEVER_USED, ("几何集合中又有几何集合", "a collection in a collection"));
    text(Code::CoordinatesNesting, |l| l.coordinates(|old| {
        old.strip_prefix('[').and_then(|old| old.strip_suffix(']')).unwrap_or(old).to_owned()
    }), NEVER_USED, ("坐标少一层括号", "one level of brackets too few"));
    text(Code::CoordinatesNesting, |l| l.coordinates(|old| format!("[{old}]")),
        NEVER_USED, ("坐标多一层括号", "one level of brackets too many"));
    text(Code::PositionTooShort, |l| l.position(2, |lon, _| format!("[{lon}]")),
        NEVER_USED, ("位置只有一个数", "a position of one number"));
    text(Code::PositionTooLong, |l| l.position(2, |lon, lat| format!("[{lon},{lat},105,1]")),
        USED_ANYHOW, ("位置有四个数", "a position of four numbers"));
    text(Code::CoordinateNotNumber, |l| l.position(3, |lon, lat| format!("[{lon},\"{lat}\"]")),
        NEVER_USED, ("纬度写成文本", "a latitude written as text"));
    text(Code::CoordinateNotNumber, |l| l.position(3, |lon, _| format!("[{lon},null]")),
        NEVER_USED, ("纬度为 null", "a latitude of null"));
    text(Code::RingTooShort, |l| l.positions(|all| { all.drain(2..4); }),
        NEVER_USED, ("环只有三个位置", "a ring of three positions"));
    text(Code::RingNotClosed, |l| l.positions(|all| { all.pop(); }),
        NEVER_USED, ("环的末点缺失", "the last position of the ring is missing"));
    text(Code::RingNotClosed, |l| l.position(4, |lon, lat| format!("[{}1,{lat}]", lon.get(..10).unwrap_or(lon))),
        NEVER_USED, ("环的末点与首点略有不同", "the last position of the ring is not quite its first"));
    text(Code::CoordinatesEmpty, |l| l.coordinates(|_| "[]".to_owned()),
        NEVER_USED, ("coordinates 为空", "empty coordinates"));
    text(Code::RingEmpty, |l| l.coordinates(|_| "[[]]".to_owned()),
        NEVER_USED, ("环为空", "an empty ring"));
    text(Code::FeatureIdMissing, |l| {
        let Some((head, rest)) = l.0.split_once("\"id\":") else { return l.0.to_owned() };
        let Some((_, tail)) = rest.split_once(',') else { return l.0.to_owned() };
        format!("{head}{tail}")
    }, NEVER_USED, ("要素没有 id", "a feature without an id"));
    text(Code::FeatureIdType, |l| l.replace("\"id\":\"", "\"id\":true,\"former\":\""),
        NEVER_USED, ("id 为 true", "an id of true"));
    text(Code::BboxLength, |l| bbox(l, "[113.2,34.7,113.4]"),
        USED_ANYHOW, ("bbox 只有三个数", "a bbox of three numbers"));
    text(Code::BboxOrder, |l| bbox(l, "[113,35,114,34]"),
        USED_ANYHOW, ("bbox 的南界高于北界", "a bbox whose south is above its north"));
    text(Code::BboxNotEnclosing, |l| bbox(l, "[113,34,113.001,34.001]"),
        USED_ANYHOW, ("bbox 不包住几何", "a bbox that does not enclose the geometry"));
    text(Code::RingDirection, |l| l.positions(|all| all.reverse()),
        USED_ANYHOW, ("外环顺时针", "an exterior ring that runs clockwise"));
}

fn bbox(line: Line<'_>, value: &str) -> String {
    line.replace("\"geometry\":", &format!("\"bbox\":{value},\"geometry\":"))
}

fn plant(sheet: &mut Sheet<'_>, text: &Text) -> Result<bool> {
    let Some((bench, extra)) = sheet.enclave()? else { return Ok(false) };
    sheet.feature(extra)?.edit = Some(text.edit);
    let mut defect = sheet.defect(text.code, &[extra], text.note)?.allowing(text.allowed);
    // What is left uncovered is the host's: it may be named.
    let host = sheet.subject(bench.host)?;
    if matches!(text.code, Code::FeatureIdMissing | Code::FeatureIdType) {
        defect.subjects.clear();
    }
    defect.consequent.push(host);
    defect.is_placed = false;
    defect.plant(sheet);
    Ok(true)
}

fn crs(sheet: &mut Sheet<'_>) -> Result<bool> {
    sheet.has_crs = true;
    let note = ("集合带有旧的 crs 成员", "the collection has the old member crs");
    sheet.defect(Code::GeojsonCrs, &[], note)?.plant(sheet);
    Ok(true)
}
