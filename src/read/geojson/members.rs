//! Members that several kinds of GeoJSON objects have, and what is said about them.

use std::borrow::Cow;

use super::document::Scanner;
use super::draft::Draft;
use crate::finding::{Code, Fix, FixKind, PatchStep, Span, Text};
use crate::read::Source;
use crate::read::json::lexer::{DEPTH_LIMIT, Lexed, Watch};
use crate::read::json::{Keys, duplicate_key, kind, shortened, tree};

impl<'a> Scanner<'a, '_> {
    /// Reads the value of a `type`; reports anything but a string.
    pub(super) fn type_name(
        &mut self,
        draft: &mut Draft,
        path: &[&str],
    ) -> Lexed<Option<Cow<'a, str>>> {
        if self.lexer.peek() == Some(b'"') {
            return self.lexer.string().map(Some);
        }
        let found = kind(self.lexer.peek());
        let span = self.value(draft, path)?;
        let message = Text::new(
            format!("\"type\" 应为字符串，实为{}", found.zh),
            format!("expected \"type\" to be a string, found {}", found.en),
        );
        draft.problem(self.source, Code::GeojsonType, span, path, message);
        Ok(None)
    }

    /// Reports a `type` that is none of `known`; gives the one that differs in nothing but letter case, which the
    /// object is read on as.
    pub(super) fn unknown_type<'k>(
        &self,
        draft: &mut Draft,
        name: &str,
        known: &[&'k str],
        span: Span,
        path: &[&str],
    ) -> Option<&'k str> {
        let meant = known.iter().copied().find(|known| known.eq_ignore_ascii_case(name.trim()));
        let (zh, en) = match meant {
            Some(meant) => (format!("；是否为 {meant:?}？"), format!("; did you mean {meant:?}?")),
            None => (String::new(), String::new()),
        };
        let name = shortened(name);
        let message = Text::new(
            format!("\"type\" 应为 {}，实为 {name:?}{zh}", known.join("、")),
            format!("expected \"type\" to be {}, found {name:?}{en}", known.join(", ")),
        );
        let fix = meant.map(|meant| {
            let step = PatchStep::replace(draft.pointer(path), meant);
            Fix::new(FixKind::ReplaceMember, vec![step])
        });
        draft.fixable(self.source, Code::GeojsonType, span, path, message, fix);
        meant
    }

    pub(super) fn duplicate(&self, draft: &mut Draft, key: &str, span: Span, path: &[&str]) {
        let message = duplicate_key(key, span).message;
        draft.problem(self.source, Code::DuplicateKey, span, path, message);
    }

    /// Reports a member that defines another kind of GeoJSON object (RFC 7946 §7.1).
    pub(super) fn defining(
        &self,
        draft: &mut Draft,
        object: &str,
        key: &str,
        span: Span,
        path: &[&str],
    ) {
        defining(self.source, draft, object, key, span, path);
    }

    /// Passes a value, checking its grammar, its depth and its keys.
    pub(super) fn value(&mut self, draft: &mut Draft, path: &[&str]) -> Lexed<Span> {
        self.checker.reset();
        let span = self.lexer.skip_watching(&mut self.checker)?;
        // Counted from the feature, so that a feature that is read can be read again as a tree.
        let deepest = self.checker.deepest.saturating_add(path.len());
        let found = self.checker.duplicate || self.checker.unusable;
        if found || deepest > DEPTH_LIMIT {
            // Rare: the tree knows the pointers.
            let base = draft.pointer(path);
            let mut faults = Vec::new();
            if let Err(fault) = tree(self.text, span, path.len(), &base, &mut faults) {
                faults.push(*fault);
            }
            for fault in faults {
                draft.fault(self.source, fault);
            }
        }
        Ok(span)
    }
}

/// Reports a member that defines another kind of GeoJSON object (RFC 7946 §7.1).
pub(super) fn defining(
    source: &Source,
    draft: &mut Draft,
    object: &str,
    key: &str,
    span: Span,
    path: &[&str],
) {
    let message = Text::new(
        format!("{object} 对象不得有成员 {key:?}（RFC 7946 第 7.1 节）"),
        format!("a {object} object must not have the member {key:?} (RFC 7946 §7.1)"),
    );
    draft.problem(source, Code::GeojsonForeignMember, span, path, message);
}

/// Notices equal keys, numbers that are none, and great depth in values that are passed.
#[derive(Default)]
pub(super) struct Checker<'a> {
    /// Keys of the objects around; those beyond `open` are kept for their memory.
    frames: Vec<Keys<'a>>,
    open: usize,
    deepest: usize,
    duplicate: bool,
    unusable: bool,
}

impl Checker<'_> {
    fn reset(&mut self) {
        self.open = 0;
        self.deepest = 0;
        self.duplicate = false;
        self.unusable = false;
    }
}

impl<'a> Watch<'a> for Checker<'a> {
    fn open(&mut self, depth: usize, bracket: u8) {
        self.deepest = self.deepest.max(depth);
        if bracket == b'{' {
            match self.frames.get_mut(self.open) {
                Some(frame) => frame.clear(),
                None => self.frames.push(Keys::default()),
            }
            self.open = self.open.saturating_add(1);
        }
    }

    fn key(&mut self, key: Cow<'a, str>) {
        if let Some(frame) = self.open.checked_sub(1).and_then(|at| self.frames.get_mut(at)) {
            self.duplicate |= !frame.insert(key);
        }
    }

    fn close(&mut self, bracket: u8) {
        if bracket == b'{' {
            self.open = self.open.saturating_sub(1);
        }
    }

    fn unusable(&mut self) {
        self.unusable = true;
    }
}
