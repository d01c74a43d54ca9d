-- Generated from the table model; CONTRIBUTING.md says how.
-- Where the one row of each key that etl_load_skipped is to have stands before it is merged. A second run empties it.
create or replace temporary table winner_etl_load_skipped as
select
    snapshot,
    reason,
    entries
from stage_etl_load_skipped
where 1 = 0
