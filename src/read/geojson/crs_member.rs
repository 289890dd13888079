//! The old `crs` member of GeoJSON 2008, which RFC 7946 §4 removed: read, named and held against the numbers.

use super::document::Scanner;
use super::draft::Draft;
use crate::finding::{Code, Finding, Fix, FixKind, PatchStep, Span, Text};
use crate::geometry::{CoordinateExtent, CoordinateKind, Crs};
use crate::read::Source;
use crate::read::json::lexer::Lexed;
use crate::read::json::{shortened, tree};

/// A `crs` member as it stands in the file.
#[derive(Debug)]
pub(super) struct CrsMember {
    name: Option<String>,
    span: Span,
    pointer: String,
}

impl Scanner<'_, '_> {
    /// Reads a `crs` member; its name never decides how numbers are read, and is held against them in the end.
    pub(super) fn crs(&mut self, draft: &mut Draft, path: &[&str]) -> Lexed<()> {
        let span = self.value(draft, path)?;
        let node = tree(self.text, span, 0, "", &mut Vec::new()).ok();
        let name = node.as_ref().and_then(|node| node.at("/properties/name")?.as_str());
        let name = name.map(ToOwned::to_owned);
        draft.crs.push(CrsMember { name, span, pointer: draft.pointer(path) });
        Ok(())
    }
}

/// What a name says about numbers.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Named {
    /// Longitude and latitude on a datum; whether RFC 7946 allows them to be read as they are.
    Degrees(Datum),
    /// Metres of a system of this crate.
    Known(Crs),
    /// Metres on a datum that this crate does not compute on.
    Metres(Datum),
    /// No code that is known here.
    Unknown,
}

/// The geodetic datums (大地基准) that names of China's data carry.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Datum {
    Cgcs2000,
    Wgs84,
    Beijing1954,
    NewBeijing,
    Xian1980,
}

impl Datum {
    fn title(self) -> Text {
        let (zh, en) = match self {
            Datum::Cgcs2000 => ("2000国家大地坐标系（CGCS2000）", "CGCS2000"),
            Datum::Wgs84 => ("WGS 84", "WGS 84"),
            Datum::Beijing1954 => ("1954北京坐标系", "Beijing 1954"),
            Datum::NewBeijing => ("新1954北京坐标系", "New Beijing"),
            Datum::Xian1980 => ("1980西安坐标系", "Xian 1980"),
        };
        Text::new(zh, en)
    }

    /// Whether its degrees may stand for those of CGCS2000 in a ledger: the two agree to centimetres.
    fn is_current(self) -> bool {
        matches!(self, Datum::Cgcs2000 | Datum::Wgs84)
    }
}

/// **Basis**: EPSG registry: geographic systems, and the code ranges of the Gauss-Krüger zones on each datum.
fn named(name: &str) -> Named {
    if name.to_ascii_uppercase().ends_with("CRS84") {
        return Named::Degrees(Datum::Wgs84);
    }
    let Some(code) = epsg(name) else { return Named::Unknown };
    match (code, Crs::from_epsg(code)) {
        (4490, _) => Named::Degrees(Datum::Cgcs2000),
        (_, Some(crs)) => Named::Known(crs),
        (4326, _) => Named::Degrees(Datum::Wgs84),
        (4214, _) => Named::Degrees(Datum::Beijing1954),
        (4555, _) => Named::Degrees(Datum::NewBeijing),
        (4610, _) => Named::Degrees(Datum::Xian1980),
        (3857 | 32643..=32653, _) => Named::Metres(Datum::Wgs84),
        (2327..=2390, _) => Named::Metres(Datum::Xian1980),
        (2401..=2442 | 21413..=21423 | 21453..=21463 | 21473..=21483, _) => {
            Named::Metres(Datum::Beijing1954)
        }
        (4568..=4589 | 4652..=4656 | 4766..=4800 | 4812 | 4822, _) => {
            Named::Metres(Datum::NewBeijing)
        }
        _ => Named::Unknown,
    }
}

/// The finding about a `crs` member beside numbers of this extent.
pub(super) fn finding(
    source: &Source,
    member: &CrsMember,
    declared: Option<Crs>,
    extent: CoordinateExtent,
) -> Finding {
    let head =
        Text::new("成员 \"crs\" 已被 RFC 7946 取消", "the member \"crs\" was removed by RFC 7946");
    let place = source.place(member.span).pointer(member.pointer.clone());
    let Some(name) = &member.name else {
        let message = join(head, "；其中没有坐标系名称", "; it names no reference system");
        return Finding::new(Code::GeojsonCrs, message).at(place);
    };
    let named = named(name);
    let shown = shortened(name);
    let (tail, harmless) = verdict(named, declared, extent, epsg(name));
    let message = join(
        head,
        &format!("；其名称为 {shown:?}{}", tail.zh),
        &format!("; it names {shown:?}{}", tail.en),
    );
    let finding = Finding::new(Code::GeojsonCrs, message).at(place);
    if harmless {
        let step = PatchStep::remove(member.pointer.clone());
        return finding.fixed_by(Fix::new(FixKind::RemoveMember, vec![step]));
    }
    finding
}

