//! The drawings of the report: where things stand, by hand and by an independent reading of the SVG.

use jiff::civil::date;
use landledger::finding::{Code, Finding, Language, Text};
use landledger::geometry::{GaussKruger, GridPoint, MultiPolygon, ZonePrefix, ZoneWidth};
use landledger::law::Document;
use landledger::ledger::{AsOf, EntryClass, replay};
use landledger::parcel::{Parcel, ParcelFacts, Tenure};
use landledger::report::MapLayers;
use landledger::report::drawing::{
    Bar, BarPart, CoursePoint, Fill, MapLabel, MapOptions, MapTheme, Step, StepKind, bars, course,
    map, waterfall,
};
use landledger::store::District;
use landledger::units::{AreaUnit, GivenArea};
use landledger::zone::{BoundaryVersion, Zone};

use crate::scratch::shangjie_report;

/// The values of an attribute, in the order of the document.
pub(crate) fn attributes<'a>(svg: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    svg.split(start.as_str()).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

/// The numbers of an element's attributes `x`, `y`, `width`, `height`.
fn rectangles(svg: &str) -> Vec<[f64; 4]> {
    let elements = svg.split("<rect").skip(1).map(|rest| rest.split('>').next().unwrap());
    let number = |element: &str, name: &str| {
        attributes(element, name).first().map_or(0.0, |text| text.parse().unwrap())
    };
    elements.map(|e| ["x", "y", "width", "height"].map(|name| number(e, name))).collect()
}

#[test]
fn a_waterfall_begins_each_movement_where_the_last_one_ended() {
    let steps = [
        Step::new("opening", StepKind::Level, 100.into()),
        Step::new("listed", StepKind::Change, 60.into()),
        Step::new("struck off", StepKind::Change, (-40).into()),
        Step::new("closing", StepKind::Level, 120.into()),
    ];
    let svg = waterfall("w", "title", "m²", &steps, Language::En);
    // By hand: an axis from 0 to 160 in steps of 20 on 370 units behind 220: 2.3125 units each.
    let bars: Vec<[f64; 4]> = rectangles(&svg).into_iter().filter(|bar| bar[3] == 18.0).collect();
    let expected = [[220.0, 231.25], [451.25, 138.75], [497.5, 92.5], [220.0, 277.5]];
    assert_eq!(bars.len(), 4);
    for (bar, [x, width]) in bars.iter().zip(expected) {
        assert!((bar[0] - x).abs() < 0.11 && (bar[2] - width).abs() < 0.11, "{bar:?} {x} {width}");
    }
    for text in [">100.00<", ">+60.00<", ">-40.00<", ">120.00<"] {
        assert!(svg.contains(text), "{text}");
    }
    assert!(!svg.contains("does not begin"));
}

#[test]
fn an_axis_that_does_not_begin_at_zero_says_so() {
    let steps = [
        Step::new("期初", StepKind::Level, 1000.into()),
        Step::new("新列入", StepKind::Change, 10.into()),
        Step::new("期末", StepKind::Level, 1010.into()),
    ];
    let svg = waterfall("w", "title", "m²", &steps, Language::Zh);
    assert!(svg.contains("横轴不从零开始"));
    // A movement of at least three tenths of the stock is drawn from zero: 300 of 1300 is less, 600 of 1600 is more.
    for (change, broken) in [(300, true), (600, false)] {
        let steps = [
            Step::new("期初", StepKind::Level, 1000.into()),
            Step::new("新列入", StepKind::Change, change.into()),
            Step::new("期末", StepKind::Level, (1000 + change).into()),
        ];
        let svg = waterfall("w", "title", "m²", &steps, Language::Zh);
        assert_eq!(svg.contains("横轴不从零开始"), broken, "{change}");
    }
}

