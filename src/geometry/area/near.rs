//! Geodesic areas of rings as small as parcels (小范围的环), in one pass over their positions.
//!
//! All that the series of [`geodesic`](super::geodesic) needs of a latitude are three polynomials about one nearby. Here that
//! is the latitude of the ring's first position: it is known before the pass begins, and whether the ring is small enough
//! is told by the same pass. The polynomials are shifted from those about the nearest sixteenth of a degree, which are worked
//! out once.
//!
//! **What is left out.** With a shift s ≤ 5.5e-4 and a distance δ ≤ 3.5e-4 radians (2.2 km) from the first position: of Q
//! about the first position s⁵/5! = 4e-19; of an edge's Q δ⁴/5! = 1e-16; of kφ and kλ, which add at most a few 1e-4
//! to an area, δ³/3! = 7e-12.

use std::sync::OnceLock;

use super::super::LonLat;
use super::geodesic::{LARGE_RADIUS, MAX_LATITUDE, SHORT_EDGE};
use super::lanes::{FourAtOnce, Instructions, Lanes, compute};
use super::series::About;

/// How far from its first position a ring may reach to north and south, degrees: 2.2 km.
pub(super) const NEAR: f64 = 0.02;

/// The longest edge, degrees of a circle on the sphere of [`LARGE_RADIUS`].
const LONGEST: f64 = SHORT_EDGE / LARGE_RADIUS * (180.0 / std::f64::consts::PI);

/// The signed area of a ring, m², positive counter-clockwise; `None` if it reaches beyond [`NEAR`], has a long edge, or lies
/// beyond the latitudes and longitudes that there are.
pub(super) fn ring(ring: &[LonLat]) -> Option<f64> {
    compute(Ring(ring))
}

/// A ring to be measured.
#[derive(Clone, Copy)]
pub(super) struct Ring<'a>(pub(super) &'a [LonLat]);

impl FourAtOnce for Ring<'_> {
    type Result = Option<f64>;

    #[inline(always)]
    fn with<I: Instructions>(self, by: I) -> Option<f64> {
        let (first, last) = (self.0.first()?, self.0.last()?);
        let origin = first.lat;
        let about = Nearby::latitude(origin)?;
        let four = about.each(
            #[inline(always)]
            |number| by.same(number),
        );
        let (from, half, zero) = (by.same(origin), by.same(0.5), by.same(0.0));
        let mut sum = zero;
        let mut most = Most { off: zero, lon: zero, d_lat: zero, d_lon: zero };
        let (mut last, rest) = by_four(
            self.0,
            *last,
            #[inline(always)]
            |tails, heads| {
                let ((lon, lat), (to_lon, to_lat)) = (by.split(tails), by.split(heads));
                let off = to_lat - from;
                let delta = ((lat - from) + off) * half;
                let (d_lat, d_lon) = (to_lat - lat, to_lon - lon);
                most.off = off.size().larger(most.off);
                most.lon = to_lon.size().larger(most.lon);
                most.d_lat = d_lat.size().larger(most.d_lat);
                most.d_lon = d_lon.size().larger(most.d_lon);
                sum = sum + four.edge(delta, d_lat, d_lon);
            },
        );
        let [a, b, c, d] = sum.numbers();
        let mut sum = (a + b) + (c + d);
        let mut most = Most {
            off: largest(most.off),
            lon: largest(most.lon),
            d_lat: largest(most.d_lat),
            d_lon: largest(most.d_lon),
        };
        for to in rest {
            let off = to.lat - origin;
            let delta = ((last.lat - origin) + off) * 0.5;
            let (d_lat, d_lon) = (to.lat - last.lat, to.lon - last.lon);
            most.off = most.off.max(off.abs());
            most.lon = most.lon.max(to.lon.abs());
            most.d_lat = most.d_lat.max(d_lat.abs());
            most.d_lon = most.d_lon.max(d_lon.abs());
            sum += about.edge(delta, d_lat, d_lon);
            last = *to;
        }
        // A coordinate that is no number may be lost among the largest, but not in the sum.
        (sum.is_finite() && most.is_small(origin)).then(|| -sum.to_radians())
    }
}

/// How far a ring reaches from its first latitude, its largest longitude, and the largest differences along its edges, all
/// without their sign; degrees.
struct Most<L> {
    off: L,
    lon: L,
    d_lat: L,
    d_lon: L,
}

impl Most<f64> {
    /// No edge is longer than if the largest differences were those of one edge, at the equator.
    #[inline(always)]
    fn is_small(&self, origin: f64) -> bool {
        self.off <= NEAR
            && origin.abs() + self.off <= MAX_LATITUDE
            && self.lon <= 180.0
            && self.d_lat * self.d_lat + self.d_lon * self.d_lon <= LONGEST * LONGEST
    }
}

#[inline(always)]
fn largest<L: Lanes>(lanes: L) -> f64 {
    let [a, b, c, d] = lanes.numbers();
    a.max(b).max(c.max(d))
}

