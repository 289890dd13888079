//! [`Stack`]: parcels of one layer that overlap, kept while parcels come and go.

use std::collections::{BTreeMap, BTreeSet};

use super::super::super::{MultiPolygon, Plane, PlanePosition, Unlisted};
use super::super::balance::border_bits;
use super::super::common::common;
use super::super::ground::Extent;
use super::super::land::extent;
use super::super::overlap_depth::{SAMPLED, covers};
use super::super::overlaps::{Overlap, OverlapLimits};
use super::box_grid::BoxGrid;

/// Parcels of one layer, the pairs of them that overlap, and those that repeat another.
#[derive(Debug)]
pub(crate) struct Stack {
    plane: Plane,
    limits: OverlapLimits,
    boxes: BoxGrid,
    /// Parcels with the same box.
    alike: BTreeMap<[u64; 4], BTreeSet<u32>>,
    /// Parcels that repeat another, and which.
    original: BTreeMap<u32, u32>,
    copies: BTreeMap<u32, usize>,
    pairs: BTreeMap<(u32, u32), Overlap>,
    /// Pairs whose borders meet too often.
    tangled: BTreeSet<(u32, u32)>,
    partners: BTreeMap<u32, BTreeSet<u32>>,
    changed: BTreeSet<u32>,
    dirty: Vec<Extent>,
    /// Pairs that are new, or not as before, since they were last asked for; those that are gone as well.
    news: BTreeSet<(u32, u32)>,
}

impl Stack {
    pub(crate) fn new(plane: Plane, limits: &OverlapLimits) -> Stack {
        Stack {
            plane,
            limits: *limits,
            boxes: BoxGrid::default(),
            alike: BTreeMap::new(),
            original: BTreeMap::new(),
            copies: BTreeMap::new(),
            pairs: BTreeMap::new(),
            tangled: BTreeSet::new(),
            partners: BTreeMap::new(),
            changed: BTreeSet::new(),
            dirty: Vec::new(),
            news: BTreeSet::new(),
        }
    }

    /// A shape comes.
    pub(crate) fn put_shape<P: PlanePosition>(&mut self, parcel: u32, shape: &MultiPolygon<P>) {
        if let Some(own) = extent(shape) {
            self.put(parcel, own);
        }
    }

    pub(super) fn put(&mut self, parcel: u32, own: Extent) {
        self.boxes.insert(parcel, own);
        self.alike.entry(corners(own)).or_default().insert(parcel);
        self.changed.insert(parcel);
        self.dirty.push(own);
    }

    /// A shape goes.
    pub(crate) fn take(&mut self, parcel: u32) {
        let Some(own) = self.boxes.get(parcel) else { return };
        self.boxes.remove(parcel);
        if let Some(alike) = self.alike.get_mut(&corners(own)) {
            alike.remove(&parcel);
            if alike.is_empty() {
                self.alike.remove(&corners(own));
            }
        }
        self.changed.insert(parcel);
        self.dirty.push(own);
    }

    /// Brings the pairs up to date; gives the parcels that now repeat another and did not, or no longer do.
    pub(crate) fn settle<'a, P: PlanePosition + 'a>(
        &mut self,
        shape: impl Fn(u32) -> Option<&'a MultiPolygon<P>>,
    ) -> BTreeSet<u32> {
        let dirty = std::mem::take(&mut self.dirty);
        let changed = std::mem::take(&mut self.changed);
        let toggled = self.settle_copies(&dirty, &changed, &shape);
        self.tangled.retain(|(a, b)| !changed.contains(a) && !changed.contains(b));
        for parcel in &changed {
            for other in self.partners.remove(parcel).unwrap_or_default() {
                let pair = ordered(*parcel, other);
                self.pairs.remove(&pair);
                self.news.insert(pair);
                if let Some(partners) = self.partners.get_mut(&other) {
                    partners.remove(parcel);
                }
            }
        }
        for parcel in &changed {
            let Some(own) = self.boxes.get(*parcel) else { continue };
            for other in self.boxes.meeting(own) {
                // Of two that changed, the first looks at the second.
                if other == *parcel || (changed.contains(&other) && other < *parcel) {
                    continue;
                }
                self.compare(ordered(*parcel, other), &shape);
            }
        }
        self.settle_depths(&dirty, &changed, &shape);
        toggled
    }

    fn compare<'a, P: PlanePosition + 'a>(
        &mut self,
        pair: (u32, u32),
        shape: &impl Fn(u32) -> Option<&'a MultiPolygon<P>>,
    ) {
        let (Some(first), Some(second)) = (shape(pair.0), shape(pair.1)) else { return };
        let overlap = match common(first, second, self.plane, &self.limits) {
            Ok(Some(overlap)) => overlap,
            Ok(None) => return,
            Err(_) => {
                self.tangled.insert(pair);
                return;
            }
        };
        let parcels = [pair.0 as usize, pair.1 as usize];
        self.pairs.insert(pair, Overlap { parcels, ..overlap });
        self.news.insert(pair);
        self.partners.entry(pair.0).or_default().insert(pair.1);
        self.partners.entry(pair.1).or_default().insert(pair.0);
    }

