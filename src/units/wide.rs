//! Integers wide enough for products of two decimals with any scale, for exact comparison and division.

use std::cmp::Ordering;

use rust_decimal::Decimal;

/// 32-bit limbs, the least significant first. Two 96-bit mantissas and a power of ten up to 10⁵⁷ need
/// 192 + 190 bits; 14 limbs hold 448.
const LIMBS: usize = 14;

/// An integer of 448 bits without sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wide([u32; LIMBS]);

impl Wide {
    /// The mantissa of a number without its sign.
    pub(super) fn mantissa(number: Decimal) -> Wide {
        let mut wide = Wide([0; LIMBS]);
        let mut rest = number.mantissa().unsigned_abs();
        for limb in &mut wide.0 {
            *limb = (rest & 0xFFFF_FFFF) as u32;
            rest >>= 32;
        }
        wide
    }

    /// The product with the mantissa of a number without its sign.
    pub(super) fn times_mantissa(self, number: Decimal) -> Wide {
        let mut product = Wide([0; LIMBS]);
        for (shift, factor) in Wide::mantissa(number).0.into_iter().enumerate().take(3) {
            let mut carry = 0_u64;
            for (limb, digit) in product.0.iter_mut().skip(shift).zip(self.0) {
                let sum = u64::from(*limb) + u64::from(digit) * u64::from(factor) + carry;
                *limb = (sum & 0xFFFF_FFFF) as u32;
                carry = sum >> 32;
            }
        }
        product
    }

    /// The product with 10 to the power of `exponent`.
    pub(super) fn times_power_of_ten(mut self, exponent: u32) -> Wide {
        let mut rest = exponent;
        while rest > 0 {
            // 10⁹ is the largest power that a limb holds.
            let step = rest.min(9);
            let factor = 10_u64.pow(step);
            let mut carry = 0_u64;
            for limb in &mut self.0 {
                let product = u64::from(*limb) * factor + carry;
                *limb = (product & 0xFFFF_FFFF) as u32;
                carry = product >> 32;
            }
            rest -= step;
        }
        self
    }

    /// The quotient, halves rounded up, if it fits 96 bits; the divisor is not zero.
    pub(super) fn rounded_quotient(self, divisor: Wide) -> Option<u128> {
        match (self.narrow(), divisor.narrow()) {
            (Some(number), Some(divisor)) => {
                let (quotient, rest) = (number / divisor, number % divisor);
                let up = u128::from(rest >= divisor - rest);
                // A quotient of 128 bits has a divisor of 1 and no rest, so that nothing is added to it.
                Some(quotient + up).filter(|quotient| quotient >> 96 == 0)
            }
            _ => self.rounded_quotient_by_bits(divisor),
        }
    }

    /// The same for numbers of any width, bit by bit.
    fn rounded_quotient_by_bits(self, divisor: Wide) -> Option<u128> {
        let mut quotient = 0_u128;
        let mut remainder = Wide([0; LIMBS]);
        for limb in self.0.into_iter().rev().skip_while(|limb| *limb == 0) {
            for bit in (0..u32::BITS).rev() {
                remainder = remainder.doubled_plus((limb >> bit) & 1);
                if quotient >> 96 != 0 {
                    return None;
                }
                quotient <<= 1;
                if remainder >= divisor {
                    remainder = remainder.minus(divisor);
                    quotient |= 1;
                }
            }
        }
        if remainder.doubled_plus(0) >= divisor {
            quotient += 1;
        }
        (quotient >> 96 == 0).then_some(quotient)
    }

    pub(super) const ZERO: Wide = Wide([0; LIMBS]);

    pub(super) fn is_zero(self) -> bool {
        self == Wide::ZERO
    }

    /// The sum, if it fits.
    pub(super) fn checked_plus(mut self, other: Wide) -> Option<Wide> {
        let mut carry = 0_u64;
        for (limb, addend) in self.0.iter_mut().zip(other.0) {
            let sum = u64::from(*limb) + u64::from(addend) + carry;
            *limb = (sum & 0xFFFF_FFFF) as u32;
            carry = sum >> 32;
        }
        (carry == 0).then_some(self)
    }

