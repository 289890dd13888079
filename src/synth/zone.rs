//! The zone: boundary with its approval, named blocks, and the declared land that is no parcel.

use super::face::Point;
use super::ground::Ground;
use super::layout::{BLOCK_NAMES, LandKind, Layout, is_arterial};
use super::make::{self, day};
use super::{internal, names};
use crate::error::Result;
use crate::units::{AreaUnit, GivenArea};
use crate::zone::{Block, BoundaryVersion, NonParcelKind, NonParcelLand, NonParcelState, Zone};

/// The zone of a layout on its ground, with its approved area in hundredths of km².
pub(super) fn zone(layout: &Layout, ground: &Ground, approved: i64) -> Result<Zone> {
    let place = |rings: &[Vec<Point>]| {
        let rings: Vec<Vec<Point>> = rings.iter().map(|ring| ground.ring(ring)).collect();
        ground.shape(&rings)
    };
    let division = "410106".parse().map_err(internal)?;
    let mut zone = Zone::new("上街区先进制造业开发区（合成示例）", division);
    let approved = GivenArea {
        value: rust_decimal::Decimal::new(approved, 2),
        unit: AreaUnit::SquareKilometre,
    };
    let effective = day(2019, 12, 31);
    let document = make::document("上街开发区核", 1, "开发区四至边界核定文件", effective);
    let mut version =
        BoundaryVersion::new(approved, document, make::date(effective), place(&layout.outline)?);
    let (last_north, last_east) = last_streets(layout);
    version.four_bounds = Some(format!(
        "东至经{}路，西至经一路，南至纬一路，北至纬{}路（合成路名）",
        names::ordinal(last_north),
        names::ordinal(last_east),
    ));
    for (name, rings) in BLOCK_NAMES.iter().zip(&layout.blocks) {
        if !rings.is_empty() {
            version.blocks.push(Block::new(*name, place(rings)?));
        }
    }
    zone.boundaries.push(version);
    let (mut greens, mut waters) = (0, 0);
    for land in &layout.lands {
        let shape = place(&land.rings)?;
        let (id, kind, reason) = match land.kind {
            LandKind::StreetNorth(line) => {
                (format!("DL-J{:03}", line + 1), NonParcelKind::Road, street("经", line))
            }
            LandKind::StreetEast(line, column) => {
                let id = format!("DL-W{:03}-{:03}", line + 1, column + 1);
                (id, NonParcelKind::Road, street("纬", line))
            }
            LandKind::Green => {
                greens += 1;
                (format!("LD-{greens:04}"), NonParcelKind::Green, "防护绿地".to_owned())
            }
            LandKind::Water => {
                waters += 1;
                (format!("SY-{waters:02}"), NonParcelKind::Water, "蓄水湖（合成）".to_owned())
            }
        };
        let mut declared = NonParcelLand::new(id, kind, shape);
        declared.state = Some(state(land.kind));
        declared.reason = Some(reason);
        zone.non_parcel.push(declared);
    }
    Ok(zone)
}

fn street(direction: &str, line: usize) -> String {
    let kind = if is_arterial(line) { "主干路" } else { "支路" };
    format!("{direction}{}路，{kind}", names::ordinal(line + 1))
}

/// A few local streets are planned or handed over but not built.
const fn state(kind: LandKind) -> NonParcelState {
    match kind {
        LandKind::StreetEast(line, column) if !is_arterial(line) => {
            match (line * 5 + column) % 11 {
                0 => NonParcelState::NotSupplied,
                1 => NonParcelState::SuppliedNotBuilt,
                _ => NonParcelState::Built,
            }
        }
        _ => NonParcelState::Built,
    }
}

/// The numbers of the last streets northward and eastward, from 1.
fn last_streets(layout: &Layout) -> (usize, usize) {
    let north = layout.lands.iter().filter_map(|land| match land.kind {
        LandKind::StreetNorth(line) => Some(line + 1),
        _ => None,
    });
    let east = layout.lands.iter().filter_map(|land| match land.kind {
        LandKind::StreetEast(line, _) => Some(line + 1),
        _ => None,
    });
    (north.max().unwrap_or(1), east.max().unwrap_or(1))
}
