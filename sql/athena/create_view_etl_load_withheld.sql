-- Generated from the table model; CONTRIBUTING.md says how.
-- Columns that no row of a loaded snapshot told: Spotify left the fields out, which is not the same as null. A second run changes nothing.
create or replace view etl_load_withheld as
select
    told.snapshot,
    told.playlist_id,
    told.table_name,
    told.column_name
from :lake.etl_load as ledger
join :lake.etl_load_withheld as told
    on told.snapshot = ledger.snapshot
    and told.commit_id = ledger.commit_id
