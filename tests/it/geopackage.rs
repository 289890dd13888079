//! GeoPackage: bytes and tables held against OGC 12-128r19, read through SQLite (F08).

use landledger::finding::Language;
use landledger::ledger::EntryClass;
use landledger::report::drawing::{Fill, MapOptions, MapTheme, map};
use landledger::report::{MapGeometry, MapValue};
use landledger::write::geopackage;
use rusqlite::Connection;

use crate::gis_readers::{Exported, exported};
use crate::scratch::Scratch;

fn open(bytes: &[u8], name: &str) -> (Scratch, Connection) {
    let scratch = Scratch::new(name);
    let file = scratch.write("a.gpkg", bytes);
    let connection = Connection::open(file).unwrap();
    (scratch, connection)
}

fn texts(connection: &Connection, sql: &str) -> Vec<String> {
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

fn number(connection: &Connection, sql: &str) -> f64 {
    connection.query_row(sql, [], |row| row.get::<_, f64>(0)).unwrap()
}

#[test]
fn f08_the_file_says_what_it_is_and_is_the_same_every_time() {
    let Exported { report, tables } = exported(Language::Zh);
    let bytes = geopackage::write(tables, report.on, Language::Zh).unwrap();
    // OGC 12-128r19 §1.1.1.1: SQLite 3, `GPKG` at byte 68, the version 1.4 at byte 60.
    assert_eq!(bytes[..16], *b"SQLite format 3\0");
    assert_eq!(bytes[68..72], [0x47, 0x50, 0x4B, 0x47]);
    assert_eq!(u32::from_be_bytes(bytes[60..64].try_into().unwrap()), 10_400);
    assert!(geopackage::write(tables, report.on, Language::Zh).unwrap() == bytes);
    let (_scratch, connection) = open(&bytes, "gpkg-facts");
    assert_eq!(texts(&connection, "PRAGMA integrity_check"), ["ok"]);
    let broken = connection.prepare("PRAGMA foreign_key_check").unwrap().exists([]).unwrap();
    assert!(!broken);
    // The three reference systems of §1.1.2.1.2, and ours.
    assert_eq!(
        texts(&connection, "SELECT CAST(srs_id AS TEXT) FROM gpkg_spatial_ref_sys ORDER BY srs_id"),
        ["-1", "0", "4326", "4490"]
    );
    assert_eq!(
        texts(
            &connection,
            "SELECT table_name || ' ' || data_type FROM gpkg_contents ORDER BY rowid"
        ),
        [
            "zone features",
            "blocks features",
            "declared_land features",
            "parcels features",
            "findings features",
            "provenance attributes",
            "layer_styles attributes",
        ]
    );
    // No clock: the day of the data.
    assert_eq!(
        texts(&connection, "SELECT DISTINCT last_change FROM gpkg_contents"),
        ["2024-06-30T00:00:00.000Z"]
    );
    assert_eq!(
        texts(
            &connection,
            "SELECT title FROM gpkg_data_columns WHERE table_name = 'parcels' AND column_name = 'class_name'"
        ),
        ["台账类别"]
    );
    let columns: usize = tables.iter().map(|table| table.columns.len()).sum();
    let titled = number(
        &connection,
        "SELECT count(*) FROM gpkg_data_columns WHERE column_name NOT LIKE '%\\_exact' ESCAPE '\\'",
    );
    assert_eq!(titled as usize, columns);
}

#[test]
fn f08_geometries_have_the_header_of_the_standard() {
    let Exported { report, tables } = exported(Language::En);
    let bytes = geopackage::write(tables, report.on, Language::En).unwrap();
    let (_scratch, connection) = open(&bytes, "gpkg-blobs");
    let blob: Vec<u8> = connection
        .query_row("SELECT geom FROM parcels WHERE fid = 1", [], |row| row.get(0))
        .unwrap();
    // §2.1.3: `GP`, version 0, flags: little-endian (1) with a box of two dimensions (1 << 1); the reference system; the box;
    // WKB of a multi-polygon (6).
    assert_eq!(blob[..4], [0x47, 0x50, 0, 0b11]);
    assert_eq!(i32::from_le_bytes(blob[4..8].try_into().unwrap()), 4490);
    let side = |at: usize| f64::from_le_bytes(blob[at..at + 8].try_into().unwrap());
    assert_eq!(
        [side(8), side(16), side(24), side(32)],
        [113.259318389, 113.262051356, 34.791238818, 34.792595984]
    );
    assert_eq!(blob[40..45], [1, 6, 0, 0, 0]);
    let point: Vec<u8> = connection
        .query_row("SELECT geom FROM findings WHERE geom NOT NULL", [], |row| row.get(0))
        .unwrap();
    assert_eq!(point.len(), 8 + 21);
    assert_eq!(point[..4], [0x47, 0x50, 0, 1]);
    assert_eq!(point[8..13], [1, 1, 0, 0, 0]);
}

#[test]
fn f08_the_index_finds_what_a_search_through_all_finds() {
    let Exported { report, tables } = exported(Language::Zh);
    let bytes = geopackage::write(tables, report.on, Language::Zh).unwrap();
    let (_scratch, connection) = open(&bytes, "gpkg-index");
    let parcels = tables.iter().find(|table| table.name == "parcels").unwrap();
    let (west, south, east, north) = (113.26, 34.79, 113.27, 34.80);
    let meets = |shape: &landledger::geometry::LonLatMultiPolygon| {
        let sides = |of: fn(&landledger::geometry::LonLat) -> f64| {
            let all = shape.points().iter().map(of);
            all.fold((f64::MAX, f64::MIN), |(low, high), at| (low.min(at), high.max(at)))
        };
        let (lons, lats) = (sides(|at| at.lon), sides(|at| at.lat));
        lons.0 <= east && lons.1 >= west && lats.0 <= north && lats.1 >= south
    };
    let expected = parcels.rows.iter().filter(|row| match &row.geometry {
        Some(MapGeometry::Polygons(shape)) => meets(shape),
        _ => false,
    });
    let found = number(
        &connection,
        &format!(
            "SELECT count(*) FROM rtree_parcels_geom WHERE minx <= {east} AND maxx >= {west} AND miny <= {north} AND maxy >= {south}"
        ),
    );
    let expected = expected.count();
    assert!(expected > 5);
    assert_eq!(found as usize, expected);
    // Every feature with a geometry is indexed, and none without one.
    for table in ["zone", "blocks", "declared_land", "parcels", "findings"] {
        let missing = number(
            &connection,
            &format!(
                "SELECT count(*) FROM {table} WHERE (geom NOT NULL) != (fid IN (SELECT id FROM rtree_{table}_geom))"
            ),
        );
        assert_eq!(missing, 0.0, "{table}");
    }
}

#[test]
fn f08_unknown_is_null_and_decimals_keep_their_digits() {
    let Exported { report, tables } = exported(Language::Zh);
    let bytes = geopackage::write(tables, report.on, Language::Zh).unwrap();
    let (_scratch, connection) = open(&bytes, "gpkg-values");
    let parcels = tables.iter().find(|table| table.name == "parcels").unwrap();
    let at = parcels.columns.iter().position(|column| column.name == "listed_area_m2").unwrap();
    let absent = parcels.rows.iter().filter(|row| row.values[at] == MapValue::Absent).count();
    assert!(absent > 300 && absent < 400, "{absent}");
    let nulls = number(
        &connection,
        "SELECT count(*) FROM parcels WHERE listed_area_m2 IS NULL AND listed_area_m2_exact IS NULL AND class IS NULL",
    );
    assert_eq!(nulls as usize, absent);
    let differs = number(
        &connection,
        "SELECT count(*) FROM parcels WHERE registered_area_m2 != CAST(registered_area_m2_exact AS REAL)",
    );
    assert_eq!(differs, 0.0);
    assert_eq!(
        texts(
            &connection,
            "SELECT registered_area_m2_exact || ' ' || typeof(registered_area_m2) FROM parcels WHERE fid = 1"
        ),
        ["26788.00 real"]
    );
    // The count of the report, through SQL.
    let listed = number(&connection, "SELECT sum(entries) FROM parcels");
    assert_eq!(listed as usize, report.entries.len());
}

#[test]
fn f08_every_layer_has_a_style_with_labels() {
    for (language, label) in [(Language::Zh, "闲置土地"), (Language::En, "idle land")] {
        let Exported { report, tables } = exported(language);
        let bytes = geopackage::write(tables, report.on, language).unwrap();
        let (_scratch, connection) = open(&bytes, &format!("gpkg-style-{label}"));
        let styles = texts(
            &connection,
            "SELECT f_table_name FROM layer_styles WHERE useAsDefault ORDER BY id",
        );
        assert_eq!(styles, ["zone", "blocks", "declared_land", "parcels", "findings"]);
        for column in ["styleQML", "styleSLD"] {
            let style = texts(
                &connection,
                &format!("SELECT {column} FROM layer_styles WHERE f_table_name = 'parcels'"),
            )
            .remove(0);
            assert!(style.contains(label), "{style}");
            // Every class has a colour of its own, and what is not on the ledger one more.
            let names = [
                "idle",
                "low-efficiency-industrial",
                "low-efficiency-logistics",
                "low-efficiency-commercial",
                "low-efficiency-residential",
                "low-efficiency-other",
            ];
            assert!(names.iter().all(|name| style.contains(name)));
            let opened = style.matches('<').count();
            assert_eq!(opened, style.matches('>').count());
        }
    }
}

/// A colour of a style, `r,g,b,a`, as drawings write it.
fn hex(colour: &str) -> String {
    let parts: Vec<u8> = colour.split(',').map(|part| part.parse().unwrap()).collect();
    assert_eq!(parts[3], 255, "{colour}");
    format!("#{:02x}{:02x}{:02x}", parts[0], parts[1], parts[2])
}

/// Fill and outline of the symbol for a value, from QML; `None` where it has none.
fn symbol(qml: &str, value: &str) -> [Option<String>; 2] {
    let category =
        qml.split("<category ").find(|part| part.contains(&format!("value=\"{value}\"")));
    let number = category.unwrap().split("symbol=\"").nth(1).unwrap().split('"').next().unwrap();
    let start = format!("name=\"{number}\" alpha=");
    let symbol = qml.split(&start).nth(1).unwrap().split("</symbol>").next().unwrap();
    ["color", "outline_color"].map(|name| {
        let option = symbol.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap();
        let colour = option.split('"').next().unwrap();
        (!colour.ends_with(",0")).then(|| hex(colour))
    })
}

#[test]
fn f08_layers_have_the_colours_of_the_drawn_map() {
    let Exported { report, tables } = exported(Language::Zh);
    let bytes = geopackage::write(tables, report.on, Language::Zh).unwrap();
    let (_scratch, connection) = open(&bytes, "gpkg-colours");
    let style = |layer: &str, column: &str| {
        let sql = format!("SELECT {column} FROM layer_styles WHERE f_table_name = '{layer}'");
        texts(&connection, &sql).remove(0)
    };
    let (district, _) = crate::scratch::shangjie_report();
    let layers = district.map_layers(report).unwrap();
    let drawn = map(&layers, &MapOptions::new(MapTheme::Class, Language::Zh)).unwrap().svg;
    let parcels = style("parcels", "styleQML");
    for class in EntryClass::ALL {
        let expected = Fill::of_class(class).colour();
        assert_eq!(symbol(&parcels, class.id())[0].as_deref(), Some(expected), "{class:?}");
        assert!(style("parcels", "styleSLD").contains(expected), "{class:?}");
    }
    // What is no class: the colours stand in the drawing, beside the words of its legend.
    let (declared, findings) = (style("declared_land", "styleQML"), style("findings", "styleQML"));
    let [fill, outline] = symbol(&parcels, "");
    let [road, none] = symbol(&declared, "road");
    let [white, edge] = symbol(&findings, "error");
    assert_eq!((none, white.as_deref()), (None, Some("#ffffff")));
    for (row, colours) in [
        ("未列入台账的宗地", vec![fill, outline]),
        ("道路", vec![road]),
        ("水域", vec![symbol(&declared, "water")[0].clone()]),
        ("绿地", vec![symbol(&declared, "green")[0].clone()]),
        ("问题：错误", vec![edge]),
        ("问题：警告", vec![symbol(&findings, "warning")[1].clone()]),
        ("问题：提示", vec![symbol(&findings, "note")[1].clone()]),
    ] {
        let Some((before, _)) = drawn.split_once(&format!(">{row}<")) else {
            assert!(row.starts_with("问题"), "{row}");
            continue;
        };
        // The swatch is drawn before its words, behind those of the row above.
        let swatch = before.rsplit("</text>").next().unwrap();
        for colour in colours {
            let colour = colour.unwrap();
            assert!(swatch.contains(&colour), "{row}: {colour} is not in {swatch}");
        }
    }
}
