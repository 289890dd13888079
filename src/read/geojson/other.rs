//! Geometries that no parcel can have: their structure is judged all the same, so that everything wrong with a file
//! is known at once. They are rare in parcel files, and are judged on a tree.

use super::document::Scanner;
use super::draft::Draft;
use super::geometry::GEOMETRY_TYPES;
use super::members::defining;
use crate::finding::{Code, Span, Text};
use crate::read::Source;
use crate::read::json::{Node, Value, tree};

impl Scanner<'_, '_> {
    /// Judges a geometry that was read as a value, and whose own type has been reported.
    pub(super) fn other(&self, draft: &mut Draft, span: Span, path: &[&str]) {
        // What is no JSON has been reported with the value.
        let Ok(node) = tree(self.text, span, 0, "", &mut Vec::new()) else { return };
        let mut judge = Judge { source: self.source, draft };
        let pointer = judge.draft.pointer(path);
        judge.content(&node, &pointer);
    }
}

struct Judge<'s, 'd> {
    source: &'s Source,
    draft: &'d mut Draft,
}

impl Judge<'_, '_> {
    fn report(&mut self, code: Code, node: &Node<'_>, pointer: &str, zh: String, en: String) {
        let (source, span) = (self.source, node.span);
        self.draft.push(code, Text::new(zh, en), || source.place(span).pointer(pointer.to_owned()));
    }

    /// The member that a geometry of this type is made of.
    fn content(&mut self, geometry: &Node<'_>, pointer: &str) {
        let name = geometry.get("type").and_then(Node::as_str).unwrap_or_default();
        let known = GEOMETRY_TYPES.iter().find(|known| known.eq_ignore_ascii_case(name.trim()));
        let Some(name) = known.copied() else { return };
        let member = if name == "GeometryCollection" { "geometries" } else { "coordinates" };
        let Some(content) = geometry.get(member) else {
            return self.report(
                Code::GeojsonMember,
                geometry,
                pointer,
                format!("几何对象应有成员 {member:?}，实际没有"),
                format!("expected the geometry to have the member {member:?}, found none"),
            );
        };
        let pointer = format!("{pointer}/{member}");
        match name {
            "GeometryCollection" => self.collection(content, &pointer),
            "Point" => self.position(content, &pointer),
            "MultiPoint" => self.each(content, &pointer, Judge::position),
            "LineString" => self.line(content, &pointer),
            "MultiLineString" => self.each(content, &pointer, Judge::line),
            "Polygon" => self.each(content, &pointer, Judge::ring),
            _ => self.each(content, &pointer, |judge, polygon, pointer| {
                judge.each(polygon, pointer, Judge::ring);
            }),
        }
    }

    fn collection(&mut self, geometries: &Node<'_>, pointer: &str) {
        let Value::Array(items) = &geometries.value else {
            let found = geometries.describe();
            return self.report(
                Code::GeojsonMember,
                geometries,
                pointer,
                format!("\"geometries\" 应为数组，实为{}", found.zh),
                format!("expected \"geometries\" to be an array, found {}", found.en),
            );
        };
        for (index, item) in items.iter().enumerate() {
            self.geometry(item, &format!("{pointer}/{index}"));
        }
    }

    /// A geometry within a collection.
    fn geometry(&mut self, node: &Node<'_>, pointer: &str) {
        let Value::Object(members) = &node.value else {
            let found = node.describe();
            return self.report(
                Code::GeojsonMember,
                node,
                pointer,
                format!("应为几何对象，实为{}", found.zh),
                format!("expected a geometry object, found {}", found.en),
            );
        };
        for member in members {
            if matches!(&*member.key, "geometry" | "properties" | "features") {
                let path: Vec<&str> = pointer.split('/').skip(1).chain([&*member.key]).collect();
                let skip = if self.draft.index.is_some() { 2 } else { 0 };
                let path = path.get(skip..).unwrap_or_default();
                defining(self.source, self.draft, "Geometry", &member.key, member.key_span, path);
            }
        }
        let known = GEOMETRY_TYPES.join(", ");
        match node.get("type") {
            None => self.report(
                Code::GeojsonType,
                node,
                pointer,
                "几何对象应有成员 \"type\"，实际没有".into(),
                "expected the geometry to have the member \"type\", found none".into(),
            ),
            Some(name) if !name.as_str().is_some_and(|name| GEOMETRY_TYPES.contains(&name)) => {
                let found = name.describe();
                self.report(
                    Code::GeojsonType,
                    name,
                    &format!("{pointer}/type"),
                    format!("\"type\" 应为 {known}，实为{}", found.zh),
                    format!("expected \"type\" to be {known}, found {}", found.en),
                );
            }
            Some(name) => {
                if name.as_str() == Some("GeometryCollection") {
                    self.report(
                        Code::GeometryCollectionNested,
                        name,
                        &format!("{pointer}/type"),
                        "GeometryCollection 中应为单个几何，实为又一个 GeometryCollection".into(),
                        "expected a single geometry in a GeometryCollection, found another \
                         GeometryCollection"
                            .into(),
                    );
                }
                self.content(node, pointer);
            }
        }
    }

