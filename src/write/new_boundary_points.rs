//! Boundary-point files made from plots that come from elsewhere: GeoJSON, parcels, a survey.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::error::{Error, Result};
use crate::geometry::{GaussKruger, GridMultiPolygon, GridPoint, ZonePrefix, ZoneWidth};
use crate::read::boundary_points::metres::{boundary_point, corners};
use crate::read::boundary_points::{
    BoundaryPointFile, FileFrame, GeometryKind, HeaderLine, LineEnding, LineForm, Plot, StatedArea,
    TextEncoding,
};

/// Who made the data of a new file, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileOrigin {
    /// Who made the data (数据产生单位).
    pub producer: String,
    /// When (数据产生日期); the library has no clock.
    pub date: Date,
}

/// A plot for a new file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NewPlot {
    /// The plot number (地块编号).
    pub number: String,
    /// The plot name (地块名称).
    pub name: String,
    /// The map sheet number (图幅号).
    pub sheet: String,
    /// The use of the plot (地块用途).
    pub land_use: String,
    /// The code of the land class (地类编码).
    pub class_code: String,
    /// The area to state, hectares; `None` leaves the field blank.
    pub hectares: Option<Decimal>,
    /// The polygons, in metres of the zone of the file.
    pub shape: GridMultiPolygon,
}

impl BoundaryPointFile {
    /// A new file in the standard form, UTF-8 with CR LF.
    ///
    /// The header has the ten keys of the format. Eastings carry the zone number, whatever the prefix of
    /// `zone`. Coordinates have 3 decimals, areas 4; both are rounded half away from zero (四舍五入),
    /// coordinates from the shortest decimal that reads as the same 64-bit float. Points are named `J1`,
    /// `J2`, …, through all rings of a plot; every ring ends with its first point once more, as the
    /// format wants it; rings are numbered from 1, exteriors and interiors in the order of the shape. The
    /// number of points counts closing points. Vertices keep the order of the shape.
    ///
    /// # Errors
    ///
    /// A zone without EPSG code, a plot without rings, a ring with fewer than three corners, a coordinate
    /// that is not a finite number.
    pub fn from_plots(
        zone: GaussKruger,
        origin: &FileOrigin,
        plots: impl IntoIterator<Item = NewPlot>,
    ) -> Result<BoundaryPointFile> {
        if zone.epsg().is_none() {
            return Err(Error::argument(
                ("投影带", "zone"),
                ("中国境内的投影带", "a zone of China"),
                zone.to_string(),
            ));
        }
        let shift = zone.with_prefix(ZonePrefix::Present).false_easting() - zone.false_easting();
        let plots = plots.into_iter().map(|plot| new_plot(plot, shift)).collect::<Result<_>>()?;
        Ok(BoundaryPointFile::new(frame(zone, origin), plots))
    }
}

fn frame(zone: GaussKruger, origin: &FileOrigin) -> FileFrame {
    let width = match zone.width() {
        ZoneWidth::Three => "3",
        ZoneWidth::Six => "6",
    };
    let date = origin.date;
    let date = format!("{}-{}-{}", date.year(), date.month(), date.day());
    let number = zone.number().to_string();
    let header = [
        ("格式版本号", "1.01版本"),
        ("数据产生单位", &origin.producer),
        ("数据产生日期", &date),
        ("坐标系", "2000国家大地坐标系"),
        ("几度分带", width),
        ("投影类型", "高斯克吕格"),
        ("计量单位", "米"),
        ("带号", &number),
        ("精度", "0.001"),
        ("转换参数", ",,,,,,"),
    ];
    FileFrame {
        encoding: TextEncoding::Utf8,
        line_ending: LineEnding::CrLf,
        final_newline: true,
        header_mark: Some(LineForm::default()),
        header: header.into_iter().map(|(key, value)| HeaderLine::new(key, value)).collect(),
        plots_mark: LineForm::default(),
        blank_after: Vec::new(),
        zone: zone.with_prefix(ZonePrefix::Present),
    }
}

fn new_plot(plot: NewPlot, shift: f64) -> Result<Plot> {
    let mut points = Vec::new();
    let mut next_name = 1_usize;
    let mut ring_number = 0_u32;
    for ring in plot.shape.rings() {
        ring_number = ring_number.saturating_add(1);
        let corners = corners(ring);
        if corners.len() < 3 {
            let (count, number) = (corners.len(), &plot.number);
            let found = (
                format!("地块“{number}”第 {ring_number} 圈有 {count} 个点"),
                format!("{count} in ring {ring_number} of `{number}`"),
            );
            let expected = ("每圈至少三个不同的点", "rings with three corners or more");
            return Err(Error::argument(("图形", "shape"), expected, found));
        }
        let first = points.len();
        for corner in corners {
            let position = GridPoint::new(corner.north, corner.east + shift);
            points.push(boundary_point(format!("J{next_name}"), ring_number, position)?);
            next_name = next_name.saturating_add(1);
        }
        let closing = points.get(first).cloned();
        points.extend(closing);
    }
    if points.is_empty() {
        let number = &plot.number;
        let found = (format!("地块“{number}”没有"), format!("none in `{number}`"));
        return Err(Error::argument(("图形", "shape"), ("至少一圈", "a ring"), found));
    }
    let stated_area = match plot.hectares {
        Some(hectares) => StatedArea::from_hectares(hectares),
        None => "".parse()?,
    };
    Ok(Plot {
        point_count: points.len().to_string(),
        stated_area,
        number: plot.number,
        name: plot.name,
        kind: GeometryKind::Face,
        sheet: plot.sheet,
        land_use: plot.land_use,
        class_code: plot.class_code,
        extra: Vec::new(),
        points,
        form: LineForm::default(),
        place: Default::default(),
    })
}
