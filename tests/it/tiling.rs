//! A zone of parcels that fit to the last digit, and random edits that spoil and mend them.

use landledger::check::{Change, OwnedDeclared, OwnedRecord, OwnedZone, RecordKey, Session};
use landledger::geometry::{Layer, LonLat, MultiPolygon};

/// SplitMix64.
#[derive(Debug, Clone)]
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n as u64).unwrap()
    }

    /// From −1 to 1.
    pub(crate) fn signed(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
    }
}

/// A cell is about 46 m by 55 m.
const CELL: f64 = 0.0005;
/// About a metre.
pub(crate) const METRE: f64 = 1e-5;

/// Columns and rows of cells, with so many vertices between the corners of a cell.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tiling {
    pub(crate) columns: usize,
    pub(crate) rows: usize,
    pub(crate) between: usize,
}

impl Tiling {
    fn is_inner(&self, i: usize, j: usize) -> [bool; 2] {
        [i > 0 && i < self.columns, j > 0 && j < self.rows]
    }

    fn corner(&self, i: usize, j: usize) -> [f64; 2] {
        let mut random = Random((i * 1_000_003 + j) as u64);
        let [east, north] = self.is_inner(i, j);
        let jitter = |random: &mut Random, is_free: bool| {
            let by = random.signed() * 0.15;
            if is_free { by } else { 0.0 }
        };
        let x = i as f64 + jitter(&mut random, east);
        let y = j as f64 + jitter(&mut random, north);
        [113.25 + x * CELL, 34.75 + y * CELL]
    }

    /// From one corner to the next, without that one; the same numbers from either side.
    fn side(&self, from: [usize; 2], to: [usize; 2]) -> Vec<[f64; 2]> {
        if from > to {
            let mut way = vec![self.corner(from[0], from[1])];
            let mut middle = self.side(to, from);
            middle.remove(0);
            middle.reverse();
            way.extend(middle);
            return way;
        }
        let (a, b) = (self.corner(from[0], from[1]), self.corner(to[0], to[1]));
        let seed = from[0] * 7_919 + from[1] * 104_729 + usize::from(from[0] == to[0]);
        let mut random = Random(seed as u64);
        let upright = from[0] == to[0];
        let is_border = if upright {
            from[0] == 0 || from[0] == self.columns
        } else {
            from[1] == 0 || from[1] == self.rows
        };
        let mut way = vec![a];
        for step in 1..=self.between {
            let share = step as f64 / (self.between + 1) as f64;
            let by = if is_border { 0.0 } else { random.signed() * 0.02 * CELL };
            let mut at = [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])];
            at[usize::from(!upright)] += by;
            way.push(at);
        }
        way
    }

    /// The ring around cells, counter-clockwise and closed.
    pub(crate) fn ring(
        &self,
        west: usize,
        south: usize,
        east: usize,
        north: usize,
    ) -> Vec<[f64; 2]> {
        let mut ring = Vec::new();
        for i in west..east {
            ring.extend(self.side([i, south], [i + 1, south]));
        }
        for j in south..north {
            ring.extend(self.side([east, j], [east, j + 1]));
        }
        for i in (west..east).rev() {
            ring.extend(self.side([i + 1, north], [i, north]));
        }
        for j in (south..north).rev() {
            ring.extend(self.side([west, j + 1], [west, j]));
        }
        ring.push(ring[0]);
        ring
    }

    /// A road in the middle column, and a lake.
    pub(crate) fn zone(&self) -> OwnedZone<LonLat> {
        let mut zone = OwnedZone::new("zone", shape([self.ring(0, 0, self.columns, self.rows)]));
        let road = self.columns / 2;
        let mut declared =
            OwnedDeclared::new("road", shape([self.ring(road, 0, road + 1, self.rows)]));
        declared.reason = Some("public road".into());
        zone.declared.push(declared);
        let west = shape([self.ring(0, 0, road, self.rows)]);
        let east = shape([self.ring(road, 0, self.columns, self.rows)]);
        zone.blocks = vec![("West".into(), west), ("East".into(), east)];
        zone
    }

    /// One parcel a cell, some with an island in them and some of two parts.
    pub(crate) fn records(&self) -> Vec<OwnedRecord<LonLat>> {
        let mut shapes: Vec<MultiPolygon<LonLat>> = Vec::new();
        for j in 0..self.rows {
            for i in (0..self.columns).filter(|i| *i != self.columns / 2) {
                let ring = self.ring(i, j, i + 1, j + 1);
                if (i * 7 + j * 3) % 23 == 0 {
                    let [x, y] = self.corner(i, j).map(|number| number + 0.4 * CELL);
                    let island = [[0.0, 0.0], [0.2, 0.01], [0.18, 0.2], [0.01, 0.22], [0.0, 0.0]];
                    let island: Vec<[f64; 2]> =
                        island.map(|[a, b]| [x + a * CELL, y + b * CELL]).to_vec();
                    let hole: Vec<[f64; 2]> = island.iter().rev().copied().collect();
                    let mut outer = MultiPolygon::default();
                    outer.push_polygon();
                    outer.push_ring(ring.into_iter().map(LonLat::from));
                    outer.push_ring(hole.into_iter().map(LonLat::from));
                    shapes.push(outer);
                    shapes.push(shape([island]));
                } else if i % 11 == 3 && j % 3 == 1 && i + 2 < self.columns / 2 {
                    shapes.push(shape([ring, self.ring(i + 2, j, i + 3, j + 1)]));
                } else if i % 11 == 5 && j % 3 == 1 && i < self.columns / 2 {
                } else {
                    shapes.push(shape([ring]));
                }
            }
        }
        let record = |(index, shape)| {
            let mut record = OwnedRecord::new(format!("P{index:06}"), shape);
            record.code = Some(format!("{:019}", 4_101_060_010_000_000_000_u64 + index));
            record.decimals = Some(9);
            record
        };
        (0..).zip(shapes).map(record).collect()
    }
}