    /// The elements of an array that must have one at least.
    fn each(
        &mut self,
        node: &Node<'_>,
        pointer: &str,
        mut judge: impl FnMut(&mut Self, &Node<'_>, &str),
    ) {
        let Some(items) = self.array(node, pointer) else { return };
        if items.is_empty() {
            self.report(
                Code::CoordinatesEmpty,
                node,
                pointer,
                "应有坐标点，实为空数组".into(),
                "expected positions, found an empty array".into(),
            );
        }
        // One bracket too few is wrong with all of them, and is said once.
        let mut each = items.iter().enumerate();
        if let Some((index, item)) = each.find(|(_, item)| matches!(item.value, Value::Number(_))) {
            let _ = self.array(item, &format!("{pointer}/{index}"));
            return;
        }
        for (index, item) in items.iter().enumerate() {
            judge(self, item, &format!("{pointer}/{index}"));
        }
    }

    fn array<'n, 'a>(&mut self, node: &'n Node<'a>, pointer: &str) -> Option<&'n [Node<'a>]> {
        if let Value::Array(items) = &node.value {
            return Some(items);
        }
        let found = node.describe();
        self.report(
            Code::CoordinatesNesting,
            node,
            pointer,
            format!("坐标中应为数组，实为{}", found.zh),
            format!("expected an array in the coordinates, found {}", found.en),
        );
        None
    }

    fn line(&mut self, node: &Node<'_>, pointer: &str) {
        self.each(node, pointer, Judge::position);
        if let Value::Array(items) = &node.value
            && items.len() == 1
        {
            self.report(
                Code::GeojsonMember,
                node,
                pointer,
                "线至少要有 2 个点，实有 1 个".into(),
                "expected a line of at least 2 positions, found 1".into(),
            );
        }
    }

    fn ring(&mut self, node: &Node<'_>, pointer: &str) {
        let Some(items) = self.array(node, pointer) else { return };
        for (index, item) in items.iter().enumerate() {
            self.position(item, &format!("{pointer}/{index}"));
        }
        let n = items.len();
        let text = |node: &Node<'_>| node.to_json();
        match (items.first(), items.last()) {
            (Some(first), Some(last)) if n >= 4 => {
                if text(first) != text(last) && numbers(first) != numbers(last) {
                    self.report(
                        Code::RingNotClosed,
                        last,
                        &format!("{pointer}/{}", n.saturating_sub(1)),
                        format!("环的末点应与首点相同（闭合），实为 {}", text(last)),
                        format!(
                            "the ring is not closed: expected its last position to be its first, found {}",
                            text(last)
                        ),
                    );
                }
            }
            (Some(_), _) => self.report(
                Code::RingTooShort,
                node,
                pointer,
                format!("环至少要有 4 个点（首尾相同），实有 {n} 个"),
                format!("expected a ring of at least 4 positions, the last like the first, found {n}"),
            ),
            _ => self.report(
                Code::RingEmpty,
                node,
                pointer,
                "环至少要有 4 个点（首尾相同），实为空数组".into(),
                "expected a ring of at least 4 positions, the last like the first, found an empty array"
                    .into(),
            ),
        }
    }

    fn position(&mut self, node: &Node<'_>, pointer: &str) {
        let Some(items) = self.array(node, pointer) else { return };
        let mut nested = false;
        for (index, item) in items.iter().enumerate() {
            let pointer = format!("{pointer}/{index}");
            match &item.value {
                Value::Number(_) => {}
                Value::Array(_) => {
                    nested = true;
                    self.report(
                        Code::CoordinatesNesting,
                        item,
                        &pointer,
                        "坐标应为数，实为数组：嵌套过深".into(),
                        "expected a number as coordinate, found an array: nested too deep".into(),
                    );
                    break;
                }
                _ => {
                    let found = item.describe();
                    self.report(
                        Code::CoordinateNotNumber,
                        item,
                        &pointer,
                        format!("坐标应为数，实为{}", found.zh),
                        format!("expected a number as coordinate, found {}", found.en),
                    );
                }
            }
        }
        let n = items.len();
        let code = match n {
            0 | 1 if !nested => Code::PositionTooShort,
            2 | 3 => return,
            _ if nested => return,
            _ => Code::PositionTooLong,
        };
        self.report(
            code,
            node,
            pointer,
            format!("坐标点应有 2 个或 3 个数，实有 {n} 个"),
            format!("expected a position of 2 or 3 numbers, found {n}"),
        );
    }
}

/// The numbers of a position, for comparing; `None` for anything else.
fn numbers(node: &Node<'_>) -> Option<Vec<f64>> {
    let Value::Array(items) = &node.value else { return None };
    let number = |item: &Node<'_>| match &item.value {
        Value::Number(text) => text.parse().ok(),
        _ => None,
    };
    items.iter().map(number).collect()
}
