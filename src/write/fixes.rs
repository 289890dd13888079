//! Fixes applied to the text of a document: what a patch does not name keeps its bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::error::{Error, Result};
use crate::finding::{Code, Finding, Fix, FixKind, PatchOperation, PatchStep, Span, Text};
use crate::read::Source;
use crate::read::json::lexer::{Lexer, Step};
use crate::read::json::{Value, parse_at};

/// A document with fixes applied (修改后的文件).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FixedDocument {
    /// The text.
    pub text: String,
    /// Which fixes were applied, by their number in the list that was given.
    pub applied: Vec<usize>,
    /// Which fixes were not, as they touch the same bytes as one before them, or cut land out of a parcel that one
    /// before them has cut or given a border: check the new text and go on with what it still needs.
    pub left: Vec<usize>,
}

/// Applies fixes to the document that they were proposed for, each wholly or not at all.
///
/// Every pointer means the document as it was read, so that the fixes of one check can be applied together; the
/// result is that of RFC 6902 for each fix by itself. Spaces, the form of numbers and all members that no patch
/// names stay as they are.
///
/// # Errors
/// Of a document that is not JSON, and of a fix whose path does not exist in it.
///
/// ```
/// use landledger::finding::{Fix, FixKind, PatchStep};
/// use landledger::read::Source;
/// use landledger::write::apply_fixes;
///
/// let source = Source::new("a.geojson", r#"{"type": "Feature",  "bbox": [1]}"#);
/// let fix = Fix::new(FixKind::RemoveMember, vec![PatchStep::remove("/bbox")]);
/// let fixed = apply_fixes(&source, &[&fix]).unwrap();
/// assert_eq!(fixed.text, r#"{"type": "Feature"}"#);
/// ```
pub fn apply_fixes(source: &Source, fixes: &[&Fix]) -> Result<FixedDocument> {
    let text = source.whole_text().map_err(|finding| Error::document(*finding))?;
    let document = Document::new(source, text)?;
    let mut taken: BTreeMap<(usize, usize), String> = BTreeMap::new();
    let mut cuts = Cuts::default();
    let (mut applied, mut left) = (Vec::new(), Vec::new());
    for (number, fix) in fixes.iter().enumerate() {
        independent(fix)?;
        let removed = removed(fix);
        let edit = |step: &PatchStep| document.edit(step, &removed);
        let edits = fix.patch.iter().map(edit).collect::<Result<Vec<_>>>()?;
        let features = document.cut_features(fix);
        if cuts.meet(&features) || edits.iter().any(|edit| meets(&taken, &edit.bytes)) {
            left.push(number);
            continue;
        }
        applied.push(number);
        cuts.add(features);
        for Edit { bytes, text } in edits {
            // Several additions of one fix at one place stand in the order that the patch gives them.
            let key = (bytes.start, bytes.end);
            let after = taken.remove(&key).unwrap_or_default();
            taken.insert(key, text + &after);
        }
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for ((start, end), new) in taken {
        out.push_str(text.get(at..start).unwrap_or_default());
        out.push_str(&new);
        at = end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    Ok(FixedDocument { text: out, applied, left })
}

/// Bytes of the document and what takes their place.
struct Edit {
    bytes: Range<usize>,
    text: String,
}

/// Whether an edit of bytes meets one that was taken before: where they overlap, or start at the same place.
fn meets(taken: &BTreeMap<(usize, usize), String>, bytes: &Range<usize>) -> bool {
    let before = taken.range(..(bytes.start, usize::MAX)).next_back();
    let after = taken.range((bytes.start, 0)..).next();
    before.is_some_and(|((start, end), _)| *end > bytes.start || *start == bytes.start)
        || after.is_some_and(|((start, _), _)| *start < bytes.end || *start == bytes.start)
}

/// The features that cuts have touched. A cut was worked out for the parcels as they stood: it can go together with
/// others that leave the parcel it is taken from alone, and that are not taken from the one that keeps the land.
#[derive(Default)]
struct Cuts<'f> {
    cut: BTreeSet<&'f str>,
    kept: BTreeSet<&'f str>,
}

impl<'f> Cuts<'f> {
    fn meet(&self, other: &Cuts<'f>) -> bool {
        !self.cut.is_disjoint(&other.cut)
            || !self.cut.is_disjoint(&other.kept)
            || !self.kept.is_disjoint(&other.cut)
    }

    fn add(&mut self, other: Cuts<'f>) {
        self.cut.extend(other.cut);
        self.kept.extend(other.kept);
    }
}

/// The members of the root and the features, by their bytes.
struct Document<'a> {
    source: &'a Source,
    root: Span,
    features: Vec<Span>,
    /// Whether the root has a member `features` that is an array.
    is_collection: bool,
}

