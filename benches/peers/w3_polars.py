"""A table of events with Polars: rows checked, the state of a day as known on it, the roll-forward of revitalized floor
area by quarter, town and method over all knowledge. The rules are those of `landledger::ledger::event_table`.

usage: w3_polars.py EVENTS.csv OUT [--state]

With --state, only the state of a day, from the rows that were read and checked, five times: the median, in seconds.
"""
import datetime
import os
import statistics
import sys
import time

import polars as pl

FIRST, LAST, ON = datetime.date(2012, 1, 1), datetime.date(2026, 12, 31), datetime.date(2024, 6, 30)
NUMBERS = ("event_id", "corrects")
TEXTS = ("recorded_on", "effective_on", "parcel_id", "kind", "unit_id", "area_m2", "method", "detail", "op")
KINDS = ["listed", "delisted", "causes", "plan", "milestone", "vacated", "revitalized"]
NOTES = KINDS[2:5]
col = pl.col


def checked(path):
    """Every row with the first rule that it breaks."""
    header = pl.read_csv(path, n_rows=0).columns
    types = {name: pl.Int64 if name in NUMBERS else pl.String for name in header}
    table = pl.read_csv(path, schema_overrides=types)
    day = lambda name: col(name).str.to_date("%Y-%m-%d", strict=False)
    table = table.with_columns(
        recorded=day("recorded_on"), day=day("effective_on"), moves=col("kind").is_in(KINDS[5:]),
        hundredths=(col("area_m2").cast(pl.Float64, strict=False) * 100).round().cast(pl.Int64),
        again=~col("event_id").is_first_distinct()).drop("recorded_on", "effective_on", "area_m2")
    known = table.filter(col("kind") == "listed")["parcel_id"].unique()
    roots = table.filter(col("op") == "new")["event_id"].unique()
    out_of_reach = lambda name: col(name).is_null() | ~col(name).is_between(FIRST, LAST)
    among = lambda name, values: col(name).is_in(values).fill_null(False)
    rules = {
        "bad_kind": ~among("kind", KINDS),
        "bad_date": out_of_reach("recorded") | out_of_reach("day"),
        "bad_area": col("moves") & (col("hundredths").fill_null(0) <= 0),
        "no_unit": col("moves") & col("unit_id").is_null(),
        "unknown_parcel": ~among("parcel_id", known.implode()),
        "unknown_ref": col("corrects").is_not_null() & ~col("corrects").is_in(roots.implode()),
        "dup_id": col("again"),
        "bad_op": ~among("op", ["new", "replace", "retract"]) | ((col("op") == "new") == col("corrects").is_not_null()),
    }
    return table.with_columns(rule=pl.coalesce(pl.when(broken).then(pl.lit(rule)) for rule, broken in rules.items()))


def current(valid, known):
    """The rows that stand as known on a day, each with the number it is ordered by."""
    rows = valid.filter(col("recorded") <= known)
    fixes = (rows.filter(col("corrects").is_not_null()).sort("recorded", "event_id")
             .unique("corrects", keep="last", maintain_order=False))
    kept = rows.filter(col("corrects").is_null()).join(fixes, left_on="event_id", right_on="corrects", how="anti")
    fixed = fixes.filter(col("op") != "retract")
    return pl.concat([kept.with_columns(number="event_id"), fixed.with_columns(number="corrects")])


def turns(rows):
    """Every change of a unit: what it was, what it is, in order within its parcel."""
    floor = (rows.filter(col("kind").is_in(["listed", "delisted", "vacated", "revitalized"]))
             .select(parcel=col("parcel_id").cast(pl.Categorical).to_physical(), town=col("parcel_id").str.head(9),
                     parcel_id="parcel_id", day="day", number="number", unit=col("unit_id").cast(pl.Categorical).to_physical(),
                     kind="kind", hundredths="hundredths", method="method")
             .sort("parcel", "day", "number"))
    floor = floor.with_columns(listing=pl.when(~col("kind").is_in(["vacated", "revitalized"])).then("kind"))
    floor = floor.with_columns(listing=col("listing").forward_fill().over("parcel"))
    moves = floor.filter(col("unit").is_not_null() & (col("listing") == "listed") & col("kind").is_in(["vacated", "revitalized"]))
    ends = floor.filter(col("kind") == "delisted").drop("unit")
    gone = ends.join(moves.select("parcel", "unit").unique(), on="parcel").select(moves.columns)
    gone = gone.with_columns(hundredths=pl.lit(0, pl.Int64), method=pl.lit(None, pl.String))
    all_turns = pl.concat([moves, gone]).sort("parcel", "unit", "day", "number")
    same = (col("parcel") == col("parcel").shift()) & (col("unit") == col("unit").shift())
    repeated = (same & (col("kind") == col("kind").shift())).fill_null(False)
    before = lambda name: pl.when(same).then(col(name).shift())
    return all_turns.filter(~repeated).with_columns(
        was=before("kind"), was_hundredths=before("hundredths"), was_method=before("method"))


