-- Generated from the table model; CONTRIBUTING.md says how.
-- Where the one row of each key that etl_load_repaired is to have stands before it is merged. A second run empties it.
create or replace temporary table winner_etl_load_repaired as
select
    snapshot,
    field,
    value_count
from stage_etl_load_repaired
where 1 = 0
