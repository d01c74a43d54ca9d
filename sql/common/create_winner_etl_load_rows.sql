-- Generated from the table model; CONTRIBUTING.md says how.
-- Where the one row of each key that etl_load_rows is to have stands before it is merged. A second run empties it.
create or replace temporary table winner_etl_load_rows as
select
    snapshot,
    table_name,
    row_count
from stage_etl_load_rows
where 1 = 0
