//! The features of a collection, one after the other, and their members.

use super::ahead::Stretch;
use super::document::{Ended, Root, Scanner};
use super::draft::Draft;
use super::feature::FeatureId;
use crate::finding::{Code, Fix, FixKind, PatchStep, Span, Text};
use crate::read::json::lexer::{Lexed, Step};
use crate::read::json::{Fault, Keys, kind};

impl Scanner<'_, '_> {
    /// Reads the array of features.
    pub(super) fn features(&mut self, root: &mut Root) -> Result<(), Option<Box<Fault>>> {
        if !self.lexer.open(b'[') {
            let found = kind(self.lexer.peek());
            let span = self.value(&mut root.draft, &["features"])?;
            let message = Text::new(
                format!("\"features\" 应为数组，实为{}", found.zh),
                format!("expected \"features\" to be an array, found {}", found.en),
            );
            root.draft.problem(self.source, Code::GeojsonMember, span, &["features"], message);
            return Ok(());
        }
        let mut index = 0_usize;
        let mut step = Step::First;
        loop {
            match self.lexer.next_item(&mut step) {
                Ok(true) => {
                    if let Some(stretch) = self.stretch_here() {
                        index = self.take_over(stretch, index);
                        continue;
                    }
                    self.feature(Some(index)).map_err(|Ended| None)?;
                }
                Ok(false) => return Ok(()),
                Err(fault) => return Err(Some(Box::new(fault.or_pointer(|| "/features".into())))),
            }
            index = index.saturating_add(1);
        }
    }

    /// What another thread read from here on, if it read anything.
    fn stretch_here(&mut self) -> Option<Stretch> {
        let here = self.lexer.offset();
        // Those that were no features were passed by.
        while self.ahead.front().is_some_and(|(start, _)| *start < here) {
            self.ahead.pop_front();
        }
        let is_here = self.ahead.front().is_some_and(|(start, _)| *start == here);
        let (_, stretch) = is_here.then(|| self.ahead.pop_front()).flatten()?;
        Some(stretch()).filter(|stretch| !stretch.features.is_empty())
    }

    /// Takes over features read elsewhere; gives the number of the next one.
    fn take_over(&mut self, stretch: Stretch, mut index: usize) -> usize {
        let Stretch { features, extent, end } = stretch;
        self.reading.features.reserve(features.len());
        for mut feature in features {
            feature.index = Some(index);
            self.reading.features.push(feature);
            index = index.saturating_add(1);
        }
        self.extent.extend(extent);
        self.lexer.seek(end);
        index
    }

    pub(super) fn feature(&mut self, index: Option<usize>) -> Result<(), Ended> {
        let start = self.lexer.offset();
        let mut draft = Draft::new(index);
        let result = self.feature_members(&mut draft);
        self.finish(draft, start, result)
    }

    pub(super) fn bare_geometry(&mut self) -> Result<(), Ended> {
        let start = self.lexer.offset();
        let mut draft = Draft::new(None);
        let result = self.geometry(&mut draft, &[]);
        self.finish(draft, start, result)
    }

    fn finish(&mut self, mut draft: Draft, start: usize, result: Lexed<()>) -> Result<(), Ended> {
        let ended = match result {
            Ok(()) => Ok(()),
            Err(fault) => {
                let base = draft.base().into_owned();
                draft.fault(self.source, fault.or_pointer(|| base));
                Err(Ended)
            }
        };
        let span = Span::new(start, self.lexer.offset());
        draft.finish(self.source, span, self.options, &mut self.reading);
        ended
    }

