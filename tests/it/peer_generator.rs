//! The parcels that the peers are measured on, scored by the peers' own scorer.
//!
//! 20 000 and 200 000 of them: `cargo bench --bench planted_defects`.

use landledger::read::Source;
use landledger::report::check::{CheckRequest, Layout, findings};

use crate::peer_report::{self, assert_perfect, generate, score, write};
use crate::scratch::Scratch;
use crate::shared_data::shared_data;

#[test]
fn all_that_the_peers_plant_is_found() {
    let Some(peers) = shared_data().map(|data| data.with_file_name("peers")) else { return };
    let scratch = Scratch::new("peer-generator");
    if !generate(&peers, scratch.path(), 2_000) {
        eprintln!("NOT CHECKED: python3 with numpy and orjson makes the parcels of the peers");
        return;
    }
    let parcels = Source::open(scratch.path().join("parcels.geojson")).unwrap();
    let boundary = Source::open(scratch.path().join("boundary.geojson")).unwrap();
    let mut request = CheckRequest::new(&parcels);
    request.zone = Some(&boundary);
    request.layout = Layout::Generic(peer_report::names());
    let found = findings(&request);
    let report = scratch.path().join("report");
    write(&report, found.features, &found.findings).unwrap();
    let score = score(&peers, &scratch.path().join("truth.json"), &report).unwrap();
    assert_perfect(&score);
}
