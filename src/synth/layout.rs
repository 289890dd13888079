//! The layout: a street grid, street blocks between the streets, plots, green strips and a water body.
//!
//! Everything is designed in whole millimetres. Streets and street blocks are cells of one grid whose lines are
//! the street edges; cuts set vertices on both sides of what they end on, so that all faces together cover the
//! zone exactly.

use super::SynthOptions;
use super::face::{Cut, FaceKind, Point, StreetBlock, twice_area};
use super::outline;
use super::rng::SplitMix64;

/// Every this many street lines one is an arterial road.
const ARTERIAL_EVERY: usize = 3;

/// Plots that a street block has on average.
const PLOTS_PER_BLOCK: usize = 9;

/// The layout of a zone, millimetres, south-west corner at the origin.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) plots: Vec<PlotFace>,
    pub(super) lands: Vec<LandFace>,
    /// Rings of the zone.
    pub(super) outline: Vec<Vec<Point>>,
    /// Rings of each named block, in the order of [`BLOCK_NAMES`].
    pub(super) blocks: Vec<Vec<Vec<Point>>>,
    /// Width and height of the street grid.
    pub(super) extent: (i64, i64),
}

/// A plot.
#[derive(Debug)]
pub(super) struct PlotFace {
    pub(super) ring: Vec<Point>,
    /// Number of its street block, from 0.
    pub(super) street_block: usize,
    /// Index into [`BLOCK_NAMES`].
    pub(super) block: usize,
}

/// Land that is no parcel.
#[derive(Debug)]
pub(super) struct LandFace {
    pub(super) rings: Vec<Vec<Point>>,
    pub(super) kind: LandKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LandKind {
    /// A street from south to north: its line, from 0.
    StreetNorth(usize),
    /// A street from west to east: its line, and the column of street blocks beside this part of it.
    StreetEast(usize, usize),
    Green,
    Water,
}

/// The named blocks (区块): the south of the zone, and the west and the east of the rest.
pub(super) const BLOCK_NAMES: [&str; 3] = ["西区", "东区", "南区"];

pub(super) const fn is_arterial(line: usize) -> bool {
    line % ARTERIAL_EVERY == ARTERIAL_EVERY - 1
}

/// The street grid: lines are street edges; even intervals are streets, odd ones street blocks.
struct Grid {
    columns: usize,
    rows: usize,
    /// Lines from west to east, two more than twice the columns.
    east: Vec<i64>,
    north: Vec<i64>,
}

impl Grid {
    fn new(options: &SynthOptions, rng: &mut SplitMix64) -> Grid {
        let blocks = options.parcels.div_ceil(PLOTS_PER_BLOCK);
        // Corners that are left out take about a twelfth.
        let wanted = blocks + blocks / 12;
        let columns = wanted.isqrt().max(3);
        let rows = wanted.div_ceil(columns).max(3);
        let east = lines(columns, (480, 720), rng);
        let north = lines(rows, (440, 700), rng);
        Grid { columns, rows, east, north }
    }

    /// Whether the zone has a street block there: corners are cut off in steps.
    fn has_block(&self, column: usize, row: usize) -> bool {
        if column >= self.columns || row >= self.rows {
            return false;
        }
        let step = (self.columns / 7).max(1);
        let from_south = step.saturating_sub(row);
        let from_north = (step + 1).saturating_sub(self.rows - 1 - row);
        let (west, east) = (column, self.columns - 1 - column);
        west >= from_south && east >= from_south.max(from_north)
    }

    fn has_cell(&self, x: usize, y: usize) -> bool {
        let near = |at: usize| {
            // A street line lies between two rows of street blocks; a street block is alone.
            let own = at / 2;
            let before = if at.is_multiple_of(2) { own.checked_sub(1) } else { None };
            [before, Some(own)].into_iter().flatten()
        };
        near(x).any(|column| near(y).any(|row| self.has_block(column, row)))
    }

    fn named_block(&self, x: usize, y: usize) -> usize {
        // The street west or south of a street block goes with it.
        if y / 2 < self.rows * 2 / 7 { 2 } else { usize::from(x / 2 >= self.columns.div_ceil(2)) }
    }

    fn line(lines: &[i64], at: usize) -> i64 {
        lines.get(at).copied().unwrap_or_default()
    }

