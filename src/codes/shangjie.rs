//! Shangjie District and its towns, the home of the reference zone.

use super::DivisionCode;

/// Code and name of Shangjie District (上街区) and of the six divisions below it.
///
/// Source: codes for statistics of the National Bureau of Statistics (统计用区划代码和城乡划分代码).
pub const SHANGJIE_DIVISIONS: [(&str, &str); 7] = [
    ("410106", "上街区"),
    ("410106001", "济源路街道"),
    ("410106002", "中心路街道"),
    ("410106003", "新安路街道"),
    ("410106004", "工业路街道"),
    ("410106005", "矿山街道"),
    ("410106100", "峡窝镇"),
];

impl DivisionCode {
    /// The Chinese name, if the division is Shangjie District or one of its towns, in the short form or in the
    /// one of twelve digits.
    ///
    /// ```
    /// use landledger::codes::DivisionCode;
    ///
    /// let town = DivisionCode::parse("410106100000")?;
    /// assert_eq!(town.shangjie_name(), Some("峡窝镇"));
    /// # Ok::<(), landledger::codes::CodeError>(())
    /// ```
    #[must_use]
    pub fn shangjie_name(&self) -> Option<&'static str> {
        let trimmed = match self.level() {
            super::DivisionLevel::County => self.county(),
            super::DivisionLevel::Town => self.town(),
            _ => None,
        }?;
        SHANGJIE_DIVISIONS.iter().find(|(code, _)| *code == trimmed.as_str()).map(|(_, name)| *name)
    }
}
