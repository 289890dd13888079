"""The check of a map with DuckDB and its extension `spatial` (GEOS, GDAL): validity, for which it gives no reason,
overlapping pairs with their area, parcels outside the zone, areas on the ellipsoid, ids that come twice.

usage: w1_duckdb.py PARCELS ZONE OUT.json
       w1_duckdb.py --there

With --there, which versions these are; the extension is installed where it is not yet, from DuckDB's own site or from the
package `duckdb-extension-spatial`.
"""
import json
import sys

import duckdb

# What a vertex that only one side of a border has can make, in square degrees: about 30 cm2.
SLIVER = 3e-13

# Which of a pair comes first is asked after the join: within it, that would be taken for the condition to join by, and
# every parcel be held against every other.
CHECK = f"""
create table parcel as
  select OGC_FID as number, id, geom as shape, coalesce(ST_IsValid(geom), false) as valid from ST_Read($parcels);
create table border as select ST_Union_Agg(geom) as shape from ST_Read($zone);
create table usable as select number, id, shape from parcel where valid;
create table near as select a.number as first, b.number as second, a.id as one, b.id as other, a.shape, b.shape as beside
  from usable a join usable b on ST_Intersects(a.shape, b.shape);
create table pair as select one, other, ST_Area(ST_Intersection(shape, beside)) as area from near where first < second;
create table over as select id, usable.shape, border.shape as zone
  from usable, border where not ST_CoveredBy(usable.shape, border.shape);
"""
ANSWERS = {
    "features": "select count(*) from parcel",
    "invalid": "select id, 'not valid' from parcel where not valid",
    "overlaps": f"select one, other from pair where area > {SLIVER}",
    "outside": f"select id from over where ST_Area(ST_Difference(shape, zone)) > {SLIVER}",
    "twice": "select id from parcel qualify row_number() over (partition by id order by number) > 1",
    # Latitude first: so the function wants it.
    "area": "select sum(ST_Area_Spheroid(ST_FlipCoordinates(shape))) from usable",
}


def there():
    database = duckdb.connect()
    try:
        database.load_extension("spatial")
    except duckdb.Error:
        try:
            from duckdb_extensions import import_extension
            import_extension("spatial")
        except ImportError:
            database.install_extension("spatial")
        database.load_extension("spatial")
    of = "select extension_version from duckdb_extensions() where extension_name = 'spatial'"
    print(f"DuckDB {duckdb.__version__} with spatial {database.sql(of).fetchone()[0]}")


def main(parcels, zone, out):
    database = duckdb.connect()
    database.load_extension("spatial")
    files = {"parcels": parcels, "zone": zone}
    for statement in CHECK.split(";")[:-1]:
        database.execute(statement, {name: file for name, file in files.items() if f"${name}" in statement})
    found = {name: database.execute(query).fetchall() for name, query in ANSWERS.items()}
    alone = lambda name: [row[0] for row in found[name]]
    with open(out, "w") as file:
        json.dump({
            "features": alone("features")[0],
            "invalid": dict(found["invalid"]),
            "overlaps": found["overlaps"],
            "outside": alone("outside"),
            "twice": alone("twice"),
            "area": alone("area")[0],
        }, file)


if __name__ == "__main__":
    there() if "--there" in sys.argv else main(*sys.argv[1:4])
