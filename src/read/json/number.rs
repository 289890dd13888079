//! Numbers: their grammar, their text, and their value correctly rounded.

use super::lexer::{Lexed, Lexer};

/// A number as scanned: enough to make an `f64` without a second look in nearly all cases.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scanned {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Digits after the point, once the exponent has moved it.
    pub(crate) decimals: u32,
    /// The digits as an integer, when they and the power of ten are exact in `f64`.
    mantissa: Option<u64>,
    negative: bool,
}

const POWERS_OF_TEN: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

impl Lexer<'_> {
    /// Takes a number; the next byte is `-` or a digit.
    #[inline]
    pub(crate) fn number(&mut self) -> Lexed<Scanned> {
        let start = self.at;
        let negative = self.open(b'-');
        let mut mantissa: u64 = 0;
        let integer = self.at;
        self.digits(&mut mantissa)?;
        if self.bytes.get(integer) == Some(&b'0') && self.at > integer + 1 {
            self.at = integer;
            return Err(self.malformed(
                1,
                "数字前面不能有多余的 0",
                "a number must not start with a needless 0",
            ));
        }
        let mut count = self.at - integer;
        let mut decimals = 0;
        let mut exact = true;
        if self.open(b'.') {
            let fraction = self.at;
            self.digits(&mut mantissa)?;
            decimals = self.at - fraction;
            count += decimals;
        }
        let mut places = decimals;
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            let smaller = self.open(b'-');
            if !smaller {
                self.open(b'+');
            }
            exact = false;
            let (mut exponent, start) = (0, self.at);
            self.digits(&mut exponent)?;
            // Longer exponents leave the range of any number that is measured.
            let exponent = if self.at - start > 4 { 9_999 } else { exponent as usize };
            places = match smaller {
                true => decimals + exponent,
                false => decimals.saturating_sub(exponent),
            };
        }
        // Nineteen digits cannot wrap a u64; both operands of the division are then exact.
        let exact = exact && count <= 19 && mantissa < 1 << 53 && decimals <= 22;
        Ok(Scanned {
            start,
            end: self.at,
            decimals: u32::try_from(places).unwrap_or(u32::MAX),
            mantissa: exact.then_some(mantissa),
            negative,
        })
    }

    #[inline]
    fn digits(&mut self, mantissa: &mut u64) -> Lexed<()> {
        let start = self.at;
        while let Some(byte @ b'0'..=b'9') = self.peek() {
            *mantissa = mantissa.wrapping_mul(10).wrapping_add(u64::from(byte - b'0'));
            self.at += 1;
        }
        if self.at == start { Err(self.expected("数字", "a digit")) } else { Ok(()) }
    }

    /// Takes `[x,y]` if it stands here in the plain form that nearly all positions have: no white space
    /// but one blank after the comma, no exponent, no third number. Else takes nothing.
    #[inline]
    pub(crate) fn plain_pair(&mut self) -> Option<([f64; 2], u32)> {
        let start = self.bytes.get(self.at..)?;
        let (x, rest) = plain_number(start.strip_prefix(b"[")?)?;
        let rest = rest.strip_prefix(b",")?;
        let (y, rest) = plain_number(rest.strip_prefix(b" ").unwrap_or(rest))?;
        let rest = rest.strip_prefix(b"]")?;
        self.at += start.len() - rest.len();
        Some(([x.0, y.0], x.1.max(y.1)))
    }

    /// Whether an `f64` holds a scanned number.
    #[inline]
    pub(crate) fn holds(&self, number: Scanned) -> bool {
        number.mantissa.is_some() || self.value(number).is_some()
    }

    /// The value of a scanned number, correctly rounded; `None` when no `f64` holds it.
    #[inline]
    pub(crate) fn value(&self, number: Scanned) -> Option<f64> {
        let power = POWERS_OF_TEN.get(number.decimals as usize);
        if let (Some(mantissa), Some(power)) = (number.mantissa, power) {
            let value = mantissa as f64 / power;
            return Some(if number.negative { -value } else { value });
        }
        float(self.slice(number.start, number.end))
    }
}

/// A number without exponent whose digits fit the exact division: its value and its decimals.
#[inline]
fn plain_number(bytes: &[u8]) -> Option<((f64, u32), &[u8])> {
    let (negative, start) = match bytes.strip_prefix(b"-") {
        Some(rest) => (true, rest),
        None => (false, bytes),
    };
    let mut mantissa = 0;
    let mut rest = plain_digits(start, &mut mantissa);
    let integer = start.len() - rest.len();
    if integer == 0 || (integer > 1 && start.first() == Some(&b'0')) {
        return None;
    }
    let mut decimals = 0;
    if let Some(fraction) = rest.strip_prefix(b".") {
        rest = plain_digits(fraction, &mut mantissa);
        decimals = fraction.len() - rest.len();
        if decimals == 0 {
            return None;
        }
    }
    // Nineteen digits cannot wrap a u64; both operands of the division are then exact.
    if integer + decimals > 19 || mantissa >= 1 << 53 {
        return None;
    }
    let value = mantissa as f64 / POWERS_OF_TEN.get(decimals)?;
    Some(((if negative { -value } else { value }, decimals as u32), rest))
}

/// Passes digits.
#[inline]
fn plain_digits<'b>(mut bytes: &'b [u8], mantissa: &mut u64) -> &'b [u8] {
    while let Some((byte @ b'0'..=b'9', rest)) = bytes.split_first() {
        *mantissa = mantissa.wrapping_mul(10).wrapping_add(u64::from(byte - b'0'));
        bytes = rest;
    }
    bytes
}

/// The nearest `f64` to the text of a JSON number; `None` when it is beyond the range of `f64`.
pub(crate) fn float(text: &str) -> Option<f64> {
    text.parse::<f64>().ok().filter(|value| value.is_finite())
}