    /// The product, if it fits.
    pub(super) fn checked_times(self, other: Wide) -> Option<Wide> {
        let mut product = Wide::ZERO;
        for (shift, factor) in other.0.into_iter().enumerate().filter(|(_, factor)| *factor != 0) {
            let mut carry = 0_u64;
            for (at, digit) in self.0.into_iter().enumerate() {
                match product.0.get_mut(at + shift) {
                    Some(limb) => {
                        let sum = u64::from(*limb) + u64::from(digit) * u64::from(factor) + carry;
                        *limb = (sum & 0xFFFF_FFFF) as u32;
                        carry = sum >> 32;
                    }
                    None if digit == 0 && carry == 0 => {}
                    None => return None,
                }
            }
            if carry != 0 {
                return None;
            }
        }
        Some(product)
    }

    /// Quotient and remainder; the divisor is not zero.
    pub(super) fn divided_by(self, divisor: Wide) -> (Wide, Wide) {
        if let Some(short) = divisor.short() {
            let (quotient, remainder) = self.divided_by_short(short);
            return (quotient, Wide::from_short(remainder));
        }
        let (mut quotient, mut remainder) = (Wide::ZERO, Wide::ZERO);
        for limb in self.0.into_iter().rev().skip_while(|limb| *limb == 0) {
            for bit in (0..u32::BITS).rev() {
                remainder = remainder.doubled_plus((limb >> bit) & 1);
                let fits = remainder >= divisor;
                if fits {
                    remainder = remainder.minus(divisor);
                }
                quotient = quotient.doubled_plus(u32::from(fits));
            }
        }
        (quotient, remainder)
    }

    /// The greatest common divisor; of zero and another, the other.
    pub(super) fn common_divisor(self, other: Wide) -> Wide {
        let (mut a, mut b) = (self.max(other), self.min(other));
        if b.is_zero() {
            return a;
        }
        let twos = a.trailing_zeros().min(b.trailing_zeros());
        b = b.halved(b.trailing_zeros());
        // Of two odd numbers the difference is even, and halving it takes no divisor away but twos.
        while !a.is_zero() {
            if let Some(short) = b.short() {
                let (mut a, mut b) = (short, a.divided_by_short(short).1);
                while b != 0 {
                    (a, b) = (b, a % b);
                }
                return Wide::from_short(a).times_power_of_two(twos);
            }
            a = a.halved(a.trailing_zeros());
            if a < b {
                (a, b) = (b, a);
            }
            a = a.minus(b);
        }
        b.times_power_of_two(twos)
    }

    /// The number, if it fits 128 bits.
    fn narrow(self) -> Option<u128> {
        let (low, high) = self.0.split_at(4);
        let number =
            low.iter().rev().fold(0_u128, |number, limb| (number << 32) | u128::from(*limb));
        high.iter().all(|limb| *limb == 0).then_some(number)
    }

    /// The number, if it is not zero and fits one limb.
    fn short(self) -> Option<u32> {
        let mut limbs = self.0.into_iter();
        let first = limbs.next().filter(|first| *first != 0)?;
        limbs.all(|limb| limb == 0).then_some(first)
    }

    fn from_short(number: u32) -> Wide {
        Wide::mantissa(Decimal::from(number))
    }

    fn divided_by_short(mut self, divisor: u32) -> (Wide, u32) {
        let (mut rest, divisor) = (0_u64, u64::from(divisor));
        for limb in self.0.iter_mut().rev() {
            let value = (rest << 32) | u64::from(*limb);
            // Each is below 2^32, as the rest is below the divisor.
            *limb = (value / divisor) as u32;
            rest = value % divisor;
        }
        (self, rest as u32)
    }

    /// How often two divides it; all bits of zero.
    fn trailing_zeros(self) -> u32 {
        let mut zeros = 0;
        for limb in self.0 {
            zeros += limb.trailing_zeros();
            if limb != 0 {
                break;
            }
        }
        zeros
    }

    /// Halved so often, rounded down.
    fn halved(self, times: u32) -> Wide {
        let (limbs, bits) = ((times / u32::BITS) as usize, times % u32::BITS);
        let mut halved = Wide::ZERO;
        let upper = self.0.iter().skip(limbs + 1).copied().chain([0]);
        let pairs = self.0.iter().skip(limbs).zip(upper);
        for (limb, (low, high)) in halved.0.iter_mut().zip(pairs) {
            let both = (u64::from(high) << 32) | u64::from(*low);
            *limb = ((both >> bits) & 0xFFFF_FFFF) as u32;
        }
        halved
    }

    /// A divisor of two numbers that fit, so that it fits.
    fn times_power_of_two(self, exponent: u32) -> Wide {
        (0..exponent).fold(self, |number, _| number.doubled_plus(0))
    }

