//! Polygon validity by hand: each kind with its place and a near miss that gives nothing, and the tricky cases.
//!
//! `valid` is the verdict of GEOS 3.14.1 (Shapely 2.2.0) for every row; kinds and places are worked by hand.

use landledger::geometry::{
    Defect, DefectGeometry, DefectKind, MultiPolygon, Plane, RingVertex, Unlisted, Validator,
    ValidityLimits, validity,
};

use crate::wkt;

struct Row {
    name: &'static str,
    wkt: &'static str,
    valid: bool,
    /// Kind, polygon.ring.vertex, x y, measure: one a line.
    expected: &'static [&'static str],
}

const fn row(
    name: &'static str,
    wkt: &'static str,
    valid: bool,
    expected: &'static [&'static str],
) -> Row {
    Row { name, wkt, valid, expected }
}

const SQUARE_SHELL: &str = "(0 0, 10 0, 10 10, 0 10, 0 0)";

const ROWS: &[Row] = &[
    // A ring by itself.
    row("square", "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))", true, &[]),
    row("bow-tie", "POLYGON ((0 0, 10 10, 10 0, 0 10, 0 0))", false, &["RingCrossing 0.0.0 5 5"]),
    row(
        "two crossings",
        "POLYGON ((0 0, 4 4, 8 0, 8 4, 4 0, 0 4, 0 0))",
        false,
        &["RingCrossing 0.0.0 2 2", "RingCrossing 0.0.1 6 2"],
    ),
    row(
        "crossing by 1e-12",
        "POLYGON ((0 0, 10 0, 10 10, 5 -0.000000000001, 0 10, 0 0))",
        false,
        &["RingCrossing 0.0.0 5 0", "RingCrossing 0.0.0 5 0"],
    ),
    row(
        "short of it by 1e-12",
        "POLYGON ((0 0, 10 0, 10 10, 5 0.000000000001, 0 10, 0 0))",
        true,
        &[],
    ),
    row(
        "vertex exactly on an edge",
        "POLYGON ((0 0, 10 0, 10 10, 5 0, 0 10, 0 0))",
        false,
        &["RingTouch 0.0.3 5 0"],
    ),
    row(
        "vertex on a vertex",
        "POLYGON ((0 0, 5 5, 10 0, 10 10, 5 5, 0 10, 0 0))",
        false,
        &["RingTouch 0.0.1 5 5"],
    ),
    row(
        "crossing through a vertex is a touch for JTS",
        "POLYGON ((0 0, 5 5, 10 10, 10 0, 5 5, 0 10, 0 0))",
        false,
        &["RingTouch 0.0.1 5 5"],
    ),
    row(
        "inverted shell",
        "POLYGON ((70 250, 40 500, 100 400, 70 250, 80 350, 60 350, 70 250))",
        false,
        &["RingTouch 0.0.0 70 250"],
    ),
    row(
        "exverted hole",
        "POLYGON ((0 0, 20 0, 20 20, 0 20, 0 0), (10 10, 5 5, 5 15, 10 10, 15 5, 15 15, 10 10))",
        false,
        &["RingTouch 0.1.0 10 10"],
    ),
    row(
        "three times through a point",
        "POLYGON ((0 0, 1 3, 2 3, 0 0, 3 2, 3 1, 0 0, 4 -1, 4 -2, 0 0))",
        false,
        &["RingTouch 0.0.0 0 0", "RingTouch 0.0.0 0 0"],
    ),
    row(
        "spike outwards",
        "POLYGON ((0 0, 10 0, 10 5, 14 5, 10 5, 10 10, 0 10, 0 0))",
        false,
        &["Spike 0.0.3 14 5 4"],
    ),
    row(
        "spike inwards",
        "POLYGON ((0 0, 10 0, 10 5, 6 5, 10 5, 10 10, 0 10, 0 0))",
        false,
        &["Spike 0.0.3 6 5 4"],
    ),
    row(
        "spike along an edge",
        "POLYGON ((0 0, 10 0, 10 14, 10 10, 0 10, 0 0))",
        false,
        &["Spike 0.0.2 10 14 4"],
    ),
    row(
        "spike through the other side: one fault",
        "POLYGON ((0 0, 10 0, 10 5, -4 5, 10 5, 10 10, 0 10, 0 0))",
        false,
        &["Spike 0.0.3 -4 5 14"],
    ),
    row(
        "spike at the first vertex",
        "POLYGON ((14 5, 10 5, 10 10, 0 10, 0 0, 10 0, 10 5, 14 5))",
        false,
        &["Spike 0.0.0 14 5 4"],
    ),
    row(
        "spike at the last vertex",
        "POLYGON ((10 5, 10 10, 0 10, 0 0, 10 0, 10 5, 14 5, 10 5))",
        false,
        &["Spike 0.0.6 14 5 4"],
    ),
    row(
        "spike with a bend",
        "POLYGON ((0 0, 10 0, 10 5, 14 5, 14 8, 14 5, 10 5, 10 10, 0 10, 0 0))",
        false,
        &["Spike 0.0.4 14 8 7"],
    ),
    row(
        "two spikes",
        "POLYGON ((0 0, 10 0, 10 5, 14 5, 10 5, 10 10, 5 10, 5 12, 5 10, 0 10, 0 0))",
        false,
        &["Spike 0.0.3 14 5 4", "Spike 0.0.7 5 12 2"],
    ),
    row(
        "a thin tooth is no spike",
        "POLYGON ((0 0, 10 0, 10 5, 14 5, 10 5.001, 10 10, 0 10, 0 0))",
        true,
        &[],
    ),
    row(
        "near vertices",
        "POLYGON ((0 0, 10 0, 10 10, 9.999 10, 0 10, 0 0))",
        true,
        &["NearVertex 0.0.3 9.999 10 0.001"],
    ),
    row(
        "neck without width",
        "POLYGON ((0 0, 4 0, 4 2, 8 2, 8 0, 12 0, 12 4, 8 4, 8 2, 4 2, 4 4, 0 4, 0 0))",
        false,
        &["Neck 0.0.2 4 2 4"],
    ),
    row(
        "neck of two edges",
        "POLYGON ((0 0, 4 0, 4 2, 6 3, 8 2, 8 0, 12 0, 12 4, 8 4, 8 2, 6 3, 4 2, 4 4, 0 4, 0 0))",
        false,
        &["Neck 0.0.2 4 2 4.472135954999579"],
    ),
    row(
        "neck with width",
        "POLYGON ((0 0, 4 0, 4 2, 8 2, 8 0, 12 0, 12 4, 8 4, 8 2.5, 4 2.5, 4 4, 0 4, 0 0))",
        true,
        &[],
    ),
    row(
        "repeated",
        "POLYGON ((0 0, 10 0, 10 0, 10 10, 0 10, 0 0))",
        true,
        &["RepeatedVertex 0.0.2 10 0"],
    ),
    row(
        "repeated at the end",
        "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0, 0 0))",
        true,
        &["RepeatedVertex 0.0.4 0 0"],
    ),
    row("one point", "POLYGON ((3 4, 3 4, 3 4, 3 4))", false, &["TooFewDistinct 0.0.0 3 4"]),
    row(
        "there and back",
        "POLYGON ((0 0, 10 10, 0 0, 10 10, 0 0))",
        false,
        &["TooFewDistinct 0.0.0 0 0"],
    ),
    row(
        "collinear A M B A",
        "POLYGON ((0 0, 5 5, 10 10, 0 0))",
        false,
        &["ZeroAreaRing 0.0.0 0 0"],
    ),
    row(
        "collinear A B M A",
        "POLYGON ((0 0, 10 10, 5 5, 0 0))",
        false,
        &["ZeroAreaRing 0.0.0 0 0"],
    ),
    row(
        "collinear, four",
        "POLYGON ((0 0, 3 0, 7 0, 10 0, 0 0))",
        false,
        &["ZeroAreaRing 0.0.0 0 0"],
    ),
    row(
        "tree",
        "POLYGON ((0 0, 5 5, 9 1, 5 5, 2 9, 5 5, 0 0))",
        false,
        &["ZeroAreaRing 0.0.0 0 0"],
    ),
    row("flat by 1e-12", "POLYGON ((0 0, 10 0, 5 0.000000000001, 0 0))", true, &[]),
    row(
        "not a number",
        "POLYGON ((0 0, 10 NaN, 10 10, 0 -Inf, 0 0))",
        false,
        &["NotFinite 0.0.1", "NotFinite 0.0.3"],
    ),
    // Holes.
    row("hole", "POLYGON (#, (2 2, 4 2, 4 4, 2 4, 2 2))", true, &[]),
    row(
        "hole outside",
        "POLYGON (#, (12 2, 14 2, 14 4, 12 4, 12 2))",
        false,
        &["HoleOutside 0.1.0 12 2"],
    ),
    row(
        "hole outside, touching",
        "POLYGON (#, (10 5, 14 2, 14 4, 10 5))",
        false,
        &["HoleOutside 0.1.1 14 2"],
    ),
    row(
        "hole outside, sharing an edge: one fault",
        "POLYGON (#, (10 2, 14 2, 14 4, 10 4, 10 2))",
        false,
        &["HoleOutside 0.1.1 14 2"],
    ),
    row(
        "hole around the shell",
        "POLYGON (#, (-1 -1, 11 -1, 11 11, -1 11, -1 -1))",
        false,
        &["HoleOutside 0.1.0 -1 -1"],
    ),
    row(
        "hole across the shell: one fault",
        "POLYGON (#, (8 2, 14 2, 14 4, 8 4, 8 2))",
        false,
        &["HoleCrossesShell 0.1.0 10 2 8"],
    ),
    row(
        "hole across a corner of the shell, through vertices",
        "POLYGON (#, (10 5, 15 10, 10 15, 5 10, 10 5))",
        false,
        &["HoleCrossesShell 0.1.3 5 10 37.5"],
    ),
    row(
        "hole in hole",
        "POLYGON (#, (1 1, 9 1, 9 9, 1 9, 1 1), (3 3, 5 3, 5 5, 3 5, 3 3))",
        false,
        &["HoleNested 0.2.0 3 3 4"],
    ),
    row(
        "hole in hole, the larger one later",
        "POLYGON (#, (3 3, 5 3, 5 5, 3 5, 3 3), (1 1, 9 1, 9 9, 1 9, 1 1))",
        false,
        &["HoleNested 0.1.0 3 3 4"],
    ),
    row(
        "hole in a hole, sharing an edge: one fault",
        "POLYGON (#, (1 1, 9 1, 9 9, 1 9, 1 1), (3 1, 5 1, 5 5, 3 5, 3 1))",
        false,
        &["HoleNested 0.2.0 3 1 8"],
    ),
    row(
        "holes overlap",
        "POLYGON (#, (1 1, 5 1, 5 5, 1 5, 1 1), (4 2, 8 2, 8 4, 4 4, 4 2))",
        false,
        &["HolesOverlap 0.2.0 5 2 2"],
    ),
    row(
        "holes overlap between stretches in common",
        "POLYGON (#, (1 1, 5 1, 5 5, 1 5, 1 1), (4 1, 8 1, 8 5, 4 5, 4 1))",
        false,
        &["HolesOverlap 0.2.0 5 1 4"],
    ),
    row(
        "holes share an edge",
        "POLYGON (#, (1 1, 5 1, 5 5, 1 5, 1 1), (5 2, 8 2, 8 4, 5 4, 5 2))",
        false,
        &["HoleSharesEdge 0.2.3 5 4 2"],
    ),
    row(
        "holes near each other",
        "POLYGON (#, (1 1, 5 1, 5 5, 1 5, 1 1), (5.000001 2, 8 2, 8 4, 5.000001 4, 5.000001 2))",
        true,
        &[],
    ),
    row(
        "hole shares an edge with the shell",
        "POLYGON (#, (0 2, 4 2, 4 4, 0 4, 0 2))",
        false,
        &["HoleSharesEdge 0.1.3 0 4 2"],
    ),
    row(
        "hole shares a corner's two edges with the shell: one stretch",
        "POLYGON (#, (0 0, 4 0, 4 4, 0 4, 0 0))",
        false,
        &["HoleSharesEdge 0.1.3 0 4 8"],
    ),
    row(
        "hole equal to the shell",
        "POLYGON (#, (0 0, 0 10, 10 10, 10 0, 0 0))",
        false,
        &["HoleDuplicate 0.1.0 0 0 100"],
    ),
    row(
        "hole equal to the shell, with one vertex more",
        "POLYGON (#, (0 5, 0 10, 10 10, 10 0, 0 0, 0 5))",
        false,
        &["HoleDuplicate 0.1.0 0 5 100"],
    ),
    row(
        "hole twice",
        "POLYGON (#, (2 2, 4 2, 4 4, 2 4, 2 2), (4 4, 2 4, 2 2, 4 2, 4 4))",
        false,
        &["HoleDuplicate 0.2.0 4 4 4"],
    ),
    row(
        "spike of a hole into another: one fault",
        "POLYGON (#, (2 2, 4 2, 4 4, 2 4, 2 2), (6 2, 8 2, 8 4, 6 4, 6 3, 3 3, 6 3, 6 2))",
        false,
        &["Spike 0.2.5 3 3 3"],
    ),
    row(
        "hole with nothing left",
        "POLYGON (#, (2 2, 4 4, 2 2))",
        false,
        &["TooFewDistinct 0.1.0 2 2"],
    ),
    row("no shell", "POLYGON (EMPTY, (2 2, 4 2, 4 4, 2 2))", false, &["HoleOutside 0.1.0 2 2"]),
    // One interior.
    row("hole touches the shell once", "POLYGON (#, (0 5, 4 4, 4 6, 0 5))", true, &[]),
    row("hole touches at a vertex of the shell", "POLYGON (#, (0 0, 4 3, 3 4, 0 0))", true, &[]),
    row(
        "hole touches the shell twice",
        "POLYGON (#, (0 5, 5 4, 10 5, 5 6, 0 5))",
        false,
        &["InteriorDisconnected 0.1.2 10 5"],
    ),
    row(
        "hole touches one edge twice",
        "POLYGON (#, (0 2, 4 5, 0 8, 2 5, 0 2))",
        false,
        &["InteriorDisconnected 0.1.2 0 8"],
    ),
    row(
        "hole touches three times: three pieces",
        "POLYGON (#, (0 5, 4 4, 5 0, 6 4, 10 5, 6 6, 0 5))",
        false,
        &["InteriorDisconnected 0.1.2 5 0", "InteriorDisconnected 0.1.4 10 5"],
    ),
    row(
        "corner to corner",
        "POLYGON (#, (0 0, 5 4, 10 10, 4 5, 0 0))",
        false,
        &["InteriorDisconnected 0.1.2 10 10"],
    ),
    row(
        "chain of two holes from shell to shell",
        "POLYGON (#, (0 5, 3 4, 5 5, 3 6, 0 5), (5 5, 7 4, 10 5, 7 6, 5 5))",
        false,
        &["InteriorDisconnected 0.2.2 10 5"],
    ),
    row(
        "chain that ends short of the shell",
        "POLYGON (#, (0 5, 3 4, 5 5, 3 6, 0 5), (5 5, 7 4, 9 5, 7 6, 5 5))",
        true,
        &[],
    ),
    row(
        "two holes that touch",
        "POLYGON (#, (1 5, 3 4, 5 5, 3 6, 1 5), (5 5, 7 4, 9 5, 7 6, 5 5))",
        true,
        &[],
    ),
    row(
        "two holes that touch twice",
        "POLYGON (#, (2 2, 8 2, 5 4, 2 2), (2 2, 8 2, 8 1, 2 1, 2 2))",
        false,
        &["HoleSharesEdge 0.2.0 2 2 6"],
    ),
    // In either order of the holes.
    row(
        "hole that cuts, then one along an edge of it",
        "POLYGON (#, (0 5, 4 4, 6 4, 10 5, 5 6, 0 5), (4 4, 4 2, 6 2, 6 4, 4 4))",
        false,
        &["InteriorDisconnected 0.1.3 10 5", "HoleSharesEdge 0.2.3 6 4 2"],
    ),
    row(
        "hole along an edge, then the one that cuts",
        "POLYGON (#, (4 4, 4 2, 6 2, 6 4, 4 4), (0 5, 4 4, 6 4, 10 5, 5 6, 0 5))",
        false,
        &["HoleSharesEdge 0.2.1 4 4 2", "InteriorDisconnected 0.2.3 10 5"],
    ),
    row(
        "two holes with an edge in common, from shell to shell",
        "POLYGON (#, (0 5, 4 4, 4 6, 0 5), (4 4, 10 5, 4 6, 4 4))",
        false,
        &["InteriorDisconnected 0.2.1 10 5", "HoleSharesEdge 0.2.2 4 6 2"],
    ),
    row(
        "hole along the shell, chain from it to the shell",
        "POLYGON (#, (0 2, 4 4, 0 6, 0 2), (4 4, 10 5, 6 6, 4 4))",
        false,
        &["HoleSharesEdge 0.1.2 0 6 4", "InteriorDisconnected 0.2.1 10 5"],
    ),
    row(
        "hole that cuts, then one in it along an edge",
        "POLYGON (#, (0 5, 4 3, 6 3, 10 5, 5 7, 0 5), (4 3, 6 3, 5 4, 4 3))",
        false,
        &["InteriorDisconnected 0.1.3 10 5", "HoleNested 0.2.0 4 3 1"],
    ),
    row(
        "hole along an edge in the one that cuts",
        "POLYGON (#, (4 3, 6 3, 5 4, 4 3), (0 5, 4 3, 6 3, 10 5, 5 7, 0 5))",
        false,
        &["HoleNested 0.1.0 4 3 1", "InteriorDisconnected 0.2.3 10 5"],
    ),
    row(
        "two holes around an island",
        "POLYGON (#, (2 5, 2 2, 8 2, 8 5, 5 3, 2 5), (2 5, 2 8, 8 8, 8 5, 5 7, 2 5))",
        false,
        &["InteriorDisconnected 0.2.3 8 5"],
    ),
    row(
        "four holes around an island",
        "POLYGON (#, (3 5, 2 2, 5 3, 3 5), (5 3, 8 2, 7 5, 5 3), (7 5, 8 8, 5 7, 7 5), (5 7, 2 8, 3 5, 5 7))",
        false,
        &["InteriorDisconnected 0.3.0 7 5"],
    ),
    row(
        "three of them",
        "POLYGON (#, (3 5, 2 2, 5 3, 3 5), (5 3, 8 2, 7 5, 5 3), (7 5, 8 8, 5 7, 7 5))",
        true,
        &[],
    ),
    row(
        "many holes at one point",
        "POLYGON (#, (5 5, 7 4, 7 6, 5 5), (5 5, 6 7, 4 7, 5 5), (5 5, 3 6, 3 4, 5 5), (5 5, 4 3, 6 3, 5 5))",
        true,
        &[],
    ),
    row(
        "three holes at one point of the shell",
        "POLYGON (#, (0 5, 4 1, 4 2, 0 5), (0 5, 4 4, 4 6, 0 5), (0 5, 4 8, 4 9, 0 5))",
        true,
        &[],
    ),
    // Parts.
    row("parts", "MULTIPOLYGON ((#), ((20 0, 30 0, 30 10, 20 10, 20 0)))", true, &[]),
    row(
        "parts touch at a point",
        "MULTIPOLYGON ((#), ((10 10, 20 10, 20 20, 10 20, 10 10)))",
        true,
        &[],
    ),
    row(
        "parts touch at a point of an edge",
        "MULTIPOLYGON ((#), ((10 5, 20 0, 20 10, 10 5)))",
        true,
        &[],
    ),
    row(
        "parts overlap",
        "MULTIPOLYGON ((#), ((8 2, 14 2, 14 4, 8 4, 8 2)))",
        false,
        &["PartsOverlap 1.0.0 10 2 4"],
    ),
    row(
        "parts overlap between stretches in common",
        "MULTIPOLYGON ((#), ((4 0, 14 0, 14 10, 4 10, 4 0)))",
        false,
        &["PartsOverlap 1.0.0 10 0 60"],
    ),
    row(
        "parts overlap through vertices",
        "MULTIPOLYGON ((#), ((10 5, 15 10, 10 15, 5 10, 10 5)))",
        false,
        &["PartsOverlap 1.0.3 5 10 12.5"],
    ),
    row(
        "part in part",
        "MULTIPOLYGON ((#), ((2 2, 4 2, 4 4, 2 4, 2 2)))",
        false,
        &["PartNested 1.0.0 2 2 4"],
    ),
    row(
        "part in part, sharing an edge: one fault",
        "MULTIPOLYGON ((#), ((0 2, 4 2, 4 4, 0 4, 0 2)))",
        false,
        &["PartNested 1.0.0 0 2 8"],
    ),
    row(
        "part in a hole",
        "MULTIPOLYGON ((#, (1 1, 9 1, 9 9, 1 9, 1 1)), ((2 2, 4 2, 4 4, 2 4, 2 2)))",
        true,
        &[],
    ),
    row(
        "part in a hole, touching at all its corners",
        "MULTIPOLYGON ((#, (1 1, 9 1, 9 9, 1 9, 1 1)), ((5 1, 9 5, 5 9, 1 5, 5 1)))",
        true,
        &[],
    ),
    row(
        "part fills a hole",
        "MULTIPOLYGON ((#, (1 1, 9 1, 9 9, 1 9, 1 1)), ((1 1, 9 1, 9 9, 1 9, 1 1)))",
        false,
        &["PartsShareEdge 1.0.0 1 1 32"],
    ),
    row(
        "part in a hole and beyond it",
        "MULTIPOLYGON ((#, (2 2, 8 2, 8 8, 2 8, 2 2)), ((4 4, 9 4, 9 5, 4 5, 4 4)))",
        false,
        &["PartsOverlap 1.0.0 8 4 1"],
    ),
    row(
        "part beside a hole, sharing its edge",
        "MULTIPOLYGON ((#, (2 2, 8 2, 8 8, 2 8, 2 2)), ((8 4, 9 4, 9 5, 8 5, 8 4)))",
        false,
        &["PartNested 1.0.0 8 4 1"],
    ),
    row(
        "parts share an edge",
        "MULTIPOLYGON ((#), ((10 2, 14 2, 14 4, 10 4, 10 2)))",
        false,
        &["PartsShareEdge 1.0.3 10 4 2"],
    ),
    row(
        "parts near each other",
        "MULTIPOLYGON ((#), ((10.000001 2, 14 2, 14 4, 10.000001 4, 10.000001 2)))",
        true,
        &[],
    ),
    row(
        "part twice",
        "MULTIPOLYGON ((#), ((10 10, 0 10, 0 0, 10 0, 10 10)))",
        false,
        &["PartDuplicate 1.0.0 10 10 100"],
    ),
    row(
        "part twice, once without its hole",
        "MULTIPOLYGON ((#, (2 2, 4 2, 4 4, 2 4, 2 2)), (#))",
        false,
        &["PartsOverlap 1.0.0 0 0 96"],
    ),
    row(
        "a crossed part is not judged for nesting",
        "MULTIPOLYGON ((#), ((2 2, 4 4, 4 2, 2 4, 2 2)))",
        false,
        &["RingCrossing 1.0.0 3 3"],
    ),
    row("nothing", "POLYGON EMPTY", true, &[]),
];

