-- Generated from the table model; CONTRIBUTING.md says how.
-- Chooses the rows of etl_load_withheld of the snapshots that this load enters into the ledger.
-- A second run doubles the rows.
insert into winner_etl_load_withheld (
    "snapshot",
    playlist_id,
    table_name,
    column_name
)
select
    staged."snapshot",
    staged.playlist_id,
    staged.table_name,
    staged.column_name
from stage_etl_load_withheld as staged
join winner_etl_load
    on winner_etl_load."snapshot" = staged."snapshot"
