-- Tells of each staged snapshot whether this load entered it into the ledger, and the hash that the ledger has of its raw
-- object. Reads only.
select
    source.snapshot,
    target.raw_sha256,
    target.run_id = source.run_id and target.loaded_at = source.loaded_at as entered
from stage_load as source
join etl_load as target
    on target.snapshot = source.snapshot