fn text(defect: &Defect) -> String {
    let RingVertex { polygon, ring, vertex } = defect.place;
    let mut text = format!("{:?} {polygon}.{ring}.{vertex}", defect.kind);
    if defect.kind != DefectKind::NotFinite {
        let [x, y] = defect.at.map(|value| (value * 1e9).round() / 1e9 + 0.0);
        text += &format!(" {x} {y}");
    }
    if let Some(measure) = defect.measure {
        text += &format!(" {}", (measure * 1e6).round() / 1e6);
    }
    text
}

/// The same rounding for numbers of the table.
fn rounded(row: &str) -> String {
    let mut words: Vec<String> = row.split(' ').map(str::to_owned).collect();
    if let Some(word) = words.get_mut(4) {
        *word = format!("{}", (word.parse::<f64>().unwrap() * 1e6).round() / 1e6);
    }
    words.join(" ")
}

fn shape(wkt: &str) -> MultiPolygon<[f64; 2]> {
    wkt::polygons(&wkt.replace('#', SQUARE_SHELL)).unwrap()
}

#[test]
fn rows() {
    let mut wrong = Vec::new();
    for row in ROWS {
        let shape = shape(row.wkt);
        let mut limits = ValidityLimits::default();
        let found = validity(&shape, Plane::Metres, &limits);
        limits.all_pairs_up_to = 0;
        let swept = validity(&shape, Plane::Metres, &limits);
        // NaN is not equal to itself.
        assert_eq!(format!("{swept:?}"), format!("{found:?}"), "{}", row.name);
        let texts: Vec<String> = found.iter().map(text).collect();
        let expected: Vec<String> = row.expected.iter().map(|row| rounded(row)).collect();
        if texts != expected {
            wrong.push(format!("{}: {texts:?}, expected {expected:?}", row.name));
        }
        let valid = !found.iter().any(|defect| defect.kind.is_invalid_in_ogc());
        if valid != row.valid {
            wrong.push(format!("{}: GEOS says {}", row.name, row.valid));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_kind_has_a_row() {
    use DefectKind::*;
    let all = [
        NotFinite,
        TooFewDistinct,
        ZeroAreaRing,
        RepeatedVertex,
        NearVertex,
        Spike,
        RingCrossing,
        RingTouch,
        Neck,
        HoleOutside,
        HoleCrossesShell,
        HoleNested,
        HolesOverlap,
        HoleSharesEdge,
        HoleDuplicate,
        InteriorDisconnected,
        PartsOverlap,
        PartNested,
        PartsShareEdge,
        PartDuplicate,
    ];
    for kind in all {
        let name = format!("{kind:?} ");
        let seen = ROWS.iter().flat_map(|row| row.expected).any(|text| text.starts_with(&name));
        assert!(seen, "{kind:?}");
    }
}

#[test]
fn near_vertices_on_both_sides_of_the_limit() {
    for (distance, limit, near) in [
        (0.002, 0.002, false),
        (0.001_999, 0.002, true),
        (0.049, 0.05, true),
        (0.051, 0.05, false),
        (0.001, 0.0, false),
    ] {
        let mut limits = ValidityLimits::default();
        limits.near_vertex = limit;
        let ring = [[0.0, 0.0], [10.0, 0.0], [10.0, 10.0], [10.0 - distance, 10.0], [0.0, 10.0]];
        // Differences of two numbers near 10 are exact to 1e-15.
        let found = validity(&MultiPolygon::from_exterior(ring), Plane::Metres, &limits);
        let expected = usize::from(near);
        if distance != limit {
            assert_eq!(found.len(), expected, "{distance} {limit}: {found:?}");
        }
        if let Some(found) = found.first().filter(|_| near) {
            assert_eq!(found.kind, DefectKind::NearVertex);
            assert!((found.measure.unwrap() - distance).abs() < 1e-12);
            assert_eq!(found.place.vertex, 3);
            assert_eq!(found.other.unwrap().vertex, 2);
        }
    }
    // On the limit, with numbers that have no rounding: not nearer than a quarter.
    let mut limits = ValidityLimits::default();
    limits.near_vertex = 0.25;
    let ring = [[0.0, 0.0], [8.0, 0.0], [8.0, 8.0], [7.75, 8.0], [0.0, 8.0]];
    assert_eq!(validity(&MultiPolygon::from_exterior(ring), Plane::Metres, &limits), []);
    // From the last vertex to the first, closed or not.
    let ring = [[0.0, 0.0], [8.0, 0.0], [8.0, 8.0], [0.0, 8.0], [0.0, 0.125]];
    for closing in [&ring[..0], &ring[..1]] {
        let ring = ring.iter().chain(closing).copied();
        let found = validity(&MultiPolygon::from_exterior(ring), Plane::Metres, &limits);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].place.vertex, found[0].other.unwrap().vertex), (0, 4));
    }
}

