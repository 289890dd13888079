//! `landledger export`: a district folder as of a day, for other programs.

#[cfg(feature = "geopackage")]
mod geopackage;
#[cfg(feature = "geoparquet")]
mod geoparquet;
mod shapefile;
#[cfg(feature = "xlsx")]
mod workbook;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{ArgGroup, Args, ValueEnum};
use jiff::civil::Date;
#[cfg(not(all(feature = "xlsx", feature = "geopackage", feature = "geoparquet")))]
use landledger::Error;
use landledger::Result;
use landledger::finding::Language;
use landledger::report::Report;
use landledger::store::District;

use super::{day, output, period};

#[derive(Debug, Args)]
#[command(group(
    ArgGroup::new("out").required(true).multiple(true).args(["xlsx", "geopackage", "shapefile", "geoparquet"])
))]
pub(super) struct Arguments {
    /// The district folder
    folder: PathBuf,
    /// The day that is exported, as 2024-06-30
    #[arg(long, value_name = "DAY", value_parser = day)]
    on: Date,
    /// First day of the period of movements [default: 1 January of the year of --on]
    #[arg(long, value_name = "DAY", value_parser = day)]
    from: Option<Date>,
    /// An Excel workbook: ledger, plans, plants, roll-forward, findings, sources (台账、方案、厂房、期初期末、问题、依据)
    #[arg(long, value_name = "OUT.xlsx")]
    xlsx: Option<PathBuf>,
    /// A GeoPackage: zone, parcels with class and plan status, findings
    #[arg(long, value_name = "OUT.gpkg")]
    geopackage: Option<PathBuf>,
    /// A folder of Shapefiles, attributes in GBK
    #[arg(long, value_name = "FOLDER")]
    shapefile: Option<PathBuf>,
    /// Coordinates of the Shapefiles: degrees, or metres in the 3° zone of the district, with or without its number in front
    #[arg(long, value_enum, default_value = "degrees", requires = "shapefile")]
    plane: Plane,
    /// The parcels as GeoParquet
    #[arg(long, value_name = "OUT.parquet")]
    geoparquet: Option<PathBuf>,
}

/// Coordinates of Shapefiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Plane {
    /// Longitude and latitude on CGCS2000
    Degrees,
    /// Metres, eastings of 8 digits with the number of the zone, as CGCS2000_3_Degree_GK_Zone_38
    Zone,
    /// Metres, eastings of 6 digits, as CGCS2000_3_Degree_GK_CM_114E
    Meridian,
}

pub(super) fn run(arguments: &Arguments, language: Language) -> Result<ExitCode> {
    let period = period(arguments.from, arguments.on)?;
    // Before anything is written: all of them, or none for a name that is taken.
    let files = [
        ("--xlsx", &arguments.xlsx),
        ("--geopackage", &arguments.geopackage),
        ("--geoparquet", &arguments.geoparquet),
    ];
    for (name, file) in files {
        if let Some(file) = file.as_ref().filter(|file| file.exists()) {
            return Err(output::taken(name, file));
        }
    }
    arguments.shapefile.as_deref().map_or(Ok(()), shapefile::free)?;
    let district = District::open(&arguments.folder)?;
    let report = district.report(period)?;
    let export = Export { district: &district, report: &report, language };
    if let Some(file) = &arguments.xlsx {
        #[cfg(feature = "xlsx")]
        workbook::write(&export, file)?;
        #[cfg(not(feature = "xlsx"))]
        return Err(left_out("--xlsx", file, "xlsx"));
    }
    if let Some(file) = &arguments.geopackage {
        #[cfg(feature = "geopackage")]
        geopackage::write(&export, file)?;
        #[cfg(not(feature = "geopackage"))]
        return Err(left_out("--geopackage", file, "geopackage"));
    }
    if let Some(folder) = &arguments.shapefile {
        shapefile::write(&export, folder, arguments.plane)?;
    }
    if let Some(file) = &arguments.geoparquet {
        #[cfg(feature = "geoparquet")]
        geoparquet::write(&export, file)?;
        #[cfg(not(feature = "geoparquet"))]
        return Err(left_out("--geoparquet", file, "geoparquet"));
    }
    let written =
        [&arguments.xlsx, &arguments.geopackage, &arguments.shapefile, &arguments.geoparquet];
    for file in written.into_iter().flatten() {
        output::say(&match language {
            Language::Zh => format!("{}：已写出，截至 {}", file.display(), arguments.on),
            Language::En => format!("{}: written, as of {}", file.display(), arguments.on),
        });
    }
    Ok(output::exit_code(&report.findings))
}

/// What is exported.
struct Export<'a> {
    district: &'a District,
    report: &'a Report,
    language: Language,
}

/// A form that this command was built without.
#[cfg(not(all(feature = "xlsx", feature = "geopackage", feature = "geoparquet")))]
fn left_out(argument: &'static str, file: &std::path::Path, feature: &str) -> Error {
    let expected = (
        format!("以 --features cli,{feature} 编译的命令"),
        format!("a command built with --features cli,{feature}"),
    );
    Error::argument(argument, expected, file.display().to_string())
}
