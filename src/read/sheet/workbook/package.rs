//! The package: the zip archive that a workbook is, read within limits.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::fault::WorkbookFault;

/// How much the parts that are read may hold together, unpacked. A ledger of 100 000 rows of 40 columns needs half of it.
const MOST_BYTES: u64 = 1 << 28;

/// How many parts an archive may have.
const MOST_PARTS: usize = 10_000;

/// An archive, and how much may still be unpacked from it.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Package<'a>, WorkbookFault> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| {
            WorkbookFault::new(
                format!("不是完整的 Excel 工作簿：压缩包无法打开，文件可能被截断（{error}）"),
                format!("no whole Excel workbook: the archive cannot be opened, the file may be cut off ({error})"),
            )
        })?;
        if archive.len() > MOST_PARTS {
            return Err(WorkbookFault::new(
                format!("压缩包内的文件超过 {MOST_PARTS} 个"),
                format!("the archive holds more than {MOST_PARTS} parts"),
            ));
        }
        Ok(Package { archive, left: MOST_BYTES })
    }

    /// The text of a part; `None` if there is none of that name, large and small letters alike.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, WorkbookFault> {
        let wanted = name.trim_start_matches('/');
        let at = (0..self.archive.len()).find(|at| {
            let own = self.archive.name_for_index(*at).and_then(Result::ok).unwrap_or_default();
            own.trim_start_matches('/').replace('\\', "/").eq_ignore_ascii_case(wanted)
        });
        let Some(at) = at else { return Ok(None) };
        let part = self.archive.by_index(at).map_err(|error| WorkbookFault::part(wanted, error))?;
        let mut bytes = Vec::new();
        // What the archive says of its sizes is not believed: reading stops at the limit.
        let read = part.take(self.left.saturating_add(1)).read_to_end(&mut bytes);
        let read = read.map_err(|error| WorkbookFault::part(wanted, error))? as u64;
        self.left = self.left.checked_sub(read).ok_or_else(|| {
            let most = MOST_BYTES >> 20;
            WorkbookFault::new(
                format!("工作簿解压后超过 {most} MB"),
                format!("the workbook holds more than {most} MB when it is unpacked"),
            )
        })?;
        let text = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
            Some(rest) => rest.to_vec(),
            None => bytes,
        };
        let text = String::from_utf8(text).map_err(|_| WorkbookFault::part(wanted, "UTF-8"))?;
        Ok(Some(text))
    }
}
