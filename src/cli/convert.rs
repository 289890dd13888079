//! `landledger convert`.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use landledger::calendar::parse_day;
use landledger::convert::{
    Converted, ToBoundaryPoints, ToShapefile, boundary_points_to_geojson,
    geojson_to_boundary_points, geojson_to_shapefile, shapefile_to_geojson,
};
use landledger::finding::{Finding, Language, counted};
use landledger::geometry::Crs;
use landledger::read::Source;
use landledger::read::boundary_points::{LineEnding, TextEncoding};
use landledger::read::shapefile::ShapefileParts;
use landledger::write::boundary_points::{FileOrigin, WriteOptions};
use landledger::{Error, Result};

use super::input::{self, FileKind};
use super::output;

/// What messages call the file to write, as the usage line does.
const OUTPUT: (&str, &str) = ("输出文件（OUTPUT）", "OUTPUT");

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The file to read: GeoJSON, boundary-point TXT or Shapefile (its .shp)
    input: PathBuf,
    /// The file to write; its ending (.geojson, .json, .txt or .shp) says the format
    output: PathBuf,
    /// Reference system of the input's metres, as EPSG:4526
    #[arg(long, value_name = "EPSG", value_parser = input::crs)]
    crs: Option<Crs>,
    /// Zone of a new TXT file or Shapefile, as EPSG:4526 [default: of a TXT the 3° zone of the features' middle, of a
    /// Shapefile degrees]
    #[arg(long, value_name = "EPSG", value_parser = input::crs)]
    zone: Option<Crs>,
    /// Encoding of a TXT file [default: as it was, UTF-8 for a new file]
    #[arg(long, value_enum)]
    encoding: Option<EncodingArgument>,
    /// Line ending of a TXT file [default: as it was, CR LF for a new file]
    #[arg(long, value_enum)]
    line_ending: Option<LineEndingArgument>,
    /// Who made the data, for the header of a new TXT file
    #[arg(long, value_name = "NAME")]
    producer: Option<String>,
    /// When the data were made, for the header of a new TXT file or Shapefile
    #[arg(long, value_name = "DAY", value_parser = day)]
    date: Option<Date>,
    /// Overwrite the output file if it exists
    #[arg(long)]
    force: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum EncodingArgument {
    Utf8,
    Utf8Bom,
    Gb18030,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum LineEndingArgument {
    Lf,
    Crlf,
}

pub(super) fn run(arguments: &Arguments, language: Language) -> Result<ExitCode> {
    let source = Source::open(&arguments.input)?;
    let target = arguments.output.display().to_string();
    let to = FileKind::of_name(&target).ok_or_else(|| {
        let expected = (
            "以 .geojson、.json、.txt 或 .shp 结尾的文件名",
            "a name that ends in .geojson, .json, .txt or .shp",
        );
        Error::argument(OUTPUT, expected, target.clone())
    })?;
    let (findings, count) = match (FileKind::of(&source), to) {
        (FileKind::BoundaryPoints, FileKind::GeoJson) => {
            let declared = input::gauss_kruger("--crs", arguments.crs)?;
            one(arguments, boundary_points_to_geojson(&source, declared)?)?
        }
        (FileKind::GeoJson, FileKind::BoundaryPoints) => {
            one(arguments, geojson_to_boundary_points(&source, &options(arguments)?)?)?
        }
        (FileKind::Shapefile, FileKind::GeoJson) => {
            let parts = ShapefileParts::open(&arguments.input)?;
            one(arguments, shapefile_to_geojson(&parts, arguments.crs)?)?
        }
        (FileKind::GeoJson, FileKind::Shapefile) => {
            let mut options = ToShapefile::default();
            options.declared = arguments.crs;
            options.crs = arguments.zone.unwrap_or(options.crs);
            options.day = arguments.date.unwrap_or(options.day);
            let made = geojson_to_shapefile(&source, &options)?;
            let files = made.files.files();
            write(
                arguments,
                files.map(|(ending, bytes)| (arguments.output.with_extension(ending), bytes)),
            )?;
            (made.findings, made.features)
        }
        (FileKind::Shapefile, FileKind::BoundaryPoints)
        | (FileKind::BoundaryPoints, FileKind::Shapefile) => {
            let expected = ("先转换为 GeoJSON（.geojson）", "GeoJSON (.geojson) as a step between");
            return Err(Error::argument(OUTPUT, expected, target));
        }
        (FileKind::GeoJson, FileKind::GeoJson)
        | (FileKind::BoundaryPoints, FileKind::BoundaryPoints)
        | (FileKind::Shapefile, FileKind::Shapefile) => {
            let expected = ("与输入不同的格式", "another format than the input's");
            return Err(Error::argument(OUTPUT, expected, target));
        }
    };
    output::say_findings(&findings, language);
    output::say(&match language {
        Language::Zh => format!("{target}：已写出 {count} 个要素"),
        Language::En => format!("{target}: {} written", counted(count, "feature", "features")),
    });
    Ok(output::exit_code(&findings))
}

/// Writes a conversion that is one file.
fn one(arguments: &Arguments, converted: Converted) -> Result<(Vec<Finding>, usize)> {
    write(arguments, std::iter::once((arguments.output.clone(), converted.bytes.as_slice())))?;
    Ok((converted.findings, converted.features))
}

/// Writes beside the targets first and moves into place, so that a run that is cut off leaves no half file.
fn write<'a>(
    arguments: &Arguments,
    files: impl Iterator<Item = (PathBuf, &'a [u8])>,
) -> Result<()> {
    let files: Vec<(PathBuf, &[u8])> = files.collect();
    for (target, _) in &files {
        if target.exists() && !arguments.force {
            let expected =
                ("尚不存在的文件，或加 --force 覆盖", "a file that does not exist yet, or --force");
            return Err(Error::argument(OUTPUT, expected, target.display().to_string()));
        }
    }
    let beside = |target: &PathBuf| {
        let mut beside = target.clone().into_os_string();
        beside.push(".part");
        beside
    };
    for (target, bytes) in &files {
        fs::write(beside(target), bytes)
            .map_err(|error| Error::writing(target.display().to_string(), error))?;
    }
    for (target, _) in &files {
        fs::rename(beside(target), target)
            .map_err(|error| Error::writing(target.display().to_string(), error))?;
    }
    Ok(())
}

fn options(arguments: &Arguments) -> Result<ToBoundaryPoints> {
    let mut options = ToBoundaryPoints::default();
    options.zone = input::gauss_kruger("--zone", arguments.zone)?;
    options.declared = arguments.crs;
    options.origin = arguments
        .producer
        .clone()
        .zip(arguments.date)
        .map(|(producer, date)| FileOrigin { producer, date });
    options.write = WriteOptions::default();
    options.write.encoding = arguments.encoding.map(|encoding| match encoding {
        EncodingArgument::Utf8 => TextEncoding::Utf8,
        EncodingArgument::Utf8Bom => TextEncoding::Utf8Bom,
        EncodingArgument::Gb18030 => TextEncoding::Gb18030,
    });
    options.write.line_ending = arguments.line_ending.map(|ending| match ending {
        LineEndingArgument::Lf => LineEnding::Lf,
        LineEndingArgument::Crlf => LineEnding::CrLf,
    });
    Ok(options)
}

fn day(text: &str) -> Result<Date, String> {
    parse_day(text).map_err(|error| error.to_string())
}
