-- Generated from the table model; CONTRIBUTING.md says how.
-- How many values of a loaded snapshot were repaired or became null, since they were none of their kind. A second run changes nothing.
create or replace view etl_load_repaired as
select
    told.snapshot,
    told.field,
    told.value_count
from :lake.etl_load as ledger
join :lake.etl_load_repaired as told
    on told.snapshot = ledger.snapshot
    and told.commit_id = ledger.commit_id
