//! A map as its features: which there are, and the same file with some of them replaced.

use std::collections::BTreeMap;

use super::{ChangeError, FeatureChange};
use crate::error::Error;
use crate::finding::{Code, Place, Span};
use crate::geometry::{Crs, GaussKruger, Shape};
use crate::read::geojson::{self, GeometryNeed, ReadOptions, RootKind};
use crate::read::{Source, json};
use crate::write::geojson::{Properties, Record, WriteOptions, Writer};

/// A feature collection as read: where each feature stands.
pub(super) struct Map<'a> {
    pub(super) source: &'a Source,
    /// In the order of the file.
    spans: Vec<Span>,
    /// By id.
    features: BTreeMap<String, usize>,
}

impl<'a> Map<'a> {
    /// Reads a map whose features can be told apart: well-formed JSON, every feature with a text as id of its own. What
    /// else is wrong with them is not looked at.
    pub(super) fn read(source: &'a Source) -> Result<Map<'a>, ChangeError> {
        let options = ReadOptions { geometry: GeometryNeed::Optional, ..ReadOptions::default() };
        let reading = geojson::read(source, &options);
        let broken = |code| {
            matches!(
                code,
                Code::FileEmpty
                    | Code::NotUtf8
                    | Code::JsonMalformed
                    | Code::JsonTruncated
                    | Code::JsonTrailing
                    | Code::JsonTooDeep
            )
        };
        if let Some(finding) = reading.findings.iter().find(|finding| broken(finding.code)) {
            return Err(ChangeError::unusable(finding.clone()));
        }
        if reading.kind != Some(RootKind::FeatureCollection) {
            let found = ("不是", "something else");
            let place = Place::file(source.name());
            return Err(
                Error::input(place, ("FeatureCollection", "a FeatureCollection"), found).into()
            );
        }
        let sound = reading.features.into_iter().map(|feature| (feature.span, feature.id));
        let others = reading.rejected.into_iter().map(|feature| (feature.span, feature.id));
        let mut all: Vec<_> = sound.chain(others).collect();
        all.sort_by_key(|(span, _)| span.start);
        let mut map =
            Map { source, spans: Vec::with_capacity(all.len()), features: BTreeMap::new() };
        for (number, (span, id)) in all.into_iter().enumerate() {
            let place = || source.place(span).pointer(format!("/features/{number}"));
            let Some(geojson::FeatureId::Text(id)) = id else {
                let expected = ("以文本为 id 的要素", "a feature whose id is a text");
                return Err(Error::input(place(), expected, ("没有", "none")).into());
            };
            map.spans.push(span);
            if map.features.insert(id.clone(), number).is_some() {
                let expected = ("每个 id 一个要素", "one feature with each id");
                let found = (format!("{id:?} 又一个"), format!("another {id:?}"));
                return Err(Error::input(place(), expected, found).into());
            }
        }
        Ok(map)
    }

    /// The ids, in order.
    pub(super) fn ids(&self) -> impl Iterator<Item = &String> {
        self.features.keys()
    }

    /// The text of a feature.
    pub(super) fn feature(&self, id: &str) -> Option<&'a str> {
        let span = self.spans.get(*self.features.get(id)?)?;
        Some(self.source.slice(*span))
    }

    /// The file with features replaced, removed (`None`) or, if there is none with their id, added at the end.
    ///
    /// Everything else stays as it is, byte for byte.
    pub(super) fn with(
        &self,
        changes: &BTreeMap<&str, Option<&str>>,
    ) -> Result<Vec<u8>, ChangeError> {
        let mut of: BTreeMap<usize, Option<&str>> = BTreeMap::new();
        let mut added = Vec::new();
        for (id, text) in changes {
            match (self.features.get(*id), text) {
                (Some(number), text) => drop(of.insert(*number, *text)),
                (None, Some(text)) => added.push(*text),
                (None, None) => {}
            }
        }
        let bytes = self.source.bytes();
        let part = |from: u64, to: u64| {
            let at = |offset: u64| usize::try_from(offset).unwrap_or(usize::MAX);
            bytes.get(at(from)..at(to)).unwrap_or_default()
        };
        let length = bytes.len() as u64;
        let (first, last) = match (self.spans.first(), self.spans.last()) {
            (Some(first), Some(last)) => (first.start, last.end),
            _ => {
                let end = self.start_of_features()?;
                (end, end)
            }
        };
        let between = |number: usize| -> Option<&[u8]> {
            let before = self.spans.get(number.checked_sub(1)?)?;
            Some(part(before.end, self.spans.get(number)?.start))
        };
        let mut out = part(0, first).to_vec();
        let mut begun = false;
        for (number, span) in self.spans.iter().enumerate() {
            let text = match of.get(&number) {
                Some(None) => continue,
                Some(Some(text)) => text.as_bytes(),
                None => part(span.start, span.end),
            };
            if begun {
                out.extend_from_slice(between(number).unwrap_or(b",\n"));
            }
            out.extend_from_slice(text);
            begun = true;
        }
        let gap = between(1).unwrap_or(b",\n");
        for text in added {
            if begun {
                out.extend_from_slice(gap);
            } else if self.spans.is_empty() {
                out.push(b'\n');
            }
            out.extend_from_slice(text.as_bytes());
            begun = true;
        }
        if !begun {
            // None is left: the white space behind the last one is enough.
            out.truncate(out.trim_ascii_end().len());
        }
        out.extend_from_slice(part(last, length));
        Ok(out)
    }