/// Hands on the edges of a ring four at a time, from its closing edge on; gives the last position of the last four, and
/// the positions that are left.
#[inline(always)]
fn by_four(
    ring: &[LonLat],
    last: LonLat,
    mut edges: impl FnMut([LonLat; 4], [LonLat; 4]),
) -> (LonLat, &[LonLat]) {
    let (heads, rest) = ring.as_chunks::<4>();
    // From the second four on the tails stand in the ring as the heads do, one position before them.
    let (tails, _) = ring.get(3..).unwrap_or_default().as_chunks::<4>();
    let Some((first, heads)) = heads.split_first() else { return (last, rest) };
    let [a, b, c, mut from] = *first;
    edges([last, a, b, c], *first);
    for (tails, heads) in tails.iter().zip(heads) {
        edges(*tails, *heads);
        let [_, _, _, to] = *heads;
        from = to;
    }
    (from, rest)
}

/// The polynomials of the series about one latitude, as many coefficients as a small ring needs: (Q − Q₀)/δ, kφ and kλ, of
/// degrees.
#[derive(Debug, Clone, Copy)]
struct Nearby<L> {
    q: [L; 4],
    k_lat: [L; 3],
    k_lon: [L; 3],
}

impl<L> Nearby<L> {
    #[inline(always)]
    fn each<M>(self, of: impl Fn(L) -> M + Copy) -> Nearby<M> {
        Nearby { q: self.q.map(of), k_lat: self.k_lat.map(of), k_lon: self.k_lon.map(of) }
    }
}

impl<L> Nearby<L>
where
    L: Copy + std::ops::Add<Output = L> + std::ops::Mul<Output = L>,
{
    /// What an edge adds, of its middle latitude and its differences.
    #[inline(always)]
    fn edge(&self, delta: L, d_lat: L, d_lon: L) -> L {
        let [q0, q1, q2, q3] = self.q;
        let [lat0, lat1, lat2] = self.k_lat;
        let [lon0, lon1, lon2] = self.k_lon;
        let q = (((q3 * delta + q2) * delta + q1) * delta + q0) * delta;
        let k_lat = (lat2 * delta + lat1) * delta + lat0;
        let k_lon = (lon2 * delta + lon1) * delta + lon0;
        d_lon * (q + d_lat * d_lat * k_lat + d_lon * d_lon * k_lon)
    }
}

impl Nearby<f64> {
    /// About a latitude, degrees; `None` beyond ±60°.
    #[inline(always)]
    fn latitude(latitude: f64) -> Option<Nearby<f64>> {
        const PER_DEGREE: f64 = 16.0;
        const STEPS: usize = 1_920;
        static GRID: [OnceLock<Node>; STEPS + 1] = [const { OnceLock::new() }; STEPS + 1];
        let step = ((latitude + MAX_LATITUDE) * PER_DEGREE).round();
        if !(0.0..=STEPS as f64).contains(&step) {
            return None;
        }
        let nearest = step / PER_DEGREE - MAX_LATITUDE;
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a whole number of the range above"
        )]
        let node = GRID.get(step as usize)?.get_or_init(|| Node::about(nearest));
        Some(node.shifted(latitude - nearest))
    }
}

/// The polynomials about a latitude of the grid, with the coefficients that a shift needs.
struct Node {
    q: [f64; 5],
    k_lat: [f64; 4],
    k_lon: [f64; 4],
}

impl Node {
    fn about(latitude: f64) -> Node {
        let about = About::latitude(latitude);
        let [q0, q1, q2, q3, q4, ..] = about.q;
        let [lat0, lat1, lat2, lat3, ..] = about.k_lat;
        let [lon0, lon1, lon2, lon3, ..] = about.k_lon;
        Node {
            q: [q0, q1, q2, q3, q4],
            k_lat: [lat0, lat1, lat2, lat3],
            k_lon: [lon0, lon1, lon2, lon3],
        }
    }

    /// The same about a latitude s degrees further north: p(δ + s) by the binomial theorem; of Q, whose coefficient of δⁱ⁺¹
    /// stands at i, without its constant Q(s).
    #[inline(always)]
    fn shifted(&self, s: f64) -> Nearby<f64> {
        let [a, b, c, d, e] = self.q;
        let q = [
            a + s * (2.0 * b + s * (3.0 * c + s * (4.0 * d + s * (5.0 * e)))),
            b + s * (3.0 * c + s * (6.0 * d + s * (10.0 * e))),
            c + s * (4.0 * d + s * (10.0 * e)),
            d + s * (5.0 * e),
        ];
        let k = |[a, b, c, d]: [f64; 4]| {
            [a + s * (b + s * (c + s * d)), b + s * (2.0 * c + s * (3.0 * d)), c + s * (3.0 * d)]
        };
        Nearby { q, k_lat: k(self.k_lat), k_lon: k(self.k_lon) }
    }
}