#[test]
fn in_degrees_lengths_are_metres() {
    // One thousandth of a degree of latitude at 34.8° N is 110.937 m (CGCS2000, meridian radius 6 356 213 m).
    let ring = [
        [113.30, 34.80],
        [113.31, 34.80],
        [113.31, 34.805],
        [113.31, 34.81],
        [113.31, 34.811],
        [113.31, 34.81],
        [113.30, 34.81],
    ];
    let found =
        validity(&MultiPolygon::from_exterior(ring), Plane::Degrees, &ValidityLimits::default());
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].kind, DefectKind::Spike);
    assert!((found[0].measure.unwrap() - 110.937).abs() < 0.001, "{found:?}");
    // 1e-8 degrees of latitude are 1.1 mm, 2e-8 are 2.2 mm.
    for (step, near) in [(1e-8, true), (2e-8, false)] {
        let ring = [[113.30, 34.80], [113.31, 34.80], [113.31, 34.81], [113.30, 34.80 + step]];
        let limits = ValidityLimits::default();
        let found = validity(&MultiPolygon::from_exterior(ring), Plane::Degrees, &limits);
        assert_eq!(!found.is_empty(), near, "{found:?}");
    }
}

#[test]
fn the_list_has_a_limit_and_says_so() {
    // A zigzag of 2 × 30 edges over another: 30 × 30 crossings.
    let teeth = |at: usize| if at.is_multiple_of(2) { [0.0, 60.0] } else { [60.0, 0.0] };
    let down = (0..30).flat_map(|at| teeth(at).map(|y| [at as f64 + 10.0, y + 1.0]));
    let across = (0..30).flat_map(|at| teeth(at).map(|x| [x, 50.5 - at as f64]));
    let shape = MultiPolygon::from_exterior(down.chain(across).collect::<Vec<[f64; 2]>>());
    let crossings = |limits: &ValidityLimits| {
        let mut found = validity(&shape, Plane::Metres, limits);
        found.retain(|defect| defect.kind == DefectKind::RingCrossing);
        found
    };
    let mut limits = ValidityLimits::default();
    limits.listed = usize::MAX;
    let all = crossings(&limits);
    assert!(all.len() >= 900, "{}", all.len());
    assert!(all.iter().all(|defect| defect.unlisted == Unlisted::None));
    let some = crossings(&ValidityLimits::default());
    assert_eq!(some.len(), 100);
    assert_eq!(some[99].unlisted, Unlisted::Exactly(all.len() - 100));
    assert!(some[..99].iter().zip(&all).all(|(some, all)| some == all));
}

