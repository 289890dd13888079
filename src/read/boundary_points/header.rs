//! The header (属性描述) interpreted: datum, projection, zone, precision, conversion parameters.

use super::lines::{Document, finding, quoted};
use super::parse::{Range, Raw, RawHeaderLine};
use crate::error::{Error, Result};
use crate::finding::{Code, Place};
use crate::geometry::ZoneWidth;

/// What the header says about the zone.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct HeaderZone {
    pub(super) width: Option<ZoneWidth>,
    pub(super) number: Option<u8>,
    /// Where the number stands.
    pub(super) number_at: Option<Range>,
}

/// Judges the header. `declared` says whether the caller vouches for the reference system.
///
/// A datum or a projection that the file names and that is not CGCS2000 in Gauss-Krüger is an error.
pub(super) fn judge(raw: &Raw, document: &mut Document<'_>, declared: bool) -> Result<HeaderZone> {
    let mut header = Header { raw, document };
    header.repeated();
    header.datum(declared)?;
    header.projection()?;
    header.unit();
    header.precision();
    header.conversion();
    Ok(header.zone())
}

struct Header<'r, 'd, 'a> {
    raw: &'r Raw,
    document: &'d mut Document<'a>,
}

impl<'r> Header<'r, '_, '_> {
    /// A header line and its value, if there is one that is not blank.
    fn value(&self, key: &str) -> Option<(&'r RawHeaderLine, &'r str)> {
        let line = self.raw.header.iter().find(|line| line.line.key.trim() == key)?;
        let value = line.line.value.trim();
        (!value.is_empty()).then_some((line, value))
    }

    fn place(&self, line: &RawHeaderLine) -> Place {
        let Range { line, from, to } = line.value;
        self.document.place(line, from, to)
    }

    /// Reports a key that is missing or blank, at the mark of the header.
    fn missing(&mut self, key: &str, effect: (&str, &str)) {
        let mark = self.raw.header_mark.as_ref().or(self.raw.plots_mark.as_ref());
        let own = self.raw.header.iter().find(|line| line.line.key.trim() == key);
        let place = match (own, mark) {
            (Some(line), _) => self.place(line),
            (None, Some((_, line))) => self.document.line_place(*line),
            (None, None) => self.document.line_place(0),
        };
        let found = (format!("空，{}", effect.0), format!("nothing; {}", effect.1));
        let (zh, en) = (format!("`{key}` 的值"), format!("a value of `{key}`"));
        self.document.add(Code::TxtHeaderMissing, place, (&zh, &en), &found);
    }

    fn add(
        &mut self,
        code: Code,
        line: &RawHeaderLine,
        expected: (&str, &str),
        effect: (&str, &str),
    ) {
        let (zh, en) = quoted(&line.line.value);
        let found = (format!("{zh}{}", effect.0), format!("{en}{}", effect.1));
        let place = self.place(line);
        self.document.add(code, place, expected, &found);
    }

    fn refuse(&self, line: &RawHeaderLine, expected: (&str, &str)) -> Error {
        let found = quoted(&line.line.value);
        Error::document(finding(Code::TxtDatum, self.place(line), expected, &found))
    }

    fn repeated(&mut self) {
        let mut seen = std::collections::BTreeSet::new();
        for line in &self.raw.header {
            if !seen.insert(line.line.key.trim()) {
                let expected = ("每个键一次", "each key once");
                let effect = ("（重复，只用第一个）", " again; only the first is used");
                self.add(Code::TxtValue, line, expected, effect);
            }
        }
    }

    fn datum(&mut self, declared: bool) -> Result<()> {
        match self.value("坐标系") {
            None if declared => {
                self.missing("坐标系", ("用调用方声明的坐标系", "the declared system is used"));
            }
            None => self.missing("坐标系", ("按 CGCS2000 读取", "read as CGCS2000")),
            Some((line, value)) if !is_cgcs2000(value) => {
                return Err(
                    self.refuse(line, ("2000国家大地坐标系", "`2000国家大地坐标系` (CGCS2000)"))
                );
            }
            Some(_) => {}
        }
        Ok(())
    }

    fn projection(&mut self) -> Result<()> {
        match self.value("投影类型") {
            None => self.missing("投影类型", ("按高斯克吕格读取", "read as Gauss-Krüger")),
            Some((line, value)) => {
                let lower = value.to_lowercase();
                if !lower.contains("高斯") && !lower.contains("gauss") {
                    return Err(self.refuse(line, ("高斯克吕格", "`高斯克吕格` (Gauss-Krüger)")));
                }
            }
        }
        Ok(())
    }

    fn unit(&mut self) {
        match self.value("计量单位") {
            None => self.missing("计量单位", ("按米读取", "read as metres")),
            Some((_, "米" | "m" | "M" | "公尺")) => {}
            Some((line, _)) => {
                let effect = ("，坐标仍按米读取", "; coordinates are read as metres all the same");
                self.add(Code::TxtValue, line, ("米", "`米` (metres)"), effect);
            }
        }
    }

