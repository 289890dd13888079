//! Rounding a column so that its rows sum to its rounded total (强制调平).

use rust_decimal::Decimal;

use super::rounding::round_half_up;

/// Rounds numbers so that they sum to their rounded sum: the method of largest remainders (最大余额法).
///
/// The sum is rounded half away from zero; each number goes down to the next multiple of the last place, and what is
/// then missing goes, one unit each, to those that lost most; of equals to the earlier one. No number is further from
/// its exact value than one unit of the last place. For tables only: what is registered is never touched.
///
/// `None` if the sum is larger than a decimal can be.
///
/// ```
/// use landledger::units::round_to_sum;
/// use rust_decimal::Decimal;
///
/// let third: Decimal = "33.333".parse()?;
/// let rows = round_to_sum(&[third, third, "33.334".parse()?], 0).unwrap();
/// assert_eq!(rows, ["33".parse()?, "33".parse()?, "34".parse::<Decimal>()?]);
/// # Ok::<(), rust_decimal::Error>(())
/// ```
#[must_use]
pub fn round_to_sum(numbers: &[Decimal], places: u32) -> Option<Vec<Decimal>> {
    let sum = numbers.iter().try_fold(Decimal::ZERO, |sum, number| sum.checked_add(*number))?;
    round_to_total(numbers, round_half_up(sum, places), places)
}

/// Rounds numbers so that they sum to a total that is rounded already, as the lines between a rounded opening and a rounded
/// closing must; otherwise as [`round_to_sum`].
///
/// `None` if the total is not a multiple of the last place, is further from the sum of the numbers than one unit of the
/// last place for each number, or a sum is larger than a decimal can be.
///
/// ```
/// use landledger::units::round_to_total;
/// use rust_decimal::Decimal;
///
/// // Opening 0.4 and closing 1.0 are printed as 0 and 1: the lines between must say 1.
/// let lines: [Decimal; 2] = ["0.3".parse()?, "0.3".parse()?];
/// assert_eq!(round_to_total(&lines, Decimal::ONE, 0).unwrap(), [Decimal::ONE, Decimal::ZERO]);
/// # Ok::<(), rust_decimal::Error>(())
/// ```
#[must_use]
pub fn round_to_total(numbers: &[Decimal], total: Decimal, places: u32) -> Option<Vec<Decimal>> {
    let unit = Decimal::try_from_i128_with_scale(1, places).ok()?;
    if total != round_half_up(total, places) {
        return None;
    }
    let mut rounded = Vec::with_capacity(numbers.len());
    let mut missing = total;
    for number in numbers {
        let down = number
            .round_dp_with_strategy(places, rust_decimal::RoundingStrategy::ToNegativeInfinity);
        missing = missing.checked_sub(down)?;
        rounded.push(down);
    }
    let mut lost: Vec<(Decimal, usize)> = Vec::with_capacity(numbers.len());
    for (at, (number, down)) in numbers.iter().zip(&rounded).enumerate() {
        lost.push((number.checked_sub(*down)?, at));
    }
    lost.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    // Upwards those that lost most; where the total is below all that was rounded down, downwards those that lost least.
    let step = if missing < Decimal::ZERO { -unit } else { unit };
    if step < Decimal::ZERO {
        lost.reverse();
    }
    for (_, at) in lost {
        if missing.is_zero() {
            break;
        }
        missing = missing.checked_sub(step)?;
        let row = rounded.get_mut(at)?;
        *row = row.checked_add(step)?;
    }
    missing.is_zero().then_some(rounded)
}
