//! A writer is killed a few hundred times; ten thousand times with `cargo bench --features cli --bench journal_crash`.

use std::path::Path;

use crate::crash_writer::run;
use crate::scratch::Scratch;

#[test]
fn a_writer_that_is_killed_loses_nothing_and_leaves_no_half() {
    let scratch = Scratch::new("journal-crash");
    let outcome = run(Path::new(env!("CARGO_BIN_EXE_landledger")), scratch.path(), 240, 7);
    eprintln!("{outcome:?}");
    assert_eq!(outcome.kills, 240);
    // Kills that hit nothing would prove nothing: most writers were at work.
    assert!(outcome.finished < 120, "{outcome:?}");
    assert!(outcome.acknowledged > 240, "{outcome:?}");
}
