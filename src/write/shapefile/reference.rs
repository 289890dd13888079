//! Reference systems in the well-known text of ESRI, as ArcGIS writes and looks for them.

use crate::geometry::{Crs, GaussKruger, ZonePrefix, ZoneWidth};

const CGCS2000: &str = r#"GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#;

/// The content of a .prj (坐标系文件).
///
/// ```
/// use landledger::geometry::{Crs, GaussKruger};
/// use landledger::write::shapefile::prj;
///
/// let name = |epsg| {
///     let text = prj(GaussKruger::from_epsg(epsg).map(Crs::GaussKruger).unwrap());
///     text.split('"').nth(1).unwrap().to_owned()
/// };
/// assert_eq!(name(4526), "CGCS2000_3_Degree_GK_Zone_38");
/// assert_eq!(name(4547), "CGCS2000_3_Degree_GK_CM_114E");
/// assert_eq!(name(4491), "CGCS2000_GK_Zone_13");
/// ```
#[must_use]
pub fn prj(crs: Crs) -> String {
    match crs {
        Crs::GaussKruger(zone) => {
            let name = name(zone);
            let easting = zone.false_easting();
            let meridian = zone.central_meridian();
            format!(
                r#"PROJCS["{name}",{CGCS2000},PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",{easting:.1}],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",{meridian}.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]"#
            )
        }
        _ => CGCS2000.to_owned(),
    }
}

fn name(zone: GaussKruger) -> String {
    let width = match zone.width() {
        ZoneWidth::Three => "3_Degree_GK",
        ZoneWidth::Six => "GK",
    };
    match zone.prefix() {
        ZonePrefix::Present => format!("CGCS2000_{width}_Zone_{}", zone.number()),
        ZonePrefix::Absent => format!("CGCS2000_{width}_CM_{}E", zone.central_meridian()),
    }
}
