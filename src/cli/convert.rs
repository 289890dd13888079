//! `landledger convert`.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use landledger::calendar::parse_day;
use landledger::convert::{
    Converted, ToBoundaryPoints, boundary_points_to_geojson, geojson_to_boundary_points,
};
use landledger::finding::{Language, counted};
use landledger::geometry::Crs;
use landledger::read::Source;
use landledger::read::boundary_points::{LineEnding, TextEncoding};
use landledger::write::boundary_points::{FileOrigin, WriteOptions};
use landledger::{Error, Result};

use super::input::{self, FileKind};
use super::output;

/// What messages call the file to write, as the usage line does.
const OUTPUT: (&str, &str) = ("输出文件（OUTPUT）", "OUTPUT");

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The file to read: GeoJSON or boundary-point TXT
    input: PathBuf,
    /// The file to write; its ending (.geojson, .json or .txt) says the format
    output: PathBuf,
    /// Reference system of the input's metres, as EPSG:4526
    #[arg(long, value_name = "EPSG", value_parser = input::crs)]
    crs: Option<Crs>,
    /// Zone of a new TXT file, as EPSG:4526 [default: the 3° zone of the features' middle]
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
    /// When the data were made, for the header of a new TXT file
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
            "以 .geojson、.json 或 .txt 结尾的文件名",
            "a name that ends in .geojson, .json or .txt",
        );
        Error::argument(OUTPUT, expected, target.clone())
    })?;
    let converted = match (FileKind::of(&source), to) {
        (FileKind::BoundaryPoints, FileKind::GeoJson) => {
            let declared = input::gauss_kruger("--crs", arguments.crs)?;
            boundary_points_to_geojson(&source, declared)?
        }
        (FileKind::GeoJson, FileKind::BoundaryPoints) => {
            geojson_to_boundary_points(&source, &options(arguments)?)?
        }
        _ => {
            let expected = ("与输入不同的格式", "another format than the input's");
            return Err(Error::argument(OUTPUT, expected, target));
        }
    };
    write(arguments, &target, &converted)?;
    output::say_findings(&converted.findings, language);
    let count = converted.features;
    output::say(&match language {
        Language::Zh => format!("{target}：已写出 {count} 个要素"),
        Language::En => format!("{target}: {} written", counted(count, "feature", "features")),
    });
    Ok(output::exit_code(&converted.findings))
}

/// Writes beside the target first and moves into place, so that a run that is cut off leaves no half file.
fn write(arguments: &Arguments, target: &str, converted: &Converted) -> Result<()> {
    if arguments.output.exists() && !arguments.force {
        let expected =
            ("尚不存在的文件，或加 --force 覆盖", "a file that does not exist yet, or --force");
        return Err(Error::argument(OUTPUT, expected, target));
    }
    let mut beside = arguments.output.clone().into_os_string();
    beside.push(".part");
    let written =
        fs::write(&beside, &converted.bytes).and_then(|()| fs::rename(&beside, &arguments.output));
    written.map_err(|error| Error::writing(target, error))
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