#[test]
fn bars_have_one_axis_from_zero() {
    let part = |name: &str, value: i64, fill| BarPart::new(name, value.into(), fill);
    let rows = [
        Bar::new(
            "a",
            vec![part("late", 5, Fill::Vermillion), part("rest", 15, Fill::SkyBlue)],
            "20",
        ),
        Bar::new("b", vec![part("late", 0, Fill::Vermillion), part("rest", 4, Fill::SkyBlue)], "4"),
    ];
    let svg = bars("b", "title", "plans", &rows, Language::En);
    // By hand: 370 units for 20. The part of nothing is no bar.
    let bars: Vec<[f64; 4]> = rectangles(&svg).into_iter().filter(|bar| bar[3] == 16.0).collect();
    let places: Vec<[f64; 2]> = bars.iter().map(|bar| [bar[0], bar[2]]).collect();
    assert_eq!(places, [[220.0, 92.5], [312.5, 277.5], [220.0, 74.0]]);
}

#[test]
fn a_course_holds_until_the_next_day() {
    let points = [
        CoursePoint::new(date(2024, 1, 1), 0.into()),
        CoursePoint::new(date(2024, 1, 11), 100.into()),
    ];
    let svg = course("c", "title", "m²", &points, date(2024, 1, 21), Language::En).unwrap();
    // By hand: 20 days on 520 units behind 90, 100 m² on 150 units below 12.
    assert!(svg.contains("d=\"M90 162H90V162H350V12H610\""), "{svg}");
}

/// A zone of 3 by 2 kilometres in the plane of 114° E, with one parcel of 300 by 200 metres in its south-west corner.
fn zone_and_parcel() -> (Zone, Parcel) {
    let plane = GaussKruger::containing(113.3, ZoneWidth::Three, ZonePrefix::Absent).unwrap();
    let rectangle = |north: f64, east: f64, height: f64, width: f64| {
        let corners = [[0.0, 0.0], [0.0, width], [height, width], [height, 0.0], [0.0, 0.0]];
        let at = |[n, e]: [f64; 2]| plane.inverse(GridPoint::new(north + n, east + e)).unwrap();
        MultiPolygon::from_exterior(corners.map(at))
    };
    let mut zone = Zone::new("示范开发区", "410106".parse().unwrap());
    zone.boundaries.push(BoundaryVersion::new(
        GivenArea::new("6", AreaUnit::SquareKilometre).unwrap(),
        Document::numbered("示范〔2020〕1号"),
        date(2020, 1, 1),
        rectangle(3_853_000.0, 434_000.0, 2000.0, 3000.0),
    ));
    let code = "410106001001GB00012".parse().unwrap();
    let facts = ParcelFacts::new("1号地块", "410106001".parse().unwrap(), Tenure::Granted);
    (zone, Parcel::new(code, facts, rectangle(3_853_000.0, 434_000.0, 200.0, 300.0)))
}

#[test]
fn a_map_is_to_scale_and_north_is_up() {
    let (zone, parcel) = zone_and_parcel();
    let state = replay(&[], AsOf::day(date(2024, 6, 30))).state;
    let layers = MapLayers::of(&zone, std::slice::from_ref(&parcel), &state, &[]);
    let svg = map(&layers, &MapOptions::new(MapTheme::Class, Language::Zh)).unwrap().svg;
    // By hand: 692 units of room, less 3 % on each side, for 3000 m: 0.216827 units a metre, so that the zone stands from
    // 54.76 to 705.24 and, in the middle of 10 to 612, from 94.17 down to 527.83. In tenths, from the south-west corner on.
    let outline = "M548 5278l6504 0l0 -4336l-6504 0l0 4336z";
    assert!(svg.contains(outline), "{svg}");
    // The parcel: 300 m are 65.05 units, 200 m are 43.37.
    assert!(svg.contains("M548 5278l650 0l0 -433l-650 0l0 433z"), "{svg}");
    // A scale bar of 500 m, the largest of 1, 2, 5 times a power of ten within 170 units: 108.4, in two halves.
    assert!(svg.contains("width=\"54.2\""), "{svg}");
    assert!(svg.contains(">500 m<"));
    // The grid of 500 m, the largest such step within 140 units.
    for easting in ["434", "434.5", "435", "436.5", "437"] {
        assert!(svg.contains(&format!(">{easting}<")), "{easting}");
    }
    // West of the central meridian true north is to the east of grid north: 0.71° × sin 34.8° = 0.406° = 24.4′.
    assert!(svg.contains("真北偏东 0°24′"), "{svg}");
}

