//! What goes on between two rings: crossings within edges and at vertices, stretches in common.

use super::contact::{Contacts, Overlap, Visit};
use super::predicate::{Passage, Point, around, crossing_point, lexical, same};
use super::rings::{Ring, Rings};

/// At a position that rings come to more often, a way that changes sides is reported with one of those it crosses
/// and not with each.
const MAX_VISITS: usize = 1_000;

/// Two rings that cross or have stretches in common.
#[derive(Debug, Clone)]
pub(super) struct Between {
    /// The lower first.
    pub(super) rings: [usize; 2],
    /// Where they cross, with the edges; in lexical order.
    pub(super) crossings: Vec<(Point, [usize; 2])>,
    pub(super) overlaps: Vec<Overlap>,
}

enum Event {
    Crossing(Point, [usize; 2]),
    Overlap(Overlap),
}

/// Gathers contacts by pairs of rings.
pub(super) fn between(
    rings: &Rings,
    contacts: &Contacts,
    wanted: impl Fn(&Ring, &Ring) -> bool,
) -> Vec<Between> {
    let mut events: Vec<([usize; 2], Event)> = Vec::new();
    let mut add = |edges: [usize; 2], event: Event| {
        let [a, b] = edges.map(|edge| rings.ring_of(edge));
        if a != b && wanted(&rings.ring(a), &rings.ring(b)) {
            events.push(([a, b], event));
        }
    };
    for &edges in &contacts.crossings {
        let at = crossing_point(rings.edge(edges[0]), rings.edge(edges[1]));
        add(edges, Event::Crossing(at, edges));
    }
    for overlap in &contacts.overlaps {
        add(overlap.edges, Event::Overlap(*overlap));
    }
    for touch in contacts.touches() {
        for edges in crossed_visits(rings, touch) {
            if let Some((at, _)) = touch.first() {
                add(edges, Event::Crossing(*at, edges));
            }
        }
    }
    events.sort_by_key(|event| event.0);
    events
        .chunk_by(|a, b| a.0 == b.0)
        .map(|group| {
            let rings = group.first().map_or([0, 0], |event| event.0);
            let mut result = Between { rings, crossings: Vec::new(), overlaps: Vec::new() };
            for (_, event) in group {
                match event {
                    Event::Crossing(at, edges) => result.crossings.push((*at, *edges)),
                    Event::Overlap(overlap) => result.overlaps.push(*overlap),
                }
            }
            result.crossings.sort_unstable_by(|a, b| lexical(a.0, b.0).then(a.1.cmp(&b.1)));
            result
        })
        .collect()
}

/// The pairs of ways that change sides at a position, of different rings, the lower first.
fn crossed_visits(rings: &Rings, touch: &[(Point, Visit)]) -> Vec<[usize; 2]> {
    let ways: Vec<(usize, Passage)> =
        touch.iter().map(|(at, visit)| (visit.edge(), visit.passage(rings, *at))).collect();
    let mut crossed = Vec::new();
    let mut test = |a: usize, b: usize| {
        if let (Some((edge, way)), Some((other_edge, other))) = (ways.get(a), ways.get(b))
            && rings.ring_of(*edge) != rings.ring_of(*other_edge)
            && way.is_crossed_by(other)
        {
            crossed.push([*edge.min(other_edge), *edge.max(other_edge)]);
        }
    };
    let interleaved = if ways.len() > 8 { interleaved(&ways) } else { Vec::new() };
    if ways.len() <= 8 || (!interleaved.is_empty() && ways.len() <= MAX_VISITS) {
        for a in 0..ways.len() {
            for b in a + 1..ways.len() {
                test(a, b);
            }
        }
    } else {
        for (a, b) in interleaved {
            test(a, b);
        }
    }
    crossed
}

/// Going around the position, ways that do not change sides of each other close like brackets: those that do not,
/// each with one that it closes across.
fn interleaved(ways: &[(usize, Passage)]) -> Vec<(usize, usize)> {
    let mut directions: Vec<(Point, usize)> =
        ways.iter().enumerate().flat_map(|(at, (_, way))| [(way.from, at), (way.to, at)]).collect();
    let Some(at) = ways.first().map(|(_, way)| way.at) else { return Vec::new() };
    directions.sort_by(|a, b| around(at, a.0, b.0).then(a.1.cmp(&b.1)));
    let mut is_open = vec![false; ways.len()];
    let mut open: Vec<usize> = Vec::new();
    let mut found = Vec::new();
    for (_, way) in directions {
        while open.last().is_some_and(|last| is_open.get(*last) == Some(&false)) {
            open.pop();
        }
        let Some(slot) = is_open.get_mut(way) else { continue };
        *slot = !*slot;
        if *slot {
            open.push(way);
        } else if let Some(last) = open.last().filter(|last| **last != way) {
            found.push((*last, way));
        }
    }
    found
}

