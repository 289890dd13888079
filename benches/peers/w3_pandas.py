"""A table of events with pandas, read by Arrow: rows checked, the state of a day as known on it, the roll-forward of
revitalized floor area by quarter, town and method over all knowledge. The rules are those of
`landledger::ledger::event_table`.

usage: w3_pandas.py EVENTS.csv OUT
"""
import os
import sys

import numpy as np
import pandas as pd

FIRST, LAST, ON = map(pd.Timestamp, ("2012-01-01", "2026-12-31", "2024-06-30"))
NUMBERS = ("event_id", "corrects")
LISTINGS, NOTES, MOVES = ["listed", "delisted"], ["causes", "plan", "milestone"], ["vacated", "revitalized"]
KINDS = LISTINGS + NOTES + MOVES
UNIT = ["parcel_id", "unit_id"]
ORDER = ["day", "number"]


def checked(path):
    """Every row with the first rule that it breaks."""
    header = pd.read_csv(path, nrows=0).columns
    types = {name: "Int64" if name in NUMBERS else "str" for name in header}
    table = pd.read_csv(path, engine="pyarrow", dtype=types, keep_default_na=False, na_values=[""])
    for name, given in (("recorded", "recorded_on"), ("day", "effective_on")):
        table[name] = pd.to_datetime(table.pop(given), format="%Y-%m-%d", errors="coerce")
    areas = pd.to_numeric(table.pop("area_m2"), errors="coerce")
    table["hundredths"] = (areas * 100).round().fillna(0).astype("int64")
    moves = table["kind"].isin(MOVES)
    known = table.loc[table["kind"] == "listed", "parcel_id"].dropna().unique()
    roots = table.loc[table["op"] == "new", "event_id"]
    corrects = table["corrects"].notna()
    rules = {
        "bad_kind": ~table["kind"].isin(KINDS),
        "bad_date": ~(table["recorded"].between(FIRST, LAST) & table["day"].between(FIRST, LAST)),
        "bad_area": moves & (table["hundredths"] <= 0),
        "no_unit": moves & table["unit_id"].isna(),
        "unknown_parcel": ~table["parcel_id"].isin(known),
        "unknown_ref": corrects & ~table["corrects"].isin(roots),
        "dup_id": table["event_id"].duplicated(),
        "bad_op": ~table["op"].isin(["new", "replace", "retract"]) | ((table["op"] == "new") == corrects),
    }
    broken = [np.asarray(rule, bool) for rule in rules.values()]
    table["rule"] = pd.Categorical.from_codes(np.select(broken, range(len(rules)), -1), list(rules))
    return table


def valid_of(table):
    valid = table[table["rule"].isna()].drop(columns="rule")
    # Texts as codes: what comes after groups and sorts by them. The order of parcels is that of their ids.
    return valid.astype({name: "category" for name in ("parcel_id", "kind", "unit_id", "method", "detail", "op")})


def current(valid, known):
    """The rows that stand as known on a day, each with the number it is ordered by, in order."""
    rows = valid[valid["recorded"] <= known]
    is_fix = rows["corrects"].notna()
    fixes = rows[is_fix].sort_values(["recorded", "event_id"]).drop_duplicates("corrects", keep="last")
    kept = rows[~is_fix & ~rows["event_id"].isin(fixes["corrects"])]
    fixed = fixes[fixes["op"] != "retract"]
    kept, fixed = kept.assign(number=kept["event_id"]), fixed.assign(number=fixed["corrects"])
    whole = pd.concat([kept, fixed]).drop(columns=["event_id", "recorded", "corrects", "op"])
    return whole.astype({"number": "int64"}).sort_values(["parcel_id", *ORDER], ignore_index=True)