    /// Behind the bracket of an empty array of features.
    fn start_of_features(&self) -> Result<u64, ChangeError> {
        let parsed = json::parse(self.source);
        let features = parsed.root.as_ref().and_then(|root| root.get("features"));
        features.map(|node| node.span.start + 1).ok_or_else(|| {
            let place = Place::file(self.source.name());
            Error::input(place, ("成员 \"features\"", "a member \"features\""), ("没有", "none"))
                .into()
        })
    }
}

/// A feature in metres of a zone as the same in degrees: its coordinates written anew, everything else as it stands.
pub(super) fn in_degrees(
    change: &FeatureChange,
    text: &str,
    zone: GaussKruger,
) -> Result<String, ChangeError> {
    let head = "{\"type\":\"FeatureCollection\",\"features\":[";
    let source = Source::new(format!("feature {}", change.id), format!("{head}{text}]}}"));
    let reading = geojson::read(&source, &ReadOptions::declared(Crs::GaussKruger(zone)));
    let error =
        |finding: &&crate::finding::Finding| finding.severity == crate::finding::Severity::Error;
    if let Some(finding) = reading.findings.iter().find(error) {
        return Err(ChangeError::unusable(finding.clone()));
    }
    let place = || Place::file(source.name());
    let none = || Error::input(place(), ("面状几何", "a polygon"), ("没有", "none"));
    let feature = reading.features.first().ok_or_else(none)?;
    let (geometry, old) = feature.geometry.zip(feature.coordinates).ok_or_else(none)?;
    let tree = json::parse_at(&source, geometry).root;
    let has_bbox = feature.bbox.is_some() || tree.is_some_and(|tree| tree.get("bbox").is_some());
    if has_bbox {
        let expected = (
            "没有成员 bbox 的要素（坐标要换算）",
            "a feature without a member `bbox`, as its coordinates are converted",
        );
        return Err(Error::input(place(), expected, ("bbox", "one")).into());
    }
    let Some(Shape::Grid { polygons, .. }) = &feature.shape else { return Err(none().into()) };
    let shape = zone.unproject(polygons).ok_or_else(|| {
        let expected = (format!("{zone} 之内的点"), format!("vertices within {zone}"));
        Error::input(place(), expected, ("带外的点", "one outside it"))
    })?;
    let record = Record {
        id: None,
        shape: Some(&Shape::LonLat(shape)),
        kind: feature.kind,
        heights: &feature.heights,
        properties: &Properties::none(),
    };
    let written = Writer::new(Vec::new(), WriteOptions::default())
        .and_then(|mut writer| writer.feature(record).and_then(|()| writer.finish()))
        .map_err(|error| Error::writing(source.name(), error))?;
    let written = Source::new("", written);
    let reading = geojson::read(&written, &ReadOptions::default());
    let new = reading.features.first().and_then(|feature| feature.coordinates).ok_or_else(none)?;
    // The text of the feature begins behind what was put in front.
    let at = |offset: u64| usize::try_from(offset).unwrap_or(usize::MAX).saturating_sub(head.len());
    let before = text.get(..at(old.start)).unwrap_or_default();
    let after = text.get(at(old.end)..).unwrap_or_default();
    Ok(format!("{before}{}{after}", written.slice(new)))
}