def state(rows):
    rows = rows.filter(col("day") <= ON)
    last = lambda kinds, name: col(name).filter(col("kind").is_in(kinds)).last()
    listing = KINDS[:2]
    parcels = rows.filter(~col("kind").is_in(KINDS[5:])).sort("day", "number").group_by("parcel_id").agg(
        status=last(listing, "kind"), since=last(listing, "day"), **{kind: last([kind], "detail") for kind in NOTES})
    units = turns(rows).group_by("parcel_id", "unit", maintain_order=True).agg(col("kind").last(), col("hundredths").last())
    of = lambda kind: col("hundredths").filter(col("kind") == kind).sum()
    floor = units.group_by("parcel_id").agg(vacant_cents=of("vacated"), revitalized_cents=of("revitalized"))
    return (parcels.filter(col("status").is_not_null()).join(floor, on="parcel_id", how="left")
            .with_columns(col("vacant_cents", "revitalized_cents").fill_null(0)).sort("parcel_id"))


def roll_forward(changes):
    quarter = col("day").dt.year() * 4 + col("day").dt.quarter() - 1
    none = pl.lit(0, pl.Int64)
    part = lambda which, method, **sums: changes.filter(which).select(
        quarter=quarter.cast(pl.Int32), town="town", method=method,
        **{name: sums.get(name, none) for name in ("revitalized", "vacated", "withdrawn")})
    was = col("was") == "revitalized"
    moved = pl.concat([
        part(col("kind") == "revitalized", "method", revitalized=col("hundredths")),
        part((col("kind") == "vacated") & was, "was_method", vacated=col("was_hundredths")),
        part((col("kind") == "delisted") & was, "was_method", withdrawn=col("was_hundredths")),
    ]).group_by("quarter", "town", "method").sum()
    quarters = pl.DataFrame({"quarter": range(FIRST.year * 4, (LAST.year + 1) * 4)}, schema={"quarter": pl.Int32})
    whole = quarters.join(moved.select("town", "method").unique(), how="cross")
    net = col("revitalized") - col("vacated") - col("withdrawn")
    whole = (whole.join(moved, on=["quarter", "town", "method"], how="left").fill_null(0).sort("town", "method", "quarter")
             .with_columns(closing=net.cum_sum().over("town", "method")).with_columns(opening=col("closing") - net))
    name = pl.format("{}Q{}", col("quarter") // 4, col("quarter") % 4 + 1)
    return whole.select(quarter=name, street="town", method="method", opening="opening", revitalized="revitalized",
                        vacated="vacated", withdrawn="withdrawn", closing="closing").sort("quarter", "street", "method")


def next_states(events):
    table = checked(events)
    valid = table.filter(col("rule").is_null()).drop("rule", "moves", "again")
    seconds = []
    for _ in range(5):
        begin = time.perf_counter()
        state(current(valid, ON))
        seconds.append(time.perf_counter() - begin)
    print(f'{{"seconds": {statistics.median(seconds):.6f}}}')


def main(events, out):
    os.makedirs(out, exist_ok=True)
    write = lambda name, table: table.write_csv(os.path.join(out, name))
    table = checked(events)
    write("invalid.csv", table.filter(col("rule").is_not_null()).select("rule", "event_id").sort("rule", "event_id"))
    valid = table.filter(col("rule").is_null()).drop("rule", "moves", "again")
    del table
    write("state.csv", state(current(valid, ON)))
    write("roll.csv", roll_forward(turns(current(valid, LAST))))


if __name__ == "__main__":
    next_states(sys.argv[1]) if "--state" in sys.argv else main(*sys.argv[1:3])
