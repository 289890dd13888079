//! Texts in GBK, cut to the room that there is.

use std::collections::{BTreeMap, BTreeSet};

use encoding_rs::GBK;

use super::cut;
use crate::finding::{Finding, Text};
use crate::read::json::shortened;

/// The longest name of a field, bytes.
const WIDEST_NAME: usize = 10;

/// A text in GBK.
#[derive(Default)]
pub(super) struct Fitted {
    pub(super) bytes: Vec<u8>,
    /// Whether something of it is missing.
    pub(super) is_cut: bool,
    /// Whether a character that GBK lacks is a question mark now.
    pub(super) is_replaced: bool,
}

/// The text in GBK, as many whole characters as fit into so many bytes.
pub(super) fn fit(text: &str, room: usize) -> Fitted {
    let mut fitted = Fitted::default();
    for character in text.chars() {
        let mut buffer = [0; 4];
        let (bytes, _, is_missing) = GBK.encode(character.encode_utf8(&mut buffer));
        let bytes: &[u8] = match (character, is_missing) {
            ('²', true) => b"2",
            ('³', true) => b"3",
            (_, true) => {
                fitted.is_replaced = true;
                b"?"
            }
            (_, false) => &bytes,
        };
        if fitted.bytes.len() + bytes.len() > room {
            fitted.is_cut = true;
            break;
        }
        fitted.bytes.extend(bytes);
    }
    fitted
}

/// Names of at most ten bytes, no two alike; every change is a finding.
pub(super) fn fit_names(names: &[&str], file: &str, findings: &mut Vec<Finding>) -> Vec<Vec<u8>> {
    let mut fitted: Vec<Vec<u8>> = Vec::new();
    let mut taken: BTreeSet<Vec<u8>> = BTreeSet::new();
    // How often a name was there so far, cut and without capitals: lower numbers behind it are taken.
    let mut repeats: BTreeMap<Vec<u8>, usize> = BTreeMap::new();
    for given in names {
        // A carriage return ends the list of fields, a zero byte a name.
        let plain: String = given.chars().map(|c| if c.is_control() { '_' } else { c }).collect();
        let name = &plain;
        let is_steered = *name != **given;
        let mut candidate = fit(name, WIDEST_NAME);
        let mut changed = candidate.is_cut || candidate.is_replaced || is_steered;
        let again = repeats.entry(candidate.bytes.to_ascii_lowercase()).or_insert(1);
        while candidate.bytes.is_empty() || !taken.insert(candidate.bytes.to_ascii_lowercase()) {
            *again += 1;
            changed = true;
            let suffix = again.to_string();
            candidate = fit(name, WIDEST_NAME.saturating_sub(suffix.len()));
            candidate.bytes.extend(suffix.into_bytes());
        }
        if changed {
            let name = shortened(given);
            let written = GBK.decode_without_bom_handling(&candidate.bytes).0.into_owned();
            let text = Text::new(
                format!("字段名 {name} 写作 {written}：DBF 字段名最长 10 字节，且不能重复"),
                format!(
                    "the name {name} is written {written}: a DBF has names of 10 bytes at most, no two alike"
                ),
            );
            findings.push(cut(file, text));
        }
        fitted.push(candidate.bytes);
    }
    fitted
}
