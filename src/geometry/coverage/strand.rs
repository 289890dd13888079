//! Regions that hold together: edges of an overlay joined to rings so that what only touches in points is apart.

use i_overlay::i_float::int::point::IntPoint;

/// An edge between cells of the grid, the region on its left.
#[derive(Debug, Clone, Copy)]
pub(super) struct Strand<T> {
    pub(super) from: IntPoint<i64>,
    pub(super) to: IntPoint<i64>,
    pub(super) data: T,
}

impl<T> Strand<T> {
    pub(super) fn ends(&self) -> [i64; 4] {
        [self.from.x, self.from.y, self.to.x, self.to.y]
    }
}

type Ring<T> = Vec<Strand<T>>;

/// The parts of a shape whose insides hang together, each the ring around it and then its holes.
///
/// The overlay joins parts that touch in a point. Here the ring turns right as sharply as it can wherever rings meet,
/// along the inside that it goes around, and rings that meet themselves are taken apart, so that no ring passes a
/// point twice (OGC 06-103r4 §6.1.11: holes may touch, in a point).
pub(super) fn parts<T: Copy>(shape: Vec<Ring<T>>) -> Vec<Vec<Ring<T>>> {
    let mut strands: Ring<T> = shape.iter().flatten().copied().collect();
    strands.sort_by_key(Strand::ends);
    let passes_once = |(a, b): (&Strand<T>, &Strand<T>)| a.from != b.from;
    if strands.iter().zip(strands.iter().skip(1)).all(passes_once) {
        return vec![shape];
    }
    joined(strands)
}

/// The same from edges in the order of their ends.
pub(super) fn joined<T: Copy>(strands: Vec<Strand<T>>) -> Vec<Vec<Ring<T>>> {
    let starts: Vec<(i64, i64)> = strands.iter().map(|s| (s.from.x, s.from.y)).collect();
    let mut taken = vec![false; strands.len()];
    let mut shells: Vec<Vec<Ring<T>>> = Vec::new();
    let mut holes: Vec<Ring<T>> = Vec::new();
    for start in 0..strands.len() {
        if taken.get(start) != Some(&false) {
            continue;
        }
        let walk = walk(&strands, &starts, &mut taken, start);
        let loops = loops(walk).into_iter().filter(|ring| twice_area(ring) != 0);
        let (mut outer, inner): (Vec<_>, Vec<_>) = loops.partition(|ring| twice_area(ring) > 0);
        match outer.pop() {
            Some(shell) => {
                shells.extend(outer.into_iter().map(|ring| vec![ring]));
                shells.push(std::iter::once(shell).chain(inner).collect());
            }
            None => holes.extend(inner),
        }
    }
    // The least first: the first that surrounds a hole is the one around it.
    let measured = |(index, rings): (usize, &Vec<Ring<T>>)| {
        let shell = rings.first()?;
        Some((twice_area(shell), index, extent(shell)?))
    };
    let mut measures: Vec<(i128, usize, [i64; 4])> = Vec::new();
    if !holes.is_empty() {
        measures.extend(shells.iter().enumerate().filter_map(measured));
        measures.sort_unstable();
    }
    for hole in holes {
        let Some([west, south, east, north]) = extent(&hole) else { continue };
        let around = measures.iter().map(|(_, index, extent)| (*index, *extent));
        let mut around = around
            .filter(|(_, [w, s, e, n])| *w <= west && *s <= south && east <= *e && north <= *n);
        let around = around
            .find_map(|(index, _)| surrounds(shells.get(index)?.first()?, &hole).then_some(index));
        if let Some(rings) = around.and_then(|index| shells.get_mut(index)) {
            rings.push(hole);
        }
    }
    shells
}

