#!/usr/bin/env python3
"""landledger beside other tools on the same work, each as a process of its own, in turn; prints tables in Markdown.

usage: compare.py WORK --landledger COMMAND [--benches FOLDER] [--page FILE] [--add] [--parts maps,report,…]
                  [--map 2000,20000,200000] [--rows 1000000] [--vertices 1000000] [--rounds 5]
                  [--cold ROUNDS] [--others ROUNDS] [--spatial PYTHON]

WORK holds inputs and answers. COMMAND is the command built with optimization, FOLDER where its benches stand
(target/release/deps, after `cargo bench --no-run --features cli`). FILE is where the page of the documentation is written
(src/docs/speed.md); --add puts what is said at the end of it. --parts runs some of the parts only: maps, events, others,
report, areas, ring, there, cold, growth. --cold builds the library, and its dependencies alone, from nothing. --others runs
what else a user could pick, at one size (`others` among the parts does so too). --spatial is a Python whose DuckDB has the
extension `spatial`, where that of this one has not: see requirements.txt, also for the peers that are not run at all.

The interpreter that runs this needs the packages of requirements.txt; a peer whose package is not there is left out, and
that is said. In each round every tool runs once, the order turning from round to round; ratios are taken within a round,
and what is printed are medians. Seconds are of this machine on this day: compare ratios only.
"""
import argparse
import glob
import importlib.metadata
import json
import math
import os
import platform
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))

PREFACE = """# Speed, beside other tools

Made by `benches/peers/compare.py`, never by hand: landledger and other tools on the same work, each as a process of its
own, in turn; medians, and ratios taken within a round. The last three columns are those of the tool divided by those of
landledger with as many threads as there are cores. The work:

- **A map checked.** Validity of every shape with its reason, overlapping pairs with their area, parcels outside the zone,
  areas, ids that come twice; GeoJSON in, report out. landledger does all its other checks as well: shared vertices, gaps
  and their width, blocks, declared land, the balance of areas, facts, reference systems. The peer looks with GEOS for edges
  that do not match and intersects only the parcels that have them (`w1_shapely.py`). That is its fastest way, and it misses
  overlaps with a parcel all of whose edges a neighbour shares, such as a moved parcel has with the one across a corner:
  landledger finds these alone, and those under 31 cm², which the peers are told to pass over. The largest map is also
  checked within 64 MiB (`--memory 64M`: text, shapes and edges beyond that are not held); the report is the same.
- **A table of events.** Rows checked, one as-of state, the roll-forward of sixty quarters by town and method; CSV in, CSV
  out (`w3_polars.py`).
- **Other tools** that a user could pick for either, as far as they were run: GeoPandas and DuckDB with its spatial extension
  on a map, every pair of neighbours intersected (`w1_geopandas.py`, `w1_duckdb.py`; DuckDB gives no reasons); DuckDB, pandas
  and SQLite on a table (`w3_duckdb.py`, `w3_pandas.py`, `w3_sqlite.py`). Each does the same work as the peers above and is
  held to the same answers.
- **Areas.** Rings of parcels on the ellipsoid, edges geodesic (`w2_proj.py`).
- **One ring.** Validity of a disc of so many vertices with a crooked border, in memory (`w1_ring.py`); landledger looks for
  spikes and repeated vertices as well.
- **Benches of our own**, as far as they were run: areas beside other libraries, a long boundary, an edit, the next day, the
  chain.
- **Growth.** The bench `growth`, in one thread: how seconds grow with the work.

"""
# What the peers pass over, in square metres: 3e-13 square degrees where the maps lie.
SLIVER = 0.00306
# What the part `others` runs at most, and with what: the script, and the packages that it needs.
OTHER_PARCELS, OTHER_ROWS = 20_000, 1_000_000
OTHERS_ON_MAPS = {"GeoPandas": ("w1_geopandas.py", ["geopandas", "pyogrio", "pyarrow", "pyproj"])}
OTHERS_ON_TABLES = {"DuckDB": ("w3_duckdb.py", ["duckdb"]), "pandas": ("w3_pandas.py", ["pandas", "pyarrow"]),
                    "SQLite": ("w3_sqlite.py", [])}
