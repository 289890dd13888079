//! `landledger check`.

use std::fs::{File, Metadata};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use landledger::calendar::parse_day;
use landledger::check::{MemoryBudget, Profile, Stage};
use landledger::finding::{Acknowledgement, Language, Place, Text, counted};
use landledger::geometry::Crs;
use landledger::read::{Source, read_acknowledgements, read_profile};
use landledger::report::check::csv::ByteOrderMark;
use landledger::report::check::{
    AttributeNames, CheckDiff, CheckReport, CheckRequest, CheckStep, Layout, Shown, StreamRequest,
    check, check_released, check_stream_within, csv, diff, geojson, read_check_report, sarif, text,
    write_check_report,
};
use landledger::{Error, Result, Workers};

use super::temporary_file::TemporaryFile;
use super::{input, output, progress};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The GeoJSON file with the parcels
    file: PathBuf,
    /// The GeoJSON file with the zone that the parcels should lie in and fill
    #[arg(long, value_name = "FILE")]
    zone: Option<PathBuf>,
    /// Reference system of coordinates in metres, as EPSG:4547
    #[arg(long, value_name = "EPSG", value_parser = input::crs)]
    crs: Option<Crs>,
    /// How many threads to use; all processors unless said otherwise. The result is the same
    #[arg(long, value_name = "NUMBER")]
    threads: Option<NonZeroUsize>,
    /// Hold no more than this in memory, as 512M, for maps larger than memory; the findings are the same. Lines of the
    /// file are not shown then
    #[arg(long, value_name = "BYTES", conflicts_with = "fixed")]
    memory: Option<MemoryBudget>,
    /// The folder for the temporary file that takes (with --memory); that of the system unless said otherwise
    #[arg(long, value_name = "FOLDER", requires = "memory")]
    scratch: Option<PathBuf>,
    /// Which checks run, with which limits: strict, lenient, or a JSON file
    #[arg(long, value_name = "PROFILE", default_value = "strict")]
    profile: PathBuf,
    /// A JSON file of findings that somebody has accepted
    #[arg(long, value_name = "FILE")]
    acknowledge: Option<PathBuf>,
    /// The day: parcels in force then are checked, and acknowledgements that hold then count
    #[arg(long, value_name = "DAY", value_parser = day)]
    on: Option<Date>,
    /// The property that holds the parcel code or id, where the feature id does not
    #[arg(long, value_name = "NAME")]
    identifier: Option<String>,
    /// The property that holds the registered area, m²
    #[arg(long, value_name = "NAME")]
    registered_area: Option<String>,
    /// Write the document with the proposed fixes to a new file; the old one stays as it is
    #[arg(long, value_name = "OUT")]
    fixed: Option<PathBuf>,
    /// The form of the report
    #[arg(long, value_enum, default_value = "text")]
    format: CheckFormat,
    /// Compare with an earlier report in the JSON form: new, fixed, moved, still open
    #[arg(long, value_name = "OLD")]
    diff: Option<PathBuf>,
    /// Print every finding, not the first ten of each code (text)
    #[arg(long)]
    all: bool,
    /// Put a byte order mark in front, for Excel (csv)
    #[arg(long)]
    bom: bool,
}

/// The form of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CheckFormat {
    /// For people: findings with the line they are in, and what to do next
    Text,
    /// The whole report as one JSON document
    Json,
    /// One row a finding
    Csv,
    /// A map layer, one feature a finding
    Geojson,
    /// SARIF 2.1.0, for code review and editors
    Sarif,
}

/// The names of the steps, in the order of [`CheckStep`].
const STEPS: &[&str] = &[
    "reading",
    "polygons",
    "coordinates and facts",
    "overlaps and borders",
    "zone",
    "rounding",
    "reporting",
];