#[test]
fn parcels_that_overlap_are_both_filled() {
    let (zone, parcel) = zone_and_parcel();
    // The same land again, its ring the other way round, under another code.
    let ring: Vec<_> = parcel.shape.points().iter().rev().copied().collect();
    let code = "410106001001GB00013".parse().unwrap();
    let twin = Parcel::new(code, parcel.facts.clone(), MultiPolygon::from_exterior(ring));
    let state = replay(&[], AsOf::day(date(2024, 6, 30))).state;
    let layers = MapLayers::of(&zone, &[parcel, twin], &state, &[]);
    let svg = map(&layers, &MapOptions::new(MapTheme::Class, Language::Zh)).unwrap().svg;
    // Both run from west to east along the south: what lies twice under one path stays filled, as no rule of odd and even
    // is asked for.
    let both = "M548 5278l650 0l0 -433l-650 0l0 433zM548 5278l650 0l0 -433l-650 0l0 433z";
    assert!(svg.contains(both), "{svg}");
    assert!(!svg.contains("evenodd"));
}

#[test]
fn a_hole_runs_against_its_polygon() {
    let (zone, parcel) = zone_and_parcel();
    let points = parcel.shape.points();
    let middle = |at: usize| {
        let point = points[at];
        landledger::geometry::LonLat::new(
            (point.lon + points[0].lon + points[2].lon) / 3.0,
            (point.lat + points[0].lat + points[2].lat) / 3.0,
        )
    };
    // A hole that was given in the direction of its exterior.
    let hole = [points[0], middle(1), points[2], points[0]];
    let mut shape = MultiPolygon::from_exterior(points.iter().copied());
    shape.push_ring(hole);
    let holed = Parcel::new(parcel.code, parcel.facts.clone(), shape);
    let state = replay(&[], AsOf::day(date(2024, 6, 30))).state;
    let layers = MapLayers::of(&zone, &[holed], &state, &[]);
    let svg = map(&layers, &MapOptions::new(MapTheme::Class, Language::Zh)).unwrap().svg;
    // South-west to north-east first, then back over the point towards the south-east: by hand, clockwise on the page.
    assert!(svg.contains("zM548 5278l650 -433"), "{svg}");
}

#[test]
fn there_is_no_map_before_the_first_boundary() {
    let (zone, parcel) = zone_and_parcel();
    let state = replay(&[], AsOf::day(date(2019, 12, 31))).state;
    let layers = MapLayers::of(&zone, &[parcel], &state, &[]);
    assert_eq!(map(&layers, &MapOptions::new(MapTheme::Class, Language::Zh)), None);
}

#[test]
fn a_map_colours_what_is_on_the_ledger_and_its_legend_counts_it() {
    let (district, report) = shangjie_report();
    let layers = district.map_layers(&report).unwrap();
    let listed: Vec<_> =
        layers.parcels.iter().filter(|parcel| parcel.main_entry().is_some()).collect();
    for theme in MapTheme::ALL {
        for language in [Language::Zh, Language::En] {
            let drawing = map(&layers, &MapOptions::new(theme, language)).unwrap();
            let drawn = attributes(&drawing.svg, "data-parcel");
            let codes: Vec<String> = listed.iter().map(|parcel| parcel.code.to_string()).collect();
            assert_eq!(drawn, codes, "{theme:?}");
        }
    }
    let svg = map(&layers, &MapOptions::new(MapTheme::Class, Language::Zh)).unwrap().svg;
    for class in EntryClass::ALL {
        let of = |parcel: &&&landledger::report::MapParcel| {
            parcel.main_entry().is_some_and(|entry| entry.class == class)
        };
        let count = listed.iter().filter(of).count();
        let row = format!(">{}</text><text x=\"996\"", class.name().zh);
        let number = svg.split(&row).nth(1).map(|rest| {
            rest.split('>').nth(1).unwrap().split('<').next().unwrap().parse::<usize>().unwrap()
        });
        assert_eq!(number.unwrap_or_default(), count, "{class:?}");
    }
}