#[test]
fn hostile_sizes_end_soon_and_say_so() {
    // 1 000 × 1 000 crossings: more than are searched for.
    let teeth = |at: usize| if at.is_multiple_of(2) { [0.0, 1002.0] } else { [1002.0, 0.0] };
    let down = (0..1000).flat_map(|at| teeth(at).map(|y| [at as f64 + 1.0, y]));
    let across = (0..1000).flat_map(|at| teeth(at).map(|x| [x, 1000.5 - at as f64]));
    let shape = MultiPolygon::from_exterior(down.chain(across).collect::<Vec<[f64; 2]>>());
    let found = validity(&shape, Plane::Metres, &ValidityLimits::default());
    let last = found.iter().rfind(|defect| defect.kind == DefectKind::RingCrossing).unwrap();
    assert!(matches!(last.unlisted, Unlisted::AtLeast(more) if more > 100_000), "{last:?}");
    // All vertices equal; all on one line; a star whose boxes lie over each other.
    let many = 100_000;
    let one = MultiPolygon::from_exterior(vec![[1.0, 2.0]; many]);
    let found = validity(&one, Plane::Metres, &ValidityLimits::default());
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].kind, DefectKind::TooFewDistinct);
    let repeated = (0..many).map(|_| [1.0, 2.0]).chain([[3.0, 2.0], [2.0, 4.0]]);
    let repeated = MultiPolygon::from_exterior(repeated);
    let found = validity(&repeated, Plane::Metres, &ValidityLimits::default());
    assert_eq!(found.len(), 100);
    assert_eq!(found[99].kind, DefectKind::RepeatedVertex);
    assert_eq!(found[99].unlisted, Unlisted::Exactly(many - 1 - 100));
    let line = MultiPolygon::from_exterior((0..many).map(|at| [at as f64, at as f64]));
    let found = validity(&line, Plane::Metres, &ValidityLimits::default());
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].kind, DefectKind::ZeroAreaRing);
    let star = |at: usize| {
        let (sin, cos) = (at as f64 / many as f64 * std::f64::consts::TAU).sin_cos();
        let radius = if at.is_multiple_of(2) { 1e6 } else { 5e5 };
        [radius * cos, radius * sin]
    };
    let star = MultiPolygon::from_exterior((0..many).map(star));
    assert_eq!(validity(&star, Plane::Metres, &ValidityLimits::default()), []);
}

