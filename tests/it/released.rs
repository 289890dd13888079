//! A check that lets the text go once it was read finds, byte for byte, what the check that holds it finds. Fixtures, planted
//! maps, tilings and random maps stand in `stream_check` and `stream_within`.

use std::fmt::Write as _;
use std::io::{Cursor, Read, Seek, SeekFrom};

use landledger::Workers;
use landledger::finding::{Acknowledgement, Code};
use landledger::read::Source;
use landledger::report::check::{
    CheckRequest, StreamRequest, check, check_released, findings, findings_of_released,
};

/// A ring that crosses itself, and one with two positions that stand twice; Chinese in front of them in their lines.
const TWO: &str = "{\"type\": \"FeatureCollection\", \"features\": [\r\n\
    {\"type\": \"Feature\", \"id\": \"甲\", \"properties\": {\"坐落\": \"上街区\"}, \"geometry\": {\"type\": \"Polygon\", \"coordinates\": [[\r\n\
    [113.30, 34.80], [113.31, 34.81], [113.31, 34.80], [113.30, 34.81],\r\n [113.30, 34.80]]]}},\r\n\
    {\"type\": \"Feature\", \"id\": \"乙\", \"properties\": null, \"geometry\": {\"type\": \"MultiPolygon\", \"coordinates\": [[[\
    [113.32, 34.80], [113.33, 34.80], [113.33, 34.80], [113.33, 34.81],\n [113.32, 34.81], [113.32, 34.81], [113.32, 34.80]]]]}}]}";

fn released(text: &str, again: impl Read + Seek) -> landledger::Result<Vec<String>> {
    let source = Source::new("a.geojson", text);
    let found = findings_of_released(source, again, &StreamRequest::new("a.geojson"))?;
    Ok(found.findings.iter().map(|finding| serde_json::to_string(finding).unwrap()).collect())
}

#[track_caller]
fn alike(text: &str, code: Code) {
    let source = Source::new("a.geojson", text);
    let whole = findings(&CheckRequest::new(&source)).findings;
    assert!(whole.iter().any(|finding| finding.code == code), "{code}");
    let whole: Vec<String> =
        whole.iter().map(|finding| serde_json::to_string(finding).unwrap()).collect();
    assert_eq!(released(text, Cursor::new(text)).unwrap(), whole);
}

#[test]
fn places_are_those_of_the_text() {
    alike(TWO, Code::RingCrossing);
    alike(&format!("\u{feff}{TWO}"), Code::RingCrossing);
    alike(TWO.replace("\r\n", "").as_str(), Code::RingCrossing);
    // Blank lines that put what is found on, before and behind the byte where the next line count is remembered.
    for blanks in 1_750..2_100 {
        alike(&format!("{}{TWO}", " \n".repeat(blanks)), Code::RingCrossing);
    }
}

#[test]
fn places_of_a_large_feature_are_those_of_the_text() {
    // A comb whose teeth end in one point each of the next: every second one crosses it.
    let mut ring = String::from("[113.3,34.8]");
    for tooth in 0..2_000 {
        let x = 113.3 + f64::from(tooth) * 1e-5;
        let y = if tooth % 10 == 9 { 34.799 } else { 34.801 };
        let line_end = if tooth % 7 == 0 { "\n" } else { "" };
        write!(ring, ",{line_end}[{:.6},34.8005],[{:.6},{y:.6}]", x + 2e-6, x + 8e-6).unwrap();
    }
    ring.push_str(",[113.4,34.8],[113.3,34.8]");
    let text = format!(
        "{{\"type\":\"Feature\",\"id\":\"齿\",\"properties\":{{}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[[{ring}]]}}}}"
    );
    assert!(ring.len() > 1 << 16);
    alike(&text, Code::RingCrossing);
}

#[test]
fn the_report_is_that_of_the_check_in_memory() {
    let source = Source::new("a/b.geojson", TWO);
    let print = check(&CheckRequest::new(&source)).findings[0].fingerprint.clone().unwrap();
    let accepted = [Acknowledgement::new(print, "按协议共用", "自然资源所")];
    let mut whole = CheckRequest::new(&source);
    whole.acknowledgements = accepted.to_vec();
    // The file is called as the request says, and read from where it should be.
    let mut again = Cursor::new(TWO);
    again.set_position(50);
    let mut request = StreamRequest::new("a/b.geojson");
    request.workers = Workers::available();
    let report = check_released(Source::new("c", TWO), again, &request, &accepted).unwrap();
    assert_eq!(report, check(&whole));
    assert_eq!(report.summary.acknowledged, 1);
}

#[test]
fn a_file_that_has_changed_is_an_error() {
    let blank = |from: &str| TWO.replacen(from, &" ".repeat(from.len()), 1);
    let rows = [
        ("shorter", TWO[..TWO.len() - 1].to_owned()),
        ("longer", format!("{TWO} ")),
        ("gone", String::new()),
        // As long as before: the position that was found is gone.
        ("no array", blank("[[\r\n[113.30, 34.80]")),
        (
            "fewer",
            blank(", [113.31, 34.81], [113.31, 34.80], [113.30, 34.81],\r\n [113.30, 34.80]"),
        ),
    ];
    assert!(released(TWO, Cursor::new(TWO)).is_ok());
    for (name, changed) in rows {
        let error = released(TWO, Cursor::new(changed)).unwrap_err();
        let said = error.to_string();
        assert!(error.is_input() && said.contains("has changed"), "{name}: {error}");
        assert!(said.contains("a.geojson"), "{name}: {error}");
    }
}

/// Gives what it is asked for until it breaks.
struct Breaking(Cursor<&'static str>, usize);

impl Read for Breaking {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let gone = || std::io::Error::other("the disk is gone");
        self.1 = self.1.checked_sub(1).ok_or_else(gone)?;
        self.0.read(out)
    }
}

impl Seek for Breaking {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.0.seek(to)
    }
}

#[test]
fn a_file_that_goes_away_is_an_error() {
    let reads = (0..).find(|reads| released(TWO, Breaking(Cursor::new(TWO), *reads)).is_ok());
    let reads = reads.unwrap();
    assert!(reads > 0);
    for reads in 0..reads {
        let error = released(TWO, Breaking(Cursor::new(TWO), reads)).unwrap_err();
        assert!(error.is_io() && error.to_string().contains("the disk is gone"), "{error}");
    }
}
