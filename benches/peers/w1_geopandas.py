"""The check of a map with GeoPandas (GEOS, GDAL, PROJ), as its documentation teaches: validity with a reason, overlapping
pairs with their area, parcels outside the zone, areas on the ellipsoid, ids that come twice.

usage: w1_geopandas.py PARCELS ZONE OUT.json

Pairs come from a spatial join of the parcels with themselves, and each is intersected; what is outside comes from an overlay
of those that the zone does not cover.
"""
import json
import sys
import warnings

import geopandas
from pyproj import Geod

# What a vertex that only one side of a border has can make, in square degrees: about 30 cm2.
SLIVER = 3e-13


def main(parcels, zone, out):
    # The threshold above is meant in degrees.
    warnings.filterwarnings("ignore", "Geometry is in a geographic CRS", UserWarning)
    table = geopandas.read_file(parcels, use_arrow=True, on_invalid="ignore")[["id", "geometry"]]
    border = geopandas.read_file(zone, use_arrow=True)[["geometry"]].dissolve()
    there = ~(table.geometry.isna() | table.geometry.is_empty)
    valid = there & table.geometry.is_valid
    reasons = table.geometry[there & ~valid].is_valid_reason().reindex(table.index[~valid], fill_value="no geometry")
    usable = table[valid]

    joined = usable.sjoin(usable[["geometry"]], predicate="intersects")
    joined = joined[joined.index < joined["index_right"]]
    others = usable.geometry.loc[joined["index_right"]]
    common = joined.geometry.intersection(others.set_axis(joined.index), align=False)
    hit = joined[common.area > SLIVER]

    covered = border.sjoin(usable[["geometry"]], predicate="covers")["index_right"]
    beyond = usable.drop(covered).overlay(border, how="difference", keep_geom_type=True)
    beyond = beyond[beyond.area > SLIVER]

    geod = Geod(ellps="GRS80")
    areas = usable.geometry.orient_polygons().apply(lambda shape: geod.geometry_area_perimeter(shape)[0])
    with open(out, "w") as file:
        json.dump({
            "features": len(table),
            "invalid": dict(zip(table["id"].loc[reasons.index], reasons)),
            "overlaps": list(zip(hit["id"], table["id"].loc[hit["index_right"]])),
            "outside": list(beyond["id"]),
            "twice": list(table["id"][table["id"].duplicated()]),
            "area": float(areas.sum()),
        }, file)


if __name__ == "__main__":
    main(*sys.argv[1:4])