#[test]
fn labels_never_cover_one_another_and_what_is_left_out_is_said() {
    let (district, report) = shangjie_report();
    let layers = district.map_layers(&report).unwrap();
    let mut options = MapOptions::new(MapTheme::Class, Language::Zh);
    // Every parcel of a crowded map wants a long label.
    for parcel in &layers.parcels {
        options.labels.insert(parcel.code, MapLabel::new(parcel.code.to_string()));
    }
    let drawing = map(&layers, &options).unwrap();
    let labels =
        drawing.svg.split("class=\"labels\"").nth(1).unwrap().split("</g>").next().unwrap();
    let texts: Vec<&str> = labels.split("<text").skip(1).collect();
    assert_eq!(texts.len() + drawing.labels_left_out.len(), layers.parcels.len());
    assert!(!texts.is_empty() && !drawing.labels_left_out.is_empty());
    assert!(drawing.svg.contains(&drawing.labels_left_out.len().to_string()));
    // The map is crowded: 19 bold characters of 0.58 × 1.2 × 8.5 units and a line of 8.5 units.
    let half = [19.0 * 0.58 * 1.2 * 8.5 / 2.0, 8.5 / 2.0];
    let number = |text: &str, name: &str| attributes(text, name)[0].parse::<f64>().unwrap();
    let middles: Vec<[f64; 2]> =
        texts.iter().map(|text| [number(text, "x"), number(text, "y")]).collect();
    for (at, one) in middles.iter().enumerate() {
        for two in &middles[at + 1..] {
            let apart = (one[0] - two[0]).abs() >= 2.0 * half[0] - 0.2
                || (one[1] - two[1]).abs() >= 2.0 * half[1] - 0.2;
            assert!(apart, "{one:?} {two:?}");
        }
    }
}

#[test]
fn a_map_is_the_same_whatever_the_order_of_parcels() {
    let (mut district, report) = shangjie_report();
    let options = MapOptions::new(MapTheme::Plan, Language::En);
    let drawn =
        |district: &District| map(&district.map_layers(&report).unwrap(), &options).unwrap();
    let first = drawn(&district);
    district.parcels.reverse();
    assert_eq!(drawn(&district), first);
}

/// The number behind the words of a row of the legend.
fn counted(svg: &str, row: &str) -> Option<usize> {
    let behind = svg.split(&format!(">{row}</text><text x=\"996\"")).nth(1)?;
    Some(behind.split('>').nth(1).unwrap().split('<').next().unwrap().parse().unwrap())
}