impl<'a> Document<'a> {
    fn new(source: &'a Source, text: &str) -> Result<Document<'a>> {
        let broken =
            |fault: Box<crate::read::json::Fault>| Error::document(fault.into_finding(source));
        let mut lexer = Lexer::new(text, source.text_start(), text.len());
        lexer.skip_space();
        let start = lexer.offset();
        let mut features = Vec::new();
        let mut is_collection = false;
        if lexer.open(b'{') {
            let mut step = Step::First;
            while let Some((key, _)) = lexer.next_member(&mut step).map_err(broken)? {
                if &*key == "features" && lexer.open(b'[') {
                    is_collection = true;
                    let mut item = Step::First;
                    while lexer.next_item(&mut item).map_err(broken)? {
                        features.push(lexer.skip_value().map_err(broken)?);
                    }
                } else {
                    lexer.skip_value().map_err(broken)?;
                }
            }
        } else {
            lexer.skip_value().map_err(broken)?;
        }
        let root = Span::new(start, lexer.offset());
        Ok(Document { source, root, features, is_collection })
    }

    fn edit(&self, step: &PatchStep, removed: &Removed<'_>) -> Result<Edit> {
        let (parent, token) = step.path.rsplit_once('/').ok_or_else(|| self.missing(step))?;
        let token = token.replace("~1", "/").replace("~0", "~");
        let value = || match &step.value {
            Some(value) => serde_json::to_string(value)
                .map_err(|error| Error::writing(self.source.name(), error.into())),
            None => Err(self.missing(step)),
        };
        if parent == "/features" && self.is_collection {
            return self.edit_features(step, &token, removed, value);
        }
        let is_removed = |token: &str| removed.contains(&(parent, token.to_owned()));
        let (base, below) = self.base(parent).ok_or_else(|| self.missing(step))?;
        let parsed = parse_at(self.source, base);
        let node = parsed.root.as_ref().and_then(|root| root.at(below));
        let node = node.ok_or_else(|| self.missing(step))?;
        match &node.value {
            Value::Array(items) => {
                let spans: Vec<Span> = items.iter().map(|item| item.span).collect();
                self.edit_list(step, node.span, &spans, &token, removed, value)
            }
            Value::Object(members) => {
                let at = members.iter().position(|member| *member.key == *token);
                // A member runs from its key to its value.
                let spans: Vec<Span> = members
                    .iter()
                    .map(|member| Span { start: member.key_span.start, end: member.value.span.end })
                    .collect();
                match (step.operation, at.and_then(|at| members.get(at))) {
                    (PatchOperation::Remove, Some(_)) => {
                        let goes: Vec<bool> =
                            members.iter().map(|member| is_removed(&member.key)).collect();
                        let bytes = removal(&spans, at.unwrap_or_default(), &goes);
                        bytes
                            .map(|bytes| Edit { bytes, text: String::new() })
                            .ok_or_else(|| self.missing(step))
                    }
                    (PatchOperation::Add | PatchOperation::Replace, Some(member)) => {
                        Ok(Edit { bytes: range(member.value.span), text: value()? })
                    }
                    (PatchOperation::Add, None) => {
                        let key = serde_json::Value::from(token).to_string();
                        Ok(append(node.span, &spans, &format!("{key}: {}", value()?)))
                    }
                    _ => Err(self.missing(step)),
                }
            }
            _ => Err(self.missing(step)),
        }
    }

    fn edit_features(
        &self,
        step: &PatchStep,
        token: &str,
        removed: &Removed<'_>,
        value: impl Fn() -> Result<String>,
    ) -> Result<Edit> {
        let (Some(first), Some(last)) = (self.features.first(), self.features.last()) else {
            return Err(self.missing(step));
        };
        let array = Span { start: first.start.saturating_sub(1), end: last.end.saturating_add(1) };
        self.edit_list(step, array, &self.features, token, removed, value)
    }

    fn edit_list(
        &self,
        step: &PatchStep,
        array: Span,
        items: &[Span],
        token: &str,
        removed: &Removed<'_>,
        value: impl Fn() -> Result<String>,
    ) -> Result<Edit> {
        let index = if token == "-" { items.len() } else { index(token).unwrap_or(usize::MAX) };
        match (step.operation, items.get(index)) {
            (PatchOperation::Remove, Some(_)) => {
                let parent = step.path.rsplit_once('/').map_or("", |(parent, _)| parent);
                let is_removed = |at: usize| removed.contains(&(parent, at.to_string()));
                let goes: Vec<bool> = (0..items.len()).map(is_removed).collect();
                removal(items, index, &goes)
                    .map(|bytes| Edit { bytes, text: String::new() })
                    .ok_or_else(|| self.missing(step))
            }
            (PatchOperation::Replace, Some(item)) => {
                Ok(Edit { bytes: range(*item), text: value()? })
            }
            (PatchOperation::Add, Some(item)) => {
                let start = range(*item).start;
                Ok(Edit { bytes: start..start, text: format!("{}, ", value()?) })
            }
            (PatchOperation::Add, None) if index == items.len() => {
                Ok(append(array, items, &value()?))
            }
            _ => Err(self.missing(step)),
        }
    }

    /// The feature that a cut is taken from, which its first step names, and the others it touches.
    fn cut_features<'f>(&self, fix: &'f Fix) -> Cuts<'f> {
        let mut features = Cuts::default();
        if fix.kind != FixKind::CutOverlap {
            return features;
        }
        let mut paths = fix.patch.iter().map(|step| self.feature(&step.path));
        features.cut.extend(paths.next());
        let rest: BTreeSet<&str> =
            paths.filter(|feature| !features.cut.contains(feature)).collect();
        features.kept = rest;
        features
    }

    /// The number of the feature that a path leads into; nothing for a document of one.
    fn feature<'p>(&self, path: &'p str) -> &'p str {
        let in_features = path.strip_prefix("/features/").filter(|_| self.is_collection);
        in_features.and_then(|rest| rest.split('/').next()).unwrap_or_default()
    }

    /// The value that holds a path, and the path from there on.
    fn base<'p>(&self, path: &'p str) -> Option<(Span, &'p str)> {
        let in_features = path.strip_prefix("/features/").filter(|_| self.is_collection);
        let Some(rest) = in_features else {
            return Some((self.root, path));
        };
        let token = rest.split('/').next().unwrap_or_default();
        let span = self.features.get(index(token)?)?;
        Some((*span, rest.get(token.len()..).unwrap_or_default()))
    }

    fn missing(&self, step: &PatchStep) -> Error {
        let message = Text::new(
            format!("修改建议的路径 {:?} 在文件中不存在：文件已不是检查时的文件", step.path),
            format!(
                "the path {:?} of a fix is not in the document: it is no longer the one that was checked",
                step.path
            ),
        );
        let place = self.source.place(self.root).pointer(step.path.clone());
        Error::document(Finding::new(Code::MemberInvalid, message).at(place))
    }
}

