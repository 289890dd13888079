"""A table of events with SQLite, in memory: rows checked, the state of a day as known on it, the roll-forward of
revitalized floor area by quarter, town and method over all knowledge. The rules are those of
`landledger::ledger::event_table`.

usage: w3_sqlite.py EVENTS.csv OUT
"""
import csv
import os
import sqlite3
import sys

FIRST, LAST, ON = "2012-01-01", "2026-12-31", "2024-06-30"
# A day in days since the first; none where the text is not the day's own.
REAL = "{0} glob '????-??-??' and date({0}, '+0 days') = {0}"
DAY = f"case when {REAL} then cast(julianday({{0}}) - julianday('{FIRST}') as integer) end"
DAYS = f"between 0 and cast(julianday('{LAST}') - julianday('{FIRST}') as integer)"

# Every row with the first rule that it breaks.
CHECK = f"""
create table parcel as select distinct parcel_id from line where kind = 'listed' and parcel_id is not null;
create unique index parcel_of on parcel (parcel_id);
create table root as select distinct event_id from line where op = 'new';
create unique index root_of on root (event_id);
create table known as
  select place, event_id, {DAY.format("recorded_on")} as recorded, {DAY.format("effective_on")} as day,
    (select rowid from parcel where parcel.parcel_id = line.parcel_id) as parcel, kind, unit_id as unit,
    cast(round(area_m2 * 100) as integer) as hundredths, method, detail, corrects, op,
    kind in ('vacated', 'revitalized') as moves, row_number() over (partition by event_id order by place) > 1 as again
  from line;
create table checked as select *, case
    when (kind in ('listed', 'delisted', 'causes', 'plan', 'milestone', 'vacated', 'revitalized')) is not true then 'bad_kind'
    when (recorded {DAYS} and day {DAYS}) is not true then 'bad_date'
    when moves and coalesce(hundredths, 0) <= 0 then 'bad_area'
    when moves and unit is null then 'no_unit'
    when parcel is null then 'unknown_parcel'
    when corrects is not null and corrects not in (select event_id from root) then 'unknown_ref'
    when again then 'dup_id'
    when (op in ('new', 'replace', 'retract') and (op = 'new') = (corrects is null)) is not true then 'bad_op'
  end as rule from known;
create table event as select event_id, recorded, day, parcel, kind, unit, hundredths, method, detail, corrects, op
  from checked where rule is null;
"""

# The rows that stand as known on a day, each with its place among those of its parcel; every change of a unit, what it was
# and what it is. A column beside the greatest value is of the row that has it.
TURNS = """
drop table if exists fix;
create table fix as select corrects as root, event_id, parcel, kind, day, unit, hundredths, method, detail, op,
    max(recorded * 4294967296 + event_id)
  from event where corrects is not null and recorded <= {known} group by corrects;
create unique index fix_of on fix (root);

drop table if exists standing;
create table standing as
  select parcel, kind, day, day * 4294967296 + event_id as moment, unit, hundredths, method, detail
    from event where recorded <= {known} and day <= {upto} and corrects is null and event_id not in (select root from fix)
  union all select parcel, kind, day, day * 4294967296 + root, unit, hundredths, method, detail
    from fix where op <> 'retract' and day <= {upto};

drop table if exists turn;
create table turn as
  with floor as materialized (
    select parcel, kind, day, moment, unit, hundredths, method,
      max(case kind when 'listed' then 2 * moment + 1 when 'delisted' then 2 * moment end)
        over (partition by parcel order by moment) % 2 = 1 as listed
    from standing where kind in ('listed', 'delisted', 'vacated', 'revitalized')),
  moved as materialized (select * from floor where listed and kind in ('vacated', 'revitalized')),
  every as (
    select parcel, unit, kind, day, moment, hundredths, method from moved
    union all select floor.parcel, owned.unit, kind, day, moment, 0, null
      from floor join (select distinct parcel, unit from moved) as owned on owned.parcel = floor.parcel
      where kind = 'delisted'),
  beside as (select *, lag(kind) over (partition by parcel, unit order by moment) as last from every)
  select parcel, unit, kind, day, moment, hundredths, method, lag(kind) over own as was,
    lag(hundredths) over own as was_hundredths, lag(method) over own as was_method
  from beside where kind is not last window own as (partition by parcel, unit order by moment);
"""

