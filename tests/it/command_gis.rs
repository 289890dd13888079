//! `landledger export` and `convert` for GIS files, run as a user runs them (F08, F09).

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::scratch::Scratch;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/shangjie");

fn landledger(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_landledger")).args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

#[test]
fn f09_a_folder_of_shapefiles_is_whole_or_not_there() {
    let scratch = Scratch::new("command-gis-shp");
    let folder = shown(&scratch.path().join("图层"));
    let arguments =
        ["export", FOLDER, "--on", "2024-06-30", "--shapefile", &folder, "--plane", "zone"];
    let output = landledger(&arguments);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let mut names: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names.len(), 5 * 5 + 2, "{names:?}");
    let prj = fs::read_to_string(Path::new(&folder).join("parcels.prj")).unwrap();
    assert!(prj.starts_with("PROJCS[\"CGCS2000_3_Degree_GK_Zone_38\","));
    // The second time nothing is touched, and the message says what is in the way.
    let again = landledger(&[&arguments[..], &["--lang", "en"]].concat());
    assert_eq!(again.status.code(), Some(2));
    assert_eq!(
        said(&again),
        format!(
            "landledger: --shapefile: expected the name of a new folder, found {folder}, which exists already\n"
        )
    );
    assert!(!Path::new(&format!("{folder}.part")).exists());
    // Two runs, the same bytes.
    let other = shown(&scratch.path().join("other"));
    landledger(&["export", FOLDER, "--on", "2024-06-30", "--shapefile", &other, "--plane", "zone"]);
    for name in names {
        let bytes = |folder: &str| fs::read(Path::new(folder).join(&name)).unwrap();
        assert!(bytes(&folder) == bytes(&other), "{name}");
    }
    // Without a folder there is no plane.
    let output = landledger(&["export", FOLDER, "--on", "2024-06-30", "--plane", "zone"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn f09_convert_goes_both_ways_and_area_reads_it() {
    let scratch = Scratch::new("command-gis-convert");
    let at = |name: &str| shown(&scratch.path().join(name));
    let parcels = format!("{FOLDER}/parcels.geojson");
    let output =
        landledger(&["convert", &parcels, &at("a.shp"), "--zone", "EPSG:4547", "--lang", "en"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(said(&output).contains("400 features written"), "{}", said(&output));
    assert!(said(&output).contains("[dbf-cut]"));
    assert!(fs::read_to_string(at("a.prj")).unwrap().contains("CM_114E"));
    let output = landledger(&["convert", &at("a.shp"), &at("b.geojson")]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    // The same parcels, the same area by the survey rule.
    let areas = |file: &str| {
        let output = landledger(&["area", file, "--format", "json"]);
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let features = report["features"].as_array().unwrap().iter();
        features
            .map(|feature| format!("{} {}", feature["id"], feature["area_m2"]))
            .collect::<Vec<_>>()
    };
    let given = areas(&parcels);
    assert_eq!(given.len(), 400);
    assert_eq!(areas(&at("b.geojson")), given);
    assert_eq!(areas(&at("a.shp")), given);
    // A file that is there stays, and none of the new ones appears.
    fs::remove_file(at("a.shp")).unwrap();
    let output = landledger(&["convert", &parcels, &at("a.shp"), "--lang", "en"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("a.shx"), "{}", said(&output));
    assert!(!Path::new(&at("a.shp")).exists());
    // A Shapefile is no input of a check: the message says what to do.
    let output = landledger(&["convert", &parcels, &at("c.shp")]);
    assert_eq!(output.status.code(), Some(0));
    let output = landledger(&["check", &at("c.shp"), "--lang", "en"]);
    assert!(
        said(&output).contains("a Shapefile: convert it first with landledger convert"),
        "{}",
        said(&output)
    );
    let output = landledger(&["convert", &at("c.shp"), &at("d.txt"), "--lang", "en"]);
    assert!(
        said(&output).contains("expected GeoJSON (.geojson) as a step between"),
        "{}",
        said(&output)
    );
}

#[test]
#[cfg(feature = "geopackage")]
fn f08_a_geopackage_is_never_written_over() {
    let scratch = Scratch::new("command-gis-gpkg");
    let file = shown(&scratch.path().join("a.gpkg"));
    let arguments = ["export", FOLDER, "--on", "2024-06-30", "--geopackage", &file, "--lang", "en"];
    assert_eq!(landledger(&arguments).status.code(), Some(0));
    let bytes = fs::read(&file).unwrap();
    let again = landledger(&arguments);
    assert_eq!(again.status.code(), Some(2));
    assert_eq!(
        said(&again),
        format!(
            "landledger: --geopackage: expected the name of a new file, found {file}, which exists already\n"
        )
    );
    assert!(fs::read(&file).unwrap() == bytes);
}

#[test]
#[cfg(not(feature = "geopackage"))]
fn a_form_that_was_left_out_says_how_to_have_it() {
    let output = landledger(&[
        "export",
        FOLDER,
        "--on",
        "2024-06-30",
        "--geopackage",
        "a.gpkg",
        "--lang",
        "en",
    ]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        said(&output)
            .contains("expected a command built with --features cli,geopackage, found a.gpkg"),
        "{}",
        said(&output)
    );
}
