//! The idle-land fee.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::law::Citation;
use crate::law::threshold::{FEE_RATE, FEE_RATE_AT_MOST};
use crate::units::{Money, QuantityError, Ratio};

/// The idle-land fee (土地闲置费) and how it is worked out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct IdleLandFee {
    /// Grant or allocation price, yuan.
    #[serde(rename = "price_yuan")]
    pub price: Money,
    /// Hundredths of it.
    pub percent: u32,
    /// The fee, yuan, to the fen, halves rounded away from zero.
    #[serde(rename = "fee_yuan")]
    pub fee: Money,
    /// Where the rate stands.
    pub basis: Citation,
    /// Where the statute bounds it: up to as much, for granted land, and at the authority's discretion.
    pub bound: Citation,
}

/// The idle-land fee for a price: 20 % of it.
///
/// # Basis
///
/// Order 53, Art. 14(1), sets 20 % of the grant or allocation price; the Urban Real Estate Administration Law, Art. 26, lets
/// a fee of at most 20 % be levied.
///
/// ```
/// use landledger::law::idle_land_fee;
///
/// assert_eq!(idle_land_fee("12345678.90".parse()?)?.fee.to_string(), "2469135.78");
/// # Ok::<(), landledger::units::QuantityError>(())
/// ```
///
/// # Errors
///
/// [`QuantityError`] if the price is beyond what a quantity can be.
pub fn idle_land_fee(price: Money) -> Result<IdleLandFee, QuantityError> {
    let percent = FEE_RATE.number().min(FEE_RATE_AT_MOST.number());
    let hundredfold = price.yuan().saturating_mul(Decimal::from(percent));
    let fee = Ratio::new(hundredfold, Decimal::ONE_HUNDRED).unwrap_or(Ratio::ZERO);
    let fee = Money::from_yuan(fee.rounded(2))?;
    Ok(IdleLandFee {
        price,
        percent,
        fee,
        basis: FEE_RATE.citation,
        bound: FEE_RATE_AT_MOST.citation,
    })
}