/// What a name says about numbers of this extent, and whether they mean the same without it.
fn verdict(
    named: Named,
    declared: Option<Crs>,
    extent: CoordinateExtent,
    code: Option<u16>,
) -> (Text, bool) {
    let code = code.unwrap_or_default();
    let kind = (!extent.is_empty()).then(|| extent.kind());
    match named {
        Named::Degrees(datum) => {
            let title = datum.title();
            let head = (format!("，即 {} 经纬度", title.zh), format!(", degrees on {}", title.en));
            if let Some(Crs::GaussKruger(zone)) = declared {
                return (
                    Text::new(
                        format!("{}，与声明的 {zone} 矛盾", head.0),
                        format!("{}, which contradicts the declared {zone}", head.1),
                    ),
                    false,
                );
            }
            match kind {
                Some(CoordinateKind::LatLonSwapped) => join_tail(
                    head,
                    "，坐标也是经纬度，但纬度在前",
                    ", and so are the numbers, but latitude first",
                ),
                Some(CoordinateKind::LonLat) | None if datum.is_current() => {
                    let (text, _) = join_tail(
                        head,
                        "，按经度在前读取",
                        ", read longitude first, as RFC 7946 has them",
                    );
                    (text, true)
                }
                Some(CoordinateKind::LonLat) | None => join_tail(
                    head,
                    "，与 2000国家大地坐标系相差可达百米；请先转换为 EPSG:4490",
                    ", up to a hundred metres from CGCS2000: convert to EPSG:4490 first",
                ),
                Some(_) => join_tail(
                    head,
                    "，与坐标矛盾：坐标不是经纬度",
                    ", which contradicts the numbers: they are no degrees",
                ),
            }
        }
        Named::Known(crs) if declared == Some(crs) => (
            Text::new(
                format!("（{crs}），与声明的坐标系一致"),
                format!(" ({crs}), which is the declared one"),
            ),
            false,
        ),
        Named::Known(crs) => {
            let head = (format!("（{crs}，单位为米）"), format!(" ({crs}, metres)"));
            let fits = |extent: CoordinateExtent| match crs {
                Crs::GaussKruger(zone) => extent.fits(zone, crate::geometry::GridAxes::EastNorth),
                _ => extent.is_in_degrees(),
            };
            match kind {
                Some(CoordinateKind::LonLat | CoordinateKind::LatLonSwapped) => join_tail(
                    head,
                    "，与坐标矛盾：坐标像是经纬度；该名称未采用",
                    ", which contradicts the numbers: they look like degrees; the name is not used",
                ),
                Some(_) if !fits(extent) => join_tail(
                    head,
                    "，与坐标矛盾：坐标不在该投影带的范围内；该名称未采用",
                    ", which contradicts the numbers: they are none of that zone; the name is not used",
                ),
                _ => join_tail(
                    head,
                    &format!("，未采用；请明确声明 --crs EPSG:{code}"),
                    &format!(", which is not used: declare --crs EPSG:{code}"),
                ),
            }
        }
        Named::Metres(datum) => {
            let title = datum.title();
            let head = (
                format!("，即 {} 的投影坐标（米）", title.zh),
                format!(", metres on {}", title.en),
            );
            match kind {
                Some(CoordinateKind::LonLat | CoordinateKind::LatLonSwapped) => join_tail(
                    head,
                    "，与坐标矛盾：坐标像是经纬度；请先转换为 EPSG:4490",
                    ", which contradicts the numbers: they look like degrees; convert to EPSG:4490 first",
                ),
                _ => join_tail(
                    head,
                    "，本程序不使用该坐标系；请先转换为 EPSG:4490",
                    ", which this program does not use: convert to EPSG:4490 first",
                ),
            }
        }
        Named::Unknown => (Text::new("，无法识别", ", which is not recognized"), false),
    }
}

fn join_tail((head_zh, head_en): (String, String), zh: &str, en: &str) -> (Text, bool) {
    (Text::new(head_zh + zh, head_en + en), false)
}

fn join(head: Text, zh: &str, en: &str) -> Text {
    Text::new(head.zh + zh, head.en + en)
}

/// The code at the end of `EPSG:4526`, `urn:ogc:def:crs:EPSG::4526` or an OGC address.
fn epsg(name: &str) -> Option<u16> {
    let upper = name.to_ascii_uppercase();
    let (_, after) = upper.rsplit_once("EPSG")?;
    after.rsplit([':', '/']).next()?.parse().ok()
}
