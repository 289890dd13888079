//! One cell: from its text to a value.

use rust_decimal::Decimal;

use super::field::Kind;
use super::numbers::{GivenDay, NumberText, Unit, day, half_width, number};
use super::{CellValue, ColumnMap, Field, PartialDay, SheetArea, SheetFloorArea, words};
use crate::codes::CodeError;
use crate::finding::{Code, Text};
use crate::units::{FloorArea, GivenArea, Money, QuantityError};

/// Why a cell gives no value.
pub(super) struct CellFault {
    pub(super) code: Code,
    pub(super) expected: Text,
    pub(super) found: Text,
}

type Fault = Box<CellFault>;

impl CellFault {
    fn form(expected: impl Into<Text>, found: &str) -> Fault {
        let found = format!("{found:?}");
        Box::new(CellFault {
            code: Code::SheetCell,
            expected: expected.into(),
            found: (found.clone(), found).into(),
        })
    }

    /// The error of a formula stands where a value should.
    pub(super) fn formula(found: &str) -> Fault {
        CellFault::form(("数值（公式出错）", "a value (the formula has an error)"), found)
    }

    /// A formula without its value.
    pub(super) fn not_computed() -> Fault {
        let expected = (
            "公式的计算结果（文件中没有保存；请用电子表格软件打开并保存）",
            "the value of the formula (the file does not hold it: open and save it in a spreadsheet program)",
        );
        CellFault::form(expected, "=")
    }

    /// One figure for several rows.
    pub(super) fn merged(first: u32, last: u32, found: &str) -> Fault {
        let expected = (
            format!("每行各自的值（第 {first} 至 {last} 行合并为一格）"),
            format!("a value for each row (the cell is merged over rows {first} to {last})"),
        );
        CellFault::form(expected, found)
    }

    fn with(mut self: Box<Self>, code: Code) -> Fault {
        self.code = code;
        self
    }

    fn word(expected: impl Into<Text>, found: &str) -> Fault {
        CellFault::form(expected, found).with(Code::SheetWordUnknown)
    }
}

/// The number of an amount, and its unit.
pub(super) fn amount(text: &str, unit: Option<Unit>) -> Result<(NumberText, Option<Unit>), Fault> {
    let expected =
        ("数字，可带单位，如 12,000.50", "a number, perhaps with its unit, as 12,000.50");
    let number = number(text).ok_or_else(|| CellFault::form(expected, text))?;
    if number.behind.is_empty() {
        return Ok((number, unit));
    }
    let behind = Unit::parse(&number.behind).ok_or_else(|| CellFault::form(expected, text))?;
    let kinds_differ = unit.is_some_and(|unit| unit.area().is_some() != behind.area().is_some());
    if kinds_differ {
        return Err(CellFault::form(
            ("表头所示种类的单位", "a unit of the kind that the heading says"),
            text,
        ));
    }
    Ok((number, Some(behind)))
}

/// Whether a cell says that it has nothing to say.
pub(super) fn is_blank(field: Field, text: &str) -> bool {
    let text = text.trim();
    let stroke = matches!(text, "-" | "—" | "——" | "/" | "无" | "暂无");
    text.is_empty() || (stroke && field.kind() != Kind::Text)
}

/// Whether a text is what spreadsheets show for a formula that cannot be worked out.
pub(super) fn is_formula_error(text: &str) -> bool {
    const ERRORS: [&str; 9] =
        ["#REF!", "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#VALUE!", "#SPILL!", "#CALC!"];
    ERRORS.contains(&text)
}

/// Text as a cell holds it: a spreadsheet writes `="00123"` for digits that are no number.
pub(super) fn bare(text: &str) -> &str {
    let text = text.trim();
    let formula = text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    formula.unwrap_or(text)
}

