//! [`MemoryBudget`]: how much memory a check may hold at once.

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, Result};
use crate::finding::Text;

/// How many bytes a check of a map that is larger than memory may hold at once (内存预算), beside what
/// [the page of limits](crate::docs::limits) names: it bounds the features that are in hand, the tables by which shared
/// edges are told, and the shapes that are kept after they were read. What is found does not depend on it; with less, the
/// map is gone through more often.
///
/// Written as a number of bytes, or of `K`, `M` or `G`: 1 024, 1 024² or 1 024³ bytes.
///
/// ```
/// use landledger::check::MemoryBudget;
///
/// let budget: MemoryBudget = "512M".parse()?;
/// assert_eq!(budget, MemoryBudget::from_bytes(512 << 20));
/// assert_eq!(budget.to_string(), "512M");
/// assert!("a lot".parse::<MemoryBudget>().is_err());
/// # Ok::<(), landledger::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MemoryBudget(u64);

impl MemoryBudget {
    /// So many bytes. With very few, one feature at a time is held all the same.
    #[must_use]
    pub const fn from_bytes(bytes: u64) -> MemoryBudget {
        MemoryBudget(bytes)
    }

    /// How many bytes.
    #[must_use]
    pub const fn bytes(self) -> u64 {
        self.0
    }

    /// One of so many parts, as a size in memory.
    pub(crate) fn part(self, of: u64) -> usize {
        usize::try_from(self.0 / of.max(1)).unwrap_or(usize::MAX)
    }
}

/// The letters, the largest first.
const UNITS: [(char, u32); 3] = [('G', 30), ('M', 20), ('K', 10)];

impl FromStr for MemoryBudget {
    type Err = Error;

    fn from_str(text: &str) -> Result<MemoryBudget> {
        let unit = UNITS.iter().find_map(|(letter, shift)| {
            Some((text.strip_suffix([*letter, letter.to_ascii_lowercase()])?, *shift))
        });
        let (digits, shift) = unit.unwrap_or((text, 0));
        let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let number = digits.parse::<u64>().ok().filter(|number| is_number && *number > 0);
        let bytes = number.and_then(|number| number.checked_mul(1 << shift));
        bytes.map(MemoryBudget).ok_or_else(|| {
            Error::argument(
                Text::new("内存预算", "memory budget"),
                (
                    "字节数，或以 K、M、G 为单位的数，如 512M",
                    "a number of bytes, or of K, M or G, as 512M",
                ),
                text,
            )
        })
    }
}

impl fmt::Display for MemoryBudget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = |shift: u32| self.0 >> shift << shift == self.0 && self.0 >> shift > 0;
        match UNITS.iter().find(|(_, shift)| whole(*shift)) {
            Some((letter, shift)) => write!(f, "{}{letter}", self.0 >> shift),
            None => write!(f, "{}", self.0),
        }
    }
}
