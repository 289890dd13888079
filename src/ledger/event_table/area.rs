//! Floor area of a row, in hundredths of a square metre.

use std::num::NonZeroU64;

/// The largest floor area of a row: 10¹¹ m², more than any country has. It keeps a row at 32 bytes.
const MOST: u64 = 10_000_000_000_000;

/// Hundredths of a square metre of a decimal number above 0, rounded half away from zero (四舍五入); `None` if it is none,
/// if nothing is left of it, or if it is above 10¹¹ m².
pub(super) fn hundredths(text: &str) -> Option<NonZeroU64> {
    let mut value: u64 = 0;
    let mut bytes = text.bytes();
    let mut whole = 0;
    let point = loop {
        match bytes.next() {
            Some(byte @ b'0'..=b'9') => {
                value = value.checked_mul(10)?.checked_add(u64::from(byte - b'0'))?;
                whole += 1;
            }
            Some(b'.') => break true,
            Some(_) => return None,
            None => break false,
        }
    };
    if whole == 0 {
        return None;
    }
    let mut digits = 0;
    let mut up = false;
    for byte in bytes {
        let digit = byte.wrapping_sub(b'0');
        match digits {
            _ if digit > 9 => return None,
            0 | 1 => value = value.checked_mul(10)?.checked_add(u64::from(digit))?,
            2 => up = digit >= 5,
            _ => {}
        }
        digits += 1;
    }
    if point && digits == 0 {
        return None;
    }
    for _ in digits..2 {
        value = value.checked_mul(10)?;
    }
    NonZeroU64::new(value + u64::from(up)).filter(|value| value.get() <= MOST)
}