pub(super) fn run(arguments: &Arguments, language: Language) -> Result<ExitCode> {
    let old = arguments.diff.as_deref().map(old_report).transpose()?;
    if old.is_some() && !matches!(arguments.format, CheckFormat::Text | CheckFormat::Json) {
        let expected = ("text 或 json（与 --diff 同用时）", "text or json, with --diff");
        let value = arguments.format.to_possible_value();
        let found = value.map(|value| value.get_name().to_owned()).unwrap_or_default();
        return Err(Error::argument("--format", expected, found));
    }
    let profile = profile(&arguments.profile)?;
    let acknowledgements = match &arguments.acknowledge {
        Some(path) => read_acknowledgements(&Source::open(path)?)?,
        None => Vec::new(),
    };
    let workers = arguments.threads.map_or_else(Workers::available, Workers::new);
    let zone = arguments.zone.as_deref().map(|zone| input::open_geojson(zone, workers));
    let zone = zone.transpose()?;
    let steps = progress::steps(STEPS);
    let begin = |step: CheckStep| {
        steps.begin(match step {
            CheckStep::Reading => 0,
            CheckStep::Checking(Stage::Polygons) => 1,
            CheckStep::Checking(Stage::Facts) => 2,
            CheckStep::Checking(Stage::Coverage) => 3,
            CheckStep::Checking(Stage::Zone) => 4,
            CheckStep::Checking(_) => 5,
            _ => 6,
        });
    };
    let name = arguments.file.display().to_string();
    let mut request = StreamRequest::new(&name);
    request.zone = zone.as_ref();
    request.declared = arguments.crs;
    request.profile = profile;
    request.on = arguments.on;
    request.layout = arguments.layout();
    request.progress = &begin;
    request.workers = workers;
    let (mut report, source) = match arguments.memory {
        Some(budget) => (within(arguments, budget, &request, &acknowledgements)?, None),
        None => in_memory(arguments, request, acknowledgements)?,
    };
    steps.finish();
    if let (Some(path), Some(source)) = (&arguments.fixed, &source) {
        write_fixed(source, &mut report, path, language)?;
    }
    let sources: Vec<&Source> = source.iter().chain(&zone).collect();
    match &old {
        Some(old) => print_diff(&CheckDiff::of(old, &report), arguments, language)?,
        None => print(&report, &sources, workers, arguments, language)?,
    }
    let code = if report.has_errors() { ExitCode::from(1) } else { ExitCode::SUCCESS };
    // A report of a hundred thousand findings would be taken apart one by one, for nothing.
    std::mem::forget(report);
    Ok(code)
}

/// The report on a file that is read into memory, and its text where it is asked for again.
fn in_memory(
    arguments: &Arguments,
    request: StreamRequest<'_>,
    acknowledgements: Vec<Acknowledgement>,
) -> Result<(CheckReport, Option<Source>)> {
    let before = arguments.can_be_read_again();
    let source = input::open_geojson(&arguments.file, request.workers)?;
    if let Some(before) = before {
        let again = open_stream(&arguments.file)?;
        let name = source.name().to_owned();
        let report = check_released(source, &again, &request, &acknowledgements)?;
        // What was changed without another length would give lines and columns of one file for findings of another.
        let modified = |meta: Metadata| meta.modified().ok();
        let after = again.metadata().map_err(|error| Error::reading(name.clone(), error))?;
        if modified(before) != modified(after) {
            let expected = ("检查期间不变的文件", "a file that stays as it is during the check");
            let found = ("已被修改", "it was modified");
            return Err(Error::input(Place::file(name), expected, found));
        }
        return Ok((report, None));
    }
    let mut kept = CheckRequest::new(&source);
    kept.zone = request.zone;
    kept.declared = request.declared;
    kept.profile = request.profile;
    kept.acknowledgements = acknowledgements;
    kept.on = request.on;
    kept.layout = request.layout;
    kept.progress = request.progress;
    kept.workers = request.workers;
    Ok((check(&kept), Some(source)))
}

/// The report on a file that may be larger than memory.
fn within(
    arguments: &Arguments,
    budget: MemoryBudget,
    request: &StreamRequest<'_>,
    acknowledgements: &[Acknowledgement],
) -> Result<CheckReport> {
    let file = open_stream(&arguments.file)?;
    let folder = arguments.scratch.clone().unwrap_or_else(std::env::temp_dir);
    let scratch = TemporaryFile::create(&folder)?;
    check_stream_within(file, scratch.scratch(), budget, request, acknowledgements)
}