    fn precision(&mut self) {
        let Some((line, value)) = self.value("精度") else {
            self.missing("精度", ("不影响读取", "reading does not depend on it"));
            return;
        };
        let digits = value.strip_prefix("0.").map(|digits| digits.trim_start_matches('0'));
        if digits == Some("1") {
            return;
        }
        let expected = ("0.001 一类的步长", "a step like 0.001");
        if value == "1" || value.parse::<u8>().is_ok_and(|digits| digits <= 9) {
            let effect = ("（小数位数）", ", a number of digits");
            self.add(Code::TxtHeaderForm, line, expected, effect);
        } else {
            self.add(Code::TxtValue, line, expected, ("", ""));
        }
    }

    fn conversion(&mut self) {
        let Some((line, value)) = self.value("转换参数") else {
            self.missing("转换参数", ("不影响读取", "reading does not depend on it"));
            return;
        };
        let parts: Vec<&str> = value.split([',', '，']).map(str::trim).collect();
        let blank = parts.iter().all(|part| part.is_empty());
        let zero = |part: &&str| part.is_empty() || super::syntax::number(part).is_ok_and(is_zero);
        let expected = ("六个逗号、无数值（不转换）", "six commas without values (no conversion)");
        if parts.len() == 7 && blank {
            return;
        }
        if parts.iter().all(zero) {
            self.add(Code::TxtHeaderForm, line, expected, ("", ""));
        } else {
            let effect = ("，坐标未作转换", "; the coordinates were not converted");
            self.add(Code::TxtValue, line, expected, effect);
        }
    }

    fn zone(&mut self) -> HeaderZone {
        let mut zone = HeaderZone::default();
        if let Some((line, value)) = self.value("几度分带") {
            zone.width = match value.trim_end_matches(['度', '带', '分', '°']) {
                "3" | "三" => Some(ZoneWidth::Three),
                "6" | "六" => Some(ZoneWidth::Six),
                _ => None,
            };
            if zone.width.is_none() {
                self.add(Code::TxtValue, line, ("3 或 6", "`3` or `6`"), ("", ""));
            }
        }
        if let Some((line, value)) = self.value("带号") {
            let number = value.trim_end_matches(['带', '号']).parse::<u8>().ok();
            zone.number = number.filter(|number| natural_width(*number).is_some());
            zone.number_at = Some(line.value);
            if zone.number.is_none() {
                let expected = ("带号 13–23 或 25–45", "a zone number 13–23 or 25–45");
                self.add(Code::TxtValue, line, expected, ("", ""));
            }
        }
        zone
    }
}

fn is_zero(value: f64) -> bool {
    value.abs() <= 0.0
}

/// The width of the zones that have this number in China: 13–23 are of 6°, 25–45 of 3°.
pub(super) fn natural_width(number: u8) -> Option<ZoneWidth> {
    match number {
        13..=23 => Some(ZoneWidth::Six),
        25..=45 => Some(ZoneWidth::Three),
        _ => None,
    }
}

/// Whether the name of a reference system means CGCS2000 and nothing else: local systems such as
/// `广州2000坐标系` have the number too, so nothing but the words of the datum may be left.
fn is_cgcs2000(name: &str) -> bool {
    let name = name.to_uppercase();
    if !name.contains("2000") {
        return false;
    }
    if name.starts_with("CGCS2000") || name.starts_with("CGCS_2000") {
        return name.is_ascii() || only_datum_words(&name);
    }
    only_datum_words(&name)
}

fn only_datum_words(name: &str) -> bool {
    const WORDS: [&str; 14] = [
        "CGCS",
        "2000",
        "中国",
        "国家",
        "大地",
        "坐标系",
        "坐标",
        "系统",
        "系",
        "(",
        ")",
        "（",
        "）",
        "统",
    ];
    let mut rest: String = name.chars().filter(|c| !c.is_whitespace() && *c != '_').collect();
    for word in WORDS {
        rest = rest.replace(word, "");
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_the_datum() {
        let rows = [
            ("2000国家大地坐标系", true),
            ("国家2000大地坐标系", true),
            ("CGCS2000", true),
            ("cgcs2000坐标系", true),
            ("CGCS2000_3_Degree_GK_Zone_38", true),
            ("国家大地坐标系2000", true),
            ("1980西安坐标系", false),
            ("80国家大地坐标系", false),
            ("1954北京坐标系", false),
            ("WGS84", false),
            ("广州2000坐标系", false),
            ("郑州市城市坐标系", false),
            ("国家大地坐标系", false),
        ];
        for (name, expected) in rows {
            assert_eq!(is_cgcs2000(name), expected, "{name}");
        }
    }
}
