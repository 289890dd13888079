//! In which reference system the numbers are: as declared, else as .prj says, else as the numbers themselves do.

use super::records::RawRecord;
use super::{ShapefileParts, fault};
use crate::error::{Error, Result};
use crate::finding::{Code, Finding, Place, Text};
use crate::geometry::{Crs, GaussKruger, ZonePrefix, ZoneWidth};
use crate::read::json::shortened;

/// What a .prj says.
#[derive(Debug, Clone, PartialEq)]
enum Strip {
    /// A reference system of CGCS2000.
    Known(Crs),
    /// Degrees on WGS 84, which differ from CGCS2000 by less than a metre (some 3 cm more each year since 2000).
    Wgs84,
    /// Another one, by its name.
    Other(String),
}

pub(super) fn crs(
    parts: &ShapefileParts,
    records: &[RawRecord],
    declared: Option<Crs>,
    findings: &mut Vec<Finding>,
) -> Result<Crs> {
    let file = parts.sibling("prj");
    let mut say = |zh: String, en: String| {
        findings.push(fault(&file, Code::ShpReference, Text::new(zh, en)));
    };
    let given = parts.prj.as_ref().map(|bytes| strip_of_prj(&String::from_utf8_lossy(bytes)));
    match (declared, given) {
        (Some(declared), Some(Strip::Known(given))) if given != declared => {
            say(
                format!("写明的是 {given}，按 --crs 指定的 {declared} 读取"),
                format!("it says {given}; read as {declared}, as declared"),
            );
            Ok(declared)
        }
        (Some(declared), _) => Ok(declared),
        (None, Some(Strip::Known(given))) => {
            let carried = carried_zone(records);
            if let (Crs::GaussKruger(zone), Some(carried)) = (given, carried)
                && (zone.prefix() == ZonePrefix::Absent || zone.number() != carried)
            {
                say(
                    format!("写明的是 {given}，而东坐标带有带号 {carried}"),
                    format!("it says {given}, while eastings carry zone number {carried}"),
                );
            }
            Ok(given)
        }
        (None, Some(Strip::Wgs84)) => {
            say(
                "写明的是 WGS 84，按 CGCS2000 经纬度读取；两者相差不足 1 米".to_owned(),
                "it says WGS 84; read as degrees on CGCS2000, which differ by less than 1 m"
                    .to_owned(),
            );
            Ok(Crs::Cgcs2000)
        }
        (None, Some(Strip::Other(name))) => {
            let expected = (
                "CGCS2000 经纬度或高斯-克吕格投影带（EPSG:4490 至 EPSG:4554）；坐标系写错的，用 --crs 指定",
                "degrees or a Gauss-Krüger zone of CGCS2000 (EPSG:4490 to EPSG:4554); if it is wrong, declare the right one with --crs",
            );
            Err(Error::input(Place::file(&file), expected, name))
        }
        (None, None) => {
            let crs = of_numbers(parts, records)?;
            say(
                format!("没有坐标系文件（.prj），从坐标数值推定为 {crs}"),
                format!("no .prj says the reference system; taken for {crs} from the numbers"),
            );
            Ok(crs)
        }
    }
}

/// What a .prj says, in the well-known text of ESRI or of OGC (WKT 1).
fn strip_of_prj(text: &str) -> Strip {
    let name = quoted_after(text, "PROJCS").or_else(|| quoted_after(text, "GEOGCS"));
    let other = || Strip::Other(shortened(name.unwrap_or("—")));
    let datum = quoted_after(text, "DATUM").unwrap_or_default().to_ascii_uppercase();
    let plain: String = datum.chars().filter(char::is_ascii_alphanumeric).collect();
    let is_2000 = plain.contains("CHINA2000") || plain.contains("CGCS2000");
    if quoted_after(text, "PROJCS").is_none() {
        return match plain.as_str() {
            _ if is_2000 => Strip::Known(Crs::Cgcs2000),
            _ if plain.contains("WGS1984") || plain.contains("WGS84") => Strip::Wgs84,
            _ => other(),
        };
    }
    let projection = quoted_after(text, "PROJECTION").unwrap_or_default().to_ascii_lowercase();
    let is_gauss = ["gauss_kruger", "transverse_mercator"].contains(&projection.as_str());
    let value = |parameter: &str| parameter_of(text, parameter);
    let nearly = |a: Option<f64>, b: f64| a.is_some_and(|a| (a - b).abs() < 1e-9);
    let plane = nearly(value("scale_factor"), 1.0)
        && nearly(value("false_northing"), 0.0)
        && nearly(value("latitude_of_origin"), 0.0);
    let zone = value("central_meridian").zip(value("false_easting"));
    match zone.and_then(|(meridian, easting)| zone_of(meridian, easting)) {
        Some(zone) if is_2000 && is_gauss && plane => Strip::Known(Crs::GaussKruger(zone)),
        _ => other(),
    }
}

