//! The encoding of a sheet.

use serde::{Deserialize, Serialize};

use crate::finding::{Code, Finding, Place, Span, Text};
use crate::read::Source;

/// How the bytes of a sheet were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// GB18030, and with it GBK and GB2312.
    Gb18030,
    /// No text: a workbook of Excel (xlsx).
    Workbook,
}

/// A sheet as text.
pub(super) struct Decoded<'a> {
    source: Held<'a>,
    pub(super) encoding: Encoding,
}

enum Held<'a> {
    Given(&'a Source),
    Made(Box<Source>),
}

impl<'a> Decoded<'a> {
    /// Text that is no UTF-8 is read as GB18030 if every byte of it fits.
    pub(super) fn of(source: &'a Source) -> Result<Decoded<'a>, Box<Finding>> {
        if std::str::from_utf8(source.bytes()).is_ok() {
            source.whole_text()?;
            return Ok(Decoded { source: Held::Given(source), encoding: Encoding::Utf8 });
        }
        let packed = source.bytes().starts_with(b"PK\x03\x04");
        let decoded = encoding_rs::GB18030
            .decode_without_bom_handling_and_without_replacement(source.bytes())
            .filter(|_| !packed);
        match decoded {
            Some(text) => {
                let source = Source::new(source.name(), text.into_owned());
                Ok(Decoded { source: Held::Made(Box::new(source)), encoding: Encoding::Gb18030 })
            }
            None => {
                source.whole_text()?;
                let message = Text::new(
                    "文件在一个字符中间结束，既不是 UTF-8 也不是 GB18030",
                    "the file ends in the middle of a character: neither UTF-8 nor GB18030",
                );
                Err(Box::new(Finding::new(Code::NotUtf8, message).at(Place::file(source.name()))))
            }
        }
    }

    fn source(&self) -> &Source {
        match &self.source {
            Held::Given(source) => source,
            Held::Made(source) => source,
        }
    }

    pub(super) fn text(&self) -> &str {
        self.source().whole_text().unwrap_or_default()
    }

    pub(super) fn start(&self) -> usize {
        self.source().text_start()
    }

    /// Line and column are those of the text, whatever its encoding; bytes are known in UTF-8 only.
    pub(super) fn place(&self, span: Span) -> Place {
        let mut place = self.source().place(span);
        if self.encoding == Encoding::Gb18030 {
            place.span = None;
        }
        place
    }
}
