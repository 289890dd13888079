//! Rows: as given, and as kept.

/// A row of a table of events as it was given (登记事项行): texts as written, an absent one empty.
///
/// What it may hold is said at [the module](super).
#[derive(Debug, Clone, Copy, Default)]
pub struct EventRow<'a> {
    /// The line where it stands; any numbers serve that rise from row to row.
    pub line: u32,
    /// Its number (事项编号), at most 2⁶³ − 1.
    pub event_id: u64,
    /// The day on which it was recorded (登记日期).
    pub recorded_on: &'a str,
    /// The day from which it is true (生效日期).
    pub effective_on: &'a str,
    /// The code of the parcel (宗地代码).
    pub parcel_id: &'a str,
    /// What happened (事项类别).
    pub kind: &'a str,
    /// The unit of floor area (单元), of rows that move floor area.
    pub unit_id: &'a str,
    /// Its floor area in square metres (建筑面积), of rows that move floor area.
    pub area_m2: &'a str,
    /// The method by which it was revitalized (盘活方式).
    pub method: &'a str,
    /// Causes, plan or milestone (原因、方案或节点), as text.
    pub detail: &'a str,
    /// The row that this one replaces or retracts.
    pub corrects: Option<u64>,
    /// `new`, `replace` or `retract` (新增、更正、撤销).
    pub op: &'a str,
}

/// What a row says happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Kind {
    Listed,
    Causes,
    Plan,
    Milestone,
    Vacated,
    Revitalized,
    Delisted,
}

impl Kind {
    const ALL: [Kind; 7] = [
        Kind::Listed,
        Kind::Causes,
        Kind::Plan,
        Kind::Milestone,
        Kind::Vacated,
        Kind::Revitalized,
        Kind::Delisted,
    ];

    #[inline]
    pub(super) fn read(text: &str) -> Option<Kind> {
        Some(match text {
            "listed" => Kind::Listed,
            "causes" => Kind::Causes,
            "plan" => Kind::Plan,
            "milestone" => Kind::Milestone,
            "vacated" => Kind::Vacated,
            "revitalized" => Kind::Revitalized,
            "delisted" => Kind::Delisted,
            _ => return None,
        })
    }

    /// Whether rows of the kind move floor area.
    #[inline]
    pub(super) fn moves_floor(self) -> bool {
        matches!(self, Kind::Vacated | Kind::Revitalized)
    }
}

/// What a row does to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operation {
    New,
    Replace,
    Retract,
}

impl Operation {
    #[inline]
    pub(super) fn read(text: &str) -> Option<Operation> {
        match text {
            "new" => Some(Operation::New),
            "replace" => Some(Operation::Replace),
            "retract" => Some(Operation::Retract),
            _ => None,
        }
    }
}

/// A row as it is kept, 32 bytes: numbers of days, of texts and of the parcel.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    /// The number of the row in whose place it counts; its own if it corrects none.
    pub(super) order: u64,
    /// Area in hundredths of a square metre (44 bits), method (16), kind (3), whether it corrects (1).
    packed: u64,
    pub(super) parcel: u32,
    /// Unit or detail.
    pub(super) text: u32,
    /// First the line, or the place of its note; once checked, the day from which another row counts instead,
    /// [`Row::NEVER`] if none does.
    pub(super) line_or_until: u32,
    pub(super) recorded: u16,
    pub(super) effective: u16,
}

const _: () = assert!(size_of::<Row>() == 32);

const AREA_BITS: u32 = 44;
const KIND_SHIFT: u32 = 60;
const SPECIAL: u64 = 1 << 63;

impl Row {
    pub(super) const NEVER: u32 = u32::MAX;

    /// The packed member: area, method, kind, and whether there is a note about the row.
    #[inline]
    pub(super) fn pack(kind: Kind, area: u64, method: u16, special: Special) -> u64 {
        let special = if special == Special::Yes { SPECIAL } else { 0 };
        area & ((1 << AREA_BITS) - 1)
            | u64::from(method) << AREA_BITS
            | u64::from(kind as u8) << KIND_SHIFT
            | special
    }

    #[inline]
    pub(super) fn new(order: u64, packed: u64) -> Row {
        Row { order, packed, parcel: 0, text: 0, line_or_until: 0, recorded: 0, effective: 0 }
    }

    #[inline]
    pub(super) fn area(&self) -> u64 {
        self.packed & ((1 << AREA_BITS) - 1)
    }

    #[inline]
    pub(super) fn method(&self) -> u16 {
        (self.packed >> AREA_BITS) as u16
    }

    #[inline]
    pub(super) fn kind(&self) -> Kind {
        let number = (self.packed >> KIND_SHIFT) as usize & 7;
        Kind::ALL.get(number).copied().unwrap_or(Kind::Delisted)
    }

    #[inline]
    pub(super) fn is_special(&self) -> bool {
        self.packed & SPECIAL != 0
    }

    #[inline]
    pub(super) fn set_method(&mut self, method: u16) {
        let mask = u64::from(u16::MAX) << AREA_BITS;
        self.packed = self.packed & !mask | u64::from(method) << AREA_BITS;
    }

    /// Whether it counts for somebody who knows what was recorded by the day `known`.
    #[inline]
    pub(super) fn is_known_on(&self, known: i64) -> bool {
        i64::from(self.recorded) <= known && known < i64::from(self.line_or_until)
    }
}

/// Whether a row corrects another, or tries to: such rows have a [`Note`](super::notes::Note).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Special {
    Yes,
    No,
}
