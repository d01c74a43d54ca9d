-- Generated from the table model; CONTRIBUTING.md says how.
-- How many entries of a loaded snapshot were skipped, by reason. A second run changes nothing.
create or replace view etl_load_skipped as
select
    told.snapshot,
    told.reason,
    told.entries
from :lake.etl_load as ledger
join :lake.etl_load_skipped as told
    on told.snapshot = ledger.snapshot
    and told.commit_id = ledger.commit_id
