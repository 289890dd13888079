"""Validity of one ring with Shapely (GEOS): the jagged disc of the bench `growth`.

usage: w1_ring.py VERTICES
"""
import statistics
import sys
import time

import numpy as np
import shapely


def main(vertices):
    turn = np.arange(vertices) / vertices * (2 * np.pi)
    far = 1 + np.arange(vertices) * 7919 % 1000 * 1e-6
    at = np.column_stack([113.3 + 0.05 * far * np.cos(turn), 34.8 + 0.04 * far * np.sin(turn)])
    disc = shapely.polygons(np.vstack([at, at[:1]]))
    seconds = []
    for _ in range(3):
        begin = time.perf_counter()
        assert shapely.is_valid(disc)
        seconds.append(time.perf_counter() - begin)
    print(f'{{"seconds": {statistics.median(seconds):.6f}}}')


if __name__ == "__main__":
    main(int(sys.argv[1]))
