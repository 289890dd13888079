//! The properties of one feature that were asked for; the others are passed over.

use jiff::civil::Date;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::AttributeNames;
use crate::calendar;
use crate::codes::ParcelCode;
use crate::finding::{Code, Finding, Place, Text};
use crate::geometry::Layer;
use crate::read::Source;
use crate::read::geojson::Feature;
use crate::read::json::lexer::{Lexer, Step};
use crate::read::json::{self, Node, Path, Value};
use crate::units::Area;

/// What the properties gave.
#[derive(Debug, Default)]
pub(super) struct Properties {
    pub(super) identifier: Option<String>,
    /// Where it stands, if it is no parcel code.
    pub(super) identifier_place: Option<Box<Place>>,
    pub(super) registered_area: Option<Area>,
    pub(super) layer: Option<Layer>,
    pub(super) from: Option<Date>,
    pub(super) until: Option<Date>,
    pub(super) predecessors: Vec<String>,
    /// Values that cannot be used.
    pub(super) findings: Vec<Finding>,
}

/// Reads the properties that have a name.
pub(super) fn read(source: &Source, feature: &Feature, names: &AttributeNames) -> Properties {
    let mut found = Properties::default();
    if names.is_empty() {
        return found;
    }
    let [identifier, area, layer, from, until, predecessors] = nodes(source, feature, names);
    let reader = Reader { source, feature };
    let findings = &mut found.findings;
    let mut at = None;
    found.identifier = reader.given(identifier, findings, |reader, node, pointer| {
        let code = reader.text(node)?;
        if code.parse::<ParcelCode>().is_err() {
            at = Some(Box::new(source.place(node.span).pointer(pointer)));
        }
        Ok(code)
    });
    found.identifier_place = at;
    found.registered_area = reader.given(area, findings, Reader::decode::<Area>);
    found.layer = reader.given(layer, findings, |reader, node, _| reader.layer(node));
    found.from = reader.given(from, findings, Reader::day);
    found.until = reader.given(until, findings, Reader::day);
    let codes = reader.given(predecessors, findings, |reader, node, _| reader.codes(node));
    found.predecessors = codes.unwrap_or_default();
    found
}

/// A property: its name and its value.
type Named<'a> = Option<(&'a str, Node<'a>)>;

/// The values of the named properties, in the order of the names; each object is read up to the last of them.
fn nodes<'a>(source: &'a Source, feature: &Feature, names: &'a AttributeNames) -> [Named<'a>; 6] {
    let mut found: [Named<'a>; 6] = Default::default();
    let (Some(span), Ok(text)) = (feature.properties, source.whole_text()) else { return found };
    let names = names.all();
    let wanted = names.iter().flatten().count();
    let mut lexer = Lexer::over(text, span);
    if !lexer.open(b'{') {
        return found;
    }
    let mut step = Step::First;
    // The reader has been over these bytes: they are well-formed.
    while let Ok(Some((key, _))) = lexer.next_member(&mut step) {
        let start = lexer.offset();
        if lexer.skip_value().is_err() {
            break;
        }
        if !names.contains(&Some(&*key)) {
            continue;
        }
        let span = crate::finding::Span::new(start, lexer.offset());
        for (place, name) in found.iter_mut().zip(names) {
            if let Some(name) = name.filter(|name| **name == *key) {
                *place = json::parse_at(source, span).root.map(|node| (name, node));
            }
        }
        if found.iter().flatten().count() == wanted {
            break;
        }
    }
    found
}

#[derive(Clone, Copy)]
struct Reader<'a> {
    source: &'a Source,
    feature: &'a Feature,
}

impl<'a> Reader<'a> {
    /// The value of a property that is given; what cannot be used becomes a finding.
    fn given<T>(
        self,
        property: Named<'a>,
        findings: &mut Vec<Finding>,
        read: impl FnOnce(Reader<'a>, &Node<'a>, &str) -> Result<T, Box<Finding>>,
    ) -> Option<T> {
        let (name, node) = property?;
        let nothing = match &node.value {
            Value::Null => true,
            Value::String(text) => text.trim().is_empty(),
            _ => false,
        };
        if nothing {
            return None;
        }
        let base = self.feature.properties_pointer();
        let pointer = Path::Key(&Path::Base(&base), name).pointer();
        match read(self, &node, &pointer) {
            Ok(value) => Some(value),
            Err(finding) => {
                let place = self.source.place(node.span).pointer(pointer);
                findings.push(if finding.place.is_unknown() {
                    finding.at(place)
                } else {
                    *finding
                });
                None
            }
        }
    }

    fn decode<T: DeserializeOwned>(
        self,
        node: &Node<'_>,
        pointer: &str,
    ) -> Result<T, Box<Finding>> {
        json::decode(node, pointer).map_err(|error| Box::new(error.into_finding(self.source)))
    }

    fn day(self, node: &Node<'_>, pointer: &str) -> Result<Date, Box<Finding>> {
        #[derive(Deserialize)]
        struct Day(#[serde(with = "calendar::day")] Date);

        self.decode(node, pointer).map(|Day(day)| day)
    }

    /// A string without the blanks around it, or the text of a number.
    fn text(self, node: &Node<'_>) -> Result<String, Box<Finding>> {
        match &node.value {
            Value::String(text) => Ok(text.trim().to_owned()),
            Value::Number(text) => Ok((*text).to_owned()),
            _ => Err(unusable(("字符串或数", "a string or a number"), node)),
        }
    }

    fn layer(self, node: &Node<'_>) -> Result<Layer, Box<Finding>> {
        let text = self.text(node)?;
        match &*text {
            "surface" | "地表" | "B" => Ok(Layer::Surface),
            "above-ground" | "地上" | "S" => Ok(Layer::AboveGround),
            "below-ground" | "地下" | "X" => Ok(Layer::BelowGround),
            _ => Err(unusable(
                (
                    "surface（地表）、above-ground（地上）或 below-ground（地下）",
                    "surface, above-ground or below-ground",
                ),
                node,
            )),
        }
    }

    fn codes(self, node: &Node<'_>) -> Result<Vec<String>, Box<Finding>> {
        let Value::Array(items) = &node.value else {
            let separators = [',', '，', ';', '；', '、'];
            let text = self.text(node)?;
            let codes = text.split(|c: char| c.is_whitespace() || separators.contains(&c));
            return Ok(codes.filter(|code| !code.is_empty()).map(ToOwned::to_owned).collect());
        };
        items.iter().map(|item| self.text(item)).collect()
    }
}

fn unusable((zh, en): (&str, &str), node: &Node<'_>) -> Box<Finding> {
    let found = node.describe();
    let message = Text::new(
        format!("应为{zh}，实为{}", found.zh),
        format!("expected {en}, found {}", found.en),
    );
    Box::new(Finding::new(Code::MemberInvalid, message))
}