/// A stretch that two rings, or two parts of one, have in common.
#[derive(Debug, Clone)]
pub(super) struct Stretch {
    /// An edge of each.
    pub(super) edges: [usize; 2],
    pub(super) line: Vec<Point>,
}

/// Puts overlaps together that follow each other along the first or second of the edges.
pub(super) fn stretches(rings: &Rings, overlaps: &[Overlap], along: Along) -> Vec<Stretch> {
    let edge = |overlap: &Overlap| match along {
        Along::First => overlap.edges[0],
        Along::Second => overlap.edges[1],
    };
    let forward = |edge: usize| {
        let [a, b] = rings.edge(edge);
        lexical(a, b).is_lt()
    };
    let mut pieces: Vec<(usize, [Point; 2], [usize; 2])> = overlaps
        .iter()
        .map(|overlap| {
            let Overlap { edges, from, to } = *overlap;
            let ends = if forward(edge(overlap)) { [from, to] } else { [to, from] };
            (edge(overlap), ends, edges)
        })
        .collect();
    pieces.sort_by(|a, b| {
        let order = lexical(a.1[0], b.1[0]);
        a.0.cmp(&b.0).then(if forward(a.0) { order } else { order.reverse() })
    });
    let mut found: Vec<Stretch> = Vec::new();
    for (_, [from, to], edges) in pieces {
        match found.last_mut() {
            Some(before) if before.line.last().is_some_and(|last| same(*last, from)) => {
                before.line.push(to);
            }
            _ => found.push(Stretch { edges, line: vec![from, to] }),
        }
    }
    // Around the place where the ring begins.
    if let [first, .., last] = found.as_slice()
        && let (Some(begin), Some(end)) = (first.line.first(), last.line.last())
        && same(*begin, *end)
    {
        let tail = first.line.get(1..).unwrap_or_default().to_vec();
        found.remove(0);
        if let Some(last) = found.last_mut() {
            last.line.extend(tail);
        }
    }
    found.iter_mut().for_each(|stretch| turn_closed(&mut stretch.line));
    found
}

/// A stretch that comes back to its start is a whole ring: it begins at its lexically first position, wherever the rings do.
fn turn_closed(line: &mut Vec<Point>) {
    let (Some(first), Some(last)) = (line.first().copied(), line.last().copied()) else { return };
    if line.len() < 4 || !same(first, last) {
        return;
    }
    line.pop();
    let lowest = line.iter().enumerate().min_by(|a, b| lexical(*a.1, *b.1)).map(|(at, _)| at);
    line.rotate_left(lowest.unwrap_or_default());
    line.extend(line.first().copied());
}

/// Along which of two edges a stretch runs forward.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Along {
    First,
    Second,
}

/// Whether two rings are the same line, vertices within straight lines and directions aside.
pub(super) fn are_equal(rings: &Rings, a: &Ring, b: &Ring) -> bool {
    if !same(a.low, b.low) || !same(a.high, b.high) {
        return false;
    }
    let (a, b) = (corners(rings, a), corners(rings, b));
    a.len() == b.len() && a.iter().zip(&b).all(|(p, q)| same(*p, *q))
}

/// The corners of a ring from its lexically first on, counter-clockwise.
fn corners(rings: &Rings, ring: &Ring) -> Vec<Point> {
    let points = rings.points_of(ring);
    let count = points.len();
    let first = ring.first - ring.start;
    let turned = points.iter().cycle().skip(first).take(count).copied();
    let mut corners: Vec<Point> = turned.collect();
    if !ring.ccw {
        corners.reverse();
        corners.rotate_right(1);
    }
    let before = corners.iter().cycle().skip(count.saturating_sub(1));
    let after = corners.iter().cycle().skip(1);
    let turns = before.zip(corners.iter()).zip(after);
    turns
        .filter(|((before, at), after)| super::predicate::side(**before, **at, **after) != 0)
        .map(|((_, at), _)| *at)
        .collect()
}
