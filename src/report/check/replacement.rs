//! A step of a JSON patch as a replacement of bytes, so that an editor can carry it out.

use crate::finding::{Fix, PatchOperation, PatchStep, Span};
use crate::read::json::{Member, Node, Value};

/// Bytes to be taken out, and the text to stand in their place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Replacement {
    pub(super) span: Span,
    pub(super) text: String,
}

/// The replacements of a fix in the document that `root` is; `None` where they are not known: a path that is not
/// there, or several steps that are not all plain replacements, as each would move the places of the next.
pub(super) fn replacements(root: &Node<'_>, fix: &Fix) -> Option<Vec<Replacement>> {
    let alone = fix.patch.len() == 1;
    let plain = |step: &PatchStep| step.operation == PatchOperation::Replace;
    if fix.patch.is_empty() || !(alone || fix.patch.iter().all(plain)) {
        return None;
    }
    let mut all: Vec<Replacement> =
        fix.patch.iter().map(|step| replacement(root, step)).collect::<Option<_>>()?;
    all.sort_by_key(|one| one.span);
    let apart =
        all.iter().zip(all.iter().skip(1)).all(|(one, next)| one.span.end <= next.span.start);
    apart.then_some(all)
}

fn replacement(root: &Node<'_>, step: &PatchStep) -> Option<Replacement> {
    let value = || step.value.as_ref().map(ToString::to_string);
    let (parent, token) = step.path.rsplit_once('/')?;
    match step.operation {
        PatchOperation::Replace => {
            Some(Replacement { span: root.at(&step.path)?.span, text: value()? })
        }
        PatchOperation::Add => match &root.at(parent)?.value {
            Value::Array(items) => add_item(root.at(parent)?, items, token, &value()?),
            Value::Object(members) => {
                add_member(root.at(parent)?, members, &unescape(token), &value()?)
            }
            _ => None,
        },
        PatchOperation::Remove => match &root.at(parent)?.value {
            Value::Array(items) => {
                let spans: Vec<Span> = items.iter().map(|item| item.span).collect();
                remove(&spans, index(token, items.len())?)
            }
            Value::Object(members) => {
                let key = unescape(token);
                let spans: Vec<Span> = members.iter().map(whole).collect();
                remove(&spans, members.iter().rposition(|member| member.key == key)?)
            }
            _ => None,
        },
    }
}

fn add_item(array: &Node<'_>, items: &[Node<'_>], token: &str, value: &str) -> Option<Replacement> {
    let at = if token == "-" { items.len() } else { index(token, items.len().saturating_add(1))? };
    if let Some(next) = items.get(at) {
        return Some(insert(next.span.start, format!("{value}, ")));
    }
    Some(match items.last() {
        Some(last) => insert(last.span.end, format!(", {value}")),
        None => insert(array.span.start.saturating_add(1), value.to_owned()),
    })
}

