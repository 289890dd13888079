//! Names: invented firms and plots, and codes that follow their grammar but belong to nobody.

use super::internal;
use super::rng::SplitMix64;
use crate::codes::CreditCode;
use crate::error::Result;

const FIRST: [&str; 20] = [
    "恒", "锐", "启", "宏", "嘉", "卓", "瑞", "盛", "博", "融", "凌", "泰", "昊", "晟", "拓", "骏",
    "澜", "朗", "鼎", "睿",
];

const SECOND: [&str; 20] = [
    "越", "川", "诺", "岳", "禾", "航", "铭", "源", "程", "安", "峰", "达", "科", "辰", "润", "创",
    "远", "和", "锦", "宇",
];

const INDUSTRIES: [&str; 16] = [
    "精密机械",
    "铝材加工",
    "新型耐材",
    "阀门制造",
    "智能装备",
    "高温陶瓷",
    "电气设备",
    "模具",
    "环保设备",
    "汽车零部件",
    "新材料",
    "通航部件",
    "食品机械",
    "包装材料",
    "仪器仪表",
    "再生资源",
];

/// A firm that does not exist: its name says so (合成 = synthetic), and its credit code carries an organization
/// code beginning `MA0`, which is not given out under division 410106.
pub(super) fn firm(rng: &mut SplitMix64) -> String {
    let (first, second) = (rng.pick(&FIRST), rng.pick(&SECOND));
    format!("豫{first}{second}{}（合成）有限公司", rng.pick(&INDUSTRIES))
}

/// Firms of different parts of the generator have numbers of different series, so that none is given out twice.
#[derive(Debug, Clone, Copy)]
pub(super) enum Series {
    Holder = 0,
    Successor = 10_000_000,
    Prospect = 20_000_000,
}

/// The credit code of the firm with this number in its series.
pub(super) fn credit_code(series: Series, number: usize) -> Result<CreditCode> {
    const ALPHABET: [char; 31] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H',
        'J', 'K', 'L', 'M', 'N', 'P', 'Q', 'R', 'T', 'U', 'W', 'X', 'Y',
    ];
    let mut organization = String::from("MA0");
    // Five digits of base 31 hold 28 million firms.
    for place in (0..5).rev() {
        let digit = (series as usize + number) / 31_usize.pow(place) % 31;
        organization.push(ALPHABET.get(digit).copied().unwrap_or('0'));
    }
    // Check character of the organization code, GB 11714: 11 less the weighted sum modulo 11.
    let weights = [3, 7, 9, 10, 5, 8, 4, 2];
    let value = |letter: char| letter.to_digit(36).unwrap_or_default();
    let sum: u32 =
        organization.chars().zip(weights).map(|(letter, weight)| value(letter) * weight).sum();
    let check = match 11 - sum % 11 {
        10 => 'X',
        11 => '0',
        digit => char::from_digit(digit, 10).unwrap_or('0'),
    };
    CreditCode::from_first_17(&format!("91410106{organization}{check}")).map_err(internal)
}

pub(super) fn industry(rng: &mut SplitMix64) -> &'static str {
    rng.pick(&INDUSTRIES)
}

/// A Chinese numeral up to 99, and digits beyond: 经三路, 经十二路, 经120路.
pub(super) fn ordinal(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |at: usize| DIGITS.get(at).copied().unwrap_or_default();
    match (number / 10, number % 10) {
        (10.., _) => number.to_string(),
        (0, units) => digit(units).to_owned(),
        (1, units) => format!("十{}", digit(units)),
        (tens, units) => format!("{}十{}", digit(tens), digit(units)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals() {
        let rows = [
            (1, "一"),
            (9, "九"),
            (10, "十"),
            (12, "十二"),
            (20, "二十"),
            (35, "三十五"),
            (120, "120"),
        ];
        for (number, expected) in rows {
            assert_eq!(ordinal(number), expected);
        }
    }

    /// GB 11714 by hand: M=22, A=10: 22·3 + 10·7 + 0 = 136; 136 mod 11 = 4; 11 − 4 = 7.
    #[test]
    #[expect(clippy::unwrap_used, reason = "a test stops at the first fault")]
    fn organization_code_check() {
        assert_eq!(credit_code(Series::Holder, 0).unwrap().organization(), "MA0000007");
    }
}
