//! Numbers of a workbook as decimal text: what Excel shows, without the noise of binary fractions.

/// The shortest decimal number that is the same to 15 significant digits: Excel keeps no more, so that 0.1+0.2 is 0.3.
/// A number with more than 15 digits before the point has lost digits and is written with an exponent, as
/// `4.10106E+18`: nothing takes that for a code or an amount.
pub(super) fn decimal_text(number: f64) -> String {
    let Parts { sign, digits, exponent } = Parts::of(number);
    text(sign, &digits, exponent)
}

/// The number a hundred times as large with a sign of per cent, as a cell of such a format shows it.
pub(super) fn percent_text(number: f64) -> String {
    let Parts { sign, digits, exponent } = Parts::of(number);
    let exponent = if digits == "0" { 0 } else { exponent.saturating_add(2) };
    format!("{}%", text(sign, &digits, exponent))
}

/// The number with at least so many decimals, as its cell shows it: 18.50 says more than 18.5. No digit is taken away.
pub(super) fn with_decimals(number: String, decimals: usize) -> String {
    if decimals == 0 || number.contains('E') {
        return number;
    }
    let own = number.split_once('.').map(|(_, own)| own.len());
    let zeros = "0".repeat(decimals.saturating_sub(own.unwrap_or_default()));
    let point = if own.is_none() { "." } else { "" };
    format!("{number}{point}{zeros}")
}

/// A number as its significant digits, the point behind the first one, and a power of ten.
struct Parts {
    sign: &'static str,
    digits: String,
    exponent: i32,
}

impl Parts {
    fn of(number: f64) -> Parts {
        let scientific = format!("{:.14e}", number.abs());
        let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
        let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
        let digits = match digits.trim_end_matches('0') {
            "" => "0".to_owned(),
            digits => digits.to_owned(),
        };
        let sign = if number < 0.0 { "-" } else { "" };
        Parts { sign, digits, exponent: exponent.parse().unwrap_or_default() }
    }
}

fn text(sign: &str, digits: &str, exponent: i32) -> String {
    let places = usize::try_from(exponent.unsigned_abs()).unwrap_or_default();
    if !(-28..15).contains(&exponent) {
        let (first, rest) = digits.split_at_checked(1).unwrap_or((digits, ""));
        let point = if rest.is_empty() { "" } else { "." };
        let power = if exponent < 0 { '-' } else { '+' };
        return format!("{sign}{first}{point}{rest}E{power}{places:02}");
    }
    if exponent < 0 {
        let zeros = "0".repeat(places.saturating_sub(1));
        return format!("{sign}0.{zeros}{digits}");
    }
    let whole = places.saturating_add(1);
    match digits.split_at_checked(whole) {
        Some((whole, "")) => format!("{sign}{whole}"),
        Some((whole, decimals)) => format!("{sign}{whole}.{decimals}"),
        None => format!("{sign}{digits}{}", "0".repeat(whole.saturating_sub(digits.len()))),
    }
}