NEVER_RUN = "PostGIS, mapshaper and SedonaDB, for which this has no scripts (why: `requirements.txt`)"
QUESTIONS = "rows checked, one as-of state, a roll-forward of 60 quarters by town and method; CSV in, CSV out"
LINES = []


def say(line="", **how):
    LINES.append(str(line))
    print(line, **how)


def run(command, log, allowed=(0,)):
    """Wall seconds, CPU seconds and the peak of memory, MiB, of a process and its descendants."""
    with open(log, "wb") as file:
        begin = time.perf_counter()
        process = subprocess.Popen(command, stdout=file, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in allowed:
        sys.exit(f"{command[0]} ended with {process.returncode}: see {log}")
    return {"wall": wall, "cpu": used.ru_utime + used.ru_stime, "peak": used.ru_maxrss / 1024}


def in_turn(tools, rounds, work, before=lambda: None, each=lambda: None):
    """name -> measures, one a round; the first tool of a round is another each time."""
    measures = {name: [] for name in tools}
    names = list(tools)
    for number in range(rounds):
        before()
        turned = names[number % len(names):] + names[:number % len(names)]
        for name in turned:
            each()
            log = os.path.join(work, f"log-{name.split(',')[0]}.txt")
            # Ours ends with 1 where it finds errors.
            measures[name].append(run(tools[name], log, (0, 1) if name.startswith("landledger") else (0,)))
    return measures


def ratio(measures, name, peer, what):
    return statistics.median(b[what] / a[what] for a, b in zip(measures[name], measures[peer]))


def version(package):
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def machine(command):
    model = platform.machine()
    with open("/proc/cpuinfo") as file:
        model = next((line.split(":")[1].strip() for line in file if line.startswith("model name")), model)
    ours = subprocess.run([command, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    packages = ("shapely", "pyproj", "orjson", "numpy", "polars")
    peers = ", ".join(f"{name} {version(name)}" for name in packages if version(name))
    say(f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores, {model}, {platform.system()} {platform.release()}; "
        f"{ours}; Python {platform.python_version()}, {peers}; load before: {os.getloadavg()[0]:.1f}\n")


def head(size):
    return (f"| {size} | MB | tool | wall s | CPU s | peak MiB | wall, of landledger | CPU | memory |\n"
            "|---:|---:|---|---:|---:|---:|---:|---:|---:|")


def print_measures(measures, begin):
    for name, own in measures.items():
        median = lambda what: statistics.median(one[what] for one in own)
        ratios = [f"{ratio(measures, 'landledger', name, what):.2f}" for what in ("wall", "cpu", "peak")]
        cells = [*begin, name, f"{median('wall'):.3f}", f"{median('cpu'):.3f}", f"{median('peak'):.0f}", *ratios]
        say("| " + " | ".join(map(str, cells)) + " |", flush=True)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def load(path):
    with open(path) as file:
        return json.load(file)


def agreement(peer, ours):
    """What both say, in words: overlapping pairs, parcels outside, invalid shapes."""
    codes = {}
    for finding in ours["findings"]:
        codes.setdefault(finding["code"], []).append(finding)
    # Two features of one id cannot be told apart by it.
    twice = set(peer["twice"])
    told = lambda pairs: {pair for pair in map(frozenset, pairs) if not pair & twice}
    areas = {frozenset(f["subjects"][:2]): float(f["measure"]["value"]) for f in codes.get("parcels-overlap", [])}
    pairs, theirs = told(areas), told(peer["overlaps"])
    alone = pairs - theirs
    small = sum(areas[pair] < SLIVER for pair in alone)
    outside = {f["subjects"][0] for code in ("parcel-outside", "parcel-partly-outside", "parcel-over-zone-hole")
               for f in codes.get(code, [])}
    subjects = {s for f in ours["findings"] if f["severity"] == "error" for s in f.get("subjects", [])}
    unseen = [one for one in peer["invalid"] if one not in subjects]
    beyond = set(peer["outside"])
    return (f"{len(theirs & pairs)} overlapping pairs by both, {len(theirs - pairs)} by the peer alone, {len(alone)} by "
            f"landledger alone, {small} of them under 31 cm²; outside the zone {len(beyond & outside)}, "
            f"{len(beyond - outside)}, {len(outside - beyond)}; of {len(peer['invalid'])} invalid shapes landledger misses "
            f"{len(unseen)}")


def jitter(x, y):
    """Two numbers in -1..1 that hang on a place of the lattice alone (SplitMix64)."""
    z = (x * 0x9E3779B97F4A7C15 + y * 0xC2B2AE3D27D4EB4F) & (2**64 - 1)
    z = ((z ^ z >> 30) * 0xBF58476D1CE4E5B9) & (2**64 - 1)
    z = ((z ^ z >> 27) * 0x94D049BB133111EB) & (2**64 - 1)
    z ^= z >> 31
    return (z & 0xFFFFFFFF) / 2**31 - 1, (z >> 32) / 2**31 - 1


def lay(folder, parcels):
    """A made-up map: parcels of 32 vertices that share their crooked borders and fill a zone. Of every hundred one is moved by
    a metre, one in five hundred crosses itself, one in a thousand takes the id of the one before: faults that every tool can
    read. (`landledger synth --defects` plants more kinds, on some of which readers of JSON give up.)"""
    os.makedirs(folder)
    side, columns = 8, math.ceil(math.sqrt(parcels))
    rows = math.ceil(parcels / columns)

    def place(x, y):
        dx, dy = jitter(x, y)
        return [round(113.0 + (x + 0.3 * dx) * 1e-4, 9), round(34.5 + (y + 0.3 * dy) * 1e-4, 9)]

    def around(west, south, east, north):
        ring = [(x, south) for x in range(west, east)] + [(east, y) for y in range(south, north)]
        ring += [(x, north) for x in range(east, west, -1)] + [(west, y) for y in range(north, south, -1)]
        ring = [place(x, y) for x, y in ring]
        return ring + ring[:1]

    def write(name, features):
        with open(os.path.join(folder, name), "w") as file:
            lines = (json.dumps(feature, separators=(",", ":")) for feature in features)
            file.write('{"type":"FeatureCollection","features":[\n')
            for number, line in enumerate(lines):
                file.write((",\n" if number else "") + line)
            file.write("\n]}\n")

    def feature(number, properties, ring):
        geometry = {"type": "Polygon", "coordinates": [ring]}
        return {"type": "Feature", "id": f"P{number:07}", "properties": properties, "geometry": geometry}

    def parcel(number):
        x, y = number % columns * side, number // columns * side
        ring = around(x, y, x + side, y + side)
        if number % 100 == 7:
            ring = [[round(lon + 1e-5, 9), lat] for lon, lat in ring]
        elif number % 500 == 11:
            ring[1], ring[3] = ring[3], ring[1]
        return feature(number - (number % 1000 == 13), {}, ring)

    write("parcels.geojson", map(parcel, range(columns * rows)))
    border = around(0, 0, columns * side, rows * side)
    write("zone.geojson", [feature(0, {}, border)])


def map_files(options, parcels):
    folder = os.path.join(options.work, f"map-{parcels}")
    if not os.path.isdir(folder):
        lay(folder, parcels)
    return [os.path.join(folder, name) for name in ("parcels.geojson", "zone.geojson")]


def compare_on_map(options, parcels, rounds, peers):
    """Runs landledger and peers, name -> how each begins, on a map; what they agree on, in a line for each peer."""
    files = map_files(options, parcels)
    check = [options.landledger, "check", files[0], "--zone", files[1], "--format", "json"]
    tools = {"landledger": check, "landledger, one thread": [*check, "--threads", "1"]}
    if parcels > 100_000:
        tools["landledger, --memory 64M"] = [*check, "--memory", "64M", "--scratch", options.work]
    found = {name: os.path.join(options.work, f"{name.split()[0].lower()}-{parcels}.json") for name in peers}
    tools |= {name: [*begin, *files, found[name]] for name, begin in peers.items()}
    measures = in_turn(tools, rounds, options.work)
    print_measures(measures, [parcels, f"{os.path.getsize(files[0]) / 1e6:.1f}"])
    ours, notes = os.path.join(options.work, "log-landledger.txt"), []
    for name, path in found.items():
        # In a process of its own: the peak of a child counts from what its parent once held.
        asked = [sys.executable, __file__, "--agreement", path, ours]
        said = subprocess.run(asked, capture_output=True, text=True, check=True)
        notes.append(f"- {name}, {parcels} parcels: {said.stdout.strip()}.")
    return notes


def script(name):
    return [sys.executable, os.path.join(HERE, name)]


def maps(options):
    say("### A map checked: file in, report out\n")
    say(head("parcels"))
    peers = {"Shapely": script("w1_shapely.py")} if version("shapely") else {}
    notes = [note for parcels in options.map for note in compare_on_map(options, parcels, options.rounds, peers)]
    say("\n" + "\n".join(notes) + "\n")


def rings(path, parcels, vertices):
    """Every ring of a map, again and again, until there are so many vertices."""
    import numpy as np
    features = load(parcels)["features"]
    whole = []
    for feature in features:
        given = feature["geometry"]["coordinates"]
        for polygon in [given] if feature["geometry"]["type"] == "Polygon" else given:
            whole += [np.array(ring, float)[:, :2] for ring in polygon]
    some, count = [], 0
    while count < vertices:
        some += whole
        count += sum(len(ring) for ring in whole)
    starts = np.r_[0, np.cumsum([len(ring) for ring in some])].astype("<u8")
    with open(path, "wb") as file:
        file.write(np.array([len(some), starts[-1]], "<u8").tobytes() + starts.tobytes())
        file.write(np.concatenate(some).astype("<f8").tobytes())


def areas(options):
    import numpy as np
    folder = os.path.join(options.work, "map-areas")
    if not os.path.isdir(folder):
        lay(folder, 2000)
    path = os.path.join(options.work, "rings.bin")
    rings(path, os.path.join(folder, "parcels.geojson"), options.vertices)
    out = {name: os.path.join(options.work, f"areas-{name}.bin") for name in ("landledger", "PROJ")}
    tools = {"landledger": [options.bench("areas"), "--ours-w2", path, out["landledger"]]}
    if version("pyproj"):
        tools["PROJ"] = [sys.executable, os.path.join(HERE, "w2_proj.py"), path, out["PROJ"]]
    speeds = {name: [] for name in tools}
    names = list(tools)
    for number in range(options.rounds):
        for name in names[number % len(names):] + names[:number % len(names)]:
            log = os.path.join(options.work, f"log-areas-{name}.txt")
            run(tools[name], log)
            with open(log) as file:
                speeds[name].append(json.loads(file.read().splitlines()[-1])["vertices_per_s"])
    say("### Geodesic areas of parcels, in one thread, on coordinates in memory\n")
    say("| tool | M vertices/s | of PROJ |\n|---|---:|---:|")
    for name, own in speeds.items():
        against = speeds.get("PROJ", own)
        times = statistics.median(a / b for a, b in zip(own, against))
        say(f"| {name} | {statistics.median(own) / 1e6:.2f} | {times:.1f} |")
    if "PROJ" in speeds:
        a, b = (np.abs(np.fromfile(out[name])) for name in ("landledger", "PROJ"))
        say(f"\nThe two differ by {np.max(np.abs(a - b)):.1e} m² at most: the rounding of the general algorithm, which the "
              "accuracy of ours (1e-10 m² at this size) is measured without.\n")


def event_file(options, rows):
    """None where it is not there and cannot be made."""
    file = os.path.join(options.work, f"events-{rows}.csv")
    if not os.path.exists(file):
        if not options.benches:
            return None
        subprocess.run([options.bench("event_table"), "--write", str(rows), file], check=True)
    return file


def compare_on_table(options, file, rows, rounds, peers):
    """Runs landledger and peers, name -> how each begins, on a table; whether they agree, in a line for each peer."""
    out = {name: os.path.join(options.work, f"events-{rows}-{name}") for name in ("landledger", "alone", *peers)}
    days = "--from 2012-01-01 --to 2026-12-31 --on 2024-06-30 --known 2024-06-30".split()
    ours = [options.landledger, "event-table", file, *days, "--out"]
    tools = {"landledger": [*ours, out["landledger"]],
             "landledger, one thread": [*ours, out["alone"], "--threads", "1"]}
    tools |= {name: [*begin, file, out[name]] for name, begin in peers.items()}

    def empty():
        for folder in out.values():
            shutil.rmtree(folder, ignore_errors=True)

    measures = in_turn(tools, rounds, options.work, empty)
    print_measures(measures, [rows, f"{os.path.getsize(file) / 1e6:.1f}"])
    notes = []
    for name in peers:
        other = [table for table in ("invalid.csv", "state.csv", "roll.csv")
                 if read(os.path.join(out[name], table)) != read(os.path.join(out["landledger"], table))]
        same = f"**not the same: {', '.join(other)}**" if other else "all three tables are the same, byte for byte"
        notes.append(f"- {name}, {rows} rows: {same}.")
    return notes


def events(options):
    say(f"### A table of events: {QUESTIONS}\n")
    say(head("rows"))
    peers = {"Polars": script("w3_polars.py")} if version("polars") else {}
    notes = [note for rows in options.rows
             for note in compare_on_table(options, event_file(options, rows), rows, options.rounds, peers)]
    say("\n" + "\n".join(notes) + "\n")


def available(peers):
    """name -> how each begins, of the peers whose packages are there; what is said of the others."""
    missing = {name: [package for package in packages if not version(package)] for name, (_, packages) in peers.items()}
    left_out = [f"{name} (no package {', '.join(lacking)})" for name, lacking in missing.items() if lacking]
    return {name: script(file) for name, (file, _) in peers.items() if not missing[name]}, left_out


def others(options):
    """The other tools that a user could pick, at one size."""
    on_maps, left_out = available(OTHERS_ON_MAPS)
    on_tables, no_tables = available(OTHERS_ON_TABLES)
    left_out += no_tables
    packages = ("geopandas", "pyogrio", "duckdb", "pandas", "pyarrow")
    used = [f"{name} {version(name)}" for name in packages if version(name)]
    used.append(f"SQLite {sqlite3.sqlite_version}")
    spatial = [options.spatial or sys.executable, os.path.join(HERE, "w1_duckdb.py")]
    tried = subprocess.run([*spatial, "--there"], capture_output=True, text=True)
    if tried.returncode == 0:
        on_maps["DuckDB spatial"] = spatial
        used.append(f"on the map {tried.stdout.strip()}")
    else:
        left_out.append("DuckDB on the map (its extension `spatial` is not there)")
    parcels = max((size for size in options.map if size <= OTHER_PARCELS), default=OTHER_PARCELS)
    rows = max((size for size in options.rows if size <= OTHER_ROWS), default=OTHER_ROWS)
    file = event_file(options, rows)
    if not file:
        left_out.append("the table of events (it needs --benches)")
    rounds = options.others
    say(f"### Other tools on the same work, {rounds} round{'s' * (rounds > 1)}\n")
    say(f"{', '.join(used)}. Left out: {'; '.join([*left_out, NEVER_RUN])}.\n")
    say(f"A map checked:\n\n{head('parcels')}")
    notes = compare_on_map(options, parcels, rounds, on_maps)
    if file:
        say(f"\nA table of events:\n\n{head('rows')}")
        notes += compare_on_table(options, file, rows, rounds, on_tables)
    say("\n" + "\n".join(notes) + "\n")


def seconds_in_turn(tools, rounds, work):
    """name -> the seconds that each process says, one a round."""
    seconds = {name: [] for name in tools}
    names = list(tools)
    for number in range(rounds):
        for name in names[number % len(names):] + names[:number % len(names)]:
            log = os.path.join(work, f"log-{name}.txt")
            run(tools[name], log)
            with open(log) as file:
                seconds[name].append(json.loads(file.read().splitlines()[-1])["seconds"])
    return seconds


def one_ring(options):
    if not version("shapely"):
        return say("One ring: left out, Shapely is not there.\n")
    say("### Validity of one ring, in memory, in one thread\n")
    say("| vertices | landledger, s | GEOS, s | of landledger |\n|---:|---:|---:|---:|")
    for vertices in (100_000, 1_000_000):
        tools = {"landledger": [options.bench("growth"), "--ring", str(vertices)],
                 "GEOS": [sys.executable, os.path.join(HERE, "w1_ring.py"), str(vertices)]}
        took = seconds_in_turn(tools, options.rounds, options.work)
        times = statistics.median(b / a for a, b in zip(took["landledger"], took["GEOS"]))
        say(f"| {vertices} | {statistics.median(took['landledger']):.3f} | {statistics.median(took['GEOS']):.3f} | {times:.2f} |")
    say()


def newest(folder, name):
    """The bench of this name that was built last."""
    built = [path for path in glob.glob(os.path.join(folder, f"{name}-*")) if os.access(path, os.X_OK) and not path.endswith(".d")]
    if not built:
        sys.exit(f"{folder} has no bench {name}: cargo bench --no-run --features cli")
    return max(built, key=os.path.getmtime)


def bench(options, name, title, *arguments):
    """What a bench of ours prints, as it stands."""
    found = subprocess.run([options.bench(name), *arguments], capture_output=True, text=True, check=True).stdout.strip()
    table = "|" in found
    say(f"### {title}\n\n" + (found if table else f"```text\n{found}\n```") + "\n")


def what_is_there(options):
    bench(options, "areas", "Areas of parcels and of regions, beside the libraries of Rust, in one thread")
    bench(options, "zone_boundary", "A boundary of 17 000 vertices: file read and checked, in one thread")
    bench(options, "incremental", "An edit among 20 914 parcels, against a full run")
    bench(options, "incremental", "100 edits in 205 352 parcels, against a full run", "500", "400", "100")
    bench(options, "loaded_ledger", "The next day of 1 000 000 events on 50 000 parcels, in memory")
    rows = os.path.join(options.work, f"events-{options.rows[0]}.csv")
    if version("polars") and os.path.exists(rows):
        tools = {"Polars": [sys.executable, os.path.join(HERE, "w3_polars.py"), rows, "-", "--state"]}
        took = statistics.median(seconds_in_turn(tools, options.rounds, options.work)["Polars"])
        say(f"Polars takes {took * 1000:.0f} ms for the state of a day of the {options.rows[0]} rows above, read and checked.\n")
    bench(options, "journal_verify", "The chain of 1 000 000 events, against SHA-256 of the same file")


def report(options):
    """From start to exit, beside a program that does nothing."""
    district = os.path.join(HERE, "..", "..", "fixtures", "shangjie")
    tools = {"landledger": [options.landledger, "report", district, "--from", "2024-01-01", "--on", "2024-06-30"],
             "Python that does nothing": [sys.executable, "-c", ""]}
    measures = in_turn(tools, 4 * options.rounds, options.work)
    say("### The report of the district of the fixtures, from start to exit\n")
    say("| program | wall ms | CPU ms |\n|---|---:|---:|")
    for name, own in measures.items():
        say(f"| {name} | " + " | ".join(f"{statistics.median(one[what] for one in own) * 1000:.0f}" for what in ("wall", "cpu")) + " |")
    say()


def cold(options):
    """The library without features from nothing, and a crate that asks for its dependencies and has no code."""
    root = os.path.abspath(os.path.join(HERE, "..", ".."))
    empty = os.path.join(options.work, "dependencies")
    os.makedirs(os.path.join(empty, "src"), exist_ok=True)
    with open(os.path.join(root, "Cargo.toml")) as file:
        needed = file.read().split("[dependencies]\n")[1].split("\n[")[0]
    needed = [line for line in needed.splitlines() if line and "optional = true" not in line]
    with open(os.path.join(empty, "Cargo.toml"), "w") as file:
        file.write('[package]\nname = "dependencies"\nversion = "0.0.0"\nedition = "2024"\n\n[dependencies]\n' + "\n".join(needed)
                   + '\n\n[profile.dev]\ndebug = "line-tables-only"\n')
    with open(os.path.join(empty, "src", "lib.rs"), "w"):
        pass
    shutil.copy(os.path.join(root, "Cargo.lock"), empty)
    target = os.path.join(options.work, "cold")
    build = lambda folder: ["cargo", "build", "--manifest-path", os.path.join(folder, "Cargo.toml"), "--target-dir", target]
    run([*build(empty), "--offline"], os.path.join(options.work, "log-cold.txt"), (0, 101))
    measures = in_turn({"landledger": build(root), "its dependencies alone": build(empty)}, options.cold, options.work,
                       each=lambda: shutil.rmtree(target, ignore_errors=True))
    say("### `cargo build` of the library without features, from nothing\n")
    say("| what | wall s | CPU s | landledger, of it |\n|---|---:|---:|---:|")
    for name, own in measures.items():
        median = lambda what: statistics.median(one[what] for one in own)
        say(f"| {name} | {median('wall'):.0f} | {median('cpu'):.0f} | {1 / ratio(measures, 'landledger', name, 'wall'):.2f} |")
    say()
    shutil.rmtree(target, ignore_errors=True)


def growth(options):
    drawing = os.path.join(options.work, "growth.svg")
    found = subprocess.run([options.bench("growth"), "most", drawing], capture_output=True, text=True, check=True).stdout
    say("### Growth\n" + found)
    say(read(drawing).decode())


def main():
    if sys.argv[1:2] == ["--agreement"]:
        return print(agreement(*map(load, sys.argv[2:4])))
    parser = argparse.ArgumentParser(usage=__doc__)
    numbers = lambda text: [int(number) for number in text.split(",") if number]
    parser.add_argument("work")
    parser.add_argument("--landledger", required=True)
    parser.add_argument("--benches")
    parser.add_argument("--cold", type=int, default=0)
    parser.add_argument("--others", type=int, default=0)
    parser.add_argument("--spatial")
    parser.add_argument("--page")
    parser.add_argument("--map", type=numbers, default=[2000, 20000, 200000])
    parser.add_argument("--rows", type=numbers, default=[1_000_000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--vertices", type=int, default=1_000_000)
    parser.add_argument("--parts", type=lambda text: text.split(","))
    parser.add_argument("--add", action="store_true")
    options = parser.parse_args()
    if options.parts and "others" in options.parts and not options.others:
        options.others = options.rounds
    options.bench = lambda name: newest(options.benches, name)
    os.makedirs(options.work, exist_ok=True)
    machine(options.landledger)
    # Where memory is measured comes before the parts that fill this process: the peak of a child counts from that.
    run_parts = [("maps", maps, True), ("events", events, options.benches), ("others", others, options.others),
                 ("report", report, True), ("areas", areas, options.benches), ("ring", one_ring, options.benches),
                 ("there", what_is_there, options.benches), ("cold", cold, options.cold),
                 ("growth", growth, options.benches)]
    before = PREFACE
    if options.page and options.add:
        with open(options.page) as file:
            before = file.read() + "\n"
    for name, part, can_run in run_parts:
        if can_run and name in (options.parts or [name]):
            part(options)
            # Part by part, so that what was measured is not lost.
            if options.page:
                with open(options.page, "w") as file:
                    file.write(before + "\n".join(LINES).rstrip("\n") + "\n")


if __name__ == "__main__":
    main()