/// An array index as RFC 6901 writes it: no sign, no leading zero.
fn index(token: &str) -> Option<usize> {
    let digits = token.bytes().all(|byte| byte.is_ascii_digit());
    let plain = token.len() == 1 || !token.starts_with('0');
    (digits && plain).then(|| token.parse().ok()).flatten()
}

fn range(span: Span) -> Range<usize> {
    let offset = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
    offset(span.start)..offset(span.end)
}

/// What a fix removes: the pointer of the array or object, and the index or key.
type Removed<'f> = BTreeSet<(&'f str, String)>;

fn removed(fix: &Fix) -> Removed<'_> {
    let steps = fix.patch.iter().filter(|step| step.operation == PatchOperation::Remove);
    let ends = steps.filter_map(|step| step.path.rsplit_once('/'));
    ends.map(|(parent, token)| (parent, token.replace("~1", "/").replace("~0", "~"))).collect()
}

/// The bytes of an element with one comma: the one behind it, or, where nothing stays behind it, the one before.
fn removal(items: &[Span], at: usize, goes: &[bool]) -> Option<Range<usize>> {
    let own = range(*items.get(at)?);
    let after = at.checked_add(1)?;
    let stays_behind = goes.get(after..).unwrap_or_default().iter().any(|goes| !goes);
    let next = items.get(after).filter(|_| stays_behind);
    let before = at.checked_sub(1).and_then(|before| items.get(before));
    Some(match (next, before) {
        (Some(next), _) => own.start..range(*next).start,
        (None, Some(before)) => range(*before).end..own.end,
        (None, None) => own,
    })
}

/// Something put behind the last element of an array or object.
fn append(whole: Span, items: &[Span], text: &str) -> Edit {
    match items.last() {
        Some(last) => {
            let end = range(*last).end;
            Edit { bytes: end..end, text: format!(", {text}") }
        }
        None => {
            let inside = range(whole).start.saturating_add(1);
            Edit { bytes: inside..inside, text: text.to_owned() }
        }
    }
}

/// That no step of a fix moves the place of a later one, so that all of them can be read against one text.
fn independent(fix: &Fix) -> Result<()> {
    for (number, step) in fix.patch.iter().enumerate() {
        let Some((parent, token)) = step.path.rsplit_once('/') else { continue };
        let moves = step.operation != PatchOperation::Replace;
        let later_steps = || fix.patch.iter().skip(number.saturating_add(1));
        if token == "-" && later_steps().any(|later| later.path == step.path) {
            return Err(Error::argument(
                step.path.clone(),
                ("一项修改只在末尾添加一次", "one addition at the end of an array in one fix"),
                ("多次", "several"),
            ));
        }
        let Some(moved) = index(token).filter(|_| moves) else { continue };
        for later in later_steps() {
            let rest = later.path.strip_prefix(parent).and_then(|rest| rest.strip_prefix('/'));
            let next = rest.and_then(|rest| index(rest.split('/').next().unwrap_or_default()));
            // An addition at the very place stands in front of the earlier one, in RFC 6902 as in the text.
            let adds = |step: &PatchStep| step.operation == PatchOperation::Add;
            let same = later.path == step.path && adds(step) && adds(later);
            if next.is_some_and(|next| next >= moved) && !same {
                return Err(Error::argument(
                    step.path.clone(),
                    ("自后向前排列的步骤", "steps from the last index to the first"),
                    later.path.clone(),
                ));
            }
        }
    }
    Ok(())
}
