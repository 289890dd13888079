//! [`Places`]: places that do not depend on each other, and what each comes to.

use std::collections::{BTreeMap, BTreeSet};

use super::super::ground::Extent;
use super::super::grouped::{Sets, is_in_region};
use super::super::traced::{Directed, Wanted};
use super::box_grid::BoxGrid;
use super::edges::Ends;
use super::parts::{List, Part, Parts, Reach, Resettled};

/// Edges that come and go, in the groups of [`groups`](super::super::grouped::groups) or, where nothing is asked of
/// regions, in parts that hang together; and a result for each group.
///
/// **Method.** A part changes only where an edge comes or goes within reach of it. What others wind around it, and the regions
/// that it lies in, can change only where its box meets that of a part which has changed. So only such parts are looked
/// at again, and only groups of which a part, a winding number or a region has changed have a new result.
#[derive(Debug)]
pub(super) struct Places<T, R> {
    regions: Option<Regions>,
    parts: Parts<T>,
    boxes: BoxGrid,
    /// Parts by their number in the grid, which is used again.
    at: BTreeMap<u32, u64>,
    places: BTreeMap<u64, PlacedPart>,
    free: Vec<u32>,
    groups: BTreeMap<u64, Group<R>>,
    next: u64,
}

/// The regions that parts may lie in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Regions {
    pub(super) wanted: Wanted,
    /// Added to the winding numbers everywhere.
    pub(super) offset: [i32; 2],
}

/// What is known of a part among the others.
#[derive(Debug)]
struct PlacedPart {
    /// Its number in the grid.
    box_number: u32,
    /// How often others wind around it.
    base: [i32; 2],
    /// Where it lies in a region: the parts whose boxes are around it.
    around: Vec<u64>,
    group: Option<u64>,
}

#[derive(Debug)]
struct Group<R> {
    parts: Vec<u64>,
    result: R,
}

/// The groups that a settlement has changed.
#[derive(Debug)]
pub(super) struct Settled<R> {
    /// Results that hold no more, by the numbers of their groups.
    pub(super) gone: Vec<(u64, R)>,
    /// The numbers of new groups: none was ever given before.
    pub(super) new: Vec<u64>,
}

impl<T: Copy + PartialEq, R> Places<T, R> {
    pub(super) fn new(
        reach: Reach,
        regions: Option<Regions>,
        directed: fn(&T) -> Directed,
    ) -> Places<T, R> {
        Places {
            regions,
            parts: Parts::new(reach, directed),
            boxes: BoxGrid::default(),
            at: BTreeMap::new(),
            places: BTreeMap::new(),
            free: Vec::new(),
            groups: BTreeMap::new(),
            next: 0,
        }
    }

    /// As [`Parts::replace`]: for results that hang on more than the edges, which may have changed.
    pub(super) fn replace(&mut self, list: List, place: Ends, edges: impl IntoIterator<Item = T>) {
        self.parts.replace(list, place, edges);
    }

    /// The same, but nothing is done where these edges are there already.
    pub(super) fn renew(
        &mut self,
        list: List,
        place: Ends,
        edges: impl Iterator<Item = T> + Clone,
    ) {
        if !self.parts.has(list, place, edges.clone()) {
            self.parts.replace(list, place, edges);
        }
    }

    /// The results with the numbers of their groups.
    pub(super) fn values(&self) -> impl Iterator<Item = (u64, &R)> + Clone {
        self.groups.iter().map(|(number, group)| (*number, &group.result))
    }

    pub(super) fn get(&self, group: u64) -> Option<&R> {
        self.groups.get(&group).map(|group| &group.result)
    }

    /// Brings groups and results up to date: `make` has the edges of a group, in order, and what others wind around it.
    pub(super) fn settle(&mut self, mut make: impl FnMut(&[T], [i32; 2]) -> R) -> Settled<R> {
        let Resettled { gone, new } = self.parts.settle();
        let mut open: BTreeSet<u64> = BTreeSet::new();
        let mut changed: Vec<Extent> = Vec::new();
        for (number, part) in &gone {
            changed.push(part.extent);
            if let Some(placed) = self.places.remove(number) {
                self.boxes.remove(placed.box_number);
                self.at.remove(&placed.box_number);
                self.free.push(placed.box_number);
                open.extend(placed.group);
            }
        }
        for number in &new {
            if let Some(part) = self.parts.get(*number) {
                changed.push(part.extent);
            }
            self.place(*number);
        }
        open.extend(self.look_around(&changed));
        let mut loose: BTreeSet<u64> = new.into_iter().collect();
        let gone = self.open(open, &mut loose);
        let new = self.united(&loose).into_iter().map(|parts| self.group(parts, &mut make));
        Settled { new: new.collect(), gone }
    }

    fn place(&mut self, number: u64) {
        let Some(part) = self.parts.get(number) else { return };
        let fresh = || u32::try_from(self.places.len()).ok();
        let Some(box_number) = self.free.pop().or_else(fresh) else { return };
        self.boxes.insert(box_number, part.extent);
        self.at.insert(box_number, number);
        let placed = PlacedPart { box_number, base: [0, 0], around: Vec::new(), group: None };
        self.places.insert(number, placed);
    }