/// The zone of a central meridian and a false easting, which carries the zone number or not.
fn zone_of(meridian: f64, easting: f64) -> Option<GaussKruger> {
    let carried = ((easting - 5e5) / 1e6).round();
    let prefix = if carried > 0.0 { ZonePrefix::Present } else { ZonePrefix::Absent };
    // Every meridian of a 6° zone is one of a 3° zone: without a number in front both are the same plane.
    [(ZoneWidth::Three, meridian / 3.0), (ZoneWidth::Six, (meridian + 3.0) / 6.0)]
        .into_iter()
        .filter_map(|(width, number)| {
            let whole =
                (1.0..=120.0).contains(&number.round()) && (number - number.round()).abs() < 1e-9;
            // The number lies between 1 and 120, so the cast keeps it.
            whole.then(|| GaussKruger::new(width, number.round() as u8, prefix)).flatten()
        })
        .find(|zone| (zone.false_easting() - easting).abs() < 1e-6)
}

/// The text in quotes after a keyword, as `PROJCS["…"`.
fn quoted_after<'a>(text: &'a str, keyword: &str) -> Option<&'a str> {
    let mut rest = text;
    loop {
        let at = rest.find(keyword)?;
        let after = rest.get(at + keyword.len()..)?;
        let opened = after.trim_start().strip_prefix(['[', '(']).map(str::trim_start);
        if let Some(quoted) = opened.and_then(|opened| opened.strip_prefix('"')) {
            return quoted.split('"').next();
        }
        rest = after;
    }
}

fn parameter_of(text: &str, name: &str) -> Option<f64> {
    let lower = text.to_ascii_lowercase();
    let at = lower.find(&format!("\"{name}\""))?;
    let after = lower.get(at..)?.split_once(',')?.1;
    after.split([']', ')']).next()?.trim().parse().ok()
}

/// What the numbers can be: degrees, or metres that carry their zone number.
fn of_numbers(parts: &ShapefileParts, records: &[RawRecord]) -> Result<Crs> {
    let points = || records.iter().flat_map(|record| record.rings.iter().flatten().flatten());
    if points().all(|(x, y, _)| x.abs() <= 180.0 && y.abs() <= 90.0) {
        return Ok(Crs::Cgcs2000);
    }
    // In China the numbers of 3° zones and of 6° zones do not meet.
    let zone = carried_zone(records).and_then(|number| match number {
        25..=45 => GaussKruger::new(ZoneWidth::Three, number, ZonePrefix::Present),
        13..=23 => GaussKruger::new(ZoneWidth::Six, number, ZonePrefix::Present),
        _ => None,
    });
    zone.map(Crs::GaussKruger).ok_or_else(|| {
        let expected = (
            "坐标系文件（.prj），或用 --crs 指定坐标系，如 EPSG:4547",
            "a .prj file, or the reference system declared with --crs, as EPSG:4547",
        );
        let found = match points().next() {
            // As `Debug` writes them: a number of 300 digits with its exponent.
            Some((x, y, _)) => {
                Text::new(format!("坐标 {x:?}，{y:?}"), format!("coordinates {x:?}, {y:?}"))
            }
            None => Text::new("没有坐标", "no coordinates"),
        };
        Error::input(Place::file(&parts.name), expected, found)
    })
}

/// The zone number that all eastings carry.
fn carried_zone(records: &[RawRecord]) -> Option<u8> {
    let points = records.iter().flat_map(|record| record.rings.iter().flatten().flatten());
    let mut zones = points.map(|(x, _, _)| GaussKruger::prefix_of(*x));
    let first = zones.next()??;
    zones.all(|zone| zone == Some(first)).then_some(first)
}