#[test]
fn one_validator_for_many_shapes() {
    let mut validator = Validator::new(Plane::Metres, ValidityLimits::default());
    for row in ROWS.iter().chain(ROWS.iter().rev()) {
        let shape = shape(row.wkt);
        let alone = validity(&shape, Plane::Metres, &ValidityLimits::default());
        // NaN is not equal to itself.
        assert_eq!(format!("{:?}", validator.check(&shape)), format!("{alone:?}"), "{}", row.name);
    }
}

#[test]
fn geometry_of_defects() {
    let geometry = |wkt: &str| {
        let found = validity(&shape(wkt), Plane::Metres, &ValidityLimits::default());
        assert_eq!(found.len(), 1, "{found:?}");
        found[0].geometry.clone()
    };
    assert_eq!(
        geometry("POLYGON ((0 0, 10 0, 10 5, 14 5, 14 8, 14 5, 10 5, 10 10, 0 10, 0 0))"),
        DefectGeometry::Line(vec![[10.0, 5.0], [14.0, 5.0], [14.0, 8.0]])
    );
    assert_eq!(
        geometry("POLYGON (#, (8 2, 14 2, 14 4, 8 4, 8 2))"),
        DefectGeometry::Points(vec![[10.0, 2.0], [10.0, 4.0]])
    );
    assert_eq!(
        geometry("POLYGON (#, (0 0, 4 0, 4 4, 0 4, 0 0))"),
        DefectGeometry::Line(vec![[0.0, 4.0], [0.0, 0.0], [4.0, 0.0]])
    );
    let DefectGeometry::Points(mut around) = geometry(
        "POLYGON (#, (3 5, 2 2, 5 3, 3 5), (5 3, 8 2, 7 5, 5 3), (7 5, 8 8, 5 7, 7 5), (5 7, 2 8, 3 5, 5 7))",
    ) else {
        panic!("touches")
    };
    around.sort_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
    assert_eq!(around, [[3.0, 5.0], [5.0, 3.0], [5.0, 7.0], [7.0, 5.0]]);
}

