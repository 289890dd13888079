//! What all quantities share, written once.

/// A newtype of an exact decimal with its text form, its arithmetic within the kind, and its serde form.
///
/// The first argument says whether values below zero exist.
macro_rules! quantity {
    (
        $(#[doc = $doc:literal])*
        $name:ident, $sign:ident, $from_unit:ident, $unit:ident
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
        pub struct $name(rust_decimal::Decimal);

        impl $name {
            /// Nothing.
            pub const ZERO: $name = $name(rust_decimal::Decimal::ZERO);

            const GRAMMAR: crate::units::decimal_text::Grammar = crate::units::decimal_text::Grammar {
                sign: crate::units::decimal_text::Sign::$sign,
                decimals: crate::units::decimal_text::MOST_DECIMALS,
                largest: crate::units::decimal_text::LARGEST,
            };

            /// This quantity from its number.
            ///
            /// # Errors
            ///
            /// The number is larger than 10¹⁸, has more than six decimals that are not zero, or is below zero
            /// where the quantity cannot be.
            pub fn $from_unit(
                number: rust_decimal::Decimal,
            ) -> Result<$name, crate::units::QuantityError> {
                Self::GRAMMAR.admit(number).map($name)
            }

            /// The number, with as many decimals as were given.
            #[must_use]
            pub const fn $unit(self) -> rust_decimal::Decimal {
                self.0
            }

            /// Whether this is nothing.
            #[must_use]
            pub fn is_zero(self) -> bool {
                self.0.is_zero()
            }

            /// The sum, or `None` if it is beyond the largest quantity.
            #[must_use]
            pub fn checked_add(self, other: $name) -> Option<$name> {
                let sum = self.0.checked_add(other.0)?;
                Self::$from_unit(sum).ok()
            }

            /// The difference, or `None` if the quantity cannot take it: beyond the largest, or below zero
            /// where nothing below zero exists.
            #[must_use]
            pub fn checked_sub(self, other: $name) -> Option<$name> {
                let difference = self.0.checked_sub(other.0)?;
                Self::$from_unit(difference).ok()
            }

            /// The sum of all.
            ///
            /// # Errors
            ///
            /// The sum is beyond the largest quantity.
            pub fn try_sum(
                quantities: impl IntoIterator<Item = $name>,
            ) -> Result<$name, crate::units::QuantityError> {
                quantities.into_iter().try_fold($name::ZERO, |sum, next| {
                    sum.checked_add(next).ok_or_else(|| {
                        crate::units::QuantityError::new(
                            crate::units::QuantityErrorKind::TooLarge,
                            format_args!("the sum {sum} + {next}"),
                        )
                    })
                })
            }

            /// The quantity with exactly `places` decimals (six at most), halves rounded away from zero
            /// (四舍五入).
            #[must_use]
            pub fn rounded(self, places: u32) -> $name {
                let places = places.min(crate::units::decimal_text::MOST_DECIMALS);
                $name(crate::units::rounding::round_half_up(self.0, places))
            }

            /// This quantity as a share of `whole`; `None` unless `whole` is above zero.
            #[must_use]
            pub fn share_of(self, whole: $name) -> Option<crate::units::Ratio> {
                crate::units::Ratio::new(self.0, whole.0)
            }
        }

        /// The plain number without a unit, with as many decimals as were given.
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(&self.0, f)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        /// Digits with an optional point and at most six decimals.
        impl std::str::FromStr for $name {
            type Err = crate::units::QuantityError;

            fn from_str(text: &str) -> Result<$name, Self::Err> {
                Self::GRAMMAR.parse(text).map($name)
            }
        }

        /// A decimal string.
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                Self::GRAMMAR.schema(concat!($($doc, "\n"),*), generator.contract())
            }
        }

        /// A decimal string or an integer; a float is refused.
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                Self::GRAMMAR.deserialize(deserializer).map($name)
            }
        }
    };
}

/// A quantity that is never negative, and the signed type of its differences.
macro_rules! extent {
    (
        $(#[doc = $doc:literal])* $name:ident,
        $(#[doc = $change_doc:literal])* $change:ident
    ) => {
        crate::units::quantity::quantity! {
            $(#[doc = $doc])*
            $name, NonNegative, from_square_metres, square_metres
        }

        crate::units::quantity::quantity! {
            $(#[doc = $change_doc])*
            $change, Signed, from_square_metres, square_metres
        }

        impl $name {
            /// A computed number of square metres, rounded to `places` decimals: the only way from a float.
            ///
            /// # Accuracy
            ///
            /// The float is first expanded to 12 decimals, then halves are rounded away from zero (四舍五入):
            /// 1.005, whose nearest float is a little smaller, becomes 1.01 as a person would expect. From
            /// about 8000 m² on, floats are coarser than 12 decimals, and the float's own value decides.
            ///
            /// # Errors
            ///
            /// The float is NaN, infinite, below zero or larger than 10¹⁸, or `places` is above six.
            pub fn from_computed(
                square_metres: f64,
                places: u32,
            ) -> Result<$name, crate::units::QuantityError> {
                Self::GRAMMAR.admit_float(square_metres, places).map($name)
            }

            /// How much more this is than `earlier` (本期减上期), below zero if it is less.
            #[must_use]
            pub fn change_from(self, earlier: $name) -> $change {
                // Both lie between 0 and 10^18 with six decimals at most, so the difference is exact.
                $change(self.0 - earlier.0)
            }

            /// This quantity after a change, or `None` if that is below zero or beyond the largest quantity.
            #[must_use]
            pub fn checked_change(self, change: $change) -> Option<$name> {
                let changed = self.0.checked_add(change.0)?;
                Self::from_square_metres(changed).ok()
            }
        }

        impl $change {
            /// How much it is either way (绝对值).
            #[must_use]
            pub fn magnitude(self) -> $name {
                $name(self.0.abs())
            }

            /// Whether this is a decrease.
            #[must_use]
            pub fn is_negative(self) -> bool {
                self.0.is_sign_negative()
            }
        }

        /// The increase by this much.
        impl From<$name> for $change {
            fn from(quantity: $name) -> $change {
                $change(quantity.0)
            }
        }

        /// The opposite change.
        impl std::ops::Neg for $change {
            type Output = $change;

            fn neg(self) -> $change {
                if self.0.is_zero() { self } else { $change(-self.0) }
            }
        }
    };
}

pub(super) use {extent, quantity};