fn print(
    report: &CheckReport,
    sources: &[&Source],
    workers: Workers,
    arguments: &Arguments,
    language: Language,
) -> Result<()> {
    match arguments.format {
        CheckFormat::Text => {
            output::print(&text::render(report, sources, language, shown(arguments)))
        }
        CheckFormat::Json => output::print_with(|out| write_check_report(report, workers, out)),
        CheckFormat::Csv => {
            let mark = if arguments.bom { ByteOrderMark::Present } else { ByteOrderMark::Absent };
            output::print_all(csv::lines(report, mark))
        }
        CheckFormat::Geojson => {
            let layer = geojson::layer(report, arguments.crs);
            for warning in &layer.warnings {
                output::say(warning.in_language(language));
            }
            output::print_json(&layer)
        }
        CheckFormat::Sarif => output::print_json(&sarif::log(report, sources, language)),
    }
}

fn print_diff(found: &CheckDiff, arguments: &Arguments, language: Language) -> Result<()> {
    match arguments.format {
        CheckFormat::Json => output::print_json(found),
        _ => output::print(&diff::render(found, language, shown(arguments))),
    }
}

impl Arguments {
    /// What is known of the file of the parcels where it can be read again, so that its text need not be held: nothing is
    /// asked for that is made of the text, and the file is no pipe.
    fn can_be_read_again(&self) -> Option<Metadata> {
        let shows_lines = matches!(self.format, CheckFormat::Text | CheckFormat::Sarif);
        let takes_text = self.fixed.is_some() || shows_lines && self.diff.is_none();
        // Not opened to be looked at: without a writer, a pipe would keep waiting.
        let meta = self.file.metadata().ok().filter(Metadata::is_file);
        meta.filter(|_| !takes_text)
    }

    /// How the features say what they are: as the options name it, else as the file shows.
    fn layout(&self) -> Layout {
        let mut names = AttributeNames::default();
        names.identifier.clone_from(&self.identifier);
        names.registered_area.clone_from(&self.registered_area);
        if names.is_empty() { Layout::Automatic } else { Layout::Generic(names) }
    }
}

/// Writes the document with every fix that does not meet another one; says how many were applied.
fn write_fixed(
    source: &Source,
    report: &mut CheckReport,
    path: &Path,
    language: Language,
) -> Result<()> {
    let fixed = report.fix(source)?;
    output::write_new("--fixed", path, fixed.text.as_bytes())?;
    let name = path.display().to_string();
    let (applied, left) = (fixed.applied.len(), fixed.left.len());
    let said = Text::new(
        format!("{name}：已按建议修改 {applied} 处，{left} 处与其他修改相遇，请再检查一次"),
        format!(
            "{name}: {} applied, {} left: check again",
            counted(applied, "fix", "fixes"),
            counted(left, "meets another and is", "meet others and are")
        ),
    );
    output::say(said.in_language(language));
    Ok(())
}

fn shown(arguments: &Arguments) -> Shown {
    if arguments.all { Shown::All } else { Shown::Some }
}

fn old_report(path: &Path) -> Result<CheckReport> {
    read_check_report(&Source::open(path)?)
}

/// Opens a file to be read piece by piece.
fn open_stream(path: &Path) -> Result<File> {
    if path.is_dir() || matches!(path.try_exists(), Ok(false)) {
        // It says what to do next.
        input::open_geojson(path, Workers::ONE)?;
    }
    File::open(path).map_err(|error| Error::reading(path.display().to_string(), error))
}

/// One of the built-in profiles, or the file of this name.
fn profile(name: &Path) -> Result<Profile> {
    match name.to_str() {
        Some("strict") => Ok(Profile::strict()),
        Some("lenient") => Ok(Profile::lenient()),
        _ if matches!(name.try_exists(), Ok(false)) => {
            let expected = ("strict、lenient 或一个 JSON 文件", "strict, lenient or a JSON file");
            let name = name.display();
            let found = (format!("{name}，没有这个文件"), format!("{name}, and no such file"));
            Err(Error::argument("--profile", expected, found))
        }
        _ => read_profile(&Source::open(name)?),
    }
}

fn day(text: &str) -> Result<Date, String> {
    parse_day(text).map_err(|error| error.to_string())
}
