#!/usr/bin/env python3
"""Reads an export with GDAL (pyogrio), pyarrow, shapely and pyproj, none of which is ours, and prints it as JSON.

    gis.py gpkg FILE        every layer of a GeoPackage
    gis.py shp FOLDER       every layer of a folder of Shapefiles
    gis.py parquet FILE     a GeoParquet file

For each layer: reference system, geometry type, fields, rows as lists of texts (null stays null), geometries as
lists of rings of [x, y], geodesic areas on the ellipsoid of CGCS2000 for degrees, plane areas for metres.
"""

import datetime
import json
import sys

import numpy
import pyogrio
import pyproj
import shapely

GEOD = pyproj.Geod(a=6378137.0, rf=298.257222101)


def text(value):
    if value is None or value is numpy.ma.masked:
        return None
    if isinstance(value, (numpy.datetime64, datetime.date)):
        said = str(value)[:10]
        return None if said == "NaT" else said
    if isinstance(value, (float, numpy.floating)):
        return None if numpy.isnan(value) else repr(float(value))
    if isinstance(value, (int, numpy.integer)):
        return str(int(value))
    return str(value)


def rings(geometry):
    if geometry is None:
        return None
    if geometry.geom_type == "Point":
        return [[list(geometry.coords[0])]]
    polygons = geometry.geoms if geometry.geom_type == "MultiPolygon" else [geometry]
    out = []
    for polygon in polygons:
        for ring in [polygon.exterior, *polygon.interiors]:
            out.append([list(position[:2]) for position in ring.coords])
    return out


def area(geometry, geographic):
    if geometry is None or geometry.geom_type == "Point":
        return None
    if not geographic:
        return geometry.area
    polygons = geometry.geoms if geometry.geom_type == "MultiPolygon" else [geometry]
    total = 0.0
    for polygon in polygons:
        for at, ring in enumerate([polygon.exterior, *polygon.interiors]):
            lons, lats = zip(*[position[:2] for position in ring.coords])
            part = abs(GEOD.polygon_area_perimeter(lons, lats)[0])
            total += part if at == 0 else -part
    return total


def layer(source, name):
    meta, _, geometries, columns = pyogrio.raw.read(source, layer=name)
    geometries = [] if geometries is None else geometries
    shapes = [None if blob is None else shapely.from_wkb(blob) for blob in geometries]
    geographic = meta["crs"] is None or pyproj.CRS(meta["crs"]).is_geographic
    count = len(columns[0]) if columns else len(shapes)
    return {
        "crs": meta["crs"],
        "crs_name": None if meta["crs"] is None else pyproj.CRS(meta["crs"]).name,
        "geometry": meta["geometry_type"],
        "fields": [str(field) for field in meta["fields"]],
        "rows": [[text(column[at]) for column in columns] for at in range(count)],
        "rings": [rings(shape) for shape in shapes],
        "areas": [area(shape, geographic) for shape in shapes],
    }


def parquet(source):
    import pyarrow.parquet

    file = pyarrow.parquet.ParquetFile(source)
    table = file.read()
    geo = json.loads(file.metadata.metadata[b"geo"])
    primary = geo["primary_column"]
    names = [name for name in table.column_names if name not in (primary, "bbox")]
    columns = [table.column(name).to_pylist() for name in names]
    shapes = [None if blob is None else shapely.from_wkb(blob) for blob in table.column(primary).to_pylist()]
    crs = pyproj.CRS.from_json_dict(geo["columns"][primary]["crs"])
    return {
        "parquet": {
            "crs": f"{crs.to_authority()[0]}:{crs.to_authority()[1]}",
            "crs_name": crs.name,
            "geometry": geo["columns"][primary]["geometry_types"],
            "fields": names,
            "types": {field.name: str(field.type) for field in table.schema},
            "rows": [[text(column[at]) for column in columns] for at in range(table.num_rows)],
            "rings": [rings(shape) for shape in shapes],
            "areas": [area(shape, True) for shape in shapes],
            "bbox": [list(box.values()) for box in table.column("bbox").to_pylist()],
            "bounds": [list(shape.bounds) for shape in shapes],
            "geo": geo,
        }
    }


def main():
    kind, source = sys.argv[1:3]
    if kind == "parquet":
        out = parquet(source)
    elif kind == "gpkg":
        out = {str(name): layer(source, str(name)) for name, _ in pyogrio.list_layers(source)}
    else:
        import pathlib

        files = sorted(pathlib.Path(source).glob("*.dbf"))
        names = [(file.stem, file.with_suffix(".shp")) for file in files]
        out = {stem: layer(str(shp if shp.exists() else shp.with_suffix(".dbf")), None) for stem, shp in names}
    json.dump(out, sys.stdout, ensure_ascii=False)


main()
