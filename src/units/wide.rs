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
        for _ in 0..exponent {
            let mut carry = 0_u64;
            for limb in &mut self.0 {
                let product = u64::from(*limb) * 10 + carry;
                *limb = (product & 0xFFFF_FFFF) as u32;
                carry = product >> 32;
            }
        }
        self
    }

    /// The quotient, halves rounded up, if it fits 96 bits; the divisor is not zero.
    pub(super) fn rounded_quotient(self, divisor: Wide) -> Option<u128> {
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
    fn minus(mut self, other: Wide) -> Wide {
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
