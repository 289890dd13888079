//! Numbers, units and days as sheets write them.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::units::AreaUnit;

/// A unit that a heading, a cell or a line above the headings names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Unit {
    /// Square metres (平方米).
    M2,
    /// Mu (亩), 10 000/15 m² exactly.
    Mu,
    /// Hectares (公顷); ten thousand square metres (万平方米) of floor area are the same.
    Hm2,
    /// Square kilometres (平方公里).
    Km2,
    /// Yuan (元).
    Yuan,
    /// Ten thousand yuan (万元).
    TenThousandYuan,
    /// Hundred million yuan (亿元).
    HundredMillionYuan,
}

impl Unit {
    /// The unit that a word names.
    #[must_use]
    pub fn parse(word: &str) -> Option<Unit> {
        let word: String = half_width(word)
            .chars()
            .filter(|c| !c.is_whitespace())
            .flat_map(char::to_lowercase)
            .collect();
        Some(match word.as_str() {
            "m2" | "平方米" | "平米" => Unit::M2,
            "mu" | "亩" => Unit::Mu,
            "hm2" | "ha" | "公顷" | "万平方米" | "万m2" => Unit::Hm2,
            "km2" | "平方公里" | "平方千米" => Unit::Km2,
            "yuan" | "元" => Unit::Yuan,
            "万元" => Unit::TenThousandYuan,
            "亿元" => Unit::HundredMillionYuan,
            _ => return None,
        })
    }

    /// The unit of area; `None` for money.
    #[must_use]
    pub const fn area(self) -> Option<AreaUnit> {
        match self {
            Unit::M2 => Some(AreaUnit::SquareMetre),
            Unit::Mu => Some(AreaUnit::Mu),
            Unit::Hm2 => Some(AreaUnit::Hectare),
            Unit::Km2 => Some(AreaUnit::SquareKilometre),
            Unit::Yuan | Unit::TenThousandYuan | Unit::HundredMillionYuan => None,
        }
    }

    /// By which power of ten yuan are multiplied; `None` for areas.
    pub(super) const fn yuan_power(self) -> Option<u32> {
        match self {
            Unit::Yuan => Some(0),
            Unit::TenThousandYuan => Some(4),
            Unit::HundredMillionYuan => Some(8),
            Unit::M2 | Unit::Mu | Unit::Hm2 | Unit::Km2 => None,
        }
    }
}

/// The text with full-width digits, letters and signs (ＡＢ１２，（）) as plain ones, and `²`, `㎡` as `2`, `m2`.
pub(super) fn half_width(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\u{FF01}'..='\u{FF5E}' => {
                let narrow = u32::from(character).saturating_sub(0xFEE0);
                plain.push(char::from_u32(narrow).unwrap_or(character));
            }
            '\u{3000}' | '\u{00A0}' => plain.push(' '),
            '\u{FEFF}' | '\u{200B}' => {}
            '²' => plain.push('2'),
            '㎡' => plain.push_str("m2"),
            '【' | '〔' => plain.push('['),
            '】' | '〕' => plain.push(']'),
            _ => plain.push(character),
        }
    }
    plain
}

/// A number and what stands behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NumberText {
    /// Digits, perhaps a sign in front and a point among them.
    pub(super) digits: String,
    /// What follows, as a unit.
    pub(super) behind: String,
}

/// A decimal number with or without separators of thousands; `None` if the text is something else.
pub(super) fn number(text: &str) -> Option<NumberText> {
    let plain = half_width(text);
    let plain = plain.trim();
    let end = plain
        .find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | '-' | '+'))
        .unwrap_or(plain.len());
    let (number, behind) = plain.split_at_checked(end)?;
    let (sign, unsigned) = match number.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", number.strip_prefix('+').unwrap_or(number)),
    };
    let (whole, decimals) = match unsigned.split_once('.') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (unsigned, None),
    };
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !decimals.is_none_or(is_digits) {
        return None;
    }
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let mut digits = first.to_owned();
    let mut grouped = false;
    for group in groups {
        if group.len() != 3 || !is_digits(group) {
            return None;
        }
        grouped = true;
        digits.push_str(group);
    }
    if !is_digits(first) || (grouped && first.len() > 3) {
        return None;
    }
    let point = decimals.map(|decimals| format!(".{decimals}")).unwrap_or_default();
    Some(NumberText { digits: format!("{sign}{digits}{point}"), behind: behind.trim().to_owned() })
}

/// A day as a sheet gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum GivenDay {
    Day(Date),
    /// A year, perhaps a month, and no day: the first and the last day that it can be.
    Partial(Date, Date),
}

/// `2024-03-01`, `2024/3/1`, `2024.3.1`, `2024年3月1日`, `20240301`; without a day `2024年3月`, `2024-03`, `2024年`.
pub(super) fn day(text: &str) -> Option<GivenDay> {
    let plain = half_width(text);
    let words: Vec<&str> = plain.split_whitespace().collect();
    // A time of midnight is what spreadsheets add to a day.
    let plain = match words.as_slice() {
        [day @ .., "0:00" | "00:00" | "0:00:00" | "00:00:00"] => day.concat(),
        words => words.concat(),
    };
    if plain.len() == 8 && plain.bytes().all(|byte| byte.is_ascii_digit()) {
        let part = |from, to| plain.get(from..to);
        return date(part(0, 4)?, part(4, 6)?, part(6, 8)?).map(GivenDay::Day);
    }
    let chinese = plain.contains('年');
    let parts: Vec<&str> = if chinese {
        let bare = plain.strip_suffix(['日', '号']).unwrap_or(&plain);
        let bare = bare.strip_suffix(['月', '年']).unwrap_or(bare);
        bare.split(['年', '月']).collect()
    } else {
        let separator = plain.chars().find(|c| matches!(c, '-' | '/' | '.'))?;
        plain.split(separator).collect()
    };
    match *parts.as_slice() {
        [year, month, day] => date(year, month, day).map(GivenDay::Day),
        [year, month] => {
            let first = date(year, month, "1")?;
            Some(GivenDay::Partial(first, first.last_of_month()))
        }
        [year] if chinese => {
            let first = date(year, "1", "1")?;
            Some(GivenDay::Partial(first, first.last_of_year()))
        }
        _ => None,
    }
}

fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    let digits = |text: &str, most: usize| {
        (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    if year.len() != 4 || !digits(year, 4) || !digits(month, 2) || !digits(day, 2) {
        return None;
    }
    let year: i16 = year.parse().ok().filter(|year| *year > 0)?;
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}
