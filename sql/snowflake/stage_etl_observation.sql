-- Generated from the table model; CONTRIBUTING.md says how.
-- Puts rows of etl_observation, a JSON array of objects, into their stage. A second run doubles the rows.
insert into stage_etl_observation (
    playlist_id,
    observed_at,
    outcome,
    run_id
)
select
    cast(entry.value['playlist_id'] as varchar),
    cast(entry.value['observed_at'] as timestamp_ntz),
    cast(entry.value['outcome'] as varchar),
    cast(entry.value['run_id'] as varchar)
from (select parse_json(:?rows) as entries) as given,
    lateral flatten(input => given.entries) as entry