    fn cell(&self, x: usize, y: usize) -> [i64; 4] {
        let (east, north) = (&self.east, &self.north);
        [
            Grid::line(east, x),
            Grid::line(north, y),
            Grid::line(east, x + 1),
            Grid::line(north, y + 1),
        ]
    }
}

/// Street edges, whole metres: a street, a street block, a street, …, a street.
fn lines(count: usize, (low, high): (i64, i64), rng: &mut SplitMix64) -> Vec<i64> {
    let mut at = 0;
    let mut lines = vec![at];
    for line in 0..=count {
        at += if is_arterial(line) { rng.between(44, 60) } else { rng.between(22, 32) } * 1000;
        lines.push(at);
        if line < count {
            at += rng.between(low, high) * 1000;
            lines.push(at);
        }
    }
    lines
}

/// Lays a zone out.
pub(super) fn lay_out(options: &SynthOptions) -> Layout {
    let mut rng = SplitMix64::stream(options.seed, 1);
    let grid = Grid::new(options, &mut rng);
    let mut numbers = Vec::new();
    for row in 0..grid.rows {
        for column in 0..grid.columns {
            if grid.has_block(column, row) {
                numbers.push((column, row));
            }
        }
    }
    let mut blocks: Vec<StreetBlock> = numbers
        .iter()
        .map(|(column, row)| {
            let [west, south, east, north] = grid.cell(2 * column + 1, 2 * row + 1);
            let mut block = StreetBlock::new(west, south, east, north);
            add_green_strips(&mut block, *column, *row, &mut rng);
            block
        })
        .collect();
    let water = numbers.iter().position(|at| *at == (grid.columns / 2, grid.rows / 2));
    if let Some(block) = water.and_then(|at| blocks.get_mut(at)) {
        add_water(block, &mut rng);
    }
    let counts = share_out(options.parcels, &blocks, &mut rng);
    for (block, count) in blocks.iter_mut().zip(counts) {
        // The plot that is left after green and water is the last face or, without them, the only one.
        if let Some(face) = block.faces.iter().position(|face| face.kind == FaceKind::Plot) {
            divide(block, face, count, &mut rng);
        }
    }
    assemble(&grid, &numbers, blocks)
}

/// Green strips along the arterial roads west and south of a street block.
fn add_green_strips(block: &mut StreetBlock, column: usize, row: usize, rng: &mut SplitMix64) {
    for (line, cut) in [(column, Cut::SouthNorth), (row, Cut::WestEast)] {
        if !is_arterial(line) {
            continue;
        }
        let plot = block.faces.len() - 1;
        let (width, depth) = block.extent(plot);
        let length = if cut == Cut::SouthNorth { width } else { depth };
        let part = (rng.between(14, 22) as f64 * 1e9 / length.max(1.0)) as i64;
        block.cut(plot, cut, part, part, &[]);
        block.set_kind(plot, FaceKind::Green);
        if let Some(face) = block.faces.last_mut() {
            face.kind = FaceKind::Plot;
        }
    }
}

/// A lake in the west of a street block, with a shore of several vertices and green beyond it.
fn add_water(block: &mut StreetBlock, rng: &mut SplitMix64) {
    let west = block.faces.len() - 1;
    block.cut(west, Cut::SouthNorth, 430_000, 470_000, &[]);
    let plot = block.faces.len() - 1;
    let Some(ring) = block.faces.get(west).map(|face| face.ring.clone()) else { return };
    let low = ring.iter().copied().min().unwrap_or_default();
    let (width, depth) = block.extent(west);
    let at = |x: i64, y: i64, rng: &mut SplitMix64| {
        let part = |extent: f64, percent: i64| (extent as i64) / 100 * percent / 10 * 10;
        Point::new(
            low.x + part(width, x + rng.between(-3, 3)),
            low.y + part(depth, y + rng.between(-3, 3)),
        )
    };
    let shore = [(15, 68), (30, 75), (48, 77), (66, 71), (82, 60)].map(|(x, y)| at(x, y, rng));
    block.cut(west, Cut::WestEast, 600_000, 550_000, &shore);
    block.set_kind(west, FaceKind::Water);
    let north = block.faces.len() - 1;
    block.set_kind(north, FaceKind::Green);
    block.faces.swap(plot, north);
}

/// How many plots each street block gets: in proportion to its area over the plot area of its kind, one at
/// least, and exactly as many as wanted together.
fn share_out(parcels: usize, blocks: &[StreetBlock], rng: &mut SplitMix64) -> Vec<usize> {
    let usual = [16_i128, 22, 30, 40, 52, 70];
    let weights: Vec<i128> = blocks
        .iter()
        .map(|block| {
            let plot = block.faces.iter().find(|face| face.kind == FaceKind::Plot);
            let area = plot.map(|face| twice_area(&face.ring)).unwrap_or_default();
            (area / 1_000_000) * 100 / rng.pick(&usual).max(1)
        })
        .collect();
    let total = weights.iter().sum::<i128>().max(1);
    let spare = parcels.saturating_sub(blocks.len()) as i128;
    let mut counts: Vec<usize> =
        weights.iter().map(|weight| 1 + (spare * weight / total) as usize).collect();
    let mut order: Vec<usize> = (0..blocks.len()).collect();
    order.sort_by_key(|at| {
        let weight = weights.get(*at).copied().unwrap_or_default();
        (std::cmp::Reverse(spare * weight % total), *at)
    });
    let missing = parcels.saturating_sub(counts.iter().sum());
    for at in order.into_iter().cycle().take(missing) {
        if let Some(count) = counts.get_mut(at) {
            *count += 1;
        }
    }
    counts
}

/// Divides a face into this many plots.
fn divide(block: &mut StreetBlock, face: usize, count: usize, rng: &mut SplitMix64) {
    if count < 2 {
        return;
    }
    let (width, depth) = block.extent(face);
    if count == 2 && rng.chance(20) {
        let (across, up) = (rng.between(420, 560) * 1000, rng.between(420, 560) * 1000);
        block.cut_l(face, across, up);
        return;
    }
    let first = match count {
        2 => 1,
        3 => 1 + usize::from(rng.chance(50)),
        _ => count / 2 + rng.below(count as u64 % 2 + 1) as usize,
    };
    let share = (first * 1_000_000 / count) as i64;
    let start = share + rng.between(-70_000, 70_000);
    let lean = if rng.chance(40) { rng.between(-35_000, 35_000) } else { 0 };
    let cut = if width > depth { Cut::SouthNorth } else { Cut::WestEast };
    block.cut(face, cut, start, start + lean, &[]);
    let second = block.faces.len() - 1;
    divide(block, second, count - first, rng);
    divide(block, face, first, rng);
}

/// Plots, streets and outlines from the street blocks.
fn assemble(grid: &Grid, numbers: &[(usize, usize)], blocks: Vec<StreetBlock>) -> Layout {
    let mut plots = Vec::new();
    let mut lands = Vec::new();
    let (across, up) = (2 * grid.columns + 1, 2 * grid.rows + 1);
    let mut block_at = vec![None; across * up];
    for (number, (column, row)) in numbers.iter().enumerate() {
        if let Some(slot) = block_at.get_mut((2 * row + 1) * across + 2 * column + 1) {
            *slot = Some(number);
        }
    }
    let at = |x: Option<usize>, y: Option<usize>| {
        let number = block_at.get(y? * across + x?).copied().flatten()?;
        blocks.get(number)
    };
    let mut named: Vec<Vec<Vec<Point>>> = vec![Vec::new(); BLOCK_NAMES.len()];
    let mut north: Vec<Vec<Vec<Point>>> = vec![Vec::new(); across];
    for y in 0..up {
        for x in (0..across).filter(|x| grid.has_cell(*x, y)) {
            let ring = match at(Some(x), Some(y)) {
                Some(block) => block.ring(),
                None => {
                    let [west, south, east, top] = grid.cell(x, y);
                    let sides = [
                        at(Some(x), y.checked_sub(1)).map(|below| below.side(2)),
                        at(Some(x + 1), Some(y)).map(|right| right.side(3)),
                        at(Some(x), Some(y + 1)).map(|above| above.side(0)),
                        at(x.checked_sub(1), Some(y)).map(|left| left.side(1)),
                    ];
                    let ring = street_ring(StreetBlock::new(west, south, east, top).ring(), sides);
                    if x % 2 == 1 {
                        let kind = LandKind::StreetEast(y / 2, x / 2);
                        lands.push(LandFace { rings: vec![ring.clone()], kind });
                    } else if let Some(cells) = north.get_mut(x) {
                        cells.push(ring.clone());
                    }
                    ring
                }
            };
            if let Some(rings) = named.get_mut(grid.named_block(x, y)) {
                rings.push(ring);
            }
        }
    }
    for (x, cells) in north.iter().enumerate().filter(|(_, cells)| !cells.is_empty()) {
        let kind = LandKind::StreetNorth(x / 2);
        lands.push(LandFace { rings: outline::around(cells), kind });
    }
    let blocks_outlines: Vec<_> = named.iter().map(|cells| outline::around(cells)).collect();
    let outline = outline::around(&named.concat());
    for (number, ((column, row), block)) in numbers.iter().zip(&blocks).enumerate() {
        let named = grid.named_block(2 * column + 1, 2 * row + 1);
        for face in &block.faces {
            let ring = face.ring.clone();
            let kind = match face.kind {
                FaceKind::Plot => {
                    plots.push(PlotFace { ring, street_block: number, block: named });
                    continue;
                }
                FaceKind::Green => LandKind::Green,
                FaceKind::Water => LandKind::Water,
            };
            lands.push(LandFace { rings: vec![ring], kind });
        }
    }
    let last = |lines: &[i64]| lines.last().copied().unwrap_or_default();
    let extent = (last(&grid.east), last(&grid.north));
    Layout { plots, lands, outline, blocks: blocks_outlines, extent }
}

/// The ring of a street cell: each side as its neighbour has it, or straight.
fn street_ring(corners: Vec<Point>, sides: [Option<Vec<Point>>; 4]) -> Vec<Point> {
    let mut ring = Vec::new();
    for (corner, side) in corners.iter().zip(sides) {
        match side {
            // The neighbour's side runs against this one; its last vertex is the first of the next side.
            Some(side) => ring.extend(side.iter().rev().take(side.len() - 1)),
            None => ring.push(*corner),
        }
    }
    ring
}
