-- Generated from the table model; CONTRIBUTING.md says how.
-- Tells of each staged snapshot whether this load entered it into the ledger, and the hash that the ledger has of its raw
-- object. Reads only.
select
    staged."snapshot",
    etl_load.raw_sha256,
    winner_etl_load."snapshot" is not null as entered
from stage_etl_load as staged
join etl_load
    on etl_load."snapshot" = staged."snapshot"
left join winner_etl_load
    on winner_etl_load."snapshot" = staged."snapshot"
