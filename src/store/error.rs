//! [`StoreError`]: why a store could not read or append.

use std::io;

use super::Head;
use super::line::LONGEST;
use crate::error::Error;
use crate::finding::{Finding, Place, Text};
use crate::ledger::Event;

/// Why a store could not be opened, read or appended to. Nothing of the act was written, but for
/// [`StoreError::InDoubt`].
#[derive(Debug)]
#[non_exhaustive]
pub enum StoreError {
    /// Somebody else has appended in between: the store has another head than the caller built on.
    HeadMoved {
        /// The head that the caller built on.
        base: Head,
        /// The head of the store.
        head: Head,
    },
    /// The store never had this head.
    HeadUnknown {
        /// The head that was asked for.
        head: Head,
    },
    /// Another writer has the journal open.
    Busy {
        /// The journal.
        file: String,
    },
    /// The journal was changed, by somebody who does not respect the lock, since it was opened: open it again.
    Changed {
        /// The journal.
        file: String,
    },
    /// Writing failed in such a way that nobody knows whether the act is on disk: open the journal again and
    /// look at its head.
    InDoubt {
        /// The journal.
        file: String,
        /// What failed.
        cause: io::Error,
    },
    /// The journal cannot be used as it is, because of this finding: it is torn, its chain is broken, it has none.
    Unusable(Box<Finding>),
    /// Reading or writing failed, or an event cannot be written.
    Failed(Error),
    /// What an embedder's own store says.
    Other(Box<dyn std::error::Error + Send + Sync>),
}

impl StoreError {
    pub(super) fn unusable(finding: Finding) -> StoreError {
        StoreError::Unusable(Box::new(finding))
    }

    pub(super) fn reading(file: &str, error: io::Error) -> StoreError {
        StoreError::Failed(Error::reading(file, error))
    }

    pub(super) fn writing(file: &str, error: io::Error) -> StoreError {
        StoreError::Failed(Error::writing(file, error))
    }

    pub(super) fn json(event: &Event, error: &serde_json::Error) -> StoreError {
        let expected = ("能写成 JSON 的事项", "an event that can be written as JSON");
        StoreError::Failed(Error::argument(event.id.as_str(), expected, error.to_string()))
    }

    pub(super) fn too_long(event: &Event, length: usize) -> StoreError {
        let expected =
            (format!("不超过 {LONGEST} 字节的一行"), format!("a line of at most {LONGEST} bytes"));
        let found = (format!("{length} 字节"), format!("{length} bytes"));
        StoreError::Failed(Error::argument(event.id.as_str(), expected, found))
    }

    /// The message in Chinese and in English; the English one is that of `Display`.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            StoreError::HeadMoved { base, head } => Text::new(
                format!(
                    "台账已被他人续写：应在 {base} 之后，现末行校验值为 {head}；请重新读取后再追加"
                ),
                format!(
                    "somebody else has appended: expected the head {base}, found {head}; read again, then append"
                ),
            ),
            StoreError::HeadUnknown { head } => Text::new(
                format!("台账中没有校验值 {head}"),
                format!("expected a head that the store once had, found {head}"),
            ),
            StoreError::Busy { file } => Text::new(
                format!("{file}：另一个程序正在写入，请稍后再试"),
                format!(
                    "{file}: expected no other writer, found one that has it open; try again later"
                ),
            ),
            StoreError::Changed { file } => Text::new(
                format!("{file}：打开之后被其他程序改动，请重新打开"),
                format!(
                    "{file}: expected the file as it was opened, found it changed; open it again"
                ),
            ),
            StoreError::InDoubt { file, cause } => {
                let cause = Error::writing(file, same(cause)).text();
                Text::new(
                    format!("{}；是否已写入磁盘无法确定，请重新打开并核对末行校验值", cause.zh),
                    format!(
                        "{}; it is not known whether the act is on disk: open again and look at the head",
                        cause.en
                    ),
                )
            }
            StoreError::Unusable(finding) => Error::document((**finding).clone()).text(),
            StoreError::Failed(error) => error.text(),
            StoreError::Other(error) => Text::from(error.to_string()),
        }
    }

    /// What was found in the journal, if that is the reason.
    #[must_use]
    pub fn finding(&self) -> Option<&Finding> {
        match self {
            StoreError::Unusable(finding) => Some(finding),
            _ => None,
        }
    }
}

impl std::fmt::Display for StoreError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for StoreError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            StoreError::InDoubt { cause, .. } => Some(cause),
            StoreError::Failed(error) => Some(error),
            StoreError::Other(error) => Some(&**error),
            _ => None,
        }
    }
}

/// The error of the crate that says the same.
impl From<StoreError> for Error {
    fn from(error: StoreError) -> Error {
        match error {
            StoreError::Failed(error) => error,
            StoreError::Unusable(finding) => Error::document(*finding),
            StoreError::HeadMoved { base, head } => Error::argument(
                ("末行校验值", "head"),
                base.to_string(),
                (format!("{head}（已被他人续写）"), format!("{head}: somebody else has appended")),
            ),
            StoreError::HeadUnknown { head } => Error::argument(
                ("末行校验值", "head"),
                ("台账曾有的校验值", "one that the store once had"),
                head.to_string(),
            ),
            StoreError::Busy { file } => Error::input(
                Place::file(file),
                ("没有其他程序在写入", "no other writer"),
                ("另一个程序正在写入", "one that has it open"),
            ),
            StoreError::Changed { file } => Error::input(
                Place::file(file),
                ("打开时的文件", "the file as it was opened"),
                ("已被改动", "it changed"),
            ),
            StoreError::InDoubt { file, cause } => {
                let said = format!("{cause}; it is not known whether the act is on disk");
                Error::writing(file, io::Error::new(cause.kind(), said))
            }
            StoreError::Other(error) => Error::writing("store", io::Error::other(error)),
        }
    }
}

/// The same error once more: those of the system cannot be copied.
fn same(error: &io::Error) -> io::Error {
    match error.raw_os_error() {
        Some(number) => io::Error::from_raw_os_error(number),
        None => io::Error::new(error.kind(), error.to_string()),
    }
}