#[test]
fn the_legend_counts_what_is_drawn_and_has_words_for_each_kind_of_parcel() {
    let (zone, parcel) = zone_and_parcel();
    let codes = ["12", "13", "14", "15", "16", "17"];
    let parcels: Vec<Parcel> = codes
        .map(|end| {
            let code = format!("410106001001GB000{end}").parse().unwrap();
            Parcel::new(code, parcel.facts.clone(), parcel.shape.clone())
        })
        .to_vec();
    let state = replay(&[], AsOf::day(date(2024, 6, 30))).state;
    let about = |code: &str| {
        let text = Text::new("重叠", "overlap");
        Finding::new(Code::ParcelOutside, text).about(format!("410106001001GB000{code}"))
    };
    let found = [about("12"), about("12"), about("13"), about("14")];
    let mut layers = MapLayers::of(&zone, &parcels, &state, &found);
    // One in the books, two that are no more, three that the books do not have; one of these has no shape to be drawn.
    for parcel in &mut layers.parcels[..3] {
        parcel.registered = Some(date(2020, 1, 1));
    }
    for parcel in &mut layers.parcels[1..3] {
        parcel.ended = Some(date(2023, 1, 1));
    }
    layers.parcels[5].shape = MultiPolygon::default();
    // Two findings in the parcel, one in Beijing, one nowhere.
    assert!(layers.findings.iter().all(|finding| finding.at.is_some()));
    layers.findings[2].at = Some(landledger::geometry::LonLat::new(116.4, 39.9));
    layers.findings[3].at = None;
    for (theme, language) in [
        (MapTheme::Class, Language::Zh),
        (MapTheme::Plan, Language::Zh),
        (MapTheme::Class, Language::En),
    ] {
        let svg = map(&layers, &MapOptions::new(theme, language)).unwrap().svg;
        let say = |zh, en| match language {
            Language::Zh => zh,
            Language::En => en,
        };
        let rows = [
            (say("未列入台账的宗地", "parcels not on the ledger"), Some(1)),
            (say("已终止的宗地", "parcels that are no more"), Some(2)),
            (say("当日未登记的宗地", "parcels not registered"), Some(2)),
            (say("问题：警告", "findings: warnings"), Some(2)),
            (say("问题：错误", "findings: errors"), None),
        ];
        for (row, expected) in rows {
            assert_eq!(counted(&svg, row), expected, "{row}: {svg}");
        }
        let unmarked = say("图上没有位置的问题：2", "findings without a place here: 2");
        assert!(svg.contains(&format!(">{unmarked}<")), "{svg}");
        // The same for those who do not see it.
        let words = svg.split("<desc").nth(1).unwrap().split("</desc>").next().unwrap();
        let words = words.split('>').nth(1).unwrap();
        assert!(words.starts_with(say("5 宗；", "5 parcels; ")), "{words}");
        assert!(words.contains(say("已终止的宗地 2", "parcels that are no more 2")), "{words}");
        // What is no more has an outline of its own kind and covers nothing.
        let outlines: Vec<&str> =
            svg.split("<path").filter(|path| path.contains("stroke-dasharray=\"40 20\"")).collect();
        assert_eq!(outlines.len(), 1);
        assert!(outlines[0].contains("fill=\"none\""), "{}", outlines[0]);
    }
}

#[test]
fn no_name_steers_a_drawing() {
    let (district, report) = shangjie_report();
    let mut layers = district.map_layers(&report).unwrap();
    // A control character that no XML may hold, a line end, a mark that turns the direction, and no character at all.
    let bad = ['\u{1}', '\u{7F}', '\r', '\u{61C}', '\u{200F}', '\u{202E}', '\u{2066}', '\u{FFFE}'];
    let steer = |name: &mut String| name.extend(bad);
    steer(&mut layers.name);
    for parcel in &mut layers.parcels {
        steer(&mut parcel.name);
    }
    for finding in &mut layers.findings {
        steer(&mut finding.message.zh);
    }
    for block in layers.boundary.iter_mut().flat_map(|boundary| &mut boundary.blocks) {
        steer(&mut block.name);
    }
    let mut options = MapOptions::new(MapTheme::Class, Language::Zh);
    for parcel in &layers.parcels {
        options.labels.insert(parcel.code, MapLabel::new("1\u{1}"));
    }
    let named = |text: &str| format!("{text}{}", bad.iter().collect::<String>());
    let steps = [
        Step::new(named("a"), StepKind::Level, 1.into()),
        Step::new(named("b"), StepKind::Level, 1.into()),
    ];
    let part = BarPart::new(named("late"), 1.into(), Fill::Vermillion);
    let rows = [Bar::new(named("a"), vec![part], named("1"))];
    let points = [
        CoursePoint::new(date(2024, 1, 1), 0.into()),
        CoursePoint::new(date(2024, 1, 11), 100.into()),
    ];
    let end = date(2024, 1, 21);
    for svg in [
        map(&layers, &options).unwrap().svg,
        waterfall("w", &named("title"), &named("m²"), &steps, Language::Zh),
        bars("b", &named("title"), &named("plans"), &rows, Language::Zh),
        course("c", &named("title"), &named("m²"), &points, end, Language::Zh).unwrap(),
    ] {
        let at = svg.find(bad);
        assert_eq!(at, None, "{:?}", at.map(|at| &svg[at.saturating_sub(200)..at]));
        assert!(svg.contains('\u{FFFD}'));
    }
}

