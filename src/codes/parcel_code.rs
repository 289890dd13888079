//! [`ParcelCode`]: cadastral parcels.

use std::str::FromStr;

use super::DivisionCode;
use super::code_error::{CodeError, Expected};
use super::division_code::digit_at;
use super::letters::letters;
use super::text_code::{DIGIT, is_digit, read, text_forms, text_schema};

/// A parcel code (宗地代码) of 19 characters.
///
/// # Basis
///
/// GB/T 37346-2019 (不动产单元设定与代码编制规则): county 6, cadastral district (地籍区) 3, sub-district (地籍子区) 3,
/// ownership and right kind 1 + 1, serial number 5. There is no check digit.
///
/// Checked: digits, letters, serial not `00000`; `A` and `C` only with ownership `J`. Whether the county is the
/// zone's is for the caller to check.
///
/// ```
/// use landledger::codes::{Ownership, ParcelCode, RightKind};
///
/// let code = ParcelCode::parse("410106001001GB00012")?;
/// assert_eq!(code.ownership(), Ownership::State);
/// assert_eq!(code.right_kind(), RightKind::ConstructionSurface);
/// assert_eq!(code.spaced(), "410106 001001 GB00012");
/// # Ok::<(), landledger::codes::CodeError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ParcelCode([u8; 19]);

letters! {
    /// Land ownership (土地所有权类型), position 13.
    Ownership {
        /// `G`: owned by the state (国家土地所有权).
        State = b'G',
        /// `J`: owned by a collective (集体土地所有权).
        Collective = b'J',
        /// `Z`: not determined (土地所有权未确定或有争议).
        Undetermined = b'Z',
    }
}

letters! {
    /// The kind of parcel by its right (宗地特征码), position 14.
    RightKind {
        /// `A`: collective land ownership (集体土地所有权宗地); only with ownership `J`.
        CollectiveOwnership = b'A',
        /// `B`: right to use construction land, surface (建设用地使用权宗地, 地表).
        ConstructionSurface = b'B',
        /// `S`: right to use construction land, above ground (地上).
        ConstructionAbove = b'S',
        /// `X`: right to use construction land, below ground (地下).
        ConstructionBelow = b'X',
        /// `C`: homestead (宅基地使用权宗地); only with ownership `J`.
        Homestead = b'C',
        /// `D`: contracted arable land (土地承包经营权宗地, 耕地).
        ContractedArable = b'D',
        /// `E`: contracted forest land (林地).
        ContractedForest = b'E',
        /// `F`: contracted grassland (草地).
        ContractedGrassland = b'F',
        /// `G`: uninhabited island (无居民海岛).
        UninhabitedIsland = b'G',
        /// `H`: sea use (海域).
        SeaUse = b'H',
        /// `L`: forest, in later editions.
        Forest = b'L',
        /// `N`: agricultural use, in later editions.
        Agricultural = b'N',
        /// `W`: use right undetermined or disputed (使用权未确定或有争议).
        Undetermined = b'W',
        /// `Y`: other land (其他土地).
        Other = b'Y',
    }
}

impl ParcelCode {
    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // Every byte was checked to be ASCII.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The county (县级行政区).
    #[must_use]
    pub const fn county(&self) -> DivisionCode {
        let [a, b, c, d, e, f, ..] = self.0;
        DivisionCode::from_county_digits([a, b, c, d, e, f])
    }

    /// The three digits of the cadastral district (地籍区).
    #[must_use]
    pub fn cadastral_district(&self) -> &str {
        self.part(6, 9)
    }

    /// The three digits of the cadastral sub-district (地籍子区).
    #[must_use]
    pub fn cadastral_sub_district(&self) -> &str {
        self.part(9, 12)
    }

    /// Who owns the land.
    #[must_use]
    pub fn ownership(&self) -> Ownership {
        // The letter was checked when the code was made.
        let [.., letter, _, _, _, _, _, _] = self.0;
        Ownership::from_byte(letter).unwrap_or(Ownership::Undetermined)
    }

    /// The kind of parcel by its right.
    #[must_use]
    pub fn right_kind(&self) -> RightKind {
        // The letter was checked when the code was made.
        let [.., letter, _, _, _, _, _] = self.0;
        RightKind::from_byte(letter).unwrap_or(RightKind::Undetermined)
    }

    /// The serial number (顺序号), 1 to 99 999.
    #[must_use]
    pub fn serial(&self) -> u32 {
        self.part(14, 19).parse().unwrap_or_default()
    }

    /// Whether the number is virtual (虚拟宗地): cadastral district and sub-district are all zeros.
    #[must_use]
    pub fn is_virtual(&self) -> bool {
        self.part(6, 12) == "000000"
    }

    /// The form for readers, in groups of 6, 6 and 7: `410106 001001 GB00012`.
    #[must_use]
    pub fn spaced(&self) -> String {
        format!("{} {} {}", self.part(0, 6), self.part(6, 12), self.part(12, 19))
    }

    pub(super) const fn from_bytes(bytes: [u8; 19]) -> ParcelCode {
        ParcelCode(bytes)
    }

    fn part(&self, from: usize, to: usize) -> &str {
        self.as_str().get(from..to).unwrap_or_default()
    }
}

impl FromStr for ParcelCode {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<ParcelCode, CodeError> {
        const LENGTH: Expected =
            Expected { zh: "19 位的宗地代码", en: "a parcel code of 19 characters" };
        let bytes = read(text, LENGTH, parcel_byte_at)?;
        check_parcel(text)?;
        Ok(ParcelCode(bytes))
    }
}

/// What a parcel code may have at a position.
pub(super) fn parcel_byte_at(position: usize) -> (fn(u8) -> bool, Expected) {
    const OWNERSHIP: Expected = Expected {
        zh: "土地所有权类型 G、J 或 Z",
        en: "the ownership G (state), J (collective) or Z (undetermined)",
    };
    const RIGHT: Expected = Expected {
        zh: "宗地特征码 A、B、S、X、C、D、E、F、G、H、L、N、W 或 Y",
        en: "the right kind A, B, S, X, C, D, E, F, G, H, L, N, W or Y",
    };
    match position {
        0..=5 => digit_at(position),
        12 => (|byte| Ownership::from_byte(byte).is_some(), OWNERSHIP),
        13 => (|byte| RightKind::from_byte(byte).is_some(), RIGHT),
        _ => (is_digit, DIGIT),
    }
}

/// What concerns more than one character of the first 19.
pub(super) fn check_parcel(text: &str) -> Result<(), CodeError> {
    const COLLECTIVE: Expected = Expected {
        zh: "所有权类型为 J 时才可用的特征码 A、C 之外的特征码",
        en: "a right kind other than A and C, which go with ownership J only",
    };
    const SERIAL: Expected =
        Expected { zh: "00001 至 99999 的顺序号", en: "a serial number from 00001 to 99999" };
    let part = |from, to| text.get(from..to).unwrap_or_default();
    if matches!(part(13, 14), "A" | "C") && part(12, 13) != "J" {
        return Err(CodeError::at(text, 13, 1, COLLECTIVE));
    }
    if part(14, 19) == "00000" {
        return Err(CodeError::at(text, 14, 5, SERIAL));
    }
    Ok(())
}

text_forms!(ParcelCode, "parcel code");
text_schema!(
    ParcelCode,
    "^[1-9][0-9]{11}([GZ][BSXDEFGHLNWY]|J[ABSXCDEFGHLNWY])[0-9]{5}$",
    "A parcel code (宗地代码) of 19 characters, GB/T 37346-2019. The serial number at its end is not 00000."
);
