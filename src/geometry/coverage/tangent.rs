//! Circles that touch a border from inside: the one at a given place, held by the nearest other piece of border.

use std::cell::Cell;
use std::f64::consts::TAU;

use super::edge_tree::{Circle, EdgeTree};
use super::same::same;

/// With more edges than this they are found in a tree: cells of one size hold too many of them where they lie close.
const FEW: usize = 256;

/// The border of a region in metres, with a grid over its edges.
#[derive(Debug)]
pub(super) struct Boundary {
    edges: Vec<[[f64; 2]; 2]>,
    /// How long each edge is: circles ask for it again and again.
    lengths: Vec<f64>,
    /// For each edge, the one after it in its ring.
    next: Vec<usize>,
    origin: [f64; 2],
    extent: [f64; 2],
    cell: f64,
    columns: usize,
    rows: usize,
    /// Where the edges of each cell start in `listed`; one more at the end.
    starts: Vec<usize>,
    listed: Vec<usize>,
    /// Of many edges.
    tree: Option<EdgeTree>,
    /// Edges of the tree that circles were held against.
    comparisons: Cell<usize>,
}

/// A piece of border that a circle touches.
#[derive(Debug, Clone, Copy)]
pub(super) enum Base {
    /// Anywhere along an edge, from its start at 0 to its end at 1.
    Edge { edge: usize, from: [f64; 2], to: [f64; 2], normal: [f64; 2] },
    /// A re-entrant corner, where the direction to the centre turns from 0 to 1.
    Corner { before: usize, after: usize, at: [f64; 2], angle: f64, turn: f64 },
}

/// The circle at one place of a base.
#[derive(Debug, Clone, Copy)]
pub(super) struct Touch {
    pub(super) radius: f64,
    pub(super) contact: Contact,
}

/// What keeps a circle from being larger.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Contact {
    /// Nothing within the extent.
    None,
    /// An end of an edge.
    Corner([f64; 2]),
    /// An edge, between its ends.
    Edge { edge: usize, at: [f64; 2] },
}

impl Contact {
    pub(super) fn place(self) -> Option<[f64; 2]> {
        match self {
            Contact::None => None,
            Contact::Corner(at) | Contact::Edge { at, .. } => Some(at),
        }
    }
}

impl Base {
    /// The place at a parameter, and the direction from there to the centre.
    fn place(self, at: f64) -> ([f64; 2], [f64; 2]) {
        match self {
            Base::Edge { from, to, normal, .. } => {
                let [x, y] = less(to, from);
                let place = [from[0] + x * at, from[1] + y * at];
                // The end itself, not what rounding makes of it: neighbours begin there.
                let place = if at >= 1.0 { to } else { place };
                (place, normal)
            }
            Base::Corner { at: place, angle, turn, .. } => {
                let (sin, cos) = (angle + turn * at).sin_cos();
                (place, [cos, sin])
            }
        }
    }

    /// Whether it is an edge, or an end of it.
    fn is_on(self, index: usize) -> bool {
        match self {
            Base::Edge { edge, .. } => index == edge,
            Base::Corner { before, after, .. } => index == before || index == after,
        }
    }

    pub(super) fn centre(self, at: f64, radius: f64) -> [f64; 2] {
        let ([x, y], [nx, ny]) = self.place(at);
        [x + nx * radius, y + ny * radius]
    }

    /// The radius of the circle that touches at a parameter and passes through a point.
    pub(super) fn radius_through(self, at: f64, point: [f64; 2]) -> f64 {
        let (place, normal) = self.place(at);
        through(place, normal, point)
    }
}

