//! The workbook: its sheets, shared texts and formats.

use std::collections::BTreeMap;
use std::sync::Arc;

use quick_xml::events::Event;

use super::fault::WorkbookFault;
use super::format::NumberFormat;
use super::package::Package;
use super::serial::DateSystem;
use super::xml::{Xml, attribute, is_set};

/// How many shared texts, formats and sheets are taken.
const MOST_TEXTS: usize = 2_000_000;
const MOST_FORMATS: usize = 100_000;
const MOST_SHEETS: usize = 1_000;

/// A sheet, and where its cells stand.
#[derive(Debug, Clone)]
pub(super) struct SheetEntry {
    pub(super) name: String,
    pub(super) part: String,
    pub(super) hidden: bool,
}

/// What the cells of every sheet refer to.
pub(super) struct Book {
    pub(super) sheets: Vec<SheetEntry>,
    pub(super) system: DateSystem,
    pub(super) texts: Vec<Arc<str>>,
    pub(super) formats: Vec<NumberFormat>,
}

impl Book {
    pub(super) fn read(package: &mut Package<'_>) -> Result<Book, WorkbookFault> {
        let part = workbook_part(package)?;
        let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let name = part.rsplit('/').next().unwrap_or_default();
        let related = relations(package, &join(&folder, &format!("_rels/{name}.rels")), &folder)?;
        let Some(text) = package.part(&part)? else { return Err(no_workbook(&part)) };
        let (sheets, system) = sheets(&text, &part, &related)?;
        let of_kind = |kind: &str| {
            let mut own = related.values().filter(|related| related.kind.ends_with(kind));
            own.next().map(|related| related.part.clone())
        };
        let texts = match of_kind("/sharedStrings") {
            Some(part) => shared_texts(package, &part)?,
            None => Vec::new(),
        };
        let formats = match of_kind("/styles") {
            Some(part) => formats(package, &part)?,
            None => Vec::new(),
        };
        Ok(Book { sheets, system, texts, formats })
    }

    pub(super) fn format(&self, style: Option<&str>) -> NumberFormat {
        let at = style.and_then(|style| style.parse::<usize>().ok()).unwrap_or_default();
        self.formats.get(at).copied().unwrap_or_default()
    }
}

fn no_workbook(part: &str) -> WorkbookFault {
    WorkbookFault::new(
        format!("压缩包中没有工作簿（{part}），不是 xlsx 文件"),
        format!("the archive holds no workbook ({part}): no xlsx file"),
    )
}

/// What one part refers to.
struct Related {
    kind: String,
    part: String,
}

fn workbook_part(package: &mut Package<'_>) -> Result<String, WorkbookFault> {
    let related = relations(package, "_rels/.rels", "")?;
    let mut own = related.into_values().filter(|r| r.kind.ends_with("/officeDocument"));
    Ok(own.next().map_or_else(|| "xl/workbook.xml".to_owned(), |related| related.part))
}

fn relations(
    package: &mut Package<'_>,
    part: &str,
    folder: &str,
) -> Result<BTreeMap<String, Related>, WorkbookFault> {
    let mut related = BTreeMap::new();
    let Some(text) = package.part(part)? else { return Ok(related) };
    let mut xml = Xml::new(&text, part);
    loop {
        match xml.next()? {
            Event::Start(start) if start.local_name().as_ref() == "Relationship" => {
                let get = |name| attribute(&start, name).map(std::borrow::Cow::into_owned);
                if let (Some(id), Some(kind), Some(target)) =
                    (get("Id"), get("Type"), get("Target"))
                {
                    related.insert(id, Related { kind, part: join(folder, &target) });
                }
            }
            Event::Eof => return Ok(related),
            _ => {}
        }
    }
}

/// A part as another one names it: from the root with a stroke in front, else from the folder of that one.
fn join(folder: &str, target: &str) -> String {
    let whole = match target.strip_prefix('/') {
        Some(rest) => rest.to_owned(),
        None => format!("{folder}/{target}"),
    };
    let mut parts: Vec<&str> = Vec::new();
    for piece in whole.split('/') {
        match piece {
            "" | "." => {}
            ".." => drop(parts.pop()),
            piece => parts.push(piece),
        }
    }
    parts.join("/")
}

