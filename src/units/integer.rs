//! [`Integer`]: signed whole numbers of 448 bits, for sums of products of quantities without rounding.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;

use super::wide::Wide;

/// A whole number of at most 448 bits, with a sign; zero has none.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Integer {
    negative: bool,
    size: Wide,
}

impl Integer {
    pub(crate) const ZERO: Integer = Integer { negative: false, size: Wide::ZERO };

    fn new(negative: bool, size: Wide) -> Integer {
        Integer { negative: negative && !size.is_zero(), size }
    }

    /// The number times 10 to the power of `places`, which are at least its decimals.
    pub(crate) fn scaled(number: Decimal, places: u32) -> Option<Integer> {
        let zeros = places.checked_sub(number.scale())?;
        // A mantissa has 96 bits, and 10^28 has 94.
        if zeros > Decimal::MAX_SCALE {
            return None;
        }
        let size = Wide::mantissa(number).times_power_of_ten(zeros);
        Some(Integer::new(number.is_sign_negative(), size))
    }

    pub(crate) fn is_zero(self) -> bool {
        self.size.is_zero()
    }

    pub(crate) fn is_negative(self) -> bool {
        self.negative
    }

    pub(crate) fn opposite(self) -> Integer {
        Integer::new(!self.negative, self.size)
    }

    /// Without its sign.
    pub(crate) fn magnitude(self) -> Integer {
        Integer::new(false, self.size)
    }

    pub(crate) fn plus(self, other: Integer) -> Option<Integer> {
        if self.negative == other.negative {
            return Some(Integer::new(self.negative, self.size.checked_plus(other.size)?));
        }
        Some(match self.size.cmp(&other.size) {
            Ordering::Less => Integer::new(other.negative, other.size.minus(self.size)),
            _ => Integer::new(self.negative, self.size.minus(other.size)),
        })
    }

    pub(crate) fn minus(self, other: Integer) -> Option<Integer> {
        self.plus(other.opposite())
    }

    pub(crate) fn times(self, other: Integer) -> Option<Integer> {
        let size = self.size.checked_times(other.size)?;
        Some(Integer::new(self.negative != other.negative, size))
    }

    /// The greatest common divisor, without sign.
    pub(crate) fn common_divisor(self, other: Integer) -> Integer {
        Integer::new(false, self.size.common_divisor(other.size))
    }

    /// The quotient by a divisor of it, not zero; digits behind the point are dropped for any other.
    pub(crate) fn divided_by(self, divisor: Integer) -> Option<Integer> {
        if divisor.is_zero() {
            return None;
        }
        let (quotient, _) = self.size.divided_by(divisor.size);
        Some(Integer::new(self.negative != divisor.negative, quotient))
    }

    /// The quotient with `places` decimals, halves away from zero; `None` by zero, or beyond a `Decimal`.
    pub(crate) fn rounded_quotient(self, divisor: Integer, places: u32) -> Option<Decimal> {
        if divisor.is_zero() {
            return None;
        }
        let ten = Integer::scaled(Decimal::TEN, 0)?;
        let shifted = (0..places).try_fold(self, |number, _| number.times(ten))?;
        let quotient = shifted.size.rounded_quotient(divisor.size)?;
        let quotient = i128::try_from(quotient).ok()?;
        let mut number = Decimal::try_from_i128_with_scale(quotient, places).ok()?;
        number.set_sign_negative(self.negative != divisor.negative && !number.is_zero());
        Some(number)
    }
}

impl Ord for Integer {
    fn cmp(&self, other: &Integer) -> Ordering {
        match (self.negative, other.negative) {
            (false, false) => self.size.cmp(&other.size),
            (true, true) => other.size.cmp(&self.size),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}

impl PartialOrd for Integer {
    fn partial_cmp(&self, other: &Integer) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Integer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.negative { "-" } else { "" };
        write!(f, "{sign}{}", self.size.digits())
    }
}

impl fmt::Debug for Integer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl FromStr for Integer {
    type Err = ();

