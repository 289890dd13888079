//! The boundary-point exchange format of land surveys (勘测定界界址点坐标交换格式, TXT).
//!
//! [`read`] turns the bytes of a file into a [`BoundaryPointFile`] and the findings about it. Writing is in
//! [`crate::write::boundary_points`].

mod area;
mod carry;
mod header;
mod lines;
pub(crate) mod metres;
mod model;
mod parse;
mod plots;
mod rings;
pub(crate) mod syntax;
mod zone;

pub use area::StatedArea;
pub use carry::BoundaryPointProperties;
pub use model::{
    BoundaryPoint, BoundaryPointFile, ColumnOrder, FileFrame, GeometryKind, HeaderLine, LineEnding,
    LineForm, Plot, RejectedPlot, TextEncoding,
};

use crate::error::Result;
use crate::finding::Finding;
use crate::geometry::GaussKruger;
use lines::Document;

/// Reads a boundary-point file; `name` is what findings call it.
///
/// UTF-8 (with or without a byte order mark) and GB18030, with GBK and GB2312 in it, are told apart by
/// the bytes. Lines end in CR LF or LF. X is the northing and Y the easting; the zone comes from the
/// header (`几度分带`, `带号`), else from the zone number in the eastings, else from `declared`.
///
/// # Findings
///
/// What departs from the format is tolerated and reported, never passed over: the codes that start with
/// `txt-`, and [`ByteOrderMark`](crate::finding::Code::ByteOrderMark). A plot about which a finding of
/// severity error is made is listed in [`BoundaryPointFile::rejected`] instead of
/// [`BoundaryPointFile::plots`]. Findings stand in the order of the file; their spans are bytes of the
/// file as stored.
///
/// # Errors
///
/// A file in which nothing can be read: empty, not text, without `[地块坐标]`; of another datum than CGCS2000
/// or another projection than Gauss-Krüger; without any zone; of another zone than the declared one.
///
/// # Examples
///
/// ```
/// use landledger::read::boundary_points::read;
///
/// let text = "[属性描述]
/// 坐标系=2000国家大地坐标系
/// 几度分带=3
/// 投影类型=高斯克吕格
/// 计量单位=米
/// 带号=38
/// 精度=0.001
/// 转换参数=,,,,,,
/// [地块坐标]
/// 5,1.0000,DK001,地块1,面,,工业用地,0601,@
/// J1,1,3853000.000,38435500.000
/// J2,1,3853100.000,38435500.000
/// J3,1,3853100.000,38435600.000
/// J4,1,3853000.000,38435600.000
/// J1,1,3853000.000,38435500.000
/// ";
/// let (file, findings) = read("plots.txt", text.as_bytes(), None).unwrap();
/// assert!(findings.is_empty());
/// assert_eq!(file.zone().epsg(), Some(4526));
/// assert_eq!(file.plots[0].shape().ring_count(), 1);
/// ```
pub fn read(
    name: &str,
    bytes: &[u8],
    declared: Option<GaussKruger>,
) -> Result<(BoundaryPointFile, Vec<Finding>)> {
    let mut document = Document::open(name, bytes)?;
    let raw = parse::parse(&mut document)?;
    let header = header::judge(&raw, &mut document, declared.is_some())?;
    let zone = zone::resolve(&raw, &mut document, header, declared)?;
    let frame = FileFrame {
        encoding: document.encoding,
        line_ending: document.line_ending,
        final_newline: document.final_newline,
        header_mark: raw.header_mark.map(|(form, _)| form),
        header: raw.header.into_iter().map(|line| line.line).collect(),
        plots_mark: raw.plots_mark.map(|(form, _)| form).unwrap_or_default(),
        blank_after: raw.blank_after,
        zone: zone.zone,
    };
    let mut file = BoundaryPointFile::new(frame, Vec::with_capacity(raw.plots.len()));
    for plot in raw.plots {
        plots::judge(plot, &mut document, &zone, &mut file);
    }
    Finding::sort(&mut document.findings);
    Ok((file, document.findings))
}
