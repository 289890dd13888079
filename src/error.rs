//! [`Error`]: the run could not go on.

use std::fmt;
use std::io;

use crate::finding::{Finding, Place, Text, spaced};
use crate::units::QuantityError;

/// Why a run could not go on: a file that cannot be read or written, a document that is none, an argument
/// that cannot be used.
///
/// What is wrong *within* a document that can be read is a [`Finding`], never an `Error`. The kinds of
/// errors will grow, so the type is opaque: it prints a message that names the place, what was expected and
/// what was found, and it says which of a few broad kinds it is.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(Box<Kind>);

/// Results of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What failed, in both languages.
#[derive(Debug, Clone, Copy)]
struct Action {
    zh: &'static str,
    en: &'static str,
}

const READ: Action = Action { zh: "读取", en: "read" };
const WRITE: Action = Action { zh: "写入", en: "write" };

#[derive(Debug, thiserror::Error)]
enum Kind {
    #[error("{file}: cannot {} it: {source}", action.en)]
    Io { action: Action, file: String, source: io::Error },
    #[error("{place}: expected {}, found {}", expected.en, found.en)]
    Input { place: Place, expected: Text, found: Text },
    #[error("{}", DisplayFinding(.0))]
    Document(Box<Finding>),
    #[error("{}: expected {}, found {}", name.en, expected.en, found.en)]
    Argument { name: Text, expected: Text, found: Text },
}

/// A sum of the ledger that is larger than a quantity can be.
impl From<QuantityError> for Error {
    fn from(error: QuantityError) -> Error {
        let expected = ("其合计在数量上限之内的数", "figures whose sum a quantity can hold");
        let found = (format!("超出：{}", error.found()), error.to_string());
        Error::argument(("台账", "ledger"), expected, found)
    }
}

impl Error {
    /// A file that cannot be read.
    #[must_use]
    pub fn reading(file: impl Into<String>, source: io::Error) -> Error {
        Error(Box::new(Kind::Io { action: READ, file: file.into(), source }))
    }

    /// A file that cannot be written.
    #[must_use]
    pub fn writing(file: impl Into<String>, source: io::Error) -> Error {
        Error(Box::new(Kind::Io { action: WRITE, file: file.into(), source }))
    }

    /// Input that cannot be used at all, at a place; what was expected and found as `(Chinese, English)`, or as
    /// one text where it reads the same in both.
    #[must_use]
    pub fn input(place: Place, expected: impl Into<Text>, found: impl Into<Text>) -> Error {
        Error(Box::new(Kind::Input { place, expected: expected.into(), found: found.into() }))
    }

    /// A file that holds something else at a place than when it was read before.
    pub(crate) fn changed(place: Place) -> Error {
        let expected = Text::new("先前读到的要素", "the feature that was read here before");
        let found = Text::new("其他内容（文件已更改）", "something else (the file has changed)");
        Error::input(place, expected, found)
    }

    /// A document that cannot be used at all, because of this finding.
    #[must_use]
    pub fn document(finding: Finding) -> Error {
        Error(Box::new(Kind::Document(Box::new(finding))))
    }

    /// An argument that cannot be used; texts as for [`Error::input`].
    #[must_use]
    pub fn argument(
        name: impl Into<Text>,
        expected: impl Into<Text>,
        found: impl Into<Text>,
    ) -> Error {
        Error(Box::new(Kind::Argument {
            name: name.into(),
            expected: expected.into(),
            found: found.into(),
        }))
    }

    /// The message in Chinese and in English; the English one is that of `Display`.
    #[must_use]
    pub fn text(&self) -> Text {
        let zh = match &*self.0 {
            Kind::Io { action, file, source } => {
                format!("{file}：无法{}：{}", action.zh, reason_zh(source))
            }
            Kind::Input { place, expected, found } => {
                format!("{place}：应为{}，实为{}", spaced(&expected.zh), spaced(&found.zh))
            }
            Kind::Document(finding) => {
                format!("{}：{} [{}]", finding.place, finding.message.zh, finding.code)
            }
            Kind::Argument { name, expected, found } => {
                format!("{}：应为{}，实为{}", name.zh, spaced(&expected.zh), spaced(&found.zh))
            }
        };
        Text::new(zh, self.to_string())
    }

    /// Whether reading or writing failed.
    #[must_use]
    pub fn is_io(&self) -> bool {
        matches!(*self.0, Kind::Io { .. })
    }

    /// Whether the content of a file is the reason.
    #[must_use]
    pub fn is_input(&self) -> bool {
        matches!(*self.0, Kind::Input { .. } | Kind::Document(_))
    }

    /// Whether an argument is the reason.
    #[must_use]
    pub fn is_argument(&self) -> bool {
        matches!(*self.0, Kind::Argument { .. })
    }
}

/// Why the system refused, in Chinese where there is a word for it; the system itself speaks English.
fn reason_zh(error: &io::Error) -> String {
    let reason = match error.kind() {
        io::ErrorKind::NotFound => "路径不存在",
        io::ErrorKind::PermissionDenied => "没有权限",
        io::ErrorKind::IsADirectory => "是文件夹，不是文件",
        io::ErrorKind::NotADirectory => "上级路径是文件，不是文件夹",
        io::ErrorKind::AlreadyExists => "已经存在",
        io::ErrorKind::StorageFull => "磁盘空间不足",
        io::ErrorKind::ReadOnlyFilesystem => "磁盘只读",
        _ => return error.to_string(),
    };
    match error.raw_os_error() {
        Some(number) => format!("{reason}（系统错误 {number}）"),
        None => reason.to_owned(),
    }
}

struct DisplayFinding<'a>(&'a Finding);

impl fmt::Display for DisplayFinding<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} [{}]", self.0.place, self.0.message.en, self.0.code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_say_the_same() {
        let rows = [
            (
                Error::reading("a.json", io::ErrorKind::NotFound.into()),
                "a.json：无法读取：路径不存在",
                "a.json: cannot read it: entity not found",
            ),
            (
                Error::argument("--on", ("一天", "a day"), "x"),
                "--on：应为一天，实为 x",
                "--on: expected a day, found x",
            ),
            (
                Error::input(Place::file("a"), "EPSG:4490", ("其他", "another")),
                "a：应为 EPSG:4490，实为其他",
                "a: expected EPSG:4490, found another",
            ),
        ];
        for (error, zh, en) in rows {
            assert_eq!(error.text(), Text::new(zh, en));
            assert_eq!(error.to_string(), en);
        }
    }
}
