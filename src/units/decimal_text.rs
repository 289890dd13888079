//! The plain decimal grammar, and its serde form.
//!
//! Written by hand because `Decimal`'s own forms change with features that any crate of the build may
//! switch on, and because they read numbers by way of `f64`.

use std::fmt;

use rust_decimal::Decimal;
use serde::de::{self, Deserializer, MapAccess, Visitor};

use super::{QuantityError, QuantityErrorKind};

/// The largest absolute value of a quantity: 10¹⁸. With six decimals it stays far inside the 28 digits of a
/// `Decimal`, so that sums, differences and unit conversions are exact.
pub(super) const LARGEST: Decimal = Decimal::from_parts(2_808_348_672, 232_830_643, 0, false, 0);

/// The most decimals that a quantity keeps.
pub(super) const MOST_DECIMALS: u32 = 6;

/// Which numbers a text may stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// Zero and above.
    NonNegative,
    /// A leading `-` is allowed.
    Signed,
}

/// What a text or a number must fit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Grammar {
    pub(super) sign: Sign,
    pub(super) decimals: u32,
    /// The largest absolute value.
    pub(super) largest: Decimal,
}

impl Grammar {
    /// Digits, and after an optional point at least one more digit.
    pub(super) fn parse(self, text: &str) -> Result<Decimal, QuantityError> {
        let at = |kind, position| Err(QuantityError::at(kind, text, position));
        let mut mantissa: i128 = 0;
        let mut scale: Option<u32> = None;
        let mut digit_before = false;
        let mut negative = false;
        for (position, byte) in text.bytes().enumerate() {
            match byte {
                b'0'..=b'9' => {
                    if let Some(scale) = &mut scale {
                        *scale = scale.saturating_add(1);
                        if *scale > self.decimals {
                            return at(QuantityErrorKind::TooManyDecimals, position);
                        }
                    }
                    let grown =
                        mantissa.checked_mul(10).and_then(|m| m.checked_add((byte - b'0').into()));
                    match grown {
                        Some(grown) if grown < 10_i128.pow(32) => mantissa = grown,
                        _ => return at(QuantityErrorKind::TooLarge, position),
                    }
                    digit_before = true;
                }
                b'.' if digit_before && scale.is_none() => {
                    scale = Some(0);
                    digit_before = false;
                }
                b'-' if position == 0 && self.sign == Sign::Signed => negative = true,
                b'-' if position == 0 => return at(QuantityErrorKind::Negative, position),
                b',' => return at(QuantityErrorKind::Comma, position),
                _ => return at(QuantityErrorKind::NotDecimal, position),
            }
        }
        if !digit_before {
            return at(QuantityErrorKind::NotDecimal, text.len());
        }
        let signed = if negative { -mantissa } else { mantissa };
        Decimal::try_from_i128_with_scale(signed, scale.unwrap_or_default())
            .map_err(|_| QuantityError::new(QuantityErrorKind::TooLarge, text))
            .and_then(|value| self.admit(value))
    }

    /// The number itself if it fits; decimals beyond the last kept place must be zero and are dropped.
    pub(super) fn admit(self, mut value: Decimal) -> Result<Decimal, QuantityError> {
        if value.is_zero() {
            // `Decimal` knows a negative zero, and prints it.
            value.set_sign_positive(true);
        }
        if self.sign == Sign::NonNegative && value.is_sign_negative() {
            return Err(QuantityError::new(QuantityErrorKind::Negative, value));
        }
        if value.abs() > self.largest {
            return Err(QuantityError::new(QuantityErrorKind::TooLarge, value));
        }
        if value.scale() > self.decimals {
            if value.normalize().scale() > self.decimals {
                return Err(QuantityError::new(QuantityErrorKind::TooManyDecimals, value));
            }
            value.rescale(self.decimals);
        }
        Ok(value)
    }

