//! How areas move with their boundary points: what the error of a point does to a sum of areas.

use super::super::{MultiPolygon, PlanePosition};

/// By how much a weighted sum of plane areas grows as each boundary point moves (面积对界址点坐标的偏导数).
///
/// **Method.** The shoelace formula A = ½ Σ x_i (y_{i+1} − y_{i−1}) has the slopes ∂A/∂x_i = ½ (y_{i+1} − y_{i−1}) and
/// ∂A/∂y_i = ½ (x_{i−1} − x_{i+1}). They are added up by *distinct* point: vertices whose two numbers are equal to the
/// last bit are one boundary point, whichever parcels it belongs to. So what one parcel gains of its neighbour by an
/// error of their common border cancels in their sum, as it does on the ground. A vertex that one of two neighbours
/// lacks is a point of the other alone: its error makes a gap or an overlap, which the sum counts.
///
/// **Units**: slopes are in the unit of the shape; the mean error is in its square. **Accuracy**: first order in the
/// error of a point, whose square is lost: below 1e-6 of the result for errors of centimetres and edges of ten metres.
///
/// ```
/// use landledger::geometry::{AreaGradient, GridPoint, MultiPolygon};
///
/// // Strips of 100 × 10 m. Four diagonals: 0.05 · √(⅛ · 4 · (100² + 10²)) = 3.55 m².
/// let strip = |east: f64| {
///     let ring = [(0.0, 0.0), (0.0, 10.0), (100.0, 10.0), (100.0, 0.0)];
///     MultiPolygon::from_exterior(ring.map(|(north, x)| GridPoint::new(north, x + east)))
/// };
/// let one = AreaGradient::of(&strip(0.0)).unwrap();
/// assert_eq!(format!("{:.2}", one.mean_error(0.05)), "3.55");
/// // Two side by side: the long border between them cancels, and no error of 3.55 · √2 is left.
/// let mut both = one;
/// both.add(&AreaGradient::of(&strip(10.0)).unwrap(), 1.0);
/// assert_eq!(format!("{:.2}", both.mean_error(0.05)), "3.59");
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AreaGradient {
    parts: Vec<Part>,
}

/// The slope that one ring has at one point.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Part {
    point: [u64; 2],
    slope: [f64; 2],
}

impl AreaGradient {
    /// The slopes of the area of a shape; `None` if a coordinate is not finite.
    #[must_use]
    pub fn of<P: PlanePosition>(shape: &MultiPolygon<P>) -> Option<AreaGradient> {
        let mut parts = Vec::new();
        for polygon in shape.polygons() {
            for (at, ring) in polygon.rings().enumerate() {
                let ring = open(ring)?;
                let outwards = if at == 0 { 1.0 } else { -1.0 };
                push_ring(&ring, outwards * signed_area(&ring).signum(), &mut parts);
            }
        }
        Some(AreaGradient { parts })
    }

    /// Adds the slopes of another area, times `weight`: the sum is A + `weight` · A'.
    pub fn add(&mut self, other: &AreaGradient, weight: f64) {
        let weighted = |part: &Part| {
            let [x, y] = part.slope;
            Part { slope: [x * weight, y * weight], ..*part }
        };
        self.parts.extend(other.parts.iter().map(weighted));
    }

    /// The mean error (中误差) of the sum, whose boundary points have a mean error (点位中误差) of `point_error`, all of them
    /// independent.
    ///
    /// The mean error of a point is that of its position: half of its square each for x and for y. Hence
    /// σ² = ½ m² Σ |slope|², which for one simple ring is the m² · ⅛ Σ D² of the neighbours' distances D.
    #[must_use]
    pub fn mean_error(&self, point_error: f64) -> f64 {
        let mut parts = self.parts.clone();
        // By slope within a point, so that the order of the parcels does not reach the last digit of a sum.
        let order = |part: &Part| (part.point, part.slope.map(f64::to_bits));
        parts.sort_unstable_by_key(order);
        let squares = parts.chunk_by(|a, b| a.point == b.point).map(|same| {
            let sum = |[x, y]: [f64; 2], part: &Part| [x + part.slope[0], y + part.slope[1]];
            let [x, y] = same.iter().fold([0.0, 0.0], sum);
            x * x + y * y
        });
        point_error * (squares.sum::<f64>() / 2.0).sqrt()
    }
}

/// The vertices of a ring, a repeated closing point left out.
fn open<P: PlanePosition>(ring: &[P]) -> Option<Vec<[f64; 2]>> {
    // Adding zero makes one zero of the two that floats have.
    let numbers = |point: &P| point.xy().map(|number| number + 0.0);
    let mut points: Vec<[f64; 2]> = ring.iter().map(numbers).collect();
    if !points.iter().flatten().all(|number| number.is_finite()) {
        return None;
    }
    if points.len() > 1 && points.first() == points.last() {
        points.pop();
    }
    Some(points)
}

/// Positive if the ring runs counter-clockwise.
fn signed_area(ring: &[[f64; 2]]) -> f64 {
    let Some([east, north]) = ring.first() else { return 0.0 };
    let local = |[x, y]: [f64; 2]| [x - east, y - north];
    super::edges(ring)
        .map(|(from, to)| {
            let ([x0, y0], [x1, y1]) = (local(from), local(to));
            x0 * y1 - x1 * y0
        })
        .sum()
}

fn push_ring(ring: &[[f64; 2]], sign: f64, parts: &mut Vec<Part>) {
    let half = sign / 2.0;
    let (points, next) = (ring.iter().cycle().skip(1), ring.iter().cycle().skip(2));
    for ((before, point), after) in ring.iter().zip(points).zip(next) {
        let ([x0, y0], [x2, y2]) = (before, after);
        let slope = [half * (y2 - y0), half * (x0 - x2)];
        parts.push(Part { point: point.map(f64::to_bits), slope });
    }
}
