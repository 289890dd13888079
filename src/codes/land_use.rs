//! [`LandUse`]: land-use classes, always with the classification that they belong to.

use std::fmt;

use serde::{Deserialize, Serialize, Serializer};

use super::code_error::{CodeError, Expected};

/// A land-use class (地类, 用途): a classification and a code in it.
///
/// A code alone means nothing: `063` is storage in the edition of 2007, `0603` is a salt pan in that of 2017;
/// storage is `0604` there, `0508` in the third survey and `1101` in the guide of 2023.
///
/// The form of the code is checked (how many digits, which letters), not that the class exists.
///
/// ```
/// use landledger::codes::{LandUse, LandUseSystem};
///
/// let industry = LandUse::new(LandUseSystem::Gbt21010Of2017, "0601")?;
/// assert!(industry.is_industrial());
/// assert!(!LandUse::new(LandUseSystem::Gbt21010Of2017, "0603")?.is_warehouse());
/// # Ok::<(), landledger::codes::CodeError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LandUse {
    system: LandUseSystem,
    /// Zeros (bytes, not digits) behind the code.
    code: [u8; 6],
}

/// A land-use classification (用地分类).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[non_exhaustive]
pub enum LandUseSystem {
    /// GB/T 21010-2007 (土地利用现状分类): two digits, or three.
    #[serde(rename = "gbt21010-2007")]
    Gbt21010Of2007,
    /// GB/T 21010-2017 (土地利用现状分类): two digits, or four.
    #[serde(rename = "gbt21010-2017")]
    Gbt21010Of2017,
    /// The working classification of the third national land survey (三调工作分类): two digits, or four characters
    /// of which the third may be `H`, and a letter `A` or `K` for some.
    #[serde(rename = "third-survey")]
    ThirdSurvey,
    /// The classification guide of 2023 (国土空间调查、规划、用途管制用地用海分类指南, 自然资发〔2023〕234号): two, four or six
    /// digits.
    #[serde(rename = "guide-2023")]
    Guide2023,
    /// GB 50137 (城市用地分类与规划建设用地标准), still met in older plans: a letter and up to two digits.
    #[serde(rename = "gb50137")]
    Gb50137,
}

impl LandUseSystem {
    /// Every classification.
    pub const ALL: [LandUseSystem; 5] = [
        LandUseSystem::Gbt21010Of2007,
        LandUseSystem::Gbt21010Of2017,
        LandUseSystem::ThirdSurvey,
        LandUseSystem::Guide2023,
        LandUseSystem::Gb50137,
    ];

    /// The word in data, as `gbt21010-2017`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            LandUseSystem::Gbt21010Of2007 => "gbt21010-2007",
            LandUseSystem::Gbt21010Of2017 => "gbt21010-2017",
            LandUseSystem::ThirdSurvey => "third-survey",
            LandUseSystem::Guide2023 => "guide-2023",
            LandUseSystem::Gb50137 => "gb50137",
        }
    }

    const fn expected(self) -> Expected {
        match self {
            LandUseSystem::Gbt21010Of2007 => Expected {
                zh: "GB/T 21010-2007 的 2 或 3 位数字代码",
                en: "a code of GB/T 21010-2007, 2 or 3 digits",
            },
            LandUseSystem::Gbt21010Of2017 => Expected {
                zh: "GB/T 21010-2017 的 2 或 4 位数字代码",
                en: "a code of GB/T 21010-2017, 2 or 4 digits",
            },
            LandUseSystem::ThirdSurvey => Expected {
                zh: "三调工作分类代码，如 05、0601、05H1、0202K",
                en: "a code of the third survey, such as 05, 0601, 05H1 or 0202K",
            },
            LandUseSystem::Guide2023 => Expected {
                zh: "用地用海分类指南的 2、4 或 6 位数字代码",
                en: "a code of the guide of 2023, 2, 4 or 6 digits",
            },
            LandUseSystem::Gb50137 => Expected {
                zh: "GB 50137 的代码：字母 A、B、E、G、H、M、R、S、U、W 之一及至多两位数字",
                en: "a code of GB 50137: one of A, B, E, G, H, M, R, S, U, W and at most 2 digits",
            },
        }
    }

    /// The codes that [`accepts`](Self::accepts) takes.
    #[cfg(feature = "schema")]
    const fn pattern(self) -> &'static str {
        match self {
            LandUseSystem::Gbt21010Of2007 => "^[0-9]{2,3}$",
            LandUseSystem::Gbt21010Of2017 => "^[0-9]{2}([0-9]{2})?$",
            LandUseSystem::ThirdSurvey => "^[0-9]{2}([0-9H][0-9][AK]?)?$",
            LandUseSystem::Guide2023 => "^[0-9]{2}([0-9]{2}([0-9]{2})?)?$",
            LandUseSystem::Gb50137 => "^[ABEGHMRSUW][0-9]{0,2}$",
        }
    }

    /// How many bytes from the start follow the grammar, and whether a code may end there.
    fn accepts(self, code: &[u8]) -> Result<(), usize> {
        let lengths: &[usize] = match self {
            LandUseSystem::Gbt21010Of2007 => &[2, 3],
            LandUseSystem::Gbt21010Of2017 => &[2, 4],
            LandUseSystem::ThirdSurvey => &[2, 4, 5],
            LandUseSystem::Guide2023 => &[2, 4, 6],
            LandUseSystem::Gb50137 => &[1, 2, 3],
        };
        let longest = lengths.last().copied().unwrap_or_default();
        for (position, byte) in code.iter().enumerate() {
            let fits = match (self, position) {
                (LandUseSystem::Gb50137, 0) => b"ABEGHMRSUW".contains(byte),
                (LandUseSystem::ThirdSurvey, 2) => byte.is_ascii_digit() || *byte == b'H',
                (LandUseSystem::ThirdSurvey, 4) => matches!(byte, b'A' | b'K'),
                _ => byte.is_ascii_digit(),
            };
            if !fits || position >= longest {
                return Err(position);
            }
        }
        if lengths.contains(&code.len()) { Ok(()) } else { Err(code.len()) }
    }
}

