//! The change file as JSON.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::{ChangeError, ChangeFile, FeatureChange, JournalBase, ZoneChange};
use crate::error::Error;
use crate::finding::{Finding, Text};
use crate::geometry::Crs;
use crate::read::Source;
use crate::read::json::{self, Node};
use crate::store::Head;

/// The member that says what the document is.
const VERSION: &str = "landledger-change";

#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
struct Form {
    /// The version of the format.
    #[cfg_attr(feature = "schema", schemars(extend("const" = ChangeFile::VERSION)))]
    #[serde(rename = "landledger-change")]
    _version: u32,
    /// The journal that the change continues, and its lines.
    journal: JournalForm,
    /// The features that are touched; absent: none.
    #[serde(default)]
    parcels: Option<ParcelsForm>,
    /// The other `zone.geojson`; absent: it stays.
    #[serde(default)]
    zone: Option<ZoneChange>,
}

/// The events behind a head of the journal.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ChangedJournal"))]
#[serde(deny_unknown_fields)]
struct JournalForm {
    /// Where it begins.
    base: JournalBase,
    /// The head behind the lines; that of the base if there are none.
    head: Head,
    /// The lines of the journal behind the base, without line ends; acts are whole.
    #[cfg_attr(feature = "schema", schemars(inner(regex(pattern = r"^[^\r\n]*$"))))]
    lines: Vec<String>,
}

/// The features of `parcels.geojson` that differ.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ChangedParcels"))]
#[serde(deny_unknown_fields)]
struct ParcelsForm {
    /// The system of the coordinates, `EPSG:4490` to `EPSG:4554`; absent: `EPSG:4490`, degrees on CGCS2000.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^EPSG:4[0-9]{3}$")))]
    #[serde(default)]
    crs: Option<String>,
    /// Each id once.
    features: Vec<FeatureForm>,
}

/// A feature that is new, replaced or gone.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ChangedFeature"))]
#[serde(deny_unknown_fields)]
struct FeatureForm {
    /// The parcel code.
    id: String,
    /// The digest of the feature that is replaced or removed; absent: there is none.
    #[serde(default)]
    before_sha256: Option<String>,
    /// The digest of `feature`.
    #[serde(default)]
    sha256: Option<String>,
    /// The feature as it shall be; absent: it is removed.
    #[cfg_attr(feature = "schema", schemars(schema_with = "any_object"))]
    #[serde(default)]
    feature: Option<IgnoredAny>,
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for ChangeFile {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ChangeFile".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let mut schema = Form::json_schema(generator);
        let description = "A portable change of a district folder (变更包): the events behind a head of the journal, and \
                           the features of the map that are new, replaced or gone.";
        schema.insert("description".into(), description.into());
        schema
    }
}

#[cfg(feature = "schema")]
fn any_object(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
    schemars::json_schema!({ "type": ["object", "null"] })
}

pub(super) fn read(source: &Source) -> Result<ChangeFile, ChangeError> {
    let parsed = json::parse(source);
    let error = |finding: &Finding| finding.severity == crate::finding::Severity::Error;
    let (Some(root), None) = (parsed.root, parsed.findings.iter().find(|found| error(found)))
    else {
        let finding = parsed.findings.into_iter().find(error);
        return Err(match finding {
            Some(finding) => ChangeError::unusable(finding),
            None => {
                Error::input(source.place(crate::finding::Span::new(0, 0)), VERSION, "?").into()
            }
        });
    };
    check_version(source, &root)?;
    let form: Form = json::decode(&root, "")
        .map_err(|error| ChangeError::unusable(error.into_finding(source)))?;
    let Form { journal, parcels, zone, .. } = form;
    let mut change = ChangeFile::new(journal.base);
    (change.head, change.lines, change.zone) = (journal.head, journal.lines, zone);
    let at = |pointer: &str| {
        let span = root.at(pointer).map_or(root.span, |node| node.span);
        source.place(span).pointer(pointer)
    };
    if let Some(line) = change.lines.iter().position(|line| line.contains(['\n', '\r'])) {
        let place = at(&format!("/journal/lines/{line}"));
        let found = ("换行符", "a line end in it");
        return Err(Error::input(place, ("一行日志", "one line of a journal"), found).into());
    }
    let Some(parcels) = parcels else { return Ok(change) };
    if let Some(name) = parcels.crs {
        let code = name.strip_prefix("EPSG:").and_then(|code| code.parse().ok());
        change.crs = code.and_then(Crs::from_epsg).ok_or_else(|| {
            Error::input(
                at("/parcels/crs"),
                ("EPSG:4490 或 EPSG:4491 至 EPSG:4554", "EPSG:4490, or EPSG:4491 to EPSG:4554"),
                format!("{name:?}"),
            )
        })?;
    }
    let mut ids = BTreeSet::new();
    for (number, form) in parcels.features.into_iter().enumerate() {
        let pointer = format!("/parcels/features/{number}");
        let feature = form.feature.and_then(|_| root.at(&format!("{pointer}/feature")));
        let text = feature.map(|node| source.slice(node.span).to_owned());
        let digest = text.as_deref().map(FeatureChange::digest);
        if digest != form.sha256 {
            let shown = |digest: Option<String>| {
                digest.map_or_else(|| Text::new("没有", "none"), Text::from)
            };
            return Err(Error::input(at(&pointer), shown(form.sha256), shown(digest)).into());
        }
        let own = feature.and_then(|node| node.get("id")?.as_str());
        if feature.is_some() && own != Some(&form.id) {
            let expected = (
                format!("id 为 {:?} 的要素", form.id),
                format!("a feature with the id {:?}", form.id),
            );
            let found =
                own.map_or_else(|| Text::new("没有", "none"), |own| Text::from(format!("{own:?}")));
            return Err(Error::input(at(&format!("{pointer}/feature")), expected, found).into());
        }
        if !ids.insert(form.id.clone()) {
            let expected = ("每个要素一次", "each feature once");
            let found = (format!("{:?} 两次", form.id), format!("{:?} twice", form.id));
            return Err(Error::input(at(&pointer), expected, found).into());
        }
        if text.is_none() && form.before_sha256.is_none() {
            let expected = ("before_sha256 或 feature", "`before_sha256` or `feature`");
            return Err(Error::input(at(&pointer), expected, ("都没有", "neither")).into());
        }
        change.features.push(FeatureChange::new(form.id, form.before_sha256, text));
    }
    Ok(change)
}

