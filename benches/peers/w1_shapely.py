"""The check of a map with orjson, Shapely (GEOS) and pyproj (PROJ): validity with a reason, overlapping pairs with their
area, parcels outside the zone, areas on the ellipsoid, ids that come twice.

usage: w1_shapely.py PARCELS ZONE OUT.json

Written to be as fast as these libraries allow: GEOS looks for edges that do not match first, and only the parcels that it
flags are intersected; geometries are built from flat arrays.
"""
import gc
import json
import sys

import numpy as np
import orjson
import shapely
from pyproj import Geod

# What a vertex that only one side of a border has can make, in square degrees: about 30 cm2.
SLIVER = 3e-13


def ring(positions):
    if not isinstance(positions, list) or len(positions) < 4:
        raise ValueError("fewer than 4 positions")
    array = np.array(positions)
    if array.dtype.kind not in "fi" or array.ndim != 2 or array.shape[1] < 2:
        raise ValueError("no numbers")
    if not np.isfinite(array).all():
        raise ValueError("not finite")
    if positions[0] != positions[-1]:
        raise ValueError("not closed")
    return array[:, :2]


def read(path, wanted):
    with open(path, "rb") as file:
        features = orjson.loads(file.read())["features"]
    features = [feature for feature in features if wanted(feature)]
    ids, reasons, parts = [], [], []
    rings, sizes, polygon_of_ring, feature_of_polygon = [], [], [], []
    for number, feature in enumerate(features):
        ids.append(str(feature.get("id", f"#{number}")))
        geometry, reason, polygons = feature.get("geometry") or {}, None, []
        try:
            given = geometry["coordinates"]
            given = [given] if geometry["type"] == "Polygon" else given
            polygons = [[ring(one) for one in polygon] for polygon in given]
        except (ValueError, TypeError, KeyError) as error:
            reason, polygons = str(error), []
        reasons.append(reason)
        parts.append(len(polygons))
        for polygon in polygons:
            for one in polygon:
                rings.append(one)
                sizes.append(len(one))
                polygon_of_ring.append(len(feature_of_polygon))
            feature_of_polygon.append(number)
    flat = np.concatenate(rings)
    lines = shapely.linearrings(flat, indices=np.repeat(np.arange(len(sizes)), sizes))
    polygons = shapely.polygons(lines, indices=np.array(polygon_of_ring))
    owner, parts = np.array(feature_of_polygon), np.array(parts)
    shapes = np.full(len(ids), None, object)
    alone = parts[owner] == 1
    shapes[owner[alone]] = polygons[alone]
    for number in np.flatnonzero(parts > 1):
        shapes[number] = shapely.multipolygons(polygons[owner == number])
    starts = np.r_[0, np.cumsum(sizes)]
    first = np.r_[True, np.diff(polygon_of_ring) != 0]
    return ids, shapes, np.array(reasons, object), flat, starts, owner[np.array(polygon_of_ring)], first


def main(parcels, zone, out):
    gc.disable()
    ids, shapes, reasons, flat, starts, owner, first = read(parcels, lambda feature: True)
    is_border = lambda feature: (feature.get('properties') or {}).get('role', 'boundary') == 'boundary'
    border = shapely.union_all(read(zone, is_border)[1])
    usable = np.flatnonzero(reasons == None)  # noqa: E711
    valid = shapely.is_valid(shapes[usable])
    reasons[usable[~valid]] = shapely.is_valid_reason(shapes[usable[~valid]])
    usable = usable[valid]
    faulty = ~shapely.is_empty(shapely.coverage_invalid_edges(shapes[usable], gap_width=6e-6))
    near = usable[faulty]
    a, b = shapely.STRtree(shapes[near]).query(shapes[near], predicate="intersects")
    a, b = near[a[a < b]], near[b[a < b]]
    common = shapely.intersection(shapes[a], shapes[b])
    hit = shapely.area(common) > SLIVER
    shapely.prepare(border)
    over = usable[~shapely.covers(border, shapes[usable])]
    beyond = shapely.difference(shapes[over], border)
    over = over[shapely.area(beyond) > SLIVER]
    geod = Geod(ellps="GRS80")
    areas = np.zeros(len(ids))
    lon, lat = np.ascontiguousarray(flat[:, 0]), np.ascontiguousarray(flat[:, 1])
    for number, (feature, outer) in enumerate(zip(owner, first)):
        own = slice(starts[number], starts[number + 1])
        area = abs(geod.polygon_area_perimeter(lon[own], lat[own])[0])
        areas[feature] += area if outer else -area
    seen, twice = set(), []
    for one in ids:
        twice += [one] if one in seen else []
        seen.add(one)
    with open(out, "w") as file:
        json.dump({
            "features": len(ids),
            "invalid": {ids[n]: reason for n, reason in enumerate(reasons) if reason},
            "overlaps": [[ids[i], ids[j]] for i, j in zip(a[hit], b[hit])],
            "outside": [ids[i] for i in over],
            "twice": twice,
            "area": float(np.nansum(areas[usable])),
        }, file)


if __name__ == "__main__":
    main(*sys.argv[1:4])