    /// How many lie over one another depends on all that are near.
    fn settle_depths<'a, P: PlanePosition + 'a>(
        &mut self,
        dirty: &[Extent],
        changed: &BTreeSet<u32>,
        shape: &impl Fn(u32) -> Option<&'a MultiPolygon<P>>,
    ) {
        let mut near: BTreeSet<(u32, u32)> = BTreeSet::new();
        for parcel in dirty.iter().flat_map(|extent| self.boxes.meeting(*extent)) {
            let partners = self.partners.get(&parcel).into_iter().flatten();
            near.extend(partners.map(|other| ordered(parcel, *other)));
        }
        for (a, b) in &near {
            let Some(overlap) = self.pairs.get_mut(&(*a, *b)) else { continue };
            let Some(own) = overlap.extent() else { continue };
            let is_changed = [a, b].iter().any(|parcel| changed.contains(*parcel));
            if !is_changed && !dirty.iter().any(|extent| extent.meets(&own)) {
                continue;
            }
            let original = |of: u32| self.original.get(&of).copied().unwrap_or(of);
            let copies = |of: u32| self.copies.get(&of).copied().unwrap_or_default();
            let (first, second) = (original(*a), original(*b));
            // Only what laps over both can lie over or under what they have in common, by more than the limit within
            // which borders coincide.
            let laps = |one: u32, other: u32| {
                one == other
                    || self.partners.get(&one).is_some_and(|all| all.contains(&other))
                    || self.tangled.contains(&ordered(one, other))
            };
            let near = self.boxes.meeting(own).into_iter();
            let near = near.filter(|parcel| !self.original.contains_key(parcel));
            let near = near.filter(|parcel| laps(*parcel, first) && laps(*parcel, second));
            let shapes = near.filter_map(|near| Some((self.boxes.get(near)?, shape(near)?)));
            let shapes: Vec<(Extent, &MultiPolygon<P>)> = shapes.collect();
            let more = copies(first) + if first == second { 0 } else { copies(second) };
            let depth =
                covers(&overlap.pieces, &shapes, SAMPLED, self.plane, self.limits.coincidence)
                    .saturating_add(more);
            if depth != overlap.depth {
                overlap.depth = depth;
                self.news.insert((*a, *b));
            }
        }
    }

    fn settle_copies<'a, P: PlanePosition + 'a>(
        &mut self,
        dirty: &[Extent],
        changed: &BTreeSet<u32>,
        shape: &impl Fn(u32) -> Option<&'a MultiPolygon<P>>,
    ) -> BTreeSet<u32> {
        let mut before: BTreeMap<u32, u32> = BTreeMap::new();
        for parcel in changed {
            before.extend(self.original.remove(parcel).map(|of| (*parcel, of)));
        }
        let mut after: BTreeMap<u32, u32> = BTreeMap::new();
        for corners in dirty.iter().map(|own| corners(*own)).collect::<BTreeSet<_>>() {
            let Some(alike) = self.alike.get(&corners) else { continue };
            for parcel in alike {
                before.extend(self.original.remove(parcel).map(|of| (*parcel, of)));
            }
            if alike.len() < 2 {
                continue;
            }
            let borders = alike.iter().filter_map(|of| Some((border_bits(shape(*of)?), *of)));
            let mut borders: Vec<(Vec<[u64; 4]>, u32)> = borders.collect();
            borders.sort();
            for same in borders.chunk_by(|a, b| a.0 == b.0) {
                let Some((_, first)) = same.first() else { continue };
                after.extend(same.iter().skip(1).map(|(_, copy)| (*copy, *first)));
            }
        }
        for of in before.values() {
            self.copies.entry(*of).and_modify(|count| *count = count.saturating_sub(1));
        }
        for of in after.values() {
            let count = self.copies.entry(*of).or_default();
            *count = count.saturating_add(1);
        }
        self.copies.retain(|_, count| *count > 0);
        let toggled = before.keys().chain(after.keys()).copied();
        let toggled =
            toggled.filter(|parcel| before.contains_key(parcel) != after.contains_key(parcel));
        let toggled = toggled.collect();
        self.original.extend(after);
        toggled
    }

    /// How many pairs were not looked at.
    pub(crate) fn unexamined(&self) -> Unlisted {
        match self.tangled.len() {
            0 => Unlisted::None,
            n => Unlisted::Exactly(n),
        }
    }

    pub(super) fn is_repeat(&self, parcel: u32) -> bool {
        self.original.contains_key(&parcel)
    }

    /// Parcels that repeat another, with that one.
    pub(super) fn repeats(&self) -> impl Iterator<Item = (u32, u32)> {
        self.original.iter().map(|(parcel, of)| (*parcel, *of))
    }

    pub(super) fn extents(&self) -> impl Iterator<Item = Extent> {
        self.boxes.values()
    }

    /// The pairs that are not as they were when this was last asked; `None` where one is gone.
    pub(crate) fn news(&mut self) -> Vec<((u32, u32), Option<Overlap>)> {
        let news = std::mem::take(&mut self.news).into_iter();
        news.map(|pair| (pair, self.pairs.get(&pair).cloned())).collect()
    }
}

fn ordered(a: u32, b: u32) -> (u32, u32) {
    (a.min(b), a.max(b))
}

fn corners(own: Extent) -> [u64; 4] {
    [own.low[0], own.low[1], own.high[0], own.high[1]].map(f64::to_bits)
}
