"""Areas of rings with PROJ, whose geodesics are GeographicLib's, through pyproj.

usage: w2_proj.py RINGS AREAS.  RINGS, little-endian: u64 rings, u64 vertices, u64 offsets[rings + 1], f64 lon, lat of every
vertex. Prints the vertices measured in a second; reading the file is not in it.
"""
import json
import sys
import time

import numpy as np
from pyproj import Geod


def main(rings, areas):
    count = int(np.fromfile(rings, "<u8", 1)[0])
    starts = np.fromfile(rings, "<u8", count + 1, offset=16).astype(int)
    flat = np.fromfile(rings, "<f8", offset=16 + 8 * (count + 1)).reshape(-1, 2)
    lon, lat = np.ascontiguousarray(flat[:, 0]), np.ascontiguousarray(flat[:, 1])
    measure = Geod(ellps="GRS80").polygon_area_perimeter
    begin = time.perf_counter()
    found = [measure(lon[a:b], lat[a:b])[0] for a, b in zip(starts, starts[1:])]
    took = time.perf_counter() - begin
    np.array(found, "<f8").tofile(areas)
    print(json.dumps({"seconds": took, "vertices_per_s": len(flat) / took}))


if __name__ == "__main__":
    main(*sys.argv[1:3])
