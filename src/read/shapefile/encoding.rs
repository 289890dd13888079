//! In which encoding the attributes are: what .cpg says, else what the .dbf says of itself, else what its bytes can be.

use encoding_rs::{Encoding, GB18030, UTF_8};

use super::{ShapefileParts, fault};
use crate::finding::{Code, Finding, Text};
use crate::read::json::shortened;

/// The language driver of a DBF in code page 936, simplified Chinese.
const CODE_PAGE_936: u8 = 0x4D;

/// The encoding of the texts; `texts` are all of them, as bytes.
pub(super) fn of(
    parts: &ShapefileParts,
    language_driver: u8,
    texts: &[&[u8]],
    findings: &mut Vec<Finding>,
) -> &'static Encoding {
    let mut say = |file: String, zh: String, en: String| {
        findings.push(fault(&file, Code::DbfEncoding, Text::new(zh, en)));
    };
    if let Some(bytes) = &parts.cpg {
        let label = String::from_utf8_lossy(bytes).trim().to_owned();
        let encoding = named(&label);
        let label = shortened(&label);
        match encoding {
            Some(encoding) => return encoding,
            None => say(
                parts.sibling("cpg"),
                format!("不认识的编码名称 {label:?}，未予采用"),
                format!("expected the name of an encoding, found {label:?}; it was not used"),
            ),
        }
    }
    if language_driver == CODE_PAGE_936 {
        return GB18030;
    }
    if texts.iter().all(|text| text.is_ascii()) {
        return UTF_8;
    }
    let file = parts.sibling("dbf");
    if texts.iter().all(|text| std::str::from_utf8(text).is_ok()) {
        say(
            file,
            "没有编码文件（.cpg），按 UTF-8 读取：字节都合于 UTF-8".to_owned(),
            "no .cpg says the encoding; read as UTF-8, which all bytes fit".to_owned(),
        );
        return UTF_8;
    }
    say(
        file,
        "没有编码文件（.cpg），按 GBK 读取：字节不合于 UTF-8".to_owned(),
        "no .cpg says the encoding; read as GBK, as the bytes are no UTF-8".to_owned(),
    );
    GB18030
}

/// The encoding of a name, as different programs write it. GBK is read as GB18030, which holds all of it.
fn named(label: &str) -> Option<&'static Encoding> {
    let label = label.to_ascii_uppercase();
    match label.trim_start_matches("ANSI").trim_start_matches("CP").trim() {
        "936" | "GBK" | "GB2312" | "GB18030" | "54936" => Some(GB18030),
        "65001" | "UTF-8" | "UTF8" => Some(UTF_8),
        other => Encoding::for_label(other.as_bytes()),
    }
}