    /// A float, expanded to 12 decimals and then rounded to `places`, halves away from zero.
    pub(super) fn admit_float(self, number: f64, places: u32) -> Result<Decimal, QuantityError> {
        if !number.is_finite() {
            return Err(QuantityError::new(QuantityErrorKind::NotFinite, number));
        }
        if places > self.decimals {
            let found = format_args!("{places} places for {number}");
            return Err(QuantityError::new(QuantityErrorKind::TooManyDecimals, found));
        }
        let too_large = || QuantityError::new(QuantityErrorKind::TooLarge, number);
        if number.abs() > 1e18 {
            return Err(too_large());
        }
        if self.sign == Sign::NonNegative && number < 0.0 {
            return Err(QuantityError::new(QuantityErrorKind::Negative, number));
        }
        // Up to 19 + 12 digits: more than a `Decimal` holds, less than an `i128`.
        let expanded = format!("{number:.12}").replace('.', "").parse::<i128>();
        let unit = 10_i128.pow(12_u32.saturating_sub(places));
        let half = if number < 0.0 { -(unit / 2) } else { unit / 2 };
        let rounded = expanded.map_err(|_| too_large())?.saturating_add(half) / unit;
        let value = Decimal::try_from_i128_with_scale(rounded, places).map_err(|_| too_large())?;
        self.admit(value)
    }

    /// Reads a decimal string or an integer; refuses floats.
    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Decimal, D::Error> {
        if deserializer.is_human_readable() {
            deserializer.deserialize_any(DecimalVisitor(self))
        } else {
            deserializer.deserialize_str(DecimalVisitor(self))
        }
    }
}

#[cfg(feature = "schema")]
impl Grammar {
    /// What is written: a decimal string. What is read: a number as well, as long as it has no exponent.
    pub(super) fn schema(
        self,
        description: &str,
        contract: &schemars::generate::Contract,
    ) -> schemars::Schema {
        let sign = if self.sign == Sign::Signed { "-?" } else { "" };
        let (decimals, largest) = (self.decimals, self.largest);
        let pattern = if largest == LARGEST {
            format!(
                "^{sign}0*(1000000000000000000(\\.0{{1,{decimals}}})?|[0-9]{{1,18}}(\\.[0-9]{{1,{decimals}}})?)$"
            )
        } else {
            format!("^{sign}[0-9]+(\\.[0-9]{{1,{decimals}}})?$")
        };
        let text = schemars::json_schema!({ "type": "string", "pattern": pattern });
        let mut schema = if contract.is_serialize() {
            text
        } else {
            let mut number = schemars::json_schema!({ "type": "number" });
            if largest == LARGEST {
                let least = if self.sign == Sign::Signed { -1e18 } else { 0.0 };
                number.insert("minimum".into(), least.into());
                number.insert("maximum".into(), 1e18.into());
            } else if self.sign == Sign::NonNegative {
                number.insert("minimum".into(), 0.into());
            }
            schemars::json_schema!({ "anyOf": [text, number] })
        };
        schema.insert("description".into(), description.trim().into());
        schema
    }
}

/// The key under which serde_json hands out numbers when any crate of the build switched on its
/// `arbitrary_precision`; it must be read like the number it stands for.
const SERDE_JSON_NUMBER: &str = "$serde_json::private::Number";

struct DecimalVisitor(Grammar);

impl DecimalVisitor {
    fn refuse_float<E: de::Error>(found: impl fmt::Display) -> E {
        E::custom(format_args!(
            "expected a decimal string, found the number {found}: write decimals as strings, as \"1234.56\""
        ))
    }
}

impl<'de> Visitor<'de> for DecimalVisitor {
    type Value = Decimal;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a decimal number written as a string, or an integer")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Decimal, E> {
        self.0.parse(text).map_err(E::custom)
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Decimal, E> {
        self.0.admit(number.into()).map_err(E::custom)
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Decimal, E> {
        self.0.admit(number.into()).map_err(E::custom)
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Decimal, E> {
        Err(Self::refuse_float(number))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Decimal, A::Error> {
        match map.next_key::<String>()? {
            Some(key) if key == SERDE_JSON_NUMBER => {
                let text = map.next_value::<String>()?;
                // The same numbers that arrive as integers in a build without the feature.
                match (text.parse::<u64>(), text.parse::<i64>()) {
                    (Ok(number), _) => self.visit_u64(number),
                    (_, Ok(number)) if number != 0 => self.visit_i64(number),
                    _ => Err(Self::refuse_float(text)),
                }
            }
            _ => Err(de::Error::invalid_type(de::Unexpected::Map, &self)),
        }
    }
}
