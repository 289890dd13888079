//! Cell addresses: `F12`, `A1:C3`.

/// How many rows and columns a workbook can have.
const MOST_ROWS: u32 = 1 << 20;
const MOST_COLUMNS: u32 = 1 << 14;

/// Row and column of an address, both from 1; `None` if it is no address of a workbook.
pub(super) fn parse(address: &str) -> Option<(u32, u32)> {
    let plain: String = address.chars().filter(|c| *c != '$').collect();
    let split = plain.find(|c: char| !c.is_ascii_alphabetic())?;
    let (letters, digits) = plain.split_at_checked(split)?;
    let mut column = 0_u32;
    for letter in letters.bytes() {
        let value = u32::from(letter.to_ascii_uppercase().saturating_sub(b'A')).saturating_add(1);
        column = column.checked_mul(26)?.checked_add(value)?;
    }
    let plain_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
    let row: u32 = digits.parse().ok().filter(|_| plain_digits)?;
    ((1..=MOST_ROWS).contains(&row) && (1..=MOST_COLUMNS).contains(&column))
        .then_some((row, column))
}

/// A range of cells, its first and last row and column, all from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read::sheet) struct Region {
    pub(in crate::read::sheet) rows: (u32, u32),
    pub(in crate::read::sheet) columns: (u32, u32),
}

impl Region {
    pub(super) fn parse(range: &str) -> Option<Region> {
        let (first, last) = range.split_once(':').unwrap_or((range, range));
        let ((top, left), (bottom, right)) = (parse(first)?, parse(last)?);
        (top <= bottom && left <= right)
            .then_some(Region { rows: (top, bottom), columns: (left, right) })
    }
}
