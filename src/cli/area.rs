//! `landledger area`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use landledger::finding::{Language, Severity};
use landledger::geometry::{Crs, EdgeModel, GaussKruger, LonLatMultiPolygon, Shape};
use landledger::read::Source;
use landledger::report::{AreaReport, DatumEvidence, FeatureArea, text};
use landledger::units::AreaUnit;
use landledger::{Error, Result};

use super::input::{self, FileKind, Input};
use super::{FormatArgument, output, progress};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// A GeoJSON or boundary-point TXT file
    file: PathBuf,
    /// What an edge is: geodesic, lonlat, grid or survey
    #[arg(long, value_name = "MODEL", default_value = "survey", value_parser = edges)]
    edges: EdgeModel,
    /// Unit of the text output: m2, mu, ha or km2
    #[arg(long, value_name = "UNIT", default_value = "m2", value_parser = unit)]
    unit: AreaUnit,
    /// Reference system of coordinates in metres, as EPSG:4547
    #[arg(long, value_name = "EPSG", value_parser = input::crs)]
    crs: Option<Crs>,
    /// A GeoJSON or boundary-point TXT file on CGCS2000 with the outline that the features should
    /// have: says whether the coordinates are shifted by GCJ-02 or BD-09
    #[arg(long, value_name = "FILE")]
    reference: Option<PathBuf>,
    #[arg(long, value_enum, default_value = "text")]
    format: FormatArgument,
}

pub(super) fn run(arguments: &Arguments, language: Language) -> Result<ExitCode> {
    let source = Source::open(&arguments.file)?;
    let input = read(&source, arguments.crs)?;
    let failed = input.findings.iter().any(|finding| finding.severity == Severity::Error);
    if input.features.is_empty() && failed {
        // Nothing was measured: an empty table would look like an answer.
        output::say_findings(&input.findings, language);
        return Ok(ExitCode::from(2));
    }
    let zone: Option<GaussKruger> = None;
    let measure = |feature: &input::InputFeature| {
        FeatureArea::measure(feature.id.clone(), &feature.shape, arguments.edges, zone).map_err(
            |error| {
                let expected = ("数量上限之内的面积", "an area that a quantity can hold");
                Error::argument(feature.id.clone(), expected, error.to_string())
            },
        )
    };
    let bar = progress::bar(input.features.len(), "measuring");
    let features =
        input.features.iter().map(measure).inspect(|_| bar.inc(1)).collect::<Result<Vec<_>>>()?;
    bar.finish_and_clear();
    let mut report = AreaReport::new(features);
    if let Some(reference) = &arguments.reference {
        report.datum = compare(&input, reference)?;
    }
    output::say_findings(&input.findings, language);
    match arguments.format {
        FormatArgument::Text => {
            output::print(&text::render_areas(&report, arguments.unit, language))?;
        }
        FormatArgument::Json => output::print_json(&report)?,
    }
    Ok(output::exit_code(&input.findings))
}

/// Compares all features together with all features of the reference.
fn compare(input: &Input, reference: &Path) -> Result<Option<DatumEvidence>> {
    let source = Source::open(reference)?;
    let reference = read(&source, None)?;
    if let Some(error) = reference.findings.iter().find(|f| f.severity == Severity::Error) {
        return Err(Error::document(error.clone()));
    }
    Ok(DatumEvidence::of_outline(&together(input), &together(&reference)))
}

fn together(input: &Input) -> LonLatMultiPolygon {
    let mut all = LonLatMultiPolygon::default();
    for feature in &input.features {
        match &feature.shape {
            Shape::LonLat(shape) => all.append(shape),
            Shape::Grid { zone, polygons } => {
                all.append(&zone.unproject(polygons).unwrap_or_default());
            }
        }
    }
    all
}

fn read(source: &Source, declared: Option<Crs>) -> Result<Input> {
    match FileKind::of(source) {
        FileKind::GeoJson => Ok(input::read_geojson(source, declared)),
        FileKind::BoundaryPoints => input::read_boundary_points(source, declared),
        FileKind::Shapefile => input::read_shapefile(source, declared),
    }
}

fn edges(text: &str) -> Result<EdgeModel, String> {
    text.parse().map_err(|error: Error| error.to_string())
}

fn unit(text: &str) -> Result<AreaUnit, String> {
    text.parse().map_err(|error: landledger::units::AreaUnitError| error.to_string())
}
