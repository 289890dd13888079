//! Plots judged: column order, zone, rings, counts and areas.

use std::collections::BTreeSet;

use super::area::StatedArea;
use super::lines::Document;
use super::model::{
    BoundaryPoint, BoundaryPointFile, ColumnOrder, GeometryKind, Plot, RejectedPlot,
};
use super::parse::{Lines, RawPlot, RawPoint};
use super::rings::{self, Closing, Placed};
use super::syntax;
use super::zone::{self, Consistency, Resolved, Window};
use crate::finding::{Code, Place, counted};
use crate::geometry::{GridPoint, ZonePrefix, plane_area};

/// Adds a plot to the file: to those that can be used, or to those that cannot; the findings say why.
pub(super) fn judge(
    raw: RawPlot,
    document: &mut Document<'_>,
    zone: &Resolved,
    file: &mut BoundaryPointFile,
) {
    let before = document.findings.len();
    let usable = match raw.stated_area.clone() {
        Some(area) if raw.lines == Lines::Readable => {
            let judged = Judged::new(&raw, document);
            judged.positions(document, zone).and_then(|()| judged.shape(document, area))
        }
        _ => None,
    };
    let number = raw.field(2).trim().to_owned();
    for finding in document.findings.iter_mut().skip(before) {
        if finding.subjects.is_empty() && !number.is_empty() {
            finding.subjects.push(number.clone());
        }
    }
    match usable {
        Some(plot) => file.plots.push(plot),
        None => file.rejected.push(RejectedPlot {
            number: raw.field(2).to_owned(),
            name: raw.field(3).to_owned(),
            place: document.line_place(raw.line),
            lines: raw.given,
        }),
    }
}

struct Judged<'a> {
    raw: &'a RawPlot,
    windows: Vec<Window>,
    points: Vec<BoundaryPoint>,
    /// The points that close a ring by their name only, so that their positions do not count.
    misplaced: BTreeSet<usize>,
    kind: GeometryKind,
    place: Place,
}

