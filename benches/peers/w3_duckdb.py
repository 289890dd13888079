"""A table of events with DuckDB, in SQL: rows checked, the state of a day as known on it, the roll-forward of revitalized
floor area by quarter, town and method over all knowledge. The rules are those of `landledger::ledger::event_table`.

usage: w3_duckdb.py EVENTS.csv OUT
"""
import os
import sys

import duckdb

FIRST, LAST, ON = "date '2012-01-01'", "date '2026-12-31'", "date '2024-06-30'"
DAY = "cast(try_strptime({}, '%Y-%m-%d') as date)"
# Where a row stands among those of its parcel: the day, then the number.
MOMENT = f"(day - {FIRST})::bigint * 4294967296 + number"

# Every row with the first rule that it breaks.
CHECK = f"""
create table line as
  select * from read_csv($events, header = true, all_varchar = true,
    types = {{'event_id': 'bigint', 'corrects': 'bigint'}});
create table read as
  select rowid as place, event_id, {DAY.format("recorded_on")} as recorded, {DAY.format("effective_on")} as day,
    parcel_id, kind, unit_id, cast(try_cast(area_m2 as decimal(15, 2)) * 100 as bigint) as hundredths, method, detail,
    corrects, op, coalesce(kind in ('vacated', 'revitalized'), false) as moves
  from line;
create table checked as select *, case
    when (kind in ('listed', 'delisted', 'causes', 'plan', 'milestone', 'vacated', 'revitalized')) is not true then 'bad_kind'
    when (recorded between {FIRST} and {LAST} and day between {FIRST} and {LAST}) is not true then 'bad_date'
    when moves and coalesce(hundredths, 0) <= 0 then 'bad_area'
    when moves and unit_id is null then 'no_unit'
    when parcel_id is null or parcel_id not in (select parcel_id from line where kind = 'listed' and parcel_id is not null)
      then 'unknown_parcel'
    when corrects is not null and corrects not in (select event_id from line where op = 'new') then 'unknown_ref'
    when place not in (select min(place) from read group by event_id) then 'dup_id'
    when (op in ('new', 'replace', 'retract') and (op = 'new') = (corrects is null)) is not true then 'bad_op'
  end as rule from read;
create table event as select * exclude (place, moves, rule) from checked where rule is null;
"""

QUESTIONS = f"""
-- The rows that stand as known on a day, each with the number it is ordered by.
create macro standing(known) as table
  with heard as (select * from event where recorded <= known),
  fix as (select * from heard where corrects is not null
    qualify row_number() over (partition by corrects order by recorded desc, event_id desc) = 1)
  select *, event_id as number from heard where corrects is null and event_id not in (select corrects from fix)
  union all select *, corrects as number from fix where op <> 'retract';

-- Every change of a unit: what it was, what it is.
create macro turns(known, upto) as table
  with floor as (
    select parcel_id, unit_id, kind, day, {MOMENT} as moment, hundredths, method,
      max(case kind when 'listed' then 2 * moment + 1 when 'delisted' then 2 * moment end)
        over (partition by parcel_id order by moment) % 2 = 1 as listed
    from standing(known) where day <= upto and kind in ('listed', 'delisted', 'vacated', 'revitalized')),
  moved as (select * from floor where listed and kind in ('vacated', 'revitalized')),
  ended as (
    select parcel_id, unit.unit_id, kind, day, moment, 0, null, false
    from floor join (select distinct parcel_id, unit_id from moved) as unit using (parcel_id) where kind = 'delisted'),
  turn as (
    select * from (from moved union all from ended)
    qualify kind is distinct from lag(kind) over (partition by parcel_id, unit_id order by moment))
  select parcel_id, unit_id, kind, day, moment, hundredths, method, lag(kind) over unit as was,
    lag(hundredths) over unit as was_hundredths, lag(method) over unit as was_method
  from turn window unit as (partition by parcel_id, unit_id order by moment);
"""

STATE = f"""
with parcel as (
  select parcel_id, arg_max(kind, moment) filter (kind in ('listed', 'delisted')) as status,
    arg_max(day, moment) filter (kind in ('listed', 'delisted')) as since,
    arg_max_null(detail, moment) filter (kind = 'causes') as causes,
    arg_max_null(detail, moment) filter (kind = 'plan') as plan,
    arg_max_null(detail, moment) filter (kind = 'milestone') as milestone
  from (select *, {MOMENT} as moment from standing({ON}) where day <= {ON}) group by parcel_id),
unit as (
  select parcel_id, arg_max(kind, moment) as kind, arg_max(hundredths, moment) as hundredths
  from turns({ON}, {ON}) group by parcel_id, unit_id),
floor as (
  select parcel_id, sum(hundredths) filter (kind = 'vacated') as vacant,
    sum(hundredths) filter (kind = 'revitalized') as revitalized
  from unit group by parcel_id)
select parcel_id, status, since, causes, plan, milestone, coalesce(vacant, 0) as vacant_cents,
  coalesce(revitalized, 0) as revitalized_cents
from parcel left join floor using (parcel_id) where status is not null order by parcel_id
"""

ROLL_FORWARD = f"""
with turn as (from turns({LAST}, {LAST})),
move as (
  select day, parcel_id, method, hundredths as revitalized, 0 as vacated, 0 as withdrawn from turn where kind = 'revitalized'
  union all
  select day, parcel_id, was_method, 0, was_hundredths, 0 from turn where kind = 'vacated' and was = 'revitalized'
  union all
  select day, parcel_id, was_method, 0, 0, was_hundredths from turn where kind = 'delisted' and was = 'revitalized'),
sums as (
  select year(day) * 4 + quarter(day) - 1 as quarter, left(parcel_id, 9) as street, method, sum(revitalized) as revitalized,
    sum(vacated) as vacated, sum(withdrawn) as withdrawn from move group by all),
whole as (
  select quarter, street, method, coalesce(revitalized, 0) as revitalized, coalesce(vacated, 0) as vacated,
    coalesce(withdrawn, 0) as withdrawn
  from range(year({FIRST}) * 4, year({LAST}) * 4 + 4) as span(quarter) cross join (select distinct street, method from sums)
  left join sums using (quarter, street, method)),
course as (
  select *, revitalized - vacated - withdrawn as net,
    sum(net) over (partition by street, method order by quarter) as closing from whole)
select format('{{}}Q{{}}', quarter // 4, quarter % 4 + 1) as quarter, street, method, closing - net as opening,
  revitalized, vacated, withdrawn, closing
from course order by quarter, street, method
"""


def main(events, out):
    os.makedirs(out, exist_ok=True)
    database = duckdb.connect()
    read, check = CHECK.split(";", 1)
    database.execute(read, {"events": events})
    database.execute(check + QUESTIONS)
    invalid = "select rule, event_id from checked where rule is not null order by all"
    tables = {"invalid": invalid, "state": STATE, "roll": ROLL_FORWARD}
    for name, query in tables.items():
        database.sql(query).write_csv(os.path.join(out, f"{name}.csv"), header=True)


if __name__ == "__main__":
    main(*sys.argv[1:3])