/// The word in data, as `gbt21010-2017`.
impl fmt::Display for LandUseSystem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// What a class is used for, where this crate needs to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Industrial,
    Warehouse,
}

/// Classes that are industrial or storage land, with all classes below them.
///
/// Sources: GB/T 21010 in its editions of 2007 and 2017; the working classification of the third survey (三调工作分类); the
/// guide of 2023 (自然资发〔2023〕234号); GB 50137. Upper classes that also hold other uses (06 and 10, with mining) are
/// left out.
const PURPOSES: [(LandUseSystem, &str, Purpose, &str); 10] = [
    (LandUseSystem::Gbt21010Of2007, "061", Purpose::Industrial, "工业用地"),
    (LandUseSystem::Gbt21010Of2007, "063", Purpose::Warehouse, "仓储用地"),
    (LandUseSystem::Gbt21010Of2017, "0601", Purpose::Industrial, "工业用地"),
    (LandUseSystem::Gbt21010Of2017, "0604", Purpose::Warehouse, "仓储用地"),
    (LandUseSystem::ThirdSurvey, "0601", Purpose::Industrial, "工业用地"),
    (LandUseSystem::ThirdSurvey, "0508", Purpose::Warehouse, "物流仓储用地"),
    (LandUseSystem::Guide2023, "1001", Purpose::Industrial, "工业用地"),
    (LandUseSystem::Guide2023, "11", Purpose::Warehouse, "仓储用地"),
    (LandUseSystem::Gb50137, "M", Purpose::Industrial, "工业用地"),
    (LandUseSystem::Gb50137, "W", Purpose::Warehouse, "物流仓储用地"),
];

impl LandUse {
    /// The class with this code in this classification.
    ///
    /// # Errors
    ///
    /// The code does not have the form that the classification prescribes.
    pub fn new(system: LandUseSystem, code: &str) -> Result<LandUse, CodeError> {
        system
            .accepts(code.as_bytes())
            .map_err(|position| CodeError::at(code, position, 1, system.expected()))?;
        let mut bytes = [0; 6];
        for (place, byte) in bytes.iter_mut().zip(code.bytes()) {
            *place = byte;
        }
        Ok(LandUse { system, code: bytes })
    }

    /// The classification.
    #[must_use]
    pub const fn system(&self) -> LandUseSystem {
        self.system
    }

    /// The code in the classification; never to be stored without it.
    #[must_use]
    pub fn code(&self) -> &str {
        // Every byte was checked to be ASCII.
        std::str::from_utf8(&self.code).unwrap_or_default().trim_end_matches('\0')
    }

    /// Whether the class is industrial land (工业用地); mining and upper classes that mix uses are not.
    #[must_use]
    pub fn is_industrial(&self) -> bool {
        self.purpose().is_some_and(|(purpose, _)| purpose == Purpose::Industrial)
    }

    /// Whether the class is storage land (仓储用地, 物流仓储用地).
    #[must_use]
    pub fn is_warehouse(&self) -> bool {
        self.purpose().is_some_and(|(purpose, _)| purpose == Purpose::Warehouse)
    }

    /// The Chinese name of the industrial or storage class that this class is or lies in.
    #[must_use]
    pub fn purpose_name(&self) -> Option<&'static str> {
        self.purpose().map(|(_, name)| name)
    }

    fn purpose(&self) -> Option<(Purpose, &'static str)> {
        PURPOSES
            .iter()
            .find(|(system, code, ..)| *system == self.system && self.code().starts_with(code))
            .map(|(_, _, purpose, name)| (*purpose, *name))
    }
}

/// Classification and code, as `gbt21010-2017 0601`.
impl fmt::Display for LandUse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.system, self.code())
    }
}

impl fmt::Debug for LandUse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LandUse({self})")
    }
}

/// `{"system": "gbt21010-2017", "code": "0601"}`.
impl Serialize for LandUse {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;

        let mut form = serializer.serialize_struct("LandUse", 2)?;
        form.serialize_field("system", &self.system)?;
        form.serialize_field("code", self.code())?;
        form.end()
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for LandUse {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "LandUse".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let forms = LandUseSystem::ALL.map(|system| {
            schemars::json_schema!({
                "properties": {
                    "system": { "const": system.id() },
                    "code": { "type": "string", "pattern": system.pattern() },
                },
            })
        });
        schemars::json_schema!({
            "description": "A land-use class (地类, 用途): a classification and a code in it.",
            "type": "object",
            "properties": {
                "system": { "description": "The classification.", "enum": LandUseSystem::ALL.map(LandUseSystem::id) },
                "code": { "description": "The code in it.", "type": "string" },
            },
            "required": ["system", "code"],
            "additionalProperties": false,
            "oneOf": forms,
        })
    }
}

/// A classification and a code of its form.
impl<'de> Deserialize<'de> for LandUse {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<LandUse, D::Error> {
        #[derive(Deserialize)]
        #[serde(rename = "LandUse", deny_unknown_fields)]
        struct Form {
            system: LandUseSystem,
            code: String,
        }

        let form = Form::deserialize(deserializer)?;
        LandUse::new(form.system, &form.code).map_err(serde::de::Error::custom)
    }
}