STATE = f"""
with listing as (
  select parcel, kind, day, max(moment) from standing where kind in ('listed', 'delisted') group by parcel),
note as (
  select parcel, kind, detail, max(moment) from standing where kind in ('causes', 'plan', 'milestone')
  group by parcel, kind),
notes as (
  select parcel, max(detail) filter (where kind = 'causes') as causes, max(detail) filter (where kind = 'plan') as plan,
    max(detail) filter (where kind = 'milestone') as milestone from note group by parcel),
unit_now as (select parcel, unit, kind, hundredths, max(moment) from turn group by parcel, unit),
floor as (
  select parcel, sum(hundredths) filter (where kind = 'vacated') as vacant,
    sum(hundredths) filter (where kind = 'revitalized') as revitalized from unit_now group by parcel)
select parcel.parcel_id, listing.kind as status, date('{FIRST}', listing.day || ' days') as since, causes, plan, milestone,
  coalesce(vacant, 0) as vacant_cents, coalesce(revitalized, 0) as revitalized_cents
from listing join parcel on parcel.rowid = listing.parcel left join notes on notes.parcel = listing.parcel
left join floor on floor.parcel = listing.parcel order by parcel.parcel_id
"""

ROLL_FORWARD = f"""
with recursive move as (
  select day, parcel, method, hundredths as revitalized, 0 as vacated, 0 as withdrawn from turn where kind = 'revitalized'
  union all
  select day, parcel, was_method, 0, was_hundredths, 0 from turn where kind = 'vacated' and was = 'revitalized'
  union all
  select day, parcel, was_method, 0, 0, was_hundredths from turn where kind = 'delisted' and was = 'revitalized'),
placed as (
  select strftime('%Y', julianday('{FIRST}') + day) * 4 + (strftime('%m', julianday('{FIRST}') + day) - 1) / 3 as quarter,
    substr(parcel_id, 1, 9) as street, method, revitalized, vacated, withdrawn
  from move join parcel on parcel.rowid = move.parcel),
sums as materialized (
  select quarter, street, method, sum(revitalized) as revitalized, sum(vacated) as vacated, sum(withdrawn) as withdrawn
  from placed group by quarter, street, method),
span as (select {FIRST[:4]} * 4 as quarter union all select quarter + 1 from span where quarter < {LAST[:4]} * 4 + 3),
whole as (
  select span.quarter, own.street, own.method, coalesce(revitalized, 0) as revitalized, coalesce(vacated, 0) as vacated,
    coalesce(withdrawn, 0) as withdrawn
  from span cross join (select distinct street, method from sums) as own
  left join sums on sums.quarter = span.quarter and sums.street = own.street and sums.method = own.method),
course as (
  select *, revitalized - vacated - withdrawn as net,
    sum(revitalized - vacated - withdrawn) over (partition by street, method order by quarter) as closing from whole)
select (quarter / 4) || 'Q' || (quarter % 4 + 1) as quarter, street, method, closing - net as opening, revitalized,
  vacated, withdrawn, closing
from course order by course.quarter, street, method
"""


def main(events, out):
    os.makedirs(out, exist_ok=True)
    database = sqlite3.connect(":memory:")

    def write(name, query):
        rows = database.execute(query)
        with open(os.path.join(out, name), "w", newline="") as file:
            table = csv.writer(file, lineterminator="\n")
            table.writerow(column[0] for column in rows.description)
            table.writerows(rows)

    with open(events, newline="") as file:
        rows = csv.reader(file)
        header = next(rows)
        columns = ", ".join(f"{name} {'integer' if name in ('event_id', 'corrects') else 'text'}" for name in header)
        database.execute(f"create table line (place integer primary key, {columns})")
        cells = ", ".join("nullif(?, '')" for _ in header)
        database.executemany(f"insert into line ({', '.join(header)}) values ({cells})", rows)
    database.executescript(CHECK)
    write("invalid.csv", "select rule, event_id from checked where rule is not null order by rule, event_id")
    day = lambda text: DAY.format(f"'{text}'")
    database.executescript(TURNS.format(known=day(ON), upto=day(ON)))
    write("state.csv", STATE)
    database.executescript(TURNS.format(known=day(LAST), upto=day(LAST)))
    write("roll.csv", ROLL_FORWARD)


if __name__ == "__main__":
    main(*sys.argv[1:3])
