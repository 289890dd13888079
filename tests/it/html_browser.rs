//! The page in a browser: no complaint on its console, a filter that filters, an accessibility check, A4 paper.
//!
//! These run where `LANDLEDGER_CHROMIUM` names a Chromium, and the accessibility check where `LANDLEDGER_AXE` names the
//! file `axe.min.js` of axe-core beside it; CI sets both.

use std::path::{Path, PathBuf};
use std::process::Command;

use landledger::calendar::{Half, Period};
use landledger::finding::Language;
use landledger::store::District;
use serde_json::Value;

use crate::scratch::{Scratch, shangjie_report};

fn from_environment(variable: &str) -> Option<PathBuf> {
    let path = std::env::var_os(variable).map(PathBuf::from);
    if path.is_none() {
        eprintln!("NOT CHECKED in a browser: {variable} is not set");
    }
    path
}

fn run(chromium: &Path, profile: &Path, arguments: &[String]) -> String {
    let output = Command::new(chromium)
        .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"])
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg("--virtual-time-budget=60000")
        .args(arguments)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    String::from_utf8(output.stdout).unwrap()
}

/// Notes what the page complains of, before anything else runs.
const BEFORE: &str = "<script>window.faults = [];
addEventListener('error', (e) => faults.push(String(e.message)));
addEventListener('securitypolicyviolation', (e) => faults.push(e.violatedDirective));
console.error = (...words) => faults.push(words.join(' '));
console.warn = console.error;</script>";

/// Filters, and writes down what is there.
const AFTER: &str = "<script>(async () => {
const rows = () => [...document.querySelectorAll('#entries tbody tr')];
const shown = () => rows().filter((row) => row.getClientRects().length > 0).length;
const all = shown();
const input = document.getElementById('filter');
const type = (text) => { input.value = text; input.dispatchEvent(new Event('input')); };
type('TZ0003'); const one = shown();
type('tz0003 no-such-word'); const none = shown();
const said = document.getElementById('filter-shown').textContent;
location.hash = '#entry-2';
await new Promise((done) => setTimeout(done, 200));
const after_link = shown();
const wide = document.documentElement.scrollWidth > document.documentElement.clientWidth;
let axe_found = null;
if (window.axe) {
  const result = await axe.run();
  axe_found = { passes: result.passes.length, violations: result.violations.map((v) => v.id + ': ' + v.nodes[0].html) };
}
const pre = document.createElement('pre');
pre.id = 'result';
pre.textContent = JSON.stringify({ faults, all, one, none, said, after_link, wide, axe: axe_found });
document.body.append(pre);
})();</script>";

fn result_of(chromium: &Path, scratch: &Scratch, page: &str, axe: Option<&Path>) -> Value {
    let axe =
        axe.map(|file| format!("<script>{}</script>", std::fs::read_to_string(file).unwrap()));
    let page = page.replacen("<head>", &format!("<head>{BEFORE}"), 1);
    let page = page.replacen("</body>", &format!("{}{AFTER}</body>", axe.unwrap_or_default()), 1);
    let file = scratch.write("page.html", page);
    let dom = run(
        chromium,
        &scratch.path().join("profile"),
        &["--dump-dom".to_owned(), format!("file://{}", file.display())],
    );
    let result = dom.split("<pre id=\"result\">").nth(1).expect("the script ran to its end");
    let result = result.split("</pre>").next().unwrap();
    let result = result.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    serde_json::from_str(&result).unwrap()
}

#[test]
fn a_browser_has_nothing_to_complain_of() {
    let Some(chromium) = from_environment("LANDLEDGER_CHROMIUM") else { return };
    let axe = from_environment("LANDLEDGER_AXE");
    let (district, report) = shangjie_report();
    for (language, name) in [(Language::Zh, "browser-zh"), (Language::En, "browser-en")] {
        let scratch = Scratch::new(name);
        let page = district.html(&report, None, language).unwrap();
        let result = result_of(&chromium, &scratch, &page, axe.as_deref());
        assert_eq!(result["faults"], serde_json::json!([]));
        assert_eq!(result["all"], report.entries.len());
        assert_eq!((&result["one"], &result["none"]), (&1.into(), &0.into()), "{result}");
        assert_eq!(result["said"], format!("0 / {}", report.entries.len()));
        // A link to a row that the filter hides shows it again.
        assert_eq!(result["after_link"], report.entries.len());
        assert_eq!(result["wide"], false, "the page scrolls sideways");
        if axe.is_some() {
            assert_eq!(result["axe"]["violations"], serde_json::json!([]), "{language:?}");
            assert!(result["axe"]["passes"].as_u64().unwrap() > 30, "{result}");
        }
    }
}

#[test]
fn a_page_prints_on_a4_with_the_maps_across() {
    let Some(chromium) = from_environment("LANDLEDGER_CHROMIUM") else { return };
    let (district, report) = shangjie_report();
    let scratch = Scratch::new("print");
    let file = scratch.write("page.html", district.html(&report, None, Language::Zh).unwrap());
    let pdf = scratch.path().join("page.pdf");
    run(
        &chromium,
        &scratch.path().join("profile"),
        &[
            format!("--print-to-pdf={}", pdf.display()),
            "--no-pdf-header-footer".to_owned(),
            format!("file://{}", file.display()),
        ],
    );
    let pdf = String::from_utf8_lossy(&std::fs::read(pdf).unwrap()).into_owned();
    let pages: Vec<[f64; 2]> = pdf
        .split("/MediaBox [0 0 ")
        .skip(1)
        .map(|rest| {
            let mut numbers = rest.split([' ', ']']).map(|text| text.parse().unwrap());
            [numbers.next().unwrap(), numbers.next().unwrap()]
        })
        .collect();
    // A4 is 210 by 297 mm, a point 25.4/72 mm: 595.3 by 841.9 points.
    let is = |page: &[f64; 2], [width, height]: [f64; 2]| {
        (page[0] - width).abs() < 1.0 && (page[1] - height).abs() < 1.0
    };
    let across = pages.iter().filter(|page| is(page, [841.9, 595.3])).count();
    let upright = pages.iter().filter(|page| is(page, [595.3, 841.9])).count();
    assert_eq!(across, 2, "{pages:?}");
    assert!(upright > 5 && across + upright == pages.len(), "{pages:?}");
}

#[test]
fn a_page_of_five_thousand_parcels_stays_usable() {
    let scratch = Scratch::new("browser-large");
    let folder = scratch.path().join("district");
    let options = landledger::synth::SynthOptions::new(5000, 7);
    landledger::synth::generate(&options).unwrap().write_to(&folder).unwrap();
    let district = District::open(&folder).unwrap();
    let report = district.report(Period::half_year(2024, Half::First).unwrap()).unwrap();
    let page = district.html(&report, None, Language::Zh).unwrap();
    // Two maps of 5 000 parcels and every table: smaller than a photograph.
    assert!(page.len() < 4_000_000, "{}", page.len());
    // Parcels that are not on the ledger are one path a map, so that a browser has few elements to keep.
    assert!(
        page.matches("<path").count() < 3 * report.entries.len(),
        "{}",
        page.matches("<path").count()
    );
    let Some(chromium) = from_environment("LANDLEDGER_CHROMIUM") else { return };
    let result = result_of(&chromium, &scratch, &page, None);
    assert_eq!(result["faults"], serde_json::json!([]));
    assert_eq!(result["all"], report.entries.len());
    assert_eq!(result["one"], 1);
}