impl Boundary {
    pub(super) fn of(rings: &[Vec<[f64; 2]>]) -> Boundary {
        let mut edges = Vec::new();
        let mut next = Vec::new();
        for ring in rings {
            let start = edges.len();
            let pairs = ring.iter().zip(ring.iter().cycle().skip(1));
            edges.extend(pairs.filter(|(a, b)| !same(**a, **b)).map(|(a, b)| [*a, *b]));
            let end = edges.len();
            next.extend((start..end).map(|edge| if edge + 1 < end { edge + 1 } else { start }));
        }
        let mut low = [f64::INFINITY; 2];
        let mut high = [f64::NEG_INFINITY; 2];
        for [x, y] in edges.iter().flatten() {
            low = [low[0].min(*x), low[1].min(*y)];
            high = [high[0].max(*x), high[1].max(*y)];
        }
        let extent = if edges.is_empty() { [0.0; 2] } else { less(high, low) };
        let origin = if edges.is_empty() { [0.0; 2] } else { low };
        let length = |[a, b]: &[[f64; 2]; 2]| {
            let [x, y] = less(*b, *a);
            x.hypot(y)
        };
        let mut boundary = Boundary {
            lengths: edges.iter().map(length).collect(),
            edges,
            next,
            origin,
            extent,
            cell: 1.0,
            columns: 1,
            rows: 1,
            starts: Vec::new(),
            listed: Vec::new(),
            tree: None,
            comparisons: Cell::new(0),
        };
        boundary.tree = (boundary.edges.len() > FEW).then(|| EdgeTree::of(&boundary.edges));
        boundary.lay_grid();
        boundary
    }

