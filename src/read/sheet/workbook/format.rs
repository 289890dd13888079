//! Number formats: which cells hold days, and which hold hundredths.

/// How many decimals a format is taken to show at most.
const MOST_DECIMALS: usize = 6;

/// What a number is, by the format of its cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NumberFormat {
    /// A number, shown with at least so many decimals.
    Number(usize),
    Day,
    Percent,
}

/// As General: as many decimals as the number has.
impl Default for NumberFormat {
    fn default() -> NumberFormat {
        NumberFormat::Number(0)
    }
}

impl NumberFormat {
    /// The format with this number of ECMA-376 part 1, 18.8.30; those from 27 to 58 are days in Chinese and its neighbours.
    pub(super) const fn built_in(id: u32) -> NumberFormat {
        match id {
            9 | 10 => NumberFormat::Percent,
            14..=17 | 22 | 27..=31 | 34..=36 | 50..=54 | 57 | 58 => NumberFormat::Day,
            2 | 4 | 39 | 40 | 43 | 44 => NumberFormat::Number(2),
            _ => NumberFormat::Number(0),
        }
    }

    /// The format with this code, as `yyyy"年"m"月"d"日"` or `0.0%`; of several parts the first counts.
    pub(super) fn of_code(code: &str) -> NumberFormat {
        let mut characters = code.chars();
        let (mut percent, mut day) = (false, false);
        let mut decimals: Option<usize> = None;
        while let Some(character) = characters.next() {
            match character {
                ';' => break,
                // Words between quotes, and what brackets hold: colours, conditions, places.
                '"' => while characters.next().is_some_and(|c| c != '"') {},
                '[' => while characters.next().is_some_and(|c| c != ']') {},
                '\\' | '_' | '*' => {
                    characters.next();
                }
                '%' => percent = true,
                '.' => decimals = decimals.or(Some(0)),
                '0' => decimals = decimals.map(|count| count.saturating_add(1)),
                'y' | 'Y' | 'd' | 'D' | 'e' | '年' | '月' | '日' => day = true,
                // 0.00E+00 is no era.
                'E' if !matches!(characters.clone().next(), Some('+' | '-')) => day = true,
                // General, as a number is shown without a format, also behind [Red] or [DBNum2].
                'G' | 'g' if is_general(characters.as_str()) => break,
                _ => {}
            }
        }
        match (percent, day) {
            (true, _) => NumberFormat::Percent,
            (false, true) => NumberFormat::Day,
            (false, false) => NumberFormat::Number(decimals.unwrap_or_default().min(MOST_DECIMALS)),
        }
    }
}

/// Whether what stands behind a G makes it `General`.
fn is_general(behind: &str) -> bool {
    behind.get(..6).is_some_and(|word| word.eq_ignore_ascii_case("eneral"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_format_shows_is_told_from_its_code() {
        let rows = [
            ("General", NumberFormat::Number(0)),
            ("[Red]General", NumberFormat::Number(0)),
            // Figures in Chinese, and in Chinese capitals.
            ("[DBNum2][$-804]General", NumberFormat::Number(0)),
            ("[DBNum1][$-804]0.00", NumberFormat::Number(2)),
            ("[$-804]gge\"年\"", NumberFormat::Day),
            ("yyyy\"年\"m\"月\"d\"日\"", NumberFormat::Day),
            ("0.0%", NumberFormat::Percent),
        ];
        for (code, format) in rows {
            assert_eq!(NumberFormat::of_code(code), format, "{code}");
        }
    }
}
