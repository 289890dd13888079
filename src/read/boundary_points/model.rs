//! What a boundary-point file holds, kept so that it can be written back unchanged.

use serde::{Deserialize, Serialize};

use super::area::StatedArea;
use crate::error::{Error, Result};
use crate::finding::Place;
use crate::geometry::{GaussKruger, GridPoint};

/// A boundary-point file (勘测定界界址点坐标交换格式文件).
///
/// Everything that the file says is kept as it was given: vertex count and order, point names, ring
/// numbers, stated areas, header keys and their order, blank fields and the text of the coordinates. What
/// was read from that text (numbers, zone, column order) stands beside it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct BoundaryPointFile {
    /// All that is not a plot: encoding, line ends, header and zone.
    pub frame: FileFrame,
    /// The plots (地块) that can be used, in the order of the file.
    pub plots: Vec<Plot>,
    /// The plots that a finding of severity error keeps from being used. They are not written back.
    pub rejected: Vec<RejectedPlot>,
}

impl BoundaryPointFile {
    /// A file of this frame and these plots, with nothing rejected.
    #[must_use]
    pub fn new(frame: FileFrame, plots: Vec<Plot>) -> BoundaryPointFile {
        BoundaryPointFile { frame, plots, rejected: Vec::new() }
    }

    /// The zone of the coordinates, with the prefix that the eastings have.
    #[must_use]
    pub const fn zone(&self) -> GaussKruger {
        self.frame.zone
    }

    /// The value of a header key (属性描述), without spaces around it; the first one if a key is repeated.
    #[must_use]
    pub fn header(&self, key: &str) -> Option<&str> {
        self.frame.header(key)
    }
}

/// A boundary-point file without its plots.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FileFrame {
    /// The encoding of the text.
    pub encoding: TextEncoding,
    /// How lines end.
    pub line_ending: LineEnding,
    /// Whether the last line has a line end.
    pub final_newline: bool,
    /// The line `[属性描述]`; absent if the file has no header.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header_mark: Option<LineForm>,
    /// The lines of the header in the order given.
    pub header: Vec<HeaderLine>,
    /// The line `[地块坐标]`.
    #[serde(default, skip_serializing_if = "LineForm::is_standard")]
    pub plots_mark: LineForm,
    /// Blank lines behind the last plot.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blank_after: Vec<String>,
    /// The zone of the coordinates (几度分带, 带号, and whether the eastings carry the number); its EPSG code
    /// in the JSON form.
    #[serde(rename = "epsg", with = "epsg")]
    pub zone: GaussKruger,
}

impl FileFrame {
    /// The value of a header key, without spaces around it; the first one if a key is repeated.
    #[must_use]
    pub fn header(&self, key: &str) -> Option<&str> {
        self.header.iter().find(|line| line.key.trim() == key).map(|line| line.value.trim())
    }
}

mod epsg {
    use serde::{Deserialize, Deserializer, Serializer};

    use crate::geometry::GaussKruger;

    pub(super) fn serialize<S: Serializer>(zone: &GaussKruger, to: S) -> Result<S::Ok, S::Error> {
        match zone.epsg() {
            Some(code) => to.serialize_u16(code),
            None => Err(serde::ser::Error::custom(format!("{zone} has no EPSG code"))),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<GaussKruger, D::Error> {
        let code = u16::deserialize(from)?;
        GaussKruger::from_epsg(code).ok_or_else(|| {
            serde::de::Error::custom(format!("expected an EPSG code 4491–4554, found {code}"))
        })
    }
}

/// The encoding of a text file (字符编码).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum TextEncoding {
    /// UTF-8 without a byte order mark.
    Utf8,
    /// UTF-8 behind a byte order mark.
    Utf8Bom,
    /// GB18030 (GB 18030-2022), which holds GBK and GB2312 within it.
    Gb18030,
}

/// How lines end (换行符).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineEnding {
    /// Carriage return and line feed, on every line.
    CrLf,
    /// Line feed. In a file that mixes both, the carriage returns are kept with their lines.
    Lf,
}

/// How a line was written where that differs from the standard form of its fields.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LineForm {
    /// The line as it was given, if its fields joined in the standard way would not give it. It is written
    /// back only while it still says what the fields say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<String>,
    /// The blank lines above the line.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blank_before: Vec<String>,
}

impl LineForm {
    /// Whether the line has the standard form, with nothing blank above it.
    #[must_use]
    pub fn is_standard(&self) -> bool {
        self.given.is_none() && self.blank_before.is_empty()
    }
}

/// A line of the header (属性描述): `key=value`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct HeaderLine {
    /// What stands before the first `=`, as given.
    pub key: String,
    /// What stands behind it, as given.
    pub value: String,
    /// How the line was written.
    #[serde(default, skip_serializing_if = "LineForm::is_standard")]
    pub form: LineForm,
}

impl HeaderLine {
    /// A line of this key and value in the standard form.
    #[must_use]
    pub fn new(key: impl Into<String>, value: impl Into<String>) -> HeaderLine {
        HeaderLine { key: key.into(), value: value.into(), form: LineForm::default() }
    }
}

