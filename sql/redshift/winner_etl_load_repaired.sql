-- Generated from the table model; CONTRIBUTING.md says how.
-- Chooses the rows of etl_load_repaired of the snapshots that this load enters into the ledger.
-- A second run doubles the rows.
insert into winner_etl_load_repaired (
    "snapshot",
    field,
    value_count
)
select
    staged."snapshot",
    staged.field,
    staged.value_count
from stage_etl_load_repaired as staged
join winner_etl_load
    on winner_etl_load."snapshot" = staged."snapshot"
