//! What the check finds, as the five tables that the scorer of the peers reads: `features.csv`, `overlaps.csv`,
//! `outside.csv`, `gaps.csv`, `dup_ids.csv`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::{fs, io};

use landledger::finding::{Class, Code, Finding, Severity};
use landledger::report::check::AttributeNames;

/// Makes the peers' parcels; `false` where there is no Python that can.
pub(crate) fn generate(peers: &Path, folder: &Path, parcels: usize) -> bool {
    let mut python = Command::new("python3");
    python.arg(peers.join("gen_parcels.py")).arg(folder).args(["--n", &parcels.to_string()]);
    python.output().is_ok_and(|output| output.status.success())
}

/// The property that holds the parcel code.
pub(crate) fn names() -> AttributeNames {
    let mut names = AttributeNames::default();
    names.identifier = Some("parcel_id".to_owned());
    names
}

/// The scorer's line: for each kind of defect "found/planted", and the false ones.
pub(crate) fn score(peers: &Path, truth: &Path, report: &Path) -> io::Result<serde_json::Value> {
    let mut python = Command::new("python3");
    let output = python.arg(peers.join("score.py")).args([truth, report]).output()?;
    serde_json::from_slice(&output.stdout)
        .map_err(|_| io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned()))
}

/// Writes the tables.
pub(crate) fn write(folder: &Path, features: usize, findings: &[Finding]) -> io::Result<()> {
    let mut invalid: BTreeMap<usize, &str> = BTreeMap::new();
    let mut overlaps = String::from("i,j,area_m2\n");
    let mut outside = String::from("i,area_m2\n");
    let mut gaps = String::from("i\n");
    let mut repeated = String::from("i,j\n");
    for finding in findings {
        let indices = indices(finding);
        let [first, rest @ ..] = indices.as_slice() else { continue };
        let area = finding.measure.as_ref().map_or("nan", |measure| measure.value.as_str());
        match finding.code {
            Code::ParcelsOverlap => {
                for other in rest {
                    let _ = writeln!(overlaps, "{first},{other},{area}");
                }
            }
            Code::ParcelCodeRepeated => {
                for other in rest {
                    let _ = writeln!(repeated, "{},{}", first.min(other), first.max(other));
                }
            }
            Code::ParcelOutside | Code::ParcelPartlyOutside | Code::ParcelOverZoneHole => {
                let _ = writeln!(outside, "{first},{area}");
            }
            // Where the two numbers are exchanged, the parcel lies nowhere near the zone.
            Code::AxesSwapped => {
                let _ = writeln!(outside, "{first},nan");
            }
            // An enclave that no parcel fills and plots left out for other defects are open land, too.
            Code::Gap if matches!(finding.class, Some(Class::HoleInParcel | Class::Uncovered)) => {}
            Code::Gap => {
                for index in &indices {
                    let _ = writeln!(gaps, "{index}");
                }
            }
            _ if finding.severity == Severity::Error => {
                for index in &indices {
                    invalid.entry(*index).or_insert(finding.code.id());
                }
            }
            _ => {}
        }
    }
    let mut table = String::from("index,valid,reason,area_m2\n");
    for index in 0..features {
        let reason = invalid.get(&index);
        let _ = writeln!(
            table,
            "{index},{},{},",
            u8::from(reason.is_none()),
            reason.copied().unwrap_or_default()
        );
    }
    fs::create_dir_all(folder)?;
    for (name, text) in [
        ("features.csv", table),
        ("overlaps.csv", overlaps),
        ("outside.csv", outside),
        ("gaps.csv", gaps),
        ("dup_ids.csv", repeated),
    ] {
        fs::write(folder.join(name), text)?;
    }
    Ok(())
}

/// Stops unless all that was planted was found, and nothing else.
pub(crate) fn assert_perfect(score: &serde_json::Value) {
    let rows = score.as_object().unwrap();
    let mut kinds = 0;
    for (row, value) in rows {
        if let Some(text) = value.as_str() {
            let shares = text.split_whitespace().next().unwrap();
            let (found, planted) =
                shares.split_once('/').unwrap_or_else(|| panic!("{row}: {text}"));
            assert_eq!(found, planted, "{row}: {text}");
            kinds += 1;
        } else if row.ends_with("error") {
            // Its own areas are planar, "good to about 1e-5".
            assert!(value.as_f64().unwrap() < 2e-5, "{row}: {value}");
        } else {
            assert_eq!(value.as_u64(), Some(0), "{row}");
        }
    }
    assert_eq!(kinds, 12, "{score}");
}

/// The features that a finding points at.
fn indices(finding: &Finding) -> Vec<usize> {
    let pointers = finding.place.pointer.iter().chain(&finding.more_pointers);
    let features = pointers.filter_map(|pointer| pointer.strip_prefix("/features/"));
    features.filter_map(|rest| rest.split('/').next()?.parse().ok()).collect()
}
