-- Generated from the table model; CONTRIBUTING.md says how.
-- How many rows of each table a loaded snapshot held. A second run changes nothing.
create or replace view etl_load_rows as
select
    told.snapshot,
    told.table_name,
    told.row_count
from :lake.etl_load as ledger
join :lake.etl_load_rows as told
    on told.snapshot = ledger.snapshot
    and told.commit_id = ledger.commit_id