impl<'a> Judged<'a> {
    fn new(raw: &'a RawPlot, document: &Document<'_>) -> Judged<'a> {
        let windows: Vec<Window> =
            raw.points.iter().map(|point| zone::window(point.x.1, point.y.1)).collect();
        let points: Vec<BoundaryPoint> =
            raw.points.iter().zip(&windows).map(|(p, w)| boundary_point(p, *w)).collect();
        let kind = GeometryKind::from(raw.field(syntax::KIND).to_owned());
        let place = document.line_place(raw.line);
        let misplaced = match is_face(&kind) {
            true => rings::rings(&points)
                .iter()
                .filter(|ring| ring.closing == Closing::Misplaced)
                .map(|ring| ring.end.saturating_sub(1))
                .collect(),
            false => BTreeSet::new(),
        };
        Judged { raw, windows, points, misplaced, kind, place }
    }

    /// Judges windows, zone and column order; `None` if the plot cannot be used.
    fn positions(&self, document: &mut Document<'_>, resolved: &Resolved) -> Option<()> {
        let zone = resolved.zone;
        let expected_number = match zone.prefix() {
            ZonePrefix::Present => Some(zone.number()),
            ZonePrefix::Absent => None,
        };
        let mut usable = Some(());
        let mut swapped = (0_usize, None);
        let mut conflict = None;
        for (at, (point, window)) in self.raw.points.iter().zip(&self.windows).enumerate() {
            match window {
                Window::Within(columns, number) => {
                    if *columns == ColumnOrder::EastingFirst {
                        swapped = (swapped.0.saturating_add(1), swapped.1.or(Some(point)));
                    }
                    if *number != expected_number {
                        conflict = conflict.or(Some((point, *columns, *number)));
                    }
                }
                Window::Outside if self.misplaced.contains(&at) => {}
                Window::Outside => {
                    outside(document, point);
                    usable = None;
                }
            }
        }
        if let (count, Some(first)) = swapped {
            report_swapped(document, first, count, self.points.len());
        }
        if let Some((point, columns, number)) = conflict {
            report_conflict(document, point, columns, number, resolved);
            usable = None;
        } else if resolved.header == Consistency::Contradictory {
            report_contradiction(document, self.place.clone(), resolved);
            usable = None;
        }
        usable
    }

    /// Judges rings, counts and area; `None` if the plot cannot be used.
    fn shape(&self, document: &mut Document<'_>, stated_area: StatedArea) -> Option<Plot> {
        let placed = if is_face(&self.kind) { rings::nested(&self.points) } else { Vec::new() };
        let mut usable = Some(());
        if self.points.is_empty() {
            usable = None;
            let found = ("无".to_owned(), "none".to_owned());
            let expected = ("地块行下有界址点行", "point lines below the plot line");
            document.add(Code::RingTooShort, self.place.clone(), expected, &found);
        }
        for ring in &placed {
            usable = self.ring(document, ring).and(usable);
        }
        usable?;
        self.ring_numbers(document, &placed);
        self.count(document, &placed);
        let plot = self.plot(stated_area);
        if is_face(&self.kind)
            && let Some(finding) = plane_area(&plot.shape()).and_then(|area| plot.area_check(area))
        {
            document.findings.push(finding.at(self.raw.field_place(document, 1)));
        }
        Some(plot)
    }

    fn ring(&self, document: &mut Document<'_>, placed: &Placed) -> Option<()> {
        let ring = &placed.ring;
        let last = self.raw.points.get(ring.end.saturating_sub(1))?;
        let line = document.line_place(last.line);
        if ring.corners() < 3 {
            let corners = ring.corners();
            let found = (format!("{corners} 点"), format!("{corners}"));
            let expected = ("至少三个不同界址点", "three corners or more");
            document.add(Code::RingTooShort, line, expected, &found);
            return None;
        }
        let first = self.points.get(ring.start)?;
        let text = |point: &BoundaryPoint| {
            let text =
                format!("{},{},{}", point.name.trim(), point.x_text.trim(), point.y_text.trim());
            (text.clone(), text)
        };
        let found = text(self.points.get(ring.end.saturating_sub(1))?);
        let expected = text(first).0;
        match ring.closing {
            Closing::Closed => {}
            Closing::Open => {
                let (zh, en) = (
                    format!("环末点重复首点 {expected}"),
                    format!("the first point {expected} again"),
                );
                document.add(Code::TxtRingNotClosed, line, (&zh, &en), &found);
            }
            Closing::Misplaced => {
                let place = document.place(last.line, last.x_at.from, last.y_at.to);
                let (zh, en) =
                    (format!("闭合点 {expected}"), format!("the closing point {expected}"));
                let found = (
                    format!("{}，该点不用于图形", found.0),
                    format!("{}; the point is left out of the shape", found.1),
                );
                document.add(Code::TxtClosingPoint, place, (&zh, &en), &found);
            }
        }
        Some(())
    }

    /// Reports ring numbers that several rings share, or that contradict where the ring lies.
    fn ring_numbers(&self, document: &mut Document<'_>, placed: &[Placed]) {
        let number = |ring: &Placed| self.raw.points.get(ring.ring.start).map(|p| (p.ring, p));
        let Some(outer) = placed.iter().filter_map(number).map(|(number, _)| number).min() else {
            return;
        };
        let mut seen = BTreeSet::new();
        for ring in placed {
            let Some((number, point)) = number(ring) else { continue };
            let is_part = ring.depth.is_multiple_of(2);
            let role =
                if is_part { ("一个独立部分", "a part") } else { ("一个内环", "a hole") };
            let problem = if !seen.insert(number) {
                Some(("每环一个圈号", "one ring number per ring"))
            } else if is_part && number != outer {
                Some(("内环在外环之内", "an inner ring within the outer one"))
            } else if !is_part && number == outer {
                Some(("外环不在其他环之内", "an outer ring that is in no other"))
            } else {
                None
            };
            if let Some(expected) = problem {
                let at = point.ring_at;
                let place = document.place(at.line, at.from, at.to);
                let found = (
                    format!("圈号 {number}，按位置为{}", role.0),
                    format!("ring number {number} on {}, going by its position", role.1),
                );
                document.add(Code::TxtRingNumber, place, expected, &found);
            }
        }
    }

    fn count(&self, document: &mut Document<'_>, placed: &[Placed]) {
        let total = self.points.len();
        let stated = self.raw.field(0).trim();
        let open = placed.iter().filter(|ring| ring.ring.closing == Closing::Open).count();
        let closed = placed.len().saturating_sub(open);
        let number = stated.parse::<usize>().ok();
        let code = match number {
            Some(number) if number == total => return,
            Some(number)
                if number == total.saturating_sub(closed)
                    || number == total.saturating_add(open) =>
            {
                Code::TxtPointCountOpen
            }
            _ => Code::TxtPointCount,
        };
        let (zh, en) = (
            format!("界址点数 {total}（含闭合点）"),
            format!("{}, closing ones counted", counted(total, "point", "points")),
        );
        let mut found = super::lines::quoted(stated);
        if code == Code::TxtPointCountOpen {
            found.0.push_str("（闭合点计法不同）");
            found.1.push_str(", with another way to count closing points");
        }
        let place = self.raw.field_place(document, 0);
        document.add(code, place, (&zh, &en), &found);
    }

    fn plot(&self, stated_area: StatedArea) -> Plot {
        let field = |at: usize| self.raw.field(at).to_owned();
        Plot {
            point_count: field(0),
            stated_area,
            number: field(2),
            name: field(3),
            kind: self.kind.clone(),
            sheet: field(5),
            land_use: field(6),
            class_code: field(7),
            extra: self.raw.fields.iter().skip(8).cloned().collect(),
            points: self.points.clone(),
            form: self.raw.form.clone(),
            place: self.place.clone(),
        }
    }
}