fn add_member(
    object: &Node<'_>,
    members: &[Member<'_>],
    key: &str,
    value: &str,
) -> Option<Replacement> {
    if let Some(member) = members.iter().rfind(|member| member.key == key) {
        return Some(Replacement { span: member.value.span, text: value.to_owned() });
    }
    let member = format!("{}: {value}", serde_json::to_string(key).ok()?);
    Some(match members.last() {
        Some(last) => insert(last.value.span.end, format!(", {member}")),
        None => insert(object.span.start.saturating_add(1), member),
    })
}

/// Takes one of several out, with a comma.
fn remove(spans: &[Span], at: usize) -> Option<Replacement> {
    let one = spans.get(at)?;
    let before = at.checked_sub(1).and_then(|before| spans.get(before));
    let span = match (before, spans.get(at.saturating_add(1))) {
        (Some(before), _) => Span { start: before.end, end: one.end },
        (None, Some(after)) => Span { start: one.start, end: after.start },
        (None, None) => *one,
    };
    Some(Replacement { span, text: String::new() })
}

fn whole(member: &Member<'_>) -> Span {
    Span { start: member.key_span.start, end: member.value.span.end }
}

fn insert(at: u64, text: String) -> Replacement {
    Replacement { span: Span { start: at, end: at }, text }
}

/// An index below `length`, written as RFC 6901 wants it.
fn index(token: &str, length: usize) -> Option<usize> {
    let plain = token == "0" || !token.starts_with(['0', '+']);
    token.parse().ok().filter(|at| plain && *at < length)
}

fn unescape(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::finding::FixKind;
    use crate::read::{Source, json as located};

    /// The text with the steps carried out as replacements of bytes.
    fn mended(text: &str, steps: Vec<PatchStep>) -> Option<String> {
        let source = Source::new("a", text);
        let root = located::parse(&source).root?;
        let all = replacements(&root, &Fix::new(FixKind::ReplaceMember, steps))?;
        let mut out = text.to_owned();
        for Replacement { span, text } in all.iter().rev() {
            let offset = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
            out.replace_range(offset(span.start)..offset(span.end), text);
        }
        Some(out)
    }

    #[test]
    fn one_step_is_a_replacement_of_bytes() {
        let text = r#"{"a": [1, 2, 3], "b/c": {}, "空": []}"#;
        let rows = [
            (PatchStep::replace("/a/1", json!("x")), r#"{"a": [1, "x", 3], "b/c": {}, "空": []}"#),
            (PatchStep::add("/a/0", json!(0)), r#"{"a": [0, 1, 2, 3], "b/c": {}, "空": []}"#),
            (PatchStep::add("/a/3", json!(4)), r#"{"a": [1, 2, 3, 4], "b/c": {}, "空": []}"#),
            (PatchStep::add("/a/-", json!(4)), r#"{"a": [1, 2, 3, 4], "b/c": {}, "空": []}"#),
            (PatchStep::add("/空/-", json!(4)), r#"{"a": [1, 2, 3], "b/c": {}, "空": [4]}"#),
            (PatchStep::add("/b~1c/d", json!(4)), r#"{"a": [1, 2, 3], "b/c": {"d": 4}, "空": []}"#),
            (PatchStep::add("/d", json!(4)), r#"{"a": [1, 2, 3], "b/c": {}, "空": [], "d": 4}"#),
            (PatchStep::add("/a", json!(4)), r#"{"a": 4, "b/c": {}, "空": []}"#),
            (PatchStep::remove("/a/0"), r#"{"a": [2, 3], "b/c": {}, "空": []}"#),
            (PatchStep::remove("/a/1"), r#"{"a": [1, 3], "b/c": {}, "空": []}"#),
            (PatchStep::remove("/a/2"), r#"{"a": [1, 2], "b/c": {}, "空": []}"#),
            (PatchStep::remove("/a"), r#"{"b/c": {}, "空": []}"#),
            (PatchStep::remove("/b~1c"), r#"{"a": [1, 2, 3], "空": []}"#),
        ];
        for (step, expected) in rows {
            assert_eq!(mended(text, vec![step.clone()]).as_deref(), Some(expected), "{step:?}");
        }
        assert_eq!(mended("[1]", vec![PatchStep::remove("/0")]).as_deref(), Some("[]"));
    }

    #[test]
    fn several_steps_are_replacements_only_where_none_moves_another() {
        let one = PatchStep::replace("/0", json!(8));
        let two = PatchStep::replace("/1", json!(9));
        let both = vec![two.clone(), one.clone()];
        assert_eq!(mended("[1, 2]", both).as_deref(), Some("[8, 9]"));
        assert_eq!(mended("[1, 2]", vec![one.clone(), one.clone()]), None);
        assert_eq!(mended("[1, 2]", vec![one, PatchStep::remove("/1")]), None);
        assert_eq!(
            mended(
                "[[1], 2]",
                vec![PatchStep::replace("/0", json!(0)), PatchStep::replace("/0/0", json!(0))]
            ),
            None
        );
        assert_eq!(mended("[1]", Vec::new()), None);
    }

    #[test]
    fn a_path_that_is_not_there_is_no_replacement() {
        for path in ["/2", "/01", "/+1", "/x", "/0/0", "x"] {
            assert_eq!(mended("[1, 2]", vec![PatchStep::replace(path, json!(0))]), None, "{path}");
            assert_eq!(mended("[1, 2]", vec![PatchStep::remove(path)]), None, "{path}");
        }
        assert_eq!(mended("[1, 2]", vec![PatchStep::add("/3", json!(0))]), None);
    }
}
