//! What cells hold, and which decimals a workbook can keep as numbers.

use jiff::civil::Date;
use rust_decimal::Decimal;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// Nothing: what is not known is never 0.
    Blank,
    /// Words, and codes with them. They are never a formula, whatever they start with.
    Text(String),
    /// A decimal number: a number of the workbook, or text where that would lose a digit.
    Number(Decimal),
    /// A whole number.
    Count(i64),
    /// A day.
    Day(Date),
    /// A formula, and what it gives.
    Formula(String, Decimal),
}

impl Value {
    pub(super) fn text(text: impl Into<String>) -> Value {
        match text.into() {
            text if text.is_empty() => Value::Blank,
            text => Value::Text(text),
        }
    }

    pub(super) fn maybe_text(text: Option<impl Into<String>>) -> Value {
        text.map_or(Value::Blank, Value::text)
    }

    pub(super) fn maybe_number(number: Option<Decimal>) -> Value {
        number.map_or(Value::Blank, Value::Number)
    }

    pub(super) fn maybe_day(day: Option<Date>) -> Value {
        day.map_or(Value::Blank, Value::Day)
    }

    pub(super) fn count(count: impl TryInto<i64>) -> Value {
        count.try_into().map_or(Value::Blank, Value::Count)
    }
}

/// The number of a workbook that gives this decimal back, to the last digit: workbooks keep 15 significant digits.
pub(super) fn exact(number: Decimal) -> Option<f64> {
    let digits = number.normalize().mantissa().unsigned_abs().checked_ilog10().unwrap_or_default();
    let text = number.normalize().to_string();
    (digits < 15).then(|| text.parse().ok()).flatten()
}
