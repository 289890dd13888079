//! Profile files and acknowledgement files: JSON that people write.

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{Source, json};
use crate::check::{Level, Profile};
use crate::error::{Error, Result};
use crate::finding::{Acknowledgement, Code, Severity, Text};

/// Reads a profile (检查方案文件): a JSON object with `name` and, as far as they differ from the strict profile,
/// `levels` (`on`, `warn` or `off` by code) and `limits` (by name). The format is described in
/// [`crate::docs::check`].
///
/// # Errors
/// When the file is no JSON, a member is unknown or has a wrong value, a limit is negative, or a code is lowered
/// whose record cannot be read; the error names line, column and pointer, what was expected and what was found.
///
/// ```
/// use landledger::check::Level;
/// use landledger::finding::Code;
/// use landledger::read::{Source, read_profile};
///
/// let source = Source::new("zone.json", r#"{"name": "zone", "levels": {"gap": "warn"}, "limits": {"coincidence_m": 0.01}}"#);
/// let profile = read_profile(&source).unwrap();
/// assert_eq!(profile.level(Code::Gap), Level::Warn);
///
/// let source = Source::new("zone.json", r#"{"name": "zone", "levels": {"ring-not-closed": "off"}}"#);
/// let error = read_profile(&source).unwrap_err();
/// assert!(error.to_string().starts_with("zone.json:1:48 (/levels/ring-not-closed): expected on"));
/// ```
pub fn read_profile(source: &Source) -> Result<Profile> {
    let (profile, root): (Profile, _) = decoded(source)?;
    let fault = |pointer: String, expected: (&str, &str), found: Text| {
        let node = root.at(&pointer).unwrap_or(&root);
        Error::input(source.place(node.span).pointer(pointer), expected, found)
    };
    for code in Code::ALL {
        if profile.level(*code) != Level::On && code.is_essential() {
            let pointer = format!("/levels/{code}");
            let found = root.at(&pointer).map(json::Node::describe).unwrap_or_default();
            let expected = (
                "on（此类问题使记录无法读入，检查不能关闭或降级）",
                "on: records with such a finding cannot be read, so it can be neither switched off nor lowered",
            );
            return Err(fault(pointer, expected, found));
        }
    }
    let limits = &profile.limits;
    let numbers = [
        ("near_vertex_m", limits.near_vertex),
        ("coincidence_m", limits.coincidence),
        ("sliver_width_m", limits.sliver_width),
        ("gap_width_m", limits.gap_width),
        ("strip_width_m", limits.strip_width),
        ("point_error_m", limits.point_error),
        ("area_conflict_share", limits.area_conflict_share),
    ];
    for (name, value) in numbers {
        if !(value.is_finite() && value >= 0.0) {
            let expected = ("不小于 0 的数", "a number that is not below 0");
            return Err(fault(format!("/limits/{name}"), expected, value.to_string().into()));
        }
    }
    if profile.name.trim().is_empty() {
        let expected = ("检查方案的名称", "the name of the profile");
        return Err(fault("/name".into(), expected, ("空字符串", "an empty string").into()));
    }
    Ok(profile)
}

/// Reads acknowledgements (认可文件): a JSON object with `acknowledgements`, a list of
/// [`Acknowledgement`]s. The format is described in [`crate::docs::check`].
///
/// # Errors
/// When the file is no JSON, a member is missing or unknown, or has a wrong value; the error names line, column
/// and pointer, what was expected and what was found.
///
/// ```
/// use landledger::read::{Source, read_acknowledgements};
///
/// let source = Source::new("accepted.json", r#"{"acknowledgements": [
///   {"fingerprint": "sha256:00", "reason": "按协议共用", "by": "自然资源所", "until": "2024-02-30"}]}"#);
/// let error = read_acknowledgements(&source).unwrap_err();
/// assert!(error.to_string().starts_with("accepted.json:2:75 (/acknowledgements/0/until): "), "{error}");
/// ```
pub fn read_acknowledgements(source: &Source) -> Result<Vec<Acknowledgement>> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        acknowledgements: Vec<Acknowledgement>,
    }
    let (file, _): (File, _) = decoded(source)?;
    Ok(file.acknowledgements)
}

/// The whole file as a value, and as a tree for the places in it.
fn decoded<T: DeserializeOwned>(source: &Source) -> Result<(T, json::Node<'_>)> {
    let parsed = json::parse(source);
    let unusable = |finding: &crate::finding::Finding| finding.severity == Severity::Error;
    if let Some(finding) = parsed.findings.into_iter().find(unusable) {
        return Err(Error::document(finding));
    }
    let Some(root) = parsed.root else {
        let expected = ("一个 JSON 对象", "a JSON object");
        return Err(Error::input(source.place(crate::finding::Span::new(0, 0)), expected, "?"));
    };
    match json::decode(&root, "") {
        Ok(value) => Ok((value, root)),
        Err(error) => {
            let place = source.place(error.span).pointer(error.pointer);
            Err(Error::input(place, error.expected, error.found))
        }
    }
}
