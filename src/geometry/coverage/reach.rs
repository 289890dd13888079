//! [`reach`]: the limit of coincidence in units of the plane.

use super::super::Plane;
use super::land::SourcedEdge;

/// The coincidence limit in units of x and y, with room for the change of scale over the map.
pub(super) fn reach(edges: &[SourcedEdge], plane: Plane, coincidence: f64) -> [f64; 2] {
    reach_of(edges.iter().map(|edge| edge.from), plane, coincidence)
}

/// The same around some positions.
pub(super) fn reach_of(
    positions: impl IntoIterator<Item = [f64; 2]>,
    plane: Plane,
    coincidence: f64,
) -> [f64; 2] {
    // The scale is least where a degree is shortest: next to a pole, from whichever side. Swapped axes give latitudes beyond
    // it, where a degree is as long as before it.
    let from_pole = |y: f64| (y.abs() % 180.0 - 90.0).abs();
    let mut positions = positions.into_iter();
    let [x, y] = positions.next().unwrap_or_default();
    let lat =
        positions.fold(y, |least, [_, y]| if from_pole(y) < from_pole(least) { y } else { least });
    let [sx, sy] = plane.metres_per_unit([x, lat]).map(|scale| scale.abs().max(1e-3));
    [coincidence * 1.01 / sx, coincidence * 1.01 / sy]
}

#[cfg(test)]
mod tests {
    use super::super::land::Source;
    use super::*;

    fn edge(x: f64, y: f64) -> SourcedEdge {
        SourcedEdge { from: [x, y], to: [x + 1e-4, y], source: Source::Parcel(0) }
    }

    /// By hand: at 34.8° a degree of longitude has 91.5 km; at 113.3°, where swapped axes put a parcel of Henan, as many as at
    /// 66.7°, 44.2 km; at a pole none.
    #[test]
    fn the_least_scale_decides() {
        let x = |ys: &[f64]| {
            let edges: Vec<SourcedEdge> = ys.iter().map(|y| edge(113.3, *y)).collect();
            reach(&edges, Plane::Degrees, 0.002)[0]
        };
        let near = |found: f64, metres: f64| (found * metres / 0.002 - 1.01).abs() < 0.01;
        assert!(near(x(&[34.8]), 91_510.0), "{}", x(&[34.8]));
        assert!(near(x(&[34.8, 113.3, -20.0]), 44_200.0), "{}", x(&[34.8, 113.3]));
        assert!(near(x(&[34.8, -66.7, 0.0]), 44_200.0), "{}", x(&[34.8, -66.7]));
        assert!(near(x(&[34.8, 90.0]), 1e-3), "{}", x(&[34.8, 90.0]));
    }
}