    /// Winding numbers and regions of all parts whose boxes meet one of these; gives the groups in which any has changed.
    fn look_around(&mut self, changed: &[Extent]) -> BTreeSet<u64> {
        let mut groups = BTreeSet::new();
        let Some(regions) = self.regions else { return groups };
        let mut near: BTreeSet<u64> = BTreeSet::new();
        for extent in changed {
            near.extend(self.meeting(*extent));
        }
        for number in near {
            let Some(part) = self.parts.get(number) else { continue };
            let base = self.base(number, part, regions.offset);
            let around = if is_in_region(base, regions.wanted) {
                self.around(number, part)
            } else {
                Vec::new()
            };
            let Some(placed) = self.places.get_mut(&number) else { continue };
            if placed.base != base || placed.around != around {
                groups.extend(placed.group);
                (placed.base, placed.around) = (base, around);
            }
        }
        groups
    }

    fn meeting(&self, extent: Extent) -> impl Iterator<Item = u64> {
        self.boxes.meeting(extent).into_iter().filter_map(|number| self.at.get(&number).copied())
    }

    fn base(&self, number: u64, part: &Part, offset: [i32; 2]) -> [i32; 2] {
        let at = Extent { low: part.from, high: part.from };
        let others = self.meeting(at).filter(|other| *other != number);
        others.filter_map(|other| self.parts.get(other)).fold(offset, |[first, second], other| {
            let [one, two] = self.parts.winding(other, part.from);
            [first.saturating_add(one), second.saturating_add(two)]
        })
    }

    fn around(&self, number: u64, part: &Part) -> Vec<u64> {
        let others = self.meeting(part.extent).filter(|other| *other != number);
        let is_around = |other: &u64| {
            self.parts.get(*other).is_some_and(|other| other.extent.contains(&part.extent))
        };
        let mut around: Vec<u64> = others.filter(is_around).collect();
        around.sort_unstable();
        around
    }

    /// Takes groups apart, and those that their parts, or loose ones, now lie in.
    fn open(&mut self, mut open: BTreeSet<u64>, loose: &mut BTreeSet<u64>) -> Vec<(u64, R)> {
        let mut gone = Vec::new();
        let mut unseen: Vec<u64> = loose.iter().copied().collect();
        loop {
            while let Some(number) = open.pop_first() {
                let Some(group) = self.groups.remove(&number) else { continue };
                gone.push((number, group.result));
                for part in group.parts {
                    if let Some(placed) = self.places.get_mut(&part) {
                        placed.group = None;
                        if loose.insert(part) {
                            unseen.push(part);
                        }
                    }
                }
            }
            let Some(placed) = unseen.pop().map(|part| self.places.get(&part)) else {
                return gone;
            };
            let around = placed.into_iter().flat_map(|placed| &placed.around);
            open.extend(around.filter_map(|other| self.places.get(other)?.group));
        }
    }

    /// Loose parts by the groups that they make.
    fn united(&self, loose: &BTreeSet<u64>) -> Vec<Vec<u64>> {
        let parts: Vec<u64> = loose.iter().copied().collect();
        let mut sets = Sets::new(parts.len());
        for (at, part) in parts.iter().enumerate() {
            let around = self.places.get(part).into_iter().flat_map(|placed| &placed.around);
            for other in around.filter_map(|other| parts.binary_search(other).ok()) {
                sets.unite(at, other);
            }
        }
        let mut by_set: BTreeMap<usize, Vec<u64>> = BTreeMap::new();
        for (at, part) in parts.iter().enumerate() {
            by_set.entry(sets.lowest(at)).or_default().push(*part);
        }
        by_set.into_values().collect()
    }