def turns(rows):
    """Every change of a unit: what it was, what it is, in order within its parcel."""
    floor = rows[rows["kind"].isin(LISTINGS + MOVES)]
    listing = floor["kind"].where(floor["kind"].isin(LISTINGS)).groupby(floor["parcel_id"], observed=True).ffill()
    moves = floor[floor["kind"].isin(MOVES) & (listing == "listed")]
    ends = floor[floor["kind"] == "delisted"].drop(columns="unit_id")
    gone = ends.merge(moves[UNIT].drop_duplicates(), on="parcel_id").assign(hundredths=0, method=None)
    gone["method"] = gone["method"].astype(moves["method"].dtype)
    every = pd.concat([moves, gone]).sort_values([*UNIT, *ORDER], ignore_index=True)
    codes = lambda name: every[name].cat.codes
    same = (codes("parcel_id") == codes("parcel_id").shift()) & (codes("unit_id") == codes("unit_id").shift())
    every = every[~(same & (codes("kind") == codes("kind").shift()))].reset_index(drop=True)
    before = every.groupby(UNIT, observed=True)[["kind", "hundredths", "method"]].shift()
    hundredths = before["hundredths"].fillna(0).astype("int64")
    return every.assign(was=before["kind"], was_hundredths=hundredths, was_method=before["method"])


def state(rows):
    rows = rows[rows["day"] <= ON]
    of_kinds = lambda kinds: rows[rows["kind"].isin(kinds)].drop_duplicates("parcel_id", keep="last")
    last = lambda kinds: of_kinds(kinds).set_index("parcel_id")
    listing = last(LISTINGS)
    units = turns(rows).drop_duplicates(UNIT, keep="last")
    of = lambda kind: units[units["kind"] == kind].groupby("parcel_id", observed=True)["hundredths"].sum()
    table = pd.DataFrame({"status": listing["kind"], "since": listing["day"]})
    for kind in NOTES:
        table[kind] = last([kind])["detail"]
    for name, kind in (("vacant_cents", "vacated"), ("revitalized_cents", "revitalized")):
        table[name] = of(kind).reindex(table.index).fillna(0).astype("int64")
    return table.sort_index().reset_index()


def roll_forward(changes):
    was = changes["was"] == "revitalized"
    parts = {"revitalized": (changes["kind"] == "revitalized", "method", "hundredths"),
             "vacated": ((changes["kind"] == "vacated") & was, "was_method", "was_hundredths"),
             "withdrawn": ((changes["kind"] == "delisted") & was, "was_method", "was_hundredths")}
    quarter = changes["day"].dt.year * 4 + changes["day"].dt.quarter - 1
    parcels = changes["parcel_id"].cat
    town = parcels.categories.str[:9].to_numpy()[parcels.codes]
    sums = {}
    for name, (which, method, hundredths) in parts.items():
        keys = {"street": town[which], "method": changes.loc[which, method].astype("str"), "quarter": quarter[which]}
        part = pd.DataFrame({**keys, name: changes.loc[which, hundredths]})
        sums[name] = part.groupby(list(keys))[name].sum()
    moved = pd.DataFrame(sums)
    groups = moved.index.droplevel("quarter").unique().to_frame(index=False)
    quarters = pd.DataFrame({"quarter": range(FIRST.year * 4, (LAST.year + 1) * 4)})
    whole = groups.merge(quarters, how="cross").join(moved, on=["street", "method", "quarter"])
    whole = whole.fillna({name: 0 for name in parts}).astype({name: "int64" for name in parts})
    whole = whole.sort_values(["street", "method", "quarter"])
    net = whole["revitalized"] - whole["vacated"] - whole["withdrawn"]
    whole["closing"] = net.groupby([whole["street"], whole["method"]]).cumsum()
    whole["opening"] = whole["closing"] - net
    whole = whole.sort_values(["quarter", "street", "method"])
    whole["quarter"] = (whole["quarter"] // 4).astype("str") + "Q" + (whole["quarter"] % 4 + 1).astype("str")
    return whole[["quarter", "street", "method", "opening", "revitalized", "vacated", "withdrawn", "closing"]]


def main(events, out):
    os.makedirs(out, exist_ok=True)
    write = lambda name, table: table.to_csv(os.path.join(out, name), index=False, lineterminator="\n")
    table = checked(events)
    broken = table.loc[table["rule"].notna(), ["rule", "event_id"]].astype({"rule": "str"})
    write("invalid.csv", broken.sort_values(["rule", "event_id"]))
    valid = valid_of(table)
    del table
    write("state.csv", state(current(valid, ON)))
    write("roll.csv", roll_forward(turns(current(valid, LAST))))


if __name__ == "__main__":
    main(*sys.argv[1:3])