fn check_version(source: &Source, root: &Node<'_>) -> Result<(), ChangeError> {
    let version = root.get(VERSION);
    let known = ChangeFile::VERSION.to_string();
    let text = version.map(|node| source.slice(node.span));
    if text == Some(&known) {
        return Ok(());
    }
    let span = version.map_or(root.span, |node| node.span);
    let found = match text {
        Some(text) => Text::from(text.to_owned()),
        None => Text::new("没有这个成员", "no such member"),
    };
    let expected = Text::new(
        format!("成员 {VERSION:?} 为 {known}"),
        format!("the member {VERSION:?} with {known}"),
    );
    Err(Error::input(source.place(span).pointer(format!("/{VERSION}")), expected, found).into())
}

pub(super) fn write(change: &ChangeFile) -> String {
    let mut out = format!("{{\"{VERSION}\":{},\n", ChangeFile::VERSION);
    let JournalBase { head, events } = change.base;
    out.push_str(&format!("\"journal\":{{\"base\":{{\"head\":\"{head}\",\"events\":{events}}},"));
    out.push_str(&format!("\"head\":\"{}\",\"lines\":[", change.head));
    list(&mut out, &change.lines, |out, line| out.push_str(&quoted(line)));
    out.push_str("]}");
    if !change.features.is_empty() {
        out.push_str(",\n\"parcels\":{");
        if change.crs != Crs::Cgcs2000 {
            // A zone that the registry does not have goes by its name, which no reader takes for degrees.
            let crs =
                change.crs.epsg().map_or_else(|| change.crs.to_string(), |c| format!("EPSG:{c}"));
            out.push_str(&format!("\"crs\":{},", quoted(&crs)));
        }
        out.push_str("\"features\":[");
        list(&mut out, &change.features, |out, feature| {
            out.push_str(&format!("{{\"id\":{}", quoted(&feature.id)));
            if let Some(before) = &feature.before {
                out.push_str(&format!(",\"before_sha256\":{}", quoted(before)));
            }
            if let Some(text) = &feature.feature {
                let digest = FeatureChange::digest(text);
                out.push_str(&format!(",\"sha256\":\"{digest}\",\"feature\":{text}"));
            }
            out.push('}');
        });
        out.push_str("]}");
    }
    if let Some(ZoneChange { before, text }) = &change.zone {
        let (before, text) = (quoted(before), quoted(text));
        out.push_str(&format!(",\n\"zone\":{{\"before_sha256\":{before},\"text\":{text}}}"));
    }
    out.push_str("}\n");
    out
}

/// One element a line.
fn list<T>(out: &mut String, elements: &[T], mut element: impl FnMut(&mut String, &T)) {
    for (number, own) in elements.iter().enumerate() {
        out.push_str(if number == 0 { "\n" } else { ",\n" });
        element(out, own);
    }
    if !elements.is_empty() {
        out.push('\n');
    }
}

fn quoted(text: &str) -> String {
    // A text always is JSON.
    serde_json::to_string(text).unwrap_or_default()
}
