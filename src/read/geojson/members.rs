//! Members that several kinds of GeoJSON objects have, and what is said about them.

use std::borrow::Cow;

use super::document::Scanner;
use super::draft::Draft;
use crate::finding::{Code, Span, Text};
use crate::read::Source;
use crate::read::json::lexer::{DEPTH_LIMIT, Lexed, Watch};
use crate::read::json::{Keys, Path, duplicate_key, kind, shortened, tree};

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

    /// Reports a `type` that is none of `known`, and the one that was probably meant.
    pub(super) fn unknown_type(
        &self,
        draft: &mut Draft,
        name: &str,
        known: &[&str],
        span: Span,
        path: &[&str],
    ) {
        let meant = known.iter().find(|known| known.eq_ignore_ascii_case(name.trim()));
        let (zh, en) = match meant {
            Some(meant) => (format!("；是否为 {meant:?}？"), format!("; did you mean {meant:?}?")),
            None => (String::new(), String::new()),
        };
        let name = shortened(name);
        let message = Text::new(
            format!("\"type\" 应为 {}，实为 {name:?}{zh}", known.join("、")),
            format!("expected \"type\" to be {}, found {name:?}{en}", known.join(", ")),
        );
        draft.problem(self.source, Code::GeojsonType, span, path, message);
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
        if self.checker.duplicate || self.checker.deepest > DEPTH_LIMIT {
            // Rare: the tree knows the pointers.
            let mut base = draft.base().into_owned();
            for key in path {
                base = Path::Key(&Path::Base(&base), key).pointer();
            }
            let mut faults = Vec::new();
            if let Err(fault) = tree(self.text, span, &base, &mut faults) {
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

/// Notices equal keys and great depth in values that are passed.
#[derive(Default)]
pub(super) struct Checker<'a> {
    /// Keys of the objects around; those beyond `open` are kept for their memory.
    frames: Vec<Keys<'a>>,
    open: usize,
    deepest: usize,
    duplicate: bool,
}

impl Checker<'_> {
    fn reset(&mut self) {
        self.open = 0;
        self.deepest = 0;
        self.duplicate = false;
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
}