/// A plot (地块): a plot line and the boundary points below it. Text fields are as given, spaces included.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Plot {
    /// The number of boundary points (界址点数) as given.
    pub point_count: String,
    /// The stated area (地块面积), hectares.
    pub stated_area: StatedArea,
    /// The plot number (地块编号).
    pub number: String,
    /// The plot name (地块名称).
    pub name: String,
    /// Point, line or face (记录图形属性).
    pub kind: GeometryKind,
    /// The map sheet number (图幅号).
    pub sheet: String,
    /// The use of the plot (地块用途).
    pub land_use: String,
    /// The code of the land class (地类编码).
    pub class_code: String,
    /// Fields between the land class and `@` that the format does not have.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extra: Vec<String>,
    /// The boundary points in the order of the file, closing points included where given.
    pub points: Vec<BoundaryPoint>,
    /// How the plot line was written.
    #[serde(default, skip_serializing_if = "LineForm::is_standard")]
    pub form: LineForm,
    /// The plot line in the file that was read; unknown for plots from elsewhere.
    #[serde(skip)]
    pub place: Place,
}

/// What the points of a plot make (记录图形属性).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
#[non_exhaustive]
pub enum GeometryKind {
    /// Points (点).
    Point,
    /// A line (线).
    Line,
    /// A face (面): rings.
    Face,
    /// Any other text; read as a face, with a finding.
    Other(String),
}

impl From<String> for GeometryKind {
    fn from(text: String) -> GeometryKind {
        match text.as_str() {
            "点" => GeometryKind::Point,
            "线" => GeometryKind::Line,
            "面" => GeometryKind::Face,
            _ => GeometryKind::Other(text),
        }
    }
}

impl From<GeometryKind> for String {
    fn from(kind: GeometryKind) -> String {
        kind.as_str().to_owned()
    }
}

impl GeometryKind {
    /// The text of the field.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            GeometryKind::Point => "点",
            GeometryKind::Line => "线",
            GeometryKind::Face => "面",
            GeometryKind::Other(text) => text,
        }
    }
}

/// A boundary point (界址点): `点号,地块圈号,X坐标,Y坐标`.
///
/// The JSON form has the texts only; the position is read from them again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "PointText", into = "PointText")]
#[non_exhaustive]
pub struct BoundaryPoint {
    /// The name of the point (点号) as given.
    pub name: String,
    /// The number of the ring (地块圈号).
    pub ring: u32,
    /// The third field as given: X, unless the columns are swapped.
    pub x_text: String,
    /// The fourth field as given: Y, unless the columns are swapped.
    pub y_text: String,
    /// Which of the two fields is the northing.
    pub columns: ColumnOrder,
    /// The position, northing and easting by their roles; metres.
    pub point: GridPoint,
    /// Fields behind the coordinates that the format does not have.
    pub extra: Vec<String>,
    /// How the line was written.
    pub form: LineForm,
}

/// Which coordinate of a point line comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ColumnOrder {
    /// The northing (X), as the format wants it.
    #[default]
    NorthingFirst,
    /// The easting (Y): the columns are swapped.
    EastingFirst,
}

impl ColumnOrder {
    fn is_standard(&self) -> bool {
        *self == ColumnOrder::NorthingFirst
    }
}

/// The JSON form of a [`BoundaryPoint`].
#[derive(Serialize, Deserialize)]
struct PointText {
    name: String,
    ring: u32,
    x: String,
    y: String,
    #[serde(default, skip_serializing_if = "ColumnOrder::is_standard")]
    columns: ColumnOrder,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    extra: Vec<String>,
    #[serde(default, skip_serializing_if = "LineForm::is_standard")]
    form: LineForm,
}

impl TryFrom<PointText> for BoundaryPoint {
    type Error = Error;

    fn try_from(text: PointText) -> Result<BoundaryPoint> {
        let point = BoundaryPoint::from_text(text.name, text.ring, text.x, text.y, text.columns)?;
        Ok(BoundaryPoint { extra: text.extra, form: text.form, ..point })
    }
}

impl From<BoundaryPoint> for PointText {
    fn from(point: BoundaryPoint) -> PointText {
        PointText {
            name: point.name,
            ring: point.ring,
            x: point.x_text,
            y: point.y_text,
            columns: point.columns,
            extra: point.extra,
            form: point.form,
        }
    }
}

impl BoundaryPoint {
    /// A point from the texts of its line.
    ///
    /// # Errors
    ///
    /// A coordinate that is not a plain decimal number.
    pub fn from_text(
        name: impl Into<String>,
        ring: u32,
        x_text: impl Into<String>,
        y_text: impl Into<String>,
        columns: ColumnOrder,
    ) -> Result<BoundaryPoint> {
        let (x_text, y_text) = (x_text.into(), y_text.into());
        let read = |field: &str, text: &str| {
            super::syntax::number(text).map_err(|expected| {
                Error::argument(field, (expected.zh, expected.en), format!("`{text}`"))
            })
        };
        let (x, y) = (read("X", &x_text)?, read("Y", &y_text)?);
        let point = match columns {
            ColumnOrder::NorthingFirst => GridPoint::new(x, y),
            ColumnOrder::EastingFirst => GridPoint::new(y, x),
        };
        let (extra, form) = (Vec::new(), LineForm::default());
        Ok(BoundaryPoint { name: name.into(), ring, x_text, y_text, columns, point, extra, form })
    }
}

/// A plot that is not used (未采用的地块), because of a finding of severity error.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct RejectedPlot {
    /// The plot number, as far as it could be read.
    pub number: String,
    /// The plot name, as far as it could be read.
    pub name: String,
    /// The plot line.
    pub place: Place,
    /// The lines of the plot as given.
    pub lines: Vec<String>,
}