    /// About one cell an edge; a region that is long and thin gets a row of them.
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    fn lay_grid(&mut self) {
        let count = self.edges.len().clamp(1, 1 << 22);
        let [width, height] = self.extent;
        let longer = width.max(height);
        let by_area = (width * height / count as f64).sqrt();
        self.cell = by_area.max(longer / count as f64).max(f64::MIN_POSITIVE);
        let cells = |extent: f64| ((extent / self.cell) as usize).min(count) + 1;
        (self.columns, self.rows) = (cells(width), cells(height));
        let mut entries = Vec::with_capacity(2 * self.edges.len());
        for (index, edge) in self.edges.iter().enumerate() {
            self.cells_of(edge, |cell| entries.push((cell, index)));
        }
        entries.sort_unstable();
        let mut starts = vec![0; self.columns * self.rows + 1];
        for (cell, _) in &entries {
            if let Some(start) = starts.get_mut(cell + 1) {
                *start += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        self.starts = starts;
        self.listed = entries.into_iter().map(|(_, edge)| edge).collect();
    }

    /// The cells that an edge passes through, row by row.
    fn cells_of(&self, edge: &[[f64; 2]; 2], mut found: impl FnMut(usize)) {
        let [a, b] = if edge[0][1] <= edge[1][1] { *edge } else { [edge[1], edge[0]] };
        let (first, last) = (self.row(a[1]), self.row(b[1]));
        #[allow(clippy::cast_precision_loss)]
        let level = |row: usize| self.origin[1] + self.cell * row as f64;
        let x_at = |y: f64| {
            let share = ((y - a[1]) / (b[1] - a[1])).clamp(0.0, 1.0);
            a[0] + (b[0] - a[0]) * share
        };
        for row in first..=last {
            let start = if row == first { a[0] } else { x_at(level(row)) };
            let end = if row == last { b[0] } else { x_at(level(row + 1)) };
            // A cell more to each side: the crossing of a row is rounded.
            let (low, high) = (self.column(start.min(end)), self.column(start.max(end)));
            let low = if first == last { low } else { low.saturating_sub(1) };
            let high = if first == last { high } else { (high + 1).min(self.columns - 1) };
            for column in low..=high {
                found(row * self.columns + column);
            }
        }
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    fn column(&self, x: f64) -> usize {
        (((x - self.origin[0]) / self.cell).max(0.0) as usize).min(self.columns - 1)
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    fn row(&self, y: f64) -> usize {
        (((y - self.origin[1]) / self.cell).max(0.0) as usize).min(self.rows - 1)
    }

    /// Every edge and every re-entrant corner.
    pub(super) fn bases(&self) -> Vec<Base> {
        let mut bases = Vec::with_capacity(2 * self.edges.len());
        for (before, (edge, after)) in self.edges.iter().zip(&self.next).enumerate() {
            let [from, to] = *edge;
            let ([x, y], length) = (less(to, from), self.length(before));
            bases.push(Base::Edge { edge: before, from, to, normal: [-y / length, x / length] });
            let Some([_, end]) = self.edges.get(*after).copied() else { continue };
            let (into, out) = (less(to, from), less(end, to));
            let across = into[0] * out[1] - into[1] * out[0];
            let along = into[0] * out[0] + into[1] * out[1];
            if across < 0.0 || (across <= 0.0 && along < 0.0) {
                let angle = into[0].atan2(-into[1]);
                let turn = -(-across.atan2(along)).rem_euclid(TAU);
                bases.push(Base::Corner { before, after: *after, at: to, angle, turn });
            }
        }
        bases
    }

    fn length(&self, edge: usize) -> f64 {
        self.lengths.get(edge).copied().unwrap_or_default()
    }

    /// No circle in the region is larger.
    pub(super) fn largest_radius(&self) -> f64 {
        self.extent[0].min(self.extent[1]) / 2.0
    }

    /// How often a circle was held against an edge, where there are many.
    pub(super) fn comparisons(&self) -> usize {
        self.comparisons.get()
    }

    /// The largest circle that touches a base at a parameter and holds no border inside.
    pub(super) fn shrink(&self, base: Base, at: f64) -> Touch {
        let (place, normal) = base.place(at);
        // A little more than fits, so that rounding does not lose the border across.
        let start = self.largest_radius() * (1.0 + 1e-6);
        let mut touch = Touch { radius: start, contact: Contact::None };
        if let Some(tree) = &self.tree {
            return self.shrink_by_tree(tree, base, (place, normal), touch);
        }
        let (column, row) = (self.column(place[0]), self.row(place[1]));
        for reach in 0..=self.columns.max(self.rows) {
            #[allow(clippy::cast_precision_loss)]
            let nearest = reach.saturating_sub(1) as f64 * self.cell;
            if nearest > 2.0 * touch.radius {
                break;
            }
            let centre = [place[0] + normal[0] * touch.radius, place[1] + normal[1] * touch.radius];
            let low = [self.column(centre[0] - touch.radius), self.row(centre[1] - touch.radius)];
            let high = [self.column(centre[0] + touch.radius), self.row(centre[1] + touch.radius)];
            let rows = [row.saturating_sub(reach).max(low[1]), (row + reach).min(high[1])];
            let columns = [column.saturating_sub(reach).max(low[0]), (column + reach).min(high[0])];
            for at_row in rows[0]..=rows[1] {
                let whole_row = at_row.abs_diff(row) == reach;
                let mut at_column = columns[0];
                while at_column <= columns[1] {
                    if whole_row || at_column.abs_diff(column) == reach {
                        self.shrink_by_cell(base, place, normal, [at_row, at_column], &mut touch);
                        at_column += 1;
                    } else {
                        // Between the two sides of the square there is nothing new.
                        at_column = (column + reach).max(at_column + 1);
                    }
                }
            }
        }
        touch
    }

    /// The same by the tree. Of edges that hold it equally, the one that the cells come to first.
    fn shrink_by_tree(
        &self,
        tree: &EdgeTree,
        base: Base,
        (place, normal): ([f64; 2], [f64; 2]),
        mut touch: Touch,
    ) -> Touch {
        let circle = |radius: f64| Circle {
            centre: [place[0] + normal[0] * radius, place[1] + normal[1] * radius],
            radius,
        };
        let mut held: Option<usize> = None;
        tree.for_each_in(place, circle(touch.radius), |index| {
            self.comparisons.set(self.comparisons.get().saturating_add(1));
            if let Some(edge) = self.edges.get(index).filter(|_| !base.is_on(index))
                && let Some((radius, contact)) =
                    held_by(place, normal, index, *edge, self.length(index))
                && (radius < touch.radius
                    || (radius <= touch.radius
                        && held.is_some_and(|before| {
                            self.visit(place, index) < self.visit(place, before)
                        })))
            {
                touch = Touch { radius, contact };
                held = Some(index);
            }
            circle(touch.radius)
        });
        touch
    }

    /// When the cells around a place come to an edge.
    fn visit(&self, [x, y]: [f64; 2], edge: usize) -> Option<([usize; 3], usize)> {
        let (column, row) = (self.column(x), self.row(y));
        let mut first: Option<[usize; 3]> = None;
        self.cells_of(self.edges.get(edge)?, |cell| {
            let own = [cell / self.columns, cell % self.columns];
            let reach = own[0].abs_diff(row).max(own[1].abs_diff(column));
            let visit = [reach, own[0], own[1]];
            first = Some(first.map_or(visit, |first| first.min(visit)));
        });
        Some((first?, edge))
    }

    fn shrink_by_cell(
        &self,
        base: Base,
        place: [f64; 2],
        normal: [f64; 2],
        [row, column]: [usize; 2],
        touch: &mut Touch,
    ) {
        let cell = row * self.columns + column;
        let bounds = (self.starts.get(cell), self.starts.get(cell + 1));
        let (Some(start), Some(end)) = bounds else { return };
        for index in self.listed.get(*start..*end).unwrap_or_default() {
            let Some(edge) = self.edges.get(*index).filter(|_| !base.is_on(*index)) else {
                continue;
            };
            if let Some((radius, contact)) =
                held_by(place, normal, *index, *edge, self.length(*index))
                && radius < touch.radius
            {
                *touch = Touch { radius, contact };
            }
        }
    }
}

fn less(a: [f64; 2], b: [f64; 2]) -> [f64; 2] {
    [a[0] - b[0], a[1] - b[1]]
}

/// The radius of the circle that touches at `place`, centre towards `normal`, and passes through a point.
fn through(place: [f64; 2], normal: [f64; 2], point: [f64; 2]) -> f64 {
    let [x, y] = less(point, place);
    let height = x * normal[0] + y * normal[1];
    if height > 0.0 { (x * x + y * y) / (2.0 * height) } else { f64::INFINITY }
}

/// The largest radius of a circle that touches at `place` before an edge cuts it, if the edge can.
fn held_by(
    place: [f64; 2],
    normal: [f64; 2],
    index: usize,
    [a, b]: [[f64; 2]; 2],
    length: f64,
) -> Option<(f64, Contact)> {
    let direction = less(b, a);
    if same(place, a) || same(place, b) {
        // The edge starts where the circle touches: it cuts every circle, or none.
        let away = if same(place, a) { direction } else { less(a, b) };
        let cuts = away[0] * normal[0] + away[1] * normal[1] > 0.0;
        return cuts.then_some((0.0, Contact::Edge { edge: index, at: place }));
    }
    let left = [-direction[1] / length, direction[0] / length];
    let from = less(place, a);
    let height = from[0] * left[0] + from[1] * left[1];
    // The direction from the line to the place.
    let away = if height < 0.0 { [-left[0], -left[1]] } else { left };
    let height = height.abs();
    let slope = 1.0 - (normal[0] * away[0] + normal[1] * away[1]);
    if slope > 0.0 {
        let radius = height / slope;
        let centre = [from[0] + normal[0] * radius, from[1] + normal[1] * radius];
        let along = (centre[0] * direction[0] + centre[1] * direction[1]) / (length * length);
        if (0.0..=1.0).contains(&along) {
            let at = [a[0] + direction[0] * along, a[1] + direction[1] * along];
            return Some((radius, Contact::Edge { edge: index, at }));
        }
    }
    let ends = [(through(place, normal, a), a), (through(place, normal, b), b)];
    let (radius, end) = if ends[0].0 <= ends[1].0 { ends[0] } else { ends[1] };
    radius.is_finite().then_some((radius, Contact::Corner(end)))
}
