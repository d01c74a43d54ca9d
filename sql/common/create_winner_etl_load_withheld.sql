-- Generated from the table model; CONTRIBUTING.md says how.
-- Where the one row of each key that etl_load_withheld is to have stands before it is merged. A second run empties it.
create or replace temporary table winner_etl_load_withheld as
select
    snapshot,
    playlist_id,
    table_name,
    column_name
from stage_etl_load_withheld
where 1 = 0