fn is_face(kind: &GeometryKind) -> bool {
    matches!(kind, GeometryKind::Face | GeometryKind::Other(_))
}

fn boundary_point(raw: &RawPoint, window: Window) -> BoundaryPoint {
    let columns = match window {
        Window::Within(columns, _) => columns,
        Window::Outside => ColumnOrder::NorthingFirst,
    };
    let point = match columns {
        ColumnOrder::NorthingFirst => GridPoint::new(raw.x.1, raw.y.1),
        ColumnOrder::EastingFirst => GridPoint::new(raw.y.1, raw.x.1),
    };
    BoundaryPoint {
        name: raw.name.clone(),
        ring: raw.ring,
        x_text: raw.x.0.clone(),
        y_text: raw.y.0.clone(),
        columns,
        point,
        extra: raw.extra.clone(),
        form: raw.form.clone(),
    }
}

fn outside(document: &mut Document<'_>, point: &RawPoint) {
    let place = document.place(point.line, point.x_at.from, point.y_at.to);
    let expected = (
        "纵坐标 1900000–5950000 米、横坐标 160000–840000 米（可带 13–23、25–45 带号）",
        "a northing of 1900000–5950000 m and an easting of 160000–840000 m, with or without a zone \
         number 13–23 or 25–45",
    );
    let found = super::lines::quoted(&format!("{},{}", point.x.0.trim(), point.y.0.trim()));
    document.add(Code::TxtLine, place, expected, &found);
}

fn report_swapped(document: &mut Document<'_>, first: &RawPoint, count: usize, all: usize) {
    let place = document.place(first.line, first.x_at.from, first.y_at.to);
    let text = format!("{},{}", first.x.0.trim(), first.y.0.trim());
    let found = (
        format!("{text}（{all} 点中 {count} 点纵横颠倒，已按数值范围识别）"),
        format!(
            "{text}; {count} of {} {} swapped, and read by their ranges",
            counted(all, "point", "points"),
            if count == 1 { "is" } else { "are" }
        ),
    );
    let expected = ("先纵坐标 X 后横坐标 Y", "the northing (X) before the easting (Y)");
    document.add(Code::TxtColumnsSwapped, place, expected, &found);
}

fn report_conflict(
    document: &mut Document<'_>,
    point: &RawPoint,
    columns: ColumnOrder,
    number: Option<u8>,
    resolved: &Resolved,
) {
    let at = zone::easting_at(point, columns);
    let place = document.place(at.line, at.from, at.to);
    let zone = resolved.zone;
    let (zh, en) = match zone.prefix() {
        ZonePrefix::Present => (
            format!("横坐标带号 {}", zone.number()),
            format!("an easting with the zone number {}", zone.number()),
        ),
        ZonePrefix::Absent => (
            "不带带号的横坐标".to_owned(),
            "an easting without zone number, as most others".to_owned(),
        ),
    };
    let found = match number {
        Some(number) => (format!("带号 {number}"), format!("zone number {number}")),
        None => ("不带带号".to_owned(), "none".to_owned()),
    };
    document.add(Code::TxtZoneConflict, place, (&zh, &en), &found);
}

fn report_contradiction(document: &mut Document<'_>, place: Place, resolved: &Resolved) {
    let zone = resolved.zone;
    let (zh, en) = (
        format!("{zone} 的 `几度分带`"),
        format!("the `几度分带` that belongs to zone number {}", zone.number()),
    );
    let found = ("另一分带宽度".to_owned(), "the other width".to_owned());
    document.add(Code::TxtZoneConflict, place, (&zh, &en), &found);
}