    /// The decimal digits.
    pub(super) fn digits(mut self) -> String {
        let mut groups: Vec<u32> = Vec::new();
        while !self.is_zero() {
            let (rest, group) = self.divided_by_short(1_000_000_000);
            groups.push(group);
            self = rest;
        }
        let mut groups = groups.into_iter().rev();
        let first = groups.next().unwrap_or_default();
        groups.fold(first.to_string(), |text, group| format!("{text}{group:09}"))
    }

    /// From decimal digits; `None` for anything else, and for what does not fit.
    pub(super) fn from_digits(text: &str) -> Option<Wide> {
        let ten = Wide::mantissa(Decimal::TEN);
        if text.is_empty() {
            return None;
        }
        text.chars().try_fold(Wide::ZERO, |wide, digit| {
            let digit = Wide::mantissa(Decimal::from(digit.to_digit(10)?));
            wide.checked_times(ten)?.checked_plus(digit)
        })
    }

    fn doubled_plus(mut self, bit: u32) -> Wide {
        let mut carry = bit;
        for limb in &mut self.0 {
            let high = *limb >> 31;
            *limb = (*limb << 1) | carry;
            carry = high;
        }
        self
    }

    /// The difference from a smaller or equal integer.
    pub(super) fn minus(mut self, other: Wide) -> Wide {
        let mut borrow = 0_u64;
        for (limb, subtrahend) in self.0.iter_mut().zip(other.0) {
            let difference = (1_u64 << 32) + u64::from(*limb) - u64::from(subtrahend) - borrow;
            *limb = (difference & 0xFFFF_FFFF) as u32;
            borrow = 1 - (difference >> 32);
        }
        self
    }
}

impl Ord for Wide {
    fn cmp(&self, other: &Wide) -> Ordering {
        self.0.iter().rev().cmp(other.0.iter().rev())
    }
}

impl PartialOrd for Wide {
    fn partial_cmp(&self, other: &Wide) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn wide(digits: &str) -> Wide {
        Wide::from_digits(digits).unwrap()
    }

    #[test]
    fn quotients_beside_128_bits() {
        // 2^96 - 1, 2^96, 2^128 - 1, 2^128; halves of odd and even divisors on both sides of the half.
        let rows = [
            ("79228162514264337593543950335", "1", Some(79_228_162_514_264_337_593_543_950_335)),
            ("79228162514264337593543950336", "1", None),
            ("158456325028528675187087900671", "2", None),
            ("158456325028528675187087900670", "2", Some(79_228_162_514_264_337_593_543_950_335)),
            ("340282366920938463463374607431768211455", "1", None),
            (
                "340282366920938463463374607431768211455",
                "340282366920938463463374607431768211455",
                Some(1),
            ),
            (
                "170141183460469231731687303715884105727",
                "340282366920938463463374607431768211455",
                Some(0),
            ),
            (
                "170141183460469231731687303715884105728",
                "340282366920938463463374607431768211455",
                Some(1),
            ),
            (
                "170141183460469231731687303715884105727",
                "340282366920938463463374607431768211456",
                Some(0),
            ),
            (
                "170141183460469231731687303715884105728",
                "340282366920938463463374607431768211456",
                Some(1),
            ),
            ("0", "7", Some(0)),
            ("3", "7", Some(0)),
            ("4", "7", Some(1)),
            ("5", "10", Some(1)),
            ("14", "10", Some(1)),
        ];
        for (number, divisor, expected) in rows {
            let (number, divisor) = (wide(number), wide(divisor));
            assert_eq!(number.rounded_quotient(divisor), expected, "{number:?} / {divisor:?}");
            assert_eq!(
                number.rounded_quotient_by_bits(divisor),
                expected,
                "{number:?} / {divisor:?}"
            );
        }
    }

    #[test]
    fn powers_of_ten_digit_by_digit() {
        let number = "79228162514264337593543950335";
        for exponent in 0..=57 {
            let expected = format!("{number}{}", "0".repeat(exponent as usize));
            assert_eq!(wide(number).times_power_of_ten(exponent).digits(), expected);
        }
    }

    proptest! {
        #[test]
        fn a_quotient_of_two_words_is_that_of_bits(
            number: u128, divisor in 1..=u128::MAX, down in 0_u32..128, less in 0_u32..128,
        ) {
            let (number, divisor) = (number >> down, (divisor >> less).max(1));
            let (number, divisor) = (wide(&number.to_string()), wide(&divisor.to_string()));
            prop_assert_eq!(number.rounded_quotient(divisor), number.rounded_quotient_by_bits(divisor));
        }
    }
}