#[test]
fn defects_go_through_json() {
    let found = validity(
        &shape("POLYGON (#, (8 2, 14 2, 14 4, 8 4, 8 2))"),
        Plane::Metres,
        &ValidityLimits::default(),
    );
    let text = serde_json::to_string(&found).unwrap();
    assert!(text.contains(r#""kind":"hole-crosses-shell""#), "{text}");
    assert_eq!(serde_json::from_str::<Vec<Defect>>(&text).unwrap(), found);
}

#[test]
fn holes_that_cross_in_a_position_of_many() {
    // Wedges from one position, 0.1 rad wide, and one from within the first to within the second.
    let wedge = |from: f64, to: f64, radius: f64| {
        let at = |angle: f64| [radius * angle.cos(), radius * angle.sin()];
        [[0.0, 0.0], at(from), at(to)]
    };
    for count in [3_u32, 10, 600] {
        let mut shape = MultiPolygon::from_exterior([
            [-99.0, -99.0],
            [99.0, -99.0],
            [99.0, 99.0],
            [-99.0, 99.0],
        ]);
        let step = 6.0 / f64::from(count);
        for at in 0..count {
            let from = f64::from(at) * step;
            shape.push_ring(wedge(from, from + step / 6.0, 50.0));
        }
        let mut limits = ValidityLimits::default();
        assert_eq!(validity(&shape, Plane::Metres, &limits), [], "{count}");
        shape.push_ring(wedge(step / 12.0, step * 13.0 / 12.0, 60.0));
        for all_pairs_up_to in [0, usize::MAX] {
            limits.all_pairs_up_to = all_pairs_up_to;
            let found = validity(&shape, Plane::Metres, &limits);
            assert_eq!(found.len(), 2, "{count}: {found:?}");
            for (defect, other) in found.iter().zip([1, 2]) {
                assert_eq!(defect.kind, DefectKind::HolesOverlap);
                assert_eq!(defect.other.unwrap().ring, other, "{defect:?}");
                let DefectGeometry::Points(points) = &defect.geometry else { panic!("{defect:?}") };
                assert!(points.contains(&[0.0, 0.0]), "{defect:?}");
            }
        }
    }
}
