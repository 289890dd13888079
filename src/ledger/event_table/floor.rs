//! [`Floor`]: the units of a parcel, and what changes when one is vacated, revitalized or taken away.

use super::row::{Kind, Row};

/// The floor space of one parcel while its rows are gone through, in their order.
///
/// A unit is vacant, revitalized, or not there. Only a change of that counts: a unit is never counted twice.
#[derive(Debug)]
pub(super) struct Floor {
    is_listed: bool,
    units: Vec<Unit>,
    /// Where in `units` a unit would be, by the number of its text. What stands there may be of another parcel: it is
    /// right if that place of `units` is taken by the unit.
    places: Vec<u32>,
}

#[derive(Debug, Clone, Copy)]
struct Unit {
    text: u32,
    method: u16,
    use_: Use,
    area: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    Vacant,
    Revitalized,
}

/// A change of what counts as revitalized, in hundredths of a square metre.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    Revitalized,
    /// Vacant again, under the method by which it was revitalized.
    Relapsed,
    /// Taken away with its parcel, under the method by which it was revitalized.
    Withdrawn,
}

impl Floor {
    /// For a table with this many different texts.
    pub(super) fn new(texts: usize) -> Floor {
        Floor { is_listed: false, units: Vec::new(), places: vec![0; texts] }
    }

    /// Starts with another parcel, which has no units and is not listed.
    pub(super) fn start(&mut self) {
        self.is_listed = false;
        self.units.clear();
    }

    /// Applies a row, and tells of the turns that follow: method and area.
    pub(super) fn apply(&mut self, row: &Row, mut turn: impl FnMut(Turn, u16, u64)) {
        let now = match row.kind() {
            Kind::Listed => {
                self.is_listed = true;
                return;
            }
            Kind::Delisted => {
                self.is_listed = false;
                for unit in self.units.drain(..).filter(|unit| unit.use_ == Use::Revitalized) {
                    turn(Turn::Withdrawn, unit.method, unit.area);
                }
                return;
            }
            Kind::Vacated if self.is_listed => Use::Vacant,
            Kind::Revitalized if self.is_listed => Use::Revitalized,
            _ => return,
        };
        let (method, area) = (row.method(), row.area());
        let after = Unit { text: row.text, method, use_: now, area };
        let Some(place) = self.places.get_mut(row.text as usize) else { return };
        let known = self.units.get_mut(*place as usize).filter(|unit| unit.text == row.text);
        let before = match known {
            Some(unit) if unit.use_ == now => return,
            Some(unit) => Some(std::mem::replace(unit, after)),
            None => {
                *place = self.units.len() as u32;
                self.units.push(after);
                None
            }
        };
        match (now, before) {
            (Use::Revitalized, _) => turn(Turn::Revitalized, method, area),
            // It was revitalized, or it would be as before.
            (Use::Vacant, Some(before)) => turn(Turn::Relapsed, before.method, before.area),
            (Use::Vacant, None) => {}
        }
    }

    /// Vacant and revitalized area of the units, in hundredths of a square metre.
    pub(super) fn areas(&self) -> (u128, u128) {
        let sum = |use_| {
            let units = self.units.iter().filter(|unit| unit.use_ == use_);
            units.map(|unit| u128::from(unit.area)).sum()
        };
        (sum(Use::Vacant), sum(Use::Revitalized))
    }
}
