//! [`UnitCode`]: real-estate units.

use std::str::FromStr;

use super::ParcelCode;
use super::code_error::{CodeError, Expected};
use super::letters::letters;
use super::parcel_code::{check_parcel, parcel_byte_at};
use super::text_code::{DIGIT, is_digit, read, text_forms, text_schema};

/// A real-estate unit code (不动产单元代码) of 28 characters.
///
/// # Basis
///
/// GB/T 37346-2019: the parcel code (19), the kind of fixture (定着物特征码, 1) and its number (8). For
/// buildings the number is building (幢) 4 and unit (户) 4; building 9999 stands for several buildings registered
/// as one. There is no check digit.
///
/// Checked: what [`ParcelCode`] checks, the letter, and that kind `W` and the number `00000000` go together.
///
/// ```
/// use landledger::codes::{FixtureKind, UnitCode};
///
/// let code = UnitCode::parse("410106001001GB00012F00010001")?;
/// assert_eq!(code.parcel().as_str(), "410106001001GB00012");
/// assert_eq!(code.fixture_kind(), FixtureKind::Building);
/// assert_eq!(code.spaced(), "410106 001001 GB00012 F00010001");
/// # Ok::<(), landledger::codes::CodeError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnitCode([u8; 28]);

letters! {
    /// The kind of fixture (定着物特征码), position 20.
    FixtureKind {
        /// `F`: building or structure (房屋等建筑物、构筑物).
        Building = b'F',
        /// `L`: forest or trees (森林或林木).
        Forest = b'L',
        /// `Q`: other (其他类型的定着物).
        Other = b'Q',
        /// `W`: none (无定着物).
        None = b'W',
    }
}

impl UnitCode {
    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // Every byte was checked to be ASCII.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The parcel that the unit lies on.
    #[must_use]
    pub const fn parcel(&self) -> ParcelCode {
        let [parcel @ .., _, _, _, _, _, _, _, _, _] = self.0;
        ParcelCode::from_bytes(parcel)
    }

    /// The kind of fixture.
    #[must_use]
    pub fn fixture_kind(&self) -> FixtureKind {
        // The letter was checked when the code was made.
        let [.., letter, _, _, _, _, _, _, _, _] = self.0;
        FixtureKind::from_byte(letter).unwrap_or(FixtureKind::None)
    }

    /// The eight digits of the fixture number (定着物单元号).
    #[must_use]
    pub fn fixture_number(&self) -> &str {
        self.part(20, 28)
    }

    /// For a building, the number of the building (幢号).
    #[must_use]
    pub fn building(&self) -> Option<u16> {
        self.building_part(20, 24)
    }

    /// For a building, the number of the unit in it (户号).
    #[must_use]
    pub fn unit(&self) -> Option<u16> {
        self.building_part(24, 28)
    }

    /// Whether several buildings are registered as one (多幢合一): building number 9999.
    #[must_use]
    pub fn is_several_buildings(&self) -> bool {
        self.building() == Some(9999)
    }

    /// The form for readers, in groups of 6, 6, 7 and 9: `410106 001001 GB00012 F00010001`.
    #[must_use]
    pub fn spaced(&self) -> String {
        format!("{} {}", self.parcel().spaced(), self.part(19, 28))
    }

    fn building_part(&self, from: usize, to: usize) -> Option<u16> {
        match self.fixture_kind() {
            FixtureKind::Building => self.part(from, to).parse().ok(),
            FixtureKind::Forest | FixtureKind::Other | FixtureKind::None => None,
        }
    }

    fn part(&self, from: usize, to: usize) -> &str {
        self.as_str().get(from..to).unwrap_or_default()
    }
}

impl FromStr for UnitCode {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<UnitCode, CodeError> {
        const LENGTH: Expected = Expected {
            zh: "28 位的不动产单元代码",
            en: "a real-estate unit code of 28 characters",
        };
        const KIND: Expected = Expected {
            zh: "定着物特征码 F、L、Q 或 W",
            en: "the fixture kind F (building), L (forest), Q (other) or W (none)",
        };
        const ZEROS: Expected = Expected {
            zh: "00000000（无定着物 W 的单元号）",
            en: "00000000, the number of no fixture (W)",
        };
        const NOT_ZEROS: Expected = Expected {
            zh: "不全为零的定着物单元号（全零只用于 W）",
            en: "a fixture number that is not all zeros, which go with W only",
        };
        let bytes = read(text, LENGTH, |position| match position {
            0..=18 => parcel_byte_at(position),
            19 => (|byte| FixtureKind::from_byte(byte).is_some(), KIND),
            _ => (is_digit, DIGIT),
        })?;
        check_parcel(text)?;
        let code = UnitCode(bytes);
        match (code.fixture_kind(), code.fixture_number()) {
            (FixtureKind::None, "00000000") => Ok(code),
            (FixtureKind::None, _) => Err(CodeError::at(text, 20, 8, ZEROS)),
            (_, "00000000") => Err(CodeError::at(text, 20, 8, NOT_ZEROS)),
            _ => Ok(code),
        }
    }
}

text_forms!(UnitCode, "real-estate unit code");
text_schema!(
    UnitCode,
    "^[1-9][0-9]{11}([GZ][BSXDEFGHLNWY]|J[ABSXCDEFGHLNWY])[0-9]{5}([FLQ][0-9]{8}|W00000000)$",
    "A real-estate unit code (不动产单元代码) of 28 characters, GB/T 37346-2019: a parcel code, the kind of fixture, its number, which is all zeros for kind W and for no other."
);