fn shape<const N: usize>(parts: [Vec<[f64; 2]>; N]) -> MultiPolygon<LonLat> {
    let mut shape = MultiPolygon::default();
    for ring in parts {
        shape.push_polygon();
        shape.push_ring(ring.into_iter().map(LonLat::from));
    }
    shape
}

/// A shape with one vertex of its first ring changed, the closing one with it.
fn with_vertex(
    shape: &MultiPolygon<LonLat>,
    change: impl FnOnce(&mut Vec<LonLat>),
) -> MultiPolygon<LonLat> {
    let mut change = Some(change);
    let mut changed = MultiPolygon::default();
    for polygon in shape.polygons() {
        changed.push_polygon();
        for ring in polygon.rings() {
            let mut ring = ring.to_vec();
            if let Some(change) = change.take() {
                ring.pop();
                change(&mut ring);
                ring.push(ring[0]);
            }
            changed.push_ring(ring);
        }
    }
    changed
}

/// One edit; `given` are the records that the session started from, with the keys from 0 on.
pub(crate) fn edit(
    random: &mut Random,
    given: &[OwnedRecord<LonLat>],
    session: &Session<LonLat>,
) -> Change<LonLat> {
    let key = RecordKey(u32::try_from(random.below(given.len())).unwrap());
    let Some(own) = session.get(key) else {
        return Change::Put(key, given[key.0 as usize].clone());
    };
    let spare = RecordKey(u32::try_from(given.len() + random.below(40)).unwrap());
    let mut record = own.clone();
    let [x, y] = [random.signed(), random.signed()];
    let moved = |by: f64| own.shape.map(|at| LonLat::new(at.lon + x * by, at.lat + y * by));
    let move_one = |by: f64, at: usize| {
        with_vertex(&own.shape, |ring| {
            let at = at % ring.len();
            ring[at] = LonLat::new(ring[at].lon + x * by, ring[at].lat + y * by);
        })
    };
    let at = random.below(1000);
    match random.below(26) {
        0..6 => return Change::Put(key, given[key.0 as usize].clone()),
        6 => return Change::Remove(key),
        7 | 8 => record.shape = move_one(5.0 * METRE, at),
        9 => record.shape = move_one(0.001 * METRE, at),
        10 => record.shape = moved(3.0 * METRE),
        11 => record.shape = moved(4000.0 * METRE),
        12 => return Change::Put(spare, record),
        13 => {
            let [w, s] = <[f64; 2]>::from(own.shape.points()[0]);
            let (e, n) = (w + 30.0 * METRE, s + 40.0 * METRE);
            let ring = vec![[w, s], [e, s], [e, n], [w, n], [w, s]];
            return Change::Put(spare, OwnedRecord::new(format!("N{}", spare.0), shape([ring])));
        }
        14 => {
            record.shape = with_vertex(&own.shape, |ring| {
                let n = ring.len();
                ring.swap(at % n, (at + n / 2) % n);
            });
        }
        15 => record.code = given[random.below(given.len())].code.clone(),
        16 => record.subject = given[random.below(given.len())].subject.clone(),
        17 => record.shape = own.shape.map(|at| LonLat::new(at.lat, at.lon)),
        18 => {
            record.layer =
                [Layer::AboveGround, Layer::BelowGround, Layer::Surface][random.below(3)];
        }
        19 => record.registered_area = Some("2500.00".parse().unwrap()),
        20 => {
            record.shape = with_vertex(&own.shape, |ring| {
                let at = at % (ring.len() - 1);
                let (a, b) = (ring[at], ring[at + 1]);
                let middle = LonLat::new(f64::midpoint(a.lon, b.lon), f64::midpoint(a.lat, b.lat));
                ring.insert(at + 1, middle);
            });
        }
        21 => record.shape = with_vertex(&own.shape, |ring| ring.reverse()),
        22 => record.predecessors = given[random.below(given.len())].code.iter().cloned().collect(),
        23 => record.shape = with_vertex(&own.shape, |ring| ring.truncate(2)),
        24 => {
            record.shape = with_vertex(&own.shape, |ring| {
                let at = at % ring.len();
                ring.remove(at);
            });
        }
        _ => record.shape = with_vertex(&own.shape, |ring| ring[0].lon = f64::NAN),
    }
    Change::Put(key, record)
}
