//! [`ChangeError`]: why a change could not be made, read or applied.

use crate::error::Error;
use crate::finding::{Finding, Place, Text};
use crate::store::{Head, StoreError};

/// Why a change could not be made, read or applied. Nothing was written, but for [`ChangeError::Unfinished`] and
/// [`StoreError::InDoubt`].
#[derive(Debug)]
#[non_exhaustive]
pub enum ChangeError {
    /// The journal is not the one that the change continues: its head is neither the base nor one behind an act of the
    /// change.
    OtherBase {
        /// The head that the change was made from.
        base: Head,
        /// The head of the journal.
        head: Head,
    },
    /// A feature of the map is neither the one that the change was made from nor the one that it brings.
    OtherFeature {
        /// The map.
        file: String,
        /// The id of the feature.
        id: String,
        /// What the change was made from, and what is there, as digests; `None` for no such feature.
        digests: [Option<String>; 2],
    },
    /// Some features of the map are those that the change was made from, others those that it brings.
    HalfThere {
        /// The map.
        file: String,
        /// One that is still as before.
        old: String,
        /// One that is already as after.
        new: String,
    },
    /// The zone's file is neither the one that the change was made from nor the one that it brings.
    OtherZone {
        /// The file.
        file: String,
    },
    /// The later journal does not continue the earlier one.
    NoContinuation {
        /// The head of the earlier journal.
        base: Head,
        /// The later journal.
        file: String,
    },
    /// The ledger refuses events of the change: what replay finds.
    Refused(Vec<Finding>),
    /// A file cannot be used.
    Unusable(Box<Finding>),
    /// The journal has been appended, or a file replaced, and another could not be: apply the change once more.
    Unfinished(Error),
    /// The journal could not be read or appended to.
    Store(StoreError),
    /// Reading or writing failed, or what was read cannot be used.
    Failed(Error),
}

impl ChangeError {
    /// What to tell people, in Chinese and English.
    #[must_use]
    pub fn text(&self) -> Text {
        let shown = |digest: &Option<String>| match digest {
            Some(digest) => Text::new(format!("摘要 {digest}"), format!("the digest {digest}")),
            None => Text::new("没有这个要素", "no such feature"),
        };
        match self {
            ChangeError::OtherBase { base, head } => Text::new(
                format!("变更包应接在末行校验值 {base} 之后，台账现末行校验值为 {head}；未写入"),
                format!(
                    "expected the journal that the change continues, with the head {base}, found the head {head}; nothing written"
                ),
            ),
            ChangeError::OtherFeature { file, id, digests: [expected, found] } => {
                let (expected, found) = (shown(expected), shown(found));
                Text::new(
                    format!("{file}：要素 {id:?} 应为{}，实为{}；未写入", expected.zh, found.zh),
                    format!(
                        "{file}: feature {id:?}: expected {}, found {}; nothing written",
                        expected.en, found.en
                    ),
                )
            }
            ChangeError::HalfThere { file, old, new } => Text::new(
                format!(
                    "{file}：要素 {new:?} 已是变更后的，{old:?} 仍是变更前的；应全部未变或全部已变；未写入"
                ),
                format!(
                    "{file}: expected all features as before or all as after, found {new:?} as after and {old:?} as before; nothing written"
                ),
            ),
            ChangeError::OtherZone { file } => Text::new(
                format!("{file}：应为制作变更包时的文件或变更后的文件，实为另一个；未写入"),
                format!(
                    "{file}: expected the file that the change was made from, or the one that it brings, found another; nothing written"
                ),
            ),
            ChangeError::NoContinuation { base, file } => Text::new(
                format!("{file}：应包含校验值 {base} 并在其后续写，实际没有"),
                format!("{file}: expected a journal that continues the head {base}, found none"),
            ),
            ChangeError::Refused(findings) => {
                let texts = findings.iter().map(|finding| &finding.message);
                let (zh, en): (Vec<_>, Vec<_>) =
                    texts.map(|text| (text.zh.as_str(), text.en.as_str())).unzip();
                Text::new(
                    format!("台账不允许变更包中的事项，未写入：{}", zh.join("；")),
                    format!(
                        "expected events that the ledger allows, found others; nothing written: {}",
                        en.join("; ")
                    ),
                )
            }
            ChangeError::Unusable(finding) => Error::document((**finding).clone()).text(),
            ChangeError::Unfinished(error) => {
                let text = error.text();
                Text::new(
                    format!("{}；变更包已写入一部分：请再次应用同一变更包", text.zh),
                    format!(
                        "{}; a part of the change has been written: apply the same change again",
                        text.en
                    ),
                )
            }
            ChangeError::Store(error) => error.text(),
            ChangeError::Failed(error) => error.text(),
        }
    }

    pub(super) fn unusable(finding: Finding) -> ChangeError {
        ChangeError::Unusable(Box::new(finding))
    }
}

impl std::fmt::Display for ChangeError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for ChangeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            ChangeError::Store(error) => Some(error),
            ChangeError::Failed(error) | ChangeError::Unfinished(error) => Some(error),
            _ => None,
        }
    }
}

impl From<StoreError> for ChangeError {
    fn from(error: StoreError) -> ChangeError {
        ChangeError::Store(error)
    }
}

impl From<Error> for ChangeError {
    fn from(error: Error) -> ChangeError {
        ChangeError::Failed(error)
    }
}

/// The error of the crate that says the same.
impl From<ChangeError> for Error {
    fn from(error: ChangeError) -> Error {
        let none = || ("没有", "none");
        match error {
            ChangeError::Failed(error) => error,
            ChangeError::Store(error) => error.into(),
            ChangeError::Unusable(finding) => Error::document(*finding),
            ChangeError::Refused(mut findings) if !findings.is_empty() => {
                Error::document(findings.swap_remove(0))
            }
            ChangeError::OtherBase { base, head } => Error::argument(
                ("台账的末行校验值", "head of the journal"),
                (format!("{base}（变更包所接）"), format!("{base}, which the change continues")),
                head.to_string(),
            ),
            ChangeError::OtherFeature { file, id, digests } => {
                let [expected, found] = digests.map(|digest| match digest {
                    Some(digest) => {
                        Text::new(format!("摘要 {digest}"), format!("the digest {digest}"))
                    }
                    None => Text::new("没有这个要素", "no such feature"),
                });
                let id = (
                    format!("要素 {id:?} 的{}", expected.zh),
                    format!("{} for the feature {id:?}", expected.en),
                );
                Error::input(Place::file(file), id, found)
            }
            ChangeError::HalfThere { file, old, new } => Error::input(
                Place::file(file),
                ("全部为变更前或全部为变更后的要素", "all features as before or all as after"),
                (
                    format!("{new:?} 为变更后、{old:?} 为变更前"),
                    format!("{new:?} as after and {old:?} as before"),
                ),
            ),
            ChangeError::OtherZone { file } => Error::input(
                Place::file(file),
                ("变更前或变更后的文件", "the file as before or as after the change"),
                ("另一个", "another"),
            ),
            ChangeError::NoContinuation { base, file } => Error::input(
                Place::file(file),
                (format!("接在 {base} 之后的日志"), format!("a journal that continues {base}")),
                none(),
            ),
            ChangeError::Unfinished(_) | ChangeError::Refused(_) => Error::argument(
                ("变更包", "change"),
                ("全部写入", "everything of it written"),
                error.text(),
            ),
        }
    }
}