fn sheets(
    text: &str,
    part: &str,
    related: &BTreeMap<String, Related>,
) -> Result<(Vec<SheetEntry>, DateSystem), WorkbookFault> {
    let mut sheets = Vec::new();
    let mut system = DateSystem::From1900;
    let mut xml = Xml::new(text, part);
    loop {
        match xml.next()? {
            Event::Start(start)
                if start.local_name().as_ref() == "workbookPr" && is_set(&start, "date1904") =>
            {
                system = DateSystem::From1904;
            }
            Event::Start(start) if start.local_name().as_ref() == "sheet" => {
                // Of the two attributes `id`, the one of the relation has a prefix.
                let id = attribute(&start, "id");
                let own = id.and_then(|id| related.get(&*id));
                // Charts and dialogs have no cells.
                if let Some(own) = own.filter(|own| own.kind.ends_with("/worksheet")) {
                    let state = attribute(&start, "state");
                    let hidden =
                        state.is_some_and(|state| matches!(&*state, "hidden" | "veryHidden"));
                    let name = attribute(&start, "name").unwrap_or_default().into_owned();
                    sheets.push(SheetEntry { name, part: own.part.clone(), hidden });
                }
                if sheets.len() > MOST_SHEETS {
                    return Err(xml.fault(format!("> {MOST_SHEETS} sheets")));
                }
            }
            Event::Eof => return Ok((sheets, system)),
            _ => {}
        }
    }
}

fn shared_texts(package: &mut Package<'_>, part: &str) -> Result<Vec<Arc<str>>, WorkbookFault> {
    let Some(text) = package.part(part)? else { return Ok(Vec::new()) };
    let mut xml = Xml::new(&text, part);
    let mut texts = Vec::new();
    loop {
        match xml.next()? {
            Event::Start(start) if start.local_name().as_ref() == "si" => {
                texts.push(Arc::from(cell_text(&mut xml)?));
                if texts.len() > MOST_TEXTS {
                    return Err(xml.fault(format!("> {MOST_TEXTS} texts")));
                }
            }
            Event::Eof => return Ok(texts),
            _ => {}
        }
    }
}

/// The text of a cell, of all its runs; how it is pronounced does not belong to it.
pub(super) fn cell_text(xml: &mut Xml<'_>) -> Result<String, WorkbookFault> {
    let mut text = String::new();
    let mut depth = 0_u32;
    loop {
        match xml.next()? {
            Event::Start(start) => match start.local_name().as_ref() {
                "t" => text.push_str(&xml.text(&[])?),
                "rPh" => drop(xml.text(&[])?),
                _ => depth = depth.saturating_add(1),
            },
            Event::End(_) if depth == 0 => return Ok(escaped(text)),
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Eof => return Err(xml.fault("EOF")),
            _ => {}
        }
    }
}

/// `_x000D_` is how a workbook writes characters that XML cannot hold.
fn escaped(text: String) -> String {
    if !text.contains("_x") {
        return text;
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        plain.push_str(before);
        let digits = from.get(2..6).filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
        let character = digits
            .filter(|_| from.get(6..7) == Some("_"))
            .and_then(|digits| u32::from_str_radix(digits, 16).ok())
            .and_then(char::from_u32);
        let (taken, character) = match character {
            Some(character) => (7, character),
            None => (1, '_'),
        };
        plain.push(character);
        rest = from.get(taken..).unwrap_or_default();
    }
    plain.push_str(rest);
    plain
}

fn formats(package: &mut Package<'_>, part: &str) -> Result<Vec<NumberFormat>, WorkbookFault> {
    let Some(text) = package.part(part)? else { return Ok(Vec::new()) };
    let mut xml = Xml::new(&text, part);
    let mut own: BTreeMap<u32, NumberFormat> = BTreeMap::new();
    let mut formats = Vec::new();
    let mut in_cells = false;
    loop {
        match xml.next()? {
            Event::Start(start) => {
                let number = |name| attribute(&start, name).and_then(|id| id.parse::<u32>().ok());
                match start.local_name().as_ref() {
                    "numFmt" => {
                        let code = attribute(&start, "formatCode").unwrap_or_default();
                        if let Some(id) = number("numFmtId") {
                            own.insert(id, NumberFormat::of_code(&code));
                        }
                    }
                    "cellXfs" => in_cells = true,
                    "xf" if in_cells => {
                        let id = number("numFmtId").unwrap_or_default();
                        let format = own.get(&id).copied();
                        formats.push(format.unwrap_or_else(|| NumberFormat::built_in(id)));
                        if formats.len() > MOST_FORMATS {
                            return Err(xml.fault(format!("> {MOST_FORMATS} formats")));
                        }
                    }
                    _ => {}
                }
            }
            Event::End(end) if end.local_name().as_ref() == "cellXfs" => in_cells = false,
            Event::Eof => return Ok(formats),
            _ => {}
        }
    }
}
