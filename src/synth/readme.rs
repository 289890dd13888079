//! The text that a synthetic folder carries about itself.

use super::{SynthRegisters, SynthScope, SyntheticZone, Truth};

/// The README of the folder; `planted` if defects were planted into its map.
pub(super) fn readme(zone: &SyntheticZone, planted: Option<&Truth>) -> String {
    let (options, truth) = (&zone.options, &zone.truth);
    let approved = zone.zone.boundaries.first().map(|version| version.approved_area.to_string());
    format!(
        "# A synthetic development zone\n\
         \n\
         **Everything in this folder is invented**: the boundary, streets, plots, firms, credit codes, documents,\n\
         amounts and events. Names of invented bodies carry the mark 合成 (synthetic). Only the codes and names of the\n\
         district and its towns, and the approved area of the fixture, are real. It is no data of Shangjie District\n\
         and says nothing about any enterprise.\n\
         \n\
         {defects}\
         | What | How many |\n\
         |---|---|\n\
         | Approved area | {approved} |\n\
         | Plane area of the boundary (3° zone 38) | {boundary} m² |\n\
         | Parcels | {parcels} |\n\
         | Declared land that is no parcel | {lands} |\n\
         | Events | {events} |\n\
         | Entries ever listed, without retracted ones | {entries} |\n\
         | Plans | {plans} |\n\
         | Units of plants (spaces) | {spaces} |\n\
         | Prospects | {prospects} |\n\
         \n\
         ## How it was made\n\
         \n\
         By the generator of this library, from a seed, with no other input. A grid of streets is laid out in whole\n\
         millimetres, street blocks between the streets are cut into plots, and every vertex is bent, turned and\n\
         rounded by itself, so that neighbours share their vertices exactly: parcels and declared land together cover\n\
         the zone without gap or overlap. Positions are degrees on CGCS2000 with nine decimals (0.1 mm).\n\
         \n\
         The plane area of the boundary is {excess} m² more than the approved area: a plane area of zone 38 is about\n\
         1.1×10⁻⁴ larger here than one on the ellipsoid, and the approved area is rounded to two decimals of a\n\
         square kilometre. Both areas are of the layout in whole millimetres: measured from the nine decimals of the\n\
         file, they come out some hundredths of a m² different.\n\
         \n\
         {journal}\
         \n\
         ## How to make it again, byte for byte\n\
         \n\
         Into a new folder, as the command overwrites nothing; then the two are compared:\n\
         \n\
         ```text\n\
         cargo run --release --features cli -- synth target/again --parcels {count} --seed {seed}{flags}\n\
         diff -r target/again {folder} && echo the same\n\
         ```\n",
        approved = approved.unwrap_or_default(),
        boundary = truth.boundary_area,
        parcels = zone.parcels.len(),
        lands = zone.zone.non_parcel.len(),
        events = zone.events.len(),
        entries = truth.entries,
        plans = truth.plans,
        spaces = truth.spaces,
        prospects = truth.prospects,
        excess = truth.excess,
        defects = planted.map(defects).unwrap_or_default(),
        journal = journal(zone),
        flags = flags(zone, planted),
        folder =
            if *options == super::SynthOptions::shangjie() { "fixtures/shangjie" } else { "DIR" },
        count = options.parcels,
        seed = options.seed,
    )
}

/// What was planted, if anything was.
fn defects(truth: &Truth) -> String {
    format!(
        "**The map is wrong on purpose**: {defects} defects were planted into `parcels.geojson` and `zone.geojson`, and\n\
         {decoys} places that look like one and are right. The truth list that was written beside this folder names\n\
         them all. The journal, if there is one, is that of the map without defects.\n\
         \n",
        defects = truth.defects.len(),
        decoys = truth.decoys.len(),
    )
}

fn journal(zone: &SyntheticZone) -> String {
    let omissions = match zone.options.registers {
        SynthRegisters::WithOmissions => {
            "Facts of a few parcels are missing and some registered areas are off\nby a few square metres, on purpose.\n"
        }
        SynthRegisters::Complete => "The registers are complete.\n",
    };
    match (zone.options.scope, zone.events.last()) {
        (SynthScope::District, Some(last)) => {
            format!(
                "The journal runs from 2020-01 to {}. {omissions}\n\
                 `rulebook.toml` holds criteria of low-efficiency land. Its standing is `illustrative`: every number of it is\n\
                 invented to show the form, and none may be used for a determination.\n",
                last.recorded.date()
            )
        }
        _ => format!("There is no journal here, only the map. {omissions}"),
    }
}

/// What the command needs besides parcels and seed.
fn flags(zone: &SyntheticZone, planted: Option<&Truth>) -> String {
    let mut flags = String::new();
    if zone.options.scope == SynthScope::Map {
        flags.push_str(" --only map");
    }
    if planted.is_some() {
        flags.push_str(" --defects target/truth.json");
    }
    flags
}