    fn group(&mut self, parts: Vec<u64>, make: &mut impl FnMut(&[T], [i32; 2]) -> R) -> u64 {
        let offset = self.regions.map(|regions| regions.offset).unwrap_or_default();
        let base = match parts.as_slice() {
            [only] => self.places.get(only).map_or(offset, |placed| placed.base),
            _ => offset,
        };
        let number = self.next;
        self.next = number.wrapping_add(1);
        for part in &parts {
            if let Some(placed) = self.places.get_mut(part) {
                placed.group = Some(number);
            }
        }
        let result = make(&self.parts.edges_of(&parts), base);
        self.groups.insert(number, Group { parts, result });
        number
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::super::super::super::Plane;
    use super::super::super::grouped::{Group, components, groups, touch};
    use super::super::super::traced::Operand;
    use super::*;

    type Known = BTreeMap<(List, i64), Vec<Directed>>;

    /// SplitMix64.
    struct Random(u64);

    impl Random {
        fn below(&mut self, n: u32) -> u32 {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = self.0;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            u32::try_from((z ^ (z >> 31)) % u64::from(n)).unwrap()
        }
    }

    /// A square on whole metres: many touch, and many lie in others.
    fn square(random: &mut Random, side: Operand) -> Vec<Directed> {
        let size = f64::from(1 + random.below(3) * random.below(4));
        let [x, y] = [0; 2].map(|_| f64::from(random.below(40)));
        let mut ring = [[x, y], [x + size, y], [x + size, y + size], [x, y + size]];
        if random.below(3) == 0 {
            ring.reverse();
        }
        let pairs = ring.iter().zip(ring.iter().cycle().skip(1));
        pairs.map(|(a, b)| Directed { from: *a, to: *b, side }).collect()
    }

    /// As the edges are parted all at once.
    fn at_once(known: &Known, regions: Option<Regions>) -> Vec<(Vec<Directed>, [i32; 2])> {
        let edges: Vec<Directed> = known.values().flatten().copied().collect();
        let groups = match regions {
            Some(Regions { wanted, offset }) => groups(&edges, Plane::Metres, wanted, offset),
            None => {
                let parts = components(&edges, touch(Plane::Metres)).into_iter();
                parts.map(|edges| Group { edges, base: [0, 0] }).collect()
            }
        };
        groups.iter().map(|group| (group.of(&edges), group.base)).collect()
    }

    fn in_order(mut found: Vec<(Vec<Directed>, [i32; 2])>) -> Vec<String> {
        let mut texts: Vec<String> = found.drain(..).map(|one| format!("{one:?}")).collect();
        texts.sort_unstable();
        texts
    }

    /// The naive twin: all edges parted anew after every change.
    #[test]
    fn after_any_changes_the_groups_are_those_of_all_edges() {
        let with = |wanted, offset| Some(Regions { wanted, offset });
        let all = [
            with(Wanted::Negative, [0, 0]),
            with(Wanted::Positive, [-1, 0]),
            with(Wanted::Both, [0, 0]),
            with(Wanted::FirstWithoutSecond, [0, 0]),
            None,
        ];
        let mut united = 0;
        for (seed, regions) in (1..).zip(all) {
            let mut random = Random(seed);
            let mut places =
                Places::new(Reach::Touch(Plane::Metres), regions, |edge: &Directed| *edge);
            let mut known = Known::new();
            let mut held: BTreeSet<u64> = BTreeSet::new();
            for _ in 0..150 {
                for _ in 0..=random.below(3) {
                    let (list, side) = match random.below(2) {
                        0 => (List::First, Operand::First),
                        _ => (List::Second, Operand::Second),
                    };
                    let place = i64::from(random.below(40));
                    let edges = match random.below(3) {
                        0 => Vec::new(),
                        _ => square(&mut random, side),
                    };
                    if random.below(2) == 0 {
                        places.replace(list, [place, 0, 0, 0], edges.iter().copied());
                    } else {
                        places.renew(list, [place, 0, 0, 0], edges.iter().copied());
                    }
                    known.insert((list, place), edges);
                }
                let settled = places.settle(|edges, base| (edges.to_vec(), base));
                for (gone, _) in &settled.gone {
                    assert!(held.remove(gone));
                }
                for new in &settled.new {
                    assert!(held.insert(*new));
                }
                let found: Vec<_> = places.values().map(|(_, found)| found.clone()).collect();
                assert!(places.values().map(|(number, _)| number).eq(held.iter().copied()));
                united += found.iter().filter(|(edges, _)| edges.len() > 8).count();
                assert_eq!(in_order(found), in_order(at_once(&known, regions)), "{regions:?}");
            }
        }
        assert!(united > 400, "{united}");
    }

    /// What lies far from a change keeps its number and its result.
    #[test]
    fn a_change_is_felt_only_near() {
        let ring = |x: f64| {
            let ring = [[x, 0.0], [x + 1.0, 0.0], [x + 1.0, 1.0], [x, 1.0]];
            let pairs = ring.into_iter().zip(ring.into_iter().cycle().skip(1));
            pairs.map(|(from, to)| Directed { from, to, side: Operand::First })
        };
        let regions = Regions { wanted: Wanted::Positive, offset: [0, 0] };
        let mut places =
            Places::new(Reach::Touch(Plane::Metres), Some(regions), |edge: &Directed| *edge);
        for (place, x) in (0..).zip([0.0, 10.0, 20.0]) {
            places.replace(List::First, [place, 0, 0, 0], ring(x));
        }
        let mut made = 0;
        let first = places.settle(|_, _| made += 1);
        assert_eq!((first.new.len(), first.gone.len(), made), (3, 0, 3));
        places.replace(List::First, [1, 0, 0, 0], ring(9.5));
        let second = places.settle(|_, _| made += 1);
        assert_eq!((second.new.len(), second.gone.len(), made), (1, 1, 4));
        places.renew(List::First, [1, 0, 0, 0], ring(9.5));
        let third = places.settle(|_, _| made += 1);
        assert_eq!((third.new.len(), third.gone.len(), made), (0, 0, 4));
        places.replace(List::First, [1, 0, 0, 0], ring(9.5));
        let fourth = places.settle(|_, _| made += 1);
        assert_eq!((fourth.new.len(), fourth.gone.len(), made), (1, 1, 5));
    }
}
