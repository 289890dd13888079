//! Why a file is no workbook that can be read.

/// What is wrong, in Chinese and English, and the part of the package where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::read::sheet) struct WorkbookFault {
    pub(in crate::read::sheet) zh: String,
    pub(in crate::read::sheet) en: String,
}

impl WorkbookFault {
    pub(super) fn new(zh: impl Into<String>, en: impl Into<String>) -> WorkbookFault {
        WorkbookFault { zh: zh.into(), en: en.into() }
    }

    /// A part whose text is not what it should be.
    pub(super) fn part(part: &str, what: impl std::fmt::Display) -> WorkbookFault {
        WorkbookFault::new(
            format!("文件中的 {part} 无法读取（{what}）"),
            format!("{part} in the file cannot be read ({what})"),
        )
    }
}