/// The value of a cell that is not blank.
pub(super) fn value(
    field: Field,
    unit: Option<Unit>,
    text: &str,
    map: &ColumnMap,
) -> Result<CellValue, Fault> {
    let code_text = || half_width(text).trim().to_owned();
    let bad_code = |error: CodeError| {
        CellFault::form((error.expected_zh().to_owned(), error.expected_en().to_owned()), text)
    };
    match field.kind() {
        Kind::Text | Kind::Unread => Ok(CellValue::Text(text.to_owned())),
        Kind::Parcel => {
            number_for_code(text)?;
            code_text().parse().map(CellValue::ParcelCode).map_err(bad_code)
        }
        Kind::Unit => {
            number_for_code(text)?;
            code_text().parse().map(CellValue::UnitCode).map_err(bad_code)
        }
        Kind::CreditCode => {
            number_for_code(text)?;
            code_text().parse().map(CellValue::CreditCode).map_err(bad_code)
        }
        Kind::Town => {
            let town = map.towns.get(text.trim()).copied().or_else(|| words::town(text));
            let expected =
                ("乡级代码或已知的镇街名称", "a code of a town, or a name that is known");
            town.map(CellValue::Division).ok_or_else(|| CellFault::word(expected, text))
        }
        Kind::Class => {
            let expected = (
                "台账类别，如“闲置土地”“低效工业用地”",
                "a class, as idle or low-efficiency-industrial",
            );
            words::class(text).map(CellValue::Class).ok_or_else(|| CellFault::word(expected, text))
        }
        Kind::Tenure => {
            let expected = (
                "出让、划拨、租赁、集体建设用地或未供应",
                "granted, allocated, leased, collective or unsupplied",
            );
            words::tenure(text)
                .map(CellValue::Tenure)
                .ok_or_else(|| CellFault::word(expected, text))
        }
        Kind::Stage => {
            let expected = ("用地阶段，如“批而未供”“建而未投”", "a stage of use, as partly-built");
            words::stage(text).map(CellValue::Stage).ok_or_else(|| CellFault::word(expected, text))
        }
        Kind::Status => {
            let expected = ("在册或已销号", "on-ledger or struck-off");
            words::status(text)
                .map(CellValue::Status)
                .ok_or_else(|| CellFault::word(expected, text))
        }
        Kind::Reason => {
            let expected = (
                "盘活验收、收回、误列、边界调整或合并分割",
                "revitalized, taken-back, misjudged, boundary-changed or merged-or-split",
            );
            words::reason(text)
                .map(CellValue::Reason)
                .ok_or_else(|| CellFault::word(expected, text))
        }
        Kind::Causes => {
            let expected =
                ("原因名称，多个用顿号隔开", "causes by name or id, with commas between them");
            words::causes(text)
                .map(CellValue::Causes)
                .map_err(|word| CellFault::word(expected, &word))
        }
        Kind::Area => {
            let given = given_area(text, unit)?;
            let area = given.to_area().map_err(|error| bad_quantity(&error, text))?;
            Ok(CellValue::Area(SheetArea::given(area, given)))
        }
        Kind::FloorArea => {
            let given = given_area(text, unit)?;
            let area = given.to_area().map_err(|error| bad_quantity(&error, text))?;
            let floor = FloorArea::from_square_metres(area.square_metres());
            let floor_area_m2 = floor.map_err(|error| bad_quantity(&error, text))?;
            Ok(CellValue::FloorArea(SheetFloorArea { floor_area_m2, given: Some(given) }))
        }
        Kind::Money => money(text, unit).map(CellValue::Money),
        Kind::Day => days(text, map.partial_day),
        Kind::Number => {
            let expected = ("数字或百分数", "a number, or one in hundredths");
            match number(text).filter(|number| matches!(number.behind.as_str(), "" | "%")) {
                Some(number) => Ok(CellValue::Number(number.digits + &number.behind)),
                None => Err(CellFault::form(expected, text)),
            }
        }
    }
}

/// What is wrong with a code that went through a spreadsheet as a number.
fn number_for_code(text: &str) -> Result<(), Fault> {
    let plain = half_width(text);
    let Some((mantissa, exponent)) = plain.trim().split_once(['E', 'e']) else { return Ok(()) };
    let digits =
        |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if digits(mantissa) && exponent.strip_prefix('+').is_some_and(digits) {
        let expected = (
            "按文本保存的代码（电子表格已把它改成科学计数，末尾数字已丢失）",
            "a code kept as text (a spreadsheet has turned it into a number, and its last digits are lost)",
        );
        return Err(CellFault::form(expected, text));
    }
    Ok(())
}

fn bad_quantity(error: &QuantityError, text: &str) -> Fault {
    CellFault::form((error.expected_zh().to_owned(), error.expected_en().to_owned()), text)
}

fn given_area(text: &str, unit: Option<Unit>) -> Result<GivenArea, Fault> {
    let (number, unit) = amount(text, unit)?;
    let missing =
        || CellFault::form(("写明的面积单位", "a unit of area"), text).with(Code::SheetUnitMissing);
    let unit = unit.ok_or_else(missing)?;
    let expected = ("面积单位", "a unit of area");
    let unit = unit.area().ok_or_else(|| CellFault::form(expected, text))?;
    GivenArea::new(&number.digits, unit).map_err(|error| bad_quantity(&error, text))
}

fn money(text: &str, unit: Option<Unit>) -> Result<Money, Fault> {
    let (number, unit) = amount(text, unit)?;
    let missing = || {
        CellFault::form(("写明的金额单位", "a unit of money"), text).with(Code::SheetUnitMissing)
    };
    let unit = unit.ok_or_else(missing)?;
    let expected = ("金额单位", "a unit of money");
    let power = unit.yuan_power().ok_or_else(|| CellFault::form(expected, text))?;
    let too_long = || CellFault::form(("位数适当的数字", "a number of fewer digits"), text);
    let digits = Decimal::from_str_exact(&number.digits).map_err(|_| too_long())?;
    let factor = Decimal::from(10_u64.saturating_pow(power));
    let yuan = digits.normalize().checked_mul(factor).ok_or_else(too_long)?;
    Money::from_yuan(yuan.normalize()).map_err(|error| bad_quantity(&error, text))
}

fn days(text: &str, partial: Option<PartialDay>) -> Result<CellValue, Fault> {
    let expected = (
        "日期，如 2024-03-01、2024/3/1、2024年3月1日",
        "a day, as 2024-03-01, 2024/3/1 or 20240301",
    );
    match (day(text), partial) {
        (Some(GivenDay::Day(day)), _) => Ok(CellValue::Day(day)),
        (Some(GivenDay::Partial(first, _)), Some(PartialDay::First)) => Ok(CellValue::Day(first)),
        (Some(GivenDay::Partial(_, last)), Some(PartialDay::Last)) => Ok(CellValue::Day(last)),
        (Some(GivenDay::Partial(first, last)), None) => Err(CellFault::form(
            (
                format!("写到日的日期（{first} 至 {last} 之间）"),
                format!("a date with its day, from {first} to {last}"),
            ),
            text,
        )
        .with(Code::SheetDatePartial)),
        (None, _) => {
            let serial = text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit());
            if serial {
                let expected = (
                    "日期（五位数似为电子表格的日期序号，请把该列设为日期格式后重新导出）",
                    "a day (five digits look like the serial day of a spreadsheet: format the column as dates)",
                );
                return Err(CellFault::form(expected, text));
            }
            Err(CellFault::form(expected, text))
        }
    }
}