/// A closed walk from a strand, at each point on to the next strand on the right.
fn walk<T: Copy>(
    strands: &[Strand<T>],
    starts: &[(i64, i64)],
    taken: &mut [bool],
    start: usize,
) -> Ring<T> {
    let mut walk = Vec::new();
    let mut at = start;
    while let (Some(strand), Some(mark)) = (strands.get(at), taken.get_mut(at)) {
        if *mark {
            break;
        }
        *mark = true;
        walk.push(*strand);
        let here = (strand.to.x, strand.to.y);
        let first = starts.partition_point(|from| *from < here);
        let leaving = strands.iter().enumerate().skip(first);
        let leaving = leaving.take_while(|(_, next)| (next.from.x, next.from.y) == here);
        let back = difference(strand.to, strand.from);
        let next = leaving.min_by(|(_, a), (_, b)| {
            let (a, b) = (difference(a.from, a.to), difference(b.from, b.to));
            let halves = half_turned(back, a).cmp(&half_turned(back, b));
            halves.then(cross(a, b).cmp(&0))
        });
        match next {
            Some((index, _)) => at = index,
            None => break,
        }
    }
    walk
}

/// Which part of a turn to the right from one direction to another: 0 below a half, 1 a half, 2 above, 3 all of it.
fn half_turned(from: [i128; 2], to: [i128; 2]) -> u8 {
    match cross(from, to) {
        across if across < 0 => 0,
        across if across > 0 => 2,
        _ if dot(from, to) < 0 => 1,
        _ => 3,
    }
}

/// A closed walk taken apart where it meets itself.
fn loops<T: Copy>(walk: Ring<T>) -> Vec<Ring<T>> {
    let mut loops = Vec::new();
    let mut open: Ring<T> = Vec::with_capacity(walk.len());
    let mut seen = std::collections::BTreeMap::new();
    for strand in walk {
        seen.insert((strand.from.x, strand.from.y), open.len());
        open.push(strand);
        if let Some(start) = seen.get(&(strand.to.x, strand.to.y)).copied() {
            let closed = open.split_off(start);
            for part in &closed {
                seen.remove(&(part.from.x, part.from.y));
            }
            loops.push(closed);
        }
    }
    loops
}

/// The box around a ring: west, south, east, north.
fn extent<T>(ring: &[Strand<T>]) -> Option<[i64; 4]> {
    let corners = ring.iter().map(|strand| [strand.from.x, strand.from.y]);
    corners
        .map(|[x, y]| [x, y, x, y])
        .reduce(|[w, s, e, n], [x, y, ..]| [w.min(x), s.min(y), e.max(x), n.max(y)])
}

/// Whether a ring lies inside another that it may touch in points.
fn surrounds<T>(shell: &[Strand<T>], ring: &[Strand<T>]) -> bool {
    let mut corners = ring.iter().map(|strand| strand.from);
    corners.find_map(|corner| side(shell, corner)).unwrap_or(false)
}

/// Whether a point is inside a ring; `None` on it.
fn side<T>(ring: &[Strand<T>], point: IntPoint<i64>) -> Option<bool> {
    let mut inside = false;
    for strand in ring {
        let (a, b) = (difference(point, strand.from), difference(point, strand.to));
        let across = cross(a, b);
        if across == 0 && dot(a, b) <= 0 {
            return None;
        }
        if (a[1] <= 0) != (b[1] <= 0) && (across > 0) == (b[1] > a[1]) {
            inside = !inside;
        }
    }
    Some(inside)
}

fn twice_area<T>(ring: &[Strand<T>]) -> i128 {
    let Some(origin) = ring.first().map(|strand| strand.from) else { return 0 };
    ring.iter()
        .map(|strand| cross(difference(origin, strand.from), difference(origin, strand.to)))
        .fold(0, i128::wrapping_add)
}

fn difference(from: IntPoint<i64>, to: IntPoint<i64>) -> [i128; 2] {
    [i128::from(to.x) - i128::from(from.x), i128::from(to.y) - i128::from(from.y)]
}

/// Coordinates stay below 2⁶², so differences below 2⁶³ and this below 2¹²⁷.
fn cross(a: [i128; 2], b: [i128; 2]) -> i128 {
    a[0] * b[1] - a[1] * b[0]
}

fn dot(a: [i128; 2], b: [i128; 2]) -> i128 {
    a[0] * b[0] + a[1] * b[1]
}