    fn from_str(text: &str) -> Result<Integer, ()> {
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        Wide::from_digits(digits).map(|size| Integer::new(negative, size)).ok_or(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    fn integer(text: &str) -> Integer {
        text.parse().unwrap()
    }

    #[test]
    fn sums_products_and_quotients_worked_by_hand() {
        // (a, b, a + b, a × b, greatest common divisor)
        let rows = [
            ("12", "18", "30", "216", "6"),
            ("-12", "18", "6", "-216", "6"),
            ("12", "-18", "-6", "-216", "6"),
            ("-12", "-18", "-30", "216", "6"),
            ("0", "-5", "-5", "0", "5"),
            ("0", "0", "0", "0", "0"),
            // 2^70 × 3 and 2^66 × 5: twos beyond two limbs.
            (
                "3541774862152233910272",
                "368934881474191032320",
                "3910709743626424942592",
                "1306684288976403699699358492537989931991040",
                "73786976294838206464",
            ),
            // (2^64 + 13) × 7 and (2^64 + 13) × 11: a divisor of more than one limb.
            (
                "129127208515966861403",
                "202914184810805067919",
                "332041393326771929322",
                "26201742252912261723610226407812674630357",
                "18446744073709551629",
            ),
            // 2^32 and 2^32: the carry from limb to limb.
            ("4294967296", "4294967296", "8589934592", "18446744073709551616", "4294967296"),
            // 10^30 × (10^30 + 1)
            (
                "1000000000000000000000000000000",
                "1000000000000000000000000000001",
                "2000000000000000000000000000001",
                "1000000000000000000000000000001000000000000000000000000000000",
                "1",
            ),
        ];
        for (a, b, sum, product, divisor) in rows {
            let (x, y) = (integer(a), integer(b));
            assert_eq!(x.plus(y).unwrap().to_string(), sum, "{a} + {b}");
            assert_eq!(x.plus(y).unwrap().minus(y), Some(x), "{a} + {b} - {b}");
            assert_eq!(x.times(y).unwrap().to_string(), product, "{a} × {b}");
            let quotient = (!y.is_zero()).then_some(x);
            assert_eq!(x.times(y).unwrap().divided_by(y), quotient, "{a} × {b} / {b}");
            assert_eq!(x.common_divisor(y).to_string(), divisor, "{a}, {b}");
        }
        assert_eq!(integer("2").rounded_quotient(integer("3"), 4).unwrap().to_string(), "0.6667");
        assert_eq!(integer("-1").rounded_quotient(integer("8"), 2).unwrap().to_string(), "-0.13");
        assert_eq!(integer("1").rounded_quotient(integer("0"), 2), None);
        assert!(integer("-3") < integer("-2") && integer("-1") < integer("0"));
        for text in ["", "-", "1.5", "x", "+1"] {
            assert_eq!(text.parse::<Integer>(), Err(()), "{text}");
        }
    }

    #[test]
    fn what_does_not_fit_is_nothing_and_not_wrong() {
        // 448 bits end at 2^448, of 135 digits; 10^134 fits, and ten times as much does not.
        let large = integer(&format!("1{}", "0".repeat(134)));
        assert_eq!(large.times(integer("10")), None);
        assert_eq!(large.times(large), None);
        assert_eq!(format!("1{}", "0".repeat(135)).parse::<Integer>(), Err(()));
        let most = (0..447).try_fold(integer("1"), |number, _| number.times(integer("2"))).unwrap();
        assert_eq!(most.plus(most), None);
        assert_eq!(most.minus(most), Some(Integer::ZERO));
        let decimal = Decimal::from_str_exact("-1.25").unwrap();
        assert_eq!(Integer::scaled(decimal, 4).unwrap().to_string(), "-12500");
        assert_eq!(Integer::scaled(decimal, 1), None);
    }
}