    fn feature_members(&mut self, draft: &mut Draft) -> Lexed<()> {
        let start = self.lexer.offset();
        if !self.lexer.open(b'{') {
            let found = kind(self.lexer.peek());
            let span = self.value(draft, &[])?;
            let message = Text::new(
                format!("应为 Feature 对象，实为{}", found.zh),
                format!("expected a Feature object, found {}", found.en),
            );
            draft.problem(self.source, Code::GeojsonType, span, &[], message);
            return Ok(());
        }
        let (mut has_type, mut has_geometry) = (false, false);
        let mut keys = Keys::default();
        let mut step = Step::First;
        while let Some((key, key_span)) = self.lexer.next_member(&mut step)? {
            let path = [&*key];
            if !keys.insert(key.clone()) {
                self.duplicate(draft, &key, key_span, &path);
                self.value(draft, &path)?;
                continue;
            }
            match &*key {
                "type" => {
                    has_type = true;
                    self.feature_type(draft)?;
                }
                "id" => self.id(draft)?,
                "properties" => self.properties(draft)?,
                "geometry" => {
                    has_geometry = true;
                    self.geometry_member(draft)?;
                }
                "bbox" => self.bbox(draft, &path)?,
                "crs" => self.crs(draft, &path)?,
                "features" | "coordinates" | "geometries" => {
                    self.defining(draft, "Feature", &key, key_span, &path);
                    self.value(draft, &path)?;
                }
                _ => {
                    self.value(draft, &path)?;
                }
            }
        }
        if has_type && has_geometry && draft.properties.is_some() {
            return Ok(());
        }
        let span = Span::new(start, self.lexer.offset());
        let add = |name: &str, value: serde_json::Value| {
            let step = PatchStep::add(draft.pointer(&[name]), value);
            Some(Fix::new(FixKind::AddMember, vec![step]))
        };
        let required = [
            (has_type, Code::GeojsonType, "type", add("type", "Feature".into())),
            (
                draft.properties.is_some(),
                Code::PropertiesMissing,
                "properties",
                add("properties", serde_json::Value::Null),
            ),
            (has_geometry, Code::GeometryMemberMissing, "geometry", None),
        ];
        for (_, code, name, fix) in required.into_iter().filter(|(present, _, _, _)| !present) {
            let message = Text::new(
                format!("要素应有成员 {name:?}，实际没有"),
                format!("expected the feature to have the member {name:?}, found none"),
            );
            draft.fixable(self.source, code, span, &[], message, fix);
        }
        Ok(())
    }

    fn feature_type(&mut self, draft: &mut Draft) -> Lexed<()> {
        let start = self.lexer.offset();
        if let Some(name) = self.type_name(draft, &["type"])?
            && name != "Feature"
        {
            let span = Span::new(start, self.lexer.offset());
            self.unknown_type(draft, &name, &["Feature"], span, &["type"]);
        }
        Ok(())
    }

    fn id(&mut self, draft: &mut Draft) -> Lexed<()> {
        match self.lexer.peek() {
            Some(b'"') => {
                let start = self.lexer.offset();
                draft.id = Some(FeatureId::Text(self.lexer.string()?.into_owned()));
                draft.id_span = Some(Span::new(start, self.lexer.offset()));
            }
            Some(b'-' | b'0'..=b'9') => {
                let number = self.lexer.number()?;
                let text = self.lexer.slice(number.start, number.end);
                draft.id = Some(FeatureId::Number(text.to_owned()));
                draft.id_span = Some(Span::new(number.start, number.end));
            }
            first => {
                let found = kind(first);
                let fix = (first == Some(b'n')).then(|| {
                    let step = PatchStep::remove(draft.pointer(&["id"]));
                    Fix::new(FixKind::RemoveMember, vec![step])
                });
                let before = draft.errors();
                let span = self.value(draft, &["id"])?;
                if draft.errors() > before {
                    return Ok(());
                }
                let message = Text::new(
                    format!("要素的 id 应为字符串或数，实为{}", found.zh),
                    format!("expected a string or a number as id, found {}", found.en),
                );
                draft.fixable(self.source, Code::FeatureIdType, span, &["id"], message, fix);
            }
        }
        Ok(())
    }

    fn properties(&mut self, draft: &mut Draft) -> Lexed<()> {
        let first = self.lexer.peek();
        let span = self.value(draft, &["properties"])?;
        draft.properties = Some(span);
        if !matches!(first, Some(b'{' | b'n')) {
            let found = kind(first);
            let message = Text::new(
                format!("\"properties\" 应为对象或 null，实为{}", found.zh),
                format!("expected \"properties\" to be an object or null, found {}", found.en),
            );
            draft.problem(self.source, Code::GeojsonMember, span, &["properties"], message);
        }
        Ok(())
    }

    fn geometry_member(&mut self, draft: &mut Draft) -> Lexed<()> {
        match self.lexer.peek() {
            Some(b'{') => self.geometry(draft, &["geometry"]),
            Some(b'n') => {
                let start = self.lexer.offset();
                self.lexer.literal()?;
                draft.null_geometry = Some(Span::new(start, self.lexer.offset()));
                Ok(())
            }
            first => {
                let found = kind(first);
                let span = self.value(draft, &["geometry"])?;
                let message = Text::new(
                    format!("\"geometry\" 应为几何对象或 null，实为{}", found.zh),
                    format!("expected \"geometry\" to be an object or null, found {}", found.en),
                );
                draft.problem(self.source, Code::GeojsonMember, span, &["geometry"], message);
                Ok(())
            }
        }
    }
}
