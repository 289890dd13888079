//! Defects of coordinates: enclaves whose numbers are in another range, order, unit or precision.

use super::frame::{Frame, extent, middle, rectangle, round};
use super::line::{Edit, Line};
use super::sheet::{FREE, HALF, Sheet};
use super::{Kind, NEVER_USED, USED_ANYHOW};
use crate::error::Result;
use crate::finding::{Class, Code};

/// Every kind of this family.
pub(super) const KINDS: &[Kind] = &[
    Kind::any(|sheet| {
        let note = ("纬度大于 90", "a latitude above 90");
        text(
            sheet,
            Code::CoordinateRange,
            None,
            |l| l.position(1, |lon, lat| format!("[{lon},1{lat}]")),
            note,
        )
    }),
    Kind::any(|sheet| {
        let note = ("纬度写在经度前面", "latitude before longitude");
        text(sheet, Code::AxesSwapped, None, swapped, note)
    }),
    Kind::any(|sheet| {
        let note = ("高斯-克吕格坐标（米）", "metres of a Gauss-Krüger zone");
        text(sheet, Code::CoordinatesProjected, Some(Class::GaussKruger), |l| metres(l, 0.0), note)
    }),
    Kind::any(|sheet| {
        let note =
            ("带带号的高斯-克吕格坐标（米）", "metres of a Gauss-Krüger zone with its number");
        text(sheet, Code::CoordinatesProjected, Some(Class::GaussKruger), |l| metres(l, 38e6), note)
    }),
    Kind::any(too_fine),
    Kind::any(too_coarse),
    Kind::any(other_strip),
];

const H: f64 = HALF;

fn swapped(line: Line<'_>) -> String {
    line.positions(|all| {
        for slot in all.iter_mut() {
            let inner = slot.trim_matches(['[', ']']).to_owned();
            if let Some((lon, lat)) = inner.split_once(',') {
                *slot = format!("[{lat},{lon}]");
            }
        }
    })
}

/// A square of the size of an enclave, in the middle of the district, in metres.
fn metres(line: Line<'_>, prefix: f64) -> String {
    let (east, north) = (433_850.0 + prefix, 3_852_950.0);
    let corners = rectangle(-H, -H, H, H);
    let ring = corners.iter().chain(corners.first());
    let written: Vec<String> = ring.map(|[x, y]| format!("[{},{}]", east + x, north + y)).collect();
    line.coordinates(|_| format!("[[{}]]", written.join(",")))
}

fn text(
    sheet: &mut Sheet<'_>,
    code: Code,
    class: Option<Class>,
    edit: Edit,
    note: (&str, &str),
) -> Result<bool> {
    let Some((bench, extra)) = sheet.enclave()? else { return Ok(false) };
    sheet.feature(extra)?.edit = Some(edit);
    let host = sheet.subject(bench.host)?;
    let mut defect = sheet.defect(code, &[extra], note)?.allowing(NEVER_USED);
    defect = defect.allowing(&[Code::ParcelOutside, Code::CoordinateNotInZoneStrip]);
    defect.class = class;
    defect.consequent.push(host);
    // Where it stands is not where it should.
    defect.is_placed = false;
    defect.plant(sheet);
    Ok(true)
}

fn too_fine(sheet: &mut Sheet<'_>) -> Result<bool> {
    let Some((_, extra)) = sheet.enclave()? else { return Ok(false) };
    // The closing position is left as it is: it is another one's digits that are needless.
    sheet.feature(extra)?.edit = Some(|line| {
        line.position(1, |lon, lat| {
            format!("[{lon}{},{lat}]", "0".repeat(16_usize.saturating_sub(lon.len())) + "1")
        })
    });
    let note = ("经度写到 13 位小数", "a longitude with thirteen decimals");
    let defect = sheet.defect(Code::PrecisionTooFine, &[extra], note)?;
    defect
        .allowing(USED_ANYHOW)
        .allowing(&[Code::VertexMismatched, Code::VertexUnmatched])
        .plant(sheet);
    Ok(true)
}

/// An enclave and its hole with corners on whole hundred-thousandths of a degree, a metre.
fn too_coarse(sheet: &mut Sheet<'_>) -> Result<bool> {
    let Some(bench) = sheet.bench() else { return Ok(false) };
    let coarse = |at: [f64; 2]| bench.frame.degrees(at).map(|degrees| round(degrees, 1e5));
    let corners = rectangle(-H, -H, H, H).map(coarse);
    let mut ring = corners.to_vec();
    ring.extend(corners.first());
    let mut hole = ring.clone();
    hole.reverse();
    if let Some(polygon) = sheet.feature(bench.host)?.shape.first_mut() {
        polygon.push(hole);
    }
    let extra = sheet.add(bench.host, vec![vec![ring]])?;
    let note = ("坐标只写到 5 位小数（约 1 m）", "coordinates of five decimals, about a metre");
    let defect = sheet.defect(Code::PrecisionTooCoarse, &[extra], note)?;
    defect.allowing(USED_ANYHOW).plant(sheet);
    Ok(true)
}

/// A parcel three degrees east of the zone: strip 39.
fn other_strip(sheet: &mut Sheet<'_>) -> Result<bool> {
    let Some(bench) = sheet.bench() else { return Ok(false) };
    let [lon, lat] = middle(&bench.frame.ring(&rectangle(-FREE, -FREE, FREE, FREE)));
    let far = Frame::at([lon + 3.0, lat]);
    let ring = far.ring(&rectangle(-H, -H, H, H));
    let ground = extent(&ring);
    let extra = sheet.add(bench.host, vec![vec![ring]])?;
    let note = ("宗地落在 39 带", "a parcel in strip 39");
    let mut defect = sheet.defect(Code::CoordinateNotInZoneStrip, &[extra], note)?;
    defect.extent = Some(ground);
    defect.allowing(USED_ANYHOW).allowing(OUTSIDE).plant(sheet);
    Ok(true)
}

/// What a parcel far away brings about.
const OUTSIDE: &[Code] = &[
    Code::ParcelOutside,
    Code::BlockDiffers,
    Code::RegisteredAreaReview,
    Code::RegisteredAreaConflict,
];