#[test]
fn lines_to_labels_cross_nothing() {
    let (district, report) = shangjie_report();
    let layers = district.map_layers(&report).unwrap();
    let mut options = MapOptions::new(MapTheme::Class, Language::Zh);
    for (number, parcel) in (1000..).zip(&layers.parcels) {
        options.labels.insert(parcel.code, MapLabel::new(number.to_string()));
    }
    let svg = map(&layers, &options).unwrap().svg;
    let labels = svg.split("class=\"labels\"").nth(1).unwrap().split("</g>").next().unwrap();
    let number = |element: &str, name: &str| attributes(element, name)[0].parse::<f64>().unwrap();
    let mut lines: Vec<(usize, [[f64; 2]; 2])> = Vec::new();
    let mut middles: Vec<[f64; 2]> = Vec::new();
    for element in labels.split('<') {
        if element.starts_with("line") {
            let [x1, y1, x2, y2] = ["x1", "y1", "x2", "y2"].map(|name| number(element, name));
            // The line comes before the label that it is for.
            lines.push((middles.len(), [[x1, y1], [x2, y2]]));
        } else if element.starts_with("text") {
            middles.push([number(element, "x"), number(element, "y") - 8.5 * 0.36]);
        }
    }
    assert!(lines.len() > 10 && middles.len() > 150, "{} {}", lines.len(), middles.len());
    // On which side of a line a place lies.
    let side = |[a, b]: [[f64; 2]; 2], p: [f64; 2]| {
        (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])
    };
    let cross = |one: [[f64; 2]; 2], two: [[f64; 2]; 2]| {
        side(one, two[0]) * side(one, two[1]) < 0.0 && side(two, one[0]) * side(two, one[1]) < 0.0
    };
    // Four bold figures of 0.58 × 1.2 × 8.5 units, 8.5 high, less what rounding to tenths moves.
    let half = [4.0 * 0.58 * 1.2 * 8.5 / 2.0 - 0.2, 8.5 / 2.0 - 0.2];
    for (at, (own, line)) in lines.iter().enumerate() {
        for (_, other) in &lines[at + 1..] {
            assert!(!cross(*line, *other), "{line:?} {other:?}");
        }
        for (label, [x, y]) in middles.iter().enumerate().filter(|(label, _)| label != own) {
            let corner = |right: f64, down: f64| [x + right * half[0], y + down * half[1]];
            let diagonals =
                [[corner(-1.0, -1.0), corner(1.0, 1.0)], [corner(-1.0, 1.0), corner(1.0, -1.0)]];
            let over = diagonals.iter().any(|diagonal| cross(*line, *diagonal));
            assert!(!over, "{line:?} runs over {label} at {x} {y}");
        }
    }
}

#[test]
fn every_row_of_the_fixture_finds_its_label() {
    // No label stands where a line of another begins: all 37 rows are named, three of them within 30 units of each other.
    let (district, report) = shangjie_report();
    let layers = district.map_layers(&report).unwrap();
    let mut options = MapOptions::new(MapTheme::Class, Language::Zh);
    for (number, entry) in (1..).zip(&report.entries) {
        options.labels.insert(entry.parcel, MapLabel::new(number.to_string()));
    }
    assert_eq!(map(&layers, &options).unwrap().labels_left_out, []);
}
