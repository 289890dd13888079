//! Geometries as GeoPackage keeps them: a header and well-known binary (OGC 12-128r19 §2.1.3).

use super::super::wkb::{Bounds, wkb};
use crate::report::MapGeometry;

/// Little-endian, with a box of two dimensions where there is something to box.
const LITTLE_ENDIAN: u8 = 0b0000_0001;
const BOX_XY: u8 = 0b0000_0010;
const EMPTY: u8 = 0b0001_0000;

pub(super) fn blob(geometry: &MapGeometry, srs: i32) -> Vec<u8> {
    let bounds = Bounds::of_geometry(geometry);
    // A point is its own box: the standard leaves it out, as GDAL does.
    let boxed = bounds.filter(|_| matches!(geometry, MapGeometry::Polygons(_)));
    let mut flags = LITTLE_ENDIAN;
    if boxed.is_some() {
        flags |= BOX_XY;
    }
    if bounds.is_none() {
        flags |= EMPTY;
    }
    // "GP", version 0 of the encoding.
    let mut out = vec![b'G', b'P', 0, flags];
    out.extend(srs.to_le_bytes());
    if let Some(Bounds { west, south, east, north }) = boxed {
        for side in [west, east, south, north] {
            out.extend(side.to_le_bytes());
        }
    }
    out.extend(wkb(geometry));
    out
}
